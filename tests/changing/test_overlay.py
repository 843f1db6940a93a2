"""An overlay: each kind of line does what it says or is refused with its line; no order decides; everything that is added is new."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from samples import (
    PLAN,
    TYPES,
    crosswalk,
    indicator,
    lacking,
    match,
    refusal,
    rule_set,
    ruling,
    scope,
    standard,
    subjects,
)
from tristandard.basics.clause import Clause, Provenance, Validity
from tristandard.basics.errors import BadValue, Refused
from tristandard.basics.terms import Term
from tristandard.changing.comparison import tightens
from tristandard.changing.laying import overlay
from tristandard.changing.overlay import LineKind, Overlay, OverlayLine
from tristandard.checks.report import check
from tristandard.merging.merged import merge
from tristandard.rules.assessment import Assessment
from tristandard.rules.crosswalk import Crosswalk
from tristandard.rules.indicator import Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet

LOCAL = Clause(code="local", document="示例市细则", provenance=Provenance.PUBLISHED)
NODES = {"total": Mean(over="site_type", of="sheet", weights={"road": 70, "market": 30}), "sheet": Sheet()}


def base():
    """Return a rule set of two assessments that share one indicator, and one more of each."""
    rules = rule_set(
        indicator("a.litter", "litter.spots <= 3 处", where="zone=built_up", of="kind=district"),
        indicator("b.litter", "litter.spots <= 2 处", where="zone=village", of="kind=town"),
        indicator("a.lamps", "lamps.lit >= 95 %"),
        indicator("b.queue", "queue.wait <= 15 min"),
        crosswalks=(crosswalk(match("a.litter", "b.litter")),),
    )
    first, second = rules.assessments
    return evolve(rules, assessments=[evolve(first, model=Model(NODES)), second])


def line(kind, code, part="", value=None, row=2, clause=LOCAL):
    """Return a line that stands in a row of its table."""
    return OverlayLine(kind=LineKind(kind), code=code, part=part, value=value, clause=clause, why="本市要求", place=f"row {row}")


def layer(*lines, code="city", **more):
    """Return an overlay of lines on the base."""
    return Overlay(**{"code": code, "version": "1", "zh": "示例市", "en": "Example city", "base": "sample", "base_version": "1", "clauses": [LOCAL], "lines": lines, **more})


def refused(*layers):
    """Return the reasons for which overlays are refused."""
    with pytest.raises(Refused) as caught:
        overlay(base(), *layers)
    return [str(reason) for reason in caught.value.exceptions]


@pytest.mark.parametrize(
    ("kind", "code", "part", "value", "becomes"),
    [
        ("tighten", "a.litter", "standard", standard("litter.spots <= 1 处"), standard("litter.spots <= 1 处")),
        ("tighten", "a.litter", "standard", standard("litter.spots <= 5 处; lamps.lit >= 98 %"), standard("litter.spots <= 3 处; lamps.lit >= 98 %")),
        ("tighten", "a.litter", "scope", scope("zone=village"), scope("zone=built_up | zone=village")),
        ("tighten", "a.litter", "subjects", subjects("kind=town"), subjects("kind=district | kind=town")),
        ("loosen", "a.litter", "standard", standard("litter.spots <= 9 处"), standard("litter.spots <= 9 处")),
        ("loosen", "a.litter", "standard", standard("lamps.lit >= 98 %"), standard("lamps.lit >= 98 %")),
        ("loosen", "a.litter", "scope", scope("zone=built_up, area=wujin"), scope("zone=built_up, area=wujin")),
        ("loosen", "a.litter", "subjects", subjects("unit=wujin"), subjects("unit=wujin")),
        ("relabel", "a.litter", "zh", "路面垃圾", "路面垃圾"),
        ("relabel", "a.litter", "en", "litter", "litter"),
    ],
)
def test_a_line_does_what_it_says(kind, code, part, value, becomes):
    """A line that tightens joins its value, one that loosens or relabels puts it in the place of what was there, and nothing else changes."""
    laid = overlay(base(), layer(line(kind, code, part, value)))
    before, after = base().indicators, laid.indicators

    assert getattr(after[code], part) == becomes
    assert {key: one for key, one in before.items() if key != code} == {key: one for key, one in after.items() if key != code}


def test_what_changed_cites_its_clause():
    """An indicator that was changed names the clause, and a changed standard is as well known as that clause, not as the base's."""
    laid = overlay(base(), layer(line("tighten", "a.litter", "standard", standard("litter.spots <= 1 处"))))
    found = laid.indicators["a.litter"]

    assert (found.clauses, found.standard_provenance, found.points_provenance) == ((LOCAL,), Provenance.PUBLISHED, Provenance.ILLUSTRATIVE)


