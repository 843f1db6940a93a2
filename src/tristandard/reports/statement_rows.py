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
from tristandard.basics.place import Site
from tristandard.basics.points import short_decimal
from tristandard.grouping.shared import Contribution
from tristandard.merging.question import Question
from tristandard.reports.wording import NOTHING, SPREAD, clauses, phrases, tell_entry, tell_finding, tell_share
from tristandard.rules.assessment import Indicator
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.veto import tell_veto
from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.standard import Standard
from tristandard.rules.wording import tell_bar, tell_outcome, tell_part, tell_provenance
from tristandard.scoring.breakdown import BreakdownEntry, Cause, Uncounted
from tristandard.scoring.posted import Borne, Posted, by_measurement, still_open
from tristandard.scoring.scorecard import Scorecard
from tristandard.survey.ledger import Status
from tristandard.words.sentence import Sentence, Told


@final
@frozen(kw_only=True)
class StatementRow:
    """One row of a statement: a deduction as far as it goes apart, by finding, where there are findings.

    Attributes:
        assessment: The code of the assessment.
        item: The code of the item; "" where the row is of none.
        item_zh: What the item is called.
        site: The code of the site; "" where the row is of none.
        site_zh: What the site is called.
        indicator: The code of the assessment's own indicator; of a figure or part the name of its node.
        zh: What the indicator, figure or part is called.
        finding: The id of the finding; "" where the value alone was reported.
        seen: What was seen, and which share the unit bears.
        bar: The standard in force.
        points: What the unit loses in the ledger, in points (分); None for what was not measured or given.
        gained: What it gains in the ledger.
        counted: What the row takes from the score; less than nothing where it gives.
        extrapolated: What is taken from the score for what was not measured (未测推及).
        rounding: What the rounding of the score added (尾差); less than nothing where it took.
        reason: Why the row counts nowhere in the score; None where it counts.
        clause: The clauses.
        provenance: Where the standard and the points come from.
    """

    assessment: str
    item: str = ""
    item_zh: str = ""
    site: str = ""
    site_zh: str = ""
    indicator: str = ""
    zh: str
    finding: str = ""
    seen: str = ""
    bar: str = ""
    points: Fraction | None = None
    gained: Fraction = Fraction(0)
    counted: Fraction = Fraction(0)
    extrapolated: Fraction = Fraction(0)
    rounding: Fraction = Fraction(0)
    reason: Uncounted | None = None
    clause: str = ""
    provenance: str = ""


@final
@frozen(kw_only=True)
class ToldRow:
    """One row of a statement in every language; `in_chinese` is the row that tables have.

    Attributes:
        assessment: The code of the assessment.
        label: What the indicator, figure or part is called.
        item: The code of the item; "" where the row is of none.
        item_label: What the item is called.
        site: The site; None where the row is of none.
        indicator: The code of the assessment's own indicator; of a figure or part the name of its node.
        finding: The finding; None where the value alone was reported.
        seen: What was seen, and which share the unit bears.
        bar: The standard in force.
        clause: The clauses.
        provenance: Where the standard and the points come from.

    The numbers and the reason are those of `StatementRow`.
    """

    assessment: str
    label: Told
    item: str = ""
    item_label: Told = NOTHING
    site: Site | None = None
    indicator: str = ""
    finding: Finding | None = None
    seen: Told = NOTHING
    bar: Told = NOTHING
    points: Fraction | None = None
    gained: Fraction = Fraction(0)
    counted: Fraction = Fraction(0)
    extrapolated: Fraction = Fraction(0)
    rounding: Fraction = Fraction(0)
    reason: Uncounted | None = None
    clause: Told = NOTHING
    provenance: Told = NOTHING

    def in_chinese(self) -> StatementRow:
        """Return the row as tables have it."""
        return StatementRow(
            assessment=self.assessment, item=self.item, item_zh=self.item_label[0],
            site=self.site.code if self.site else "", site_zh=self.site.zh if self.site else "",
            indicator=self.indicator, zh=self.label[0], finding=self.finding.id if self.finding else "",
            seen=self.seen[0], bar=self.bar[0], points=self.points, gained=self.gained, counted=self.counted,
            extrapolated=self.extrapolated, rounding=self.rounding, reason=self.reason,
            clause=self.clause[0], provenance=self.provenance[0],
        )  # fmt: skip


