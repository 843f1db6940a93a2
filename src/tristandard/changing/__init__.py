"""Overlays, and what differs between two rule sets."""

from tristandard.changing.difference import Comparison, Difference, Effect
from tristandard.changing.overlay import BadLine, LineKind, LinesCollide, Overlay, OverlayLine

__all__ = [
    "BadLine",
    "Comparison",
    "Difference",
    "Effect",
    "LineKind",
    "LinesCollide",
    "Overlay",
    "OverlayLine",
]