def test_a_retired_indicator_takes_its_matches_along():
    """Nobody asks for a retired indicator; what was matched with it stands alone again."""
    merged = merge(overlay(base(), layer(line("retire", "a.litter"))))

    assert ([shared.code for shared in merged.shared], [own.code for own in merged.own]) == ([], ["a.lamps", "b.litter", "b.queue"])


def ruled(*members, beside=()):
    """Return a rule set of matched indicators that a ruling settles: lamps of "a", queues of every other."""
    members = members or ("a.x", "b.x")
    asked = {code: "lamps.lit >= 95 %" if code.startswith("a.") else "queue.wait <= 15 min" for code in (*members, *beside)}
    matched = crosswalk(*(match(members[0], other) for other in members[1:]))
    return rule_set(*(indicator(code, text) for code, text in asked.items()), crosswalks=(matched,), rulings=[ruling("lamps.lit >= 95 %; queue.wait <= 15 min", *members)])


def test_a_retired_indicator_takes_its_ruling_along():
    """A ruling that names a retired indicator goes with it, is listed as gone, and the other member asks again what it asks itself."""
    laid = overlay(ruled(), layer(line("retire", "a.x")))

    assert (check(laid).problems, [str(own.standard) for own in merge(laid).own]) == ((), ["queue.wait <= 15 min"])
    assert "tightens and loosens: the ruling for a.x + b.x: lamps.lit >= 95 %; queue.wait <= 15 min → gone" in map(str, tightens(ruled(), laid).differences)


@pytest.mark.parametrize(("kind", "told"), [("tighten", "lamps.lit >= 99 %"), ("loosen", "lamps.lit >= 90 %")])
def test_a_line_on_what_a_ruling_settles(kind, told):
    """A line on a standard in whose place a ruling stands would change nothing that is merged, and is refused; not so where the ruling goes."""
    changed = line(kind, "a.x", "standard", standard(told))
    with pytest.raises(Refused) as caught:
        overlay(ruled(), layer(changed))

    assert [str(reason) for reason in caught.value.exceptions] == [
        f"row 2 ({kind} a.x standard) of city changes nothing that is merged: the ruling for a.x + b.x stands in its place (lamps.lit >= 95 %; queue.wait <= 15 min); "
        "retire the indicator, with which the ruling goes, and add one of your own and a ruling that names it"
    ]
    assert str(overlay(ruled(), layer(changed, line("retire", "b.x", row=3))).indicators["a.x"].standard) == told


def test_an_overlay_is_laid_once():
    """Two overlays of one code, which is the result's name, are refused."""
    assert refused(layer(zones=[Term(code="port", zh="港区")]), layer()) == ["overlay 'city' is laid 2 times; lay it once, or give each a code of its own"]


def test_many_lines_on_one_thing():
    """Every line that collides is told once, however many there are."""
    lines = [line("tighten", "a.litter", "standard", standard("litter.spots <= 1 处"), row=row) for row in range(2, 402)]

    assert len(refused(layer(*lines))) == 399


def test_many_unknown_codes():
    """Of more lines than anybody writes the unknown codes are told without a guess, for guessing takes long."""
    told = refused(layer(*(line("retire", f"a.litte{row}", row=row) for row in range(2, 1003))))

    assert told[0] == "row 2 (retire a.litte2) of city matches nothing: sample has no such indicator; mend the code, or drop the line"


def test_two_overlays_may_settle_the_same():
    """Two overlays that bring one ruling bring it once, one that brings it twice is refused, and the overlay of the same rulings in another order is equal."""
    rulings = [ruling("lamps.lit >= 95 %; litter.spots <= 3 处", "a.lamps", "b.litter"), ruling("queue.wait <= 15 min; litter.spots <= 3 处", "a.litter", "b.queue")]
    one, other = layer(rulings=rulings), layer(rulings=rulings[::-1], code="county")

    assert refused(layer(rulings=[rulings[0]] * 2)) == ["ruling 'a.lamps + b.litter' is added 2 times by city; drop all but one"]
    assert overlay(base(), one, other).rulings == tuple(rulings)
    assert one == evolve(other, code="city")


