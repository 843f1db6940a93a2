"""Why matches do not make one question of a group: everything that they leave open or contradict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from tristandard.basics.errors import TristandardError
from tristandard.checks.cannot import EQUAL, CannotMerge, agreed, cannot, named, rows
from tristandard.grouping.group import Group
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.wording.names import name_assessment, name_indicator, name_measures
from tristandard.words.sentence import AnyOf, Both, Sentence, Told, in_phrases

_NONE_LARGEST = Told("其中没有一项包含其余各项", "none of them is the largest")
_LET_ONE_INCLUDE = Told("请使其中一项包含其余各项", "let one question include all others")
_GROUNDS_DIFFER = Told("所在的对照表适用范围不同", "their crosswalks hold on different grounds")
_ONE_WHERE = Told("请为这组指标规定同一个适用范围（where）", "give a group one `where`")


def mismatched(rules: RuleSet, group: Group) -> list[TristandardError]:
    """Return what keeps the members of a group from being one indicator, whatever their standards ask."""
    problems: list[TristandardError] = [*_twice(rules, group), *_contradicting(rules, group)]
    if not problems:
        problems += _unrelated(rules, group)
    if not problems and len(group.largest) != 1:
        addresses = [*agreed(group, "relation"), *rows(group.members)]
        problems.append(cannot(rules, group.members, _NONE_LARGEST, _LET_ONE_INCLUDE, addresses))
    if not problems:
        problems += _outside(rules, group)
    if len({crosswalk.where for crosswalk, _ in group.agreed}) > 1:
        grounds = [("crosswalks", crosswalk.code, "where") for crosswalk, _ in group.agreed]
        addresses = [*grounds, *agreed(group), *rows(group.members)]
        problems.append(cannot(rules, group.members, _GROUNDS_DIFFER, _ONE_WHERE, addresses))
    return [*problems, *_unhosted(rules, group)]


_THERE_TWICE = Sentence(
    "同属{assessment}的指标不止一项：{twice}", "the assessment {assessment!r} is there twice, with {twice}"
)
_ONE_EACH_OR_DECLARE = Sentence(
    "请每套考核只对照一项指标；如确为一次测评、分别计入几个考核项目，请在对照表 {crosswalk} 的 uses 中逐项写明理由："
    "{missing}",
    "match one indicator of each assessment; where one measurement counts in several of its items, declare each of them"
    " with its reason under `uses` of crosswalk {crosswalk}: {missing}",
)
_USE = Sentence("“{code}” = “理由”", '"{code}" = "why"')
_ONE_ITEM = Sentence(
    "{twice}的用途都在考核项目“{item}”中，一次测评会在一项中扣两次",
    "the uses {twice} stand in one item, {item!r}, where one measurement would count twice",
)
_ITEM_EACH = Told("请使每处用途各在一个考核项目中", "give each use an item of its own")


def _twice(rules: RuleSet, group: Group) -> Iterator[CannotMerge]:
    """Yield each assessment that has several members of which some are not declared as uses, or that stand in one
    item.
    """
    addresses = [*agreed(group), *rows(group.members, "code")]
    for assessment, twice in group.several.items():
        if missing := [_USE(code=code) for code in twice if code not in group.uses]:
            why = _THERE_TWICE(assessment=name_assessment(rules, assessment), twice=named(rules, twice))
            remedy = _ONE_EACH_OR_DECLARE(crosswalk=group.agreed[0][0].code, missing=missing)
            yield cannot(rules, group.members, why, remedy, addresses)
        by_item: defaultdict[str, list[str]] = defaultdict(list)
        for code in twice:
            by_item[group.indicators[code].item].append(code)
        for item, alike in by_item.items():
            if len(alike) > 1 and not missing:
                items = {one.code: one.zh for one in rules.assessment(assessment).items}
                why = _ONE_ITEM(twice=named(rules, alike), item=Told(items.get(item, item), item))
                yield cannot(rules, group.members, why, _ITEM_EACH, [*agreed(group), *rows(alike, "item")])


_CONTRADICT = Told("二者的对照关系互相矛盾", "their matches contradict each other")
_KEEP_ONE = Told(
    "请在这两个问题之间只保留一种关系和一份测量项目清单",
    "keep one relation, with one list of measures, between the two questions",
)


def _contradicting(rules: RuleSet, group: Group) -> Iterator[CannotMerge]:
    """Yield each match that says otherwise than those before it."""
    for match in group.contradicting:
        members = match.first, match.second
        addresses = [*agreed(group, "relation"), *agreed(group, "measures"), *rows(members)]
        yield cannot(rules, members, _CONTRADICT, _KEEP_ONE, addresses)


_NO_MATCH_SAYS = Sentence("没有对照说明{one}与{other}是何关系", "no match says how {one} stands to {other}")
_MATCH_THE_TWO = Told(
    "请补充二者的对照：相同，或一方是另一方的一部分", "match the two, as equal or as a part of the other"
)


def _unrelated(rules: RuleSet, group: Group) -> list[CannotMerge]:
    """Return the first two questions that no match compares; the others follow from it, or show when it is mended."""
    for one, other in combinations(group.classes, 2):
        if (one, other) not in group.within and (other, one) not in group.within:
            why = _NO_MATCH_SAYS(one=named(rules, one, EQUAL), other=named(rules, other, EQUAL))
            addresses = [*agreed(group), *rows(group.members)]
            return [cannot(rules, group.members, why, _MATCH_THE_TWO, addresses)]
    return []


_ASKS_MORE = Sentence(
    "{member}要求了{measures}，而对照没有列入", "{member} asks about {measures}, which it is not matched to cover"
)
_NAME_THE_MEASURE = Told(
    "请在对照中列入该测量项目，或把指标拆开", "name the measure in the match, or split the indicator"
)
_OR_SWAP = Told(
    "请在对照中列入该测量项目，或把指标拆开；如果它才是包含对方的一项，请对调两项，或改写为 superset_of",
    "name the measure in the match, or split the indicator; where it is the larger one, swap the two or write"
    " superset_of",
)


def _outside(rules: RuleSet, group: Group) -> Iterator[CannotMerge]:
    """Yield each member that asks about more than it is matched to cover."""
    largest = group.largest[0]
    whole = frozenset[str]().union(*(group.indicators[code].standard.measures for code in largest))
    for contribution in group.contributions:
        code, asked = contribution.indicator.code, contribution.indicator.standard.measures
        if outside := asked - contribution.measures:
            why = _ASKS_MORE(member=name_indicator(rules, code), measures=name_measures(rules, outside))
            remedy = _OR_SWAP if whole < asked else _NAME_THE_MEASURE
            addresses = [*agreed(group, "measures"), *rows(group.members, "standard")]
            yield cannot(rules, group.members, why, remedy, addresses)


_ORDER = Sentence("对照表 {crosswalks} 的主办方顺序为{hosts}", "`hosts` of crosswalk {crosswalks} is [{hosts}]")
_NONE_SHARES = Sentence("{order}，都不在共用该指标的考核之中", "{order}, and none of them shares the indicator")
_ADD_ONE = Sentence("请加上{books}之一", "add {books}")
_EACH_MEASURES = Sentence("{orders}，主办方因此不同（{hosts}）", "{orders}, so that {hosts} would each measure")
_SAME_FIRST = Told(
    "请使各对照表主办方顺序中首个共用该指标的考核一致", "give them orders whose first member here is the same"
)


def _unhosted(rules: RuleSet, group: Group) -> Iterator[CannotMerge]:
    """Yield each order of hosts that has no member of a group; and that several would measure."""
    first = dict[str, Told]()
    for hosts, codes in group.orders.items():
        told = _ORDER(crosswalks=Both(codes), hosts=[name_assessment(rules, host) for host in hosts])
        host = group.host(hosts)
        if host is not None:
            first.setdefault(host, told)
        if host is not None or not {book.code for book in rules.assessments}.issuperset(hosts):
            continue  # a host that is not declared is told by itself
        remedy = _ADD_ONE(books=AnyOf(name_assessment(rules, book) for book in group.books))
        addresses = [("crosswalks", code, "hosts") for code in codes]
        yield cannot(rules, group.members, _NONE_SHARES(order=told), remedy, [*addresses, *rows(group.members)])
    if len(first) > 1:
        measuring = Both(name_assessment(rules, host) for host in first)
        why = _EACH_MEASURES(orders=in_phrases(list(first.values())), hosts=measuring)
        addresses = [("crosswalks", code, "hosts") for walks in group.orders.values() for code in walks]
        yield cannot(rules, group.members, why, _SAME_FIRST, [*addresses, *rows(group.members)])
