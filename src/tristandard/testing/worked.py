"""Worked cases, run: what was seen, and what comes of it by hand.

A case file, TOML or JSON, has a `name`, a `source` and either a rule set of its own or none:

- With the key `format` it is one: the tables of `ruleset.toml`, a row for each line of
  `indicators.csv` and of `crosswalk.csv` (`indicators`, `matches`). `problems` and `remarks` are
  then words of what `check` must list of it; a rule set that must not load is told by `problems` too.
  What it doubts is held against `doubts` where that is written: a case may be a piece of a rule set.
- Without, it belongs to the rule set that it is run with.

What was seen is one quarter (`period`, `sites`, `observations`, `given` figures); or `cases`, each
with a name and either a quarter of its own or one place seen once; or `periods`, one after another,
each with what is `expected` of it and carrying what those before it decide; one with `own = true` is a
round of the whole time, which counts beside them. What a case does not
say of what was seen, or of what comes of it, it takes from its file.

- A site is a row as sites are read; an observation has `site` (where there is one alone, it may be
  left out), `indicator`, and `values`, `findings`, `not_applicable` or `not_measured`. Without `id`,
  `source` and `made` it is numbered by its place and made forty days into the period. A finding
  without an id or a measure has its place in the list, and the sole measure that is asked about.
- In the place of observations a case may hold `values`, `findings`, `not_applicable` or
  `not_measured` of one `indicator`, by default the first of its file.
- `expected` has by assessment and unit what its scorecard must say (see `TOLD`), of all that are
  scored: its `score` and `published` score, `interval`, `place`, `reason`, `grade`; by part `parts`,
  `weights`, `imputed`, `added`, and those that `failed`; by item its `losses` and `warnings`.
- Without `expected`, a case tells what one place loses, and what it does not tell is nothing: `lost`
  and `gained` points, `vetoes`, what is `unassessed`, the sites `unowned`. Points are a table by
  assessment, `{ civic = 6, street = 5 }`: one that it leaves out loses nothing. A number alone, or a
  table by unit, `{ bureau = 1 }`, is what each assessment takes. `counted` is the value that came of
  the findings, `score` the exact score, in the same form; `items` what each item of the first
  assessment lost. `refused` has words of the refusal.
- Every quarter that is scored must also have a certificate that holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tomli_w

import tristandard as ts
from tristandard.basics.errors import BadValue, Refused, TristandardError, refuse, shown
from tristandard.basics.outcome import Measured, Observation
from tristandard.basics.period import Period
from tristandard.basics.place import Site
from tristandard.basics.points import exact, plain
from tristandard.codec.bad_input import NOWHERE, Position, bad
from tristandard.codec.convert import Reader
from tristandard.codec.csv_table import csv_text
from tristandard.codec.output import encoded
from tristandard.codec.survey_words import converter_of
from tristandard.codec.toml_json import read_json, read_toml
from tristandard.merging.merged import MergedRules
from tristandard.rules.assessment import Indicator
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.scorecard import Results, Scorecard
from tristandard.survey.ledger import Ledger
from tristandard.words.sentence import Either, Sentence, Told

#: The edge vectors that come along: cases in JSON, each with a rule set of its own; its README has their keys.
VECTORS = Path(__file__).parent / "vectors"

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
_OUTCOME_KEYS = frozenset({"values", "findings", "not_applicable", "not_measured"})
#: What an earlier period may say was seen.
_EARLIER = frozenset({"indicator", "observations", "values", "findings", "not_applicable", "not_measured"})
#: The keys that stand in a case file alone, and in none of its cases.
_OF_A_FILE = frozenset({"source", "indicators", "matches", "cases", "problems", "remarks", "doubts"})
#: The keys of a case file that are no part of `ruleset.toml`.
OURS = frozenset({"name", "why"}) | _OF_A_FILE | _SEEN | _COMES

#: The columns of the two tables, as a rule set has them.
INDICATOR_COLUMNS = (
    "code", "item", "zh", "en", "standard", "scope", "subjects", "each", "per", "parts", "counting", "at_most",
    "tariff", "clauses", "standard_provenance", "points_provenance",
)  # fmt: skip
MATCH_COLUMNS = ("crosswalk", "first", "second", "relation", "measures", "rationale")

#: What comes of a case: by what it is of, the text or table that was expected or found.
Table = dict[object, object]


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
            "ruleset.toml": tomli_w.dumps(table),
            "indicators.csv": _csv("indicators.csv", INDICATOR_COLUMNS, case.get("indicators", ())),
            "crosswalk.csv": _csv("crosswalk.csv", MATCH_COLUMNS, case.get("matches", ())),
        }
        for name, text in texts.items():
            (Path(folder) / name).write_bytes(encoded(name, text))
        return ts.load_ruleset(folder)


def _csv(name: str, columns: tuple[str, ...], written: Iterable[Mapping[str, object]]) -> str:
    rows = [{column: str(cell) for column, cell in row.items()} for row in written]
    return csv_text(name, tuple(dict.fromkeys((*columns, *(column for row in rows for column in row)))), rows)


def differences(case: Case, one: Case, rules: RuleSet | None = None) -> list[Told]:
    """Return, line by line, what of a case did not come out as it was worked out by hand; see `outcomes`."""
    expected, found = outcomes(case, one, rules)
    return list(_told(expected, found))


def outcomes(case: Case, one: Case, rules: RuleSet | None = None) -> tuple[Table, Table]:
    """Return what a case expects, and what came of it: two tables that are equal where it holds.

    Args:
        case: The file.
        one: One of its cases, see `cases_of`.
        rules: The rule set that the case belongs to; or that of the file, where it was loaded already.

    Raises:
        Refused: With every key or row of the case that cannot be read.
    """
    expected, found = Table(), Table()
    _readable(case, one)
    one = _whole(case, one)
    if "format" in case or rules is None:
        rules = _checked(case, rules, expected, found)
        if rules is None:
            return expected, found
    if "periods" in one:
        _periods(case, one, rules, expected, found)
        return expected, found
    try:
        held = _ledger(rules, case, one)
        results = ts.score(held, givens=_figures(one))
    except TristandardError as refusal:
        expected["refused"], found["refused"] = one.get("refused", "nothing"), _matching(one, refusal)
        return expected, found
    expected.update(refused=one.get("refused"), certificate=())
    found.update(refused=None, certificate=ts.certify(results).disagreements)
    if "expected" in one:
        _scores(one["expected"], results, expected, found)
    else:
        _postings(one, held, expected, found, case)
    _cards(one, results, expected, found)
    return expected, found


def _checked(case: Case, rules: RuleSet | None, expected: Table, found: Table) -> RuleSet | None:
    """Return the rule set of a case, and note its problems, remarks and doubts; None where it has problems."""
    problems: Sequence[object]
    remarks: list[object] = []
    try:
        rules = rules or rules_of(case)
        report = ts.check(rules)
        problems = report.problems
        remarks += [] if problems else report.remarks
    except Refused as refusal:
        problems = _reasons(refusal)
    doubts = [remark for remark in remarks if isinstance(remark, ts.checks.Doubt)]
    told = {"problems": problems, "remarks": [remark for remark in remarks if remark not in doubts]}
    if "doubts" in case:
        told["doubts"] = doubts
    for kind, reasons in told.items():
        wanted = case.get(kind, [])
        expected[kind] = wanted
        found[kind] = [next((text for text in wanted if text in str(reason)), str(reason)) for reason in reasons]
    return None if problems else rules


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
    told = [sorted(way & row.keys()) for way in ways if way & row.keys()]
    if len(told) > 1:
        yield BadValue(" beside ".join(" and ".join(way) for way in told), _SEEN_ONCE, _KEEP_ONE)
    for whole, apart in (("expected", _OF_A_PLACE), ("periods", _OF_A_PLACE | _SEEN - {"sites", "period"})):
        if whole in row and (unread := sorted(row.keys() & apart)):
            yield BadValue(", ".join(unread), _READ_BESIDE(whole=whole), _DROP_EITHER(whole=whole))
    if (
        "periods" in row
        and _are_tables(row["periods"])
        and not any(one.keys() & {"expected", "carried", "bottom", "refused"} for one in (row, *row["periods"]))
    ):
        yield BadValue(row["periods"], _EXPECTING, _WHAT_EACH_COMES_TO)


def _whole(case: Case, one: Case) -> Case:
    """Return one case with what it does not say and its file does; who says what was seen, or what
    comes of it, says all of it.
    """
    said = frozenset(one) | frozenset().union(*(keys for keys in (_OUTCOMES, _COMES) if keys & one.keys()))
    return {**{key: value for key, value in case.items() if key in _SEEN | _COMES and key not in said}, **one}


_CANNOT_BE_READ = Told("算例无法读取", "the case cannot be read")
_OF_THE_CASE = Sentence("算例的 {key}", "the {key} of the case")
_WHAT_IT_SHOWS = Told("请写明它说明什么、出自哪里", "write what it shows, and where it is from")


def _readable(case: Case, one: Case) -> None:
    """Refuse a case with keys that mean nothing or are not of their kind, which would pass whatever they say."""
    wrong = [*_misshapen(one), *(_misshapen(case) if one is not case else ())]
    for key in ("periods", "earlier"):
        for row in one[key] if _are_tables(one.get(key)) else ():
            wrong += _misshapen(row)
    refuse(_CANNOT_BE_READ, wrong)
    lacking = [key for key in ("name", "source") if not case.get(key)]
    refuse(
        _CANNOT_BE_READ,
        (BadValue("", _OF_THE_CASE(key=key), _WHAT_IT_SHOWS) for key in lacking),
    )
    refuse(_CANNOT_BE_READ, _strange(case, one))


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


def _reasons(refusal: TristandardError) -> tuple[TristandardError, ...]:
    return refusal.exceptions if isinstance(refusal, Refused) else (refusal,)  # type: ignore[return-value]


_A_SITE = Sentence("第 {number} 个点位", "site {number}")
_AN_OBSERVATION = Sentence("第 {number} 条测评记录", "observation {number}")


def _read(rules: RuleSet, rows: Iterable[Mapping[str, Any]], kind: type[Any]) -> list[Any]:
    """Return sites or observations from rows as JSON holds them, or refuse what cannot be read."""
    reader = Reader(converter_of(rules))
    counted = _A_SITE if kind is Site else _AN_OBSERVATION
    found = [reader.take(row, kind, "case", Position(counted, place)) for place, row in enumerate(rows, 1)]
    refuse(_CANNOT_BE_READ, reader.problems)
    return found


def _sites(rules: RuleSet, case: Case, one: Case) -> list[Site]:
    return _read(rules, one.get("sites", case.get("sites", ())), Site)


def _outcome(row: Mapping[str, Any], indicator: Indicator | None) -> dict[str, Any]:
    """Return what a row says was seen, as JSON holds it."""
    states = {state: row[state] for state in ("not_applicable", "not_measured") if state in row}
    if states:
        return states
    values = row.get("values", {})
    if not isinstance(values, dict):
        values = str(values)
    asked = {} if indicator is None else {"measure": min(indicator.standard.measures)}
    found = [{"id": f"f{place}", **asked, **finding} for place, finding in enumerate(row.get("findings", ()), 1)]
    return {"measured": values, **({"findings": found} if found else {})}


def _observed(
    rules: RuleSet, rows: Iterable[Mapping[str, Any]], sites: Sequence[Site], period: Period
) -> list[Observation]:
    """Return observations, forty days into a period where a row gives no day, at the sole site where it names none."""
    sole = {"site": sites[0].code} if len({site.code for site in sites}) == 1 else {}
    asked = [
        {
            "source": "case", "id": str(place), "made": min(period.start + timedelta(days=39), period.end), **sole,
            **{key: value for key, value in row.items() if key not in _OUTCOME_KEYS},
            "outcome": _outcome(row, rules.indicators.get(row.get("indicator", ""))),
        }
        for place, row in enumerate(rows, 1)
    ]  # fmt: skip
    return _read(rules, asked, Observation)


def _asked(case: Case, one: Case) -> str:
    """Return the indicator that a case speaks of where it names none in each row."""
    found: str = (
        one.get("indicator") or case.get("indicator") or next((row["code"] for row in case.get("indicators", ())), "")
    )
    return found


def _rows(case: Case, one: Case) -> Sequence[Mapping[str, Any]]:
    """Return the rows of observations of one case: as written, or what was seen of one indicator."""
    if "observations" in one:
        written: Sequence[Mapping[str, Any]] = one["observations"]
        return written
    seen = {key: one[key] for key in ("values", "findings", "not_applicable", "not_measured") if key in one}
    return [{"indicator": _asked(case, one), **seen}] if seen else []


def _period(case: Case, one: Case) -> Period:
    return Period.parse(one.get("period", case.get("period")))


def _ledger(rules: RuleSet, case: Case, one: Case) -> Ledger:
    """Return the ledger of one case: merged, planned, registered and shared."""
    merged, sites = ts.merge(rules), _sites(rules, case, one)
    periods = [_period(case, one)]
    for _ in one.get("earlier", ()):
        periods.append(periods[-1].before())
    quarters = [
        ts.register(ts.plan(merged, sites, period), _observed(rules, _rows(case, seen), sites, period))
        for period, seen in zip(periods, [one, *one.get("earlier", ())], strict=True)
    ]
    return ts.share(quarters[0], history=ts.history(quarters[1:], periods[0]) if "earlier" in one else None)


_AN_ASSESSMENT = Told("规则集中的考核", "an assessment of the rule set")
_WRITE = Sentence("请写 {known}", "write {known}")


def _spread(number: Any, codes: Iterable[str], owner: str) -> dict[tuple[str, str], Any]:
    """Return numbers by assessment and unit: one alone is what each assessment takes of the sole owner."""
    known = set(codes)
    if isinstance(number, dict) and not known.isdisjoint(number) and (strange := sorted(number.keys() - known)):
        raise BadValue(", ".join(strange), _AN_ASSESSMENT, _WRITE(known=Either(sorted(known))))
    per = number if isinstance(number, dict) and number.keys() <= known else dict.fromkeys(known, number)
    return {
        (code, unit): value
        for code, part in per.items()
        for unit, value in (part if isinstance(part, dict) else {owner: part}).items()
        if value
    }


def _texts(numbers: Mapping[Any, object]) -> dict[object, str]:
    """Return numbers as texts that compare exactly."""
    return {key: plain(exact(number)) for key, number in numbers.items()}


_A_FIGURE = Sentence("带有键 {key!r} 的给定数", "a figure with the key {key!r}")
_FOR_AND_POINTS = Told("请写 for = [考核, 名称, 单位] 和 points", "write for = [assessment, name, unit] and points")


def _figures(one: Case) -> dict[tuple[str, str, str], object]:
    """Return the figures that are given, None for one that is not applicable."""
    lacking = [(key, row) for row in one.get("given", ()) for key in ("for", "points") if key not in row]
    refuse(
        _CANNOT_BE_READ,
        (BadValue(row, _A_FIGURE(key=key), _FOR_AND_POINTS) for key, row in lacking),
    )
    return {
        tuple(row["for"]): None if row["points"] == "not applicable" else row["points"] for row in one.get("given", ())
    }


def _periods(case: Case, one: Case, rules: RuleSet, expected: Table, found: Table) -> None:
    """Score one period after another, each with what the ones before it decide, then all together."""
    merged, before, own = ts.merge(rules), list[Results](), None
    carries = any(assessment.carry for assessment in rules.assessments)
    for row in one["periods"]:
        period = _period(case, row)
        try:
            results = _scored(case, row, merged, period, before, carries=carries)
        except TristandardError as refusal:
            expected["refused", str(period)], found["refused", str(period)] = (
                row.get("refused", "nothing"),
                _matching(row, refusal),
            )
            return
        down = ts.carried(before)
        if row.get("own"):
            own = results
        else:
            before.append(results)
        kept = {unit for units in row.get("carried", {}).values() for unit in units}
        expected["carried", str(period)], found["carried", str(period)] = (
            kept,
            {unit for units in down.values() for unit in units},
        )
        expected["certificate", str(period)], found["certificate", str(period)] = (), ts.certify(results).disagreements
        if "bottom" in row:
            expected["bottom", str(period)], found["bottom", str(period)] = (
                row["bottom"],
                {code: list(ts.scoring.bottom(results[code], len(units))) for code, units in row["bottom"].items()},
            )
        if "expected" in row:
            _scores(row["expected"], results, expected, found, str(period))
    if "expected" in one:
        together = ts.together(before, own=own)
        expected["certificate", "together"], found["certificate", "together"] = (), ts.certify(together).disagreements
        _scores(one["expected"], together, expected, found)


_FIRST_PERIOD = Told("第一个期间可以纳入的", "what the first period can include")
_IN_A_LATER_PERIOD = Told(
    "请把 `include` 写在以后的期间：它纳入上一期间的末位单位",
    "write `include` in a later period: it takes the last units of the one before",
)


def _scored(
    case: Case, row: Case, merged: MergedRules, period: Period, before: Sequence[Results], *, carries: bool
) -> Results:
    """Return the results of one of several periods."""
    sites = _sites(merged.rule_set, case, row)
    if "include" in row and not before:
        raise BadValue(row["include"], _FIRST_PERIOD, _IN_A_LATER_PERIOD)
    include = [
        unit for code, count in row.get("include", {}).items() for unit in ts.scoring.bottom(before[-1][code], count)
    ]
    planned = ts.plan(merged, sites, period, include=include)
    seen = ts.register(planned, _observed(merged.rule_set, row.get("observations", ()), sites, period))
    return ts.score(ts.share(seen), givens=_figures(row), carried=ts.carried(before) if carries else None)


def _matching(one: Case, refusal: TristandardError) -> object:
    """Return the words of the refusal that is expected where they were told, else all that was told."""
    wanted, told = one.get("refused"), [str(reason) for reason in _reasons(refusal)]
    return wanted if wanted and any(wanted in reason for reason in told) else told


def _owner(held: Ledger) -> str:
    owners = {units[0][0] if len(units := site.units) == 1 else "" for site in held.register.plan.sites.values()}
    return owners.pop() if len(owners) == 1 else ""


def _postings(one: Case, held: Ledger, expected: Table, found: Table, case: Case) -> None:
    codes = [assessment.code for assessment in held.rules.assessments]
    owner, postings = _owner(held), list(held.postings())
    for key, numbers in (
        ("lost", [posting.points for posting in postings]),
        ("gained", [posting.gained for posting in postings]),
    ):
        totals: defaultdict[tuple[str, str | None], Fraction] = defaultdict(Fraction)
        for posting, number in zip(postings, numbers, strict=True):
            totals[posting.assessment, posting.unit] += number
        expected[key] = _texts(_spread(one.get(key, 0), codes, owner))
        found[key] = _texts({who: total for who, total in totals.items() if total})
    expected["vetoes"] = sorted(one.get("vetoes", []))
    found["vetoes"] = sorted({veto for posting in postings for veto in posting.vetoes})
    expected["unassessed"] = plain(exact(one.get("unassessed", 0)))
    found["unassessed"] = plain(exact(sum(posting.points for posting in held.unassessed())))
    expected["unowned"], found["unowned"] = tuple(one.get("unowned", ())), held.register.plan.unowned
    if "counted" in one:
        _counted(one, held, expected, found, case)


def _counted(one: Case, held: Ledger, expected: Table, found: Table, case: Case) -> None:
    """Note the values that findings and values come to: of each measure, or of the one that is asked."""
    wanted = one["counted"]
    if not isinstance(wanted, dict):
        wanted = {min(held.rules.indicators[_asked(case, one)].standard.measures): wanted}
    outcomes = [outcome for _, _, outcome in held.register if isinstance(outcome, Measured)]
    values = {code: value for outcome in outcomes for code, value in outcome.values}
    expected["counted"] = _texts(wanted)
    found["counted"] = _texts({code: values.get(code, "-1") for code in wanted})


def _shown(number: Fraction | None) -> str:
    return "" if number is None else plain(number)


#: What a case may expect of a unit's scorecard, and how it is told: numbers exact, as text, "" where there is none.
TOLD: Mapping[str, Callable[[Scorecard], object]] = {
    "score": lambda card: _shown(card.exact),
    "published": lambda card: "" if card.published is None else str(card.published),
    "interval": lambda card: [plain(end) for end in card.interval],
    "coverage": lambda card: plain(card.coverage),
    "place": lambda card: "—" if card.place is None else card.place,
    "reason": lambda card: card.reason.text("zh"),
    "grade": lambda card: card.grade or "",
    "grades": lambda card: list(card.grades or ()),
    "parts": lambda card: {part.member or part.node: _shown(part.value) for part in card.part.parts},
    "weights": lambda card: {
        part.member or part.node: plain(100 * weight)
        for part, weight in zip(card.part.parts, card.part.weights, strict=True)
    },
    "imputed": lambda card: {part.member or part.node: part.imputed for part in card.imputed},
    "failed": lambda card: [of for part in card.part.walk() for of in part.failed],
    "added": lambda card: {of: plain(points) for part in card.part.walk() for of, points in part.added},
    "losses": lambda card: {item: plain(lost) for item, lost in card.losses.items()},
    "warnings": lambda card: list(card.warnings),
}


_NOTHING_TOLD = Sentence("不是可以写的；请写 {known}", "nothing that is told: write {known}")


def _scores(
    wanted: Mapping[str, Mapping[str, Mapping[str, object]]],
    results: Results,
    expected: Table,
    found: Table,
    *when: str,
) -> None:
    scored = {result.assessment.code: set(result) for result in results.values() if len(result)}
    expected["units", *when], found["units", *when] = (
        {code: set(units) for code, units in wanted.items() if units},
        scored,
    )
    for code, units in wanted.items():
        for unit, row in units.items():
            if unit in scored.get(code, ()):
                card = results[code][unit]
                expected[code, unit, *when], found[code, unit, *when] = (
                    row,
                    {key: TOLD[key](card) if key in TOLD else _NOTHING_TOLD(known=list(TOLD)) for key in row},
                )


def _cards(one: Case, results: Results, expected: Table, found: Table) -> None:
    """Compare scores, and what each item loses after its own full mark caps it, where the case gives them."""
    codes = list(results)
    owner = _owner(results.ledger)
    for key in sorted({"score", "items"} & one.keys()):
        if key == "score":
            wanted = _spread(one["score"], codes, owner) if one["score"] else {(code, owner): 0 for code in codes}
            expected[key], found[key] = (
                _texts(wanted),
                {(code, unit): _shown(results[code][unit].exact) for code, unit in wanted},
            )
        else:
            card = results[codes[0]][owner]
            expected[key], found[key] = (
                _texts(one["items"]),
                _texts({item: after for part in card.part.walk() for item, _, after in part.items if after}),
            )


_CAME_OTHERWISE = Sentence("{name}：应为 {wanted}，实为 {came}", "{name}: expected {wanted}, found {came}")
_NOTHING = Told("无", "nothing")


def _told(expected: Mapping[Any, object], found: Mapping[Any, object], above: str = "") -> Iterator[Told]:
    """Yield where two tables differ, a line for each entry."""
    for key in dict.fromkeys((*expected, *found)):
        name = f"{above} {' '.join(map(str, key)) if isinstance(key, tuple) else key}".strip()
        one, other = expected.get(key), found.get(key)
        if isinstance(one, dict) and isinstance(other, dict):
            yield from _told(one, other, name)
        elif one != other:
            told = [_plainly(value) for value in (one, other)]
            wanted, came = told if told[0] != told[1] else [shown(value) for value in (one, other)]
            yield _CAME_OTHERWISE(name=name, wanted=wanted, came=came)


def _plainly(value: object) -> Told | str:
    match value:
        case Told():
            return value
        case None | "" | () | []:
            return _NOTHING
        case set() | frozenset():
            return _plainly(sorted(value))
        case list() | tuple():
            return ", ".join(map(str, value))
        case _:
            return str(value)
