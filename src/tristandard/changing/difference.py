"""One thing in which two rule sets differ, and all of them."""

from __future__ import annotations

from enum import Enum
from typing import Any, cast, final

from attrs import Attribute, field, frozen

from tristandard.basics.errors import as_text, said, wanted
from tristandard.basics.fields import each_of, for_field, kind_of, listed, some_lines
from tristandard.basics.language import as_pair
from tristandard.words.sentence import Language, Lines, Sentence, Told

_TIGHTENS = Told("要求提高", "tightens")
_LOOSENS = Told("要求放宽", "loosens")
_CROSSES = Told("有升有降", "tightens and loosens")
_ASIDE = Told("不涉高低", "has no direction")


@final
class Effect(Enum):
    """What a difference does to what is asked."""

    #: Asks more, of more places or of more units.
    TIGHTENS = _TIGHTENS[1]
    #: Asks less, of fewer places or of fewer units.
    LOOSENS = _LOOSENS[1]
    #: Asks more here and less there: neither includes the other.
    CROSSES = _CROSSES[1]
    #: Has no direction: a label, a mark, a price, a weight, the way to rank or to publish, the dates in force.
    ASIDE = _ASIDE[1]


EFFECTS = {
    Effect.TIGHTENS: _TIGHTENS,
    Effect.LOOSENS: _LOOSENS,
    Effect.CROSSES: _CROSSES,
    Effect.ASIDE: _ASIDE,
}


def _as_told(value: Any) -> Any:
    """Return a pair of nothing but texts as what is told (an attrs converter); whatever is none is left to be
    refused.
    """
    plain = as_pair(value)
    whole = isinstance(plain, tuple) and len(plain) == 2 and all(isinstance(text, str) for text in plain)
    return Told(*plain) if whole and not isinstance(plain, Told) else plain


def _told_pair(owner: object, attribute: Attribute[Any], value: object) -> None:
    """Refuse whatever is not told in Chinese and in English (an attrs validator)."""
    wanted(value, Told, for_field(owner, attribute))
    for text in cast(Told, value):
        some_lines(owner, attribute, text)


@final
@frozen
class Difference:
    """One thing in which two rule sets differ, as text, and what that does to what is asked.

    Attributes:
        subject: What differs, by its code.
        part: Which part of it; empty for the whole.
        before: What there was; empty where there was nothing.
        after: What there is now; empty where there is nothing.
        effect: What that does.
        told: The whole line, in Chinese everything by its labels.
    """

    subject: str = field(converter=as_text, validator=some_lines)
    part: str = field(converter=as_text, validator=some_lines)
    before: str = field(converter=as_text, validator=some_lines)
    after: str = field(converter=as_text, validator=some_lines)
    effect: Effect = field(validator=kind_of(Effect))
    told: Told = field(converter=_as_told, validator=_told_pair)

    def text(self, language: str | Language = "zh") -> str:
        """Return the whole line, in "zh", in "en", or in a language that is laid over them."""
        return said(self.told, language)

    def __str__(self) -> str:
        return self.told[1]


_LESS = Sentence("共 {every} 处不同，其中 {less} 处有所放宽", "asks less in {less} of {every}")
_NO_LESS = Told("各处要求均不低于原规则", "asks at least as much everywhere")
_LISTED = Sentence("{verdict}\n{listed}", "{verdict}\n{listed}")
_ENTRY = Sentence("  - {one}", "  - {one}")


@final
@frozen
class Comparison:
    """Every difference of two rule sets in what is asked, where, of whom, at what price and weight,
    and in the way to read and to publish.
    """

    differences: tuple[Difference, ...] = field(converter=listed, validator=each_of(Difference))

    @property
    def holds(self) -> bool:
        """Whether nothing is asked less, of fewer places or of fewer units."""
        return not self.loosened

    @property
    def loosened(self) -> tuple[Difference, ...]:
        """The differences that ask less somewhere."""
        return tuple(one for one in self.differences if one.effect in (Effect.LOOSENS, Effect.CROSSES))

    @property
    def told(self) -> Told:
        """The verdict, and a line for each difference, in both languages."""
        less = len(self.loosened)
        verdict = _LESS(less=less, every=len(self.differences)) if less else _NO_LESS
        entries = Lines(_ENTRY(one=one.told) for one in self.differences)
        return _LISTED(verdict=verdict, listed=entries) if entries else verdict

    def text(self, language: str | Language = "zh") -> str:
        """Return the verdict, and a line for each difference, in "zh", in "en", or in a language that is laid over
        them.
        """
        return said(self.told, language)

    def __str__(self) -> str:
        return self.told[1]
