"""`drives.toml` and the table of checks: read whole, or refused with every mistake at its place, in both languages."""

import csv
import io
import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

import tristandard as ts
from survey import city, messages
from tristandard.codec.bad_input import BadInput

HEAD = "id,day,kind,stage,drive,task,unit,met,checked\n"
TABLE = """
format = 1
year = 2022

[stages]
work = { zh = "攻坚", start = 2022-04-01, end = 2022-04-30, provenance = "inferred" }
look = { zh = "督查", start = 2022-05-01, end = 2022-05-31, evaluates = true, provenance = "illustrative" }

[checks]
own = { zh = "自查" }

[list]
red = 90
places = 3
black = 60
provenance = "illustrative"

[annual.a]
quarters = 90
drives = 10
over = "lead_and_units"
provenance = "illustrative"

[drives.clean]
zh = "清洁行动"
lead = "bureau"
units = ["district"]
provenance = "illustrative"

[drives.clean.tasks.litter]
zh = "无垃圾"
indicators = ["a.*"]
at_least = 90
due = 2022-05-15
provenance = "illustrative"

[drives.clean.score.total]
rate = "met"
out_of = "checked"
by = "督查组"
"""


def written(folder: Path, *edits: tuple[str, str]) -> Path:
    """Return the file with edits: old text, new text."""
    text = TABLE
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    return folder / "mine.toml"


def told(caught: pytest.ExceptionInfo[ts.Refused], language: str) -> list[str]:
    """Return every mistake of a file in one language."""
    return [problem.text(language) for problem in caught.value.exceptions if isinstance(problem, BadInput)]


def loaded(folder: Path) -> ts.insight.Drives:
    """Return the drives of the file as it stands."""
    return ts.files.load_drives(written(folder), city())


def test_a_file_is_read_whole(tmp_path):
    """Stages, ways to check, the list, tasks, the model and the entry into the year are what the file says."""
    drives = loaded(tmp_path)
    (drive,), (entry,) = drives.drives, drives.annual

    assert ([date(2022, 5, 1), "a.litter"], 90) == (
        [drives.evaluating(drive).start, *drives.indicators(drive.tasks[0])],
        drives.red_and_black.red,
    )
    assert ("lead_and_units", 10, date(2022, 5, 15), {"met", "checked"}) == (
        entry.over.value,
        entry.drives,
        drive.tasks[0].due,
        set(drive.model.figures),
    )


def test_drives_are_loaded_from_their_table(tmp_path):
    """The table of the file, its days as dates or as text, loads the same drives; what is wrong is told by its key."""
    table = tomllib.loads(TABLE)
    as_text = json.loads(json.dumps(table, default=str))

    assert loaded(tmp_path) == ts.files.load_drives(table, city()) == ts.files.load_drives(as_text, city())
    with pytest.raises(ts.Refused) as caught:
        ts.files.load_drives({**as_text, "year": "soon"}, city())
    with pytest.raises(BadInput) as strange:
        ts.files.load_drives({**as_text, 1: {}}, city())

    assert ["drives: 'soon' is not a year; give a year from 1 to 9999"] == messages(caught)
    assert str(strange.value).startswith("drives: 1 is not a key that is text; ")


