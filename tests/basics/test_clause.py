"""Where a rule comes from, and the dates in force."""

from datetime import date, datetime

import pytest

from samples import refusal
from tristandard.basics.clause import Clause, OutOfForce, Provenance, Validity, a_day, read_date
from tristandard.basics.errors import BadValue


def clause(**more):
    return Clause(code="plan", document="融合考核工作方案", article="第二条", provenance=Provenance.PLAN, **more)


def test_words_are_quoted_or_absent():
    """A citation quotes the words that were read, and none where none were."""
    assert (clause(words="只测一次").cite(), clause().cite()) == ("《融合考核工作方案》第二条：「只测一次」", "《融合考核工作方案》第二条")


def test_a_clause_has_a_document():
    """A clause without a document is refused."""
    with pytest.raises(BadValue, match=r"'' is not a text for `document` \(Clause\)"):
        Clause(code="plan", document="", provenance=Provenance.PLAN)


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [
        (date(2022, 5, 10), date(2022, 8, 31), True),
        (date(2022, 5, 9), date(2022, 5, 10), False),
        (date(2022, 8, 31), date(2022, 9, 1), False),
    ],
)
def test_both_ends_are_in_force(start, end, holds):
    """A validity holds for a span when every day of it is in force, the first and the last included."""
    assert Validity(date(2022, 5, 10), date(2022, 8, 31)).holds(start, end) is holds


def test_one_day_in_force():
    """A validity may start and end on one day, and holds on it alone."""
    day = Validity(date(2022, 5, 10), date(2022, 5, 10))

    assert (True, False) == (day.holds(date(2022, 5, 10), date(2022, 5, 10)), day.holds(date(2022, 5, 10), date(2022, 5, 11)))


def test_an_open_end_holds():
    """Without an end a rule holds until further notice."""
    valid = Validity(start=date(2022, 5, 10))

    assert (valid.holds(date(2099, 1, 1), date(2099, 1, 1)), str(valid), str(Validity())) == (
        True,
        "from 2022-05-10 to further notice",
        "from the beginning to further notice",
    )


def test_the_first_day_comes_first():
    """A validity that ends before it starts is refused."""
    with pytest.raises(BadValue) as caught:
        Validity(date(2022, 8, 31), date(2022, 5, 10))

    assert str(caught.value) == "'from 2022-08-31 to 2022-05-10' is not a span of dates; let the first day come before the last"


@pytest.mark.parametrize("value", [datetime(2022, 5, 10), "2022-05-10", 20220510])  # noqa: DTZ001 - what is refused
def test_a_date_is_a_date(value):
    """A datetime, whose hour would silently decide a day, is refused, and so is text."""
    with pytest.raises(BadValue, match="is not a date; give"):
        Validity(value)


def test_a_day_cannot_be_left_open():
    """Where a day must be given, None is refused."""
    with pytest.raises(BadValue, match="None is not a date"):
        a_day(None)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2022-05-10", date(2022, 5, 10)), ("2022-02-30", None), ("2022-5-10", None), ("20220510", None), ("2022-W19-2", None), ("2022-05-10T00:00", None)],
)
def test_a_date_is_written_in_one_way(text, day):
    """Only year-month-day reads as a date; week dates and the basic form do not."""
    assert read_date(text) == day


@pytest.mark.parametrize(("asked", "when"), [("2024-01-01", "on 2024-01-01"), ("2024Q1", "in 2024Q1")])
def test_out_of_force_says_when(asked, when):
    """The error names the day or the period asked, each in its own words, and the dates in force."""
    assert str(OutOfForce("rule set 'x'", asked, str(Validity(end=date(2023, 12, 31))), "2023-12-31")) == (
        f"rule set 'x' is not in force {when}, but from the beginning to 2023-12-31; the nearest day is 2023-12-31: "
        "ask for a day in force, or load the version for the day asked"
    )


