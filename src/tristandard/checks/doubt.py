"""Something in rules that is allowed, but seldom meant."""

from __future__ import annotations

from typing import final

from attrs import field, frozen

from tristandard.basics.errors import TristandardError, as_told
from tristandard.basics.location import Located, Location, located
from tristandard.words.sentence import Sentence, Told

_SELDOM_MEANT = Sentence("{subject}{why}；{remedy}", "{subject} {why}; {remedy}")


@final
@frozen
class Doubt(Located, TristandardError):
    """Something that is allowed, but seldom meant: a person should look at it."""

    subject: Told = field(converter=as_told)
    why: Told = field(converter=as_told)
    remedy: Told = field(converter=as_told)
    #: Where what it names is written, if in files.
    locations: tuple[Location, ...] = field(default=(), kw_only=True)

    @property
    def told(self) -> Told:
        """What a person should look at, why, and what to do, in both languages."""
        return located(self.locations, _SELDOM_MEANT(subject=self.subject, why=self.why, remedy=self.remedy))

    def __str__(self) -> str:
        return self.told[1]
