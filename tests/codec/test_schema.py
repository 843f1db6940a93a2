"""JSON Schemas of rows and files: what the library reads and writes fits them, what it refuses for its shape does not."""

import csv
import io
import json
from functools import cache
from pathlib import Path

import pytest
from attrs import fields

import tristandard as ts
from codec.test_rows import TABULAR
from codec.test_sources import DOCUMENTS, RULES
from samples import TINY
from tristandard.changing.difference import Effect
from tristandard.codec.documents import PartEntry
from tristandard.codec.rows import to_rows
from tristandard.codec.schema import schema
from tristandard.scoring.score import score
from tristandard.testing.worked import cases_of, outcomes, rules_of
from worked import case_of

jsonschema = pytest.importorskip("jsonschema", reason="schemas are held against jsonschema, from the dependency group dev")

ROOT = Path(__file__).parents[2]
LOADED = ("areas", "units", "sites", "observations", "findings")
#: Every file of rows in the repository that a schema describes.
FILES = sorted(
    path
    for place in (TINY, ROOT / "examples", ROOT / "tests" / "cases")
    for path in place.rglob("*.*")
    if path.stem in LOADED and path.suffix in (".csv", ".json")
)


@cache
def validator(name):
    return jsonschema.Draft202012Validator(schema(name))


def faults(name, value):
    return [f"{'.'.join(map(str, one.path))}: {one.message[:300]}" for one in validator(name).iter_errors(value)]


def rows_in(path):
    """Return the rows of a file as they may be given to a loader."""
    if path.suffix == ".json":
        return json.loads(path.read_text(encoding="utf-8"))
    with path.open(encoding="utf-8-sig") as file:
        return [{column: cell for column, cell in row.items() if cell} for row in csv.DictReader(file)]


def document(kind):
    """Return the table that the library writes of a plan, a ledger, results and so on."""
    write, _, thing = DOCUMENTS[kind]
    file = io.StringIO()
    write(thing, file)
    return json.loads(file.getvalue())


@pytest.mark.parametrize("name", [*LOADED, *TABULAR, *DOCUMENTS])
def test_each_is_a_schema_of_its_draft(name):
    """Each schema is one of the draft 2020-12, and names it."""
    jsonschema.Draft202012Validator.check_schema(schema(name))

    assert schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_there_are_example_files():
    """The files that are held against the schemas are there, in both kinds."""
    assert {path.suffix for path in FILES} == {".csv", ".json"}
    assert {path.stem for path in FILES} == set(LOADED)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_example_file_fits_its_schema(path):
    """Each table and JSON file of the examples fits, those of observations that hold findings too."""
    name = "observations" if path.suffix == ".json" and path.stem == "findings" else path.stem

    assert faults(name, rows_in(path)) == []


@pytest.mark.parametrize("name", TABULAR)
def test_every_row_fits_its_schema(name):
    """What `to_rows` returns of each kind fits, and there are some."""
    rows = to_rows(TABULAR[name])

    assert (bool(rows), faults(name, rows)) == (True, [])


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_every_document_fits_its_schema(kind):
    """What the library writes of each kind fits; with a key more, or one less, it does not."""
    table = document(kind)

    assert faults(kind, table) == []
    for key in table:
        assert faults(kind, {other: told for other, told in table.items() if other != key})
    assert faults(kind, {**table, "colour": "red"})


#: Worked cases in which a part of a score tells whatever it may.
TOLD = ("absent_fixed_95", "barred", "items_that_do_not_apply", "notices_and_praises", "bonus_by_rank", "carried_after_a_gap", "falsified", "grade_not_certain", "targets_of_units", "share_up_to_standard")


def test_the_results_of_worked_cases_fit(monkeypatch):
    """Whatever a part of a score may tell stands in some of them, and fits: grades, gates, bonuses, vetoes, what is open, extrapolated, imputed or carried."""
    scored, told = [], set()

    def kept(*given, **more):
        scored.append(score(*given, **more))
        return scored[-1]

    monkeypatch.setattr(ts, "score", kept)
    for name in TOLD:
        case = case_of((ROOT / "tests" / "cases" / "scoring" / f"{name}.toml").read_text(encoding="utf-8"))
        rules = rules_of(case)
        for one in cases_of(case):
            outcomes(case, one, rules)
    for results in scored:
        file = io.StringIO()
        ts.files.write_results(results, file)
        table = json.loads(file.getvalue())
        told |= {key for cards in table["results"].values() for one in cards.values() for part in one["score"] for key in part}

        assert faults("results", table) == []
    assert told == {field.name for field in fields(PartEntry)}


