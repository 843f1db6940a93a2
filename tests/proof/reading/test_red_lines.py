"""What red lines do to a score: a few lines on the sheet and beside it, by hand."""

from fractions import Fraction
from types import SimpleNamespace

import pytest

from tristandard.proof.reading.came import Came, Tick
from tristandard.proof.reading.charge import FREE, Charge
from tristandard.proof.reading.red_lines import red_lined
from tristandard.rules.deductions.price import Level

UNIT = frozenset({Level.UNIT})
HIT = Charge(vetoes=UNIT)


def line(charge=FREE, may=UNIT, code="a.x", item="i"):
    """Return a line of a unit; a charge of None is open."""
    return SimpleNamespace(stake=SimpleNamespace(code=code, item=item, may=may), charge=charge)


def lined(came, *lines, named=(), unit="river"):
    """Return a score with the red lines of its unit at one site, and those of others that name it."""
    borne = SimpleNamespace(laid=SimpleNamespace(named=[SimpleNamespace(borne=SimpleNamespace(charge=one)) for one in named]))
    asked = []
    ground = SimpleNamespace(sheaves=lambda unit, place: asked.append((unit, place)) or {"s1": lines}, borne={unit: borne}.__getitem__)
    found = red_lined(ground, unit, came)
    assert set(asked) == {(unit, ())}
    return found, borne


def score(value=5, **more):
    """Return a score of ten points."""
    return Came(node="n", full=Fraction(10), low=Fraction(3), value=None if value is None else Fraction(value), high=Fraction(7), **more)


@pytest.mark.parametrize(
    ("lines", "named", "ends", "failed"),
    [
        pytest.param([line(may=frozenset())], [], (3, 5, 7), (False, False), id="no red line"),
        pytest.param([line()], [], (3, 5, 7), (False, False), id="a red line that is met"),
        pytest.param([line(), line(HIT)], [], (0, 0, 0), (True, True), id="a breach"),
        pytest.param([line(None)], [], (0, 5, 7), (True, False), id="an open one"),
        pytest.param([line(None, may=frozenset({Level.ITEM}))], [], (3, 5, 7), (False, False), id="an open veto of an item"),
        pytest.param([line(Charge(vetoes=frozenset({Level.ITEM, Level.SITE})))], [], (3, 5, 7), (False, False), id="other vetoes"),
        pytest.param([line()], [FREE, HIT], (0, 0, 0), (True, True), id="findings at others' sites"),
        pytest.param([line(None), line(HIT)], [], (0, 0, 0), (True, True), id="a breach beside an open one"),
    ],
)
def test_what_red_lines_do_to_a_score(lines, named, ends, failed):
    """A breach makes it 0 in any case, an open line at worst."""
    found, borne = lined(score(), *lines, named=named)

    assert ((found.low, found.value, found.high), found.failed) == (ends, failed)
    assert (found.red, found.left) == ((borne, 5) if failed[1] else (None, None))


def test_a_score_that_is_not_there():
    """Without a score there is none to take; where nothing applies no red line does anything."""
    found, borne = lined(score(None), line(HIT))
    gone, _ = lined(score(applies=False), line(HIT))

    assert (found.low, found.value, found.high, found.red, found.left) == (0, None, 0, borne, None)
    assert (gone.low, gone.failed, gone.ticks) == (3, (False, False), {})


def test_an_open_red_line_leaves_what_failed():
    """What a gate failed in any case stays failed."""
    assert lined(score(failed=(True, True)), line(None))[0].failed == (True, True)


KEY, OTHER = ("river", "s1", "a.x", "i"), ("river", "s1", "a.y", "i")


@pytest.mark.parametrize(
    ("ticks", "became"),
    [
        pytest.param({}, {Tick(key=KEY, open=True, item="i", read=False): 1, Tick(key=OTHER, open=False, item="i", read=False): 1}, id="beside the sheets"),
        pytest.param({Tick(key=KEY, open=True, item="i"): 2, Tick(key=OTHER, open=False, item="i"): 1}, {Tick(key=KEY, open=True, item="i"): 2, Tick(key=OTHER, open=False, item="i"): 1}, id="on the sheet"),
        pytest.param({Tick(key=KEY, open=True, item="i", idle=True): 2, Tick(key=OTHER, open=False, item="i"): 1}, {Tick(key=KEY, open=True, item="i"): 1, Tick(key=KEY, open=True, item="i", idle=True): 1, Tick(key=OTHER, open=False, item="i"): 1}, id="on sheets that count nothing, one of two"),
        pytest.param({Tick(key=KEY, open=True, item="i", idle=True): 1, Tick(key=KEY, open=True, item="i"): 1, Tick(key=OTHER, open=False): 1, Tick(open=True): 3}, {Tick(key=KEY, open=True, item="i", idle=True): 1, Tick(key=KEY, open=True, item="i"): 1, Tick(key=OTHER, open=False): 1, Tick(open=True): 3}, id="on one sheet that counts, and one that does not"),
    ],
)  # fmt: skip
def test_each_red_line_moves_the_score_once(ticks, became):
    """On the sheet where it stands, once where that counts nothing, else beside the sheets, where no gate reads its item."""
    assert lined(score(ticks=ticks), line(None), line(code="a.y"))[0].ticks == became
    assert lined(score(ticks=ticks), line(may=frozenset()))[0].ticks == ticks
