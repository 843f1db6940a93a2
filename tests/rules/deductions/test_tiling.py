"""Bands that tile: where they leave a gap, overlap, stop short, or name no rung."""

import pytest

from samples import measure
from tristandard.codec.text import read_where
from tristandard.rules.deductions.tiling import tiling

COUNT = measure("gaps.count", "处", whole=True)
SHARE = measure("share.done", "%", high=100)
SAMPLE = measure("items.met", "项", whole=True, high=5)
GRADE = measure("street.grade", "级", rungs=("D", "C", "B", "A"))
DEPTH = measure("depth.change", "cm", low=None)
FORMS = measure("notice.form", "种", forms=frozenset({"panel", "board"}))


def places(*texts):
    """Return where bands lie, from their texts."""
    return [read_where(text) for text in texts]


@pytest.mark.parametrize(
    ("seen", "told", "wrong"),
    [
        (SAMPLE, ("= 5", "= 4", "= 3", "< 3"), []),
        (SAMPLE, ("any",), []),
        (COUNT, ("= 0", "1..2", "> 2"), []),
        (COUNT, ("= 0", "1..2", ">= 3"), []),
        (SHARE, ("< 60", ">= 60 and < 80", ">= 80"), []),
        (GRADE, ("A", "B", "C", "D"), []),
        (SAMPLE, ("= 5", "= 4", "< 3"), ["< 3 and = 4 leave a gap"]),
        (SAMPLE, ("= 5", "3..4", "<= 3"), ["<= 3 and >= 3 and <= 4 overlap"]),
        (COUNT, ("1..2", "> 2"), ["nothing says what lies below >= 1 and <= 2"]),
        (COUNT, ("= 0", "1..2"), ["nothing says what lies above >= 1 and <= 2"]),
        (SHARE, ("< 60", "> 60"), ["< 60 and > 60 leave a gap"]),
        (SHARE, ("<= 60", ">= 60"), ["<= 60 and >= 60 overlap"]),
        (SHARE, ("< 60", "> 70"), ["< 60 and > 70 leave a gap"]),
        (COUNT, ("any", "> 2"), ["any and > 2 overlap"]),
        (COUNT, (), ["there is no band"]),
        (SAMPLE, ("any", "> 5"), ["nothing lies in > 5"]),
        (SHARE, ("any", ">= 60 and < 60"), ["nothing lies in none"]),
        (SHARE, ("<= 60", "<= 80", "> 80"), ["<= 60 and <= 80 overlap"]),
        (DEPTH, ("< 0", ">= 0"), []),
        (DEPTH, ("-1..0", "> 0"), ["nothing says what lies below >= -1 and <= 0"]),
        (GRADE, ("A", "B", "C"), ["D has no band"]),
        (GRADE, ("A", "B", "C", "D", "F", "E"), ["E, F is no rung of its ladder"]),
        (GRADE, ("A", "> 2"), ["a ladder is priced rung by rung, not by numbers", "D, C, B has no band"]),
        (COUNT, ("A", "> 2"), ['A is no range of numbers, such as "1..5", "> 5" or "= 0"']),
    ],
)
def test_bands_cover_each_value_once(seen, told, wrong):
    """Of bands it is told, all at once, where they leave a gap, overlap, stop short, or name no rung."""
    assert wrong == [why[1] for why in tiling(seen, places(*told))]


def test_forms_are_not_priced_by_numbers():
    """A set of forms lies in no range."""
    assert [["a set of forms lies in no band; price it by steps"]] * 2 == [[why[1] for why in tiling(FORMS, there)] for there in (places("> 2"), ())]
