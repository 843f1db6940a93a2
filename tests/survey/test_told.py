"""The canonical text of reports, many at once."""

from datetime import date

import pytest

from survey import finding, found, litter, seen
from tristandard.basics.digest import canonical
from tristandard.basics.event import Event, Stage
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured
from tristandard.survey.source import days_of
from tristandard.survey.told import Texts


@pytest.mark.parametrize(
    "report",
    [
        seen(3),
        seen("5/3", id_="巡查=1", source="app\u3000x", visit="v1", revision=7),
        seen(Measured({"toilet.grade": "B", "notice.form": ["panel", "board"]})),
        seen(found(finding("f1"), finding("f2", "bureau", place="西侧", circumstances={"found_by": "city"}))),
        seen(NotApplicable("封闭施工"), external={"grid": "17", "case": "-1"}),
        seen(NotMeasured("下雨")),
    ],
)
def test_a_report_is_told_as_any_value(report):
    """The text of a report is its canonical text, also once that of its outcome is known."""
    told = Texts()
    texts = [told.text(report), told.text(report)]

    assert ["\n".join(canonical(report))] * 2 == texts


@pytest.mark.parametrize(
    ("source", "outcome", "days"),
    [
        ("team", NotApplicable("拆迁"), [date(2022, 5, 10)]),
        ("handover of b", NotApplicable("拆迁"), []),
        ("handover of b", litter(1), []),
        ("team", found(finding("f1", life=[Event(Stage.FOUND, date(2022, 5, 3))])), [date(2022, 5, 10)]),
        ("handover of b", found(finding("f1", life=[Event(Stage.FOUND, date(2022, 5, 3))]), finding("f2"), finding("f3", life=[Event(Stage.FOUND, date(2022, 5, 1))])), [date(2022, 5, 1), date(2022, 5, 3)]),
    ],
)
def test_on_which_days_somebody_looked(source, outcome, days):
    """A report names the day; one that was handed over names none, and its findings name theirs."""
    assert days == list(days_of(seen(outcome, source=source)))
