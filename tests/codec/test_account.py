"""What a file of results holds: what was asked, what was seen, what was posted, and each score with its parts."""

from fractions import Fraction

from attrs import evolve

from samples import indicator
from survey import LITTER, city, priced, scored, seen, site
from tristandard.basics.digest import digest
from tristandard.basics.outcome import Measured
from tristandard.codec.account import _parts, ledger_pieces, plan_pieces, results_pieces
from tristandard.codec.layout import Keyed, grown
from tristandard.codec.sealed_file import converter_for
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.sheet import Sheet

NIGHT = Model({"total": Blend(weights={"night": 40, "own": 60}), "own": Mean(over="site", of="sheet"), "sheet": Sheet(), "night": Given(by="x")})
RULES = evolve(city(models={"a": NIGHT}), notice_zh="数字均为虚构", notice_en="made up")
SITES = (site(), site("s2", {"wujin": "1/3", "tianning": "2/3"}))


def told(make, thing, rules=RULES):
    """Return what a file holds, as it is read."""
    return grown(Keyed(sorted(make(thing, converter_for(rules)).items())))


def part(level, node, member, value, low, high, measured, unmeasured, **more):
    """Return a part of a score of a full mark of 100, as a file has it."""
    return {"level": level, "node": node, "member": member, "full": "100", "value": value, "low": low, "high": high, "measured": measured, "unmeasured": unmeasured, **more}


def test_the_whole_of_results():
    """3 spots at s1 cost 3 of 100 in `a`: the mean of what was measured is 97, and 60 % of 97 and 40 % of 90 are 94.2.

    s2, where nobody looked, may cost up to a third of the 20 of its item in Wujin, and two thirds in Tianning.
    """
    results = scored(seen(3), sites=SITES, rules=RULES, givens={("a", "night", "wujin"): 90})
    table = told(results_pieces, results)
    scores = table.pop("results")
    wujin, held = scores["a"]["wujin"], results.ledger.register

    assert ["tianning", "wujin"] == list(scores["a"]) == list(scores["b"])
    assert sorted(wujin) == list(wujin)
    assert {"unit": "wujin", "zh": "武进区", "exact": "94.2", "published": "94.2", "place": None, "places": None, "low": "93.1", "high": "95.1", "coverage": "2/3", "reason": "not ranked: 1 of 3 were not measured", "score": [
        part(0, "total", "", "94.2", "93.1", "95.1", 2, 1),
        part(1, "night", "night", "90", "90", "90", 1, 0, weight="0.4"),
        part(1, "own", "own", "97", "571/6", "98.5", 1, 1, weight="0.6"),
        part(2, "sheet", "s1", "97", "97", "97", 1, 0, weight="0.5", items={"item": {"lost": "3", "counted": "3"}}),
        part(2, "sheet", "s2", None, "280/3", "100", 0, 1, weight="0.5", open={"item": "20/3"}),
    ]} == wujin  # fmt: skip
    assert (None, None, "275/3", "100", "0", "not scored: too little was measured") == tuple(scores["b"]["tianning"][key] for key in ("exact", "published", "low", "high", "coverage", "reason"))
    assert {
        "kind": "results", "rule_set": "sample", "rule_set_version": "1", "variant": "", "rules": RULES.digest, "notice_zh": "数字均为虚构", "notice_en": "made up",
        "inputs": digest((held.plan.digest, held.closed, results.ledger.history, held.digests)), "period": "2022Q2", "identity": dict(results.identity),
        "sites": [{"code": "s1", "area": "wujin", "zone": "built_up", "site_type": "main_road", "units": {"wujin": 1}}, {"code": "s2", "area": "wujin", "zone": "built_up", "site_type": "main_road", "units": {"wujin": "1/3", "tianning": "2/3"}}],
        "questions": [{"indicator": "a.litter+b.litter", "zh": "b.litter", "bar": "litter.spots <= 0 处", "host": "b", "users": [{"assessment": "a", "indicator": "a.litter", "item": "item"}, {"assessment": "b", "indicator": "b.litter", "item": "item"}]}],
        "tasks": {"s1": [0], "s2": [0]},
        "observations": [{"source": "team", "id": "s1/a.litter+b.litter", "site": "s1", "indicator": "a.litter+b.litter", "made": "2022-05-10", "outcome": {"measured": {"litter.spots": 3}}}],
        "postings": {"s1": [[0, "a", "wujin", "3"], [0, "b", "wujin", "1.5"]]},
        "closed": [], "history": {}, "givens": [["a", "night", "wujin", "90"]], "carried": {}, "only": None,
    } == table  # fmt: skip


def test_a_place_and_what_was_chosen():
    """Units that are compared have a place, and the places that they may still have; what was scored alone stands there."""
    results = scored(seen(3), seen(0, "s2"), sites=(site(), site("s2", "tianning")), rules=city(), only=[LITTER])
    table = told(results_pieces, results, city())

    assert [LITTER] == table["only"]
    assert [(1, [1, 1], ""), (2, [2, 2], "")] == [tuple(card[key] for key in ("place", "places", "reason")) for card in table["results"]["a"].values()]


