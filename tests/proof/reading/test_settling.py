"""What was seen, out of all that was reported: drawn quarters that together reach it, each with some of what it has."""

import pytest

from proof.reading.quarters import hold

QUARTERS = {
    5: "bands, the worst stands, several owners, a bonus by steps",
    34: "what was found before, lines on some findings, a mean over areas, weights by count",
    70: "red lines, a mean over site types, visits, gains",
    78: "items that leave, the latest stands, weights by count, a mean over zones",
    148: "red lines, visits, items that leave, the latest stands",
    156: "vetoes of items, carried units, questions that alone count, a bonus by place",
    183: "carried units, the first stands, several owners, answerable by name",
    226: "a mean over site types, visits, what is told alone, a choice of scores",
    244: "visits, the latest stands, weights by count, what is told alone",
    339: "bands, the latest stands, weights by count, gains",
    352: "a mean over site types, revisions, the first stands, a fixed score",
    366: "carried units, a site of nobody, items that leave, the first stands",
    369: "a ground of a match, questions that alone count, chosen points, revisions",
    370: "red lines, questions that alone count, revisions, the first stands",
}


@pytest.mark.parametrize(("seed", "words"), QUARTERS.items(), ids=map(str, QUARTERS))
def test_a_drawn_quarter(seed, words):
    """Revisions, visits, and reports that differ come to one outcome, as by hand."""
    hold(seed, words)
