"""Every public noun of basics, rules, what is shared and what is handed over checks the kind of every field when it is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve, fields, has
from hypothesis import HealthCheck, Phase, find, given, settings

import tristandard as ts
from properties import SOME
from tristandard.basics.digest import digest
from tristandard.testing.strategies.nouns import OF

#: What a caller may put into a field by mistake.
ALIENS = (
    None, True, 5, 1.5, "x", " x", "x\ud800", "a\nb", "", b"x", Fraction(1), ["x"], ["x\ud800"], ("x\ud800",), [("x\ud800",)], [(("x\ud800",), (), ())], [("x\ud800", 1)], {"x\ud800": 1}, {"x": "x\ud800"}, ("x", "y"), {"x"}, {"x": 1}, {"x": "y"}, {1: 2}, [[]], [None], [("x", 1)], [("x", object())], [["x", []]],
    object(), ts.rules.Term, ts.rules.Term(code="x", zh="x"), [ts.rules.Term(code="x", zh="x")], ts.Quarter(2022, 2), ts.exact, int,
)  # fmt: skip


_FIRST = settings(phases=[Phase.generate], derandomize=True, database=None, suppress_health_check=list(HealthCheck))


WRITTEN = ("tristandard.basics", "tristandard.rules", "tristandard.changing")
#: What verbs make of these, and anybody may make by hand.
PASSED_ON = ("tristandard.grouping", "tristandard.scoring.handed_over", "tristandard.scoring.notice")


def _nouns(*rooms: str) -> list[type]:
    """Return the public nouns of some rooms that are made of fields, but for what is raised, and what the evaluation alone makes."""
    kinds = [noun for noun in OF if isinstance(noun, type) and has(noun) and not issubclass(noun, Exception) and noun is not ts.rules.Part]
    return sorted((noun for noun in kinds if noun.__module__.startswith(rooms)), key=lambda noun: noun.__name__)


def _held(value: object) -> Iterator[object]:
    """Yield what a value is made of, to the last part."""
    yield value
    match value:
        case Mapping():
            inner: list[object] = [part for pair in value.items() for part in pair]
        case tuple() | list() | set() | frozenset():
            inner = list(value)
        case _ if has(type(value)):
            inner = [getattr(value, one.name) for one in fields(type(value))]
        case _:
            inner = []
    for part in inner:
        yield from _held(part)


@pytest.mark.parametrize("noun", _nouns(*WRITTEN, *PASSED_ON), ids=lambda noun: noun.__name__)
def test_a_noun_refuses_what_its_fields_cannot_hold(noun: type) -> None:
    """Whatever stands in a field, a noun is either made, and can be compared, hashed and digested, or the library refuses it in its own words."""
    like: Any = find(OF[noun], lambda _: True, settings=_FIRST)
    failed = list[str]()
    for field in [one for one in fields(noun) if one.init]:
        for alien in ALIENS:
            try:
                made = evolve(like, **{field.alias: alien})
                assert made == evolve(like, **{field.alias: alien})
                assert hash(made) == hash(evolve(like, **{field.alias: alien}))
                assert len(digest([made])) == 64
                assert not any(isinstance(part, float) for part in _held(made))
                "".join(part for part in _held(made) if isinstance(part, str)).encode()
            except ts.TristandardError as refused:
                str(refused)
            except Exception as error:
                failed.append(f"{noun.__name__}({field.name}={alien!r}): {type(error).__name__}: {error}"[:200])

    assert [] == failed


class _Text(str):
    """A text that prints as another, as a member of an Enum of texts does."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"E.{str.__str__(self)}"


class _Day(date):
    """A date that is more than one, as a library of dates has."""


class _Number(Fraction):
    """A fraction that is more than one."""


class _Whole(int):
    """A whole number that prints as another."""

    def __repr__(self) -> str:
        return "E.one"


def _disguised(value: Any) -> Any:
    """Return a value of which every text, date and number is of a subclass of its kind, to the last part."""
    match value:
        case bool() | None | Enum():
            return value
        case str():
            return _Text(value)
        case int():
            return _Whole(value)
        case date():
            return _Day(value.year, value.month, value.day)
        case Fraction():
            return _Number(value)
        case Mapping():
            return {_disguised(name): _disguised(one) for name, one in value.items()}
        case tuple() | set() | frozenset():
            return (tuple if isinstance(value, tuple) else type(value))(map(_disguised, value))
        case _ if has(type(value)):
            return evolve(value, **{one.alias: _disguised(getattr(value, one.name)) for one in fields(type(value)) if one.init})
        case _:
            return value


@pytest.mark.parametrize("noun", _nouns(*WRITTEN), ids=lambda noun: noun.__name__)
def test_a_noun_holds_plain_texts_dates_and_numbers(noun: type) -> None:
    """Members of an Enum of texts, and other subclasses of text, date and number, are held as what they equal: the noun is equal, with the same digest, and prints alike."""

    @settings(SOME, max_examples=5, derandomize=True)
    @given(OF[noun])
    def each(like: Any) -> None:
        made = _disguised(like)

        assert like == made
        assert digest([like]) == digest([made])
        assert [] == [part for part in _held(made) if type(part) in (_Text, _Day, _Number, _Whole)]

    each()


def test_every_noun_is_among_them() -> None:
    """The nouns that are looked at are those with fields of these rooms, of which every field of a quarter's rules is made."""
    assert {ts.Finding, ts.Observation, ts.RuleSet, ts.changing.Overlay, ts.changing.Comparison, ts.rules.Gate, ts.rules.Price} <= set(_nouns(*WRITTEN))
