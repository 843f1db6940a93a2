"""What share of a unit's sites, or of all that was looked at there, is up to standard (达标率)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar, final

from attrs import field, frozen

from tristandard.basics.fields import kind_of
from tristandard.basics.points import exact, positive
from tristandard.rules.nodes.node import Named, Node, Place
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.tally import Each, Judged
from tristandard.words.sentence import Sentence, Told

_TOLD: Mapping[Each, Sentence] = {
    Each.SITE: Sentence(
        "达标点位 {met} 个，未达标 {breached} 个，未知 {open} 个",
        "sites up to standard: {met}; not: {breached}; not known: {open}",
    ),
    Each.SAMPLE: Sentence(
        "达标 {met} 项次，未达标 {breached} 项次，未知 {open} 项次",
        "samples up to standard: {met}; not: {breached}; not known: {open}",
    ),
}  # fmt: skip


def tell_judged(each: Each, judged: Judged) -> Told:
    """Return how many are up to standard, in both languages."""
    return _TOLD[each](met=judged.met, breached=judged.breached, open=judged.open)


@final
@frozen
class Met(Node):
    """The share of a unit's sites at which everything is met, or of all indicators at sites that are, of `full`.

    A site at which something is breached is not up to standard, whatever was not measured there; one of which
    something was not measured and nothing is breached is open: it leaves, and the others speak for it. A site counts
    once for each unit that answers for it; what only tells is left out.
    """

    each: Each = field(validator=kind_of(Each))
    full: Fraction = field(default=Fraction(100), converter=exact, validator=positive, kw_only=True)

    key: ClassVar = "met"
    kind: ClassVar = Told("达标率", "share up to standard")
    judges: ClassVar = True

    def marks(self, model: Named) -> tuple[Fraction, Fraction]:
        """Return its full mark, and how far its bonuses may lift it."""
        del model
        return self.full, self.lift

    def evaluate(self, place: Place) -> Part:
        """Return the share of those that are known; the ends suppose that what is open is not, or is up to standard."""
        met, breached, still = judged = place.judged(self.each)
        known, all_ = met + breached, met + breached + still
        if not all_:
            return Part(
                node=place.name, member=place.member, full=self.full, low=Fraction(0), value=None, high=self.full,
                applies=False,
            )  # fmt: skip
        return Part(
            node=place.name, member=place.member, full=self.full, judged=judged, measured=known, unmeasured=still,
            low=self.full * met / all_, value=self.full * met / known if known else None,
            high=self.full * (met + still) / all_,
        )  # fmt: skip
