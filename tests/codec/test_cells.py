"""What a cell holds one by one: read, shown again, and told where it is wrong."""

from fractions import Fraction

import pytest

from tristandard.basics.errors import BadValue, Refused
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.codec.cells import (
    each,
    pieces,
    read_amount,
    read_pairs,
    read_shares,
    refuse_grouped,
    show_pairs,
    show_shares,
)

METRE, RATE = MeasureUnit.parse("m"), MeasureUnit.parse("处/100 m")
AMOUNT = ("不是带单位的数；请写作 \"1 m\" 这样", 'is not a number with its unit; write for example "1 m"')


def told(call):
    """Return what is told in both languages."""
    with pytest.raises(BadValue) as caught:
        call()
    return caught.value.text("zh"), str(caught.value)


def test_each_part_is_read_or_told():
    """All parts in their order, or the mistakes of all of them."""
    assert [1, 2] == each(["1", "2"], int)

    def odd(part):
        if part % 2:
            raise BadValue(part, "an even number", "write another")
        return part

    with pytest.raises(Refused) as caught:
        each([1, 2, 3], odd)

    assert (["1 is not an even number; write another", "3 is not an even number; write another"], "a cell cannot be read") == ([str(one) for one in caught.value.exceptions], caught.value.message)
    assert ["a", "b c"] == pieces(" a ;; b c ; ", ";")


@pytest.mark.parametrize(("text", "unit", "amount"), [("5 m", METRE, 5), (" 0.2km ", METRE, 200), ("5 处/300 m", RATE, Fraction(5, 3)), ("1/3 m", METRE, Fraction(1, 3)), ("-2 m", METRE, -2)])
def test_a_number_with_its_unit(text, unit, amount):
    """It is converted into the unit of the measure, exactly."""
    assert amount == read_amount(text, unit)


@pytest.mark.parametrize("text", ["5", "m", "", "five m", "5 / m", "5,m"])
def test_what_is_no_amount(text):
    """A number alone, a unit alone, and marks between them."""
    assert tuple(f"{text!r} {end}" for end in AMOUNT) == told(lambda: read_amount(text, METRE))


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,000 处", "1000 处"), ("1，000", "1000"), ("12'345.5 m", "12345.5 m"), ("-1 000 000", "-1000000"), ("1\u00a0000 处", "1000 处")],
)
def test_digits_that_are_set_apart(text, number):
    """A number is written without marks between its digits."""
    zh, en = told(lambda: refuse_grouped(text))

    assert en.endswith(f'is not a number that is read; write its digits without marks or blanks between them: "{number}"')
    assert zh.endswith(f'不是可以读取的数；数字之间请不要加符号或空格，写作 "{number}"')


@pytest.mark.parametrize("text", ["1000", "1.5 处", "1000 处", "12 34", "0 000"])
def test_digits_that_stand_together(text):
    """They are no number that is set apart."""
    assert refuse_grouped(text) is None


def test_shares():
    """One code alone is the whole; what is shown is read again."""
    for text, shares in (("a", (("a", 1),)), ("a 0.2; b 0.8", (("a", Fraction("0.2")), ("b", Fraction("0.8")))), ("a 1/3; b 2/3", (("a", Fraction(1, 3)), ("b", Fraction(2, 3)))), ("", ())):
        assert (shares, text) == (read_shares(text), show_shares(shares))
    with pytest.raises(Refused) as caught:
        read_shares("a x; b 0.5; c y")

    assert ["'x' is not an exact number", "'y' is not an exact number"] == [str(one).partition(";")[0] for one in caught.value.exceptions]


def test_pairs():
    """Names with their values, in the order of the names when they are shown."""
    assert {"b": "1=2", "a": ""} == read_pairs(" b = 1=2 ; a= ;")
    assert "a=; b=1" == show_pairs({"b": "1", "a": ""})
    for part in ("grid", "=3", " =3"):
        assert (f"'{part.strip()}' 不是一对 名称=值；请写作“名称=值; 名称=值”，每个名称只写一次", f'\'{part.strip()}\' is not a name=value pair; write "name=value; name=value", each name once') == told(lambda text=part: read_pairs(text))
    assert "'a=2' is not a name=value pair; " in told(lambda: read_pairs("a=1; a=2"))[1]


@pytest.mark.parametrize("pairs", [{"a;": "1"}, {"a": "1;"}, {"a=": "1"}, {" a": "1"}, {"a": "1 "}])
def test_pairs_that_no_cell_holds(pairs):
    """Marks of the format, and blanks around, would read as something else."""
    ((name, value),) = pairs.items()

    assert f'\'{name}={value}\' is not a list of pairs that a cell can hold; take out ";", "=" and blanks around names and values, or write to a path that ends in .json' == told(lambda: show_pairs(pairs))[1]
