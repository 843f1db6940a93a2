"""Areas, units, sites and observations in and out: every way to write them wrong, all at once, and nothing loaded."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from samples import TINY, lacking
from tristandard.basics import shown
from tristandard.basics.errors import BadValue, Refused, TristandardError
from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation
from tristandard.basics.place import Site
from tristandard.basics.terms import Term, Unit
from tristandard.checks.contradictions import contradictions
from tristandard.codec.bad_input import BadInput
from tristandard.codec.folder import load_ruleset
from tristandard.codec.reader import Reader
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

RULES = load_ruleset(TINY)
LOAD = {
    "areas": load_areas,
    "units": load_units,
    "sites": lambda path, **more: load_sites(path, RULES, **more),
    "observations": lambda path, **more: load_observations(path, RULES, **more),
}
WRITE = {"areas": write_areas, "units": write_units, "sites": write_sites, "observations": lambda things, path: write_observations(things, path, RULES)}
FILES = ["areas.csv", "units.csv", "sites.csv", "observations.csv", "observations.json"]
NOT_EXACT = 'is not an exact number; write a plain decimal such as "0.5", or a fraction such as "5/3"'
NOT_SPOTS = NOT_EXACT.replace("number", "number for litter.spots")
OUTCOME = "write values (or findings) with measured, or a reason with not_applicable or not_measured, and nothing else"


def kind(name):
    return name.partition(".")[0]


def refusal(folder, name, old, new):
    """Return the message with which a changed file is refused."""
    text = (TINY / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TristandardError) as caught:
        LOAD[kind(name)](folder / name)
    return str(caught.value)


def refused_json(folder, name, text):
    """Return the message with which a JSON text is refused."""
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(TristandardError) as caught:
        LOAD[kind(name)](folder / name)
    return str(caught.value)


def site_json(**more):
    """Return a site as JSON text, with some of it as it is given."""
    given = {"code": '"s1"', "area": '"320412"', "zone": '"built_up"', "site_type": '"road"', **more}
    return "[{" + ", ".join(f'"{key}": {value}' for key, value in given.items()) + "}]"


def test_sites():
    """Sites stand in areas, zones and types by their paths, and name their units with shares."""
    one, two, three = LOAD["sites"](TINY / "sites.csv")

    assert (one.point, one.units, one.external, two.units, three.units) == (
        (("320400", "320412"), ("built_up",), ("road", "main_road")),
        (("320412", Fraction(1, 5)), ("hutang", Fraction(4, 5))),
        {"grid": "0423", "part": "0101"},
        (("hutang", Fraction(1)),),
        (),
    )


def test_areas_and_units_extend_a_rule_set():
    """A user's own areas and units load for `RuleSet.extended`."""
    rules = RULES.extended(load_areas(TINY / "areas.csv"), load_units(TINY / "units.csv"))

    assert (rules.paths["area"]["320412001"], rules.units["niutang"].external, contradictions(rules)) == (("320400", "320412", "320412001"), {"grid": "0423"}, [])


def test_observations():
    """Values stand in cells by measure, or alone where the indicator asks about one; the other states say why."""
    outcomes = [observation.outcome for observation in LOAD["observations"](TINY / "observations.csv")]

    assert outcomes == [
        Measured({"litter.spots": 12}),
        Measured({"lamps.lit": Fraction(193, 2)}),
        Measured({"ads.density": Fraction(5, 3), "notice.form": {"panel", "board"}}),
        Measured({"toilet.grade": "B"}),
        NotMeasured("道路施工"),
        NotApplicable("窗口关闭"),
    ]


def test_findings():
    """JSON holds findings, whose number is the value."""
    first, second, third = LOAD["observations"](TINY / "observations.json")
    finding = first.outcome.findings[0]

    assert (first.outcome.values, finding.unit, finding.circumstances, finding.evidence, second.outcome.values[0], third.outcome) == (
        (("litter.spots", Fraction(2)),),
        "hutang",
        (("found_by", "city"),),
        "photo:1",
        ("ads.density", Fraction(5, 3)),
        NotMeasured("道路施工"),
    )


