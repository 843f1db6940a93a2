"""Plans, ledgers, results, handovers, notices, certificates and statements in and out.

Each file says of which kind it is. A written plan, ledger or result holds what it was made from,
and the digest of that. Loading makes it again under the rules given and compares: a file that does
not follow from its own inputs is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any

from attrs import asdict, evolve
from cattrs import Converter
from cattrs.gen import override

from tristandard.basics.digest import digest
from tristandard.basics.errors import BadValue, all_of, refuse, shown, wanted
from tristandard.basics.marks import flat
from tristandard.basics.outcome import Observation
from tristandard.basics.period import Period
from tristandard.basics.place import Site
from tristandard.basics.points import plain
from tristandard.codec.convert import Reader, strict
from tristandard.codec.files import bad, csv_cells, json_text, path_of, read_json, write_all
from tristandard.codec.survey import survey_converter
from tristandard.merging import MergedRules
from tristandard.results.bulletin import Bulletin
from tristandard.results.certificate import Certificate
from tristandard.results.handover import HandedOver, Handover, Notice
from tristandard.results.scorecard import Results, Scorecard, score
from tristandard.results.scoring import Part
from tristandard.results.statement import Statement, StatementLine
from tristandard.survey.ledger import Ledger, share
from tristandard.survey.plan import Plan, plan
from tristandard.survey.register import register

_STATEMENT = ("assessment", "item", "item_zh", "site", "site_zh", "indicator", "zh", "finding", "seen", "bar", "points", "gained", "clause", "provenance", "notice")

#: What each kind of file is loaded with.
_LOADERS = {kind: f"load_{kind}" for kind in ("plan", "ledger", "results", "handover", "notices", "certificate")}
#: What a certificate must name of the results that it speaks of.
_NAMED = ("edition", "inputs", "library_version", "period", "rule_set", "rule_set_version")


def _number(value: Fraction | None) -> str | None:
    return None if value is None else plain(value)


def _plan_table(planned: Plan) -> dict[str, Any]:
    convert, rules = survey_converter(None), planned.merged.rule_set
    return {
        "rule_set": rules.code,
        "rule_set_version": rules.version,
        "variant": rules.variant or "",
        "notice_zh": rules.notice_zh,
        "notice_en": rules.notice_en,
        "inputs": digest((rules, planned.period, tuple(planned.sites.values()))),
        "period": str(planned.period),
        "sites": [convert.unstructure(site) for site in planned.sites.values()],
        "tasks": [asdict(task) for task in planned],
    }


def _ledger_table(ledger: Ledger) -> dict[str, Any]:
    held = ledger.register
    convert = survey_converter(held.plan.merged.rule_set)
    return {
        **_plan_table(held.plan),
        "inputs": digest(chain((held.plan.merged.rule_set, held.plan.period, tuple(held.plan.sites.values()), held.closed, ledger.history), held.observations())),
        "observations": [convert.unstructure(observation) for observation in held.observations()],
        "closed": sorted(map(list, held.closed)),
        "history": {site: {code: list(times) for code, times in found.items()} for site, found in ledger.history.items()},
        "postings": [{**asdict(posting), "points": plain(posting.points), "gained": plain(posting.gained), "key": posting.key} for posting in ledger.postings()],
    }


def _part_table(part: Part) -> dict[str, Any]:
    table: dict[str, Any] = {"node": part.node, "member": part.member, "full": plain(part.full), "low": plain(part.low), "value": _number(part.value),
                             "high": plain(part.high), "measured": part.measured, "unmeasured": part.unmeasured}  # fmt: skip
    if part.items:
        table["items"] = {item: {"lost": plain(lost), "counted": plain(capped)} for item, lost, capped in part.items}
    for key in ("failed", "grade", "imputed"):
        if getattr(part, key):
            table[key] = getattr(part, key)
    if part.added:
        table["added"] = [[of, plain(points)] for of, points in part.added]
    if part.open:
        table["open"] = {item: plain(more) for item, more in part.open}
    if part.gained or part.bonus:
        table["gained"], table["bonus"] = plain(part.gained), plain(part.bonus)
    if part.vetoed:
        table["vetoed"] = list(part.vetoed)
    if part.parts:
        table["parts"] = [{"weight": plain(weight), **_part_table(below)} for below, weight in zip(part.parts, part.weights, strict=True)]
    return table


def _card_table(card: Scorecard) -> dict[str, Any]:
    return {
        "unit": card.unit.code, "zh": card.unit.zh, "exact": _number(card.exact), "published": None if card.published is None else str(card.published),
        "place": card.place, "places": card.places, "reason": card.reason, "coverage": plain(card.coverage), "low": plain(card.part.low), "high": plain(card.part.high),
        "score": _part_table(card.part),
    }  # fmt: skip


def _results_table(results: Results) -> dict[str, Any]:
    return {
        **_ledger_table(results.ledger),
        "identity": results.identity,
        "givens": [[*key, _number(figure)] for key, figure in sorted(results.givens.items())],
        "carried": {code: list(units) for code, units in sorted(results.carried.items())},
        "only": None if results.only is None else sorted(results.only),
        "results": {result.assessment.code: {unit: _card_table(card) for unit, card in sorted(result.cards.items())} for result in results.values()},
    }


def _write(kind: str, table: Mapping[str, Any], path: str | Path) -> None:
    path = path_of(path)
    if path.suffix != ".json":
        raise bad(path.name, "", path.suffix, "a kind of file that is written here", "give a path that ends in .json")
    write_all(path.parent, {path.name: json_text({"kind": kind, **table})})


def _read(kind: str, path: Path) -> dict[str, Any]:
    """Return the table in a file of one kind."""
    table = read_json(path)
    if not isinstance(table, dict):
        raise bad(path.name, "", table, "a table", "load a file that this library wrote")
    found = table.pop("kind", None)
    if found != kind:
        loader = _LOADERS.get(found) if isinstance(found, str) else None
        raise bad(path.name, "kind", found, repr(kind), f"load it with {loader}" if loader else "load a file that this library wrote")
    return table


def write_plan(planned: Plan, path: str | Path) -> None:
    """Write a plan as JSON: its rules' identity, period, sites and every task."""
    wanted(planned, Plan)
    _write("plan", _plan_table(planned), path)


