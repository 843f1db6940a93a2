"""Each form of line against the line as written; and what counting, splitting and deadlines keep, whatever is seen."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from properties import MANY, SOME
from samples import indicator, rule_set
from survey import site
from tristandard.basics.calendar import Calendar, deadline
from tristandard.basics.counting import CountingRule, Form, count
from tristandard.basics.event import Event, Stage
from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Measured
from tristandard.basics.period import Quarter
from tristandard.checks.report import check
from tristandard.merging.merged import merge
from tristandard.proof.certificate import certify
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.factor import Factor
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.noted import Noted
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.price import Level, Price
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Counting, Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.standard import Ask, Standard
from tristandard.scoring.score import score
from tristandard.survey.planning import plan
from tristandard.survey.posting import spread
from tristandard.survey.registering import register
from tristandard.survey.sharing import share
from tristandard.testing import pricing
from tristandard.testing import strategies as some
from tristandard.testing.strategies import MEASURES

LITTER, LAMPS, DENSITY, GRADE, FORM, SAMPLE = MEASURES
SIZES = [Fraction(text) for text in ("1", "2", "1/3", "0.5", "3")]
UNITS = [None, "river_street", "greening"]
LIFE = (
    (),
    (Event(Stage.FOUND, date(2022, 4, 2)),),
    (Event(Stage.FOUND, date(2022, 4, 1)), Event(Stage.NOTIFIED, date(2022, 4, 2)), Event(Stage.DUE, date(2022, 4, 5))),
    (Event(Stage.NOTIFIED, date(2022, 4, 2)), Event(Stage.RECTIFIED, date(2022, 4, 5)), *(Event(Stage.SENT_BACK, date(2022, 4, day)) for day in (6, 7, 8))),
)
STRUCK = (Event(Stage.APPEALED, date(2022, 4, 12), "镇", "不在辖区"), Event(Stage.STRUCK, date(2022, 4, 20), "市", "属实"))


def findings(*, max_size=5, min_size=0):
    """Return spots of litter with circumstances, a life and units, as they stand at the end of the quarter."""
    found = st.builds(
        lambda id_, unit, by, life, counts: Finding(id=id_, measure=LITTER.code, unit=unit, circumstances={"found_by": by}, life=life, counts=counts).as_of(date(2022, 6, 30)),
        st.sampled_from("abcdefgh"), st.sampled_from(UNITS), st.sampled_from(["city", "district"]), st.sampled_from(LIFE), st.sampled_from([1, 1, 1, 0, 2]),
    )  # fmt: skip
    return st.lists(found, unique_by=lambda finding: finding.id, min_size=min_size, max_size=max_size)


def caps(least):
    """Return caps of at least one step, or none."""
    return st.sampled_from([None, least, 2 * least, least * Fraction(5, 2)])


@st.composite
def stepped(draw, ask):
    """Return a line of steps of every kind, as `check` wants it."""
    ends = ask.acceptance if isinstance(ask.acceptance, Range) else Range()
    per = draw(st.sampled_from([None, *SIZES] if ends.floor and ends.floor.value > 0 else SIZES))
    steps = Steps(draw(st.sampled_from(SIZES)), per, draw(st.sampled_from(Parts)), draw(st.sampled_from(Counting if ends.limit else [Counting.BEYOND])))
    return DeductionRule(measures=[ask.measure.code], tariff=steps, at_most=draw(caps(steps.each)))


@st.composite
def reading(draw, ask):
    """Return a line that reads findings: by one circumstance or two, in spans, looking back, or as a veto."""
    where = draw(st.sampled_from([{}, {"found_by": ["city"]}, {"overdue": ["yes"]}, {"sent_back": ["0..2"]}, {"sent_back": ["3.."], "found_by": ["city", "district"]}, {"repeated": ["1.."]}]))
    doubled, sent, again = Factor(by="found_by", factors={"city": 2}, other=1), Factor(by="sent_back", factors={"1..2": 3, "3..": 5}, other="0.5"), Factor(by="repeated", factors={"2..": 4}, other=1)
    times = draw(st.sampled_from([(), (doubled,), (sent,), (doubled, sent), (again,)]))
    tariff = draw(st.sampled_from([Steps("0.3"), Steps(2, parts=Parts.BEGUN), Steps(1, counting=Counting.ALL), Veto(Level.ITEM)]))
    return DeductionRule(measures=[ask.measure.code], tariff=tariff, at_most=draw(st.sampled_from([None, Fraction(3), Fraction(5)])), where=where, times=times, look_back=2)


@st.composite
def gaining(draw, ask):
    """Return a line that gains, with its ceiling."""
    gain = Gain(draw(st.sampled_from(SIZES)), draw(st.sampled_from(SIZES)), draw(st.sampled_from(Parts)))
    return DeductionRule(measures=[ask.measure.code], tariff=gain, at_most=gain.each * draw(st.sampled_from([1, 3])))


@st.composite
def banded(draw, ask):
    """Return a line of bands that cover each value once, with or without a cap."""
    return DeductionRule(measures=[ask.measure.code], tariff=draw(some.bands(ask=ask)), at_most=draw(st.sampled_from([None, Fraction(1)])))


def lines(ask):
    """Return a line of any form that can price a demand."""
    forms = [stepped(ask), st.sampled_from(Level).map(lambda level: DeductionRule(measures=[ask.measure.code], tariff=Veto(level)))]
    if not ask.measure.forms:
        forms += [banded(ask), gaining(ask)]
    if ask.measure == LITTER and ask.acceptance.limit and not ask.acceptance.floor:
        forms.append(reading(ask))
    forms.append(st.just(DeductionRule(measures=[ask.measure.code], tariff=Noted("示例"))))
    return st.one_of(forms)


@st.composite
def breaches(draw, *, measures=MEASURES):
    """Return demands on one measure, each over its domain, their join, a line for it, what was seen, and when it was found before."""
    measure = draw(st.sampled_from(measures))
    asks = [Ask(measure, draw(some.acceptances(measure))) for _ in range(draw(st.integers(1, 2)))]
    asked, bar = [(measure, ask.acceptance) for ask in asks], Standard(asks)
    assume(not bar.unmeetable)
    rule = draw(lines(bar.asks[0]))
    found = draw(findings(min_size=1)) if measure == LITTER and (rule.reads or draw(st.booleans())) else []
    outcome = Measured((), found) if found else Measured({measure.code: draw(some.values_of(measure))})
    earlier = draw(st.sampled_from([{}, {LITTER.code: (1,)}, {LITTER.code: (1, 2, 3)}, {LITTER.code: (3,)}, {LAMPS.code: (1, 2)}]))
    return asked, bar, rule, outcome, earlier


def priced(bar, rule, outcome, earlier=()):
    """Return what a line takes, gives or vetoes, by unit."""
    return rule.price(dict(outcome.values), bar, outcome.findings, dict(earlier))


@MANY
@given(breaches())
def test_each_line_takes_what_is_written(breach):
    """Whatever the form: a line takes, gives or vetoes what a civil servant works out from the demands as written, unit by unit."""
    asked, bar, rule, outcome, earlier = breach
    expected = pricing.taken(rule, asked, outcome, earlier)
    prices = priced(bar, rule, outcome, earlier)
    if isinstance(rule.tariff, Veto):
        assert dict.fromkeys(expected, Price(vetoes=frozenset({rule.tariff.level}))) == prices
    elif isinstance(rule.tariff, Gain):
        assert {unit: Price(gained=points) for unit, points in expected.items()} == prices
    else:
        assert {unit: Price(lost=points) for unit, points in expected.items()} == prices


@SOME
@given(st.integers(0, 10), st.integers(0, 4), st.sampled_from([None, Fraction(3), Fraction(12)]))
def test_points_chosen_are_taken_as_written(points, gaps, cap):
    """The points that an inspector chose are taken, to the cap of the line."""
    chosen = evolve(DENSITY, code="upkeep.points", high=Fraction(10))
    asked = [(chosen, Range(limit=End(0))), (LITTER, Range())]
    rule = DeductionRule(measures=[chosen.code], tariff=Chosen(LITTER.code, {Range(): (0, 10)}), at_most=cap)
    outcome = Measured({chosen.code: points, LITTER.code: gaps})
    expected = {unit: Price(lost=taken) for unit, taken in pricing.taken(rule, asked, outcome).items()}

    assert expected == priced(Standard([Ask(*demand) for demand in asked]), rule, outcome)


@SOME
@given(breaches())
def test_bounds_and_caps(breach):
    """Nothing is negative, nothing goes beyond the cap of the line, and what is met loses nothing."""
    _, bar, rule, outcome, earlier = breach
    for price in priced(bar, rule, outcome, earlier).values():
        assert price.lost >= 0
        assert price.gained >= 0
        assert rule.at_most is None or max(price.lost, price.gained) <= rule.at_most
        assert not (price.lost or price.vetoes) or not bar.accepts(dict(outcome.values))
        assert not price.gained or bar.accepts(dict(outcome.values))


@SOME
@given(st.data())
def test_worse_never_costs_less(data):
    """Where there is one side to be worse on: a worse value loses no less, gains no more, and no veto is lifted."""
    measure = data.draw(st.sampled_from([LITTER, LAMPS, DENSITY, GRADE, SAMPLE]))
    end = End(data.draw(st.integers(0, 2)), data.draw(st.booleans()))
    bar = Standard([Ask(measure, data.draw(st.sampled_from([Range(floor=end), Range(limit=end)])))])
    (ask,) = bar.asks
    rule = data.draw(lines(ask))
    one, other = (data.draw(some.values_of(measure)) for _ in "ab")
    worse, better = (one, other) if ask.worse(one, other) else (other, one)
    assume(ask.worse(worse, better) and not rule.reads and not ask.acceptance.empty)
    bad, good = (sum(priced(bar, rule, Measured({measure.code: value})).values(), Price()) for value in (worse, better))

    assert good.lost <= bad.lost
    assert good.gained >= bad.gained
    assert good.vetoes <= bad.vetoes


def by_the_piece(tariff):
    """Return whether each problem costs by itself, and not a band or a begun step that several share."""
    return isinstance(tariff, Veto) or (isinstance(tariff, Steps) and (tariff.per == 1 or tariff.parts is Parts.EXACT))


@SOME
@given(st.data())
def test_more_findings_of_a_unit_never_cost_it_less(data):
    """Under an upper end one more finding of a unit lowers nothing that it loses: wherever it stands in the order where each costs by itself, else the last found."""
    bar = Standard([Ask(LITTER, Range(limit=End(data.draw(st.integers(0, 3)))))])
    rule = data.draw(lines(bar.asks[0]))
    found = data.draw(findings(min_size=1))
    last = {"id": "z", "life": ()}  # those without a day come last
    anywhere = st.sampled_from([{"id": "0"}, {"id": "cc"}, {"id": "z", "life": (Event(Stage.FOUND, date(2022, 6, 29)),)}, last])
    more = evolve(data.draw(st.sampled_from(found)), counts=1, **(data.draw(anywhere) if by_the_piece(rule.tariff) else last))
    before, after = (priced(bar, rule, Measured((), some_)) for some_ in (found, [*found, more]))
    one, other = before.get(more.unit, Price()), after.get(more.unit, Price())

    assert one.lost <= other.lost
    assert one.vetoes <= other.vetoes


def test_a_band_that_several_share_may_cost_one_of_them_less():
    """The law does not hold for bands and begun steps: one more early finding of its own pushes a neighbour's beyond the bar, who then shares the band."""
    bar, rule = Standard([Ask(LITTER, Range(limit=End(1)))]), DeductionRule(measures=[LITTER.code], tariff=Bands({Range(): 1}))
    found = [Finding(id="a", measure=LITTER.code, unit="greening"), Finding(id="b", measure=LITTER.code)]
    before, after = (priced(bar, rule, Measured((), some_)) for some_ in (found, [Finding(id="0", measure=LITTER.code), *found]))

    assert {None: Price(lost=Fraction(1))} == before
    assert {None: Price(lost=Fraction(1, 2)), "greening": Price(lost=Fraction(1, 2))} == after


