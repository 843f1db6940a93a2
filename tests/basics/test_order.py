"""One order for what has none: ids by their numbers, tables by their names, things by their codes."""

import pytest

from tristandard.basics.errors import BadValue
from tristandard.basics.order import as_counted, as_given, by_code, by_name, key_of
from tristandard.basics.terms import Term

B, A = Term(code="b", zh="乙"), Term(code="a", zh="甲")


def test_ids_go_by_their_numbers():
    """f2 before f10, however many zeros lead; what is no number goes as text, and equal numbers by the id itself."""
    ids = ["f", "f0", "f01", "f1", "f2", "f10", "f10a", "f10b2", "f10b10", "g1"]

    assert ids == sorted(set(ids), key=as_counted)


@pytest.mark.parametrize(("parts", "key"), [(("a", "b"), "a/b"), (("a/b",), "a%2Fb"), (("a%2Fb",), "a%252Fb"), (("a", ""), "a/"), ((), "")])
def test_texts_as_one(parts, key):
    """No two lists of texts make the same one."""
    assert key == key_of(*parts)


def test_things_by_their_codes():
    """In the order of their codes, or as they are given; a set has none, and what has no code is none."""
    assert ((A, B), (B, A)) == (by_code([B, A]), as_given([B, A]))
    for wrong in ({"b": B}, ["b"], 3, [None]):
        with pytest.raises(BadValue, match=r"is not a list of things with codes; give the declared values themselves, in a list$"):
            by_code(wrong)
    with pytest.raises(BadValue, match="is not a list of things with codes"):
        as_given({A, B})


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (3, "3 is not a table; give {\"name\": value, …}, or pairs of a name and its value"),
        ([("a", 1, 2)], "[('a', 1, 2)] is not a table; give {\"name\": value, …}, or pairs of a name and its value"),
        ([(1, "a")], "[(1, 'a')] is not a table; give {\"name\": value, …}, or pairs of a name and its value"),
        (["ab"], "['ab'] is not a table; give {\"name\": value, …}, or pairs of a name and its value"),
        ({"a\n": 1}, "'a\\n' is not a text on one line; take out the line break U+000A"),
    ],
)
def test_what_is_no_table(table, message):
    """A table is a mapping, or pairs of a name on one line and its value."""
    with pytest.raises(BadValue) as caught:
        by_name(table)

    assert str(caught.value) == message


def test_a_table_by_its_names():
    """Given either way it is the same, of one name with several values in the order given."""
    assert (("a", 2), ("b", 1)) == by_name({"b": 1, "a": 2}) == by_name([["b", 1], ("a", 2)])
    assert (("a", 2), ("a", 1)) == by_name([("a", 2), ("a", 1)])
    assert () == by_name(()) == by_name({})
