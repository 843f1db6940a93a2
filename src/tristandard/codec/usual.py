"""How usual the characters of a text are in an encoding, by which it is told from others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import final

from attrs import frozen

#: By so many words an encoding is told.
_SAMPLE = 10_000
#: Where so few characters tell, rare ones may be a name.
_FEW = 4

#: How usual a character is in its encoding: 2 for everyday ones, 1 for its other ones, 0 for what is hardly ever used;
#: None for punctuation and digits, which tell nothing.
_Usual = Callable[[str, bytes], int | None]


def of_gb(character: str, code: bytes) -> int | None:
    """Hanzi of GB 2312, the everyday ones of its first level; 〇 stands in dates."""
    if character == "〇":
        return 2
    if 0xB0 <= code[0] <= 0xF7 and code[1] >= 0xA1:
        return 2 if code[0] <= 0xD7 else 1
    return 0 if character.isalpha() or not character.isprintable() else None


def _of_utf8(character: str, code: bytes) -> int | None:
    """As of GB18030, and a letter of three bytes or more is a usual one."""
    usual = of_gb(character, character.encode("gb18030"))
    return usual or (int(len(code) >= 3) if character.isalpha() else usual)


def _of_big5(character: str, code: bytes) -> int | None:
    """Hanzi of Big5, the everyday ones of its first level."""
    if code[0] >= 0xA4:
        return 2 if code < b"\xc6\xa1" else 1
    return 0 if character.isalpha() else None


def _of_shift_jis(character: str, code: bytes) -> int | None:
    """Kana, and kanji of the first level."""
    if b"\x82\x9f" <= code <= b"\x83\x96" or b"\x88\x9f" <= code <= b"\x98\x72":
        return 2
    return int(len(code) == 2) if character.isalpha() else None


def _of_latin(character: str, _: bytes) -> int | None:
    """Letters with a mark above or below."""
    return 2 if character >= "\xc0" and character.isalpha() else 0


@final
@frozen
class Encoding:
    """An encoding that bytes may be in: what it is called, its codec, and how usual its characters are."""

    name: str
    codec: str
    usual: _Usual
    #: Whether most of its letters are plain ones.
    plain: bool = False

    def read(self, content: bytes) -> str | None:
        """Return bytes as text, or None where they are none."""
        try:
            return content.decode(self.codec)
        except UnicodeDecodeError:
            return None

    def rate(self, words: Iterable[bytes]) -> tuple[int, Fraction]:
        """Return how many characters of words tell something, and how usual these are, from 0 to 2; 0
        where they are no text.
        """
        text = self.read(b" ".join(words))
        if text is None or (self.plain and not _mostly_ascii(text)):
            return 0, Fraction(0)
        rated = (self.usual(mark, mark.encode(self.codec)) for mark in text if not mark.isascii())
        told = [usual for usual in rated if usual is not None]
        return len(told), Fraction(sum(told), len(told) or 1)


def _mostly_ascii(text: str) -> bool:
    """Return whether more than three in four letters are plain ones."""
    letters = [mark for mark in text if mark.isalpha()]
    return 4 * sum(map(str.isascii, letters)) > 3 * len(letters)


UTF8 = Encoding("UTF-8", "utf-8", _of_utf8)
GB = Encoding("GB18030", "gb18030", of_gb)
OTHERS = (
    Encoding("Big5", "cp950", _of_big5),
    Encoding("Shift-JIS", "cp932", _of_shift_jis),
    Encoding("Windows-1252", "cp1252", _of_latin, plain=True),
)


def better_for(words: frozenset[bytes]) -> Encoding | None:
    """Return the encoding in which words are far more usual than in GB18030."""
    sample = sorted(words)[:: len(words) // _SAMPLE + 1]
    few, mine = GB.rate(sample)
    margin = Fraction(3, 4) if few < _FEW else Fraction(1, 2)
    rated = [(*encoding.rate(sample), encoding) for encoding in OTHERS]
    for told, usual, encoding in sorted(rated, key=lambda one: -one[1]):
        if mine < (1 if few < _FEW else Fraction(3, 2)) and usual - mine >= margin and (told > 1 or encoding.plain):
            return encoding
    return None
