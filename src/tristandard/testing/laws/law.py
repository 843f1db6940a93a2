"""What a law is, and a lock: values that are said in words and decided by a question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, final

from attrs import field, frozen
from attrs.validators import min_len

from tristandard.basics.errors import TristandardError
from tristandard.basics.shown import shown
from tristandard.words.sentence import Phrases, Sentence, Told

#: One thing that a law was given.
TAKEN = Sentence("{name} {thing}", "{name} {thing}")
#: What laws take, as a person would call it, by what they call it.
_TAKES = {
    told[1]: told
    for told in (
        Told("规则集", "rule set"),
        Told("另一种次序的同一规则集", "the same in another order"),
        Told("裁定", "ruling"),
        Told("融合规则", "merged rules"),
        Told("来源从严后的融合规则", "merged rules of tightened sources"),
        Told("少一个考核的融合规则", "merged rules without an assessment"),
        Told("逐点读的规则", "rules read pointwise"),
        Told("统一读的同一规则", "the same rules read uniformly"),
        Told("值", "value"),
        Told("写出", "write"),
        Told("读回", "read"),
        Told("标准", "standard"),
        Told("地点", "point"),
        Told("单位", "unit"),
        Told("测量值", "values"),
        Told("测评", "survey"),
        Told("年度", "year"),
        Told("攻坚行动的年度", "year of drives"),
        Told("重复指标", "shared indicator"),
        Told("重复指标的一部分", "part of one shared indicator"),
        Told("其中一部分", "a part of it"),
        Told("更差的一次", "a worse one"),
        Told("植入的错误", "a planted fault"),
        Told("再次上报的同一测评", "the same submitted again"),
        Told("其余都已测的同一测评", "the same with all else measured"),
        Told("点名单位的同一测评", "the same with a unit named"),
        Told("旁边多一个不相干的考核", "the same beside a stranger"),
        Told("旁边多一个不更严的考核", "the same beside one that asks no more"),
        Told("所写内容中的一处", "a place in what is written"),
    )
}


def taken(name: str) -> Told:
    """Return what a law takes in both languages."""
    return _TAKES.get(name) or Told(name, name)


#: How much of what a law was given a message shows: enough for a small survey.
_LONG = 2000


@final
@frozen
class LawBroken(TristandardError):
    """A law does not hold for what it was given."""

    law: Law
    given: tuple[object, ...]

    _SAID = Sentence(
        "定律 {number}（{name}）：{statement}；对下列情形不成立：{given}；请改正规则；如果是本库的错误，请报告",
        "law {number} ({name}): {statement}; it does not hold for {given}; mend the rules, or report it where the "
        "library is at fault",
    )

    @property
    def told(self) -> Told:
        """What must hold, for what it does not, and what to do."""
        law = self.law
        pairs = zip(law.takes, self.given, strict=True)
        given = Phrases(TAKEN(name=taken(name), thing=shown(value, _LONG)) for name, value in pairs)
        return self._SAID(number=law.number, name=law.name, statement=law.statement, given=given)

    def __str__(self) -> str:
        return self.told[1]


@final
@frozen(kw_only=True)
class Law:
    """What always holds of rules, in words and as a question with the answer yes."""

    #: Of the design's list of laws.
    number: int
    name: str = field(validator=min_len(1))
    statement: Told = field(validator=min_len(2))
    #: What it takes, in order, as a person would call it.
    takes: tuple[str, ...]
    holds: Callable[..., bool]

    def check(self, *given: object) -> None:
        """Raise `LawBroken`, with what was given, where the law does not hold."""
        if not self.holds(*given):
            raise LawBroken(self, given)


@final
@frozen(kw_only=True)
class Lock:
    """What one might expect of rules, and the witness that it does not hold."""

    #: Of the law that it stands beside.
    number: int
    name: str = field(validator=min_len(1))
    #: The expectation, as somebody would say it who believes it.
    expectation: Told = field(validator=min_len(2))
    #: Why the witness shows otherwise.
    because: Told = field(validator=min_len(2))
    expected: Callable[..., bool]
    witness: tuple[Any, ...]

    def holds(self) -> bool:
        """Return whether the witness still stands against the expectation."""
        return not self.expected(*self.witness)
