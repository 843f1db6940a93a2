"""A rule set as one value."""

import pytest

from samples import AREAS, MEASURES, crosswalk, indicator, rule_set, ruling
from tristandard.basics.lookup import UnknownKey
from tristandard.basics.terms import Term, Unit


def test_rulings_have_an_order():
    """Rulings stand by their members, in whatever order they were made."""
    rulings = [ruling("litter.spots any", *members) for members in (("a.y", "b.y"), ("b.x", "a.x"))]

    assert [{"a.x", "b.x"}, {"a.y", "b.y"}] == [one.members for one in rule_set(indicator("a.x"), rulings=rulings).rulings]


def test_more_areas_and_units():
    """A user's own towns and villages extend a rule set, and stand in it like its own."""
    rules = rule_set(indicator("a.x")).extended(areas=[Term(code="hutang", zh="湖塘镇", parent="wujin")], units=[Unit(code="niutang", zh="牛塘镇", kind="town", parent="wujin")])

    assert (rules.paths["area"]["hutang"], rules.subject("niutang")) == (("city", "wujin", "hutang"), (("town",), ("wujin", "niutang")))


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda rules: rules.varied("v"), "'v' is not a variant of sample; give one of (it has none)"),
        (lambda rules: rules.assessment("b"), "'b' is not an assessment of sample; give one of a"),
        (lambda rules: rules.subject("x"), "'x' is not a known unit; give one of hutang, wujin"),
        (lambda rules: rules.paths["unit"]["x"], "'x' is not a known unit; give one of hutang, wujin"),
    ],
)
def test_unknown_names(ask, message):
    """A variant, an assessment or a unit that is not there is refused with those that are."""
    with pytest.raises(UnknownKey) as caught:
        ask(rule_set(indicator("a.x")))

    assert str(caught.value) == message


def test_the_order_of_writing_means_nothing():
    """A rule set is the same in any order of its parts."""
    one = rule_set(indicator("a.x"), indicator("b.x"), crosswalks=(crosswalk(), crosswalk(code="cd")))
    other = rule_set(indicator("b.x"), indicator("a.x"), crosswalks=(crosswalk(code="cd"), crosswalk()))

    assert (one, list(one.measures) == sorted(MEASURES.values(), key=lambda found: found.code), len(one.areas)) == (other, True, len(AREAS))
