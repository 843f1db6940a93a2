"""Grades by place: the first so many, or the first share of the units, and what cannot be."""

import pytest

from samples import refusal
from tristandard.basics.errors import BadValue
from tristandard.codec.text import read_grade
from tristandard.rules.acceptance import End, Range
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.grade import Cut, Leading, UnitShare
from tristandard.rules.nodes.sheet import Sheet

WRITTEN = {
    "first 3": (Leading(3), "前 3 名", "the first 3"),
    "first 30 % rounded up": (Leading(30, share=True, rounded=Cut.UP), "前 30 %（进一）", "the first 30 % (rounded up)"),
    "first 12.5 % rounded half up and >= 90": (
        Leading("12.5", share=True, rounded=Cut.HALF_UP, score=Range(End(90))),
        "前 12.5 %（四舍五入）且得分 >= 90",
        "the first 12.5 % (rounded half up), with a score of >= 90",
    ),
}


@pytest.mark.parametrize("text", WRITTEN)
def test_a_grade_by_place_is_written_and_told(text):
    """It reads back as it is written, and is told in both languages."""
    grade, zh, en = WRITTEN[text]

    assert (grade, text, zh, en) == (read_grade(text), str(grade), *grade.told)


@pytest.mark.parametrize(
    ("first", "cut", "units", "places"),
    [(30, Cut.UP, 5, 2), (30, Cut.DOWN, 5, 1), (30, Cut.HALF_UP, 5, 2), (30, Cut.HALF_UP, 4, 1), (30, Cut.UP, 10, 3), (100, Cut.DOWN, 7, 7), (1, Cut.DOWN, 7, 0), ("100/3", Cut.UP, 3, 1)],
)
def test_a_share_is_rounded_to_units(first, cut, units, places):
    """A part of a unit counts as a whole one, as none, or from a half on, as the rule says."""
    assert places == Leading(first, share=True, rounded=cut).places(units)


def test_a_share_of_units_reads_back():
    """A share of units is written as it is read, and told in both languages; it is above 0, at most all, and says how it is rounded."""
    share = UnitShare.parse("10 % rounded half up")

    assert (UnitShare("10", Cut.HALF_UP), "10 % rounded half up", ("10 %（四舍五入）", "10 % (rounded half up)"), 1) == (share, str(share), share.told, share.of(5))
    for wrong in ("10 %", "0 % rounded up", "101 % rounded up", "10 rounded up"):
        with pytest.raises(BadValue):
            UnitShare.parse(wrong)


@pytest.mark.parametrize("text", ["first", "first x", "first 0", "first 1.5", "first 30 %", "first 0 % rounded up", "first 101 % rounded up", "first 3 rounded up", "first 3 and <= 90", "first 3 and B"])
def test_what_no_grade_by_place_can_be(text):
    """A number of places is whole and from 1, a share has its rounding and is at most all, and a score beside it is at least so much."""
    with pytest.raises(BadValue):
        read_grade(text)


@pytest.mark.parametrize(
    ("where", "grades", "told"),
    [
        ("total", {"甲": Leading(3), "乙": Range()}, []),
        ("sheet", {"甲": Leading(3), "乙": Range()}, ["'sheet' has grades by place, and places belong to whole scores; let them stand on the node `total` or `year`"]),
        ("total", {"甲": Leading(3)}, ["'total' has grades by place alone; say what the others are called, such as { \"合格\" = \"any\" }"]),
        (
            "total",
            {"甲": Leading(3), "乙": Leading(30, share=True, rounded=Cut.UP), "丙": Range()},
            ["'total' has grades by number of places and by share; use one of them"],
        ),
        ("total", {"甲": Leading(3), "乙": Leading(3, score=Range(End(90))), "丙": Range()}, ["'total' has two grades of the first 3, with a score of >= 90; let them differ"]),
    ],
)
def test_grades_by_place_fit(where, grades, told):
    """They stand on whole scores, in one way, no two alike, and the rest of the units has a grade by score."""
    nodes = {"total": Blend(weights={"sheet": 100}), "sheet": Sheet()}
    model = Model({name: node if name != where else type(node)(**({"weights": {"sheet": 100}} if name == "total" else {}), grades=grades) for name, node in nodes.items()})

    assert [f"score node {one}" for one in told] == [str(problem) for problem in model.problems()]


