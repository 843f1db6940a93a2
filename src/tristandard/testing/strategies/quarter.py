"""Strategies for a whole quarter: rules that can be scored, and a survey of them."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from tristandard.grouping.group import declared
from tristandard.rules.acceptance import Range
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.indicator import Indicator, Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.fold import Fold
from tristandard.rules.nodes.gate import EVERY_ITEM
from tristandard.rules.nodes.mean import COUNT, Mean
from tristandard.rules.nodes.missing import Absent, Unmeasured
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.sheet import AbsentItem, Sheet
from tristandard.rules.nodes.sum import Sum
from tristandard.rules.policy import Reading
from tristandard.rules.ruleset import RuleSet
from tristandard.testing.strategies.deductions import tariffs
from tristandard.testing.strategies.merged import rule_sets
from tristandard.testing.strategies.nodes import choices, figure_nodes
from tristandard.testing.strategies.places import SITE_TYPES
from tristandard.testing.strategies.surveys import surveys
from tristandard.testing.strategies.upon import stood_upon
from tristandard.testing.survey import Survey


@composite
def scorings(draw: DrawFn) -> Model:
    """Return scoring models of a quarter: sheets, means over sites, areas, site types, items and child units, blends
    with figures and rates, and what stands on them.
    """
    unmeasured, shape = st.sampled_from(Unmeasured), draw(st.integers(0, 7))
    full = ITEM_MARK if shape == 6 else draw(st.sampled_from([Fraction(10), Fraction(100), Fraction(5, 2)]))

    def sheet() -> Sheet:
        bonus, most = (
            draw(st.sampled_from([Fraction(0), Fraction(0), Fraction(1)])),
            draw(st.sampled_from([None, None, 1])),
        )
        return Sheet(full, draw(unmeasured), bonus, gains_at_most=most)

    fits = draw(st.sampled_from([Absent.DROP, Absent.DROP, Absent.PEERS, Absent.BLANK, Fraction(0), full / 2]))
    by_site = Mean(over="site", of="sheet", unmeasured=draw(unmeasured), **draw(choices()))
    on = draw(stood_upon(node="total", full=full))
    match shape:
        case 0:
            alone = draw(stood_upon(node="total", full=full, items=[EVERY_ITEM, "item item_one"]))
            return Model({"total": evolve(sheet(), **alone)})
        case 1:
            return Model({"sheet": sheet(), "total": evolve(by_site, **on)})
        case 2:
            return Model(
                {
                    "sheet": sheet(),
                    "sites": by_site,
                    "total": Mean(
                        over="area",
                        of="sites",
                        unmeasured=draw(unmeasured),
                        weigh_by=draw(st.sampled_from(["", COUNT])),
                        **on,
                    ),
                }
            )
        case 3:
            types = [term.code for term in SITE_TYPES]
            weights = draw(
                st.permutations([Fraction(0), Fraction(20), Fraction(80)]).map(
                    lambda order: dict(zip(types, order, strict=True))
                )
                | st.just({})
            )
            return Model(
                {
                    "sheet": sheet(),
                    "sites": by_site,
                    "total": Mean(
                        over="site_type", of="sites", weights=weights, unmeasured=draw(unmeasured), absent=fits, **on
                    ),
                }
            )
        case 4:
            chosen: Node = sheet() if draw(st.booleans()) else draw(figure_nodes(full=full))
            upon = draw(stood_upon(node="other", full=full, items=[EVERY_ITEM] if isinstance(chosen, Sheet) else []))
            if chosen.adjustments:  # what starts from its full mark keeps what takes from it
                upon.pop("adjustments", None)
            other = evolve(chosen, **upon)
            stood = draw(stood_upon(node="total", full=full, keys=["sheet", "other"]))
            return Model(
                {
                    "sheet": sheet(),
                    "other": other,
                    "total": Blend(
                        weights={"sheet": 70, "other": 30}, unmeasured=draw(unmeasured), absent=fits, **stood
                    ),
                }
            )
        case 7:
            mark = draw(st.sampled_from([Fraction(10), Fraction(4)]))
            figure, least = draw(figure_nodes(full=mark)), min(full, mark)
            added = Sum(
                parts=["sheet", "other"], unmeasured=draw(unmeasured), absent=fits if isinstance(fits, Absent) else 0,
                **draw(stood_upon(node="total", full=full + mark, keys=["sheet", "other"], least=least)),
            )  # fmt: skip
            return Model({"sheet": sheet(), "other": figure, "total": added})
        case 5:
            return Model(
                {
                    "sheet": sheet(),
                    "own": by_site,
                    "total": Mean(
                        over="unit",
                        of="own",
                        unmeasured=draw(unmeasured),
                        weigh_by=draw(st.sampled_from(["", COUNT])),
                        **on,
                    ),
                }
            )
        case _:
            return Model(
                {
                    "sheet": Sheet(ITEM_MARK, draw(unmeasured)),
                    "total": Mean(over="item", of="sheet", unmeasured=draw(unmeasured), **on, **draw(choices())),
                }
            )


#: The full mark of each item of a rule set whose model folds over items.
ITEM_MARK = Fraction(10)


@composite
def leaving(draw: DrawFn, items: list[Item], model: Model) -> tuple[list[Item], Model]:
    """Return items that add up to the sheets of a model, and the model with sheets from which they may leave; now and
    then, where no sheet is of one item alone.
    """
    if model.by_item or draw(st.booleans()):
        return items, model
    full = next(node.full for _, node in model.nodes if isinstance(node, Sheet))
    first = draw(st.sampled_from([Fraction(1, 5), Fraction(1, 2)])) * full
    absent = draw(st.sampled_from(AbsentItem))
    nodes = {name: evolve(node, absent=absent) if isinstance(node, Sheet) else node for name, node in model.nodes}
    return [evolve(items[0], full=first), evolve(items[1], full=full - first)], Model(nodes)


@composite
def _headings(draw: DrawFn, fulls: SearchStrategy[Fraction]) -> list[Item]:
    """Return the two items of an assessment; now and then one counts only when all is met."""
    return [
        Item(code=code, zh="示例", full=draw(fulls), all_met=draw(st.integers(0, 5)) == 5)
        for code in ("item_one", "item_two")
    ]


@composite
def quarter_rules(draw: DrawFn, *, reading: Reading | None = None, ruled: bool = True) -> RuleSet:
    """Return rule sets that can be scored: with tariffs, items whose marks cap them, and models
    of every simple form.
    """
    rules = draw(rule_sets(reading=reading, ruled=ruled))
    settled = {code for ruling in rules.rulings for code in ruling.members}
    uses = declared(rules)
    books = []
    for book in rules.assessments:
        model = draw(scorings())
        over = model["total"]
        fulls = (
            st.just(ITEM_MARK)
            if isinstance(over, Fold) and over.axis == "item"
            else st.sampled_from([Fraction(2), Fraction(10), Fraction(100)])
        )
        items = draw(_headings(fulls))
        items, model = draw(leaving(items, model))
        indicators: list[Indicator] = [
            evolve(
                indicator,
                item=indicator.item if indicator.code in uses else draw(st.sampled_from(items)).code,
                deductions=indicator.deductions
                if indicator.informs
                else draw(tariffs(standard=indicator.standard, required=indicator.code not in settled, looking=True)),
            )
            for indicator in book.indicators
        ]
        if draw(st.booleans()) and indicators:
            level = draw(
                st.sampled_from([Level.SITE, Level.ITEM, Level.UNIT] if model.by_site else [Level.ITEM, Level.UNIT])
            )
            at = next((place for place, one in enumerate(indicators) if _limited(one)), 0)
            whole = DeductionRule(measures=indicators[at].standard.measures, tariff=Veto(level))
            indicators[at] = evolve(indicators[at], deductions=(*indicators[at].deductions, whole))
        books.append(evolve(book, items=items, indicators=indicators, model=model))
    return evolve(rules, assessments=books)


@composite
def quarters(draw: DrawFn, *, reading: Reading | None = None, ruled: bool = True, max_sites: int = 4) -> Survey:
    """Return surveys of rules of their own; half of them at places of several owners, where findings
    may blame those of another.
    """
    rules = draw(quarter_rules(reading=reading, ruled=ruled))
    apart = _blames(rules) and draw(st.integers(0, 3)) > 0
    return draw(surveys(rules, max_sites=max_sites, apart=apart))


def _blames(rules: RuleSet) -> bool:
    """Return whether findings may blame somebody under the rules."""
    return any(map(_limited, rules.indicators.values()))


def _limited(indicator: Indicator) -> bool:
    """Return whether an indicator allows so many problems, and no more."""
    return any(
        ask.measure.countable and isinstance(ask.acceptance, Range) and ask.acceptance.limit
        for ask in indicator.standard.asks
    )
