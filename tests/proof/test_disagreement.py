"""How something that does not follow is told."""

from fractions import Fraction

import pytest

import tristandard as ts
from tristandard.proof.disagreement import FACTS, Disagreement, told
from tristandard.rules.deductions.price import Level


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "none"),
        ((), "none"),
        ("", "none"),
        ("x", "x"),
        (0, "0"),
        (True, "True"),
        (Fraction(0), "0"),
        (Fraction(3, 2), "1.5"),
        (Fraction(1, 3), "1/3"),
        (Level.UNIT, "unit"),
        (ts.Quarter(2026, 2), "2026Q2"),
        (("x", Fraction(1, 2), None, ("y", Level.ITEM)), "x 0.5 none y item"),
        (frozenset({"b", "a", "c"}), "a b c"),
    ],
)
def test_a_value_as_it_is_told(value, text):
    """Numbers exactly, words by their value, several one after the other, those without an order in the order of their texts."""
    assert told(value) == text


@pytest.mark.parametrize(
    ("one", "zh", "en"),
    [
        (("observations", "2026Q2", "a register", "x"), "测评记录（2026Q2）：按测评记录应为可登记，现为x", "observations at 2026Q2: a register follows from the observations, x was found"),
        (("assessment", "a", "as the rules have it", "another"), "考核（a）：按测评记录应为按规则所写，现为另有所写", "assessment at a: as the rules have it follows from the observations, another was found"),
        (("status", "s1", "not_applicable", "not_measured"), "达标状态（s1）：按测评记录应为不适用，现为未测", "status at s1: not_applicable follows from the observations, not_measured was found"),
        (("status", "s1", "met", "breached"), "达标状态（s1）：按测评记录应为达标，现为不达标", "status at s1: met follows from the observations, breached was found"),
        (("plan", "s1", "one", "none"), "测评计划（s1）：按测评记录应为有，现为无", "plan at s1: one follows from the observations, none was found"),
        (("bar", "s1", "a\nb", ""), "标准（s1）：按测评记录应为a b，现为无", "bar at s1: a b follows from the observations, none was found"),
        (("weather", "s1", "x", "y"), "weather（s1）：按测评记录应为x，现为y", "weather at s1: x follows from the observations, y was found"),
        (("certificate", "postings", "7", "8"), "postings：核验书为“8”，成绩得出“7”", "postings: '8' in the certificate, '7' in the results"),
        (("certificate", "postings", "", "8"), "postings：核验书为“8”，成绩得出无", "postings: '8' in the certificate, none in the results"),
    ],
)
def test_a_disagreement_in_words(one, zh, en):
    """The fact, where, what follows and what was found, in one line of either language; Chinese where no language is asked for."""
    found = Disagreement(*one)

    assert (found.text("zh"), found.text("en"), found.text(), str(found)) == (zh, en, zh, en)


def test_each_fact_has_its_own_name():
    """No two facts are called alike, in either language."""
    assert len({zh for zh, _ in FACTS.values()}) == len(FACTS) == len({en for _, en in FACTS.values()})
    assert all(one[1] == key for key, one in FACTS.items())
