"""What every error says, and how several are told at once."""

import pickle
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import field, frozen

from tristandard.basics.clause import Clause
from tristandard.basics.errors import (
    BadValue,
    Refused,
    TristandardError,
    all_of,
    for_argument,
    refuse,
    said,
    wanted,
    whole_from,
)
from tristandard.basics.fields import kind_of
from tristandard.basics.location import Location
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.basics.publication import Rounding
from tristandard.basics.shown import shown
from tristandard.basics.terms import DuplicateCode, Term
from tristandard.words.placed import Placed
from tristandard.words.sentence import Language


def test_a_bad_value_says_value_expectation_and_remedy():
    """A message says what was given, what was expected, and what to do."""
    problem = BadValue("3处", "a unit", 'write "处"')

    assert str(problem) == "'3处' is not a unit; write \"处\""


def test_refused_lists_every_reason():
    """Several mistakes are told together, with their number, row 2 before row 10."""
    reasons = [BadValue(f"row {row}", "a code", "mend it") for row in (10, 2)]

    with pytest.raises(Refused) as caught:
        refuse("nothing was loaded", reasons)

    assert str(caught.value) == "nothing was loaded (2 to mend):\n  - 'row 2' is not a code; mend it\n  - 'row 10' is not a code; mend it"


MISTAKE = BadValue("a", "a code", "mend it")


@pytest.mark.parametrize(
    ("what", "reasons", "message"),
    [
        ("not read", [], "[] is not a list of reasons; give one mistake at least, or refuse nothing"),
        ("not read", iter(()), "[] is not a list of reasons; give one mistake at least, or refuse nothing"),
        ("not read", None, "None is not a list of values of the kind TristandardError; put it in a list"),
        ("not read", MISTAKE, f"{shown(MISTAKE)} is not a list of values of the kind TristandardError; put it in a list"),
        ("not read", ["a"], "'a' is not a value of the kind TristandardError (entry 1); give one TristandardError"),
        ("not read", [MISTAKE, ValueError("b")], "ValueError('b') is not a value of the kind TristandardError (entry 2); give one TristandardError"),
        (None, [MISTAKE], "None is not a text, or a pair of texts; give it in Chinese and in English"),
        (("未读入", 3), [MISTAKE], "('未读入', 3) is not a text, or a pair of texts; give it in Chinese and in English"),
    ],
)
def test_a_refusal_has_a_reason(what, reasons, message):
    """Nothing is refused for no reason, or for what is no error of the library; what was refused is a text or a pair."""
    with pytest.raises(TristandardError) as caught:
        Refused(what, reasons)

    assert [message] == [str(reason) for reason in caught.value.reasons]


def test_reasons_are_any_list():
    """Reasons that come one by one are held like those of a list, and copied with the refusal."""
    refused = Refused(("未读入", "not read"), iter([MISTAKE]))

    assert (MISTAKE,) == refused.reasons
    assert refused.told == pickle.loads(pickle.dumps(refused)).told


@pytest.mark.parametrize("text", [None, 3, ["a", "b"], ("a",), (1, "b")])
def test_a_mistake_says_texts(text):
    """What a value is not, and what to do, are each a text or a pair: whatever is none is refused where the error is made."""
    with pytest.raises(BadValue, match="is not a text, or a pair of texts"):
        BadValue(1, text, "mend it")


def test_reasons_are_single_mistakes():
    """Of any error `reasons` are its mistakes, each by itself: of a refusal inside another those of both, of one mistake that alone."""
    one, other, third = (BadValue(text, "a code", "mend it") for text in "abc")
    inside = Refused("not read", [other, third])

    assert ((one,), (one, other, third)) == (one.reasons, Refused("nothing was loaded", [one, inside]).reasons)


def test_nothing_to_refuse():
    """Without problems nothing is raised."""
    refuse("nothing was loaded", [])


def test_refused_is_one_error_of_this_library():
    """Whoever catches the base class catches a refusal of several mistakes."""
    with pytest.raises(TristandardError):
        refuse("nothing was loaded", [DuplicateCode("area", "a")])


