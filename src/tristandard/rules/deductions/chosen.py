"""Chosen points (区间内酌情扣分): what an inspector chose, within what the facts allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, ClassVar, final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, all_of, as_text, coded
from tristandard.basics.language import Told
from tristandard.basics.measure import Measure, Value
from tristandard.basics.points import plain
from tristandard.rules.deductions.form import DeductionForm, Flaw, Reach
from tristandard.rules.deductions.tiling import tiling
from tristandard.rules.deductions.where import Where, beyond, lies, points_there, rows_in_order, tell_where
from tristandard.rules.standard import Ask, End, Range, Standard

_Spans = tuple[tuple[Where, Fraction, Fraction], ...]


def _spans(bands: Mapping[Where, Any] | Iterable[tuple[Where, Any]]) -> _Spans:
    rows = [(where, *all_of(span, object)) for where, span in bands.items()] if isinstance(bands, Mapping) else bands
    found = []
    for where, least, most in rows_in_order(rows, 3):
        low, high = points_there(where, least), points_there(where, most)
        if high < low:
            remedy = "write the smaller number first"
            raise BadValue(f"{plain(low)}..{plain(high)}", f"the points to choose from where {where}", remedy)
        found.append((where, low, high))
    return tuple(found)


@final
@frozen
class Chosen(DeductionForm):
    """The points that an inspector chose, within what the facts allow.

    The line's measure holds the points chosen; `by` is the measure whose value says between which
    they may be chosen. An observation that chose others is refused.
    """

    key: ClassVar = "chosen"
    zh: ClassVar = "按{by}在档内酌扣：{bands}"
    en: ClassVar = "chosen by {by}: {bands}"

    by: str = field(converter=as_text, validator=coded)
    bands: _Spans = field(converter=_spans)

    def price(self, ask: Ask, value: Value) -> Fraction:
        """Return the points chosen, as far as they lie beyond the bar."""
        return ask.distance(value)

    def refuses(self, code: str, values: Mapping[str, Value], measures: Mapping[str, Measure]) -> str:
        """Return between which points one may choose, or "" where the choice is among them."""
        if self.by not in values:
            return ""
        value, chosen = values[self.by], Fraction(str(values[code]))
        for where, least, most in self.bands:
            if lies(where, value):
                return "" if least <= chosen <= most else f"{plain(least)} to {plain(most)} where {self.by} is {where}"
        return f"nothing where {self.by} is {measures[self.by].show(value)}"

    def reach(self, ask: Ask) -> Reach:
        """Return how far the lowest choice lies below the bar, and the highest above."""
        if not isinstance(ask.acceptance, Range):
            return Fraction(0), Fraction(0)
        found = [Fraction(0), Fraction(0)]
        domain = Range(*(None if end is None else End(end) for end in ask.measure.ends))
        for _, least, most in self.bands:
            choices = Range(End(least), End(most)) | domain
            for side, outside in beyond(ask.acceptance):
                for end in () if choices.empty else (choices.floor, choices.limit):
                    if end and outside.accepts(end.value):
                        found[side] = max(found[side], ask.distance(end.value))
        return found[0], found[1]

    end_is_free: ClassVar[Told] = ("数值恰为不达标的限值时不扣分", "a value upon the open end loses nothing")

    def unpriced_breach(self, ask: Ask) -> Told | None:
        """Return that a value upon an open end costs nothing, where there is one."""
        return self.end_is_free if any(end is not None and not end.closed for end in ask.ends) else None

    def flaws(self, standard: Standard, at_most: Fraction | None, *, selective: bool) -> Iterator[Flaw]:
        """Yield that what it chooses by is not asked about, or that the bands do not cover each value of that once."""
        by = next((ask.measure for ask in standard.asks if ask.measure.code == self.by), None)
        if by is None:
            why = f"chooses points by {self.by}, which its standard does not ask about"
            yield Flaw(why, f'write "{self.by} any" into its standard')
            return
        for one in tiling(by, [where for where, _, _ in self.bands]):
            yield Flaw(f"has bands for {self.by} that do not fit: {one}", "let the bands cover each value once")

    def flaws_for(self, ask: Ask) -> Iterator[Flaw]:
        """Yield that its measure cannot hold the points that were chosen, or that not all of them count."""
        measure, subject = ask.measure, f"takes the points chosen as {ask.measure.code}"
        _, limit = ask.ends
        if measure.whole:
            why = f"{subject}, a measure of whole numbers"
            yield Flaw(why, f"leave `whole` out of {measure.code}: points may have decimals")
        if measure.high is not None and measure.high <= 0:
            why = f"{subject}, a measure that goes up to {plain(measure.high)} alone"
            yield Flaw(why, f"let `high` of {measure.code} be the most points that may be chosen, or leave it out")
        elif limit is None or limit.value != 0:
            yield Flaw(f"{subject}, which are not at most 0", f'write "{measure.code} <= 0 {measure.unit}"')

    band_zh: ClassVar = "{where} 扣 {least}–{most}"
    band_en: ClassVar = "{where} {least}–{most}"

    def in_words(self, priced: Sequence[Measure], asked: Mapping[str, Measure]) -> Mapping[str, Told]:
        """Return what it is chosen by, and between which points where."""
        by = (asked[self.by].zh, asked[self.by].en) if self.by in asked else (self.by, self.by)
        spans = [(tell_where(where), plain(least), plain(most)) for where, least, most in self.bands]
        zh = "、".join(self.band_zh.format(where=there, least=least, most=most) for (there, _), least, most in spans)
        en = ", ".join(self.band_en.format(where=there, least=least, most=most) for (_, there), least, most in spans)
        return {"by": by, "bands": (zh, en)}
