"""A part of a rule set that does not fit the rest."""

from __future__ import annotations

from typing import final

from attrs import frozen

from tristandard.basics.errors import TristandardError


@final
@frozen
class Misfit(TristandardError):
    """A part of a rule set that does not fit the rest."""

    subject: str
    why: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.subject} {self.why}; {self.remedy}"
