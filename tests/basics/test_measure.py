"""Units convert exactly or not at all; a measure admits only the answers it has."""

from decimal import Decimal
from fractions import Fraction

import pytest

from samples import MEASURES, measure, refusal
from tristandard.basics.counting import CountingRule
from tristandard.basics.errors import BadValue
from tristandard.basics.measure import of_measure
from tristandard.basics.measure_unit import MeasureUnit


@pytest.mark.parametrize(
    ("number", "unit", "into", "converted"),
    [
        (5, "处/300 m", "处/100 m", Fraction(5, 3)),
        (1, "处/200 m", "处/100 m", Fraction(1, 2)),
        (5, "处/500 m", "处/1 km", 10),
        (5, "处/km", "处/100 m", Fraction(1, 2)),
        (2, "h", "min", 120),
        (90, "min", "h", Fraction(3, 2)),
        (1, "d", "h", 24),
        (1, "m", "米", 1),
        (250, "cm", "m", Fraction(5, 2)),
        (1, "km²", "m²", 1_000_000),
        (15, "‰", "%", Fraction(3, 2)),
        (3, "只/m²", "只/0.5 m²", Fraction(3, 2)),
        (12, "h/d", "min/h", 30),
    ],
)
def test_units_of_one_kind_convert_exactly(number, unit, into, converted):
    """Five per 300 m are one and two thirds per 100 m, and two hours 120 minutes: without any loss."""
    assert number * MeasureUnit.parse(unit).factor(MeasureUnit.parse(into)) == converted


@pytest.mark.parametrize(("unit", "into"), [("处", "%"), ("处", "个"), ("处/100 m", "处"), ("处/m²", "处/m"), ("min", "m")])
def test_different_measures_do_not_convert(unit, into):
    """Places are not per cent, and a rate is no count."""
    with pytest.raises(BadValue) as caught:
        MeasureUnit.parse(unit).factor(MeasureUnit.parse(into))

    assert str(caught.value) == f"{unit!r} is not a unit that converts to {into}; write the value in {into}"


@pytest.mark.parametrize("text", ["处", "%", "处/100 m", "处/m", "只/0.5 m²"])
def test_a_unit_reads_back(text):
    """A unit is written as it was read."""
    assert str(MeasureUnit.parse(text)) == text


@pytest.mark.parametrize("text", ["", "3", "3处", "处/", "处/100", "处/0 m", "处 个", "处;件", "处,件", "处/m/m"])
def test_unreadable_units_are_refused(text):
    """A text that is no unit is refused with examples."""
    with pytest.raises(BadValue) as caught:
        MeasureUnit.parse(text)

    assert str(caught.value) == f'{text!r} is not a unit; write a unit such as "处" or "%", or a rate such as "处/100 m"'


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        ("处/100 m", Fraction(5, 3), "5 处/300 m"),
        ("处/100 m", Fraction(1, 2), "1 处/200 m"),
        ("h/d", Fraction(21, 2), "10.5 h/d"),
        ("h/d", Fraction(1, 3), "1 h/3 d"),
        ("处/100 m", Fraction(5), "5 处/100 m"),
        ("%", Fraction(199, 2), "99.5 %"),
        ("处", Fraction(1, 3), "1/3 处"),
    ],
)
def test_a_rate_that_no_decimal_ends_is_written_with_two_integers(unit, value, text):
    """Law 14: a rate such as 5 per 300 m is written with its two integers."""
    assert MeasureUnit.parse(unit).show(value) == text


@pytest.mark.parametrize(
    ("code", "value", "held"),
    [
        ("litter.spots", 3, Fraction(3)),
        ("lamps.lit", Decimal("99.5"), Fraction(199, 2)),
        ("lamps.lit", "100", Fraction(100)),
        ("reciting.pupils", 5, Fraction(5)),
        ("toilet.grade", "B", "B"),
        ("notice.form", ["panel", "board"], frozenset({"panel", "board"})),
        ("notice.form", set(), frozenset()),
    ],
)
def test_what_a_measure_admits(code, value, held):
    """A number, a rung or a set of forms is held as the measure's own kind of value."""
    assert MEASURES[code].admit(value) == held


