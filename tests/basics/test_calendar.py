"""Deadlines in days, and in working days by a calendar that is passed in."""

from datetime import date, datetime
from itertools import count

import pytest

from tristandard.basics.calendar import Calendar, deadline
from tristandard.basics.errors import BadValue, TristandardError

#: May 2022 as the State Council announced it: 30 April to 4 May off, 24 April and 7 May at work.
SPRING = Calendar(years=[2022], holidays=[date(2022, 5, 2), date(2022, 5, 3), date(2022, 5, 4)], workdays=[date(2022, 4, 24), date(2022, 5, 7)])


@pytest.mark.parametrize(
    ("day", "works"),
    [(date(2022, 4, 29), True), (date(2022, 4, 30), False), (date(2022, 5, 2), False), (date(2022, 5, 5), True), (date(2022, 5, 7), True), (date(2022, 5, 8), False), (date(2022, 4, 24), True)],
)
def test_working_days(day, works):
    """Monday to Friday but for holidays, and the days at work beside them."""
    assert works == SPRING.works(day)


@pytest.mark.parametrize(
    ("days", "last"),
    [(1, date(2022, 4, 30)), (3, date(2022, 5, 2)), (10, date(2022, 5, 9))],
)
def test_calendar_days(days, last):
    """Without a calendar every day counts, and the day of the notice does not."""
    assert last == deadline(date(2022, 4, 29), days)


@pytest.mark.parametrize(("days", "last"), [(1, date(2022, 5, 5)), (2, date(2022, 5, 6)), (3, date(2022, 5, 7)), (4, date(2022, 5, 9))])
def test_days_at_work(days, last):
    """Told on Friday 29 April, three working days end on Saturday 7 May, which was at work."""
    assert last == deadline(date(2022, 4, 29), days, SPRING)


def test_a_notice_on_a_day_off():
    """The day of the notice never counts, whether it is at work or not."""
    assert date(2022, 5, 5) == deadline(date(2022, 5, 3), 1, SPRING)


def test_a_year_that_the_calendar_does_not_know():
    """A deadline that reaches into an unknown year is refused, never guessed."""
    with pytest.raises(BadValue) as caught:
        deadline(date(2022, 12, 30), 3, SPRING)

    assert str(caught.value) == "'2023-01-01' is not a day in a year that this calendar knows (2022); give a calendar with the holidays of that year"
    assert date(2023, 1, 2) == deadline(date(2022, 12, 30), 3)


@pytest.mark.parametrize("days", [0, -1, True, "3", 1.0])
def test_a_number_of_days(days):
    """A deadline is at least one whole day."""
    with pytest.raises(BadValue, match="a whole number from 1"):
        deadline(date(2022, 4, 29), days)


def test_days_and_not_hours():
    """A datetime is refused, as a start and as a holiday."""
    with pytest.raises(BadValue):
        deadline(datetime(2022, 4, 29, 17), 3)  # noqa: DTZ001 - what is refused
    with pytest.raises(BadValue):
        Calendar(years=[2022], holidays=[datetime(2022, 5, 2, 0)])  # noqa: DTZ001 - what is refused


ALL_BOTH = "is not a list of days that are either; name each as a holiday or as a working day"


@pytest.mark.parametrize(
    ("refused", "message"),
    [
        (lambda: Calendar(years=2022), "2022 is not a list of values of the kind int; put it in a list"),
        (lambda: Calendar(years="2022"), "'2022' is not a list of values of the kind int; put it in a list"),
        (lambda: Calendar(years=["2022"]), "not all are of the kind int (1 to mend):\n  - '2022' is not a value of the kind int (entry 1); give one int"),
        (lambda: Calendar(years=[2022], holidays=date(2022, 1, 1)), "datetime.date(2022, 1, 1) is not a list of values of the kind date; put it in a list"),
        (lambda: Calendar(years=[2022], holidays=[date(2022, 1, 1), date(2022, 1, 3)], workdays=[date(2022, 1, 1), date(2022, 1, 8)]), f"['2022-01-01'] {ALL_BOTH}"),
        (lambda: Calendar(years=[2022], holidays=[date(2023, 1, 1), date(2022, 1, 3)], workdays=[date(2021, 12, 5)]), "['2021-12-05', '2023-01-01'] is not a list of days in the years that it knows; name the years of all days"),
        (lambda: Calendar(years=[2023, 2022]).works(date(2021, 12, 31)), "'2021-12-31' is not a day in a year that this calendar knows (2022, 2023); give a calendar with the holidays of that year"),
        (lambda: Calendar(years=[]).works(date(2022, 5, 5)), "'2022-05-05' is not a day in a year that this calendar knows (no year); give a calendar with the holidays of that year"),
        (lambda: deadline(date(9999, 12, 31), 1), "'9999-12-31' is not a day with a deadline after it; the calendar ends with the year 9999"),
        (lambda: deadline(date(2022, 1, 1), 3661), "3661 is not a number of days; give a whole number from 1 to 3660"),
        (lambda: deadline(date(2022, 1, 1), "3"), "'3' is not a number of days; give a whole number from 1 to 3660"),
        (lambda: deadline(date(2022, 1, 1), 3, "natural"), "'natural' is not a value of the kind Calendar; give one Calendar"),
    ],
)
def test_what_is_no_calendar_and_no_deadline(refused, message):
    """Years are numbers, days lie in them and are one of both, and a deadline lies in some year: each refused in words."""
    with pytest.raises(TristandardError) as caught:
        refused()

    assert message == str(caught.value)


def test_the_longest_deadline():
    """Ten years and some days is the longest deadline there is."""
    assert date(2032, 1, 9) == deadline(date(2022, 1, 1), 3660)


def test_a_calendar_holds_the_days_it_was_given():
    """Holidays and working days that lie in the years known, and are not both, are held as sets of days."""
    calendar = Calendar(years=[2022], holidays=[date(2022, 1, 3)], workdays=[date(2022, 1, 8), date(2022, 1, 8)])

    assert (frozenset({2022}), frozenset({date(2022, 1, 3)}), frozenset({date(2022, 1, 8)})) == (calendar.years, calendar.holidays, calendar.workdays)


def test_more_years_than_there_are():
    """A calendar knows all years up to 9999; a list of more is refused without being read to its end."""
    with pytest.raises(BadValue) as caught:
        Calendar(years=count(1))

    assert str(caught.value) == "'more than 9999' is not a number of years; name those that deadlines may reach into"
    assert caught.value.text("zh") == "“9999 个以上” 不是年份的个数；请写期限可能跨入的年份"
    assert 9999 == len(Calendar(years=range(1, 10000)).years)
    with pytest.raises(BadValue, match=r"^\[0\] is not a list of years; write each as a whole number$"):
        Calendar(years=[0, 1])


def test_the_days_of_unknown_years_are_told_in_order():
    """However many lie in years that the calendar does not know, they are told from the first to the last; so are those that are both."""
    days = [date(2023, month, 1) for month in (5, 3, 12, 1, 9, 7)]
    with pytest.raises(BadValue) as beyond:
        Calendar(years=[2022], holidays=days)
    with pytest.raises(BadValue) as both:
        Calendar(years=[2023], holidays=days, workdays=days)

    assert beyond.value.value == both.value.value == [str(day) for day in sorted(days)]
