"""Results (测评结果各自形成): a scorecard for each assessment and unit, ranked apart, in editions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, version
from typing import final

from attrs import define, evolve, field, frozen

from tristandard.basics import html
from tristandard.basics.digest import digest
from tristandard.basics.errors import (
    BadValue,
    TristandardError,
    all_of,
    as_text,
    for_argument,
    looked_up,
    refuse,
    said,
    wanted,
)
from tristandard.basics.fields import one_line
from tristandard.basics.language import either, told_apart, width
from tristandard.basics.marks import page
from tristandard.basics.period import Period
from tristandard.basics.publication import short_decimal
from tristandard.basics.terms import Unit, UnknownTerm
from tristandard.rules.assessment import Assessment, Ranks
from tristandard.rules.nodes.averages import held
from tristandard.rules.nodes.grade import Among
from tristandard.rules.nodes.node import items_lost
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.standing import graded
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.accounting import break_down
from tristandard.scoring.breakdown import Breakdown
from tristandard.scoring.evaluation import Scorer
from tristandard.scoring.figures import Figures, checked
from tristandard.scoring.placing import Rivals, is_dense, marks_of
from tristandard.scoring.posted import Basis
from tristandard.scoring.tally import Tallies
from tristandard.survey.ledger import Ledger
from tristandard.words.sentence import Language, Phrases, Sentence, Told

#: Of a card that has a place.
_HAS_A_PLACE = Told("", "")
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
    reason: Told = _HAS_A_PLACE
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
        head = f"{whose.text('zh')}{_score(self)}{_other_places(self)}{_seen(self)}"
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
        return None if self.part.value is None else self.assessment.publication.publish(self.part.value)

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


_PLACE, _WHO, _SCORE, _REMARKS = (
    Told("名次", "place"),
    Told("单位", "unit"),
    Told("得分", "score"),
    Told("备注", "remarks"),
)
_CAPTION = Sentence("{assessment} · {headline}。说明：{notice}", "{assessment} · {headline}. Notice: {notice}")
NOTICE = Sentence("说明：{notice}", "Notice: {notice}")


@final
@frozen
class Ranking:
    """The scorecards of one assessment in their order, each kind of unit by itself, first those with a place."""

    assessment: Assessment
    cards: tuple[Scorecard, ...]
    #: Of the results: period, edition, rules and their notice.
    identity: Mapping[str, str] = field(hash=False)

    def __iter__(self) -> Iterator[Scorecard]:
        return iter(self.cards)

    def __repr__(self) -> str:
        return f"<Ranking {self.assessment.code} {self.identity['period']}: {len(self.cards)} scorecards>"

    def _repr_html_(self) -> str:
        """Return the ranking as a table, as notebooks show it."""
        names = told_apart({card.unit.code: card.unit.zh for card in self.cards})
        rows = [
            (
                "—" if card.place is None else card.place,
                names[card.unit.code],
                "—" if card.published is None else card.published,
                _remarks(card),
            )
            for card in self.cards
        ]
        caption = f"{self.assessment.zh} · {headline(self.identity)}"
        if notice := self.identity["notice_zh"]:
            said_too = _CAPTION(assessment=self.assessment.zh, headline=tell_headline(self.identity), notice=notice)
            caption = said_too.text("zh")
        return html.table(caption, [one.text("zh") for one in (_PLACE, _WHO, _SCORE, _REMARKS)], rows)

    def text(self, language: str | Language = "zh") -> str:
        """Return the ranking, in "zh" or "en": place, unit, score and remarks (名次、单位、得分、备注)."""
        lines = [said(self._head, language)]
        kinds = {card.unit.kind for card in self.cards}
        names = {code: said(name, language) for code, name in named_apart(self.cards).items()}
        widest = max(map(width, names.values()), default=0)
        for before, card in zip((None, *self.cards), self.cards, strict=False):
            if len(kinds) > 1 and (before is None or before.unit.kind != card.unit.kind):
                kind = card.rules.kinds[card.unit.kind]
                lines.append(said(_KIND(kind=_in_both(kind.zh, kind.en or kind.code)), language))
            place, name = "—" if card.place is None else card.place, names[card.unit.code]
            lines.append(f"{place:>3}  {name}{' ' * (widest - width(name))}  {_score(card)}{_remarks(card, language)}")
        return page([*lines, *notice_of(self.identity, language)])

    @property
    def _head(self) -> Told:
        """What it is a ranking of."""
        book = self.assessment
        return _RANKING(assessment=_in_both(book.zh, book.en), headline=tell_headline(self.identity))

    def __str__(self) -> str:
        return self.text("zh")


_RANKING = Sentence("{assessment} · {headline}", "{assessment} · {headline}")
_KIND = Sentence("  {kind}", "  {kind}")


def _in_both(zh: str, en: str) -> Told:
    """Return a label as rankings print it: in Chinese with the English one behind it."""
    return Told(f"{zh} · {en}", en)


def named_apart(cards: Iterable[Scorecard]) -> dict[str, Told]:
    """Return what the units of cards are called, by their codes; those with one label have their codes beside them."""
    units = [card.unit for card in cards]
    zh = told_apart({unit.code: unit.zh for unit in units})
    en = told_apart({unit.code: unit.en or unit.zh for unit in units}, "{} ({})")
    return {code: Told(label, en[code]) for code, label in zh.items()}


def _score(card: Scorecard) -> str:
    """Return a score as it is printed, and exactly; a dash where there is none."""
    return "—" if card.published is None or card.exact is None else f"{card.published}  = {short_decimal(card.exact)}"


_ZEROED, _IMPUTED, _CARRIES = Told("一票否决", "by veto"), Told("含推算", "imputed in part"), Told("结转", "carries")
_MARK = Sentence("  {mark}", "  {mark}")


def _remarks(card: Scorecard, language: str | Language = "zh") -> str:
    """Return what a ranking says beside a score: other places, what was measured, the grade, and why there is no
    place.
    """
    marks = [
        card.tell_grade(),
        _ZEROED if card.part.zeroed else None,
        _IMPUTED if card.imputed or card.withheld else None,
        _CARRIES if card.carries else None,
        card.reason if card.place is None else None,
    ]
    beside = "".join(said(_MARK(mark=one), language) for one in marks if one is not None)
    return f"{_other_places(card)}{_seen(card, language)}{beside}"


def _other_places(card: Scorecard) -> str:
    """Return the places that a card may still have, where these are not its place alone."""
    best, worst = card.places or (card.place, card.place)
    if (best, worst) == (card.place, card.place):
        return ""
    return f"  ({best}–{worst})" if best != worst else f"  ({best})"


MEASURED = Sentence("已测 {measured}/{lines}", "{measured} of {lines} measured")
INTERVAL = Sentence("区间 {low}–{high}", "interval {low}–{high}")
_OPEN = Sentence("  {phrases}", "  {phrases}")


def _seen(card: Scorecard, language: str | Language = "zh") -> str:
    """Return how much was measured and what the score may still be, where something is open."""
    part, publish = card.part, card.assessment.publication.publish
    told = [MEASURED(measured=part.measured, lines=part.measured + part.unmeasured)] if part.unmeasured else []
    if part.unmeasured or (part.low != part.high and card.exact is not None):
        told.append(INTERVAL(low=str(publish(part.low)), high=str(publish(part.high))))
    return said(_OPEN(phrases=Phrases(told)), language) if told else ""


_HEADLINE = Sentence(
    "{period} · 第{edition}版{correction} · 规则 {rules}{variant}{alone}",
    "{period} · edition {edition}{correction} · rules {rules}{variant}{alone}",
)
_CORRECTION = Sentence("（更正：{reason}）", " (correction: {reason})")
_VARIANT = Sentence("（{variant}）", " ({variant})")
_ALONE = Sentence(" · 只计其中 {count} 项指标，不是全部成绩", " · of {count} indicators alone, not the whole score")


def tell_headline(identity: Mapping[str, str]) -> Told:
    """Return which results these are, as reports print it: period, edition, rules, variant, why a correction was made,
    and that some indicators alone count.
    """
    variant, reason, only = identity.get("variant"), identity.get("reason"), identity.get("only")
    return _HEADLINE(
        period=identity["period"],
        edition=identity["edition"],
        correction=_CORRECTION(reason=reason) if reason else "",
        rules=f"{identity['rule_set']} {identity['rule_set_version']}",
        variant=_VARIANT(variant=variant) if variant else "",
        alone=_ALONE(count=only) if only else "",
    )


def headline(identity: Mapping[str, str], language: str | Language = "zh") -> str:
    """Return which results these are, in "zh" or "en" (see `tell_headline`)."""
    return said(tell_headline(identity), language)


def notice_of(identity: Mapping[str, str], language: str | Language = "zh") -> list[str]:
    """Return the notice of the rules as a report prints it, in a list; an empty one where they have none."""
    zh, en = identity.get("notice_zh", ""), identity.get("notice_en", "")
    return [said(NOTICE(notice=either(zh, en)), language)] if zh or en else []


#: What a unit without a card is not.
SCORED_UNIT = Sentence("{assessment} 计了分的单位", "a unit that {assessment} scored")


@final
@define(frozen=True, slots=False)
class AssessmentResult(Mapping[str, Scorecard]):
    """The scorecards of one assessment, by the code of the unit."""

    _remedy = Told("请给一套考核的结果：results[代码]", "give the results of one assessment: results[code]")

    assessment: Assessment
    cards: Mapping[str, Scorecard] = field(hash=False)
    #: The results that it is one of.
    results: Results = field(eq=False, repr=False)

    @property
    def identity(self) -> Mapping[str, str]:
        """Of the results: period, edition, rules and their notice."""
        return self.results.identity

    def __repr__(self) -> str:
        return f"<AssessmentResult {self.assessment.code} {self.results.period}: {len(self.cards)} scorecards>"

    def __getitem__(self, unit: str) -> Scorecard:
        return looked_up(self.cards, unit, SCORED_UNIT, assessment=self.assessment.code)

    def __iter__(self) -> Iterator[str]:
        return iter(self.cards)

    def __len__(self) -> int:
        return len(self.cards)

    def ranking(self) -> Ranking:
        """Return the cards by kind of unit, then by place; those without one after them, by code."""
        cards = sorted(
            self.cards.values(), key=lambda card: (card.unit.kind, card.place is None, card.place, card.unit.code)
        )
        return Ranking(self.assessment, tuple(cards), self.identity)


@cache
def library_version() -> str:
    """Return the version of this library, as results name it."""
    try:
        return version("tristandard")
    except PackageNotFoundError:  # pragma: no cover - only from a source tree that is not installed
        return "not installed"


#: What results of several periods are not, where those of one are meant.
SEVERAL_TOGETHER = Told("一期的测评结果：其中合有几期", "results of one period: they put several together")
_AN_ASSESSMENT = Told("规则集的考核", "an assessment of the rule set")
_EDITION = Sentence("第 {edition} 版", "edition {edition}")
_A_CORRECTION = Sentence(
    "更正：上报和给定的内容与第 {edition} 版没有不同",
    "a correction: nothing was reported or given otherwise than in edition {edition}",
)
_CHANGE_FIRST = Told(
    "请先改正上报或给定的内容；已公布的保持不变",
    "report or give something otherwise first; what is published stands",
)


@final
@define(frozen=True, slots=False)
class Results(Mapping[str, AssessmentResult]):
    """The results of one period, or of several together: one `AssessmentResult` for each assessment, by its code.

    The same inputs give the same digest, in any order. A correction after publication is a new
    edition that names the digest of the one it supersedes and the reason.
    """

    _remedy = Told("请给 score(ledger) 的结果", "give score(ledger)")

    ledger: Ledger
    scored: Mapping[str, Mapping[str, Scorecard]] = field(hash=False)
    givens: Figures = field(factory=dict, hash=False)
    edition: int = 1
    supersedes: str = ""
    reason: str = field(default="", converter=as_text, validator=one_line)
    #: The shared indicators that alone count, by their code; None where all do.
    only: frozenset[str] | None = None
    #: The units whose score counts in their parent's this time, by assessment.
    carried: Mapping[str, tuple[str, ...]] = field(factory=dict, hash=False)
    #: The results of single periods that these put together.
    periods: tuple[Results, ...] = ()
    #: Of the library that made them.
    library_version: str = field(factory=library_version, eq=False)
    #: Who scored them, for results onto them; whoever evolves results loses it.
    scorers: list[Scorer] = field(init=False, factory=list, eq=False, repr=False)

    @property
    def rules(self) -> RuleSet:
        """The rule set as it was written down."""
        return self.ledger.rules

    def __repr__(self) -> str:
        cards = ", ".join(f"{code} {len(cards)}" for code, cards in self.scored.items())
        return f"<Results {self.rules.code} {self.period}, edition {self.edition}: {cards}>"

    @cached_property
    def by_assessment(self) -> Mapping[str, AssessmentResult]:
        """The result of each assessment, by its code."""
        rules = self.rules
        return {code: AssessmentResult(rules.assessment(code), cards, self) for code, cards in self.scored.items()}

    def __getitem__(self, assessment: str) -> AssessmentResult:
        return looked_up(self.by_assessment, assessment, _AN_ASSESSMENT)

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_assessment)

    def __len__(self) -> int:
        return len(self.by_assessment)

    @property
    def period(self) -> Period:
        """The time of which they speak."""
        if self.periods:
            return span(self.periods)
        return self.ledger.register.plan.period

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the rules, the sites, the period, the history, the given figures, what alone counts or is
        carried, and the observations.
        """
        if self.periods:
            return digest(one.digest for one in self.periods)
        held = self.ledger.register
        return digest((held.plan.digest, self.ledger.history, self.givens, self.only, self.carried, held.digests))

    @classmethod
    def of_one_period(cls, given: object, remedy: Told | str) -> Results:
        """Return what was given, if it is results of one period; else say what to do instead.

        Raises:
            BadValue: When it is no results, or several periods put together.
        """
        wanted(given, cls)
        assert isinstance(given, cls)
        if given.periods:
            raise BadValue(str(given.period), SEVERAL_TOGETHER, remedy)
        return given

    @property
    def in_sequence(self) -> bool:
        """Whether they are a first edition that supersedes nothing, or a later one that names what it
        supersedes, and why.
        """
        return self.edition >= 1 and {self.edition > 1} == {bool(self.supersedes), bool(self.reason.strip())}

    def superseding(self, published: Results | None, reason: str) -> Results:
        """Return them as the edition after those published, if any are; results of the very same inputs are refused,
        for they correct nothing.
        """
        if published is None:
            return self
        corrected = evolve(self, edition=published.edition + 1, supersedes=published.digest, reason=reason)
        if published.digest == self.digest:
            edition = _EDITION(edition=corrected.edition)
            raise BadValue(edition, _A_CORRECTION(edition=published.edition), _CHANGE_FIRST)
        return corrected

    @property
    def identity(self) -> dict[str, str]:
        """What every result names: the rule set and its version, the library, the inputs, the
        edition, and the set's notice.
        """
        rules = self.rules
        return {
            "rule_set": rules.code,
            "rule_set_version": rules.version,
            "variant": rules.variant or "",
            "library_version": self.library_version,
            "period": str(self.period),
            "only": "" if self.only is None else str(len(self.only)),
            "inputs": self.digest,
            "edition": str(self.edition),
            "supersedes": self.supersedes,
            "reason": self.reason,
            "notice_zh": rules.notice_zh,
            "notice_en": rules.notice_en,
        }


