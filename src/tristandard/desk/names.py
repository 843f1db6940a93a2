"""A city's own names: what its sheets, heads and values are called there, said once in a TOML file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast, final

from attrs import Attribute, define, field, frozen

from tristandard.basics.errors import TristandardError, all_of, refuse, wanted
from tristandard.basics.fields import for_field, labelled, listed, own_table
from tristandard.codec.bad_input import BadInput, under
from tristandard.codec.files import path_of
from tristandard.codec.toml_json import read_toml
from tristandard.desk.heads import bare
from tristandard.desk.kinds import KINDS
from tristandard.desk.mistakes import NOT_LOADED, NotRead
from tristandard.words.sentence import Sentence, Told

_NO_KIND = Sentence("“{kind}”不是表的种类；可写：{known}", "{kind!r} is no kind of sheet; write one of {known}")
_NO_HEAD = Sentence("“{head}”不是本库的表头；可写：{known}", "{head!r} is no head of ours; write one of {known}")
_NO_KEY = Sentence(
    "“{key}”不认识；可写 sheets、heads、always、ignore", "{key!r} is not known; write sheets, heads, always or ignore"
)
_NO_TABLE = Told('这里应是一张表；请写 { "这里的叫法" = "本库的叫法" }', 'it is no table; write { "theirs" = "ours" }')
_NO_TEXT = Told("这里应是文字；请加引号", "it is no text; write it in quotes")
_NO_LIST = Told('这里应是一列文字；请写 ["…"]', 'it is no list of texts; write ["…"]')


@final
@frozen
class SheetNames:
    """What one kind of sheet is called in a city.

    Attributes:
        sheets: The names of the sheets.
        heads: Foreign heads, each with ours.
        always: What holds in each row where the sheet has no such column, by our heads.
        ignore: Heads of columns that are not read.
    """

    sheets: tuple[str, ...] = field(default=(), converter=listed)
    heads: Mapping[str, str] = field(factory=dict, hash=False, converter=own_table, validator=labelled)
    always: Mapping[str, str] = field(factory=dict, hash=False, converter=own_table, validator=labelled)
    ignore: tuple[str, ...] = field(default=(), converter=listed)


def _own_tables(tables: Any) -> Any:
    """Return tables as one's own (an attrs converter); whatever is none is left to be refused."""
    return {name: own_table(table) for name, table in tables.items()} if isinstance(tables, Mapping) else tables


def _names_of_kinds(owner: object, attribute: Attribute[Any], value: object) -> None:
    """Refuse whatever is not a table of the names of kinds of sheets (an attrs validator)."""
    wanted(value, Mapping, for_field(owner, attribute))
    all_of(list(cast(Mapping[str, object], value).values()), SheetNames)


def _tables_of_texts(owner: object, attribute: Attribute[Any], value: object) -> None:
    """Refuse whatever is not a table of tables of texts (an attrs validator)."""
    wanted(value, Mapping, for_field(owner, attribute))
    for table in cast(Mapping[str, object], value).values():
        labelled(owner, attribute, table)


@final
@frozen
class Names:
    """A city's own names.

    Attributes:
        kinds: By the kind of sheet, such as 问题清单.
        values: By head, foreign values, each with ours.
        ignore: The names of sheets that are not read.
    """

    kinds: Mapping[str, SheetNames] = field(factory=dict, hash=False, converter=own_table, validator=_names_of_kinds)
    values: Mapping[str, Mapping[str, str]] = field(
        factory=dict, hash=False, converter=_own_tables, validator=_tables_of_texts
    )
    ignore: tuple[str, ...] = field(default=(), converter=listed)

    def of(self, kind: str) -> SheetNames:
        """Return the names of one kind of sheet."""
        return self.kinds.get(kind, SheetNames())


def load_names(path: str | Path) -> Names:
    """Load a city's own names from a TOML file.

        ["问题清单"]
        sheets = ["巡查台账"]
        heads = { "路段" = "点位", "整改时限" = "整改期限" }
        always = { "来源" = "巡查" }
        ignore = ["照片"]
        [values."指标"]
        "暴露垃圾" = "urban.road.litter"

    Raises:
        BadInput: When the file is missing or is no TOML.
        Refused: With every name in it that is not known.
    """
    file = path_of(path)
    table, reading = read_toml(file), _Reading(file.name)
    foreign = reading.table(table.pop("values", {}), "values")
    values = {head: reading.texts(told, "values", head) for head, told in foreign}
    ignore = reading.listed(table.pop("ignore", []), "ignore")
    kinds = {kind: reading.kind(kind, raw) for kind, raw in table.items()}
    refuse(NOT_LOADED(file=file.name), reading.problems)
    return Names(kinds, values, ignore)


@final
@define
class _Reading:
    """Takes the tables of a mapping file apart, and gathers what is wrong with them."""

    file: str
    problems: list[TristandardError] = field(factory=list)

    def note(self, where: str, why: Told) -> None:
        """Gather a mistake."""
        self.problems.append(BadInput(self.file, under(where), NotRead(why)))

    def kind(self, kind: str, raw: Any) -> SheetNames:
        """Return the names of one kind of sheet."""
        if kind not in KINDS:
            self.note(kind, _NO_KIND(kind=kind, known=list(KINDS)))
            return SheetNames()
        own = dict(self.table(raw, kind))
        known = [column.head for column in KINDS[kind].columns]
        heads, always = (self.texts(own.pop(key, {}), kind, key) for key in ("heads", "always"))
        sheets, ignore = (self.listed(own.pop(key, []), f"{kind}.{key}") for key in ("sheets", "ignore"))
        for where, told in (("heads", heads.values()), ("always", always)):
            for head in told:
                if head not in known:
                    self.note(f"{kind}.{where}", _NO_HEAD(head=head, known=known))
        for key in own:
            self.note(kind, _NO_KEY(key=key))
        return SheetNames(sheets, {bare(foreign): ours for foreign, ours in heads.items()}, always, ignore)

    def table(self, raw: Any, where: str) -> Iterable[tuple[str, Any]]:
        """Return the pairs of a table; nothing where it is none, which is noted."""
        if not isinstance(raw, Mapping):
            self.note(where, _NO_TABLE)
            return ()
        return raw.items()

    def texts(self, raw: Any, *steps: str) -> dict[str, str]:
        """Return the pairs of a table whose values are texts."""
        where, found = ".".join(steps), dict[str, str]()
        for key, told in self.table(raw, where):
            if isinstance(told, str):
                found[key] = told
            else:
                self.note(f"{where}.{key}", _NO_TEXT)
        return found

    def listed(self, raw: Any, where: str) -> tuple[str, ...]:
        """Return a list of texts; an empty one where it is none, which is noted."""
        if isinstance(raw, list) and all(isinstance(one, str) for one in raw):
            return tuple(raw)
        self.note(where, _NO_LIST)
        return ()
