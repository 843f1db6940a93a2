"""Laws 5 and 11 to 13, node by node: figures, rates, blends and folds, and what stands on them, against the slow reading and against themselves."""

from __future__ import annotations

from fractions import Fraction
from operator import mul

import pytest
from attrs import evolve, frozen
from hypothesis import assume, given
from hypothesis import strategies as st

from properties import SOME
from samples import indicator
from survey import Q2, UNITS, city, priced, seen, site
from tristandard.basics.outcome import Measured, NotApplicable
from tristandard.basics.period import Quarter
from tristandard.basics.terms import Tree, Unit
from tristandard.merging.merged import merge
from tristandard.proof.certificate import certify
from tristandard.rules.assessment import Assessment, Carry, TieRule
from tristandard.rules.indicator import Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.fold import Fold
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import COUNT, Mean
from tristandard.rules.nodes.missing import Absent, Unmeasured
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.sum import Sum
from tristandard.rules.nodes.weighted import Weighted
from tristandard.scoring.score import score
from tristandard.scoring.together import together
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share
from tristandard.testing import lines, totals
from tristandard.testing.strategies.basics import publications
from tristandard.testing.strategies.nodes import choices, figure_nodes
from tristandard.testing.strategies.upon import adjustments, stood_upon

FULL = Fraction(100)
FIGURES = st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(50), Fraction("84.9"), Fraction(85), Fraction(100)])
TOWNS = Tree("unit", [*UNITS, Unit(code="niutang", zh="牛塘镇", kind="town", parent="wujin")])
WHO = ("wujin", "tianning", "hutang", "niutang")
TRIPLES = [(5, 0, 5), (4, 1, 5), (2, 2, 4), (1, 0, 3), (6, 0, 5)]


# ---- figures alone: three nodes of each unit, blended, or the mean of its children


def book_of(model, **more):
    """Return a rule set whose one assessment rests on figures alone."""
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=model, **more)
    return evolve(city(), assessments=[book], crosswalks=(), units=TOWNS)


def scored(model, figures, period=Q2, *, carried=None, **more):
    """Return the results of figures, by name and unit."""
    ledger = share(register(plan(merge(book_of(model, **more)), [], period), []))
    return score(ledger, givens={("a", name, unit): figure for (name, unit), figure in figures.items()}, carried=carried)


def ends(card):
    """Return the three numbers of a card."""
    return card.part.low, card.exact, card.part.high


@frozen
class Told:
    """A model, every figure as it is, and those of them that nobody told."""

    model: Model
    figures: dict
    hidden: frozenset

    @property
    def known(self):
        return {key: figure for key, figure in self.figures.items() if key not in self.hidden}


NAMES = ("done", "due", "late", "one", "other")


@st.composite
def figured(draw, *, absent=None, alone=False, steady=False):
    """Return models of figures, and the figures: each told, not told, or not applicable; `alone` without what stands on the total."""
    unmeasured = st.sampled_from(Unmeasured)
    fits = draw(st.sampled_from([Absent.DROP, Absent.PEERS, Absent.BLANK, Fraction(0), Fraction(95)])) if absent is None else absent
    weights = draw(st.sampled_from([(40, 40, 20), (100, 0, 0), ("100/3", "100/3", "100/3"), (15, 25, 60)]))
    alike = draw(choices()) if weights == ("100/3", "100/3", "100/3") else {}
    leaf = {} if alone else draw(stood_upon(node="one"))
    blend = Blend(weights=dict(zip(("one", "other", "rate"), weights, strict=True)), unmeasured=draw(unmeasured), absent=fits, **alike)
    mark = FULL
    if not alone and draw(st.booleans()):
        blend, mark = Sum(parts=["one", "other", "rate"], unmeasured=draw(unmeasured), absent=min(fits, 40) if isinstance(fits, Fraction) else fits), Fraction(40)
    nodes = {"one": Given(by="示例", **leaf), "other": Given(by="示例"), "rate": Rate(of="done - late", out_of="due", full=mark, capped=True, by="示例")}
    kind = 0 if alone else draw(st.integers(0, 2))
    if kind < 2:
        on = {} if alone else draw(stood_upon(node="total", keys=["one", "other", "rate"]))
        nodes["total"] = evolve(blend, **on)
    else:
        nodes["one"] = Given(by="示例")
        nodes["own"] = blend
        nodes["total"] = Mean(over="unit", of="own", by="示例", weigh_by=draw(st.sampled_from(["", "people"])), unmeasured=draw(unmeasured), absent=draw(st.sampled_from([Absent.DROP, Absent.BLANK, Fraction(95)])), **draw(stood_upon(node="total")))
    figures, hidden = {}, set()
    for unit in WHO:
        for name in ("one", "other"):
            figures[name, unit] = draw(st.none() | FIGURES)
        triple = draw(st.sampled_from([*TRIPLES, (0, 0, 0), (None, None, None)]))
        figures.update({(name, unit): None if figure is None else Fraction(figure) for name, figure in zip(("done", "late", "due"), triple, strict=True)})
        open_ = set() if steady else draw(st.sets(st.sampled_from(NAMES), max_size=3))
        hidden |= {(name, unit) for name in open_ if figures[name, unit] is not None and (name in ("one", "other") or triple[2])}
        if getattr(nodes["total"], "weigh_by", "") == "people":
            figures["people", unit] = Fraction(draw(st.integers(1, 3)))
    return Told(Model(nodes), figures, frozenset(hidden))