@SOME
@given(breaches(measures=[LITTER]), st.data())
def test_no_order_of_findings_or_lines_matters(breach, data):
    """The same findings in another order, and the same lines in another order, cost the same."""
    _, bar, rule, outcome, earlier = breach
    others = [rule, *(data.draw(lines(bar.asks[0])) for _ in range(2))]
    shuffled = data.draw(st.permutations(outcome.findings))
    priced_by = [indicator("a.litter", "litter.spots <= 0 处", *order).price(dict(outcome.values), bar, found, earlier) for order, found in ((others, outcome.findings), (data.draw(st.permutations(others)), shuffled))]

    assert priced_by[0] == priced_by[1]


@SOME
@given(breaches(measures=[LITTER]))
def test_what_findings_bear_is_what_is_lost(breach):
    """The parts of a price add up exactly to the price of each unit, and none of them is less than nothing."""
    _, bar, rule, outcome, earlier = breach
    prices, borne = priced(bar, rule, outcome, earlier), {}
    for one in rule.itemise(dict(outcome.values), bar, outcome.findings, earlier):
        assert one.price
        borne[one.unit] = borne.get(one.unit, Price()) + one.price

    assert prices == borne


@SOME
@given(breaches(measures=[LITTER]), st.sampled_from([(), {"wujin": 1}, {"wujin": "0.2", "hutang": "0.8"}, {"wujin": "1/3", "hutang": "2/3"}]))
def test_splitting_conserves_points(breach, units):
    """Between the units of a place and those that findings name not a fraction is won or lost, and a veto reaches each owner."""
    _, bar, rule, outcome, earlier = breach
    prices = priced(bar, rule, outcome, earlier)
    borne = list(spread(tuple(prices.items()), site(units=units)))

    assert sum(prices.values(), Price()) == sum((price for _, price in borne), Price())
    if vetoes := prices.get(None, Price()).vetoes:
        assert all(price.vetoes == vetoes for unit, price in borne if unit in dict(units))


