"""What was seen, out of all that was reported: drawn quarters that together reach it, each with some of what it has."""

import pytest

import tristandard as ts
from proof.reading.quarters import hold
from samples import indicator
from survey import LITTER, Q2, city, finding, found, litter, priced, seen, site
from tristandard.proof.reading.papers import Papers
from tristandard.proof.reading.settling import together
from tristandard.proof.reading.worked import work_out

QUARTERS = {
    5: "bands, the worst stands, several owners, a bonus by steps",
    34: "what was found before, lines on some findings, a mean over areas, weights by count",
    70: "red lines, a mean over site types, visits, gains",
    78: "items that leave, the latest stands, weights by count, a mean over zones",
    148: "red lines, visits, items that leave, the latest stands",
    156: "vetoes of items, carried units, questions that alone count, a bonus by place",
    183: "carried units, the first stands, several owners, answerable by name",
    226: "a mean over site types, visits, what is told alone, a choice of scores",
    244: "visits, the latest stands, weights by count, what is told alone",
    339: "bands, the latest stands, weights by count, gains",
    352: "a mean over site types, revisions, the first stands, a fixed score",
    366: "carried units, a site of nobody, items that leave, the first stands",
    369: "a ground of a match, questions that alone count, chosen points, revisions",
    370: "red lines, questions that alone count, revisions, the first stands",
}


@pytest.mark.parametrize(("seed", "words"), QUARTERS.items(), ids=map(str, QUARTERS))
def test_a_drawn_quarter(seed, words):
    """Revisions, visits, and reports that differ come to one outcome, as by hand."""
    hold(seed, words)


PAIR = city(indicator("a.x", "litter.spots <= 0 处; queue.wait <= 9 min", priced(1)))
AWAY, NOBODY, OTHER = ts.NotApplicable("x"), ts.NotMeasured("x"), ts.NotMeasured("y")


def heard(*observations, rules=None, settlement="REFUSE", sites=None):
    """Return what was seen, by place, and why some reports cannot stand."""
    rules = rules or city(policy=ts.rules.Policy(settlement=ts.rules.Settlement[settlement]))
    told = work_out(Papers(rules=rules, sites=sites or [site(), site("s2")], period=Q2, observations=observations)).heard
    return told.outcomes, [str(one[1]) for one in told.problems]


def spots(count, id_="1", **more):
    """Return a report of spots at the first site."""
    return seen(count, id_=id_, **more)


@pytest.mark.parametrize(
    ("observations", "outcome"),
    [
        pytest.param([spots(3)], litter(3), id="one report"),
        pytest.param([spots(3), spots(5, revision=2)], litter(5), id="the highest revision"),
        pytest.param([spots(5, revision=2), spots(3)], litter(5), id="the highest revision, whichever came first"),
        pytest.param([spots(3), spots(5, revision=2), spots(4, revision=3), spots(4, revision=3)], litter(4), id="the same revision twice"),
        pytest.param([spots(3), spots(NOBODY, revision=2)], None, id="a revision that nobody looked"),
        pytest.param([spots(NOBODY)], None, id="nobody looked"),
        pytest.param([spots(NOBODY), spots(OTHER, "2")], None, id="nobody looked, told twice"),
        pytest.param([spots(NOBODY), spots(3, "2")], litter(3), id="nobody looked, but another did"),
        pytest.param([spots(3), spots(NOBODY, "2"), spots(OTHER, "3")], litter(3), id="others did not look"),
        pytest.param([spots(AWAY)], AWAY, id="it does not apply"),
        pytest.param([spots(AWAY), spots(ts.NotApplicable("y"), "2", source="book")], ts.NotApplicable("y"), id="it does not apply, for two reasons, of which the first source's stands"),
        pytest.param([spots(AWAY), spots(NOBODY, "2")], AWAY, id="it does not apply, and another did not look"),
        pytest.param([spots(3), spots(3, "2", source="book")], litter(3), id="two sources say the same"),
        pytest.param([spots(3, visit="v"), spots(4, "2", visit="v")], litter(7), id="a visit adds up"),
        pytest.param([spots(3, visit="v"), spots(NOBODY, "2", visit="v")], litter(3), id="a visit in which somebody did not look"),
        pytest.param([spots(3, visit="v")], litter(3), id="a visit of one report"),
        pytest.param([spots(3, visit="v"), spots(4, "2", visit="v"), spots(7, "3", source="book")], litter(7), id="a visit and another source say the same"),
    ],
)  # fmt: skip
def test_what_was_seen(observations, outcome):
    """Of a report its highest revision; who did not look yields to whoever did; a visit adds up; sources that say the same are one."""
    outcomes, problems = heard(*observations)

    assert (outcomes.get(("s1", LITTER)), problems) == (outcome, [])


