"""The lines of an overlay, each with its value read as what it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from attrs import evolve

from tristandard.basics.location import Address, Location
from tristandard.basics.measure import Measure
from tristandard.basics.points import exact
from tristandard.basics.terms import Path as TreePath
from tristandard.changing.overlay import LineKind, OverlayLine
from tristandard.codec.bad_input import in_row
from tristandard.codec.rule_files import RuleFiles
from tristandard.codec.tables import LINE, OVERLAY
from tristandard.codec.text import read_scope, read_standard
from tristandard.rules.scope import SITE_AXES, UNIT_AXES, Scope
from tristandard.rules.standard import Standard


def read_lines(
    files: RuleFiles, measures: Mapping[str, Measure], known: Mapping[str, Mapping[str, TreePath]]
) -> list[OverlayLine]:
    """Return the lines of an overlay, each value read as what it changes; one that only
    adds needs no file of them.
    """
    reads: Mapping[str, Callable[[str], Standard | Scope]] = {
        "standard": lambda told: read_standard(told, measures),
        "scope": lambda told: read_scope(told, SITE_AXES, known),
        "subjects": lambda told: read_scope(told, UNIT_AXES, known),
    }
    found = []
    for line, row in files.table(OVERLAY, LINE, (), needed=False):
        told, read = row.pop("value"), exact if row["line"] == LineKind.WEIGH.value else reads.get(row["part"], str)
        at = in_row(line)
        where = at.inside("value")
        value = files.reader.made(partial(read, told), told, OVERLAY, where) if told else None
        made = files.reader.take(row, OverlayLine, OVERLAY, at)
        line_ = (
            files.reader.made(partial(evolve, made, value=value, place=at.told), told, OVERLAY, where) if made else None
        )
        if made and line_ and (value is not None or not told):
            found.append(line_)
            files.known.setdefault(_changed(made), Location(files.names[OVERLAY], line, ("value",)))
        else:
            files.reader.broken.add(("line", None))
    return found


def _changed(line: OverlayLine) -> Address:
    """Return the address of what a line of an overlay changes."""
    if line.kind is LineKind.WEIGH:
        book, _, node = line.code.partition(".")
        return "assessments", book, "score", node, "weights", line.part
    if line.part == "office":
        return "assessments", line.code, "office"
    return ("indicators", line.code, line.part) if line.part else ("indicators", line.code)
