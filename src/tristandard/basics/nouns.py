"""What the kinds of things that have a code are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tristandard.basics.errors import as_told
from tristandard.words.sentence import Sentence, Told

SITE_TYPE = Told("点位类型", "site type")
KIND_OF_UNIT = Told("单位类别", "kind of unit")
#: By what they are called in English.
_NOUNS: Final[Mapping[str, Told]] = {
    noun[1]: noun
    for noun in (
        Told("区域", "area"),
        Told("地带", "zone"),
        SITE_TYPE,
        KIND_OF_UNIT,
        Told("责任单位", "unit"),
        Told("点位", "site"),
        Told("依据", "clause"),
        Told("测量项目", "measure"),
        Told("问题情形", "circumstance"),
        Told("考核", "assessment"),
        Told("结转得分的考核", "assessment that carries scores"),
        Told("考核项目", "item"),
        Told("指标", "indicator"),
        Told("对照表", "crosswalk"),
        Told("对照", "match"),
        Told("裁定", "ruling"),
        Told("变体", "variant"),
        Told("给定节点", "given node"),
    )
}
_ANSWER_TO = Sentence("情形 {circumstance} 的答案", "answer to {circumstance}")
_ITEM_OF = Sentence("{assessment} 的考核项目", "item of {assessment}")


def noun(kind: Told | str) -> Told:
    """Return what things of a kind are called, in both languages (an attrs converter): a text is the English noun;
    one that is unknown is told as it is.
    """
    return _NOUNS[kind] if isinstance(kind, str) and kind in _NOUNS else as_told(kind)


def answer_to(circumstance: str) -> Told:
    """Return what an answer to a circumstance is called."""
    return _ANSWER_TO(circumstance=circumstance)


def item_of(assessment: str) -> Told:
    """Return what an item of an assessment is called."""
    return _ITEM_OF(assessment=assessment)
