"""Scores from partials: means, blends, gates and places are the core's own, over sums in the place of sites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from math import lcm

from tristandard.basics.errors import refuse, wanted
from tristandard.frames.extra import BadFrame
from tristandard.frames.gathered import GatheredScorer, GatheredTallies
from tristandard.frames.gathering import Gathering
from tristandard.frames.partials import ANOTHER_PROGRAM, TOLD_AT_MOST, Partials
from tristandard.frames.program import Program
from tristandard.frames.reported import sites_home
from tristandard.frames.scores import Scores
from tristandard.scoring.carrying import carried_of
from tristandard.scoring.figures import checked
from tristandard.scoring.ranked import ranked
from tristandard.scoring.score import parts_of
from tristandard.scoring.stand import Stand
from tristandard.scoring.tally import Tallies
from tristandard.survey.history import History
from tristandard.survey.ledger import Ledger
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share
from tristandard.words.sentence import Sentence, Told

_BAD_ROWS = Told("这些记录不能计分", "the rows cannot be scored")
_MORE_BAD_ROWS = Sentence(
    "这些记录不能计分：共 {bad} 处有误，先列出 {told} 条；改正后再算，就列出其余的",
    "the rows cannot be scored: {bad} are bad, of which {told} messages tell the first; mend these, and the next are "
    "told",
)
_NAMED = Sentence(
    "问题点名 {units}，而这些单位另有由引擎计分的点位；请用 ts.score 计算",
    "findings at sites of others name {units}, whose own sites the engine scores; use ts.score",
)


def results(
    program: Program, partials: Partials, *, givens: Mapping[tuple[str, str, str], object] | None = None,
    carried: Mapping[str, Iterable[str]] | None = None, history: History | None = None,
) -> Scores:  # fmt: skip
    """Return the scores that partials come to. Sites of which nothing came are not measured.

    Args:
        program: What the partials were made with.
        partials: The sums of all batches.
        givens: Figures from outside, as `score` of the core takes them.
        carried: The units whose score counts in their parent's, as `score` of the core takes them.
        history: What earlier periods found, for lines that stay in the core.

    Raises:
        Refused: With what the core says of the first bad rows, where there are any.
        BadFrame: When findings name units whose own sites the engine scores, or another program made the partials.
    """
    wanted(program, Program)
    wanted(partials, Partials)
    if partials.program not in ("", program.digest):
        raise BadFrame(ANOTHER_PROGRAM)
    bad, told = sum(partials.bad.values()), len(partials.problems)
    refuse(_MORE_BAD_ROWS(bad=bad, told=told) if bad > TOLD_AT_MOST else _BAD_ROWS, partials.problems)
    return _Finish(program, partials, history).scores(givens or {}, carried)


class _Finish:
    """Partials while they become scores."""

    def __init__(self, program: Program, partials: Partials, history: History | None) -> None:
        self.program, self.partials, self.history = program, partials, history
        self.tables, self.plan = program.tables, program.tables.plan

    def scores(
        self, givens: Mapping[tuple[str, str, str], object], carried: Mapping[str, Iterable[str]] | None
    ) -> Scores:
        """Return the scores."""
        tallies = self.tallies
        ledger, cards = tallies.ledger, {}
        scorer = GatheredScorer(tallies, checked(ledger.plan.merged, givens), carried_of(ledger, carried))
        for book in self.plan.rules.assessments:
            parts = parts_of(scorer, book)
            cards[book.code] = ranked(ledger, book, parts, self.program.period)
        return Scores(self.program, cards)

    @cached_property
    def core(self) -> Tallies | None:
        """What the core adds up at the sites that stay there."""
        program, apart = self.program, self.partials.apart
        if not self.tables.core and not apart:
            return None
        core = sites_home(program, program.core_sites.select("number")) if self.tables.core else ()
        sites = (*core, *apart)
        held = register(plan(program.merged, sites, program.period), self.partials.told)
        return Tallies(share(held, history=self.history))

    @cached_property
    def tallies(self) -> GatheredTallies:
        """What is added up, by the engine and in the core."""
        ledger: Ledger = self.tables.tallies.ledger
        tallies, core = GatheredTallies(ledger), self.core
        scale = self.tables.scale if core is None else lcm(self.tables.scale, core.scale)
        if core is not None:
            core.count_with(scale)
        tallies.count_with(scale)
        stands: dict[tuple[str, str], tuple[Stand, ...]] = dict(core.stands) if core else {}
        blames = core.blames if core else {}
        gathered = Gathering(self.program, self.partials, scale // self.tables.scale).stands()
        if core is not None and (named := sorted(_named(core, gathered))):
            raise BadFrame(_NAMED(units=named))
        for key, groups in gathered.items():
            stands[key] = (*groups, *stands.get(key, ()))
        vars(tallies).update(stands=stands, blames=blames)
        return tallies


def _named(core: Tallies, gathered: Mapping[tuple[str, str], object]) -> set[str]:
    """Return the units that findings name at sites of others, of whom the engine scores sites."""
    sites = core.ledger.plan.sites
    return {
        unit
        for site, entries in core.ledger.entries.items()
        for entry in entries.values()
        for unit, book in entry.named
        if (book, unit) in gathered and unit not in dict(sites[site].units)
    }
