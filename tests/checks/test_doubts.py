"""What a rule set may say, but seldom means: each doubt in both languages, and what removes it."""

import pytest
from attrs import evolve

from samples import crosswalk, indicator, match, rule_set
from samples.placed import everywhere
from tristandard.checks.doubt import Doubt
from tristandard.checks.report import check
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.indicator import Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.gate import EVERY_ITEM, Gate, Mark
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.policy import Policy, Reading

HALF = Mark(50, share=True)
LITTER = DeductionRule(measures=["litter.spots"], tariff=Steps(1), at_most=20)
PRAISE = [DeductionRule(measures=["lamps.lit"], tariff=Steps(1)), DeductionRule(measures=["lamps.lit"], tariff=Gain(1), at_most=2)]
GIVEN = Model({"total": Given(by="夜查组")})


def doubted(*lines, asks="litter.spots <= 0 处", full=100, model=None):
    """Return what is doubted of a rule set of one indicator and one item, in English and in Chinese."""
    rules = rule_set(indicator("a.x", asks, *(lines or (LITTER,))))
    (book,) = rules.assessments
    changed = evolve(book, items=[Item(code="item", zh="项", full=full)], model=Model({"total": Sheet()}) if model is None else model)
    report = check(evolve(rules, assessments=[changed]))

    assert report.problems == ()
    return [(str(one), one.text("zh")) for one in report.remarks if isinstance(one, Doubt)]


LESS = (
    "score node 'total' of a has a full mark of 100, and its items add up to 90; let them add up to it, or accept that it cannot fall below 10",
    "a（a）“总分”满分 100 分，各考核项目满分合计 90 分；请使二者相等，或确认得分不会低于 10 分",
)
MORE = (
    "score node 'total' of a has a full mark of 80, and its items add up to 90; let them add up to it, or accept that no more is lost than its full mark",
    "a（a）“总分”满分 80 分，各考核项目满分合计 90 分；请使二者相等，或确认扣满计分表即止",
)


@pytest.mark.parametrize(
    ("full", "model", "doubts"),
    [
        (100, None, []),
        (90, None, [LESS]),
        (90, Model({"total": Sheet(80)}), [MORE]),
        (90, GIVEN, []),
        (90, Model({"total": Mean(over="item", of="sheet"), "sheet": Sheet(90)}), []),
    ],
)
def test_items_that_do_not_add_up_to_their_sheet(full, model, doubts):
    """A sheet of all items has their marks together; one that stands for each item, or no sheet at all, is not doubted."""
    assert doubts == doubted(full=full, model=model)


@pytest.mark.parametrize(
    ("cap", "doubts"),
    [
        (100, []),
        (
            101,
            [(
                "indicator 'a.x' has a line of at most 101, above the 100 of its item 'item'; lower the cap, or accept that the item stops at its own mark",
                "a“a.x”（a.x）有一条扣分标准最多扣 101 分，超过考核项目“项”的满分 100 分；请调低上限，或确认扣满该项目即止",
            )],
        ),
    ],
)
def test_a_cap_above_the_mark_of_its_item(cap, doubts):
    """A line that may take more than its item has is told."""
    assert doubts == doubted(evolve(LITTER, at_most=cap))


NO_BONUS = (
    "indicator 'a.x' gains, and no sheet of a lets a score rise above its full mark; write `bonus` on a sheet, or accept that its gains only make up for losses",
    "a“a.x”（a.x）可以加分，而a（a）没有一张计分表写明可高出满分多少；请在计分表写明 bonus，或确认加分只能抵扣分，不能高出满分",
)
NO_SHEET = (
    "indicator 'a.x' gains, and no sheet of a lets a score rise above its full mark; write `bonus` on a sheet, or accept that its gains count nowhere",
    "a“a.x”（a.x）可以加分，而a（a）没有一张计分表写明可高出满分多少；请在计分表写明 bonus，或确认得分中没有计分表，加分不起作用",
)


