"""From postings to exact scores: sheets, folds, given figures, and the interval of what was not measured."""

from fractions import Fraction

import pytest

from samples import crosswalk, indicator, match
from survey import (
    LITTER,
    MEAN,
    NOBODY_LOOKED,
    WEIGHTED,
    changed,
    city,
    exacts,
    finding,
    found,
    itemed,
    messages,
    modelled,
    planned,
    priced,
    scored,
    seen,
    site,
)
from tristandard.basics.errors import BadValue, Refused
from tristandard.basics.outcome import Measured, NotApplicable
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.missing import Unmeasured
from tristandard.rules.nodes.sheet import Sheet

ALONE = indicator("a.litter", "litter.spots <= 0 处", priced(1))
CAPPED = indicator("a.litter", "litter.spots <= 0 处", priced(1, 5))
LAMPS = indicator("a.lamps", "lamps.lit >= 95 %", priced(1, 10, 1, "lamps.lit"))
CLOSED = NotApplicable("窗口关闭")


def alone(*observations, model=None, units=None, **more):
    """Return the scores of assessment `a`, which alone asks about litter."""
    rules = city(ALONE, models={} if model is None else {"a": model})
    if units is not None:
        more["sites"] = tuple(site(f"s{place}", unit) for place, unit in enumerate(units, 1))
    return scored(*(seen(observation, f"s{place}", "a.litter") if isinstance(observation, int) else observation for place, observation in enumerate(observations, 1)), rules=rules, **more)["a"]


def card(*observations, **more):
    return alone(*observations, **more)["wujin"]


def test_an_item_stops_at_its_full_mark():
    """扣完为止: nine problems of a point each take no more than the four points of their item."""
    rules = city(ALONE)
    rules = changed(rules, a={"items": itemed(rules.assessments[0], item=4)})
    part = scored(seen(9, what="a.litter"), rules=rules)["a"]["wujin"].part

    assert (Fraction(96), (("item", Fraction(9), Fraction(4)),)) == (part.value, part.items)


@pytest.mark.parametrize(("model", "score"), [(MEAN, 97), (Model({"total": Sheet()}), 95)])
def test_a_mean_of_sites_and_one_sheet_of_the_unit_differ(model, score):
    """Nine problems and one, an item of five points: a mean of sites loses 3, one sheet of the unit loses 5."""
    rules = city(ALONE, models={"a": model})
    rules = changed(rules, a={"items": itemed(rules.assessments[0], item=5)})
    results = scored(seen(9, "s1", "a.litter"), seen(1, "s2", "a.litter"), rules=rules, sites=(site("s1"), site("s2")))

    assert {"a": {"wujin": str(score)}} == exacts(results)


def test_part_of_an_uncapped_line_may_take_the_whole_item():
    """Half of 95 lamps out is more than an item of 40: the low end of either owner's interval says so, as does the score once it was measured."""
    rules = city(ALONE, indicator("a.lamps", "lamps.lit >= 95 %", priced(1, None, 1, "lamps.lit")))
    rules = changed(rules, a={"items": itemed(rules.assessments[0], item=40)})
    both = (site("s1", {"wujin": "0.5", "tianning": "0.5"}),)
    dark = seen(Measured({"lamps.lit": 0}), what="a.lamps")
    before, after = (scored(*observations, rules=rules, sites=both)["a"]["wujin"] for observations in ([seen(0, what="a.litter")], [seen(0, what="a.litter"), dark]))

    assert (Fraction(60), Fraction(100)) == before.interval
    assert Fraction(60) == after.exact


def test_a_sheet_never_falls_below_nothing():
    """Items may take more than the full mark of a small sheet; the score stops at zero."""
    model = Model({"total": Sheet(full=3)})

    assert (Fraction(0), Fraction(3)) == (card(9, model=model).exact, card(9, model=model).part.full)


