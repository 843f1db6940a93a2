"""A sheet by hand: what each item lost, what is said of what is open, what others' sites lay on it, and what makes its score."""

from fractions import Fraction

import pytest

import tristandard as ts
from tristandard.proof.reading.came import Tick
from tristandard.proof.reading.causes import At, Idle, Why
from tristandard.proof.reading.charge import Charge, Taken
from tristandard.proof.reading.groups import Member
from tristandard.proof.reading.sheeted import Sheeted
from tristandard.proof.reading.sheets import NOTHING_LAID, Laid, sheet
from tristandard.proof.reading.stakes import Borne, Elsewhere, Line, Stake
from tristandard.rules.deductions.price import Level

Absent = ts.rules.AbsentItem
MARKS = {"i": Fraction(60), "j": Fraction(40)}
ITEM, SITE, UNIT = Level.ITEM, Level.SITE, Level.UNIT


def taken(points, *, gain=False, level=None, line=1):
    """Return what a line takes."""
    return Taken(line=line, measure="x", finding="", bearer=None, quantity=Fraction(1), before=Fraction(points), after=Fraction(points), gain=gain, level=level)


def charge(lost=0, gained=0, *levels):
    """Return what a measurement takes and gives, and what its vetoes zero."""
    items = [taken(lost)] if lost else []
    items += [taken(gained, gain=True, line=2)] if gained else []
    items += [taken(1, level=level, line=3 + place) for place, level in enumerate(levels)]
    return Charge(Fraction(lost), Fraction(gained), frozenset(levels), tuple(items))


def stake(item, worth=10, most=10, gain=0, may=(), code="a.x"):
    """Return what a question is to a unit."""
    return Stake(item=item, code=code, worth=Fraction(worth), most=Fraction(most), gain=Fraction(gain), may=frozenset(may))


def seen(item, *charged, **more):
    """Return a line that was measured."""
    return Line(stake(item, **more), charge(*charged), False, True)


def opened(item, **more):
    """Return a line that is open."""
    return Line(stake(item, **more), None, False, True)


def laid(**more):
    """Return what findings at others' sites lay on the sheet."""
    return Laid(**{"posted": {}, "vetoed": {}, "struck": Fraction(0)} | more)


def came(*lines, laid=NOTHING_LAID, **node):
    """Return what a sheet of a hundred came to; all its lines stand at one site."""
    return sheet(ts.rules.Sheet(100, **node), "sheet", "s1", MARKS, "river", {"s1": list(lines)}, laid)


MET = seen("j")


