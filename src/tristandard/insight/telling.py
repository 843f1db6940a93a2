"""How insight names units, sites and rules in either language, and the notice that stands below every page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from tristandard.basics.language import either, said, told_apart
from tristandard.basics.marks import page
from tristandard.rules.ruleset import RuleSet


class Labelled(Protocol):
    """What has a label in Chinese, and perhaps one in English."""

    @property
    def zh(self) -> str:
        """In Chinese."""

    @property
    def en(self) -> str:
        """In English; "" where it has none."""


def name_units(rules: RuleSet, units: Iterable[str], language: str) -> dict[str, str]:
    """Return what units are called, by their codes; those that are called alike have their codes beside them."""
    return told_apart({code: label(rules.units[code], language) for code in units})


def label(thing: Labelled, language: str) -> str:
    """Return what something is called, in Chinese where it has no English label."""
    return said(either(thing.zh, thing.en), language)


def page_of(rules: RuleSet, language: str, lines: Iterable[str]) -> str:
    """Return lines as a page, with the notice of the rules below."""
    notice = said(either(rules.notice_zh, rules.notice_en), language)
    return page([*lines, *([notice] if notice else [])])
