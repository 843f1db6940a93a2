"""What in a rule set contradicts itself, or names what is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from tristandard.basics.clause import Validity
from tristandard.basics.errors import TristandardError
from tristandard.basics.location import Address
from tristandard.basics.nouns import item_of
from tristandard.basics.points import COMMON_DIGITS, common, hardest
from tristandard.basics.terms import DuplicateCode
from tristandard.checks.assessments import assessments
from tristandard.checks.crosswalks import crosswalks, variants
from tristandard.checks.misfit import Misfit
from tristandard.checks.vocabulary import counted, units
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.subjects import RULE_SET
from tristandard.words.sentence import Clauses, Sentence, Told


def contradictions(rules: RuleSet) -> list[TristandardError]:
    """Return, all at once, what in the rule set contradicts itself or names what is not there."""
    return [
        *_dates(rules),
        *units(rules),
        *_duplicates(rules),
        *counted(rules),
        *_marks(rules),
        *assessments(rules),
        *crosswalks(rules),
        *variants(rules),
    ]


_NO_COMMON = Sentence(
    "的满分和上限没有不超过 {digits} 位的公分母",
    "has marks and caps without a common denominator of at most {digits} digits",
)
_AS_DECIMALS = Sentence("请写成小数，首先是{worst}", "write them as decimals, above all those of {worst}")
_ITEM = Sentence("考核项目 {code}", "item {code}")
_NODE = Sentence("计分节点 {code}", "score node {code}")
_LINES_OF = Sentence("{code} 的扣分标准", "lines of {code}")


def _marks(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield that marks and caps, in which results are added up, have no common denominator."""
    marks = list[tuple[tuple[tuple[Sentence, str], Address], Fraction]]()
    for book in rules.assessments:
        within = ("assessments", book.code)
        marks += [(((_ITEM, one.code), (*within, "items", one.code, "full")), one.full) for one in book.items]
        for name, node in book.model.nodes:
            sums = [node.full, node.bonus] if isinstance(node, Sheet) else []
            marks += [(((_NODE, name), (*within, "score", name)), points) for points in sums]
    for indicator in rules.indicators.values():
        caps = [rule.at_most for rule in indicator.deductions if rule.at_most]
        address = ("indicators", indicator.code, "deductions")
        marks += [(((_LINES_OF, indicator.code), address), cap) for cap in caps]
    if common(points for _, points in marks) is None:
        worst = hardest(marks)
        yield Misfit(
            RULE_SET(code=rules.code),
            _NO_COMMON(digits=COMMON_DIGITS),
            _AS_DECIMALS(worst=[sentence(code=code) for (sentence, code), _ in worst]),
            locations=rules.locations.of(*(address for _, address in worst)),
        )


_NEVER_TOGETHER = Sentence(
    "与所引的依据从不同时施行（{dates}）", "and the clauses that it cites are never in force together ({dates})"
)
_LET_DATES_MEET = Told("请使施行日期有重合，或改引其他依据", "let their dates meet, or cite other clauses")
_DATES_OF_RULES = Sentence("{code} {dates}", "{code} {dates}")
_DATES_OF_CLAUSE = Sentence("依据“{code}” {dates}", "clause {code!r} {dates}")


def _dates(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield that the rule set and its clauses are never in force together."""
    if rules.in_force is None:
        bounded = [clause for clause in rules.cited if clause.valid != Validity()]
        dates = [_DATES_OF_RULES(code=rules.code, dates=rules.valid.told)]
        dates += [_DATES_OF_CLAUSE(code=clause.code, dates=clause.valid.told) for clause in bounded]
        clauses = [("clauses", clause.code, "valid") for clause in bounded]
        yield Misfit(
            RULE_SET(code=rules.code),
            _NEVER_TOGETHER(dates=Clauses(dates)),
            _LET_DATES_MEET,
            locations=rules.locations.of(("valid",), *clauses),
        )


def _duplicates(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield each code that several things of one kind have."""
    for kind, declared in _declared(rules):
        for (code, address), count in Counter(declared).items():
            if count > 1:
                yield DuplicateCode(kind, code, locations=rules.locations.of(address))


def _declared(rules: RuleSet) -> Iterator[tuple[Told | str, list[tuple[str, Address]]]]:
    """Yield each kind of thing that has a code of its own, with the code and the address of each."""
    for kind, section, things in (
        ("clause", "clauses", rules.clauses),
        ("measure", "measures", rules.measures),
        ("circumstance", "circumstances", rules.circumstances),
        ("assessment", "assessments", rules.assessments),
        ("crosswalk", "crosswalks", rules.crosswalks),
        ("variant", "variants", rules.variants),
    ):
        yield kind, [(thing.code, (section, thing.code)) for thing in things]
    indicators = [indicator.code for book in rules.assessments for indicator in book.indicators]
    yield "indicator", [(code, ("indicators", code)) for code in indicators]
    pairs = [(match.first, match.second) for _, match in rules.matches()]
    yield "match", [(" ~ ".join(pair), ("matches", *pair)) for pair in pairs]
    members = [sorted(ruling.members) for ruling in rules.rulings]
    yield "ruling", [("+".join(codes), ("rulings", *codes)) for codes in members]
    for book in rules.assessments:
        items: list[tuple[str, Address]] = [
            (item.code, ("assessments", book.code, "items", item.code)) for item in book.items
        ]
        yield item_of(book.code), items
