"""How a template and its values become text in Chinese, in English or in one more language."""

from tristandard.words.sentence import Language, Lines, Sentence, Told

__all__ = [
    "Language",
    "Lines",
    "Sentence",
    "Told",
]
