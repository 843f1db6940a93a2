"""What a result means, and what would change it."""

from tristandard.insight.annual import Annual, annual
from tristandard.insight.bad_drive import BadDrive
from tristandard.insight.burden import Burden, Way, burden
from tristandard.insight.candidates import Candidates, candidates
from tristandard.insight.convergence import Convergence, convergence
from tristandard.insight.drive import DriveCheck
from tristandard.insight.driven import DriveResults, evaluate
from tristandard.insight.drives import Drives
from tristandard.insight.progress import By
from tristandard.insight.trend import Trend, trend
from tristandard.insight.uplift import UnitUplift, Uplift, uplift
from tristandard.insight.uplift_bars import ChangedBar
from tristandard.insight.uplift_since import Since, UnitSince, since
from tristandard.insight.uplift_stages import MergeStage
from tristandard.insight.whatif import least
from tristandard.insight.whatif_found import LeastSet, Place
from tristandard.insight.whatif_more import Neighbours, OneMore, firm, one_more
from tristandard.insight.whatif_rectified import Breach, Moved

__all__ = [
    "Annual",
    "BadDrive",
    "Breach",
    "Burden",
    "By",
    "Candidates",
    "ChangedBar",
    "Convergence",
    "DriveCheck",
    "DriveResults",
    "Drives",
    "LeastSet",
    "MergeStage",
    "Moved",
    "Neighbours",
    "OneMore",
    "Place",
    "Since",
    "Trend",
    "UnitSince",
    "UnitUplift",
    "Uplift",
    "Way",
    "annual",
    "burden",
    "candidates",
    "convergence",
    "evaluate",
    "firm",
    "least",
    "one_more",
    "since",
    "trend",
    "uplift",
]
