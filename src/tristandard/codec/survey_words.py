"""What a survey says in the words of a rule set: codes that are declared, what is counted, values by measure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

from attrs import frozen

from tristandard.basics.errors import BadValue
from tristandard.basics.measure import Measure
from tristandard.codec.cells import read_pairs
from tristandard.codec.observed import NO_VALUE, says_nothing
from tristandard.codec.undeclared import Undeclared
from tristandard.rules.indicator import Indicator
from tristandard.words.sentence import Sentence, Told


@final
@frozen
class CellOfValues:
    """The values in a cell, and the indicator whose measures they may leave unnamed."""

    text: str
    indicator: str


_A_COUNTED_MEASURE = Told("按处计数的测量项目", "a measure that is counted")
_LEAVE_FINDINGS_OUT = Sentence("请不写问题，{hint}", "leave the findings out, and {hint}")


def counted(measure: Measure) -> None:
    """Refuse findings of what is not counted; how many of them count is told by the register."""
    if not measure.countable:
        raise BadValue(measure.code, _A_COUNTED_MEASURE, _LEAVE_FINDINGS_OUT(hint=measure.hint()))


def declared(kind: str | Told, code: object, known: Mapping[str, object]) -> str:
    """Return a code that is declared, or refuse it."""
    if not isinstance(code, str) or code not in known:
        raise Undeclared(kind, code, tuple(known))
    return code


_VALUES_OF = Sentence("{indicator!r} 的测量值", "the values of {indicator!r}")
_NAME_EACH_MEASURE = Sentence("请逐项写明测量项目：{pairs}", "name each measure: {pairs}")


def named_values(cell: CellOfValues, indicators: Mapping[str, Indicator]) -> dict[str, str]:
    """Return the values of a cell by measure: "a=3; b=5", or "3" where the indicator asks about one measure."""
    if "=" in cell.text:
        return read_pairs(cell.text)
    members = [indicators[code] for code in cell.indicator.split("+") if code in indicators]
    if not members:
        return {}  # an unknown indicator is told by itself
    asked = sorted(frozenset[str]().union(*(member.standard.measures for member in members)))
    if len(asked) != 1 and says_nothing(cell.text):
        raise BadValue(cell.text, _VALUES_OF(indicator=cell.indicator), NO_VALUE)
    if len(asked) != 1:
        remedy = _NAME_EACH_MEASURE(pairs="; ".join(f"{code}=…" for code in asked))
        raise BadValue(cell.text, _VALUES_OF(indicator=cell.indicator), remedy)
    return {asked[0]: cell.text}
