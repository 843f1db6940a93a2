"""How values are written in a cell, and read back."""

from fractions import Fraction

import pytest

from samples import MEASURES, PATHS, measure, scope, standard, subjects
from tristandard.basics.errors import BadValue, Refused, TristandardError
from tristandard.basics.measure import Measure
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.codec.cells import pieces, read_amount, read_pairs, read_shares, show_pairs, show_shares
from tristandard.codec.observed import read_value
from tristandard.codec.text import read_standard
from tristandard.codec.undeclared import Undeclared, half_width


def reason(call):
    """Return the one reason why a cell is refused."""
    with pytest.raises(TristandardError) as caught:
        call()
    return [str(problem) for problem in getattr(caught.value, "exceptions", [caught.value])]


BAR = 'write for example "litter.spots <= 0 处", "lamps.lit >= 99 %", "ads.density >= 5 处/300 m", "toilet.grade >= B" or "notice.form accepts {panel, board}"'
FORMS = 'is not a demand for forms of notice.form; write for example "requires {sign, list} accepts {sign, list, box}"'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"'' is not a standard; {BAR}"),
        (" ; ", f"' ; ' is not a standard; {BAR}"),
        ("litter.spots", f"'litter.spots' is not a demand; {BAR}"),
        ("litter.spot <= 0 处", "'litter.spot' is not a declared measure; declare it in the rule set, or mend the code (did you mean litter.spots?)"),
        ("litter.spots ≤ 0 处", f"'≤ 0 处' is not a bar for litter.spots; {BAR}"),
        ("litter.spots 0 处", f"'0 处' is not a bar for litter.spots; {BAR}"),
        ("litter.spots <= 0", "'0' is not a number with its unit; write for example \"1 处\""),
        ("litter.spots <= nan 处", "'nan 处' is not a number with its unit; write for example \"1 处\""),
        ("litter.spots <= 1e3 处", "'e3 处' is not a unit; write a unit such as \"处\" or \"%\", or a rate such as \"处/100 m\""),
        ("litter.spots <= 0 %", "'%' is not a unit that converts to 处; write the value in 处"),
        ("lamps.lit >= 99 处", "'处' is not a unit that converts to %; write the value in %"),
        ("ads.density >= 5 处", "'处' is not a unit that converts to 处/100 m; write the value in 处/100 m"),
        ("ads.density >= 5 处/0 m", "'处/0 m' is not a unit; write a unit such as \"处\" or \"%\", or a rate such as \"处/100 m\""),
        ("litter.spots <= 0 处; litter.spots >= 0 处", "'litter.spots <= 0 处; litter.spots >= 0 处' is not a standard that names each measure once; join two ends of one measure with \"and\""),
        ("toilet.grade >= D", "'D' is not a value of toilet.grade; give one of C, B, A"),
        ("toilet.grade >= 2", "'2' is not a value of toilet.grade; give one of C, B, A"),
        ("toilet.grade present", f"'present' is not a bar for toilet.grade; {BAR}"),
        ("toilet.grade absent", f"'absent' is not a bar for toilet.grade; {BAR}"),
        ("lamps.lit present", f"'present' is not a bar for lamps.lit; {BAR}"),
        ("notice.form present", f"'present' {FORMS}"),
        ("notice.form >= 1 种", f"'>= 1 种' {FORMS}"),
        ("notice.form needs panel", f"'needs panel' {FORMS}"),
        ("notice.form requires {pannel}", "['pannel'] is not a list of forms of notice.form; give forms out of {banner, board, panel}"),
        ("notice.form accepts {panel, bord}", "['bord'] is not a list of forms of notice.form; give forms out of {banner, board, panel}"),
        ("litter.spots accepts {a}", f"'accepts {{a}}' is not a bar for litter.spots; {BAR}"),
    ],
)
def test_unreadable_standards(text, message):
    """What is no bar of a declared measure in a unit that converts is refused with what to write."""
    assert reason(lambda: standard(text)) == [message]


