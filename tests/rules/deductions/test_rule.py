"""How a breach is priced, against the bar in force and never an assessment's own."""

from fractions import Fraction

import pytest
from attrs import evolve

from samples import FOUND_BY, standard
from tristandard.basics.errors import BadValue
from tristandard.basics.finding import Finding, answers
from tristandard.codec.text import read_where
from tristandard.rules.acceptance import Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.factor import LIFE_CIRCUMSTANCES, NEVER, Factor
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.price import Level, Price
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Counting, Steps
from tristandard.rules.deductions.unpriced import unpriced_breach
from tristandard.rules.deductions.veto import Veto

GRADES = Bands({"C": 2, "B": 1, "A": 0})
FOUND = evolve(FOUND_BY, values={"city": "市级", "district": "区级"})


def price(tariff, bar, at_most=None, **seen):
    """Return what a place loses; `litter_spots=3` says what was seen."""
    values = {code.replace("_", "."): Fraction(value) if isinstance(value, int) else value for code, value in seen.items()}
    return lost(DeductionRule(measures=list(values), tariff=tariff, at_most=at_most).price(values, standard(bar)))


def lost(prices):
    """Return what the site's own units lose."""
    assert prices.keys() <= {None}
    return prices.get(None, Price()).lost


@pytest.mark.parametrize(
    ("spots", "lost"),
    [(0, 0), (1, 1), (5, 5), (9, 5)],
)
def test_per_problem_with_a_cap(spots, lost):
    """One point for each problem, at most five."""
    assert price(Steps(1), "litter.spots <= 0 处", 5, litter_spots=spots) == lost


@pytest.mark.parametrize(("spots", "lost"), [(0, 0), (1, 5), (7, 5)])
def test_any_case_loses_all(spots, lost):
    """Any open burning loses the item's five points: one begun step is enough to reach the cap."""
    assert price(Steps(5), "litter.spots <= 0 处", 5, litter_spots=spots) == lost


@pytest.mark.parametrize(
    ("parts", "lit", "lost"),
    [
        (Parts.EXACT, "68.5", "1.5"),
        (Parts.WHOLE, "68.5", 1),
        (Parts.BEGUN, "68.5", 2),
        (Parts.EXACT, "69", 1),
        (Parts.WHOLE, "69", 1),
        (Parts.BEGUN, "69", 1),
        (Parts.WHOLE, "69.5", 0),
        (Parts.BEGUN, "69.5", 1),
        (Parts.BEGUN, "70", 0),
    ],
)
def test_per_step_of_shortfall(parts, lit, lost):
    """Each percentage point below 70 %: a part of a step costs its part, nothing, or a whole step."""
    assert price(Steps(1, parts=parts), "lamps.lit >= 70 %", lamps_lit=Fraction(lit)) == Fraction(lost)


def test_each_missing_notice():
    """Two of five notices missing at four points each lose eight."""
    assert price(Steps(4), "notice.count >= 5 处", notice_count=3) == 8


@pytest.mark.parametrize(("wait", "lost"), [(15, 0), (16, 1), (25, 1), (26, 2), (200, 5)])
def test_bands(wait, lost):
    """Every ten minutes that have begun above a quarter of an hour lose one, at most five."""
    assert price(Steps(1, 10, Parts.BEGUN), "queue.wait <= 15 min", 5, queue_wait=wait) == lost


@pytest.mark.parametrize(("density", "lost"), [(0, 10), ("5/6", 5), ("5/3", 0), (2, 0)])
def test_by_the_uncompleted_share(density, lost):
    """Half of what is required loses half of the full value."""
    assert price(Steps(10, None), "ads.density >= 5 处/300 m", ads_density=Fraction(density)) == lost


@pytest.mark.parametrize(("grade", "bar", "lost"), [("A", "B", 0), ("B", "B", 0), ("C", "B", 2), ("B", "A", 1)])
def test_grades(grade, bar, lost):
    """A table prices each rung; one that the bar accepts loses nothing."""
    assert price(GRADES, f"toilet.grade >= {bar}", toilet_grade=grade) == lost


