"""The tiny universe of the cases that are drawn: few words, so that they collide often."""

from fractions import Fraction

import tristandard as ts


def measure(code: str, unit: str = "处", **more: object) -> ts.rules.Measure:
    """Return a measure of the universe."""
    return ts.rules.Measure(code=code, zh=code, en=code, unit=ts.rules.MeasureUnit.parse(unit), **more)


def terms(kind: str, *codes: str, **parents: str) -> ts.rules.Tree[ts.rules.Term]:
    """Return a tree of terms, some of them below others."""
    return ts.rules.Tree(kind, [ts.rules.Term(code=code, zh=code, parent=parents.get(code)) for code in codes])


MEASURES = {
    one.code: one
    for one in (
        measure("litter.spots", whole=True),
        measure("bins.broken", whole=True, high=4),
        measure("notice.count", whole=True),
        measure("benches.count", whole=True, high=6),
        measure("cans.count", whole=True, high=5, counting=ts.rules.CountingRule(within=200, together=1)),
        measure("signs.count", whole=True, counting=ts.rules.CountingRule(spacing=20)),
        measure(
            "smoke.cases",
            whole=True,
            counting=ts.rules.CountingRule(
                by="channel", forms={"media": ts.rules.Form(2, "算两处"), "hotline": ts.rules.Form(0, "不计")}
            ),
        ),
        measure("lamps.lit", "%", high=100),
        measure("queue.wait", "min"),
        measure("drift.angle", "度", low=None),
        measure("toilet.grade", "级", rungs=("C", "B", "A")),
        measure("notice.form", "种", forms=frozenset({"panel", "board", "banner"})),
        measure("upkeep.points", "分", high=10),
        measure("upkeep.gaps", whole=True),
        measure("toilets.count", whole=True, high=6),
        measure(
            "toilets.dirty",
            whole=True,
            counting=ts.rules.CountingRule(
                sample=3, among="toilets.count", by="channel", forms={"hotline": ts.rules.Form(0, "不计")}
            ),
        ),
    )
}
CHANNEL = ts.rules.Circumstance("channel", "来源", "", {"patrol": "巡查", "media": "曝光", "hotline": "热线"})
AREAS = terms("area", "city", "east", "west", east="city", west="city")
ZONES = terms("zone", "built_up", "village")
SITE_TYPES = terms("site type", "road", "market")
KINDS = terms("kind of unit", "district", "town", "department")
UNITS = ts.rules.Tree(
    "unit",
    [
        ts.Unit(code="river", zh="river", kind="district"),
        ts.Unit(code="hill", zh="hill", kind="district"),
        ts.Unit(code="lake", zh="lake", kind="town", parent="river"),
        ts.Unit(code="moor", zh="moor", kind="town", parent="river"),
        ts.Unit(code="fen", zh="fen", kind="town", parent="hill"),
        ts.Unit(code="roads", zh="roads", kind="department"),
        ts.Unit(code="parks", zh="parks", kind="department"),
    ],
)
PATHS = {
    "area": {"city": ("city",), "east": ("city", "east"), "west": ("city", "west")},
    "zone": {"built_up": ("built_up",), "village": ("village",)},
    "site_type": {"road": ("road",), "market": ("market",)},
}
QUARTER = ts.Quarter(2026, 2)
THIRD = Fraction(1, 3)
