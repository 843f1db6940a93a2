"""Hold the library's results against the naive reading's: register, ledger, scorecards node by node, handovers."""

import tristandard as ts
from differential.quarters import Case
from tristandard.proof.reading.papers import Papers
from tristandard.proof.reading.worked import work_out


def register(case: Case) -> ts.Register:
    """Return what the library registers of a case."""
    return ts.register(ts.plan(ts.merge(case.rules), case.sites, case.period), case.observations)


def differences(case: Case) -> list[str]:
    """Return where the library and the naive reading differ, in words: by hand, and as found.

    What one refuses to register the other must refuse.
    """
    try:
        held = register(case)
    except ts.Refused as refused:
        papers = Papers(rules=case.rules, sites=case.sites, period=case.period, observations=case.observations)
        return [] if work_out(papers).heard.problems else [f"the library refuses what stands by hand: {refused}"]
    ledger = ts.share(held, history=case.history)
    results = ts.score(ledger, givens=case.givens, only=case.only, carried=case.carried)
    return list(map(str, ts.certify(results).disagreements))
