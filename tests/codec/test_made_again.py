"""A plan, a ledger or results made again from the inputs that stand in a file, or every mistake of these."""

from pathlib import Path

import pytest
from attrs import evolve

from survey import LITTER, MEAN, city, scored, seen, site
from tristandard.basics.errors import TristandardError
from tristandard.codec.follows import content
from tristandard.codec.made_again import from_inputs, ledger_in, plan_in, results_in
from tristandard.merging.merged import merge
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

NIGHT = Model({"total": Blend(weights={"night": 40, "own": 60}), "own": Mean(over="site", of="sheet"), "sheet": Sheet(), "night": Given(by="x")})
RULES = city(models={"a": NIGHT, "b": MEAN})
MERGED = merge(RULES)
SITES = (site("s1"), site("s2", {"wujin": "1/3", "tianning": "2/3"}))
FIRST = scored(seen(3, visit="v"), rules=RULES, sites=SITES, givens={("a", "night", "wujin"): "1/3", ("a", "night", "tianning"): None}, only=[LITTER])
RESULTS = evolve(FIRST, edition=2, supersedes="0" * 64, reason="更正", library_version="0.0.1")
PATH = Path("f.json")
WROTE = "load a file that this library wrote"


def table(thing=RESULTS, **changes):
    """Return what a file holds, with changes; None takes a key out."""
    found = {**content(thing), **changes}
    return {key: value for key, value in found.items() if value is not None or key == "only"}


def told(make, **changes):
    """Return what is told of a file with changes."""
    with pytest.raises(TristandardError) as caught:
        make(PATH, table(**changes), MERGED)
    return [str(one) for one in caught.value.reasons]


def test_each_kind_is_made_of_its_inputs():
    """Whatever else stands in the file."""
    plan, ledger = RESULTS.ledger.plan, RESULTS.ledger
    made = from_inputs(PATH, {**table(), "results": 3, "postings": 3}, MERGED)

    assert (plan, ledger, RESULTS) == (from_inputs(PATH, table(plan), MERGED), from_inputs(PATH, table(ledger), MERGED), made)
    assert (dict(RESULTS.identity), 2, "0" * 64, "更正", "0.0.1") == (dict(made.identity), made.edition, made.supersedes, made.reason, made.library_version)
    assert (RESULTS.givens, RESULTS.only) == (made.givens, made.only)


def test_visits_that_were_closed():
    """They close the register again."""
    held = register(RESULTS.ledger.plan, [seen(3, visit="v")], closing=[("team", "v")])

    assert share(held) == ledger_in(PATH, table(share(held)), MERGED)
    assert held.closed == ledger_in(PATH, table(share(held)), MERGED).register.closed


EXACT = 'is not an exact number; write a plain decimal such as "0.5", or a fraction such as "5/3"'


@pytest.mark.parametrize(
    ("make", "changes", "messages"),
    [
        *((plan_in, {key: None}, [f"f.json: '{key}' is not there; {WROTE}"]) for key in ("sites", "period")),
        *((ledger_in, {key: None}, [f"f.json: '{key}' is not there; {WROTE}"]) for key in ("observations", "closed", "history")),
        *((results_in, {key: None}, [f"f.json: '{key}' is not there; {WROTE}"]) for key in ("identity", "givens", "carried")),
        *((make, {key: 3}, [f"f.json, {key}: 3 is not {kind}; {WROTE}"]) for make, key, kind in (
            (plan_in, "sites", "a list"), (plan_in, "period", "text"), (ledger_in, "observations", "a list"), (ledger_in, "closed", "a list"), (ledger_in, "history", "a table"),
            (results_in, "identity", "a table"), (results_in, "givens", "a list"), (results_in, "carried", "a table"),
        )),
        (plan_in, {"sites": [{"code": "s1"}]}, ["f.json, sites, entry 1: 'area' is not there; add it", "f.json, sites, entry 1: 'site_type' is not there; add it", "f.json, sites, entry 1: 'zone' is not there; add it"]),
        (ledger_in, {"observations": [3]}, ["f.json, observations, entry 1: 3 is not a table; write { key = value, … }"]),
        (ledger_in, {"closed": [["team"]]}, ["f.json, closed, entry 1: ['team'] is not a list of 2; give 2 values, no more and no fewer"]),
        (ledger_in, {"history": {"s1": {LITTER: ["x"]}}}, ["f.json, history.s1.'a.litter+b.litter', entry 1: 'x' is not a whole number; write digits only, without quotes"]),
        (results_in, {"givens": [["a", "night", "wujin", "x"]]}, [f"f.json, givens, entry 1: 'x' {EXACT}"]),
        (results_in, {"givens": [["a", "night", "wujin"]]}, ["f.json, givens, entry 1: ['a', 'night', 'wujin'] is not a list of 4; give 4 values, no more and no fewer"]),
        (results_in, {"carried": {"a": 3}}, ["f.json, carried.a: 3 is not a list; write [ value, … ]"]),
        (results_in, {"only": 3}, ["f.json, only: 3 is not a list; write [ value, … ]"]),
        (results_in, {"only": [3]}, ["f.json, only, entry 1: 3 is not text; write it in quotes"]),
        (results_in, {"identity": {**RESULTS.identity, "reason": 3}}, ["f.json, identity.reason: 3 is not text; write it in quotes"]),
        (results_in, {"identity": {**RESULTS.identity, "library_version": 3}}, ["f.json, identity.library_version: 3 is not text; write it in quotes"]),
    ],
)  # fmt: skip
def test_each_mistake_of_the_inputs(make, changes, messages):
    """It is told with its key, what stands there, and what to do."""
    assert messages == told(make, **changes)


def test_what_cannot_be_planned_registered_or_scored():
    """What each step refuses stands under what it was made of."""
    sites = [*table()["sites"], table()["sites"][0]]
    strange = [{**table()["observations"][0], "site": "s9"}]
    givens = [["c", "night", "wujin", "3"]]

    assert [True] * 3 == [all(one.startswith(start) for one in found) and bool(found) for found, start in ((told(plan_in, sites=sites), "f.json, sites"), (told(ledger_in, observations=strange), "f.json, observations"), (told(results_in, givens=givens), "f.json, givens"))]


@pytest.mark.parametrize("identity", [{"edition": "1"}, {"supersedes": ""}, {"reason": ""}])
def test_an_edition_that_corrects_nothing(identity):
    """The first edition takes the place of none, and every other that of one, for a reason."""
    (message,) = told(results_in, identity={**RESULTS.identity, **identity})

    assert message.startswith("f.json, identity")
