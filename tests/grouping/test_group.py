"""Which indicators are one question: highest standard, widest scope, broadest subjects."""


import pytest
from attrs import evolve

from samples import crosswalk, indicator, match, rule_set, scope, standard, subjects
from samples.matched import BOTH, DENSITY, LITTER, on_two_grounds, pair, shared, three
from tristandard.grouping.group import groups
from tristandard.merging.merged import merge


def test_highest_widest_broadest():
    """指标就高、范围就宽、对象就广: the shared indicator joins all three."""
    rules = rule_set(
        indicator("a.x", "litter.spots <= 0 处", where="site_type=road", of="kind=district"),
        indicator("b.x", "litter.spots <= 3 处", where="zone=village", of="kind=town"),
        crosswalks=(crosswalk(match("a.x", "b.x"), host="b"),),
    )
    found = shared(rules)

    assert (found.code, found.standard, found.scope, found.subjects, found.assessments, found.lead.code) == (
        "a.x+b.x",
        standard("litter.spots <= 0 处"),
        scope("site_type=road | zone=village"),
        subjects("kind=district | kind=town"),
        ("a", "b"),
        "b.x",
    )


def test_the_order_of_matches_means_nothing():
    """A shared indicator is its set of contributions, in whatever order it was put together."""
    one = three(match("a.x", "b.x"), match("b.x", "c.x"))
    other = three(match("c.x", "a.x"), match("c.x", "b.x"))

    assert shared(one).contributions == shared(other).contributions


def test_two_first_and_then_a_third():
    """Joining two and then a third gives what joining all three gives."""
    asks = "litter.spots <= 0 处", "litter.spots <= 2 处", "litter.spots <= 5 处"
    one, other = match("a.x", "b.x"), match("b.x", "c.x")
    first_two, last_two, all_three = (shared(three(*matches, asks=asks, host="b")) for matches in ([one], [other], [one, other]))

    assert first_two | last_two == all_three


def test_what_is_in_no_match_stays_an_assessments_own():
    """An indicator without a match is its assessment's own, with itself as host."""
    merged = merge(rule_set(indicator("a.x"), indicator("b.x"), indicator("b.y"), crosswalks=(crosswalk(match("a.x", "b.x")),)))

    assert [(own.code, own.host, own.standard) for own in merged.own] == [("b.y", "b", standard(LITTER))]


@pytest.mark.parametrize(
    ("hosts", "host"),
    [(("a", "b"), "a"), (("b", "a"), "b"), (("d", "c", "a", "b"), "c"), (("d", "c"), "c")],
)
def test_the_first_host_that_is_a_member_measures(hosts, host):
    """A crosswalk has an order of hosts, which holds for all its groups: of each the first that is a member measures."""
    pairs = [indicator("a.y"), indicator("d.y")]
    members = [indicator(f"{letter}.x") for letter in "abc"]
    walk = crosswalk(match("a.x", "b.x"), match("b.x", "c.x"), match("a.y", "d.y"), host=hosts)
    merged = merge(rule_set(*pairs, *members, crosswalks=(walk,)))

    assert {"a.x+b.x+c.x": host, "a.y+d.y": next(one for one in hosts if one in "ad")} == {indicator.code: indicator.host for indicator in merged.shared}


def test_orders_of_hosts_that_come_to_the_same():
    """Two crosswalks of one group may have other orders, as long as both let the same member measure."""
    assert "b" == shared(on_two_grounds(None, None, hosts=(("b", "a"), ("b", "c")))).host


def test_a_part_of_a_larger_question():
    """Only the measures that the smaller one covers get the joined bar; the larger one keeps its others."""
    rules = pair("litter.spots <= 0 处", "litter.spots <= 3 处; lamps.lit >= 99 %", match("a.x", "b.x", "subset_of", "litter.spots"))
    found = shared(rules)

    assert (found.standard, [sorted(contribution.measures) for contribution in found.contributions]) == (
        standard("litter.spots <= 0 处; lamps.lit >= 99 %"),
        [["litter.spots"], ["lamps.lit", "litter.spots"]],
    )


def test_a_part_of_two_equal_questions():
    """A part is matched to one of two equal questions and so stands to both."""
    rules = three(match("a.x", "b.x", "subset_of", "litter.spots"), match("b.x", "c.x"), asks=(LITTER, BOTH, BOTH))

    assert shared(rules).code == "a.x+b.x+c.x"


def test_a_chain_of_parts():
    """A part of a part is matched to the largest as well."""
    rules = three(
        match("a.x", "b.x", "subset_of", "litter.spots"),
        match("b.x", "c.x", "subset_of", "litter.spots", "lamps.lit"),
        match("a.x", "c.x", "subset_of", "litter.spots"),
        asks=(LITTER, BOTH, f"{BOTH}; {DENSITY}"),
    )

    assert shared(rules).standard == standard(f"{BOTH}; {DENSITY}")


def test_without_a_host_among_them_the_first_leads():
    """A shared indicator whose host is gone shows the labels of its first member."""
    one, other = shared(pair()), shared(rule_set(indicator("b.y"), indicator("c.y"), crosswalks=(crosswalk(match("b.y", "c.y"), host="b"),)))

    assert (one.lead.code, (other | other).lead.code) == ("a.x", "b.y")


def test_own_indicators_stand_in_the_order_of_their_codes():
    """In whatever order they are written, those of one assessment after another."""
    codes = ["a.x", "a.x0", "a.y", "a0.b", "a_.a", "ab.x", "b.a"]

    assert codes == [own.code for own in merge(rule_set(*map(indicator, reversed(codes)))).own]


def test_labels_are_those_of_the_first_where_nobody_hosts():
    """A shared indicator of which no member measures is called as its first member is."""
    assert "a.x" == evolve(shared(pair()), host="").lead.code


def test_crosswalks_are_listed_by_their_order_of_hosts():
    """Of one group each order of hosts has the crosswalks that declare it, both in the order of their codes, however they were written."""
    letters = "abcdefgh"
    walks = [crosswalk(match("a.x", f"{letter}.x"), code=f"w{number}", host=("b", "a") if number % 2 else ("a",)) for number, letter in zip(range(9, 2, -1), letters[1:], strict=True)]
    (group,) = groups(rule_set(*(indicator(f"{letter}.x") for letter in letters), crosswalks=tuple(walks)))

    assert [(("a",), ["w4", "w6", "w8"]), (("b", "a"), ["w3", "w5", "w7", "w9"])] == list(group.orders.items())
    assert [*letters] == group.books
