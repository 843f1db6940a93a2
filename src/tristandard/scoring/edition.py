"""Results over time: what a correction moved, several periods as one, and whose scores are carried upwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import final

from attrs import evolve, field, frozen

from tristandard.basics.errors import BadValue, TristandardError, all_of, as_told, for_argument, refuse, said, wanted
from tristandard.basics.language import either
from tristandard.basics.marks import page
from tristandard.basics.order import key_of
from tristandard.basics.period import Period
from tristandard.basics.points import plain
from tristandard.basics.publication import short_decimal
from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.price import Level, Price
from tristandard.rules.nodes.fold import average
from tristandard.rules.nodes.gate import EVERY_PERIOD
from tristandard.rules.nodes.grade import UnitShare
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.node import Absent
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.standing import stand_over_periods
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.wording import name_scored, tell_part, tell_price
from tristandard.scoring.headline import notice_of, tell_headline
from tristandard.scoring.ranked import ranked
from tristandard.scoring.results import AssessmentResult, Results, span
from tristandard.scoring.scorecard import Scorecard
from tristandard.survey.posting import Posting, told_price
from tristandard.words.sentence import Language, Sentence, Told


@final
@frozen
class Change:
    """One thing that differs between two editions: a posting, a given figure, a score, a place or a grade.

    `kind`, `key`, `old` and `new` are for programs, and "" stands for what is not there; `told` says the
    same to people, by labels, with the key behind them.
    """

    kind: str
    key: str
    old: str
    new: str
    told: Told

    def __str__(self) -> str:
        return self.told.text("zh")


_COMPARED = Sentence("与第{edition}版对照", "compared with edition {edition}")
_ALIKE_COMPARED = Sentence("两份第{edition}版结果对照", "two results of edition {edition} compared")
_BY_FORMER_RULES = Sentence("{compared}（前者按规则 {rules}）", "{compared} (the former by rules {rules})")
_SO_MANY = Sentence("{headline} · {compared}：{count} 处变动", "{headline} · {compared}: {count:change|changes}")


@final
@frozen
class Changes:
    """Everything that differs between two editions, and which editions these are."""

    changes: tuple[Change, ...]
    #: Of the two results: period, edition, rules and their notice.
    old: Mapping[str, str] = field(hash=False)
    new: Mapping[str, str] = field(hash=False)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def text(self, language: str | Language = "zh") -> str:
        """Return the changes in "zh" or "en": which editions, a line for each, the notice of the rules."""
        sentence = _ALIKE_COMPARED if self.old["edition"] == self.new["edition"] else _COMPARED
        compared = sentence(edition=self.old["edition"])
        if _rules(self.old) != _rules(self.new):
            compared = _BY_FORMER_RULES(compared=compared, rules=_rules(self.old))
        head = _SO_MANY(headline=tell_headline(self.new), compared=compared, count=len(self))
        return page(
            [
                said(head, language),
                *(f"  {said(change.told, language)}" for change in self.changes),
                *notice_of(self.new, language),
            ]
        )

    def __str__(self) -> str:
        return self.text("zh")


def _rules(identity: Mapping[str, str]) -> str:
    """Return by which rules results were made: version, and variant if any."""
    return " ".join(filter(None, (identity["rule_set"], identity["rule_set_version"], identity["variant"])))


_RULE_SET, _PERIOD = Told("规则集", "rule set"), Told("期间", "period")
_OF_THE_OTHER = Sentence("另一版的{what}（{other}）", "the {what} of the other edition ({other})")
_COMPARE_SAME = Told("请对照同一结果的各版", "compare editions of the same results")
_CHANGED = Sentence("{kind}：{whose}（{key}）：{was} → {now}", "{kind}: {whose} ({key}): {was} → {now}")


def changes(old: Results, new: Results) -> Changes:
    """List every posting, given figure, score, place and grade that differs between two editions, in that order.

    Raises:
        BadValue: When they are not of the same rule set and period.
    """
    wanted(old, Results)
    wanted(new, Results)
    for key, what in (("rule_set", _RULE_SET), ("period", _PERIOD)):
        if old.identity[key] != new.identity[key]:
            raise BadValue(old.identity[key], _OF_THE_OTHER(what=what, other=new.identity[key]), _COMPARE_SAME)
    found = []
    before, after = (_held(one, postings=not (old.periods or new.periods)) for one in (old, new))
    for kind, key in sorted(before.keys() | after.keys(), key=lambda pair: (list(KINDS).index(pair[0]), pair[1])):
        was, now = before.get((kind, key), _NOTHING), after.get((kind, key), _NOTHING)
        if (was.value, was.printed) != (now.value, now.printed):
            whose = (now if (kind, key) in after else was).whose()
            told = was.told(), now.told()
            if told[0] == told[1]:  # alike as far as it is printed: exactly, then
                told = Told(was.value, was.value), Told(now.value, now.value)
            what = _CHANGED(kind=KINDS[kind], whose=whose, key=key, was=told[0], now=told[1])
            found.append(Change(kind, key, was.value, now.value, what))
    return Changes(tuple(found), old.identity, new.identity)


#: What can differ, in the order in which it is listed, and what it is called in Chinese.
KINDS = {
    "posting": Told("扣分台账", "posting"),
    "figure": Told("给定数据", "figure"),
    "score": Told("得分", "score"),
    "place": Told("名次", "place"),
    "grade": Told("等次", "grade"),
}
_NOT_HELD = Told("—", "—")
_NOBODYS = Told("", "")


@frozen
class _Held:
    """One value that an edition holds, "" for none; whose it is, and the value as it is told."""

    value: str
    whose: Callable[[], Told]
    told: Callable[[], Told] = lambda: _NOT_HELD
    #: A score as it is printed.
    printed: str = ""


_NOTHING = _Held("", lambda: _NOBODYS)

_NODE_OF = Sentence("{whose} · {node}", "{whose} · {node}")
_POSTED_TO = Sentence("{whose} · {site} · {indicator}", "{whose} · {site} · {indicator}")
_NOT_APPLICABLE = Told("不适用", "not applicable")
_NTH_PLACE = Sentence("第 {place} 名", "{place}")
_SCORE = Sentence("{published} 分", "{published}")
_SCORE_EXACTLY = Sentence("{published} 分（精确值 {exact}）", "{published} (exactly {exact})")


def _held(results: Results, *, postings: bool) -> dict[tuple[str, str], _Held]:
    """Return what one edition holds, by kind and key; postings only where both are of one period.

    What is told of a value is told only where it changed.
    """
    return {**(dict(_postings(results)) if postings else {}), **dict(_figures(results)), **dict(_standings(results))}


def _postings(results: Results) -> Iterator[tuple[tuple[str, str], _Held]]:
    """Yield the postings that an edition holds."""
    for posting in results.ledger.postings():
        value = told_price(posting.points, posting.gained, posting.vetoes)
        yield (
            ("posting", posting.key),
            _Held(value, partial(_whose_posting, results, posting), partial(_price, posting)),
        )


def _whose_posting(results: Results, posting: Posting) -> Told:
    """Return whose a posting is, where, and of what."""
    rules, site = results.ledger.rules, results.ledger.register.plan.sites[posting.site]
    indicator = rules.indicators[posting.member]
    return _POSTED_TO(
        whose=name_scored(rules.assessment(posting.assessment), rules.units[str(posting.unit)]),
        site=site.zh or site.code,
        indicator=either(indicator.zh, indicator.en),
    )


def _price(posting: Posting) -> Told:
    told: Told = tell_price(Price(posting.points, posting.gained, frozenset(map(Level, posting.vetoes))))
    return told


def _figures(results: Results) -> Iterator[tuple[tuple[str, str], _Held]]:
    """Yield the figures that were given for an edition."""
    for (code, name, unit), figure in results.givens.items():
        told = _NOT_APPLICABLE if figure is None else Told(plain(figure), plain(figure))
        whose = partial(_whose_figure, results, code, name, unit)
        key = f"{key_of(code).replace('.', '%2E')}.{key_of(name, unit)}"
        yield ("figure", key), _Held(told[1], whose, partial(as_told, told))


def _whose_figure(results: Results, code: str, name: str, unit: str) -> Told:
    rules = results.ledger.rules
    book = rules.assessment(code)
    return _NODE_OF(whose=name_scored(book, rules.units[unit]), node=tell_part(book, name))


def _standings(results: Results) -> Iterator[tuple[tuple[str, str], _Held]]:
    """Yield the scores, places and grades that an edition holds."""
    for result in results.values():
        for unit, card in result.cards.items():
            key, whose = key_of(result.assessment.code, unit), partial(_whose_card, card)
            exact, published, place, grade = card.exact, card.published, card.place, card.tell_grade()
            held = {name: _Held("", whose) for name in ("score", "place", "grade")}
            if exact is not None and published is not None:
                held["score"] = _Held(plain(exact), whose, partial(_score, exact, published), str(published))
            if place is not None:
                held["place"] = _Held(str(place), whose, partial(_NTH_PLACE, place=place))
            if grade is not None:
                held["grade"] = _Held(grade[0], whose, partial(as_told, grade))
            yield from (((name, key), one) for name, one in held.items())


def _whose_card(card: Scorecard) -> Told:
    told: Told = name_scored(card.assessment, card.unit)
    return told


def _score(exact: Fraction, published: Decimal) -> Told:
    """Return a score as it is printed, and exactly where that is another number."""
    if exact == Fraction(published):
        return _SCORE(published=str(published))
    return _SCORE_EXACTLY(published=str(published), exact=short_decimal(exact))


_CORRECTION_REASON = Told("同一时段更正的理由", "a reason for a correction of the same time")
_SUPERSEDE_SAME = Told(
    "请同时写 supersedes 和 reason，或都不写，并取代相同各期的结果",
    "give supersedes and reason together, or neither, and supersede results of the same periods",
)


def together(
    periods: Iterable[Results], *, own: Results | None = None, supersedes: Results | None = None, reason: str = ""
) -> Results:
    """Return several periods as one (quarters into a year): by each assessment's node `year`.

    Args:
        periods: The results of each period, in any order.
        own: Those of a round of the whole time, where a node `year` counts one beside its periods (`own`).
        supersedes: The published results of the same time that these correct; then `reason` says why.
        reason: Why.

    A period in which a unit does not appear is absent, one in which it has no score is not
    measured; what becomes of either is as the node says.

    Raises:
        BadValue: When there is none, two overlap, their rules differ, an assessment's node `year`
            weighs another number of periods, or lets those of different lengths count alike, or a correction has no
            reason, is of another time, or
            puts the same results together.
    """
    parts = tuple(sorted(all_of(periods, Results), key=lambda one: one.period))
    if supersedes is not None:
        wanted(supersedes, Results, for_argument("supersedes"))
    wanted(reason, str, for_argument("reason"))
    _check_whole(parts, supersedes)
    _check_following(parts)
    rounds = _round_of_its_own(parts, own)
    _check_rules((*parts, *rounds))
    scored = {}
    for assessment in parts[-1].ledger.rules.assessments:
        fold = assessment.model["year"]
        assert isinstance(fold, Mean)
        weights = dict(fold.weights)
        _check_weights(parts, assessment, weights)
        mine = rounds if fold.own else ()
        units = sorted({unit for one in (*parts, *mine) for unit in one.scored[assessment.code]})
        years = {unit: _year(parts, mine, assessment, unit, fold) for unit in units}
        scored[assessment.code] = ranked(parts[-1].ledger, assessment, years, span(parts), top="year")
    if (supersedes is None) is bool(reason.strip()) or (supersedes is not None and supersedes.period != span(parts)):
        raise BadValue(reason, _CORRECTION_REASON, _SUPERSEDE_SAME)
    return Results(parts[-1].ledger, scored, periods=(*parts, *rounds)).superseding(supersedes, reason)


_A_ROUND = Sentence("{period} 自身一轮的结果", "the results of a round of {period}")
_GIVE_IT = Told(
    "请给 own：与各期合起来同一时段、未合并的结果；没有节点 year 写 own 的，不要给",
    "give `own`, whole results of the time of all periods; none where no node `year` counts them",
)


def _round_of_its_own(parts: Sequence[Results], own: Results | None) -> tuple[Results, ...]:
    """Return the round of the whole time; refuse it where none counts, none where one does, and one of another time."""
    if own is not None:
        wanted(own, Results, for_argument("own"))
    years = [assessment.model["year"] for assessment in parts[-1].ledger.rules.assessments]
    counts = any(isinstance(year, Mean) and year.own for year in years)
    fits = own is not None and own.period == span(parts) and not own.periods and own.only is None
    if counts is (own is None) or (own is not None and not fits):
        raise BadValue("" if own is None else str(own.period), _A_ROUND(period=str(span(parts))), _GIVE_IT)
    return () if own is None else (own,)


_AT_LEAST_ONE = Told("至少一期的结果", "results of at least one period")
_GIVE_EACH = Told("请给各期的结果", "give the results of each period")
_WHOLE_RESULTS = Sentence("一期的完整结果：它们{what}", "whole results of one period: they are {what}")
_ALREADY_TOGETHER = Told("已经合并", "put together already")
_OF_SOME = Sentence("只计 {count} 项指标", "of {count} indicators alone")
_GIVE_EACH_WHOLE = Told(
    "请分别给各期的结果，包括全部指标", "give the results of each period by itself, of all indicators"
)
_TO_SUPERSEDE = Told("要取代的多期结果", "results of several periods to supersede")
_CORRECT_BY_SCORE = Told(
    "一期的结果请用 score 更正，再合并各版",
    "correct the results of one period by score, and put the editions together",
)


def _check_whole(parts: Sequence[Results], supersedes: Results | None) -> None:
    """Refuse no results, parts of results, those put together already, and several periods that correct one."""
    if not parts:
        raise BadValue("", _AT_LEAST_ONE, _GIVE_EACH)
    for one in parts:
        if one.periods or one.only is not None:
            what = _ALREADY_TOGETHER if one.periods else _OF_SOME(count=len(one.only or ()))
            raise BadValue(str(one.period), _WHOLE_RESULTS(what=what), _GIVE_EACH_WHOLE)
    if supersedes is not None and not supersedes.periods:
        raise BadValue(str(supersedes.period), _TO_SUPERSEDE, _CORRECT_BY_SCORE)


_AFTER = Sentence("{before} 之后的期间", "a period after {before}")
_GIVE_ONCE = Told("请每期只给一次，且互不重叠", "give each period once, and none that overlap")


def _check_following(parts: Sequence[Results]) -> None:
    """Refuse periods that overlap."""
    for one, other in pairwise(parts):
        if other.period.start <= one.period.end:
            raise BadValue(str(other.period), _AFTER(before=str(one.period)), _GIVE_ONCE)


_LAST_RULE_SET = Sentence("最后一期的规则集（{code}）", "the rule set of the last period ({code})")
_ONE_RULE_SET = Told("请合并同一规则集的结果", "put results of one rule set together")
_LIKE_RULES = Sentence("规则与最后一期相仿的期间：{why}", "a period under rules like those of the last one: {why}")
_SCORE_AGAIN = Told(
    "请按该版规则重新计分，或把此前的结果分开公布",
    "score it again under that version, or publish what came before it apart",
)


def _check_rules(parts: Sequence[Results]) -> None:
    """Refuse a period under other rules than the last one's."""
    rules = parts[-1].ledger.rules
    for one in parts:
        if one.ledger.rules.code != rules.code:
            raise BadValue(one.identity["rule_set"], _LAST_RULE_SET(code=rules.code), _ONE_RULE_SET)
        if why := _unlike(one, rules):
            raise BadValue(str(one.period), _LIKE_RULES(why=why), _SCORE_AGAIN)


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


