"""What the merge changed, and what moves a place: parts that are handed in, for they take their time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import final

from attrs import frozen

from tristandard.basics.errors import BadValue, said
from tristandard.basics.language import either
from tristandard.desk.page.standings import key_of_card
from tristandard.insight.uplift import Uplift
from tristandard.insight.uplift_stages import MergeStage
from tristandard.insight.uplift_text import AVERAGED, BARS, NOT_SAID, four, signed
from tristandard.insight.whatif_found import NOT_SAID as NO_PROBABILITY
from tristandard.insight.whatif_found import LeastSet
from tristandard.insight.whatif_more import Neighbours
from tristandard.reports.wording import phrases
from tristandard.rules.wording.names import tell_part
from tristandard.scoring.ranking import named_apart
from tristandard.scoring.results import Results
from tristandard.scoring.scorecard import INTERVAL, MEASURED, Scorecard
from tristandard.words.sentence import Language, Sentence, Told

_OF_THESE = Told("本页结果的分析", "what was found of the results of this page")
_FIND_AGAIN = Told("请用本页的结果重新分析", "find it again of these very results")


@final
@frozen(kw_only=True)
class Lift:
    """What the merge costs or gives one unit.

    Attributes:
        key: By which the page finds its details.
        unit: What it is called.
        apart: Its score apart.
        merged: Its score as it is.
        difference: The one less the other.
        stages: What each stage moved.
        reason: Why there is no baseline; empty where there is one.
        open: What is not measured of it; empty where everything is.
    """

    key: str
    unit: str
    apart: str
    merged: str
    difference: str
    stages: tuple[str, ...]
    reason: str
    open: str


@final
@frozen(kw_only=True)
class Lifts:
    """What the merge costs or gives each unit, by assessment; the bars that it changed; what that does not say."""

    stages: tuple[str, ...]
    books: tuple[tuple[str, tuple[Lift, ...]], ...]
    bars_head: str
    bars: tuple[str, ...]
    limits: tuple[str, ...]


def lifts(results: Results, found: Uplift, language: str | Language) -> Lifts:
    """Return what the merge costs or gives each unit, in the order of the rankings."""
    _check(results, found.results)
    books = []
    for result in results.values():
        cards = list(result.ranking())
        names = named_apart(cards)
        rows = (_lift(found, card, said(names[card.unit.code], language), language) for card in cards)
        books.append((said(either(result.assessment.zh, result.assessment.en), language), tuple(rows)))
    return Lifts(
        stages=tuple(said(stage.told, language) for stage in MergeStage),
        books=tuple(books),
        bars_head=said(BARS, language),
        bars=tuple(said(bar.told, language) for bar in found.bars),
        limits=(said(AVERAGED, language), said(NOT_SAID, language)),
    )


def _check(results: Results, others: Results) -> None:
    """Refuse what was found of other results."""
    if results is not others and results.identity != others.identity:
        raise BadValue(str(others.period), _OF_THESE, _FIND_AGAIN)


def _lift(found: Uplift, card: Scorecard, name: str, language: str | Language) -> Lift:
    one = found.of(card.assessment.code, card.unit.code)
    told = one.difference is not None
    return Lift(
        key=key_of_card(card),
        unit=name,
        apart="" if one.apart is None else four(one.apart),
        merged="" if one.merged is None else four(one.merged),
        difference="" if one.difference is None else signed(one.difference),
        stages=tuple(signed(one.effects[stage]) if told else "" for stage in MergeStage),
        reason=said(one.reason, language),
        open=_open(card, language),
    )


def _open(card: Scorecard, language: str | Language) -> str:
    """Return how far a score is measured that something not measured can still move; empty for any other."""
    part, publish = card.part, card.publish
    if not part.unmeasured:
        return ""
    measured = MEASURED(measured=part.measured, lines=part.measured + part.unmeasured)
    return said(phrases([measured, INTERVAL(low=str(publish(part.low)), high=str(publish(part.high)))]), language)


@final
@frozen
class Line:
    """One line of what moves a place, and the lines below it."""

    head: str
    below: tuple[str, ...]


@final
@frozen(kw_only=True)
class Moves:
    """What moves a place.

    Attributes:
        least: For each place to reach, what to rectify at least, and what moves with it.
        firm: For each two neighbouring places, whether they are firm, and by which lines they are not.
        limits: What that does not say.
    """

    least: tuple[Line, ...]
    firm: tuple[Line, ...]
    limits: str


def moves(results: Results, least: Iterable[LeastSet], firm: Iterable[Neighbours], language: str | Language) -> Moves:
    """Return what moves a place."""
    return Moves(
        least=tuple(_least(results, one, language) for one in least),
        firm=tuple(_firm(results, one, language) for one in firm),
        limits=said(NO_PROBABILITY, language),
    )


def _least(results: Results, one: LeastSet, language: str | Language) -> Line:
    _check_card(results, one.card)
    head, *below = one.told
    return Line(said(head, language), tuple(said(line, language).strip() for line in below))


def _firm(results: Results, one: Neighbours, language: str | Language) -> Line:
    for card in (one.above, one.below):
        _check_card(results, card)
    return Line(said(one.told, language), tuple(_open_lines(results, one, language)))


def _open_lines(results: Results, one: Neighbours, language: str | Language) -> Iterator[str]:
    """Yield what may still swap two units: lines that were not measured, each once, and figures that nobody gave."""
    yield from (said(line.told(results), language) for line in dict.fromkeys(line for _, line in one.lines))
    cards = {card.unit.code: card for card in (one.above, one.below)}
    for unit, name in one.figures:
        whose, figure = results.rules.unit_names[unit], tell_part(cards[unit].assessment, name)
        yield said(_FIGURE_OF(unit=whose, figure=figure), language)


_FIGURE_OF = Sentence("{unit}：{figure}", "{unit}: {figure}")


def _check_card(results: Results, card: Scorecard) -> None:
    """Refuse what was found of a card that is not of these results."""
    mine = results.scored.get(card.assessment.code, {}).get(card.unit.code)
    if mine is not card and mine != card:
        raise BadValue(str(card.period), _OF_THESE, _FIND_AGAIN)
