"""The rules as written, read slowly: what a civil servant could follow by hand.

It works from the fields of what is written down and from nothing else: no join, no normal form, no
index. A demand is compared value by value with its ends, a place is compared word by word with the
extents, and a group of matched indicators is gathered by turning the pages of the crosswalks. The
properties hold the library against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import final

from attrs import evolve, frozen

from tristandard.basics.measure import Value
from tristandard.basics.outcome import Measured, NotApplicable, Outcome
from tristandard.basics.place import Site
from tristandard.basics.terms import Path
from tristandard.rules.assessment import Indicator
from tristandard.rules.crosswalk import Match, Relation
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.noted import Noted
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.nodes.fold import Fold
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.policy import Reading
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.standard import Standard, Verdict
from tristandard.testing.pricing import Demand, good, taken

#: Where a site stands (area, zone, site type), or a unit (kind, unit): each word with its ancestors first.
Place = tuple[Path, ...]


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
    """Return whether a place lies in one of the extents: each word of the extent is the place's
    own word at that depth.
    """
    return any(
        all(
            len(named) <= len(stood) and all(stood[depth] == word for depth, word in enumerate(named))
            for named, stood in zip(extent, place, strict=True)
        )
        for extent in extents
    )


def indicators(rule_set: RuleSet) -> dict[str, Indicator]:
    """Return every indicator of every assessment, by its code."""
    return {indicator.code: indicator for assessment in rule_set.assessments for indicator in assessment.indicators}


def matches(rule_set: RuleSet) -> list[Match]:
    """Return every match, crosswalk after crosswalk."""
    return [match for crosswalk in rule_set.crosswalks for match in crosswalk.matches]


def heaps(codes: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return for each code those that a chain of pairs leads to, itself among them: each pair
    puts two heaps together.
    """
    found = {code: frozenset({code}) for code in codes}
    for one, other in pairs:
        together = frozenset((*found[one], *found[other]))
        found.update(dict.fromkeys(together, together))
    return found


def groups(rule_set: RuleSet) -> dict[str, frozenset[str]]:
    """Return for each indicator those that are matched with it, itself among them."""
    return heaps(indicators(rule_set), [(match.first, match.second) for match in matches(rule_set)])


def business(rule_set: RuleSet, members: frozenset[str], code: str) -> frozenset[str]:
    """Return the measures that are one member's business where the members are measured together, or one of them alone.

    A part of a larger question has those that the match with the largest one names; the largest
    has all that anybody who asks it asks about.
    """
    inside = [match for match in matches(rule_set) if {match.first, match.second} <= members]
    parts = [match for match in inside if match.relation is Relation.SUBSET_OF]
    same = heaps(members, [(match.first, match.second) for match in inside if match.relation is Relation.EQUAL])
    smaller = {other for match in parts for other in same[match.first]}
    if code not in smaller:
        return _asked_by(rule_set, same[code])
    named = [match.measures for match in parts if match.first in same[code] and match.second not in smaller]
    return named[0]


def _asked_by(rule_set: RuleSet, codes: Iterable[str]) -> frozenset[str]:
    """Return the measures that some indicators ask about."""
    written = indicators(rule_set)
    return frozenset(ask.measure.code for code in codes for ask in written[code].standard.asks)


def ground(rule_set: RuleSet, members: Iterable[str], place: Place) -> bool:
    """Return whether the members stand together at a place: the crosswalks that match them have no
    bound, or it lies within.
    """
    wanted = set(members)
    bounds = [
        crosswalk.where
        for crosswalk in rule_set.crosswalks
        if any(match.first in wanted for match in crosswalk.matches)
    ]
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
    written, together = indicators(rule_set), groups(rule_set)
    for code, indicator in written.items():
        if lies_in(place, indicator.scope.extents):
            members = together[code] if ground(rule_set, together[code], place) else frozenset({code})
            there = frozenset(member for member in members if lies_in(place, written[member].scope.extents))
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
    units, kinds = (
        {term.code: term for term in rule_set.units.terms},
        {term.code: term.parent for term in rule_set.kinds.terms},
    )
    return _upwards(kinds, units[unit].kind), _upwards({code: term.parent for code, term in units.items()}, unit)


def _upwards(parents: Mapping[str, str | None], code: str) -> Path:
    parent = parents[code]
    return (code,) if parent is None else (*_upwards(parents, parent), code)


#: What somebody bears: points lost, points gained, and what is zeroed.
Borne = tuple[Fraction, Fraction, frozenset[Level]]
NOTHING: Borne = (Fraction(0), Fraction(0), frozenset())
#: By site and measure, how many periods back the same was found before.
Found = Mapping[str, Mapping[str, Iterable[int]]]
NEVER: Found = {}


def taken_there(
    rule_set: RuleSet, sites: Iterable[Site], seen: Seen, earlier: Found = NEVER
) -> Iterator[tuple[Site, frozenset[str], str, DeductionRule, str | None, Fraction]]:
    """Return what each line of each user takes, or gives, for what was seen, with the unit that
    findings name (None: the site's own).
    """
    written = indicators(rule_set)
    for site in sites:
        for members, question in asked(rule_set, stands(site)).items():
            outcome = seen.get((site.code, members))
            if not isinstance(outcome, Measured):
                continue
            for user in sorted(question.users):
                mine = business(rule_set, members, user)
                asks = [demand for demand in question.demands if demand[0].code in mine]
                host = user == charging(rule_set, question.users, members)
                for rule in lines_of(rule_set, user, mine, host=host):
                    counted = _counted_for(rule_set, site, written[user].assessment, outcome)
                    for named, points in taken(rule, asks, counted, earlier.get(site.code)).items():
                        yield site, members, user, rule, named, points


