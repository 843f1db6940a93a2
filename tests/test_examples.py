"""The second city of `examples/`: its script prints what is kept here, and its rules keep every law."""

import os
import subprocess
import sys
from pathlib import Path

from tristandard.codec.folder import load_ruleset
from tristandard.merging import check
from tristandard.testing.conformance import State, check_ruleset

CITY = Path(__file__).parents[1] / "examples" / "second_city"

NOTICE = "说明：示例城为虚构，全部规则与数值均为示例。"
RANKINGS = f"""市容考核 · street appearance · 2026Q2 · 第1版 · 规则 second_city 1
  部门 · bureau
  1  园林局     \t98.8  = 98.8
  区 · district
  1  南区      \t97.9  = 97.92
  2  北区      \t96.0  = 95.95
{NOTICE}

文明测评 · civic assessment · 2026Q2 · 第1版 · 规则 second_city 1
  部门 · bureau
  1  园林局     \t97.6  = 97.6  优秀
  区 · district
  1  北区      \t93.3  = 93.28  优秀
  2  南区      \t87.8  = 87.824  不合格
{NOTICE}

卫生考核 · public health · 2026Q2 · 第1版 · 规则 second_city 1
  1  北区      \t92.5  = 92.5
  2  南区      \t92.0  = 92
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


def test_its_two_remarks_are_known():
    """The ruling on bins asks in the measures of both, of which each prices its own, and nothing else is remarked."""
    assert ["appearance.market.bins", "health.market.bins"] == [remark.member for remark in check(load_ruleset(CITY / "rules")).remarks]
