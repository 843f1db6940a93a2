"""Law 14: what is written reads back equal, and writes again the same bytes."""

import csv
import io
import tempfile
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from properties import FEW, MANY, SOME
from tristandard.basics.errors import Refused
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.basics.outcome import Measured, Observation
from tristandard.basics.period import Period
from tristandard.basics.points import exact, plain, readable
from tristandard.codec import cells, observed, text
from tristandard.codec.csv_table import csv_text, escaped, read_csv, unescaped
from tristandard.codec.folder import load_ruleset, write_ruleset
from tristandard.codec.output import write_all
from tristandard.codec.survey import (
    load_areas,
    load_observations,
    load_sites,
    load_units,
    write_areas,
    write_observations,
    write_sites,
    write_units,
)
from tristandard.rules.paths import by_axis, paths
from tristandard.rules.scope import SITE_AXES, UNIT_AXES
from tristandard.testing import laws
from tristandard.testing import strategies as some
from tristandard.testing.strategies.values_near import fits

PATHS = paths(by_axis(some.AREAS, some.ZONES, some.SITE_TYPES, some.KINDS, some.UNITS))

#: What a cell can hold: text without blanks around it, formulas, quotes and line breaks among it.
CELLS = st.text("=+-@'\"甲a,; \n\t", max_size=5).filter(lambda text: text == text.strip())


VOCABULARY = some.rule_sets().map(lambda rules: evolve(rules, crosswalks=[], rulings=[]))


def broken(value, write, read):
    """Return the laws of writing that do not hold."""
    return [law.name for law in laws.ROUND_TRIP if not law.holds(value, write, read)]


def files_of(write):
    """Return a function that gives what is written of a value, file by file."""

    def written(value):
        with tempfile.TemporaryDirectory() as folder:
            write(value, Path(folder))
            return {path.name: path.read_bytes() for path in Path(folder).iterdir()}

    return written


def read_from(read):
    """Return a function that reads a value from what was written, file by file."""

    def loaded(files):
        with tempfile.TemporaryDirectory() as folder:
            for name, content in files.items():
                (Path(folder) / name).write_bytes(content)
            return read(Path(folder))

    return loaded


def table(write, read, name, *extra):
    """Return how a table is written to one file, and read."""
    return files_of(lambda things, folder: write(things, folder / name)), read_from(lambda folder: read(folder / name, *extra))


@SOME
@given(some.measures(), st.data())
def test_standards_as_text(measure, data):
    """A standard reads back equal from its text, whatever its measures are."""
    known = (*some.MEASURES, measure)
    standard = data.draw(some.standards(measures=known).filter(lambda standard: standard.asks))

    assert not broken(standard, str, lambda written: text.read_standard(written, {measure.code: measure for measure in known}))


@SOME
@given(some.scopes(min_size=0), some.subjects(min_size=0))
def test_scopes_as_text(scope, subjects):
    """Scopes and subjects read back equal from their text, nowhere among them."""
    found = [broken(scope, str, lambda written: text.read_scope(written, SITE_AXES, PATHS)), broken(subjects, str, lambda written: text.read_scope(written, UNIT_AXES, PATHS))]

    assert [[], []] == found


@SOME
@given(some.measures(), st.fractions(max_denominator=1000), some.periods())
def test_numbers_units_and_periods_as_text(measure, number, period):
    """Numbers, numbers with their unit or as rates, units and periods read back equal from their text."""
    unit = measure.unit
    found = [
        broken(number, plain, exact),
        broken(number, unit.show, lambda written: cells.read_amount(written, unit)),
        broken(unit, str, MeasureUnit.parse),
        broken(period, str, Period.parse),
    ]

    assert [[]] * 4 == found


#: Numbers up to the most digits that are taken, on either side of the point, or above and below the bar.
_MOST = 10**40
LIMITS = st.builds(Fraction, st.integers(0, _MOST**2), st.sampled_from([_MOST, 2**40, 2**41, 5**40, _MOST - 1, 3**60, 1])).filter(readable)


@MANY
@given(LIMITS, LIMITS.filter(bool), st.sampled_from(["", "m", "km", "h"]), st.booleans())
def test_numbers_at_the_limit_as_text(number, amount, per, less):
    """Whatever number is taken, its text is, bare or with any unit or rate, be the rate itself of as many digits."""
    value, unit = -number if less else number, MeasureUnit("处", amount if per else Fraction(1), per)

    assert [[]] * 3 == [broken(value, plain, exact), broken(value, unit.show, lambda written: cells.read_amount(written, unit)), broken(unit, str, MeasureUnit.parse)]