@SOME
@given(figured(), st.sampled_from(TieRule), publications())
def test_figures_score_as_written(told, ties, publication):
    """Blends, rates, child units, gates, bonuses, ties and what was not told: each score and its interval is what the model gives by hand."""
    results = scored(told.model, told.known, ties=ties, publication=publication)
    rules = results.rules
    book = lines.book(rules, [], {}, rules.assessments[0], told.known)

    assert () == tuple(told.model.problems())
    assert book.units == sorted(results["a"])
    for unit, card in results["a"].items():
        assert (totals.score(book, unit) or (Fraction(0), None, card.part.full + card.part.bonus)) == ends(card)


#: Figures that a rate may have: no more done than due, and nothing where nothing was due.
FITTING = [(5, 0, 5), (4, 1, 5), (2, 2, 4), (0, 0, 0)]


@SOME
@given(figure_nodes(full=FULL), st.data())
def test_a_node_on_figures_scores_as_written(node, data):
    """A node of any kind that rests on figures, blended with a given one: every score is what the slow totals have, and the certificate holds."""
    model = Model({"leaf": node, "one": Given(by="示例"), "total": Blend(weights={"leaf": 40, "one": 60})})
    figures = {}
    for unit in WHO:
        rated = dict(zip(("done", "late", "due"), map(Fraction, data.draw(st.sampled_from(FITTING))), strict=True))
        told = {name: rated[name] if name in rated else data.draw(st.none() | FIGURES) for name in model.figures}
        told = {name: 1 if name == "assigned" and figure == 0 else figure for name, figure in told.items()}
        figures.update({(name, unit): figure for name, figure in told.items() if data.draw(st.integers(0, 4))})
    results = scored(model, figures)
    rules = results.rules
    book = lines.book(rules, [], {}, rules.assessments[0], figures)

    assert certify(results).holds
    assert book.units == sorted(results["a"])
    for unit, card in results["a"].items():
        assert (totals.score(book, unit) or (Fraction(0), None, card.part.full + card.part.bonus)) == ends(card)


@SOME
@given(figured())
def test_every_node_lies_within_its_marks(told):
    """From zero to the full mark with what bonuses may add; the score in its interval; the weights of a scored fold come to one."""
    for card in scored(told.model, told.known)["a"].values():
        for part in card.part.walk():
            assert 0 <= part.low <= part.high <= part.full + part.bonus
            assert part.value is None or part.low <= part.value <= part.high
            assert not part.parts or part.value is None or part.imputed or sum(map(mul, part.weights, [below.full for below in part.parts])) == part.full


@SOME
@given(figured(), st.data())
def test_a_lower_figure_never_raises_a_score(told, data):
    """Less given, less done or more late never raises any end of its own unit's score, or of the one it belongs to; bonuses by place of it included."""
    lower = [key for key, figure in told.known.items() if key[0] in ("one", "other", "done") and figure]
    assume(lower)
    name, unit = data.draw(st.sampled_from(lower))
    figures = dict(told.known)
    if name == "done":
        late = told.figures["late", unit]
        figures[name, unit] = max(late, figures[name, unit] - 1)
    else:
        figures[name, unit] = data.draw(st.sampled_from([Fraction(0), figures[name, unit] / 2]))
    before, after = scored(told.model, told.known)["a"], scored(told.model, figures)["a"]

    for code in {unit, "wujin" if unit in ("hutang", "niutang") else unit} & before.keys():
        one, other = ends(before[code]), ends(after[code])
        assert (one[1] is None) is (other[1] is None)
        assert all(low <= high for low, high in zip(other, one, strict=True) if high is not None)


