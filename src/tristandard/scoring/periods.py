"""Which results of several periods can stand beside each other, and which of these be put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from tristandard.basics.errors import BadValue, all_of, for_argument, wanted
from tristandard.basics.period import Period
from tristandard.basics.points import plain
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.results import Results, span
from tristandard.words.sentence import Sentence, Told

_AT_LEAST_ONE = Told("至少一期的结果", "results of at least one period")
_GIVE_EACH = Told("请给各期的结果", "give the results of each period")
_WHOLE_RESULTS = Sentence("一期的完整结果：它们{what}", "whole results of one period: they are {what}")
_ALREADY_TOGETHER = Told("已经合并", "put together already")
_OF_SOME = Sentence("只计 {count} 项指标", "of {count} indicators alone")
_GIVE_EACH_WHOLE = Told(
    "请分别给各期的结果，包括全部指标", "give the results of each period by itself, of all indicators"
)
_AFTER = Sentence("{before} 之后的期间", "a period after {before}")
_GIVE_ONCE = Told("请每期只给一次，且互不重叠", "give each period once, and none that overlap")
_LAST_RULE_SET = Sentence("最后一期的规则集（{code}）", "the rule set of the last period ({code})")
_ONE_RULE_SET = Told("请给同一规则集的结果", "give results of one rule set")
_TO_SUPERSEDE = Told("要取代的多期结果", "results of several periods to supersede")
_CORRECT_BY_SCORE = Told(
    "一期的结果请用 score 更正，再合并各版",
    "correct the results of one period by score, and put the editions together",
)


def in_order(periods: Iterable[Results]) -> tuple[Results, ...]:
    """Return the results of single periods in the order of time.

    Raises:
        BadValue: When there is none, one is a part of results or put together already, two overlap, or one is of
            another rule set than the last.
    """
    parts = tuple(sorted(all_of(periods, Results), key=lambda one: one.period))
    if not parts:
        raise BadValue("", _AT_LEAST_ONE, _GIVE_EACH)
    for one in parts:
        if one.periods or one.only is not None:
            what = _ALREADY_TOGETHER if one.periods else _OF_SOME(count=len(one.only or ()))
            raise BadValue(str(one.period), _WHOLE_RESULTS(what=what), _GIVE_EACH_WHOLE)
    check_apart(one.period for one in parts)
    for one in parts:
        _check_rule_set(one, parts[-1].rules)
    return parts


def check_apart(periods: Iterable[Period]) -> None:
    """Refuse periods of which two overlap."""
    for one, other in pairwise(sorted(periods)):
        if other.start <= one.end:
            raise BadValue(str(other), _AFTER(before=str(one)), _GIVE_ONCE)


def _check_rule_set(one: Results, rules: RuleSet) -> None:
    """Refuse results of another rule set."""
    if one.rules.code != rules.code:
        raise BadValue(one.rules.code, _LAST_RULE_SET(code=rules.code), _ONE_RULE_SET)


def check_supersedes(supersedes: Results | None) -> None:
    """Refuse that several periods correct one."""
    if supersedes is not None and not supersedes.periods:
        raise BadValue(str(supersedes.period), _TO_SUPERSEDE, _CORRECT_BY_SCORE)


_A_ROUND = Sentence("{period} 自身一轮的结果", "the results of a round of {period}")
_GIVE_IT = Told(
    "请给 own：与各期合起来同一时段、未合并的结果；没有节点 year 写 own 的，不要给",
    "give `own`, whole results of the time of all periods; none where no node `year` counts them",
)


def round_of_its_own(parts: Sequence[Results], own: Results | None) -> tuple[Results, ...]:
    """Return the round of the whole time; refuse it where none counts, none where one does, and one of another time."""
    if own is not None:
        wanted(own, Results, for_argument("own"))
    years = [assessment.model["year"] for assessment in parts[-1].rules.assessments]
    counts = any(isinstance(year, Mean) and year.own for year in years)
    fits = own is not None and own.period == span(parts) and not own.periods and own.only is None
    if counts is (own is None) or (own is not None and not fits):
        raise BadValue("" if own is None else str(own.period), _A_ROUND(period=str(span(parts))), _GIVE_IT)
    return () if own is None else (own,)


_LIKE_RULES = Sentence("规则与最后一期相仿的期间：{why}", "a period under rules like those of the last one: {why}")
_SCORE_AGAIN = Told(
    "请按该版规则重新计分，或把此前的结果分开公布",
    "score it again under that version, or publish what came before it apart",
)


def check_rules(parts: Sequence[Results]) -> None:
    """Refuse a period under other rules than the last one's."""
    rules = parts[-1].rules
    for one in parts:
        _check_rule_set(one, rules)
        if why := _unlike(one, rules):
            raise BadValue(str(one.period), _LIKE_RULES(why=why), _SCORE_AGAIN)


