"""A plan, a ledger or results made again from the inputs that stand in a file."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from attrs import evolve

from tristandard.basics.errors import refuse
from tristandard.basics.outcome import Observation
from tristandard.basics.period import Period
from tristandard.basics.place import Site
from tristandard.codec.bad_input import bad, under
from tristandard.codec.held import Held
from tristandard.codec.identity import SEQUENCE, edition_of, unfit
from tristandard.codec.reader import Reader
from tristandard.codec.sealed_file import converter_for, key_of, plain_writing
from tristandard.codec.survey import CANNOT_BE_LOADED
from tristandard.merging.merged import MergedRules
from tristandard.scoring.results import Results
from tristandard.scoring.score import score
from tristandard.survey.ledger import Ledger
from tristandard.survey.plan import Plan
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share


def from_inputs(path: Path | Held, table: Mapping[str, Any], merged: MergedRules) -> Plan | Ledger | Results:
    """Return what the inputs in the file of a plan, a ledger or else results lead to, whatever else stands in it.

    Raises:
        Refused: With every mistake of the inputs.
        BadInput: When one of them is not there.
    """
    match table.get("kind"):
        case "plan":
            return plan_in(path, table, merged)
        case "ledger":
            return ledger_in(path, table, merged)
        case _:
            return results_in(path, table, merged)


def results_in(path: Path | Held, table: Mapping[str, Any], merged: MergedRules) -> Results:
    """Return the results that the inputs in a file lead to."""
    ledger = ledger_in(path, table, merged)
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


def plan_in(path: Path | Held, table: Mapping[str, Any], merged: MergedRules) -> Plan:
    """Return the plan that the inputs in a file lead to."""
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


def ledger_in(path: Path | Held, table: Mapping[str, Any], merged: MergedRules) -> Ledger:
    """Return the ledger that the inputs in a file lead to."""
    planned = plan_in(path, table, merged)
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
