"""The frames that the benchmark makes up, and the script by hand that it is held against."""

from __future__ import annotations

import pytest

pytest.importorskip("polars", reason="the generator of large frames, from the dependency group dev")
pytest.importorskip("numpy", reason="the generator of large frames, from the dependency group dev")

import tristandard as ts
from benchmarks import by_hand, large_frames


@pytest.fixture(scope="module")
def of():
    """What is asked at each kind of site of the bundled rule set."""
    return large_frames.makings(ts.merge(ts.load_ruleset("changzhou-2022")))


def test_a_shard_is_made_the_same_each_time(of):
    """A shard is the same each time that it is made, has about the rows that are asked for, and no site of another."""
    first, again, other = (large_frames.shard(of, 5000, number) for number in (3, 3, 4))

    assert large_frames.told(of, first).equals(large_frames.told(of, again))
    assert abs(large_frames.told(of, first).height - 5000) < 300
    assert set() == set(large_frames.sites(of, first)["code"]) & set(large_frames.sites(of, other)["code"])


def test_a_shard_has_what_comes_in_a_quarter(of):
    """It has every kind of answer: numbers, decimals, rungs, forms, what is not there, what nobody looked at, what comes twice; and shared sites."""
    shard = large_frames.shard(of, 20_000)
    told, sites = large_frames.told(of, shard), large_frames.sites(of, shard)
    values = set(told["value"].drop_nulls())

    assert {"0.00", "97.50", "A"} <= {"97.50" if value.startswith("9") and not value.endswith(".00") else value for value in values}
    assert any(value.startswith("{") for value in values)
    assert set(large_frames.OUTCOMES) == set(told["outcome"])
    assert told.unique().height < told.height
    assert 0 < sites["units"].str.contains("0.8; ").sum() < sites.height / 10


def test_the_script_by_hand_gives_what_the_core_gives(of):
    """Score, bounds and coverage of the script by hand are those of the core, unit by unit and to the last digit."""
    shard = large_frames.shard(of, 6000, 1)
    plan = ts.plan(of.merged, large_frames.core_sites(of, shard), large_frames.PERIOD)
    results = ts.score(ts.share(ts.register(plan, large_frames.reports(of, shard))))
    cards = {(result.assessment.code, unit): card for result in results.values() for unit, card in result.cards.items()}

    assert {key: (card.exact, *card.interval, card.part.measured, card.part.unmeasured) for key, card in cards.items()} == by_hand.scores(
        by_hand.tables(of), large_frames.packed(of, shard), large_frames.sites(of, shard)
    )
