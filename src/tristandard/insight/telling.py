"""How insight names units, sites and rules in either language, and the notice that stands below every page."""

from __future__ import annotations

from collections.abc import Iterable

from tristandard.basics.errors import said
from tristandard.basics.language import either, told_apart
from tristandard.basics.marks import page
from tristandard.rules.ruleset import RuleSet
from tristandard.words.sentence import Language


def name_units(rules: RuleSet, units: Iterable[str], language: str | Language) -> dict[str, str]:
    """Return what units are called, by their codes; those that are called alike have their codes beside them."""
    return told_apart({code: said(either(rules.units[code].zh, rules.units[code].en), language) for code in units})


def page_of(rules: RuleSet, language: str | Language, lines: Iterable[str]) -> str:
    """Return lines as a page, with the notice of the rules below."""
    notice = said(either(rules.notice_zh, rules.notice_en), language)
    return page([*lines, *([notice] if notice else [])])
