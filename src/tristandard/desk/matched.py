"""What a file says, held against what follows, thing by thing: how many differ, and the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tristandard.codec.output import json_text
from tristandard.desk.verified import Check, Fact
from tristandard.words.sentence import Sentence, Told

_INSIDE = Sentence("{where} 的 {key}", "{key} of {where}")
_KEYS = Sentence("{keys}", "{keys}")

#: What a thing is known by, and what a file says of each.
Key = tuple[str, ...]
Said = Mapping[Key, object]
#: What of a scorecard is looked at first.
_FIRST = ("published", "exact", "place", "reason")
_ABSENT = object()


def compared(fact: Fact, written: Said, follows: Said, name: Callable[[Key], Told]) -> Check:
    """Return whether a file says what follows, thing by thing."""
    keys = sorted(written.keys() | follows.keys())
    pairs = {key: (written.get(key, _ABSENT), follows.get(key, _ABSENT)) for key in keys}
    wrong = [key for key, (one, other) in pairs.items() if not _same(one, other)]
    if not wrong:
        return Check(fact=fact, fits=True, count=len(keys))
    step, one, other = _inside(*pairs[wrong[0]])
    where = _INSIDE(where=name(wrong[0]), key=step) if step else name(wrong[0])
    return Check(
        fact=fact, fits=False, count=len(keys), wrong=len(wrong), where=where, written=_text(one), follows=_text(other)
    )


def _same(one: object, other: object) -> bool:
    if one is _ABSENT or other is _ABSENT:
        return one is other
    return json_text(one) == json_text(other)


def _inside(one: object, other: object) -> tuple[str, object, object]:
    """Return the first field in which two things differ; "" where they are no tables."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = [*_FIRST, *sorted(one.keys() | other.keys())]
        for key in keys:
            pair = one.get(key, _ABSENT), other.get(key, _ABSENT)
            if not _same(*pair):
                return key, *pair
    return "", one, other


def _text(value: object) -> str:
    if value is _ABSENT or value is None:
        return ""
    return value if isinstance(value, str) else " ".join(json_text(value).split())


def by_keys(key: Key) -> Told:
    """Return a thing by its keys."""
    return _KEYS(keys=" ".join(filter(None, key)))
