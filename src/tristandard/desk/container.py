"""The file of a workbook: what it is refused as, by name, before anything in it is read."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, final
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from attrs import frozen

from tristandard.codec.files import content_of
from tristandard.codec.packed import unpacked
from tristandard.desk.mistakes import BadCell, NotRead
from tristandard.words.sentence import Sentence, Told

#: The largest workbook that is read, in bytes; all that is packed in it; and how often one part may be its packed size.
LIMIT, UNPACKED, PACKED, PARTS = 40_000_000, 250_000_000, 400, 2000
#: Below this size no part is taken for a bomb, however well it is packed.
SMALL = 4_000_000

#: The namespaces of the elements that are read: those of workbooks, strict ones too, and of links between parts.
_SPACES = frozenset({
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/package/2006/relationships",
})  # fmt: skip
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_AGAIN = Sentence(
    "这个文件{what}；请在 Excel 或 WPS 中另存为“Excel 工作簿（*.xlsx）”再读入",
    'this file {what}; save it as "Excel workbook (*.xlsx)" and load that',
)
_ONCE = Sentence("这个文件{what}", "this file {what}")
UNLIKE = Told("不是 .xlsx 工作簿", "is no .xlsx workbook")
BROKEN = Told("已损坏", "is damaged")
CROWDED = Told("的单元格多得反常", "has cells without number")
_ENCRYPTED = Told(
    "是加密的工作簿；请在 Excel 或 WPS 中取消打开密码后另存",
    "is encrypted; take its password off in Excel or WPS and save it",
)
_MACROS = Told("含有宏（.xlsm）", "holds macros (.xlsm)")
_OLD = Told("是旧格式（.xls）", "is of the old kind (.xls)")
_BOMB = Told(
    "解压后大得反常（压缩炸弹），未予读取；请核对是不是您要的文件",
    "unpacks to a size out of all proportion (a zip bomb) and was not read; check that it is the file you meant",
)


@final
@frozen
class Container:
    """The parts of a workbook by their names, none of them too large.

    Attributes:
        name: That of the file.
    """

    name: str
    _archive: ZipFile
    _parts: Mapping[str, ZipInfo]

    def part(self, name: str) -> bytes | None:
        """Return a part, or None where there is none. Raises `BadCell` where it is damaged."""
        entry = self._parts.get(name.lower())
        if entry is None:
            return None
        try:
            return unpacked(self._archive, entry)
        except (BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
            raise refused(self.name, BROKEN) from None

    def parse(self, name: str, reader: Any) -> bool:
        """Let a reader see the elements of a part, and return whether there is one; see `read_xml`."""
        content = self.part(name)
        if content is not None:
            read_xml(self.name, content, reader)
        return content is not None


def refused(file: str, what: Told, again: bool = True) -> BadCell:
    """Return the error for a whole workbook: what it is, and what to do."""
    return BadCell(file, "", 0, 0, NotRead((_AGAIN if again else _ONCE)(what=what)))


def opened_workbook(path: Path) -> Container:
    """Return the parts of a workbook.

    Raises:
        BadInput: When the file is missing or cannot be read.
        BadCell: When it is encrypted, of the old kind, holds macros, is a zip bomb, damaged, or no workbook.
    """
    archive, entries = _entries(path, content_of(path, LIMIT))
    parts = {entry.filename.lower().lstrip("/"): entry for entry in entries}
    if len(parts) < len(entries):  # nobody knows which of two parts of one name is meant
        raise refused(path.name, BROKEN)
    found = Container(path.name, archive, parts)
    kinds = found.part("[Content_Types].xml")
    if path.suffix.lower() in (".xlsm", ".xltm") or b"macroEnabled" in (kinds or b"") or _macros(found):
        raise refused(path.name, _MACROS)
    if kinds is None:
        raise refused(path.name, UNLIKE)
    return found


def _entries(path: Path, content: bytes) -> tuple[ZipFile, list[ZipInfo]]:
    """Return a zip file and what is in it, none of which is too large."""
    if content.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise refused(path.name, _ENCRYPTED if encrypted else _OLD, again=not encrypted)
    try:
        archive = ZipFile(BytesIO(content))
        entries = archive.infolist()
    except (BadZipFile, OSError, ValueError, EOFError, NotImplementedError, struct.error):
        raise refused(path.name, UNLIKE) from None
    if len(entries) > PARTS or sum(one.file_size for one in entries) > UNPACKED or any(map(_inflated, entries)):
        raise refused(path.name, _BOMB, again=False)
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        raise refused(path.name, BROKEN)
    if any(entry.flag_bits & 1 for entry in entries):
        raise refused(path.name, _ENCRYPTED, again=False)
    return archive, entries


def _macros(found: Container) -> bool:
    return any(name.endswith("vbaproject.bin") for name in found._parts)  # noqa: SLF001


def _inflated(entry: ZipInfo) -> bool:
    return entry.file_size > SMALL and entry.file_size > PACKED * max(entry.compress_size, 1)


def read_xml(file: str, content: bytes, reader: Any) -> None:
    """Let a reader see the elements of an XML text: `start(name, attributes)`, `end(name)`, `words(text)`.

    Names come without their namespaces, those of foreign elements empty. A document type, with which entities are
    declared, is refused.

    Raises:
        BadCell: When it is no XML, or the reader finds no sense in it.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    start: Callable[[str, dict[str, str]], None] = reader.start

    def no_type(*_: object) -> None:
        raise refused(file, BROKEN)

    def begin(name: str, attributes: dict[str, str]) -> None:
        start(_element(name), {_local(key): value for key, value in attributes.items()} if attributes else attributes)

    parser.StartDoctypeDeclHandler = no_type
    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda name: reader.end(_element(name))
    parser.CharacterDataHandler = reader.words
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise refused(file, BROKEN) from None


def _element(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return local if space in _SPACES else ""


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
