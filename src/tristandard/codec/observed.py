"""A value that was observed, as a cell or JSON holds it, in the unit of its measure."""

from __future__ import annotations

from fractions import Fraction

from tristandard.basics.errors import BadValue
from tristandard.basics.fields import FAILED_FORMULA
from tristandard.basics.marks import is_failed_formula
from tristandard.basics.measure import Measure, Value
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.basics.points import exact
from tristandard.codec.cells import AMOUNT, pieces, refuse_grouped
from tristandard.words.sentence import Sentence, Told

#: The unit of a share, which tables and JSON write with its sign.
PERCENT = MeasureUnit.parse("%")


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
        refuse_grouped(text)
    if measure.rungs or text is None or not (found := AMOUNT.fullmatch(text)):
        return _signed(measure, value if text is None else text)
    return measure.admit(exact(found["number"]) * MeasureUnit.parse(found["unit"]).factor(measure.unit))


def says_nothing(cell: object) -> bool:
    """Return whether a cell holds what people write in the place of a value."""
    return isinstance(cell, str) and cell.strip() in _NOTHING


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
