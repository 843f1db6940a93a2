"""The laws as values: every lock has its witness, a broken law says what it was given, and any rule set can be held against them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from properties import FEW, TIMES
from tristandard.codec.available import codes
from tristandard.codec.folder import load_ruleset
from tristandard.merging.merged import merge
from tristandard.testing import laws, oracle
from tristandard.testing import strategies as some

#: Of the design, and from 24 on of what results mean; 23 is still to come.
NUMBERS = [*range(1, 23), *range(24, 29)]


@pytest.mark.parametrize("lock", laws.LOCKS, ids=lambda lock: lock.name)
def test_a_lock_has_its_witness(lock):
    """What one might expect does not hold, and the witness shows it."""
    assert lock.holds()


@pytest.mark.parametrize("law", laws.LAWS, ids=lambda law: f"{law.number} {law.name}")
def test_a_law_is_said_in_words(law):
    """Each law has a number of the design, a statement and a name for everything that it takes."""
    assert (law.number in NUMBERS, True) == (True, bool(law.statement and law.takes))


def test_every_law_of_the_design_is_a_value():
    """The numbers are those of the design, none left out; the laws of quarters are among them."""
    assert NUMBERS == sorted({law.number for law in laws.LAWS})
    assert {law.name for law in laws.LAWS} >= {law.name for law in laws.OF_QUARTERS}


def test_what_laws_of_quarters_take_can_be_drawn():
    """Everything that a law takes beside a survey has a strategy of that name, and none stands idle."""
    assert some.DERIVED.keys() == {name for law in laws.OF_QUARTERS for name in law.takes}


def test_names_are_told_apart():
    """No two laws, and no two locks, have one name."""
    names = [law.name for law in (*laws.LAWS, *laws.LOCKS)]

    assert sorted(set(names)) == sorted(names)


def test_a_broken_law_says_what_it_was_given():
    """A law that does not hold raises with its statement and with what it was given."""
    law = laws.Law(number=1, name="larger", statement="a number is above two", takes=("number",), holds=lambda number: number > 2)
    law.check(3)
    with pytest.raises(laws.LawBroken) as caught:
        law.check(2)

    assert (law, (2,)) == (caught.value.law, caught.value.given)
    assert str(caught.value).startswith("law 1 (larger): a number is above two; it does not hold for number 2; ")


@pytest.mark.parametrize("code", codes())
def test_the_laws_of_a_quarter_of_a_local_rule_set(code):
    """Whoever has a rule set can hold a survey of it against the laws of the quarter."""

    @settings(FEW, max_examples=2 * TIMES)  # large; the kit holds it against each law by itself, too
    @given(some.surveys(load_ruleset(code), max_sites=2), st.data())
    def hold(survey, data):
        for law in laws.OF_QUARTERS:
            law.check(*data.draw(some.derived(survey, law.takes)))

    hold()


@pytest.mark.parametrize("code", codes())
def test_what_a_local_rule_set_asks(code):
    """What a bundled rule set asks at a site is what a reader of its rules finds there."""
    rules = load_ruleset(code)
    merged = merge(rules)
    place = tuple(tree.path(tree.terms[-1].code) for tree in (rules.areas, rules.zones, rules.site_types))
    found = {frozenset(contribution.indicator.code for contribution in question.indicator.contributions) for question in merged.questions(place)}

    assert set(oracle.asked(rules, place)) == found
