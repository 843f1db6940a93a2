"""Three offices, no shared system: what one hands over the other receives, or refuses; a correction goes the same way.

Each office has a folder of its own, and a project is given nothing of another's but the files that are handed over.
"""

import json
import shutil
from pathlib import Path

import pytest

pytest.importorskip("openpyxl", reason="the extra desk")
pytest.importorskip("xlsxwriter", reason="the extra desk")

from attrs import evolve

import tristandard as ts
from desk.books import edited
from samples import lacking
from tristandard.codec.output import json_text, seal
from tristandard.desk import NotDone, hand_over, load_project, new_project, take_over, take_over_all, write_report
from tristandard.desk.command import main
from tristandard.desk.offices import _sites

BOOK = "survey/测评.xlsx"
OFFICES = "urban", "rural", "civilized"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """Return a folder with three scored projects, one for each office, and one that does all."""
    root = tmp_path_factory.mktemp("offices")
    for office in OFFICES:
        load_project(new_project(root / office, office=office)).score()
    load_project(new_project(root / "all")).score()
    for office in ("urban", "rural"):
        hand_over(load_project(root / office))
    return root


@pytest.fixture
def offices(made, tmp_path) -> Path:
    """Return copies that a test may change."""
    return Path(shutil.copytree(made, tmp_path / "offices"))


def handed(offices, sender, edition=1, receiver="civilized"):
    """Return the file that an office hands over."""
    return offices / sender / "out/handover" / f"{sender}-{receiver}-2022Q3-{edition}.json"


def carried_across(offices, sender, edition=1):
    """Return the file where it arrives: a copy outside of the sender's folder, which is what a courier carries."""
    return Path(shutil.copy(handed(offices, sender, edition), offices / f"{sender}-{edition}.json"))


def civilized(offices):
    """Return the project of the command office, loaded anew."""
    return load_project(offices / "civilized")


def exact(results, code="civilized"):
    """Return the exact scores of an assessment by unit."""
    return {unit: card.exact for unit, card in results[code].items()}


def test_the_command_office_scores_what_one_office_would(offices):
    """From its own survey and two files the command office has the scores that one office with all of it has, and each office has its own likewise; the merged part is the library's."""
    assert all(exact(load_project(offices / "all").results(), code) == exact(load_project(offices / code).results(), code) for code in ("urban", "rural"))
    for sender in ("urban", "rural"):
        file = carried_across(offices, sender)
        shutil.rmtree(offices / sender / "survey")
        found = take_over(civilized(offices), file)
        whole = load_project(offices / "all").results()
        only = found.delivery.handover.indicators

        assert exact(ts.score(whole.ledger, only=only)) == exact(found.part)
    scored = civilized(offices).score(again=True)

    assert exact(load_project(offices / "all").results()) == exact(scored)
    assert civilized(offices).certify().holds


def test_an_upheld_appeal_makes_edition_2_in_each_folder(offices):
    """Two appeals are upheld, one by each office that measured: each makes edition 2, hands it over, and the command office makes its own; the scores are those of one office."""
    for sender in ("urban", "rural"):
        take_over(civilized(offices), carried_across(offices, sender))
    civilized(offices).score(again=True)
    first = civilized(offices).results()
    struck = {"K2": "2", "I2": "2022-07-25 天宁区: 不是本路段", "J2": "2022-07-29 测评单位: 属实"}
    for folder, row in (("urban", 2), ("rural", 2), ("all", 2), ("all", 11)):
        edited(offices / folder / BOOK, {f"问题清单!{cell[0]}{row}": text for cell, text in struck.items()})
    load_project(offices / "all").correct("申诉成立")
    for sender in ("urban", "rural"):
        assert 2 == load_project(offices / sender).correct("申诉成立").edition
        hand_over(load_project(offices / sender))
        found = take_over(civilized(offices), carried_across(offices, sender, 2))

        assert (2, "申诉成立", False) == (found.delivery.edition, found.delivery.reason, found.known)
    second = civilized(offices).correct("城管局、农业农村局移交第 2 版")

    assert (2, first.digest) == (second.edition, second.supersedes)
    assert exact(load_project(offices / "all").results()) == exact(second)
    assert exact(first)["320402"] < exact(second)["320402"]
    assert [(1, 2)] * 3 == [load_project(offices / office).editions() for office in OFFICES]
    assert all(load_project(offices / office).certify().holds for office in OFFICES)


