"""Things of one kind that people know by one label: which are told, what each kind is called, and where the labels stand."""

import pytest
from attrs import evolve

from samples import AREAS, FOUND_BY, KINDS, MEASURES, TYPES, UNITS, ZONES, indicator, rule_set
from samples.placed import everywhere
from tristandard.basics.terms import Term, Tree, Unit
from tristandard.checks.labels import equal_labels

RULES = rule_set(indicator("a.x"))
(BOOK,) = RULES.assessments
ITEMS = [evolve(BOOK.items[0], code=code) for code in ("order", "looks")]


@pytest.mark.parametrize(
    ("changes", "table", "kind", "codes", "label"),
    [
        ({"areas": Tree("area", [*AREAS, Term(code="town", zh="武进区")])}, "areas", "区域", ("town", "wujin"), "武进区"),
        ({"zones": Tree("zone", [*ZONES, Term(code="hamlet", zh="村")])}, "zones", "地带", ("hamlet", "village"), "村"),
        ({"site_types": Tree("site type", [*TYPES, Term(code="way", zh="路")])}, "site_types", "点位类型", ("road", "way"), "路"),
        ({"kinds": Tree("kind of unit", [*KINDS, Term(code="city", zh="区")])}, "kinds", "单位类别", ("city", "district"), "区"),
        ({"units": Tree("unit", [*UNITS, Unit(code="lake", zh="湖塘镇", kind="town")])}, "units", "责任单位", ("hutang", "lake"), "湖塘镇"),
        ({"measures": [evolve(one, zh="垃圾" if one.code.startswith("l") else one.zh) for one in MEASURES.values()]}, "measures", "测量项目", ("lamps.fitted", "lamps.lit", "litter.spots"), "垃圾"),
        ({"circumstances": [FOUND_BY, evolve(FOUND_BY, code="by")]}, "circumstances", "问题情形", ("by", "found_by"), "发现主体"),
        ({"assessments": [BOOK, evolve(BOOK, code="b", indicators=[])]}, "assessments", "考核", ("a", "b"), "a"),
        ({"assessments": [evolve(BOOK, zh="文明", items=ITEMS)]}, "assessments/a/items", "文明的考核项目", ("order", "looks"), "项"),
        ({"circumstances": [evolve(FOUND_BY, values={"city": "上级", "district": "区级", "bureau": "上级"})]}, "circumstances/found_by/values", "情形“发现主体”的答案", ("bureau", "city"), "上级"),
    ],
)
def test_each_kind_that_people_know_by_labels(changes, table, kind, codes, label):
    """Of each kind what is called alike is told with its codes, in Chinese with what things of the kind are called, and placed where each label stands."""
    (found,) = equal_labels(everywhere(evolve(RULES, **changes)))
    places = [f"{table}/{code}" if table.endswith("values") else f"{table}/{code}/zh" for code in codes]
    quoted = " and ".join(map(repr, codes))

    assert (tuple(table.split("/")), codes, label) == (found.section, found.codes, found.label)
    assert [place.file for place in found.locations] == places
    assert str(evolve(found, locations=())) == f"{table.replace('/', '.')}: {quoted} are called {label!r} alike; give each a label of its own, or accept that codes tell them apart"
    assert evolve(found, locations=()).text("zh") == f"{kind}{'、'.join(codes)}同名“{label}”：请各取其名，或确认只凭代码区分"


def test_labels_that_look_alike():
    """A label is told as it was written first, also where another only looks like it; two of different kinds are not compared."""
    alike = [Term(code="one", zh="东区(A)"), Term(code="other", zh="东区（A）"), Term(code="third", zh="西区")]
    found = list(equal_labels(evolve(RULES, areas=Tree("area", alike), zones=Tree("zone", [Term(code="z", zh="西区")]))))

    assert [(one.section, one.codes, one.label) for one in found] == [(("areas",), ("one", "other"), "东区(A)")]
