"""The rule book of merged rules (融合测评体系): by site type, each indicator once, as it is computed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import final

from attrs import field, frozen

from tristandard.basics.clause import Provenance
from tristandard.basics.errors import said, wanted
from tristandard.basics.language import either
from tristandard.basics.marks import page
from tristandard.basics.place import Path
from tristandard.grouping.shared import Contribution, SharedIndicator
from tristandard.merging.merged import MergedRules
from tristandard.merging.question import Question
from tristandard.reports.wording import NOTHING, clauses
from tristandard.rules.assessment import Indicator
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import SITE_AXES, Scope, meeting
from tristandard.rules.wording import name_items, name_scope, tell_bar, tell_known, tell_rule
from tristandard.scoring.scorecard import NOTICE
from tristandard.words.sentence import Either, Language, Sentence, Told

#: One indicator stands at no more places that are told apart.
_MOST = 500


@final
@frozen(kw_only=True)
class BarInForce:
    """A standard in force, where it holds, and who uses what is measured there.

    Attributes:
        places: The areas and zones, within the type of site; where those of one entry overlap, the standard that is
            written for the narrower one holds.
        where: The same in words.
        bar: The standard.
        users: The codes of the assessments that use it.
    """

    places: tuple[tuple[Path, Path], ...]
    where: Told
    bar: Told
    users: tuple[str, ...]


@final
@frozen(kw_only=True)
class Asked:
    """What one assessment asks by itself, and what a breach costs in it.

    Attributes:
        assessment: Its code.
        label: What it is called.
        item: What the item is called whose mark it takes from.
        indicator: The code of its own indicator.
        standard: The standard that it asks.
        deductions: What a breach costs, and what it rewards.
        subjects: Whom it assesses.
        clauses: Where it is written.
        standard_provenance: How well the standard is known.
        points_provenance: How well the points are known.
    """

    assessment: str
    label: Told
    item: Told
    indicator: str
    standard: Told
    deductions: Told
    subjects: Told
    clauses: Told
    standard_provenance: Provenance
    points_provenance: Provenance

    @property
    def illustrative(self) -> bool:
        """Whether its standard or its points are made up."""
        return Provenance.ILLUSTRATIVE in (self.standard_provenance, self.points_provenance)


@final
@frozen(kw_only=True)
class RulebookEntry:
    """One indicator at one type of site.

    Attributes:
        code: The code under which it is measured.
        label: What it is called.
        host: The code of the assessment that measures it.
        in_force: The standards in force; where several are, the one that is written for the narrower place holds.
        outside: The ground inside which it is part of a shared indicator and not measured by itself; None where there
            is none.
        apart: The same in words, with the code of the shared indicator.
        ruling: The decision that a standard rests on; empty where it is the highest.
        asked: What each assessment asks.
    """

    code: str
    label: Told
    host: str
    in_force: tuple[BarInForce, ...]
    outside: Scope | None
    apart: Told
    ruling: Told
    asked: tuple[Asked, ...]


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
        clauses: Where it is written.
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
    "{types} types of site; {shared} shared indicators, each measured once; {own} of one assessment",
)
_BLOCK = Sentence("【{type}】{count} 项", "[{type}] {count:indicator|indicators}")
_ENTRY = Sentence("  {number}. {label}（{code}）", "  {number}. {label} ({code})")
_BAR = Sentence("     标准：{bar}{ruling}（{where}）", "     standard: {bar}{ruling} ({where})")
_MEASURED = Sentence("     测评：{host}；使用：{users}", "     measured by {host}; used by {users}")
_LINE = Sentence("     {told}", "     {told}")
_RULED = Sentence("，裁定：{ruling}", ", ruling: {ruling}")
_ASKS = Sentence(
    "     {label} · {item}：要求 {standard}（{known}）；{deductions}（{priced}）；对象 {subjects}；依据 {clauses}",
    "     {label} · {item}: asks {standard} ({known}); {deductions} ({priced}); of {subjects}; under {clauses}",
)
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
        """What stands below the title: which rules, how many indicators, and their notice."""
        rules = self.rules
        variant = _VARIANT(variant=rules.variant) if rules.variant else ""
        told = [_VERSION(code=rules.code, version=rules.version, variant=variant)]
        told.append(_COUNTED(types=len(self.blocks), shared=self.shared, own=self.own))
        if rules.notice_zh or rules.notice_en:
            told.append(NOTICE(notice=either(rules.notice_zh, rules.notice_en)))
        return tuple(told)

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
                        subjects=own.subjects, clauses=own.clauses,
                    )  # fmt: skip


_PLACED = Sentence("{where}：{told}", "{where}: {told}")
_KNOWN = Sentence("标准 {standard}，分值 {points}", "standard {standard}, points {points}")


def _row(block: RulebookBlock, entry: RulebookEntry) -> RulebookRow:
    several, apart = len(entry.in_force) > 1, [entry.apart] if entry.outside is not None else []
    bars = [_PLACED(where=one.where, told=one.bar) if several else one.bar for one in entry.in_force]
    users = dict.fromkeys(chain.from_iterable(one.users for one in entry.in_force))

    def each(told: Iterable[Told]) -> str:
        pairs = zip(entry.asked, told, strict=True)
        return clauses(_PLACED(where=own.label, told=one) for own, one in pairs)[0]

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
    blocks = ((path, _entries(merged, path)) for path in paths)
    return Rulebook(
        rules=rules, shared=len(merged.shared), own=len(merged.own),
        blocks=tuple(_block(rules, path, entries) for path, entries in blocks if entries),
    )  # fmt: skip


def _block(rules: RuleSet, path: Path, entries: tuple[RulebookEntry, ...]) -> RulebookBlock:
    if not path:
        return RulebookBlock(site_type="", label=ANY_TYPE, entries=entries)
    term = rules.site_types[path[-1]]
    return RulebookBlock(site_type=term.code, label=either(term.zh, term.en or term.code), entries=entries)


def _entries(merged: MergedRules, site_type: Path) -> tuple[RulebookEntry, ...]:
    """Return what is asked at sites of a type, ordered by code."""
    found: defaultdict[str, dict[Question, list[tuple[Path, Path]]]] = defaultdict(dict)
    groups = dict[str, SharedIndicator]()
    for group in (*merged.shared, *merged.own):
        members = {contribution.indicator.code for contribution in group.contributions}
        for area, zone in _places(group, site_type):
            for question in merged.questions((area, zone, site_type)):
                if members & {one.indicator.code for one in question.indicator.contributions}:
                    found[question.code].setdefault(question, []).append((area, zone))
                    groups[question.code] = group
    return tuple(_entry(merged, groups[code], asked) for code, asked in sorted(found.items()))


def _places(group: SharedIndicator, site_type: Path) -> list[tuple[Path, Path]]:
    """Return areas and zones at which a group is asked of a type of site: one for each way in which its members, and
    the ground of its match, cover them.
    """
    scopes = [contribution.indicator.scope for contribution in group.contributions]
    scopes += [group.where] if group.where is not None else []
    here = [
        Scope(SITE_AXES, [(area, zone, site_type) for area, zone, kind in scope.extents if _within(site_type, kind)])
        for scope in scopes
    ]
    return [(area, zone) for area, zone, _ in meeting(here, _MOST)[0]]


def _within(path: Path, above: Path) -> bool:
    return path[: len(above)] == above


_APART = Sentence(
    "在 {where} 之内并入 {code}，不单独测评", "inside {where} it is part of {code}, and not measured apart"
)


def _entry(
    merged: MergedRules, group: SharedIndicator, questions: Mapping[Question, list[tuple[Path, Path]]]
) -> RulebookEntry:
    """Return one indicator of a group, from what is asked of it at some places."""
    rules, widest = merged.rule_set, max(questions, key=lambda question: len(question.users))
    in_force = sorted(
        (_in_force(rules, question, _told_apart(question, questions)) for question in questions),
        key=lambda one: (min(len(area) + len(zone) for area, zone in one.places), one.where),
    )
    own = widest.indicator
    outside = group.where if own.code != group.code else None
    return RulebookEntry(
        code=own.code, label=either(own.lead.zh, own.lead.en), host=own.host,
        in_force=tuple(in_force), outside=outside,
        apart=NOTHING if outside is None else _APART(where=name_scope(rules, outside), code=group.code),
        ruling=Told(own.ruling.why, own.ruling.why) if own.ruling else NOTHING,
        asked=tuple(_asked(merged, widest, user) for user in widest.users),
    )  # fmt: skip


def _told_apart(
    question: Question, questions: Mapping[Question, list[tuple[Path, Path]]]
) -> tuple[tuple[Path, Path], ...]:
    """Return the places of a question, without those that the next wider places say already."""
    every = [(place, asked) for asked, places in questions.items() for place in places]

    def needed(place: tuple[Path, Path]) -> bool:
        above = [pair for pair in every if pair[0] != place and _lies_in(place, pair[0])]
        nearest = [pair for pair in above if not any(one is not pair and _lies_in(one[0], pair[0]) for one in above)]
        return not nearest or any(asked is not question for _, asked in nearest)

    return tuple(sorted(filter(needed, questions[question])))


def _lies_in(place: tuple[Path, Path], above: tuple[Path, Path]) -> bool:
    return all(map(_within, place, above))


_PLACES = Sentence("{places}", "{places}")


def _in_force(rules: RuleSet, question: Question, places: tuple[tuple[Path, Path], ...]) -> BarInForce:
    named = sorted(name_scope(rules, Scope(SITE_AXES, [(area, zone, ())])) for area, zone in places)
    return BarInForce(
        places=places, where=_PLACES(places=Either(named)), bar=tell_bar(question.bar),
        users=tuple(user.assessment for user in question.users),
    )  # fmt: skip


_NOT_PRICED = Told("不扣分", "nothing is lost")


def _asked(merged: MergedRules, question: Question, user: Contribution) -> Asked:
    rules, indicator = merged.rule_set, user.indicator
    book = rules.assessment(indicator.assessment)
    lines = [tell_rule(rule, question.bar, rules) for rule in indicator.lines(host=question.hosted_by(user))]
    return Asked(
        assessment=book.code, label=either(book.zh, book.en), item=_item(rules, indicator), indicator=indicator.code,
        standard=tell_bar(indicator.standard.only(user.measures)), deductions=clauses(lines) if lines else _NOT_PRICED,
        subjects=name_scope(rules, merged.subjects(question, user)),
        clauses=clauses(clause.cite() for clause in indicator.clauses),
        standard_provenance=indicator.standard_provenance, points_provenance=indicator.points_provenance,
    )  # fmt: skip


def _item(rules: RuleSet, indicator: Indicator) -> Told:
    named: Told = name_items(rules.assessment(indicator.assessment))[indicator.item]
    return named
