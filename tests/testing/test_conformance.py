"""The conformance kit: a rule set that conforms, every mistake caught at its line, expected failures, and a library that is broken."""

from datetime import date

import pytest
from attrs import evolve

import tristandard as ts
from samples import TINY, lacking
from testing import CASES, LISTED, MISTAKES, WRONG, laid, local
from tristandard.codec.starter import new_ruleset
from tristandard.grouping.shared import SharedIndicator
from tristandard.rules.standard import Standard
from tristandard.testing import conformance, held, laws
from tristandard.testing.check import NotHeld, State
from tristandard.testing.conformance import check_ruleset, checks
from tristandard.testing.laws.law import taken

PERIODS = CASES.partition("indicator")[0] + 'sites = [{ code = "s1", area = "320412", zone = "built_up", site_type = "main_road", units = "320412" }]\n'

#: Where the laws are not what is tested, beside `lawless`.
FEW = 1


def english(messages):
    """Return what a check told, in English."""
    return tuple(message.text("en") for message in messages)


@pytest.fixture
def lawless(monkeypatch):
    """Let every law hold unasked, where something else is tested: that they are held is tested by itself."""
    monkeypatch.setattr(held.Held, "broken", lambda *_: iter(()))


def failed(result):
    """Return what failed, by the name of the check."""
    return {one.check.name: english(one.messages) for one in result.results if one.state is not State.PASSED}


def told(folder):
    """Return everything that failed of a folder as one text, the laws aside."""
    found = [one.result() for one in checks(folder) if not one.name.startswith("law")]
    return "\n".join(f"{one.check.name} {message}" for one in found if one.state is not State.PASSED for message in english(one.messages))


def broken(folder, *kinds, examples=5):
    """Return what failed of some kinds of check."""
    found = [one.result() for one in checks(folder, examples=examples) if one.name.startswith(kinds)]
    return {one.check.name: english(one.messages) for one in found if one.state is not State.PASSED}


def test_a_local_rule_set_conforms(tmp_path):
    """A sound folder passes every check, its worked cases among them, and what it leaves unpriced is remarked at its row."""
    found = check_ruleset(local(tmp_path), examples=2)

    assert {} == failed(found)
    assert found.holds
    assert ["case litter.toml, 1", "case litter.toml, 2"] == [one.check.name for one in found.results if one.check.name.startswith("case")]
    assert [] == lacking(str(found), "remark: indicators.csv, row 7, column each; indicators.csv, row 8, column standard: 'civilized.notices' does not price every breach of 'notice.form'", "it conforms")


def test_every_law_is_held(tmp_path):
    """The kit holds a rule set against every law that there is, each by itself."""
    assert [f"law {law.number}: {law.name}" for law in laws.LAWS] == [one.name for one in checks(local(tmp_path)) if one.name.startswith("law")]


@pytest.mark.usefixtures("lawless")
def test_a_rule_set_as_a_value(tmp_path):
    """A rule set that is in no folder is checked as it is, with cases that are given; its faults name codes, for it has no lines."""
    folder = local(tmp_path, *MISTAKES)
    rules = ts.load_ruleset(folder)
    found = failed(check_ruleset(rules, cases=folder / "cases", examples=FEW))

    assert {"orphans", "dates"} == found.keys()
    assert ("the measure 'dust.share' is asked about by no indicator; ask about it, or drop it",) == found["orphans"]


@pytest.mark.parametrize("left_to_the_survey", [("units",), ("areas", "units")])
def test_units_and_areas_may_come_with_the_survey(tmp_path, left_to_the_survey):
    """A rule set that declares no unit, or no area either, is held against every law as any other."""
    new_ruleset(tmp_path / "city")
    rules = ts.load_ruleset(tmp_path / "city")
    bare = evolve(rules, **{section: ts.rules.Tree(getattr(rules, section).kind, []) for section in left_to_the_survey})

    assert {} == failed(check_ruleset(bare, examples=2))


def test_words_that_come_with_the_survey_may_stand_unused(tmp_path):
    """An area, a zone, a site type, a kind and a unit that nothing names are no orphans: sites and units may come that name them."""
    unused = "".join(f'[{section}.later]\nzh = "以后"\n{more}\n' for section, more in (("areas", ""), ("zones", ""), ("site_types", ""), ("kinds", ""), ("units", 'kind = "later"\n')))
    folder = local(tmp_path, ("ruleset.toml", "[areas.320400]", f"{unused}[areas.320400]"))
    (orphans,) = [check for check in checks(folder) if check.name == "orphans"]

    assert State.PASSED is orphans.result().state


@pytest.mark.parametrize("kept", [1, 0])
def test_little_is_held_against_the_laws_too(kept):
    """A rule set of one indicator, or of none yet, keeps every law: nobody's first rules fail for being few."""
    tiny = ts.load_ruleset(TINY)
    book = evolve(tiny.assessments[0], indicators=tiny.assessments[0].indicators[:kept])
    found = [one.result() for one in checks(evolve(tiny, assessments=[book], crosswalks=[], rulings=[], variants=[]), examples=2) if one.name.startswith("law")]

    assert {} == {one.check.name: one.messages for one in found if one.state is not State.PASSED}


