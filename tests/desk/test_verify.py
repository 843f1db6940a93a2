"""A file that somebody gave is checked from rules and observations alone: what was worked out anew, what fits, and where it does not."""

import json
from pathlib import Path
from shutil import copytree

import pytest
from attrs import evolve

pytest.importorskip("click", reason="the extra desk")
pytest.importorskip("openpyxl", reason="the extra desk")
pytest.importorskip("xlsxwriter", reason="the extra desk")

import tristandard as ts
from desk.books import edited
from samples import lacking
from tristandard.codec.output import seal
from tristandard.desk import NotDone, hand_over, laid_beside, load_project, new_project, verify
from tristandard.desk.command import main
from tristandard.desk.command.shape import DONE, MISUSED, NOT_HELD, REFUSED
from tristandard.desk.verified import FACTS, Fact
from tristandard.scoring.handover import handovers


@pytest.fixture(scope="module")
def given(tmp_path_factory) -> Path:
    """Return a folder with a survey, and what three offices would pass on of it: results, a certificate, a plan, a ledger, a delivery."""
    root = tmp_path_factory.mktemp("verify")
    project = load_project(new_project(root / "q"))
    results = project.score()
    ts.files.write_results(results, root / "results.json")
    ts.files.write_certificate(ts.certify(results), root / "certificate.json")
    ts.files.write_ledger(results.ledger, root / "ledger.json")
    ts.files.write_plan(results.ledger.register.plan, root / "plan.json")
    ts.files.write_handover(next(handovers(results)), root / "handover.json", results.ledger.register.plan.merged)
    office = load_project(new_project(root / "u", office="urban"))
    office.score()
    hand_over(office)
    (root / "u/out/handover/urban-civilized-2022Q3-1.json").rename(root / "delivery.json")
    return root


@pytest.fixture
def place(given, monkeypatch):
    """Stand outside of every project."""
    monkeypatch.chdir(given)
    return given


@pytest.fixture(scope="module")
def laid(given):
    """Return what is laid beside a file: the whole survey, the part of one office, and nothing but the rules."""
    rules = ts.load_ruleset("changzhou-2022")
    whole, part = (laid_beside(rules, [given / name / "survey"]) for name in ("q", "u"))
    return {"whole": whole, "part": part, "none": evolve(whole, reported=None)}


def checked(path, beside, **more):
    """Return whether a file holds, and what was checked by its fact."""
    found = verify(path, beside, **more)
    assert found.holds is not any(one.fits is False for one in found.checks)
    return {one.fact: one for one in found.checks}


def changed(given, name, change, *, sealed=True):
    """Write a file as it stands after a change, sealed anew or not, and return its path."""
    table = json.loads((given / name).read_text(encoding="utf-8"))
    change(table)
    if sealed:
        table["seal"] = seal({key: value for key, value in table.items() if key != "seal"})
    path = given / f"changed-{name}"
    path.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
    return path


def differing(rows):
    """Return the facts that do not fit."""
    return [fact for fact, one in rows.items() if one.fits is False]


@pytest.mark.parametrize(
    ("file", "facts"),
    [
        ("results.json", [Fact.SEAL, Fact.RULES, Fact.INPUTS, Fact.PLAN, Fact.POSTINGS, Fact.SCORES, Fact.READING, Fact.REPORTS, Fact.SCORES_OF_REPORTS]),
        ("ledger.json", [Fact.SEAL, Fact.RULES, Fact.INPUTS, Fact.PLAN, Fact.POSTINGS, Fact.REPORTS]),
        ("plan.json", [Fact.SEAL, Fact.RULES, Fact.INPUTS, Fact.PLAN]),
        ("handover.json", [Fact.SEAL, Fact.RULES, Fact.STATUSES, Fact.STATUSES_OF_REPORTS]),
        ("delivery.json", [Fact.SEAL, Fact.RULES, Fact.STATUSES, Fact.STATUSES_OF_REPORTS]),
        ("certificate.json", [Fact.SEAL, Fact.RULES, Fact.CERTIFICATE]),
    ],
)
def test_what_was_made_of_the_survey_fits(given, laid, file, facts):
    """Of each kind of file every fact is checked from rules and observations, and fits."""
    rows = checked(given / file, laid["part" if file == "delivery.json" else "whole"])

    assert dict.fromkeys(facts, True) == {fact: one.fits for fact, one in rows.items()}
    assert all(one.count for one in rows.values())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_says_what_it_proves_and_what_not(place, capsys, language):
    """The text names each fact, the conclusion, and that there is no signature; nothing in it is of the other language."""
    assert main.main(["verify", "results.json", "--rules", "changzhou-2022", "--lang", language]) == DONE
    out = capsys.readouterr().out

    assert lacking(out, *(FACTS[fact].text(language) for fact in (Fact.SEAL, Fact.RULES, Fact.SCORES, Fact.REPORTS)), {"zh": "没有签名", "en": "no signature"}[language]) == []
    assert {"zh": "未核", "en": "not checked"}[language] in out


