"""An overlay as a folder: laid over its base when it is loaded, every mistake told with its file and row."""

import shutil
from datetime import date

import pytest

from samples import TINY, lacking
from tristandard.basics.clause import OutOfForce
from tristandard.basics.errors import BadValue, Refused
from tristandard.changing.comparison import tightens
from tristandard.changing.laying import overlay
from tristandard.checks.report import check
from tristandard.codec import available
from tristandard.codec.bad_input import BadInput
from tristandard.codec.folder import load_overlay, load_ruleset, write_ruleset
from tristandard.merging.merged import merge

HEAD = """
format = 1
code = "{code}"
version = "1"
zh = "示例市"
en = "Example city"
base = "tiny"
base_version = "1"

[valid]
start = 2023-01-01

[clauses.local]
document = "示例市细则"
provenance = "illustrative"
"""
LINES = "line,code,part,value,clause,why\n"
STRICTER = "tighten,urban.litter,standard,litter.spots <= 1 处,local,本市要求\n"


@pytest.fixture(autouse=True)
def _tiny_comes_along(tmp_path, monkeypatch):
    """Let the tiny rule set be one that comes along."""
    shutil.copytree(TINY, tmp_path / "bundled" / "tiny")
    monkeypatch.setattr(available, "BUNDLED", tmp_path / "bundled")


def written(folder, lines=None, *, code="city", more="", head=HEAD, **tables):
    """Return a folder with an overlay of the tiny rule set."""
    place = folder / code
    place.mkdir()
    (place / "ruleset.toml").write_text(head.format(code=code) + more, encoding="utf-8")
    for name, text in {"overlay": lines, **tables}.items():
        if text is not None:
            (place / f"{name}.csv").write_text(text, encoding="utf-8")
    return place


def told(folder):
    """Return what is said of a folder that cannot be loaded."""
    with pytest.raises(Refused) as caught:
        load_ruleset(folder)
    return [str(reason) for reason in caught.value.exceptions]


def test_an_overlay_is_laid_over_its_base(tmp_path):
    """Loading the folder of an overlay gives the base with its lines carried out, under its own name and dates."""
    rules = load_ruleset(written(tmp_path, LINES + STRICTER))

    assert (rules.code, rules.version, str(rules.valid)) == ("city", "1", "from 2023-01-01 to 2023-12-31")
    assert [str(one) for one in tightens(load_ruleset("tiny"), rules).differences] == [
        "tightens: urban.litter standard: litter.spots <= 2 处 → litter.spots <= 1 处",
        "has no direction: the rule set valid: from 2022-05-10 to 2023-12-31 → from 2023-01-01 to 2023-12-31",
    ]
    assert check(rules).problems == ()


def test_every_kind_of_line_is_read(tmp_path):
    """Standards, scopes, subjects, labels and weights are read as what they change."""
    lines = (
        LINES
        + STRICTER
        + "tighten,urban.litter,scope,site_type=hall,local,x\n"
        + "loosen,civilized.litter,subjects,\"kind=district, unit=320412\",local,x\n"
        + "retire,urban.toilet,,,local,x\n"
        + "relabel,civilized.queue,zh,排队,local,x\n"
        + "relabel,rural,office,农业局,local,x\n"
        + "weigh,civilized.total,hall,30,local,x\nweigh,civilized.total,road,30,local,x\n"
    )
    rules = load_ruleset(written(tmp_path, lines))

    assert str(rules.indicators["urban.litter"].scope) == "site_type=hall | zone=built_up, site_type=road"
    assert str(rules.indicators["civilized.litter"].subjects) == "kind=district, unit=320412"
    assert ("urban.toilet" in rules.indicators, rules.indicators["civilized.queue"].zh, rules.assessment("rural").office) == (False, "排队", "农业局")
    assert {member: int(weight) for member, weight in rules.assessment("civilized").model["total"].weights} == {"hall": 30, "main_road": 40, "road": 30}


