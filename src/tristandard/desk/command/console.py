"""The console: in which language it speaks, which marks it can print, and what is going on."""

from __future__ import annotations

import codecs
import locale
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from unicodedata import normalize

from tristandard.desk.extra import needed
from tristandard.words.sentence import Told

#: What a narrow console prints in the place of a mark that it does not have.
_NEAREST = {"−": "-", "–": "-", "—": "-", "²": "2", "³": "3", "⏎": " "}
_HANDLER = "tristandard-nearest"


def language_of(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """Return the language of a call: what `--lang` says, else the one of the system, else English."""
    for place, one in enumerate(arguments):
        name, _, value = one.partition("=")
        told = value or (arguments[place + 1] if one == "--lang" and place + 1 < len(arguments) else "")
        if name == "--lang" and told in ("zh", "en"):
            return told
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "zh" if environment[name].lower().startswith("zh") else "en"
    try:
        named = locale.getlocale()[0] or ""
    except ValueError:  # what the system says is no locale
        named = ""
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """Return what stands for marks that an encoding does not have (an error handler of `codecs`)."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = "".join(_one(mark, error.encoding) for mark in error.object[error.start : error.end])
    return found, error.end


def _one(mark: str, encoding: str) -> str:
    for told in (_NEAREST.get(mark, ""), normalize("NFKC", mark)):
        try:
            told.encode(encoding)
        except UnicodeEncodeError:
            continue
        if told:
            return told
    return "?"


def readied() -> None:
    """Let the output streams print every text, whichever encoding they have."""
    codecs.register_error(_HANDLER, _nearest)
    for stream in (sys.stdout, sys.stderr):
        change: Any = getattr(stream, "reconfigure", None)
        if change is not None:
            change(errors=_HANDLER)


@contextmanager
def progress(language: str, *, quiet: bool) -> Iterator[Callable[[Told], object]]:
    """Give what is told of each step; it is shown on the error stream, where that is a terminal."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    console = needed("rich.console").Console(stderr=True)
    with console.status("", spinner="line") as status:
        yield lambda told: status.update(f"{told.text(language)} …")