@pytest.mark.parametrize(
    ("start", "end", "day", "nearest"),
    [
        (None, None, date(2022, 5, 1), date(2022, 5, 1)),
        (date(2022, 5, 10), None, date(2022, 5, 1), date(2022, 5, 10)),
        (date(2022, 5, 10), date(2023, 1, 1), date(2022, 6, 1), date(2022, 6, 1)),
        (None, date(2023, 1, 1), date(2024, 6, 1), date(2023, 1, 1)),
        (None, date(2023, 1, 1), date(2022, 6, 1), date(2022, 6, 1)),
        (date(2022, 5, 10), date(2023, 1, 1), date(2024, 6, 1), date(2023, 1, 1)),
    ],
)
def test_the_nearest_day_in_force(start, end, day, nearest):
    """A day in force is its own nearest; any other has the end of the dates that lies on its side."""
    assert Validity(start, end).nearest(day) == nearest


MAY, JUNE, JULY = date(2022, 5, 1), date(2022, 6, 1), date(2022, 7, 1)


@pytest.mark.parametrize(
    ("dates", "common"),
    [
        ([], Validity()),
        ([Validity(), Validity()], Validity()),
        ([Validity(MAY), Validity(), Validity(JUNE)], Validity(JUNE)),
        ([Validity(end=JULY), Validity(), Validity(end=JUNE)], Validity(end=JUNE)),
        ([Validity(MAY, JULY), Validity(JUNE)], Validity(JUNE, JULY)),
        ([Validity(end=JUNE), Validity(JUNE)], Validity(JUNE, JUNE)),
        ([Validity(end=MAY), Validity(JUNE)], None),
    ],
)
def test_the_days_on_which_all_are_in_force(dates, common):
    """They begin with the last that begins and end with the first that ends, that day included; there may be none."""
    assert common == Validity.common(iter(dates))


@pytest.mark.parametrize(("start", "end", "day"), [(MAY, JULY, MAY), (JUNE, JULY, JULY), (MAY, JUNE, MAY), (MAY, MAY, MAY)])
def test_the_nearest_day_to_a_span_that_is_not_in_force(start, end, day):
    """Of a span whose first day is in force its last one lies outside, else its first; the nearest day in force to that is told."""
    span = Validity(JUNE, date(2022, 6, 30))

    assert span.nearest(day) == span.outside(start, end)


@pytest.mark.parametrize(
    ("valid", "zh", "en"),
    [
        (Validity(MAY, JULY), "2022-05-01 起，2022-07-01 止", "from 2022-05-01 to 2022-07-01"),
        (Validity(MAY), "2022-05-01 起", "from 2022-05-01 to further notice"),
        (Validity(end=JULY), "2022-07-01 止", "from the beginning to 2022-07-01"),
        (Validity(), "长期", "from the beginning to further notice"),
    ],
)
def test_the_dates_in_force_are_told(valid, zh, en):
    """Both ends, one, or none, in both languages; as text in English."""
    assert ((zh, en), en) == (valid.told, str(valid))


@pytest.mark.parametrize(
    ("call", "en", "zh"),
    [
        (lambda: a_day(None), "None is not a date; give datetime.date(year, month, day): it cannot be left open", "None 不是日期；请给出 datetime.date(年, 月, 日)，不能空缺"),
        (lambda: a_day("2022-05-10"), "'2022-05-10' is not a date; give datetime.date(year, month, day), without an hour", "'2022-05-10' 不是日期；请给出 datetime.date(年, 月, 日)，不带时刻"),
        (lambda: Validity(date(2022, 5, 10), date(2022, 5, 9)), "'from 2022-05-10 to 2022-05-09' is not a span of dates; let the first day come before the last", "“2022-05-10 起，2022-05-09 止” 不是起止日期；请让起日不晚于止日"),
    ],
)
def test_what_is_no_day_is_told_whole(call, en, zh):
    """A date is given, and it has no hour."""
    assert (en, zh) == refusal(call)