def test_a_score_that_does_not_follow(place, capsys):
    """A score that was changed, and the file sealed anew, is told by assessment and unit, with what follows; the exit code is 4."""
    path = changed(place, "results.json", lambda table: table["results"]["urban"]["320402"].update(published="99.9"))
    code = main.main(["verify", str(path), "--rules", "changzhou-2022", "--observations", "q/survey", "--json"])
    rows = {row["fact"]: row for row in json.loads(capsys.readouterr().out)["rows"]}
    scores, right = rows["scores"], load_project("q").results()["urban"]["320402"].published

    assert (NOT_HELD, ["scores", "scores_of_reports"]) == (code, [fact for fact, row in rows.items() if not row["fits"]])
    assert (1, "99.9", str(right)) == (scores["wrong"], scores["written"], scores["follows"])
    assert lacking(scores["zh"], "天宁区", "published", "99.9") == []


def test_a_posting_that_does_not_follow(given, laid):
    """A posting that was changed is told by site, indicator, assessment and unit."""

    def dearer(table):
        site = min(table["postings"])
        table["postings"][site][0][3] = "77"

    rows = checked(changed(given, "ledger.json", dearer), laid["whole"])

    assert [Fact.POSTINGS] == differing(rows)
    assert "77" in rows[Fact.POSTINGS].written
    assert len(rows[Fact.POSTINGS].where[1].split()) == 4


def test_a_hand_that_does_not_seal(given, laid):
    """What nothing follows from, the version of the library, cannot be changed without a new seal."""
    path = changed(given, "results.json", lambda table: table["identity"].update(library_version="9"), sealed=False)

    rows = checked(path, laid["whole"])
    fitting = seal({key: value for key, value in json.loads(path.read_text(encoding="utf-8")).items() if key != "seal"})

    assert [Fact.SEAL] == differing(rows)
    assert lacking(rows[Fact.SEAL].told[0], "不是由其内容算出的") == []
    assert all(fitting not in told for one in rows.values() for told in (*one.told, one.follows, one.written))


def test_what_stands_in_the_wrong_shape(given, laid):
    """Postings, tasks, sites and scorecards of another shape than a file has differ, and stop nothing."""

    def broken(table):
        table |= {"postings": [1], "tasks": 3, "results": {"urban": 2}, "questions": [4], "more": {}}

    rows = checked(changed(given, "results.json", broken), laid["none"])

    assert [Fact.PLAN, Fact.POSTINGS, Fact.SCORES] == differing(rows)


def test_results_of_other_observations(given, laid, tmp_path):
    """Results that follow from other observations than those that were reported are found by these, with the first report and score that differ."""
    copytree(given / "q/survey", tmp_path / "survey")
    edited(tmp_path / "survey/测评.xlsx", {"问题清单!D2": 9})
    rows = checked(given / "results.json", laid_beside(ts.load_ruleset("changzhou-2022"), [tmp_path / "survey"]))

    assert [Fact.REPORTS, Fact.SCORES_OF_REPORTS] == differing(rows)
    assert rows[Fact.REPORTS].where[1].startswith("城管巡查")