@pytest.mark.parametrize(
    ("code", "value", "message"),
    [
        ("litter.spots", -1, "-1 is not a value of litter.spots; give a whole number from 0 in 处"),
        ("litter.spots", "0.5", "'0.5' is not a value of litter.spots; give a whole number from 0 in 处"),
        ("litter.spots", Fraction(1, 2), "'0.5' is not a value of litter.spots; give a whole number from 0 in 处"),
        ("lamps.lit", 101, "101 is not a value of lamps.lit; give a number from 0 to 100 in %"),
        ("reciting.pupils", 6, "6 is not a value of reciting.pupils; give a whole number from 0 to 5 in 人"),
        ("toilet.grade", "D", "'D' is not a value of toilet.grade; give one of C, B, A"),
        ("toilet.grade", 1, "1 is not a value of toilet.grade; give one of C, B, A"),
        ("notice.form", {"pannel"}, "{'pannel'} is not a value of notice.form; give forms out of {banner, board, panel}"),
        ("notice.form", "panel", "'panel' is not a value of notice.form; give forms out of {banner, board, panel}"),
        ("notice.form", [["panel"]], "[['panel']] is not a value of notice.form; give forms out of {banner, board, panel}"),
    ],
)
def test_what_a_measure_does_not_admit(code, value, message):
    """Negative counts, half problems, unknown rungs and forms are refused, with what may be written."""
    with pytest.raises(BadValue) as caught:
        MEASURES[code].admit(value)

    assert str(caught.value) == message


@pytest.mark.parametrize("value", [0.5, True, None, "nan"])
def test_no_measure_admits_a_float(value):
    """A float, a truth value and nothing are no number of anything."""
    with pytest.raises(BadValue, match="is not an exact number"):
        MEASURES["lamps.lit"].admit(value)


def test_a_measure_without_a_lowest_value():
    """A domain may have no end; its hint says so."""
    assert measure("depth", "m", low=None).hint() == ("请写数，单位为 m", "give a number in m")


@pytest.mark.parametrize("answers", [{"rungs": ("C", "B")}, {"forms": frozenset({"panel"})}])
@pytest.mark.parametrize("domain", [{"low": 1}, {"low": None}, {"high": 3}, {"whole": True}])
def test_a_domain_of_what_is_no_number_is_refused(answers, domain):
    """Ends and whole numbers mean nothing where the answers are rungs or forms."""
    with pytest.raises(BadValue) as caught:
        measure("a", "级", **answers, **domain)

    assert str(caught.value) == "'a' is not a measure with one kind of answer; leave out low, high and whole, which speak of numbers, or the rungs or forms"


@pytest.mark.parametrize(
    ("domain", "message"),
    [
        ({"rungs": ("A",), "forms": frozenset({"x"})}, "'x.y' is not a measure with one kind of answer; give rungs or forms, not both"),
        ({"rungs": ("A", "A")}, "('A', 'A') is not a ladder; name each rung once, the lowest first"),
        ({"rungs": ("A", "")}, "[''] is not a list of answers to x.y; write each as one word, without blanks, dots in a row or any of , ; = { }"),
        ({"forms": frozenset({"a b", "c,d", "e..f", "{g}"})}, "['a b', 'c,d', 'e..f', '{g}'] is not a list of answers to x.y; write each as one word, without blanks, dots in a row or any of , ; = { }"),
        ({"low": 5, "high": 3}, "'5..3' is not a domain; let low come before high"),
    ],
)
def test_impossible_domains_are_refused(domain, message):
    """A measure has one kind of answer, and every answer can be written in a cell."""
    with pytest.raises(BadValue) as caught:
        measure("x.y", "处", **domain)

    assert str(caught.value) == message


def test_a_domain_of_one_number():
    """A measure whose lowest and highest value are one admits that value alone."""
    one = measure("x.y", "处", low=3, high=3)

    with pytest.raises(BadValue, match=r"4 is not a value of x\.y; give a number from 3 to 3 in 处"):
        one.admit(4)
    assert 3 == one.admit(3)


