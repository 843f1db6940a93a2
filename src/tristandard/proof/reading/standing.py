"""Who answers for what: what every measurement costs whom, and the lines that each unit stands for.

The owners of a site bear what it loses by their shares, after the cap of the place; a finding that
names another unit is that unit's own. Units of the kinds that are answerable by name stand, with
share 0, wherever a countable line asks them. A unit that is named elsewhere takes the loss on the
sheets of its own sites where something applies; one without such sheets takes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import final

from attrs import define, field

from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Measured, NotApplicable, Outcome
from tristandard.basics.place import Site
from tristandard.proof.reading.against import breached, number
from tristandard.proof.reading.asking import Asking, Question, told_alone
from tristandard.proof.reading.bounds import Open, held
from tristandard.proof.reading.charge import FREE, Bearer, Charge
from tristandard.proof.reading.gaining import most_gained
from tristandard.proof.reading.groups import Member
from tristandard.proof.reading.papers import NEVER, ONE, ZERO, Papers, Past
from tristandard.proof.reading.pricing import Sight
from tristandard.proof.reading.settling import Heard, standing
from tristandard.proof.reading.stakes import Borne, Elsewhere, Line, Meaning, Stake
from tristandard.rules.deductions.price import Level

#: What measurements mean, by the question, the outcome itself (None where nothing applies), and what was found before.
Known = dict[tuple[object, ...], Meaning]


@final
@define(slots=False, eq=False)
class Standing:
    """All that a period means, site by site and question by question; what is alike is worked out once."""

    papers: Papers
    asking: Asking
    heard: Heard
    #: By site and question.
    meanings: dict[tuple[str, str], Meaning] = field(factory=dict, init=False)
    #: By assessment and unit, then by site.
    lines: dict[tuple[str, str], dict[str, list[Line]]] = field(factory=dict, init=False)
    #: What findings at sites of others lay on a unit, by assessment and unit.
    elsewhere: dict[tuple[str, str], list[Elsewhere]] = field(factory=dict, init=False)
    #: The items of which something applies at sites of a unit's own, by assessment and unit.
    applying: dict[tuple[str, str], set[str]] = field(factory=dict, init=False)
    #: What equal measurements mean, by who owns the site.
    _meanings: dict[object, Known] = field(factory=dict, init=False)
    _stakes: dict[tuple[object, ...], Stake] = field(factory=dict, init=False)
    _answerable: dict[tuple[Question, str], bool] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        for site in self.papers.sites:
            known = self._meanings.setdefault(site.units, {})
            for question in self.asking.at(standing(site)):
                self.enter(site, question, known)

    def enter(self, site: Site, question: Question, known: Known) -> None:
        """Enter what one question at one site means; `known` is for all sites of the same owners."""
        meaning = self.meanings[site.code, question.code] = self.meaning(site, question, known)
        owners = dict(site.units)
        for book, unit, line in meaning.lines:
            if line is not None and unit in owners:
                self.applying.setdefault((book, unit), set()).add(line.stake.item)
        if self.papers.only is not None and question.code not in self.papers.only:
            return
        for book, unit, line in meaning.lines:
            mine = self.lines.setdefault((book, unit), {}).setdefault(site.code, [])
            if line is not None:
                mine.append(line)
        for borne in meaning.elsewhere:
            one = Elsewhere(site.code, question.code, borne)
            self.elsewhere.setdefault((borne.user.book, str(borne.unit)), []).append(one)

    def answers(self, user: Member, site: Site, borne: Borne) -> bool:
        """Return whether what a unit bears counts for it.

        It does where it owns the site, is answerable by name, or has sheets of its own that can take it:
        something applies at its own sites, in the item where every sheet is one of an item alone. A red
        line of the unit needs no sheet of the item.
        """
        unit = borne.unit
        if unit is None or not borne.entitled:
            return False
        if unit in dict(site.units) or self.papers.units[unit].kind in self.papers.books[user.book].named:
            return True
        items = self.applying.get((user.book, unit), set())
        if user.book in self.papers.sheets_of_items and Level.UNIT not in borne.charge.vetoes:
            return user.item in items
        return bool(items)

    def meaning(self, site: Site, question: Question, known: Known) -> Meaning:
        """Return what a measurement means; of equal ones without findings and without a past it is the same, where the
        same units own the site. Equal outcomes were read as one.
        """
        outcome = self.heard.outcomes.get((site.code, question.code))
        past = self.papers.past(site.code) if question.looks_back else NEVER
        if isinstance(outcome, Measured) and outcome.findings:
            return self.worked_out(site, question, outcome, past)
        key = question, None if isinstance(outcome, NotApplicable) else id(outcome), found_before(past)
        if key not in known:
            known[key] = self.worked_out(site, question, outcome, past)
        return known[key]

    def worked_out(self, site: Site, question: Question, outcome: Outcome | None, past: Past) -> Meaning:
        """Return what a measurement means, worked out."""
        breaches, borne, elsewhere = list[bool](), list[Borne](), list[Borne]()
        lines = list[tuple[str, str, Line | None]]()
        for user in question.users:
            shares = self.shares(site, question, user)
            charges: dict[str | None, Charge] = {}
            if isinstance(outcome, Measured):
                sight = Sight(
                    papers=self.papers, question=question, user=user, outcome=outcome, past=past,
                    bearer=self.bearer(user, site),
                )  # fmt: skip
                charges = dict(apportioned(sight.price(), site.units))
            breaches.append(isinstance(outcome, Measured) and self.breaches(question, user, outcome))
            for unit, charge in charges.items():
                entitled = unit is not None and self.asking.entitled(question, user, unit)
                one = Borne(user=user, unit=unit, charge=charge, entitled=entitled)
                borne += [one] if charge else []
                elsewhere += [one] if entitled and unit not in shares and charge else []
            for unit, share in shares.items() if not told_alone(user.indicator) else ():
                line = None
                if not isinstance(outcome, NotApplicable):
                    charge_ = charges.get(unit, FREE) if isinstance(outcome, Measured) else None
                    line = Line(self.stake(question, user, share, past), charge_, breaches[-1], bool(share))
                lines.append((user.book, unit, line))
        return Meaning(breached=tuple(breaches), borne=tuple(borne), lines=tuple(lines), elsewhere=tuple(elsewhere))

    def breaches(self, question: Question, user: Member, outcome: Measured) -> bool:
        """Return whether what was seen is not good enough, of what is a user's business."""
        seen = dict(outcome.values)
        asked = question.asked[user.code]
        return any(breached(asked[code], number(self.papers.measures[code], seen[code])) for code in asked)

    def bearer(self, user: Member, site: Site) -> Callable[[Finding], Bearer]:
        """Return whose a finding is: over child units, one that names a unit above an owner names nobody."""
        above: set[str] = set()
        if user.book in self.papers.over_units:
            above = {unit for owner, _ in site.units for unit in self.papers.above(owner)}
        return lambda finding: None if finding.unit in above else finding.unit

    def shares(self, site: Site, question: Question, user: Member) -> dict[str, Fraction]:
        """Return the units that stand to a question, with their shares; those answerable by name have none."""
        found = {unit: share for unit, share in site.units if self.asking.entitled(question, user, unit)}
        named = self.papers.books[user.book].named
        if not named or not self.answerable(question, user):
            return found
        owners = dict(site.units)
        for code, one in self.papers.units.items():
            if one.kind in named and code not in owners and self.asking.entitled(question, user, code):
                found[code] = ZERO
        return found

    def answerable(self, question: Question, user: Member) -> bool:
        """Return whether findings that name a unit could cost it anything, whatever was found in earlier periods."""
        key = question, user.code
        if key not in self._answerable:
            anyhow = Open(papers=self.papers, question=question, user=user, past=None)
            self._answerable[key] = anyhow.most(ZERO) != 0 or bool(anyhow.vetoes(by_name=True))
        return self._answerable[key]

    def stake(self, question: Question, user: Member, share: Fraction, past: Past) -> Stake:
        """Return what a question is to a unit with a share of the site."""
        key = question, user.code, share, found_before(past)
        if key not in self._stakes:
            self._stakes[key] = self.weighed(Open(papers=self.papers, question=question, user=user, past=past), share)
        return self._stakes[key]

    def weighed(self, opened: Open, share: Fraction) -> Stake:
        """Return what a question is to a unit: what it is worth, and the most that it may take of its item."""
        item = opened.user.item
        mark = self.papers.mark(opened.user.book, item)
        whole, most = (held(opened.most(part), mark) or ZERO for part in (ONE, share))
        worth, may = share * whole if share else most, opened.vetoes(by_name=not share)
        if Level.ITEM in may:
            worth = most = mark
        return Stake(
            item=item, code=opened.question.code, worth=worth, most=most, gain=share * most_gained(opened), may=may
        )


def found_before(past: Past) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return what was found before, by which equal pasts are told."""
    return tuple(sorted((code, tuple(back)) for code, back in past.items())) if past else ()


def apportioned(
    prices: Mapping[Bearer, Charge], units: tuple[tuple[str, Fraction], ...]
) -> Iterator[tuple[str | None, Charge]]:
    """Yield what each unit bears: its share of what is nobody's by name, and what names it; vetoes hit each whole."""
    common = prices.get(None, FREE)
    owners = {unit for unit, _ in units}
    for unit, share in units or ((None, ONE),):
        own = FREE if unit is None else prices.get(unit, FREE)
        if common or own:
            yield unit, common.shared(share).beside(own)
    for bearer, charge in prices.items():
        if bearer is not None and bearer not in owners:
            yield bearer, charge
