"""A quarter at random: sites and their owners, what was seen and what was not, figures given and not given."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from random import Random

from attrs import field, frozen

import tristandard as ts
from differential.models import aside
from differential.rulebooks import rule_set
from differential.vocabulary import MEASURES, PATHS, QUARTER
from tristandard.proof.reading.asking import Asking, Question, covers
from tristandard.proof.reading.groups import gathered
from tristandard.proof.reading.papers import Papers


@frozen(kw_only=True)
class Case:
    """One quarter: its rules, its sites, what was reported and given, what was found before, what alone counts or is
    carried.
    """

    rules: ts.RuleSet
    sites: tuple[ts.Site, ...]
    period: ts.Period
    observations: tuple[ts.Observation, ...]
    givens: Mapping[tuple[str, str, str], Fraction | None] = field(factory=dict)
    history: Mapping[str, Mapping[str, tuple[int, ...]]] = field(factory=dict)
    only: frozenset[str] | None = None
    carried: Mapping[str, tuple[str, ...]] = field(factory=dict)


OWNERS = ("river", "hill", "lake", "moor", "fen", "roads")
NAMES = ("river", "hill", "lake", "fen", "roads", "parks")
NUMBERS = {
    "lamps.lit": (100, 99, 97, ts.exact("96.5"), 80, 60, 0),
    "queue.wait": (0, 10, 15, 20, ts.exact("22.5"), 60),
    "drift.angle": (-3, 0, 4, 7, 12),
}


def sites(random: Random) -> tuple[ts.Site, ...]:
    """Return some sites, most with one owner, some with two, some with none."""
    found = []
    for number in range(random.choice((1, 2, 2, 3, 3, 4))):
        draw = random.random()
        owners = random.sample(OWNERS, 2)
        units: object = owners[0] if draw < 0.65 else {owners[0]: "0.2", owners[1]: "0.8"} if draw < 0.93 else {}
        where = {axis: random.choice(list(paths.values())) for axis, paths in PATHS.items()}
        found.append(ts.Site(code=f"s{number}", units=units, **where))
    return tuple(found)


def finding(random: Random, number: int, measure: str, *, silent: bool) -> ts.Finding:
    """Return a finding, perhaps of another unit, overdue, struck out, or silent about how it came."""
    life = []
    if random.random() < 0.5:
        life.append(ts.Event(ts.Stage.FOUND, date(2026, 4, random.choice((2, 3)))))
    if random.random() < 0.4:
        life += [ts.Event(ts.Stage.NOTIFIED, date(2026, 4, 5)), ts.Event(ts.Stage.DUE, date(2026, 4, 10))]
        if random.random() < 0.5:
            life.append(ts.Event(ts.Stage.RECTIFIED, date(2026, 4, random.choice((8, 10, 11)))))
    if random.random() < 0.08:
        life.append(ts.Event(ts.Stage.APPEALED, date(2026, 5, 1), "x", "x"))
        life.append(ts.Event(random.choice((ts.Stage.STRUCK, ts.Stage.UPHELD)), date(2026, 5, 2), "x", "x"))
    unit = random.choice(NAMES) if random.random() < 0.4 else None
    told = {} if silent and random.random() < 0.2 else {"channel": random.choice(("patrol", "media", "hotline"))}
    at = (
        [random.choice(("0", "0.5", "1.5", "15", "20", "30", "250"))]
        if measure in ("cans.count", "signs.count")
        else []
    )
    return ts.Finding(id=f"f{number + 8}", measure=measure, unit=unit, circumstances=told, life=life, at=at)


def points(random: Random, question: Question, gaps: int) -> Fraction:
    """Return points that an inspector may choose for so many gaps, under every member's bands."""
    allowed = [ts.exact(number) for number in ("0", "0.5", "1", "2", "2.5", "3", "4", "5", "6", "8", "10")]
    for member in question.members:
        for line in member.indicator.deductions:
            if isinstance(line.tariff, ts.rules.Chosen):
                low, high = next(
                    (least, most) for where, least, most in line.tariff.bands if where.accepts(Fraction(gaps))
                )
                allowed = [one for one in allowed if low <= one <= high and (one.denominator == 1 or not line.tariff.whole)]
    return random.choice(allowed)


