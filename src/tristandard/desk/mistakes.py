"""What is wrong with a workbook: told of a cell as people name it, 问题清单!C7, in Chinese or English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import TristandardError
from tristandard.words.placed import Placed
from tristandard.words.sentence import Sentence, Told

#: What a refused workbook, or file of names, is refused as.
NOT_LOADED = Sentence("{file} 不能读入", "{file} cannot be loaded")
_AT = Sentence("{place}：{reason}", "{place}: {reason}")
_EMPTY = Sentence("“{head}”没有填；请填上", "{head} is empty; fill it in")
_LISTED = Sentence("{texts}", "{texts}")
#: Of which field of what a value is.
_FIELD = re.compile(r"（[^（）`]*的 `\w+`(?: 之中)?）")


@frozen
class NotRead(TristandardError):
    """Why something in a workbook is not read, and what to do, in both languages."""

    why: Told

    @property
    def told(self) -> Told:
        """The sentence, in both languages."""
        return self.why

    def __str__(self) -> str:
        return self.why[1]


@final
@frozen
class NotDone(TristandardError):
    """Why something is not done with a project, and what to do first, in both languages."""

    why: Told

    @property
    def told(self) -> Told:
        """The sentence, in both languages."""
        return self.why

    def __str__(self) -> str:
        return self.why[1]


@final
@frozen
class BadCell(TristandardError):
    """A mistake in a workbook: in which cell, or in which sheet where `row` is 0, and why.

    Attributes:
        file: The name of the workbook.
        sheet: The name of the sheet; empty where the whole workbook is meant.
        row: The row, from 1; 0 for the whole sheet.
        column: The column, from 1; 0 for the whole row.
        reason: What is wrong, and what to do.
    """

    file: str
    sheet: str
    row: int
    column: int
    reason: TristandardError = field(repr=lambda reason: repr(str(reason)))

    @property
    def where(self) -> str:
        """The cell as a spreadsheet names it, such as 点位表!C7; the sheet where no cell is meant."""
        cell = f"{letters(self.column) if self.column else ''}{self.row or ''}"
        return "!".join(filter(None, (self.sheet, cell)))

    @property
    def placed(self) -> Placed:
        """The workbook, the row, the letters of the column, and the cell."""
        return Placed(self.file, self.row, letters(self.column), self.where)

    @property
    def told(self) -> Told:
        """Where the mistake stands, and what to do, in both languages."""
        return _AT(place=" ".join(filter(None, (self.file, self.where))), reason=self.reason.told)

    def __str__(self) -> str:
        return self.told[1]


def letters(column: int) -> str:
    """Return the letters of a column, A for the first."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def failures(*reads: Callable[[], object]) -> Iterator[TristandardError]:
    """Yield every reason for which some parts cannot be loaded, of each by itself."""
    for read in reads:
        try:
            read()
        except TristandardError as problem:
            yield from problem.reasons


def empty(head: str) -> NotRead:
    """Return that the cell under a head is empty."""
    return NotRead(_EMPTY(head=head))


def listed(values: Iterable[object], words: Mapping[str, str]) -> Told:
    """Return values one after another, in Chinese with the words of workbooks where the library's own stand."""
    return Told(*_LISTED(texts=[Told(words.get(text, text), text) for text in map(str, values)]))


def without_field(zh: str) -> str:
    """Return a sentence in Chinese that does not say of which field of what a value is, which its cell says."""
    return _FIELD.sub("", zh)