@pytest.mark.parametrize("suffix", [".csv", ".json"])
@pytest.mark.parametrize("name", FILES)
def test_what_is_written_reads_back(tmp_path, name, suffix):
    """Things read back equal from either kind of file, and write again the same bytes; findings need JSON."""
    things, path = LOAD[kind(name)](TINY / name), tmp_path / f"out{suffix}"
    if (name, suffix) == ("observations.json", ".csv"):
        with pytest.raises(Refused) as caught:
            WRITE["observations"](things, path)
        assert (lacking(str(caught.value), "out.csv, team 7: 'findings' is not something that a table holds; write observations with findings to a path that ends in .json"), path.exists()) == ([], False)
        return
    WRITE[kind(name)](things, path)
    once, back = path.read_bytes(), LOAD[kind(name)](path)
    WRITE[kind(name)](reversed(back), path)

    assert (set(back), path.read_bytes()) == (set(things), once)


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("sites.csv", "hutang 0.8", "hutang 0.7", "sites.csv, row 2: the units of site 's1' answer for 320412 0.2 + hutang 0.7 = 0.9, not 1; let positive shares add up to exactly 1, or name no unit"),
        ("sites.csv", "320412 0.2; hutang 0.8", "320412 -0.2; hutang 1.2", "sites.csv, row 2: the units of site 's1' answer for 320412 -0.2 + hutang 1.2 = 1, not 1"),
        ("sites.csv", "320412 0.2; hutang 0.8", "320412; hutang", "answer for 320412 1 + hutang 1 = 2, not 1"),
        ("sites.csv", "hutang 0.8", "hutang nan", f"sites.csv, row 2, column units: 'nan' {NOT_EXACT}"),
        ("sites.csv", "hutang 0.8", "hutang 80%", f"sites.csv, row 2, column units: '80%' {NOT_EXACT}"),
        ("sites.csv", "320412 0.2", "hutang 0.2", "sites.csv, row 2: ['hutang', 'hutang'] is not a list of the units of site 's1'; name each unit once, with its whole share"),
        ("sites.csv", "和平路", '"和平路\n第 1 名"', "sites.csv, row 2, column zh: '和平路\\n第 1 名' is not a text on one line for `zh` (Site); take out the line break U+000A"),
        ("sites.csv", "和平路", "和平\u200b路", "sites.csv, row 2, column zh: '和平\\u200b路' is not a text on one line for `zh` (Site); take out U+200B ZERO WIDTH SPACE"),
        ("sites.csv", "hutang 0.8", "hutan 0.8", "sites.csv, row 2, column units: 'hutan' is not a declared unit; declare it in the rule set, or add it with RuleSet.extended, or mend the code (did you mean hutang?)"),
        ("sites.csv", "built_up", "bult_up", "sites.csv, row 2, column zone: 'bult_up' is not a declared zone; declare it in the rule set, or mend the code (did you mean built_up?)"),
        ("sites.csv", "built_up", "", "sites.csv, row 2, column zone: '' is not a declared zone"),
        ("sites.csv", "320412,built", "320499,built", "sites.csv, row 2, column area: '320499' is not a declared area"),
        ("sites.csv", "main_road", "man_road", "sites.csv, row 2, column site_type: 'man_road' is not a declared site type; declare it in the rule set, or mend the code (did you mean main_road or road?)"),
        ("sites.csv", "s1,", ",", "sites.csv, row 2, column code: '' is not a code for `code` (Site)"),
        ("sites.csv", "s1,", "点位1,", "sites.csv, row 2, column code: '点位1' is not a code for `code` (Site)"),
        ("sites.csv", "s2", "s1", "sites.csv, row 3: 's1' is not a code of its own; row 2 has it too; give each its own, or drop one"),
        ("sites.csv", "grid=0423;", "grid;", "sites.csv, row 2, column external: 'grid' is not a name=value pair; write \"name=value; name=value\", each name once"),
        ("sites.csv", "zh", "name", "sites.csv, row 1: 'name' is not a known column; use code, area, zone, site_type, units, zh, external"),
        ("sites.csv", "area,", "", "is not a head with the columns area; add them"),
        ("sites.csv", "area,", "area,area,", "sites.csv, row 1: 'area' is not a column that stands once; drop one of the two"),
        ("sites.csv", "s3", "s3,x", "sites.csv, row 4: 's3, x, 办事大厅, 320412, built_up, hall, , ' is not a row of 7 cells, it has 8"),
        ("areas.csv", "湖塘镇", "", "areas.csv, row 2, column zh: '' is not a text for `zh` (Term); write one that is not blank"),
        ("areas.csv", "320412002", "320412001", "areas.csv, row 3: '320412001' is not a code of its own; row 2 has it too"),
        ("units.csv", "town", "", "units.csv, row 2, column kind: '' is not a code for `kind` (Unit)"),
        ("units.csv", "grid=0423", "grid", "units.csv, row 2, column external: 'grid' is not a name=value pair"),
        ("units.csv", "grid=0423", "'=0423", "units.csv, row 2, column external: '=0423' is not a name=value pair"),
        ("observations.csv", ",12,", ",-3,", "observations.csv, row 2, column values: '-3' is not a value of litter.spots; give a whole number from 0 in 处"),
        ("observations.csv", ",12,", ",1.5,", "observations.csv, row 2, column values: '1.5' is not a value of litter.spots; give a whole number from 0 in 处"),
        ("observations.csv", ",12,", ",12 %,", "observations.csv, row 2, column values: '%' is not a unit that converts to 处 for litter.spots; write the value in 处"),
        ("observations.csv", ",12,", ",nan,", f"observations.csv, row 2, column values: 'nan' {NOT_SPOTS}"),
        ("observations.csv", ",12,", ",1e999999999,", "observations.csv, row 2, column values: 'e999999999' is not a unit that converts to 处 for litter.spots; write the value in 处"),
        ("observations.csv", ",12,", ",,", f"observations.csv, row 2, column values: '' {NOT_SPOTS}"),
        ("observations.csv", ",12,", ",litter.spot=1,", "observations.csv, row 2, column values: 'litter.spot' is not a declared measure; declare it in the rule set, or mend the code (did you mean litter.spots?)"),
        ("observations.csv", ",12,", ",litter.spots=1; litter.spots=2,", "observations.csv, row 2, column values: 'litter.spots=2' is not a name=value pair"),
        ("observations.csv", "96.5 %", "101 %", "observations.csv, row 3, column values: '101' is not a value of lamps.lit; give a number from 0 to 100 in %"),
        ("observations.csv", ",B,", ",D,", "observations.csv, row 5, column values: 'D' is not a value of toilet.grade; give one of C, B, A"),
        ("observations.csv", "{panel, board}", "{panel, bord}", "observations.csv, row 4, column values: {'bord', 'panel'} is not a value of notice.form; give forms out of {banner, board, panel}"),
        ("observations.csv", "measured,12", "measrued,12", f"observations.csv, row 2, column outcome: 'measrued' is not an outcome; {OUTCOME}"),
        ("observations.csv", "measured,12", "已测,12", f"observations.csv, row 2, column outcome: '已测' is not an outcome; {OUTCOME}"),
        ("observations.csv", ",12,", ",12 ％,", "observations.csv, row 2, column values: '％' is not a unit that converts to 处 for litter.spots; write the value in 处; write half-width characters: % for ％"),
        ("observations.csv", ",12,", ",litter=12,", "observations.csv, row 2, column values: 'litter' is not a declared measure; declare it in the rule set, or mend the code (did you mean litter.spots?)"),
        ("observations.csv", "道路施工", "", "observations.csv, row 6, column reason: '' is not a text for `reason` (NotMeasured); write one that is not blank"),
        ("observations.csv", ",12,,", ",12,雨,", f"observations.csv, row 2, column outcome: ['measured', 'reason'] is not an outcome; {OUTCOME}"),
        ("observations.csv", ",not_measured,,", ",not_measured,3,", f"observations.csv, row 6, column outcome: ['not_measured', 'values'] is not an outcome; {OUTCOME}"),
        ("observations.csv", "2022-05-11", "2022-5-11", "observations.csv, row 2, column made: '2022-5-11' is not a date; write 2022-05-11"),
        ("observations.csv", "2022-05-11", "2022/5/1", "observations.csv, row 2, column made: '2022/5/1' is not a date; write 2022-05-01"),
        ("observations.csv", "2022-05-11", "2022年5月11日", "observations.csv, row 2, column made: '2022年5月11日' is not a date; write 2022-05-11"),
        ("observations.csv", "2022-05-11", "2022/5/32", "observations.csv, row 2, column made: '2022/5/32' is not a date; write year-month-day, such as 2022-05-10, without an hour"),
        ("observations.csv", "2022-05-11", "2022-05-11T08:00", "observations.csv, row 2, column made: '2022-05-11T08:00' is not a date; write year-month-day, such as 2022-05-10, without an hour"),
        ("observations.csv", "civilized.litter", "civilized.liter", "observations.csv, row 2, column indicator: 'civilized.liter' is not a declared indicator; declare it in the rule set, or mend the code (did you mean civilized.litter"),
        ("observations.csv", "team,1,1", "team,1,x", "observations.csv, row 2, column revision: 'x' is not a whole number; write digits only, without quotes"),
        ("observations.csv", "team,1,1", "team,1,-1", "observations.csv, row 2, column revision: '-1' is not a whole number"),
        ("observations.csv", "team,1,1", "team,,1", "observations.csv, row 2, column id: '' is not a text for `id` (Observation); write one that is not blank"),
        ("observations.csv", "team,2,1", "team,1,1", "observations.csv, row 3: ('team', '1', 1) is not a code of its own; row 2 has it too; give each its own, or drop one"),
        ("observations.json", ": 2 }", ": 2.5 }", "observations.json, entry 1.outcome.measured: 2.5 is not a value of litter.spots; give a whole number from 0 in 处"),
        ("observations.json", ": 2 }", ": -2 }", "observations.json, entry 1.outcome.measured: -2 is not a value of litter.spots; give a whole number from 0 in 处"),
        ("observations.json", ": 2 }", ": true }", f"observations.json, entry 1.outcome.measured: true {NOT_SPOTS}"),
        ("observations.json", ": 2 }", ": null }", f"observations.json, entry 1.outcome.measured: null {NOT_SPOTS}"),
        ("observations.json", ": 2 }", ": NaN }", f"observations.json, entry 1.outcome.measured: NaN {NOT_SPOTS}"),
        ("observations.json", ": 2 }", ": 1e999999999 }", f"observations.json, entry 1.outcome.measured: 1E+999999999 {NOT_SPOTS}"),
        ("observations.json", ": 2 }", ": 3 }", "observations.json, entry 1.outcome: 3 is not the number of findings of litter.spots; there are 2; leave the value out, or mend it"),
        ("observations.json", '{ "litter.spots": 2 }', "[2]", "observations.json, entry 1.outcome.measured: [2] is not a table of values; write { \"measure\": value, … }"),
        ("observations.json", '"f2"', '"f1"', "observations.json, entry 1.outcome: ['f1', 'f1'] is not a list of findings; give each finding an id of its own"),
        ("observations.json", '"id": "f2", "measure": "litter.spots"', '"id": "f2", "measure": "litter.spot"', "observations.json, entry 1.outcome: 2 is not the number of findings of litter.spots; there are 1"),
        ("observations.json", '"unit": "hutang"', '"unit": "hutan"', "observations.json, entry 1.outcome.findings, entry 1.unit: 'hutan' is not a declared unit; declare it in the rule set, or add it with RuleSet.extended, or mend the code (did you mean hutang?)"),
        ("observations.json", '"place"', '"palce"', "observations.json, entry 1.outcome.findings, entry 1: 'palce' is not a known key; mend it, or take it out"),
        ("observations.json", '"city" }', "3 }", "observations.json, entry 1.outcome.findings, entry 1.circumstances.found_by: 3 is not text; write it in quotes"),
        ("observations.json", '{ "found_by": "city" }', "[3]", "observations.json, entry 1.outcome.findings, entry 1.circumstances: [3] is not a table"),
        ("observations.json", '"道路施工" }', '"道路施工", "not_applicable": "雨" }', f"observations.json, entry 3.outcome: ['not_applicable', 'not_measured'] is not one outcome; {OUTCOME}"),
        ("observations.json", '"道路施工" }', '"道路施工", "findings": [{ "id": "x", "measure": "litter.spots" }] }', f"observations.json, entry 3.outcome: ['findings', 'not_measured'] is not one outcome; {OUTCOME}"),
        ("observations.json", '{ "not_measured": "道路施工" }', "{}", f"observations.json, entry 3.outcome: [] is not one outcome; {OUTCOME}"),
        ("observations.json", '{ "not_measured": "道路施工" }', "null", f"observations.json, entry 3.outcome: null is not an outcome; {OUTCOME}"),
        ("observations.json", '"道路施工"', "3", "observations.json, entry 3.outcome.not_measured: 3 is not text; write it in quotes"),
        ("observations.json", '["panel"]', '[["panel"]]', "observations.json, entry 2.outcome.measured: [['panel']] is not a value of notice.form; give forms out of {banner, board, panel}"),
        ("observations.json", '"revision": 2', '"revision": true', "observations.json, entry 1.revision: true is not a whole number"),
        ("observations.json", '"revision": 2', '"revision": -2', "observations.json, entry 1: -2 is not the revision of report '7'; write a whole number from 1"),
        ("observations.json", '"site": "s2"', '"site": 2', "observations.json, entry 3.site: 2 is not text; write it in quotes"),
        ("observations.json", '"site": "s2"', '"sit": "s2"', "observations.json, entry 3: 'sit' is not a known key; mend it, or take it out"),
        ("observations.json", '"id": "9"', '"id": "8"', "observations.json, entry 3: ('team', '8', 1) is not a code of its own; entry 2 has it too; give each its own, or drop one"),
        ("observations.json", '"id": "9",', '"id": "9", "id": "9",', "observations.json, entry 3: 'id' is not a key that stands once; it has the values '9' and '9': keep one of them"),
        ("observations.json", '"revision": 2', '"revision": ' + "2" * 5000, "observations.json, entry 1.revision: '2222"),
        ("observations.json", '"id": "9",', '"id": "9"', "is not JSON (Expecting ',' delimiter); mend the line"),
    ],
)
def test_each_mistake(tmp_path, name, old, new, message):
    """Each mistake names file, row or entry, column or key, value, what was expected and what to do."""
    assert lacking(refusal(tmp_path, name, old, new), message) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}", "sites.json: '{}' is not a list; write [ {…}, {…} ]"),
        ("[3, null]", "sites.json, entry 1: 3 is not a table; write { key = value, … }"),
        (site_json(code="1"), "sites.json, entry 1.code: 1 is not text; write it in quotes"),
        (site_json(area="320412"), "sites.json, entry 1.area: 320412 is not a declared area"),
        (site_json(zone='["built_up"]'), "sites.json, entry 1.zone: ['built_up'] is not a declared zone"),
        (site_json(site_type="null"), "sites.json, entry 1.site_type: null is not a declared site type"),
        (site_json(units='["hutang"]'), "sites.json, entry 1.units: ['hutang'] is not a table; write { key = value, … }"),
        (site_json(units='{"hutang": -Infinity}'), f"sites.json, entry 1.units.hutang: -Infinity {NOT_EXACT}"),
        (site_json(units='{"hutang": 0.9}'), "sites.json, entry 1: the units of site 's1' answer for hutang 0.9 = 0.9, not 1"),
        (site_json(units='{"hutan": 0.2, "wujin": 0.8}'), "sites.json, entry 1.units: 'wujin' is not a declared unit"),
        (site_json(external="[1]"), "sites.json, entry 1.external: [1] is not a table"),
        (site_json(external='{"": "423"}'), "sites.json, entry 1.external: '' is not a name in `external` (Site); name what '423' is: a=b"),
        (site_json(external='{"grid": 423}'), "sites.json, entry 1.external.grid: 423 is not text; write it in quotes"),
        (site_json(colour='"red"'), "sites.json, entry 1: 'colour' is not a known key; mend it, or take it out"),
        ("[" * 100, "sites.json, line 1: "),
        ("[" * 100 + "]" * 100, "sites.json: 'nested deeper than 20' is not a depth that is read here"),
    ],
)
def test_each_mistake_of_sites_in_json(tmp_path, text, message):
    """A JSON file is as strict as a table."""
    assert lacking(refused_json(tmp_path, "sites.json", text), message) == []


