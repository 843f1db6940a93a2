"""Plans, ledgers and results in and out.

A written plan, ledger or result holds what it was made from, and the digest of that. Loading makes it
again under the rules given and compares: a file that does not follow from its own inputs is refused.

What the library wrote is read whatever its size, and is nested as deep as it ever is: parts of a
score stand in a list, each with its level, however deep the model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from cattrs import BaseValidationError

from tristandard.basics.errors import TristandardError, wanted
from tristandard.basics.outcome import Observation
from tristandard.codec.bad_input import NOWHERE, bad
from tristandard.codec.follows import check_follows, pieces_of
from tristandard.codec.held import Held
from tristandard.codec.layout import as_written, scanned, sealed
from tristandard.codec.made_again import ledger_in, plan_in, results_in
from tristandard.codec.quick import Rows
from tristandard.codec.sealed_file import converter_for, made_under
from tristandard.codec.sources import Document, document_from
from tristandard.codec.target import Writable, target_of
from tristandard.merging.merged import MergedRules
from tristandard.scoring.results import SEVERAL_TOGETHER, Results
from tristandard.survey.ledger import Ledger
from tristandard.survey.plan import Plan
from tristandard.words.sentence import Told

_Made = TypeVar("_Made", Plan, Ledger, Results)


def _write_account(made: Plan | Ledger | Results, path: Writable) -> None:
    target_of(path, (".json",)).write(sealed(pieces_of(made)), limit=None)


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
    if planned := _as_written(path, merged, plan_in):
        return planned
    with made_under("plan", path, merged) as table:
        planned = plan_in(path, table, merged)
        check_follows(path, planned, table)
    return planned


def load_ledger(source: Document, merged: MergedRules) -> Ledger:
    """Load a ledger and check that its postings follow from its observations. Raises as `load_plan` does."""
    path = document_from(source)
    if ledger := _as_written(path, merged, ledger_in):
        return ledger
    with made_under("ledger", path, merged) as table:
        ledger = ledger_in(path, table, merged)
        check_follows(path, ledger, table)
    return ledger


def load_results(source: Document, merged: MergedRules) -> Results:
    """Load results and check that every score follows from the observations, by this version of the library, and all
    else from its seal. Raises as `load_plan` does.
    """
    path = document_from(source)
    if (results := _as_written(path, merged, results_in)) is not None:
        return results
    with made_under("results", path, merged) as table:
        results = results_in(path, table, merged)
        check_follows(path, results, table)
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
        return made if as_written(path, sealed(pieces_of(made))) else None
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
