"""Matches and rulings: what a person decided, as data."""

import pytest
from attrs import evolve

from samples import PLAN, crosswalk, match, refusal, ruling, standard
from tristandard.basics.errors import BadValue
from tristandard.rules.crosswalk import Crosswalk, Match, Relation, Ruling


def test_a_superset_becomes_a_subset():
    """"The first includes the second" is held as "the second is a part of the first", with the same measures."""
    assert match("a.street", "b.litter", "superset_of", "litter.spots") == match("b.litter", "a.street", "subset_of", "litter.spots")


@pytest.mark.parametrize("relation", ["equal", "intersects"])
def test_both_directions_are_one(relation):
    """Equal and intersecting indicators match in either direction."""
    assert match("b.x", "a.x", relation) == match("a.x", "b.x", relation)


def test_a_subset_has_a_direction():
    """A part and its whole are not exchanged."""
    assert (match("b.x", "a.x", "subset_of", "m").first, match("b.x", "a.x", "superset_of", "m").first) == ("b.x", "a.x")


@pytest.mark.parametrize(
    ("refused", "message"),
    [
        (lambda: match("a.x", "a.x"), "'a.x' is not a match of two indicators; match an indicator with one of another assessment"),
        (
            lambda: match("a.x", "b.x", "subset_of"),
            "[] is not the measures of a match with relation subset_of; name the measures that the smaller indicator covers",
        ),
        (
            lambda: match("a.x", "b.x", "superset_of"),
            "[] is not the measures of a match with relation superset_of; name the measures that the smaller indicator covers",
        ),
        (lambda: match("a.x", "b.x", "equal", "m"), "['m'] is not the measures of a match with relation equal; leave the measures out"),
        (lambda: match("a.x", "b.x", "intersects", "m"), "['m'] is not the measures of a match with relation intersects; leave the measures out"),
        (lambda: Match(first="a.x", second="b.x", rationale=" "), "' ' is not a text for `rationale` (Match); write one that is not blank"),
        (lambda: ruling("litter.spots <= 0 处", "a.x"), "['a.x'] is not the members that a ruling settles; name two or more indicators"),
        (
            lambda: Ruling(members=["a.x", "b.x"], standard=standard("litter.spots <= 0 处"), clause=PLAN, why=""),
            "'' is not a text for `why` (Ruling); write one that is not blank",
        ),
    ],
)
def test_decisions_that_cannot_be(refused, message):
    """A match has two indicators, the measures that its relation needs, and a rationale; a ruling has members and a reason."""
    with pytest.raises(BadValue) as caught:
        refused()

    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("hosts", "message"),
    [
        ([], "[] is not an order of hosts; name the assessments that may measure, each once, the first choice first"),
        (["a", "b", "a"], "['a', 'b', 'a'] is not an order of hosts; name the assessments that may measure, each once, the first choice first"),
        ("a", "'a' is not a list; put its values in a list, in the order that is meant"),
    ],
)
def test_what_is_no_order_of_hosts(hosts, message):
    """A crosswalk names at least one host, none twice, in a list."""
    with pytest.raises(BadValue) as caught:
        Crosswalk(code="ab", zh="对照", en="agreed", hosts=hosts)

    assert message == str(caught.value)


def test_matches_come_in_any_order():
    """The order in which matches were agreed means nothing."""
    assert crosswalk(match("a.x", "b.x"), match("a.y", "b.y")) == crosswalk(match("b.y", "a.y"), match("a.x", "b.x"))


def test_equal_is_the_usual_relation():
    """A match without a relation says that both ask the same."""
    assert Match(first="a.x", second="b.x", rationale="同问").relation is Relation.EQUAL


def test_a_relation_is_a_member():
    """A word instead of a relation is refused."""
    with pytest.raises(BadValue) as caught:
        Match(first="a.x", second="b.x", relation="equal", rationale="同问")

    assert "'equal' is not a value of the kind Relation for `relation` (Match); give one of Relation.EQUAL" in str(caught.value)


@pytest.mark.parametrize(
    ("call", "en", "zh"),
    [
        (lambda: evolve(crosswalk(), uses={"a.x": ""}), "'' is not the use of a.x; write why", "'' 不是指标 a.x 的用途；请写明理由"),
        (lambda: evolve(crosswalk(), uses={"a.x": " "}), "' ' is not a text on one line for `uses` (Crosswalk); take out the blanks around it", "' ' 不是单行文字（对照表的 `uses`）；请删去首尾的空白"),
        (lambda: evolve(crosswalk(), hosts=[]), "[] is not an order of hosts; name the assessments that may measure, each once, the first choice first", "[] 不是主办方的顺序；请写可以测量的考核，每套一次，首选在前"),
        (lambda: evolve(crosswalk(), hosts=["a", "a"]), "['a', 'a'] is not an order of hosts; name the assessments that may measure, each once, the first choice first", "[a、a] 不是主办方的顺序；请写可以测量的考核，每套一次，首选在前"),
        (lambda: ruling("litter.spots any", "a.x"), "['a.x'] is not the members that a ruling settles; name two or more indicators", "[a.x] 不是裁定所涉的指标；请写两项以上的指标"),
        (lambda: match("a.x", "b.x", "equal", "m.c", "m.a", "m.b"), "['m.a', 'm.b', 'm.c'] is not the measures of a match with relation equal; leave the measures out", "[m.a、m.b、m.c] 不是关系为 equal 的对照的测量项目；请删去测量项目"),
    ],
)
def test_what_an_agreement_cannot_be_is_told_whole(call, en, zh):
    """A use without a reason, an order of hosts with none or one twice, and members of a ruling that are one alone are refused by what they say."""
    assert (en, zh) == refusal(call)
