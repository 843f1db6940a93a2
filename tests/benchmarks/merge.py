"""Merge generated indicators of four assessments, in doubling sizes; prints seconds of CPU and how they grow.

    python tests/benchmarks/merge.py [INDICATORS ...]
"""

from __future__ import annotations

import sys
import time

import tristandard as ts

ASSESSMENTS = ("civilized", "hygiene", "rural", "urban")


def rule_set(count: int) -> ts.RuleSet:
    """Return four assessments with `count` indicators in all: three in four are matched, in pairs, threes and fours."""
    types = [ts.rules.Term(code=f"type_{number}", zh=f"类型{number}") for number in range(40)]
    measures = [ts.rules.Measure(code=f"spots.{number}", zh="处数", en="spots", unit=ts.rules.MeasureUnit("处"), whole=True) for number in range(50)]
    indicators: dict[str, list[ts.rules.Indicator]] = {code: [] for code in ASSESSMENTS}
    matches: list[ts.rules.Match] = []
    made = ts.rules.Provenance.ILLUSTRATIVE
    for number in range(count // 4):
        measure = measures[number % 50]
        codes = [f"{code}.n{number}" for code in ASSESSMENTS]
        for at, code in enumerate(codes):
            indicators[ASSESSMENTS[at]].append(
                ts.rules.Indicator(
                    code=code, zh="无问题", en="no problem", item="all", standard=ts.rules.Standard({measure: ts.rules.Range(limit=ts.rules.End(at))}),
                    scope=ts.rules.Scope.of(site_type=(types[number % 40].code,)), subjects=ts.rules.Scope.who(), standard_provenance=made, points_provenance=made,
                    deductions=(ts.rules.DeductionRule(measures=[measure.code], tariff=ts.rules.Steps(1), at_most=5),),
                )
            )
        matches += [ts.rules.Match(first=codes[0], second=other, rationale="the same question") for other in codes[1 : 1 + number % 4]]
    model = ts.rules.Model({"total": ts.rules.Mean(over="site", of="sheet"), "sheet": ts.rules.Sheet()})
    return ts.RuleSet(
        code="generated", version="1", zh="生成", en="generated", measures=measures, site_types=ts.rules.Tree("site type", types),
        assessments=[
            ts.rules.Assessment(code=code, zh=code, en=code, office=code, items=[ts.rules.Item(code="all", zh="全部", full=100)], indicators=indicators[code], model=model)
            for code in ASSESSMENTS
        ],
        crosswalks=[ts.rules.Crosswalk(code="all", zh="对照", en="all", hosts=["civilized"], matches=matches)],
    )


def main(counts: list[int]) -> None:
    """Print the seconds for each size, and the ratio to the size before."""
    before = 0.0
    for count in counts:
        rules = rule_set(count)
        start = time.process_time()
        merged = ts.merge(rules)
        seconds = time.process_time() - start
        growth = f", {seconds / before:.2f} times the size before" if before else ""
        print(f"{count:>7} indicators: {len(merged.shared)} shared, {len(merged.own)} own, {seconds:.2f} s{growth}", flush=True)
        before = seconds


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [2_500, 5_000, 10_000, 20_000])
