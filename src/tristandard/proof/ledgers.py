"""A ledger, held against what every measurement costs whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from tristandard.basics.outcome import Measured, NotApplicable, Outcome
from tristandard.basics.points import plain
from tristandard.basics.shown import shortened
from tristandard.merging.question import Question as Planned
from tristandard.proof.disagreement import Disagreement, told
from tristandard.proof.plans import Place, bar_text, place, same_bar, same_users
from tristandard.proof.reading.asking import Question
from tristandard.proof.reading.stakes import Borne, Meaning
from tristandard.proof.reading.standing import Standing
from tristandard.proof.registers import outcome_texts, same
from tristandard.rules.deductions.price import Level
from tristandard.survey.entry import Entry, Status
from tristandard.survey.ledger import Ledger
from tristandard.survey.posting import Posting
from tristandard.words.sentence import Sentence


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
    charge, user, use = due.charge, due.user, whose(due, posting.indicator)
    return (charge.lost, charge.gained, levels(charge.vetoes), user.code, user.item, period, answers, use) == (
        posting.points, posting.gained, posting.vetoes, posting.member, posting.item, posting.period, assessed,
        posting.use,
    )  # fmt: skip


def whose(due: Borne, question: str) -> str:
    """Return by which name a posting is told apart: the assessment's; where a question joins several indicators of it,
    the indicator's.
    """
    mine = [code for code in question.split("+") if code.split(".")[0] == due.user.book]
    return due.user.code if len(mine) > 1 else due.user.book


def posting_texts(
    due: tuple[Borne, bool] | None, found: Sequence[tuple[Posting, bool]], period: str
) -> tuple[str, str]:
    """Return what a posting should say, and what it says; where the prices are the same, with all else."""
    one, others = "none", [price(posting.points, posting.gained, posting.vetoes) for posting, _ in found]
    if due is not None:
        borne, answers = due
        one = price(borne.charge.lost, borne.charge.gained, levels(borne.charge.vetoes))
        if [one] == others:
            posting, assessed = found[0]
            use = whose(borne, posting.indicator)
            one += f" {use} {borne.user.code} {borne.item} {period} {counts(answers=answers)}"
            others[0] += f" {posting.use} {posting.member} {posting.item} {posting.period} {counts(answers=assessed)}"
    return one, " and ".join(others) or "none"


def counts(*, answers: bool) -> str:
    """Return whether something counts for somebody, in words."""
    return "assessed" if answers else "not assessed"


VETO_OF = Sentence("{level}一票否决", "veto of the {level}")


def price(lost: Fraction, gained: Fraction, vetoes: Sequence[str]) -> str:
    """Return what is taken, given and zeroed, as text."""
    also = [f"+{plain(gained)}"] if gained else []
    return " ".join([plain(lost), *also, *(VETO_OF(level=one)[1] for one in vetoes)])
