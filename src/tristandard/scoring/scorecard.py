"""A scorecard (成绩单): what one unit scored in one assessment, with its place, and why it may have none."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import final

from attrs import field, frozen

from tristandard.basics import html
from tristandard.basics.errors import said
from tristandard.basics.language import told_apart
from tristandard.basics.period import Period
from tristandard.basics.publication import short_decimal
from tristandard.basics.terms import Unit
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.node import items_lost
from tristandard.rules.nodes.part import Part
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.accounting import break_down
from tristandard.scoring.breakdown import Breakdown
from tristandard.scoring.posted import Basis
from tristandard.survey.ledger import Ledger
from tristandard.words.sentence import Language, Phrases, Sentence, Told

#: Of a card that has a place.
HAS_A_PLACE = Told("", "")
_UNIT = Sentence("{unit} · {assessment} · {period}：", "{unit} · {assessment} · {period}: ")
_ITEM, _LOST, _FULL_MARK = Told("考核项目", "item"), Told("扣分", "lost"), Told("满分", "full mark")
_UNCERTAIN = Sentence("未定（{grades}）", "not certain ({grades})")


@final
@frozen(kw_only=True)
class Scorecard:
    """What one unit scored in one assessment (成绩单).

    `exact` is never rounded, `published` is rounded once, and both are None where nothing was
    measured. `interval` are the lowest and the highest score that it may still have, `coverage` is
    the share that was measured. `place` is among the units of the same kind, and None where there
    is no rank; then `reason` says why, in both languages.
    """

    _remedy = Told("请给一个单位的成绩单：results[考核][单位]", "give the card of one unit: results[assessment][unit]")

    assessment: Assessment
    unit: Unit
    part: Part
    place: int | None = None
    reason: Told = HAS_A_PLACE
    #: The best and the worst place that it may still have, once everything is measured.
    places: tuple[int, int] | None = None
    ledger: Ledger = field(eq=False, repr=False)
    #: The time of which it speaks.
    period: Period
    #: The shared indicators that alone count, by their code; None where all do.
    only: frozenset[str] | None = field(default=None, repr=False)
    #: Where the assessment meets the unit, and what lies on it at the sites of others; None of several periods.
    basis: Basis | None = field(default=None, eq=False, repr=False)

    @property
    def rules(self) -> RuleSet:
        """The rule set as it was written down."""
        return self.ledger.rules

    @cached_property
    def breakdown(self) -> Breakdown:
        """What makes the score: the full mark less its entries is the exact score; built when it is asked for."""
        return break_down(self.assessment, self.part, self.published, self.basis, self.unit.code)

    def __repr__(self) -> str:
        score = "no score" if self.published is None else str(self.published)
        place = "no place" if self.place is None else f"place {self.place}"
        return f"<Scorecard {self.assessment.code} {self.unit.code} {self.period}: {score}, {place}>"

    def _repr_html_(self) -> str:
        """Return what made the score, by cause and item, as notebooks show it."""
        whose = _UNIT(unit=self.unit.zh, assessment=self.assessment.zh, period=str(self.period))
        head = f"{whose.text('zh')}{score_of(self)}{other_places(self)}{seen(self)}"
        made, items = self.breakdown, self.assessment.items
        names = told_apart({item.code: item.zh for item in items})
        rows = [(names[code], f"−{short_decimal(points)}") for code, points in self.losses.items()]
        heads = [one.text("zh") for one in (_ITEM, _LOST, _FULL_MARK)]
        return html.table(head, heads[:2], [(heads[2], short_decimal(made.full)), *rows])

    @property
    def exact(self) -> Fraction | None:
        """The score as it is."""
        return self.part.value

    @property
    def published(self) -> Decimal | None:
        """The score as it is printed."""
        return None if self.part.value is None else self.publish(self.part.value)

    def publish(self, points: Fraction | Decimal | int) -> Decimal:
        """Return points rounded as the assessment rounds the scores that it publishes."""
        return self.assessment.publication.publish(points)

    @property
    def grade(self) -> str | None:
        """What the score is called, where the model has grades and the whole interval has one; else None."""
        return self.part.grade

    @property
    def grades(self) -> tuple[str, str] | None:
        """What the lowest and the highest score that it may have are called; None where the model has no grades."""
        return self.part.grades

    def tell_grade(self) -> Told | None:
        """Return the grade as reports print it: 优秀, or 未定（合格—优秀）; None where there is none."""
        if self.part.grade:
            return Told(self.part.grade, self.part.grade)
        if self.part.grade is not None or self.part.grades is None:
            return None
        worst, best = self.part.grades
        return _UNCERTAIN(grades=f"{worst}—{best}" if worst != best else best)

    @property
    def losses(self) -> dict[str, Fraction]:
        """What each item took from the score by postings and vetoes, in points, in the order of the rule set."""
        taken = self.breakdown.items
        return {item.code: taken[item.code] for item in self.assessment.items if taken.get(item.code)}

    @property
    def warnings(self) -> tuple[str, ...]:
        """The items that lost more than the assessment's share of their full mark, however little the
        sheets count in the score.
        """
        if (limit := self.assessment.warning) is None:
            return ()
        taken = items_lost(self.part, self.assessment.model)
        return tuple(
            item.code
            for item in self.assessment.items
            if item.code in taken and taken[item.code][0] > limit.of(item.full)
        )

    @property
    def imputed(self) -> tuple[Part, ...]:
        """The parts that the rules put where nothing applied: they were not measured at this unit."""
        return tuple(part for part in self.own() if part.imputed)

    @property
    def withheld(self) -> tuple[Part, ...]:
        """The parts that the rules give no score, as some of each does not apply, and for which the rest speaks."""
        return tuple(part for part in self.own() if part.withheld and part.estimate is not None)

    @property
    def extrapolates(self) -> bool:
        """Whether the score holds what was put for parts that were not measured (未测推及)."""
        return self.exact is not None and self.part.zeroed is None and _extrapolates(self.part)

    @property
    def carries(self) -> tuple[str, ...]:
        """The codes of the units whose scores are carried into it (末位结转)."""
        return tuple(dict.fromkeys(below.member for part in self.own() if part.carried for below in part.parts[1:]))

    @property
    def not_given(self) -> dict[str, str]:
        """The figures that nobody gave for the unit, by the names of their nodes or of what they count, with who gives
        each.
        """
        model, found = self.assessment.model, dict[str, str]()
        for part in self.own():
            node = None if part.carried else model[part.node]
            if node is None:
                continue
            if node.figures(part.node) and node.is_figure and part.unmeasured and part.before is None:
                found[part.node] = node.giver
            for one in node.adjustments:
                found |= {name: one.by for name in one.figures if name in part.awaited}
            found |= {name: model[name].giver for name in part.awaited if name in model}
        return found

    def own(self) -> Iterator[Part]:
        """Yield the part and all below it that stand for the unit itself, and none for its child units."""
        todo = [self.part]
        while todo:
            part = todo.pop(0)
            yield part
            if part.carried:
                todo.append(part.parts[0])
            elif self.assessment.model[part.node].axis == "unit":
                todo += [below for below in part.parts if below.member == self.unit.code]
            else:
                todo += part.parts

    def sheets(self) -> Iterator[Part]:
        """Yield every sheet of the unit's own sites."""
        return (part for part in self.own() if not part.carried and self.assessment.model[part.node].adds_up)

    @property
    def coverage(self) -> Fraction:
        """The share of indicators at sites, and of figures, that apply and were measured, of 1.

        An indicator counts once at a site, however many lines of deduction it has.
        """
        applicable = self.part.measured + self.part.unmeasured
        return Fraction(self.part.measured, applicable) if applicable else Fraction(0)

    @property
    def interval(self) -> tuple[Fraction, Fraction]:
        """The lowest and the highest score that what was not measured at its own sites still allows.

        What findings at another unit's site may lay on this one stands outside it.
        """
        return self.part.low, self.part.high


