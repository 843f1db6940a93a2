"""The laws of the rules, as values that this project's tests and any local rule set can run.

A law says in words what always holds, names what it takes, and decides it for what it is given; a
lock says what one might expect and what does not hold, with the witness against it. The numbers
are those of the design, section 4. Any rule set that merges can be held against all of them, with
what `strategies` draws from it: `OF_QUARTERS` are those that take a survey (`strategies.surveys`)
and what may become of it (`strategies.derived`), the others take its rules.
"""

from tristandard.testing.laws.accounted import ACCOUNTED
from tristandard.testing.laws.burdened import BURDENED
from tristandard.testing.laws.driven import DRIVEN
from tristandard.testing.laws.files import CLOSED, ROUND_TRIP
from tristandard.testing.laws.join import JOIN
from tristandard.testing.laws.law import Law, LawBroken, Lock
from tristandard.testing.laws.least import LEAST
from tristandard.testing.laws.locks import LOCKS
from tristandard.testing.laws.measured import IN_ANY_ORDER, MEASURED_ONCE
from tristandard.testing.laws.merging import HIGHEST, READINGS, TIGHTEN, WIDEST
from tristandard.testing.laws.moved import MOVED
from tristandard.testing.laws.one_bar import ONE_BAR
from tristandard.testing.laws.onto import ONTO
from tristandard.testing.laws.proof import PROVEN, PUT_TOGETHER
from tristandard.testing.laws.scored import BOUNDED, MONOTONE, SEPARATE, UNSEEN
from tristandard.testing.laws.shared import CONSERVED, SCORED_ONCE
from tristandard.testing.laws.sources import CONTRIBUTIONS, ORDER, RECOVER
from tristandard.testing.laws.still_open import BLAMED, OPEN
from tristandard.testing.laws.uplifted import UPLIFTED

#: What any rule set can be held against that merges, with any survey of it.
OF_QUARTERS = (
    *IN_ANY_ORDER,
    *MEASURED_ONCE,
    *SCORED_ONCE,
    *CONSERVED,
    *SEPARATE,
    *MONOTONE,
    *BOUNDED,
    *UNSEEN,
    *ONE_BAR,
    *BLAMED,
    *OPEN,
    *ACCOUNTED,
    *CLOSED,
    *PROVEN,
    *ONTO,
)

#: What results mean, what would change them, and what comes of them in a year.
INSIGHT = (*UPLIFTED, *LEAST, *BURDENED, *DRIVEN, *MOVED, *PUT_TOGETHER)

#: Every law.
LAWS = (
    *JOIN,
    *HIGHEST,
    *WIDEST,
    *READINGS,
    *ORDER,
    *CONTRIBUTIONS,
    *OF_QUARTERS,
    *ROUND_TRIP,
    *TIGHTEN,
    *RECOVER,
    *INSIGHT,
)

__all__ = [
    "ACCOUNTED",
    "BLAMED",
    "BOUNDED",
    "BURDENED",
    "CLOSED",
    "CONSERVED",
    "CONTRIBUTIONS",
    "DRIVEN",
    "HIGHEST",
    "INSIGHT",
    "IN_ANY_ORDER",
    "JOIN",
    "LAWS",
    "LEAST",
    "LOCKS",
    "MEASURED_ONCE",
    "MONOTONE",
    "MOVED",
    "OF_QUARTERS",
    "ONE_BAR",
    "ONTO",
    "OPEN",
    "ORDER",
    "PROVEN",
    "PUT_TOGETHER",
    "READINGS",
    "RECOVER",
    "ROUND_TRIP",
    "SCORED_ONCE",
    "SEPARATE",
    "TIGHTEN",
    "UNSEEN",
    "UPLIFTED",
    "WIDEST",
    "Law",
    "LawBroken",
    "Lock",
]
