"""A rule set held against one law: what the law is given is drawn from the rule set's own words, and what breaks it is
told so that a person can follow it.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, final

from attrs import define, evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisWarning
from hypothesis.strategies import SearchStrategy

import tristandard as ts
from tristandard.basics.errors import shown
from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Outcome
from tristandard.basics.points import plain
from tristandard.codec.text import show_pairs, show_shares
from tristandard.grouping.shared import SharedIndicator
from tristandard.merging.merged import MergedRules
from tristandard.rules.crosswalk import Ruling
from tristandard.rules.policy import Reading
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import SITE_AXES, UNIT_AXES, Scope
from tristandard.rules.standard import Standard
from tristandard.testing import strategies as some
from tristandard.testing.laws import Law, LawBroken
from tristandard.testing.laws.law import TAKEN, taken
from tristandard.testing.strategies.years import drive_years, years
from tristandard.testing.survey import Survey
from tristandard.words.sentence import Clauses, Sentence, Told

#: How many differences of two rule sets a message tells.
_DIFFERENCES = 5

#: Large rule sets are drawn from slowly, and that breaks no law.
_UNHURRIED = (
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.filter_too_much,
    HealthCheck.large_base_example,
)


@final
@define(slots=False)
class Held:
    """A rule set, as read and as merged, that laws are held against."""

    rules: RuleSet
    merged: MergedRules

    @cached_property
    def _drawn(self) -> Mapping[str, SearchStrategy[Any]]:
        """What laws take, by what they call it; a law of a shared indicator is held for each of them
        with what is drawn.
        """
        rules = self.rules
        standards = [*(one.standard for one in rules.indicators.values()), *(one.standard for one in rules.rulings)]
        near = {code: st.sampled_from(values) for code, values in some.values_near(rules).items() if values}
        uniform, pointwise = (
            _always(ts.merge(evolve(rules, policy=evolve(rules.policy, reading=reading), variant=None, variants=[])))
            for reading in Reading
        )
        return {
            "rule set": _always(rules),
            "the same in another order": some.reordered(rules),
            "ruling": some.rulings_beside(rules),
            "merged rules": _always(self.merged),
            "merged rules of tightened sources": some.tightened(rules).map(ts.merge),
            "merged rules without an assessment": st.sampled_from(rules.assessments).map(
                lambda one: ts.merge(some.without(rules, one.code))
            )
            if rules.assessments
            else _always(self.merged),
            "rules read pointwise": pointwise,
            "the same rules read uniformly": uniform,
            "value": _always(rules),
            "write": _always(_written),
            "read": _always(_read),
            "standard": st.sampled_from(standards or [Standard()]),
            "point": some.points_near(rules=rules)
            if rules.indicators
            else some.site_points(trees=(rules.areas, rules.zones, rules.site_types)),
            "unit": some.unit_points(trees=(rules.kinds, rules.units)),
            "values": st.fixed_dictionaries({}, optional=near) | st.fixed_dictionaries(near),
            "survey": some.surveys(rules),
            "year": years(surveys=some.surveys(rules, max_sites=2)),
            "year of drives": drive_years(surveys=some.surveys(rules, max_sites=2)),
        }

    @cached_property
    def _alike(self) -> Mapping[str, SearchStrategy[SearchStrategy[Any]]]:
        """What laws take several of that belong together, by what they call each: values are the standards of a rule
        set, its scopes or its subjects.
        """
        said = [
            [getattr(one, part) for one in self.rules.indicators.values()] for part in ("standard", "scope", "subjects")
        ]
        every = (*self.merged.shared, *self.merged.own)
        return {
            "value": st.sampled_from([things for things in said if things] or [[Scope.of()]]).map(st.sampled_from),
            "part of one shared indicator": st.sampled_from(every).map(some.parts)
            if every
            else _always(some.shared_indicators()),
        }

    def _examples(self, takes: tuple[str, ...]) -> SearchStrategy[list[tuple[object, ...]]]:
        """Return what a law takes, of this rule set: once, or for each shared indicator."""
        if "survey" in takes:
            return self._drawn["survey"].flatmap(lambda survey: some.derived(survey, takes)).map(lambda given: [given])
        if len(set(takes)) == 1 and takes[0] in self._alike:
            return (
                self._alike[takes[0]].flatmap(lambda one: st.tuples(*(one for _ in takes))).map(lambda given: [given])
            )
        others = [name for name in takes if name != "shared indicator"]
        every = (*self.merged.shared, *self.merged.own) if "shared indicator" in takes else (None,)
        return st.tuples(*(self._drawn[name] for name in others)).map(
            lambda drawn: [_of(shared, drawn, takes) for shared in every]
        )

    def broken(self, law: Law, examples: int) -> Iterator[tuple[list[str], Told]]:
        """Yield the smallest example against a law that is found, if there is one: the indicators that it speaks of,
        and the example as text.
        """

        @settings(
            max_examples=examples,
            derandomize=True,
            database=None,
            deadline=None,
            report_multiple_bugs=False,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=_UNHURRIED,
        )
        @given(self._examples(law.takes))
        def hold(found: list[tuple[object, ...]]) -> None:
            for one in found:
                law.check(*one)

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", HypothesisWarning)  # that what fails is long to print
                hold()
        except LawBroken as error:
            told = Clauses(
                TAKEN(name=taken(name), thing=_said(thing, self.rules))
                for name, thing in zip(law.takes, error.given, strict=True)
                if not callable(thing)
            )
            yield [code for thing in error.given for code in _named(thing)], _DOES_NOT_HOLD(told=told)


_DOES_NOT_HOLD = Sentence(
    "对下列情形不成立：{told}；请改正规则；如果是本库的错误，请报告",
    "it does not hold for {told}; mend the rules, or report it where the library is at fault",
)


def _always(thing: object) -> SearchStrategy[Any]:
    """Return a strategy for one thing alone, which hypothesis cannot print at length."""
    return st.builds(lambda: thing)


def _of(shared: SharedIndicator | None, drawn: Iterable[Any], takes: Iterable[str]) -> tuple[object, ...]:
    """Return what a law takes, with one shared indicator and the values of what its sources ask, if it takes one."""
    if shared is None:
        return tuple(drawn)
    asked, others = {code for one in shared.contributions for code in one.indicator.standard.measures}, iter(drawn)
    found = (shared if name == "shared indicator" else next(others) for name in takes)
    return tuple(
        {code: value for code, value in thing.items() if code in asked} if isinstance(thing, dict) else thing
        for thing in found
    )


def _named(thing: object) -> Iterable[str]:
    """Return the indicators that an example speaks of."""
    match thing:
        case SharedIndicator(contributions=contributions):
            return [one.indicator.code for one in contributions]
        case Survey(observations=observations):
            return [one.indicator for one in observations]
        case _:
            return ()


_A_SHARED_INDICATOR = Sentence("{code}（{standard}；{scope}）", "{code} ({standard}; {scope})")
_A_RULING = Sentence("{code}（{standard}）", "{code} ({standard})")
_UNDER = Sentence("{survey}，按 {rules}", "{survey}, under {rules}")
_NOTHING = Told("无", "nothing")


def _said(thing: object, rules: RuleSet) -> Told | str:
    """Return what a law was given, so that a person can follow it by hand; of other rules what differs."""
    match thing:
        case SharedIndicator(code=code, standard=standard, scope=scope):
            return _A_SHARED_INDICATOR(code=code, standard=str(standard), scope=str(scope))
        case Survey():
            told = _surveyed(thing)
            return told if thing.rules == rules else _UNDER(survey=told, rules=_said(thing.rules, rules))
        case MergedRules(rule_set=read):
            return _said(read, rules)
        case RuleSet():
            return _moved(thing, rules)
        case Ruling(code=code, standard=standard):
            return _A_RULING(code=code, standard=str(standard))
        case tuple() if len(thing) in (len(SITE_AXES), len(UNIT_AXES)) and all(
            isinstance(path, tuple) for path in thing
        ):
            axes = SITE_AXES if len(thing) == len(SITE_AXES) else UNIT_AXES
            return ", ".join(f"{axis}={'/'.join(path)}" for axis, path in zip(axes, thing, strict=True))
        case Mapping():
            return ", ".join(f"{code} = {shown(value)}" for code, value in sorted(thing.items())) or _NOTHING
        case _:
            return shown(thing, 400)


_LINE_BY_LINE = Sentence("{told}", "{told}")
_MORE_DIFFERENCES = Sentence("另有 {count} 处不同", "{count} more differences")


def _moved(thing: RuleSet, rules: RuleSet) -> Told:
    """Return the code of a rule set, and the first differences from another."""
    moved = [] if thing == rules else [*map(str, ts.tightens(rules, thing).differences)]
    rest = [_MORE_DIFFERENCES(count=len(moved) - _DIFFERENCES)] if len(moved) > _DIFFERENCES else []
    return _LINE_BY_LINE(told=Clauses([repr(thing.code), *moved[:_DIFFERENCES], *rest]))


_SURVEYED = Sentence("{period}（点位：{sites}。测得：{seen}）", "{period} (sites: {sites}. Seen: {seen})")
_SURVEYED_AND_GIVEN = Sentence(
    "{period}（点位：{sites}。测得：{seen}。给定：{figures}）",
    "{period} (sites: {sites}. Seen: {seen}. Given: {figures})",
)
_A_SITE = Sentence("{place} 的 {site}，责任单位 {units}", "{site} in {place} of {units}")
_NOBODY = Told("无", "nobody")
_SEEN_AT = Sentence("{site} 的 {indicator}：{outcome}", "{indicator} at {site} {outcome}")
_A_FIGURE = Sentence("{key} {figure}", "{key} {figure}")
_NOT_APPLICABLE = Told("不适用", "not applicable")
_NOT_MEASURED = Told("未测", "not measured")


def _surveyed(survey: Survey) -> Told:
    """Return the sites of a survey, what was seen there, and what was given."""
    sites = Clauses(
        _A_SITE(
            site=site.code,
            place="/".join(path[-1] for path in site.point),
            units=show_shares(site.units) or _NOBODY,
        )
        for site in survey.plan.sites.values()
    )
    seen = Clauses(
        _SEEN_AT(indicator=one.indicator, site=one.site, outcome=_seen(one.outcome)) for one in survey.observations
    )
    figures = Clauses(
        _A_FIGURE(key=" ".join(key), figure=_NOT_APPLICABLE if figure is None else plain(figure))
        for key, figure in sorted(survey.givens.items())
    )
    told: dict[str, Any] = {"period": str(survey.plan.period), "sites": sites, "seen": seen or _NOTHING}
    return _SURVEYED_AND_GIVEN(**told, figures=figures) if figures else _SURVEYED(**told)


_A_FINDING = Sentence("{measure} 的一处问题{unit}{circumstances}", "a finding of {measure}{unit}{circumstances}")
_BY = Sentence("，点名 {unit}", " by {unit}")
_WITH = Sentence("（{circumstances}）", " ({circumstances})")
_NOT_SAID = Told("", "")


def _finding(one: Finding) -> Told:
    """Return of what a finding is, whom it names, and its circumstances."""
    told = show_pairs(dict(one.circumstances))
    return _A_FINDING(
        measure=one.measure,
        unit=_BY(unit=one.unit) if one.unit else _NOT_SAID,
        circumstances=_WITH(circumstances=told) if told else _NOT_SAID,
    )


def _seen(outcome: Outcome) -> Told:
    match outcome:
        case Measured(values, findings):
            told = [*(f"{code} = {shown(value)}" for code, value in values), *map(_finding, findings)]
            return _LINE_BY_LINE(told=told)
        case NotApplicable() | NotMeasured():
            return _NOT_APPLICABLE if isinstance(outcome, NotApplicable) else _NOT_MEASURED


def _written(rules: RuleSet) -> dict[str, bytes]:
    """Return the files of a rule set."""
    with TemporaryDirectory() as folder:
        ts.write_ruleset(rules, folder)
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def _read(files: Mapping[str, bytes]) -> RuleSet:
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        return ts.load_ruleset(folder)
