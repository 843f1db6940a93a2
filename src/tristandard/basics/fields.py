"""What a field of a noun may hold: attrs converters and validators, and what they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache, partial
from types import UnionType
from typing import Any

from attrs import Attribute

from tristandard.basics.errors import NOWHERE, BadValue, all_of, as_text, wanted
from tristandard.basics.marks import is_failed_formula, strange_marks
from tristandard.basics.owners import owner_of
from tristandard.basics.shown import shown
from tristandard.words.sentence import Sentence, Told

_FOR_FIELD = Sentence("（{owner}的 `{name}`）", " for `{name}` ({owner})")
_IN_FIELD = Sentence("（{owner}的 `{name}` 之中）", " in `{name}` ({owner})")

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
_A_LIST = Told("列表", "a list")
_IN_ORDER_MEANT = Told("请把各个值按应有的顺序放进列表", "put its values in a list, in the order that is meant")
_A_TABLE = Sentence("由文字组成的对应表{where}", "a table of texts{where}")
_GIVE_A_TABLE = Told('请写成 {"名称": "值", …}', 'give {"name": "value", …}')


_SEPARATORS = frozenset(",;|={}\"'")


#: No line of text is longer, nor any code: it has to stand in the cell of a table.
_LINE = 10_000


def for_field(owner: object, attribute: Attribute[Any]) -> Told:
    """Return the field for which a value was given, as `wanted` takes it."""
    return _FOR_FIELD(name=attribute.name, owner=owner_of(owner))


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
    return partial(_of_kind, kind)


def _of_kind(kind: type | UnionType, owner: object, attribute: Attribute[Any], value: object) -> None:
    if not isinstance(value, kind):
        wanted(value, kind, for_field(owner, attribute))


def each_of(kind: type | UnionType) -> Callable[[Any, Attribute[Any], Any], None]:
    """Return an attrs validator that refuses a list, or a table's pairs, in which a value is not of a kind."""
    return partial(_each_of_kind, kind)


def _each_of_kind(kind: type | UnionType, owner: object, attribute: Attribute[Any], value: Iterable[object]) -> None:
    for thing in value:
        if not isinstance(thing, kind):
            wanted(thing, kind, _in_field(owner, attribute))


def table_of(kind: type | UnionType) -> Callable[[Any, Attribute[Any], Any], None]:
    """Return an attrs validator that refuses a table, or pairs, in which a name is not one line or a
    value not of a kind.
    """
    return partial(_table_of_kind, kind)


def _table_of_kind(kind: type | UnionType, owner: object, attribute: Attribute[Any], value: Any) -> None:
    for name, thing in value.items() if isinstance(value, Mapping) else value:
        one_line(owner, attribute, name)
        if not isinstance(thing, kind):
            wanted(thing, kind, _in_field(owner, attribute))


def _in_field(owner: object, attribute: Attribute[Any]) -> Told:
    return _IN_FIELD(name=attribute.name, owner=owner_of(owner))


def as_text_if_any(value: str | None) -> str | None:
    """Return a text as nothing but text, or None (an attrs converter)."""
    return None if value is None else as_text(value)


def as_whole(value: int) -> int:
    """Return a whole number as nothing but a number (an attrs converter); whatever is none is left to be refused."""
    return value if type(value) in (int, bool) or not isinstance(value, int) else int(value)


def own_table(value: Mapping[Any, Any]) -> Mapping[Any, Any]:
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
        expected = _A_NAME_IN(name=attribute.name, owner=owner_of(owner))
        raise BadValue("", expected, _NAME_IT(value=shown(value[""])))


_A_NAME_IN = Sentence("`{name}`（{owner}）中的名称", "a name in `{name}` ({owner})")
_NAME_IT = Sentence("请写明 {value} 是什么编号：名称=编号", "name what {value} is: a=b")
