"""What may be wrong with rules, and what they do that an office must know."""

from tristandard.checks.doubt import Doubt
from tristandard.checks.labels import EqualLabels
from tristandard.checks.pricing import PricedBackwards, Unpriced

__all__ = [
    "Doubt",
    "EqualLabels",
    "PricedBackwards",
    "Unpriced",
]
