"""What was seen: measured, not applicable, or not measured."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from tristandard.basics.digest import digest
from tristandard.basics.errors import BadValue, TristandardError
from tristandard.basics.event import Event, Stage
from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation, found_later
from tristandard.basics.place import Site
from tristandard.basics.terms import Unit


def finding(identity="f1", measure="litter.spots", **more):
    return Finding(id=identity, measure=measure, **more)


def observation(**more):
    given = {"source": "team", "id": "1", "site": "s1", "indicator": "a.litter", "made": date(2022, 5, 11), "outcome": Measured({"litter.spots": 3})}
    return Observation(**{**given, **more})


def test_the_number_of_findings_is_the_value():
    """Two findings of litter are a count of two."""
    measured = Measured(findings=[finding("f2"), finding("f1"), finding("f3", "dust.spots")])

    assert measured.values == (("dust.spots", Fraction(1)), ("litter.spots", Fraction(2)))


def test_a_count_that_agrees_with_its_findings():
    """The value may be told beside its findings where both say the same."""
    assert Measured({"litter.spots": 1, "lamps.lit": Decimal("99.5")}, [finding()]).values == (("lamps.lit", Fraction(199, 2)), ("litter.spots", Fraction(1)))


def test_a_count_that_contradicts_its_findings():
    """A count of three with two findings is refused."""
    with pytest.raises(BadValue) as caught:
        Measured({"litter.spots": 3}, [finding("f1"), finding("f2")])

    assert str(caught.value) == "3 is not the number of findings of litter.spots; there are 2; leave the value out, or mend it"


def test_findings_have_ids_of_their_own():
    """One finding told twice is refused."""
    with pytest.raises(BadValue, match=r"\['f1', 'f1'\] is not a list of findings; give each finding an id of its own"):
        Measured(findings=[finding(), finding()])


def test_a_measure_is_told_once():
    """Two values of one measure contradict each other."""
    with pytest.raises(BadValue, match=r"\['a', 'a'\] is not a list of measures; name each measure once"):
        Measured([("a", 1), ("a", 2)])
    with pytest.raises(BadValue, match=r"\['a', 'a'\] is not a list of measures; name each measure once"):
        Measured([("a", 1), ("a", "B")])


@pytest.mark.parametrize("value", [0.5, True, None])
def test_numbers_are_exact(value):
    """A float, a truth value and nothing are no value."""
    with pytest.raises(BadValue, match="is not an exact number"):
        Measured({"a": value})


def test_text_is_a_rung():
    """Text is held as it is; its measure judges whether it is a rung."""
    assert Measured({"toilet.grade": "B"}).values == (("toilet.grade", "B"),)


def test_whether_something_was_told_in_words():
    """The register looks again at what was told as text, and only at that."""
    assert [True, False, False] == [Measured(values).worded for values in ({"a": 1, "b": "2"}, {"a": 1}, {"b": {"panel"}})]


def test_forms_are_a_set():
    """Forms seen are held as a set."""
    assert Measured({"notice.form": {"panel", "board"}}).values == (("notice.form", frozenset({"panel", "board"})),)


@pytest.mark.parametrize("given", [["panel", "board"], ("board", "panel", "board")])
def test_forms_may_be_listed(given):
    """A list of forms, as JSON has it, is the set of them, and is told in braces as rule sets write it."""
    measured = Measured({"notice.form": given})

    assert (measured, str(measured)) == (Measured({"notice.form": {"panel", "board"}}), "measured notice.form = {board, panel}")


def test_a_list_of_numbers_is_no_value():
    """Forms are texts; a list of anything else is refused."""
    with pytest.raises(BadValue) as refused:
        Measured({"notice.form": [1, 2]})

    assert str(refused.value).startswith("[1, 2] is not an exact number")


def test_evidence_is_opaque():
    """Two findings that differ in evidence alone are equal."""
    assert finding(evidence="photo:1", circumstances={"found_by": "city"}) == finding(evidence="photo:2", circumstances=[("found_by", "city")])


@pytest.mark.parametrize("kind", [NotApplicable, NotMeasured])
def test_not_applicable_and_not_measured_say_why(kind):
    """The two states that are no measurement have a reason, and a blank one is refused."""
    with pytest.raises(BadValue, match=f"' ' is not a text for `reason` \\({kind.__name__}\\); write one that is not blank"):
        kind(" ")


def test_outcomes_in_words():
    """Outcomes print as messages need them."""
    told = [str(outcome) for outcome in (Measured({"a": 1, "b": "C"}), Measured({"a": Decimal("97.5"), "b": Fraction(5, 3)}), NotApplicable("施工"), NotMeasured("大雪"))]

    assert told == ["measured a = 1, b = C", "measured a = 97.5, b = 5/3", "not applicable (施工)", "not measured (大雪)"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"made": None}, "None is not a date; give datetime.date(year, month, day): it cannot be left open"),
        ({"made": datetime(2022, 5, 11)}, "datetime.datetime(2022, 5, 11, 0, 0) is not a date; give datetime.date(year, month, day), without an hour"),  # noqa: DTZ001
        ({"made": "2022-05-11"}, "'2022-05-11' is not a date; give datetime.date(year, month, day), without an hour"),
        ({"outcome": 3}, "3 is not the outcome of report '1'; give Measured, NotApplicable or NotMeasured"),
        ({"outcome": None}, "None is not the outcome of report '1'; give Measured, NotApplicable or NotMeasured"),
        ({"revision": -1}, "-1 is not the revision of report '1'; write a whole number from 1, of at most 18 digits; a higher one supersedes a lower one"),
        ({"revision": True}, "True is not the revision of report '1'; write a whole number from 1, of at most 18 digits; a higher one supersedes a lower one"),
        ({"revision": 10**18}, "1000000000000000000 is not the revision of report '1'; write a whole number from 1, of at most 18 digits; a higher one supersedes a lower one"),
        ({"revision": "1"}, "'1' is not the revision of report '1'; write a whole number from 1, of at most 18 digits; a higher one supersedes a lower one"),
        ({"revision": 10**5000}, "one int too large to show is not the revision of report '1'; write a whole number from 1, of at most 18 digits; a higher one supersedes a lower one"),
        ({"visit": None}, "None is not a value of the kind str for `visit` (Observation); give one str"),
        ({"external": {"case": 1}}, "{'case': 1} is not a table of texts for `external` (Observation); give {\"name\": \"value\", …}"),
        ({"source": ""}, "'' is not a text for `source` (Observation); write one that is not blank"),
        ({"site": " "}, "' ' is not a text for `site` (Observation); write one that is not blank"),
    ],
)
def test_an_observation_that_cannot_be(given, message):
    """A report without its day, outcome, revision, source or site is refused."""
    with pytest.raises(BadValue) as caught:
        observation(**given)

    assert str(caught.value) == message


def test_codes_of_other_systems():
    """Case numbers belong to an observation but not to its hash."""
    assert (observation(external={"case": "17"}) == observation(), hash(observation(external={"case": "17"})) == hash(observation())) == (False, True)


def test_more_is_told_of_one_finding():
    """The next revision of a report tells more of one finding, leaves the others and the values beside them as they are, and counts anew."""
    report = observation(outcome=Measured({"lamps.lit": 99}, [finding("f1"), finding("f2")]), revision=4)
    events = (Event(Stage.NOTIFIED, date(2022, 5, 12)), Event(Stage.RECTIFIED, date(2022, 5, 13)))
    told = report.told("f1", events[0]).told("f1", events[1])

    assert (6, (events, ()), (("lamps.lit", Fraction(99)), ("litter.spots", Fraction(2)))) == (told.revision, tuple(one.life for one in told.outcome.findings), told.outcome.values)


@pytest.mark.parametrize(
    ("outcome", "known"),
    [(Measured(findings=[finding("f1"), finding("f2")]), "f1, f2"), (Measured({"lamps.lit": 99}), "(it has none)"), (NotMeasured("大雪"), "(it has none)")],
)
def test_a_finding_that_a_report_does_not_have(outcome, known):
    """Nothing can be told of a finding that the report does not have; it says which it has."""
    with pytest.raises(BadValue) as caught:
        observation(outcome=outcome).told("f9")

    assert f"'f9' is not a finding of report '1'; give one of {known}" == str(caught.value)


TABLE = 'is not a table; give {"name": value, …}, or pairs of a name and its value'


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((3,), f"3 {TABLE}"),
        ((None,), f"None {TABLE}"),
        ((["litter.spots"],), f"['litter.spots'] {TABLE}"),
        (([("litter.spots", 1, 2)],), f"[('litter.spots', 1, 2)] {TABLE}"),
        (({1: 2},), f"{{1: 2}} {TABLE}"),
        (({}, 3), "3 is not a list of values of the kind Finding; put it in a list"),
        (({}, ["f1"]), "not all are of the kind Finding (1 to mend):\n  - 'f1' is not a value of the kind Finding (entry 1); give one Finding"),
    ],
)
def test_what_is_no_table_of_values(given, message):
    """Whatever is not a table of values, or a list of findings, is refused in words of this library."""
    with pytest.raises(TristandardError) as caught:
        Measured(*given)

    assert str(caught.value) == message


def test_codes_of_other_systems_are_a_table_of_ones_own():
    """Whoever changes the table that was given afterwards changes no report, site or unit."""
    given = {"case": "17"}
    report = Observation(source="app", id="1", site="s1", indicator="i", made=date(2022, 4, 1), outcome=NotMeasured("雨"), external=given)
    place = Site(code="s1", area=("a",), zone=("z",), site_type=("t",), external=given)
    office = Unit(code="u", zh="局", kind="office", external=given)
    before = digest([report, place, office])
    given["case"] = "18"

    assert [{"case": "17"}] * 3 == [report.external, place.external, office.external]
    assert before == digest([report, place, office])


@pytest.mark.parametrize(("bad", "told"), [(0.5, "0.5 is not an exact number for lamps.lit;"), (None, "None is not an exact number for lamps.lit;"), ("a\nb", "is not a text on one line for lamps.lit;")])
def test_a_bad_value_says_of_which_measure(bad, told):
    """Of several values in one outcome the one that cannot be is told with its measure."""
    with pytest.raises(BadValue) as caught:
        Measured({"litter.spots": 3, "lamps.lit": bad})

    assert told in str(caught.value)


def test_a_code_of_another_system_has_the_name_of_that_system():
    """A name of nothing names no system; the codes themselves may begin as a formula does."""
    with pytest.raises(BadValue, match="'' is not a name in `external`"):
        observation(external={"": "17"})

    assert {"case": "=17"} == observation(external={"case": "=17"}).external


def test_a_finding_is_not_later_than_its_report():
    """A finding of the day of its report, or without a day, is one; of one that was found later the day is told, and that of the report."""
    one = finding(life=[Event(Stage.FOUND, date(2026, 5, 2))])

    assert [None, None] == [found_later(one, date(2026, 5, 2)), found_later(finding(), date(2026, 5, 1))]
    assert found_later(one, date(2026, 5, 1)).told == (
        "'2026-05-02' 不是问题“f1”的发现日期，它的报告是 2026-05-01 作出的；报告不会早于它所报的问题：请改正发现日期，或改正报告的日期",
        "'2026-05-02' is not the day on which finding 'f1' was found, for its report was made on 2026-05-01; "
        "no report is made before what it tells is found: mend the day found, or that of the report",
    )
