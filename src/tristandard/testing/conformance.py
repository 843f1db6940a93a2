"""The conformance kit: what a rule set must keep, as checks that a person or a test run can run.

All of them, as one report::

    print(check_ruleset("path/to/folder"))

The checks are the loading, the merge, what `static` finds, every law over what is drawn from the
rule set's own words, the round trip through files, and the worked cases of its folder (`cases/`).
They are deterministic. What is known to fail stands with its reason in `conformance.toml`::

    [expected_failures]
    "orphans" = "the clause for 2027 is declared ahead"

In a test file of one's own::

    @pytest.mark.parametrize("check", parameters("path/to/folder"))
    def test_conformance(check):
        check.hold()
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from enum import Enum
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, final

import pytest
from attrs import define, evolve, field, frozen
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisWarning
from hypothesis.strategies import SearchStrategy

import tristandard as ts
from tristandard.basics.errors import BadValue, Refused, TristandardError, refuse, shown, wanted
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Outcome
from tristandard.basics.points import plain
from tristandard.codec.available import TOML, gaps, versions_in
from tristandard.codec.files import bad, read_toml
from tristandard.codec.folder import folder_of
from tristandard.codec.text import show_pairs, show_shares
from tristandard.merging import CannotMerge, MergedRules, Report, SharedIndicator
from tristandard.rules.crosswalk import Ruling
from tristandard.rules.ruleset import Reading, RuleSet
from tristandard.rules.scope import SITE_AXES, UNIT_AXES, Scope
from tristandard.rules.standard import Standard
from tristandard.testing import laws, static, worked
from tristandard.testing import strategies as some
from tristandard.testing.laws import Law, LawBroken
from tristandard.testing.survey import Survey

#: Where a folder says which checks are known to fail, and why.
EXPECTED = "conformance.toml"

#: How many examples are drawn for each law, if nothing else is said.
EXAMPLES = 25


#: How many differences of two rule sets a message tells.
_DIFFERENCES = 5

#: Large rule sets are drawn from slowly, and that breaks no law.
_UNHURRIED = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example)


@final
class State(Enum):
    """What became of a check."""

    PASSED = "passed"
    FAILED = "FAILED"
    #: It failed, and is listed with the reason.
    EXPECTED = "expected failure"
    #: It is listed as a failure, and passed.
    UNEXPECTED = "UNEXPECTEDLY PASSED"
    #: What it is about could not be loaded, or not be merged.
    NOT_RUN = "not run"


@final
@frozen
class NotHeld(TristandardError, AssertionError):
    """A rule set does not keep what a check asks."""

    check: Check
    messages: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join((f"{self.check.name}: {self.check.statement}; it does not hold:", *(f"  - {message}" for message in self.messages)))


@final
@frozen
class Result:
    """What became of one check: why it failed, and what it remarks."""

    check: Check
    state: State
    messages: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it as text: the state, the name and the statement; below, what there is to say."""
        reason = [f"expected: {self.check.expected}"] if self.state is State.EXPECTED else []
        told = [*reason, *self.messages, *(f"remark: {remark}" for remark in self.remarks)]
        return "\n".join((f"{self.state.value:<20}{self.check.name}: {self.check.statement}", *(f"    {line}" for message in told for line in message.splitlines())))


