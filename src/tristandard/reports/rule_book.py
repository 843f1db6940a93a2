"""The rule book of merged rules (融合测评体系): by site type, each indicator once, as it is computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import said, wanted
from tristandard.basics.language import either
from tristandard.basics.marks import page
from tristandard.basics.terms import Path
from tristandard.merging.merged import MergedRules
from tristandard.reports.rule_book_entries import RulebookEntry, entries_of
from tristandard.reports.rule_book_marks import marks_of
from tristandard.reports.wording import clauses
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.wording.values import tell_known
from tristandard.scoring.headline import NOTICE
from tristandard.words.sentence import Language, Sentence, Told


@final
@frozen(kw_only=True)
class RulebookBlock:
    """What is asked at one type of site: its code, "" for sites of any type, its label, and each indicator once."""

    site_type: str
    label: Told
    entries: tuple[RulebookEntry, ...]


@final
@frozen(kw_only=True)
class RulebookRow:
    """One indicator at one type of site, as tables have it.

    Attributes:
        site_type: The code of the type; "" for sites of any type.
        site_type_zh: What it is called.
        indicator: The code under which it is measured.
        zh: What it is called.
        where: The areas and zones in which it is measured.
        bar: The standard in force, with the places where several are.
        ruling: The decision that it rests on.
        host: The code of the assessment that measures it.
        users: The codes of the assessments that use it.
        asked: What each assessment asks by itself.
        deductions: What a breach costs in each.
        subjects: Whom each assesses.
        clauses: Where it is written, as far as the rules say.
        provenance: How well the standard and the points of each are known.
        illustrative: Whether any of it is made up.
    """

    site_type: str
    site_type_zh: str
    indicator: str
    zh: str
    where: str
    bar: str
    ruling: str
    host: str
    users: tuple[str, ...]
    asked: str
    deductions: str
    subjects: str
    clauses: str
    provenance: str
    illustrative: bool


_TITLE = Sentence("{rules}融合测评体系", "{rules}: the merged rules")
_VERSION = Sentence("规则 {code} {version}{variant}", "rules {code} {version}{variant}")
_VARIANT = Sentence("（{variant}）", " ({variant})")
_COUNTED = Sentence(
    "{types} 类点位；重复指标 {shared} 项，各测一次；一套考核独有 {own} 项",
    "{types:type|types} of site; {shared:shared indicator|shared indicators}, each measured once; "
    "{own} of one assessment",
)
_BLOCK = Sentence("【{type}】{count} 项", "[{type}] {count:indicator|indicators}")
_ENTRY = Sentence("  {number}. {label}（{code}）", "  {number}. {label} ({code})")
_BAR = Sentence("     标准：{bar}{ruling}（{where}）", "     standard: {bar}{ruling} ({where})")
_MEASURED = Sentence("     测评：{host}；使用：{users}", "     measured by {host}; used by {users}")
_LINE = Sentence("     {told}", "     {told}")
_RULED = Sentence("，裁定：{ruling}", ", ruling: {ruling}")
_ASKS = Sentence(
    "     {label} · {item}：要求 {standard}（{known}）；{deductions}（{priced}）；对象 {subjects}{clauses}",
    "     {label} · {item}: asks {standard} ({known}); {deductions} ({priced}); of {subjects}{clauses}",
)
_UNDER = Sentence("；依据 {clauses}", "; under {clauses}")
ANY_TYPE = Told("不限点位类型", "sites of any type")


@final
@frozen(kw_only=True)
class Rulebook:
    """The merged rules as a book: by site type, each indicator once, with what is computed and nothing else.

    Attributes:
        rules: The rule set.
        shared: How many indicators are shared.
        own: How many one assessment has for itself.
        blocks: By type of site, in the order of the rule set; sites of any type first, where anything is asked there.
    """

    rules: RuleSet = field(repr=False)
    shared: int
    own: int
    blocks: tuple[RulebookBlock, ...] = field(repr=False)

    @property
    def title(self) -> Told:
        """What the book is called."""
        told: Told = _TITLE(rules=either(self.rules.zh, self.rules.en))
        return told

    @property
    def lines(self) -> tuple[Told, ...]:
        """What stands below the title: which rules, how many indicators, their notice, and the marks and weights of
        each assessment.
        """
        rules = self.rules
        variant = _VARIANT(variant=rules.variant) if rules.variant else ""
        told = [_VERSION(code=rules.code, version=rules.version, variant=variant)]
        told.append(_COUNTED(types=len(self.blocks), shared=self.shared, own=self.own))
        if rules.notice_zh or rules.notice_en:
            told.append(NOTICE(notice=either(rules.notice_zh, rules.notice_en)))
        return (*told, *marks_of(rules))

    @property
    def assessments(self) -> Mapping[str, Told]:
        """What the assessments are called, by their codes."""
        return {book.code: either(book.zh, book.en) for book in self.rules.assessments}

    @property
    def rows(self) -> tuple[RulebookRow, ...]:
        """The rows in Chinese, as tables have them."""
        return tuple(_row(block, entry) for block in self.blocks for entry in block.entries)

    def text(self, language: str | Language = "zh") -> str:
        """Return the book, in "zh" or "en"."""
        return page(said(line, language) for line in (self.title, *self.lines, *self._told()))

    def __str__(self) -> str:
        return self.text("zh")

    def _told(self) -> Iterator[Told]:
        names = self.assessments
        for block in self.blocks:
            yield _BLOCK(type=block.label, count=len(block.entries))
            for number, entry in enumerate(block.entries, 1):
                yield _ENTRY(number=number, label=entry.label, code=entry.code)
                ruling = _RULED(ruling=entry.ruling) if entry.ruling[0] else ""
                for one in entry.in_force:
                    yield _BAR(bar=one.bar, ruling=ruling, where=one.where)
                    yield _MEASURED(host=names[entry.host], users=[names[code] for code in one.users])
                if entry.outside is not None:
                    yield _LINE(told=entry.apart)
                for own in entry.asked:
                    yield _ASKS(
                        label=own.label, item=own.item, standard=own.standard, deductions=own.deductions,
                        known=tell_known(own.standard_provenance), priced=tell_known(own.points_provenance),
                        subjects=own.subjects, clauses=_UNDER(clauses=own.clauses) if own.clauses[0] else "",
                    )  # fmt: skip


_PLACED = Sentence("{where}：{told}", "{where}: {told}")
_KNOWN = Sentence("标准 {standard}，分值 {points}", "standard {standard}, points {points}")


def _row(block: RulebookBlock, entry: RulebookEntry) -> RulebookRow:
    several, apart = len(entry.in_force) > 1, [entry.apart] if entry.outside is not None else []
    bars = [_PLACED(where=one.where, told=one.bar) if several else one.bar for one in entry.in_force]
    users = dict.fromkeys(chain.from_iterable(one.users for one in entry.in_force))

    def each(told: Iterable[Told]) -> str:
        pairs = zip(entry.asked, told, strict=True)
        return clauses(_PLACED(where=own.label, told=one) for own, one in pairs if one[0])[0]

    known = [
        _KNOWN(standard=tell_known(own.standard_provenance), points=tell_known(own.points_provenance))
        for own in entry.asked
    ]
    return RulebookRow(
        site_type=block.site_type, site_type_zh=block.label[0], indicator=entry.code, zh=entry.label[0],
        where=clauses([*dict.fromkeys(one.where for one in entry.in_force), *apart])[0], bar=clauses(bars)[0],
        ruling=entry.ruling[0], host=entry.host, users=tuple(users), asked=each(own.standard for own in entry.asked),
        deductions=each(own.deductions for own in entry.asked), subjects=each(own.subjects for own in entry.asked),
        clauses=each(own.clauses for own in entry.asked), provenance=each(known),
        illustrative=any(own.illustrative for own in entry.asked),
    )  # fmt: skip


def rulebook(merged: MergedRules) -> Rulebook:
    """Return the book of merged rules: what `merged.questions` asks at each type of site, each indicator once.

    Source: 融合考核工作方案 · 融合测评体系.
    """
    wanted(merged, MergedRules)
    rules = merged.rule_set
    paths: list[Path] = [(), *(rules.paths["site_type"][term.code] for term in rules.site_types)]
    blocks = ((path, entries_of(merged, path)) for path in paths)
    return Rulebook(
        rules=rules, shared=len(merged.shared), own=len(merged.own),
        blocks=tuple(_block(rules, path, entries) for path, entries in blocks if entries),
    )  # fmt: skip


def _block(rules: RuleSet, path: Path, entries: tuple[RulebookEntry, ...]) -> RulebookBlock:
    if not path:
        return RulebookBlock(site_type="", label=ANY_TYPE, entries=entries)
    term = rules.site_types[path[-1]]
    return RulebookBlock(site_type=term.code, label=either(term.zh, term.en or term.code), entries=entries)
