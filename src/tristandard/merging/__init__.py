"""Merged rules: what is asked where, once, and who uses it."""

from tristandard.grouping.shared import Contribution, SharedIndicator
from tristandard.merging.question import Question

__all__ = [
    "Contribution",
    "Question",
    "SharedIndicator",
]
