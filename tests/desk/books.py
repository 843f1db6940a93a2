"""Short ways to make and to change workbooks in a test."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl


def book(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """Return a workbook of sheets, each a list of rows of values; None is an empty cell."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(list(row))
    made.save(path)
    return path


def edited(path: Path, cells: Mapping[str, object], shown: Mapping[str, str] | None = None) -> Path:
    """Return a workbook with other values in some cells, 指标!E2, and other formats of some."""
    made = openpyxl.load_workbook(path)
    for place, value in cells.items():
        sheet, _, cell = place.partition("!")
        made[sheet][cell] = value
    for place, code in (shown or {}).items():
        sheet, _, cell = place.partition("!")
        made[sheet][cell].number_format = code
    made.save(path)
    return path


def repacked(path: Path, parts: Mapping[str, bytes | None]) -> Path:
    """Return a workbook in whose zip file some parts are others, or are left out."""
    packed = BytesIO()
    with ZipFile(path) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    path.write_bytes(packed.getvalue())
    return path
