"""Things of one kind that people know by one label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import TristandardError
from tristandard.basics.language import looks
from tristandard.basics.location import Location, located
from tristandard.basics.measure import Measure
from tristandard.basics.place import Term, Unit
from tristandard.rules.assessment import Assessment, Item
from tristandard.rules.ruleset import RuleSet


@final
@frozen
class EqualLabels(TristandardError):
    """Several things of one kind that people know by one label."""

    #: The table of the rule set in which they stand: ("units",) or ("assessments", "civilized", "items").
    section: tuple[str, ...]
    label: str
    codes: tuple[str, ...]
    #: The whole message in Chinese.
    zh: str
    #: Where what it names is written, if in files.
    locations: tuple[Location, ...] = field(default=(), kw_only=True)

    def __str__(self) -> str:
        codes = " and ".join(map(repr, self.codes))
        remedy = "give each a label of its own, or accept that codes tell them apart"
        told = f"{'.'.join(self.section)}: {codes} are called {self.label!r} alike; {remedy}"
        return located(self.locations, told)


def equal_labels(rule_set: RuleSet) -> Iterator[EqualLabels]:
    """Yield the labels that several terms, units, measures or assessments of one kind have, or
    items of one assessment.
    """
    sections: dict[tuple[str, ...], tuple[str, Iterable[Term | Unit | Measure | Assessment | Item]]] = {
        ("areas",): ("区域", rule_set.areas), ("zones",): ("地带", rule_set.zones),
        ("site_types",): ("点位类型", rule_set.site_types),
        ("kinds",): ("单位类别", rule_set.kinds), ("units",): ("责任单位", rule_set.units),
        ("measures",): ("测量项目", rule_set.measures),
        ("assessments",): ("考核", rule_set.assessments),
        **{("assessments", book.code, "items"): (f"{book.zh}的考核项目", book.items) for book in rule_set.assessments},
    }  # fmt: skip
    for section, (kind_zh, things) in sections.items():
        called: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for thing in things:
            called[looks(thing.zh)].append((thing.zh, thing.code))
        for alike in called.values():
            if len(alike) > 1:
                label, codes = alike[0][0], [code for _, code in alike]
                zh = f"{kind_zh}{'、'.join(codes)}同名“{label}”：请各取其名，或确认只凭代码区分"
                locations = rule_set.locations.of(*((*section, code, "zh") for code in codes))
                yield EqualLabels(section, label, tuple(codes), zh, locations=locations)