def test_a_new_member_may_be_weighed():
    """A member that the axis has, also by an overlay, may get a weight."""
    shop = Term(code="shop", zh="店")
    laid = overlay(base(), layer(line("weigh", "a.total", "shop", Fraction(10)), line("weigh", "a.total", "road", Fraction(60), row=3), site_types=[shop]))

    assert dict(laid.assessments[0].model["total"].weights) == {"market": 30, "road": 60, "shop": 10}


def test_what_is_left_of_a_ruled_group_is_settled_anew():
    """Where those that are left still cannot be compared, the merge is refused until somebody settles them."""
    after = overlay(ruled("a.x", "b.x", "c.x"), layer(line("retire", "c.x")))

    assert [problem.members for problem in check(after).problems] == [("a.x", "b.x")]


def test_a_ruling_of_an_overlay_takes_in_one_of_the_base():
    """Who joins a settled group is settled with it: the overlay's ruling on all of them stands in the place of the base's."""
    before, wider = ruled("a.x", "b.x", beside=("c.x",)), ruling("lamps.lit >= 95 %; queue.wait <= 10 min", "a.x", "b.x", "c.x")
    after = overlay(before, layer(matches=[("ab", match("b.x", "c.x"))], rulings=[wider]))

    assert (after.rulings, check(after).problems) == ((wider,), ())


def test_an_assessment_gets_other_labels():
    """An assessment is relabelled by its code; its office too."""
    laid = overlay(base(), layer(line("relabel", "a", "office", "市文明委"), line("relabel", "a", "zh", "文明城市", row=3)))

    assert [(book.office, book.zh) for book in laid.assessments] == [("市文明委", "文明城市"), ("b", "b")]


def test_weights_change_and_still_add_up():
    """Members of a node are weighed anew, and the others keep their weights."""
    laid = overlay(base(), layer(line("weigh", "a.total", "road", Fraction(60)), line("weigh", "a.total", "market", Fraction(40), row=3)))

    assert dict(laid.assessments[0].model["total"].weights) == {"market": 40, "road": 60}


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (line("tighten", "a.liter", "standard", standard("litter.spots <= 1 处")), "row 2 (tighten a.liter standard) of city matches nothing: sample has no such indicator; mend the code (did you mean a.litter?), or drop the line"),
        (line("retire", "zzz.nothing"), "row 2 (retire zzz.nothing) of city matches nothing: sample has no such indicator; mend the code, or drop the line"),
        (line("relabel", "a.litter", "office", "x"), "row 2 (relabel a.litter office) of city matches nothing: sample has no such assessment; mend the code, or drop the line"),
        (line("tighten", "a", "standard", standard("litter.spots <= 1 处")), "row 2 (tighten a standard) of city matches nothing: sample has no such indicator; mend the code, or drop the line"),
        (line("tighten", "a.litter", "standard", standard("litter.spots <= 9 处")), "row 2 (tighten a.litter standard) of city says tighten, and asks no more than before (litter.spots <= 3 处); write loosen, with the clause that allows it, or drop the line"),
        (line("tighten", "a.litter", "scope", scope("zone=built_up, area=wujin")), "row 2 (tighten a.litter scope) of city says tighten, and asks no more than before (zone=built_up); write loosen, with the clause that allows it, or drop the line"),
        (line("loosen", "a.litter", "standard", standard("litter.spots <= 1 处")), "row 2 (loosen a.litter standard) of city says loosen, and asks no less than before (litter.spots <= 3 处); write tighten"),
        (line("loosen", "a.litter", "scope", scope("any")), "row 2 (loosen a.litter scope) of city says loosen, and asks no less than before (zone=built_up); write tighten"),
        (line("loosen", "a.litter", "standard", standard("litter.spots <= 3 处")), "row 2 (loosen a.litter standard) of city changes nothing: it is litter.spots <= 3 处 already; drop the line"),
        (line("relabel", "a.litter", "zh", "a.litter"), "row 2 (relabel a.litter zh) of city changes nothing: it is a.litter already; drop the line"),
        (line("relabel", "a.litter"), "row 2 (relabel a.litter) of city changes 'no part'; write zh or en or office"),
        (line("relabel", "a.litter", "zh", ""), "row 2 (relabel a.litter zh) of city has no zh to give; write one as the value, such as a.litter"),
        (line("weigh", "a.total", "road", Fraction(-1)), "row 2 (weigh a.total road) of city has no weight to give; write a number of 0 or more as the value"),
        (line("relabel", "a.litter", "zh"), "row 2 (relabel a.litter zh) of city has no zh to give; write one as the value, such as a.litter"),
        (line("loosen", "a.litter", "scope", scope("nowhere")), "row 2 (loosen a.litter scope) of city has no scope to give; write one as the value, such as zone=built_up"),
        (line("tighten", "a.litter", "subjects", standard("litter.spots <= 1 处")), "row 2 (tighten a.litter subjects) of city has no subjects to give; write one as the value, such as kind=district"),
        (line("tighten", "a.litter", "item", "x"), "row 2 (tighten a.litter item) of city changes 'item'; write standard or scope or subjects"),
        (line("retire", "a.litter", "standard"), "row 2 (retire a.litter standard) of city changes 'standard'; leave the part empty"),
        (line("weigh", "a.totl", "road", Fraction(1)), 'row 2 (weigh a.totl road) of city matches nothing: sample has no score node with weights of that name; write the assessment, a dot and the node, such as "civilized.total"'),
        (line("retire", "a.litter", "", "x"), "row 2 (retire a.litter) of city has a value, and means nothing by it; leave the value empty"),
        (line("weigh", "a.sheet", "road", Fraction(1)), 'row 2 (weigh a.sheet road) of city matches nothing: sample has no score node with weights of that name; write the assessment, a dot and the node, such as "civilized.total"'),
        (line("weigh", "a.total", "road", Fraction(70)), "row 2 (weigh a.total road) of city changes nothing: it weighs 70 already; drop the line"),
        (line("weigh", "a.total", "road", "seventy"), "row 2 (weigh a.total road) of city has no weight to give; write a number of 0 or more as the value"),
        (line("weigh", "a.total", "road", Fraction(60)), "row 2 (weigh a.total road) of city leaves the weights of a.total at 90, where they were 100; change other weights of a.total by 10"),
    ],
)  # fmt: skip
def test_a_line_that_does_not_do_what_it_says(bad, told):
    """A line that matches nothing, changes nothing, goes the other way or leaves weights that do not add up is refused, and named."""
    assert refused(layer(bad)) == [told]


