"""A score for each assessment and unit: tallied, evaluated, ranked, corrected and handed over."""

from tristandard.scoring.carrying import bottom
from tristandard.scoring.changes import Change, Changes
from tristandard.scoring.handover import HandedOver, HandoverMismatch

__all__ = [
    "Change",
    "Changes",
    "HandedOver",
    "HandoverMismatch",
    "bottom",
]
