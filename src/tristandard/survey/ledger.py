"""Deductions in common (扣分台账): one breach, a posting for every entitled assessment and unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Any, final

from attrs import define, evolve, field, frozen

from tristandard.basics.errors import (
    BadValue,
    TristandardError,
    all_of,
    as_text,
    for_argument,
    refuse,
    wanted,
    whole_from,
)
from tristandard.basics.order import key_of
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Outcome
from tristandard.basics.period import Period
from tristandard.basics.place import Site
from tristandard.basics.points import COMMON_DIGITS, common, hardest, plain
from tristandard.basics.shown import shown
from tristandard.grouping.shared import Contribution
from tristandard.merging.question import Question
from tristandard.rules.deductions.factor import NEVER, Earlier
from tristandard.rules.deductions.price import Level, LinePrice, Price
from tristandard.rules.ruleset import RuleSet
from tristandard.survey.plan import Plan
from tristandard.survey.register import Register
from tristandard.words.sentence import Sentence, Told


@final
class Status(Enum):
    """What a measurement means for an assessment."""

    MET = "met"
    BREACHED = "breached"
    NOT_APPLICABLE = "not_applicable"
    NOT_MEASURED = "not_measured"


#: Who bears what of a place: a unit that findings name, or None for the site's own units.
Charge = tuple[str | None, Price]

#: What a measurement takes from, gives to and zeroes for a unit that findings name, or the site's own: in parts of a
#: point.
Charged = tuple[str | None, int, int, frozenset[Level]]

#: How many periods back the same problem was found, by site and measure: 1 is the period before.
History = Mapping[str, Earlier]


@final
@define(frozen=True, slots=False)
class Entry:
    """What one outcome of one question means for each of its users, in the order of `Question.users`."""

    question: Question = field(eq=False)
    outcome: Outcome
    statuses: tuple[Status, ...]
    charges: tuple[tuple[Charge, ...], ...]
    #: The outcome as each user counts it (see `counted_for`).
    counted: tuple[Outcome, ...] = field(eq=False, repr=False)
    #: When the same problem was found before at the site, where a line looks back.
    earlier: Earlier = field(eq=False, repr=False, factory=dict)

    @cached_property
    def itemised(self) -> tuple[tuple[LinePrice, ...], ...]:
        """The charges in their parts, for each user: line by line, finding by finding, before they
        are shared between units.
        """
        return tuple(self._itemised(at, outcome) for at, outcome in enumerate(self.counted))

    def _itemised(self, at: int, outcome: Outcome) -> tuple[LinePrice, ...]:
        if not self.charges[at] or not isinstance(outcome, Measured):
            return ()
        user, bar = self.question.users[at], self.question.bars[at]
        return user.indicator.itemise(
            dict(outcome.values), bar, outcome.findings, self.earlier, host=self.question.hosted_by(user)
        )

    @cached_property
    def denominator(self) -> int | None:
        """Parts of a point, so that all that it takes and gives is a whole number of them; None where they are too
        many.
        """
        return common(
            number for charges in self.charges for _, price in charges for number in (price.lost, price.gained)
        )

    def in_parts(self, scale: int) -> tuple[tuple[Charged, ...], ...]:
        """Return what it takes from, gives to and zeroes for whom, for each user, in parts of a point."""
        if scale not in self._in_parts:
            self._in_parts[scale] = tuple(
                tuple(
                    (unit, int(price.lost * scale), int(price.gained * scale), price.vetoes) for unit, price in charges
                )
                for charges in self.charges
            )
        return self._in_parts[scale]

    @cached_property
    def _in_parts(self) -> dict[int, tuple[tuple[Charged, ...], ...]]:
        return {}

    @cached_property
    def clean(self) -> bool:
        """Whether it is met for every user, and nobody gains by it."""
        return all(status is Status.MET for status in self.statuses) and not any(self.charges)

    @cached_property
    def named(self) -> tuple[tuple[str, str], ...]:
        """The units whose score moves by findings that name them, each with the assessment."""
        return tuple(
            (unit, user.assessment)
            for user, charges in zip(self.question.users, self.charges, strict=True)
            for unit, _ in charges
            if unit is not None
        )


@final
@frozen(kw_only=True)
class Posting:
    """What one unit loses and gains in one assessment for one measurement.

    `points` lost and `gained` (分) come after the cap of the assessment's own line and after the
    unit's share of the place; the caps of items belong to the sheet, and so do `vetoes`. (`period`, `site`,
    `indicator`, `use`, `unit`) is its stable key. A unit of None, or one that the assessment does not assess, is
    listed as unassessed; so is one that findings name and of whose own sites nothing applies, unless
    its kind is answerable by name.
    """

    period: str
    site: str
    indicator: str
    assessment: str
    member: str
    item: str
    unit: str | None
    points: Fraction
    gained: Fraction = Fraction(0)
    vetoes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The stable key as text: the period, then its parts between "/", and a "/" inside a part as %2F, so that no
        two postings have one key.
        """
        return f"{self.period}/{key_of(self.site, self.indicator, self.use, self.unit or '')}"

    @property
    def use(self) -> str:
        """Whose it is: the assessment; where it counts the measurement in several items, its indicator."""
        return use_of(self.indicator, self.assessment, self.member)


