"""What makes the score of one unit, as a page shows it: its rows in groups, and what stands beside them."""

from __future__ import annotations

from typing import final

from attrs import frozen


@final
@frozen(kw_only=True)
class Group:
    """Rows of one unit that stand together: an item, what was gained, what is open, what counts nowhere.

    Attributes:
        kind: What it is.
        label: What it is called.
        points: What it takes from the score, to the last fraction as far as it is printed; empty where it counts
            nowhere.
        count: How many rows it has, in words.
        place: The place of its rows among all that the page holds; -1 for none.
    """

    kind: str
    label: str
    points: str
    count: str
    place: int


@final
@frozen(kw_only=True)
class Detail:
    """What makes the score of one unit, line by line.

    Attributes:
        key: By which the page finds it.
        unit: What the unit is called.
        score: Its score in words; a dash where it has none.
        place: Its place in words, or why it has none.
        measured: How much of it was measured.
        full: The full mark.
        groups: What takes from the score and what gives.
        beside: What else makes it, each with its points; the rounding last.
        published: The score as it is printed; empty where there is none.
    """

    key: str
    unit: str
    score: str
    place: str
    measured: str
    full: str
    groups: tuple[Group, ...]
    beside: tuple[tuple[str, str], ...]
    published: str
