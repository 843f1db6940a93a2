"""All editions of one period, each of which follows on the one before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from tristandard.basics.errors import BadValue, TristandardError, all_of, refuse
from tristandard.scoring.results import PERIOD, RULE_SET, Results
from tristandard.words.sentence import Sentence, Told

_EDITIONS = Told("各版的清单", "a list of editions")
_GIVE_EVERY = Told("请给每一版，包括第 1 版", "give every edition, the first included")
_GIVE_EVERY_ONCE = Told("请把每一版各给一次，包括第 1 版", "give every edition once, the first included")
_NTH = Sentence("{period} 的第 {edition} 版", "edition {edition} of {period}")
_WHAT_IT_SUPERSEDES = Sentence("第 {edition} 版所更正的版本", "what edition {edition} supersedes")
_FIRST_SUPERSEDES_NOTHING = Told(
    "第 1 版不更正任何版本；其后各版请写明更正哪一版及理由",
    "the first supersedes nothing; a later one names what it supersedes, and why",
)
_DO_NOT_FOLLOW = Told("各版不能前后衔接", "the editions do not follow each other")


def editions(published: Iterable[Results]) -> tuple[Results, ...]:
    """Return all editions of one period in their order, each of which follows on the one before.

    Args:
        published: Every edition, the first included, in any order.

    Raises:
        Refused: With every edition that is not there or stands twice, does not name the digest of the
            one before it or a reason, has the very inputs of that one, or is of another period or rule set.
    """
    found = sorted(all_of(published, Results), key=lambda one: one.edition)
    problems: list[TristandardError] = [] if found else [BadValue("", _EDITIONS, _GIVE_EVERY)]
    for number, one in enumerate(found, 1):
        if one.edition != number:
            problems.append(BadValue(one.edition, _NTH(edition=number, period=str(one.period)), _GIVE_EVERY_ONCE))
        elif not one.in_sequence:
            problems.append(BadValue(one.supersedes, _WHAT_IT_SUPERSEDES(edition=number), _FIRST_SUPERSEDES_NOTHING))
    problems += [
        problem for one, other in pairwise(found) if other.edition == one.edition + 1 for problem in _broken(one, other)
    ]
    refuse(_DO_NOT_FOLLOW, problems)
    return tuple(found)


_SUPERSEDED = Sentence("第 {later} 版所更正的第 {edition} 版", "edition {edition}, which edition {later} supersedes")
_ITS_WHAT = Sentence("{where}的{what}（{theirs}）", "the {what} of {where} ({theirs})")
_SAME_RESULTS = Told("请给同一结果的各版", "give editions of the same results")
#: Never which one it is: whoever altered an edition would only have to write it in.
_ITS_DIGEST = Sentence("{where}的摘要", "the digest of {where}")
_ASK_AGAIN = Told(
    "两版之一被改动过，或属于另一串版本；请重新索取这两版",
    "one of the two was altered, or is of another chain; ask for both again",
)
_OTHER_INPUTS = Sentence("依据不同于{where}的摘要", "the digest of other inputs than those of {where}")
_DROP_IT = Told("请去掉它：它没有更正什么", "drop it: it corrects nothing")


def _broken(one: Results, other: Results) -> Iterator[BadValue]:
    """Yield why an edition does not follow on the one before it."""
    where = _SUPERSEDED(edition=one.edition, later=other.edition)
    for what, mine, theirs in (
        (PERIOD, str(other.period), str(one.period)),
        (RULE_SET, other.identity["rule_set"], one.identity["rule_set"]),
    ):
        if mine != theirs:
            yield BadValue(mine, _ITS_WHAT(what=what, where=where, theirs=theirs), _SAME_RESULTS)
    if other.supersedes != one.digest:
        yield BadValue(other.supersedes, _ITS_DIGEST(where=where), _ASK_AGAIN)
    elif other.digest == one.digest:
        yield BadValue(other.digest, _OTHER_INPUTS(where=where), _DROP_IT)