def test_site_types_are_weighted():
    """Roads 90 and 94 at 60 %, a market 80 at 40 %: 0.6 × 92 + 0.4 × 80."""
    sites = (site("s1"), site("s2"), site("s3", kind="market"))
    observations = [seen(count, f"s{place}", "a.litter") for place, count in enumerate((10, 6, 20), 1)]
    part = scored(*observations, rules=city(ALONE, models={"a": WEIGHTED}), sites=sites)["a"]["wujin"].part

    assert Fraction("87.2") == part.value
    assert [("main_road", Fraction(92), Fraction("0.6")), ("market", Fraction(80), Fraction("0.4"))] == [
        (below.member, below.value, weight) for below, weight in zip(part.parts, part.weights, strict=True)
    ]
    assert ["total", "type", "sheet", "sheet", "type", "sheet"] == [below.node for below in part.walk()]


def test_the_other_weights_scale_up_where_a_unit_has_no_site_of_a_type():
    """A unit without markets is scored on its roads alone."""
    assert Fraction(90) == card(10, model=WEIGHTED).exact


def test_a_site_at_which_nothing_applies_leaves_the_mean():
    """A market that was closed counts neither as zero nor as full marks, and its weight goes to the others."""
    sites = (site("s1"), site("s2", kind="market"))
    part = scored(seen(10, "s1", "a.litter"), seen(CLOSED, "s2", "a.litter"), rules=city(ALONE, models={"a": WEIGHTED}), sites=sites)["a"]["wujin"].part

    assert (Fraction(90), (Fraction(1), Fraction(0)), Fraction(90), Fraction(90)) == (part.value, part.weights, part.low, part.high)
    assert part.parts[1].absent


def test_visited_sites_count_in_the_mean():
    """One breach of ten points on one visited site is 90, on two it is 95."""
    assert [Fraction(90), Fraction(95)] == [card(10, model=MEAN).exact, card(10, 0, model=MEAN, units=["wujin", "wujin"]).exact]


@pytest.mark.parametrize("axis", ["zone", "area"])
def test_zones_and_areas_can_be_folded_over(axis):
    """The mean of the means of zones, or of areas, not the mean of the sites."""
    model = Model({"total": Mean(over=axis, of="sites"), "sites": Mean(over="site", of="sheet"), "sheet": Sheet()})
    sites = (site("s1"), site("s2"), site("s3", zone="village", area="tianning"))
    observations = [seen(count, f"s{place}", "a.litter") for place, count in enumerate((10, 20, 1), 1)]

    assert Fraction(92) == scored(*observations, rules=city(ALONE, models={"a": model}), sites=sites)["a"]["wujin"].exact


def test_a_site_type_without_a_weight_is_refused():
    """Sites that no weight speaks of are refused when they are planned, before anybody goes there."""
    model = Model({"total": Mean(over="site_type", of="sheet", weights={"market": 100}), "sheet": Sheet()})
    with pytest.raises(Refused) as caught:
        planned(city(ALONE, models={"a": model}))

    assert list(map(str, caught.value.exceptions)) == [
        "score node 'a.total' gives no weight to main_road, of which there are sites; give each a weight, 0 where it shall not count; a weight holds for its own code alone"
    ]


def test_a_site_type_with_the_weight_zero_does_not_count():
    """Weight 0 is the way to say that a type shall not count."""
    model = Model({"total": Mean(over="site_type", of="sheet", weights={"market": 100, "main_road": 0}), "sheet": Sheet()})
    sites = (site("s1"), site("s2", kind="market"))
    part = scored(seen(9, "s1", "a.litter"), seen(1, "s2", "a.litter"), rules=city(ALONE, models={"a": model}), sites=sites)["a"]["wujin"].part

    assert (Fraction(99), (Fraction(0), Fraction(1))) == (part.value, part.weights)


# ---- given figures

BLEND = Model({"total": Blend(weights={"sheet": 80, "night": 20}, unmeasured=Unmeasured.BLANK), "sheet": Sheet(), "night": Given(by="夜查组")})
NIGHT = ("a", "night", "wujin")


def test_a_given_figure_is_blended_by_its_weight():
    """Eighty per cent of 97 and twenty of a given 50."""
    assert Fraction("87.6") == card(3, model=BLEND, givens={NIGHT: 50}).exact


