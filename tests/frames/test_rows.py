"""What rows may say, and what is told of those that cannot be scored: the core's own messages."""

from __future__ import annotations

from datetime import date
from functools import cache
from weakref import ref

import pytest
from attrs import evolve

import tristandard as ts
from tristandard.codec.starter import starter_ruleset
from tristandard.rules import Policy
from tristandard.rules.policy import Settlement

pytest.importorskip("narwhals", reason="the extra frames")
pl = pytest.importorskip("polars")

from frames import framed  # noqa: E402
from tristandard import frames  # noqa: E402

Q3, RULES = ts.Quarter(2026, 3), starter_ruleset("starter")
MERGED, SITES, TOLD = framed.drawn(RULES, seed=2, gaps=0.2)
OBSERVATIONS = framed.as_observations(TOLD, Q3.start)
#: One report of one number, of a site where that is asked.
ONE = next(one for one in OBSERVATIONS if isinstance(one.outcome, ts.Measured) and len(one.outcome.values) == 1 and not isinstance(one.outcome.values[0][1], (str, frozenset)))


@cache
def compiled():
    """Return the program of these sites, made in the process that needs it: the threads of Polars outlive no fork."""
    return frames.compile(MERGED, pl.DataFrame(framed.sites_rows(SITES)), Q3)


def frame(observations, *, reports=True):
    """Return observations as a frame of Polars."""
    columns = framed.observation_rows(observations, RULES, reports=reports)
    return pl.DataFrame(columns, schema_overrides={name: pl.String for name in columns if name != "revision"})


def reasons(refused):
    """Return what was said of each bad row."""
    return [str(one) for one in refused.value.exceptions]


def again(**other):
    """Return the one report otherwise."""
    return evolve(ONE, **other)


def measured(value):
    """Return another outcome of the one report."""
    return ts.Measured({ONE.outcome.values[0][0]: value})


@pytest.mark.parametrize(
    ("bad", "kind"),
    [
        (again(site="nowhere"), "unknown"),
        (again(indicator="civilized.nothing"), "unknown"),
        (again(outcome=measured(-1)), "beyond"),
        (again(source="another", outcome=measured(77)), "contradictory"),
        (again(id="other"), "repeated"),
        (again(id="late", made=date(2027, 1, 1)), "unknown"),
    ],
)
def test_bad_rows_are_counted_and_told_as_the_core_tells_them(bad, kind):
    """A bad row is counted by what is wrong with it, and its scores are refused in the words of the core."""
    rows = [*(one for one in OBSERVATIONS if one is not ONE or kind in ("contradictory", "repeated")), bad]
    partials = compiled().partials(frame(rows))
    assert kind in partials.bad

    with pytest.raises(ts.Refused) as over_frames:
        frames.results(compiled(), partials)
    with pytest.raises(ts.Refused) as in_core:
        ts.register(ts.plan(MERGED, SITES, Q3), rows)
    assert set(reasons(in_core)) <= set(reasons(over_frames))


def test_the_same_again_changes_nothing():
    """Rows that are told twice count once; the highest revision of a report stands."""
    older = again(revision=1, outcome=measured(99))
    rows = [*(one for one in OBSERVATIONS if one is not ONE), older, again(revision=2), again(revision=2)]
    found = frames.results(compiled(), compiled().partials(frame(rows)))
    assert framed.of_frames(found) == framed.of_frames(frames.results(compiled(), compiled().partials(frame(OBSERVATIONS))))


@pytest.mark.parametrize("settlement", [Settlement.WORST, Settlement.FIRST])
def test_what_the_policy_settles_is_settled_by_the_core(settlement):
    """Sites of which reports differ come home where the policy settles them, and score as in the core."""
    merged = ts.merge(evolve(RULES, policy=Policy(settlement=settlement)))
    rows = [*OBSERVATIONS, again(source="another", made=Q3.end, outcome=measured(77))]
    core = ts.score(ts.share(ts.register(ts.plan(merged, SITES, Q3), rows)))
    program = frames.compile(merged, pl.DataFrame(framed.sites_rows(SITES)), Q3)
    partials = program.partials(frame(rows))
    assert [site.code for site in partials.apart] == [ONE.site]
    assert framed.of_core(core) == framed.of_frames(frames.results(program, partials))


