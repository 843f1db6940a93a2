"""What the pages say in numbers: each is what the code, the data or a kept count has."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

import mutation
import pages
import tristandard as ts
from tristandard.codec.csv_table import TOLD
from tristandard.codec.files import RULES_LIMIT
from tristandard.testing import conformance, laws, worked

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh.md")


def page(name):
    """Return the text of a page, its tables and blocks as they stand, and each paragraph on one line."""
    text = (ROOT / name).read_text(encoding="utf-8")
    text = re.sub(r"(?<=[^\x00-\u2fff])\n(?=[^\x00-\u2fff])", "", text)  # Chinese has no blank where a line ends
    return re.sub(r"(?<=[^\n])\n(?![\n|#<-]|```)", " ", text)


@pytest.fixture(scope="module")
def rules():
    """The rule set that comes along."""
    return ts.load_ruleset("changzhou-2022")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("README.md", "239 indicators on 15 site types shared by the civilised-city and the urban-management assessment, 15 on villages shared with the rural one"),
        ("README.md", "the figures 239, 15 and 15"),
        ("README.md", "# 239 + 15 shared indicators"),
        ("README.zh.md", "共用 15 类点位的 239 个指标，与农村人居环境整治共用建制村的 15 个指标"),
        ("README.zh.md", "239、15、15 这几个数"),
        ("README.zh.md", "# 239 + 15 个共用指标"),
        ("docs/real.md", "the figures 239 indicators on 15 site types, and 15 on villages"),
        ("CHANGELOG.md", "239 shared indicators on 15 site types, 15 on villages, and the variant `newspaper`"),
    ],
)
def test_the_figures_of_the_merger(rules, name, told):
    """Whoever quotes the figures of the merger quotes what the merge of the bundled rule set gives."""
    shared = Counter(one.assessments for one in ts.merge(rules).shared)
    types = {extent[2][-1] for one in ts.merge(rules).shared for extent in one.scope.extents} - {"village"}

    assert {("civilized", "urban"): 239, ("civilized", "rural"): 15} == shared
    assert 15 == len(types)
    assert ["newspaper"] == [variant.code for variant in rules.variants]
    assert told in page(name)


def test_the_figures_are_nowhere_in_the_code():
    """The figure 239 is computed from the data: no module of the library has it."""
    assert [] == [path.name for path in Path(ts.__file__).parent.rglob("*.py") if "239" in path.read_text(encoding="utf-8")]


def test_three_assessments_eleven_items_and_the_lamps(rules):
    """There are three assessments, eleven items of the urban one, and of the lamps on main roads civilized asked for 98 %, urban for 99 %."""
    asked = {part.assessment: str(part.indicator.standard) for one in ts.merge(rules).shared if "urban.main_road.lamps_lit" in one.code for part in one.contributions}

    assert (3, 11) == (len(rules.assessments), len(rules.assessment("urban").items))
    assert {"civilized": "lamps.lit >= 98 %", "urban": "lamps.lit >= 99 %"} == asked
    assert "civilized asked for 98 % of lamps lit, urban for 99 %, and the higher bar counts for both" in page("README.md")
    assert "文明城市原要求亮灯率 98 %，城市长效要求 99 %，融合后按较高的 99 % 执行" in page("README.zh.md")
    assert all("the eleven items of the urban assessment" in page(name) for name in ("README.md", "docs/real.md"))
    assert "城市长效的十一个考核项目" in page("README.zh.md")


def test_provenances_are_named_in_their_order():
    """Both READMEs name every provenance there is, in the order of the code."""
    for name in READMES:
        assert [kind.value for kind in ts.rules.Provenance] == re.findall("`(plan|drive|published|practice|inferred|illustrative)`", page(name)), name


def test_the_published_cells():
    """The table of published tables counts the cells of each folder as they are, and the READMEs quote its last row."""
    folders = {"changzhou_2010_08": "Changzhou", "bozhou_2014_06": "Bozhou", "nantong_2017_08": "Nantong", "hengyang_2019_02": "Hengyang", "shenzhen_2023_07": "Shenzhen", "three_year_cycle": "a cycle"}
    place = ROOT / "tests" / "cases" / "published"
    states = ("reproduced", "not reproducible", "unseen")
    rows = re.findall("(?m)^[|] ([^|]+) [|] ([0-9]+) [|] ([0-9]+) [|] ([0-9]+) [|]", page("docs/scoring.md"))
    told = {label: tuple(map(int, counts)) for label, *counts in rows}
    together = Counter()
    for folder, label in folders.items():
        found = Counter(row["state"] for row in csv.DictReader((place / folder / "printed.csv").read_text(encoding="utf-8").splitlines()))
        together += found
        (counts,) = [counts for name, counts in told.items() if name.startswith(label)]

        assert tuple(found[state] for state in states) == counts, folder

    assert {path.parent.name for path in place.glob("*/printed.csv")} == folders.keys()
    assert tuple(together[state] for state in states) == told["together"] == (96, 5, 4)
    assert "Five published tables, and one cycle of published weights, are computed again cell by cell: 96 cells come out as printed, 5 do not and say by how much, 4 are cut off" in page("README.md")
    assert "五张公布的表和一个按公布的权重合成的周期，逐格复算：96 格与印出的一致，5 格不一致并写明相差多少，4 格在来源中被截断" in page("README.zh.md")


def test_the_counts_of_the_mutation_run():
    """The table of the mutation run adds up, row by row and column by column, its shares and ranges follow from its counts, and the other pages quote its sums."""
    found = re.findall("(?m)^[|] `([a-z]+)` [|] ([0-9]+) [|] ([0-9]+) [|] ([0-9]+) [|] ([0-9]+) [|] ([0-9]+) [|] ([0-9.]+) % [|] ([0-9.]+) to ([0-9.]+) % [|]$", page("docs/mutation.md"))
    rows = {name: tuple(map(int, counts)) for name, *counts, _, _, _ in found}
    told = {name: tuple(map(float, shares)) for name, *_, share, low, high in found for shares in [(share, low, high)]}

    for name, (_, drawn, killed, late, survived) in rows.items():
        assert drawn == killed + late + survived, name
        noticed = killed + late
        assert told[name] == tuple(round(share, 1) for share in (100 * noticed / drawn, *mutation.between(noticed, drawn))), name
    for whole, parts in {"core": mutation.CORE, "beside": mutation.ABOUT}.items():
        assert rows[whole] == tuple(map(sum, zip(*(rows[part] for part in parts if part in rows), strict=True)))
        _, drawn, killed, late, _ = rows[whole]
        assert f"{told[whole][0]} % of {drawn:,} mutants of " in page("CONTRIBUTING.md")
        assert f"{killed + late:,} of {drawn:,} " in page("CHANGELOG.md")


def test_the_counts_of_the_fuzzing_run():
    """What the run of changed files loaded and refused are all its files."""
    told = re.search(
        r"The run of ([0-9,]+) files on .*? loaded ([0-9,]+) and refused ([0-9,]+); none did neither", page("CONTRIBUTING.md")
    )
    files, loaded, refused = (int(number.replace(",", "")) for number in told.groups())

    assert files == loaded + refused
    assert f"{files:,} changed files were loaded whole or refused" in page("CHANGELOG.md")


def test_limits_and_defaults():
    """The limits and defaults that pages name are those of the code: mistakes told, bytes of a rule set's file, examples of a law, numbers of laws."""
    assert (1000, 4_000_000) == (TOLD, RULES_LIMIT)
    assert "told by at most a thousand mistakes; those of a rule set may have 4 MB" in page("CHANGELOG.md")
    assert "no more than a thousand mistakes of a file are told" in page("CONTRIBUTING.md")
    assert "A file of a rule set is therefore read up to 4 MB" in page("CONTRIBUTING.md")
    assert "up to a thousand, are told at once" in page("README.md")
    assert "（至多一千处）" in page("README.zh.md")
    assert f"more or fewer examples for each law than {conformance.EXAMPLES} (" in page("docs/conformance.md")
    assert 27 == len({law.number for law in laws.LAWS})
    assert "twenty-seven laws and their locks" in page("CHANGELOG.md")


