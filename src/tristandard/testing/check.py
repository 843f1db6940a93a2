"""One thing that a rule set must keep: a check, and what became of it when it was run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import final

import pytest
from attrs import field, frozen

from tristandard.basics.errors import TristandardError, said
from tristandard.testing.examined import ExaminedRules
from tristandard.words.sentence import Language, Lines, Sentence, Told


@final
class State(Enum):
    """What became of a check."""

    PASSED = "passed"
    FAILED = "FAILED"
    #: It failed, and is listed with the reason.
    EXPECTED = "expected failure"
    #: It is listed as a failure, and passed.
    UNEXPECTED = "UNEXPECTEDLY PASSED"
    #: What it is about could not be loaded, or not be merged.
    NOT_RUN = "not run"


#: How a report tells what became of a check, as wide for each, and how it counts them.
STATES: Mapping[State, tuple[Told, Sentence]] = {
    State.PASSED: (Told("通过　　　　", "passed              "), Sentence("通过 {count} 项", "{count} passed")),
    State.FAILED: (Told("未通过　　　", "FAILED              "), Sentence("未通过 {count} 项", "{count} failed")),
    State.EXPECTED: (
        Told("预期未通过　", "expected failure    "),
        Sentence("预期未通过 {count} 项", "{count} expected failure"),
    ),
    State.UNEXPECTED: (
        Told("意外通过　　", "UNEXPECTEDLY PASSED "),
        Sentence("意外通过 {count} 项", "{count} unexpectedly passed"),
    ),
    State.NOT_RUN: (Told("未运行　　　", "not run             "), Sentence("未运行 {count} 项", "{count} not run")),
}


@final
@frozen
class NotHeld(TristandardError, AssertionError):
    """A rule set does not keep what a check asks."""

    check: Check
    messages: tuple[Told, ...]

    _SAID = Sentence(
        "{name}：{statement}；实际并非如此：\n{messages}", "{name}: {statement}; it does not hold:\n{messages}"
    )
    _MESSAGE = Sentence("  - {message}", "  - {message}")

    @property
    def told(self) -> Told:
        """What must hold, and below it what does not."""
        messages = Lines(self._MESSAGE(message=message) for message in self.messages)
        return self._SAID(name=self.check.name, statement=self.check.statement, messages=messages)

    def __str__(self) -> str:
        return self.told[1]


@final
@frozen
class Result:
    """What became of one check: why it failed, and what it remarks."""

    check: Check
    state: State
    messages: tuple[Told, ...] = ()
    remarks: tuple[Told, ...] = ()

    _SAID = Sentence("{state}{name}：{statement}", "{state}{name}: {statement}")
    _REASON = Sentence("预期的理由：{reason}", "expected: {reason}")
    _REMARK = Sentence("须知悉：{remark}", "remark: {remark}")

    def text(self, language: str | Language = "zh") -> str:
        """Return it as text: the state, the name and the statement; below, what there is to say."""
        reason = [self._REASON(reason=self.check.expected)] if self.state is State.EXPECTED else []
        told = [*reason, *self.messages, *(self._REMARK(remark=remark) for remark in self.remarks)]
        head = self._SAID(state=STATES[self.state][0], name=self.check.name, statement=self.check.statement)
        below = (f"    {line}" for message in told for line in said(message, language).splitlines())
        return "\n".join((said(head, language), *below))

    def __str__(self) -> str:
        return self.text("en")


_CANNOT_BE_RUN = Sentence("无法运行：{kind}: {reason}", "it could not be run: {kind}: {reason}")
_HOLDS_AFTER_ALL = Sentence(
    "它列为预期未通过（{reason}），实际却通过；请从名单中删去",
    "it is listed as an expected failure ({reason}) and holds; take it off the list",
)


@final
@frozen
class Check:
    """One thing that a rule set must keep.

    Attributes:
        name: Of its own in the rule set, as `expected_failures` and node ids say it.
        statement: What must hold, in words.
        expected: Why it is known to fail; "" where it must hold.
    """

    name: str
    statement: Told
    _of: ExaminedRules = field(repr=False, eq=False)
    _faults: Callable[[], Iterable[Told]] = field(repr=False, eq=False)
    #: Whether it speaks of the rule set as loaded, or as merged.
    _needs: str = field(default="", repr=False)
    _remarks: Callable[[], Iterable[Told]] = field(default=list, repr=False, eq=False)
    expected: str = ""

    def result(self) -> Result:
        """Run it."""
        if missing := self._of.missing(self._needs):
            return Result(self, State.NOT_RUN, (missing,))
        try:
            faults = tuple(self._faults())
        except TristandardError as error:
            faults = (error.told,)
        except Exception as error:
            faults = (_CANNOT_BE_RUN(kind=type(error).__name__, reason=str(error)),)
        if faults:
            return Result(self, State.EXPECTED if self.expected else State.FAILED, faults)
        if self.expected:
            return Result(self, State.UNEXPECTED, (_HOLDS_AFTER_ALL(reason=self.expected),))
        return Result(self, State.PASSED, remarks=tuple(self._remarks()))

    def hold(self) -> Result:
        """Run it inside a test, whose mark `xfail` says whether it is expected to fail (see
        `parameters`), and return what it remarks.

        Raises:
            NotHeld: With what does not hold.
        """
        result = self.result()
        if result.state is State.NOT_RUN:
            pytest.skip(said(result.messages[0], "en"))
        if result.state in (State.FAILED, State.EXPECTED):
            raise NotHeld(self, result.messages)
        return result
