"""A sheet explained: item by item what was lost where, what was gained, then what was not measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from tristandard.basics.place import Site
from tristandard.basics.points import plain
from tristandard.basics.publication import short_decimal
from tristandard.reports.explained_postings import Postings
from tristandard.reports.tree import Explanation, explained
from tristandard.reports.wording import NOTHING
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.veto import tell_veto
from tristandard.rules.indicator import Item
from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.nodes.part import Part
from tristandard.rules.wording.names import name_items
from tristandard.scoring.line import Line
from tristandard.scoring.posted import Borne, by_measurement, still_open
from tristandard.words.sentence import Clauses, Sentence, Told


def explain_sheet(by: Postings, part: Part) -> Iterator[Explanation]:
    """Explain a sheet: item by item what was lost where, what was gained, then what was not measured."""
    assert part.basis is not None
    moved, missing = by_measurement(part.basis.postings), list(still_open(part.basis))
    names, lost = name_items(by.card.assessment), {code: (points, counted) for code, points, counted in part.items}
    for item in (one for one in by.card.assessment.items if one.code in lost):
        here = [one for one in moved if one.item == item.code]
        yield _item(by, part, item, names[item.code], here, *lost[item.code])
    if part.gained:
        yield _gained(by, part, moved)
    yield from _zeroing(by, part, moved, part.basis.sheets)
    if part.gone:
        yield _left(part, names)
    if missing:
        yield _missing(by, part, missing)


_LEFT = Sentence("不适用的项目不计其分值：{items}{more}", "items that do not apply leave: {items}{more}")
_LEFT_ITEM = Sentence("{item} {mark} 分", "{item} {mark}")
_SCALED_UP = Sentence("；扣分按 {times} 倍折算", "; what is lost counts {times} times")


def _left(part: Part, names: Mapping[str, Told]) -> Explanation:
    """Explain which items left a sheet with their marks, and by what the others are scaled up."""
    items = [_LEFT_ITEM(item=names[code], mark=plain(mark)) for code, mark in part.gone]
    more = NOTHING if part.times == 1 else _SCALED_UP(times=plain(part.times))
    return explained(_LEFT(items=items, more=more))


def _zeroing(by: Postings, part: Part, moved: list[Borne], sheets: int) -> Iterator[Explanation]:
    """Explain the vetoes of sites: those of the unit's own, then those that findings laid on it by name."""
    zeroing = [one for one in moved if Level.SITE in one.price.vetoes]
    for own in (True, False):
        if here := [one for one in zeroing if one.own is own]:
            told = tell_veto(Level.SITE) if own else _veto_by_name(part.full, len(here), sheets)
            yield explained(told, map(by.explain, here))


_GAINED = Sentence("加 {gained} 分{most}", "{gained} gained{most}")
_MAKES_UP = Told("，只抵扣分", ", which only makes up for points lost")
_AT_MOST_ABOVE = Sentence("，最多高出满分 {bonus} 分", ", at most {bonus} above the full mark")


def _gained(by: Postings, part: Part, moved: list[Borne]) -> Explanation:
    """Explain what a sheet gained, and how far that may lift it."""
    most = _AT_MOST_ABOVE(bonus=plain(part.bonus)) if part.bonus else _MAKES_UP
    gains = (by.explain(one) for one in moved if one.price.gained)
    return explained(_GAINED(gained=short_decimal(part.gained), most=most), gains)


_ITEM = Sentence(
    "{item}（满分 {full}）：扣 {points} 分{spread}{more}", "{item} (full mark {full}): {points} lost{spread}{more}"
)
_BY_VETO = Sentence("，一票否决记 {counted} 分", ", by veto at {counted}")
_CAPPED = Sentence("，扣完为止记 {counted} 分", ", capped at {counted}")


def _item(
    by: Postings, part: Part, item: Item, name: Told, here: list[Borne], points: Fraction, counted: Fraction
) -> Explanation:
    """Explain what one item lost on a sheet, and where."""
    more = NOTHING
    if counted != points:
        why = _BY_VETO if item.code in part.vetoed or counted > points else _CAPPED
        more = why(counted=short_decimal(counted))
    return explained(
        _ITEM(
            item=name,
            full=plain(item.full),
            points=short_decimal(points),
            spread=_spread(part, here, item.full),
            more=more,
        ),
        (by.explain(one) for one in here if one.price.lost or one.price.vetoes),
    )


_MISSING = Sentence(
    "未测 {count} 项，不计零分也不计满分{all}", "{count} not measured: neither zero nor full marks{all}"
)
_SPEAKS_FOR_IT = Sentence(
    "；按已测部分推及另扣 {more} 分，连同已测共扣 {taken} 分",
    "; what was measured speaks for it: {more} more, {taken} lost in all",
)
_AT_SITE = Sentence("{site} {indicator}", "{site} {indicator}")


def _missing(by: Postings, part: Part, missing: list[tuple[Site, str, Line]]) -> Explanation:
    """Explain what was not measured on a sheet, and what the rest says of it."""
    more = sum_of(points for _, points in part.extrapolated)
    known = min(sum_of(counted for *_, counted in part.items), part.full)
    taken = min(known + more, part.full)
    in_all = NOTHING
    if more and part.zeroed is None:
        in_all = _SPEAKS_FOR_IT(more=short_decimal(taken - known), taken=short_decimal(taken))
    grounds = by.card.ledger.plan.grounds
    asked = ((site.code, grounds[site.code].by_code[code].users[line.user].indicator) for site, code, line in missing)
    return explained(
        _MISSING(count=len(missing), all=in_all),
        (explained(_AT_SITE(site=site, indicator=by.label(indicator))) for site, indicator in asked),
    )


_VETO_BY_NAME = Sentence("点名的点位一票否决，扣 {sum} 分", "veto of a site that names the unit: {sum} lost")


def _veto_by_name(mark: Fraction, vetoes: int, sheets: int) -> Told:
    """Return what vetoes of others' sites take of one of a unit's sheets: each the full mark, divided by the number of
    its sheets.
    """
    whole = f"{plain(mark)}{f' × {vetoes}' if vetoes > 1 else ''}"
    return _VETO_BY_NAME(sum=f"{whole} ÷ {sheets} = {short_decimal(mark * vetoes / sheets)}" if sheets > 1 else whole)


_SPREAD = Sentence("（{terms}）", " ({terms})")
_BY_NAME = Sentence("点名 {sum}", "by name {sum}")
_BY_A_VETO = Sentence("点名一票否决 {sum}", "by a veto that names it {sum}")


def _spread(part: Part, here: Iterable[Borne], mark: Fraction) -> Told:
    """Return how what findings at others' sites lay on a unit comes into one of its sheets: points, and what vetoes of
    the item leave of its mark, divided by the number of these.
    """
    sheets = part.basis.sheets if part.basis else 1
    others = [one for one in here if not one.own]
    vetoing = [one.price.lost for one in others if Level.ITEM in one.price.vetoes]
    left = sum_of(max(mark - lost, Fraction(0)) for lost in vetoing)
    named = sum_of(one.price.lost for one in others)
    told = Clauses(
        sentence(sum=f"{short_decimal(points)} ÷ {sheets} = {short_decimal(points / sheets)}")
        for sentence, points in ((_BY_NAME, named), (_BY_A_VETO, left))
        if points and sheets > 1
    )
    return _SPREAD(terms=told) if told else NOTHING
