"""What each unit lost, gained and left open, and where: a ledger added up in whole parts of a point.

A million postings cost a million additions of integers, and no fraction is rounded.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction
from functools import cached_property
from math import lcm
from operator import is_
from typing import final

from attrs import define, evolve, field, frozen

from tristandard.basics.place import Site
from tristandard.grouping.shared import Contribution
from tristandard.merging.question import Question
from tristandard.rules.deductions.factor import NEVER
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.tally import Judged, Tally
from tristandard.rules.ruleset import RuleSet
from tristandard.survey.entry import Charged, Entry, Status
from tristandard.survey.ledger import Ledger
from tristandard.survey.plan import Ground


@final
@frozen(eq=False)
class Line:
    """One indicator of a unit's sheet: which user of its question, which item, and what it may come to.

    Points are whole parts of a point where a tally adds them up.

    Attributes:
        worth: What re-weighing counts it for: the most that it takes, by the unit's share.
        open: The most that it may still take from the unit, where it was not measured.
        gain: The most that it may still give.
        vetoes: What it may still zero.
    """

    user: int
    item: str
    worth: Fraction | int
    open: Fraction | int
    gain: Fraction | int
    vetoes: frozenset[Level]


#: What one assessment counts of a unit at a site: its lines, by the code of the shared indicator; one for each use.
Lines = Mapping[str, tuple[Line, ...]]


#: What earlier periods found at a site, by measure, where a line looks back.
_Past = tuple[tuple[str, tuple[int, ...]], ...]
#: Lines in parts of a point, how many there are, what they are worth together, how many of them may zero the unit, and
#: their items.
_Summed = tuple[Lines, int, int, int, frozenset[str]]


@final
@define(eq=False)
class Drawn:
    """Lines, for tallies of several ledgers that ask much the same: each once, so that equal ones are the same."""

    #: In points, by question, user, share, and what was found before.
    lines: dict[tuple[Question, int, Fraction, _Past | None], Line] = field(factory=dict)
    _wholes: dict[tuple[object, ...], Line] = field(factory=dict)
    _summed: dict[tuple[tuple[str, tuple[Line, ...]], ...], _Summed] = field(factory=dict)

    def whole(self, line: Line, scale: int) -> Line:
        """Return a line in parts of a point."""
        worth, still, gain = (int(number * scale) for number in (line.worth, line.open, line.gain))
        made = Line(line.user, line.item, worth, still, gain, line.vetoes)
        return self._wholes.setdefault((line.user, line.item, worth, still, gain, line.vetoes), made)

    def summed(self, lines: Lines) -> _Summed:
        """Return lines with what they come to together."""
        return self._summed.setdefault(tuple(lines.items()), _summed(lines))


@frozen(eq=False)
class Stand:
    """One unit at one site in one assessment: the lines that count, and its share of the site.

    A unit stands where it answers for the site; one of a kind that is answerable by name stands, with
    a share of 0, wherever findings may name it.
    """

    site: Site
    missing: tuple[str, ...]
    #: What came and is not met for everyone.
    flagged: tuple[Entry, ...]
    lines: Lines
    #: How many lines there are.
    many: int
    worth: int
    #: How many of its lines may zero the whole unit.
    vital: int
    #: The items that they belong to.
    items: frozenset[str]
    share: Fraction

    @property
    def each(self) -> Iterator[Line]:
        """Every line, use by use."""
        return _each(self.lines)

    def equals(self, other: Stand) -> bool:
        """Return whether another counts the very same lines, of which the same came, with the same share."""
        return (
            self.lines is other.lines
            and self.flagged == other.flagged
            and (self.missing, self.share) == (other.missing, other.share)
        )

    def only(self, codes: AbstractSet[str]) -> Stand:
        """Return it with some of its lines alone, by the codes of the shared indicators."""
        lines, many, worth, vital, items = _summed({code: self.lines[code] for code in self.lines.keys() & codes})
        missing = tuple(code for code in self.missing if code in codes)
        flagged = tuple(entry for entry in self.flagged if entry.question.code in codes)
        return Stand(self.site, missing, flagged, lines, many, worth, vital, items, self.share)


@final
@frozen(eq=False)
class Blame:
    """What findings lay on a unit at a site of others, in parts of a point; it is spread over the unit's own sheets."""

    item: str
    lost: int
    vetoes: frozenset[Level]
    #: Where: the site, the entry of the ledger, and which of its users counts it.
    site: Site
    entry: Entry
    user: int


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
        marks |= {number.denominator for line in self._distinct for number in (line.worth, line.open, line.gain)}
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
    def _answerable(self) -> dict[str, frozenset[str]]:
        """The units that are answerable by name, each with the assessments that say so."""
        books = self.rules.assessments
        found = {
            unit.code: frozenset(book.code for book in books if unit.kind in book.named) for unit in self.rules.units
        }
        return {unit: codes for unit, codes in found.items() if codes}

    @cached_property
    def _places(self) -> list[tuple[str, _Place]]:
        """Every site with every unit that may stand there, in the order of the sites."""
        plan, found = self.ledger.register.plan, list[tuple[str, _Place]]()
        for code, site in plan.sites.items():
            ground, past = plan.grounds[code], self._past(plan.grounds[code], code)
            shares = dict(site.units)
            units = (*shares, *(unit for unit in self._answerable if unit not in shares))
            found += [(code, (ground, unit, shares.get(unit, _NONE), past)) for unit in units]
        return found

    def _past(self, ground: Ground, site: str) -> _Past:
        """Return what earlier periods found at a site, where some line there looks back."""
        return (
            tuple((code, tuple(back)) for code, back in self.ledger.history.get(site, NEVER).items())
            if ground.looks_back
            else ()
        )

    @cached_property
    def _known(self) -> dict[_Place, dict[str, Lines]]:
        """The lines of each unit on each ground, by assessment, in points."""
        alike: dict[_Place, dict[str, Lines]] = {}
        found = {}
        for place in dict.fromkeys(place for _, place in self._places):
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
        plan = self.ledger.register.plan
        return all(len(plan.users(question, unit)) == len(question.users) for question in ground.questions)

    @property
    def _distinct(self) -> frozenset[Line]:
        """Every line of any place, each once, for many places have the same."""
        return frozenset(line for books in self._known.values() for lines in books.values() for line in _each(lines))

    def _lines(self, ground: Ground, unit: str, share: Fraction, past: _Past) -> dict[str, Lines]:
        plan, found = self.ledger.register.plan, defaultdict[str, dict[str, tuple[Line, ...]]](dict)
        for question in ground.questions:
            for user in plan.users(question, unit) if self.only is None or question.code in self.only else ():
                if user.indicator.informs:
                    continue
                if share or user.assessment in self._answerable[unit]:
                    line = self._line(question, user, share, past)
                    possible = line if share or not ground.looks_back else self._line(question, user, share, None)
                    if share or possible.open or possible.vetoes:
                        mine = found[user.assessment]
                        mine[question.code] = (*mine.get(question.code, ()), line)
        return dict(sorted(found.items()))

    def _line(self, question: Question, user: Contribution, share: Fraction, past: _Past | None) -> Line:
        """Return what an indicator may come to for a unit, worked out once for all with this share;
        whatever the past, where it is None.
        """
        at = question.users.index(user)
        key = question, at, share, past
        if key not in self.drawn.lines:
            self.drawn.lines[key] = self._draw(question, at, share, past)
        return self.drawn.lines[key]

    def _draw(self, question: Question, at: int, share: Fraction, past: _Past | None) -> Line:
        """Return what an indicator may come to for a unit: within its item's mark, where nothing else bounds it."""
        user, indicator = question.users[at], question.users[at].indicator
        full = next(item.full for item in self.rules.assessment(user.assessment).items if item.code == indicator.item)
        place, mine, gain, vetoes = list[Fraction | None](), list[Fraction | None](), Fraction(0), set[Level]()
        bar, known, earlier = question.bars[at], self.rules.told_of_findings, None if past is None else dict(past)
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
        worth, still = (
            full if None in bounds else min(full, sum(filter(None, bounds), Fraction(0))) for bounds in (place, mine)
        )
        return Line(at, indicator.item, worth * share if share else still, still, gain, frozenset(vetoes))

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
        whole = {line: self.drawn.whole(line, self.scale) for line in self._distinct}
        scaled = {
            place: [
                (code, *self.drawn.summed({key: tuple(map(whole.__getitem__, uses)) for key, uses in lines.items()}))
                for code, lines in books.items()
            ]
            for place, books in self._known.items()
        }
        plan, found = self.ledger.register.plan, defaultdict[tuple[str, str], list[Stand]](list)
        gaps = {code: self._missing(code) for code in plan.sites}
        for site, place in self._places:
            _, unit, share, _ = place
            for assessment, lines, many, worth, vital, items in scaled[place]:
                missing, flagged = gaps[site], self._flagged.get(site, ())
                found[assessment, unit].append(
                    Stand(plan.sites[site], missing, flagged, lines, many, worth, vital, items, share)
                )
        like = {} if self.like is None else self.like.stands
        return {key: _the_same(tuple(stands), like.get(key, ())) for key, stands in found.items()}

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
        there = [(site, place) for site, place in self._places if site in changed]
        vars(made).update(
            scale=self.scale, marks=self.marks, _answerable=self._answerable, _places=self._places, _known=self._known
        )
        flagged = {site: made.flagged_at(site) for site in sorted(changed & ledger.entries.keys())}
        vars(made)["_flagged"] = {**self._flagged, **dict.fromkeys(changed, ()), **flagged}
        vars(made)["_naming"] = {
            **self._naming,
            **{site: tuple(entry for entry in flagged.get(site, ()) if entry.named) for site in changed},
        }
        found = {
            (book, unit): list(self.stands[book, unit])
            for _, (ground, unit, share, past) in there
            for book in self._known[ground, unit, share, past]
        }
        for site, (ground, unit, share, past) in there:
            for book in self._known[ground, unit, share, past]:
                stands = found[book, unit]
                at = bisect_left(stands, site, key=lambda stand: stand.site.code)
                stands[at] = evolve(stands[at], missing=made._missing(site), flagged=flagged.get(site, ()))
        vars(made)["stands"] = {**self.stands, **{key: tuple(stands) for key, stands in found.items()}}
        return made

    def _missing(self, site: str) -> tuple[str, ...]:
        """Return the questions of which nothing came."""
        questions, entries = self.ledger.register.plan.grounds[site].questions, self.ledger.entries.get(site, {})
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
        plan = self.ledger.register.plan
        owners = dict(plan.sites[site].units)
        for at, (user, charges) in enumerate(zip(entry.question.users, entry.in_parts(self.scale), strict=True)):
            for unit, lost, _, vetoes in charges:
                if unit is None or unit in owners or user.assessment in self._answerable.get(unit, ()):
                    continue
                if self.ledger.answers(entry.question, user, site, unit, vetoes, self.only):
                    yield (user.assessment, unit), Blame(user.indicator.item, lost, vetoes, plan.sites[site], entry, at)

    def tally(self, stands: Iterable[Stand], unit: str, item: str | None = None) -> Tally:
        """Add up what a unit loses, and what is open, at some of its sites: of all items, or of one."""
        tally = Tally()
        for stand in stands:
            lines, many, worth = stand.lines, stand.many, stand.worth
            if item is not None:
                lines, many, worth, _, _ = _summed(_of_item(lines, item))
            gone, blank = self._charged(tally, stand, lines, unit)
            without, unmeasured = _uses(lines, gone), _uses(lines, blank)
            for _, line in unmeasured:
                self._open(tally, line)
            tally.worth += worth - sum(int(line.worth) for _, line in without)
            tally.measured += many - len(without) - len(unmeasured)
            tally.asked = _joined(tally.asked, _items(lines, gone) if gone or item else stand.items)
            unseen = [*gone, *blank]
            tally.seen = _joined(tally.seen, _items(lines, unseen) if unseen or item else stand.items)
            if stand.vital:
                tally.vital |= _vital(stand, _uses(lines, lines.keys() - unseen))
                tally.vital_open |= _vital(stand, unmeasured)
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