@final
@frozen
class Check:
    """One thing that a rule set must keep.

    Attributes:
        name: Of its own in the rule set, as `expected_failures` and node ids say it.
        statement: What must hold, in words.
        expected: Why it is known to fail; "" where it must hold.
    """

    name: str
    statement: str
    _of: _RuleSet = field(repr=False, eq=False)
    _faults: Callable[[], Iterable[str]] = field(repr=False, eq=False)
    #: Whether it speaks of the rule set as loaded, or as merged.
    _needs: str = field(default="", repr=False)
    _remarks: Callable[[], Iterable[str]] = field(default=list, repr=False, eq=False)
    expected: str = ""

    def result(self) -> Result:
        """Run it."""
        if missing := self._of.missing(self._needs):
            return Result(self, State.NOT_RUN, (missing,))
        try:
            faults = tuple(self._faults())
        except TristandardError as error:
            faults = (str(error),)
        except Exception as error:
            faults = (f"it could not be run: {type(error).__name__}: {error}",)
        if faults:
            return Result(self, State.EXPECTED if self.expected else State.FAILED, faults)
        if self.expected:
            return Result(self, State.UNEXPECTED, (f"it is listed as an expected failure ({self.expected}) and holds; take it off the list",))
        return Result(self, State.PASSED, remarks=tuple(self._remarks()))

    def hold(self) -> Result:
        """Run it inside a test, whose mark `xfail` says whether it is expected to fail (see `parameters`), and return what it remarks.

        Raises:
            NotHeld: With what does not hold.
        """
        result = self.result()
        if result.state is State.NOT_RUN:
            pytest.skip(result.messages[0])
        if result.state in (State.FAILED, State.EXPECTED):
            raise NotHeld(self, result.messages)
        return result


@final
@frozen
class Conformance:
    """What became of every check of a rule set."""

    title: str
    results: tuple[Result, ...]

    @property
    def holds(self) -> bool:
        """Whether every check passed, or failed as it is listed to."""
        return all(result.state in (State.PASSED, State.EXPECTED) for result in self.results)

    def __str__(self) -> str:
        """Return the report: a line for each check, what failed or is remarked below it, and the counts."""
        counts, remarks = Counter(result.state for result in self.results), sum(len(result.remarks) for result in self.results)
        total = ", ".join(f"{counts[state]} {state.value.lower()}" for state in State if counts[state] or state in (State.PASSED, State.FAILED))
        verdict = "it conforms" if self.holds else "it does not conform"
        return "\n".join((self.title, *map(str, self.results), f"{total}; {remarks} remark{'' if remarks == 1 else 's'}: {verdict}"))


def check_ruleset(
    rules: str | Path | RuleSet,
    *,
    cases: str | Path | Iterable[Path] | None = None,
    expected_failures: Mapping[str, str] | None = None,
    strict: bool = False,
    examples: int = EXAMPLES,
    on: date | None = None,
    encoding: str = "utf-8",
) -> Conformance:
    """Run every check of a rule set; the arguments are those of `checks`."""
    found = checks(rules, cases=cases, expected_failures=expected_failures, strict=strict, examples=examples, on=on, encoding=encoding)
    name = rules.code if isinstance(rules, RuleSet) else Path(rules).resolve().name
    return Conformance(f"conformance of the rule set {name!r}", tuple(one.result() for one in found))


def checks(
    rules: str | Path | RuleSet,
    *,
    cases: str | Path | Iterable[Path] | None = None,
    expected_failures: Mapping[str, str] | None = None,
    strict: bool = False,
    examples: int = EXAMPLES,
    on: date | None = None,
    encoding: str = "utf-8",
) -> tuple[Check, ...]:
    """Return the checks of a rule set, not yet run; nothing is loaded before the first one is.

    Args:
        rules: The folder of a rule set or an overlay, a code from `available_rulesets`, or a rule set.
        cases: Its worked cases: a folder, or paths of files; by default `cases` in its folder.
        expected_failures: Why some are known to fail, by their name; by default those that
            `conformance.toml` in its folder lists.
        strict: Whether what would only be remarked fails: a breach that an assessment lets pass.
        examples: How many examples are drawn for each law.
        on: A day that tells which version is meant, where there are several.
        encoding: Of its tables, as for `load_ruleset`.

    Raises:
        BadInput: When a folder of cases is given, and none is there.
        BadValue: When another argument is not of its kind.
    """
    if not isinstance(rules, (str, Path, RuleSet)):
        raise BadValue(rules, "a folder, a code or a rule set", "give one of them")
    if type(examples) is not int or examples < 1:
        raise BadValue(examples, "a number of examples", "give a whole number of 1 or more")
    if expected_failures is not None:
        wanted(expected_failures, Mapping, " for `expected_failures`")
    of = _RuleSet(rules, on, encoding, examples)
    found = [
        Check("loading", "the files of the rule set load without a mistake", of, of.mistakes),
        Check("merging", "its assessments merge, in every variant: standards that can be met and compared, matches that agree", of, of.problems, "loaded"),
        _prices(of, strict=strict),
        Check("orphans", "every clause, measure, circumstance, item and crosswalk is named by something", of, of.orphans, "loaded"),
        Check("dates", "every clause is in force through the dates of the rule set, and its versions follow each other", of, of.dates, "loaded"),
        Check("grounds", "every match holds at some site, and every subject is some unit", of, lambda: of.told(static.grounds(of.merged)), "merged"),
        Check("weights", "every kind of place where something is asked has a weight where weights are written", of, lambda: of.told(static.weights(of.merged)), "merged"),
        Check("scores", "every indicator counts in a score", of, lambda: of.told(static.scored(of.merged)), "merged"),
        *(Check(f"law {law.number}: {law.name}", law.statement, of, partial(of.broken, law), "merged") for law in laws.LAWS),
        *_cases(of, cases),
    ]
    return _expecting(of, found, expected_failures)