def write_ledger(ledger: Ledger, path: str | Path) -> None:
    """Write a ledger as JSON: the plan, every observation, and every posting."""
    wanted(ledger, Ledger)
    _write("ledger", _ledger_table(ledger), path)


def write_results(results: Results, path: str | Path) -> None:
    """Write results of one period as JSON: the ledger, the identity, and every scorecard, exact and published.

    Raises:
        BadInput: When the path cannot be written to, or the results put several periods together.
    """
    wanted(results, Results)
    if results.periods:
        raise bad(path_of(path).name, "", results.identity["period"], "results of one period", "write the results of each period; together() puts them together again")
    _write("results", _results_table(results), path)


def load_plan(path: str | Path, merged: MergedRules) -> Plan:
    """Load a plan and check that its tasks follow from the rules given.

    Raises:
        Refused: With every mistake of the file.
        BadInput: When it was written under other rules, or its tasks are not those that follow.
    """
    path = path_of(path)
    planned, table = _plan("plan", path, merged)
    _follows(path, _plan_table(planned), table)
    return planned


def load_ledger(path: str | Path, merged: MergedRules) -> Ledger:
    """Load a ledger and check that its postings follow from its observations. Raises as `load_plan` does."""
    path = path_of(path)
    ledger, table = _ledger("ledger", path, merged)
    _follows(path, _ledger_table(ledger), table)
    return ledger


def load_results(path: str | Path, merged: MergedRules) -> Results:
    """Load results and check that every score follows from the observations, by this version of the library. Raises as `load_plan` does."""
    path = path_of(path)
    ledger, table = _ledger("results", path, merged)
    identity, givens = _key(path, table, "identity", dict), _key(path, table, "givens", list)
    reader = Reader(survey_converter(None))
    figures = reader.take(givens, tuple[tuple[str, str, str, Fraction | None], ...], path.name, "givens")
    carried = reader.take(_key(path, table, "carried", dict), dict[str, tuple[str, ...]], path.name, "carried")
    only = None if table.get("only") is None else reader.take(table["only"], tuple[str, ...], path.name, "only")
    edition = reader.take(identity.get("edition"), int, path.name, "identity.edition")
    supersedes, reason = (reader.take(identity.get(key), str, path.name, f"identity.{key}") for key in ("supersedes", "reason"))
    if not reader.problems and (edition < 1 or {edition > 1} != {bool(supersedes), bool(reason.strip())}):
        reader.note(path.name, "identity", BadValue(edition, "an edition with its reason", "the first is 1 and supersedes nothing; a later one names what it supersedes, and why"))
    refuse(f"{path.name} cannot be loaded", reader.problems)
    first = reader.made(lambda: score(ledger, givens={tuple(key): figure for *key, figure in figures}, only=only, carried=carried), givens, path.name, "givens")
    refuse(f"{path.name} cannot be loaded", reader.problems)
    assert first is not None
    results = evolve(first, edition=edition, supersedes=supersedes, reason=reason)
    made = _results_table(results)
    made["identity"]["library_version"] = identity.get("library_version")
    _follows(path, made, table)
    return results