def test_gains_and_vetoes_are_posted_beside_what_is_lost():
    """A posting has its question, assessment, unit and points; where there are any, points gained and what was zeroed."""
    more = DeductionRule(measures=["litter.spots"], tariff=Veto(Level.ITEM))
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1, 5), more), indicator("b.lamps", "lamps.lit >= 90 %", priced(1, None, 1, "lamps.lit"), DeductionRule(measures=["lamps.lit"], tariff=Gain(1, per=5), at_most=2)))
    results = scored(seen(3, what="a.litter"), seen(Measured({"lamps.lit": 100}), what="b.lamps"), rules=rules)
    table = told(ledger_pieces, results.ledger, rules)

    assert ["a.litter", "b.lamps"] == [one["indicator"] for one in table["questions"]]
    assert {"s1": [[0, "a", "wujin", "3", "0", ["item"]], [1, "b", "wujin", "0", "2", []]]} == table["postings"]


def test_a_plan_is_what_is_asked_where():
    """It holds no observation, and its digest."""
    plan = scored(seen(3), sites=SITES, rules=RULES).ledger.plan
    table = told(plan_pieces, plan)

    assert ("plan", plan.digest, {"s1": [0], "s2": [0]}) == (table["kind"], table["inputs"], table["tasks"])
    assert not table.keys() & {"observations", "postings", "results"}


def test_what_is_said_of_a_part_where_there_is_something_to_say():
    """What each item lost, gates, grades, bonuses, vetoes and what else it rests on; what stands beside it comes first, one deeper, with no weight."""
    leaf = Part(node="rate", full=Fraction(50), low=Fraction(0), value=None, high=Fraction(50), applies=False)
    figure = Part(node="night", member="night", full=Fraction(100), low=Fraction(90), value=Fraction(90), high=Fraction(90), measured=1)
    whole = Part(
        node="total", full=Fraction(100), low=Fraction(1, 3), value=Fraction(1), high=Fraction(5, 2), measured=2, unmeasured=1, items=[("i", Fraction(7), Fraction(5))], open=[("i", Fraction(1, 3))],
        extrapolated=[("i", Fraction(1))], gone=[("j", Fraction(20))], times=Fraction(5, 4), gained=Fraction(3), bonus=Fraction(2), judged=(3, 1, 0), vetoed=("i",), zeroed=Level.SITE,
        added=[("night", Fraction(1, 3)), ("night", Fraction(0))], adjusted=[("late", Fraction(2))], awaited=("sent",), targets=[("due", Fraction(5))], gated=[(0, "night", Fraction(2))],
        grade="好", grades=("差", "好"), imputed="peers", carried=True, read=(figure,), parts=(leaf, figure), weights=(Fraction(1, 3), Fraction(2, 3)),
    )  # fmt: skip

    assert [
        {
            "level": 0, "node": "total", "member": "", "full": "100", "low": "1/3", "value": "1", "high": "2.5", "measured": 2, "unmeasured": 1, "items": {"i": {"lost": "7", "counted": "5"}},
            "open": {"i": "1/3"}, "extrapolated": {"i": "1"}, "gone": {"j": "20"}, "times": "1.25", "gained": "3", "bonus": "2", "judged": [3, 1, 0], "vetoed": ["i"], "zeroed": "site",
            "added": [["night", "1/3"], ["night", "0"]], "adjusted": [["late", "2"]], "awaited": ("sent",), "targets": [["due", "5"]], "failed": whole.failed,
            "grade": "好", "grades": ("差", "好"), "imputed": "peers", "carried": True,
        },
        {"level": 1, "weight": "1/3", "node": "rate", "member": "", "full": "50", "low": "0", "value": None, "high": "50", "measured": 0, "unmeasured": 0},
        part(1, "night", "night", "90", "90", "90", 1, 0, weight="2/3"),
        part(1, "night", "night", "90", "90", "90", 1, 0, weight="0"),
    ] == list(_parts(whole))  # fmt: skip
    assert whole.failed
    assert ["gained"] == [key for key in next(_parts(evolve(figure, gained=Fraction(1)))) if key == "gained"]
    assert "bonus" in next(_parts(evolve(figure, bonus=Fraction(1))))


def test_figures_stand_in_their_order():
    """By assessment, figure and unit; one that was given as blank stands there too."""
    rules = city(models={"a": NIGHT, "b": NIGHT})
    results = scored(seen(3), rules=rules, sites=SITES, givens={("b", "night", "wujin"): "1/3", ("a", "night", "wujin"): None, ("a", "night", "tianning"): 5})

    assert [["a", "night", "tianning", "5"], ["a", "night", "wujin", None], ["b", "night", "wujin", "1/3"]] == told(results_pieces, results, rules)["givens"]
