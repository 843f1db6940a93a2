"""Law 15: tightening sources never loosens the merged rules."""

from hypothesis import given

from properties import SOME
from tristandard.merging import merge
from tristandard.testing import laws
from tristandard.testing import strategies as some


@SOME
@given(some.tightenings(), some.site_points(), some.unit_points())
def test_tightening_tightens(pair, point, unit):
    """Higher standards, wider scopes and broader subjects of sources lower no bar and take no site, user or unit away, in either reading (law 15)."""
    before, after = map(merge, pair)

    assert not [law.name for law in laws.TIGHTEN if not law.holds(*(before, after, point, unit)[: len(law.takes)])]
