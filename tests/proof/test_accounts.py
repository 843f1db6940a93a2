"""What makes a score, held against the account worked out by hand: each entry that differs in its words."""

from fractions import Fraction
from types import SimpleNamespace

import pytest
from attrs import evolve

from proof.test_certificate import counted, looking_back, quarter
from tristandard.proof.accounts import differing, due, of_breakdown, of_reading
from tristandard.proof.certificate import papers_of
from tristandard.proof.reading.worked import work_out
from tristandard.scoring.breakdown import Cause


def accounts(made, code="a", unit="wujin"):
    """Return the account of a score by hand, and as results have it."""
    results = made()
    card = work_out(papers_of(results)).cards[code][unit]
    return due(results[code][unit].assessment, card), results[code][unit].breakdown


def told(made, change):
    """Return in what an altered breakdown differs, in English, shortened."""
    one, other = accounts(made)
    entries = change(list(other.entries))
    found = [str(each) for each in differing("a wujin", one, SimpleNamespace(entries=entries, uncounted=other.uncounted))]
    return [each.removeprefix("breakdown at a wujin ").replace(" follows from the observations, ", " / ").removesuffix(" was found") for each in found]


@pytest.mark.parametrize("made", [quarter, looking_back, counted])
def test_what_follows_differs_in_nothing(made):
    """Every entry says by hand what it says in results: why, where, of which line and finding, how much, and by which weight."""
    one, other = accounts(made)

    assert told(made, lambda entries: entries) == []
    assert sorted(map(str, map(of_reading, one.entries))) == sorted(map(str, map(of_breakdown, other.entries)))
    assert len(one.entries) > 1


def nth(place, **changes):
    """Return the change of one entry."""
    return lambda entries: [evolve(one, **changes) if number == place else one for number, one in enumerate(entries)]


LINE = "posting sheet s1 site item wujin s1 a.ads item 1 notice.count wujin"
SAYS = "0.2 × 0.2 of 1 for 1 before the cap 1"


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        pytest.param(nth(0, points=Fraction(9)), [f"{LINE}: {SAYS} / 9 × 0.2 of 1 for 1 before the cap 1"], id="points"),
        pytest.param(nth(0, weight=Fraction(1, 2)), [f"{LINE}: {SAYS} / 0.2 × 0.5 of 1 for 1 before the cap 1"], id="weight"),
        pytest.param(lambda entries: entries[1:], [f"{LINE}: {SAYS} / none"], id="dropped"),
        pytest.param(lambda entries: [entries[0], *entries], [f"{LINE}: {SAYS} / {SAYS}; {SAYS}"], id="doubled"),
        pytest.param(nth(0, member="s2"), [f"{LINE}: {SAYS} / none", f"{LINE.replace('sheet s1', 'sheet s2')}: none / {SAYS}"], id="of another site"),
        pytest.param(nth(0, cause=Cause.VETO), [f"{LINE}: {SAYS} / none", f"{LINE.replace('posting', 'veto')}: none / {SAYS}"], id="of another cause"),
        pytest.param(nth(0, posted=None), ["posting sheet s1 site item wujin: none / 0.2 × 0.2", f"{LINE}: {SAYS} / none"], id="of no line"),
    ],
)
def test_an_entry_that_differs(change, differs):
    """It is told by what tells it apart, with what it takes, its weight, and what the line of the ledger says."""
    assert told(quarter, change) == differs


def test_rounding_comes_last():
    """Entries that are all right in another order are told by the last, which is the rounding."""
    _, other = accounts(quarter)

    assert other.entries[-1].cause is Cause.ROUNDING
    assert told(quarter, lambda entries: [entries[-1], *entries[:-1]]) == [f"last: rounding / {other.entries[-2].cause.value}"]