def test_every_mistake_of_the_file_at_its_key(tmp_path):
    """Overlapping stages, a task on an indicator that is not there, an unknown lead and lines that cross are told at
    once, each at its key with its value and the remedy.
    """
    edits = [
        ("start = 2022-05-01", "start = 2022-04-20"),
        ('["a.*"]', '["a.bins"]'),
        ('"bureau"', '"nobody"'),
        ("black = 60", "black = 95"),
    ]
    with pytest.raises(ts.Refused) as caught:
        ts.files.load_drives(written(tmp_path, *edits), city())

    assert [
        "mine.toml, drives.clean.lead: 'nobody' is not a unit of the rule set; mend the code, or declare the "
        "unit there",
        "mine.toml, drives.clean.tasks.litter.indicators: 'a.bins' is not an indicator of the rule set; mend "
        "the code, or write \"*\" for any part of it",
        "mine.toml, list.black: the black list begins below 95 %, above the 90 % of the red one, so that a "
        "score would stand on both; lower it to that or less",
        "mine.toml, stages.look.start: the stage '督查' starts on 2022-04-20, and '攻坚' ends only on 2022-04-30;"
        " let stages follow each other without a common day",
    ] == messages(caught)
    assert [
        "mine.toml drives.clean.lead：规则集没有单位“nobody”；请改代码，或在规则集中声明该单位",
        "mine.toml drives.clean.tasks.litter.indicators：规则集没有指标“a.bins”；请改代码，或用“*”代表任意一段",
        "mine.toml list.black：黑榜线 95 % 高于红榜线 90 %，同一得分会同时上红黑榜；请把黑榜线降到红榜线或以下",
        "mine.toml stages.look.start：阶段“督查”从 2022-04-20 开始，而“攻坚”到 2022-04-30 才结束；请让各阶段依次相接、互不重叠",
    ] == told(caught, "zh")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("format = 1", "format = 2", "mine.toml, format: 2 is not a format that this version reads"),
        ("year = 2022", "", "mine.toml: 'year' is not there; write year = 2022"),
        ("year = 2022", 'years = 1\nyear = "x"', "mine.toml, years: 'years' is not a known key"),
        ("end = 2022-04-30", "last = 2022-04-30", "mine.toml, stages.work: 'last' is not a known key"),
        ("places = 3", "places = 0", "mine.toml, list.places: 0 is not a number for `places`"),
        (
            'over = "lead_and_units"',
            'over = "all"',
            "mine.toml, annual.a.over: 'all' is not one of units, lead_and_units",
        ),
        ("at_least = 90", "at_least = 0", "mine.toml, drives.clean.tasks.litter.at_least: 0"),
        ('rate = "met"', "given = 5", "mine.toml, drives.clean.score.total"),
        ("[annual.a]", "[annual]\nb = 3\n[annual.a]", "mine.toml, annual.b: 3 is not a table"),
    ],
)
def test_what_cannot_be_read(tmp_path, old, new, message):
    """A key that is missing, unknown or of another kind is refused at its place."""
    with pytest.raises(ts.Refused) as caught:
        ts.files.load_drives(written(tmp_path, (old, new)), city())

    assert any(one.startswith(message) for one in messages(caught)), messages(caught)


def test_a_rule_set_without_drives(tmp_path):
    """A folder without the file has no drives, and says which file is missing."""
    with pytest.raises(BadInput, match=r"drives\.toml: .* is not a file"):
        ts.files.load_drives(tmp_path, city())


def test_every_mistake_of_a_table_of_checks_at_its_row(tmp_path):
    """An unknown stage, a day outside its stage, a task that is not there, more met than checked and an id twice are
    told at once, each at its row and column.
    """
    rows = [
        "1,2022-05-03,own,later,clean,litter,wujin,1,1",
        "1,2022-06-03,own,look,clean,litter,wujin,1,1",
        "3,2022-05-03,own,look,clean,bins,wujin,3,2",
        "4,2022/5/3,own,look,clean,litter,bureau,1,1",
    ]
    (tmp_path / "checks.csv").write_text(HEAD + "\n".join(rows), encoding="utf-8")
    with pytest.raises(ts.Refused) as caught:
        ts.files.load_checks(tmp_path / "checks.csv", loaded(tmp_path))

    assert [
        "checks.csv, row 2, column stage: 'later' is not a declared stage; write one of work, look",
        "checks.csv, row 3, column day: 2022-06-03 does not lie in the stage '督查' (2022-05-01—2022-05-31); "
        "mend the day or the stage",
        "checks.csv, row 3, column id: '1' stands twice; give each a code of its own, or drop one",
        "checks.csv, row 4, column met: 3 places meet it of 2 that were checked; mend one of the two",
        "checks.csv, row 4, column task: 'bins' is not a task of the drive '清洁行动'; write one of litter",
        "checks.csv, row 5, column day: '2022/5/3' is not a date; write 2022-05-03",
    ] == messages(caught)
    assert "checks.csv 第 2 行 stage 列：“later”不是已写明的阶段；请写其中之一：work, look" == told(caught, "zh")[0]


def test_checks_load_as_they_were_written(tmp_path):
    """What is written loads equal, in the order of day and id, and writes again the same bytes."""
    drives = loaded(tmp_path)
    row = {"kind": "own", "stage": "look", "drive": "clean", "task": "litter", "unit": "wujin"}
    checks = [
        ts.insight.DriveCheck(id="2", day=date(2022, 5, 3), met=4, checked=5, by="督查组", note="=1+1", **row),
        ts.insight.DriveCheck(id="1", day=date(2022, 5, 3), met=0, **row),
    ]
    ts.files.write_checks(checks, tmp_path / "checks.csv", drives)
    found = ts.files.load_checks(tmp_path / "checks.csv", drives)
    ts.files.write_checks(found, tmp_path / "again.csv", drives)

    file = io.StringIO()
    ts.files.write_checks(checks, file, drives)
    rows = list(csv.DictReader(io.StringIO(file.getvalue())))
    given = [{**row, "note": row["note"].removeprefix("'")} for row in rows]

    assert tuple(reversed(checks)) == found
    assert (found, found) == (ts.files.load_checks(io.StringIO(file.getvalue()), drives), ts.files.load_checks(given, drives))
    assert (tmp_path / "checks.csv").read_bytes() == (tmp_path / "again.csv").read_bytes()


