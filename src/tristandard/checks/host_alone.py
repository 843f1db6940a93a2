"""Lines that the host alone charges, of whoever is never the host, or where the host does not ask."""

from __future__ import annotations

from collections.abc import Iterator

from tristandard.checks.doubt import Doubt, on_lines
from tristandard.grouping.shared import SharedIndicator
from tristandard.rules.deductions.rule import Charged
from tristandard.rules.indicator import Indicator
from tristandard.rules.policy import Reading
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import meeting
from tristandard.rules.wording.names import name_assessment
from tristandard.words.sentence import Sentence, Told

_BY_HOST_ALONE = Sentence(
    "有一条扣分标准只由主办方扣分，而凡{assessment}考核之处都由{host}主办",
    "has a line that is charged by the host alone, and {host} is the host wherever {assessment} asks it",
)
_CHARGE_EACH = Told(
    '请改写 charged = "each"，或在对照表 hosts 中把它放在最前，或确认这条标准从不扣分',
    'write charged = "each", name it first in `hosts` of the crosswalk, or accept that the line is never charged',
)
_BY_FIRST_USE = Sentence(
    "有一条扣分标准只由主办方扣分；{assessment}的几处用途中只按编码在先的一处扣",
    "has a line that is charged by the host alone: of several uses in {assessment} the first by code charges it",
)
_WRITE_ON_FIRST = Told(
    '请改写 charged = "each"，或把这条标准写在编码在先的一处，或确认这条标准从不扣分',
    'write charged = "each", write the line on that use, or accept that the line is never charged',
)
_HOST_ASKS_NOT = Sentence(
    "有一条扣分标准只由主办方扣分；逐点读法下，由{host}主办而{host}自己不考核的点位，没有谁扣它",
    "has a line that is charged by the host alone; read pointwise, nobody charges it where {host} is the host and "
    "does not ask it",
)
_NOT_CHARGED_THERE = Told(
    '请改写 charged = "each"，或确认这条标准在那些点位不扣分',
    'write charged = "each", or accept that the line is not charged there',
)


def uncharged(shared: SharedIndicator, rules: RuleSet) -> Iterator[Doubt]:
    """Yield the lines for the host alone of members that are measured nowhere by their own assessment, or of which
    another use is the first; or that nobody charges, read pointwise, at sites where the host does not ask.

    Outside the ground of its crosswalk an indicator is measured by the assessment itself.
    """
    every = shared.contributions
    for one in every:
        member = one.indicator
        if shared.hosts(one, every) or all(rule.charged is Charged.EACH for rule in member.deductions):
            continue
        by, assessment = name_assessment(rules, shared.host), name_assessment(rules, one.assessment)
        if shared.where is not None and not member.scope <= shared.where:
            if rules.policy.reading is Reading.POINTWISE and _without_host(shared, member):
                yield on_lines(rules, member, _HOST_ASKS_NOT(host=by), _NOT_CHARGED_THERE)
        elif one.assessment == shared.host:
            yield on_lines(rules, member, _BY_FIRST_USE(assessment=assessment), _WRITE_ON_FIRST)
        else:
            yield on_lines(rules, member, _BY_HOST_ALONE(host=by, assessment=assessment), _CHARGE_EACH)


#: So many grounds at which scopes meet are looked at.
_GROUNDS = 1000


def _without_host(shared: SharedIndicator, member: Indicator) -> bool:
    """Return whether a member asks somewhere on the ground of its match where the host does not."""
    assert shared.where is not None
    asked = [one.indicator.scope for one in shared.contributions if one.assessment == shared.host]
    places, _ = meeting([member.scope, shared.where], _GROUNDS)
    return any(
        member.scope.covers(place) and shared.where.covers(place) and not any(scope.covers(place) for scope in asked)
        for place in places
    )
