"""A fingerprint of values: the same meaning gives the same digest, in any order of sets and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from hashlib import sha256
from typing import cast

from attrs import AttrsInstance, fields, has


def digest(values: Iterable[object]) -> str:
    """Return the SHA-256 of values, in hexadecimal."""
    state = sha256()
    for value in values:
        for piece in canonical(value):
            state.update(piece.encode(errors="surrogatepass"))
            state.update(b"\n")
    return state.hexdigest()


def canonical(value: object) -> Iterator[str]:
    """Yield a value as text that is the same for equal values of a kind; fields that equality passes over stay out.

    A subclass of a number or of text is written as what it equals: nothing but its value counts.
    """
    match value:
        case str():
            yield f"str {len(value)}:{str.__str__(value)}"
        case None | bool() | Decimal():
            yield f"{type(value).__name__}:{value}"
        case date():
            yield f"date:{date.isoformat(value)}"
        case int():
            yield f"int:{int(value)}"
        case Fraction():
            yield f"Fraction:{Fraction.__str__(value)}"
        case Enum():
            yield f"{type(value).__name__}.{value.name}"
        case Mapping():
            yield "{"
            for key, inner in sorted((("\n".join(canonical(key)), inner) for key, inner in value.items()), key=lambda pair: pair[0]):
                yield key
                yield from canonical(inner)
            yield "}"
        case set() | frozenset():
            yield "<"
            yield from sorted("\n".join(canonical(member)) for member in value)
            yield ">"
        case tuple() | list():
            yield "("
            for member in value:
                yield from canonical(member)
            yield ")"
        case _ if has(type(value)):
            yield f"{type(value).__name__}("
            for attribute in fields(cast("type[AttrsInstance]", type(value))):
                if attribute.eq:
                    yield from canonical(getattr(value, attribute.name))
            yield ")"
        case _:
            raise TypeError(f"{type(value).__name__} has no canonical text")
