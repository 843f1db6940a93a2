"""What is good enough: every form of bar, its order, and the higher of two."""

from decimal import Decimal
from fractions import Fraction

import pytest

from samples import MEASURES, measure, standard
from tristandard.basics.errors import BadValue
from tristandard.rules.acceptance import End, Forms, Range
from tristandard.rules.standard import Ask, Standard, Verdict


@pytest.mark.parametrize(
    ("text", "canonical", "good", "bad"),
    [
        ("litter.spots absent", "litter.spots <= 0 处", 0, 1),
        ("litter.spots <= 0 处", "litter.spots <= 0 处", 0, 1),
        ("notice.count present", "notice.count >= 1 处", 1, 0),
        ("notice.count >= 5 处", "notice.count >= 5 处", 5, 4),
        ("notice.count > 2 处", "notice.count >= 3 处", 3, 2),
        ("notice.count < 3 处", "notice.count <= 2 处", 2, 3),
        ("notice.count >= 2.5 处", "notice.count >= 3 处", 3, 2),
        ("notice.spacing >= 10 m", "notice.spacing >= 10 m", 10, 9),
        ("hoarding.share >= 30 %", "hoarding.share >= 30 %", 30, 29),
        ("lamps.fitted = 100 %", "lamps.fitted >= 100 %", 100, 99),
        ("lamps.lit >= 99 %", "lamps.lit >= 99 %", 99, 98),
        ("ads.density >= 5 处/300 m", "ads.density >= 5 处/300 m", Fraction(5, 3), Fraction(8, 5)),
        ("ads.density >= 5 处/100 m", "ads.density >= 5 处/100 m", 5, 4),
        ("ads.density >= 1 处/200 m", "ads.density >= 1 处/200 m", Fraction(1, 2), 0),
        ("ads.density >= 5 处/500 m", "ads.density >= 1 处/100 m", 1, 0),
        ("flies.density <= 1 只/m²", "flies.density <= 1 只/m²", 1, 2),
        ("flies.density <= 3 只/m²", "flies.density <= 3 只/m²", 3, 4),
        ("queue.wait <= 15 min", "queue.wait <= 15 min", 15, 16),
        ("complaint.answer <= 24 h", "complaint.answer <= 24 h", 24, 25),
        ("complaint.answer <= 1440 min", "complaint.answer <= 24 h", 24, 25),
        ("cleaning.time >= 12 h/d", "cleaning.time >= 12 h/d", 12, 8),
        ("cleaning.time >= 8 h/d", "cleaning.time >= 8 h/d", 8, 7),
        ("reciting.pupils >= 3 人", "reciting.pupils >= 3 人", 3, 2),
        ("toilet.grade >= A", "toilet.grade >= A", "A", "B"),
        ("toilet.grade = B", "toilet.grade = B", "B", "A"),
        ("toilet.grade C..B", "toilet.grade <= B", "C", "A"),
        ("toilet.grade > C", "toilet.grade >= B", "B", "C"),
        ("notice.spacing 5..10 m", "notice.spacing >= 5 m and <= 10 m", 7, 11),
        ("notice.spacing > 5 m and < 10 m", "notice.spacing > 5 m and < 10 m", 7, 10),
        ("notice.spacing = 5 m", "notice.spacing = 5 m", 5, 6),
        ("notice.form requires {panel}", "notice.form requires {panel}", frozenset({"panel", "board"}), frozenset({"board"})),
        ("notice.form accepts {panel, board}", "notice.form accepts {board, panel}", frozenset({"board"}), frozenset({"banner"})),
        (
            "notice.form requires {panel} accepts {panel, board}",
            "notice.form requires {panel} accepts {board, panel}",
            frozenset({"panel"}),
            frozenset({"panel", "banner"}),
        ),
    ],
)
def test_every_form_of_bar(text, canonical, good, bad):
    """Every form of bar that real assessments use is read, judges as a person would, and is written in one form."""
    read = standard(text)
    (code,) = read.measures
    judged = read.accepts({code: Fraction(good) if isinstance(good, int) else good}), read.accepts({code: Fraction(bad) if isinstance(bad, int) else bad})

    assert (str(read), standard(str(read)), judged) == (canonical, read, (True, False))


