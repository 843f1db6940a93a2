"""Scoring models at random: sheets, folds over axes, blends, figures, and what stands on them."""

from fractions import Fraction
from random import Random

from attrs import evolve

import tristandard as ts
from differential.vocabulary import SITE_TYPES, ZONES

SPLITS = ((100, 0), (60, 40), (0, 100), (50, 50), (90, 10))


def aside(random: Random, *what: str) -> Random:
    """Return a source of its own for something, so that what is drawn from it moves nothing else that a seed draws."""
    return Random(f"{hash(random.getstate()[1])} {what}")


class Drawn:
    """A model in the making: its nodes by name, under one full mark."""

    def __init__(self, random: Random, items: list[str], fits: int | None = None) -> None:
        self.random = random
        self.aside = aside(random)
        self.items = items
        self.full = random.choice((100, 100, 100, 20))
        #: Whether the marks of the items add up to it.
        self.fits = fits is not None and random.random() < 0.5
        if self.fits:
            self.full = fits
        self.nodes: dict[str, object] = {}
        self.by_unit = False

    def name(self, stem: str) -> str:
        """Return a name that is free."""
        return f"{stem}{len(self.nodes)}"

    def absent(self, *, peers: bool) -> object:
        """Return what a fold does where nothing of a member applies."""
        options = [ts.rules.Absent.DROP] * 4 + [ts.rules.Absent.BLANK, Fraction(self.full, 2)] + [ts.rules.Absent.PEERS] * 2 * peers
        return self.random.choice(options)

    def unmeasured(self) -> ts.rules.Unmeasured:
        """Return what a node does where a part was not measured."""
        return self.random.choice([ts.rules.Unmeasured.DROP] * 5 + [ts.rules.Unmeasured.BLANK])

    def gates(self, keys: list[str], *, items: bool, beside: bool = False) -> list[ts.rules.Gate]:
        """Return the gates of a node that may read some keys, now and then a number beside it."""
        found = []
        keys = keys + (["every item", *(f"item {one}" for one in self.items)] if items else [])
        while self.random.random() < 0.3:
            key = self.random.choice(keys)
            points = "3 分" if key == "every item" or key.startswith("item ") else "15 分"
            mark = self.random.choice((ts.rules.Mark.parse("60 %"), ts.rules.Mark.parse("90 %"), ts.rules.Mark.parse(points)))
            to = self.random.choice((0, 0, Fraction(self.full, 2)))
            found.append(ts.rules.Gate(of=key, at_least=mark, to=to))
        if beside and (source := aside(self.random, keys[0])).random() < 0.15:
            found.append(self.gate_beside(source))
        return found

    def gate_beside(self, source: Random) -> ts.rules.Gate:
        """Return a gate that reads a figure of the unit, or a share up to standard, that counts in no score."""
        name = f"aside{len(self.nodes)}"
        self.nodes[name] = source.choice((ts.rules.Met(source.choice(list(ts.rules.Each)), full=3), ts.rules.Given(3, by="x")))
        mark = source.choice((ts.rules.Mark.parse("60 %"), ts.rules.Mark.parse("1.5 分")))
        return ts.rules.Gate(of=name, at_least=mark, to=source.choice((0, Fraction(self.full, 2))))

    def bonuses(self, keys: list[str], *, ranks: bool) -> list[object]:
        """Return the bonuses of a node that may read some keys."""
        found: list[object] = []
        if self.random.random() < 0.15:
            parts = self.random.choice(list(ts.rules.Parts))
            found.append(
                ts.rules.StepBonus(
                    of=self.random.choice(keys),
                    above=ts.rules.Mark.parse("90 %"),
                    each=1,
                    per=ts.rules.Mark.parse("5 %"),
                    at_most=2,
                    parts=parts,
                )
            )
        if ranks and self.random.random() < 0.15:
            ties = self.random.choice(list(ts.rules.TiedBonus))
            found.append(ts.rules.RankBonus(of=self.random.choice(keys), points=(2, 1), ties=ties))
        return found

    def adjusting(self) -> dict[str, object]:
        """Return what is added and taken for what others count: mostly nothing."""
        if self.random.random() < 0.7:
            return {}
        number = len(self.nodes)
        found = [ts.rules.Adjustment(count=f"notices{number}", lose=self.random.choice((2, 30)), at_most=self.random.choice((None, 5)), by="x")]
        if self.random.random() < 0.6:
            found.append(ts.rules.Adjustment(count=f"praises{number}", gain=2, at_most=self.random.choice((3, 6)), by="x"))
        if self.aside.random() < 0.5:
            found.append(self.by_target(self.from_a_bar(f"rate{number}")))
        if self.aside.random() < 0.5:
            name = f"beside{number}"
            self.nodes[name] = ts.rules.Met(self.aside.choice(list(ts.rules.Each)), full=3)
            found.append(evolve(self.from_a_bar(name), by=""))
        return {"adjustments": found, "added_at_most": self.random.choice((None, 3, 5))}

    def from_a_bar(self, count: str) -> ts.rules.Adjustment:
        """Return what is taken, or added, by a figure beyond a bar, within it, or by its band."""
        least, most = ts.rules.Range(ts.rules.End(2)), ts.rules.Range(limit=ts.rules.End(1, closed=False))
        if self.aside.random() < 0.3:
            bands = {most: self.aside.choice((0, 7)), ts.rules.Range(ts.rules.End(1)): self.aside.choice((0, 2))}
            return ts.rules.Adjustment(count=count, points=bands, by="x")
        bar = {"per": self.aside.choice((1, Fraction(3, 2))), "parts": self.aside.choice(list(ts.rules.Parts)), "count": count, "by": "x"}
        if self.aside.random() < 0.3:
            return ts.rules.Adjustment(**bar, against=self.aside.choice((least, most)), gain=2, at_most=self.aside.choice((1, 5)))
        return ts.rules.Adjustment(
            **bar,
            against=self.aside.choice((least, most, least | ts.rules.Range(limit=ts.rules.End(2)))),
            lose=self.aside.choice((2, 30)),
            at_most=self.aside.choice((None, 5)),
        )

    def by_target(self, one: ts.rules.Adjustment) -> ts.rules.Adjustment:
        """Return an adjustment, perhaps with a target of the unit in the place of its bar."""
        source = aside(self.random, "target", one.count)
        if source.random() < 0.6:
            return one
        moved = {"gain": 2, "at_most": source.choice((1, 5))} if source.random() < 0.4 else self.taken(source)
        return ts.rules.Adjustment(count=one.count, by="x", **self.target(source, one.count), **moved)

    def target(self, source: Random, count: str) -> dict[str, object]:
        """Return a target for a figure, and the step from it."""
        sign, per = source.choice((">=", ">", "<=", "<")), source.choice((1, Fraction(3, 2), "25 %", "100 %"))
        return {"against": f"{sign} assigned_{count}", "per": per, "parts": source.choice(list(ts.rules.Parts))}

    def taken(self, source: Random) -> dict[str, object]:
        """Return what an adjustment takes."""
        return {"lose": source.choice((2, 30)), "at_most": source.choice((None, 5))}

    def sheet(self) -> str:
        """Add a sheet."""
        name = self.name("sheet")
        bonus = self.random.choice((0, 0, 2))
        self.nodes[name] = ts.rules.Sheet(
            self.full,
            self.unmeasured(),
            bonus,
            gains_at_most=self.random.choice((None, None, 1)),
            absent=self.random.choice([ts.rules.AbsentItem.KEEP] * 2 + list(ts.rules.AbsentItem)) if self.fits else ts.rules.AbsentItem.KEEP,
            gates=self.gates([name], items=True),
            bonuses=self.bonuses([name], ranks=False),
        )
        return name

    def over(self, axis: str, of: str, *, peers: bool = False) -> str:
        """Add a fold over an axis."""
        name = self.name(axis)
        weights: dict[str, int] = {}
        weigh_by = ""
        codes = {
            "site_type": [one.code for one in SITE_TYPES.terms],
            "zone": [one.code for one in ZONES.terms],
            "item": self.items,
        }.get(axis, [])
        if codes and self.random.random() < 0.5:
            weights = self.written(codes)
        elif axis in ("site_type", "zone", "area") and self.random.random() < 0.3:
            weigh_by = "count"
        sheets = any(isinstance(node, ts.rules.Sheet) for node in self.nodes.values())
        self.nodes[name] = ts.rules.Mean(
            over=axis,
            of=of,
            weights=weights,
            weigh_by=weigh_by,
            absent=self.absent(peers=peers),
            unmeasured=self.unmeasured(),
            gates=self.gates([name], items=sheets),
            bonuses=self.bonuses([name], ranks=False),
            **({} if weights or weigh_by else self.chosen()),
        )
        return name

    def chosen(self) -> dict[str, object]:
        """Return what of its members' scores a mean takes where they count alike: mostly all."""
        draw = self.random.random()
        if draw < 0.7:
            return {}
        if draw < 0.85:
            return {"take": self.random.choice(list(ts.rules.Take))}
        return {"drop_lowest": self.random.choice((0, 1, 1, 2)), "drop_highest": self.random.choice((0, 0, 1))}

    def written(self, codes: list[str]) -> dict[str, int]:
        """Return weights that add up to 100, some of them 0."""
        if len(codes) == 1:
            return {codes[0]: 100}
        first, rest = self.random.choice(SPLITS)
        found = dict.fromkeys(codes, 0)
        one, other = self.random.sample(codes, 2)
        found[one], found[other] = first, rest
        return found

    def sites(self) -> str:
        """Add what is surveyed: sheets under folds over axes, or one sheet."""
        shape = self.random.randrange(8)
        name = self.sheet()
        if shape < 6:
            name = self.over("site", name) if shape else name
        if shape in (3, 4, 6):
            axis = self.random.choice(("site_type", "zone", "area"))
            name = self.over(axis, name, peers=True)
        if shape in (5, 7):
            name = self.over("item", name)
        return name

    def figure(self) -> str:
        """Add a figure from outside, or a rate of two."""
        if self.random.random() < 0.75:
            name = self.name("figure")
            self.nodes[name] = ts.rules.Given(self.full, by="x", gates=self.gates([name], items=False))
        else:
            name = self.name("rate")
            figures = (((1, f"done{len(self.nodes)}"),), ((1, f"due{len(self.nodes)}"),))
            self.nodes[name] = ts.rules.Rate(
                of=figures[0], out_of=figures[1], full=self.full, capped=self.random.random() < 0.5, by="x"
            )
        if self.aside.random() < 0.2:
            self.nodes[name] = ts.rules.Met(self.aside.choice(list(ts.rules.Each)), full=self.full, gates=self.nodes[name].gates)
        return name

    def blend(self, parts: list[str], *, ranks: bool) -> str:
        """Add a blend of some parts."""
        name = self.name("blend")
        sheets = any(isinstance(node, ts.rules.Sheet) for node in self.nodes.values())
        weights = self.written(parts)
        self.nodes[name] = ts.rules.Blend(
            weights=weights,
            **(self.chosen() if len(set(weights.values())) == 1 else {}),
            absent=self.absent(peers=ranks),
            unmeasured=self.unmeasured(),
            gates=self.gates([name, *parts], items=sheets, beside=True),
            bonuses=self.bonuses([name, *parts], ranks=ranks),
            **self.adjusting(),
        )
        return name

    def sum(self, parts: list[str], *, ranks: bool) -> str:
        """Add a sum of some parts and a figure of another mark; what stands above is of the full mark of all."""
        name, other, whole = self.name("sum"), self.name("extra"), self.full * len(parts)
        more = self.random.choice((Fraction(4), Fraction(10), Fraction("51.1")))
        self.nodes[other] = ts.rules.Given(more, by="x")
        source = aside(self.random, "from full", other)
        if isinstance(self.nodes[other], ts.rules.Given) and source.random() < 0.4:
            counts = [f"{other}_task{number}" for number in range(source.choice((1, 2)))]
            taking = [ts.rules.Adjustment(count=count, by="x", **self.target(source, count), **self.taken(source)) for count in counts]
            self.nodes[other] = ts.rules.Given(more, from_full=True, adjustments=taking)
        self.full = whole + more
        sheets = any(isinstance(node, ts.rules.Sheet) for node in self.nodes.values())
        absent = self.absent(peers=ranks)
        self.nodes[name] = ts.rules.Sum(
            parts=[*parts, other],
            absent=absent if isinstance(absent, ts.rules.Absent) else 2,
            unmeasured=self.unmeasured(),
            gates=self.gates([name, *parts], items=sheets, beside=True),
            bonuses=self.bonuses([name, *parts], ranks=ranks),
        )
        return name

    def units(self, of: str) -> str:
        """Add a fold over child units."""
        name = self.name("units")
        self.by_unit = True
        draw = self.random.randrange(4)
        weights = {"lake": 60, "fen": 40} if draw == 0 else {}
        weigh_by = {1: "count", 2: "people"}.get(draw, "")
        self.nodes[name] = ts.rules.Mean(
            over="unit",
            of=of,
            weights=weights,
            weigh_by=weigh_by,
            by="x" if weigh_by == "people" else "",
            **({} if weights or weigh_by else self.chosen()),
            unmeasured=self.unmeasured(),
            absent=self.absent(peers=True),
            gates=self.gates([name], items=False, beside=True),
            **self.adjusting(),
        )
        return name


