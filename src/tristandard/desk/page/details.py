"""From a score down to the clause: what every unit lost where, grouped so that a page stays small.

The rows are those of statements. What they have in common, such as sites and standards, is told once, and every text
once; a script in the page puts the rows of an item together when it is opened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, final

from attrs import define, field

from tristandard.basics.clause import Provenance
from tristandard.basics.errors import said
from tristandard.basics.language import either
from tristandard.basics.marks import flat
from tristandard.basics.points import plain
from tristandard.basics.publication import short_decimal
from tristandard.desk.page.asked import tell_askers
from tristandard.desk.page.detail import Detail, Group
from tristandard.desk.page.standings import key_of_card
from tristandard.desk.page.texts import NOT_COUNTED, ROWS, TEXTS, UNIT_PLACE, UNIT_SCORE
from tristandard.merging.question import Question
from tristandard.reports.statement_beside import rows_beside
from tristandard.reports.statement_line import tell_uncounted
from tristandard.reports.statement_row import ToldRow
from tristandard.reports.statement_rows import rows_of
from tristandard.reports.wording import clauses
from tristandard.rules.wording.lines import tell_lines
from tristandard.rules.wording.names import name_items
from tristandard.scoring.breakdown import Uncounted
from tristandard.scoring.ranking import named_apart
from tristandard.scoring.results import AssessmentResult, Results
from tristandard.scoring.scorecard import MEASURED, Scorecard
from tristandard.words.sentence import Language, Told

#: What a group of rows is: it takes from the score, or gives, is open, or counts nowhere.
TAKES, GIVES, OPEN, ASIDE = "takes", "gives", "open", "aside"


@final
@define(slots=False)
class Details:
    """The details of every unit of every assessment, and what their rows have in common.

    Attributes:
        results: Whose they are.
        language: In which they are told.
    """

    results: Results
    language: str | Language
    #: Every text, by its place.
    _texts: dict[str, int] = field(factory=dict, init=False)
    _sites: dict[str, int] = field(factory=dict, init=False)
    _standards: dict[tuple[str, Question, Told], int] = field(factory=dict, init=False)
    #: What is told of each standard, by which it is known again.
    _kept: dict[tuple[str, ...], int] = field(factory=dict, init=False)
    _written: list[list[int]] = field(factory=list, init=False)
    _groups: list[list[Any]] = field(factory=list, init=False)
    #: Of the standards, which have a bar and which have points that are made up.
    made_up: list[tuple[bool, bool]] = field(factory=list, init=False)

    def of(self, result: AssessmentResult) -> tuple[Detail, ...]:
        """Return the details of the units of one assessment, in the order of its ranking."""
        cards = list(result.ranking())
        names = named_apart(cards)
        return tuple(self._card(card, self._say(names[card.unit.code])) for card in cards)

    def packed(self) -> dict[str, Any]:
        """Return the rows as the script of the page reads them: sites, standards and texts by their places."""
        sites = [[code, self.results.ledger.plan.sites[code].zh] for code in self._sites]
        words = ("site", "seen", "posted", "counted", "bar", "asked", "rule", "clause", "provenance", "finding",
                 "made_up", "extrapolated")  # fmt: skip
        return {
            "words": {name: self._say(TEXTS[name]) for name in words},
            "sites": [[flat(code), flat(label)] for code, label in sites],
            "standards": self._written,
            "groups": self._groups,
            "texts": [flat(text) for text in self._texts],
        }

    def _say(self, told: Told) -> str:
        return said(told, self.language)

    def _text(self, text: str) -> int:
        return self._texts.setdefault(text, len(self._texts))

    def _card(self, card: Scorecard, name: str) -> Detail:
        part = card.part
        place = UNIT_PLACE(place=str(card.place)) if card.place is not None else card.reason
        measured = MEASURED(measured=part.measured, lines=part.measured + part.unmeasured)
        beside = [(self._say(row.label), _moved(row)) for row in rows_beside(card)]
        return Detail(
            key=key_of_card(card),
            unit=name,
            score="" if card.published is None else self._say(UNIT_SCORE(score=str(card.published))),
            place=self._say(place),
            measured=self._say(measured),
            full=plain(part.full),
            groups=tuple(self._grouped(card)),
            beside=tuple((label, _signed(points)) for label, points in beside),
            published="" if card.published is None else str(card.published),
        )

    def _grouped(self, card: Scorecard) -> Iterator[Group]:
        """Yield the rows of a card in groups: by item in the order of the rule set, then vetoes beside the items, what
        was gained, what is open, and what counts nowhere.
        """
        found = defaultdict[tuple[str, str], list[ToldRow]](list)
        for row in rows_of(card):
            found[_sort(row)].append(row)
        labels = {(TAKES, code): told for code, told in name_items(card.assessment).items()}
        labels |= {(TAKES, ""): TEXTS["vetoed"], (GIVES, ""): TEXTS["gained"], (OPEN, ""): TEXTS["extrapolated"]}
        labels |= {(ASIDE, why.value): NOT_COUNTED(why=tell_uncounted(card, why)) for why in Uncounted}
        for key, label in labels.items():
            if rows := found.get(key):
                yield self._group(card, key[0], label, rows)

    def _group(self, card: Scorecard, kind: str, label: Told, rows: Sequence[ToldRow]) -> Group:
        points = sum(map(_moved, rows), Fraction(0))
        counts = kind != ASIDE and card.exact is not None
        self._groups.append([kind, [self._row(row) for row in sorted(rows, key=lambda row: -_moved(row))]])
        return Group(
            kind=kind,
            label=self._say(label),
            points=_signed(points) if counts else "",
            count=self._say(ROWS(count=len(rows))),
            place=len(self._groups) - 1,
        )

    def _row(self, row: ToldRow) -> list[Any]:
        """Return a row as the page holds it: site, standard, what was seen, finding, points of the ledger and of the
        score.
        """
        posted = None if row.points is None else _signed(row.points - row.gained)
        site = -1 if row.site is None else self._sites.setdefault(row.site.code, len(self._sites))
        return [
            site,
            self._standard(row),
            self._text(self._say(row.seen)),
            -1 if row.finding is None else self._text(row.finding.id),
            -1 if posted is None else self._text(posted),
            self._text(_signed(_moved(row))),
        ]

    def _standard(self, row: ToldRow) -> int:
        """Return the place of what the rules say of a row's indicator at its site: label, bar, who asked for it, how
        it is priced, clause, provenance, and whether bar and points are made up; of a figure its label alone.
        """
        if row.site is None:
            return self._keep((self._say(row.label), "", "", "", "", ""))
        question = self.results.ledger.plan.question(row.site.code, row.indicator)
        user = next(user for user in question.users if user.indicator.code == row.indicator)
        known = row.indicator, question, row.bar
        if known not in self._standards:
            rules, indicator = self.results.rules, user.indicator
            priced = tell_lines(indicator, question.bar, rules, host=question.hosted_by(user))
            self._standards[known] = self._keep(
                (
                    said(either(indicator.zh, indicator.en), self.language),
                    self._say(row.bar),
                    self._say(tell_askers(rules, question)),
                    self._say(clauses(priced)),
                    self._say(row.clause),
                    self._say(row.provenance),
                ),
                made_up=(
                    indicator.standard_provenance is Provenance.ILLUSTRATIVE,
                    indicator.points_provenance is Provenance.ILLUSTRATIVE,
                ),
            )
        return self._standards[known]

    def _keep(self, told: tuple[str, ...], made_up: tuple[bool, bool] = (False, False)) -> int:
        if told not in self._kept:
            self._kept[told] = len(self._written)
            self._written.append([*map(self._text, told), int(any(made_up))])
            self.made_up.append(made_up)
        return self._kept[told]


def _sort(row: ToldRow) -> tuple[str, str]:
    """Return in which group a row stands."""
    if row.points is None:
        return OPEN, ""
    if row.reason is not None and row.reason is not Uncounted.NO_SCORE:
        return ASIDE, row.reason.value
    if row.counted < 0 or (row.gained and not row.points):
        return GIVES, ""
    return TAKES, "" if row.beside else row.item


def _moved(row: ToldRow) -> Fraction:
    """Return what a row takes from the printed score; less than nothing where it gives."""
    return row.counted + row.extrapolated - row.rounding


def _signed(points: Fraction) -> str:
    """Return points as they move a score: with a minus where they are taken, a plus where they are given."""
    if not points:
        return "0"
    return f"−{short_decimal(points)}" if points > 0 else f"+{short_decimal(-points)}"