@pytest.mark.parametrize(("member", "told"), [("", "(weigh a.total) of city weighs 'no member'"), ("mars", "(weigh a.total mars) of city weighs 'mars'")])
def test_a_member_that_is_none(member, told):
    """A weight of what is no member of the node, and could be none, is refused by its line."""
    lines = layer(line("weigh", "a.total", member, Fraction(0)))

    assert refused(lines) == [f"row 2 {told}; write a member of a.total as the part: market or road"]


def test_all_bad_lines_are_told_together():
    """No mistake of an overlay hides another, and nothing is laid."""
    told = refused(layer(line("retire", "a.nothing"), line("tighten", "a.litter", "standard", standard("litter.spots <= 9 处"), row=3), base_version="2"))

    assert [
        "overlay 'city' is written for sample 2, and this is sample 1; see what changed between the two with `tightens`, mend the lines, and write the base and version that it now stands on",
        "row 2 (retire a.nothing) of city matches nothing: sample has no such indicator; mend the code, or drop the line",
        "row 3 (tighten a.litter standard) of city says tighten, and asks no more than before (litter.spots <= 3 处); write loosen, with the clause that allows it, or drop the line",
    ] == told


def test_two_overlays_that_tighten_one_thing_join():
    """Two overlays may ask more of one indicator: the result is the join, in either order."""
    one = layer(line("tighten", "a.litter", "standard", standard("litter.spots <= 1 处")))
    other = layer(line("tighten", "a.litter", "standard", standard("litter.spots <= 2 处; lamps.lit >= 98 %")), code="county", zh="示例县", en="county", clauses=[])

    assert overlay(base(), one, other) == overlay(base(), other, one)
    assert overlay(base(), one, other).indicators["a.litter"].standard == standard("litter.spots <= 1 处; lamps.lit >= 98 %")


