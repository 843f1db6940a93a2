"""What happened to a finding (问题的经过), day by day: found, told, due, mended, checked, appealed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import final

from attrs import field, frozen

from tristandard.basics.clause import a_day
from tristandard.basics.errors import BadValue, all_of, as_text
from tristandard.basics.fields import kind_of, one_line
from tristandard.words.sentence import Sentence, Told


@final
class Stage(Enum):
    """What can happen to a finding, in the order in which it does on one day."""

    #: 发现.
    FOUND = "found"
    #: 交办: the responsible unit was told.
    NOTIFIED = "notified"
    #: 整改期限: the last day to mend it.
    DUE = "due"
    #: 整改: the responsible unit says that it is mended.
    RECTIFIED = "rectified"
    #: 退回: a check found that it was not.
    SENT_BACK = "sent_back"
    #: 核验: a check found that it was.
    VERIFIED = "verified"
    #: 申诉: somebody objects to the finding.
    APPEALED = "appealed"
    #: 维持: the finding stands, the appeal fails.
    UPHELD = "upheld"
    #: 撤销: the finding is struck out and counts no more, the appeal succeeds.
    STRUCK = "struck"


#: What each stage is called.
STAGES: Mapping[Stage, Told] = {
    Stage.FOUND: Told("发现", "found"),
    Stage.NOTIFIED: Told("交办", "notified"),
    Stage.DUE: Told("整改期限", "due"),
    Stage.RECTIFIED: Told("整改", "rectified"),
    Stage.SENT_BACK: Told("退回", "sent back"),
    Stage.VERIFIED: Told("核验", "verified"),
    Stage.APPEALED: Told("申诉", "appealed"),
    Stage.UPHELD: Told("维持", "upheld"),
    Stage.STRUCK: Told("撤销", "struck"),
}
_ORDER = {stage: place for place, stage in enumerate(Stage)}
_SAID = {Stage.APPEALED, Stage.UPHELD, Stage.STRUCK}
#: What must have happened before a stage.
NEEDS = {
    Stage.SENT_BACK: Stage.RECTIFIED,
    Stage.VERIFIED: Stage.RECTIFIED,
    Stage.UPHELD: Stage.APPEALED,
    Stage.STRUCK: Stage.APPEALED,
}


#: What an event says of itself that lacks its authority or its reason.
WITH_A_REASON = Told("写明机关和理由的事项", "an event with its authority and reason")
_BY_WHOM = Sentence("请写明由谁{stage}、理由是什么", "say by whom and why it was {stage}")


@final
@frozen
class Event:
    """One thing that happened to a finding, on a day; an appeal and its outcome say by whom and why."""

    stage: Stage = field(validator=kind_of(Stage))
    day: date = field(converter=a_day)
    authority: str = field(default="", converter=as_text, validator=one_line)
    reason: str = field(default="", converter=as_text, validator=one_line)

    def __attrs_post_init__(self) -> None:
        if self.stage in _SAID and not (self.authority.strip() and self.reason.strip()):
            raise BadValue(self.stage.value, WITH_A_REASON, _BY_WHOM(stage=STAGES[self.stage]))


def in_time(life: Iterable[Event]) -> tuple[Event, ...]:
    """Return what happened in the order of the days (an attrs converter)."""
    return tuple(sorted(all_of(life, Event), key=lambda event: (event.day, _ORDER[event.stage])))


def undone(life: list[Event]) -> list[Event]:
    """Return what a check sent back: everything up to the last time that it did."""
    last = max((place for place, event in enumerate(life) if event.stage is Stage.SENT_BACK), default=-1)
    return life[: last + 1]
