"""The rule set that comes along: what the merger plan publishes, computed by the merge and held against the data."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

import tristandard as ts

FOLDER = Path(ts.__file__).parent / "rulesets" / "changzhou-2022"


@pytest.fixture(scope="module")
def rules() -> ts.RuleSet:
    """The rule set as it is installed."""
    return ts.load_ruleset("changzhou-2022")


@pytest.fixture(scope="module")
def merged(rules: ts.RuleSet) -> ts.MergedRules:
    """The rules after the merge."""
    return ts.merge(rules)


def shared(merged: ts.MergedRules, *assessments: str) -> list[ts.merging.SharedIndicator]:
    """Return what exactly these assessments share."""
    return [indicator for indicator in merged.shared if indicator.assessments == assessments]


def site_types(indicators: list[ts.merging.SharedIndicator]) -> set[str]:
    """Return the site types on which indicators hold."""
    return {extent[2][-1] for indicator in indicators for extent in indicator.scope.extents}


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table, read with nothing of the library."""
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_published_figures(merged: ts.MergedRules) -> None:
    """239 indicators on 15 site types are shared by civilized and urban, 15 on villages by civilized and rural."""
    sites, villages = shared(merged, "civilized", "urban"), shared(merged, "civilized", "rural")

    assert (239, 15, 15) == (len(sites), len(site_types(sites)), len(villages))
    assert {"village"} == site_types(villages)
    assert len(sites) + len(villages) == len(merged.shared)


def test_the_figures_follow_from_the_data(merged: ts.MergedRules) -> None:
    """The merge shares just as many indicators as the crosswalk table has matches, by crosswalk."""
    told = Counter(row["crosswalk"] for row in rows("crosswalk.csv"))

    assert told == {"sites": len(shared(merged, "civilized", "urban")), "villages": len(shared(merged, "civilized", "rural"))}


def test_every_indicator_is_there_once(rules: ts.RuleSet, merged: ts.MergedRules) -> None:
    """Every row of the table is one indicator, and is in one shared or own indicator."""
    members = [part.indicator.code for indicator in (*merged.shared, *merged.own) for part in indicator.contributions]

    assert sorted(row["code"] for row in rows("indicators.csv")) == sorted(members) == sorted(rules.indicators)


def test_nothing_keeps_it_from_merging(rules: ts.RuleSet) -> None:
    """Nothing contradicts itself, and every breach of every merged bar is priced by every member."""
    report = ts.check(rules)

    assert ((), ()) == (report.problems, report.remarks)


def test_the_questions_are_distinct(merged: ts.MergedRules) -> None:
    """The 239 ask at least 150 questions: labels on either side, and measures."""
    sites = shared(merged, "civilized", "urban")

    assert len({indicator.lead.zh for indicator in sites}) >= 150
    assert len({indicator.contributions[0].indicator.zh for indicator in sites}) >= 150
    assert len({indicator.standard.measures for indicator in sites}) >= 150
    assert len({(indicator.lead.zh, indicator.scope) for indicator in sites}) == 239


def test_the_highest_standard_has_work_to_do(merged: ts.MergedRules) -> None:
    """In at least 40 the sources' standards differ in strictness, and each side is the stricter one in some."""
    stricter: Counter[str] = Counter()
    for indicator in shared(merged, "civilized", "urban"):
        one, other = (part.indicator.standard.only(part.measures) for part in indicator.contributions)
        if one != other:
            stricter["differ"] += 1
            stricter["civilized"] += other <= one
            stricter["urban"] += one <= other

    assert stricter["differ"] >= 40
    assert min(stricter["civilized"], stricter["urban"]) >= 15


def test_scopes_and_subjects_differ(merged: ts.MergedRules) -> None:
    """The merged scope is wider than either source's own somewhere, and so are the subjects."""
    indicators = shared(merged, "civilized", "urban")
    for assessment in ("civilized", "urban"):
        mine = [(indicator, part.indicator) for indicator in indicators for part in indicator.contributions if part.assessment == assessment]

        assert any(part.scope != indicator.scope for indicator, part in mine)
        assert any(part.subjects != indicator.subjects for indicator, part in mine)


@pytest.mark.parametrize("label", ["不文明养宠", "乱搭乱建", "飞线充电"])
def test_named_on_sites(merged: ts.MergedRules, label: str) -> None:
    """The indicators that the city's page names are shared on site types."""
    assert any(label in indicator.lead.zh for indicator in shared(merged, "civilized", "urban"))


