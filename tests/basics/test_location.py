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


@pytest.mark.parametrize(
    ("places", "zh", "en"),
    [
        ([TOML], "ruleset.toml", "ruleset.toml"),
        ([TOML.inside(("units", "east")), TOML.inside(("kinds",))], "ruleset.toml units.east、kinds", "ruleset.toml, units.east, kinds"),
        ([TOML, TOML.inside(("kinds",))], "ruleset.toml kinds", "ruleset.toml, kinds"),
        ([Location("a.csv", 3)], "a.csv 第 3 行", "a.csv, row 3"),
        ([Location("a.csv", row) for row in (5, 3, 8)], "a.csv 第 3、5、8 行", "a.csv, rows 3, 5 and 8"),
        ([Location("a.csv", row) for row in range(2, 8)], "a.csv 第 2、3、4、5、6、7 行", "a.csv, rows 2, 3, 4, 5, 6 and 7"),
        ([Location("a.csv", row) for row in range(2, 9)], "a.csv 第 2、3、4、… (7) 行", "a.csv, rows 2, 3, 4 and … (7)"),
        ([Location("a.csv", 3, ("code",)), Location("a.csv", 3, ("item",)), Location("a.csv", 3, ("scope",))], "a.csv 第 3 行 code、item、scope 列", "a.csv, row 3, columns code, item and scope"),
        ([Location("a.csv", 3, ("code",)), Location("a.csv", 4, ("item",))], "a.csv 第 3 行 code 列；a.csv 第 4 行 item 列", "a.csv, row 3, column code; a.csv, row 4, column item"),
        ([Location("b.csv", 3), TOML], "b.csv 第 3 行；ruleset.toml", "b.csv, row 3; ruleset.toml"),
    ],
)
def test_places_are_told_together(places, zh, en):
    """Rows of one column stand together, columns of one row too; of more than six rows the first three are told, and how many there are."""
    assert (zh, en) == tuple(told(places))


def test_a_place_as_text():
    """A place alone is told in English."""
    assert "a.csv, row 3, column code" == str(Location("a.csv", 3, ("code",)))


def test_where_parts_are_written():
    """Each place once, in the order asked; of a part of what is known, where it lies in that; of what is not known nothing. The empty address is the whole's."""
    row, kinds = Location("a.csv", 3), TOML.inside(("kinds",))
    known = Locations({("indicators", "a"): row, ("kinds",): kinds, ("kinds", "town"): TOML.inside(("kinds", 4))})

    assert (kinds.inside(("city",)), row.inside(("item",))) == known.of(("kinds", "city"), ("indicators", "a", "item"), ("kinds", "city"), ("indicators", "b"))
    assert (TOML.inside(("kinds", 4, "zh")),) == known.of(("kinds", "town", "zh"))
    assert (kinds, TOML) == (known | Locations({(): TOML})).of(("kinds",), ())
    assert () == Locations({(): TOML}).of(("zones",))


def test_places_beside_those_of_another_folder():
    """Files are told with the name of their own folder in front, once; of two that know a place the other's stands."""
    one = Locations({("a",): TOML, ("b",): Location("city/a.csv", 2)})

    assert ("base/ruleset.toml", "city/a.csv") == tuple(place.file for place in one.beside("base").of(("a",), ("b",)))
    assert ("other.toml", "city/a.csv") == tuple(place.file for place in (one | Locations({("a",): Location("other.toml")})).of(("a",), ("b",)))
    assert "Locations(known=<2>)" == repr(one)
