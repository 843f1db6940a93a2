"""The power of the certificate, measured: of the mutants that change results, which share it finds.

    python tests/proof/power.py                   all mutants, in a random order, until the time is over
    python tests/proof/power.py --many 300 --seed 7
    python tests/proof/power.py --show            with each mutant that is not found
    python tests/proof/power.py --many 800 --at-least 98    fails where a smaller share is found

Each mutant is planted in a process of its own. There the quarters that reach its line are worked out anew, the cheap
ones first, until it has changed what the results of two say. It is found where the certificates of both, made with
the mutant too, do not hold. A mutant with which no results come out, or with which it takes for ever, is noticed by
whoever runs it: it is counted apart. So is one that changes nothing, and one by which results say that figures,
history, a list of indicators or carried units were given which nobody gave: whoever gave them sees it, and what follows
from them does follow.
"""

from __future__ import annotations

import argparse
import gc
import os
import pickle
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from attrs import field, frozen

import tristandard as ts
from proof.grounds import Ground, grounds
from proof.mutants import SOURCE, Mutant, functions, mutants
from tristandard.testing.laws.proof import said

#: What is changed: pricing, tallying, scoring, ranking, publication, and what is handed over.
FILES = (
    *sorted((SOURCE / "rules" / "deductions").glob("*.py")),
    *sorted((SOURCE / "rules" / "nodes").glob("*.py")),
    *sorted((SOURCE / "scoring").glob("*.py")),
    *(SOURCE / "survey" / f"{name}.py" for name in ("entry", "history", "ledger", "posting", "sharing")),
    SOURCE / "basics" / "publication.py",
)
#: How many quarters a mutant must have changed, how many are tried, and how many that break are enough.
ENOUGH, TRIED, BROKEN = 2, 40, 12
#: How many seconds a mutant has.
SECONDS = 20


#: What is known not to be found, by file, function and what stands before the change: in which order things are told.
STANDS = {
    ("handover.py", "handovers", "pair[0]"),
    ("posted.py", "Posted.order", "self.part.finding.id if self.part.finding else ''"),
    (
        "posted.py",
        "Posted.order",
        "return (self.site.code, shared, own, part.line, as_counted(id_), part.measure, self.bearer)",
    ),
    ("surroundings.py", "Surroundings.units", "sorted(found)"),
}


@frozen
class Reached:
    """A quarter with what its results say and were given, how long it takes, and the lines that it reaches."""

    ground: Ground
    said: list[object] = field(repr=False)
    given: object = field(repr=False)
    seconds: float
    lines: frozenset[tuple[str, int]] = field(repr=False)


@frozen
class Verdict:
    """What became of a mutant, and in which quarter: "unreached", "same", "broken", "found", "missed", "given" or
    "stands".
    """

    mutant: Mutant
    what: str
    where: str = ""


