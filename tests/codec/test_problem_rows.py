"""What is wrong, as rows: every column of a problem of a check, and of a mistake of a refusal."""

from attrs import asdict, evolve

from samples import crosswalk, indicator, match, rule_set
from samples.placed import everywhere
from tristandard.basics.errors import BadValue, Refused
from tristandard.basics.location import Location
from tristandard.checks.report import check
from tristandard.codec.bad_input import BadInput, in_row, under
from tristandard.codec.problem_rows import mistake_rows, report_rows
from tristandard.words.sentence import Told


def test_each_column_of_a_problem():
    """Whether it keeps the rules from being merged, its kind, where it is written, and the sentence in both languages."""
    wrong = report_rows(check(everywhere(rule_set(indicator("a.x"), crosswalks=(crosswalk(match("a.x", "c.y")),)))))
    (doubt, *_) = report_rows(check(rule_set(indicator("a.x"))))

    assert [asdict(row) for row in wrong] == [{
        "weight": "problem", "kind": "UnknownTerm", "where": "matches/a.x/c.y",
        "zh": "matches/a.x/c.y：“a.x”与“c.y”的对照写了指标“c.y”，规则集没有声明；请声明，或改正编码", "en": "matches/a.x/c.y: the match of 'a.x' and 'c.y' names the indicator 'c.y', which is not declared; declare it, or mend the code",
    }]  # fmt: skip
    assert ("remark", "Doubt", "") == (doubt.weight, doubt.kind, doubt.where)


BAD = BadValue("x", ("编码", "a code"), ("请改", "mend it"))


def test_each_column_of_a_mistake():
    """The kind of what is wrong, the file, the row or the entry, the column or the key, all of that, and the message in both languages."""
    told = "'x' is not a code; mend it"
    reasons = [BadInput("a.csv", evolve(in_row(3), steps=("code",)), BAD), BadInput("r.toml", under("units", "east"), BAD), BadInput("b.csv", Told("整个", "as a whole"), BAD), BAD]
    rows = [asdict(row) for row in mistake_rows(Refused("no", reasons))]

    assert [(row["kind"], row["file"], row["row"], row["key"], row["where"]) for row in rows] == [
        ("BadValue", "a.csv", 3, "code", "row 3, column code"), ("BadValue", "r.toml", None, "units.east", "units.east"), ("BadValue", "b.csv", None, "", "as a whole"), ("BadValue", "", None, "", ""),
    ]  # fmt: skip
    assert [row["en"] for row in rows] == [f"a.csv, row 3, column code: {told}", f"r.toml, units.east: {told}", f"b.csv, as a whole: {told}", told]
    assert rows[0]["zh"] == "a.csv 第 3 行 code 列：'x' 不是编码；请改"


def test_where_a_mistake_stands_as_a_rule_set_has_it():
    """The row and the column of a table, or what leads to it; where nobody knows, the file."""
    assert Location("a.csv", 3, ("code",)) == BadInput("a.csv", evolve(in_row(3), steps=("code", "x")), BAD).location
    assert Location("r.toml", 0, ("units", "east")) == BadInput("r.toml", under("units", "east"), BAD).location
    assert Location("a.csv") == BadInput("a.csv", Told("整个", "as a whole"), BAD).location
