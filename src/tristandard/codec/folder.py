"""A rule set as a folder: `ruleset.toml`, `indicators.csv` and `crosswalk.csv`; an overlay has `overlay.csv` too.

All mistakes of the files are told together, and nothing is loaded where there is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar, final

from attrs import define, evolve, field
from cattrs import Converter
from cattrs.gen import override

from tristandard.basics.clause import Clause, OutOfForce, a_date
from tristandard.basics.errors import BadValue, Refused, TristandardError, all_of, refuse, wanted
from tristandard.basics.finding import Circumstance
from tristandard.basics.location import Address, Location, Locations, told
from tristandard.basics.measure import Measure
from tristandard.basics.place import Path as TreePath
from tristandard.basics.place import Term, Tree, Unit
from tristandard.basics.points import exact, plain
from tristandard.changing.laying import overlay
from tristandard.changing.overlay import BadLine, LineKind, LinesCollide, Overlay, OverlayLine
from tristandard.checks.cannot import CannotMerge
from tristandard.checks.contradictions import contradictions
from tristandard.checks.grouped import grouped
from tristandard.codec.available import TOML, chosen, codes, several, versions, versions_in
from tristandard.codec.convert import Reader, Spare, converter, instead, register, words_converter
from tristandard.codec.files import RULES_LIMIT, BadInput, bad, csv_text, path_of, read_csv, read_toml, write_all
from tristandard.codec.text import Undeclared, pieces, read_amount, read_scope, read_standard
from tristandard.rules.assessment import Assessment, Indicator, Item
from tristandard.rules.crosswalk import Crosswalk, Match, Ruling
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import REQUIRED
from tristandard.rules.nodes.node import Node
from tristandard.rules.ruleset import RuleSet, Variant, paths
from tristandard.rules.scope import SITE_AXES, UNIT_AXES, Scope
from tristandard.rules.standard import Standard

try:
    import tomli_w
except ImportError:  # pragma: no cover - the extra is there in every test environment
    tomli_w = None  # type: ignore[assignment]

INDICATORS, CROSSWALK, OVERLAY = "indicators.csv", "crosswalk.csv", "overlay.csv"
_Sections = Mapping[str, tuple[str, type]]
_TREES: _Sections = {
    "areas": ("area", Term),
    "zones": ("zone", Term),
    "site_types": ("site type", Term),
    "kinds": ("kind of unit", Term),
    "units": ("unit", Unit),
}
_WORDS: _Sections = {
    "clauses": ("clause", Clause),
    "measures": ("measure", Measure),
    "circumstances": ("circumstance", Circumstance),
    **_TREES,
}
_RULES: _Sections = {
    "assessments": ("assessment", Assessment),
    "crosswalks": ("crosswalk", Crosswalk),
    "variants": ("variant", Variant),
}
_COLUMNS = ("code", "item", "zh", "en", "standard", "scope", "subjects", "standard_provenance", "points_provenance")
_TARIFF = ("each", "per", "parts", "counting", "at_most", "tariff")
_MATCH = ("crosswalk", "first", "second", "relation", "measures", "rationale")
_LINE = ("line", "code", "part", "value", "clause", "why")

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
    "site type",
    "kind",
    "kind of unit",
    "unit",
    "assessment",
    "crosswalk",
    "indicator",
    "item",
)

_Thing = TypeVar("_Thing")
_Rows = list[tuple[int, dict[str, str]]]


def load_ruleset(
    source: str | Path, *, variant: str | None = None, on: date | None = None, encoding: str | None = None
) -> RuleSet:
    """Load a rule set by its code from `available_rulesets`, or one of your own, by its folder.

    An overlay is laid over its base, which is loaded too: by its code, or from a folder beside it.

    Args:
        source: A code, or the path of a folder: of a rule set, or of the versions of one.
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
    rule_set = _Folder(folder_of(source, on), encoding).read()
    if variant is not None:
        rule_set = rule_set.varied(variant)
    if on is not None and not rule_set.valid.holds(on, on):
        raise OutOfForce(f"rule set {rule_set.code!r}", str(on), str(rule_set.valid), str(rule_set.valid.nearest(on)))
    if on is not None:
        refuse(
            f"the rule set {rule_set.code!r} stands on clauses that are not in force", rule_set.lapsed(on, on, str(on))
        )
    return rule_set


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
        wanted(base, RuleSet, " for `base`")
    reader = _Folder(folder_of(path_of(folder)), encoding, base=base)
    found = reader.parts()
    reader.stop()
    if not isinstance(found, Overlay):
        raise bad(TOML, "base", "", "there", "name the rule set that it is laid over, or load it with load_ruleset")
    return found


