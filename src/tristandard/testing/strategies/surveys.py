"""Strategies for a survey of any rule set that merges, and for what may become of it.

Sites stand where something is asked, and values lie near the ends that the rules set. Everything is
valid as it is drawn: the register refuses none of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise, product
from math import floor
from typing import final

from attrs import define, evolve, field
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

import tristandard as ts
from tristandard.basics.clause import Provenance, Validity
from tristandard.basics.counting import PLAIN
from tristandard.basics.finding import LIFE, REPEATED, Finding
from tristandard.basics.measure import Measure, Value
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation, Outcome
from tristandard.basics.period import Period, Quarter
from tristandard.basics.place import Path, Site
from tristandard.merging import MergedRules, Question, SharedIndicator
from tristandard.rules.assessment import Assessment, Item
from tristandard.rules.crosswalk import Crosswalk, Match
from tristandard.rules.deduction import DeductionRule, too_many
from tristandard.rules.model import Model
from tristandard.rules.node import Fold, Rate, Sheet
from tristandard.rules.ruleset import Reading, RuleSet
from tristandard.rules.scope import Extent, Scope
from tristandard.rules.standard import Acceptance, Ask, End, Forms, Range, Standard
from tristandard.rules.tariff import Bands, Chosen, Steps, lies
from tristandard.survey.plan import Plan
from tristandard.testing.strategies.basics import shares
from tristandard.testing.strategies.observed import findings
from tristandard.testing.survey import Survey

#: The quarter that surveys speak of, where the rules hold then.
QUARTER = Quarter(2022, 2)


# ---- when and where


def _period(valid: Validity) -> Period:
    """Return a quarter on each day of which the rules hold, the usual one if they do; else all the time that they hold."""
    edge = valid.start or valid.end or QUARTER.start
    number = 4 * edge.year + (edge.month - 1) // 3
    for quarter in (QUARTER, *(Quarter(at // 4, at % 4 + 1) for at in (number, number + 1, number - 1))):
        if valid.holds(quarter.start, quarter.end):
            return quarter
    return Period(valid.start or edge, valid.end or edge)


@final
@define
class _Ground:
    """Kinds of place, so that all places of one kind are asked the same and weigh alike: for each, by axis, the paths there are."""

    asked: list[tuple[list[Path], ...]] = field(factory=list)
    others: list[tuple[list[Path], ...]] = field(factory=list)

    def point(self) -> SearchStrategy[Extent]:
        """Return where a site may stand, mostly where something is asked."""
        kinds = [*self.asked * 4, *self.others] if len(self.others) < len(self.asked) else [*self.asked, *self.others[: len(self.asked) // 4]]
        return st.sampled_from(kinds or self.others).flatmap(lambda kind: st.tuples(*map(st.sampled_from, kind)))


def _ground(merged: MergedRules) -> _Ground:
    """Return where sites may stand: nowhere that some scoring model which counts it gives no weight."""
    rules, found = merged.rule_set, _Ground()
    scopes = [*(one.scope for one in rules.indicators.values()), *(walk.where for walk in rules.crosswalks if walk.where is not None)]
    weighted = [
        (book.code, node.over, dict(node.weights))
        for book in rules.assessments
        for _, node in book.model.nodes
        if isinstance(node, Fold) and node.over is not None and node.weights
    ]
    axes = []
    for at, (axis, tree) in enumerate((("area", rules.areas), ("zone", rules.zones), ("site_type", rules.site_types))):
        named = {extent[at] for scope in scopes for extent in scope.extents}
        alike: defaultdict[object, list[Path]] = defaultdict(list)
        for term in tree:
            path = tree.path(term.code)
            inside = max((path[:length] for length in range(len(path) + 1) if path[:length] in named), key=len, default=())
            alike[inside, tuple(term.code in weights for _, over, weights in weighted if over == axis)].append(path)
        axes.append(list(alike.values()))
    for kind in product(*axes):
        area, zone, site_type = (paths[0] for paths in kind)
        users = {user.assessment for question in merged.questions((area, zone, site_type)) for user in question.users}
        codes = {"area": area[-1], "zone": zone[-1], "site_type": site_type[-1]}
        if all(book not in users or axis not in codes or codes[axis] in weights for book, axis, weights in weighted):
            (found.asked if users else found.others).append(kind)
    return found


def _sites(draw: DrawFn, rules: RuleSet, ground: _Ground, max_size: int) -> list[Site]:
    """Return one site or a few, mostly of units that somebody assesses; none where the rules have no places."""
    if not ground.asked and not ground.others:
        return []
    subjects = Scope.union(one.subjects for one in rules.indicators.values()) if rules.indicators else Scope.who()
    units = [unit.code for unit in rules.units]
    assessed = [code for code in units if subjects.covers(rules.subject(code))] or units
    who = st.one_of(shares(units=assessed), shares(units=assessed), shares(units=units)) if units else st.just(dict[str, Fraction]())
    found = []
    for place in range(draw(st.integers(1, max_size))):
        area, zone, site_type = draw(ground.point())
        found.append(Site(code=f"s{place}", area=area, zone=zone, site_type=site_type, units=draw(who)))
    return found


# ---- what was seen


def values_near(rule_set: RuleSet) -> dict[str, list[Value]]:
    """Return for each measure values about every end that the rules set: upon it, next to it, between two, and far beyond."""
    found: defaultdict[str, set[Acceptance]] = defaultdict(set)
    for standard in (*(one.standard for one in rule_set.indicators.values()), *(ruling.standard for ruling in rule_set.rulings)):
        for ask in standard.asks:
            found[ask.measure.code].add(ask.acceptance)
    for rule in (rule for one in rule_set.indicators.values() for rule in one.deductions):
        match rule.tariff:
            case Bands(points):
                for code in rule.measures:
                    found[code].update(where for where, _ in points if isinstance(where, Range))
            case Chosen(by, bands):
                found[by].update(where for where, _, _ in bands if isinstance(where, Range))
            case _:
                pass
    return {measure.code: _about(measure, found[measure.code]) for measure in rule_set.measures}


def _about(measure: Measure, told: Iterable[Acceptance]) -> list[Value]:
    if measure.rungs:
        return list(measure.rungs)
    if measure.forms:
        named = [forms for one in told if isinstance(one, Forms) for forms in (one.required, one.accepted) if forms is not None]
        every = {forms & measure.forms for forms in (frozenset[str](), measure.forms, *named, *(forms ^ {form} for forms in named for form in measure.forms))}
        ordered: list[frozenset[str]] = sorted(every, key=lambda forms: (len(forms), sorted(forms)))
        return [*ordered]
    ends = {end.value for one in told if isinstance(one, Range) and not one.empty for end in (one.floor, one.limit) if end is not None}
    ends |= {end for end in (measure.low, measure.high) if end is not None}
    numbers = sorted(ends) or [Fraction(0)]
    near = [*numbers, *(number + step for number in numbers for step in (-1, 1)), *((one + other) / 2 for one, other in pairwise(numbers)), 2 * numbers[-1] + 3]
    return list(dict.fromkeys(number for number in near if _fits(measure, number)))


def _fits(measure: Measure, number: Fraction) -> bool:
    low, high = measure.low, measure.high
    return (low is None or low <= number) and (high is None or number <= high) and (not measure.whole or number.denominator == 1)


def read_of_findings(question: Question) -> frozenset[str]:
    """Return the measures of which some line reads the circumstances of findings."""
    lines = [rule for user in question.users for rule in user.indicator.deductions if rule.reads]
    return frozenset(code for rule in lines for code in rule.measures)


@final
@define
class _Eye:
    """Sees what a question asks about: complete values, and findings that say whatever a line reads."""

    rules: RuleSet
    period: Period
    near: dict[str, list[Value]] = field(init=False)
    _known: dict[tuple[str, Standard, tuple[str, ...]], SearchStrategy[Measured | NotMeasured]] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self.near = values_near(self.rules)

    def measured(self, question: Question, units: Iterable[str] = ()) -> SearchStrategy[Measured | NotMeasured]:
        """Return measurements of a question, of which findings may name the units given; none where its rules admit no value."""
        key = question.code, question.bar, tuple(sorted(units))
        if key not in self._known:
            self._known[key] = self._measured(question, key[2])
        return self._known[key]

    def _measured(self, question: Question, units: tuple[str, ...]) -> SearchStrategy[Measured | NotMeasured]:
        asks = {ask.measure.code: ask for ask in question.bar.asks}
        read = read_of_findings(question) & asks.keys()
        choices = _choices(question, self.near)
        told = {code: sizes for code, ask in asks.items() if code not in choices and (sizes := _findings_fit(ask))}
        if read - told.keys() or any(not pairs for pairs in choices.values()):
            return st.just(NotMeasured("示例"))
        free = {code: st.sampled_from(self.near[code]) for code in asks if code not in read and not any(code in dict(pairs[0]) for pairs in choices.values())}
        chosen = [st.sampled_from(pairs) for pairs in choices.values()]
        plain = st.builds(lambda values, pairs: {**values, **{code: value for pair in pairs for code, value in pair}}, st.fixed_dictionaries(free), st.tuples(*chosen))
        if not told:
            return plain.map(Measured)
        return _with_findings(plain=plain, told={code: (sizes, self.finding(question, code, units)) for code, sizes in told.items()}, read=read)

    def finding(self, question: Question, code: str, units: Sequence[str] = ()) -> SearchStrategy[Finding]:
        """Return a problem found of a measure, which says all that some line or the count reads."""
        counting = next(measure.counting for measure in self.rules.measures if measure.code == code)
        names = {name for user in question.users for rule in user.indicator.deductions if code in rule.measures for name in rule.reads} | {counting.by}
        answers = {name: told for name, told in self.rules.answers.items() if name in names and name not in LIFE and name != REPEATED}
        lengths = [length for length in (counting.within, counting.spacing, counting.together) if length is not None]
        at = [(place,) for length in lengths for place in (Fraction(0), length, length + 1)]
        return findings(measure=code, units=units, answers=answers, at=at or ((), (Fraction("2.5"),)), start=self.period.start)

    def outcome(self, question: Question, units: Iterable[str]) -> SearchStrategy[Outcome | None]:
        """Return what became of a planned measurement: mostly measured; None where nobody reported it."""
        others: SearchStrategy[Outcome | None] = st.sampled_from([None, NotApplicable("示例"), NotMeasured("示例")])
        measured = self.measured(question, units)
        return st.one_of(others, measured, measured)


def _findings_fit(ask: Ask) -> range:
    """Return how many findings may tell the value of a measure; none where it is not counted, or may not be nothing."""
    measure, counting, none = ask.measure, ask.measure.counting, Fraction(0)
    if not measure.countable or not _fits(measure, none) or (too_many(ask, none) and not ask.accepts(none)):
        return range(0)
    each = max([Fraction(1), *(form.counts for _, form in counting.forms)])
    sizes = range(4) if counting.sample is None else range(counting.sample, counting.sample + 1)
    return sizes if measure.high is None or sizes[-1] * each <= measure.high else range(0) if counting.sample else range(floor(measure.high / each) + 1)


def _choices(question: Question, near: Mapping[str, list[Value]]) -> dict[str, list[tuple[tuple[str, Value], ...]]]:
    """Return, by the measure that says between which points an inspector may choose, its values with points that every line admits."""
    asked = {ask.measure.code: ask.measure for ask in question.bar.asks}
    lines: defaultdict[str, defaultdict[str, list[Chosen]]] = defaultdict(lambda: defaultdict(list))
    for user in question.users:
        for rule in user.indicator.deductions:
            if isinstance(rule.tariff, Chosen) and rule.tariff.by in asked:
                for code in rule.measures:
                    lines[rule.tariff.by][code].append(rule.tariff)
    found = {}
    for by, tariffs in lines.items():
        found[by] = [((by, value), *points) for value in near[by] for points in product(*(_points(asked[code], mine, value) for code, mine in tariffs.items()))]
    return found


def _points(measure: Measure, tariffs: Iterable[Chosen], value: Value) -> list[tuple[str, Value]]:
    """Return points that may be chosen by every line where a value was seen."""
    spans = [next(((least, most) for where, least, most in tariff.bands if lies(where, value)), None) for tariff in tariffs]
    if None in spans:
        return []
    least, most = max(span[0] for span in spans if span), min(span[1] for span in spans if span)
    numbers = dict.fromkeys([least, (least + most) / 2, most]) if least <= most else ()
    return [(measure.code, number) for number in numbers if _fits(measure, number)]


@composite
def _with_findings(draw: DrawFn, *, plain: SearchStrategy[dict[str, Value]], told: Mapping[str, tuple[range, SearchStrategy[Finding]]], read: frozenset[str]) -> Measured:
    """Return values of which some counts are told by findings: always those that a line reads."""
    values, found = draw(plain), list[Finding]()
    for code, (sizes, finding) in sorted(told.items()):
        if code in read or draw(st.booleans()):
            mine = [evolve(draw(finding), id=f"{code} {place}") for place in range(draw(st.sampled_from(sizes)))]
            values = {one: value for one, value in values.items() if one != code} if mine else {**values, code: Fraction(0)}
            found += mine
    return Measured(values, found)


def measured(*, rules: RuleSet, question: Question, units: Iterable[str] = (), period: Period = QUARTER) -> SearchStrategy[Measured | NotMeasured]:
    """Return measurements of a question near the ends that the rules set, of which some are told by findings, and some of those name one of the units."""
    return _Eye(rules, period).measured(question, units)


# ---- what is given from outside


def _figures(draw: DrawFn, plan: Plan, units: Sequence[str]) -> dict[tuple[str, str, str], Fraction | None]:
    """Return what the scoring models are given: every weight, and of some of the units the figures, of which some do not apply."""
    found: dict[tuple[str, str, str], Fraction | None] = {}
    for book in plan.merged.rule_set.assessments:
        figures, rates = book.model.figures, [node for _, node in book.model.nodes if isinstance(node, Rate)]
        known = _assessed(plan.merged, book.code, [unit.code for unit in plan.merged.rule_set.units]) if figures else []
        parts = {name for rate in rates for name in rate.figures}
        found.update({(book.code, name, unit): Fraction(draw(st.integers(1, 3))) for name, full in figures.items() if full is None and name not in parts for unit in known})
        near = [unit for unit in units if unit in known]
        for unit in draw(st.lists(st.sampled_from(near), unique=True, max_size=3)) if near else ():
            told: dict[str, list[Fraction | None]] = {name: [full, full / 3, full * Fraction("0.849"), Fraction(0), None] for name, full in figures.items() if full is not None}
            told.update({name: [figure, figure, None] for name, figure in _rates(draw, rates).items()})
            found.update({(book.code, name, unit): draw(st.sampled_from(some)) for name, some in sorted(told.items()) if draw(st.integers(0, 4))})
    return found


def _rates(draw: DrawFn, nodes: Sequence[Rate]) -> dict[str, Fraction]:
    """Return figures of which no more was done than due, and nothing where nothing was due."""
    done, late, due = draw(st.sampled_from([(5, 0, 5), (4, 1, 5), (2, 2, 4), (0, 0, 3), (0, 0, 0)]))
    found: dict[str, Fraction] = {}
    for node in nodes:
        found.update({name: Fraction(due if sign > 0 else 0) for sign, name in node.out_of})
        found.update({name: Fraction(done if sign > 0 else late) for sign, name in node.of if name not in found})
    sums = [node.sums(found.__getitem__) for node in nodes]
    fits = all(0 <= part <= whole and (whole or not part) for part, whole in sums)
    return found if fits else dict.fromkeys(found, Fraction(0))


def _assessed(merged: MergedRules, code: str, units: Iterable[str]) -> list[str]:
    """Return the units of which figures may be given to an assessment."""
    rules = merged.rule_set
    mine = [one.subjects for one in (*merged.shared, *merged.own) if code in one.assessments]
    below = {unit: [rules.subject(one.code) for one in rules.units if unit in rules.paths["unit"][one.code]] for unit in units}
    return [unit for unit in units if not mine or any(subjects.covers(point) for subjects in mine for point in below[unit])]


def _history(draw: DrawFn, plan: Plan) -> dict[str, dict[str, tuple[int, ...]]]:
    """Return what earlier periods found, where a line looks back: before what it looks back to, within it, or not at all."""
    found: dict[str, dict[str, tuple[int, ...]]] = {}
    for site, ground in plan.grounds.items():
        lines = [rule for question in ground.questions for user in question.users for rule in user.indicator.deductions if rule.look_back]
        back = {code: rule.look_back for rule in lines for code in rule.measures}
        if told := {code: tuple(sorted(draw(st.sets(st.integers(1, most + 1))))) for code, most in sorted(back.items())}:
            found[site] = told
    return found


def _carried(draw: DrawFn, rules: RuleSet) -> dict[str, tuple[str, ...]]:
    """Return units whose score counts in their parent's: of each parent one at most."""
    children: defaultdict[str, list[str | None]] = defaultdict(lambda: [None])
    for unit in rules.units:
        if unit.parent is not None:
            children[unit.parent].append(unit.code)
    books = [book.code for book in rules.assessments if book.carry]
    return {code: tuple(child for below in children.values() if (child := draw(st.sampled_from(below)))) for code in books}


