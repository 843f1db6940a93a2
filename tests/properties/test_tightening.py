"""Law 15: tightening sources never loosens the merged rules."""

from hypothesis import given
from hypothesis import strategies as st

from properties import SOME
from tristandard.merging.merged import merge
from tristandard.testing import laws
from tristandard.testing import strategies as some


@SOME
@given(some.rule_sets(), some.unit_points(), st.data())
def test_tightening_tightens(rules, unit, data):
    """Higher standards, wider scopes and broader subjects of sources lower no bar and take no site, user or unit away, in either reading (law 15)."""
    before, after = merge(rules), merge(data.draw(some.tightened(rules)))
    point = data.draw(some.points_near(rules=rules))

    assert not [law.name for law in laws.TIGHTEN if not law.holds(*(before, after, point, unit)[: len(law.takes)])]
