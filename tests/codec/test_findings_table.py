"""Findings as a table, a row for each problem: read, written back, registered, and every way to write one wrong."""

from datetime import date
from tempfile import TemporaryDirectory

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from samples import TINY, lacking
from tristandard.basics.errors import Refused
from tristandard.basics.event import Event, Stage
from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Measured, NotMeasured, Observation
from tristandard.basics.period import Period
from tristandard.codec.bad_input import BadInput
from tristandard.codec.findings import load_findings, write_findings
from tristandard.codec.folder import load_ruleset
from tristandard.codec.survey import load_observations, load_sites, write_observations
from tristandard.merging.merged import merge
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share
from tristandard.testing import strategies as some

RULES = load_ruleset(TINY)
HEAD = "site,indicator,id,source,visit,unit,place,circumstances,evidence,found,notified,due,rectified,sent_back,verified,appealed,upheld,struck"
WHOLE = "s1,urban.litter,f1,team,v1,hutang,东侧,found_by=city,photo:1,2022-05-11,2022-05-11,2022-05-14,2022-05-13; 2022-05-16,2022-05-14 湖塘镇: 未整改,,2022-05-20 湖塘镇: 不在辖区,,2022-05-25 市城管委：属实"


def table(folder, *rows, head=HEAD):
    path = folder / "findings.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8-sig")
    return path


def refusal(folder, *rows, head=HEAD):
    """Return the reasons for which a table is refused."""
    with pytest.raises(Refused) as caught:
        load_findings(table(folder, *rows, head=head), RULES)
    return [str(problem) for problem in caught.value.exceptions]


def row(**more):
    """Return a row of the table, a problem of which no more is said than it must be."""
    cells = {"site": "s1", "indicator": "urban.litter", "id": "f1", "source": "team", "visit": "v1", "found": "2022-05-11", **more}
    return ",".join(cells.get(column, "") for column in HEAD.split(","))


def test_everything_that_a_row_tells(tmp_path):
    """A row is a report of its own with one finding: where, whose, under which circumstances, and the days of its life."""
    (told,) = load_findings(table(tmp_path, WHOLE), RULES)
    (finding,) = told.outcome.findings

    assert ("team", 1, "s1", "urban.litter", "v1", date(2022, 5, 11)) == (told.source, told.revision, told.site, told.indicator, told.visit, told.made)
    assert ("f1", "litter.spots", "hutang", "东侧", (("found_by", "city"),), "photo:1") == (finding.id, finding.measure, finding.unit, finding.place, finding.circumstances, finding.evidence)
    assert (
        Event(Stage.FOUND, date(2022, 5, 11)),
        Event(Stage.NOTIFIED, date(2022, 5, 11)),
        Event(Stage.RECTIFIED, date(2022, 5, 13)),
        Event(Stage.DUE, date(2022, 5, 14)),
        Event(Stage.SENT_BACK, date(2022, 5, 14), "湖塘镇", "未整改"),
        Event(Stage.RECTIFIED, date(2022, 5, 16)),
        Event(Stage.APPEALED, date(2022, 5, 20), "湖塘镇", "不在辖区"),
        Event(Stage.STRUCK, date(2022, 5, 25), "市城管委", "属实"),
    ) == finding.life


def test_a_list_of_problems_is_so_many_problems(tmp_path):
    """The rows of one visit add up, at each site by themselves, though each visit and site numbers its problems from 1."""
    rows = [row(id=id_, site=site, visit=visit) for site, visit, ids in (("s1", "v1", "123"), ("s2", "v1", "12")) for id_ in ids]
    held = register(plan(merge(RULES), load_sites(TINY / "sites.csv", RULES), Period(date(2022, 5, 10), date(2022, 6, 30))), load_findings(table(tmp_path, *rows), RULES))

    assert [("s1", 3), ("s2", 2)] == [(site, dict(outcome.values)["litter.spots"]) for site, _, outcome in held if isinstance(outcome, Measured)]
    assert ["1", "2", "3"] == [finding.id for finding in held.outcome("s1", "urban.litter").findings]
    assert list(share(held).postings())


def test_rows_of_one_report(tmp_path):
    """Rows that name one report of one source are one observation, made on the last day on which one was found; no visit is needed."""
    head = f"{HEAD},report"
    (told,) = load_findings(table(tmp_path, f"{row(visit='')},r1", f"{row(id='f2', visit='', found='2022-05-13')},r1", head=head), RULES)

    assert ("r1", date(2022, 5, 13), ["f1", "f2"], 2) == (told.id, told.made, [one.id for one in told.outcome.findings], dict(told.outcome.values)["litter.spots"])