def test_a_unit_with_nothing_but_a_figure_is_scored():
    """Who has no site but a figure gets a card; nothing of the sheet applies, so the figure is the score."""
    result = alone(3, model=BLEND, givens={NIGHT: 50, ("a", "night", "bureau"): "62.5"})

    assert Fraction("62.5") == result["bureau"].exact


@pytest.mark.parametrize(("unmeasured", "score", "interval"), [(Unmeasured.BLANK, None, (Fraction("77.6"), Fraction("97.6"))), (Unmeasured.DROP, 97, (Fraction("77.6"), Fraction("97.6")))])
def test_a_figure_that_was_not_given_is_not_measured(unmeasured, score, interval):
    """Without its figure a blend has no score, or the rest speaks for it; the interval stays honest."""
    model = Model({"total": Blend(weights={"sheet": 80, "night": 20}, unmeasured=unmeasured), "sheet": Sheet(), "night": Given(by="夜查组")})
    told = card(3, model=model)

    assert (score, interval) == (told.exact, told.interval)
    assert Fraction(1, 2) == told.coverage


def test_figures_that_fit_no_node_unit_or_mark_are_refused_at_once():
    """Every mistake in the given figures is told, with what was given for what."""
    givens = {("a", "sheet", "wujin"): 50, ("a", "dusk", "wujin"): 50, ("a", "night", "ghost"): 50, NIGHT: 101, ("a", "night", "hutang"): 0.5}
    with pytest.raises(Refused) as caught:
        alone(3, model=BLEND, givens=givens)

    assert [
        "0.5 is not a figure for a.night of 'hutang'; write it as text, \"0.5\", or as Decimal(\"0.5\"): a float is binary and not exact",
        "'101' is not a figure for a.night from 0 to 100; mend the figure",
        "a given figure names the given node 'a.dusk', which is not declared; declare it, or mend the code",
        "a given figure names the given node 'a.sheet', which is not declared; declare it, or mend the code",
        "the figure given for a.night names the unit 'ghost', which is not declared; declare it, or mend the code",
    ] == messages(caught)


# ---- what was not measured


def street(*observations, model=None, units="wujin", rules=(CAPPED, LAMPS)):
    rules = city(*rules, models={} if model is None else {"a": model})
    return scored(*observations, rules=rules, sites=(site(units=units),))["a"]["wujin"]


def test_what_was_not_measured_is_dropped_with_its_worth():
    """Three of five points lost, ten points not looked at: 100 − 3 × 15/5 = 91, between 87 and 97."""
    told = street(seen(3, what="a.litter"))

    assert (Fraction(91), (Fraction(87), Fraction(97)), Fraction(1, 2)) == (told.exact, told.interval, told.coverage)
    assert (1, 1) == (told.part.measured, told.part.unmeasured)


def test_a_report_that_nobody_looked_is_as_no_report():
    """Not measured with a reason and not measured because nothing came give the same score."""
    assert street(seen(3, what="a.litter")).part == street(seen(3, what="a.litter"), seen(NOBODY_LOOKED, what="a.lamps")).part


def test_what_does_not_apply_is_not_open():
    """A line that does not apply leaves no interval and no gap in the coverage."""
    told = street(seen(3, what="a.litter"), seen(CLOSED, what="a.lamps"))

    assert (Fraction(97), (Fraction(97), Fraction(97)), Fraction(1)) == (told.exact, told.interval, told.coverage)


def test_a_line_without_a_cap_is_worth_its_item():
    """Whatever has no cap may still take the whole item."""
    told = street(seen(Measured({"lamps.lit": 94}), what="a.lamps"), rules=(ALONE, LAMPS))

    assert (Fraction(0), Fraction(99)) == told.interval


def test_a_co_owner_may_still_bear_its_share_and_what_findings_lay_on_it():
    """Where owners share a site, an open line of five points may cost one of them its share, and all five again by findings."""
    told = street(seen(Measured({"lamps.lit": 95}), what="a.lamps"), units={"wujin": "0.2", "hutang": "0.8"})

    assert (Fraction(94), Fraction(100)) == told.interval


