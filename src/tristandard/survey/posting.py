"""What one unit loses and gains in one assessment for one measurement: who bears it, and for which lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.basics.order import key_of
from tristandard.basics.place import Site
from tristandard.basics.points import plain
from tristandard.rules.deductions.price import Price
from tristandard.survey.entry import Charge
from tristandard.words.sentence import Sentence


@final
@frozen(kw_only=True)
class Posting:
    """What one unit loses and gains in one assessment for one measurement.

    `points` lost and `gained` (分) come after the cap of the assessment's own line and after the
    unit's share of the place; the caps of items belong to the sheet, and so do `vetoes`. (`period`, `site`,
    `indicator`, `use`, `unit`) is its stable key. A unit of None, or one that the assessment does not assess, is
    listed as unassessed; so is one that findings name and of whose own sites nothing applies, unless
    its kind is answerable by name.
    """

    period: str
    site: str
    indicator: str
    assessment: str
    member: str
    item: str
    unit: str | None
    points: Fraction
    gained: Fraction = Fraction(0)
    vetoes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The stable key as text: the period, then its parts between "/", and a "/" inside a part as %2F, so that no
        two postings have one key.
        """
        return f"{self.period}/{key_of(self.site, self.indicator, self.use, self.unit or '')}"

    @property
    def use(self) -> str:
        """Whose it is: the assessment; where it counts the measurement in several items, its indicator."""
        return use_of(self.indicator, self.assessment, self.member)


def use_of(shared: str, assessment: str, member: str) -> str:
    """Return an assessment, or where it has several indicators in a shared one, the one of them (see `Posting.use`)."""
    mine = [code for code in shared.split("+") if code.partition(".")[0] == assessment]
    return member if len(mine) > 1 else assessment


_VETO_OF = Sentence("{level}一票否决", "veto of the {level}")


def told_price(points: Fraction, gained: Fraction, vetoes: Iterable[str]) -> str:
    """Return what is taken, given and zeroed, as the texts of editions have it: "2.5 +1 veto of the unit"."""
    return " ".join(
        [plain(points), *([f"+{plain(gained)}"] if gained else []), *(_VETO_OF(level=one)[1] for one in vetoes)]
    )


@final
@frozen(kw_only=True)
class PostingLine:
    """A part of a posting: one line of the rule, for one finding or for what no finding reports.

    Attributes:
        line: Which of the indicator's deduction lines it is, from 1, as the rule set writes them.
        measure: The code of the measure.
        finding: The id of the finding; "" where the value alone was reported.
        named: Whether the finding names the unit, so that it bears the whole.
        quantity: What lies beyond the bar, in the unit of the measure, times the factors of its circumstances.
        before: The points before the line's cap; for a veto the number of breaches.
        after: The points after the cap, lost or gained, by the whole place.
        share: What of them the unit bears, of 1.
        points: What the unit loses, in points (分).
        gained: What it gains.
        vetoes: What they zero.
    """

    line: int
    measure: str
    finding: str
    named: bool
    quantity: Fraction
    before: Fraction
    after: Fraction
    share: Fraction
    points: Fraction
    gained: Fraction = Fraction(0)
    vetoes: tuple[str, ...] = ()


_WHOLE = Fraction(1)


def spread(charges: tuple[Charge, ...], site: Site) -> Iterator[Charge]:
    """Yield who bears what: what findings lay on a unit, and the site's own units by their shares."""
    if len(charges) == len(site.units) == 1 and charges[0][0] is None:  # one owner bears it all
        yield site.units[0][0], charges[0][1]
        return
    owed: dict[str | None, Price] = {}
    for unit, price in charges:
        owners: tuple[tuple[str | None, Fraction], ...] = (
            ((unit, _WHOLE),) if unit is not None or not site.units else site.units
        )
        for owner, share in owners:
            part = price if share.numerator == share.denominator else price * share
            owed[owner] = owed[owner] + part if owner in owed else part
    yield from owed.items()