@MANY
@given(breaches(), st.sampled_from([{"wujin": 1}, {"wujin": "0.2", "hutang": "0.8"}]))
def test_each_line_that_is_open_is_bounded_as_it_is_read(breach, units):
    """Whatever the form: where nothing was measured, the certificate's own reading comes to the same intervals, for a unit that answers for the whole place and for two that share it."""
    _, bar, rule, _, _ = breach
    rules = evolve(rule_set(evolve(indicator("a.x"), standard=bar, deductions=(rule,))), measures=MEASURES)
    assume(not check(rules).problems)
    planned = plan(merge(rules), [site(units=units)], Quarter(2022, 2))
    results = score(share(register(planned, []), history={}))

    assert not certify(results).disagreements


def test_the_rungs_of_a_ladder_are_no_occurrences():
    """A line that counts all occurrences counts those of a number: of a grade with an upper end it takes the rungs beyond, measured or open, and so does the certificate's reading."""
    bar = Standard([Ask(GRADE, Range(limit=End(1)))])
    rule = DeductionRule(measures=[GRADE.code], tariff=Steps(1, counting=Counting.ALL))
    planned = plan(merge(evolve(rule_set(evolve(indicator("a.x"), standard=bar, deductions=(rule,))), measures=MEASURES)), [site(units={"wujin": 1})], Quarter(2022, 2))
    results = score(share(register(planned, [])))

    assert ({None: Price(lost=Fraction(1))}, (Fraction(99), Fraction(100))) == (priced(bar, rule, Measured({GRADE.code: "A"})), results["a"]["wujin"].interval)
    assert certify(results).holds


