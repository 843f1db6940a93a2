"""Who bears what for what was seen, by the rules as written: the slow reading of lines, shares and names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import evolve

from tristandard.basics.outcome import Measured, NotApplicable, Outcome
from tristandard.basics.place import Site
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.noted import Noted
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.indicator import Indicator
from tristandard.rules.nodes.fold import Fold
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.ruleset import RuleSet
from tristandard.testing.oracle import asked, business, entitled, indicators, seat, stands
from tristandard.testing.pricing import taken

#: What was seen, by the site and the indicators that are measured together there.
Seen = Mapping[tuple[str, frozenset[str]], Outcome]
#: A site, the indicators measured together, the one of them that is priced, and who bears it (None: nobody known).
Key = tuple[str, frozenset[str], str, str | None]


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
    if unit in dict(site.units) or {one.code: one.kind for one in rule_set.units}[unit] in book.named:
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
