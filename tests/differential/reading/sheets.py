"""A sheet: the full mark less what each item lost, each up to its own mark (扣完为止)."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import frozen

import tristandard as ts
from differential.reading.came import Came, Tick, nothing
from differential.reading.case import ZERO
from differential.reading.standing import Desk, Line


@frozen(kw_only=True)
class Item:
    """One item of a sheet: lost by what was measured, with what others' findings lay on it, and with all that
    is open.
    """

    own: Fraction
    total: Fraction
    worst: Fraction


def total(numbers: Iterable[Fraction]) -> Fraction:
    """Return a sum."""
    return sum(numbers, ZERO)


def item(mark: Fraction, lines: list[Line], laid: Fraction) -> Item:
    """Return how an item stands: a veto of it loses its mark."""
    measured = [one for one in lines if not one.open]
    lost = total(one.lost for one in measured)
    if any(ts.Level.ITEM in one.vetoes for one in measured):
        lost = mark
    more = total(one.most for one in lines if one.open)
    return Item(own=min(mark, lost), total=min(mark, lost + laid), worst=min(mark, lost + laid + more))


def extrapolated(items: Mapping[str, Item], lines: list[Line]) -> Fraction | None:
    """Return what the measured lines say of the open ones, for each item no more than these can take; None
    where nothing speaks.
    """
    opened = [one for one in lines if one.open]
    if not opened:
        return ZERO
    worth = total(one.worth for one in lines if not one.open)
    if not worth:
        return None
    lost = total(one.own for one in items.values())
    spread = {code: total(lost * one.worth / worth for one in opened if one.item == code) for code in items}
    return total(min(spread[code], one.worst - one.total) for code, one in items.items())


def sheet(desk: Desk, node: ts.Sheet, lines: list[Line], laid: Mapping[str, Fraction], struck: Fraction) -> Came:
    """Return what a sheet came to.

    `laid` is what findings elsewhere lay on each item, `struck` what vetoes of sites elsewhere take of the whole.
    """
    if not lines:
        return nothing(node.full)
    codes = [one.code for one in desk.book.items]
    items = {
        code: item(desk.mark(code), [one for one in lines if one.item == code], laid.get(code, ZERO)) for code in codes
    }
    measured, opened = [one for one in lines if not one.open], [one for one in lines if one.open]
    gained = total(one.gained for one in measured)

    def marks(lost: Fraction, gains: Fraction) -> Fraction:
        return min(max(node.full - lost, ZERO) + gains, node.full + node.bonus)

    lost = total(one.total for one in items.values()) + struck
    low = marks(total(one.worst for one in items.values()) + struck, gained)
    high = marks(lost, gained + total(one.gain for one in opened))
    more = extrapolated(items, lines)
    value = None if more is None or (opened and node.unmeasured is ts.Unmeasured.BLANK) else marks(lost + more, gained)
    if any(ts.Level.SITE in one.may_veto for one in opened):
        low = ZERO
    if any(ts.Level.SITE in one.vetoes for one in measured):
        low = high = ZERO
        value = None if opened and node.unmeasured is ts.Unmeasured.BLANK else ZERO
    asked = {one.item for one in lines} | laid.keys()
    kept = {
        code: (desk.mark(code) - one.worst, desk.mark(code) - one.total) for code, one in items.items() if code in asked
    }
    ticks = tuple(Tick(key=one.key, open=one.open, item=one.item, red=one.red) for one in lines)
    return Came(full=node.full, low=low, value=value, high=high, ticks=ticks, items=kept).within()