def test_except_star_takes_a_refusal_apart():
    """`except*` handles each kind of mistake by itself; the parts are refusals with the same message."""
    kinds = {}
    try:
        refuse("nothing was loaded", [DuplicateCode("area", "a"), BadValue(1, "text", "quote it")])
    except* DuplicateCode as part:
        kinds["duplicate"] = (type(part), part.message, len(part.exceptions))
    except* BadValue as part:
        kinds["value"] = (type(part), part.message, len(part.exceptions))

    assert kinds == {"duplicate": (Refused, "nothing was loaded", 1), "value": (Refused, "nothing was loaded", 1)}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("x", "'x'"),
        (Fraction(-1, 2), "-0.5"),
        (Fraction(195, 2), "97.5"),
        (Fraction(300), "300"),
        (Fraction(5, 3), "5/3"),
        (Decimal("NaN"), "NaN"),
        (frozenset({"b", "a"}), "{'a', 'b'}"),
        ("x" * 78, "'" + "x" * 78 + "'"),
        ("x" * 79, "'" + "x" * 79 + "… (81 characters)"),
        ("x" * 200, "'" + "x" * 79 + "… (202 characters)"),
        pytest.param(10**5000, "one int too large to show", id="huge"),
    ],
)
def test_values_are_shown_short_and_always_alike(value, text):
    """A value is printed as it is written, cut where it is long, and the same in every run."""
    assert shown(value) == text


def test_a_bottomless_value_is_shown():
    """A value nested too deep to print does not break its own message."""
    deep = []
    for _ in range(100_000):
        deep = [deep]

    assert shown(deep) == "one list too large to show"


@pytest.mark.parametrize("code", ["", "a b", "a,b", "a;b", "a|b", "a=b", "{a}", "a'b", 'a"b', "区", "a\tb", "a\u200b", None, 3])
def test_codes_are_plain_ascii(code):
    """A code that could not stand beside others in a cell is refused, with what to write."""
    with pytest.raises(BadValue) as caught:
        Term(code=code, zh="区")

    assert str(caught.value).endswith("is not a code for `code` (Term); write ASCII letters and digits, without blanks, quotes or any of , ; | = { }; only labels may be in any language")


@pytest.mark.parametrize("code", ["!", "~", "a.b-c_d", "GB/T"])
def test_marks_that_a_code_may_have(code):
    """Every printable ASCII mark that separates nothing may stand in a code."""
    assert code == Term(code=code, zh="区").code


@pytest.mark.parametrize("label", ["", "  ", "\u3000", None, 3])
def test_labels_are_not_blank(label):
    """An empty Chinese label is refused."""
    with pytest.raises(BadValue) as caught:
        Term(code="a", zh=label)

    assert str(caught.value) == f"{label!r} is not a text for `zh` (Term); write one that is not blank"


def test_errors_are_values():
    """An error holds what it speaks of."""
    with pytest.raises(BadValue) as caught:
        MeasureUnit.parse("处/0 m")

    assert (caught.value.value, caught.value.expected[1]) == ("处/0 m", "a unit")


def test_a_word_is_no_member_of_a_kind():
    """Text in the place of a member is refused with the members, never taken for one of them."""
    with pytest.raises(BadValue) as caught:
        Clause(code="plan", document="方案", provenance="plan")

    assert str(caught.value) == (
        "'plan' is not a value of the kind Provenance for `provenance` (Clause); give one of Provenance.PLAN, Provenance.DRIVE, "
        "Provenance.PUBLISHED, Provenance.PRACTICE, Provenance.INFERRED, Provenance.ILLUSTRATIVE"
    )


def test_a_validator_of_a_kind():
    """A field of a kind takes its members, and refuses all else with its own name and that of its class."""

    @frozen
    class Cut:
        way: Rounding = field(validator=kind_of(Rounding))

    with pytest.raises(BadValue) as caught:
        Cut("down")

    assert Rounding.DOWN is Cut(Rounding.DOWN).way
    assert "'down' is not a value of the kind Rounding for `way` (Cut); give one of Rounding.HALF_UP, Rounding.HALF_EVEN, Rounding.DOWN" == str(caught.value)


def test_an_argument_is_named_in_the_language_that_is_asked_for():
    """Whatever is of another kind than an argument takes says for which argument it was given, in Chinese too."""
    with pytest.raises(BadValue) as caught:
        wanted(3, str, for_argument("reason"))

    assert ("3 不是str 类型的值（参数 `reason`）；请给出一个 str", "3 is not a value of the kind str for `reason`; give one str") == (caught.value.text("zh"), caught.value.text("en"))