def test_values_are_shown_with_their_unit():
    """Reports print a number with its unit, a rung and forms as they are."""
    shown = [MEASURES["lamps.lit"].show(Fraction(96)), MEASURES["toilet.grade"].show("B"), MEASURES["notice.form"].show(frozenset({"panel", "board"}))]

    assert shown == ["96 %", "B", "{board, panel}"]


def test_places_on_a_ladder():
    """A rung compares by its place from the lowest; what is no rung has none."""
    grade = MEASURES["toilet.grade"]
    with pytest.raises(BadValue, match="'D' is not a value of"):
        grade.position("D")

    assert [grade.position(rung) for rung in ("C", "B", "A")] == [0, 1, 2]


@pytest.mark.parametrize(
    ("domain", "ends"),
    [
        ({}, (0, None)),
        ({"low": None, "high": "2.5"}, (None, Fraction(5, 2))),
        ({"low": "0.5", "high": "2.5"}, (Fraction(1, 2), Fraction(5, 2))),
        ({"low": "0.5", "high": "2.5", "whole": True}, (1, 2)),
        ({"low": None, "whole": True}, (None, None)),
        ({"rungs": ("C", "B", "A")}, (0, 2)),
    ],
)
def test_the_lowest_and_the_highest_that_there_is(domain, ends):
    """Of whole numbers those within the domain, of a ladder its places from 0; None where there is no end."""
    assert ends == measure("a.b", "处", **domain).ends


@pytest.mark.parametrize(
    ("domain", "countable", "by_one"),
    [({}, False, False), ({"whole": True}, True, True), ({"rungs": ("B", "A")}, False, True), ({"forms": frozenset({"x"})}, False, False)],
)
def test_what_may_be_a_number_of_findings(domain, countable, by_one):
    """Whole numbers alone may be; these and the rungs of a ladder lie one apart."""
    made = measure("a.b", "处", **domain)

    assert (countable, by_one) == (made.countable, made.counted_by_one)


@pytest.mark.parametrize(
    ("call", "en", "zh"),
    [
        (lambda: measure("g", "级", rungs=("<A", "and", "B")), "['<A', 'and'] is not a list of answers to g; name each otherwise: ranges begin with < or >, and accepts, and, any, none, requires are words of a bar", "[<A、and] 不是g 的答案；请换个写法：以 < 或 > 开头的是数的范围，accepts、and、any、none、requires 是写标准用的词"),
        (lambda: measure("g", "种", forms={"any", "board"}), "['any'] is not a list of answers to g; name each otherwise: ranges begin with < or >, and accepts, and, any, none, requires are words of a bar", "[any] 不是g 的答案；请换个写法：以 < 或 > 开头的是数的范围，accepts、and、any、none、requires 是写标准用的词"),
        (lambda: measure("g", "级", rungs=("A b", "c")), "['A b'] is not a list of answers to g; write each as one word, without blanks, dots in a row or any of , ; = { }", "[A b] 不是g 的答案；请把每个答案写成一个词，不带空白、连续的点和 , ; = { } 等符号"),
        (lambda: measure("g", "级", rungs=("A", "A")), "('A', 'A') is not a ladder; name each rung once, the lowest first", "[A、A] 不是等级表；请由低到高写等级，每级写一次"),
        (lambda: measure("g", "级", rungs=("A",), high=3), "'g' is not a measure with one kind of answer; leave out low, high and whole, which speak of numbers, or the rungs or forms", "'g' 不是只有一种答案的测量项目；请删去写给数的 low、high、whole，或删去等级、形式"),
        (lambda: measure("g", "级", rungs=("A",), forms={"b"}), "'g' is not a measure with one kind of answer; give rungs or forms, not both", "'g' 不是只有一种答案的测量项目；请写等级（rungs）或形式（forms），不要都写"),
        (lambda: measure("g", "级", rungs=("A",), counting=CountingRule(sample=3)), "'g' is not a measure that is counted; leave the counting rule out: its answer is no number", "'g' 不是可以计数的测量项目；请删去计数规则：它的答案不是数"),
        (lambda: measure("g", "级", low=3, high=2), "'3..2' is not a domain; let low come before high", "'3..2' 不是取值范围；请让 low 不大于 high"),
        (lambda: MeasureUnit.parse("处/00 m"), "'处/00 m' is not a unit; write a unit such as \"处\" or \"%\", or a rate such as \"处/100 m\"", "'处/00 m' 不是计量单位；请写单位，如“处”“%”，或比率，如“处/100 m”"),
        (lambda: MeasureUnit.parse(3), "3 is not a unit; write a unit such as \"处\" or \"%\", or a rate such as \"处/100 m\"", "3 不是计量单位；请写单位，如“处”“%”，或比率，如“处/100 m”"),
        (lambda: MeasureUnit("处", per="x y"), "'处/1 x y' is not a unit; write a unit such as \"处\" or \"%\", or a rate such as \"处/100 m\"", "'处/1 x y' 不是计量单位；请写单位，如“处”“%”，或比率，如“处/100 m”"),
    ],
)
def test_answers_that_a_bar_could_not_name(call, en, zh):
    """A rung or a form is no word of a bar and does not begin as a range does: each that does is told."""
    assert (en, zh) == refusal(call)


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        ({"low": None, "high": 40}, "请写不大于 40 的数，单位为 ℃", "give a number to 40 in ℃"),
        ({"low": -3}, "请写不小于 -3 的数，单位为 ℃", "give a number from -3 in ℃"),
        ({"low": -3, "high": 40}, "请写 -3 到 40 的数，单位为 ℃", "give a number from -3 to 40 in ℃"),
        ({"low": None, "whole": True}, "请写整数，单位为 ℃", "give a whole number in ℃"),
        ({"rungs": ("C", "A")}, "请写其中之一：C、A", "give one of C, A"),
        ({"forms": {"b", "a"}}, "请在 {a、b} 中选写", "give forms out of {a, b}"),
    ],
)
def test_what_may_be_written_is_told(given, zh, en):
    """A domain is told by the ends that it has, and answers by their names."""
    assert (zh, en) == measure("warmth", "℃", **given).hint()


