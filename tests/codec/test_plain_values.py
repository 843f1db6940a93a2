"""Plain values as files hold them: what is read, what is written, and what is refused in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction

import pytest

from tristandard.basics.errors import BadValue
from tristandard.codec.plain_values import (
    date_of,
    list_of_values,
    mapped,
    member_of,
    number,
    text_of,
    truth_of,
    whole_of,
)


class Word(Enum):
    ONE = "one"
    TWO = 2


DAY = date(2022, 5, 1)
WHOLE = ("不是整数；请只写数字，不加引号", "is not a whole number; write digits only, without quotes")
PLAIN_DAY = ("不是日期；请按 年-月-日 写，例如 2022-05-10，不带时刻", "is not a date; write year-month-day, such as 2022-05-10, without an hour")
THE_DAY = ("不是日期；请写作 2022-05-01", "is not a date; write 2022-05-01")


@pytest.mark.parametrize(
    ("read", "given", "value"),
    [
        (text_of, "", ""), (text_of, " x ", " x "), (whole_of, "0042", 42), (whole_of, 0, 0), (whole_of, -3, -3), (whole_of, "9" * 19, int("9" * 19)), (whole_of, 10**19 - 1, 10**19 - 1), (whole_of, 1 - 10**19, 1 - 10**19),
        (truth_of, True, True), (truth_of, False, False), (date_of, "2022-05-01", DAY), (date_of, DAY, DAY), (mapped, {"a": 1}, {"a": 1}), (list_of_values, (1, 2), [1, 2]), (list_of_values, [], []),
        (lambda value: member_of(value, Word), "one", Word.ONE), (lambda value: member_of(value, Word), 2, Word.TWO),
    ],
)  # fmt: skip
def test_what_is_read(read, given, value):
    """Each value as it stands; a whole number and a day also as text."""
    assert (value, type(value)) == (read(given), type(read(given)))


@pytest.mark.parametrize(
    ("read", "given", "zh", "en"),
    [
        (text_of, 3, "3 不是文字；请加上引号", "3 is not text; write it in quotes"),
        (text_of, None, "None 不是文字；请加上引号", "None is not text; write it in quotes"),
        *((whole_of, given, f"{shown} {WHOLE[0]}", f"{shown} {WHOLE[1]}") for given, shown in ((True, "True"), (1.0, "1.0"), ("-3", "'-3'"), ("", "''"), ("٣", "'٣'"), ("3.0", "'3.0'"), ("9" * 20, f"'{'9' * 20}'"), (10**19, "1" + "0" * 19), (-(10**19), "-1" + "0" * 19))),
        (truth_of, 1, "1 不是真假值（true 或 false）；请写 true 或 false，不加引号", "1 is not true or false; write true or false, without quotes"),
        *((date_of, given, f"{given!r} {PLAIN_DAY[0]}", f"{given!r} {PLAIN_DAY[1]}") for given in ("May", "2022-05-01T10:00", "2022-13-01", "01.05.2022", 20220501)),
        *((date_of, given, f"'{given}' {THE_DAY[0]}", f"'{given}' {THE_DAY[1]}") for given in ("2022/5/1", "2022.5.1", "2022-5-1", "2022年5月1日", "2022年5月1", "2022/05/01")),
        (lambda value: member_of(value, Word), "three", "'three' 不是下列之一：one、2；请写其中之一", "'three' is not one of one, 2; write one of them"),
        (mapped, [1], "[1] 不是一张表；请写成 { 键 = 值, … }", "[1] is not a table; write { key = value, … }"),
        (list_of_values, "ab", "'ab' 不是列表；请写成 [ 值, … ]", "'ab' is not a list; write [ value, … ]"),
        (list_of_values, {"a": 1}, None, "{'a': 1} is not a list; write [ value, … ]"),
    ],
)  # fmt: skip
def test_what_is_refused(read, given, zh, en):
    """It is told what was expected, and how it is written."""
    with pytest.raises(BadValue) as caught:
        read(given)

    assert en == str(caught.value)
    assert zh in (None, caught.value.text("zh"))


def test_a_day_with_an_hour_is_none():
    """Not even where it is a date of Python."""
    with pytest.raises(BadValue, match="without an hour"):
        date_of(datetime(2022, 5, 1, 10, tzinfo=UTC))


@pytest.mark.parametrize(
    ("exact", "written"),
    [(Fraction(3), 3), (Fraction(-3), -3), (Fraction(5, 2), Decimal("2.5")), (Fraction(5, 3), "5/3"), (Fraction(1, 10**6), Decimal("0.000001")), (Fraction(1, 10**7), "0.0000001"), (Fraction(10**20), 10**20)],
)
def test_how_an_exact_number_is_written(exact, written):
    """As an integer, a decimal, or text where no decimal ends, or a decimal would be told with an exponent."""
    assert (written, type(written)) == (number(exact), type(number(exact)))
