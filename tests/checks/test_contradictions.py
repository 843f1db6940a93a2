"""What in a rule set contradicts itself, or names what is not there."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from samples import (
    FOUND_BY,
    MEASURES,
    PLAN,
    crosswalk,
    indicator,
    lacking,
    match,
    rule_set,
    ruling,
    scope,
)
from samples.wrong import (
    TWICE,
    told,
    with_book,
)
from tristandard.basics.clause import Validity
from tristandard.basics.terms import Tree
from tristandard.checks.contradictions import contradictions
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.variant import Variant


def test_a_sound_rule_set():
    """A rule set that contradicts nothing has no problems."""
    assert told(rule_set(indicator("a.litter"), indicator("b.litter"), crosswalks=(crosswalk(match("a.litter", "b.litter")),))) == []


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (rule_set(indicator("a.x"), indicator("a.x")), "the indicator 'a.x' is declared twice; give each its own code, or drop one"),
        (rule_set(indicator("a.x"), clauses=[PLAN, PLAN]), "the clause 'plan' is declared twice; give each its own code, or drop one"),
        (
            rule_set(indicator("a.x"), indicator("b.x"), crosswalks=(crosswalk(match("a.x", "b.x"), match("b.x", "a.x")),)),
            "the match 'a.x ~ b.x' is declared twice; give each its own code, or drop one",
        ),
        (
            rule_set(indicator("a.x"), indicator("b.x"), rulings=[ruling("litter.spots any", "a.x", "b.x")] * 2),
            "the ruling 'a.x+b.x' is declared twice; give each its own code, or drop one",
        ),
        (
            evolve(rule_set(indicator("a.x")), assessments=rule_set(indicator("a.x")).assessments * 2),
            "the assessment 'a' is declared twice; give each its own code, or drop one",
        ),
    ],
)
def test_what_contradicts_itself(rules, message):
    """Each contradiction is told with its subject and the remedy."""
    assert lacking("\n".join(told(rules)), message) == []


@pytest.mark.parametrize(
    ("rules", "problems"),
    [
        (evolve(rule_set(indicator("a.x")), measures=[*MEASURES.values(), MEASURES["lamps.lit"]]), [f"the measure 'lamps.lit' {TWICE}"]),
        (evolve(rule_set(indicator("a.x")), circumstances=[FOUND_BY, FOUND_BY]), [f"the circumstance 'found_by' {TWICE}"]),
        (rule_set(indicator("a.x"), crosswalks=(crosswalk(), crosswalk())), [f"the crosswalk 'ab' {TWICE}"]),
        (rule_set(indicator("a.x"), variants=[Variant(code="v", zh="式", en="v")] * 2), [f"the variant 'v' {TWICE}"]),
        (with_book(items=with_book().assessments[0].items * 2), [f"the item of a 'item' {TWICE}"]),
        (evolve(rule_set(indicator("a.x")), circumstances=[evolve(FOUND_BY, code=code) for code in ("overdue", "repeated")]), [f"circumstance '{code}' is told by the life of a finding already; give it another code" for code in ("overdue", "repeated")]),
        (rule_set(indicator("a.x"), variants=[Variant(code="v", zh="式", en="v", where={"ab": scope("area=wujin")})], crosswalks=(crosswalk(),), areas=Tree("area")), ["variant 'v' names the area 'wujin', which is not declared; declare it, or mend the code"]),
        (
            rule_set(indicator("a.x"), indicator("b.x"), crosswalks=(crosswalk(match("a.x", "b.x", "subset_of", "lamps.lit", "notice.count")),)),
            ["the match of 'a.x' and 'b.x' covers lamps.lit, notice.count, which the larger one does not ask about; name measures of the larger one"],
        ),
    ],
)
def test_what_is_declared_twice_or_nowhere(rules, problems):
    """Each kind of thing is declared once, under a code that nothing else has, and names only what is there."""
    assert problems == told(rules)


def test_problems_are_told_all_at_once():
    """Problems of every part stand in one list."""
    rules = rule_set(evolve(indicator("a.x"), item="none"), clauses=[PLAN, PLAN], variant="v")

    assert len(told(rules)) == 3


def test_marks_that_cannot_be_added_up():
    """Caps without a common denominator of a thousand digits are refused before anything is merged."""
    lines = [DeductionRule(measures=["litter.spots"], tariff=Steps(1), at_most=2 + Fraction(1, 10**39 + 2 * number + 1)) for number in range(26)]
    told_ = [told(rule_set(indicator("a.x", "litter.spots <= 0 处", *lines[:count]))) for count in (25, 26)]

    assert [[], ["rule set 'sample' has marks and caps without a common denominator of at most 1000 digits; write them as decimals, above all those of lines of a.x"]] == told_


def test_rules_that_are_never_in_force():
    """Where the dates of a rule set and of what it cites leave no day, each is told with its own; what is always in force is not."""
    lapsed = evolve(PLAN, code="old", valid=Validity(end=date(2020, 1, 31)))
    rules = evolve(with_book(clauses=[PLAN, lapsed]), valid=Validity(start=date(2021, 1, 1)), clauses=[PLAN, lapsed])
    (problem,) = contradictions(rules)

    assert str(problem) == "rule set 'sample' and the clauses that it cites are never in force together (sample from 2021-01-01 to further notice; clause 'old' from the beginning to 2020-01-31); let their dates meet, or cite other clauses"
    assert problem.text("zh") == "规则集“sample”与所引的依据从不同时施行（sample 2021-01-01 起；依据“old” 2020-01-31 止）；请使施行日期有重合，或改引其他依据"
    assert told(evolve(rules, valid=Validity(start=date(2020, 1, 31)))) == []
