"""A rule set held against one law, with what is drawn from the rule set's own words."""

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
from tristandard.grouping.shared import SharedIndicator
from tristandard.merging.merged import MergedRules
from tristandard.rules.policy import Reading
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope
from tristandard.rules.standard import Standard
from tristandard.testing import strategies as some
from tristandard.testing.counterexample import indicators_in, tell_given
from tristandard.testing.laws import Law, LawBroken
from tristandard.testing.laws.law import TAKEN, taken
from tristandard.testing.strategies.years import drive_years, years
from tristandard.words.sentence import Clauses, Sentence, Told

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
                TAKEN(name=taken(name), thing=tell_given(thing, self.rules))
                for name, thing in zip(law.takes, error.given, strict=True)
                if not callable(thing)
            )
            yield [code for thing in error.given for code in indicators_in(thing)], _DOES_NOT_HOLD(told=told)


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
