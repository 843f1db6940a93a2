"""Marks that forge lines: refused where a text is one line, and never printed as they are."""

from datetime import date

import pytest

from tristandard.basics.clause import Clause, Provenance
from tristandard.basics.counting import Form
from tristandard.basics.errors import BadValue
from tristandard.basics.event import Event, Stage
from tristandard.basics.finding import Circumstance, Finding
from tristandard.basics.marks import flat, page, strange_marks, unmarked
from tristandard.basics.measure import Measure
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation
from tristandard.basics.place import Site
from tristandard.basics.terms import Term, Unit
from tristandard.rules.acceptance import Range
from tristandard.rules.indicator import Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet

#: A line feed, a carriage return, a line separator, an escape; right-to-left, an isolate, a zero-width blank and joiner, a byte-order mark.
MARKS = ("\n", "\r", "\u2028", "\x1b", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\ufe0f", "\u2800", "\U000e0101")


def observation(**more):
    return Observation(**{"source": "a", "id": "1", "site": "s", "indicator": "a.b", "made": date(2022, 5, 1), "outcome": Measured({"a": 1}), **more})


#: Every field of one line that people write, by what it is called.
WRITTEN = {
    "zh of Term": lambda text: Term(code="a", zh=text),
    "en of Term": lambda text: Term(code="a", zh="甲", en=text),
    "zh of Unit": lambda text: Unit(code="a", zh=text, kind="k"),
    "en of Unit": lambda text: Unit(code="a", zh="甲", en=text, kind="k"),
    "external of Unit": lambda text: Unit(code="a", zh="甲", kind="k", external={"grid": text}),
    "zh of Site": lambda text: Site(code="s", zh=text, area=("a",), zone=("z",), site_type=("t",)),
    "zh of Measure": lambda text: Measure(code="a", zh=text, en="a", unit=MeasureUnit.parse("处")),
    "rungs of Measure": lambda text: Measure(code="a", zh="甲", en="a", unit=MeasureUnit.parse("级"), rungs=("B", text)),
    "forms of Measure": lambda text: Measure(code="a", zh="甲", en="a", unit=MeasureUnit.parse("种"), forms={"B", text}),
    "name of MeasureUnit": MeasureUnit,
    "zh of Item": lambda text: Item(code="a", zh=text, full=10),
    "en of Item": lambda text: Item(code="a", zh="甲", en=text, full=10),
    "zh of Sheet": lambda text: Sheet(zh=text),
    "grades of Sheet": lambda text: Sheet(grades={text: Range()}),
    "name of a node": lambda text: Model({"total": Sheet(), text: Sheet()}),
    "weigh_by of Mean": lambda text: Mean(over="unit", of="sheet", weigh_by=text),
    "by of Given": lambda text: Given(by=text),
    "document of Clause": lambda text: Clause(code="a", document=text, provenance=Provenance.PLAN),
    "article of Clause": lambda text: Clause(code="a", document="甲", article=text, provenance=Provenance.PLAN),
    "why of Form": lambda text: Form(0, text),
    "values of Circumstance": lambda text: Circumstance("a", "甲", values={"x": text}),
    "place of Finding": lambda text: Finding(id="f", measure="a", place=text),
    "id of Finding": lambda text: Finding(id=text, measure="a"),
    "evidence of Finding": lambda text: Finding(id="f", measure="a", evidence=text),
    "reason of Event": lambda text: Event(Stage.APPEALED, date(2022, 5, 1), "组", text),
    "reason of NotMeasured": NotMeasured,
    "reason of NotApplicable": NotApplicable,
    "id of Observation": lambda text: observation(id=text),
    "source of Observation": lambda text: observation(source=text),
    "visit of Observation": lambda text: observation(visit=text),
}


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: f"U+{ord(mark):04X}")
@pytest.mark.parametrize("what", WRITTEN)
def test_a_text_of_one_line_is_one_line(what, mark):
    """A label, a reason, an id or a place with a line break or an unseen mark is refused, whichever mark it is."""
    with pytest.raises(BadValue):
        WRITTEN[what](f"甲{mark}乙")


#: What Unicode lets be drawn as nothing (Default_Ignorable_Code_Point), and two more signs that are blank.
IGNORABLE = (
    "00AD 034F 061C 115F-1160 17B4-17B5 180B-180F 200B-200F 202A-202E 2060-206F 3164 FE00-FE0F FEFF FFA0 FFF0-FFF8 "
    "1BCA0-1BCA3 1D173-1D17A E0000-E0FFF 2800 1D159"
)


