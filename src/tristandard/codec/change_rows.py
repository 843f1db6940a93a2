"""What differs, as rows: between two editions of results, and between two rule sets."""

from __future__ import annotations

from typing import final

from attrs import frozen

from tristandard.changing.difference import Difference, Effect
from tristandard.scoring.changes import Change


@final
@frozen(kw_only=True)
class ChangeRow:
    """One thing that differs between two editions.

    Attributes:
        kind: What it is: a posting, a figure, a score, a place or a grade.
        key: Its key.
        old: What the earlier edition has; empty where it is not there.
        new: What the later one has.
        zh: The change in Chinese, by labels.
        en: The same in English.
    """

    kind: str
    key: str
    old: str
    new: str
    zh: str
    en: str


def change_row(change: Change) -> ChangeRow:
    """Return the row of one change between two editions."""
    zh, en = change.told
    return ChangeRow(kind=change.kind, key=change.key, old=change.old, new=change.new, zh=zh, en=en)


@final
@frozen(kw_only=True)
class DifferenceRow:
    """One thing in which two rule sets differ.

    Attributes:
        subject: What differs, by its code.
        part: Which part of it; empty for the whole.
        before: What there was; empty where there was nothing.
        after: What there is now; empty where there is nothing.
        effect: What that does to what is asked.
        zh: The whole line in Chinese.
    """

    subject: str
    part: str
    before: str
    after: str
    effect: Effect
    zh: str


def difference_row(one: Difference) -> DifferenceRow:
    """Return the row of one difference between two rule sets."""
    return DifferenceRow(
        subject=one.subject, part=one.part, before=one.before, after=one.after, effect=one.effect, zh=one.told[0]
    )
