"""What a rule set says and no loading refuses: codes that nothing names, and clauses that lapse before it does.

Of the vocabulary, areas, zones, site types, kinds and units may stand unused: sites and units come with the survey.
"""

from __future__ import annotations

from collections.abc import Iterator

from tristandard.basics.clause import Validity
from tristandard.rules.assessment import Assessment
from tristandard.rules.crosswalk import Crosswalk
from tristandard.rules.indicator import Indicator
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.variant import Variant
from tristandard.testing.defects import Defect
from tristandard.words.sentence import Sentence

_CITE_IT = Sentence(
    "依据“{code}”没有被任何指标、考核、对照表、变体、裁定或地方规则引用；请引用，或删去它",
    "the clause {code!r} is cited by no indicator, assessment, crosswalk, variant, ruling or line; cite it, or drop it",
)
_ASK_ABOUT_IT = Sentence(
    "测量项目“{code}”没有指标要求；请在指标中要求，或删去它",
    "the measure {code!r} is asked about by no indicator; ask about it, or drop it",
)
_READ_IT = Sentence(
    "问题情形“{code}”没有扣分标准或计数规则用到；请用上它，或删去它",
    "the circumstance {code!r} is read by no line and no counting rule; read it, or drop it",
)


def orphans(rules: RuleSet, *, cited: frozenset[str] = frozenset()) -> Iterator[Defect]:
    """Yield the clauses, measures, circumstances, items and crosswalks that nothing names; other
    clauses may be cited elsewhere.
    """
    indicators = rules.indicators.values()
    citing: list[Indicator | Assessment | Crosswalk | Variant] = [
        *indicators,
        *rules.assessments,
        *rules.crosswalks,
        *rules.variants,
    ]
    cited |= {clause.code for one in citing for clause in one.clauses} | {
        ruling.clause.code for ruling in rules.rulings
    }
    asked = {code for indicator in indicators for code in indicator.standard.measures}
    read = {code for indicator in indicators for rule in indicator.deductions for code in rule.reads} | {
        measure.counting.by for measure in rules.measures
    }
    kinds = (
        ("clauses", rules.clauses, cited, _CITE_IT),
        ("measures", rules.measures, asked, _ASK_ABOUT_IT),
        ("circumstances", rules.circumstances, read, _READ_IT),
    )
    for section, declared, named, lacks in kinds:
        for one in declared:
            if one.code not in named:
                yield Defect(((section, one.code),), lacks(code=one.code))
    yield from _empty(rules)


_NO_INDICATOR = Sentence(
    "{book} 的考核项目“{code}”没有指标；请给它一个，或删去它",
    "the item {code!r} of {book} has no indicator; give it one, or drop it",
)
_NO_MATCH = Sentence(
    "对照表“{code}”没有对照；请给它一条，或删去它", "the crosswalk {code!r} has no match; give it one, or drop it"
)


def _empty(rules: RuleSet) -> Iterator[Defect]:
    """Yield the items without an indicator, and the crosswalks without a match."""
    for book in rules.assessments:
        full = {indicator.item for indicator in book.indicators}
        for item in book.items:
            if item.code not in full:
                told = _NO_INDICATOR(code=item.code, book=book.code)
                yield Defect((("assessments", book.code, "items", item.code),), told)
    for one in rules.crosswalks:
        if not one.matches:
            yield Defect((("crosswalks", one.code),), _NO_MATCH(code=one.code))


_LAPSES = Sentence(
    "依据“{code}”施行期 {valid}，规则集施行期 {rules}；请让规则集与依据同时终止，或改引后续的依据",
    "the clause {code!r} is in force {valid}, the rule set {rules}; end the rule set with the clause, or cite what "
    "follows it",
)


def dates(rules: RuleSet) -> Iterator[Defect]:
    """Yield the clauses that are not in force through all the days of the rule set."""
    yield from (
        Defect(
            (("clauses", clause.code, "valid"), ("valid",)),
            _LAPSES(code=clause.code, valid=clause.valid.told, rules=rules.valid.told),
        )
        for clause in rules.clauses
        if not _through(clause.valid, rules.valid)
    )


def _through(clause: Validity, rules: Validity) -> bool:
    """Return whether a clause is in force on every day of the rule set."""
    starts = clause.start is None or (rules.start is not None and clause.start <= rules.start)
    return starts and (clause.end is None or (rules.end is not None and rules.end <= clause.end))
