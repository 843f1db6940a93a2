"""How models are worked out: drawn quarters that together reach it, each with some of what it has."""

import pytest

from proof.reading.quarters import hold

QUARTERS = {
    5: "bands, the worst stands, several owners, a bonus by steps",
    6: "weights by a figure, a bonus by place, a site of nobody, a full mark from which others take",
    53: "a mean over site types, chosen points, the latest stands, a rate",
    58: "red lines, a mean over site types, several owners, a bonus by steps",
    59: "questions that alone count, a site of nobody, a mean over zones, several uses of one measurement",
    72: "a bonus by place, chosen points, a site of nobody, a rate",
    76: "a grade by place, a mean over zones, a choice of scores, gains",
    78: "items that leave, the latest stands, weights by count, a mean over zones",
    123: "vetoes of sites, a mean over items, carried units, visits",
    149: "a mean over areas, weights by count, a choice of scores, a target",
    150: "the latest stands, items that count when all is met, several owners, answerable by name",
    183: "carried units, the first stands, several owners, answerable by name",
    222: "vetoes of items, a bonus by place, a mean over areas, the latest stands",
    227: "a grade by place, a full mark from which others take, bands, a target",
    228: "a grade by place, a bonus by place, a rate, the worst stands",
    229: "a gate beside the score, a full mark from which others take, a target, the first stands",
    303: "a mean over items, a site of nobody, the latest stands, items that count when all is met",
    309: "red lines, vetoes of items, what does not apply, the first stands",
    310: "a gate beside the score, a rate, a target, the first stands",
    315: "the latest stands, a share up to standard, a sum, ties that parts break",
    346: "vetoes of sites, a gate beside the score, visits, items that leave",
    351: "a ground of a match, a bonus by place, a mean over site types, a site of nobody",
    374: "vetoes of items, a full mark from which others take, a mean over areas, weights by count",
    375: "a bonus by place, a gate beside the score, bands, what is told alone",
}


@pytest.mark.parametrize(("seed", "words"), QUARTERS.items(), ids=map(str, QUARTERS))
def test_a_drawn_quarter(seed, words):
    """Every score, interval, coverage, place, grade and account of a quarter is what comes out by hand, whatever its model is made of."""
    hold(seed, words)
