"""Scorecards, node by node, held against those that were worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple, final

from tristandard.basics.publication import Publication
from tristandard.proof import accounts
from tristandard.proof.disagreement import AS_WRITTEN, EDITION_DUE, Disagreement, told
from tristandard.proof.reading.came import Came, Lost, Written
from tristandard.proof.reading.cards import Card, Placeless
from tristandard.proof.reading.papers import Papers
from tristandard.proof.reading.worked import Worked
from tristandard.proof.reading.years import Together
from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.part import Part
from tristandard.scoring.results import Results
from tristandard.scoring.scorecard import Scorecard
from tristandard.words.sentence import Sentence, Told

#: Why a unit has no place.
REASONS: Mapping[Placeless | None, Told] = {
    None: Told("", ""),
    Placeless.WITHHELD: Told(
        "无得分：有部分不适用，按规定不记得分",
        "not scored: a part of it does not apply, and then the rules give no score",
    ),
    Placeless.PART_ABSENT: Told("无得分：有部分不适用", "not scored: a part of it does not apply"),
    Placeless.ABSENT: Told("无得分：均不适用", "not scored: nothing applies"),
    Placeless.UNSCORED: Told("无得分：已测部分不足", "not scored: too little was measured"),
    Placeless.SHOWN: Told("不排名：只列得分", "not ranked: shown without a place"),
}
OPEN = Sentence("不排名：{lines} 项中有 {open} 项未测", "not ranked: {open} of {lines} were not measured")


def placeless(card: Card) -> Told:
    """Return why a unit has no place; two empty texts where it has one."""
    if card.placeless is Placeless.OPEN:
        return OPEN(open=card.unmeasured, lines=card.measured + card.unmeasured)
    return REASONS[card.placeless]


@final
class Fact(NamedTuple):
    """One thing that a card or a node says: what follows, and what was found."""

    name: str
    expected: object
    found: object


def differing(fact: str, where: str, facts: Iterable[Fact]) -> Iterator[Disagreement]:
    """Yield the facts in which what was found is not what follows."""
    for one in facts:
        if one.expected != one.found:
            yield Disagreement(fact, f"{where} {one.name}", told(one.expected), told(one.found))


def results(held: Results, worked: Worked) -> Iterator[Disagreement]:
    """Yield where results have other scorecards than those that follow, or say otherwise what edition they are."""
    yield from edition(held)
    yield from every(held, worked.cards, worked.papers, str(worked.papers.period))


def several(held: Results, worked: Together) -> Iterator[Disagreement]:
    """Yield where results of several periods have other scorecards than those that follow from theirs."""
    yield from edition(held)
    yield from every(held, worked.cards(), worked.last.papers, str(worked.time))


def edition(held: Results) -> Iterator[Disagreement]:
    """Yield that results say otherwise what edition they are."""
    later = held.edition > 1
    if held.edition < 1 or later is not bool(held.supersedes) or later is not bool(held.reason.strip()):
        due = EDITION_DUE[1]
        found = f"supersedes {held.supersedes or 'nothing'}, reason {held.reason or 'none'}"
        yield Disagreement("edition", str(held.edition), due, found)


def every(held: Results, due: Mapping[str, Mapping[str, Card]], papers: Papers, period: str) -> Iterator[Disagreement]:
    """Yield where results have other scorecards than those that are due, by assessment and unit, for a period."""
    for code in sorted(held.scored.keys() - due.keys()):
        yield Disagreement("assessment", code, "none", "one")
    for code in sorted(due.keys() - held.scored.keys()):
        if not due[code]:  # else each of its scorecards is missed
            yield Disagreement("assessment", code, "one", "none")
    for code, due_cards in due.items():
        found_cards = held.scored.get(code, {})
        for unit in sorted(due_cards.keys() | found_cards.keys()):
            one, other = due_cards.get(unit), found_cards.get(unit)
            if one is None or other is None:
                yield Disagreement("scorecard", f"{code} {unit}", "one" if one else "none", "one" if other else "none")
            else:
                yield from cards(papers, period, papers.books[code], one, other)


def cards(papers: Papers, period: str, book: Assessment, one: Card, other: Scorecard) -> Iterator[Disagreement]:
    """Yield in what one scorecard differs, and then each of its nodes."""
    unit = one.own.unit
    where = f"{book.code} {unit}"
    reason = placeless(one)
    written = AS_WRITTEN[1]
    listed = [
        Fact("assessment", written, written if book == other.assessment else "another"),
        Fact("unit", unit, other.unit.code),
        Fact("period", period, str(other.period)),
        Fact(
            "published",
            printed(book.publication, one.published),
            None if other.published is None else str(other.published),
        ),
        Fact("place", one.place, other.place),
        Fact("places", one.places, other.places),
        Fact("reason", reason[1], other.reason[1]),
        Fact("reason_zh", reason[0], other.reason[0]),
        Fact("only", papers.only, other.only),
        Fact("warnings", one.warnings, other.warnings),
    ]
    if one.came.applies:
        grades = one.came.grades
        listed += [
            Fact("coverage", one.coverage, other.coverage),
            Fact("interval", (one.came.low, one.came.high), other.interval),
            Fact("grades", grades, other.grades),
            Fact("grade", certain(one.came), other.grade),
        ]
    wrong = [*differing("scorecard", where, listed), *nodes(where, one.came, other.part)]
    yield from wrong
    if not wrong:  # what makes a score is asked only of one that came out so
        yield from accounts.differing(where, accounts.due(book, one), other.breakdown)
    if one.came.applies:
        counts = [
            Fact("measured", one.measured, other.part.measured),
            Fact("unmeasured", one.unmeasured, other.part.unmeasured),
        ]
        yield from differing("score", f"{where} total", counts)


def printed(publication: Publication, score: Fraction | None) -> str | None:
    """Return a published score as it is printed: with as many decimals as the interval has."""
    if score is None:
        return None
    _, _, decimals = str(publication.interval).partition(".")
    digits = str(int(score * 10 ** len(decimals))).rjust(len(decimals) + 1, "0")
    return f"{digits[: -len(decimals)]}.{digits[-len(decimals) :]}" if decimals else digits


def nodes(where: str, one: Came, other: Part) -> Iterator[Disagreement]:
    """Yield in what a node differs, and then those below it."""
    at = f"{where} {one.node} {one.member}".rstrip()
    yield from differing("score", at, facts(one, other))
    if not one.applies or one.imputed:
        return
    if len(one.parts) != len(other.parts):
        yield Disagreement("score", f"{at} parts", str(len(one.parts)), str(len(other.parts)))
    for below, other_below in zip(one.parts, other.parts, strict=False):
        yield from nodes(where, below, other_below)


def facts(one: Came, other: Part) -> Iterator[Fact]:
    """Yield what a node says; where nothing applies, there is nothing to say of its numbers."""
    yield Fact("node", one.node, other.node)
    yield Fact("member", one.member, other.member)
    yield Fact("full", one.full, other.full)
    yield Fact("applies", one.applies, not other.absent)
    if not one.applies:
        return
    yield from (Fact("imputed", one.imputed, other.imputed), Fact("low", one.low, other.low))
    yield from (Fact("value", one.value, other.value), Fact("high", one.high, other.high))
    yield from (Fact("estimate", one.estimate, other.estimate), Fact("withheld", one.withheld, other.withheld))
    if not one.imputed:
        yield from standing(one, other)
        yield from sheet(one.written, other)


def standing(one: Came, other: Part) -> Iterator[Fact]:
    """Yield what stands on a node, and of what it is made."""
    zeroed = (
        Level.UNIT if one.red is not None else Level.SITE if one.written is not None and one.written.zeroed else None
    )
    yield Fact("weights", one.weights, other.weights)
    yield Fact("added", one.added, other.added)
    yield Fact("gated", one.took, tuple((of, took) for _, of, took in other.gated))
    yield from (Fact("may_last", one.last[0], other.may_last), Fact("last", one.last[1], other.last))
    yield from (Fact("zeroed", zeroed, other.zeroed), Fact("carried", one.carried, other.carried))
    if one.value is not None:  # of a node without a score the card alone says what it may be called
        yield from (Fact("grades", one.grades, other.grades), Fact("grade", certain(one), other.grade))


def certain(one: Came) -> str | None:
    """Return the grade that the whole interval has; None where there is none."""
    grades = one.grades
    return grades[0] if grades is not None and one.value is not None and grades[0] == grades[1] else None


def sheet(one: Written | None, other: Part) -> Iterator[Fact]:
    """Yield what stands on a sheet; of any other node there is nothing of the kind."""
    items: Mapping[str, Lost] = one.items if one else {}
    yield Fact(
        "items",
        tuple((code, lost.found, lost.taken) for code, lost in sorted(items.items()) if lost.taken),
        other.items,
    )
    yield Fact("open", tuple((code, lost.open) for code, lost in sorted(items.items()) if lost.open), other.open)
    more = tuple((code, lost.extrapolated) for code, lost in sorted(items.items()) if lost.extrapolated)
    yield Fact("extrapolated", more, other.extrapolated)
    yield Fact("gained", one.gained if one else Fraction(0), other.gained)
    yield Fact("vetoed", tuple(sorted(one.vetoed)) if one else (), other.vetoed)
    if not other.carried:  # a score above a sheet names its items still
        yield Fact("asked", tuple(sorted(one.asked)) if one else (), tuple(sorted(other.asked)))
        yield Fact("seen", tuple(sorted(one.seen)) if one else (), tuple(sorted(other.seen)))