def test_rules_read_as_a_variant_keep_every_law():
    """A rule set is held as it is read: as one of its variants too, with other grounds or another policy."""
    tiny = ts.load_ruleset(TINY)
    narrow = ts.rules.Variant(code="narrow", zh="建成区", en="narrow", where={tiny.crosswalks[0].code: ts.rules.Scope.of(zone=("built_up",))}, policy=ts.rules.Policy(ts.rules.Reading.POINTWISE))
    found = [one.result() for one in checks(evolve(tiny, variants=[narrow]).varied("narrow"), examples=1) if one.name.startswith("law")]

    assert {} == {one.check.name: one.messages for one in found if one.state is not State.PASSED}


def test_no_assessment_breaks_no_law():
    """Rules of words alone, with no assessment yet, keep every law."""
    tiny = ts.load_ruleset(TINY)
    found = [one.result() for one in checks(evolve(tiny, assessments=[], crosswalks=[], rulings=[], variants=[]), examples=2) if one.name.startswith("law")]

    assert {} == {one.check.name: one.messages for one in found if one.state is not State.PASSED}


@pytest.mark.usefixtures("lawless")
def test_strictness_makes_remarks_failures(tmp_path):
    """A strict check fails where a breach costs an assessment nothing."""
    found = failed(check_ruleset(local(tmp_path), strict=True, examples=FEW))

    assert {"prices"} == found.keys()
    assert 2 == len(found["prices"])


@pytest.mark.parametrize("strict", [False, True])
def test_equal_labels_are_told_with_their_place(tmp_path, strict):
    """Two zones of one label are remarked with the keys at which they stand; a strict check fails."""
    folder = local(tmp_path, ("ruleset.toml", 'zh = "建成区"', 'zh = "建成区外的行政村"'))
    (label,) = [one.result() for one in checks(folder, strict=strict) if one.name == "labels"]
    told = "ruleset.toml, zones.built_up.zh, zones.village.zh: zones: 'built_up' and 'village' are called '建成区外的行政村' alike"

    assert (State.FAILED if strict else State.PASSED) is label.state
    assert [told] == [text.partition(";  give")[0].partition("; give")[0] for text in english(label.messages if strict else label.remarks)]


def test_the_same_every_time(tmp_path):
    """Two runs tell the same, for nothing is drawn at random."""
    folder = local(tmp_path, *MISTAKES, cases=WRONG)

    assert str(check_ruleset(folder, examples=FEW)) == str(check_ruleset(folder, examples=FEW))


#: The seven mistakes that a local rule set must not get past the kit with, each in the ways it can be made: what was planted, and the whole of what is told.
SEVEN = {
    "an overlay line that matches nothing": (
        lambda folder: laid(folder, "tighten,urban.lamp,standard,lamps.lit = 100 %,local,全部亮灯"),
        "loading overlay.csv: row 2 (tighten urban.lamp standard) of place matches nothing: tiny has no such indicator; mend the code (did you mean urban.lamps?), or drop the line",
    ),
    "a silent loosening": (
        lambda folder: laid(folder, "tighten,urban.lamps,standard,lamps.lit >= 90 %,local,放宽"),
        "loading overlay.csv: row 2 (tighten urban.lamps standard) of place says tighten, and asks no more than before (lamps.lit >= 99 %); write loosen, with the clause that allows it, or drop the line",
    ),
    "a match that is counted twice": (
        lambda folder: local(folder, ("crosswalk.csv", "streets,civilized.lamps", "streets,urban.litter,civilized.litter,equal,,再次对照\nstreets,civilized.lamps")),
        "loading crosswalk.csv, row 4: 'civilized.litter ~ urban.litter' is not a match of its own; row 2 has it too; drop one",
    ),
    "two indicators of one assessment that are matched with one": (
        lambda folder: local(folder, ("crosswalk.csv", "streets,civilized.lamps,urban.lamps", "streets,civilized.lamps,urban.litter")),
        "merging crosswalk.csv, rows 2, 3 and 4; indicators.csv, rows 2, 3, 4 and 5, column code: civilized.lamps + civilized.litter + rural.litter + urban.litter: "
        "the assessment 'civilized' is there twice, with civilized.lamps and civilized.litter; match one indicator of each assessment; "
        "where one measurement counts in several of its items, declare each of them with its reason under `uses` of crosswalk streets: "
        '"civilized.lamps" = "why", "civilized.litter" = "why"',
    ),
    "an intersecting match merged anyway": (
        lambda folder: local(folder, ("crosswalk.csv", "civilized.lamps,urban.lamps,equal", "civilized.lamps,urban.lamps,intersects")),
        "merging crosswalk.csv, row 4, column relation; indicators.csv, rows 5 and 6: civilized.lamps + urban.lamps: they only intersect; "
        "make the shared part an indicator of its own in both assessments, and match those as equal",
    ),
    "a unit that is none of the measure's": (
        lambda folder: local(folder, ("indicators.csv", "lamps.lit >= 99 %", "lamps.lit >= 99 处")),
        "loading indicators.csv, row 6, column standard: '处' is not a unit that converts to %; write the value in %",
    ),
    "units that cannot be compared": (
        lambda folder: local(folder, ("indicators.csv", "lamps.lit >= 99 %", "queue.wait <= 15 min"), ("indicators.csv", "district,0.5,0.5 %", "district,0.5,1 min")),
        "merging crosswalk.csv, row 4; indicators.csv, rows 5 and 6, column standard: civilized.lamps + urban.lamps: they ask in measures that cannot be compared (lamps.lit >= 95 % against queue.wait <= 15 min); "
        "settle it with a ruling that names these members, the standard that stands, its clause and why",
    ),
    "weights that do not add up": (
        lambda folder: local(folder, ("ruleset.toml", "hall = 40", "hall = 35")),
        "loading ruleset.toml, assessments.civilized.score.total: 'hall 35 + main_road 40 + road 20 = 95' is not a set of weights; let written weights be 0 or more and add up to exactly 100",
    ),
    "a clause that ends before the rule set": (
        lambda folder: local(folder, MISTAKES[0]),
        "dates ruleset.toml, clauses.plan.valid, valid: the clause 'plan' is in force from 2022-05-10 to 2023-06-30, the rule set from 2022-05-10 to 2023-12-31; "
        "end the rule set with the clause, or cite what follows it",
    ),
    "days between two versions": (
        lambda folder: versions(folder, ("2022-05-10", "2022-12-31"), ("2023-02-01", "2023-12-31")) / "1",
        "dates 1/ruleset.toml, valid; 2/ruleset.toml, valid: '2022-12-31' is not the day before another version starts: no rules are in force for 31 days after 2022-12-31 "
        "(version 1 is in force from 2022-05-10 to 2022-12-31, version 2 from 2023-02-01 to 2023-12-31); let version 2 start on 2023-01-01, or version 1 last until 2023-01-31",
    ),
}