@pytest.mark.parametrize(("counting", "spots", "lost"), [(Counting.BEYOND, 5, 2), (Counting.ALL, 5, 5), (Counting.ALL, 3, 0)])
def test_beyond_the_bar_or_all(counting, spots, lost):
    """Of five problems where three are allowed two cost, or all, once the bar is breached."""
    assert price(Steps(1, counting=counting), "litter.spots <= 3 处", litter_spots=spots) == lost


@pytest.mark.parametrize(("spots", "lost"), [(1, 2), (2, 1), (3, 0), (8, 0), (9, 9)])
def test_all_are_counted_beyond_the_upper_end_alone(spots, lost):
    """Under a bar of three to eight, what is missing below three counts by itself, and fewer never cost less."""
    assert price(Steps(1, counting=Counting.ALL), "litter.spots >= 3 处 and <= 8 处", litter_spots=spots) == lost


def test_the_bar_in_force_and_not_the_own():
    """Lamps at 96 % meet the own bar of 95 %; under the merged bar of 99 % they lose 3 at 1 per 1 %."""
    own, merged = "lamps.lit >= 95 %", "lamps.lit >= 99 %"

    assert (price(Steps(1), own, lamps_lit=96), price(Steps(1), merged, lamps_lit=96)) == (0, 3)


def test_one_cap_over_several_measures():
    """A rule adds its measures up before the cap."""
    assert price(Steps(1), "litter.spots <= 0 处; notice.count >= 5 处", 7, litter_spots=4, notice_count=0) == 7


def test_what_the_bar_does_not_ask_costs_nothing():
    """A measure of the rule that the bar does not ask about, and one that was not seen, cost nothing."""
    rule = DeductionRule(measures=("litter.spots", "lamps.lit"), tariff=Steps(1))

    assert lost(rule.price({"litter.spots": Fraction(9)}, standard("lamps.lit >= 99 %"))) == 0


@pytest.mark.parametrize(
    ("tariff", "bar", "seen", "lost"),
    [
        (Steps(1, parts=Parts.BEGUN), "notice.spacing < 5 m", Fraction(5), 1),
        (Steps(1), "notice.spacing < 5 m", Fraction(5), 0),
        (Steps(1, counting=Counting.ALL), "notice.spacing < 5 m", Fraction(5), 5),
        (Steps(2), "notice.form requires {panel, board}", frozenset(), 4),
        (Steps(2, None), "notice.form requires {panel, board}", frozenset({"panel"}), 2),
        (Steps(1), "toilet.grade >= A", "C", 2),
        (Steps(1, None), "toilet.grade <= C", "A", 1),
        (Steps(1, None), "litter.spots <= 0 处", Fraction(3), 1),
        (Steps(1, counting=Counting.ALL), "notice.count >= 5 处", Fraction(3), 2),
        (Steps(1, counting=Counting.ALL), "toilet.grade <= C", "A", 2),
    ],
)
def test_at_the_edges(tariff, bar, seen, lost):
    """Open ends, forms, rungs and steps of nothing required have a price of their own."""
    (code,) = standard(bar).measures

    assert price(tariff, bar, **{code.replace(".", "_"): seen}) == lost


