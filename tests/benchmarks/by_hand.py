"""The scores of `changzhou-2022` over large frames by a script of a person who knows Polars: what `tristandard.frames` is held against.

The rules are tables made beforehand, once (`tables`); `scores` is Polars from end to end, then a few thousand fractions.
It knows this rule set alone: steps and bands, one line an indicator, sheets of sites, and means over sites and site
types. It knows no revision, no bad row and no settlement, and never says why. It gives scores, bounds and coverage,
which the benchmark asserts to be those of the library.

It reads `large_frames.packed` and `large_frames.sites`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from math import gcd, lcm
from typing import Any

import polars as pl
from attrs import evolve, frozen

import tristandard as ts
from benchmarks.large_frames import NOT_THERE, PARTS, PERIOD, Makings, pairs
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.steps import Counting, Steps
from tristandard.scoring.tally import Tallies

FAR = 2**52
#: Score, lowest, highest, and lines measured and not, by (assessment, unit).
Scores = dict[tuple[str, str], tuple[Fraction | None, Fraction, Fraction, int, int]]
COLUMNS = {
    "kind": "kind area zone site_type units",
    "bar": "kind asked a",  # which measure of which question a row speaks of
    "ask": "a q kind lo hi",  # what the bar accepts
    "price": "a slot group cap floor limit add per least each above below",  # what each number beyond the bar costs
    "point": "a v slot group cap lost above below",  # what a rung or a set of forms costs
    "line": "q slot sheet worth open",  # what a question may cost
    "slot": "slot sheet mark",  # an item of a sheet
    "sheet": "kind sheet book unit type worth lines",  # a unit's sheet at a site of some kind
    "asked": "kind q asks",
}
c = pl.col


@frozen(eq=False)
class Tables:
    """The rules as tables, and the parts of a point in which they count."""

    rules: ts.RuleSet
    scale: int
    #: What hundredths are multiplied by, that every bar is whole, too.
    fine: int
    frames: dict[str, pl.DataFrame]


def tables(of: Makings) -> Tables:
    """Return the rules as tables."""
    rules = of.merged.rule_set
    plan = ts.plan(of.merged, [evolve(kind, code=str(at)) for at, kind in enumerate(of.kinds)], PERIOD)
    tallies = Tallies(ts.share(ts.register(plan, [])))
    asks = {ask for ground in plan.grounds.values() for question in ground.questions for ask in question.bar.asks}
    fine = lcm(*(end.value.denominator for ask in asks for end in ask.ends if end) , PARTS) // PARTS
    tallies.count_with(fine * lcm(*(share.denominator for kind in of.kinds for _, share in kind.units)) * lcm(*_parts(rules, asks)))
    places = {pair: at for at, pair in enumerate(pairs(of))}
    rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    questions: dict[tuple[str, str], int] = {}
    known: dict[tuple[int, str], int] = {}
    slots: dict[tuple[int, str], int] = {}
    for at, kind in enumerate(of.kinds):
        units = "; ".join(code if share == 1 else f"{code} {float(share)}" for code, share in kind.units)
        rows["kind"].append((at, kind.area[-1], kind.zone[-1], kind.site_type[-1], units))
    for kind, ground in plan.grounds.items():
        for question in ground.questions:
            q = questions[kind, question.code] = len(questions)
            rows["asked"].append((int(kind), q, len(question.bar.asks)))
            for ask in question.bar.asks:
                a = known[q, ask.measure.code] = len(known)
                rows["ask"].append((a, q, int(kind), *_accepted(ask, fine * PARTS)))
                rows["bar"] += [(int(kind), places[one.indicator.code, ask.measure.code], a) for one in question.indicator.contributions]
    sheets = 0
    for (book, unit), stands in sorted(tallies.stands.items()):
        for stand in stands:
            sheets += 1
            kind = stand.site.code
            rows["sheet"].append((int(kind), sheets, book, unit, stand.site.site_type[-1], stand.worth, stand.many))
            for code, (line,) in stand.lines.items():
                question, q = plan.question(kind, code), questions[kind, code]
                if (sheets, line.item) not in slots:
                    slots[sheets, line.item] = len(slots)
                    rows["slot"].append((slots[sheets, line.item], sheets, tallies.marks[book][line.item]))
                slot = slots[sheets, line.item]
                rows["line"].append((q, slot, sheets, line.worth, line.open))
                user, bar = question.users[line.user], question.bars[line.user]
                (rule,) = user.indicator.deductions
                mine = [ask for ask in bar.asks if ask.measure.code in rule.measures]
                group = q if len(mine) > 1 else -1
                cap = FAR if rule.at_most is None else int(rule.at_most * tallies.scale)
                share = (stand.share.numerator, stand.share.denominator)
                for ask in mine:
                    a = known[q, ask.measure.code]
                    if ask.measure.rungs or ask.measure.forms:
                        priced = [(at, rule.tariff.price(ask, text)) for at, text in enumerate(of.texts) if _of(ask, text) and not ask.accepts(text)]
                        rows["point"] += [(a, at, slot, group, cap, int(lost * tallies.scale), *share) for at, lost in priced]
                    else:
                        rows["price"].append((a, slot, group, cap, *_formula(rule.tariff, ask, tallies.scale, fine * PARTS), *share))
    # of worths only their ratio counts: small ones keep the sums far from 2^63
    grain = gcd(*(row[3] for row in rows["line"]))
    rows["line"] = [(*row[:3], row[3] // grain, row[4]) for row in rows["line"]]
    rows["sheet"] = [(*row[:5], row[5] // grain, row[6]) for row in rows["sheet"]]
    return Tables(rules, tallies.scale, fine, {name: pl.DataFrame(rows[name], schema=names.split(), orient="row") for name, names in COLUMNS.items()})


def _of(ask: ts.rules.Ask, text: str | frozenset[str]) -> bool:
    return text in ask.measure.rungs if isinstance(text, str) else bool(ask.measure.forms) and text <= ask.measure.forms


def _parts(rules: ts.RuleSet, asks: set[ts.rules.Ask]) -> Iterator[int]:
    """Yield what a point must be divided by, that every price is whole."""
    for rule in (rule for one in rules.indicators.values() for rule in one.deductions):
        if isinstance(rule.tariff, Steps):
            exact = rule.tariff.parts is Parts.EXACT
            yield from ((rule.tariff.each / (_size(rule.tariff, ask) if exact else 1) / (PARTS if exact else 1)).denominator for ask in asks if ask.measure.code in rule.measures)
        else:
            yield from (lost.denominator for _, lost in rule.tariff.points)


def _size(steps: Steps, ask: ts.rules.Ask) -> Fraction:
    """Return the size of a step."""
    floor, _ = ask.ends
    size = floor.value if steps.per is None and floor else steps.per
    return size if size and size > 0 else Fraction(1)


def _accepted(ask: ts.rules.Ask, parts: int) -> tuple[int, int]:
    """Return the lowest and the highest number that the bar accepts; of rungs and forms none is known to be good here."""
    if ask.measure.rungs or ask.measure.forms:
        return FAR, -FAR
    floor, limit = ask.ends
    low = -FAR if floor is None else int(floor.value * parts) + (not floor.closed)
    high = FAR if limit is None else int(limit.value * parts) - (not limit.closed)
    return low, high


def _formula(steps: Steps, ask: ts.rules.Ask, scale: int, parts: int) -> tuple[int, ...]:
    """Return floor, limit, add, per, least and each of (max(floor - v, v - limit, 0) + add) // per, at least so many, times each."""
    floor, limit = ask.ends
    size, each = _size(steps, ask), steps.each * scale
    top = FAR if limit is None else 0 if steps.counting is Counting.ALL else limit.value
    ends = (-FAR if floor is None else floor.value * parts, top if limit is None else top * parts)
    if steps.parts is Parts.EXACT:
        return *map(int, ends), 0, 1, 0, int(each / size / parts)
    per = int(size * parts)
    begun = steps.parts is Parts.BEGUN
    return *map(int, ends), per - 1 if begun else 0, per, 1 if begun else 0, int(each)


