"""Exact numbers, and the one place that rounds."""

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples import refusal
from tristandard.basics.digest import digest
from tristandard.basics.errors import BadValue
from tristandard.basics.points import common, compared, exact, hardest, plain, readable, summed
from tristandard.basics.publication import Publication, Rounding, bound_of, short_decimal

EXAMPLES = Path(__file__).parent.parent / "cases" / "gb8170_rounding.csv"
WITH_COMMENT = EXAMPLES.read_text(encoding="utf-8").splitlines()
ROWS = list(csv.DictReader(WITH_COMMENT[1:]))


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3, Fraction(3)),
        ("0.5", Fraction(1, 2)),
        (" 5/3 ", Fraction(5, 3)),
        ("0.5/3", Fraction(1, 6)),
        ("-0", Fraction(0)),
        ("+2.50", Fraction(5, 2)),
        (Decimal("1E+2"), Fraction(100)),
        (Decimal("0.1"), Fraction(1, 10)),
        (Fraction(1, 3), Fraction(1, 3)),
        (10**40 - 1, Fraction(10**40 - 1)),
        (Decimal("1E+39"), Fraction(10**39)),
        (Decimal("1E-40"), Fraction(1, 10**40)),
        (Decimal(f"{'1' * 40}.{'1' * 40}"), Fraction(int("1" * 80), 10**40)),
        (Fraction(10**40 - 1, 10**40 - 3), Fraction(10**40 - 1, 10**40 - 3)),
        (Fraction(1, 2**41), Fraction(1, 2**41)),
    ],
)
def test_exact_loses_nothing(value, number):
    """Integers, decimals, fractions and plain text become the number they say."""
    assert exact(value) == number


@pytest.mark.parametrize(
    "value",
    [
        True,
        None,
        "",
        "1e5",
        "1e999999999",
        "1_000",
        "１",
        "nan",
        "1/0",
        "1/0.5",
        "one",
        complex(1),
        [1],
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("-Infinity"),
        Decimal("1E+999999999"),
        Decimal("1E-999999"),
        Decimal("1." + "1" * 100),
        10**40,
        "1" * 41,
    ],
)
def test_what_is_no_plain_number_is_refused(value):
    """Truth values, NaN, exponents, over-long and unreadable numbers are refused, with what to write."""
    with pytest.raises(BadValue) as caught:
        exact(value)

    assert str(caught.value).endswith('is not an exact number; write a plain decimal such as "0.5", or a fraction such as "5/3"')


def test_a_float_is_refused_with_the_way_to_write_it():
    """A binary float is never taken for a decimal."""
    with pytest.raises(BadValue) as caught:
        exact(0.1)

    assert str(caught.value) == '0.1 is not an exact number; write it as text, "0.1", or as Decimal("0.1"): a float is binary and not exact'


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(5), "5"),
        (Fraction(-5), "-5"),
        (Fraction(100), "100"),
        (Fraction(1, 4), "0.25"),
        (Fraction(-1, 200), "-0.005"),
        (Fraction(5, 3), "5/3"),
        (Fraction(-1, 6), "-1/6"),
        (Fraction(1, 10), "0.1"),
        (Fraction(1, 125), "0.008"),
        (Fraction(1, 11), "1/11"),
        (Fraction(7, 110), "7/110"),
        (Fraction(1, 5**40), f"0.{str(2**40).rjust(40, '0')}"),
        (Fraction(1, 2**41), f"1/{2**41}"),
    ],
)
def test_plain_is_the_text_that_reads_back(value, text):
    """A number is written as a decimal, or as a fraction where no decimal ends within 40 places, and reads back equal."""
    assert (plain(value), exact(plain(value))) == (text, value)


def test_the_examples_say_where_they_come_from():
    """The case file names its source, and holds all eighteen examples."""
    assert (WITH_COMMENT[0].startswith("# Worked examples of GB/T 8170-2008"), len(ROWS)) == (True, 18)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['input']} to {row['interval']}")
