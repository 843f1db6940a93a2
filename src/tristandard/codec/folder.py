"""A rule set as a folder: `ruleset.toml`, `indicators.csv` and `crosswalk.csv`; an overlay has `overlay.csv` too.

All mistakes of the files are told together, and nothing is loaded where there is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, final

from attrs import define, evolve, field
from cattrs.gen import override

from tristandard.basics.clause import OutOfForce, a_date
from tristandard.basics.errors import BadValue, Refused, TristandardError, all_of, for_argument, refuse, wanted
from tristandard.basics.location import Address, Location, Locations
from tristandard.basics.measure import Measure
from tristandard.basics.place import Path as TreePath
from tristandard.basics.place import Tree
from tristandard.basics.points import exact, plain
from tristandard.changing.laying import overlay
from tristandard.changing.overlay import BadLine, LineKind, LinesCollide, Overlay, OverlayLine
from tristandard.checks.cannot import CannotMerge
from tristandard.checks.contradictions import contradictions
from tristandard.checks.grouped import grouped
from tristandard.codec.available import TOML, chosen, codes, several, versions, versions_in
from tristandard.codec.bad_input import NOWHERE, BadInput, Position, bad, in_row, under
from tristandard.codec.cells import pieces, read_amount
from tristandard.codec.convert import A_TABLE, THERE, Reader, Spare, converter, instead, register, words_converter
from tristandard.codec.csv_table import Table, csv_text, read_csv
from tristandard.codec.files import RULES_LIMIT, path_of
from tristandard.codec.output import write_all
from tristandard.codec.sources import no_encoding
from tristandard.codec.tables import (
    COLUMNS,
    CROSSWALK,
    INDICATORS,
    KIND_OF_UNIT,
    LINE,
    MATCH,
    OVERLAY,
    SITE_TYPE,
    TARIFF,
    TREES,
    WORDS,
    WRITTEN_COLUMNS,
    Sections,
    Tables,
    tables_from,
    tables_of,
)
from tristandard.codec.text import read_scope, read_standard
from tristandard.codec.toml_json import read_toml
from tristandard.codec.undeclared import Undeclared
from tristandard.rules.assessment import Assessment, Indicator, Item
from tristandard.rules.crosswalk import Crosswalk, Match, Ruling
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import REQUIRED
from tristandard.rules.nodes.node import Node
from tristandard.rules.ruleset import RuleSet, Variant, paths
from tristandard.rules.scope import SITE_AXES, UNIT_AXES, Scope
from tristandard.rules.standard import Standard
from tristandard.words.sentence import Sentence, Told

try:
    import tomli_w
except ImportError:  # pragma: no cover - the extra is there in every test environment
    tomli_w = None  # type: ignore[assignment]

_RULES: Sections = {
    "assessments": ("assessment", Assessment),
    "crosswalks": ("crosswalk", Crosswalk),
    "variants": ("variant", Variant),
}

#: Stands for the head of a rule set that has mistakes, so that the rest can be checked all the same.
_UNREAD = RuleSet(code="unread", version="unread", zh="unread", en="unread", assessments=())

#: Stands for the head of an overlay that has mistakes.
_UNREAD_LAYER = Overlay(code="unread", version="unread", zh="unread", en="unread", base="unread", base_version="unread")

#: Stands for a text that cannot be read, so that the rest of what it belongs to can be checked all the same.
_NO_TEXT = instead("unread")

#: What may be named that only the base of an overlay declares.
_KINDS = (
    "clause",
    "measure",
    "circumstance",
    "area",
    "zone",
    SITE_TYPE,
    "kind",
    KIND_OF_UNIT,
    "unit",
    "assessment",
    "crosswalk",
    "indicator",
    "item",
)

_Thing = TypeVar("_Thing")
_Rows = list[tuple[int, dict[str, str]]]


_THE_RULE_SET = Sentence("规则集“{code}”", "rule set {code!r}")
_NOT_IN_FORCE = Sentence(
    "规则集“{code}”的依据有的已不施行", "the rule set {code!r} stands on clauses that are not in force"
)


def load_ruleset(
    source: Mapping[str, Any] | str | Path,
    *,
    variant: str | None = None,
    on: date | None = None,
    encoding: str | None = None,
) -> RuleSet:
    """Load a rule set by its code from `available_rulesets`, or one of your own, by its folder or from its tables.

    An overlay is laid over its base, which is loaded too: by its code, or from a folder beside it.

    Args:
        source: A code, or the path of a folder: of a rule set, or of the versions of one. Or its tables, as
            `to_tables` returns them: "ruleset", and the rows of "indicators" and "crosswalk".
        variant: A named reading that replaces declared parts.
        on: A day on which the rule set must be in force; it tells the version where there are several.
        encoding: Of those CSV tables whose bytes fit both UTF-8 and GB18030 with different text: "utf-8" or
            "gb18030" (GBK is taken for it); of every other table it is detected.

    Raises:
        BadInput: When there is no such rule set, or several versions and no day.
        Refused: With every mistake of the files; or with every clause that the rules cite and that is
            not in force on the day given.
        OutOfForce: When the rule set is not in force on the day given; it names the nearest.
    """
    on = a_date(on)
    if isinstance(source, Mapping):
        no_encoding("ruleset", encoding)
        rule_set = ruleset_from("ruleset", tables_from(source))
    else:
        rule_set = _Folder(folder_of(source, on), encoding).read()
    if variant is not None:
        rule_set = rule_set.varied(variant)
    if on is not None and not rule_set.valid.holds(on, on):
        subject, nearest = _THE_RULE_SET(code=rule_set.code), str(rule_set.valid.nearest(on))
        raise OutOfForce(subject, str(on), rule_set.valid.told, nearest)
    if on is not None:
        refuse(_NOT_IN_FORCE(code=rule_set.code), rule_set.lapsed(on, on, str(on)))
    return rule_set


_NAME_THE_BASE = Told(
    "请写明它所依的规则集，或用 load_ruleset 读入",
    "name the rule set that it is laid over, or load it with load_ruleset",
)


def load_overlay(folder: str | Path, *, base: RuleSet | None = None, encoding: str | None = None) -> Overlay:
    """Load an overlay by itself, to lay it over its base together with others (see `overlay`).

    Args:
        folder: Of the overlay.
        base: The rule set whose words it uses; by default the one that it names.
        encoding: Of its CSV tables, as for `load_ruleset`.

    Raises:
        BadInput: When there is no such folder, or it holds no overlay.
        Refused: With every mistake of the files.
    """
    if base is not None:
        wanted(base, RuleSet, for_argument("base"))
    reader = _Folder(folder_of(path_of(folder)), encoding, base=base)
    found = reader.parts()
    reader.stop()
    if not isinstance(found, Overlay):
        raise bad(TOML, under("base"), "", THERE, _NAME_THE_BASE)
    return found


_A_RULE_SET = Told("一个规则集", "a rule set")
_A_FOLDER_OR_ONE_OF = Sentence("请给出文件夹，或其中之一：{codes}", "give a folder, or one of {codes}")


def folder_of(source: str | Path, on: date | None = None) -> Path:
    """Return the folder of a rule set: the version in force on a day, where there are several."""
    if isinstance(source, str) and source in codes():
        return chosen(versions(source), on).folder
    folder = path_of(source)
    if not _is_folder(folder):
        raise bad(str(source)[:80], NOWHERE, str(source), _A_RULE_SET, _A_FOLDER_OR_ONE_OF(codes=list(codes())))
    return chosen(versions_in(folder), on).folder if several(folder) else folder


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that no folder can have
        return False


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


A_READ_FORMAT = Told("本版本能读的格式", "a format that this version reads")
FORMAT_1 = Told("请写 format = 1", "write format = 1")
_CANNOT_BE_LOADED = Sentence("“{folder}”中的规则集无法读入", "the rule set in {folder!r} cannot be loaded")
_A_BASE = Told("可以作为底本的规则集", "a rule set that it can be laid over")
_NAME_A_BASE = Sentence(
    "请写 {codes} 之一，或旁边文件夹的编码，不能是它自己",
    "name one of {codes}, or the code of a folder beside it, and not itself",
)
_A_LIST = Told("列表", "a list")
_RULINGS_BEFORE_EACH = Told("请在每条前写 [[rulings]]", "write [[rulings]] before each")
_TARIFFS_BEFORE_EACH = Told("请在每条前写 [[tariffs.名称]]", "write [[tariffs.NAME]] before each line")
_A_CODE_OF_ITS_OWN = Told("不重复的编码", "a code of its own")
_EACH_ITS_OWN = Sentence(
    "{where}也用了它；请给每个指标各用一个编码，或删去一个",
    "{where} has it too; give each indicator its own, or drop one",
)
_NAMED_BY_A_ROW = Told("有行写到的扣分标准", "named by any row")
_NAME_OR_DROP = Sentence(
    "请在 {file} 的 tariff 列写上它，或删去它", "name it in the column tariff of {file}, or drop it"
)
_POINTS_OF_A_STEP = Told(
    "请写每档扣几分，或写扣分标准的名称", "write the points that each step loses, or name a tariff"
)
_WRITTEN = Told("已填的值", "there")
_ALONE = Sentence("单独写的：{columns} 也写了", "alone: {columns} stand beside it")
_TARIFF_OR_COLUMNS = Told("请写扣分标准的名称，或写这几列，不要都写", "name a tariff, or write its columns, not both")
_A_DECLARED_TARIFF = Told("已声明的扣分标准", "a declared tariff")
_DECLARE_TARIFF = Sentence(
    "请在 {file} 中写 [[tariffs.{name}]]，或改正名称", "declare [[tariffs.{name}]] in {file}, or mend the name"
)
_ONE_STEP = Told("这一行所有测量项目共用的一档", "one step for all measures of the row")
_LINE_FOR_EACH = Told("请改用扣分标准，每个测量项目各写一条", "name a tariff with a line for each measure")
_A_MATCH_OF_ITS_OWN = Told("不重复的对照", "a match of its own")
_DROP_ONE = Sentence("{where}已写过；请删去一个", "{where} has it too; drop one")


@final
@define
class _Folder:
    """Reads one folder: first the words, then the rules that are said in them; gathers every mistake."""

    path: Path
    encoding: str | None
    #: What an overlay is laid over, once it is known.
    base: RuleSet | None = None
    #: The folders that were laid over each other on the way here.
    chain: tuple[Path, ...] = ()
    #: What stands for the files, where there are none.
    given: Tables | None = None
    reader: Reader = field(factory=lambda: Reader(words_converter()))
    #: What the tables are called in messages: their names, with what was detected of them.
    names: dict[str, str] = field(factory=dict)
    #: Where in the files the parts of the rule set are written.
    known: dict[Address, Location] = field(factory=dict)

    def read(self) -> RuleSet:
        """Return the rule set; an overlay laid over its base."""
        found = self.parts()
        if isinstance(found, Overlay) and (self.base is None or ("line", None) in self.reader.broken):
            self.stop()  # what comes of lines that cannot be read is not known
        rule_set = self._laid(found) if isinstance(found, Overlay) else found
        for problem in contradictions(rule_set):
            self._note(problem)
        if self.reader.problems:
            for problem in grouped(rule_set)[1]:
                if isinstance(problem, CannotMerge) and not self._unsure(problem):
                    self._note(problem)
        self.stop()
        return rule_set

    def _unsure(self, problem: CannotMerge) -> bool:
        """Return whether a problem of matched indicators may follow from rows that could not be read."""
        broken = self.reader.broken
        return ("match", None) in broken or any(("match", code) in broken for code in problem.members)

    def _note(self, problem: TristandardError) -> None:
        """Gather a problem of the rule set as a whole, at every place of which it speaks, unless it
        only follows from another.
        """
        if self.reader.follows(problem):
            return
        locations: tuple[Location, ...] = getattr(problem, "locations", ())
        own = evolve(problem, locations=()) if locations else problem  # type: ignore[misc]
        self.reader.note(locations[0].file if locations else TOML, NOWHERE, own, locations)

    def parts(self) -> RuleSet | Overlay:
        """Return what the files hold, before it is laid over anything, or checked as a whole."""
        given = self.given
        table = dict(given.table) if given is not None else self._file(lambda: read_toml(self.path / TOML))
        laid = table is not None and "base" in table
        rows = self._table(INDICATORS, COLUMNS, (*TARIFF, "clauses"), needed=not laid)
        matches = self._table(CROSSWALK, MATCH, (), needed=not laid)
        if table is None:
            self.stop()
            return _UNREAD
        format_ = table.pop("format", None)
        if type(format_) is not int or format_ != 1:
            self.reader.note(TOML, under("format"), BadValue(format_, A_READ_FORMAT, FORMAT_1))
        base = self._based(table) if laid else _UNREAD
        words, trees = self._words(table, base)
        measures = {measure.code: measure for measure in (*base.measures, *words["measures"])}
        known = paths(**trees)
        clauses = {clause.code: clause for clause in (*base.clauses, *words["clauses"])}
        self.reader.convert = converter(measures, clauses, known)
        rules = {
            section: self.reader.take_keyed(table.pop(section, {}), of, TOML, under(section), called, self._spare(of))
            for section, (called, of) in _RULES.items()
        }
        tariffs = self._tariffs(table.pop("tariffs", {}))
        books = [*base.assessments, *rules["assessments"]]
        walks = [crosswalk.code for crosswalk in (*base.crosswalks, *rules["crosswalks"])]
        read = _Read(
            words=words,
            trees=trees,
            rules=rules,
            indicators=self._indicators(rows, measures, tariffs, books),
            matches=self._matches(matches, walks),
            rulings=self._rulings(table.pop("rulings", [])),
        )
        return self._layer(table, read, self._lines(measures, known)) if laid else self._rule_set(table, read)

    def _layer(self, table: Mapping[str, Any], read: _Read, lines: list[OverlayLine]) -> Overlay:
        """Return an overlay: what its table says of it, and what was read beside."""
        gathered = {**read.words, **read.rules, "rulings": read.rulings, "lines": lines}
        added = (*gathered, "indicators", "matches", "locations")
        register(self.reader.convert, Overlay, **dict.fromkeys(added, override(omit=True)))
        layer = self.reader.take(table, Overlay, TOML)
        if layer is None:
            self.base = None  # what is laid, and on what, is not known
        return evolve(
            layer or _UNREAD_LAYER,
            **gathered,
            indicators=[indicator for found in read.indicators.values() for indicator in found],
            matches=[(code, match) for code, found in read.matches.items() for match in found],
            locations=self._locations(read.words, read.rules),
        )

    def _rule_set(self, table: Mapping[str, Any], read: _Read) -> RuleSet:
        """Return a rule set: what its table says of it, and what was read beside."""
        head = self.reader.take({**table, "assessments": {}}, RuleSet, TOML) or _UNREAD
        books, walks = read.rules["assessments"], read.rules["crosswalks"]
        return evolve(
            head,
            **{**read.words, **read.trees},
            assessments=[evolve(book, indicators=read.indicators[book.code]) for book in books],
            crosswalks=[evolve(walk, matches=read.matches[walk.code]) for walk in walks],
            variants=read.rules["variants"],
            rulings=read.rulings,
            locations=Locations({(): Location(TOML), **self._locations(read.words, read.rules).known}),
        )

    def _locations(self, words: Mapping[str, list[Any]], rules: Mapping[str, list[Any]]) -> Locations:
        """Return where the parts of a rule set, or of an overlay, are written."""
        found: dict[Address, Location] = {(key,): Location(TOML, key=key) for key in ("valid", "variant", "policy")}
        for section, things in {**words, **rules}.items():
            for thing in things:
                found[section, thing.code] = Location(TOML).inside((section, thing.code))
        return Locations({**found, **self.known})

    def stop(self) -> None:
        """Refuse the files where there is any mistake."""
        problems = [
            evolve(problem, file=self.names.get(problem.file, problem.file)) for problem in self.reader.problems
        ]
        refuse(_CANNOT_BE_LOADED(folder=self.path.name), problems)

    def _file(self, read: Callable[[], _Thing]) -> _Thing | None:
        try:
            return read()
        except BadInput as problem:
            self.reader.problems.append(problem)
            return None

    def _table(self, name: str, columns: tuple[str, ...], optional: tuple[str, ...], *, needed: bool = True) -> _Rows:
        if not needed and not (self.path / name).exists():
            return []
        table = self._file(lambda: self._opened(name, columns, optional))
        rows = list(table.rows) if table else []
        for problem in table.problems if table else ():
            self.reader.gather(problem)
        if (table is None or table.problems) and name == INDICATORS:
            self.reader.broken |= {("indicator", None), ("tariff", None), ("match", None)}
        if (table is None or table.problems) and name == CROSSWALK:
            self.reader.broken.add(("match", None))
        self.names[name] = table.name if table else name
        return rows

    def _opened(self, name: str, columns: tuple[str, ...], optional: tuple[str, ...]) -> Table:
        if self.given is not None:
            return self.given.of(name).table(columns, optional)
        return read_csv(self.path / name, columns, optional, encoding=self.encoding)

    def _laid(self, layer: Overlay) -> RuleSet:
        """Return an overlay laid over its base; what keeps it from that is told with its place."""
        try:
            return overlay(self.base or _UNREAD, layer)
        except Refused as refusal:
            for problem in all_of(refusal.exceptions, TristandardError):
                if isinstance(problem, (BadLine, LinesCollide)):
                    self.reader.note(OVERLAY, NOWHERE, problem)
                else:
                    self._note(problem)
            self.stop()
            raise

    def _laid_over(self, table: Mapping[str, Any]) -> RuleSet:
        """Return the rule set that an overlay names as its base: the version it names, where there are several."""
        code, version = table["base"], table.get("base_version")
        if self.base is None:
            folder = self._base_folder(code, version) if isinstance(code, str) and code != table.get("code") else None
            if folder is None or folder in self.chain:
                raise bad(TOML, under("base"), code, _A_BASE, _NAME_A_BASE(codes=list(codes())))
            self.base = _Folder(folder, self.encoding, chain=(*self.chain, folder)).read()
        return self.base

    def _based(self, table: dict[str, Any]) -> RuleSet:
        """Return the base of an overlay; where it cannot be had, that is gathered, and not what follows from it."""
        try:
            return self._laid_over(table)
        except Refused as refusal:
            for problem in all_of(refusal.exceptions, BadInput):
                self.reader.gather(problem.beside(table["base"]))
        except BadInput as problem:
            self.reader.gather(problem)
        self.reader.broken |= {(kind, None) for kind in _KINDS}
        table["base"] = "unread"  # which is told already
        return _UNREAD

    def _spare(self, kind: type) -> Spare:
        """Return what stands for what cannot be read of an assessment, a crosswalk or a variant."""
        texts: Spare = {"zh": _NO_TEXT, "en": _NO_TEXT}
        if kind is Assessment:
            items, nodes = self.reader.readable(Item, "item"), self.reader.readable(Node)
            return {**texts, "office": _NO_TEXT, "items": items, "score": nodes}
        return {**texts, "hosts": instead(["unread"])} if kind is Crosswalk else texts

    def _base_folder(self, code: str, version: object) -> Path | None:
        """Return the folder of a base: of the version named where there are several; None where there is none."""
        beside = self.path.resolve().parent / code
        if code not in codes() and (beside.name != code or code == ".." or not _is_folder(beside)):
            return None
        if code not in codes() and not several(beside):
            return beside
        known = versions(code) if code in codes() else versions_in(beside)
        return next((one.folder for one in known if one.version == version), known[-1].folder)

    def _words(self, table: dict[str, Any], base: RuleSet) -> tuple[dict[str, Any], dict[str, Tree[Any]]]:
        """Return the words that are declared, and the trees that they make with those of the base."""
        words: dict[str, Any] = {}
        trees: dict[str, Tree[Any]] = {}
        for section, (called, of) in WORDS.items():
            raw = table.pop(section, {})
            words[section] = self.reader.take_keyed(raw, of, TOML, under(section), called)
            if section in TREES:
                terms = list({term.code: term for term in (*getattr(base, section), *words[section])}.values())
                tree = self.reader.made(partial(Tree[Any], called, terms), raw, TOML, under(section))
                if tree is None:
                    self.reader.broken |= {(called, term.code) for term in words[section]}
                trees[section] = tree or getattr(base, section)
        return words, trees

    def _lines(self, measures: Mapping[str, Measure], known: Mapping[str, Mapping[str, TreePath]]) -> list[OverlayLine]:
        """Return the lines of an overlay, each value read as what it changes; one that only
        adds needs no file of them.
        """
        reads: Mapping[str, Callable[[str], Standard | Scope]] = {
            "standard": lambda told: read_standard(told, measures),
            "scope": lambda told: read_scope(told, SITE_AXES, known),
            "subjects": lambda told: read_scope(told, UNIT_AXES, known),
        }
        found = []
        for line, row in self._table(OVERLAY, LINE, (), needed=False):
            told, read = row.pop("value"), exact if row["line"] == LineKind.WEIGH.value else reads.get(row["part"], str)
            at = in_row(line)
            where = at.inside("value")
            value = self.reader.made(partial(read, told), told, OVERLAY, where) if told else None
            made = self.reader.take(row, OverlayLine, OVERLAY, at)
            line_ = (
                self.reader.made(partial(evolve, made, value=value, place=at.told), told, OVERLAY, where)
                if made
                else None
            )
            if made and line_ and (value is not None or not told):
                found.append(line_)
                self.known.setdefault(_changed(made), Location(self.names[OVERLAY], line, "value"))
            else:
                self.reader.broken.add(("line", None))
        return found

    def _rulings(self, raw: object) -> list[Ruling]:
        if not isinstance(raw, list):
            self.reader.note(TOML, under("rulings"), BadValue(raw, _A_LIST, _RULINGS_BEFORE_EACH))
            return []
        found = list[Ruling]()
        for place, entry in enumerate(raw):
            where = under("rulings", place)
            ruling = self.reader.take(entry, Ruling, TOML, where)
            if ruling is None:
                members = entry.get("members") if isinstance(entry, Mapping) else None
                named = [code for code in members if isinstance(code, str)] if isinstance(members, list) else []
                self.reader.broken |= {("match", code) for code in named} or {("match", None)}
            else:
                found.append(ruling)
                self.known.setdefault(("rulings", *sorted(ruling.members)), Location(TOML, key=where.key))
        return found

    def _priced_at(self, line: int, tariff: str) -> Location:
        """Return where the lines of an indicator are written: in a tariff, or in a row."""
        if tariff:
            return Location(TOML).inside(("tariffs", tariff))
        return Location(self.names[INDICATORS], line, "each")

    def _tariffs(self, table: object) -> dict[str, tuple[DeductionRule, ...] | None]:
        if not isinstance(table, Mapping):
            self.reader.note(TOML, under("tariffs"), BadValue(table, A_TABLE, _TARIFFS_BEFORE_EACH))
            return {}
        return {
            name: self.reader.take(lines, tuple[DeductionRule, ...], TOML, under("tariffs", name))
            for name, lines in table.items()
        }

    def _indicators(
        self,
        rows: _Rows,
        measures: Mapping[str, Measure],
        tariffs: Mapping[str, tuple[DeductionRule, ...] | None],
        books: Iterable[Assessment],
    ) -> defaultdict[str, list[Indicator]]:
        found: defaultdict[str, list[Indicator]] = defaultdict(list)
        first: dict[str, int] = {}
        known = _all_met(books)
        for line, row in rows:
            if self.reader.full:
                break
            where, code = in_row(line), row["code"]
            rules = self._written(where, row, measures, tariffs, known)
            raw: dict[str, Any] = {column: row[column] for column in (*COLUMNS, "clauses")}
            indicator = self.reader.take({**raw, "deductions": []}, Indicator, INDICATORS, where)
            if first.setdefault(code, line) != line:
                remedy = _EACH_ITS_OWN(where=in_row(first[code]).told)
                self.reader.note(INDICATORS, where.inside("code"), BadValue(code, _A_CODE_OF_ITS_OWN, remedy))
                continue
            if indicator is None or rules is None:
                self.reader.broken.add(("indicator", code))
                if rules is None:
                    self.reader.unread.add(self._priced_at(line, row["tariff"]))
                if indicator is None:
                    indicator = self._spared(line, raw, measures)
            if indicator is None:
                continue
            if indicator.assessment not in known:
                unknown = Undeclared("assessment", indicator.assessment, tuple(known))
                self.reader.note(INDICATORS, where.inside("code"), unknown)
                self.reader.broken.add(("indicator", code))
            else:
                found[indicator.assessment].append(evolve(indicator, deductions=rules or ()))
                self.known["indicators", code] = Location(self.names[INDICATORS], line)
                self.known["indicators", code, "deductions"] = self._priced_at(line, row["tariff"])
        used = {row["tariff"] for _, row in rows}
        for name in sorted(tariffs.keys() - used) if ("tariff", None) not in self.reader.broken else ():
            problem = BadValue(name, _NAMED_BY_A_ROW, _NAME_OR_DROP(file=INDICATORS))
            self.reader.note(TOML, under("tariffs", name), problem)
        return found

    def _spared(self, line: int, raw: Mapping[str, Any], measures: Mapping[str, Measure]) -> Indicator | None:
        """Return an indicator of which some columns cannot be read, for the rest to be checked all the same."""
        at = Location(self.names[INDICATORS], line)
        anything = instead(f"{next(iter(measures), 'none')} any")
        anywhere, unproven = instead("any"), instead("illustrative")
        spare = {
            **dict.fromkeys(("item", "zh", "en"), _NO_TEXT),
            **dict.fromkeys(("scope", "subjects"), anywhere),
            **dict.fromkeys(("standard_provenance", "points_provenance"), unproven),
            "standard": anything,
        }
        indicator: Indicator | None = self.reader.spared({**raw, "deductions": []}, Indicator, at, spare)
        if indicator is not None and at.inside(("standard",)) in self.reader.unread:
            return evolve(indicator, standard=Standard())
        return indicator

    def _written(
        self, where: Position, row: Mapping[str, str], measures: Mapping[str, Measure],
        tariffs: Mapping[str, tuple[DeductionRule, ...] | None], needing: Mapping[str, set[str]],
    ) -> tuple[DeductionRule, ...] | None:  # fmt: skip
        """Return the rules of a row: none where it writes none, and its item counts only when all is met."""
        return () if _is_bare(row, needing) else self._priced(where, row, measures, tariffs)

    def _priced(
        self,
        where: Position,
        row: Mapping[str, str],
        measures: Mapping[str, Measure],
        tariffs: Mapping[str, tuple[DeductionRule, ...] | None],
    ) -> tuple[DeductionRule, ...] | None:
        """Return the rules of a row: those of a tariff it names, or one straight line over all
        that its standard asks.
        """
        columns = {column: row[column] for column in TARIFF if row[column] and column != "tariff"}
        if row["tariff"]:
            return self._named(where.inside("tariff"), row["tariff"], columns, tariffs)
        line: dict[str, Any] = {
            "each": "1",
            **columns,
            "measures": [part.split()[0] for part in pieces(row["standard"], ";")],
        }
        whole = "each" in columns
        if not whole:
            self.reader.note(INDICATORS, where.inside("each"), BadValue("", _WRITTEN, _POINTS_OF_A_STEP))
        if columns.get("per", REQUIRED) != REQUIRED:
            step = self._one_step(
                where, columns["per"], [measures[code] for code in line["measures"] if code in measures]
            )
            whole, line["per"] = whole and step is not None, step or "1"
        rule = self.reader.take(line, DeductionRule, INDICATORS, where)
        return (rule,) if rule and whole else None

    def _named(
        self,
        where: Position,
        name: str,
        columns: Iterable[str],
        tariffs: Mapping[str, tuple[DeductionRule, ...] | None],
    ) -> tuple[DeductionRule, ...] | None:
        """Return the rules of a tariff that a row names; None where it is not declared, or columns stand beside it."""
        if columns:
            expected = _ALONE(columns=list(columns))
            self.reader.note(INDICATORS, where, BadValue(name, expected, _TARIFF_OR_COLUMNS))
        if name not in tariffs:
            remedy = _DECLARE_TARIFF(name=name, file=TOML)
            self.reader.note(INDICATORS, where, BadValue(name, _A_DECLARED_TARIFF, remedy))
        return None if columns else tariffs.get(name)

    def _one_step(self, where: Position, per: str, measures: list[Measure]) -> str | None:
        """Return the one size of a step that a row writes, in the units of its measures; None where
        there are several, or none.
        """
        sizes = self.reader.made(
            lambda: {_step(per, measure) for measure in measures}, per, INDICATORS, where.inside("per")
        )
        if sizes is not None and len(sizes) > 1:
            self.reader.note(INDICATORS, where.inside("per"), BadValue(per, _ONE_STEP, _LINE_FOR_EACH))
            return None
        return None if sizes is None else min(sizes or {"1"})

    def _matches(self, rows: _Rows, known: Iterable[str]) -> defaultdict[str, list[Match]]:
        found: defaultdict[str, list[Match]] = defaultdict(list)
        for line, row in rows:
            if self.reader.full:
                break
            where = in_row(line)
            if row["crosswalk"] not in known:
                unknown = Undeclared("crosswalk", row["crosswalk"], tuple(known))
                self.reader.note(CROSSWALK, where.inside("crosswalk"), unknown)
            raw = {
                **{column: row[column] for column in ("first", "second", "relation", "rationale")},
                "measures": pieces(row["measures"], ";"),
            }
            match = self.reader.take(raw, Match, CROSSWALK, where)
            if match is None or row["crosswalk"] not in known:
                self.reader.broken |= {("match", code or None) for code in (row["first"], row["second"])}
            if match is None:
                continue
            address = ("matches", match.first, match.second)
            first = self.known.setdefault(address, Location(self.names[CROSSWALK], line)).row
            if first == line:
                found[row["crosswalk"]].append(match)
            else:
                remedy = _DROP_ONE(where=in_row(first).told)
                problem = BadValue(f"{match.first} ~ {match.second}", _A_MATCH_OF_ITS_OWN, remedy)
                self.reader.note(CROSSWALK, where, problem)
        return found


def _all_met(books: Iterable[Assessment]) -> dict[str, set[str]]:
    """Return the items of each assessment that count only when all is met."""
    return {book.code: {item.code for item in book.items if item.all_met} for book in books}


def _is_bare(row: Mapping[str, str], needing: Mapping[str, set[str]]) -> bool:
    """Return whether a row writes no line, and needs none: its item counts only when all is met."""
    return row["item"] in needing.get(row["code"].partition(".")[0], ()) and not any(row[column] for column in TARIFF)


def _changed(line: OverlayLine) -> Address:
    """Return the address of what a line of an overlay changes."""
    if line.kind is LineKind.WEIGH:
        book, _, node = line.code.partition(".")
        return "assessments", book, "score", node, "weights", line.part
    if line.part == "office":
        return "assessments", line.code, "office"
    return ("indicators", line.code, line.part) if line.part else ("indicators", line.code)


_WITH_ITS_UNIT = Told("带单位的一档", "a step with its unit")
_WRITE_IT_SO = Sentence('请写 "{text}"', 'write "{text}"')


def _step(text: str, measure: Measure) -> str:
    """Return a step in the measure's unit."""
    try:
        return plain(read_amount(text, measure.unit))
    except BadValue:
        if text.replace(".", "").replace("/", "").isdecimal():
            raise BadValue(text, _WITH_ITS_UNIT, _WRITE_IT_SO(text=f"{text} {measure.unit}")) from None
        raise