@FEW
@given(VOCABULARY, st.data(), st.sampled_from([".csv", ".json"]))
def test_files_at_the_limit(rules, data, ending):
    """Sites whose shares, and reports whose values and revisions, have as many digits as are taken at all, read back equal from tables and from JSON."""
    units = sorted(unit.code for unit in rules.units)[:2]
    first = data.draw(LIMITS.filter(lambda share: 0 < share < 1 and readable(1 - share)) | st.just(Fraction(1, _MOST - 1)))
    place = evolve(data.draw(some.sites()), units=dict(zip(units, (first, 1 - first), strict=True)))
    numbers = [one for one in rules.indicators.values() if all(not ask.measure.rungs and not ask.measure.forms for ask in one.standard.asks)]
    told = []
    for number, one in enumerate(numbers):
        within = {ask.measure: LIMITS.filter(lambda value, measure=ask.measure: fits(measure, value)) | st.just(ask.measure.low or Fraction(0)) for ask in one.standard.asks}
        values = {measure.code: data.draw(values) for measure, values in within.items()}
        told.append(Observation(source="app", id=f"{number:02}", revision=data.draw(st.sampled_from([1, 10**18 - 1])), site="s1", indicator=one.code, made=date(2022, 4, 1), outcome=Measured(values)))

    assert not broken((place,), *table(write_sites, load_sites, f"sites{ending}", rules))
    assert not told or not broken(tuple(told), *table(lambda things, path: write_observations(things, path, rules), load_observations, f"observations{ending}", rules))


@SOME
@given(st.sampled_from(some.MEASURES) | some.measures(), st.data())
def test_values_as_text(measure, data):
    """A value that was seen reads back equal from how it is shown."""
    value = data.draw(some.values_of(measure))

    assert not broken(value, measure.show, lambda written: observed.read_value(measure, written))


@SOME
@given(some.shares())
def test_shares_as_text(shares):
    """The shares of a site's units read back equal from a cell."""
    assert not broken(tuple(sorted(shares.items())), cells.show_shares, cells.read_shares)


@MANY
@given(CELLS)
def test_cells(cell):
    """A cell that is escaped starts no formula, and reads back equal."""
    written = escaped(cell)

    assert (cell, False) == (unescaped(written), written.startswith(("=", "+", "-", "@", "\t", "\r")))


@MANY
@given(st.lists(st.fixed_dictionaries({"one": CELLS.filter(bool), "other": CELLS}), max_size=3))
def test_tables(rows):
    """A table reads back equal, whatever its cells hold."""
    write = files_of(lambda rows, folder: write_all(folder, {"table.csv": csv_text("table.csv", ["one", "other"], rows)}))
    read = read_from(lambda folder: [row for _, row in read_csv(folder / "table.csv", ["one", "other"]).rows])

    assert not broken(rows, write, read)


@MANY
@given(st.lists(CELLS, min_size=2, max_size=2))
def test_no_cell_is_a_formula(cells):
    """No cell of a table that is written is one that a spreadsheet would run."""
    written = csv_text("table.csv", ["one", "other"], [dict(zip(["one", "other"], cells, strict=True))])
    found = [cell for row in csv.reader(io.StringIO(written, newline="")) for cell in row]

    assert not [cell for cell in found if cell.startswith(("=", "+", "-", "@", "\t"))]


@SOME
@given(CELLS.filter(bool), st.sampled_from(["{} ", "\n{}", "{}\rb", "{}\0"]))
def test_what_a_cell_would_lose_is_refused(cell, around):
    """A text that reading would change is refused when it is written, and not lost."""
    with pytest.raises(Refused):
        csv_text("table.csv", ["one"], [{"one": around.format(cell)}])


write_rules = files_of(write_ruleset)
read_rules = read_from(load_ruleset)


@FEW
@given(some.rule_sets(worded=True))
def test_rule_sets(rules):
    """A rule set reads back equal from its folder, and writes again the same bytes."""
    assert not broken(rules, write_rules, read_rules)


@FEW
@given(some.rule_sets(worded=True), st.randoms(use_true_random=False))
def test_rows_in_any_order(rules, random):
    """The rows of the tables of a rule set may stand in any order (law 5)."""
    files = write_rules(rules)
    for name in ("indicators.csv", "crosswalk.csv"):
        head, *rows = csv.reader(files[name].decode("utf-8-sig").splitlines(keepends=True))
        random.shuffle(rows)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([head, *rows])
            files[name] = path.read_bytes()

    assert rules == read_rules(files)


@FEW
@given(VOCABULARY, st.lists(some.sites(), unique_by=lambda site: site.code), st.sampled_from(["sites.csv", "sites.json"]))
def test_sites(rules, sites, name):
    """Sites read back equal, from a table and from JSON."""
    assert not broken(tuple(sorted(sites, key=lambda site: site.code)), *table(write_sites, load_sites, name, rules))


@FEW
@given(VOCABULARY, st.sampled_from(["observations.csv", "observations.json"]), st.data())
def test_observations(rules, name, data):
    """Observations read back equal, from a table and from JSON, which holds findings too."""
    known = some.observations(indicators=rules.indicators.values(), found=name.endswith(".json"))
    seen = data.draw(st.lists(known, min_size=1, max_size=3, unique_by=lambda seen: (seen.source, seen.id, seen.revision)))
    write, read = table(lambda things, path: write_observations(things, path, rules), load_observations, name, rules)

    def key(seen):
        return seen.source, seen.id, seen.revision

    assert not broken(tuple(sorted(seen, key=key)), write, lambda files: tuple(sorted(read(files), key=key)))


@pytest.mark.parametrize("ending", [".csv", ".json"])
def test_areas_and_units(ending):
    """Areas and units of one's own read back equal, and are written in one order whatever order they are given in."""
    for things, write, read in ((some.AREAS.terms, write_areas, load_areas), (some.UNITS.terms, write_units, load_units)):
        written, loaded = table(write, read, f"things{ending}")

        assert not broken(things, written, loaded)
        assert written(things) == written(things[::-1])
