"""How values are written in a cell: standards, scopes, steps, shares. `str` of a noun reads back equal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

from tristandard.basics.errors import BadValue
from tristandard.basics.measure import Measure, MeasureUnit, Value
from tristandard.basics.place import Path
from tristandard.basics.points import exact, plain
from tristandard.rules.scope import Scope
from tristandard.rules.standard import Ask, End, Forms, Range, Standard

_ASK = re.compile(r"(?P<measure>[^\s]+)\s+(?P<bar>.+)")
_END = re.compile(r"(?P<sign>>=|<=|>|<|=)\s*(?P<value>.+)")
_AMOUNT = re.compile(r"(?P<number>[+-]?[0-9][0-9./]*)\s*(?P<unit>\S.*)")
_SET = re.compile(r"(?:requires\s*\{(?P<required>[^{}]*)\})?\s*(?:accepts\s*\{(?P<accepted>[^{}]*)\})?")
_BAR = 'write for example "litter.spots <= 0 处", "lamps.lit >= 99 %", "ads.density >= 5 处/300 m", "toilet.grade >= B" or "notice.form accepts {panel, board}"'


def pieces(text: str, mark: str) -> list[str]:
    """Return the parts of a list in a cell, without the empty ones."""
    return [part.strip() for part in text.split(mark) if part.strip()]


def read_amount(text: str, unit: MeasureUnit) -> Fraction:
    """Return "5 处/300 m" as a number in the unit given."""
    found = _AMOUNT.fullmatch(text.strip())
    if not found:
        raise BadValue(text, "a number with its unit", f'write for example "{unit.show(Fraction(1))}"')
    return exact(found["number"]) * MeasureUnit.parse(found["unit"]).factor(unit)


def _bound(measure: Measure, text: str) -> Fraction:
    return measure.position(text.strip()) if measure.rungs else read_amount(text, measure.unit)


def read_bar(measure: Measure, text: str) -> Range | Forms:
    """Return what is acceptable of a measure: the text that `Ask.bar` writes, or "present" or "absent"."""
    match text.strip():
        case "any":
            return Forms() if measure.forms else Range()
        case "none":
            return Forms(frozenset({""}), frozenset()) if measure.forms else Range(End(1), End(0))
        case "present":
            return Range(floor=End(1))
        case "absent":
            return Range(limit=End(0))
        case bar:
            if measure.forms:
                return _forms(bar)
    if ".." in bar:
        low, _, high = bar.partition("..")
        unit = _AMOUNT.fullmatch(high.strip())
        bar = f">= {low} {unit['unit'] if unit and not measure.rungs else ''} and <= {high}"
    found = Range()
    for part in re.split(r"\s+and\s+", bar):
        end = _END.fullmatch(part.strip())
        if not end:
            raise BadValue(text, f"a bar for {measure.code}", _BAR)
        value, sign = _bound(measure, end["value"]), end["sign"]
        if sign in (">", ">=", "="):
            found |= Range(floor=End(value, sign != ">"))
        if sign in ("<", "<=", "="):
            found |= Range(limit=End(value, sign != "<"))
    return found


def _forms(text: str) -> Forms:
    found = _SET.fullmatch(text)
    if not found or not text:
        raise BadValue(text, "a demand for forms", 'write for example "requires {sign, list} accepts {sign, list, box}"')
    accepted = found["accepted"]
    return Forms(frozenset(pieces(found["required"] or "", ",")), None if accepted is None else frozenset(pieces(accepted, ",")))


def read_standard(text: str, measures: Mapping[str, Measure]) -> Standard:
    """Return "lamps.lit >= 99 %; lamps.fitted = 100 %" as a standard."""
    asks = []
    for part in pieces(text, ";"):
        found = _ASK.fullmatch(part)
        if not found:
            raise BadValue(part, "a demand", _BAR)
        if found["measure"] not in measures:
            raise BadValue(found["measure"], "a declared measure", "declare it under [measures] in ruleset.toml, or mend the code")
        measure = measures[found["measure"]]
        asks.append(Ask(measure, read_bar(measure, found["bar"])))
    if len({ask.measure for ask in asks}) < len(asks):
        raise BadValue(text, "a standard that names each measure once", 'join two ends of one measure with "and"')
    return Standard(asks)


def read_scope(text: str, axes: tuple[str, ...], paths: Mapping[str, Mapping[str, Path]]) -> Scope:
    """Return "area=320412, zone=village | zone=township" as a scope; "any" is everywhere."""
    extents = set()
    for part in pieces(text, "|"):
        named: dict[str, Path] = {}
        for coordinate in pieces(part, ",") if part not in ("any", "nowhere") else []:
            axis, equals, code = (piece.strip() for piece in coordinate.partition("="))
            if not equals or axis not in axes or axis in named:
                raise BadValue(coordinate, "a coordinate", f'write each of {", ".join(axes)} at most once, for example "{axes[0]}=…"')
            if code not in paths[axis]:
                raise BadValue(code, f"a declared {axis.replace('_', ' ')}", f"declare it, or give one of {', '.join(list(paths[axis])[:12])}")
            named[axis] = paths[axis][code]
        if part != "nowhere":
            extents.add(tuple(named.get(axis, ()) for axis in axes))
    if not extents and text.strip() != "nowhere":
        raise BadValue(text, "a scope", f'write "any", or for example "{axes[-1]}=…"')
    return Scope(axes, frozenset(extents))


def read_value(measure: Measure, text: str) -> Value:
    """Return an observed value from a cell: "3", "3 处", "B", or "{sign, list}"."""
    text = text.strip()
    if measure.forms:
        return measure.admit(frozenset(pieces(text.strip("{}"), ",")))
    if measure.rungs or not (found := _AMOUNT.fullmatch(text)):
        return measure.admit(text)
    return measure.admit(exact(found["number"]) * MeasureUnit.parse(found["unit"]).factor(measure.unit))


def read_shares(text: str) -> tuple[tuple[str, Fraction], ...]:
    """Return "a 0.2; b 0.8" as shares; one code alone is the whole."""
    found = []
    for part in pieces(text, ";"):
        unit, _, share = part.partition(" ")
        found.append((unit, exact(share or "1")))
    return tuple(found)


def show_shares(shares: Iterable[tuple[str, Fraction]]) -> str:
    """Return shares as `read_shares` reads them."""
    return "; ".join(unit if share == 1 else f"{unit} {plain(share)}" for unit, share in shares)


def read_pairs(text: str) -> dict[str, str]:
    """Return "grid=0423; case=17" as a mapping."""
    found: dict[str, str] = {}
    for part in pieces(text, ";"):
        name, equals, value = part.partition("=")
        if not equals or name.strip() in found:
            raise BadValue(part, "a name=value pair", 'write "name=value; name=value", each name once')
        found[name.strip()] = value.strip()
    return found


def show_pairs(pairs: Mapping[str, str]) -> str:
    """Return a mapping as `read_pairs` reads it."""
    return "; ".join(f"{name}={value}" for name, value in sorted(pairs.items()))
