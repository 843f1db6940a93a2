"""What the next breach would cost, and which places what is not measured can still swap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import final

from attrs import evolve, frozen

from tristandard.basics.errors import BadValue, for_argument, said, wanted
from tristandard.basics.language import either
from tristandard.basics.marks import page
from tristandard.basics.outcome import Measured, Outcome
from tristandard.basics.points import exact
from tristandard.insight.uplift_text import below
from tristandard.insight.whatif_found import NOT_SAID, tell_moved
from tristandard.insight.whatif_rectified import Breach, Moved, changed, moved, scored_on, with_register
from tristandard.merging.question import Question
from tristandard.rules.acceptance import Range
from tristandard.rules.deductions.factor import NEVER
from tristandard.rules.nodes.part import Part
from tristandard.rules.standard import Ask
from tristandard.scoring.placing import marks_of
from tristandard.scoring.posted import Basis, still_open
from tristandard.scoring.results import Results
from tristandard.scoring.scorecard import Scorecard
from tristandard.survey.admission import admitted
from tristandard.survey.entry import weigh
from tristandard.words.sentence import Language, Phrases, Sentence, Told

_ONE_MORE = Sentence("再有一处：{breach}（{seen}）", "one more: {breach} ({seen})")
_VALUE = Sentence("{measure} {value}", "{measure} {value}")


@final
@frozen(kw_only=True)
class OneMore:
    """What one more breach would cost.

    Attributes:
        breach: Where, and of which shared indicator.
        outcome: What would be found there.
        moved: Every score or place that would move.
        supposed: All results with it; nobody observed them, and no certificate holds for them.
    """

    breach: Breach
    outcome: Measured
    moved: tuple[Moved, ...]
    supposed: Results

    @property
    def told(self) -> tuple[Told, ...]:
        """What would be found, then every score that moves, a line for each."""
        question = self.supposed.ledger.plan.question(self.breach.site, self.breach.indicator)
        known = {ask.measure.code: ask.measure for ask in question.bar.asks}
        seen = Phrases(
            _VALUE(measure=either(known[code].zh, known[code].en), value=known[code].show(value))
            for code, value in self.outcome.values
        )
        return (_ONE_MORE(breach=self.breach.told(self.supposed), seen=seen), *tell_moved(self.moved))

    def text(self, language: str | Language = "zh") -> str:
        """Return that in "zh" or "en", with what it does not say."""
        return page([said(one, language) for one in (*self.told, *below(self.supposed.rules, NOT_SAID))])

    def __str__(self) -> str:
        return self.text("zh")


_GIVE_PERIOD = Told(
    "请给可能再查出问题的那一期的结果", "give the results of the period in which something may be found"
)
_ONE_COUNTED = Told("只测一个计数项、且未报问题的指标", "an indicator of one measure that is counted, without findings")
_SAY_WHAT = Told("请写明会查出什么：给 outcome", "say what would be found: give `outcome`")
_CAN_BREACH = Told("有值会违反标准的测量项目", "a measure of which some value breaches the bar")
_NOTHING_COSTS = Told("请换一个指标：这里没有什么会扣分", "nothing there can cost anything")


def one_more(results: Results, site: str, indicator: str, outcome: Outcome | None = None) -> OneMore:
    """Return what the next breach of an indicator at a site would cost: every score that moves.

    Args:
        results: Of one period.
        site: The code of the site.
        indicator: The code of the shared indicator, or of any member.
        outcome: What would be found there. Without it, one more of what is counted: beyond what was
            seen, or beyond the bar where that was met.

    Raises:
        BadValue: When the plan does not ask that there, the outcome does not fit, or none is given
            and "one more" has no meaning: nothing is counted there, or findings tell the price.
    """
    results = Results.of_one_period(results, _GIVE_PERIOD)
    register, ledger = results.ledger.register, results.ledger
    now = register.outcome(site, indicator)
    question = register.plan.question(site, indicator)
    if outcome is not None:
        wanted(outcome, Measured, for_argument("outcome"))
    seen = admitted(register.plan, question, site, _next(question, now) if outcome is None else outcome)
    assert isinstance(seen, Measured)
    entry = weigh(register.plan, site, question, seen, ledger.history.get(site, NEVER))
    made = changed(ledger, {**ledger.entries, site: {**ledger.entries.get(site, {}), question.code: entry}})
    told = {**register.outcomes, site: {**register.outcomes.get(site, {}), question.code: seen}}
    after = scored_on(results, with_register(made, evolve(register, outcomes=told)))
    return OneMore(breach=Breach(site, question.code), outcome=seen, moved=moved(results, after), supposed=after)


def _next(question: Question, now: Outcome) -> Measured:
    """Return what would be found with one more of what is counted."""
    seen = dict(now.values) if isinstance(now, Measured) else {}
    counted = [ask for ask in question.bar.asks if ask.measure.whole and isinstance(ask.acceptance, Range)]
    if len(question.bar.asks) != 1 or not counted or (isinstance(now, Measured) and now.findings):
        raise BadValue(question.code, _ONE_COUNTED, _SAY_WHAT)
    (ask,) = counted
    code = ask.measure.code
    return Measured({code: _beyond(ask, exact(seen[code]) if code in seen and not ask.accepts(seen[code]) else None)})


def _beyond(ask: Ask, seen: Fraction | None) -> Fraction:
    """Return the next value beyond what was seen, or beyond the bar."""
    assert isinstance(ask.acceptance, Range)
    floor, limit = ask.acceptance.floor, ask.acceptance.limit
    if limit is not None:
        step, start = 1, limit.value
    elif floor is not None:
        step, start = -1, floor.value
    else:
        raise BadValue(ask.measure.code, _CAN_BREACH, _NOTHING_COSTS)
    if seen is not None:
        return seen + step
    first = Fraction(start.__floor__())
    return first + step if ask.accepts(first) else first


_NEIGHBOURS = Sentence(
    "{assessment} · {above}（第 {place} 名）与 {below}（第 {next} 名）",
    "{assessment} · {above} ({place}) and {below} ({next})",
)
_FIRM = Sentence("{which}：先后已定", "{which}: firm")
_OPEN = Sentence("{which}：{open}，先后未定", "{which}: open by {open}")
_LINES = Sentence("{count} 项未测", "{count:line|lines} not measured")
_FIGURES = Sentence("{count} 个数未给", "{count:figure|figures} that nobody gave")


@final
@frozen(kw_only=True)
class Neighbours:
    """Two units in places next to each other, and whether what is not measured can still swap them.

    Attributes:
        above: The card of the unit in the better place.
        below: The card of the unit in the next place.
        firm: Whether no measurement of what is open at sites of their own can put the one below above the other.
        lines: The open lines by which that may happen: the unit, the site and the shared indicator.
        figures: The figures that nobody gave, by which that may happen: the unit, and the name of the figure.
    """

    above: Scorecard
    below: Scorecard
    firm: bool
    lines: tuple[tuple[str, Breach], ...]
    figures: tuple[tuple[str, str], ...]

    @property
    def told(self) -> Told:
        """Which units they are, and whether their order is firm; what both wait for counts once."""
        book, (one, other) = self.above.assessment, (self.above.unit, self.below.unit)
        which = _NEIGHBOURS(
            assessment=Told(book.zh, book.en),
            above=either(one.zh, one.en),
            place=str(self.above.place),
            below=either(other.zh, other.en),
            next=str(self.below.place),
        )
        if self.firm:
            return _FIRM(which=which)
        counts = (_LINES, len({line for _, line in self.lines})), (_FIGURES, len(self.figures))
        return _OPEN(which=which, open=Phrases(sentence(count=count) for sentence, count in counts if count))


_GIVE_EACH = Told("请分别给各期的结果", "give the results of each period by itself")


def firm(results: Results) -> tuple[Neighbours, ...]:
    """Return the neighbouring places of every assessment, and whether what was not measured can still swap them.

    What findings at another unit's site may lay on a unit stands outside, as in every interval.

    Raises:
        BadValue: When the results put several periods together.
    """
    results = Results.of_one_period(results, _GIVE_EACH)
    return tuple(
        found
        for result in results.values()
        for found in _neighbours([card for card in result.ranking() if card.place is not None])
    )


def _neighbours(cards: Sequence[Scorecard]) -> Iterator[Neighbours]:
    for upper, lower in pairwise(cards):
        if upper.unit.kind == lower.unit.kind:
            swaps = marks_of(lower.assessment, lower.part).high > marks_of(upper.assessment, upper.part).low
            yield Neighbours(
                above=upper, below=lower, firm=not swaps, lines=tuple(_open(upper, lower)) if swaps else (),
                figures=tuple(_not_given(upper, lower)) if swaps else (),
            )  # fmt: skip


def _open(*cards: Scorecard) -> Iterator[tuple[str, Breach]]:
    """Yield the lines of some cards that were not measured, each once."""
    for card in cards:
        found = {Breach(site.code, code) for basis in _bases(card.part) for site, code, _ in still_open(basis)}
        yield from ((card.unit.code, breach) for breach in sorted(found))


def _not_given(*cards: Scorecard) -> Iterator[tuple[str, str]]:
    """Yield the figures of some cards that nobody gave."""
    return ((card.unit.code, name) for card in cards for name in card.not_given)


def _bases(part: Part) -> Iterator[Basis]:
    return (below.basis for below in part.walk() if below.basis is not None)
