"""What stands to a unit where: drawn quarters that together reach it, each with some of what it has."""

import pytest

from proof.reading.quarters import hold

QUARTERS = {
    11: "vetoes of sites, a mean over items, vetoes of items, a gate beside the score",
    36: "carried units, a mean over site types, chosen points, visits",
    54: "factors, a surcharge of the host, a ground of a match, lines on some findings",
    58: "red lines, a mean over site types, several owners, a bonus by steps",
    150: "the latest stands, items that count when all is met, several owners, answerable by name",
    303: "a mean over items, a site of nobody, the latest stands, items that count when all is met",
    354: "a surcharge of the host, lines on some findings, chosen points, a full mark from which others take",
    358: "weights by a figure, a mean over items, items that leave, the latest stands",
}


@pytest.mark.parametrize(("seed", "words"), QUARTERS.items(), ids=map(str, QUARTERS))
def test_a_drawn_quarter(seed, words):
    """What findings lay on units elsewhere, and which lines stand at which place of a model, comes out by hand."""
    hold(seed, words)