def test_an_overlay_adds_with_the_words_of_its_base(tmp_path):
    """New indicators, a new assessment and new matches may use what the base declares and what the overlay declares."""
    more = """
[areas.jintan]
zh = "金坛区"
parent = "320400"

[assessments.hygiene]
zh = "国家卫生城市"
en = "hygiene city"
office = "爱卫办"
items.clean = { zh = "清洁", full = 100 }
score = { total = { full = 100 } }
"""
    rows = (TINY / "indicators.csv").read_text(encoding="utf-8").splitlines()[0] + (
        "\nhygiene.litter,clean,垃圾,litter,litter.spots <= 0 处,area=jintan,any,1,,,,10,,local,illustrative,illustrative\n"
    )
    pairs = "crosswalk,first,second,relation,measures,rationale\nstreets,hygiene.litter,urban.litter,equal,,同问垃圾\n"
    merged = merge(load_ruleset(written(tmp_path, more=more, indicators=rows, crosswalk=pairs)))

    assert [shared.assessments for shared in merged.shared if "hygiene" in shared.assessments] == [("civilized", "hygiene", "rural", "urban")]


def test_what_is_laid_is_written_whole(tmp_path):
    """A rule set that was overlaid is written as a rule set of its own, and reads back equal."""
    rules = load_ruleset(written(tmp_path, LINES + STRICTER))
    write_ruleset(rules, tmp_path / "whole")

    assert load_ruleset(tmp_path / "whole") == rules


def test_mistakes_of_an_overlay_are_told_with_their_rows(tmp_path):
    """Everything that cannot be read is told at once, with file, row and column."""
    lines = LINES + "tightn,urban.litter,standard,litter.spots <= 1 处,local,x\ntighten,urban.litter,standard,liter <= 1 处,,x\nweigh,civilized.total,hall,many,local,\n"

    assert [lacking(one, *parts) for one, parts in zip(told(written(tmp_path, lines)), [
        ("overlay.csv, row 2, column line: 'tightn' is not one of tighten, loosen, retire, relabel, weigh",),
        ("overlay.csv, row 3, column clause: '' is not a clause; name a declared one: local, plan",),
        ("overlay.csv, row 3, column value: 'liter' is not a declared measure",),
        ("overlay.csv, row 4, column value: 'many' is not an exact number",),
        ("overlay.csv, row 4, column why: '' is not a text",),
    ], strict=True)] == [[]] * 5  # fmt: skip


def test_lines_that_are_read_are_held_against_the_base_beside_those_that_are_not(tmp_path):
    """Beside a line that cannot be read, the others are told that do not fit the base, and a base of another version; not what weights add up to."""
    lines = LINES + "tightn,urban.litter,standard,litter.spots <= 1 处,local,x\nretire,urban.liter,,,local,x\nweigh,civilized.total,hall,1,local,x\n"
    found = told(written(tmp_path, lines, head=HEAD.replace('base_version = "1"', 'base_version = "2"')))

    assert [lacking(one, *parts) for one, parts in zip(found, [
        ("overlay.csv, row 2, column line: 'tightn' is not one of",),
        ("overlay.csv: row 3 (retire urban.liter) of city matches nothing",),
        ("ruleset.toml: overlay 'city' is written for tiny 2, and this is tiny 1",),
    ], strict=True)] == [[]] * 3  # fmt: skip


def test_a_mark_without_a_width_in_a_value_is_told_with_its_row(tmp_path):
    """A label that no line of text may hold is told like any other mistake, beside the others."""
    lines = LINES + "relabel,urban.litter,zh,垃\u200b圾,local,x\ntightn,urban.litter,standard,litter.spots <= 1 处,local,x\n"

    assert [lacking(one, *parts) for one, parts in zip(told(written(tmp_path, lines)), [
        ("overlay.csv, row 2, column value", "is not a text on one line", "U+200B"),
        ("overlay.csv, row 3, column line: 'tightn' is not one of",),
    ], strict=True)] == [[], []]  # fmt: skip


