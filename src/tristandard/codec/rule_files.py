"""The files of a rule set while they are read: their tables, where its parts stand, and every mistake."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar, final

from attrs import define, evolve, field

from tristandard.basics.errors import BadValue, TristandardError, refuse
from tristandard.basics.location import Address, Located, Location, Locations
from tristandard.codec.available import TOML
from tristandard.codec.bad_input import NOWHERE, BadInput, under
from tristandard.codec.cattrs_errors import THERE
from tristandard.codec.convert import words_converter
from tristandard.codec.csv_table import Table, read_csv
from tristandard.codec.reader import Reader, instead
from tristandard.codec.tables import CROSSWALK, INDICATORS, Tables
from tristandard.codec.toml_json import read_toml
from tristandard.words.sentence import Sentence, Told

_Thing = TypeVar("_Thing")
TableRows = list[tuple[int, dict[str, str]]]
_CANNOT_BE_LOADED = Sentence("“{folder}”中的规则集无法读入", "the rule set in {folder!r} cannot be loaded")

#: Stands for a text that cannot be read, so that the rest of what it belongs to can be checked all the same.
NO_TEXT = instead("unread")


_A_READ_FORMAT = Told("本版本能读的格式", "a format that this version reads")
_FORMAT_1 = Told("请写 format = 1", "write format = 1")


def check_format(reader: Reader, name: str, table: dict[str, Any]) -> None:
    """Take the format of a file out of its table, and note one that is not there, or that is not read."""
    format_ = table.pop("format", None)
    if format_ is None:
        reader.note(name, NOWHERE, BadValue("format", THERE, _FORMAT_1))
    elif type(format_) is not int or format_ != 1:
        reader.note(name, under("format"), BadValue(format_, _A_READ_FORMAT, _FORMAT_1))


@final
@define
class RuleFiles:
    """The files of a rule set while they are read: their tables, where its parts stand, and every mistake."""

    path: Path
    encoding: str | None
    #: What stands for the files, where there are none.
    given: Tables | None = None
    reader: Reader = field(factory=lambda: Reader(words_converter()))
    #: What the tables are called in messages: their names, with what was detected of them.
    names: dict[str, str] = field(factory=dict)
    #: Where in the files the parts of the rule set are written.
    known: dict[Address, Location] = field(factory=dict)

    def head(self) -> dict[str, Any] | None:
        """Return the table of `ruleset.toml`; None where it cannot be read, which is gathered."""
        return dict(self.given.table) if self.given is not None else self.gathered(lambda: read_toml(self.path / TOML))

    def gathered(self, read: Callable[[], _Thing]) -> _Thing | None:
        """Return what is read; None where it is a mistake, which is gathered."""
        try:
            return read()
        except BadInput as problem:
            self.reader.problems.append(problem)
            return None

    def table(
        self, name: str, columns: tuple[str, ...], optional: tuple[str, ...], *, needed: bool = True
    ) -> TableRows:
        """Return the rows of a table, each with its number; none where there is no such file and none is needed."""
        if not needed and not (self.path / name).exists():
            return []
        table = self.gathered(lambda: self._opened(name, columns, optional))
        rows = list(table.rows) if table else []
        for problem in table.problems if table else ():
            self.reader.gather(problem)
        if (table is None or table.problems) and name == INDICATORS:
            self.reader.broken |= {("indicator", None), ("tariff", None), ("match", None)}
        if (table is None or table.problems) and name == CROSSWALK:
            self.reader.broken.add(("match", None))
        self.names[name] = table.name if table else name
        return rows

    def _opened(self, name: str, columns: tuple[str, ...], optional: tuple[str, ...]) -> Table:
        if self.given is not None:
            return self.given.of(name).table(columns, optional)
        return read_csv(self.path / name, columns, optional, encoding=self.encoding)

    def note(self, problem: TristandardError) -> None:
        """Gather a problem of the rule set as a whole, at every place of which it speaks, unless it
        only follows from another.
        """
        if self.reader.follows(problem):
            return
        locations = problem.locations if isinstance(problem, Located) else ()
        own = evolve(problem, locations=()) if locations else problem  # type: ignore[misc]
        self.reader.note(locations[0].file if locations else TOML, NOWHERE, own, locations)

    def stop(self) -> None:
        """Refuse the files where there is any mistake."""
        problems = [
            evolve(problem, file=self.names.get(problem.file, problem.file)) for problem in self.reader.problems
        ]
        refuse(_CANNOT_BE_LOADED(folder=self.path.name), problems)

    def locations(self, words: Mapping[str, list[Any]], rules: Mapping[str, list[Any]]) -> Locations:
        """Return where the parts of a rule set, or of an overlay, are written."""
        whole = Location(TOML)
        found: dict[Address, Location] = {(key,): whole.inside((key,)) for key in ("valid", "variant", "policy")}
        for section, things in {**words, **rules}.items():
            for thing in things:
                found[section, thing.code] = whole.inside((section, thing.code))
        return Locations({**found, **self.known})
