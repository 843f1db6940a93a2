"""Rows of observations as most of them are, read and written without the converter, which takes several times as long.

Reading knows nothing by itself: it remembers what the converter made of the parts of earlier rows.
A row with anything that is not known is left to the converter, and so is every mistake.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from json import JSONEncoder
from json.encoder import encode_basestring
from typing import Any, TypeVar, final

from attrs import define, field
from cattrs import BaseValidationError, Converter

from tristandard.basics.errors import TristandardError
from tristandard.basics.outcome import Measured, Observation, Outcome
from tristandard.codec.cells import read_pairs

_Value = TypeVar("_Value")

#: So many parts of one kind are remembered.
_MOST = 8192

_NEEDED = frozenset({"source", "id", "site", "indicator", "made", "outcome"})
_KEYS = _NEEDED | {"revision", "visit", "external"}


@final
@define
class Rows:
    """Reads rows of observations whose parts were read before."""

    _convert: Converter
    _texts: dict[str, str] = field(factory=dict)
    _days: dict[str, date] = field(factory=dict)
    _indicators: dict[str, str] = field(factory=dict)
    _revisions: dict[str, int] = field(factory=dict)
    _outcomes: dict[object, Outcome] = field(factory=dict)

    def take(self, row: object) -> Observation | None:
        """Return the observation in a row, or None where some part of it is not known, or nothing can be made of it."""
        if not isinstance(row, dict) or not (row.keys() >= _NEEDED and row.keys() <= _KEYS):
            return None
        try:
            indicator, made = self._indicators[row["indicator"]], self._days[row["made"]]
            outcome = self._outcome(row)
            revision = row.get("revision", 1)
            if type(revision) is not int:
                revision = self._revisions[revision]
            texts, source, site = self._texts, row["source"], row["site"]
            return Observation(
                source=texts.get(source) or self._once(source), id=row["id"], revision=revision,
                site=texts.get(site) or self._once(site), indicator=indicator, made=made, outcome=outcome,
                visit=self._once(row["visit"]) if "visit" in row else "", external=self._pairs(row.get("external")),
            )  # fmt: skip
        except (KeyError, TypeError, TristandardError, BaseValidationError):
            return None

    def _outcome(self, row: Mapping[str, Any]) -> Outcome:
        told = row["outcome"]
        if type(told) is not dict or len(told) != 1:
            return self._read(told)
        key = _told(row)
        known = self._outcomes.get(key)
        if known is None:
            if type(told.get("measured")) is str:
                raise KeyError(key)  # which measure it is of, the indicator says
            known = _keep(self._outcomes, key, self._read(told))
        return known

    def _read(self, told: object) -> Outcome:
        found: Outcome = self._convert.structure(told, Outcome)  # type: ignore[arg-type]
        return found

    def learn(self, row: Any, observation: Observation) -> None:
        """Remember what was made of the parts of a row."""
        if type(row["made"]) is str:
            _keep(self._days, row["made"], observation.made)
        if type(row.get("revision")) is str:
            _keep(self._revisions, row["revision"], observation.revision)
        _keep(self._indicators, row["indicator"], observation.indicator)
        told = row["outcome"]
        if len(told) == 1 and type(told.get("measured")) is str:
            _keep(self._outcomes, _told(row), observation.outcome)

    def _pairs(self, told: object) -> Any:
        """Return a table of texts, whose names are those of other rows; what is wrong with it, the observation says."""
        if told is None:
            return {}
        pairs = read_pairs(told) if type(told) is str else told
        if type(pairs) is not dict:
            raise TypeError
        return {self._once(name): value for name, value in pairs.items()}

    def _once(self, text: Any) -> Any:
        """Return a text: one and the same for equal ones, of which a file holds many."""
        if type(text) is not str:
            raise TypeError
        return _keep(self._texts, text, text)


def _keep(known: dict[Any, _Value], key: object, value: _Value) -> _Value:
    if len(known) >= _MOST:
        known.clear()
    return known.setdefault(key, value)


def _told(row: Mapping[str, Any]) -> object:
    """Return what a row says of its outcome, of which equal rows have the same: 3 is not "3", and not true.

    What has no hash is refused.
    """
    ((state, told),) = row["outcome"].items()
    if type(told) is dict:
        return (state, *[(code, type(value), value) for code, value in told.items()])
    return state, type(told), told, row["indicator"]


@final
@define
class Lines:
    """Writes observations as JSON: each on a line, its keys in their order, what is as usual left out."""

    _convert: Converter
    _outcomes: dict[Measured, str] = field(factory=dict)

    def line(self, observation: Observation) -> str:
        """Return an observation as JSON."""
        told = observation
        external = f'"external":{compact(told.external)},' if told.external else ""
        revision = f'"revision":{told.revision},' if told.revision != 1 else ""
        visit = f',"visit":{encode_basestring(told.visit)}' if told.visit else ""
        return (
            f'{{{external}"id":{encode_basestring(told.id)},"indicator":{encode_basestring(told.indicator)},"made":"{told.made}",'
            f'"outcome":{self._outcome(told.outcome)},{revision}"site":{encode_basestring(told.site)},"source":{encode_basestring(told.source)}{visit}}}'
        )

    def _outcome(self, outcome: Outcome) -> str:
        if not isinstance(outcome, Measured) or outcome.findings:
            return compact(self._convert.unstructure(outcome))
        found = self._outcomes.get(outcome)
        if found is None:
            found = _keep(self._outcomes, outcome, compact(self._convert.unstructure(outcome)))
        return found


#: Writes a value as JSON without blanks, its keys in their order.
compact = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode
