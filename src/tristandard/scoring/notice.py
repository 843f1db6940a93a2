"""A notice (通报): a problem on an indicator that is not merged there yet, for the other offices."""

from __future__ import annotations

from typing import final

from attrs import field, frozen

from tristandard.basics.errors import as_text, said, wanted
from tristandard.basics.fields import kind_of, listed, one_line, one_line_each, some_lines
from tristandard.basics.language import either
from tristandard.basics.marks import page
from tristandard.basics.outcome import Outcome
from tristandard.rules.wording.lines import tell_bar, tell_outcome
from tristandard.scoring.headline import NOTICE
from tristandard.survey.entry import Entry, Status
from tristandard.survey.ledger import Ledger
from tristandard.survey.posting import spread
from tristandard.words.sentence import Language, Sentence, Told

_NOTIFIED = Sentence(
    "{period} {site} {label}（{indicator}）：{seen}；{found_by} → {to}",
    "{period} {site} {label} ({indicator}): {seen}; {found_by} → {to}",
)
_NOBODY = Told("无", "nobody")


@final
@frozen(kw_only=True)
class Notice:
    """A problem on an indicator that is not merged there yet, for the other offices (通报); it moves no score.

    Attributes:
        zh: What the indicator is called in Chinese.
        en: The same in English; "" where nobody says.
        seen: What was seen, and the standard, in Chinese.
        seen_en: The same in English.
        to: The assessments that ask anything else at the site.
        units: The units that answer for it; "" where nobody does.
        notice: What the rule set says of its illustrative numbers.
        notice_en: The same in English.
        rules: The digest of the rules that ask it.
    """

    period: str = field(converter=as_text, validator=one_line)
    site: str = field(converter=as_text, validator=one_line)
    indicator: str = field(converter=as_text, validator=one_line)
    zh: str = field(converter=as_text, validator=one_line)
    en: str = field(default="", converter=as_text, validator=one_line)
    found_by: str = field(converter=as_text, validator=one_line)
    to: tuple[str, ...] = field(converter=listed, validator=one_line_each)
    outcome: Outcome = field(validator=kind_of(Outcome))
    seen: str = field(converter=as_text, validator=one_line)
    seen_en: str = field(default="", converter=as_text, validator=one_line)
    units: tuple[str, ...] = field(converter=listed, validator=one_line_each)
    notice: str = field(default="", converter=as_text, validator=some_lines)
    notice_en: str = field(default="", converter=as_text, validator=some_lines)
    rules: str = field(converter=as_text, validator=one_line)

    def text(self, language: str | Language = "zh") -> str:
        """Return the notice, in "zh" or "en"."""
        told = _NOTIFIED(
            period=self.period,
            site=self.site,
            label=either(self.zh, self.en),
            indicator=self.indicator,
            seen=either(self.seen, self.seen_en),
            found_by=self.found_by,
            to=list(self.to) or _NOBODY,
        )
        notice = [NOTICE(notice=either(self.notice, self.notice_en))] if self.notice or self.notice_en else []
        return page(said(line, language) for line in (told, *notice))

    def __str__(self) -> str:
        return self.text("zh")


_SEEN_AGAINST = Sentence("{seen}，标准 {bar}", "{seen}, bar {bar}")


def _seen(entry: Entry) -> Told:
    """Return what was seen against which bar."""
    bar = entry.question.bar
    return _SEEN_AGAINST(seen=tell_outcome(entry.outcome, bar), bar=tell_bar(bar))


def notices(ledger: Ledger) -> tuple[Notice, ...]:
    """Return every breach of an indicator that no other assessment shares there: a candidate for a later merge.

    Source: 融合考核工作方案 · 考核结果运用·信息互通 (that it moves no score is our reading).
    """
    wanted(ledger, Ledger)
    plan, rules = ledger.plan, ledger.rules
    return tuple(
        Notice(
            period=ledger.period,
            site=site,
            indicator=code,
            zh=entry.question.indicator.lead.zh,
            en=entry.question.indicator.lead.en,
            found_by=entry.question.indicator.host,
            to=tuple(sorted(plan.grounds[site].assessments - {entry.question.indicator.host})),
            outcome=entry.outcome,
            seen=_seen(entry)[0],
            seen_en=_seen(entry)[1],
            units=tuple(
                dict.fromkeys(unit or "" for charged in entry.charges for unit, _ in spread(charged, plan.sites[site]))
            ),
            notice=rules.notice_zh,
            notice_en=rules.notice_en,
            rules=rules.digest,
        )
        for site, entries in ledger.entries.items()
        for code, entry in sorted(entries.items())
        if len(entry.question.indicator.assessments) == 1 and Status.BREACHED in entry.statuses
    )
