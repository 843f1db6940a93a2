"""The red and the black list of one drive: by thresholds that are stated, with the place and the reason of each."""

from fractions import Fraction

from attrs import evolve

from insight.test_drives import CLEAN, LINES
from tristandard.insight.red_and_black import Side, listed_of

SHARES = {"a": Fraction(9, 10), "b": Fraction(1), "c": Fraction(599, 1000), "d": Fraction(6, 10), "e": Fraction(0), "f": Fraction(9, 10), "g": Fraction(899, 1000)}
NOTHING = {(CLEAN.code, unit): {} for unit in SHARES}


def told(**more):
    """Return who is on a list, red first, with the place and the reason in English."""
    return [(one.unit, one.side, one.place, one.reason[1]) for one in listed_of(CLEAN, evolve(LINES, **more), SHARES, NOTHING)]


def test_who_is_on_a_list():
    """Red are those that reach the line down to the last place, equal scores share it; black those below the other line, the higher first. Neither line is reached by what is rounded to it."""
    assert [
        ("b", Side.RED, 1, "100 % of the full mark, no less than the 90 % of the red list; place 1 of the first 2"),
        ("a", Side.RED, 2, "90 % of the full mark, no less than the 90 % of the red list; place 2 of the first 2"),
        ("f", Side.RED, 2, "90 % of the full mark, no less than the 90 % of the red list; place 2 of the first 2"),
        ("c", Side.BLACK, 6, "59.9 % of the full mark, below the 60 % of the black list; not done: —"),
        ("e", Side.BLACK, 7, "0 % of the full mark, below the 60 % of the black list; not done: —"),
    ] == told(places=2)
    assert ["b", "c", "e"] == [unit for unit, *_ in told(places=1)]
    assert ["b", "a", "f", "g", "c", "e"] == [unit for unit, *_ in told(places=4, red=Fraction("89.9"))]


def test_a_share_is_cut_off():
    """A share just below a line is not printed as the line."""
    (one,) = listed_of(CLEAN, LINES, {"a": Fraction(59999, 100000)}, NOTHING)

    assert ("clean", Fraction(59999, 100000), (), True) == (one.drive, one.score, one.undone, one.reason[1].startswith("59.9 %"))


def test_what_was_not_done():
    """Tasks that were looked at and are not done stand in the reason, those that were not looked at do not."""
    looked = {(CLEAN.code, "a"): {"litter": (1, 2)}, (CLEAN.code, "b"): {"litter": (2, 2), "signs": (0, 1)}}
    one, other = listed_of(CLEAN, LINES, {"a": Fraction(0), "b": Fraction(1, 2)}, looked)

    assert (("b", ("signs",)), ("a", ("litter",))) == ((one.unit, one.undone), (other.unit, other.undone))
    assert ("得满分的 50 %，低于黑榜线 60 %；未完成：有标识", "50 % of the full mark, below the 60 % of the black list; not done: signs") == one.reason
