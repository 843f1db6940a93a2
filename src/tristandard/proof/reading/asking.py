"""What is asked at a site, once, of whom and against which bar (指标就高、范围就宽、对象就广).

Indicators that matches connect are one question on the ground of their crosswalk; elsewhere each
assessment asks alone. Read uniformly the highest bar holds for every member wherever some member
asks; read pointwise only the members whose own scope covers the site count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import final

from attrs import define, field, frozen

from tristandard.proof.reading.groups import Group, Member, gathered, measures_of
from tristandard.proof.reading.papers import Papers, Point
from tristandard.rules.acceptance import Acceptance, Forms, Range
from tristandard.rules.deductions.noted import Noted
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.indicator import Indicator
from tristandard.rules.policy import Reading
from tristandard.rules.scope import Scope
from tristandard.rules.standard import Standard

#: What is acceptable, by the code of the measure.
Bar = Mapping[str, Acceptance]


@final
@frozen(kw_only=True, eq=False)
class Question:
    """One thing to measure: who asks, who uses what is seen, who measures it, and the bar in force."""

    code: str
    members: tuple[Member, ...]
    users: tuple[Member, ...]
    host: str
    bar: Bar
    #: The part of the bar that is each user's business, by the code of its indicator.
    asked: Mapping[str, Bar]
    #: Whether everybody assesses whom anybody would.
    joined: bool
    looks_back: bool
    #: The users, by code, whose item counts only when all is met.
    needing: frozenset[str] = frozenset()

    def lines(self, user: Member) -> list[tuple[int, DeductionRule]]:
        """Return the lines that a user charges, with their numbers: a surcharge of the host is charged by the host
        alone, of several uses in it by the first; where an item counts only when all is met, the last line is that any
        breach takes it.
        """
        written = user.indicator.deductions
        found = [(number, line) for number, line in enumerate(written, 1) if self.charges(user, line)]
        if user.code in self.needing and not told_alone(user.indicator):
            taking = DeductionRule(measures=list(self.asked[user.code]), tariff=Veto(Level.ITEM))
            found.append((len(written) + 1, taking))
        return found

    def charges(self, user: Member, line: DeductionRule) -> bool:
        """Return whether a user charges one of its own lines."""
        first = next((one.code for one in self.users if one.book == self.host), "")
        return line.charged is Charged.EACH or user.code == first


def covers(scope: Scope, point: Point) -> bool:
    """Return whether some box of a scope holds a point: each coordinate names it, or something above it, or any."""
    return any(holds(box, point) for box in scope.extents)


def holds(box: Point, point: Point) -> bool:
    """Return whether a box holds a point."""
    return all(path[: len(side)] == side for side, path in zip(box, point, strict=True))


def higher_range(ranges: Iterable[Range]) -> Range:
    """Return the range that all accept: the tightest of their ends; an open one is tighter than a closed one."""
    listed = list(ranges)
    floors = [one.floor for one in listed if one.floor is not None]
    limits = [one.limit for one in listed if one.limit is not None]
    floor = max(floors, key=lambda end: (end.value, not end.closed), default=None)
    limit = min(limits, key=lambda end: (end.value, end.closed), default=None)
    return Range(floor, limit)


def higher_forms(demands: Iterable[Forms]) -> Forms:
    """Return what all demand of forms: all that some require, and only what all accept."""
    listed = list(demands)
    required: frozenset[str] = frozenset().union(*(one.required for one in listed))
    bounded = [one.accepted for one in listed if one.accepted is not None]
    return Forms(required, frozenset.intersection(*bounded) if bounded else None)


def highest(standards: Iterable[Standard]) -> dict[str, Acceptance]:
    """Return the highest of some standards, by measure."""
    ranges: defaultdict[str, list[Range]] = defaultdict(list)
    forms: defaultdict[str, list[Forms]] = defaultdict(list)
    for standard in standards:
        for ask in standard.asks:
            if isinstance(ask.acceptance, Range):
                ranges[ask.measure.code].append(ask.acceptance)
            else:
                forms[ask.measure.code].append(ask.acceptance)
    found: dict[str, Acceptance] = {code: higher_range(every) for code, every in ranges.items()}
    found.update((code, higher_forms(every)) for code, every in forms.items())
    return found


def told_alone(indicator: Indicator) -> bool:
    """Return whether a breach of an indicator is told, and nothing else comes of it."""
    lines = indicator.deductions
    return bool(lines) and all(isinstance(line.tariff, Noted) for line in lines)


@final
@define(slots=False, eq=False)
class Asking:
    """The questions of a period, looked up once for each ground."""

    papers: Papers
    _groups: dict[tuple[str, ...], list[Group]] = field(factory=dict, init=False)
    _alone: dict[str, Question] = field(factory=dict, init=False)
    _together: dict[tuple[Group, tuple[str, ...]], Question] = field(factory=dict, init=False)
    _at: dict[Point, tuple[Question, ...]] = field(factory=dict, init=False)
    _named: dict[Point, dict[str, Question]] = field(factory=dict, init=False)
    _entitled: dict[tuple[Question, str, str], bool] = field(factory=dict, init=False)

    def at(self, point: Point) -> tuple[Question, ...]:
        """Return everything that is asked at a site that stands there, in the order of the codes."""
        if point not in self._at:
            self._at[point] = tuple(sorted(self._asked(point), key=lambda one: one.code))
        return self._at[point]

    def named(self, point: Point) -> dict[str, Question]:
        """Return the questions there by their own code and by the code of each member."""
        if point not in self._named:
            found = {member.code: question for question in self.at(point) for member in question.members}
            found.update((question.code, question) for question in self.at(point))
            self._named[point] = found
        return self._named[point]

    def entitled(self, question: Question, user: Member, unit: str) -> bool:
        """Return whether an assessment counts a question for a unit: by anybody's subjects, or read pointwise by its
        own.
        """
        key = question, user.code, unit
        if key not in self._entitled:
            sources = question.members if question.joined else (user,)
            seat = self.papers.seats[unit]
            self._entitled[key] = any(covers(one.indicator.subjects, seat) for one in sources)
        return self._entitled[key]

    @property
    def uniform(self) -> bool:
        """Whether the highest bar holds for every member wherever some member asks."""
        return self.papers.rules.policy.reading is Reading.UNIFORM

    def _asked(self, point: Point) -> Iterator[Question]:
        for group in self._chapter(point[2]):
            covering = tuple(one for one in group.members if covers(one.indicator.scope, point))
            if not covering:
                continue
            if len(group.members) == 1 or (group.where is not None and not covers(group.where, point)):
                yield from (self._by_itself(one.indicator) for one in covering)
            else:
                yield self._shared(group, group.members if self.uniform else covering)

    def _by_itself(self, indicator: Indicator) -> Question:
        """Return the question of an indicator that nobody shares there."""
        if indicator.code not in self._alone:
            member = Member(indicator=indicator, business=measures_of(indicator))
            self._alone[indicator.code] = self._question(Group(members=(member,), host=member.book), (member,))
        return self._alone[indicator.code]

    def _shared(self, group: Group, users: tuple[Member, ...]) -> Question:
        key = group, tuple(one.code for one in users)
        if key not in self._together:
            self._together[key] = self._question(group, users)
        return self._together[key]

    def _question(self, group: Group, users: tuple[Member, ...]) -> Question:
        bar = highest([group.ruling] if group.ruling else [one.indicator.standard for one in users])
        asked = {one.code: {code: bar[code] for code in bar if code in one.business} for one in users}
        return Question(
            code="+".join(one.code for one in group.members), members=group.members, users=users, host=group.host,
            bar=bar, asked=asked, joined=self.uniform,
            needing=frozenset(one.code for one in users if self.papers.all_met(one.book, one.item)),
            looks_back=any(line.look_back for one in users for line in one.indicator.deductions),
        )  # fmt: skip

    def _chapter(self, site_type: tuple[str, ...]) -> list[Group]:
        """Return the groups of which some scope speaks of a site type, or of one above it, or of any."""
        if not self._groups:
            for group in gathered(self.papers):
                kinds = {box[2] for one in group.members for box in one.indicator.scope.extents}
                for kind in kinds:
                    self._groups.setdefault(kind, []).append(group)
        pages = [page for kind, page in self._groups.items() if site_type[: len(kind)] == kind]
        return list(dict.fromkeys(group for page in pages for group in page))
