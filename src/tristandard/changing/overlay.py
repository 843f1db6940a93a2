"""An overlay (地方规则): what a place changes of a rule set, line by line, and what each line did.

A city that takes over a rule set writes down what differs, and nothing else: what it adds, and one
line for everything that it changes. A line names what it changes by code; one that matches
nothing, that changes nothing, or that does the opposite of what it says is refused. Overlays laid
over one base in one step do not depend on their order: only lines that tighten may meet on one
target. A chain is an explicit list, each overlay laid over the result of the one before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from typing import Any, final

from attrs import Attribute, field, frozen

from tristandard.basics.clause import Clause, Validity
from tristandard.basics.errors import BadValue, TristandardError, all_of, as_text, as_told, wanted
from tristandard.basics.fields import coded, each_of, filled, for_field, kind_of, one_line, some_lines
from tristandard.basics.finding import Circumstance
from tristandard.basics.language import a_pair
from tristandard.basics.location import Locations
from tristandard.basics.measure import Measure
from tristandard.basics.order import by_code
from tristandard.basics.points import exact
from tristandard.basics.terms import Term, Unit
from tristandard.rules.assessment import Assessment
from tristandard.rules.crosswalk import Crosswalk, Match, Ruling
from tristandard.rules.indicator import Indicator
from tristandard.rules.scope import Scope
from tristandard.rules.standard import Standard
from tristandard.rules.variant import Variant
from tristandard.words.sentence import Sentence, Told


@final
class LineKind(Enum):
    """What a line of an overlay does."""

    #: Ask more of an indicator: the join of its standard, scope or subjects with the value.
    TIGHTEN = "tighten"
    #: Put the value in the place of a standard, scope or subjects that asked for more.
    LOOSEN = "loosen"
    #: Take an indicator out, and every match and ruling that names it.
    RETIRE = "retire"
    #: Give an indicator or an assessment another label.
    RELABEL = "relabel"
    #: Give a member of a score node another weight; those of a node still add up to the same.
    WEIGH = "weigh"


#: What a line of each kind may change; a weight is changed of any member.
PARTS: Mapping[LineKind, tuple[str, ...]] = {
    LineKind.TIGHTEN: ("standard", "scope", "subjects"),
    LineKind.LOOSEN: ("standard", "scope", "subjects"),
    LineKind.RETIRE: ("",),
    LineKind.RELABEL: ("zh", "en", "office"),
}


def _as_value(value: Standard | Scope | Fraction | str | None) -> Standard | Scope | Fraction | str | None:
    return exact(value) if isinstance(value, Fraction) else as_text(value) if isinstance(value, str) else value


def _value(owner: object, attribute: Attribute[Any], value: object) -> None:
    wanted(value, Standard | Scope | Fraction | str | None, for_field(owner, attribute))
    if isinstance(value, str):
        one_line(owner, attribute, value)


_THE_LINE = Sentence("这一行（{line}）", "the line ({line})")
_NOWHERE = Told("", "")
_LINE_AT = Sentence("{place}（{line}）", "{place} ({line})")


@final
@frozen(kw_only=True)
class OverlayLine:
    """One change of one thing, by a clause.

    Attributes:
        code: Of an indicator; of an indicator or assessment to relabel; of a score node, as
            "assessment.node", to weigh.
        part: What of it changes: "standard", "scope" or "subjects"; "zh", "en" or "office"; the
            member that is weighed; empty to retire.
        value: What it changes to, or is joined with; None to retire.
        place: Where the line is written, as messages tell it.
    """

    kind: LineKind = field(validator=kind_of(LineKind))
    code: str = field(converter=as_text, validator=coded)
    part: str = field(default="", converter=as_text, validator=one_line)
    value: Standard | Scope | Fraction | str | None = field(default=None, converter=_as_value, validator=_value)
    clause: Clause = field(validator=kind_of(Clause))
    why: str = field(converter=as_text, validator=filled)
    place: Told = field(default=_NOWHERE, eq=False, converter=as_told, validator=a_pair)

    @property
    def told(self) -> Told:
        """Where the line is written, and what it says of what, in both languages."""
        line = " ".join(filter(None, (self.kind.value, self.code, self.part)))
        return _LINE_AT(place=self.place, line=line) if self.place[1] else _THE_LINE(line=line)

    def __str__(self) -> str:
        return self.told[1]


def _by_target(lines: Iterable[OverlayLine]) -> tuple[OverlayLine, ...]:
    return tuple(
        sorted(all_of(lines, OverlayLine), key=lambda line: (line.code, line.part, line.kind.value, str(line.value)))
    )


_A_MATCH = Told("带有所属对照表的对照", "a match with its crosswalk")
_AS_A_PAIR = Told("请成对给出对照表的编码和对照", "give the code of the crosswalk and the match, as a pair")


def _by_crosswalk(matches: Iterable[tuple[str, Match]]) -> tuple[tuple[str, Match], ...]:
    pairs = all_of(matches, tuple)
    for pair in pairs:
        if len(pair) != 2 or not isinstance(pair[0], str) or not isinstance(pair[1], Match):
            raise BadValue(pair, _A_MATCH, _AS_A_PAIR)
    found = [(as_text(crosswalk), match) for crosswalk, match in pairs]
    return tuple(sorted(found, key=lambda pair: (pair[0], pair[1].first, pair[1].second)))


@final
@frozen(kw_only=True)
class Overlay:
    """What a place changes of the rule set `base`: what it adds, and the lines.

    It is written for one version of its base, so that a base that moves on does not pass quietly
    under it. The result bears the overlay's code, version and labels, and is in force where both are.
    """

    code: str = field(converter=as_text, validator=coded)
    version: str = field(converter=as_text, validator=filled)
    zh: str = field(converter=as_text, validator=filled)
    en: str = field(converter=as_text, validator=filled)
    notice_zh: str = field(default="", converter=as_text, validator=some_lines)
    notice_en: str = field(default="", converter=as_text, validator=some_lines)
    valid: Validity = field(default=Validity(), validator=kind_of(Validity))
    base: str = field(converter=as_text, validator=coded)
    base_version: str = field(converter=as_text, validator=filled)
    clauses: tuple[Clause, ...] = field(default=(), converter=by_code, validator=each_of(Clause))
    measures: tuple[Measure, ...] = field(default=(), converter=by_code, validator=each_of(Measure))
    circumstances: tuple[Circumstance, ...] = field(default=(), converter=by_code, validator=each_of(Circumstance))
    areas: tuple[Term, ...] = field(default=(), converter=by_code, validator=each_of(Term))
    zones: tuple[Term, ...] = field(default=(), converter=by_code, validator=each_of(Term))
    site_types: tuple[Term, ...] = field(default=(), converter=by_code, validator=each_of(Term))
    kinds: tuple[Term, ...] = field(default=(), converter=by_code, validator=each_of(Term))
    units: tuple[Unit, ...] = field(default=(), converter=by_code, validator=each_of(Unit))
    #: Whole assessments more, without their indicators.
    assessments: tuple[Assessment, ...] = field(default=(), converter=by_code, validator=each_of(Assessment))
    #: Indicators more, of an assessment of the base or of the overlay.
    indicators: tuple[Indicator, ...] = field(default=(), converter=by_code, validator=each_of(Indicator))
    #: Crosswalks more, without their matches.
    crosswalks: tuple[Crosswalk, ...] = field(default=(), converter=by_code, validator=each_of(Crosswalk))
    #: Matches more, each with the code of a crosswalk of the base or of the overlay.
    matches: tuple[tuple[str, Match], ...] = field(default=(), converter=_by_crosswalk)
    #: Rulings more; one on all members of a ruling of the base, and others, stands in its place.
    rulings: tuple[Ruling, ...] = field(default=(), converter=by_code, validator=each_of(Ruling))
    variants: tuple[Variant, ...] = field(default=(), converter=by_code, validator=each_of(Variant))
    lines: tuple[OverlayLine, ...] = field(default=(), converter=_by_target)
    #: Where its parts are written, if in files; equal overlays may be written anywhere.
    locations: Locations = field(default=Locations(), eq=False, repr=False, validator=kind_of(Locations))


_BAD_LINE = Sentence("地方规则 {overlay} 的{line}{why}；{remedy}", "{line} of {overlay} {why}; {remedy}")


@final
@frozen
class BadLine(TristandardError):
    """A line of an overlay that matches nothing, changes nothing, or does not do what it says."""

    overlay: str
    line: OverlayLine
    why: Told = field(converter=as_told)
    remedy: Told = field(converter=as_told)

    @property
    def told(self) -> Told:
        """Which line cannot be carried out, why, and what to do, in both languages."""
        return _BAD_LINE(line=self.line.told, overlay=self.overlay, why=self.why, remedy=self.remedy)

    def __str__(self) -> str:
        return self.told[1]


_LINE_OF = Sentence("{overlay} 的{line}", "{line} of {overlay}")
_ONE_LINE_EACH = Sentence(
    "{first}与{second}改的是同一处，而一份地方规则对一处只能有一行；请合写为一行，或删去一行",
    "{first} and {second} change one thing, and an overlay has one line for one thing; write one line with both, or "
    "drop one",
)
_ORDER_DECIDES = Sentence(
    "{first}与{second}改的是同一处，结果取决于先后；请保留一行，或把一份叠加在另一份的结果之上",
    "{first} and {second} change one thing, and their order would decide; keep one, or lay one overlay over the "
    "result of the other",
)


@final
@frozen
class LinesCollide(TristandardError):
    """Two lines change one thing: one overlay has one line for it, and of two overlays the order would decide."""

    first: OverlayLine
    second: OverlayLine
    overlays: tuple[str, str]

    @property
    def told(self) -> Told:
        """Which lines collide, and what to do, in both languages."""
        first, second = (
            _LINE_OF(line=line.told, overlay=code)
            for line, code in zip((self.first, self.second), self.overlays, strict=True)
        )
        sentence = _ONE_LINE_EACH if len(set(self.overlays)) == 1 else _ORDER_DECIDES
        return sentence(first=first, second=second)

    def __str__(self) -> str:
        return self.told[1]
