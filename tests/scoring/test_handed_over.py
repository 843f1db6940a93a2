"""A handover as a letter: in codes, and by labels where the rules are at hand."""

from fractions import Fraction

import pytest
from attrs import evolve

from survey import Q2, city, litter, site
from tristandard.basics.errors import BadValue
from tristandard.basics.outcome import NotApplicable, NotMeasured
from tristandard.merging.merged import merge
from tristandard.scoring.handed_over import HandedOver, Handover, tell_borne
from tristandard.survey.entry import Status

CITY = city(notice_zh="数字为示例", notice_en="numbers are made up")
SITES = [site("s1", zh="人民路"), site("s2")]
BAR = "litter.spots <= 0 处"


def entry(where, status, outcome, **more):
    return HandedOver(site=where, indicator="a.litter+b.litter", status=status, bar=BAR, outcome=outcome, **more)


ENTRIES = [
    entry("s2", Status.BREACHED, litter(2), points=[("hutang", Fraction(1)), ("", Fraction(1, 2))]),
    entry("s1", Status.BREACHED, litter(3), points=[("wujin", Fraction(5, 2))], gained=[("wujin", Fraction(1))], vetoes=(("wujin", "item"), ("", "unit"))),
    entry("s3", Status.BREACHED, litter(1)),
    entry("s4", Status.MET, litter(0)),
    entry("s5", Status.NOT_APPLICABLE, NotApplicable("拆迁")),
    entry("s6", Status.NOT_MEASURED, NotMeasured("大雨")),
    entry("s7", Status.NOT_MEASURED, NotMeasured("大雨")),
]
HANDED = Handover(rule_set="sample", rule_set_version="1", variant="", rules="x", period=Q2, host="b", consumer="a", notice="数字为示例", sites=SITES, entries=ENTRIES)


def test_a_letter_in_codes():
    """How many of each status, then every breach with what was seen, the bar, and who bears what, by codes; the notice last."""
    assert HANDED.text("en").splitlines() == [
        "handover · 2022Q2 · b → a · rules sample 1",
        "2 sites, 1 shared indicator: 1 met, 3 breached, 1 not applicable, 2 not measured",
        "lost, gained and vetoed below is by the lines of b, or of a where b does not use it; a is scored by its own lines",
        "  s1 人民路 a.litter+b.litter: measured litter.spots = 3, bar litter.spots <= 0 处; lost wujin 2.5; gained wujin 1; zeroed by veto wujin the item, nobody the score",
        "  s2 a.litter+b.litter: measured litter.spots = 2, bar litter.spots <= 0 处; lost nobody 0.5, hutang 1",
        "  s3 a.litter+b.litter: measured litter.spots = 1, bar litter.spots <= 0 处",
        "Notice: 数字为示例",
    ]
    assert str(HANDED) == HANDED.text("zh")
    assert HANDED.text("zh").splitlines()[1] == "2 个点位、1 项共用指标：达标 1 项次，未达标 3 项次，不适用 1 项次，未测 2 项次"


def test_a_letter_by_labels():
    """With the rules at hand offices, units, measures and vetoes are told by their labels; the notice in the language that is asked for."""
    told = HANDED.text("zh", merge(CITY)).splitlines()

    assert told[0] == "移交 · 2022Q2 · b → a · 规则 sample 1"
    assert told[2].startswith("下列扣分、加分和一票否决是")
    assert told[3] == "  s1 人民路 b.litter：litter.spots 3 处，标准 litter.spots <= 0 处；扣分 武进区 2.5；加分 武进区 1；一票否决 武进区 该项目、无主 总分"
    assert told[5:] == ["  s3 a.litter+b.litter：已测 litter.spots = 1，标准 litter.spots <= 0 处", "说明：数字为示例"]
    assert HANDED.text("en", merge(CITY)).splitlines()[-1] == "Notice: numbers are made up"


def test_a_letter_without_a_notice():
    """Of rules that say nothing of their numbers nothing is printed."""
    assert ["handover · 2022Q2 · b → a · rules sample 1", "0 sites, 0 shared indicators: 0 met, 0 breached, 0 not applicable, 0 not measured"] == evolve(HANDED, notice="", sites=[], entries=[]).text("en").splitlines()


@pytest.mark.parametrize(
    ("refused", "message"),
    [
        (lambda: HANDED.text("en", CITY), "is not a value of the kind MergedRules or None for `merged`; give one MergedRules or None"),
        (lambda: HANDED.text("de"), "'de' is not one of the two languages; give \"zh\" or \"en\""),
        (lambda: entry("s1", Status.MET, litter(0), vetoes=[("wujin", "item", 1)]), "[('wujin', 'item', 1)] is not a list of pairs; give ((\"unit\", \"level\"), …)"),
        (lambda: entry("s1", Status.MET, litter(0), vetoes=["ab"]), "['ab'] is not a list of pairs; give ((\"unit\", \"level\"), …)"),
    ],
)
def test_what_is_no_letter(refused, message):
    """Rules that were not merged, another language, and what is no pair of a unit and a level are refused."""
    with pytest.raises(BadValue) as caught:
        refused()

    assert str(caught.value).endswith(message), str(caught.value)


def test_who_bears_nothing():
    """Where nobody bears anything, that is told."""
    assert ("无", "none") == tell_borne(())
