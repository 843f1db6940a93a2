"""What does not fit in an assessment: its score, its lists, its indicators."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from tristandard.basics.errors import TristandardError
from tristandard.basics.location import Location
from tristandard.basics.measure import Measure
from tristandard.basics.place import UnknownTerm
from tristandard.checks.lines import alone, line, priced
from tristandard.checks.misfit import Misfit
from tristandard.checks.scores import scores
from tristandard.checks.vocabulary import terms, unknown
from tristandard.rules.assessment import Assessment, Indicator
from tristandard.rules.deductions.price import Level
from tristandard.rules.ruleset import RuleSet


def assessments(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield what of assessments does not fit, or is not there."""
    known = set(rules.measures)
    for book in rules.assessments:
        yield from scores(rules, book)
        yield from _listed(rules, book)
        by_site = bool(book.model.problems()) or book.model.by_site
        for indicator in book.indicators:
            yield from _indicator(rules, book, indicator)
            yield from _asked(rules, indicator, known)
            yield from _priced(rules, indicator, by_site=by_site)


def _listed(rules: RuleSet, book: Assessment) -> Iterator[TristandardError]:
    """Yield kinds of unit that are listed and not declared, and a warning of no share."""
    for name, kinds in (("unranked", book.unranked), ("named", book.named)):
        used_by = f"the list {name} of {book.code}"
        for kind in sorted(kinds):
            if kind not in rules.kinds:
                yield unknown(rules, "kind of unit", kind, used_by, ("assessments", book.code, name))
    if book.warning and not (book.warning.share and 0 < book.warning.value < 100):
        why = f"warns at {book.warning}"
        remedy = 'write a share of an item\'s mark below all of it, such as "30 %"'
        locations = rules.locations.of(("assessments", book.code, "warning"))
        yield Misfit(f"assessment {book.code!r}", why, remedy, locations=locations)


def _indicator(rules: RuleSet, book: Assessment, indicator: Indicator) -> Iterator[TristandardError]:
    """Yield what of an indicator does not fit its assessment and the words of the rule set."""
    subject, address = f"indicator {indicator.code!r}", ("indicators", indicator.code)
    if indicator.assessment != book.code:
        remedy = f"start its code with {book.code!r} and a dot, or move it"
        locations = rules.locations.of((*address, "code"))
        yield Misfit(subject, f"stands in assessment {book.code!r}", remedy, locations=locations)
    if indicator.item not in {item.code for item in book.items}:
        yield unknown(rules, "item", indicator.item, subject, (*address, "item"))
    yield from terms(rules, indicator.scope, subject, (*address, "scope"))
    yield from terms(rules, indicator.subjects, subject, (*address, "subjects"))


def _asked(rules: RuleSet, indicator: Indicator, known: set[Measure]) -> Iterator[TristandardError]:
    """Yield what of a standard is not there, or cannot be met."""
    subject, address = f"indicator {indicator.code!r}", ("indicators", indicator.code, "standard")
    locations = rules.locations.of(address)
    if not indicator.standard.asks:
        yield Misfit(subject, "asks nothing", "write a standard", locations=locations)
    for ask in indicator.standard.asks:
        if ask.measure not in known:
            yield unknown(rules, "measure", ask.measure.code, subject, address)
    if unmeetable := indicator.standard.unmeetable:
        why = f"has a standard that nothing can meet: {indicator.standard}"
        yield Misfit(subject, why, f"mend what it asks of {', '.join(unmeetable)}", locations=locations)


def _priced(rules: RuleSet, indicator: Indicator, *, by_site: bool) -> Iterator[TristandardError]:
    """Yield what of the lines of an indicator does not fit; `by_site` is whether a site may have a score."""
    subject = f"indicator {indicator.code!r}"
    address = ("indicators", indicator.code)
    found = [problem for ask in indicator.standard.asks for problem in priced(subject, indicator, ask)]
    found += [problem for rule in indicator.deductions for problem in line(subject, rule, indicator)]
    of_lines = [problem for rule in indicator.deductions for problem in alone(rules, subject, rule, indicator)]
    if not by_site and any(rule.tariff.zeroes is Level.SITE for rule in indicator.deductions):
        remedy = "take the mean over 'site' above every sheet, or let it zero the item or the unit"
        of_lines.append(Misfit(subject, "may zero a site, where no score stands for one", remedy))
    written = (*address, "deductions")
    both, own = rules.locations.of((*address, "standard"), written), rules.locations.of(written)
    yield from (_at(problem, both) for problem in found)
    yield from (_at(problem, own) for problem in of_lines)


def _at(problem: TristandardError, locations: tuple[Location, ...]) -> TristandardError:
    return evolve(problem, locations=locations) if isinstance(problem, (Misfit, UnknownTerm)) else problem
