"""What people read is told as a pair, in Chinese and in English; they choose one of the two."""

from __future__ import annotations

from tristandard.basics.errors import BadValue

#: One text in Chinese and in English.
Told = tuple[str, str]


def said(told: Told, language: str) -> str:
    """Return a text in "zh" or "en".

    Raises:
        BadValue: When the language is another.
    """
    if language not in ("zh", "en"):
        raise BadValue(language, "one of the two languages", 'give "zh" or "en"')
    return told[language == "en"]
