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
from tristandard.basics.errors import BadValue, Refused, TristandardError, all_of, for_argument, refuse, said, wanted
from tristandard.basics.location import located
from tristandard.checks.cannot import CannotMerge
from tristandard.checks.contradictions import contradictions
from tristandard.checks.report import Report
from tristandard.codec.available import TOML, gaps, versions_in
from tristandard.codec.bad_input import NOWHERE, bad, under
from tristandard.codec.folder import folder_of
from tristandard.codec.toml_json import read_toml
from tristandard.merging.merged import MergedRules
from tristandard.rules.ruleset import RuleSet
from tristandard.testing import laws, static, worked
from tristandard.testing.held import Held
from tristandard.testing.laws import Law
from tristandard.words.sentence import Either, Language, Lines, Sentence, Told

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


#: How a report tells what became of a check, as wide for each, and how it counts them.
_STATES: Mapping[State, tuple[Told, Sentence]] = {
    State.PASSED: (Told("通过　　　　", "passed              "), Sentence("通过 {count} 项", "{count} passed")),
    State.FAILED: (Told("未通过　　　", "FAILED              "), Sentence("未通过 {count} 项", "{count} failed")),
    State.EXPECTED: (
        Told("预期未通过　", "expected failure    "),
        Sentence("预期未通过 {count} 项", "{count} expected failure"),
    ),
    State.UNEXPECTED: (
        Told("意外通过　　", "UNEXPECTEDLY PASSED "),
        Sentence("意外通过 {count} 项", "{count} unexpectedly passed"),
    ),
    State.NOT_RUN: (Told("未运行　　　", "not run             "), Sentence("未运行 {count} 项", "{count} not run")),
}


@final
@frozen
class NotHeld(TristandardError, AssertionError):
    """A rule set does not keep what a check asks."""

    check: Check
    messages: tuple[Told, ...]

    _SAID = Sentence(
        "{name}：{statement}；实际并非如此：\n{messages}", "{name}: {statement}; it does not hold:\n{messages}"
    )
    _MESSAGE = Sentence("  - {message}", "  - {message}")

    @property
    def told(self) -> Told:
        """What must hold, and below it what does not."""
        messages = Lines(self._MESSAGE(message=message) for message in self.messages)
        return self._SAID(name=self.check.name, statement=self.check.statement, messages=messages)

    def __str__(self) -> str:
        return self.told[1]


@final
@frozen
class Result:
    """What became of one check: why it failed, and what it remarks."""

    check: Check
    state: State
    messages: tuple[Told, ...] = ()
    remarks: tuple[Told, ...] = ()

    _SAID = Sentence("{state}{name}：{statement}", "{state}{name}: {statement}")
    _REASON = Sentence("预期的理由：{reason}", "expected: {reason}")
    _REMARK = Sentence("须知悉：{remark}", "remark: {remark}")

    def text(self, language: str | Language = "zh") -> str:
        """Return it as text: the state, the name and the statement; below, what there is to say."""
        reason = [self._REASON(reason=self.check.expected)] if self.state is State.EXPECTED else []
        told = [*reason, *self.messages, *(self._REMARK(remark=remark) for remark in self.remarks)]
        head = self._SAID(state=_STATES[self.state][0], name=self.check.name, statement=self.check.statement)
        below = (f"    {line}" for message in told for line in said(message, language).splitlines())
        return "\n".join((said(head, language), *below))

    def __str__(self) -> str:
        return self.text("en")


