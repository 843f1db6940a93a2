"""Results (测评结果各自形成): a scorecard for each assessment and unit, ranked apart, in editions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from typing import final

from attrs import define, evolve, field, frozen

from tristandard.basics.digest import digest
from tristandard.basics.errors import BadValue, TristandardError, refuse
from tristandard.basics.place import Unit, UnknownTerm
from tristandard.basics.points import Publication, Rounding, exact, plain
from tristandard.results.scoring import Part, Scorer
from tristandard.rules.assessment import Assessment, Ranks, TieRule
from tristandard.rules.model import Given
from tristandard.survey.ledger import Ledger, Posting


@final
@frozen(kw_only=True)
class Scorecard:
    """What one unit scored in one assessment (成绩单).

    `exact` is never rounded, `published` is rounded once, and both are None where nothing was
    measured. `place` is among the units of the same kind, and None where there is no rank; then
    `reason` says why.
    """

    assessment: Assessment
    unit: Unit
    part: Part
    place: int | None = None
    reason: str = ""
    #: The best and the worst place that it may still have, once everything is measured.
    places: tuple[int, int] | None = None
    ledger: Ledger = field(eq=False, repr=False)
    #: The shared indicators that alone count, by their code; None where all do.
    only: frozenset[str] | None = field(default=None, repr=False)

    @property
    def exact(self) -> Fraction | None:
        """The score as it is."""
        return self.part.value

    @property
    def published(self) -> Decimal | None:
        """The score as it is printed."""
        return None if self.part.value is None else self.assessment.publication.publish(self.part.value)

    @property
    def reason_zh(self) -> str:
        """Why there is no rank, in Chinese."""
        open_lines, lines = self.part.unmeasured, self.part.measured + self.part.unmeasured
        if not self.reason:
            return ""
        if self.part.value is None:
            return "无得分：均不适用" if self.part.absent else "无得分：已测部分不足"
        return f"不排名：{lines} 项中有 {open_lines} 项未测"

    @property
    def coverage(self) -> Fraction:
        """The share of lines that apply and were measured, of 1."""
        applicable = self.part.measured + self.part.unmeasured
        return Fraction(self.part.measured, applicable) if applicable else Fraction(0)

    @property
    def interval(self) -> tuple[Fraction, Fraction]:
        """The lowest and the highest score that what was not measured at its own sites still allows.

        What findings at another unit's site may lay on this one stands outside it.
        """
        return self.part.low, self.part.high


@final
@frozen
class Ranking:
    """The scorecards of one assessment in their order, each kind of unit by itself, first those with a place."""

    assessment: Assessment
    cards: tuple[Scorecard, ...]
    #: What the rule set says of its illustrative numbers.
    notice: str = ""

    def __iter__(self) -> Iterator[Scorecard]:
        return iter(self.cards)

    def __str__(self) -> str:
        """Return the ranking as text (名次、单位、得分)."""
        lines = [f"{self.assessment.zh} · {self.assessment.en}"]
        kinds = {card.unit.kind for card in self.cards}
        for before, card in zip((None, *self.cards), self.cards, strict=False):
            if len(kinds) > 1 and (before is None or before.unit.kind != card.unit.kind):
                kind = card.ledger.register.plan.merged.rule_set.kinds[card.unit.kind]
                lines.append(f"  {kind.zh} · {kind.en or kind.code}")
            score = "—" if card.published is None or card.exact is None else f"{card.published}  = {told(card.exact)}"
            still = f"  ({card.places[0]}–{card.places[1]})" if card.places and card.places[0] != card.places[1] else ""
            lines.append(f"{'—' if card.place is None else card.place:>3}  {card.unit.zh:<8}\t{score}{still}{f'  {card.reason}' if card.reason else ''}")
        return "\n".join([*lines, *([f"说明：{self.notice}"] if self.notice else [])])


def told(value: Fraction) -> str:
    """Return an exact score as text: a decimal where it ends, else its first nine places and an ellipsis."""
    text = plain(value)
    return text if len(text) <= 14 and "/" not in text else f"{_LONG.publish(value)}…"


_LONG = Publication(Decimal("0.000000001"), Rounding.DOWN)


@final
@define(frozen=True, slots=False)
class AssessmentResult(Mapping[str, Scorecard]):
    """The scorecards of one assessment, by the code of the unit."""

    assessment: Assessment
    cards: Mapping[str, Scorecard]

    def __getitem__(self, unit: str) -> Scorecard:
        try:
            return self.cards[unit]
        except KeyError:
            raise BadValue(unit, f"a unit that {self.assessment.code} scored", f"give one of {', '.join(self.cards) or '(none)'}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self.cards)

    def __len__(self) -> int:
        return len(self.cards)

    def ranking(self) -> Ranking:
        """Return the cards by kind of unit, then by place; those without one after them, by code."""
        cards = sorted(self.cards.values(), key=lambda card: (card.unit.kind, card.place is None, card.place, card.unit.code))
        notice = cards[0].ledger.register.plan.merged.rule_set.notice_zh if cards else ""
        return Ranking(self.assessment, tuple(cards), notice)


@final
@define(frozen=True, slots=False)
class Results:
    """The results of one period: one `AssessmentResult` for each assessment, by its code.

    The same inputs give the same digest, in any order. A correction after publication is a new
    edition that names the digest of the one it supersedes and the reason.
    """

    ledger: Ledger
    by_assessment: Mapping[str, AssessmentResult]
    givens: Mapping[tuple[str, str, str], Fraction] = field(factory=dict)
    edition: int = 1
    supersedes: str = ""
    reason: str = ""
    #: The shared indicators that alone count, by their code; None where all do.
    only: frozenset[str] | None = None

    def __getitem__(self, assessment: str) -> AssessmentResult:
        try:
            return self.by_assessment[assessment]
        except KeyError:
            raise BadValue(assessment, "an assessment of the rule set", f"give one of {', '.join(self.by_assessment)}") from None

    def __iter__(self) -> Iterator[AssessmentResult]:
        return iter(self.by_assessment.values())

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the rules, the sites, the period, the history, the given figures, what alone counts, and the observations."""
        plan = self.ledger.register.plan
        return digest(chain((plan.merged.rule_set, tuple(plan.sites.values()), plan.period, self.ledger.history, self.givens, self.only), self.ledger.register.observations()))

    @property
    def identity(self) -> dict[str, str]:
        """What every result names: the rule set and its version, the library, the inputs, the edition, and the set's notice."""
        rules = self.ledger.register.plan.merged.rule_set
        return {
            "rule_set": rules.code,
            "rule_set_version": rules.version,
            "variant": rules.variant or "",
            "library_version": library_version(),
            "period": self.ledger.period,
            "inputs": self.digest,
            "edition": str(self.edition),
            "supersedes": self.supersedes,
            "reason": self.reason,
            "notice_zh": rules.notice_zh,
            "notice_en": rules.notice_en,
        }


