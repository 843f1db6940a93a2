"""One whole quarter under the rule set that comes along: from a synthetic survey to three explained results.

    python examples/changzhou_quarter.py

The survey is made up: seeded random numbers stand in for inspectors, and nothing in it says
anything about a real place. The rules are those of `changzhou-2022`; what no source gives is
marked illustrative there, and every printed result carries that notice.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from typing import Any

from attrs import evolve

import tristandard as ts

SITES, VILLAGES, SEED = 1_540, 308, 2022
QUARTER = ts.Quarter(2022, 3)
START = time.perf_counter()


def progress(text: str) -> None:
    """Say on the error stream what is being done, with the seconds since the start."""
    print(f"[{time.perf_counter() - START:5.1f} s] {text}", file=sys.stderr, flush=True)


def heading(text: str) -> None:
    """Print a heading."""
    print(f"\n== {text} ==")


def by_code(numbers: dict[str, int]) -> str:
    """Return numbers by name as a list."""
    return ", ".join(f"{name} {number}" for name, number in numbers.items())


def percent(part: int, whole: int) -> str:
    """Return a share as it is published, rounded once."""
    return f"{ts.rules.Publication('0.1').publish(Fraction(100 * part, whole))} %"


def districts(rules: ts.RuleSet) -> list[str]:
    """Return the codes of the six districts and the Economic Development Zone."""
    return [unit.code for unit in rules.units if unit.kind == "district" and unit.code in rules.areas]


def made_up_sites(rules: ts.RuleSet, draw: random.Random) -> Iterator[ts.Site]:
    """Yield sites of every type in all seven areas, and villages; some are shared with a department."""
    paths = rules.paths
    departments = [unit.code for unit in rules.units if unit.kind == "department"]
    types = [term.code for term in rules.site_types if term.code != "village"]
    for number in range(SITES + VILLAGES):
        district = districts(rules)[number % 7]
        if number < SITES:
            kind = types[number // 7 % len(types)]
            zone = "township" if draw.random() < 0.25 else "built_up"
        else:
            kind, zone = "village", "village"
        department = draw.choice(departments) if departments and draw.random() < 0.04 else None
        units: Any = {district: Fraction(4, 5), department: Fraction(1, 5)} if department else district
        yield ts.Site(
            code=f"P{number + 1:04}",
            zh=f"示例{rules.site_types[kind].zh}{number + 1:04}",
            area=paths["area"][district],
            zone=paths["zone"][zone],
            site_type=paths["site_type"][kind],
            units=units,
        )


def seen(draw: random.Random, ask: ts.rules.Ask, care: float) -> Any:
    """Return what a made-up inspector sees of one measure: good enough with the probability `care`."""
    measure, acceptance = ask.measure, ask.acceptance
    good = draw.random() < care
    if measure.rungs:
        fit = [rung for rung in measure.rungs if ask.accepts(rung) is good]
        return draw.choice(fit or list(measure.rungs))
    if isinstance(acceptance, ts.rules.Forms):
        required = sorted(acceptance.required)
        return frozenset(required if good else required[1:])
    floor, limit = acceptance.floor, acceptance.limit
    value = floor.value if floor else limit.value if limit else Fraction(0)
    if good:
        return value
    away = draw.randint(1, 5)
    value = value - away if floor else value + away
    if measure.low is not None:
        value = max(value, measure.low)
    return value if measure.high is None else min(value, measure.high)


def made_up_survey(plan: ts.Plan, draw: random.Random, *, days: int = 60) -> list[ts.Observation]:
    """Return the observations of the first days of a quarter, as they would arrive: unordered, repeated,
    contradictory, with gaps.
    """
    care = {unit: 0.80 + 0.025 * number for number, unit in enumerate(districts(plan.rules))}
    found: list[ts.Observation] = []
    for site, ground in plan.grounds.items():
        owner = plan.sites[site].units[-1][0]
        for question in ground.questions:
            chance = draw.random()
            if chance < 0.01:
                continue
            outcome: ts.Outcome
            if chance < 0.02:
                outcome = ts.NotMeasured("现场封闭")
            elif chance < 0.05:
                outcome = ts.NotApplicable("该点位无此设施")
            else:
                outcome = ts.Measured({ask.measure.code: seen(draw, ask, care.get(owner, 0.9)) for ask in question.bar.asks})
            member = draw.choice(question.indicator.contributions).indicator.code
            day = plan.period.start + timedelta(days=draw.randrange(days))
            found.append(ts.Observation(source=question.indicator.host, id=f"{site}-{len(found):06}", site=site, indicator=member, made=day, outcome=outcome))
    found += [evolve(observation, source="re-sent", id=f"again-{observation.id}") for observation in draw.sample(found, 300)]
    found += draw.sample(found, 500)
    draw.shuffle(found)
    return found


def contradictions(plan: ts.Plan, observations: list[ts.Observation], draw: random.Random) -> list[ts.Observation]:
    """Return twelve observations of a second team that contradict what the first saw."""
    wrong: list[ts.Observation] = []
    for observation in sorted({found for found in observations if isinstance(found.outcome, ts.Measured)}, key=lambda found: found.id):
        question = plan.grounds[observation.site].by_code[observation.indicator]
        other = ts.Measured({ask.measure.code: seen(draw, ask, 0.0) for ask in question.bar.asks})
        if other != observation.outcome and observation.source != "re-sent":
            wrong.append(evolve(observation, source="second team", id=f"second-{observation.id}", outcome=other))
        if len(wrong) == 12:
            break
    return wrong


def main() -> None:
    """Run the quarter and print what an office would want to see."""
    draw = random.Random(SEED)
    progress("loading the rules")
    rules = ts.load_ruleset("changzhou-2022")
    print(f"{rules.zh} · {rules.en}\n{rules.notice_zh}\n{rules.notice_en}")

    heading("What was merged 融合了什么")
    progress("merging")
    merged = ts.merge(rules)
    pairs: dict[tuple[str, ...], list[ts.merging.SharedIndicator]] = {}
    for indicator in merged.shared:
        pairs.setdefault(indicator.assessments, []).append(indicator)
    for members, indicators in pairs.items():
        kinds = {extent[2][-1] for indicator in indicators for extent in indicator.scope.extents if extent[2]}
        print(f"{' × '.join(rules.assessment(code).zh for code in members)}: {len(indicators)} shared indicators on {len(kinds)} {'site type' if len(kinds) == 1 else 'site types'}")
    higher = [indicator for indicator in merged.shared if any(part.indicator.standard != indicator.standard for part in indicator.contributions)]
    print(f"指标就高: in {len(higher)} of them the sources asked for different standards; each assessment keeps indicators of its own, {len(merged.own)} in all")

    heading("What is measured 测什么")
    progress("planning")
    plan = ts.plan(merged, made_up_sites(rules, draw), QUARTER)
    apart = plan.apart
    print(f"{len(plan.sites)} sites, {len(plan)} measurements; apart, the three assessments would have made {sum(apart.values())} under their own scopes ({by_code(apart)})")
    shared = sum(len(question.users) for ground in plan.grounds.values() for question in ground.questions)
    print(f"for the same coverage, {shared} measurements would be needed without sharing: measuring once saves {shared - len(plan)} ({percent(shared - len(plan), shared)})")

    progress("surveying (made up)")
    observations = made_up_survey(plan, draw)
    wrong = contradictions(plan, observations, draw)
    progress(f"registering {len(observations) + len(wrong)} observations")
    print(f"{len(observations)} reports of the first team came in for {len(plan)} measurements (300 were sent by a second source too, 500 a second time, some never), and {len(wrong)} of a second team", file=sys.stderr)
    heading("Contradictions are refused 同一指标测两次且不一致")
    try:
        ts.register(plan, [*observations, *wrong])
    except ts.Refused as refused:
        print(f"{len(refused.exceptions)} contradictions; the first: {refused.exceptions[0]}")
    withdrawn = [evolve(observation, revision=2, outcome=ts.NotMeasured("复核后撤回")) for observation in wrong]
    register = ts.register(plan, [*observations, *wrong, *withdrawn])
    kinds_of = {ts.Measured: "measured", ts.NotApplicable: "not applicable", ts.NotMeasured: "not measured"}
    states = {told: sum(isinstance(outcome, kind) for _, _, outcome in register) for kind, told in kinds_of.items()}
    print(f"after the second team withdrew its twelve: {by_code(states)}; {len(register.superseded)} reports kept as superseded, the twelve and their withdrawals")

    progress("sharing and scoring")
    ledger = ts.share(register)
    results = ts.score(ledger)
    nobody = sum(1 for _ in ledger.unassessed())
    print(f"{nobody} postings fall on units that the assessment does not assess there; they are listed, and nobody loses them")
    heading("Three rankings 三个结果")
    for result in results.values():
        print(result.ranking(), end="\n\n")

    heading("One bulletin 通报")
    print(ts.bulletin(results["rural"]))

    progress("certifying: everything is recomputed from the observations")
    heading("Certificate 核验")
    print(ts.certify(results))

    progress("handing over")
    heading("Handover 移交")
    handed = ts.handover(results, "urban", "civilized")
    part = ts.receive(handed, merged)["civilized"]
    direct = ts.score(ledger, only=handed.indicators)["civilized"]
    unit = districts(rules)[3]
    print(f"urban → civilized: {len(handed.entries)} statuses on {len(handed.indicators)} indicators at {len(handed.sites)} sites")
    print(f"merged part of {rules.units[unit].zh}, from the handover alone: {part[unit].published}; from the ledger: {direct[unit].published}; equal exactly: {part[unit].exact == direct[unit].exact}")
    found = ts.notices(ledger)
    print(f"通报: {len(found)} problems on indicators that are not merged yet; the first: {found[0]}")

    progress("explaining")
    heading("One score explained 得分说明")
    explained = ts.explain(results["urban"][unit])
    print("\n".join(explained.text("zh").splitlines()[:24]))
    print("  …\n" + "\n".join(explained.text("en").splitlines()[:6]) + "\n  …")

    heading("One statement 扣分明细")
    department = next((code for code in results["civilized"] if rules.units[code].kind == "department"), unit)
    print("\n".join(ts.statement(results, department).text().splitlines()[:28]) + "\n  …")

    heading("What the merge saved 减少重复")
    both = sum(apart.values())
    print(f"{len(plan)} measurements instead of {shared}; separately, without any widening, {both}")
    for key, value in results.identity.items():
        print(f"  {key}: {value or '—'}")
    progress("done")


if __name__ == "__main__":
    main()
