"""How findings and outcomes are told: a finding with its circumstances and its life."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from samples import FOUND_BY, measure
from survey import city
from tristandard.basics.event import Event, Stage
from tristandard.basics.finding import Circumstance, Finding
from tristandard.basics.outcome import Measured
from tristandard.reports.findings import tell_finding
from tristandard.reports.wording import in_percent, tell_share
from tristandard.rules.acceptance import Range
from tristandard.rules.standard import Ask, Standard
from tristandard.rules.wording.lines import tell_bar, tell_outcome

LITTER = evolve(measure("litter.spots", "处", whole=True), zh="垃圾", en="litter")
GRADE = evolve(measure("street.grade", "级", rungs=("差", "良", "优")), zh="等级", en="grade")
CHANNEL = Circumstance(code="channel", zh="来源", values={"media": "媒体", "patrol": "巡查"})
RULES = city(circumstances=[FOUND_BY, CHANNEL])

DAYS = [date(2022, 5, day) for day in range(1, 5)]
LIFE = (Event(Stage.NOTIFIED, DAYS[0]), Event(Stage.RECTIFIED, DAYS[1]), Event(Stage.SENT_BACK, DAYS[2]), Event(Stage.APPEALED, DAYS[3], "湖塘镇", "不在辖区"))


@pytest.mark.parametrize(
    ("more", "zh", "en"),
    [
        ({}, "位置未记", "place not told"),
        ({"place": "12 号门前", "at": (35,)}, "12 号门前", "12 号门前"),
        ({"at": (35,)}, "35 m", "35 m"),
        ({"at": ("1.5", 20)}, "1.5, 20 m", "1.5, 20 m"),
        ({"counts": 0, "note": ("横幅不计", "no banners")}, "位置未记，计 0（横幅不计）", "place not told, counts 0 (no banners)"),
        ({"counts": 1, "note": ("一处", "one")}, "位置未记，计 1（一处）", "place not told, counts 1 (one)"),
        ({"circumstances": {"found_by": "city", "channel": "media", "overdue": "yes"}}, "位置未记，来源为媒体，发现主体为市级，逾期未整改为是", "place not told, 来源 is 媒体, found by is 市级, overdue is yes"),
        (
            {"life": LIFE}, "位置未记，2022-05-01 交办，2022-05-02 整改，2022-05-03 退回，2022-05-04 申诉（湖塘镇：不在辖区）",
            "place not told, notified 2022-05-01, rectified 2022-05-02, sent back 2022-05-03, appealed 2022-05-04 (湖塘镇: 不在辖区)",
        ),
    ],
)  # fmt: skip
def test_a_finding_is_told_with_all_that_is_known_of_it(more, zh, en):
    """Where it is, what it counts and why, its circumstances by the words of the rule set, and its life, day by day."""
    assert (zh, en) == tell_finding(Finding(id="f1", measure="litter.spots", **more), RULES)


def test_labels_are_in_the_language():
    """Bars and outcomes name their measures in Chinese on one side and in English on the other."""
    bar = Standard([Ask(LITTER, Range()), Ask(GRADE, Range())])

    assert ("垃圾 不设限，等级 不设限", "litter any, grade any") == tell_bar(bar)
    assert ("垃圾 3 处，等级 优", "litter 3 处, grade 优") == tell_outcome(Measured({"litter.spots": 3, "street.grade": "优"}), bar)


@pytest.mark.parametrize(
    ("share", "told"),
    [("1/3", "1/3"), ("2/3", "2/3"), ("1/5", "20 %"), ("1/8", "12.5 %"), ("0", "0 %"), ("1/1024", "0.09765625 %"), ("1/700", "1/700"), ("0.12345678901234567", "0.12345678901234567")],
)
def test_a_share_is_told_exactly(share, told):
    """A third is 1/3, not the beginning of a decimal without an end; what few digits say is in percent."""
    assert told == in_percent(Fraction(share))
    assert (f"，承担 {told}", f", bears {told}") == tell_share(Fraction(share))
