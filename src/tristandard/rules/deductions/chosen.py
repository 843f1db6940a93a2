"""Chosen points (区间内酌情扣分): what an inspector chose, within what the facts allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any, ClassVar, final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, all_of, as_text
from tristandard.basics.fields import coded, kind_of
from tristandard.basics.measure import Measure, Value
from tristandard.basics.points import plain
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.form import DeductionForm, Flaw, Reach
from tristandard.rules.deductions.tiling import tiling
from tristandard.rules.deductions.where import Where, beyond, lies, points_there, rows_in_order, tell_where
from tristandard.rules.standard import Ask, Standard
from tristandard.words.sentence import Sentence, Told

_Spans = tuple[tuple[Where, Fraction, Fraction], ...]


_TO_CHOOSE_FROM = Sentence("{where} 时可选的分数", "the points to choose from where {where}")
_A_WHOLE_ONE = Told(
    "只可选整数：请让每一档含有整数，或删去 whole", "let each band have a whole number, or leave `whole` out"
)
_SMALLER_FIRST = Told("请先写较小的数", "write the smaller number first")


def _spans(bands: Mapping[Where, Any] | Iterable[tuple[Where, Any]]) -> _Spans:
    rows = [(where, *all_of(span, object)) for where, span in bands.items()] if isinstance(bands, Mapping) else bands
    found = []
    for where, least, most in rows_in_order(rows, 3):
        low, high = points_there(where, least), points_there(where, most)
        if high < low:
            chosen = f"{plain(low)}..{plain(high)}"
            raise BadValue(chosen, _TO_CHOOSE_FROM(where=tell_where(where)), _SMALLER_FIRST)
        found.append((where, low, high))
    return tuple(found)


@final
@frozen
class Chosen(DeductionForm):
    """The points that an inspector chose, within what the facts allow.

    The line's measure holds the points chosen; `by` is the measure whose value says between which
    they may be chosen, with `whole` whole ones alone. An observation that chose others is refused.
    """

    key: ClassVar = "chosen"
    says: ClassVar = Sentence("按{by}在档内酌扣：{bands}", "chosen by {by}: {bands}")

    by: str = field(converter=as_text, validator=coded)
    bands: _Spans = field(converter=_spans)
    whole: bool = field(default=False, validator=kind_of(bool))

    def __attrs_post_init__(self) -> None:
        for where, least, most in self.bands if self.whole else ():
            if ceil(least) > floor(most):
                span = f"{plain(least)}..{plain(most)}"
                raise BadValue(span, _TO_CHOOSE_FROM(where=tell_where(where)), _A_WHOLE_ONE)

    def price(self, ask: Ask, value: Value) -> Fraction:
        """Return the points chosen, as far as they lie beyond the bar."""
        return ask.distance(value)

    between: ClassVar = Sentence("{least} 到 {most}（{by} 为 {where}）", "{least} to {most} where {by} is {where}")
    between_whole: ClassVar = Sentence(
        "{least} 到 {most} 的整数（{by} 为 {where}）", "a whole number from {least} to {most} where {by} is {where}"
    )
    nothing: ClassVar = Sentence("空（{by} 为 {value}）", "nothing where {by} is {value}")

    def refuses(self, code: str, values: Mapping[str, Value], measures: Mapping[str, Measure]) -> Told | None:
        """Return between which points one may choose, or None where the choice is among them."""
        if self.by not in values:
            return None
        value, chosen = values[self.by], Fraction(str(values[code]))
        for where, least, most in self.bands:
            if lies(where, value):
                if least <= chosen <= most and not (self.whole and chosen.denominator > 1):
                    return None
                allowed = self.between_whole if self.whole else self.between
                return allowed(least=plain(least), most=plain(most), by=self.by, where=tell_where(where))
        return self.nothing(by=self.by, value=measures[self.by].show(value))

    def reach(self, ask: Ask) -> Reach:
        """Return how far the lowest choice lies below the bar, and the highest above."""
        if not isinstance(ask.acceptance, Range):
            return Fraction(0), Fraction(0)
        found = [Fraction(0), Fraction(0)]
        domain = Range(*(None if end is None else End(end) for end in ask.measure.ends))
        for _, least, most in self.bands:
            choices = Range(End(least), End(most)) | domain
            if self.whole and choices.floor and choices.limit:
                choices = Range(End(Fraction(ceil(choices.floor.value))), End(Fraction(floor(choices.limit.value))))
            for side, outside in beyond(ask.acceptance):
                for end in () if choices.empty else (choices.floor, choices.limit):
                    if end and outside.accepts(end.value):
                        found[side] = max(found[side], ask.distance(end.value))
        return found[0], found[1]

    end_is_free: ClassVar = Told("数值恰为不达标的限值时不扣分", "a value upon the open end loses nothing")

    def unpriced_breach(self, ask: Ask) -> Told | None:
        """Return that a value upon an open end costs nothing, where there is one."""
        return self.end_is_free if any(end is not None and not end.closed for end in ask.ends) else None

    not_asked: ClassVar = Sentence(
        "按 {by} 酌扣，而标准没有要求测它", "chooses points by {by}, which its standard does not ask about"
    )
    write_any: ClassVar = Sentence("请在标准中写“{by} any”", 'write "{by} any" into its standard')
    do_not_fit: ClassVar = Sentence("对 {by} 的分档不合：{wrong}", "has bands for {by} that do not fit: {wrong}")
    cover_once: ClassVar = Told("请使各档涵盖每个值恰好一次", "let the bands cover each value once")

    def flaws(self, standard: Standard, at_most: Fraction | None, *, selective: bool) -> Iterator[Flaw]:
        """Yield that what it chooses by is not asked about, or that the bands do not cover each value of that once."""
        by = next((ask.measure for ask in standard.asks if ask.measure.code == self.by), None)
        if by is None:
            yield Flaw(self.not_asked(by=self.by), self.write_any(by=self.by))
            return
        for one in tiling(by, [where for where, _, _ in self.bands]):
            yield Flaw(self.do_not_fit(by=self.by, wrong=one), self.cover_once)

    counts: ClassVar = Sentence(
        "以 {measure} 记所选的分数，而它只取整数", "takes the points chosen as {measure}, a measure of whole numbers"
    )
    not_whole: ClassVar = Sentence(
        "请删去 {measure} 的 whole：分数可以有小数", "leave `whole` out of {measure}: points may have decimals"
    )
    too_low: ClassVar = Sentence(
        "以 {measure} 记所选的分数，而它最高只到 {high}",
        "takes the points chosen as {measure}, a measure that goes up to {high} alone",
    )
    higher: ClassVar = Sentence(
        "请让 {measure} 的 high 等于可选的最多分数，或删去 high",
        "let `high` of {measure} be the most points that may be chosen, or leave it out",
    )
    not_none: ClassVar = Sentence(
        "以 {measure} 记所选的分数，而标准不是“至多 0”", "takes the points chosen as {measure}, which are not at most 0"
    )
    write_none: ClassVar = Sentence("请写“{measure} <= 0 {unit}”", 'write "{measure} <= 0 {unit}"')

    def flaws_for(self, ask: Ask) -> Iterator[Flaw]:
        """Yield that its measure cannot hold the points that were chosen, or that not all of them count."""
        measure, code = ask.measure, ask.measure.code
        _, limit = ask.ends
        if measure.whole:
            yield Flaw(self.counts(measure=code), self.not_whole(measure=code))
        if measure.high is not None and measure.high <= 0:
            yield Flaw(self.too_low(measure=code, high=plain(measure.high)), self.higher(measure=code))
        elif limit is None or limit.value != 0:
            yield Flaw(self.not_none(measure=code), self.write_none(measure=code, unit=str(measure.unit)))

    band: ClassVar = Sentence("{where} 扣 {least}–{most}", "{where} {least}–{most}")
    whole_band: ClassVar = Sentence("{where} 扣 {least}–{most} 的整数", "{where} {least}–{most}, whole ones")

    def in_words(self, priced: Sequence[Measure], asked: Mapping[str, Measure]) -> Mapping[str, object]:
        """Return what it is chosen by, and between which points where."""
        by = Told(asked[self.by].zh, asked[self.by].en) if self.by in asked else self.by
        band = self.whole_band if self.whole else self.band
        spans = [
            band(where=tell_where(where), least=plain(least), most=plain(most)) for where, least, most in self.bands
        ]
        return {"by": by, "bands": spans}
