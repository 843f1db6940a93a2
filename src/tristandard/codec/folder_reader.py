"""The files of a rule set or an overlay read as one: first the words, then the rules that are said in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, final

from attrs import define, evolve
from cattrs.gen import override

from tristandard.basics.errors import Refused, TristandardError, all_of
from tristandard.basics.location import Location, Locations
from tristandard.basics.terms import Tree
from tristandard.changing.laying import overlay, unlaid
from tristandard.changing.overlay import BadLine, LinesCollide, Overlay, OverlayLine
from tristandard.checks.cannot import CannotMerge
from tristandard.checks.contradictions import contradictions
from tristandard.checks.grouped import grouped
from tristandard.codec.available import TOML, codes
from tristandard.codec.bad_input import NOWHERE, BadInput, bad, under
from tristandard.codec.convert import register
from tristandard.codec.declared_words import read_words
from tristandard.codec.indicator_rows import IndicatorRows, all_met_items, read_tariffs
from tristandard.codec.match_rows import read_matches, read_rulings
from tristandard.codec.meant_folder import base_folder
from tristandard.codec.overlay_lines import read_lines
from tristandard.codec.reader import Reader, Spare, instead
from tristandard.codec.rule_files import NO_TEXT, RuleFiles, check_format
from tristandard.codec.rules_converter import converter
from tristandard.codec.tables import (
    COLUMNS,
    CROSSWALK,
    INDICATORS,
    KIND_OF_UNIT,
    MATCH,
    OVERLAY,
    SITE_TYPE,
    TARIFF,
    Sections,
)
from tristandard.rules.assessment import Assessment
from tristandard.rules.crosswalk import Crosswalk, Match, Ruling
from tristandard.rules.indicator import Indicator, Item
from tristandard.rules.nodes.node import Node
from tristandard.rules.paths import by_axis, paths
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.variant import Variant
from tristandard.words.sentence import Sentence, Told

_RULES: Sections = {
    "assessments": ("assessment", Assessment),
    "crosswalks": ("crosswalk", Crosswalk),
    "variants": ("variant", Variant),
}

#: Stands for the head of a rule set that has mistakes, so that the rest can be checked all the same.
_UNREAD = RuleSet(code="unread", version="unread", zh="unread", en="unread", assessments=())

#: Stands for the head of an overlay that has mistakes.
_UNREAD_LAYER = Overlay(code="unread", version="unread", zh="unread", en="unread", base="unread", base_version="unread")

#: What may be named that only the base of an overlay declares.
_KINDS = (
    "clause", "measure", "circumstance", "area", "zone", SITE_TYPE, "kind", KIND_OF_UNIT, "unit", "assessment",
    "crosswalk", "indicator", "item",
)  # fmt: skip


_A_BASE = Told("可以作为底本的规则集", "a rule set that it can be laid over")
_NAME_A_BASE = Sentence(
    "请写 {codes} 之一，或旁边文件夹的编码，不能是它自己",
    "name one of {codes}, or the code of a folder beside it, and not itself",
)


@final
@define
class _Read:
    """What was read of the files of a rule set or an overlay, beside its own table: by section,
    assessment and crosswalk.
    """

    words: dict[str, list[Any]]
    trees: dict[str, Tree[Any]]
    rules: dict[str, list[Any]]
    indicators: Mapping[str, list[Indicator]]
    matches: Mapping[str, list[Match]]
    rulings: list[Ruling]


@final
@define
class FolderReader:
    """Reads the files of a rule set or an overlay: first the words, then the rules that are said in them."""

    files: RuleFiles
    #: What an overlay is laid over, once it is known.
    base: RuleSet | None = None
    #: The folders that were laid over each other on the way here.
    chain: tuple[Path, ...] = ()

    @property
    def _reader(self) -> Reader:
        """What reads the values of the files, and gathers every mistake."""
        return self.files.reader

    def read(self) -> RuleSet:
        """Return the rule set; an overlay laid over its base."""
        found = self.parts()
        if isinstance(found, Overlay) and (self.base is None or ("line", None) in self._reader.broken):
            for problem in unlaid(self.base, [found], whole=False) if self.base else ():
                self._note_unlaid(problem)
            self.files.stop()  # what comes of lines that cannot be read is not known
        rule_set = self._laid(found) if isinstance(found, Overlay) else found
        for problem in contradictions(rule_set):
            self.files.note(problem)
        if self._reader.problems:
            for problem in grouped(rule_set)[1]:
                if isinstance(problem, CannotMerge) and not self._unsure(problem):
                    self.files.note(problem)
        self.files.stop()
        return rule_set

    def _unsure(self, problem: CannotMerge) -> bool:
        """Return whether a problem of matched indicators may follow from rows that could not be read."""
        broken = self._reader.broken
        return ("match", None) in broken or any(("match", code) in broken for code in problem.members)

    def parts(self) -> RuleSet | Overlay:
        """Return what the files hold, before it is laid over anything, or checked as a whole."""
        table = self.files.head()
        laid = table is not None and "base" in table
        rows = self.files.table(INDICATORS, COLUMNS, (*TARIFF, "clauses"), needed=not laid)
        matches = self.files.table(CROSSWALK, MATCH, (), needed=not laid)
        if table is None:
            self.files.stop()
            return _UNREAD
        check_format(self._reader, TOML, table)
        base = self._based(table) if laid else _UNREAD
        words, trees = read_words(self._reader, table, base)
        measures = {measure.code: measure for measure in (*base.measures, *words["measures"])}
        known = paths(by_axis(**trees))
        clauses = {clause.code: clause for clause in (*base.clauses, *words["clauses"])}
        self._reader.convert = converter(measures, clauses, known)
        rules = {
            section: self._reader.take_keyed(table.pop(section, {}), of, TOML, under(section), called, self._spare(of))
            for section, (called, of) in _RULES.items()
        }
        tariffs = read_tariffs(self.files, table.pop("tariffs", {}))
        books = [*base.assessments, *rules["assessments"]]
        walks = [crosswalk.code for crosswalk in (*base.crosswalks, *rules["crosswalks"])]
        read = _Read(
            words=words,
            trees=trees,
            rules=rules,
            indicators=IndicatorRows(self.files, measures, tariffs, all_met_items(books)).read(rows),
            matches=read_matches(self.files, matches, walks),
            rulings=read_rulings(self.files, table.pop("rulings", [])),
        )
        return (
            self._layer(table, read, read_lines(self.files, measures, known)) if laid else self._rule_set(table, read)
        )

    def _layer(self, table: Mapping[str, Any], read: _Read, lines: list[OverlayLine]) -> Overlay:
        """Return an overlay: what its table says of it, and what was read beside."""
        gathered = {**read.words, **read.rules, "rulings": read.rulings, "lines": lines}
        added = (*gathered, "indicators", "matches", "locations")
        register(self._reader.convert, Overlay, **dict.fromkeys(added, override(omit=True)))
        layer = self._reader.take(table, Overlay, TOML)
        if layer is None:
            self.base = None  # what is laid, and on what, is not known
        return evolve(
            layer or _UNREAD_LAYER,
            **gathered,
            indicators=[indicator for found in read.indicators.values() for indicator in found],
            matches=[(code, match) for code, found in read.matches.items() for match in found],
            locations=self.files.locations(read.words, read.rules),
        )

    def _rule_set(self, table: Mapping[str, Any], read: _Read) -> RuleSet:
        """Return a rule set: what its table says of it, and what was read beside."""
        head = self._reader.take({**table, "assessments": {}}, RuleSet, TOML) or _UNREAD
        books, walks = read.rules["assessments"], read.rules["crosswalks"]
        return evolve(
            head,
            **{**read.words, **read.trees},
            assessments=[evolve(book, indicators=read.indicators[book.code]) for book in books],
            crosswalks=[evolve(walk, matches=read.matches[walk.code]) for walk in walks],
            variants=read.rules["variants"],
            rulings=read.rulings,
            locations=Locations({(): Location(TOML), **self.files.locations(read.words, read.rules).known}),
        )

    def _laid(self, layer: Overlay) -> RuleSet:
        """Return an overlay laid over its base; what keeps it from that is told with its place."""
        try:
            return overlay(self.base or _UNREAD, layer)
        except Refused as refusal:
            for problem in all_of(refusal.exceptions, TristandardError):
                self._note_unlaid(problem)
            self.files.stop()
            raise

    def _note_unlaid(self, problem: TristandardError) -> None:
        """Gather what keeps an overlay from being laid over its base."""
        if isinstance(problem, (BadLine, LinesCollide)):
            self._reader.note(OVERLAY, NOWHERE, problem)
        else:
            self.files.note(problem)

    def _laid_over(self, table: Mapping[str, Any]) -> RuleSet:
        """Return the rule set that an overlay names as its base: the version it names, where there are several."""
        code, version = table["base"], table.get("base_version")
        if self.base is None:
            folder = (
                base_folder(self.files.path, code, version)
                if isinstance(code, str) and code != table.get("code")
                else None
            )
            if folder is None or folder in self.chain:
                raise bad(TOML, under("base"), code, _A_BASE, _NAME_A_BASE(codes=list(codes())))
            self.base = FolderReader(RuleFiles(folder, self.files.encoding), chain=(*self.chain, folder)).read()
        return self.base

    def _based(self, table: dict[str, Any]) -> RuleSet:
        """Return the base of an overlay; where it cannot be had, that is gathered, and not what follows from it."""
        try:
            return self._laid_over(table)
        except Refused as refusal:
            for problem in all_of(refusal.exceptions, BadInput):
                self._reader.gather(problem.beside(table["base"]))
        except BadInput as problem:
            self._reader.gather(problem)
        self._reader.broken |= {(kind, None) for kind in _KINDS}
        table["base"] = "unread"  # which is told already
        return _UNREAD

    def _spare(self, kind: type) -> Spare:
        """Return what stands for what cannot be read of an assessment, a crosswalk or a variant."""
        texts: Spare = {"zh": NO_TEXT, "en": NO_TEXT}
        if kind is Assessment:
            items, nodes = self._reader.readable(Item, "item"), self._reader.readable(Node)
            return {**texts, "office": NO_TEXT, "items": items, "score": nodes}
        return {**texts, "hosts": instead(["unread"])} if kind is Crosswalk else texts
