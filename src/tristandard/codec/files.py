"""Files: paths, sizes, bytes and their encoding; and how it is told that one cannot be read.

Tables are read as UTF-8, with or without a byte-order mark, or as GB18030, whichever the bytes of
each are.
"""

from __future__ import annotations

import re
from contextlib import suppress
from errno import EDQUOT, EFBIG, ENAMETOOLONG, ENOSPC
from os import PathLike
from pathlib import Path
from shutil import Error as CopyError

from tristandard.basics.errors import BadValue
from tristandard.codec.bad_input import NOWHERE, BadInput, at_byte, bad, under
from tristandard.codec.encoding import ENCODINGS, Misread, decode, guessed
from tristandard.codec.held import Held, opened, size_of
from tristandard.codec.reasons import tell_reason
from tristandard.words.sentence import Sentence, Told

#: No rule set is larger than this many bytes; a file that is was given by mistake.
RULES_LIMIT = 4_000_000

#: Observations may be many; whoever has more raises the limit by keyword.
SURVEY_LIMIT = 160_000_000
_A_PATH = Told("一个路径", "a path")
_GIVE_A_PATH = Told("请给出文本或 pathlib.Path", "give a text or a pathlib.Path")
_NAME_A_FILE = Told(
    '请写出文件或文件夹的名称；当前文件夹写作 "."', 'name the file or folder; the folder where you are is "."'
)
_NO_ZERO = Told("请去掉字符 U+0000：文件名中不能有它", "take out the mark U+0000: no file can be called so")


def path_of(path: object, expected: Told = _A_PATH) -> Path:
    """Return a path, or refuse what is none."""
    if not isinstance(path, (str, PathLike)):
        raise BadValue(path, expected, _GIVE_A_PATH)
    if path == "":
        raise BadValue(path, _A_PATH, _NAME_A_FILE)
    found = Path(path)
    if "\0" in str(found):
        named = next(part for part in found.parts if "\0" in part)
        raise BadValue(named, _A_PATH, _NO_ZERO)
    return found


def is_there(path: Path) -> bool:
    """Return whether something stands at a path: nothing does under a name that the system does not take, and whatever
    is read or written there says so.
    """
    with suppress(OSError):
        return path.exists()
    return False


def is_folder(path: Path) -> bool:
    """Return whether a folder stands at a path; see `is_there`."""
    with suppress(OSError):
        return path.is_dir()
    return False


_IN_UTF8 = Told("以 UTF-8 编码的文本", "text in UTF-8")
_SAVE_AS_UTF8 = Told("请另存为 UTF-8", "save it as UTF-8")
_LOOKS_LIKE = Sentence("看来是 {encoding}：请另存为 UTF-8", "it looks like {encoding}: save it as UTF-8")