def value(random: Random, code: str) -> object:
    """Return a value of a measure."""
    measure = MEASURES[code]
    if measure.rungs:
        return random.choice(measure.rungs)
    if measure.forms:
        return frozenset(random.sample(sorted(measure.forms), random.choice((0, 1, 1, 2, 3))))
    return random.choice(NUMBERS.get(code, (0, 0, 1, 1, 2, 3, 4)))


def chooses(question: Question, code: str) -> bool:
    """Return whether some line prices only findings that came in a certain way."""
    return any(
        name == "channel"
        for member in question.members
        for line in member.indicator.deductions
        if code in line.measures
        for name, _ in line.where
    )


def measured(random: Random, question: Question) -> ts.Measured:
    """Return a measurement of all that the bar asks about; what some line prices one by one comes as findings."""
    values: dict[str, object] = {}
    findings: list[ts.Finding] = []
    one_by_one = {
        code
        for member in question.members
        for line in member.indicator.deductions
        if line.where or line.times
        for code in line.measures
    }
    for code in sorted(question.bar):
        if code in ("upkeep.points", "toilets.count", "toilets.dirty"):
            continue
        if (
            code != "upkeep.gaps"
            and MEASURES[code].countable
            and (code in one_by_one or MEASURES[code].counting.by or random.random() < 0.5)
        ):
            count = random.choice((0, 1, 1, 2, 2, 3)) if MEASURES[code].high else random.choice((0, 1, 1, 2, 3, 5))
            silent = not MEASURES[code].counting.by and not chooses(question, code)
            findings += [finding(random, len(findings) + number, code, silent=silent) for number in range(count)]
            if not count:
                values[code] = 0
        else:
            values[code] = value(random, code)
    if "upkeep.points" in question.bar:
        values["upkeep.points"] = points(random, question, int(values["upkeep.gaps"]))
    if "toilets.count" in question.bar:
        values["toilets.count"], looked_at = toilets(aside(random, question.code), len(findings))
        findings += looked_at
        values |= {} if looked_at else {"toilets.dirty": 0}
    return ts.Measured(values, findings)


def toilets(random: Random, after: int) -> tuple[int, list[ts.Finding]]:
    """Return how many toilets there are, and a sample of three, or all where there are fewer; seldom one too few."""
    there = random.choice((0, 1, 2, 3, 4, 6))
    looked_at = max(min(3, there) - (random.random() < 0.02), 0)
    return there, [finding(random, after + number, "toilets.dirty", silent=False) for number in range(looked_at)]


def asking(rules: ts.RuleSet) -> Asking:
    """Return what the rules ask, ground by ground."""
    return Asking(Papers(rules=rules, sites=(), period=QUARTER, observations=()))


def standing(site: ts.Site) -> tuple[tuple[str, ...], ...]:
    """Return where a site stands."""
    return site.area, site.zone, site.site_type