@pytest.mark.parametrize(
    ("rules", "bar", "reason"),
    [
        ([Steps(1)], "litter.spots <= 0 处", None),
        ([Steps(1, parts=Parts.WHOLE)], "lamps.lit >= 99 %", ("不足一档不扣分", "less than a whole step loses nothing")),
        ([Steps(1)], "notice.spacing < 5 m", ("数值恰为不达标的限值时不扣分", "a value upon the open end loses nothing")),
        ([Steps(1, parts=Parts.BEGUN)], "notice.spacing < 5 m", None),
        ([], "litter.spots <= 0 处", ("没有扣分标准涉及该测量项目", "no rule prices it")),
        ([Bands({"C": 2, "B": 0, "A": 0})], "toilet.grade >= A", ("B 不扣分", "B loses nothing")),
        ([Bands({"C": 2, "B": 0, "A": 0})], "toilet.grade >= B", None),
        ([Steps(1, parts=Parts.WHOLE), Steps(1)], "lamps.lit >= 99 %", None),
        ([Steps(1, parts=Parts.WHOLE), Steps(1)], "notice.spacing < 5 m", ("不足一档不扣分；数值恰为不达标的限值时不扣分", "less than a whole step loses nothing; a value upon the open end loses nothing")),
        ([Bands({"C": 0, "B": 0, "A": 0})], "toilet.grade >= A", ("B、C 不扣分", "B, C loses nothing")),
        ([Steps(1)], "notice.form requires {panel}", None),
        ([], "litter.spots any", None),
    ],
)
def test_what_a_rule_forgives(rules, bar, reason):
    """A rule says which breaches of a bar it lets pass, so that `check` can list them."""
    (ask,) = standard(bar).asks

    assert unpriced_breach([DeductionRule(measures=(ask.measure.code,), tariff=tariff) for tariff in rules], ask) == reason


def test_rules_of_other_measures_do_not_price():
    """A rule for litter does not price lamps."""
    (ask,) = standard("lamps.lit >= 99 %").asks

    assert unpriced_breach([DeductionRule(measures=("litter.spots",), tariff=Steps(1))], ask) == ("没有扣分标准涉及该测量项目", "no rule prices it")


@pytest.mark.parametrize(
    ("refused", "message"),
    [
        (lambda: Steps(-1), "-1 is not a number above zero for `each` (Steps); write its size; what is taken off has no minus sign"),
        (lambda: Steps(0), "0 is not a number above zero for `each` (Steps); write its size; what is taken off has no minus sign"),
        (lambda: Steps(1, 0), "0 is not a number above zero for `per` (Steps); write its size; what is taken off has no minus sign"),
        (
            lambda: DeductionRule(measures=("a",), tariff=Steps(1), at_most="-5"),
            "-5 is not a number above zero for `at_most` (DeductionRule); write its size; what is taken off has no minus sign",
        ),
        (lambda: Bands({"C": -2}), "-2 is not the points that C loses; write what is taken off as a number of 0 or more"),
        (lambda: Steps(0.5), '0.5 is not an exact number; write it as text, "0.5", or as Decimal("0.5"): a float is binary and not exact'),
    ],
)
def test_points_are_sizes(refused, message):
    """Points are positive and exact: a deduction is taken off, not added."""
    with pytest.raises(BadValue) as caught:
        refused()

    assert str(caught.value) == message


def spot(id_, unit=None, counts=1, **said):
    """Return one spot of litter with what is said of it."""
    return Finding(id=id_, measure="litter.spots", unit=unit, counts=counts, circumstances=said)


def line(tariff=None, **more):
    """Return a line for litter, one point each unless told."""
    return DeductionRule(measures=("litter.spots",), tariff=tariff or Steps(1), **more)


def of_findings(rule, *found, bar="litter.spots <= 0 处", earlier=NEVER):
    """Return what each unit loses by some findings of litter."""
    value = sum((one.counts for one in found), Fraction(0))
    return {unit: price.lost for unit, price in rule.price({"litter.spots": value}, standard(bar), found, earlier).items()}


DOUBLED = Factor(by="channel", factors={"media": 2}, other=1)


def test_times_come_before_the_cap():
    """Four media cases, doubled and then capped at five, are five."""
    assert {None: 5} == of_findings(line(times=(DOUBLED,), at_most=5), *(spot(f"f{number}", channel="media") for number in range(4)))


def test_several_factors_are_multiplied():
    """Doubled for the media and threefold when overdue is sixfold."""
    overdue = Factor(by="overdue", factors={"yes": 3}, other=1)

    assert {None: 6 + 3 + 2 + 1} == of_findings(
        line(times=(DOUBLED, overdue)), spot("a", channel="media", overdue="yes"), spot("b", channel="patrol", overdue="yes"), spot("c", channel="media"), spot("d", channel="patrol")
    )


