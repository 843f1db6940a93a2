"""Faults to plant in the library: what goes wrong, where, and whether the certificate finds it.

A fault stands in the place of a function or a method while it is planted, and of nothing else.
Results that are made meanwhile are wrong wherever it matters; the certificate, made meanwhile too,
knows nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from functools import cached_property, reduce
from importlib import import_module
from typing import Any, final

from attrs import evolve, field, frozen
from attrs.validators import min_len

from tristandard.basics.outcome import Measured
from tristandard.basics.publication import Publication, Rounding
from tristandard.rules.deductions.price import FREE
from tristandard.survey.ledger import Status
from tristandard.words.sentence import Told

#: What stands in the place of the right function, made from it.
Wrong = Callable[[Any], Any]


@final
@frozen
class Fault:
    """One fault: in words, and as what stands in the place of a function of a module ("Steps.taken" of a class)."""

    name: str = field(validator=min_len(1))
    module: str
    path: str
    wrong: Wrong = field(eq=False, repr=False)
    #: Why the certificate cannot find it; None where it finds it.
    unfound: Told | None = None

    @contextmanager
    def planted(self) -> Iterator[None]:
        """Let the library be wrong for a while."""
        *owners, name = self.path.split(".")
        owner = reduce(getattr, owners, import_module(f"tristandard.{self.module}"))
        right = vars(owner)[name]
        setattr(owner, name, _like(right, owner, name, self.wrong))
        try:
            yield
        finally:
            setattr(owner, name, right)


def _like(right: Any, owner: Any, name: str, wrong: Wrong) -> Any:
    """Return the wrong in the form of the right: a function, a property, a method without an object."""
    match right:
        case cached_property():
            made = cached_property[Any](wrong(right.func))
            made.__set_name__(owner, name)
            return made
        case property(fget=get):
            return property(wrong(get))
        case staticmethod() | classmethod():
            return type(right)(wrong(right.__func__))
        case _:
            return wrong(right)


def _returning(thing: object) -> Wrong:
    """Return the fault of returning one thing, whatever is given."""
    return lambda _: lambda *_, **__: thing


def _after(change: Callable[[Any], Any]) -> Wrong:
    """Return the fault of changing what is returned."""
    return lambda right: lambda *given, **named: change(right(*given, **named))


def _of(change: Callable[[Any], Any]) -> Wrong:
    """Return the fault of doing it to something else than what is given first."""
    return lambda right: lambda first, *given, **named: right(change(first), *given, **named)


def _others(right: Any) -> Any:
    """Let another claim stand than the one that the policy chooses."""

    def chosen(policy: Any, bar: Any, seen: Any) -> Any:
        stands = right(policy, bar, seen)
        return [one for one in seen if one not in stands][:1] or stands

    return chosen


def _rounded_otherwise(publication: Publication) -> Publication:
    """Return a publication with another mode of rounding."""
    return evolve(publication, rounding=Rounding.HALF_UP if publication.rounding is Rounding.DOWN else Rounding.DOWN)


def _naming_nobody(right: Any) -> Any:
    """Count findings for the site's own units, whomever they name."""

    def counted(plan: Any, assessment: Any, site: Any, outcome: Any) -> Any:
        told = right(plan, assessment, site, outcome)
        if not isinstance(told, Measured):
            return told
        return Measured(told.values, [evolve(one, unit=None) for one in told.findings])

    return counted


def _weights_reversed(right: Any) -> Any:
    """Give the first number the weight of the last."""

    def mean(weighted: Any) -> Any:
        pairs = list(weighted)
        turned = [weight for weight, _ in reversed(pairs)]
        return right(zip(turned, (number for _, number in pairs), strict=True))

    return mean


def _higher(part: Any) -> Any:
    """Return a part whose score lies at its high end."""
    return part if part.value is None else evolve(part, value=part.high)


def _told_as_met(entry: Any) -> Any:
    """Return an entry in which each breach is told as met."""
    return evolve(entry, statuses=tuple(Status.MET if one is Status.BREACHED else one for one in entry.statuses))


def _without_marks(right: Any) -> Any:
    """Let each item take all that it lost."""

    def counted(gathering: Any, lost: Any) -> Any:
        held = right(gathering, lost)
        return {code: max(points, held[code]) for code, points in lost.items()}

    return counted


