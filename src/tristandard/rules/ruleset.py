"""A rule set (规则集): assessments, crosswalks, policy, vocabulary and dates, as one frozen value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any, cast, final

from attrs import Attribute, define, evolve, field

from tristandard.basics.clause import Clause, OutOfForce, Validity
from tristandard.basics.digest import digest
from tristandard.basics.errors import GIVE_ONE_OF, BadValue, all_of, as_text, wanted
from tristandard.basics.fields import (
    as_text_if_any,
    coded,
    coded_if_any,
    each_of,
    filled,
    for_field,
    kind_of,
    some_lines,
)
from tristandard.basics.finding import Circumstance
from tristandard.basics.language import told_apart
from tristandard.basics.location import Locations
from tristandard.basics.lookup import UnknownKey, looked_up
from tristandard.basics.measure import Measure
from tristandard.basics.nouns import KIND_OF_UNIT, SITE_TYPE
from tristandard.basics.order import by_code
from tristandard.basics.terms import Path, Term, Tree, Unit
from tristandard.rules.assessment import Assessment
from tristandard.rules.crosswalk import Crosswalk, Match, Ruling
from tristandard.rules.deductions.factor import LIFE_CIRCUMSTANCES
from tristandard.rules.indicator import Indicator
from tristandard.rules.paths import by_axis, paths
from tristandard.rules.policy import HIGHEST_WIDEST_BROADEST, Policy
from tristandard.rules.subjects import ASSESSMENT, CROSSWALK, INDICATOR, VARIANT, Subject
from tristandard.rules.variant import Variant
from tristandard.words.sentence import Sentence, Told


def _tree(kind: type[Term | Unit], owner: object, attribute: Attribute[Any], value: object) -> None:
    """Refuse whatever is not a tree of terms, or of units (an attrs validator, of a kind)."""
    where = for_field(owner, attribute)
    wanted(value, Tree, where)
    for term in cast("Tree[Any]", value):
        wanted(term, kind, where)


_AN_ASSESSMENT_OF = Sentence("规则集 {code} 的考核", "an assessment of {code}")
_A_VARIANT_OF = Sentence("规则集 {code} 的变体", "a variant of {code}")
_AS_DECLARED = Sentence("规则集 {code} 原样的变体", "a variant of {code} as it was declared")
_READ_ALREADY = Sentence(
    "它已按“{variant}”读入：请用载入时的规则集取变体",
    "it is read as {variant!r} already: vary the rule set that was loaded",
)
_IT_HAS_NONE = Told("（它没有变体）", "(it has none)")
_RULING = Sentence("对 {members} 的裁定", "the ruling on {members}")
_CITED_BY = Sentence("依据“{code}”（{citing}{more}引用）", "clause {code!r}, cited by {citing}{more},")
_AND_MORE = Sentence("和另外 {count} 处", " and {count} more")
_CITE_NEXT = Told(
    "请改引后续的依据，或停用以它为据的规则", "cite the clause that follows it, or retire what stands on it"
)


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
    areas: Tree[Term] = field(default=Tree[Term]("area"), validator=partial(_tree, Term))
    zones: Tree[Term] = field(default=Tree[Term]("zone"), validator=partial(_tree, Term))
    site_types: Tree[Term] = field(default=Tree[Term](SITE_TYPE[1]), validator=partial(_tree, Term))
    kinds: Tree[Term] = field(default=Tree[Term](KIND_OF_UNIT[1]), validator=partial(_tree, Term))
    units: Tree[Unit] = field(default=Tree[Unit]("unit"), validator=partial(_tree, Unit))
    assessments: tuple[Assessment, ...] = field(converter=by_code, validator=each_of(Assessment))
    crosswalks: tuple[Crosswalk, ...] = field(default=(), converter=by_code, validator=each_of(Crosswalk))
    rulings: tuple[Ruling, ...] = field(default=(), converter=by_code, validator=each_of(Ruling))
    variants: tuple[Variant, ...] = field(default=(), converter=by_code, validator=each_of(Variant))
    variant: str | None = field(default=None, converter=as_text_if_any, validator=coded_if_any)
    #: Where its parts are written, if in files; equal rules may be written anywhere.
    locations: Locations = field(default=Locations(), eq=False, repr=False, validator=kind_of(Locations))

    def __repr__(self) -> str:
        books, indicators = len(self.assessments), len(self.indicators)
        return f"<RuleSet {self.code} {self.version}: {books} assessments, {indicators} indicators>"

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """Every indicator of every assessment, by its code."""
        return {indicator.code: indicator for assessment in self.assessments for indicator in assessment.indicators}

    @cached_property
    def measures_by_code(self) -> Mapping[str, Measure]:
        """Every measure, by its code."""
        return {measure.code: measure for measure in self.measures}

    @cached_property
    def unit_names(self) -> Mapping[str, Told]:
        """What each unit is called in Chinese and in English, by its code; those with one label are
        told apart by their codes.
        """
        zh = told_apart({unit.code: unit.zh for unit in self.units})
        en = told_apart({unit.code: unit.en or unit.zh for unit in self.units}, "{} ({})")
        return {code: Told(label, en[code]) for code, label in zh.items()}

    @cached_property
    def trees(self) -> Mapping[str, Tree[Term] | Tree[Unit]]:
        """The trees of its vocabulary, by the coordinate of scopes and subjects."""
        return by_axis(self.areas, self.zones, self.site_types, self.kinds, self.units)

    @cached_property
    def paths(self) -> Mapping[str, Mapping[str, Path]]:
        """The path of every term and unit, by the coordinate of scopes and subjects, then by code."""
        return paths(self.trees)

    @cached_property
    def told_of_findings(self) -> Mapping[str, Circumstance]:
        """Each circumstance of a finding, by its code: the declared ones, and what its life tells."""
        return {**LIFE_CIRCUMSTANCES, **{one.code: one for one in self.circumstances}}

    @cached_property
    def answers(self) -> Mapping[str, Sequence[str]]:
        """The answers to each circumstance of a finding, by its code."""
        return {code: tuple(answer for answer, _ in one.values) for code, one in self.told_of_findings.items()}

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of everything that is written down: other rules have another one, even under
        the same code and version.
        """
        return digest((self,))

    def extended(self, areas: Iterable[Term] = (), units: Iterable[Unit] = ()) -> RuleSet:
        """Return the rule set with more areas and units: a user's own towns and villages."""
        return evolve(self, areas=self.areas.grown(all_of(areas, Term)), units=self.units.grown(all_of(units, Unit)))

    def subject(self, unit: str) -> tuple[Path, Path]:
        """Return where a unit stands in the coordinates of subjects: its kind and itself."""
        return self.paths["kind"][self.units[unit].kind], self.paths["unit"][unit]

    def assessment(self, code: str) -> Assessment:
        """Return one assessment by its code.

        Raises:
            UnknownKey: When it has no such assessment.
        """
        known = {assessment.code: assessment for assessment in self.assessments}
        return looked_up(known, code, _AN_ASSESSMENT_OF, code=self.code)

    def varied(self, code: str) -> RuleSet:
        """Return the rule set as a variant reads it.

        Raises:
            UnknownKey: When no variant has that code.
            BadValue: When it is read as a variant already.
        """
        if self.variant is not None:
            raise BadValue(code, _AS_DECLARED(code=self.code), _READ_ALREADY(variant=self.variant))
        for variant in self.variants:
            if variant.code == code:
                break
        else:
            known = [one.code for one in self.variants] or _IT_HAS_NONE
            raise UnknownKey(code, _A_VARIANT_OF(code=self.code), GIVE_ONE_OF(known=known))
        return evolve(
            self,
            variant=code,
            policy=variant.policy or self.policy,
            crosswalks=[
                evolve(crosswalk, where=variant.where[crosswalk.code]) if crosswalk.code in variant.where else crosswalk
                for crosswalk in self.crosswalks
            ],
        )

    @cached_property
    def cited(self) -> Mapping[Clause, Sequence[Subject]]:
        """Every clause that the rules stand on, as the variant reads them, with what says what cites it."""
        citing: list[tuple[Subject, Iterable[Clause]]] = [
            (partial(INDICATOR, code=one.code), one.clauses) for one in self.indicators.values()
        ]
        citing += [(partial(ASSESSMENT, code=one.code), one.clauses) for one in self.assessments]
        citing += [(partial(CROSSWALK, code=one.code), one.clauses) for one in self.crosswalks]
        citing += [(partial(_RULING, members="+".join(sorted(one.members))), [one.clause]) for one in self.rulings]
        citing += [(partial(VARIANT, code=one.code), one.clauses) for one in self.variants if one.code == self.variant]
        found: defaultdict[Clause, list[Subject]] = defaultdict(list)
        for subject, clauses in citing:
            for clause in clauses:
                found[clause].append(subject)
        return found

    @property
    def in_force(self) -> Validity | None:
        """The days on which the rule set and every clause that it cites are in force; None where there are none."""
        return Validity.common([self.valid, *(clause.valid for clause in self.cited)])

    def lapsed(self, start: date, end: date, asked: str) -> Iterator[OutOfForce]:
        """Yield every clause that is cited and not in force on each day from start to end,
        which messages call `asked`.
        """
        for clause, citing in self.cited.items():
            if not clause.valid.holds(start, end):
                more = _AND_MORE(count=len(citing) - 3) if len(citing) > 3 else ""
                subject = _CITED_BY(code=clause.code, citing=[one() for one in citing[:3]], more=more)
                nearest = str(clause.valid.outside(start, end))
                locations = self.locations.of(("clauses", clause.code, "valid"))
                yield OutOfForce(subject, asked, clause.valid.told, nearest, _CITE_NEXT, locations=locations)

    def matches(self) -> Iterator[tuple[Crosswalk, Match]]:
        """Return every match with the crosswalk it belongs to."""
        for crosswalk in self.crosswalks:
            for match in crosswalk.matches:
                yield crosswalk, match
