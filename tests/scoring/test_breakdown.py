"""What makes a score (law 18): every entry worked by hand, and the sum that is the score."""

from fractions import Fraction

import pytest
from attrs import evolve

from samples import indicator
from survey import MEAN, changed, city, finding, found, itemed, priced, scored, seen, shared, site
from tristandard.basics.outcome import Measured
from tristandard.basics.period import Quarter
from tristandard.merging.merged import merge
from tristandard.reports.statement import statement
from tristandard.rules.acceptance import End, Range
from tristandard.rules.assessment import Assessment, Carry
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.indicator import Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import StepBonus
from tristandard.rules.nodes.gate import Gate, Mark
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.missing import Absent
from tristandard.rules.nodes.sheet import AbsentItem, Sheet
from tristandard.rules.nodes.sum import Sum
from tristandard.scoring.breakdown import Cause, Uncounted
from tristandard.scoring.score import score
from tristandard.scoring.together import together
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

SPOTS = indicator("a.litter", "litter.spots <= 0 处", priced(1))
LAMPS = indicator("a.lamps", "lamps.lit >= 95 %", priced(1, 10, 1, "lamps.lit"))
NOTICES = indicator("a.notices", "notice.count >= 1 处", priced(1, None, 1, "notice.count"))
LIT = DeductionRule(measures=("notice.count",), tariff=Gain(1, 1), at_most=10)


def ruled(*indicators, model, item=100, **more):
    """Return rules of one assessment, whose one item has this mark."""
    rules = city(*(indicators or (SPOTS,)), models={"a": Model(model) if isinstance(model, dict) else model})
    return changed(rules, a={"items": itemed(rules.assessments[0], item=item), **more})


def vetoing(level):
    """Return a line by which any litter zeroes something."""
    return DeductionRule(measures=("litter.spots",), tariff=Veto(level))


def entries(card):
    """Return the entries of a card, each with its cause, the site or node, and its points; the sum is checked."""
    made = card.breakdown
    points = sum((entry.points for entry in made.entries), Fraction(0))

    assert made.full - points == Fraction(card.published)
    return [
        (entry.cause.value, entry.posted.site.code if entry.posted else entry.site or entry.member or entry.node, entry.points)
        for entry in made.entries
        if entry.points or entry.cause is Cause.GATE
    ]


def test_findings_of_one_posting_share_the_relief_of_the_mark():
    """Six spots at 1 each, an item of 4: each finding takes 4/6; the ledger has 1 for each."""
    rules = ruled(model={"total": Sheet()}, item=4)
    card = scored(seen(found(*(finding(f"f{number}") for number in range(6))), what="a.litter"), rules=rules)["a"]["wujin"]

    assert [("posting", "s1", Fraction(2, 3))] * 6 == entries(card)
    assert [1] * 6 == [entry.borne for entry in card.breakdown.entries if entry.posted]
    assert {"item": 4} == card.breakdown.items


def test_a_sheet_takes_its_full_mark_at_most():
    """Two items of 8 on a sheet of 10, both lost: each posting takes 5, so that nothing is taken twice."""
    rules = ruled(SPOTS, LAMPS, model={"total": Sheet(10)}, item=8)
    book = rules.assessments[0]
    items = [evolve(book.items[0], code=code, full=8) for code in ("item", "lamps")]
    rules = changed(rules, a={"items": items, "indicators": [evolve(one, item="lamps" if one.code == "a.lamps" else "item") for one in book.indicators]})
    card = scored(seen(8, what="a.litter"), seen(Measured({"lamps.lit": 87}), what="a.lamps"), rules=rules)["a"]["wujin"]

    assert (0, [("posting", "s1", 5), ("posting", "s1", 5)]) == (card.exact, entries(card))


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (Level.ITEM, [("posting", "s1", Fraction(3, 2)), ("veto", "s1", Fraction(37, 2))]),
        (Level.SITE, [("posting", "s1", Fraction(3, 2)), ("veto", "s1", Fraction(97, 2))]),
        (Level.UNIT, [("posting", "s1", Fraction(3, 2)), ("veto", "s1", Fraction(197, 2))]),
    ],
)
def test_a_veto_takes_what_its_postings_leave(level, expected):
    """Two sites, an item of 40: three spots at one of them take 1.5; the veto takes the rest of the mark, of the site, of the whole."""
    rules = ruled(indicator("a.litter", "litter.spots <= 0 处", priced(1), vetoing(level)), model=MEAN, item=40)
    card = scored(seen(3, "s1", "a.litter"), seen(0, "s2", "a.litter"), rules=rules, sites=(site("s1"), site("s2")))["a"]["wujin"]

    assert expected == entries(card)