@pytest.mark.parametrize(
    ("lines", "node", "ends"),
    [
        pytest.param([seen("i"), MET], {}, (100, 100, 100), id="nothing is lost"),
        pytest.param([seen("i", 5), seen("i", 7), MET], {}, (88, 88, 88), id="two lines of an item"),
        pytest.param([seen("i", 50), seen("i", 20), seen("j", 30)], {}, (10, 10, 10), id="no more than the mark of an item"),
        pytest.param([seen("i", 5, 0, ITEM), MET], {}, (40, 40, 40), id="a veto of an item takes its mark"),
        pytest.param([seen("i", 5, 0, SITE), MET], {}, (0, 0, 0), id="a veto of a site takes all"),
        pytest.param([seen("i", 2), seen("j", 0, 3)], {}, (100, 100, 100), id="what is gained goes up to the full mark"),
        pytest.param([seen("i", 5), seen("j", 0, 3)], {"bonus": 2}, (98, 98, 98), id="with a bonus it counts"),
        pytest.param([seen("i", 1), seen("j", 0, 9)], {"bonus": 2}, (102, 102, 102), id="up to the bonus"),
        pytest.param([seen("i", 5), seen("j", 0, 2), seen("j", 0, 2)], {"gains_at_most": 3, "bonus": 9}, (98, 98, 98), id="gains up to their cap"),
        # Ten of twenty that were measured lost four: the other ten say as much.
        pytest.param([seen("i", 4), opened("i"), MET], {}, (86, 94, 96), id="what was measured speaks for what is open"),
        pytest.param([seen("i", 4, worth=20), opened("j", worth=5)], {}, (86, 95, 96), id="by what lines are worth"),
        pytest.param([seen("i", 4), opened("j", worth=10, most=3)], {}, (93, 93, 96), id="no more than it can take"),
        pytest.param([opened("i"), opened("j")], {}, (80, None, 100), id="nothing speaks"),
        pytest.param([seen("i", 4, worth=0), opened("j")], {}, (86, None, 96), id="what is worth nothing does not speak"),
        pytest.param([seen("i", 4), opened("i")], {"unmeasured": ts.rules.Unmeasured.BLANK}, (86, None, 96), id="without a score while something is open"),
        pytest.param([seen("i", 4), MET], {"unmeasured": ts.rules.Unmeasured.BLANK}, (96, 96, 96), id="and with one where nothing is"),
        pytest.param([seen("i", 50), opened("i", most=30), MET], {}, (40, 40, 50), id="open lines take no more than the mark"),
        pytest.param([seen("i", 4, 0, ITEM), opened("i"), MET], {}, (40, 40, 40), id="of an item that is struck nothing is open"),
        pytest.param([seen("i", 5, 0, SITE), opened("j")], {}, (0, 0, 0), id="a struck sheet has nothing open"),
        pytest.param([seen("i", 5, 0, SITE), opened("j")], {"unmeasured": ts.rules.Unmeasured.BLANK}, (0, None, 0), id="nor a score where open lines blank it"),
        pytest.param([seen("i", 5), opened("j", may=[SITE])], {}, (0, Fraction(90), 95), id="an open veto of the site may take all"),
        pytest.param([seen("i", 5), opened("j", gain=4)], {}, (85, 90, 99), id="an open line may gain"),
        pytest.param([seen("i", 5), opened("j", gain=4)], {"gains_at_most": 3}, (85, 90, 98), id="up to the cap of gains"),
        pytest.param([seen("i", 6)], {}, (94, 94, 94), id="an item of which nothing applies keeps its mark"),
        pytest.param([seen("i", 6)], {"absent": Absent.DROP}, (90, 90, 90), id="or leaves, and the others count for all"),
        pytest.param([seen("i", 6)], {"absent": Absent.LEAVE}, (54, 54, 54), id="or leaves with its mark"),
        pytest.param([seen("i", 6, 3)], {"absent": Absent.DROP}, (93, 93, 93), id="gains are not scaled"),
    ],
)  # fmt: skip
def test_what_a_sheet_came_to(lines, node, ends):
    """The full mark less what each item lost, each up to its own mark, more what was gained: at worst, now, at best."""
    found = came(*lines, **node)

    assert ((found.low, found.value, found.high), found.node, found.member, found.full) == (ends, "sheet", "s1", 100)


@pytest.mark.parametrize(
    ("on_it", "ends"),
    [
        pytest.param(laid(posted={"i": Fraction(10)}), (76, 84, 86), id="beside what was lost here"),
        pytest.param(laid(posted={"j": Fraction(10)}), (76, 84, 86), id="on an item of which nothing was lost"),
        pytest.param(laid(posted={"i": Fraction(10)}, vetoed={"i": Fraction(20)}), (56, 64, 66), id="and what a veto takes beside it"),
        pytest.param(laid(posted={"i": Fraction(70)}), (40, 40, 40), id="no more than the mark"),
        pytest.param(laid(struck=Fraction(1, 4)), (61, 69, 71), id="a part of all"),
        pytest.param(laid(struck=Fraction(2)), (0, 0, 0), id="all, and more"),
    ],
)
def test_what_others_sites_lay_on_a_sheet(on_it, ends):
    """It is lost beside what was lost here, and speaks for nothing that is open."""
    found = came(seen("i", 4), opened("i"), MET, laid=on_it)

    assert (found.low, found.value, found.high) == ends


def test_a_sheet_of_nothing():
    """Without lines nothing applies, whatever is laid on it."""
    found = sheet(ts.rules.Sheet(100), "sheet", "s1", MARKS, "river", {"s1": []}, laid(posted={"i": Fraction(10)}))

    assert (found.applies, found.node, found.member, found.full, found.written) == (False, "sheet", "s1", 100, None)


def test_what_is_written_on_a_sheet():
    """What each item lost and keeps, was gained, and vetoed; which items were asked about, and seen."""
    found = came(seen("i", 4), opened("i", most=30), seen("j", 2, 0, ITEM), seen("j", 0, 3), laid=laid(posted={"i": Fraction(5)}), gains_at_most=1, bonus=9)
    written = found.written

    assert found.items == {"i": (21, 51), "j": (0, 0)}
    assert {code: (one.found, one.taken, one.open, one.extrapolated) for code, one in written.items.items()} == {"i": (9, 9, 30, Fraction(44, 3)), "j": (2, 40, 0, 0)}
    assert (written.gained, written.vetoed, written.zeroed, written.asked, written.seen, written.left, written.times) == (1, {"j"}, False, {"i", "j"}, {"i", "j"}, {}, 1)


