"""Threads may share what the library returns: whatever they work out of one value at the same time is the same."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from samples import TINY
from tristandard.basics.period import Period
from tristandard.codec.folder import load_ruleset
from tristandard.codec.rows import to_json
from tristandard.codec.survey import load_observations, load_sites
from tristandard.merging.merged import merge
from tristandard.proof.certificate import certify
from tristandard.reports.explanation import explain
from tristandard.reports.statement import statement
from tristandard.scoring.score import score
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share


def registered():
    """Return a register made anew, of which nothing is worked out yet."""
    rules = load_ruleset(TINY)
    sites = load_sites(TINY / "sites.csv", rules)
    return register(plan(merge(rules), sites, Period(date(2022, 5, 10), date(2022, 6, 30))), load_observations(TINY / "observations.csv", rules))


def made(held):
    """Return all that is made of a register, as text."""
    results = score(share(held))
    told = [results.digest, str(certify(results)), to_json(results), to_json(share(held))]
    for result in results.values():
        told += [explain(card).text(language) for card in result.ranking() for language in ("zh", "en")]
        told += [to_json(card.breakdown) for card in result.ranking()]
    return told + [statement(results, unit).text() for unit in {unit: 0 for result in results.values() for unit in result}]


def test_threads_share_one_register():
    """Eight threads that start at once on a register of which nothing was worked out yet all come to what one alone comes to."""
    held, start = registered(), Barrier(8)

    def run(_):
        start.wait()
        return made(held)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(run, range(8)))
    finally:
        sys.setswitchinterval(before)

    assert [made(registered())] * 8 == found


def test_threads_register_onto_one_register():
    """Each thread that registers onto the same register has its own, and the one that they share stays as it was."""
    held = registered()
    digest, reports = held.digests, list(held.observations())
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: register(held.plan, reports, onto=held), range(4)))

    assert [held] * 4 == found
    assert (digest, reports) == (held.digests, list(held.observations()))