# ---- counting


def things(*, along=True):
    """Return things found along a walk or on a square, some struck out."""
    axis = st.sampled_from([Fraction(text) for text in ("0", "0.5", "1", "1.5", "2", "3", "5", "8")])
    at = st.tuples(axis) if along else st.tuples(axis, axis)
    made = st.builds(lambda id_, at, life, form: Finding(id=id_, measure=LITTER.code, at=at, life=life, circumstances={"form": form}), st.sampled_from("abcdefgh"), at, st.sampled_from([(), (), LIFE[1], STRUCK]), st.sampled_from(["panel", "banner"]))
    return st.lists(made, unique_by=lambda finding: finding.id, max_size=6)


def standing(found):
    """Return what was not struck out."""
    return [finding for finding in found if finding.struck is None]


def number(rule, found):
    """Return the counted value."""
    return sum((finding.counts for finding in count(rule, found)), Fraction(0))


@MANY
@given(things(), st.sampled_from([{}, {"within": 2}, {"together": 1}, {"spacing": 2}, {"within": 3, "spacing": "1.5"}, {"within": 3, "together": "0.5"}]), st.booleans(), st.data())
def test_counting_keeps_its_bounds(found, rule, formed, data):
    """The value is never more than the findings that stand, never negative, the same in any order; and what is struck never counts."""
    counting = CountingRule(**rule, **({"by": "form", "forms": {"banner": Form(0, "不计"), "panel": Form(Fraction(1, 2), "半")}} if formed else {}))
    counted = count(counting, found)

    assert 0 <= number(counting, found) <= len(standing(found))
    assert counted == count(counting, data.draw(st.permutations(found)))
    assert all(finding.counts == 0 and finding.note[0] for finding in counted if finding.struck)
    assert all(any(finding.note) for finding in counted if finding.counts != 1)