def test_a_line_that_cannot_be_carried_out_is_told_with_its_row(tmp_path):
    """A line that matches nothing and one that loosens in silence are told by their rows, and so is what a line breaks."""
    lines = LINES + "retire,urban.liter,,,local,x\ntighten,civilized.litter,standard,litter.spots <= 9 处,local,x\n"
    unpriced = LINES + "tighten,civilized.litter,standard,lamps.lit >= 98 %,local,x\n"

    assert [lacking(one, *parts) for one, parts in zip(told(written(tmp_path, lines)), [
        ("overlay.csv: row 2 (retire urban.liter) of city matches nothing", "did you mean urban.litter?"),
        ("overlay.csv: row 3 (tighten civilized.litter standard) of city says tighten, and asks no more than before (litter.spots <= 0 处)",),
    ], strict=True)] == [[], []]  # fmt: skip
    assert told(written(tmp_path, unpriced, code="other")) == [
        "overlay.csv, row 2, column value; tiny/indicators.csv, row 2, column each: indicator 'civilized.litter' asks about lamps.lit but no rule of its own prices it; add a rule, or drop what it asks"
    ]


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ('base_version = "1"', 'base_version = "2"', ("ruleset.toml: overlay 'city' is written for tiny 2, and this is tiny 1",)),
        ('base_version = "1"\n', "", ("ruleset.toml: 'base_version' is not there; add it",)),
        ("2023-01-01", "2024-01-01", ("ruleset.toml: rule set 'tiny' and what is laid over it are never in force together",)),
        ("[valid]", "[policy]\nreading = \"pointwise\"\n[valid]", ("ruleset.toml: 'policy' is not a known key",)),
        ("[clauses.local]", "[clauses.plan]", ("ruleset.toml, clauses.plan; tiny/ruleset.toml, clauses.plan: clause 'plan' is added by city, and tiny has it",)),
        ("[clauses.local]", "[zones.village]\nzh = \"村\"\n[clauses.local]", ("ruleset.toml, zones.village; tiny/ruleset.toml, zones.village: zone 'village' is added by city, and tiny has it",)),
    ],
)  # fmt: skip
def test_a_head_that_does_not_fit_its_base(tmp_path, old, new, parts):
    """An overlay for another version, other days, or that declares again what is there is refused."""
    assert any(lacking(one, *parts) == [] for one in told(written(tmp_path, LINES + STRICTER.replace("local", "plan"), head=HEAD.replace(old, new))))


@pytest.mark.parametrize("base", ["nowhere", "city"])
def test_a_base_that_is_not_there(tmp_path, base):
    """A base is a known rule set or a folder beside the overlay, and never the overlay itself."""
    with pytest.raises(Refused) as caught:
        load_ruleset(written(tmp_path, head=HEAD.replace('base = "tiny"', f'base = "{base}"')))

    assert lacking(str(caught.value), "(1 to mend)", f"ruleset.toml, base: '{base}' is not a rule set that it can be laid over; name one of tiny, or the code of a folder beside it") == []


def test_bases_that_turn_in_a_circle(tmp_path):
    """Two overlays that are each laid over the other are refused."""
    written(tmp_path, head=HEAD.replace('base = "tiny"', 'base = "county"'))
    county = written(tmp_path, code="county", head=HEAD.replace('base = "tiny"', 'base = "city"'))
    with pytest.raises(Refused) as caught:
        load_ruleset(county)

    assert [] == lacking(str(caught.value), "(1 to mend)", "county/ruleset.toml, base: 'city' is not a rule set that it can be laid over")


def test_an_overlay_over_an_overlay(tmp_path):
    """A county may be laid over a city that is laid over the bundled rule set, as long as both stand beside each other."""
    written(tmp_path, LINES + STRICTER)
    lines = LINES + "tighten,urban.litter,standard,litter.spots <= 0 处,village,x\n"
    county = written(tmp_path, lines, code="county", head=HEAD.replace('base = "tiny"', 'base = "city"').replace("clauses.local", "clauses.village"))

    assert str(load_ruleset(county).indicators["urban.litter"].standard) == "litter.spots <= 0 处"


def test_two_overlays_are_laid_in_one_step(tmp_path):
    """Overlays that are loaded by themselves are laid over their base together, in either order."""
    one = load_overlay(written(tmp_path, LINES + STRICTER))
    other = load_overlay(written(tmp_path, LINES + "tighten,urban.litter,scope,any,local,x\n", code="county"), base=load_ruleset("tiny"))
    base = load_ruleset("tiny")

    assert overlay(base, one, other) == overlay(base, other, one)
    assert overlay(base, one, other).code == "city+county"


def test_a_rule_set_is_no_overlay():
    """What has no base cannot be loaded as an overlay."""
    with pytest.raises(BadInput, match=r"ruleset.toml, base: '' is not there; name the rule set that it is laid over, or load it with load_ruleset"):
        load_overlay(TINY)


def test_an_overlay_is_in_force_while_its_base_is(tmp_path):
    """A day on which only the overlay is in force is refused, and the nearest named."""
    place = written(tmp_path, LINES + STRICTER)
    with pytest.raises(OutOfForce) as caught:
        load_ruleset(place, on=date(2024, 3, 1))

    assert lacking(str(caught.value), "'city' is not in force on 2024-03-01, but from 2023-01-01 to 2023-12-31; the nearest day is 2023-12-31") == []