def use_of(shared: str, assessment: str, member: str) -> str:
    """Return an assessment, or where it has several indicators in a shared one, the one of them (see `Posting.use`)."""
    mine = [code for code in shared.split("+") if code.partition(".")[0] == assessment]
    return member if len(mine) > 1 else assessment


_VETO_OF = Sentence("{level}一票否决", "veto of the {level}")


def told_price(points: Fraction, gained: Fraction, vetoes: Iterable[str]) -> str:
    """Return what is taken, given and zeroed, as the texts of editions have it: "2.5 +1 veto of the unit"."""
    return " ".join(
        [plain(points), *([f"+{plain(gained)}"] if gained else []), *(_VETO_OF(level=one)[1] for one in vetoes)]
    )


@final
@frozen(kw_only=True)
class PostingLine:
    """A part of a posting: one line of the rule, for one finding or for what no finding reports.

    Attributes:
        line: Which of the indicator's deduction lines it is, from 1, as the rule set writes them.
        measure: The code of the measure.
        finding: The id of the finding; "" where the value alone was reported.
        named: Whether the finding names the unit, so that it bears the whole.
        quantity: What lies beyond the bar, in the unit of the measure, times the factors of its circumstances.
        before: The points before the line's cap; for a veto the number of breaches.
        after: The points after the cap, lost or gained, by the whole place.
        share: What of them the unit bears, of 1.
        points: What the unit loses, in points (分).
        gained: What it gains.
        vetoes: What they zero.
    """

    line: int
    measure: str
    finding: str
    named: bool
    quantity: Fraction
    before: Fraction
    after: Fraction
    share: Fraction
    points: Fraction
    gained: Fraction = Fraction(0)
    vetoes: tuple[str, ...] = ()


_ADDABLE_POINTS = Sentence(
    "一份分值的公分母不超过 {digits} 位数的扣分清单",
    "a list of breaches whose points have a common denominator of at most {digits} digits",
)
_IN_DECIMALS = Sentence(
    "请把所测的值报成小数，把扣分和每档写成小数，尤其是 {lines}",
    "report values as decimals, and write points and steps as decimals, above all of {lines}",
)
_LINE_AT = Sentence("{indicator} 在点位 {site} 的第 {line} 条", "line {line} of {indicator} at {site}")