def parameters(rules: str | Path | RuleSet, **more: Any) -> list[Any]:
    """Return the checks of a rule set as parameters of a test, which calls `check.hold()`; those that are listed to fail must fail.

    The arguments are those of `checks`.
    """
    return [
        pytest.param(one, id=one.name, marks=[pytest.mark.xfail(strict=True, reason=one.expected, raises=NotHeld)] if one.expected else [])
        for one in checks(rules, **more)
    ]


def _prices(of: _RuleSet, *, strict: bool) -> Check:
    if strict:
        return Check("prices", "every breach of a merged bar costs each assessment something, and a worse one no less", of, of.unpriced, "merged")
    return Check("prices", "a breach of a merged bar that costs an assessment nothing, or less where it is worse, is remarked", of, list, "merged", of.unpriced)


@final
@define(slots=False)
class _RuleSet:
    """A rule set under its checks: loaded and merged once, when the first check needs it."""

    source: str | Path | RuleSet
    on: date | None
    encoding: str
    examples: int

    @cached_property
    def folder(self) -> Path | None:
        try:
            return None if isinstance(self.source, RuleSet) else folder_of(self.source, self.on)
        except TristandardError:  # told when the rule set is loaded
            return None

    @cached_property
    def lines(self) -> static.Lines:
        return static.Lines(self.folder, self.encoding)

    @cached_property
    def _loaded(self) -> RuleSet | TristandardError:
        try:
            if not isinstance(self.source, RuleSet):
                return ts.load_ruleset(self.source, on=self.on, encoding=self.encoding)
            refuse(f"the rule set {self.source.code!r} contradicts itself", self.source.problems())
        except TristandardError as error:
            return error
        return self.source

    @property
    def rules(self) -> RuleSet:
        if isinstance(self._loaded, TristandardError):
            raise self._loaded
        return self._loaded

    @cached_property
    def report(self) -> Report:
        return ts.check(self.rules)

    @cached_property
    def merged(self) -> MergedRules:
        return ts.merge(self.rules)

    def missing(self, needs: str) -> str:
        """Return why a check cannot be run, or ""."""
        if needs and isinstance(self._loaded, TristandardError):
            return "the rule set cannot be loaded; mend that first"
        return "the rule set cannot be merged; mend that first" if needs == "merged" and self.report.problems else ""

    def mistakes(self) -> Iterator[str]:
        match self._loaded:
            case Refused(exceptions=reasons):
                yield from map(str, reasons)
            case TristandardError() as error:
                yield str(error)
            case _:
                pass

    def problems(self) -> Iterator[str]:
        """Yield what keeps the rules from being merged, as they stand and as each variant reads them."""
        told = [("", self.report)]
        if not self.report.problems and self.rules.variant is None:
            told += [(f"read as the variant {one.code!r}, ", ts.check(self.rules.varied(one.code))) for one in self.rules.variants]
        for read, report in told:
            for problem in report.problems:
                yield static.located(self.lines.of_members(problem.members) if isinstance(problem, CannotMerge) else "", f"{read}{problem}")

    def unpriced(self) -> Iterator[str]:
        for remark in self.report.remarks:
            yield static.located(self.lines.of([("indicator", remark.member)]), str(remark))

    def orphans(self) -> Iterator[str]:
        """Yield what nothing names; of an overlay, what it declares itself, for it cannot drop what its base does."""
        faults = static.orphans(self.rules, cited=self.lines.cited)
        return self.told(fault for fault in faults if not self.lines.laid or self.lines.of(fault.parts))

    def dates(self) -> Iterator[str]:
        yield from self.told(static.dates(self.rules))
        if self.folder:
            beside = (one for file in self.folder.parent.glob(f"*/{TOML}") for one in self._heads(file.parent))
            yield from map(str, gaps(one for one in beside if one.code == self.rules.code))

    @staticmethod
    def _heads(folder: Path) -> list[ts.AvailableRuleSet]:
        try:
            return versions_in(folder)
        except TristandardError:  # a neighbour that cannot be read is no version of this one
            return []

    def told(self, faults: Iterable[static.Fault]) -> Iterator[str]:
        return map(self.lines.told, faults)

    @cached_property
    def _drawn(self) -> Mapping[str, SearchStrategy[Any]]:
        """What laws take, by what they call it; a law of a shared indicator is held for each of them with what is drawn."""
        rules = self.rules
        standards = [*(one.standard for one in rules.indicators.values()), *(one.standard for one in rules.rulings)]
        near = {code: st.sampled_from(values) for code, values in some.values_near(rules).items() if values}
        uniform, pointwise = (_always(ts.merge(evolve(rules, policy=evolve(rules.policy, reading=reading), variant=None, variants=[]))) for reading in Reading)
        return {
            "rule set": _always(rules),
            "the same in another order": some.reordered(rules),
            "ruling": some.rulings_beside(rules),
            "merged rules": _always(self.merged),
            "merged rules of tightened sources": some.tightened(rules).map(ts.merge),
            "merged rules without an assessment": st.sampled_from(rules.assessments).map(lambda one: ts.merge(some.without(rules, one.code))) if rules.assessments else _always(self.merged),
            "rules read pointwise": pointwise,
            "the same rules read uniformly": uniform,
            "value": _always(rules),
            "write": _always(_written),
            "read": _always(_read),
            "standard": st.sampled_from(standards or [Standard()]),
            "point": some.points_near(rules=rules) if rules.indicators else some.site_points(trees=(rules.areas, rules.zones, rules.site_types)),
            "unit": some.unit_points(trees=(rules.kinds, rules.units)),
            "values": st.fixed_dictionaries({}, optional=near) | st.fixed_dictionaries(near),
            "survey": some.surveys(rules),
        }

    @cached_property
    def _alike(self) -> Mapping[str, SearchStrategy[SearchStrategy[Any]]]:
        """What laws take several of that belong together, by what they call each: values are the standards of a rule set, its scopes or its subjects."""
        said = [[getattr(one, part) for one in self.rules.indicators.values()] for part in ("standard", "scope", "subjects")]
        every = (*self.merged.shared, *self.merged.own)
        return {
            "value": st.sampled_from([things for things in said if things] or [[Scope.of()]]).map(st.sampled_from),
            "part of one shared indicator": st.sampled_from(every).map(some.parts) if every else _always(some.shared_indicators()),
        }

    def _examples(self, takes: tuple[str, ...]) -> SearchStrategy[list[tuple[object, ...]]]:
        """Return what a law takes, of this rule set: once, or for each shared indicator."""
        if "survey" in takes:
            return self._drawn["survey"].flatmap(lambda survey: some.derived(survey, takes)).map(lambda given: [given])
        if len(set(takes)) == 1 and takes[0] in self._alike:
            return self._alike[takes[0]].flatmap(lambda one: st.tuples(*(one for _ in takes))).map(lambda given: [given])
        others = [name for name in takes if name != "shared indicator"]
        every = (*self.merged.shared, *self.merged.own) if "shared indicator" in takes else (None,)
        return st.tuples(*(self._drawn[name] for name in others)).map(lambda drawn: [_of(shared, drawn, takes) for shared in every])

    def broken(self, law: Law) -> Iterator[str]:
        """Yield why a law does not hold: the smallest example against it that was found."""

        @settings(
            max_examples=self.examples, derandomize=True, database=None, deadline=None, report_multiple_bugs=False,
            phases=(Phase.generate, Phase.shrink), suppress_health_check=_UNHURRIED,
        )
        @given(self._examples(law.takes))
        def hold(examples: list[tuple[object, ...]]) -> None:
            for example in examples:
                law.check(*example)

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", HypothesisWarning)  # that what fails is long to print
                hold()
        except LawBroken as error:
            told = "; ".join(f"{name} {_said(thing, self.rules)}" for name, thing in zip(law.takes, error.given, strict=True) if not callable(thing))
            yield static.located(self.lines.of_members(code for thing in error.given for code in _named(thing)), f"it does not hold for {told}; mend the rules, or report it where the library is at fault")


