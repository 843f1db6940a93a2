"""What happened to a finding, as a cell holds it: days, and who said why."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from attrs import evolve

from tristandard.basics.errors import BadValue, TristandardError
from tristandard.basics.event import WITH_A_REASON, Event, Stage
from tristandard.codec.cells import each, pieces
from tristandard.words.sentence import Sentence, Told

#: How a day is read.
Day = Callable[[str], date]


_AN_EVENT = Told("一件事", "an event")
_DAY_THEN_WHO = Told(
    '请先写日期，再写谁说的、为什么："2026-05-20 市城管局: 属实"',
    'write its day, then who said it and why: "2026-05-20 市城管局: 属实"',
)
_FOR_EXAMPLE = Sentence('{remedy}："{day} 市城管局: 属实"', '{remedy}: "{day} 市城管局: 属实"')
#: The day of an event, who said it, and why.
_EVENT = re.compile(r"(?P<day>[^\s:：]+)(?:\s+(?P<authority>[^:：]*))?(?:[:：](?P<reason>.*))?", re.DOTALL)


def read_events(stage: Stage, cell: str, day: Day) -> list[Event]:
    """Return what happened by a cell: "2026-05-14; 2026-05-20 市城管局: 属实"."""

    def event(text: str) -> Event:
        found = _EVENT.fullmatch(text)
        if found is None:
            raise BadValue(text, _AN_EVENT, _DAY_THEN_WHO)
        try:
            return Event(stage, day(found["day"]), (found["authority"] or "").strip(), (found["reason"] or "").strip())
        except BadValue as problem:
            if problem.expected != WITH_A_REASON:
                raise
            raise evolve(problem, value=text, remedy=_FOR_EXAMPLE(remedy=problem.remedy, day=found["day"])) from None

    return each(pieces(cell, ";"), event)


def show_event(event: Event) -> str:
    """Return an event as a cell holds it."""
    return " ".join([str(event.day), *filter(None, [event.authority])]) + (f": {event.reason}" if event.reason else "")


def reads_back(stage: Stage, cell: str, events: list[Event], day: Day) -> bool:
    """Return whether a cell reads as the events that it was written from."""
    try:
        return read_events(stage, cell, day) == events
    except TristandardError:
        return False