def span(periods: Iterable[Results]) -> Period:
    """Return the time from the first of several periods to the last."""
    listed = list(periods)
    return Period(min(one.period.start for one in listed), max(one.period.end for one in listed))


_PLANNED_INDICATORS = Told("计划中指标的清单", "a list of indicators of the plan")
_GIVE_CODES = Told(
    "请写重复指标的代码，其成员以“+”相连", 'give the codes of shared indicators, their members joined by "+"'
)


def score(
    ledger: Ledger,
    *,
    givens: Mapping[tuple[str, str, str], object] | None = None,
    supersedes: Results | None = None,
    reason: str = "",
    only: Iterable[str] | None = None,
    carried: Mapping[str, Iterable[str]] | None = None,
    onto: Results | None = None,
) -> Results:
    """Score every unit in every assessment: each by its own model, none mixed with another's.

    Args:
        ledger: What the measurements of the period mean.
        givens: Figures from outside, by (assessment, name of the node or figure, unit); None for one
            that is not applicable.
        supersedes: The published results that these correct; then `reason` says why.
        only: The codes of the shared indicators that alone shall count, for a part of the score.
        carried: The units whose score counts in their parent's (see `carried`), where an assessment
            carries scores; empty for the first periods.
        onto: Earlier results of the same plan, history and `only`: units and sites at which nothing
            changed are not scored anew. The results are the same.

    Returns:
        For each assessment the scorecard of each unit that answers for a site and is assessed, or
        of which figures are given.

    Raises:
        Refused: When a given figure belongs to no node or unit, or lies beyond its full mark.
        BadValue: When `only` names what the plan does not ask, a correction has no reason, has the
            very inputs of what it corrects, or is not of the same rules and period, an assessment carries scores
            and nobody says which, or the earlier results are of another plan, history or list of indicators.

    Laws: separation; monotone; bounds; nothing measured, no score.
    Source: 融合考核工作方案 · 测评结果各自形成、考核评分分头实施.
    """
    wanted(ledger, Ledger)
    if supersedes is not None:
        wanted(supersedes, Results, for_argument("supersedes"))
    rules = ledger.rules
    _correction(ledger, supersedes, reason)
    figures = checked(ledger, {} if givens is None else givens)
    alone = None if only is None else frozenset(all_of(only, str))
    if alone and (
        strange := alone - {one.code for ground in ledger.register.plan.grounds.values() for one in ground.questions}
    ):
        raise BadValue(strange, _PLANNED_INDICATORS, _GIVE_CODES)
    down = carried_of(ledger, carried)
    scorer, scored = _scorer(ledger, alone, figures, onto), {}
    for assessment in rules.assessments:
        parts = parts_of(scorer, assessment, down.get(assessment.code, ()))
        bases = {unit: scorer.basis(assessment, unit) for unit in parts}
        scored[assessment.code] = ranked(ledger, assessment, parts, ledger.register.plan.period, alone, bases)
    results = Results(ledger, scored, figures, only=alone, carried=down).superseding(supersedes, reason)
    scorer.before = None
    results.scorers.append(scorer)
    return results