def _each(lines: Lines) -> Iterator[Line]:
    """Yield every line, use by use."""
    return (line for uses in lines.values() for line in uses)


def _of_item(lines: Lines, item: str) -> Lines:
    """Return the lines of one item; of several uses each has one of its own."""
    found = ((code, tuple(line for line in uses if line.item == item)) for code, uses in lines.items())
    return {code: uses for code, uses in found if uses}


def _uses(lines: Lines, codes: Iterable[str]) -> list[tuple[str, Line]]:
    """Return some of the lines, use by use, each with the code of its shared indicator."""
    return [(code, line) for code in codes for line in lines[code]]


def _vital(stand: Stand, uses: Iterable[tuple[str, Line]]) -> set[tuple[str, str, int]]:
    """Return the lines of some that may zero the unit: by the site, the shared indicator, and which of its users."""
    return {(stand.site.code, code, line.user) for code, line in uses if Level.UNIT in line.vetoes}


def judged_at(stand: Stand, item: str | None) -> Judged:
    """Return how many lines of a place are met, breached and open, use by use: of all items, or of one."""
    lines = stand.lines if item is None else _of_item(stand.lines, item)
    entries, missing = {entry.question.code: entry for entry in stand.flagged}, frozenset(stand.missing)
    counts = Counter[Status]()
    for code, line in _uses(lines, lines):
        if code in missing:
            counts[Status.NOT_MEASURED] += 1
        else:
            counts[entries[code].statuses[line.user] if code in entries else Status.MET] += 1
    return Judged(counts[Status.MET], counts[Status.BREACHED], counts[Status.NOT_MEASURED])