@SOME
@given(figured())
def test_the_interval_covers_every_completion(told):
    """Whatever the figures were that nobody had told, each score lies in the interval that was told before."""
    before, after = scored(told.model, told.known)["a"], scored(told.model, {key: figure for key, figure in told.figures.items() if key[1] in {unit for _, unit in told.known}})["a"]

    for unit, card in before.items():
        assert after[unit].exact is None or card.part.low <= after[unit].exact <= card.part.high


@SOME
@given(figured(), st.data())
def test_no_order_of_nodes_members_or_figures_matters(told, data):
    """Nodes, weights and figures written in another order are the same model, with the same results and the same digest."""
    nodes = dict(data.draw(st.permutations([(name, evolve(node, weights=data.draw(st.permutations(node.weights))) if isinstance(node, Weighted) else node) for name, node in told.model.nodes])))
    figures = dict(data.draw(st.permutations(sorted(told.known.items(), key=lambda pair: pair[0]))))
    one, other = scored(told.model, told.known), scored(Model(nodes), figures)

    assert told.model == Model(nodes)
    assert (one.digest, one["a"].cards) == (other.digest, other["a"].cards)


@SOME
@given(figured(), st.sampled_from([Fraction(1, 7), Fraction(3)]))
def test_weights_from_figures_have_no_scale(told, times):
    """Households counted in another unit weigh the same."""
    total = Mean(over="unit", of="own", weigh_by="people", by="示例")
    blend = next(node for _, node in told.model.nodes if isinstance(node, Fold) and node.axis is None)
    nodes = {"one": Given(by="示例"), "other": Given(by="示例"), "rate": told.model["rate"], "own": evolve(blend, gates=(), grades=(), bonuses=()), "total": total}
    people = {("people", unit): Fraction(place) for place, unit in enumerate(WHO, 1)}
    one, other = (scored(Model(nodes), {**told.known, **{key: figure * by for key, figure in people.items()}})["a"] for by in (1, times))

    assert {unit: ends(card) for unit, card in one.items()} == {unit: ends(card) for unit, card in other.items()}


@SOME
@given(figured(alone=True))
def test_a_weight_can_be_split(told):
    """A node of 40 is two of 20 that say the same."""
    total = told.model["total"]
    assume(not total.chooses)
    weights = dict(total.weights)
    split = {"one": weights["one"] / 2, "again": weights["one"] / 2, "other": weights["other"], "rate": weights["rate"]}
    nodes = {**dict(told.model.nodes), "again": Given(by="示例"), "total": evolve(total, weights=split)}
    figures = {**told.known, **{("again", unit): figure for (name, unit), figure in told.known.items() if name == "one"}}
    one, other = scored(told.model, told.known)["a"], scored(Model(nodes), figures)["a"]

    assert {unit: ends(card) for unit, card in one.items()} == {unit: ends(card) for unit, card in other.items()}


# ---- what is not applicable


@SOME
@given(figured(absent=Absent.DROP, alone=True))
def test_what_is_dropped_is_as_if_it_were_not_there(told):
    """Where the rate does not apply, the others count as in a blend of the two alone."""
    total = told.model["total"]
    weights = {name: weight for name, weight in total.weights if name != "rate"}
    assume(sum(weights.values()))
    whole = sum(weights.values())
    nodes = {"one": told.model["one"], "other": told.model["other"], "total": evolve(total, weights={name: 100 * weight / whole for name, weight in weights.items()})}
    without = {key: figure for key, figure in told.known.items() if key[0] in ("one", "other")}
    figures = {**without, **{(name, unit): None for name in ("done", "late", "due") for _, unit in without}}
    one, other = scored(told.model, figures)["a"], scored(Model(nodes), without)["a"]

    assert {unit: ends(card) for unit, card in one.items()} == {unit: ends(card) for unit, card in other.items()}


