"""What differs, as rows: every column of a change and of a difference."""

from attrs import asdict

from tristandard.changing.difference import Difference, Effect
from tristandard.codec.change_rows import change_row, difference_row
from tristandard.scoring.changes import Change


def test_each_column_of_a_change():
    """What it is, its key, what there was and is, and the whole line in both languages."""
    change = Change("score", "a/wujin", "97", "", ("甲 · 武进区：97 → 无", "a · wujin: 97 → none"))

    assert asdict(change_row(change)) == {"kind": "score", "key": "a/wujin", "old": "97", "new": "", "zh": "甲 · 武进区：97 → 无", "en": "a · wujin: 97 → none"}


def test_each_column_of_a_difference():
    """What differs, in which part, what there was and is, what that does, and the whole line in Chinese."""
    effect = next(iter(Effect))
    difference = Difference(subject="a.x", part="standard", before="<= 1", after="<= 0", effect=effect, told=("甲的标准", "the standard of a.x"))

    assert asdict(difference_row(difference)) == {"subject": "a.x", "part": "standard", "before": "<= 1", "after": "<= 0", "effect": effect, "zh": "甲的标准"}
