"""The proof that results follow from the observations."""

from tristandard.proof.disagreement import Disagreement

__all__ = [
    "Disagreement",
]
