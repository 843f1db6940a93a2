"""Drives: a case worked by hand, the eleven of 2022, what enters the year, and what does not hold together."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

import tristandard as ts
from survey import city, scored, seen, site
from tristandard.insight.annual import annual
from tristandard.insight.bad_drive import BadDrive, Mistake
from tristandard.insight.drive import (
    AnnualEntry,
    CheckKind,
    Drive,
    DriveCheck,
    DriveStage,
    DriveTask,
    Over,
    RedAndBlack,
)
from tristandard.insight.driven import evaluate
from tristandard.insight.drives import Drives
from tristandard.insight.progress import By
from tristandard.rules.model import Model
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import Sheet
from tristandard.survey.source import handed_by

MADE = ts.rules.Provenance.ILLUSTRATIVE
WORKED = sorted((Path(__file__).parent.parent / "worked_drives").iterdir())


@pytest.mark.parametrize("folder", WORKED, ids=lambda folder: folder.name)
def test_a_case_worked_by_hand(folder):
    """What a rule owner works out from the checks of a folder: scores, the red and black list with reasons, progress
    by month, and what enters the year.
    """
    rules = ts.load_ruleset("changzhou-2022")
    drives = ts.files.load_drives(folder / "drives.toml", rules)
    driven = evaluate(drives, ts.files.load_checks(folder / "checks.csv", drives))
    expected = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
    (drive,) = drives.drives
    (entry,) = drives.annual

    assert expected["scores"] == {unit: str(card.published) for unit, card in driven.cards(drive.code).items()}
    assert expected["list"] == [{"side": one.side.value, "unit": one.unit, "zh": one.reason[0]} for one in driven.listed()]
    names = ("tasks", "looked_at", "done", "overdue", "met", "checked")
    assert expected["months"] == [
        {"month": month, **{name: getattr(told, name) for name in names}}
        for (month,), told in driven.dispatch(By.MONTH).items()
    ]
    assert expected["entering"] == {unit: str(share) for unit, share in driven.entering(entry.over).items()}


STAGES = (
    DriveStage(code="work", zh="攻坚", start=date(2022, 4, 1), end=date(2022, 4, 30), provenance=MADE),
    DriveStage(
        code="look",
        zh="督查",
        en="checks",
        start=date(2022, 5, 1),
        end=date(2022, 5, 31),
        evaluates=True,
        provenance=MADE,
    ),
)
LITTER = DriveTask(code="litter", zh="无垃圾", indicators=["a.litter"], provenance=MADE)
CLEAN = Drive(
    code="clean",
    zh="清洁行动",
    en="cleaning",
    lead="bureau",
    units=["district"],
    tasks=[LITTER, DriveTask(code="signs", zh="有标识", en="signs", provenance=MADE)],
    provenance=MADE,
)
LINES = RedAndBlack(red=90, places=1, black=60, provenance=MADE)
ENTRY = AnnualEntry(assessment="a", quarters=80, drives=20, provenance=MADE)


def made(**more):
    """Return one drive of the year, of two tasks that districts carry out; one of them reads what is measured of
    litter.
    """
    given = {
        "rules": city(),
        "year": 2022,
        "stages": STAGES,
        "checks": [CheckKind(code="own", zh="自查")],
        "drives": [CLEAN],
        "red_and_black": LINES,
        "annual": [ENTRY],
    }
    return Drives(**{**given, **more})


def check(id_="1", unit="wujin", met=1, **more):
    """Return a check of the signs of a unit, in the stage that evaluates."""
    given = {
        "id": id_,
        "day": date(2022, 5, 3),
        "kind": "own",
        "stage": "look",
        "drive": "clean",
        "task": "signs",
        "unit": unit,
        "met": met,
        "checked": 1,
    }
    return DriveCheck(**{**given, **more})


def test_measurements_and_checks_are_evidence_alike():
    """A site that breaches an indicator of a task is a place that does not meet it, for each of its owners that carry
    the drive out; a check adds its places.
    """
    results = scored(
        seen(2, "s1"),
        seen(0, "s2"),
        sites=(site("s1", {"wujin": ts.exact("0.5"), "bureau": ts.exact("0.5")}), site("s2", "tianning")),
    )
    driven = evaluate(made(), [check(unit="wujin"), check("2", "tianning")], [results.ledger])

    assert {"tianning": "100.0", "wujin": "50.0"} == {
        unit: str(card.published) for unit, card in driven.cards("clean").items()
    }


def test_what_was_handed_over_without_a_day_shows_nothing_by_a_day():
    """A measurement that another office handed over has the period's first day for want of one; no drive counts it on that."""
    results = scored(seen(2, "s1", source=handed_by("b"), made=date(2022, 4, 1)), sites=(site("s1", {"wujin": 1}),))

    assert ({}, []) == (evaluate(made(), [], [results.ledger]).cards("clean"), list(evaluate(made(), [], [results.ledger]).dispatch(By.MONTH)))


