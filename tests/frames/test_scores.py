"""What frames score is what the core scores, to the last bit."""

from __future__ import annotations

from importlib import import_module

import pytest
from hypothesis import given

import tristandard as ts
from properties import FEW
from tristandard.codec.starter import starter_ruleset
from tristandard.testing import strategies as some

pytest.importorskip("narwhals", reason="the extra frames")
pd, pl = pytest.importorskip("pandas"), pytest.importorskip("polars")

from frames import framed  # noqa: E402
from tristandard import frames  # noqa: E402

Q3 = {"starter": ts.Quarter(2026, 3), "changzhou-2022": ts.Quarter(2022, 3)}
POLARS, PANDAS = pl.DataFrame, pd.DataFrame


def rules_of(code):
    """Return a rule set that the library has."""
    return starter_ruleset(code) if code == "starter" else ts.load_ruleset(code)


@pytest.mark.parametrize("make", [POLARS, PANDAS])
@pytest.mark.parametrize("code", Q3)
def test_random_quarters_score_as_in_the_core(code, make):
    """Random observations of real rules, with gaps and what does not apply, score over frames as in the core."""
    rules, period = rules_of(code), Q3[code]
    merged, sites, told = framed.drawn(rules, seed=code)
    core, found = framed.both(make, merged, sites, framed.as_observations(told, period.start), period)
    assert core == found
    assert any(exact is not None and exact.denominator > 1 for exact, *_ in core.values())


@FEW
@given(some.quarters())
def test_the_frames_agree_with_the_core(survey):
    """Law 23: whatever the rules, frames score as the core; what they leave to it is scored there and added."""
    rows, told = framed.plainly(survey)
    held = ts.register(survey.plan, [*rows, *told])
    core = ts.score(ts.share(held, history=survey.history), givens=survey.givens, carried=survey.carried)
    try:
        found = framed.scored(framed.texts, survey, rows, told)
    except frames.BadFrame as refused:
        assert "findings at sites of others name" in str(refused)  # noqa: PT017 - what findings lay on them is spread over all their sites
        assert any(finding.unit for one in told for finding in one.outcome.findings)
    else:
        assert framed.of_core(core) == framed.of_frames(found)


def test_a_frame_of_scores():
    """The scores are a frame of the caller's engine, exact numbers as text."""
    rules, period = rules_of("starter"), Q3["starter"]
    merged, sites, told = framed.drawn(rules, seed=1)
    rows = pl.DataFrame(framed.observation_rows(framed.as_observations(told, period.start), rules))
    found = frames.score(merged, pl.DataFrame(framed.sites_rows(sites)), rows, period)
    assert found.columns == ["assessment", "unit", "numerator", "denominator", "published", "low", "high", "measured", "unmeasured", "coverage", "place"]
    assert found.schema["numerator"] == pl.String
    assert found.schema["place"] == pl.Int64
    assert len(found) == 2


def test_duckdb_without_pyarrow_says_so_before_it_scores(monkeypatch):
    """Scores of DuckDB are a table of PyArrow: who has not installed it is told what to install before anything is scored, in both languages."""
    duckdb = pytest.importorskip("duckdb")
    held = duckdb.connect()
    sites = held.sql("select 's1' as code, 'city' as area, 'built_up' as zone, 'road' as site_type, 'east' as units")
    rows = held.sql("select 's1' as site, 'nobody.asks' as indicator, '1' as value")  # would be refused, if it were scored

    def nothing(name):
        raise ImportError(name)

    monkeypatch.setattr("tristandard.frames.extra.import_module", lambda name: nothing(name) if name == "pyarrow" else import_module(name))
    with pytest.raises(frames.BadFrame, match="pip install pyarrow") as caught:
        frames.score(ts.merge(rules_of("starter")), sites, rows, Q3["starter"])

    assert "pip install pyarrow" in caught.value.text("zh")
