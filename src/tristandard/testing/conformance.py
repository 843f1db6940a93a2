"""The conformance kit: what a rule set must keep, as checks that a person or a test run can run.

All of them, as one report::

    print(check_ruleset("path/to/folder"))

The checks are the loading, the merge, what `static`, `grounds` and `uncounted` find, every law over what
is drawn from the rule set's own words, the round trip through files, and the worked cases of its folder (`cases/`).
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
from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, final

import pytest
from attrs import frozen

from tristandard.basics.errors import BadValue, for_argument, said, wanted
from tristandard.rules.ruleset import RuleSet
from tristandard.testing import grounds, laws, uncounted
from tristandard.testing.case_checks import case_checks
from tristandard.testing.check import STATES, Check, NotHeld, Result, State
from tristandard.testing.examined import ExaminedRules
from tristandard.testing.expected_failures import expecting
from tristandard.words.sentence import Language, Sentence, Told

#: How many examples are drawn for each law, if nothing else is said.
EXAMPLES = 25


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
            counts=[STATES[state][1](count=counts[state]) for state in told],
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
    of = ExaminedRules(rules, on, encoding, examples)
    found = [
        Check("loading", _LOADING, of, of.mistakes),
        Check("merging", _MERGING, of, of.problems, "loaded"),
        _prices(of, strict=strict),
        _labels(of, strict=strict),
        Check("orphans", _ORPHANS, of, of.orphans, "loaded"),
        Check("dates", _DATES, of, of.dates, "loaded"),
        Check("grounds", _GROUNDS, of, lambda: of.told(grounds.grounds(of.merged)), "merged"),
        Check("weights", _WEIGHTS, of, lambda: of.told(uncounted.weights(of.merged)), "merged"),
        Check("scores", _SCORES, of, lambda: of.told(uncounted.scored(of.merged)), "merged"),
        *(
            Check(f"law {law.number}: {law.name}", law.statement, of, partial(of.broken, law), "merged")
            for law in laws.LAWS
        ),
        *case_checks(of, cases),
    ]
    return expecting(of, found, expected_failures)


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


def _prices(of: ExaminedRules, *, strict: bool) -> Check:
    if strict:
        return Check("prices", _PRICED, of, of.unpriced, "merged")
    return Check("prices", _PRICES_REMARKED, of, list, "merged", of.unpriced)


def _labels(of: ExaminedRules, *, strict: bool) -> Check:
    if strict:
        return Check("labels", _LABELS_APART, of, of.alike, "merged")
    return Check("labels", _LABELS_REMARKED, of, list, "merged", of.alike)
