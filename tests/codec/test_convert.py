"""The words of a rule set as their tables in a file: read, written again in the same words, and told where they are wrong."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tristandard.basics.clause import Clause, Provenance, Validity
from tristandard.basics.counting import CountingRule, Form
from tristandard.basics.finding import Circumstance
from tristandard.basics.measure import Measure
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.basics.terms import Term, Unit
from tristandard.codec.convert import plain_converter, words_converter
from tristandard.codec.reader import Reader
from tristandard.rules.indicator import Item

NAMED = {"zh": "垃圾", "en": "litter"}
SPOTS = {"code": "litter.spots", **NAMED, "unit": MeasureUnit.parse("处"), "whole": True}
#: What stands under a code, and what it is read as.
WRITTEN = {
    "a measure": ({**NAMED, "unit": "处"}, Measure(code="x", **NAMED, unit=MeasureUnit.parse("处"))),
    "a measure with its domain": ({**NAMED, "unit": "%", "low": "1/3", "high": Decimal("99.5")}, Measure(code="x", **NAMED, unit=MeasureUnit.parse("%"), low="1/3", high="99.5")),
    "a measure below zero": ({**NAMED, "unit": "m", "low": "open"}, Measure(code="x", **NAMED, unit=MeasureUnit.parse("m"), low=None)),
    "a measure of whole ones": ({**NAMED, "unit": "处/100 m", "whole": True}, Measure(code="x", **NAMED, unit=MeasureUnit.parse("处/100 m"), whole=True)),
    "a ladder": ({**NAMED, "unit": "级", "rungs": ["C", "A"]}, Measure(code="x", **NAMED, unit=MeasureUnit.parse("级"), rungs=("C", "A"))),
    "forms": ({**NAMED, "unit": "种", "forms": ["a", "b"]}, Measure(code="x", **NAMED, unit=MeasureUnit.parse("种"), forms=frozenset({"a", "b"}))),
    "what lies close": (
        {**NAMED, "unit": "处", "whole": True, "counting": {"within": "200 m", "together": "1.5 m", "sample": 2}},
        Measure(**{**SPOTS, "code": "x"}, counting=CountingRule(within=200, together="1.5", sample=2)),
    ),
    "what lies apart": ({**NAMED, "unit": "处", "whole": True, "counting": {"spacing": "20 m"}}, Measure(**{**SPOTS, "code": "x"}, counting=CountingRule(spacing=20))),
    "what is counted by an answer": (
        {**NAMED, "unit": "处", "whole": True, "counting": {"by": "found_by", "forms": {"city": {"counts": "1/3", "why": "三处算一处"}}}},
        Measure(**{**SPOTS, "code": "x"}, counting=CountingRule(by="found_by", forms={"city": Form(counts="1/3", why="三处算一处")})),
    ),
    "a circumstance": ({**NAMED, "values": {"city": "市级", "district": "区级"}}, Circumstance(code="x", **NAMED, values={"city": "市级", "district": "区级"})),
    "a clause": ({"document": "方案", "provenance": "plan"}, Clause(code="x", document="方案", provenance=Provenance.PLAN)),
    "a clause in force": (
        {"document": "方案", "article": "第二条", "words": "文\n文", "link": "https://a.b", "provenance": "practice", "valid": {"start": date(2022, 5, 1), "end": date(2023, 5, 1)}},
        Clause(code="x", document="方案", article="第二条", words="文\n文", link="https://a.b", provenance=Provenance.PRACTICE, valid=Validity(date(2022, 5, 1), date(2023, 5, 1))),
    ),
    "a term": ({"zh": "区", "en": "district", "parent": "city"}, Term(code="x", zh="区", en="district", parent="city")),
    "a unit": ({"zh": "街道", "kind": "town", "external": {"grid": "0423"}}, Unit(code="x", zh="街道", kind="town", external={"grid": "0423"})),
    "an item": ({"zh": "公共秩序", "full": "50/3"}, Item(code="x", zh="公共秩序", full="50/3")),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "value"), WRITTEN.values(), ids=WRITTEN)
def test_what_is_read_is_written_again(raw, value):
    """A table of one by its code is read, and written in the same words; what is as usual is left out."""
    convert, kind = plain_converter(), tuple[type(value), ...]

    assert (value,) == convert.structure({"x": raw}, kind)
    assert {"x": raw} == convert.unstructure((value,), kind)
    assert {"code": "x", **raw} == convert.unstructure(value)
    assert value == convert.structure({"code": "x", **raw}, type(value))
    assert getattr(convert.structure({"code": "x", **raw}, type(value)), "external", None) == getattr(value, "external", None)


MEASURE = {**NAMED, "unit": "处"}
WHOLE = "is not a whole number; write digits only, without quotes"
WRONG = {
    "no table": (tuple[Term, ...], [], "[] is not a table; write { key = value, … }"),
    "no table of one": (tuple[Term, ...], {"x": 3}, "3 is not a table; write { key = value, … }"),
    "a code twice": (tuple[Term, ...], {"x": {"code": "y", "zh": "区"}}, "'code' is not a known key; the key 'x' is the code already; take the other out"),
    "a label of no text": (Term, {"code": "x", "zh": 3}, "zh: 3 is not text; write it in quotes"),
    "a label that is empty": (Term, {"code": "x", "zh": " "}, "zh: ' ' is not a text for `zh` (Term); write one that is not blank"),
    "a label that is not there": (Term, {"code": "x"}, "'zh' is not there; add it"),
    "a key that is not known": (Term, {"code": "x", "zh": "区", "name": "x"}, "'name' is not a known key; mend it, or take it out"),
    "a unit of no text": (Measure, {"code": "x", **NAMED, "unit": 3}, "unit: 3 is not text; write it in quotes"),
    "a unit that is none": (Measure, {"code": "x", **NAMED, "unit": "3"}, "unit: '3' is not a unit; write a unit such as \"处\" or \"%\", or a rate such as \"处/100 m\""),
    "an end in words": (Measure, {"code": "x", **MEASURE, "high": "none"}, "high: 'none' is not an exact number; write a plain decimal such as \"0.5\", or a fraction such as \"5/3\""),
    "truth in words": (Measure, {"code": "x", **MEASURE, "whole": "yes"}, "whole: 'yes' is not true or false; write true or false, without quotes"),
    "a ladder in one text": (Measure, {"code": "x", **MEASURE, "rungs": "ABC"}, "rungs: 'ABC' is not a list; write [ value, … ]"),
    "a rung of no text": (Measure, {"code": "x", **MEASURE, "rungs": [1]}, "rungs, entry 1: 1 is not text; write it in quotes"),
    "a form twice": (Measure, {"code": "x", **MEASURE, "forms": ["a", "a"]}, "forms: ['a', 'a'] is not a list that names each once; drop what stands twice"),
    "a length without a unit": (Measure, {"code": "x", **MEASURE, "counting": {"within": "3"}}, "counting.within: '3' is not a number with its unit; write for example \"1 m\""),
    "a length of no text": (Measure, {"code": "x", **MEASURE, "counting": {"within": 3}}, "counting.within: 3 is not text; write it in quotes"),
    "a sample in words": (Measure, {"code": "x", **MEASURE, "counting": {"sample": "two"}}, f"counting.sample: 'two' {WHOLE}"),
    "answers in a list": (Circumstance, {"code": "x", **NAMED, "values": ["a"]}, "values: ['a'] is not a table; write { key = value, … }"),
    "an answer of no text": (Circumstance, {"code": "x", **NAMED, "values": {"a": 1}}, "values: 1 is not text; write it in quotes"),
    "another provenance": (Clause, {"code": "x", "document": "方案", "provenance": "law"}, "provenance: 'law' is not one of plan, drive, published, practice, inferred, illustrative; write one of them"),
    "a day with an hour": (Clause, {"code": "x", "document": "方案", "provenance": "plan", "valid": {"start": "2022-05-01T10"}}, "valid.start: '2022-05-01T10' is not a date; write year-month-day, such as 2022-05-10, without an hour"),
    "days in no table": (Clause, {"code": "x", "document": "方案", "provenance": "plan", "valid": "2022"}, "valid: '2022' is not a table; write { key = value, … }"),
    "an unknown key of days": (Clause, {"code": "x", "document": "方案", "provenance": "plan", "valid": {"from": "2022-05-01"}}, "valid: 'from' is not a known key; mend it, or take it out"),
    "a day with points": (Clause, {"code": "x", "document": "方案", "provenance": "plan", "valid": {"start": "2022.5.1"}}, "valid.start: '2022.5.1' is not a date; write 2022-05-01"),
    "an external name in no table": (Unit, {"code": "x", "zh": "街", "kind": "town", "external": "a"}, "external: 'a' is not a table; write { key = value, … }"),
    "a row that is too long": (tuple[tuple[str, str], ...], [["a", "b"], ["a", "b", "c"]], "entry 2: ['a', 'b', 'c'] is not a list of 2; give 2 values, no more and no fewer"),
    "a cell of a row": (tuple[tuple[str, Fraction], ...], {"a": "x"}, "a: 'x' is not an exact number; write a plain decimal such as \"0.5\", or a fraction such as \"5/3\""),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "raw", "told"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_place(kind, raw, told):
    """Each mistake says what stands there, what was expected and what to write."""
    reader = Reader(plain_converter())

    assert reader.take(raw, kind, "f") is None
    assert [told] == [str(problem)[3:] for problem in reader.problems]


def test_what_may_be_written_in_another_way():
    """A length in any unit of length, a number in quotes, a day as text: they are read as what they mean."""
    convert = plain_converter()
    rule = convert.structure({"within": "0.2 km", "sample": "2"}, CountingRule)
    span = convert.structure({"start": "2022-05-01"}, Validity)

    assert (200, 2, date(2022, 5, 1), None) == (rule.within, rule.sample, span.start, span.end)


def test_rows_and_tables_of_numbers():
    """Numbers by their names are a table, in the order in which they stand; rows of cells are lists."""
    convert = plain_converter()
    pairs = tuple[tuple[str, Fraction], ...]

    assert (("b", Fraction(1, 3)), ("a", Fraction(2))) == convert.structure({"b": "1/3", "a": 2}, pairs)
    assert {"b": "1/3", "a": 2} == convert.unstructure((("b", Fraction(1, 3)), ("a", Fraction(2))), pairs)
    assert (("b", 1),) == convert.structure([["b", 1]], tuple[tuple[str, int], ...])
    assert {"a": {"b": Fraction(1, 3)}} == convert.structure({"a": {"b": "1/3"}}, dict[str, dict[str, Fraction]])
    assert ["a", "b"] == convert.unstructure(frozenset({"b", "a"}), frozenset[str])


def test_the_converter_of_words_is_one():
    """It knows no words of a rule set, so that all may use it."""
    assert words_converter() is words_converter()
