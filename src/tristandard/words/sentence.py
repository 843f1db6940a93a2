"""A sentence in Chinese and in English, with named fields; and what it says of some values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from string import Formatter
from typing import Any, ClassVar, Final, final

#: What stands between the entries of a list, in Chinese and in English.
_JOINTS: Final = ("、", ", ")


@final
@dataclass(frozen=True, slots=True)
class Language:
    """A language that is laid over the two: its templates, by the English ones.

    What it has no template for is told in English.

    Attributes:
        templates: By the English template the one of this language, with the same fields.
        joint: What stands between the entries of a list.

    Raises:
        ValueError: When a template has other fields than the English one; all of them at once.
    """

    templates: Mapping[str, str] = field(hash=False)
    joint: str = ", "

    def __post_init__(self) -> None:
        object.__setattr__(self, "templates", dict(self.templates))
        if strange := [en for en, own in self.templates.items() if _fields(en) != _fields(own)]:
            raise ValueError(f"other fields: {strange}")


@final
@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as two templates with the same named fields, beside what it speaks of.

    A field is a text, a whole number, a `Told`, or a list of these, which its kind joins: `Lines`, `Phrases`,
    `Clauses`, `Both`, `Either`, `AnyOf`, `Joined`. `{value!r}` puts it in quotes; `{count:site|sites}` is "3 sites".

    Attributes:
        zh: The template in Chinese.
        en: The one in English; by it a language that is laid over the two finds its own.

    Raises:
        ValueError: When the two templates have other fields.
    """

    zh: str
    en: str

    def __post_init__(self) -> None:
        if _fields(self.zh) != _fields(self.en):
            raise ValueError(f"{sorted(_fields(self.zh))} in Chinese, {sorted(_fields(self.en))} in English: {self.en}")

    def __call__(self, **values: Any) -> Told:
        """Return what it says of some values, one for each of its fields."""
        return _made(self.zh, self.en, values)


@final
class Told(tuple[str, str]):
    """What is said of some values: a pair of texts, in Chinese and in English, that knows its templates.

    It is equal to the pair, and unpacks as one. What was put together of labels is its own template.
    """

    def __new__(cls, zh: str, en: str, /) -> Told:
        """Say what has no fields."""
        return _kept((zh, en), en, {})

    #: The English template, by which another language finds its own.
    template: str
    values: Mapping[str, Any]

    def text(self, language: str | Language) -> str:
        """Return it in "zh", in "en", or in a language that is laid over them.

        Raises:
            ValueError: When the language is another.
        """
        if isinstance(language, Language):
            template = language.templates.get(self.template, self.template)
            return _filled(template, self.values, language) if self.values else template
        if language not in ("zh", "en"):
            raise ValueError(language)
        return self[language == "en"]

    def __reduce__(self) -> tuple[Any, ...]:
        return _kept, ((self[0], self[1]), self.template, self.values)


def _made(zh: str, en: str, values: dict[str, Any]) -> Told:
    """Return two templates filled with values."""
    in_zh = in_en = values
    for name, value in values.items():
        if type(value) is not str:
            if in_zh is values:
                in_zh, in_en = dict(values), dict(values)
            in_zh[name], in_en[name] = _told(value, "zh"), _told(value, "en")
    return _kept((_written(zh)(in_zh), _written(en)(in_en)) if values else (zh, en), en, values)


def _kept(texts: tuple[str, str], template: str, values: Mapping[str, Any]) -> Told:
    """Return what is said, with the template and the values that it was made of."""
    told = tuple.__new__(Told, texts)
    told.template, told.values = template, values
    return told


class _Listed(tuple[Any, ...]):
    """What is said one after another, as a field of a sentence; each kind has its joint, in Chinese and in English."""

    joints: ClassVar[tuple[str, str]]


@final
class Lines(_Listed):
    """What is said line by line, as a field of a sentence."""

    joints = "\n", "\n"


@final
class Joined(_Listed):
    """What is said one after the other, with nothing between, as a field of a sentence."""

    joints = "", ""


@final
class Phrases(_Listed):
    """What is said phrase by phrase, with commas between, as a field of a sentence."""

    joints = "，", ", "


@final
class Clauses(_Listed):
    """What is said clause by clause, with semicolons between, as a field of a sentence."""

    joints = "；", "; "


@final
class Both(_Listed):
    """What holds together: "a", "a and b", "a and b and c"."""

    joints = "、", " and "


@final
class Either(_Listed):
    """What is one or the other: "a", "a or b", "a or b or c"."""

    joints = " 或 ", " or "


@final
class AnyOf(_Listed):
    """What each may be: "a", "a or b", "a or b or c"; in Chinese a list."""

    joints = "、", " or "


class _Count(int):
    """A whole number, which a field may ask for with its noun: `{count:site|sites}`."""

    def __format__(self, spec: str) -> str:
        one, bar, several = spec.partition("|")
        return f"{int(self)} {one if self == 1 else several}" if bar else str(int(self))


def _fields(template: str) -> frozenset[str]:
    return frozenset(field for _, field, _, _ in Formatter().parse(template) if field is not None)


def _filled(template: str, values: Mapping[str, Any], language: str | Language) -> str:
    return _written(template)({name: _told(value, language) for name, value in values.items()})


@lru_cache(maxsize=4096)
def _written(template: str) -> Callable[[Mapping[str, Any]], str]:
    """Return what writes a template with values that are texts and counts; several times as fast as `format_map`."""
    parts = list(Formatter().parse(template))
    names = [name for _, name, _, _ in parts if name is not None]
    if any(spec or conversion not in (None, "r") for _, _, spec, conversion in parts) or len(names) < 2:
        return template.format_map
    marks = {None: "%s", "r": "%r"}
    pattern = "".join(
        text.replace("%", "%%") + ("" if name is None else marks[conversion]) for text, name, _, conversion in parts
    )
    pick = itemgetter(*names)
    return lambda values: pattern % pick(values)


def _joint(value: object, language: str | Language) -> str:
    """Return what stands between the entries of a list; a third language has the English one where it says none."""
    if isinstance(language, Language):
        return value.joints[1] if isinstance(value, _Listed) else language.joint
    return (value.joints if isinstance(value, _Listed) else _JOINTS)[language == "en"]


def _told(value: Any, language: str | Language) -> str | _Count:
    """Return what a field says: a text, a number, or what is said of others."""
    if isinstance(value, Told):
        return value.text(language) if isinstance(language, Language) else value[language == "en"]
    if isinstance(value, (list, tuple)):
        return _joint(value, language).join(str(_told(one, language)) for one in value)
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return _Count(value)
    raise TypeError(f"a field of a sentence is a text, a whole number or a list, not {value!r}")


_PHRASES = Sentence("{phrases}", "{phrases}")
_CLAUSES = Sentence("{clauses}", "{clauses}")


def in_phrases(phrases: Sequence[Told]) -> Told:
    """Return what is said phrase by phrase, with commas between."""
    return phrases[0] if len(phrases) == 1 else _PHRASES(phrases=Phrases(phrases))


def in_clauses(clauses: Sequence[Told]) -> Told:
    """Return what is said clause by clause, with semicolons between."""
    return clauses[0] if len(clauses) == 1 else _CLAUSES(clauses=Clauses(clauses))