def test_several_vetoes_take_equal_parts():
    """Two indicators veto one item of 20 on one sheet, after 2 and 3 lost: each takes half of the 15 that are left."""
    lamps = DeductionRule(measures=("lamps.lit",), tariff=Veto(Level.ITEM))
    rules = ruled(
        indicator("a.litter", "litter.spots <= 0 处", priced(1), vetoing(Level.ITEM)),
        indicator("a.lamps", "lamps.lit >= 95 %", priced(1, 10, 1, "lamps.lit"), lamps),
        model={"total": Sheet()}, item=20,
    )  # fmt: skip
    card = scored(seen(2, what="a.litter"), seen(Measured({"lamps.lit": 92}), what="a.lamps"), rules=rules)["a"]["wujin"]

    assert [("posting", "s1", 3), ("posting", "s1", 2), ("veto", "s1", Fraction(15, 2)), ("veto", "s1", Fraction(15, 2))] == entries(card)


def test_what_is_not_measured_is_put_by_its_worth():
    """6 lost of a worth of 20, 2 and 10 open: 6 × 2/20 and 6 × 10/20, each beside its own line; postings stay as they are."""
    rules = ruled(
        indicator("a.litter", "litter.spots <= 0 处", priced(2, 20)),
        indicator("a.lamps", "lamps.lit >= 95 %", priced(1, 10, 1, "lamps.lit")),
        indicator("a.notices", "notice.count >= 1 处", priced(2, 2, 1, "notice.count")),
        model={"total": Sheet()},
    )  # fmt: skip
    card = scored(seen(3, what="a.litter"), rules=rules)["a"]["wujin"]

    assert (Fraction("90.4"), [("posting", "s1", 6), ("extrapolated", "s1", 3), ("extrapolated", "s1", Fraction("0.6"))]) == (card.exact, entries(card))
    assert ["a.lamps", "a.notices"] == [entry.indicator for entry in card.breakdown.entries if entry.cause is Cause.EXTRAPOLATED]


def test_gains_are_cut_in_proportion():
    """Two sites on one sheet, 1 lost, 3 and 6 gained, 5 above the full mark at most: 6 of the 9 count, 2 and 4."""
    rules = ruled(SPOTS, evolve(NOTICES, deductions=(*NOTICES.deductions, LIT)), model={"total": Sheet(bonus=5)})
    told = [seen(1, "s1", "a.litter"), seen(0, "s2", "a.litter")]
    told += [seen(Measured({"notice.count": count}), where, "a.notices") for where, count in (("s1", 4), ("s2", 7))]
    card = scored(*told, rules=rules, sites=(site("s1"), site("s2")))["a"]["wujin"]

    assert (105, [("posting", "s1", 1), ("gain", "s1", -2), ("gain", "s2", -4)]) == (card.exact, entries(card))


def test_blends_weigh_and_what_is_put_or_imputed_is_one_entry():
    """Field 60 %, survey 20 % not given, closed 20 % not applicable and fixed at 70: 10 lost of the field count 6, the survey is put at the measured mean of 90, and 30 × 20 % are by rule."""
    model = {
        "total": Blend(weights={"field": 60, "survey": 20, "closed": 20}, absent=70), "field": Sheet(),
        "survey": Given(by="组"), "closed": Given(by="组"),
    }  # fmt: skip
    ledger = shared(seen(10, what="a.litter"), rules=ruled(model=model))
    card = score(ledger, givens={("a", "closed", "wujin"): None})["a"]["wujin"]

    assert (86, [("imputed", "closed", 6), ("posting", "s1", 6), ("extrapolated", "survey", 2)]) == (card.exact, entries(card))


