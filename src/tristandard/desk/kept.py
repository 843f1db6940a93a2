"""What a program wrote in a project folder, so that it never writes over what a person made of it since.

`.written.json` holds the digest of each file that people open: a file that is as it was written may be replaced or
removed; whatever else stands there is somebody's work, and stays.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from shutil import copy2
from typing import final

from attrs import frozen

from tristandard.basics.errors import TristandardError
from tristandard.codec.files import content_of
from tristandard.codec.output import write_all
from tristandard.codec.toml_json import read_json
from tristandard.words.sentence import Sentence, Told

RECORD = ".written.json"
#: Where what a person changed in a folder that is written anew is kept.
EDITED = Told("改过的", "edited")
_NUMBERED = Sentence("{stem}-{number}{ending}", "{stem}-{number}{ending}")


@final
@frozen
class Kept:
    """Knows which files of a project are as the program wrote them.

    Attributes:
        folder: Of the project.
    """

    folder: Path

    def ours(self, path: Path) -> bool:
        """Return whether a file is as the program wrote it."""
        return self._written().get(self._name(path)) == _digest(path)

    def note(self, paths: Iterable[Path]) -> None:
        """Remember files as they were just written, and forget those that are gone; where that cannot be written down,
        all of them count as somebody's work.
        """
        known = {name: digest for name, digest in self._written().items() if (self.folder / name).is_file()}
        known |= {self._name(path): _digest(path) for path in paths if path.is_file()}
        text = json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True)
        with suppress(TristandardError):
            write_all(self.folder, {RECORD: text}, limit=None)

    def free(self, path: Path, numbered: Callable[[int], Path] | None = None) -> Path:
        """Return a path that may be written: the one given, or where somebody's work stands there, the first with a
        number.
        """
        found, number = path, 1
        while found.exists() and not self.ours(found):
            number += 1
            found = numbered(number) if numbered else path.with_name(_number(path, number))
        return found

    def rescue(self, old: Path, new: Path, language: str) -> None:
        """Copy what a person changed in a folder into the one that takes its place, below 改过的."""
        apart = EDITED.text(language)
        for path in list(self.edited(old)):
            inside = path.relative_to(old)
            same = new / inside
            if same.is_file() and _digest(same) == _digest(path):
                continue
            target = same if inside.parts[0] == apart else new / apart / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            number = 1
            while target.exists():
                number += 1
                target = target.with_name(_number(path, number))
            copy2(path, target)

    def edited(self, folder: Path) -> Iterator[Path]:
        """Yield the files in a folder, and in those inside it, that are not as the program wrote them."""
        known = self._written()
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and not path.name.startswith("~$") and known.get(self._name(path)) != _digest(path):
                yield path

    def _written(self) -> Mapping[str, str]:
        """Return the digests of what was written; nothing where the record is gone or no record, so that all stays."""
        try:
            table = read_json(self.folder / RECORD, limit=None)
        except TristandardError:
            return {}
        return table if isinstance(table, dict) else {}

    def _name(self, path: Path) -> str:
        """Return a path from the folder on; one outside of it in full."""
        found, folder = path.resolve(), self.folder.resolve()
        return (found.relative_to(folder) if found.is_relative_to(folder) else found).as_posix()


def _number(path: Path, number: int) -> str:
    return _NUMBERED(stem=path.stem, number=number, ending=path.suffix).text("zh")


def _digest(path: Path) -> str:
    try:
        return sha256(content_of(path, None)).hexdigest()
    except TristandardError:
        return ""
