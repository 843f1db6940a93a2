"""The scripts of `examples/`: they print what is kept here, and what pages tell of them; the rules of the second city keep every law."""

import os
import re
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from tristandard.checks.report import check
from tristandard.codec.folder import load_ruleset
from tristandard.merging.merged import merge
from tristandard.testing.check import State
from tristandard.testing.conformance import check_ruleset

ROOT = Path(__file__).parents[1]
CITY = ROOT / "examples" / "second_city"

NOTICE = "说明：示例城为虚构，全部规则与数值均为示例。"
RANKINGS = f"""市容考核 · street appearance · 2026Q2 · 第1版 · 规则 second_city 1
  部门 · bureau
  1  园林局  98.8  = 98.8
  区 · district
  1  南区    97.9  = 97.92
  2  北区    96.0  = 95.95
{NOTICE}

文明测评 · civic assessment · 2026Q2 · 第1版 · 规则 second_city 1
  部门 · bureau
  1  园林局  97.6  = 97.6  优秀
  区 · district
  1  北区    93.3  = 93.28  优秀
  2  南区    87.8  = 87.824  不合格
{NOTICE}

卫生考核 · public health · 2026Q2 · 第1版 · 规则 second_city 1
  1  北区  92.5  = 92.5
  2  南区  92.0  = 92
{NOTICE}
"""