@pytest.mark.parametrize(
    ("call", "en", "zh"),
    [
        (lambda: Leading(0), "'first 0' is not the first places; write a whole number from 1, such as \"first 3\"", "'first 0' 不是前几名；请写 1 以上的整数，如“first 3”"),
        (lambda: Leading("1.5"), "'first 1.5' is not the first places; write a whole number from 1, such as \"first 3\"", "'first 1.5' 不是前几名；请写 1 以上的整数，如“first 3”"),
        (lambda: Leading(3, rounded=Cut.UP), "'first 3 rounded up' is not the first places; write a whole number from 1, such as \"first 3\"", "'first 3 rounded up' 不是前几名；请写 1 以上的整数，如“first 3”"),
        (lambda: Leading(30, share=True), "'first 30 %' is not the first share of the units; write a share above 0, up to 100, and how it is rounded, such as \"first 30 % rounded up\"", "'first 30 %' 不是前百分之几；请写大于 0、不超过 100 的比例和取整办法，如“first 30 % rounded up”"),
        (lambda: Leading(0, share=True, rounded=Cut.UP), "'first 0 % rounded up' is not the first share of the units; write a share above 0, up to 100, and how it is rounded, such as \"first 30 % rounded up\"", "'first 0 % rounded up' 不是前百分之几；请写大于 0、不超过 100 的比例和取整办法，如“first 30 % rounded up”"),
        (lambda: Leading(101, share=True, rounded=Cut.UP), "'first 101 % rounded up' is not the first share of the units; write a share above 0, up to 100, and how it is rounded, such as \"first 30 % rounded up\"", "'first 101 % rounded up' 不是前百分之几；请写大于 0、不超过 100 的比例和取整办法，如“first 30 % rounded up”"),
        (lambda: Leading(3, score=Range(limit=End(90))), "'<= 90' is not the score that a grade by place asks for too; write the lowest score alone, such as \">= 90\"", "'<= 90' 不是名次之外的得分要求；请只写下限，如“>= 90”"),
        (lambda: UnitShare(0, Cut.UP), "'0 % rounded up' is not a share of the units; write a share above 0, up to 100, and how it is rounded, such as \"10 % rounded up\"", "'0 % rounded up' 不是单位的百分之几；请写大于 0、不超过 100 的比例和取整办法，如“10 % rounded up”"),
        (lambda: UnitShare.parse("10 %"), "'10 %' is not a share of the units; write a share above 0, up to 100, and how it is rounded, such as \"10 % rounded up\"", "'10 %' 不是单位的百分之几；请写大于 0、不超过 100 的比例和取整办法，如“10 % rounded up”"),
        (lambda: UnitShare.parse(3), "3 is not a share of the units; write a share above 0, up to 100, and how it is rounded, such as \"10 % rounded up\"", "3 不是单位的百分之几；请写大于 0、不超过 100 的比例和取整办法，如“10 % rounded up”"),
        (lambda: Sheet(grades={"优": 90}), "90 is not a value of the kind Range or Leading for a grade; give one Range or Leading", "90 不是Range 或 Leading 类型的值（一个等次）；请给出一个 Range 或 Leading"),
        (lambda: read_grade("first x"), "'first x' is not a grade by place; write for example \"first 3\", \"first 30 % rounded up\" or \"first 3 and >= 90\"", "'first x' 不是按名次的等次；请写如“first 3”“first 30 % rounded up”或“first 3 and >= 90”"),
    ],
)
def test_what_no_grade_by_place_can_be_is_told_whole(call, en, zh):
    """A number of places, a share and a score beside them are each refused by what they say, with what to write."""
    assert (en, zh) == refusal(call)
