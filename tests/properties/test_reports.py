"""Whatever is printed of a score adds up to it: statements row by row, bulletins cell by cell."""

from fractions import Fraction

import pytest
from hypothesis import given

import tristandard as ts
from differential.quarters import case_of
from properties import SOME
from tristandard.testing import strategies as some

#: Random cases in which a line priced two measures at once, and in which a rate was put without a peer's score.
ONCE_WRONG = (44, 60, 135, 139, 414)


def gaps(results: ts.Results) -> list[tuple[str, str]]:
    """Return the cards whose statement does not add up, each by assessment and unit."""
    found = []
    for unit in sorted({unit for result in results.values() for unit in result}):
        told = ts.statement(results, unit)
        for card in told.cards:
            rows = [row for row in (*told.rows, *told.beside) if row.assessment == card.assessment.code]
            taken = sum((row.counted + row.extrapolated - row.rounding for row in rows), Fraction(0))
            if card.published is not None and card.part.full - taken != Fraction(card.published):
                found.append((card.assessment.code, unit))
    return found


def uneven(results: ts.Results) -> list[ts.reports.BulletinRow]:
    """Return the rows of bulletins whose cells do not add up."""
    rows = [row for result in results.values() for row in ts.bulletin(result).rows if row.score]
    return [
        row for row in rows
        if Fraction(row.full) - sum(Fraction(cell or 0) for cell in (*row.losses, row.other, row.extrapolated))
        + Fraction(row.gained or 0) + Fraction(row.rounding_difference or 0) != Fraction(row.score)
    ]  # fmt: skip


@SOME
@given(some.quarters())
def test_what_is_printed_adds_up(survey):
    """The full mark less all that a statement or a bulletin prints, with what was gained and the rounding, or the rounding difference, added, is the printed score."""
    assert ([], []) == (gaps(survey.results), uneven(survey.results))


@pytest.mark.parametrize("seed", ONCE_WRONG)
def test_statements_that_once_did_not_add_up(seed):
    """A line over two measures counts each once, and what a rate without peers' scores is put at has a row."""
    case = case_of(seed)
    register = ts.register(ts.plan(ts.merge(case.rules), case.sites, case.period), case.observations)
    results = ts.score(ts.share(register, history=case.history), givens=case.givens, carried=case.carried)

    assert ([], []) == (gaps(results), uneven(results))
