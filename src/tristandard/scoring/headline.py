"""Which results these are, as every report prints it: a headline above, and the notice of the rules."""

from __future__ import annotations

from collections.abc import Mapping

from tristandard.basics.errors import said
from tristandard.basics.language import either
from tristandard.words.sentence import Language, Sentence, Told

_HEADLINE = Sentence(
    "{period} · 第{edition}版{correction} · 规则 {rules}{variant}{alone}",
    "{period} · edition {edition}{correction} · rules {rules}{variant}{alone}",
)
_CORRECTION = Sentence("（更正：{reason}）", " (correction: {reason})")
_VARIANT = Sentence("（{variant}）", " ({variant})")
_ALONE = Sentence(" · 只计其中 {count} 项指标，不是全部成绩", " · of {count} indicators alone, not the whole score")


def tell_headline(identity: Mapping[str, str]) -> Told:
    """Return which results these are, as reports print it: period, edition, rules, variant, why a correction was made,
    and that some indicators alone count.
    """
    variant, reason, only = identity.get("variant"), identity.get("reason"), identity.get("only")
    return _HEADLINE(
        period=identity["period"],
        edition=identity["edition"],
        correction=_CORRECTION(reason=reason) if reason else "",
        rules=f"{identity['rule_set']} {identity['rule_set_version']}",
        variant=_VARIANT(variant=variant) if variant else "",
        alone=_ALONE(count=only) if only else "",
    )


def headline(identity: Mapping[str, str], language: str | Language = "zh") -> str:
    """Return which results these are, in "zh" or "en" (see `tell_headline`)."""
    return said(tell_headline(identity), language)


NOTICE = Sentence("说明：{notice}", "Notice: {notice}")


def notice_of(identity: Mapping[str, str], language: str | Language = "zh") -> list[str]:
    """Return the notice of the rules as a report prints it, in a list; an empty one where they have none."""
    zh, en = identity.get("notice_zh", ""), identity.get("notice_en", "")
    return [said(NOTICE(notice=either(zh, en)), language)] if zh or en else []
