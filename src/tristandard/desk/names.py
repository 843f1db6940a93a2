"""A city's own names: what its sheets, heads and values are called there, said once in a TOML file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, TristandardError, refuse
from tristandard.codec.files import BadInput, bad, path_of, read_toml
from tristandard.desk.heads import bare
from tristandard.desk.kinds import KINDS


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

    sheets: tuple[str, ...] = ()
    heads: Mapping[str, str] = field(factory=dict)
    always: Mapping[str, str] = field(factory=dict)
    ignore: tuple[str, ...] = ()


@final
@frozen
class Names:
    """A city's own names.

    Attributes:
        kinds: By the kind of sheet, such as 问题清单.
        values: By head, foreign values, each with ours.
        ignore: The names of sheets that are not read.
    """

    kinds: Mapping[str, SheetNames] = field(factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(factory=dict)
    ignore: tuple[str, ...] = ()

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
    table = read_toml(file)
    problems: list[TristandardError] = []
    values = _texts(file.name, table.pop("values", {}), "values", problems, nested=True)
    ignore = _list(file.name, table.pop("ignore", []), "ignore", problems)
    kinds = {}
    for kind, raw in table.items():
        if kind not in KINDS or not isinstance(raw, Mapping):
            problems.append(bad(file.name, kind, kind, "a kind of sheet", f"write one of {', '.join(KINDS)}"))
            continue
        known = {column.head for column in KINDS[kind].columns}
        heads = _texts(file.name, raw.get("heads", {}), f"{kind}.heads", problems)
        always = _texts(file.name, raw.get("always", {}), f"{kind}.always", problems)
        for where, told in (("heads", heads.values()), ("always", always)):
            problems += [
                bad(file.name, f"{kind}.{where}", head, "a head of ours", f"write one of {'、'.join(sorted(known))}")
                for head in told
                if head not in known
            ]
        problems += [
            bad(file.name, kind, key, "a known key", "write sheets, heads, always or ignore")
            for key in raw.keys() - {"sheets", "heads", "always", "ignore"}
        ]
        sheets, out = (_list(file.name, raw.get(key, []), f"{kind}.{key}", problems) for key in ("sheets", "ignore"))
        kinds[kind] = SheetNames(sheets, {bare(foreign): ours for foreign, ours in heads.items()}, always, out)
    refuse(f"{file.name} cannot be loaded", problems)
    return Names(kinds, values, ignore)


def _texts(file: str, raw: Any, where: str, problems: list[TristandardError], nested: bool = False) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        problems.append(bad(file, where, raw, "a table", 'write { "theirs" = "ours" }'))
        return {}
    if nested:
        return {key: _texts(file, inner, f"{where}.{key}", problems) for key, inner in raw.items()}
    strange = [key for key, told in raw.items() if not isinstance(told, str)]
    problems += [BadInput(file, f"{where}.{key}", _no_text(raw[key])) for key in strange]
    return {key: told for key, told in raw.items() if key not in strange}


def _no_text(value: object) -> TristandardError:
    return BadValue(value, "text", "write it in quotes")


def _list(file: str, raw: Any, where: str, problems: list[TristandardError]) -> tuple[str, ...]:
    if isinstance(raw, list) and all(isinstance(one, str) for one in raw):
        return tuple(raw)
    problems.append(bad(file, where, raw, "a list of texts", 'write ["…"]'))
    return ()