@pytest.mark.parametrize("findings", ["litter.spot", "toilet.grade", "notice.form"])
def test_findings_of_what_is_not_counted(tmp_path, findings):
    """A finding names a declared measure that is a count; grades and forms are not counted."""
    text = f'[{{"source": "a", "id": "1", "site": "s1", "indicator": "civilized.litter", "made": "2022-05-11", "outcome": {{"measured": {{}}, "findings": [{{"id": "f", "measure": "{findings}"}}]}}}}]'

    assert lacking(refused_json(tmp_path, "observations.json", text), "observations.json, entry 1.outcome: ", findings, "(1 to mend)") == []


@pytest.mark.parametrize("wrong", ["nobody.{0:.0f}", "nobody.{0}"])
def test_a_wrong_code_in_every_row(tmp_path, monkeypatch, wrong):
    """Codes that are near are looked up once for each mistake, and only while there are few: a mistake in every row is told in seconds."""
    asked = []
    near = shown.get_close_matches
    monkeypatch.setattr(shown, "get_close_matches", lambda code, known, most: asked.append(len(known)) or near(code, known, most))
    table = "code,area,zone,site_type,units\n" + "".join(f"s{place},320412,built_up,road,{wrong.format(place % 0.5 if wrong.endswith('f}') else place)}\n" for place in range(1000))
    (tmp_path / "sites.csv").write_text(table, encoding="utf-8")
    rules = RULES.extended(units=[Unit(code=f"u{place}", zh="区", kind="town") for place in range(500)])
    with pytest.raises(TristandardError) as caught:
        load_sites(tmp_path / "sites.csv", rules)

    assert (len(caught.value.exceptions), str(caught.value).count("nobody.")) == (1000, 1000)
    assert len([known for known in asked if known > 12]) <= 2 * 50


