"""What comes later, at random: reports that are new, revised or gone, other figures, other units that are carried."""

from collections import Counter
from fractions import Fraction
from random import Random

from attrs import evolve, frozen

import tristandard as ts
from differential.quarters import Case, carried, case_of, givens, reports
from differential.telling import tell

#: How many stands there are before the last one.
BACK = 3


@frozen(kw_only=True)
class Later:
    """A case, and how it stood before, each time by itself, from the first to the last."""

    case: Case
    before: tuple[Case, ...]


def later_of(seed: int) -> Later:
    """Return the case of a seed with three stands before it: of each some reports are revised in the next, some are new."""
    drawn, random = case_of(seed), Random(f"onto {seed}")
    last = evolve(drawn, observations=tuple(evolve(one, revision=one.revision + BACK) for one in drawn.observations))
    plan = ts.plan(ts.merge(last.rules), last.sites, last.period)
    key = lambda one: (one.site, plan.question(one.site, one.indicator).code)  # noqa: E731
    stands = [last]
    for _ in range(BACK):
        case, drawn = stands[-1], [*reports(random, last.rules, last.sites)]
        told, others = (Counter(map(key, some)) for some in (case.observations, drawn))
        alone = {key(one): one for one in drawn if others[key(one)] == 1}
        changes = {one for one in sorted(told) if random.random() < 0.4}
        observations = []
        for one in case.observations:
            other = alone.get(key(one)) if told[key(one)] == 1 else None
            if key(one) not in changes:
                observations.append(one)
            elif other:
                observations.append(evolve(one, revision=one.revision - 1, outcome=other.outcome))
        stands.append(evolve(case, observations=tuple(observations), **_figures(random, case)))
    return Later(case=last, before=tuple(stands[:0:-1]))


def _figures(random: Random, case: Case) -> dict[str, object]:
    """Return the figures of another stand: of most units as they are, of some others, of some none; and who is carried."""
    other = givens(random, case.rules, case.sites)
    found: dict[tuple[str, str, str], Fraction | None] = {}
    for unit in sorted({unit for *_, unit in (*case.givens, *other)}):
        there = random.choices((case.givens, other, {}), (70, 25, 5))[0]
        found |= {one: figure for one, figure in there.items() if one[2] == unit}
    return {"givens": found, "carried": carried(random, case.rules) if random.random() < 0.15 else case.carried}


def tell_later(later: Later) -> str:
    """Return the stands in words."""
    return "\n\n".join(map(tell, (*later.before, later.case)))


def differences_of_later(later: Later) -> list[str]:
    """Return at which stands what is worked out onto the one before is not what comes of all at once."""
    found, onto, told = [], None, set[ts.Observation]()
    for number, case in enumerate((*later.before, later.case)):
        plan = ts.plan(ts.merge(case.rules), case.sites, case.period) if onto is None else onto.ledger.register.plan
        told |= set(case.observations)
        try:
            alone = ts.share(ts.register(plan, told), history=case.history)
            whole = ts.score(alone, only=case.only, givens=case.givens, carried=case.carried)
        except ts.TristandardError:  # what does not stand by itself has nothing onto it
            onto = None
            continue
        if onto is not None:
            register = ts.register(plan, case.observations, onto=onto.ledger.register)
            ledger = ts.share(register, history=case.history, onto=onto.ledger)
            made = ts.score(ledger, only=case.only, givens=case.givens, carried=case.carried, onto=onto)
            found += [f"stand {number}: {line}" for line in _apart(made, whole)]
        onto = whole if onto is None else made
    return found


def _apart(made: ts.Results, whole: ts.Results) -> list[str]:
    """Return in what two results differ, card by card."""
    if made == whole and made.digest == whole.digest:
        return []
    told = [
        f"{book}/{unit}: {made[book].get(unit, card).interval} onto, {card.interval} at once"
        for book, result in whole.items()
        for unit, card in result.items()
        if made[book].get(unit) != card
    ]
    return told or ["the digest, or who is there"]