def rows_of(*cards: Scorecard) -> Iterator[ToldRow]:
    """Yield, card by card, what the ledger holds of a card's unit, by site, indicator and finding; then what was not
    measured or given.
    """
    bars: dict[tuple[int, frozenset[str]], tuple[Standard, Told]] = {}
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
@frozen
class _Asked:
    """What the rules say of one user's question, whatever was seen."""

    bar: Standard
    told: Told
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
    bars: dict[tuple[int, frozenset[str]], tuple[Standard, Told]]
    _known: dict[tuple[int, str], _Asked] = field(factory=dict)

    def asked(self, question: Question, user: Contribution) -> _Asked:
        """Return what is told of one user's question."""
        indicator = user.indicator
        key = id(question), indicator.code
        if key not in self._known:
            measures = id(question), user.measures
            if measures not in self.bars:
                bar = question.bar.only(user.measures)
                self.bars[measures] = bar, tell_bar(bar)
            bar, told = self.bars[measures]
            uses = question.uses(user.assessment)
            mine = [one for one in self.card.ledger.register.plan.users(question, self.card.unit.code) if one in uses]
            self._known[key] = _Asked(
                also=tuple(self.items[one.indicator.item] for one in mine if one is not user) if len(uses) > 1 else (),
                bar=bar, told=told, label=either(indicator.zh, indicator.en),
                clause=clauses(clause.cite() for clause in indicator.clauses), provenance=tell_provenance(indicator),
            )  # fmt: skip
        return self._known[key]

    @cached_property
    def items(self) -> dict[str, Told]:
        """What the items are called, by their code."""
        return {item.code: either(item.zh, item.en) for item in self.card.assessment.items}

    @cached_property
    def taken(self) -> Mapping[object, Fraction]:
        """What each line of the ledger takes from the score, by its order."""
        found: defaultdict[object, Fraction] = defaultdict(Fraction)
        for entry in self.card.breakdown.entries:
            if entry.posted:
                found[entry.posted.order] += entry.points
        return found

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
            questions = self.card.ledger.register.plan.grounds
            for site, code, line in still_open(self.card.basis):
                question = questions[site.code].by_code[code]
                user = question.users[line.user]
                put = self.extrapolated.get((site.code, code, line.item), Fraction(0))
                yield self._row(user.indicator, site, self.asked(question, user), seen=_NOT_MEASURED, extrapolated=put)
        yield from self._noted()
        yield from _figures(self.card)

    def _noted(self) -> Iterator[ToldRow]:
        """Yield a row for each breach at the unit's own sites that is told alone."""
        noted = {one.code for one in self.card.assessment.indicators if one.informs}
        plan, entries = self.card.ledger.register.plan, self.card.ledger.entries
        for site in plan.sites_of.get(self.card.unit.code, ()) if noted else ():
            for entry in entries.get(site, {}).values():
                mine = plan.users(entry.question, self.card.unit.code)
                for user, status in zip(entry.question.users, entry.statuses, strict=True):
                    if user in mine and user.indicator.code in noted and status is _BREACHED:
                        asked = self.asked(entry.question, user)
                        yield self._row(
                            user.indicator, plan.sites[site], asked, seen=tell_outcome(entry.outcome, asked.bar),
                            points=Fraction(0), reason=Uncounted.NOTED,
                        )  # fmt: skip

    def _borne(self, borne: Borne) -> Iterator[ToldRow]:
        """Yield a row for each finding that cost anything, and one for what was gained or zeroed."""
        asked = self.asked(borne.entry.question, borne.user)
        seen = tell_outcome(borne.entry.outcome, asked.bar)
        lost: defaultdict[str, list[Posted]] = defaultdict(list)
        for one in borne.lines:
            if one.lost:
                lost[one.part.finding.id if one.part.finding else ""].append(one)
        for _, lines in sorted(lost.items(), key=lambda one: as_counted(one[0])):
            finding = lines[0].part.finding
            shown = tell_finding(finding, self.card.rules) if finding else seen
            share = tell_share(lines[0].share) if borne.own else SPREAD
            yield self._posted(borne, asked, lines, seen=_BORNE(seen=shown, share=share), finding=finding)
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
        )  # fmt: skip

    def _row(
        self, indicator: Indicator, site: Site, asked: _Asked, *, seen: Told, finding: Finding | None = None,
        points: Fraction | None = None, gained: Fraction = Fraction(0), counted: Fraction = Fraction(0),
        extrapolated: Fraction = Fraction(0), reason: Uncounted | None = None,
    ) -> ToldRow:  # fmt: skip
        return ToldRow(
            assessment=self.card.assessment.code, item=indicator.item, item_label=self.items[indicator.item],
            site=site, indicator=indicator.code, label=asked.label, finding=finding, seen=asked.seen(seen),
            bar=asked.told,
            points=points, gained=gained, counted=counted, extrapolated=extrapolated, reason=reason,
            clause=asked.clause, provenance=asked.provenance,
        )  # fmt: skip