def versions(folder, *dates):
    """Return a folder of versions of the local rule set, each with its dates in force."""
    place = folder / "versions"
    place.mkdir()
    for number, (start, end) in enumerate(dates, 1):
        edits = [('version = "1"', f'version = "{number}"'), ("start = 2022-05-10\nend = 2023-12-31", f"start = {start}\nend = {end}")]
        local(folder / f"work-{number}", *(("ruleset.toml", old, new) for old, new in edits)).rename(place / str(number))
    return place


@pytest.mark.parametrize("name", SEVEN)
def test_the_seven_mistakes_are_told_whole(tmp_path, name):
    """Each is caught, and told with file, row or key, the value, the reason and what to do; nothing else is found wrong, but that the rest waits for it."""
    plant, message = SEVEN[name]
    found = told(plant(tmp_path)).splitlines()

    assert [message] == [line for line in found if not line.endswith("; mend that first")]


#: What was planted, by its name: the edits, and what the message must say.
PLANTED = {
    "a kind of place without a weight": (
        [("ruleset.toml", "road = 20, hall = 40", "road = 60"), ("ruleset.toml", "main_road = 40, road = 60", "main_road = 40, road = 60")],
        ["weights ruleset.toml, assessments.civilized.score.total: civilized gives no weight to hall, where it asks something"],
    ),
    "a clause that starts after the rule set": (
        [("ruleset.toml", "valid = { start = 2022-05-10 }", "valid = { start = 2022-06-01 }")],
        ["dates ruleset.toml, clauses.plan.valid, valid: "],
    ),
    "a clause that ends, and a rule set that does not": (
        [MISTAKES[0], ("ruleset.toml", "\nend = 2023-12-31", "")],
        ["dates ruleset.toml, clauses.plan.valid, valid: ", "the rule set from 2022-05-10 to further notice"],
    ),
    "a clause that nothing cites": (
        [("ruleset.toml", "[measures.", '[clauses.old]\ndocument = "旧办法"\nprovenance = "illustrative"\n\n[measures.')],
        ["orphans ruleset.toml, clauses.old: the clause 'old' is cited by no indicator, assessment, crosswalk, variant, ruling or line"],
    ),
    "a measure that nothing asks about": ([MISTAKES[1]], ["orphans ruleset.toml, measures.'dust.share': the measure 'dust.share' is asked about by no indicator"]),
    "a circumstance that nothing reads": (
        [("ruleset.toml", "[areas.320400]", '[circumstances.weather]\nzh = "天气"\nen = "weather"\nvalues = { rain = "雨" }\n\n[areas.320400]')],
        ["orphans ruleset.toml, circumstances.weather: the circumstance 'weather' is read by no line and no counting rule"],
    ),
    "an item without an indicator": (
        [("ruleset.toml", 'items.looks = { zh = "市容", full = 20 }', 'items.looks = { zh = "市容", full = 20 }\nitems.water = { zh = "河道", full = 10 }')],
        ["orphans ruleset.toml, assessments.urban.items.water: the item 'water' of urban has no indicator"],
    ),
    "a crosswalk without a match": (
        [("ruleset.toml", "[variants.inside]", '[crosswalks.later]\nzh = "以后"\nen = "later"\nhosts = ["urban"]\n\n[variants.inside]')],
        ["orphans ruleset.toml, crosswalks.later: the crosswalk 'later' has no match"],
    ),
    "a standard that nothing can meet": (
        [("indicators.csv", "litter.spots <= 2 处", "litter.spots <= 2 处 and >= 3 处")],
        ["loading indicators.csv, row 3, column standard: ", "has a standard that nothing can meet"],
    ),
    "standards that nothing can meet together": (
        [("indicators.csv", "litter.spots <= 2 处", "litter.spots >= 2 处")],
        ["merging crosswalk.csv, rows 2 and 3; indicators.csv, rows 2, 3 and 4, column standard: ", "nothing can meet their joined standard of litter.spots"],
    ),
    "a variant that cannot be merged": (
        [
            ("crosswalk.csv", "streets,urban.litter,rural.litter", "villages,urban.litter,rural.litter"),
            ("ruleset.toml", "[variants.inside]", '[crosswalks.villages]\nzh = "村"\nen = "villages"\nhosts = ["urban"]\n\n[variants.inside]'),
        ],
        ["merging ruleset.toml, crosswalks.streets.where, crosswalks.villages.where; crosswalk.csv, rows 2 and 3; indicators.csv, rows 2, 3 and 4: read as the variant 'inside', ", "their crosswalks hold on different grounds"],
    ),
    "a match on ground where none of its members holds": (
        [("ruleset.toml", 'where = { streets = "zone=built_up" }', 'where = { streets = "zone=built_up, site_type=hall" }')],
        ["grounds crosswalk.csv, row 4; indicators.csv, rows 5 and 6: civilized.lamps + urban.lamps: no site lies both in their scope", "the `where` of the variant 'inside'"],
    ),
    "a crosswalk on ground where a match does not hold": (
        [("ruleset.toml", 'hosts = ["urban"]\nclauses', 'hosts = ["urban"]\nwhere = "site_type=hall"\nclauses'), ("ruleset.toml", 'where = { streets = "zone=built_up" }\n', "")],
        ["grounds crosswalk.csv, row 4; indicators.csv, rows 5 and 6: civilized.lamps + urban.lamps: no site lies both in their scope", "its crosswalk's `where` (site_type=hall)"],
    ),
    "subjects that no unit can be": (
        [("indicators.csv", "site_type=hall,any", 'site_type=hall,"kind=district, unit=hutang"')],
        ["grounds indicators.csv, row 9: civilized.queue assesses units of the kind 'district' in 'hutang', and no declared unit is one"],
    ),
    "an indicator that is weighed with nothing": (
        [("ruleset.toml", "main_road = 40, road = 20, hall = 40", "main_road = 60, road = 40, hall = 0")],
        ["scores indicators.csv, row 9: civilized.queue is weighed with nothing wherever it holds", "site_type"],
    ),
    "an item that is weighed with nothing": (
        [
            ("ruleset.toml", 'items.looks = { zh = "市容", full = 20 }', 'items = { looks = { zh = "市容", full = 100 }, toilets = { zh = "公厕", full = 100 } }'),
            ("ruleset.toml", 'over = "site", of = "sheet" }, sheet', 'over = "item", of = "sheet", weights = { looks = 100, toilets = 0 } }, sheet'),
            ("indicators.csv", "urban.toilet,looks", "urban.toilet,toilets"),
        ],
        ["scores indicators.csv, row 10: urban.toilet is weighed with nothing wherever it holds: its item 'toilets'"],
    ),
    "a score without a sheet": (
        [("ruleset.toml", 'items.looks = { zh = "市容", full = 20 }\nscore = { total = { over = "site", of = "sheet" }, sheet = { full = 100 } }', 'items.looks = { zh = "市容", full = 20 }\nscore = { total = { given = 100, by = "城管局" } }')],
        ["scores ruleset.toml, assessments.urban.score: urban has 3 indicators, and its score no sheet that counts them"],
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_mistake_is_caught_at_its_line(tmp_path, name):
    """Each mistake in a local rule set makes the kit fail, with a message that names its file, and its row or key."""
    edits, fragments = PLANTED[name]
    found = told(local(tmp_path, *edits))

    assert [] == lacking(found, *fragments), found


@pytest.mark.usefixtures("lawless")
def test_tables_in_another_encoding(tmp_path):
    """The rows of tables in GB18030 are found, whichever encoding is named."""
    folder = local(tmp_path, MISTAKES[1], ("indicators.csv", "litter.spots <= 2 处", "litter.spots >= 2 处"))
    for name in ("indicators.csv", "crosswalk.csv"):
        (folder / name).write_text((folder / name).read_text(encoding="utf-8"), encoding="gb18030")
    found = failed(check_ruleset(folder, encoding="gb18030", examples=FEW))

    assert found["merging"][0].startswith("crosswalk.csv (GB18030), rows 2 and 3; indicators.csv (GB18030), rows 2, 3 and 4, column standard: ")


TIGHTER = "tighten,urban.lamps,standard,lamps.lit = 100 %,local,全部亮灯"
LAMPS = """name = "亮灯率：本地要求全部亮灯"
source = "数字均为虚构"
period = "2022Q4"
indicator = "urban.lamps"
sites = [{ code = "s1", area = "320412", zone = "built_up", site_type = "main_road", units = "320412" }]
# 差 1 个百分点：文明 1 分，长效每 0.5 个百分点 0.5 分，共 1 分
values = "99 %"
lost = { civilized = 1, urban = 1 }
"""


@pytest.mark.usefixtures("lawless")
def test_an_overlay_conforms(tmp_path):
    """An overlay is checked as what it makes of its base, with cases of its own; clauses that only its lines cite are not orphans."""
    found = check_ruleset(laid(tmp_path, TIGHTER, cases=LAMPS), examples=FEW)

    assert {} == failed(found)
    assert [] == lacking(str(found), "passed              case lamps.toml: 亮灯率：本地要求全部亮灯")


@pytest.mark.parametrize(
    ("lines", "more", "fragments"),
    [
        (["loosen,urban.lamps,standard,lamps.lit >= 90 %,,放宽"], "", ["loading overlay.csv, row 2, column clause"]),
        ([TIGHTER, "retire,urban.lamps,,,local,不再考核"], "", ["loading overlay.csv", "row", "urban.lamps"]),
        (["tighten,urban.litter,standard,litter.spots >= 1 处,local,有一处才算"], "", ["merging tiny/crosswalk.csv, rows 2 and 3; tiny/indicators.csv, rows 2 and 4, column standard; overlay.csv, row 2, column value: ", "nothing can meet their joined standard"]),
        ([TIGHTER], '\n[clauses.other]\ndocument = "另一细则"\nprovenance = "illustrative"\n', ["orphans ruleset.toml, clauses.other: the clause 'other' is cited by no"]),
        ([TIGHTER], '\n[clauses.short]\ndocument = "试行"\nprovenance = "illustrative"\nvalid = { end = 2022-12-31 }\n', ["dates ruleset.toml, clauses.short.valid, valid: "]),
    ],
)
def test_a_planted_line_is_caught(tmp_path, lines, more, fragments):
    """A line of an overlay that has no clause, or meets another, is caught at its row; so is what the overlay declares for nothing."""
    found = told(laid(tmp_path, *lines, more=more))

    assert [] == lacking(found, *fragments), found


@pytest.mark.usefixtures("lawless")
def test_versions_with_a_gap(tmp_path):
    """Of several versions the one in force on the day given is checked, and days between two versions without rules are a date gap."""
    place = versions(tmp_path, ("2022-05-10", "2022-12-31"), ("2023-02-01", "2023-12-31"))
    found = failed(check_ruleset(place, on=date(2023, 3, 1), cases=(), examples=FEW))

    assert {"dates"} == found.keys()
    assert SEVEN["days between two versions"][1] == f"dates {found['dates'][0]}"
    assert "say `on` which day" in told(place)


@pytest.mark.usefixtures("lawless")
def test_a_case_that_fails(tmp_path):
    """A worked case that does not come out fails by its file and its number, with what was expected and what was found."""
    found = failed(check_ruleset(local(tmp_path, cases=WRONG), examples=FEW))

    assert {"case litter.toml, 1": ("litter.toml: lost civilized 320412: expected 2, found 3",)} == found


def test_cases_take_what_was_seen_from_their_file(tmp_path):
    """What a file says was seen holds for each of its cases, unless the case says by itself what was seen."""
    cases = CASES.replace("# 标准就高", 'observations = [{ indicator = "civilized.litter", values = "3" }]\n\n# 标准就高', 1)
    cases = cases.replace('values = "3"\nlost', "lost").replace('values = "12"\nlost = { civilized = 5, urban = 5, rural = 5 }', "observations = []\nlost = 0")
    found = {check.name: english(check.result().messages) for check in checks(local(tmp_path, cases=cases)) if check.name.startswith("case")}

    assert found == {"case litter.toml, 1": (), "case litter.toml, 2": ()}


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        (CASES.replace('values = "12"\nlost', 'values = "12"\nlots'), "'lots' is not a key of the case"),
        (CASES.replace('source = "数字均为虚构"\n', ""), "the source of the case"),
        (CASES.replace("civilized.litter", "civilized.glitter"), "civilized.glitter"),
        (CASES.replace('period = "2022Q3"', ""), "None is not the text of a period"),
        (CASES.replace('values = "12"', "given = [{ points = 3 }]"), "is not a figure with the key 'for'"),
        ("name = ", "is not TOML"),
        ("cases = []\n" + CASES.partition("# 标准就高")[0], "[] is not a list of cases"),
        ("cases = 'x'\n" + CASES.partition("# 标准就高")[0], "'x' is not a list of cases"),
        (CASES.replace('values = "12"', 'values = "12"\nnot_measured = "x"'), "'values beside not_measured' is not what was seen, said once"),
        (CASES.replace('values = "12"', 'values = "12"\nobservations = []'), "'observations beside values' is not what was seen, said once"),
        (CASES.replace('values = "12"', 'values = "12"\nexpected = { urban = { 320412 = { score = "95" } } }'), "'lost' is not read beside expected"),
        (CASES.replace('values = "12"', 'values = "12"\nexpected = "95"'), "is not a table of scorecards by assessment and unit for `expected`"),
        (CASES.replace('values = "12"', 'values = "12"\nearlier = "x"'), "'x' is not a list of tables for `earlier`"),
        (CASES.replace('values = "12"', 'values = "12"\nearlier = [{ valuse = "3" }]'), "'valuse' is not a key of earlier 1"),
        (CASES.replace('values = "12"', 'indicator = ["civilized.litter"]\nvalues = "12"'), "is not a text for `indicator`"),
        (CASES.replace("civilized = 5, urban = 5", "civilised = 5, urban = 5"), "'civilised' is not an assessment of the rule set; write civilized or rural or urban"),
        (PERIODS + "[[periods]]\nperiod = '2022Q3'\n", "is not a list of periods of which something is expected"),
        (PERIODS + "[[periods]]\nperiod = '2022Q3'\ninclude = { urban = 1 }\nrefused = 'x'\n", "is not what the first period can include"),
    ],
)
def test_a_case_that_cannot_be_read(tmp_path, text, fragment):
    """A case with a key that means nothing, without a source, or that is no TOML fails, and passes for nothing."""
    found = told(local(tmp_path, cases=text))

    assert fragment in found


