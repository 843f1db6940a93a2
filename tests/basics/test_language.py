"""Texts in two languages, labels that look alike, and how wide a text is printed."""

from enum import StrEnum

import pytest

from tristandard.basics.errors import BadValue
from tristandard.basics.finding import Finding
from tristandard.basics.language import as_pair, either, label_and_code, looks, told_apart, width


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("abc", 3), ("武进", 4), ("武进 3 次", 9), ("（）", 4), ("é…", 2)])
def test_how_wide_a_text_is(text, columns):
    """Chinese characters and marks take two columns, all others one."""
    assert columns == width(text)


def test_labels_that_look_alike():
    """Marks of one look, and blanks around, make no difference; letters do."""
    assert looks("东区(A) ") == looks("东区（Ａ）") != looks("东区(B)")


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        ({"a": "东", "b": "西"}, {"a": "东", "b": "西"}),
        ({"a": "东", "b": "西", "c": "东"}, {"a": "东（a）", "b": "西", "c": "东（c）"}),
        ({"a": "东(b)", "b": "东（b）", "c": "西"}, {"a": "东(b)（a）", "b": "东（b）（b）", "c": "西"}),
        ({"a": "东", "b": "东", "c": "东（a）"}, {"a": "东（a）", "b": "东（b）", "c": "东（a）（c）"}),
    ],
)
def test_labels_are_told_apart(labels, told):
    """Those that would be read as one have their codes beside them; all have, where a label is written as if it had a code."""
    assert told == told_apart(labels)
    assert {code: label.replace("（", " (").replace("）", ")") for code, label in told_apart({"a": "x", "b": "x"}).items()} == told_apart({"a": "x", "b": "x"}, "{} ({})")


def test_one_language_stands_for_the_other():
    """A text that was given in one language alone stands for both; a label stands with its code in Chinese, in English the code alone."""
    assert [("甲", "A"), ("甲", "甲"), ("A", "A")] == [either("甲", "A"), either("甲", ""), either("", "A")]
    assert ("甲（a）", "a") == label_and_code("甲", "a")


@pytest.mark.parametrize(
    ("note", "message"),
    [
        ("一处", "'一处' is not a pair of texts for `note` (Finding); give it in Chinese and in English"),
        (("一处",), "('一处',) is not a pair of texts for `note` (Finding); give it in Chinese and in English"),
        (("一处", 1), "1 is not a value of the kind str for `note` (Finding); give one str"),
        (("一处\n", "one"), "'一处\\n' is not a text on one line for `note` (Finding); take out the line break U+000A"),
    ],
)
def test_what_is_no_pair_of_texts(note, message):
    """A text alone, or a pair of which one is no text of one line, is refused with the field that it was given for."""
    with pytest.raises(BadValue) as caught:
        Finding(id="f", measure="m", note=note)

    assert str(caught.value) == message


def test_a_pair_holds_nothing_but_texts():
    """A member of an Enum that equals a text becomes that text, in either place of a pair; whatever is no pair is left to be refused."""
    word = StrEnum("word", {"ONE": "one"}).ONE

    assert [(str, str), (str, str)] == [tuple(map(type, as_pair(pair))) for pair in (("一", word), (word, "one"))]
    assert [("一",), ("一", "one", "un"), ("一", 3)] == [as_pair(value) if len(value) != 2 else value for value in (("一",), ("一", "one", "un"), ("一", 3))]
