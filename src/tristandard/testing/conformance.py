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

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from enum import Enum
from functools import cached_property, partial
from pathlib import Path
from typing import Any, final

import pytest
from attrs import define, evolve, field, frozen

import tristandard as ts
from tristandard.basics.errors import BadValue, Refused, TristandardError, as_told, refuse, wanted
from tristandard.basics.location import located
from tristandard.checks.cannot import CannotMerge
from tristandard.checks.contradictions import contradictions
from tristandard.checks.report import Report
from tristandard.codec.available import TOML, gaps, versions_in
from tristandard.codec.files import bad, read_toml
from tristandard.codec.folder import folder_of
from tristandard.merging.merged import MergedRules
from tristandard.rules.ruleset import RuleSet
from tristandard.testing import laws, static, worked
from tristandard.testing.held import Held
from tristandard.testing.laws import Law

#: Where a folder says which checks are known to fail, and why.
EXPECTED = "conformance.toml"

#: How many examples are drawn for each law, if nothing else is said.
EXAMPLES = 25


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
        return "\n".join(
            (
                f"{self.check.name}: {self.check.statement}; it does not hold:",
                *(f"  - {message}" for message in self.messages),
            )
        )


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
        return "\n".join(
            (
                f"{self.state.value:<20}{self.check.name}: {self.check.statement}",
                *(f"    {line}" for message in told for line in message.splitlines()),
            )
        )


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
            return Result(
                self,
                State.UNEXPECTED,
                (f"it is listed as an expected failure ({self.expected}) and holds; take it off the list",),
            )
        return Result(self, State.PASSED, remarks=tuple(self._remarks()))

    def hold(self) -> Result:
        """Run it inside a test, whose mark `xfail` says whether it is expected to fail (see
        `parameters`), and return what it remarks.

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
        counts, remarks = (
            Counter(result.state for result in self.results),
            sum(len(result.remarks) for result in self.results),
        )
        total = ", ".join(
            f"{counts[state]} {state.value.lower()}"
            for state in State
            if counts[state] or state in (State.PASSED, State.FAILED)
        )
        verdict = "it conforms" if self.holds else "it does not conform"
        return "\n".join(
            (self.title, *map(str, self.results), f"{total}; {remarks} remark{'' if remarks == 1 else 's'}: {verdict}")
        )


def check_ruleset(
    rules: str | Path | RuleSet,
    *,
    cases: str | Path | Iterable[Path] | None = None,
    expected_failures: Mapping[str, str] | None = None,
    strict: bool = False,
    examples: int = EXAMPLES,
    on: date | None = None,
    encoding: str | None = None,
) -> Conformance:
    """Run every check of a rule set; the arguments are those of `checks`."""
    found = checks(
        rules,
        cases=cases,
        expected_failures=expected_failures,
        strict=strict,
        examples=examples,
        on=on,
        encoding=encoding,
    )
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
    encoding: str | None = None,
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
        Check(
            "merging",
            "its assessments merge, in every variant: standards that can be met and compared, matches that agree",
            of,
            of.problems,
            "loaded",
        ),
        _prices(of, strict=strict),
        _labels(of, strict=strict),
        Check(
            "orphans",
            "every clause, measure, circumstance, item and crosswalk is named by something",
            of,
            of.orphans,
            "loaded",
        ),
        Check(
            "dates",
            "every clause is in force through the dates of the rule set, and its versions follow each other",
            of,
            of.dates,
            "loaded",
        ),
        Check(
            "grounds",
            "every match holds at some site, and every subject is some unit",
            of,
            lambda: of.told(static.grounds(of.merged)),
            "merged",
        ),
        Check(
            "weights",
            "every kind of place where something is asked has a weight where weights are written",
            of,
            lambda: of.told(static.weights(of.merged)),
            "merged",
        ),
        Check("scores", "every indicator counts in a score", of, lambda: of.told(static.scored(of.merged)), "merged"),
        *(
            Check(f"law {law.number}: {law.name}", law.statement, of, partial(of.broken, law), "merged")
            for law in laws.LAWS
        ),
        *_cases(of, cases),
    ]
    return _expecting(of, found, expected_failures)


def parameters(rules: str | Path | RuleSet, **more: Any) -> list[Any]:
    """Return the checks of a rule set as parameters of a test, which calls `check.hold()`; those that
    are listed to fail must fail.

    The arguments are those of `checks`.
    """
    return [
        pytest.param(
            one,
            id=one.name,
            marks=[pytest.mark.xfail(strict=True, reason=one.expected, raises=NotHeld)] if one.expected else [],
        )
        for one in checks(rules, **more)
    ]


def _prices(of: _RuleSet, *, strict: bool) -> Check:
    if strict:
        return Check(
            "prices",
            "every breach of a merged bar costs each assessment something, and a worse one no less",
            of,
            of.unpriced,
            "merged",
        )
    return Check(
        "prices",
        "a breach of a merged bar that costs an assessment nothing, or less where it is worse, is remarked",
        of,
        list,
        "merged",
        of.unpriced,
    )


def _labels(of: _RuleSet, *, strict: bool) -> Check:
    if strict:
        return Check("labels", "no two things of one kind have one label", of, of.alike, "merged")
    return Check("labels", "things of one kind that have one label are remarked", of, list, "merged", of.alike)


@final
@define(slots=False)
class _RuleSet:
    """A rule set under its checks: loaded and merged once, when the first check needs it."""

    source: str | Path | RuleSet
    on: date | None
    encoding: str | None
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
            refuse(f"the rule set {self.source.code!r} contradicts itself", contradictions(self.source))
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
            told += [
                (f"read as the variant {one.code!r}, ", ts.check(self.rules.varied(one.code)))
                for one in self.rules.variants
            ]
        for read, report in told:
            for problem in report.problems:
                if isinstance(problem, CannotMerge):
                    yield located(problem.locations, as_told(f"{read}{evolve(problem, locations=())}"))[1]
                else:
                    yield f"{read}{problem}"

    def unpriced(self) -> Iterator[str]:
        for remark in self.report.remarks:
            if isinstance(remark, (ts.checks.Unpriced, ts.checks.PricedBackwards)):
                yield str(remark)

    def alike(self) -> Iterator[str]:
        for remark in self.report.remarks:
            if isinstance(remark, ts.checks.EqualLabels):
                yield str(remark)

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
    def _heads(folder: Path) -> list[ts.files.AvailableRuleSet]:
        try:
            return versions_in(folder)
        except TristandardError:  # a neighbour that cannot be read is no version of this one
            return []

    def told(self, faults: Iterable[static.Fault]) -> Iterator[str]:
        return map(self.lines.told, faults)

    @cached_property
    def _held(self) -> Held:
        return Held(self.rules, self.merged)

    def broken(self, law: Law) -> Iterator[str]:
        """Yield why a law does not hold, at the rows of what it speaks of."""
        for codes, told in self._held.broken(law, self.examples):
            yield static.located(self.lines.of_members(codes), told)


def _paths(of: _RuleSet, cases: str | Path | Iterable[Path] | None) -> list[Path]:
    """Return the files of worked cases: those given, or all in the folder given, or in the rule set's
    own, if it has one.
    """
    match cases:
        case None:
            folder = of.folder / "cases" if of.folder else None
        case str() | Path():
            folder = Path(cases)
            if not folder.is_dir():
                raise bad(
                    str(cases), "", str(cases), "a folder of worked cases", "check the path; give files in a list"
                )
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
            yield Check(
                name, said, of, partial(_differences, of, path.name, case, one), "" if "format" in case else "merged"
            )


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
        if wrong := _unexpectable(name, reason, known):
            problems.append(f"{place}{name!r} {wrong}")
        else:
            reasons[name] = str(reason)
    if table or problems:
        found = [
            *found,
            Check(
                "expected failures", "each expected failure names a check, and says why it fails", of, lambda: problems
            ),
        ]
    return tuple(evolve(one, expected=reasons.get(one.name, "")) for one in found)


def _unexpectable(name: str, reason: object, known: list[str]) -> str:
    """Return why a check cannot be expected to fail, and what to do; "" where it can."""
    if name not in known:
        near = " or ".join(map(repr, get_close_matches(name, known, 3)))
        remedy = f"did you mean {near}?" if near else "write the name as the report has it"
        return f"is the name of no check of this rule set; {remedy}"
    if name in ("loading", "merging"):
        return "cannot be expected to fail, for then nothing else is run; mend the rules"
    if not isinstance(reason, str) or not reason.strip():
        return "is listed without a reason; write why it is known to fail"
    return ""


def _table(path: Path) -> dict[str, object]:
    """Return the expected failures of a folder."""
    table = read_toml(path)
    listed = table.pop("expected_failures", {})
    refuse(
        f"{path.name} cannot be read",
        (bad(path.name, key, key, "a known key", "write [expected_failures] and nothing else") for key in table),
    )
    if not isinstance(listed, dict):
        raise bad(
            path.name,
            "expected_failures",
            listed,
            "a table of reasons",
            'write "name of a check" = "why it fails" below [expected_failures]',
        )
    return listed
