"""Every test of frames that asks for an `engine` runs on each that is there."""

from __future__ import annotations

import pytest

from frames import engines


@pytest.fixture(params=engines.ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine by name, or a plain word why it is left out."""
    if why := engines.missing(request.param):
        pytest.skip(why)
    return str(request.param)
