"""The page that compares two editions of a period, or two periods: what moved, and where the rules are others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import final

from attrs import frozen

from tristandard.basics.errors import BadValue, for_argument, said, wanted
from tristandard.basics.language import either
from tristandard.changing.comparison import tightens
from tristandard.desk.page.differences import books
from tristandard.desk.page.identity import identity_of
from tristandard.desk.page.rendering import page_path, write_html
from tristandard.desk.page.texts import COMPARED, EDITION_OF, texts
from tristandard.insight.telling import name_units
from tristandard.insight.trend import Trend, trend
from tristandard.insight.uplift_since import Since
from tristandard.insight.uplift_text import AVERAGED, NOT_SAID
from tristandard.scoring.changes import KINDS, Changes, changes
from tristandard.scoring.headline import notice_of
from tristandard.scoring.results import Results
from tristandard.words.sentence import Language, Told

_LATER = Told("不早于前一份的结果", "results that are not earlier than the first")
_OF_BOTH = Told("这两期结果的对照", "what changed between the two results")
_SINCE_OF_BOTH = Told("请给 since(前一期, 后一期)，由这两份结果作出", "give since(before, after) of these two results")
_EARLIER_FIRST = Told("请先给较早的一份", "give the earlier ones first")


@final
@frozen(kw_only=True)
class Mended:
    """What became of one unit's problems in the later of two periods."""

    unit: str
    repeated: tuple[int, ...]
    rectified: str
    on_time: str


def write_comparison(
    path: str | Path, before: Results, after: Results, *, since: Since | None = None, language: str | Language = "zh"
) -> None:
    """Write what differs between two editions of a period, or between two periods, as one HTML file.

    It holds scores, places and items side by side; of two editions every change, of two periods repeated problems and
    what was rectified; and where the rules are others, a break that nobody overlooks, with what differs in them.

    Args:
        path: Of an .html.
        before: The earlier results.
        after: The later ones, of the same rule set, in whichever version.
        since: What conduct and the merge moved between the two periods; left out where none is given.
        language: "zh", "en", or a language that is laid over them.

    Raises:
        NotRead: When the extra `desk` is not installed.
        BadValue: When they are of different rule sets, their periods overlap and are not the same, or the first is
            the later one; when `since` is of other results.
        BadInput: When the file cannot be written.
    """
    target, told = page_path(path), texts(language)
    wanted(before, Results)
    wanted(after, Results)
    wanted(since, Since | None, for_argument("since"))
    if (after.period.start, after.edition) < (before.period.start, before.edition):
        raise BadValue(str(after.period), _LATER, _EARLIER_FIRST)
    sides = () if since is None else ((since.before.results, before), (since.after.results, after))
    if since is not None and any(one.identity != other.identity for one, other in sides):
        raise BadValue(" → ".join(map(str, since.periods)), _OF_BOTH, _SINCE_OF_BOTH)
    same = before.period == after.period
    changed = changes(before, after) if same else None
    moved = None if same else trend([before, after])
    notices = dict.fromkeys([*notice_of(before.identity, language), *notice_of(after.identity, language)])
    values = {
        "t": told,
        "title": _title(before, after, language),
        "sides": [(told.before, identity_of(before, language)), (told.after, identity_of(after, language))],
        "notice": list(notices),
        "broken": _break(before, after, language),
        "books": books(before, after, language),
        "changes": _listed(changed, language) if changed is not None else None,
        "mended": _mended(moved, language) if moved is not None else None,
        "since": None if since is None else [said(one.told, language) for one in since.units],
        "since_notes": [said(one, language) for one in (AVERAGED, NOT_SAID)],
        "limits": said(Trend.limits, language),
        "rules": _rules(before, after, language),
    }
    write_html(target, "comparison.html.j2", values)


def _title(before: Results, after: Results, language: str | Language) -> str:
    rules, names = after.rules, [Told(str(one.period), str(one.period)) for one in (before, after)]
    if before.period == after.period:
        names = [EDITION_OF(period=str(one.period), edition=str(one.edition)) for one in (before, after)]
    return said(COMPARED(rules=either(rules.zh, rules.en), before=names[0], after=names[1]), language)


def _break(before: Results, after: Results, language: str | Language) -> str:
    """Return that other rules hold in the later results; empty where they do not."""
    if before.rules.digest == after.rules.digest:
        return ""
    called = [" ".join(filter(None, (one.rules.code, one.rules.version, one.rules.variant))) for one in (before, after)]
    return said(Trend.broken(period=str(after.period), before=called[0], after=called[1]), language)


def _listed(found: Changes, language: str | Language) -> list[tuple[str, list[str]]]:
    """Return every change, by what changed."""
    return [
        (said(KINDS[kind], language), [said(one.told, language) for one in mine])
        for kind, mine in groupby(found, lambda one: one.kind)
    ]


def _mended(found: Trend, language: str | Language) -> list[tuple[str, list[Mended]]]:
    """Return by assessment how many problems of each unit are there again, and what was rectified lately."""
    rules = found.periods[-1].rules
    return [
        (said(either(book.zh, book.en), language), _units(found, book.code, language))
        for book in rules.assessments
        if found.stands[book.code]
    ]


def _units(found: Trend, code: str, language: str | Language) -> list[Mended]:
    stands, rules = found.stands[code], found.periods[-1].rules
    made = []
    for unit, name in name_units(rules, stands, language).items():
        lives = found.rectified.get(unit, ())
        known = lives[-1] if lives else None
        made.append(
            Mended(
                unit=name,
                repeated=tuple(len(one.repeated) for one in stands[unit][1:]),
                rectified=f"{known.rectified}/{known.notified}" if known and known.notified else "",
                on_time=f"{known.on_time}/{known.due}" if known and known.due else "",
            )
        )
    return made


def _rules(before: Results, after: Results, language: str | Language) -> Sequence[str]:
    """Return in what the rules differ, line by line."""
    if before.rules.digest == after.rules.digest:
        return ()
    return [said(one.told, language) for one in tightens(before.rules, after.rules).differences]
