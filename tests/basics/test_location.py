"""Where something is written: what leads there is held as data, and told last."""

import pytest

from tristandard.basics.location import Location, Locations, tell_steps, told

TOML = Location("ruleset.toml")


@pytest.mark.parametrize(
    ("steps", "key", "zh"),
    [
        ((), "", ""),
        (("units", "east", "kind"), "units.east.kind", "units.east.kind"),
        (("units", "east.1", "kind"), "units.'east.1'.kind", "units.'east.1'.kind"),
        (("rulings", 0), "rulings, entry 1", "rulings 第 1 项"),
        (("rulings", 0, "members", 2), "rulings, entry 1.members, entry 3", "rulings 第 1 项 members 第 3 项"),
        ((4, "id"), "entry 5.id", "第 5 项 id"),
        (("units", "east, entry 3.x"), "units.'east, entry 3.x'", "units.'east, entry 3.x'"),
        (("units", "east, entry 3"), "units.east, entry 3", "units.east, entry 3"),
    ],
)
def test_what_leads_to_a_place_is_told_in_both_languages(steps, key, zh):
    """Keys stand with dots between them, entries of lists by their number; a code that looks like an entry is a code."""
    assert (zh, key) == tuple(tell_steps(steps))
    assert key == Location("ruleset.toml", steps=steps).key
    assert not steps or f"ruleset.toml {zh}" == told([TOML.inside(steps)])[0]


@pytest.mark.parametrize(
    ("inner", "outer", "lies"),
    [
        (TOML.inside(("rulings", 0, "members")), TOML.inside(("rulings", 0)), True),
        (TOML.inside(("rulings", 0)), TOML.inside(("rulings",)), True),
        (TOML.inside(("rulings", 10)), TOML.inside(("rulings", 1)), False),
        (TOML.inside(("units", "a.b")), TOML.inside(("units", "a")), False),
        (TOML.inside(("units",)), TOML.inside(("units", "a")), False),
        (Location("a.csv", 3, ("code",)), Location("a.csv", 3), True),
        (Location("a.csv", 3, ("code",)), Location("a.csv", 4), False),
    ],
)
def test_a_place_lies_in_another(inner, outer, lies):
    """It does where what leads to the other begins what leads to it, in the same file and row."""
    assert inner.within(outer) is lies


def test_a_part_of_a_row_stands_in_its_column():
    """Of what stands in a row only the column is told, however deep in it something lies."""
    row = Location("indicators.csv", 3)

    assert "code" == row.inside(("code", "x")).key == row.inside(("code",)).inside(("y",)).key
    assert (Location("indicators.csv", 3, ("standard",)),) == Locations({("indicators", "a"): row}).of(("indicators", "a", "standard"))
