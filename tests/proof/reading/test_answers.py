"""What a measure may answer, and whether some answer lies beyond its bar: by hand."""

import pytest

import tristandard as ts
from proof.reading.opened import EVERY, span
from tristandard.proof.reading.answers import as_range, breaches_above, breaches_below, domain, inside, may_breach

Forms = ts.rules.Forms
PANEL, ALL = frozenset({"panel"}), frozenset({"panel", "board", "banner"})


@pytest.mark.parametrize(
    ("code", "ends"),
    [("litter.spots", (0, None)), ("drift.angle", (None, None)), ("halves", (ts.exact("0.5"), ts.exact("4.5"))), ("whole.halves", (1, 4)), ("balance", (None, 4)), ("toilet.grade", (0, 2))],
)
def test_the_farthest_answers(code, ends):
    """A measure has the ends that are written, of whole numbers the last ones within; a ladder ends at its rungs."""
    assert domain(EVERY[code]) == ends


@pytest.mark.parametrize(
    ("code", "where", "some"),
    [
        ("halves", span(5), False),
        ("halves", span("4.5"), True),
        ("halves", span("4.5", opened=True), False),
        ("halves", span(most="0.5"), True),
        ("halves", span(most="0.5", opened=True), False),
        ("halves", span(2, 3, opened=True), True),
        ("halves", span(3, 2), False),
        ("halves", span(2, 2), True),
        ("halves", ts.rules.Range(ts.rules.End(2), ts.rules.End(2, closed=False)), False),
        ("whole.halves", span("4.5"), False),
        ("whole.halves", span(2, 3, opened=True), False),
        ("whole.halves", span(2, 4, opened=True), True),
        ("whole.halves", span("2.2", "2.8"), False),
        ("whole.halves", span("1.8", "2.2"), True),
        ("whole.halves", ts.rules.Range(ts.rules.End(3), ts.rules.End(4, closed=False)), True),
        ("whole.halves", ts.rules.Range(ts.rules.End(4, closed=False), ts.rules.End(5)), False),
        ("drift.angle", span(9), True),
        ("drift.angle", span(most=-9), True),
        ("litter.spots", span(most=-1), False),
        ("balance", span(5), False),
    ],
)  # fmt: skip
def test_whether_some_answer_lies_in_a_range(code, where, some):
    """Some answer lies there where the ends leave one, of whole numbers a whole one."""
    assert inside(where, EVERY[code]) is some


@pytest.mark.parametrize(
    ("code", "bar", "beyond"),
    [
        ("litter.spots", span(most=3), (False, True)),
        ("bins.broken", span(most=4), (False, False)),
        ("bins.broken", span(most=4, opened=True), (False, True)),
        ("bins.broken", span(most=3), (False, True)),
        ("bins.broken", span(0), (False, False)),
        ("bins.broken", span(0, opened=True), (True, False)),
        ("bins.broken", span(1), (True, False)),
        ("bins.broken", span(1, 3), (True, True)),
        ("drift.angle", span(most=3), (False, True)),
        ("drift.angle", span(-3), (True, False)),
        ("toilet.grade", span(2), (True, False)),
        ("toilet.grade", span(most=1), (False, True)),
        ("bins.broken", span(), (False, False)),
    ],
)
def test_on_which_side_a_breach_may_lie(code, bar, beyond):
    """A breach may lie beyond an end of the bar where an answer of the measure does."""
    measure = EVERY[code]

    assert (breaches_below(measure, bar), breaches_above(measure, bar), may_breach(measure, bar)) == (*beyond, any(beyond))


@pytest.mark.parametrize(
    ("bar", "may"),
    [(Forms(PANEL), True), (Forms(PANEL, ALL), True), (Forms(frozenset(), PANEL), True), (Forms(frozenset(), ALL), False)],
)
def test_whether_forms_may_breach(bar, may):
    """Forms may be missing where some are required, and unfit where not all are accepted; they lie on no side."""
    measure = EVERY["notice.form"]

    assert may_breach(measure, bar) is may
    assert (breaches_below(measure, bar), breaches_above(measure, bar)) == (False, False)


def test_a_band_as_a_range():
    """A rung is its place alone, a range is itself."""
    assert as_range("B", EVERY["toilet.grade"]) == span(1, 1)
    assert as_range(span(3), EVERY["toilet.grade"]) == span(3)
