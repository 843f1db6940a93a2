"""Rule sets at random: one to three assessments that share some of what they ask."""

from fractions import Fraction
from itertools import pairwise
from random import Random

from attrs import evolve

import tristandard as ts
from differential.models import model
from differential.tariffs import DRAWS, asked, at_most, ground, line, subjects
from differential.vocabulary import AREAS, CHANNEL, KINDS, MEASURES, SITE_TYPES, UNITS, ZONES

TOPICS = [*DRAWS, "chosen"]


def beside(random: Random) -> Random:
    """Return a source beside another, which goes on as if nothing were drawn: known seeds keep their cases."""
    return Random(str(random.getstate()))


def levels(book: ts.rules.Model) -> list[ts.rules.Level]:
    """Return what a veto may zero under a model."""
    return [ts.rules.Level.ITEM, ts.rules.Level.UNIT, *([ts.rules.Level.SITE] if book.by_site else [])]


def indicator(random: Random, book: str, topic: list[str], items: list[str], scored: ts.rules.Model) -> ts.rules.Indicator:
    """Return an indicator over some measures."""
    standard, lines = asked(random, topic, levels(scored))
    return ts.rules.Indicator(
        code=f"{book}.{'_'.join(one.replace('.', '_') for one in topic)}",
        zh="x",
        en="x",
        item=random.choice(items),
        standard=standard,
        scope=ground(random),
        subjects=subjects(random),
        deductions=lines,
        standard_provenance=ts.rules.Provenance.ILLUSTRATIVE,
        points_provenance=ts.rules.Provenance.ILLUSTRATIVE,
    )


def assessment(random: Random, code: str, topics: list[list[str]]) -> ts.rules.Assessment:
    """Return an assessment that asks about some topics."""
    items = [
        ts.rules.Item(code=f"i{number}", zh="x", full=random.choice((4, 10, 10, 60, 100)))
        for number in range(random.choice((1, 2, 2, 3)))
    ]
    aside = beside(random)
    items = [evolve(one, all_met=aside.random() < 0.15) for one in items]
    scored = model(random, [one.code for one in items], int(sum(one.full for one in items)))
    asks = [
        indicator(random, code, topic, [one.code for one in items], scored) for topic in topics if random.random() < 0.8
    ]
    if not any(isinstance(node, ts.rules.Sheet) for _, node in scored.nodes):
        asks = []
    named = ("department",) if random.random() < 0.35 else ()
    breaking = sorted(scored.whole)
    shared = any(getattr(bonus, "ties", None) is ts.rules.TiedBonus.SHARED for _, node in scored.nodes for bonus in node.bonuses)
    return ts.rules.Assessment(
        code=code,
        zh=code,
        en=code,
        office=code,
        items=items,
        indicators=asks,
        model=scored,
        publication=ts.rules.Publication(random.choice(("0.1", "1", "0.01")), random.choice(list(ts.rules.Rounding))),
        ties=random.choice(list(ts.rules.TieRule)),
        ties_by=random.sample(breaking, random.choice((0, min(1, len(breaking)), min(2, len(breaking))))),
        after_ties=random.choice([ts.rules.AfterTies.SKIP] if shared else list(ts.rules.AfterTies)),
        ranks=random.choice(list(ts.rules.Ranks)),
        unranked=frozenset({"town"}) if random.random() < 0.15 else frozenset(),
        named=named,
        warning=ts.rules.Mark.parse("10 %") if random.random() < 0.3 else None,
        carry=ts.rules.Carry(bottom=1, periods=1, weight=random.choice((20, None))) if random.random() < 0.12 else None,
    )


def crosswalks(random: Random, books: list[ts.rules.Assessment]) -> list[ts.rules.Crosswalk]:
    """Return matches of what several assessments ask alike."""
    found = []
    by_topic: dict[str, list[str]] = {}
    for book in books:
        for one in book.indicators:
            by_topic.setdefault(one.code.partition(".")[2], []).append(one.code)
    for number, codes in enumerate(sorted(by_topic.values())):
        if len(codes) < 2 or random.random() < 0.2:
            continue
        matches = [ts.rules.Match(first=first, second=second, rationale="x") for first, second in pairwise(codes)]
        where = ground(random) if random.random() < 0.25 else None
        hosts = random.sample([book.code for book in books], len(books))
        found.append(ts.rules.Crosswalk(code=f"w{number}", zh="x", en="x", hosts=hosts, where=where, matches=matches))
    return found


def narrowed(
    random: Random, books: list[ts.rules.Assessment], walks: list[ts.rules.Crosswalk]
) -> tuple[list[ts.rules.Assessment], list[ts.rules.Crosswalk]]:
    """Return the rules with one member that asks only a part of what the other asks, where two ask about two
    measures.
    """
    for number, walk in enumerate(walks):
        (match, *rest) = walk.matches
        whole = {one.code: one for book in books for one in book.indicators}
        larger, smaller = whole[match.first], whole[match.second]
        if rest or len(larger.standard.asks) < 2 or random.random() < 0.5 or "chosen" in larger.code:
            continue
        keep = larger.standard.asks[0].measure.code
        lines = [one for one in smaller.deductions if one.measures == (keep,)] or [
            ts.rules.DeductionRule(measures=[keep], tariff=ts.rules.Steps(1))
        ]
        part = evolve(
            smaller,
            standard=ts.rules.Standard([one for one in smaller.standard.asks if one.measure.code == keep]),
            deductions=lines,
        )
        books = [
            evolve(book, indicators=[part if one.code == part.code else one for one in book.indicators])
            for book in books
        ]
        narrow = evolve(match, relation=ts.rules.Relation.SUPERSET_OF, measures=frozenset({keep}))
        walks = [*walks[:number], evolve(walk, matches=[narrow]), *walks[number + 1 :]]
    return books, walks


