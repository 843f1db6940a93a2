"""Plans, ledgers and results in and out.

A written plan, ledger or result holds what it was made from, and the digest of that. Loading makes it
again under the rules given and compares: a file that does not follow from its own inputs is refused.

What the library wrote is read whatever its size, and is nested as deep as it ever is: parts of a
score stand in a list, each with its level, however deep the model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from attrs import evolve
from cattrs import BaseValidationError

from tristandard.basics.errors import TristandardError, refuse, shown, wanted
from tristandard.basics.outcome import Observation
from tristandard.basics.period import Period
from tristandard.basics.place import Site
from tristandard.codec.account import Pieces, ledger_pieces, plan_pieces, results_pieces
from tristandard.codec.bad_input import NOWHERE, Position, bad, under
from tristandard.codec.convert import Reader
from tristandard.codec.held import Held
from tristandard.codec.identity import SEQUENCE, edition_of, is_digest, unfit
from tristandard.codec.layout import as_written, grown, scanned, sealed
from tristandard.codec.output import json_text
from tristandard.codec.quick import Rows
from tristandard.codec.sealed_file import converter_for, key_of, made_under, plain_writing
from tristandard.codec.sources import Document, Writable, document_from, target_of
from tristandard.codec.survey import CANNOT_BE_LOADED
from tristandard.merging.merged import MergedRules
from tristandard.scoring.scorecard import SEVERAL_TOGETHER, Results, score
from tristandard.survey.ledger import Ledger, share
from tristandard.survey.plan import Plan, plan
from tristandard.survey.register import register
from tristandard.words.sentence import Sentence, Told

_Made = TypeVar("_Made", Plan, Ledger, Results)


def _pieces(made: Plan | Ledger | Results) -> Pieces:
    """Return what a file of a plan, a ledger or results holds."""
    match made:
        case Plan():
            return plan_pieces(made, converter_for(made.rules))
        case Ledger():
            return ledger_pieces(made, converter_for(made.register.rules))
        case Results():
            return results_pieces(made, converter_for(made.ledger.register.rules))


def content(made: Plan | Ledger | Results) -> dict[str, Any]:
    """Return what a file of a plan, a ledger or results says, as reading it gives it."""
    return {key: grown(piece) for key, piece in _pieces(made).items()}


def from_inputs(path: Path | Held, table: Mapping[str, Any], merged: MergedRules) -> Plan | Ledger | Results:
    """Return what the inputs in the file of a plan, a ledger or else results lead to, whatever else stands in it.

    Raises:
        Refused: With every mistake of the inputs.
        BadInput: When one of them is not there.
    """
    match table.get("kind"):
        case "plan":
            return _plan(path, table, merged)
        case "ledger":
            return _ledger(path, table, merged)
        case _:
            return _results(path, table, merged)


def _write_account(made: Plan | Ledger | Results, path: Writable) -> None:
    target_of(path, (".json",)).write(sealed(_pieces(made)), limit=None)


def write_plan(planned: Plan, path: Writable) -> None:
    """Write a plan as JSON: its rules' identity, period, sites and every task."""
    wanted(planned, Plan)
    _write_account(planned, path)


def write_ledger(ledger: Ledger, path: Writable) -> None:
    """Write a ledger as JSON: the plan, every observation, and every posting."""
    wanted(ledger, Ledger)
    _write_account(ledger, path)


_EACH_PERIOD = Told(
    "请分别写出各期间的结果；together() 可再合在一起",
    "write the results of each period; together() puts them together again",
)


def write_results(results: Results, path: Writable) -> None:
    """Write results of one period as JSON: the ledger, the identity, and every scorecard, exact and published.

    Raises:
        BadInput: When the path cannot be written to, or the results put several periods together.
    """
    wanted(results, Results)
    if results.periods:
        name = target_of(path, (".json",)).name
        raise bad(name, NOWHERE, str(results.period), SEVERAL_TOGETHER, _EACH_PERIOD)
    _write_account(results, path)


def load_plan(source: Document, merged: MergedRules) -> Plan:
    """Load a plan and check that its tasks follow from the rules given.

    Raises:
        Refused: With every mistake of the file.
        BadInput: When it was written under other rules, or its tasks are not those that follow.
    """
    path = document_from(source)
    if planned := _as_written(path, merged, _plan):
        return planned
    with made_under("plan", path, merged) as table:
        planned = _plan(path, table, merged)
        _follows(path, planned, table)
    return planned


def load_ledger(source: Document, merged: MergedRules) -> Ledger:
    """Load a ledger and check that its postings follow from its observations. Raises as `load_plan` does."""
    path = document_from(source)
    if ledger := _as_written(path, merged, _ledger):
        return ledger
    with made_under("ledger", path, merged) as table:
        ledger = _ledger(path, table, merged)
        _follows(path, ledger, table)
    return ledger


def load_results(source: Document, merged: MergedRules) -> Results:
    """Load results and check that every score follows from the observations, by this version of the library, and all
    else from its seal. Raises as `load_plan` does.
    """
    path = document_from(source)
    if (results := _as_written(path, merged, _results)) is not None:
        return results
    with made_under("results", path, merged) as table:
        results = _results(path, table, merged)
        _follows(path, results, table)
    return results