def test_a_quota_for_each_theme():
    """Per theme quotas are one standard of several measures, each of which must be met."""
    quota = standard("values.density >= 3 处/500 m; manners.density >= 3 处/500 m; minors.density >= 1 处/500 m")
    seen = {"values.density": Fraction(3), "manners.density": Fraction(3), "minors.density": Fraction(0)}

    assert (quota.accepts(seen), quota.accepts({**seen, "minors.density": Fraction(1)})) == (False, True)


@pytest.mark.parametrize(
    ("lower", "higher"),
    [
        ("hoarding.share >= 30 %", "hoarding.share >= 50 %"),
        ("hoarding.share >= 50 %", "hoarding.share >= 80 %"),
        ("ads.density >= 1 处/200 m", "ads.density >= 5 处/300 m"),
        ("flies.density <= 3 只/m²", "flies.density <= 1 只/m²"),
        ("litter.spots <= 8 处", "litter.spots <= 3 处"),
        ("cleaning.time >= 8 h/d", "cleaning.time >= 12 h/d"),
        ("notice.spacing >= 10 m", "notice.spacing > 10 m"),
        ("litter.spots any", "litter.spots <= 0 处"),
        ("notice.form accepts {panel, board}", "notice.form requires {panel} accepts {panel}"),
        ("toilet.grade >= B", "toilet.grade >= A"),
        ("litter.spots <= 0 处", "litter.spots <= 0 处; lamps.lit >= 99 %"),
    ],
)
def test_what_asks_more(lower, higher):
    """At most 3 is stricter than at most 8, at least 80 % than at least 50 %, five per 300 m than one per 200 m: by inclusion."""
    one, other = standard(lower), standard(higher)

    assert (one <= other, other <= one, one | other, other | one) == (True, False, other, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ads.density >= 5 处/300 m", "values.density >= 3 处/500 m; manners.density >= 3 处/500 m"),
        ("litter.spots <= 3 处", "lamps.lit >= 99 %"),
        ("notice.form requires {panel}", "notice.form accepts {panel}"),
    ],
)
def test_what_cannot_be_ordered(one, other):
    """A density and quotas per theme cannot be ordered: the join asks both, and neither asks more."""
    first, second = standard(one), standard(other)

    assert (first <= second, second <= first, first <= first | second, second <= first | second) == (False, False, True, True)


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ("litter.spots <= 3 处", "litter.spots <= 8 处", "litter.spots <= 3 处"),
        ("notice.spacing >= 5 m", "notice.spacing <= 10 m", "notice.spacing >= 5 m and <= 10 m"),
        ("notice.spacing >= 5 m", "notice.spacing > 5 m", "notice.spacing > 5 m"),
        ("notice.spacing <= 5 m", "notice.spacing < 5 m", "notice.spacing < 5 m"),
        ("notice.form requires {panel}", "notice.form requires {board}", "notice.form requires {board, panel}"),
        ("notice.form accepts {panel, board}", "notice.form accepts {banner, board}", "notice.form accepts {board}"),
        ("litter.spots <= 3 处", "lamps.lit >= 99 %", "lamps.lit >= 99 %; litter.spots <= 3 处"),
    ],
)
def test_the_higher_of_two(one, other, joined):
    """The join accepts what both accept."""
    assert str(standard(one) | standard(other)) == joined


@pytest.mark.parametrize(
    ("one", "other", "measures"),
    [
        ("notice.count >= 5 处", "notice.count <= 3 处", ("notice.count",)),
        ("notice.spacing > 5 m", "notice.spacing <= 5 m", ("notice.spacing",)),
        ("notice.form requires {panel}", "notice.form accepts {board}", ("notice.form",)),
        ("toilet.grade >= A", "toilet.grade <= B", ("toilet.grade",)),
    ],
)
def test_a_join_that_nothing_can_meet(one, other, measures):
    """The join is total: where nothing meets both, it accepts nothing and says of which measure."""
    joined = standard(one) | standard(other)

    assert (joined.unmeetable, str(joined), standard(str(joined))) == (measures, f"{measures[0]} none", joined)


@pytest.mark.parametrize("text", ["litter.spots <= -1 处", "litter.spots 5..3 处", "lamps.lit >= 101 %", "notice.count > 2 处 and < 3 处"])
def test_all_that_nothing_can_meet_are_equal(text):
    """A negative count, a range turned round, a share above 100 % and a whole number between 2 and 3 are one and the same: none."""
    (ask,) = standard(text).asks

    assert (ask.bar, ask.acceptance.empty, ask.acceptance.accepts(Fraction(3))) == ("none", True, False)


