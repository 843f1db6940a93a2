"""What stands in the files of a survey: areas, units, sites and observations, and their columns."""

from __future__ import annotations

from typing import Any, final

from attrs import frozen

from tristandard.basics.outcome import Observation
from tristandard.basics.place import Site
from tristandard.basics.terms import Term, Unit
from tristandard.words.sentence import Told

STATES = ("not_applicable", "not_measured")


@final
@frozen
class SurveyTable:
    """How one kind of thing stands in a file."""

    kind: type
    columns: tuple[str, ...]
    optional: tuple[str, ...] = ()


AREAS = SurveyTable(Term, ("code", "zh"), ("en", "parent"))
UNITS = SurveyTable(Unit, ("code", "zh", "kind"), ("en", "parent", "external"))
SITES = SurveyTable(Site, ("code", "area", "zone", "site_type", "units"), ("zh", "external"))
OBSERVATIONS = SurveyTable(
    Observation,
    ("source", "id", "site", "indicator", "made", "outcome"),
    ("revision", "values", "reason", "visit", "external"),
)

#: The columns of observations as a table: those needed, and those that may be there.
OBSERVATION_COLUMNS = (OBSERVATIONS.columns, OBSERVATIONS.optional)
A_CODE_OF_ITS_OWN = Told("不重复的编码", "a code of its own")


def code_of(thing: Any) -> object:
    """Return by what a thing is told apart in its file."""
    return (thing.source, thing.id, thing.revision) if isinstance(thing, Observation) else getattr(thing, "code", None)