_AGREEING = Sentence("{what}一致的结果", "results that agree in {what}")
_THE_LIST, _THE_HISTORY, _THE_PLAN = (
    Told("指标清单", "the list of indicators"),
    Told("往期记录", "the history"),
    Told("计划", "the plan"),
)
_SCORE_ONTO = Told(
    "请在计划、往期和 only 都相同的此前结果上续算，或去掉 onto",
    "score onto earlier results of the same plan, history and `only`, or leave `onto` out",
)


def _scorer(ledger: Ledger, alone: frozenset[str] | None, figures: Figures, onto: Results | None) -> Scorer:
    """Return who scores a ledger: onto earlier results where they are given, and still know who scored them."""
    if onto is not None:
        wanted(onto, Results, for_argument("onto"))
        before, plan = onto.ledger, ledger.register.plan
        same = not onto.periods and (before.register.plan is plan or before.register.plan == plan)
        if not same or onto.only != alone or before.history != ledger.history:
            what = _THE_LIST if same and onto.only != alone else _THE_HISTORY if same else _THE_PLAN
            raise BadValue(str(onto.period), _AGREEING(what=what), _SCORE_ONTO)
        if onto.scorers:
            return onto.scorers[0].again(ledger, figures)
    return Scorer(Tallies(ledger, alone), figures)