def test_what_is_written_of_items_that_are_not_there():
    """An item that left with its mark, by what the others are scaled up; one of which nothing is lost, and one that is open alone."""
    dropped, left = came(seen("i", 6), absent=Absent.DROP).written, came(opened("i"), seen("i", 0, 0, SITE), absent=Absent.DROP).written
    kept = came(seen("i"), opened("j"), unmeasured=ts.rules.Unmeasured.BLANK)

    assert (dropped.left, dropped.times, dropped.asked) == ({"j": 40}, Fraction(5, 3), {"i"})
    assert (left.zeroed, left.items["i"].extrapolated) == (True, 0)
    assert (kept.written.seen, kept.written.asked) == ({"i"}, {"i", "j"})
    assert {code: (one.found, one.taken, one.open, one.extrapolated) for code, one in kept.written.items.items()} == {"i": (0, 0, 0, 0), "j": (0, 0, 10, 0)}
    assert kept.items == {"i": (60, 60), "j": (30, 40)}


def test_the_lines_of_a_sheet():
    """By item those that were measured and those that are open; those that may zero the unit one by one, each with its site and question."""
    red = [seen("i", may=[UNIT], code="a.r"), opened("i", may=[UNIT, ITEM], code="a.s")]
    found = came(seen("i"), seen("i"), opened("i", may=[ITEM]), opened("j"), *red)

    assert found.ticks == {
        Tick(open=False, item="i"): 2,
        Tick(open=True, item="i"): 1,
        Tick(open=True, item="j"): 1,
        Tick(key=("river", "s1", "a.r", "i"), open=False, item="i"): 1,
        Tick(key=("river", "s1", "a.s", "i"), open=True, item="i"): 1,
    }


def elsewhere(item, *charged, code="a.e"):
    """Return what findings at a site of others lay on the unit."""
    user = object.__new__(Member)
    object.__setattr__(user, "item", item)
    return Elsewhere("s9", code, Borne(user=user, unit="river", charge=charge(*charged), entitled=True))


def causes(found, at=None):
    """Return what makes the score of a sheet: why, how many points, of which item, at which site, and why it counts nothing."""
    account = Sheeted(found, found.written, at or At(unit="river"), MARKS)
    entries = list(account.entries())
    assert all((one.node, one.member, one.unit) == ("sheet", "s1", "river") for one in entries if one.idle is None)
    if found.value is not None:
        weight = Fraction(1) if at is None else at.weight
        assert sum(one.points for one in entries) == weight * (found.full - found.value)
    return [(one.why, one.points, one.item, one.row.site if one.row else one.site, one.idle or one.imputed) for one in entries]


POSTING, VETO, SAID, GAIN, IMPUTED = Why.POSTING, Why.VETO, Why.EXTRAPOLATED, Why.GAIN, Why.IMPUTED


@pytest.mark.parametrize(
    ("lines", "node", "made"),
    [
        pytest.param([seen("i", 5), MET], {}, [(POSTING, 5, "i", "s1", "")], id="what was lost"),
        pytest.param([seen("i", 50), seen("i", 25), seen("j", 5)], {}, [(POSTING, 40, "i", "s1", ""), (POSTING, 20, "i", "s1", ""), (POSTING, 5, "j", "s1", "")], id="in proportion within the mark of the item"),
        pytest.param([seen("i", 15), seen("i", 5, 0, ITEM), MET], {}, [(POSTING, 15, "i", "s1", ""), (POSTING, 5, "i", "s1", ""), (VETO, 40, "i", "s1", "")], id="a veto takes what is left of the mark"),
        pytest.param([seen("i", 0, 0, ITEM), seen("i", 0, 0, ITEM), MET], {}, [(VETO, 30, "i", "s1", ""), (VETO, 30, "i", "s1", "")], id="two vetoes take equal parts"),
        pytest.param([seen("i", 10, 2), seen("j", 0, 0, SITE)], {"bonus": 9}, [(POSTING, 10, "i", "s1", ""), (VETO, 90, "", "s1", ""), (GAIN, 0, "i", "s1", Idle.ZEROED)], id="a veto of the site takes what is left, and gains count nothing"),
        pytest.param([seen("i", 4), opened("i"), opened("i", worth=20, most=20), MET], {}, [(POSTING, 4, "i", "s1", ""), (SAID, 2, "i", "s1", ""), (SAID, 4, "i", "s1", "")], id="what is said of open lines, by what they are worth"),
        pytest.param([seen("i", 4), opened("i", worth=0), MET], {}, [(POSTING, 4, "i", "s1", "")], id="nothing of what is worth nothing"),
        pytest.param([seen("i", 5), seen("j", 0, 3), seen("j", 0, 1)], {"bonus": 9}, [(POSTING, 5, "i", "s1", ""), (GAIN, -3, "j", "s1", ""), (GAIN, -1, "j", "s1", "")], id="what was gained"),
        pytest.param([seen("i", 2), seen("j", 0, 3), seen("j", 0, 1)], {}, [(POSTING, 2, "i", "s1", ""), (GAIN, Fraction(-3, 2), "j", "s1", ""), (GAIN, Fraction(-1, 2), "j", "s1", "")], id="what was gained, in proportion up to the top"),
        pytest.param([seen("i", 6)], {"absent": Absent.DROP}, [(POSTING, 10, "i", "s1", "")], id="losses are scaled up for an item that left"),
        pytest.param([seen("i", 6), seen("i", 0, 5)], {"absent": Absent.DROP}, [(POSTING, 10, "i", "s1", ""), (GAIN, -5, "i", "s1", "")], id="gains are not"),
        pytest.param([seen("i", 6, 0, ITEM)], {"absent": Absent.DROP}, [(POSTING, 10, "i", "s1", ""), (VETO, 90, "i", "s1", "")], id="vetoes are"),
        pytest.param([seen("i", 6)], {"absent": Absent.LEAVE}, [(IMPUTED, 40, "j", "", "left"), (POSTING, 6, "i", "s1", "")], id="an item that left with its mark"),
    ],
)  # fmt: skip
def test_what_makes_the_score_of_a_sheet(lines, node, made):
    """Marks that left, postings, vetoes, what is said of open lines, and gains: together what the sheet lost."""
    assert causes(came(*lines, **node)) == made


