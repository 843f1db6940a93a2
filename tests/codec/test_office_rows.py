"""What one office passes to another, as rows: every column of a status and of a notice."""

from fractions import Fraction

import pytest
from attrs import asdict

from survey import Q2, finding, litter
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured
from tristandard.codec.office_rows import handover_rows, notice_row
from tristandard.scoring.handed_over import HandedOver, Handover
from tristandard.scoring.notice import Notice
from tristandard.survey.entry import Status

SEEN = Measured({"toilet.grade": "B", "notice.form": {"panel", "board"}, "lamps.lit": Fraction(5, 3)}, [finding("f2"), finding("f1")])


@pytest.mark.parametrize(
    ("status", "outcome", "told"),
    [
        (Status.BREACHED, SEEN, {"status": "breached", "outcome": "measured", "values": (("lamps.lit", "5/3"), ("litter.spots", "2"), ("notice.form", "{board, panel}"), ("toilet.grade", "B")), "reason": "", "findings": ("f1", "f2")}),
        (Status.MET, litter(0), {"status": "met", "outcome": "measured", "values": (("litter.spots", "0"),), "reason": "", "findings": ()}),
        (Status.NOT_APPLICABLE, NotApplicable("拆迁"), {"status": "not_applicable", "outcome": "not_applicable", "values": (), "reason": "拆迁", "findings": ()}),
        (Status.NOT_MEASURED, NotMeasured("大雨"), {"status": "not_measured", "outcome": "not_measured", "values": (), "reason": "大雨", "findings": ()}),
    ],
)
def test_each_column_of_a_status(status, outcome, told):
    """Who measured for whom, where, of what, the bar, what was seen or why not, and what was taken, given and zeroed."""
    entry = HandedOver(
        site="s1", indicator="a.x+b.x", status=status, bar="litter.spots <= 0 处", outcome=outcome,
        points=[("wujin", Fraction(5, 2)), ("", Fraction(1, 3))], gained=[("hutang", Fraction(1))], vetoes=(("wujin", "item"),),
    )  # fmt: skip
    (row,) = handover_rows(Handover(rule_set="x", rule_set_version="1", variant="", rules="d", period=Q2, host="b", consumer="a", sites=[], entries=[entry]))

    assert asdict(row, recurse=False) == {
        "period": "2022Q2", "host": "b", "consumer": "a", "site": "s1", "indicator": "a.x+b.x", "bar": "litter.spots <= 0 处", **told,
        "points": (("", "1/3"), ("wujin", "2.5")), "gained": (("hutang", "1"),), "vetoes": (("wujin", "item"),),
    }  # fmt: skip


def test_each_column_of_a_notice():
    """Where, of what by its label, who found it, to whom, who answers for it, what was seen, and what the rules say of their numbers."""
    notice = Notice(
        period="2022Q2", site="s1", indicator="a.x", zh="垃圾", en="litter", found_by="a", to=["b", "c"], outcome=SEEN, seen="垃圾 2 处", seen_en="litter 2", units=["wujin", ""], notice="示例", rules="d",
    )  # fmt: skip

    assert asdict(notice_row(notice), recurse=False) == {
        "period": "2022Q2", "site": "s1", "indicator": "a.x", "zh": "垃圾", "found_by": "a", "to": ("b", "c"), "units": ("wujin", ""), "seen": "垃圾 2 处",
        "values": (("lamps.lit", "5/3"), ("litter.spots", "2"), ("notice.form", "{board, panel}"), ("toilet.grade", "B")), "findings": ("f1", "f2"), "notice": "示例",
    }  # fmt: skip