def test_where_prices_those_findings_alone():
    """A line for some findings is not for others, and not for a number without findings."""
    rule = line(where={"found_by": ["city", "district"]})

    assert {None: 2} == of_findings(rule, spot("a", found_by="city"), spot("b", found_by="bureau"), spot("c", found_by="district"))
    assert {} == rule.price({"litter.spots": Fraction(3)}, standard("litter.spots <= 0 处"))


@pytest.mark.parametrize(("told", "answer", "is_it"), [("2", "2", True), ("2", "3", False), ("1..2", "0", False), ("1..2", "2", True), ("1..2", "3", False), ("3..", "3", True), ("3..", "17", True), ("3..", "2", False), ("yes", "yes", True), ("0..", "", False), ("0..2", "yes", False), ("x..2", "1", False), ("1..x", "1", False), ("..2", "1", False)])
def test_numbers_are_told_by_spans(told, answer, is_it):
    """Answers that are numbers are told one by one, between two, or from one."""
    assert is_it == answers(told, answer)


def test_the_first_lie_within_the_bar():
    """Where three are allowed the three found first cost nothing, and the later ones cost by their own circumstances."""
    rule, found = line(times=(DOUBLED,)), [spot("a", channel="media"), spot("b", channel="media"), spot("c", channel="media"), spot("d", channel="patrol"), spot("e", channel="media")]

    assert {None: 3} == of_findings(rule, *found, bar="litter.spots <= 3 处")
    assert {None: 3} == of_findings(rule, *reversed(found), bar="litter.spots <= 3 处")


def test_all_of_them_once_the_bar_is_breached():
    """A line that counts all counts the first ones too."""
    found = [spot("a", channel="media"), spot("b", channel="patrol"), spot("c", channel="patrol")]

    assert {None: 4} == of_findings(line(Steps(1, counting=Counting.ALL), times=(DOUBLED,)), *found, bar="litter.spots <= 2 处")


def test_what_counts_nothing_costs_nothing():
    """An exempt finding is not priced, and one that counts two costs two."""
    assert {None: 2} == of_findings(line(), spot("a", counts=0), spot("b", counts=2))


def test_each_unit_has_a_cap_of_its_own():
    """What lies beyond the bar is priced for each unit by itself, with the whole cap."""
    found = [spot(f"t{number}", unit="hutang") for number in range(7)] + [spot(f"s{number}") for number in range(3)]

    assert {"hutang": 5, None: 3} == of_findings(line(at_most=5), *found)


def test_the_bar_is_a_question_of_the_whole_place():
    """Four findings of two units under a bar of two: two lie beyond, by the order of the findings, whoever they name."""
    found = [spot("a", unit="hutang"), spot("b"), spot("c", unit="hutang"), spot("d")]

    assert {"hutang": 1, None: 1} == of_findings(line(), *found, bar="litter.spots <= 2 处")


def test_a_veto_is_of_whom_the_findings_name():
    """A veto zeroes whom a finding beyond the bar names, and nobody else."""
    rule = line(Veto(Level.ITEM))
    prices = rule.price({"litter.spots": Fraction(1)}, standard("litter.spots <= 0 处"), [spot("a", unit="hutang")])

    assert {"hutang": Price(vetoes=frozenset({Level.ITEM}))} == prices


def test_a_gain_loses_nothing_and_a_loss_gains_nothing():
    """Above the bar a gain counts, below it does not."""
    rule = DeductionRule(measures=("lamps.lit",), tariff=Gain(1), at_most=2)

    assert {None: Price(gained=Fraction(2))} == rule.price({"lamps.lit": Fraction(95)}, standard("lamps.lit >= 80 %"))
    assert {} == rule.price({"lamps.lit": Fraction(79)}, standard("lamps.lit >= 80 %"))


def test_the_points_chosen_are_the_points_lost():
    """Of points chosen, those above none are lost, to the line's cap."""
    rule = DeductionRule(measures=("queue.wait",), tariff=Chosen("litter.spots", {Range(): (0, 10)}), at_most=8)

    assert [Fraction("2.5"), 8] == [lost(rule.price({"queue.wait": Fraction(points), "litter.spots": Fraction(3)}, standard("queue.wait <= 0 min; litter.spots any"))) for points in ("2.5", "9")]


