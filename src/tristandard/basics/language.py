"""What people read is told as a pair, in Chinese and in English; they choose one of the two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from unicodedata import normalize

from tristandard.basics.errors import BadValue

#: One text in Chinese and in English.
Told = tuple[str, str]


def looks(label: str) -> str:
    """Return how a label looks, whichever characters it is written with: two that look alike are one."""
    return normalize("NFKC", label).strip()


def told_apart(labels: Mapping[str, str], shape: str = "{}（{}）") -> dict[str, str]:
    """Return labels by their codes, in which those that would be read as one have their codes beside them."""
    often = Counter(map(looks, labels.values()))
    told = {code: shape.format(label, code) if often[looks(label)] > 1 else label for code, label in labels.items()}
    return told if len(set(told.values())) == len(told) else {code: shape.format(label, code) for code, label in labels.items()}


def said(told: Told, language: str) -> str:
    """Return a text in "zh" or "en".

    Raises:
        BadValue: When the language is another.
    """
    if language not in ("zh", "en"):
        raise BadValue(language, "one of the two languages", 'give "zh" or "en"')
    return told[language == "en"]