def test_what_was_reported_outside_the_stage_shows_in_its_month_alone():
    """A check of April is progress in April, and no score."""
    driven = evaluate(made(), [check(day=date(2022, 4, 2), stage="work")])

    assert ({}, [("2022-04",)]) == (driven.cards("clean"), list(driven.dispatch(By.MONTH)))


def test_progress_by_lead_and_unit():
    """Tasks are counted by whoever leads and carries them out: four districts and two tasks, one of which was looked
    at.
    """
    driven = evaluate(made(), [check()])

    assert [("bureau",)] == list(driven.dispatch(By.LEAD))
    assert (2, 1) == (driven.dispatch(By.UNIT)["wujin",].tasks, driven.dispatch(By.UNIT)["wujin",].done)
    assert (3, 1) == (driven.dispatch(By.TASK)["signs",].tasks, driven.dispatch(By.TASK)["signs",].looked_at)


def test_equal_scores_share_a_place_on_the_red_list():
    """Two districts with all their tasks share the first place, and both are red, though one place is taken."""
    driven = evaluate(made(), [check("1", "wujin"), check("2", "tianning"), check("3", "xinbei", 0)])

    assert [("red", "tianning", 1), ("red", "wujin", 1), ("black", "xinbei", 3)] == [
        (one.side.value, one.unit, one.place) for one in driven.listed()
    ]
    assert (
        "100 % of the full mark, no less than the 90 % of the red list; place 1 of the first 1" == driven.listed()[0].reason[1]
    )


def test_places_below_the_last_one_are_on_no_list():
    """Whoever reaches the red line beyond the last place that it takes is on no list."""
    driven = evaluate(
        made(drives=[evolve(CLEAN, model=Model({"total": Rate(of="met", out_of="checked", by="督查组")}))]),
        [check("1", "wujin"), check("2", "tianning", 19, checked=20)],
    )

    assert ["wujin"] == [one.unit for one in driven.listed()]


def test_the_page_of_drives():
    """The page has each drive with its lead, its stage and its checks, and who stands on which list with the reason;
    a lead that no source gives is not published.
    """
    driven = evaluate(
        made(drives=[CLEAN, evolve(CLEAN, code="other", zh="另一行动", lead="")]), [check("1", "xinbei", 0)]
    )

    assert [
        "年度攻坚行动 · 2022：2 项",
        "  清洁行动 · 牵头 城管局 · 督查（2022-05-01—2022-05-31）：任务 2 项，评价 1 个单位，督查 1 次",
        "    黑榜：新北区——得满分的 0 %，低于黑榜线 60 %；未完成：有标识",
        "  另一行动 · 牵头 未公布 · 督查（2022-05-01—2022-05-31）：任务 2 项，评价 0 个单位，督查 0 次",
    ] == str(driven).splitlines()
    assert (
        "    black list: 新北区: 0 % of the full mark, below the 60 % of the black list; not done: signs"
        in driven.text("en").splitlines()
    )


def year():
    """Return a year of one quarter, in which Wujin has 98 and Tianning 100 in `a`."""
    return ts.together([scored(seen(2, "s1"), seen(0, "s2"), sites=(site("s1"), site("s2", "tianning")))])


