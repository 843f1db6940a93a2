"""What one visit saw in all: the counts of its reports add up, and their findings stand together."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from attrs import evolve

from tristandard.basics.errors import BadValue
from tristandard.basics.finding import Finding
from tristandard.basics.measure import Value
from tristandard.basics.outcome import Measured, Observation
from tristandard.basics.points import exact
from tristandard.words.sentence import Sentence, Told

_ADDS_TO_VISIT = Told(
    "能并入同次检查的记录（整数计数和问题可以并入）",
    "a report that adds to its visit (whole-number counts and findings do)",
)
_ONCE = Told(
    "不是计数的值请在一次检查中只报一次，更正请用原记录的更高修订号",
    "report what is no count once in a visit, and a correction of it as a higher revision of its own report",
)
_NUMBER_OF_FINDINGS = Sentence(
    "{measure} 的问题个数，而这次检查的其他记录是逐个问题报的",
    "a number of findings of {measure}, as the visit reports others of them",
)
_ALL_ALIKE = Told("请都逐个报为问题，或都报为计数", "report each as a finding, or all of them as counts")
_SAID_ELSEWHERE = Sentence("同次检查的另一条记录所说的 {measure}", "what the visit says of {measure} in another report")


def accumulated(countable: AbstractSet[str], part: Sequence[Observation]) -> Measured:
    """Return the reports of one visit as one outcome: counts add up, findings stand together.

    What is no count is the same wherever it stands beside a count, because a report tells every
    measure of the bar.

    Raises:
        BadValue: When values that are no counts differ, or a report has nothing but such values, or
            a measure has findings in one report and a count of its own in another.
    """
    told = [(observation.id, observation.outcome) for observation in part if isinstance(observation.outcome, Measured)]
    findings = _together([(report, finding) for report, outcome in told for finding in outcome.findings])
    found = {finding.measure for finding in findings}
    totals: dict[str, Value] = {}
    for _, outcome in told:
        if countable.isdisjoint(dict(outcome.values)):
            raise BadValue(outcome.told, _ADDS_TO_VISIT, _ONCE)
        mine = {finding.measure for finding in outcome.findings}
        for code, value in outcome.values:
            if code in found:
                if code not in mine and exact(value):
                    raise BadValue(exact(value), _NUMBER_OF_FINDINGS(measure=code), _ALL_ALIKE)
            elif code in countable:
                totals[code] = exact(totals.get(code, 0)) + exact(value)
            elif totals.setdefault(code, value) != value:
                raise BadValue(value, _SAID_ELSEWHERE(measure=code), _ONCE)
    return Measured(totals, findings)


def _together(found: Sequence[tuple[str, Finding]]) -> list[Finding]:
    """Return the findings of several reports; where two have one id, each is told with the id of its report."""
    plainly = [evolve(finding, counts=1, note=("", "")) for _, finding in found]
    if len({finding.id for finding in plainly}) == len(plainly):
        return plainly
    return [
        evolve(finding, id=f"{report.replace('~', '~0').replace('/', '~1')}/{finding.id}")
        for (report, _), finding in zip(found, plainly, strict=True)
    ]
