"""Names of files that every system takes: Windows' rules, which are the narrowest, hold everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

#: Marks that Windows takes in no name, and those that are not seen.
_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
#: What Windows takes for a device, whatever ending it has.
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(?:\..*)?", re.IGNORECASE)
#: No part of a name is longer; an ending and a folder still find room.
_MOST = 80


def safe_name(text: str) -> str:
    """Return a text as the name of a file, without its ending, that Windows, macOS and Linux take."""
    name = _REFUSED.sub("-", normalize("NFC", text))[:_MOST].rstrip(" .").lstrip(" ")
    return f"_{name}" if _DEVICES.fullmatch(name) else name or "_"


def safe_names(texts: Iterable[str]) -> dict[str, str]:
    """Return a name for each text, none of which is another's where capitals and small letters are one."""
    found, taken = dict[str, str](), set[str]()
    for text in texts:
        name, number = safe_name(text), 1
        while name.casefold() in taken:
            number += 1
            name = f"{safe_name(text)}-{number}"
        taken.add(name.casefold())
        found[text] = name
    return found
