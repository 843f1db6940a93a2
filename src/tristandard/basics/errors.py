"""The base of every error, and the standard for their messages.

A message says what happened, with which values, where, and what to do, in Chinese and in English. An
error is a value: it holds what it speaks of, and it lives beside the noun that raises it, with its
sentence. Mistakes that can be found together are reported together, as one `Refused`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from types import UnionType
from typing import Any, TypeVar, cast, final, get_args

from attrs import field, frozen

from tristandard.basics import html
from tristandard.basics.shown import quoted
from tristandard.words import sentence
from tristandard.words.sentence import Either, Language, Lines, Sentence, Told

_Kind = TypeVar("_Kind")
#: The base of everything this library raises on purpose.
TristandardError = sentence.TristandardError

_REFUSED = Sentence("{what}（须改 {count} 处）：\n{reasons}", "{what} ({count} to mend):\n{reasons}")
_REASON = Sentence("  - {reason}", "  - {reason}")
_QUOTED = Sentence("“{value}”", "{value!r}")
#: What is told of a value that is not what it should be, and what to do.
IS_NOT = Sentence("{value} 不是{expected}；{remedy}", "{value} is not {expected}; {remedy}")
_A_LANGUAGE = Told("两种语言之一", "one of the two languages")
_GIVE_ZH_OR_EN = Told('请写 "zh" 或 "en"', 'give "zh" or "en"')
#: The remedy of whatever is none of a few.
GIVE_ONE_OF = Sentence("请写其中之一：{known}", "give one of {known}")
_GIVE_ONE = Sentence("请给出一个 {kind}", "give one {kind}")

#: Where a value was given: nowhere that has a name, or for a field or an argument.
NOWHERE = Told("", "")
_FOR_ARGUMENT = Sentence("（参数 `{name}`）", " for `{name}`")
_ENTRY = Sentence("（第 {place} 个）", " (entry {place})")
_A_VALUE = Sentence("{kind} 类型的值{where}", "a value of the kind {kind}{where}")
_A_LIST_OF_VALUES = Sentence("由 {kind} 类型的值组成的列表", "a list of values of the kind {kind}")
_PUT_IT_IN_A_LIST = Told("请放进列表", "put it in a list")
_NOT_ALL = Sentence("不全是 {kind} 类型", "not all are of the kind {kind}")
_REASONS = Told("拒绝的理由", "a list of reasons")
_GIVE_A_REASON = Told("请至少给出一个错误；没有错误就不必拒绝", "give one mistake at least, or refuse nothing")
_SAID_IN_BOTH = Told("一段文字或一对文字", "a text, or a pair of texts")
_GIVE_A_PAIR = Told("请用中文和英文各写一句", "give it in Chinese and in English")


def as_told(text: object) -> Any:
    """Return a text as one that is told in every language (an attrs converter); a pair, or what is told, as it is."""
    pair = (text, text) if isinstance(text, str) else text
    if isinstance(pair, tuple) and len(pair) == 2 and not isinstance(pair, Told):
        return Told(*map(as_text, pair))
    return pair


def as_said(text: object) -> Told:
    """Return a text as `as_told` does (an attrs converter), and refuse whatever says nothing in a language."""
    told = as_told(text)
    if isinstance(told, Told) and all(isinstance(one, str) for one in told):
        return told
    raise BadValue(text, _SAID_IN_BOTH, _GIVE_A_PAIR)


def said(told: tuple[str, str], language: str | Language) -> str:
    """Return a text in "zh", in "en", or in a language that is laid over them.

    Raises:
        BadValue: When the language is another.
    """
    if not isinstance(language, Language) and language not in ("zh", "en"):
        raise BadValue(language, _A_LANGUAGE, _GIVE_ZH_OR_EN)
    if isinstance(told, Told):
        return told.text(language)
    return told[language != "zh"]


@final
class Refused(TristandardError, ExceptionGroup[TristandardError]):
    """Something was refused, with every reason at once; nothing was half done.

    `reasons` holds the mistakes, one by one. `except TristandardError` and `except*` both catch it.
    """

    def __new__(cls, what: Told | str, reasons: Sequence[TristandardError]) -> Refused:
        """Refuse something, which is said in both languages, for some reasons, one at least."""
        told = as_said(what)
        if not (given := all_of(reasons, TristandardError)):
            raise BadValue(given, _REASONS, _GIVE_A_REASON)
        refused = super().__new__(cls, told[1], given)
        refused._what = told
        return refused

    def __init__(self, *_: object, **__: object) -> None:
        """Hold the reasons, as every group does."""
        super().__init__(self._what[1], all_of(self.exceptions, TristandardError))

    _what: Told

    @property
    def reasons(self) -> tuple[TristandardError, ...]:
        """Each mistake by itself, those of a refusal inside it too."""
        return tuple(reason for one in self.exceptions if isinstance(one, TristandardError) for reason in one.reasons)

    def derive(self, excs: Sequence[TristandardError]) -> Refused:  # type: ignore[override]
        """Return the same refusal for a part of its reasons (used by `except*`)."""
        return Refused(self._what, excs)

    def _repr_html_(self) -> str:
        """Return the reasons as a list, as notebooks show it."""
        return html.listed(f"{self.message} ({len(self.exceptions)} to mend)", self.exceptions)

    @property
    def told(self) -> Told:
        """What was refused, and every reason below it, in both languages."""
        reasons = [_REASON(reason=one.told) for one in all_of(self.exceptions, TristandardError)]
        return _REFUSED(what=self._what, count=len(reasons), reasons=Lines(reasons))

    def __str__(self) -> str:
        return self.told[1]


def refuse(what: Told | str, problems: Iterable[TristandardError]) -> None:
    """Raise `Refused` with all problems, in the order of their text, row 2 before row 10; do nothing
    where there are none.
    """
    if found := sorted(problems, key=in_order):
        raise Refused(what, found)


def in_order(problem: TristandardError) -> list[tuple[int, str]]:
    """Return the key by which problems are listed: their text, its numbers by size (every second part is one)."""
    return [(place % 2 and len(part), part) for place, part in enumerate(re.split("([0-9]+)", str(problem)))]


@final
@frozen
class BadValue(TristandardError):
    """A value cannot mean what it is used for.

    Attributes:
        value: What was given; one that is no text, but is told in both languages, as a `Told`.
        expected: What it is not: "a whole number". A text alone is told as it is in every language.
        remedy: What to do.
    """

    value: object
    expected: Told = field(converter=as_said)
    remedy: Told = field(converter=as_said)

    @property
    def told(self) -> Told:
        """What the value is not, and what to do, in both languages."""
        return IS_NOT(value=self.given, expected=self.expected, remedy=self.remedy)

    @property
    def given(self) -> Told:
        """What was given, as messages print it."""
        return _QUOTED(value=self.value) if isinstance(self.value, Told) else quoted(self.value)

    def __str__(self) -> str:
        return self.told[1]


def wanted(value: object, kind: type | UnionType, where: Told = NOWHERE) -> None:
    """Refuse whatever is not of a kind; a kind that a verb makes says which in its `_remedy`."""
    if isinstance(value, kind):
        return
    if isinstance(kind, UnionType):
        named = Either(["None" if one is type(None) else one.__name__ for one in get_args(kind)])
        raise BadValue(value, _A_VALUE(kind=named, where=where), _GIVE_ONE(kind=named))
    remedy = getattr(kind, "_remedy", None) or _GIVE_ONE(kind=kind.__name__)
    if issubclass(kind, Enum):
        remedy = GIVE_ONE_OF(known=[f"{kind.__name__}.{name}" for name in kind.__members__])
    raise BadValue(value, _A_VALUE(kind=kind.__name__, where=where), remedy)


def for_argument(name: str) -> Told:
    """Return the argument for which a value was given, as `wanted` takes it."""
    return _FOR_ARGUMENT(name=name)


def all_of(things: object, kind: type[_Kind]) -> list[_Kind]:
    """Return things that are all of one kind, texts as nothing but text, or refuse every one that is not."""
    if isinstance(things, (str, Mapping)) or not isinstance(things, Iterable):
        raise BadValue(things, _A_LIST_OF_VALUES(kind=kind.__name__), _PUT_IT_IN_A_LIST)
    listed = list(things)
    found = [thing for thing in listed if isinstance(thing, kind)]
    if len(found) < len(listed):
        name = kind.__name__
        strange = [(place, thing) for place, thing in enumerate(listed, 1) if not isinstance(thing, kind)]
        refuse(
            _NOT_ALL(kind=name),
            (
                BadValue(thing, _A_VALUE(kind=name, where=_ENTRY(place=place)), _GIVE_ONE(kind=name))
                for place, thing in strange
            ),
        )
    return found if kind is not str else cast(list[_Kind], list(map(as_text, cast(list[str], found))))


def whole_from(value: object, least: int) -> bool:
    """Return whether a value is a whole number from `least`, of at most 18 digits."""
    return isinstance(value, int) and not isinstance(value, bool) and least <= value < 10**18


def as_text(value: str) -> str:
    """Return a text as nothing but text (an attrs converter): of a member of an Enum, the value that it equals.

    Whatever is no text is left to be refused.
    """
    return value if type(value) is str or not isinstance(value, str) else str.__str__(value)