def parts_of(scorer: Scorer, assessment: Assessment, down: Iterable[str]) -> dict[str, Part]:
    """Return what each unit comes to in one assessment, with the scores of some units carried into their parents'."""
    units = scorer.tallies.rules.units
    parts = {unit: scorer.score(assessment, unit) for unit in scorer.units(assessment)}
    return _with_carried(assessment, parts, {unit: str(units[unit].parent) for unit in down})


_A_REASON = Told("更正理由", "a reason")
_SAY_WHY = Told("请写明为何更正已公布的结果", "say why the published results are corrected")
_GIVE_SUPERSEDED = Told(
    "请把所更正的已公布结果写在 supersedes，或去掉理由",
    "give the published results that are corrected as supersedes, or leave the reason out",
)
_PERIOD, _RULE_SET = Told("期间", "period"), Told("规则集", "rule set")
_OF_CORRECTING = Sentence("更正它的结果的{what}（{other}）", "the {what} of the results that correct it ({other})")
_SUPERSEDE_SAME = Sentence("请取代同一{what}的结果", "supersede results of the same {what}")


def _correction(ledger: Ledger, supersedes: Results | None, reason: str) -> None:
    """Refuse a correction without a reason, a reason without one, and a correction of other rules or another period."""
    wanted(reason, str, for_argument("reason"))
    if (supersedes is None) is bool(reason.strip()):
        raise BadValue(reason, _A_REASON, _SAY_WHY if supersedes else _GIVE_SUPERSEDED)
    if supersedes is None:
        return
    rules, old = ledger.rules, supersedes.ledger.rules
    for what, one, other in (
        (_PERIOD, supersedes.period, ledger.register.plan.period),
        (_RULE_SET, old.code, rules.code),
    ):
        if one != other:
            raise BadValue(str(one), _OF_CORRECTING(what=what, other=str(other)), _SUPERSEDE_SAME(what=what))