def test_a_number_where_a_text_is_told(tmp_path):
    """A score that is right and not written as text is told apart from what was found."""
    case = CASES.partition("[[cases]]")[0] + """
[[cases]]
name = "得分"
observations = [{ indicator = "civilized.litter", values = "0" }, { indicator = "civilized.lamps", values = "100" }, { indicator = "urban.toilet", values = "A" }]
expected.urban.320412.score = 100
"""
    found = told(local(tmp_path, cases=case))

    assert "litter.toml: urban 320412 score: expected 100, found '100'" in found


def test_cases_in_other_spellings(tmp_path):
    """A file of cases whose ending is written large is run; a JSON file that is no table fails by its name."""
    folder = local(tmp_path)
    (folder / "cases" / "litter.toml").rename(folder / "cases" / "litter.TOML")
    (folder / "cases" / "list.json").write_text("[1]", encoding="utf-8")

    assert [one.name for one in checks(folder) if one.name.startswith("case")] == ["case list.json", "case litter.TOML, 1", "case litter.TOML, 2"]
    assert "list.json: [1] is not a table" in told(folder)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"examples": 0}, "0 is not a number of examples; give a whole number of 1 or more"),
        ({"examples": "5"}, "'5' is not a number of examples"),
        ({"cases": "nowhere"}, "'nowhere' is not a folder of worked cases; check the path"),
        ({"expected_failures": ["dates"]}, "is not a value of the kind Mapping for `expected_failures`"),
    ],
)
def test_arguments_that_mean_nothing(tmp_path, more, said):
    """An argument under which nothing would be checked is refused before anything is."""
    with pytest.raises(ts.TristandardError) as caught:
        checks(local(tmp_path), **more)

    assert said in str(caught.value)