@pytest.mark.parametrize(
    "pair",
    [
        (line("loosen", "a.litter", "standard", standard("litter.spots <= 9 处")), line("tighten", "a.litter", "standard", standard("litter.spots <= 1 处"), row=7)),
        (line("relabel", "a.litter", "zh", "一"), line("relabel", "a.litter", "zh", "二", row=7)),
        (line("relabel", "a.litter", "zh", "一"), line("retire", "a.litter", row=7)),
        (line("retire", "a.litter"), line("retire", "a.litter", row=7)),
    ],
)
@pytest.mark.parametrize("together", [True, False], ids=["in one overlay", "in two"])
def test_two_lines_on_one_thing_collide(pair, together):
    """Two lines on one thing are both named, and neither is carried out: one overlay has one line for it, and of two the order would decide."""
    layers = [layer(*pair)] if together else [layer(pair[0]), layer(pair[1], code="county", clauses=[])]
    (told,) = refused(*layers)

    why = ("an overlay has one line for one thing; write one line with both, or drop one",) if together else ("their order would decide", "keep one")

    assert lacking(told, "row 2 (", "row 7 (", "change one thing, and", *why) == []


def test_one_overlay_does_not_tighten_a_thing_twice():
    """Two lines of one overlay on one target are one line too many, though in two overlays they would join: no order is blamed."""
    first = line("tighten", "a.litter", "standard", standard("litter.spots <= 1 处"))

    assert refused(layer(first, evolve(first, value=standard("litter.spots <= 2 处"), place="row 3"))) == [
        "row 2 (tighten a.litter standard) of city and row 3 (tighten a.litter standard) of city change one thing, and an overlay has one line for one thing; write one line with both, or drop one"
    ]


def test_weights_of_two_overlays_add_up_together():
    """Each overlay by itself may leave the sum off where the other brings it back."""
    one, other = layer(line("weigh", "a.total", "road", Fraction(60))), layer(line("weigh", "a.total", "market", Fraction(40)), code="county", clauses=[])

    assert overlay(base(), one, other) == overlay(base(), other, one)


def test_an_overlay_adds():
    """Words, indicators, a whole assessment and its matches come in; the result bears the overlay's name, both notices and the common dates."""
    hygiene = Assessment(code="h", zh="卫生", en="hygiene", office="爱卫办", items=[Item(code="item", zh="项", full=100)], model=Model({"total": Sheet()}))
    more = layer(
        notice_zh="示例。", notice_en="Illustrative.", valid=Validity(date(2026, 1, 1), None), site_types=[Term(code="stall", zh="摊点", parent="market")],
        assessments=[hygiene], indicators=[indicator("h.litter", "litter.spots <= 0 处"), indicator("a.queue", "queue.wait <= 5 min")],
        matches=[("ab", match("h.litter", "a.litter"))], crosswalks=[Crosswalk(code="new", zh="新", en="new", hosts=["h"])],
    )  # fmt: skip
    old = evolve(base(), notice_zh="旧。", notice_en="Old.", valid=Validity(date(2022, 1, 1), date(2026, 12, 31)))
    laid = overlay(old, more)

    assert (laid.code, laid.version, laid.zh, laid.en) == ("city", "1", "示例市", "Example city")
    assert (laid.notice_zh, laid.notice_en, laid.valid) == ("旧。示例。", "Old. Illustrative.", Validity(date(2026, 1, 1), date(2026, 12, 31)))
    assert [shared.code for shared in merge(evolve(laid, crosswalks=[walk for walk in laid.crosswalks if walk.matches])).shared] == ["a.litter+b.litter+h.litter"]
    assert ("stall" in laid.site_types, "a.queue" in laid.indicators, LOCAL in laid.clauses) == (True, True, True)


def test_weights_that_do_not_add_up_are_told_with_all_their_lines():
    """Of several lines on one node the last is told, with those before it, and with what is missing."""
    off = layer(line("weigh", "a.total", "market", Fraction(0)), line("weigh", "a.total", "road", Fraction(50), row=3), line("relabel", "a", "zh", "文明", row=4))
    third, stall = line("weigh", "a.total", "stall", Fraction(1, 2), row=5), Term(code="stall", zh="摊点")

    assert refused(off) == ["row 3 (weigh a.total road) of city leaves the weights of a.total at 50, where they were 100, after row 2 (weigh a.total market); change other weights of a.total by 50"]
    assert refused(evolve(off, lines=[*off.lines, third], site_types=[stall])) == [
        "row 5 (weigh a.total stall) of city leaves the weights of a.total at 50.5, where they were 100, after row 2 (weigh a.total market) and row 3 (weigh a.total road); change other weights of a.total by 49.5"
    ]