def _always(thing: object) -> SearchStrategy[Any]:
    """Return a strategy for one thing alone, which hypothesis cannot print at length."""
    return st.builds(lambda: thing)


def _of(shared: SharedIndicator | None, drawn: Iterable[Any], takes: Iterable[str]) -> tuple[object, ...]:
    """Return what a law takes, with one shared indicator and the values of what its sources ask, if it takes one."""
    if shared is None:
        return tuple(drawn)
    asked, others = {code for one in shared.contributions for code in one.indicator.standard.measures}, iter(drawn)
    found = (shared if name == "shared indicator" else next(others) for name in takes)
    return tuple({code: value for code, value in thing.items() if code in asked} if isinstance(thing, dict) else thing for thing in found)


def _named(thing: object) -> Iterable[str]:
    """Return the indicators that an example speaks of."""
    match thing:
        case SharedIndicator(contributions=contributions):
            return [one.indicator.code for one in contributions]
        case Survey(observations=observations):
            return [one.indicator for one in observations]
        case _:
            return ()


def _said(thing: object, rules: RuleSet) -> str:
    """Return what a law was given, so that a person can follow it by hand; of other rules what differs."""
    match thing:
        case SharedIndicator(code=code, standard=standard, scope=scope):
            return f"{code} ({standard}; {scope})"
        case Survey():
            sites = "; ".join(f"{site.code} in {'/'.join(path[-1] for path in site.point)} of {show_shares(site.units) or 'nobody'}" for site in thing.plan.sites.values())
            seen = "; ".join(f"{one.indicator} at {one.site} {_seen(one.outcome)}" for one in thing.observations)
            given = "; ".join(f"{' '.join(key)} {'not applicable' if figure is None else plain(figure)}" for key, figure in sorted(thing.givens.items()))
            beside = "" if thing.rules == rules else f", under {_said(thing.rules, rules)}"
            return f"{thing.plan.period} (sites: {sites}. Seen: {seen or 'nothing'}{f'. Given: {given}' if given else ''}){beside}"
        case MergedRules(rule_set=read):
            return _said(read, rules)
        case RuleSet(code=code):
            moved = [] if thing == rules else [*map(str, ts.tightens(rules, thing).differences)]
            return "; ".join([repr(code), *moved[:_DIFFERENCES], *([f"{len(moved) - _DIFFERENCES} more differences"] if len(moved) > _DIFFERENCES else [])])
        case Ruling(code=code, standard=standard):
            return f"{code} ({standard})"
        case tuple() if len(thing) in (len(SITE_AXES), len(UNIT_AXES)) and all(isinstance(path, tuple) for path in thing):
            axes = SITE_AXES if len(thing) == len(SITE_AXES) else UNIT_AXES
            return ", ".join(f"{axis}={'/'.join(path)}" for axis, path in zip(axes, thing, strict=True))
        case Mapping():
            return ", ".join(f"{code} = {shown(value)}" for code, value in sorted(thing.items())) or "nothing"
        case _:
            return shown(thing, 400)


