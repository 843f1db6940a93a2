"""By which key a table tells a kind of score node or a deduction form, and how its attributes are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, get_args

from attrs import fields
from cattrs.gen import override

from tristandard.basics.points import exact
from tristandard.codec.plain_values import number
from tristandard.rules.deductions.tariff import Tariff
from tristandard.rules.nodes.kinds import ScoreNode
from tristandard.rules.nodes.node import Node

#: The kinds of score node, by the key that tells each.
NODES: Mapping[str, type[ScoreNode]] = {kind.key: kind for kind in get_args(ScoreNode)}


def key_attribute(kind: type[Node]) -> str:
    """Return the attribute of a node that is written under its key: the first of its own, or
    the one that is called so.
    """
    own = [attribute.name for attribute in fields(kind) if not attribute.inherited]
    return own[0] if own else kind.key


def beside_key(kind: type[Node]) -> set[str]:
    """Return the keys that the table of a node may have beside the one that tells its kind."""
    return {attribute.name for attribute in fields(kind)} - {key_attribute(kind), kind.key}


#: The deduction forms, by the key that tells each.
FORMS: Mapping[str, type[Tariff]] = {form.key: form for form in get_args(Tariff)}


def written_form(form: type[Tariff]) -> dict[str, Any]:
    """Return how the attributes of a form are written that are not as usual: the first one, and what may be None."""
    found = {fields(form)[0].name: override(rename=form.key)}
    for attribute in fields(form):
        if word := attribute.metadata.get("none"):
            found[attribute.name] = override(struct_hook=_or_none(word), unstruct_hook=_none_or(word))
    return found


def _or_none(word: str) -> Callable[[object, object], Fraction | None]:
    """Return a hook that reads a number, or None from the word that stands for it."""
    return lambda value, _: None if value == word else exact(value)


def _none_or(word: str) -> Callable[[Fraction | None], object]:
    """Return a hook that writes a number, or the word that stands for None."""
    return lambda value: word if value is None else number(value)
