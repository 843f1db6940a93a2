"""Rules compiled over the sites of a frame: the tables on its engine, and what they may come to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from attrs import define

from tristandard.basics.digest import digest
from tristandard.basics.period import Period
from tristandard.frames.engine import Engine
from tristandard.frames.extra import BadFrame, needed
from tristandard.frames.tables import Tables
from tristandard.frames.written import Written
from tristandard.merging.merged import MergedRules
from tristandard.rules.policy import Settlement
from tristandard.rules.ruleset import RuleSet
from tristandard.words.sentence import Sentence, Told

_TOO_LARGE = Sentence(
    "整数会超出 64 位：{what} 可达 {bound}，上限 {limit}；请减少一次所计的点位，或使分值、档和份额的分母更小",
    "integers would not fit 64 bits: {what} may come to {bound}, and {limit} is the most; score fewer sites at a time, "
    "or let points, steps and shares have smaller denominators",
)
_SCORES = Told("各点位得分之和", "the sum of the scores of sites")
_LOSSES = Told("各点位扣分之和", "the sum of what sites lose")
_ITEMS = Told("点位、单位和考核项目的编号", "the number of a site, a unit and an item")
_QUESTIONS = Told("点位和所问的编号", "the number of a site and a question")
#: Nothing that is added up may come to more.
_MOST = 2**62
#: On Spark, which divides whole numbers as floats: what is divided is exact so far.
_ON_SPARK = 2**53


@define(slots=False, eq=False, repr=False)
class Compiled:
    """Merged rules over the sites of a frame, as tables of whole numbers on its engine.

    Attributes:
        merged: The merged rules.
        period: The period.
        tables: What the core says of one site of each kind.
        counts: How many sites of each kind there are, by the kind.
        engine: Where the sites are.
        sites: The sites on the engine: code, number, kind and ground.
    """

    merged: MergedRules
    period: Period
    tables: Tables
    counts: Mapping[str, int]
    engine: Engine
    sites: Any

    @property
    def rules(self) -> RuleSet:
        """The rules, which were merged."""
        return self.merged.rule_set

    @property
    def settles(self) -> bool:
        """Whether the policy settles reports that differ, so that the core scores their sites."""
        return self.rules.policy.settlement is not Settlement.REFUSE

    @cached_property
    def written(self) -> Written:
        """The tables as columns."""
        return Written(self.tables)

    @cached_property
    def on_engine(self) -> Mapping[str, Any]:
        """The tables on the engine, by name."""
        return {name: self.engine.table(columns) for name, columns in self.written.done().items()}

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the rules, the period, how many sites of each kind there are, and how fine numbers may be."""
        return digest((self.tables.plan.digest, self.tables.decimals, *self.counts.values()))

    @property
    def core_sites(self) -> Any:
        """The sites that stay in the core."""
        return self.sites.filter(needed().col("ground") < 0)

    def check_bounds(self) -> None:
        """Refuse what may not fit 64 bits, with the bound, before anything is run."""
        tables, sites = self.tables, sum(self.counts.values())
        scale, keys = tables.scale, len(tables.units) * max(len(tables.items), 1)
        pools = max((int(sheet.full * scale) for _, sheet in tables.folds.values()), default=scale)
        worth = max(
            (stand.worth // tables.grain[book] for stands in tables.units.values() for book, stand in stands.items()),
            default=1,
        )
        lines = max((stand.many for stands in tables.units.values() for stand in stands.values()), default=1)
        bounds = {
            _SCORES: max(self.counts.values(), default=0) * pools * max(worth, 1),  # added up kind by kind
            _LOSSES: sites * lines * 2 * max(tables.most, default=1),
            _ITEMS: sites * keys,
            _QUESTIONS: sites * max(len(tables.questions), 1) * tables.breadth,
        }
        spark = self.engine.name.startswith("pyspark")
        for what, bound in bounds.items():
            limit = _ON_SPARK if spark and what is not _SCORES else _MOST
            if bound > limit:
                raise BadFrame(_TOO_LARGE(what=what, bound=bound, limit=limit))
