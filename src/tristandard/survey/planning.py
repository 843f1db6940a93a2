"""What is to be measured at some sites in a period, and what keeps them from being planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from tristandard.basics.clause import OutOfForce
from tristandard.basics.errors import BadValue, TristandardError, all_of, refuse, wanted
from tristandard.basics.nouns import noun
from tristandard.basics.period import Period
from tristandard.basics.place import Site
from tristandard.basics.points import COMMON_DIGITS, common, hardest
from tristandard.basics.terms import DuplicateCode, UnknownTerm
from tristandard.merging.merged import MergedRules
from tristandard.rules.nodes.bad_model import BadModel
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import spoken
from tristandard.survey.plan import Plan
from tristandard.words.sentence import Sentence, Told

_CANNOT_PLAN = Sentence("{period} 的点位排不进计划", "the sites cannot be planned for {period}")
_THE_RULE_SET = Sentence("规则集“{code}”", "rule set {code!r}")
_SITES = Sentence("{count} 个点位", "{count} sites")
_ADDABLE_SHARES = Sentence(
    "一份各点位份额的公分母不超过 {digits} 位数的点位清单",
    "a list of sites whose shares have a common denominator of at most {digits} digits",
)
_WRITE_DECIMALS = Sentence(
    "请把份额写成小数或百分数，使同一点位的份额合计为 1，尤其是 {shares}",
    "write shares as decimals or in percent, so that those of a site add up to 1, above all those of {shares}",
)
_SHARE_OF = Sentence("{unit} 在点位 {site} 的份额", "{unit} at {site}")
_ANSWERS_FOR_A_SITE = Told("在计划中有点位的单位", "a unit that answers for a site of the plan")
_ADD_A_SITE = Told("请补上它的点位：这一次必须看到它", "add one of its sites: it must be looked at this time")


def plan(merged: MergedRules, sites: Iterable[Site], period: Period, *, include: Iterable[str] = ()) -> Plan:
    """Return what is to be measured at the sites in a period, each indicator once.

    Args:
        merged: The rules after the merge.
        sites: Where to measure.
        period: When; by the policy, most often a quarter.
        include: Units that the plan must not leave out, such as the last ones of the period before.

    Raises:
        OutOfForce: When the rule set does not hold on every day of the period.
        Refused: With every clause that the rules cite and that does not hold on every day of the
            period; every site whose code is not its own, whose area, zone, site type or unit the
            rule set does not know, or to which a scoring model gives no weight; and every unit to
            include that answers for no site.

    Laws: each (period, site, indicator) exactly once; no order matters.
    Source: 融合考核工作方案 · 每季度重复指标只测一次.
    """
    wanted(merged, MergedRules)
    wanted(period, Period)
    rules = merged.rule_set
    if not rules.valid.holds(period.start, period.end):
        raise OutOfForce(
            _THE_RULE_SET(code=rules.code),
            str(period),
            rules.valid.told,
            str(rules.valid.outside(period.start, period.end)),
        )
    found: dict[str, Site] = {}
    problems: list[TristandardError] = [*rules.lapsed(period.start, period.end, str(period))]
    for site in sorted(all_of(sites, Site), key=lambda site: site.code):
        if site.code in found:
            problems.append(DuplicateCode("site", site.code))
            continue
        found[site.code] = site
        problems += unknown_places(rules, site)
    if common(share for site in found.values() for _, share in site.units) is None:
        named = (((unit, site.code), share) for site in found.values() for unit, share in site.units)
        shares = [_SHARE_OF(unit=unit, site=code) for unit, code in hardest(named)]
        problems.append(
            BadValue(_SITES(count=len(found)), _ADDABLE_SHARES(digits=COMMON_DIGITS), _WRITE_DECIMALS(shares=shares))
        )
    owners = {
        part
        for site in found.values()
        for unit, _ in site.units
        if unit in rules.units
        for part in rules.paths["unit"][unit]
    }
    problems += [BadValue(unit, _ANSWERS_FOR_A_SITE, _ADD_A_SITE) for unit in sorted({*all_of(include, str)} - owners)]
    cannot = _CANNOT_PLAN(period=str(period))
    refuse(cannot, problems)
    planned = Plan(merged, period, found)
    refuse(cannot, _unweighed(planned))
    return planned


OF_SITE = Sentence("点位“{site}”", "site {site!r}")
_ITS_PATH = Sentence(
    "本规则集中{kind}“{code}”的路径（{used_by}）", "the path of the {kind} {code!r} in this rule set ({used_by})"
)
_IT_IS = Sentence(
    "它的路径是 {path}：请给 rules.paths[{axis!r}][{code!r}]", "it is {path}: give rules.paths[{axis!r}][{code!r}]"
)


def unknown_places(rules: RuleSet, site: Site) -> Iterator[TristandardError]:
    """Yield each coordinate of a site that the rules do not know, or that lies elsewhere in their
    tree, and each unit that they do not know.
    """
    for axis, path in (("area", site.area), ("zone", site.zone), ("site_type", site.site_type)):
        kind = spoken(axis)
        known = rules.paths[axis].get(path[-1]) if path else None
        if known is None:
            yield UnknownTerm(kind, "/".join(path), OF_SITE(site=site.code))
        elif known != path:
            yield BadValue(
                "/".join(path),
                _ITS_PATH(kind=noun(kind), code=path[-1], used_by=OF_SITE(site=site.code)),
                _IT_IS(path="/".join(known), axis=axis, code=path[-1]),
            )
    yield from (
        UnknownTerm("unit", unit, OF_SITE(site=site.code)) for unit, _ in site.units if unit not in rules.units
    )


_NO_WEIGHT = Sentence(
    "没有给 {left} 写权重，而计划中有这样的点位", "gives no weight to {left}, of which there are sites"
)
_GIVE_WEIGHTS = Told(
    "请给每一个写上权重，不计的写 0；一个权重只对它自己的代码有效",
    "give each a weight, 0 where it shall not count; a weight holds for its own code alone",
)


def _unweighed(planned: Plan) -> Iterator[TristandardError]:
    """Yield what the scoring models of some assessments give no weight although they ask something there."""
    there: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for code, ground in planned.grounds.items():
        site = planned.sites[code]
        for assessment in ground.assessments:
            for axis, path in (("site_type", site.site_type), ("zone", site.zone), ("area", site.area)):
                there[assessment, axis].add(path[-1])
    for book in planned.rules.assessments:
        for name, node in book.model.nodes:
            if node.axis and node.members and (left := sorted(there[book.code, node.axis] - dict(node.members).keys())):
                yield BadModel(f"{book.code}.{name}", _NO_WEIGHT(left=left), _GIVE_WEIGHTS)