def test_the_length_of_the_service():
    """The example service is about as long as its page says."""
    lines = len((ROOT / "examples" / "service" / "service.py").read_text(encoding="utf-8").splitlines())
    (told,) = re.findall("a service of some ([0-9]+) lines", page("docs/howto_service.md"))

    assert abs(lines - int(told)) <= 10


def test_what_is_provisional_is_public():
    """The names that are provisional are names of the library, and every kind of scoring node, bonus and gate is among them."""
    (told,) = re.findall("The classes of scoring nodes [(](.+?)[)]", page("docs/public.md"))
    names = re.findall("`([A-Za-z]+)`", told)

    assert set(names) <= pages.PUBLIC.keys()
    assert {"Given", "Rate", "Sheet", "Mean", "Blend", "Gate", "RankBonus", "StepBonus"} <= set(names)


def test_the_edge_vectors_that_a_page_lists():
    """Each edge that the conformance page lists has its vector, under each policy and in both readings."""
    edges = {
        "nothing measured": ["nothing_measured"],
        "all not applicable": ["all_not_applicable"],
        "a weight of zero": ["zero_weight"],
        "a cap of zero": ["cap_of_zero"],
        "an empty scope": ["scope_of_nothing"],
        "one site in two zones": ["site_in_two_zones"],
        "both tie rules": ["ties"],
        "contradicting standards and measurements under each policy": ["contradicting_standards", *(f"measured_twice_{policy.value}" for policy in ts.rules.Settlement)],
        "one breach shared by two assessments": ["one_breach_two_assessments"],
        "a widened scope in both readings": [f"widened_scope_{reading.value}" for reading in ts.rules.Reading],
    }
    (told,) = re.findall("as plain JSON for other implementations: (.+?)[.] Its README", page("docs/conformance.md"))

    assert list(edges) == told.split(", ")
    assert {name for names in edges.values() for name in names} <= {path.stem for path in worked.VECTORS.glob("*.json")}


def test_what_the_coverage_leaves_out_runs_elsewhere():
    """A test that needs an extra is skipped with README's own: where the step of the coverage leaves it out, another step of `.ci/run` names it."""
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    left_out = set(re.findall("--ignore (tests/[a-z_/.]+)", script))
    named = set(re.findall("(?<!--ignore )(tests/[a-z_/]+(?:[.]py)?)\\b", script))
    files = {path for one in left_out for path in ([ROOT / one] if one.endswith(".py") else (ROOT / one).rglob("test_*.py"))}
    skips = {path.relative_to(ROOT).as_posix() for path in files if re.search('importorskip[(]f?"(?!tristandard)', path.read_text(encoding="utf-8"))}

    assert "tests/desk/test_browser.py" in skips
    assert [] == sorted(path for path in skips if not {path, *(one.as_posix() for one in Path(path).parents)} & named)