# ---- a survey


def surveys(rule_set: RuleSet, *, max_sites: int = 4) -> SearchStrategy[Survey]:
    """Return surveys of the rules given, at one site or a few: what was planned, and what came in of it, by any member's code.

    Figures, what earlier periods found and what is carried come with it where the rules ask for them.
    """
    merged, eye = ts.merge(rule_set), _Eye(rule_set, _period(rule_set.valid))
    ground, period = _ground(merged), eye.period

    @composite
    def drawn(draw: DrawFn) -> Survey:
        planned = ts.plan(merged, _sites(draw, rule_set, ground, max_sites), period)
        owners = sorted({unit for site in planned.sites.values() for unit, _ in site.units})
        units = [*owners, *(unit.code for unit in rule_set.units if unit.code not in owners)][:8]
        found = []
        for site, there in planned.grounds.items():
            for question in there.questions:
                outcome = draw(eye.outcome(question, units[:3]))
                if outcome is not None:
                    made = min(period.end, period.start + timedelta(days=draw(st.integers(0, 2))))
                    found.append(Observation(source="app", id=f"{site}/{question.code}", site=site, indicator=draw(_member(question)), made=made, outcome=outcome))
        return Survey(planned, tuple(found), _history(draw, planned), _figures(draw, planned, units), _carried(draw, rule_set))

    return drawn()