@pytest.mark.parametrize("label", ["村规民约", "文明家庭、文明户"])
def test_named_on_villages(merged: ts.MergedRules, label: str) -> None:
    """The indicators that the city's page names are shared on villages, as named by the plan."""
    found = [part.indicator for indicator in shared(merged, "civilized", "rural") for part in indicator.contributions if label in part.indicator.zh]

    assert {ts.rules.Provenance.PLAN} == {indicator.standard_provenance for indicator in found}


@pytest.mark.parametrize("name", ["主次干道", "商业大街", "背街小巷"])
def test_named_site_types(rules: ts.RuleSet, merged: ts.MergedRules, name: str) -> None:
    """The three site types that the newspaper names are among the fifteen."""
    assert name in {rules.site_types[code].zh for code in site_types(shared(merged, "civilized", "urban"))}


def test_each_keeps_its_own(merged: ts.MergedRules) -> None:
    """Each assessment keeps indicators that the others do not have."""
    assert {"civilized", "urban", "rural"} == {indicator.host for indicator in merged.own}


def test_every_indicator_says_where_it_is_from(rules: ts.RuleSet) -> None:
    """Every indicator has labels in both languages, a clause, a price, and a provenance for its standard and its points."""
    for indicator in rules.indicators.values():
        assert indicator.zh, indicator.code
        assert indicator.en.isascii(), indicator.code
        assert indicator.clauses, indicator.code
        assert indicator.deductions, indicator.code
        assert isinstance(indicator.standard_provenance, ts.rules.Provenance), indicator.code
        assert isinstance(indicator.points_provenance, ts.rules.Provenance), indicator.code


def test_quotations_were_read(rules: ts.RuleSet) -> None:
    """Words are quoted of the newspaper page alone, the one text that was read."""
    assert {"常州日报（2022年5月）"} == {clause.document for clause in rules.clauses if clause.words}


def test_areas(rules: ts.RuleSet) -> None:
    """Six districts by their county codes and the Economic Development Zone by its own id, all of them units."""
    districts = {unit.code: unit.zh for unit in rules.units if unit.kind == "district"}
    known = {"320402": "天宁区", "320404": "钟楼区", "320411": "新北区", "320412": "武进区", "320413": "金坛区", "320481": "溧阳市", "cz_edz": "常州经开区"}

    assert known == districts
    assert all(rules.areas.path(code) == ("320400", code) for code in districts)


def test_the_newspapers_reading() -> None:
    """In the variant the match holds in the townships alone; in the built-up area each assessment stays alone."""
    rules = ts.load_ruleset("changzhou-2022", variant="newspaper")
    merged = ts.merge(rules)
    paths = rules.paths
    asked = {
        zone: {len(question.users) for question in merged.questions((paths["area"]["320412"], paths["zone"][zone], paths["site_type"]["main_road"]))}
        for zone in ("built_up", "township")
    }

    assert "newspaper" == rules.variant
    assert 239 == len(shared(merged, "civilized", "urban"))
    assert {1} == asked["built_up"]
    assert 2 in asked["township"]


def test_the_notice_goes_along(rules: ts.RuleSet, merged: ts.MergedRules) -> None:
    """Rankings, explanations, statements, bulletins, changes, certificates and handovers of the set say that it holds illustrative numbers."""
    paths = rules.paths
    site = ts.Site(code="P1", units="320412", area=paths["area"]["320412"], zone=paths["zone"]["built_up"], site_type=paths["site_type"]["main_road"])
    results = ts.score(ts.share(ts.register(ts.plan(merged, [site], ts.Quarter(2022, 3)), [])))
    card = results["civilized"]["320412"]

    assert "示例" in rules.notice_zh
    assert "illustrative" in rules.notice_en
    assert rules.notice_zh in ts.explain(card).text("zh")
    assert rules.notice_en in ts.explain(card).text("en")
    assert rules.notice_zh in ts.statement(results, "320412").text()
    assert rules.notice_zh in str(results["civilized"].ranking())
    assert rules.notice_zh in str(ts.bulletin(results["civilized"]))
    assert rules.notice_zh in str(ts.changes(results, results))
    assert rules.notice_zh in str(ts.certify(results))
    assert rules.notice_zh == ts.handover(results, "urban", "civilized").notice


def test_written_back(rules: ts.RuleSet, tmp_path: Path) -> None:
    """It reads back equal from what is written, and writes again the same bytes."""
    ts.write_ruleset(rules, tmp_path / "one")
    ts.write_ruleset(ts.load_ruleset(tmp_path / "one"), tmp_path / "two")

    assert rules == ts.load_ruleset(tmp_path / "one")
    assert [path.read_bytes() for path in sorted((tmp_path / "one").iterdir())] == [path.read_bytes() for path in sorted((tmp_path / "two").iterdir())]