def reports(random: Random, rules: ts.RuleSet, where: tuple[ts.Site, ...]) -> Iterator[ts.Observation]:
    """Yield reports: most measured, some not applicable, some not measured, some not there, some twice, some in visits.
    """
    seen = random.choice((0.5, 0.75, 0.75, 1.0))
    asks, number = asking(rules), 0
    for site in where:
        for question in asks.at(standing(site)):
            draw = random.random()
            if draw > seen:
                outcome: ts.Outcome = ts.NotMeasured("x")
                if random.random() < 0.6:
                    continue
            else:
                outcome = ts.NotApplicable("x") if random.random() < 0.12 else measured(random, question)
            number += 1
            visits = isinstance(outcome, ts.Measured) and random.random() < 0.15 and adds_up(question)
            more = {"visit": "v1"} if visits else {}
            plain = {"source": "app", "id": str(number), "made": date(2026, 4, 20), "site": site.code, **more}
            code = random.choice(question.members).code
            yield ts.Observation(**plain, indicator=code, outcome=outcome)
            if visits:
                yield ts.Observation(
                    **plain | {"id": f"{number}v"}, indicator=code, outcome=again(random, question, outcome)
                )
            elif random.random() < 0.08 and not isinstance(outcome, ts.NotApplicable):
                outcome = measured(random, question)
                yield ts.Observation(**plain, revision=2, indicator=code, outcome=outcome)
            if not visits and random.random() < 0.1:
                other = random.choice(question.members).code
                yield ts.Observation(**plain | {"source": "book"}, indicator=other, outcome=outcome)
            rivals = rules.policy.settlement is not ts.rules.Settlement.REFUSE and isinstance(outcome, ts.Measured)
            if rivals and random.random() < 0.1:
                day = date(2026, 4, random.choice((19, 21)))
                outcome = rival(random, rules, question, outcome)
                yield ts.Observation(
                    **plain | {"source": "late", "made": day, "visit": ""}, indicator=code, outcome=outcome
                )


def from_zero(one: ts.rules.Adjustment) -> bool:
    """Return whether an adjustment counts each time from zero."""
    return one.against is None and not one.points


def adds_up(question: Question) -> bool:
    """Return whether the reports of a visit can add up: some measure is counted, and nothing is a choice of points or a
    sample.
    """
    return any(MEASURES[code].countable for code in question.bar) and not {"upkeep.points", "toilets.dirty"} & question.bar.keys()


def again(random: Random, question: Question, told: ts.Outcome) -> ts.Measured:
    """Return a second report of a visit: it says the same of all that is no count, and counts in the same way."""
    assert isinstance(told, ts.Measured)
    found = {one.measure for one in told.findings}
    values = {code: value for code, value in told.values if code not in found}
    values = {code: random.choice((0, 1)) if MEASURES[code].countable else value for code, value in values.items()}
    findings = [finding(random, random.randrange(3), code, silent=False) for code in sorted(found)]
    if len({one.id for one in findings}) < len(findings):
        return ts.Measured(values | dict.fromkeys(found, 0))
    return ts.Measured(values, findings)


def rival(random: Random, rules: ts.RuleSet, question: Question, told: ts.Measured) -> ts.Measured:
    """Return what another source says: anything, or where the worst stands a value that is worse of one measure alone.
    """
    if rules.policy.settlement is not ts.rules.Settlement.WORST:
        return measured(random, question)
    code = random.choice(sorted(question.bar))
    found = {one.measure for one in told.findings}
    if code in found or MEASURES[code].rungs or MEASURES[code].forms or MEASURES[code].high or code == "upkeep.points":
        return told
    if any(line.where or line.times for one in question.members for line in one.indicator.deductions):
        return told
    values = dict(told.values)
    values[code] += random.choice((-1, 1)) if values[code] else 1
    return ts.Measured([pair for pair in values.items() if pair[0] not in found], told.findings)


def is_assessed(rules: ts.RuleSet, book: ts.rules.Assessment, unit: ts.Unit) -> bool:
    """Return whether an assessment assesses a unit on anything it asks, or asks nothing."""
    subject = (rules.paths["kind"][unit.kind], rules.paths["unit"][unit.code])
    groups = [group.members for group in gathered(asking(rules).papers)]
    asked = [one.indicator for group in groups if any(member.book == book.code for member in group) for one in group]
    return not book.indicators or any(covers(one.subjects, subject) for one in asked)


