"""What a program wrote in a project folder, so that it never writes over what a person made of it since; and that one
program at a time writes there.

`.written.json` holds the digest of each file that people open: a file that is as it was written may be replaced or
removed; whatever else stands there is somebody's work, and stays.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from itertools import count
from pathlib import Path
from shutil import copy2
from threading import Event, local
from typing import final

from attrs import frozen

from tristandard.basics.errors import TristandardError
from tristandard.codec.files import content_of, is_there
from tristandard.codec.lock import holder, let_go, take
from tristandard.codec.output import write_all
from tristandard.codec.toml_json import read_json
from tristandard.desk.mistakes import NotDone
from tristandard.words.sentence import Sentence, Told

RECORD, LOCK = ".written.json", ".lock"
#: So many seconds a program waits for another that writes into the same folder; so often in each it looks again.
PATIENCE, _OFTEN = 120, 10
_BUSY = Sentence(
    "{who} 正在写 {folder}，等了 {seconds} 秒还没有写完；这次什么也没有写出，请等它写完，再运行一次",
    "{who} is writing into {folder}, and was not done within {seconds:second|seconds}; nothing was written: wait "
    "until it is, and run it again",
)
_WAITING = Sentence("等待 {who} 写完", "waiting for {who} to be done")
_WHO, _ANOTHER = Sentence("{user}@{host} ({process})", "{user}@{host} ({process})"), Told("别人", "somebody")
#: Where what a person changed in a folder that is written anew is kept.
EDITED = Told("改过的", "edited")
_NUMBERED = Sentence("{stem}-{number}{ending}", "{stem}-{number}{ending}")


class _Here(local):
    """The folders into which this thread writes now."""

    def __init__(self) -> None:
        """Begin with none."""
        self.folders = set[Path]()


_HERE = _Here()


def _untold(_: Told) -> None:
    """Tell nobody."""


@final
@frozen
class Kept:
    """Knows which files of a project are as the program wrote them.

    Attributes:
        folder: Of the project.
    """

    folder: Path

    @contextmanager
    def alone(self, tell: Callable[[Told], object] = _untold) -> Iterator[None]:
        """Write into the folder while no other program does; whoever comes second waits.

        A program that was stopped holds nothing. Where a system or a folder knows no such holding, nobody waits.

        Args:
            tell: Is told for whom it waits.

        Raises:
            NotDone: When another is not done for long.
        """
        folder = self.folder.resolve()
        if folder in _HERE.folders:
            yield
            return
        handle = self._taken(tell)
        _HERE.folders.add(folder)
        try:
            yield
        finally:
            _HERE.folders.discard(folder)
            if handle is not None:
                let_go(handle)

    def _taken(self, tell: Callable[[Told], object]) -> int | None:
        """Return what holds the folder; None where it cannot be held."""
        path, pause = self.folder / LOCK, Event()
        user = os.environ.get("USERNAME") or os.environ.get("USER") or "?"
        me = _WHO(user=user, host=platform.node(), process=os.getpid()).text("en")
        for look in count():
            try:
                handle = take(path, me)
            except OSError:  # then what is to be written says why it cannot be
                return None
            if handle is not None:
                return handle
            who = holder(path) or _ANOTHER
            if look >= PATIENCE * _OFTEN:
                raise NotDone(_BUSY(who=who, folder=str(self.folder), seconds=PATIENCE))
            if not look:
                tell(_WAITING(who=who))
            pause.wait(1 / _OFTEN)
        raise AssertionError  # pragma: no cover - there is always another look

    def ours(self, path: Path) -> bool:
        """Return whether a file is as the program wrote it."""
        return self._written().get(self._name(path)) == _digest(path)

    def note(self, paths: Iterable[Path]) -> None:
        """Remember files as they were just written, and forget those that are gone; where that cannot be written down,
        all of them count as somebody's work.
        """
        with suppress(TristandardError), self.alone():
            known = {name: digest for name, digest in self._written().items() if (self.folder / name).is_file()}
            known |= {self._name(path): _digest(path) for path in paths if path.is_file()}
            text = json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True)
            write_all(self.folder, {RECORD: text}, limit=None)

    def free(self, path: Path, numbered: Callable[[int], Path] | None = None) -> Path:
        """Return a path that may be written: the one given, or where somebody's work stands there, the first with a
        number.
        """
        found, number = path, 1
        while is_there(found) and not self.ours(found):
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
