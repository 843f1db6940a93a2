"""Things of one kind that people know by one label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias, final

from attrs import field, frozen

from tristandard.basics.errors import TristandardError, as_told
from tristandard.basics.finding import Circumstance
from tristandard.basics.language import looks
from tristandard.basics.location import Located, Location, located
from tristandard.basics.measure import Measure
from tristandard.basics.terms import Term, Unit
from tristandard.rules.assessment import Assessment
from tristandard.rules.indicator import Item
from tristandard.rules.ruleset import RuleSet
from tristandard.words.sentence import Sentence, Told

_CALLED_ALIKE = Sentence(
    "{kind}{codes}同名“{label}”：请各取其名，或确认只凭代码区分",
    "{kind}: {codes} are called {label!r} alike; give each a label of its own, or accept that codes tell them apart",
)
_AND = Told("、", " and ")


@final
@frozen
class EqualLabels(Located, TristandardError):
    """Several things of one kind that people know by one label."""

    #: The table of the rule set in which they stand: ("units",) or ("assessments", "civilized", "items").
    section: tuple[str, ...]
    label: str
    codes: tuple[str, ...]
    #: What things of the kind are called: in English the table.
    kind: Told = field(converter=as_told)
    #: Where what it names is written, if in files.
    locations: tuple[Location, ...] = field(default=(), kw_only=True)

    @property
    def told(self) -> Told:
        """Which things are called alike, and what to do, in both languages."""
        codes = Told(_AND[0].join(self.codes), _AND[1].join(map(repr, self.codes)))
        return located(self.locations, _CALLED_ALIKE(kind=self.kind, codes=codes, label=self.label))

    def __str__(self) -> str:
        return self.told[1]


#: What has a code and a label.
_Labelled: TypeAlias = Term | Unit | Measure | Circumstance | Assessment | Item

_AREAS, _ZONES = Told("区域", "areas"), Told("地带", "zones")
_SITE_TYPES, _KINDS = Told("点位类型", "site_types"), Told("单位类别", "kinds")
_UNITS, _MEASURES = Told("责任单位", "units"), Told("测量项目", "measures")
_ASSESSMENTS = Told("考核", "assessments")
_CIRCUMSTANCES = Told("问题情形", "circumstances")
_ANSWERS_TO = Sentence("情形“{circumstance}”的答案", "circumstances.{circumstance}.values")
_ITEMS_OF = Sentence("{assessment}的考核项目", "assessments.{assessment}.items")


def equal_labels(rule_set: RuleSet) -> Iterator[EqualLabels]:
    """Yield the labels that several terms, units, measures, circumstances or assessments of one kind have, or items of
    one assessment, or answers to one circumstance.
    """
    sections: dict[tuple[str, ...], tuple[Told, Iterable[_Labelled]]] = {
        ("areas",): (_AREAS, rule_set.areas), ("zones",): (_ZONES, rule_set.zones),
        ("site_types",): (_SITE_TYPES, rule_set.site_types),
        ("kinds",): (_KINDS, rule_set.kinds), ("units",): (_UNITS, rule_set.units),
        ("measures",): (_MEASURES, rule_set.measures), ("circumstances",): (_CIRCUMSTANCES, rule_set.circumstances),
        ("assessments",): (_ASSESSMENTS, rule_set.assessments),
    }  # fmt: skip
    for book in rule_set.assessments:
        items = _ITEMS_OF(assessment=Told(book.zh, book.code))
        sections["assessments", book.code, "items"] = (items, book.items)
    for section, (kind, things) in sections.items():
        for label, codes in _alike((thing.zh, thing.code) for thing in things):
            locations = rule_set.locations.of(*((*section, code, "zh") for code in codes))
            yield EqualLabels(section, label, codes, kind, locations=locations)
    for one in rule_set.circumstances:
        section, kind = ("circumstances", one.code, "values"), _ANSWERS_TO(circumstance=Told(one.zh, one.code))
        for label, codes in _alike((zh, code) for code, zh in one.values):
            locations = rule_set.locations.of(*((*section, code) for code in codes))
            yield EqualLabels(section, label, codes, kind, locations=locations)


def _alike(labelled: Iterable[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each label that several codes have, or that looks like theirs, with the codes."""
    called: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for label, code in labelled:
        called[looks(label)].append((label, code))
    yield from ((alike[0][0], tuple(code for _, code in alike)) for alike in called.values() if len(alike) > 1)
