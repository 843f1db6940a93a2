"""A handover (移交): everything on the merged indicators that a host passes to a consumer, and as a letter.

Deductions alone would not do: one breach of 10 on one visited site is 90, on two it is 95. So a
handover holds every status on the merged indicators, with the sites, and the consumer's part of
the score can be computed from it alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, all_of, as_text, for_argument, said, wanted
from tristandard.basics.fields import kind_of, listed, one_line, one_line_each, some_lines, table_of
from tristandard.basics.language import either
from tristandard.basics.marks import page
from tristandard.basics.order import by_code, by_name
from tristandard.basics.outcome import Outcome
from tristandard.basics.period import Period
from tristandard.basics.place import Site
from tristandard.basics.points import plain
from tristandard.merging.merged import MergedRules
from tristandard.merging.question import Question
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.veto import tell_zeroed
from tristandard.rules.wording.lines import tell_bar, tell_outcome
from tristandard.scoring.headline import NOTICE
from tristandard.survey.entry import Status
from tristandard.survey.planning import plan
from tristandard.words.sentence import Joined, Language, Sentence, Told


def _amounts(table: object) -> tuple[tuple[str, Fraction], ...]:
    """Return a table of points as nothing but points (an attrs converter); whatever is none is left to be refused."""
    pairs = by_name(table)  # type: ignore[arg-type]
    return tuple(
        (name, one if type(one) is Fraction or not isinstance(one, Fraction) else Fraction(*one.as_integer_ratio()))
        for name, one in pairs
    )


_A_LIST_OF_PAIRS = Told("一对一对的列表", "a list of pairs")
_GIVE_PAIRS = Told('请写 (("单位", "层级"), …)', 'give (("unit", "level"), …)')


def _pairs(pairs: object) -> tuple[tuple[str, str], ...]:
    """Return pairs of texts in the order in which they are given (an attrs converter)."""
    found = listed(pairs)
    if not all(isinstance(pair, tuple) and len(pair) == 2 for pair in found):
        raise BadValue(pairs, _A_LIST_OF_PAIRS, _GIVE_PAIRS)
    return found


@final
@frozen(kw_only=True)
class HandedOver:
    """One status on a merged indicator at one site, with what the host took from and gave to each unit.

    Where the host measures what it does not count itself, all are the consumer's; of several uses all
    together, breached where one is. `earlier` says how many periods back the same problem was found, by
    measure, where a line looks back.
    """

    site: str = field(converter=as_text, validator=one_line)
    indicator: str = field(converter=as_text, validator=one_line)
    status: Status = field(validator=kind_of(Status))
    bar: str = field(converter=as_text, validator=one_line)
    outcome: Outcome = field(validator=kind_of(Outcome))
    points: tuple[tuple[str, Fraction], ...] = field(default=(), converter=_amounts, validator=table_of(Fraction))
    gained: tuple[tuple[str, Fraction], ...] = field(default=(), converter=_amounts, validator=table_of(Fraction))
    vetoes: tuple[tuple[str, str], ...] = field(default=(), converter=_pairs, validator=one_line_each)
    earlier: tuple[tuple[str, tuple[int, ...]], ...] = field(default=(), converter=by_name, validator=table_of(tuple))


def _by_place(entries: Iterable[HandedOver]) -> tuple[HandedOver, ...]:
    return tuple(sorted(all_of(entries, HandedOver), key=lambda entry: (entry.site, entry.indicator)))


@final
@frozen(kw_only=True)
class Handover:
    """Everything on the merged indicators that a host passes to a consumer for one period (移交)."""

    rule_set: str = field(converter=as_text, validator=one_line)
    rule_set_version: str = field(converter=as_text, validator=one_line)
    variant: str = field(converter=as_text, validator=one_line)
    #: The digest of the rules themselves.
    rules: str = field(converter=as_text, validator=one_line)
    period: Period = field(validator=kind_of(Period))
    host: str = field(converter=as_text, validator=one_line)
    consumer: str = field(converter=as_text, validator=one_line)
    #: What the rule set says of its illustrative numbers.
    notice: str = field(default="", converter=as_text, validator=some_lines)
    sites: tuple[Site, ...] = field(converter=by_code)
    entries: tuple[HandedOver, ...] = field(converter=_by_place)

    @property
    def indicators(self) -> frozenset[str]:
        """The merged indicators of which it speaks."""
        return frozenset(entry.indicator for entry in self.entries)

    def text(self, language: str | Language = "zh", merged: MergedRules | None = None) -> str:
        """Return the handover as a letter that people read, in "zh" or "en": what is passed on, and every breach.

        Args:
            language: Which language.
            merged: The rules that it was made under: then labels stand for codes.
        """
        wanted(merged, MergedRules | None, for_argument("merged"))
        lines = [said(line, language) for line in _letter(self, merged)]
        return page([*lines, *([said(NOTICE(notice=_notice(self.notice, merged)), language)] if self.notice else [])])

    def __str__(self) -> str:
        return self.text("zh")


_HANDED = Sentence(
    "移交 · {period} · {host} → {consumer} · 规则 {rules}", "handover · {period} · {host} → {consumer} · rules {rules}"
)
_HELD = Sentence(
    "{sites} 个点位、{indicators} 项共用指标：达标 {met} 项次，未达标 {breached} 项次，不适用 {absent} 项次，"
    "未测 {open} 项次",
    "{sites:site|sites}, {indicators:shared indicator|shared indicators}: {met} met, {breached} breached, "
    "{absent} not applicable, {open} not measured",
)
_WHOSE = Sentence(
    "下列扣分、加分和一票否决是{host}自己的，{host}不采用的项次是{consumer}的；{consumer}的得分另按自己的扣分标准计算",
    "lost, gained and vetoed below is by the lines of {host}, or of {consumer} where {host} does not use it; "
    "{consumer} is scored by its own lines",
)
_BREACH = Sentence("  {site} {label}：{seen}，标准 {bar}{took}", "  {site} {label}: {seen}, bar {bar}{took}")
_LOST, _GIVEN, _ZEROED = (
    Sentence("；扣分 {borne}", "; lost {borne}"),
    Sentence("；加分 {borne}", "; gained {borne}"),
    Sentence("；一票否决 {borne}", "; zeroed by veto {borne}"),
)
_TOOK = Sentence("{terms}", "{terms}")


def _notice(notice: str, merged: MergedRules | None) -> Told:
    return either(notice, merged.rule_set.notice_en if merged else "")


def _moves(entry: HandedOver) -> bool:
    """Return whether something was lost, gained or zeroed."""
    return bool(entry.points or entry.gained or entry.vetoes)


def _letter(handed: Handover, merged: MergedRules | None) -> Iterator[Told]:
    """Yield what a handover says to people, line by line."""
    rules = merged.rule_set if merged else None
    books = {book.code: either(book.zh, book.en) for book in rules.assessments} if rules else {}
    host, consumer = (books.get(code, code) for code in (handed.host, handed.consumer))
    version = f"{handed.rule_set} {handed.rule_set_version}"
    yield _HANDED(period=str(handed.period), host=host, consumer=consumer, rules=version)
    often = Counter(entry.status for entry in handed.entries)
    yield _HELD(
        sites=len(handed.sites), indicators=len(handed.indicators), met=often[Status.MET],
        breached=often[Status.BREACHED], absent=often[Status.NOT_APPLICABLE], open=often[Status.NOT_MEASURED],
    )  # fmt: skip
    if any(map(_moves, handed.entries)):
        yield _WHOSE(host=host, consumer=consumer)
    asked = plan(merged, handed.sites, handed.period).grounds if merged else {}
    sites = {site.code: f"{site.code} {site.zh}".rstrip() for site in handed.sites}
    units: Mapping[str, Told] = rules.unit_names if rules else {}
    for entry in handed.entries:
        if entry.status is Status.BREACHED:
            question = asked[entry.site].by_code.get(entry.indicator) if entry.site in asked else None
            yield _breach(entry, sites.get(entry.site, entry.site), question, units)


def _breach(entry: HandedOver, site: str, question: Question | None, units: Mapping[str, Told]) -> Told:
    """Return one breach: by labels where its question is known, else by codes."""
    label: Told | str = entry.indicator
    seen: Told | str = entry.outcome.told
    bar: Told | str = entry.bar
    if question is not None:
        lead = question.indicator.lead
        label, seen, bar = either(lead.zh, lead.en), tell_outcome(entry.outcome, question.bar), tell_bar(question.bar)
    borne = ((_LOST, entry.points), (_GIVEN, entry.gained), (_ZEROED, entry.vetoes))
    took = Joined(sentence(borne=tell_borne(one, units)) for sentence, one in borne if one)
    return _BREACH(site=site, label=label, seen=seen, bar=bar, took=_TOOK(terms=took))


_NONE, _NO_UNIT = Told("无", "none"), Told("无主", "nobody")
#: How far a veto goes, as people say it.
_LEVELS = {level.value: tell_zeroed(level) for level in Level}
_EACH = Sentence("{borne}", "{borne}")
_UNIT_BEARS = Sentence("{unit} {points}", "{unit} {points}")


def tell_borne(borne: tuple[tuple[str, Fraction | str], ...], units: Mapping[str, Told] | None = None) -> Told:
    """Return which unit bears what; with the names of units in words, else in codes."""
    names, levels = ({}, {}) if units is None else (units, _LEVELS)
    told = [
        _UNIT_BEARS(
            unit=names.get(unit, unit) if unit else _NO_UNIT,
            points=plain(one) if isinstance(one, Fraction) else levels.get(one, one),
        )
        for unit, one in borne
    ]
    return _EACH(borne=told) if told else _NONE
