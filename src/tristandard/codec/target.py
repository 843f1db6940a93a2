"""Where a text is written to: a path, or an open text file."""

from __future__ import annotations

import io
from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import TextIO, final

from attrs import frozen

from tristandard.basics.errors import BadValue
from tristandard.codec.bad_input import NOWHERE, bad
from tristandard.codec.files import SURVEY_LIMIT, check_size, path_of, reason_of
from tristandard.codec.open_file import OPEN_FILE, name_of, shown_file
from tristandard.codec.output import encoded, write_all
from tristandard.words.sentence import Either, Sentence, Told

#: Where something is written to.
Writable = str | PathLike[str] | TextIO | io.TextIOBase


_OPEN_FOR_WRITING = Sentence(
    "请以写的方式、按 UTF-8（供电子表格软件用的按“utf-8-sig”）打开（{reason}）",
    'open it for writing, in UTF-8 ("utf-8-sig" for a spreadsheet) ({reason})',
)


@final
@frozen
class Target:
    """Where a text is written to, and as what: a path, or an open text file."""

    name: str
    suffix: str
    where: Path | io.TextIOBase

    def write(self, text: str | Iterable[str], *, limit: int | None = SURVEY_LIMIT) -> None:
        """Write a text, or the pieces of a large one. To a path it is written whole or not at all; see `write_all`.

        Raises:
            BadInput: When it is too large, or cannot be written there.
        """
        if isinstance(self.where, Path):
            write_all(self.where.parent, {self.name: text}, limit=limit)
            return
        if isinstance(text, str):
            check_size(self.name, len(encoded("", text)), limit)
        try:
            self.where.writelines([text] if isinstance(text, str) else text)
        except (OSError, ValueError) as error:
            remedy = _OPEN_FOR_WRITING(reason=reason_of(error))
            raise bad(self.name, NOWHERE, shown_file(self.where), OPEN_FILE, remedy) from None


_FILE_OR = Told("路径或已打开的文本文件", "a path, or an open text file")
_SAY_WHICH = Sentence("请写明是哪一种：{kinds}", "say which: {kinds}")
_ENDS_IN = Sentence("请给出扩展名为 {kinds} 的文件", "give a path that ends in {kinds}")
_NO_ENDING = Told("路径以外另写的扩展名", "no ending beside a path")
_HAS_ITS_OWN = Told("请不写：路径自有扩展名", "leave it out: the path has its own")
_A_KIND_WRITTEN = Told("可以写出的文件种类", "a kind of file that is written here")


def target_of(given: object, kinds: tuple[str, ...], ending: str = "") -> Target:
    """Return where something is written to.

    Args:
        given: A path, or an open text file.
        kinds: What is written, as the endings of files' names: one of these.
        ending: Which of these, for an open file whose name does not tell.

    Raises:
        BadInput: When the ending is none of these.
        BadValue: When it is neither a path nor an open file.
    """
    if isinstance(given, io.TextIOBase):
        name = name_of(given)
        suffix = ending or (kinds[0] if len(kinds) == 1 else Path(name).suffix)
        name, remedy = name or "text", _SAY_WHICH(kinds=Either(f"ending={kind!r}" for kind in kinds))
        where: Path | io.TextIOBase = given
    else:
        where = path_of(given, _FILE_OR)
        name, suffix, remedy = where.name, where.suffix, _ENDS_IN(kinds=Either(kinds))
        if ending:
            raise BadValue(ending, _NO_ENDING, _HAS_ITS_OWN)
    if suffix not in kinds:
        raise bad(name, NOWHERE, suffix, _A_KIND_WRITTEN, remedy)
    return Target(name, suffix, where)
