"""What each shared indicator moves in a sheet between two worlds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction
from functools import cached_property
from typing import final

from attrs import define, field, frozen

from tristandard.insight.uplift_orders import averaged_alike, averaged_sum
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.sheet import AbsentItem, Sheet
from tristandard.rules.nodes.tally import Laid, Tally
from tristandard.scoring.evaluation import Scorer


@final
@frozen
class _Share:
    """What one shared indicator brings to a sheet: what it gathers there, and what findings at others' sites lay on
    it.
    """

    lost: tuple[tuple[str, int], ...]
    gained: int
    vetoed: tuple[object, ...]
    #: What it is worth, and may still come to, where the sheet has open lines.
    counts: tuple[object, ...]
    laid: tuple[object, ...]


@final
@define(slots=False)
class Side:
    """One sheet in one world, with what each shared indicator brings to it."""

    scorer: Scorer
    assessment: Assessment
    part: Part
    _told: dict[frozenset[str], tuple[Tally, Laid]] = field(factory=dict, init=False)

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every indicator that counts there, by its code in the world."""
        basis = self.part.basis
        return frozenset(code for stand in basis.stands for code in stand.lines).union(
            blame.entry.question.code for blame in basis.blames
        )

    @cached_property
    def speaking(self) -> frozenset[str]:
        """Those of which something was found that is not met for everybody, or nothing came."""
        basis = self.part.basis
        told = {entry.question.code for stand in basis.stands for entry in stand.flagged}
        blank = {code for stand in basis.stands for code in stand.missing}
        return self.codes & (told | blank | {blame.entry.question.code for blame in basis.blames})

    def gathered(self, codes: frozenset[str]) -> tuple[Tally, Laid]:
        """Return what some indicators bring to the sheet together, in parts of a point."""
        if codes not in self._told:
            self._told[codes] = self._gather(codes)
        return self._told[codes]

    def _gather(self, codes: frozenset[str]) -> tuple[Tally, Laid]:
        basis = self.part.basis
        stands = (stand.only(codes) for stand in basis.stands if not codes.isdisjoint(stand.lines))
        blames = [one for one in basis.blames if one.entry.question.code in codes and basis.item in (None, one.item)]
        laid = self.scorer.spreading.lay(self.assessment, blames, basis.sheets) if blames else Laid({}, {}, Fraction(0))
        return self.scorer.tallies.tally(stands, basis.unit, basis.item), laid


def _share_of(tally: Tally, laid: Laid, *, closed: bool) -> _Share:
    """Return what was gathered so that equal things are equal; in a sheet without open lines only what moves it."""
    counts: tuple[object, ...] = ()
    if not closed:
        numbers = tally.worth, tally.measured, tally.unmeasured, tally.open_gain, tally.open_vetoes
        counts = (*numbers, *(tuple(sorted(found.items())) for found in (tally.open, tally.open_worth)))
    lost = tuple(sorted((item, points) for item, points in tally.lost.items() if points))
    lain = (*sorted(laid.posted.items()), *sorted(laid.vetoed.items()), laid.zeroes)
    return _Share(lost, tally.gained, (tally.vetoed_items, tally.vetoed), counts, lain)


