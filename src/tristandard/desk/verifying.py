"""Whether a file of results, of what was handed over, or a certificate follows from rules and observations.

Whoever has the file, the rules and what was reported works everything out anew, without the office that made it. What
in the file differs is not refused, as loading refuses it: it is told, fact by fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tristandard.basics.errors import TristandardError, wanted
from tristandard.basics.period import Period
from tristandard.codec.bad_input import NOWHERE, bad, under
from tristandard.codec.files import path_of
from tristandard.codec.output import seal_of_read
from tristandard.codec.toml_json import read_json
from tristandard.desk.beside import Beside
from tristandard.desk.delivery import KIND as DELIVERY
from tristandard.desk.matched import Key, compared
from tristandard.desk.verified import Check, Fact, Verification
from tristandard.desk.verified_accounts import account
from tristandard.desk.verified_papers import handed_over, issued
from tristandard.merging.merged import MergedRules
from tristandard.words.sentence import Sentence, Told

_KINDS: Mapping[str, Told] = {
    "plan": Told("测评计划", "a plan"),
    "ledger": Told("扣分台账", "a ledger"),
    "results": Told("测评结果", "results"),
    "handover": Told("移交", "a handover"),
    DELIVERY: Told("移交件", "a delivery"),
    "certificate": Told("核验书", "a certificate"),
}
_HEADLINE = Sentence("{file}：{kind}，{period} {edition}", "{file}: {kind} of {period} {edition}")
_EDITION = Sentence("第 {edition} 版", "(edition {edition})")
_CAN_BE_CHECKED = Told("可以核对的文件", "a file that can be checked")
_GIVE_ONE = Told(
    "请给测评结果、移交件、核验书、计划或台账的 .json 文件",
    "give the .json file of results, a delivery, a certificate, a plan or a ledger",
)
_TELLS_NO_PERIOD = Told("写明期间的文件", "a file that names its period")
_OTHER_RULES = Told(
    "规则不同，无从重算；测评另有区域表、单位表或工作簿的，请一并给出",
    "not made anew: the rules differ; give the areas, units or workbooks of the survey as well, where there are any",
)
_A_CERTIFICATE = Told("核验书", "a certificate")
_LEAVE_OUT = Told(
    "results（--results）是核验书所据的结果，别的文件不用；请去掉",
    "results (--results) are those that a certificate is of, and nothing else takes them; leave them out",
)
_SEAL = Told("校验码", "seal")
#: What a file says of its rules, and what that is called.
_RULES: Mapping[str, Told] = {
    "rule_set": Told("规则集", "rule set"),
    "rule_set_version": Told("版本", "version"),
    "variant": Told("变体", "variant"),
    "rules": Told("规则的摘要", "digest of the rules"),
}


def verify(path: str | Path, beside: Beside, *, results: str | Path | None = None) -> Verification:
    """Check a file: its seal, its rules, and all in it that follows from what was reported.

    Args:
        path: Of results, a ledger, a plan, a handover, a delivery or a certificate.
        beside: The rules; and what was reported, where that is held against the file too.
        results: The results that a certificate is of, where these are at hand.

    Returns:
        What was checked, fact by fact; `holds` says whether nothing differs.

    Raises:
        BadInput: When a file is none of these, or a part of it cannot be read at all; when results are given, and it
            is no certificate.
        NotDone: When a certificate is given, and neither its results nor sites and observations.
        Refused: With every mistake of the observations.
    """
    wanted(beside, Beside)
    file = path_of(path)
    table = opened(file)
    kind, sealed = table["kind"], _seal(table)
    if results is not None and kind != "certificate":
        raise bad(file.name, under("kind"), kind, _A_CERTIFICATE, _LEAVE_OUT)
    checks, fits = [sealed], _rules(table, beside.merged)
    checks.append(fits)
    if not fits.fits:
        checks.append(Check(fact=_MAIN[kind], fits=None, where=_OTHER_RULES))
    elif kind == "certificate":
        checks.append(issued(table, period_of(file, table), beside, results))
    elif kind in ("handover", DELIVERY):
        checks += handed_over(table["handover"] if kind == DELIVERY else table, beside)
    else:
        checks += account(file, table, beside)
    return Verification(headline=_headline(file, table), checks=tuple(checks))


_MAIN = {
    "plan": Fact.PLAN, "ledger": Fact.POSTINGS, "results": Fact.SCORES, "handover": Fact.STATUSES,
    DELIVERY: Fact.STATUSES, "certificate": Fact.CERTIFICATE,
}  # fmt: skip


def opened(path: Path) -> dict[str, Any]:
    """Return what stands in a file that can be checked; refuse any other."""
    table = read_json(path, limit=None)
    kind = table.get("kind") if isinstance(table, dict) else None
    if not isinstance(kind, str) or kind not in _KINDS:
        raise bad(path.name, under("kind") if kind else NOWHERE, kind, _CAN_BE_CHECKED, _GIVE_ONE)
    found: dict[str, Any] = table
    return found


def period_of(path: Path, table: Mapping[str, Any]) -> Period:
    """Return of which period a file speaks."""
    written = _identity(table).get("period") or table.get("period")
    try:
        return Period.parse(str(written))
    except TristandardError:
        raise bad(path.name, under("period"), written, _TELLS_NO_PERIOD, _GIVE_ONE) from None


def _identity(table: Mapping[str, Any]) -> Mapping[str, Any]:
    found = table.get("identity")
    return found if isinstance(found, dict) else {}


def _headline(path: Path, table: Mapping[str, Any]) -> Told:
    edition = _identity(table).get("edition") or table.get("edition") or ""
    return _HEADLINE(
        file=path.name, kind=_KINDS[table["kind"]], period=str(period_of(path, table)),
        edition=_EDITION(edition=str(edition)) if edition else "",
    )  # fmt: skip


def _seal(table: Mapping[str, Any]) -> Check:
    """Return whether the seal is that of the content; the one that would fit is told to nobody."""
    written, fits = table.get("seal"), table.get("seal") == seal_of_read(table)
    return Check(fact=Fact.SEAL, fits=fits, count=1, wrong=int(not fits), where=_SEAL, written=str(written or ""))


def _rules(table: Mapping[str, Any], merged: MergedRules) -> Check:
    """Return whether a file was made under the rules given: all that it says of them."""
    rules, says = merged.rule_set, _identity(table) if table["kind"] == "certificate" else table
    known: dict[str, str] = {"rule_set": rules.code, "rule_set_version": rules.version}
    if "variant" in says:
        known["variant"] = rules.variant or ""
    if table["kind"] != "certificate":  # which names the digest of all its inputs alone
        known["rules"] = rules.digest
    written: dict[Key, object] = {(key,): says.get(key, "") for key in known}
    follows: dict[Key, object] = {(key,): one for key, one in known.items()}
    return compared(Fact.RULES, written, follows, lambda key: _RULES[key[0]])