def test_all_mistakes_of_a_file(tmp_path):
    """Mistakes in several rows and several columns of one row are told together, in the order of the rows."""
    text = (TINY / "sites.csv").read_text(encoding="utf-8").replace("320412,built_up,main_road,320412 0.2", "320499,bult_up,man_road,nobody 0.2").replace("s3,", ",")
    (tmp_path / "sites.csv").write_text(text, encoding="utf-8")
    with pytest.raises(TristandardError) as caught:
        load_sites(tmp_path / "sites.csv", RULES)

    assert [line[4:].split(":")[0] for line in str(caught.value).splitlines()] == [
        "s.csv cannot be loaded (5 to mend)",
        "sites.csv, row 2, column area",
        "sites.csv, row 2, column site_type",
        "sites.csv, row 2, column units",
        "sites.csv, row 2, column zone",
        "sites.csv, row 4, column code",
    ]


def test_values_of_several_measures_are_named(tmp_path):
    """Where an indicator asks about two measures a bare value is refused with both names."""
    ruleset = (TINY / "indicators.csv").read_text(encoding="utf-8").replace("litter.spots <= 2 处", "litter.spots <= 2 处; lamps.lit >= 99 %").replace("urban.litter,looks", "urban.litter,looks")
    for name in ("ruleset.toml", "crosswalk.csv"):
        (tmp_path / name).write_bytes((TINY / name).read_bytes())
    (tmp_path / "indicators.csv").write_text(ruleset, encoding="utf-8")
    (tmp_path / "o.csv").write_text("source,id,site,indicator,made,outcome,values\na,1,s1,urban.litter,2022-05-11,measured,3\n", encoding="utf-8")
    with pytest.raises(TristandardError) as caught:
        load_observations(tmp_path / "o.csv", load_ruleset(tmp_path))

    assert lacking(str(caught.value), "o.csv, row 2, column values: '3' is not the values of 'urban.litter'; name each measure: lamps.lit=…; litter.spots=…") == []


