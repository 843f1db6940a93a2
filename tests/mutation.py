"""The mutation run: which changes of the code the unit tests notice, drawn by lot.

    python tests/mutation.py                                the core, insight, codec and frames, 3,000 by lot
    python tests/mutation.py --rooms survey scoring --many 500 --seed 7
    python tests/mutation.py --show                         with each mutant that survives
    python tests/mutation.py --only survey/plan.py --many 9999 --show    every mutant of one file
    python tests/mutation.py --kept FILE                    what tests reach is kept there, and read from there
    python tests/mutation.py --log FILE                     each verdict is kept there; what it has is not judged again
    python tests/mutation.py --again FILE --seconds 20      what such a log has as survived, judged once more

First every test of the rooms is run once, in a fork, to learn how long it takes and which lines it reaches. Then each
mutant is planted in a fork of its own, which no test has touched: there the tests that reach its statement are run,
those of its own module first, then by turns one of its room and one of the others, the quick ones before the slow,
until one fails or the seconds are used up. A mutant is killed where a test fails; where a fork does not come back it
loops, and is counted apart; whatever else becomes of it, it survives, also where no test reaches it. What is done once
while modules are loaded is done before the mutant is planted: what is reached in no other way survives too.
"""

from __future__ import annotations

import argparse
import ast
import gc
import os
import pickle
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache, reduce
from importlib import import_module
from itertools import zip_longest
from math import sqrt
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

import pytest
from _pytest.tmpdir import tmppath_result_key
from attrs import field, frozen

from proof.mutants import SOURCE, Mutant, functions, mutants

#: The rooms of the core, and those about it.
CORE = ("words", "basics", "rules", "grouping", "checks", "merging", "changing", "survey", "scoring", "proof", "reports")
ABOUT = ("insight", "codec", "frames")
#: Worked cases and drawn quarters, wrong calls, and the desk, which reach many rooms.
CASES = (
    "tests/test_cases.py", "tests/test_forms.py", "tests/differential", "tests/test_called_wrongly.py", "tests/test_changzhou.py", "tests/test_published.py", "tests/test_main.py", "tests/desk",
)  # fmt: skip
#: Tests that plant faults themselves, change files at random, open a browser, or take minutes.
LEFT_OUT = (
    "tests/proof/test_power.py", "tests/proof/test_planted.py", "tests/codec/test_fuzz.py", "tests/codec/test_large_files.py",
    "tests/desk/test_fuzz.py", "tests/desk/test_browser.py", "tests/desk/test_offices.py",
)  # fmt: skip
#: How many seconds of tests a mutant has; how many times as long it may take, and how long in any case.
SECONDS, TIMES, AT_LEAST = 8.0, 6, 10
#: What a fork says where a test failed.
FAILED, PASSED, NOT_PLANTED = 1, 0, 2


@frozen
class Reach:
    """What a test takes, in seconds, the lines of each file that it reaches, as bits, and whether it passes."""

    seconds: float
    lines: Mapping[str, int] = field(repr=False)
    passed: bool


@frozen
class Verdict:
    """What became of a mutant: "killed", "timed out", "survived" or "not planted"; by which test, of how many."""

    mutant: Mutant
    what: str
    killer: str
    tests: int


def room(mutant: Mutant) -> str:
    """Return the package that a mutant is of."""
    return mutant.file.relative_to(SOURCE).parts[0]


def drawn(rooms: Iterable[str], many: int, seed: int, only: str = "") -> tuple[list[Mutant], Counter[str]]:
    """Return mutants drawn by lot, of each room in proportion, and how many there are of each."""
    every = {one: [each for each in mutants(sorted((SOURCE / one).rglob("*.py"))) if only in each.name] for one in rooms}
    whole, lot = sum(map(len, every.values())), list[Mutant]()
    for one, found in every.items():
        lot += Random(f"{seed} {one}").sample(found, min(len(found), round(many * len(found) / max(whole, 1))))
    return lot, Counter({one: len(found) for one, found in every.items()})