def folder_of(source: str | Path, on: date | None = None) -> Path:
    """Return the folder of a rule set: the version in force on a day, where there are several."""
    if isinstance(source, str) and source in codes():
        return chosen(versions(source), on).folder
    folder = path_of(source)
    if not _is_folder(folder):
        raise bad(str(source)[:80], "", str(source), "a rule set", f"give a folder, or one of {', '.join(codes())}")
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
        file = locations[0].file if locations else TOML
        where = told(locations)[1].removeprefix(file).removeprefix(", ")
        self.reader.note(file, where, evolve(problem, locations=()) if locations else problem)  # type: ignore[misc]

    def parts(self) -> RuleSet | Overlay:
        """Return what the files hold, before it is laid over anything, or checked as a whole."""
        table = self._file(lambda: read_toml(self.path / TOML))
        laid = table is not None and "base" in table
        rows = self._table(INDICATORS, _COLUMNS, (*_TARIFF, "clauses"), needed=not laid)
        matches = self._table(CROSSWALK, _MATCH, (), needed=not laid)
        if table is None:
            self.stop()
            return _UNREAD
        format_ = table.pop("format", None)
        if type(format_) is not int or format_ != 1:
            self.reader.note(TOML, "format", BadValue(format_, "a format that this version reads", "write format = 1"))
        base = self._based(table) if laid else _UNREAD
        words, trees = self._words(table, base)
        measures = {measure.code: measure for measure in (*base.measures, *words["measures"])}
        known = paths(**trees)
        clauses = {clause.code: clause for clause in (*base.clauses, *words["clauses"])}
        self.reader.convert = converter(measures, clauses, known)
        rules = {
            section: self.reader.take_keyed(table.pop(section, {}), of, TOML, section, called, self._spare(of))
            for section, (called, of) in _RULES.items()
        }
        tariffs = self._tariffs(table.pop("tariffs", {}))
        books = [book.code for book in (*base.assessments, *rules["assessments"])]
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
        refuse(f"the rule set in {self.path.name!r} cannot be loaded", problems)

    def _file(self, read: Callable[[], _Thing]) -> _Thing | None:
        try:
            return read()
        except BadInput as problem:
            self.reader.problems.append(problem)
            return None

    def _table(self, name: str, columns: tuple[str, ...], optional: tuple[str, ...], *, needed: bool = True) -> _Rows:
        if not needed and not (self.path / name).exists():
            return []
        table = self._file(lambda: read_csv(self.path / name, columns, optional, encoding=self.encoding))
        rows = list(table.rows) if table else []
        for problem in table.problems if table else ():
            self.reader.gather(problem)
        if (table is None or table.problems) and name == INDICATORS:
            self.reader.broken |= {("indicator", None), ("tariff", None), ("match", None)}
        if (table is None or table.problems) and name == CROSSWALK:
            self.reader.broken.add(("match", None))
        self.names[name] = table.name if table else name
        return rows

    def _laid(self, layer: Overlay) -> RuleSet:
        """Return an overlay laid over its base; what keeps it from that is told with its place."""
        try:
            return overlay(self.base or _UNREAD, layer)
        except Refused as refusal:
            for problem in all_of(refusal.exceptions, TristandardError):
                if isinstance(problem, (BadLine, LinesCollide)):
                    self.reader.note(OVERLAY, "", problem)
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
                raise bad(
                    TOML,
                    "base",
                    code,
                    "a rule set that it can be laid over",
                    f"name one of {', '.join(codes())}, or the code of a folder beside it, and not itself",
                )
            self.base = _Folder(folder, self.encoding, chain=(*self.chain, folder)).read()
        return self.base

    def _based(self, table: dict[str, Any]) -> RuleSet:
        """Return the base of an overlay; where it cannot be had, that is gathered, and not what follows from it."""
        try:
            return self._laid_over(table)
        except Refused as refusal:
            for problem in all_of(refusal.exceptions, BadInput):
                beside = problem.file if "/" in problem.file else f"{table['base']}/{problem.file}"
                self.reader.gather(evolve(problem, file=beside))
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
        for section, (called, of) in _WORDS.items():
            raw = table.pop(section, {})
            words[section] = self.reader.take_keyed(raw, of, TOML, section, called)
            if section in _TREES:
                terms = list({term.code: term for term in (*getattr(base, section), *words[section])}.values())
                tree = self.reader.made(partial(Tree[Any], called, terms), raw, TOML, section)
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
        for line, row in self._table(OVERLAY, _LINE, (), needed=False):
            told, read = row.pop("value"), exact if row["line"] == LineKind.WEIGH.value else reads.get(row["part"], str)
            where = f"row {line}, column value"
            value = self.reader.made(partial(read, told), told, OVERLAY, where) if told else None
            made = self.reader.take({**row, "place": f"row {line}"}, OverlayLine, OVERLAY, f"row {line}, column")
            line_ = self.reader.made(partial(evolve, made, value=value), told, OVERLAY, where) if made else None
            if made and line_ and (value is not None or not told):
                found.append(line_)
                self.known.setdefault(_changed(made), Location(self.names[OVERLAY], line, "value"))
            else:
                self.reader.broken.add(("line", None))
        return found

    def _rulings(self, raw: object) -> list[Ruling]:
        if not isinstance(raw, list):
            self.reader.note(TOML, "rulings", BadValue(raw, "a list", "write [[rulings]] before each"))
            return []
        found = list[Ruling]()
        for place, entry in enumerate(raw, 1):
            where = f"rulings, entry {place}"
            ruling = self.reader.take(entry, Ruling, TOML, where)
            if ruling is None:
                members = entry.get("members") if isinstance(entry, Mapping) else None
                named = [code for code in members if isinstance(code, str)] if isinstance(members, list) else []
                self.reader.broken |= {("match", code) for code in named} or {("match", None)}
            else:
                found.append(ruling)
                self.known.setdefault(("rulings", *sorted(ruling.members)), Location(TOML, key=where))
        return found

    def _priced_at(self, line: int, tariff: str) -> Location:
        """Return where the lines of an indicator are written: in a tariff, or in a row."""
        if tariff:
            return Location(TOML).inside(("tariffs", tariff))
        return Location(self.names[INDICATORS], line, "each")

    def _tariffs(self, table: object) -> dict[str, tuple[DeductionRule, ...] | None]:
        if not isinstance(table, Mapping):
            self.reader.note(TOML, "tariffs", BadValue(table, "a table", "write [[tariffs.NAME]] before each line"))
            return {}
        return {
            name: self.reader.take(lines, tuple[DeductionRule, ...], TOML, f"tariffs.{name}")
            for name, lines in table.items()
        }

    def _indicators(
        self,
        rows: _Rows,
        measures: Mapping[str, Measure],
        tariffs: Mapping[str, tuple[DeductionRule, ...] | None],
        known: Iterable[str],
    ) -> defaultdict[str, list[Indicator]]:
        found: defaultdict[str, list[Indicator]] = defaultdict(list)
        first: dict[str, int] = {}
        for line, row in rows:
            if self.reader.full:
                break
            where, code = f"row {line}, column", row["code"]
            rules = self._priced(where, row, measures, tariffs)
            raw: dict[str, Any] = {column: row[column] for column in (*_COLUMNS, "clauses")}
            indicator = self.reader.take({**raw, "deductions": []}, Indicator, INDICATORS, where)
            if first.setdefault(code, line) != line:
                self.reader.note(
                    INDICATORS,
                    f"{where} code",
                    BadValue(
                        code,
                        "a code of its own",
                        f"row {first[code]} has it too; give each indicator its own, or drop one",
                    ),
                )
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
                self.reader.note(
                    INDICATORS, f"{where} code", Undeclared("assessment", indicator.assessment, tuple(known))
                )
                self.reader.broken.add(("indicator", code))
            else:
                found[indicator.assessment].append(evolve(indicator, deductions=rules or ()))
                self.known["indicators", code] = Location(self.names[INDICATORS], line)
                self.known["indicators", code, "deductions"] = self._priced_at(line, row["tariff"])
        used = {row["tariff"] for _, row in rows}
        for name in sorted(tariffs.keys() - used) if ("tariff", None) not in self.reader.broken else ():
            self.reader.note(
                TOML,
                f"tariffs.{name}",
                BadValue(name, "named by any row", f"name it in the column tariff of {INDICATORS}, or drop it"),
            )
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

    def _priced(
        self,
        where: str,
        row: Mapping[str, str],
        measures: Mapping[str, Measure],
        tariffs: Mapping[str, tuple[DeductionRule, ...] | None],
    ) -> tuple[DeductionRule, ...] | None:
        """Return the rules of a row: those of a tariff it names, or one straight line over all
        that its standard asks.
        """
        columns = {column: row[column] for column in _TARIFF if row[column] and column != "tariff"}
        if row["tariff"]:
            return self._named(f"{where} tariff", row["tariff"], columns, tariffs)
        line: dict[str, Any] = {
            "each": "1",
            **columns,
            "measures": [part.split()[0] for part in pieces(row["standard"], ";")],
        }
        whole = "each" in columns
        if not whole:
            remedy = "write the points that each step loses, or name a tariff"
            self.reader.note(INDICATORS, f"{where} each", BadValue("", "there", remedy))
        if columns.get("per", REQUIRED) != REQUIRED:
            step = self._one_step(
                where, columns["per"], [measures[code] for code in line["measures"] if code in measures]
            )
            whole, line["per"] = whole and step is not None, step or "1"
        rule = self.reader.take(line, DeductionRule, INDICATORS, where)
        return (rule,) if rule and whole else None

    def _named(
        self, where: str, name: str, columns: Iterable[str], tariffs: Mapping[str, tuple[DeductionRule, ...] | None]
    ) -> tuple[DeductionRule, ...] | None:
        """Return the rules of a tariff that a row names; None where it is not declared, or columns stand beside it."""
        if columns:
            expected = f"alone: {', '.join(columns)} stand beside it"
            self.reader.note(
                INDICATORS, where, BadValue(name, expected, "name a tariff, or write its columns, not both")
            )
        if name not in tariffs:
            remedy = f"declare [[tariffs.{name}]] in {TOML}, or mend the name"
            self.reader.note(INDICATORS, where, BadValue(name, "a declared tariff", remedy))
        return None if columns else tariffs.get(name)

    def _one_step(self, where: str, per: str, measures: list[Measure]) -> str | None:
        """Return the one size of a step that a row writes, in the units of its measures; None where
        there are several, or none.
        """
        sizes = self.reader.made(lambda: {_step(per, measure) for measure in measures}, per, INDICATORS, f"{where} per")
        if sizes is not None and len(sizes) > 1:
            expected, remedy = "one step for all measures of the row", "name a tariff with a line for each measure"
            self.reader.note(INDICATORS, f"{where} per", BadValue(per, expected, remedy))
            return None
        return None if sizes is None else min(sizes or {"1"})

    def _matches(self, rows: _Rows, known: Iterable[str]) -> defaultdict[str, list[Match]]:
        found: defaultdict[str, list[Match]] = defaultdict(list)
        for line, row in rows:
            if self.reader.full:
                break
            where = f"row {line}, column"
            if row["crosswalk"] not in known:
                self.reader.note(
                    CROSSWALK, f"{where} crosswalk", Undeclared("crosswalk", row["crosswalk"], tuple(known))
                )
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
                remedy = f"row {first} has it too; drop one"
                problem = BadValue(f"{match.first} ~ {match.second}", "a match of its own", remedy)
                self.reader.note(CROSSWALK, f"row {line}", problem)
        return found


