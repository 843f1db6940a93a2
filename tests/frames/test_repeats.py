"""Questions that rows tell under several codes, without names of reports: each code is a report of its own, and of its own source."""

from __future__ import annotations

import pytest

pytest.importorskip("narwhals", reason="the extra frames")
pytest.importorskip("pyarrow", reason="the engines of the tests, from the dependency group dev")

from frames.test_pipeline import compiled, row, told_of

STREET = [row("r0", "a.street", "litter.spots", "3"), row("r0", "a.street", "lamps.lit", "94.5 %")]
SHARED = [row("r0", "a.street+b.litter", "litter.spots", "3"), row("r0", "a.street+b.litter", "lamps.lit", "94.5 %")]
SPOTS = row("r0", "b.litter", "litter.spots", "3")
#: Rows of one question, and how many sites are counted: `a.street` and the code of both have the source `a`.
TOLD = {
    "each of one source": (STREET, {}),
    "two codes of one source": ([*STREET, *SHARED], {"repeated": 1}),
    "half by one code, half by another": ([STREET[0], SHARED[1]], {"repeated": 3}),
    "half by a code of another source": ([*STREET, SPOTS], {"repeated": 1}),
}


@pytest.mark.parametrize("name", TOLD)
def test_codes_of_one_question(name):
    """A second code of one source says a thing twice, and one that tells a part of what is asked is not complete."""
    told, bad = TOLD[name]

    assert bad == dict(compiled("pyarrow").partials(told_of("pyarrow", told)).bad)
