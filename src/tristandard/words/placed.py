"""Where something stands in what was given: a file, a row or entry, a column or key."""

from __future__ import annotations

from typing import NamedTuple


class Placed(NamedTuple):
    """Where something stands in what was given.

    Attributes:
        file: What the file is called; empty where it came from none.
        row: The row of a table or the entry of a list, from 1 as people count them; 0 where it stands in none.
        key: The column, or the key with dots; empty for the whole.
        where: All of that, as messages in English tell it.
    """

    file: str = ""
    row: int = 0
    key: str = ""
    where: str = ""