def test_what_is_no_rule_set():
    """What is neither a folder, a code nor a rule set is refused."""
    with pytest.raises(ts.TristandardError, match="5 is not a folder, a code or a rule set"):
        checks(5)


def test_what_cannot_be_loaded_is_not_held_against_the_rest(tmp_path):
    """Where a folder cannot be loaded, all its mistakes fail as one check, and the others are not run."""
    folder = local(tmp_path, ("indicators.csv", "litter.spots <= 2 处", "litter.spots"), ("crosswalk.csv", "urban.lamps", "urban.lamp"))
    found = check_ruleset(folder, examples=FEW)

    assert [State.FAILED, *[State.NOT_RUN] * (len(found.results) - 1)] == [one.state for one in found.results]
    assert 2 == len(found.results[0].messages)
    assert not found.holds


def test_a_folder_that_is_not_there(tmp_path):
    """A path where nothing is fails the loading, and says so."""
    assert "is not a rule set" in told(tmp_path / "nothing")


@pytest.mark.usefixtures("lawless")
def test_an_expected_failure(tmp_path):
    """What is listed with its reason may fail, and the rule set conforms all the same."""
    found = check_ruleset(local(tmp_path, MISTAKES[0], expected=LISTED), examples=FEW)

    assert [("dates", State.EXPECTED)] == [(one.check.name, one.state) for one in found.results if one.state is not State.PASSED]
    assert found.holds
    assert "expected: the scheme of 2023 is not published yet" in str(found)


