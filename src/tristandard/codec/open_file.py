"""An open text file, as messages call it."""

from __future__ import annotations

import io
from pathlib import Path

from tristandard.words.sentence import Told

OPEN_FILE = Told("已打开的文本文件", "an open text file")


def name_of(file: io.TextIOBase) -> str:
    """Return what an open file is called, without its folder; "" where it has no name."""
    name = getattr(file, "name", "")
    return Path(name).name if isinstance(name, str) else ""


def shown_file(file: io.TextIOBase) -> str:
    """Return what stands for an open file in a message."""
    return f"<{type(file).__name__}>"