_CARRIED_UNITS = Sentence(
    "{assessment} 把得分结转到上级的单位清单",
    "a list of the units whose score {assessment} carries into their parent's",
)
_SCORE_CARRIED = Told(
    "请写 score(ledger, carried=carried([此前各期的结果]))，最初几期写 carried={}",
    "give score(ledger, carried=carried([earlier results])), or carried={} for the first periods",
)
_CARRIED_TABLE = Told("结转单位的对应表", "a table of the units that are carried")
_GIVE_CARRIED = Told("请给 carried([此前各期的结果]) 的结果", "give what carried([earlier results]) returned")
_CARRYING = Told("有结转的考核", "assessment that carries scores")
_WHAT_IS_CARRIED = Told("结转", "what is carried")
_WHAT_IT_CARRIES = Sentence("{assessment} 的结转", "what {assessment} carries")
_CANNOT_CARRY = Told("结转不能计分", "what is carried cannot be scored")
_WITH_A_PARENT = Told("有上级的单位", "a unit with a parent")
_DO_NOT_CARRY = Sentence("请从 {assessment} 的结转中去掉它", "leave it out of what {assessment} carries")


def carried_of(ledger: Ledger, carried: Mapping[str, Iterable[str]] | None) -> dict[str, tuple[str, ...]]:
    """Return the units that are carried, by assessment; refuse all that cannot be."""
    carrying = {assessment.code for assessment in ledger.rules.assessments if assessment.carry}
    if carrying and carried is None:
        raise BadValue("", _CARRIED_UNITS(assessment=min(carrying)), _SCORE_CARRIED)
    if carried is not None and not isinstance(carried, Mapping):
        raise BadValue(carried, _CARRIED_TABLE, _GIVE_CARRIED)
    given = carried or {}
    all_of(given.keys(), str)
    told = {code: tuple(sorted(set(all_of(units, str)))) for code, units in given.items() if code in carrying}
    told = {as_text(code): units for code, units in told.items() if units}
    strange = [UnknownTerm(_CARRYING, code, _WHAT_IS_CARRIED) for code in given.keys() - carrying]
    refuse(_CANNOT_CARRY, [*strange, *_not_carried(ledger.rules, told)])
    return told


