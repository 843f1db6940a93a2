"""One small quarter that has something of everything that reports tell: shared and double use, shares and names, gains,
vetoes, what lies within the bar, what is open, given, weighed at nothing, put, carried, and told alone.
"""

from datetime import date
from fractions import Fraction
from functools import cache

from attrs import evolve

from samples import FOUND_BY, PLAN, crosswalk, indicator, match
from survey import changed, city, finding, found, priced, registered, seen, site
from tristandard.basics.event import Event, Stage
from tristandard.basics.outcome import Measured, NotApplicable
from tristandard.basics.publication import Publication
from tristandard.rules.acceptance import End, Range
from tristandard.rules.assessment import Carry
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.noted import Noted
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.indicator import Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import StepBonus
from tristandard.rules.nodes.gate import Gate, Mark
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet
from tristandard.scoring.score import score
from tristandard.survey.sharing import share

LITTER = "a.also+a.litter+b.litter"
SPOTS, LIT, WAIT, FORM = "litter.spots", "lamps.lit", "queue.wait", "notice.form"


def over(measure, tariff, **more):
    """Return a line over one measure."""
    return DeductionRule(measures=(measure,), tariff=tariff, **more)


def asked(code, asks, *lines, zh="", item="tidy", **more):
    """Return an indicator with a label, of an item."""
    return evolve(indicator(code, asks, *lines), zh=zh or code, en=f"the {code}", item=item, **more)


CITY = over(SPOTS, Steps("0.5"), where={"found_by": ["city"]}, charged=Charged.HOST)
RULES = (
    asked("a.litter", f"{SPOTS} <= 1 处", priced(2, 5), zh="垃圾", clauses=[PLAN]),
    asked("a.also", f"{SPOTS} <= 1 处", priced(1), zh="垃圾（联动）", item="bright"),
    asked("b.litter", f"{SPOTS} <= 2 处", priced("0.5", 5), CITY, zh="垃圾", item="tidy"),
    asked("a.lamps", f"{LIT} >= 90 %", priced(1, 4, 1, LIT), over(LIT, Gain(1), at_most=3), zh="亮灯", item="bright"),
    asked("a.queue", f"{WAIT} <= 9 min", over(WAIT, Veto(Level.ITEM)), zh="排队", item="tidy"),
    asked("b.form", f"{FORM} requires {{panel}}", over(FORM, Veto(Level.SITE)), zh="公示", item="open"),
    asked("b.red", "notice.count >= 1 处", over("notice.count", Veto(Level.UNIT)), zh="红线", item="open"),
    asked("b.note", "toilet.grade >= B", over("toilet.grade", Noted("只通报")), zh="通报", item="open"),
)
HIGH, LOW = Range(End(90)), Range(limit=End(90, closed=False))
OF_A = Model(
    {
        "total": Blend(
            weights={"survey": 60, "night": 20, "shown": 0, "answers": 20}, zh="总分", en="total",
            gates=[Gate(of="item bright", at_least=Mark(85, share=True), to=95)],
            bonuses=[StepBonus(of="answers", above=Mark(90, share=True), each=1, per=Mark(5, share=True), at_most=2)],
            adjustments=[Adjustment(count="notices", lose=2, at_most=5, by="督查室", zh="通报批评", en="notices"), Adjustment(count="calls", lose=1, at_most=3, by="热线办")],
            grades={"优秀": HIGH, "合格": LOW},
        ),
        "survey": Mean(over="site_type", of="type", weights={"main_road": 75, "market": 25}),
        "type": Mean(over="site", of="sheet"),
        "sheet": Sheet(bonus=1),
        "night": Given(by="夜查组"),
        "shown": Given(by="统计局"),
        "answers": Given(by="热线办", zh="回访", en="answers"),
    }
)
OF_B = Model({"total": Mean(over="site", of="sheet", absent=Fraction(50)), "sheet": Sheet()})
GIVEN = {("a", name, unit): value for unit in ("wujin", "hutang") for name, value in (("shown", 70), ("answers", 96), ("notices", 1))}
WUJIN, BOTH = "wujin", {"wujin": "0.25", "hutang": "0.75"}
SITES = (
    site("s1", WUJIN, zh="一号路"),
    site("s2", BOTH, zh="二号路"),
    site("s3", WUJIN, kind="market"),
    site("s4", "hutang", zh="四号路"),
    site("s5", "bureau", kind="market"),
)
LATE = [
    Event(Stage.FOUND, date(2022, 5, 3)),
    Event(Stage.NOTIFIED, date(2022, 5, 4)),
    Event(Stage.DUE, date(2022, 5, 20)),
    Event(Stage.RECTIFIED, date(2022, 5, 25)),
    Event(Stage.SENT_BACK, date(2022, 5, 26)),
]
OUT = [Event(Stage.FOUND, date(2022, 5, 3)), Event(Stage.APPEALED, date(2022, 5, 5), "申诉组", "错记"), Event(Stage.STRUCK, date(2022, 5, 6), "复核组", "属实")]


