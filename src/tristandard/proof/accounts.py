"""What makes each score, entry by entry, held against the account that was worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from tristandard.proof.disagreement import Disagreement, told
from tristandard.proof.reading.accounts import account
from tristandard.proof.reading.averaged import nodes_of
from tristandard.proof.reading.cards import Card
from tristandard.proof.reading.causes import Account, Entry
from tristandard.rules.assessment import Assessment
from tristandard.scoring.breakdown import Breakdown, BreakdownEntry, Cause
from tristandard.words.sentence import Told

#: What tells an entry from others.
Key = tuple[object, ...]
#: What an entry takes, and by which weight; of a line of the ledger what it is there, the quantity, and the points
#: before the cap.
Said = tuple[Fraction, ...]


def due(book: Assessment, card: Card) -> Account:
    """Return what makes a score that was worked out by hand."""
    marks = {one.code: one.full for one in book.items}
    return account(nodes_of(book), marks, card.came, card.published, card.own)


def differing(where: str, one: Account, other: Breakdown) -> Iterator[Disagreement]:
    """Yield in what a breakdown has other entries than those that follow."""
    expected = listed(map(of_reading, (*one.entries, *one.idle)))
    found = listed(map(of_breakdown, (*other.entries, *other.uncounted)))
    if expected != found:
        for key in sorted(expected.keys() | found.keys(), key=str):
            mine, theirs = expected.get(key, []), found.get(key, [])
            if mine != theirs:
                name = " ".join([where, *(str(part) for part in key if part)])
                yield Disagreement("breakdown", name, *("; ".join(map(text, some)) for some in (mine, theirs)))
    elif other.entries and other.entries[-1].cause is not Cause.ROUNDING:
        yield Disagreement("breakdown", f"{where} last", Cause.ROUNDING.value, other.entries[-1].cause.value)


def listed(said: Iterable[tuple[Key, Said]]) -> dict[Key, list[Said]]:
    """Return what entries say, by what tells them apart."""
    found: dict[Key, list[Said]] = {}
    for key, one in said:
        found.setdefault(key, []).append(one)
    return found


#: What the numbers of an entry are called in a disagreement.
_NAMES = ("", "× ", "of ", "for ", Told("封顶前 ", "before the cap ")[1])


def text(said: Said) -> str:
    """Return what an entry takes as text."""
    return " ".join(name + told(number) for name, number in zip(_NAMES, said, strict=False))


def of_reading(entry: Entry) -> tuple[Key, Said]:
    """Return what an entry of the account says."""
    row, reason = entry.row, entry.idle.value if entry.idle else ""
    name = (*row.name, row.taken.bearer is not None) if row else ()
    key = (
        entry.why.value, reason, entry.imputed, entry.node, entry.member, entry.axis, entry.item, entry.unit,
        entry.period, entry.site, entry.code, *name,
    )  # fmt: skip
    more = (row.lost - row.gained, row.taken.quantity, row.taken.before) if row else ()
    return key, (entry.points, entry.weight, *more)


def of_breakdown(entry: BreakdownEntry) -> tuple[Key, Said]:
    """Return what an entry of a breakdown says."""
    posted, reason = entry.posted, entry.reason.value if entry.reason else ""
    key: Key = (
        entry.cause.value, reason, entry.imputed, entry.node, entry.member, entry.axis, entry.item, entry.unit,
        entry.period, entry.site, entry.indicator,
    )  # fmt: skip
    if posted is not None:
        part, id_ = posted.part, posted.part.finding.id if posted.part.finding else ""
        named = part.unit is not None
        where = posted.site.code, posted.entry.question.code, posted.item
        key = (*key, *where, part.line, id_, part.measure, posted.bearer, named)
    more = (entry.borne, posted.part.quantity, posted.part.before) if posted else ()
    return key, (entry.points, entry.weight, *more)
