"""The laws, held against what the strategies draw; and how often.

A usual run draws some of each; `pytest --hypothesis-profile=thorough` draws five times as many.
"""

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
