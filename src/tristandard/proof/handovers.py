"""What hosts pass on, status by status, held against what follows from the observations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import final

from attrs import define, field

from tristandard.proof.disagreement import Disagreement, told
from tristandard.proof.ledgers import levels, status
from tristandard.proof.plans import Place, bar_text, place
from tristandard.proof.reading.asking import Question
from tristandard.proof.reading.charge import Charge
from tristandard.proof.reading.standing import Standing
from tristandard.proof.registers import outcome_texts, same
from tristandard.scoring.handed_over import HandedOver, Handover
from tristandard.words.sentence import Told

#: A host, and who takes over what it measured.
Pair = tuple[str, str]

DIGEST = Told("规则的摘要", "digest of the rules")


def due(worked: Standing, questions: Mapping[Place, Question]) -> dict[Pair, list[Place]]:
    """Return what each host passes to each consumer: every measurement that the host makes and the other uses."""
    found: dict[Pair, list[Place]] = {}
    for where in worked.meanings:
        question = questions[where]
        for book in {user.book for user in question.users} - {question.host}:
            found.setdefault((question.host, book), []).append(where)
    return found


@final
@define(eq=False)
class Statuses:
    """The statuses that follow from the observations; one that is the same for several consumers is looked at once."""

    worked: Standing
    questions: Mapping[Place, Question]
    _right: dict[tuple[Place, str], HandedOver] = field(factory=dict)
    _bars: dict[Question, str] = field(factory=dict)
    _places: dict[Question, dict[str, list[int]]] = field(factory=dict)

    def wrong(self, pair: Pair, places: Iterable[Place], handed: Handover) -> Iterator[Disagreement]:
        """Yield where a handover passes on anything else."""
        whose = f"{pair[0]} → {pair[1]}"
        found: dict[Place, list[HandedOver]] = {}
        for one in handed.entries:
            found.setdefault((one.site, one.indicator), []).append(one)
        expected = set(places)
        for where in sorted(expected | found.keys()):
            mine = found.get(where, [])
            if len(mine) != (where in expected):
                yield Disagreement("handover", f"{whose} {place(where)}", str(int(where in expected)), str(len(mine)))
            elif mine:
                yield from self.differing(whose, where, pair[1], mine[0])
        sites, held = {site for site, _ in expected}, {one.code: one for one in handed.sites}
        known = {one.code: one for one in self.worked.papers.sites}
        for code in sorted(sites | held.keys()):
            if code not in sites or held.get(code) != known[code]:
                yield Disagreement(
                    "handover",
                    f"{whose} {code}",
                    "one" if code in sites else "none",
                    "another" if code in held else "none",
                )
        for name, expected_, found_ in self.heads(handed):
            if expected_ != found_:
                yield Disagreement("handover", f"{whose} {name}".rstrip(), expected_ or "none", found_ or "none")

    def heads(self, handed: Handover) -> Iterator[tuple[str, str, str]]:
        """Yield what a handover says of itself: its period, and the rules that it was made under."""
        rules = self.worked.papers.rules
        yield "", str(self.worked.papers.period), str(handed.period)
        yield "rule set", rules.code, handed.rule_set
        yield "version", rules.version, handed.rule_set_version
        yield "variant", rules.variant or "", handed.variant
        yield DIGEST[1], rules.digest, handed.rules
        yield "notice", rules.notice_zh, handed.notice

    def differing(self, whose: str, where: Place, consumer: str, handed: HandedOver) -> Iterator[Disagreement]:
        """Yield in what one status differs: of the host, or of the consumer where the host does not count it itself."""
        question = self.questions[where]
        if question not in self._places:
            self._places[question] = {}
            for at, user in enumerate(question.users):
                self._places[question].setdefault(user.book, []).append(at)
        places = self._places[question]
        book = question.host if question.host in places else consumer
        if self._right.get((where, book)) is handed:
            return
        found = [one for one in self.facts(where, question, places[book], handed) if one[1] != one[2]]
        for name, one, other in found:
            yield Disagreement("handover", f"{whose} {place(where)} {name}", told(one), told(other))
        outcome = self.worked.heard.outcomes.get(where)
        if not same(outcome, handed.outcome, self.worked.papers.period.end):
            texts = outcome_texts(outcome, handed.outcome)
            yield Disagreement("handover", f"{whose} {place(where)} outcome", *texts)
        elif not found:
            self._right[where, book] = handed

    def facts(
        self, where: Place, question: Question, uses: Sequence[int], handed: HandedOver
    ) -> Iterator[tuple[str, object, object]]:
        """Yield what a status says beside the outcome: what it means, the bar, who bears what by all uses, and what was
        found before.
        """
        meaning, outcome = self.worked.meanings[where], self.worked.heard.outcomes.get(where)
        charges: dict[str, Charge] = {}
        for one in meaning.borne:
            if any(one.user is question.users[at] for at in uses):
                owner = one.unit or ""
                charges[owner] = charges[owner].beside(one.charge) if owner in charges else one.charge
        borne = sorted(charges.items())
        breached = any(meaning.breached[at] for at in uses)
        past = self.worked.papers.past(where[0])
        if question not in self._bars:
            self._bars[question] = bar_text(question, self.worked.papers.measures)
        yield "status", status(outcome, breached=breached).value, handed.status.value
        yield "bar", self._bars[question], handed.bar
        if borne or handed.points or handed.gained or handed.vetoes:
            yield "points", tuple((unit, one.lost) for unit, one in borne if one.lost), handed.points
            yield "gained", tuple((unit, one.gained) for unit, one in borne if one.gained), handed.gained
            yield "vetoes", tuple((unit, level) for unit, one in borne for level in levels(one.vetoes)), handed.vetoes
        if past or handed.earlier:
            earlier = tuple((code, tuple(past[code])) for code in sorted(past) if code in question.bar)
            yield "earlier", earlier, handed.earlier
