"""Hold the library's results against the naive reading's, card by card and posting by posting."""

from collections.abc import Iterator
from fractions import Fraction

import tristandard as ts
from differential.reading.cards import Card, cards
from differential.reading.case import Case
from differential.reading.standing import Desk

Facts = dict[tuple[str, ...], object]


def run(case: Case) -> ts.Results:
    """Return what the library makes of a case."""
    plan = ts.plan(ts.merge(case.rules), case.sites, case.period)
    register = ts.register(plan, case.observations)
    return ts.score(ts.share(register, history=case.history), givens=case.givens)


def engine_postings(ledger: ts.Ledger) -> Facts:
    """Return every posting of the library that moves anything, by whom and where."""
    found: Facts = {}
    for one in (*ledger.postings(), *ledger.unassessed()):
        if one.points or one.gained or one.vetoes:
            found["posting", one.assessment, one.site, one.member, str(one.unit)] = (
                one.points,
                one.gained,
                tuple(sorted(one.vetoes)),
            )
    return found


def naive_postings(desk: Desk) -> Facts:
    """Return every posting of the naive reading that moves anything, by whom and where."""
    found: Facts = {}
    for one in desk.postings:
        if one.charge.lost or one.charge.gained or one.charge.vetoes:
            vetoes = tuple(sorted(level.value for level in one.charge.vetoes))
            found["posting", desk.book.code, one.site, one.member, str(one.unit)] = (
                one.charge.lost,
                one.charge.gained,
                vetoes,
            )
    return found


def of_card(book: str, unit: str, values: dict[str, object]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield what a card says, each by its name."""
    for name, value in values.items():
        yield (name, book, unit), value


def engine_cards(results: ts.Results, rules: ts.RuleSet) -> Facts:
    """Return what every scorecard of the library says; where nothing applies, there is nothing to say of an
    interval.
    """
    found: Facts = {}
    for book in rules.assessments:
        for unit, card in results[book.code].items():
            said: dict[str, object] = {"score": card.exact, "place": card.place}
            if not card.part.absent:
                said["low"], said["high"] = card.interval
                said |= {"coverage": card.coverage, "places": card.places, "grades": card.grades or ("", "")}
                said["published"] = None if card.published is None else Fraction(card.published)
            found.update(of_card(book.code, unit, said))
    return found


def naive_cards(book: str, found: dict[str, Card]) -> Facts:
    """Return what every card of the naive reading says."""
    facts: Facts = {}
    for unit, card in found.items():
        names = (
            ("score", "low", "high", "coverage", "place", "places", "published", "grades")
            if card.applies
            else ("score", "place")
        )
        said = {name: getattr(card, name) for name in names}
        facts.update(of_card(book, unit, said))
    return facts


def differences(case: Case) -> list[str]:
    """Return where the library and the naive reading differ, in words."""
    results = run(case)
    library: Facts = {**engine_postings(results.ledger), **engine_cards(results, case.rules)}
    naive: Facts = {}
    for book in case.rules.assessments:
        worked, found = cards(case, book)
        naive |= naive_postings(worked.desk) | naive_cards(book.code, found)
    keys = sorted(library.keys() | naive.keys())
    nothing = "nothing"
    return [
        f"{' '.join(key)}: library {told(library.get(key, nothing))}, by hand {told(naive.get(key, nothing))}"
        for key in keys
        if library.get(key, nothing) != naive.get(key, nothing)
    ]


def told(value: object) -> str:
    """Return a value as it is read."""
    if isinstance(value, tuple):
        return "(" + ", ".join(told(one) for one in value) + ")"
    return str(value)
