"""What a finding tells, and in which order findings are taken: by hand."""

from datetime import date

import pytest

import tristandard as ts
from tristandard.proof.reading.life import answer, fits, in_order, numbered, overdue, struck, until

Stage = ts.Stage
END = date(2026, 6, 30)


def event(stage, day, month=6):
    """Return an event of a day of June 2026."""
    return ts.Event(stage, date(2026, month, day), *(("x", "x") if stage in (Stage.APPEALED, Stage.STRUCK, Stage.UPHELD) else ()))


def finding(*life, id_="f1", **more):
    """Return a finding with a life."""
    return ts.Finding(id=id_, measure="litter.spots", life=life, **more)


DUE = event(Stage.DUE, 10)


@pytest.mark.parametrize(
    ("life", "late"),
    [
        pytest.param([], False, id="nothing was granted"),
        pytest.param([DUE], True, id="nobody said that it was mended"),
        pytest.param([DUE, event(Stage.RECTIFIED, 9)], False, id="mended in time"),
        pytest.param([DUE, event(Stage.RECTIFIED, 10)], False, id="mended upon the day"),
        pytest.param([DUE, event(Stage.RECTIFIED, 11)], True, id="mended too late"),
        pytest.param([DUE, event(Stage.RECTIFIED, 9), event(Stage.SENT_BACK, 12)], True, id="sent back, so it was not mended"),
        pytest.param([DUE, event(Stage.RECTIFIED, 8), event(Stage.SENT_BACK, 9), event(Stage.RECTIFIED, 10)], False, id="sent back and mended again"),
        pytest.param([DUE, event(Stage.RECTIFIED, 9), event(Stage.SENT_BACK, 1, month=7)], False, id="sent back after the period"),
        pytest.param([DUE, event(Stage.DUE, 20), event(Stage.RECTIFIED, 15)], False, id="the last day that was granted counts"),
        pytest.param([event(Stage.DUE, 20), event(Stage.DUE, 30, month=6)], False, id="the last day is the end of the period"),
        pytest.param([event(Stage.DUE, 29)], True, id="the last day is before the end of the period"),
        pytest.param([DUE, event(Stage.DUE, 5, month=7)], False, id="the last day is after the period"),
    ],
)  # fmt: skip
def test_whether_a_finding_is_overdue(life, late):
    """The last day that was granted passed before the period ended, and nobody said until then that it was mended."""
    assert overdue(finding(*life), END) is late
    assert answer(finding(*life), "overdue", end=END, repeats=0) == ("yes" if late else "no")


@pytest.mark.parametrize(
    ("life", "out"),
    [
        ([], False),
        ([event(Stage.APPEALED, 1)], False),
        ([event(Stage.APPEALED, 1), event(Stage.STRUCK, 2)], True),
        ([event(Stage.APPEALED, 1), event(Stage.UPHELD, 2)], False),
        ([event(Stage.APPEALED, 1), event(Stage.UPHELD, 2), event(Stage.APPEALED, 3), event(Stage.STRUCK, 4)], True),
        ([event(Stage.APPEALED, 1), event(Stage.STRUCK, 2), event(Stage.APPEALED, 3), event(Stage.UPHELD, 4)], False),
        ([event(Stage.APPEALED, 1), event(Stage.STRUCK, 2), event(Stage.APPEALED, 3)], True),
    ],
)
def test_whether_a_finding_was_struck_out(life, out):
    """What was last decided of an appeal stands, on whatever day, until something else is decided."""
    assert struck(finding(*life)) is out


def test_what_became_of_a_finding_until_a_day():
    """The last day counts too."""
    life = [event(Stage.FOUND, 1), event(Stage.NOTIFIED, 30), event(Stage.NOTIFIED, 1, month=7)]

    assert until(finding(*life), END) == life[:2]


def test_what_a_finding_tells():
    """How often it was notified and sent back within the period, how often it was found before, and what it says."""
    life = [event(Stage.NOTIFIED, 1), event(Stage.NOTIFIED, 30), event(Stage.RECTIFIED, 30), event(Stage.SENT_BACK, 30), event(Stage.NOTIFIED, 1, month=7)]
    told = finding(*life, circumstances={"channel": "media"})
    asked = ("notified", "sent_back", "repeated", "channel", "weather")

    assert [answer(told, name, end=END, repeats=3) for name in asked] == ["2", "1", "3", "media", None]


@pytest.mark.parametrize(
    ("written", "told", "fitting"),
    [
        ("media", "media", True),
        ("media", "patrol", False),
        ("media", None, False),
        ("1..", None, False),
        ("1..2", "0", False),
        ("1..2", "1", True),
        ("1..2", "2", True),
        ("1..2", "3", False),
        ("3..", "2", False),
        ("3..", "3", True),
        ("3..", "10", True),
    ],
)
def test_whether_an_answer_is_the_one_written(written, told, fitting):
    """It is the same word, or lies in the span of numbers."""
    assert fits(written, told) is fitting


def test_in_which_order_findings_are_taken():
    """By the day found, then by id, in which numbers go by size; what has no day comes last."""
    order = [
        finding(event(Stage.FOUND, 1), id_="z"),
        finding(event(Stage.FOUND, 2), id_="a2"),
        finding(event(Stage.FOUND, 2), event(Stage.NOTIFIED, 3), id_="a10"),
        finding(event(Stage.FOUND, 2), id_="b1"),
        finding(event(Stage.NOTIFIED, 1), id_="a"),
        finding(id_="a1"),
    ]

    mixed = [order[place] for place in (3, 0, 5, 1, 4, 2)]

    assert sorted(mixed, key=in_order) == order


def test_numbers_in_a_text_go_by_size():
    """By how long a number is without leading zeros, then digit by digit; numbers before letters, each where it stands."""
    order = ["", "0", "00", "1", "01", "9", "10", "99", "100", "a", "a0b", "a1", "a1-2", "a1-10", "a2", "a9b", "a10", "aa", "b1"]
    keyed = sorted(order, key=lambda text: (numbered(text), order.index(text)))

    assert keyed == order
    assert numbered("7a") == [(48, ""), (1, "7"), (97, "")]
    assert numbered("a070") == [(97, ""), (48, ""), (2, "70")]
    assert numbered("0") == [(48, ""), (0, "")]
    assert numbered("1a2") == [(48, ""), (1, "1"), (97, ""), (48, ""), (1, "2")]
