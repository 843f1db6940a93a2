"""Rows and tables that are given in memory: copied, counted, and refused where no file holds them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tristandard.basics.errors import TristandardError
from tristandard.codec.csv_table import TOLD
from tristandard.codec.given_rows import Given, cell_of, given, table_from
from tristandard.codec.toml_json import DEPTH

DEEP = "'nested deeper than 20' is not a depth that is read here; check that it is the row you meant"
KEY = "is not a key that is text; name each column; a row has no more cells than the head"
TEXT = "write it as text; a number with a point as text or as a Decimal, a list with ; between its parts"


def nested(levels, inner=1):
    """Return lists in lists."""
    return inner if levels == 0 else [nested(levels - 1, inner)]


@pytest.mark.parametrize(
    ("value", "cell"),
    [(" x ", "x"), (3, "3"), (Decimal("1.50"), "1.5"), (Decimal("1E+2"), "100"), (Fraction(1, 3), "1/3"), (date(2022, 5, 1), "2022-05-01")],
)
def test_what_a_cell_holds(value, cell):
    """Text without blanks around it, numbers and days."""
    assert cell == cell_of(value)


@pytest.mark.parametrize("value", [True, None, 1.5, [1], {"a": 1}, Decimal("Infinity")])
def test_what_no_cell_holds(value):
    """It stays as it is, to be told."""
    assert value is cell_of(value)


def test_rows_are_copies_with_their_numbers():
    """What is None is left out; lists and tables are copied, and changing what was given changes nothing."""
    row = {"a": 1, "b": None, "c": [1, {"d": ("区",)}]}
    found = given(iter([row, {}]), "rows", 99)
    row["c"].append(2)

    assert ("rows", [(1, {"a": 1, "c": [1, {"d": ["区"]}]}), (2, {})], []) == (found.name, found.rows, found.problems)


def test_each_row_that_is_none_is_told_by_its_number():
    """No mapping, a key that is no text, a broken character, and what is nested too deep; the other rows are kept."""
    found = given([3, {"a": 1}, {3: 1}, {"a": "x\ud800"}, {"a": nested(DEPTH)}, {"a": nested(DEPTH - 1)}, {"a": {"b": {3: 1}}}], "rows", 10**6)

    assert [2, 6] == [number for number, _ in found.rows]
    assert [
        "rows, row 1: 3 is not a row; give a mapping of columns to cells",
        f"rows, row 3: 3 {KEY}",
        "rows, row 4: bytes 78 3F is not text that UTF-8 can hold; take out the broken character",
        f"rows, row 5: {DEEP}",
        f"rows, row 7: 3 {KEY}",
    ] == list(map(str, found.problems))


def test_rows_are_no_longer_than_the_limit():
    """About as many bytes as JSON takes: of each text its bytes and quotes, of each key its marks, of a number four."""
    row = {"ab": "区", "c": [1, 2]}  # 2 + 4 + 3 + 2, 1 + 4 + 2 × (4 + 1)

    assert 2 == len(given([row, row], "rows", 52).rows)
    with pytest.raises(TristandardError) as caught:
        given([row, row], "rows", 51)

    assert "rows: '52 bytes' is not a file of at most 51 bytes; check that it is the file you meant; split it if it is" == str(caught.value)


def test_no_more_mistakes_are_gathered_than_are_told():
    """Nothing is read after so many."""
    assert TOLD + 1 == len(given(iter(range(2 * TOLD)), "rows", 10**9).problems)
    assert TOLD + 1 == len(Given("rows", [(number, {"b": ""}) for number in range(2 * TOLD)], []).table((), ("a",)).problems)


def test_rows_as_those_of_a_table():
    """Each cell is text; a row with an unknown column, or a cell that no table holds, is told and left out."""
    table = given([{"a": 1, "b": " x "}, {"a": 1.5}, {"a": "1", "c": "2"}, {"b": "1"}, {"a": True, "b": [1]}], "rows", 10**6).table(("a",), ("b",))

    assert [(1, {"a": "1", "b": "x"})] == list(table.rows)
    assert [
        f"rows, row 2, column a: 1.5 is not the text of a cell; {TEXT}",
        "rows, row 3: 'c' is not a known column; use a, b; put commas between them",
        "rows, row 4: 'b' is not a head with the columns a; add them",
        f"rows, row 5, column a: True is not the text of a cell; {TEXT}",
        f"rows, row 5, column b: [1] is not the text of a cell; {TEXT}",
    ] == list(map(str, table.problems))
    assert [(1, {"b": "", "a": "x"})] == list(given([{"a": "x"}], "rows", 99).table(("a",), ("b",)).rows)


def test_a_table_in_the_place_of_a_file():
    """It is copied; what no file of rules holds is refused by its name."""
    assert {"a": {"b": [1, [2]]}, "c": None} == table_from("drives", {"a": {"b": (1, (2,))}, "c": None})
    for table, told in (({3: 1}, f"drives: 3 {KEY}"), ({"a": nested(DEPTH)}, f"drives: {DEEP}"), ({"a": "x" * 4_000_000}, "drives: '4000007 bytes' is not a file of at most 4000000 bytes; check that it is the file you meant; split it if it is")):
        with pytest.raises(TristandardError) as caught:
            table_from("drives", table)

        assert told == str(caught.value)