def test_sums_add_up_and_scale_up_where_a_part_leaves():
    """60 of the field, 20 of a survey, 20 that leave: 6 lost and 2 not given count 1.25 times, and make 90 of 100."""
    model = {"total": Sum(parts=["field", "survey", "closed"]), "field": Sheet(60), "survey": Given(20, by="组"), "closed": Given(20, by="组")}
    ledger = shared(seen(6, what="a.litter"), rules=ruled(model=model))
    card = score(ledger, givens={("a", "closed", "wujin"): None, ("a", "survey", "wujin"): 18})["a"]["wujin"]

    assert (90, [("posting", "s1", Fraction(15, 2)), ("figure", "survey", Fraction(5, 2))]) == (card.exact, entries(card))


def test_what_a_mean_does_not_take_counts_nowhere():
    """Of sites at 99, 94 and 90 the lowest and the highest are dropped: 94, whose 6 count; the other postings are told as not taken."""
    rules = ruled(SPOTS, model={"total": Mean(over="site", of="sheet", drop_lowest=1, drop_highest=1), "sheet": Sheet()})
    card = scored(*(seen(spots, where, "a.litter") for where, spots in (("s1", 1), ("s2", 6), ("s3", 10))), rules=rules, sites=(site("s1"), site("s2"), site("s3")))["a"]["wujin"]

    assert (94, [("posting", "s2", 6)]) == (card.exact, entries(card))
    assert [("s1", Uncounted.NOT_TAKEN), ("s3", Uncounted.NOT_TAKEN)] == [(entry.posted.site.code, entry.reason) for entry in card.breakdown.uncounted]


@pytest.mark.parametrize(
    ("absent", "score", "told"),
    [
        (AbsentItem.KEEP, 97, [("posting", "s1", 6), ("gain", "s1", -3)]),
        (AbsentItem.DROP, 93, [("posting", "s1", 10), ("gain", "s1", -3)]),
        (AbsentItem.LEAVE, 57, [("imputed", "total", 40), ("posting", "s1", 6), ("gain", "s1", -3)]),
    ],
)
def test_an_item_that_does_not_apply(absent, score, told):
    """Of 60 and 40 the second does not apply, 6 are lost and 3 gained: it stays, 6 of 60 count as 10 of 100, or 40 leave; gains are not scaled."""
    rules = city(evolve(SPOTS, item="order"), evolve(NOTICES, item="order", deductions=(*NOTICES.deductions, LIT)), models={"a": Model({"total": Sheet(absent=absent)})})
    rules = changed(rules, a={"items": [Item(code="order", zh="秩序", full=60), Item(code="ads", zh="广告", full=40)]})
    card = scored(seen(6, "s1", "a.litter"), seen(Measured({"notice.count": 4}), "s1", "a.notices"), rules=rules)["a"]["wujin"]

    assert (score, told) == (card.exact, entries(card))
    assert [Fraction(5, 3) if absent is AbsentItem.DROP else 1] == [entry.weight for entry in card.breakdown.entries if entry.cause is Cause.POSTING]


def test_a_figure_a_bonus_and_a_gate_in_written_order():
    """A figure of 50 takes 25; two points of bonus at 90 and above; the gate then takes what is above 60; the rounding is last."""
    model = {
        "total": Blend(
            weights={"field": 50, "survey": 50}, gates=[Gate(of="survey", at_least=Mark(60, share=True), to=60)],
            bonuses=[StepBonus(of="field", above=Mark(90, share=True), each=1, per=Mark(5, share=True), at_most=2)],
        ), "field": Sheet(), "survey": Given(by="组"),
    }  # fmt: skip
    card = score(shared(seen(0, what="a.litter"), rules=ruled(model=model)), givens={("a", "survey", "wujin"): 50})["a"]["wujin"]

    assert [("figure", "survey", 25), ("bonus", "field", -2), ("gate", "survey", 17)] == entries(card)
    assert (60, Cause.ROUNDING) == (card.exact, card.breakdown.entries[-1].cause)


def test_adjustments_take_no_more_than_there_is():
    """Of 10, with 3 of praise within a joint cap of 2: 12 are there, and 20 of notices take them all; each entry in proportion."""
    told = [Adjustment(count="praises", gain=3, at_most=3, by="局"), Adjustment(count="notices", lose=10, by="局")]
    model = {"total": Given(by="组", adjustments=told, added_at_most=2)}
    card = score(shared(rules=changed(ruled(model=model), a={"indicators": []})), givens={("a", "total", "wujin"): 10, ("a", "praises", "wujin"): 1, ("a", "notices", "wujin"): 2})["a"]["wujin"]

    assert (0, [("figure", "total", 90), ("bonus", "praises", -2), ("adjustment", "notices", 12)]) == (card.exact, entries(card))


