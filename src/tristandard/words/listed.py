"""What is said one after another, as a field of a sentence: each kind has its joint, in Chinese and in English."""

from __future__ import annotations

from typing import Any, ClassVar, final


class Listed(tuple[Any, ...]):
    """A list that knows what stands between its entries."""

    joints: ClassVar[tuple[str, str]]


@final
class Lines(Listed):
    """What is said line by line, as a field of a sentence."""

    joints = "\n", "\n"


@final
class Joined(Listed):
    """What is said one after the other, with nothing between, as a field of a sentence."""

    joints = "", ""


@final
class Phrases(Listed):
    """What is said phrase by phrase, with commas between, as a field of a sentence."""

    joints = "，", ", "


@final
class Clauses(Listed):
    """What is said clause by clause, with semicolons between, as a field of a sentence."""

    joints = "；", "; "


@final
class Both(Listed):
    """What holds together: "a", "a and b", "a and b and c"."""

    joints = "、", " and "


@final
class Either(Listed):
    """What is one or the other: "a", "a or b", "a or b or c"."""

    joints = " 或 ", " or "


@final
class AnyOf(Listed):
    """What each may be: "a", "a or b", "a or b or c"; in Chinese a list."""

    joints = "、", " or "
