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
from tristandard.basics.errors import GIVE_ONE_OF, BadValue, all_of, as_text, whole_from
from tristandard.basics.event import Event
from tristandard.basics.fields import as_whole, check_name, filled, labelled, one_line, own_table
from tristandard.basics.finding import Finding
from tristandard.basics.measure import Value, of_measure
from tristandard.basics.order import as_counted, by_name
from tristandard.basics.points import exact, plain
from tristandard.words.sentence import Sentence, Told

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


_MEASURES = Told("测量项目的列表", "a list of measures")
_EACH_ONCE = Told("请把每个测量项目写一次", "name each measure once")
_FINDINGS = Told("问题的列表", "a list of findings")
_OWN_IDS = Told("请给每个问题不同的编号（id）", "give each finding an id of its own")
_NUMBER_OF = Sentence("{measure} 的问题数", "the number of findings of {measure}")
_THERE_ARE = Sentence("共有 {count} 个；请删去该值，或改正", "there are {count}; leave the value out, or mend it")
_MEASURED = Sentence("已测 {values}", "measured {values}")
_NOT_APPLICABLE = Sentence("不适用（{reason}）", "not applicable ({reason})")
_NOT_MEASURED = Sentence("未测（{reason}）", "not measured ({reason})")


@final
@frozen
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
            raise BadValue([code for code, _ in self.values], _MEASURES, _EACH_ONCE)
        if not self.findings:
            return
        if len({finding.id for finding in self.findings}) < len(self.findings):
            raise BadValue([finding.id for finding in self.findings], _FINDINGS, _OWN_IDS)
        counts: dict[str, Fraction] = {}
        for finding in self.findings:
            counts[finding.measure] = counts.get(finding.measure, Fraction(0)) + finding.counts
        told = dict(self.values)
        for measure, count in counts.items():
            if told.setdefault(measure, count) != count:
                raise BadValue(told[measure], _NUMBER_OF(measure=measure), _THERE_ARE(count=plain(count)))
        object.__setattr__(self, "values", _values(told))

    @property
    def told(self) -> Told:
        """What was measured, in both languages."""
        return _MEASURED(values=[f"{code} = {_told(value)}" for code, value in self.values])

    def __str__(self) -> str:
        return self.told[1]


@final
@frozen
class NotApplicable:
    """The question does not arise there; the reason says why."""

    reason: str = field(converter=as_text, validator=filled)

    @property
    def told(self) -> Told:
        """That it is not applicable, and why, in both languages."""
        return _NOT_APPLICABLE(reason=self.reason)

    def __str__(self) -> str:
        return self.told[1]


@final
@frozen
class NotMeasured:
    """Nobody looked, or nobody could; the reason says why."""

    reason: str = field(converter=as_text, validator=filled)

    @property
    def told(self) -> Told:
        """That it was not measured, and why, in both languages."""
        return _NOT_MEASURED(reason=self.reason)

    def __str__(self) -> str:
        return self.told[1]


Outcome = Measured | NotApplicable | NotMeasured


_REVISION = Sentence("记录“{id}”的修订号", "the revision of report {id!r}")
_WHOLE_FROM_ONE = Told(
    "请写 1 以上、不超过 18 位的整数；修订号高的取代低的",
    "write a whole number from 1, of at most 18 digits; a higher one supersedes a lower one",
)
_OUTCOME = Sentence("记录“{id}”的结果", "the outcome of report {id!r}")
_GIVE_AN_OUTCOME = Told(
    "请给出 Measured（已测）、NotApplicable（不适用）或 NotMeasured（未测）",
    "give Measured, NotApplicable or NotMeasured",
)
#: What a day found is not, where the report that tells the finding was made before it.
_FOUND_BY = Sentence(
    "问题“{id}”的发现日期，它的报告是 {made} 作出的",
    "the day on which finding {id!r} was found, for its report was made on {made}",
)
_MEND_A_DAY = Told(
    "报告不会早于它所报的问题：请改正发现日期，或改正报告的日期",
    "no report is made before what it tells is found: mend the day found, or that of the report",
)
_A_FINDING_OF = Sentence("记录“{id}”中的问题", "a finding of report {id!r}")
_IT_HAS_NONE = Told("（它没有问题）", "(it has none)")


def found_later(finding: Finding, made: date) -> BadValue | None:
    """Return what is wrong with a finding that was found after the report that tells it was made; None where nothing
    is.
    """
    if finding.found is None or finding.found <= made:
        return None
    return BadValue(str(finding.found), _FOUND_BY(id=finding.id, made=str(made)), _MEND_A_DAY)


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
        if not whole_from(self.revision, 1):
            raise BadValue(self.revision, _REVISION(id=self.id), _WHOLE_FROM_ONE)
        if not isinstance(self.outcome, (Measured, NotApplicable, NotMeasured)):
            raise BadValue(self.outcome, _OUTCOME(id=self.id), _GIVE_AN_OUTCOME)

    def told(self, finding: str, *events: Event) -> Observation:
        """Return the next revision of the report, in which more has happened to one of its findings.

        An appeal that succeeds strikes the finding: register the revision, score again, and publish
        the new results as an edition that supersedes the old one, which stays as it was.

        Raises:
            BadValue: When the report has no such finding.
        """
        found = self.outcome.findings if isinstance(self.outcome, Measured) else ()
        if not any(one.id == finding for one in found):
            known = [one.id for one in found] or _IT_HAS_NONE
            raise BadValue(finding, _A_FINDING_OF(id=self.id), GIVE_ONE_OF(known=known))
        assert isinstance(self.outcome, Measured)
        findings = [evolve(one, life=(*one.life, *events)) if one.id == finding else one for one in found]
        return evolve(self, revision=self.revision + 1, outcome=evolve(self.outcome, findings=findings))
