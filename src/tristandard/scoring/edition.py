"""Results over time: what a correction moved, several periods as one, and whose scores are carried upwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import final

from attrs import evolve, field, frozen

from tristandard.basics.errors import BadValue, TristandardError, all_of, refuse, said, wanted
from tristandard.basics.language import Told, either
from tristandard.basics.marks import page
from tristandard.basics.order import key_of
from tristandard.basics.period import Period
from tristandard.basics.points import plain, short_decimal
from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.price import Level, Price
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.standing import graded
from tristandard.rules.nodes.weighted import Weighted, average
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.wording import name_scored, tell_part, tell_price
from tristandard.scoring.scorecard import AssessmentResult, Results, headline, ranked, span
from tristandard.survey.ledger import told_price


@final
@frozen
class Change:
    """One thing that differs between two editions: a posting, a given figure, a score, a place or a grade.

    `kind`, `key`, `old` and `new` are for programs, and "" stands for what is not there; `zh` and `en`
    tell the same to people, by labels, with the key behind them.
    """

    kind: str
    key: str
    old: str
    new: str
    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh


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

    def text(self, language: str = "zh") -> str:
        """Return the changes in "zh" or "en": which editions, a line for each, the notice of the rules."""
        edition, count = self.old["edition"], len(self)
        beside = f"与第{edition}版对照", f"compared with edition {edition}"
        if edition == self.new["edition"]:
            beside = f"两份第{edition}版结果对照", f"two results of edition {edition} compared"
        if _rules(self.old) != _rules(self.new):
            beside = (
                f"{beside[0]}（前者按规则 {_rules(self.old)}）",
                f"{beside[1]} (the former by rules {_rules(self.old)})",
            )
        head = said(
            (f"{beside[0]}：{count} 处变动", f"{beside[1]}: {count} change{'' if count == 1 else 's'}"), language
        )
        zh, en = either(self.new["notice_zh"], self.new["notice_en"])
        notice = [said((f"说明：{zh}", f"Notice: {en}"), language)] if zh else []
        return page(
            [
                f"{headline(self.new, language)} · {head}",
                *(f"  {said((change.zh, change.en), language)}" for change in self.changes),
                *notice,
            ]
        )

    def __str__(self) -> str:
        return self.text("zh")


def _rules(identity: Mapping[str, str]) -> str:
    """Return by which rules results were made: version, and variant if any."""
    return " ".join(filter(None, (identity["rule_set"], identity["rule_set_version"], identity["variant"])))


def changes(old: Results, new: Results) -> Changes:
    """List every posting, given figure, score, place and grade that differs between two editions, in that order.

    Raises:
        BadValue: When they are not of the same rule set and period.
    """
    wanted(old, Results)
    wanted(new, Results)
    for key in ("rule_set", "period"):
        if old.identity[key] != new.identity[key]:
            raise BadValue(
                old.identity[key],
                f"the {key.replace('_', ' ')} of the other edition ({new.identity[key]})",
                "compare editions of the same results",
            )
    found = []
    before, after = (_held(one, postings=not (old.periods or new.periods)) for one in (old, new))
    for kind, key in sorted(before.keys() | after.keys(), key=lambda pair: (list(_KINDS).index(pair[0]), pair[1])):
        was, now = before.get((kind, key), _NOTHING), after.get((kind, key), _NOTHING)
        if (was.value, was.told) != (now.value, now.told):
            if was.told == now.told:  # alike as far as it is printed: exactly, then
                was, now = (evolve(one, told=(one.value, one.value)) for one in (was, now))
            label, (whose_zh, whose_en) = _KINDS[kind], (now if (kind, key) in after else was).whose
            zh, en = (" → ".join(pair) for pair in zip(was.told, now.told, strict=True))
            found.append(
                Change(
                    kind,
                    key,
                    was.value,
                    now.value,
                    f"{label}：{whose_zh}（{key}）：{zh}",
                    f"{kind}: {whose_en} ({key}): {en}",
                )
            )
    return Changes(tuple(found), old.identity, new.identity)


#: What can differ, in the order in which it is listed, and what it is called in Chinese.
_KINDS = {"posting": "扣分台账", "figure": "给定数据", "score": "得分", "place": "名次", "grade": "等次"}


@frozen
class _Held:
    """One value that an edition holds, "" for none; whose it is, and the value as it is told."""

    value: str
    whose: Told
    told: Told = ("—", "—")


_NOTHING = _Held("", ("", ""))


def _held(results: Results, *, postings: bool) -> dict[tuple[str, str], _Held]:
    """Return what one edition holds, by kind and key; postings only where both are of one period."""
    plan = results.ledger.register.plan
    rules, held = plan.rules, dict[tuple[str, str], _Held]()
    for posting in results.ledger.postings() if postings else ():
        book, indicator, site = (
            rules.assessment(posting.assessment),
            rules.indicators[posting.member],
            plan.sites[posting.site],
        )
        zh, en = name_scored(book, rules.units[str(posting.unit)])
        price = Price(posting.points, posting.gained, frozenset(map(Level, posting.vetoes)))
        whose = f"{zh} · {site.zh or site.code} · {indicator.zh}", f"{en} · {site.zh or site.code} · {indicator.en}"
        held["posting", posting.key] = _Held(
            told_price(posting.points, posting.gained, posting.vetoes), whose, tell_price(price)
        )
    for (code, name, unit), figure in results.givens.items():
        book = rules.assessment(code)
        (zh, en), (node_zh, node_en) = name_scored(book, rules.units[unit]), tell_part(book, name)
        value, told_zh = ("not applicable", "不适用") if figure is None else (plain(figure), plain(figure))
        held["figure", f"{key_of(code).replace('.', '%2E')}.{key_of(name, unit)}"] = _Held(
            value, (f"{zh} · {node_zh}", f"{en} · {node_en}"), (told_zh, value)
        )
    for result in results.values():
        for unit, card in result.cards.items():
            key, whose = key_of(result.assessment.code, unit), name_scored(result.assessment, card.unit)
            exact, published = card.exact, card.published
            held["score", key] = (
                _Held("", whose)
                if exact is None or published is None
                else _Held(plain(exact), whose, _score(exact, published))
            )
            held["place", key] = (
                _Held("", whose)
                if card.place is None
                else _Held(str(card.place), whose, (f"第 {card.place} 名", str(card.place)))
            )
            grade = card.tell_grade()
            held["grade", key] = _Held(grade, whose, (grade, grade)) if grade else _Held("", whose)
    return held


def _score(exact: Fraction, published: Decimal) -> Told:
    """Return a score as it is printed, and exactly where that is another number."""
    rounded = exact != Fraction(published)
    return (
        f"{published} 分{f'（精确值 {short_decimal(exact)}）' if rounded else ''}",
        f"{published}{f' (exactly {short_decimal(exact)})' if rounded else ''}",
    )


def together(periods: Iterable[Results], *, supersedes: Results | None = None, reason: str = "") -> Results:
    """Return several periods as one (quarters into a year): by each assessment's node `year`.

    Args:
        periods: The results of each period, in any order.
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
        wanted(supersedes, Results, " for `supersedes`")
    wanted(reason, str, " for `reason`")
    _check_whole(parts, supersedes)
    _check_following(parts)
    _check_rules(parts)
    scored = {}
    for assessment in parts[-1].ledger.rules.assessments:
        fold = assessment.model["year"]
        assert isinstance(fold, Weighted)
        weights = dict(fold.weights)
        _check_weights(parts, assessment, weights)
        units = sorted({unit for one in parts for unit in one.scored[assessment.code]})
        years = {unit: _year(parts, assessment.code, unit, fold, weights) for unit in units}
        scored[assessment.code] = ranked(parts[-1].ledger, assessment, years, span(parts))
    if (supersedes is None) is bool(reason.strip()) or (supersedes is not None and supersedes.period != span(parts)):
        raise BadValue(
            reason,
            "a reason for a correction of the same time",
            "give supersedes and reason together, or neither, and supersede results of the same periods",
        )
    return Results(parts[-1].ledger, scored, periods=parts).superseding(supersedes, reason)


