"""Something that does not follow: a fact, where, what follows instead, and what was found."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.basics.errors import said
from tristandard.basics.marks import flat
from tristandard.basics.points import plain


@final
@frozen
class Disagreement:
    """Something that does not follow from the observations."""

    fact: str
    where: str
    expected: str
    found: str

    def text(self, language: str = "zh") -> str:
        """Return it as a sentence, in "zh" or "en"; what is empty there is none."""
        both = self.expected, self.found
        if self.fact == ISSUED:
            (due_zh, found_zh), (due, found) = (
                (f"“{one}”" if one else "无" for one in both),
                (repr(one) if one else "none" for one in both),
            )
            told = (
                f"{self.where}：核验书为{found_zh}，成绩得出{due_zh}",
                f"{self.where}: {found} in the certificate, {due} in the results",
            )
        else:
            (due_zh, found_zh), (due, found) = (WORDS_ZH.get(one, one) for one in both), (one or "none" for one in both)
            told = (
                f"{FACTS_ZH.get(self.fact, self.fact)}（{self.where}）：按测评记录应为{due_zh}，现为{found_zh}",
                f"{self.fact} at {self.where}: {due} follows from the observations, {found} was found",
            )
        return flat(said(told, language))

    def __str__(self) -> str:
        return self.text("en")


#: The fact of what a certificate says otherwise than the results.
ISSUED = "certificate"
#: What the facts, and what stands for a thing or for none, are called in Chinese.
FACTS_ZH = {
    "observations": "测评记录", "plan": "测评计划", "outcome": "测评结果", "entry": "台账记录",
    "shared once": "共用考核",
    "bar": "标准", "status": "达标状态",
    "posting": "扣分记录", "breakdown": "得分构成", "score": "得分", "assessment": "考核", "edition": "版次",
    "scorecard": "成绩单",
    "handover": "移交",
}  # fmt: skip
WORDS_ZH = {
    "": "无", "none": "无", "one": "有", "a register": "可登记", "as the rules have it": "按规则所写",
    "another": "另有所写",
    "a first one without, or a later one with what it supersedes and why":
        "第 1 版不更正，其后各版写明更正哪一版及理由",
    "met": "达标", "breached": "不达标", "not_applicable": "不适用", "not_measured": "未测",
}  # fmt: skip


def told(value: object) -> str:
    """Return a value as a disagreement tells it."""
    match value:
        case None | () | "":
            return "none"
        case Fraction():
            return plain(value)
        case Enum():
            return str(value.value)
        case tuple():
            return " ".join(map(told, value))
        case _:
            return str(value)
