"""The laws, held against what the strategies draw; and how often."""

from hypothesis import HealthCheck, settings

#: No deadline, because a slow machine is no broken law.
MANY, SOME, FEW = (settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]) for count in (200, 60, 25))
