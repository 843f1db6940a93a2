"""Sums of batches: they add up by what they are of, a site is in one batch alone, and bad rows are counted together."""

from __future__ import annotations

from importlib import import_module

import pytest

pytest.importorskip("narwhals", reason="the extra frames")

import tristandard as ts
from survey import seen, site
from tristandard.frames.extra import BadFrame, need_tables, needed
from tristandard.frames.partials import Partials

ONE = Partials(
    folded={(0, 1, 30, -1, -1): (2, 50, 40, 60, 5, 1), (0, 0, 0, 0, 0): (1, 0, 0, 0, 0, 0)}, pooled={(0, 0): (3, 0, 0, 0, 0, 0)}, covered={0: 2, 1: 1}, words={0: 0b101, 2: 0b1},
    told=(seen(1),), apart=(site("s1"),), rows=7, bad={"unknown": 2}, problems=(BadFrame(ts.BadValue(1, "a", "b").told),), program="x",
)  # fmt: skip
OTHER = Partials(
    folded={(0, 1, 30, -1, -1): (1, 7, 6, 8, 2, 0)}, pooled={(0, 0): (1, 2, 3, 4, 5, 6), (1, 0): (9, 0, 0, 0, 0, 0)}, covered={1: 4}, words={0: 0b1010, 1: 0b1},
    told=(seen(2, "s2"),), apart=(site("s2"),), rows=3, bad={"unknown": 1, "beyond": 4}, problems=(BadFrame(ts.BadValue(2, "a", "b").told),), program="x",
)  # fmt: skip


def test_every_sum_is_added():
    """Sums add up key by key; sites, rows and what is bad of both are there, those of the first batch first."""
    both = ONE + OTHER

    assert ({(0, 1, 30, -1, -1): (3, 57, 46, 68, 7, 1), (0, 0, 0, 0, 0): (1, 0, 0, 0, 0, 0)}, {(0, 0): (4, 2, 3, 4, 5, 6), (1, 0): (9, 0, 0, 0, 0, 0)}) == (both.folded, both.pooled)
    assert ({0: 2, 1: 5}, {0: 0b1111, 1: 0b1, 2: 0b1}) == (both.covered, both.words)
    assert ((seen(1), seen(2, "s2")), (site("s1"), site("s2")), 10) == (both.told, both.apart, both.rows)
    assert ({"unknown": 3, "beyond": 4}, (*ONE.problems, *OTHER.problems), "x") == (both.bad, both.problems, both.program)
    assert ("<Partials: 10 rows, 7 sites, 7 bad>", "<Partials: 0 rows, 0 sites, 0 bad>") == (repr(both), repr(Partials()))


def test_nothing_adds_nothing():
    """The sums of no batch change nothing, on either side, and take the program of the other."""
    for both in (ONE + Partials(), Partials() + ONE):
        assert all(getattr(both, name) == getattr(ONE, name) for name in ("folded", "pooled", "covered", "words", "told", "apart", "rows", "bad", "problems", "program"))


def test_a_site_is_in_one_batch():
    """Sites that are in both batches are counted, and refused with what to do, in either language."""
    with pytest.raises(BadFrame) as refused:
        ONE + Partials(words={0: 0b111, 2: 0b1})

    assert ("3 sites are in both batches; keep all rows of a site in one", "3 个点位在两批中都有；同一点位的记录请放在一批中") == (str(refused.value), refused.value.text("zh"))


def test_batches_are_of_one_program():
    """Batches of two programs are not added."""
    with pytest.raises(BadFrame, match="the partials are of another compile: its rules, period or sites differ; use one Program for all"):
        ONE + Partials(program="y")


def test_what_is_not_installed_is_named(monkeypatch):
    """Whoever lacks the package is told what to install, in both languages."""
    assert needed() is import_module("narwhals.stable.v2")
    assert need_tables() is None

    def nothing(name):
        raise ImportError(name)

    monkeypatch.setattr("tristandard.frames.extra.import_module", nothing)
    with pytest.raises(BadFrame) as caught:
        needed()
    assert ('narwhals is not installed; install the extra: pip install "tristandard[frames]"', '没有安装 narwhals；请安装附加组件：pip install "tristandard[frames]"') == (str(caught.value), caught.value.text("zh"))
    with pytest.raises(BadFrame, match="pyarrow is not installed; the scores of DuckDB and Spark are a table of PyArrow: pip install pyarrow"):
        need_tables()
