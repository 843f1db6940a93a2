"""Frames as people have them: categories, numbers of every type, whole-number codes, columns that nobody asked for, times with a zone."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

pytest.importorskip("narwhals", reason="the extra frames")
pytest.importorskip("pyarrow", reason="the engines of the tests, from the dependency group dev")

import pyarrow as pa

import tristandard as ts
from frames import engines
from tristandard import frames as tsf

CITY = Path(__file__).parents[2] / "docs" / "cities" / "shili"
Q1 = ts.Quarter(2026, 1)
SITES = {"code": [1, 2], "area": ["east", "west"], "zone": ["built_up"] * 2, "site_type": ["road"] * 2, "units": ["east", "west"]}
ROWS = {"site": [1, 1, 2, 2], "indicator": ["urban.road.litter", "urban.road.lamps"] * 2, "value": ["3", "97.5", "0", "100"]}
#: Three spots at 2 points and two begun steps at 1, or at 1 and at 0.5.
SCORES = [("civilized", "east", "92"), ("civilized", "west", "100"), ("urban", "east", "96"), ("urban", "west", "100")]


@pytest.fixture(scope="module")
def merged():
    """The merged rules of a made-up city."""
    rules = ts.load_ruleset(CITY)
    return ts.merge(rules.extended(units=ts.load_units(CITY / "units.csv")))


def categories(cells):
    """Return texts as categories."""
    return pa.array(cells).dictionary_encode()


NUMBERS = {
    "text": pa.array(ROWS["value"]),
    "text with blanks around it": pa.array([f" {value} " for value in ROWS["value"]]),
    "floats": pa.array([float(value) for value in ROWS["value"]]),
    "small floats": pa.array([float(value) for value in ROWS["value"]], pa.float32()),
    "decimals": pa.array([Decimal(value) for value in ROWS["value"]], pa.decimal128(12, 3)),
    "categories": categories(ROWS["value"]),
}


def scored(merged, engine, sites, told):
    """Return units with their scores."""
    found = engines.rows(tsf.score(merged, engines.frame(engine, sites), engines.frame(engine, told), Q1))
    return sorted((row["assessment"], row["unit"], row["numerator"]) for row in found if row["denominator"] == "1")


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_of_every_type(merged, engine, name):
    """A value is the same number whatever type its column has."""
    assert SCORES == scored(merged, engine, pa.table(SITES), pa.table({**ROWS, "value": NUMBERS[name]}))


def test_categories_columns_more_and_times_with_a_zone(merged, engine):
    """Codes may be categories, columns that nobody asked for are left alone, and a time counts as its day."""
    sites = pa.table({**{name: cells if name == "code" else categories(cells) for name, cells in SITES.items()}, "note": ["a", None]})
    made = pa.array([datetime(2026, 2, 3, 23, 59, tzinfo=UTC)] * 4, pa.timestamp("us", tz="UTC"))
    told = pa.table({**ROWS, "indicator": categories(ROWS["indicator"]), "made": made, "inspector": ["x", None, "y", "z"]})

    assert SCORES == scored(merged, engine, sites, told)