def test_a_co_owner_bears_its_share_alone_where_nothing_can_be_found():
    """Of a share of lamps there are no findings: an open line of ten points costs a fifth of it at most."""
    told = street(seen(3, what="a.litter"), units={"wujin": "0.2", "hutang": "0.8"})

    assert (Fraction("97.4"), Fraction("99.4")) == told.interval


def test_a_blank_sheet_has_no_score_while_something_is_open():
    """Where the model says blank, a gap gives no score; the interval is what the open line of ten points can still take of 97."""
    told = street(seen(3, what="a.litter"), model=Model({"total": Sheet(unmeasured=Unmeasured.BLANK)}))

    assert (None, (Fraction(87), Fraction(97))) == (told.exact, told.interval)
    assert ("无得分：已测部分不足", "not scored: too little was measured") == told.reason


@pytest.mark.parametrize("model", [None, MEAN, WEIGHTED])
def test_nothing_measured_is_no_score(model):
    """Neither zero nor full marks: no score, with all of the range open."""
    told = card(model=model)

    assert (None, None, None, (Fraction(0), Fraction(100)), Fraction(0)) == (told.exact, told.published, told.place, told.interval, told.coverage)
    assert ("无得分：已测部分不足", "not scored: too little was measured") == told.reason


@pytest.mark.parametrize("model", [None, MEAN, WEIGHTED])
def test_nothing_applicable_is_no_score(model):
    """Where nothing applies there is nothing to score."""
    told = card(seen(CLOSED, what="a.litter"), model=model)

    assert (None, True, Fraction(0)) == (told.exact, told.part.absent, told.coverage)
    assert ("无得分：均不适用", "not scored: nothing applies") == told.reason


@pytest.mark.parametrize(
    ("unmeasured", "score", "estimate"),
    [(Unmeasured.DROP, Fraction(90), Fraction(90)), (Unmeasured.BLANK, None, None)],
)
def test_a_site_that_was_not_visited(unmeasured, score, estimate):
    """The visited site speaks for the other, or there is no score; the interval knows both ends of the other, and each counts a half, seen or not."""
    model = Model({"total": Mean(over="site", of="sheet", unmeasured=unmeasured), "sheet": Sheet()})
    told = card(10, model=model, units=["wujin", "wujin"])

    assert (score, (45, 95), (Fraction(1, 2), Fraction(1, 2))) == (told.exact, told.interval, told.part.weights)
    assert [(90, None), (None, estimate)] == [(part.value, part.estimate) for part in told.part.parts]


def test_a_score_stays_inside_its_interval():
    """What speaks for a gap takes no more than the item still has: 5 × 11/5 would be 11, of an item of 6."""
    rules = city(CAPPED, LAMPS)
    rules = changed(rules, a={"items": itemed(rules.assessments[0], item=6)})
    told = scored(seen(5, what="a.litter"), rules=rules)["a"]["wujin"]

    assert (Fraction(94), (Fraction(94), Fraction(95))) == (told.exact, told.interval)


def test_a_blend_of_unequal_marks_is_refused():
    """A mean of 97 of 100 and 40 of 50 means nothing: what leaves it would move the full mark."""
    model = Model({"total": Blend(weights={"sheet": 50, "night": 50}), "sheet": Sheet(), "night": Given(full=50, by="夜查组")})

    assert ["score node 'total' blends nodes of different full marks (night 50, sheet 100); give them one full mark"] == list(map(str, model.problems()))


# ---- findings that name a unit

TWO = (ALONE, indicator("b.ads", "notice.count >= 1 处", priced(1, None, 1, "notice.count")), indicator("b.litter", "litter.spots <= 0 处", priced(1)))