@pytest.mark.parametrize(("back", "look_back", "lost"), [((), 2, 1), ((1,), 2, 3), ((2,), 2, 3), ((3,), 2, 1), ((1, 2, 3), 2, 5), ((1, 2, 3), 3, 5), ((1, 2, 3), 1, 3)])
def test_looking_back(back, look_back, lost):
    """`repeated` is in how many of the periods looked back to the same was found: once threefold, twice fivefold."""
    rule = line(times=(Factor(by="repeated", factors={"1": 3, "2..": 5}, other=1),), look_back=look_back)

    assert {None: lost} == of_findings(rule, spot("a"), earlier={"litter.spots": back})


def test_another_measure_found_before_is_no_repetition():
    """What was found before of another measure does not repeat."""
    rule = line(where={"repeated": ["1.."]}, look_back=1)

    assert {} == of_findings(rule, spot("a"), earlier={"dust.spots": (1,)})


def test_apportioning_a_cap():
    """A cap's relief is spread in proportion over the findings: doubled ones bear double."""
    rule, found = line(times=(DOUBLED,), at_most=3), [spot("a", channel="media"), spot("b", channel="patrol"), spot("c", channel="patrol")]
    parts = rule.itemise({"litter.spots": Fraction(3)}, standard("litter.spots <= 0 处"), found)

    assert {"a": (2, Fraction(3, 2)), "b": (1, Fraction(3, 4)), "c": (1, Fraction(3, 4))} == {one.finding.id: (one.quantity, one.price.lost) for one in parts}
    assert [2, 1, 1] == [one.before for one in parts]


def test_apportioning_by_units():
    """Each unit's findings share the relief of its own cap, and those of the site's own units theirs."""
    found = [spot("a", unit="hutang"), spot("b", unit="hutang"), spot("c")]
    parts = line(at_most=1).itemise({"litter.spots": Fraction(3)}, standard("litter.spots <= 0 处"), found)

    assert {"a": Fraction(1, 2), "b": Fraction(1, 2), "c": 1} == {one.finding.id: one.price.lost for one in parts}


def test_a_finding_may_count_less_than_one():
    """A factor below one halves what a finding counts; a factor of one leaves it."""
    halved = Factor(by="channel", factors={"patrol": "0.5", "media": 1}, other=2)

    assert {None: Fraction(7, 2)} == of_findings(line(times=(halved,)), spot("a", channel="patrol"), spot("b", channel="media"), spot("c"))


def test_findings_of_another_measure_price_nothing():
    """A number of one measure is priced as a number, though another has findings."""
    notice = Finding(id="n1", measure="notice.count")

    assert {None: Price(lost=Fraction(3))} == line().price({"litter.spots": Fraction(3), "notice.count": Fraction(1)}, standard("litter.spots <= 0 处; notice.count <= 0 处"), [notice])


def test_too_few_is_no_finding():
    """Where too few were found, what is missing is no finding's: the place loses it, and names nobody."""
    found = [Finding(id="a", measure="notice.count", unit="hutang"), Finding(id="b", measure="notice.count", unit="hutang")]
    rule = DeductionRule(measures=("notice.count",), tariff=Steps(4))

    assert {None: Price(lost=Fraction(12))} == rule.price({"notice.count": Fraction(2)}, standard("notice.count >= 5 处"), found)
    assert {} == DeductionRule(measures=("notice.count",), tariff=Steps(4), where={"found_by": ["city"]}).price({"notice.count": Fraction(2)}, standard("notice.count >= 5 处"), found)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([line(where={"found_by": ["city"]})], ("没有扣分标准适用于发现主体为区级的问题", "nothing prices findings with found_by district")),
        ([line(where={"found_by": ["city"]}), line(where={"found_by": ["district"]})], None),
        ([line(where={"found_by": ["city"], "overdue": ["yes"]}), line(where={"found_by": ["city"], "overdue": ["no"]})], ("没有扣分标准适用于发现主体为区级、逾期未整改为否的问题", "nothing prices findings with found_by district, overdue no")),
        ([line(where={"sent_back": ["1..2"]}), line(where={"sent_back": ["3.."]})], ("没有扣分标准适用于退回次数为0的问题", "nothing prices findings with sent_back 0")),
        ([line(where={"found_by": ["city"]}), line()], None),
        ([line(Veto(Level.ITEM))], None),
        ([line(Gain(1), at_most=1)], ("没有扣分标准涉及该测量项目", "no rule prices it")),
        ([line(Chosen("a", {Range(): (0, 1)}))], None),
        ([line(Steps(1, 2, Parts.WHOLE), where={"found_by": ["city", "district"]})], ("没有扣分标准涉及该测量项目", "no rule prices it")),
        ([line(where={"weather": ["rain"]})], None),
    ],
)
def test_which_findings_nothing_prices(lines, reason):
    """Where lines are for some findings alone, the first combination of answers that none of them is for is told."""
    (ask,) = standard("litter.spots <= 0 处").asks

    assert reason == unpriced_breach(lines, ask, {**LIFE_CIRCUMSTANCES, "found_by": FOUND})


