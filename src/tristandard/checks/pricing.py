"""How each member's own lines price the bars that may be in force for it: where that is nothing, or backwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import TristandardError, shortened
from tristandard.basics.location import Location, located
from tristandard.checks.doubts import Doubt, endless
from tristandard.grouping.shared import SharedIndicator, alone
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.unpriced import backwards, unpriced_breach
from tristandard.rules.deductions.where import range_zh
from tristandard.rules.policy import Reading
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope, meeting
from tristandard.rules.standard import Ask, Standard
from tristandard.rules.wording import name_indicator, name_measures


@final
@frozen
class Unpriced(TristandardError):
    """A breach of the merged bar that some assessment's own rule lets pass without a loss."""

    indicator: str
    member: str
    measure: str
    why: str
    #: The whole message in Chinese, indicator and measure by their labels.
    zh: str
    #: Where what it names is written, if in files.
    locations: tuple[Location, ...] = field(default=(), kw_only=True)

    def __str__(self) -> str:
        subject = f"{self.member!r} does not price every breach of {self.measure!r} in {shortened(self.indicator)}"
        remedy = "extend its rule, or accept that it loses nothing there"
        return located(self.locations, f"{subject}: {self.why}; {remedy}")


@final
@frozen
class PricedBackwards(TristandardError):
    """A worse value, seen from the merged bar, that costs some assessment less: its bands were
    written for one end, and the bar has another.
    """

    indicator: str
    member: str
    measure: str
    why: str
    #: The whole message in Chinese, indicator and measure by their labels.
    zh: str
    #: Where what it names is written, if in files.
    locations: tuple[Location, ...] = field(default=(), kw_only=True)

    def __str__(self) -> str:
        subject = f"{self.member!r} prices {self.measure!r} backwards in {shortened(self.indicator)}"
        remedy = "let its bands rise towards both ends, or accept that the worse costs it less"
        return located(self.locations, f"{subject}: {self.why}; {remedy}")


Pricing = Unpriced | PricedBackwards | Doubt


def pricing(indicator: SharedIndicator, rule_set: RuleSet) -> Iterator[Pricing]:
    """Yield how each member's own lines price any bar that can be in force for it, where that is nothing or backwards.

    Read pointwise, there is a bar for each set of members that cover a site.
    """
    bars, every = _bars(indicator, rule_set)
    if not every:
        yield _too_many_grounds(indicator, rule_set)
    for contribution in indicator.contributions:
        member = contribution.indicator.code
        asks = dict.fromkeys(
            ask for bar, there in bars.items() if member in there for ask in bar.only(contribution.measures).asks
        )
        lines = contribution.indicator.lines(host=contribution.assessment == indicator.host)
        unpriced = [*_unpriced(indicator, member, lines, asks, rule_set)]
        yield from unpriced
        yield from _backwards(indicator, member, lines, asks, rule_set)
        yield from endless(rule_set, contribution.indicator, lines, asks)
        if indicator.where is not None:  # outside it the member is held to its own standard
            forgiven = {(remark.measure, remark.why) for remark in unpriced}
            for remark in pricing(alone(contribution.indicator), rule_set):
                if isinstance(remark, (Unpriced, PricedBackwards)) and (remark.measure, remark.why) not in forgiven:
                    yield remark


def _unpriced(
    indicator: SharedIndicator, member: str, lines: Sequence[DeductionRule], asks: Iterable[Ask], rule_set: RuleSet
) -> Iterator[Unpriced]:
    """Yield each measure of which a breach costs a member nothing, once for each reason."""
    told = ((ask, unpriced_breach(lines, ask, rule_set.told_of_findings)) for ask in asks)
    forgiven = {(ask.measure.code, found[1]): found[0] for ask, found in told if found}
    for (measure, why), why_zh in forgiven.items():
        lacks = f"没有涵盖{name_measures(rule_set, [measure])}不达标的全部情形：{why_zh}"
        remedy = "请补充该指标的扣分标准，或确认此种情形不扣分"
        zh = f"{_subject_zh(indicator, member, rule_set)}{lacks}；{remedy}"
        locations = _asking(indicator, member, measure, rule_set)
        yield Unpriced(indicator.code, member, measure, why, zh, locations=locations)


