"""The proof of a quarter, or of several together: worked out again by hand from the observations, and held against
everything that the results say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import final

from attrs import evolve, field, frozen

from tristandard.basics.errors import said, wanted
from tristandard.basics.marks import page
from tristandard.basics.outcome import Observation
from tristandard.proof import handovers, ledgers, scorecards
from tristandard.proof.disagreement import ISSUED, Disagreement
from tristandard.proof.plans import Place, plans
from tristandard.proof.reading.asking import Question
from tristandard.proof.reading.papers import Papers
from tristandard.proof.reading.settling import standing
from tristandard.proof.reading.standing import Standing
from tristandard.proof.reading.worked import Worked, work_out
from tristandard.proof.reading.years import Together, counts_a_round
from tristandard.proof.registers import registers
from tristandard.scoring import handover
from tristandard.scoring.headline import notice_of, tell_headline
from tristandard.scoring.results import Results
from tristandard.survey.register import Register
from tristandard.words.sentence import Language, Sentence, Told

_HEAD = Sentence("{headline} · 输入摘要 {digest}", "{headline} · digest of the inputs {digest}")
_NOBODY = Sentence(
    "（另有 {count} 条不落在任何受考核单位，不计入成绩）",
    " ({count} more fall on no unit that is assessed, and count nowhere)",
)
_FACTS = Sentence(
    "计划测评 {measurements} 项次，其中未测 {unmeasured} 项次、不达标 {breaches} 项次，扣分记录 {postings} 条{nobody}，"
    "移交 {handovers} 份",
    "{measurements} measurements planned, {unmeasured} of them not measured, {breaches} in breach; {postings} "
    "postings{nobody}; {handovers} handovers",
)
_HOLDS = Told(
    "结论：所测各项重复指标每点位只测一次，每处不达标对每个有权考核各记一次，台账、责任单位、考核项目与移交分毫不差。",
    "It holds: each shared indicator was measured once at each site, each breach was posted once to each entitled "
    "assessment, and ledger, units, items and handovers agree to the last fraction.",
)
_WRONG = Sentence("结论：有 {count} 处不符：", "It does not hold: {count:disagreement|disagreements}:")


@final
@frozen(kw_only=True)
class Certificate:
    """That each shared indicator was measured once and its breaches shared once; or what is not so.

    Attributes:
        measurements: How many measurements were planned, and looked at here.
        unmeasured: How many of them were not measured.
        breaches: How many of them were breaches of the bar in force.
        postings: How many postings follow from them.
        unassessed: How many prices fall on nobody: on no unit, or on one that the assessment does not assess.
        disagreements: Everything that does not follow; empty where it holds.
    """

    identity: Mapping[str, str] = field(hash=False)
    measurements: int
    unmeasured: int = 0
    breaches: int
    postings: int
    unassessed: int = 0
    handovers: int
    disagreements: tuple[Disagreement, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing disagrees."""
        return not self.disagreements

    def against(self, results: Results) -> tuple[Disagreement, ...]:
        """Return in what the certificate differs from the one that results lead to, which is made anew; nothing where
        it is theirs.
        """
        made, told = _said(certify(results)), _said(self)
        return tuple(
            Disagreement(ISSUED, key, made.get(key, "none"), told.get(key, "none"))
            for key in sorted(made.keys() | told.keys())
            if made.get(key) != told.get(key)
        )

    def __str__(self) -> str:
        """Return the certificate as text in Chinese, for officials."""
        return self.text("zh")

    def text(self, language: str | Language = "zh") -> str:
        """Return the certificate as text, in "zh" or "en"."""
        head = _HEAD(headline=tell_headline(self.identity), digest=self.identity["inputs"][:16])
        facts = _FACTS(
            measurements=self.measurements,
            unmeasured=self.unmeasured,
            breaches=self.breaches,
            postings=self.postings,
            nobody=_NOBODY(count=self.unassessed) if self.unassessed else "",
            handovers=self.handovers,
        )
        result = _HOLDS if self.holds else _WRONG(count=len(self.disagreements))
        wrong = [f"  - {one.text(language)}" for one in self.disagreements]
        notice = notice_of(self.identity, language)
        return page([said(head, language), *notice, said(facts, language), said(result, language), *wrong])


def certify(results: Results) -> Certificate:
    """Work a quarter out again from its observations, by a reading of the rules that shares nothing with the rest of
    the library but the nouns, and compare register, ledger, scorecards and handovers. Of several periods together, each
    is worked out so, and then the scores of the whole time from theirs.

    Returns:
        The certificate; its `disagreements` name everything that was dropped, doubled or altered. Of several periods
        it counts what all of them hold.

    Laws: measured once; shared once; conservation; independent proof.
    """
    wanted(results, Results)
    if results.periods:
        return _of_several(results)
    worked = work_out(papers_of(results))
    return _of_one(results, worked)


