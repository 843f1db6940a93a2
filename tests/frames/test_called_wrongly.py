"""What a developer plausibly hands to frames by mistake is refused, and says what to give."""

from __future__ import annotations

import pytest

pytest.importorskip("narwhals", reason="the extra frames")
pytest.importorskip("polars", reason="the engines of the tests, from the dependency group dev")
pytest.importorskip("pandas", reason="the engines of the tests, from the dependency group dev")

import pandas as pd
import polars as pl

import tristandard as ts
from frames.test_cells import CITY, Q1, SITES
from tristandard import frames as tsf

ROWS = {"site": ["r1"], "indicator": ["urban.road.lamps"], "measure": ["lamps.lit"], "value": ["97 %"]}


@pytest.fixture(scope="module")
def merged():
    """The merged rules of a made-up city."""
    rules = ts.load_ruleset(CITY)
    return ts.merge(rules.extended(units=ts.load_units(CITY / "units.csv")))


@pytest.fixture(scope="module")
def program(merged):
    """The rules compiled over two sites."""
    return tsf.compile(merged, pl.DataFrame(SITES), Q1)


def rows(**other):
    """Return one row of observations, of which some columns are otherwise."""
    return pl.DataFrame({**ROWS, **other})


SITES_BY_MISTAKE = {
    "units in records": (lambda: pl.DataFrame({**SITES, "units": [{"east": 1}, {"east": 2}]}), "the column units of the sites is Struct({'east': Int64}); make it texts, written as in the cells of the tables in CSV"),
    "a column twice": (lambda: pd.DataFrame([["r1", "east", "built_up", "road", "east", "r1"]], columns=[*SITES, "code"]), "the sites have two columns of one name; give each its own (Expected unique column names, got: - 'code' 2 times)"),
    "codes of two kinds": (lambda: pd.DataFrame({**SITES, "code": ["r1", 3]}), "the column code of the sites is Object; make it texts or whole numbers, one code in each row"),
}


@pytest.mark.parametrize(("sites", "message"), SITES_BY_MISTAKE.values(), ids=SITES_BY_MISTAKE)
def test_sites_in_columns_that_hold_no_cells(merged, sites, message):
    """A column of records, one that stands twice, and codes of two kinds are named, with what they are and what to give."""
    with pytest.raises(tsf.BadFrame) as caught:
        tsf.compile(merged, sites(), Q1)

    assert message == str(caught.value)


@pytest.mark.parametrize(
    ("name", "cells", "message"),
    [
        ("site", [None], "the column site of the observations is Unknown; make it texts or whole numbers, one code in each row"),
        ("site", [b"r1"], "the column site of the observations is Binary; make it texts or whole numbers, one code in each row"),
        ("site", [1.5], "the column site of the observations is Float64; make it texts or whole numbers, one code in each row"),
        ("measure", [["lamps.lit"]], "the column measure of the observations is List(String); make it texts, written as in the cells of the tables in CSV"),
        ("made", [["2026-01-02"]], "the column made of the observations is List(String); make it texts, written as in the cells of the tables in CSV"),
        ("value", pl.Series([object()], dtype=pl.Object), "the column value of the observations is Object; make it texts, written as in the cells of the tables in CSV"),
    ],
)
def test_observations_in_columns_that_hold_no_cells(program, name, cells, message):
    """A column that holds no codes, or no cells, is named, with what it is and what to give."""
    with pytest.raises(tsf.BadFrame) as caught:
        program.partials(rows(**{name: cells}))

    assert message == str(caught.value)


def test_columns_that_nobody_reads_hold_what_they_like(program):
    """A column beside those that are read may hold anything."""
    plain, beside = program.partials(rows()), program.partials(rows(tags=[["a", "b"]]))

    assert (plain.pooled, plain.folded, plain.bad) == (beside.pooled, beside.folded, beside.bad)


def test_sites_of_categories_are_texts(merged):
    """Codes in categories are codes."""
    assert tsf.compile(merged, pl.DataFrame(SITES, schema_overrides={"code": pl.Categorical}), Q1).counts == tsf.compile(merged, pl.DataFrame(SITES), Q1).counts


ARGUMENTS = {
    "decimals below 0": (lambda program: tsf.compile(program.merged, pl.DataFrame(SITES), Q1, decimals=-1), "-1 is not a number of decimals for `decimals`; give a whole number from 0"),
    "decimals as text": (lambda program: tsf.compile(program.merged, pl.DataFrame(SITES), Q1, decimals="4"), "'4' is not a number of decimals for `decimals`; give a whole number from 0"),
    "told is nothing": (lambda program: tsf.score(program.merged, pl.DataFrame(SITES), rows(), Q1, told=None), "None is not a list of values of the kind Observation; put it in a list"),
    "told is a text": (lambda program: program.partials(rows(), told="x"), "'x' is not a list of values of the kind Observation; put it in a list"),
    "told is a frame": (lambda program: program.partials(rows(), told=rows()), "not all are of the kind Observation"),
    "rules for a program": (lambda program: tsf.explain(program.merged, rows(), "east", "urban"), "is not a value of the kind Program; give compile(merged, sites, period)"),
    "units for a unit": (lambda program: tsf.explain(program, rows(), ["east"], "urban"), "is not a value of the kind str for `unit`; give one str"),
    "told to explain": (lambda program: tsf.explain(program, rows(), "east", "urban", told=None), "None is not a list of values of the kind Observation; put it in a list"),
    "no partials": (lambda program: tsf.results(program, None), "None is not a value of the kind Partials; give program.partials(observations)"),
    "no program": (lambda _: tsf.results(None, tsf.Partials()), "None is not a value of the kind Program; give compile(merged, sites, period)"),
}


@pytest.mark.parametrize(("call", "message"), ARGUMENTS.values(), ids=ARGUMENTS)
def test_arguments_of_another_kind(program, call, message):
    """Each says what was given, what was expected, and what to give."""
    with pytest.raises(ts.TristandardError) as caught:
        call(program)

    assert message in str(caught.value)
