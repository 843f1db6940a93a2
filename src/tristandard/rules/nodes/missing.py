"""What a node does where something was not measured, or is not applicable: two states with two keys, never mixed."""

from __future__ import annotations

from enum import Enum
from typing import final


@final
class Unmeasured(Enum):
    """What a node does where a part was not measured; the interval stays honest either way."""

    #: The measured parts speak for it.
    DROP = "drop"
    #: No score.
    BLANK = "blank"


@final
class Absent(Enum):
    """What a fold does where nothing of a member is applicable; a number stands for a fixed score instead."""

    #: It leaves, and the weights of the others scale up.
    DROP = "drop"
    #: The mean of the other units' scores on it, shown as imputed.
    PEERS = "peers"
    #: No score, and so no rank.
    BLANK = "blank"