def library_version() -> str:
    """Return the version of this library, as results name it."""
    try:
        return version("tristandard")
    except PackageNotFoundError:  # pragma: no cover - only from a source tree that is not installed
        return "not installed"


def score(
    ledger: Ledger, *, givens: Mapping[tuple[str, str, str], object] | None = None, supersedes: Results | None = None, reason: str = "", only: Iterable[str] | None = None
) -> Results:
    """Score every unit in every assessment: each by its own model, none mixed with another's.

    Args:
        ledger: What the measurements of the period mean.
        givens: Figures from outside, in points, by (assessment, node, unit).
        supersedes: The published results that these correct; then `reason` says why.
        only: The codes of the shared indicators that alone shall count, for a part of the score.

    Returns:
        For each assessment the scorecard of each unit that answers for a site and is assessed.

    Raises:
        Refused: When a given figure belongs to no node or unit, or lies beyond its full mark.
        BadValue: When `only` names what the plan does not ask, or a correction has no reason.
        BadModel: When a unit has sites of a type to which a fold gives no weight.

    Laws: separation; monotone; bounds; nothing measured, no score.
    Source: 融合考核工作方案 · 测评结果各自形成、考核评分分头实施.
    """
    if supersedes is not None and not reason.strip():
        raise BadValue(reason, "a reason", "say why the published results are corrected")
    rules = ledger.register.plan.merged.rule_set
    figures = _givens(ledger, givens or {})
    alone = None if only is None else frozenset(only)
    if strange := (alone or frozenset()) - {question.code for ground in ledger.register.plan.grounds.values() for question in ground.questions}:
        raise BadValue(strange, "a list of indicators of the plan", 'give the codes of shared indicators, their members joined by "+"')
    scorer = Scorer(ledger, figures, alone)
    units = sorted({unit for _, unit in scorer.stands} | {unit for _, _, unit in figures})
    found = {}
    for assessment in rules.assessments:
        parts = {
            unit: scorer.score(assessment, unit)
            for unit in units
            if (assessment.code, unit) in scorer.stands or any((assessment.code, name, unit) in figures for name, _ in assessment.model.nodes)
        }
        found[assessment.code] = AssessmentResult(assessment, _ranked(scorer, assessment, parts))
    edition = supersedes.edition + 1 if supersedes else 1
    return Results(ledger, found, figures, edition, supersedes.digest if supersedes else "", reason, alone)


