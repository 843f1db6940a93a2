"""An explanation: a sentence, and the sentences that it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import final

from attrs import field, frozen

from tristandard.basics import html
from tristandard.basics.errors import BadValue, as_told, for_argument, said, wanted
from tristandard.basics.marks import flat
from tristandard.words.sentence import Language, Told

_FROM_ZERO = Told("0 或更多层（参数 `depth`）", "0 levels or more for `depth`")
_HOW_DEEP = Told("0 是这一句本身；要全部的，请不写", "0 is the sentence alone; leave it out for all")


@final
@frozen
class Explanation:
    """One sentence of an explanation, in both languages, and what it rests on.

    Attributes:
        told: The sentence; a text alone is told as it is in every language.
        parts: What it rests on.
    """

    told: Told = field(converter=as_told)
    parts: tuple[Explanation, ...] = ()

    def text(self, language: str | Language = "zh", *, depth: int | None = None) -> str:
        """Return the explanation as indented lines, in "zh" or "en", down to a depth."""
        if depth is not None:
            wanted(depth, int, for_argument("depth"))
            if depth < 0:
                raise BadValue(depth, _FROM_ZERO, _HOW_DEEP)
        lines = [flat(said(self.told, language))]
        if depth != 0:
            below = None if depth is None else depth - 1
            lines += [f"  {line}" for part in self.parts for line in part.text(language, depth=below).splitlines()]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text("zh")

    def _repr_html_(self) -> str:
        """Return the explanation in Chinese as a tree, as notebooks show it: its first level is open."""
        return _as_html(self, opened=True)


def _as_html(one: Explanation, *, opened: bool = False) -> str:
    """Return an explanation in Chinese as a tree."""
    return html.tree(one.told.text("zh"), map(_as_html, one.parts), opened=opened)


def explained(told: Told, parts: Iterable[Explanation] = ()) -> Explanation:
    """Return a sentence with what it rests on."""
    return Explanation(told, tuple(parts))