def _seen(outcome: Outcome) -> str:
    match outcome:
        case Measured(values, findings):
            found = (f"a finding of {one.measure}{f' by {one.unit}' if one.unit else ''}{f' ({told})' if (told := show_pairs(dict(one.circumstances))) else ''}" for one in findings)
            return ", ".join([*(f"{code} = {shown(value)}" for code, value in values), *found])
        case NotApplicable() | NotMeasured():
            return "not applicable" if isinstance(outcome, NotApplicable) else "not measured"


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


def _paths(of: _RuleSet, cases: str | Path | Iterable[Path] | None) -> list[Path]:
    """Return the files of worked cases: those given, or all in the folder given, or in the rule set's own, if it has one."""
    match cases:
        case None:
            folder = of.folder / "cases" if of.folder else None
        case str() | Path():
            folder = Path(cases)
            if not folder.is_dir():
                raise bad(str(cases), "", str(cases), "a folder of worked cases", "check the path; give files in a list")
        case _:
            return [Path(path) for path in cases]
    return [path for path in folder.glob("*") if path.suffix.lower() in (".toml", ".json")] if folder else []


def _cases(of: _RuleSet, cases: str | Path | Iterable[Path] | None) -> Iterator[Check]:
    """Yield a check for each worked case."""
    for path in sorted(_paths(of, cases)):
        try:
            case = worked.read_case(path)
            listed = worked.cases_of(case)
        except TristandardError as error:
            yield Check(f"case {path.name}", "the case can be read", of, partial(lambda text: [text], str(error)))
            continue
        for place, one in enumerate(listed, 1):
            name = f"case {path.name}" if one is case else f"case {path.name}, {place}"
            said = case.get("name", "") if one is case else f"{case.get('name', '')} · {one.get('name', '')}"
            yield Check(name, said, of, partial(_differences, of, path.name, case, one), "" if "format" in case else "merged")


