"""The laws, held against what the strategies draw; and how often.

A usual run draws some of each; `pytest --hypothesis-profile=thorough` draws three times as many, and runs what takes
long beside, as `.ci/run` does.
"""

import pytest
from hypothesis import HealthCheck, settings

#: How many times as many the chosen profile draws as hypothesis does by itself.
TIMES = settings().max_examples // settings.get_profile("default").max_examples

#: No deadline, because a slow machine is no broken law.
MANY, SOME, FEW = (
    settings(
        max_examples=TIMES * count,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    for count in (60, 20, 8)
)

#: What takes long, most often because it runs Python anew: a usual run leaves it to `.ci/run`.
thorough = pytest.mark.skipif(TIMES == 1, reason="takes long: run it with --hypothesis-profile=thorough")


def half(often: settings) -> settings:
    """Return how often what `.ci/run` draws thoroughly is drawn: half as often in a usual run."""
    return often if TIMES > 1 else settings(often, max_examples=often.max_examples // 2)
