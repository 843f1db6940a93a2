"""Sites, units and observations as JSON holds them: read, written again in the same words, and told where they are wrong."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from samples import TINY
from tristandard.basics.errors import BadValue
from tristandard.basics.event import Event, Stage
from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation
from tristandard.basics.place import Site
from tristandard.basics.terms import Term, Unit
from tristandard.codec.folder import load_ruleset
from tristandard.codec.reader import Reader
from tristandard.codec.survey_converter import converter_of, survey_converter

RULES = load_ruleset(TINY)
HEAD = {"source": "team", "id": "1", "site": "s1", "indicator": "urban.litter", "made": date(2022, 5, 11)}
SPOT = {"id": "f1", "measure": "litter.spots"}
SITE = {"code": "s1", "area": "320412", "zone": "built_up", "site_type": "hall"}
OUTCOME = "write values (or findings) with measured, or a reason with not_applicable or not_measured, and nothing else"
NOTHING = "write not_applicable with the reason where the question does not arise, or not_measured with the reason where nobody looked"
TO_DECLARE = "declare it in the rule set, or mend the code"


def seen(outcome=None, **more):
    """Return an observation as JSON holds it."""
    return {**HEAD, "outcome": {"measured": {"litter.spots": 3}} if outcome is None else outcome, **more}


def found(**more):
    """Return an observation of one finding."""
    return seen({"measured": {"litter.spots": 1}, "findings": [{**SPOT, **more}]})


LIFE = [{"stage": "found", "day": date(2022, 5, 1)}, {"stage": "appealed", "day": date(2022, 5, 2), "authority": "城管局", "reason": "异议"}, {"stage": "struck", "day": date(2022, 5, 3), "authority": "城管局", "reason": "不属实"}]
#: What stands in a file, and what it is read as.
WRITTEN = {
    "a site": (SITE, Site(code="s1", area=("320400", "320412"), zone=("built_up",), site_type=("hall",))),
    "a whole site": ({**SITE, "zh": "厅", "site_type": "main_road", "units": {"320412": "1/3", "hutang": "2/3"}, "external": {"a": "1"}}, Site(code="s1", zh="厅", area=("320400", "320412"), zone=("built_up",), site_type=("road", "main_road"), units={"320412": "1/3", "hutang": "2/3"}, external={"a": "1"})),
    "a unit": ({"code": "u", "zh": "街道", "en": "town", "kind": "town", "parent": "320412", "external": {"a": "1"}}, Unit(code="u", zh="街道", en="town", kind="town", parent="320412", external={"a": "1"})),
    "an area": ({"code": "a", "zh": "区"}, Term(code="a", zh="区")),
    "a number": (seen(), Observation(**HEAD, outcome=Measured({"litter.spots": 3}))),
    "a fraction": (seen({"measured": {"queue.wait": "1/3"}}), Observation(**HEAD, outcome=Measured({"queue.wait": Fraction(1, 3)}))),
    "a share": (seen({"measured": {"lamps.lit": "96.5 %"}}), Observation(**HEAD, outcome=Measured({"lamps.lit": Fraction("96.5")}))),
    "a rate": (seen({"measured": {"ads.density": Decimal("2.5")}}), Observation(**HEAD, outcome=Measured({"ads.density": Fraction("2.5")}))),
    "a rung": (seen({"measured": {"toilet.grade": "B"}}), Observation(**HEAD, outcome=Measured({"toilet.grade": "B"}))),
    "forms": (seen({"measured": {"notice.form": ["banner", "panel"]}}), Observation(**HEAD, outcome=Measured({"notice.form": {"panel", "banner"}}))),
    "several values": (seen({"measured": {"litter.spots": 3, "lamps.lit": "96 %"}}), Observation(**HEAD, outcome=Measured({"litter.spots": 3, "lamps.lit": 96}))),
    "of several indicators": (seen(indicator="civilized.litter+urban.litter"), Observation(**{**HEAD, "indicator": "civilized.litter+urban.litter"}, outcome=Measured({"litter.spots": 3}))),
    "what does not apply": (seen({"not_applicable": "没有路"}), Observation(**HEAD, outcome=NotApplicable("没有路"))),
    "what was not measured": (seen({"not_measured": "未去"}), Observation(**HEAD, outcome=NotMeasured("未去"))),
    "all that may be said": (seen(revision=2, visit="v", external={"grid": "0423"}), Observation(**HEAD, revision=2, visit="v", external={"grid": "0423"}, outcome=Measured({"litter.spots": 3}))),
    "a finding": (found(), Observation(**HEAD, outcome=Measured({}, [Finding(id="f1", measure="litter.spots")]))),
    "a whole finding": (
        found(place="东侧", at=["1/3", Decimal("2.5")], unit="hutang", circumstances={"found_by": "city"}, life=LIFE, evidence="p"),
        Observation(**HEAD, outcome=Measured({}, [Finding(id="f1", measure="litter.spots", place="东侧", at=["1/3", "2.5"], unit="hutang", circumstances={"found_by": "city"}, evidence="p", life=[Event(Stage.FOUND, date(2022, 5, 1)), Event(Stage.APPEALED, date(2022, 5, 2), "城管局", "异议"), Event(Stage.STRUCK, date(2022, 5, 3), "城管局", "不属实")])])),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "value"), WRITTEN.values(), ids=WRITTEN)
def test_what_is_read_is_written_again(raw, value):
    """Every key is read, and written in the same words; what is as usual is left out."""
    convert = survey_converter(RULES)
    back = convert.structure(raw, type(value))

    assert value == back
    assert raw == convert.unstructure(back)
    assert getattr(back, "external", None) == getattr(value, "external", None)


WRONG = {
    "an area that is not declared": (Site, {**SITE, "area": "32041"}, "area: '32041' is not a declared area; declare it in the rule set, or add it with RuleSet.extended, or mend the code (did you mean 320412 or 320400?)"),
    "a zone of no text": (Site, {**SITE, "zone": 3}, f"zone: 3 is not a declared zone; {TO_DECLARE} (known: built_up, village)"),
    "a unit that is not declared": (Site, {**SITE, "units": {"hutan": 1}}, "units: 'hutan' is not a declared unit; declare it in the rule set, or add it with RuleSet.extended, or mend the code (did you mean hutang?)"),
    "shares in no table": (Site, {**SITE, "units": 3}, "units: 3 is not a table; write { key = value, … }"),
    "labels in no table": (Site, {**SITE, "external": 3}, "external: 3 is not a table; write { key = value, … }"),
    "a label of no text": (Unit, {"code": "u", "zh": "街", "kind": "town", "external": {"a": 1}}, "external.a: 1 is not text; write it in quotes"),
    "an indicator that is not declared": (Observation, seen(indicator="urban.liter"), f"indicator: 'urban.liter' is not a declared indicator; {TO_DECLARE} (did you mean urban.litter or rural.litter or urban.toilet?)"),
    "an indicator of no text": (Observation, seen(indicator=3), f"indicator: 3 is not a declared indicator; {TO_DECLARE} (known: civilized.lamps, civilized.litter, civilized.notices, civilized.queue, rural.litter, rural.notices, urban.lamps, urban.litter, urban.toilet)"),
    "a measure that is not declared": (Observation, seen({"measured": {"litter.spot": 3}}), f"outcome.measured: 'litter.spot' is not a declared measure; {TO_DECLARE} (did you mean litter.spots?)"),
    "a value that cannot be": (Observation, seen({"measured": {"litter.spots": "many"}}), "outcome.measured: 'many' is not an exact number for litter.spots; write a plain decimal such as \"0.5\", or a fraction such as \"5/3\""),
    "a number that is not exact": (Observation, seen({"measured": 0.5}), "outcome.measured: 0.5 is not an exact number; write it as text, \"0.5\", or as Decimal(\"0.5\"): a float is binary and not exact"),
    "no table of values": (Observation, seen({"measured": 3}), 'outcome.measured: 3 is not a table of values; write { "measure": value, … }'),
    "values in a cell of two measures": (Observation, seen({"measured": "3"}, indicator="civilized.litter+civilized.lamps"), "outcome.measured: '3' is not the values of 'civilized.litter+civilized.lamps'; name each measure: lamps.lit=…; litter.spots=…"),
    "nothing in a cell of two measures": (Observation, seen({"measured": "/"}, indicator="civilized.litter+civilized.lamps"), f"outcome.measured: '/' is not the values of 'civilized.litter+civilized.lamps'; {NOTHING}"),
    "no value": (Observation, seen("/"), f"outcome: '/' is not an outcome; {NOTHING}"),
    "no outcome": (Observation, seen(3), f"outcome: 3 is not an outcome; {OUTCOME}"),
    "an outcome of another key": (Observation, seen({"seen": 3, "measured": {}}), f"outcome: ['measured', 'seen'] is not an outcome; {OUTCOME}"),
    "two outcomes": (Observation, seen({"not_measured": "x", "measured": {}}), f"outcome: ['measured', 'not_measured'] is not one outcome; {OUTCOME}"),
    "two reasons": (Observation, seen({"not_measured": "x", "not_applicable": "y"}), f"outcome: ['not_applicable', 'not_measured'] is not one outcome; {OUTCOME}"),
    "an empty outcome": (Observation, seen({}), f"outcome: [] is not one outcome; {OUTCOME}"),
    "findings of what was not measured": (Observation, seen({"not_measured": "x", "findings": [SPOT]}), f"outcome: ['findings', 'not_measured'] is not one outcome; {OUTCOME}"),
    "a reason of no text": (Observation, seen({"not_measured": 3}), "outcome.not_measured: 3 is not text; write it in quotes"),
    "an empty reason": (Observation, seen({"not_applicable": ""}), "outcome.not_applicable: '' is not a text for `reason` (NotApplicable); write one that is not blank"),
    "findings of what is not counted": (Observation, seen({"measured": {}, "findings": [{"id": "f", "measure": "lamps.lit"}]}), "outcome: 'lamps.lit' is not a measure that is counted; leave the findings out, and give a number from 0 to 100 in %"),
    "findings of what is not declared": (Observation, seen({"measured": {}, "findings": [{"id": "f", "measure": "litter.spot"}]}), f"outcome: 'litter.spot' is not a declared measure; {TO_DECLARE} (did you mean litter.spots?)"),
    "a unit of a finding that is not declared": (Observation, found(unit="hutan"), "outcome.findings, entry 1.unit: 'hutan' is not a declared unit; declare it in the rule set, or add it with RuleSet.extended, or mend the code (did you mean hutang?)"),
    "a circumstance that is not declared": (Observation, found(circumstances={"found": "city"}), f"outcome.findings, entry 1.circumstances: 'found' is not a declared circumstance; {TO_DECLARE} (did you mean found_by?)"),
    "an answer that is not declared": (Observation, found(circumstances={"found_by": "town"}), f"outcome.findings, entry 1.circumstances: 'town' is not a declared answer to found_by; {TO_DECLARE} (known: city, district)"),
    "circumstances in no table": (Observation, found(circumstances=3), "outcome.findings, entry 1.circumstances: 3 is not a table; write { key = value, … }"),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "raw", "told"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_place(kind, raw, told):
    """Each mistake says what stands there, what was expected and what to write."""
    reader = Reader(survey_converter(RULES))

    assert reader.take(raw, kind, "f") is None
    assert [told] == [str(problem)[3:] for problem in reader.problems]


def test_cells_are_read_as_tables_are():
    """Shares, labels and the value of an indicator's one measure may stand as the text of a cell."""
    convert = survey_converter(RULES)
    site = convert.structure({**SITE, "units": "320412 0.2; hutang 0.8", "external": "a=1; b=2"}, Site)
    one = convert.structure(seen({"measured": "3 处"}), Observation)
    unit = convert.structure({"code": "u", "zh": "街道", "kind": "town", "external": "a=1"}, Unit)
    two = convert.structure(seen({"measured": "ads.density=3; notice.form={panel}"}, indicator="civilized.notices"), Observation)

    assert ((("320412", Fraction("0.2")), ("hutang", Fraction("0.8"))), {"a": "1", "b": "2"}, {"a": "1"}) == (site.units, dict(site.external), dict(unit.external))
    assert (Measured({"litter.spots": 3}), Measured({"ads.density": 3, "notice.form": {"panel"}})) == (one.outcome, two.outcome)


