"""What is said of rules in the words of their workbook: heads for keys, the words of a choice with the codes behind."""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import evolve

from tristandard.basics.errors import BadValue, TristandardError
from tristandard.basics.language import CODED
from tristandard.codec.cattrs_errors import THERE
from tristandard.desk.columns import Column, Layout
from tristandard.desk.layout import SHEETS
from tristandard.desk.mistakes import NotRead, empty, listed, without_field
from tristandard.words.sentence import Sentence, Told

#: A word of the library that stands by itself: quoted neither as what was given nor as a name, and part of no example.
_WORD = re.compile(r"(?<![\w.'“\"=<>])`?([a-z_]{2,})`?(?![\w.'”\"]|\s*[=:<>]| 编码)", re.ASCII)
#: Within what nothing is said otherwise: what was given, names, and codes behind labels.
_QUOTED = re.compile(r"('[^']*'|“[^”]*”|\"[^\"]*\"|（[\w.]+）|\{[^{}]*\})", re.ASCII)
#: How a file declares a tariff; a workbook has a row for it.
_TARIFF = re.compile(r"ruleset\.toml 中写 \[\[tariffs\.(.+?)\]\]")
_A_ROW = Sentence("扣分表中写一行“{name}”", "a row {name!r} of 扣分")


def missing(reason: TristandardError) -> str:
    """Return the key that is said to be missing from a row; "" where something else is said."""
    return str(reason.value) if isinstance(reason, BadValue) and reason.expected == THERE else ""


def in_heads(reason: TristandardError, layout: Layout | None, column: Column | None) -> TristandardError:
    """Return a mistake with the heads of its sheet in the place of keys, and the words of its column before codes.

    Args:
        reason: What the library says.
        layout: The sheet; None where that is not known.
        column: The column; None where the whole row is meant.
    """
    if layout is None:
        return reason
    heads = {one.path[-1]: one.head for each in (*SHEETS, layout) for one in reversed(each.columns)}
    if (key := missing(reason)) in heads:
        return empty(heads[key])
    codes = {code: CODED(label=word, code=code)[0] for code, word in column.words.items()} if column else {}
    words = {**heads, **codes}
    if isinstance(reason, BadValue):
        value = listed(reason.value, heads) if isinstance(reason.value, (list, tuple)) else reason.value
        return evolve(reason, value=value, expected=_said(reason.expected, words), remedy=_said(reason.remedy, words))
    told = _said(reason.told, words)
    return reason if told == reason.told else NotRead(told)


def _said(told: Told, words: Mapping[str, str]) -> Told:
    """Return a sentence whose Chinese has our words where the library's own stand."""
    zh = _TARIFF.sub(lambda found: _A_ROW(name=found[1])[0], without_field(told[0]))
    parts = _QUOTED.split(zh)
    parts[::2] = [_WORD.sub(lambda found: words.get(found[1], found[0]), part) for part in parts[::2]]
    return Told("".join(parts), told[1])
