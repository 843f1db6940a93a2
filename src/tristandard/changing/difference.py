"""One thing in which two rule sets differ, and all of them."""

from __future__ import annotations

from enum import Enum
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import as_text, each_of, kind_of, listed, said, some_lines


@final
class Effect(Enum):
    """What a difference does to what is asked."""

    #: Asks more, of more places or of more units.
    TIGHTENS = "tightens"
    #: Asks less, of fewer places or of fewer units.
    LOOSENS = "loosens"
    #: Asks more here and less there: neither includes the other.
    CROSSES = "tightens and loosens"
    #: Has no direction: a label, a mark, a price, a weight, the way to rank or to publish, the dates in force.
    ASIDE = "has no direction"


EFFECTS_ZH = {
    Effect.TIGHTENS: "要求提高",
    Effect.LOOSENS: "要求放宽",
    Effect.CROSSES: "有升有降",
    Effect.ASIDE: "不涉高低",
}


@final
@frozen
class Difference:
    """One thing in which two rule sets differ, as text, and what that does to what is asked."""

    subject: str = field(converter=as_text, validator=some_lines)
    part: str = field(converter=as_text, validator=some_lines)
    before: str = field(converter=as_text, validator=some_lines)
    after: str = field(converter=as_text, validator=some_lines)
    effect: Effect = field(validator=kind_of(Effect))
    #: The whole line in Chinese, everything by its labels.
    zh: str = field(converter=as_text, validator=some_lines)

    def __str__(self) -> str:
        told = " ".join(filter(None, (self.subject, self.part)))
        return f"{self.effect.value}: {told}: {self.before or 'not there'} → {self.after or 'gone'}"


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

    def text(self, language: str = "zh") -> str:
        """Return the verdict, and a line for each difference, in "zh" or "en"."""
        less, every = len(self.loosened), len(self.differences)
        zh, en = (
            (f"共 {every} 处不同，其中 {less} 处有所放宽", f"asks less in {less} of {every}")
            if less
            else ("各处要求均不低于原规则", "asks at least as much everywhere")
        )
        return said(
            (
                "\n  - ".join([zh, *(one.zh for one in self.differences)]),
                "\n  - ".join([en, *map(str, self.differences)]),
            ),
            language,
        )

    def __str__(self) -> str:
        return self.text("en")