def in_a_fork(work: Callable[[], object], seconds: float) -> Any:
    """Return what some work returns in a process of its own; None where it takes too long or dies."""
    inlet, outlet = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        with suppress(BaseException):
            os.close(inlet)
            signal.alarm(int(seconds) + 1)
            with os.fdopen(outlet, "wb") as pipe:
                pickle.dump(work(), pipe)
            code = 0
        os._exit(code)
    os.close(outlet)
    with os.fdopen(inlet, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    try:
        return pickle.loads(told)
    except (EOFError, pickle.UnpicklingError):
        return None


def given(results: ts.Results) -> object:
    """Return what results say that they were given from outside."""
    return results.givens, results.ledger.history, results.only, results.carried


def _traced(ground: Ground) -> tuple[list[object], object, float, frozenset[tuple[str, int]]]:
    """Return what the results of a quarter say and were given, how long that takes with its certificate, and the lines
    reached.
    """
    lines, inside = set[tuple[str, int]](), str(SOURCE)

    def trace(frame: FrameType, event: str, _: object) -> Any:
        file = frame.f_code.co_filename
        if not file.startswith(inside):
            return None
        lines.add((file, frame.f_lineno))
        return trace

    start = time.process_time()
    results = ground.results()
    told = list(said(results))
    ts.certify(results)
    seconds = time.process_time() - start
    sys.settrace(trace)
    list(said(ground.results()))
    sys.settrace(None)
    return told, given(results), seconds, frozenset(lines)


def reached(quarters: Iterable[Ground]) -> list[Reached]:
    """Return each quarter with the lines that it reaches, the cheap ones first."""
    found = [Reached(one, *in_a_fork(lambda one=one: _traced(one), 600)) for one in quarters]
    return sorted(found, key=lambda one: one.seconds)


def judged(mutant: Mutant, quarters: Sequence[Reached]) -> tuple[str, str]:
    """Plant a mutant here and return what becomes of it."""
    if not mutant.plant():
        return "unreached", ""
    found, broken = list[str](), 0
    for one in quarters:
        try:
            results = one.ground.results()
            told = list(said(results))
        except Exception:
            broken += 1
            if broken >= BROKEN and not found:
                return "broken", one.ground.name
            continue
        if told == one.said:
            continue
        try:
            if ts.certify(results).holds:
                return ("missed" if given(results) == one.given else "given"), one.ground.name
        except Exception:
            return "broken", one.ground.name
        found.append(one.ground.name)
        if len(found) >= ENOUGH:
            break
    return ("found", found[0]) if found else ("broken" if broken else "same", "")


def chosen(quarters: Sequence[Reached]) -> list[Reached]:
    """Return the quarters that are tried: the cheapest, and the dearest as well."""
    return list(quarters) if len(quarters) <= TRIED else [*quarters[: TRIED - TRIED // 4], *quarters[-(TRIED // 4) :]]


def verdicts(planted: Iterable[Mutant], quarters: Sequence[Reached]) -> Iterator[Verdict]:
    """Yield what becomes of each mutant."""
    by_line = defaultdict[tuple[str, int], list[Reached]](list)
    for one in quarters:
        for line in one.lines:
            by_line[line].append(one)
    functions()
    gc.collect()
    gc.freeze()
    for mutant in planted:
        mine = chosen(by_line.get((str(mutant.file), mutant.line), []))
        if not mine:
            yield Verdict(mutant, "unreached")
            continue
        what, where = in_a_fork(lambda mutant=mutant, mine=mine: judged(mutant, mine), SECONDS) or ("broken", "too long")
        known = what == "missed" and (mutant.file.name, mutant.function, mutant.before) in STANDS
        yield Verdict(mutant, "stands" if known else what, where)


def changes() -> list[Mutant]:
    """Return every mutant; of `points` those of publication alone, for how numbers are read and told both sides share."""
    return [one for one in mutants(FILES) if one.file.name != "publication.py" or one.function.startswith("Publication.")]


def main() -> int:
    """Count, and print the share that is found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--only", default="")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--at-least", type=float, default=0)
    asked = parser.parse_args()
    end = time.monotonic() + asked.minutes * 60
    planted = [one for one in changes() if asked.only in one.name]
    Random(asked.seed).shuffle(planted)
    counts, by_file = Counter[str](), defaultdict[str, Counter[str]](Counter)
    for one in verdicts(planted[: asked.many], reached(grounds())):
        counts[one.what] += 1
        by_file[one.mutant.file.relative_to(SOURCE).as_posix()][one.what] += 1
        if asked.show and one.what == "missed":
            print(f"{one.where}: {one.mutant.name}", flush=True)
        if asked.show and not counts.total() % 500:
            print(f"{counts.total()} of {len(planted)}: {told(counts)}", flush=True)
        if time.monotonic() > end:
            break
    for file, row in sorted(by_file.items()):
        print(f"{file:40} {told(row)}")
    print(told(counts))
    return int(share(counts) * 100 < asked.at_least)


def share(counts: Counter[str]) -> Fraction:
    """Return the share that is found of those that change results, but for those that stand; all of none."""
    changing = counts["found"] + counts["missed"]
    return Fraction(counts["found"], changing) if changing else Fraction(1)


def told(counts: Counter[str]) -> str:
    """Return counts as a line."""
    changing, part = counts["found"] + counts["missed"], 100 * float(share(counts))
    rest = f"{counts['stands']} stand, {counts['given']} change what was given, {counts['broken']} break, {counts['same']} change nothing, {counts['unreached']} are not reached"
    return f"{changing} change results, {counts['found']} of them found ({part:.1f} %); {rest}"


if __name__ == "__main__":
    sys.exit(main())
