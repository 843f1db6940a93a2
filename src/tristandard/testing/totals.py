"""The scores as written, added up slowly: what a civil servant could follow by hand, node by node.

It works from the fields of the rules and from the lines of each unit, and from nothing else. Every
score is three numbers at once: the lowest, the exact (None where there is none) and the highest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from statistics import median

from tristandard.basics.outcome import NotApplicable, NotMeasured
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import RankBonus, StepBonus
from tristandard.rules.nodes.fold import Fold
from tristandard.rules.nodes.gate import Gate, Mark
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.missing import Absent, Unmeasured
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.sum import Sum
from tristandard.rules.nodes.weighted import Take
from tristandard.testing.adjusting import adjusted
from tristandard.testing.deciding import deciding, deciding_score, rank_points, stepped
from tristandard.testing.figures import reading
from tristandard.testing.line import Line, place_of
from tristandard.testing.lines import Book, Way, off
from tristandard.testing.marks import full_of, of_node, weigh_by, written
from tristandard.testing.sheet_total import Score, sheet_score


def score(told: Book, unit: str) -> Score | None:
    """Return the score of a unit, or None where nothing applies."""
    found = node(told, unit, "total", told.lines[unit], ())
    return found if told.children(unit) and not _sheets_beside(told, "total") else _zeroed(told, unit, found)


def _sheets_beside(told: Book, name: str) -> bool:
    """Return whether a sheet stands for a unit's own sites beside the mean of its child units, or
    there is no such mean.
    """
    at = told.nodes[name]
    if isinstance(at, Fold):
        return at.axis != "unit" and any(_sheets_beside(told, below) for below in (at.uses))
    return isinstance(at, Sheet) or not any(isinstance(one, Fold) and one.axis == "unit" for one in told.nodes.values())


def _zeroed(told: Book, unit: str, found: Score | None) -> Score | None:
    """Return a unit's score with what zeroes the whole unit, at sites of its own or by name."""
    if found is None:
        return None
    borne = [line.borne for line in told.lines[unit]] + [one for _, one in told.blames[unit]]
    if any(Level.UNIT in one[2] for one in borne):
        return Fraction(0), None if found[1] is None else Fraction(0), Fraction(0)
    open_ = any(Level.UNIT in line.zeroes and isinstance(line.outcome, NotMeasured) for line in told.lines[unit])
    return (Fraction(0) if open_ else found[0]), found[1], found[2]


def node(told: Book, unit: str, name: str, lines: list[Line], way: Way) -> Score | None:
    """Return a node with its bonuses, then its gates."""
    found = _bare(told, unit, name, lines, way)
    if found is None:
        return None
    at = told.nodes[name]
    added = [_added(told, unit, name, bonus, lines, way) for bonus in at.bonuses]
    reached = found = adjusted(told, unit, at, found, added, lambda of: reading(told, unit, of, told.nodes[of], lines))
    for gate in at.gates:
        for worst, best, full in _read_by(told, unit, name, gate, reached, lines, way):
            found = _gated(gate, found, deciding(told, worst), deciding(told, best), full)
    return found


def _added(
    told: Book, unit: str, name: str, bonus: StepBonus | RankBonus, lines: list[Line], way: Way
) -> tuple[Fraction, Fraction, Fraction]:
    """Return what a bonus adds: its least, what it is, and its most."""
    if isinstance(bonus, StepBonus):
        least, points, most = _steps(told, unit, name, bonus, lines, way)
    else:
        least, points, most = _ranks(told, unit, name, bonus)
    return least, min(max(points or Fraction(0), least), most), most


