"""Sites, where each stands, and the units that answer for it.

Areas, zones and site types are trees of terms (see `terms`); a site names a place in each by its path.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import cast, final

from attrs import Attribute, field, frozen

from tristandard.basics.errors import BadValue, TristandardError, as_text
from tristandard.basics.fields import check_name, coded, for_field, labelled, one_line, own_table
from tristandard.basics.order import by_name
from tristandard.basics.points import common, exact, plain, readable
from tristandard.basics.terms import Path, as_path, is_path
from tristandard.words.sentence import Sentence, Told

_NOT_ONE = Sentence(
    "点位“{site}”的责任单位合计承担 {shares} = {total}，不等于 1；请使各责任比例为正数且恰好合计为 1，或不写责任单位",
    "the units of site {site!r} answer for {shares} = {total}, not 1; let positive shares add up to exactly 1, or "
    "name no unit",
)
_TOO_LONG = Told("一个有数千位的数", "a number of thousands of digits")


@final
@frozen
class SharesOff(TristandardError):
    """The shares of a site's units do not add up to one."""

    site: str
    shares: tuple[tuple[str, Fraction], ...]

    @property
    def told(self) -> Told:
        """What the shares add up to, and what to do, in both languages."""
        shares = [f"{unit} {plain(share)}" for unit, share in self.shares[:12]]
        shares += ["…"] if len(self.shares) > 12 else []
        exactly = sum((share for _, share in self.shares), Fraction(0))
        total = plain(exactly) if common([exactly]) else _TOO_LONG
        return _NOT_ONE(site=self.site, shares=" + ".join(shares), total=total)

    def __str__(self) -> str:
        return self.told[1]


def _shares(units: str | Mapping[str, object] | Iterable[tuple[str, object]]) -> tuple[tuple[str, Fraction], ...]:
    table = {units: Fraction(1)} if isinstance(units, str) else units
    return tuple(
        pair if type(pair) is tuple and type(pair[1]) is Fraction and readable(pair[1]) else (pair[0], exact(pair[1]))
        for pair in by_name(table)
    )  # kept: many sites share one


_A_PATH = Sentence("路径{where}", "a path{where}")
_ANCESTORS_FIRST = Sentence(
    '请由上到下写出各级编码：rules.paths["{name}"][编码] 给出它们',
    'give its codes, the ancestors first: rules.paths["{name}"][code] has them',
)


def _a_path(owner: object, attribute: Attribute[Path], value: object) -> None:
    """Refuse whatever is not a path (an attrs validator)."""
    if not is_path(value):
        remedy = _ANCESTORS_FIRST(name=attribute.name)
        raise BadValue(value, _A_PATH(where=for_field(owner, attribute)), remedy)
    for code in cast("Path", value):
        check_name(code)


_UNITS_OF = Sentence("点位“{site}”的责任单位列表", "a list of the units of site {site!r}")
_EACH_UNIT_ONCE = Told("请把每个单位写一次，写明其全部责任比例", "name each unit once, with its whole share")


@final
@frozen(kw_only=True)
class Site:
    """A place that is surveyed (点位): it stands in one area, in exactly one zone, and has one type.

    `units` are the units that answer for it with their shares, which add up to one; one code
    means the whole. Empty means that nobody is known to own it, which is reported.
    """

    code: str = field(converter=as_text, validator=coded)
    zh: str = field(default="", converter=as_text, validator=one_line)
    area: Path = field(converter=as_path, validator=_a_path)
    zone: Path = field(converter=as_path, validator=_a_path)
    site_type: Path = field(converter=as_path, validator=_a_path)
    units: tuple[tuple[str, Fraction], ...] = field(default=(), converter=_shares)
    #: Codes of other systems (GB/T 30428 component, grid), by the name of the system.
    external: Mapping[str, str] = field(factory=dict, hash=False, converter=own_table, validator=labelled)

    def __attrs_post_init__(self) -> None:
        shares = [share for _, share in self.units]
        if len(dict(self.units)) < len(shares):
            raise BadValue(
                [unit for unit, _ in self.units],
                _UNITS_OF(site=self.code),
                _EACH_UNIT_ONCE,
            )
        if shares and (sum(shares) != 1 or min(shares) <= 0):
            raise SharesOff(self.code, self.units)

    @property
    def point(self) -> tuple[Path, Path, Path]:
        """Where it stands, in the coordinates of a scope."""
        return self.area, self.zone, self.site_type
