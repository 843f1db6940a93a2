"""A whole period worked out by hand: what was asked, what was seen, what it means, and every scorecard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

from attrs import frozen

from tristandard.proof.reading.asking import Asking
from tristandard.proof.reading.cards import Card, cards
from tristandard.proof.reading.papers import Papers
from tristandard.proof.reading.settling import Heard, hear
from tristandard.proof.reading.standing import Standing


@final
@frozen(eq=False)
class Worked:
    """One period as it comes out; `cards` are by assessment and unit. Where reports cannot stand, nothing more was
    worked out.
    """

    papers: Papers
    asking: Asking
    heard: Heard
    standing: Standing | None
    cards: Mapping[str, Mapping[str, Card]]


def work_out(papers: Papers) -> Worked:
    """Return a period worked out from its rules, sites, reports and figures."""
    asking = Asking(papers)
    heard = hear(papers, asking)
    if heard.problems:
        return Worked(papers, asking, heard, None, {})
    standing = Standing(papers, asking, heard)
    return Worked(
        papers, asking, heard, standing, {code: cards(papers, standing, book) for code, book in papers.books.items()}
    )
