"""The rows of a statement: what the ledger holds of a unit, and what else makes its scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import final

from attrs import define, field, frozen

from tristandard.basics.finding import Finding
from tristandard.basics.language import either
from tristandard.basics.order import as_counted
from tristandard.basics.outcome import Outcome
from tristandard.basics.place import Site
from tristandard.grouping.shared import Contribution
from tristandard.merging.question import Question
from tristandard.reports.findings import tell_finding, told_alone
from tristandard.reports.statement_beside import figure_rows
from tristandard.reports.statement_row import ToldRow
from tristandard.reports.wording import NOTHING, SPREAD, clauses, phrases, tell_share
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.veto import tell_veto
from tristandard.rules.indicator import Indicator
from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.standard import Standard
from tristandard.rules.wording.lines import tell_bar, tell_outcome
from tristandard.rules.wording.values import tell_provenance
from tristandard.scoring.breakdown import Cause, Uncounted
from tristandard.scoring.posted import Borne, Posted, by_measurement, still_open
from tristandard.scoring.scorecard import Scorecard
from tristandard.survey.entry import Entry, Status
from tristandard.words.sentence import Sentence, Told


def rows_of(*cards: Scorecard) -> Iterator[ToldRow]:
    """Yield, card by card, what the ledger holds of a card's unit, by site, indicator and finding; then what was not
    measured or given.
    """
    bars: dict[tuple[int, frozenset[str]], _Bar] = {}
    for card in cards:
        yield from _Rows(card, bars).rows()


_NOT_MEASURED = Told("未测", "not measured")
_BREACHED = Status.BREACHED
_BORNE = Sentence("{seen}{share}", "{seen}{share}")
_ALSO = Sentence("{seen}（同一次测评另计入{items}）", "{seen} (the same measurement also counts in {items})")
_VETOED = Sentence("{seen}（{vetoes}）{share}", "{seen} ({vetoes}){share}")


def _moved(borne: Borne, own_share: Fraction, seen: Told) -> Told:
    """Return what was seen where something was gained or zeroed, with the share of it that the unit bears."""
    price = borne.price
    share = tell_share(own_share) if price.gained else NOTHING
    if not borne.own and price.vetoes - {Level.UNIT}:
        share = SPREAD
    if not price.vetoes:
        return _BORNE(seen=seen, share=share)
    vetoes = phrases(tell_veto(level) for level in sorted(price.vetoes, key=lambda level: level.value))
    return _VETOED(seen=seen, vetoes=vetoes, share=share)


@final
@define
class _Bar:
    """A bar, and what is told of it and of what was seen, once for all who have it."""

    bar: Standard
    told: Told
    _seen: dict[Outcome, Told] = field(factory=dict)

    def tell_seen(self, outcome: Outcome) -> Told:
        """Return what was seen, as far as the bar asks about it."""
        seen = self._seen.get(outcome)
        if seen is None:
            seen = self._seen[outcome] = tell_outcome(outcome, self.bar)
        return seen


@final
@frozen
class _Asked:
    """What the rules say of one user's question, whatever was seen."""

    bar: _Bar
    label: Told
    clause: Told
    provenance: Told
    #: The other items in which the assessment counts the same measurement.
    also: tuple[Told, ...] = ()

    def seen(self, seen: Told) -> Told:
        """Return what was seen, and where else it counts."""
        return _ALSO(seen=seen, items=list(self.also)) if self.also else seen