@SOME
@given(figured(absent=Fraction(95), alone=True, steady=True))
def test_a_number_stands_where_nothing_applies(told):
    """A fixed score counts as if it had been given; where nothing else was seen it gives no score."""
    named = [unit for unit in WHO if told.figures["one", unit] is None]
    given_ = {key: (Fraction(95) if key[0] == "one" and key[1] in named else figure) for key, figure in told.figures.items()}
    one, other = scored(told.model, told.figures)["a"], scored(told.model, given_)["a"]

    for unit, card in one.items():
        seen_ = [part for part, weight in zip(card.part.parts, dict(told.model["total"].weights).values(), strict=True) if weight and part.measured]
        assert (ends(other[unit]) if seen_ else (Fraction(0), None, FULL)) == ends(card)
        if seen_ and unit in named and dict(told.model["total"].weights)["one"]:
            assert ("one", "fixed") in {(part.node, part.imputed) for part in card.imputed}


@SOME
@given(figured(absent=Absent.PEERS, alone=True, steady=True))
def test_peers_speak_with_their_own_scores(told):
    """Where a figure does not apply, the mean of the others of the kind stands in its place, and never a score that was itself put there."""
    peers = {"wujin": "tianning", "tianning": "wujin", "hutang": "niutang", "niutang": "hutang"}
    weights = dict(told.model["total"].weights)
    cards = scored(told.model, told.figures)["a"]
    for unit, card in cards.items():
        mine = [part.measured for part in card.part.parts if weights[part.node]]
        for part in card.part.parts:
            own = cards[peers[unit]].part.parts[card.part.parts.index(part)] if peers[unit] in cards else None
            if part.imputed:
                assert ("peers", own.value, False) == (part.imputed, part.value, bool(own.imputed and own.measured))
            elif part.absent and weights[part.node] and any(mine):
                assert own is None or own.absent or own.imputed


@SOME
@given(figured(absent=Absent.BLANK, alone=True))
def test_blank_is_no_score_and_no_place(told):
    """One part that does not apply leaves the unit without score and place, with what the other parts allow as its interval."""
    assume(not told.model["total"].chooses)
    weights = dict(told.model["total"].weights)
    for card in scored(told.model, told.known)["a"].values():
        if any(part.absent and weights[part.node] for part in card.part.parts):
            there = [(weights[part.node], part) for part in card.part.parts if not part.absent and weights[part.node]]
            whole = sum(weight for weight, _ in there)
            ends = [sum(weight * end for (weight, _), end in zip(there, each, strict=True)) / whole for each in ([part.low for _, part in there], [part.high for _, part in there])] if there else [0, FULL]

            assert (None, None, *ends) == (card.exact, card.place, card.part.low, card.part.high)
            assert card.reason[1].startswith("not scored")


@SOME
@given(adjustments().filter(lambda one: one.target is not None), FIGURES, FIGURES)
def test_nothing_given_later_counts_more_than_was_told(one, figure, target):
    """Of a figure and a target, whichever was not given yet: what they come to is no more than was said that they may."""
    target = target or Fraction(1)

    for known in ((figure, None), (None, target), (None, None)):
        assert one.of(figure, target) <= one.most(Fraction(10**9), *known)


# ---- what is measured at sites

TWO = [Item(code="item_one", zh="一", full=10), Item(code="item_two", zh="二", full=10)]
SHEET = Sheet(full=10)
SITES = Mean(over="site", of="sheet")
SHAPES = {
    "sheet": {"total": SHEET},
    "site": {"total": SITES, "sheet": SHEET},
    "site_type": {"total": Mean(over="site_type", of="own"), "own": SITES, "sheet": SHEET},
    "site_type by weight": {"total": Mean(over="site_type", of="own", weights={"main_road": 60, "market": 40}), "own": SITES, "sheet": SHEET},
    "zone": {"total": Mean(over="zone", of="own"), "own": SITES, "sheet": SHEET},
    "area": {"total": Mean(over="area", of="own", weigh_by=COUNT), "own": SITES, "sheet": SHEET},
    "item": {"total": Mean(over="item", of="sheet"), "sheet": SHEET},
    "item of sites": {"total": Mean(over="site", of="items"), "items": Mean(over="item", of="sheet"), "sheet": SHEET},
    "unit": {"total": Mean(over="unit", of="own", weigh_by=COUNT), "own": SITES, "sheet": SHEET},
}
#: In two areas, zones and site types, of a district and its two towns.
PLACES = [
    site("s1", "hutang"), site("s2", "hutang", kind="market"), site("s3", "niutang", zone="village", area="tianning"),
    site("s4", "wujin"), site("s5", "wujin", kind="market", zone="village", area="tianning"), site("s6", "wujin", kind="market"),
]  # fmt: skip
CLOSED = NotApplicable("停业")
COUNTS = st.fixed_dictionaries({place.code: st.tuples(st.integers(0, 6), st.sampled_from([90, 97, 100])) for place in PLACES})
EACH = [indicator("a.litter", "litter.spots <= 0 处", priced(1, 5)), indicator("a.lamps", "lamps.lit >= 100 %", priced(1, None, 1, "lamps.lit"))]


