"""How a template and its values become text in Chinese, in English or in one more language."""

from tristandard.words.sentence import AnyOf, Both, Clauses, Either, Joined, Language, Lines, Phrases, Sentence, Told

__all__ = [
    "AnyOf",
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