def test_a_weight_may_become_nothing():
    """A member may be weighed with nothing, where the others take its weight; a weight below one is a weight."""
    laid = overlay(base(), layer(line("weigh", "a.total", "road", Fraction(0)), line("weigh", "a.total", "market", Fraction(199, 2)), line("weigh", "a.total", "stall", Fraction(1, 2)), site_types=[Term(code="stall", zh="摊点")]))

    assert dict(laid.assessments[0].model["total"].weights) == {"market": Fraction(199, 2), "road": 0, "stall": Fraction(1, 2)}


def test_what_two_overlays_are_called():
    """The result of two overlays bears both names, in the order of their codes; a refusal names both too."""
    one, other = layer(rulings=[ruling("litter.spots <= 1 处", "a.litter", "b.litter")]), layer(code="county", version="7", zh="示例县", en="Example county", clauses=[])
    laid = overlay(base(), other, one)
    with pytest.raises(Refused, match="sample 1 cannot be overlaid by city and county"):
        overlay(base(), layer(line("retire", "x.y")), other)

    assert (laid.code, laid.version, laid.zh, laid.en, len(laid.rulings)) == ("city+county", "1+7", "示例市、示例县", "Example city, Example county", 1)
    assert laid.site_types == base().site_types


def test_a_match_joins_the_crosswalk_that_it_names():
    """A match that is added stands in its own crosswalk, beside those that were there, and in no other."""
    more = layer(indicators=[indicator("b.lamps", "lamps.lit >= 90 %")], matches=[("new", match("a.lamps", "b.lamps"))], crosswalks=[Crosswalk(code="new", zh="新", en="new", hosts=["a"])])

    assert [(walk.code, [(one.first, one.second) for one in walk.matches]) for walk in overlay(base(), more).crosswalks] == [("ab", [("a.litter", "b.litter")]), ("new", [("a.lamps", "b.lamps")])]


def test_matches_of_an_overlay_have_no_order():
    """Two overlays whose matches were given in another order are equal."""
    pairs = [("ab", match("a.lamps", "b.queue")), ("ab", match("a.litter", "b.queue")), ("aa", match("a.litter", "b.queue"))]

    assert layer(matches=pairs) == layer(matches=pairs[::-1])


def test_dates_that_meet_on_one_day():
    """An overlay that starts on the last day of its base is in force on that day."""
    day = date(2025, 12, 31)

    assert overlay(evolve(base(), valid=Validity(None, day)), layer(valid=Validity(day))).valid == Validity(day, day)


def test_a_line_that_stands_nowhere():
    """A line made in code is told by what it does."""
    assert str(evolve(line("retire", "a.litter"), place="")) == "the line (retire a.litter)"


def test_what_is_added_is_new():
    """An overlay cannot declare again what the base has, nor can two overlays mean different things by one code."""
    again = layer(clauses=[PLAN], indicators=[indicator("a.litter")], site_types=[TYPES["road"]], matches=[("ab", match("a.litter", "b.litter"))])
    one, other = layer(kinds=[Term(code="village", zh="村")]), layer(kinds=[Term(code="village", zh="建制村")], code="county")

    assert refused(again) == [
        *(f"{what} is added by city, and sample has it; give it another code, or change what is there by a line" for what in ("clause 'plan'", "indicator 'a.litter'", "site type 'road'")),
        "the match of 'a.litter' and 'b.litter' is added by city, and sample has it; drop it; what is there goes with a member that is retired",
    ]
    assert refused(one, other) == ["kind 'village' is added by county, and city means something else by it; let both say the same, or give one of them another code"]


def test_two_overlays_may_say_the_same():
    """What two overlays declare alike is declared once."""
    word = Term(code="village", zh="村")
    laid = overlay(base(), layer(kinds=[word]), layer(kinds=[word], code="county"))

    assert [kind.code for kind in laid.kinds] == ["district", "town", "village"]


def test_dates_that_never_meet():
    """An overlay that is never in force together with its base is refused."""
    with pytest.raises(Refused) as caught:
        overlay(evolve(base(), valid=Validity(None, date(2025, 12, 31))), layer(valid=Validity(date(2026, 1, 1))))

    assert [str(reason) for reason in caught.value.exceptions] == [
        "rule set 'sample' and what is laid over it are never in force together (sample from the beginning to 2025-12-31; city from 2026-01-01 to further notice); let their dates meet"
    ]


