"""Values taken from a file: every mistake gathered with its place, none that only follows from another."""

from fractions import Fraction

from tristandard.basics.errors import BadValue
from tristandard.basics.location import Location
from tristandard.basics.terms import Term, UnknownTerm
from tristandard.codec.bad_input import NOWHERE, in_row, under
from tristandard.codec.convert import plain_converter
from tristandard.codec.csv_table import TOLD
from tristandard.codec.reader import Reader, instead
from tristandard.codec.undeclared import Undeclared
from tristandard.words.sentence import Told


def reader():
    """Return what reads the words of a rule set."""
    return Reader(plain_converter())


def told(found):
    """Return what was gathered."""
    return list(map(str, found.problems))


def wrong(value="x"):
    """Return a mistake."""
    return BadValue(value, Told("文字", "text"), Told("加引号", "quote it"))


def test_more_mistakes_than_are_told():
    """After a thousand it is said that there are more, once, and nothing more need be read."""
    found = reader()
    for number in range(TOLD):
        found.note("f", in_row(number), wrong())
        assert not found.full
    assert TOLD == len(found.problems)
    found.note("g", in_row(1), wrong())
    found.note("h", in_row(1), wrong())

    assert found.full
    assert TOLD + 1 == len(found.problems)
    assert ("g：“1000 处以上的错误” 不是能读到底的文件；请改正已列出的错误，再读入一次", "g: 'more than 1000 mistakes' is not a file that is read to its end; mend those that are told, and load it again") == (found.problems[-1].text("zh"), str(found.problems[-1]))


def test_a_table_of_values_by_their_codes():
    """Each that can be read is given; those with mistakes are told with their keys, and are broken."""
    found = reader()
    terms = found.take_keyed({"a": {"zh": "甲"}, "b": {"zh": ""}, "c": 3, "d": {"zh": "丁", "code": "d"}}, Term, "f", under("areas"), "area")

    assert ([Term(code="a", zh="甲")], {("area", "b"), ("area", "c"), ("area", "d")}) == (terms, found.broken)
    assert ["f, areas.b.zh: '' is not a text for `zh` (Term); write one that is not blank", "f, areas.c: 3 is not a table; write { key = value, … }", "f, areas.d: 'code' is not a known key; the key 'd' is the code already; take the other out"] == told(found)


def test_what_is_no_table_breaks_all_of_its_kind():
    """Then nothing of the kind is known."""
    found = reader()

    assert [] == found.take_keyed([], Term, "f", under("areas"), "area")
    assert ({("area", None)}, ["f, areas: [] is not a table; write { key = value, … }"]) == (found.broken, told(found))


def test_what_only_follows_is_not_told():
    """That others name what has a mistake of its own, or whatever of a kind that cannot be read, follows."""
    found = reader()
    found.broken |= {("area", "b"), ("zone", None)}
    for kind, code in (("area", "b"), ("area", "c"), ("zone", "x"), ("unit", "b")):
        found.note("f", NOWHERE, Undeclared(kind, code, ()))
        found.note("f", NOWHERE, UnknownTerm(kind, code, "it"))

    assert [("area", "c"), ("area", "c"), ("unit", "b"), ("unit", "b")] == [(one.reason.kind[1], one.reason.code) for one in found.problems]


def test_unknown_codes_are_compared_with_all_that_are_known_so_often():
    """The first fifty are; the rest are told beside the first twelve."""
    known = tuple(f"a{number}" for number in range(30))
    found = reader()
    for number in range(52):
        found.note("f", NOWHERE, Undeclared("area", f"z{number:02}", known))
        found.note("f", NOWHERE, Undeclared("area", "z00", known))

    assert (50, 12, 12) == (len(found.undeclared), len(found.problems[-2].reason.known), len(found.problems[-4].reason.known))
    assert {30} == {len(one.reason.known) for one in found.problems[:100]} | {len(found.problems[-1].reason.known)}


def test_full_width_marks_are_told_beside():
    """Of a value that has them, what to write instead."""
    found = reader()
    found.note("f", NOWHERE, wrong("３％"))

    assert ["f: '３％' is not text; quote it; write half-width characters: 3 for ３, % for ％"] == told(found)
    assert "f：'３％' 不是文字；加引号；请用半角字符：“３”写作“3”、“％”写作“%”" == found.problems[0].text("zh")


def test_a_value_or_none():
    """What is made, or its mistakes, each with its place."""
    found = reader()

    assert Fraction(1, 3) == found.take("1/3", Fraction, "f")
    assert found.take("x", Fraction, "f", in_row(3).inside("full")) is None
    assert found.made(lambda: {}["zh"], {}, "f", under("a")) is None
    assert ["f, row 3, column full: 'x' is not an exact number; write a plain decimal such as \"0.5\", or a fraction such as \"5/3\"", "f, a: {} is not usable here; mend it ('zh')"] == told(found)


def test_something_stands_for_what_cannot_be_read():
    """The rest of it is checked all the same; what could not be read is remembered, and what is unknown is left out."""
    found, at = reader(), Location("f", steps=("areas", "b"))
    spare = {"zh": instead("unread")}

    assert Term(code="b", zh="unread", parent="a") == found.spared({"code": "b", "zh": 3, "parent": "a", "odd": 1}, Term, at, spare)
    assert {at.inside(("zh",))} == found.unread
    assert found.spared({"code": "B b", "zh": "x"}, Term, at, spare) is None
    assert found.spared({"code": 3, "zh": 3}, Term, at, spare) is None
    assert {at.inside(("zh",))} == found.unread
    assert [Term(code="c", zh="unread")] == found.take_keyed({"c": {"zh": ""}}, Term, "f", under("areas"), "area", spare)
    assert {at.inside(("zh",)), Location("f", steps=("areas", "c", "zh"))} == found.unread


def test_what_cannot_be_read_of_a_table_is_left_out():
    """Each by its code, which is broken; the others are kept as they are written."""
    found = reader()
    kept, out = found.readable(Term, "area")({"a": {"zh": "甲"}, "b": {"zh": 3}})

    assert ({"a": {"zh": "甲"}}, {"b"}, {("area", "b")}) == (kept, out, found.broken)
    assert ({}, set()) == found.readable(Term)(3)
    assert ({"a": {"code": "a", "zh": "甲"}}, {"b"}) == found.readable(Term)({"a": {"code": "a", "zh": "甲"}, "b": {"zh": "乙"}})
