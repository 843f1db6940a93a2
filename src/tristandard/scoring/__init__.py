"""A score for each assessment and unit: tallied, evaluated, ranked, corrected and handed over."""

from tristandard.scoring.carrying import bottom
from tristandard.scoring.changes import Change, Changes
from tristandard.scoring.handed_over import HandedOver
from tristandard.scoring.receive import HandoverMismatch

__all__ = [
    "Change",
    "Changes",
    "HandedOver",
    "HandoverMismatch",
    "bottom",
]
