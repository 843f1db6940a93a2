"""What goes wrong where a fault is planted, and whether the certificate finds it.

A fault stands in the place of a function or a method while it is planted, and of nothing else.
Results that are made meanwhile are wrong wherever it matters; the certificate, made meanwhile too,
knows nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve

from tristandard.basics.outcome import Measured
from tristandard.testing.fault import Fault, after, returning
from tristandard.testing.ledger_faults import OF_LEDGERS
from tristandard.testing.score_faults import OF_SCORES
from tristandard.words.sentence import Told

#: What the certificate finds, wherever it changes what results say.
FAULTS = (*OF_LEDGERS, *OF_SCORES)

_WRONG_NOTE = Told("误", "wrong")

#: What it cannot find, each with the reason.
UNFOUND = (
    Fault(
        "a number that is told as text is read tenfold",
        "survey.registering",
        "as_held",
        after(
            lambda report: evolve(
                report,
                outcome=Measured(
                    [
                        (code, 10 * value if isinstance(value, Fraction) else value)
                        for code, value in report.outcome.values
                    ],
                    report.outcome.findings,
                ),
            )
        ),
        Told(
            "登记簿存的是数，不是文字",
            "a register holds the number and not the text",
        ),
    ),
    Fault(
        "a bar is brought wrongly to the answers that a measure has",
        "rules.acceptance",
        "Range.within",
        lambda _: lambda where, __: where,
        Told(
            "规则就以这种形式存标准：两边读的都是它",
            "the rules hold their standards in that form: both read them so",
        ),
    ),
    Fault(
        "what earlier periods found is forgotten",
        "survey.history",
        "history",
        returning({}),
        Told(
            "此前发现的问题和结转的单位，与给定数一样是给一个期间的",
            "what was found before, and who is carried, are given to a period as figures are",
        ),
    ),
    Fault(
        "the last of a bottom group is left out",
        "scoring.carrying",
        "bottom",
        after(lambda units: units[:-1]),
        Told(
            "结转谁的得分，与给定数一样是给一个期间的：由此前各期间得出，而它们的名次已经核验",
            "whose score is carried is given to a period as figures are: "
            "it follows from the periods before, whose places are certified",
        ),
    ),
    Fault(
        "a notice is left out",
        "scoring.notice",
        "notices",
        after(lambda told: told[1:]),
        Told(
            "问题通报不影响得分；它由台账得出，而台账已经核验",
            "a notice moves no score; it is told from the ledger, which is certified",
        ),
    ),
    Fault(
        "a digest names nothing",
        "scoring.results",
        "digest",
        returning("0" * 64),
        Told(
            "摘要指明所据的内容；所据的是什么，要问持有的人",
            "the digest names the inputs; which inputs they are is a question for whoever has them",
        ),
    ),
    Fault(
        "a note says why it does not count, and is wrong",
        "basics.counting",
        "_none",
        after(lambda finding: evolve(finding, note=_WRONG_NOTE)),
        Told(
            "附注、得分说明、扣分明细和通报由结果得出，不是结果的一部分",
            "notes, explanations, statements and bulletins are told from results, and are no part of them",
        ),
    ),
)


def by_name(name: str) -> Fault:
    """Return a fault by its name."""
    known: Mapping[str, Fault] = {one.name: one for one in (*FAULTS, *UNFOUND)}
    return known[name]
