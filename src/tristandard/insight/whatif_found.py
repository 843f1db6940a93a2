"""What a what-if found: the place or score to reach, the least set, its proof, and what else moves."""

from __future__ import annotations

from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, said
from tristandard.basics.fields import as_whole
from tristandard.basics.marks import page
from tristandard.insight.uplift_text import below, four, signed, tell_open
from tristandard.insight.whatif_rectified import Breach, Moved
from tristandard.rules.wording.names import name_scored
from tristandard.scoring.results import Results
from tristandard.scoring.scorecard import Scorecard
from tristandard.words.sentence import Clauses, Language, Sentence, Told

#: What it does not say.
NOT_SAID = Told(
    "先整改，后申诉：整改到位才算数，由测评方复核；本结果只说按现有测评记录计算会怎样，不估计可能性，也不代替下次测评。",
    "Rectify first, appeal second: it counts once the host has verified it. This says what the records make of it; "
    "it gives no probability, and stands for no later visit.",
)


_A_PLACE, _FROM_ONE = Told("名次", "a place"), Told("请给不小于 1 的整数", "give a whole number from 1")


@final
@frozen
class Place:
    """A place to reach, from 1: among the units of the kind."""

    number: int = field(converter=as_whole)

    def __attrs_post_init__(self) -> None:
        if isinstance(self.number, bool) or not isinstance(self.number, int) or self.number < 1:
            raise BadValue(self.number, _A_PLACE, _FROM_ONE)


@final
@frozen(kw_only=True)
class LeastSet:
    """The least set of breaches whose rectification reaches a score or a place.

    Attributes:
        card: The unit's card as it is.
        reach: The place to reach; None where a score was asked for.
        line: The exact score that must be reached; where published scores tie, from which on they print the rival's.
        meets: Whether just that reaches; False where the rounding asks for more, as a half that goes to even does.
        chosen: The breaches to rectify; None where even all of them do not reach.
        breaches: How many breaches the unit bears in all.
        reached: The exact score with them rectified; with all of them where that does not reach.
        best_with_one_fewer: The highest score that one breach fewer could bring; None where that is not known, or
            nothing is to do.
        exact: Whether it is proved that no smaller set reaches.
        bounds: The least and the most that the smallest number may be, as far as it is proved.
        others: Every other score, place or grade that moves, with what becomes of it.
        supposed: All results with them rectified; nobody observed them, and no certificate holds for them.
    """

    card: Scorecard
    reach: Place | None
    line: Fraction
    meets: bool = True
    chosen: tuple[Breach, ...] | None
    breaches: int
    reached: Fraction | None
    best_with_one_fewer: Fraction | None
    exact: bool
    bounds: tuple[int, int]
    others: tuple[Moved, ...]
    supposed: Results = field(eq=False, repr=False)

    @property
    def needed(self) -> Fraction:
        """How many points are needed, or more than so many (`meets`); 0 where the line is reached already."""
        assert self.card.exact is not None
        return max(self.line - self.card.exact, Fraction(0))

    @property
    def told(self) -> tuple[Told, ...]:
        """What to rectify and what proves it, then everything else that moves, a line for each."""
        return tell_least(self)

    def text(self, language: str | Language = "zh") -> str:
        """Return that in "zh" or "en", with what it does not say."""
        return page([said(one, language) for one in (*self.told, *below(self.supposed.rules, NOT_SAID))])

    def __str__(self) -> str:
        return self.text("zh")


_MOVES_TOO = Sentence("  同时变动：{whose} {points} 分{place}{grade}", "  moves too: {whose} {points}{place}{grade}")
_PLACES = Sentence("，第 {before}→{after} 名", ", place {before} → {after}")
_GRADES = Sentence("，等次 {before}→{after}", ", grade {before} → {after}")
_NONE = Told("—", "—")


def tell_moved(found: tuple[Moved, ...]) -> tuple[Told, ...]:
    """Return a line for each score, place or grade that moves."""
    return tuple(map(_moved, found))


def _moved(one: Moved) -> Told:
    before, after = one.before, one.after
    was, now = ("—" if card.place is None else str(card.place) for card in (before, after))
    place = _PLACES(before=was, after=now) if was != now else ""
    called, calls = (card.tell_grade() or _NONE for card in (before, after))
    grade = _GRADES(before=called, after=calls) if called != calls else ""
    whose = name_scored(before.assessment, before.unit)
    return _MOVES_TOO(whose=whose, points=signed(one.points), place=place, grade=grade)


_JUST, _MORE_THAN = Sentence(" {points}", "{points}"), Sentence("多于 {points}", "more than {points}")
_REACHES = Sentence("{whose} 第 {place} 名 → 第 {reach} 名", "{whose}, place {place} → {reach}")
_NOT_REACHED = Sentence(
    "{whose}：需{needed} 分，{breaches} 处全部整改也只到 {reached}，达不到",
    "{whose}: needs {needed}; all {breaches} rectified come to {reached}, and do not reach",
)
_REACHED = Sentence("{whose}：已达到，无须整改", "{whose}: reached already; nothing to rectify")
_RECTIFY = Sentence(
    "{whose}：需{needed} 分；至少整改 {count} 处：{which}{proof}",
    "{whose}: needs {needed}; rectify at least {count}: {which}{proof}",
)
_BETWEEN = Sentence("（已证最少在 {low} 到 {high} 处之间）", " (proved: the least number is from {low} to {high})")
_PROVED = Told("（已证最少）", " (proved to be the least)")
_FEWER = Sentence(
    "；只改 {count} 处最多 {gain} 分，不够（已证最少）",
    "; {count} bring {gain} at most, which is not enough (proved to be the least)",
)


def tell_least(found: LeastSet) -> tuple[Told, ...]:
    """Return what to rectify and what proves it, then every other score that moves."""
    card = found.card
    whose: Told = name_scored(card.assessment, card.unit)
    if found.reach is not None:
        whose = _REACHES(whose=whose, place=str(card.place), reach=found.reach.number)
    return (_found(found, whose), *tell_open(card), *tell_moved(found.others))


def _found(found: LeastSet, whose: Told) -> Told:
    needed = (_JUST if found.meets else _MORE_THAN)(points=four(found.needed))
    if found.chosen is None:
        reached = "—" if found.reached is None else four(found.reached)
        return _NOT_REACHED(whose=whose, needed=needed, breaches=found.breaches, reached=reached)
    if not found.chosen:
        return _REACHED(whose=whose)
    which, number = Clauses(breach.told(found.supposed) for breach in found.chosen), len(found.chosen)
    return _RECTIFY(whose=whose, needed=needed, count=number, which=which, proof=_proof(found, number))


def _proof(found: LeastSet, number: int) -> Told:
    """Return what is proved of the number."""
    fewer = found.best_with_one_fewer
    if not found.exact:
        low, high = found.bounds
        return _BETWEEN(low=low, high=high)
    if fewer is None or found.card.exact is None or number == 1:
        return _PROVED
    return _FEWER(count=number - 1, gain=four(fewer - found.card.exact))
