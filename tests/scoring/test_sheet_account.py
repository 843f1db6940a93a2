"""What makes one sheet: what a veto of the site leaves aside."""



from samples import indicator
from survey import city, priced, scored, seen
from tristandard.basics.outcome import Measured
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.model import Model
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet
from tristandard.scoring.breakdown import Cause, Uncounted

LAMPS = indicator("a.lamps", "lamps.lit >= 90 %", priced(1, 9, 1, "lamps.lit"), DeductionRule(measures=("lamps.lit",), tariff=Gain(1), at_most=5))
FIRE = indicator("a.fire", "notice.count <= 0 处", DeductionRule(measures=("notice.count",), tariff=Veto(Level.SITE)))
RULES = city(indicator("a.litter", "litter.spots <= 0 处", priced(3)), LAMPS, FIRE, models={"a": Model({"total": Mean(over="site", of="sheet"), "sheet": Sheet(bonus=5)})})


def made(fires):
    """Return the entries of a card that lost 3 points and gained 4 at its one site, where so many fires were seen."""
    told = [seen(1, what="a.litter"), seen(Measured({"lamps.lit": 94}), what="a.lamps"), seen(Measured({"notice.count": fires}), what="a.fire")]
    card = scored(*told, rules=RULES)["a"]["wujin"]
    made_of = card.breakdown
    return card.exact, [(entry.cause, entry.points) for entry in made_of.entries if entry.points], [(entry.cause, entry.points, entry.borne, entry.reason) for entry in made_of.uncounted]


def test_gains_at_a_site_that_is_zeroed_count_nothing():
    """What was lost stands, the veto takes the rest, and what was gained is told aside with no points; without the veto it counts."""
    assert (0, [(Cause.POSTING, 3), (Cause.VETO, 97)], [(Cause.GAIN, 0, -4, Uncounted.ZEROED)]) == made(1)
    assert (101, [(Cause.POSTING, 3), (Cause.GAIN, -4)], []) == made(0)
