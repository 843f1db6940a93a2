"""Which checks of a rule set are known to fail, and why: its list, read and held against the checks."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from attrs import evolve

from tristandard.basics.errors import TristandardError, refuse
from tristandard.codec.bad_input import bad, under
from tristandard.codec.toml_json import read_toml
from tristandard.testing.check import Check
from tristandard.testing.examined import ExaminedRules
from tristandard.words.sentence import Either, Sentence, Told

#: Where a folder says which checks are known to fail, and why.
EXPECTED = "conformance.toml"

_EXPECTED_FAILURES = Told(
    "每项预期未通过都写明是哪项检查、为什么", "each expected failure names a check, and says why it fails"
)
_LISTED_IN = Sentence("{place}{name!r} {wrong}", "{place}{name!r} {wrong}")


def expecting(of: ExaminedRules, found: list[Check], listed: Mapping[str, str] | None) -> tuple[Check, ...]:
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
