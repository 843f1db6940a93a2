"""A finding: what it says, what became of it, and what that tells at the end of a period."""

import re
from datetime import date, datetime
from fractions import Fraction
from itertools import permutations

import pytest

from samples import refusal
from tristandard.basics.errors import BadValue
from tristandard.basics.event import Event, Stage, undone
from tristandard.basics.finding import Circumstance, Finding
from tristandard.basics.outcome import Measured

END = date(2022, 6, 30)


def on(day, stage, authority="", reason=""):
    """Return what happened on a day of April."""
    return Event(stage, date(2022, 4, day), authority, reason)


def found(*life, **more):
    """Return a finding with a life."""
    return Finding(**{"id": "f1", "measure": "litter.spots", "life": life, **more})


APPEALED = on(12, Stage.APPEALED, "湖塘镇", "不在辖区")
STRUCK = on(20, Stage.STRUCK, "市城管委", "属实")
UPHELD = on(21, Stage.UPHELD, "市城管委", "在辖区")


def test_a_life_is_in_the_order_of_the_days():
    """Events are kept by day, and on one day in the order in which they happen, whatever order they were given in."""
    life = (on(1, Stage.FOUND), on(2, Stage.NOTIFIED), on(2, Stage.DUE), on(2, Stage.RECTIFIED), on(3, Stage.VERIFIED))

    assert {life} == {found(*order).life for order in permutations(life)}


@pytest.mark.parametrize(
    ("life", "told"),
    [
        ([on(2, Stage.NOTIFIED), on(5, Stage.DUE)], ("yes", "1", "0")),
        ([on(2, Stage.NOTIFIED), on(5, Stage.DUE), on(5, Stage.RECTIFIED)], ("no", "1", "0")),
        ([on(2, Stage.NOTIFIED), on(5, Stage.DUE), on(6, Stage.RECTIFIED)], ("yes", "1", "0")),
        ([on(2, Stage.NOTIFIED), on(5, Stage.DUE), on(9, Stage.NOTIFIED), on(12, Stage.DUE), on(10, Stage.RECTIFIED)], ("no", "2", "0")),
        ([on(5, Stage.DUE), on(4, Stage.RECTIFIED), on(6, Stage.SENT_BACK)], ("yes", "0", "1")),
        ([on(5, Stage.DUE), on(3, Stage.RECTIFIED), on(4, Stage.SENT_BACK), on(5, Stage.RECTIFIED)], ("no", "0", "1")),
        ([on(5, Stage.RECTIFIED), on(6, Stage.SENT_BACK), on(8, Stage.SENT_BACK)], ("no", "0", "2")),
        ([on(4, Stage.RECTIFIED), on(5, Stage.DUE)], ("no", "0", "0")),
        ([on(5, Stage.DUE), on(5, Stage.RECTIFIED), on(6, Stage.SENT_BACK)], ("yes", "0", "1")),
        ([on(2, Stage.RECTIFIED), on(3, Stage.SENT_BACK), on(4, Stage.RECTIFIED), on(5, Stage.DUE)], ("no", "0", "1")),
        ([on(2, Stage.FOUND)], ("no", "0", "0")),
    ],
)
def test_what_a_life_tells(life, told):
    """Overdue after the last day granted without being mended by it, how often notified, and how often sent back."""
    finding = found(*life).as_of(END)

    assert told == tuple(finding.fact(name) for name in ("overdue", "notified", "sent_back"))


@pytest.mark.parametrize(("day", "late"), [(4, "no"), (5, "no"), (6, "yes")])
def test_the_last_day_is_in_time(day, late):
    """A finding is overdue from the day after its last day, and not before."""
    assert late == found(on(2, Stage.NOTIFIED), on(5, Stage.DUE)).as_of(date(2022, 4, day)).fact("overdue")


def test_what_happened_on_the_day_is_known():
    """What happened on the last day of a period was known at its end."""
    finding = found(on(8, Stage.NOTIFIED), on(8, Stage.DUE), on(8, Stage.RECTIFIED), on(8, Stage.SENT_BACK))

    assert ("no", "1", "1") == tuple(finding.as_of(date(2022, 4, 8)).fact(name) for name in ("overdue", "notified", "sent_back"))