def test_a_gate_that_takes_the_grade_alone_takes_nothing():
    """It stands in the breakdown with 0 points."""
    grades = {"合格": Range(floor=End(60)), "不合格": Range(limit=End(60, closed=False))}
    model = {"total": Sheet(gates=[Gate(of="total", at_least=Mark(99, share=True), to=None)], grades=grades)}
    card = scored(seen(3, what="a.litter"), rules=ruled(model=model))["a"]["wujin"]

    assert [("posting", "s1", 3), ("gate", "total", 0)] == entries(card)


def test_what_the_printed_score_leaves_out_stands_last():
    """A third is lost: 99.666…, printed as 99.7; the rounding gives 0.0333…."""
    rules = ruled(indicator("a.litter", "litter.spots <= 0 处", priced(Fraction(1, 3))), model={"total": Sheet()})
    card = scored(seen(1, what="a.litter"), rules=rules)["a"]["wujin"]

    assert [("posting", "s1", Fraction(1, 3)), ("rounding", "", Fraction(-1, 30))] == entries(card)


def test_the_entries_of_child_units_count_by_their_weight():
    """Two towns under a district, 4 lost in one of them: the district loses 2, and what it bears itself counts nowhere."""
    model = {"total": Mean(over="unit", of="own"), "own": Mean(over="site", of="sheet"), "sheet": Sheet()}
    rules = ruled(model=model)
    card = scored(seen(4, "s1", "a.litter"), seen(2, "s2", "a.litter"), rules=rules, sites=(site("s1", "hutang"), site("s2", "wujin")))["a"]["wujin"]

    assert (96, [("posting", "s1", 4)]) == (card.exact, entries(card))
    assert [("s2", Uncounted.NOT_READ)] == [(entry.posted.site.code, entry.reason) for entry in card.breakdown.uncounted]


def test_a_carried_score_counts_with_its_own_entries():
    """10 % of the town's 95 and 90 % of the district's own 97: 2.7 and 0.5 lost."""
    rules = ruled(model={"total": Sheet()}, carry=Carry(bottom=1, periods=1, weight=10))
    card = scored(seen(3, "s1", "a.litter"), seen(5, "s2", "a.litter"), rules=rules, sites=(site("s1"), site("s2", "hutang")), carried={"a": ["hutang"]})["a"]["wujin"]

    assert (Fraction("96.8"), [("posting", "s1", Fraction("2.7")), ("posting", "s2", Fraction("0.5"))]) == (card.exact, entries(card))
    assert ["wujin", "hutang"] == [entry.unit for entry in card.breakdown.entries if entry.posted]


def test_findings_at_others_sites_stand_on_each_own_sheet():
    """One spot at Wujin's site names Tianning, which has two sites: each of its sheets takes half, and a half of that counts."""
    rules = ruled(model=MEAN)
    sites = (site("s1", "wujin"), site("s2", "tianning"), site("s3", "tianning"))
    told = (seen(found(finding("f1", "tianning")), "s1", "a.litter"), seen(0, "s2", "a.litter"), seen(0, "s3", "a.litter"))
    card = scored(*told, rules=rules, sites=sites)["a"]["tianning"]

    assert (Fraction("99.5"), [("posting", "s1", Fraction(1, 4))] * 2) == (card.exact, entries(card))
    assert [("s1", 1, Fraction(1, 4), False)] * 2 == [
        (entry.posted.site.code, entry.borne, entry.weight, entry.posted.own) for entry in card.breakdown.entries if entry.posted
    ]


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        ({"total": Blend(weights={"field": 0, "survey": 100}), "field": Sheet(), "survey": Given(by="组")}, Uncounted.WEIGHT),
        ({"total": Blend(weights={"field": 50, "survey": 50}, absent=Absent.BLANK), "field": Sheet(), "survey": Given(by="组")}, Uncounted.NO_SCORE),
        ({"total": Given(by="组")}, Uncounted.NOT_READ),
    ],
)
def test_what_counts_nowhere_says_why(model, reason):
    """A part without weight, a card without a score, a model that reads no sheet: the posting is there, with the reason."""
    figure = None if reason is Uncounted.NO_SCORE else 80
    name = "total" if reason is Uncounted.NOT_READ else "survey"
    card = score(shared(seen(3, what="a.litter"), rules=ruled(model=model)), givens={("a", name, "wujin"): figure})["a"]["wujin"]

    assert [(3, 0, reason)] == [(entry.borne, entry.points, entry.reason) for entry in card.breakdown.uncounted]
    assert not any(entry.posted for entry in card.breakdown.entries)


