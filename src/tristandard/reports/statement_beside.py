"""What makes a score beside what the ledger holds: figures, imputed parts, other units, the rounding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from tristandard.basics.publication import short_decimal
from tristandard.reports.printed import ROUNDING
from tristandard.reports.statement_row import ToldRow
from tristandard.reports.wording import clauses, tell_entry
from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.wording.names import tell_part
from tristandard.scoring.breakdown import BreakdownEntry, Cause
from tristandard.scoring.scorecard import Scorecard
from tristandard.words.sentence import Sentence, Told

_NOT_GIVEN = Sentence("尚未给定（由{giver}给定）", "not given yet (given by {giver})")


def figure_rows(card: Scorecard) -> Iterator[ToldRow]:
    """Yield a row for each figure that nobody gave, under the name of its node, or of what an adjustment counts."""
    put = defaultdict[str, Fraction](Fraction)
    for entry in card.breakdown.entries:
        if entry.cause is Cause.EXTRAPOLATED and entry.unit == card.unit.code:
            put[entry.node] += entry.points
    for name, giver in card.not_given.items():
        yield ToldRow(
            assessment=card.assessment.code, indicator=name, label=tell_part(card.assessment, name),
            seen=_NOT_GIVEN(giver=giver), extrapolated=put[name],
        )  # fmt: skip


_CARRIED = Sentence("末位结转 {unit}（{scores}）", "carried {unit} ({scores})")
_BELOW = Sentence("下属单位 {unit}（{scores}）", "child unit {unit} ({scores})")


def rows_beside(card: Scorecard) -> Iterator[ToldRow]:
    """Yield what makes a score beside the rows: an entry each, those of every other unit
    together, the rounding last.
    """
    others: defaultdict[str, list[BreakdownEntry]] = defaultdict(list)
    rounding, open_figures = list[ToldRow](), set(card.not_given)
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
        put = sum_of(entry.points for entry in entries if entry.cause is Cause.EXTRAPOLATED)
        whole = sum_of(entry.points for entry in entries)
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
