"""The best that so many rectified breaches can do, sheet by sheet: exact where a score is a mean of sheets.

Within an item the largest losses come first; within a sheet every split between items is tried, by
the sheet's own function; over sheets, the best of each is put together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import lcm, prod
from typing import final

from attrs import frozen

from tristandard.insight.leaves import Leaf, leaves
from tristandard.insight.whatif_rectified import Breach
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.fold import Fold
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.tally import NOTHING_LAID, Tally
from tristandard.scoring.evaluation import Scorer
from tristandard.scoring.posted import Basis
from tristandard.scoring.scorecard import Scorecard

#: Above so many splits between items a sheet is not worked out exactly.
_SPLITS = 4096
#: What breaches cost in one item of one sheet, in parts of a point, the largest first.
_Losses = Sequence[tuple[int, Breach]]
#: By number of breaches in one sheet, the most that rectifying them gives, and which they are.
_Row = tuple[int, Fraction, tuple[Breach, ...]]


@final
@frozen(eq=False)
class Best:
    """By number of breaches, up to so many, the most that rectifying so many gives, in points of the score, and how."""

    gains: tuple[Fraction, ...]
    _rows: tuple[list[_Row], ...]
    _choices: tuple[list[int | None], ...]

    def chosen(self, number: int) -> tuple[Breach, ...]:
        """Return so many breaches that give the most."""
        found = list[Breach]()
        for rows, choices in zip(reversed(self._rows), reversed(self._choices), strict=True):
            at = choices[number]
            assert at is not None
            found += rows[at][2]
            number -= rows[at][0]
        return tuple(sorted(found))


@final
@frozen(eq=False)
class Sheets:
    """The sheets of a score in which something can be rectified, each with what so many breaches in it give at most."""

    rows: tuple[list[_Row], ...]

    @property
    def breaches(self) -> int:
        """How many breaches there are in them."""
        return sum(rows[-1][0] for rows in self.rows)

    def best(self, most: int) -> Best:
        """Return the best for each number of breaches up to the one given, put together over all sheets."""
        below = lcm(*(gain.denominator for rows in self.rows for _, gain, _ in rows))
        top: list[int | None] = [0, *[None] * min(most, self.breaches)]
        choices = list[list[int | None]]()
        for rows in self.rows:
            steps = [(number, int(gain * below)) for number, gain, _ in rows]
            new, chosen = list[int | None]([None] * len(top)), list[int | None]([None] * len(top))
            for before, told in enumerate(top):
                for at, (number, gain) in enumerate(steps) if told is not None else ():
                    if before + number < len(top) and (
                        (old := new[before + number]) is None or old < (told or 0) + gain
                    ):
                        new[before + number], chosen[before + number] = (told or 0) + gain, at
            top = new
            choices.append(chosen)
        return Best(tuple(Fraction(told, below) for told in top if told is not None), self.rows, tuple(choices))


def sheets_of(scorer: Scorer, card: Scorecard) -> Sheets | None:
    """Return the sheets of a score; None where it is more than a mean of sheets, or one of them has too many breaches
    to try every split.
    """
    assessment = card.assessment
    found = list(leaves(assessment, card.part)) if _is_plain(card) else []
    if not _add_up(found, card):
        return None
    sheets = [leaf for leaf in found if leaf.part.own and assessment.model[leaf.part.node].adds_up]
    if not _apart(sheets):
        return None
    told = [_rows(scorer, assessment, leaf) for leaf in sheets]
    rows = [one for one in told if one is not None]
    return Sheets(tuple(one for one in rows if len(one) > 1)) if len(rows) == len(told) else None


def _add_up(found: list[Leaf], card: Scorecard) -> bool:
    """Return whether there are leaves, each has a value, and they add up to the score."""
    if not found or any(leaf.part.value is None for leaf in found):
        return False
    return sum((leaf.weight * leaf.value for leaf in found), Fraction(0)) == card.exact


def _apart(sheets: list[Leaf]) -> bool:
    """Return whether no breach would count in two of the sheets."""
    places = [(stand.site.code, leaf.part.basis.item) for leaf in sheets for stand in leaf.part.basis.stands]
    return len(set(places)) == len(places) and len({item is None for _, item in places}) <= 1


def _is_plain(card: Scorecard) -> bool:
    """Return whether a score has no gate, bonus, veto, mean of peers, fold over units or blame by name, and nothing
    counts in several items.
    """
    book, scored = card.assessment, card.exact is not None
    nodes = [node for _, node in book.model.nodes]
    special = book.model.by_unit or book.model.reads_others or card.carries or any(map(_bends, nodes))
    zeroing = any(
        one.needed or any(rule.tariff.zeroes is not None for rule in one.deductions) for one in book.indicators
    )
    return scored and not special and not zeroing and not (card.basis and (card.basis.blames or _often(card.basis)))


def _often(basis: Basis) -> bool:
    """Return whether the assessment counts some measurement in several items."""
    return any(len(uses) > 1 for stand in basis.stands for uses in stand.lines.values())


def _bends(node: Node) -> bool:
    """Return whether a node is more than a mean or a sum of what stands below."""
    stands = node.gates or node.bonuses or node.adjustments
    return node.judges or bool(stands) or (isinstance(node, Fold) and node.chooses)


def _rows(scorer: Scorer, assessment: Assessment, leaf: Leaf) -> list[_Row] | None:
    """Return what each number of breaches in one sheet gives at most, in points of the score; None where there are
    too many splits.
    """
    basis: Basis = leaf.part.basis
    gathered = scorer.tallies.tally(basis.stands, basis.unit, basis.item)
    losses = _by_item(scorer, basis)
    if prod(len(one) + 1 for one in losses.values()) > _SPLITS:
        return _closed_rows(scorer, assessment, leaf, gathered, losses) if not gathered.unmeasured else None
    found = dict[int, tuple[Fraction, tuple[Breach, ...]]]()
    for split in product(*(range(len(one) + 1) for one in losses.values())):
        gone = {
            item: sum(lost for lost, _ in one[:number])
            for (item, one), number in zip(losses.items(), split, strict=True)
        }
        value = _less(scorer, assessment, leaf, gathered, gone)
        if value is None:
            return None
        if sum(split) not in found or value > found[sum(split)][0]:
            found[sum(split)] = (
                value,
                tuple(breach for one, number in zip(losses.values(), split, strict=True) for _, breach in one[:number]),
            )
    return [(number, leaf.weight * (value - leaf.value), chosen) for number, (value, chosen) in sorted(found.items())]


def _less(
    scorer: Scorer, assessment: Assessment, leaf: Leaf, gathered: Tally, gone: Mapping[str, int]
) -> Fraction | None:
    """Return what a sheet comes to where its items lose less."""
    less = Tally()
    less.add(gathered)
    for item, points in gone.items():
        less.lost[item] -= points
    return scorer.sheet(assessment, leaf.part, less, NOTHING_LAID).value


def _by_item(scorer: Scorer, basis: Basis) -> dict[str, _Losses]:
    """Return what each breach costs the unit in one sheet, by item, the largest first."""
    found: defaultdict[str, list[tuple[int, Breach]]] = defaultdict(list)
    for stand in basis.stands:
        for entry in stand.flagged:
            code = entry.question.code
            (line,) = stand.lines.get(code, (None,))
            if line is None or basis.item not in (None, line.item):
                continue
            lost = scorer.tallies.tally([stand.only({code})], basis.unit, basis.item).lost.get(line.item, 0)
            if lost:
                found[line.item].append((lost, Breach(stand.site.code, code)))
    return {item: sorted(one, key=lambda pair: (-pair[0], pair[1])) for item, one in sorted(found.items())}


def _closed_rows(
    scorer: Scorer, assessment: Assessment, leaf: Leaf, gathered: Tally, losses: Mapping[str, _Losses]
) -> list[_Row]:
    """Return the same where nothing is open: then items are put together one after another."""
    marks = scorer.tallies.marks[assessment.code]
    least: dict[int, tuple[int, tuple[Breach, ...]]] = {0: (0, ())}
    for item in {*gathered.lost, *losses}:
        more = dict[int, tuple[int, tuple[Breach, ...]]]()
        for number, lost, chosen in _of_item(gathered.lost[item], losses.get(item, ()), marks[item]):
            for before, (already, others) in least.items():
                if before + number not in more or already + lost < more[before + number][0]:
                    more[before + number] = already + lost, others + chosen
        least = more
    where = {breach: (item, lost) for item, one in losses.items() for lost, breach in one}
    found = list[_Row]()
    for number, (_, chosen) in sorted(least.items()):
        gone: defaultdict[str, int] = defaultdict(int)
        for item, lost in map(where.__getitem__, chosen):
            gone[item] += lost
        value = _less(scorer, assessment, leaf, gathered, gone)
        assert value is not None
        found.append((number, leaf.weight * (value - leaf.value), chosen))
    return found


def _of_item(lost: int, losses: _Losses, mark: int) -> Iterator[tuple[int, int, tuple[Breach, ...]]]:
    """Yield what an item still takes with each number of its breaches gone, the largest first."""
    for number in range(len(losses) + 1):
        yield (
            number,
            min(lost - sum(one for one, _ in losses[:number]), mark),
            tuple(breach for _, breach in losses[:number]),
        )
