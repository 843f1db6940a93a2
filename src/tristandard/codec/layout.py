"""How a file that nobody edits is laid out: an entry a line, written piece by piece, and sealed at its end.

A large file is never held as a whole: its entries come as JSON text, one after another, and the seal
is made of them as they pass.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from hashlib import sha256
from io import TextIOWrapper
from pathlib import Path
from typing import Any, final

from attrs import frozen

from tristandard.codec.held import Held, opened
from tristandard.codec.output import encoded
from tristandard.codec.quick import compact


@final
@frozen
class Listed:
    """A list of a file, with each entry on a line."""

    entries: Iterable[Piece]


@final
@frozen
class Keyed:
    """A table of a file, with each key on a line, in their order."""

    entries: Iterable[tuple[str, Piece]]


#: What stands under a key: JSON on one line, or a list or a table over several.
Piece = str | Listed | Keyed

#: So many pieces of text are put together before they are written.
_BLOCK = 500
#: Reads JSON that was written here: no key stands twice in it.
_READ = json.JSONDecoder(parse_float=Decimal).raw_decode
_BREAK = re.compile("\n *")
#: What JSON in ASCII writes otherwise.
_WIDE = re.compile("[^ -~]")


def sealed(pieces: Mapping[str, Piece]) -> Iterator[str]:
    """Yield the text of a file block by block: its keys in their order, and last their seal (see `files.seal`)."""
    state, first = sha256(b"{"), True
    for block in _blocks(_members(sorted(pieces.items()), 1)):
        state.update(_in_ascii(_BREAK.sub("", block)).encode())
        yield f"{{{block}" if first else block
        first = False
    state.update(b"}")
    yield f',\n "seal":"{state.hexdigest()}"\n}}\n'


def as_written(path: Path | Held, text: Iterable[str]) -> bool:
    """Return whether a file holds some text, to the last byte."""
    with opened(path) as file:
        same = all(file.read(len(block)) == block for block in (encoded(path.name, piece) for piece in text))
        return same and not file.read(1)


def grown(piece: Piece) -> Any:
    """Return what reading a piece gives."""
    match piece:
        case str():
            return json.loads(piece)
        case Listed():
            return [grown(entry) for entry in piece.entries]
        case Keyed():
            return {key: grown(entry) for key, entry in piece.entries}


def _blocks(texts: Iterable[str]) -> Iterator[str]:
    """Yield texts, many together."""
    gathered: list[str] = []
    for text in texts:
        gathered.append(text)
        if len(gathered) == _BLOCK:
            yield "".join(gathered)
            gathered.clear()
    yield "".join(gathered)


def _members(entries: Iterable[tuple[str, Piece]], depth: int) -> Iterator[str]:
    line, before = "\n" + " " * depth, ""
    for key, piece in entries:
        yield f"{before}{line}{compact(key)}:"
        yield from _written(piece, depth)
        before = ","


def _written(piece: Piece, depth: int) -> Iterator[str]:
    line, before = "\n" + " " * depth, ""
    match piece:
        case str():
            yield piece
        case Listed():
            yield "["
            for entry in piece.entries:
                yield f"{before}{line} "
                yield from _written(entry, depth + 1)
                before = ","
            yield f"{line if before else ''}]"
        case Keyed():
            yield "{"
            for text in _members(piece.entries, depth + 1):
                yield text
                before = ","
            yield f"{line if before else ''}}}"


def _in_ascii(text: str) -> str:
    """Return JSON with every letter beyond ASCII as its code."""
    return text if text.isascii() and "\x7f" not in text else _WIDE.sub(lambda found: json.dumps(found[0])[1:-1], text)


def scanned(path: Path | Held, rows: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    """Return what stands under the keys of a file that was laid out here.

    Values of one line are read, and of lists those that are asked for.

    Args:
        path: Of the file.
        rows: What is made of an entry of a list, by its key.

    Raises:
        ValueError: When the file is laid out otherwise.
    """
    found: dict[str, Any] = {}
    read: Callable[[Any], Any] | None = None
    entries: list[Any] = []
    with TextIOWrapper(opened(path), encoding="utf-8", newline="\n") as file:
        if file.readline() != "{\n":
            raise ValueError(path.name)
        for line in file:
            if line.startswith("  "):
                if read is not None:
                    entries.append(read(_READ(line, 2)[0]))
            elif line.startswith(' "'):
                key, colon, told = line[2:].partition('":')
                if not colon:
                    raise ValueError(path.name)
                entries, read = [], rows.get(key) if told == "[\n" else None
                if read is not None:
                    found[key] = entries
                elif told not in ("[\n", "{\n"):
                    found[key] = _READ(told, 0)[0]
    return found