def test_what_the_life_of_a_finding_tells_is_kept_as_it_is_written():
    """Its answers are not declared: they follow from its life."""
    told = survey_converter(RULES).structure({**SPOT, "circumstances": {"overdue": "perhaps", "found_by": "city"}}, Finding)

    assert {"overdue": "perhaps", "found_by": "city"} == dict(told.circumstances)


def test_a_value_of_a_measure_that_is_not_declared_is_not_written():
    """What could not be read again is refused, as is what the measure does not admit."""
    convert = survey_converter(RULES)
    with pytest.raises(Exception, match=r"'litter\.spot' is not a declared measure"):
        convert.unstructure(Measured({"litter.spot": 3}))
    with pytest.raises(BadValue, match=r"'200' is not a value of lamps\.lit"):
        convert.unstructure(Measured({"lamps.lit": 200}))


def test_without_rules_what_names_none_is_written():
    """A site is written by the last of each path; nothing that a rule set declares is read."""
    site = WRITTEN["a whole site"]
    reader = Reader(survey_converter(None))

    assert site[0] == survey_converter(None).unstructure(site[1])
    assert reader.take(SITE, Site, "f") is None
    assert ["f, area: '320412' is not a declared area", "f, zone: 'built_up' is not a declared zone", "f, site_type: 'hall' is not a declared site type"] == [str(one).partition(";")[0] for one in reader.problems]


def test_the_converter_of_rules_is_made_once():
    """It is the same while it is among the last eight."""
    others = [load_ruleset(TINY) for _ in range(7)]
    mine = converter_of(RULES)
    assert [True] * 7 == [converter_of(one) is converter_of(one) for one in others]
    assert mine is converter_of(RULES)
    assert mine is not converter_of(others[0])
    converter_of(None)

    assert mine is not converter_of(RULES)
    assert converter_of(others[6]) is converter_of(others[6])


def test_equal_outcomes_are_one():
    """Of equal values a file holds many: they are kept once."""
    convert = survey_converter(RULES)
    one, other = (convert.structure(seen(id=name), Observation) for name in "ab")

    assert one.outcome is other.outcome