@pytest.mark.parametrize(
    ("model", "doubts"),
    [(Model({"total": Sheet(bonus=1)}), []), (None, [NO_BONUS]), (GIVEN, [NO_SHEET])],
)
def test_gains_that_no_sheet_lets_through(model, doubts):
    """Gains are doubted where no sheet has a bonus, and where there is no sheet."""
    assert doubts == doubted(*PRAISE, asks="lamps.lit >= 90 %", model=model)


@pytest.mark.parametrize(
    ("of", "read", "zh"),
    [("item item", "item 'item'", "项"), (EVERY_ITEM, "'every item'", "每个项目")],
)
def test_a_gate_of_an_item_in_which_one_gains(of, read, zh):
    """A gate of an item reads what it lost: that gains there do not count is told; a gate of the sheet reads them, and is not doubted."""
    gate = Gate(of=of, at_least=HALF)
    told = doubted(*PRAISE, asks="lamps.lit >= 90 %", model=Model({"total": Sheet(bonus=1, gates=[gate])}))

    assert told == [(
        f"score node 'total' of a has a gate of {read}, which reads what an item lost: what a.x gains there does not count; let it read the sheet, or accept that gains do not help there",
        f"a（a）“总分”的否决条件看“{zh}”的扣分，a“a.x”（a.x）在该项目的加分不计在内；请改看计分表，或确认加分无助于此",
    )]
    assert [] == doubted(*PRAISE, asks="lamps.lit >= 90 %", model=Model({"total": Sheet(bonus=1, gates=[evolve(gate, of="total")])}))


def endless(measure):
    """Return the doubt of a line that nothing bounds."""
    return (
        f"indicator 'a.x' has a line without a cap, and {measure} has no end; write at_most, or accept that it may take all 100 of its item 'item'",
        f"a“a.x”（a.x）有一条扣分标准没有上限，而“{measure}”没有尽头；请写明最多扣多少（at_most），或确认可以扣完考核项目“项”的 100 分",
    )


@pytest.mark.parametrize(
    ("asks", "line", "doubts"),
    [
        ("litter.spots <= 0 处", Steps(1), [endless("litter.spots")]),
        ("litter.spots <= 0 处", Veto(Level.ITEM), []),
        ("litter.spots <= 0 处", Bands([(Range(limit=End(0)), 0), (Range(floor=End(1)), 2)]), []),
        ("litter.spots >= 2 处", Steps(1), []),
        ("litter.spots >= 2 处", Steps(6, None), []),
        ("litter.spots >= 2 处 and <= 9 处", Steps(1), [endless("litter.spots")]),
        ("lamps.lit >= 99 %", Steps(1), []),
        ("toilet.grade >= B", Steps(1), []),
        ("notice.form requires {panel}", Steps(1), []),
    ],
)
def test_a_step_that_nothing_bounds(asks, line, doubts):
    """A step without a cap is doubted where the measure has no end on the side that is breached; what a domain, a ladder, bands or forms bound is not."""
    measure = asks.partition(" ")[0]

    assert doubts == doubted(DeductionRule(measures=[measure], tariff=line), asks=asks)
    assert not doubts or [] == doubted(DeductionRule(measures=[measure], tariff=line, at_most=20), asks=asks)


def test_a_bar_of_others_may_leave_a_step_unbounded():
    """The bars in force are looked at, not a member's own: where another assessment sets an upper end, a step that was bounded below is bounded no more."""
    members = indicator("a.x", "litter.spots >= 2 处"), indicator("b.x", "litter.spots <= 9 处", evolve(LITTER))
    rules = rule_set(*members, crosswalks=(crosswalk(match("a.x", "b.x")),))

    assert [endless("litter.spots")] == [(str(one), one.text("zh")) for one in check(rules).remarks if isinstance(one, Doubt)]