def test_what_was_handed_over_says_so(offices, capsys, monkeypatch):
    """Of what another office handed over an explanation says so, with the office and the edition, and makes up no day; once edition 2 is received nothing says 第1版."""
    edited(offices / "urban" / BOOK, {"问题清单!D2": 1, "问题清单!K2": "2"})
    load_project(offices / "urban").correct("误录")
    hand_over(load_project(offices / "urban"))
    monkeypatch.chdir(offices / "civilized")
    files = [str(carried_across(offices, "urban", edition)) for edition in (1, 2)]
    assert [0, 0] == [main.main(["receive", file, "--lang", "zh"]) for file in files]
    told = capsys.readouterr().out.partition("第 1 版")[2].partition("已接收")[2]

    assert lacking(told, "第 2 版", "校验码") == []
    assert "第1版" not in told
    assert 0 == main.main(["score", "--again", "--lang", "zh"])
    capsys.readouterr()
    main.main(["explain", "天宁区", "--lang", "zh"])
    told = capsys.readouterr().out

    assert lacking(told, "移交：市城管局（urban）移交的第 2 版") == []
    assert not [part for part in ("handover of", "2022-07-01") if part in told]


def test_the_same_file_again_changes_nothing(offices):
    """Whoever receives the very same file again is told so, and nothing is written."""
    file = carried_across(offices, "urban")
    first, again = (take_over(civilized(offices), file) for _ in range(2))

    assert (False, True) == (first.known, again.known)
    assert ["urban-1.json"] == [path.name for path in (offices / "civilized/received").iterdir()]


def changed(file, **keys):
    """Write keys of a delivery otherwise, sealed anew as somebody would who wants to be believed."""
    table = {**json.loads(file.read_text(encoding="utf-8")), **keys}
    table.pop("seal")
    file.write_text(json_text({**table, "seal": seal(table)}), encoding="utf-8")
    return file


def refused(offices, file, *said):
    """Receive a file that is to be refused, and compare what is said in Chinese and in English; nothing is kept."""
    before = sorted((offices / "civilized").rglob("*"))
    with pytest.raises(ts.TristandardError) as caught:
        take_over(civilized(offices), file)

    text = f"{caught.value.text('zh')}\n{caught.value.text('en')}"
    assert lacking(text, *said) == []
    assert before == sorted((offices / "civilized").rglob("*"))


def test_a_file_that_was_changed_on_the_way(offices):
    """One word that somebody changed is seen by the seal, in both languages."""
    file = carried_across(offices, "urban")
    file.write_text(file.read_text(encoding="utf-8").replace('"met"', '"breached"', 1), encoding="utf-8")

    refused(offices, file, "被改动过", "changed on its way")


def test_no_refusal_says_which_seal_would_fit(offices):
    """Whoever changed a file learns nothing to paste in: neither the seal of the file, nor that of what is handed over in it, nor the digest of the rules."""
    file = carried_across(offices, "urban")
    table = json.loads(file.read_text(encoding="utf-8"))
    inside = {**table["handover"], "entries": table["handover"]["entries"][1:]}
    cases = [
        ({**table, "reason": "x"}, seal({key: one for key, one in {**table, "reason": "x"}.items() if key != "seal"})),
        (sealed_anew({**table, "handover": inside}), seal({key: one for key, one in inside.items() if key != "seal"})),
        (sealed_anew({**table, "rules": "0" * 64}), civilized(offices).merged.rule_set.digest),
        (sealed_anew({**table, "handover": sealed_anew({**inside, "rules": "0" * 64})}), civilized(offices).merged.rule_set.digest),
    ]
    for changed_table, right in cases:
        file.write_text(json_text(changed_table), encoding="utf-8")
        with pytest.raises(ts.TristandardError) as caught:
            take_over(civilized(offices), file)

        assert right not in caught.value.text("zh") + caught.value.text("en")
        assert lacking(caught.value.text("zh"), "urban-1.json") == []


def sealed_anew(table):
    """Return a table with the seal that fits it."""
    rest = {key: one for key, one in table.items() if key != "seal"}
    return {**rest, "seal": seal(rest)}


def test_a_received_file_that_is_missing_is_told_once(offices):
    """A correction without what another office handed over names the file to receive again, not each report in it."""
    take_over(civilized(offices), carried_across(offices, "rural"))
    civilized(offices).score(again=True)
    (offices / "civilized/received/rural-1.json").unlink()
    with pytest.raises(ts.Refused) as caught:
        civilized(offices).correct("误录")

    assert 1 == len(caught.value.exceptions)
    assert lacking(caught.value.text("zh"), "缺少 received/rural-1.json（", "移交的第 1 版", "请重新 receive") == []
    assert lacking(str(caught.value), "received/rural-1.json is missing", "receive it again") == []