def test_whatever_is_drawn_as_nothing_is_refused():
    """No mark that Unicode lets be drawn as nothing stands in a label, so that no two labels look alike by one."""
    marks = [chr(code) for span in IGNORABLE.split() for first, _, last in [span.partition("-")] for code in range(int(first, 16), int(last or first, 16) + 1)]

    assert [] == [f"U+{ord(mark):04X}" for mark in marks if strange_marks(f"甲{mark}乙") == []]
    assert "[U+2800]" == flat("\u2800")


FAILED = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#n/a", "#SPILL!", "####", "Err:502")


@pytest.mark.parametrize("cell", FAILED)
@pytest.mark.parametrize("what", WRITTEN)
def test_what_a_spreadsheet_shows_for_a_failed_formula_is_no_text(what, cell):
    """What stands in a cell where a formula failed is refused wherever text is one line, and said to be that."""
    with pytest.raises(BadValue, match="a spreadsheet shows it where a formula fails or a column is too narrow; write what is meant"):
        WRITTEN[what](cell)


@pytest.mark.parametrize("cell", FAILED)
def test_what_a_spreadsheet_shows_for_a_failed_formula_is_no_code(cell):
    """A code is refused alike; one that only begins so stands."""
    with pytest.raises(BadValue, match="a spreadsheet shows it where a formula fails"):
        Circumstance(code=cell, zh="甲")

    assert "#7" == Circumstance(code="#7", zh="甲").code


@pytest.mark.parametrize("what", WRITTEN)
def test_a_text_that_is_seen_whole_stands(what):
    """Letters of any language, signs and emoji pass."""
    assert WRITTEN[what]("甲Aé😀")


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("武进区\n第 1 名", "'武进区\\n第 1 名' is not a text on one line for `zh` (Unit); take out the line break U+000A"),
        ("武\u202e进区", "'武\\u202e进区' is not a text on one line for `zh` (Unit); take out U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("武\u200b进\r\n区", "'武\\u200b进\\r\\n区' is not a text on one line for `zh` (Unit); take out U+200B ZERO WIDTH SPACE, the line break U+000D, the line break U+000A"),
        ("武\x1b[2J", "'武\\x1b[2J' is not a text on one line for `zh` (Unit); take out U+001B (a control character)"),
    ],
)
def test_a_mark_is_told_by_its_name(label, told):
    """The refusal shows the text with its marks, and names each so that it can be found."""
    with pytest.raises(BadValue) as caught:
        Unit(code="wujin", zh=label, kind="district")

    assert told == str(caught.value)


def test_quoted_words_may_have_lines():
    """The words of a clause are quoted as they stand, and cited on one line."""
    clause = Clause(code="a", document="方案", article="第二条", words="只测一次，\n  共同运用\u202e。", provenance=Provenance.PLAN)

    assert "《方案》第二条：「只测一次， 共同运用[U+202E]。」" == clause.cite()


@pytest.mark.parametrize(
    ("text", "printed"),
    [("甲 乙", "甲 乙"), ("甲\t乙", "甲 乙"), ("甲 \r\n\n  乙", "甲 乙"), ("甲\u2029乙", "甲 乙"), ("\u200b甲\x00", "[U+200B]甲[U+0000]"), ("甲　乙", "甲　乙"), ("\U000e0041", "[U+E0041]")],
)
def test_a_text_is_printed_flat(text, printed):
    """A line break or a tab is printed as a blank, a mark that is not seen as its code; nothing else changes."""
    assert (printed, []) == (flat(text), strange_marks(flat(text)))


def test_a_page_has_the_lines_that_it_was_given():
    """Whatever a line holds, it is one line of the page."""
    assert ["第 1 名 甲", "第 2 名 乙"] == page(["第 1 名\n甲", "第 2 名\u2028乙"]).splitlines()


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("*甲* _乙_ `丙` ~丁~", r"\*甲\* \_乙\_ \`丙\` \~丁\~"),
        ("[a](b) <c> d|e & $f\\", r"\[a\](b) \<c\> d\|e \& \$f" + "\\\\"),
        ("https://a.b www.a.b w.a: 3", r"https\://a.b www\.a.b w.a: 3"),
        ("甲\n- 乙", "甲 - 乙"),
    ],
)
def test_a_text_is_printed_as_it_is_in_markdown(text, printed):
    """Whatever Markdown would read as emphasis, code, a link, a tag or the end of a cell has a stroke before it; the text is one line."""
    assert printed == unmarked(text)


def test_a_mark_that_has_no_name():
    """A half of a character, and a control character, are told as that, in both languages."""
    assert [("半个字符 U+D800", "U+D800 (half a character)"), ("控制字符 U+001B", "U+001B (a control character)"), ("不可见字符 U+200B", "U+200B ZERO WIDTH SPACE"), ("换行符 U+000A", "the line break U+000A")] == strange_marks("甲\ud800\x1b\u200b\n\u200b")
