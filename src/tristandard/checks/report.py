"""All that is wrong with a rule set, and all that an office must know of it, at once."""

from __future__ import annotations

from typing import final

from attrs import frozen

from tristandard.basics import html
from tristandard.basics.errors import TristandardError, in_order, said, wanted
from tristandard.checks.contradictions import contradictions
from tristandard.checks.doubt import Doubt
from tristandard.checks.doubts import doubts, used_often
from tristandard.checks.grouped import grouped
from tristandard.checks.host_alone import uncharged
from tristandard.checks.labels import EqualLabels, equal_labels
from tristandard.checks.pricing import PricedBackwards, Unpriced, pricing
from tristandard.grouping.group import groups, rest
from tristandard.rules.ruleset import RuleSet
from tristandard.words.sentence import Language, Lines, Sentence, Told

Remark = Unpriced | PricedBackwards | EqualLabels | Doubt


_FOUND = Sentence("须解决 {problems} 项，须知悉 {remarks} 项", "{problems} to mend, {remarks} to know")
_LISTED = Sentence("{found}\n{listed}", "{found}\n{listed}")
_ENTRY = Sentence("  - {one}", "  - {one}")


@final
@frozen
class Report:
    """What `check` found: problems keep the rule set from being merged, remarks do not."""

    problems: tuple[TristandardError, ...]
    remarks: tuple[Remark, ...]

    def _repr_html_(self) -> str:
        """Return both lists in Chinese, as notebooks show them."""
        head, *told = self.text("zh").splitlines()
        return html.listed(head, (line.removeprefix("  - ") for line in told))

    @property
    def told(self) -> Told:
        """Both lists, in both languages: how many of each there are, the problems, then the remarks."""
        found = _FOUND(problems=len(self.problems), remarks=len(self.remarks))
        entries = [_ENTRY(one=one.told) for one in (*self.problems, *self.remarks)]
        return _LISTED(found=found, listed=Lines(entries)) if entries else found

    def text(self, language: str | Language = "zh") -> str:
        """Return both lists, in "zh", in "en", or in a language that is laid over them."""
        return said(self.told, language)

    def __str__(self) -> str:
        return self.told[1]


def check(rule_set: RuleSet) -> Report:
    """List everything that keeps a rule set from being merged, and what it does that an office must know.

    Problems: what contradicts itself or names what is not there; two indicators of one assessment
    in one group that are not declared as uses, and uses that are none; pairs that no match compares;
    grounds or hosts that differ within a group; joined standards that nothing can meet, or whose sources
    ask in measures that cannot be compared, where no ruling stands; rulings that are stale or settle
    nothing; intersections not yet split.
    Remarks: a breach of the merged bar that costs an assessment nothing, or less where it is worse;
    things of one kind with one label, indicators apart, which stand with their sites; each measurement
    that an assessment counts in several items; and what is allowed, but seldom meant (`Doubt`).
    """
    wanted(rule_set, RuleSet)
    wrong = contradictions(rule_set)
    shared, problems = grouped(rule_set)
    if wrong:
        return Report(tuple(sorted([*wrong, *problems], key=in_order)), ())
    own = () if problems else rest(rule_set, shared)
    remarks: list[Remark] = [remark for indicator in (*shared, *own) for remark in pricing(indicator, rule_set)]
    remarks += [doubt for indicator in shared for doubt in uncharged(indicator, rule_set)]
    remarks += [doubt for group in groups(rule_set) for doubt in used_often(rule_set, group)]
    return Report(tuple(sorted(problems, key=in_order)), (*remarks, *equal_labels(rule_set), *doubts(rule_set)))