def charging(rule_set: RuleSet, users: Iterable[str], members: frozenset[str]) -> str:
    """Return whose lines for the host alone are charged: the first by code of the users in the one who measures."""
    written, host = indicators(rule_set), measurer(rule_set, members)
    return min((user for user in users if written[user].assessment == host), default="")


def lines_of(rule_set: RuleSet, code: str, mine: Iterable[str], *, host: bool) -> list[DeductionRule]:
    """Return the lines that an indicator charges for the measures that are its business: of an item that counts only
    when all is met, any breach of them takes the item too.
    """
    one = indicators(rule_set)[code]
    book = next(book for book in rule_set.assessments if book.code == one.assessment)
    found = [rule for rule in one.deductions if host or rule.charged is Charged.EACH]
    if not told_alone(one) and any(item.all_met for item in book.items if item.code == one.item):
        found.append(DeductionRule(measures=mine, tariff=Veto(Level.ITEM)))
    return found


def _counted_for(rule_set: RuleSet, site: Site, assessment: str, outcome: Measured) -> Measured:
    """Return an outcome whose findings name nobody where they name a unit above the site's own, and an assessment
    scores that one by the mean of those below.
    """
    model = next(book.model for book in rule_set.assessments if book.code == assessment)
    above = {part for unit, _ in site.units for part in seat(rule_set, unit)[1] if part != unit}
    if not any(isinstance(node, Fold) and node.axis == "unit" for _, node in model.nodes):
        return outcome
    return Measured(
        outcome.values,
        [evolve(finding, unit=None) if finding.unit in above else finding for finding in outcome.findings],
    )


def told_alone(indicator: Indicator) -> bool:
    """Return whether a breach is told and costs nothing."""
    return bool(indicator.deductions) and all(isinstance(rule.tariff, Noted) for rule in indicator.deductions)


def answers(
    rule_set: RuleSet, sites: Iterable[Site], seen: Seen, code: str, site: Site, unit: str, borne: Borne
) -> bool:
    """Return whether what falls on a unit at a site counts for it: it is the site's own, or answerable by name, or
    something of it applies at sites of its own, in the item if every sheet is of one item.
    """
    written = indicators(rule_set)
    book = next(one for one in rule_set.assessments if one.code == written[code].assessment)
    if unit in dict(site.units) or {one.code: one.kind for one in rule_set.units.terms}[unit] in book.named:
        return True
    there = [
        written[user].item
        for one in sites if unit in dict(one.units)
        for members,
        question in asked(rule_set, stands(one)).items() if not isinstance(seen.get((one.code, members)), NotApplicable)
        for user in entitled(rule_set, question, seat(rule_set, unit)) if written[user].assessment == book.code
        and not told_alone(written[user])
    ]  # fmt: skip
    apart = Level.UNIT not in borne[2] and not _has_whole_sheet(dict(book.model.nodes), "total")
    return written[code].item in there if apart else bool(there)


def _has_whole_sheet(nodes: Mapping[str, Node], name: str) -> bool:
    """Return whether a node stands on a sheet that is not of one item alone."""
    node = nodes[name]
    if isinstance(node, Fold):
        return node.axis != "item" and any(_has_whole_sheet(nodes, part) for part in node.uses)
    return isinstance(node, Sheet)


def postings(rule_set: RuleSet, sites: Iterable[Site], seen: Seen, earlier: Found = NEVER) -> dict[Key, Borne]:
    """Return who loses, and gains, what: each user's own price of what was seen, for the owners by
    their shares and for whom findings name.
    """
    posted: dict[Key, Borne] = {}
    for site, members, user, rule, named, points in taken_there(rule_set, sites, seen, earlier):
        for unit, share in ((named, Fraction(1)),) if named else site.units or ((None, Fraction(1)),):
            posted[site.code, members, user, unit] = more(
                posted.get((site.code, members, user, unit), NOTHING), rule, points * share
            )
    return posted


def prices(
    rule_set: RuleSet, sites: Iterable[Site], seen: Seen, earlier: Found = NEVER
) -> dict[tuple[str, frozenset[str], str], Borne]:
    """Return what each user's lines take and give at each site in all, whoever bears it."""
    priced: dict[tuple[str, frozenset[str], str], Borne] = {}
    for site, members, user, rule, _, points in taken_there(rule_set, sites, seen, earlier):
        priced[site.code, members, user] = more(priced.get((site.code, members, user), NOTHING), rule, points)
    return priced


def more(borne: Borne, rule: DeductionRule, points: Fraction) -> Borne:
    """Return what somebody bears with what one line more takes, gives or zeroes."""
    lost, gained, vetoes = borne
    match rule.tariff:
        case Veto(level):
            return lost, gained, frozenset({*vetoes, level})
        case Gain():
            return lost, gained + points, vetoes
        case _:
            return lost + points, gained, vetoes


def measurer(rule_set: RuleSet, members: frozenset[str]) -> str:
    """Return who measures some indicators: the first host of their crosswalk that is among them, or their own."""
    books = {indicators(rule_set)[member].assessment for member in members}
    walks = [
        crosswalk
        for crosswalk in rule_set.crosswalks
        if any({match.first, match.second} <= members for match in crosswalk.matches)
    ]
    return next((host for crosswalk in walks for host in crosswalk.hosts if host in books), min(books))
