"""Something that does not follow: a fact, where, what follows instead, and what was found."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.basics.errors import said
from tristandard.basics.marks import flat
from tristandard.basics.points import plain
from tristandard.words.sentence import Language, Sentence, Told

_QUOTED = Sentence("“{text}”", "{text!r}")
_ISSUED = Sentence(
    "{where}：核验书为{found}，成绩得出{due}", "{where}: {found} in the certificate, {due} in the results"
)
_FOUND = Sentence(
    "{fact}（{where}）：按测评记录应为{due}，现为{found}",
    "{fact} at {where}: {due} follows from the observations, {found} was found",
)


@final
@frozen
class Disagreement:
    """Something that does not follow from the observations."""

    fact: str
    where: str
    expected: str
    found: str

    @property
    def told(self) -> Told:
        """It as a sentence, in both languages; what is empty there is none."""
        if self.fact == ISSUED:
            due, found = (_QUOTED(text=one) if one else WORDS[""] for one in (self.expected, self.found))
            return _ISSUED(where=self.where, due=due, found=found)
        due, found = (WORDS.get(one, Told(one, one)) for one in (self.expected, self.found))
        return _FOUND(fact=FACTS.get(self.fact, Told(self.fact, self.fact)), where=self.where, due=due, found=found)

    def text(self, language: str | Language = "zh") -> str:
        """Return it as a sentence, in "zh" or "en"; what is empty there is none."""
        return flat(said(self.told, language))

    def __str__(self) -> str:
        return self.text("en")


#: The fact of what a certificate says otherwise than the results.
ISSUED = "certificate"
#: What the facts are called.
FACTS = {
    told[1]: told
    for told in (
        Told("测评记录", "observations"),
        Told("测评计划", "plan"),
        Told("测评结果", "outcome"),
        Told("台账记录", "entry"),
        Told("共用考核", "shared once"),
        Told("标准", "bar"),
        Told("达标状态", "status"),
        Told("扣分记录", "posting"),
        Told("得分构成", "breakdown"),
        Told("得分", "score"),
        Told("考核", "assessment"),
        Told("版次", "edition"),
        Told("成绩单", "scorecard"),
        Told("移交", "handover"),
    )
}
AS_WRITTEN = Told("按规则所写", "as the rules have it")
EDITION_DUE = Told(
    "第 1 版不更正，其后各版写明更正哪一版及理由",
    "a first one without, or a later one with what it supersedes and why",
)
_NONE = Told("无", "none")
#: What stands for a thing or for none, by the text in a certificate.
WORDS = {
    "": _NONE,
    **{
        told[1]: told
        for told in (
            _NONE,
            Told("有", "one"),
            Told("可登记", "a register"),
            AS_WRITTEN,
            Told("另有所写", "another"),
            EDITION_DUE,
            Told("达标", "met"),
            Told("不达标", "breached"),
        )
    },
    "not_applicable": Told("不适用", "not_applicable"),
    "not_measured": Told("未测", "not_measured"),
}


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
        case frozenset():
            return " ".join(sorted(map(told, value)))
        case _:
            return str(value)
