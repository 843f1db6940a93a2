"""Marks that a line of text must not hold: line breaks, control characters, and what turns text around or is not seen.

They would forge a line of a report or a row of a table, or make two texts look the same. Where a
text is one line they are refused (see `fields.one_line`); whatever prints a text prints it `flat`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import category, name

from tristandard.words.sentence import Sentence, Told

#: What ends a line, for somebody.
_BREAKS = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
#: Control characters but the tab, marks of direction, marks without a width, blanks that are letters or signs,
#: halves of a character that no file can hold, tags, and selectors of a variant: whatever Unicode lets be drawn
#: as nothing.
_UNSEEN = (
    "\0-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
#: What a spreadsheet shows in the place of a value: a formula that failed, or a column that is too narrow.
_FAILURES = (
    "N/A", "REF!", "VALUE!", "NAME?", "DIV/0!", "NULL!", "NUM!", "SPILL!", "CALC!", "FIELD!", "BLOCKED!", "BUSY!",
    "CONNECT!", "UNKNOWN!", "GETTING_DATA",
)  # fmt: skip
_FAILED = re.compile(f"#(?:{'|'.join(map(re.escape, _FAILURES))})|#{{3,}}|Err:[0-9]{{3}}", re.IGNORECASE)
_BLANK = re.compile(f" *[{_BREAKS}\t][{_BREAKS}\t ]*")
_MARK = re.compile(f"[{_UNSEEN}]")
_ANY = re.compile(f"[{_BREAKS}{_UNSEEN}]")
#: What Markdown gives a meaning inside a line: emphasis, code, links, tags, entities, cells; and what
#: makes a link of an address.
_MARKUP = re.compile(r"[\\`*_\[\]<>|~&$]|:(?=//)|(?<=\bwww)\.", re.IGNORECASE)


_LINE_BREAK = Sentence("换行符 {code}", "the line break {code}")
_UNSEEN_MARK = Sentence("{name} {code}", "{code} {name}")
_HALF = Told("半个字符", "(half a character)")
_CONTROL = Told("控制字符", "(a control character)")


def strange_marks(text: str) -> list[Told]:
    """Return the marks of a text that one line must not hold, as people can look them up, each once."""
    return [_told(mark) for mark in dict.fromkeys(_ANY.findall(text))]


def is_failed_formula(text: str) -> bool:
    """Return whether a text is what a spreadsheet shows in the place of a value that it does not have."""
    return text[:1] in "#Ee" and _FAILED.fullmatch(text) is not None


def _told(mark: str) -> Told:
    code = f"U+{ord(mark):04X}"
    if _BLANK.match(mark):
        return _LINE_BREAK(code=code)
    known = name(mark, "")
    if known:
        return _UNSEEN_MARK(code=code, name=Told("不可见字符", known))
    return _UNSEEN_MARK(code=code, name=_HALF if category(mark) == "Cs" else _CONTROL)


def flat(text: str) -> str:
    """Return a text as one line: its line breaks and tabs as blanks, its unseen marks by their codes."""
    return _MARK.sub(lambda found: f"[U+{ord(found[0]):04X}]", _BLANK.sub(" ", text))


def unmarked(text: str) -> str:
    """Return a text as one line of Markdown, which prints it as it is: nothing in it is emphasis,
    code, a link, a tag or the end of a cell.
    """
    return _MARKUP.sub(r"\\\g<0>", flat(text))


def page(lines: Iterable[str]) -> str:
    """Return lines below one another, each of them one line whatever it holds."""
    return "\n".join(map(flat, lines))
