"""What is wrong with a rule set that loads, and where in its files the parts stand of which it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, final

from attrs import define, frozen

from tristandard.basics.location import Location, located
from tristandard.codec.available import TOML
from tristandard.codec.csv_table import read_csv
from tristandard.codec.tables import CROSSWALK, INDICATORS, LINE, MATCH, OVERLAY, WRITTEN_COLUMNS
from tristandard.codec.toml_json import read_toml
from tristandard.words.sentence import Told

#: A part of a rule set: an indicator ("indicator", code), a match ("match", first, second), or else a
#: key of `ruleset.toml`.
Part = tuple[str, ...]


@final
@frozen
class Defect:
    """What is wrong with a rule set, and of which parts."""

    parts: tuple[Part, ...]
    told: Told


@final
@define(slots=False)
class WrittenParts:
    """Where in the files of a rule set its parts stand; a value that is in no folder has no lines."""

    folder: Path | None
    encoding: str | None = None

    @cached_property
    def _table(self) -> Mapping[str, Any]:
        return read_toml(self.folder / TOML) if self.folder and (self.folder / TOML).is_file() else {}

    def _read(
        self, file: str, columns: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> list[tuple[int, dict[str, str]]]:
        """Return the rows of a table, none where there is no such file."""
        return (
            list(read_csv(self.folder / file, columns, optional, encoding=self.encoding).rows)
            if self.folder and (self.folder / file).is_file()
            else []
        )

    @property
    def laid(self) -> bool:
        """Whether the folder is an overlay, whose other parts stand in its base."""
        return "base" in self._table

    @cached_property
    def _rows(self) -> Mapping[Part, tuple[str, int]]:
        found: dict[Part, tuple[str, int]] = {("indicator", row["code"]): (OVERLAY, line) for line, row in self._lines}
        found.update(
            (("indicator", row["code"]), (INDICATORS, line))
            for line, row in self._read(INDICATORS, ("code",), WRITTEN_COLUMNS)
        )
        found.update(
            (("match", *sorted((row["first"], row["second"]))), (CROSSWALK, line))
            for line, row in self._read(CROSSWALK, ("first", "second"), MATCH)
        )
        return found

    @cached_property
    def _lines(self) -> list[tuple[int, dict[str, str]]]:
        return self._read(OVERLAY, LINE)

    @property
    def cited(self) -> frozenset[str]:
        """The clauses by which an overlay changes what it is laid over."""
        return frozenset(row["clause"] for _, row in self._lines)

    def _declared(self, key: Part) -> bool:
        table: Any = self._table
        for step in key:
            if not isinstance(table, Mapping) or step not in table:
                return False
            table = table[step]
        return True

    def of(self, parts: Iterable[Part]) -> tuple[Location, ...]:
        """Return where some parts stand, rows before keys; nothing where no file of the folder has them."""
        listed = list(parts)
        rows = sorted(self._rows[part] for part in listed if part in self._rows)
        keys = [part for part in listed if part not in self._rows and self._declared(part)]
        return (*(Location(file, line) for file, line in rows), *(Location(TOML).inside(part) for part in keys))

    def of_members(self, members: Iterable[str]) -> tuple[Location, ...]:
        """Return where matched indicators stand, and the matches between them."""
        named = set(members)
        between = [part for part in self._rows if part[0] == "match" and named.issuperset(part[1:])]
        return self.of([*between, *(("indicator", code) for code in sorted(named))])

    def told(self, defect: Defect) -> Told:
        """Return a defect with its place in front."""
        return located(self.of(defect.parts), defect.told)
