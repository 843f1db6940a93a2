"""A value with its unit as people write it is read right, or refused at its cell: durations above all."""

import pytest

pytest.importorskip("openpyxl", reason="the extra desk")

import tristandard as ts
from desk.books import book
from tristandard.codec.observed import read_value
from tristandard.desk import load_survey
from tristandard.desk.cells import in_units, value_text
from tristandard.desk.labels import Known

RULES = ts.load_ruleset("changzhou-2022")
UNITS = Known(RULES).units
MEASURES = {one.code: one for one in RULES.measures}


def read(measure, text, units=UNITS):
    """Return what a cell says of a measure as the library prints it; None where it is refused."""
    try:
        return MEASURES[measure].show(read_value(MEASURES[measure], in_units(value_text(text), units)))
    except ts.TristandardError:
        return None


SPELLED = {
    "service.reply": {
        **dict.fromkeys(("12小时", "12 小时", "12h", "12 h", "12H", "１２小时", "12 个小时", "12 hours", "0.5天", "0.5 d", "0.5日", "720分钟", "11小时60分钟", "43200秒"), "12 h"),
        **dict.fromkeys(("半小时", "30分钟", "30 min", "３０　分钟", "30mins", "1800 秒"), "0.5 h"), "1天2小时30分钟": "26.5 h", "1小时30分钟": "1.5 h",
        **dict.fromkeys(("12小时/天", "12:30", "30分", "半天", "30分钟1小时", "1小时2小时", "每天12小时", "一小时", "12时"), None),
    },
    "service.queue": {"1小时": "60 min", "1小时30分钟": "90 min", "90": "90 min", "90秒": "1.5 min"},
    "cleaning.hours": {
        **dict.fromkeys(("12小时/天", "12 小时 / 日", "12h/d", "12 h/天", "１２小时／天", "每天12小时", "每日 12 小时", "每日12h", "720分钟/天", "12"), "12 h/d"),
        **dict.fromkeys(("12小时", "12 h", "0.5天", "30分钟"), None),
    },
}


@pytest.mark.parametrize(("measure", "text", "said"), [(measure, text, said) for measure, told in SPELLED.items() for text, said in told.items()])
def test_a_duration_is_read_right_or_refused(measure, text, said):
    """Each spelling means what it says, in the unit of its measure, or is refused; none is read as something else."""
    assert said == read(measure, text)


def test_a_unit_of_the_rules_stays(tmp_path):
    """A rule set that counts in 天 itself has its own word."""
    assert ("3 天", "3天", "3 d") == (in_units("3 天", {"天"}), in_units("3天", {"天"}), in_units("3 天", set()))
    assert ["不适用：停业2小时", "A", "", "a, b", "3 处", "5/3 h", "=1"] == [in_units(text, UNITS) for text in ("不适用：停业2小时", "A", "", "a, b", "3 处", "5/3 h", "=1")]


def test_a_duration_in_a_cell(tmp_path):
    """In 测评记录 and in a wide table alike 12小时/天 is read, and 12小时 is refused at its cell, with the unit that is meant."""
    sites = [["编码", "名称", "区域", "地带", "点位类型", "责任单位"], ["P1", "一路", "天宁区", "建成区", "主次干道", "天宁区"]]
    records = [["点位", "指标", "结果", "日期", "来源"], ["一路", "每日保洁时长达标", "12小时/天", "2022-07-04", "巡查"]]
    wide = [["点位", "日期", "来源", "每日保洁时长达标"], ["一路", "2022-07-04", "巡查", "每日12小时"]]
    for sheets in ({"测评记录": records}, {"宽表": wide}):
        found = load_survey(book(tmp_path / "x.xlsx", 点位表=sites, **sheets), RULES)

        assert [(("cleaning.hours", 12),)] == [one.outcome.values for one in found.observations]
    records[1][2] = "12小时"
    with pytest.raises(ts.Refused) as caught:
        load_survey(book(tmp_path / "x.xlsx", 点位表=sites, 测评记录=records), RULES)

    assert ["测评记录!C2"] == [one.where for one in caught.value.exceptions]
    assert "h/d" in caught.value.text("zh")
