"""Tables and trees as HTML, for notebooks: whatever a text holds is shown as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from tristandard.basics.marks import flat


def text(value: object) -> str:
    """Return a text as HTML shows it: on one line, nothing in it markup."""
    return escape(flat(str(value)))


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table with a caption above it and a row for each of `rows`."""
    named = "".join(f"<th>{text(one)}</th>" for one in head)
    cells = ("".join(f"<td>{text(one)}</td>" for one in row) for row in rows)
    body = "".join(_within("tr", row) for row in cells)
    parts = (_within("caption", text(caption)), _within("thead", _within("tr", named)), _within("tbody", body))
    return _within("table", "".join(parts))


def _within(tag: str, inner: str) -> str:
    return f"<{tag}>{inner}</{tag}>"


def listed(head: str, items: Iterable[object]) -> str:
    """Return a list below a line that says what it is."""
    return f"<p>{text(head)}</p><ul>{''.join(f'<li>{text(item)}</li>' for item in items)}</ul>"


def tree(head: str, parts: Iterable[str], *, opened: bool) -> str:
    """Return a line with what stands below it, itself HTML, to be opened and closed; a line
    alone where nothing does.
    """
    below = "".join(f"<li>{part}</li>" for part in parts)
    if not below:
        return text(head)
    return f"<details{' open' if opened else ''}><summary>{text(head)}</summary><ul>{below}</ul></details>"