def test_checks_that_do_not_fit_are_not_written(tmp_path):
    """A check that would not load is refused before anything is written."""
    check = ts.insight.DriveCheck(
        id="1", day=date(2022, 5, 3), kind="own", stage="look", drive="dirty", task="litter", unit="wujin", met=1
    )
    with pytest.raises(ts.Refused) as caught:
        ts.files.write_checks([check], tmp_path / "checks.csv", loaded(tmp_path))

    assert ["checks.csv, 1, column drive: 'dirty' is not a declared drive; write one of clean"] == messages(caught)
    assert not (tmp_path / "checks.csv").exists()
    with pytest.raises(BadInput, match="is not a table of checks"):
        ts.files.write_checks([], tmp_path / "checks.json", loaded(tmp_path))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[checks]", '[clauses]\nplan = { document = "", provenance = "plan" }\n[checks]', "mine.toml, clauses.plan.document: '' is not a text for `document` (Clause); write one that is not blank"),
        ("[checks]", "clauses = 3\n[checks]", "mine.toml, stages.clauses: 3 is not a table; write { key = value, … }"),
        ("year = 2022", "year = 2022\nclauses = 3", "mine.toml, clauses: 3 is not a table; write { key = value, … }"),
        ("year = 2022", 'year = 2022\nlaws = "x"', "mine.toml, laws: 'laws' is not a known key; use format, year, notice_zh, notice_en, stages, checks, drives, list or annual"),
        ("[annual.a]\nquarters = 90\ndrives = 10\nover = \"lead_and_units\"\nprovenance = \"illustrative\"", "[annual]\na = 3", "mine.toml, annual.a: 3 is not a table; write { key = value, … }"),
        ("year = 2022\n", "", "mine.toml: 'year' is not there; write year = 2022"),
        ("format = 1\n", "", "mine.toml: 'format' is not there; write format = 1"),
    ],
)
def test_each_mistake_is_told_to_the_letter(tmp_path, old, new, message):
    """Where it stands, what stands there, what was expected and what to write."""
    with pytest.raises(ts.Refused) as caught:
        ts.files.load_drives(written(tmp_path, (old, new)), city())

    assert [message] == messages(caught)
    assert "mine.toml cannot be loaded" == caught.value.message


def test_clauses_of_drives_are_known_beside_those_of_the_rules(tmp_path):
    """A clause that the file declares may be cited."""
    drives = ts.files.load_drives(written(tmp_path, ("year = 2022", 'year = 2022\nnotice_zh = "虚构"\nnotice_en = "made up"\n[clauses.own]\ndocument = "行动方案"\nprovenance = "drive"'), ('lead = "bureau"', 'lead = "bureau"\nclauses = ["own", "plan"]')), city())

    assert (["own", "plan"], "虚构", "made up") == ([clause.code for clause in drives.drives[0].clauses], drives.notice_zh, drives.notice_en)


def test_where_drives_are_read_from(tmp_path):
    """A code, the path of a folder or a file, or a table: whatever else is given is told so."""
    for source in (3, None):
        with pytest.raises(ts.BadValue) as caught:
            ts.files.load_drives(source, city())

        assert (f"{source} 不是编码、路径或一张表；请给出文本或 pathlib.Path", f"{source} is not a code, a path, or a table; give a text or a pathlib.Path") == (caught.value.text("zh"), str(caught.value))
    with pytest.raises(BadInput) as missing:
        ts.files.load_drives(tmp_path / "none.toml", city())

    assert str(missing.value).startswith("none.toml: '")


def test_a_table_of_checks_of_another_shape(tmp_path):
    """A column that is not known, and one that is missing, are told beside the rows; another kind of file is no table."""
    (tmp_path / "checks.csv").write_text("id,day,kind,stage,drive,task,unit,colour\n", encoding="utf-8")
    with pytest.raises(ts.Refused) as caught:
        ts.files.load_checks(tmp_path / "checks.csv", loaded(tmp_path))
    with pytest.raises(BadInput) as other:
        ts.files.load_checks(tmp_path / "checks.json", loaded(tmp_path))

    assert [
        "checks.csv, row 1: 'colour' is not a known column; use id, day, kind, stage, drive, task, unit, met, checked, by, note; put commas between them",
        "checks.csv, row 1: 'id, day, kind, stage, drive, task, unit, colour' is not a head with the columns met; add them",
    ] == messages(caught)
    assert ("checks.json：'.json' 不是督查记录的表格；请给出扩展名为 .csv 的文件", "checks.json: '.json' is not a table of checks; give a path that ends in .csv") == (other.value.text("zh"), str(other.value))