def _check_weights(parts: Sequence[Results], assessment: Assessment, weights: Mapping[str, Fraction]) -> None:
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
        (_PERIOD, str(other.period), str(one.period)),
        (_RULE_SET, other.identity["rule_set"], one.identity["rule_set"]),
    ):
        if mine != theirs:
            yield BadValue(mine, _ITS_WHAT(what=what, where=where, theirs=theirs), _SAME_RESULTS)
    if other.supersedes != one.digest:
        yield BadValue(other.supersedes, _ITS_DIGEST(where=where), _ASK_AGAIN)
    elif other.digest == one.digest:
        yield BadValue(other.digest, _OTHER_INPUTS(where=where), _DROP_IT)


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
    before, after = ({book.code: book for book in known.assessments} for known in (one.ledger.rules, rules))
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


def _year(parts: Sequence[Results], rounds: Sequence[Results], assessment: Assessment, unit: str, fold: Mean) -> Part:
    """Return one unit's periods as one part, each of them by its period, perhaps with the round of the whole time."""
    weights = dict(fold.weights)
    below = [_of_period(one, assessment, unit) for one in parts]
    pairs = [(weights.get(str(place), Fraction(1)), part) for place, part in enumerate(below, 1)]
    full, bonus = below[-1].full, max(part.bonus for part in below)
    if not rounds:
        return stand_over_periods(fold, _mean(fold, "", pairs, full, bonus), assessment.deciding)
    mean = _mean(fold, f"{parts[0].period} – {parts[-1].period}", pairs, full, bonus)
    (own,) = (_of_period(one, assessment, unit) for one in rounds)
    both = _with_fixed(fold, [(100 - fold.own, mean), (fold.own, own)])
    lacking = fold.absent is Absent.BLANK and any(weight and part.absent for weight, part in pairs)
    whole = average("year", "", fold.with_its_own(blank=lacking), both, full, max(bonus, own.bonus))
    return stand_over_periods(fold, whole, assessment.deciding)