def visited(shape, outcomes, sites=PLACES):
    """Return the cards where litter was counted and lamps were lit, by site; each in an item of its own."""
    one, other = EACH
    rules = city(*EACH)
    book = evolve(rules.assessments[0], items=TWO, indicators=[evolve(one, item="item_one"), evolve(other, item="item_two")], model=Model(SHAPES[shape]))
    rules = evolve(rules, assessments=[book], units=TOWNS)
    told = []
    for code, (count, lit) in outcomes.items():
        told += [seen(count, code, "a.litter"), seen(lit if isinstance(lit, NotApplicable) else Measured({"lamps.lit": lit}), code, "a.lamps")]
    return score(share(register(plan(merge(rules), sites, Q2), told)))["a"]


@pytest.mark.parametrize("shape", SHAPES)
@SOME
@given(COUNTS, st.sampled_from([place.code for place in PLACES]), st.integers(1, 5))
def test_worse_is_never_better_at_any_node(shape, counts, where, more):
    """More litter at one site never raises a score of any unit, nor an end of its interval, whatever axes are folded."""
    count, lit = counts[where]
    before, after = visited(shape, counts), visited(shape, {**counts, where: (count + more, lit)})

    assert before.keys() == after.keys()
    assert all(other <= one for unit, card in before.items() for one, other in zip(ends(card), ends(after[unit]), strict=True))
    assert all(0 <= part.low <= part.value <= part.high <= part.full for card in after.values() for part in card.part.walk() if not part.absent)


@pytest.mark.parametrize("shape", SHAPES)
@SOME
@given(COUNTS, st.data())
def test_no_order_of_sites_matters(shape, counts, data):
    """Sites and observations in another order give the same cards."""
    order = data.draw(st.permutations(PLACES))

    assert visited(shape, counts).cards == visited(shape, {place.code: counts[place.code] for place in order}, order).cards


@pytest.mark.parametrize("shape", ["site", "site_type", "site_type by weight", "zone", "area", "item of sites"])
@SOME
@given(COUNTS)
def test_a_site_at_which_nothing_applies_is_as_if_it_were_not_there(shape, counts):
    """A closed site changes no score, save where the number of sites weighs."""
    closed = {**counts, "s6": (CLOSED, CLOSED)}
    open_ = {code: outcome for code, outcome in counts.items() if code != "s6"}
    one, other = visited(shape, closed), visited(shape, open_, [place for place in PLACES if place.code != "s6"])

    assert shape == "area" or {unit: ends(card) for unit, card in one.items()} == {unit: ends(card) for unit, card in other.items()}


@pytest.mark.parametrize("shape", sorted(SHAPES.keys() - {"sheet", "item"}))
@SOME
@given(COUNTS)
def test_means_do_not_know_how_many(shape, counts):
    """Every site twice over, with the same outcomes, leaves every mean as it is; a sheet of the unit alone would lose twice."""
    doubled = [*PLACES, *(evolve(place, code=f"{place.code}_again") for place in PLACES)]
    twice = {**counts, **{f"{code}_again": outcome for code, outcome in counts.items()}}

    assert {unit: ends(card) for unit, card in visited(shape, counts).items()} == {unit: ends(card) for unit, card in visited(shape, twice, doubled).items()}


# ---- several periods