def test_what_enters_the_year():
    """With 20 % a drive of 0 takes 98 to 78.4; without a score in any drive the periods stand alone; `b` has no
    entry.
    """
    driven = evaluate(made(), [check(met=0)])
    found = annual(year(), driven)

    assert ("98", "0", "392/5", "100") == tuple(
        str(one)
        for one in (
            found["a"]["wujin"].periods,
            found["a"]["wujin"].drives,
            found["a"]["wujin"].exact,
            found["a"]["tianning"].exact,
        )
    )
    assert {unit: card.exact for unit, card in year()["b"].items()} == {
        unit: one.exact for unit, one in found["b"].items()
    }


def test_a_drive_may_change_places():
    """Wujin with its drive done passes Tianning with its drive undone."""
    found = annual(year(), evaluate(made(), [check("1", "wujin"), check("2", "tianning", 0)]))["a"]

    assert [("tianning", 2), ("wujin", 1)] == [(unit, one.place) for unit, one in found.items()]


def test_the_page_of_the_year():
    """The page says by which weights the two parts enter, and has a row for each unit, in the order of places."""
    told = annual(year(), evaluate(made(), [check(met=0)]))

    assert [
        "a · 2022Q2 年度得分（季度 80 %，攻坚行动 20 %）",
        "  1  天宁区  100.0  = 季度 100，攻坚行动 —",
        "  2  武进区  78.4  = 季度 98，攻坚行动 0",
    ] == str(told).splitlines()[:3]
    assert "b · 2022Q2, annual score (no drives enter)" in told.text("en").splitlines()


def test_drives_of_another_year_do_not_enter():
    """What came of the drives of 2021 does not enter 2022."""
    past = [evolve(stage, start=evolve_year(stage.start), end=evolve_year(stage.end)) for stage in STAGES]
    with pytest.raises(ts.BadValue, match="give what came of the drives of the year"):
        annual(year(), evaluate(made(year=2021, stages=past)))


def evolve_year(day, by=-1):
    """Return the same day of another year, by itself of the year before."""
    return day.replace(year=day.year + by)


