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
from tristandard.basics.location import Location, located
from tristandard.basics.place import Path as Ancestry
from tristandard.codec.available import TOML
from tristandard.codec.csv_table import read_csv
from tristandard.codec.folder import OVERLAY
from tristandard.codec.tables import CROSSWALK, INDICATORS
from tristandard.codec.toml_json import read_toml
from tristandard.grouping.shared import SharedIndicator
from tristandard.merging.merged import MergedRules
from tristandard.rules.assessment import Assessment, Indicator
from tristandard.rules.crosswalk import Crosswalk
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.fold import Fold
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.weighted import Weighted
from tristandard.rules.policy import Reading
from tristandard.rules.ruleset import RuleSet, Variant
from tristandard.rules.scope import SITE_AXES, Extent, Scope
from tristandard.testing.worked import INDICATOR_COLUMNS, MATCH_COLUMNS
from tristandard.words.sentence import Sentence, Told

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
    told: Told


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

    def of(self, parts: Iterable[Part]) -> tuple[Location, ...]:
        """Return where some parts stand, rows before keys; nothing where no file of the folder has them."""
        listed = list(parts)
        rows = sorted(self._rows[part] for part in listed if part in self._rows)
        keys = [part for part in listed if part not in self._rows and self._declared(part)]
        return (*(Location(file, line) for file, line in rows), *(Location(TOML).inside(part) for part in keys))

    def of_members(self, members: Iterable[str]) -> tuple[Location, ...]:
        """Return where matched indicators stand, and the matches between them."""
        named = set(members)
        between = [part for part in self._rows if part[0] == "match" and named.issuperset(part[1:])]
        return self.of([*between, *(("indicator", code) for code in sorted(named))])

    def told(self, fault: Fault) -> Told:
        """Return a fault with its place in front."""
        return located(self.of(fault.parts), fault.told)


_CITE_IT = Sentence(
    "依据“{code}”没有被任何指标、考核、对照表、变体、裁定或地方规则引用；请引用，或删去它",
    "the clause {code!r} is cited by no indicator, assessment, crosswalk, variant, ruling or line; cite it, or drop it",
)
_ASK_ABOUT_IT = Sentence(
    "测量项目“{code}”没有指标要求；请在指标中要求，或删去它",
    "the measure {code!r} is asked about by no indicator; ask about it, or drop it",
)
_READ_IT = Sentence(
    "问题情形“{code}”没有扣分标准或计数规则用到；请用上它，或删去它",
    "the circumstance {code!r} is read by no line and no counting rule; read it, or drop it",
)


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
        ("clauses", rules.clauses, cited, _CITE_IT),
        ("measures", rules.measures, asked, _ASK_ABOUT_IT),
        ("circumstances", rules.circumstances, read, _READ_IT),
    )
    for section, declared, named, lacks in kinds:
        for one in declared:
            if one.code not in named:
                yield Fault(((section, one.code),), lacks(code=one.code))
    yield from _empty(rules)


_NO_INDICATOR = Sentence(
    "{book} 的考核项目“{code}”没有指标；请给它一个，或删去它",
    "the item {code!r} of {book} has no indicator; give it one, or drop it",
)
_NO_MATCH = Sentence(
    "对照表“{code}”没有对照；请给它一条，或删去它", "the crosswalk {code!r} has no match; give it one, or drop it"
)


def _empty(rules: RuleSet) -> Iterator[Fault]:
    """Yield the items without an indicator, and the crosswalks without a match."""
    for book in rules.assessments:
        full = {indicator.item for indicator in book.indicators}
        for item in book.items:
            if item.code not in full:
                told = _NO_INDICATOR(code=item.code, book=book.code)
                yield Fault((("assessments", book.code, "items", item.code),), told)
    for one in rules.crosswalks:
        if not one.matches:
            yield Fault((("crosswalks", one.code),), _NO_MATCH(code=one.code))


_LAPSES = Sentence(
    "依据“{code}”施行期 {valid}，规则集施行期 {rules}；请让规则集与依据同时终止，或改引后续的依据",
    "the clause {code!r} is in force {valid}, the rule set {rules}; end the rule set with the clause, or cite what "
    "follows it",
)


