"""What each unit lost, gained and left open, and where: a ledger added up in whole parts of a point.

A million postings cost a million additions of integers, and no fraction is rounded.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from math import lcm

from attrs import define, evolve, field

from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.tally import Tally
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.drawing import Drawing
from tristandard.scoring.line import Drawn, Line, Lines, items_of, joined, of_item, sum_up, uses_of
from tristandard.scoring.stand import Blame, Stand, the_same, vital_of
from tristandard.survey.entry import Charged, Entry, Status
from tristandard.survey.ledger import Ledger

_NOT_APPLICABLE, _NOT_MEASURED = Status.NOT_APPLICABLE, Status.NOT_MEASURED


@define(slots=False)
class Tallies:
    """Adds up a ledger, assessment by assessment and unit by unit; holds what they have in common.

    `only` restricts the lines that count to some shared indicators, by their code.
    """

    ledger: Ledger
    only: frozenset[str] | None = None
    #: Parts of a point in which others count, too.
    others: int = 1
    #: The lines of questions: for all tallies that ask the same.
    drawn: Drawn = field(factory=Drawn)
    #: Of another ledger, in the same parts of a point: equal stands are the same ones.
    like: Tallies | None = None

    @property
    def rules(self) -> RuleSet:
        """The rules as they were written."""
        return self.ledger.rules

    @cached_property
    def scale(self) -> int:
        """Parts of a point, such that every posting, full mark and bound is a whole number of them."""
        marks = {1}
        for assessment in self.rules.assessments:
            marks |= {item.full.denominator for item in assessment.items}
            sheets = [node for _, node in assessment.model.nodes if isinstance(node, Sheet)]
            marks |= {mark.denominator for node in sheets for mark in (node.full, node.bonus, node.gains_at_most or 0)}
        marks |= {number.denominator for line in self.drawing.distinct for number in (line.worth, line.open, line.gain)}
        return lcm(self.ledger.scale, self.others, *marks)

    def count_with(self, scale: int, like: Tallies | None = None) -> None:
        """Count in parts of a point that others count in, too, and perhaps with equal stands of one of these; before
        anything is added up.
        """
        self.others, self.like = scale, like
        vars(self).pop("scale", None)

    @cached_property
    def marks(self) -> dict[str, dict[str, int]]:
        """The full mark of every item, by assessment and item, in parts of a point."""
        return {
            book.code: {item.code: int(item.full * self.scale) for item in book.items}
            for book in self.rules.assessments
        }

    @cached_property
    def drawing(self) -> Drawing:
        """The lines of every unit at every site."""
        return Drawing(self.ledger.plan, self.ledger.history, self.only, self.drawn)

    @cached_property
    def _flagged(self) -> dict[str, tuple[Entry, ...]]:
        """The entries of each site that are not met for everyone."""
        return {site: self.flagged_at(site) for site in self.ledger.entries}

    def flagged_at(self, site: str) -> tuple[Entry, ...]:
        """Return the entries of a site that are not met for everyone."""
        return tuple(entry for entry in self.ledger.entries[site].values() if not entry.clean)

    @cached_property
    def stands(self) -> Mapping[tuple[str, str], tuple[Stand, ...]]:
        """Where each assessment meets each unit, by (assessment, unit), in the order of the sites."""
        whole = {line: self.drawn.whole(line, self.scale) for line in self.drawing.distinct}
        scaled = {
            place: [
                (code, *self.drawn.summed({key: tuple(map(whole.__getitem__, uses)) for key, uses in lines.items()}))
                for code, lines in books.items()
            ]
            for place, books in self.drawing.known.items()
        }
        plan, found = self.ledger.plan, defaultdict[tuple[str, str], list[Stand]](list)
        gaps = {code: self._missing(code) for code in plan.sites}
        for site, place in self.drawing.places:
            _, unit, share, _ = place
            for assessment, lines, many, worth, vital, items in scaled[place]:
                missing, flagged = gaps[site], self._flagged.get(site, ())
                found[assessment, unit].append(
                    Stand(plan.sites[site], missing, flagged, lines, many, worth, vital, items, share)
                )
        like = {} if self.like is None else self.like.stands
        return {key: the_same(tuple(stands), like.get(key, ())) for key, stands in found.items()}

    def again(self, ledger: Ledger) -> Tallies:
        """Return what another ledger of the same plan and history adds up to: places at which nothing changed are the
        same ones.
        """
        made = Tallies(ledger, self.only, self.scale, self.drawn)
        if self.scale % ledger.scale:  # it needs other parts of a point
            return made
        changed = {
            site
            for site in ledger.entries.keys() | self.ledger.entries.keys()
            if ledger.entries.get(site) is not self.ledger.entries.get(site)
        }
        there = [(site, place) for site, place in self.drawing.places if site in changed]
        vars(made).update(scale=self.scale, marks=self.marks, drawing=self.drawing)
        flagged = {site: made.flagged_at(site) for site in sorted(changed & ledger.entries.keys())}
        vars(made)["_flagged"] = {**self._flagged, **dict.fromkeys(changed, ()), **flagged}
        vars(made)["_naming"] = {
            **self._naming,
            **{site: tuple(entry for entry in flagged.get(site, ()) if entry.named) for site in changed},
        }
        found = {
            (book, unit): list(self.stands[book, unit])
            for _, (ground, unit, share, past) in there
            for book in self.drawing.known[ground, unit, share, past]
        }
        for site, (ground, unit, share, past) in there:
            for book in self.drawing.known[ground, unit, share, past]:
                stands = found[book, unit]
                at = bisect_left(stands, site, key=lambda stand: stand.site.code)
                stands[at] = evolve(stands[at], missing=made._missing(site), flagged=flagged.get(site, ()))
        vars(made)["stands"] = {**self.stands, **{key: tuple(stands) for key, stands in found.items()}}
        return made

    def _missing(self, site: str) -> tuple[str, ...]:
        """Return the questions of which nothing came."""
        questions, entries = self.ledger.plan.grounds[site].questions, self.ledger.entries.get(site, {})
        if len(entries) == len(questions):
            return ()
        return tuple(question.code for question in questions if question.code not in entries)

    @cached_property
    def _naming(self) -> dict[str, tuple[Entry, ...]]:
        """The entries of each site in which findings name somebody; sites without any are left out."""
        found = ((site, tuple(entry for entry in flagged if entry.named)) for site, flagged in self._flagged.items())
        return {site: named for site, named in found if named}

    @cached_property
    def blames(self) -> Mapping[tuple[str, str], tuple[Blame, ...]]:
        """What findings lay on units at sites of others, by (assessment, unit): on those with sites of their own that
        are not answerable by name.
        """
        found: defaultdict[tuple[str, str], list[Blame]] = defaultdict(list)
        for site, named in self._naming.items():
            for entry in named:
                if self.only is None or entry.question.code in self.only:
                    for key, blame in self._blamed(site, entry):
                        found[key].append(blame)
        return {key: tuple(blames) for key, blames in found.items()}

    def _blamed(self, site: str, entry: Entry) -> Iterator[tuple[tuple[str, str], Blame]]:
        plan = self.ledger.plan
        owners = dict(plan.sites[site].units)
        for at, (user, charges) in enumerate(zip(entry.question.users, entry.in_parts(self.scale), strict=True)):
            for unit, lost, _, vetoes in charges:
                if unit is None or unit in owners or user.assessment in self.drawing.answerable.get(unit, ()):
                    continue
                if self.ledger.answers(entry.question, user, site, unit, vetoes, self.only):
                    yield (user.assessment, unit), Blame(user.indicator.item, lost, vetoes, plan.sites[site], entry, at)

    def tally(self, stands: Iterable[Stand], unit: str, item: str | None = None) -> Tally:
        """Add up what a unit loses, and what is open, at some of its sites: of all items, or of one."""
        tally = Tally()
        for stand in stands:
            lines, many, worth = stand.lines, stand.many, stand.worth
            if item is not None:
                lines, many, worth, _, _ = sum_up(of_item(lines, item))
            gone, blank = self._charged(tally, stand, lines, unit)
            without, unmeasured = uses_of(lines, gone), uses_of(lines, blank)
            for _, line in unmeasured:
                self._open(tally, line)
            tally.worth += worth - sum(int(line.worth) for _, line in without)
            tally.measured += many - len(without) - len(unmeasured)
            tally.asked = joined(tally.asked, items_of(lines, gone) if gone or item else stand.items)
            unseen = [*gone, *blank]
            tally.seen = joined(tally.seen, items_of(lines, unseen) if unseen or item else stand.items)
            if stand.vital:
                tally.vital |= vital_of(stand, uses_of(lines, lines.keys() - unseen))
                tally.vital_open |= vital_of(stand, unmeasured)
        return tally

    def _charged(self, tally: Tally, stand: Stand, lines: Lines, unit: str) -> tuple[list[str], list[str]]:
        """Add up what was measured at one place; return what does not apply there, and what was not measured."""
        gone, blank = list[str](), list[str]()
        for entry in stand.flagged:
            code = entry.question.code
            if code not in lines:
                continue
            uses = lines[code]
            status = entry.statuses[uses[0].user]
            if status is _NOT_APPLICABLE:
                gone.append(code)
            elif status is _NOT_MEASURED:
                blank.append(code)
            else:
                for line in uses:
                    _charge(tally, entry.in_parts(self.scale)[line.user], line.item, unit, stand.share)
        blank += [code for code in stand.missing if code in lines]
        return gone, blank

    @staticmethod
    def _open(tally: Tally, line: Line) -> None:
        """Count a line that was not measured: what it may still cost, give and zero, and what it is worth."""
        tally.unmeasured += 1
        tally.open[line.item] += int(line.open)
        tally.open_worth[line.item] += int(line.worth)
        tally.open_gain += int(line.gain)
        tally.open_vetoes |= line.vetoes


def _charge(tally: Tally, charges: Iterable[Charged], item: str, unit: str, share: Fraction) -> None:
    """Add up what a measurement takes from, gives to and zeroes for a unit with a share of the site."""
    above, below = share.numerator, share.denominator
    for owner, lost, gained, vetoes in charges:
        if owner is None and above:
            tally.lost[item] += lost * above // below
            tally.gained += gained * above // below
        elif owner == unit:
            tally.lost[item] += lost
        else:
            continue
        if vetoes:
            tally.vetoed |= vetoes
            if Level.ITEM in vetoes:
                tally.vetoed_items |= {item}
