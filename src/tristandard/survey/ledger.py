"""Deductions in common (扣分台账): one breach, a posting for every entitled assessment and unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction
from functools import cached_property
from typing import final

from attrs import define, field

from tristandard.basics.errors import BadValue
from tristandard.basics.outcome import NotApplicable
from tristandard.basics.points import COMMON_DIGITS, common, hardest
from tristandard.grouping.shared import Contribution
from tristandard.merging.question import Question
from tristandard.rules.deductions.price import Level
from tristandard.rules.ruleset import RuleSet
from tristandard.survey.entry import Entry, Status
from tristandard.survey.history import History
from tristandard.survey.plan import Plan
from tristandard.survey.posting import Posting, PostingLine, spread
from tristandard.survey.register import Register
from tristandard.words.sentence import Sentence, Told

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
    def plan(self) -> Plan:
        """What was to be measured."""
        return self.register.plan

    @property
    def rules(self) -> RuleSet:
        """The rule set as it was written down."""
        return self.register.rules

    def __repr__(self) -> str:
        return f"<Ledger {self.rules.code} {self.period}: {sum(map(len, self.entries.values()))} entries>"

    @property
    def period(self) -> str:
        """The period, as reports print it."""
        return str(self.plan.period)

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
        shares = dict[str | None, Fraction](self.plan.sites[posting.site].units or [(None, Fraction(1))])
        owned = shares.get(posting.unit, Fraction(0))
        found = list[PostingLine]()
        for part in entry.itemised[at]:
            if share := part.borne_by(posting.unit, owned):
                price, finding = part.price, part.finding
                found.append(PostingLine(
                    line=part.line, measure=part.measure, finding=finding.id if finding else "",
                    named=part.unit is not None, quantity=part.quantity, before=part.before,
                    after=price.lost or price.gained, share=share, points=price.lost * share,
                    gained=price.gained * share, vetoes=tuple(sorted(level.value for level in price.vetoes)),
                ))  # fmt: skip
        return tuple(found)

    def _all(self) -> Iterator[tuple[Posting, bool]]:
        plan, period = self.plan, self.period
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
        plan = self.plan
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
        plan, outcomes = self.plan, self.register.outcomes
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
        points, shares = _together(self.parts_of_sites.values()), self.plan.parts_of_shares
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
    known = [Fraction(1, one) for one in distinct if one is not None]
    return common(known) if len(known) == len(distinct) else None
