"""Laws 5 and 6: no order is meaning, and what is shared is its set of contributions."""

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from properties import FEW, SOME
from tristandard.checks.report import check
from tristandard.merging.merged import merge
from tristandard.testing import laws
from tristandard.testing import strategies as some


@SOME
@given(st.data(), some.rule_sets())
def test_order_is_not_meaning(data, rules):
    """Rules written in another order, of assessments, indicators, demands, matches and their sides, are and merge to the same (law 5)."""
    other, point = data.draw(some.reordered(rules)), data.draw(some.points_near(rules=rules))
    given = {"rule set": rules, "the same in another order": other, "point": point}

    assert not [law.name for law in laws.ORDER if not law.holds(*(given[name] for name in law.takes))]


@FEW
@given(st.data(), some.rule_sets(worded=True))
def test_order_of_what_the_merge_does_not_read(data, rules):
    """Labels, tariffs, models, dates and variants are equal in any order too (law 5)."""
    other = data.draw(some.reordered(rules))

    assert (rules, merge(rules)) == (other, merge(other))


def mistaken(rules):
    """Return a rule set with mistakes of several kinds: grounds and hosts that differ, rulings gone, indicators that nobody declared."""
    walks = [evolve(walk, hosts=[f"{host}_{place}" for host in walk.hosts], where=None) for place, walk in enumerate(rules.crosswalks)]
    return [evolve(rules, rulings=[]), evolve(rules, crosswalks=walks), evolve(rules, assessments=rules.assessments[1:]), evolve(rules, measures=rules.measures[1:])]


@FEW
@given(st.data(), some.rule_sets())
def test_mistakes_are_told_in_one_order(data, rules):
    """The mistakes of rules written in another order are the same, told in the same order (law 5)."""
    other = data.draw(some.reordered(rules))
    told, told_of_other = ([[str(problem) for problem in check(wrong).problems] for wrong in mistaken(written)] for written in (rules, other))

    assert told == told_of_other


@SOME
@given(some.shared_indicators(), st.data())
def test_contributions_in_any_order(shared, data):
    """Parts of a shared indicator, which may overlap, make the same in any order (law 6)."""
    (law,) = [law for law in laws.CONTRIBUTIONS if law.name == "in any order"]

    assert law.holds(*(data.draw(some.parts(shared)) for _ in law.takes))


@FEW
@given(st.data(), some.rule_sets())
def test_an_assessment_joins(data, rules):
    """What is shared is the same whether an assessment was there from the start or came when the others were merged (law 6)."""
    (law,) = [law for law in laws.CONTRIBUTIONS if law.name == "in one step or two"]
    newcomer = data.draw(st.sampled_from(rules.assessments))

    assert law.holds(merge(some.without(rules, newcomer.code)), merge(rules))


@SOME
@given(st.data(), some.rule_sets())
def test_a_ruling_for_other_members_is_refused(data, rules):
    """A ruling for members that are not together one shared indicator, one more or one less among them, settles nothing and is refused (law 6)."""
    (law,) = [law for law in laws.CONTRIBUTIONS if law.takes == ("rule set", "ruling")]

    assert law.holds(rules, data.draw(some.rulings_beside(rules)))
