"""A ranking (名次表): the scorecards of one assessment in their order, as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import final

from attrs import field, frozen

from tristandard.basics import html
from tristandard.basics.errors import said
from tristandard.basics.language import told_apart, width
from tristandard.basics.marks import page
from tristandard.rules.assessment import Assessment
from tristandard.scoring.headline import headline, notice_of, tell_headline
from tristandard.scoring.scorecard import Scorecard, other_places, score_of, seen
from tristandard.words.sentence import Language, Sentence, Told

_PLACE, _WHO, _SCORE, _REMARKS = (
    Told("名次", "place"),
    Told("单位", "unit"),
    Told("得分", "score"),
    Told("备注", "remarks"),
)
_CAPTION = Sentence("{assessment} · {headline}。说明：{notice}", "{assessment} · {headline}. Notice: {notice}")
_RANKING = Sentence("{assessment} · {headline}", "{assessment} · {headline}")
_KIND = Sentence("  {kind}", "  {kind}")


@final
@frozen
class Ranking:
    """The scorecards of one assessment in their order, each kind of unit by itself, first those with a place."""

    assessment: Assessment
    cards: tuple[Scorecard, ...]
    #: Of the results: period, edition, rules and their notice.
    identity: Mapping[str, str] = field(hash=False)

    def __iter__(self) -> Iterator[Scorecard]:
        return iter(self.cards)

    def __repr__(self) -> str:
        return f"<Ranking {self.assessment.code} {self.identity['period']}: {len(self.cards)} scorecards>"

    def _repr_html_(self) -> str:
        """Return the ranking as a table, as notebooks show it."""
        names = told_apart({card.unit.code: card.unit.zh for card in self.cards})
        rows = [
            (
                "—" if card.place is None else card.place,
                names[card.unit.code],
                "—" if card.published is None else card.published,
                _remarks(card),
            )
            for card in self.cards
        ]
        caption = f"{self.assessment.zh} · {headline(self.identity)}"
        if notice := self.identity["notice_zh"]:
            said_too = _CAPTION(assessment=self.assessment.zh, headline=tell_headline(self.identity), notice=notice)
            caption = said_too.text("zh")
        return html.table(caption, [one.text("zh") for one in (_PLACE, _WHO, _SCORE, _REMARKS)], rows)

    def text(self, language: str | Language = "zh") -> str:
        """Return the ranking, in "zh" or "en": place, unit, score and remarks (名次、单位、得分、备注)."""
        lines = [said(self._head, language)]
        kinds = {card.unit.kind for card in self.cards}
        names = {code: said(name, language) for code, name in named_apart(self.cards).items()}
        widest = max(map(width, names.values()), default=0)
        for before, card in zip((None, *self.cards), self.cards, strict=False):
            if len(kinds) > 1 and (before is None or before.unit.kind != card.unit.kind):
                kind = card.rules.kinds[card.unit.kind]
                lines.append(said(_KIND(kind=_in_both(kind.zh, kind.en or kind.code)), language))
            place, name = "—" if card.place is None else card.place, names[card.unit.code]
            lines.append(
                f"{place:>3}  {name}{' ' * (widest - width(name))}  {score_of(card)}{_remarks(card, language)}"
            )
        return page([*lines, *notice_of(self.identity, language)])

    @property
    def _head(self) -> Told:
        """What it is a ranking of."""
        book = self.assessment
        return _RANKING(assessment=_in_both(book.zh, book.en), headline=tell_headline(self.identity))

    def __str__(self) -> str:
        return self.text("zh")


def _in_both(zh: str, en: str) -> Told:
    """Return a label as rankings print it: in Chinese with the English one behind it."""
    return Told(f"{zh} · {en}", en)


def named_apart(cards: Iterable[Scorecard]) -> dict[str, Told]:
    """Return what the units of cards are called, by their codes; those with one label have their codes beside them."""
    units = [card.unit for card in cards]
    zh = told_apart({unit.code: unit.zh for unit in units})
    en = told_apart({unit.code: unit.en or unit.zh for unit in units}, "{} ({})")
    return {code: Told(label, en[code]) for code, label in zh.items()}


_ZEROED, _IMPUTED, _CARRIES = Told("一票否决", "by veto"), Told("含推算", "imputed in part"), Told("结转", "carries")
_MARK = Sentence("  {mark}", "  {mark}")


def _remarks(card: Scorecard, language: str | Language = "zh") -> str:
    """Return what a ranking says beside a score: other places, what was measured, the grade, and why there is no
    place.
    """
    marks = [
        card.tell_grade(),
        _ZEROED if card.part.zeroed else None,
        _IMPUTED if card.imputed or card.withheld else None,
        _CARRIES if card.carries else None,
        card.reason if card.place is None else None,
    ]
    beside = "".join(said(_MARK(mark=one), language) for one in marks if one is not None)
    return f"{other_places(card)}{seen(card, language)}{beside}"
