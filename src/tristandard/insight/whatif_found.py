"""What a what-if found: the place or score to reach, the least set, its proof, and what else moves."""

from __future__ import annotations

from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, as_whole, said
from tristandard.basics.language import Told
from tristandard.basics.marks import page
from tristandard.insight.uplift_text import below, four, signed
from tristandard.insight.whatif_rectified import Breach, Moved
from tristandard.rules.wording import name_scored
from tristandard.scoring.scorecard import Results, Scorecard

#: What it does not say.
NOT_SAID: Told = (
    "先整改，后申诉：整改到位才算数，由测评方复核；本结果只说按现有测评记录计算会怎样，不估计可能性，也不代替下次测评。",
    "Rectify first, appeal second: it counts once the host has verified it. This says what the records make of it; "
    "it gives no probability, and stands for no later visit.",
)


@final
@frozen
class Place:
    """A place to reach, from 1: among the units of the kind."""

    number: int = field(converter=as_whole)

    def __attrs_post_init__(self) -> None:
        if isinstance(self.number, bool) or not isinstance(self.number, int) or self.number < 1:
            raise BadValue(self.number, "a place", "give a whole number from 1")


@final
@frozen(kw_only=True)
class LeastSet:
    """The least set of breaches whose rectification reaches a score or a place.

    Attributes:
        card: The unit's card as it is.
        reach: The place to reach; None where a score was asked for.
        line: The exact score that must be reached.
        chosen: The breaches to rectify; None where even all of them do not reach.
        breaches: How many breaches the unit bears in all.
        reached: The exact score with them rectified; with all of them where that does not reach.
        best_with_one_fewer: The highest score that one breach fewer could bring; None where that is not known, or
            nothing is to do.
        exact: Whether it is proved that no smaller set reaches.
        bounds: The least and the most that the smallest number may be, as far as it is proved.
        others: Every other score or place that moves, with what becomes of it.
        supposed: All results with them rectified; nobody observed them, and no certificate holds for them.
    """

    card: Scorecard
    reach: Place | None
    line: Fraction
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
        """How many points are needed; 0 where the line is reached already."""
        assert self.card.exact is not None
        return max(self.line - self.card.exact, Fraction(0))

    @property
    def told(self) -> tuple[Told, ...]:
        """What to rectify and what proves it, then every other score that moves, a line for each."""
        return tell_least(self)

    def text(self, language: str = "zh") -> str:
        """Return that in "zh" or "en", with what it does not say."""
        return page([said(one, language) for one in (*self.told, *below(self.supposed.rules, NOT_SAID))])

    def __str__(self) -> str:
        return self.text("zh")


def tell_breaches(chosen: tuple[Breach, ...], results: Results) -> Told:
    """Return some breaches as people call them."""
    told = [breach.told(results) for breach in chosen]
    return "；".join(zh for zh, _ in told), "; ".join(en for _, en in told)


def tell_moved(found: tuple[Moved, ...]) -> tuple[Told, ...]:
    """Return a line for each score or place that moves."""
    return tuple(map(_moved, found))


def _moved(one: Moved) -> Told:
    before, after = one.before, one.after
    zh, en = name_scored(before.assessment, before.unit)
    places = "—" if before.place is None else str(before.place), "—" if after.place is None else str(after.place)
    place_zh, place_en = (
        (f"，第 {places[0]}→{places[1]} 名", f", place {places[0]} → {places[1]}")
        if places[0] != places[1]
        else ("", "")
    )
    return (
        f"  同时变动：{zh} {signed(one.points)} 分{place_zh}",
        f"  moves too: {en} {signed(one.points)}{place_en}",
    )


def tell_least(found: LeastSet) -> tuple[Told, ...]:
    """Return what to rectify and what proves it, then every other score that moves."""
    card = found.card
    zh, en = name_scored(card.assessment, card.unit)
    if found.reach is not None:
        zh, en = (
            f"{zh} 第 {card.place} 名 → 第 {found.reach.number} 名",
            f"{en}, place {card.place} → {found.reach.number}",
        )
    return (_found(found, zh, en), *tell_moved(found.others))


def _found(found: LeastSet, zh: str, en: str) -> Told:
    needs = f"需 {four(found.needed)} 分", f"needs {four(found.needed)}"
    if found.chosen is None:
        reached = "—" if found.reached is None else four(found.reached)
        return (
            f"{zh}：{needs[0]}，{found.breaches} 处全部整改也只到 {reached}，达不到",
            f"{en}: {needs[1]}; all {found.breaches} rectified come to {reached}, and do not reach",
        )
    if not found.chosen:
        return f"{zh}：已达到，无须整改", f"{en}: reached already; nothing to rectify"
    which, number = tell_breaches(found.chosen, found.supposed), len(found.chosen)
    proof = _proof(found, number)
    return (
        f"{zh}：{needs[0]}；至少整改 {number} 处：{which[0]}{proof[0]}",
        f"{en}: {needs[1]}; rectify at least {number}: {which[1]}{proof[1]}",
    )


def _proof(found: LeastSet, number: int) -> Told:
    """Return what is proved of the number."""
    fewer = found.best_with_one_fewer
    if not found.exact:
        low, high = found.bounds
        return f"（已证最少在 {low} 到 {high} 处之间）", f" (proved: the least number is from {low} to {high})"
    if fewer is None or found.card.exact is None or number == 1:
        return "（已证最少）", " (proved to be the least)"
    gain = four(fewer - found.card.exact)
    return (
        f"；只改 {number - 1} 处最多 {gain} 分，不够（已证最少）",
        f"; {number - 1} bring {gain} at most, which is not enough (proved to be the least)",
    )