def _read_by(
    told: Book, unit: str, name: str, gate: Gate, reached: Score, lines: list[Line], way: Way
) -> list[tuple[Fraction, Fraction, Fraction]]:
    """Return what a gate reads: of each its lowest, its highest and its full mark."""
    at = told.nodes[name]
    if gate.of == name or (not gate.item and gate.of in at_uses(at)):
        key = reached if gate.of == name else node(told, unit, gate.of, lines, way)
        return [] if key is None else [(key[0], key[2], full_of(told, gate.of))]
    if gate.of in told.nodes:
        key = reading(told, unit, gate.of, told.nodes[gate.of], lines)
        return [] if key is None else [(key[0], key[2], full_of(told, gate.of))]
    items = [item for item in told.assessment.items if gate.item in (None, item.code)]
    kept = [(item.full, _kept(told, unit, name, item.code, lines, way)) for item in items]
    return [(*ends, full) for full, ends in kept if ends is not None]


def _gated(gate: Gate, found: Score, worst: Fraction, best: Fraction, full: Fraction) -> Score:
    """Return a score with a gate: each end falls where the key's own end lies below, the score with the highest."""
    low, value, high = found
    assert isinstance(gate.at_least, Mark)  # below a year nothing else stands
    least = gate.at_least.value * full / 100 if gate.at_least.share else gate.at_least.value
    if gate.to is None:
        return found
    if worst < least:
        low = min(low, gate.to)
    if best < least:
        high, value = min(high, gate.to), None if value is None else min(value, gate.to)
    return low, value, high


def at_uses(at: Node) -> list[str]:
    """Return the names of the nodes that a blend or a sum is made of."""
    if isinstance(at, Sum):
        return list(at.parts)
    return [part for part, _ in at.weights] if isinstance(at, Blend) else []


def _by_weight(told: Book, at: Node) -> list[tuple[str, Fraction]]:
    """Return the nodes that a blend or a sum is made of, each with what it weighs there."""
    if isinstance(at, Sum):
        return [(part, full_of(told, part)) for part in at.parts]
    return list(at.weights) if isinstance(at, Blend) else []


def _of_full(found: Score | None, mark: Fraction, full: Fraction) -> Score | None:
    """Return a score out of one mark as a score out of another."""
    if found is None or mark == full:
        return found
    low, value, high = found
    times = full / mark
    return low * times, None if value is None else value * times, high * times


def _kept(told: Book, unit: str, name: str, item: str, lines: list[Line], way: Way) -> tuple[Fraction, Fraction] | None:
    """Return what an item keeps of its own mark below a node, at worst and at best; None where
    nothing of it applies.
    """
    at, full = told.nodes[name], {one.code: one.full for one in told.assessment.items}[item]
    if isinstance(at, Sheet):
        _, least, most = off(told, unit, item, lines, way)
        items = {line.item for line in lines if not isinstance(line.outcome, NotApplicable)}
        return (full - most, full - least) if items and (item in items or least) else None
    if not isinstance(at, Fold) or _bare(told, unit, name, lines, way) is None:
        return None  # below what does not apply no item is read
    return _kept_by_parts(told, unit, at, item, lines, way)


def _kept_by_parts(
    told: Book, unit: str, at: Fold, item: str, lines: list[Line], way: Way
) -> tuple[Fraction, Fraction] | None:
    """Return what an item keeps below a mean or a blend: at its own member, in the one part that has sheets, or on
    average.
    """
    if at.axis == "item":
        return _kept(
            told, unit, of_node(at), item, [line for line in lines if line.item == item], (*way, ("item", item))
        )
    sheets = [part for part in at_uses(at) if _bears(told, part)]
    if len(sheets) == 1:
        return _kept(told, unit, sheets[0], item, lines, way)
    there = [(weight, kept) for weight, kept in _kept_below(told, unit, at, item, lines, way) if weight and kept]
    if not there:
        return None
    return _mean((weight, kept[0]) for weight, kept in there), _mean((weight, kept[1]) for weight, kept in there)