def test_the_code_of_a_shared_indicator(tmp_path):
    """An observation may use the joined code of a shared indicator, whose measures are those of its members."""
    path = tmp_path / "o.csv"
    path.write_text("source,id,site,indicator,made,outcome,values\na,1,s1,civilized.litter+urban.litter,2022-05-11,measured,3\n", encoding="utf-8")

    assert load_observations(path, RULES)[0].outcome == Measured({"litter.spots": 3})


@pytest.mark.parametrize("name", ["areas", "units", "sites", "observations"])
def test_kinds_of_file(tmp_path, name):
    """A file of another kind is neither read nor written."""
    path = tmp_path / f"{name}.xlsx"
    path.write_bytes(b"PK")
    told = []
    for call in (LOAD[name], lambda target: WRITE[name]([], target)):
        with pytest.raises(BadInput) as caught:
            call(path)
        told.append(str(caught.value))

    assert told == [
        f"{name}.xlsx: '.xlsx' is not a kind of file that is read here; give a path that ends in .csv or .json",
        f"{name}.xlsx: '.xlsx' is not a kind of file that is written here; give a path that ends in .csv or .json",
    ]


@pytest.mark.parametrize("suffix", [".csv", ".json"])
@pytest.mark.parametrize("name", ["areas", "units", "sites", "observations"])
def test_a_huge_file(tmp_path, name, suffix):
    """A file of 200 MB given by mistake is refused by its size; whoever has more raises the limit."""
    path = tmp_path / f"big{suffix}"
    with path.open("wb") as sparse:
        sparse.truncate(200_000_000)
    with pytest.raises(BadInput) as caught:
        LOAD[name](path)

    assert str(caught.value) == f"big{suffix}: '200000000 bytes' is not a file of at most 160000000 bytes; check that it is the file you meant; split it if it is"


def test_a_limit_of_ones_own(tmp_path):
    """The limit is a keyword."""
    with pytest.raises(BadInput, match="is not a file of at most 10 bytes"):
        load_areas(TINY / "areas.csv", limit=10)
    (tmp_path / "a.json").write_text("[]", encoding="utf-8")

    assert load_areas(tmp_path / "a.json", limit=10) == ()


@pytest.mark.parametrize("name", ["gb18030", "GB18030", "gbk", "GBK", "gb2312"])
def test_tables_in_gb18030(tmp_path, name):
    """A table saved in GB18030 loads equal when the encoding is named, by whichever of its usual names."""
    (tmp_path / "sites.csv").write_bytes((TINY / "sites.csv").read_text(encoding="utf-8").encode("gb18030"))

    assert load_sites(tmp_path / "sites.csv", RULES, encoding=name) == LOAD["sites"](TINY / "sites.csv")


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_formula_cells(tmp_path, suffix):
    """Labels and ids that a spreadsheet would take for formulas come back as they were."""
    path = tmp_path / f"s{suffix}"
    site = Site(code="-s1", zh="=HYPERLINK(1)", area=("320400", "320412"), zone=("village",), site_type=("road",), external={"@case": "+86"})
    write_sites([site], path)

    assert load_sites(path, RULES) == (site,)


def test_what_a_table_cannot_hold(tmp_path):
    """External ids that a cell would tear apart are not written to a table; each is told with its place."""
    some = [{"external": {"case": "17; 18"}}, {"external": {"a=b": "1"}}]
    with pytest.raises(Refused) as caught:
        write_sites([Site(code=f"s{place}", area=("320400",), zone=("village",), site_type=("road",), **more) for place, more in enumerate(some)], tmp_path / "s.csv")
    told = [str(problem).split(" is not")[0] for problem in caught.value.exceptions]

    assert (told, list(tmp_path.iterdir())) == (["s.csv, s0: 'case=17; 18'", "s.csv, s1: 'a=b=1'"], [])


def observed(**more):
    return Observation(**{"source": "a", "id": "1", "site": "s", "indicator": "civilized.litter", "made": date(2022, 5, 11), "outcome": Measured({"litter.spots": 3}), **more})


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_what_is_given_twice_is_written_once(tmp_path, suffix):
    """The same report twice is one report; two that differ under one name are not written, for loading would refuse them."""
    path = tmp_path / f"o{suffix}"
    write_observations([observed(), observed()], path, RULES)
    with pytest.raises(Refused) as caught:
        write_observations([observed(), observed(site="s2")], path, RULES)

    assert load_observations(path, RULES) == (observed(),)
    assert lacking(str(caught.value), f"o{suffix}: ('a', '1', 1) is not a code of its own; two that differ have it; give each its own, or drop one") == []


