"""A sentence in Chinese and in English, with named fields; what it says of some values; and the base of every error,
which is told as one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import call
from typing import Any, Final, final

from tristandard.words.listed import AnyOf, Both, Clauses, Either, Joined, Lines, Listed, Phrases
from tristandard.words.placed import Placed
from tristandard.words.template import Count, fields_of, written

__all__ = [
    "AnyOf", "BadWords", "Both", "Clauses", "Either", "Joined", "Language", "Lines", "Phrases", "Sentence", "Told",
    "TristandardError", "in_clauses", "in_phrases",
]  # fmt: skip

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
        BadWords: When a template has other fields than the English one; all of them at once.
    """

    templates: Mapping[str, str] = field(hash=False)
    joint: str = ", "

    def __post_init__(self) -> None:
        if not isinstance(self.templates, Mapping):
            raise BadWords(self.templates, _NO_TABLE(given=repr(self.templates)[:80]))
        object.__setattr__(self, "templates", dict(self.templates))
        if strange := [en for en, own in self.templates.items() if _fields(en) != _fields(own)]:
            raise BadWords(strange, _OTHER_FIELDS(templates=strange))


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
        BadWords: When the two templates have other fields.
    """

    zh: str
    en: str

    def __post_init__(self) -> None:
        if _fields(self.zh) != _fields(self.en):
            zh, en = (str(sorted(_fields(one))) for one in (self.zh, self.en))
            raise BadWords((self.zh, self.en), _TWO_FIELDS(zh=zh, en=en, template=self.en))

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
            BadWords: When the language is another.
        """
        if isinstance(language, Language):
            template = language.templates.get(self.template, self.template)
            return _filled(template, self.values, language) if self.values else template
        if language not in ("zh", "en"):
            raise BadWords(language, _NO_LANGUAGE(language=repr(language)[:80]))
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
    return _kept((written(zh)(in_zh), written(en)(in_en)) if values else (zh, en), en, values)


def _kept(texts: tuple[str, str], template: str, values: Mapping[str, Any]) -> Told:
    """Return what is said, with the template and the values that it was made of."""
    told = tuple.__new__(Told, texts)
    told.template, told.values = template, values
    return told


def _filled(template: str, values: Mapping[str, Any], language: str | Language) -> str:
    return written(template)({name: _told(value, language) for name, value in values.items()})


def _joint(value: object, language: str | Language) -> str:
    """Return what stands between the entries of a list; a third language has the English one where it says none."""
    if isinstance(language, Language):
        return value.joints[1] if isinstance(value, Listed) else language.joint
    return (value.joints if isinstance(value, Listed) else _JOINTS)[language == "en"]


def _told(value: Any, language: str | Language) -> str | Count:
    """Return what a field says: a text, a number, or what is said of others."""
    if isinstance(value, Told):
        return value.text(language) if isinstance(language, Language) else value[language == "en"]
    if isinstance(value, (list, tuple)):
        return _joint(value, language).join(str(_told(one, language)) for one in value)
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Count(value)
    raise TypeError(f"a field of a sentence is a text, a whole number or a list, not {value!r}")


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
        return self.told.text(language)

    def __reduce__(self) -> Any:
        """Return how an equal one is made, where it is copied or sent to another process: of its fields, by name."""
        kind: Any = type(self)
        fields = getattr(kind, "__attrs_attrs__", None)  # attrs itself is not needed to say a word
        if fields is None:
            return super().__reduce__()
        return call, (partial(kind, **{each.alias: getattr(self, each.name) for each in fields}),)


@final
class BadWords(TristandardError, ValueError):
    """Words that cannot be said: in a language that is none of the two, or by templates that do not fit together.

    Attributes:
        given: What was given.
        why: What it is not, and what to do.
    """

    def __init__(self, given: object, why: Told) -> None:
        """Say what was given, and why it cannot be said."""
        super().__init__(given, why)
        self.given, self.why = given, why

    @property
    def told(self) -> Told:
        """What is wrong, and what to do, in both languages."""
        return self.why

    def __str__(self) -> str:
        return self.why[1]


def _fields(template: str) -> frozenset[str]:
    try:
        return fields_of(template)
    except (TypeError, ValueError):
        raise BadWords(template, _NO_TEMPLATE(given=repr(template)[:80])) from None


_NO_LANGUAGE = Sentence(
    '{language} 不是两种语言之一；请写 "zh" 或 "en"', '{language} is not one of the two languages; give "zh" or "en"'
)
_NO_TEMPLATE = Sentence(
    "{given} 不是模板；请写成文字，如 {{a}}", "{given} is not a template; write a text such as {{a}}"
)
_NO_TABLE = Sentence(
    "{given} 不是模板的对应表；请写成 {{英文模板: 译文}}",
    "{given} is not a table of templates; give one by each of the English",
)
_TWO_FIELDS = Sentence(
    "中文模板的字段是 {zh}，英文模板的是 {en}，须相同：{template}",
    "{zh} in Chinese, {en} in English, where they must be the same: {template}",
)
_OTHER_FIELDS = Sentence(
    "下列译文的字段与英文模板的不同，须相同：{templates}",
    "other fields than in English, where they must be the same: {templates}",
)


_PHRASES = Sentence("{phrases}", "{phrases}")
_CLAUSES = Sentence("{clauses}", "{clauses}")


def in_phrases(phrases: Sequence[Told]) -> Told:
    """Return what is said phrase by phrase, with commas between."""
    return phrases[0] if len(phrases) == 1 else _PHRASES(phrases=Phrases(phrases))


def in_clauses(clauses: Sequence[Told]) -> Told:
    """Return what is said clause by clause, with semicolons between."""
    return clauses[0] if len(clauses) == 1 else _CLAUSES(clauses=Clauses(clauses))