def _mean(fold: Mean, member: str, pairs: list[tuple[Fraction, Part]], full: Fraction, bonus: Fraction) -> Part:
    """Return the mean of periods; those without weight that a gate reads can move the score all the same."""
    found = average("year", member, fold, _with_fixed(fold, pairs), full, bonus)
    if not found.applies or all(gate.of != EVERY_PERIOD for gate in fold.gates):
        return found
    aside = [part for weight, part in pairs if not weight and not part.absent]
    return evolve(
        found,
        measured=found.measured + sum(part.measured for part in aside),
        unmeasured=found.unmeasured + sum(part.unmeasured for part in aside),
    )


def _of_period(one: Results, assessment: Assessment, unit: str) -> Part:
    """Return what a unit has in one period; nothing applies where it does not appear."""
    card = one.scored[assessment.code].get(unit)
    full, bonus = one.ledger.rules.assessment(assessment.code).model.marks("total")
    nothing = Part(node="total", full=full, low=Fraction(0), value=None, high=full + bonus, applies=False)
    return evolve(nothing if card is None else card.part, member=str(one.period))


def _with_fixed(fold: Mean, pairs: list[tuple[Fraction, Part]]) -> list[tuple[Fraction, Part]]:
    """Return periods with the fixed score of those that do not apply, where one is written and any other applies."""
    put = fold.absent
    if not isinstance(put, Fraction) or not any(weight and not part.absent for weight, part in pairs):
        return pairs
    return [
        (weight, evolve(part, low=put, value=put, high=put, imputed="fixed") if weight and part.absent else part)
        for weight, part in pairs
    ]


