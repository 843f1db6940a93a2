"""A question of one indicator alone that is open at one site, for what its lines may still take or give."""

from attrs import evolve

import tristandard as ts
from differential.vocabulary import CHANNEL, MEASURES, QUARTER, measure
from tristandard.proof.reading.asking import Asking
from tristandard.proof.reading.bounds import Open
from tristandard.proof.reading.papers import NEVER, Papers

#: Measures beside those of the universe: one that may lie anywhere, one of a few, one of a share of whole numbers.
MORE = {
    one.code: one
    for one in (
        measure("balance", whole=True, low=None, high=4),
        measure("few", whole=True, high=2),
        measure("halves", low=ts.exact("0.5"), high=ts.exact("4.5")),
        measure("whole.halves", whole=True, low=ts.exact("0.5"), high=ts.exact("4.5")),
        *(measure(f"pair{number}", whole=True, high=4) for number in range(7)),
    )
}
EVERY = MEASURES | MORE
MODEL = ts.rules.Model({"total": ts.rules.Sheet(100)})
TREES = {
    "areas": ("area", ts.rules.Term(code="city", zh="city")),
    "zones": ("zone", ts.rules.Term(code="built_up", zh="built_up")),
    "site_types": ("site type", ts.rules.Term(code="road", zh="road")),
    "kinds": ("kind of unit", ts.rules.Term(code="district", zh="district")),
    "units": ("unit", ts.Unit(code="river", zh="river", kind="district")),
}


def span(least=None, most=None, *, opened=False):
    """Return the range from a number, to a number; `opened` without the ends themselves."""
    ends = (None if end is None else ts.rules.End(ts.exact(end), closed=not opened) for end in (least, most))
    return ts.rules.Range(*ends)


def line(tariff, *measures, **more):
    """Return a line over some measures."""
    return ts.rules.DeductionRule(measures=measures, tariff=tariff, **more)


def opened(bar, *lines, past=NEVER):
    """Return the open question of a bar, by measure, that some lines price; a line of no measures is over all."""
    lines = [one if one.measures else evolve(one, measures=list(bar)) for one in lines]
    indicator = ts.rules.Indicator(
        code="a.x",
        zh="x",
        en="x",
        item="i",
        standard=ts.rules.Standard([ts.rules.Ask(EVERY[code], one) for code, one in bar.items()]),
        scope=ts.rules.Scope.of(),
        subjects=ts.rules.Scope.who(),
        deductions=lines,
        standard_provenance=ts.rules.Provenance.ILLUSTRATIVE,
        points_provenance=ts.rules.Provenance.ILLUSTRATIVE,
    )
    item = ts.rules.Item(code="i", zh="x", full=100)
    book = ts.rules.Assessment(code="a", zh="a", en="a", office="a", items=[item], indicators=[indicator], model=MODEL)
    trees = {name: ts.rules.Tree(kind, [term]) for name, (kind, term) in TREES.items()}
    rules = ts.RuleSet(
        code="tiny", version="1", zh="x", en="x", measures=EVERY.values(), circumstances=[CHANNEL], assessments=[book], **trees
    )
    papers = Papers(rules=rules, sites=(), period=QUARTER, observations=())
    (question,) = Asking(papers).at((("city",), ("built_up",), ("road",)))
    return Open(papers=papers, question=question, user=question.users[0], past=past)
