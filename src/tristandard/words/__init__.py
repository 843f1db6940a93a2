"""How a template and its values become text in Chinese, in English or in one more language."""

from tristandard.words.listed import AnyOf, Both, Clauses, Either, Joined, Lines, Phrases
from tristandard.words.sentence import BadWords, Language, Sentence, Told

__all__ = [
    "AnyOf",
    "BadWords",
    "Both",
    "Clauses",
    "Either",
    "Joined",
    "Language",
    "Lines",
    "Phrases",
    "Sentence",
    "Told",
]