_NOT_GIVEN = Sentence("尚未给定（由{giver}给定）", "not given yet (given by {giver})")


def _figures(card: Scorecard) -> Iterator[ToldRow]:
    """Yield a row for each figure that nobody gave, under the name of its node, or of what an adjustment counts."""
    put = defaultdict[str, Fraction](Fraction)
    for entry in card.breakdown.entries:
        if entry.cause is Cause.EXTRAPOLATED and entry.unit == card.unit.code:
            put[entry.node] += entry.points
    for name, giver in _not_given(card).items():
        yield ToldRow(
            assessment=card.assessment.code, indicator=name, label=tell_part(card.assessment, name),
            seen=_NOT_GIVEN(giver=giver), extrapolated=put[name],
        )  # fmt: skip


def _not_given(card: Scorecard) -> dict[str, str]:
    """Return the figures that nobody gave for the unit, by the names of their nodes or of what they count, with who
    gives each.
    """
    model, found = card.assessment.model, dict[str, str]()
    for part in card.own():
        node = None if part.carried else model[part.node]
        if node is not None and node.is_figure and part.unmeasured > len(part.awaited):
            found[part.node] = node.giver
        found |= {one.count: one.by for one in node.adjustments if one.count in part.awaited} if node else {}
    return found


#: What the rounding of a score adds.
ROUNDING = Told("尾差", "rounding")
_CARRIED = Sentence("末位结转 {unit}（{scores}）", "carried {unit} ({scores})")
_BELOW = Sentence("下属单位 {unit}（{scores}）", "child unit {unit} ({scores})")


def rows_beside(card: Scorecard) -> Iterator[ToldRow]:
    """Yield what makes a score beside the rows: an entry each, those of every other unit
    together, the rounding last.
    """
    others: defaultdict[str, list[BreakdownEntry]] = defaultdict(list)
    rounding, open_figures = list[ToldRow](), set(_not_given(card))
    units = card.rules.unit_names
    for entry in card.breakdown.entries:
        if entry.cause is Cause.ROUNDING:
            rounding.append(ToldRow(assessment=card.assessment.code, label=ROUNDING, rounding=-entry.points))
        elif entry.unit != card.unit.code:
            others[entry.unit].append(entry)
        elif not (entry.posted or entry.site):
            put = entry.points if entry.cause is Cause.EXTRAPOLATED else Fraction(0)
            if put and entry.node in open_figures:
                continue  # it stands in the row of its figure
            yield ToldRow(
                assessment=card.assessment.code, indicator=entry.node, label=tell_entry(card, entry),
                counted=entry.points - put, extrapolated=put,
            )  # fmt: skip
    carried, scores = frozenset(card.carries), _scores_of_others(card)
    for code, entries in others.items():
        put = sum((entry.points for entry in entries if entry.cause is Cause.EXTRAPOLATED), Fraction(0))
        whole = sum((entry.points for entry in entries), Fraction(0))
        told = (_CARRIED if code in carried else _BELOW)(unit=units[code], scores=scores[code])
        yield ToldRow(assessment=card.assessment.code, label=told, counted=whole - put, extrapolated=put)
    yield from rounding


_SCORE_COUNTS = Sentence("得分 {score}，占 {weight} %", "score {score}, counts {weight} %")


def _scores_of_others(card: Scorecard) -> dict[str, Told]:
    """Return by which scores and weights other units come into a score: those that belong to
    it, and those carried in.
    """
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for part in card.own():
        if part.carried or card.assessment.model[part.node].axis == "unit":
            own = 1 if part.carried else 0
            for below, weight in zip(part.parts[own:], part.weights[own:], strict=True):
                score = "—" if below.value is None else short_decimal(below.value)
                found[below.member].append(_SCORE_COUNTS(score=score, weight=short_decimal(100 * weight)))
    return {unit: clauses(told) for unit, told in found.items()}
