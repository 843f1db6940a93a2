"""Which lines each unit has at each site, and what each may come to: of a plan, before anything came."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from functools import cached_property
from typing import final

from attrs import define

from tristandard.grouping.shared import Contribution
from tristandard.merging.question import Question
from tristandard.rules.deductions.factor import NEVER
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.averages import sum_of
from tristandard.scoring.line import Drawn, Line, Lines, Past, each_of
from tristandard.survey.history import History
from tristandard.survey.plan import Ground, Plan

_NONE = Fraction(0)
#: Ground, unit, its share, and what earlier periods found: units with the same have the same lines.
Place = tuple[Ground, str, Fraction, Past]


@final
@define(slots=False)
class Drawing:
    """The lines of every unit at every site of a plan, in points.

    `only` restricts them to some shared indicators, by their code.
    """

    plan: Plan
    history: History
    only: frozenset[str] | None
    #: The lines of questions: for all that ask the same.
    drawn: Drawn

    @cached_property
    def answerable(self) -> dict[str, frozenset[str]]:
        """The units that are answerable by name, each with the assessments that say so."""
        books = self.plan.rules.assessments
        found = {
            unit.code: frozenset(book.code for book in books if unit.kind in book.named)
            for unit in self.plan.rules.units
        }
        return {unit: codes for unit, codes in found.items() if codes}

    @cached_property
    def places(self) -> list[tuple[str, Place]]:
        """Every site with every unit that may stand there, in the order of the sites."""
        plan, found = self.plan, list[tuple[str, Place]]()
        for code, site in plan.sites.items():
            ground, past = plan.grounds[code], self._past(plan.grounds[code], code)
            shares = dict(site.units)
            units = (*shares, *(unit for unit in self.answerable if unit not in shares))
            found += [(code, (ground, unit, shares.get(unit, _NONE), past)) for unit in units]
        return found

    def _past(self, ground: Ground, site: str) -> Past:
        """Return what earlier periods found at a site, where some line there looks back."""
        return (
            tuple((code, tuple(back)) for code, back in self.history.get(site, NEVER).items())
            if ground.looks_back
            else ()
        )

    @cached_property
    def known(self) -> dict[Place, dict[str, Lines]]:
        """The lines of each unit on each ground, by assessment, in points."""
        alike: dict[Place, dict[str, Lines]] = {}
        found = {}
        for place in dict.fromkeys(place for _, place in self.places):
            ground, unit, share, past = place
            key = (ground, "" if share and self._counts_whole(ground, unit) else unit, share, past)
            if key not in alike:
                alike[key] = self._lines(*place)
            found[place] = alike[key]
        return found

    def _counts_whole(self, ground: Ground, unit: str) -> bool:
        """Return whether all that is asked on some ground counts for a unit: then it has the lines of
        any other of which that holds.
        """
        plan = self.plan
        return all(len(plan.users(question, unit)) == len(question.users) for question in ground.questions)

    @property
    def distinct(self) -> frozenset[Line]:
        """Every line of any place, each once, for many places have the same."""
        return frozenset(line for books in self.known.values() for lines in books.values() for line in each_of(lines))

    def _lines(self, ground: Ground, unit: str, share: Fraction, past: Past) -> dict[str, Lines]:
        plan, found = self.plan, defaultdict[str, dict[str, tuple[Line, ...]]](dict)
        for question in ground.questions:
            for user in plan.users(question, unit) if self.only is None or question.code in self.only else ():
                if user.indicator.informs:
                    continue
                if share or user.assessment in self.answerable[unit]:
                    line = self._line(question, user, share, past)
                    possible = line if share or not ground.looks_back else self._line(question, user, share, None)
                    if share or possible.open or possible.vetoes:
                        mine = found[user.assessment]
                        mine[question.code] = (*mine.get(question.code, ()), line)
        return dict(sorted(found.items()))

    def _line(self, question: Question, user: Contribution, share: Fraction, past: Past | None) -> Line:
        """Return what an indicator may come to for a unit, worked out once for all with this share;
        whatever the past, where it is None.
        """
        at = question.users.index(user)
        key = question, at, share, past
        if key not in self.drawn.lines:
            self.drawn.lines[key] = self._draw(question, at, share, past)
        return self.drawn.lines[key]

    def _draw(self, question: Question, at: int, share: Fraction, past: Past | None) -> Line:
        """Return what an indicator may come to for a unit: within its item's mark, where nothing else bounds it."""
        user, indicator = question.users[at], question.users[at].indicator
        full = next(
            item.full for item in self.plan.rules.assessment(user.assessment).items if item.code == indicator.item
        )
        place, mine, gain, vetoes = list[Fraction | None](), list[Fraction | None](), Fraction(0), set[Level]()
        bar, known, earlier = question.bars[at], self.plan.rules.told_of_findings, None if past is None else dict(past)
        for rule in indicator.lines(bar, host=question.hosted_by(user)):
            bound = rule.bound(bar, known, earlier)
            most = bound.of(share)
            zeroed = rule.tariff.zeroes
            if zeroed is None:
                place, mine = [*place, bound.place], [*mine, most]
            elif most is None or most:
                vetoes.add(zeroed)
            gain += share * rule.best(bar)
        if Level.ITEM in vetoes:
            return Line(at, indicator.item, full, full, gain, frozenset(vetoes))
        worth, still = (full if None in bounds else min(full, sum_of(filter(None, bounds))) for bounds in (place, mine))
        return Line(at, indicator.item, worth * share if share else still, still, gain, frozenset(vetoes))