@final
@define(frozen=True, slots=False)
class Ledger:
    """For each measurement and each entitled assessment what it means.

    `entries` holds, by site and by the code of the shared indicator, what was reported; a planned
    measurement without an entry is not measured.
    """

    _remedy = Told("请给 share(register) 的结果", "give share(register)")

    register: Register
    entries: Mapping[str, Mapping[str, Entry]] = field(hash=False)
    #: What was found in earlier periods, where a line looks back.
    history: History = field(factory=dict, hash=False)
    #: The parts of a point that each site needs, of the ledger before it where nothing changed; whoever evolves a
    #: ledger loses them.
    known: dict[str, int | None] = field(init=False, factory=dict, eq=False, repr=False)

    @property
    def rules(self) -> RuleSet:
        """The rule set as it was written down."""
        return self.register.rules

    def __repr__(self) -> str:
        return f"<Ledger {self.rules.code} {self.period}: {sum(map(len, self.entries.values()))} entries>"

    @property
    def period(self) -> str:
        """The period, as reports print it."""
        return str(self.register.plan.period)

    def postings(self) -> Iterator[Posting]:
        """Yield every posting, each once, in the order of sites and indicators."""
        return (posting for posting, assessed in self._all() if assessed)

    def unassessed(self) -> Iterator[Posting]:
        """Yield what nobody loses: no unit answers for the site, or the unit is not assessed there."""
        return (posting for posting, assessed in self._all() if not assessed)

    def itemised(self) -> Iterator[tuple[Posting, tuple[PostingLine, ...]]]:
        """Yield every posting with its lines, whose points, gains and vetoes are the posting's;
        those unassessed too.
        """
        for posting, _ in self._all():
            entry = self.entries[posting.site][posting.indicator]
            at = next(n for n, user in enumerate(entry.question.users) if user.indicator.code == posting.member)
            yield posting, self._lines(entry, at, posting)

    def _lines(self, entry: Entry, at: int, posting: Posting) -> tuple[PostingLine, ...]:
        """Return the parts of one posting."""
        units = self.register.plan.sites[posting.site].units
        owned = dict(units).get(posting.unit or "", Fraction(0)) if units else Fraction(posting.unit is None)
        found = list[PostingLine]()
        for part in entry.itemised[at]:
            share = owned if part.unit is None else Fraction(part.unit == posting.unit)
            if share:
                price, finding = part.price, part.finding
                found.append(PostingLine(
                    line=part.line, measure=part.measure, finding=finding.id if finding else "",
                    named=part.unit is not None, quantity=part.quantity, before=part.before,
                    after=price.lost or price.gained, share=share, points=price.lost * share,
                    gained=price.gained * share, vetoes=tuple(sorted(level.value for level in price.vetoes)),
                ))  # fmt: skip
        return tuple(found)

    def _all(self) -> Iterator[tuple[Posting, bool]]:
        plan, period = self.register.plan, self.period
        for site, entries in self.entries.items():
            for code in sorted(entries):
                entry = entries[code]
                for user, charges in zip(entry.question.users, entry.charges, strict=True):
                    indicator = user.indicator
                    for unit, price in spread(charges, plan.sites[site]):
                        assessed = unit is not None and self.answers(entry.question, user, site, unit, price.vetoes)
                        yield (
                            Posting(
                                period=period,
                                site=site,
                                indicator=code,
                                assessment=user.assessment,
                                member=indicator.code,
                                item=indicator.item,
                                unit=unit,
                                points=price.lost,
                                gained=price.gained,
                                vetoes=tuple(sorted(level.value for level in price.vetoes)),
                            ),
                            assessed,
                        )

    def answers(
        self, question: Question, user: Contribution, site: str, unit: str,
        vetoes: AbstractSet[Level] = frozenset(), only: frozenset[str] | None = None,
    ) -> bool:  # fmt: skip
        """Return whether what falls on a unit at a site counts for it in an assessment.

        It does where the assessment assesses it on the question, and meets it there, or spreads what
        findings lay on it over sheets of its own sites: where something applies there, measured or not;
        of the item, where every sheet is one of an item. A veto of the unit needs no sheet of the item.
        `only` are the shared indicators that alone count, by their code; None where all do.
        """
        plan = self.register.plan
        if user not in plan.users(question, unit):
            return False
        if plan.stands(user, site, unit):
            return True
        items = self._items(user.assessment, unit, only)
        by_item = self.rules.assessment(user.assessment).model.by_item
        return user.indicator.item in items if by_item and Level.UNIT not in vetoes else bool(items)

    def _items(self, assessment: str, unit: str, only: frozenset[str] | None) -> frozenset[str]:
        """Return the items of which something applies to a unit at its own sites, measured or not."""
        key = assessment, unit, only
        if key not in self._known_items:
            self._known_items[key] = frozenset(self._applying(*key))
        return self._known_items[key]

    def _applying(self, assessment: str, unit: str, only: frozenset[str] | None) -> Iterator[str]:
        plan, outcomes = self.register.plan, self.register.outcomes
        for site in plan.sites_of.get(unit, ()):
            told = outcomes.get(site, {})
            for question in plan.grounds[site].questions:
                counts = only is None or question.code in only
                if counts and not isinstance(told.get(question.code), NotApplicable):
                    users = plan.users(question, unit)
                    mine = (user.indicator for user in users if user.assessment == assessment)
                    yield from (indicator.item for indicator in mine if not indicator.informs)

    @cached_property
    def _known_items(self) -> dict[tuple[str, str, frozenset[str] | None], frozenset[str]]:
        return {}

    def statuses(self) -> Iterator[tuple[str, Question, Contribution, Status]]:
        """Yield (site, question, user, status) for every planned measurement and every assessment that uses it."""
        for site, question, _ in self.register:
            entry = self.entries.get(site, {}).get(question.code)
            statuses = entry.statuses if entry else (Status.NOT_MEASURED,) * len(question.users)
            for user, status in zip(question.users, statuses, strict=True):
                yield site, question, user, status

    @cached_property
    def scale(self) -> int:
        """A whole number of parts of a point, so that every posting is a whole number of them."""
        points, shares = _together(self.parts_of_sites.values()), self.register.plan.parts_of_shares
        if points is None or shares is None:
            hard = _IN_DECIMALS(
                lines=[
                    _LINE_AT(line=line, indicator=code, site=site)
                    for line, code, site in hardest(self._points_of_lines())
                ]
            )
            raise BadValue(f"{self.period}", _ADDABLE_POINTS(digits=COMMON_DIGITS), hard)
        return points * shares

    def _points_of_lines(self) -> Iterator[tuple[tuple[int, str, str], Fraction]]:
        """Yield what each line takes or gives at each site, with its number, its indicator and the site."""
        for site, entries in self.entries.items():
            for entry in entries.values():
                for user, parts in zip(entry.question.users, entry.itemised, strict=True):
                    for part in parts:
                        name = part.line, user.indicator.code, site
                        yield from ((name, part.price.lost), (name, part.price.gained))

    @cached_property
    def parts_of_sites(self) -> Mapping[str, int | None]:
        """How many parts of a point the breaches of each site need; None where they are too many."""
        return {
            site: self.known[site]
            if site in self.known
            else _together(entry.denominator for entry in entries.values() if not entry.clean)
            for site, entries in self.entries.items()
        }