def model(random: Random, items: list[str], fits: int | None = None) -> ts.rules.Model:
    """Return a scoring model: what is surveyed, alone or in blends with figures and with a second survey,
    perhaps over child units.
    """
    drawn = Drawn(random, items, fits)
    above = random.choice((None, None, None, None, "whole", "part"))
    top = drawn.sites() if random.random() < 0.9 else drawn.figure()
    for _ in range(random.choice((0, 0, 1, 1, 2))):
        parts = [top, *(drawn.figure() for _ in range(random.choice((1, 1, 2))))]
        if random.random() < 0.15:
            parts.append(drawn.sites())
        put = drawn.sum if random.random() < 0.3 else drawn.blend
        top = put(parts, ranks=above is None)
    if above is not None:
        top = drawn.units(top)
    if above == "part":
        own = drawn.sites() if random.random() < 0.4 else drawn.figure()
        top = drawn.blend([top, own], ranks=True)
    return ts.rules.Model(finished(random, drawn, top))


def leading(random: Random, full: Fraction) -> dict[str, object]:
    """Return grades by place, or none."""
    score = random.choice((ts.rules.Range(), ts.rules.Range(ts.rules.End(full / 2))))
    share = [ts.rules.Leading(first, share=True, rounded=random.choice(list(ts.rules.Cut)), score=score) for first in ("100/3", 60)]
    places = [ts.rules.Leading(1), ts.rules.Leading(2, score=score)]
    names = ("前列", "其次")
    return dict(zip(names, random.choice(([], [], share, places, places[1:])), strict=False))


def finished(random: Random, drawn: Drawn, top: str) -> dict[str, object]:
    """Return the nodes with the top one called total, graded."""
    grades = {
        "优秀": ts.rules.Range(ts.rules.End(drawn.full * Fraction(9, 10))),
        "合格": ts.rules.Range(ts.rules.End(drawn.full * Fraction(6, 10)), ts.rules.End(drawn.full * Fraction(9, 10), closed=False)),
    }
    grades["不合格"] = ts.rules.Range(limit=ts.rules.End(drawn.full * Fraction(6, 10), closed=False))

    def renamed(key: str) -> str:
        return "total" if key == top else key

    nodes = {}
    for name, node in drawn.nodes.items():
        gates = [evolve(one, of=renamed(one.of)) for one in node.gates]
        bonuses = [evolve(one, of=renamed(one.of)) for one in node.bonuses]
        nodes[renamed(name)] = evolve(node, gates=gates, bonuses=bonuses)
    if random.random() < 0.6:
        total = nodes["total"]
        gates = [evolve(one, to=None) if random.random() < 0.4 else one for one in total.gates]
        nodes["total"] = evolve(total, grades={**grades, **leading(random, drawn.full)}, gates=gates)
    return nodes
