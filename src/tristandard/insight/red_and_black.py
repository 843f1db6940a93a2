"""The red list and the black list (红黑榜) of one drive."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.basics.language import either
from tristandard.basics.points import plain
from tristandard.insight.drive import Drive, RedAndBlack
from tristandard.insight.drive_scores import Looked
from tristandard.words.sentence import Clauses, Sentence, Told


@final
class Side(Enum):
    """The red list or the black one (红黑榜)."""

    RED = "red"
    BLACK = "black"


@final
@frozen(kw_only=True)
class Listed:
    """A unit on the red or the black list of one drive, with the reason.

    Attributes:
        score: Its share of the full mark, of 1.
        place: Among all units that were scored in the drive; equal scores share a place.
        undone: The tasks that were looked at and are not done, by code.
    """

    drive: str
    unit: str
    side: Side
    score: Fraction
    place: int
    undone: tuple[str, ...]
    reason: Told


SIDES: Mapping[Side, Told] = {Side.RED: Told("红榜", "red list"), Side.BLACK: Told("黑榜", "black list")}
_RED = Sentence(
    "得满分的 {score} %，不低于红榜线 {line} %，第 {place} 名（取前 {places} 名）",
    "{score} % of the full mark, no less than the {line} % of the red list; place {place} of the first {places}",
)
_BLACK = Sentence(
    "得满分的 {score} %，低于黑榜线 {line} %；未完成：{undone}",
    "{score} % of the full mark, below the {line} % of the black list; not done: {undone}",
)


def listed_of(
    drive: Drive, lines: RedAndBlack, shares: Mapping[str, Fraction], looked: Mapping[tuple[str, str], Looked]
) -> list[Listed]:
    """Return the units of a drive that are on a list, red first, the highest first.

    Args:
        drive: The drive.
        lines: The thresholds of the lists.
        shares: The score of each unit as a share of the full mark.
        looked: What was seen in the stage that evaluates, by drive and unit, then by task.
    """
    found = list[Listed]()
    for unit, score in sorted(shares.items(), key=lambda pair: (-pair[1], pair[0])):
        place = 1 + sum(other > score for other in shares.values())
        seen = looked[drive.code, unit]
        undone = [task for task in drive.tasks if task.code in seen and not task.done(*seen[task.code])]
        if 100 * score < lines.black:
            names = Clauses(either(task.zh, task.en) for task in undone) or "—"
            side = Side.BLACK
            reason = _BLACK(score=_percent(score), line=plain(lines.black), undone=names)
        elif 100 * score < lines.red or place > lines.places:
            continue
        else:
            side, line = Side.RED, plain(lines.red)
            reason = _RED(score=_percent(score), line=line, place=place, places=lines.places)
        codes = tuple(task.code for task in undone)
        found.append(
            Listed(drive=drive.code, unit=unit, side=side, score=score, place=place, undone=codes, reason=reason)
        )
    return sorted(found, key=lambda one: one.side is Side.BLACK)


def _percent(share: Fraction) -> str:
    """Return a share in %, to a tenth, cut off so that it never reaches a line that it does not reach."""
    return plain(Fraction(int(1000 * share), 10))