def as_one(judged: Judged) -> tuple[bool, bool, bool]:
    """Return whether a place as a whole is up to standard, is not, or is not known; nothing where nothing applies."""
    return (
        bool(judged.met and not judged.breached and not judged.open), bool(judged.breached),
        bool(judged.open and not judged.breached),
    )  # fmt: skip


def _items(lines: Lines, without: Collection[str]) -> frozenset[str]:
    """Return the items of lines, some of which are left out."""
    return frozenset(line.item for code, uses in lines.items() if code not in without for line in uses)


def _joined(some: frozenset[str], more: frozenset[str]) -> frozenset[str]:
    """Return items of both; most places ask of the same ones, and a set of its own for each is many."""
    return more if some <= more else some if more <= some else some | more


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


def _the_same(stands: tuple[Stand, ...], others: tuple[Stand, ...]) -> tuple[Stand, ...]:
    """Return stands of a unit, and for those that are equal to others the others."""
    known, found = {stand.site.code: stand for stand in others}, list[Stand]()
    for stand in stands:
        other = known.get(stand.site.code)
        found.append(stand if other is None or not stand.equals(other) else other)
    return others if len(found) == len(others) and all(map(is_, found, others)) else tuple(found)


def _summed(lines: Lines) -> _Summed:
    """Return lines with how many there are, what they are worth together, how many of them may zero the unit, and their
    items.
    """
    every = list(_each(lines))
    worth, vital = sum(int(line.worth) for line in every), sum(Level.UNIT in line.vetoes for line in every)
    return lines, len(every), worth, vital, frozenset(line.item for line in every)


_NONE = Fraction(0)
_NOT_APPLICABLE, _NOT_MEASURED = Status.NOT_APPLICABLE, Status.NOT_MEASURED
#: Ground, unit, its share, and what earlier periods found: units with the same have the same lines.
_Place = tuple[Ground, str, Fraction, _Past]
