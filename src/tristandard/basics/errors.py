"""The base of every error, and the standard for their messages.

A message says what happened, with which values, where, and what to do, in Chinese and in English. An
error is a value: it holds what it speaks of, and it lives beside the noun that raises it, with its
sentence. Mistakes that can be found together are reported together, as one `Refused`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Context, Decimal
from difflib import get_close_matches
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from types import UnionType
from typing import Any, NamedTuple, TypeVar, cast, final, get_args

from attrs import Attribute, field, frozen

from tristandard.basics import html
from tristandard.basics.marks import is_failed_formula, strange_marks
from tristandard.words.sentence import Either, Language, Lines, Sentence, Told

_Kind = TypeVar("_Kind")

_REFUSED = Sentence("{what}（须改 {count} 处）：\n{reasons}", "{what} ({count} to mend):\n{reasons}")
_REASON = Sentence("  - {reason}", "  - {reason}")
_QUOTED = Sentence("“{value}”", "{value!r}")
_IS_NOT = Sentence("{value} 不是{expected}；{remedy}", "{value} is not {expected}; {remedy}")
_A_LANGUAGE = Told("两种语言之一", "one of the two languages")
_GIVE_ZH_OR_EN = Told('请写 "zh" 或 "en"', 'give "zh" or "en"')
#: The remedy of whatever is none of a few.
GIVE_ONE_OF = Sentence("请写其中之一：{known}", "give one of {known}")
_THERE_IS_NONE = Told("这里一个也没有", "give one of (none)")
_GIVE_ONE = Sentence("请给出一个 {kind}", "give one {kind}")

#: Where a value was given: nowhere that has a name, or for a field or an argument.
NOWHERE = Told("", "")
_FOR_FIELD = Sentence("（{owner} 的 `{name}`）", " for `{name}` ({owner})")
_FOR_ARGUMENT = Sentence("（参数 `{name}`）", " for `{name}`")
_IN_FIELD = Sentence("（{owner} 的 `{name}` 之中）", " in `{name}` ({owner})")
_ENTRY = Sentence("（第 {place} 个）", " (entry {place})")

_A_TEXT = Sentence("文字{where}", "a text{where}")
_WRITE_ONE_NOT_BLANK = Told("请写出文字，不要留空", "write one that is not blank")
_FOR_A_FILE = Sentence("能存入文件的文字{where}", "a text that a file can hold{where}")
_ONE_LINE = Sentence("单行文字{where}", "a text on one line{where}")
_TAKE_OUT = Sentence("请删去{marks}", "take out {marks}")
_NO_BLANKS_AROUND = Told("请删去首尾的空白", "take out the blanks around it")
_AT_MOST_SO_LONG = Sentence("请写不超过 {count} 个字符", "write at most {count} characters")
_A_CODE = Sentence("编码{where}", "a code{where}")
_WRITE_A_CODE = Told(
    "请写英文字母和数字，不带空白、引号和 , ; | = { } 等符号；只有名称可以用中文",
    "write ASCII letters and digits, without blanks, quotes or any of , ; | = { }; only labels may be in any language",
)
_A_VALUE = Sentence("{kind} 类型的值{where}", "a value of the kind {kind}{where}")
_A_LIST_OF_VALUES = Sentence("由 {kind} 类型的值组成的列表", "a list of values of the kind {kind}")
_PUT_IT_IN_A_LIST = Told("请放进列表", "put it in a list")
_NOT_ALL = Sentence("不全是 {kind} 类型", "not all are of the kind {kind}")
_A_LIST = Told("列表", "a list")
_IN_ORDER_MEANT = Told("请把各个值按应有的顺序放进列表", "put its values in a list, in the order that is meant")
_A_TABLE = Sentence("由文字组成的对应表{where}", "a table of texts{where}")
_GIVE_A_TABLE = Told('请写成 {"名称": "值", …}', 'give {"name": "value", …}')


def as_told(text: object) -> Any:
    """Return a text as one that is told in every language (an attrs converter); a pair, or what is told, as it is."""
    if isinstance(text, str):
        return Told(as_text(text), as_text(text))
    if (
        isinstance(text, tuple)
        and not isinstance(text, Told)
        and len(text) == 2
        and all(isinstance(one, str) for one in text)
    ):
        return Told(*map(as_text, text))
    return text


def said(told: tuple[str, str], language: str | Language) -> str:
    """Return a text in "zh", in "en", or in a language that is laid over them.

    Raises:
        BadValue: When the language is another.
    """
    if not isinstance(language, Language) and language not in ("zh", "en"):
        raise BadValue(language, _A_LANGUAGE, _GIVE_ZH_OR_EN)
    if isinstance(told, Told):
        return told.text(language)
    return told[language == "en"] if isinstance(language, str) else told[1]


class Placed(NamedTuple):
    """Where something stands in what was given.

    Attributes:
        file: What the file is called; empty where it came from none.
        row: The row of a table or the entry of a list, from 1 as people count them; 0 where it stands in none.
        key: The column, or the key with dots; empty for the whole.
        where: All of that, as messages in English tell it.
    """

    file: str = ""
    row: int = 0
    key: str = ""
    where: str = ""


class TristandardError(Exception):
    """The base of everything this library raises on purpose.

    `str` tells it in English, `text("zh")` in Chinese.
    """

    @property
    def reasons(self) -> tuple[TristandardError, ...]:
        """Each mistake by itself: of a refusal all that it holds, of anything else that alone."""
        return (self,)

    @property
    def placed(self) -> Placed:
        """Where it stands in what was given, as far as that is known."""
        return Placed()

    @property
    def told(self) -> Told:
        """What happened, with which values, where, and what to do, in both languages."""
        return Told(str(self), str(self))

    def text(self, language: str | Language = "zh") -> str:
        """Return what happened, with which values, where, and what to do, in "zh" or "en"."""
        return said(self.told, language)


@final
class Refused(TristandardError, ExceptionGroup[TristandardError]):
    """Something was refused, with every reason at once; nothing was half done.

    `reasons` holds the mistakes, one by one. `except TristandardError` and `except*` both catch it.
    """

    def __new__(cls, what: Told | str, reasons: Sequence[TristandardError]) -> Refused:
        """Refuse something, which is said in both languages, for some reasons."""
        told: Told = as_told(what)
        refused = super().__new__(cls, told[1], reasons)
        refused._what = told
        return refused

    def __init__(self, what: Told | str, reasons: Sequence[TristandardError]) -> None:
        """Hold the reasons, as every group does."""
        super().__init__(as_told(what)[1], reasons)

    _what: Told

    @property
    def reasons(self) -> tuple[TristandardError, ...]:
        """Each mistake by itself, those of a refusal inside it too."""
        return tuple(
            reason for one in self.exceptions if isinstance(one, TristandardError) for reason in one.reasons
        )

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
    expected: Told = field(converter=as_told)
    remedy: Told = field(converter=as_told)

    @property
    def told(self) -> Told:
        """What the value is not, and what to do, in both languages."""
        return _IS_NOT(value=self.given, expected=self.expected, remedy=self.remedy)

    @property
    def given(self) -> Told:
        """What was given, as messages print it."""
        return _QUOTED(value=self.value) if isinstance(self.value, Told) else _said(self.value)

    def __str__(self) -> str:
        return self.told[1]


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
        return _IS_NOT(value=_said(self.key), expected=self.expected, remedy=self.remedy)

    def __str__(self) -> str:
        return self.told[1]


def looked_up(table: Mapping[str, _Kind], key: object, expected: Told | Sentence, **fields: str) -> _Kind:
    """Return what stands under a key, or say what it is not, with the fields of that, and which keys there are."""
    if isinstance(key, str) and key in table:
        return table[key]
    told = expected(**fields) if isinstance(expected, Sentence) else expected
    raise UnknownKey(key, told, GIVE_ONE_OF(known=list(table)) if table else _THERE_IS_NONE)


#: As many digits as any number has that is given (see `exact`).
_DECIMALS = Context(prec=100)


_TOO_LARGE = Sentence("一个大得无法显示的 {kind}", "one {kind} too large to show")
_LISTED = Sentence("[{values}]", "{values}")
_CUT = Sentence("{text}…（共 {count} 个字符）", "{text}… ({count} characters)")


def shown(value: object, limit: int = 80) -> str:
    """Return a value as messages in English print it: quoted, and cut where it is long."""
    return _said(value, limit)[1]


def _said(value: object, limit: int = 80) -> Told:
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


@lru_cache(maxsize=1024)
def meant(code: str, known: tuple[str, ...]) -> Told:
    """Return which codes a code was perhaps meant to be, to stand after a remedy, or nothing; kept, for
    the same mistake may stand in every row.
    """
    near = get_close_matches(code[:80], known[:2000], 3)
    return _DID_YOU_MEAN(codes=Either(near)) if near else NOWHERE


_SEPARATORS = frozenset(",;|={}\"'")


#: No line of text is longer, nor any code: it has to stand in the cell of a table.
_LINE = 10_000


def for_field(owner: object, attribute: Attribute[Any]) -> Told:
    """Return the field for which a value was given, as `wanted` takes it."""
    return _FOR_FIELD(name=attribute.name, owner=type(owner).__name__)


def filled(owner: object, attribute: Attribute[str], value: str) -> None:
    """Refuse a text that says nothing, or is more than one line (an attrs validator)."""
    if type(value) is str and value and is_line(value):
        return
    if not isinstance(value, str) or not value.strip():
        raise BadValue(value, _A_TEXT(where=for_field(owner, attribute)), _WRITE_ONE_NOT_BLANK)
    one_line(owner, attribute, value)


def one_line(owner: object, attribute: Attribute[Any], value: object) -> None:
    """Refuse whatever is not text on one line: it may say nothing, but forges no second line (an attrs validator)."""
    if value == "":
        return
    if not isinstance(value, str) or not is_line(value):
        where = for_field(owner, attribute)
        wanted(value, str, where)
        check_line(str(value), where)


def one_line_each(owner: object, attribute: Attribute[Any], value: Iterable[object]) -> None:
    """Refuse texts, or pairs of them, in which one is no text, or more than one line (an attrs validator)."""
    for text in value:
        for part in text if isinstance(text, tuple) else (text,):
            one_line(owner, attribute, part)


def some_lines(owner: object, attribute: Attribute[Any], value: object) -> None:
    """Refuse whatever is not text that a file can hold, in as many lines as it has (an attrs validator)."""
    if not isinstance(value, str):
        wanted(value, str, for_field(owner, attribute))
    if halves := strange_marks("".join(re.findall("[\ud800-\udfff]", str(value)))):
        raise BadValue(value, _FOR_A_FILE(where=for_field(owner, attribute)), take_out(halves))


def is_line(text: str) -> bool:
    """Return whether a text is one line that reads the same when it is written and read again."""
    plain = (text.isascii() and text.isprintable()) or not strange_marks(text)
    return plain and len(text) <= _LINE and text == text.strip() and not is_failed_formula(text)


#: What to do about a cell in which a formula failed.
FAILED_FORMULA = Told(
    "这是电子表格在公式出错或列宽不够时显示的内容；请写出本来的内容",
    "a spreadsheet shows it where a formula fails or a column is too narrow; write what is meant",
)


def check_line(text: str, where: Told = NOWHERE) -> None:
    """Refuse a text that is more than one line, looks like another, or is not read as it was written."""
    if found := strange_marks(text):
        raise BadValue(text, _ONE_LINE(where=where), take_out(found))
    if is_failed_formula(text):
        raise BadValue(text, _A_TEXT(where=where), FAILED_FORMULA)
    if not is_line(text):
        remedy = _NO_BLANKS_AROUND if len(text) <= _LINE else _AT_MOST_SO_LONG(count=_LINE)
        raise BadValue(text, _ONE_LINE(where=where), remedy)


def take_out(marks: list[Told]) -> Told:
    """Return what to do about marks that a text must not hold."""
    return _TAKE_OUT(marks=marks)


@lru_cache(maxsize=4096)
def check_name(text: str) -> None:
    """Refuse a name that is more than one line; kept, for many tables have the same names."""
    check_line(text)


def coded(owner: object, attribute: Attribute[str], value: str) -> None:
    """Refuse a code that could not stand in a cell beside others (an attrs validator)."""
    if not is_code(value):
        failed = isinstance(value, str) and is_failed_formula(value)
        raise BadValue(value, _A_CODE(where=for_field(owner, attribute)), FAILED_FORMULA if failed else _WRITE_A_CODE)


def is_code(value: object) -> bool:
    """Return whether a value is a text of marks that a code may have."""
    return (
        isinstance(value, str)
        and 0 < len(value) <= _LINE
        and all("!" <= mark <= "~" and mark not in _SEPARATORS for mark in value)
        and not is_failed_formula(value)
    )


def coded_if_any(owner: object, attribute: Attribute[str | None], value: str | None) -> None:
    """Refuse whatever is neither a code nor None (an attrs validator)."""
    if value is not None:
        coded(owner, attribute, value)  # type: ignore[arg-type]


def kind_of(kind: type | UnionType) -> Callable[[Any, Attribute[Any], Any], None]:
    """Return an attrs validator that refuses whatever is not of a kind, and says which members the kind has."""

    def check(owner: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, kind):
            wanted(value, kind, for_field(owner, attribute))

    return check


def each_of(kind: type | UnionType) -> Callable[[Any, Attribute[Any], Any], None]:
    """Return an attrs validator that refuses a list, or a table's pairs, in which a value is not of a kind."""

    def check(owner: object, attribute: Attribute[Any], value: Iterable[object]) -> None:
        for thing in value:
            if not isinstance(thing, kind):
                wanted(thing, kind, _in_field(owner, attribute))

    return check


