"""`python -m tristandard new-ruleset DIR`: a small, complete rule set to start one's own from."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from shutil import copytree, rmtree

from attrs import evolve

from tristandard.basics.errors import TristandardError
from tristandard.codec.available import TOML
from tristandard.codec.files import bad
from tristandard.codec.folder import load_ruleset

STARTER = Path(__file__).parent / "starter"


def new_ruleset(folder: Path) -> str:
    """Write the starter into a folder that is not there yet, under the folder's name, and return what to do with it.

    Raises:
        BadInput: When the folder is there, or cannot be written.
        BadValue: When its name cannot be the code of a rule set.
    """
    if folder.exists():
        raise bad(str(folder), "", str(folder), "a folder that is not there yet", "name a new one")
    rules = evolve(load_ruleset(STARTER), code=folder.resolve().name)
    try:
        copytree(STARTER, folder)
        text = (folder / TOML).read_text(encoding="utf-8")
        (folder / TOML).write_text(text.replace('code = "starter"', f'code = "{rules.code}"', 1), encoding="utf-8")
    except OSError as error:
        rmtree(folder, ignore_errors=True)
        raise bad(str(folder), "", str(folder), "a folder that can be written to", f"check the path ({error.strerror or error})") from None
    return f"{folder}: the rule set {rules.code!r} with {len(rules.indicators)} indicators and worked cases in cases/; change it, and hold it against the laws: pytest --ruleset {folder}"


def main(arguments: list[str] | None = None) -> int:
    """Run the command, and return its exit code."""
    parser = ArgumentParser(prog="python -m tristandard", description="Merged evaluation rules (三标融合).")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    new = commands.add_parser("new-ruleset", help="write a small, complete rule set to start from")
    new.add_argument("folder", type=Path, metavar="DIR", help="a folder that is not there yet; its name becomes the code of the rule set")
    given = parser.parse_args(arguments)
    try:
        print(new_ruleset(given.folder))  # noqa: T201
    except TristandardError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