@pytest.mark.parametrize(
    ("call", "en", "zh"),
    [
        (lambda: MeasureUnit("处", 0, "m"), "'处/0 m' is not a unit; write a unit such as \"处\" or \"%\", or a rate such as \"处/100 m\"", "'处/0 m' 不是计量单位；请写单位，如“处”“%”，或比率，如“处/100 m”"),
        (lambda: MeasureUnit("处", -1, "m"), "'处/-1 m' is not a unit; write a unit such as \"处\" or \"%\", or a rate such as \"处/100 m\"", "'处/-1 m' 不是计量单位；请写单位，如“处”“%”，或比率，如“处/100 m”"),
        (lambda: MeasureUnit("处", 2), "'处' is not a unit; write a unit such as \"处\" or \"%\", or a rate such as \"处/100 m\"", "'处' 不是计量单位；请写单位，如“处”“%”，或比率，如“处/100 m”"),
        (lambda: measure("g", "级", rungs=("none", "<B", "any", "A")), "['<B', 'any', 'none'] is not a list of answers to g; name each otherwise: ranges begin with < or >, and accepts, and, any, none, requires are words of a bar", "[<B、any、none] 不是g 的答案；请换个写法：以 < 或 > 开头的是数的范围，accepts、and、any、none、requires 是写标准用的词"),
    ],
)
def test_a_rate_is_of_something(call, en, zh):
    """A rate is per more than nothing, and names that no bar could hold are told in their order."""
    assert (en, zh) == refusal(call)


def test_forms_are_shown_in_one_order():
    """Whatever their order, forms are shown by their names; a rung is shown as it is, and a number with its unit."""
    letters = measure("l", "种", forms=set("abcdefgh"))

    assert ("{a, b, c, d, e, f, g, h}", "B", "3 处") == (letters.show(frozenset("hgfedcba")), MEASURES["toilet.grade"].show("B"), MEASURES["litter.spots"].show(Fraction(3)))


def test_a_mistake_says_of_which_measure_it_is():
    """A value that is no number is told with the measure that it was given for, once."""
    problem = BadValue("x", ("数", "a number"), ("改", "mend it"))
    told = of_measure(problem, "litter.spots")

    assert ("'x' 不是数（litter.spots）；改", "'x' is not a number for litter.spots; mend it") == told.told
    assert told == of_measure(told, "litter.spots")
