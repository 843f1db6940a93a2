"""A plan, a register and a ledger, held against a period that was worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from tristandard.basics.finding import Finding
from tristandard.basics.measure import Measure
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Outcome
from tristandard.basics.points import plain
from tristandard.basics.shown import shortened
from tristandard.merging.question import Question as Planned
from tristandard.proof.disagreement import Disagreement, told
from tristandard.proof.reading.asking import Question
from tristandard.proof.reading.life import BY_LIFE, answer
from tristandard.proof.reading.settling import standing
from tristandard.proof.reading.standing import Borne, Meaning, Standing
from tristandard.rules.acceptance import Acceptance
from tristandard.rules.deductions.price import Level
from tristandard.rules.standard import Ask, Standard
from tristandard.survey.entry import Entry, Status
from tristandard.survey.ledger import Ledger
from tristandard.survey.plan import Plan
from tristandard.survey.posting import Posting
from tristandard.survey.register import Register
from tristandard.words.sentence import Sentence

#: A site, and the code of a question.
Place = tuple[str, str]


def place(where: Place) -> str:
    """Return a place as a disagreement tells it."""
    return f"{where[0]} {shortened(where[1])}"


# ---- the plan


def plans(plan: Plan, worked: Standing) -> Iterator[Disagreement]:
    """Yield where a plan asks otherwise than the rules."""
    known: dict[tuple[Planned, Question], tuple[tuple[str, str, str], ...]] = {}
    for site in worked.papers.sites:
        due = {one.code: one for one in worked.asking.at(standing(site))}
        ground = plan.grounds.get(site.code)
        found = {one.code: one for one in ground.questions} if ground else {}
        for code in sorted(due.keys() | found.keys()):
            where, one, other = place((site.code, code)), due.get(code), found.get(code)
            if one is None or other is None:
                yield Disagreement("plan", where, "one" if one else "none", "one" if other else "none")
                continue
            if (other, one) not in known:
                known[other, one] = tuple(differences(one, other, worked.papers.measures))
            yield from (Disagreement(fact, where, expected, seen) for fact, expected, seen in known[other, one])


def differences(due: Question, found: Planned, measures: Mapping[str, Measure]) -> Iterator[tuple[str, str, str]]:
    """Yield in what a planned question differs from the one of the rules: its users, its bar, who measures it."""
    if not same_users(due, found):
        yield "shared once", "+".join(one.book for one in due.users), "+".join(one.assessment for one in found.users)
    if not same_bar(due, found):
        yield "bar", bar_text(due, measures), str(found.bar)
    if due.host != found.indicator.host:
        yield "plan", due.host, found.indicator.host


def same_users(due: Question, found: Planned) -> bool:
    """Return whether the same indicators use a question, each for its own business."""
    return [(one.code, one.business) for one in due.users] == [
        (one.indicator.code, one.measures) for one in found.users
    ]


def same_bar(due: Question, found: Planned) -> bool:
    """Return whether a question has the same bar."""
    seen: Mapping[str, Acceptance] = {ask.measure.code: ask.acceptance for ask in found.bar.asks}
    return due.bar == seen


def bar_text(question: Question, measures: Mapping[str, Measure]) -> str:
    """Return a bar as rule sets write it; a ruling may ask about a measure of which no member does."""
    return str(Standard(Ask(measures[code], acceptance) for code, acceptance in question.bar.items()))


# ---- the register


def registers(held: Register, worked: Standing) -> Iterator[Disagreement]:
    """Yield where a register holds another outcome than the one that follows from its observations."""
    seen = {(site, code): outcome for site, outcomes in held.outcomes.items() for code, outcome in outcomes.items()}
    for where in sorted(worked.meanings.keys() | seen.keys()):
        one, other = worked.heard.outcomes.get(where), seen.get(where)
        if where not in worked.meanings or not same(one, other, worked.papers.period.end):
            yield Disagreement("outcome", place(where), *outcome_texts(one, other))


def same(one: Outcome | None, other: Outcome | None, end: date) -> bool:
    """Return whether two outcomes say the same; why something was not measured decides nothing."""
    if isinstance(one, Measured) and isinstance(other, Measured):
        found = [*zip(one.findings, other.findings, strict=False)]
        return (
            one.values == other.values
            and len(one.findings) == len(other.findings)
            and all(same_finding(finding, another, end) for finding, another in found)
        )
    if one is None or isinstance(one, NotMeasured):
        return other is None or isinstance(other, NotMeasured)
    return one == other


def same_finding(one: Finding, other: Finding, end: date) -> bool:
    """Return whether a register holds a finding as it follows: what it counts, whose it is, and what its life told."""
    apart = {name: answer(one, name, end=end, repeats=0) for name in BY_LIFE} if one.life else {}
    due = {**dict(one.circumstances), **apart}
    return due == dict(other.circumstances) and (
        (one.id, one.measure, one.place, one.at, one.unit, one.life, one.counts)
        == (other.id, other.measure, other.place, other.at, other.unit, other.life, other.counts)
    )


def outcome_texts(one: Outcome | None, other: Outcome | None) -> tuple[str, str]:
    """Return two outcomes as text; where that is the same, with their findings."""
    both = told(one), told(other)
    if both[0] != both[1]:
        return both
    return with_findings(one), with_findings(other)


def with_findings(outcome: Outcome | None) -> str:
    """Return an outcome with what each of its findings counts, whose it is, and what it tells."""
    if not isinstance(outcome, Measured):
        return told(outcome)
    found = [
        " ".join(
            [
                one.id,
                plain(one.counts),
                *([one.unit] if one.unit else []),
                *(f"{name}={answer_}" for name, answer_ in one.circumstances),
            ]
        )
        for one in outcome.findings
    ]
    return f"{outcome} ({', '.join(found)})"


# ---- the ledger


def fitting(ledger: Ledger, questions: Mapping[Place, Question]) -> dict[str, dict[str, Entry]]:
    """Return the entries that were planned, with a status and a price for each user, as the rules have them."""
    found: dict[str, dict[str, Entry]] = {}
    for site, entries in ledger.entries.items():
        for code, entry in entries.items():
            question = questions.get((site, code))
            if question is not None and fits(entry, question):
                found.setdefault(site, {})[code] = entry
    return found


def fits(entry: Entry, question: Question) -> bool:
    """Return whether an entry has a status and a price for each user of a question."""
    return same_users(question, entry.question) and len(entry.statuses) == len(entry.charges) == len(question.users)


def entries(ledger: Ledger, worked: Standing, questions: Mapping[Place, Question]) -> Iterator[Disagreement]:
    """Yield where a ledger has other entries than those that follow, or says otherwise what they mean."""
    bars: dict[tuple[Question, Planned], bool] = {}
    for where, meaning in worked.meanings.items():
        entry = ledger.entries.get(where[0], {}).get(where[1])
        yield from entered(entry, where, questions[where], worked, meaning, bars)
    for site, told_ in ledger.entries.items():
        for code, entry in told_.items():
            if (site, code) not in worked.meanings:
                yield Disagreement("entry", place((site, code)), "none", str(entry.outcome))


def entered(
    entry: Entry | None, where: Place, question: Question, worked: Standing, meaning: Meaning,
    bars: dict[tuple[Question, Planned], bool],
) -> Iterator[Disagreement]:  # fmt: skip
    """Yield in what one entry differs: its outcome, its users, its bar, what it means for each user; `bars` holds which
    are the same.
    """
    outcome = worked.heard.outcomes.get(where)
    if not same(outcome, entry and entry.outcome, worked.papers.period.end):
        yield Disagreement("entry", place(where), *outcome_texts(outcome, entry and entry.outcome))
    elif entry is None:
        return
    elif not fits(entry, question):
        users = "+".join(one.assessment for one in entry.question.users)
        found = f"{users} with {len(entry.statuses)} statuses and {len(entry.charges)} prices"
        yield Disagreement("shared once", place(where), "+".join(one.book for one in question.users), found)
    else:
        both = question, entry.question
        if both not in bars:
            bars[both] = same_bar(*both)
        if not bars[both]:
            yield Disagreement(
                "bar", place(where), bar_text(question, worked.papers.measures), told(str(entry.question.bar))
            )
        for user, breached, found_ in zip(question.users, meaning.breached, entry.statuses, strict=True):
            due = status(outcome, breached=breached)
            if due is not found_:
                yield Disagreement("status", f"{place(where)} {user.book}", due.value, found_.value)


def status(outcome: Outcome | None, *, breached: bool) -> Status:
    """Return what a measurement means for a user."""
    match outcome:
        case Measured():
            return Status.BREACHED if breached else Status.MET
        case NotApplicable():
            return Status.NOT_APPLICABLE
        case _:
            return Status.NOT_MEASURED


#: Site, question, the assessment's own indicator, and the unit; "" where nobody answers.
Key = tuple[str, str, str, str]


def owed(worked: Standing) -> dict[Key, tuple[Borne, bool]]:
    """Return every posting that follows from what was seen: what is borne, and whether it counts for somebody."""
    found: dict[Key, tuple[Borne, bool]] = {}
    sites = {one.code: one for one in worked.papers.sites}
    for (site, code), meaning in worked.meanings.items():
        for one in meaning.borne:
            found[site, code, one.user.code, one.unit or ""] = one, worked.answers(one.user, sites[site], one)
    return found


def levels(vetoes: frozenset[Level]) -> tuple[str, ...]:
    """Return what is zeroed, by name."""
    return tuple(sorted(level.value for level in vetoes)) if vetoes else ()


def postings(ledger: Ledger, due: Mapping[Key, tuple[Borne, bool]], period: str) -> Iterator[Disagreement]:
    """Yield where a ledger posts otherwise than what follows."""
    found: dict[Key, list[tuple[Posting, bool]]] = {}
    for assessed, every in ((True, ledger.postings()), (False, ledger.unassessed())):
        for one in every:
            found.setdefault((one.site, one.indicator, one.member, one.unit or ""), []).append((one, assessed))
    for key in sorted(due.keys() | found.keys()):
        expected, others = due.get(key), found.get(key, [])
        if expected is None or len(others) != 1 or not follows(*expected, *others[0], period):
            where = " ".join((key[0], shortened(key[1]), *key[2:]))
            texts = posting_texts(expected, others, period)
            yield Disagreement("posting", where, *texts)


def follows(due: Borne, answers: bool, posting: Posting, assessed: bool, period: str) -> bool:
    """Return whether a posting says what somebody bears, and counts for whom it does."""
    charge, user = due.charge, due.user
    return (charge.lost, charge.gained, levels(charge.vetoes), user.code, user.indicator.item, period, answers) == (
        posting.points, posting.gained, posting.vetoes, posting.member, posting.item, posting.period, assessed
    )  # fmt: skip


def posting_texts(
    due: tuple[Borne, bool] | None, found: Sequence[tuple[Posting, bool]], period: str
) -> tuple[str, str]:
    """Return what a posting should say, and what it says; where the prices are the same, with all else."""
    one, others = "none", [price(posting.points, posting.gained, posting.vetoes) for posting, _ in found]
    if due is not None:
        borne, answers = due
        one = price(borne.charge.lost, borne.charge.gained, levels(borne.charge.vetoes))
        if [one] == others:
            one += f" {borne.user.code} {borne.user.indicator.item} {period} {counts(answers=answers)}"
            posting, assessed = found[0]
            others[0] += f" {posting.member} {posting.item} {posting.period} {counts(answers=assessed)}"
    return one, " and ".join(others) or "none"


def counts(*, answers: bool) -> str:
    """Return whether something counts for somebody, in words."""
    return "assessed" if answers else "not assessed"


VETO_OF = Sentence("{level}一票否决", "veto of the {level}")


def price(lost: Fraction, gained: Fraction, vetoes: Sequence[str]) -> str:
    """Return what is taken, given and zeroed, as text."""
    also = [f"+{plain(gained)}"] if gained else []
    return " ".join([plain(lost), *also, *(VETO_OF(level=one)[1] for one in vetoes)])
