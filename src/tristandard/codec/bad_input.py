"""A mistake in a file: which file, where in it, and the reason, which says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from itertools import takewhile
from typing import Any, final

from attrs import evolve, field, frozen

from tristandard.basics.errors import IS_NOT, BadValue, TristandardError
from tristandard.basics.location import ENTRY, Location, Way, dotted, located, placed, tell_steps
from tristandard.basics.marks import flat
from tristandard.words.placed import Placed
from tristandard.words.sentence import Sentence, Told

#: So much of the name of a file is told.
_LONG = 120

_ROW = Sentence("第 {number} 行", "row {number}")
_LINE = Sentence("第 {number} 行", "line {number}")
_BYTE = Sentence("第 {number} 字节", "byte {number}")
_IN_COLUMN = Sentence("{outer} {column} 列", "{outer}, column {column}")
_OF = Sentence("{where}（{of}）", "{where} ({of})")
_NOWHERE = Told("", "")
_NO_CELLS: Mapping[str, str] = {}


@final
@frozen
class Position:
    """Where in a file something stands: what is counted there, and the keys and entries further inside.

    Attributes:
        counted: What its number counts: rows, entries, lines or bytes; None where it begins with a key.
        number: Which of these, as people count them.
        steps: Keys, the first of which is the column in a row, and places in lists, from 0.
        cells: The columns that stand for some keys, with dots.
        of: What stands there is called, where that is told beside.
    """

    counted: Sentence | None = None
    number: int = 0
    steps: Way = ()
    cells: Mapping[str, str] = field(default=_NO_CELLS, eq=False)
    of: Told = _NOWHERE

    def inside(self, *steps: str | int) -> Position:
        """Return a place inside it."""
        return evolve(self, steps=(*self.steps, *steps))

    @property
    def key(self) -> str:
        """The column or the key with dots, in what is counted; empty for the whole of that."""
        return self._below(_NOWHERE)[1]

    @property
    def row(self) -> int:
        """Which row or entry it is, from 1; 0 where neither is counted."""
        return self.number if self.counted in (_ROW, ENTRY) else 0

    @property
    def told(self) -> Told:
        """The place in both languages; nothing for the whole of a file."""
        where = self._below(self.counted(number=self.number) if self.counted else _NOWHERE)
        if not self.of[1]:
            return where
        return _OF(where=where, of=self.of) if where[1] else self.of

    def _below(self, told: Told) -> Told:
        """Return what is told of what is counted, with the keys and entries inside."""
        keys = tuple(takewhile(lambda step: isinstance(step, str), self.steps)) if self.counted is _ROW else ()
        if keys:  # the first is the column, as it is written
            key = ".".join(filter(None, (str(keys[0]), dotted(map(str, keys[1:])))))
            column = flat(self.cells.get(key, key))
            told = _IN_COLUMN(outer=told, column=column) if told[1] else Told(column, column)
        return tell_steps(self.steps[len(keys) :], told)


#: The whole of a file.
NOWHERE = Position()


def in_row(number: int, cells: Mapping[str, str] = _NO_CELLS) -> Position:
    """Return a row of a table, as a spreadsheet counts it; and which columns stand for some keys."""
    return Position(_ROW, number, (), cells)


def in_entry(number: int) -> Position:
    """Return an entry of a list, from 1."""
    return Position(ENTRY, number)


def in_line(number: int) -> Position:
    """Return a line of a text, from 1."""
    return Position(_LINE, number)


def at_byte(number: int) -> Position:
    """Return a byte of a file, from 0."""
    return Position(_BYTE, number)


def under(*steps: str | int) -> Position:
    """Return what stands under some keys and entries of a file that is no table."""
    return Position(steps=steps)


@final
@frozen
class BadInput(TristandardError):
    """A mistake in a file: which file, where in it, and the reason, which says what to do.

    Attributes:
        file: What it is called.
        at: Where in it.
        reason: What is wrong.
        places: What it speaks of in the files of a rule set, which are told instead of the one place.
    """

    file: str
    at: Position | Told
    reason: TristandardError
    places: tuple[Location, ...] = ()

    _IN_A_FILE = Sentence("{file}：{reason}", "{file}: {reason}")
    _IN_PLACE = Sentence("{file} {where}：{reason}", "{file}, {where}: {reason}")

    @property
    def where(self) -> Told:
        """The row, the column, the key, the entry, the line or the byte; empty for the whole of it."""
        return self.at.told if isinstance(self.at, Position) else self.at

    @property
    def location(self) -> Location:
        """Where it stands, as a rule set has it: the row and the column of a table, or what leads to it."""
        at = self.at if isinstance(self.at, Position) else NOWHERE
        return Location(self.file, at.row, at.steps[:1] if at.row else at.steps)

    @property
    def placed(self) -> Placed:
        """The file, the row or entry, and the column or key."""
        if self.places:
            return placed(self.places)
        row, key = (self.at.row, self.at.key) if isinstance(self.at, Position) else (0, "")
        return Placed(self.file, row, key, self.where[1])

    @property
    def told(self) -> Told:
        """Where the mistake stands, and what to do, in both languages."""
        if self.places:
            return located(self.places, self.reason.told)
        file, reason = flat(self.file if len(self.file) <= _LONG else f"{self.file[:_LONG]}…"), _reason_of(self)
        if not self.where[1]:
            return self._IN_A_FILE(file=file, reason=reason)
        return self._IN_PLACE(file=file, where=self.where, reason=reason)

    def __str__(self) -> str:
        return self.told[1]

    def beside(self, name: str) -> BadInput:
        """Return it as it is told beside another folder: each file with the name of its own in front."""
        places = tuple(evolve(one, file=_beside(one.file, name)) for one in self.places)
        return evolve(self, file=_beside(self.file, name), places=places)


def _beside(file: str, name: str) -> str:
    return file if "/" in file else f"{name}/{file}"


_BYTES = Sentence("字节 {digits}", "bytes {digits}")


def tell_bytes(content: bytes) -> Told:
    """Return the first bytes of some, as messages print them: two digits each, as a viewer of files has them."""
    return _BYTES(digits=content[:24].hex(" ").upper())


#: How files end that have words of their own for nothing and for what is true; a table is told as JSON has it.
_OWN_WORDS = (".json", ".toml", "table")


@final
@frozen
class _Written:
    """A value that messages print as a file has it."""

    text: str

    def __repr__(self) -> str:
        return self.text


def _reason_of(problem: BadInput) -> Told:
    """Return the reason of a mistake, in which bytes and the values of JSON and TOML are told as the file has them."""
    reason: Any = problem.reason
    if isinstance(reason, BadValue) and isinstance(reason.value, bytes):
        return IS_NOT(value=tell_bytes(reason.value), expected=reason.expected, remedy=reason.remedy)
    for name in ("value", "code") if problem.file.endswith(_OWN_WORDS) else ():
        value = getattr(reason, name, "")
        if (told := in_file(value)) is not value:
            return evolve(reason, **{name: told}).told  # type: ignore[no-any-return]
    return problem.reason.told


def in_file(value: object) -> object:
    """Return a value as messages print what JSON and TOML write otherwise than Python; any other as it is."""
    text = "" if isinstance(value, str) else _written(value)
    return _Written(text) if text and text != repr(value) else value


def _written(value: object) -> str:
    """Return a value as JSON and TOML have it; what is told by itself, as that is told."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case Decimal() | date() | time():
            return str(value)
        case list():
            return f"[{', '.join(map(_written, value))}]"
        case dict():
            return f"{{{', '.join(f'{key!r}: {_written(one)}' for key, one in value.items())}}}"
        case _:
            return repr(value)


def bad(file: str, where: Position, value: object, expected: Told, remedy: Told) -> BadInput:
    """Return the error for a value that cannot mean what it is used for."""
    return BadInput(file, where, BadValue(value, expected, remedy))