@pytest.mark.usefixtures("lawless")
@pytest.mark.parametrize(
    ("listed", "check", "fragments"),
    [
        ({"dates": "later"}, "dates", ("it is listed as an expected failure (later) and holds; take it off the list",)),
        ({"date": "later"}, "expected failures", ("'date' is the name of no check of this rule set", "did you mean 'dates'")),
        ({"dates": " "}, "expected failures", ("'dates' is listed without a reason; write why",)),
        ({"dates": 3}, "expected failures", ("'dates' is listed without a reason; write why",)),
        ({"loading": "later"}, "expected failures", ("'loading' cannot be expected to fail, for then nothing else is run; mend the rules",)),
        ({"merging": "later"}, "expected failures", ("'merging' cannot be expected to fail, for then nothing else is run; mend the rules",)),
        ({"expected failures": "so it is"}, "expected failures", ("'expected failures' is the name of no check",)),
    ],
)
def test_a_list_that_is_wrong(tmp_path, listed, check, fragments):
    """An expected failure that holds, that names no check, or that has no reason is itself a failure."""
    found = check_ruleset(local(tmp_path), expected_failures=listed, examples=FEW)

    assert [check] == list(failed(found))
    assert [] == lacking(failed(found)[check][0], *fragments)
    assert not found.holds


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ('[expected_failures]\n"loading" = "later"', "conformance.toml, expected_failures: 'loading' cannot be expected to fail, for then nothing else is run; mend the rules"),
        ('[expected_failures]\n"merging" = "later"', "conformance.toml, expected_failures: 'merging' cannot be expected to fail, for then nothing else is run; mend the rules"),
        ('[expected_failures]\n"date" = "later"', "conformance.toml, expected_failures: 'date' is the name of no check"),
        ('[expected]\n"dates" = "later"', "conformance.toml, expected: 'expected' is not a known key"),
        ("expected_failures = 3", "conformance.toml, expected_failures: 3 is not a table of reasons"),
        ("[expected_failures", "conformance.toml: "),
    ],
)
def test_a_file_of_expected_failures_that_is_wrong(tmp_path, text, fragment):
    """What is wrong with `conformance.toml` fails with the file and the place."""
    assert fragment in told(local(tmp_path, expected=text))


