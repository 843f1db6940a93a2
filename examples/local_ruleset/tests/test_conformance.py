"""The rules of the example city keep every law, load without a mistake, and come out as their own worked cases say."""

import pytest

import tristandard as ts
from tristandard.testing.conformance import parameters


@pytest.mark.parametrize("check", parameters("shili-2026", examples=5))
def test_conformance(check):
    """What the conformance kit asks of a rule set holds."""
    check.hold()


def test_what_is_loosened():
    """Two lines ask less than the base does, and no other."""
    compared = ts.tightens(ts.load_ruleset("changzhou-2022"), ts.load_ruleset("shili-2026"))

    assert ["civilized.main_road.toilet_guidance", "urban.main_road.newsstands"] == sorted({one.subject for one in compared.loosened if not one.subject.startswith("the match")})


def test_three_assessments_share_one_measurement():
    """Eight indicators are measured once for three assessments."""
    merged = ts.merge(ts.load_ruleset("shili-2026"))

    assert [("civilized", "hygiene", "urban")] * 8 == [shared.assessments for shared in merged.shared if len(shared.assessments) == 3]
