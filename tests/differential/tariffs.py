"""Indicators at random: a standard, and lines that price it in one of every form."""

from fractions import Fraction
from random import Random

import tristandard as ts
from differential.vocabulary import MEASURES, PATHS, THIRD

EACH = (Fraction(1, 2), 1, 2, 5, THIRD)
CAPS = (1, 2, 4, 10, 30)


def at_most(value: object) -> ts.rules.Range:
    """Return the range up to a number."""
    return ts.rules.Range(limit=ts.rules.End(value))


def at_least(value: object) -> ts.rules.Range:
    """Return the range from a number."""
    return ts.rules.Range(floor=ts.rules.End(value))


def maybe(random: Random, chance: float, options: tuple[object, ...]) -> object:
    """Return one of some options, or None."""
    return random.choice(options) if random.random() < chance else None


def cap(random: Random, chance: float, least: object) -> Fraction | None:
    """Return a cap of a line that is no less than one step."""
    return (
        maybe(random, chance, tuple(one for one in CAPS if one >= least)) if any(one >= least for one in CAPS) else None
    )


def steps(random: Random, *, counted: bool, required: bool = False) -> tuple[ts.rules.Steps, Fraction]:
    """Return a tariff of steps, and what one step costs."""
    each = Fraction(random.choice(EACH))
    parts = random.choice(list(ts.rules.Parts))
    every = random.choice([ts.rules.Counting.BEYOND, ts.rules.Counting.BEYOND, ts.rules.Counting.ALL]) if counted else ts.rules.Counting.BEYOND
    if required:
        return ts.rules.Steps(each * 3, None, ts.rules.Parts.EXACT), each * 3
    return ts.rules.Steps(each, random.choice((1, 1, 1, 2, 10) if not counted else (1, 1, 2)), parts, every), each


def line(code: str, tariff: object, **more: object) -> ts.rules.DeductionRule:
    """Return a line over one measure."""
    return ts.rules.DeductionRule(measures=[code], tariff=tariff, **more)


def conditions(random: Random) -> dict[str, object]:
    """Return what a line may say of findings: which of them, and how often they count."""
    kind = random.randrange(5)
    if kind == 0:
        return {"where": {"channel": random.choice((["media"], ["patrol", "media"]))}}
    if kind == 1:
        return {"where": {"overdue": random.choice((["yes"], ["no"]))}}
    if kind == 2:
        return {"times": [ts.rules.Factor(by="channel", factors={"media": 2, "patrol": Fraction(1, 2)}, other=1)]}
    if kind == 3:
        doubled = ts.rules.Factor(by="channel", factors={"media": 2}, other=1)
        return {
            "times": [doubled, ts.rules.Factor(by="overdue", factors={"yes": 3}, other=1)],
            "where": {"channel": ["patrol", "hotline"]},
        }
    return {"look_back": random.choice((1, 2)), "where": {"repeated": ["1.."]}}


def too_many(random: Random, code: str) -> tuple[ts.rules.Range, list[ts.rules.DeductionRule]]:
    """Return a bar of at most so many, and its lines."""
    bar = at_most(random.choice((0, 0, 0, 1, 2)))
    lines = []
    for _ in range(random.choice((1, 1, 1, 2))):
        if random.random() < 0.3:
            each = Fraction(random.choice(EACH))
            charged = ts.rules.Charged.HOST if random.random() < 0.3 else ts.rules.Charged.EACH
            more = conditions(random)
            lines.append(line(code, ts.rules.Steps(each), at_most=cap(random, 0.5, each), charged=charged, **more))
        elif random.random() < 0.15:
            lines.append(
                line(
                    code,
                    ts.rules.Bands(
                        [(at_most(0), 0), (ts.rules.Range(ts.rules.End(1), ts.rules.End(2)), 2), (at_least(3), random.choice((2, 5)))]
                    ),
                )
            )
        else:
            tariff, each = steps(random, counted=True)
            lines.append(line(code, tariff, at_most=cap(random, 0.6, each)))
    return bar, lines


def too_few(random: Random, code: str) -> tuple[ts.rules.Range, list[ts.rules.DeductionRule]]:
    """Return a bar of at least so many, or between two numbers, and its lines."""
    bar = random.choice((at_least(1), at_least(5), ts.rules.Range(ts.rules.End(2), ts.rules.End(4))))
    tariff, each = steps(random, counted=random.random() < 0.2, required=random.random() < 0.2)
    lines = [line(code, tariff, at_most=cap(random, 0.3, each))]
    if random.random() < 0.2:
        lines.append(line(code, ts.rules.Gain(1, random.choice((1, 2))), at_most=2))
    return bar, lines


def share_of(random: Random, code: str) -> tuple[ts.rules.Range, list[ts.rules.DeductionRule]]:
    """Return a bar of a share, a duration or an angle, and its lines."""
    if code == "lamps.lit":
        bar = random.choice((at_least(95), at_least(80), at_least(99)))
    elif code == "queue.wait":
        bar = random.choice((at_most(15), ts.rules.Range(limit=ts.rules.End(20, closed=False))))
    else:
        bar = random.choice((at_least(10), at_most(5), ts.rules.Range(ts.rules.End(2), ts.rules.End(8))))
    if code == "lamps.lit" and random.random() < 0.2:
        return bar, [
            line(
                code,
                ts.rules.Bands(
                    [
                        (ts.rules.Range(limit=ts.rules.End(80, closed=False)), 7),
                        (ts.rules.Range(ts.rules.End(80), ts.rules.End(95, closed=False)), 3),
                        (at_least(95), 1),
                    ]
                ),
            )
        ]
    tariff, each = steps(random, counted=False, required=code == "lamps.lit" and random.random() < 0.2)
    lines = [line(code, tariff, at_most=cap(random, 0.5, each))]
    if random.random() < 0.3:
        parts = random.choice(list(ts.rules.Parts))
        lines.append(
            line(
                code,
                ts.rules.Gain(random.choice((1, Fraction(1, 2))), random.choice((1, 2)), parts),
                at_most=random.choice((1, 3)),
            )
        )
    return bar, lines


