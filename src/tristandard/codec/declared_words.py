"""The words that the files of a rule set declare, and how they nest."""

from __future__ import annotations

from typing import Any

from tristandard.basics.errors import Refused, TristandardError, all_of
from tristandard.basics.terms import CyclicTerm, Tree, UnknownTerm
from tristandard.codec.available import TOML
from tristandard.codec.bad_input import under
from tristandard.codec.reader import Reader
from tristandard.codec.tables import TREES, WORDS
from tristandard.rules.ruleset import RuleSet


def read_words(reader: Reader, table: dict[str, Any], base: RuleSet) -> tuple[dict[str, Any], dict[str, Tree[Any]]]:
    """Return the words that are declared, and the trees that they make with those of the base."""
    words: dict[str, Any] = {}
    trees: dict[str, Tree[Any]] = {}
    for section, (called, of) in WORDS.items():
        raw = table.pop(section, {})
        words[section] = reader.take_keyed(raw, of, TOML, under(section), called)
        if section in TREES:
            terms = list({term.code: term for term in (*getattr(base, section), *words[section])}.values())
            tree = _tree(reader, section, called, terms)
            if tree is None:
                reader.broken |= {(called, term.code) for term in words[section]}
            trees[section] = tree or getattr(base, section)
    return words, trees


def _tree(reader: Reader, section: str, called: str, terms: list[Any]) -> Tree[Any] | None:
    """Return how terms nest; None where they do not, which is gathered at what is said of a parent."""
    try:
        return Tree(called, terms)
    except Refused as refusal:
        for problem in all_of(refusal.exceptions, TristandardError):
            code = _misplaced(problem)
            reader.note(TOML, under(section, code, "parent") if code else under(section), problem)
        return None


def _misplaced(problem: TristandardError) -> str:
    """Return which term has a parent that cannot be: the first of a circle, or the one of an unknown parent."""
    if isinstance(problem, CyclicTerm):
        return problem.codes[0]
    return problem.child if isinstance(problem, UnknownTerm) else ""