def _not_carried(rules: RuleSet, told: Mapping[str, Iterable[str]]) -> list[TristandardError]:
    """Return the problems of units that cannot be carried: unknown ones, then those without a parent."""
    pairs = [(code, unit) for code, units in told.items() for unit in units]
    unknown = [
        UnknownTerm("unit", unit, _WHAT_IT_CARRIES(assessment=code)) for code, unit in pairs if unit not in rules.units
    ]
    alone = [(code, unit) for code, unit in pairs if unit in rules.units and rules.units[unit].parent is None]
    return [
        *unknown,
        *(BadValue(unit, _WITH_A_PARENT, _DO_NOT_CARRY(assessment=code)) for code, unit in alone),
    ]


_SO_MANY_CARRIED = Sentence("可结转到“{parent}”的单位数", "a number of units whose scores are carried into {parent!r}")
_CARRY_FEWER = Told(
    "其权重合计已占全部得分：请少结转几个，或降低权重",
    "their weights come to the whole score: carry fewer, or with less weight",
)


def _with_carried(assessment: Assessment, parts: dict[str, Part], parents: Mapping[str, str]) -> dict[str, Part]:
    """Return the parts, in which a parent's score counts those that are carried into it; where nothing of its own
    applies, nothing is carried into it.
    """
    if assessment.carry is None or not parents:
        return parts
    found = dict(parts)
    for parent in sorted(parent for parent in set(parents.values()) & parts.keys() if not parts[parent].absent):
        units = [unit for unit in sorted(parents) if parents[unit] == parent and unit in parts]
        below = [evolve(parts[unit], member=unit) for unit in units if not parts[unit].absent]
        weight = assessment.carry.share(len(below))
        if below and weight * len(below) >= 1:
            raise BadValue(len(below), _SO_MANY_CARRIED(parent=parent), _CARRY_FEWER)
        if below:
            found[parent] = graded(
                assessment.model["total"], _carry_into(parts[parent], below, weight), assessment.deciding
            )
    return found