def test_a_later_revision_of_a_row(tmp_path):
    """A row told again with more that happened is a higher revision of the same report."""
    head = f"{HEAD},revision"
    first, second = load_findings(table(tmp_path, f"{row()},1", f"{row(rectified='2022-05-12')},2", head=head), RULES)

    assert (first.id, 1, 2, 2) == (second.id, first.revision, second.revision, len(second.outcome.findings[0].life))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([row(id="")], "findings.csv, row 2, column id: '' is not a text for `id` (Finding)"),
        ([row(source="")], "findings.csv, row 2, column source: '' is not a text for `source` (Observation)"),
        ([row(site="")], "findings.csv, row 2, column site: '' is not a text for `site` (Observation)"),
        ([row(visit="")], "findings.csv, row 2, column visit: '' is not the visit in which it was found; name it, for the findings of one visit add up; or name the report that it stands in"),
        ([row(indicator="urban.liter")], "findings.csv, row 2, column indicator: 'urban.liter' is not a declared indicator; declare it in the rule set, or mend the code (did you mean urban.litter"),
        ([row(indicator="urban.lamps")], "findings.csv, row 2, column measure: 'urban.lamps' is not an indicator that is counted; report its value as an observation"),
        ([row(unit="hutan")], "findings.csv, row 2, column unit: 'hutan' is not a declared unit; declare it in the rule set, or add it with RuleSet.extended, or mend the code (did you mean hutang?)"),
        ([row(circumstances="found_by=mayor")], "findings.csv, row 2, column circumstances: 'mayor' is not a declared answer to found_by"),
        ([row(circumstances="city")], "findings.csv, row 2, column circumstances: 'city' is not a name=value pair"),
        ([row(found="2022/5/11")], "findings.csv, row 2, column found: '2022/5/11' is not a date; write 2022-05-11"),
        ([row(found="")], "findings.csv, row 2, column made: '' is not the day of a report; write made, the day of the report, or found, that of the finding"),
        ([row(appealed="2022-05-20")], "findings.csv, row 2, column appealed: '2022-05-20' is not an event with its authority and reason; say by whom and why it was appealed: \"2022-05-20 市城管局: 属实\""),
        ([row(struck="2022-05-20 市城管委: 属实")], "findings.csv, row 2: 'struck' is not the next event of finding 'f1'; give the day on which it was appealed, on or before it"),
        ([row(rectified="2022-05-10")], "findings.csv, row 2: 'found' is not the first event of finding 'f1', and given once"),
        ([row(), row()], "findings.csv, row 3, column id: 'f1' is not an id of its own within its report; row 2 has it too; give each its own, or drop one"),
        ([row(), f"{row()},x"], "findings.csv, row 3: "),
    ],
)
def test_each_mistake_of_a_row(tmp_path, rows, told):
    """A row that cannot be is refused with file, row and column, its value and what to do, and nothing else is told."""
    reasons = refusal(tmp_path, *rows)

    assert (1, []) == (len(reasons), lacking(reasons[0], told))


@pytest.mark.parametrize(
    ("head", "cell", "told"),
    [
        ("at", "1; 2; 3", "column at: ['1', '2', '3'] is not a position"),
        ("at", "far", "column at"),
        ("measure", "litter.spot", "column measure: 'litter.spot' is not a declared measure; declare it in the rule set, or mend the code (did you mean litter.spots?)"),
        ("measure", "lamps.lit", "column measure: 'lamps.lit' is not a measure that is counted"),
        ("made", "11.5.2022", "column made: '11.5.2022' is not a date"),
        ("revision", "x", "column revision: 'x' is not a whole number"),
        ("external", "17", "column external: '17' is not a name=value pair"),
    ],
)
def test_each_mistake_of_a_further_column(tmp_path, head, cell, told):
    """The columns that may be left out are looked at where they are there."""
    reasons = refusal(tmp_path, f"{row()},{cell}", head=f"{HEAD},{head}")

    assert (1, []) == (len(reasons), lacking(reasons[0], f"findings.csv, row 2, {told}"))


@pytest.mark.parametrize("change", [{"site": "s2"}, {"indicator": "civilized.litter"}, {"visit": "v2"}])
def test_rows_of_one_report_that_differ(tmp_path, change):
    """One report is of one site, one indicator and one visit; rows that say otherwise are refused with both rows."""
    (reason,) = refusal(tmp_path, f"{row()},r1", f"{row(id='f2', **change)},r1", head=f"{HEAD},report")

    assert lacking(reason, "findings.csv, row 3: 'r1' is not a report of its own; row 2 has the same source, report and revision, with another site, indicator, visit, external or day made") == []