def test_other_rules(given, laid):
    """Under other rules nothing is made anew: that is said, and what to give."""
    other = evolve(laid["none"], merged=ts.merge(evolve(laid["none"].merged.rule_set, version="9")))
    rows = checked(given / "results.json", other)

    assert ([Fact.RULES], None) == (differing(rows), rows[Fact.SCORES].fits)
    assert "区域表" in rows[Fact.SCORES].told[0]


def test_a_status_that_does_not_follow(given, laid):
    """Points that do not follow from the outcome that was handed over are found by it; without observations the outcome itself is not checked."""

    def cheaper(table):
        one = next(entry for entry in table["handover"]["entries"] if entry["points"])
        one["points"] = dict.fromkeys(one["points"], "0.1")

    rows = checked(changed(given, "delivery.json", cheaper), laid["part"])

    assert [Fact.STATUSES, Fact.STATUSES_OF_REPORTS] == differing(rows)
    assert "0.1" == rows[Fact.STATUSES].written.split()[-1]
    assert checked(given / "delivery.json", laid["none"])[Fact.STATUSES_OF_REPORTS].fits is None


def test_an_outcome_that_was_not_reported(given, laid, tmp_path):
    """A handover that follows from its outcomes, but not from what was reported, is found by the observations."""
    copytree(given / "u/survey", tmp_path / "survey")
    edited(tmp_path / "survey/测评.xlsx", {"问题清单!D2": 9})
    rows = checked(given / "delivery.json", laid_beside(ts.load_ruleset("changzhou-2022"), [tmp_path / "survey"]))

    assert [Fact.STATUSES_OF_REPORTS] == differing(rows)


def test_a_certificate_of_other_results(given, laid):
    """A certificate is held against results, or against what comes of sites and observations; what it counts otherwise is named, and without either it is refused."""
    path = changed(given, "certificate.json", lambda table: table.update(postings=table["postings"] + 1))
    for beside, more in ((laid["none"], {"results": given / "results.json"}), (laid["whole"], {})):
        rows = checked(path, beside, **more)

        assert ([Fact.CERTIFICATE], "postings") == (differing(rows), rows[Fact.CERTIFICATE].where[1])
    with pytest.raises(NotDone, match="--results"):
        verify(path, laid["none"])


def test_what_is_laid_beside_comes_in_tables_too(given, laid, tmp_path):
    """Sites, areas, units and observations in tables, and a workbook by itself, are the same as the folder of workbooks."""
    whole = laid["whole"]
    rules = whole.merged.rule_set
    ts.files.write_sites(whole.sites, tmp_path / "sites.csv", rules)
    ts.files.write_observations(whole.reported, tmp_path / "observations.json", rules)
    tables = laid_beside(rules, [tmp_path / "observations.json"], sites=tmp_path / "sites.csv")
    book = laid_beside(ts.load_ruleset("changzhou-2022"), [given / "q/survey/测评.xlsx"])

    assert {whole.sites} == {tables.sites, book.sites}
    assert checked(given / "certificate.json", tables)[Fact.CERTIFICATE].fits
    assert book.merged.rule_set == rules


def test_what_another_office_handed_over_counts_as_reported(given, laid):
    """A delivery that is laid beside a file brings what it reports."""
    rules = laid["whole"].merged.rule_set
    beside = laid_beside(rules, [given / "delivery.json"])

    assert {"handover of urban"} == {one.source for one in beside.reported}


def test_what_cannot_be_checked(place):
    """What is no file of ours is refused, and a call without rules is misuse."""
    (place / "other.json").write_text('{"kind": "letter"}', encoding="utf-8")
    calls = (["other.json", "--rules", "changzhou-2022"], ["results.json"], ["nowhere.json", "--rules", "changzhou-2022"], ["certificate.json", "--rules", "changzhou-2022"])

    assert [REFUSED, MISUSED, REFUSED, REFUSED] == [main.main(["verify", *call]) for call in calls]


def test_results_beside_anything_but_a_certificate_are_refused(place, capsys):
    """`--results` is what a certificate is of: beside any other file it is refused, be it there or not."""
    code = main.main(["verify", "q/out/results-1.json", "--rules", "changzhou-2022", "--results", "nope.json", "--lang", "en"])
    out, err = capsys.readouterr()

    assert (REFUSED, "", []) == (code, out, lacking(err, "--results", "a certificate"))
