"""What a field may hold: every converter and validator, and what it says of what it refuses, in both languages."""

from enum import IntEnum
from typing import Any

import pytest
from attrs import field, frozen

from tristandard.basics.errors import BadValue
from tristandard.basics.fields import (
    as_whole,
    check_line,
    coded_if_any,
    each_of,
    filled,
    is_code,
    is_line,
    kind_of,
    labelled,
    listed,
    one_line,
    one_line_each,
    own_table,
    some_lines,
    table_of,
    texts,
)
from tristandard.basics.terms import Term

LONG = "x" * 10_000


def holding(validator: Any) -> type:
    """Return a class whose one field is checked so."""

    @frozen
    class Thing:
        part: Any = field(validator=validator)

    return Thing


@pytest.mark.parametrize(
    ("validator", "good", "bad", "message"),
    [
        (filled, "甲", "", "'' is not a text for `part` (Thing); write one that is not blank"),
        (filled, LONG, LONG + "x", "is not a text on one line for `part` (Thing); write at most 10000 characters"),
        (filled, "甲 乙", " 甲", "' 甲' is not a text on one line for `part` (Thing); take out the blanks around it"),
        (filled, "#甲", "#N/A", "'#N/A' is not a text for `part` (Thing); a spreadsheet shows it where a formula fails or a column is too narrow; write what is meant"),
        (one_line, "", 3, "3 is not a value of the kind str for `part` (Thing); give one str"),
        (one_line, "甲", "甲\n", "'甲\\n' is not a text on one line for `part` (Thing); take out the line break U+000A"),
        (one_line_each, [("a", "b"), "c"], [("a", "b\n")], "'b\\n' is not a text on one line for `part` (Thing); take out the line break U+000A"),
        (one_line_each, [], [None], "None is not a value of the kind str for `part` (Thing); give one str"),
        (some_lines, "甲\n乙", "甲\ud800", "'甲\\ud800' is not a text that a file can hold for `part` (Thing); take out U+D800 (half a character)"),
        (some_lines, "", 3, "3 is not a value of the kind str for `part` (Thing); give one str"),
        (coded_if_any, None, "", "'' is not a code for `part` (Thing); write ASCII letters and digits, without blanks, quotes or any of , ; | = { }; only labels may be in any language"),
        (coded_if_any, "a", "#REF!", "'#REF!' is not a code for `part` (Thing); a spreadsheet shows it where a formula fails or a column is too narrow; write what is meant"),
        (each_of(int), [1, 2], [1, "2"], "'2' is not a value of the kind int in `part` (Thing); give one int"),
        (table_of(int), {"a": 1}, {"a": "1"}, "'1' is not a value of the kind int in `part` (Thing); give one int"),
        (table_of(int), [("a", 1)], [("a\n", 1)], "'a\\n' is not a text on one line for `part` (Thing); take out the line break U+000A"),
        (labelled, {}, {"a": 1}, '{\'a\': 1} is not a table of texts for `part` (Thing); give {"name": "value", …}'),
        (labelled, {"a": ""}, {"": "7"}, "'' is not a name in `part` (Thing); name what '7' is: a=b"),
        (labelled, {"a": "=7"}, [("a", "b")], '[(\'a\', \'b\')] is not a table of texts for `part` (Thing); give {"name": "value", …}'),
        (labelled, {"a": "7"}, {"a": "7\n"}, "'7\\n' is not a text on one line for `part` (Thing); take out the line break U+000A"),
    ],
)
def test_what_a_field_holds(validator, good, bad, message):
    """What fits is held as it is; what does not is told with its field, the thing that has it, and what to write."""
    made = holding(validator)

    assert good == made(good).part
    with pytest.raises(BadValue) as caught:
        made(bad)
    assert str(caught.value).endswith(message), str(caught.value)


def test_a_field_is_named_in_chinese():
    """What has a name for people is told by it, what only programs make by its class."""
    with pytest.raises(BadValue) as ours:
        Term(code="a", zh="")
    with pytest.raises(BadValue) as other:
        holding(each_of(int))(["x"])

    assert ("'' 不是文字（词条的 `zh`）；请写出文字，不要留空", "'x' 不是int 类型的值（Thing的 `part` 之中）；请给出一个 int") == (ours.value.text("zh"), other.value.text("zh"))


@pytest.mark.parametrize(("text", "line"), [("", True), ("甲", True), ("a b", True), (" a", False), ("a ", False), ("a\tb", True), ("a\u200bb", False), ("#N/A", False), (LONG, True), (LONG + "x", False)])
def test_what_is_one_line(text, line):
    """A text that reads the same when it is written and read again, without marks that are not seen, and not too long."""
    assert is_line(text) is line
    if not line:
        with pytest.raises(BadValue):
            check_line(text)
    else:
        check_line(text)


@pytest.mark.parametrize(("value", "code"), [("a", True), ("!~", True), ("a.b", True), ("", False), ("a b", False), ("a,b", False), ("\x7f", False), (" ", False), (3, False), (None, False), (LONG, True), (LONG + "x", False), ("#N/A", False)])
def test_what_is_a_code(value, code):
    """ASCII marks that are seen and separate nothing."""
    assert is_code(value) is code


@pytest.mark.parametrize("things", ["ab", {"a": 1}, {"a"}, frozenset("a"), 3])
def test_what_has_no_order_is_no_list(things):
    """A text, a table and a set are refused where the order means something."""
    with pytest.raises(BadValue, match=r"is not a list; put its values in a list, in the order that is meant$"):
        listed(things)

    assert (("b", "a"), ("b", "a")) == (listed(["b", "a"]), listed(iter("ba")))


def test_what_was_given_is_held_as_ones_own():
    """Numbers and texts as nothing but these, a table as one that no later change reaches; whatever is none is left to be refused."""
    given = {"a": "b"}
    held = own_table(given)
    given["a"] = "c"

    assert ({"a": "b"}, 3, True, "3", None) == (held, as_whole(3), as_whole(True), as_whole("3"), own_table(None))
    assert {"a", "b"} == texts(["b", "a", "b"])


def test_a_whole_number_is_nothing_but_one():
    """A member of an Enum that equals a number becomes that number; a truth value and what is no number are left to be refused."""
    three = as_whole(IntEnum("count", {"THREE": 3}).THREE)

    assert (int, 3, True, "3", 3.0) == (type(three), three, as_whole(True), as_whole("3"), as_whole(3.0))


@pytest.mark.parametrize(
    ("made", "kind", "good", "bad", "message"),
    [
        (kind_of, int, 3, "3", "'3' is not a value of the kind int for `part` (Thing); give one int"),
        (kind_of, int | None, None, "3", "'3' is not a value of the kind int or None for `part` (Thing); give one int or None"),
        (each_of, int, [], ["3"], "'3' is not a value of the kind int in `part` (Thing); give one int"),
        (table_of, int, [("a", 3)], [("a", "3")], "'3' is not a value of the kind int in `part` (Thing); give one int"),
        (table_of, int, {}, {3: 3}, "3 is not a value of the kind str for `part` (Thing); give one str"),
    ],
)
def test_a_kind_is_asked_of_each_value(made, kind, good, bad, message):
    """A field, each value of a list, and each value of a table by its name, are of the kind that is asked."""
    thing = holding(made(kind))

    assert good == thing(good).part
    with pytest.raises(BadValue) as caught:
        thing(bad)
    assert message == str(caught.value)
