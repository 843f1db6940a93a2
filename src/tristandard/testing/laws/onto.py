"""Law 5, in time: whatever came first, results onto earlier ones are those made at once."""

from __future__ import annotations

import tristandard as ts
from tristandard.testing.laws.law import Law
from tristandard.testing.survey import Survey
from tristandard.words.sentence import Told


def _onto(survey: Survey, part: Survey) -> bool:
    """Return whether what follows on a part of the observations is what comes of all, the digest included."""
    try:
        before = part.results
    except ts.TristandardError:  # a part alone may be refused
        return True
    known = before.digest
    register = ts.register(survey.plan, survey.observations, onto=before.ledger.register)
    ledger = ts.share(register, history=survey.history, onto=before.ledger)
    after = ts.score(ledger, givens=survey.givens, carried=survey.carried, onto=before)
    again = ts.score(
        ts.share(register, history=survey.history, onto=ledger),
        givens=survey.givens,
        carried=survey.carried,
        onto=after,
    )
    same = all(
        one == survey.results and one.scored == survey.results.scored and one.digest == survey.results.digest
        for one in (after, again)
    )
    return same and before.digest == known


#: Law 5: 分批计分与一次计分相同.
ONTO = (
    Law(
        number=5,
        name="results onto earlier ones are those made at once",
        statement=(
            Told(
                "在部分测评记录的登记簿、台账和结果上续做的，与全部一次做出的相等，摘要一位不差，原有的也不变",
                "a register, ledger and results onto those of a part of the observations equal those of all, "
                "to the last digit of the digest, and change nothing of the earlier ones",
            )
        ),
        takes=("survey", "a part of it"),
        holds=_onto,
    ),
)
