"""What lines cost: drawn quarters that together reach it, each with some of what it has."""

from fractions import Fraction

import pytest

import tristandard as ts
from proof.reading.opened import line, opened, span
from proof.reading.quarters import hold
from tristandard.proof.reading.charge import Charge
from tristandard.proof.reading.papers import NEVER
from tristandard.proof.reading.pricing import Sight

QUARTERS = {
    5: "bands, the worst stands, several owners, a bonus by steps",
    26: "lines on some findings, gains, what does not apply, a share up to standard",
    30: "a grade by place, a ground of a match, a mean over site types, chosen points",
    35: "a gate beside the score, a full mark from which others take, a mean over areas, bands",
    58: "red lines, a mean over site types, several owners, a bonus by steps",
    70: "red lines, a mean over site types, visits, gains",
    85: "factors, a surcharge of the host, a bonus by place, revisions",
    91: "a mean over site types, chosen points, items that leave, bands",
    139: "a full mark from which others take, items that leave, revisions, a mean over zones",
    235: "a mean over items, questions that alone count, items that leave, revisions",
    258: "a bonus by place, a site of nobody, a mean over areas, the latest stands",
    303: "a mean over items, a site of nobody, the latest stands, items that count when all is met",
    338: "what was found before, lines on some findings, a site of nobody, what is told alone",
    351: "a ground of a match, a bonus by place, a mean over site types, a site of nobody",
    368: "a site of nobody, items that leave, bands, a mean over zones",
    374: "vetoes of items, a full mark from which others take, a mean over areas, weights by count",
}


@pytest.mark.parametrize(("seed", "words"), QUARTERS.items(), ids=map(str, QUARTERS))
def test_a_drawn_quarter(seed, words):
    """Every line of the ledger is what comes out by hand: by finding, by value, up to caps, by whom findings name."""
    hold(seed, words)


Steps, Bands, Gain, Veto, Noted, Forms = ts.rules.Steps, ts.rules.Bands, ts.rules.Gain, ts.rules.Veto, ts.rules.Noted, ts.rules.Forms
EXACT, WHOLE, BEGUN, ALL = ts.rules.Parts.EXACT, ts.rules.Parts.WHOLE, ts.rules.Parts.BEGUN, ts.rules.Counting.ALL
ITEM, UNIT = ts.rules.Level.ITEM, ts.rules.Level.UNIT
SPOTS = {"litter.spots": span(most=1)}
TWICE = ts.rules.Factor(by="channel", factors={"media": 2}, other=1)


def spot(id_, unit=None, counts=1, measure="litter.spots", **told):
    """Return a finding, perhaps of a unit."""
    return ts.Finding(id=id_, measure=measure, unit=unit, counts=counts, circumstances=told)


def price(bar, *lines, values=(), findings=(), past=NEVER):
    """Return what a measurement costs whom: by bearer what is lost, gained and zeroed."""
    asked = opened(bar, *lines)
    seen = ts.Measured(values, findings)
    sight = Sight(papers=asked.papers, question=asked.question, user=asked.user, outcome=seen, past=past, bearer=lambda one: one.unit)
    return {bearer: (one.lost, one.gained, one.vetoes) for bearer, one in sight.price().items()}, [item for one in sight.price().values() for item in one.items]


def lost(points):
    """Return a charge that takes points from the place."""
    return {None: (Fraction(points), 0, frozenset())}