def test_all_mistakes_of_a_cell():
    """Every part of a standard that cannot be read is told."""
    assert len(reason(lambda: standard("litter.spot <= 0 处; lamps.lit >= 99; toilet.grade >= A"))) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", '\'\' is not a scope; write "any", or for example "site_type=…"'),
        ("road", "'road' is not a coordinate; write each of area, zone, site_type at most once, for example \"area=…\""),
        ("sitetype=road", "'sitetype=road' is not a coordinate; write each of area, zone, site_type at most once, for example \"area=…\""),
        ("kind=town", "'kind=town' is not a coordinate; write each of area, zone, site_type at most once, for example \"area=…\""),
        ("zone=village, zone=built_up", "'zone=built_up' is not a coordinate; write each of area, zone, site_type at most once, for example \"area=…\""),
        ("site_type=raod", "'raod' is not a declared site type; declare it in the rule set, or mend the code (did you mean road?)"),
        ("area=nowhere", "'nowhere' is not a declared area; declare it in the rule set, or add it with RuleSet.extended, or mend the code (known: city, wujin, tianning)"),
        ("any | zone=", "'' is not a declared zone; declare it in the rule set, or mend the code (known: built_up, village)"),
    ],
)
def test_unreadable_scopes(text, message):
    """Unknown coordinates and terms are refused with those that are known."""
    assert sorted(reason(lambda: scope(text))) == sorted([message.replace("city, wujin, tianning", ", ".join(PATHS["area"]))])


def test_unreadable_subjects():
    """A kind of unit is called so, and a near code is proposed."""
    assert reason(lambda: subjects("kind=twon | unit=wujing")) == [
        "'twon' is not a declared kind of unit; declare it in the rule set, or mend the code (did you mean town?)",
        "'wujing' is not a declared unit; declare it in the rule set, or add it with RuleSet.extended, or mend the code (did you mean wujin?)",
    ]


def test_many_known_codes_are_not_all_listed():
    """A long list of known codes is cut, and an empty one says so."""
    codes = tuple(f"c{number}" for number in range(10, 40))

    assert (str(Undeclared("area", "zzz", codes)).endswith("c20, c21, …)"), str(Undeclared("area", 3, ())).endswith("(known: none)")) == (True, True)


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("litter.spots", "12", 12),
        ("litter.spots", "12 处", 12),
        ("lamps.lit", "96.5", Fraction(193, 2)),
        ("lamps.lit", "193/2 %", Fraction(193, 2)),
        ("lamps.lit", "0.5%", Fraction(1, 2)),
        ("ads.density", "5/3", Fraction(5, 3)),
        ("ads.density", "5 处/300 m", Fraction(5, 3)),
        ("queue.wait", "0.25 h", 15),
        ("toilet.grade", " B ", "B"),
        ("notice.form", "{panel, board}", frozenset({"panel", "board"})),
        ("notice.form", "panel", frozenset({"panel"})),
        ("notice.form", "{}", frozenset()),
    ],
)
def test_observed_values(code, text, value):
    """A value stands in a cell with or without its unit; another unit of its kind converts."""
    assert read_value(MEASURES[code], text) == value


@pytest.mark.parametrize(
    ("code", "text", "message"),
    [
        ("litter.spots", "-3", "'-3' is not a value of litter.spots; give a whole number from 0 in 处"),
        ("litter.spots", "-3 处", "'-3' is not a value of litter.spots; give a whole number from 0 in 处"),
        ("litter.spots", "12 %", "'%' is not a unit that converts to 处; write the value in 处"),
        ("litter.spots", "1e999999999", "'e999999999' is not a unit that converts to 处; write the value in 处"),
        ("litter.spots", "", "'' is not an exact number; write a plain decimal such as \"0.5\", or a fraction such as \"5/3\""),
        ("toilet.grade", "D", "'D' is not a value of toilet.grade; give one of C, B, A"),
        ("notice.form", "{poster}", "{'poster'} is not a value of notice.form; give forms out of {banner, board, panel}"),
    ],
)
def test_unreadable_values(code, text, message):
    """What the measure does not admit is refused."""
    assert reason(lambda: read_value(MEASURES[code], text)) == [message]


def test_amounts_convert():
    """An amount is read in the unit asked for, exactly."""
    assert read_amount("5 处/300 m", MeasureUnit.parse("处/100 m")) == Fraction(5, 3)


@pytest.mark.parametrize("text", ["a 0.2; b 0.8", "a", "a 1/3; b 2/3", ""])
def test_shares_read_back(text):
    """Shares are written as they are read; one code alone is the whole."""
    assert show_shares(read_shares(text)) == text


def test_unreadable_shares():
    """Every share that is no number is told."""
    with pytest.raises(Refused) as caught:
        read_shares("a 20%; b nan; c 0.5")

    assert [str(problem).split(" is not")[0] for problem in caught.value.exceptions] == ["'20%'", "'nan'"]


@pytest.mark.parametrize("text", ["", "grid=0423", "case=17; grid=0423", "note=a=b", "empty="])
def test_pairs_read_back(text):
    """Pairs are written as they are read, in the order of their names."""
    assert show_pairs(read_pairs(text)) == text


