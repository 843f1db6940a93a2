"""Whether what was handed over, or a certificate, follows from what was reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import evolve

from tristandard.basics.errors import Refused
from tristandard.basics.outcome import Observation
from tristandard.basics.period import Period
from tristandard.codec.handed import load_handover
from tristandard.codec.issued import load_certificate
from tristandard.codec.output import seal
from tristandard.codec.results import load_results
from tristandard.codec.rows import to_rows
from tristandard.desk.beside import Beside
from tristandard.desk.matched import Said, by_keys, compared
from tristandard.desk.mistakes import NotDone
from tristandard.desk.verified import Check, Fact
from tristandard.merging.merged import MergedRules
from tristandard.proof.certificate import Certificate
from tristandard.scoring.handed_over import Handover
from tristandard.scoring.handover import handover
from tristandard.scoring.receive import HandoverMismatch, receive
from tristandard.scoring.results import Results
from tristandard.scoring.score import score
from tristandard.survey.plan import Plan
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share
from tristandard.words.sentence import Told

_NOT_GIVEN_OF_HANDOVER = Told(
    "没有给测评记录；测评结果是移交一方所写的",
    "no observations were given; the outcomes are what the sender says",
)
_GIVE_RESULTS = Told(
    "核验书只写摘要，单凭它无从重算；请给 --results，或给 --sites 和 --observations（工作簿两者都有）",
    "a certificate holds digests alone and cannot be made anew by itself: give --results, or --sites and "
    "--observations (a workbook has both)",
)


def _sealed_anew(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table with the seal of what stands in it, for loading to look at all else."""
    rest = {key: value for key, value in table.items() if key != "seal"}
    return {**rest, "seal": seal(rest)}


def handed_over(table: object, beside: Beside) -> Iterator[Check]:
    """Yield whether the statuses of a handover follow from its outcomes, and these from what was reported."""
    if not isinstance(table, dict):
        return
    handed = load_handover(_sealed_anew(table), beside.merged)
    yield _told(handed, beside.merged)
    if beside.reported is None:
        yield Check(fact=Fact.STATUSES_OF_REPORTS, fits=None, where=_NOT_GIVEN_OF_HANDOVER)
        return
    due = _due(handed, beside)
    yield compared(Fact.STATUSES_OF_REPORTS, _statuses(handed), _statuses(due), by_keys)


def _told(handed: Handover, merged: MergedRules) -> Check:
    """Return whether the statuses follow from the outcomes that were handed over."""
    try:
        receive(handed, merged)
    except Refused as refused:
        wrong = list(refused.reasons)
        mismatches = [one for one in wrong if isinstance(one, HandoverMismatch)]
        if not mismatches:
            raise
        first = mismatches[0]
        return Check(
            fact=Fact.STATUSES, fits=False, count=len(handed.entries), wrong=len(wrong), where=first.subject,
            written=first.given[1], follows=first.known[1],
        )  # fmt: skip
    return Check(fact=Fact.STATUSES, fits=True, count=len(handed.entries))


def _due(handed: Handover, beside: Beside) -> Handover:
    """Return what the host hands over of the same sites, by what was reported."""
    planned = plan(beside.merged, handed.sites, handed.period)
    history: dict[str, dict[str, tuple[int, ...]]] = {}
    for entry in handed.entries:
        history.setdefault(entry.site, {}).update(entry.earlier)
    mine = [one for one in beside.observations(planned) if _hosted(planned, one, handed.host)]
    ledger = share(register(planned, mine), history=history)
    return handover(score(ledger, only=handed.indicators, carried={}), handed.host, handed.consumer)


def _hosted(planned: Plan, one: Observation, host: str) -> bool:
    ground = planned.grounds.get(one.site)
    asked = ground.by_code.get(one.indicator) if ground else None
    return asked is not None and asked.indicator.host == host


def _statuses(handed: Handover) -> Said:
    return {(row["site"], row["indicator"]): row for row in to_rows(handed)}


def issued(table: dict[str, Any], period: Period, beside: Beside, results: str | Path | None) -> Check:
    """Return whether a certificate is the one of some results."""
    found = load_certificate(_sealed_anew(table))
    if results is not None:
        made = load_results(results, beside.merged)
    elif beside.sites and beside.reported is not None:
        made = _scored(found, period, beside)
    else:
        raise NotDone(_GIVE_RESULTS)
    wrong = found.against(made)
    count = len(found.identity) + len(table.keys() - {"kind", "seal", "identity"})
    if not wrong:
        return Check(fact=Fact.CERTIFICATE, fits=True, count=count)
    first = wrong[0]
    return Check(
        fact=Fact.CERTIFICATE, fits=False, count=count, wrong=len(wrong), where=by_keys((first.where,)),
        written=first.found, follows=first.expected,
    )  # fmt: skip


def _scored(issued: Certificate, period: Period, beside: Beside) -> Results:
    """Return results of what was reported, called as a certificate calls those that it is of."""
    planned = plan(beside.merged, beside.sites, period)
    ledger = share(register(planned, beside.observations(planned)))
    first, says = score(ledger, givens=beside.figures, carried=beside.nobody_carried), issued.identity
    edition = says["edition"]
    return evolve(
        first, edition=int(edition) if edition.isdecimal() else 1, supersedes=says["supersedes"], reason=says["reason"],
        library_version=says["library_version"],
    )  # fmt: skip
