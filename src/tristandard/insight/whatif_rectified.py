"""A ledger in which some breaches are rectified (整改到位): met for everybody who counts them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import final

from attrs import evolve, frozen

from tristandard.rules.deductions.price import Price
from tristandard.scoring.evaluation import Scorer
from tristandard.scoring.results import Results
from tristandard.scoring.score import score
from tristandard.scoring.scorecard import Scorecard
from tristandard.scoring.tally import Tallies
from tristandard.survey.entry import Charge, Entry, Status
from tristandard.survey.ledger import Ledger
from tristandard.survey.register import Register
from tristandard.words.sentence import Sentence, Told

_AT = Sentence("{where} {indicator}", "{where} {indicator}")


@final
@frozen(order=True)
class Breach:
    """One measurement that breaches the bar: the site, and the code of the shared indicator."""

    site: str
    indicator: str

    def told(self, results: Results) -> Told:
        """Return what people call it: the site and the indicator."""
        plan = results.ledger.plan
        site, lead = plan.sites[self.site], plan.question(self.site, self.indicator).indicator.lead
        where = f"{site.code} {site.zh}" if site.zh and site.zh != site.code else site.code
        return _AT(where=where, indicator=Told(lead.zh, lead.en))


def scorer_of(results: Results) -> Scorer:
    """Return who scored results, or one who scores them the same."""
    if results.scorers:
        return results.scorers[0]
    return Scorer(Tallies(results.ledger, results.only), results.givens, results.carried)


def breaches(results: Results, card: Scorecard) -> tuple[Breach, ...]:
    """Return every breach that a unit bears in an assessment, at sites of its own and of the units below it, and by
    name at those of others.
    """
    scorer, units = scorer_of(results), {card.unit.code}
    if card.assessment.model.by_unit:
        units |= {one.code for one in results.rules.units if card.unit.code in results.rules.paths["unit"][one.code]}
    units |= set(card.carries)
    found = set[Breach]()
    for unit in units:
        for stand in scorer.spreading.stands(card.assessment, unit):
            for entry in stand.flagged:
                code = entry.question.code
                if any(_bears(entry, line.user, unit, stand.share) for line in stand.lines.get(code, ())):
                    found.add(Breach(stand.site.code, code))
        blames = scorer.tallies.blames.get((card.assessment.code, unit), ())
        found |= {Breach(one.site.code, one.entry.question.code) for one in blames if one.lost or one.vetoes}
    return tuple(sorted(found))


def _bears(entry: Entry, at: int, unit: str, share: Fraction) -> bool:
    """Return whether a unit with a share of a site loses something by a measurement."""
    if entry.statuses[at] is not Status.BREACHED:
        return False
    return any(
        (price.lost or price.vetoes) and ((owner is None and share) or owner == unit)
        for owner, price in entry.charges[at]
    )


def rectified(ledger: Ledger, chosen: Iterable[Breach]) -> Ledger:
    """Return a ledger in which some breaches are met: they cost nobody anything, and what was gained stays."""
    entries: dict[str, Mapping[str, Entry]] = dict(ledger.entries)
    for breach in sorted(set(chosen)):
        there = dict(entries[breach.site])
        there[breach.indicator] = _met(there[breach.indicator])
        entries[breach.site] = there
    return changed(ledger, entries)


def changed(ledger: Ledger, entries: Mapping[str, Mapping[str, Entry]]) -> Ledger:
    """Return a ledger with other entries at some sites; what it knows of the others it keeps."""
    made, told = evolve(ledger, entries=entries), ledger.parts_of_sites
    made.known.update({site: told[site] for site, there in entries.items() if there is ledger.entries.get(site)})
    return made


def with_register(ledger: Ledger, register: Register) -> Ledger:
    """Return a ledger that rests on another register of the same plan; what it knows it keeps."""
    made = evolve(ledger, register=register)
    made.known.update(ledger.parts_of_sites)
    return made


def _met(entry: Entry) -> Entry:
    """Return an entry that is met for everybody."""
    statuses = tuple(Status.MET if status is Status.BREACHED else status for status in entry.statuses)
    charges = tuple(tuple(_gains(charge) for charge in mine if charge[1].gained) for mine in entry.charges)
    met = evolve(entry, statuses=statuses, charges=charges)
    vars(met)["itemised"] = tuple(tuple(part for part in parts if part.price.gained) for parts in entry.itemised)
    return met


def _gains(charge: Charge) -> Charge:
    return charge[0], Price(Fraction(0), charge[1].gained)


def scored_on(results: Results, ledger: Ledger) -> Results:
    """Return what every score would be with a changed ledger."""
    return score(ledger, givens=results.givens, only=results.only, carried=results.carried or {}, onto=results)


@final
@frozen(kw_only=True)
class Moved:
    """One score that moves: before and after, with its places and grades.

    Attributes:
        before: The card as it is.
        after: The card as it would be.
    """

    before: Scorecard
    after: Scorecard

    @property
    def key(self) -> tuple[str, str]:
        """The codes of the assessment and the unit."""
        return self.before.assessment.code, self.before.unit.code

    @property
    def points(self) -> Fraction:
        """How far the exact score moves; 0 where one of the two has none."""
        one, other = self.before.exact, self.after.exact
        return Fraction(0) if one is None or other is None else other - one


def moved(before: Results, after: Results) -> tuple[Moved, ...]:
    """Return every score, place or grade that is another, in the order of assessments and units."""
    return tuple(
        Moved(before=card, after=after[result.assessment.code][unit])
        for result in before.values()
        for unit, card in result.items()
        if (card.exact, card.place, card.grades)
        != ((then := after[result.assessment.code][unit]).exact, then.place, then.grades)
    )
