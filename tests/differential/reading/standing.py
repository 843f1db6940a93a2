"""Who answers for what: the lines that a unit stands for, what they took, and what others' findings lay on it.

The owners of a site bear what it loses by their shares, after the cap of the place; a finding that
names another unit is that unit's own. Units of the kinds that are answerable by name stand, with
share 0, wherever a countable line asks them. A unit that is named elsewhere and has sites of its
own takes the loss there; one without sites takes nothing.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction

from attrs import define, evolve, field, frozen

import tristandard as ts
from differential.reading import bounds
from differential.reading.asking import entitled, questions
from differential.reading.case import ONE, ZERO, Case
from differential.reading.gaining import most_gained
from differential.reading.pricing import Bearer, Charge, Seen, price
from differential.reading.seeing import outcome


@frozen(kw_only=True)
class Line:
    """One question at one site as a unit stands to it: what it took, or what it may still take.

    `worth` weighs it among others; `most` is what it may still take of its item, `gain` what it may still gain.
    """

    unit: str
    site: ts.Site
    item: str
    code: str
    open: bool
    lost: Fraction = ZERO
    gained: Fraction = ZERO
    vetoes: frozenset[ts.Level] = frozenset()
    worth: Fraction = ZERO
    most: Fraction = ZERO
    gain: Fraction = ZERO
    may_veto: frozenset[ts.Level] = frozenset()
    #: Whether a breach of it zeroes the unit.
    red: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from all other lines of all units."""
        return (self.unit, self.site.code, self.code)

    def at(self, axis: str) -> str:
        """Return the member of an axis that it belongs to."""
        if axis == "item":
            return self.item
        return self.site.code if axis == "site" else getattr(self.site, axis)[-1]


@frozen(kw_only=True)
class Posted:
    """What one unit, or nobody, loses and gains for one measurement in one assessment."""

    site: str
    member: str
    item: str
    unit: str | None
    charge: Charge


@define(kw_only=True)
class Desk:
    """One assessment over one period: its postings, the lines of each unit, and what others' findings lay on units."""

    case: Case
    book: ts.Assessment
    postings: list[Posted] = field(factory=list)
    lines: dict[str, list[Line]] = field(factory=dict)
    elsewhere: dict[str, list[Posted]] = field(factory=dict)
    #: The sites that each unit stands at, whether or not anything applies there.
    sites: dict[str, dict[str, ts.Site]] = field(factory=dict)

    def mark(self, item: str) -> Fraction:
        """Return the full mark of an item."""
        return next(one.full for one in self.book.items if one.code == item)


def by_units(book: ts.Assessment) -> bool:
    """Return whether an assessment takes the mean over child units."""
    return any(isinstance(node, ts.Mean | ts.Blend) and node.axis == "unit" for _, node in book.model.nodes)


def bearer_of(case: Case, book: ts.Assessment, site: ts.Site) -> Callable[[ts.Finding], Bearer]:
    """Return whose a finding is: the sole owner named is nobody named, and over child units so is one above an
    owner.
    """
    owners = [code for code, _ in site.units]
    above = set().union(*(case.ancestors(code) for code in owners)) if by_units(book) else set()

    def bearer(finding: ts.Finding) -> Bearer:
        return None if finding.unit in above or owners == [finding.unit] else finding.unit

    return bearer


def answerable(opened: bounds.Open) -> bool:
    """Return whether findings that name a unit could cost it anything, whatever was found in earlier periods."""
    anyhow = evolve(opened, any_past=True)
    costs = [bounds.named_bound(anyhow, line, ZERO) for line in anyhow.lines() if not isinstance(line.tariff, ts.Gain)]
    return any(cost is None or cost > 0 for cost in costs) or bool(bounds.vetoes(anyhow, by_name=True))


def held(bound: Fraction | None, mark: Fraction) -> Fraction:
    """Return a bound, held at the mark; what nothing bounds can take the mark."""
    return mark if bound is None else min(bound, mark)