@pytest.mark.parametrize(("name", "mistake"), [("loading", "weights that do not add up"), ("merging", "an intersecting match merged anyway")])
def test_what_everything_rests_on_cannot_be_listed(tmp_path, name, mistake):
    """Rules that cannot be loaded, or not be merged, fail although `conformance.toml` lists that, and its line is told beside what is wrong."""
    folder = SEVEN[mistake][0](tmp_path)
    (folder / "conformance.toml").write_text(f'[expected_failures]\n"{name}" = "later"\n', encoding="utf-8")
    found = check_ruleset(folder, examples=FEW)

    assert {name, "expected failures"} == {one.check.name for one in found.results if one.state is State.FAILED}
    assert State.EXPECTED not in {one.state for one in found.results}
    assert not found.holds


def test_a_share_that_posts_a_breach_twice(tmp_path, monkeypatch):
    """A library that posts one breach twice to one assessment does not pass: the laws of the quarter and the worked cases both fail."""
    share = ts.share

    def twice(register, **more):
        ledger = share(register, **more)
        entries = {site: {key: evolve(entry, charges=tuple((*charges, *charges[:1]) for charges in entry.charges)) for key, entry in held.items()} for site, held in ledger.entries.items()}
        return evolve(ledger, entries=entries)

    folder = local(tmp_path)
    monkeypatch.setattr(ts, "share", twice)
    found = broken(folder, "law 8", "case")

    assert {"law 8: each shared indicator is scored once", "case litter.toml, 1", "case litter.toml, 2"} == found.keys()
    assert [] == lacking(found["law 8: each shared indicator is scored once"][0], "indicators.csv, row", "it does not hold for survey 2022Q3 (sites: s")


def test_a_merge_with_a_laxer_standard(tmp_path, monkeypatch):
    """A library whose merge drops one measure of the higher standard does not pass: law 2 fails at the rows of the match, and the case too."""
    join = SharedIndicator.join
    folder = local(tmp_path)
    monkeypatch.setattr(SharedIndicator, "join", staticmethod(lambda several: Standard([ask for ask in join(several).asks if ask.measure.code != "litter.spots"])))
    found = broken(folder, "law 2:", "case")

    assert "crosswalk.csv, rows 2 and 3; indicators.csv, rows 2, 3 and 4: it does not hold for shared indicator" in found["law 2: accepts what all accept"][0]
    assert "case litter.toml, 1" in found