def _carry_into(whole: Part, below: list[Part], weight: Fraction) -> Part:
    """Return a score into which others are carried, each with a weight; one that is open counts for
    the score, held inside its interval.
    """
    value, shares = whole.value, (1 - weight * len(below), *[weight] * len(below))
    if value is not None:
        below = [
            evolve(part, estimate=held(value, part.low, part.high)) if part.value is None else part for part in below
        ]
    members = (whole, *below)

    def shared(numbers: Iterable[Fraction]) -> Fraction:
        return sum((share * number for share, number in zip(shares, numbers, strict=True)), Fraction(0))

    return evolve(
        whole, carried=True,
        low=shared(part.low for part in members), high=shared(part.high for part in members),
        value=None if value is None else shared(part.counted for part in members),
        items=(), open=(), extrapolated=(), gained=Fraction(0), vetoed=(), zeroed=None,
        left=None, added=(), adjusted=(), awaited=(), targets=(), bare=None, gated=(), basis=None,
        parts=members, weights=shares,
        measured=sum(part.measured for part in members), unmeasured=sum(part.unmeasured for part in members),
    )  # fmt: skip


def ranked(
    ledger: Ledger, assessment: Assessment, parts: Mapping[str, Part], period: Period,
    only: frozenset[str] | None = None, bases: Mapping[str, Basis] | None = None, top: str = "total",
) -> dict[str, Scorecard]:  # fmt: skip
    """Return the cards with their places among the units of their kind: a higher score first, ties as
    the assessment says; and with their grades by place, where the node `top` has any.
    """
    units = ledger.rules.units
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    reasons = {unit: _no_place(assessment, units[unit], part) for unit, part in parts.items()}
    for unit in parts:
        kinds[units[unit].kind].append(unit)
    marks = {unit: marks_of(assessment, part) for unit, part in parts.items() if not part.absent}
    rivals = {
        kind: Rivals.of(
            [marks[unit] for unit in mine if unit in marks],
            [marks[unit] for unit in mine if reasons[unit] is _HAS_A_PLACE],
            dense=is_dense(assessment),
        )
        for kind, mine in kinds.items()
    }
    found = {}
    for unit, part in parts.items():
        place, places, beside, called = None, None, rivals[units[unit].kind], part
        if unit in marks:
            mine = marks[unit]
            places = beside.best(mine.high), beside.worst(mine.low, mine.high)
            called = _called(assessment, top, units[unit], part, Among(*places, len(beside.ends)))
        if reasons[unit] is _HAS_A_PLACE:
            place = beside.place(marks[unit].value)
        found[unit] = Scorecard(
            assessment=assessment, unit=units[unit], part=called, ledger=ledger, period=period, only=only,
            basis=(bases or {}).get(unit), reason=reasons[unit], place=place, places=places if place else None,
        )  # fmt: skip
    return found


def _called(assessment: Assessment, top: str, unit: Unit, part: Part, among: Among) -> Part:
    """Return a score with its grades, where they go by place; a kind without places is in none of the first."""
    if not assessment.model[top].by_place:
        return part
    if unit.kind in assessment.unranked:
        among = Among(None, None, among.units)
    return graded(assessment.model[top], part, assessment.deciding, among)


_WITHHELD = Told(
    "无得分：有部分不适用，按规定不记得分",
    "not scored: a part of it does not apply, and then the rules give no score",
)
_PART_ABSENT = Told("无得分：有部分不适用", "not scored: a part of it does not apply")
_ABSENT = Told("无得分：均不适用", "not scored: nothing applies")
_UNSCORED = Told("无得分：已测部分不足", "not scored: too little was measured")
_SHOWN = Told("不排名：只列得分", "not ranked: shown without a place")
_NOT_COMPLETE = Sentence("不排名：{lines} 项中有 {open} 项未测", "not ranked: {open} of {lines} were not measured")


def _no_place(assessment: Assessment, unit: Unit, part: Part) -> Told:
    """Return why a unit has no place; `_HAS_A_PLACE` where it has one."""
    if part.withheld:
        return _WITHHELD
    if part.value is None and not part.unmeasured and not part.absent:
        return _PART_ABSENT
    if part.value is None:
        return _ABSENT if part.absent else _UNSCORED
    if unit.kind in assessment.unranked:
        return _SHOWN
    if part.unmeasured and assessment.ranks is Ranks.COMPLETE:
        return _NOT_COMPLETE(open=part.unmeasured, lines=part.measured + part.unmeasured)
    return _HAS_A_PLACE
