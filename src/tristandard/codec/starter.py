"""A small, complete rule set to start one's own from."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree, rmtree

from attrs import evolve

from tristandard.codec.available import TOML
from tristandard.codec.bad_input import NOWHERE, bad
from tristandard.codec.files import path_of
from tristandard.codec.folder import load_ruleset
from tristandard.codec.output import A_WRITABLE_FOLDER, unwritable
from tristandard.rules.ruleset import RuleSet
from tristandard.words.sentence import Told

_STARTER = Path(__file__).parent.parent / "starter"
A_NEW_FOLDER = Told("新文件夹", "a new folder")
NAME_A_NEW_ONE = Told("它已经存在；请另取一个名称", "it is there already; name another")


def starter_ruleset(code: str) -> RuleSet:
    """Return the starter under a code of its own. Raises `BadValue` when that can be none."""
    return evolve(load_ruleset(_STARTER), code=code)


def new_ruleset(folder: str | Path) -> RuleSet:
    """Write the starter into a folder that is not there yet, under the folder's name, and return it.

    Raises:
        BadInput: When the folder is there, or cannot be written.
        BadValue: When its name cannot be the code of a rule set.
    """
    folder = path_of(folder)
    try:
        rules = starter_ruleset(folder.resolve().name)
        folder.mkdir(parents=True)
    except FileExistsError:
        raise bad(str(folder), NOWHERE, str(folder), A_NEW_FOLDER, NAME_A_NEW_ONE) from None
    except (OSError, ValueError) as error:
        raise unwritable(folder, A_WRITABLE_FOLDER, error) from None
    try:
        copytree(_STARTER, folder, dirs_exist_ok=True)
        text = (folder / TOML).read_text(encoding="utf-8")
        (folder / TOML).write_text(
            text.replace('code = "starter"', f"code = {json.dumps(rules.code)}", 1), encoding="utf-8"
        )
    except OSError as error:
        rmtree(folder, ignore_errors=True)
        raise unwritable(folder, A_WRITABLE_FOLDER, error) from None
    return rules
