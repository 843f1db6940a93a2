"""Values that stand on score nodes, as files hold them: bars, steps, marks, ranges of scores, who is at the bottom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from cattrs import Converter

from tristandard.basics.errors import BadValue
from tristandard.codec.plain_values import mapped, number, text_of
from tristandard.codec.text import read_where
from tristandard.rules.acceptance import Range
from tristandard.rules.nodes.gate import Mark, Passed
from tristandard.rules.nodes.grade import UnitShare
from tristandard.rules.nodes.target import Target, TargetShare
from tristandard.words.sentence import Told


def mark_in(value: Any, _: object) -> Mark | Passed:
    """Return what a gate asks: that a period passed, or a mark."""
    return Passed.PASSED if value == Passed.PASSED.value else Mark.parse(value)


def mark_out(value: Mark | Passed) -> str:
    """Return what a gate asks as it is written."""
    return Passed.PASSED.value if isinstance(value, Passed) else str(value)


_A_RANGE_OF_SCORES = Told("得分的一段", "a range of scores")
_SUCH_AS_SCORES = Told(
    '请写作 ">= 95"、">= 80 and < 95" 或 "< 80" 这样', 'write for example ">= 95", ">= 80 and < 95" or "< 80"'
)

_A_RANGE_OF_FIGURES = Told("数的一段", "a range of figures")
_SUCH_AS_FIGURES = Told('请写作 ">= 90" 或 ">= 85 and < 90" 这样', 'write for example ">= 90" or ">= 85 and < 90"')


_A_BAR = Told("达标线", "a bar")
_SUCH_AS_BARS = Told(
    "请写作“>= 90”这样，或以单位另一个数为线，如“>= 下达数”",
    'write for example ">= 90", or another figure of the unit, ">= assigned"',
)


def bottom_in(convert: Converter) -> Callable[[Any, object], Any]:
    """Return what reads a bottom group: a number, or a share as text."""
    return lambda value, _: value if "%" in str(value) else convert.structure(value, int)


def bottom_out(bottom: int | UnitShare) -> object:
    """Return how a bottom group is written: a number, or a share as text."""
    return str(bottom) if isinstance(bottom, UnitShare) else bottom


def _as_range(text: object, _: object = None) -> Range:
    """Return the range of numbers that is written."""
    found = read_where(text_of(text))
    if isinstance(found, str):
        raise BadValue(text, _A_RANGE_OF_FIGURES, _SUCH_AS_FIGURES)
    return found


def bar_in(text: object, _: object = None) -> Range | Target:
    """Return the bar that is written: a range of numbers, or another figure of the unit."""
    told = text_of(text)
    found = Target.parsed(told)
    found = found if isinstance(found, Target) else read_where(told)
    if isinstance(found, str):
        raise BadValue(text, _A_BAR, _SUCH_AS_BARS)
    return found


def bar_out(bar: Range | Target | None) -> str | None:
    """Return how a bar is written."""
    return None if bar is None else str(bar)


def step_in(convert: Converter) -> Callable[[Any, object], Any]:
    """Return what reads a step: a number, or a share of a target as text."""
    return lambda value, _: value if isinstance(value, str) and "%" in value else convert.structure(value, Fraction)


def step_out(step: Fraction | TargetShare) -> object:
    """Return how a step is written: a number, or a share of a target as text."""
    return str(step) if isinstance(step, TargetShare) else number(step)


def by_ranges_in(table: object, _: object = None) -> list[tuple[Range, Any]]:
    """Return numbers by the ranges that they stand for."""
    return [(_as_range(where), lost) for where, lost in mapped(table).items()]


def by_ranges_out(rows: Iterable[tuple[Range, Fraction]]) -> dict[str, object]:
    """Return how numbers by ranges are written."""
    return {str(where): number(lost) for where, lost in rows}


def refuse_as_scores(text: str) -> Range:
    """Refuse what is written in the place of a range of scores."""
    raise BadValue(text, _A_RANGE_OF_SCORES, _SUCH_AS_SCORES)
