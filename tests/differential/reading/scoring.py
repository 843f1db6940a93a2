"""The score of a unit: its model worked out node by node, from the sheets up."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import define, evolve, field

import tristandard as ts
from differential.reading import extras
from differential.reading.came import Came, Tick, certain, nothing
from differential.reading.case import ONE, ZERO, Case
from differential.reading.folds import Member, mean
from differential.reading.sheets import sheet
from differential.reading.standing import Desk, Line, by_units, desk

#: Where a node stands: the members of the axes above it, such as (("site_type", "road"), ("site", "s1")).
Place = tuple[tuple[str, str], ...]


@define
class Book:
    """One assessment worked out for all its units."""

    desk: Desk
    found: dict[tuple[str, str, Place], Came] = field(factory=dict)

    @property
    def case(self) -> Case:
        """What is known of the period."""
        return self.desk.case

    @property
    def nodes(self) -> dict[str, object]:
        """The nodes of the model, by their names."""
        return dict(self.desk.book.model.nodes)

    def full(self, name: str) -> Fraction:
        """Return the full mark of a node: of a fold that of what it is made of."""
        node = self.nodes[name]
        if not isinstance(node, ts.Fold):
            return node.full
        return self.full(node.of if node.over else node.weights[0][0])

    def has_sheets(self, name: str) -> bool:
        """Return whether a node is a sheet, or has one below it."""
        node = self.nodes[name]
        if isinstance(node, ts.Fold):
            return any(self.has_sheets(one) for one in ([node.of] if node.over else dict(node.weights)))
        return isinstance(node, ts.Sheet)

    def units(self) -> list[str]:
        """Return who has a scorecard: who answers for a site and is assessed, of whom figures are given, and
        over child units those above.
        """
        given = {unit for (book, _, unit) in self.case.givens if book == self.desk.book.code}
        found = set(self.desk.sites) | given
        if by_units(self.desk.book):
            found |= {parent for one in found if (parent := self.case.unit(one).parent) is not None}
        return sorted(found)

    def rivals(self, unit: str) -> list[str]:
        """Return the other units of its kind."""
        kind = self.case.unit(unit).kind
        return [one for one in self.units() if one != unit and self.case.unit(one).kind == kind]

    def came(self, unit: str, name: str, place: Place = ()) -> Came:
        """Return what a node came to for a unit, with what stands on it."""
        key = (unit, name, place)
        if key not in self.found:
            self.found[key] = self.finished(unit, name, place)
        return self.found[key]

    def finished(self, unit: str, name: str, place: Place) -> Came:
        """Return a node with its bonuses and gates."""
        node, plain = self.nodes[name], self.plain(unit, name, place)
        if not plain.applies:
            return plain
        more = []
        for bonus in node.bonuses:
            key = plain if bonus.of == name else self.came(unit, bonus.of, place)
            others = [
                self.plain(one, name, place) if bonus.of == name else self.came(one, bonus.of, place)
                for one in self.rivals(unit)
            ]
            more.append(extras.added(bonus, key, [one for one in others if one.applies and not one.imputed]))
        lifted = extras.lifted(plain, more)
        done = lifted
        for gate in node.gates:
            inner = gate.of not in (name, "every item") and not gate.of.startswith("item ")
            done = extras.gated(
                done, gate, extras.fails(gate, self.came(unit, gate.of, place) if inner else lifted, self.desk.book)
            )
        return extras.woken(done, node.gates)

    def plain(self, unit: str, name: str, place: Place) -> Came:
        """Return what a node came to before what stands on it."""
        node = self.nodes[name]
        if isinstance(node, ts.Given):
            return self.figure(unit, name, node)
        if isinstance(node, ts.Rate):
            return self.rate(unit, name, node)
        if isinstance(node, ts.Sheet):
            return self.sheet(unit, node, place)
        return mean(node, self.full(name), list(self.members(unit, node, place)))

    def figure(self, unit: str, name: str, node: ts.Given) -> Came:
        """Return a figure from outside: given, not applicable, or not given yet."""
        key = (self.desk.book.code, name, unit)
        if key not in self.case.givens:
            return Came(full=node.full, high=node.full, ticks=(Tick(key=key, open=True),))
        figure = self.case.givens[key]
        return (
            nothing(node.full)
            if figure is None
            else evolve(certain(node.full, figure), ticks=(Tick(key=key, open=False),))
        )

    def rate(self, unit: str, name: str, node: ts.Rate) -> Came:
        """Return what was done of what was due; where nothing was due it does not apply."""
        keys = {name: (self.desk.book.code, name, unit) for _, name in (*node.of, *node.out_of)}
        if any(key in self.case.givens and self.case.givens[key] is None for key in keys.values()):
            return nothing(node.full)
        if any(key not in self.case.givens for key in keys.values()):
            return Came(full=node.full, high=node.full, ticks=(Tick(key=(name, unit), open=True),))
        done, due = (
            sum((sign * self.case.givens[keys[name]] for sign, name in terms), ZERO) for terms in (node.of, node.out_of)
        )
        if not due:
            return nothing(node.full)
        return evolve(certain(node.full, min(ONE, done / due) * node.full), ticks=(Tick(key=(name, unit), open=False),))

    def lines(self, unit: str, place: Place) -> list[Line]:
        """Return the lines of a unit at a place of the model that apply."""
        return [one for one in self.desk.lines.get(unit, []) if all(one.at(axis) == code for axis, code in place)]

    def sheet(self, unit: str, node: ts.Sheet, place: Place) -> Came:
        """Return a sheet, with what findings elsewhere lay on it: each of the unit's own sheets takes an equal part."""
        laid: dict[str, Fraction] = {}
        struck = ZERO
        axes = [axis for axis, _ in place]
        for posted in self.desk.elsewhere.get(unit, []):
            if dict(place).get("item", posted.item) != posted.item:
                continue
            own = [one for one in self.lines(unit, ()) if "item" not in axes or one.item == posted.item]
            sheets = len({tuple(one.at(axis) for axis in axes) for one in own})
            if not sheets:
                continue
            loss = posted.charge.lost
            if ts.Level.ITEM in posted.charge.vetoes:  # the mark less what is posted, beside what is posted
                loss = max(loss, self.desk.mark(posted.item))
            laid[posted.item] = laid.get(posted.item, ZERO) + loss / sheets
            struck += node.full / sheets if ts.Level.SITE in posted.charge.vetoes else ZERO
        return sheet(self.desk, node, self.lines(unit, place), laid, struck)

    def members(self, unit: str, node: ts.Fold, place: Place) -> Iterator[Member]:
        """Yield the members of a fold with what they came to."""
        weights = dict(node.weights)
        if node.over is None:
            for name, weight in weights.items():
                yield Member(
                    code=name,
                    weight=weight,
                    came=self.came(unit, name, place),
                    peers=self.peers(unit, name, place, node),
                    sheets=self.has_sheets(name),
                )
            return
        if node.over == "unit":
            yield from self.child_members(unit, node, place)
            return
        for code in sorted(self.codes(unit, node, place)):
            there = (*place, (node.over, code))
            weight = weights.get(code, ZERO) if weights else ONE
            if node.weigh_by == "count":
                weight = Fraction(len(self.sites(unit, there)))
            yield Member(
                code=code,
                weight=weight,
                came=self.came(unit, node.of, there),
                peers=self.peers(unit, node.of, there, node),
            )

    def child_members(self, unit: str, node: ts.Fold, place: Place) -> Iterator[Member]:
        """Yield the child units of a unit; one that has none stands for itself."""
        children, weights = self.case.children(unit), dict(node.weights)
        if not children:
            yield Member(
                code=unit,
                weight=ONE,
                itself=True,
                came=self.came(unit, node.of, place),
                peers=self.peers(unit, node.of, place, node),
            )
        for child in children:
            weight = weights.get(child, ZERO) if weights else ONE
            if node.weigh_by == "count":
                weight = Fraction(len(self.sites(child, place)))
            elif node.weigh_by:
                weight = self.case.givens.get((self.desk.book.code, node.weigh_by, child)) or ZERO
            peers = self.peers(child, node.of, place, node)
            yield Member(code=child, weight=weight, peers=peers, came=self.child(child, node.of, place))

    def child(self, unit: str, name: str, place: Place) -> Came:
        """Return what a child unit came to, with what its red lines do to it, wherever they stand: each counts once
        at least, on the sheet where it stands, or beside them.
        """
        came = vetoed(self.desk, unit, self.came(unit, name, place))
        left = {one.key: one for one in self.desk.lines.get(unit, []) if one.red}
        for tick in came.ticks:
            if not tick.idle:
                left.pop(tick.key, None)
        ticks = [evolve(tick, idle=tick.idle and left.pop(tick.key, None) is None) for tick in came.ticks]
        beside = [Tick(key=one.key, open=one.open, item=one.item, read=False) for one in left.values()]
        return evolve(came, ticks=(*ticks, *beside))

    def sites(self, unit: str, place: Place) -> list[ts.Site]:
        """Return the unit's sites at a place of the model."""
        return [
            site
            for site in self.desk.sites.get(unit, {}).values()
            if all(member(site, axis) == code for axis, code in place if axis != "item")
        ]

    def codes(self, unit: str, node: ts.Fold, place: Place) -> set[str]:
        """Return the members of an axis: all items, else where the unit has sites, and what has a written weight."""
        if node.over == "item":
            return {one.code for one in self.desk.book.items}
        return {member(site, node.over) for site in self.sites(unit, place)} | {code for code, _ in node.weights}

    def peers(self, unit: str, name: str, place: Place, node: ts.Fold) -> Came | None:
        """Return the mean of the other units of the kind at the same place; None where nothing of any applies."""
        if node.absent is not ts.Absent.PEERS:
            return None
        others = [
            came for one in self.rivals(unit) if (came := self.came(one, name, place)).applies and not came.imputed
        ]
        if not others:
            return None
        scores = [one.value for one in others if one.value is not None]
        low, high = (
            sum((end(one) for one in others), ZERO) / len(others) for end in (lambda one: one.low, lambda one: one.high)
        )
        value = sum(scores, ZERO) / len(scores) if scores else None
        return Came(full=self.full(name), imputed=True, low=low, value=value, high=high).within()


def member(site: ts.Site, axis: str) -> str:
    """Return the member of an axis that a site belongs to."""
    return site.code if axis == "site" else getattr(site, axis)[-1]


def vetoed(worked: Desk, unit: str, came: Came) -> Came:
    """Return a score with what vetoes of the unit do to it: a breach makes it 0, an open line may."""
    lines = worked.lines.get(unit, [])
    if not came.applies:
        return came
    named = [posted.charge.vetoes for posted in worked.elsewhere.get(unit, []) if lines]
    if any(ts.Level.UNIT in one for one in (*(line.vetoes for line in lines), *named)):
        return evolve(came, low=ZERO, value=None if came.value is None else ZERO, high=ZERO)
    return evolve(came, low=ZERO) if any(ts.Level.UNIT in one.may_veto for one in lines) else came


def work_out(case: Case, book: ts.Assessment) -> Book:
    """Return one assessment worked out."""
    return Book(desk=desk(case, book))
