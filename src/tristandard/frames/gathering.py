"""What partials say of each unit and kind of place: sites of which something came by their sums, the others open."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from functools import cached_property

from tristandard.frames.extra import BadFrame
from tristandard.frames.gathered import Gathered
from tristandard.frames.partials import Partials
from tristandard.frames.program import Program
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.tally import Tally
from tristandard.scoring.line import each_of
from tristandard.scoring.stand import Stand
from tristandard.words.sentence import Sentence

_MORE_SITES = Sentence(
    "分批结果中的点位多于点位表：{kind} 有 {found} 个，点位表有 {known} 个",
    "the partials have more sites than the frame of sites: {found} of {kind}, which has {known}",
)


class Gathering:
    """Partials while they become stands."""

    def __init__(self, program: Program, partials: Partials, times: int) -> None:
        self.program, self.partials, self.times, self.tables = program, partials, times, program.tables

    @cached_property
    def _apart(self) -> Counter[str]:
        """How many sites of each kind the core scores."""
        kinds = {(site.point, site.units): kind for kind, site in self.tables.plan.sites.items()}
        return Counter(kinds[site.point, site.units] for site in self.partials.apart)

    def stands(self) -> dict[tuple[str, str], list[Gathered]]:
        """Return what was gathered of each unit, kind by kind, in so many times the parts of a point of the program."""
        found: defaultdict[tuple[str, str], list[Gathered]] = defaultdict(list)
        for post, ((kind, unit), stands) in enumerate(self.tables.units.items()):
            sites = self.program.counts[kind] - self._apart[kind]
            covered = self.partials.covered.get(int(kind), 0)
            if covered > sites:
                raise BadFrame(_MORE_SITES(kind=kind, found=covered, known=sites))
            for book, stand in stands.items():
                found[book, unit].append(self._gathered(post, book, stand, (covered, sites - covered)))
        return found

    def _gathered(self, post: int, book: str, stand: Stand, sites: tuple[int, int]) -> Gathered:
        pooled = book in self.tables.pooled
        parts = {
            name: self._parts(book, at, post, stand, sites)
            for (of, name), (at, _) in self.tables.folds.items()
            if of == book
        }
        return Gathered(
            stand.site, (), (), {}, 0, stand.worth * sum(sites), 0, stand.items, stand.share, sites=sum(sites),
            by_item=self._by_item(post, book, stand, sites) if pooled else {}, parts=parts,
        )  # fmt: skip

    def _by_item(self, post: int, book: str, stand: Stand, sites: tuple[int, int]) -> dict[str, Tally]:
        """Return what all sites of a unit and kind gathered of each item: those of which something came by their
        sums, and the others open line by line.
        """
        found: dict[str, Tally] = {}
        covered, unseen = sites
        for line in each_of(stand.lines):
            tally = found.setdefault(line.item, Tally())
            tally.worth += int(line.worth) * self.times * (covered + unseen)
            tally.measured += covered
            tally.unmeasured += unseen
            if unseen:
                tally.open[line.item] += int(line.open) * self.times * unseen
                tally.open_worth[line.item] += int(line.worth) * self.times * unseen
        for item, tally in found.items():
            sums = self.partials.pooled.get((post, self.tables.items[book, item]))
            if sums:
                lost, still, na, na_worth, open_worth, open_n = sums
                tally.lost[item] += lost * self.times
                tally.worth -= na_worth * self.times
                tally.measured -= na + open_n
                tally.unmeasured += open_n
                if open_n:
                    tally.open[item] += still * self.times
                    tally.open_worth[item] += open_worth * self.times
            if tally.measured or tally.unmeasured:
                tally.asked |= {item}
            if tally.measured:
                tally.seen |= {item}
        return found

    @cached_property
    def _sheets(self) -> list[Sheet]:
        return [sheet for _, sheet in self.tables.folds.values()]

    @cached_property
    def _by_fold(self) -> dict[tuple[int, int], list[tuple[tuple[int, int, int], tuple[int, ...]]]]:
        found: defaultdict[tuple[int, int], list[tuple[tuple[int, int, int], tuple[int, ...]]]] = defaultdict(list)
        for (fold, post, *key), sums in self.partials.folded.items():
            den, low, high = key
            found[fold, post].append(((den, low, high), sums))
        return found

    def _parts(
        self, book: str, at: int, post: int, stand: Stand, sites: tuple[int, int]
    ) -> tuple[tuple[int, Part], ...]:
        """Return what the sheets at sites of a unit and kind came to: those scored together, those open by their ends,
        those of which nothing applies, and those of which nothing came.
        """
        sheet, scale = self._sheets[at], self.tables.scale
        lines, bonus = stand.many, sheet.bonus
        clean = sites[0]
        total, lows, highs, measured, unmeasured, scored = Fraction(0), 0, 0, 0, 0, 0
        groups: list[tuple[int, Part]] = []
        for (den, low, high), (number, num, low_sum, high_sum, seen, unseen) in self._by_fold.get((at, post), ()):
            clean -= number
            if not den:
                groups.append((number, Part(
                    node="", full=sheet.full, low=Fraction(0), value=None, high=sheet.full + bonus, applies=False,
                    bonus=bonus,
                )))  # fmt: skip
            elif low >= 0:
                ends = Fraction(low, scale), Fraction(high, scale)
                groups.append((number, _part(sheet.full, bonus, (ends[0], None, ends[1]), seen, unseen)))
            else:
                total += Fraction(num, den)
                scored, lows, highs = scored + number, lows + low_sum, highs + high_sum
                measured, unmeasured = measured + seen, unmeasured + unseen
        scored += clean
        if scored:
            whole = clean * int(sheet.full * scale)
            ends = Fraction(lows + whole, scale * scored), Fraction(highs + whole, scale * scored)
            value = (total + whole) / scale / scored
            groups.append(
                (scored, _part(sheet.full, bonus, (ends[0], value, ends[1]), measured + clean * lines, unmeasured))
            )
        if sites[1]:
            groups.append((sites[1], self._unseen(book, sheet, stand, sites[1])))
        return tuple(groups)

    def _unseen(self, book: str, sheet: Sheet, stand: Stand, sites: int) -> Part:
        """Return the sheets of sites of which nothing came."""
        still: defaultdict[str, int] = defaultdict(int)
        for line in each_of(stand.lines):
            still[line.item] += int(line.open)
        marks = self.tables.tallies.marks[book]
        most = sum(min(more, marks[item]) for item, more in still.items())
        low = max(sheet.full - Fraction(most, self.tables.scale), Fraction(0))
        return _part(sheet.full, sheet.bonus, (low, None, sheet.full), 0, sites * stand.many)


def _part(
    full: Fraction, bonus: Fraction, ends: tuple[Fraction, Fraction | None, Fraction], measured: int, unmeasured: int
) -> Part:
    low, value, high = ends
    return Part(
        node="", full=full, low=low, value=value, high=high, bonus=bonus, measured=measured, unmeasured=unmeasured
    )