def read_text(path: Path | Held, *, limit: int | None) -> str:
    """Return the text of a file that is always UTF-8.

    Raises:
        BadInput: When the file is missing, empty, larger than the limit, binary, or not UTF-8.
    """
    content = _content(path, limit)
    try:
        return _filled(path.name, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        like = guessed(content)
        remedy = _LOOKS_LIKE(encoding=like) if like else _SAVE_AS_UTF8
        start = error.start
        raise bad(path.name, at_byte(start), content[start : start + 8], _IN_UTF8, remedy) from None


_A_KNOWN_ENCODING = Told("可用的字符编码", "a known encoding")
_NAME_ONE_ENCODING = Sentence("请写其中之一：{known}；也可以不写，自动识别", "name one of {known}, or leave it out")


def read_table(path: Path | Held, *, limit: int, encoding: str | None = None) -> tuple[str, str]:
    """Return the text of a table, in the encoding that its own bytes fit, and its name with what was detected.

    Args:
        path: Of the file.
        limit: The largest file that is read, in bytes.
        encoding: "utf-8" or "gb18030": how to read bytes that fit more than one encoding; see `decode`.

    Raises:
        BadInput: As `read_text` does, and for text in neither encoding, in both, or partly in each; see `decode`.
    """
    name = path.name
    if encoding is not None and (not isinstance(encoding, str) or encoding.lower() not in ENCODINGS):
        remedy = _NAME_ONE_ENCODING(known=list(ENCODINGS))
        raise bad(name, under("encoding"), encoding, _A_KNOWN_ENCODING, remedy)
    try:
        text, detected = decode(_content(path, limit), encoding)
    except Misread as problem:
        raise BadInput(name, problem.where, problem.reason) from None
    return _filled(name, text), f"{name} (GB18030)" if detected else name


_FILLED = Told("有内容的文件", "a file with something in it")
_EMPTY = Told("它是空的，请核对是否给错了文件", "it is empty; check that it is the file you meant")


def _filled(name: str, text: str) -> str:
    if not text or text.isspace():
        raise bad(name, NOWHERE, "", _FILLED, _EMPTY)
    return text


TOLD_SIZE = Sentence("{size} 字节", "{size} bytes")
_AT_MOST = Sentence("不超过 {limit} 字节的文件", "a file of at most {limit} bytes")
_SPLIT_IT = Told(
    "请核对是否给错了文件；没有给错的，请拆成几个文件", "check that it is the file you meant; split it if it is"
)


def check_size(name: str, size: int, limit: int | None) -> None:
    """Refuse more bytes than are read here."""
    if limit is not None and size > limit:
        raise bad(name, NOWHERE, TOLD_SIZE(size=size), _AT_MOST(limit=limit), _SPLIT_IT)


_A_FILE = Told("一个文件", "a file")
_A_FOLDER = Told("它是文件夹：请写出其中的文件", "it is a folder: name a file in it")
_CHECK_THE_PATH = Told("请检查路径", "check the path")
_CHECK_THE_PATH_FOR = Sentence("请检查路径（{reason}）", "check the path ({reason})")
_A_READABLE_FILE = Told("可以读取的文件", "a file that can be read")
_TEXT_ALONE = Told("文本", "text")
_BINARY = Told(
    "它是二进制文件，或 UTF-16 编码的文本；请把表格另存为 UTF-8 的 CSV，或写成 TOML、JSON",
    "it is a binary file, or text in UTF-16; save the table as CSV in UTF-8, or write TOML or JSON",
)


def content_of(path: Path | Held, limit: int | None) -> bytes:
    """Return the bytes of a file.

    Raises:
        BadInput: When it is missing, larger than the limit, or cannot be read.
    """
    name = path.name
    try:
        size = size_of(path)
        if size is None and isinstance(path, Path):
            raise bad(name, NOWHERE, str(path), _A_FILE, _A_FOLDER if path.is_dir() else _CHECK_THE_PATH)
        check_size(name, size or 0, limit)
        with opened(path) as file:
            return file.read()
    except OSError as error:
        raise bad(name, NOWHERE, str(path), _A_READABLE_FILE, path_remedy(error)) from None


def _content(path: Path | Held, limit: int | None) -> bytes:
    """Return the bytes of a file of text."""
    content = content_of(path, limit)
    if b"\0" in content:
        raise bad(path.name, at_byte(content.index(0)), content[:16], _TEXT_ALONE, _BINARY)
    return content


_A_SHORTER_NAME = Told("请换一个较短的名称", "give it a shorter name")


_MAKE_ROOM = Sentence(
    "磁盘已满，请腾出空间再试一次（{reason}）", "the disk is full: make room, and try again ({reason})"
)


def is_full(error: Exception) -> bool:
    """Return whether the system has no room left for a file."""
    full = ENOSPC, EDQUOT, EFBIG
    if isinstance(error, CopyError):
        return any(f"[Errno {number}]" in str(error) for number in full)
    return isinstance(error, OSError) and error.errno in full


def path_remedy(error: OSError | ValueError) -> Told:
    """Return what to do where the system does not let a path be read or written."""
    if is_full(error):
        return _MAKE_ROOM(reason=reason_of(error))
    if isinstance(error, OSError) and error.errno == ENAMETOOLONG:
        return _A_SHORTER_NAME
    return _CHECK_THE_PATH_FOR(reason=reason_of(error))


#: What stands before and after the reason, where copying a folder gathered it: the number of the error, and the file.
_OF_ONE_FILE = re.compile(r"^\[Errno [0-9]+\] |: '.*", re.DOTALL)


def reason_of(error: Exception) -> Told:
    """Return what the system says of an error; of several that copying a folder gathered, the last."""
    if isinstance(error, CopyError):
        return tell_reason(_OF_ONE_FILE.sub("", str(error.args[0][-1][-1])))
    return tell_reason(str((error.strerror if isinstance(error, OSError) else None) or error))
