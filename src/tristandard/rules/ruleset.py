"""A rule set (规则集): assessments, crosswalks, policy, vocabulary and dates, as one frozen value."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any, cast, final

from attrs import Attribute, define, evolve, field, frozen

from tristandard.basics.clause import Clause, OutOfForce, Validity
from tristandard.basics.digest import digest
from tristandard.basics.errors import (
    BadValue,
    TristandardError,
    all_of,
    as_text,
    as_text_if_any,
    coded,
    coded_if_any,
    each_of,
    filled,
    kind_of,
    listed,
    own_table,
    some_lines,
    table_of,
    wanted,
)
from tristandard.basics.finding import REPEATED, Circumstance, answers
from tristandard.basics.language import Told, told_apart
from tristandard.basics.measure import Measure
from tristandard.basics.order import by_code
from tristandard.basics.place import DuplicateCode, Path, Term, Tree, Unit, UnknownTerm
from tristandard.basics.points import COMMON_DIGITS, common, plain
from tristandard.rules.assessment import Assessment, Indicator
from tristandard.rules.crosswalk import Crosswalk, Match, Relation, Ruling
from tristandard.rules.deduction import TOLD_BY_LIFE, DeductionRule
from tristandard.rules.node import EVERY_ITEM, Fold, Node, Sheet
from tristandard.rules.scope import SITE_AXES, Scope, over, spoken
from tristandard.rules.standard import Ask, Range
from tristandard.rules.tariff import Bands, Chosen, Counting, Gain, Level, Steps, Veto, falling, tiling


@final
class Reading(Enum):
    """How far the merged rules reach."""

    #: The strictest standard reaches everywhere the merged scope does, for every member.
    UNIFORM = "uniform"
    #: At each site the strictest among the assessments whose own scope covers it.
    POINTWISE = "pointwise"


@final
class Settlement(Enum):
    """Which of two different measurements of one thing stands."""

    #: None: they are refused, and a person decides.
    REFUSE = "refuse"
    #: The one that is worse than all others on every measure, else refused.
    WORST = "worst"
    #: The one made on the latest day; equal days are refused.
    LATEST = "latest"
    #: The one made on the first day; equal days are refused.
    FIRST = "first"


@final
@frozen
class Policy:
    """How rules merge and contradictions settle."""

    reading: Reading = field(default=Reading.UNIFORM, validator=kind_of(Reading))
    settlement: Settlement = field(default=Settlement.REFUSE, validator=kind_of(Settlement))


#: 指标就高、范围就宽、对象就广, in its uniform reading.
HIGHEST_WIDEST_BROADEST = Policy()


def _grounds(owner: object, attribute: Attribute[Any], value: object) -> None:
    wanted(value, Mapping, f" for `{attribute.name}` ({type(owner).__name__})")
    table_of(Scope)(owner, attribute, value)
    for where in cast("Mapping[str, Scope]", value).values():
        over(SITE_AXES)(owner, attribute, where)


@final
@frozen(kw_only=True)
class Variant:
    """A named reading of the same sources that replaces declared parts: the ground of crosswalks, the policy."""

    code: str = field(converter=as_text, validator=coded)
    zh: str = field(converter=as_text, validator=filled)
    en: str = field(converter=as_text, validator=filled)
    clauses: tuple[Clause, ...] = field(default=(), converter=listed, validator=each_of(Clause))
    #: The ground that replaces `Crosswalk.where`, by the crosswalk's code.
    where: Mapping[str, Scope] = field(factory=dict, hash=False, converter=own_table, validator=_grounds)
    policy: Policy | None = field(default=None, validator=kind_of(Policy | None))


@final
@frozen
class Misfit(TristandardError):
    """A part of a rule set that does not fit the rest."""

    subject: str
    why: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.subject} {self.why}; {self.remedy}"


def _tree_of(kind: type[Term | Unit]) -> Callable[[Any, Attribute[Any], Any], None]:
    """Return an attrs validator that refuses whatever is not a tree of terms, or of units."""

    def check(owner: object, attribute: Attribute[Any], value: object) -> None:
        where = f" for `{attribute.name}` ({type(owner).__name__})"
        wanted(value, Tree, where)
        for term in cast("Tree[Any]", value):
            wanted(term, kind, where)

    return check


@final
@define(frozen=True, slots=False, kw_only=True)
class RuleSet:
    """Everything that is written down, before anything is merged.

    `notice_zh` and `notice_en` are printed with what is told of its results, so that nobody takes
    an illustrative number for a published one. `variant` names the variant that stands, if any.
    """

    code: str = field(converter=as_text, validator=coded)
    version: str = field(converter=as_text, validator=filled)
    zh: str = field(converter=as_text, validator=filled)
    en: str = field(converter=as_text, validator=filled)
    notice_zh: str = field(default="", converter=as_text, validator=some_lines)
    notice_en: str = field(default="", converter=as_text, validator=some_lines)
    valid: Validity = field(default=Validity(), validator=kind_of(Validity))
    policy: Policy = field(default=HIGHEST_WIDEST_BROADEST, validator=kind_of(Policy))
    clauses: tuple[Clause, ...] = field(default=(), converter=by_code, validator=each_of(Clause))
    measures: tuple[Measure, ...] = field(default=(), converter=by_code, validator=each_of(Measure))
    circumstances: tuple[Circumstance, ...] = field(default=(), converter=by_code, validator=each_of(Circumstance))
    areas: Tree[Term] = field(default=Tree[Term]("area"), validator=_tree_of(Term))
    zones: Tree[Term] = field(default=Tree[Term]("zone"), validator=_tree_of(Term))
    site_types: Tree[Term] = field(default=Tree[Term]("site type"), validator=_tree_of(Term))
    kinds: Tree[Term] = field(default=Tree[Term]("kind of unit"), validator=_tree_of(Term))
    units: Tree[Unit] = field(default=Tree[Unit]("unit"), validator=_tree_of(Unit))
    assessments: tuple[Assessment, ...] = field(converter=by_code, validator=each_of(Assessment))
    crosswalks: tuple[Crosswalk, ...] = field(default=(), converter=by_code, validator=each_of(Crosswalk))
    rulings: tuple[Ruling, ...] = field(default=(), converter=by_code, validator=each_of(Ruling))
    variants: tuple[Variant, ...] = field(default=(), converter=by_code, validator=each_of(Variant))
    variant: str | None = field(default=None, converter=as_text_if_any, validator=coded_if_any)

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """Every indicator of every assessment, by its code."""
        return {indicator.code: indicator for assessment in self.assessments for indicator in assessment.indicators}

    @cached_property
    def unit_names(self) -> Mapping[str, Told]:
        """What each unit is called in Chinese and in English, by its code; those with one label are told apart by their codes."""
        zh = told_apart({unit.code: unit.zh for unit in self.units})
        en = told_apart({unit.code: unit.en or unit.zh for unit in self.units}, "{} ({})")
        return {code: (label, en[code]) for code, label in zh.items()}

    @cached_property
    def paths(self) -> Mapping[str, Mapping[str, Path]]:
        """The path of every term and unit, by the coordinate of scopes and subjects, then by code."""
        return paths(self.areas, self.zones, self.site_types, self.kinds, self.units)

    @cached_property
    def told_of_findings(self) -> Mapping[str, Circumstance]:
        """Each circumstance of a finding, by its code: the declared ones, and what its life tells."""
        return {**TOLD_BY_LIFE, **{one.code: one for one in self.circumstances}}

    @cached_property
    def answers(self) -> Mapping[str, Sequence[str]]:
        """The answers to each circumstance of a finding, by its code."""
        return {code: tuple(answer for answer, _ in one.values) for code, one in self.told_of_findings.items()}

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of everything that is written down: other rules have another one, even under the same code and version."""
        return digest((self,))

    def extended(self, areas: Iterable[Term] = (), units: Iterable[Unit] = ()) -> RuleSet:
        """Return the rule set with more areas and units: a user's own towns and villages."""
        return evolve(self, areas=self.areas.grown(all_of(areas, Term)), units=self.units.grown(all_of(units, Unit)))

    def subject(self, unit: str) -> tuple[Path, Path]:
        """Return where a unit stands in the coordinates of subjects: its kind and itself."""
        return self.paths["kind"][self.units[unit].kind], self.paths["unit"][unit]

    def assessment(self, code: str) -> Assessment:
        """Return one assessment by its code."""
        for assessment in self.assessments:
            if assessment.code == code:
                return assessment
        raise BadValue(code, f"an assessment of {self.code}", f"give one of {', '.join(known.code for known in self.assessments)}")

    def varied(self, code: str) -> RuleSet:
        """Return the rule set as a variant reads it.

        Raises:
            BadValue: When no variant has that code.
        """
        if self.variant is not None:
            raise BadValue(code, f"a variant of {self.code} as it was declared", f"it is read as {self.variant!r} already: vary the rule set that was loaded")
        for variant in self.variants:
            if variant.code == code:
                break
        else:
            raise BadValue(code, f"a variant of {self.code}", f"give one of {', '.join(known.code for known in self.variants) or '(it has none)'}")
        return evolve(
            self,
            variant=code,
            policy=variant.policy or self.policy,
            crosswalks=[
                evolve(crosswalk, where=variant.where[crosswalk.code]) if crosswalk.code in variant.where else crosswalk
                for crosswalk in self.crosswalks
            ],
        )

    def problems(self) -> list[TristandardError]:
        """Return, all at once, what in the rule set contradicts itself or names what is not there."""
        return [
            *self._dates(),
            *self._units(),
            *self._duplicates(),
            *self._counted(),
            *self._marks(),
            *self._assessments(),
            *self._crosswalks(),
            *self._variants(),
        ]

    def _marks(self) -> Iterator[TristandardError]:
        """Yield that marks and caps, in which results are added up, have no common denominator."""
        marks = [item.full for book in self.assessments for item in book.items]
        marks += [
            mark
            for book in self.assessments
            for _, node in book.model.nodes
            if isinstance(node, Sheet)
            for mark in (node.full, node.bonus)
        ]
        marks += [
            rule.at_most for indicator in self.indicators.values() for rule in indicator.deductions if rule.at_most
        ]
        if common(marks) is None:
            yield Misfit(
                f"rule set {self.code!r}",
                f"has marks and caps without a common denominator of at most {COMMON_DIGITS} digits",
                "write them as decimals",
            )

    @cached_property
    def cited(self) -> Mapping[Clause, Sequence[str]]:
        """Every clause that the rules stand on, as the variant reads them, with what cites it."""
        citing: list[tuple[str, Iterable[Clause]]] = [
            (f"indicator {one.code!r}", one.clauses) for one in self.indicators.values()
        ]
        citing += [(f"assessment {one.code!r}", one.clauses) for one in self.assessments]
        citing += [(f"crosswalk {one.code!r}", one.clauses) for one in self.crosswalks]
        citing += [(f"the ruling on {'+'.join(sorted(one.members))}", [one.clause]) for one in self.rulings]
        citing += [(f"variant {one.code!r}", one.clauses) for one in self.variants if one.code == self.variant]
        found: defaultdict[Clause, list[str]] = defaultdict(list)
        for subject, clauses in citing:
            for clause in clauses:
                found[clause].append(subject)
        return found

    @property
    def in_force(self) -> Validity | None:
        """The days on which the rule set and every clause that it cites are in force; None where there are none."""
        return Validity.common([self.valid, *(clause.valid for clause in self.cited)])

    def lapsed(self, start: date, end: date, asked: str) -> Iterator[OutOfForce]:
        """Yield every clause that is cited and not in force on each day from start to end, which messages call `asked`."""
        for clause, citing in self.cited.items():
            if not clause.valid.holds(start, end):
                more = f" and {len(citing) - 3} more" if len(citing) > 3 else ""
                subject = f"clause {clause.code!r}, cited by {', '.join(citing[:3])}{more},"
                remedy = "cite the clause that follows it, or retire what stands on it"
                yield OutOfForce(subject, asked, str(clause.valid), str(clause.valid.outside(start, end)), remedy)

    def _dates(self) -> Iterator[TristandardError]:
        if self.in_force is None:
            bounded = [clause for clause in self.cited if clause.valid != Validity()]
            told = "; ".join(
                [f"{self.code} {self.valid}", *(f"clause {clause.code!r} {clause.valid}" for clause in bounded)]
            )
            yield Misfit(
                f"rule set {self.code!r}",
                f"and the clauses that it cites are never in force together ({told})",
                "let their dates meet, or cite other clauses",
            )

    def _units(self) -> Iterator[TristandardError]:
        yield from (UnknownTerm("kind of unit", unit.kind, f"unit {unit.code!r}") for unit in self.units if unit.kind not in self.kinds)

    def _counted(self) -> Iterator[TristandardError]:
        for circumstance in self.circumstances:
            if circumstance.code in TOLD_BY_LIFE:
                yield Misfit(f"circumstance {circumstance.code!r}", "is told by the life of a finding already", "give it another code")
            if not circumstance.values:
                yield Misfit(f"circumstance {circumstance.code!r}", "has no answers", "list them under values")
        for measure in self.measures:
            for form, told in measure.counting.forms:
                if measure.whole and told.counts.denominator > 1:
                    yield Misfit(f"measure {measure.code!r}", f"counts {plain(told.counts)} for {form}, and is a whole number", "count whole numbers, or leave `whole` out")
            if measure.counting.by:
                yield from self._known(f"measure {measure.code!r}", measure.counting.by, [form for form, _ in measure.counting.forms])

    def _known(self, subject: str, circumstance: str, told: Iterable[str]) -> Iterator[TristandardError]:
        """Yield what of a circumstance and its answers is not declared."""
        if circumstance not in self.answers:
            yield UnknownTerm("circumstance", circumstance, subject)
            return
        known = self.answers[circumstance]
        yield from (UnknownTerm(f"answer to {circumstance}", answer, subject) for answer in told if not any(answers(answer, one) for one in known))

    def _duplicates(self) -> Iterator[TristandardError]:
        kinds: dict[str, list[str]] = {
            "clause": [clause.code for clause in self.clauses],
            "measure": [measure.code for measure in self.measures],
            "circumstance": [circumstance.code for circumstance in self.circumstances],
            "assessment": [assessment.code for assessment in self.assessments],
            "indicator": [indicator.code for assessment in self.assessments for indicator in assessment.indicators],
            "crosswalk": [crosswalk.code for crosswalk in self.crosswalks],
            "variant": [variant.code for variant in self.variants],
            "match": [f"{match.first} ~ {match.second}" for _, match in self.matches()],
            "ruling": ["+".join(sorted(ruling.members)) for ruling in self.rulings],
        }
        for assessment in self.assessments:
            kinds[f"item of {assessment.code}"] = [item.code for item in assessment.items]
        for kind, codes in kinds.items():
            yield from (DuplicateCode(kind, code) for code, count in Counter(codes).items() if count > 1)

    def matches(self) -> Iterator[tuple[Crosswalk, Match]]:
        """Return every match with the crosswalk it belongs to."""
        for crosswalk in self.crosswalks:
            for match in crosswalk.matches:
                yield crosswalk, match

    def _assessments(self) -> Iterator[TristandardError]:
        known = set(self.measures)
        for assessment in self.assessments:
            items = {item.code for item in assessment.items}
            broken = assessment.model.problems()
            for problem in broken:
                yield evolve(problem, node=f"{assessment.code}.{problem.node}")
            for name, node in assessment.model.nodes:
                yield from self._scored(assessment, name, node)
            for name, kinds in (("unranked", assessment.unranked), ("named", assessment.named)):
                used_by = f"the list {name} of {assessment.code}"
                yield from (UnknownTerm("kind of unit", kind, used_by) for kind in sorted(kinds) if kind not in self.kinds)
            if assessment.warning and not (assessment.warning.share and 0 < assessment.warning.value < 100):
                yield Misfit(f"assessment {assessment.code!r}", f"warns at {assessment.warning}", 'write a share of an item\'s mark below all of it, such as "30 %"')
            for indicator in assessment.indicators:
                subject = f"indicator {indicator.code!r}"
                if indicator.assessment != assessment.code:
                    yield Misfit(subject, f"stands in assessment {assessment.code!r}", f"start its code with {assessment.code!r} and a dot, or move it")
                if indicator.item not in items:
                    yield UnknownTerm("item", indicator.item, subject)
                if not indicator.standard.asks:
                    yield Misfit(subject, "asks nothing", "write a standard")
                for ask in indicator.standard.asks:
                    if ask.measure not in known:
                        yield UnknownTerm("measure", ask.measure.code, subject)
                    yield from _priced(subject, indicator, ask)
                if unmeetable := indicator.standard.unmeetable:
                    yield Misfit(subject, f"has a standard that nothing can meet: {indicator.standard}", f"mend what it asks of {', '.join(unmeetable)}")
                for rule in indicator.deductions:
                    yield from self._line(subject, rule, indicator)
                    if rule.tariff == Veto(Level.SITE) and not broken and not assessment.model.by_site:
                        yield Misfit(subject, "may zero a site, where no score stands for one", "fold over 'site' above every sheet, or let it zero the item or the unit")
                yield from self._terms(indicator.scope, subject)
                yield from self._terms(indicator.subjects, subject)

    def _scored(self, assessment: Assessment, name: str, node: Node) -> Iterator[TristandardError]:
        """Yield what a score node names that is not there."""
        used_by = f"score node {name!r} of {assessment.code}"
        items = {item.code: item for item in assessment.items}
        trees: dict[str, Tree[Term] | Tree[Unit]] = {"site_type": self.site_types, "zone": self.zones, "area": self.areas, "unit": self.units}
        if isinstance(node, Fold) and node.over in trees:
            yield from (UnknownTerm(trees[node.over].kind, code, used_by) for code, _ in node.weights if code not in trees[node.over])
        if isinstance(node, Fold) and node.over == "item":
            yield from (Misfit(used_by, f"gives no weight to the item {code}", "give each item its weight, 0 where it shall not count") for code in sorted(items.keys() - dict(node.weights).keys()) if node.weights)
            yield from (UnknownTerm("item", code, used_by) for code, _ in node.weights if code not in items)
            full, _ = assessment.model.marks(name) if not assessment.model.problems() else (None, None)
            if full is not None and (odd := sorted(code for code, item in items.items() if item.full != full)):
                yield Misfit(used_by, f"folds over items whose marks are not the sheet's {plain(full)}: {', '.join(odd)}", "give the items and the sheet one full mark, or use one sheet for all items")
        yield from (UnknownTerm("item", gate.item, used_by) for gate in node.gates if gate.item is not None and gate.item not in items)
        for gate in node.gates:
            for item in items.values() if gate.of == EVERY_ITEM else filter(None, [items.get(gate.item or "")]):
                if gate.at_least.of(item.full) > item.full:
                    yield Misfit(used_by, f"has a gate of item {item.code} at {gate.at_least}, above its full mark of {plain(item.full)}", "give a mark that the item can reach")

    def _line(self, subject: str, rule: DeductionRule, indicator: Indicator) -> Iterator[TristandardError]:
        """Yield what of one line does not fit, whatever the measure."""
        if strange := set(rule.measures) - indicator.standard.measures:
            yield Misfit(subject, f"prices {', '.join(sorted(strange))}, which its standard does not ask about", f"price a measure of its standard, or let the standard ask about it too, such as {min(strange)} any")
        for name, told in (*rule.where, *((factor.by, [answer for answer, _ in factor.factors]) for factor in rule.times)):
            yield from self._known(subject, name, told)
        if (REPEATED in rule.reads) is not bool(rule.look_back):
            yield Misfit(subject, f"looks back {rule.look_back} periods" if rule.look_back else f"reads {REPEATED!r} without saying how far back", f"write look_back with {REPEATED!r}, and only there")
        match rule.tariff:
            case Steps(each=each, per=per) if (rule.times or rule.where) and per != 1:
                yield Misfit(subject, "counts findings by circumstance in steps other than one", "price each finding: leave `per` out")
            case Steps(each=each) | Gain(each=each) if rule.at_most is not None and rule.at_most < each:
                yield Misfit(subject, f"stops at {plain(rule.at_most)}, below one step of {plain(each)}", "let the cap be at least one step")
            case Veto() if rule.at_most is not None:
                yield Misfit(subject, "has a veto with a cap, which means nothing", "leave at_most out")
            case Gain() if rule.at_most is None:
                yield Misfit(subject, "gains without a ceiling", "write at_most")
            case Chosen(by, bands):
                chosen = next((ask for ask in indicator.standard.asks if ask.measure.code == by), None)
                if chosen is None:
                    yield Misfit(subject, f"chooses points by {by}, which its standard does not ask about", f'write "{by} any" into its standard')
                else:
                    wrong = tiling(chosen.measure, [where for where, _, _ in bands])
                    yield from (Misfit(subject, f"has bands for {by} that do not fit: {one}", "let the bands cover each value once") for one in wrong)
            case _:
                pass

    def _terms(self, scope: Scope, subject: str) -> Iterator[TristandardError]:
        if not scope.extents:
            yield Misfit(subject, "holds nowhere, or for nobody", "name at least one extent, or write any")
        for extent in sorted(scope.extents):
            for axis, path in zip(scope.axes, extent, strict=True):
                if path and self.paths[axis].get(path[-1]) != path:
                    yield UnknownTerm(spoken(axis), path[-1], subject)

    def _crosswalks(self) -> Iterator[TristandardError]:
        codes = {assessment.code for assessment in self.assessments}
        for crosswalk in self.crosswalks:
            subject = f"crosswalk {crosswalk.code!r}"
            yield from (
                UnknownTerm("assessment", host, f"the list hosts of {subject}")
                for host in crosswalk.hosts
                if host not in codes
            )
            if crosswalk.where is not None:
                yield from self._terms(crosswalk.where, subject)
            for match in crosswalk.matches:
                for code in (match.first, match.second):
                    if code not in self.indicators:
                        yield UnknownTerm("indicator", code, f"the match of {match.first!r} and {match.second!r}")
                smaller, larger = self.indicators.get(match.first), self.indicators.get(match.second)
                if match.relation is Relation.SUBSET_OF and larger and (strange := match.measures - larger.standard.measures):
                    turned = f"; where {match.first!r} is the larger one, swap the two or write superset_of" if smaller and match.measures <= smaller.standard.measures else ""
                    yield Misfit(f"the match of {match.first!r} and {match.second!r}", f"covers {', '.join(sorted(strange))}, which the larger one does not ask about", f"name measures of the larger one{turned}")
        for ruling in self.rulings:
            yield from (UnknownTerm("indicator", code, "a ruling") for code in sorted(ruling.members - self.indicators.keys()))

    def _varied(self) -> Iterator[TristandardError]:
        """Yield where the variant that stands is not what was declared."""
        variant = next((one for one in self.variants if one.code == self.variant), None)
        if variant is None:
            yield UnknownTerm("variant", str(self.variant), f"rule set {self.code!r}")
            return
        for crosswalk in self.crosswalks:
            if crosswalk.code in variant.where and crosswalk.where != variant.where[crosswalk.code]:
                yield Misfit(f"rule set {self.code!r}", f"names the variant {variant.code!r}, but crosswalk {crosswalk.code!r} holds on other ground", "load it without the key `variant`, and ask for the variant when loading")
        if variant.policy is not None and variant.policy != self.policy:
            yield Misfit(f"rule set {self.code!r}", f"names the variant {variant.code!r}, but has another policy", "load it without the key `variant`, and ask for the variant when loading")

    def _variants(self) -> Iterator[TristandardError]:
        codes = {crosswalk.code for crosswalk in self.crosswalks}
        if self.variant is not None:
            yield from self._varied()
        for variant in self.variants:
            for code, where in variant.where.items():
                if code not in codes:
                    yield UnknownTerm("crosswalk", code, f"variant {variant.code!r}")
                yield from self._terms(where, f"variant {variant.code!r}")