def table_of(kind: type | UnionType) -> Callable[[Any, Attribute[Any], Any], None]:
    """Return an attrs validator that refuses a table, or pairs, in which a name is not one line or a
    value not of a kind.
    """

    def check(owner: object, attribute: Attribute[Any], value: Any) -> None:
        for name, thing in value.items() if isinstance(value, Mapping) else value:
            one_line(owner, attribute, name)
            if not isinstance(thing, kind):
                wanted(thing, kind, _in_field(owner, attribute))

    return check


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


def _in_field(owner: object, attribute: Attribute[Any]) -> Told:
    return _IN_FIELD(name=attribute.name, owner=type(owner).__name__)


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


#: No whole number with which anything is counted has more than 18 digits.
_COUNTS = 10**18


def whole_from(value: object, least: int) -> bool:
    """Return whether a value is a whole number from `least`, of at most 18 digits."""
    return isinstance(value, int) and not isinstance(value, bool) and least <= value < _COUNTS


def as_text(value: str) -> str:
    """Return a text as nothing but text (an attrs converter): of a member of an Enum, the value that it equals.

    Whatever is no text is left to be refused.
    """
    return value if type(value) is str or not isinstance(value, str) else str.__str__(value)


def as_text_if_any(value: str | None) -> str | None:
    """Return a text as nothing but text, or None (an attrs converter)."""
    return None if value is None else as_text(value)


