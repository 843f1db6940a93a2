"""What a rule set says and no loading refuses: codes that nothing names, dates, grounds and weights with gaps,
indicators that no score counts.

Each function yields faults of a rule set that merges; a fault knows of which parts it is, so that
`Lines` can name their rows and keys. Of the vocabulary, areas, zones, site types, kinds and units
may stand unused: sites and units come with the survey.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, final

from attrs import define, frozen

from tristandard.basics.clause import Validity
from tristandard.basics.errors import shown
from tristandard.basics.place import Path as Ancestry
from tristandard.codec.available import TOML
from tristandard.codec.files import read_csv, read_toml
from tristandard.codec.folder import OVERLAY
from tristandard.codec.tables import CROSSWALK, INDICATORS
from tristandard.grouping.shared import SharedIndicator
from tristandard.merging.merged import MergedRules
from tristandard.rules.assessment import Assessment, Indicator
from tristandard.rules.crosswalk import Crosswalk
from tristandard.rules.model import Model
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.weighted import Weighted
from tristandard.rules.policy import Reading
from tristandard.rules.ruleset import RuleSet, Variant
from tristandard.rules.scope import SITE_AXES, Extent, Scope
from tristandard.testing.worked import INDICATOR_COLUMNS, MATCH_COLUMNS

#: The columns of the lines of an overlay.
LINE_COLUMNS = ("line", "code", "part", "value", "clause", "why")

#: A part of a rule set: an indicator ("indicator", code), a match ("match", first, second), or else a
#: key of `ruleset.toml`.
Part = tuple[str, ...]


@final
@frozen
class Fault:
    """What is wrong with a rule set, and of which parts."""

    parts: tuple[Part, ...]
    text: str


@final
@define(slots=False)
class Lines:
    """Where in the files of a rule set its parts stand; a value that is in no folder has no lines."""

    folder: Path | None
    encoding: str | None = None

    @cached_property
    def _table(self) -> Mapping[str, Any]:
        return read_toml(self.folder / TOML) if self.folder and (self.folder / TOML).is_file() else {}

    def _read(
        self, file: str, columns: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> list[tuple[int, dict[str, str]]]:
        """Return the rows of a table, none where there is no such file."""
        return (
            list(read_csv(self.folder / file, columns, optional, encoding=self.encoding).rows)
            if self.folder and (self.folder / file).is_file()
            else []
        )

    @property
    def laid(self) -> bool:
        """Whether the folder is an overlay, whose other parts stand in its base."""
        return "base" in self._table

    @cached_property
    def _rows(self) -> Mapping[Part, tuple[str, int]]:
        found: dict[Part, tuple[str, int]] = {("indicator", row["code"]): (OVERLAY, line) for line, row in self._lines}
        found.update(
            (("indicator", row["code"]), (INDICATORS, line))
            for line, row in self._read(INDICATORS, ("code",), INDICATOR_COLUMNS)
        )
        found.update(
            (("match", *sorted((row["first"], row["second"]))), (CROSSWALK, line))
            for line, row in self._read(CROSSWALK, ("first", "second"), MATCH_COLUMNS)
        )
        return found

    @cached_property
    def _lines(self) -> list[tuple[int, dict[str, str]]]:
        return self._read(OVERLAY, LINE_COLUMNS)

    @property
    def cited(self) -> frozenset[str]:
        """The clauses by which an overlay changes what it is laid over."""
        return frozenset(row["clause"] for _, row in self._lines)

    def _declared(self, key: Part) -> bool:
        table: Any = self._table
        for step in key:
            if not isinstance(table, Mapping) or step not in table:
                return False
            table = table[step]
        return True

    def of(self, parts: Iterable[Part]) -> str:
        """Return where some parts stand: "crosswalk.csv, row 2; indicators.csv, rows 3 and 5", or ""
        where no file of the folder has them.
        """
        rows: dict[str, list[int]] = {}
        keys: list[str] = []
        for part in parts:
            if part in self._rows:
                file, line = self._rows[part]
                rows.setdefault(file, []).append(line)
            elif self._declared(part):
                keys.append(f"{TOML}, {'.'.join(key if '.' not in key else shown(key) for key in part)}")
        return "; ".join(
            [
                *(
                    f"{file}, row{'s' if len(lines) > 1 else ''} {_listed(sorted(lines))}"
                    for file, lines in sorted(rows.items())
                ),
                *keys,
            ]
        )

    def of_members(self, members: Iterable[str]) -> str:
        """Return where matched indicators stand, and the matches between them."""
        named = set(members)
        between = [part for part in self._rows if part[0] == "match" and named.issuperset(part[1:])]
        return self.of([*between, *(("indicator", code) for code in sorted(named))])

    def told(self, fault: Fault) -> str:
        """Return a fault with its place in front."""
        return located(self.of(fault.parts), fault.text)


def located(place: str, text: str) -> str:
    """Return a text with a place in front, where there is one."""
    return f"{place}: {text}" if place else text


def _listed(lines: list[int]) -> str:
    *others, last = map(str, lines)
    return f"{', '.join(others)} and {last}" if others else last


def orphans(rules: RuleSet, *, cited: frozenset[str] = frozenset()) -> Iterator[Fault]:
    """Yield the clauses, measures, circumstances, items and crosswalks that nothing names; other
    clauses may be cited elsewhere.
    """
    indicators = rules.indicators.values()
    citing: list[Indicator | Assessment | Crosswalk | Variant] = [
        *indicators,
        *rules.assessments,
        *rules.crosswalks,
        *rules.variants,
    ]
    cited |= {clause.code for one in citing for clause in one.clauses} | {
        ruling.clause.code for ruling in rules.rulings
    }
    asked = {code for indicator in indicators for code in indicator.standard.measures}
    read = {code for indicator in indicators for rule in indicator.deductions for code in rule.reads} | {
        measure.counting.by for measure in rules.measures
    }
    kinds = (
        (
            "clauses",
            "clause",
            rules.clauses,
            cited,
            "cited by no indicator, assessment, crosswalk, variant, ruling or line",
            "cite it",
        ),
        ("measures", "measure", rules.measures, asked, "asked about by no indicator", "ask about it"),
        ("circumstances", "circumstance", rules.circumstances, read, "read by no line and no counting rule", "read it"),
    )
    for section, called, declared, named, lacks, remedy in kinds:
        for one in declared:
            if one.code not in named:
                yield Fault(((section, one.code),), f"the {called} {one.code!r} is {lacks}; {remedy}, or drop it")
    yield from _empty(rules)


def _empty(rules: RuleSet) -> Iterator[Fault]:
    """Yield the items without an indicator, and the crosswalks without a match."""
    for book in rules.assessments:
        full = {indicator.item for indicator in book.indicators}
        for item in book.items:
            if item.code not in full:
                why = f"the item {item.code!r} of {book.code} has no indicator; give it one, or drop it"
                yield Fault((("assessments", book.code, "items", item.code),), why)
    for one in rules.crosswalks:
        if not one.matches:
            why = f"the crosswalk {one.code!r} has no match; give it one, or drop it"
            yield Fault((("crosswalks", one.code),), why)


def dates(rules: RuleSet) -> Iterator[Fault]:
    """Yield the clauses that are not in force through all the days of the rule set."""
    yield from (
        Fault(
            (("clauses", clause.code, "valid"), ("valid",)),
            f"the clause {clause.code!r} is in force {clause.valid}, the rule set {rules.valid}; end the rule set "
            "with the clause, or cite what follows it",
        )
        for clause in rules.clauses
        if not _through(clause.valid, rules.valid)
    )


def _through(clause: Validity, rules: Validity) -> bool:
    """Return whether a clause is in force on every day of the rule set."""
    starts = clause.start is None or (rules.start is not None and clause.start <= rules.start)
    return starts and (clause.end is None or (rules.end is not None and rules.end <= clause.end))


def _meet(one: Extent, other: Extent) -> Extent | None:
    """Return what two extents have in common: on each axis the narrower of two paths that lie
    on one line; else None.
    """
    found: list[Ancestry] = []
    for path, beside in zip(one, other, strict=True):
        short, long = sorted((path, beside), key=len)
        if long[: len(short)] != short:
            return None
        found.append(long)
    return tuple(found)


def _common(one: Scope, other: Scope) -> frozenset[Extent]:
    met = (_meet(extent, beside) for extent in one.extents for beside in other.extents)
    return frozenset(extent for extent in met if extent is not None)


def grounds(merged: MergedRules) -> Iterator[Fault]:
    """Yield the matches that hold at no site, and the subjects that no declared unit can be."""
    rules = merged.rule_set
    for shared in merged.shared:
        members = sorted(one.indicator.code for one in shared.contributions)
        matches = [match for _, match in rules.matches() if match.first in members]
        parts = (*(("match", one.first, one.second) for one in matches), *(("indicator", code) for code in members))
        for where, called in _bounds(rules, shared):
            if not _common(shared.scope, where):
                why = f"no site lies both in their scope ({shared.scope}) and in {called} ({where})"
                told = f"{' + '.join(members)}: {why}, so that the match holds nowhere; widen one, or drop the match"
                yield Fault(parts, told)
    yield from _nobody(rules)


def _bounds(rules: RuleSet, shared: SharedIndicator) -> Iterator[tuple[Scope, str]]:
    """Yield the grounds that bound a shared indicator, of its crosswalk and of variants, with what each is called."""
    if shared.where is not None:
        yield shared.where, "its crosswalk's `where`"
    members = {one.indicator.code for one in shared.contributions}
    crosswalks = {crosswalk.code for crosswalk, match in rules.matches() if match.first in members}
    for variant in rules.variants:
        for code, where in variant.where.items():
            if code in crosswalks:
                yield where, f"the `where` of the variant {variant.code!r}"


def _nobody(rules: RuleSet) -> Iterator[Fault]:
    """Yield the indicators with subjects that no declared unit can be."""
    people = {unit.code: rules.subject(unit.code) for unit in rules.units}
    for code, indicator in sorted(rules.indicators.items()):
        for kind, unit in sorted(indicator.subjects.extents):
            if kind and unit and not any(_below(one, kind) and _below(other, unit) for one, other in people.values()):
                yield Fault(
                    (("indicator", code),),
                    f"{code} assesses units of the kind {kind[-1]!r} in {unit[-1]!r}, and no declared unit is one; "
                    "mend the kind or the unit",
                )


def _below(path: Ancestry, above: Ancestry) -> bool:
    return path[: len(above)] == above


def _reached(merged: MergedRules) -> dict[str, frozenset[Extent]]:
    """Return the places where each indicator is counted: read uniformly, also those that other members bring."""
    found: dict[str, frozenset[Extent]] = {}
    for shared in (*merged.shared, *merged.own):
        for contribution in shared.contributions:
            own = contribution.indicator.scope
            wide = own if merged.reading is Reading.POINTWISE else shared.scope
            found[contribution.indicator.code] = own.extents | (
                wide.extents if shared.where is None else _common(wide, shared.where)
            )
    return found


def weights(merged: MergedRules) -> Iterator[Fault]:
    """Yield the folds that give no weight to a kind of place where their assessment asks something: a
    site there could not be planned.
    """
    rules, reached = merged.rule_set, _reached(merged)
    trees = dict(zip(SITE_AXES, (rules.areas, rules.zones, rules.site_types), strict=True))
    for book in rules.assessments:
        for name, node in book.model.nodes:
            if not isinstance(node, Weighted) or node.axis not in trees or not node.weights:
                continue
            tree, axis, weighed = trees[node.axis], SITE_AXES.index(node.axis), dict(node.weights)
            parents = {term.parent for term in tree}
            asked = {extent[axis] for indicator in book.indicators for extent in reached[indicator.code]}
            left = [
                term.code
                for term in tree
                if term.code not in weighed
                and term.code not in parents
                and any(_below(tree.path(term.code), path) for path in asked)
            ]
            if left:
                told = (
                    f"{book.code} gives no weight to {', '.join(left)}, where it asks something, so that no site "
                    "there can be planned"
                )
                yield Fault(
                    (("assessments", book.code, "score", name),),
                    f"{told}; give each a weight, 0 where it shall not count",
                )


def scored(merged: MergedRules) -> Iterator[Fault]:
    """Yield the indicators whose loss no score counts: of an assessment without a sheet, or wherever
    they hold weighed with nothing.
    """
    rules, reached = merged.rule_set, _reached(merged)
    for book in rules.assessments:
        ways = list(_ways(book.model, "total"))
        if book.indicators and not ways:
            yield Fault(
                (("assessments", book.code, "score"),),
                f"{book.code} has {len(book.indicators)} indicators, and its score no sheet that counts them; add "
                "one, or drop them",
            )
            continue
        for indicator in book.indicators:
            if not any(
                _counts(rules, fold_way, indicator, extent) for fold_way in ways for extent in reached[indicator.code]
            ):
                yield Fault(
                    (("indicator", indicator.code),),
                    f"{indicator.code} is weighed with nothing wherever it holds: {_why(book, indicator)}",
                )


def _ways(model: Model, name: str, above: tuple[Weighted, ...] = ()) -> Iterator[tuple[Weighted, ...]]:
    """Yield the folds above each sheet, way by way, without parts of no weight."""
    node = model[name]
    if isinstance(node, Sheet):
        yield above
    elif isinstance(node, Weighted):
        for below in node.uses if node.axis else [part for part, weight in node.weights if weight]:
            yield from _ways(model, below, (*above, node))


def _counts(rules: RuleSet, folds: Iterable[Weighted], indicator: Indicator, extent: Extent) -> bool:
    """Return whether every fold gives weight to the item, or to some place of an extent."""
    for fold in folds:
        weighed = {code for code, weight in fold.weights if weight}
        if not fold.weights or fold.axis in (None, "unit"):
            continue
        if fold.axis == "item":
            if indicator.item not in weighed:
                return False
        elif not any(
            _below(rules.paths[str(fold.axis)][code], extent[SITE_AXES.index(str(fold.axis))]) for code in weighed
        ):
            return False
    return True


def _why(book: Assessment, indicator: Indicator) -> str:
    folded = sorted({fold.axis for way in _ways(book.model, "total") for fold in way if fold.axis and fold.weights})
    return (
        f"its item {indicator.item!r} and its scope {indicator.scope} under the weights by {', '.join(folded)} of "
        f"{book.code}; give them weight, or drop the indicator"
    )
