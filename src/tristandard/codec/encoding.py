"""In which encoding a table is written: UTF-8 or GB18030, whichever its bytes are.

GB18030 makes some text of almost any bytes. So a table that is not UTF-8 is looked at word by word. It is
refused where some words are UTF-8 and others are not, where it would hold characters that no table has, and
where it is everyday text in another encoding (Big5, Shift-JIS, Windows-1252) and rare characters in GB18030.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from unicodedata import category

from tristandard.basics.errors import BadValue
from tristandard.codec.bad_input import Position, at_byte, in_line, tell_bytes
from tristandard.codec.usual import GB, UTF8, Encoding, better_for, of_gb
from tristandard.words.sentence import Sentence, Told

#: The encodings of tables by the names that they are called; GB18030 reads what is written in the older two.
ENCODINGS = {"utf-8": "utf-8", "gb18030": "gb18030", "gbk": "gb18030", "gb2312": "gb18030"}

_SAVE = Told(
    "请把整张表另存为 UTF-8（电子表格软件中选“CSV UTF-8”）",
    'save the whole table as UTF-8 ("CSV UTF-8" in a spreadsheet)',
)
#: What stands between blanks and marks, none of whose bytes is a part of a longer character in any encoding here.
_WORD = re.compile(rb"[^\x00-/:-?]+")
#: How many bytes are taken apart at once.
_CHUNK = 1_000_000


class Misread(Exception):
    """Bytes that are not read: where they stand, and why."""

    def __init__(self, where: Position, reason: BadValue) -> None:
        super().__init__(where, reason)
        self.where, self.reason = where, reason


def decode(content: bytes, named: str | None = None) -> tuple[str, bool]:
    """Return the text of a table, and whether it was read as GB18030.

    Bytes that are UTF-8 fit GB18030 too where they are the everyday characters of GB 2312 throughout;
    the rare ones that UTF-8 looks like to GB18030 (涓滃尯 for 东区) are no text.

    Args:
        content: Of the file.
        named: One of `ENCODINGS`: how to read bytes that fit both and mean different text, and bytes
            that another encoding fits better than GB18030.

    Raises:
        Misread: For bytes that are text in neither, in both where none is named, or partly in each; for
            characters for private use; and for what another encoding fits better, where none is named.
    """
    plainly = _try(content, "utf-8-sig")
    marked = content.startswith(BOM_UTF8) or content.isascii()
    if plainly is not None:
        other = None if marked or _try(content, "gb2312") is None else GB.read(content)
        if other is None or (named is not None and ENCODINGS[named.lower()] == "utf-8"):
            return plainly, False
        if named is None:
            raise _ambiguous(plainly, other)
        return other, True
    if marked:
        raise _unread(content, marked=True)
    words = _words(content)
    _one_encoding(content, words)
    if named is None or ENCODINGS[named.lower()] == "utf-8":
        _usual_so(content, words)
    text = GB.read(content)
    if text is None:
        raise _unread(content, marked=False)
    if strange := sorted(filter(_unknown, set(text))):
        raise _no_character(text, strange[0])
    return text, True


def _try(content: bytes, codec: str) -> str | None:
    return Encoding("", codec, of_gb).read(content)


def guessed(content: bytes) -> str | None:
    """Return the name of the encoding that bytes look like, none of it UTF-8; None where they look like none."""
    words = _words(content)
    better = better_for(words)
    return better.name if better else GB.name if GB.read(content) is not None else None


def _words(content: bytes) -> frozenset[bytes]:
    """Return the words that are not plain, each once, for a table may say the same a million times."""
    found: set[bytes] = set()
    start = 0
    while start < len(content):
        end = content.find(b"\n", start + _CHUNK) + 1 or len(content)
        found.update(word for word in _WORD.findall(content, start, end) if not word.isascii())
        start = end
    return frozenset(found)


_ONE_ENCODING = Sentence(
    "同一种字符编码的文本：第 {at} 行的 {one} 是 UTF-8（{reads}），第 {beside} 行的 {other} 不是",
    "text in one encoding: {one} on line {at} is UTF-8 ({reads}), {other} on line {beside} is not",
)
_READS_IN_GB = Sentence("{told}（按 GB18030 是 {reads}）", "{told} ({reads} in GB18030)")


def _one_encoding(content: bytes, words: frozenset[bytes]) -> None:
    """Refuse a table that is not UTF-8 as a whole, of which some words are."""
    within = frozenset(word for word in words if _is_utf8(word))
    if not within:
        return
    at, one = next(_located(content, within))
    beside, other = next(_located(content, frozenset(word for word in words if UTF8.read(word) is None)))
    reads = GB.read(other)
    told = _ONE_ENCODING(one=tell_bytes(one), at=at, reads=UTF8.read(one) or "", other=tell_bytes(other), beside=beside)
    expected = _READS_IN_GB(told=told, reads=reads) if reads else told
    raise Misread(in_line(max(at, beside)), BadValue(other if beside > at else one, expected, _SAVE))


def _is_utf8(word: bytes) -> bool:
    """Return whether a word is UTF-8, and more usual so than in GB18030."""
    if UTF8.read(word) is None:
        return False
    told, usual = UTF8.rate([word])
    return bool(told and usual) and usual > GB.rate([word])[1]


def _located(content: bytes, words: frozenset[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield where in a table some words stand, each with its line."""
    for found in _WORD.finditer(content):
        if found[0] in words:
            yield _line(content, found.start()), found[0]


