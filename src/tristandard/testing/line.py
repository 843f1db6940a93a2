"""One indicator of a unit's sheet, as written: what it may cost, gain and zero at a site, and what came of it.

It works from the fields of the rules and from the oracle's postings, and from nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.basics.outcome import Measured, Outcome
from tristandard.basics.place import Site
from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.indicator import Indicator
from tristandard.rules.ruleset import RuleSet
from tristandard.testing.bearing import Borne, Found, charging, lines_of
from tristandard.testing.bounds import apiece, best, laid, sides, times, zeroes
from tristandard.testing.oracle import Asked, business
from tristandard.testing.pricing import Demand, good

#: That every problem may have been found in each earlier period.
ALWAYS: Found = {"": {}}
#: What is demanded of each measure that a line of an indicator reads.
_Read = dict[str, list[Demand]]


@final
@frozen(kw_only=True)
class Stand:
    """One indicator of an assessment at a site where it is asked, as it stands for one unit."""

    rules: RuleSet
    assessment: Assessment
    site: Site
    question: Asked
    indicator: Indicator
    unit: str

    @property
    def share(self) -> Fraction:
        """The share of the site for which the unit answers."""
        return dict(self.site.units).get(self.unit, Fraction(0))

    def priced(self) -> Iterator[tuple[DeductionRule, _Read]]:
        """Yield each deduction line that counts here, with what is demanded of each measure it reads."""
        members, demands = self.question.members, self.question.demands
        mine = business(self.rules, members, self.indicator.code)
        host = self.indicator.code == charging(self.rules, self.question.users, members)
        for rule in lines_of(self.rules, self.indicator.code, mine, host=host):
            read = {code: [one for one in demands if one[0].code == code] for code in rule.measures if code in mine}
            yield rule, {code: asks for code, asks in read.items() if asks}


@final
@frozen(kw_only=True)
class Line:
    """One indicator of a unit's sheet: at which site, in which item, what it may cost, gain and zero,
    what was seen, and what came of it.
    """

    site: Site
    item: str
    #: What it counts for where what was measured speaks for what was not.
    worth: Fraction
    gain: Fraction
    zeroes: frozenset[Level]
    outcome: Outcome
    borne: Borne
    #: The most that it may still lay on this unit.
    open: Fraction
    #: Whether what was seen is not good enough.
    breached: bool = False
    #: Whether it lies at a site of the unit, or at one where findings may name it.
    own: bool = True


def line_of(stand: Stand, outcome: Outcome, borne: Borne, earlier: Found) -> Line:
    """Return a line of a unit's sheet: at most the item's mark, and all of it where a breach zeroes the item."""
    full = {item.code: item.full for item in stand.assessment.items}[stand.indicator.item]
    share, again = stand.share, earlier.get(stand.site.code, {})
    place: list[Fraction | None] = []
    open_: list[Fraction | None] = []
    gain, levels = Fraction(0), set[Level]()
    for rule, read in stand.priced():
        if isinstance(rule.tariff, Gain):
            gain += share * _most_gained(rule, read)
            continue
        often = {code: _often(stand.rules, rule, code, again.get(code, ()), anyhow=earlier is ALWAYS) for code in read}
        pairs = {code: sides(rule, demands, often[code]) for code, demands in read.items()}
        if isinstance(rule.tariff, Veto):
            if zeroes(rule, pairs, share):
                levels.add(rule.tariff.level)
            continue
        each = _apiece(rule, read, often)
        place.append(laid(rule, pairs, each, Fraction(1)))
        open_.append(laid(rule, pairs, each, share))
    still = _within(full, open_)
    worth = _within(full, place) * share if share else still
    if Level.ITEM in levels:
        worth = still = full
    return Line(
        site=stand.site,
        item=stand.indicator.item,
        worth=worth,
        gain=gain,
        zeroes=frozenset(levels),
        outcome=outcome,
        borne=borne,
        open=still,
        breached=_breached(stand, outcome),
        own=bool(share),
    )


def _breached(stand: Stand, outcome: Outcome) -> bool:
    """Return whether anything that was seen is not good enough, of what the indicator asks about."""
    mine = business(stand.rules, stand.question.members, stand.indicator.code)
    seen = dict(outcome.values) if isinstance(outcome, Measured) else {}
    return any(not good(one, seen[one[0].code]) for one in stand.question.demands if one[0].code in mine & seen.keys())


def _within(full: Fraction, found: list[Fraction | None]) -> Fraction:
    """Return what lines take together, at most the mark; all of it where nothing bounds one of them."""
    return full if None in found else min(full, sum(filter(None, found), Fraction(0)))


def _most_gained(rule: DeductionRule, read: _Read) -> Fraction:
    """Return the most that a line gives, up to its cap."""
    gains = [best(rule, demands) for demands in read.values()]
    return _within(rule.at_most or Fraction(0), gains)


def _apiece(rule: DeductionRule, read: _Read, often: Mapping[str, Fraction]) -> Fraction | None:
    """Return what each finding takes at most, where a line reads one measure and each takes the same."""
    if len(read) != 1:
        return None
    ((code, demands),) = read.items()
    each = apiece(rule, demands)
    return None if each is None else each * often[code]


def _often(rules: RuleSet, rule: DeductionRule, code: str, again: Iterable[int], *, anyhow: bool) -> Fraction:
    """Return how often a finding counts at most, by what earlier periods found or, anyhow, whatever they found."""
    pasts = [range(1, count + 1) for count in range(rule.look_back + 1)] if anyhow else [again]
    return max(times(rules, rule, code, past) for past in pasts)


def place_of(axis: str, line: Line) -> str:
    """Return the member of an axis in which a line stands."""
    return {
        "site": line.site.code,
        "site_type": line.site.site_type[-1],
        "zone": line.site.zone[-1],
        "area": line.site.area[-1],
        "item": line.item,
    }[axis]
