"""A fingerprint of values: the same meaning gives the same digest, in any order of sets and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from hashlib import sha256
from typing import Any, cast

from attrs import fields, has

from tristandard.words.sentence import Sentence


def digest(values: Iterable[object]) -> str:
    """Return the SHA-256 of values, in hexadecimal."""
    return digest_of("\n".join(canonical(value)) for value in values)


def digest_of(texts: Iterable[str]) -> str:
    """Return the SHA-256 of values whose canonical texts are at hand, in hexadecimal."""
    state = sha256()
    for text in texts:
        state.update(f"{text}\n".encode(errors="surrogatepass"))
    return state.hexdigest()


def canonical(value: object) -> list[str]:
    """Return a value as lines of text that are the same for equal values of a kind; fields that
    equality passes over stay out.

    A subclass of a number or of text is written as what it equals: nothing but its value counts.
    """
    lines: list[str] = []
    _write(value, lines)
    return lines


def _write(value: object, lines: list[str]) -> None:
    """Add the lines of a value; texts and what holds them come first, for there are many."""
    kind: Any = type(value)
    names = None if kind is tuple else _compared(kind)
    if kind is not tuple and names is None:
        _write_any(value, lines)
        return
    lines.append("(" if names is None else f"{kind.__name__}(")
    for inner in cast("tuple[object, ...]", value) if names is None else [getattr(value, name) for name in names]:
        if type(inner) is str:
            lines.append(f"str {len(inner)}:{inner}")
        elif type(inner) in _PLAIN:
            lines.append(f"{type(inner).__name__}:{inner}")
        else:
            _write(inner, lines)
    lines.append(")")


#: What is written as its text.
_PLAIN = frozenset({Fraction, int, date})


_NO_TEXT = Sentence("{kind} 没有规范文本", "{kind} has no canonical text")


def _write_any(value: object, lines: list[str]) -> None:
    match value:
        case str():
            lines.append(f"str {len(value)}:{str.__str__(value)}")
        case tuple() | list():
            lines.append("(")
            for member in value:
                _write(member, lines)
            lines.append(")")
        case int() if not isinstance(value, bool):
            lines.append(f"int:{int(value)}")
        case None | bool() | Decimal():
            lines.append(f"{type(value).__name__}:{value}")
        case date():
            lines.append(f"date:{date.isoformat(value)}")
        case Mapping():
            lines.append("{")
            for key, inner in sorted(
                (("\n".join(canonical(key)), inner) for key, inner in value.items()), key=lambda pair: pair[0]
            ):
                lines.append(key)
                _write(inner, lines)
            lines.append("}")
        case set() | frozenset():
            lines.append("<")
            lines += sorted("\n".join(canonical(member)) for member in value)
            lines.append(">")
        case Fraction():
            lines.append(f"Fraction:{Fraction.__str__(value)}")
        case Enum():
            lines.append(f"{type(value).__name__}.{value.name}")
        case _:
            raise TypeError(_NO_TEXT(kind=type(value).__name__)[1])


@cache
def _compared(kind: Any) -> tuple[str, ...] | None:
    """Return the fields by which values of a kind are compared; None where it is written otherwise."""
    if not has(kind) or issubclass(kind, (Mapping, set, frozenset, Enum)):
        return None
    return tuple(attribute.name for attribute in fields(kind) if attribute.eq)
