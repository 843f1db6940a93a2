"""What does not fit of a node's own keys, and of the gates, bonuses, grades and adjustments that stand on it."""

import pytest

from tristandard.rules.acceptance import End, Range
from tristandard.rules.model import Model
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import RankBonus, StepBonus
from tristandard.rules.nodes.gate import EVERY_ITEM, Gate, Mark, Passed
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.met import Met
from tristandard.rules.nodes.missing import Absent
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.tally import Each


def mean(of, over="site"):
    return Mean(over=over, of=of)


def test_what_starts_from_its_full_mark_is_not_counted():
    """An adjustment counts figures; a node that starts from its full mark counts some itself, which are to be read instead."""
    taken = Adjustment(count="cases", lose=1, by="局")
    wrong = Model({"total": Given(by="组", adjustments=[Adjustment(count="night", lose=1)]), "night": Given(20, from_full=True, adjustments=[taken])})

    assert "score node 'total' has an adjustment by 'night', which starts from its full mark; adjust by what those count" in list(map(str, wrong.problems()))


def test_adjustments_that_do_not_fit():
    """A number of the whole unit counts once, somebody gives it, and it has a name of its own."""
    model = Model({"total": Mean(over="site", of="sheet"), "sheet": Sheet(adjustments=[Adjustment(count="total", lose=1)])})

    assert [
        "score node 'sheet' has an adjustment by 'total' below a mean over sites or items; the number is of the unit as a whole: move it above",
        "score node 'sheet' has an adjustment by 'total', which nobody gives; write `by`, the office or source that gives the figure",
        "score node 'sheet' has an adjustment by 'total', which is the name of a node; give the figure a name of its own",
    ] == list(map(str, model.problems()))


HALF = Mark(50, share=True)
GOOD, BAD = Range(floor=End(80)), Range(limit=End(80, closed=False))
YEAR = Mean(over="period", of="total")
REPAIR_YEAR = 'write { over = "period", of = "total" }, with weights for "1", "2", …, or none'


def blended(**more):
    """Return a blend of a sheet and a figure."""
    return {"total": Blend(weights={"sheet": 60, "night": 40}, **more), "sheet": Sheet(), "night": Given(by="夜查组")}


def graded(**grades):
    """Return a sheet with grades, as ranges."""
    return {"total": Sheet(grades=grades)}


def steps(of="total", per="1 %"):
    """Return a bonus by steps."""
    return StepBonus(of=of, above=Mark(90, share=True), each=1, per=Mark.parse(per), at_most=2)


