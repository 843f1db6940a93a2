"""Rules that change under results: every command says what happened and what to do, and nothing is lost."""

import json
import shutil

import pytest

pytest.importorskip("openpyxl", reason="the extra desk")
pytest.importorskip("xlsxwriter", reason="the extra desk")

import tristandard as ts
from desk.books import edited
from samples import lacking
from tristandard.codec.output import json_text, seal
from tristandard.desk import check_project, hand_over, load_project, new_project, write_report

BOOK = "survey/测评.xlsx"
#: What changes the rules of a project: another version, another price under the same version, a unit more.
CHANGES = {
    "version": lambda folder: rewritten(folder / "rules/ruleset.toml", 'version = "1"', 'version = "2"'),
    "price": lambda folder: rewritten(folder / "rules/ruleset.toml", "notice_en = ", 'notice_en = "Anew." # '),
    "unit": lambda folder: edited(folder / BOOK, {"单位表!A9": "parks", "单位表!B9": "园林局", "单位表!C9": "Parks", "单位表!D9": "区"}),
}


def rewritten(path, old, new):
    """Write a text of a file otherwise."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    """Return the folder of a project of which edition 1 is written and printed."""
    folder = new_project(tmp_path_factory.mktemp("other") / "p", rules="starter")
    project = load_project(folder)
    write_report(project, project.score(), ["ranking", "letters"])
    return folder


@pytest.fixture
def folder(scored, tmp_path):
    """Return a copy that a test may change."""
    return shutil.copytree(scored, tmp_path / "p")


def files(folder):
    """Return what stands in the files of a folder."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("change", CHANGES)
def test_every_command_says_what_happened_and_what_to_do(folder, change):
    """After the rules were changed, edition 1 is neither loaded, scored nor corrected: both rules are named, with what to do where nobody has it and where it is published; the check says so too, and nothing is written."""
    CHANGES[change](folder)
    before = files(folder)
    found = check_project(load_project(folder))
    for command in (lambda project: project.results(), lambda project: project.score(), lambda project: project.correct("误录"), lambda project: project.trial(), lambda project: project.every(), lambda project: project.certify()):
        with pytest.raises(ts.BadInput) as caught:
            command(load_project(folder))

        assert lacking(caught.value.text("zh"), "第 1 版是按规则 p 1（摘要 ", "现在的规则是 p ", "score --again", "原来的规则", "下一期的项目") == []
        assert lacking(str(caught.value), "edition 1 was made under the rules p 1 (digest ", "score --again", "put the former rules", "next period") == []
        assert str(caught.value) == str(found.problem)
        assert load_project(folder).merged.rule_set.digest not in caught.value.text("zh") + str(caught.value)
    assert before == files(folder)


def test_a_draft_is_scored_under_the_new_rules_and_loses_nothing(folder):
    """Where nobody has edition 1 it is scored again under the new rules; a letter in which somebody wrote is kept."""
    letter = next((folder / "out").rglob("扣分通报*.docx"))
    letter.write_bytes(letter.read_bytes() + b"!")
    kept = letter.read_bytes()
    CHANGES["version"](folder)
    made = load_project(folder).score(again=True)

    assert ("2", made.digest) == (made.rules.version, load_project(folder).results().digest)
    assert [kept] == [path.read_bytes() for path in (folder / "out/第1版").rglob("*") if path.is_file()]


def test_what_is_published_is_corrected_under_the_former_rules(folder):
    """Once there is an edition 2 nobody is told to score again; with the former rules put back the next correction is made."""
    kept = (folder / "rules/ruleset.toml").read_bytes()
    edited(folder / BOOK, {"问题清单!D2": 1, "问题清单!K2": "2"})
    load_project(folder).correct("误录")
    CHANGES["version"](folder)
    with pytest.raises(ts.BadInput) as caught:
        load_project(folder).correct("误录")

    assert lacking(caught.value.text("zh"), "第 2 版是按规则 p 1", "原来的规则") == []
    assert "--again" not in caught.value.text("zh") + str(caught.value)
    (folder / "rules/ruleset.toml").write_bytes(kept)
    edited(folder / BOOK, {"问题清单!D2": 2, "问题清单!K2": "3"})
    assert 3 == load_project(folder).correct("误录").edition


def test_what_is_handed_over_is_not_told_to_be_scored_again(tmp_path):
    """An edition that was handed over counts as published."""
    folder = new_project(tmp_path / "u", office="urban")
    load_project(folder).score()
    hand_over(load_project(folder))
    edited(folder / BOOK, {"单位表!A2": "gardens", "单位表!B2": "园林局", "单位表!D2": "department"})
    with pytest.raises(ts.BadInput) as caught:
        load_project(folder).results()

    assert lacking(caught.value.text("zh"), "第 1 版是按规则 changzhou-2022", "原来的规则") == []
    assert "--again" not in caught.value.text("zh")


def test_earlier_results_of_other_rules(folder, tmp_path):
    """Results of an earlier period that other rules made are refused at `before`, with what to do."""
    other = shutil.copytree(folder, tmp_path / "next", ignore=shutil.ignore_patterns("out"))
    rewritten(other / "project.toml", '# before = ["../2022Q2/out/results-1.json"]', 'before = ["../p/out/results-1.json"]')
    CHANGES["version"](other)
    with pytest.raises(ts.Refused) as caught:
        load_project(other).score()

    assert lacking(caught.value.text("zh"), "project.toml before：results-1.json：是按规则 p 1（摘要 ", "从 before 里删去") == []
    assert lacking(str(caught.value), "leave it out of before") == []


@pytest.mark.parametrize("anew", [False, True])
def test_a_file_that_somebody_changed_is_told_as_that(folder, anew):
    """Where another version was only written into the file of results, it is the file that is told, unless it was sealed anew."""
    path = folder / "out/results-1.json"
    table = json.loads(path.read_text(encoding="utf-8")) | {"rule_set_version": "0"}
    if anew:
        table |= {"seal": seal({key: one for key, one in table.items() if key != "seal"})}
    path.write_text(json_text(table), encoding="utf-8")
    with pytest.raises(ts.BadInput) as caught:
        load_project(folder).results()

    assert ("rules p 0" in str(caught.value)) == anew