def _member(question: Question) -> SearchStrategy[str]:
    return st.sampled_from([member.indicator.code for member in question.indicator.contributions])


# ---- what may become of it


@composite
def _part(draw: DrawFn, survey: Survey) -> Survey:
    order = draw(st.permutations(survey.observations))
    return evolve(survey, observations=tuple(order[: draw(st.integers(0, len(order)))]))


@composite
def _again(draw: DrawFn, survey: Survey) -> Survey:
    grounds = survey.plan.grounds
    again = [evolve(one, source="again", indicator=draw(_member(grounds[one.site].by_code[one.indicator]))) for one in survey.observations]
    return evolve(survey, observations=(*again, *reversed(survey.observations), *again))


@composite
def _worse(draw: DrawFn, survey: Survey) -> Survey:
    """Return a survey in which one outcome is worse: by its values, or by one finding more where no finding names a unit."""
    eye = _Eye(survey.rules, survey.plan.period)
    found: list[tuple[int, SearchStrategy[Outcome]]] = []
    for place, one in enumerate(survey.observations):
        question = survey.plan.grounds[one.site].by_code[one.indicator]
        if isinstance(one.outcome, Measured) and (worse := _worsened(eye, question, one.outcome)):
            found.append((place, st.one_of(worse)))
    if not found:
        return survey
    place, outcomes = draw(st.sampled_from(found))
    changed = evolve(survey.observations[place], outcome=draw(outcomes))
    return evolve(survey, observations=(*survey.observations[:place], changed, *survey.observations[place + 1 :]))