def test_a_problem_found_after_its_report(tmp_path):
    """No report tells what was found after it was made: each such row is told at its day, also where another row says the day of the report."""
    reasons = refusal(tmp_path, f"{row(found='2022-05-11')},r1,2022-05-12", f"{row(id='f2', found='2022-05-13')},r1,", f"{row(id='f3', found='2022-07-01')},r2,2022-06-30", head=f"{HEAD},report,made")
    told = "is not the day on which finding '{}' was found, for its report was made on {}; no report is made before what it tells is found: mend the day found, or that of the report"

    assert [
        f"findings.csv, row 3, column found: '2022-05-13' {told.format('f2', '2022-05-12')}",
        f"findings.csv, row 4, column found: '2022-07-01' {told.format('f3', '2022-06-30')}",
    ] == reasons


def test_a_report_made_on_two_days(tmp_path):
    """One report is made on one day."""
    (reason,) = refusal(tmp_path, f"{row()},r1,2022-05-11", f"{row(id='f2')},r1,2022-05-12", head=f"{HEAD},report,made")

    assert lacking(reason, "findings.csv, row 3: 'r1' is not a report of its own") == []


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (HEAD.replace("site,", "", 1), "is not a head with the columns site; add them"),
        (HEAD.replace("place", "where"), "'where' is not a known column; use source, id, site, indicator, report, revision, visit"),
        (f"{HEAD},place", "'place' is not a column that stands once"),
    ],
)
def test_each_mistake_of_the_head(tmp_path, head, told):
    """A head that lacks a column, has an unknown one or one twice is refused."""
    assert any(told in reason for reason in refusal(tmp_path, row(), head=head))


def test_all_mistakes_at_once(tmp_path):
    """Several mistakes in several rows are told together."""
    assert 4 == len(refusal(tmp_path, row(unit="x", found="y"), row(id="f2", circumstances="z"), row(id="f3", indicator="w")))


def test_the_measure_of_an_indicator_with_several_counts(tmp_path):
    """Where an indicator has several measures counted, the row names the one that was found."""
    text = {name: (TINY / name).read_text(encoding="utf-8") for name in ("ruleset.toml", "indicators.csv", "crosswalk.csv")}
    text["ruleset.toml"] = text["ruleset.toml"].replace('[measures."litter.spots"]', '[measures."bins.full"]\nzh = "满桶"\nen = "full bins"\nunit = "个"\nwhole = true\n\n[measures."litter.spots"]', 1)
    text["indicators.csv"] = text["indicators.csv"].replace("litter.spots <= 2 处", "litter.spots <= 2 处; bins.full <= 0 个", 1)
    for name, content in text.items():
        (tmp_path / name).write_text(content, encoding="utf-8-sig" if name.endswith("csv") else "utf-8")
    rules = load_ruleset(tmp_path)
    code = next(code for code, one in rules.indicators.items() if len(one.standard.measures) == 2 and "bins.full" in one.standard.measures)
    with pytest.raises(Refused) as caught:
        load_findings(table(tmp_path, row(indicator=code)), rules)
    (told,) = load_findings(table(tmp_path, f"{row(indicator=code)},bins.full", head=f"{HEAD},measure"), rules)

    assert lacking(str(caught.value), f"row 2, column measure: '' is not the measure that was found, of {code!r}; write one of bins.full, litter.spots") == []
    assert (("bins.full", 1),) == told.outcome.values


@pytest.mark.parametrize("name", ["findings.json", "findings.xlsx"])
def test_findings_are_a_table(tmp_path, name):
    """Another kind of file is neither read nor written; JSON is that of observations."""
    for call in (lambda: load_findings(tmp_path / name, RULES), lambda: write_findings([], tmp_path / name, RULES)):
        with pytest.raises(BadInput) as caught:
            call()

        assert lacking(str(caught.value), "is not a table of findings; give a path that ends in .csv", "load_observations and write_observations") == []


def reported(*findings, **more):
    return Observation(**{"source": "team", "id": "1", "site": "s1", "indicator": "urban.litter", "made": date(2022, 5, 11), "outcome": Measured((), findings), **more})


def spot(id_="f1", **more):
    return Finding(id=id_, measure="litter.spots", **more)