@pytest.mark.parametrize("text", ["toilet.grade <= A", "toilet.grade >= C", "lamps.lit any", "lamps.lit >= 0 %", "lamps.lit <= 100 %", "lamps.lit 0..100 %", "notice.form any", "notice.form accepts {panel, board, banner}"])
def test_what_the_domain_has_anyway_asks_nothing(text):
    """A share of at least 0 % asks nothing but that it be measured."""
    read = standard(text)
    (code,) = read.measures

    assert (str(read), read.judge({})) == (f"{code} any", Verdict.OPEN)


def test_verdicts():
    """Unacceptable is breached; acceptable so far, but not all seen, is open; all seen and acceptable is met."""
    asked = standard("litter.spots <= 3 处; lamps.lit >= 99 %")
    verdicts = [
        asked.judge({"litter.spots": Fraction(4)}),
        asked.judge({"litter.spots": Fraction(3)}),
        asked.judge({"litter.spots": Fraction(3), "lamps.lit": Fraction(99)}),
        Standard().judge({}),
    ]

    assert verdicts == [Verdict.BREACHED, Verdict.OPEN, Verdict.MET, Verdict.MET]


@pytest.mark.parametrize(
    ("text", "value", "distance"),
    [
        ("litter.spots <= 3 处", Fraction(5), 2),
        ("lamps.lit >= 99 %", Fraction(96), 3),
        ("lamps.lit >= 99 %", Fraction(99), 0),
        ("notice.spacing < 5 m", Fraction(5), 0),
        ("toilet.grade >= A", "C", 2),
        ("notice.form requires {panel, board} accepts {panel, board}", frozenset({"banner"}), 3),
        ("notice.form requires {panel}", frozenset(), 1),
    ],
)
def test_how_far_beyond(text, value, distance):
    """The distance to a bar is counted in the measure's unit, in rungs, or in missing and unfit forms."""
    (ask,) = standard(text).asks

    assert ask.distance(value) == distance


@pytest.mark.parametrize(
    ("text", "value", "other", "worse"),
    [
        ("lamps.lit >= 99 %", Fraction(96), Fraction(98), True),
        ("litter.spots <= 3 处", Fraction(2), Fraction(1), True),
        ("notice.spacing 5..10 m", Fraction(12), Fraction(4), True),
        ("notice.form requires {panel}", frozenset(), frozenset({"panel"}), True),
        ("lamps.lit >= 99 %", Fraction(98), Fraction(98), False),
        ("litter.spots <= 3 处", Fraction(2), Fraction(2), False),
        ("notice.spacing 5..10 m", Fraction(12), Fraction(3), False),
        ("notice.form requires {panel}", frozenset({"board"}), frozenset(), False),
    ],
)
def test_what_is_worse(text, value, other, worse):
    """A value is worse on the wrong side of a bar with one side, and further beyond where it has two."""
    (ask,) = standard(text).asks

    assert ask.worse(value, other) is worse


GIVE_FORMS, GIVE_NUMBER = "give forms out of {banner, board, panel}", "give a whole number from 0 in 处"


@pytest.mark.parametrize(
    ("refused", "message"),
    [
        (lambda: Ask(MEASURES["notice.form"], Range()), f"'any' is not a standard for notice.form; {GIVE_FORMS}"),
        (lambda: Ask(MEASURES["litter.spots"], Forms(frozenset({"panel"}))), f"'requires {{panel}}' is not a standard for litter.spots; {GIVE_NUMBER}"),
        (lambda: Ask(MEASURES["notice.form"], Forms()).accepts("panel"), f"'panel' is not a value of notice.form; {GIVE_FORMS}"),
        (lambda: Ask(MEASURES["litter.spots"], Range()).accepts("B"), f"'B' is not a value of litter.spots; {GIVE_NUMBER}"),
        (lambda: Ask(MEASURES["litter.spots"], Range()) | Ask(MEASURES["notice.form"], Forms()), f"'notice.form any' is not a standard for litter.spots; {GIVE_NUMBER}"),
    ],
)
def test_bars_and_values_of_another_kind(refused, message):
    """Forms have no range, numbers no forms, and a value of another kind is no value of the measure."""
    with pytest.raises(BadValue) as caught:
        refused()

    assert message == str(caught.value)


