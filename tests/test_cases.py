"""Worked cases that a rule owner can read and follow by hand: `cases/**/*.toml`, each with its rules, what was seen, and what comes of it."""

from functools import cache

import pytest

from tristandard.testing.worked import cases_of, outcomes, rules_of
from worked import CASES, case_of

#: Whole tables that were published have a runner of their own.
FILES = sorted(path for path in CASES.rglob("*.toml") if "published" not in path.parts)


@cache
def held(path):
    """Return a case and its rule set, read once."""
    case = case_of(path.read_text(encoding="utf-8"))
    return case, rules_of(case)


def parts():
    """Return every file with the place of each of its cases; a file without a list of them is one."""
    for path in FILES:
        count = len(cases_of(case_of(path.read_text(encoding="utf-8"))))
        for place in range(count):
            yield pytest.param(path, place, id=path.stem if count == 1 else f"{path.stem}-{place + 1}")


@pytest.mark.parametrize(("path", "place"), list(parts()))
def test_a_worked_case(path, place):
    """What the case works out by hand, and nothing else: counted, lost, gained, zeroed, scored or refused; and a certificate that holds."""
    case, rule_set = held(path)
    expected, found = outcomes(case, cases_of(case)[place], rule_set)

    assert expected == found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_case_says_what_it_shows_and_where_it_is_from(path):
    """A case has a name and a source, so that a rule owner can judge it, and each of its parts has a name of its own."""
    case, _ = held(path)
    names = [one["name"] for one in case.get("cases", [])]

    assert case["name"]
    assert case["source"]
    assert len(names) == len(set(names))
