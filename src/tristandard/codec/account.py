"""What a file of a plan, a ledger or results holds: what it was made from, and what follows, each thing once.

What is asked is written once for all sites, with a number, by which tasks and postings name it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from cattrs import Converter

from tristandard.basics.digest import digest
from tristandard.basics.points import plain
from tristandard.codec.layout import Keyed, Listed, Piece
from tristandard.codec.quick import Lines, compact
from tristandard.merging.question import Question
from tristandard.rules.nodes.part import Part
from tristandard.scoring.results import Results
from tristandard.scoring.scorecard import Scorecard
from tristandard.survey.entry import Entry
from tristandard.survey.ledger import Ledger
from tristandard.survey.plan import Plan
from tristandard.survey.posting import spread, use_of

Pieces = dict[str, Piece]


def plan_pieces(planned: Plan, convert: Converter) -> Pieces:
    """Return what a file of a plan holds."""
    rules, numbers = planned.rules, _numbers(planned)
    return {
        "kind": compact("plan"),
        "rule_set": compact(rules.code),
        "rule_set_version": compact(rules.version),
        "variant": compact(rules.variant or ""),
        "rules": compact(rules.digest),
        "notice_zh": compact(rules.notice_zh),
        "notice_en": compact(rules.notice_en),
        "inputs": compact(planned.digest),
        "period": compact(str(planned.period)),
        "sites": Listed(compact(convert.unstructure(site)) for site in planned.sites.values()),
        "questions": Listed(map(_question, numbers)),
        "tasks": Keyed(
            (site, compact([numbers[question] for question in ground.questions]))
            for site, ground in planned.grounds.items()
        ),
    }


def _numbers(planned: Plan) -> dict[Question, int]:
    """Return what is asked anywhere, each with its number from 0, in the order of the codes and of the users."""
    asked = {question for ground in planned.grounds.values() for question in ground.questions}
    return {question: number for number, question in enumerate(sorted(asked, key=_known_by))}


def _known_by(question: Question) -> tuple[str, ...]:
    return (question.code, *(user.indicator.code for user in question.users))


def _question(question: Question) -> str:
    users = [
        {"assessment": user.assessment, "indicator": user.indicator.code, "item": user.indicator.item}
        for user in question.users
    ]
    return compact(
        {
            "indicator": question.code,
            "zh": question.indicator.lead.zh,
            "bar": question.bar_text,
            "host": question.indicator.host,
            "users": users,
        }
    )


def ledger_pieces(ledger: Ledger, convert: Converter) -> Pieces:
    """Return what a file of a ledger holds."""
    held, lines = ledger.register, Lines(convert)
    return {
        **plan_pieces(held.plan, convert),
        "kind": compact("ledger"),
        "inputs": compact(digest((held.plan.digest, held.closed, ledger.history, held.digests))),
        "observations": Listed(map(lines.line, held.observations())),
        "closed": compact(sorted(map(list, held.closed))),
        "history": compact(
            {site: {code: list(times) for code, times in found.items()} for site, found in ledger.history.items()}
        ),
        "postings": Keyed(_postings(ledger)),
    }


def _postings(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Yield the postings of each site that has some.

    Each is what is asked, by its number, the assessment (or of several uses in it the indicator), the unit and the
    points lost; where there are any, points gained and vetoes.
    """
    plan, numbers = ledger.plan, _numbers(ledger.plan)
    known: dict[tuple[int, object], str] = {}
    for site, entries in ledger.entries.items():
        units, found = plan.sites[site].units, list[str]()
        for code in sorted(entries):
            if entries[code].clean:
                continue
            key = id(entries[code]), units
            if key not in known:
                known[key] = ",".join(map(compact, _posted(ledger, entries[code], site, numbers)))
            found.append(known[key])
        if posted := ",".join(filter(None, found)):
            yield site, f"[{posted}]"


