"""What earlier periods found, by site and measure, for the lines that look back to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tristandard.basics.errors import BadValue, TristandardError, all_of, as_text, refuse, wanted, whole_from
from tristandard.basics.outcome import Measured
from tristandard.basics.period import Period
from tristandard.basics.shown import shortened, shown
from tristandard.rules.deductions.factor import Earlier
from tristandard.survey.plan import Plan
from tristandard.survey.register import Register
from tristandard.words.sentence import Sentence, Told

#: How many periods back the same problem was found, by site and measure: 1 is the period before.
History = Mapping[str, Earlier]

_WHOLE_PERIODS_BEFORE = Sentence("早于 {period} 整数个期间的期间", "a period some whole periods before {period}")
_GIVE_EARLIER = Told("请给此前同样长短的期间的登记", "give registers of earlier periods of the same length")


_OF_ONE_REGISTER = Sentence("只在 {period} 一份登记里的点位", "a site of one register of {period} alone")
_THE_CORRECTED = Told(
    "每期每个点位只给一份登记；更正过的，只给更正后的",
    "give one register for each period and site; of a corrected period the corrected one alone",
)


def history(registers: Iterable[Register], period: Period) -> dict[str, dict[str, tuple[int, ...]]]:
    """Return how many periods back each problem was found, by site and measure, for lines that look back.

    Args:
        registers: Of earlier periods, each a whole number of its own lengths before the present one; several of
            one period, such as of two districts, where they have no site in common.
        period: The present one.

    Raises:
        BadValue: When a register is of the present period, of a later one, or of one of another length, or has a
            site that another of its period has.
    """
    wanted(period, Period)
    planned: defaultdict[int, set[str]] = defaultdict(set)
    found: defaultdict[str, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for held in all_of(registers, Register):
        back, before = 1, period.before()
        while before.start > held.plan.period.start:
            back, before = back + 1, before.before()
        if before != held.plan.period:
            raise BadValue(str(held.plan.period), _WHOLE_PERIODS_BEFORE(period=str(period)), _GIVE_EARLIER)
        if twice := sorted(planned[back] & held.plan.sites.keys()):
            raise BadValue(shortened(twice, ", "), _OF_ONE_REGISTER(period=str(before)), _THE_CORRECTED)
        planned[back] |= held.plan.sites.keys()
        for site, question, outcome in held:
            if isinstance(outcome, Measured):
                values = dict(outcome.values)
                for ask in question.bar.asks:
                    if not ask.accepts(values[ask.measure.code]):
                        found[site][ask.measure.code].add(back)
    return {
        site: {code: tuple(sorted(times)) for code, times in sorted(by_measure.items())}
        for site, by_measure in sorted(found.items())
    }


_HISTORY_OF_SITE = Sentence("点位 {site} 的往期记录", "a history of site {site}")
_BY_SITE_AND_MEASURE = Told(
    "请给 history([此前各期的登记], period) 的结果：按点位和测量项目写明几期之前查出",
    "give what history([earlier registers], period) returned: by site and measure, how many periods back",
)
_CANNOT_READ = Told("往期记录无法读取", "what earlier periods found cannot be read")


def recalled(plan: Plan, history: Mapping[Any, Any]) -> dict[str, dict[str, tuple[int, ...]]]:
    """Return what earlier periods found, or refuse what is no such table; of sites and measures that
    are not asked now nothing is read.
    """
    measures = {measure.code for measure in plan.rules.measures}
    found: dict[str, dict[str, tuple[int, ...]]] = {}
    problems: list[TristandardError] = []
    for site, code, back in _listed(history):
        times = _times(back)
        if code not in measures or times is None:
            problems.append(
                BadValue(
                    back if code is None else {code: back}, _HISTORY_OF_SITE(site=shown(site)), _BY_SITE_AND_MEASURE
                )
            )
        elif site in plan.sites:
            found.setdefault(as_text(site), {})[as_text(code)] = times
    refuse(_CANNOT_READ, problems)
    return found


def _listed(history: Mapping[Any, Any]) -> Iterator[tuple[Any, Any, object]]:
    """Yield what a history says by site and measure; what is no table of measures, with None for the measure."""
    for site, told in history.items():
        if isinstance(told, Mapping) and isinstance(site, str):
            yield from ((site, code, back) for code, back in told.items())
        else:
            yield site, None, told


def _times(back: object) -> tuple[int, ...] | None:
    """Return how many periods back something was, each once, in order; None where these are no whole numbers from 1."""
    if isinstance(back, (tuple, list, set, frozenset)) and all(whole_from(one, 1) for one in back):
        return tuple(sorted(set(back)))
    return None
