"""The rules as written, read slowly: what a civil servant could follow by hand.

It works from the fields of what is written down and from nothing else: no join, no normal form, no
index. A demand is compared value by value with its ends, a place is compared word by word with the
extents, and a group of matched indicators is gathered by turning the pages of the crosswalks. The
properties hold the library against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.basics.measure import Measure, Value
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Outcome
from tristandard.basics.place import Path, Site
from tristandard.rules.assessment import Assessment, Indicator
from tristandard.rules.crosswalk import Match, Relation
from tristandard.rules.deduction import Counting, DeductionRule, Grades, Parts
from tristandard.rules.model import Fold, Given, Sheet, Unmeasured
from tristandard.rules.ruleset import Reading, RuleSet
from tristandard.rules.standard import Acceptance, Forms, Standard, Verdict

#: A demand as somebody wrote it: of which measure, and what is acceptable.
Demand = tuple[Measure, Acceptance]
#: Where a site stands (area, zone, site type), or a unit (kind, unit): each word with its ancestors first.
Place = tuple[Path, ...]


def good(demand: Demand, value: Value) -> bool:
    """Return whether a value is good enough for one demand: not beyond either end, or the right forms."""
    measure, acceptance = demand
    if isinstance(acceptance, Forms):
        seen = set(value) if isinstance(value, frozenset) else {value}
        missing = [form for form in acceptance.required if form not in seen]
        unfit = [form for form in seen if acceptance.accepted is not None and form not in acceptance.accepted]
        return not missing and not unfit
    number = Fraction(measure.rungs.index(str(value))) if measure.rungs else Fraction(str(value))
    floor, limit = acceptance.floor, acceptance.limit
    if floor is not None and (number < floor.value or (number == floor.value and not floor.closed)):
        return False
    return not (limit is not None and (number > limit.value or (number == limit.value and not limit.closed)))


def verdict(demands: Iterable[Demand], values: Mapping[str, Value]) -> Verdict:
    """Return breached where a value seen is not good enough; else open where one is missing; else met."""
    states = []
    for demand in demands:
        code = demand[0].code
        if code not in values:
            states.append(Verdict.OPEN)
        else:
            states.append(Verdict.MET if good(demand, values[code]) else Verdict.BREACHED)
    return min(states, default=Verdict.MET)


def demands(standards: Iterable[Standard]) -> list[Demand]:
    """Return all that is asked by some standards, one after another."""
    return [(ask.measure, ask.acceptance) for standard in standards for ask in standard.asks]


def lies_in(place: Place, extents: Iterable[Place]) -> bool:
    """Return whether a place lies in one of the extents: each word of the extent is the place's own word at that depth."""
    return any(
        all(len(named) <= len(stood) and all(stood[depth] == word for depth, word in enumerate(named)) for named, stood in zip(extent, place, strict=True))
        for extent in extents
    )


def indicators(rule_set: RuleSet) -> dict[str, Indicator]:
    """Return every indicator of every assessment, by its code."""
    return {indicator.code: indicator for assessment in rule_set.assessments for indicator in assessment.indicators}


def matches(rule_set: RuleSet) -> list[Match]:
    """Return every match, crosswalk after crosswalk."""
    return [match for crosswalk in rule_set.crosswalks for match in crosswalk.matches]


