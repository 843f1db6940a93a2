"""What stands under a key, or which keys there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, final

from attrs import field, frozen

from tristandard.basics.errors import GIVE_ONE_OF, IS_NOT, TristandardError, as_told
from tristandard.basics.shown import quoted
from tristandard.words.sentence import Sentence, Told

_Kind = TypeVar("_Kind")

_THERE_IS_NONE = Told("这里一个也没有", "give one of (none)")


@final
@frozen
class UnknownKey(TristandardError, KeyError):
    """A mapping has nothing under a key; it is a `KeyError` too, so that `in` and `get` work.

    Attributes:
        key: What was asked for.
        expected: What it is not: "an assessment".
        remedy: What to do.
    """

    key: object
    expected: Told = field(converter=as_told)
    remedy: Told = field(converter=as_told)

    @property
    def told(self) -> Told:
        """What the key is not, and what to do, in both languages."""
        return IS_NOT(value=quoted(self.key), expected=self.expected, remedy=self.remedy)

    def __str__(self) -> str:
        return self.told[1]


def looked_up(table: Mapping[str, _Kind], key: object, expected: Told | Sentence, **fields: str) -> _Kind:
    """Return what stands under a key, or say what it is not, with the fields of that, and which keys there are."""
    if isinstance(key, str) and key in table:
        return table[key]
    told = expected(**fields) if isinstance(expected, Sentence) else expected
    raise UnknownKey(key, told, GIVE_ONE_OF(known=list(table)) if table else _THERE_IS_NONE)
