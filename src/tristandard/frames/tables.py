"""Merged rules as tables of whole numbers: what is asked where, what a breach costs, what a gap leaves open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from math import gcd, lcm
from typing import final

from attrs import define

from tristandard.frames.prices import parts_of_number, parts_of_point, parts_of_value
from tristandard.frames.why import in_core, reasons_of, site_means
from tristandard.merging.question import Question
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.standard import Ask
from tristandard.scoring.line import each_of
from tristandard.scoring.stand import Stand
from tristandard.scoring.tally import Tallies
from tristandard.survey.plan import Ground, Plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share
from tristandard.words.sentence import Told

#: What a sheet of an assessment is called: the assessment's code and the mean over sites that stands on it.
Fold = tuple[str, str]


@final
@define(slots=False, eq=False)
class Tables:
    """The rules over one site of each kind, as whole numbers at one scale of points and one of each measure's values.

    Attributes:
        plan: What is asked at the representatives, whose codes are the numbers of the kinds.
        decimals: How many decimals a number may have that is no whole one.
    """

    plan: Plan
    decimals: int

    @cached_property
    def reasons(self) -> Mapping[str, Told]:
        """What stays in the core, and why."""
        return reasons_of(self.plan.rules)

    @cached_property
    def core(self) -> frozenset[str]:
        """The kinds of sites that stay in the core."""
        reasons = dict(self.reasons)
        stays = {
            id(ground): any(in_core(question, question.users, reasons) for question in ground.questions)
            for ground in self.plan.grounds.values()
        }
        return frozenset(code for code, ground in self.plan.grounds.items() if stays[id(ground)])

    @cached_property
    def grounds(self) -> dict[int, tuple[int, Ground]]:
        """The grounds that the engine scores, each with its number, by identity."""
        found: dict[int, tuple[int, Ground]] = {}
        for code, ground in self.plan.grounds.items():
            if code not in self.core:
                found.setdefault(id(ground), (len(found), ground))
        return found

    def ground(self, kind: str) -> int:
        """Return the number of a kind's ground; -1 where it stays in the core."""
        return -1 if kind in self.core else self.grounds[id(self.plan.grounds[kind])][0]

    @cached_property
    def questions(self) -> dict[Question, int]:
        """Every question that the engine scores, numbered."""
        listed = (question for _, ground in self.grounds.values() for question in ground.questions)
        return {question: at for at, question in enumerate(dict.fromkeys(listed))}

    @cached_property
    def measures(self) -> dict[str, int]:
        """Every measure of the rules, numbered."""
        return {code: at for at, code in enumerate(self.plan.rules.measures_by_code)}

    @property
    def breadth(self) -> int:
        """How many numbers a question takes: one for each measure, and one for "not applicable"."""
        return len(self.measures) + 1

    @cached_property
    def lines(self) -> list[tuple[Question, DeductionRule, Ask]]:
        """Every line with each demand that it prices."""
        found = []
        for question in self.questions:
            for user, bar in zip(question.users, question.bars, strict=True):
                for rule in user.indicator.lines(bar, host=question.hosted_by(user)):
                    found += [(question, rule, ask) for ask in bar.asks if ask.measure.code in rule.measures]
        return found

    @cached_property
    def parts(self) -> dict[str, int]:
        """Parts of a value, by measure."""
        found = dict.fromkeys(self.measures, 1)
        priced: defaultdict[Ask, list[DeductionRule]] = defaultdict(list)
        for _, rule, ask in self.lines:
            priced[ask].append(rule)
        asks = (ask for question in self.questions for ask in question.bar.asks)
        for ask in dict.fromkeys((*asks, *priced)):
            code = ask.measure.code
            found[code] = lcm(found[code], parts_of_value(ask, priced.get(ask, ()), self.decimals))
        for question in {one for ground in self.plan.grounds.values() for one in ground.questions}:
            for measure in (ask.measure for ask in question.bar.asks):  # in the core, too: its rows may be packed
                found[measure.code] = lcm(found[measure.code], parts_of_number(measure, self.decimals))
        return found

    @cached_property
    def tallies(self) -> Tallies:
        """What the lines may come to for each unit at each representative, in parts of a point in which every price is
        a whole number, too.
        """
        tallies = Tallies(share(register(self.plan, []), history={}))
        shares = {part.denominator for site in self.plan.sites.values() for _, part in site.units}
        points = {parts_of_point(rule, ask, self.parts[ask.measure.code]) for _, rule, ask in self.lines}
        tallies.count_with(lcm(*points) * lcm(*shares))
        return tallies

    @property
    def scale(self) -> int:
        """Parts of a point."""
        return self.tallies.scale

    @cached_property
    def items(self) -> dict[tuple[str, str], int]:
        """Every item of every assessment, numbered."""
        rules = self.plan.rules
        keys = ((book.code, item.code) for book in rules.assessments for item in book.items)
        return {key: at for at, key in enumerate(keys)}

    @cached_property
    def books(self) -> dict[str, int]:
        """Every assessment, numbered."""
        return {book.code: at for at, book in enumerate(self.plan.rules.assessments)}

    @cached_property
    def folds(self) -> dict[Fold, tuple[int, Sheet]]:
        """Every mean over sites, numbered, with the sheet that stands at each site."""
        found: dict[Fold, tuple[int, Sheet]] = {}
        for book in self.plan.rules.assessments:
            for name, node in site_means(book.model) if book.code not in self.reasons else ():
                sheet = book.model[node.of]
                assert isinstance(sheet, Sheet)
                found[book.code, name] = len(found), sheet
        return found

    @cached_property
    def pooled(self) -> frozenset[str]:
        """The assessments of which some sheet adds up several sites."""
        return frozenset(book.code for book in self.plan.rules.assessments if not book.model.by_site)

    @cached_property
    def grain(self) -> dict[str, int]:
        """What the worths of an assessment's lines have in common: of worths only the ratio counts."""
        found = dict.fromkeys(self.books, 0)
        for (book, _), stands in self.tallies.stands.items():
            for line in {line for stand in stands for line in each_of(stand.lines)}:
                found[book] = gcd(found[book], int(line.worth))
        return {book: grain or 1 for book, grain in found.items()}

    @cached_property
    def units(self) -> dict[tuple[str, str], dict[str, Stand]]:
        """What each assessment counts of each unit at each kind of place that the engine scores."""
        found: dict[tuple[str, str], dict[str, Stand]] = {
            (kind, unit): {}
            for kind, site in self.plan.sites.items()
            if kind not in self.core
            for unit, _ in site.units
        }
        for (book, unit), stands in self.tallies.stands.items():
            for stand in stands:
                if (key := (stand.site.code, unit)) in found:
                    found[key][book] = stand
        return found

    @cached_property
    def most(self) -> list[int]:
        """What takes the whole of each item, however small a unit's share is: no line need take more."""
        least = max((part.denominator for site in self.plan.sites.values() for _, part in site.units), default=1)
        return [self.tallies.marks[book][item] * least for book, item in self.items]