@final
@define(slots=False)
class Step:
    """A sheet before and after a stage is on: what each shared indicator moves, over all orders of them.

    `shared` gives the code of the shared indicator of each code in the worlds, and `moved` are those that
    the stage changes.
    """

    before: Side
    after: Side
    shared: Mapping[str, str]
    moved: AbstractSet[str]

    def moves(self) -> dict[str, Fraction] | None:
        """Return what each shared indicator moves, in points; None where too many move it at once to divide it."""
        change = (self.after.part.value or Fraction(0)) - (self.before.part.value or Fraction(0))
        if not self._players:
            return None if change else {}
        if self._spread_otherwise:
            return None
        if len(self._players) == 1:
            return dict.fromkeys(self._players, change)
        found = self._by_items() if self._apart else self._by_mixtures()
        return found if found is None or sum(found.values(), Fraction(0)) == change else None

    @cached_property
    def _closed(self) -> bool:
        return not (self.before.part.unmeasured or self.after.part.unmeasured)

    @cached_property
    def _players(self) -> dict[str, tuple[tuple[Tally, Laid], tuple[Tally, Laid]]]:
        """What each shared indicator that may move the sheet gathers before and after."""
        sides = self.before, self.after
        asked = self.before.speaking | self.after.speaking if self._closed else self.before.codes | self.after.codes
        members: defaultdict[str, set[str]] = defaultdict(set)
        for code in asked & self.moved:
            members[self.shared[code]].add(code)
        found = {}
        for indicator, codes in sorted(members.items()):
            one, other = (side.gathered(frozenset(codes)) for side in sides)
            if one != other and _share_of(*one, closed=self._closed) != _share_of(*other, closed=self._closed):
                found[indicator] = one, other
        return found

    @property
    def _spread_otherwise(self) -> bool:
        """Whether what findings at others' sites lay on the unit is spread over another number of sheets, whichever
        indicator it is of.
        """
        one, other = self.before.part.basis, self.after.part.basis
        return bool(one.blames or other.blames) and one.sheets != other.sheets

    @cached_property
    def _constant(self) -> tuple[Tally, Laid]:
        """What all others bring, which is the same on both sides."""
        mine = {code for code, indicator in self.shared.items() if indicator in self._players}
        return self.before.gathered(self.before.codes - mine)

    @cached_property
    def _apart(self) -> bool:
        """Whether items move the sheet independently of each other: nothing open, zeroed or laid on it, and neither
        end of its mark is reached.
        """
        sheet = self.after.assessment.model[self.after.part.node]
        gathered = [self._constant, *(side for pair in self._players.values() for side in pair)]
        if (
            not self._closed
            or any(tally.vetoed or laid.posted or laid.zeroes for tally, laid in gathered)
            or not isinstance(sheet, Sheet)
            or sheet.absent is not AbsentItem.KEEP
            or sheet.gains_at_most is not None
        ):
            return False
        most: Counter[str] = Counter(self._constant[0].lost)
        gained = self._constant[0].gained
        for (one, _), (other, _) in self._players.values():
            most.update({item: max(one.lost[item], other.lost[item]) for item in {*one.lost, *other.lost}})
            gained += max(one.gained, other.gained)
        tallies = self.after.scorer.tallies
        marks, full = tallies.marks[self.after.assessment.code], int(sheet.full * tallies.scale)
        return sum(min(lost, marks[item]) for item, lost in most.items()) <= full and gained <= int(
            sheet.bonus * tallies.scale
        )

    def _by_items(self) -> dict[str, Fraction] | None:
        """Return what each indicator moves where items are independent: each item is a sum that stops at its mark."""
        scale, marks = self.after.scorer.tallies.scale, self.after.scorer.tallies.marks[self.after.assessment.code]
        found = {
            player: Fraction(other.gained - one.gained) for player, ((one, _), (other, _)) in self._players.items()
        }
        for item in {item for pair in self._players.values() for tally, _ in pair for item in tally.lost}:
            steps = {
                player: other.lost[item] - one.lost[item] for player, ((one, _), (other, _)) in self._players.items()
            }
            start = self._constant[0].lost[item] + sum(one.lost[item] for (one, _), _ in self._players.values())
            told = averaged_sum([step for step in steps.values() if step], start, marks[item])
            if told is None:
                return None
            for player, step in steps.items():
                found[player] -= told[step] if step else 0
        return {player: points / scale for player, points in found.items()}

    def _by_mixtures(self) -> dict[str, Fraction] | None:
        """Return what each indicator moves by scoring the sheet with every mixture of both sides."""
        kinds: defaultdict[tuple[_Share, _Share], list[str]] = defaultdict(list)
        for player, (one, other) in self._players.items():
            kinds[_share_of(*one, closed=self._closed), _share_of(*other, closed=self._closed)].append(player)
        names = {f"{at}": players for at, players in enumerate(kinds.values())}
        values: list[Fraction | None] = []

        def worth(counts: Mapping[str, int]) -> Fraction:
            on = {player for name, count in counts.items() for player in names[name][:count]}
            part = self._mixed(self._players[player][player in on] for player in self._players)
            values.append(part.value)
            return part.value or Fraction(0)

        told = averaged_alike({name: len(players) for name, players in names.items()}, worth)
        if told is None or None in values:
            return None
        return {player: told[name] for name, players in names.items() for player in players}

    def _mixed(self, chosen: Iterable[tuple[Tally, Laid]]) -> Part:
        """Return the sheet with what some indicators bring before, and others after."""
        gathered, zeroes = Tally(), Fraction(0)
        posted, vetoed = defaultdict[str, Fraction](Fraction), defaultdict[str, Fraction](Fraction)
        for tally, laid in (self._constant, *chosen):
            gathered.add(tally)
            for mine, theirs in ((posted, laid.posted), (vetoed, laid.vetoed)):
                for item, points in theirs.items():
                    mine[item] += points
            zeroes += laid.zeroes
        after = self.after
        return after.scorer.sheet(after.assessment, after.part, gathered, Laid(posted, vetoed, zeroes))
