"""Receiving: rules that are called alike and are others."""

import pytest
from attrs import evolve

from scoring.test_handover import merged_of, quarter
from tristandard.basics.errors import Refused
from tristandard.scoring.handover import handover
from tristandard.scoring.receive import receive


def test_rules_that_are_called_alike_and_are_others():
    """Where rule set, version and variant agree the rules themselves are compared, and told by their digest."""
    results = quarter()
    with pytest.raises(Refused) as caught:
        receive(evolve(handover(results, "b", "a"), rules="0" * 64), merged_of(results))

    assert str(caught.value) == (
        "the handover cannot be received (1 to mend):\n"
        f"  - the handover's digest of the rules called sample 1 is '{'0' * 64}', here it is 'another'; load the rules that it was made under, or ask for it again"
    )
    assert ["规则 sample 1 的摘要", "另一个"] == [part for part in ("规则 sample 1 的摘要", "另一个") if part in caught.value.text("zh")]