def _together(parts: Iterable[int | None]) -> int | None:
    """Return the least number of parts of a point that several need together; None where they are too many."""
    distinct = set(parts)
    return None if None in distinct else common(Fraction(1, one) for one in distinct if one is not None)


_WHOLE = Fraction(1)


def spread(charges: tuple[Charge, ...], site: Site) -> Iterator[Charge]:
    """Yield who bears what: what findings lay on a unit, and the site's own units by their shares."""
    if len(charges) == len(site.units) == 1 and charges[0][0] is None:  # one owner bears it all
        yield site.units[0][0], charges[0][1]
        return
    owed: dict[str | None, Price] = {}
    for unit, price in charges:
        owners: tuple[tuple[str | None, Fraction], ...] = (
            ((unit, _WHOLE),) if unit is not None or not site.units else site.units
        )
        for owner, share in owners:
            part = price if share.numerator == share.denominator else price * share
            owed[owner] = owed[owner] + part if owner in owed else part
    yield from owed.items()


_WHOLE_PERIODS_BEFORE = Sentence("早于 {period} 整数个期间的期间", "a period some whole periods before {period}")
_GIVE_EARLIER = Told("请给此前同样长短的期间的登记", "give registers of earlier periods of the same length")


def history(registers: Iterable[Register], period: Period) -> dict[str, dict[str, tuple[int, ...]]]:
    """Return how many periods back each problem was found, by site and measure, for lines that look back.

    Args:
        registers: Of earlier periods, each a whole number of its own lengths before the present one.
        period: The present one.

    Raises:
        BadValue: When a register is of the present period, of a later one, or of one of another length.
    """
    wanted(period, Period)
    found: defaultdict[str, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for held in all_of(registers, Register):
        back, before = 1, period.before()
        while before.start > held.plan.period.start:
            back, before = back + 1, before.before()
        if before != held.plan.period:
            raise BadValue(str(held.plan.period), _WHOLE_PERIODS_BEFORE(period=str(period)), _GIVE_EARLIER)
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
    found_before = _earlier(register.plan, history or {}) if looking else {}
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
    users = (user for ground in different for question in ground.questions for user in question.users)
    return {user.indicator.code for user in users if _looks_back(user)}


def _at_site(register: Register, site: str, known: Known, history: History | None) -> dict[str, Entry]:
    """Return what each outcome at a site means; `known` holds what is the same wherever a question has an outcome, and
    there is no history where no line looks back.
    """
    plan, made = register.plan, dict[str, Entry]()
    by_code, folding = plan.grounds[site].by_code, bool(plan.nobody)
    earlier = NEVER if history is None else history.get(site, NEVER)
    for code, outcome in register.outcomes[site].items():
        question = by_code[code]
        if (history is not None and any(map(_looks_back, question.users))) or (folding and _names(outcome)):
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


_HISTORY_OF_SITE = Sentence("点位 {site} 的往期记录", "a history of site {site}")
_BY_SITE_AND_MEASURE = Told(
    "请给 history([此前各期的登记], period) 的结果：按点位和测量项目写明几期之前查出",
    "give what history([earlier registers], period) returned: by site and measure, how many periods back",
)
_CANNOT_READ = Told("往期记录无法读取", "what earlier periods found cannot be read")


def _earlier(plan: Plan, history: Mapping[Any, Any]) -> dict[str, dict[str, tuple[int, ...]]]:
    """Return what earlier periods found, or refuse what is no such table; of sites and measures that
    are not asked now nothing is read.
    """
    measures = {measure.code for measure in plan.rules.measures}
    found: dict[str, dict[str, tuple[int, ...]]] = {}
    problems: list[TristandardError] = []
    for site, code, back in _recalled(history):
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


def _recalled(history: Mapping[Any, Any]) -> Iterator[tuple[Any, Any, object]]:
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


def _looks_back(user: Contribution) -> bool:
    return any(rule.look_back for rule in user.indicator.deductions)


def _names(outcome: Outcome) -> bool:
    """Return whether a finding names a unit."""
    return isinstance(outcome, Measured) and any(finding.unit for finding in outcome.findings)


def weigh(plan: Plan, site: str, question: Question, outcome: Outcome, earlier: Earlier = NEVER) -> Entry:
    """Return what one outcome at a site means for each user of a question, each by its own
    lines against the one bar.
    """
    match outcome:
        case NotApplicable():
            return _alike(question, outcome, Status.NOT_APPLICABLE)
        case NotMeasured():
            return _alike(question, outcome, Status.NOT_MEASURED)
        case Measured():
            breached = question.bar.breached(dict(outcome.values))
            if not breached and not question.rewarding:
                return _alike(question, outcome, Status.MET)
            statuses = tuple(
                Status.MET if breached.isdisjoint(user.measures) else Status.BREACHED for user in question.users
            )
            counted = tuple(counted_for(plan, user.assessment, site, outcome) for user in question.users)
            charges = tuple(_charged(question, at, told, earlier) for at, told in enumerate(counted))
            return Entry(question, outcome, statuses, charges, counted, earlier)


def _alike(question: Question, outcome: Outcome, status: Status) -> Entry:
    """Return what an outcome means that is the same for each user, and costs none of them anything."""
    users = len(question.users)
    return Entry(question, outcome, (status,) * users, ((),) * users, (outcome,) * users)


def counted_for(plan: Plan, assessment: str, site: str, outcome: Outcome) -> Outcome:
    """Return an outcome as an assessment counts it: findings name nobody where they name a unit above the site's owners
    whose score is the mean of theirs.
    """
    nobody = plan.nobody.get((assessment, site))
    if (
        not nobody
        or not isinstance(outcome, Measured)
        or not any(finding.unit in nobody for finding in outcome.findings)
    ):
        return outcome
    findings = [evolve(finding, unit=None) if finding.unit in nobody else finding for finding in outcome.findings]
    return Measured(outcome.values, findings)


def _charged(question: Question, at: int, outcome: Outcome, earlier: Earlier) -> tuple[Charge, ...]:
    """Return what one user of a question takes and gives for what was measured, by whom findings name."""
    assert isinstance(outcome, Measured)
    user = question.users[at]
    prices = user.indicator.price(
        dict(outcome.values), question.bars[at], outcome.findings, earlier, host=question.hosted_by(user)
    )
    return tuple(sorted(prices.items(), key=lambda pair: (pair[0] is not None, pair[0])))
