"""One indicator of the rule book: the standards in force where, who asked for them, and what a breach costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import final

from attrs import frozen

from tristandard.basics.clause import Provenance
from tristandard.basics.language import either
from tristandard.basics.terms import Path
from tristandard.grouping.group import declared
from tristandard.grouping.shared import Contribution, SharedIndicator
from tristandard.merging.merged import MergedRules
from tristandard.merging.question import Question
from tristandard.reports.wording import NOTHING, clauses
from tristandard.rules.indicator import Indicator
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import SITE_AXES, Scope, meeting
from tristandard.rules.wording.lines import tell_bar, tell_lines
from tristandard.rules.wording.names import name_items, name_scope
from tristandard.words.sentence import Either, Sentence, Told

#: One indicator stands at no more places that are told apart.
_MOST = 500


@final
@frozen(kw_only=True)
class BarInForce:
    """A standard in force, where it holds, and who uses what is measured there.

    Attributes:
        places: The areas and zones, within the type of site; where those of one entry overlap, the standard that is
            written for the narrower one holds.
        where: The same in words.
        bar: The standard.
        users: The codes of the assessments that use it.
    """

    places: tuple[tuple[Path, Path], ...]
    where: Told
    bar: Told
    users: tuple[str, ...]


@final
@frozen(kw_only=True)
class Asked:
    """What one assessment asks by itself, and what a breach costs in it.

    Attributes:
        assessment: Its code.
        label: What it is called.
        item: What the item is called whose mark it takes from.
        indicator: The code of its own indicator.
        standard: The standard that it asks.
        deductions: What a breach costs, and what it rewards.
        subjects: Whom it assesses.
        clauses: Where it is written.
        standard_provenance: How well the standard is known.
        points_provenance: How well the points are known.
    """

    assessment: str
    label: Told
    item: Told
    indicator: str
    standard: Told
    deductions: Told
    subjects: Told
    clauses: Told
    standard_provenance: Provenance
    points_provenance: Provenance

    @property
    def illustrative(self) -> bool:
        """Whether its standard or its points are made up."""
        return Provenance.ILLUSTRATIVE in (self.standard_provenance, self.points_provenance)


@final
@frozen(kw_only=True)
class RulebookEntry:
    """One indicator at one type of site.

    Attributes:
        code: The code under which it is measured.
        label: What it is called.
        host: The code of the assessment that measures it.
        in_force: The standards in force; where several are, the one that is written for the narrower place holds.
        outside: The ground inside which it is part of a shared indicator and not measured by itself; None where there
            is none.
        apart: The same in words, with the code of the shared indicator.
        ruling: The decision that a standard rests on; empty where it is the highest.
        asked: What each assessment asks.
    """

    code: str
    label: Told
    host: str
    in_force: tuple[BarInForce, ...]
    outside: Scope | None
    apart: Told
    ruling: Told
    asked: tuple[Asked, ...]


def entries_of(merged: MergedRules, site_type: Path) -> tuple[RulebookEntry, ...]:
    """Return what is asked at sites of a type, ordered by code."""
    found: defaultdict[str, dict[Question, list[tuple[Path, Path]]]] = defaultdict(dict)
    groups = dict[str, SharedIndicator]()
    for group in (*merged.shared, *merged.own):
        members = {contribution.indicator.code for contribution in group.contributions}
        for area, zone in _places(group, site_type):
            for question in merged.questions((area, zone, site_type)):
                if members & {one.indicator.code for one in question.indicator.contributions}:
                    found[question.code].setdefault(question, []).append((area, zone))
                    groups[question.code] = group
    return tuple(_entry(merged, groups[code], asked) for code, asked in sorted(found.items()))


def _places(group: SharedIndicator, site_type: Path) -> list[tuple[Path, Path]]:
    """Return areas and zones at which a group is asked of a type of site: one for each way in which its members, and
    the ground of its match, cover them.
    """
    scopes = [contribution.indicator.scope for contribution in group.contributions]
    scopes += [group.where] if group.where is not None else []
    here = [
        Scope(SITE_AXES, [(area, zone, site_type) for area, zone, kind in scope.extents if _within(site_type, kind)])
        for scope in scopes
    ]
    return [(area, zone) for area, zone, _ in meeting(here, _MOST)[0]]


def _within(path: Path, above: Path) -> bool:
    return path[: len(above)] == above


_APART = Sentence(
    "在 {where} 之内并入 {code}，不单独测评", "inside {where} it is part of {code}, and not measured apart"
)


def _entry(
    merged: MergedRules, group: SharedIndicator, questions: Mapping[Question, list[tuple[Path, Path]]]
) -> RulebookEntry:
    """Return one indicator of a group, from what is asked of it at some places."""
    rules, widest = merged.rule_set, max(questions, key=lambda question: len(question.users))
    in_force = sorted(
        (_in_force(rules, question, _told_apart(question, questions)) for question in questions),
        key=lambda one: (min(len(area) + len(zone) for area, zone in one.places), one.where),
    )
    own = widest.indicator
    outside = group.where if own.code != group.code else None
    return RulebookEntry(
        code=own.code, label=either(own.lead.zh, own.lead.en), host=own.host,
        in_force=tuple(in_force), outside=outside,
        apart=NOTHING if outside is None else _APART(where=name_scope(rules, outside), code=group.code),
        ruling=Told(own.ruling.why, own.ruling.why) if own.ruling else NOTHING,
        asked=tuple(_asked(merged, widest, user) for user in widest.users),
    )  # fmt: skip


def _told_apart(
    question: Question, questions: Mapping[Question, list[tuple[Path, Path]]]
) -> tuple[tuple[Path, Path], ...]:
    """Return the places of a question, without those that the next wider places say already."""
    every = [(place, asked) for asked, places in questions.items() for place in places]

    def needed(place: tuple[Path, Path]) -> bool:
        above = [pair for pair in every if pair[0] != place and _lies_in(place, pair[0])]
        nearest = [pair for pair in above if not any(one is not pair and _lies_in(one[0], pair[0]) for one in above)]
        return not nearest or any(asked is not question for _, asked in nearest)

    return tuple(sorted(filter(needed, questions[question])))


def _lies_in(place: tuple[Path, Path], above: tuple[Path, Path]) -> bool:
    return all(map(_within, place, above))


_PLACES = Sentence("{places}", "{places}")


def _in_force(rules: RuleSet, question: Question, places: tuple[tuple[Path, Path], ...]) -> BarInForce:
    named = sorted(name_scope(rules, Scope(SITE_AXES, [(area, zone, ())])) for area, zone in places)
    return BarInForce(
        places=places, where=_PLACES(places=Either(named)), bar=tell_bar(question.bar),
        users=tuple(dict.fromkeys(user.assessment for user in question.users)),
    )  # fmt: skip


_NOT_PRICED = Told("不扣分", "nothing is lost")
_ONE_USE = Sentence("同一次测评在本考核中的用途之一（{why}）", "one of several uses of the measurement ({why})")


def _asked(merged: MergedRules, question: Question, user: Contribution) -> Asked:
    rules, indicator = merged.rule_set, user.indicator
    book = rules.assessment(indicator.assessment)
    lines = tell_lines(indicator, question.bar, rules, host=question.hosted_by(user)) or [_NOT_PRICED]
    uses = declared(rules)
    if len(question.uses(user.assessment)) > 1:
        lines.insert(0, _ONE_USE(why=uses[indicator.code]))
    return Asked(
        assessment=book.code, label=either(book.zh, book.en), item=_item(rules, indicator), indicator=indicator.code,
        standard=tell_bar(indicator.standard.only(user.measures)), deductions=clauses(lines),
        subjects=name_scope(rules, merged.subjects(question, user)),
        clauses=clauses(clause.cite() for clause in indicator.clauses),
        standard_provenance=indicator.standard_provenance, points_provenance=indicator.points_provenance,
    )  # fmt: skip


def _item(rules: RuleSet, indicator: Indicator) -> Told:
    named: Told = name_items(rules.assessment(indicator.assessment))[indicator.item]
    return named