def _of_one(results: Results, worked: Worked) -> Certificate:
    """Return the certificate of one period that was worked out."""
    if worked.standing is None:
        period, problems = str(worked.papers.period), worked.heard.problems
        return Certificate(
            identity=results.identity,
            measurements=sum(len(worked.asking.at(standing(site))) for site in worked.papers.sites),
            breaches=0,
            postings=0,
            handovers=0,
            disagreements=tuple(Disagreement("observations", period, "a register", one[1]) for one in problems),
        )
    return _compared(results, worked, worked.standing)


def _of_several(results: Results) -> Certificate:
    """Return the certificate of several periods: that of each, and then what they come to together."""
    worked = [work_out(papers_of(one)) for one in results.periods]
    made = [_of_one(one, by_hand) for one, by_hand in zip(results.periods, worked, strict=True)]
    beside = worked.pop() if any(counts_a_round(book) for book in worked[-1].papers.books.values()) else None
    whole = Together(worked, beside)
    named = [(of_one.identity["period"], one) for of_one in made for one in of_one.disagreements]
    found = [evolve(one, where=f"{period} {one.where}") for period, one in named]
    if whole.stand:
        found += scorecards.several(results, whole)
    return Certificate(
        identity=results.identity,
        measurements=sum(one.measurements for one in made),
        unmeasured=sum(one.unmeasured for one in made),
        breaches=sum(one.breaches for one in made),
        postings=sum(one.postings for one in made),
        unassessed=sum(one.unassessed for one in made),
        handovers=sum(one.handovers for one in made),
        disagreements=tuple(found),
    )


def papers_of(results: Results) -> Papers:
    """Return what results were made from: rules, sites, observations, figures, and what was found before."""
    plan = results.ledger.plan
    return Papers(
        rules=plan.merged.rule_set,
        sites=list(plan.sites.values()),
        period=plan.period,
        observations=list(_reported(results.ledger.register)),
        givens=results.givens,
        history=results.ledger.history,
        only=results.only,
        carried=results.carried,
    )


def _reported(register: Register) -> Iterator[Observation]:
    """Yield every observation of a register, in every revision."""
    for reports in register.latest.values():
        yield from reports.values()
    yield from register.older


def _compared(results: Results, worked: Worked, standing: Standing) -> Certificate:
    """Return the certificate of results whose observations stand."""
    questions = _questions(standing)
    due = ledgers.owed(standing)
    ledger = evolve(results.ledger, entries=ledgers.fitting(results.ledger, questions))
    passed = handovers.due(standing, questions)
    statuses = handovers.Statuses(standing, questions)
    found = [
        *plans(results.ledger.plan, standing),
        *registers(results.ledger.register, standing),
        *ledgers.entries(results.ledger, standing, questions),
        *ledgers.postings(ledger, due, str(worked.papers.period)),
        *scorecards.results(results, worked),
    ]
    handed = 0
    for one in handover.handovers(evolve(results, ledger=ledger)):
        handed += 1
        found += statuses.wrong((one.host, one.consumer), passed.pop((one.host, one.consumer), ()), one)
    found += [Disagreement("handover", f"{host} → {consumer}", "one", "none") for host, consumer in sorted(passed)]
    assessed = sum(answers for _, answers in due.values())
    return Certificate(
        identity=results.identity,
        measurements=len(standing.meanings),
        unmeasured=len(standing.meanings) - len(standing.heard.outcomes),
        breaches=sum(any(meaning.breached) for meaning in standing.meanings.values()),
        postings=assessed,
        unassessed=len(due) - assessed,
        handovers=handed,
        disagreements=tuple(found),
    )


def _questions(worked: Standing) -> dict[Place, Question]:
    """Return the question of each measurement."""
    return {(site.code, one.code): one for site in worked.papers.sites for one in worked.asking.at(standing(site))}


def _said(certificate: Certificate) -> dict[str, str]:
    """Return everything that a certificate says, as text by its name."""
    names = ("measurements", "unmeasured", "breaches", "postings", "unassessed", "handovers")
    counts = {name: str(getattr(certificate, name)) for name in names}
    identity = {f"identity {key}": value for key, value in certificate.identity.items()}
    return {**identity, **counts, "disagreements": "; ".join(map(str, certificate.disagreements)) or "none"}
