"""Visits that are closed (检查结束): they take no more findings, and no report that stood in one is revised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tristandard.basics.errors import BadValue, TristandardError, as_text
from tristandard.basics.outcome import Observation
from tristandard.survey.bad_observation import BadObservation, Unfit
from tristandard.survey.register import Register, VisitId
from tristandard.words.sentence import Sentence, Told

_ADDS_TO_CLOSED = Sentence("并入的检查“{visit}”已结束", "adds to the visit {visit!r}, which is closed")
_REGISTER_ANEW = Told(
    "请连同原有记录重新登记：register(plan, [*earlier.observations(), …], closing=…)；"
    "另起的检查是另一次测量，二者只取其一",
    "register all of it anew, register(plan, [*earlier.observations(), …], closing=…): "
    "another visit is another measurement, and one of them stands",
)
_REVISES_CLOSED = Sentence(
    "修订的记录属于检查“{visit}”，该次检查已结束", "revises a report of the visit {visit!r}, which is closed"
)


def too_late(before: Register, observation: Observation) -> Iterator[BadObservation]:
    """Yield why a report that is new touches a visit that was closed before."""
    if before.has(observation):
        return
    source, id_ = observation.source, observation.id
    known = before.latest.get(source, {}).get(id_)
    if (source, observation.visit) in before.closed:
        yield BadObservation(Unfit.CLOSED, source, id_, _ADDS_TO_CLOSED(visit=observation.visit), _REGISTER_ANEW)
    elif known and (source, known.visit) in before.closed:
        yield BadObservation(Unfit.CLOSED, source, id_, _REVISES_CLOSED(visit=known.visit), _REGISTER_ANEW)


_VISIT_TO_CLOSE = Told("要结束的检查", "a visit to close")
_GIVE_PAIRS = Told(
    '请写来源和检查的名称：closing=[("team", "v1")]',
    'give pairs of a source and a visit: closing=[("team", "v1")]',
)
_REPORTED_VISIT = Told("已有记录的检查", "a visit that was reported")
_AS_REPORTED = Told("请按记录中的写法写它的来源和名称", "give its source and its name as the observations do")


def closed(
    closing: object, observations: Iterable[Observation], problems: list[TristandardError]
) -> frozenset[VisitId]:
    """Return the visits to close, each of which somebody reported."""
    found, asked = set[VisitId](), list(closing) if isinstance(closing, Iterable) else [closing]
    reported = {(observation.source, observation.visit) for observation in observations} if asked else set()
    for visit in asked:
        if (
            not isinstance(visit, (tuple, list))
            or len(visit) != 2
            or not all(isinstance(part, str) and part for part in visit)
        ):
            problems.append(BadValue(visit, _VISIT_TO_CLOSE, _GIVE_PAIRS))
        elif tuple(visit) not in reported:
            problems.append(BadValue(tuple(visit), _REPORTED_VISIT, _AS_REPORTED))
        else:
            found.add((as_text(visit[0]), as_text(visit[1])))
    return frozenset(found)