@MANY
@given(st.booleans().flatmap(lambda along: things(along=along)), st.sampled_from([Fraction(text) for text in ("0.5", "1", "1.5", "3")]))
def test_what_is_connected_is_one(found, reach):
    """`together` counts the parts that short steps connect: by going through all pairs until nothing is joined any more."""
    parts = [{finding.id} for finding in standing(found)]
    near = [(one.id, other.id) for one, other in combinations(standing(found), 2) if sum((here - there) ** 2 for here, there in zip(one.at, other.at, strict=True)) <= reach**2]
    joined = True
    while joined:
        joined = False
        for one, other in near:
            first, second = (next(part for part in parts if id_ in part) for id_ in (one, other))
            if first is not second:
                parts = [part for part in parts if part not in (first, second)] + [first | second]
                joined = True

    assert len(parts) == number(CountingRule(together=reach), found)


@MANY
@given(things(), st.sampled_from([Fraction(text) for text in ("0.5", "1", "2", "3")]))
def test_one_in_so_many_metres_is_as_many_as_can_be(found, spacing):
    """`spacing` counts the largest number of things of which no two are nearer, tried out over all choices."""
    places = [finding.at[0] for finding in standing(found)]
    fits = [size for size in range(len(places) + 1) for chosen in combinations(places, size) if all(abs(one - other) >= spacing for one, other in combinations(chosen, 2))]

    assert max(fits) == number(CountingRule(spacing=spacing), found)


# ---- deadlines

SPAN = [date(2022, 4, 20) + timedelta(days=day) for day in range(30)]


@MANY
@given(st.sampled_from(SPAN), st.integers(1, 15), st.sets(st.sampled_from(SPAN), max_size=8), st.sets(st.sampled_from(SPAN), max_size=8))
def test_deadlines_day_by_day(start, days, holidays, workdays):
    """Cross out day after day in the calendar: the last one crossed out is the deadline, and it is at work."""
    works = Calendar(years=[2022], holidays=holidays - workdays, workdays=workdays)
    crossed, day = 0, start
    while crossed < days:
        day += timedelta(days=1)
        off = day.isoweekday() in (6, 7) or day in holidays
        crossed += day in workdays or not off

    assert day == deadline(start, days, works)
    assert works.works(day)
    assert start + timedelta(days=days) == deadline(start, days) <= day