def ladder(random: Random, code: str) -> tuple[ts.rules.Range, list[ts.rules.DeductionRule]]:
    """Return a bar of a rung, and its lines."""
    bar = at_least(random.choice((1, 2)))
    if random.random() < 0.5:
        return bar, [line(code, ts.rules.Bands([("A", 0), ("B", 1), ("C", random.choice((1, 3)))]))]
    tariff, each = steps(random, counted=False)
    return bar, [line(code, tariff, at_most=cap(random, 0.3, each))]


def forms(random: Random, code: str) -> tuple[ts.rules.Forms, list[ts.rules.DeductionRule]]:
    """Return a bar of forms, and its lines."""
    bar = random.choice(
        (
            ts.rules.Forms(frozenset({"panel"})),
            ts.rules.Forms(frozenset({"panel"}), frozenset({"panel", "board"})),
            ts.rules.Forms(frozenset(), frozenset({"board"})),
        )
    )
    each = Fraction(random.choice(EACH))
    return bar, [line(code, ts.rules.Steps(each), at_most=cap(random, 0.4, each))]


DRAWS = {
    "litter.spots": too_many,
    "bins.broken": too_many,
    "smoke.cases": too_many,
    "notice.count": too_few,
    "benches.count": too_few,
    "cans.count": too_many,
    "signs.count": too_few,
    "lamps.lit": share_of,
    "queue.wait": share_of,
    "drift.angle": share_of,
    "toilet.grade": ladder,
    "notice.form": forms,
}


def chosen(random: Random) -> tuple[ts.rules.Standard, list[ts.rules.DeductionRule]]:
    """Return points that an inspector chooses, within what the gaps allow."""
    facts = random.choice((ts.rules.Range(), at_most(1)))
    bands = ts.rules.Chosen(
        "upkeep.gaps",
        [(at_most(0), 0, 1), (ts.rules.Range(ts.rules.End(1), ts.rules.End(2)), 2, 3), (at_least(3), 4, random.choice((6, 10, "7.5")))],
        whole=random.random() < 0.4,
    )
    lines = [line("upkeep.points", bands, at_most=maybe(random, 0.3, (5, 10)))]
    if facts.limit is not None:
        lines.append(line("upkeep.gaps", ts.rules.Steps(1), at_most=2))
    return ts.rules.Standard([ts.rules.Ask(MEASURES["upkeep.points"], at_most(0)), ts.rules.Ask(MEASURES["upkeep.gaps"], facts)]), lines


def asked(random: Random, codes: list[str], levels: list[ts.rules.Level]) -> tuple[ts.rules.Standard, list[ts.rules.DeductionRule]]:
    """Return a standard over some measures, with lines, perhaps of a veto, perhaps one line over several."""
    if codes == ["chosen"]:
        return chosen(random)
    asks, lines = [], []
    for code in codes:
        bar, priced = DRAWS[code](random, code)
        asks.append(ts.rules.Ask(MEASURES[code], bar))
        if random.random() < 0.12:
            priced = [line(code, ts.rules.Veto(random.choice(levels))), *([] if random.random() < 0.5 else priced)]
        elif random.random() < 0.12:
            priced = [line(code, ts.rules.Noted("x")), *([] if random.random() < 0.8 else priced)]
        lines += priced
    plain = all(isinstance(one.tariff, ts.rules.Steps) and not one.where and not one.times for one in lines)
    if len(codes) == 2 and plain and random.random() < 0.5 and "notice.form" not in codes:
        tariff, each = steps(random, counted=True)
        lines = [ts.rules.DeductionRule(measures=codes, tariff=tariff, at_most=cap(random, 0.6, each))]
    return ts.rules.Standard(asks), lines


def ground(random: Random) -> ts.rules.Scope:
    """Return a scope."""
    draw = random.randrange(6)
    if draw < 3:
        return ts.rules.Scope.of()
    if draw == 3:
        return ts.rules.Scope.of(site_type=PATHS["site_type"][random.choice(("road", "market"))])
    if draw == 4:
        return ts.rules.Scope.of(zone=PATHS["zone"]["built_up"]) | ts.rules.Scope.of(area=PATHS["area"]["east"])
    return ts.rules.Scope.of(zone=PATHS["zone"][random.choice(("built_up", "village"))])


def subjects(random: Random) -> ts.rules.Scope:
    """Return whom an indicator assesses."""
    draw = random.randrange(8)
    if draw < 6:
        return ts.rules.Scope.who()
    return (
        ts.rules.Scope.who(kind=("district",))
        if draw == 6
        else ts.rules.Scope.who(kind=("district",)) | ts.rules.Scope.who(unit=("roads",))
    )