_IN_THE_LAST_ALONE = Sentence("考核“{code}”只在最后一期有", "the assessment {code!r} is in the last alone")
_IN_THIS_ALONE = Sentence("考核“{code}”只在这一期有", "the assessment {code!r} is in this one alone")
_FULL_MARKS = Sentence(
    "{code} 的满分在这一期是 {here}，在最后一期是 {there}",
    "the full mark of {code} is {here} here, and {there} there",
)
_NODES = Sentence(
    "{code} 的计分节点在这一期和最后一期不同：{names}",
    "the nodes of {code} are not the same here and there: {names}",
)
_MARK_OF_ITEM = Sentence(
    "{code} 的项目 {item} 的满分在这一期是 {here}，在最后一期是 {there}",
    "the full mark of item {item} of {code} is {here} here, and {there} there",
)
_UNIT_GONE = Sentence("单位“{unit}”已不存在", "the unit {unit!r} is not there any more")


def _unlike(one: Results, rules: RuleSet) -> Told | None:
    """Return why the results of one period cannot stand beside those under other rules, or None."""
    before, after = ({book.code: book for book in known.assessments} for known in (one.rules, rules))
    for code in sorted(before.keys() | after.keys()):
        if code not in before or code not in after:
            return (_IN_THE_LAST_ALONE if code in after else _IN_THIS_ALONE)(code=code)
        if why := _scored_otherwise(before[code], after[code]):
            return why
    gone = sorted({unit for cards in one.scored.values() for unit in cards if unit not in rules.units})
    return _UNIT_GONE(unit=gone[0]) if gone else None


def _scored_otherwise(before: Assessment, after: Assessment) -> Told | None:
    """Return why the account of one period cannot stand in that of a year under later rules, or None."""
    here, there = before.model.marks("total")[0], after.model.marks("total")[0]
    if here != there:
        return _FULL_MARKS(code=before.code, here=plain(here), there=plain(there))
    if names := sorted((dict(before.model.nodes).keys() ^ dict(after.model.nodes).keys()) - {"year"}):
        return _NODES(code=before.code, names=names)
    marks = {item.code: item.full for item in after.items}
    for item in before.items:
        if marks.get(item.code) != item.full:
            found = "—" if item.code not in marks else plain(marks[item.code])
            return _MARK_OF_ITEM(code=before.code, item=item.code, here=plain(item.full), there=found)
    return None


_AS_LONG = Sentence(
    "与 {first} 一样长的期间：{assessment}.year 让各期同样计入",
    "a period as long as {first}, for {assessment}.year lets all count alike",
)
_ONE_LENGTH = Told(
    "请合并同样长短的期间，或在节点 year 中写明各期的权重",
    "put periods of one length together, or write weights for each in the node `year`",
)
_WEIGHED_NUMBER = Sentence(
    "{assessment}.year 所写权重的期数（{count}）",
    "the number of periods that {assessment}.year weighs ({count})",
)
_GIVE_ALL = Told("请给全部各期的结果", "give results of all of them")


def check_weights(parts: Sequence[Results], assessment: Assessment, weights: Mapping[str, Fraction]) -> None:
    """Refuse periods that an assessment's node `year` does not weigh."""
    if not weights and (unlike := _of_another_length(parts)):
        expected = _AS_LONG(first=str(parts[0].period), assessment=assessment.code)
        raise BadValue(str(unlike), expected, _ONE_LENGTH)
    if weights and weights.keys() != {str(place) for place in range(1, len(parts) + 1)}:
        expected = _WEIGHED_NUMBER(assessment=assessment.code, count=len(weights))
        raise BadValue(len(parts), expected, _GIVE_ALL)


def _of_another_length(parts: Sequence[Results]) -> Period | None:
    """Return the first of several periods that is not as long as the first: of as many months, or
    days where one has no whole months.
    """
    lengths = [one.period.months or one.period.end - one.period.start for one in parts]
    return next((one.period for one, length in zip(parts, lengths, strict=True) if length != lengths[0]), None)
