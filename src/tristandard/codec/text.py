"""How values are written in a cell: standards, scopes, steps, shares. `str` of a noun reads back equal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar, final

from attrs import evolve, field, frozen

from tristandard.basics.errors import FAILED_FORMULA, BadValue, Refused, TristandardError, meant, shown
from tristandard.basics.marks import is_failed_formula
from tristandard.basics.measure import Measure, MeasureUnit, Value
from tristandard.basics.nouns import noun
from tristandard.basics.place import Path
from tristandard.basics.points import exact, plain, with_a_point
from tristandard.rules.deductions.where import Where
from tristandard.rules.nodes.grade import Cut, Grade, Leading
from tristandard.rules.scope import Scope, spoken
from tristandard.rules.standard import Ask, End, Forms, Range, Standard
from tristandard.words.sentence import Sentence, Told

_ASK = re.compile(r"(?P<measure>[^\s]+)\s+(?P<bar>.+)")
_END = re.compile(r"(?P<sign>>=|<=|>|<|=)\s*(?P<value>.+)")
_AMOUNT = re.compile(r"(?P<number>[+-]?[0-9][0-9./]*)\s*(?P<unit>[^\s0-9./,，].*)")
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

#: The unit of a share, which tables and JSON write with its sign.
PERCENT = MeasureUnit.parse("%")

#: What to write for characters that look like those of the format; of punctuation that Chinese text
#: needs too, only what cells use.
_HALF = {
    **{
        chr(ord(mark) + 0xFEE0): mark
        for mark in "%;,=<>|{}/.+-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    },
    "≥": ">=",
    "≧": ">=",
    "⩾": ">=",
    "≤": "<=",
    "≦": "<=",
    "⩽": "<=",
    "﹪": "%",
    "﹤": "<",
    "﹥": ">",
    "﹦": "=",
    "﹢": "+",
    "﹣": "-",
    "−": "-",
    "﹔": ";",
    "﹐": ",",
}
#: A full-width comma inside a number, where no other is written for it.
_APART = re.compile("(?<=[0-9])，(?=[0-9])")
#: A measure and a sign without a blank between.
_TIGHT = re.compile(r"[^\s<>=＜＞＝≥≧≤≦]+[<>=＜＞＝≥≧≤≦]")

_Part = TypeVar("_Part")
_Read = TypeVar("_Read")


_NOTHING_MORE = Told("", "")


@final
@frozen
class Undeclared(TristandardError):
    """A code that the rule set does not declare.

    Attributes:
        kind: What it is no code of: "unit". A text is told in Chinese as the vocabulary calls it.
        code: What was written.
        known: The codes that are declared.
    """

    kind: Told = field(converter=noun)
    code: object
    known: tuple[str, ...]

    _SAID = Sentence(
        "{code} 不是已声明的{kind}；请在规则集中声明{added}，或改正编码{known}{more}",
        "{code} is not a declared {kind}; declare it in the rule set{added}, or mend the code{known}{more}",
    )
    _ADDED = Told("（或用 RuleSet.extended 添加）", ", or add it with RuleSet.extended")
    _KNOWN = Sentence("（已声明的有：{codes}）", " (known: {codes})")
    _NONE = Told("无", "none")

    @property
    def told(self) -> Told:
        """What is not declared, what is, and what to do, in both languages."""
        first = [*self.known[:12], *(["…"] if len(self.known) > 12 else [])]
        near = meant(str(self.code), self.known)
        return self._SAID(
            code=shown(self.code),
            kind=self.kind,
            added=self._ADDED if self.kind[1] in ("area", "unit") else _NOTHING_MORE,
            known=near if near[1] else self._KNOWN(codes=first or self._NONE),
            more=half_width(self.code),
        )

    def __str__(self) -> str:
        return self.told[1]


_HALF_WIDTH = Sentence("；请用半角字符：{pairs}", "; write half-width characters: {pairs}")
_ONE_FOR = Sentence("“{full}”写作“{half}”", "{half} for {full}")


def half_width(value: object) -> Told:
    """Return what to write for the full-width or mathematical characters in a text, to stand after a remedy, or
    nothing.
    """
    found = dict.fromkeys(mark for mark in _APART.sub("", value) if mark in _HALF) if isinstance(value, str) else {}
    return _HALF_WIDTH(pairs=[_ONE_FOR(half=_HALF[mark], full=mark) for mark in found]) if found else _NOTHING_MORE


_A_CELL = Told("这一格无法读取", "a cell cannot be read")


def each(parts: Iterable[_Part], read: Callable[[_Part], _Read]) -> list[_Read]:
    """Return what every part of a cell reads as, or tell the mistakes of all of them."""
    found: list[_Read] = []
    problems: list[TristandardError] = []
    for part in parts:
        try:
            found.append(read(part))
        except TristandardError as problem:
            problems.append(problem)
    if problems:
        raise Refused(_A_CELL, problems)
    return found


def pieces(text: str, mark: str) -> list[str]:
    """Return the parts of a list in a cell, without the empty ones."""
    return [part.strip() for part in text.split(mark) if part.strip()]


_WITH_ITS_UNIT = Told("带单位的数", "a number with its unit")
_SUCH_AS = Sentence('请写作 "{example}" 这样', 'write for example "{example}"')


def read_amount(text: str, unit: MeasureUnit) -> Fraction:
    """Return "5 处/300 m" as a number in the unit given."""
    _ungrouped(text)
    found = _AMOUNT.fullmatch(text.strip())
    if not found:
        raise BadValue(text, _WITH_ITS_UNIT, _SUCH_AS(example=unit.show(Fraction(1))))
    return exact(found["number"]) * MeasureUnit.parse(found["unit"]).factor(unit)


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
        unit = _AMOUNT.fullmatch(high.strip())
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


_A_VALUE_OF = Sentence("{measure} 的值", "a value of {measure}")
#: What people write into a cell in the place of a value.
_NOTHING_IN_WORDS = (Told("无", "N/A"), Told("不适用", "n/a"), Told("未测", "NA"))
_NOTHING = frozenset({"/", "／", "\\", "-", "－", "–", "—", "——", "−"}.union(*_NOTHING_IN_WORDS))
_OR = Sentence("{one}，或：{other}", "{one}, or {other}")
#: What to write instead.
NO_VALUE = Told(
    "不适用的，请写 not_applicable 并说明理由；没有去看的，请写 not_measured 并说明理由",
    "write not_applicable with the reason where the question does not arise, "
    "or not_measured with the reason where nobody looked",
)


def read_value(measure: Measure, value: object) -> Value:
    """Return an observed value from a cell, "3", "3 处", "B" or "{sign, list}", or as JSON holds it."""
    text = value.strip() if isinstance(value, str) else None
    if text in _NOTHING and text not in (*measure.rungs, *measure.forms):
        raise BadValue(value, _A_VALUE_OF(measure=measure.code), NO_VALUE)
    if text is not None and is_failed_formula(text):
        raise BadValue(value, _A_VALUE_OF(measure=measure.code), _OR(one=FAILED_FORMULA, other=NO_VALUE))
    if measure.forms:
        return measure.admit(value if text is None else frozenset(pieces(text.strip("{}"), ",")))
    if text is not None and not measure.rungs:
        _ungrouped(text)
    if measure.rungs or text is None or not (found := _AMOUNT.fullmatch(text)):
        return _signed(measure, value if text is None else text)
    return measure.admit(exact(found["number"]) * MeasureUnit.parse(found["unit"]).factor(measure.unit))


def says_nothing(cell: object) -> bool:
    """Return whether a cell holds what people write in the place of a value."""
    return isinstance(cell, str) and cell.strip() in _NOTHING


#: A number whose thousands are set apart, and its unit.
_GROUPED = re.compile(r"([+-]?[1-9][0-9]{0,2}(?:[,，'’ \u00a0\u2009\u202f][0-9]{3})+(?:\.[0-9]+)?)(?![0-9])\s*(.*)")


_A_READABLE_NUMBER = Told("可以读取的数", "a number that is read")
_DIGITS_TOGETHER = Sentence(
    '数字之间请不要加符号或空格，写作 "{number}"', 'write its digits without marks or blanks between them: "{number}"'
)


def _ungrouped(text: str) -> None:
    """Refuse a number with marks between its digits, and say how it is written."""
    if found := _GROUPED.fullmatch(text.strip()):
        number = re.sub(r"[^0-9.+-]", "", found[1])
        remedy = _DIGITS_TOGETHER(number=f"{number} {found[2]}".strip())
        raise BadValue(text, _A_READABLE_NUMBER, remedy)
    if with_point := with_a_point(text):
        raise BadValue(text, _A_READABLE_NUMBER, with_point)


_A_SHARE = Sentence("{measure} 的带 % 的百分数", "a share with its sign, of {measure}")
_WRITE_THIS = Sentence('请按原意写作 "{one}"', 'write "{one}", whichever was meant')
_WRITE_EITHER = Sentence('请按原意写作 "{one}" 或 "{other}"', 'write "{one}" or "{other}", whichever was meant')
_OR_GIVE_HIGH = Sentence(
    "{remedy}；或给该测量项目写明上限 high，百分数不会超过它",
    "{remedy}; or give the measure its `high`, above which no share lies",
)


def _signed(measure: Measure, value: object) -> Value:
    """Return a value without a unit; of a share in %, refuse what a spreadsheet may make of another:
    0.97 of 97 %, 1.12 of 112 %, or 97/100.
    """
    found = measure.admit(value)
    if measure.unit != PERCENT or not isinstance(found, Fraction) or not found:
        return found
    meant, fraction = 100 * found, isinstance(value, str) and "/" in value
    if not (fraction or abs(found) <= 1 or _admitted(measure, meant)):
        return found
    one, *others = [measure.unit.show(way) for way in (meant, found) if _admitted(measure, way)]
    remedy = _WRITE_EITHER(one=one, other=others[0]) if others else _WRITE_THIS(one=one)
    if measure.high is None and abs(found) > 1:
        remedy = _OR_GIVE_HIGH(remedy=remedy)
    raise BadValue(value, _A_SHARE(measure=measure.code), remedy)


def _admitted(measure: Measure, number: Fraction) -> bool:
    """Return whether a number lies in the domain of a measure."""
    low, high = measure.low, measure.high
    return (low is None or low <= number) and (high is None or number <= high)


@lru_cache(maxsize=1024)
def read_shares(text: str) -> tuple[tuple[str, Fraction], ...]:
    """Return "a 0.2; b 0.8" as shares; one code alone is the whole."""
    return tuple(each(pieces(text, ";"), _share))


def _share(text: str) -> tuple[str, Fraction]:
    unit, _, share = text.partition(" ")
    return unit, exact(share or "1")


def show_shares(shares: Iterable[tuple[str, Fraction]]) -> str:
    """Return shares as `read_shares` reads them."""
    return "; ".join(unit if share == 1 else f"{unit} {plain(share)}" for unit, share in shares)


_A_PAIR = Told("一对 名称=值", "a name=value pair")
_NAME_AND_VALUE = Told("请写作“名称=值; 名称=值”，每个名称只写一次", 'write "name=value; name=value", each name once')


def read_pairs(text: str) -> dict[str, str]:
    """Return "grid=0423; case=17" as a mapping."""
    found: dict[str, str] = {}
    for part in pieces(text, ";"):
        name, equals, value = part.partition("=")
        if not equals or not name.strip() or name.strip() in found:
            raise BadValue(part, _A_PAIR, _NAME_AND_VALUE)
        found[name.strip()] = value.strip()
    return found


_PAIRS_OF_A_CELL = Told("一格装得下的几对 名称=值", "a list of pairs that a cell can hold")
_NO_MARKS_AROUND = Told(
    "请去掉名称和值中的“;”、“=”以及首尾的空格，或写到扩展名为 .json 的文件",
    'take out ";", "=" and blanks around names and values, or write to a path that ends in .json',
)


def show_pairs(pairs: Mapping[str, str]) -> str:
    """Return a mapping as `read_pairs` reads it."""
    text = "; ".join(f"{name}={value}" for name, value in sorted(pairs.items()))
    if any(
        ";" in name + value or "=" in name or name != name.strip() or value != value.strip()
        for name, value in pairs.items()
    ):
        raise BadValue(text, _PAIRS_OF_A_CELL, _NO_MARKS_AROUND)
    return text
