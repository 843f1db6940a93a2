"""What does not fit in an assessment: its score, its lists, its indicators."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from attrs import evolve

from tristandard.basics.errors import TristandardError
from tristandard.basics.location import Location
from tristandard.basics.measure import Measure
from tristandard.basics.nouns import KIND_OF_UNIT
from tristandard.basics.terms import UnknownTerm
from tristandard.checks.lines import alone, line, priced
from tristandard.checks.misfit import Misfit
from tristandard.checks.scores import scores
from tristandard.checks.vocabulary import terms, unknown
from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.price import Level
from tristandard.rules.indicator import Indicator
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.subjects import ASSESSMENT, INDICATOR
from tristandard.rules.wording.lines import name_standard
from tristandard.words.sentence import Sentence, Told


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


_LIST_OF = Sentence("{assessment} 的 {name} 列表", "the list {name} of {assessment}")
_WARNS_AT = Sentence("的预警线为 {mark}", "warns at {mark}")
_A_SHARE = Told("请写小于全部的比例，如“30 %”", 'write a share of an item\'s mark below all of it, such as "30 %"')


def _listed(rules: RuleSet, book: Assessment) -> Iterator[TristandardError]:
    """Yield kinds of unit that are listed and not declared, and a warning of no share."""
    for name, kinds in (("unranked", book.unranked), ("named", book.named)):
        used_by = _LIST_OF(name=name, assessment=book.code)
        for kind in sorted(kinds):
            if kind not in rules.kinds:
                there = (one.code for one in rules.kinds)
                yield unknown(rules, KIND_OF_UNIT, kind, used_by, ("assessments", book.code, name), known=there)
    if book.warning and not (book.warning.share and 0 < book.warning.value < 100):
        locations = rules.locations.of(("assessments", book.code, "warning"))
        why = _WARNS_AT(mark=str(book.warning))
        yield Misfit(ASSESSMENT(code=book.code), why, _A_SHARE, locations=locations)


_STANDS_IN = Sentence("列在考核“{assessment}”之中", "stands in assessment {assessment!r}")
_START_WITH = Sentence(
    "请让编码以“{assessment}”和一点开头，或移到所属考核", "start its code with {assessment!r} and a dot, or move it"
)


def _indicator(rules: RuleSet, book: Assessment, indicator: Indicator) -> Iterator[TristandardError]:
    """Yield what of an indicator does not fit its assessment and the words of the rule set."""
    subject, address = partial(INDICATOR, code=indicator.code), ("indicators", indicator.code)
    if indicator.assessment != book.code:
        why, remedy = _STANDS_IN(assessment=book.code), _START_WITH(assessment=book.code)
        yield Misfit(subject(), why, remedy, locations=rules.locations.of((*address, "code")))
    if indicator.item not in {item.code for item in book.items}:
        items = (one.code for one in book.items)
        yield unknown(rules, "item", indicator.item, subject(), (*address, "item"), known=items)
    yield from terms(rules, indicator.scope, subject, (*address, "scope"))
    yield from terms(rules, indicator.subjects, subject, (*address, "subjects"))


_ASKS_NOTHING = Told("没有写标准", "asks nothing")
_WRITE_A_STANDARD = Told("请写标准", "write a standard")
_NOTHING_MEETS = Sentence("的标准不可能达到：{standard}", "has a standard that nothing can meet: {standard}")
_MEND_WHAT_IT_ASKS = Sentence("请改正对 {measures}的要求", "mend what it asks of {measures}")
_ADMITS = Sentence("{measure}（{hint}）", "{measure} ({hint})")


def _asked(rules: RuleSet, indicator: Indicator, known: set[Measure]) -> Iterator[TristandardError]:
    """Yield what of a standard is not there, or cannot be met."""
    subject, address = partial(INDICATOR, code=indicator.code), ("indicators", indicator.code, "standard")
    locations = rules.locations.of(address)
    if not indicator.standard.asks:
        yield Misfit(subject(), _ASKS_NOTHING, _WRITE_A_STANDARD, locations=locations)
    for ask in indicator.standard.asks:
        if ask.measure not in known:
            yield unknown(rules, "measure", ask.measure.code, subject(), address, known=(one.code for one in known))
    if unmeetable := indicator.standard.unmeetable:
        why = _NOTHING_MEETS(standard=name_standard(indicator.standard))
        hints = {ask.measure.code: ask.measure.hint() for ask in indicator.standard.asks}
        remedy = _MEND_WHAT_IT_ASKS(measures=[_ADMITS(measure=code, hint=hints[code]) for code in unmeetable])
        yield Misfit(subject(), why, remedy, locations=locations)


_ZEROES_A_SITE = Told("可以否决一个点位，而没有点位得分", "may zero a site, where no score stands for one")
_MEAN_OVER_SITES = Told(
    "请在每张计分表之上按 site 平均，或改为否决项目或单位",
    "take the mean over 'site' above every sheet, or let it zero the item or the unit",
)


def _priced(rules: RuleSet, indicator: Indicator, *, by_site: bool) -> Iterator[TristandardError]:
    """Yield what of the lines of an indicator does not fit; `by_site` is whether a site may have a score."""
    subject = partial(INDICATOR, code=indicator.code)
    address = ("indicators", indicator.code)
    found = [problem for ask in indicator.standard.asks for problem in priced(subject, indicator, ask)]
    found += [problem for rule in indicator.deductions for problem in line(subject, rule, indicator)]
    of_lines = [problem for rule in indicator.deductions for problem in alone(rules, subject, rule, indicator)]
    if not by_site and any(rule.tariff.zeroes is Level.SITE for rule in indicator.deductions):
        of_lines.append(Misfit(subject(), _ZEROES_A_SITE, _MEAN_OVER_SITES))
    written = (*address, "deductions")
    both, own = rules.locations.of((*address, "standard"), written), rules.locations.of(written)
    yield from (_at(problem, both) for problem in found)
    yield from (_at(problem, own) for problem in of_lines)


def _at(problem: TristandardError, locations: tuple[Location, ...]) -> TristandardError:
    return evolve(problem, locations=locations) if isinstance(problem, (Misfit, UnknownTerm)) else problem