def weighed(opened: bounds.Open, share: Fraction) -> tuple[Fraction, Fraction]:
    """Return what a question is worth to a unit, and the most that it may take of its item."""
    lines = [bounds.line_bound(opened, line) for line in opened.lines() if not isinstance(line.tariff, ts.Gain)]
    whole = held(None if None in lines else sum(lines, ZERO), opened.mark)
    if share == ONE:
        worth = most = whole
    else:
        named = [
            bounds.named_bound(opened, line, share) for line in opened.lines() if not isinstance(line.tariff, ts.Gain)
        ]
        most = held(None if None in named else sum(named, ZERO), opened.mark)
        worth = share * whole if share else most
    if ts.Level.ITEM in bounds.vetoes(opened, by_name=not share):
        worth = most = opened.mark
    return worth, most


def stand(opened: bounds.Open, unit: str, share: Fraction, charge: Charge | None) -> Line:
    """Return how a unit stands to a question: open where there is no charge."""
    worth, most = weighed(opened, share)
    may = frozenset(bounds.vetoes(opened, by_name=not share))
    user = opened.user
    plain = {
        "unit": unit,
        "site": opened.site,
        "item": user.item,
        "code": user.code,
        "worth": worth,
        "red": ts.Level.UNIT in may,
    }
    if charge is None:
        return Line(**plain, open=True, most=most, gain=share * most_gained(opened), may_veto=may)
    return Line(**plain, open=False, lost=charge.lost, gained=charge.gained, vetoes=frozenset(charge.vetoes))


def shares(case: Case, book: ts.Assessment, opened: bounds.Open) -> dict[str, Fraction]:
    """Return the units that stand to a question, with their shares; those answerable by name have none."""
    question, user = opened.question, opened.user
    found = {code: share for code, share in opened.site.units if entitled(case, question, user, code)}
    if book.named and answerable(opened):
        owners = {code for code, _ in opened.site.units}
        for one in case.rules.units.terms:
            if one.kind in book.named and one.code not in owners and entitled(case, question, user, one.code):
                found[one.code] = ZERO
    return found


def apportioned(
    prices: dict[Bearer, Charge], units: tuple[tuple[str, Fraction], ...]
) -> Iterator[tuple[str | None, Charge]]:
    """Yield what each unit bears: its share of what is nobody's by name, and what names it; vetoes hit each whole."""
    common = prices.get(None, Charge())
    for unit, share in units or ((None, ONE),):
        own = prices.get(unit, Charge()) if unit is not None else Charge()
        yield (
            unit,
            Charge(share * common.lost + own.lost, share * common.gained + own.gained, common.vetoes | own.vetoes),
        )
    owners = {unit for unit, _ in units}
    for bearer, charge in prices.items():
        if bearer is not None and bearer not in owners:
            yield bearer, charge


def enter(made: Desk, opened: bounds.Open) -> None:
    """Enter what one question at one site means for one assessment."""
    case, site, question, user = made.case, opened.site, opened.question, opened.user
    standing = shares(case, made.book, opened)
    for unit in standing:
        made.sites.setdefault(unit, {})[site.code] = site
    seen = outcome(case, site, question)
    if isinstance(seen, ts.NotApplicable):
        return
    borne: dict[str | None, Charge] = {}
    if seen is not None:
        facts = Seen(case=case, site=site, question=question, outcome=seen, bearer=bearer_of(case, made.book, site))
        borne = dict(apportioned(dict(price(facts, user)), site.units))
    for unit, charge in borne.items():
        posted = Posted(site=site.code, member=user.code, item=user.item, unit=unit, charge=charge)
        made.postings.append(posted)
        if unit is not None and unit not in standing and entitled(case, question, user, unit):
            made.elsewhere.setdefault(unit, []).append(posted)
    for unit, share in standing.items():
        charge = None if seen is None else borne.get(unit, Charge())
        made.lines.setdefault(unit, []).append(stand(opened, unit, share, charge))


def desk(case: Case, book: ts.Assessment) -> Desk:
    """Return one assessment's desk: walk all sites and questions once."""
    made = Desk(case=case, book=book)
    for site in case.sites:
        for question in questions(case, site):
            for user in (one for one in question.users if one.assessment == book.code):
                enter(made, bounds.Open(case=case, site=site, question=question, user=user, mark=made.mark(user.item)))
    return made
