"""Lines that tell alone."""

from fractions import Fraction

from samples import standard
from tristandard.rules.deductions.noted import Noted


def test_what_is_told_alone_has_no_cap():
    """A line that is told alone, with a cap, is told that the cap means nothing; without one it has no flaw."""
    asked = standard("lamps.lit >= 90 %")
    (flaw,) = Noted("试行").flaws(asked, Fraction(3), selective=False)

    assert ("is noted with a cap, which means nothing", "leave at_most out", True) == (flaw.why[1], flaw.remedy[1], flaw.of_line)
    assert [] == list(Noted("试行").flaws(asked, None, selective=False))