def loaded(lot: Iterable[Mutant]) -> None:
    """Load the modules of mutants, so that every function that a test may load later is known."""
    for file in {one.file for one in lot}:
        import_module(".".join(("tristandard", *file.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__"))
    functions()


@lru_cache(maxsize=64)
def _statements(file: Path) -> list[tuple[int, int]]:
    """Return the first and the last line of each statement of a file, of one with a body those of its head."""
    found = list[tuple[int, int]]()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            found.append((node.lineno, max(node.lineno, body[0].lineno - 1) if body else node.end_lineno or node.lineno))
    return sorted(found, key=lambda one: one[1] - one[0])


def _bits(lines: Iterable[int]) -> int:
    """Return lines as the bits of a number."""
    return reduce(lambda bits, line: bits | 1 << line, lines, 0)


def lines_of(mutant: Mutant) -> int:
    """Return the lines by which a test reaches a mutant, as bits: those of the smallest statement that holds it."""
    first, last = next(((a, b) for a, b in _statements(mutant.file) if a <= mutant.line <= b), (mutant.line, mutant.line))
    return _bits(range(first, last + 1))


def ordered(mutant: Mutant, tests: Iterable[str], reach: Mapping[str, Reach]) -> list[str]:
    """Return the tests of the mutant's own module, then by turns one of its room and one of the others; of each the
    quick ones first.
    """
    own, mine, others = list[str](), list[str](), list[str]()
    for one in sorted(tests, key=lambda one: (reach[one].seconds, one)):
        (own if f"/test_{mutant.file.stem}.py" in one else mine if f"tests/{room(mutant)}/" in one else others).append(one)
    return [*own, *(one for pair in zip_longest(mine, others) for one in pair if one is not None)]


def within(tests: Sequence[str], reach: Mapping[str, Reach], seconds: float) -> list[str]:
    """Return the tests for which the seconds suffice, in their order; the quickest alone where they suffice for none."""
    found, used = list[str](), 0.0
    for one in tests:
        if used + reach[one].seconds <= seconds:
            found.append(one)
            used += reach[one].seconds
    return found or sorted(tests, key=lambda one: reach[one].seconds)[:1]


def _run(item: pytest.Item, following: pytest.Item | None) -> bool:
    """Run a test; return whether nothing of it failed. Nobody reads how: to tell it may take longer than the test."""
    passed = True
    item.stash.setdefault(tmppath_result_key, {})  # which a report would make, and what undoes `tmp_path` reads
    with suppress(AttributeError):
        item._initrequest()  # type: ignore[attr-defined]
    hooks = item.ihook
    for step in (hooks.pytest_runtest_setup, hooks.pytest_runtest_call):
        try:
            if passed:
                step(item=item)
        except pytest.skip.Exception:
            break
        except BaseException:
            passed = False
    try:
        hooks.pytest_runtest_teardown(item=item, nextitem=following)
    except BaseException:
        return False
    return passed


def _reached(items: Sequence[pytest.Item]) -> Iterator[tuple[str, Reach]]:
    """Run tests one by one; yield what each takes and reaches."""
    from coverage import Coverage

    for place, item in enumerate(items):
        measure = Coverage(data_file=None, config_file=False, include=[f"{SOURCE}/*"])
        measure.start()
        start = time.process_time()  # of the processor, which others use too
        passed = _run(item, items[place + 1] if place + 1 < len(items) else None)
        seconds = time.process_time() - start
        measure.stop()
        data = measure.get_data()
        yield item.nodeid, Reach(seconds, {file: _bits(data.lines(file) or ()) for file in data.measured_files()}, passed)


def _fork(work: Callable[[], tuple[int, str]], seconds: float) -> tuple[int | None, str]:
    """Return with which code some work ends in a fork, and what it says; None where it does not end in time."""
    inlet, outlet = os.pipe()
    child = os.fork()
    if not child:
        os.close(inlet)
        for one in (signal.SIGALRM, signal.SIGPROF):
            signal.signal(one, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)  # of the processor, which others use too
        signal.alarm(int(60 * seconds) + 1)
        try:
            code, told = work()
        except BaseException as died:
            code, told = FAILED, f"dies: {died!r}"
        with suppress(BaseException):
            os.write(outlet, told.encode()[:4000])
        os._exit(code)
    os.close(outlet)
    with os.fdopen(inlet, "rb") as pipe:
        told = pipe.read().decode(errors="replace")
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return (None, told) if os.WTERMSIG(status) in (signal.SIGALRM, signal.SIGPROF) else (FAILED, "dies")
    return os.WEXITSTATUS(status), told


def judged(mutant: Mutant, items: Mapping[str, pytest.Item], reach: Mapping[str, Reach], tests: Sequence[str]) -> Verdict:
    """Plant a mutant in a fork and run tests there; return what becomes of it."""

    def work() -> tuple[int, str]:
        if not mutant.plant():
            return NOT_PLANTED, ""
        for place, one in enumerate(tests):
            if not _run(items[one], items[tests[place + 1]] if place + 1 < len(tests) else None):
                return FAILED, one
        return PASSED, ""

    code, told = _fork(work, AT_LEAST + TIMES * sum(reach[one].seconds for one in tests))
    what = {None: "timed out", FAILED: "killed", NOT_PLANTED: "not planted"}.get(code, "survived")
    return Verdict(mutant, what, told, len(tests))


def verdicts(lot: Sequence[Mutant], items: Mapping[str, pytest.Item], reach: Mapping[str, Reach], seconds: float) -> Iterator[Verdict]:
    """Yield what becomes of each mutant."""
    serving = {name: one for name, one in reach.items() if one.passed and name in items}
    loaded(lot)
    gc.collect()
    gc.freeze()
    for mutant in lot:
        file, lines = str(mutant.file), lines_of(mutant)
        mine = ordered(mutant, (name for name, one in serving.items() if one.lines.get(file, 0) & lines), reach)
        yield judged(mutant, items, reach, within(mine, reach, seconds)) if mine else Verdict(mutant, "survived", "", 0)


def _told(log: Path) -> list[list[str]]:
    """Return the lines of a log: what became of each mutant, under how many tests, by which, and which it is."""
    return [line.split("\t") for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []


class Run:
    """Takes the place of the loop in which pytest runs its tests."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.given = given
        self.counts = defaultdict[str, Counter[str]](Counter)
        self.every = Counter[str]()

    def _reach(self, items: Mapping[str, pytest.Item]) -> dict[str, Reach]:
        kept = Path(self.given.kept) if self.given.kept else None
        reach: dict[str, Reach] = pickle.loads(kept.read_bytes()) if kept and kept.exists() else {}
        missing = [item for name, item in items.items() if name not in reach]
        if missing:
            file = kept or Path(self.given.scratch) / "reach.pickle"

            def work() -> tuple[int, str]:
                os.chdir(self.given.root)
                file.write_bytes(pickle.dumps(reach | dict(_reached(missing))))
                return PASSED, ""

            code, told = _fork(work, 4 * 3600)
            assert code == PASSED, f"the tests could not be run: {told}"
            reach = pickle.loads(file.read_bytes())
        failing = sorted(name for name in items if not reach[name].passed)
        print(f"{len(items)} tests, {sum(reach[name].seconds for name in items):.0f} s; {len(failing)} fail without a mutant: {failing[:5]}", flush=True)
        return reach

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Learn what tests reach, then plant one mutant after the other."""
        items = {item.nodeid: item for item in session.items}
        reach = self._reach(items)
        lot, self.every = drawn(self.given.rooms, self.given.many, self.given.seed, self.given.only)
        Random(self.given.seed).shuffle(lot)
        if self.given.again:
            standing = {(number, name) for what, *_, number, name in _told(Path(self.given.again)) if what != "killed"}
            lot = [one for one in lot if (str(one.number), one.name) in standing]
        end = time.monotonic() + self.given.minutes * 60
        log = Path(self.given.log) if self.given.log else None
        done = {(number, name): what for what, *_, number, name in _told(log)} if log else {}
        for one in lot:
            if what := done.get((str(one.number), one.name)):
                self.counts[room(one)][what] += 1
        lot = [one for one in lot if (str(one.number), one.name) not in done]
        for one in verdicts(lot, items, reach, self.given.seconds):
            self.counts[room(one.mutant)][one.what] += 1
            if log:
                with log.open("a", encoding="utf-8") as file:
                    print(one.what, one.tests, one.killer, one.mutant.number, one.mutant.name, sep="\t", file=file)
            if self.given.show and one.what != "killed":
                print(f"{one.what} ({one.tests} tests): {one.mutant.name}", flush=True)
            if time.monotonic() > end:
                break
        return True


def between(killed: int, many: int) -> tuple[float, float]:
    """Return between which shares, in percent, the share of all lies at 95 % (Wilson)."""
    z, share = 1.96, killed / many
    middle, half = share + z * z / (2 * many), z * sqrt(share * (1 - share) / many + z * z / (4 * many * many))
    return 100 * (middle - half) / (1 + z * z / many), 100 * (middle + half) / (1 + z * z / many)


def row(name: str, every: int, counts: Counter[str]) -> str:
    """Return the row of a room."""
    many, noticed = counts.total(), counts["killed"] + counts["timed out"]
    low, high = between(noticed, many)
    cells = (f"`{name}`", every, many, counts["killed"], counts["timed out"], counts["survived"] + counts["not planted"])
    return f"| {' | '.join(map(str, cells))} | {100 * noticed / many:.1f} % | {low:.1f} to {high:.1f} % |"


def main() -> int:
    """Draw, plant, and print what is killed of each room."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rooms", nargs="+", default=[*CORE, *ABOUT])
    parser.add_argument("--tests", nargs="+")
    parser.add_argument("--many", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--only", default="")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--log")
    parser.add_argument("--again")
    parser.add_argument("--kept")
    parser.add_argument("--scratch", default="build/mutation")
    given = parser.parse_args()
    given.root = Path.cwd()
    tests = given.tests or [*(f"tests/{one}" for one in given.rooms), *CASES]
    for folder in (Path(given.scratch), Path(given.kept or given.scratch).parent):
        folder.mkdir(parents=True, exist_ok=True)
    run = Run(given)
    ignored = [f"--ignore={one}" for one in LEFT_OUT]
    pytest.main([*tests, *ignored, "-n0", "-q", "-p", "no:cacheprovider", "-p", "no:cov", "-p", "no:hypothesispytest", "--assert=plain", "--tb=no", f"--basetemp={given.scratch}/base"], plugins=[run])
    total = Counter[str]()
    for name in given.rooms:
        if run.counts[name]:
            print(row(name, run.every[name], run.counts[name]))
            total += run.counts[name]
    print(row("all", run.every.total(), total))
    return 0


if __name__ == "__main__":
    sys.exit(main())
