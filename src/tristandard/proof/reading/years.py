"""Several periods as one: the mean of the scores that a unit was given in them, by the node `year`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import final

from attrs import evolve, frozen

from tristandard.basics.period import Period
from tristandard.proof.reading import extras
from tristandard.proof.reading.averaged import nodes_of
from tristandard.proof.reading.came import Came, Tick, nothing
from tristandard.proof.reading.cards import Card, placed
from tristandard.proof.reading.means import Member, mean
from tristandard.proof.reading.papers import ONE
from tristandard.proof.reading.scoring import Book
from tristandard.proof.reading.sheets import NOTHING_LAID, AddedUp
from tristandard.proof.reading.worked import Worked
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.missing import Absent, Unmeasured


@final
@frozen
class Together:
    """Periods that were worked out, in the order of time, and perhaps a round of the whole time beside them."""

    periods: Sequence[Worked]
    beside: Worked | None

    @property
    def time(self) -> Period:
        """From the first day of all to the last."""
        return Period(self.periods[0].papers.period.start, self.periods[-1].papers.period.end)

    @property
    def last(self) -> Worked:
        """The last of them, whose rules are those of the year."""
        return self.periods[-1]

    @property
    def stand(self) -> bool:
        """Whether the reports of all of them stand."""
        return all(one is None or one.standing is not None for one in (*self.periods, self.beside))

    def cards(self) -> dict[str, dict[str, Card]]:
        """Return the scorecards of the year, by assessment and unit."""
        return {code: self.of_book(book) for code, book in self.last.papers.books.items()}

    def of_book(self, assessment: Assessment) -> dict[str, Card]:
        """Return the scorecards of the year in one assessment: of all units that any period has."""
        book, node = book_of(self.last, assessment.code), nodes_of(assessment)["year"]
        assert isinstance(node, Mean)
        beside = self.beside if node.own else None
        units = sorted({unit for one in (*self.periods, beside) if one for unit in one.cards[assessment.code]})
        totals = {unit: self.stood(book, node, beside, self.came(book, node, beside, unit), unit) for unit in units}
        return placed(book, "year", totals, {unit: AddedUp(unit, {}, NOTHING_LAID) for unit in units})

    def stood(self, book: Book, node: Mean, beside: Worked | None, came: Came, unit: str) -> Came:
        """Return a year with its gates, which read it or each of its periods, the round beside them too, and its
        grade.
        """
        if not came.applies:
            return came
        periods = [of_period(one, book, unit) for one in (*self.periods, beside) if one]
        year = came
        for gate in node.gates:
            year = extras.gated(
                year, gate,
                list(
                    extras.period_fails(gate, periods, book.number) if gate.of == "every period"
                    else extras.fails(gate, came, (), book.number)
                ),
            )  # fmt: skip
        return extras.graded(node, year, book.number)

    def came(self, book: Book, node: Mean, beside: Worked | None, unit: str) -> Came:
        """Return what a unit came to in the year: the mean of its periods, of which the round of the whole time takes
        its share.
        """
        members = list(self.members(book, node, unit))
        full = book.model.full("total")
        whole = mean(node, "year", "", full, members)
        if beside is None:
            return whole
        first, last = self.periods[0].papers.period, self.last.papers.period
        lacking = node.absent is Absent.BLANK and any(one.weight and not one.came.applies for one in members)
        both = Mean(
            over="period", of="total", absent=node.absent, unmeasured=Unmeasured.BLANK if lacking else node.unmeasured
        )
        alone = evolve(whole, member=f"{first} – {last}")
        own = of_period(beside, book, unit)
        return mean(both, "year", "", full, [unit_of(alone, 100 - node.own), unit_of(own, node.own)])

    def members(self, book: Book, node: Mean, unit: str) -> Iterator[Member]:
        """Yield what a unit came to in each period, by its weight: as written for the first, the second and so on."""
        weights = dict(node.weights)
        for number, one in enumerate(self.periods, 1):
            yield unit_of(of_period(one, book, unit), weights[str(number)] if weights else ONE)


def of_period(one: Worked, book: Book, unit: str) -> Came:
    """Return what a unit came to in a period; where it does not appear nothing applies, unless somebody may still give
    figures of it: then it may come to anything.
    """
    code, period = book.assessment.code, str(one.papers.period)
    card, model = one.cards[code].get(unit), book_of(one, code).model
    if card is not None:
        return evolve(card.came, member=period)
    full, bonus = model.assessment.model.marks("total")
    if not model.figures or unit not in one.papers.units:
        return nothing("total", period, full)
    may_fail = bool(model.nodes["total"].gates)
    return Came(
        node="total", member=period, full=full, high=full + bonus, ticks={Tick(open=True): 1}, failed=(may_fail, False)
    )


def book_of(one: Worked, code: str) -> Book:
    """Return an assessment as it was worked out in a period."""
    assert one.standing is not None
    return Book(one.papers, one.standing, one.papers.books[code])


def counts_a_round(assessment: Assessment) -> bool:
    """Return whether the year of an assessment counts a round of the whole time."""
    node = nodes_of(assessment)["year"]
    return isinstance(node, Mean) and node.own != 0


def unit_of(came: Came, weight: Fraction) -> Member:
    """Return a period as a member of the year; no other unit stands for what does not apply."""
    return Member(code=came.member, weight=weight, came=came, peers=lambda: None)
