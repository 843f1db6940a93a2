"""Why a unit scored what it scored over frames: the core's own words over its rows, with the place of the frames, or a refusal where the two differ."""

from __future__ import annotations

import pytest

pytest.importorskip("narwhals", reason="the extra frames")
pytest.importorskip("pyarrow", reason="the engines of the tests, from the dependency group dev")

import tristandard as ts
from frames.test_pipeline import TOLD, compiled, row, told_of
from tristandard import frames as tsf


@pytest.fixture(scope="module")
def program():
    """The program on PyArrow."""
    return compiled("pyarrow")


@pytest.fixture(scope="module")
def scores(program):
    """The scores of all rows."""
    return tsf.results(program, program.partials(told_of("pyarrow")))


def test_the_place_is_that_of_the_frames(program, scores):
    """With the scores that are explained their place is told; without them only the unit's rows are looked at, so that none is."""
    placed, alone = (str(tsf.explain(program, told_of("pyarrow"), "tianning", "b", scores=given)).splitlines() for given in (scores, None))

    assert "2026Q1 天宁区 · b：99.3 分（精确值 99.333333333…），第 1 名；已测 1/1 项，区间 99.333333333…–99.333333333…" == placed[0]
    assert "2026Q1 天宁区 · b：99.3 分（精确值 99.333333333…），只看这一单位的记录，不看名次；已测 1/1 项，区间 99.333333333…–99.333333333…" == alone[0]
    assert placed[1:] == alone[1:]
    told = tsf.explain(program, told_of("pyarrow"), "tianning", "b")
    assert "its rows alone are looked at, so that no place is told" in told.text("en")


def test_rows_of_others_are_left_alone(program):
    """Rows of sites of others are not read, however wrong they are."""
    told = told_of("pyarrow", [*TOLD, row("r3", "a.street", "litter.spots", "many")])

    assert "99.3 分" in str(tsf.explain(program, told, "tianning", "b"))


def test_two_scores_that_differ_are_refused(program, scores):
    """Scores of other rows are not explained by these: both are told, in either language."""
    less = told_of("pyarrow", [*TOLD[:-5], *TOLD[-4:]])
    with pytest.raises(tsf.BadFrame) as refused:
        tsf.explain(program, less, "wujin", "a", scores=scores)

    core = tsf.results(program, program.partials(less)).cards["a"]["wujin"].exact
    assert f"wujin has 853/11 in a over frames and {core} in the core, of the same rows: please report both" == str(refused.value)
    assert f"wujin 在 a 的得分，数据表算得 853/11，核心库由同样的记录算得 {core}：请把两者报告给我们" == refused.value.text("zh")


def test_a_unit_without_a_score_is_refused(program, scores):
    """A unit that has no score is refused by name, with or without the scores."""
    for given in (scores, None):
        with pytest.raises(tsf.BadFrame) as refused:
            tsf.explain(program, told_of("pyarrow"), "xinbei", "a", scores=given)
        assert ("'xinbei' is not a unit that a scored", "xinbei 不是a 计了分的单位") == (str(refused.value), refused.value.text("zh"))


def test_rows_that_cannot_be_read_are_refused(program):
    """A wrong row of the unit is refused as everywhere."""
    with pytest.raises(ts.Refused, match="the rows cannot be read") as refused:
        tsf.explain(program, told_of("pyarrow", [row("r2", "a.street", "litter.spots", "many")]), "wujin", "a")

    assert "'many' is not an exact number for litter.spots" in str(refused.value.reasons[0])
