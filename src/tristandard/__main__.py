"""`python -m tristandard`: the command line, as `tristandard` runs it."""

from __future__ import annotations

from tristandard.desk.command.main import main

if __name__ == "__main__":
    raise SystemExit(main())
