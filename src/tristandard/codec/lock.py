"""A file that one program at a time holds; the system lets go of it once that program ends, however it ends."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

#: Which byte is held: one far behind what is written, which so can be read meanwhile where held bytes cannot.
_FAR = 1 << 30

if sys.platform == "win32":
    import msvcrt

    def _hold(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _hold(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def take(path: Path, who: str) -> int | None:
    """Take a file that others take too, and return what `let_go` takes; None where another holds it.

    Args:
        path: Of the file, which is made where it is not there, and stays.
        who: Takes it: what `holder` tells others.

    Raises:
        OSError: When it can be opened by nobody.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _hold(handle)
    except (BlockingIOError, PermissionError):
        os.close(handle)
        return None
    except OSError:
        os.close(handle)
        raise
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, who.encode())
    return handle


def let_go(handle: int) -> None:
    """Let others take a file."""
    if sys.platform == "win32":
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
    os.close(handle)


def holder(path: Path) -> str:
    """Return who took a file last; "" where that cannot be read."""
    with suppress(OSError):
        return path.read_text(encoding="utf-8", errors="replace")
    return ""