@pytest.mark.parametrize(
    ("nodes", "problems"),
    [
        ({"total": Given()}, ["'total' is given by nobody; write `by`, the office or source that gives the figure"]),
        ({"total": Rate(of="done", out_of="due")}, ["'total' is given by nobody; write `by`, the office or source that gives the figure"]),
        (
            {"total": Mean(over="unit", of="own", weigh_by="people"), "own": Sheet()},
            ["'total' weighs by 'people', which nobody gives; write `by`, the office or source that gives the figure"],
        ),
        ({"total": Mean(over="unit", of="own", weigh_by="count"), "own": Sheet()}, []),
        ({"total": Rate(of="done", out_of="total", by="平台")}, ["'total' reads the figure 'total', which is the name of a node; give the figure a name of its own"]),
        ({"total": Sheet(gates=[Gate(of="sheet", at_least=HALF)])}, ["'total' has a gate of 'sheet', which it is not made of; name one of total, \"item CODE\" or \"every item\""]),
        (blended(gates=[Gate(of="sheet", at_least=HALF), Gate(of="item looks", at_least=HALF), Gate(of=EVERY_ITEM, at_least=HALF)]), []),
        (blended(gates=[Gate(of="survey", at_least=HALF)]), ["'total' has a gate of 'survey', which it is not made of; name one of total, night, sheet, \"item CODE\" or \"every item\""]),
        ({"total": Sheet(gates=[Gate(of="roads", at_least=HALF), Gate(of="night", at_least=HALF)]), "roads": Met(Each.SITE), "night": Given(by="夜查组")}, []),
        (
            {"total": Sheet(gates=[Gate(of="ring", at_least=HALF)]), "ring": Blend(weights={"ring": 100})},
            ["'total' has a gate of 'ring', which it is not made of; name one of total, \"item CODE\" or \"every item\"", "'ring' is used by no other; use it, or drop it"],
        ),
        ({"total": Sheet(gates=[Gate(of="road", at_least=HALF)]), "roads": Met(Each.SITE)}, ["'total' has a gate of 'road', which it is not made of; name one of total, roads, \"item CODE\" or \"every item\" (did you mean roads?)"]),
        (
            {"total": Sheet(gates=[Gate(of="survey", at_least=HALF)]), "roads": Met(Each.SITE), "night": Given(by="夜查组")},
            [
                "'total' has a gate of 'survey', which it is not made of; name one of total, night, roads, \"item CODE\" or \"every item\"",
                "'night' is used by no other; use it, or drop it",
                "'roads' is used by no other; use it, or drop it",
            ],
        ),
        ({"total": Sheet(gates=[Gate(of="roads", at_least=Mark(5, share=False))]), "roads": Met(Each.SITE, full=4)}, ["'total' has a gate of 'roads' at 5 分, more than it can have (4); give a mark that it can reach"]),
        ({"total": mean("sheet"), "sheet": Sheet(gates=[Gate(of="roads", at_least=HALF)]), "roads": Met(Each.SITE)}, ["'sheet' has a gate of 'roads', which it is not made of; name one of sheet, \"item CODE\" or \"every item\""]),
        ({"total": mean("own", over="unit"), "own": Met(Each.SITE)}, []),
        ({"total": Mean(over="unit", of="own", gates=[Gate(of="own", at_least=HALF)]), "own": Met(Each.SITE)}, ["'total' has a gate of 'own', which it is not made of; name one of total, \"item CODE\" or \"every item\""]),
        ({"total": Sheet(), "roads": Met(Each.SITE), "year": Mean(over="period", of="total", gates=[Gate(of="roads", at_least=HALF)])}, ["'year' has a gate of 'roads', which it is not made of; name one of year, every period, \"item CODE\" or \"every item\""]),
        ({"total": Sheet(), "roads": Met(Each.SITE, gates=[Gate(of="roads", at_least=HALF)])}, ["'roads' is used by no other; use it, or drop it"]),
        ({"total": Given(by="夜查组", gates=[Gate(of="item looks", at_least=HALF)])}, ["'total' has a gate of 'item looks', and no sheet below; let it stand on a node that is made of a sheet"]),
        ({"total": Given(by="夜查组", gates=[Gate(of=EVERY_ITEM, at_least=HALF)])}, ["'total' has a gate of 'every item', and no sheet below; let it stand on a node that is made of a sheet"]),
        ({"total": Sheet(full=10, gates=[Gate(of="total", at_least=HALF, to=11)])}, ["'total' fails to 11, beyond its marks; give a score from 0 to 10"]),
        ({"total": Sheet(full=10, gates=[Gate(of="total", at_least=HALF, to=-1)])}, ["'total' fails to -1, beyond its marks; give a score from 0 to 10"]),
        ({"total": Sheet(gates=[Gate(of="total", at_least=HALF, to=None)])}, ["'total' has a gate that takes the last grade, and no grades; write grades, or the score of a node that fails"]),
        (blended(bonuses=[steps("survey")]), ["'total' has a bonus by 'survey', which it is not made of; name one of total, night, sheet"]),
        (blended(bonuses=[steps("night"), RankBonus(of="sheet", points=[1])]), []),
        (blended(bonuses=[steps(per="0 %")]), ["'total' has a bonus by steps of nothing; write a step above zero"]),
        (
            {"total": Mean(over="site", of="sheet"), "sheet": Sheet(bonuses=[RankBonus(of="sheet", points=[1])])},
            ["'sheet' has a bonus by place below a fold over an axis; a unit has places only as a whole: move it above"],
        ),
        (
            {"total": Mean(over="unit", of="own"), "own": Blend(weights={"sheet": 100}), "sheet": Sheet(bonuses=[RankBonus(of="sheet", points=[1])])},
            ["'sheet' has a bonus by place below a fold over an axis; a unit has places only as a whole: move it above"],
        ),
        ({"total": Sheet(bonuses=[RankBonus(of="total", points=[1])]), "year": YEAR}, []),
        ({"total": Sheet(full=10, gates=[Gate(of="total", at_least=HALF, to=10)])}, []),
        (blended(absent=0), []),
        (blended(absent=100), []),
        (
            {"total": Mean(over="site_type", of="night"), "night": Given(by="夜查组")},
            ["'total' is a mean over 'site_type' of what has no sheet; take the mean of sheets over sites and items; figures are given for units as a whole"],
        ),
        (
            {"total": Blend(weights={"figures": 50, "sheet": 50}), "figures": Blend(weights={"night": 100}, gates=[Gate(of="item looks", at_least=HALF)]), "night": Given(by="夜查组"), "sheet": Sheet()},
            ["'figures' has a gate of 'item looks', and no sheet below; let it stand on a node that is made of a sheet"],
        ),
        ({"total": Blend(weights={"one": 50, "other": 50}), "one": mean("one"), "other": mean("other"), "spare": Sheet()}, ["'one' stands below itself (total → one → one); break the circle", "'other' stands below itself (total → other → other); break the circle"]),
        (graded(好=GOOD, 差=BAD), []),
        (graded(好=Range(), 差=BAD), ["'total' has grades that do not fit: 好 and 差 overlap; let the grades cover every score once"]),
        (graded(好=GOOD, 差=Range()), ["'total' has grades that do not fit: 好 and 差 overlap; let the grades cover every score once"]),
        (graded(好=GOOD), ["'total' has grades that do not fit: nothing is worse than 好; let the grades cover every score once"]),
        (graded(差=BAD), ["'total' has grades that do not fit: nothing is better than 差; let the grades cover every score once"]),
        (graded(好=GOOD, 差=Range(limit=End(80))), ["'total' has grades that do not fit: 好 and 差 overlap; let the grades cover every score once"]),
        (graded(好=GOOD, 差=Range(limit=End(85, closed=False))), ["'total' has grades that do not fit: 好 and 差 overlap; let the grades cover every score once"]),
        (graded(好=GOOD, 差=Range(limit=End(79))), ["'total' has grades that do not fit: 好 and 差 leave a gap; let the grades cover every score once"]),
        (graded(好=Range(floor=End(80, closed=False)), 差=BAD), ["'total' has grades that do not fit: 好 and 差 leave a gap; let the grades cover every score once"]),
        (blended(absent=101), ["'total' gives 101 where nothing applies, beyond its marks; give a score from 0 to 100"]),
        (blended(absent=-1), ["'total' gives -1 where nothing applies, beyond its marks; give a score from 0 to 100"]),
        ({"total": Mean(over="period", of="sheet"), "sheet": Sheet()}, ["'total' is a mean over periods below the score of one; take the mean over periods in the node `year`, of `total`"]),
        (
            {"total": Mean(over="zone", of="own"), "own": Mean(over="unit", of="sheet"), "sheet": Sheet()},
            ["'own' is a mean over child units below the mean over 'zone'; take the mean over child units first, nearest to the total"],
        ),
        ({"total": Mean(over="site", of="own"), "own": Mean(over="item", of="sheet"), "sheet": Sheet()}, []),
        ({"total": Sheet(), "year": YEAR}, []),
        ({"total": Sheet(), "year": Sheet()}, [f"'year' is no plain mean over periods; {REPAIR_YEAR}"]),
        ({"total": Sheet(), "year": Mean(over="period", of="sheet")}, [f"'year' is no plain mean over periods; {REPAIR_YEAR}"]),
        ({"total": Sheet(), "year": Mean(over="site", of="total")}, [f"'year' is no plain mean over periods; {REPAIR_YEAR}"]),
        ({"total": Sheet(), "year": Mean(over="period", of="total", absent=Absent.PEERS)}, [f"'year' is no plain mean over periods; {REPAIR_YEAR}"]),
        ({"total": Sheet(), "year": Mean(over="period", of="total", weights={"q1": 40, "q2": 60})}, ["'year' weighs q1, q2; number the periods \"1\", \"2\", … in their order"]),
        ({"total": Sheet(), "year": Mean(over="period", of="total", weights={"1": 40, "3": 60})}, ["'year' weighs 1, 3; number the periods \"1\", \"2\", … in their order"]),
        (
            {"total": Sheet(), "year": Mean(over="period", of="total", gates=[Gate(of="item a", at_least=HALF), Gate(of="total", at_least=HALF), Gate(of="every period", at_least=Mark.parse("101 分"))])},
            [
                "'year' has a gate of 'item a', and items belong to one period; let it stand on `total`, and write { of = \"every period\", at_least = \"passed\" } here",
                "'year' has a gate of 'total', which it is not made of; name one of year, every period, \"item CODE\" or \"every item\"",
                "'year' has a gate of 'every period' at 101 分, more than it can have (100); give a mark that it can reach",
            ],
        ),
        (
            {"total": Sheet(gates=[Gate(of="every period", at_least=Passed.PASSED)]), "year": Mean(over="period", of="total", gates=[Gate(of="year", at_least=Passed.PASSED)])},
            [
                "'total' has a gate of 'every period', which it is not made of; name one of total, \"item CODE\" or \"every item\"",
                "'year' has a gate of 'year' that asks `passed`, and it is no period; write a mark; `passed` stands with of = \"every period\" on the node `year` alone",
            ],
        ),
        ({"total": Sheet(), "year": Mean(over="period", of="total", bonuses=[steps("year")])}, ["'year' has bonuses or adjustments; let them stand on the score of one period; gates and grades may stand here"]),
    ],
)
def test_what_of_a_node_does_not_fit(nodes, problems):
    """Givers, gates, bonuses, grades, axes and the year: each mistake with its node, what is wrong and what to write."""
    assert [f"score node {problem}" for problem in problems] == list(map(str, Model(nodes).problems()))