def test_gb8170_examples(row):
    """Every worked example of GB/T 8170 comes out as published."""
    interval = exact(row["interval"])
    published = Publication(row["interval"], Rounding.HALF_EVEN).publish(exact(row["input"]))

    assert (published, Fraction(published) % interval) == (Decimal(row["expected"]), 0)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['input']} to {row['interval']}")
def test_half_up_differs_only_at_an_exact_half(row):
    """四舍五入 differs from GB/T 8170 only where an exact half lies after an even digit."""
    value, interval = exact(row["input"]), Decimal(row["interval"])
    even = Publication(interval, Rounding.HALF_EVEN).publish(value)
    up = Publication(interval, Rounding.HALF_UP).publish(value)
    half = abs(value) / Fraction(interval) % 2 == Fraction(1, 2)

    assert abs(up - even) == (interval if half else 0)


@pytest.mark.parametrize(
    ("value", "interval", "up", "even", "down"),
    [
        ("2500", "1000", "3000", "2000", "2000"),
        ("28.165", "0.01", "28.17", "28.16", "28.16"),
        ("1.050", "0.1", "1.1", "1.0", "1.0"),
        ("-0.0365", "0.001", "-0.037", "-0.036", "-0.036"),
        ("-0.04", "0.1", "0.0", "0.0", "0.0"),
        ("0.35", "0.1", "0.4", "0.4", "0.3"),
        ("93.996", "0.25", "94.00", "94.00", "93.75"),
        ("1/3", "0.01", "0.33", "0.33", "0.33"),
        ("2/3", "0.01", "0.67", "0.67", "0.66"),
    ],
)
def test_three_ways_to_round(value, interval, up, even, down):
    """Half up goes away from zero, half even to the even neighbour, down toward zero; zero has no sign."""
    ways = (Rounding.HALF_UP, Rounding.HALF_EVEN, Rounding.DOWN)

    assert [str(Publication(interval, way).publish(exact(value))) for way in ways] == [up, even, down]


@given(st.sampled_from(Rounding), st.sampled_from(["0.1", "0.25", "1000"]), st.fractions(-2000, 2000, max_denominator=400), st.fractions(0, 1, max_denominator=10**6))
def test_what_lies_from_the_bound_on_is_published_as_high(way, interval, value, more):
    """Whatever lies above the bound of a number is published as it is, or higher; nothing below it is; and it itself is where the bound says so."""
    publication = Publication(interval, way)
    bound, itself = bound_of(publication, value)
    high = publication.publish(value)

    assert (itself, True) == (publication.publish(bound) >= high, bound <= value)
    assert publication.publish(bound - Fraction(1, 10**9) - more) < high
    assert publication.publish(bound + Fraction(1, 10**9) + more) >= high


@pytest.mark.parametrize("interval", ["0", "-0.1", "1/3", 0, None, 0.1, [1]])
def test_an_interval_is_a_decimal_above_zero(interval):
    """A step that nothing could be published on is refused."""
    with pytest.raises(BadValue) as caught:
        Publication(interval)

    assert f"{interval!r} is not an interval of 0.000001 or more; write the step that is published as a decimal, such as \"0.1\"" == str(caught.value)


@pytest.mark.parametrize("interval", ["nan", Decimal("NaN"), Decimal("1E-999999"), "abc", True])
def test_an_interval_is_an_exact_number(interval):
    """NaN, exponents and words are no interval."""
    with pytest.raises(BadValue, match="is not an exact number"):
        Publication(interval)


def test_rounding_is_named_by_its_kind():
    """A word instead of a way to round is refused, not taken for one of them."""
    with pytest.raises(BadValue) as caught:
        Publication("0.1", "half_up")

    assert str(caught.value) == "'half_up' is not a value of the kind Rounding for `rounding` (Publication); give one of Rounding.HALF_UP, Rounding.HALF_EVEN, Rounding.DOWN"


@pytest.mark.parametrize(("one", "other"), [("0.1", "0.10"), ("1000", Decimal("1E+3")), (1, "1.0")])
def test_equal_intervals_publish_the_same_digits(one, other):
    """Two ways to write an interval are one: equal publications print, and digest, the same."""
    first, second = Publication(one), Publication(other)

    assert (first, str(first.publish(exact("2816.5"))), digest([first])) == (second, str(second.publish(exact("2816.5"))), digest([second]))


