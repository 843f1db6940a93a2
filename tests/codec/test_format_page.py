"""`docs/format.md` and the codec have the same keys and columns: none that is read goes unnamed, none that is named is refused."""

import re
from inspect import signature
from pathlib import Path

import pytest
from attrs import fields

import tristandard as ts
from pages import PUBLIC
from samples import TINY
from tristandard.basics.clause import Validity
from tristandard.basics.counting import CountingRule, Form
from tristandard.basics.event import Event
from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Observation
from tristandard.basics.place import Site
from tristandard.basics.publication import Publication
from tristandard.basics.terms import Term, Unit
from tristandard.codec import (
    convert,
    folder,
    folder_reader,
    rule_keys,
    rules_converter,
    survey_converter,
    survey_tables,
    tables,
)
from tristandard.codec.available import TOML
from tristandard.codec.reader import Reader
from tristandard.rules.assessment import Carry
from tristandard.rules.crosswalk import Ruling
from tristandard.rules.deductions.factor import Factor
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.indicator import Item
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import RankBonus, StepBonus
from tristandard.rules.nodes.gate import Gate
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.met import Met
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.sum import Sum
from tristandard.rules.policy import Policy
from tristandard.rules.ruleset import RuleSet

PAGE = (Path(__file__).parents[2] / "docs" / "format.md").read_text(encoding="utf-8")
WORDS, RULES, SURVEY = convert.plain_converter(), rules_converter.converter({}, {}, {}), survey_converter.survey_converter(ts.load_ruleset(TINY))

#: What stands in `ruleset.toml` as a table of tables, and its kind.
SECTIONS = {name: kind for name, (_, kind) in {**tables.WORDS, **folder_reader._RULES}.items()}
#: Each table of `ruleset.toml` on the page: what it is read as, and what is read as a table inside it.
TABLES = {
    "valid": ((Validity,), ()),
    "policy": ((Policy,), ()),
    "measures.CODE.counting": ((CountingRule,), (Form,)),
    "items.CODE": ((Item,), ()),
    "[tariffs.NAME]": ((DeductionRule,), (Factor,)),
    "[rulings]": ((Ruling,), ()),
    **{f"{name}.CODE": ((kind,), (Publication, Carry) if name == "assessments" else ()) for name, kind in SECTIONS.items()},
}
NODES = {"given": Given, "rate": Rate, "met": Met, "sheet": Sheet, "mean": Mean, "blend": Blend, "sum": Sum}

KINDS = {*SECTIONS.values(), *(kind for pair in TABLES.values() for kinds in pair for kind in kinds), *NODES.values(), *rule_keys.FORMS.values(), Gate, RankBonus, StepBonus, Adjustment, RuleSet, Site, Observation, Finding, Event}

#: Every word that could be a key: what an attribute is called, or what stands in quotes in the codec.
CANDIDATES = {
    *(attribute.name for kind in KINDS for attribute in fields(kind)),
    *(kind.key for kind in NODES.values()),
    *(word for file in Path(folder.__file__).parent.glob("*.py") for word in re.findall('"([a-z_]+)"', file.read_text(encoding="utf-8"))),
}


def told(kind, table):
    """Return what is wrong with a table that is read as a kind."""
    reader = Reader(SURVEY if kind in (Site, Observation, Finding, Event, survey_converter._OutcomeEntry) else WORDS if kind in {of for _, of in tables.WORDS.values()} | {Form} else RULES)
    reader.take(table, kind, TOML)

    assert not reader.full
    return [problem.reason for problem in reader.problems]


def accepted(kind):
    """Return every key that is read in a table of a kind; the key under which it stands is its code."""
    beside = [{name: 0} for name in rule_keys.FORMS] if kind is DeductionRule else [{}]
    words = CANDIDATES - rule_keys.FORMS.keys() if kind is DeductionRule else CANDIDATES
    found = set(rule_keys.FORMS) if kind is DeductionRule else set()
    for more in beside:
        unknown = {str(reason.value) for reason in told(kind, {**dict.fromkeys(words, object()), **more}) if getattr(reason, "expected", "")[1:] == ("a known key",)}
        found |= words - unknown
    return found - {"code"} if kind in (*SECTIONS.values(), Item) else found


def table(head):
    """Return the rows of the table of the page with a head, each as its cells."""
    body = PAGE.partition(f"| {head} |\n")[2].partition("\n\n")[0]

    assert body
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in body.splitlines()[1:]]


def names(cell):
    """Return every word in the code spans of a cell."""
    return set(re.findall(r"[a-z_]+", " ".join(re.findall("`([^`]+)`", cell))))


