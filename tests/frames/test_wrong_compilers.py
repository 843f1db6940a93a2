"""A compiler that goes wrong does not come to the core's scores: the law that the frames are held to would catch it."""

from __future__ import annotations

import pytest

pytest.importorskip("narwhals", reason="the extra frames")
pytest.importorskip("pyarrow", reason="the engines of the tests, from the dependency group dev")
pytest.importorskip("polars", reason="the generator of large frames, from the dependency group dev")

import tristandard as ts
from benchmarks import large_frames
from frames import rows
from frames.test_law import scored
from tristandard import frames as tsf
from tristandard.frames.batch import Batch
from tristandard.frames.prices import HIGH


@pytest.fixture(scope="module")
def of():
    """What is asked at each kind of site of the bundled rule set."""
    return large_frames.makings(ts.merge(ts.load_ruleset("changzhou-2022")))


@pytest.fixture(scope="module")
def survey(of):
    """A shard that costs much: its sites and reports, and the core's scores."""
    shard = large_frames.shard(of, 3000, 5)
    return large_frames.sites(of, shard), large_frames.told(of, shard), scored(of, shard)


def a_bar_off_by_one(columns):
    """Accept what lies one part beyond the bar."""
    columns["bar"]["hi"] = [one if abs(one) >= HIGH else one + 1 for one in columns["bar"]["hi"]]


def a_cap_left_out(columns):
    """Let every line take whatever it comes to."""
    for table in ("price", "point"):
        columns[table]["cap"] = [HIGH] * len(columns[table]["cap"])


def a_mark_left_out(columns):
    """Let every item take whatever its lines come to."""
    columns["item"]["mark"] = [HIGH // 2**12] * len(columns["item"]["mark"])


def a_share_dropped(columns):
    """Let every unit bear the whole of a site."""
    columns["post"]["above"] = list(columns["post"]["below"])


def a_step_rounded_down(columns):
    """Count steps that were begun as if they had not been."""
    columns["price"]["add"] = [0] * len(columns["price"]["add"])
    columns["price"]["least"] = [0] * len(columns["price"]["least"])


def a_gap_forgotten(columns):
    """Let what was not measured leave nothing open."""
    columns["line"]["open"] = [0] * len(columns["line"]["open"])


def a_worth_forgotten(columns):
    """Let what was not measured weigh nothing."""
    columns["line"]["worth"] = [0] * len(columns["line"]["worth"])


TABLES = [a_bar_off_by_one, a_cap_left_out, a_mark_left_out, a_share_dropped, a_step_rounded_down, a_gap_forgotten, a_worth_forgotten]


def by_frames(of, sites, told, spoil=None):
    """Return the scores by frames, whose tables may be spoiled."""
    program = tsf.compile(of.merged, sites, large_frames.PERIOD)
    if spoil:
        spoil(program.written.columns)
        del program.on_engine  # made of them when the program was
    scores = tsf.results(program, program.partials(told))
    return rows.of_cards(card for cards in scores.cards.values() for card in cards.values())


def test_the_right_one_does(of, survey):
    """The compiler as it is comes to the core's scores of this survey."""
    sites, told, core = survey

    assert core == by_frames(of, sites, told)


@pytest.mark.parametrize("spoil", TABLES, ids=lambda spoil: spoil.__name__)
def test_wrong_tables_are_caught(of, survey, spoil):
    """A bar off by one, a cap, a mark or a share left out, a step or a gap forgotten: each moves a score."""
    sites, told, core = survey

    assert core != by_frames(of, sites, told, spoil)


def test_a_duplicate_counted_is_caught(of, survey, monkeypatch):
    """What comes twice and is counted twice moves a score."""
    sites, told, core = survey

    def every(batch):
        c = batch.nw.col
        every = batch.placed.with_columns(odd=batch.nw.lit(False), told=batch.nw.lit(1), least_who=c("who"))
        return batch.engine.keep(every.with_columns(number=c("key") // batch.wide, qm=c("key") % batch.wide))

    monkeypatch.setattr(Batch, "once", property(every))

    assert core != by_frames(of, sites, told)
