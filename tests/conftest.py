"""How often the properties draw: some of each in a usual run, three times as many with `--hypothesis-profile=thorough`."""

from hypothesis import settings

settings.register_profile("thorough", max_examples=3 * settings().max_examples)
