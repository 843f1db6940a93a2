"""Texts that are given in Chinese and in English, and labels told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any
from unicodedata import east_asian_width, normalize

from attrs import Attribute

from tristandard.basics.errors import BadValue, as_text, wanted
from tristandard.basics.fields import check_line, for_field
from tristandard.basics.marks import strange_marks
from tristandard.words.sentence import Sentence, Told

NOTHING_SAID = Told("", "")
#: A thing by its label, with its code.
CODED = Sentence("{label}（{code}）", "{label} ({code})")

_A_PAIR = Sentence("一对文字{where}", "a pair of texts{where}")
_IN_BOTH = Told("请用中文和英文各写一句", "give it in Chinese and in English")


def as_pair(value: tuple[str, str]) -> tuple[str, str]:
    """Return a pair of nothing but texts (an attrs converter); whatever is none is left to be refused."""
    if not isinstance(value, tuple) or len(value) != 2 or all(type(text) is str for text in value):
        return value
    return as_text(value[0]), as_text(value[1])


def a_pair(owner: object, attribute: Attribute[Any], value: object) -> None:
    """Refuse whatever is not a text in Chinese and in English, each without line breaks (an attrs validator)."""
    if value is NOTHING_SAID:
        return
    if not isinstance(value, tuple) or len(value) != 2:
        raise BadValue(value, _A_PAIR(where=for_field(owner, attribute)), _IN_BOTH)
    for text in value:
        if not isinstance(text, str) or strange_marks(text):
            where = for_field(owner, attribute)
            wanted(text, str, where)
            check_line(text, where)


def looks(label: str) -> str:
    """Return how a label looks, whichever characters it is written with: two that look alike are one."""
    return normalize("NFKC", label).strip()


def width(text: str) -> int:
    """Return how many columns a text takes where Chinese characters are two wide."""
    return sum(2 if east_asian_width(mark) in "WF" else 1 for mark in text)


def told_apart(labels: Mapping[str, str], shape: str = "{}（{}）") -> dict[str, str]:
    """Return labels by their codes, in which those that would be read as one have their codes beside them."""
    often = Counter(map(looks, labels.values()))
    told = {code: shape.format(label, code) if often[looks(label)] > 1 else label for code, label in labels.items()}
    return (
        told
        if len(set(told.values())) == len(told)
        else {code: shape.format(label, code) for code, label in labels.items()}
    )


def label_and_code(label: str, code: str) -> Told:
    """Return what a thing is called: in Chinese its label with its code, in English the code."""
    return Told(f"{label}（{code}）", code)


def either(zh: str, en: str) -> Told:
    """Return a text in both languages: where it was given in one alone, that one stands for the other."""
    return Told(zh or en, en or zh)