OWN = [evolve(STAGES[1], start=date(2022, 9, 1), end=date(2022, 8, 31))]
PETS = evolve(LITTER, code="pets", indicators=["*.bins", "a.lit*"])
#: What keeps drives from being evaluated: what is made otherwise, then each mistake with its place and its sentence.
MISTAKES = [
    (Mistake.OVERLAP, {"stages": [STAGES[1], evolve(STAGES[0], start=date(2022, 5, 31), end=None)]}, ("stages", "work", "start"), "the stage '攻坚' starts on 2022-05-31, and '督查' ends only on 2022-05-31; let stages follow each other without a common day"),
    (Mistake.BACKWARDS, {"stages": [STAGES[0], evolve(STAGES[1], end=date(2022, 4, 30))]}, ("stages", "look", "end"), "2022-05-01—2022-04-30 is no span of days: its end comes before its start; mend one of them"),
    (Mistake.BACKWARDS, {"drives": [evolve(CLEAN, stages=OWN)]}, ("drives", "clean", "stages", "look", "end"), "2022-09-01—2022-08-31 is no span of days: its end comes before its start; mend one of them"),
    (Mistake.OPEN, {"stages": [STAGES[0], evolve(STAGES[1], start=None)]}, ("stages", "look", "start"), "the stage '督查' lacks a day; only the first may have no start, and only the last no end"),
    (Mistake.OPEN, {"stages": [evolve(STAGES[0], end=None), STAGES[1]]}, ("stages", "work", "end"), "the stage '攻坚' lacks a day; only the first may have no start, and only the last no end"),
    (Mistake.OUTSIDE_YEAR, {"stages": [STAGES[0], evolve(STAGES[1], end=date(2023, 1, 31))]}, ("stages", "look", "end"), "2023-01-31 does not lie in 2022; mend the day, or `year`"),
    (Mistake.OUTSIDE_YEAR, {"stages": [evolve(STAGES[0], start=date(2021, 12, 1)), STAGES[1]]}, ("stages", "work", "start"), "2021-12-01 does not lie in 2022; mend the day, or `year`"),
    (Mistake.OUTSIDE_YEAR, {"drives": [evolve(CLEAN, tasks=[evolve(LITTER, due=date(2023, 1, 1))])]}, ("drives", "clean", "tasks", "litter", "due"), "2023-01-01 does not lie in 2022; mend the day, or `year`"),
    (Mistake.NO_EVALUATION, {"stages": [STAGES[0]]}, ("stages",), "0 stages are marked `evaluates`; write evaluates = true at one alone"),
    (Mistake.NO_EVALUATION, {"stages": [evolve(STAGES[0], evaluates=True), STAGES[1]]}, ("stages",), "2 stages are marked `evaluates`; write evaluates = true at one alone"),
    (Mistake.TWICE, {"drives": [CLEAN, CLEAN]}, ("drives",), "'clean' stands twice; give each a code of its own, or drop one"),
    (Mistake.TWICE, {"stages": [evolve(STAGES[0], code="look"), STAGES[1]]}, ("stages",), "'look' stands twice; give each a code of its own, or drop one"),
    (Mistake.TWICE, {"drives": [evolve(CLEAN, tasks=[LITTER, LITTER])]}, ("drives", "clean", "tasks"), "'litter' stands twice; give each a code of its own, or drop one"),
    (Mistake.NO_UNIT, {"drives": [evolve(CLEAN, lead="nobody")]}, ("drives", "clean", "lead"), "'nobody' is not a unit of the rule set; mend the code, or declare the unit there"),
    (Mistake.NO_WHOM, {"drives": [evolve(CLEAN, units=["wujin", "districts"])]}, ("drives", "clean", "units"), "'districts' is neither a kind of unit nor a unit; write one of the rule set"),
    (Mistake.NO_INDICATOR, {"drives": [evolve(CLEAN, tasks=[evolve(LITTER, indicators=["a.bins"])])]}, ("drives", "clean", "tasks", "litter", "indicators"), "'a.bins' is not an indicator of the rule set; mend the code, or write \"*\" for any part of it"),
    (Mistake.NO_INDICATOR, {"drives": [evolve(CLEAN, tasks=[PETS])]}, ("drives", "clean", "tasks", "pets", "indicators"), "'*.bins' is not an indicator of the rule set; mend the code, or write \"*\" for any part of it"),
    (Mistake.TOO_HIGH, {"drives": [evolve(CLEAN, tasks=[evolve(LITTER, at_least=101)])]}, ("drives", "clean", "tasks", "litter", "at_least"), "101 % is more than the full mark; write at most 100"),
    (Mistake.TOO_HIGH, {"red_and_black": evolve(LINES, red=101)}, ("list", "red"), "101 % is more than the full mark; write at most 100"),
    (Mistake.NO_FIGURE, {"drives": [evolve(CLEAN, model=Model({"total": Rate(of="mended", out_of="due", by="督查组")}))]}, ("drives", "clean", "score", "total"), "the score reads 'mended', which checks do not give; they give done, due, met, checked"),
    (Mistake.NO_SHEET, {"drives": [evolve(CLEAN, model=Model({"total": Sheet()}))]}, ("drives", "clean", "score", "total"), "the node 'total' adds up sheets or folds over an axis, and a drive has no sites; use rates and weights"),
    (Mistake.NO_MODEL, {"drives": [evolve(CLEAN, model=Model({"total": Rate(of="met", out_of="checked")}))]}, ("drives", "clean", "score", "total"), "the score cannot be evaluated: score node 'total' is given by nobody; write `by`, the office or source that gives the figure; mend it as scoring models are written"),
    (Mistake.CROSSED, {"red_and_black": evolve(LINES, black=91)}, ("list", "black"), "the black list begins below 91 %, above the 90 % of the red one, so that a score would stand on both; lower it to that or less"),
    (Mistake.NO_ASSESSMENT, {"annual": [evolve(ENTRY, assessment="c")]}, ("annual", "c"), "'c' is not an assessment of the rule set; write one of a, b"),
    (Mistake.WEIGHTS, {"annual": [evolve(ENTRY, quarters=90)]}, ("annual", "a", "drives"), "the weights add up to 110, not to 100; let `quarters` and `drives` add up to 100"),
]
#: What of a check is otherwise, then the mistake with its column and its sentence.
OF_CHECKS = [
    (Mistake.NO_KIND, {"kind": "secret"}, "kind", "'secret' is not a declared way to check; write one of own"),
    (Mistake.NO_STAGE, {"stage": "later"}, "stage", "'later' is not a declared stage; write one of work, look"),
    (Mistake.OUTSIDE_STAGE, {"stage": "work"}, "day", "2022-05-03 does not lie in the stage '攻坚' (2022-04-01—2022-04-30); mend the day or the stage"),
    (Mistake.MORE_MET, {"met": 2}, "met", "2 places meet it of 1 that were checked; mend one of the two"),
    (Mistake.NO_DRIVE, {"drive": "dirty"}, "drive", "'dirty' is not a declared drive; write one of clean"),
    (Mistake.NO_TASK, {"task": "bins"}, "task", "'bins' is not a task of the drive '清洁行动'; write one of litter, signs"),
    (Mistake.NO_UNIT, {"unit": "nobody"}, "unit", "'nobody' is not a unit of the rule set; mend the code, or declare the unit there"),
    (Mistake.NOT_OF_DRIVE, {"unit": "bureau"}, "unit", "'bureau' does not carry out the drive '清洁行动'; mend the code, or name it in the drive's `units`"),
]


