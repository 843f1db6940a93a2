"""A case file as it is written: its cases, its rule set, and what in it means nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tomli_w

import tristandard as ts
from tristandard.basics.errors import BadValue, TristandardError, refuse
from tristandard.codec.available import TOML
from tristandard.codec.bad_input import NOWHERE, bad
from tristandard.codec.csv_table import csv_text
from tristandard.codec.output import encoded
from tristandard.codec.tables import CROSSWALK, INDICATORS, MATCH, WRITTEN_COLUMNS
from tristandard.codec.toml_json import read_json, read_toml
from tristandard.rules.ruleset import RuleSet
from tristandard.words.sentence import Both, Sentence, Told

#: The edge vectors that come along: cases in JSON, each with a rule set of its own; its README has their keys.
VECTORS = Path(__file__).parents[1] / "vectors"

#: A case file, and each case in it: tables as TOML and JSON hold them, without floats.
Case = Mapping[str, Any]

#: What says what was seen at the sites.
_OUTCOMES = frozenset({"observations", "values", "findings", "not_applicable", "not_measured"})
#: What a case can hold beside what `expected` or its postings say: keys of a file or of a case.
_SEEN = _OUTCOMES | {"period", "sites", "site", "indicator", "given", "earlier"}
_COMES = frozenset(
    {"expected", "lost", "gained", "vetoes", "unassessed", "unowned", "counted", "score", "items", "refused", "periods"}
)
_OF_A_PERIOD = frozenset(
    {"period", "sites", "observations", "given", "expected", "include", "carried", "bottom", "refused", "own"}
)
#: What one place loses, told in the place of scorecards that are `expected`.
_OF_A_PLACE = frozenset({"lost", "gained", "vetoes", "unassessed", "unowned", "counted"})
#: By which keys a row says what was seen.
OUTCOME_KEYS = frozenset({"values", "findings", "not_applicable", "not_measured"})
#: What an earlier period may say was seen.
_EARLIER = frozenset({"indicator", "observations", "values", "findings", "not_applicable", "not_measured"})
#: The keys that stand in a case file alone, and in none of its cases.
_OF_A_FILE = frozenset({"source", "indicators", "matches", "cases", "problems", "remarks", "doubts"})
#: The keys of a case file that are no part of `ruleset.toml`.
OURS = frozenset({"name", "why"}) | _OF_A_FILE | _SEEN | _COMES


_A_TABLE = Told("一张表", "a table")
_KEYS_AND_VALUES = Told("请写成 { 键: 值, … }", "write { key: value, … }")


def read_case(path: Path) -> dict[str, Any]:
    """Return a case file.

    Raises:
        BadInput: When it is neither TOML nor JSON, cannot be read, or is no table.
    """
    read: Callable[[Path], Any] = read_json if path.suffix.lower() == ".json" else read_toml
    table = read(path)
    if not isinstance(table, dict):
        raise bad(path.name, NOWHERE, table, _A_TABLE, _KEYS_AND_VALUES)
    return table


_A_LIST_OF_CASES = Told("算例的列表", "a list of cases")
_CASES_BEFORE_EACH = Told("请在每个算例前写 [[cases]]，或删去该键", "write [[cases]] before each, or drop the key")


def cases_of(case: Case) -> Sequence[Case]:
    """Return the cases of a file: those that it lists, or itself.

    Raises:
        BadValue: When it lists none.
    """
    listed: Sequence[Case] = case.get("cases", [case])
    if not listed or not _are_tables(listed):
        raise BadValue(listed, _A_LIST_OF_CASES, _CASES_BEFORE_EACH)
    return listed


def _are_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def rules_of(case: Case) -> RuleSet:
    """Return the rule set that a case file holds, written as a folder and loaded.

    Raises:
        Refused: With every mistake in it.
    """
    table = {key: value for key, value in case.items() if key not in OURS}
    with TemporaryDirectory() as folder:
        texts = {
            TOML: tomli_w.dumps(table),
            INDICATORS: _csv(INDICATORS, WRITTEN_COLUMNS, case.get("indicators", ())),
            CROSSWALK: _csv(CROSSWALK, MATCH, case.get("matches", ())),
        }
        for name, text in texts.items():
            (Path(folder) / name).write_bytes(encoded(name, text))
        return ts.load_ruleset(folder)


def _csv(name: str, columns: tuple[str, ...], written: Iterable[Mapping[str, object]]) -> str:
    rows = [{column: str(cell) for column, cell in row.items()} for row in written]
    return csv_text(name, tuple(dict.fromkeys((*columns, *(column for row in rows for column in row)))), rows)


def _are_texts(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _are_table(value: object) -> bool:
    return isinstance(value, dict)


def _are_cards(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(units, dict) and all(isinstance(card, dict) for card in units.values()) for units in value.values()
    )


#: Of what kind the keys of a case are that say more than a number.
_KINDS: tuple[tuple[Told, Callable[[object], bool], frozenset[str]], ...] = (
    (
        Told("由表组成的列表", "a list of tables"),
        _are_tables,
        frozenset({"sites", "observations", "findings", "given", "earlier", "periods"}),
    ),
    (Told("文字", "a text"), _are_texts, frozenset({"indicator", "period", "refused"})),
    (_A_TABLE, _are_table, frozenset({"items", "include", "carried", "bottom"})),
    (
        Told("按考核和单位列出成绩单的表", "a table of scorecards by assessment and unit"),
        _are_cards,
        frozenset({"expected"}),
    ),
)
_KIND_FOR = Sentence("`{key}` 的{kind}", "{kind} for `{key}`")
_WRITE_KIND = Sentence("请写{kind}", "write {kind}")
_BESIDE = Sentence("{one} 与 {other}", "{one} beside {other}")
_SEEN_ONCE = Told("只说了一次的测得内容", "what was seen, said once")
_KEEP_ONE = Told("请只留一种", "keep one of them")
_READ_BESIDE = Sentence("与 {whole} 一起读的", "read beside {whole}")
_DROP_EITHER = Sentence("请删去它，或删去 {whole}", "drop it, or {whole}")
_EXPECTING = Told("写明应得什么的期间列表", "a list of periods of which something is expected")
_WHAT_EACH_COMES_TO = Told("请写明各期间得出什么", "write what each comes to")


def _misshapen(row: Case) -> Iterator[TristandardError]:
    """Yield what in a case, or in a period of one, is not of its kind, or would not be read beside something else."""
    for kind, fits, keys in _KINDS:
        yield from (
            BadValue(row[key], _KIND_FOR(kind=kind, key=key), _WRITE_KIND(kind=kind))
            for key in sorted(keys & row.keys())
            if not fits(row[key])
        )
    ways = [{"observations"}, {"values", "findings"}, {"not_applicable"}, {"not_measured"}]
    told = [Both(sorted(way & row.keys())) for way in ways if way & row.keys()]
    if len(told) > 1:
        beside: object = told[0]
        for other in told[1:]:
            beside = _BESIDE(one=beside, other=other)
        yield BadValue(beside, _SEEN_ONCE, _KEEP_ONE)
    for whole, apart in (("expected", _OF_A_PLACE), ("periods", _OF_A_PLACE | _SEEN - {"sites", "period"})):
        if whole in row and (unread := sorted(row.keys() & apart)):
            yield BadValue(", ".join(unread), _READ_BESIDE(whole=whole), _DROP_EITHER(whole=whole))
    if (
        "periods" in row
        and _are_tables(row["periods"])
        and not any(one.keys() & {"expected", "carried", "bottom", "refused"} for one in (row, *row["periods"]))
    ):
        yield BadValue(row["periods"], _EXPECTING, _WHAT_EACH_COMES_TO)


def with_file(case: Case, one: Case) -> Case:
    """Return one case with what it does not say and its file does; who says what was seen, or what
    comes of it, says all of it.
    """
    said = frozenset(one) | frozenset().union(*(keys for keys in (_OUTCOMES, _COMES) if keys & one.keys()))
    return {**{key: value for key, value in case.items() if key in _SEEN | _COMES and key not in said}, **one}


CANNOT_BE_READ = Told("算例无法读取", "the case cannot be read")
_OF_THE_CASE = Sentence("算例的 {key}", "the {key} of the case")
_WHAT_IT_SHOWS = Told("请写明它说明什么、出自哪里", "write what it shows, and where it is from")


def check_case(case: Case, one: Case) -> None:
    """Refuse a case with keys that mean nothing or are not of their kind, which would pass whatever they say."""
    wrong = [*_misshapen(one), *(_misshapen(case) if one is not case else ())]
    for key in ("periods", "earlier"):
        for row in one[key] if _are_tables(one.get(key)) else ():
            wrong += _misshapen(row)
    refuse(CANNOT_BE_READ, wrong)
    lacking = [key for key in ("name", "source") if not case.get(key)]
    refuse(
        CANNOT_BE_READ,
        (BadValue("", _OF_THE_CASE(key=key), _WHAT_IT_SHOWS) for key in lacking),
    )
    refuse(CANNOT_BE_READ, _strange(case, one))


_THE_CASE = Told("算例", "the case")
_THE_CASE_FILE = Told("算例文件", "the case file")
_A_PERIOD = Sentence("第 {number} 个期间", "period {number}")
_EARLIER_ONE = Sentence("此前第 {number} 个期间", "earlier {number}")
_A_KEY_OF = Sentence("{where}的键", "a key of {where}")
_WRITE_ONE_OF = Sentence("请写其中之一：{known}", "write one of {known}")


def _strange(case: Case, one: Case) -> Iterator[BadValue]:
    """Yield keys that mean nothing where they stand."""
    rows = [(_THE_CASE, one, OURS - _OF_A_FILE)] if one is not case else []
    rows += [(_THE_CASE_FILE, case, OURS)] if "format" not in case else []
    rows += [(_A_PERIOD(number=place), row, _OF_A_PERIOD) for place, row in enumerate(one.get("periods", ()), 1)]
    rows += [(_EARLIER_ONE(number=place), row, _EARLIER) for place, row in enumerate(one.get("earlier", ()), 1)]
    for where, row, keys in rows:
        for key in row.keys() - keys:
            yield BadValue(key, _A_KEY_OF(where=where), _WRITE_ONE_OF(known=sorted(keys)))
