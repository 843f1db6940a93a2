"""What results are named by: which of it must be said, and how."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tristandard.basics.errors import BadValue
from tristandard.basics.fields import is_line
from tristandard.codec.sealed_file import A_WHOLE_NUMBER, ASK_FOR_FILE
from tristandard.words.sentence import Told

#: What a certificate must name of the results that it speaks of; then what it names beside, "" where there is none.
NAMED = ("edition", "inputs", "library_version", "period", "rule_set", "rule_set_version")
_DIGEST = re.compile("[0-9a-f]{64}")
_EDITION_IN_QUOTES = Told('请给版次的数字加上引号，例如 "2"', 'write the digits of the edition in quotes, such as "2"')
_A_LINE = Told("单行文字", "a text on one line")
_A_TEXT = Told("文字", "a text")
_A_DIGEST = Told("由 64 个数字和字母 a 至 f 组成的摘要", "a digest of 64 digits and letters from a to f")


def is_digest(value: object) -> bool:
    """Return whether a value is a digest."""
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def edition_of(written: object) -> int:
    """Return the number of an edition, or refuse what is none."""
    if isinstance(written, str) and (COUNT.fullmatch(written) or written == "0"):
        return int(written)
    raise BadValue(written, A_WHOLE_NUMBER, _EDITION_IN_QUOTES)


def unfit(identity: Mapping[str, str]) -> Iterator[tuple[str, BadValue]]:
    """Yield what is wrong with what results are named by, each with its key."""
    for key, told in identity.items():
        if key not in ("notice_zh", "notice_en") and not is_line(told):
            yield key, BadValue(told, _A_LINE, ASK_FOR_FILE)
        elif key in NAMED and not told:
            yield key, BadValue(told, _A_TEXT, ASK_FOR_FILE)
        elif key in ("inputs", "supersedes") and told and not _DIGEST.fullmatch(told):
            yield key, BadValue(told, _A_DIGEST, ASK_FOR_FILE)


#: A whole number from 1, as it is written, of at most 18 digits.
COUNT = re.compile("[1-9][0-9]{0,17}")
SEQUENCE = (
    Told("带有理由的版次", "an edition with its reason"),
    Told(
        "第一版为 1，不取代什么；以后各版请写明取代哪一版、为什么",
        "the first is 1 and supersedes nothing; a later one names what it supersedes, and why",
    ),
)
