"""The parts of a workbook beside its cells: which sheets there are, and what cells name by number."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tristandard.desk.formats import Format, format_of

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Reader:
    """Sees the elements of a part; a kind of part overrides what it looks at."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """See where an element begins."""

    def end(self, name: str) -> None:
        """See where it ends."""

    def words(self, text: str) -> None:
        """See text inside it."""


class Book(Reader):
    """The names of the sheets, each with the link to its part."""

    def __init__(self) -> None:
        self.sheets = list[tuple[str, str]]()
        self.epoch_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note a sheet, and when the count of days begins."""
        if name == "sheet":
            self.sheets.append((attributes["name"], attributes["id"]))
        elif name == "workbookPr":
            self.epoch_1904 = attributes.get("date1904", "0") in ("1", "true", "on")


class Links(Reader):
    """Where the parts of the workbook stand."""

    def __init__(self) -> None:
        self._targets = dict[str, str]()
        self._kinds = dict[str, str]()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note a link."""
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes["Target"]
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"
            self._targets[attributes["Id"]] = path
            self._kinds[attributes["Type"].rpartition("/")[2]] = path

    def target(self, link: str) -> str:
        """Return the name of a part by its link."""
        return self._targets.get(link, "")

    def of_kind(self, kind: str, usual: str) -> str:
        """Return the name of the part of a kind, or how it is usually called."""
        return self._kinds.get(kind, usual)


class Styles(Reader):
    """The formats of numbers, by the number of a style."""

    def __init__(self) -> None:
        self._codes = dict[int, str]()
        self._used = list[int]()
        self._inside = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note a format, or a style that uses one."""
        if name == "numFmt":
            self._codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self._used.append(int(attributes.get("numFmtId", "0")))

    def end(self, name: str) -> None:
        """Leave the list of styles."""
        self._inside = self._inside and name != "cellXfs"

    def formats(self) -> list[Format]:
        """Return the format of each style."""
        return [format_of(number, self._codes.get(number)) for number in self._used]


class Shared(Reader):
    """The texts that cells name by their number, so many at most; how a text is pronounced is left out."""

    def __init__(self, most: int) -> None:
        self.texts = list[str]()
        self._most = most
        self._parts = list[str]()
        self._text = self._spoken = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        """Begin a text."""
        if name == "si":
            self._parts = []
        self._spoken = self._spoken or name == "rPh"
        self._text = name == "t" and not self._spoken

    def words(self, text: str) -> None:
        """Gather a text."""
        if self._text:
            self._parts.append(text)

    def end(self, name: str) -> None:
        """Note a text that is whole."""
        self._text = self._text and name != "t"
        self._spoken = self._spoken and name != "rPh"
        if name == "si":
            if len(self.texts) == self._most:
                raise ValueError(self._most)
            self.texts.append(unescaped("".join(self._parts)))


def unescaped(text: str) -> str:
    """Return a text with the marks that XML cannot hold, which a workbook writes by their numbers."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
