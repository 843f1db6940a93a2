"""Why matches do not make one question of a group: everything that they leave open or contradict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from tristandard.basics.errors import TristandardError, shortened
from tristandard.basics.language import Told
from tristandard.checks.cannot import CannotMerge, agreed, cannot, named, rows
from tristandard.grouping.group import Group
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.wording import name_assessment, name_indicator, name_measures


def mismatched(rules: RuleSet, group: Group) -> list[TristandardError]:
    """Return what keeps the members of a group from being one indicator, whatever their standards ask."""
    problems: list[TristandardError] = [*_twice(rules, group), *_contradicting(rules, group)]
    if not problems:
        problems += _unrelated(rules, group)
    if not problems and len(group.largest) != 1:
        why = "其中没有一项包含其余各项", "none of them is the largest"
        remedy = "请使其中一项包含其余各项", "let one question include all others"
        addresses = [*agreed(group, "relation"), *rows(group.members)]
        problems.append(cannot(rules, group.members, why, remedy, addresses))
    if not problems:
        problems += _outside(rules, group)
    if len({crosswalk.where for crosswalk, _ in group.agreed}) > 1:
        why = "所在的对照表适用范围不同", "their crosswalks hold on different grounds"
        remedy = "请为这组指标规定同一个适用范围（where）", "give a group one `where`"
        grounds = [("crosswalks", crosswalk.code, "where") for crosswalk, _ in group.agreed]
        addresses = [*grounds, *agreed(group), *rows(group.members)]
        problems.append(cannot(rules, group.members, why, remedy, addresses))
    return [*problems, *_unhosted(rules, group)]


def _twice(rules: RuleSet, group: Group) -> Iterator[CannotMerge]:
    """Yield each assessment that has several members."""
    by_assessment: defaultdict[str, list[str]] = defaultdict(list)
    for code, indicator in group.indicators.items():
        by_assessment[indicator.assessment].append(code)
    for assessment, twice in by_assessment.items():
        if len(twice) > 1:
            why = (
                f"同属{name_assessment(rules, assessment)}的指标不止一项：{named(rules, twice)}",
                f"the assessment {assessment!r} is there twice, with {shortened(twice, ' and ')}",
            )
            remedy = "请每套考核只对照一项指标", "match one indicator of each assessment"
            addresses = [*agreed(group), *rows(group.members, "code")]
            yield cannot(rules, group.members, why, remedy, addresses)


def _contradicting(rules: RuleSet, group: Group) -> Iterator[CannotMerge]:
    """Yield each match that says otherwise than those before it."""
    for match in group.contradicting:
        why = "二者的对照关系互相矛盾", "their matches contradict each other"
        remedy = (
            "请在这两个问题之间只保留一种关系和一份测量项目清单",
            "keep one relation, with one list of measures, between the two questions",
        )
        members = match.first, match.second
        addresses = [*agreed(group, "relation"), *agreed(group, "measures"), *rows(members)]
        yield cannot(rules, members, why, remedy, addresses)


def _unrelated(rules: RuleSet, group: Group) -> list[CannotMerge]:
    """Return the first two questions that no match compares; the others follow from it, or show when it is mended."""
    for one, other in combinations(group.classes, 2):
        if (one, other) not in group.within and (other, one) not in group.within:
            why = (
                f"没有对照说明{named(rules, one, ' = ')}与{named(rules, other, ' = ')}是何关系",
                f"no match says how {shortened(one, ' = ')} stands to {shortened(other, ' = ')}",
            )
            remedy = (
                "请补充二者的对照：相同，或一方是另一方的一部分",
                "match the two, as equal or as a part of the other",
            )
            addresses = [*agreed(group), *rows(group.members)]
            return [cannot(rules, group.members, why, remedy, addresses)]
    return []


def _outside(rules: RuleSet, group: Group) -> Iterator[CannotMerge]:
    """Yield each member that asks about more than it is matched to cover."""
    largest = group.largest[0]
    whole = frozenset[str]().union(*(group.indicators[code].standard.measures for code in largest))
    for contribution in group.contributions:
        code, asked = contribution.indicator.code, contribution.indicator.standard.measures
        if outside := asked - contribution.measures:
            why = (
                f"{name_indicator(rules, code)}要求了{name_measures(rules, outside)}，而对照没有列入",
                f"{code} asks about {', '.join(sorted(outside))}, which it is not matched to cover",
            )
            remedy = (
                "请在对照中列入该测量项目，或把指标拆开",
                "name the measure in the match, or split the indicator",
            )
            if whole < asked:
                remedy = (
                    f"{remedy[0]}；如果它才是包含对方的一项，请对调两项，或改写为 superset_of",
                    f"{remedy[1]}; where it is the larger one, swap the two or write superset_of",
                )
            addresses = [*agreed(group, "measures"), *rows(group.members, "standard")]
            yield cannot(rules, group.members, why, remedy, addresses)


def _unhosted(rules: RuleSet, group: Group) -> Iterator[CannotMerge]:
    """Yield each order of hosts that has no member of a group; and that several would measure."""
    first = dict[str, Told]()
    for hosts, walks in group.orders.items():
        names = "、".join(name_assessment(rules, host) for host in hosts)
        codes = sorted(walks)
        told = (
            f"对照表 {'、'.join(codes)} 的主办方顺序为{names}",
            f"`hosts` of crosswalk {' and '.join(codes)} is [{', '.join(hosts)}]",
        )
        host = group.host(hosts)
        if host is not None:
            first.setdefault(host, told)
            continue
        why = f"{told[0]}，都不在共用该指标的考核之中", f"{told[1]}, and none of them shares the indicator"
        some = "、".join(name_assessment(rules, book) for book in group.books)
        remedy = f"请加上{some}之一", f"add {' or '.join(group.books)}"
        addresses = [("crosswalks", code, "hosts") for code in codes]
        yield cannot(rules, group.members, why, remedy, [*addresses, *rows(group.members)])
    if len(first) > 1:
        measuring = "、".join(name_assessment(rules, host) for host in first)
        why = (
            f"{'，'.join(zh for zh, _ in first.values())}，主办方因此不同（{measuring}）",
            f"{', '.join(en for _, en in first.values())}, so that {' and '.join(first)} would each measure",
        )
        remedy = (
            "请使各对照表主办方顺序中首个共用该指标的考核一致",
            "give them orders whose first member here is the same",
        )
        addresses = [("crosswalks", code, "hosts") for walks in group.orders.values() for code in walks]
        yield cannot(rules, group.members, why, remedy, [*addresses, *rows(group.members)])