def _half_otherwise(publication: Publication) -> Publication:
    """Return a publication in which a half goes the other way."""
    other = {Rounding.HALF_UP: Rounding.HALF_EVEN, Rounding.HALF_EVEN: Rounding.HALF_UP}
    return evolve(publication, rounding=other.get(publication.rounding, publication.rounding))


def _after_its_equals(right: Any) -> Any:
    """Put a unit after those that have the same."""
    return lambda rivals, value: right(rivals, value) + rivals.values.count(value) - 1


def _by_scores(_: Any) -> Any:
    """Count the scores that are higher, and not the units that have them."""
    return lambda rivals, value: 1 + len({one for one in rivals.values if one > value})


def _half_carried(assessment: Any) -> Any:
    """Return an assessment that carries by half the weight."""
    carry = assessment.carry
    return evolve(assessment, carry=carry and evolve(carry, weight=(carry.weight or 50) / 2))


def _first_line_takes_all(items: Any) -> Any:
    """Return the items of a line, of which the first takes what the last took."""
    if len(items) < 2 or items[0].unit != items[-1].unit:
        return items
    price = items[0].price + items[-1].price
    return (evolve(items[0], price=price), *items[1:-1], evolve(items[-1], price=FREE))


def _without(name: str) -> Wrong:
    """Return the fault of leaving out the first of what a value lists."""
    return _after(lambda value: evolve(value, **{name: getattr(value, name)[1:]}))


def _booked_on_the_next(breakdown: Any) -> Any:
    """Return a breakdown whose first entry takes what the second takes, and the other way round."""
    if len(breakdown.entries) < 2:
        return breakdown
    first, second, *rest = breakdown.entries
    swapped = evolve(first, points=second.points), evolve(second, points=first.points), *rest
    return evolve(breakdown, entries=swapped)


def _dearer(handed: Any) -> Any:
    """Return a status that hands over twice the points."""
    return evolve(handed, points=tuple((unit, 2 * points) for unit, points in handed.points))


def _doubled(ledger: Any) -> Iterator[Any]:
    for posting in ledger:
        yield posting
        yield posting


