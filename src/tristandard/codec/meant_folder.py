"""The folder of a rule set that is meant: by a code, by a path, or as the base of an overlay."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tristandard.codec.available import chosen, codes, several, versions, versions_in
from tristandard.codec.bad_input import NOWHERE, bad
from tristandard.codec.files import is_folder, path_of
from tristandard.words.sentence import Sentence, Told

_A_RULE_SET = Told("一个规则集", "a rule set")
_A_FOLDER_OR_ONE_OF = Sentence("请给出文件夹，或其中之一：{codes}", "give a folder, or one of {codes}")


def folder_of(source: str | Path, on: date | None = None) -> Path:
    """Return the folder of a rule set: the version in force on a day, where there are several."""
    if isinstance(source, str) and source in codes():
        return chosen(versions(source), on).folder
    folder = path_of(source)
    if not is_folder(folder):
        raise bad(str(source)[:80], NOWHERE, str(source), _A_RULE_SET, _A_FOLDER_OR_ONE_OF(codes=list(codes())))
    return chosen(versions_in(folder), on).folder if several(folder) else folder


def base_folder(path: Path, code: str, version: object) -> Path | None:
    """Return the folder of a base: of the version named where there are several; None where there is none."""
    beside = path.resolve().parent / code
    if code not in codes() and (beside.name != code or code == ".." or not is_folder(beside)):
        return None
    if code not in codes() and not several(beside):
        return beside
    known = versions(code) if code in codes() else versions_in(beside)
    return next((one.folder for one in known if one.version == version), known[-1].folder)
