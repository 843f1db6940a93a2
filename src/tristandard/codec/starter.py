"""A small, complete rule set to start one's own from."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree, rmtree

from attrs import evolve

from tristandard.codec.available import TOML
from tristandard.codec.files import bad
from tristandard.codec.folder import load_ruleset
from tristandard.rules.ruleset import RuleSet

_STARTER = Path(__file__).parent.parent / "starter"


def new_ruleset(folder: Path) -> RuleSet:
    """Write the starter into a folder that is not there yet, under the folder's name, and return it.

    Raises:
        BadInput: When the folder is there, or cannot be written.
        BadValue: When its name cannot be the code of a rule set.
    """
    if folder.exists():
        raise bad(str(folder), "", str(folder), "a folder that is not there yet", "name a new one")
    rules = evolve(load_ruleset(_STARTER), code=folder.resolve().name)
    try:
        copytree(_STARTER, folder)
        text = (folder / TOML).read_text(encoding="utf-8")
        (folder / TOML).write_text(text.replace('code = "starter"', f'code = "{rules.code}"', 1), encoding="utf-8")
    except OSError as error:
        rmtree(folder, ignore_errors=True)
        raise bad(str(folder), "", str(folder), "a folder that can be written to", f"check the path ({error.strerror or error})") from None
    return rules
