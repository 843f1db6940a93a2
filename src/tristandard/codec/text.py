"""How rules are written in a cell: standards, bands, grades, scopes. `str` of a noun reads back equal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from attrs import evolve

from tristandard.basics.errors import BadValue
from tristandard.basics.measure import Measure
from tristandard.basics.points import exact
from tristandard.basics.terms import Path
from tristandard.codec.cells import AMOUNT, each, pieces, read_amount
from tristandard.codec.undeclared import Undeclared
from tristandard.rules.acceptance import End, Forms, Range
from tristandard.rules.deductions.where import Where
from tristandard.rules.nodes.grade import Cut, Grade, Leading
from tristandard.rules.scope import Scope, spoken
from tristandard.rules.standard import Ask, Standard
from tristandard.words.sentence import Sentence, Told

_ASK = re.compile(r"(?P<measure>[^\s]+)\s+(?P<bar>.+)")
_END = re.compile(r"(?P<sign>>=|<=|>|<|=)\s*(?P<value>.+)")
_SET = re.compile(r"(?:requires\s*\{(?P<required>[^{}]*)\})?\s*(?:accepts\s*\{(?P<accepted>[^{}]*)\})?")
_BAR = Told(
    '请写作 "litter.spots <= 0 处"、"lamps.lit >= 99 %"、"ads.density >= 5 处/300 m"、"toilet.grade >= '
    'B" 或 "notice.form accepts {panel, board}" 这样',
    'write for example "litter.spots <= 0 处", "lamps.lit >= 99 %", "ads.density >= 5 处/300 m", "toilet.grade >= '
    'B" or "notice.form accepts {panel, board}"',
)
_A_RANGE = Told("一段数", "a range")
_RANGE = Told(
    '请写作 "= 5"、"3..4"、"> 2" 或 ">= 1 and <= 2" 这样', 'write for example "= 5", "3..4", "> 2" or ">= 1 and <= 2"'
)

#: A measure and a sign without a blank between.
_TIGHT = re.compile(r"[^\s<>=＜＞＝≥≧≤≦]+[<>=＜＞＝≥≧≤≦]")


def _bound(measure: Measure, text: str) -> Fraction:
    return measure.position(text.strip()) if measure.rungs else read_amount(text, measure.unit)


def read_where(text: str) -> Where:
    """Return where a band lies: "= 5", "3..4", "> 2", ">= 1 and <= 2", or a rung of a ladder."""
    if text.strip() == "any":
        return Range()
    return _range(text, exact) if re.match(r"\s*[<>=]", text) or ".." in text else text


_LEADING = re.compile(r"first\s+([0-9./]+)\s*(?:(%)\s*(?:rounded\s+(up|down|half\s+up))?)?\s*(?:and\s+(.*))?")
_A_GRADE_BY_PLACE = Told("按名次的等次", "a grade by place")
_WRITE_LEADING = Told(
    "请写如“first 3”“first 30 % rounded up”或“first 3 and >= 90”",
    'write for example "first 3", "first 30 % rounded up" or "first 3 and >= 90"',
)


def read_grade(text: str) -> Grade | str:
    """Return what a grade is given by: a range of scores, or places, "first 3" or "first 30 % rounded up"."""
    if not re.match(r"first\b", text.strip()):
        return read_where(text)
    found = _LEADING.fullmatch(text.strip())
    if not found:
        raise BadValue(text, _A_GRADE_BY_PLACE, _WRITE_LEADING)
    first, share, cut, score = found.groups()
    rounded = Cut(" ".join(cut.split())) if cut else None
    return Leading(exact(first), bool(share), rounded, _range(score, exact) if score else Range())


def read_span(text: object) -> tuple[Fraction, Fraction]:
    """Return the points between which one may choose, "2..3", or one number alone."""
    low, dots, high = str(text).partition("..") if isinstance(text, str) else (text, "", "")
    return (exact(low), exact(high)) if dots else (exact(text), exact(text))


def _range(text: str, number: Callable[[str], Fraction]) -> Range:
    """Return a range from its text: ends joined by "and", or "low..high"."""
    if ".." in text:
        low, _, high = text.partition("..")
        return Range(End(number(low)), End(number(high)))
    found = Range()
    for part in re.split(r"\s+and\s+", text.strip()):
        end = _END.fullmatch(part.strip())
        if not end:
            raise BadValue(text, _A_RANGE, _RANGE)
        value, sign = number(end["value"]), end["sign"]
        if sign in (">", ">=", "="):
            found |= Range(floor=End(value, sign != ">"))
        if sign in ("<", "<=", "="):
            found |= Range(limit=End(value, sign != "<"))
    return found


_BAR_FOR = Sentence("{measure} 的标准", "a bar for {measure}")


def read_bar(measure: Measure, text: str) -> Range | Forms:
    """Return what is acceptable of a measure: the text that `Ask.bar` writes, or "present" or "absent"."""
    match text.strip():
        case "any":
            return Forms() if measure.forms else Range()
        case "none":
            return Forms(frozenset({""}), frozenset()) if measure.forms else Range(End(1), End(0))
        case "present" if measure.whole:
            return Range(floor=End(1))
        case "absent" if not measure.rungs and not measure.forms:
            return Range(limit=End(0))
        case bar:
            if measure.forms:
                return _forms(measure, bar)
    if ".." in bar:
        low, _, high = bar.partition("..")
        unit = AMOUNT.fullmatch(high.strip())
        bar = f">= {low} {unit['unit'] if unit and not measure.rungs else ''} and <= {high}"
    try:
        return _range(bar, lambda told: _bound(measure, told))
    except BadValue as problem:
        raise (
            evolve(problem, value=text, expected=_BAR_FOR(measure=measure.code), remedy=_BAR)
            if problem.remedy == _RANGE
            else problem
        ) from None


_FORMS_OF = Sentence("对 {measure} 形式的要求", "a demand for forms of {measure}")
_REQUIRES_ACCEPTS = Told(
    '请写作 "requires {sign, list} accepts {sign, list, box}" 这样',
    'write for example "requires {sign, list} accepts {sign, list, box}"',
)
_A_LIST_OF_FORMS = Sentence("{measure} 的形式列表", "a list of forms of {measure}")


def _forms(measure: Measure, text: str) -> Forms:
    found = _SET.fullmatch(text)
    if not found or not text:
        raise BadValue(text, _FORMS_OF(measure=measure.code), _REQUIRES_ACCEPTS)
    required, accepted = (
        None if told is None else frozenset(pieces(told, ",")) for told in found.group("required", "accepted")
    )
    if strange := ((required or frozenset()) | (accepted or frozenset())) - measure.forms:
        raise BadValue(sorted(strange), _A_LIST_OF_FORMS(measure=measure.code), measure.hint())
    return Forms(required or frozenset(), accepted)


_A_STANDARD = Told("标准", "a standard")
_EACH_MEASURE_ONCE = Told("每个测量项目只写一次的标准", "a standard that names each measure once")
_JOIN_ENDS = Told("请把同一测量项目的上下限用“and”连起来", 'join two ends of one measure with "and"')
_A_DEMAND = Told("一条要求", "a demand")
_A_BLANK_BETWEEN = Sentence("测量项目与符号之间请空一格；{bar}", "put a blank between the measure and the sign; {bar}")


def read_standard(text: str, measures: Mapping[str, Measure]) -> Standard:
    """Return "lamps.lit >= 99 %; lamps.fitted = 100 %" as a standard."""
    asks = each(pieces(text, ";"), lambda part: _ask(part, measures))
    if not asks:
        raise BadValue(text, _A_STANDARD, _BAR)
    if len({ask.measure for ask in asks}) < len(asks):
        raise BadValue(text, _EACH_MEASURE_ONCE, _JOIN_ENDS)
    return Standard(asks)


def _ask(text: str, measures: Mapping[str, Measure]) -> Ask:
    found = _ASK.fullmatch(text)
    if not found or found["measure"] not in measures:
        if _TIGHT.match(text):
            raise BadValue(text, _A_DEMAND, _A_BLANK_BETWEEN(bar=_BAR))
        if not found:
            raise BadValue(text, _A_DEMAND, _BAR)
        raise Undeclared("measure", found["measure"], tuple(measures))
    measure = measures[found["measure"]]
    return Ask(measure, read_bar(measure, found["bar"]))


_A_SCOPE = Told("范围或对象", "a scope")
_ANY_OR = Sentence('请写 "any"，或写作 "{axis}=…" 这样', 'write "any", or for example "{axis}=…"')
_A_COORDINATE = Told("范围或对象中的一项", "a coordinate")
_EACH_AT_MOST_ONCE = Sentence(
    '{axes} 请各写至多一次，例如 "{axis}=…"', 'write each of {axes} at most once, for example "{axis}=…"'
)


def read_scope(text: str, axes: tuple[str, ...], paths: Mapping[str, Mapping[str, Path]]) -> Scope:
    """Return "area=320412, zone=village | zone=township" as a scope; "any" is everywhere."""
    if text.strip() == "nowhere":
        return Scope(axes)
    extents = each(pieces(text, "|"), lambda part: _extent(part, axes, paths))
    if not extents:
        raise BadValue(text, _A_SCOPE, _ANY_OR(axis=axes[-1]))
    return Scope(axes, frozenset(extents))


def _extent(text: str, axes: tuple[str, ...], paths: Mapping[str, Mapping[str, Path]]) -> tuple[Path, ...]:
    named: dict[str, Path] = {}
    for coordinate in [] if text == "any" else pieces(text, ","):
        axis, equals, code = (piece.strip() for piece in coordinate.partition("="))
        if not equals or axis not in axes or axis in named:
            raise BadValue(coordinate, _A_COORDINATE, _EACH_AT_MOST_ONCE(axes=list(axes), axis=axes[0]))
        if code not in paths[axis]:
            raise Undeclared(spoken(axis), code, tuple(paths[axis]))
        named[axis] = paths[axis][code]
    return tuple(named.get(axis, ()) for axis in axes)