def _extrapolates(part: Part) -> bool:
    """Return whether what was not measured in a part counts as what was, by some weight."""
    return (
        bool(part.extrapolated)
        or (part.estimate is not None and not part.withheld)
        or any(weight and _extrapolates(below) for below, weight in zip(part.parts, part.weights, strict=True))
    )


def score_of(card: Scorecard) -> str:
    """Return a score as it is printed, and exactly; a dash where there is none."""
    return "—" if card.published is None or card.exact is None else f"{card.published}  = {short_decimal(card.exact)}"


def other_places(card: Scorecard) -> str:
    """Return the places that a card may still have, where these are not its place alone."""
    best, worst = card.places or (card.place, card.place)
    if (best, worst) == (card.place, card.place):
        return ""
    return f"  ({best}–{worst})" if best != worst else f"  ({best})"


MEASURED = Sentence("已测 {measured}/{lines}", "{measured} of {lines} measured")
INTERVAL = Sentence("区间 {low}–{high}", "interval {low}–{high}")
_OPEN = Sentence("  {phrases}", "  {phrases}")


def seen(card: Scorecard, language: str | Language = "zh") -> str:
    """Return how much was measured and what the score may still be, where something is open."""
    part, publish = card.part, card.publish
    told = [MEASURED(measured=part.measured, lines=part.measured + part.unmeasured)] if part.unmeasured else []
    if part.unmeasured or (part.low != part.high and card.exact is not None):
        told.append(INTERVAL(low=str(publish(part.low)), high=str(publish(part.high))))
    return said(_OPEN(phrases=Phrases(told)), language) if told else ""