@pytest.mark.parametrize(
    ("bar", "lines", "values", "charges"),
    [
        pytest.param(SPOTS, [line(Steps(2))], {"litter.spots": 4}, lost(6), id="beyond the bar"),
        pytest.param(SPOTS, [line(Steps(2))], {"litter.spots": 1}, {}, id="within the bar"),
        pytest.param(SPOTS, [line(Steps(2, counting=ALL))], {"litter.spots": 4}, lost(8), id="all, once there are too many"),
        pytest.param({"benches.count": span(3, 4)}, [line(Steps(2, counting=ALL))], {"benches.count": 1}, lost(4), id="too few are not all"),
        pytest.param({"drift.angle": span(most=-5)}, [line(Steps(2, counting=ALL))], {"drift.angle": -2}, lost(6), id="all are no fewer than what lies beyond"),
        pytest.param({"toilet.grade": span(most=0)}, [line(Steps(2, counting=ALL))], {"toilet.grade": "A"}, lost(4), id="rungs are no occurrences"),
        pytest.param(SPOTS, [line(Steps(2), at_most=5)], {"litter.spots": 4}, lost(5), id="up to the cap"),
        pytest.param(SPOTS, [line(Steps(2)), line(Steps(1))], {"litter.spots": 4}, lost(9), id="two lines"),
        pytest.param({"lamps.lit": span(95)}, [line(Steps(2, 2))], {"lamps.lit": 90}, lost(5), id="steps in proportion"),
        pytest.param({"lamps.lit": span(95)}, [line(Steps(2, 2, WHOLE))], {"lamps.lit": 90}, lost(4), id="whole steps"),
        pytest.param({"lamps.lit": span(95)}, [line(Steps(2, 2, BEGUN))], {"lamps.lit": 90}, lost(6), id="begun steps"),
        pytest.param({"lamps.lit": span(95, opened=True)}, [line(Steps(2, 2, BEGUN))], {"lamps.lit": 95}, lost(2), id="upon an open end one step has begun"),
        pytest.param({"lamps.lit": span(80)}, [line(Steps(8, None))], {"lamps.lit": 60}, lost(2), id="in parts of what is required"),
        pytest.param({"lamps.lit": span(0, opened=True)}, [line(Steps(8, None))], {"lamps.lit": 0}, lost(8), id="nothing is required: one flat step"),
        pytest.param({"benches.count": span(1)}, [line(Steps(8, None))], {"benches.count": 0}, lost(8), id="all of the one that is required"),
        pytest.param({"notice.form": Forms(frozenset({"panel"}))}, [line(Steps(8, None))], {"notice.form": frozenset({"board"})}, lost(8), id="forms in one flat step"),
        pytest.param({"notice.form": Forms(frozenset({"panel", "board"}))}, [line(Steps(3))], {"notice.form": frozenset({"banner"})}, lost(6), id="two forms are missing"),
        pytest.param({"toilet.grade": span(1)}, [line(Bands([("A", 9), ("B", 5), ("C", 3)]))], {"toilet.grade": "C"}, lost(3), id="the band of a rung"),
        pytest.param({"lamps.lit": span(95)}, [line(Bands([(span(most=80, opened=True), 7), (span(80), 3)]))], {"lamps.lit": 80}, lost(3), id="the band of a number"),
        pytest.param({"lamps.lit": span(95)}, [line(Bands([(span(96), 7)]))], {"lamps.lit": 80}, {}, id="no band there"),
        pytest.param({"lamps.lit": span(95)}, [line(Gain(2, 2), at_most=9)], {"lamps.lit": 100}, {None: (0, 4, frozenset())}, id="gained in whole steps"),
        pytest.param({"lamps.lit": span(95)}, [line(Gain(2, 2, EXACT), at_most=9)], {"lamps.lit": 100}, {None: (0, 5, frozenset())}, id="gained in proportion"),
        pytest.param({"lamps.lit": span(95)}, [line(Gain(2), at_most=9)], {"lamps.lit": 100}, {None: (0, 9, frozenset())}, id="gained up to the cap"),
        pytest.param({"lamps.lit": span(95)}, [line(Gain(2), at_most=9)], {"lamps.lit": 90}, {}, id="a breach gains nothing"),
        pytest.param(SPOTS, [line(Veto(ITEM))], {"litter.spots": 4}, {None: (0, 0, frozenset({ITEM}))}, id="a veto"),
        pytest.param(SPOTS, [line(Veto(ITEM)), line(Veto(UNIT)), line(Steps(1))], {"litter.spots": 4}, {None: (3, 0, frozenset({ITEM, UNIT}))}, id="two vetoes and points"),
        pytest.param(SPOTS, [line(Noted("x"))], {"litter.spots": 4}, {}, id="told alone"),
        pytest.param(SPOTS, [line(Steps(2), where={"channel": ["media"]})], {"litter.spots": 4}, {}, id="a line on findings alone"),
        pytest.param({"upkeep.points": span(most=0), "upkeep.gaps": span()}, [line(ts.rules.Chosen("upkeep.gaps", [(span(), 0, 10)]), "upkeep.points")], {"upkeep.points": 7, "upkeep.gaps": 3}, lost(7), id="points that were chosen"),
        pytest.param({"litter.spots": span(most=1), "bins.broken": span(most=0)}, [line(Steps(2), at_most=9)], {"litter.spots": 4, "bins.broken": 3}, lost(9), id="two measures under one cap"),
        pytest.param({"litter.spots": span(most=1)}, [line(Steps(2), "bins.broken", "litter.spots")], {"litter.spots": 4}, lost(6), id="a measure that nobody asks about"),
    ],
)  # fmt: skip
def test_what_a_value_costs(bar, lines, values, charges):
    """By each line, by how far it lies beyond the bar or within it, up to the cap of the line."""
    assert price(bar, *lines, values=values)[0] == charges


def charged(**points):
    """Return charges that take points, by bearer; `place` is the site's own units."""
    return {None if bearer == "place" else bearer: (Fraction(number), 0, frozenset()) for bearer, number in points.items()}


FOUR = (spot("a", "hill", channel="media"), spot("b"), spot("c", "hill"), spot("d", channel="media"))