def test_what_happens_later_is_not_known_yet():
    """At the end of a period a finding tells what had happened by then: neither a later notice, nor that it was mended later."""
    finding = found(on(2, Stage.NOTIFIED), on(5, Stage.DUE), on(9, Stage.NOTIFIED), on(10, Stage.RECTIFIED), on(11, Stage.SENT_BACK))

    assert ("yes", "1", "0") == tuple(finding.as_of(date(2022, 4, 8)).fact(name) for name in ("overdue", "notified", "sent_back"))


def test_a_finding_without_a_life_stays_as_it_is():
    """Nothing is told of what has no life, and what its report said of itself stands."""
    finding = found(circumstances={"overdue": "yes"})

    assert (finding, "yes", "0") == (finding.as_of(END), finding.as_of(END).fact("overdue"), finding.fact("notified"))


def test_a_life_speaks_louder_than_what_was_said():
    """Where there is a life, it tells whether a finding is overdue, whatever the report says."""
    assert "no" == found(on(2, Stage.NOTIFIED), circumstances={"overdue": "yes"}).as_of(END).fact("overdue")


def test_telling_twice_tells_the_same():
    """What a life told on a day is told again in the same way."""
    once = found(on(2, Stage.NOTIFIED), on(5, Stage.DUE)).as_of(END)

    assert once == once.as_of(END)


@pytest.mark.parametrize(
    ("life", "struck"),
    [((APPEALED, STRUCK), STRUCK), ((APPEALED,), None), ((APPEALED, STRUCK, UPHELD), None), ((APPEALED, on(15, Stage.UPHELD, "区", "在辖区"), STRUCK), STRUCK), ((), None)],
)
def test_the_last_word_on_an_appeal_stands(life, struck):
    """A finding is struck out if that was said last: an appeal alone strikes nothing, and a later word may restore it."""
    assert struck == found(*life).struck


def test_findings_are_taken_by_the_day_found_and_then_by_id():
    """The earlier day first, then the smaller id; those without a day come last, so that a careless report displaces no dated one."""
    taken = [found(on(1, Stage.FOUND), id="b"), found(on(2, Stage.FOUND), id="a"), found(id="0")]

    assert all(taken == sorted(order, key=lambda finding: finding.order) for order in permutations(taken))


IDS = ["-1", "0", "1", "01", "1/f9", "2/f1", "10/f1", "a-1", "a1", "a1b", "a02", "a2", "a2b", "a10", "a10b", "b", "b" * 9000, "f" + "9" * 5000, "f1" + "0" * 5000, "１", "２", "１０"]


def test_numbers_in_ids_go_by_size():
    """Ids are in the order in which people count: as text in which every number is written with as many digits; no two share a place, and a number of thousands of digits is one too."""
    given = [found(id=one) for one in IDS]
    padded = sorted(IDS, key=lambda id_: (re.sub("[0-9]+", lambda number: number[0].rjust(6000, "0"), id_), id_))

    assert padded == [finding.id for finding in sorted(given, key=lambda finding: finding.order)]
    assert padded == [finding.id for finding in Measured((), given).findings]
    assert padded.index("a2") < padded.index("a10")
    assert padded.index("1/f9") < padded.index("2/f1") < padded.index("10/f1")


def test_an_unknown_circumstance_has_no_answer():
    """What neither the report nor the life says has no answer."""
    assert (None, "city") == (found().fact("found_by"), found(circumstances={"found_by": "city"}).fact("found_by"))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: found(on(2, Stage.SENT_BACK)), "'sent_back' is not the next event of finding 'f1'; give the day on which it was rectified, on or before it"),
        (lambda: found(on(5, Stage.RECTIFIED), on(2, Stage.VERIFIED)), "'verified' is not the next event of finding 'f1'; give the day on which it was rectified, on or before it"),
        (lambda: found(STRUCK), "'struck' is not the next event of finding 'f1'; give the day on which it was appealed, on or before it"),
        (lambda: found(UPHELD), "'upheld' is not the next event of finding 'f1'; give the day on which it was appealed, on or before it"),
        (lambda: found(on(2, Stage.FOUND), on(1, Stage.NOTIFIED)), "'found' is not the first event of finding 'f1', and given once; mend the days: nothing happens to a problem before it is found"),
        (lambda: found(on(1, Stage.FOUND), on(2, Stage.FOUND)), "'found' is not the first event of finding 'f1', and given once; mend the days: nothing happens to a problem before it is found"),
        (lambda: on(2, Stage.APPEALED), "'appealed' is not an event with its authority and reason; say by whom and why it was appealed"),
        (lambda: on(2, Stage.STRUCK, "市", ""), "'struck' is not an event with its authority and reason; say by whom and why it was struck"),
        (lambda: found(at=(1, "2.5", 3)), "['1', '2.5', '3'] is not a position; give the distance along the walk, or two coordinates, in metres"),
        (lambda: found(circumstances=[("by", "city"), ("by", "district")]), "['by', 'by'] is not a list of the circumstances of finding 'f1'; give each one answer"),
        (lambda: found(at=(0.5,)), '0.5 is not an exact number; write it as text, "0.5", or as Decimal("0.5"): a float is binary and not exact'),
        (lambda: found(id=" "), "' ' is not a text for `id` (Finding); write one that is not blank"),
    ],
)
def test_a_life_that_cannot_be(make, message):
    """What cannot have happened, or is not said by whom and why, is refused with what to do."""
    with pytest.raises(BadValue) as caught:
        make()

    assert message == str(caught.value)