def givens(
    random: Random, rules: ts.RuleSet, where: tuple[ts.Site, ...]
) -> dict[tuple[str, str, str], Fraction | None]:
    """Return figures: of most units with sites, and of some others."""
    found: dict[tuple[str, str, str], Fraction | None] = {}
    units = sorted({unit for site in where for unit, _ in site.units} | set(random.sample(OWNERS, 2)))
    for book in rules.assessments:
        assessed = [one.code for one in rules.units.terms if is_assessed(rules, book, one)]
        weights = [
            node.weigh_by
            for _, node in book.model.nodes
            if isinstance(node, ts.rules.Mean) and node.weigh_by not in ("", "count")
        ]
        for one in rules.units.terms:
            for name in weights if one.parent or one.code in assessed else ():
                found[book.code, name, one.code] = Fraction(random.choice((0, 5, 10, 30)))
        divided = {one.target for _, node in book.model.nodes for one in node.adjustments if not isinstance(one.per, Fraction)}
        for unit in (one for one in units if one in assessed):
            for name, node in book.model.nodes:
                if name.startswith("aside"):  # a gate alone reads it
                    given = aside(random, name, unit).choice((None, Fraction(0), Fraction(3, 2), Fraction(3), "not given"))
                    found |= {(book.code, name, unit): given} if isinstance(node, ts.rules.Given) and given != "not given" else {}
                    continue
                for one in (one for one in node.adjustments if one.count not in book.model):
                    source = random if from_zero(one) else aside(random, one.count, unit)
                    if source.random() < 0.8:
                        found[book.code, one.count, unit] = source.choice((None, Fraction(0), Fraction(1), Fraction(3)))
                    target = aside(random, "target", one.count, unit)
                    if one.target and target.random() < 0.8:
                        least = Fraction(2 if one.target in divided else 0)
                        found[book.code, one.target, unit] = target.choice((None, least, Fraction(1), Fraction(3), Fraction(10)))
                if random.random() < 0.25:
                    continue
                if isinstance(node, ts.rules.Given):
                    figure = (
                        None
                        if random.random() < 0.15
                        else random.choice(
                            (Fraction(1), Fraction(6, 10), Fraction(95, 100), Fraction(1, 2), Fraction(0))
                        )
                        * node.full
                    )
                    found |= {} if node.from_full else {(book.code, name, unit): figure}
                if isinstance(node, ts.rules.Rate):
                    done, due = random.choice(((3, 4), (4, 4), (0, 0), (1, 3), *([(5, 4)] if node.capped else [])))
                    found[book.code, node.of[0][1], unit] = Fraction(done)
                    found[book.code, node.out_of[0][1], unit] = Fraction(due)
                    if random.random() < 0.2:
                        del found[book.code, node.of[0][1], unit]
    return found


def case_of(seed: int) -> Case:
    """Return the case of a seed."""
    random = Random(seed)
    rules = rule_set(random)
    where = sites(random)
    history = {
        site.code: {code: random.choice(((1,), (2,), (1, 2), (3,))) for code in MEASURES if random.random() < 0.4}
        for site in where
    }
    return Case(
        rules=rules,
        sites=where,
        period=QUARTER,
        observations=tuple(reports(random, rules, where)),
        givens=givens(random, rules, where),
        history=history,
        only=only(random, rules, where),
        carried=carried(random, rules),
    )


def only(random: Random, rules: ts.RuleSet, where: tuple[ts.Site, ...]) -> frozenset[str] | None:
    """Return the questions that alone count, now and then."""
    asks = asking(rules)
    codes = sorted({question.code for site in where for question in asks.at(standing(site))})
    if random.random() > 0.08 or not codes:
        return None
    return frozenset(random.sample(codes, random.randint(1, len(codes))))


def carried(random: Random, rules: ts.RuleSet) -> dict[str, tuple[str, ...]]:
    """Return the units that are carried, where an assessment carries."""
    carrying = [book.code for book in rules.assessments if book.carry]
    return {code: tuple(sorted(random.sample(("lake", "moor", "fen"), random.choice((1, 2))))) for code in carrying}