def test_nothing_laid_over_is_the_base():
    """Without overlays the base stands as it is."""
    assert overlay(base()) == base()


def test_a_chain_is_a_list():
    """An overlay may be laid over the result of another: there the second has the last word."""
    city = overlay(base(), layer(line("loosen", "a.litter", "standard", standard("litter.spots <= 9 处"))))
    county = layer(line("tighten", "a.litter", "standard", standard("litter.spots <= 5 处"), clause=PLAN), code="county", base="city", clauses=[])

    assert overlay(city, county).indicators["a.litter"].standard == standard("litter.spots <= 5 处")


@pytest.mark.parametrize("wrong", [lambda: overlay("sample"), lambda: overlay(base(), base()), lambda: layer(lines=["retire a.litter"]), lambda: layer(valid="2026")])
def test_what_is_no_overlay(wrong):
    """Anything but rule sets, overlays, lines and dates in their places is refused."""
    with pytest.raises((BadValue, Refused), match=r"of the kind (RuleSet|Overlay|Validity)|not all are of the kind Overlay"):
        wrong()


@pytest.mark.parametrize(
    ("call", "en", "zh"),
    [
        (lambda: layer(matches=[("ab", "x")]), "('ab', 'x') is not a match with its crosswalk; give the code of the crosswalk and the match, as a pair", "[ab、x] 不是带有所属对照表的对照；请成对给出对照表的编码和对照"),
        (lambda: layer(matches=[(3, match("a.x", "b.x"))]), "(3, Match(first='a.x', second='b.x', relation=<Relation.EQUAL: 'equal'>, measure… (111 characters) is not a match with its crosswalk; give the code of the crosswalk and the match, as a pair", "(3, Match(first='a.x', second='b.x', relation=<Relation.EQUAL: 'equal'>, measure…（共 111 个字符） 不是带有所属对照表的对照；请成对给出对照表的编码和对照"),
        (lambda: layer(matches=[("ab",)]), "('ab',) is not a match with its crosswalk; give the code of the crosswalk and the match, as a pair", "[ab] 不是带有所属对照表的对照；请成对给出对照表的编码和对照"),
        (lambda: layer(matches=["ab"]), "not all are of the kind tuple (1 to mend):\n  - 'ab' is not a value of the kind tuple (entry 1); give one tuple", "不全是 tuple 类型（须改 1 处）：\n  - 'ab' 不是tuple 类型的值（第 1 个）；请给出一个 tuple"),
        (lambda: line("tighten", "a.litter", "standard", 3), "3 is not a value of the kind Standard or Scope or Fraction or str or None for `value` (OverlayLine); give one Standard or Scope or Fraction or str or None", "3 不是Standard 或 Scope 或 Fraction 或 str 或 None 类型的值（地方规则的 `value`）；请给出一个 Standard 或 Scope 或 Fraction 或 str 或 None"),
        (lambda: line("relabel", "a.litter", "zh", "a\nb"), "'a\\nb' is not a text on one line for `value` (OverlayLine); take out the line break U+000A", "'a\\nb' 不是单行文字（地方规则的 `value`）；请删去换行符 U+000A"),
    ],
)
def test_matches_of_an_overlay_come_with_their_crosswalk(call, en, zh):
    """A match that is added stands in a pair behind the code of its crosswalk: anything else is told."""
    assert (en, zh) == refusal(call)


def test_a_use_that_is_left_alone_is_none():
    """Of several uses of one measurement those that lines retire go, and with them the last that is left: one use alone needs no reason. Of three two stay."""
    walk = evolve(crosswalk(*(match(f"a.{name}", "b.litter") for name in ("litter", "bins", "kerbs"))), uses={"a.litter": "看地面", "a.bins": "看垃圾箱", "a.kerbs": "看路缘"})
    three = evolve(rule_set(*(indicator(code) for code in ("a.litter", "a.bins", "a.kerbs", "b.litter"))), crosswalks=[walk])
    uses = [[code for code, _ in overlay(three, layer(*(line("retire", code) for code in codes))).crosswalks[0].uses] for codes in ((), ("a.bins",), ("a.bins", "a.kerbs"))]

    assert [["a.bins", "a.kerbs", "a.litter"], ["a.kerbs", "a.litter"], []] == uses