def test_batches_add_up():
    """Partials of some sites and of the others add up to those of all; a site in two batches is refused."""
    some = {site.code for site in SITES[::2]}
    one, other = ([one for one in OBSERVATIONS if (one.site in some) is here] for here in (True, False))
    parts = [compiled().partials(frame(rows)) for rows in (one, other)]
    found = frames.results(compiled(), sum(parts, frames.Partials()))
    assert framed.of_frames(found) == framed.of_frames(frames.results(compiled(), compiled().partials(frame(OBSERVATIONS))))
    with pytest.raises(frames.BadFrame, match="sites are in both"):
        parts[0] + compiled().partials(frame(OBSERVATIONS))


def test_a_score_is_explained_from_its_rows():
    """The rows of a unit come home, score the very same in the core, and are explained as there."""
    core = ts.score(ts.share(ts.register(ts.plan(MERGED, SITES, Q3), OBSERVATIONS)))
    scores = frames.results(compiled(), compiled().partials(frame(OBSERVATIONS)))
    for book, cards in core.items():
        for unit, card in cards.items():
            told = frames.explain(compiled(), frame(OBSERVATIONS), unit, book, scores=scores)
            assert str(told) == str(ts.explain(card))


def test_what_would_not_fit_64_bits_is_refused_before_anything_is_run():
    """Points with a denominator of twenty digits are refused with the bound when they are compiled."""
    book = RULES.assessments[0]
    odd = [evolve(item, full=item.full + ts.exact("1/30000000000000000007")) for item in book.items]
    merged = ts.merge(evolve(RULES, assessments=[evolve(book, items=odd), *RULES.assessments[1:]]))
    with pytest.raises(frames.BadFrame, match="would not fit 64 bits"):
        frames.compile(merged, pl.DataFrame(framed.sites_rows(SITES)), Q3)


def test_what_is_no_frame_is_refused():
    """What is no frame, lacks a column, names a site twice, or is of another engine is refused by name."""
    sites = pl.DataFrame(framed.sites_rows(SITES))
    for bad, why in ((SITES, "are no frame"), (sites.drop("zone"), "lack the columns zone"), (pl.concat([sites, sites]), "write each site once")):
        with pytest.raises(frames.BadFrame, match=why):
            frames.compile(MERGED, bad, Q3)
    with pytest.raises(frames.BadFrame, match="use one engine"):
        compiled().partials(frame(OBSERVATIONS).to_pandas())
    with pytest.raises(frames.BadFrame, match="whole numbers"):
        compiled().partials(pl.DataFrame({"site": [1], "indicator": ["x"], "value": [1]}))


def test_a_program_lets_go_of_the_frame_of_sites():
    """A program keeps what it needs of the sites, not the frame: whoever drops it has its memory back."""
    sites = pl.DataFrame(framed.sites_rows(SITES))
    gone = ref(sites)
    program = frames.compile(MERGED, sites, Q3)
    del sites

    assert gone() is None
    assert framed.of_frames(frames.results(program, program.partials(frame(OBSERVATIONS)))) == framed.of_frames(frames.results(compiled(), compiled().partials(frame(OBSERVATIONS))))


def test_partials_of_another_program_are_refused():
    """What was added up over other sites, or under other rules, is neither added nor scored."""
    other = frames.compile(MERGED, pl.DataFrame(framed.sites_rows(SITES[:-1])), Q3)
    there = frame([one for one in OBSERVATIONS if one.site != SITES[-1].code])
    mine, theirs = compiled().partials(there), other.partials(there)
    for refused in (lambda: mine + theirs, lambda: frames.results(compiled(), theirs)):
        with pytest.raises(frames.BadFrame, match="of another compile"):
            refused()
