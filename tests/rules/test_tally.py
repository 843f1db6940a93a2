"""What a sheet gathers of the places where a unit stands."""

from collections import defaultdict

from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.tally import NOTHING_VITAL, Tally


def gathered(item, level, site, number):
    """Return what was gathered of one line, in parts of a point."""
    points, line = defaultdict(int, {item: number}), frozenset({(site, "a.x", 0)})
    return Tally(
        lost=points, gained=number, vetoed_items=frozenset({item}), vetoed=frozenset({level}), worth=number, measured=number, vital=line,
        open=points.copy(), open_worth=points.copy(), open_gain=number, open_vetoes=frozenset({level}), unmeasured=number, vital_open=line,
        asked=frozenset({item}), seen=frozenset({item}),
    )  # fmt: skip


def test_tallies_add_up():
    """What is counted is added, item by item, and what is listed is put together: nothing of either is lost, and the other stays as it was."""
    whole, other = gathered("one", Level.SITE, "s1", 2), gathered("two", Level.UNIT, "s2", 3)
    whole.add(other)

    assert [{"one": 2, "two": 3}] * 3 == [whole.lost, whole.open, whole.open_worth]
    assert [5] * 6 == [whole.gained, whole.worth, whole.measured, whole.unmeasured, whole.open_gain, sum(whole.lost.values())]
    assert [{"one", "two"}] * 3 == [whole.vetoed_items, whole.asked, whole.seen]
    assert [{Level.SITE, Level.UNIT}] * 2 == [whole.vetoed, whole.open_vetoes]
    assert [{("s1", "a.x", 0), ("s2", "a.x", 0)}] * 2 == [whole.vital, whole.vital_open] == list(whole.zeroing)
    assert gathered("two", Level.UNIT, "s2", 3) == other

    whole.add(gathered("one", Level.SITE, "s1", 1))

    assert ({"one": 3, "two": 3}, NOTHING_VITAL) == (whole.lost, Tally().zeroing)
