"""What was seen: an outcome is measured, not applicable, or not measured.

Not measured is neither zero nor full marks, and not applicable is neither; both say why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import final

from attrs import evolve, field, frozen

from tristandard.basics.clause import a_day
from tristandard.basics.errors import (
    BadValue,
    all_of,
    as_text,
    as_whole,
    check_name,
    filled,
    labelled,
    one_line,
    own_table,
    whole_from,
)
from tristandard.basics.finding import Event, Finding
from tristandard.basics.measure import Value, of_measure
from tristandard.basics.order import as_counted, by_name
from tristandard.basics.points import exact, plain

#: A measure's code and what was seen of it.
Seen = tuple[str, Value]


def _value(value: object) -> Value:
    if isinstance(value, str):
        check_name(value)
        return as_text(value)
    if isinstance(value, (set, frozenset, list, tuple)) and all(isinstance(form, str) for form in value):
        for form in value:
            check_name(form)
        return frozenset(map(as_text, value))
    return exact(value)


def _told(value: Value) -> str:
    return (
        f"{{{', '.join(sorted(map(str, value)))}}}"
        if isinstance(value, frozenset)
        else plain(value)
        if isinstance(value, Fraction)
        else value
    )


def _values(values: Mapping[str, object] | Iterable[tuple[str, object]]) -> tuple[Seen, ...]:
    return tuple(_kept(code, _value_of(code, value)) for code, value in by_name(values))


def _value_of(code: str, value: object) -> Value:
    try:
        return _value(value)
    except BadValue as problem:
        raise of_measure(problem, code) from None


#: Of numbers that were seen lately, by measure, numerator and denominator, the one that is kept: many
#: reports say the same.
_KEPT: dict[tuple[str, int, int], Seen] = {}
_MOST = 4096


def _kept(code: str, value: Value) -> Seen:
    if isinstance(value, (str, frozenset)):
        return code, value
    key = (code, *value.as_integer_ratio())
    if key not in _KEPT:
        if len(_KEPT) >= _MOST:
            _KEPT.clear()
        _KEPT[key] = code, value
    return _KEPT[key]


def _by_id(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(all_of(findings, Finding), key=lambda finding: as_counted(finding.id)))


@final
@frozen(cache_hash=True)
class Measured:
    """What was seen of each measure, given as a mapping, or as findings whose number is the value.

    A number is in the unit of its measure: of a share in %, 97 is 97 % and 0.97 is 0.97 %. Text is a
    rung, a set or list of texts are forms; where the measure is a number, the register holds the text
    as the number that it writes.

    >>> Measured({"litter.spots": 3}).values
    (('litter.spots', Fraction(3, 1)),)
    """

    values: tuple[Seen, ...] = field(default=(), converter=_values)
    findings: tuple[Finding, ...] = field(default=(), converter=_by_id)
    #: Whether some value was given as text: a rung, or a number that the register reads.
    worded: bool = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "worded", any(isinstance(value, str) for _, value in self.values))
        if len(dict(self.values)) < len(self.values):
            raise BadValue([code for code, _ in self.values], "a list of measures", "name each measure once")
        if not self.findings:
            return
        if len({finding.id for finding in self.findings}) < len(self.findings):
            raise BadValue(
                [finding.id for finding in self.findings], "a list of findings", "give each finding an id of its own"
            )
        counts: dict[str, Fraction] = {}
        for finding in self.findings:
            counts[finding.measure] = counts.get(finding.measure, Fraction(0)) + finding.counts
        told = dict(self.values)
        for measure, count in counts.items():
            if told.setdefault(measure, count) != count:
                raise BadValue(
                    told[measure],
                    f"the number of findings of {measure}",
                    f"there are {plain(count)}; leave the value out, or mend it",
                )
        object.__setattr__(self, "values", _values(told))

    def __str__(self) -> str:
        return "measured " + ", ".join(f"{code} = {_told(value)}" for code, value in self.values)


@final
@frozen
class NotApplicable:
    """The question does not arise there; the reason says why."""

    reason: str = field(converter=as_text, validator=filled)

    def __str__(self) -> str:
        return f"not applicable ({self.reason})"


@final
@frozen
class NotMeasured:
    """Nobody looked, or nobody could; the reason says why."""

    reason: str = field(converter=as_text, validator=filled)

    def __str__(self) -> str:
        return f"not measured ({self.reason})"


Outcome = Measured | NotApplicable | NotMeasured


@final
@frozen(kw_only=True)
class Observation:
    """What one source reports of one indicator at one site, on one day.

    (`source`, `id`) names the report in that source; a higher `revision` supersedes a lower one.
    `indicator` may be the code of any member of a shared indicator. `visit` names the visit within
    which counts and findings add up; without one the report stands alone.
    """

    source: str = field(converter=as_text, validator=filled)
    id: str = field(converter=as_text, validator=filled)
    revision: int = field(default=1, converter=as_whole)
    site: str = field(converter=as_text, validator=filled)
    indicator: str = field(converter=as_text, validator=filled)
    made: date = field(converter=a_day)
    outcome: Outcome
    visit: str = field(default="", converter=as_text, validator=one_line)
    #: Codes of other systems (case number, GB/T 30428 event), by the name of the system.
    external: Mapping[str, str] = field(factory=dict, hash=False, converter=own_table, validator=labelled)

    def __attrs_post_init__(self) -> None:
        if not whole_from(self.revision, 0):
            raise BadValue(
                self.revision,
                f"the revision of report {self.id!r}",
                "write a whole number from 0, of at most 18 digits; a higher one supersedes a lower one",
            )
        if not isinstance(self.outcome, (Measured, NotApplicable, NotMeasured)):
            raise BadValue(
                self.outcome, f"the outcome of report {self.id!r}", "give Measured, NotApplicable or NotMeasured"
            )

    def told(self, finding: str, *events: Event) -> Observation:
        """Return the next revision of the report, in which more has happened to one of its findings.

        An appeal that succeeds strikes the finding: register the revision, score again, and publish
        the new results as an edition that supersedes the old one, which stays as it was.

        Raises:
            BadValue: When the report has no such finding.
        """
        found = self.outcome.findings if isinstance(self.outcome, Measured) else ()
        if finding not in {one.id for one in found}:
            raise BadValue(
                finding,
                f"a finding of report {self.id!r}",
                f"give one of {', '.join(one.id for one in found) or '(it has none)'}",
            )
        assert isinstance(self.outcome, Measured)
        counted = {one.measure for one in found}
        findings = [evolve(one, life=(*one.life, *events)) if one.id == finding else one for one in found]
        return evolve(
            self,
            revision=self.revision + 1,
            outcome=Measured([pair for pair in self.outcome.values if pair[0] not in counted], findings),
        )