def scores(table: Tables, observations: pl.DataFrame, sites: pl.DataFrame) -> Scores:
    """Return the scores of every unit in every assessment."""
    t = {name: frame.lazy() for name, frame in table.frames.items()}
    place = sites.lazy().join(t["kind"], on=["area", "zone", "site_type", "units"]).select("kind", site="code").collect().lazy()
    # measured once: a row for each site and measure of a question, by one number, which is hashed faster than two
    many = len(table.frames["ask"])
    told = observations.lazy().join(place, on="site").join(t["bar"], on=["kind", "asked"])
    told = told.select("v", key=c("site") * many + c("a")).group_by("key").agg(c("v").max())
    once = told.select("v", site=c("key") // many, a=c("key") % many).join(t["ask"], on="a").collect().lazy()
    # what is beyond the bar
    fine = c("v") * table.fine
    off = once.filter(((fine < c("lo")) | (fine > c("hi"))) & (c("v") > NOT_THERE)).select("site", "a", "v")
    points = off.join(t["point"], on=["a", "v"]).select("site", "slot", "group", "cap", "lost", "above", "below")
    distance = pl.max_horizontal(c("floor") - fine, fine - c("limit"), 0)
    prices = off.join(t["price"], on="a").with_columns(lost=pl.max_horizontal((distance + c("add")) // c("per"), c("least")) * c("each"))
    priced = pl.concat([points, prices.select(points.collect_schema().names())])
    several = priced.filter(c("group") >= 0).group_by("site", "slot", "group").agg(c("lost").sum(), c("cap", "above", "below").first())
    lost = pl.concat([priced.filter(c("group") < 0), several.select(priced.collect_schema().names())])
    lost = lost.select("site", "slot", lost=pl.min_horizontal("lost", "cap") * c("above") // c("below"), open=pl.lit(0, pl.Int64))
    # what was not measured, and what is not there
    full = t["asked"].group_by("kind").agg(n=c("asks").sum())
    counts = once.group_by("site").agg(k=pl.len())
    short = place.join(full, on="kind").join(counts, on="site", how="left").filter(c("k").fill_null(0) < c("n")).select("site", "kind")
    seen = once.join(short, on="site", how="semi").select("site", "q")
    gaps = short.join(t["asked"], on="kind").join(seen, on=["site", "q"], how="anti").select("site", "q")
    absent = once.filter(c("v") == NOT_THERE).select("site", "q").unique()
    gaps = gaps.join(t["line"], on="q").collect().lazy()
    # items, then sheets
    zero = pl.lit(0, pl.Int64)
    gap = gaps.select("site", "slot", lost=zero, open="open", unseen="worth", blank=zero + 1)
    items = pl.concat([lost.with_columns(unseen=zero, blank=zero), gap]).group_by("site", "slot").agg(c("lost", "open", "unseen", "blank").sum())
    items = items.join(t["slot"], on="slot").with_columns(taken=pl.min_horizontal("lost", "mark"))
    items = items.with_columns(more=pl.min_horizontal("mark", c("lost") + c("open")) - c("taken")).collect().lazy()
    left = absent.join(t["line"], on="q").group_by("site", "sheet").agg(away=c("worth").sum(), leave=pl.len().cast(pl.Int64))
    sheet = place.join(t["sheet"], on="kind")
    for frame in (items.group_by("site", "sheet").agg(c("taken", "more", "unseen", "blank").sum()), left):
        sheet = sheet.join(frame, on=["site", "sheet"], how="left")
    sheet = sheet.with_columns(c("taken", "more", "unseen", "blank", "away", "leave").fill_null(0)).filter(c("lines") > c("leave"))
    sheet = sheet.with_columns(seen=c("lines") - c("leave") - c("blank"), spoken=c("worth") - c("away") - c("unseen"))
    # what was measured speaks for what was not, in each item no further than that may still lose
    stretched = sheet.filter((c("blank") > 0) & (c("seen") > 0) & (c("taken") > 0)).select("site", "sheet", "spoken", all="taken")
    held = items.filter(c("unseen") > 0).join(stretched, on=["site", "sheet"])
    held = held.group_by("site", "sheet").agg(taken_to_be=pl.min_horizontal(c("all") * c("unseen"), c("more") * c("spoken")).sum(), den=c("spoken").first())
    sheet = sheet.join(held, on=["site", "sheet"], how="left").with_columns(c("den").fill_null(1), c("taken_to_be").fill_null(0))
    top = 100 * table.scale
    sheet = sheet.with_columns(low=(top - c("taken") - c("more")).clip(0), high=(top - c("taken")).clip(0))
    scored = c("seen") > 0
    sheet = sheet.with_columns(num=pl.when(scored).then((c("high") * c("den") - c("taken_to_be")).clip(0)).otherwise(0), mute=pl.when(scored).then(-1).otherwise("low"))
    sums = sheet.group_by("book", "unit", "type", "den", "mute").agg(c("num", "low", "high", "seen", "blank").sum(), n=pl.len())
    return _means(table, sums.collect())


def _means(table: Tables, sums: pl.DataFrame) -> Scores:
    """Return the means over sites and site types of sums by sheets of one denominator."""
    of: defaultdict[tuple[str, str], defaultdict[str, list[tuple[int, ...]]]] = defaultdict(lambda: defaultdict(list))
    for book, unit, kind, *numbers in sums.iter_rows():
        of[book, unit][kind if table.rules.assessment(book).model["total"].over == "site_type" else ""].append(tuple(numbers))
    return {key: _total(table, key[0], groups) for key, groups in of.items()}


def _total(table: Tables, book: str, groups: dict[str, list[tuple[int, ...]]]) -> tuple[Fraction | None, Fraction, Fraction, int, int]:
    weights = dict(table.rules.assessment(book).model["total"].weights)
    parts = []
    for kind, rows in groups.items():
        low, high = (Fraction(sum(row[at] for row in rows), table.scale * sum(row[7] for row in rows)) for at in (3, 4))
        value = _mean([(Fraction(num, den * table.scale), Fraction(mute, table.scale), n) for den, mute, num, _, _, _, _, n in rows])
        parts.append((weights.get(kind, Fraction(0)) if weights else Fraction(1), value, low, high))
    parts = [part for part in parts if part[0]] or parts
    whole = sum(weight for weight, *_ in parts)
    scored = [part for part in parts if part[1] is not None]
    mean = sum(weight * value for weight, value, *_ in scored) / sum(weight for weight, *_ in scored) if scored else None
    low, high = (sum(part[0] * part[at] for part in parts) / whole for at in (2, 3))
    value = None if mean is None else sum(weight * (max(low, min(mean, high)) if one is None else one) for weight, one, low, high in parts) / whole
    lines = [sum(row[at] for rows in groups.values() for row in rows) for at in (5, 6)]
    return value, low, high, lines[0], lines[1]


def _mean(sheets: list[tuple[Fraction, Fraction, int]]) -> Fraction | None:
    """Return the mean of sheets, of which those where nothing was measured are as the others, but no lower than they can be."""
    scored = [(total, n) for total, mute, n in sheets if mute < 0]
    if not scored:
        return None
    mean = sum(total for total, _ in scored) / sum(n for _, n in scored)
    held = [(total, n) if mute < 0 else (max(mean, mute) * n, n) for total, mute, n in sheets]
    return sum(total for total, _ in held) / sum(n for _, n in held)
