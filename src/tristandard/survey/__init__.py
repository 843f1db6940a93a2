"""What to measure, what was measured once, and what it means for every assessment."""

from tristandard.survey.ledger import Entry, Posting, Status
from tristandard.survey.plan import Task
from tristandard.survey.register import BadObservation
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