@pytest.mark.parametrize(
    ("host", "where", "wheres", "doubted_"),
    [
        ("a", None, "any", False), ("b", None, "any", True), ("b", "zone=built_up", "any", False), ("b", "zone=built_up", "zone=built_up, site_type=road", True),
        ("b", "zone=built_up | zone=village", "zone=village", True),
    ],
)  # fmt: skip
def test_a_line_that_is_never_charged(host, where, wheres, doubted_):
    """A line that the host alone charges is doubted where another assessment measures wherever its own asks it; outside the ground of the crosswalk each measures for itself."""
    line = DeductionRule(measures=["litter.spots"], tariff=Steps(1), at_most=20, charged=Charged.HOST)
    rules = rule_set(indicator("a.x", "litter.spots <= 0 处", line, where=wheres), indicator("b.x", "litter.spots <= 0 处", LITTER), crosswalks=(crosswalk(match("a.x", "b.x"), host=host, where=where),))
    told = [
        (
            "indicator 'a.x' has a line that is charged by the host alone, and b is the host wherever a asks it; "
            'write charged = "each", name it first in `hosts` of the crosswalk, or accept that the line is never charged',
            "a“a.x”（a.x）有一条扣分标准只由主办方扣分，而凡a（a）考核之处都由b（b）主办；请改写 charged = \"each\"，或在对照表 hosts 中把它放在最前，或确认这条标准从不扣分",
        )
    ]

    assert (told if doubted_ else []) == [(str(one), one.text("zh")) for one in check(rules).remarks if isinstance(one, Doubt) and "host" in str(one)]


@pytest.mark.parametrize(
    ("reading", "host_asks", "told"),
    [
        (Reading.POINTWISE, "any", []),
        (Reading.UNIFORM, "site_type=market", []),
        (
            Reading.POINTWISE,
            "site_type=market",
            [
                (
                    "indicator 'a.x' has a line that is charged by the host alone; read pointwise, nobody charges it where b is the host and does not ask it; "
                    'write charged = "each", or accept that the line is not charged there',
                    'a“a.x”（a.x）有一条扣分标准只由主办方扣分；逐点读法下，由b（b）主办而b（b）自己不考核的点位，没有谁扣它；请改写 charged = "each"，或确认这条标准在那些点位不扣分',
                )
            ],
        ),
    ],
)
def test_a_line_that_nobody_charges_where_the_host_does_not_ask(reading, host_asks, told):
    """Read pointwise, a line of the host alone is doubted where the host measures on the ground of the match what it does not ask there; uniformly the host asks it wherever anybody does."""
    line = DeductionRule(measures=["litter.spots"], tariff=Steps(1), at_most=20, charged=Charged.HOST)
    members = indicator("a.x", "litter.spots <= 0 处", line), indicator("b.x", "litter.spots <= 0 处", LITTER, where=host_asks)
    rules = evolve(rule_set(*members, crosswalks=(crosswalk(match("a.x", "b.x"), host="b", where="zone=built_up"),)), policy=Policy(reading=reading))

    assert told == [(str(one), one.text("zh")) for one in check(rules).remarks if isinstance(one, Doubt) and "host" in str(one)]


def test_a_line_of_a_second_use_is_charged_by_the_first():
    """Of several uses in the host a line of the host alone is doubted on the second, with advice that can help: no order of hosts would make it the first."""
    line = DeductionRule(measures=["litter.spots"], tariff=Steps(1), at_most=20, charged=Charged.HOST)
    members = indicator("a.x", "litter.spots <= 0 处", LITTER), evolve(indicator("a.y", "litter.spots <= 0 处", line), item="other"), indicator("b.z", "litter.spots <= 0 处", LITTER)
    walk = evolve(crosswalk(match("a.x", "b.z"), match("a.y", "b.z"), host="a"), uses={"a.x": "看整洁", "a.y": "看秩序"})
    rules = rule_set(*members, crosswalks=(walk,))
    items = [Item(code=code, zh=code, full=50) for code in ("item", "other")]
    rules = evolve(rules, assessments=[evolve(book, items=items if book.code == "a" else book.items) for book in rules.assessments])
    told = [str(one) for one in check(rules).remarks if isinstance(one, Doubt) and "host" in str(one)]

    assert ["indicator 'a.y' has a line that is charged by the host alone: of several uses in a the first by code charges it; write charged = \"each\", write the line on that use, or accept that the line is never charged"] == told