def _check_whole(parts: Sequence[Results], supersedes: Results | None) -> None:
    """Refuse no results, parts of results, those put together already, and several periods that correct one."""
    if not parts:
        raise BadValue("", "results of at least one period", "give the results of each period")
    for one in parts:
        if one.periods or one.only is not None:
            what = "put together already" if one.periods else f"of {len(one.only or ())} indicators alone"
            raise BadValue(
                str(one.period),
                f"whole results of one period: they are {what}",
                "give the results of each period by itself, of all indicators",
            )
    if supersedes is not None and not supersedes.periods:
        raise BadValue(
            str(supersedes.period),
            "results of several periods to supersede",
            "correct the results of one period by score, and put the editions together",
        )


def _check_following(parts: Sequence[Results]) -> None:
    """Refuse periods that overlap."""
    for one, other in pairwise(parts):
        if other.period.start <= one.period.end:
            raise BadValue(
                str(other.period), f"a period after {one.period}", "give each period once, and none that overlap"
            )


def _check_rules(parts: Sequence[Results]) -> None:
    """Refuse a period under other rules than the last one's."""
    rules = parts[-1].ledger.rules
    for one in parts:
        if one.ledger.rules.code != rules.code:
            raise BadValue(
                one.identity["rule_set"],
                f"the rule set of the last period ({rules.code})",
                "put results of one rule set together",
            )
        if why := _unlike(one, rules):
            raise BadValue(
                str(one.period),
                f"a period under rules like those of the last one: {why}",
                "score it again under that version, or publish what came before it apart",
            )


def _check_weights(parts: Sequence[Results], assessment: Assessment, weights: Mapping[str, Fraction]) -> None:
    """Refuse periods that an assessment's node `year` does not weigh."""
    if not weights and (unlike := _of_another_length(parts)):
        expected = f"a period as long as {parts[0].period}, for {assessment.code}.year lets all count alike"
        raise BadValue(
            str(unlike),
            expected,
            "put periods of one length together, or write weights for each in the node `year`",
        )
    if weights and weights.keys() != {str(place) for place in range(1, len(parts) + 1)}:
        raise BadValue(
            len(parts),
            f"the number of periods that {assessment.code}.year weighs ({len(weights)})",
            "give results of all of them",
        )


