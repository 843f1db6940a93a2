"""What every deduction form answers: its price, its bounds, what may be wrong with it, and its sentence.

A form is one module: whoever adds one writes a class on this base, lists it in `tariff`, and gives the
independent reading a case of its own. CONTRIBUTING shows it as one diff.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar, NamedTuple

from tristandard.basics.measure import Measure, Value
from tristandard.basics.points import plain
from tristandard.rules.deductions.price import Level, Price
from tristandard.rules.standard import Ask, Standard
from tristandard.words.sentence import AnyOf, Sentence, Told

#: The most that a breach can cost below what is acceptable, and above it: 0 where there is none, None without end.
Reach = tuple[Fraction | None, Fraction | None]


class Flaw(NamedTuple):
    """What is wrong with a line, as the rest of a sentence about its indicator, and what to do.

    `of_line` says that it is wrong whatever the standard asks.
    """

    why: Told
    remedy: Told
    of_line: bool = False


class DeductionForm(ABC):
    """One way of pricing (扣分形式); the base of each.

    The first attribute of a form is written in files under its `key`, which tells the form. Its
    sentence is a template; `in_words` gives what fills it.
    """

    __slots__ = ()

    #: The key of a line in files that tells this form, under which its first attribute stands.
    key: ClassVar[str]
    #: Its sentence.
    says: ClassVar[Sentence]
    #: Whether it gives points for what is better than the bar, and takes none.
    rewards: ClassVar[bool] = False
    #: Whether its price may depend on the circumstances of findings.
    by_finding: ClassVar[bool] = False

    @property
    def zeroes(self) -> Level | None:
        """What any breach zeroes, or None where a breach costs points."""
        return None

    @property
    def informs(self) -> bool:
        """Whether it tells alone, and neither takes nor gives points."""
        return False

    @property
    def shares_of_required(self) -> bool:
        """Whether a step is the whole of what is required, so that something must be required."""
        return False

    @abstractmethod
    def price(self, ask: Ask, value: Value) -> Fraction:
        """Return the points before the line's cap: for a breach what it takes, for a reward what it gives.

        Of a veto it is the number of breaches: one.
        """

    def as_price(self, points: Fraction) -> Price:
        """Return points after the line's cap as what a place loses, gains or has zeroed."""
        return Price(lost=points)

    def distance(self, ask: Ask, value: Value) -> Fraction:
        """Return how much of a breach is priced, in the measure's unit: what lies beyond the bar."""
        return ask.distance(value)

    @abstractmethod
    def reach(self, ask: Ask) -> Reach:
        """Return the most that a breach costs, below the bar and above; of a veto 1 where there can be a breach."""

    def apiece(self, ask: Ask) -> Fraction | None:
        """Return what each finding beyond the bar takes, where all take the same however many there are."""
        return None

    def best(self, ask: Ask) -> Fraction | None:
        """Return the most that a value can gain from a reward; None where nothing bounds it."""
        raise NotImplementedError

    def unpriced_breach(self, ask: Ask) -> Told | None:
        """Return why some breach of a demand costs nothing, or None where every breach costs."""
        return None

    def backwards(self, ask: Ask) -> list[tuple[Told, Told]]:
        """Return each two cases beyond one end of the bar of which the worse one costs less, that one first."""
        return []

    def refuses(self, code: str, values: Mapping[str, Value], measures: Mapping[str, Measure]) -> Told | None:
        """Return what one of its measures may hold beside the other values, where it holds something else; or None."""
        return None

    def flaws(self, standard: Standard, at_most: Fraction | None, *, selective: bool) -> Iterator[Flaw]:
        """Yield what does not fit, whatever the measure.

        Args:
            standard: The standard of its own indicator.
            at_most: The cap of the line.
            selective: Whether the line reads circumstances of findings.
        """
        yield from ()

    def flaws_for(self, ask: Ask) -> Iterator[Flaw]:
        """Yield what keeps it from pricing one demand of its own indicator."""
        yield from ()

    @abstractmethod
    def in_words(self, priced: Sequence[Measure], asked: Mapping[str, Measure]) -> Mapping[str, object]:
        """Return the values of its sentence.

        Args:
            priced: The measures that the line prices, of those that the bar asks about.
            asked: All measures that the bar asks about, by code.
        """

    def sentence(self, priced: Sequence[Measure], asked: Mapping[str, Measure]) -> Told:
        """Return it as a sentence, in Chinese and in English; takes what `in_words` takes."""
        return self.says(**self.in_words(priced, asked))


def farthest(ask: Ask, price: Callable[[Value], Fraction], endless: Fraction | None) -> Reach:
    """Return what the worst breach on each side costs; `endless` on a side of the domain that has no end."""
    below, above = (
        Fraction(0) if not worst else endless if worst[0] is None else price(worst[0]) for worst in ask.farthest()
    )
    return below, above


def step(size: Fraction, priced: Sequence[Measure]) -> AnyOf:
    """Return the size of a step with its unit, or with each where several measures have several."""
    return AnyOf([unit.show(size) for unit in dict.fromkeys(one.unit for one in priced)])


_BELOW_ONE_STEP = Sentence("的上限 {cap} 分低于一档的 {each} 分", "stops at {cap}, below one step of {each}")
_ONE_STEP_AT_LEAST = Told("请使上限不低于一档", "let the cap be at least one step")


def smaller_than_a_step(each: Fraction, at_most: Fraction | None) -> Iterator[Flaw]:
    """Yield that a cap stands below one step, where it does."""
    if at_most is not None and at_most < each:
        yield Flaw(_BELOW_ONE_STEP(cap=plain(at_most), each=plain(each)), _ONE_STEP_AT_LEAST, of_line=True)
