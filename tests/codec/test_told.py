"""What is wrong with a file is told in Chinese as well: where it stands, what was expected, and what to do."""

import re

import pytest

import tristandard as ts
from samples import TINY, changed
from tristandard.basics.errors import Refused, TristandardError
from tristandard.codec.bad_input import NOWHERE, at_byte, in_entry, in_line, in_row, under
from tristandard.codec.starter import new_ruleset
from tristandard.codec.undeclared import Undeclared

RULES = ts.load_ruleset(TINY)
#: Three English words one after another, which no sentence in Chinese has.
ENGLISH = re.compile("[A-Za-z]{2,} [A-Za-z]+ [A-Za-z]{2,}")
SITE = "code,zh,area,zone,site_type,units\n"
SEEN = "source,id,site,indicator,made,outcome,values\n"
FOUND = "source,id,site,indicator,visit,found\n"


@pytest.mark.parametrize(
    ("where", "zh", "en"),
    [
        (NOWHERE, "", ""),
        (in_row(3), "第 3 行", "row 3"),
        (in_row(3).inside("standard"), "第 3 行 standard 列", "row 3, column standard"),
        (in_row(3).inside("units", 1), "第 3 行 units 列 第 2 项", "row 3, column units, entry 2"),
        (in_row(3).inside("outcome", "measured"), "第 3 行 outcome.measured 列", "row 3, column outcome.measured"),
        (in_row(3, {"outcome.measured": "values"}).inside("outcome", "measured"), "第 3 行 values 列", "row 3, column values"),
        (in_entry(2).inside("outcome", "measured"), "第 2 项 outcome.measured", "entry 2.outcome.measured"),
        (under("measures", "litter.spots", "zh"), "measures.'litter.spots'.zh", "measures.'litter.spots'.zh"),
        (under("rulings", 0, "members", 1), "rulings 第 1 项 members 第 2 项", "rulings, entry 1.members, entry 2"),
        (under(0), "第 1 项", "entry 1"),
        (in_line(4), "第 4 行", "line 4"),
        (at_byte(9), "第 9 字节", "byte 9"),
        (under("a\nb"), "a b", "a b"),
    ],
)
def test_where_something_stands(where, zh, en):
    """A place is told as people read the file: rows and columns of a table, keys and entries of any other, lines and bytes."""
    assert (zh, en) == where.told


MISTAKES = {
    "no file": lambda folder: ts.load_sites(folder / "none.csv", RULES),
    "a folder": lambda folder: ts.load_sites(made(folder, "x/y.csv", "") .parent / "", RULES),
    "empty": lambda folder: ts.load_sites(made(folder, "s.csv", " "), RULES),
    "binary": lambda folder: ts.load_sites(made(folder, "s.csv", "a\0b"), RULES),
    "too large": lambda folder: ts.load_sites(made(folder, "s.csv", SITE), RULES, limit=3),
    "another kind of file": lambda folder: ts.load_sites(made(folder, "s.xls", SITE), RULES),
    "an unknown encoding": lambda folder: ts.load_sites(made(folder, "s.csv", SITE), RULES, encoding="latin"),
    "in neither encoding": lambda folder: ts.load_sites(made(folder, "s.csv", b"a\xff\xfe,\xff"), RULES),
    "in two encodings": lambda folder: ts.load_sites(made(folder, "s.csv", "东区,".encode() + "河街，在东区".encode("gbk")), RULES),
    "a head": lambda folder: ts.load_sites(made(folder, "s.csv", "code,code,wher\n"), RULES),
    "rows": lambda folder: ts.load_sites(made(folder, "s.csv", SITE + 'a\n"b" c,\n'), RULES),
    "nested": lambda folder: ts.load_sites(made(folder, "s.json", "[" * 30 + "]" * 30), RULES),
    "no list": lambda folder: ts.load_sites(made(folder, "s.json", "{}"), RULES),
    "no JSON": lambda folder: ts.load_sites(made(folder, "s.json", "[1,"), RULES),
    "keys of JSON": lambda folder: ts.load_sites(made(folder, "s.json", '[{"code": "a", "code": "b"}]'), RULES),
    "sites": lambda folder: ts.load_sites(made(folder, "s.csv", f"{SITE}p1,,nowhere,built_up,street,none ３\np1,,x,y,z,a ten\n"), RULES),
    "observations": lambda folder: ts.load_observations(made(folder, "o.csv", f"{SEEN}a,1,s,civilized.litter,4 July,measured,/\na,2,s,none,2022/5/1,seen,\na,3,s,civilized.litter,2022-05-01,measured,3，5\n"), RULES),
    "outcomes": lambda _: ts.load_observations([{"source": "a", "id": "1", "site": "s", "indicator": "civilized.litter", "made": "2022-05-01", "outcome": {"measured": {}, "not_measured": "x"}}, 3, {"source": 1.5}], RULES),
    "findings": lambda folder: ts.load_findings(made(folder, "f.csv", f"{FOUND}a,1,s,civilized.litter,,\na,1,s,civilized.toilet,v,2022-05-01 x y\n"), RULES),
    "a rule set": lambda folder: ts.load_ruleset(changed(folder, ("indicators.csv", ",1,,,,5,", ",,,,,5,"), ("ruleset.toml", "format = 1", "format = 2"), ("crosswalk.csv", ",equal,", ",like,"))),
    "no rule set": lambda folder: ts.load_ruleset(folder / "none"),
    "keys of a rule set": lambda folder: ts.load_ruleset(changed(folder, ("ruleset.toml", "format = 1", "format = 1\nversions = 3\nlaws = 3"))),
    "no drives": lambda _: ts.files.load_drives({"format": 3, "when": 1}, RULES),
    "a folder that is there": lambda folder: new_ruleset(folder),
    "where nothing can be written": lambda folder: ts.files.write_sites((), folder / "s.xls"),
    "what has no rows": lambda _: ts.files.to_rows(3),
    "no path": lambda _: ts.load_sites(3, RULES),
}  # fmt: skip