def _kept_below(
    told: Book, unit: str, at: Fold, item: str, lines: list[Line], way: Way
) -> Iterator[tuple[Fraction, tuple[Fraction, Fraction] | None]]:
    """Yield the weight of each part or member of a node, and what an item keeps there."""
    if at.axis is None:
        for part, weight in _by_weight(told, at):
            if _bears(told, part):
                yield weight, _kept(told, unit, part, item, lines, way)
        return
    for weight, _, _, code in _members(told, unit, at, lines, way):
        if at.axis == "unit":
            yield weight, _kept(told, code, of_node(at), item, told.lines[code], ())
        else:
            mine = [line for line in lines if place_of(at.axis, line) == code]
            yield weight, _kept(told, unit, of_node(at), item, mine, (*way, (at.axis, code)))


def _bears(told: Book, name: str) -> bool:
    """Return whether a node is a sheet, or is made of one."""
    at = told.nodes[name]
    return isinstance(at, Sheet) or (isinstance(at, Fold) and any(_bears(told, below) for below in (at.uses)))


def _steps(told: Book, unit: str, name: str, bonus: StepBonus, lines: list[Line], way: Way) -> Score:
    key = _bare(told, unit, name, lines, way) if bonus.of == name else node(told, unit, bonus.of, lines, way)
    full = full_of(told, bonus.of)
    if key is None:
        return Fraction(0), Fraction(0), Fraction(0)
    low, value, high = key
    return (
        stepped(bonus, deciding(told, low), full),
        stepped(bonus, deciding(told, low if value is None else value), full),
        stepped(bonus, deciding(told, high), full),
    )


def _ranks(told: Book, unit: str, name: str, bonus: RankBonus) -> Score:
    """Return the points for the worst place, the place and the best place among the units of the
    kind; none for what does not apply.
    """
    kinds = {one.code: one.kind for one in told.rules.units.terms}
    read = _bare if bonus.of == name else node
    field_ = {
        one: deciding_score(told, read(told, one, bonus.of, told.lines[one], ()))
        for one in told.units
        if kinds[one] == kinds[unit]
    }
    mine = field_.pop(unit)
    if mine is None:
        return Fraction(0), None, Fraction(0)
    return rank_points(told, bonus, [one for one in field_.values() if one is not None], mine)


def _bare(told: Book, unit: str, name: str, lines: list[Line], way: Way) -> Score | None:
    at = told.nodes[name]
    if isinstance(at, Sheet):
        return sheet_score(told, unit, at, lines, way)
    if not isinstance(at, Fold):
        return reading(told, unit, name, at, lines)
    members = [_scaled(told, name, one) for one in _members(told, unit, at, lines, way) if one[0]]
    if any(part is not None for _, part, _, _ in members):
        members = [_filled(told, unit, name, one, way) for one in members]
    there = [(weight, part, mine) for weight, part, mine, _ in members if part is not None]
    if not there:
        return None
    blank = at.absent is Absent.BLANK and len(there) < len(members)
    low, high = _taken(at, [(one[0], one[1][0]) for one in there]), _taken(at, [(one[0], one[1][2]) for one in there])
    return low, None if blank else _mean_score(at, there), high


def _filled(told: Book, unit: str, name: str, member: Member, way: Way) -> Member:
    """Return a member of a fold, with what the rules put where nothing of it applies."""
    weight, part, _, code = member
    at = told.nodes[name]
    assert isinstance(at, Fold)
    return member if part is not None else _scaled(told, name, (weight, _put(told, unit, at, code, way), False, code))


def _scaled(told: Book, name: str, member: Member) -> Member:
    """Return a member of a fold, its score out of the full mark of the whole."""
    weight, part, mine, code = member
    if not isinstance(told.nodes[name], Sum):
        return member
    return weight, _of_full(part, full_of(told, code), full_of(told, name)), mine, code


def _mean_score(at: Fold, there: list[tuple[Fraction, Score, bool]]) -> Fraction | None:
    """Return the mean of members that apply, what was measured standing for what was not; None where there is none."""
    spoken = [(weight, part[1]) for weight, part, mine in there if part[1] is not None and mine]
    gaps = any(part[1] is None for _, part, _ in there)
    if not spoken or (gaps and at.unmeasured is Unmeasured.BLANK):
        return None
    seen = _mean(spoken)
    counted = [(weight, part[1], min(max(seen, part[0]), part[2])) for weight, part, _ in there]
    return _taken(at, [(weight, put if value is None else value) for weight, value, put in counted])