def keys(cell):
    """Return the code spans of a cell that stand outside brackets: its keys, not their values."""
    while (outer := re.sub(r"\([^()]*\)", "", cell)) != cell:
        cell = outer
    return {span for span in re.findall("`([^`]+)`", cell) if re.fullmatch("[a-z_]+", span)}


def test_every_table_of_the_rule_set_is_on_the_page():
    """The page has a row for each table that is read at the top of `ruleset.toml`, and names every other key there."""
    labels = {label for row in table("table | keys") for label in re.findall(r"`\[*([a-z_]+)", row[0])}
    (top,) = [row[1] for row in table("table | keys") if row[0] == "top"]

    assert accepted(RuleSet) | {"format", "tariffs", "code"} == keys(top) - {"write_ruleset"} | labels - {"items", "score"}


@pytest.mark.parametrize("label", TABLES)
def test_the_keys_of_a_table(label):
    """The row of a table names every key that is read in it, and in the tables inside it, and no key that is not read."""
    (cell,) = [row[1] for row in table("table | keys") if f"`{label}`" in row[0] or f"`[{label}]`" in row[0]]
    kinds, inside = TABLES[label]
    read = set().union(*(accepted(kind) for kind in kinds))

    assert read <= names(cell)
    assert set().union(*(accepted(kind) for kind in inside)) <= names(cell)
    assert keys(cell) - {"overdue", "notified", "sent_back", "repeated"} <= read


@pytest.mark.parametrize("node", NODES)
def test_the_keys_of_a_node(node):
    """The rows of a node and of any node together name every key of it, and no key that is not read."""
    rows = {row[0]: row[1] for row in table("node | keys")}
    read = accepted(NODES[node])

    assert read <= names(rows[node]) | names(rows["on any node"])
    assert keys(rows[node]) | keys(rows["on any node"]) <= read
    assert set().union(*(accepted(kind) for kind in (Gate, RankBonus, StepBonus, Adjustment))) <= names(rows["on any node"])


#: Keys whose lack is told elsewhere: they tell the kind of a node, or the whole model or rule set is asked.
OTHERWISE = {(Given, "given"), (Given, "by"), (Rate, "by"), (Sheet, "full"), (SECTIONS["circumstances"], "values")}
#: The least that stands in a table, by its row among what may be left out.
LEAST = {
    "clause": [(SECTIONS["clauses"], {"document": "方案", "provenance": "plan"})],
    "measure": [(SECTIONS["measures"], {"zh": "处数", "en": "spots", "unit": "处"})],
    "circumstance": [(SECTIONS["circumstances"], {"zh": "来源", "values": {"media": "媒体"}})],
    "area, zone, site type, kind": [(Term, {"zh": "市"})],
    "unit": [(Unit, {"zh": "区", "kind": "district"})],
    "assessment": [(SECTIONS["assessments"], {"zh": "文明", "en": "civilized", "office": "文明办", "items": {}, "score": {"total": {"given": 100, "by": "统计局"}}})],
    "item": [(Item, {"zh": "环境", "full": 50})],
    "given, rate, met": [(Given, {"given": 100, "by": "统计局"}), (Rate, {"rate": "done", "out_of": "due", "by": "统计局"}), (Met, {"met": "site"})],
    "sheet, mean, blend, sum": [(Sheet, {"full": 100}), (Mean, {"over": "site", "of": "sheet"}), (Blend, {"weights": {"a": 100}}), (Sum, {"sum": ["a"]})],
    "gate, bonus": [(Gate, {"of": "a", "at_least": "60 %"}), (RankBonus, {"of": "a", "places": [1]}), (StepBonus, {"of": "a", "above": "90 分", "each": 1, "per": "5 分", "at_most": 2})],
    "carry": [(Carry, {"bottom": 1, "periods": 2})],
    "crosswalk": [(SECTIONS["crosswalks"], {"zh": "对照", "en": "sites", "hosts": ["urban"]})],
    "ruling": [(Ruling, dict.fromkeys(("members", "standard", "clause", "why")))],
    "variant": [(SECTIONS["variants"], {"zh": "镇", "en": "towns"})],
}


@pytest.mark.parametrize("label", LEAST)
def test_what_may_be_left_out(label):
    """What the page says is required is enough, and a table without one of it is refused."""
    (cell,) = [row[1] for row in table("where | required | left out") if row[0] == label]

    assert {key for _, least in LEAST[label] for key in least} == names(cell)
    for kind, least in LEAST[label]:
        coded = {"code": "x"} if kind in (*SECTIONS.values(), Term, Unit, Item) else {}
        refused = {key for key in least if told(kind, {**coded, **{name: value for name, value in least.items() if name != key}})}

        assert least.keys() - {key for of, key in OTHERWISE if of is kind} == refused
        assert [] == told(kind, {**coded, **least}) or kind is Ruling  # whose words are those of a rule set


