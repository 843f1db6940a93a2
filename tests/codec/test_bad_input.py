"""A mistake in a file: where it stands for people and for programs, and how it is told."""

import pytest

from tristandard.basics.errors import BadValue
from tristandard.basics.location import Location
from tristandard.codec.bad_input import NOWHERE, BadInput, at_byte, bad, in_entry, in_line, in_row, under
from tristandard.words.placed import Placed
from tristandard.words.sentence import Told

TEXT, QUOTE = Told("文字", "text"), Told("请加引号", "quote it")
WHY = BadValue(3, TEXT, QUOTE)


@pytest.mark.parametrize(
    ("where", "row", "key", "steps", "zh", "en"),
    [
        (NOWHERE, 0, "", (), "f：", "f: "),
        (in_row(3), 3, "", (), "f 第 3 行：", "f, row 3: "),
        (in_row(3).inside("made"), 3, "made", ("made",), "f 第 3 行 made 列：", "f, row 3, column made: "),
        (in_row(3).inside("outcome", "measured"), 3, "outcome.measured", ("outcome",), "f 第 3 行 outcome.measured 列：", "f, row 3, column outcome.measured: "),
        (in_row(3, {"outcome.measured": "values"}).inside("outcome", "measured"), 3, "values", ("outcome",), "f 第 3 行 values 列：", "f, row 3, column values: "),
        (in_entry(2).inside("at", 0), 2, "at, entry 1", ("at",), "f 第 2 项 at 第 1 项：", "f, entry 2.at, entry 1: "),
        (under("a", "b"), 0, "a.b", ("a", "b"), "f a.b：", "f, a.b: "),
        (in_line(4), 0, "", (), "f 第 4 行：", "f, line 4: "),
        (at_byte(9), 0, "", (), "f 第 9 字节：", "f, byte 9: "),
    ],
)
def test_where_a_mistake_stands(where, row, key, steps, zh, en):
    """For people in both languages; for programs by file, row or entry, and column or key."""
    found = BadInput("f", where, WHY)

    assert (f"{zh}3 不是文字；请加引号", f"{en}3 is not text; quote it") == (found.text("zh"), str(found)) == found.told
    assert Placed("f", row, key, where.told[1]) == found.placed
    assert Location("f", row, steps) == found.location
    assert found.told == bad("f", where, 3, TEXT, QUOTE).told


def test_a_place_in_words():
    """Where a place is told in words alone, programs have the file."""
    found = BadInput("f", Told("第一格", "the first cell"), WHY)

    assert ("f 第一格：3 不是文字；请加引号", "f, the first cell: 3 is not text; quote it") == found.told
    assert (Placed("f", 0, "", "the first cell"), Location("f")) == (found.placed, found.location)


def test_a_mistake_that_speaks_of_several_places():
    """They are told in the place of the one; programs have the first."""
    found = BadInput("f", NOWHERE, WHY, (Location("a", 2), Location("b", 3, ("zh",))))

    assert "a, row 2; b, row 3, column zh: 3 is not text; quote it" == str(found)
    assert ("a", 2, "", "a, row 2; b, row 3, column zh") == (found.placed.file, found.placed.row, found.placed.key, found.placed.where)


def test_a_mistake_beside_another_folder():
    """Its files have the name of their folder in front, but for those that have one."""
    found = BadInput("f", NOWHERE, WHY, (Location("a", 2), Location("x/b", 3))).beside("base")

    assert ("base/f", ["base/a", "x/b"]) == (found.file, [one.file for one in found.places])
    assert "base/f: 3 is not text; quote it" == str(BadInput("f", NOWHERE, WHY).beside("base"))


def test_a_long_name_is_cut():
    """Of the name of a file no more is told than stands on a line; a line break in it is a blank."""
    assert [f"{'x' * 120}: 3 is not text; quote it", f"{'x' * 120}…: 3 is not text; quote it", "a b: 3 is not text; quote it"] == [str(BadInput(name, NOWHERE, WHY)) for name in ("x" * 120, "x" * 121, "a\nb")]