def _posted(ledger: Ledger, entry: Entry, site: str, numbers: dict[Question, int]) -> Iterator[list[Any]]:
    for user, charges in zip(entry.question.users, entry.charges, strict=True):
        for unit, price in spread(charges, ledger.plan.sites[site]):
            if unit is not None and ledger.answers(entry.question, user, site, unit, price.vetoes):
                more = (
                    [plain(price.gained), sorted(level.value for level in price.vetoes)]
                    if price.gained or price.vetoes
                    else []
                )
                use = use_of(entry.question.code, user.assessment, user.indicator.code)
                yield [numbers[entry.question], use, unit, plain(price.lost), *more]


def results_pieces(results: Results, convert: Converter) -> Pieces:
    """Return what a file of results holds."""
    return {
        **ledger_pieces(results.ledger, convert),
        "kind": compact("results"),
        "identity": compact(results.identity),
        "givens": compact([[*key, _number(figure)] for key, figure in sorted(results.givens.items())]),
        "carried": compact({code: list(units) for code, units in sorted(results.carried.items())}),
        "only": compact(None if results.only is None else sorted(results.only)),
        "results": Keyed(
            (code, Keyed((unit, _card(card)) for unit, card in sorted(result.cards.items())))
            for code, result in sorted(results.items())
        ),
    }


def _card(card: Scorecard) -> Keyed:
    told: dict[str, Piece] = {
        "unit": compact(card.unit.code), "zh": compact(card.unit.zh), "exact": compact(_number(card.exact)),
        "published": compact(None if card.published is None else str(card.published)),
        "place": compact(card.place), "places": compact(card.places), "reason": compact(card.reason[1]),
        "coverage": compact(plain(card.coverage)),
        "low": compact(plain(card.part.low)), "high": compact(plain(card.part.high)),
        "score": Listed(map(compact, _parts(card.part))),
    }  # fmt: skip
    return Keyed(sorted(told.items()))


def _number(value: Fraction | None) -> str | None:
    return None if value is None else plain(value)


def _parts(whole: Part) -> Iterator[dict[str, Any]]:
    """Yield a part and all below it, each after the one that it is a part of.

    Each says how far below the first it stands, and its weight there.
    """
    todo: list[tuple[int, Fraction | None, Part]] = [(0, None, whole)]
    while todo:
        level, weight, part = todo.pop()
        yield {"level": level, **({} if weight is None else {"weight": plain(weight)}), **_part(part)}
        todo += [(level + 1, Fraction(0), beside) for beside in reversed(part.read)]
        todo += [
            (level + 1, share, below) for share, below in reversed(list(zip(part.weights, part.parts, strict=True)))
        ]


def _points_of(part: Part) -> dict[str, Any]:
    """Return what a part lists in points, of bonuses and adjustments in their order, of items by their codes; and the
    targets.
    """
    keys = ("added", "adjusted", "targets")
    listed = {key: [[of, plain(points)] for of, points in getattr(part, key)] for key in keys}
    by_item = {
        key: {item: plain(points) for item, points in getattr(part, key)} for key in ("open", "extrapolated", "gone")
    }
    return {key: told for key, told in {**listed, **by_item}.items() if told}


def _part(part: Part) -> dict[str, Any]:
    table: dict[str, Any] = {
        "node": part.node, "member": part.member, "full": plain(part.full), "low": plain(part.low),
        "value": _number(part.value), "high": plain(part.high),
        "measured": part.measured, "unmeasured": part.unmeasured,
    }  # fmt: skip
    if part.items:
        table["items"] = {item: {"lost": plain(lost), "counted": plain(capped)} for item, lost, capped in part.items}
    for key in ("failed", "grade", "grades", "imputed", "carried", "awaited"):
        if getattr(part, key):
            table[key] = getattr(part, key)
    table |= _points_of(part)
    if part.gained or part.bonus:
        table["gained"], table["bonus"] = plain(part.gained), plain(part.bonus)
    if part.times != 1:
        table["times"] = plain(part.times)
    if part.vetoed:
        table["vetoed"] = list(part.vetoed)
    if part.judged:
        table["judged"] = list(part.judged)
    if part.zeroed:
        table["zeroed"] = part.zeroed.value
    return table
