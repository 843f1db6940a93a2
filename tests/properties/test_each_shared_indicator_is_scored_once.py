"""Law 8: each shared indicator is scored once.

Every breach posts once to each entitled assessment, once for each use that it declares, and responsible unit, and to
no other; removing any duplicate submission changes no score. (每季度重复指标只测一次、扣分要素共同运用)
"""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from properties import SOME
from tristandard.testing import laws
from tristandard.testing import strategies as some


@pytest.mark.parametrize("law", laws.SCORED_ONCE, ids=lambda law: law.name)
@SOME
@given(some.quarters(), st.data())
def test_each_shared_indicator_is_scored_once(law, survey, data):
    """The postings are just those that the rules as written give by hand, and what is reported again changes nothing."""
    law.check(*data.draw(some.derived(survey, law.takes)))


@SOME
@given(some.quarters())
def test_no_key_is_posted_twice(survey):
    """No assessment charges one unit twice for one indicator at one site, but for uses that a crosswalk declares, each in an item of its own."""
    ledger, declared = survey.ledger, {code for walk in survey.rules.crosswalks for code, _ in walk.uses}
    keys = Counter(posting.key for posting in (*ledger.postings(), *ledger.unassessed()))
    charged = defaultdict(list)
    for posting in ledger.postings():
        charged[posting.site, posting.indicator, posting.assessment, posting.unit].append(posting)

    assert {1} >= {*keys.values()}
    for several in charged.values():
        assert len(several) == 1 or {one.member for one in several} <= declared
        assert len({one.item for one in several}) == len({one.member for one in several}) == len(several)