def test_a_measurement_without_values(tmp_path):
    """What a table would read as something else is not written to one, and the other mistakes are told beside it."""
    with pytest.raises(Refused) as caught:
        write_observations([observed(outcome=Measured()), observed(id="2", external={"a": ";"})], tmp_path / "o.csv", RULES)

    assert [str(problem) for problem in caught.value.exceptions] == [
        "o.csv, a 1: {} is not a measured outcome that a table holds; give a value, or write to a path that ends in .json",
        "o.csv, a 2: 'a=;' is not a list of pairs that a cell can hold; take out \";\", \"=\" and blanks around names and values, or write to a path that ends in .json",
    ]


def test_merged_rules_are_no_rule_set():
    """Sites name the words of a rule set; the merged rules in its place are refused."""
    with pytest.raises(BadValue) as caught:
        load_sites(TINY / "sites.csv", merge(RULES))

    assert lacking(str(caught.value), "is not a value of the kind RuleSet; give one RuleSet") == []


def test_what_is_no_site(tmp_path):
    """Only sites are written as sites."""
    with pytest.raises(Refused) as caught:
        write_sites([observed()], tmp_path / "s.csv")

    assert lacking(str(caught.value), "is not a value of the kind Site (entry 1); give one Site") == []


@pytest.mark.parametrize("encoding", ["gb18030", "latin-1", ""])
def test_json_has_one_encoding(tmp_path, encoding):
    """An encoding that is named for JSON would be passed over: it is refused."""
    with pytest.raises(BadInput) as caught:
        load_observations(TINY / "observations.json", RULES, encoding=encoding)

    assert str(caught.value) == f"observations.json, encoding: {encoding!r} is not the encoding of JSON; JSON is always UTF-8: leave the encoding out"


def test_json_holds_what_a_table_cannot(tmp_path):
    """JSON holds the same without a loss."""
    site = Site(code="s", zh="路", area=("320400",), zone=("village",), site_type=("road",), external={"case": "17; 18"})
    write_sites([site], tmp_path / "s.json")

    assert load_sites(tmp_path / "s.json", RULES) == (site,)


def test_a_rate_that_no_decimal_ends(tmp_path):
    """Five per 300 m reads back exactly from a table and from JSON."""
    observation = Observation(source="a", id="1", site="s", indicator="civilized.notices", made=date(2022, 5, 11), outcome=Measured({"ads.density": Fraction(5, 3)}))
    for suffix in (".csv", ".json"):
        write_observations([observation], tmp_path / f"o{suffix}", RULES)

    assert [load_observations(tmp_path / f"o{suffix}", RULES) for suffix in (".csv", ".json")] == [(observation,), (observation,)]


def test_terms_without_a_parent(tmp_path):
    """In JSON a parent may be null, in a table empty."""
    (tmp_path / "a.json").write_text('[{"code": "1", "zh": "一", "parent": null}]', encoding="utf-8")
    (tmp_path / "a.csv").write_text("code,zh,parent\n1,一,\n", encoding="utf-8")

    assert load_areas(tmp_path / "a.json") == load_areas(tmp_path / "a.csv") == (Term(code="1", zh="一"),)


def test_units_with_codes_of_other_systems(tmp_path):
    """Units keep the codes of other systems in either kind of file."""
    unit = Unit(code="u", zh="镇", kind="town", external={"grid": "0423"})
    for suffix in (".csv", ".json"):
        write_units([unit], tmp_path / f"u{suffix}")

    assert [load_units(tmp_path / f"u{suffix}") for suffix in (".csv", ".json")] == [(unit,), (unit,)]


def test_an_observation_without_findings_of_a_unit(tmp_path):
    """A finding may name no unit, and an observation other findings than values."""
    observation = Observation(
        source="a",
        id="1",
        site="s",
        indicator="civilized.litter",
        made=date(2022, 5, 11),
        outcome=Measured(findings=[Finding(id="f", measure="litter.spots")]),
    )
    write_observations([observation], tmp_path / "o.json", RULES)
    (tmp_path / "null.json").write_text((tmp_path / "o.json").read_text(encoding="utf-8").replace('"id": "f",', '"id": "f", "unit": null,'), encoding="utf-8")

    assert (load_observations(tmp_path / "o.json", RULES), load_observations(tmp_path / "null.json", RULES)) == ((observation,), (observation,))


