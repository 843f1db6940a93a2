"""Uplift, what-if and one more observation, on the example quarter and on a large one; prints what they cost beside scoring.

    python tests/benchmarks/insight.py [OBSERVATIONS]

The example quarter is that of `examples/changzhou_quarter.py`. One more observation on a large
quarter is measured as the least of several runs, share, score and digest together, beside a whole run.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from attrs import evolve

import tristandard as ts

for folder in ("examples", "tests/benchmarks"):
    sys.path.insert(0, str(Path(__file__).parents[2] / folder))
import changzhou_quarter as example  # noqa: E402 - found above
import quarter as large  # noqa: E402 - found above

#: So often one more observation is added: the least is told, for others may use the machine.
RUNS = 7

_Made = TypeVar("_Made")


def timed(work: Callable[[], _Made]) -> tuple[_Made, float]:
    """Return what some work makes, and its seconds of the processor."""
    start = time.process_time()
    made = work()
    return made, time.process_time() - start


def example_quarter() -> ts.Register:
    """Return the register of the example quarter."""
    draw, rules = random.Random(example.SEED), ts.load_ruleset("changzhou-2022")
    plan = ts.plan(ts.merge(rules), example.made_up_sites(rules, draw), example.QUARTER)
    return ts.register(plan, example.made_up_survey(plan, draw))


def insight() -> None:
    """Measure uplift, and the least set for every two neighbouring places, on the example quarter."""
    register = example_quarter()
    results, scoring = timed(lambda: ts.score(ts.share(register)))
    told, seconds = timed(lambda: ts.insight.uplift(results))
    units = list(told.units)
    print(
        f"uplift of {sum(one.difference is not None for one in units)} of {len(units)} cards: {seconds:.1f} s, {seconds / scoring:.1f} times share and score ({scoring:.2f} s)"
    )
    slowest, exact, others, pairs = 0.0, 0, 0, 0
    for result in results.values():
        for card in result.values():
            if card.place is None or card.place == 1:
                continue
            found, seconds = timed(
                lambda card=card: ts.insight.least(results, card.assessment.code, card.unit.code, ts.insight.Place(card.place - 1))
            )  # type: ignore[misc]
            pairs, slowest, exact = pairs + 1, max(slowest, seconds), exact + found.exact
            others += any(one.before.assessment.code != card.assessment.code for one in found.others)
    print(
        f"least sets of {pairs} neighbouring places: {exact} proved, at most {slowest:.2f} s each; in {others} another assessment moves too"
    )


def one_more(count: int) -> None:
    """Measure one more observation on a large quarter, beside a whole run."""
    rules = ts.load_ruleset("changzhou-2022")
    plan, observations, _ = large.survey(rules, ts.merge(rules), count)
    register, registering = timed(lambda: ts.register(plan, observations))
    results, scoring = timed(lambda: ts.score(ts.share(register)))
    _, digesting = timed(lambda: results.digest)
    whole, again, placing = registering + scoring + digesting, [], []
    for one in observations[:: len(observations) // RUNS][:RUNS]:
        more = evolve(one, revision=2, outcome=ts.NotMeasured("示例"))
        after, seconds = timed(lambda more=more: ts.register(plan, [more], onto=register))  # type: ignore[misc]
        placing.append(seconds)
        again.append(timed(lambda after=after: ts.score(ts.share(after, onto=results.ledger), onto=results).digest)[1])  # type: ignore[misc]
    print(
        f"{len(observations)} observations: {whole:.2f} s from register to digest; one more: {min(again):.3f} s for share, score and digest ({100 * min(again) / whole:.1f} %), {min(placing):.3f} s to register it"
    )


if __name__ == "__main__":
    insight()
    one_more(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