def _worsened(eye: _Eye, question: Question, outcome: Measured) -> list[SearchStrategy[Outcome]]:
    """Return in which ways an outcome may be worse: no way where an inspector chose the points."""
    if any(isinstance(rule.tariff, Chosen) for user in question.users for rule in user.indicator.deductions):
        return []
    values, told, read = dict(outcome.values), {one.measure for one in outcome.findings}, read_of_findings(question)
    alone = [code for code in values if code not in told]
    free: dict[str, list[Value]] = {}
    for ask in question.bar.asks:
        code = ask.measure.code
        if code in alone and code not in read:
            free[code] = [value for value in eye.near[code] if _further(ask, value, values[code])]
    ways: list[SearchStrategy[Outcome]] = []
    if worse := {code: st.sampled_from(further) for code, further in free.items() if further}:
        kept = {code: values[code] for code in alone if code not in worse}
        ways.append(st.fixed_dictionaries(worse).map(lambda seen: Measured({**kept, **seen}, outcome.findings)))
    for ask in question.bar.asks:
        code, measure = ask.measure.code, ask.measure
        mine = [one for one in outcome.findings if one.measure == code]
        counted = (mine or code in read) and measure.counting == PLAIN and not any(one.unit for one in outcome.findings)
        number = Fraction(len(mine) + 1)
        if counted and _fits(measure, number) and _further(ask, number, number - 1):
            rest = {one: value for one, value in values.items() if one in alone and one != code}
            more = eye.finding(question, code).map(lambda one: [*outcome.findings, evolve(one, id="one more")])
            ways.append(st.builds(Measured, st.just(rest), more))
    return ways


