"""Figures given from outside: whose, of what, and within which marks; every mistake at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import evolve

from tristandard.basics.errors import BadValue, TristandardError, as_text, refuse
from tristandard.basics.place import UnknownTerm
from tristandard.basics.points import exact, plain
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.rate import Rate
from tristandard.survey.ledger import Ledger

#: By assessment, name of the node or figure, and unit; None where the figure is not applicable.
Figures = Mapping[tuple[str, str, str], Fraction | None]


def checked(
    ledger: Ledger, givens: Mapping[tuple[str, str, str], object]
) -> dict[tuple[str, str, str], Fraction | None]:
    """Return figures as exact numbers, or refuse all that belong to no node or unit, or lie beyond their marks."""
    if not isinstance(givens, Mapping):
        raise BadValue(givens, "a table of given figures", "give {(assessment, node, unit): figure, …}")
    rules = ledger.rules
    known = {
        (assessment.code, name): full
        for assessment in rules.assessments
        for name, full in assessment.model.figures.items()
    }
    problems: list[TristandardError] = []
    figures: dict[tuple[str, str, str], Fraction | None] = {}
    for key, told_figure in givens.items():
        if not _is_key(key):
            problems.append(BadValue(key, "what a figure is given for", "write (assessment, node, unit)"))
            continue
        assessment, name, unit = key
        try:
            figure = None if told_figure is None else exact(told_figure)
        except BadValue as problem:
            problems.append(evolve(problem, expected=f"a figure for {assessment}.{name} of {unit!r}"))
            continue
        problems += _not_of_a_node(known, assessment, name, figure)
        problems += _not_of_a_unit(ledger, known, key)
        figures[as_text(assessment), as_text(name), as_text(unit)] = figure
    if not problems:
        problems += [problem for assessment in rules.assessments for problem in _overdone(assessment, figures)]
    refuse("the given figures cannot be scored", problems)
    return figures


#: The figures that the models read, each with its full mark, or None where it has none.
_Known = Mapping[tuple[str, str], Fraction | None]


def _not_of_a_node(known: _Known, assessment: str, name: str, figure: Fraction | None) -> Iterator[TristandardError]:
    """Yield that no node reads a figure, or that it lies beyond its full mark."""
    if (assessment, name) not in known:
        yield UnknownTerm("given node", f"{assessment}.{name}", "a given figure", tuple(map(".".join, known)))
        return
    most = known[assessment, name]
    if figure is not None and (figure < 0 or (most is not None and figure > most)):
        expected = f"a figure for {assessment}.{name} from 0{'' if most is None else f' to {plain(most)}'}"
        yield BadValue(plain(figure), expected, "mend the figure")


def _not_of_a_unit(ledger: Ledger, known: _Known, key: tuple[str, str, str]) -> Iterator[TristandardError]:
    """Yield that a figure is of an unknown unit, or of one that the assessment does not assess."""
    assessment, name, unit = key
    if unit not in ledger.rules.units:
        yield UnknownTerm("unit", unit, f"the figure given for {assessment}.{name}")
    elif (assessment, name) in known and not _assesses(ledger, assessment, unit):
        remedy = f"leave out the figure for {name}, or widen the subjects of an indicator"
        yield BadValue(unit, f"a unit that {assessment} assesses", remedy)


def _is_key(key: object) -> bool:
    return isinstance(key, tuple) and len(key) == 3


def _assesses(ledger: Ledger, assessment: str, unit: str) -> bool:
    """Return whether an assessment assesses a unit by any of its indicators, or one that belongs to it, or where it
    takes the mean over child units one that it belongs to; one without indicators assesses whomever it has figures of.
    """
    merged = ledger.register.plan.merged
    rules = merged.rule_set
    mine = [shared for shared in (*merged.shared, *merged.own) if assessment in shared.assessments]
    above = rules.paths["unit"][unit] if rules.assessment(assessment).model.by_unit else (unit,)
    points = [
        rules.subject(one.code) for one in rules.units if unit in rules.paths["unit"][one.code] or one.code in above
    ]
    return not mine or any(shared.subjects.covers(point) for shared in mine for point in points)


def _overdone(assessment: Assessment, figures: Figures) -> Iterator[TristandardError]:
    """Yield every rate of which more was done than due, or less than nothing, where the rules do not cap it."""
    units = sorted({unit for code, _, unit in figures if code == assessment.code})
    for name, node in assessment.model.nodes:
        for unit in units if isinstance(node, Rate) else ():
            assert isinstance(node, Rate)
            told = {figure: figures.get((assessment.code, figure, unit)) for figure in node.names}
            if None not in told.values() and (remedy := _no_rate(node, *node.sums(told.__getitem__))):
                done, due = node.sums(told.__getitem__)
                yield BadValue(
                    f"{plain(done)} of {plain(due)}", f"a rate for {assessment.code}.{name} of {unit!r}", remedy
                )


def _no_rate(node: Rate, done: Fraction, due: Fraction) -> str:
    """Return what to do where so much cannot have been done of so much; "" where it can."""
    if done < 0 or due < 0:
        return "mend the figures"
    if due and (node.capped or done <= due):
        return ""
    if not due and not done:
        return ""
    more = ", or write capped = true where more than due counts as all of it"
    return "mend the figures" if node.capped else f"mend the figures{more}"