def test_a_line_over_two_measures_has_an_entry_for_each():
    """One line prices litter and lamps: 3 and 4 lost are two entries that are told apart, and the statement counts each once."""
    rules = ruled(
        indicator("a.street", "litter.spots <= 0 处; lamps.lit >= 95 %", priced(1, None, 1, "litter.spots", "lamps.lit")),
        model={"total": Sheet()},
    )  # fmt: skip
    results = scored(seen(Measured({"litter.spots": 3, "lamps.lit": 91}), what="a.street"), rules=rules)
    card, (row,) = results["a"]["wujin"], statement(results, "wujin").rows

    assert (93, [("posting", "s1", 4), ("posting", "s1", 3)]) == (card.exact, entries(card))
    assert (7, 7) == (row.points, row.counted)
    assert 2 == len({entry.posted.order for entry in card.breakdown.entries if entry.posted})


def test_an_entry_keeps_the_target_that_it_was_held_against():
    """Of several bonuses and adjustments that read one figure, each entry has its own target; so it does in a year, under the rules of its period."""
    lower, upper = (Adjustment(count="x", against=bar, lose=1, by="信") for bar in (">= 下限", "<= 上限"))
    gain = Adjustment(count="x", against=">= 下限", gain=1, per="10 %", at_most=2, by="信")
    parts = []
    for at, (marks, bar) in enumerate([([lower, gain, upper], 10), ([upper], 9)], 1):
        book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=Model({"total": Given(by="组", adjustments=marks)}))
        rules = evolve(city(), version=str(at), assessments=[book], crosswalks=())
        figures = {"total": 90, "x": 12, "上限": bar, **({"下限": 13} if lower in marks else {})}
        givens = {("a", name, "wujin"): figure for name, figure in figures.items()}
        parts.append(score(share(register(plan(merge(rules), [], Quarter(2026, at)), [])), givens=givens))
    entries = together(parts)["a"]["wujin"].breakdown.entries

    assert [
        (Cause.BONUS, 0, ("下限", 13)), (Cause.ADJUSTMENT, Fraction(1, 2), ("下限", 13)), (Cause.ADJUSTMENT, 1, ("上限", 10)),
        (Cause.ADJUSTMENT, Fraction(3, 2), ("上限", 9)),
    ] == [(one.cause, one.points, one.target) for one in entries if one.target]  # fmt: skip


def test_what_is_not_from_the_ledger_is_borne_by_nobody():
    """A posting is borne as the ledger has it, whatever it counts in the score; a figure, and what a gate takes, are no posting."""
    model = {"total": Blend(weights={"sheet": 50, "night": 50}, gates=[Gate(of="night", at_least=Mark.parse("80 分"), to=60)]), "sheet": Sheet(), "night": Given(by="组")}
    rules = ruled(model=model)
    made = score(shared(seen(4, what="a.litter"), rules=rules), givens={("a", "night", "wujin"): 70})["a"]["wujin"].breakdown

    assert [(Cause.FIGURE, 15, 0), (Cause.POSTING, 2, 4), (Cause.GATE, 23, 0)] == [(entry.cause, entry.points, entry.borne) for entry in made.entries if entry.cause is not Cause.ROUNDING]


@pytest.mark.parametrize(("level", "beside"), [(Level.ITEM, 0), (Level.SITE, 99), (Level.UNIT, 99)])
def test_what_is_taken_beside_the_items(level, beside):
    """What zeroes an item is taken by the item; what zeroes a site or the unit is taken beside the items, above the point that was posted."""
    rules = ruled(evolve(SPOTS, deductions=(*SPOTS.deductions, DeductionRule(measures=("litter.spots",), tariff=Veto(level)))), model=MEAN)
    made = scored(seen(1, what="a.litter"), rules=rules)["a"]["wujin"].breakdown

    assert (beside, {"item": 100 - beside}) == (made.beside_items, dict(made.items))
