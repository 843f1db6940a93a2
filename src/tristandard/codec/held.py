"""A text in memory that is read as a file is, and how either is opened."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import BinaryIO, final

from attrs import field, frozen


@final
@frozen
class Held:
    """The text of an open file, or of a document that was given as a table."""

    #: What it is called in messages.
    name: str
    #: What kind of text it is, as the ending of a file's name says it: ".csv" or ".json".
    suffix: str
    #: In UTF-8.
    content: bytes = field(repr=False)


def opened(source: Path | Held) -> BinaryIO:
    """Return a file, or what stands for one, open for reading bytes."""
    return BytesIO(source.content) if isinstance(source, Held) else source.open("rb")


def size_of(source: Path | Held) -> int | None:
    """Return how many bytes there are to read; None where there is no file. Raises `OSError` as paths do."""
    if isinstance(source, Held):
        return len(source.content)
    return source.stat().st_size if source.is_file() else None