def test_a_merge_that_remembers(tmp_path, monkeypatch):
    """A library that merges the same rules otherwise the second time does not pass: law 5 fails."""
    merge, folder, times = ts.merge, local(tmp_path), iter(range(10**6))

    def remembering(rules):
        merged = merge(rules)
        return evolve(merged, shared=merged.shared[:: 1 if next(times) % 2 else -1])

    monkeypatch.setattr(ts, "merge", remembering)

    assert {"law 5: no order in the merge"} <= broken(folder, "law 5").keys()


def test_a_merge_that_listens_to_the_narrowest_scope(tmp_path, monkeypatch):
    """A library in which widening a scope can lower the merged standard does not pass: law 15 fails, and tells what was widened."""
    folder = local(tmp_path)
    monkeypatch.setattr(SharedIndicator, "join", staticmethod(lambda several: min(several, key=lambda one: len(one.indicator.scope.extents)).indicator.standard))
    (message,) = broken(folder, "law 15: tightening tightens", examples=120)["law 15: tightening tightens"]

    assert [] == lacking(message, "it does not hold for merged rules 'tiny'; merged rules of tightened sources 'tiny'; ", "tightens: civilized.litter scope: site_type=road → ")


def test_what_a_law_was_given_is_told_so_that_a_person_can_follow(tmp_path, monkeypatch):
    """Rules that differ are told by their differences, beside a survey too; what writes and reads is not told at all, so that a report is the same every time."""
    folder, score = local(tmp_path), ts.score
    monkeypatch.setattr(ts, "score", lambda ledger, **more: score(ledger, **more) if len(ledger.rules.assessments) < 4 else score(evolve(ledger, entries={}), **more))
    (stranger,) = [message for name, messages in broken(folder, "law 10", examples=25).items() for message in messages if "stranger" in name]
    monkeypatch.setattr(held, "_read", lambda _: None)
    (written,) = broken(folder, "law 14: reads")["law 14: reads back equal"]

    assert "under 'tiny'; tightens: newcomer" in stranger
    assert "it does not hold for value 'tiny'; mend the rules, or report it where the library is at fault" == written


def test_parameters_of_a_test_file(tmp_path):
    """The checks parametrise a test: each is held by itself, and those that are listed must fail."""
    found = conformance.parameters(local(tmp_path, *MISTAKES, expected=LISTED), examples=FEW)
    (marked,) = [one for one in found if one.marks]
    with pytest.raises(NotHeld) as caught:
        next(one.values[0] for one in found if one.id == "orphans").hold()

    assert ("dates", "the scheme of 2023 is not published yet") == (marked.id, marked.marks[0].kwargs["reason"])
    assert [] == lacking(str(caught.value), "orphans: every clause, measure", "does not hold:\n  - ruleset.toml, measures.'dust.share'")


def test_a_check_that_cannot_be_run_is_skipped(tmp_path):
    """Inside a test a check of rules that cannot be loaded is skipped, with the reason."""
    folder = local(tmp_path, ("indicators.csv", "litter.spots <= 2 处", "litter.spots"))
    with pytest.raises(pytest.skip.Exception) as caught:
        next(one for one in checks(folder) if one.name == "dates").hold()

    assert "the rule set cannot be loaded; mend that first" == str(caught.value)


def test_the_report_in_chinese(tmp_path):
    """The report is told in Chinese too: what must hold, what does not and where, and the counts; names stay as they are."""
    folder = local(tmp_path)
    (folder / "conformance.toml").write_text('[expected_failures]\n"oprhans" = "x"\nloading = "x"\nlabels = " "\n', encoding="utf-8")
    (folder / "crosswalk.csv").write_text((folder / "crosswalk.csv").read_text(encoding="utf-8-sig").replace(",equal,", ",equals,", 1), encoding="utf-8")
    title, *lines, counts = check_ruleset(folder, examples=FEW).text("zh").splitlines()

    assert "规则集“city”的符合性检查" == title.replace(folder.name, "city")
    assert "未通过　　　loading：规则集的文件读入无误" == lines[0]
    assert [] == lacking(lines[1], "    crosswalk.csv 第 2 行 relation 列：'equals' 不是下列之一：equal、", "；请写其中之一")
    assert [] == lacking("\n".join(lines), "'oprhans' 不是本规则集的检查名称；是否指 'orphans'？", "'loading' 不能列为预期未通过", "'labels' 没有写理由")
    assert [] == lacking(counts, "通过 0 项、未通过 2 项、未运行 ", "；须知悉 0 项：不符合")


def test_every_law_is_said_in_chinese():
    """Each law, each lock and each fault that nothing finds has a Chinese sentence beside its English one."""
    said = [law.statement for law in laws.LAWS] + [text for lock in laws.LOCKS for text in (lock.expectation, lock.because)]

    assert [] == [one for one in said if not any("\u4e00" <= mark <= "\u9fff" for mark in one.text("zh")) and "<=" not in one.text("zh")]
    assert [] == [name for law in laws.LAWS for name in law.takes if taken(name).text("zh") == name]