def test_several_files_are_received_together_or_none_is(offices):
    """Where one of several files is refused none is kept, and what is wrong with each is told at once; good ones are all kept, edition 2 of one office beside its first, whichever order they are named in."""
    good, other = carried_across(offices, "urban"), carried_across(offices, "rural")
    foreign = changed(Path(shutil.copy(other, offices / "foreign.json")), period="2022Q2", to="urban")
    broken = offices / "broken.json"
    broken.write_text(good.read_text(encoding="utf-8").replace('"met"', '"breached"', 1), encoding="utf-8")
    before = sorted((offices / "civilized").rglob("*"))
    with pytest.raises(ts.Refused) as caught:
        take_over_all(civilized(offices), [good, foreign, broken])

    assert lacking(caught.value.text("zh"), "一份也没有接收", "foreign.json", "2022Q2", "请转给对方", "broken.json", "被改动过") == []
    assert before == sorted((offices / "civilized").rglob("*"))
    edited(offices / "urban" / BOOK, {"问题清单!D2": 1, "问题清单!K2": "2"})
    load_project(offices / "urban").correct("误录")
    hand_over(load_project(offices / "urban"))
    found = take_over_all(civilized(offices), [carried_across(offices, "urban", 2), other, good])

    assert [("urban", 2), ("rural", 1), ("urban", 1)] == [(one.delivery.sender, one.delivery.edition) for one in found]
    assert ["rural-1.json", "urban-1.json", "urban-2.json"] == sorted(one.path.name for one in found if one.path.is_file())


def test_two_offices_that_hand_over_different_sites(offices):
    """Where two offices say different units of one site, the second is refused, though the receiver itself does not have the site."""
    urban, rural = (take_over(civilized(offices), carried_across(offices, sender)).delivery for sender in ("urban", "rural"))
    site = evolve(urban.handover.sites[0], code="P99")
    first, second = (evolve(one, handover=evolve(one.handover, sites=(at,))) for one, at in ((urban, site), (rural, evolve(site, units=rural.handover.sites[-1].units))))
    told = [one.text("zh") for one in _sites(civilized(offices), second, {"urban": first})]

    assert second.handover.sites[0].units != site.units
    assert ["点位 示例一路（P99） 与市城管局移交的不同（区域、类型或责任单位）；请双方核对点位表"] == told
    assert [] == list(_sites(civilized(offices), first, {"urban": first}))


def test_an_envelope_that_says_something_else(offices):
    """A file whose handover is of another office or period than the file says, or of nobody, is refused, not scored."""
    table = json.loads(carried_across(offices, "urban").read_text(encoding="utf-8"))["handover"]
    for keys, said in (({"from": "rural"}, "不一致"), ({"from": "nobody"}, "没有测评“nobody”"), ({"handover": sealed_anew({**table, "consumer": "rural"})}, "不一致")):
        refused(offices, changed(carried_across(offices, "urban"), **keys), said)


def test_a_file_that_was_changed_and_sealed_anew(offices):
    """Who seals it anew is found by the statuses, which do not follow from the outcomes any more."""
    file = carried_across(offices, "urban")
    table = json.loads(file.read_text(encoding="utf-8"))
    entry = next(one for one in table["handover"]["entries"] if one["status"] == "breached")
    entry["status"] = "met"
    table["handover"].pop("seal")
    table["handover"]["seal"] = seal(table["handover"])

    refused(offices, changed(file, handover=table["handover"]), "自相矛盾", "contradicts itself")


def test_a_file_of_another_period(offices):
    """A file of another quarter is refused with both periods named."""
    refused(offices, changed(carried_across(offices, "urban"), period="2022Q2"), "2022Q2", "2022Q3", "ask for the file of this period", "请索取本期的文件")


def test_a_file_under_other_rules(offices):
    """A file of an office with other rules is refused before anything in it is read; both rule sets are named."""
    book = offices / "urban/survey/测评.xlsx"
    edited(book, {"单位表!A2": "gardens", "单位表!B2": "园林局", "单位表!D2": "department"})
    shutil.rmtree(offices / "urban/out/handover")
    load_project(offices / "urban").score(again=True)
    hand_over(load_project(offices / "urban"))

    refused(offices, carried_across(offices, "urban"), "规则", "changzhou-2022 2022.1", "other rules")


def test_a_file_for_another_office(offices):
    """A file that was meant for another office, and one's own, are refused."""
    refused(offices, changed(carried_across(offices, "urban"), to="rural"), "移交给市农业农村局的，本单位是市文明办", "pass it on")
    refused(offices, changed(carried_across(offices, "urban"), **{"from": "civilized"}), "本单位自己移交", "handed over itself")


def test_what_was_handed_over_is_not_scored_again(offices):
    """Another edition 1 is refused once the first is written as a handover, in both languages; the same scores again."""
    project = load_project(offices / "urban")
    assert project.results().digest == project.score(again=True).digest
    edited(offices / "urban" / BOOK, {"问题清单!D2": 1})
    kept = (project.out / "results-1.json").read_bytes()
    with pytest.raises(NotDone) as caught:
        load_project(offices / "urban").score(again=True)

    assert lacking(caught.value.text("zh"), "已经写成移交件", "tristandard correct") == lacking(str(caught.value), "delete that folder first") == []
    assert kept == (project.out / "results-1.json").read_bytes()