def test_what_makes_the_score_of_a_sheet_on_which_others_sites_lie():
    """Each of the unit's two sheets takes a half of it, within its marks; what is posted here stands whole."""
    there = [elsewhere("i", 20), elsewhere("j", 10, 0, ITEM), elsewhere("i", 0, 0, SITE)]
    on_it = laid(posted={"i": Fraction(10), "j": Fraction(5)}, vetoed={"j": Fraction(15)}, struck=Fraction(1, 2), named=tuple(there), sheets=2)

    assert causes(came(seen("i", 4), MET, laid=on_it)) == [
        (POSTING, 4, "i", "s1", ""),
        (POSTING, 10, "i", "s9", ""),
        (POSTING, 5, "j", "s9", ""),
        (VETO, 15, "j", "s9", ""),
        (VETO, 50, "", "s9", ""),
    ]


def test_what_others_sites_take_of_a_sheet_that_has_no_more():
    """Postings come before vetoes: vetoes of others' sites take no more than they leave, and one of the own site the rest."""
    on_it = laid(posted={"i": Fraction(40)}, struck=Fraction(1, 2), named=(elsewhere("i", 80), elsewhere("i", 0, 0, SITE)), sheets=2)

    assert causes(came(seen("i", 20), seen("j", 10), laid=on_it)) == [(POSTING, 20, "i", "s1", ""), (POSTING, 10, "j", "s1", ""), (POSTING, 40, "i", "s9", ""), (VETO, 30, "", "s9", "")]
    assert causes(came(seen("i", 10), seen("j", 5, 0, SITE), laid=on_it)) == [(POSTING, 10, "i", "s1", ""), (POSTING, 5, "j", "s1", ""), (POSTING, 40, "i", "s9", ""), (VETO, 45, "", "s9", ""), (VETO, 0, "", "s1", "")]


def test_the_causes_of_a_part():
    """A part counts by its weight: of a line that is spread over two sheets each by a half of it."""
    there = At(unit="river", period="2026Q2", weight=Fraction(1, 5), axis="site")
    on_it = laid(posted={"i": Fraction(10)}, named=(elsewhere("i", 20),), sheets=2)
    found = came(seen("i", 5), MET, laid=on_it)
    entries = list(Sheeted(found, found.written, there, MARKS).entries())

    assert causes(found, there) == [(POSTING, 1, "i", "s1", ""), (POSTING, 2, "i", "s9", "")]
    assert [(one.weight, one.axis, one.period) for one in entries] == [(Fraction(1, 5), "site", "2026Q2"), (Fraction(1, 10), "site", "2026Q2")]
    assert [one.row.own for one in entries] == [True, False]
    assert [one.row.name for one in entries] == [("s1", "a.x", "i", 1, "", "x", "river"), ("s9", "a.e", "i", 1, "", "x", "river")]


def test_what_is_said_of_open_lines_names_them():
    """Each open line stands with its site and its question."""
    found = came(seen("i", 4), opened("i", code="a.y"), MET)
    (said,) = [one for one in Sheeted(found, found.written, At(unit="river"), MARKS).entries() if one.why is SAID]

    assert (said.site, said.code, said.item, said.points, said.row) == ("s1", "a.y", "i", 2, None)