_KINDS: Mapping[type, str] = {dict: "a table", list: "a list", str: "text"}


def _key(path: Path, table: Mapping[str, Any], key: str, kind: type) -> Any:
    if not isinstance(table.get(key), kind):
        raise bad(path.name, key, table.get(key), _KINDS[kind], "load a file that this library wrote")
    return table[key]


def _plan(kind: str, path: Path, merged: MergedRules) -> tuple[Plan, dict[str, Any]]:
    table = _made_under(kind, path, merged)
    reader = Reader(survey_converter(merged.rule_set))
    sites = reader.take(_key(path, table, "sites", list), list[Site], path.name, "sites")
    written = _key(path, table, "period", str)
    period = reader.made(lambda: Period.parse(written), written, path.name, "period")
    refuse(f"{path.name} cannot be loaded", reader.problems)
    assert period is not None
    planned = reader.made(lambda: plan(merged, sites, period), sites, path.name, "sites")
    refuse(f"{path.name} cannot be loaded", reader.problems)
    assert planned is not None
    return planned, table


def _made_under(kind: str, path: Path, merged: MergedRules) -> dict[str, Any]:
    """Return the table in a file of one kind that was made under the rules given."""
    wanted(merged, MergedRules)
    table, rules = _read(kind, path), merged.rule_set
    for key, known in (("rule_set", rules.code), ("rule_set_version", rules.version), ("variant", rules.variant or "")):
        if table.get(key) != known:
            raise bad(path.name, key, table.get(key), f"{known!r}, as in the rules given", "load it with the rules that it was made under")
    return table


def _ledger(kind: str, path: Path, merged: MergedRules) -> tuple[Ledger, dict[str, Any]]:
    planned, table = _plan(kind, path, merged)
    reader = Reader(survey_converter(merged.rule_set))
    observations = reader.take(_key(path, table, "observations", list), list[Observation], path.name, "observations")
    closed, told = _key(path, table, "closed", list), _key(path, table, "history", dict)
    history = reader.take(told, dict[str, dict[str, tuple[int, ...]]], path.name, "history")
    visits = reader.take(closed, tuple[tuple[str, str], ...], path.name, "closed")
    refuse(f"{path.name} cannot be loaded", reader.problems)
    ledger = reader.made(lambda: share(register(planned, observations, closing=visits), history=history), observations, path.name, "observations")
    refuse(f"{path.name} cannot be loaded", reader.problems)
    assert ledger is not None
    return ledger, table


def _follows(path: Path, made: object, table: object, where: str = "") -> None:
    """Refuse a file whose content is not what its own inputs lead to, at the first place that differs."""
    if isinstance(made, dict) and isinstance(table, dict):
        for key in sorted(made.keys() | table.keys()):
            _follows(path, made.get(key), table.get(key), f"{where}.{key}".removeprefix("."))
        if made.keys() == table.keys():
            return
    elif isinstance(made, (list, tuple)) and isinstance(table, list) and len(made) == len(table):
        for place, (one, other) in enumerate(zip(made, table, strict=True), 1):
            _follows(path, one, other, f"{where}, entry {place}")
        return
    elif json_text(made) == json_text(table):
        return
    raise bad(path.name, where, table, f"what follows from the inputs in the file: {shown(made)}", "write the file again; someone or something changed it")


def write_handover(handed: Handover, path: str | Path, merged: MergedRules) -> None:
    """Write a handover as JSON, so that it loads equal under the rules given."""
    wanted(handed, Handover)
    wanted(merged, MergedRules)
    convert = survey_converter(merged.rule_set)
    table = asdict(handed, recurse=False)
    entries = [_handed_table(entry, convert) for entry in handed.entries]
    _write("handover", {**table, "period": str(handed.period), "sites": [convert.unstructure(site) for site in handed.sites], "entries": entries}, path)


def _handed_table(entry: HandedOver, convert: Converter) -> dict[str, Any]:
    return {
        **asdict(entry, recurse=False),
        "status": entry.status.value,
        "outcome": convert.unstructure(entry.outcome),
        "points": {unit: plain(lost) for unit, lost in entry.points},
        "gained": {unit: plain(gained) for unit, gained in entry.gained},
        "earlier": {code: list(times) for code, times in entry.earlier},
    }


def load_handover(path: str | Path, merged: MergedRules) -> Handover:
    """Load a handover that was made under the rules given.

    Raises:
        Refused: With every mistake of the file.
        BadInput: When it was made under other rules.
    """
    path = path_of(path)
    table = _made_under("handover", path, merged)
    convert = survey_converter(merged.rule_set)
    convert.register_structure_hook(Period, lambda value, _: Period.parse(value))
    earlier = override(struct_hook=lambda value, _: tuple(convert.structure(value, dict[str, tuple[int, ...]]).items()))
    convert.register_structure_hook(HandedOver, strict(convert, HandedOver, earlier=earlier))
    reader = Reader(convert)
    handed = reader.take(table, Handover, path.name)
    refuse(f"{path.name} cannot be loaded", reader.problems)
    return handed  # type: ignore[no-any-return]


