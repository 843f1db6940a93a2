"""One indicator measured once for three assessments, and what that saves beyond today's pairs.

Changzhou's merger shares indicators in pairs: civilized with urban, civilized with rural. The rules
of a made-up city beside this file (`local_ruleset`) add a fourth assessment, hygiene city, of which
eight indicators are shared by three. Every number of theirs is illustrative.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from attrs import evolve

import tristandard as ts

FOLDER = Path(__file__).parent / "local_ruleset" / "src" / "shili_rules"
QUARTER = ts.Quarter(2026, 2)


def places(rules: ts.RuleSet) -> list[ts.Site]:
    """Return ten toilets, four markets, twelve main roads and twenty back streets of the built-up area, shared out between two districts."""
    counts = {"public_toilet": 10, "farmers_market": 4, "main_road": 12, "back_street": 20}
    paths = rules.paths
    return [
        ts.Site(
            code=f"{kind}-{place}", zh=f"示例点位 {kind} {place}", units=district,
            area=paths["area"][district], zone=paths["zone"]["built_up"], site_type=paths["site_type"][kind],
        )
        for kind, count in counts.items()
        for place in range(1, count + 1)
        for district in [("shili_east", "shili_west")[place % 2]]
    ]  # fmt: skip


def in_pairs(rules: ts.RuleSet) -> ts.RuleSet:
    """Return the rules as they would be if the fourth assessment matched nothing: today's pairs, and hygiene by itself."""
    return evolve(
        rules,
        crosswalks=[
            evolve(crosswalk, matches=[match for match in crosswalk.matches if not match.first.startswith("hygiene.") and not match.second.startswith("hygiene.")])
            for crosswalk in rules.crosswalks
        ],
    )


def plans(rules: ts.RuleSet) -> tuple[ts.Plan, ts.Plan]:
    """Return the plan of one quarter where three share what they can, and the one of today's pairs."""
    sites = places(rules)
    return ts.plan(ts.merge(rules), sites, QUARTER), ts.plan(ts.merge(in_pairs(rules)), sites, QUARTER)


def main() -> None:
    """Print how many measurements each way of working needs, and one measurement with what it costs each of the three."""
    rules = ts.load_ruleset(FOLDER)
    print(rules.notice_en)
    three, pairs = plans(rules)
    apart = sum(three.apart.values())
    print(f"\n{len(three.sites)} sites, measurements in one quarter:")
    print(f"  each assessment by itself    {apart:>6}   ({', '.join(f'{code} {count}' for code, count in three.apart.items() if count)})")
    print(f"  shared in today's pairs      {len(pairs):>6}   saves {apart - len(pairs)}")
    print(f"  shared by three where it can {len(three):>6}   saves {len(pairs) - len(three)} more")

    shared = next(one for one in three.merged.shared if "hygiene.public_toilet.flies" in one.code)
    print(f"\n{shared.lead.zh} ({shared.lead.en}), measured by {shared.host}, bar in force: {shared.standard}")
    for one in shared.contributions:
        print(f"  {one.assessment:<10} asked for {one.indicator.standard}")

    seen = ts.Observation(source="app", id="1", made=date(2026, 5, 12), site="public_toilet-1", indicator="hygiene.public_toilet.flies", outcome=ts.Measured({"toilet.flies": 3}))
    results = ts.score(ts.share(ts.register(three, [seen])))
    print("\n3 只/m² seen once at one toilet; each assessment takes it by its own rule:")
    for posting in results.ledger.postings():
        print(f"  {posting.assessment:<10} −{posting.points} for {posting.unit}")
    certificate = ts.certify(results)
    print(f"\nMeasured once, posted once to each: {'certified' if certificate.holds else certificate}")


if __name__ == "__main__":
    main()