@pytest.mark.parametrize(
    ("observations", "settlement", "outcome"),
    [
        ([spots(3, day=10), spots(5, "2", source="book", day=11)], "LATEST", litter(5)),
        ([spots(3, day=10), spots(5, "2", source="book", day=11)], "FIRST", litter(3)),
        ([spots(3, day=10), spots(5, "2", source="book", day=11)], "WORST", litter(5)),
        ([spots(3, visit="v", day=10), spots(1, "2", visit="v", day=12), spots(5, "3", source="book", day=11)], "LATEST", litter(4)),
        ([spots(3, visit="v"), spots(1, "2", visit="w"), spots(1, "3", visit="w")], "WORST", litter(3)),
    ],
)
def test_what_the_policy_chooses(observations, settlement, outcome):
    """Among what differs, visits as a whole, each by any of its days."""
    assert heard(*observations, settlement=settlement) == ({("s1", LITTER): outcome}, [])


def test_findings_of_a_visit_stand_together():
    """Those of two reports with one id are told apart by the id of their report."""
    one, other = found(finding("f1"), finding("f2", "bureau")), found(finding("f1"))
    outcomes, problems = heard(spots(one, "a/b~c", visit="v"), spots(other, "2", visit="v"))
    plain, _ = heard(spots(one, visit="v"), spots(found(finding("f9")), "2", visit="v"))

    assert [(each.id, each.unit) for each in outcomes["s1", LITTER].findings] == [("2/f1", None), ("a~1b~0c/f1", None), ("a~1b~0c/f2", "bureau")]
    assert ([each.id for each in plain["s1", LITTER].findings], problems) == (["f1", "f2", "f9"], [])
    assert [one.id for one in together([("x", one), ("y", found(finding("f3")))])] == ["f1", "f2", "f3"]


def test_what_is_no_count_is_said_alike_in_a_visit():
    """Counts add up, a measurement beside them stands once; a count of nothing may stand beside findings."""
    report = [ts.Measured({"litter.spots": 2, "queue.wait": 5}), ts.Measured({"litter.spots": 3, "queue.wait": 5})]
    outcomes, problems = heard(*(seen(one, what="a.x", id_=str(number), visit="v") for number, one in enumerate(report)), rules=PAIR)
    mixed, none = heard(seen(ts.Measured({"queue.wait": 5}, [finding("f1")]), what="a.x", id_="1", visit="v"), seen(ts.Measured({"litter.spots": 0, "queue.wait": 5}), what="a.x", id_="2", visit="v"), rules=PAIR)

    assert (outcomes, problems) == ({("s1", "a.x"): ts.Measured({"litter.spots": 5, "queue.wait": 5})}, [])
    assert (mixed, none) == ({("s1", "a.x"): ts.Measured({"queue.wait": 5}, [finding("f1")])}, [])


def test_a_finding_that_names_the_only_owner_names_nobody():
    """It is the owner's anyhow; where several own the site it names one of them."""
    one, problems = heard(spots(found(finding("f1", "wujin"))))
    two, _ = heard(spots(found(finding("f1", "wujin"))), sites=[site("s1", {"wujin": "0.5", "hutang": "0.5"})])

    assert ([each.unit for each in one["s1", LITTER].findings], problems) == ([None], [])
    assert [each.unit for each in two["s1", LITTER].findings] == ["wujin"]


def test_equal_outcomes_of_a_question_are_one():
    """Of equal outcomes without findings one stands for all."""
    outcomes, _ = heard(spots(3), spots(3, "2", where="s2"))

    assert outcomes["s1", LITTER] is outcomes["s2", LITTER]


def test_a_report_is_known_by_any_member():
    """It may name the question, or the indicator of either assessment; upon the first and the last day too."""
    days = [spots(3, what="b.litter", made=Q2.start), spots(3, "2", where="s2", what="a.litter", made=Q2.end)]

    assert heard(*days) == ({("s1", LITTER): litter(3), ("s2", LITTER): litter(3)}, [])
