"""What is asked where, once, of whom: drawn quarters that together reach it, each with some of what it has."""

import pytest

from proof.reading.quarters import hold

QUARTERS = {
    5: "bands, the worst stands, several owners, a bonus by steps",
    31: "a line over two measures, a site of nobody, a full mark from which others take, revisions",
    48: "parts of a question, vetoes of sites, vetoes of items, carried units",
    58: "red lines, a mean over site types, several owners, a bonus by steps",
    60: "the latest stands, what is told alone, several uses of one measurement, shared questions",
    138: "parts of a question, a surcharge of the host, weights by a figure, a ground of a match",
    183: "carried units, the first stands, several owners, answerable by name",
    196: "weights by a figure, carried units, chosen points, a choice of scores",
    226: "a mean over site types, visits, what is told alone, a choice of scores",
    303: "a mean over items, a site of nobody, the latest stands, items that count when all is met",
    366: "carried units, a site of nobody, items that leave, the first stands",
    382: "a ground of a match, questions that alone count, visits, a rate",
}


@pytest.mark.parametrize(("seed", "words"), QUARTERS.items(), ids=map(str, QUARTERS))
def test_a_drawn_quarter(seed, words):
    """Which indicators are one question, under which bar, for whom and on which ground, comes out by hand."""
    hold(seed, words)
