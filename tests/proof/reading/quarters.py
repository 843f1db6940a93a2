"""What a drawn quarter has, in words, so that a table can say for what it is looked at, and what then must hold of it."""

from fractions import Fraction

import tristandard as ts
from differential.comparing import differences
from differential.quarters import case_of

rules = ts.rules
AXES = ("site", "site_type", "zone", "area", "item", "unit")
#: What a node of a model may have.
NODES = {
    "a bonus by place": lambda node: any(isinstance(one, rules.RankBonus) for one in node.bonuses),
    "a bonus by steps": lambda node: any(isinstance(one, rules.StepBonus) for one in node.bonuses),
    "a gate on items": lambda node: any(one.of.partition(" ")[0] in ("item", "every") for one in node.gates),
    "a gate beside the score": lambda node: any(one.of.startswith("aside") for one in node.gates),
    "a grade by place": lambda node: any(isinstance(one, rules.Leading) for _, one in node.grades),
    "adjustments": lambda node: bool(node.adjustments),
    "a target": lambda node: any(hasattr(one.against, "figure") for one in node.adjustments),
    "a full mark from which others take": lambda node: isinstance(node, rules.Given) and node.from_full,
    "a rate": lambda node: isinstance(node, rules.Rate),
    "a share up to standard": lambda node: isinstance(node, rules.Met),
    "a sum": lambda node: isinstance(node, rules.Sum),
    "a blend": lambda node: isinstance(node, rules.Blend),
    "the mean of peers": lambda node: getattr(node, "absent", None) is rules.Absent.PEERS,
    "a fixed score": lambda node: isinstance(getattr(node, "absent", None), Fraction),
    "items that leave": lambda node: isinstance(node, rules.Sheet) and node.absent is not rules.AbsentItem.KEEP,
    "weights by count": lambda node: getattr(node, "weigh_by", "") == "count",
    "weights by a figure": lambda node: getattr(node, "weigh_by", "") not in ("", "count"),
    "a choice of scores": lambda node: getattr(node, "take", rules.Take.MEAN) is not rules.Take.MEAN or getattr(node, "drop_lowest", 0) > 0,
    **{f"a mean over {axis.replace('_', ' ')}s": lambda node, axis=axis: getattr(node, "over", None) == axis for axis in AXES},
}
#: What a line of an indicator may have.
LINES = {
    "vetoes of items": lambda line: getattr(line.tariff, "level", None) is rules.Level.ITEM,
    "vetoes of sites": lambda line: getattr(line.tariff, "level", None) is rules.Level.SITE,
    "red lines": lambda line: getattr(line.tariff, "level", None) is rules.Level.UNIT,
    "gains": lambda line: isinstance(line.tariff, rules.Gain),
    "bands": lambda line: isinstance(line.tariff, rules.Bands),
    "chosen points": lambda line: isinstance(line.tariff, rules.Chosen),
    "what is told alone": lambda line: isinstance(line.tariff, rules.Noted),
    "lines on some findings": lambda line: bool(line.where),
    "factors": lambda line: bool(line.times),
    "what was found before": lambda line: bool(line.look_back),
    "a surcharge of the host": lambda line: line.charged is rules.Charged.HOST,
    "a line over two measures": lambda line: len(line.measures) > 1,
}
#: What its rules, its sites and its reports may have.
WHOLE = {
    "read point by point": lambda case: case.rules.policy.reading is rules.Reading.POINTWISE,
    "the worst stands": lambda case: case.rules.policy.settlement is rules.Settlement.WORST,
    "the latest stands": lambda case: case.rules.policy.settlement is rules.Settlement.LATEST,
    "the first stands": lambda case: case.rules.policy.settlement is rules.Settlement.FIRST,
    "shared questions": lambda case: bool(case.rules.crosswalks),
    "parts of a question": lambda case: any(match.measures for walk in case.rules.crosswalks for match in walk.matches),
    "several uses of one measurement": lambda case: any(walk.uses for walk in case.rules.crosswalks),
    "a ground of a match": lambda case: any(walk.where is not None for walk in case.rules.crosswalks),
    "several owners": lambda case: any(len(site.units) > 1 for site in case.sites),
    "a site of nobody": lambda case: any(not site.units for site in case.sites),
    "findings that name units": lambda case: any(one.unit for each in case.observations for one in getattr(each.outcome, "findings", ())),
    "visits": lambda case: any(one.visit for one in case.observations),
    "revisions": lambda case: any(one.revision > 1 for one in case.observations),
    "what does not apply": lambda case: any(isinstance(one.outcome, ts.NotApplicable) for one in case.observations),
    "questions that alone count": lambda case: case.only is not None,
    "carried units": lambda case: any(case.carried.values()),
    "answerable by name": lambda case: any(book.named for book in case.rules.assessments),
    "dense places": lambda case: any(book.after_ties is rules.AfterTies.DENSE for book in case.rules.assessments),
    "ties that parts break": lambda case: any(book.ties_by for book in case.rules.assessments),
    "published numbers that decide": lambda case: any(book.ties is rules.TieRule.PUBLISHED for book in case.rules.assessments),
    "items that count when all is met": lambda case: any(item.all_met for book in case.rules.assessments for item in book.items),
}


def has(case):
    """Return what a quarter has, in words."""
    nodes = [node for book in case.rules.assessments for _, node in book.model.nodes]
    lines = [line for book in case.rules.assessments for one in book.indicators for line in one.deductions]
    found = {word for word, one in NODES.items() if any(map(one, nodes))} | {word for word, one in LINES.items() if any(map(one, lines))}
    return found | {word for word, one in WHOLE.items() if one(case)}


def hold(seed, words):
    """Hold a drawn quarter against what a table says of it, and the library's results against the naive reading's."""
    case = case_of(seed)

    assert set(words.split(", ")) <= has(case)
    assert differences(case) == []
