"""`tristandard` and `python -m tristandard`: the command line, which can be stopped from its first moment on."""

from __future__ import annotations

import sys
from contextlib import suppress

from tristandard.words.sentence import Told

#: Said in both languages: which one is wanted is not known yet.
_STOPPED = Told("已中止", "stopped")


def run() -> int:
    """Run the command line, and return its exit code: 130 where it is stopped, be it while it is still loaded."""
    try:
        from tristandard.desk.command.main import main  # noqa: PLC0415 - it takes long, and may be stopped

        return main()
    except KeyboardInterrupt:
        with suppress(OSError, AttributeError):
            sys.stderr.write(f"{_STOPPED[0]} / {_STOPPED[1]}\n")
        return 130


if __name__ == "__main__":
    raise SystemExit(run())
