"""What is one problem: each counting rule, the order of its steps, and what it says of what it does not count."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from tristandard.basics.counting import PLAIN, CountingRule, Form, count
from tristandard.basics.errors import BadValue
from tristandard.basics.event import Event, Stage
from tristandard.basics.finding import Finding
from tristandard.basics.measure import Measure
from tristandard.basics.measure_unit import MeasureUnit

STRUCK = (Event(Stage.APPEALED, date(2022, 5, 12), "湖塘镇", "不在辖区"), Event(Stage.STRUCK, date(2022, 5, 20), "市城管委", "属实"))
BY_FORM = CountingRule(by="form", forms={"banner": Form(0, "横幅不计"), "cabinet": Form(2, "一柜两面")})


def spot(id_, *at, **more):
    """Return one spot somewhere."""
    return Finding(id=id_, measure="litter.spots", at=at, **more)


def formed(id_, form, *at):
    """Return one thing of a form."""
    return spot(id_, *at, circumstances={"form": form})


def counted(rule, *findings):
    """Return what each finding counts, by its id."""
    return {finding.id: finding.counts for finding in count(rule, findings)}


def notes(rule, *findings):
    """Return why findings do not count as one, by id."""
    return {finding.id: finding.note for finding in count(rule, findings) if any(finding.note)}


def test_without_a_rule_each_finding_is_one():
    """Where a measure has no counting rule its value is the number of its findings, whatever they said they count."""
    assert {"a": 1, "b": 1} == counted(PLAIN, spot("a"), spot("b", counts=7, note=("七", "seven")))
    assert {} == notes(PLAIN, spot("b", counts=7, note=("七", "seven")))


def test_what_is_struck_counts_nothing():
    """A finding that was struck out counts nothing, and says by whom, when and why."""
    assert {"a": 0, "b": 1} == counted(PLAIN, spot("a", life=STRUCK), spot("b"))
    assert {"a": ("2022-05-20 市城管委撤销：属实", "struck out by 市城管委 on 2022-05-20: 属实")} == notes(PLAIN, spot("a", life=STRUCK), spot("b"))


def test_within_a_walk():
    """What lies at the end of the walk counts, what lies beyond it does not."""
    rule = CountingRule(within=200)

    assert {"a": 1, "b": 1, "c": 0} == counted(rule, spot("a", 0), spot("b", 200), spot("c", "200.1"))
    assert {"c": ("在 200 m 以外，不计", "beyond 200 m")} == notes(rule, spot("a", 0), spot("c", "200.1"))


def test_by_form():
    """A form that is not listed counts one; the others what they say, with the reason."""
    assert {"a": 1, "b": 0, "c": 2} == counted(BY_FORM, formed("a", "panel"), formed("b", "banner"), formed("c", "cabinet"))
    assert {"b": ("横幅不计", "横幅不计"), "c": ("一柜两面", "一柜两面")} == notes(BY_FORM, formed("b", "banner"), formed("c", "cabinet"))


def test_what_is_connected_is_one():
    """A chain of short steps makes one; the first by day and id stands for it, and the others name it."""
    rule = CountingRule(together=1)
    chain = spot("b", 0), spot("a", "0.8"), spot("c", "1.6"), spot("d", 9)

    assert {"a": 1, "b": 0, "c": 0, "d": 1} == counted(rule, *chain)
    assert ("与 a 相连（1 m 内），合计一处", "one with a (within 1 m)") == notes(rule, *chain)["c"]


def test_a_chain_that_closes_late_is_one():
    """Two groups become one where a later finding stands between them."""
    assert {"a": 1, "b": 0, "c": 0} == counted(CountingRule(together=1), spot("a", 0), spot("b", 2), spot("c", 1))


def test_distances_are_exact():
    """Exactly one metre is within one metre, by coordinates too; a hair more is not."""
    assert 1 == sum(counted(CountingRule(together=1), spot("a", 0, 0), spot("b", "0.6", "0.8")).values())
    assert 2 == sum(counted(CountingRule(together=1), spot("a", 0, 0), spot("b", "0.6", "0.80000000001")).values())
    assert [1, 1, 2] == [sum(counted(CountingRule(together=3), spot("a", 1), spot("b", at)).values()) for at in ("3.9", "4", "4.1")]


def test_one_in_so_many_metres():
    """Along the walk one counts in so many metres, from the first that counts; the others say which one is too near."""
    rule = CountingRule(spacing=20)
    walk = spot("a", 0), spot("b", 15), spot("c", 20), spot("d", 39), spot("e", 40)

    assert {"a": 1, "b": 0, "c": 1, "d": 0, "e": 1} == counted(rule, *walk)
    assert {"b": ("距 a 不足 20 m，不计", "less than 20 m from a"), "d": ("距 c 不足 20 m，不计", "less than 20 m from c")} == notes(rule, *walk)


def test_the_order_of_the_steps():
    """What is struck out, beyond the walk or exempt holds no place among what is connected or spaced."""
    rule = evolve(BY_FORM, within=100, spacing=20)
    found = formed("a", "banner", 0), evolve(formed("b", "panel", 5), life=STRUCK), formed("c", "panel", 10), formed("d", "panel", 29), formed("e", "panel", 30), formed("f", "panel", 101)

    assert {"a": 0, "b": 0, "c": 1, "d": 0, "e": 1, "f": 0} == counted(rule, *found)


def test_a_struck_finding_needs_neither_place_nor_form():
    """What is struck out is not asked where it lay or which form it had."""
    assert {"a": 0} == counted(evolve(BY_FORM, within=100), spot("a", life=STRUCK))


def test_a_whole_sample():
    """Of a sample of two both are reported, the clean one too, and the struck one still was looked at."""
    rule = CountingRule(sample=2)

    assert {"a": 0, "b": 1} == counted(rule, spot("a", life=STRUCK), spot("b"))
    for found in ([spot("a")], [spot("a"), spot("b"), spot("c")]):
        with pytest.raises(BadValue, match="is not a whole sample of 2; report all 2 in one observation"):
            count(rule, found)
    assert {"a": 1} == counted(CountingRule(sample=1), spot("a"))


def test_a_sample_or_all_where_there_are_fewer():
    """Of a sample of two among three, two are it; of one alone, it; none fewer, none more."""
    rule, found = CountingRule(sample=2, among="bins.count"), [spot("a"), spot("b")]

    assert [2, 2, 1, 0] == [len(count(rule, found[:number], Fraction(there))) for there, number in ((3, 2), (2, 2), (1, 1), (0, 0))]
    with pytest.raises(BadValue, match="2 is not a whole sample of 1: there are 1, fewer than 2, and all of them are looked at; report all 1 in one observation"):
        count(rule, found, Fraction(1))
    for there in (Fraction(3), None):
        with pytest.raises(BadValue, match="1 is not a whole sample of 2; report all 2 in one observation"):
            count(rule, found[:1], there)


def test_a_form_may_be_a_number_of_the_life():
    """Whoever was told twice counts two, written as a span, as lines write it."""
    rule = CountingRule(by="notified", forms={"2..": Form(2, "两次交办计两处")})
    told = spot("a", life=[Event(Stage.NOTIFIED, date(2022, 4, 1)), Event(Stage.NOTIFIED, date(2022, 4, 3))]).as_of(date(2022, 4, 5))

    assert [2, 1] == [finding.counts for finding in count(rule, [told, spot("b")])]


def test_no_order_matters():
    """The findings come back in the order of day and id, whatever order they came in."""
    found = [spot("b", 0), spot("z", 5, life=[Event(Stage.FOUND, date(2022, 4, 1))]), spot("c", 3)]

    assert ["z", "b", "c"] == [finding.id for finding in count(PLAIN, found)]
    assert count(CountingRule(together=4), found) == count(CountingRule(together=4), reversed(found))


POSITIONS = "is not two findings with positions of one kind; give each its distance along the walk, or each two coordinates, in metres"
BY_ONE = "is not a count by form; name the circumstance that tells the form, and what each form counts"
LENGTH = "(CountingRule); write its size; what is taken off has no minus sign"


@pytest.mark.parametrize(
    ("rule", "findings", "message"),
    [
        (CountingRule(within=200), [spot("a")], "'a' is not a finding with its distance along the walk; give one number in metres: at = [35]"),
        (CountingRule(spacing=20), [spot("a", 1, 2)], "'a' is not a finding with its distance along the walk; give one number in metres: at = [35]"),
        (CountingRule(together=1), [spot("a", 1), spot("b", 1, 2)], f"'b and a' {POSITIONS}"),
        (CountingRule(together=1), [spot("a"), spot("b")], f"'b and a' {POSITIONS}"),
        (BY_FORM, [spot("a")], "'a' is not a finding that says its form; give that circumstance"),
    ],
)
def test_what_a_rule_reads_must_be_said(rule, findings, message):
    """A finding without the position or the form that the rule reads is refused, with what to give."""
    with pytest.raises(BadValue) as caught:
        count(rule, findings)

    assert message == str(caught.value)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: CountingRule(by="form"), f"'form' {BY_ONE}"),
        (lambda: CountingRule(forms={"cabinet": Form(2, "一柜两面"), "banner": Form(0, "不计")}), f"['banner', 'cabinet'] {BY_ONE}"),
        (lambda: CountingRule(together=1, spacing=20), "'together 1 m, spacing 20 m' is not one way to count what lies close; write one of the two"),
        (lambda: CountingRule(sample=0), "0 is not the size of a sample; write a whole number from 1"),
        (lambda: CountingRule(among="bins.count"), "'bins.count' is not what a sample is taken among; write `sample` too, or leave `among` out"),
        (lambda: CountingRule(sample=True), "True is not the size of a sample; write a whole number from 1"),
        (lambda: CountingRule(within=0), f"0 is not a number above zero for `within` {LENGTH}"),
        (lambda: CountingRule(spacing=-1), f"-1 is not a number above zero for `spacing` {LENGTH}"),
        (lambda: Form(-1, "不计"), "-1 is not what a form counts; write 0 for what is exempt, 1 for what counts as one"),
        (lambda: Form(0, ""), "'' is not a text for `why` (Form); write one that is not blank"),
        (lambda: Measure(code="grade", zh="级", en="grade", unit=MeasureUnit.parse("级"), rungs=("B", "A"), counting=CountingRule(together=1)), "'grade' is not a measure that is counted; leave the counting rule out: its answer is no number"),
    ],
)
def test_rules_that_cannot_count(make, message):
    """A counting rule that says too little, too much, or nothing that can be counted is refused."""
    with pytest.raises(BadValue) as caught:
        make()

    assert message == str(caught.value)


def test_lengths_are_exact():
    """Lengths are exact numbers of metres."""
    assert Fraction(1, 3) == CountingRule(together="1/3").together