def paths(areas: Tree[Term], zones: Tree[Term], site_types: Tree[Term], kinds: Tree[Term], units: Tree[Unit]) -> dict[str, dict[str, Path]]:
    """Return the path of every term, by the coordinate of scopes and subjects, then by code."""
    trees: dict[str, Tree[Term] | Tree[Unit]] = {"area": areas, "zone": zones, "site_type": site_types, "kind": kinds, "unit": units}
    return {axis: {term.code: tree.path(term.code) for term in tree} for axis, tree in trees.items()}


def _priced(subject: str, indicator: Indicator, ask: Ask) -> Iterator[TristandardError]:
    """Yield what keeps the indicator's own lines from pricing one measure of its own standard."""
    code, acceptance = ask.measure.code, ask.acceptance
    limits = (acceptance.floor, acceptance.limit) if isinstance(acceptance, Range) else (None, None)
    rules = [rule for rule in indicator.deductions if code in rule.measures]
    if not ask.asks_nothing and all(isinstance(rule.tariff, Gain) for rule in rules):
        yield Misfit(subject, f"asks about {code} but no rule of its own prices it", "add a rule, or drop what it asks")
    for rule in rules:
        match rule.tariff:
            case Bands(points):
                wrong = tiling(ask.measure, [where for where, _ in points])
                if isinstance(acceptance, Range) and not wrong:
                    wrong = [f"{worse} is worse than {better} and costs less" for worse, better in falling(ask.measure, acceptance, points)]
                yield from (Misfit(subject, f"has bands for {code} that do not fit: {one}", "let the bands cover each value once, and a worse one cost no less") for one in wrong)
            case Chosen():
                if ask.measure.whole:
                    yield Misfit(
                        subject,
                        f"takes the points chosen as {code}, a measure of whole numbers",
                        f"leave `whole` out of {code}: points may have decimals",
                    )
                if ask.measure.high is not None and ask.measure.high <= 0:
                    yield Misfit(
                        subject,
                        f"takes the points chosen as {code}, a measure that goes up to {plain(ask.measure.high)} alone",
                        f"let `high` of {code} be the most points that may be chosen, or leave it out",
                    )
                elif limits[1] is None or limits[1].value != 0:
                    yield Misfit(
                        subject,
                        f"takes the points chosen as {code}, which are not at most 0",
                        f'write "{code} <= 0 {ask.measure.unit}"',
                    )
            case Steps(per=None):
                if limits[0] is None or limits[0].value <= 0:
                    yield Misfit(subject, f"deducts by the uncompleted share of {code}, of which nothing is required", "ask for at least something above zero, or write a step")
            case Steps(counting=Counting.ALL):
                if limits[1] is None:
                    yield Misfit(subject, f"counts all occurrences of {code}, which has no upper end", "count what lies beyond the bar")
            case Gain():
                if limits == (None, None):
                    anyway, remedy = "", "ask for at least, or at most, something"
                    if ask.measure.low is not None:
                        low = ask.measure.unit.show(ask.measure.low)
                        anyway, remedy = (
                            f": all its values are at least {low}",
                            f'{remedy} beyond that, or write low = "open" for the measure, '
                            f'so that ">= {low}" asks something',
                        )
                    yield Misfit(subject, f"gains by {code}, of which no end is asked{anyway}", remedy)
            case Steps() | Veto():
                pass
        if rule.reads and (not ask.measure.countable or limits[0] is not None or not isinstance(rule.tariff, (Steps, Veto))):
            yield Misfit(subject, f"reads circumstances to price {code}, which is not a number of findings with an upper end", "read them where findings are counted, by steps or as a veto")