@pytest.mark.parametrize(
    ("told", "ways"),
    [
        ("0.97", '"97 %" or "0.97 %"'),
        ("1", '"100 %" or "1 %"'),
        ("1.0", '"100 %" or "1 %"'),
        ("0.005", '"0.5 %" or "0.005 %"'),
        ("97/100", '"97 %" or "0.97 %"'),
        ("1/3", '"100/3 %" or "1/3 %"'),
        ("193/2", '"96.5 %"'),
    ],
)
def test_a_share_without_its_sign(tmp_path, told, ways):
    """What a spreadsheet makes of 97 % is not read as 0.97 %: a table and JSON that leave the sign out are refused with both ways to write it."""
    row = '[{"source": "a", "id": "1", "site": "s", "indicator": "urban.lamps", "made": "2022-05-11", "outcome": {"measured": {"lamps.lit": %s}}}]'
    files = {
        "one.csv": f"source,id,site,indicator,made,outcome,values\na,1,s,urban.lamps,2022-05-11,measured,{told}\n",
        "named.csv": f"source,id,site,indicator,made,outcome,values\na,1,s,urban.lamps,2022-05-11,measured,lamps.lit={told}\n",
        "text.json": row % f'"{told}"',
        **({} if "/" in told else {"number.json": row % told}),
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        with pytest.raises(Refused) as caught:
            load_observations(tmp_path / name, RULES)

        assert f"is not a share with its sign, of lamps.lit; write {ways}, whichever was meant" in str(caught.value)


@pytest.mark.parametrize(("told", "share"), [("0.97 %", "0.97"), ("1/3 %", "1/3"), ("97 %", "97"), ("97%", "97"), ("97", "97"), ("96.5", "96.5"), ("0", "0"), ("0.0", "0"), ("9.7 ‰", "0.97")])
def test_a_share_that_is_read(tmp_path, told, share):
    """A share with its sign is what it says; without one it is read from more than 1, or as none at all."""
    (tmp_path / "o.csv").write_text(f"source,id,site,indicator,made,outcome,values\na,1,s,urban.lamps,2022-05-11,measured,{told}\n", encoding="utf-8")

    assert (("lamps.lit", Fraction(share)),) == load_observations(tmp_path / "o.csv", RULES)[0].outcome.values


@pytest.mark.parametrize("share", ["0", "1/3", "0.97", "1", "97", "100"])
@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_a_share_is_written_with_its_sign(tmp_path, share, suffix):
    """The writer always writes the sign, and what it writes reads back equal."""
    held = observed(indicator="urban.lamps", outcome=Measured({"lamps.lit": Fraction(share)}))
    path = tmp_path / f"o{suffix}"
    write_observations([held], path, RULES)

    assert f"{share} %" in path.read_text(encoding="utf-8-sig")
    assert (held,) == load_observations(path, RULES)


def test_a_value_in_python_is_in_the_unit_of_its_measure():
    """What is given in Python has no spreadsheet behind it: 0.97 of a share in % is 0.97 %."""
    assert (("lamps.lit", Fraction("0.97")),) == Measured({"lamps.lit": Fraction("0.97")}).values


def test_a_measure_that_the_rules_do_not_declare_is_not_written(tmp_path):
    """Whatever is written loads under the rules given: a value of a measure that they do not know has no unit to be written in."""
    with pytest.raises(Refused) as caught:
        write_observations([observed(outcome=Measured({"litter.spot": 3}))], tmp_path / "o.json", RULES)

    assert lacking(str(caught.value), "o.json, a 1: observation '1' of 'a' names the measure 'litter.spot', which is not declared", "did you mean litter.spots?") == []


@pytest.mark.parametrize("cell", ["/", "／", "—", "——", "-", "N/A", "无", "不适用"])
@pytest.mark.parametrize("column", ["values", "outcome"])
def test_what_people_write_in_the_place_of_a_value(tmp_path, cell, column):
    """A stroke or a dash says that there is no value; the message names the two ways to say which."""
    cells = {"outcome": "measured", "values": "3", column: cell}
    (tmp_path / "o.csv").write_text(f"source,id,site,indicator,made,outcome,values\na,1,s,urban.litter,2022-05-11,{cells['outcome']},{cells['values']}\n", encoding="utf-8-sig")
    with pytest.raises(Refused) as caught:
        load_observations(tmp_path / "o.csv", RULES)

    assert [
        f"o.csv, row 2, column {column}: {cell!r} is not {'a value of litter.spots' if column == 'values' else 'an outcome'}; "
        "write not_applicable with the reason where the question does not arise, or not_measured with the reason where nobody looked"
    ] == [str(problem).replace("; write half-width characters: / for ／", "") for problem in caught.value.exceptions]


def test_a_stroke_for_several_values(tmp_path):
    """A stroke stands for all the values of an indicator that asks about several."""
    (tmp_path / "o.csv").write_text("source,id,site,indicator,made,outcome,values\na,1,s,civilized.litter+urban.lamps,2022-05-11,measured,/\n", encoding="utf-8-sig")
    with pytest.raises(Refused) as caught:
        load_observations(tmp_path / "o.csv", RULES)

    assert "'/' is not the values of 'civilized.litter+urban.lamps'; write not_applicable with the reason" in str(caught.value)


@pytest.mark.parametrize(
    ("cell", "way"),
    [("1,234 处", '"1234 处"'), ("1，234", '"1234"'), ("1 234 处", '"1234 处"'), ("12'345,678", '"12345678"'), ("+1,234.5 处", '"+1234.5 处"')],
)
def test_a_number_with_marks_between_its_digits(tmp_path, cell, way):
    """A number whose thousands are set apart is told how to be written, not that its tail is no unit."""
    (tmp_path / "o.csv").write_text(f'source,id,site,indicator,made,outcome,values\na,1,s,urban.litter,2022-05-11,measured,"{cell}"\n', encoding="utf-8-sig")
    with pytest.raises(Refused) as caught:
        load_observations(tmp_path / "o.csv", RULES)

    assert f"o.csv, row 2, column values: {cell!r} is not a number that is read for litter.spots; write its digits without marks or blanks between them: {way}" in str(caught.value)


def test_one_per_cent_beside_findings(tmp_path):
    """A share of 1 % beside findings of another measure is written with its sign and loads equal."""
    observation = Observation(
        source="a", id="1", site="s", indicator="civilized.litter", made=date(2022, 5, 11),
        outcome=Measured({"lamps.lit": 1}, [Finding(id="f1", measure="litter.spots")]),
    )  # fmt: skip
    write_observations([observation], tmp_path / "o.json", RULES)

    assert load_observations(tmp_path / "o.json", RULES) == (observation,)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"indicator": "urban.liter"}, "names the indicator 'urban.liter', which is not declared; declare it, or mend the code (did you mean urban.litter"),
        ({"indicator": "urban.litter+nothing"}, "names the indicator 'nothing', which is not declared"),
        ({"outcome": Measured((), [Finding(id="f", measure="litter.spots", unit="hutan")])}, "finding 'f' names the unit 'hutan', which is not declared; declare it, or mend the code (did you mean hutang?)"),
        ({"outcome": Measured((), [Finding(id="f", measure="litter.spots", circumstances={"by": "city"})])}, "finding 'f' names the circumstance 'by', which is not declared"),
        ({"outcome": Measured((), [Finding(id="f", measure="litter.spots", circumstances={"found_by": "me"})])}, "finding 'f' names the answer to found_by 'me', which is not declared"),
        ({"outcome": Measured((), [Finding(id="f", measure="lamps.lit")])}, "'lamps.lit' is not a measure that is counted (finding 'f')"),
        ({"outcome": Measured((), [Finding(id="f", measure="litter")])}, "names the measure 'litter', which is not declared"),
        ({"outcome": Measured({"litter.spots": "-3"})}, "'-3' is not a value of litter.spots"),
        ({"outcome": Measured({"toilet.grade": "D"})}, "'D' is not a value of toilet.grade; give one of C, B, A"),
    ],
)
def test_what_would_not_be_loaded_is_not_written(tmp_path, change, told):
    """A report in words that the rules do not declare is refused on the way out as on the way in."""
    report = observed(**change)
    with pytest.raises(Refused) as caught:
        write_observations([report, observed(id="2")], tmp_path / "o.json", RULES)

    assert (lacking(str(caught.value), "o.json cannot be written (1 to mend)", "o.json, a 1: ", told), list(tmp_path.iterdir())) == ([], [])