#: What the certificate finds, wherever it changes what results say.
FAULTS = (
    # what was measured
    Fault("an older revision of a report stands", "survey.register", "_revision", _after(lambda number: -number)),
    Fault("another report than the one that is settled stands", "survey.settlement", "_chosen", _others),
    Fault(
        "a visit is its first report", "survey.settlement", "_accumulated", lambda _: lambda __, part: part[0].outcome
    ),
    Fault("what an appeal struck out counts", "basics.counting", "_struck", _returning({})),
    Fault("what lies beyond the walk counts", "basics.counting", "_within", _returning({})),
    Fault("every form counts one", "basics.counting", "_formed", _returning({})),
    Fault("what lies close together counts one by one", "basics.counting", "_close", _returning({})),
    Fault(
        "a finding names the sole owner beside it", "survey.admission", "_owned", lambda _: lambda outcome, __: outcome
    ),
    Fault("nothing is overdue", "basics.finding", "Finding.as_of", lambda _: lambda finding, __: finding),
    # what is asked
    Fault(
        "the bar is that of one member",
        "grouping.shared",
        "SharedIndicator.join",
        _of(lambda members: list(members)[:1]),
    ),
    Fault(
        "a ruling is overlooked",
        "grouping.shared",
        "SharedIndicator.standard",
        lambda _: lambda shared: shared.join(shared.contributions),
    ),
    Fault(
        "one member of a question is overlooked",
        "grouping.shared",
        "SharedIndicator.covering",
        _after(lambda members: members[:1]),
    ),
    Fault(
        "each assesses its own subjects alone",
        "merging.merged",
        "MergedRules.subjects",
        lambda _: lambda __, ___, user: user.indicator.subjects,
    ),
    # what it costs
    Fault("every step counts three times", "rules.deductions.steps", "Steps.taken", _after(lambda steps: 3 * steps)),
    Fault(
        "begun and whole steps count as they are",
        "rules.deductions.parts",
        "Parts.of",
        lambda _: lambda __, steps: steps,
    ),
    Fault("a band costs a point more", "rules.deductions.bands", "Bands.price", _after(lambda points: points + 1)),
    Fault("a gain is twice as much", "rules.deductions.gain", "Gain.price", _after(lambda points: 2 * points)),
    Fault("a veto is overlooked", "rules.deductions.veto", "Veto.as_price", _returning(FREE)),
    Fault(
        "the cap of a line is dropped",
        "rules.deductions.rule",
        "DeductionRule._priced",
        _of(lambda line: evolve(line, at_most=None)),
    ),
    Fault(
        "findings of every sort are priced",
        "rules.deductions.factor",
        "Weighing.weight",
        _of(lambda weighing: weighing._replace(where=())),
    ),
    Fault(
        "a finding counts once, whatever it tells",
        "rules.deductions.factor",
        "Weighing.weight",
        _of(lambda weighing: weighing._replace(times=())),
    ),
    Fault("nothing was found before", "rules.deductions.factor", "Weighing._repeated", _returning("0")),
    Fault(
        "a surcharge of the host is everybody's",
        "rules.assessment",
        "Indicator.charged",
        lambda right: lambda indicator, host: right(indicator, host=True),  # noqa: ARG005
    ),
    Fault(
        "a number upon an open end is accepted",
        "rules.standard",
        "Range.accepts",
        lambda right: (
            lambda where, value: (
                right(where, value) or value in [end.value for end in (where.floor, where.limit) if end]
            )
        ),
    ),
    # who bears it
    Fault("a breach is told as met", "survey.ledger", "weigh", _after(_told_as_met)),
    Fault("the share of the last owner is lost", "survey.ledger", "spread", _after(lambda borne: list(borne)[:-1])),
    Fault("a posting is doubled", "survey.ledger", "Ledger.postings", _after(_doubled)),
    Fault("what nobody bears is not listed", "survey.ledger", "Ledger.unassessed", _after(lambda _: iter(()))),
    Fault("findings name nobody", "survey.ledger", "counted_for", _naming_nobody),
    Fault("findings lay nothing on units elsewhere", "scoring.tally", "Tallies.blames", _after(lambda _: {})),
    Fault("units answerable by name stand nowhere", "scoring.tally", "Tallies._answerable", _after(lambda _: {})),
    # what it comes to
    Fault("the mark of an item holds nothing", "rules.nodes.sheet", "_Gathering.counted", _without_marks),
    Fault(
        "an open line may take twice as much",
        "rules.deductions.bound",
        "Bound.of",
        _after(lambda bound: bound and 2 * bound),
    ),
    Fault("an open gain is forgotten", "rules.deductions.rule", "DeductionRule.best", _returning(Fraction(0))),
    Fault("nothing is extrapolated", "rules.nodes.sheet", "Sheet.evaluate", _after(_higher)),
    Fault("an adjustment is ignored", "rules.nodes.adjustment", "Adjustment.of", _returning(Fraction(0))),
    Fault(
        "nothing is dropped",
        "rules.nodes.weighted",
        "taken",
        lambda _: lambda scores, *_: [Fraction(1, len(scores))] * len(scores),
    ),
    Fault("no item leaves", "rules.nodes.sheet", "_Gathering._gone", _returning({})),
    Fault(
        "a joint cap is ignored",
        "rules.nodes.sheet",
        "_Gathering.gained",
        lambda _: lambda sheet, more=0: sheet.tally.gained + more,
    ),
    Fault("weights are exchanged", "rules.nodes.fold", "mean_of", _weights_reversed),
    Fault(
        "a figure counts half",
        "scoring.evaluation",
        "ScoredPlace.figure",
        _after(lambda pair: (pair[0], pair[1] and pair[1] / 2)),
    ),
    Fault("a bonus is ignored", "rules.nodes.standing", "_lifted", lambda _: lambda __, part, ___: part),
    Fault("a gate is ignored", "rules.nodes.standing", "_gated", lambda _: lambda __, part, ___: part),
    Fault(
        "what does not apply always leaves",
        "rules.nodes.fold",
        "Fold._imputed",
        lambda _: lambda __, ___, ____, part: part,
    ),
    Fault("an estimate leaves its interval", "rules.nodes.fold", "held", lambda _: lambda value, __, ___: value),
    Fault(
        "a red line is overlooked", "scoring.evaluation", "Scorer.zeroed", lambda _: lambda __, ___, ____, part: part
    ),
    Fault("what has no weight is not looked for", "rules.nodes.fold", "Fold._aside", _returning(())),
    Fault(
        "items are read with the weights of the score",
        "rules.nodes.standing",
        "items_lost",
        lambda _: lambda part, __: {code: (lost, lost) for code, _, lost in part.items},
    ),
    Fault(
        "the low end is the score",
        "rules.nodes.fold",
        "average",
        _after(lambda part: part if part.value is None else evolve(part, low=part.value)),
    ),
    Fault(
        "the high end is widened",
        "rules.nodes.fold",
        "average",
        _after(lambda part: evolve(part, high=part.full + part.bonus)),
    ),
    Fault("peers are the first of them", "scoring.evaluation", "ScoredPlace.peers", _after(lambda peers: peers[:1])),
    Fault(
        "a place has the points of the next one",
        "rules.nodes.bonus",
        "RankBonus.at",
        lambda right: lambda bonus, places: right(bonus, places._replace(first=places.first + 1, last=places.last + 1)),
    ),
    Fault("what is carried weighs half", "scoring.scorecard", "_with_carried", _of(_half_carried)),
    Fault(
        "the score of a carried unit is forgotten",
        "scoring.scorecard",
        "_with_carried",
        lambda _: lambda __, parts, ___: parts,
    ),
    # several periods
    Fault(
        "periods are put together the other way round",
        "scoring.edition",
        "_year",
        lambda right: lambda parts, *rest: right(tuple(reversed(parts)), *rest),
    ),
    Fault("the round of the whole time is left out", "scoring.edition", "_round_of_its_own", _returning(())),
    Fault(
        "nothing stands for a period that does not apply",
        "scoring.edition",
        "_with_fixed",
        lambda _: lambda __, pairs: pairs,
    ),
    Fault("a period that failed fails no year", "rules.nodes.standing", "periods_of", _returning(())),
    # what is published
    Fault("scores are rounded otherwise", "basics.publication", "Publication.publish", _of(_rounded_otherwise)),
    Fault("a place is shifted", "scoring.placing", "Rivals.place", _after(lambda place: place + 1)),
    Fault("the best place is the first", "scoring.placing", "Rivals.best", _returning(1)),
    Fault("printed ties are told apart", "rules.assessment", "Assessment.deciding", lambda _: lambda __, value: value),
    Fault(
        "whoever has a score has a place",
        "scoring.scorecard",
        "_no_place",
        lambda right: lambda book, unit, part: right(book, unit, part) if part.value is None else ("", ""),
    ),
    Fault(
        "a grade is that of the high end",
        "rules.nodes.standing",
        "graded",
        _after(lambda part: part if part.grades is None else evolve(part, grades=(part.grades[1], part.grades[1]))),
    ),
    Fault(
        "a grade by place goes by the next place",
        "rules.nodes.grade",
        "Leading.has",
        lambda right: lambda by, place, units, score: right(by, place and place + 1, units, score),
    ),
    Fault("a share of the units is one more", "rules.nodes.grade", "Leading.places", _after(lambda places: places + 1)),
    Fault("the coverage is told as whole", "scoring.scorecard", "Scorecard.coverage", _returning(Fraction(1))),
    Fault("nobody is warned", "scoring.scorecard", "Scorecard.warnings", _returning(())),
    Fault("a half goes the other way", "basics.publication", "Publication.publish", _of(_half_otherwise)),
    Fault("a unit stands after those that have the same", "scoring.placing", "Rivals.place", _after_its_equals),
    Fault("a place counts scores and not units", "scoring.placing", "Rivals.place", _by_scores),
    Fault("the worst place counts the unit itself", "scoring.placing", "Rivals.worst", _after(lambda place: place + 1)),
    Fault("ties are broken by nothing", "scoring.placing", "_breaking", _returning((Fraction(-1),) * 3)),
    Fault("places are left free", "scoring.scorecard", "is_dense", _returning(False)),
    Fault(
        "those who are tied share nothing",
        "rules.nodes.bonus",
        "RankBonus.at",
        lambda right: lambda bonus, places: right(bonus, places._replace(last=places.first)),
    ),
    # what makes a score
    Fault("an entry is left out", "scoring.scorecard", "break_down", _without("entries")),
    Fault("what does not count is left out", "scoring.scorecard", "break_down", _without("uncounted")),
    Fault("two entries are exchanged", "scoring.scorecard", "break_down", _after(_booked_on_the_next)),
    Fault(
        "the first finding takes what the last took",
        "rules.deductions.rule",
        "DeductionRule.itemise",
        _after(_first_line_takes_all),
    ),
    Fault(
        "a quantity is told tenfold",
        "rules.deductions.rule",
        "DeductionRule._quantity",
        _after(lambda quantity: 10 * quantity),
    ),
    Fault(
        "a finding elsewhere lies on one sheet alone",
        "scoring.evaluation",
        "Scorer.spread",
        _after(lambda sheets: min(sheets, 1)),
    ),
    # what is passed on
    Fault(
        "a handover names other rules",
        "scoring.handover",
        "_handover",
        _after(lambda handed: evolve(handed, rules="0" * 64)),
    ),
    Fault(
        "a handover names another version",
        "scoring.handover",
        "_handover",
        _after(lambda handed: evolve(handed, rule_set_version=f"{handed.rule_set_version}a")),
    ),
    Fault(
        "a host forgets what was found before",
        "scoring.handover",
        "_handed",
        _after(lambda handed: evolve(handed, earlier=())),
    ),
    Fault("a host hands over twice the points", "scoring.handover", "_handed", _after(_dearer)),
    Fault(
        "a host hands over one status less",
        "scoring.handover",
        "_handover",
        _after(lambda handed: evolve(handed, entries=handed.entries[1:])),
    ),
)

