"""What the drives do to the annual scores (结果纳入年度考评考核)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, final

from attrs import define, evolve, field, frozen

from tristandard.basics.errors import BadValue, for_argument, said, wanted
from tristandard.basics.lookup import looked_up
from tristandard.basics.points import plain
from tristandard.basics.publication import short_decimal
from tristandard.insight.drive import AnnualEntry
from tristandard.insight.driven import DriveResults
from tristandard.insight.telling import name_units, page_of
from tristandard.rules.assessment import Assessment
from tristandard.scoring.placing import Marks, Rivals, is_dense, marks_of
from tristandard.scoring.results import Results
from tristandard.scoring.scorecard import Scorecard
from tristandard.words.sentence import Language, Sentence, Told


@final
@frozen(kw_only=True)
class AnnualScore:
    """The annual score of one unit in one assessment, in points.

    Attributes:
        periods: The score of its periods alone.
        drives: What its drives come to, in points of the same full mark; None where it has none, and then its
            periods stand alone.
        exact: Both by their weights; None where the periods have no score.
        published: As it is printed.
        interval: What is open in the periods allows.
        place: Among the units of the same kind; None where its periods have none.
    """

    unit: str
    periods: Fraction | None
    drives: Fraction | None
    exact: Fraction | None
    published: Decimal | None
    interval: tuple[Fraction, Fraction]
    place: int | None = None


@final
@define(frozen=True, slots=False, kw_only=True)
class Annual:
    """The annual scores of every assessment, with what the drives bring."""

    head: ClassVar = Sentence(
        "{label} · {period} 年度得分（{weights}）",
        "{label} · {period}, annual score ({weights})",
    )
    weighed: ClassVar = Sentence("季度 {quarters} %，攻坚行动 {drives} %", "quarters {quarters} %, drives {drives} %")
    alone: ClassVar = Told("未写明攻坚行动计入", "no drives enter")
    row: ClassVar = Sentence(
        "  {place}  {unit}  {published}  = 季度 {periods}，攻坚行动 {drives}",
        "  {place}  {unit}  {published}  = quarters {periods}, drives {drives}",
    )
    an_assessment: ClassVar = Told("规则集的考核", "an assessment of the rule set")

    year: Results = field(eq=False, repr=False)
    entries: Mapping[str, AnnualEntry] = field(hash=False)
    scores: Mapping[str, Mapping[str, AnnualScore]] = field(hash=False)

    def __getitem__(self, assessment: str) -> Mapping[str, AnnualScore]:
        return looked_up(self.scores, assessment, self.an_assessment)

    def text(self, language: str | Language = "zh") -> str:
        """Return the annual scores, assessment by assessment, and the notice of the rules, in "zh" or "en"."""
        rules, lines = self.year.rules, []
        for code, scores in self.scores.items():
            book, entry = rules.assessment(code), self.entries.get(code)
            weights = self.alone
            if entry is not None:
                weights = self.weighed(quarters=plain(entry.quarters), drives=plain(entry.drives))
            head = self.head(label=Told(book.zh, book.en), period=str(self.year.period), weights=weights)
            lines.append(said(head, language))
            names = name_units(rules, scores, language)
            ordered = sorted(
                scores.values(),
                key=lambda one: (rules.units[one.unit].kind, one.place is None, one.place or 0, one.unit),
            )
            lines += [said(self._row(one, names), language) for one in ordered]
        return page_of(rules, language, lines)

    def _row(self, one: AnnualScore, names: Mapping[str, str]) -> Told:
        periods, drives = ("—" if part is None else short_decimal(part) for part in (one.periods, one.drives))
        return self.row(
            place="—" if one.place is None else one.place,
            unit=names[one.unit],
            published="—" if one.published is None else str(one.published),
            periods=periods,
            drives=drives,
        )

    def __str__(self) -> str:
        return self.text("zh")


_DRIVES_OF = Sentence("{rule_set} 在 {year} 年的攻坚行动", "drives of {rule_set} in {year}")
_GIVE_THAT_YEAR = Told(
    "请给结果所截止年份的攻坚行动结果", "give what came of the drives of the year that the results end in"
)


def annual(year: Results, drives: DriveResults | None = None) -> Annual:
    """Return the annual scores: those of the year's periods, and the drives by their weights where the rules say how
    much enters.

    Args:
        year: The results of the year, several periods together.
        drives: What came of the drives; None for none.

    Raises:
        BadValue: When the drives are of another rule set, or of another year than the results end in.

    Laws: without drives the year is unchanged; an annual score lies between its two parts.
    Source: 常州日报（2022年5月）· 结果纳入年度考评考核.
    """
    wanted(year, Results)
    wanted(drives, DriveResults | None, for_argument("drives"))
    if drives is not None and (
        drives.drives.rules.code != year.rules.code or drives.drives.year != year.period.end.year
    ):
        expected = _DRIVES_OF(rule_set=year.rules.code, year=year.period.end.year)
        raise BadValue(f"{drives.drives.rules.code} {drives.drives.year}", expected, _GIVE_THAT_YEAR)
    entries = {} if drives is None else {entry.assessment: entry for entry in drives.drives.annual}
    scores = {}
    for code, result in year.items():
        entry = entries.get(code)
        shares = {} if entry is None or drives is None else drives.entering(entry.over)
        made = {unit: _score(card, entry, shares.get(unit)) for unit, card in result.items()}
        scores[code] = _placed(result.assessment, year, made)
    return Annual(year=year, entries=entries, scores=scores)


def _score(card: Scorecard, entry: AnnualEntry | None, share: Fraction | None) -> AnnualScore:
    """Return the annual score of one unit, as yet without a place."""
    drives = None if share is None else share * card.part.full
    ends = (card.exact, *card.interval)
    exact, low, high = (
        ends
        if entry is None or drives is None
        else (None if end is None else (entry.quarters * end + entry.drives * drives) / 100 for end in ends)
    )
    assert low is not None
    assert high is not None
    published = None if exact is None else card.publish(exact)
    return AnnualScore(
        unit=card.unit.code, periods=card.exact, drives=drives, exact=exact, published=published, interval=(low, high)
    )


def _placed(book: Assessment, year: Results, scores: Mapping[str, AnnualScore]) -> dict[str, AnnualScore]:
    """Return the scores with their places among units of their kind, of those that have a place by their periods."""
    cards, units = year.scored[book.code], year.rules.units

    placed: defaultdict[str, dict[str, Marks]] = defaultdict(dict)
    for code, one in scores.items():
        if cards[code].place is not None and one.exact is not None:
            _, *breaking = marks_of(book, cards[code].part).value
            mark = book.deciding(one.exact), *breaking
            placed[units[code].kind][code] = Marks(mark, mark, mark)
    found = dict(scores)
    for marks in placed.values():
        rivals = Rivals.of((), marks.values(), dense=is_dense(book))
        found.update((code, evolve(scores[code], place=rivals.place(mark.value))) for code, mark in marks.items())
    return found