@pytest.mark.parametrize(
    "report",
    [
        reported(spot()),
        reported(spot(), spot("f2"), visit="v1", revision=3, external={"case": "17"}),
        reported(spot(place="东侧, 西侧", at=("2.5", "1/3"), unit="hutang", circumstances={"found_by": "city"}, evidence="=photo")),
        reported(spot(life=[Event(Stage.FOUND, date(2022, 5, 11), "", "群众举报: 路口"), Event(Stage.NOTIFIED, date(2022, 5, 12), "街道 办"), Event(Stage.APPEALED, date(2022, 5, 12), "镇", "不在辖区"), Event(Stage.UPHELD, date(2022, 5, 13), "市", "在")])),
    ],
)
def test_what_is_written_reads_back(tmp_path, report):
    """Reports of findings read back equal, evidence too, and write again the same bytes."""
    write_findings([report, report], tmp_path / "f.csv", RULES)
    once, back = (tmp_path / "f.csv").read_bytes(), load_findings(tmp_path / "f.csv", RULES)
    write_findings(back, tmp_path / "f.csv", RULES)

    assert ((report,), once) == (back, (tmp_path / "f.csv").read_bytes())
    assert [one.evidence for one in report.outcome.findings] == [one.evidence for one in back[0].outcome.findings]


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_any_reports_of_findings_read_back(data):
    """Whatever a report of findings holds, it reads back equal from a table, or is refused by the writer."""
    indicator = RULES.indicators["urban.litter"]
    outcome = st.lists(some.findings(measure="litter.spots"), min_size=1, max_size=3, unique_by=lambda one: one.id).map(lambda found: Measured((), found))
    reports = data.draw(st.lists(st.builds(evolve, st.just(reported(spot(), indicator=indicator.code)), id=some.labels(), visit=some.labels(min_size=0), outcome=outcome), max_size=3, unique_by=lambda one: one.id))
    with TemporaryDirectory() as folder:
        path = f"{folder}/f.csv"
        try:
            write_findings(reports, path, RULES)
        except Refused:
            return
        try:
            back = load_findings(path, RULES)
        except Refused as refused:
            assert all("is not a declared" in str(problem) for problem in refused.exceptions)  # noqa: PT017
            return

    assert sorted(reports, key=lambda one: one.id) == sorted(back, key=lambda one: one.id)


@pytest.mark.parametrize(
    ("report", "told"),
    [
        (reported(outcome=Measured({"litter.spots": 3})), "'measured litter.spots = 3' is not a report that a table of findings holds; write it with write_observations: it has no findings"),
        (reported(outcome=NotMeasured("大雨")), "'not measured (大雨)' is not a report that a table of findings holds"),
        (reported(outcome=Measured({"notice.form": {"panel"}}, [spot()])), "['notice.form'] is not a list of measures that were told by findings"),
        (reported(spot(counts=0, note=("不计", "exempt"))), "'f1' is not a finding as it was reported"),
        (reported(spot(life=[Event(Stage.NOTIFIED, date(2022, 5, 12), "镇: 办", "是")])), "is not a life of finding 'f1' that a cell can hold"),
        (reported(spot(life=[Event(Stage.NOTIFIED, date(2022, 5, 12), "镇", "是; 否")])), "is not a life of finding 'f1' that a cell can hold"),
        (reported(spot(circumstances={"found_by": "city; district"})), "finding 'f1' names the answer to found_by 'city; district', which is not declared"),
    ],
)
def test_what_a_table_of_findings_cannot_hold(tmp_path, report, told):
    """What would read back otherwise is not written, and the message names the report and the other way."""
    with pytest.raises(Refused) as caught:
        write_findings([report], tmp_path / "f.csv", RULES)

    assert lacking(str(caught.value), f"f.csv, team 1: {told}" if not told.startswith("is not") else told) == []
    assert not (tmp_path / "f.csv").exists()


def test_two_reports_with_one_key(tmp_path):
    """Two that differ under one source, id and revision are not written."""
    with pytest.raises(Refused) as caught:
        write_findings([reported(spot()), reported(spot("f2"))], tmp_path / "f.csv", RULES)

    assert lacking(str(caught.value), "f.csv: ('team', '1', 1) is not a code of its own; two that differ have it") == []


def test_a_table_and_json_hold_the_same(tmp_path):
    """The observations of a table of findings are those that JSON holds."""
    told = load_findings(table(tmp_path, WHOLE, row(id="f2")), RULES)
    write_observations(told, tmp_path / "o.json", RULES)

    assert set(told) == set(load_observations(tmp_path / "o.json", RULES))


@pytest.mark.parametrize("more", [{"counts": 0}, {"note": ("不计", "exempt")}])
def test_what_the_register_says_of_a_finding_is_not_written(tmp_path, more):
    """What it counts, and why, follow from the rules: each by itself keeps a report from the table, which says what else to do."""
    with pytest.raises(Refused) as caught:
        write_findings([reported(spot(**more))], tmp_path / "f.csv", RULES)

    assert (
        "f.csv team 1：'f1' 不是原样上报的问题；请不写它算几处，那由登记得出；也可以用 write_observations 把这份报告写到扩展名为 .json 的文件",
        "f.csv, team 1: 'f1' is not a finding as it was reported; leave out what it counts, which the register says, or write the report with write_observations to a path that ends in .json",
    ) == next((one.text("zh"), str(one)) for one in caught.value.exceptions)
