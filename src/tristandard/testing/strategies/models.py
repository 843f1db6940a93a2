"""Strategies for scoring models that can be evaluated."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, composite

from tristandard.rules.model import Model
from tristandard.rules.nodes.mean import COUNT
from tristandard.rules.nodes.missing import Absent
from tristandard.rules.nodes.node import Node
from tristandard.testing.strategies.basics import sizes
from tristandard.testing.strategies.nodes import blends, figure_nodes, means, sheets, sums, year_nodes
from tristandard.testing.strategies.upon import stood_upon


@composite
def models(draw: DrawFn, *, areas: Sequence[str] = ("east", "west")) -> Model:
    """Return scoring models that can be evaluated, of every node: sheets, means, blends, figures,
    rates, and what stands on them.
    """
    full = draw(sizes())
    on = draw(stood_upon(node="total", full=full))
    sheet, given = draw(sheets(full=full)), draw(figure_nodes(full=full))
    fits = (*Absent, Fraction(0), full)
    sites = draw(means(over="site", weights=[{}], weigh_by=[""], absent=fits))
    year = draw(year_nodes(full))
    more: dict[str, Node] = {"year": year} if year else {}
    nodes: dict[str, Node]
    match draw(st.integers(0, 5)):
        case 0:
            nodes = {"total": evolve(sheet, **{key: value for key, value in on.items() if key != "bonuses"})}
        case 1:
            nodes = {"sheet": sheet, "total": evolve(sites, **on)}
        case 2:
            weights = (
                [{}, *(dict(zip(areas, pair, strict=False)) for pair in (("40", "60"), ("0", "100")))]
                if len(areas) > 1
                else [{}]
            )
            nodes = {
                "sheet": sheet,
                "sites": sites,
                "total": evolve(draw(means(of="sites", weights=weights, absent=fits)), **on),
            }
        case 3:
            blend = draw(blends(absent=fits))
            nodes = {
                "sheet": sheet,
                "given": given,
                "total": evolve(blend, **draw(stood_upon(node="total", full=full, keys=["sheet", "given"]))),
            }
        case 4:
            mark = draw(sizes())
            least = min(full, mark)
            stood = draw(stood_upon(node="total", full=full + mark, keys=["sheet", "given"], least=least))
            nodes = {"sheet": sheet, "given": draw(figure_nodes(full=mark)), "total": evolve(draw(sums()), **stood)}
        case _:
            nodes = {
                "sheet": sheet,
                "own": sites,
                "total": evolve(
                    draw(means(over="unit", of="own", weights=[{}], weigh_by=["", COUNT, "people"], absent=fits)), **on
                ),
            }
    return Model({**nodes, **more})
