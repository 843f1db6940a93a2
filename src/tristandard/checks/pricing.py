"""How each member's own lines price the bars that may be in force for it: where that is nothing, or backwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, final

from attrs import field, frozen

from tristandard.basics.errors import TristandardError, as_told
from tristandard.basics.language import label_and_code
from tristandard.basics.location import Located, Location, located
from tristandard.basics.shown import shortened
from tristandard.checks.doubt import Doubt
from tristandard.checks.doubts import endless
from tristandard.grouping.shared import SharedIndicator, alone
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.tiling import COSTS_LESS
from tristandard.rules.deductions.unpriced import backwards, unpriced_breach
from tristandard.rules.policy import Reading
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope, meeting
from tristandard.rules.standard import Ask, Standard
from tristandard.rules.wording.names import name_indicator, name_measures
from tristandard.words.sentence import Sentence, Told


class Priced(NamedTuple):
    """What a member's lines price, as messages call it.

    Attributes:
        indicator: In Chinese the shared indicator in which it is one of several members, else nothing; in English
            the code.
        member: The member.
        measure: The measure.
    """

    indicator: Told
    member: Told
    measure: Told


_LETS_PASS = Sentence(
    "{indicator}{member}的扣分标准没有涵盖{measure}不达标的全部情形：{why}；"
    "请补充该指标的扣分标准，或确认此种情形不扣分",
    "{member!r} does not price every breach of {measure!r} in {indicator}: {why}; extend its rule, or accept that it "
    "loses nothing there",
)


@final
@frozen
class Unpriced(Located, TristandardError):
    """A breach of the merged bar that some assessment's own rule lets pass without a loss."""

    indicator: str
    member: str
    measure: str
    why: Told = field(converter=as_told)
    #: What these are called.
    named: Priced
    #: Where what it names is written, if in files.
    locations: tuple[Location, ...] = field(default=(), kw_only=True)

    @property
    def told(self) -> Told:
        """Whose line lets which breach pass, why, and what to do, in both languages."""
        return located(self.locations, _LETS_PASS(why=self.why, **self.named._asdict()))

    def __str__(self) -> str:
        return self.told[1]


_BACKWARDS = Sentence(
    "{indicator}{member}的扣分标准对{measure}高低倒置：{why}；请使各档扣分向两端递增，或确认更差的情形扣分更少",
    "{member!r} prices {measure!r} backwards in {indicator}: {why}; let its bands rise towards both ends, or accept "
    "that the worse costs it less",
)


@final
@frozen
class PricedBackwards(Located, TristandardError):
    """A worse value, seen from the merged bar, that costs some assessment less: its bands were
    written for one end, and the bar has another.
    """

    indicator: str
    member: str
    measure: str
    why: Told = field(converter=as_told)
    #: What these are called.
    named: Priced
    #: Where what it names is written, if in files.
    locations: tuple[Location, ...] = field(default=(), kw_only=True)

    @property
    def told(self) -> Told:
        """Whose line costs less where it is worse, and what to do, in both languages."""
        return located(self.locations, _BACKWARDS(why=self.why, **self.named._asdict()))

    def __str__(self) -> str:
        return self.told[1]


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
        bar = indicator.standard.only(contribution.measures)
        host = indicator.hosts(contribution, indicator.contributions)
        lines = contribution.indicator.lines(bar, host=host)
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
    for measure, why in dict.fromkeys((ask.measure.code, why) for ask, why in told if why):
        named, locations = _named(indicator, member, measure, rule_set), _asking(indicator, member, measure, rule_set)
        yield Unpriced(indicator.code, member, measure, why, named, locations=locations)


def _backwards(
    indicator: SharedIndicator, member: str, lines: Sequence[DeductionRule], asks: Iterable[Ask], rule_set: RuleSet
) -> Iterator[PricedBackwards]:
    """Yield each measure of which a worse value costs a member less."""
    pairs = dict.fromkeys((ask.measure.code, *pair) for ask in asks for pair in backwards(lines, ask))
    for measure, worse, better in pairs:
        why = COSTS_LESS(worse=worse, better=better)
        named, locations = _named(indicator, member, measure, rule_set), _asking(indicator, member, measure, rule_set)
        yield PricedBackwards(indicator.code, member, measure, why, named, locations=locations)


_SHARED = Sentence("重复指标{indicator}", "indicator {indicator}")


def _called(indicator: SharedIndicator) -> Told:
    """Return what a shared indicator is called: by its label and code, in English by its code."""
    return _SHARED(indicator=label_and_code(f"“{indicator.lead.zh}”", shortened(indicator.code)))


def _among(indicator: SharedIndicator) -> Told:
    """Return in which shared indicator a member is spoken of; nothing in Chinese where it is the only one."""
    code = shortened(indicator.code)
    return Told(f"{_called(indicator)[0]}中，" if len(indicator.contributions) > 1 else "", code)


def _named(indicator: SharedIndicator, member: str, measure: str, rule_set: RuleSet) -> Priced:
    """Return what is priced, as messages call it."""
    (called,) = name_measures(rule_set, [measure])
    return Priced(_among(indicator), name_indicator(rule_set, member), called)


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


_TOO_MANY_GROUNDS = Sentence(
    "各成员的范围相交成的地块超过 {most} 处，只核对了其中 {most} 处的扣分标准",
    "holds on more than {most} grounds where scopes meet, of which {most} were looked at",
)
_FEWER_EXTENTS = Told(
    "请合并范围的写法，或自行核对其余各处", "write its scopes with fewer extents, or look at the others yourself"
)


def _too_many_grounds(indicator: SharedIndicator, rule_set: RuleSet) -> Doubt:
    return Doubt(
        _called(indicator),
        _TOO_MANY_GROUNDS(most=_GROUNDS),
        _FEWER_EXTENTS,
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