#: A member of a fold: its weight, its score, whether its own measurements speak for it, and its code.
Member = tuple[Fraction, Score | None, bool, str]


def _members(told: Book, unit: str, at: Fold, lines: list[Line], way: Way) -> Iterator[Member]:
    if at.axis is None:
        for name, weight in _by_weight(told, at):
            yield weight, node(told, unit, name, lines, way), True, name
    elif at.axis != "unit":
        yield from _places(told, unit, at, at.axis, lines, way)
    elif told.children(unit):
        for child in told.children(unit):
            part = _zeroed(told, child, node(told, child, of_node(at), told.lines[child], ()))
            yield _weight_of(told, at, child), part, True, child
    else:
        yield Fraction(1), node(told, unit, of_node(at), lines, ()), True, unit


def _weight_of(told: Book, at: Fold, child: str) -> Fraction:
    """Return what a child unit weighs: by its sites, by a figure, or as written."""
    by, weights = weigh_by(at), written(at)
    if by == "count":
        return Fraction(len({line.site.code for line in told.lines[child]}))
    if by:
        figure = told.figures.get((by, child))
        return Fraction(1) if figure is None else figure
    return weights.get(child, Fraction(not weights))


def _places(told: Book, unit: str, at: Fold, axis: str, lines: list[Line], way: Way) -> Iterator[Member]:
    """Yield each member of an axis where a unit has lines, or that is written and not dropped."""
    weights = written(at)
    codes = {place_of(axis, line) for line in lines}
    codes.update(weights if at.absent is not Absent.DROP else ())
    for code in sorted(codes):
        mine = [line for line in lines if place_of(axis, line) == code]
        counted = Fraction(len({line.site.code for line in mine}))
        weight = counted if weigh_by(at) else weights.get(code, Fraction(1))
        yield weight, node(told, unit, of_node(at), mine, (*way, (axis, code))), True, code


def _put(told: Book, unit: str, at: Fold, code: str, way: Way) -> Score | None:
    """Return what the rules put where nothing applies: a number, or the mean of the other units of
    the kind; else nothing.
    """
    if isinstance(at.absent, Fraction):
        return at.absent, at.absent, at.absent
    if at.absent is not Absent.PEERS:
        return None
    kinds = {one.code: one.kind for one in told.rules.units.terms}
    name, down = (
        (code, way) if at.axis is None else (of_node(at), () if at.axis == "unit" else (*way, (str(at.axis), code)))
    )
    whose = code if at.axis == "unit" else unit
    alike = [other for other in told.units if other != whose and kinds[other] == kinds[whose]]
    peers = [node(told, other, name, _lines_at(told, other, down), down) for other in alike]
    return _mean_of_peers([part for part in peers if part is not None])


def _mean_of_peers(found: list[Score]) -> Score | None:
    """Return the mean of what other units have, the score held inside the ends; None where no one has anything."""
    if not found:
        return None
    low, high = _mean((Fraction(1), part[0]) for part in found), _mean((Fraction(1), part[2]) for part in found)
    known = [(Fraction(1), part[1]) for part in found if part[1] is not None]
    return low, min(max(_mean(known), low), high) if known else None, high


def _lines_at(told: Book, unit: str, way: Way) -> list[Line]:
    """Return the lines of a unit at a place of the model."""
    return [line for line in told.lines[unit] if all(place_of(axis, line) == where for axis, where in way)]


def _taken(at: Fold, pairs: list[tuple[Fraction, Fraction]]) -> Fraction:
    """Return the mean of numbers by their weights, without those that a mean does not take."""
    if not isinstance(at, (Mean, Blend)):
        return _mean(pairs)
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
    return _mean(pairs)


def _mean(parts: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    listed = list(parts)
    return sum((weight * number for weight, number in listed), Fraction(0)) / sum(weight for weight, _ in listed)
