"""One round tells everything that can be told: no mistake of a folder hides another."""

import shutil

import pytest
from attrs import evolve

from codec.test_folder import MATCHES, ROWS, TOML, match, row, toml
from samples import TINY, changed, lacking, mistakes
from tristandard.basics.errors import Refused
from tristandard.checks.report import check
from tristandard.codec.folder import load_ruleset, write_ruleset
from tristandard.merging.merged import merge

WEIGHT = toml("hall = 40", "hal = 40")
HAL = "ruleset.toml, assessments.civilized.score.total.weights.hal: score node 'total' of civilized names the site type 'hal'"
GRADES = toml("[assessments.civilized.score.sheet]\nfull = 100", '[assessments.civilized.score.sheet]\nfull = 100\ngrades = { good = ">= 90", bad = "< 80" }')
GAP = "ruleset.toml, assessments.civilized.score.sheet: score node 'civilized.sheet' has grades that do not fit"


@pytest.mark.parametrize(
    ("edits", "parts"),
    [
        ([row("<= 0 处", "<= 0"), WEIGHT], ["indicators.csv, row 2, column standard", HAL]),
        ([row("<= 0 处", "<= 0"), GRADES], ["indicators.csv, row 2, column standard", GAP]),
        ([toml('office = "文明办"', 'office = ""'), WEIGHT], ["ruleset.toml, assessments.civilized.office", HAL]),
        ([toml('office = "文明办"', 'office = ""'), GRADES], ["ruleset.toml, assessments.civilized.office", GAP]),
        ([toml("full = 20 }", "full = -20 }"), WEIGHT], ["ruleset.toml, assessments.civilized.items.order.full", HAL]),
        ([row("路面垃圾", ""), row(",order,", ",ordre,", "civilized.lamps")], ["row 2, column zh", "row 5, column item"]),
        ([(ROWS, "civilized.litter,order,路面垃圾", "civilized.litter,ordre,")], ["row 2, column zh", "row 2, column item"]),
        ([row(",order,路面垃圾,litter on the road,litter.spots <= 0 处,site_type=road,kind=district,1", ",ordre,路面垃圾,litter on the road,litter.spots <= 0 处,site_type=road,kind=district,-1")], ["row 2, column each", "row 2, column item"]),
        ([toml('[crosswalks.streets]\nzh = "道路"', '[crosswalks.streets]\nzh = ""'), match("streets,civilized.liter,urban.litter,equal,,同问")], ["crosswalks.streets", "crosswalk.csv, row 2"]),
        ([row("<= 0 处", ">= 4 处"), WEIGHT], ["nothing can meet their joined standard of litter.spots", HAL]),
    ],
)  # fmt: skip
def test_no_mistake_hides_another(tmp_path, edits, parts):
    """A mistake in a cell and one of the rule set as a whole are told in one round, and nothing that follows from either."""
    found = mistakes(tmp_path, *edits)

    assert [1] * len(parts) == [sum(part in one for one in found) for part in parts]
    assert len(parts) == len(found)


def test_a_bad_base_hides_nothing(tmp_path):
    """A base that is not there is told beside the mistakes of the overlay's own files, without what follows from it."""
    folder = tmp_path / "city"
    folder.mkdir()
    (folder / TOML).write_text(
        'format = 2\ncode = "city"\nversion = "1"\nzh = ""\nen = "city"\nbase = "nowhere"\nbase_version = "1"\n', encoding="utf-8"
    )
    (folder / "overlay.csv").write_text("line,code,part,value,clause,why\nharden,a.x,standard,m <= 1 处,plan,x\n", encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load_ruleset(folder)
    found = [str(problem).partition(": ")[0] for problem in caught.value.exceptions]

    assert ["overlay.csv, row 2, column line", "ruleset.toml, base", "ruleset.toml, format", "ruleset.toml, zh"] == found


def test_mistakes_of_a_base(tmp_path):
    """The mistakes of a base are told beside those of what is laid over it, each with its folder."""
    shutil.copytree(TINY, tmp_path / "tiny")
    base = tmp_path / "tiny" / TOML
    base.write_text(base.read_text(encoding="utf-8").replace("hall = 40", "hal = 40"), encoding="utf-8")
    folder = tmp_path / "city"
    folder.mkdir()
    (folder / TOML).write_text('format = 2\ncode = "city"\nversion = "1"\nzh = "市"\nen = "city"\nbase = "tiny"\nbase_version = "1"\n', encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load_ruleset(folder)
    found = [str(problem).partition(": ")[0] for problem in caught.value.exceptions]

    assert ["ruleset.toml, format", "tiny/ruleset.toml, assessments.civilized.score.total.weights.hal"] == found


def test_merging_tells_where(tmp_path):
    """What `check` and `merge` say of rules from files names file, row and column of all that it speaks of, in both languages."""
    rules = load_ruleset(changed(tmp_path, row("<= 0 处", ">= 4 处")))
    with pytest.raises(Refused) as caught:
        merge(rules)
    where = "crosswalk.csv, rows 2 and 3; indicators.csv, rows 2, 3 and 4, column standard: civilized.litter + rural.litter + urban.litter: "

    assert [] == lacking(str(caught.value), where)
    assert [] == lacking(str(check(rules)), where)
    assert [] == lacking(check(rules).text("zh"), "crosswalk.csv 第 2、3 行；indicators.csv 第 2、3、4 行 standard 列：")


def test_remarks_tell_where(tmp_path):
    """A remark names the lines and the standards that it speaks of."""
    rules = load_ruleset(changed(tmp_path, toml('zh = "建成区外的行政村"', 'zh = "建成区"')))
    remarks = [str(remark) for remark in check(rules).remarks]

    assert any(remark.startswith("ruleset.toml, zones.built_up.zh, zones.village.zh: zones: 'built_up' and 'village'") for remark in remarks)


def test_where_rules_are_written_means_nothing(tmp_path):
    """Rules are equal, with the same digest, wherever they are written, and the places are not written with them."""
    rules = load_ruleset(TINY)
    bare = evolve(rules, locations=type(rules.locations)())
    write_ruleset(rules, tmp_path / "again")

    assert (rules, hash(rules), rules.digest) == (bare, hash(bare), bare.digest)
    assert "locations" not in (tmp_path / "again" / TOML).read_text(encoding="utf-8")


def test_contradictions_and_matches_are_told_together(tmp_path):
    """An unknown item and two indicators that cannot be one are told by `check` in one round."""
    rules = load_ruleset(changed(tmp_path, row("<= 0 处", ">= 4 处")))
    (book, *others) = rules.assessments
    wrong = evolve(rules, assessments=[evolve(book, indicators=[evolve(one, item="none") for one in book.indicators]), *others])

    assert [] == lacking(str(check(wrong)), "names the item 'none'", "nothing can meet their joined standard")


def test_a_group_with_an_unknown_member_is_not_judged(tmp_path):
    """A match with an indicator that is not there is one mistake: that the others lack a relation would follow from it."""
    extra = (MATCHES, "streets,", "streets,civilized.litter,rural.liter,equal,,同问\nstreets,")

    assert 1 == len(mistakes(tmp_path, extra))
