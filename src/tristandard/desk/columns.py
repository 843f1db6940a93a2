"""What a sheet of a rule set as a workbook is: the kinds of its rows, and its columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

from attrs import frozen

from tristandard.codec.tables import CROSSWALK, INDICATORS
from tristandard.desk.notation import LINES, TABLES, TEXT, Notation

#: What stands for the code under which something is written.
CODE = "code"
#: What stands for the assessment, the deduction standard or the crosswalk that a row is of.
OF = "@"


@final
@frozen
class Column:
    """A column of a sheet.

    Attributes:
        head: What stands above it.
        path: The key of what stands in it, a step each.
        notation: How that stands in a cell.
        note: What the note on its head says.
        words: The values that it may have, each with its word in Chinese; none where it may have any.
        source: The sheet whose codes it names; empty where it names none.
    """

    head: str
    path: tuple[str, ...]
    notation: Notation = TEXT
    note: str = ""
    words: Mapping[str, str] = {}
    source: str = ""

    @property
    def width(self) -> int:
        """How wide it is shown, in letters."""
        return 46 if self.notation in (LINES, TABLES) else 12 if self.notation.number or self.words else 22


@final
@frozen
class Part:
    """What one kind of row is of.

    Attributes:
        word: What stands in the column of the kind; empty where the sheet has one kind.
        section: The table in `ruleset.toml`, or the file whose row it is.
        inside: The table inside that of its `of`, for items and nodes.
        listed: Whether several rows under one code are a list.
        key: Where its code stands: `CODE`, `OF`, or empty where it has none.
    """

    word: str
    section: str
    inside: str = ""
    listed: bool = False
    key: str = CODE

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table file."""
        return self.section in (INDICATORS, CROSSWALK)


@final
@frozen
class Layout:
    """A sheet: its name, what its rows are of, and its columns."""

    name: str
    parts: tuple[Part, ...]
    columns: tuple[Column, ...]
