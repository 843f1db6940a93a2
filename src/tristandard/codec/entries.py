"""The entries of a list in a JSON file, one after another, however many: a piece of the file is held at a time."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, final

from attrs import define, field

from tristandard.codec.bad_input import NOWHERE, bad, in_entry
from tristandard.codec.files import SURVEY_LIMIT, read_text
from tristandard.codec.held import Held, opened, size_of
from tristandard.codec.toml_json import READ_JSON, check_entry, check_halves, decoded, not_read, past_blank, read_json
from tristandard.words.sentence import Told

_A_LIST = Told("列表", "a list")
_WRITE_A_LIST = Told("请写成 [ {…}, {…} ]", "write [ {…}, {…} ]")

#: So many bytes are read at once.
_PIECE = 1 << 18
#: What stands between two entries.
_BETWEEN = re.compile(r"[ \t\n\r]*,[ \t\n\r]*")


def read_entries(path: Path | Held, *, limit: int = SURVEY_LIMIT) -> Iterator[Any]:
    """Yield the entries of the list in a JSON file, each as `read_json` reads it.

    A file in which something is wrong is read again as a whole: then the mistake has its line.

    Raises:
        BadInput: As `read_json` does, and where there is no list; once the entries before the mistake were taken.
    """
    count = 0
    if _is_text(path, limit):
        with opened(path) as file:
            pieces = _Pieces(path.name, file)
            for value in pieces.entries():
                count += 1
                yield value
        if pieces.whole:
            return
        del pieces
    yield from islice(_entries(path, limit), count, None)


def _entries(path: Path | Held, limit: int) -> Iterator[Any]:
    """Yield the entries of a list, from the text of the whole file."""
    text = read_text(path, limit=limit)
    at = past_blank(text, 0)
    if not text.startswith("[", at):
        found = text[at : at + 200] if text.startswith("{", at) else read_json(path, limit=limit)
        raise bad(path.name, NOWHERE, found, _A_LIST, _WRITE_A_LIST)
    at = past_blank(text, at + 1)
    more, count = not text.startswith("]", at), 0
    while more:
        count += 1
        value, end = decoded(path.name, text, at, in_entry(count))
        check_entry(path.name, text, at, end, value)
        yield value
        at = past_blank(text, end)
        if more := text.startswith(",", at):
            at = past_blank(text, at + 1)
        elif not text.startswith("]", at):
            raise not_read(path.name, text, text.count("\n", 0, at) + 1, "Expecting ',' delimiter", "JSON")
    if (end := past_blank(text, at + 1)) < len(text):
        raise not_read(path.name, text, text.count("\n", 0, end) + 1, "Extra data", "JSON")


def _is_text(path: Path | Held, limit: int) -> bool:
    """Return whether a file is no larger than may be read, and text in UTF-8 throughout."""
    decoder = getincrementaldecoder("utf-8")()
    try:
        size = size_of(path)
        if size is None or size > limit:
            return False
        with opened(path) as file:
            while piece := file.read(_PIECE):
                if b"\0" in piece:
                    return False
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except (OSError, ValueError):
        return False
    return True


@final
@define
class _Pieces:
    """A file of a list, read piece by piece as far as nothing is wrong in it."""

    name: str
    file: BinaryIO
    text: str = ""
    at: int = 0
    ended: bool = False
    #: Whether the list was read to its end, and nothing stands after it.
    whole: bool = False
    size: int = _PIECE
    _decoder: Any = field(factory=getincrementaldecoder("utf-8-sig"))

    def entries(self) -> Iterator[Any]:
        """Yield the entries of the list, up to the first that cannot be read."""
        if not self._skip("["):
            return
        more = self._next() != "]"
        while more:
            found = self._value()
            if found is None:
                return
            yield found[0]
            between = _BETWEEN.match(self.text, self.at)
            if between and between.end() < len(self.text):
                self.at = between.end()
            else:
                more = self._skip(",")
        self.whole = self._skip("]") and not self._next()

    def _more(self) -> None:
        """Take another piece of the file, after what was not read yet."""
        piece = self.file.read(self.size)
        self.ended = not piece
        self.text, self.at = self.text[self.at :] + self._decoder.decode(piece, final=self.ended), 0

    def _next(self) -> str:
        """Return the next mark that is no blank, and stand at it; "" at the end."""
        while True:
            self.at = past_blank(self.text, self.at)
            if self.at < len(self.text) or self.ended:
                return self.text[self.at : self.at + 1]
            self._more()

    def _skip(self, mark: str) -> bool:
        """Stand after a mark, if it is the next."""
        found = self._next() == mark
        self.at += found
        return found

    def _value(self) -> tuple[Any] | None:
        """Return the next value, alone in a tuple; None where none can be read.

        One that is longer than a piece is read in pieces that double.
        """
        if self.at == len(self.text) or self.text[self.at] in " \t\n\r":
            self._next()
        while True:
            try:
                value, end = READ_JSON(self.text, self.at)
            except (ValueError, RecursionError):
                if self.ended:
                    return None
            else:
                if end < len(self.text) or self.ended:
                    check_halves(self.name, self.text, self.at, end, value)
                    check_entry(self.name, self.text, self.at, end, value)
                    self.at, self.size = end, _PIECE
                    return (value,)
            self.size = max(self.size, len(self.text) - self.at)
            self._more()
