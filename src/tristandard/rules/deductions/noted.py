"""Noted (只通报): a breach is seen and told, and costs nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar, final

from attrs import field, frozen

from tristandard.basics.errors import as_text
from tristandard.basics.fields import filled, one_line
from tristandard.basics.measure import Measure, Value
from tristandard.rules.deductions.form import DeductionForm, Flaw, Reach
from tristandard.rules.standard import Ask, Standard
from tristandard.words.sentence import Sentence, Told


@final
@frozen
class Noted(DeductionForm):
    """A breach is seen and told, and costs nothing; `why` says by what rule.

    An indicator of nothing else has no worth, no coverage and no place in the score.
    """

    key: ClassVar = "noted"
    says: ClassVar = Sentence("只通报，不计分（{why}）", "told, without points ({why})")

    why: str = field(converter=as_text, validator=[filled, one_line])

    @property
    def informs(self) -> bool:
        """Whether it tells alone."""
        return True

    def price(self, ask: Ask, value: Value) -> Fraction:
        """Return nothing."""
        return Fraction(0)

    def reach(self, ask: Ask) -> Reach:
        """Return nothing on either side."""
        return Fraction(0), Fraction(0)

    with_a_cap: ClassVar = Told("的只通报写有上限，没有意义", "is noted with a cap, which means nothing")
    without_a_cap: ClassVar = Told("请删去 at_most", "leave at_most out")

    def flaws(self, standard: Standard, at_most: Fraction | None, *, selective: bool) -> Iterator[Flaw]:
        """Yield that it has a cap."""
        if at_most is not None:
            yield Flaw(self.with_a_cap, self.without_a_cap, of_line=True)

    def in_words(self, priced: Sequence[Measure], asked: Mapping[str, Measure]) -> Mapping[str, object]:
        """Return why it is told alone."""
        return {"why": self.why}