@pytest.mark.parametrize("value", [Fraction(10**5000), Fraction(1, 10**5000), 10**40, Fraction(10**40), Fraction(1, 10**40 + 1), Decimal("1E+40"), Decimal("1E-41"), Decimal("1." + "1" * 41), "0.1/" + "9" * 40])
def test_a_number_of_too_many_digits(value):
    """No number that anybody writes has more than 40 digits on a side: in whatever form, it is refused at the door, not where it is printed or read again."""
    with pytest.raises(BadValue) as caught:
        exact(value)

    assert "is not an exact number" in str(caught.value)


def test_a_sum_of_thousands_of_digits_is_written():
    """What sums over many shares lead to is written in full, however long, with its sign."""
    below = 3**20000
    long = plain(Fraction(1, below))

    assert (len(long), long[:2], plain(-Fraction(1, below)), plain(Fraction(10**4300))) == (len(long), "1/", f"-{long}", "1" + "0" * 4300)
    assert len(long) > 9000
    assert "1" + "0" * 3999 + "5" == plain(Fraction(10**4000 + 5))


@settings(max_examples=300, deadline=None)
@given(st.fractions() | st.builds(Fraction, st.integers(-(10**80), 10**80), st.sampled_from([10**40, 10**39, 2**40, 2**41, 5**40, 10**40 - 1, 10**20 + 1])))
def test_what_is_taken_is_written_and_read_again(value):
    """Whatever number is taken at all, its text is taken too, as the same number; and so is what sums come to, by those who read sums."""
    assert summed(plain(value)) == value
    if readable(value):
        assert exact(value) == exact(plain(value)) == value
    else:
        with pytest.raises(BadValue):
            exact(value)


def test_a_subclass_of_fraction_becomes_one():
    """A number of a library of one's own becomes a plain fraction, so that it prints and digests as any other."""

    class Share(Fraction):
        pass

    assert (Fraction, Fraction(1, 3)) == (type(exact(Share(1, 3))), exact(Share(1, 3)))


@pytest.mark.parametrize("text", ["", "1.", ".5", "1/0", "+1", "1e5", " 1", "--1", "1" * 50_000, None, 1])
def test_what_plain_does_not_write_is_no_sum(text):
    """What sums come to is read as it was written alone."""
    with pytest.raises(BadValue, match="is not an exact number"):
        summed(text)


def test_a_sum_of_thousands_of_digits_is_read_again():
    """What was written in full is read in full."""
    long = -Fraction(7, 3**20000)

    assert (long, Fraction(10**9000 + 1)) == (summed(plain(long)), summed(plain(Fraction(10**9000 + 1))))


@given(st.fractions(), st.fractions())
def test_numbers_are_compared_as_they_are(one, other):
    """Comparing two numbers by whole numbers alone says the same as comparing the numbers."""
    found = compared(one, other)

    assert (one > other, one == other, one < other) == (found > 0, found == 0, found < 0)


@pytest.mark.parametrize(("text", "ways"), [("3,5", '"3.5"'), ("0，25", '"0.25"'), ("1,234", '"1234" or "1.234"'), ("-0,125", '"-0.125"')])
def test_a_decimal_comma(text, ways):
    """A number with a comma is told how to be written: with a point, or without a comma where it may set thousands apart."""
    with pytest.raises(BadValue) as caught:
        exact(text)

    assert f"{text!r} is not an exact number; write {ways}, with a point where the fraction begins" == str(caught.value)


@pytest.mark.parametrize(
    ("numbers", "least"),
    [([], 1), ([5], 1), (["1/3"], 3), (["0.5", "1/3"], 6), (["1/4", "1/6", "1/12"], 12), ([Fraction(1, 10**999)], 10**999), ([Fraction(1, 10**1000)], None), ([Fraction(1, 2**1700), Fraction(1, 5**1700)], None)],
)
def test_the_least_common_denominator(numbers, least):
    """Of numbers that have one of at most a thousand digits it is the least; of others there is none."""
    assert least == common(map(exact, numbers) if any(isinstance(one, str) for one in numbers) else map(Fraction, numbers))