def _differences(of: _RuleSet, file: str, case: worked.Case, one: worked.Case) -> list[str]:
    return [f"{file}: {line}" for line in worked.differences(case, one, None if "format" in case else of.rules)]


def _expecting(of: _RuleSet, found: list[Check], listed: Mapping[str, str] | None) -> tuple[Check, ...]:
    """Return the checks, with the reasons why some are known to fail; and one for what is wrong with the list."""
    problems: list[str] = []
    table: Mapping[str, object] = listed or {}
    place = ""
    if listed is None and of.folder and (of.folder / EXPECTED).exists():
        place = f"{EXPECTED}, expected_failures: "
        try:
            table = _table(of.folder / EXPECTED)
        except TristandardError as error:
            problems.append(str(error))
    known, reasons = [one.name for one in found], dict[str, str]()
    for name, reason in table.items():
        if name not in known:
            near = " or ".join(map(repr, get_close_matches(name, known, 3)))
            problems.append(f"{place}{name!r} is the name of no check of this rule set; {f'did you mean {near}?' if near else 'write the name as the report has it'}")
        elif name in ("loading", "merging"):
            problems.append(f"{place}{name!r} cannot be expected to fail, for then nothing else is run; mend the rules")
        elif not isinstance(reason, str) or not reason.strip():
            problems.append(f"{place}{name!r} is listed without a reason; write why it is known to fail")
        else:
            reasons[name] = reason
    if table or problems:
        found = [*found, Check("expected failures", "each expected failure names a check, and says why it fails", of, lambda: problems)]
    return tuple(evolve(one, expected=reasons.get(one.name, "")) for one in found)


def _table(path: Path) -> dict[str, object]:
    """Return the expected failures of a folder."""
    table = read_toml(path)
    listed = table.pop("expected_failures", {})
    refuse(f"{path.name} cannot be read", (bad(path.name, key, key, "a known key", "write [expected_failures] and nothing else") for key in table))
    if not isinstance(listed, dict):
        raise bad(path.name, "expected_failures", listed, "a table of reasons", 'write "name of a check" = "why it fails" below [expected_failures]')
    return listed
