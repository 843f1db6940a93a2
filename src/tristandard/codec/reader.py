"""Values taken from a file, with every mistake gathered in our words, and none that only follows from another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar, final

from attrs import define, evolve, field
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    ClassValidationError,
    Converter,
    ForbiddenExtraKeysError,
)

from tristandard.basics.errors import BadValue, TristandardError
from tristandard.basics.location import Located, Location
from tristandard.basics.terms import UnknownTerm
from tristandard.codec.bad_input import NOWHERE, BadInput, Position, bad
from tristandard.codec.cattrs_errors import key_of, mistakes_of
from tristandard.codec.convert import with_code
from tristandard.codec.csv_table import TOLD
from tristandard.codec.plain_values import mapped
from tristandard.codec.undeclared import Undeclared, half_width
from tristandard.rules.nodes.bad_model import BadModel
from tristandard.words.sentence import Sentence, Told

_Value = TypeVar("_Value")


#: How many unknown codes of one file are compared with all that are known, which is slow.
_COMPARED = 50


#: What stands for a value that cannot be read, by its key: itself, and what below it could not be read.
Spare = Mapping[str, Callable[[object], tuple[object, set[str]]]]


def instead(value: object) -> Callable[[object], tuple[object, set[str]]]:
    """Return what gives one value in the place of any that cannot be read."""
    return lambda _: (value, set())


_MORE_MISTAKES = Sentence("{count} 处以上的错误", "more than {count} mistakes")
_READ_TO_ITS_END = Told("能读到底的文件", "a file that is read to its end")
_MEND_AND_LOAD_AGAIN = Told("请改正已列出的错误，再读入一次", "mend those that are told, and load it again")
_REMEDY_AND = Sentence("{remedy}{more}", "{remedy}{more}")


@final
@define
class Reader:
    """Takes raw tables apart into values, and gathers every mistake with its place, up to `TOLD`.

    What is declared with a mistake of its own is `broken`, or a whole kind (None): that others name it
    is not told again.
    """

    convert: Converter
    problems: list[BadInput] = field(factory=list)
    broken: set[tuple[str, str | None]] = field(factory=set)
    undeclared: set[tuple[str, str]] = field(factory=set)
    #: What could not be read of what stands in for it all the same: whatever is said of that follows from it.
    unread: set[Location] = field(factory=set)

    def follows(self, problem: TristandardError) -> bool:
        """Return whether a problem of the whole follows from what could not be read."""
        locations = problem.locations if isinstance(problem, Located) else ()
        if isinstance(problem, BadModel):  # a node that could not be read is missed by others
            return any(
                location.steps[:-1] == unread.steps[:-1]
                for location in locations
                for unread in self.unread
            )
        return any(location.within(unread) for location in locations for unread in self.unread)

    def note(self, file: str, where: Position, problem: TristandardError, places: tuple[Location, ...] = ()) -> None:
        """Gather a mistake, unless it only follows from another; where many codes are unknown, the rest are told beside
        the first that are known.
        """
        follows = isinstance(problem, (Undeclared, UnknownTerm)) and not self.broken.isdisjoint(
            {(_kind(problem), str(problem.code)), (_kind(problem), None)}
        )
        if isinstance(problem, Undeclared) and (mistake := (_kind(problem), str(problem.code))) not in self.undeclared:
            if len(self.undeclared) < _COMPARED:
                self.undeclared.add(mistake)
            else:
                problem = evolve(problem, known=problem.known[:12])
        if isinstance(problem, BadValue) and (more := half_width(problem.value))[1]:
            problem = evolve(problem, remedy=_REMEDY_AND(remedy=problem.remedy, more=more))
        if not follows:
            self.gather(BadInput(file, where, problem, places))

    def gather(self, problem: BadInput) -> None:
        """Gather a mistake; where there are more than are told, say so instead."""
        if len(self.problems) < TOLD:
            self.problems.append(problem)
        elif not self.full:
            more = bad(problem.file, NOWHERE, _MORE_MISTAKES(count=TOLD), _READ_TO_ITS_END, _MEND_AND_LOAD_AGAIN)
            self.problems.append(more)

    @property
    def full(self) -> bool:
        """Whether there are more mistakes than are told, so that nothing more need be read."""
        return len(self.problems) > TOLD

    def take(self, raw: object, kind: Any, file: str, where: Position = NOWHERE) -> Any:
        """Return the value, or None where it has mistakes, which are gathered."""
        return self.made(lambda: self.convert.structure(raw, kind), raw, file, where)

    def _under(self, code: str, raw: object, kind: Any) -> Any:
        """Return the value of a table that stands under its code."""
        return self.convert.structure(with_code(code, raw), kind)

    def take_keyed(
        self, raw: object, kind: Any, file: str, where: Position, called: str, spare: Spare | None = None
    ) -> list[Any]:
        """Return the values that stand in a table by their codes; those with mistakes are left out, and broken.

        Where something is given to stand for what cannot be read, the rest of such a value is checked all the same.
        """
        found: list[Any] = []
        table = self.made(lambda: mapped(raw), raw, file, where)
        if table is None:
            self.broken.add((called, None))
            return found
        for code, row in table.items():
            if self.full:
                break
            make = partial(self._under, code, row, kind)
            value = self.made(make, row, file, where.inside(code))
            if value is None:
                self.broken.add((called, code))
                if spare is not None and isinstance(row, Mapping):
                    at = Location(file, steps=where.inside(code).steps)
                    value = self.spared({"code": code, **row}, kind, at, spare)
            if value is not None:
                found.append(value)
        return found

    def spared(self, raw: Mapping[str, Any], kind: Any, at: Location, spare: Spare) -> Any:
        """Return a value with something in the place of what cannot be read of it, or None where that fails too."""
        failing, strange = set[str](), set[str]()
        try:
            self.convert.structure(raw, kind)
        except ClassValidationError as error:
            failing = {
                key_of(raw, note.name)
                for _, note in error.group_exceptions()[0]
                if isinstance(note, AttributeValidationNote)
            }
            strange = {
                key for one in error.exceptions if isinstance(one, ForbiddenExtraKeysError) for key in one.extra_fields
            }
        except (BaseValidationError, TristandardError, TypeError, ValueError, KeyError, AttributeError):
            return None
        kept = {key: value for key, value in raw.items() if key not in failing | strange}
        unread = {at.inside((key,)) for key in failing}
        for key in failing & spare.keys():
            kept[key], inside = spare[key](raw.get(key))
            if inside:
                unread -= {at.inside((key,))}
                unread |= {at.inside((key, step)) for step in inside}
        try:
            value = self.convert.structure(kept, kind)
        except (BaseValidationError, TristandardError, TypeError, ValueError, KeyError, AttributeError):
            return None
        self.unread |= unread
        return value

    def readable(self, kind: Any, called: str = "") -> Callable[[object], tuple[object, set[str]]]:
        """Return what leaves out of a table of values those that cannot be read, which are broken, and names them."""

        def leave_out(table: object) -> tuple[object, set[str]]:
            kept = dict[str, object]()
            rows = table if isinstance(table, Mapping) else {}
            for code, raw in rows.items():
                try:
                    self.convert.structure({"code": code, **raw} if called else raw, kind)
                except (BaseValidationError, TristandardError, TypeError, ValueError, KeyError, AttributeError):
                    self.broken.add((called, code))
                else:
                    kept[code] = raw
            return kept, set(rows) - set(kept)

        return leave_out

    def made(self, make: Callable[[], _Value], raw: object, file: str, where: Position) -> _Value | None:
        """Return what is made, or None where that fails, which is gathered."""
        try:
            return make()
        except (BaseValidationError, TristandardError, TypeError, ValueError, KeyError, AttributeError) as error:
            for place, problem in mistakes_of(error, raw, where):
                self.note(file, place, problem.with_traceback(None))  # whose frames would keep all that was read
            return None


def _kind(problem: Undeclared | UnknownTerm) -> str:
    """Return what kind of thing is not declared, as `Reader.broken` has it."""
    return problem.kind[1]