def test_a_table_in_another_encoding(tmp_path):
    """The lines of an overlay are read in the encoding that their bytes are, like its other tables."""
    place = written(tmp_path)
    (place / "overlay.csv").write_bytes((LINES + STRICTER).encode("gb18030"))

    assert [line.why for line in load_overlay(place).lines] == ["本市要求"]


@pytest.mark.parametrize("base", ['""', '".."', '"."', '"../bundled/tiny"', "1.5", '["tiny"]', '"nowhere"'])
def test_a_base_that_is_none(tmp_path, base):
    """A base that is no code of a rule set, nor the name of a folder beside, is refused by its key."""
    folder = written(tmp_path, LINES + STRICTER, head=HEAD.replace('base = "tiny"', f"base = {base}"))

    with pytest.raises(Refused) as caught:
        load_ruleset(folder)

    assert [] == lacking(str(caught.value), "(1 to mend)", "ruleset.toml, base: ", " is not a rule set that it can be laid over; name one of tiny")


def test_a_base_of_several_versions_beside(tmp_path):
    """A base that stands beside in several versions is laid over in the one that the overlay names."""
    for number in "12":
        place = shutil.copytree(TINY, tmp_path / "county" / number)
        text = (place / "ruleset.toml").read_text(encoding="utf-8").replace('code = "tiny"', 'code = "county"', 1).replace('version = "1"', f'version = "{number}"', 1)
        (place / "ruleset.toml").write_text(text, encoding="utf-8")
    over = written(tmp_path, LINES + STRICTER, head=HEAD.replace('base = "tiny"\nbase_version = "1"', 'base = "county"\nbase_version = "1"'))

    assert load_ruleset(over).code == "city"


def test_what_is_added_again_is_told_with_its_row(tmp_path):
    """An indicator and a match that the base has are told with their rows."""
    head, row = (TINY / "indicators.csv").read_text(encoding="utf-8").splitlines()[:2]
    pairs = "crosswalk,first,second,relation,measures,rationale\n\nstreets,urban.litter,civilized.litter,equal,,同问垃圾\n"
    found = told(written(tmp_path, indicators=f"{head}\n{row}\n", crosswalk=pairs))

    assert [one.partition(" is added")[0] for one in found] == [
        "crosswalk.csv, row 3; tiny/crosswalk.csv, row 2: the match of 'civilized.litter' and 'urban.litter'",
        "indicators.csv, row 2; tiny/indicators.csv, row 2: indicator 'civilized.litter'",
    ]


def test_a_base_that_is_no_rule_set(tmp_path):
    """A base given to load_overlay that is no rule set is refused before anything is read."""
    with pytest.raises(BadValue, match="'tiny' is not a value of the kind RuleSet for `base`"):
        load_overlay(written(tmp_path, LINES), base="tiny")


def test_an_overlay_that_names_itself_is_no_base(tmp_path):
    """Not even where a rule set of that code stands beside it."""
    folder = written(tmp_path, head=HEAD.replace('base = "tiny"', 'base = "city"'))
    shutil.copytree(TINY, tmp_path / "bundled" / "city")

    assert ["ruleset.toml, base: 'city' is not a rule set that it can be laid over; name one of city, tiny, or the code of a folder beside it, and not itself"] == told(folder)


def test_a_line_stands_where_what_it_changes_is_told(tmp_path):
    """Each line of an overlay is the place of what it changes: weights by their node, an office, the part of an indicator, or the whole of it."""
    lines = LINES + STRICTER + "retire,urban.toilet,,,local,x\nrelabel,rural,office,农业局,local,x\nweigh,civilized.total,hall,30,local,x\nweigh,civilized.total,road,30,local,x\n"
    layer = load_overlay(written(tmp_path, lines))
    rows = {address: place.row for address, place in layer.locations.known.items() if place.file == "overlay.csv"}

    assert {
        ("indicators", "urban.litter", "standard"): 2, ("indicators", "urban.toilet"): 3, ("assessments", "rural", "office"): 4,
        ("assessments", "civilized", "score", "total", "weights", "hall"): 5, ("assessments", "civilized", "score", "total", "weights", "road"): 6,
    } == rows  # fmt: skip
