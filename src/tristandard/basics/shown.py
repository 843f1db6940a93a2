"""How messages print what was given: quoted, cut where it is long, with what was perhaps meant."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache

from tristandard.words.sentence import Either, Sentence, Told

#: What is said where no code is near.
_NOTHING = Told("", "")

#: As many digits as any number has that is given (see `exact`).
_DECIMALS = Context(prec=100)


_TOO_LARGE = Sentence("一个大得无法显示的 {kind}", "one {kind} too large to show")
_LISTED = Sentence("[{values}]", "{values}")
_CUT = Sentence("{text}…（共 {count} 个字符）", "{text}… ({count} characters)")


def shown(value: object, limit: int = 80) -> str:
    """Return a value as messages in English print it: quoted, and cut where it is long."""
    return quoted(value, limit)[1]


def quoted(value: object, limit: int = 80) -> Told:
    """Return a value as messages print it in each language: quoted, and cut where it is long."""
    try:
        match value:
            case Fraction():
                found = _DECIMALS.divide(Decimal(value.numerator), Decimal(value.denominator))
                text = f"{found:f}" if Fraction(found) == value else str(value)
            case Decimal():
                text = str(value)
            case tuple() | list() if value and all(isinstance(one, str) for one in value):
                return _cut(_LISTED(values=list(value))[0], repr(value), limit)
            case set() | frozenset():
                text = f"{{{', '.join(sorted(map(repr, value)))}}}"
            case _:
                text = repr(value)
    except (RecursionError, ValueError):
        return _TOO_LARGE(kind=type(value).__name__)
    return _cut(text, text, limit)


def _cut(zh: str, en: str, limit: int) -> Told:
    """Return a value in both languages, cut where it is long."""
    short = (_CUT(text=text[:limit], count=len(text)) if len(text) > limit else Told(text, text) for text in (zh, en))
    return Told(*(told[at] for at, told in enumerate(short)))


def shortened(codes: Sequence[str] | str, joint: str = "+") -> str:
    """Return codes of members, or the code of a shared indicator, as messages print them.

    Of more than six the first three are told, and how many there are.
    """
    members = codes.split("+") if isinstance(codes, str) else codes
    return joint.join(members if len(members) <= _FEW else [*members[: _FEW // 2], f"… ({len(members)})"])


#: So many members of a shared indicator are told one by one.
_FEW = 6


_DID_YOU_MEAN = Sentence("（是否指 {codes}？）", " (did you mean {codes}?)")


def near(code: str, known: Sequence[str]) -> list[str]:
    """Return which codes, a few at most, a code was perhaps meant to be."""
    return get_close_matches(code[:80], known[:2000], 3)


@lru_cache(maxsize=1024)
def meant(code: str, known: tuple[str, ...]) -> Told:
    """Return which codes a code was perhaps meant to be, to stand after a remedy, or nothing; kept, for
    the same mistake may stand in every row.
    """
    found = near(code, known)
    return _DID_YOU_MEAN(codes=Either(found)) if found else _NOTHING
