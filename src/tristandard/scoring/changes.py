"""What a correction moved: whatever differs between two editions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, as_told, said, wanted
from tristandard.basics.language import either
from tristandard.basics.marks import page
from tristandard.basics.order import key_of
from tristandard.basics.points import plain
from tristandard.basics.publication import short_decimal
from tristandard.rules.deductions.price import Level, Price
from tristandard.rules.wording.lines import tell_price
from tristandard.rules.wording.names import name_scored, tell_part
from tristandard.scoring.headline import notice_of, tell_headline
from tristandard.scoring.results import PERIOD, RULE_SET, Results
from tristandard.scoring.scorecard import Scorecard
from tristandard.survey.posting import Posting, told_price
from tristandard.words.sentence import Language, Sentence, Told


@final
@frozen
class Change:
    """One thing that differs between two editions: a posting, a given figure, a score, a place or a grade.

    `kind`, `key`, `old` and `new` are for programs, and "" stands for what is not there; `told` says the
    same to people, by labels, with the key behind them.
    """

    kind: str
    key: str
    old: str
    new: str
    told: Told

    def __str__(self) -> str:
        return self.told.text("zh")


_COMPARED = Sentence("与第{edition}版对照", "compared with edition {edition}")
_ALIKE_COMPARED = Sentence("两份第{edition}版结果对照", "two results of edition {edition} compared")
_BY_FORMER_RULES = Sentence("{compared}（前者按规则 {rules}）", "{compared} (the former by rules {rules})")
_SO_MANY = Sentence("{headline} · {compared}：{count} 处变动", "{headline} · {compared}: {count:change|changes}")


@final
@frozen
class Changes:
    """Everything that differs between two editions, and which editions these are."""

    changes: tuple[Change, ...]
    #: Of the two results: period, edition, rules and their notice.
    old: Mapping[str, str] = field(hash=False)
    new: Mapping[str, str] = field(hash=False)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def text(self, language: str | Language = "zh") -> str:
        """Return the changes in "zh" or "en": which editions, a line for each, the notice of the rules."""
        sentence = _ALIKE_COMPARED if self.old["edition"] == self.new["edition"] else _COMPARED
        compared = sentence(edition=self.old["edition"])
        if _rules(self.old) != _rules(self.new):
            compared = _BY_FORMER_RULES(compared=compared, rules=_rules(self.old))
        head = _SO_MANY(headline=tell_headline(self.new), compared=compared, count=len(self))
        return page(
            [
                said(head, language),
                *(f"  {said(change.told, language)}" for change in self.changes),
                *notice_of(self.new, language),
            ]
        )

    def __str__(self) -> str:
        return self.text("zh")


def _rules(identity: Mapping[str, str]) -> str:
    """Return by which rules results were made: version, and variant if any."""
    return " ".join(filter(None, (identity["rule_set"], identity["rule_set_version"], identity["variant"])))


_OF_THE_OTHER = Sentence("另一版的{what}（{other}）", "the {what} of the other edition ({other})")
_COMPARE_SAME = Told("请对照同一结果的各版", "compare editions of the same results")
_CHANGED = Sentence("{kind}：{whose}（{key}）：{was} → {now}", "{kind}: {whose} ({key}): {was} → {now}")


def changes(old: Results, new: Results) -> Changes:
    """List every posting, given figure, score, place and grade that differs between two editions, in that order.

    Raises:
        BadValue: When they are not of the same rule set and period.
    """
    wanted(old, Results)
    wanted(new, Results)
    for key, what in (("rule_set", RULE_SET), ("period", PERIOD)):
        if old.identity[key] != new.identity[key]:
            raise BadValue(old.identity[key], _OF_THE_OTHER(what=what, other=new.identity[key]), _COMPARE_SAME)
    found = []
    before, after = (_held(one, postings=not (old.periods or new.periods)) for one in (old, new))
    for kind, key in sorted(before.keys() | after.keys(), key=lambda pair: (list(KINDS).index(pair[0]), pair[1])):
        was, now = before.get((kind, key), _NOTHING), after.get((kind, key), _NOTHING)
        if (was.value, was.printed) != (now.value, now.printed):
            whose = (now if (kind, key) in after else was).whose()
            told = was.told(), now.told()
            if told[0] == told[1]:  # alike as far as it is printed: exactly, then
                told = Told(was.value, was.value), Told(now.value, now.value)
            what = _CHANGED(kind=KINDS[kind], whose=whose, key=key, was=told[0], now=told[1])
            found.append(Change(kind, key, was.value, now.value, what))
    return Changes(tuple(found), old.identity, new.identity)


#: What can differ, in the order in which it is listed, and what it is called.
KINDS = {
    "posting": Told("扣分台账", "posting"),
    "figure": Told("给定数据", "figure"),
    "score": Told("得分", "score"),
    "place": Told("名次", "place"),
    "grade": Told("等次", "grade"),
}
_NOT_HELD = Told("—", "—")
_NOBODYS = Told("", "")


@frozen
class _Held:
    """One value that an edition holds, "" for none; whose it is, and the value as it is told."""

    value: str
    whose: Callable[[], Told]
    told: Callable[[], Told] = lambda: _NOT_HELD
    #: A score as it is printed.
    printed: str = ""


_NOTHING = _Held("", lambda: _NOBODYS)
_NODE_OF = Sentence("{whose} · {node}", "{whose} · {node}")
_POSTED_TO = Sentence("{whose} · {site} · {indicator}", "{whose} · {site} · {indicator}")
_NOT_APPLICABLE = Told("不适用", "not applicable")
_NTH_PLACE = Sentence("第 {place} 名", "{place}")
_SCORE = Sentence("{published} 分", "{published}")
_SCORE_EXACTLY = Sentence("{published} 分（精确值 {exact}）", "{published} (exactly {exact})")


def _held(results: Results, *, postings: bool) -> dict[tuple[str, str], _Held]:
    """Return what one edition holds, by kind and key; postings only where both are of one period.

    What is told of a value is told only where it changed.
    """
    return {**(dict(_postings(results)) if postings else {}), **dict(_figures(results)), **dict(_standings(results))}


def _postings(results: Results) -> Iterator[tuple[tuple[str, str], _Held]]:
    """Yield the postings that an edition holds."""
    for posting in results.ledger.postings():
        value = told_price(posting.points, posting.gained, posting.vetoes)
        yield (
            ("posting", posting.key),
            _Held(value, partial(_whose_posting, results, posting), partial(_price, posting)),
        )


def _whose_posting(results: Results, posting: Posting) -> Told:
    """Return whose a posting is, where, and of what."""
    rules, site = results.rules, results.ledger.plan.sites[posting.site]
    indicator = rules.indicators[posting.member]
    return _POSTED_TO(
        whose=name_scored(rules.assessment(posting.assessment), rules.units[str(posting.unit)]),
        site=site.zh or site.code,
        indicator=either(indicator.zh, indicator.en),
    )


def _price(posting: Posting) -> Told:
    told: Told = tell_price(Price(posting.points, posting.gained, frozenset(map(Level, posting.vetoes))))
    return told


def _figures(results: Results) -> Iterator[tuple[tuple[str, str], _Held]]:
    """Yield the figures that were given for an edition."""
    for (code, name, unit), figure in results.givens.items():
        told = _NOT_APPLICABLE if figure is None else Told(plain(figure), plain(figure))
        whose = partial(_whose_figure, results, code, name, unit)
        key = f"{key_of(code).replace('.', '%2E')}.{key_of(name, unit)}"
        yield ("figure", key), _Held(told[1], whose, partial(as_told, told))


def _whose_figure(results: Results, code: str, name: str, unit: str) -> Told:
    rules = results.rules
    book = rules.assessment(code)
    return _NODE_OF(whose=name_scored(book, rules.units[unit]), node=tell_part(book, name))


def _standings(results: Results) -> Iterator[tuple[tuple[str, str], _Held]]:
    """Yield the scores, places and grades that an edition holds."""
    for result in results.values():
        for unit, card in result.cards.items():
            key, whose = key_of(result.assessment.code, unit), partial(_whose_card, card)
            exact, published, place, grade = card.exact, card.published, card.place, card.tell_grade()
            held = {name: _Held("", whose) for name in ("score", "place", "grade")}
            if exact is not None and published is not None:
                held["score"] = _Held(plain(exact), whose, partial(_score, exact, published), str(published))
            if place is not None:
                held["place"] = _Held(str(place), whose, partial(_NTH_PLACE, place=place))
            if grade is not None:
                held["grade"] = _Held(grade[0], whose, partial(as_told, grade))
            yield from (((name, key), one) for name, one in held.items())


def _whose_card(card: Scorecard) -> Told:
    told: Told = name_scored(card.assessment, card.unit)
    return told


def _score(exact: Fraction, published: Decimal) -> Told:
    """Return a score as it is printed, and exactly where that is another number."""
    if exact == Fraction(published):
        return _SCORE(published=str(published))
    return _SCORE_EXACTLY(published=str(published), exact=short_decimal(exact))