def by(who, id_, unit=None, **more):
    """Return a finding that somebody found."""
    return finding(id_, unit, circumstances={"found_by": who}, **more)


SURVEY = (
    seen(found(by("city", "f1", place="桥头"), by("district", "f2", life=LATE), by("bureau", "f10", "hutang"), by("city", "f3", life=OUT)), "s1", LITTER),
    seen(found(by("city", "f1", "bureau"), by("city", "f2"), by("city", "f3"), by("district", "f4", at=("15", "2.5"))), "s2", LITTER, revision=2),
    seen(found(*(by("bureau", f"p{number}") for number in range(1, 5))), "s3", LITTER, source="book", id_="7", day=12),
    seen(NotApplicable("拆迁"), "s4", LITTER),
    seen(0, "s5", LITTER),
    seen(Measured({LIT: 93}), "s1", "a.lamps"),
    seen(Measured({LIT: "87.5"}), "s2", "a.lamps"),
    seen(Measured({WAIT: 12}), "s3", "a.queue"),
    seen(Measured({WAIT: 2}), "s1", "a.queue"),
    seen(Measured({FORM: {"board"}}), "s4", "b.form"),
    seen(Measured({FORM: {"panel"}}), "s1", "b.form"),
    seen(Measured({"notice.count": 0}), "s4", "b.red"),
    *(seen(Measured({"notice.count": 1}), where, "b.red") for where in ("s1", "s2", "s3")),
    seen(Measured({"toilet.grade": "C"}), "s1", "b.note"),
)


def rules(**more):
    """Return the rules of the quarter."""
    walk = crosswalk(match("a.litter", "b.litter"), match("a.also", "b.litter"), host="b")
    walk = evolve(walk, uses={"a.litter": "整洁", "a.also": "联动"})
    made = city(*RULES, crosswalks=[walk], circumstances=[FOUND_BY], notice_zh="示例", notice_en="made up", **more)
    items = {
        "a": [Item(code="tidy", zh="整洁", en="tidiness", full=60), Item(code="bright", zh="亮化", en="lights", full=40)],
        "b": [Item(code="tidy", zh="整洁", en="tidiness", full=70), Item(code="open", zh="公开", en="openness", full=30)],
    }
    return changed(
        made,
        a={"items": items["a"], "model": OF_A, "named": ["department"], "publication": Publication("0.1"), "warning": Mark(10, share=True), "zh": "甲考核", "en": "A", "carry": Carry(bottom=1, periods=1, weight=10)},
        b={"items": items["b"], "model": OF_B, "publication": Publication("0.01"), "zh": "乙考核", "en": "B", "unranked": frozenset({"town"})},
    )  # fmt: skip


@cache
def quarter():
    """Return the results of the quarter."""
    held = registered(*SURVEY, rules=rules(), sites=SITES)
    return score(share(held), givens=GIVEN, carried={"a": ["hutang"]})


