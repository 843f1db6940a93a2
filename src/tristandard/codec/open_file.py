"""An open text file, as messages call it."""

from __future__ import annotations

import io
from pathlib import Path

from tristandard.words.sentence import Told

_CLOSED = Told("已关闭的文件", "a closed file")
_OPENED_OTHERWISE = Told("以别的方式打开的文件", "a file opened otherwise")
OPEN_FILE = Told("已打开的文本文件", "an open text file")


def name_of(file: io.TextIOBase) -> str:
    """Return what an open file is called, without its folder; "" where it has no name."""
    name = getattr(file, "name", "")
    return Path(name).name if isinstance(name, str) else ""


def shown_file(file: io.TextIOBase) -> Told:
    """Return what stands in a message for a file that cannot be read or written as it was given."""
    return _CLOSED if file.closed else _OPENED_OTHERWISE
