"""Read by type checkers only: the main road has the types that the docs say."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import assert_type

import tristandard as ts


def road(sites: Iterable[ts.Site], observations: Iterable[ts.Observation]) -> None:
    """Walk the main road and name each type."""
    rules = assert_type(ts.load_ruleset("changzhou-2022"), ts.RuleSet)
    merged = assert_type(ts.merge(rules), ts.MergedRules)
    plan = assert_type(ts.plan(merged, sites, ts.Quarter(2022, 2)), ts.Plan)
    register = assert_type(ts.register(plan, observations), ts.Register)
    ledger = assert_type(ts.share(register), ts.Ledger)
    results = assert_type(ts.score(ledger), ts.Results)
    card = assert_type(results["civilized"]["320412"], ts.Scorecard)
    assert_type(card.exact, Fraction | None)
    assert_type(card.published, Decimal | None)
    assert_type(ts.explain(card), ts.Explanation)
    assert_type(ts.certify(results), ts.Certificate)
    assert_type(merged.shared[0] | merged.shared[0], ts.merging.SharedIndicator)
    assert_type(merged.shared[0].standard | ts.rules.Standard(), ts.rules.Standard)
    assert_type(merged.shared[0].scope | merged.shared[0].scope, ts.rules.Scope)