def dates(rules: RuleSet) -> Iterator[Fault]:
    """Yield the clauses that are not in force through all the days of the rule set."""
    yield from (
        Fault(
            (("clauses", clause.code, "valid"), ("valid",)),
            _LAPSES(code=clause.code, valid=clause.valid.told, rules=rules.valid.told),
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


_NO_SITE = Sentence(
    "{members}：没有点位既在其范围（{scope}）内，又在{called}（{where}）内，这条对照无处适用；请放宽其一，或删去这条对照",
    "{members}: no site lies both in their scope ({scope}) and in {called} ({where}), so that the match holds nowhere; "
    "widen one, or drop the match",
)


def grounds(merged: MergedRules) -> Iterator[Fault]:
    """Yield the matches that hold at no site, and the subjects that no declared unit can be."""
    rules = merged.rule_set
    for shared in merged.shared:
        members = sorted(one.indicator.code for one in shared.contributions)
        matches = [match for _, match in rules.matches() if match.first in members]
        parts = (*(("match", one.first, one.second) for one in matches), *(("indicator", code) for code in members))
        for where, called in _bounds(rules, shared):
            if not _common(shared.scope, where):
                told = _NO_SITE(members=" + ".join(members), scope=str(shared.scope), called=called, where=str(where))
                yield Fault(parts, told)
    yield from _nobody(rules)


_OF_ITS_CROSSWALK = Told("其对照表的 `where`", "its crosswalk's `where`")
_OF_A_VARIANT = Sentence("变体“{code}”的 `where`", "the `where` of the variant {code!r}")


def _bounds(rules: RuleSet, shared: SharedIndicator) -> Iterator[tuple[Scope, Told]]:
    """Yield the grounds that bound a shared indicator, of its crosswalk and of variants, with what each is called."""
    if shared.where is not None:
        yield shared.where, _OF_ITS_CROSSWALK
    members = {one.indicator.code for one in shared.contributions}
    crosswalks = {crosswalk.code for crosswalk, match in rules.matches() if match.first in members}
    for variant in rules.variants:
        for code, where in variant.where.items():
            if code in crosswalks:
                yield where, _OF_A_VARIANT(code=variant.code)


_NOBODY = Sentence(
    "{code} 考核“{unit}”内类别为“{kind}”的单位，而没有声明这样的单位；请改正类别或单位",
    "{code} assesses units of the kind {kind!r} in {unit!r}, and no declared unit is one; mend the kind or the unit",
)


def _nobody(rules: RuleSet) -> Iterator[Fault]:
    """Yield the indicators with subjects that no declared unit can be."""
    people = {unit.code: rules.subject(unit.code) for unit in rules.units}
    for code, indicator in sorted(rules.indicators.items()):
        for kind, unit in sorted(indicator.subjects.extents):
            if kind and unit and not any(_below(one, kind) and _below(other, unit) for one, other in people.values()):
                yield Fault((("indicator", code),), _NOBODY(code=code, kind=kind[-1], unit=unit[-1]))


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


_NO_WEIGHT = Sentence(
    "{book} 对 {codes} 有要求而没有给权重，那里的点位无法列入测评计划；请各给一个权重，不计的写 0",
    "{book} gives no weight to {codes}, where it asks something, so that no site there can be planned; give each a "
    "weight, 0 where it shall not count",
)


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
                told = _NO_WEIGHT(book=book.code, codes=left)
                yield Fault((("assessments", book.code, "score", name),), told)


_NO_SHEET = Sentence(
    "{book} 有 {count} 个指标，而其得分中没有计入它们的计分表；请加上计分表，或删去指标",
    "{book} has {count} indicators, and its score no sheet that counts them; add one, or drop them",
)
_WEIGHED_WITH_NOTHING = Sentence(
    "{code} 在适用之处都没有权重：其考核项目“{item}”和范围 {scope} 在 {book} 按 {axes} 的权重中；请给权重，或删去指标",
    "{code} is weighed with nothing wherever it holds: its item {item!r} and its scope {scope} under the weights by "
    "{axes} of {book}; give them weight, or drop the indicator",
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
                _NO_SHEET(book=book.code, count=len(book.indicators)),
            )
            continue
        for indicator in book.indicators:
            if not indicator.informs and not any(
                _counts(rules, fold_way, indicator, extent) for fold_way in ways for extent in reached[indicator.code]
            ):
                yield Fault((("indicator", indicator.code),), _weighed_with_nothing(book, indicator))


def _ways(model: Model, name: str, above: tuple[Fold, ...] = ()) -> Iterator[tuple[Fold, ...]]:
    """Yield the folds above each sheet, way by way, without parts of no weight."""
    node = model[name]
    if isinstance(node, Sheet):
        yield above
    elif isinstance(node, Fold):
        for below in [part for part, weight in node.weights if weight] if isinstance(node, Blend) else node.uses:
            yield from _ways(model, below, (*above, node))


def _counts(rules: RuleSet, folds: Iterable[Fold], indicator: Indicator, extent: Extent) -> bool:
    """Return whether every fold gives weight to the item, or to some place of an extent."""
    for fold in folds:
        if not isinstance(fold, Weighted) or not fold.weights or fold.axis in (None, "unit"):
            continue
        weighed = {code for code, weight in fold.weights if weight}
        if fold.axis == "item":
            if indicator.item not in weighed:
                return False
        elif not any(
            _below(rules.paths[str(fold.axis)][code], extent[SITE_AXES.index(str(fold.axis))]) for code in weighed
        ):
            return False
    return True


def _weighed_with_nothing(book: Assessment, indicator: Indicator) -> Told:
    folds = [fold for way in _ways(book.model, "total") for fold in way if isinstance(fold, Weighted)]
    axes = sorted({fold.axis for fold in folds if fold.axis and fold.weights})
    return _WEIGHED_WITH_NOTHING(
        code=indicator.code, item=indicator.item, scope=str(indicator.scope), axes=axes, book=book.code
    )