def _givens(ledger: Ledger, givens: Mapping[tuple[str, str, str], object]) -> dict[tuple[str, str, str], Fraction]:
    rules = ledger.register.plan.merged.rule_set
    nodes = {(assessment.code, name): node for assessment in rules.assessments for name, node in assessment.model.nodes}
    problems: list[TristandardError] = []
    figures = {}
    for key, told_figure in givens.items():
        assessment, name, unit = key
        node = nodes.get((assessment, name))
        try:
            figure = exact(told_figure)
        except BadValue as problem:
            problems.append(evolve(problem, expected=f"a figure for {assessment}.{name} of {unit!r}"))
            continue
        if not isinstance(node, Given):
            problems.append(UnknownTerm("given node", f"{assessment}.{name}", "a given figure"))
        elif not 0 <= figure <= node.full:
            problems.append(BadValue(plain(figure), f"a figure for {assessment}.{name} from 0 to {plain(node.full)}", "mend the figure"))
        if unit not in rules.units:
            problems.append(UnknownTerm("unit", unit, f"the figure given for {assessment}.{name}"))
        figures[key] = figure
    refuse("the given figures cannot be scored", problems)
    return figures


def _ranked(scorer: Scorer, assessment: Assessment, parts: Mapping[str, Part]) -> dict[str, Scorecard]:
    """Return the cards with their places among the units of their kind: a higher score first, ties as the assessment says."""
    ledger = scorer.ledger
    units = ledger.register.plan.merged.rule_set.units
    kinds: defaultdict[str, dict[str, Part]] = defaultdict(dict)
    reasons = {unit: _no_place(assessment, part) for unit, part in parts.items()}
    for unit, part in parts.items():
        if not reasons[unit]:
            kinds[units[unit].kind][unit] = part
    found = {}
    for unit, part in parts.items():
        place, places = None, None
        if not reasons[unit]:
            rivals = [rival for other, rival in kinds[units[unit].kind].items() if other != unit]

            def beaten_by(mine: Fraction | None, theirs: Iterable[Fraction | None]) -> int:
                return sum(_mark(assessment, one) > _mark(assessment, mine) for one in theirs)

            place = 1 + beaten_by(part.value, (rival.value for rival in rivals))
            places = 1 + beaten_by(part.high, (rival.low for rival in rivals)), 1 + beaten_by(part.low, (rival.high for rival in rivals))
        found[unit] = Scorecard(assessment=assessment, unit=units[unit], part=part, ledger=ledger, only=scorer.only, reason=reasons[unit], place=place, places=places)
    return found


def _mark(assessment: Assessment, value: Fraction | None) -> Fraction:
    """Return what decides a place: the exact score, or the published one where those tie."""
    assert value is not None
    return value if assessment.ties is TieRule.EXACT else Fraction(assessment.publication.publish(value))


def _no_place(assessment: Assessment, part: Part) -> str:
    if part.value is None:
        return "not scored: nothing applies" if part.absent else "not scored: too little was measured"
    if part.unmeasured and assessment.ranks is Ranks.COMPLETE:
        return f"not ranked: {part.unmeasured} of {part.measured + part.unmeasured} were not measured"
    return ""


@final
@frozen
class Change:
    """One thing that differs between two editions: a posting, a score or a place."""

    kind: str
    key: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.old or '—'} → {self.new or '—'}"


def changes(old: Results, new: Results) -> tuple[Change, ...]:
    """List every posting, score and place that differs between two editions, in that order."""
    found = []
    before, after = _told(old), _told(new)
    for kind, key in sorted(before.keys() | after.keys(), key=lambda pair: (("posting", "score", "place").index(pair[0]), pair[1])):
        one, other = before.get((kind, key), ""), after.get((kind, key), "")
        if one != other:
            found.append(Change(kind, key, one, other))
    return tuple(found)


def _told(results: Results) -> dict[tuple[str, str], str]:
    told_ = {("posting", posting.key): _borne(posting) for posting in results.ledger.postings()}
    for result in results:
        for unit, card in result.cards.items():
            key = f"{result.assessment.code}/{unit}"
            told_["score", key] = "" if card.exact is None else plain(card.exact)
            told_["place", key] = "" if card.place is None else str(card.place)
    return told_


def _borne(posting: Posting) -> str:
    """Return what a posting takes, gives and zeroes, as text."""
    return " ".join([plain(posting.points), *([f"+{plain(posting.gained)}"] if posting.gained else []), *(f"veto of the {level}" for level in posting.vetoes)])