@pytest.mark.parametrize(("uses", "remarks"), [({}, 0), ({"a.x": "看完好"}, 0), ({"a.x": "看完好", "a.y": "看照明"}, 1)])
def test_uses_are_remarked_where_each_is_declared(uses, remarks):
    """What one measurement counts for is remarked once every use is declared; before, it is a problem alone."""
    asked = [indicator(code, "lamps.lit >= 95 %") for code in ("a.x", "a.y", "b.z")]
    walk = evolve(crosswalk(match("a.x", "b.z"), match("a.y", "b.z")), uses=uses.items())
    rules = rule_set(*asked, crosswalks=(walk,))
    report = check(rules)
    counted = [str(one) for one in report.remarks if "is measured once and counts" in str(one)]

    assert remarks == len(counted)
    assert remarks == 0 or "a.x in item 'item' (看完好); a.y in item 'item' (看照明)" in counted[0]
    assert bool(report.problems)


def test_one_measurement_that_counts_in_two_items():
    """It is told with each use, its item and its reason, and placed at the indicators and at each list of uses."""
    asked = [evolve(indicator(code, "lamps.lit >= 95 %", DeductionRule(measures=["lamps.lit"], tariff=Steps(1))), item=item) for code, item in (("a.x", "item"), ("a.y", "more"), ("b.z", "item"))]
    walks = evolve(crosswalk(match("a.x", "b.z")), uses={"a.x": "看完好"}), evolve(crosswalk(match("a.y", "b.z"), code="cd"), uses={"a.y": "看照明"})
    rules = rule_set(*asked, crosswalks=walks)
    (book, other) = rules.assessments
    more = [evolve(book, items=[*book.items, Item(code="more", zh="照明", full=100)], indicators=asked[:2]), other]
    report = check(everywhere(evolve(rules, assessments=more)))
    (found,) = [one for one in report.remarks if "is measured once" in str(one)]

    assert report.problems == ()
    assert [place.file for place in found.locations] == ["indicators/a.x", "indicators/a.y", "crosswalks/ab/uses", "crosswalks/cd/uses"]
    assert str(evolve(found, locations=())) == (
        "indicator 'a.x' is measured once and counts 2 times in a: a.x in item 'item' (看完好); a.y in item 'more' (看照明); accept that each use counts by itself, or drop it from `uses`"
    )
    assert evolve(found, locations=()).text("zh") == (
        "a“a.x”（a.x）一次测评在a（a）中计入 2 处：a“a.x”（a.x）计入“项”（看完好）；a“a.y”（a.y）计入“照明”（看照明）；请确认每处用途各自计分；不是的，请从对照表 uses 中删去"
    )


def test_a_line_for_some_findings_may_be_unbounded():
    """A line without a cap that is for findings with one of the declared answers alone is doubted as any other is."""
    line = DeductionRule(measures=["litter.spots"], tariff=Steps(1), where={"found_by": ["city"]})
    other = DeductionRule(measures=["litter.spots"], tariff=Steps(1), where={"found_by": ["district", "bureau"]}, at_most=5)

    assert [endless("litter.spots")] == doubted(line, other)


def test_each_cap_above_the_mark_is_told_once():
    """Several caps above the mark of the item are told from the lowest; the cap of a gain is none."""
    caps = (103, 900, 101, 250, 103, 100, 177, 611)
    lines = [evolve(LITTER, at_most=cap) for cap in caps]

    assert ["101", "103", "177", "250", "611", "900"] == [one.split("at most ")[1].split(",")[0] for one, _ in doubted(*lines)]
    assert [] == doubted(PRAISE[0], evolve(PRAISE[1], at_most=101), asks="lamps.lit >= 90 %", model=Model({"total": Sheet(bonus=1)}))