@pytest.mark.parametrize(("bar", "seen", "good"), [("accepts {panel, board}", {"panel", "board"}, True), ("requires {panel, board, banner}", {"panel", "board", "banner"}, True), ("accepts {panel}", {"panel", "board"}, False), ("requires {panel, board}", {"board"}, False)])
def test_all_forms_that_there_may_be(bar, seen, good):
    """All forms that are accepted may be seen at once, and all that there are may be required."""
    assert good is standard(f"notice.form {bar}").accepts({"notice.form": frozenset(seen)})


def test_a_form_that_the_measure_has_not():
    """Requiring a form that does not exist cannot be met."""
    assert Standard([Ask(MEASURES["notice.form"], Forms(frozenset({"poster"})))]).unmeetable == ("notice.form",)


def test_the_part_of_a_standard():
    """A standard can be cut to some of its measures, and given as a mapping."""
    whole = standard("litter.spots <= 3 处; lamps.lit >= 99 %")

    assert whole.only(frozenset({"lamps.lit"})) == Standard({MEASURES["lamps.lit"]: Range(End(99))})


def test_whole_numbers_without_an_end():
    """A whole number that may be negative has bars below zero, rounded to what can be met."""
    (ask,) = Standard([Ask(measure("level.change", "级", low=None, whole=True), Range(floor=End("-2.5")))]).asks

    assert ">= -2 级" == ask.bar


def test_two_measures_of_one_code():
    """A measure that differs in its unit alone is another measure; the join asks of both, and `check` tells."""
    other = measure("litter.spots", "处/100 m")

    both = [*standard("litter.spots <= 3 处").asks, Ask(other, Range())]

    assert (2, Standard(both)) == (len(Standard(both).asks), Standard(reversed(both)))


def test_values_as_people_give_them():
    """A standard is asked with the numbers and forms at hand: a whole number, a decimal, a list; a float is refused with how to write it."""
    asked = standard("litter.spots <= 3 处; lamps.lit >= 99 %; notice.form requires {panel}")

    assert asked.accepts({"litter.spots": 3, "lamps.lit": Decimal("99.5"), "notice.form": ["panel", "board"]})
    assert not asked.accepts({"litter.spots": 4, "lamps.lit": 99, "notice.form": {"panel"}})
    with pytest.raises(BadValue) as caught:
        asked.accepts({"litter.spots": 0.5, "lamps.lit": 99, "notice.form": {"panel"}})
    assert str(caught.value).startswith("0.5 is not an exact number; write it as text")


def test_what_is_breached():
    """Of several measures those that were seen and are not acceptable; what was not seen is no breach."""
    asked = standard("lamps.lit >= 99 %; litter.spots <= 3 处")

    assert [{"lamps.lit"}, {"lamps.lit", "litter.spots"}, set()] == [
        asked.breached(values) for values in ({"lamps.lit": Fraction(98), "litter.spots": Fraction(3)}, {"lamps.lit": Fraction(98), "litter.spots": Fraction(4)}, {"litter.spots": Fraction(3)})
    ]


@pytest.mark.parametrize(
    ("low", "high", "acceptable", "below", "above"),
    [
        (None, None, Range(limit=End(2)), (), (None,)),
        (None, None, Range(End(-2)), (None,), ()),
        (0, 10, Range(End(2), End(5)), (0,), (10,)),
        (0, 10, Range(End(2)), (0,), ()),
        (0, 10, Range(limit=End(5)), (), (10,)),
        (0, None, Range(End(2), End(5)), (0,), (None,)),
        (None, None, Range(), (), ()),
    ],
)
def test_the_worst_breach_on_either_side(low, high, acceptable, below, above):
    """It lies at the end of the domain, nowhere in particular where that has none; on a side where all is acceptable there is none."""
    assert (below, above) == Ask(measure("depth", "m", low=low, high=high), acceptable).farthest()


def test_the_worst_forms_are_those_that_are_unfit():
    """Of forms the worst is every unfit one and none that is required; where every form will do, there is none."""
    form = MEASURES["notice.form"]

    assert [((frozenset({"board", "banner"}),), ()), ((frozenset(),), ()), ((), ())] == [Ask(form, told).farthest() for told in (Forms({"panel"}, {"panel"}), Forms({"panel"}), Forms())]
