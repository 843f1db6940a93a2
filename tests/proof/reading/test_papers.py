"""What lies on the table: drawn quarters that together reach it, each with some of what it has."""

import pytest

from proof.reading.quarters import hold

QUARTERS = {
    13: "a mean over areas, items that leave, weights by count, a choice of scores",
    128: "the first stands, items that count when all is met, read point by point, a mean over sites",
    183: "carried units, the first stands, several owners, answerable by name",
    257: "what was found before, vetoes of sites, lines on some findings, what does not apply",
    352: "a mean over site types, revisions, the first stands, a fixed score",
    366: "carried units, a site of nobody, items that leave, the first stands",
    370: "red lines, questions that alone count, revisions, the first stands",
    374: "vetoes of items, a full mark from which others take, a mean over areas, weights by count",
}


@pytest.mark.parametrize(("seed", "words"), QUARTERS.items(), ids=map(str, QUARTERS))
def test_a_drawn_quarter(seed, words):
    """Units, what is above them, and what was found before, are read as by hand."""
    hold(seed, words)