def _as_written(
    path: Path | Held, merged: MergedRules, make: Callable[[Path | Held, Mapping[str, Any], MergedRules], _Made]
) -> _Made | None:
    """Return what a file was written of, if what is made of its inputs is written as the file stands,
    to the last byte; else None.

    Then nothing else in it need be read. A file that is laid out otherwise, or in which something is
    wrong, is read as a whole.
    """
    wanted(merged, MergedRules)
    convert = converter_for(merged.rule_set)
    rows = Rows(convert)

    def observation(row: Any) -> Observation:
        known = rows.take(row)
        if known is None:
            known = convert.structure(row, Observation)
            rows.learn(row, known)
        return known

    try:
        made = make(path, scanned(path, {"sites": dict, "observations": observation}), merged)
        return made if as_written(path, sealed(_pieces(made))) else None
    except (
        TristandardError,
        BaseValidationError,
        OSError,
        RecursionError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
    ):
        return None


def _results(path: Path | Held, table: Mapping[str, Any], merged: MergedRules) -> Results:
    ledger = _ledger(path, table, merged)
    identity, givens = key_of(path, table, "identity", dict), key_of(path, table, "givens", list)
    reader = Reader(plain_writing())
    figures = reader.take(givens, tuple[tuple[str, str, str, Fraction | None], ...], path.name, under("givens"))
    carried = reader.take(key_of(path, table, "carried", dict), dict[str, tuple[str, ...]], path.name, under("carried"))
    only = None if table.get("only") is None else reader.take(table["only"], tuple[str, ...], path.name, under("only"))
    written = identity.get("edition")
    edition = reader.made(lambda: edition_of(written), written, path.name, under("identity", "edition"))
    named = {
        key: reader.take(identity.get(key), str, path.name, under("identity", key))
        for key in ("supersedes", "reason", "library_version")
    }
    for key, problem in unfit({key: told for key, told in named.items() if told is not None}):
        reader.note(path.name, under("identity", key), problem)
    refuse(CANNOT_BE_LOADED(name=path.name), reader.problems)
    first = reader.made(
        lambda: score(ledger, givens={tuple(key): figure for *key, figure in figures}, only=only, carried=carried),
        givens,
        path.name,
        under("givens"),
    )
    refuse(CANNOT_BE_LOADED(name=path.name), reader.problems)
    assert first is not None
    assert edition is not None
    results = evolve(first, edition=edition, **named)
    if not results.in_sequence:
        raise bad(path.name, under("identity"), edition, *SEQUENCE)
    return results


def _plan(path: Path | Held, table: Mapping[str, Any], merged: MergedRules) -> Plan:
    reader = Reader(converter_for(merged.rule_set))
    sites = reader.take(key_of(path, table, "sites", list), list[Site], path.name, under("sites"))
    written = key_of(path, table, "period", str)
    period = reader.made(lambda: Period.parse(written), written, path.name, under("period"))
    refuse(CANNOT_BE_LOADED(name=path.name), reader.problems)
    assert period is not None
    planned = reader.made(lambda: plan(merged, sites, period), sites, path.name, under("sites"))
    refuse(CANNOT_BE_LOADED(name=path.name), reader.problems)
    assert planned is not None
    return planned


def _ledger(path: Path | Held, table: Mapping[str, Any], merged: MergedRules) -> Ledger:
    planned = _plan(path, table, merged)
    reader, observations = Reader(converter_for(merged.rule_set)), key_of(path, table, "observations", list)
    if not all(isinstance(one, Observation) for one in observations):
        observations = reader.take(observations, list[Observation], path.name, under("observations"))
    closed, told = key_of(path, table, "closed", list), key_of(path, table, "history", dict)
    history = reader.take(told, dict[str, dict[str, tuple[int, ...]]], path.name, under("history"))
    visits = reader.take(closed, tuple[tuple[str, str], ...], path.name, under("closed"))
    refuse(CANNOT_BE_LOADED(name=path.name), reader.problems)
    ledger = reader.made(
        lambda: share(register(planned, observations, closing=visits), history=history),
        observations,
        path.name,
        under("observations"),
    )
    refuse(CANNOT_BE_LOADED(name=path.name), reader.problems)
    assert ledger is not None
    return ledger


def _follows(path: Path | Held, made: Plan | Ledger | Results, table: Mapping[str, Any]) -> None:
    """Refuse a file whose content is not what its own inputs lead to, at the first place that differs."""
    follows = content(made)
    del follows["kind"]
    _equal(path, follows, table)


_WHAT_FOLLOWS = Sentence("由文件中所据内容得出的：{made}", "what follows from the inputs in the file: {made}")
#: Of a digest, never which one it is.
_THE_DIGEST_THAT_FOLLOWS = Told("由文件中所据内容得出的摘要", "the digest of the inputs in the file")
_WRITE_IT_AGAIN = Told("文件被改动过，请重新写出", "write the file again; someone or something changed it")


def _equal(path: Path | Held, made: object, table: object, where: Position = NOWHERE) -> None:
    if isinstance(made, dict) and isinstance(table, dict):
        for key in sorted(made.keys() | table.keys()):
            _equal(path, made.get(key), table.get(key), where.inside(key))
        if made.keys() == table.keys():
            return
    elif isinstance(made, list) and isinstance(table, list) and len(made) == len(table):
        for place, (one, other) in enumerate(zip(made, table, strict=True)):
            _equal(path, one, other, where.inside(place))
        return
    elif json_text(made) == json_text(table):
        return
    expected = _THE_DIGEST_THAT_FOLLOWS if is_digest(made) else _WHAT_FOLLOWS(made=shown(made))
    raise bad(path.name, where, table, expected, _WRITE_IT_AGAIN)