def _line(content: bytes, at: int) -> int:
    return len(re.findall(rb"\r\n|\r|\n", content[:at])) + 1


_READS_AS = Sentence(
    "以 UTF-8 或 GB18030 编码的文本：按 {name} 读作“{text}”", "text in UTF-8 or GB18030: it reads as {name} ({text})"
)
_BETTER_THAN = Sentence("{told}，比按 GB18030（{mine}）通顺", "{told}, better than as GB18030 ({mine})")
_SAVE_OR_NAME = Sentence(
    '{save}；如果按 GB18030 读得通，请在读入时写明 encoding="gb18030"',
    '{save}, or load it with encoding="gb18030" if that reads well',
)


def _usual_so(content: bytes, words: frozenset[bytes]) -> None:
    """Refuse a table that is far more usual in another encoding than in GB18030."""
    better = better_for(words)
    if better is None:
        return
    at, word = next(_located(content, words))
    mine = GB.read(word)
    told = _READS_AS(name=better.name, text=better.read(word) or "")
    expected = _BETTER_THAN(told=told, mine=mine) if mine else told
    raise Misread(in_line(at), BadValue(word[:24], expected, _SAVE_OR_NAME(save=_SAVE) if mine else _SAVE))


def _unknown(character: str) -> bool:
    """Return whether a character means nothing to others: it is for private use, or none yet
    but perhaps a new hanzi.
    """
    return category(character) in ("Co", "Cn") and not "\U00020000" <= character < "\U00040000"


_OF_A_TABLE = Sentence(
    "表格中的字符（GB18030 中 {code} 是私用字符，或没有这个字符）",
    "a character of a table ({code} in GB18030 is for private use, or none)",
)
_IN_NEITHER = Sentence(
    "这张表既不是 UTF-8 也不是 GB18030，或已损坏：{save}",
    "the table is in neither UTF-8 nor GB18030, or was damaged: {save}",
)


def _no_character(text: str, character: str) -> Misread:
    """Return what is wrong with a table of a character that no table has."""
    line = text.count("\n", 0, text.index(character)) + 1
    expected = _OF_A_TABLE(code=f"U+{ord(character):04X}")
    return Misread(in_line(line), BadValue(character.encode("gb18030"), expected, _IN_NEITHER(save=_SAVE)))


_READS_BOTH = Sentence("按 UTF-8 是 {one}，按 GB18030 是 {other}", "{one} in UTF-8 and {other} in GB18030")
_IN_ONE_ALONE = Told("只符合一种字符编码的文本", "text in one encoding alone")
_NAME_WHICH = Told(
    '请在读入时写明 encoding="utf-8" 或 encoding="gb18030"，哪一种读得通就写哪一种；'
    "也可以另存为带标记的 UTF-8（电子表格软件中选“CSV UTF-8”）",
    'load it with encoding="utf-8" or encoding="gb18030", whichever reads well, '
    'or save it as UTF-8 with a byte-order mark ("CSV UTF-8" in a spreadsheet)',
)


def _ambiguous(plainly: str, other: str) -> Misread:
    """Return what is wrong with a table that reads well in either encoding, with the first line
    that tells them apart.
    """
    pairs = enumerate(zip(plainly.split("\n"), other.split("\n"), strict=True), 1)
    line, one, another = next((line, one, another) for line, (one, another) in pairs if one != another)
    told = _READS_BOTH(one=one.strip()[:40], other=another.strip()[:40])
    return Misread(in_line(line), BadValue(told, _IN_ONE_ALONE, _NAME_WHICH))


_AS_MARKED = Told("标记所说的 UTF-8 文本", "text in UTF-8, as its byte-order mark says")
_NOR_IN_GB = Sentence(
    "以 UTF-8 编码的文本（按 GB18030 第 {byte} 字节也读不出）", "text in UTF-8 (nor is byte {byte} in GB18030)"
)
_SAVE_AS_UTF8 = Told("请另存为 UTF-8（电子表格软件中选“CSV UTF-8”）", 'save it as UTF-8 ("CSV UTF-8" in a spreadsheet)')


def _unread(content: bytes, *, marked: bool) -> Misread:
    """Return what is wrong with bytes that are text in no encoding that is read here."""
    places = {}
    for codec in ("utf-8", "gb18030"):
        try:
            content.decode(codec)
        except UnicodeDecodeError as error:
            places[codec] = error.start
    at = places["utf-8"]
    expected = _AS_MARKED if marked else _NOR_IN_GB(byte=places["gb18030"])
    return Misread(at_byte(at), BadValue(content[at : at + 8], expected, _SAVE_AS_UTF8))
