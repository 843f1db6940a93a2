"""What a question and its measurement are to a unit: what it may lose, what it took, and what is borne elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.proof.reading.charge import Charge
from tristandard.proof.reading.groups import Member
from tristandard.rules.deductions.price import Level


@final
@frozen(kw_only=True, eq=False)
class Stake:
    """What a question is to a unit, whatever was seen.

    Attributes:
        worth: What weighs it among others, where some were not measured.
        most: What it may still take of its item.
        gain: What it may still gain.
        may: What it may still zero.
    """

    item: str
    code: str
    worth: Fraction
    most: Fraction
    gain: Fraction
    may: frozenset[Level]


@final
@frozen(eq=False)
class Line:
    """One question of a unit at a site: what it is to the unit, and what it took; None where nobody looked.

    Attributes:
        breached: Whether what was seen is not good enough, whatever it costs whom.
        owned: Whether the unit answers for the site, and is not answerable by name alone.
    """

    stake: Stake
    charge: Charge | None
    breached: bool
    owned: bool


@final
@frozen(kw_only=True, eq=False)
class Borne:
    """What somebody bears of a measurement in one assessment; `entitled`: whether it assesses that unit on it."""

    user: Member
    unit: str | None
    charge: Charge
    entitled: bool

    @property
    def item(self) -> str:
        """The item of which it is borne."""
        return self.user.item


@final
@frozen(eq=False)
class Elsewhere:
    """What findings at a site of others lay on a unit: the site, the question, and what is borne."""

    site: str
    code: str
    borne: Borne


@final
@frozen(kw_only=True, eq=False)
class Meaning:
    """What one measurement means: for each user whether the bar is breached, who bears what, and whose lines it is."""

    breached: tuple[bool, ...]
    borne: tuple[Borne, ...] = ()
    lines: tuple[tuple[str, str, Line | None], ...] = ()
    elsewhere: tuple[Borne, ...] = ()


#: The lines of a unit, by site; none where nothing applies.
Sheaves = Mapping[str, list[Line]]