def used_often(
    random: Random, books: list[ts.rules.Assessment], walks: list[ts.rules.Crosswalk]
) -> tuple[list[ts.rules.Assessment], list[ts.rules.Crosswalk]]:
    """Return the rules with measurements that an assessment counts in two or three of its items, matched with others or
    for itself alone.
    """
    for book in books:
        if len(book.items) < 2 or not book.indicators or random.random() < 0.6:
            continue
        one = random.choice(book.indicators)
        others = [item.code for item in book.items if item.code != one.item]
        uses = []
        for number, item in enumerate(random.sample(others, random.randint(1, len(others)))):
            name = random.choice(("also", "zz"))
            again = evolve(one, code=f"{book.code}.{name}{number}_{one.code.partition('.')[2]}", item=item, scope=random.choice((one.scope, ground(random))))
            if random.random() < 0.5:
                again = evolve(again, subjects=subjects(random))
            measures = [ask.measure.code for ask in one.standard.asks]
            if random.random() < 0.6 and len(measures) == 1 and measures[0] in DRAWS:
                standard, lines = asked(random, measures, levels(book.model))
                again = evolve(again, standard=standard, deductions=lines)
            uses.append(again)
        books = [evolve(each, indicators=[*each.indicators, *uses]) if each.code == book.code else each for each in books]
        declared = {again.code: "x" for again in (one, *uses)}
        near = [walk for walk in walks if any(one.code in (match.first, match.second) for match in walk.matches)]
        matches = [ts.rules.Match(first=one.code, second=again.code, rationale="x") for again in uses]
        if near:
            (walk,) = near
            equal = [match for match in walk.matches if match.relation is ts.rules.Relation.EQUAL and one.code in (match.first, match.second)]
            if equal and random.random() < 0.5:
                (other,) = {equal[0].first, equal[0].second} - {one.code}
                matches = [ts.rules.Match(first=other, second=again.code, rationale="x") for again in uses]
            more = evolve(walk, matches=[*walk.matches, *matches], uses={**dict(walk.uses), **declared})
            walks = [more if each is walk else each for each in walks]
        else:
            where = ground(random) if random.random() < 0.25 else None
            walks = [*walks, ts.rules.Crosswalk(code=f"u{book.code}", zh="x", en="x", hosts=[book.code], where=where, matches=matches, uses=declared)]
    return books, walks


def sampled(random: Random, books: list[ts.rules.Assessment], walks: list[ts.rules.Crosswalk]) -> list[ts.rules.Assessment]:
    """Return the assessments with indicators that ask about a sample of toilets too, or all where there are fewer: of
    one topic each that asks it, and none of which a match takes a part.
    """
    parted = {code for walk in walks for match in walk.matches if match.measures for code in (match.first, match.second)}
    topics = {one.code.partition(".")[2] for book in books for one in book.indicators if one.code not in parted}
    topics -= {code.partition(".")[2] for code in parted}
    also = {topic for topic in sorted(topics) if random.random() < 0.15}
    bar = at_most(random.choice((0, 0, 1)))
    more = ts.rules.Standard([ts.rules.Ask(MEASURES["toilets.dirty"], bar), ts.rules.Ask(MEASURES["toilets.count"], ts.rules.Range())])
    price = line("toilets.dirty", ts.rules.Steps(random.choice((1, 2, Fraction(1, 2)))), at_most=random.choice((None, 2)))
    return [
        evolve(book, indicators=[
            evolve(one, standard=one.standard | more, deductions=[*one.deductions, price]) if one.code.partition(".")[2] in also else one
            for one in book.indicators
        ])
        for book in books
    ]  # fmt: skip


def draft(random: Random) -> ts.RuleSet:
    """Return a rule set that may still contradict itself."""
    topics = [[one] for one in random.sample(TOPICS, random.choice((1, 2, 3, 4)))]
    if random.random() < 0.4:
        topics.append(random.sample(sorted(DRAWS), 2))
    books = [assessment(random, code, topics) for code in ("a", "b", "c")[: random.choice((1, 1, 2, 2, 3))]]
    books, walks = narrowed(random, books, crosswalks(random, books))
    books, walks = used_often(beside(random), books, walks)
    books = sampled(beside(random), books, walks)
    return ts.RuleSet(
        code="drawn",
        version="1",
        zh="x",
        en="x",
        policy=ts.rules.Policy(
            random.choice(list(ts.rules.Reading)),
            random.choice(list(ts.rules.Settlement)),
        ),
        measures=MEASURES.values(),
        circumstances=[CHANNEL],
        areas=AREAS,
        zones=ZONES,
        site_types=SITE_TYPES,
        kinds=KINDS,
        units=UNITS,
        assessments=books,
        crosswalks=walks,
    )


def rule_set(random: Random) -> ts.RuleSet:
    """Return a rule set that merges: the first that contradicts itself nowhere."""
    while True:
        try:
            drawn = draft(random)
        except ts.TristandardError:
            continue
        if not ts.check(drawn).problems:
            return drawn
