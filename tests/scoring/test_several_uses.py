"""One measurement that an assessment counts in several items: from the declaration to every report, and back from files."""

import json

import pytest
from attrs import evolve

import tristandard as ts
from tristandard.changing.comparison import tightens
from tristandard.insight import least
from tristandard.reports.rule_book import rulebook
from tristandard.reports.to_rectify import to_rectify
from tristandard.scoring.handover import handover, handovers
from tristandard.scoring.notice import notices
from tristandard.scoring.receive import receive
from tristandard.testing.worked import rules_of
from worked import CASES, case_of


def rules(name="several_uses"):
    """Return the rule set of a worked case."""
    return rules_of(case_of((CASES / f"{name}.toml").read_text(encoding="utf-8")))


def planned(rule_set):
    """Return the plan of one site."""
    found = rule_set.paths
    where = {"area": found["area"]["wujin"], "zone": found["zone"]["built_up"], "site_type": found["site_type"]["main_road"]}
    return ts.plan(ts.merge(rule_set), [ts.Site(code="s1", units="wujin", **where)], ts.Quarter(2022, 2))


def results(rule_set, value):
    """Return results of one measurement of lamps at one site."""
    plan = planned(rule_set)
    seen = ts.Observation(source="x", id="1", site="s1", indicator="a.dark", made=plan.period.start, outcome=ts.Measured({"lamps.lit": value}))
    return ts.score(ts.share(ts.register(plan, [seen])))


def test_each_use_is_posted_under_its_own_key():
    """The key of a posting has the indicator in the place of an assessment with several uses, and the assessment of one."""
    ledger = results(rules(), 95).ledger

    assert [(posting.key, posting.item, posting.points) for posting in ledger.postings()] == [
        ("2022Q2/s1/a.dark+a.lamps+b.lamps/a.dark/wujin", "safety", 3),
        ("2022Q2/s1/a.dark+a.lamps+b.lamps/a.lamps/wujin", "facilities", 6),
        ("2022Q2/s1/a.dark+a.lamps+b.lamps/b/wujin", "item", ts.exact("1.5")),
    ]


def test_reports_say_that_rows_come_from_one_measurement():
    """Statement and explanation name the other item, and the rule book the reason; in another assessment nothing is said."""
    scored = results(rules(), 95)
    lines = ts.statement(scored, "wujin").text().splitlines()

    assert [line.count("同一次测评另计入") for line in lines if "标准" in line] == [1, 1, 0]
    assert "the same measurement also counts in this assessment as a.dark (a.dark, item 安全)" in ts.explain(scored["a"]["wujin"]).text("en")
    assert "one of several uses of the measurement (安全项目考核夜间照明，也看亮灯率)" in rulebook(ts.merge(rules())).text("en")


def test_what_is_mended_frees_every_use():
    """One breach stands in two items: the least set for a score is that one breach, and both items have their points back."""
    found = least(results(rules(), 95), "a", "wujin", 100)

    assert [(one.site, one.indicator) for one in found.chosen] == [("s1", "a.dark+a.lamps+b.lamps")]


def test_a_notice_to_rectify_has_it_once():
    """A unit mends one problem, however often it counts."""
    assert len(to_rectify(results(rules(), 95), "wujin")) == 1


def test_a_handover_tells_all_uses_of_an_assessment_together():
    """The host's two uses are one status with what both take; the consumer computes its own score from it."""
    written = rules()
    (walk,) = written.crosswalks
    hosted = evolve(written, crosswalks=[evolve(walk, hosts=["a"])])
    scored = results(hosted, 95)
    passed = handover(scored, "a", "b")

    assert [(entry.status.value, entry.points) for entry in passed.entries] == [("breached", (("wujin", 9),))]
    assert receive(passed, ts.merge(hosted))["b"]["wujin"].exact == scored["b"]["wujin"].exact
    assert [(one.host, one.consumer) for one in handovers(scored)] == [("a", "b")]
    assert receive(handover(results(written, 95), "b", "a"), ts.merge(written))["a"]["wujin"].exact == 91


def test_what_one_assessment_alone_uses_often_is_still_a_notice():
    """Nobody else shares it, so the other offices are told, and each unit once."""
    plan = planned(rules("several_uses_findings"))
    seen = ts.Observation(source="x", id="1", site="s1", indicator="a.title", made=plan.period.start, outcome=ts.Measured({"litter.spots": 2}, [ts.Finding(id=one, measure="litter.spots") for one in "fg"]))

    assert [one.units for one in notices(ts.share(ts.register(plan, [seen])))] == [("wujin",)]


def test_files_and_workbooks_keep_the_uses(tmp_path):
    """Tables, a folder and a workbook give the declared uses back, and results on disk their postings."""
    written = rules()
    ts.write_ruleset(written, tmp_path / "folder")
    scored = results(written, 95)
    ts.files.write_results(scored, tmp_path / "results.json")

    assert ts.load_ruleset(tmp_path / "folder") == written
    assert dict(ts.load_ruleset(tmp_path / "folder").crosswalks[0].uses) == {
        "a.lamps": "设施项目考核路灯完好",
        "a.dark": "安全项目考核夜间照明，也看亮灯率",
    }
    assert [0, "a.dark", "wujin", "3"] in json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))["postings"]["s1"]
    assert ts.certify(ts.files.load_results(tmp_path / "results.json", ts.merge(written))).holds


def test_a_workbook_keeps_the_uses(tmp_path):
    """The sheet of crosswalks has a column for the uses, and the sheet of scores one for items that count only when all is met."""
    pytest.importorskip("openpyxl", reason="the extra desk")
    from tristandard.desk import load_rules, write_rules

    for name in ("several_uses", "several_uses_findings"):
        written = rules(name)
        write_rules(written, tmp_path / f"{name}.xlsx")

        assert load_rules(tmp_path / f"{name}.xlsx") == written


def test_a_comparison_lists_the_uses_and_an_overlay_that_retires_one_drops_it():
    """Who adds a use or drops it is told so; a use of a retired indicator goes with it, and what is left is an indicator as any."""
    written = rules()
    (walk,) = written.crosswalks
    fewer = evolve(written, crosswalks=[evolve(walk, uses=[])])

    assert [one.part for one in tightens(written, fewer).differences] == ["uses"]
    clause = ts.rules.Clause(code="local", document="示例", provenance=ts.rules.Provenance.ILLUSTRATIVE)
    line = ts.changing.OverlayLine(kind=ts.changing.LineKind.RETIRE, code="a.dark", clause=clause, why="停用")
    layer = ts.changing.Overlay(code="here", version="1", zh="本地", en="here", base=written.code, base_version=written.version, clauses=[clause], lines=[line])
    local = ts.overlay(written, layer)

    assert (local.crosswalks[0].uses, ts.check(local).problems) == ((), ())