def test_a_unit_that_a_finding_names_stands_with_a_sheet_of_that_site():
    """Where its kind is answerable by name, the bureau loses its own problem, the owner the rest, each on a sheet of the whole site."""
    rules = changed(city(ALONE), a={"named": ["department"]})
    results = scored(seen(found(finding("f1", "bureau"), finding("f2")), what="a.litter"), rules=rules)

    assert {"a": {"bureau": "99", "wujin": "99"}} == exacts(results)


def test_a_unit_without_sites_gets_no_card_by_being_named():
    """Where its kind is not answerable by name, what a finding lays on a bureau is listed as unassessed; the owner bears no more for it."""
    results = scored(seen(found(finding("f1", "bureau"), finding("f2")), what="a.litter"), rules=city(ALONE))

    assert {"a": {"wujin": "99"}} == exacts(results)
    assert [("bureau", 1)] == [(one.unit, one.points) for one in results.ledger.unassessed()]


def test_what_names_a_unit_in_one_assessment_does_not_touch_another():
    """An assessment that shares nothing leaves every other result as it is: no card, no site more."""
    named, plainly = (seen(found(finding("f1", unit)), what="b.litter") for unit in ("bureau", None))
    cards = [scored(seen(3, what="a.litter"), told, rules=city(*TWO))["a"] for told in (named, plainly)]

    assert cards[1] == cards[0]


def test_a_finding_that_counts_for_nobody_gives_no_sheet():
    """A unit that no assessment assesses for the finding gets no card from it, though it is a subject elsewhere."""
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1), of="kind=district"), indicator("a.ads", "notice.count >= 1 处", priced(1, None, 1, "notice.count")))
    results = scored(seen(found(finding("f1", "bureau")), what="a.litter"), seen(Measured({"notice.count": 1}), what="a.ads"), rules=rules)

    assert {"a": {"wujin": "100"}} == exacts(results)


# ---- a part of the score

SHARED = (crosswalk(match("a.litter", "b.litter"), host="b"),)


def test_only_some_indicators_may_count():
    """A part of the score is that of the lines named, alone."""
    rules = city(ALONE, LAMPS, indicator("b.litter", "litter.spots <= 0 处", priced(1)), crosswalks=SHARED)
    observations = [seen(3), seen(Measured({"lamps.lit": 90}), what="a.lamps")]

    assert ["92", "97", "95"] == [exacts(scored(*observations, rules=rules, only=only))["a"]["wujin"] for only in (None, [LITTER], ["a.lamps"])]
    assert {"a": {}, "b": {}} == exacts(scored(*observations, rules=rules, only=[]))


def test_findings_on_what_does_not_count_name_nobody():
    """A unit that is named only in what does not count has no part, though it is answerable by name."""
    rules = city(*TWO, indicator("a.lamps", "lamps.lit >= 95 %", priced(1, None, 1, "lamps.lit")), crosswalks=SHARED)
    rules = changed(rules, a={"named": ["department"]}, b={"named": ["department"]})
    results = scored(seen(found(finding("f1", "bureau"))), seen(Measured({"lamps.lit": 95}), what="a.lamps"), rules=rules, only=["a.lamps"])

    assert {"a": {"wujin": "100"}, "b": {}} == exacts(results)


def test_a_part_of_what_is_not_asked_is_refused():
    """A code that the plan does not ask would silently count nothing."""
    with pytest.raises(BadValue) as caught:
        alone(3, only=["a.liter"])

    assert str(caught.value) == "{'a.liter'} is not a list of indicators of the plan; give the codes of shared indicators, their members joined by \"+\""


def test_fractions_are_kept():
    """A third of a point stays a third."""
    rules = modelled(city(indicator("a.litter", "litter.spots <= 0 处", priced("1/3"))), {"a": MEAN})
    results = scored(*(seen(1, f"s{place}", "a.litter") for place in (1, 2)), rules=rules, sites=(site("s1", {"wujin": "1/7", "hutang": "6/7"}), site("s2")))

    assert {"a": {"hutang": str(100 - Fraction(2, 7)), "wujin": str(100 - (Fraction(1, 21) + Fraction(1, 3)) / 2)}} == exacts(results)