def write_notices(found: tuple[Notice, ...], path: str | Path, merged: MergedRules) -> None:
    """Write notices as JSON, so that they load equal under the rules given."""
    wanted(merged, MergedRules)
    convert = survey_converter(merged.rule_set)
    _write("notices", {"notices": [{**asdict(notice, recurse=False), "outcome": convert.unstructure(notice.outcome)} for notice in all_of(found, Notice)]}, path)


def load_notices(path: str | Path, merged: MergedRules) -> tuple[Notice, ...]:
    """Load notices. Raises `Refused` with every mistake of the file."""
    wanted(merged, MergedRules)
    path = path_of(path)
    reader = Reader(survey_converter(merged.rule_set))
    found = reader.take(_key(path, _read("notices", path), "notices", list), tuple[Notice, ...], path.name, "notices")
    refuse(f"{path.name} cannot be loaded", reader.problems)
    return found  # type: ignore[no-any-return]


def write_certificate(certificate: Certificate, path: str | Path) -> None:
    """Write a certificate as JSON, so that it loads equal."""
    wanted(certificate, Certificate)
    _write("certificate", {**asdict(certificate), "holds": certificate.holds}, path)


def load_certificate(path: str | Path) -> Certificate:
    """Load a certificate. Raises `Refused` with every mistake of the file."""
    path = path_of(path)
    table = _read("certificate", path)
    reader = Reader(survey_converter(None))
    holds = table.pop("holds", None)
    found = reader.take(table, Certificate, path.name)
    if found is not None:
        if missing := [key for key in _NAMED if not found.identity.get(key)]:
            reader.note(path.name, "identity", BadValue(sorted(found.identity), f"complete: it lacks {', '.join(missing)}", "ask for the certificate again"))
        for count in ("measurements", "breaches", "postings", "handovers"):
            if getattr(found, count) < 0:
                reader.note(path.name, count, BadValue(getattr(found, count), "a number of things", "write a whole number from 0"))
    refuse(f"{path.name} cannot be loaded", reader.problems)
    assert isinstance(found, Certificate)
    if holds is not found.holds:
        raise bad(path.name, "holds", holds, f"{found.holds}, as its {len(found.disagreements)} disagreements say", "ask for the certificate again")
    return found


def write_statement(statement: Statement, path: str | Path) -> None:
    """Write a statement: its lines as CSV, or the whole as Chinese text, by the ending of the path."""
    wanted(statement, Statement)
    path = path_of(path)
    if path.suffix == ".csv":
        rows = [_statement_row(line, statement.identity["notice_zh"]) for line in statement.lines]
        write_all(path.parent, {path.name: csv_cells(path.name, _STATEMENT, map(_printed, rows))})
    elif path.suffix == ".txt":
        write_all(path.parent, {path.name: statement.text() + "\n"})
    else:
        raise bad(path.name, "", path.suffix, "a kind of file that is written here", "give a path that ends in .csv or .txt")


def _statement_row(line: StatementLine, notice: str) -> list[str]:
    points = "" if line.points is None else plain(line.points)
    row = {**asdict(line), "points": points, "gained": plain(line.gained), "notice": notice}
    return [row[column] for column in _STATEMENT]


def _printed(cells: Iterable[str]) -> list[str]:
    """Return the cells of a table that is printed and not read again: each on one line, without blanks about it."""
    return [flat(cell).strip() for cell in cells]


def write_bulletin(bulletin: Bulletin, path: str | Path) -> None:
    """Write a bulletin as Markdown, or its table as CSV, by the ending of the path."""
    wanted(bulletin, Bulletin)
    path = path_of(path)
    if path.suffix == ".csv":
        heads = ("规则集", "版本", "期间", "版次", *bulletin.columns, "说明")
        before = [bulletin.identity[key] for key in ("rule_set", "rule_set_version", "period", "edition")]
        rows = [(*before, *bulletin.cells(row), bulletin.identity["notice_zh"]) for row in bulletin.rows]
        write_all(path.parent, {path.name: csv_cells(path.name, _printed(heads), map(_printed, rows))})
    elif path.suffix == ".md":
        write_all(path.parent, {path.name: bulletin.markdown()})
    else:
        raise bad(path.name, "", path.suffix, "a kind of file that is written here", "give a path that ends in .md or .csv")
