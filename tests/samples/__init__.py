"""The tiny rule set that the tests change, and short ways to write rules in a test.

`tiny/` is a whole rule set that a rule owner can read; every number in it is made up.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tristandard.basics.clause import Clause, Provenance
from tristandard.basics.errors import Refused, TristandardError
from tristandard.basics.finding import Circumstance
from tristandard.basics.measure import Measure
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.basics.terms import Term, Tree, Unit
from tristandard.codec.folder import load_ruleset
from tristandard.codec.text import read_scope, read_standard
from tristandard.rules.assessment import Assessment
from tristandard.rules.crosswalk import Crosswalk, Match, Relation, Ruling
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.indicator import Indicator, Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.paths import by_axis, paths
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import SITE_AXES, UNIT_AXES, Scope
from tristandard.rules.standard import Standard

TINY = Path(__file__).parent / "tiny"


def changed(folder: Path, *edits: tuple[str, str | None, str | bytes]) -> Path:
    """Return a copy of the tiny folder with edits: file, old text (None: all of it), new text."""
    tiny = Path(shutil.copytree(TINY, folder / "tiny"))
    for name, old, new in edits:
        text = (tiny / name).read_text(encoding="utf-8")
        if old is None:
            (tiny / name).write_bytes(new if isinstance(new, bytes) else new.encode())
        else:
            assert old in text, f"{old!r} does not stand in {name}"
            (tiny / name).write_text(text.replace(old, str(new), 1), encoding="utf-8")
    return tiny


def mistakes(folder: Path, *edits: tuple[str, str | None, str | bytes]) -> list[str]:
    """Return every mistake with which the changed tiny folder is refused, in English."""
    with pytest.raises(Refused) as caught:
        load_ruleset(changed(folder, *edits))
    return [str(problem) for problem in caught.value.exceptions]


def lacking(message: str, *fragments: str) -> list[str]:
    """Return the fragments that a message does not have."""
    return [fragment for fragment in fragments if fragment not in message]


def measure(code: str, unit: str, **more: object) -> Measure:
    """Return a measure whose labels do not matter."""
    return Measure(code=code, zh=code, en=code, unit=MeasureUnit.parse(unit), **more)


MEASURES = {
    found.code: found
    for found in (
        measure("litter.spots", "处", whole=True),
        measure("lamps.fitted", "%", high=100),
        measure("lamps.lit", "%", high=100),
        measure("hoarding.share", "%", high=100),
        measure("ads.density", "处/100 m"),
        measure("values.density", "处/500 m"),
        measure("manners.density", "处/500 m"),
        measure("minors.density", "处/500 m"),
        measure("notice.count", "处", whole=True),
        measure("notice.spacing", "m"),
        measure("flies.density", "只/m²"),
        measure("queue.wait", "min"),
        measure("complaint.answer", "h"),
        measure("cleaning.time", "h/d"),
        measure("reciting.pupils", "人", whole=True, high=5),
        measure("toilet.grade", "级", rungs=("C", "B", "A")),
        measure("notice.form", "种", forms=frozenset({"panel", "board", "banner"})),
    )
}

AREAS = Tree("area", [Term(code="city", zh="市"), Term(code="wujin", zh="武进区", parent="city"), Term(code="tianning", zh="天宁区", parent="city")])
ZONES = Tree("zone", [Term(code="built_up", zh="建成区"), Term(code="village", zh="村")])
TYPES = Tree("site type", [Term(code="road", zh="路"), Term(code="main_road", zh="主干道", parent="road"), Term(code="market", zh="市场")])
KINDS = Tree("kind of unit", [Term(code="district", zh="区"), Term(code="town", zh="镇")])
UNITS = Tree("unit", [Unit(code="wujin", zh="武进区", kind="district"), Unit(code="hutang", zh="湖塘镇", kind="town", parent="wujin")])
PATHS = paths(by_axis(AREAS, ZONES, TYPES, KINDS, UNITS))

FOUND_BY = Circumstance(code="found_by", zh="发现主体", en="found by", values={"city": "市级", "district": "区级", "bureau": "部门"})
PLAN = Clause(code="plan", document="融合考核工作方案", article="第二条", provenance=Provenance.PLAN)


def standard(text: str) -> Standard:
    """Return a standard from its text."""
    return read_standard(text, MEASURES)


def scope(text: str) -> Scope:
    """Return a scope from its text."""
    return read_scope(text, SITE_AXES, PATHS)


def subjects(text: str) -> Scope:
    """Return subjects from their text."""
    return read_scope(text, UNIT_AXES, PATHS)


def point(*, area: str = "wujin", zone: str = "built_up", site_type: str = "road") -> tuple[tuple[str, ...], ...]:
    """Return where a site stands."""
    return PATHS["area"][area], PATHS["zone"][zone], PATHS["site_type"][site_type]


def who(unit: str) -> tuple[tuple[str, ...], ...]:
    """Return where a unit stands."""
    return PATHS["kind"][UNITS[unit].kind], PATHS["unit"][unit]


def indicator(code: str, asks: str = "litter.spots <= 0 处", *rules: DeductionRule, where: str = "any", of: str = "any") -> Indicator:
    """Return an indicator, by default priced one point for each step of whatever it asks."""
    asked = standard(asks)
    return Indicator(
        code=code,
        zh=code,
        en=code,
        item="item",
        standard=asked,
        scope=scope(where),
        subjects=subjects(of),
        deductions=rules or (DeductionRule(measures=asked.measures, tariff=Steps(1)),),
        standard_provenance=Provenance.PRACTICE,
        points_provenance=Provenance.ILLUSTRATIVE,
    )


def match(first: str, second: str, relation: str = "equal", *measures: str) -> Match:
    """Return a match whose rationale does not matter."""
    return Match(first=first, second=second, relation=Relation(relation), measures=frozenset(measures), rationale="同问")


def crosswalk(*matches: Match, code: str = "ab", host: str | tuple[str, ...] = "a", where: str | None = None) -> Crosswalk:
    """Return a crosswalk of matches."""
    return Crosswalk(code=code, zh=code, en=code, hosts=[host] if isinstance(host, str) else host, where=None if where is None else scope(where), matches=matches)


def ruling(asks: str, *members: str) -> Ruling:
    """Return a ruling whose reason does not matter."""
    return Ruling(members=members, standard=standard(asks), clause=PLAN, why="有据可依")


def rule_set(*indicators: Indicator, crosswalks: tuple[Crosswalk, ...] = (), **more: object) -> RuleSet:
    """Return a rule set of indicators, with an assessment for each that they name."""
    codes = sorted({found.assessment for found in indicators})
    assessments = [
        Assessment(
            code=code,
            zh=code,
            en=code,
            office=code,
            items=[Item(code="item", zh="项", full=100)],
            indicators=[found for found in indicators if found.assessment == code],
            model=Model({"total": Sheet()}),
        )
        for code in codes
    ]
    given = {"areas": AREAS, "zones": ZONES, "site_types": TYPES, "kinds": KINDS, "units": UNITS, "assessments": assessments, "clauses": [PLAN], "circumstances": [FOUND_BY], **more}
    return RuleSet(code="sample", version="1", zh="例", en="sample", measures=MEASURES.values(), crosswalks=crosswalks, **given)


def refusal(call: Callable[[], object]) -> tuple[str, str]:
    """Return what the error that a call raises says, in English and in Chinese."""
    with pytest.raises(TristandardError) as caught:
        call()
    return str(caught.value), caught.value.text("zh")
