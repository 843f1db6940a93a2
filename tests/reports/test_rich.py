"""Whole reports of one quarter that has something of everything: what they tell stands in `rich_texts`, as it was read over."""

from pathlib import Path

import pytest
from attrs import fields as attrs_of

import tristandard as ts
from reports.rich import quarter, rules
from tristandard.merging.merged import merge
from tristandard.reports.bulletin import bulletin
from tristandard.reports.explanation import explain
from tristandard.reports.statement import statement
from tristandard.reports.to_rectify import to_rectify

TEXTS = Path(__file__).parent / "rich_texts"


def stands(name, text):
    """Hold a text against the file of its name."""
    assert text.splitlines() == (TEXTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("unit", ["wujin", "hutang", "bureau"])
def test_a_whole_statement(unit, language):
    """Each section with its result, its items and their lines, gains and vetoes, what is told alone, what is open, and the account."""
    stands(f"statement_{unit}.{language}", statement(quarter(), unit).text(language))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("code", "unit"), [("a", "wujin"), ("a", "bureau"), ("b", "wujin"), ("b", "hutang")])
def test_a_whole_explanation(code, unit, language):
    """From the head down to findings, rules, clauses and observations; what is carried, open, weighed at nothing, spread and zeroed."""
    stands(f"explanation_{code}_{unit}.{language}", explain(quarter()[code][unit]).text(language))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_whole_rule_book(language):
    """Title, marks and weights, and each indicator with its bar, its uses, and what each assessment asks and charges."""
    text = ts.reports.rulebook(merge(rules())).text(language)

    stands(f"rule_book.{language}", "\n".join(text.splitlines()[:31]))


def fields(one, **told):
    """Return what a row says, by name, some of it told otherwise."""
    return [(each.name, told.get(each.name, getattr(one, each.name))) for each in attrs_of(type(one))]


def rows(held):
    """Return rows as lines, each with what it says beside nothing."""
    return "\n".join(" | ".join(f"{name}={value}" for name, value in one if value not in ("", None, 0, ()) or name in ("points", "count")) for one in held)


@pytest.mark.parametrize("unit", ["wujin", "hutang"])
def test_the_rows_of_a_statement(unit):
    """Every field of every row, of the ledger and beside it."""
    told = statement(quarter(), unit)

    stands(f"rows_{unit}", rows(map(fields, (*told.rows, *told.beside))))


@pytest.mark.parametrize("unit", ["wujin", "hutang"])
def test_what_a_unit_must_rectify(unit):
    """Every field of every problem: where, what was seen against which bar, how many, which share, since when and until when."""
    held = to_rectify(quarter(), unit)

    stands(f"to_rectify_{unit}", rows(fields(one, site=one.site.code, finding=one.finding and one.finding.id) for one in held))


def test_the_rows_of_the_rule_book():
    """Every field of every row of the first type of site."""
    book = ts.reports.rulebook(merge(rules()))

    stands("rule_book_rows", rows(map(fields, book.rows[:6])))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", ["a", "b"])
def test_a_whole_bulletin(code, language):
    """Heads, scores, places, items, figures, what is other, and every remark."""
    stands(f"bulletin_{code}.{language}", bulletin(quarter()[code]).text(language))