_LAST_PLACES = Told("末位的名次数", "a number of last places")
_FROM_ONE = Told("请给不小于 1 的整数", "give a whole number from 1")


def bottom(result: AssessmentResult, count: int | UnitShare | str) -> tuple[str, ...]:
    """Return the units in the last places of each kind, so many of each, or such a share of those that have a place
    ("10 % rounded up"), the lowest first; ties on the edge all belong to it.

    They are those that a next plan must not leave out (`plan(…, include=…)`).
    """
    wanted(result, AssessmentResult)
    group, found = _group(count), list[str]()
    for kind in sorted({card.unit.kind for card in result.values()}):
        placed = sorted(
            (card for card in result.values() if card.unit.kind == kind and card.place is not None),
            key=lambda card: (-(card.place or 0), card.unit.code),
        )
        last = group.of(len(placed)) if isinstance(group, UnitShare) else min(group, len(placed))
        edge = placed[last - 1].place if last else None
        found += [card.unit.code for card in placed if edge is not None and (card.place or 0) >= edge]
    return tuple(found)


def _group(count: object) -> int | UnitShare:
    """Return how many places are the last ones, or which share of the units; refuse what is neither."""
    found = UnitShare.parsed(count)
    if isinstance(found, UnitShare):
        return found
    if isinstance(found, bool) or not isinstance(found, int) or found < 1:
        raise BadValue(count, _LAST_PLACES, _FROM_ONE)
    return found


def carried(before: Iterable[Results]) -> dict[str, tuple[str, ...]]:
    """Return the units whose score counts in their parent's in the period after these, by assessment.

    Args:
        before: The results of earlier periods, in any order.
    """
    parts = sorted(all_of(before, Results), key=lambda one: one.period)
    found: dict[str, tuple[str, ...]] = {}
    for assessment in parts[-1].ledger.rules.assessments if parts else ():
        if assessment.carry is None or len(parts) < assessment.carry.periods:
            continue
        last, rule = parts[-assessment.carry.periods :], assessment.carry
        if any(other.period.before() != one.period for one, other in pairwise(last)):
            continue
        groups = [set(bottom(one[assessment.code], rule.bottom)) for one in last]
        units = parts[-1].ledger.rules.units
        found[assessment.code] = tuple(
            sorted(unit for unit in set.intersection(*groups) if units[unit].parent is not None)
        )
    return found
