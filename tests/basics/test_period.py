"""Quarters, months, years and other spans of whole days."""

from datetime import date, datetime

import pytest

from tristandard.basics.errors import BadValue
from tristandard.basics.period import Month, Period, Quarter, Year


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (Quarter(2022, 2), date(2022, 4, 1), date(2022, 6, 30)),
        (Quarter(2022, 4), date(2022, 10, 1), date(2022, 12, 31)),
        (Month(2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (Year(2022), date(2022, 1, 1), date(2022, 12, 31)),
    ],
)
def test_first_and_last_day(period, start, end):
    """A period knows its first and its last day."""
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    ["2022", "0900", "9999", "2022Q1", "2022Q4", "2022-05", "0900-01", "2022-05-10/2022-08-31", "2022-02-01/2022-04-30", "2022-04-01/2023-03-31"],
)
def test_parse_reads_what_str_writes(text):
    """A period reads back from its text, in the same text."""
    assert str(Period.parse(text)) == text


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (Quarter(2022, 1), Quarter(2021, 4)),
        (Month(2024, 3), Month(2024, 2)),
        (Year(2022), Year(2021)),
        (Period(date(2022, 2, 1), date(2022, 4, 30)), Period(date(2021, 11, 1), date(2022, 1, 31))),
        (Period(date(2022, 5, 10), date(2022, 5, 19)), Period(date(2022, 4, 30), date(2022, 5, 9))),
    ],
)
def test_the_period_before(period, before):
    """Before a quarter comes a quarter, before ten days come ten days."""
    assert period.before() == before


@pytest.mark.parametrize("period", [Year(1), Period(date(1, 1, 2), date(1, 1, 3)), Period(date(1, 2, 1), date(1, 3, 31))])
def test_nothing_before_the_calendar(period):
    """A period at the start of the calendar has none before it, and says so."""
    with pytest.raises(BadValue) as caught:
        period.before()

    assert f"'{period}' is not a period with another before it; the calendar starts with the year 1" == str(caught.value)


def test_the_ends_of_the_calendar():
    """The first and the last year, the last month of one, and a single day are periods."""
    assert [date(1, 1, 1), date(9999, 12, 31)] == [Year(1).start, Year(9999).end]
    assert [(date(2022, 12, 1), date(2022, 12, 31)), (date(2022, 5, 1), date(2022, 5, 1))] == [(one.start, one.end) for one in (Month(2022, 12), Period(date(2022, 5, 1), date(2022, 5, 1)))]


def test_membership():
    """A day lies in a period with both ends included."""
    assert [day in Month(2022, 5) for day in (date(2022, 4, 30), date(2022, 5, 1), date(2022, 5, 31), date(2022, 6, 1))] == [False, True, True, False]


@pytest.mark.parametrize(
    "refused",
    [
        lambda: Period(datetime(2022, 1, 1), date(2022, 1, 2)),  # noqa: DTZ001 - what is refused
        lambda: Period(date(2022, 1, 1), None),
        lambda: datetime(2022, 1, 1) in Year(2022),  # noqa: DTZ001 - what is refused
        lambda: Period("2022-01-01", "2022-01-02"),
    ],
)
def test_datetimes_and_gaps_are_refused(refused):
    """Dates are dates: a datetime, text and an open end are refused."""
    with pytest.raises(BadValue, match="is not a date; give"):
        refused()


def test_the_first_day_comes_first():
    """A period that ends before it starts is refused."""
    with pytest.raises(BadValue) as caught:
        Period(date(2022, 2, 1), date(2022, 1, 31))

    assert str(caught.value) == "'2022-02-01/2022-01-31' is not a period; let the first day come before the last"


@pytest.mark.parametrize("text", ["", "2022Q5", "2022W1", "22", "2022-1", "2022-05-10", "20220510/20220831", "2022-02-30/2022-03-01", "2022/2023"])
def test_unreadable_periods_are_refused(text):
    """A text that is no period is refused with the four ways to write one."""
    with pytest.raises(BadValue) as caught:
        Period.parse(text)

    assert str(caught.value) == f'{text!r} is not a period; write "2022", "2022Q2", "2022-05" or "2022-05-10/2022-08-31"'


@pytest.mark.parametrize(
    ("refused", "message"),
    [
        (lambda: Quarter(2022, 5), "5 is not a quarter; give 1, 2, 3 or 4"),
        (lambda: Quarter(2022, 2.0), "2.0 is not a quarter; give 1, 2, 3 or 4"),
        (lambda: Month(2022, 13), "13 is not a month; give 1 to 12"),
        (lambda: Period.parse("2022-00"), "0 is not a month; give 1 to 12"),
        (lambda: Year(0), "0 is not a year; give a year from 1 to 9999"),
        (lambda: Year(10000), "10000 is not a year; give a year from 1 to 9999"),
        (lambda: Year("2022"), "'2022' is not a year; give a year from 1 to 9999"),
    ],
)
def test_impossible_periods_are_refused(refused, message):
    """A fifth quarter, a thirteenth month and a year as text are refused."""
    with pytest.raises(BadValue) as caught:
        refused()

    assert str(caught.value) == message


def test_periods_are_ordered_by_their_first_day():
    """Sorted periods come in the order of time."""
    assert sorted([Quarter(2022, 2), Quarter(2021, 4), Quarter(2022, 1)]) == [Quarter(2021, 4), Quarter(2022, 1), Quarter(2022, 2)]


@pytest.mark.parametrize("make", [lambda: Quarter(True, 1), lambda: Quarter(2022, True), lambda: Month(2022, True), lambda: Year(True)])
def test_a_truth_value_is_no_number_of_a_period(make):
    """True is not the first quarter."""
    with pytest.raises(BadValue) as caught:
        make()

    assert "True is not a" in str(caught.value)


@pytest.mark.parametrize("value", [date(2022, 5, 1), None, 2022])
def test_only_text_is_parsed(value):
    """What is no text is refused in words of this library."""
    with pytest.raises(BadValue) as caught:
        Period.parse(value)

    assert f'{value!r} is not the text of a period; write "2022", "2022Q2", "2022-05" or "2022-05-10/2022-08-31"' == str(caught.value)
