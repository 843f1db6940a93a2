"""`python -m tristandard new-ruleset DIR`: a small, complete rule set to start one's own from."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from tristandard.basics.errors import TristandardError
from tristandard.codec.starter import new_ruleset


def main(arguments: list[str] | None = None) -> int:
    """Run the command, and return its exit code."""
    parser = ArgumentParser(prog="python -m tristandard", description="Merged evaluation rules (三标融合).")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    new = commands.add_parser("new-ruleset", help="write a small, complete rule set to start from")
    new.add_argument(
        "folder",
        type=Path,
        metavar="DIR",
        help="a folder that is not there yet; its name becomes the code of the rule set",
    )
    given = parser.parse_args(arguments)
    try:
        rules = new_ruleset(given.folder)
    except TristandardError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    made = f"the rule set {rules.code!r} with {len(rules.indicators)} indicators and worked cases in cases/"
    then = f"change it, and hold it against the laws: pytest --ruleset {given.folder}"
    print(f"{given.folder}: {made}; {then}")  # noqa: T201
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