def _changed(line: OverlayLine) -> Address:
    """Return the address of what a line of an overlay changes."""
    if line.kind is LineKind.WEIGH:
        book, _, node = line.code.partition(".")
        return "assessments", book, "score", node, "weights", line.part
    if line.part == "office":
        return "assessments", line.code, "office"
    return ("indicators", line.code, line.part) if line.part else ("indicators", line.code)


def _step(text: str, measure: Measure) -> str:
    """Return a step in the measure's unit."""
    try:
        return plain(read_amount(text, measure.unit))
    except BadValue:
        if text.replace(".", "").replace("/", "").isdecimal():
            raise BadValue(text, "a step with its unit", f'write "{text} {measure.unit}"') from None
        raise


def write_ruleset(rule_set: RuleSet, folder: str | Path) -> None:
    """Write a rule set as a folder of three files that reads back equal, and writes again the same bytes.

    Raises:
        BadInput: When the extra `write` is not installed.
    """
    wanted(rule_set, RuleSet)
    path = path_of(folder)
    if tomli_w is None:  # pragma: no cover - the extra is there in every test environment
        raise bad(
            TOML, "", "tomli-w", "installed", 'writing a rule set needs the extra: pip install "tristandard[write]"'
        )
    words, rules = words_converter(), _writing()
    table: dict[str, Any] = {"format": 1}
    body = rules.unstructure(rule_set)
    for section, (_, kind) in _WORDS.items():
        value = getattr(rule_set, section)
        terms = value.terms if isinstance(value, Tree) else value
        body[section] = words.unstructure(terms, tuple[kind, ...])  # type: ignore[valid-type]
    rows, tariffs = [], dict[str, Any]()
    for code, indicator in sorted(rule_set.indicators.items()):
        row = rules.unstructure(indicator)
        row["clauses"] = "; ".join(row.get("clauses", []))
        lines = row.pop("deductions")
        row.update(_tariff_cells(indicator, lines))
        if row["tariff"]:
            tariffs[code] = lines
        rows.append(row)
    body["tariffs"] = tariffs
    matches = [
        {
            **rules.unstructure(match),
            "relation": match.relation.value,
            "measures": "; ".join(sorted(match.measures)),
            "crosswalk": crosswalk.code,
        }
        for crosswalk, match in rule_set.matches()
    ]
    table.update({key: value for key, value in body.items() if value not in ({}, [], (), None)})
    columns = (*_COLUMNS[:7], *_TARIFF, "clauses", *_COLUMNS[7:])
    write_all(
        path,
        {
            TOML: tomli_w.dumps(table),
            INDICATORS: csv_text(INDICATORS, columns, rows),
            CROSSWALK: csv_text(CROSSWALK, _MATCH, matches),
        },
        limit=RULES_LIMIT,
    )


@cache
def _writing() -> Converter:
    """Return a converter that writes rules: it reads none, and need not know their words."""
    return converter({}, {}, {})


def _straight(line: Mapping[str, Any]) -> bool:
    """Return whether a line fits into the columns of a row."""
    return "each" in line and line.keys() <= {"measures", *_TARIFF}


def _tariff_cells(indicator: Indicator, lines: list[dict[str, Any]]) -> dict[str, str]:
    """Return the cells that price an indicator: one straight line over its whole standard, or a tariff of its code."""
    asked = [ask.measure for ask in indicator.standard.asks]
    units = {measure.unit for measure in asked}
    measures = {code for rule in indicator.deductions for code in rule.measures}
    if len(lines) != 1 or not _straight(lines[0]) or measures != indicator.standard.measures or len(units) != 1:
        return {"tariff": indicator.code}
    cells = {key: str(value) for key, value in lines[0].items() if key != "measures"}
    if cells.get("per", REQUIRED) != REQUIRED:
        cells["per"] = asked[0].unit.show(exact(lines[0]["per"]))
    return {"tariff": "", **cells}