def test_the_second_city_prints_its_quarter():
    """The script prints three rankings, why one district scored 87.824, and a certificate that holds."""
    told = subprocess.run([sys.executable, str(CITY / "run.py")], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONUTF8": "1"}).stdout
    explained = told.removeprefix(RANKINGS)

    assert told.startswith(RANKINGS)
    # 0.4 × (100 − 6.4) + 0.6 × (100 − 3.6) = 95.28；0.8 × 95.28 + 0.2 × 58 = 87.824
    assert ["  实地测评（field）：95.28 / 100，占 80 %", "  满意度调查（survey）：58 / 100，占 20 %"] == [line for line in explained.splitlines() if line.endswith(("占 80 %", "占 20 %")) and line[2] != " "]
    assert explained.splitlines()[-1].startswith("结论：所测各项重复指标每点位只测一次")


def test_the_rules_of_the_second_city_conform():
    """Its rules keep every check and law, and its worked cases come out as they were worked out by hand."""
    found = check_ruleset(CITY / "rules", examples=3)

    assert [] == [str(result) for result in found.results if result.state is not State.PASSED]
    assert 11 == sum(result.check.name.startswith("case") for result in found.results)


def test_its_remarks_are_known():
    """The ruling on bins asks in the measures of both, of which each prices its own; litter is priced without a cap; and nothing else is remarked."""
    bins = "indicators.csv, row {}, column each; indicators.csv, row {}, column standard: "
    told = [
        f"{bins.format(10, 14)}'appearance.market.bins' does not price",
        f"{bins.format(14, 10)}'health.market.bins' does not price",
        "ruleset.toml, tariffs.litter, measures.'litter.spots': indicator 'appearance.street.litter' has a line without a cap",
    ]

    assert all(str(remark).startswith(start) for remark, start in zip(check(load_ruleset(CITY / "rules")).remarks, told, strict=True))


def script(name):
    """Return a script of the examples as a module, not run."""
    spec = spec_from_file_location(name, ROOT / "examples" / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_three_way_saves(capsys):
    """At 46 sites 2,068 measurements are made apart, 1,140 in today's pairs and 1,060 where three share; one dirty toilet costs each of the three by its own rule."""
    script("three_way").main()
    told = capsys.readouterr().out

    assert """
46 sites, measurements in one quarter:
  each assessment by itself      2068   (civilized 940, hygiene 84, urban 1044)
  shared in today's pairs        1140   saves 928
  shared by three where it can   1060   saves 80 more
""" in told
    assert told.endswith("""
  civilized  −2 for shili_west
  hygiene    −4 for shili_west
  urban      −1 for shili_west

Measured once, posted once to each: certified
""")


def test_pages_tell_what_three_way_prints():
    """The how-to quotes the figures that the script's own plans have, and its docstring and the README of the package count the indicators that three share."""
    example = script("three_way")
    rules = load_ruleset(example.FOLDER)
    three, pairs = example.plans(rules)
    page = (ROOT / "docs" / "howto_local.md").read_text(encoding="utf-8")
    told = [number.replace(",", "") for number in re.findall("[0-9][0-9,]*(?=[ ,])", page.partition("`examples/three_way.py` shows what that saves")[2].partition("\n\n")[0])]

    assert [str(number) for number in (len(three.sites), sum(three.apart.values()), len(pairs), len(three))] == told
    assert 8 == sum(len(shared.contributions) == 3 for shared in merge(rules).shared)
    assert "eight indicators" in example.__doc__
    assert "eight indicators" in (ROOT / "examples" / "local_ruleset" / "README.md").read_text(encoding="utf-8")


def test_the_quarter_has_as_many_sites_as_the_readmes_say():
    """The survey of the whole quarter is made up for 1,848 sites; its script is run by `.ci/run`, as the README has it."""
    example = script("changzhou_quarter")
    sites = list(example.made_up_sites(load_ruleset("changzhou-2022"), example.random.Random(example.SEED)))

    assert 1848 == len(sites)
    assert all("1,848" in (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))


def test_a_small_year(monkeypatch, capsys):
    """The script of a year prints burden, the five ones, uplift, the least that changes two places, the eleven drives with their lists, monthly progress, trends
    with the break at the merge, and the annual scores, each with its notice.
    """
    monkeypatch.syspath_prepend(str(ROOT / "examples"))
    example = script("changzhou_year")
    monkeypatch.setattr(example.quarter, "SITES", 70)
    monkeypatch.setattr(example.quarter, "VILLAGES", 14)
    example.main()
    told = capsys.readouterr().out
    headings = re.findall("^== (.+) ==$", told, re.MULTILINE)

    assert ["两减一增：减轻基层负担", "五个一", "融合候选（暂未列入融合的指标）", "融合对各单位得分的影响", "最少整改哪些问题，名次就进一位", "年度攻坚行动和红黑榜", "月度调度", "四个季度的走势", "年度得分：季度与攻坚行动"] == headings
    assert 2 == len(re.findall(" → 第 [23] 名：", told))
    assert (11, 1) == (len(re.findall("提升行动 · 牵头", told)), told.count("2022Q3 起规则有变"))
    assert (1, 1) == (told.count("  2022-09  房管局："), told.count("period: 2022\n"))
    assert "提升文明城市测评 · 2022 年度得分（季度 90 %，攻坚行动 10 %）" in told
    assert told.count("本规则集依据公开资料编成") >= 5


def test_the_quarter_over_frames(capsys, monkeypatch):
    """The example quarter as Parquet files by district is scored file by file; the scores are the core's, and one is explained from the files."""
    pytest.importorskip("narwhals", reason="the extra frames")
    pytest.importorskip("polars", reason="an engine of frames, from the dependency group dev")
    monkeypatch.syspath_prepend(str(ROOT / "examples"))
    example = script("frames_quarter")
    monkeypatch.setattr(example.quarter, "SITES", 70)
    monkeypatch.setattr(example.quarter, "VILLAGES", 14)
    example.main()
    told = capsys.readouterr().out

    assert ["compiled", "file by file", "scores", "one score explained, from the files"] == re.findall("^== (.+) ==$", told, re.MULTILINE)
    assert 7 == len(re.findall(r"^reports_\w+[.]parquet <Partials: [0-9]+ rows, [0-9]+ sites, 0 bad>$", told, re.MULTILINE))
    assert "stays in the core: nothing" in told
    assert {"civilized", "rural", "urban"} == set(re.findall("^(\\w+): .+[(]place ", told, re.MULTILINE))


def test_three_offices(tmp_path, capsys):
    """Three folders come to edition 2 each by what is handed over alone; the command office's ranking is that of one office with all of it, and an old, a changed and a misdirected file are refused."""
    pytest.importorskip("click", reason="the extra desk")
    pytest.importorskip("openpyxl", reason="the extra desk")
    pytest.importorskip("xlsxwriter", reason="the extra desk")
    spec = spec_from_file_location("three_offices", ROOT / "examples" / "three_offices" / "run.py")
    example = module_from_spec(spec)
    spec.loader.exec_module(example)
    example.main(tmp_path)
    captured = capsys.readouterr()

    assert 3 == len(list(tmp_path.glob("*/out/results-2.json")))
    assert "  1  天宁区  98.0  = 98.012078977…" in captured.out
    assert 4 == captured.out.count("已接收市")
    assert ["已接收过第 2 版", "文件在途中被改动过", "移交给市文明办的，本单位是市农业农村局"] == [said for said in ("已接收过第 2 版", "文件在途中被改动过", "移交给市文明办的，本单位是市农业农村局") if said in captured.err]
