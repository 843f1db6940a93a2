"""A template with named fields: which it has, and how it is written with values that are texts and counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import itemgetter
from string import Formatter
from typing import Any


class Count(int):
    """A whole number, which a field may ask for with its noun: `{count:site|sites}`."""

    def __format__(self, spec: str) -> str:
        one, bar, several = spec.partition("|")
        return f"{int(self)} {one if self == 1 else several}" if bar else str(int(self))


def fields_of(template: str) -> frozenset[str]:
    """Return the names of the fields of a template."""
    return frozenset(field for _, field, _, _ in Formatter().parse(template) if field is not None)


@lru_cache(maxsize=4096)
def written(template: str) -> Callable[[Mapping[str, Any]], str]:
    """Return what writes a template with values that are texts and counts; several times as fast as `format_map`."""
    parts = list(Formatter().parse(template))
    names = [name for _, name, _, _ in parts if name is not None]
    if any(spec or conversion not in (None, "r") for _, _, spec, conversion in parts) or len(names) < 2:
        return template.format_map
    marks = {None: "%s", "r": "%r"}
    pattern = "".join(
        text.replace("%", "%%") + ("" if name is None else marks[conversion]) for text, name, _, conversion in parts
    )
    pick = itemgetter(*names)
    return lambda values: pattern % pick(values)
