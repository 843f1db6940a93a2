"""The base of every error, and the standard for their messages.

A message says what happened, with which values, where, and what to do. An error is a value: it
holds what it speaks of, and it lives beside the noun that raises it. Mistakes that can be found
together are reported together, as one `Refused`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import final

from attrs import frozen


class TristandardError(Exception):
    """The base of everything this library raises on purpose."""


@final
class Refused(TristandardError, ExceptionGroup[TristandardError]):
    """Something was refused, with every reason at once; nothing was half done.

    `exceptions` holds the reasons. `except TristandardError` and `except*` both catch it.
    """

    def derive(self, excs: Sequence[TristandardError]) -> Refused:  # type: ignore[override]
        """Return the same refusal for a part of its reasons (used by `except*`)."""
        return Refused(self.message, excs)

    def __str__(self) -> str:
        reasons = "\n".join(f"  - {reason}" for reason in self.exceptions)
        return f"{self.message} ({len(self.exceptions)} to mend):\n{reasons}"


def refuse(message: str, problems: Iterable[TristandardError]) -> None:
    """Raise `Refused` with all problems, in the order of their text; do nothing where there are none."""
    if found := sorted(problems, key=str):
        raise Refused(message, found)


@final
@frozen
class BadValue(TristandardError):
    """A value cannot mean what it is used for."""

    value: object
    expected: str
    remedy: str

    def __str__(self) -> str:
        return f"{shown(self.value)} is not {self.expected}; {self.remedy}"


def shown(value: object, limit: int = 80) -> str:
    """Return a value as messages print it: quoted, and cut where it is long."""
    text = repr(value)
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text)} characters)"
