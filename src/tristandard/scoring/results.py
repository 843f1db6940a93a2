"""Results (测评结果): the scorecards of each assessment, with what they rest on, as one edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, version
from typing import final

from attrs import define, evolve, field

from tristandard.basics.digest import digest
from tristandard.basics.errors import BadValue, as_text, for_argument, wanted
from tristandard.basics.fields import one_line
from tristandard.basics.lookup import looked_up
from tristandard.basics.period import Period
from tristandard.rules.assessment import Assessment
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.evaluation import Scorer
from tristandard.scoring.figures import Figures
from tristandard.scoring.ranking import Ranking
from tristandard.scoring.scorecard import Scorecard
from tristandard.survey.ledger import Ledger
from tristandard.words.sentence import Sentence, Told

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


#: What the editions of the same results have in common.
PERIOD, RULE_SET = Told("期间", "period"), Told("规则集", "rule set")
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
        return self.ledger.plan.period

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
        wanted(published, Results, for_argument("published"))
        corrected = evolve(self, edition=published.edition + 1, supersedes=published.digest, reason=reason)
        if published.digest == self.digest:
            edition = _EDITION(edition=corrected.edition)
            raise BadValue(edition, _A_CORRECTION(edition=published.edition), _CHANGE_FIRST)
        return corrected

    @property
    def identity(self) -> dict[str, str]:
        """What every result names: the rule set and its version, of several periods each version that some was scored
        by; the library, the inputs, the edition, and the set's notice.
        """
        rules = self.rules
        versions = dict.fromkeys(one.rules.version for one in self.periods or (self,))
        return {
            "rule_set": rules.code,
            "rule_set_version": ", ".join(versions),
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