def test_an_older_edition_and_one_out_of_order(offices):
    """After edition 2 the first is refused; so is another file of the same edition, and one that does not follow on what is held."""
    first = carried_across(offices, "urban")
    take_over(civilized(offices), first)
    edited(offices / "urban" / BOOK, {"问题清单!D2": 1, "问题清单!K2": "2"})
    load_project(offices / "urban").correct("误录")
    hand_over(load_project(offices / "urban"))
    second = carried_across(offices, "urban", 2)
    other = changed(Path(shutil.copy(first, offices / "other.json")), results="0" * 64)
    third = changed(Path(shutil.copy(second, offices / "third.json")), edition="3", supersedes="0" * 64)

    refused(offices, other, "同一版不能有两份内容", "with other content")
    take_over(civilized(offices), second)
    refused(offices, first, "已接收过第 2 版", "edition 2 is received already")
    refused(offices, third, "不是接着已接收的第 2 版更正的", "does not follow on edition 2")


def test_sites_that_differ(offices):
    """Where the two tables of sites say different units of a site, the file is refused with the site."""
    edited(offices / "civilized" / BOOK, {"点位表!F2": "钟楼区"})

    refused(offices, carried_across(offices, "urban"), "点位 示例一路（P01）", "(P01) is another than here")


@pytest.mark.parametrize("text", ["[]", "{}", '{"kind": "plan"}', "no JSON", '{"kind": "delivery"}'])
def test_what_is_no_delivery(offices, text):
    """Any other file is refused, and says to ask for the right one."""
    file = offices / "x.json"
    file.write_text(text, encoding="utf-8")

    refused(offices, file, "x.json")


def test_a_sealed_file_with_odd_keys(offices):
    """A sealed file whose keys or edition are none of a delivery is refused."""
    refused(offices, changed(carried_across(offices, "urban"), more="x"), "移交件", "ask the office")
    refused(offices, changed(carried_across(offices, "urban"), edition="0"), "版次", "ask the office")
    refused(offices, changed(carried_across(offices, "urban"), reason=1), "移交件")


def test_an_office_must_be_named(offices):
    """A project that does all by itself has nobody to hand over to or to receive from."""
    with pytest.raises(NotDone, match='write office = "code of an assessment"'):
        hand_over(load_project(offices / "all"))
    with pytest.raises(NotDone, match="an office must be named"):
        take_over(load_project(offices / "all"), handed(offices, "urban"))


def test_notices_go_across(offices):
    """The command office finds in the file the problems that are not merged, and a letter tells them, with every breach and the seal."""
    found = take_over(civilized(offices), carried_across(offices, "urban"))
    letter = next((offices / "urban/out/handover").glob("*.txt")).read_text(encoding="utf-8")

    assert ["urban.main_road.manholes", "urban.main_road.washing_lines"] == sorted(one.indicator for one in found.delivery.notices)
    assert lacking(letter, "市城管局 → 市文明办", found.delivery.seal, "问题通报 2 条", "井盖和路缘石齐全完好", "未达标 12 项次", "无占道经营") == []


def test_an_office_prints_its_own_assessment_alone(offices):
    """What the urban office prints speaks of its own assessment: of others it does not have what they measured."""
    project = load_project(offices / "urban")
    written = write_report(project, project.results(), ["ranking", "bulletin", "statement", "letters", "page"])
    texts = "".join(path.read_text(encoding="utf-8") for path in written if path.suffix in {".txt", ".csv", ".html"})

    assert lacking(" ".join(path.name for path in written), "通报-城市长效综合管理.xlsx", "通报 城市长效综合管理.docx") == []
    assert not [path.name for path in written if "文明" in path.name or "农村" in path.name]
    assert lacking(texts, "城市长效综合管理", "98.4") == []
    assert "提升文明城市测评 ·" not in "".join(path.read_text(encoding="utf-8") for path in written if path.suffix == ".txt")


def test_an_office_that_only_tells(offices):
    """The command office measures nothing for others; of a market it tells the urban office what is not merged, in a file without a handover."""
    edited(offices / "civilized" / BOOK, {"测评记录!C2": "90 %"})
    load_project(offices / "civilized").score(again=True)
    files = hand_over(load_project(offices / "civilized"), language="en")
    found = take_over(load_project(offices / "urban"), files[0])

    assert ["civilized-urban-2022Q3-1.json", "letter-Civilized city assessment-Long-term urban management-edition-1.txt"] == [path.name for path in files]
    assert (None, None, ["civilized.farmers_market.health_certificates"]) == (found.part, found.delivery.handover, [one.indicator for one in found.delivery.notices])
    assert lacking(files[1].read_text(encoding="utf-8"), "No results are handed over", "1 notice") == []
