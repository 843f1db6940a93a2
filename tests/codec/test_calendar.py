"""The Chinese calendar of working days, from the package that knows it, or a plain word that it is not there."""

from datetime import date

import pytest

from tristandard.basics.calendar import Calendar, deadline
from tristandard.basics.errors import BadValue, TristandardError
from tristandard.codec import calendar
from tristandard.codec.calendar import chinese_calendar


def test_a_known_year():
    """In 2022 the Labour Day holiday ended on 4 May, and Saturday 7 May was at work."""
    pytest.importorskip("chinese_calendar")
    works = chinese_calendar([2022])

    assert (False, True, True, False) == tuple(works.works(date(2022, 5, day)) for day in (4, 5, 7, 8))
    assert date(2022, 5, 7) == deadline(date(2022, 4, 29), 3, works)


def test_the_years_asked_alone():
    """The calendar knows the years asked for, and no other."""
    pytest.importorskip("chinese_calendar")
    works = chinese_calendar([2022])

    assert {2022} == works.years
    assert {2022} == {day.year for day in (*works.holidays, *works.workdays)}
    with pytest.raises(BadValue, match="a day in a year that this calendar knows"):
        works.works(date(2021, 5, 6))


def test_a_year_that_is_not_announced_yet():
    """A year that the package does not know fails plainly, with what to do."""
    pytest.importorskip("chinese_calendar")
    with pytest.raises(BadValue) as caught:
        chinese_calendar([2022, 2100])

    assert "'2100' is not a year that the installed chinesecalendar knows (2004 to " in str(caught.value)
    assert "upgrade it once the year is announced, or pass a Calendar of your own" in str(caught.value)


def test_without_the_package(monkeypatch):
    """Where the extra is not installed it is named, with the command that installs it."""
    monkeypatch.setattr(calendar, "constants", None)
    with pytest.raises(TristandardError) as caught:
        chinese_calendar([2022])

    assert 'pip install "tristandard[calendar]"' in str(caught.value)


@pytest.mark.parametrize("make", [chinese_calendar, lambda years: Calendar(years=years)])
def test_no_end_of_years_is_refused(make):
    """More years than there are are refused before they are counted."""
    pytest.importorskip("chinese_calendar")
    with pytest.raises(BadValue, match="is not a number of years; name those that deadlines may reach into"):
        make(range(10**9))


@pytest.mark.parametrize(("years", "told"), [("2022", "'2022'"), (2022, "2022"), ({2022: 1}, "{2022: 1}"), (None, "None")])
def test_years_are_a_list_of_numbers(years, told):
    """A text, a number alone and a table are none."""
    with pytest.raises(BadValue) as caught:
        chinese_calendar(years)

    assert str(caught.value).startswith(f"{told} is not a ")