def _backwards(
    indicator: SharedIndicator, member: str, lines: Sequence[DeductionRule], asks: Iterable[Ask], rule_set: RuleSet
) -> Iterator[PricedBackwards]:
    """Yield each measure of which a worse value costs a member less."""
    pairs = dict.fromkeys((ask.measure.code, *pair) for ask in asks for pair in backwards(lines, ask))
    for measure, worse, better in pairs:
        why_zh = f"{range_zh(worse)} 比 {range_zh(better)} 更差，扣分却更少"
        lacks = f"对{name_measures(rule_set, [measure])}高低倒置：{why_zh}"
        remedy = "请使各档扣分向两端递增，或确认更差的情形扣分更少"
        zh = f"{_subject_zh(indicator, member, rule_set)}{lacks}；{remedy}"
        why = f"{worse} is worse than {better} and costs less"
        locations = _asking(indicator, member, measure, rule_set)
        yield PricedBackwards(indicator.code, member, measure, why, zh, locations=locations)


def _subject_zh(indicator: SharedIndicator, member: str, rule_set: RuleSet) -> str:
    """Return whose lines are spoken of, in Chinese."""
    which = ""
    if len(indicator.contributions) > 1:
        which = f"重复指标“{indicator.lead.zh}”（{shortened(indicator.code)}）中，"
    return f"{which}{name_indicator(rule_set, member)}的扣分标准"


def _asking(indicator: SharedIndicator, member: str, measure: str, rule_set: RuleSet) -> tuple[Location, ...]:
    """Return where the lines of a member are written, and every standard that asks about a measure."""
    asking = [
        ("indicators", contribution.indicator.code, "standard")
        for contribution in indicator.contributions
        if measure in contribution.indicator.standard.measures
    ]
    return rule_set.locations.of(("indicators", member, "deductions"), *asking)


def _bars(indicator: SharedIndicator, rule_set: RuleSet) -> tuple[dict[Standard, set[str]], bool]:
    """Return each bar that may be in force, with the members for whom it may; and whether these are all."""
    members = {contribution.indicator.code for contribution in indicator.contributions}
    if rule_set.policy.reading is Reading.UNIFORM or indicator.ruling:
        return {indicator.standard: members}, True
    coverings, every = _coverings(frozenset(contribution.indicator.scope for contribution in indicator.contributions))
    found: defaultdict[Standard, set[str]] = defaultdict(set)
    for scopes in coverings:
        there = [contribution for contribution in indicator.contributions if contribution.indicator.scope in scopes]
        found[indicator.join(there)] |= {contribution.indicator.code for contribution in there}
    return found, every


#: So many grounds on which scopes meet are looked at, for each shared indicator.
_GROUNDS = 1000


def _too_many_grounds(indicator: SharedIndicator, rule_set: RuleSet) -> Doubt:
    zh = (
        f"重复指标“{indicator.lead.zh}”（{shortened(indicator.code)}）各成员的范围相交成的地块超过 {_GROUNDS} 处，"
        f"只核对了其中 {_GROUNDS} 处的扣分标准；请合并范围的写法，或自行核对其余各处"
    )
    why = f"holds on more than {_GROUNDS} grounds where scopes meet, of which {_GROUNDS} were looked at"
    return Doubt(
        f"indicator {shortened(indicator.code)}",
        why,
        "write its scopes with fewer extents, or look at the others yourself",
        zh,
        locations=rule_set.locations.of(
            *(("indicators", contribution.indicator.code, "scope") for contribution in indicator.contributions)
        ),
    )


@lru_cache(maxsize=64)
def _coverings(scopes: frozenset[Scope]) -> tuple[tuple[frozenset[Scope], ...], bool]:
    """Return each set of scopes that some site lies in, and in no other of them; and whether these are all.

    It is kept, for many indicators have the same scopes.
    """
    grounds, every = meeting(scopes, _GROUNDS)
    coverings = (frozenset(scope for scope in scopes if scope.covers(ground)) for ground in grounds)
    return tuple(dict.fromkeys(coverings)), every