def test_the_numbers_with_the_largest_denominators():
    """Of numbers that are no decimals the three with the largest denominators are named, the largest first, those of one size by their names."""
    numbers = {"a": "1/3", "b": "1/7", "c": "0.125", "d": "1/9", "e": "1/7", "f": "2/3"}

    assert ["d", "b", "e"] == hardest((name, exact(number)) for name, number in numbers.items())
    assert ["g"] == hardest([("g", Fraction(1, 7)), ("g", Fraction(1, 3))])


@pytest.mark.parametrize(
    ("call", "en", "zh"),
    [
        (lambda: summed("1/0"), "'1/0' is not an exact number; write a plain decimal such as \"0.5\", or a fraction such as \"5/3\"", "'1/0' 不是精确的数；请写普通小数，如 \"0.5\"，或分数，如 \"5/3\""),
        (lambda: summed(None), "None is not an exact number; write a plain decimal such as \"0.5\", or a fraction such as \"5/3\"", "None 不是精确的数；请写普通小数，如 \"0.5\"，或分数，如 \"5/3\""),
        (lambda: exact(" 1,234 "), "' 1,234 ' is not an exact number; write \"1234\" or \"1.234\", with a point where the fraction begins", "' 1,234 ' 不是精确的数；请写 \"1234\" 或 \"1.234\"，小数部分前用点"),
        (lambda: exact("1,5"), "'1,5' is not an exact number; write \"1.5\", with a point where the fraction begins", "'1,5' 不是精确的数；请写 \"1.5\"，小数部分前用点"),
        (lambda: exact("1234,567"), "'1234,567' is not an exact number; write \"1234.567\", with a point where the fraction begins", "'1234,567' 不是精确的数；请写 \"1234.567\"，小数部分前用点"),
        (lambda: exact("12,345 m"), "'12,345 m' is not an exact number; write a plain decimal such as \"0.5\", or a fraction such as \"5/3\"", "'12,345 m' 不是精确的数；请写普通小数，如 \"0.5\"，或分数，如 \"5/3\""),
    ],
)
def test_what_is_no_sum_is_told_whole(call, en, zh):
    """A text that nobody wrote of a sum, and a number that is not above zero, are told with what to write."""
    assert (en, zh) == refusal(call)


@pytest.mark.parametrize(
    ("interval", "way", "value", "bound", "itself"),
    [
        ("0.1", Rounding.HALF_UP, "99.9", "99.85", True),
        ("0.1", Rounding.HALF_EVEN, "99.9", "99.85", False),
        ("0.1", Rounding.HALF_EVEN, "99.8", "99.75", True),
        ("0.1", Rounding.DOWN, "99.99", "99.9", True),
        ("0.1", Rounding.DOWN, "0.05", "-0.1", False),
        ("0.1", Rounding.HALF_UP, "0", "-0.05", False),
        ("0.1", Rounding.HALF_UP, "-0.1", "-0.15", False),
        ("5", Rounding.HALF_UP, "7", "2.5", True),
        ("1", Rounding.DOWN, "-3.5", "-4", False),
    ],
)
def test_from_where_a_number_is_published(interval, way, value, bound, itself):
    """Half a step below what is printed, or where the rest is dropped at it, or for what is not above zero a step below; the half itself goes up, or to the even neighbour."""
    assert (exact(bound), itself) == bound_of(Publication(interval, way), exact(value))


@pytest.mark.parametrize(
    ("value", "text"),
    [("99.25", "99.25"), ("12345678.12345", "12345678.12345"), ("123456789.12345", "123456789.123450000…"), ("5/3", "1.666666666…"), ("-5/3", "-1.666666666…"), ("1/3000000000", "0.000000000…"), ("100000000000000", "100000000000000.000000000…")],
)
def test_an_exact_score_is_short(value, text):
    """A decimal of at most fourteen marks as it is, else its first nine places and an ellipsis."""
    assert text == short_decimal(exact(value))