def mistakes(caught):
    """Return the kinds of all mistakes of a refusal."""
    return {problem.mistake for problem in caught.value.exceptions}


@pytest.mark.parametrize(("mistake", "changes", "at", "said"), MISTAKES)
def test_what_keeps_drives_from_being_evaluated(mistake, changes, at, said):
    """Each mistake of drives is found alone, where it stands, and said with its value and what to do in both languages."""
    with pytest.raises(ts.Refused, match="the drives of 2022 cannot be evaluated") as caught:
        made(**changes)
    (problem,) = caught.value.exceptions

    assert (mistake, at, said) == (problem.mistake, problem.at, str(problem))
    assert problem.value in problem.text("zh")
    assert "；" in problem.text("zh")


@pytest.mark.parametrize(("mistake", "changes", "column", "said"), OF_CHECKS)
def test_what_keeps_a_check_from_counting(mistake, changes, column, said):
    """Each mistake of a check is found alone, at its column, and said in both languages."""
    with pytest.raises(ts.Refused, match="the checks do not fit the drives") as caught:
        evaluate(made(), [check(**changes)])
    (problem,) = caught.value.exceptions

    assert (mistake, ("checks", "1", column), said) == (problem.mistake, problem.at, str(problem))
    assert "；" in problem.text("zh")


def test_checks_are_held_against_the_stages_of_their_own_drive():
    """A drive may have stages of its own, one of them without an end: there its checks must lie, in the year."""
    own = evolve(STAGES[1], code="own", start=date(2022, 9, 1), end=None)
    drives = made(drives=[evolve(CLEAN, stages=[own])])

    assert "100.0" == str(evaluate(drives, [check(stage="own", day=date(2022, 9, 1))]).cards("clean")["wujin"].published)
    for changes, said in (({}, "'look' is not a declared stage; write one of own"), ({"stage": "own", "day": date(2023, 1, 1)}, "2023-01-01 does not lie in 2022; mend the day, or `year`")):
        with pytest.raises(ts.Refused) as caught:
            evaluate(drives, [check(**changes)])
        assert [said] == [str(one) for one in caught.value.exceptions]


def test_what_is_open_at_its_ends_is_no_mistake():
    """The first stage may have no start and the last no end; thresholds may meet, and a task may ask for all of the places."""
    drives = made(
        stages=[evolve(STAGES[0], start=None), evolve(STAGES[1], start=date(2022, 5, 1), end=None)],
        red_and_black=evolve(LINES, red=100, black=100),
        drives=[evolve(CLEAN, tasks=[evolve(LITTER, at_least=100, due=date(2022, 12, 31))])],
    )

    assert ["…—2022-04-30", "2022-05-01—…"] == [str(stage) for stage in drives.stages]


