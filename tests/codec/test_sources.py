"""Where rows and documents come from and go to: paths, open text files, rows and tables at hand, all read alike."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest

from samples import TINY, lacking
from tristandard.basics.errors import BadValue, Refused, TristandardError
from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Measured, Observation
from tristandard.basics.period import Period
from tristandard.codec.bad_input import BadInput
from tristandard.codec.findings import load_findings, write_findings
from tristandard.codec.folder import load_ruleset
from tristandard.codec.handed import load_handover, load_notices, write_handover, write_notices
from tristandard.codec.held import Held
from tristandard.codec.issued import load_certificate, write_bulletin, write_certificate, write_statement
from tristandard.codec.results import load_ledger, load_plan, load_results, write_ledger, write_plan, write_results
from tristandard.codec.sources import document_from, rows_from
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
from tristandard.merging.merged import merge
from tristandard.proof.certificate import certify
from tristandard.reports.bulletin import bulletin
from tristandard.reports.statement import statement
from tristandard.scoring.handover import handover
from tristandard.scoring.notice import notices
from tristandard.scoring.score import score
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

RULES = load_ruleset(TINY)
MERGED = merge(RULES)
SITES = load_sites(TINY / "sites.csv", RULES)
PLAN = plan(MERGED, SITES, Period(date(2022, 5, 10), date(2022, 6, 30)))
LEDGER = share(register(PLAN, load_observations(TINY / "observations.csv", RULES)))
RESULTS = score(LEDGER)
LOAD = {
    "areas": load_areas,
    "units": load_units,
    "sites": lambda source, **more: load_sites(source, RULES, **more),
    "observations": lambda source, **more: load_observations(source, RULES, **more),
}
WRITE = {
    "areas": write_areas,
    "units": write_units,
    "sites": write_sites,
    "observations": lambda things, path, **more: write_observations(things, path, RULES, **more),
}
FILES = ["areas.csv", "units.csv", "sites.csv", "observations.csv", "observations.json"]
#: How each document is written and loaded, and the thing.
DOCUMENTS = {
    "plan": (write_plan, lambda source: load_plan(source, MERGED), LEDGER.register.plan),
    "ledger": (write_ledger, lambda source: load_ledger(source, MERGED), LEDGER),
    "results": (write_results, lambda source: load_results(source, MERGED), RESULTS),
    "handover": (lambda thing, path: write_handover(thing, path, MERGED), lambda source: load_handover(source, MERGED), handover(RESULTS, "urban", "civilized")),
    "notices": (lambda thing, path: write_notices(thing, path, MERGED), lambda source: load_notices(source, MERGED), notices(LEDGER)),
    "certificate": (write_certificate, load_certificate, certify(RESULTS)),
}  # fmt: skip
ROW = {"source": "a", "id": "1", "site": "s1", "indicator": "urban.litter", "made": "2022-05-11", "outcome": "measured", "values": "3"}


def messages(load, source, **more):
    """Return the messages with which a source is refused."""
    with pytest.raises(TristandardError) as caught:
        load(source, **more)
    return [str(problem) for problem in getattr(caught.value, "exceptions", [caught.value])]


@pytest.mark.parametrize("name", FILES)
def test_a_table_loads_equal_from_a_path_an_open_file_and_rows(name):
    """Each table is the same whether its path, the open file, its text or its rows are given."""
    kind, path = name.partition(".")[0], TINY / name
    text = path.read_text(encoding="utf-8-sig")
    rows = json.loads(text) if name.endswith(".json") else list(csv.DictReader(io.StringIO(text)))
    with path.open(encoding="utf-8-sig") as file:
        opened = LOAD[kind](file)

    assert [LOAD[kind](path)] * 4 == [opened, LOAD[kind](io.StringIO(text)), LOAD[kind](rows), LOAD[kind](iter(rows))]


@pytest.mark.parametrize("ending", [".csv", ".json"])
@pytest.mark.parametrize("kind", LOAD)
def test_a_table_is_written_to_an_open_file_as_to_a_path(tmp_path, kind, ending):
    """An open file gets the text of the path, without a byte-order mark, and loads equal."""
    things, path, file = LOAD[kind](TINY / f"{kind}.csv"), tmp_path / f"t{ending}", io.StringIO()
    WRITE[kind](things, path)
    WRITE[kind](things, file, ending=ending)

    assert (path.read_text(encoding="utf-8-sig"), set(things)) == (file.getvalue(), set(LOAD[kind](io.StringIO(file.getvalue()))))


def test_the_name_of_an_open_file_tells_what_is_written(tmp_path):
    """A file that was opened by its name is written as that name ends, and named so in messages."""
    for ending in (".csv", ".json"):
        with (tmp_path / f"sites{ending}").open("w", encoding="utf-8") as file:
            write_sites(SITES, file)

        assert SITES == load_sites(tmp_path / f"sites{ending}", RULES)


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_document_is_written_to_an_open_file_and_loads_from_it_or_its_table(tmp_path, kind):
    """An open file gets the bytes of the path, and each loads equal, as does the table that JSON makes of it."""
    write, load, thing = DOCUMENTS[kind]
    path, file = tmp_path / "d.json", io.StringIO()
    write(thing, path)
    write(thing, file)
    text = path.read_text(encoding="utf-8")

    assert (text, [thing] * 3) == (file.getvalue(), [load(path), load(io.StringIO(text)), load(json.loads(text))])


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_changed_table_is_refused_as_a_changed_file_is(kind):
    """The seal is that of the table too; of a table that lacks it, or is none of the library, it says so."""
    write, load, thing = DOCUMENTS[kind]
    file = io.StringIO()
    write(thing, file)
    table = json.loads(file.getvalue())

    assert "table, seal: " in messages(load, {**table, "seal": "0" * 64})[0]
    assert "table: 'kind' is not there" in messages(load, {})[0]
    assert "is not a table as JSON has it" in messages(load, {**table, ("a", "b"): 1})[0]


def test_findings_load_from_an_open_file_and_from_rows(tmp_path):
    """A table of findings is the same from its path, its text and its rows, and is written to an open file."""
    path, file = tmp_path / "f.csv", io.StringIO()
    spots = [Finding(id="f1", measure="litter.spots", place="东侧", at=[35]), Finding(id="f2", measure="litter.spots")]
    where = {"site": "s1", "indicator": "urban.litter", "visit": "v", "made": date(2022, 5, 11)}
    reports = [Observation(source="a", id="1", outcome=Measured({"litter.spots": 2}, spots), **where)]
    write_findings(reports, path, RULES)
    write_findings(reports, file, RULES)
    text = path.read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert text == file.getvalue()
    assert [tuple(reports)] * 3 == [load_findings(source, RULES) for source in (path, io.StringIO(text), rows)]


def test_rows_take_what_sheets_and_requests_hold():
    """Dates, whole numbers, decimals and empty cells are read; so is an outcome as cells or as JSON has it."""
    flat = {**ROW, "made": date(2022, 5, 11), "values": 3, "reason": None, "visit": "", "revision": 1}
    decimal = {**ROW, "values": Decimal("3.0")}
    nested = {key: value for key, value in ROW.items() if key != "values"} | {"outcome": {"measured": {"litter.spots": 3}}}

    assert len({LOAD["observations"]([row]) for row in (ROW, flat, decimal, nested)}) == 1


def test_every_mistake_of_rows_is_told_by_its_row():
    """The rows that are wrong are told together, each with its number and column, as those of a file are."""
    rows = [
        ROW,
        {**ROW, "id": "2", "made": "11 May"},
        {**ROW, "id": "3", "values": "3 m"},
        {**ROW, "id": "4", "outcome": {"measured": {"litter.spots": 0.5}}, "values": None},
        {**ROW, "id": "5", "values": 0.5},
        {**ROW, "id": "1"},
        {**ROW, "id": "7", "colour": "red"},
        "nonsense",
        {**ROW, "id": "9", None: ["more"]},
        {**ROW, "id": "\ud800"},
    ]
    told = messages(LOAD["observations"], rows)

    assert [] == lacking(
        "\n".join(told),
        "rows, row 2, column made: '11 May' is not a date",
        "rows, row 3, column values: ",
        "rows, row 4, column outcome.measured: 0.5 is not an exact number",
        "rows, row 5, column values: 0.5 is not an exact number",
        "row 1 has it too",
        "rows, row 7: 'colour' is not a known key",
        "rows, row 8: 'nonsense' is not a row",
        "rows, row 9: None is not a key that is text",
        "rows, row 10: ",
    )
    assert len(told) == 9


def test_rows_of_findings_are_cells():
    """A cell that is no text, number or date, an unknown column and a missing one are told by row."""
    rows = [{"source": "a", "id": 1, "site": True, "indicator": "x", "at": [1]}, {"source": "a", "colour": "red"}]

    assert [] == lacking(
        "\n".join(messages(lambda source: load_findings(source, RULES), rows)),
        "rows, row 1, column site: True is not the text of a cell",
        "rows, row 1, column at: ",
        "rows, row 2: 'colour' is not a known column",
        "rows, row 2: 'source, colour' is not a head with the columns id, site, indicator",
    )


def test_a_row_is_as_deep_and_rows_are_as_long_as_a_file_may_be():
    """What is nested deeper, and what is longer than the limit, is refused in any source."""
    deep = circle = []
    for _ in range(10**5):
        deep = [deep]
    circle.append(circle)

    assert [] == lacking("\n".join(messages(LOAD["sites"], [{"code": deep}, {"code": circle}])), "row 1: 'nested deeper than 20'", "row 2: 'nested deeper than 20'")
    assert "is not a file of at most 20 bytes" in messages(LOAD["observations"], [ROW], limit=20)[0]
    assert "is not a file of at most 20 bytes" in messages(LOAD["observations"], io.StringIO("x" * 30), limit=20)[0]
    assert "is not a depth that is read here" in messages(load_certificate, {"kind": deep})[0]


@pytest.mark.parametrize("source", [None, 5, b"sites.csv", {"code": "s1"}, ""])
def test_what_is_no_source_of_rows(source):
    """A number, bytes and one row alone are none."""
    assert messages(LOAD["sites"], source) == [f"{source!r} is not {'a path' if source == '' else 'a path, an open text file, or a list of rows'}; " + ("name the file or folder; the folder where you are is \".\"" if source == "" else "give a text or a pathlib.Path")]


def test_an_encoding_is_of_bytes_alone():
    """What is text already has no encoding to be read in."""
    for source in ([ROW], io.StringIO("[]"), io.StringIO("source,id\n")):
        assert "no encoding of text; leave it out" in messages(LOAD["observations"], source, encoding="gb18030")[0]


def test_text_of_any_encoding_is_read_from_an_open_file(tmp_path):
    """What was opened as GBK, or begins with a byte-order mark, is read as the text that it is."""
    text = (TINY / "sites.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "t.csv").write_text(text, encoding="gbk")
    with (tmp_path / "t.csv").open(encoding="gbk") as file:
        opened = load_sites(file, RULES)

    assert [SITES] * 2 == [opened, load_sites(io.StringIO("\ufeff" + text), RULES)]


def test_a_file_that_cannot_be_read_or_written_is_told(tmp_path):
    """A closed file, one of other bytes, and one open the other way are refused with what to do."""
    (tmp_path / "t.csv").write_bytes("区".encode("gbk"))
    closed = io.StringIO()
    closed.close()
    with (tmp_path / "t.csv").open(encoding="utf-8") as file:
        assert ["t.csv: 'a file opened otherwise' is not an open text file; open it for reading, in the encoding that it has"] == [
            one.partition(" (")[0] for one in messages(LOAD["sites"], file)
        ]
        assert "open it for writing" in messages(lambda file: write_sites(SITES, file), file)[0]
    assert "text: 'a closed file' is not an open text file" in messages(LOAD["sites"], closed)[0]
    with (tmp_path / "a.csv").open("w", encoding="ascii") as file:
        assert "open it for writing, in UTF-8" in messages(lambda file: write_sites(SITES, file), file)[0]


def test_an_open_file_without_a_name_asks_for_its_ending():
    """Where several kinds are written, the ending says which; a path has its own."""
    assert messages(lambda file: write_sites(SITES, file), io.StringIO()) == ["text: '' is not a kind of file that is written here; say which: ending='.csv' or ending='.json'"]
    with pytest.raises(BadValue, match="leave it out"):
        write_sites(SITES, "sites.csv", ending=".csv")
    with pytest.raises(BadInput, match="give a path that ends in"):
        write_sites(SITES, "sites.txt")


def test_reports_are_written_to_an_open_file(tmp_path):
    """A statement and a bulletin are the same in an open file as at a path."""
    civilized = RESULTS["civilized"]
    unit = next(iter(civilized.cards))
    for write, thing, ending in (
        (write_statement, statement(RESULTS, unit), ".csv"), (write_statement, statement(RESULTS, unit), ".txt"),
        (write_bulletin, bulletin(civilized), ".md"), (write_bulletin, bulletin(civilized), ".csv"),
    ):  # fmt: skip
        file = io.StringIO()
        write(thing, tmp_path / f"r{ending}")
        write(thing, file, ending=ending)

        assert (tmp_path / f"r{ending}").read_text(encoding="utf-8-sig") == file.getvalue()


def test_nothing_is_written_where_something_is_wrong():
    """A table with a mistake leaves an open file as it was."""
    file = io.StringIO()
    with pytest.raises(Refused):
        write_sites([SITES[0], SITES[0].__class__(code=SITES[0].code, area=SITES[0].area, zone=SITES[0].zone, site_type=SITES[0].site_type, units={"other": 1})], file, ending=".csv")

    assert file.getvalue() == ""


@pytest.mark.parametrize("limit", [-1, True, "5", 1.5, None])
def test_a_limit_is_a_number_of_bytes(limit):
    """Anything else is refused with what to write, before anything is read."""
    with pytest.raises(BadValue) as caught:
        load_sites([], RULES, limit=limit)

    assert (f"{limit!r} 不是字节数的上限；请写整数，例如 160000000", f"{limit!r} is not a limit in bytes; write a whole number, such as 160000000") == (caught.value.text("zh"), str(caught.value))


def named(name, text):
    """Return an open file of some name."""
    file = io.StringIO(text)
    file.name = name
    return file


@pytest.mark.parametrize(
    ("name", "text", "suffix"),
    [("a.csv", "[1]", ".csv"), ("a.json", "code", ".json"), ("a.txt", " [1]", ".json"), ("a.txt", "\ufeff{}", ".json"), ("x/a.txt", "code,zh\n", ".csv"), ("", "", ".csv"), (3, "[", ".json")],
)
def test_what_kind_of_text_an_open_file_is(name, text, suffix):
    """Its name says it, or else how it begins; what it is called in messages is its name alone."""
    held = rows_from(named(name, text), 99)

    assert ({"x/a.txt": "a.txt", "": "text", 3: "text"}.get(name, name), suffix, text.removeprefix("\ufeff")) == (held.name, held.suffix, held.content.decode("utf-8-sig"))
    assert held.content.startswith(b"\xef\xbb\xbf") is (suffix == ".csv")


def test_a_document_is_read_from_where_it_is():
    """A path stays one; a table is text of JSON, whatever its keys; an open file is read to its end."""
    assert Held("table", ".json", '{"a": 1, "3": "区", "d": "2022-05-01"}'.encode()) == document_from({"a": 1, 3: "区", "d": date(2022, 5, 1)})
    assert Held("a.json", ".json", b"[]") == document_from(named("a.json", "[]"))
    assert TINY == document_from(TINY) == document_from(str(TINY))
    assert ["table: 'keys must be str, int, float, bool or None, not tuple' is not a table as JSON has it; give what json.loads made of the file"] == messages(document_from, {("a",): 1})
    assert ["5 is not a path, an open text file, or a table; give a text or a pathlib.Path"] == messages(document_from, 5)


def test_an_open_file_is_read_no_further_than_its_limit():
    """Of one that is longer no more is read than tells so."""
    file = io.StringIO("x" * 100)

    assert ["text: '11 bytes' is not a file of at most 7 bytes; check that it is the file you meant; split it if it is"] == messages(lambda source: rows_from(source, 7), file)
    assert 8 == file.tell()
