"""What a law is, and a lock: values that are said in words and decided by a question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, final

from attrs import field, frozen
from attrs.validators import min_len

from tristandard.basics.errors import TristandardError, shown

#: How much of what a law was given a message shows: enough for a small survey.
_LONG = 2000


@final
@frozen
class LawBroken(TristandardError):
    """A law does not hold for what it was given."""

    law: Law
    given: tuple[object, ...]

    def __str__(self) -> str:
        told = ", ".join(
            f"{name} {shown(value, _LONG)}" for name, value in zip(self.law.takes, self.given, strict=True)
        )
        return (
            f"law {self.law.number} ({self.law.name}): {self.law.statement}; it does not hold for {told}; mend "
            "the rules, or report it where the library is at fault"
        )


@final
@frozen(kw_only=True)
class Law:
    """What always holds of rules, in words and as a question with the answer yes."""

    #: Of the design's list of laws.
    number: int
    name: str = field(validator=min_len(1))
    statement: str = field(validator=min_len(1))
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
    expectation: str = field(validator=min_len(1))
    #: Why the witness shows otherwise.
    because: str = field(validator=min_len(1))
    expected: Callable[..., bool]
    witness: tuple[Any, ...]

    def holds(self) -> bool:
        """Return whether the witness still stands against the expectation."""
        return not self.expected(*self.witness)
