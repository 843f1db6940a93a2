"""How rules merge, and which of two measurements stands."""

from __future__ import annotations

from enum import Enum
from typing import final

from attrs import field, frozen

from tristandard.basics.fields import kind_of


@final
class Reading(Enum):
    """How far the merged rules reach."""

    #: The strictest standard reaches everywhere the merged scope does, for every member.
    UNIFORM = "uniform"
    #: At each site the strictest among the assessments whose own scope covers it.
    POINTWISE = "pointwise"


@final
class Settlement(Enum):
    """Which of two different measurements of one thing stands."""

    #: None: they are refused, and a person decides.
    REFUSE = "refuse"
    #: The one that is worse than all others on every measure, else refused.
    WORST = "worst"
    #: The one made on the latest day; equal days are refused.
    LATEST = "latest"
    #: The one made on the first day; equal days are refused.
    FIRST = "first"


@final
@frozen
class Policy:
    """How rules merge and contradictions settle."""

    reading: Reading = field(default=Reading.UNIFORM, validator=kind_of(Reading))
    settlement: Settlement = field(default=Settlement.REFUSE, validator=kind_of(Settlement))


#: 指标就高、范围就宽、对象就广, in its uniform reading.
HIGHEST_WIDEST_BROADEST = Policy()
