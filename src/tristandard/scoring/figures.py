"""Figures given from outside: whose, of what, and within which marks; every mistake at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import evolve

from tristandard.basics.errors import BadValue, TristandardError, as_text, refuse
from tristandard.basics.points import exact, plain
from tristandard.basics.terms import UnknownTerm
from tristandard.merging.merged import MergedRules
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.target import TargetShare
from tristandard.rules.ruleset import RuleSet
from tristandard.words.sentence import Sentence, Told

#: By assessment, name of the node or figure, and unit; None where the figure is not applicable.
Figures = Mapping[tuple[str, str, str], Fraction | None]


_TABLE = Told("给定数据的对应表", "a table of given figures")
_GIVE_TABLE = Told("请写 {(考核, 节点, 单位): 数, …}", "give {(assessment, node, unit): figure, …}")
_FOR_WHAT = Told("给定数据所属的对象", "what a figure is given for")
_WRITE_KEY = Told("请写 (考核, 节点, 单位)", "write (assessment, node, unit)")
_FIGURE = Sentence("单位“{unit}”在 {node} 的数", "a figure for {node} of {unit!r}")
_CANNOT_SCORE = Told("给定数据不能计分", "the given figures cannot be scored")


def checked(
    merged: MergedRules, givens: Mapping[tuple[str, str, str], object]
) -> dict[tuple[str, str, str], Fraction | None]:
    """Return figures as exact numbers, or refuse all that belong to no node or unit, or lie beyond their marks."""
    if not isinstance(givens, Mapping):
        raise BadValue(givens, _TABLE, _GIVE_TABLE)
    rules, known = merged.rule_set, known_figures(merged.rule_set)
    problems: list[TristandardError] = list(strange_nodes(known, filter(_is_key, givens)))
    figures: dict[tuple[str, str, str], Fraction | None] = {}
    for key, told_figure in givens.items():
        if not _is_key(key):
            problems.append(BadValue(key, _FOR_WHAT, _WRITE_KEY))
            continue
        assessment, name, unit = key
        try:
            figure = None if told_figure is None else exact(told_figure)
        except BadValue as problem:
            problems.append(evolve(problem, expected=_FIGURE(node=f"{assessment}.{name}", unit=unit)))
            continue
        wrong = [*_beyond_its_mark(known, assessment, name, figure), *strange_units(merged, known, key)]
        problems += wrong
        if not wrong and (assessment, name) in known:
            figures[as_text(assessment), as_text(name), as_text(unit)] = figure
    for book in rules.assessments:
        problems += [*_overdone(book, figures), *_shares_of_nothing(book, figures)]
    refuse(_CANNOT_SCORE, problems)
    return figures


#: The figures that the models read, each with its full mark, or None where it has none.
_Known = Mapping[tuple[str, str], Fraction | None]


def known_figures(rules: RuleSet) -> _Known:
    """Return the figures that the models of a rule set read, by assessment and name, each with its full mark."""
    return {(book.code, name): full for book in rules.assessments for name, full in book.model.figures.items()}


def strange_nodes(known: _Known, keys: Iterable[tuple[str, str, str]]) -> Iterator[UnknownTerm]:
    """Yield each node of some figures that no model reads, once."""
    nodes = tuple(map(".".join, known))
    for node in dict.fromkeys(key[:2] for key in keys):
        if node not in known:
            yield UnknownTerm(_GIVEN_NODE, ".".join(map(str, node)), _A_GIVEN_FIGURE, nodes)


_GIVEN_NODE, _A_GIVEN_FIGURE = Told("给定节点", "given node"), Told("给定数据", "a given figure")
_FROM_ZERO = Sentence("{node} 不小于 0 的数", "a figure for {node} from 0")
_FROM_ZERO_TO = Sentence("{node} 从 0 到 {most} 的数", "a figure for {node} from 0 to {most}")
_MEND = Told("请改正这个数", "mend the figure")


def _beyond_its_mark(known: _Known, assessment: str, name: str, figure: Fraction | None) -> Iterator[TristandardError]:
    """Yield that a figure lies beyond its full mark."""
    most, node = known.get((assessment, name)), f"{assessment}.{name}"
    if figure is not None and (figure < 0 or (most is not None and figure > most)):
        expected = _FROM_ZERO(node=node) if most is None else _FROM_ZERO_TO(node=node, most=plain(most))
        yield BadValue(plain(figure), expected, _MEND)


_GIVEN_FOR = Sentence("{node} 的给定数据", "the figure given for {node}")
_ASSESSED = Sentence("{assessment} 所考核的单位", "a unit that {assessment} assesses")
_LEAVE_OUT = Sentence(
    "请去掉 {node} 的数，或扩大某个指标的对象", "leave out the figure for {node}, or widen the subjects of an indicator"
)


def strange_units(merged: MergedRules, known: _Known, key: tuple[str, str, str]) -> Iterator[TristandardError]:
    """Yield that a key is of an unknown unit, or of one that the assessment does not assess."""
    assessment, name, unit = key
    if unit not in merged.rule_set.units:
        yield UnknownTerm("unit", unit, _GIVEN_FOR(node=f"{assessment}.{name}"))
    elif (assessment, name) in known and not assesses(merged, assessment, unit):
        yield BadValue(unit, _ASSESSED(assessment=assessment), _LEAVE_OUT(node=name))


def _is_key(key: object) -> bool:
    return isinstance(key, tuple) and len(key) == 3


def assesses(merged: MergedRules, assessment: str, unit: str) -> bool:
    """Return whether an assessment assesses a unit by any of its indicators, or one that belongs to it, or where it
    takes the mean over child units one that it belongs to; one without indicators assesses whomever it has figures of.
    """
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
                value = _DONE_OF_DUE(done=plain(done), due=plain(due))
                yield BadValue(value, _RATE(node=f"{assessment.code}.{name}", unit=unit), remedy)


_TARGET_OF = Sentence("单位“{unit}”在 {node} 的目标：大于 0 的数", "a target for {node} of {unit!r} above zero")
_MEND_TARGET = Told(
    "一档是它的百分比：请改正这个数，不适用的写 None",
    "steps are shares of it: mend the figure, or give None where it does not apply",
)


def _shares_of_nothing(assessment: Assessment, figures: Figures) -> Iterator[TristandardError]:
    """Yield every target of 0 of which a step is a share."""
    adjustments = [one for _, node in assessment.model.nodes for one in node.adjustments]
    targets = {one.target for one in adjustments if isinstance(one.per, TargetShare)}
    for code, name, unit in sorted(
        key for key, figure in figures.items() if key[0] == assessment.code and key[1] in targets and figure == 0
    ):
        yield BadValue("0", _TARGET_OF(node=f"{code}.{name}", unit=unit), _MEND_TARGET)


_DONE_OF_DUE = Sentence("{due} 中的 {done}", "{done} of {due}")
_RATE = Sentence("单位“{unit}”在 {node} 的比率", "a rate for {node} of {unit!r}")
_MEND_FIGURES = Told("请改正这些数", "mend the figures")
_OR_CAP = Told(
    "请改正这些数；超额完成按全部完成计的，请写 capped = true",
    "mend the figures, or write capped = true where more than due counts as all of it",
)


def _no_rate(node: Rate, done: Fraction, due: Fraction) -> Told | None:
    """Return what to do where so much cannot have been done of so much; None where it can."""
    if done < 0 or due < 0:
        return _MEND_FIGURES
    if due and (node.capped or done <= due):
        return None
    if not due and not done:
        return None
    return _MEND_FIGURES if node.capped else _OR_CAP
