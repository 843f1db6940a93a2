"""What a law was given that breaks it, told so that a person can follow it by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import tristandard as ts
from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Outcome
from tristandard.basics.points import plain
from tristandard.basics.shown import shown
from tristandard.codec.cells import show_pairs, show_shares
from tristandard.grouping.shared import SharedIndicator
from tristandard.merging.merged import MergedRules
from tristandard.rules.crosswalk import Ruling
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import SITE_AXES, UNIT_AXES
from tristandard.testing.survey import Survey
from tristandard.words.sentence import Clauses, Sentence, Told

#: How many differences of two rule sets a message tells.
_DIFFERENCES = 5


def indicators_in(thing: object) -> Iterable[str]:
    """Return the indicators that an example speaks of."""
    match thing:
        case SharedIndicator(contributions=contributions):
            return [one.indicator.code for one in contributions]
        case Survey(observations=observations):
            return [one.indicator for one in observations]
        case _:
            return ()


_A_SHARED_INDICATOR = Sentence("{code}（{standard}；{scope}）", "{code} ({standard}; {scope})")
_A_RULING = Sentence("{code}（{standard}）", "{code} ({standard})")
_UNDER = Sentence("{survey}，按 {rules}", "{survey}, under {rules}")
_NOTHING = Told("无", "nothing")


def tell_given(thing: object, rules: RuleSet) -> Told | str:
    """Return what a law was given, so that a person can follow it by hand; of other rules what differs."""
    match thing:
        case SharedIndicator(code=code, standard=standard, scope=scope):
            return _A_SHARED_INDICATOR(code=code, standard=str(standard), scope=str(scope))
        case Survey():
            told = _surveyed(thing)
            return told if thing.rules == rules else _UNDER(survey=told, rules=tell_given(thing.rules, rules))
        case MergedRules(rule_set=read):
            return tell_given(read, rules)
        case RuleSet():
            return _moved(thing, rules)
        case Ruling(code=code, standard=standard):
            return _A_RULING(code=code, standard=str(standard))
        case tuple() if len(thing) in (len(SITE_AXES), len(UNIT_AXES)) and all(
            isinstance(path, tuple) for path in thing
        ):
            axes = SITE_AXES if len(thing) == len(SITE_AXES) else UNIT_AXES
            return ", ".join(f"{axis}={'/'.join(path)}" for axis, path in zip(axes, thing, strict=True))
        case Mapping():
            return ", ".join(f"{code} = {shown(value)}" for code, value in sorted(thing.items())) or _NOTHING
        case _:
            return shown(thing, 400)


_LINE_BY_LINE = Sentence("{told}", "{told}")
_MORE_DIFFERENCES = Sentence("另有 {count} 处不同", "{count} more differences")


def _moved(thing: RuleSet, rules: RuleSet) -> Told:
    """Return the code of a rule set, and the first differences from another."""
    moved = [] if thing == rules else [*map(str, ts.tightens(rules, thing).differences)]
    rest = [_MORE_DIFFERENCES(count=len(moved) - _DIFFERENCES)] if len(moved) > _DIFFERENCES else []
    return _LINE_BY_LINE(told=Clauses([repr(thing.code), *moved[:_DIFFERENCES], *rest]))


_SURVEYED = Sentence("{period}（点位：{sites}。测得：{seen}）", "{period} (sites: {sites}. Seen: {seen})")
_SURVEYED_AND_GIVEN = Sentence(
    "{period}（点位：{sites}。测得：{seen}。给定：{figures}）",
    "{period} (sites: {sites}. Seen: {seen}. Given: {figures})",
)
_A_SITE = Sentence("{place} 的 {site}，责任单位 {units}", "{site} in {place} of {units}")
_NOBODY = Told("无", "nobody")
_SEEN_AT = Sentence("{site} 的 {indicator}：{outcome}", "{indicator} at {site} {outcome}")
_A_FIGURE = Sentence("{key} {figure}", "{key} {figure}")
_NOT_APPLICABLE = Told("不适用", "not applicable")
_NOT_MEASURED = Told("未测", "not measured")


def _surveyed(survey: Survey) -> Told:
    """Return the sites of a survey, what was seen there, and what was given."""
    sites = Clauses(
        _A_SITE(
            site=site.code,
            place="/".join(path[-1] for path in site.point),
            units=show_shares(site.units) or _NOBODY,
        )
        for site in survey.sites
    )
    seen = Clauses(
        _SEEN_AT(indicator=one.indicator, site=one.site, outcome=_seen(one.outcome)) for one in survey.observations
    )
    figures = Clauses(
        _A_FIGURE(key=" ".join(key), figure=_NOT_APPLICABLE if figure is None else plain(figure))
        for key, figure in sorted(survey.givens.items())
    )
    told: dict[str, Any] = {"period": str(survey.period), "sites": sites, "seen": seen or _NOTHING}
    return _SURVEYED_AND_GIVEN(**told, figures=figures) if figures else _SURVEYED(**told)


_A_FINDING = Sentence("{measure} 的一处问题{unit}{circumstances}", "a finding of {measure}{unit}{circumstances}")
_BY = Sentence("，点名 {unit}", " by {unit}")
_WITH = Sentence("（{circumstances}）", " ({circumstances})")
_NOT_SAID = Told("", "")


def _finding(one: Finding) -> Told:
    """Return of what a finding is, whom it names, and its circumstances."""
    told = show_pairs(dict(one.circumstances))
    return _A_FINDING(
        measure=one.measure,
        unit=_BY(unit=one.unit) if one.unit else _NOT_SAID,
        circumstances=_WITH(circumstances=told) if told else _NOT_SAID,
    )


def _seen(outcome: Outcome) -> Told:
    match outcome:
        case Measured(values, findings):
            told = [*(f"{code} = {shown(value)}" for code, value in values), *map(_finding, findings)]
            return _LINE_BY_LINE(told=told)
        case NotApplicable() | NotMeasured():
            return _NOT_APPLICABLE if isinstance(outcome, NotApplicable) else _NOT_MEASURED