def _further(ask: Ask, value: Value, other: Value) -> bool:
    """Return whether a value is worse than another and lies on the same side of what is acceptable."""
    if not ask.worse(value, other):
        return False
    match ask.acceptance:
        case Range(floor=End() as low, limit=End()):
            place, before = ask.measure.position(value), ask.measure.position(other)
            return ask.accepts(other) or (place < before) is (before <= low.value)
        case Forms(required, accepted):
            assert isinstance(value, frozenset)
            assert isinstance(other, frozenset)
            return required & value <= required & other and (accepted is None or other - accepted <= value - accepted)
        case _:
            return True


@composite
def _completed(draw: DrawFn, survey: Survey) -> Survey:
    """Return a survey in which all that was not measured was measured later, and no finding of that names a unit."""
    eye = _Eye(survey.rules, survey.plan.period)
    later = [
        Observation(source="later", id=f"{site}/{question.code}", site=site, indicator=question.indicator.lead.code, made=survey.plan.period.end, outcome=draw(eye.measured(question)))
        for site, question, outcome in survey.register
        if isinstance(outcome, NotMeasured)
    ]
    return evolve(survey, observations=(*survey.observations, *later))


def _beside(survey: Survey, newcomer: Assessment, crosswalks: Iterable[Crosswalk]) -> Survey:
    """Return the same sites and observations under rules with one assessment more."""
    rules = evolve(survey.rules, assessments=[*survey.rules.assessments, newcomer], crosswalks=list(crosswalks))
    return evolve(survey, plan=ts.plan(ts.merge(rules), survey.plan.sites.values(), survey.plan.period))