def made(folder, name, content):
    """Return a file with some content."""
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder / name


@pytest.mark.parametrize("load", MISTAKES.values(), ids=MISTAKES)
def test_every_mistake_is_told_in_chinese(tmp_path, load):
    """Whatever is wrong with a file is told in Chinese, and no part of the sentence is left in English."""
    with pytest.raises(TristandardError) as caught:
        load(tmp_path)
    told = caught.value.text("zh")

    assert [] == [line for line in told.splitlines() if not re.search("[\u4e00-\u9fff]", line) or ENGLISH.search(line)]
    assert str(caught.value) == caught.value.text("en")


def test_places_of_another_folder():
    """A mistake in the base of an overlay is told with the folder that it stands in, whatever it speaks of."""
    with pytest.raises(Refused) as caught:
        ts.load_areas([{"code": "a"}])
    (problem,) = caught.value.exceptions

    assert ("base/rows 第 1 行：", "base/rows, row 1: ") == tuple(problem.beside("base").text(language).partition("'")[0] for language in ("zh", "en"))


def test_a_code_that_is_not_declared():
    """It is told what it might be, or what there is; of areas and units, that they can be added; and what is full-width in it."""
    near, none = Undeclared("unit", "easst", ("east", "west")), Undeclared("measure", "ｌit", ())

    assert "'easst' 不是已声明的责任单位；请在规则集中声明（或用 RuleSet.extended 添加），或改正编码" in near.text("zh")
    assert "'ｌit' 不是已声明的测量项目；请在规则集中声明，或改正编码（已声明的有：无）；请用半角字符：“ｌ”写作“l”" == none.text("zh")
    assert "'ｌit' is not a declared measure; declare it in the rule set, or mend the code (known: none); write half-width characters: l for ｌ" == str(none)


@pytest.mark.parametrize(
    ("old", "new", "zh"),
    [
        ("end = 2023-12-31", "end = 2021-12-31", "ruleset.toml valid：“2022-05-10 起，2021-12-31 止” 不是起止日期；请让起日不晚于止日"),
        ('rungs = ["C", "B", "A"]', 'rungs = ["C", "B", "B"]', "ruleset.toml measures.'toilet.grade'：[C、B、B] 不是等级表；请由低到高写等级，每级写一次"),
        ('parent = "320400"', 'parent = "320499"', "ruleset.toml areas.320412.parent：区域“320412”写了区域“320499”，规则集没有声明；请声明，或改正编码"),
        ('"rural.notices"]', '"rural.noties"]', "ruleset.toml rulings 第 1 项 members：一项裁定写了指标“rural.noties”，规则集没有声明；请声明，或改正编码（是否指 rural.notices 或 rural.litter？）"),
    ],
)
def test_dates_lists_and_entries_are_told_in_chinese(tmp_path, old, new, zh):
    """A span of dates, a list of codes, whose parent is not there, and an entry of a list are told in Chinese too."""
    with pytest.raises(Refused) as caught:
        ts.load_ruleset(changed(tmp_path, ("ruleset.toml", old, new)))

    assert zh in [problem.text("zh") for problem in caught.value.exceptions]


@pytest.mark.parametrize(
    ("value", "en"),
    [
        ("null", "null"),
        ("true", "true"),
        ("[null, false, 1.50]", "[null, false, 1.50]"),
        ('{"a": {"b": null}}', "{'a': {'b': null}}"),
        ('["a"]', "['a']"),
        ("3", "3"),
    ],
)
def test_values_are_told_as_the_file_has_them(tmp_path, value, en):
    """What JSON has no text for is told in the words of JSON, never in those of Python, inside of lists and tables too."""
    with pytest.raises(Refused) as caught:
        ts.load_units(made(tmp_path, "u.json", f'[{{"code": "a", "zh": {value}, "kind": "district"}}]'))

    assert f"u.json, entry 1.zh: {en} is not text; write it in quotes" == str(caught.value.exceptions[0])


def test_values_of_toml_are_told_as_the_file_has_them(tmp_path):
    """A day and what is true are told as TOML has them."""
    with pytest.raises(Refused) as caught:
        ts.load_ruleset(changed(tmp_path, ("ruleset.toml", "format = 1", "format = true"), ("ruleset.toml", 'notice_zh = "仅供测试，数字均为虚构"', "notice_zh = 2022-05-10")))
    told = [problem.text("zh") for problem in caught.value.exceptions]

    assert [] == [text for text in ("ruleset.toml format：true 不是本版本能读的格式；请写 format = 1", "ruleset.toml notice_zh：2022-05-10 不是文字；请加上引号") if text not in told], told


def test_nothing_that_python_gives_is_none():
    """In a call nothing is told as Python has it, and no file."""
    with pytest.raises(TristandardError, match=r"^None is not a path"):
        ts.load_units(None)


def test_bytes_are_told_by_their_digits(tmp_path):
    """Bytes that are no text are told as a viewer of files shows them, in both languages."""
    with pytest.raises(TristandardError) as caught:
        ts.load_units(made(tmp_path, "u.csv", b"PK\x03\x04\0\0"))

    assert ("u.csv 第 4 字节：字节 50 4B 03 04 00 00 不是文本", "u.csv, byte 4: bytes 50 4B 03 04 00 00 is not text") == tuple(caught.value.text(language)[: len(start)] for language, start in (("zh", "u.csv 第 4 字节：字节 50 4B 03 04 00 00 不是文本"), ("en", "u.csv, byte 4: bytes 50 4B 03 04 00 00 is not text")))