@pytest.mark.parametrize("text", ["grid", "grid=1; grid=2", "=; ="])
def test_unreadable_pairs(text):
    """A pair has a name of its own."""
    with pytest.raises(BadValue, match='is not a name=value pair; write "name=value; name=value", each name once'):
        read_pairs(text)


@pytest.mark.parametrize("pairs", [{"note": "a;b"}, {"a=b": "c"}, {"note": " x"}, {"x ": "y"}, {"a;b": "c"}])
def test_pairs_that_a_cell_cannot_hold(pairs):
    """What would read back as something else is not written."""
    with pytest.raises(BadValue, match="is not a list of pairs that a cell can hold; take out"):
        show_pairs(pairs)


def test_pieces():
    """Empty parts of a list do not count."""
    assert pieces(" a ;; b; ", ";") == ["a", "b"]


def test_a_bar_with_marks_between_its_digits():
    """A bar of 1,234 m is told how to be written."""
    length = Measure(code="walk.length", zh="长度", en="length", unit=MeasureUnit.parse("m"))

    assert ["'1,234 m' is not a number that is read; write its digits without marks or blanks between them: \"1234 m\""] == reason(lambda: read_standard("walk.length <= 1,234 m", {"walk.length": length}))


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("3,5", 'write "3.5"'), ("3,5 min", 'write "3.5 min"'), ("3，5 min", 'write "3.5 min"'), ("0,125 min", 'write "0.125 min"'), ("-12,75", 'write "-12.75"'),
        ("12,3456 min", 'write "12.3456 min"'),
    ],
)  # fmt: skip
def test_a_decimal_comma(text, remedy):
    """A number with a decimal comma is told how to be written, in a value and in a bar."""
    message = f"{text!r} is not a number that is read; {remedy}, with a point where the fraction begins"

    assert [message] == reason(lambda: read_value(MEASURES["queue.wait"], text))
    assert [message] == reason(lambda: read_amount(text, MEASURES["queue.wait"].unit))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("97％", "; write half-width characters: % for ％"), ("97﹪", "; write half-width characters: % for ﹪"), ("９７％", "; write half-width characters: 9 for ９, 7 for ７, % for ％"),
        ("3，5", ""), ("3，", "; write half-width characters: , for ，"), ("≥ −3", "; write half-width characters: >= for ≥, - for −"),
    ],
)  # fmt: skip
def test_half_width_characters(text, hint):
    """Full-width digits and signs, the percent sign among them, are not read, but told how to be written; a decimal comma is told by itself."""
    assert hint == half_width(text)[1]


SHARES = {
    "to 150": measure("growth.share", "%", high=150), "open": measure("growth.share", "%"), "from -100": measure("growth.share", "%", low=-100), "to 0.5": measure("growth.share", "%", high="0.5"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("domain", "bare", "ways"),
    [
        ("to 150", "1.12", '"112 %" or "1.12 %"'), ("to 150", "1.5", '"150 %" or "1.5 %"'), ("to 150", "0.97", '"97 %" or "0.97 %"'), ("to 150", "3/2", '"150 %" or "1.5 %"'),
        ("to 150", "120/1", '"120 %"'), ("open", "1.12", '"112 %" or "1.12 %"'), ("open", "112", '"11200 %" or "112 %"'), ("open", "0.5", '"50 %" or "0.5 %"'),
        ("from -100", "-0.5", '"-50 %" or "-0.5 %"'), ("from -100", "3", '"300 %" or "3 %"'), ("to 0.5", "0.3", '"0.3 %"'),
    ],
)  # fmt: skip
def test_a_bare_share_that_may_be_two(domain, bare, ways):
    """A bare number is refused where a hundred times it is a value of the measure too: 1.12 of a share up to 150 % may be what a spreadsheet makes of 112 %."""
    hint = "; or give the measure its `high`, above which no share lies" if domain in ("open", "from -100") and abs(Fraction(bare)) > 1 else ""

    assert [f"{bare!r} is not a share with its sign, of growth.share; write {ways}, whichever was meant{hint}"] == reason(lambda: read_value(SHARES[domain], bare))


@pytest.mark.parametrize(("domain", "bare"), [("to 150", "1.51"), ("to 150", "112"), ("to 150", "0"), ("open", "0"), ("from -100", "-3")])
def test_a_bare_share_that_is_one(domain, bare):
    """A bare number is read where a hundred times it is no value of the measure, and 0 everywhere."""
    assert Fraction(bare) == read_value(SHARES[domain], bare)
