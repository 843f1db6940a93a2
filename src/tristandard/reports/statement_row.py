"""One row of a statement: as tables have it, and told in every language."""

from __future__ import annotations

from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.basics.finding import Finding
from tristandard.basics.place import Site
from tristandard.reports.wording import NOTHING
from tristandard.scoring.breakdown import Uncounted
from tristandard.words.sentence import Told


@final
@frozen(kw_only=True)
class StatementRow:
    """One row of a statement: a deduction as far as it goes apart, by finding, where there are findings.

    Attributes:
        assessment: The code of the assessment.
        item: The code of the item; "" where the row is of none.
        item_zh: What the item is called.
        site: The code of the site; "" where the row is of none.
        site_zh: What the site is called.
        indicator: The code of the assessment's own indicator; of a figure or part the name of its node.
        zh: What the indicator, figure or part is called.
        finding: The id of the finding; "" where the value alone was reported.
        seen: What was seen, and which share the unit bears.
        bar: The standard in force.
        points: What the unit loses in the ledger, in points (分); nothing for what was not measured or given.
        gained: What it gains in the ledger.
        counted: What the row takes from the score; less than nothing where it gives.
        extrapolated: What is taken from the score for what was not measured (未测推及).
        rounding: What the rounding of the score added (修约差); less than nothing where it took.
        reason: Why the row counts nowhere in the score; nothing where it counts.
        clause: The clauses.
        provenance: Where the standard and the points come from.
    """

    assessment: str
    item: str = ""
    item_zh: str = ""
    site: str = ""
    site_zh: str = ""
    indicator: str = ""
    zh: str
    finding: str = ""
    seen: str = ""
    bar: str = ""
    points: Fraction | None = None
    gained: Fraction = Fraction(0)
    counted: Fraction = Fraction(0)
    extrapolated: Fraction = Fraction(0)
    rounding: Fraction = Fraction(0)
    reason: Uncounted | None = None
    clause: str = ""
    provenance: str = ""


@final
@frozen(kw_only=True)
class ToldRow:
    """One row of a statement in every language; `in_chinese` is the row that tables have.

    Attributes:
        assessment: The code of the assessment.
        label: What the indicator, figure or part is called.
        item: The code of the item; "" where the row is of none.
        item_label: What the item is called.
        site: The site; None where the row is of none.
        indicator: The code of the assessment's own indicator; of a figure or part the name of its node.
        finding: The finding; None where the value alone was reported.
        seen: What was seen, and which share the unit bears.
        bar: The standard in force.
        clause: The clauses.
        provenance: Where the standard and the points come from.
        beside: Whether what it takes stands beside the items: a veto of a site or of the unit.

    The numbers and the reason are those of `StatementRow`.
    """

    assessment: str
    label: Told
    item: str = ""
    item_label: Told = NOTHING
    site: Site | None = None
    indicator: str = ""
    finding: Finding | None = None
    seen: Told = NOTHING
    bar: Told = NOTHING
    points: Fraction | None = None
    gained: Fraction = Fraction(0)
    counted: Fraction = Fraction(0)
    extrapolated: Fraction = Fraction(0)
    rounding: Fraction = Fraction(0)
    reason: Uncounted | None = None
    clause: Told = NOTHING
    provenance: Told = NOTHING
    beside: bool = False

    def in_chinese(self) -> StatementRow:
        """Return the row as tables have it."""
        return StatementRow(
            assessment=self.assessment, item=self.item, item_zh=self.item_label[0],
            site=self.site.code if self.site else "", site_zh=self.site.zh if self.site else "",
            indicator=self.indicator, zh=self.label[0], finding=self.finding.id if self.finding else "",
            seen=self.seen[0], bar=self.bar[0], points=self.points, gained=self.gained, counted=self.counted,
            extrapolated=self.extrapolated, rounding=self.rounding, reason=self.reason,
            clause=self.clause[0], provenance=self.provenance[0],
        )  # fmt: skip