def test_every_mistake_has_its_test():
    """No kind of mistake is left untested."""
    assert {one for one, *_ in (*MISTAKES, *OF_CHECKS, (Mistake.TWICE,))} == set(Mistake)


def test_all_mistakes_come_at_once():
    """Mistakes of stages, drives, the list and the year are told together, and so are those of all checks."""
    with pytest.raises(ts.Refused) as caught:
        made(
            stages=[STAGES[0]],
            drives=[evolve(CLEAN, lead="nobody", units=["districts"])],
            red_and_black=evolve(LINES, black=91),
            annual=[evolve(ENTRY, assessment="c")],
        )

    assert {
        Mistake.NO_EVALUATION,
        Mistake.NO_UNIT,
        Mistake.NO_WHOM,
        Mistake.CROSSED,
        Mistake.NO_ASSESSMENT,
    } == mistakes(caught)
    with pytest.raises(ts.Refused) as caught:
        evaluate(made(), [check(kind="secret"), check(met=2)])
    assert {Mistake.NO_KIND, Mistake.TWICE, Mistake.MORE_MET} == mistakes(caught)


def test_ledgers_must_be_of_the_rules_and_of_different_periods():
    """A ledger of another rule set or another year, and one given twice, are refused."""
    ledger = scored(seen(1)).ledger
    with pytest.raises(ts.BadValue, match="give each period once"):
        evaluate(made(), [], [ledger, ledger])
    past = [evolve(stage, start=evolve_year(stage.start), end=evolve_year(stage.end)) for stage in STAGES]
    with pytest.raises(ts.BadValue, match="'2022Q2' is not a period of 2021; give ledgers of the year of the drives"):
        evaluate(made(year=2021, stages=past), [], [ledger])
    with pytest.raises(ts.BadValue, match="give ledgers of periods under these rules"):
        evaluate(made(rules=evolve(city(), code="other")), [], [ledger])


def test_the_eleven_drives_of_2022():
    """The bundled drives are the eleven that the newspaper names, in four stages and three ways to check; what it
    does not give is blank or marked illustrative.
    """
    drives = ts.files.load_drives("changzhou-2022", ts.load_ruleset("changzhou-2022"))
    named = "公益广告 新时代文明实践所(站) 主次干道管理 非机动车治理 居民小区治理 空中线缆治理 集贸市场及周边环境治理 不文明养宠治理 村镇环境治理 校园周边环境治理 公共场所禁烟治理"

    assert [f"{name}提升行动" for name in named.split()] == [drive.zh for drive in drives.drives]
    assert (["前期准备", "集中攻坚", "督查评估", "巩固提升"], ["自行督查", "联合督查", "随机抽查"]) == (
        [stage.zh for stage in drives.stages],
        [kind.zh for kind in drives.checks],
    )
    assert {""} == {drive.leader for drive in drives.drives}
    assert {MADE} == {drive.lead_provenance for drive in drives.drives}
    assert {"compounds"} == {
        drive.code for drive in drives.drives for task in drive.tasks if task.provenance is not MADE
    }
    assert ["practice_stations"] == [drive.code for drive in drives.drives if not drive.tasks]
    assert (MADE, {MADE}, 11) == (
        drives.red_and_black.provenance,
        {entry.provenance for entry in drives.annual},
        drives.entering,
    )


def test_over_whom_a_drive_counts():
    """A lead has the mean of the units that carry its drive out, where the rules say so, and nothing where they do
    not.
    """
    driven = evaluate(made(), [check("1", "wujin"), check("2", "tianning", 0)])

    assert ({"tianning": 0, "wujin": 1}, {"bureau": ts.exact("0.5"), "tianning": 0, "wujin": 1}) == (
        driven.entering(Over.UNITS),
        driven.entering(Over.LEAD_AND_UNITS),
    )


def test_a_bad_drive_is_an_error_of_the_library():
    """A mistake is a value: two that say the same are told the same."""
    one = BadDrive(Mistake.TWICE, "x")

    assert (True, "'x' stands twice; give each a code of its own, or drop one") == (
        isinstance(one, ts.TristandardError),
        str(one),
    )