@pytest.mark.parametrize(
    ("name", "place", "value"),
    [
        ("sites", "code", 5), ("sites", "zone", ["built_up"]), ("sites", "units", {"a": True}), ("sites", "colour", "red"),
        ("observations", "made", "11 May"), ("observations", "outcome", {"measured": {}, "not_measured": "x"}), ("observations", "outcome", "seen"),
        ("observations", "outcome", {"not_measured": "x", "findings": []}), ("observations", "revision", "first"), ("units", "kind", None),
        ("scorecards", "score", 98.5), ("scorecards", "exact", "98,5"), ("postings", "points", "many"), ("statement", "reason", "whim"), ("report", "en", None),
    ],
)  # fmt: skip
def test_a_broken_row_does_not_fit(name, place, value):
    """A value of another shape, an unknown key and a missing one are found."""
    things = {"sites": RULES_SITES, "observations": OBSERVED, "units": UNITS}.get(name) or to_rows(TABULAR[name])
    row = things[0]

    assert faults(name, [row]) == []
    assert faults(name, [{**row, place: value}])
    assert faults(name, row)


RULES_SITES = to_rows(ts.load_sites(TINY / "sites.csv", RULES), RULES)
OBSERVED = to_rows(ts.load_observations(TINY / "observations.json", RULES), RULES)
UNITS = to_rows(ts.load_units(TINY / "units.csv"))


@pytest.mark.parametrize(("kind", "place", "value"), [
    ("plan", ("tasks", "s1"), ["first"]), ("ledger", ("seal",), "0"), ("ledger", ("postings", "s1"), [[0, "urban"]]),
    ("results", ("results", "urban", "320412", "exact"), 98.5), ("results", ("only",), "all"), ("certificate", ("measurements",), "many"),
    ("handover", ("entries",), {}), ("certificate", ("holds",), "yes"),
])  # fmt: skip
def test_a_broken_document_does_not_fit(kind, place, value):
    """A number as a float, a word for a number and a list that is none are found."""
    table = document(kind)
    inner = table
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value

    assert faults(kind, table)


@pytest.mark.parametrize("name", [*LOADED, *TABULAR, *DOCUMENTS])
def test_a_schema_stands_by_itself(name):
    """No schema refers to anything, so that it stands as it is inside another document, such as one of OpenAPI."""
    assert '"$ref"' not in json.dumps(schema(name))


def test_an_unknown_name_lists_the_known():
    """A schema that there is not is refused with those that there are."""
    with pytest.raises(ts.UnknownKey, match=r"give one of areas, units, .* certificate"):
        schema("nothing")


def rows_of(**columns):
    """Return the schema of rows of such columns."""
    return {"type": "array", "items": {"type": "object", "properties": columns, "required": list(columns), "additionalProperties": False}}


def test_the_whole_of_some_schemas():
    """A column says what it means where its type does; what may be missing may be empty; rows that are loaded need what has no default."""
    text, whole = {"type": "string"}, {"type": "string", "pattern": "^-?[0-9]+$"}
    exact = {"type": "string", "pattern": r"^[+-]?[0-9]+(\.[0-9]+|/0*[1-9][0-9]*)?$"}
    cell = {"type": ["string", "integer"]}

    assert {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "changes", **rows_of(
        kind={**text, "description": "What it is: a posting, a figure, a score, a place or a grade."}, key={**text, "description": "Its key."},
        old={**text, "description": "What the earlier edition has; empty where it is not there."}, new={**text, "description": "What the later one has."},
        zh={**text, "description": "The change in Chinese, by labels."}, en={**text, "description": "The same in English."},
    )} == schema("changes")  # fmt: skip
    assert {**rows_of(
        period=text, site=text, indicator=text, assessment=text, member=text, item=text, unit={"anyOf": [{"const": ""}, text]}, points=exact, gained=exact, vetoes=text,
    )} == {key: told for key, told in schema("postings").items() if key in ("type", "items")}  # fmt: skip
    columns = schema("scorecards")["items"]["properties"]
    assert {"anyOf": [{"const": ""}, whole], "description": "Its place; empty where there is none."} == columns["place"]
    assert {"anyOf": [{"const": ""}, exact], "description": "The score as it is published; empty where there is none."} == columns["score"]
    assert {"enum": ["measured", "not_applicable", "not_measured"]} == schema("observations")["items"]["anyOf"][1]["properties"]["outcome"]
    assert (cell, ["source", "id", "site", "indicator"], False) == (schema("findings")["items"]["properties"]["struck"], schema("findings")["items"]["required"], schema("findings")["items"]["additionalProperties"])
    assert ["code", "zh"] == schema("areas")["items"]["required"]
    assert {"enum": [effect.value for effect in Effect]} == {key: told for key, told in schema("differences")["items"]["properties"]["effect"].items() if key == "enum"}