def test_the_columns_of_the_rule_sets_tables():
    """The page lists the columns of `indicators.csv`, `crosswalk.csv` and `overlay.csv`, and no other."""
    indicators, lines = PAGE.partition("## indicators.csv")[2].partition("## crosswalk.csv")[0], PAGE.partition("## overlay.csv")[2]
    (matches,) = re.findall("^crosswalk,.*$", PAGE, re.MULTILINE)
    (row,) = [row for row in table("where | required | left out") if row[0] == "row of an indicator"]

    assert [*tables.COLUMNS, *tables.TARIFF, "clauses"] == sorted(column(indicators), key=[*tables.COLUMNS, *tables.TARIFF, "clauses"].index)
    assert "all but `each` to `clauses`" == row[1]
    assert tables.MATCH == tuple(matches.split(","))
    assert tables.LINE == tuple(column(lines))


def column(text):
    """Return the names in the first column of the first table of a text."""
    body = text.partition("| --- | --- |\n")[2].partition("\n\n")[0]
    return [name for line in body.splitlines() for name in re.findall("`([^`]+)`", line.split(" | ")[0])]


def test_the_keys_of_an_overlay(tmp_path):
    """The page names every key at the top of an overlay's `ruleset.toml`: its head, and what it adds."""
    (tmp_path / TOML).write_text('format = 1\nbase = "changzhou-2022"\n' + "".join(f"{word} = 0\n" for word in sorted(CANDIDATES - {"format", "base", *SECTIONS, "tariffs", "rulings"})), encoding="utf-8")
    with pytest.raises(ts.Refused) as caught:
        ts.load_overlay(tmp_path)
    unknown = {str(problem.reason.value) for problem in caught.value.exceptions if getattr(problem.reason, "expected", "")[1:] == ("a known key",)}
    text = PAGE.partition("## overlay.csv")[2].partition("| line |")[0]

    assert CANDIDATES - unknown - {*SECTIONS, "tariffs", "rulings"} == {"format", "base", "base_version", "code", "version", "zh", "en", "notice_zh", "notice_en", "valid"}
    assert CANDIDATES - unknown - set(tables.WORDS) | {"tariffs"} <= names(text)


@pytest.mark.parametrize(("label", "of"), [("areas", survey_tables.AREAS), ("units", survey_tables.UNITS), ("sites", survey_tables.SITES), ("observations", survey_tables.OBSERVATIONS)])
def test_the_columns_of_a_survey(label, of):
    """The page lists the columns of each file of a survey, and which may be left out; JSON has the same keys, but for those of the outcome."""
    (row,) = [row for row in table("file | columns | columns that may be left out") if row[0] == label]
    json = accepted(of.kind) | ({"code"} if of.kind in (Term, Unit) else set())

    assert (set(of.columns), set(of.optional)) == (keys(row[1]), keys(row[2]))
    assert json == {*of.columns, *of.optional} - {"values", "reason"}


def test_the_keys_of_an_outcome_and_a_finding():
    """The page names every key of an outcome, of a finding and of an event in its life, and no other."""
    rows = table("key of a finding | meaning | left out")
    (life,) = [row[1] for row in rows if row[0] == "`life`"]

    assert accepted(survey_converter._OutcomeEntry) <= names(PAGE.partition("The keys of JSON are")[2].partition("\n\n")[0])
    assert accepted(Finding) == {key for row in rows for key in names(row[0])}
    assert accepted(Event) == names(life)
    assert {"id", "measure"} == {str(reason.value) for reason in told(Finding, {})}


def called(name):
    """Return how the page writes a call of a public function, with the arguments that it needs; a dash where there is none."""
    if name not in PUBLIC:
        return "—"
    needed = [one.name for one in signature(getattr(PUBLIC[name], name)).parameters.values() if one.default is one.empty]
    return f"`{name}({', '.join(needed)})`"


def test_everything_that_is_written_is_listed():
    """The page lists how each thing is written by a `write_…` function, and read by a `load_…`, with the arguments that either needs; workbooks have a page of their own."""
    listed = {row[0]: (row[2], row[3]) for row in table("what | ending | written by | read by")}
    things = {name.partition("_")[2] for name in PUBLIC if name.startswith(("write_", "load_")) and PUBLIC[name] is not ts.desk}

    assert {name: (called(f"write_{name}"), called(f"load_{name}")) for name in things} == listed
