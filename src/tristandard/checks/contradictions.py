"""What in a rule set contradicts itself, or names what is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from tristandard.basics.clause import Validity
from tristandard.basics.errors import TristandardError
from tristandard.basics.location import Address
from tristandard.basics.place import DuplicateCode
from tristandard.basics.points import COMMON_DIGITS, common, hardest
from tristandard.checks.assessments import assessments
from tristandard.checks.crosswalks import crosswalks, variants
from tristandard.checks.misfit import Misfit
from tristandard.checks.vocabulary import counted, units
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.ruleset import RuleSet


def contradictions(rules: RuleSet) -> list[TristandardError]:
    """Return, all at once, what in the rule set contradicts itself or names what is not there."""
    return [
        *_dates(rules),
        *units(rules),
        *_duplicates(rules),
        *counted(rules),
        *_marks(rules),
        *assessments(rules),
        *crosswalks(rules),
        *variants(rules),
    ]


def _marks(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield that marks and caps, in which results are added up, have no common denominator."""
    marks = list[tuple[tuple[str, Address], Fraction]]()
    for book in rules.assessments:
        within = ("assessments", book.code)
        marks += [((f"item {one.code}", (*within, "items", one.code, "full")), one.full) for one in book.items]
        for name, node in book.model.nodes:
            sums = [node.full, node.bonus] if isinstance(node, Sheet) else []
            marks += [((f"score node {name}", (*within, "score", name)), points) for points in sums]
    for indicator in rules.indicators.values():
        caps = [rule.at_most for rule in indicator.deductions if rule.at_most]
        address = ("indicators", indicator.code, "deductions")
        marks += [((f"lines of {indicator.code}", address), cap) for cap in caps]
    if common(points for _, points in marks) is None:
        worst = hardest(marks)
        yield Misfit(
            f"rule set {rules.code!r}",
            f"has marks and caps without a common denominator of at most {COMMON_DIGITS} digits",
            f"write them as decimals, above all those of {', '.join(name for name, _ in worst)}",
            locations=rules.locations.of(*(address for _, address in worst)),
        )


def _dates(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield that the rule set and its clauses are never in force together."""
    if rules.in_force is None:
        bounded = [clause for clause in rules.cited if clause.valid != Validity()]
        told = "; ".join(
            [f"{rules.code} {rules.valid}", *(f"clause {clause.code!r} {clause.valid}" for clause in bounded)]
        )
        clauses = [("clauses", clause.code, "valid") for clause in bounded]
        yield Misfit(
            f"rule set {rules.code!r}",
            f"and the clauses that it cites are never in force together ({told})",
            "let their dates meet, or cite other clauses",
            locations=rules.locations.of(("valid",), *clauses),
        )


def _duplicates(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield each code that several things of one kind have."""
    for kind, declared in _declared(rules):
        for (code, address), count in Counter(declared).items():
            if count > 1:
                yield DuplicateCode(kind, code, locations=rules.locations.of(address))


def _declared(rules: RuleSet) -> Iterator[tuple[str, list[tuple[str, Address]]]]:
    """Yield each kind of thing that has a code of its own, with the code and the address of each."""
    for kind, section, things in (
        ("clause", "clauses", rules.clauses),
        ("measure", "measures", rules.measures),
        ("circumstance", "circumstances", rules.circumstances),
        ("assessment", "assessments", rules.assessments),
        ("crosswalk", "crosswalks", rules.crosswalks),
        ("variant", "variants", rules.variants),
    ):
        yield kind, [(thing.code, (section, thing.code)) for thing in things]
    indicators = [indicator.code for book in rules.assessments for indicator in book.indicators]
    yield "indicator", [(code, ("indicators", code)) for code in indicators]
    pairs = [(match.first, match.second) for _, match in rules.matches()]
    yield "match", [(" ~ ".join(pair), ("matches", *pair)) for pair in pairs]
    members = [sorted(ruling.members) for ruling in rules.rulings]
    yield "ruling", [("+".join(codes), ("rulings", *codes)) for codes in members]
    for book in rules.assessments:
        items: list[tuple[str, Address]] = [
            (item.code, ("assessments", book.code, "items", item.code)) for item in book.items
        ]
        yield f"item of {book.code}", items