def _new(rules: RuleSet) -> str:
    """Return the code of an assessment that the rules do not have."""
    return "newcomer" + "_more" * sum(book.code.startswith("newcomer") for book in rules.assessments)


@composite
def _beside_a_stranger(draw: DrawFn, survey: Survey) -> Survey:
    book, code = draw(st.sampled_from(survey.rules.assessments)), _new(survey.rules)
    stranger = evolve(book, code=code, indicators=[evolve(one, code=f"{code}.{place}") for place, one in enumerate(book.indicators)])
    givens = {(code, name, unit): figure for (mine, name, unit), figure in survey.givens.items() if mine == book.code}
    return evolve(_beside(survey, stranger, survey.rules.crosswalks), givens={**survey.givens, **givens})


@composite
def _beside_one_that_asks_no_more(draw: DrawFn, survey: Survey) -> Survey:
    """Return the same beside an assessment that asks what one member of a group asks, or less of it: there, or everywhere where all members ask about the same."""
    merged, code = survey.plan.merged, _new(survey.rules)
    groups = [one for one in (*merged.shared, *merged.own) if one.ruling is None]
    joined = draw(st.lists(st.sampled_from(groups), max_size=2, unique_by=lambda one: one.code)) if groups else []
    walks = {walk.code: walk for walk in survey.rules.crosswalks}
    asked = []
    for place, group in enumerate(joined):
        member = draw(st.sampled_from(group.contributions)).indicator
        alike = merged.reading is Reading.POINTWISE and len({one.indicator.standard.measures for one in group.contributions}) == 1
        everywhere = alike and draw(st.booleans())
        asks = [ask if not everywhere and draw(st.booleans()) else Ask(ask.measure, Forms() if ask.measure.forms else Range()) for ask in member.standard.asks]
        asked.append(
            evolve(
                member, code=f"{code}.{place}", item="item", standard=Standard(asks), scope=Scope.of() if everywhere else member.scope,
                deductions=(DeductionRule(measures=member.standard.measures, tariff=Steps(1)),),
            )
        )  # fmt: skip
        walk = _walk(group, walks.values(), member.code) or Crosswalk(code=f"{code}_{place}", zh="示例", en="example", host=group.host)
        walks[walk.code] = evolve(walk, matches=[*walk.matches, Match(first=member.code, second=asked[-1].code, rationale="示例")])
    items = [Item(code="item", zh="示例", full=100, provenance=Provenance.ILLUSTRATIVE)]
    newcomer = Assessment(code=code, zh="示例", en="example", office="示例", items=items, indicators=asked, model=Model({"total": Sheet()}))
    return _beside(survey, newcomer, walks.values())


def _walk(group: SharedIndicator, walks: Iterable[Crosswalk], member: str) -> Crosswalk | None:
    """Return the crosswalk in which a member of a group is matched."""
    return next((walk for walk in walks if any(member in (match.first, match.second) for match in walk.matches)), None) if len(group.contributions) > 1 else None


#: What may become of a survey, by the names under which laws take it.
DERIVED: Mapping[str, Callable[[Survey], SearchStrategy[Survey]]] = {
    "survey": st.just,
    "a part of it": _part,
    "the same submitted again": _again,
    "a worse one": _worse,
    "the same with all else measured": _completed,
    "the same beside a stranger": _beside_a_stranger,
    "the same beside one that asks no more": _beside_one_that_asks_no_more,
}


def derived(survey: Survey, names: Iterable[str]) -> SearchStrategy[tuple[Survey, ...]]:
    """Return a survey and what may become of it, by the names under which a law of `laws.OF_QUARTERS` takes them."""
    return st.tuples(*(DERIVED[name](survey) for name in names))