@pytest.mark.parametrize(
    ("lines", "findings", "past", "charges"),
    [
        pytest.param([line(Steps(2))], FOUR, NEVER, charged(place=4, hill=2), id="the first lies within the bar"),
        pytest.param([line(Steps(2, counting=ALL))], FOUR, NEVER, charged(place=4, hill=4), id="all, once there are too many"),
        pytest.param([line(Steps(2))], FOUR[:1], NEVER, {}, id="no more than are accepted"),
        pytest.param([line(Steps(2), at_most=3)], FOUR, NEVER, charged(place=3, hill=2), id="up to the cap, each"),
        pytest.param([line(Steps(2), times=[TWICE])], FOUR, NEVER, charged(place=6, hill=2), id="some of them twice"),
        pytest.param([line(Steps(2), where={"channel": ["media"]})], FOUR, NEVER, charged(place=2), id="some of them alone"),
        pytest.param([line(Steps(6, 2))], FOUR, NEVER, charged(place=6, hill=3), id="steps of two, spread over them"),
        pytest.param([line(Steps(6, 2, BEGUN))], FOUR, NEVER, charged(place=8, hill=4), id="begun steps of two, spread over them"),
        pytest.param([line(Bands([(span(most=3), 1), (span(4), 9)]))], FOUR, NEVER, charged(place=6, hill=3), id="the band of their number, spread over them"),
        pytest.param([line(Steps(2))], (spot("a", counts=3), spot("b", "hill", counts=0), spot("c", counts="0.5")), NEVER, charged(place=5), id="a part of the first lies within the bar"),
        pytest.param([line(Steps(2), look_back=2, where={"repeated": ["1.."]})], FOUR, {"litter.spots": (2, 3)}, charged(place=4, hill=2), id="found before"),
        pytest.param([line(Steps(2), look_back=2, where={"repeated": ["1.."]})], FOUR, {"litter.spots": (3,), "bins.broken": (1,)}, {}, id="found too long before"),
        pytest.param([line(Steps(2), look_back=2, times=[ts.rules.Factor(by="repeated", factors={"2..": 3}, other=1)])], FOUR, {"litter.spots": (1, 2)}, charged(place=12, hill=6), id="found twice before"),
        pytest.param([line(Noted("x"))], FOUR, NEVER, {}, id="told alone"),
    ],
)  # fmt: skip
def test_what_findings_cost(lines, findings, past, charges):
    """What lies beyond the bar is spread over the findings beyond it, each with its factors; each bearer up to the cap."""
    assert price(SPOTS, *lines, findings=findings, past=past)[0] == charges


def test_a_veto_by_findings():
    """Findings beyond the bar zero whom they name; those within it nobody."""
    vetoed = (0, 0, frozenset({ITEM}))

    assert price(SPOTS, line(Veto(ITEM)), findings=FOUR)[0] == {None: vetoed, "hill": vetoed}
    assert price(SPOTS, line(Veto(ITEM)), findings=FOUR[:2])[0] == {None: vetoed}


def test_the_lines_of_a_price():
    """Each finding has a line of its own: which line of the rules, how many, the points before the cap and after it."""
    charges, items = price(SPOTS, line(Steps(3), at_most=4, times=[TWICE]), line(Veto(UNIT)), findings=FOUR)

    assert charges == {None: (4, 0, frozenset({UNIT})), "hill": (3, 0, frozenset({UNIT}))}
    assert [(one.line, one.measure, one.finding, one.bearer, one.quantity, one.before, one.after, one.gain, one.level) for one in items] == [
        (1, "litter.spots", "b", None, 1, 3, Fraction(4, 3), False, None),
        (1, "litter.spots", "d", None, 2, 6, Fraction(8, 3), False, None),
        (2, "litter.spots", "b", None, 1, Fraction(1, 3), Fraction(1, 3), False, UNIT),
        (2, "litter.spots", "d", None, 1, Fraction(1, 3), Fraction(1, 3), False, UNIT),
        (1, "litter.spots", "c", "hill", 1, 3, 3, False, None),
        (2, "litter.spots", "c", "hill", 1, Fraction(1, 3), Fraction(1, 3), False, UNIT),
    ]


def test_what_a_unit_bears_by_its_share():
    """Its share of points, before whatever it is zeroed by; a line at its cap is just met."""
    charges, items = price(SPOTS, line(Steps(2), at_most=6), line(Veto(ITEM)), values={"litter.spots": 4})
    whole = Charge(Fraction(6), Fraction(2), frozenset({ITEM}), tuple(items))
    part = whole.shared(Fraction(1, 4))

    assert charges == {None: (6, 0, frozenset({ITEM}))}
    assert (part.lost, part.gained, part.vetoes, [one.points for one in part.items]) == (Fraction(3, 2), Fraction(1, 2), {ITEM}, [Fraction(3, 2), 0])
    assert whole.shared(Fraction(1)) is whole
    assert [(one.lost, one.gained) for one in part.items] == [(Fraction(3, 2), 0), (0, 0)]
    both = whole.beside(part)
    assert (both.lost, both.gained, both.vetoes, both.items) == (Fraction(15, 2), Fraction(5, 2), {ITEM}, (*whole.items, *part.items))
    assert [bool(one) for one in (Charge(), Charge(lost=Fraction(1)), Charge(gained=Fraction(1)), Charge(vetoes=frozenset({ITEM})))] == [False, True, True, True]