def test_several_unknown_words_are_told_together(tmp_path):
    """All that keeps a report from being loaded is told at once."""
    finding = Finding(id="f", measure="lamps.lit", unit="nobody", circumstances={"by": "city", "overdue": "yes"})
    with pytest.raises(Refused) as caught:
        write_observations([observed(indicator="urban.x", outcome=Measured((), [finding]))], tmp_path / "o.json", RULES)

    assert 4 == len(caught.value.exceptions)


def test_sites_are_written_as_the_rules_know_them(tmp_path):
    """A site whose path is not that of the tree is refused where the rules are given, for it would load as another; so is one of an unknown unit."""
    (good, *_) = load_sites(TINY / "sites.csv", RULES)
    write_sites([good], tmp_path / "s.csv", RULES)
    with pytest.raises(Refused) as caught:
        write_sites([evolve(good, area=("x", "320412")), evolve(good, code="s9", units="nobody")], tmp_path / "t.csv", RULES)

    assert (good,) == load_sites(tmp_path / "s.csv", RULES)
    assert lacking(str(caught.value), "t.csv, s1: 'x/320412' is not the path of the area '320412' in this rule set", "it is 320400/320412", "t.csv, s9: site 's9' names the unit 'nobody'") == []


@pytest.mark.parametrize(("cells", "told"), [
    ("litter.spots=3; lamps.lit=abc", "'abc' is not an exact number for lamps.lit;"),
    ("litter.spots=3 km; lamps.lit=95 %", "'km' is not a unit that converts to 处 for litter.spots;"),
    ("litter.spots=1,234; lamps.lit=95 %", "'1,234' is not a number that is read for litter.spots;"),
    ("litter.spots=3; lamps.lit=#REF!", "'#REF!' is not a value of lamps.lit; a spreadsheet shows it where a formula fails"),
])  # fmt: skip
def test_a_bad_value_says_of_which_measure(cells, told):
    """Of several values in one cell the one that cannot be read is told with its measure."""
    with pytest.raises(Refused) as caught:
        load_observations([{"source": "t", "id": "1", "site": "s1", "indicator": "civilized.litter", "made": "2022-05-10", "outcome": "measured", "values": cells}], RULES)

    assert f"rows, row 1, column values: {told}" in str(caught.value)


def test_codes_that_begin_as_formulas_do_survive(tmp_path):
    """What begins as a formula does is escaped in a table, and read back as it is: also the codes of other systems."""
    site = Site(code="s", area=("320400",), zone=("village",), site_type=("road",), external={"=case": "=17", "+": "-"})
    with pytest.raises(Refused):
        write_sites([site], tmp_path / "s.csv", RULES)
    kept = evolve(site, external={"+grid": "=17", "@": "-1"})
    write_sites([kept], tmp_path / "t.csv", RULES)

    assert (kept,) == load_sites(tmp_path / "t.csv", RULES)


@pytest.mark.parametrize("name", ["observations.csv", "observations.json"])
def test_rows_like_others_are_read_without_the_converter(name, tmp_path, monkeypatch):
    """The converter, which takes several times as long, reads the first of rows that differ in their ids, visits and codes alone."""
    told = [
        Observation(
            source="team", id=str(number), site="s1", indicator="civilized.litter", made=date(2022, 5, 11),
            outcome=Measured({"litter.spots": 3}), visit=f"v{number}", external={"case": str(number)},
        )
        for number in range(9)
    ]  # fmt: skip
    write_observations(told, tmp_path / name, RULES)
    read, take = [], Reader.take
    monkeypatch.setattr(Reader, "take", lambda self, row, *more: read.append(row) or take(self, row, *more))

    assert load_observations(tmp_path / name, RULES) == tuple(told)
    assert [row["id"] for row in read] == ["0"]


def test_a_code_is_told_again_beside_other_mistakes(tmp_path):
    """That two rows have one code is told, whatever else is wrong with the first of them."""
    path = tmp_path / "sites.csv"
    path.write_text("code,zh,area,zone,site_type,units\na,甲,nowhere,built_up,main_road,\na,乙,320412,built_up,main_road,\n", encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load_sites(path, load_ruleset(TINY))

    assert ["sites.csv, row 2, column area", "sites.csv, row 3: 'a' is not a code of its own; row 2 has it too"] == [
        str(one).partition(": 'nowhere'")[0].partition("; give")[0] for one in caught.value.exceptions
    ]
