"""Shared (扣分要素共同运用): every breach is posted once to each assessment that is entitled to it."""

from __future__ import annotations

from collections.abc import Mapping

from tristandard.basics.errors import BadValue, for_argument, wanted
from tristandard.basics.outcome import Measured, Outcome
from tristandard.merging.question import Question
from tristandard.rules.deductions.factor import NEVER
from tristandard.survey.entry import Entry, weigh
from tristandard.survey.history import History, recalled
from tristandard.survey.ledger import Ledger
from tristandard.survey.plan import Plan
from tristandard.survey.register import Register
from tristandard.words.sentence import Sentence, Told

_EARLIER_FINDINGS = Told("此前各期所查出的问题", "what earlier periods found")
_GIVE_HISTORY = Told(
    "请给 history([此前各期的登记], period) 的结果", "give what history([earlier registers], period) returned"
)
_HISTORY_LOOKED_BACK_TO = Sentence("{indicator} 要回看的往期记录", "a history, which {indicator} looks back to")
_SHARE_WITH_HISTORY = Told(
    "请写 share(register, history=history([此前各期的登记], period))，首期写 history={}",
    "give share(register, history=history([earlier registers], period)), or history={} for the first period",
)


def share(register: Register, *, history: History | None = None, onto: Ledger | None = None) -> Ledger:
    """Post every breach once to each assessment that is entitled to it, or once for each use that it declares.

    What was not measured posts nothing; what met the standard loses nothing.

    Args:
        register: Each planned (site, indicator) of one period exactly once.
        history: What earlier periods found (see `history`), where a line looks back; empty for the
            first period there is.
        onto: An earlier ledger of the same plan and history: what it says of sites at which nothing
            changed is used again. The result is the same.

    Returns:
        One posting per breach, entitled assessment and responsible unit, in points (分).

    Raises:
        BadValue: When a line looks back and no history is given, the earlier ledger is of another plan or history,
            or the points of all breaches have no common denominator of at most a thousand digits.

    Laws: shared once; conservation; one bar; order does not matter.
    Source: 融合考核工作方案 · 扣分要素共同运用.
    """
    return share_alike(register, history, {}, onto)


#: What outcomes of questions mean, wherever nothing of a site is read for it; by the outcome itself, not its value.
Known = dict[tuple[Question, int], Entry]


def share_alike(register: Register, history: History | None, known: Known, onto: Ledger | None = None) -> Ledger:
    """Return what `share` does; `known` is for all registers that hold the same outcomes of some questions."""
    wanted(register, Register)
    if history is not None and not isinstance(history, Mapping):
        raise BadValue(history, _EARLIER_FINDINGS, _GIVE_HISTORY)
    looking = _looking_back(register.plan)
    if looking and history is None:
        raise BadValue("", _HISTORY_LOOKED_BACK_TO(indicator=min(looking)), _SHARE_WITH_HISTORY)
    found_before = recalled(register.plan, history or {}) if looking else {}
    before = _before(register, found_before, onto)
    entries = {
        site: before[site] if site in before else _at_site(register, site, known, found_before if looking else None)
        for site in sorted(register.outcomes)
    }
    ledger = Ledger(register, entries, found_before)
    if onto is not None:
        ledger.known.update({site: onto.parts_of_sites[site] for site in before})
    _ = ledger.scale  # points that cannot be added up are refused here
    return ledger


def _looking_back(plan: Plan) -> set[str]:
    """Return the indicators of which a line looks back to earlier periods."""
    different = {id(ground): ground for ground in plan.grounds.values()}.values()
    return {code for ground in different for question in ground.questions for code in question.looking_back}


def _at_site(register: Register, site: str, known: Known, history: History | None) -> dict[str, Entry]:
    """Return what each outcome at a site means; `known` holds what is the same wherever a question has an outcome, and
    there is no history where no line looks back.
    """
    plan, made = register.plan, dict[str, Entry]()
    by_code, folding = plan.grounds[site].by_code, bool(plan.nobody)
    earlier = NEVER if history is None else history.get(site, NEVER)
    for code, outcome in register.outcomes[site].items():
        question = by_code[code]
        if (history is not None and question.looking_back) or (folding and _names(outcome)):
            made[code] = weigh(plan, site, question, outcome, earlier)
            continue
        entry = known.get((question, id(outcome)))
        if entry is None:
            entry = known[question, id(outcome)] = weigh(plan, site, question, outcome)
        made[code] = entry
    return made


_ANOTHER_PLAN = Told("另一份计划的台账", "a ledger of another plan")
_OF_THE_PLAN = Told("这份登记所属计划的台账", "one of the plan of the register")
_SHARE_ONTO_PLAN = Told("请在同一份计划此前的台账上续算", "share onto an earlier ledger of the same plan")
_ANOTHER_HISTORY = Told("另一份往期记录的台账", "a ledger of another history")
_OF_THE_HISTORY = Told("同一份往期记录的台账", "one of the same history")
_SHARE_ONTO_HISTORY = Told(
    "请在往期相同的台账上续算，或去掉 onto",
    "share onto a ledger that knows the same earlier periods, or leave `onto` out",
)


def _before(register: Register, history: History, onto: Ledger | None) -> Mapping[str, Mapping[str, Entry]]:
    """Return what an earlier ledger says of the sites of which nothing else is registered now."""
    if onto is None:
        return {}
    wanted(onto, Ledger, for_argument("onto"))
    held = onto.register
    if held.plan is not register.plan and held.plan != register.plan:
        raise BadValue(_ANOTHER_PLAN, _OF_THE_PLAN, _SHARE_ONTO_PLAN)
    if onto.history != history:
        raise BadValue(_ANOTHER_HISTORY, _OF_THE_HISTORY, _SHARE_ONTO_HISTORY)
    return {site: onto.entries[site] for site, told in register.outcomes.items() if held.outcomes.get(site) is told}


def _names(outcome: Outcome) -> bool:
    """Return whether a finding names a unit."""
    return isinstance(outcome, Measured) and any(finding.unit for finding in outcome.findings)
