"""Text and tables to values and back: the only place that knows cattrs or a file."""

from tristandard.codec.files import BadInput
from tristandard.codec.folder import available_rulesets, load_ruleset, write_ruleset
from tristandard.codec.survey import load_areas, load_observations, load_sites, load_units, write_areas, write_observations, write_sites, write_units

__all__ = [
    "BadInput",
    "available_rulesets",
    "load_areas",
    "load_observations",
    "load_ruleset",
    "load_sites",
    "load_units",
    "write_areas",
    "write_observations",
    "write_ruleset",
    "write_sites",
    "write_units",
]
