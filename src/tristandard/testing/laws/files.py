"""Laws 14 and 21: what the library writes it loads, a digest names the inputs, and a seal finds every change.

As in the laws of quarters, verbs are called by their public names, when they are needed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, final

from attrs import frozen

import tristandard as ts
from tristandard.testing.laws.law import Law
from tristandard.testing.survey import Survey
from tristandard.words.sentence import Told


@final
@frozen
class _File:
    """One thing that can be written, with how it is written and loaded."""

    thing: Any
    write: Callable[[Any, Path], None]
    load: Callable[[Path], Any]

    def written(self, thing: Any) -> bytes:
        """Return the bytes of a file of one thing."""
        with TemporaryDirectory() as folder:
            path = Path(folder, "file.json")
            self.write(thing, path)
            return path.read_bytes()

    def read(self, content: bytes) -> Any:
        """Return what is loaded from the bytes of a file."""
        with TemporaryDirectory() as folder:
            path = Path(folder, "file.json")
            path.write_bytes(content)
            return self.load(path)


def _files(survey: Survey) -> Iterator[_File]:
    """Yield every kind of file that nobody edits."""
    merged, results = survey.merged, survey.results
    yield _File(survey.plan, ts.files.write_plan, lambda path: ts.files.load_plan(path, merged))
    yield _File(survey.ledger, ts.files.write_ledger, lambda path: ts.files.load_ledger(path, merged))
    yield _File(results, ts.files.write_results, lambda path: ts.files.load_results(path, merged))
    yield _File(ts.certify(results), ts.files.write_certificate, ts.files.load_certificate)
    yield _File(
        ts.notices(survey.ledger),
        lambda thing, path: ts.files.write_notices(thing, path, merged),
        lambda path: ts.files.load_notices(path, merged),
    )
    passed = {
        (question.indicator.host, user.assessment)
        for _, question, _ in survey.register
        for user in question.users
        if user.assessment != question.indicator.host
    }
    for host, consumer in sorted(passed):
        yield _File(
            ts.handover(results, host, consumer),
            lambda thing, path: ts.files.write_handover(thing, path, merged),
            lambda path: ts.files.load_handover(path, merged),
        )


def _loads(survey: Survey) -> bool:
    for file in _files(survey):
        content = file.written(file.thing)
        try:
            back = file.read(content)
        except ts.TristandardError:
            return False
        if back != file.thing or file.written(back) != content:
            return False
    return True


def _names_the_inputs(survey: Survey, part: Survey) -> bool:
    before = part.results.digest  # asked for first, so that what it was made of is kept
    again = ts.register(survey.plan, survey.observations, onto=part.register)
    results = ts.score(ts.share(again, history=survey.history), givens=survey.givens, carried=survey.carried)
    return results.digest == survey.results.digest and (before == results.digest) is (part.register == survey.register)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place in a value of JSON: what it stands in, and its key or number there."""
    for key in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from _places(value[key])


def _other(value: Any) -> Any:
    """Return another value that a file might hold in the place of one."""
    match value:
        case bool() | None:
            return not value
        case int():
            return value + 1
        case str():
            return f"{value}0"
        case dict():
            return {**value, "0": "0"}
        case _:
            return [*value, "0"]


def _finds(survey: Survey, place: int) -> bool:
    files = list(_files(survey))
    file = files[place % len(files)]
    table = json.loads(file.written(file.thing))
    places = list(_places(table))
    inside, key = places[place // len(files) % len(places)]
    if place % 3:
        inside[key] = _other(inside[key])
    else:
        del inside[key]
    try:
        file.read(json.dumps(table).encode())
    except ts.TristandardError:
        return True
    return False


#: Law 21, of a survey and all that is made of it.
CLOSED = (
    Law(
        number=21,
        name="what is written loads",
        statement=Told(
            "测评及其计划、台账、结果、核验书、通报和移交，写出后读入都相等，再写一次字节相同",
            "whatever is written of a survey, its plan, ledger, results, certificate, notices and handovers "
            "loads equal, and writes again the same bytes",
        ),
        takes=("survey",),
        holds=_loads,
    ),
    Law(
        number=21,
        name="a digest names the inputs",
        statement=Told(
            "测评记录一次到来或分批到来，结果的摘要相同；缺一条则不同",
            "results have one digest whether their observations came at once or in parts, and another where "
            "one of them is missing",
        ),
        takes=("survey", "a part of it"),
        holds=_names_the_inputs,
    ),
    Law(
        number=21,
        name="a seal finds any change",
        statement=Told(
            "计划、台账、结果、核验书、通报或移交无论在哪里被改动或截断而没有重做校验码，都不受理",
            "wherever a plan, ledger, results, certificate, notices or handover is changed or cut short, and "
            "its seal not made anew, it is refused",
        ),
        takes=("survey", "a place in what is written"),
        holds=_finds,
    ),
)

#: Law 14: for whatever can be written, with how it is written and how it is read.
ROUND_TRIP = (
    Law(
        number=14,
        name="reads back equal",
        statement=Told("写出的读回相等", "what is written reads back equal"),
        takes=("value", "write", "read"),
        holds=lambda value, write, read: read(write(value)) == value,
    ),
    Law(
        number=14,
        name="writes the same again",
        statement=Told("读回的再写一次，字节相同", "what was read back writes again the same bytes"),
        takes=("value", "write", "read"),
        holds=lambda value, write, read: write(read(written := write(value))) == written,
    ),
)
