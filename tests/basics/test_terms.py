"""Trees of terms: how deep they are, what stands in them, and how they grow."""

import pytest

from tristandard.basics.errors import BadValue, Refused
from tristandard.basics.lookup import UnknownKey, looked_up
from tristandard.basics.terms import Term, Tree, as_path, is_path


def chain(many, *more):
    """Return terms each below the one before, so many deep."""
    return [Term(code=f"t{number:02}", zh="例", parent=f"t{number - 1:02}" if number > 1 else None) for number in range(1, many + 1)] + list(more)


def test_how_deep_a_tree_may_be():
    """Sixteen deep stands; of those that lie deeper the first of the first level too deep is told."""
    assert 16 == len(Tree("area", chain(16)).path("t16"))
    with pytest.raises(Refused) as caught:
        Tree("area", chain(18, Term(code="a", zh="例", parent="t16")))

    assert [str(one) for one in caught.value.reasons] == ["'a' is not a term (area) at most 16 deep; let it lie higher: give it one of its ancestors as parent, or none"]
    assert caught.value.text("zh").splitlines() == ["区域的上下级关系不成立（须改 1 处）：", "  - 'a' 不是不深于 16 级的区域；请让它的层级高一些：以它的某个上级为上级（parent），或不写上级"]


def test_every_circle_is_told_once():
    """From its first code to itself, the ancestors first; what leads into it is none."""
    with pytest.raises(Refused) as caught:
        Tree("unit", [Term(code=code, zh="例", parent=parent) for code, parent in (("a", "d"), ("b", "c"), ("c", "b"), ("d", "e"), ("e", "d"), ("f", "b"))])

    assert [one.text("zh") for one in caught.value.reasons] == ["责任单位 b → c → b 属于自身；请给其中一个另定上级（parent），或不写上级", "责任单位 d → e → d 属于自身；请给其中一个另定上级（parent），或不写上级"]


@pytest.mark.parametrize(("many", "known"), [(2, "t01, t02"), (12, ", ".join(f"t{number:02}" for number in range(1, 13))), (13, ", ".join(f"t{number:02}" for number in range(1, 13)) + " …")])
def test_what_is_not_there_is_told_with_what_is(many, known):
    """Twelve terms are named, and that there are more."""
    with pytest.raises(UnknownKey) as caught:
        Tree("area", chain(many))["x"]

    assert str(caught.value) == f"'x' is not a known area; give one of {known}"


def test_a_tree_grows():
    """By terms that it has not; one that it has must be equal."""
    tree = Tree("area", chain(2))

    assert ["t01", "t02", "t03"] == [term.code for term in tree.grown(chain(3))]
    assert tree == tree.grown([])
    with pytest.raises(Refused) as caught:
        tree.grown([Term(code="t01", zh="另")])
    assert ["the area 't01' is declared twice; give each its own code, or drop one"] == [str(one) for one in caught.value.reasons]
    assert ("t01" in tree, "x" in tree, len(tree)) == (True, False, 2)


@pytest.mark.parametrize(("value", "path"), [((), True), (("a",) * 16, True), (("a",) * 17, False), (["a"], False), (("a", 1), False)])
def test_what_is_a_path(value, path):
    """A tuple of codes, not deeper than any term lies; whatever is none is left as it is."""
    assert is_path(value) is path
    assert value == as_path(value)


def test_what_stands_under_a_key():
    """Or what it is not, and which keys there are; in none that is said."""
    assert 1 == looked_up({"a": 1}, "a", ("甲", "a thing"))
    for key, table, message in (("b", {"a": 1, "c": 2}, "'b' is not a thing; give one of a, c"), (3, {"a": 1}, "3 is not a thing; give one of a"), ("a", {}, "'a' is not a thing; give one of (none)")):
        with pytest.raises(UnknownKey) as caught:
            looked_up(table, key, ("甲", "a thing"))
        assert str(caught.value) == message
        assert isinstance(caught.value, KeyError)
    with pytest.raises(BadValue):
        Term(code="", zh="例")
