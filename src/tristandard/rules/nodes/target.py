"""Targets: a bar that is another figure of the unit, as each unit was assigned its own (年度下达数、控制数), and a step
that is a share of it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, as_text
from tristandard.basics.fields import kind_of
from tristandard.basics.points import exact, plain, positive
from tristandard.rules.acceptance import End, Range
from tristandard.words.sentence import Sentence, Told

_TARGET = Told("单位另一个数的名称", "the name of another figure of the unit")
_WRITE_TARGET = Told(
    "名称以字母开头，由字母、数字、“_”“.”组成，如“下达数”",
    'begin with a letter, and use letters, digits, "_" and ".", such as "assigned"',
)
_A_SHARE = Told("以百分比计的一档", "a step that is a share of the target")
_WRITE_A_SHARE = Told("请写大于 0 的百分比，如“10 %”", 'write a share above zero, such as "10 %"')

_NAME = r"[^\W\d][\w.]*"
_SIGNED = re.compile(rf"(>=|<=|>|<)\s*({_NAME})")
_PERCENT = re.compile(r"([0-9./]+)\s*%")
_WRITTEN_SHARE = Sentence("{share} %", "{share} %")


def _named(_: object, __: object, name: str) -> None:
    if not re.fullmatch(_NAME, name):
        raise BadValue(name, _TARGET, _WRITE_TARGET)


@final
@frozen
class Target:
    """A bar that is another figure of the unit, as each was assigned its own: ">= assigned" (年度下达数), "<= control"
    (控制数).
    """

    figure: str = field(converter=as_text, validator=_named)
    #: Whether it asks for as much at least; else for as much at most.
    least: bool = field(validator=kind_of(bool))
    #: Whether the figure itself is good enough.
    closed: bool = field(default=True, validator=kind_of(bool))

    @classmethod
    def parsed(cls, value: object) -> object:
        """Return a target for a text that names a figure after a sign; whatever else as it is."""
        found = _SIGNED.fullmatch(value.strip()) if isinstance(value, str) else None
        return cls(found[2], ">" in found[1], "=" in found[1]) if found else value

    def at(self, figure: Fraction) -> Range:
        """Return the bar of a unit with this figure."""
        end = End(figure, closed=self.closed)
        return Range(end) if self.least else Range(limit=end)

    def __str__(self) -> str:
        return f"{'>' if self.least else '<'}{'=' * self.closed} {self.figure}"


@final
@frozen
class TargetShare:
    """A step that is a share of a target, in %: "10 %"; "100 %" is the whole of it."""

    share: Fraction = field(converter=exact, validator=positive)

    @classmethod
    def parsed(cls, value: object) -> object:
        """Return a share for a text with "%"; whatever else as it is."""
        if not isinstance(value, str) or "%" not in value:
            return value
        found = _PERCENT.fullmatch(value.strip())
        if not found:
            raise BadValue(value, _A_SHARE, _WRITE_A_SHARE)
        return cls(exact(found[1]))

    def __str__(self) -> str:
        return _WRITTEN_SHARE(share=plain(self.share))[1]