_INSTALLED = Told("已安装的包", "installed")
_THE_EXTRA = Told(
    '写出规则集需要附加包：pip install "tristandard[write]"',
    'writing a rule set needs the extra: pip install "tristandard[write]"',
)


def write_ruleset(rule_set: RuleSet, folder: str | Path) -> None:
    """Write a rule set as a folder of three files that reads back equal, and writes again the same bytes.

    Raises:
        BadInput: When the extra `write` is not installed.
    """
    wanted(rule_set, RuleSet)
    path = path_of(folder)
    if tomli_w is None:  # pragma: no cover - the extra is there in every test environment
        raise bad(TOML, NOWHERE, "tomli-w", _INSTALLED, _THE_EXTRA)
    tables = tables_of(rule_set)
    write_all(
        path,
        {
            TOML: tomli_w.dumps(tables.table),
            INDICATORS: csv_text(INDICATORS, WRITTEN_COLUMNS, [row for _, row in tables.indicators]),
            CROSSWALK: csv_text(CROSSWALK, MATCH, [row for _, row in tables.matches]),
        },
        limit=RULES_LIMIT,
    )


def ruleset_from(name: str, tables: Tables) -> RuleSet:
    """Return the rule set that is held in tables, read as its files are; see `load_ruleset`.

    Args:
        name: What it is called in the refusal.
        tables: The table of `ruleset.toml` and the rows of the others; what is wrong is told by their numbers.

    Raises:
        Refused: With every mistake.
    """
    return _Folder(Path(name), None, given=tables).read()
