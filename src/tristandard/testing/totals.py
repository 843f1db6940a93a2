"""The scores as written, added up slowly: what a civil servant could follow by hand, node by node.

It works from the fields of the rules and from the lines of each unit, and from nothing else. Every
score is three numbers at once: the lowest, the exact (None where there is none) and the highest.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tristandard.basics.outcome import NotApplicable
from tristandard.rules.nodes.bonus import RankBonus, StepBonus
from tristandard.rules.nodes.fold import Fold
from tristandard.rules.nodes.gate import Gate
from tristandard.rules.nodes.missing import Absent
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.sum import Sum
from tristandard.testing.adjusting import adjusted
from tristandard.testing.averaging import Member, below, hopeless, mean, mean_of_peers, mean_score, of_full, taken
from tristandard.testing.deciding import deciding, deciding_score, gated, rank_points, stepped, zeroed
from tristandard.testing.figures import reading
from tristandard.testing.line import Line, place_of
from tristandard.testing.lines import Book, Way, lines_at, off
from tristandard.testing.made_of import bears, by_weight, of_node, parts_of, sheets_beside, weigh_by, written
from tristandard.testing.marks import full_of
from tristandard.testing.sheet_total import Score, sheet_score


def score(told: Book, unit: str) -> Score | None:
    """Return the score of a unit, or None where nothing applies."""
    found = node(told, unit, "total", told.lines[unit], ())
    return found if told.children(unit) and not sheets_beside(told, "total") else zeroed(told, unit, found)


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
            found = gated(gate, found, deciding(told, worst), deciding(told, best), full)
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
    key: Score | None
    if gate.of == name:
        key = reached
    elif not gate.item and gate.of in parts_of(told.nodes[name]):
        key = node(told, unit, gate.of, lines, way)
    elif gate.of in told.nodes:
        key = reading(told, unit, gate.of, told.nodes[gate.of], lines)
    else:
        items = [item for item in told.assessment.items if gate.item in (None, item.code)]
        kept = [(item.full, _kept(told, unit, name, item.code, lines, way)) for item in items]
        return [(*ends, full) for full, ends in kept if ends is not None]
    return [] if key is None else [(key[0], key[2], full_of(told, gate.of))]


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
    sheets = [part for part in parts_of(at) if bears(told, part)]
    if len(sheets) == 1:
        return _kept(told, unit, sheets[0], item, lines, way)
    there = [(weight, kept) for weight, kept in _kept_below(told, unit, at, item, lines, way) if weight and kept]
    if not there:
        return None
    return mean((weight, kept[0]) for weight, kept in there), mean((weight, kept[1]) for weight, kept in there)


def _kept_below(
    told: Book, unit: str, at: Fold, item: str, lines: list[Line], way: Way
) -> Iterator[tuple[Fraction, tuple[Fraction, Fraction] | None]]:
    """Yield the weight of each part or member of a node, and what an item keeps there."""
    if at.axis is None:
        for part, weight in by_weight(told, at):
            if bears(told, part):
                yield weight, _kept(told, unit, part, item, lines, way)
        return
    for weight, _, _, code in _members(told, unit, at, lines, way):
        if at.axis == "unit":
            yield weight, _kept(told, code, of_node(at), item, told.lines[code], ())
        else:
            mine = [line for line in lines if place_of(at.axis, line) == code]
            yield weight, _kept(told, unit, of_node(at), item, mine, (*way, (at.axis, code)))


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
    """Return the points for the places among the units of the kind; none for what never has a score."""
    read, units = _bare if bonus.of == name else node, [unit, *told.alike(unit)]
    mine, *others = (deciding_score(told, read(told, one, bonus.of, told.lines[one], ())) for one in units)
    never = [(one, bonus.of, ()) in told.hopeless for one in units]
    if mine is None or never[0]:
        return Fraction(0), None, Fraction(0)
    rivals = [one for one, out in zip(others, never[1:], strict=True) if one is not None and not out]
    return rank_points(told, bonus, rivals, mine)


def _bare(told: Book, unit: str, name: str, lines: list[Line], way: Way) -> Score | None:
    at = told.nodes[name]
    if isinstance(at, Sheet):
        return sheet_score(told, unit, at, lines, way)
    if not isinstance(at, Fold):
        return reading(told, unit, name, at, lines)
    members = [_scaled(told, name, one) for one in _members(told, unit, at, lines, way) if one[0]]
    if any(part is not None for _, part, _, _ in members):
        members = [_filled(told, unit, name, one, way) for one in members]
    return _combined(told, unit, name, at, members, way)


def _combined(told: Book, unit: str, name: str, at: Fold, members: list[Member], way: Way) -> Score | None:
    """Return what the members of a fold come to together, and note where that is no score for good."""
    there = [(weight, part, mine) for weight, part, mine, _ in members if part is not None]
    if not there:
        return None
    blank = at.absent is Absent.BLANK and len(there) < len(members)
    if blank or hopeless(told, unit, at, members, way):
        told.hopeless.add((unit, name, way))
    low, high = taken(at, [(one[0], one[1][0]) for one in there]), taken(at, [(one[0], one[1][2]) for one in there])
    return low, None if blank else mean_score(at, there), high


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
    return weight, of_full(part, full_of(told, code), full_of(told, name)), mine, code


def _members(told: Book, unit: str, at: Fold, lines: list[Line], way: Way) -> Iterator[Member]:
    if at.axis is None:
        for name, weight in by_weight(told, at):
            yield weight, node(told, unit, name, lines, way), True, name
    elif at.axis != "unit":
        yield from _places(told, unit, at, at.axis, lines, way)
    elif told.children(unit):
        for child in told.children(unit):
            part = zeroed(told, child, node(told, child, of_node(at), told.lines[child], ()))
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
    whose, name, down = below(at, unit, code, way)
    peers = [(other, node(told, other, name, lines_at(told, other, down), down)) for other in told.alike(whose)]
    return mean_of_peers(
        [part for other, part in peers if part is not None and (other, name, down) not in told.hopeless]
    )
