"""How several scores become one, as written: which are taken, by what weight, and what speaks for the others."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from statistics import median

from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.fold import Fold
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.missing import Unmeasured
from tristandard.rules.nodes.weighted import Take
from tristandard.testing.lines import Book, Way
from tristandard.testing.made_of import of_node
from tristandard.testing.sheet_total import Score


def of_full(found: Score | None, mark: Fraction, full: Fraction) -> Score | None:
    """Return a score out of one mark as a score out of another."""
    if found is None or mark == full:
        return found
    low, value, high = found
    times = full / mark
    return low * times, None if value is None else value * times, high * times


def mean_score(at: Fold, there: list[tuple[Fraction, Score, bool]]) -> Fraction | None:
    """Return the mean of members that apply, what was measured standing for what was not; None where there is none."""
    spoken = [(weight, part[1]) for weight, part, mine in there if part[1] is not None and mine]
    gaps = any(part[1] is None for _, part, _ in there)
    if not spoken or (gaps and at.unmeasured is Unmeasured.BLANK):
        return None
    seen = mean(spoken)
    counted = [(weight, part[1], min(max(seen, part[0]), part[2])) for weight, part, _ in there]
    return taken(at, [(weight, put if value is None else value) for weight, value, put in counted])


def mean_of_peers(found: list[Score]) -> Score | None:
    """Return the mean of what other units have, the score held inside the ends; None where no one has anything."""
    if not found:
        return None
    low, high = mean((Fraction(1), part[0]) for part in found), mean((Fraction(1), part[2]) for part in found)
    known = [(Fraction(1), part[1]) for part in found if part[1] is not None]
    return low, min(max(mean(known), low), high) if known else None, high


def taken(at: Fold, pairs: list[tuple[Fraction, Fraction]]) -> Fraction:
    """Return the mean of numbers by their weights, without those that a mean does not take."""
    if not isinstance(at, (Mean, Blend)):
        return mean(pairs)
    numbers = sorted(number for _, number in pairs)
    if at.take is Take.WORST:
        return numbers[0]
    if at.take is Take.BEST:
        return numbers[-1]
    if at.take is Take.MEDIAN:
        return Fraction(median(numbers))
    if 0 < at.drop_lowest + at.drop_highest < len(numbers):
        kept = numbers[at.drop_lowest : len(numbers) - at.drop_highest]
        return sum(kept, Fraction(0)) / len(kept)
    return mean(pairs)


def mean(parts: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """Return the mean of numbers, each with its weight before it."""
    listed = list(parts)
    return sum((weight * number for weight, number in listed), Fraction(0)) / sum(weight for weight, _ in listed)


#: A member of a fold: its weight, its score, whether its own measurements speak for it, and its code.
Member = tuple[Fraction, Score | None, bool, str]


def hopeless(told: Book, unit: str, at: Fold, members: list[Member], way: Way) -> bool:
    """Return whether a mean never has a score: a member that has none keeps it from one, or nothing is open."""
    own = [(part, below(at, unit, code, way)) for _, part, mine, code in members if part is not None and mine]
    never = [where in told.hopeless for part, where in own if part[1] is None]
    if at.unmeasured is Unmeasured.BLANK and any(never):
        return True
    return all(part[1] is None for part, _ in own) and all(never)


def below(at: Fold, unit: str, code: str, way: Way) -> tuple[str, str, Way]:
    """Return the unit, the name and the way of a member of a mean."""
    if at.axis is None:
        return unit, code, way
    return (code, of_node(at), ()) if at.axis == "unit" else (unit, of_node(at), (*way, (str(at.axis), code)))