def _of_another_length(parts: Sequence[Results]) -> Period | None:
    """Return the first of several periods that is not as long as the first: of as many months, or
    days where one has no whole months.
    """
    lengths = [one.period.months or one.period.end - one.period.start for one in parts]
    return next((one.period for one, length in zip(parts, lengths, strict=True) if length != lengths[0]), None)


def editions(published: Iterable[Results]) -> tuple[Results, ...]:
    """Return all editions of one period in their order, each of which follows on the one before.

    Args:
        published: Every edition, the first included, in any order.

    Raises:
        Refused: With every edition that is not there or stands twice, does not name the digest of the
            one before it or a reason, has the very inputs of that one, or is of another period or rule set.
    """
    found = sorted(all_of(published, Results), key=lambda one: one.edition)
    problems: list[TristandardError] = (
        [] if found else [BadValue("", "a list of editions", "give every edition, the first included")]
    )
    for number, one in enumerate(found, 1):
        if one.edition != number:
            problems.append(
                BadValue(
                    one.edition, f"edition {number} of {one.period}", "give every edition once, the first included"
                )
            )
        elif not one.in_sequence:
            problems.append(
                BadValue(
                    one.supersedes,
                    f"what edition {number} supersedes",
                    "the first supersedes nothing; a later one names what it supersedes, and why",
                )
            )
    problems += [
        problem for one, other in pairwise(found) if other.edition == one.edition + 1 for problem in _broken(one, other)
    ]
    refuse("the editions do not follow each other", problems)
    return tuple(found)


def _broken(one: Results, other: Results) -> Iterator[BadValue]:
    """Yield why an edition does not follow on the one before it."""
    where = f"edition {one.edition}, which edition {other.edition} supersedes"
    for what, mine, theirs in (
        ("period", other.period, one.period),
        ("rule set", other.identity["rule_set"], one.identity["rule_set"]),
    ):
        if mine != theirs:
            yield BadValue(str(mine), f"the {what} of {where} ({theirs})", "give editions of the same results")
    if other.supersedes != one.digest:
        yield BadValue(
            other.supersedes,
            f"the digest of {where} ({one.digest})",
            "one of the two was altered, or is of another chain; ask for both again",
        )
    elif other.digest == one.digest:
        yield BadValue(
            other.digest, f"the digest of other inputs than those of {where}", "drop it: it corrects nothing"
        )


def _unlike(one: Results, rules: RuleSet) -> str:
    """Return why the results of one period cannot stand beside those under other rules, or ""."""
    before, after = (
        {book.code: book.model.marks("total")[0] for book in known.assessments} for known in (one.ledger.rules, rules)
    )
    for code in sorted(before.keys() | after.keys()):
        if code not in before or code not in after:
            return f"the assessment {code!r} is in {'the last' if code in after else 'this one'} alone"
        if before[code] != after[code]:
            return f"the full mark of {code} is {plain(before[code])} here, and {plain(after[code])} there"
    gone = sorted({unit for cards in one.scored.values() for unit in cards if unit not in rules.units})
    return f"the unit {gone[0]!r} is not there any more" if gone else ""


def _year(parts: Sequence[Results], assessment: str, unit: str, fold: Weighted, weights: dict[str, Fraction]) -> Part:
    """Return one unit's periods as one part, each of them by its period."""
    below, each = [], []
    for place, one in enumerate(parts, 1):
        card = one.scored[assessment].get(unit)
        full, bonus = one.ledger.rules.assessment(assessment).model.marks("total")
        part = (
            Part(node="total", full=full, low=Fraction(0), value=None, high=full + bonus, applies=False)
            if card is None
            else card.part
        )
        if part.absent and isinstance(fold.absent, Fraction):
            part = evolve(part, low=fold.absent, value=fold.absent, high=fold.absent, imputed="fixed")
        below.append(evolve(part, member=str(one.period)))
        each.append(weights.get(str(place), Fraction(1)))
    return graded(
        fold,
        average(
            "year", "", fold, list(zip(each, below, strict=True)), below[-1].full, max(part.bonus for part in below)
        ),
    )


def bottom(result: AssessmentResult, count: int) -> tuple[str, ...]:
    """Return the units in the last places of each kind, so many of each, the lowest first; ties on
    the edge all belong to it.

    They are those that a next plan must not leave out (`plan(…, include=…)`).
    """
    wanted(result, AssessmentResult)
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        raise BadValue(count, "a number of last places", "give a whole number from 1")
    found: list[str] = []
    for kind in sorted({card.unit.kind for card in result.values()}):
        placed = sorted(
            (card for card in result.values() if card.unit.kind == kind and card.place is not None),
            key=lambda card: (-(card.place or 0), card.unit.code),
        )
        edge = placed[min(count, len(placed)) - 1].place if placed else None
        found += [card.unit.code for card in placed if edge is not None and (card.place or 0) >= edge]
    return tuple(found)


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
