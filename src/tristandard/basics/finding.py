"""One problem found (问题): of which measure, where, whose, under which circumstances, and what became of it.

Circumstances are facts on the finding, never flags on a rule: who found it, how it came to the
office, and what its life tells (notified, due, rectified, verified, appealed). A rule that reads
one reads it here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import final

from attrs import Attribute, evolve, field, frozen

from tristandard.basics.errors import BadValue, all_of, as_text
from tristandard.basics.event import NEEDS, STAGES, Event, Stage, in_time, undone
from tristandard.basics.fields import as_text_if_any, coded, filled, one_line, one_line_each
from tristandard.basics.language import NOTHING_SAID, a_pair, as_pair
from tristandard.basics.order import as_counted, by_name
from tristandard.basics.points import exact, plain
from tristandard.words.sentence import Sentence, Told

_ANSWERS = Sentence("{code} 的答案", "a list of answers to {code}")
_NO_SPANS = Told(
    "答案中请不要连写两点，两点表示数的范围",
    "write answers without two dots in a row, which tell spans of numbers",
)


@final
@frozen
class Circumstance:
    """What a rule may ask of a finding (情形), and the answers there are: their codes with what officials call them."""

    code: str = field(converter=as_text, validator=coded)
    zh: str = field(converter=as_text, validator=filled)
    en: str = field(default="", converter=as_text, validator=one_line)
    values: tuple[tuple[str, str], ...] = field(default=(), converter=by_name, validator=one_line_each)

    def __attrs_post_init__(self) -> None:
        if spans := [answer for answer, _ in self.values if ".." in answer]:
            raise BadValue(spans, _ANSWERS(code=self.code), _NO_SPANS)


#: What the life of a finding tells, with the answer for one that has none; numbers have no list of answers.
LIFE: Mapping[str, str] = {"overdue": "no", "notified": "0", "sent_back": "0"}
#: In how many of the periods that a rule looks back to the same problem was found at the same site.
REPEATED = "repeated"


def answers(told: str, answer: str) -> bool:
    """Return whether an answer is the one told, or lies in the span of numbers told."""
    low, dots, high = told.partition("..")
    if not dots:
        return told == answer
    return (
        all(end.isdecimal() for end in (low, answer, high or low))
        and int(low) <= int(answer)
        and (not high or int(answer) <= int(high))
    )


_A_POSITION = Told("位置", "a position")
_GIVE_A_POSITION = Told(
    "请写沿线距离，或两个坐标，单位为 m", "give the distance along the walk, or two coordinates, in metres"
)


def _place(numbers: object) -> tuple[Fraction, ...]:
    found = tuple(exact(number) for number in all_of(numbers, object))
    if len(found) > 2:
        raise BadValue([plain(number) for number in found], _A_POSITION, _GIVE_A_POSITION)
    return found


def _unit(owner: object, attribute: Attribute[str | None], value: object) -> None:
    if value is not None:
        one_line(owner, attribute, value)


_CIRCUMSTANCES = Sentence("问题“{id}”的情形清单", "a list of the circumstances of finding {id!r}")
_ONE_ANSWER = Told("请给每个情形一个答案", "give each one answer")
_NEXT_EVENT = Sentence("问题“{id}”的下一事项", "the next event of finding {id!r}")
_THE_DAY_BEFORE = Sentence(
    "请写明{stage}的日期，且不晚于该事项", "give the day on which it was {stage}, on or before it"
)
_FIRST_EVENT = Sentence("问题“{id}”的第一个且仅写一次的事项", "the first event of finding {id!r}, and given once")
_MEND_THE_DAYS = Told(
    "请改正日期：问题发现之前不会有其他事项",
    "mend the days: nothing happens to a problem before it is found",
)
_COUNTS = Sentence("问题可计的数（`{name}`）", "what a finding counts, for `{name}`")
_FROM_ZERO = Told("请写不小于 0 的数，或不写", "write a number from 0, or leave it out")


def _no_less_than_nothing(_: object, attribute: Attribute[Fraction], value: Fraction) -> None:
    if value < 0:
        raise BadValue(value, _COUNTS(name=attribute.name), _FROM_ZERO)


@final
@frozen(kw_only=True)
class Finding:
    """One problem found, or one thing that was counted.

    `unit` names a responsible unit other than the site's own; `evidence` is an opaque reference
    that no rule reads. `counts` and `note` (in Chinese and in English) say what it counts and why; the
    register sets them by the measure's counting rule, whatever was given.

    Attributes:
        at: Where exactly, in metres: the distance along the walk, or two coordinates.
        circumstances: Facts by the code of a `Circumstance`.
        life: What became of it, in the order of the days.
    """

    id: str = field(converter=as_text, validator=filled)
    measure: str = field(converter=as_text, validator=filled)
    place: str = field(default="", converter=as_text, validator=one_line)
    at: tuple[Fraction, ...] = field(default=(), converter=_place)
    unit: str | None = field(default=None, converter=as_text_if_any, validator=_unit)
    circumstances: tuple[tuple[str, str], ...] = field(default=(), converter=by_name, validator=one_line_each)
    life: tuple[Event, ...] = field(default=(), converter=in_time)
    evidence: str = field(default="", eq=False, converter=as_text, validator=one_line)
    counts: Fraction = field(default=Fraction(1), converter=exact, validator=_no_less_than_nothing)
    note: tuple[str, str] = field(default=NOTHING_SAID, converter=as_pair, validator=a_pair)

    def __attrs_post_init__(self) -> None:
        if len(dict(self.circumstances)) < len(self.circumstances):
            raise BadValue(
                [name for name, _ in self.circumstances],
                _CIRCUMSTANCES(id=self.id),
                _ONE_ANSWER,
            )
        stages = [event.stage for event in self.life]
        for place, stage in enumerate(stages):
            if stage in NEEDS and NEEDS[stage] not in stages[:place]:
                raise BadValue(stage.value, _NEXT_EVENT(id=self.id), _THE_DAY_BEFORE(stage=STAGES[NEEDS[stage]]))
        if Stage.FOUND in stages[1:]:
            raise BadValue("found", _FIRST_EVENT(id=self.id), _MEND_THE_DAYS)

    @property
    def order(self) -> tuple[date, tuple[str, str]]:
        """The key by which findings are taken one after another: the day found, then the id, f2
        before f10; those without a day last.
        """
        return self.found or date.max, as_counted(self.id)

    @property
    def found(self) -> date | None:
        """The day on which it was found; None where its life does not say."""
        return next((event.day for event in self.life if event.stage is Stage.FOUND), None)

    @property
    def struck(self) -> Event | None:
        """The event that struck it out, if one did and nothing upheld it since."""
        said = [event for event in self.life if event.stage in (Stage.UPHELD, Stage.STRUCK)]
        return said[-1] if said and said[-1].stage is Stage.STRUCK else None

    def fact(self, name: str) -> str | None:
        """Return the answer to a circumstance, or None where the finding does not say."""
        return dict(self.circumstances).get(name, LIFE.get(name))

    def as_of(self, day: date) -> Finding:
        """Return the finding with what its life told until a day among its circumstances: overdue, notified, sent_back.

        It is overdue where it was mended after the last day to do so, or not yet; what a check sent
        back was not mended.
        """
        if not self.life:
            return self
        happened = [event for event in self.life if event.day <= day]
        due = max((event.day for event in self.life if event.stage is Stage.DUE), default=None)
        mended = min(
            (event.day for event in happened if event.stage is Stage.RECTIFIED and event not in undone(happened)),
            default=None,
        )
        late = due is not None and due < (day if mended is None else mended)
        times = {
            stage.value: str(sum(event.stage is stage for event in happened))
            for stage in (Stage.NOTIFIED, Stage.SENT_BACK)
        }
        return evolve(self, circumstances={**dict(self.circumstances), "overdue": "yes" if late else "no", **times})