_CANNOT_BE_RUN = Sentence("无法运行：{kind}: {reason}", "it could not be run: {kind}: {reason}")
_HOLDS_AFTER_ALL = Sentence(
    "它列为预期未通过（{reason}），实际却通过；请从名单中删去",
    "it is listed as an expected failure ({reason}) and holds; take it off the list",
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
    statement: Told
    _of: _RuleSet = field(repr=False, eq=False)
    _faults: Callable[[], Iterable[Told]] = field(repr=False, eq=False)
    #: Whether it speaks of the rule set as loaded, or as merged.
    _needs: str = field(default="", repr=False)
    _remarks: Callable[[], Iterable[Told]] = field(default=list, repr=False, eq=False)
    expected: str = ""

    def result(self) -> Result:
        """Run it."""
        if missing := self._of.missing(self._needs):
            return Result(self, State.NOT_RUN, (missing,))
        try:
            faults = tuple(self._faults())
        except TristandardError as error:
            faults = (error.told,)
        except Exception as error:
            faults = (_CANNOT_BE_RUN(kind=type(error).__name__, reason=str(error)),)
        if faults:
            return Result(self, State.EXPECTED if self.expected else State.FAILED, faults)
        if self.expected:
            return Result(self, State.UNEXPECTED, (_HOLDS_AFTER_ALL(reason=self.expected),))
        return Result(self, State.PASSED, remarks=tuple(self._remarks()))

    def hold(self) -> Result:
        """Run it inside a test, whose mark `xfail` says whether it is expected to fail (see
        `parameters`), and return what it remarks.

        Raises:
            NotHeld: With what does not hold.
        """
        result = self.result()
        if result.state is State.NOT_RUN:
            pytest.skip(said(result.messages[0], "en"))
        if result.state in (State.FAILED, State.EXPECTED):
            raise NotHeld(self, result.messages)
        return result


@final
@frozen
class Conformance:
    """What became of every check of a rule set."""

    title: Told
    results: tuple[Result, ...]

    _VERDICT = Sentence("{counts}；须知悉 {remarks} 项：{verdict}", "{counts}; {remarks:remark|remarks}: {verdict}")
    _CONFORMS = Told("符合", "it conforms")
    _DOES_NOT_CONFORM = Told("不符合", "it does not conform")

    @property
    def holds(self) -> bool:
        """Whether every check passed, or failed as it is listed to."""
        return all(result.state in (State.PASSED, State.EXPECTED) for result in self.results)

    def text(self, language: str | Language = "zh") -> str:
        """Return the report in "zh" or "en": a line for each check, what failed or is remarked below it, and the
        counts.
        """
        counts = Counter(result.state for result in self.results)
        told = [state for state in State if counts[state] or state in (State.PASSED, State.FAILED)]
        verdict = self._VERDICT(
            counts=[_STATES[state][1](count=counts[state]) for state in told],
            remarks=sum(len(result.remarks) for result in self.results),
            verdict=self._CONFORMS if self.holds else self._DOES_NOT_CONFORM,
        )
        rows = (result.text(language) for result in self.results)
        return "\n".join((said(self.title, language), *rows, said(verdict, language)))

    def __str__(self) -> str:
        return self.text("en")


_TITLE = Sentence("规则集“{name}”的符合性检查", "conformance of the rule set {name!r}")


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
    return Conformance(_TITLE(name=name), tuple(one.result() for one in found))


_RULES = Told("文件夹、编码或规则集", "a folder, a code or a rule set")
_GIVE_ONE = Told("请给出其中一种", "give one of them")
_EXAMPLES = Told("举例的次数", "a number of examples")
_ONE_OR_MORE = Told("请给出 1 以上的整数", "give a whole number of 1 or more")
_LOADING = Told("规则集的文件读入无误", "the files of the rule set load without a mistake")
_MERGING = Told(
    "各考核可以融合，每个变体也是：标准可以达到、可以比较，对照相互一致",
    "its assessments merge, in every variant: standards that can be met and compared, matches that agree",
)
_ORPHANS = Told(
    "每条依据、每个测量项目、问题情形、考核项目和对照表都有所用",
    "every clause, measure, circumstance, item and crosswalk is named by something",
)
_DATES = Told(
    "规则集施行期间各条依据都在施行，各版本前后相接",
    "every clause is in force through the dates of the rule set, and its versions follow each other",
)
_GROUNDS = Told(
    "每条对照都有点位适用，每个对象都有单位对应", "every match holds at some site, and every subject is some unit"
)
_WEIGHTS = Told(
    "写明权重的地方，凡有要求的各类地点都有权重",
    "every kind of place where something is asked has a weight where weights are written",
)
_SCORES = Told("每个指标都计入得分", "every indicator counts in a score")


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
        raise BadValue(rules, _RULES, _GIVE_ONE)
    if type(examples) is not int or examples < 1:
        raise BadValue(examples, _EXAMPLES, _ONE_OR_MORE)
    if expected_failures is not None:
        wanted(expected_failures, Mapping, for_argument("expected_failures"))
    of = _RuleSet(rules, on, encoding, examples)
    found = [
        Check("loading", _LOADING, of, of.mistakes),
        Check("merging", _MERGING, of, of.problems, "loaded"),
        _prices(of, strict=strict),
        _labels(of, strict=strict),
        Check("orphans", _ORPHANS, of, of.orphans, "loaded"),
        Check("dates", _DATES, of, of.dates, "loaded"),
        Check("grounds", _GROUNDS, of, lambda: of.told(static.grounds(of.merged)), "merged"),
        Check("weights", _WEIGHTS, of, lambda: of.told(static.weights(of.merged)), "merged"),
        Check("scores", _SCORES, of, lambda: of.told(static.scored(of.merged)), "merged"),
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


_PRICED = Told(
    "凡不达融合标准的，每个考核都扣分，越差扣得不会越少",
    "every breach of a merged bar costs each assessment something, and a worse one no less",
)
_PRICES_REMARKED = Told(
    "不达融合标准而某个考核不扣分、或越差扣得越少的，提请知悉",
    "a breach of a merged bar that costs an assessment nothing, or less where it is worse, is remarked",
)
_LABELS_APART = Told("同类的两项名称不相同", "no two things of one kind have one label")
_LABELS_REMARKED = Told("同类而名称相同的，提请知悉", "things of one kind that have one label are remarked")


def _prices(of: _RuleSet, *, strict: bool) -> Check:
    if strict:
        return Check("prices", _PRICED, of, of.unpriced, "merged")
    return Check("prices", _PRICES_REMARKED, of, list, "merged", of.unpriced)


def _labels(of: _RuleSet, *, strict: bool) -> Check:
    if strict:
        return Check("labels", _LABELS_APART, of, of.alike, "merged")
    return Check("labels", _LABELS_REMARKED, of, list, "merged", of.alike)


_CONTRADICTS = Sentence("规则集“{code}”自相矛盾", "the rule set {code!r} contradicts itself")
_NOT_LOADED = Told("规则集无法读入；请先改正", "the rule set cannot be loaded; mend that first")
_NOT_MERGED = Told("规则集无法融合；请先改正", "the rule set cannot be merged; mend that first")
_AS_THE_VARIANT = Sentence("按变体“{code}”读，{problem}", "read as the variant {code!r}, {problem}")


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
            refuse(_CONTRADICTS(code=self.source.code), contradictions(self.source))
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

    def missing(self, needs: str) -> Told | None:
        """Return why a check cannot be run, if it cannot."""
        if needs and isinstance(self._loaded, TristandardError):
            return _NOT_LOADED
        return _NOT_MERGED if needs == "merged" and self.report.problems else None

    def mistakes(self) -> Iterator[Told]:
        match self._loaded:
            case Refused(exceptions=reasons):
                yield from (reason.told for reason in all_of(reasons, TristandardError))
            case TristandardError() as error:
                yield error.told
            case _:
                pass

    def problems(self) -> Iterator[Told]:
        """Yield what keeps the rules from being merged, as they stand and as each variant reads them."""
        yield from (problem.told for problem in self.report.problems)
        if self.report.problems or self.rules.variant is not None:
            return
        for one in self.rules.variants:
            for problem in ts.check(self.rules.varied(one.code)).problems:
                locations = problem.locations if isinstance(problem, CannotMerge) else ()
                own = evolve(problem, locations=()) if isinstance(problem, CannotMerge) else problem
                yield located(locations, _AS_THE_VARIANT(code=one.code, problem=own.told))

    def unpriced(self) -> Iterator[Told]:
        for remark in self.report.remarks:
            if isinstance(remark, (ts.checks.Unpriced, ts.checks.PricedBackwards)):
                yield remark.told

    def alike(self) -> Iterator[Told]:
        for remark in self.report.remarks:
            if isinstance(remark, ts.checks.EqualLabels):
                yield remark.told

    def orphans(self) -> Iterator[Told]:
        """Yield what nothing names; of an overlay, what it declares itself, for it cannot drop what its base does."""
        faults = static.orphans(self.rules, cited=self.lines.cited)
        return self.told(fault for fault in faults if not self.lines.laid or self.lines.of(fault.parts))

    def dates(self) -> Iterator[Told]:
        yield from self.told(static.dates(self.rules))
        if self.folder:
            beside = (one for file in self.folder.parent.glob(f"*/{TOML}") for one in self._heads(file.parent))
            yield from (gap.told for gap in gaps(one for one in beside if one.code == self.rules.code))

    @staticmethod
    def _heads(folder: Path) -> list[ts.files.AvailableRuleSet]:
        try:
            return versions_in(folder)
        except TristandardError:  # a neighbour that cannot be read is no version of this one
            return []

    def told(self, faults: Iterable[static.Fault]) -> Iterator[Told]:
        return map(self.lines.told, faults)

    @cached_property
    def _held(self) -> Held:
        return Held(self.rules, self.merged)

    def broken(self, law: Law) -> Iterator[Told]:
        """Yield why a law does not hold, at the rows of what it speaks of."""
        for codes, told in self._held.broken(law, self.examples):
            yield located(self.lines.of_members(codes), told)


_A_FOLDER_OF_CASES = Told("存放算例的文件夹", "a folder of worked cases")
_CHECK_THE_PATH = Told("请检查路径；给出文件的，请放进列表", "check the path; give files in a list")
_CAN_BE_READ = Told("算例可以读入", "the case can be read")
_IN_THE_FILE = Sentence("{file}：{difference}", "{file}: {difference}")


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
                raise bad(str(cases), NOWHERE, str(cases), _A_FOLDER_OF_CASES, _CHECK_THE_PATH)
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
            yield Check(f"case {path.name}", _CAN_BE_READ, of, partial(lambda told: [told], error.told))
            continue
        for place, one in enumerate(listed, 1):
            name = f"case {path.name}" if one is case else f"case {path.name}, {place}"
            shown = str(case.get("name", "")) if one is case else f"{case.get('name', '')} · {one.get('name', '')}"
            faults = partial(_differences, of, path.name, case, one)
            yield Check(name, Told(shown, shown), of, faults, "" if "format" in case else "merged")


def _differences(of: _RuleSet, file: str, case: worked.Case, one: worked.Case) -> list[Told]:
    found = worked.differences(case, one, None if "format" in case else of.rules)
    return [_IN_THE_FILE(file=file, difference=line) for line in found]


_EXPECTED_FAILURES = Told(
    "每项预期未通过都写明是哪项检查、为什么", "each expected failure names a check, and says why it fails"
)
_LISTED_IN = Sentence("{place}{name!r} {wrong}", "{place}{name!r} {wrong}")


def _expecting(of: _RuleSet, found: list[Check], listed: Mapping[str, str] | None) -> tuple[Check, ...]:
    """Return the checks, with the reasons why some are known to fail; and one for what is wrong with the list."""
    problems: list[Told] = []
    table: Mapping[str, object] = listed or {}
    place = ""
    if listed is None and of.folder and (of.folder / EXPECTED).exists():
        place = f"{EXPECTED}, expected_failures: "
        try:
            table = _table(of.folder / EXPECTED)
        except TristandardError as error:
            problems.append(error.told)
    known, reasons = [one.name for one in found], dict[str, str]()
    for name, reason in table.items():
        if wrong := _unexpectable(name, reason, known):
            problems.append(_LISTED_IN(place=place, name=name, wrong=wrong))
        else:
            reasons[name] = str(reason)
    if table or problems:
        found = [*found, Check("expected failures", _EXPECTED_FAILURES, of, lambda: problems)]
    return tuple(evolve(one, expected=reasons.get(one.name, "")) for one in found)


_NO_CHECK = Sentence("不是本规则集的检查名称；{remedy}", "is the name of no check of this rule set; {remedy}")
_DID_YOU_MEAN = Sentence("是否指 {near}？", "did you mean {near}?")
_AS_THE_REPORT = Told("请照报告所列的名称写", "write the name as the report has it")
_MUST_HOLD = Told(
    "不能列为预期未通过：它不通过，其余都不运行；请改正规则",
    "cannot be expected to fail, for then nothing else is run; mend the rules",
)
_WITHOUT_A_REASON = Told("没有写理由；请写明为什么通不过", "is listed without a reason; write why it is known to fail")


def _unexpectable(name: str, reason: object, known: list[str]) -> Told | None:
    """Return why a check cannot be expected to fail, and what to do; None where it can."""
    if name not in known:
        near = get_close_matches(name, known, 3)
        return _NO_CHECK(remedy=_DID_YOU_MEAN(near=Either(map(repr, near))) if near else _AS_THE_REPORT)
    if name in ("loading", "merging"):
        return _MUST_HOLD
    if not isinstance(reason, str) or not reason.strip():
        return _WITHOUT_A_REASON
    return None


_CANNOT_BE_READ = Sentence("{file} 无法读取", "{file} cannot be read")
_A_KNOWN_KEY = Told("可用的键", "a known key")
_NOTHING_ELSE = Told("请只写 [expected_failures]", "write [expected_failures] and nothing else")
_REASONS = Told("写明理由的表", "a table of reasons")
_NAME_AND_REASON = Told(
    '请在 [expected_failures] 下面写 "检查名称" = "为什么通不过"',
    'write "name of a check" = "why it fails" below [expected_failures]',
)


def _table(path: Path) -> dict[str, object]:
    """Return the expected failures of a folder."""
    table = read_toml(path)
    listed = table.pop("expected_failures", {})
    strange = (bad(path.name, under(key), key, _A_KNOWN_KEY, _NOTHING_ELSE) for key in table)
    refuse(_CANNOT_BE_READ(file=path.name), strange)
    if not isinstance(listed, dict):
        raise bad(path.name, under("expected_failures"), listed, _REASONS, _NAME_AND_REASON)
    return listed
