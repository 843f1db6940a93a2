"""What came of the drives of a year: their scores, the red and black list, and progress by month (月度调度)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, final

from attrs import define, field

from tristandard.basics.errors import BadValue, all_of, refuse, said, wanted
from tristandard.basics.language import either
from tristandard.basics.period import Year
from tristandard.insight.drive import Drive, DriveCheck, Over
from tristandard.insight.drive_scores import LEAD_UNKNOWN, Looked, looked_at, scored_drives
from tristandard.insight.drives import Drives
from tristandard.insight.evidence import Evidence, evidence_in, evidence_of
from tristandard.insight.progress import By, Dispatch, Progress, dispatched, progress_of
from tristandard.insight.red_and_black import SIDES, Listed, listed_of
from tristandard.insight.telling import name_units, page_of
from tristandard.scoring.periods import check_apart
from tristandard.scoring.results import Results
from tristandard.scoring.scorecard import Scorecard
from tristandard.survey.ledger import Ledger
from tristandard.words.sentence import Language, Sentence, Told


@final
@define(frozen=True, slots=False, kw_only=True)
class DriveResults:
    """What came of the drives of one year.

    Attributes:
        evidence: Everything that was seen, in whichever stage.
        results: The scorecards, by the code of the drive, then of the unit, of what was seen in the stage that
            evaluates.
    """

    head: ClassVar = Sentence("年度攻坚行动 · {year}：{drives} 项", "Drives · {year}: {drives}")
    drive_told: ClassVar = Sentence(
        "  {label} · 牵头 {lead} · {stage}（{days}）：任务 {tasks} 项，评价 {units} 个单位，督查 {checks} 次",
        "  {label} · lead {lead} · {stage} ({days}): tasks {tasks}, units evaluated {units}, checks {checks}",
    )
    row: ClassVar = Sentence("    {side}：{unit}——{reason}", "    {side}: {unit}: {reason}")

    drives: Drives = field(repr=False)
    evidence: tuple[Evidence, ...] = field(repr=False)
    results: Results = field(eq=False, repr=False)

    def cards(self, drive: str) -> Mapping[str, Scorecard]:
        """Return the scorecards of one drive, by unit; a unit at which nothing was checked has none."""
        return self.results[drive].cards

    @cached_property
    def looked(self) -> Mapping[tuple[str, str], Looked]:
        """What was seen in the stage that evaluates, by drive and unit, then by task."""
        return looked_at(self.drives, self.evidence)

    def share(self, drive: str, unit: str) -> Fraction | None:
        """Return the score of a unit as a share of the full mark; None where nothing was checked."""
        card = self.cards(drive).get(unit)
        return None if card is None or card.exact is None else card.exact / card.part.full

    def _shares(self, drive: str) -> dict[str, Fraction]:
        """Return the scores of a drive as shares of the full mark, by unit; of what was checked."""
        return {unit: score for unit in self.cards(drive) if (score := self.share(drive, unit)) is not None}

    def listed(self) -> tuple[Listed, ...]:
        """Return the red list and the black list, drive by drive, red first, the highest first; empty where the rules
        state no thresholds.
        """
        lines = self.drives.red_and_black
        if lines is None:
            return ()
        return tuple(
            one
            for drive in self.drives.drives
            for one in listed_of(drive, lines, self._shares(drive.code), self.looked)
        )

    @cached_property
    def progress(self) -> tuple[Progress, ...]:
        """How far each task was at each unit that has to do it, at the end of each month in which anything was looked
        at.
        """
        return progress_of(self.drives, self.evidence)

    def dispatch(self, *by: By) -> dict[tuple[str, ...], Dispatch]:
        """Return progress counted together by what is asked, such as `By.MONTH, By.LEAD`: codes to counts.

        Without the month, tasks are counted as they stand at the last one, and places over all.
        """
        for one in by:
            wanted(one, By)
        return dispatched(self.progress, by)

    def entering(self, over: Over) -> dict[str, Fraction]:
        """Return what enters the year, by unit: the mean of its scores as shares of the full mark; of a lead with the
        mean of its drive's units, where it counts too.
        """
        found: defaultdict[str, list[Fraction]] = defaultdict(list)
        for drive in self.drives.drives:
            shares = self._shares(drive.code)
            for unit, score in shares.items():
                found[unit].append(score)
            if over is Over.LEAD_AND_UNITS and drive.lead and shares:
                found[drive.lead].append(_mean(list(shares.values())))
        return {unit: _mean(scores) for unit, scores in sorted(found.items())}

    def text(self, language: str | Language = "zh") -> str:
        """Return each drive with its lead, stage and checks, and the red and black list with reasons, in "zh" or
        "en".
        """
        drives, rules = self.drives, self.drives.rules
        lines = [said(self.head(year=drives.year, drives=len(drives.drives)), language)]
        listed = self.listed()
        names = name_units(
            rules, {*(one.unit for one in listed), *(drive.lead for drive in drives.drives if drive.lead)}, language
        )
        for drive in drives.drives:
            lines.append(said(self._drive_line(drive, names), language))
            lines += [said(self._listed_line(one, names), language) for one in listed if one.drive == drive.code]
        notice = said(either(drives.notice_zh, drives.notice_en), language)
        return page_of(rules, language, [*lines, *([notice] if notice else [])])

    def _drive_line(self, drive: Drive, names: Mapping[str, str]) -> Told:
        """Return a drive with its lead, stage and checks."""
        stage = self.drives.evaluating(drive)
        checks = {one.source for one in self.evidence if one.drive == drive.code and one.kind and one.day in stage}
        return self.drive_told(
            label=either(drive.zh, drive.en),
            lead=names.get(drive.lead, LEAD_UNKNOWN),
            stage=either(stage.zh, stage.en),
            days=str(stage),
            tasks=len(drive.tasks),
            units=len(self.cards(drive.code)),
            checks=len(checks),
        )

    def _listed_line(self, one: Listed, names: Mapping[str, str]) -> Told:
        """Return a unit on the red or the black list, with the reason."""
        return self.row(side=SIDES[one.side], unit=names[one.unit], reason=one.reason)

    def __str__(self) -> str:
        return self.text("zh")


_DO_NOT_FIT = Told("督查记录与攻坚行动不符", "the checks do not fit the drives")
_RULE_SET_OF_DRIVES = Sentence("攻坚行动的规则集（{code}）", "the rule set of the drives ({code})")
_UNDER_THESE_RULES = Told("请给按这套规则的各期台账", "give ledgers of periods under these rules")
_PERIOD_OF = Sentence("{year} 年内的期间", "a period of {year}")
_OF_THE_YEAR = Told("请给攻坚行动当年的台账", "give ledgers of the year of the drives")


def evaluate(drives: Drives, checks: Iterable[DriveCheck] = (), ledgers: Iterable[Ledger] = ()) -> DriveResults:
    """Evaluate the drives of a year by checks, and by what was measured of the indicators that their tasks name.

    Args:
        drives: Of the year.
        checks: In any order; each counts in the month of its day, and for the score where that lies in the stage
            that evaluates.
        ledgers: Of periods of the year.

    Raises:
        Refused: With every check that does not fit the drives (see `Drives.misfits`).
        BadValue: When a ledger is of another rule set or another year, or the periods of two overlap.

    Laws: what lies outside the stage moves no score; nothing checked, no score and on neither list; a red unit never
    scores below a black one.
    Source: 常州日报（2022年5月）· 年度攻坚行动项目.
    """
    wanted(drives, Drives)
    given, held = all_of(checks, DriveCheck), all_of(ledgers, Ledger)
    refuse(_DO_NOT_FIT, drives.misfits(given))
    for ledger in held:
        if ledger.rules.code != drives.rules.code:
            raise BadValue(ledger.rules.code, _RULE_SET_OF_DRIVES(code=drives.rules.code), _UNDER_THESE_RULES)
    year = Year(drives.year)
    periods = sorted(ledger.plan.period for ledger in held)
    check_apart(periods)
    if strange := [period for period in periods if period.end < year.start or year.end < period.start]:
        raise BadValue(str(strange[0]), _PERIOD_OF(year=str(year)), _OF_THE_YEAR)
    found = [*evidence_of(given), *(one for ledger in held for one in evidence_in(drives, ledger))]
    evidence = tuple(sorted(found, key=lambda one: (one.day, one.drive, one.task, one.unit, one.kind, one.source)))
    return DriveResults(drives=drives, evidence=evidence, results=scored_drives(drives, looked_at(drives, evidence)))


def _mean(numbers: list[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers)
