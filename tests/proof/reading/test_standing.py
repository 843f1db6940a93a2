"""Who answers for what: drawn quarters that together reach it, each with some of what it has."""

import pytest

from proof.reading.quarters import hold

QUARTERS = {
    5: "bands, the worst stands, several owners, a bonus by steps",
    11: "vetoes of sites, a mean over items, vetoes of items, a gate beside the score",
    32: "a mean over items, questions that alone count, the latest stands, several owners",
    36: "carried units, a mean over site types, chosen points, visits",
    48: "parts of a question, vetoes of sites, vetoes of items, carried units",
    54: "factors, a surcharge of the host, a ground of a match, lines on some findings",
    58: "red lines, a mean over site types, several owners, a bonus by steps",
    60: "the latest stands, what is told alone, several uses of one measurement, shared questions",
    85: "factors, a surcharge of the host, a bonus by place, revisions",
    88: "questions that alone count, lines on some findings, what does not apply, the worst stands",
    123: "vetoes of sites, a mean over items, carried units, visits",
    138: "parts of a question, a surcharge of the host, weights by a figure, a ground of a match",
    150: "the latest stands, items that count when all is met, several owners, answerable by name",
    183: "carried units, the first stands, several owners, answerable by name",
    192: "items that leave, several uses of one measurement, shared questions, the worst stands",
    228: "a grade by place, a bonus by place, a rate, the worst stands",
    257: "what was found before, vetoes of sites, lines on some findings, what does not apply",
    303: "a mean over items, a site of nobody, the latest stands, items that count when all is met",
    309: "red lines, vetoes of items, what does not apply, the first stands",
    338: "what was found before, lines on some findings, a site of nobody, what is told alone",
    354: "a surcharge of the host, lines on some findings, chosen points, a full mark from which others take",
    358: "weights by a figure, a mean over items, items that leave, the latest stands",
    366: "carried units, a site of nobody, items that leave, the first stands",
    370: "red lines, questions that alone count, revisions, the first stands",
}


@pytest.mark.parametrize(("seed", "words"), QUARTERS.items(), ids=map(str, QUARTERS))
def test_a_drawn_quarter(seed, words):
    """What every measurement costs whom, by shares and by name, comes out by hand."""
    hold(seed, words)