def test_a_mistake_that_knows_its_places_says_where_it_stands():
    """What is wrong with rules as a whole stands at the first of the places that it names; told with all of them."""
    both = (Location("indicators.csv", 3, ("code",)), Location("indicators.csv", 5, ("code",)))

    assert Placed() == DuplicateCode("indicator", "a.x").placed
    assert Placed("indicators.csv", 3, "code", "indicators.csv, rows 3 and 5, column code") == DuplicateCode("indicator", "a.x", locations=both).placed


def test_a_pair_is_told_in_a_third_language_by_its_english():
    """What was given as a pair of texts alone has no template: any language that is laid over the two has its English."""
    pair = ("试行", "on trial")

    assert ("试行", "on trial", "on trial") == tuple(said(pair, language) for language in ("zh", "en", Language({})))


@pytest.mark.parametrize(("kind", "zh", "en"), [(int | None, "int 或 None", "int or None"), (str | int | None, "str 或 int 或 None", "str or int or None")])
def test_a_value_of_one_of_several_kinds(kind, zh, en):
    """What is of none of several kinds is refused with all of them; nothing is a kind too."""
    with pytest.raises(BadValue) as caught:
        wanted(Fraction(1, 2), kind)

    assert (f"0.5 不是{zh} 类型的值；请给出一个 {zh}", f"0.5 is not a value of the kind {en}; give one {en}") == caught.value.told
    wanted(None, kind)


def test_a_refusal_inside_another():
    """A refusal is told with what it refused and how many mistakes it holds, in both languages, and shown in a notebook as a list."""
    inside = Refused(("未读入", "not read"), [BadValue("a", ("编码", "a code"), ("请改", "mend it"))])
    outside = Refused(("未载入", "nothing was loaded"), [inside])

    assert outside.text("zh") == "未载入（须改 1 处）：\n  - 未读入（须改 1 处）：\n  - 'a' 不是编码；请改"
    assert outside.text("en") == str(outside) == "nothing was loaded (1 to mend):\n  - not read (1 to mend):\n  - 'a' is not a code; mend it"
    assert inside._repr_html_() == "<p>not read (1 to mend)</p><ul><li>&#x27;a&#x27; is not a code; mend it</li></ul>"


@pytest.mark.parametrize(("things", "told"), [("ab", "'ab'"), ({"a": 1}, "{'a': 1}"), (3, "3")])
def test_a_list_is_asked_for(things, told):
    """A text or a table in the place of a list is refused as a whole, not by its letters or keys."""
    with pytest.raises(BadValue) as caught:
        all_of(things, str)

    assert str(caught.value) == f"{told} is not a list of values of the kind str; put it in a list"


def test_what_is_not_of_one_kind():
    """Every entry of a list that is of another kind is told, by its number."""
    with pytest.raises(Refused) as caught:
        all_of(["a", 2, "b", None], str)

    assert str(caught.value) == (
        "not all are of the kind str (2 to mend):\n  - 2 is not a value of the kind str (entry 2); give one str\n  - None is not a value of the kind str (entry 4); give one str"
    )
    assert caught.value.text("zh").splitlines()[1] == "  - 2 不是str 类型的值（第 2 个）；请给出一个 str"
    assert ["a", "b"] == all_of(iter("ab"), str)


@pytest.mark.parametrize(("value", "least", "whole"), [(0, 0, True), (0, 1, False), (1, 1, True), (True, 0, False), (1.0, 0, False), ("1", 0, False), (10**18 - 1, 0, True), (10**18, 0, False), (-1, 0, False)])
def test_whole_numbers_with_which_anything_is_counted(value, least, whole):
    """They begin at a least, and have 18 digits at most; what is true is no number."""
    assert whole_from(value, least) is whole


def test_an_error_that_says_no_more_than_its_text():
    """Of an error of the library that has no words of its own its text is told in every language, and it stands nowhere."""
    plain = TristandardError("not today")

    assert (("not today", "not today"), "not today", "not today", (plain,), Placed()) == (plain.told, plain.text(), plain.text("en"), plain.reasons, plain.placed)
