"""What observations come to before anything is divided: whole numbers that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TypeVar, final

from attrs import define, evolve, field

from tristandard.basics.errors import TristandardError
from tristandard.basics.outcome import Observation
from tristandard.basics.place import Site
from tristandard.frames.extra import BadFrame
from tristandard.words.sentence import Sentence, Told

_Key = TypeVar("_Key")

_AGAIN = Sentence(
    "{count} 个点位在两批中都有；同一点位的记录请放在一批中",
    "{count} sites are in both batches; keep all rows of a site in one",
)
#: So many bad rows are told at most, and the sites of so many looked at.
TOLD_AT_MOST = 1000
ANOTHER_PROGRAM = Told(
    "分批结果出自另一个 compile：规则、期间或点位不同；请都用同一个 Program",
    "the partials are of another compile: its rules, period or sites differ; use one Program for all",
)


@final
@define(slots=False, eq=False, repr=False)
class Partials:
    """Sums of one batch of observations, by what each unit bears at each kind of place.

    Partials of batches add up with `+`, where no site is in two of them.

    Attributes:
        folded: Of sheets at single sites, by (fold, post, denominator, low, high): the sums of their scores.
        pooled: Of sheets over several sites, by (post, item): what was lost and is open.
        covered: How many sites of each kind something came of, by the kind.
        words: The sites of which something came, by number, packed into whole numbers.
        told: What is scored in the core.
        apart: Sites of which reports differ that the policy settles: the core does.
        rows: How many rows there were.
        bad: How many rows cannot be scored, by what is wrong with them.
        problems: What the core says of the first of these.
        program: Of which rules, period and sites they are (`Program.digest`); empty of no batch at all.
    """

    _remedy = Told("请给 program.partials(observations) 的结果", "give program.partials(observations)")

    folded: Mapping[tuple[int, int, int, int, int], tuple[int, ...]] = field(factory=dict)
    pooled: Mapping[tuple[int, int], tuple[int, ...]] = field(factory=dict)
    covered: Mapping[int, int] = field(factory=dict)
    words: Mapping[int, int] = field(factory=dict)
    told: tuple[Observation, ...] = ()
    apart: tuple[Site, ...] = ()
    rows: int = 0
    bad: Mapping[str, int] = field(factory=dict)
    problems: tuple[TristandardError, ...] = ()
    program: str = ""

    def __repr__(self) -> str:
        bad = sum(self.bad.values())
        return f"<Partials: {self.rows} rows, {sum(self.covered.values())} sites, {bad} bad>"

    def __add__(self, other: Partials) -> Partials:
        """Return the sums of two batches together.

        Raises:
            BadFrame: When something came of one site in both, or another program made one of them.
        """
        if self.program and other.program and self.program != other.program:
            raise BadFrame(ANOTHER_PROGRAM)
        both = sum((self.words[word] & bits).bit_count() for word, bits in other.words.items() if word in self.words)
        if both:
            raise BadFrame(_AGAIN(count=both))
        return evolve(
            self,
            folded=_added(self.folded, other.folded),
            pooled=_added(self.pooled, other.pooled),
            covered=Counter(self.covered) + Counter(other.covered),
            words={word: self.words.get(word, 0) | other.words.get(word, 0) for word in {*self.words, *other.words}},
            told=(*self.told, *other.told),
            apart=(*self.apart, *other.apart),
            rows=self.rows + other.rows,
            bad=Counter(self.bad) + Counter(other.bad),
            problems=(*self.problems, *other.problems)[:TOLD_AT_MOST],
            program=self.program or other.program,
        )


def _added(one: Mapping[_Key, tuple[int, ...]], other: Mapping[_Key, tuple[int, ...]]) -> dict[_Key, tuple[int, ...]]:
    """Return sums by key, added up."""
    found = dict(one)
    for key, sums in other.items():
        found[key] = tuple(map(int.__add__, found[key], sums)) if key in found else sums
    return found
