"""What the library says of a row, in the words of its sheet: heads for columns, labels for codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

from attrs import evolve

from tristandard.basics.errors import BadValue, TristandardError
from tristandard.basics.nouns import KIND_OF_UNIT, SITE_TYPE
from tristandard.basics.points import PLAIN_DECIMAL
from tristandard.codec.cattrs_errors import THERE
from tristandard.codec.observed import NO_VALUE
from tristandard.codec.undeclared import Undeclared
from tristandard.desk.kinds import KINDS
from tristandard.desk.labels import Known, Labels
from tristandard.desk.mistakes import NotRead, empty, listed, without_field
from tristandard.desk.vocabulary import ROW_NAMED, SAID
from tristandard.rules.standard import Ask
from tristandard.words.sentence import Sentence, Told

#: The columns in which a result stands, and what it is said to be where there is none.
_RESULT_COLUMNS = frozenset({"values", "outcome", "reason"})
_UNSEEN = frozenset({"not_applicable", "not_measured"})
_END = re.compile(r"(?:>=|<=|=|>|<) (\S.*)")
#: The kinds of term that are not called as their axis is.
_AXES = {SITE_TYPE[1]: "site_type", KIND_OF_UNIT[1]: "kind"}
#: By the library's columns the heads of ours.
HEADS = {column.key: column.head for kind in KINDS.values() for column in kind.columns}
#: What in a sentence is a word of the library: none that is part of a longer code.
_WORD = re.compile(rf"(?<![\w.'])`?({'|'.join(SAID)})`?(?![\w.'])", re.ASCII)

_RESULT = Sentence("“{measure}”的结果", "a value of {measure}")
_MEND = Sentence(
    "{remedy}；没有测的写“未测：原因”，不适用的写“不适用：原因”",
    "{remedy}; where nobody looked, write 未测：原因, and where it does not apply, 不适用：原因",
)
_SUCH_AS = Sentence("{hint}，如 {example}", "{hint}, such as {example}")
_NO_REASON = Told(
    "没有写原因；请写成“未测：原因”或“不适用：原因”",
    "the reason is missing; write 未测：原因 or 不适用：原因",
)
_NONE_DECLARED = Sentence(
    "{text!r} 不是已声明的{kind}，规则里一个也没有；请先补进规则，或清空这一格",
    "{text!r} is no declared {kind}, and the rules have none; add it to the rules, or empty the cell",
)
_NOT_KNOWN = Sentence(
    "{text!r} 不是已声明的{kind}；请写名称或编码，如 {known}；还没有的，请先补进规则或本工作簿",
    "{text!r} is no declared {kind}; write a label or a code, such as {known}; add a new one to the rules or here",
)


class InRow(Protocol):
    """A row for the library, and where it stands."""

    @property
    def sheet(self) -> str:
        """The sheet."""
        ...

    @property
    def row(self) -> int:
        """Its row."""
        ...

    @property
    def cells(self) -> Mapping[str, str]:
        """What the library reads."""
        ...


def in_sheet(
    reason: TristandardError, column: str, entry: InRow | None, entries: Sequence[InRow], known: Known
) -> TristandardError:
    """Return a mistake in a row in the words of its sheet.

    Args:
        reason: What the library says.
        column: The library's column of which it says so; empty for the whole row.
        entry: The row; None where that is not known.
        entries: All rows, which it may name by their number.
        known: What labels stand for.
    """
    if entry is not None and column in (*_RESULT_COLUMNS, ""):
        if entry.cells.get("outcome") in _UNSEEN and not entry.cells.get("reason"):
            return NotRead(_NO_REASON)
        if isinstance(reason, BadValue) and column and (asks := list(_asks(entry, known))):
            return _no_result(reason, asks)
    if isinstance(reason, Undeclared):
        if not reason.code and column in HEADS:
            return empty(HEADS[column])
        labels = known.by_axis.get(_AXES.get(reason.kind[1], reason.kind[1]))
        return _not_known(reason, labels, entry, known) if labels else reason
    return _plain(reason, column, entries) if isinstance(reason, BadValue) else reason


def _plain(reason: BadValue, column: str, entries: Sequence[InRow]) -> TristandardError:
    """Return what a value is not in the words of workbooks; of a column that is missing, that it is empty."""
    if reason.expected == THERE and reason.value in HEADS:
        return empty(HEADS[str(reason.value)])
    remedy = Told(*(ROW_NAMED.sub(lambda found: _place(found, entries), told) for told in reason.remedy))
    value = _plainly(reason.value)
    if column and reason.value == column in HEADS:  # it is the column itself that is wrong
        value = Told(HEADS[column], HEADS[column])
    return evolve(reason, value=value, expected=in_words(reason.expected), remedy=in_words(remedy))


def _not_known(reason: Undeclared, labels: Labels, entry: InRow | None, known: Known) -> NotRead:
    """Return what is not declared, with labels of what is; of indicators those that hold at the site."""
    text = str(reason.code)
    if reason.kind[1] == "indicator":
        near = known.indicators_like(text, entry.cells.get("site", "") if entry else "")
    else:
        near = labels.near(text)
    if not near:
        return NotRead(_NONE_DECLARED(text=text, kind=reason.kind))
    return NotRead(_NOT_KNOWN(text=text, kind=reason.kind, known=near))


def named_in(reason: TristandardError, columns: Mapping[str, int]) -> str:
    """Return the library's column that a mistake in a whole row names as its value; "" where it names none."""
    value = reason.value if isinstance(reason, BadValue) else None
    return value if isinstance(value, str) and value in columns else ""


