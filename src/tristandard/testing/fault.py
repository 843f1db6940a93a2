"""A fault that is planted in the library for a while: in words, where, and what stands there meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, reduce
from importlib import import_module
from typing import Any, final

from attrs import evolve, field, frozen
from attrs.validators import min_len

from tristandard.words.sentence import Told

#: What stands in the place of the right function, made from it.
Wrong = Callable[[Any], Any]


@final
@frozen
class Fault:
    """One fault: in words, and as what stands in the place of a function of a module ("Steps.taken" of a class)."""

    name: str = field(validator=min_len(1))
    module: str
    path: str
    wrong: Wrong = field(eq=False, repr=False)
    #: Why the certificate cannot find it; None where it finds it.
    unfound: Told | None = None

    @contextmanager
    def planted(self) -> Iterator[None]:
        """Let the library be wrong for a while."""
        *owners, name = self.path.split(".")
        owner = reduce(getattr, owners, import_module(f"tristandard.{self.module}"))
        right = vars(owner)[name]
        setattr(owner, name, _like(right, owner, name, self.wrong))
        try:
            yield
        finally:
            setattr(owner, name, right)


def _like(right: Any, owner: Any, name: str, wrong: Wrong) -> Any:
    """Return the wrong in the form of the right: a function, a property, a method without an object."""
    match right:
        case cached_property():
            made = cached_property[Any](wrong(right.func))
            made.__set_name__(owner, name)
            return made
        case property(fget=get):
            return property(wrong(get))
        case staticmethod() | classmethod():
            return type(right)(wrong(right.__func__))
        case _:
            return wrong(right)


def returning(thing: object) -> Wrong:
    """Return the fault of returning one thing, whatever is given."""
    return lambda _: lambda *_, **__: thing


def after(change: Callable[[Any], Any]) -> Wrong:
    """Return the fault of changing what is returned."""
    return lambda right: lambda *given, **named: change(right(*given, **named))


def before(change: Callable[[Any], Any]) -> Wrong:
    """Return the fault of doing it to something else than what is given first."""
    return lambda right: lambda first, *given, **named: right(change(first), *given, **named)


def without(name: str) -> Wrong:
    """Return the fault of leaving out the first of what a value lists."""
    return after(lambda value: evolve(value, **{name: getattr(value, name)[1:]}))