@final
@define(slots=False)
class _Rows:
    """The rows of one card; what rules say of an indicator is told once for all of its rows.

    `bars` keeps the bars of all cards, by question and measures.
    """

    card: Scorecard
    bars: dict[tuple[int, frozenset[str]], _Bar]
    _known: dict[tuple[int, str, frozenset[str]], _Asked] = field(factory=dict)

    def asked(self, question: Question, user: Contribution, only: frozenset[str] | None = None) -> _Asked:
        """Return what is told of one user's question, of some measures only."""
        indicator, mine = user.indicator, user.measures if only is None else only
        key = id(question), indicator.code, mine
        if key not in self._known:
            measures = id(question), mine
            if measures not in self.bars:
                bar = question.bar.only(mine)
                self.bars[measures] = _Bar(bar, tell_bar(bar))
            self._known[key] = _Asked(
                also=self._also(question, user), bar=self.bars[measures], label=either(indicator.zh, indicator.en),
                clause=clauses(clause.cite() for clause in indicator.clauses), provenance=tell_provenance(indicator),
            )  # fmt: skip
        return self._known[key]

    def _also(self, question: Question, user: Contribution) -> tuple[Told, ...]:
        """Return the other items in which a user's assessment counts the same measurement."""
        uses = question.uses(user.assessment)
        if len(uses) == 1:
            return ()
        mine = [one for one in self.card.ledger.plan.users(question, self.card.unit.code) if one in uses]
        return tuple(self.items[one.indicator.item] for one in mine if one is not user)

    @cached_property
    def items(self) -> dict[str, Told]:
        """What the items are called, by their code."""
        return {item.code: either(item.zh, item.en) for item in self.card.assessment.items}

    @cached_property
    def taken(self) -> Mapping[object, Fraction]:
        """What each line of the ledger takes from the score, by its order."""
        found: defaultdict[object, list[Fraction]] = defaultdict(list)
        for entry in self.card.breakdown.entries:
            if entry.posted:
                found[entry.posted.order].append(entry.points)
        return {order: sum_of(points) for order, points in found.items()}

    @cached_property
    def beside(self) -> frozenset[object]:
        """The lines of the ledger that take beside the items, by their order."""
        return frozenset(
            entry.posted.order for entry in self.card.breakdown.entries if entry.posted and not entry.item
        )

    @cached_property
    def reasons(self) -> Mapping[object, Uncounted | None]:
        """Why lines of the ledger count nowhere, by their order."""
        return {entry.posted.order: entry.reason for entry in self.card.breakdown.uncounted if entry.posted}

    @cached_property
    def extrapolated(self) -> Mapping[tuple[str, str, str], Fraction]:
        """What is taken for each line that was not measured, by site, shared indicator and item."""
        found: defaultdict[tuple[str, str, str], Fraction] = defaultdict(Fraction)
        for entry in self.card.breakdown.entries:
            if entry.cause is Cause.EXTRAPOLATED and entry.site and entry.unit == self.card.unit.code:
                found[entry.site, entry.indicator, entry.item] += entry.points
        return found

    def rows(self) -> Iterator[ToldRow]:
        """Yield what the unit bears by site, indicator and finding; then what was not measured,
        and what nobody gave.
        """
        if self.card.basis is not None:
            for borne in by_measurement(self.card.basis.postings):
                yield from self._borne(borne)
            questions = self.card.ledger.plan.grounds
            for site, code, line in still_open(self.card.basis):
                question = questions[site.code].by_code[code]
                user = question.users[line.user]
                put = self.extrapolated.get((site.code, code, line.item), Fraction(0))
                yield self._row(user.indicator, site, self.asked(question, user), seen=_NOT_MEASURED, extrapolated=put)
        yield from self._noted()
        yield from figure_rows(self.card)

    def _noted(self) -> Iterator[ToldRow]:
        """Yield a row for each breach at the unit's own sites that a line tells without points."""
        noting = {
            one.code for one in self.card.assessment.indicators if any(rule.tariff.informs for rule in one.deductions)
        }
        plan, entries = self.card.ledger.plan, self.card.ledger.entries
        for site in plan.sites_of.get(self.card.unit.code, ()) if noting else ():
            for entry in entries.get(site, {}).values():
                mine = plan.users(entry.question, self.card.unit.code)
                for at, (user, status) in enumerate(zip(entry.question.users, entry.statuses, strict=True)):
                    if user in mine and user.indicator.code in noting and status is _BREACHED:
                        yield from self._noting(entry, at, plan.sites[site])

    def _noting(self, entry: Entry, at: int, site: Site) -> Iterator[ToldRow]:
        """Yield a row of what one user's rules tell of a breach without points, where they do."""
        user = entry.question.users[at]
        if measures := told_alone(entry, at, self.card.unit.code):
            asked = self.asked(entry.question, user, measures)
            yield self._row(
                user.indicator, site, asked, seen=asked.bar.tell_seen(entry.outcome),
                points=Fraction(0), reason=Uncounted.NOTED,
            )  # fmt: skip

    def _borne(self, borne: Borne) -> Iterator[ToldRow]:
        """Yield a row for each finding that cost anything, and one for what was gained or zeroed."""
        asked = self.asked(borne.entry.question, borne.user)
        seen = asked.bar.tell_seen(borne.entry.outcome)
        lost: defaultdict[str, list[Posted]] = defaultdict(list)
        for one in borne.lines:
            if one.lost:
                lost[one.part.finding.id if one.part.finding else ""].append(one)
        for _, lines in sorted(lost.items(), key=lambda one: as_counted(one[0])):
            finding = lines[0].part.finding
            shown = tell_finding(finding, self.card.rules) if finding else seen
            share = tell_share(lines[0].share) if borne.own else SPREAD
            told = shown if share is NOTHING else _BORNE(seen=shown, share=share)
            yield self._posted(borne, asked, lines, seen=told, finding=finding)
        if moved := [one for one in borne.lines if one.gained or one.part.price.vetoes]:
            yield self._posted(borne, asked, moved, seen=_moved(borne, moved[0].share, seen))

    def _posted(
        self, borne: Borne, asked: _Asked, lines: list[Posted], *, seen: Told, finding: Finding | None = None
    ) -> ToldRow:
        counted = [one.order for one in lines if one.order in self.taken]
        reason = None if counted else self.reasons.get(lines[0].order)
        return self._row(
            borne.user.indicator, borne.site, asked, seen=seen, finding=finding,
            points=sum_of(one.lost for one in lines), gained=sum_of(one.gained for one in lines),
            counted=sum_of(self.taken[order] for order in counted), reason=reason,
            beside=not self.beside.isdisjoint(counted),
        )  # fmt: skip

    def _row(
        self, indicator: Indicator, site: Site, asked: _Asked, *, seen: Told, finding: Finding | None = None,
        points: Fraction | None = None, gained: Fraction = Fraction(0), counted: Fraction = Fraction(0),
        extrapolated: Fraction = Fraction(0), reason: Uncounted | None = None, beside: bool = False,
    ) -> ToldRow:  # fmt: skip
        return ToldRow(
            assessment=self.card.assessment.code, item=indicator.item, item_label=self.items[indicator.item],
            site=site, indicator=indicator.code, label=asked.label, finding=finding, seen=asked.seen(seen),
            bar=asked.bar.told,
            points=points, gained=gained, counted=counted, extrapolated=extrapolated, reason=reason,
            clause=asked.clause, provenance=asked.provenance, beside=beside,
        )  # fmt: skip
