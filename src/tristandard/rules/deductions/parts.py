"""What a part of a step costs or gains."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from math import ceil
from typing import final

from tristandard.words.sentence import Told


@final
class Parts(Enum):
    """What a part of a step costs."""

    #: As much of the step's points as it is of the step.
    EXACT = "exact"
    #: Nothing: only whole steps cost.
    WHOLE = "whole"
    #: As much as a whole step; upon an open end one step has begun.
    BEGUN = "begun"

    def of(self, steps: Fraction) -> Fraction:
        """Return how many steps count of so many."""
        match self:
            case Parts.EXACT:
                return steps
            case Parts.WHOLE:
                return Fraction(steps.numerator // steps.denominator)
            case Parts.BEGUN:
                return Fraction(ceil(steps))


#: What follows the price of a step, where steps cost points.
PARTS_LOST: Mapping[Parts, Told] = {
    Parts.EXACT: Told("", ""),
    Parts.WHOLE: Told("，不足一档不扣", ", whole steps only"),
    Parts.BEGUN: Told("，不足一档按一档", ", a begun step is a whole one"),
}
#: What follows the price of a step, where steps earn points.
PARTS_GAINED: Mapping[Parts, Told] = {**PARTS_LOST, Parts.WHOLE: Told("，不足一档不加", ", whole steps only")}
