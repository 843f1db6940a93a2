"""A code that the rule set does not declare, and marks that look like those of the format."""

from __future__ import annotations

import re
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import TristandardError
from tristandard.basics.nouns import noun
from tristandard.basics.shown import meant, shown
from tristandard.words.sentence import Sentence, Told

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
