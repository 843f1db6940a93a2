"""What in a rule set contradicts itself, or names what is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tristandard.basics.clause import Validity
from tristandard.basics.errors import TristandardError
from tristandard.basics.place import DuplicateCode
from tristandard.basics.points import COMMON_DIGITS, common
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
    marks = [item.full for book in rules.assessments for item in book.items]
    marks += [
        mark
        for book in rules.assessments
        for _, node in book.model.nodes
        if isinstance(node, Sheet)
        for mark in (node.full, node.bonus)
    ]
    marks += [
        rule.at_most for indicator in rules.indicators.values() for rule in indicator.deductions if rule.at_most
    ]
    if common(marks) is None:
        yield Misfit(
            f"rule set {rules.code!r}",
            f"has marks and caps without a common denominator of at most {COMMON_DIGITS} digits",
            "write them as decimals",
        )


def _dates(rules: RuleSet) -> Iterator[TristandardError]:
    if rules.in_force is None:
        bounded = [clause for clause in rules.cited if clause.valid != Validity()]
        told = "; ".join(
            [f"{rules.code} {rules.valid}", *(f"clause {clause.code!r} {clause.valid}" for clause in bounded)]
        )
        yield Misfit(
            f"rule set {rules.code!r}",
            f"and the clauses that it cites are never in force together ({told})",
            "let their dates meet, or cite other clauses",
        )


def _duplicates(rules: RuleSet) -> Iterator[TristandardError]:
    kinds: dict[str, list[str]] = {
        "clause": [clause.code for clause in rules.clauses],
        "measure": [measure.code for measure in rules.measures],
        "circumstance": [circumstance.code for circumstance in rules.circumstances],
        "assessment": [assessment.code for assessment in rules.assessments],
        "indicator": [indicator.code for assessment in rules.assessments for indicator in assessment.indicators],
        "crosswalk": [crosswalk.code for crosswalk in rules.crosswalks],
        "variant": [variant.code for variant in rules.variants],
        "match": [f"{match.first} ~ {match.second}" for _, match in rules.matches()],
        "ruling": ["+".join(sorted(ruling.members)) for ruling in rules.rulings],
    }
    for assessment in rules.assessments:
        kinds[f"item of {assessment.code}"] = [item.code for item in assessment.items]
    for kind, codes in kinds.items():
        yield from (DuplicateCode(kind, code) for code, count in Counter(codes).items() if count > 1)