def test_a_day_is_no_hour():
    """An event has a day; an hour is refused, and so is a stage that is none."""
    with pytest.raises(BadValue, match="a date"):
        Event(Stage.FOUND, datetime(2022, 4, 1, 9))  # noqa: DTZ001 - what is refused
    with pytest.raises(BadValue, match="a value of the kind Stage"):
        Event("found", date(2022, 4, 1))


def test_evidence_is_no_part_of_what_was_found():
    """Two findings that differ in their evidence alone are equal; in their position they are not."""
    assert found(evidence="a.jpg") == found(evidence="b.jpg")
    assert found(at=(1,)) != found(at=(2,))


def test_positions_are_exact():
    """A position is one exact number of metres, or two."""
    assert ((Fraction(5, 2),), (Fraction(1), Fraction(1, 3))) == (found(at=("2.5",)).at, found(at=(1, "1/3")).at)


def test_a_circumstance_knows_its_answers():
    """A circumstance holds the codes of its answers with what officials call them, in the order of the codes."""
    assert (("city", "市级"), ("district", "区级")) == Circumstance(code="found_by", zh="发现主体", values={"district": "区级", "city": "市级"}).values


def test_the_number_of_findings_is_what_they_count():
    """The value of a measure is the sum of what its findings count, and a value that says another is refused."""
    three = [found(id="a"), found(id="b", counts=0), found(id="c", counts=2)]

    assert (("litter.spots", Fraction(3)),) == Measured((), three).values
    with pytest.raises(BadValue, match="there are 3; leave the value out, or mend it"):
        Measured({"litter.spots": 2}, three)


def test_no_finding_counts_less_than_nothing():
    """A finding counts nothing, or something; fewer than none there cannot be."""
    with pytest.raises(BadValue) as caught:
        found(counts=-5)

    assert "-5 is not what a finding counts, for `counts`; write a number from 0, or leave it out" == str(caught.value)
    assert [0, Fraction(1, 2)] == [found(counts=count).counts for count in (0, "0.5")]


def test_findings_are_taken_by_the_day_on_which_they_were_found():
    """The earlier first, of one day f2 before f10; one that does not say when it was found comes last, whatever else became of it."""
    told = [found(on(5, Stage.FOUND), id="f10"), found(on(5, Stage.FOUND), on(9, Stage.DUE), id="f2"), found(on(1, Stage.NOTIFIED), id="f1"), found(id="f0")]

    assert ["f2", "f10", "f0", "f1"] == [one.id for one in sorted(told, key=lambda one: one.order)]
    assert date.max == told[2].order[0]


@pytest.mark.parametrize(
    ("call", "en", "zh"),
    [
        (lambda: Circumstance(code="by", zh="谁", values={"1..3": "几", "4": "四", "..": "点"}), "['..', '1..3'] is not a list of answers to by; write answers without two dots in a row, which tell spans of numbers", "[..、1..3] 不是by 的答案；答案中请不要连写两点，两点表示数的范围"),
    ],
)
def test_an_answer_is_no_span(call, en, zh):
    """An answer with two dots would be read as a span of numbers."""
    assert (en, zh) == refusal(call)


def test_all_up_to_the_last_check_that_failed_is_undone():
    """What was sent back begins anew: of two checks that failed the last one counts; without any nothing is undone."""
    life = [on(1, Stage.FOUND), on(2, Stage.NOTIFIED), on(3, Stage.SENT_BACK), on(4, Stage.NOTIFIED), on(5, Stage.SENT_BACK), on(6, Stage.NOTIFIED)]

    assert (life[:5], []) == (undone(life), undone(life[:2]))
