"""The edge vectors: each is a whole case in plain JSON, and comes out as it was worked out by hand."""

import json

import pytest

from tristandard.testing import worked

FILES = sorted(worked.VECTORS.glob("*.json"))
PARTS = [(path, place) for path in FILES for place in range(len(worked.cases_of(worked.read_case(path))))]


@pytest.mark.parametrize(("path", "place"), PARTS, ids=[f"{path.stem}-{place + 1}" for path, place in PARTS])
def test_a_vector_comes_out(path, place):
    """What a vector expects or refuses, and nothing else, is what the library does."""
    case = worked.read_case(path)

    assert [] == worked.differences(case, worked.cases_of(case)[place])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_vector_stands_by_itself(path):
    """A vector has a rule set of its own, a source, the reasons in words, and no number that a machine could read inexactly."""
    inexact = []
    case = json.loads(path.read_text(encoding="utf-8"), parse_float=inexact.append)

    assert [] == inexact
    assert (1, True, True) == (case["format"], bool(case["source"]), len(case["why"]) > 40)


def test_the_edges_that_are_there():
    """The edges that every implementation must be able to run are all there."""
    assert [path.stem for path in FILES] == [
        "all_not_applicable", "cap_of_zero", "contradicting_standards", "contradicting_standards_ruled", "measured_twice_first", "measured_twice_latest",
        "measured_twice_refuse", "measured_twice_same", "measured_twice_worst", "nothing_measured", "one_breach_two_assessments", "partly_measured",
        "scope_of_nothing", "site_in_two_zones", "site_outside_every_scope", "ties", "widened_scope_pointwise", "widened_scope_uniform", "zero_weight",
    ]  # fmt: skip


def wrong(name, **changes):
    """Return what is told of a vector that was changed to be wrong; a file of several cases in its first."""
    case = worked.read_case(worked.VECTORS / f"{name}.json")
    case = {**case, "cases": [{**case["cases"][0], **changes}]} if "cases" in case else {**case, **changes}
    return [str(en) for _, en in worked.differences(case, worked.cases_of(case)[0])]


def test_a_wrong_vector_does_not_pass():
    """A vector that expects something else, or a refusal that does not come, is told with what was found."""
    assert ["lost a east: expected 2, found 3"] == wrong("widened_scope_uniform", lost={"a": 2, "b": "1.5"})
    assert ["a east score: expected 90, found 91"] == wrong("partly_measured", expected={"a": {"east": {"score": "90"}}})
    assert ["a east colour: expected red, found nothing that is told: write score, published, interval, coverage, place, reason, grade, grades, parts, weights, imputed, failed, added, losses, warnings"] == wrong(
        "partly_measured", expected={"a": {"east": {"colour": "red"}}}
    )
    assert ["refused: expected nothing of the kind, found the site 's1' is declared twice; give each its own code, or drop one"] == wrong("site_in_two_zones", refused="nothing of the kind")
    assert ["refused: expected no score, found nothing"] == wrong("partly_measured", refused="no score")