def test_problems_of_several_nodes_are_told_at_once():
    """Every node is looked at, and every key of it."""
    model = Model({"total": Blend(weights={"one": 50, "other": 50}, absent=200, bonuses=[steps("more")]), "one": Given(), "other": Given(full=10, by="夜查组", gates=[Gate(of="other", at_least=HALF, to=20)])})

    assert ["one", "other", "total", "total", "total"] == [problem.node for problem in model.problems()]


def test_a_target_stands_beside_figures_alone():
    """A node that is a figure is held against a bar, and not against the target of a unit."""
    held = Adjustment(count="night", lose=1, against=">= assigned", per="10 %")
    model = Model({"total": Blend(weights={"sheet": 100}, adjustments=[held]), "sheet": Sheet(), "night": Given(by="夜查组")})

    assert [
        ("计分节点“total”有按节点“night”的调整以单位的数为线；目标只与部门给出的数相比", "score node 'total' holds the node 'night' against a target of the unit; a target stands beside a figure that an office gives"),
    ] == [tuple(problem.told) for problem in model.problems()]


@pytest.mark.parametrize(
    ("of", "readable"),
    [("total", 'field, "item CODE" or "every item"'), ("nihgt", 'field, night, "item CODE" or "every item" (did you mean night?)')],
)
def test_what_a_gate_may_read_is_told(of, readable):
    """Of a node that is there and not below, what the gate's own node is made of is told; of a name that is not there, whatever it may read, and what was perhaps meant."""
    field = Mean(over="site", of="sheet", gates=[Gate(of=of, at_least=HALF)])
    model = Model({"total": Blend(weights={"field": 60, "night": 40}), "field": field, "sheet": Sheet(), "night": Given(by="夜查组")})

    assert [f"score node 'field' has a gate of '{of}', which it is not made of; name one of {readable}"] == list(map(str, model.problems()))
