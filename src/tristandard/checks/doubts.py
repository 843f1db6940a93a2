"""What a rule set may say, but seldom means: marks that do not add up, caps and gains without effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import TristandardError
from tristandard.basics.language import Told
from tristandard.basics.location import Address, Location, located
from tristandard.basics.points import plain
from tristandard.rules.assessment import Assessment, Indicator
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.nodes.gate import EVERY_ITEM, Gate
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.standard import Ask, Standard
from tristandard.rules.wording import name_assessment, name_indicator, tell_part


@final
@frozen
class Doubt(TristandardError):
    """Something that is allowed, but seldom meant: a person should look at it."""

    subject: str
    why: str
    remedy: str
    #: The whole message in Chinese, everything by its label.
    zh: str
    #: Where what it names is written, if in files.
    locations: tuple[Location, ...] = field(default=(), kw_only=True)

    def __str__(self) -> str:
        return located(self.locations, f"{self.subject} {self.why}; {self.remedy}")


def doubts(rules: RuleSet) -> Iterator[Doubt]:
    """Yield what in a rule set without problems is allowed, but seldom meant."""
    for book in rules.assessments:
        yield from _marks(rules, book)
        for indicator in book.indicators:
            yield from _caps(rules, book, indicator)
        gaining = [
            indicator for indicator in book.indicators if any(rule.tariff.rewards for rule in indicator.deductions)
        ]
        yield from _gains(rules, book, gaining)
        for name, node in book.model.nodes:
            for gate in node.gates:
                yield from _gated(rules, book, name, gate, gaining)


def endless(
    rules: RuleSet, indicator: Indicator, lines: Iterable[DeductionRule], asks: Iterable[Ask]
) -> Iterator[Doubt]:
    """Yield each measure of which some lines may take ever more, under the demands that may be in force."""
    item = next(one for one in rules.assessment(indicator.assessment).items if one.code == indicator.item)
    for measure in dict.fromkeys(
        ask.measure
        for ask in asks
        if any(rule.bound(Standard([ask]), rules.told_of_findings).place is None for rule in lines)
    ):
        why = f"has a line without a cap, and {measure.code} has no end"
        zh = f"{name_indicator(rules, indicator.code)}有一条扣分标准没有上限，而“{measure.zh}”没有尽头"
        remedy = f"write at_most, or accept that it may take all {plain(item.full)} of its item {item.code!r}"
        zh_remedy = f"请写明最多扣多少（at_most），或确认可以扣完考核项目“{item.zh}”的 {plain(item.full)} 分"
        yield _on(rules, indicator, why, remedy, f"{zh}；{zh_remedy}", ("measures", measure.code))


def uncharged(rules: RuleSet, indicator: Indicator, host: str) -> Iterator[Doubt]:
    """Yield an indicator that is measured by another assessment everywhere, of which the measuring
    one alone would charge a line.
    """
    if any(rule.charged is Charged.HOST for rule in indicator.deductions):
        other = name_assessment(rules, host)
        asked = f"{host} is the host wherever {indicator.assessment} asks it"
        zh = f"{name_indicator(rules, indicator.code)}有一条扣分标准只由主办方扣分，而它处处由{other}主办"
        yield _on(
            rules,
            indicator,
            f"has a line that is charged by the host alone, and {asked}",
            'write charged = "each", name it first in `hosts` of the crosswalk, or accept that the line is never '
            "charged",
            f'{zh}；请改写 charged = "each"，或在对照表 hosts 中把它放在最前，或确认这条标准从不扣分',
        )


def _marks(rules: RuleSet, book: Assessment) -> Iterator[Doubt]:
    """Yield each sheet of all items whose full mark is not theirs together."""
    whole = sum((item.full for item in book.items), Fraction(0))
    by_item = {
        part
        for _, node in book.model.nodes
        if node.axis == "item"
        for used in node.uses
        for part in book.model.below(used)
    }
    for name, node in book.model.nodes:
        if book.items and isinstance(node, Sheet) and name not in by_item and node.full != whole:
            least = plain(node.full - whole)
            then = (
                (f"确认得分不会低于 {least} 分", f"accept that it cannot fall below {least}")
                if whole < node.full
                else ("确认扣满计分表即止", "accept that no more is lost than its full mark")
            )
            yield Doubt(
                f"score node {name!r} of {book.code}",
                f"has a full mark of {plain(node.full)}, and its items add up to {plain(whole)}",
                f"let them add up to it, or {then[1]}",
                f"{name_assessment(rules, book.code)}“{tell_part(book, name)[0]}”满分 {plain(node.full)} 分，"
                f"各考核项目满分合计 {plain(whole)} 分；请使二者相等，或{then[0]}",
                locations=rules.locations.of(
                    ("assessments", book.code, "score", name, "full"), ("assessments", book.code, "items")
                ),
            )


def _caps(rules: RuleSet, book: Assessment, indicator: Indicator) -> Iterator[Doubt]:
    """Yield each line that may take more than its item has."""
    item = next(one for one in book.items if one.code == indicator.item)
    for cap in sorted(
        {
            rule.at_most
            for rule in indicator.deductions
            if rule.at_most and not rule.tariff.rewards and rule.at_most > item.full
        }
    ):
        why = f"has a line of at most {plain(cap)}, above the {plain(item.full)} of its item {item.code!r}"
        zh = (
            f"{name_indicator(rules, indicator.code)}有一条扣分标准最多扣 {plain(cap)} 分，"
            f"超过考核项目“{item.zh}”的满分 {plain(item.full)} 分"
        )
        yield _on(
            rules,
            indicator,
            why,
            "lower the cap, or accept that the item stops at its own mark",
            f"{zh}；请调低上限，或确认扣满该项目即止",
            ("assessments", book.code, "items", item.code, "full"),
        )


def _gains(rules: RuleSet, book: Assessment, gaining: list[Indicator]) -> Iterator[Doubt]:
    """Yield each indicator by which one gains, where no sheet lets gains lift a score."""
    sheets = [node for _, node in book.model.nodes if isinstance(node, Sheet)]
    if any(sheet.bonus for sheet in sheets):
        return
    then: Told = (
        ("加分只能抵扣分，不能高出满分", "its gains only make up for losses")
        if sheets
        else ("得分中没有计分表，加分不起作用", "its gains count nowhere")
    )
    for indicator in gaining:
        why = f"gains, and no sheet of {book.code} lets a score rise above its full mark"
        zh = (
            f"{name_indicator(rules, indicator.code)}可以加分，"
            f"而{name_assessment(rules, book.code)}没有一张计分表写明可高出满分多少"
        )
        yield _on(
            rules,
            indicator,
            why,
            f"write `bonus` on a sheet, or accept that {then[1]}",
            f"{zh}；请在计分表写明 bonus，或确认{then[0]}",
            *(("assessments", book.code, "score", name) for name, node in book.model.nodes if isinstance(node, Sheet)),
        )


def _gated(rules: RuleSet, book: Assessment, name: str, gate: Gate, gaining: list[Indicator]) -> Iterator[Doubt]:
    """Yield each indicator whose gains a gate of an item does not read."""
    for indicator in gaining:
        if gate.of == EVERY_ITEM or gate.item == indicator.item:
            read = f"gate of {gate.of!r}" if gate.item is None else f"gate of item {gate.item!r}"
            why = f"has a {read}, which reads what an item lost: what {indicator.code} gains there does not count"
            node, of = tell_part(book, name)[0], tell_part(book, gate.of)[0]
            zh = (
                f"{name_assessment(rules, book.code)}“{node}”的否决条件看“{of}”的扣分，"
                f"{name_indicator(rules, indicator.code)}在该项目的加分不计在内"
            )
            yield Doubt(
                f"score node {name!r} of {book.code}",
                why,
                "let it read the sheet, or accept that gains do not help there",
                f"{zh}；请改看计分表，或确认加分无助于此",
                locations=rules.locations.of(
                    ("assessments", book.code, "score", name, "gates"), ("indicators", indicator.code, "deductions")
                ),
            )


def _on(rules: RuleSet, indicator: Indicator, why: str, remedy: str, zh: str, *beside: Address) -> Doubt:
    """Return a doubt about the lines of an indicator."""
    locations = rules.locations.of(("indicators", indicator.code, "deductions"), *beside)
    return Doubt(f"indicator {indicator.code!r}", why, remedy, zh, locations=locations)
