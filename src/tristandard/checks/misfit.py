"""A part of a rule set that does not fit the rest."""

from __future__ import annotations

from typing import final

from attrs import field, frozen

from tristandard.basics.errors import TristandardError
from tristandard.basics.location import Location, located


@final
@frozen
class Misfit(TristandardError):
    """A part of a rule set that does not fit the rest."""

    subject: str
    why: str
    remedy: str
    #: Where what it names is written, if in files.
    locations: tuple[Location, ...] = field(default=(), kw_only=True)

    def __str__(self) -> str:
        return located(self.locations, f"{self.subject} {self.why}; {self.remedy}")
