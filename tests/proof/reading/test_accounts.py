"""What makes a score: drawn quarters that together reach it, each with some of what it has."""

import pytest

from proof.reading.quarters import hold

QUARTERS = {
    35: "a gate beside the score, a full mark from which others take, a mean over areas, bands",
    36: "carried units, a mean over site types, chosen points, visits",
    72: "a bonus by place, chosen points, a site of nobody, a rate",
    95: "factors, a surcharge of the host, lines on some findings, a mean over areas",
    99: "factors, lines on some findings, a gate beside the score, visits",
    135: "the latest stands, a rate, several owners, a sum",
    150: "the latest stands, items that count when all is met, several owners, answerable by name",
    163: "chosen points, a choice of scores, several uses of one measurement, shared questions",
    211: "vetoes of sites, red lines, visits, items that leave",
    228: "a grade by place, a bonus by place, a rate, the worst stands",
    246: "carried units, revisions, bands, what is told alone",
    265: "weights by a figure, chosen points, a gate beside the score, a mean over zones",
    303: "a mean over items, a site of nobody, the latest stands, items that count when all is met",
    309: "red lines, vetoes of items, what does not apply, the first stands",
    352: "a mean over site types, revisions, the first stands, a fixed score",
}


@pytest.mark.parametrize(("seed", "words"), QUARTERS.items(), ids=map(str, QUARTERS))
def test_a_drawn_quarter(seed, words):
    """Every cause in a score, and what of the ledger counts nowhere, is what comes out by hand."""
    hold(seed, words)