def test_too_few_is_priced_by_no_line_for_findings():
    """Lines for findings price what lies above a span; what lies below it is no finding, and that is told."""
    (ask,) = standard("litter.spots >= 3 处 and <= 8 处").asks
    lines = [line(where={"found_by": ["city", "district"]})]

    assert ("低于下限的部分不是问题，不扣分", "what lies below the lower end is no finding, and loses nothing") == unpriced_breach(lines, ask, {"found_by": FOUND})
    assert unpriced_breach([*lines, line()], ask, {"found_by": FOUND}) is None


@pytest.mark.parametrize(
    ("bands", "reason"),
    [
        ({"= 0": 0, "1..2": 0, "> 2": 3}, (">= 1 且 <= 2 不扣分", ">= 1 and <= 2 loses nothing")),
        ({"= 0": 0, "1..2": 1, "> 2": 3}, None),
        ({"<= 1": 0, "> 1": 3}, ("<= 1 不扣分", "<= 1 loses nothing")),
    ],
)
def test_bands_of_numbers_that_forgive(bands, reason):
    """A band that the bar does not wholly accept and that costs nothing lets a breach pass."""
    (ask,) = standard("litter.spots <= 0 处").asks

    assert reason == unpriced_breach([line(Bands({read_where(where): points for where, points in bands.items()}))], ask)


SEPARATE = "is not a list of separate answers to sent_back; let each answer have one factor, and spans not overlap"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Factor(by="channel", factors={"media": 0}, other=1), "0 is not how often 'media' counts; write a number above zero; what does not count is told by the measure's counting rule"),
        (lambda: Factor(by="channel", factors={"media": 2}, other=0), "0 is not a number above zero for `other` (Factor); write its size; what is taken off has no minus sign"),
        (lambda: Factor(by="sent_back", factors={"1..3": 2, "3..": 5}, other=1), f"'1..3 and 3..' {SEPARATE}"),
        (lambda: Factor(by="sent_back", factors={"2": 2, "1..": 5}, other=1), f"'1.. and 2' {SEPARATE}"),
        (lambda: Factor(by="channel", factors=[("media", 2), ("media", 3)], other=1), "'media and media' is not a list of separate answers to channel; let each answer have one factor, and spans not overlap"),
        (lambda: Factor(by="sent_back", factors={"10": 2, "2..": 5}, other=1), f"'10 and 2..' {SEPARATE}"),
        (lambda: Factor(by="sent_back", factors={"10..12": 2, "2..": 5}, other=1), f"'10..12 and 2..' {SEPARATE}"),
        (lambda: line(look_back=-1), "-1 is not a number of periods to look back; write a whole number from 0"),
        (lambda: line(look_back=True), "True is not a number of periods to look back; write a whole number from 0"),
    ],
)
def test_lines_that_cannot_be(make, message):
    """Factors are above zero, and periods are counted."""
    with pytest.raises(BadValue) as caught:
        make()

    assert message == str(caught.value)
