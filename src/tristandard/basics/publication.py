"""How an exact number is published: rounded once, here and nowhere else, to an interval, by a named mode."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import BadValue
from tristandard.basics.fields import kind_of
from tristandard.basics.points import exact, plain
from tristandard.words.sentence import Sentence, Told


@final
class Rounding(Enum):
    """How a published number is cut to its interval."""

    #: 四舍五入: a half goes away from zero.
    HALF_UP = "half_up"
    #: GB/T 8170: a half goes to the even neighbour.
    HALF_EVEN = "half_even"
    #: Whatever lies beyond the interval is dropped, toward zero.
    DOWN = "down"


#: The finest step that scores are published in; a finer one would be printed with an exponent.
_FINEST = Decimal("0.000001")


_AN_INTERVAL = Sentence("不小于 {finest} 的间隔", "an interval of {finest} or more")
_WRITE_THE_STEP = Told(
    '请把公布的间隔写成小数，如 "0.1"', 'write the step that is published as a decimal, such as "0.1"'
)


def _interval(value: object) -> Decimal:
    if isinstance(value, (int, str, Decimal)) and "/" not in str(value):
        found, finest = exact(value), Fraction(_FINEST)
        if found >= finest and found % finest == 0:
            return Decimal(plain(found))
    raise BadValue(value, _AN_INTERVAL(finest=str(_FINEST)), _WRITE_THE_STEP)


@final
@frozen
class Publication:
    """How exact scores are printed: to which interval, by which rounding.

    The interval is the step between two published values: 0.1 prints one decimal, as 0.10 does, and 1000 thousands.
    """

    interval: Decimal = field(converter=_interval, default=Decimal("0.1"))
    rounding: Rounding = field(default=Rounding.HALF_UP, validator=kind_of(Rounding))

    def publish(self, value: Fraction | Decimal | int) -> Decimal:
        """Return the value on the interval; the only rounding there is.

        Raises:
            BadValue: For a float, and for what is no number.

        >>> Publication("0.01", Rounding.HALF_EVEN).publish(exact("28.165"))
        Decimal('28.16')
        """
        _, digits, exponent = self.interval.as_tuple()
        assert isinstance(exponent, int)
        value = value if isinstance(value, Fraction) else exact(value)
        steps, rest = divmod(abs(value), Fraction(self.interval))
        twice = 2 * rest - Fraction(self.interval)
        match self.rounding:
            case Rounding.HALF_UP:
                steps += twice >= 0
            case Rounding.HALF_EVEN:
                steps += twice > 0 or (twice == 0 and steps % 2 == 1)
            case Rounding.DOWN:
                pass
        coefficient = steps * int("".join(map(str, digits)))
        negative = value < 0 and coefficient != 0
        return Decimal((int(negative), tuple(map(int, str(coefficient))), exponent))


def bound_of(publication: Publication, value: Fraction) -> tuple[Fraction, bool]:
    """Return from where exact numbers are published as this one is, or higher; and whether that bound itself is, which
    a half that goes to the other neighbour leaves out.

    >>> bound_of(Publication("0.1", Rounding.HALF_EVEN), exact("99.9"))
    (Fraction(1997, 20), False)
    """
    printed, interval = Fraction(publication.publish(value)), Fraction(publication.interval)
    if publication.rounding is not Rounding.DOWN:
        below = printed - interval / 2
    else:
        below = printed if printed > 0 else printed - interval
    return below, Fraction(publication.publish(below)) >= printed


def short_decimal(value: Fraction) -> str:
    """Return an exact score as text: a decimal where it ends, else its first nine places and an ellipsis."""
    text = plain(value)
    if len(text) <= 14 and "/" not in text:
        return text
    whole, rest = divmod(abs(value), 1)
    return f"{'-' if value < 0 else ''}{whole}.{int(rest * 10**9):09}…"
