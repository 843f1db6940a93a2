"""The quarters on which the power of the certificate is measured: worked cases, vectors, the starter, examples, drawn ones.

Each is told by its papers alone, packed, so that whoever unpacks them works out everything anew.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from runpy import run_path

from attrs import evolve, frozen

import tristandard as ts
from differential.quarters import case_of as drawn
from tristandard.proof.certificate import papers_of
from tristandard.proof.reading.papers import Papers
from tristandard.testing.worked import VECTORS, cases_of, outcomes, read_case, rules_of
from worked import CASES, case_of

ROOT = Path(__file__).parents[2]
SEEDS = (*range(1, 13), 16, 19, 29, 34, 51, 56, 70, 85, 105, 116, 117, 130, 151, 152, 184, 290, 371)


@frozen
class Ground:
    """A quarter, by its name and its packed papers; `closed` are the visits that were closed."""

    name: str
    packed: bytes

    @property
    def papers(self) -> Papers:
        """What it is made of, unpacked anew."""
        return pickle.loads(self.packed)[0]

    def results(self) -> ts.Results:
        """Return its results, worked out anew."""
        papers, closed = pickle.loads(self.packed)
        return results_of(papers, closed)


def results_of(papers: Papers, closed: frozenset[tuple[str, str]]) -> ts.Results:
    """Return what comes of papers."""
    plan = ts.plan(ts.merge(papers.rules), papers.sites, papers.period)
    ledger = ts.share(ts.register(plan, papers.observations, closing=closed), history=papers.history)
    return ts.score(ledger, givens=papers.givens, only=papers.only, carried=papers.carried)


@contextmanager
def kept() -> Iterator[list[ts.Results]]:
    """Give all results of single periods that are scored meanwhile."""
    right, found = ts.score, list[ts.Results]()

    def score(*given: object, **named: object) -> ts.Results:
        found.append(right(*given, **named))
        return found[-1]

    ts.score = score
    try:
        yield found
    finally:
        ts.score = right


def _cases() -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what is scored to make the quarters, each with its name."""
    for path in sorted(CASES.rglob("*.toml")):
        if "published" not in path.parts:
            case = case_of(path.read_text(encoding="utf-8"))
            yield from _each(path.stem, case)
    for path in sorted(VECTORS.glob("*.json")):
        yield from _each(path.stem, read_case(path))
    for folder in (Path(ts.__file__).parent / "starter", ROOT / "examples" / "second_city" / "rules"):
        for path in sorted((folder / "cases").glob("*.toml")):
            yield from _each(path.stem, read_case(path), ts.load_ruleset(folder))
    yield "second city", run_path(str(ROOT / "examples" / "second_city" / "run.py"))["quarter"]
    for seed in SEEDS:
        yield f"drawn {seed}", lambda seed=seed: _drawn(seed)


def _each(name: str, case, rules: ts.RuleSet | None = None) -> Iterator[tuple[str, Callable[[], object]]]:
    with suppress(ts.Refused):
        held = rules if "format" not in case else rules_of(case)
        for place, one in enumerate(cases_of(case), 1):
            yield f"{name} {place}", lambda one=one: outcomes(case, one, held)


def _drawn(seed: int) -> None:
    case = drawn(seed)
    with suppress(ts.Refused):
        ledger = ts.share(ts.register(ts.plan(ts.merge(case.rules), case.sites, case.period), case.observations), history=case.history)
        ts.score(ledger, givens=case.givens, only=case.only, carried=case.carried)


def grounds() -> list[Ground]:
    """Return every quarter, each once."""
    found: dict[bytes, Ground] = {}
    for name, make in _cases():
        with kept() as scored:
            make()
        for number, results in enumerate(scored):
            papers = papers_of(results)
            given = dict(results.givens)
            papers = evolve(papers, givens=given, observations=list(papers.observations))
            packed = pickle.dumps((papers, results.ledger.register.closed))
            found.setdefault(packed, Ground(f"{name}{f' {number + 1}' if number else ''}", packed))
    return list(found.values())
