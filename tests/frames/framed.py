"""A survey of the core as frames, and what the core and the frames make of it, side by side."""

from __future__ import annotations

import random
from fractions import Fraction

import polars as pl

import tristandard as ts
from tristandard import frames
from tristandard.basics.outcome import Measured, NotApplicable
from tristandard.basics.points import plain

STATES = {Measured: "measured", NotApplicable: "not_applicable"}


def sites_rows(sites):
    """Return sites as the columns of a frame."""
    told = [
        (site.code, site.area[-1], site.zone[-1], site.site_type[-1], "; ".join(f"{unit} {plain(share)}" for unit, share in site.units))
        for site in sites
    ]
    return {name: [row[at] for row in told] for at, name in enumerate(("code", "area", "zone", "site_type", "units"))}


def value_text(value, *, share=False):
    """Return a value as a row holds it, a share in % with its sign."""
    if isinstance(value, Fraction):
        return f"{plain(value)} %" if share else plain(value)
    return value if isinstance(value, str) else "{" + ", ".join(sorted(value)) + "}"


def shares_of(rules):
    """Return the measures in %."""
    return {measure.code for measure in rules.measures if str(measure.unit) == "%"}


def observation_rows(observations, rules, *, reports=True):
    """Return observations as the columns of a frame, a row for each measure."""
    shares = shares_of(rules)
    told = []
    for one in observations:
        head = (one.source, one.id, one.revision, one.made.isoformat(), one.site, one.indicator)
        if isinstance(one.outcome, Measured):
            told += [(*head, code, value_text(value, share=code in shares), "measured") for code, value in one.outcome.values]
        else:
            told.append((*head, None, None, STATES.get(type(one.outcome), "not_measured")))
    names = ("source", "id", "revision", "made", "site", "indicator", "measure", "value", "outcome")
    return {name: [row[at] for row in told] for at, name in enumerate(names) if reports or name not in names[:4]}


def of_core(results):
    """Return what the core says, as the rows of a frame have it."""
    return {
        (book, unit): (card.exact, card.published, *card.interval, card.part.measured, card.part.unmeasured, card.place)
        for book, cards in results.items()
        for unit, card in cards.items()
    }


def of_frames(scores):
    """Return what the frames say, in the same way."""
    return of_core(scores.cards)


def drawn(rules, seed, *, sites=60, gaps=0.1, blank=0.05, off=0.3):
    """Return random sites and observations of a rule set: values near the bars, some gaps, some that do not apply."""
    chance, merged = random.Random(seed), ts.merge(rules)
    owners = [unit.code for unit in rules.units]
    found, told = [], []
    places = {axis: list(paths.values()) for axis, paths in rules.paths.items()}
    while len(found) < sites:
        point = tuple(chance.choice(places[axis]) for axis in ("area", "zone", "site_type"))
        if not merged.questions(point) and chance.random() < 0.9:
            continue
        units = {chance.choice(owners): Fraction(1)}
        if chance.random() < 0.3 and len(owners) > 1:
            one, other = chance.sample(owners, 2)
            units = {one: Fraction(1, 5), other: Fraction(4, 5)}
        site = ts.Site(code=f"s{len(found)}", area=point[0], zone=point[1], site_type=point[2], units=units)
        found.append(site)
        for question in merged.questions(point):
            luck = chance.random()
            if luck < gaps:
                continue
            code = chance.choice([question.code, *(one.indicator.code for one in question.indicator.contributions)])
            outcome = ts.NotApplicable("-") if luck < gaps + blank else ts.Measured({ask.measure.code: some_value(chance, ask, off) for ask in question.bar.asks})
            told.append((site.code, code, outcome))
    return merged, found, told


def some_value(chance, ask, off):
    """Return a value of a measure, beyond the bar as often as is said."""
    measure = ask.measure
    if measure.rungs:
        return chance.choice(measure.rungs)
    if measure.forms:
        return frozenset(form for form in measure.forms if chance.random() < 0.7)
    low, high = measure.ends
    steps = 1 if measure.whole else 100
    for _ in range(20):
        low_end = low if low is not None else Fraction(-5)
        high_end = high if high is not None else max(low_end, *(end.value for end in ask.ends if end), Fraction(1)) + 6
        value = Fraction(chance.randint(int(low_end * steps), int(high_end * steps)), steps)
        try:
            measure.admit(value)
        except ts.BadValue:
            continue
        if ask.accepts(value) is not (chance.random() < off):
            return value
    return value


def as_observations(told, made):
    """Return what was told as the core's observations, as a frame without reports means it."""
    return [
        ts.Observation(source=code.partition(".")[0], id=f"{site}/{code}", site=site, indicator=code, made=made, outcome=outcome)
        for site, code, outcome in told
    ]


def both(make, merged, sites, observations, period, *, givens=None, carried=None, history=None, reports=False, told=()):
    """Return what the core and the frames say of one survey; `make` makes a frame of columns."""
    register = ts.register(ts.plan(merged, sites, period), observations)
    core = ts.score(ts.share(register, history=history), givens=givens, carried=carried)
    program = frames.compile(merged, make(sites_rows(sites)), period)
    partials = program.partials(make(observation_rows(observations, merged.rule_set, reports=reports)), told=told)
    return of_core(core), of_frames(frames.results(program, partials, givens=givens, carried=carried, history=history))


def fits(outcome):
    """Return whether rows can tell an outcome: it has no findings, and its numbers have at most four decimals."""
    if not isinstance(outcome, Measured):
        return True
    numbers = [value for _, value in outcome.values if isinstance(value, Fraction)]
    return not outcome.findings and all((value * 10_000).denominator == 1 for value in numbers)


def plainly(survey):
    """Return the observations of a survey that a frame can hold, each measurement once, and the others."""
    held, rows, told = survey.register, [], []
    for site, question, seen in held:
        if isinstance(seen, ts.NotMeasured):
            continue
        code = question.indicator.contributions[0].indicator.code
        one = ts.Observation(source=code.partition(".")[0], id=f"{site}/{code}", site=site, indicator=code, made=survey.plan.period.start, outcome=seen)
        (rows if fits(seen) else told).append(one)
    return rows, told


def texts(columns):
    """Return a frame of Polars with nothing but texts, also where there is no row."""
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def scored(make, survey, rows, told=()):
    """Return what frames say of a survey."""
    program = frames.compile(survey.plan.merged, make(sites_rows(survey.plan.sites.values())), survey.plan.period)
    partials = program.partials(make(observation_rows(rows, survey.plan.rules, reports=False)), told=told)
    return frames.results(program, partials, givens=survey.givens, carried=survey.carried, history=survey.history)