_WRONG_NOTE = Told("误", "wrong")

#: What it cannot find, each with the reason.
UNFOUND = (
    Fault(
        "a number that is told as text is read tenfold",
        "survey.register",
        "_exactly",
        _after(
            lambda report: evolve(
                report,
                outcome=Measured(
                    [
                        (code, 10 * value if isinstance(value, Fraction) else value)
                        for code, value in report.outcome.values
                    ],
                    report.outcome.findings,
                ),
            )
        ),
        Told(
            "登记簿存的是数，不是文字",
            "a register holds the number and not the text",
        ),
    ),
    Fault(
        "a bar is brought wrongly to the answers that a measure has",
        "rules.standard",
        "Range.within",
        lambda _: lambda where, __: where,
        Told(
            "规则就以这种形式存标准：两边读的都是它",
            "the rules hold their standards in that form: both read them so",
        ),
    ),
    Fault(
        "what earlier periods found is forgotten",
        "survey.ledger",
        "history",
        _returning({}),
        Told(
            "此前发现的问题和结转的单位，与给定数一样是给一个期间的",
            "what was found before, and who is carried, are given to a period as figures are",
        ),
    ),
    Fault(
        "the last of a bottom group is left out",
        "scoring.edition",
        "bottom",
        _after(lambda units: units[:-1]),
        Told(
            "结转谁的得分，与给定数一样是给一个期间的：由此前各期间得出，而它们的名次已经核验",
            "whose score is carried is given to a period as figures are: "
            "it follows from the periods before, whose places are certified",
        ),
    ),
    Fault(
        "a notice is left out",
        "scoring.handover",
        "notices",
        _after(lambda told: told[1:]),
        Told(
            "问题通报不影响得分；它由台账得出，而台账已经核验",
            "a notice moves no score; it is told from the ledger, which is certified",
        ),
    ),
    Fault(
        "a digest names nothing",
        "scoring.scorecard",
        "digest",
        _returning("0" * 64),
        Told(
            "摘要指明所据的内容；所据的是什么，要问持有的人",
            "the digest names the inputs; which inputs they are is a question for whoever has them",
        ),
    ),
    Fault(
        "a note says why it does not count, and is wrong",
        "basics.counting",
        "_none",
        _after(lambda finding: evolve(finding, note=_WRONG_NOTE)),
        Told(
            "附注、得分说明、扣分明细和通报由结果得出，不是结果的一部分",
            "notes, explanations, statements and bulletins are told from results, and are no part of them",
        ),
    ),
)


def by_name(name: str) -> Fault:
    """Return a fault by its name."""
    known: Mapping[str, Fault] = {one.name: one for one in (*FAULTS, *UNFOUND)}
    return known[name]