def as_whole(value: int) -> int:
    """Return a whole number as nothing but a number (an attrs converter); whatever is none is left to be refused."""
    return value if type(value) in (int, bool) or not isinstance(value, int) else int(value)


def own_table(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a table as one's own, which no change of the one that was given reaches (an attrs converter); whatever is
    none is left to be refused.
    """
    return {as_text(name): as_text(one) for name, one in value.items()} if isinstance(value, Mapping) else value


def texts(things: object) -> frozenset[str]:
    """Return texts, in no order (an attrs converter)."""
    return frozenset(all_of(things, str))


def listed(things: object) -> tuple[Any, ...]:
    """Return things in the order in which they are given, where that has a meaning; a set has none
    (an attrs converter).
    """
    if isinstance(things, (str, Mapping, AbstractSet)) or not isinstance(things, Iterable):
        raise BadValue(things, _A_LIST, _IN_ORDER_MEANT)
    return tuple(map(as_text, things))


def labelled(owner: object, attribute: Attribute[Any], value: object) -> None:
    """Refuse whatever is not a table of texts (an attrs validator)."""
    if type(value) is dict and not value:
        return
    if not isinstance(value, Mapping) or not all(isinstance(one, str) for pair in value.items() for one in pair):
        raise BadValue(value, _A_TABLE(where=for_field(owner, attribute)), _GIVE_A_TABLE)
    one_line_each(owner, attribute, value.items())
    if "" in value:
        expected = _A_NAME_IN(name=attribute.name, owner=type(owner).__name__)
        raise BadValue("", expected, _NAME_IT(value=shown(value[""])))


_A_NAME_IN = Sentence("`{name}`（{owner}）中的名称", "a name in `{name}` ({owner})")
_NAME_IT = Sentence("请写明 {value} 是什么编号：名称=编号", "name what {value} is: a=b")