def in_words(told: Told) -> Told:
    """Return a sentence whose Chinese has the words of workbooks where the library's own stand, and none of a field,
    which the cell says.
    """
    return Told(_WORD.sub(lambda found: SAID[found[1]], without_field(told[0])), told[1])


def _plainly(value: object) -> object:
    """Return a value as people write it: a day as a day, a key of several parts with commas."""
    if isinstance(value, date):
        return Told(str(value), str(value))
    return listed(value, SAID) if isinstance(value, (tuple, list)) else value


def _asks(entry: InRow, known: Known) -> Iterator[Ask]:
    """Yield what the indicator of a row asks, each measure once: those that the row names, where it names some."""
    found = dict[str, Ask]()
    for code in entry.cells.get("indicator", "").split("+"):
        if code in known.rules.indicators:
            for ask in known.rules.indicators[code].standard.asks:
                found.setdefault(ask.measure.code, ask)
    named = {part.partition("=")[0].strip() for part in entry.cells.get("values", "").split(";") if "=" in part}
    yield from (ask for code, ask in found.items() if not named & found.keys() or code in named)


def _no_result(reason: BadValue, asks: list[Ask]) -> BadValue:
    """Return what is wrong with a result, with the measure's label, its unit, and how what was not seen is written."""
    labels = [Told(ask.measure.zh, ask.measure.en) for ask in asks]
    remedy = in_words(reason.remedy)
    if len(asks) == 1 and reason.remedy in (PLAIN_DECIMAL, NO_VALUE, asks[0].measure.hint()):
        remedy = _hint(asks[0])
    return evolve(
        reason, value=_plainly(reason.value), expected=_RESULT(measure=labels), remedy=_MEND(remedy=remedy)
    )


def _hint(ask: Ask) -> Told:
    hint, end = ask.measure.hint(), _END.fullmatch(ask.bar)
    return _SUCH_AS(hint=hint, example=end[1]) if end else hint


def _place(found: re.Match[str], entries: Sequence[InRow]) -> str:
    """Return where a row that is named by its number stands in its sheet."""
    number = int(found[1] or found[2])
    return f"{entries[number - 1].sheet}!{entries[number - 1].row}" if number <= len(entries) else found[0]
