"""Files out: all of them or none, each whole; and the digest that seals a table.

Tables are written as UTF-8 with a byte-order mark, because spreadsheets need it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from io import BufferedWriter
from itertools import count
from os import getpid
from pathlib import Path
from stat import S_IMODE

from tristandard.codec.bad_input import NOWHERE, BadInput, bad
from tristandard.codec.files import SURVEY_LIMIT, TOLD_SIZE, path_remedy
from tristandard.words.sentence import Sentence, Told


def json_text(value: object) -> str:
    """Return a value as JSON text: sorted, indented, the same bytes for the same value."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"


def seal(table: Mapping[str, object], told: Callable[[object], object] = str) -> str:
    """Return the SHA-256 of every field of a table, in whatever order and layout it is written.

    Args:
        table: As `json_text` takes it.
        told: What stands for a value that JSON does not know: its text, as it is written.
    """
    return sha256(json.dumps(table, sort_keys=True, separators=(",", ":"), default=told).encode()).hexdigest()


def seal_of_read(table: Mapping[str, object]) -> str:
    """Return the seal of a table that `read_json` returned: of all in it but the seal that it says."""
    rest = {key: value for key, value in table.items() if key != "seal"}
    return seal(rest, lambda number: [str(number)])  # a number with a point was no text


TEXT_OF_UTF8 = Told("能用 UTF-8 表示的文本", "text that UTF-8 can hold")
TAKE_OUT_BROKEN = Told("请去掉残缺的字符", "take out the broken character")


def encoded(name: str, text: str) -> bytes:
    """Return a file's text as bytes; tables with a byte-order mark."""
    try:
        return text.encode("utf-8-sig" if name.endswith(".csv") else "utf-8")
    except UnicodeEncodeError as error:
        near = error.object[max(error.start - 20, 0) : error.end]
        raise bad(name, NOWHERE, near, TEXT_OF_UTF8, TAKE_OUT_BROKEN) from None


_READ_AGAIN = Sentence(
    "不超过 {limit} 字节的文件：再大就不能读回",
    "a file of at most {limit} bytes, which is the most that is read again",
)
_IN_SEVERAL = Told("请分写成几个文件；什么也没有写出", "write it in several files; nothing was written")
A_WRITABLE_FOLDER = Told("可以写入的文件夹", "a folder that can be written to")
_A_WRITABLE_FILE = Told("可以写入的文件", "a file that can be written")


def write_all(
    folder: Path, texts: Mapping[str, str | bytes | Iterable[str]], *, limit: int | None = SURVEY_LIMIT
) -> None:
    """Write files beside each other: each whole, and all of them or none, tables with a byte-order mark.

    Each is written under a name that nobody else has, and takes the place of what stood there at once:
    whoever reads meanwhile reads the old one or the new one, and of two writers one comes last. What
    stood there keeps its mode, and its owner where that may be kept; where a link stood, the file that
    it names is written, and the link stays.

    Args:
        folder: Where.
        texts: By the name of the file; bytes as they are; one that is large in pieces, which have no limit.
        limit: The largest file that is read again, in bytes; None where there is none.

    Raises:
        BadInput: When one of them is too large, the folder cannot be written to, or a file cannot be
            replaced: a folder stands there, a link that names itself, or a file that may not be written.
    """
    contents = {name: encoded(name, text) if isinstance(text, str) else text for name, text in texts.items()}
    for name, content in contents.items():
        if limit is not None and isinstance(content, bytes) and len(content) > limit:
            raise bad(name, NOWHERE, TOLD_SIZE(size=len(content)), _READ_AGAIN(limit=limit), _IN_SEVERAL)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise unwritable(folder, A_WRITABLE_FOLDER, error) from None
    parts: list[tuple[Path, Path]] = []
    path = folder
    try:
        for name, content in contents.items():
            path = folder / name
            target = _target(path)
            with _beside(target) as part:
                parts.append((Path(part.name), target))
                part.writelines(
                    [content] if isinstance(content, bytes) else (encoded(name, piece) for piece in content)
                )
        while parts:
            part_of, path = parts[0]
            part_of.replace(path)
            del parts[0]
    except (OSError, ValueError) as error:
        raise unwritable(path, _A_WRITABLE_FILE, error) from None
    finally:
        for left, _ in parts:
            with suppress(OSError, ValueError):
                left.unlink(missing_ok=True)


_A_REPLACEABLE_FILE = Told("可以替换的文件", "a file that can be replaced")
_MOVE_AWAY = Told("请移开那里原有的东西；什么也没有写出", "move away what stands there; nothing was written")
_READ_ONLY = Told("可以替换的文件（它是只读的）", "a file that may be replaced (it may only be read)")
_LET_IT_BE_WRITTEN = Told(
    "请取消只读，或换一个文件名；什么也没有写出", "let it be written to, or name another; nothing was written"
)


def _target(path: Path) -> Path:
    """Return the file that is written for a path, past the links that stand there, or refuse
    what cannot be replaced.
    """
    with suppress(FileNotFoundError):
        path.lstat()  # a name that the system does not take is refused before anything is replaced
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise bad(path.name, NOWHERE, str(path), _A_REPLACEABLE_FILE, _MOVE_AWAY)
    if target.exists() and not os.access(target, os.W_OK):
        raise bad(path.name, NOWHERE, str(path), _READ_ONLY, _LET_IT_BE_WRITTEN)
    return target


def unwritable(path: Path, expected: Told, error: OSError | ValueError) -> BadInput:
    """Return the error for a path that the system does not let be written."""
    return bad(path.name, NOWHERE, str(path), expected, path_remedy(error))


def _beside(target: Path) -> BufferedWriter:
    """Return a new file beside another, under a name that nothing in the folder has, be it a file, a link, or what
    another writer is writing.

    It may be read and written by whoever may read and write the other; nobody else may, not for a moment.
    """
    known = target.stat() if target.exists() else None
    mode = 0o666 if known is None else S_IMODE(known.st_mode)
    for number in count():
        with suppress(FileExistsError):
            part = target.parent / f".{getpid()}.{number}.part"
            file = open(part, "xb", opener=lambda path, flags: os.open(path, flags, mode))  # noqa: SIM115
            if known is not None:
                _owned_alike(part, known, mode)
            return file
    raise AssertionError  # pragma: no cover - there is always another number


def _owned_alike(part: Path, known: os.stat_result, mode: int) -> None:
    """Give a file the owner and the mode of another, as far as this system has them and lets them be given."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(part, known.st_uid, known.st_gid)
    with suppress(OSError):
        part.chmod(mode)