QUARTERS = [Quarter(2022, place) for place in (1, 2, 3)]
YEARS = st.lists(st.none() | FIGURES, min_size=3, max_size=3)
WEIGHTS = st.sampled_from([(15, 25, 60), (0, 50, 50), ("100/3", "100/3", "100/3"), None])


def year_of(figures, weights, absent, order=(0, 1, 2), *, leave=False):
    """Return a year of one figure each quarter, None for one that does not apply; or that nobody gave."""
    fold = Mean(over="period", of="total", weights={} if weights is None else dict(zip("123", weights, strict=True)), absent=absent)
    model = Model({"total": Given(by="示例"), "year": fold})
    told = [{("total", "tianning"): Fraction(7), **({} if figure is None and leave else {("total", "wujin"): figure})} for figure in figures]
    quarters = [scored(model, one, period) for one, period in zip(told, QUARTERS, strict=True)]
    return together([quarters[place] for place in order])


@SOME
@given(YEARS, WEIGHTS, st.sampled_from([Absent.DROP, Absent.BLANK, Fraction(95)]), st.permutations([0, 1, 2]))
def test_periods_weigh_as_declared(figures, weights, absent, order):
    """A year is the weighted mean of its quarters; one that does not apply is dropped, fixed or blank, as declared; no order matters."""
    assume(any(figure is not None for figure in figures))
    each = [Fraction(1)] * 3 if weights is None else list(map(Fraction, weights))
    put = absent if isinstance(absent, Fraction) else None
    there = [(weight, put if figure is None else figure) for weight, figure in zip(each, figures, strict=True) if weight and (figure is not None or put is not None)]
    seen_ = any(weight and figure is not None for weight, figure in zip(each, figures, strict=True))
    blank = absent is Absent.BLANK and any(weight and figure is None for weight, figure in zip(each, figures, strict=True))
    expected = sum(weight * figure for weight, figure in there) / sum(weight for weight, _ in there) if seen_ and not blank else None
    found = year_of(figures, weights, absent, order)

    assert expected == found["a"]["wujin"].exact
    assert Fraction(7) == found["a"]["tianning"].exact
    assert found.digest == year_of(figures, weights, absent).digest


@SOME
@given(YEARS, WEIGHTS, st.sampled_from([Absent.DROP, Absent.BLANK, Fraction(95)]), st.permutations([0, 1, 2]))
def test_a_quarter_that_nobody_gave_is_open(figures, weights, absent, order):
    """The ends of a year are what it comes to with nothing, and with the full mark, in each quarter whose figure nobody gave, whatever is done with what does not apply."""
    assume(any(figure is not None for figure in figures))
    card = year_of(figures, weights, absent, order, leave=True)["a"]["wujin"]
    ends_ = (year_of([put if figure is None else figure for figure in figures], weights, absent)["a"]["wujin"].exact for put in (0, 100))

    assert tuple(ends_) == card.interval


# ---- what is carried upwards


@SOME
@given(st.dictionaries(st.sampled_from(["hutang", "niutang", "wujin", "tianning"]), st.none() | FIGURES, min_size=1), st.sets(st.sampled_from(["hutang", "niutang"])), st.sampled_from([None, Fraction(10), Fraction(100, 3)]))
def test_what_is_carried_keeps_the_weights_at_one(figures, down, weight):
    """A parent's score is its own with what the carried ones leave, and theirs, in whose place its own stands where nobody gave them yet; no other score moves."""
    model, rule = Model({"total": Given(by="示例")}), Carry(bottom=1, periods=1, weight=weight)
    told = {("total", unit): figure for unit, figure in figures.items()}
    before, after = (scored(model, told, carried=units, carry=rule)["a"] for units in ({}, {"a": sorted(down)}))
    lower = [figures.get(unit, figures.get("wujin")) for unit in sorted(down) if figures.get(unit, 0) is not None]

    assert {unit: ends(card) for unit, card in before.items() if unit != "wujin"} == {unit: ends(card) for unit, card in after.items() if unit in before.keys() - {"wujin"}}
    if figures.get("wujin") is not None:
        card, share_ = after["wujin"], Fraction(1, 1 + len(lower)) if weight is None else weight / 100
        assert figures["wujin"] * (1 - share_ * len(lower)) + share_ * sum(lower) == card.exact
        assert not lower or (sum(card.part.weights), len(card.part.parts)) == (1, 1 + len(lower))
