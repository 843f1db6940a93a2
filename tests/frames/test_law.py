"""Law 23: a frame comes to the core's own scores, on every engine, whatever the order of its rows and however they are split."""

from __future__ import annotations

from fractions import Fraction

import pytest

pytest.importorskip("narwhals", reason="the extra frames")
pytest.importorskip("pyarrow", reason="the engines of the tests, from the dependency group dev")
pytest.importorskip("polars", reason="the generator of large frames, from the dependency group dev")

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import tristandard as ts
from benchmarks import large_frames
from frames import engines, framed, rows
from properties import FEW
from tristandard import frames as tsf
from tristandard.testing import strategies as some

Q3 = large_frames.PERIOD


@pytest.fixture(scope="module")
def of():
    """What is asked at each kind of site of the bundled rule set."""
    return large_frames.makings(ts.merge(ts.load_ruleset("changzhou-2022")))


@pytest.fixture(scope="module")
def core(of):
    """The scores of a small shard by the core."""
    return scored(of, large_frames.shard(of, 1500))


def scored(of, shard):
    """Return what the core makes of a shard."""
    plan = ts.plan(of.merged, large_frames.core_sites(of, shard), Q3)
    results = ts.score(ts.share(ts.register(plan, large_frames.reports(of, shard))))
    return rows.of_cards(card for result in results.values() for card in result.cards.values())


def taken(engine, of, shard):
    """Return a shard as frames of an engine: its sites and its reports."""
    return engines.frame(engine, large_frames.sites(of, shard).to_arrow()), engines.frame(engine, large_frames.told(of, shard).to_arrow())


def test_a_frame_comes_to_the_scores_of_the_core(of, core, engine):
    """On each engine, scores, bounds, places and coverage of the bundled rule set are those of the core to the last digit."""
    sites, told = taken(engine, of, large_frames.shard(of, 1500))

    assert core == rows.of_rows(engines.rows(tsf.score(of.merged, sites, told, Q3)))


def test_packed_rows_come_to_the_same(of, core, engine):
    """Rows that were packed once are scored as the rows from which they were made."""
    sites, told = taken(engine, of, large_frames.shard(of, 1500))
    program = tsf.compile(of.merged, sites, Q3)
    scores = tsf.results(program, program.partials(program.encode(told)))

    assert core == rows.of_cards(card for cards in scores.cards.values() for card in cards.values())


def test_batches_add_up(of, core, engine):
    """Rows that come in batches, each site whole in one, are scored batch by batch and added, in any order."""
    shard = large_frames.shard(of, 1500)
    sites, _ = taken(engine, of, shard)
    told = large_frames.told(of, shard)
    batches = [engines.frame(engine, told.filter(told["site"] % 3 == part).to_arrow()) for part in range(3)]
    program = tsf.compile(of.merged, sites, Q3)
    one, two, three = (program.partials(batch) for batch in batches)

    for whole in (one + two + three, three + (one + two)):
        assert core == rows.of_cards(card for cards in tsf.results(program, whole).cards.values() for card in cards.values())


def is_decimal(observation):
    """Return whether the numbers of an observation have at most six decimals."""
    values = observation.outcome.values if isinstance(observation.outcome, ts.Measured) else ()
    return all(10**6 % value.denominator == 0 for _, value in values if isinstance(value, Fraction))


def check(survey, engine, draw):
    """Hold the scores of frames whose rows come in a drawn order, in two batches of drawn sites, some of them alike, against those of the core."""
    fit, apart = framed.plainly(survey)
    fit = [one for one in fit if is_decimal(one)]
    sites = list(survey.plan.sites.values())
    for site in survey.plan.sites.values():  # others that are quite like it, of which the same was seen, or nothing
        for code in [f"{site.code}-{number}" for number in range(draw.draw(st.integers(0, 2)))]:
            sites.append(evolve(site, code=code))
            fit += [evolve(one, site=code, id=f"{code}/{one.indicator}") for one in fit if one.site == site.code and draw.draw(st.booleans())]
    plan = ts.plan(survey.plan.merged, sites, survey.plan.period)
    core = ts.score(ts.share(ts.register(plan, [*fit, *apart]), history=survey.history), givens=survey.givens, carried=survey.carried)
    told = draw.draw(st.permutations(rows.observations(fit, framed.shares_of(plan.rules))))
    first = {site for site in plan.sites if draw.draw(st.booleans())}
    program = tsf.compile(plan.merged, engines.frame(engine, engines.table(rows.sites(plan.sites.values()))), plan.period)
    whole = tsf.Partials()
    for mine in (True, False):
        frame = engines.frame(engine, engines.table([row for row in told if (row["site"] in first) is mine], **rows.KINDS))
        whole += program.partials(frame, told=[one for one in apart if (one.site in first) is mine])
    try:
        scores = tsf.results(program, whole, givens=survey.givens, carried=survey.carried, history=survey.history)
    except tsf.BadFrame as refused:  # what findings lay on them is spread over all their sites
        assert "findings at sites of others name" in str(refused)  # noqa: PT017
        return

    assert framed.of_core(core) == framed.of_frames(scores)


@pytest.mark.parametrize("name", ["polars", "pyarrow", "duckdb"])
@FEW
@given(some.quarters(), st.data())
def test_any_survey_of_any_rules(name, survey, data):
    """Any survey of any rules comes to the core's scores, whatever of the rules must stay in the core."""
    check(survey, name, data)