def gathered(start: str, pairs: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return a code and every code that a chain of pairs leads to: go through the list until nothing is added."""
    found, listed, before = {start}, list(pairs), 0
    while len(found) > before:
        before = len(found)
        for one, other in listed:
            if one in found or other in found:
                found.update((one, other))
    return frozenset(found)


def group(rule_set: RuleSet, code: str) -> frozenset[str]:
    """Return the indicators that are matched with one, itself among them."""
    return gathered(code, [(match.first, match.second) for match in matches(rule_set)])


def same_question(rule_set: RuleSet, code: str) -> frozenset[str]:
    """Return the indicators that ask the very same as one, itself among them."""
    return gathered(code, [(match.first, match.second) for match in matches(rule_set) if match.relation is Relation.EQUAL])


def business(rule_set: RuleSet, code: str) -> frozenset[str]:
    """Return the measures of a shared indicator that are one member's business.

    A part of a larger question has those that the match with the largest one names; the largest
    has all that anybody who asks it asks about.
    """
    parts = [match for match in matches(rule_set) if match.relation is Relation.SUBSET_OF]
    smaller: set[str] = set()
    for match in parts:
        smaller.update(same_question(rule_set, match.first))
    own = same_question(rule_set, code)
    if code not in smaller:
        return frozenset(ask.measure.code for member in own for ask in indicators(rule_set)[member].standard.asks)
    named = [match.measures for match in parts if match.first in own and match.second not in smaller]
    return named[0]


def ground(rule_set: RuleSet, members: Iterable[str], place: Place) -> bool:
    """Return whether the members stand together at a place: the crosswalks that match them have no bound, or it lies within."""
    wanted = set(members)
    bounds = [crosswalk.where for crosswalk in rule_set.crosswalks if any(match.first in wanted for match in crosswalk.matches)]
    return all(bound is None or lies_in(place, bound.extents) for bound in bounds)


@final
@frozen(kw_only=True)
class Asked:
    """What is measured once at a place: for whom, and every demand that must be met there."""

    members: frozenset[str]
    users: frozenset[str]
    demands: list[Demand]


def asked(rule_set: RuleSet, place: Place) -> dict[frozenset[str], Asked]:
    """Return what is measured at a place, by the indicators that are measured together."""
    found: dict[frozenset[str], Asked] = {}
    written = indicators(rule_set)
    for code in written:
        members = group(rule_set, code)
        if not ground(rule_set, members, place):
            members = frozenset({code})
        there = frozenset(member for member in members if lies_in(place, written[member].scope.extents))
        if there:
            users = members if rule_set.policy.reading is Reading.UNIFORM else there
            found[members] = Asked(members=members, users=users, demands=_in_force(rule_set, members, users))
    return found


def _in_force(rule_set: RuleSet, members: frozenset[str], users: frozenset[str]) -> list[Demand]:
    written = indicators(rule_set)
    ruled = [ruling.standard for ruling in rule_set.rulings if ruling.members == members]
    return demands(ruled or [written[code].standard for code in sorted(users)])


def entitled(rule_set: RuleSet, question: Asked, unit: Place) -> frozenset[str]:
    """Return the users whose assessments assess a unit on a question: by anybody's subjects, or each by its own."""
    written = indicators(rule_set)
    everybody = [extent for member in question.members for extent in written[member].subjects.extents]
    return frozenset(
        user
        for user in question.users
        if lies_in(unit, everybody if rule_set.policy.reading is Reading.UNIFORM else written[user].subjects.extents)
    )


def good_together(asks: Iterable[Demand], probes: Iterable[Value]) -> bool:
    """Return whether some value among those tried is good enough for every demand."""
    listed = list(asks)
    return any(all(good(demand, probe) for demand in listed) for probe in probes)


#: What was seen, by the site and the indicators that are measured together there.
Seen = Mapping[tuple[str, frozenset[str]], Outcome]
#: A site, the indicators measured together, the one of them that is priced, and who bears it (None: nobody known).
Key = tuple[str, frozenset[str], str, str | None]


def stands(site: Site) -> Place:
    """Return where a site stands."""
    return site.area, site.zone, site.site_type


def seat(rule_set: RuleSet, unit: str) -> Place:
    """Return where a unit stands: its kind and itself, each after its parents."""
    units, kinds = {term.code: term for term in rule_set.units.terms}, {term.code: term.parent for term in rule_set.kinds.terms}
    return _upwards(kinds, units[unit].kind), _upwards({code: term.parent for code, term in units.items()}, unit)


def _upwards(parents: Mapping[str, str | None], code: str) -> Path:
    parent = parents[code]
    return (code,) if parent is None else (*_upwards(parents, parent), code)


def lost(rule: DeductionRule, asks: list[Demand], values: Mapping[str, Value]) -> Fraction:
    """Return what one rule takes off for what was seen, against every demand in force."""
    total = Fraction(0)
    for code in rule.measures:
        mine = [demand for demand in asks if demand[0].code == code]
        if code in values and not all(good(demand, values[code]) for demand in mine):
            total += _taken(rule, mine, values[code])
    return total if rule.at_most is None else min(total, rule.at_most)


def _taken(rule: DeductionRule, asks: list[Demand], value: Value) -> Fraction:
    if isinstance(rule.tariff, Grades):
        return sum((points for rung, points in rule.tariff.points if rung == value), Fraction(0))
    tariff, rungs = rule.tariff, asks[0][0].rungs
    floors, limits, far = [Fraction(0)], list[Fraction](), Fraction(0)
    if isinstance(value, frozenset):
        wanted = {form for _, acceptance in asks if isinstance(acceptance, Forms) for form in acceptance.required}
        unfit = {form for form in value for _, acceptance in asks if isinstance(acceptance, Forms) and acceptance.accepted is not None and form not in acceptance.accepted}
        far = Fraction(len([form for form in wanted if form not in value]) + len(unfit))
    else:
        number = Fraction(rungs.index(value)) if isinstance(value, str) else value
        for _, acceptance in asks:
            if not isinstance(acceptance, Forms):
                floors += [acceptance.floor.value] if acceptance.floor else []
                limits += [acceptance.limit.value] if acceptance.limit else []
        far = max([Fraction(0), max(floors) - number, *(number - limit for limit in limits)])
        if tariff.counting is Counting.ALL and limits and not rungs and number >= min(limits):
            far = max(far, number)
    step = max(floors) if tariff.per is None else tariff.per
    steps = far / step if step else Fraction(1)
    whole = Fraction(steps.numerator // steps.denominator)
    if tariff.parts is Parts.BEGUN:
        steps = max(whole if whole == steps else whole + 1, Fraction(1))
    return (whole if tariff.parts is Parts.WHOLE else steps) * tariff.each


def postings(rule_set: RuleSet, sites: Iterable[Site], seen: Seen) -> dict[Key, Fraction]:
    """Return who loses what: each user's own price of what was seen, for the owners by their shares and for whom findings name.

    What a finding lays on another unit is counted and priced by itself, against the same demands.
    """
    posted: defaultdict[Key, Fraction] = defaultdict(Fraction)
    written = indicators(rule_set)
    for site in sites:
        for members, question in asked(rule_set, stands(site)).items():
            outcome = seen.get((site.code, members))
            if not isinstance(outcome, Measured):
                continue
            own, named = dict(outcome.values), defaultdict[str, dict[str, Value]](dict)
            for finding in outcome.findings:
                if finding.unit is not None and site.units != ((finding.unit, Fraction(1)),):
                    named[finding.unit][finding.measure] = Fraction(str(named[finding.unit].get(finding.measure, 0))) + 1
                    own[finding.measure] = Fraction(str(own[finding.measure])) - 1
            borne: list[tuple[str | None, Fraction, Mapping[str, Value]]] = [(unit, share, own) for unit, share in site.units or ((None, Fraction(1)),)]
            borne += [(unit, Fraction(1), values) for unit, values in named.items()]
            for user in question.users:
                about = business(rule_set, user) if len(members) > 1 else {ask.measure.code for ask in written[user].standard.asks}
                asks = [demand for demand in question.demands if demand[0].code in about]
                for unit, share, values in borne:
                    points = sum((lost(rule, asks, values) for rule in written[user].deductions), Fraction(0))
                    if points:
                        posted[site.code, members, user, unit] += points * share
    return dict(posted)


@final
@frozen(kw_only=True)
class Line:
    """One indicator of a unit's sheet: at which site, in which item, what it may cost, what was seen, and what it cost."""

    site: Site
    item: str
    worth: Fraction
    outcome: Outcome
    lost: Fraction
    #: Twice where others answer for the site too: findings may then lay as much again on this one.
    times: int


#: The lowest, the exact and the highest score.
Score = tuple[Fraction, Fraction | None, Fraction]


def score(rule_set: RuleSet, sites: Iterable[Site], seen: Seen, assessment: Assessment, unit: str) -> Score | None:
    """Return the score of a unit in an assessment, or None where it stands nowhere."""
    lines: list[Line] = []
    listed = list(sites)
    posted = postings(rule_set, listed, seen)
    full = {item.code: item.full for item in assessment.items}
    for site in listed:
        share, there, named = dict(site.units).get(unit), list[Line](), False
        for members, question in asked(rule_set, stands(site)).items():
            for indicator in assessment.indicators:
                if indicator.code in entitled(rule_set, question, seat(rule_set, unit)):
                    cost = posted.get((site.code, members, indicator.code, unit), Fraction(0))
                    named = named or cost > 0
                    caps = [full[indicator.item] if rule.at_most is None else rule.at_most for rule in indicator.deductions]
                    outcome = seen.get((site.code, members), NotMeasured("nothing came"))
                    times = 1 if share in (None, Fraction(1)) else 2
                    there.append(Line(site=site, item=indicator.item, worth=min(full[indicator.item], sum(caps, Fraction(0))), outcome=outcome, lost=cost, times=times))
        lines += there if share is not None or named else []
    return _node(assessment, "total", lines) if lines else None


def _node(assessment: Assessment, name: str, lines: list[Line]) -> Score:
    node = dict(assessment.model.nodes)[name]
    if isinstance(node, Given):
        return Fraction(0), None, node.full
    if isinstance(node, Sheet):
        return _sheet(assessment, node, lines)
    weights, parts = dict(node.weights), list[tuple[Fraction, Score]]()
    if node.of is None:
        parts = [(weight, _node(assessment, below, lines)) for below, weight in node.weights if _applies(lines)]
    else:
        for place in {_place(node, line.site) for line in lines}:
            mine = [line for line in lines if _place(node, line.site) == place]
            parts += [(weights.get(place, Fraction(1)), _node(assessment, node.of, mine))] if _applies(mine) else []
    parts = [(weight, part) for weight, part in parts if weight]
    scored = [(weight, part[1]) for weight, part in parts if part[1] is not None]
    if not scored or (len(scored) < len(parts) and node.unmeasured is Unmeasured.BLANK):
        return Fraction(0), None, _full(assessment, name)
    low, high = _mean((weight, part[0]) for weight, part in parts), _mean((weight, part[2]) for weight, part in parts)
    return low, min(max(_mean(scored), low), high), high


def _place(fold: Fold, site: Site) -> str:
    return {"site": site.code, "site_type": site.site_type[-1], "zone": site.zone[-1], "area": site.area[-1]}[str(fold.over)]


def _applies(lines: list[Line]) -> bool:
    return any(not isinstance(line.outcome, NotApplicable) for line in lines)


def _mean(parts: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    listed = list(parts)
    return sum((weight * number for weight, number in listed), Fraction(0)) / sum(weight for weight, _ in listed)


def _full(assessment: Assessment, name: str) -> Fraction:
    node = dict(assessment.model.nodes)[name]
    if not isinstance(node, Fold):
        return node.full
    return _full(assessment, node.of) if node.of else sum((weight * _full(assessment, below) for below, weight in node.weights), Fraction(0)) / 100


def _sheet(assessment: Assessment, sheet: Sheet, lines: list[Line]) -> Score:
    told = [line for line in lines if isinstance(line.outcome, Measured)]
    open_ = [line for line in lines if isinstance(line.outcome, NotMeasured)]
    if not told or (open_ and sheet.unmeasured is Unmeasured.BLANK):
        return Fraction(0), None, sheet.full
    off = sum((min(item.full, sum(line.lost for line in told if line.item == item.code)) for item in assessment.items), Fraction(0))
    most = [sum(line.lost for line in told if line.item == item.code) + sum(line.times * line.worth for line in open_ if line.item == item.code) for item in assessment.items]
    high = max(sheet.full - off, Fraction(0))
    low = max(sheet.full - sum(min(item.full, worst) for item, worst in zip(assessment.items, most, strict=True)), Fraction(0))
    spoken = sum((line.worth for line in told), Fraction(0))
    speaking = sum((line.worth for line in (*told, *open_)), Fraction(0))
    return low, min(max(sheet.full - off * speaking / spoken, low), high), high
