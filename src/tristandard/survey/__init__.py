"""What to measure, what was measured once, and what it means for every assessment."""

from tristandard.survey.bad_observation import BadObservation
from tristandard.survey.entry import Entry, Status
from tristandard.survey.plan import Task
from tristandard.survey.posting import Posting
from tristandard.survey.settlement import MeasuredTwice, Superseded

__all__ = [
    "BadObservation",
    "Entry",
    "MeasuredTwice",
    "Posting",
    "Status",
    "Superseded",
    "Task",
]
