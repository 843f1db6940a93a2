"""Faults on the way from a ledger: in what it comes to, what is published, what makes a score, what is passed on."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from tristandard.testing.fault import Fault, after, before, returning, without
from tristandard.testing.wrongs import (
    after_its_equals,
    booked_on_the_next,
    by_scores,
    dearer,
    first_line_takes_all,
    half_carried,
    half_otherwise,
    higher,
    rounded_otherwise,
    weights_reversed,
    without_marks,
)

#: Faults in what it comes to, what is published, what makes a score and what is passed on.
OF_SCORES = (
    # what it comes to
    Fault("the mark of an item holds nothing", "rules.nodes.sheet", "_Gathering.counted", without_marks),
    Fault(
        "an open line may take twice as much",
        "rules.deductions.bound",
        "Bound.of",
        after(lambda bound: bound and 2 * bound),
    ),
    Fault("an open gain is forgotten", "rules.deductions.rule", "DeductionRule.best", returning(Fraction(0))),
    Fault("nothing is extrapolated", "rules.nodes.sheet", "Sheet.evaluate", after(higher)),
    Fault("an adjustment is ignored", "rules.nodes.adjustment", "Adjustment.of", returning(Fraction(0))),
    Fault(
        "nothing is dropped",
        "rules.nodes.weighted",
        "taken",
        lambda _: lambda scores, *_: [Fraction(1, len(scores))] * len(scores),
    ),
    Fault("no item leaves", "rules.nodes.sheet", "_Gathering._gone", returning({})),
    Fault(
        "a joint cap is ignored",
        "rules.nodes.sheet",
        "_Gathering.gained",
        lambda _: lambda sheet, more=0: sheet.tally.gained + more,
    ),
    Fault("weights are exchanged", "rules.nodes.fold", "mean_of", weights_reversed),
    Fault(
        "a figure counts half",
        "scoring.scored_place",
        "ScoredPlace.figure",
        after(lambda pair: (pair[0], pair[1] and pair[1] / 2)),
    ),
    Fault("a bonus is ignored", "rules.nodes.standing", "_lifted", lambda _: lambda __, part, ___: part),
    Fault("a gate is ignored", "rules.nodes.standing", "_gated", lambda _: lambda __, part, ___: part),
    Fault(
        "what does not apply always leaves",
        "rules.nodes.fold",
        "Fold._imputed",
        lambda _: lambda __, ___, ____, part: part,
    ),
    Fault("an estimate leaves its interval", "rules.nodes.below", "held", lambda _: lambda value, __, ___: value),
    Fault(
        "a red line is overlooked",
        "scoring.surroundings",
        "Surroundings.zeroed",
        lambda _: lambda __, ___, ____, part: part,
    ),
    Fault("what has no weight is not looked for", "rules.nodes.fold", "Fold._aside", returning(())),
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
        after(lambda part: part if part.value is None else evolve(part, low=part.value)),
    ),
    Fault(
        "the high end is widened",
        "rules.nodes.fold",
        "average",
        after(lambda part: evolve(part, high=part.full + part.bonus)),
    ),
    Fault("peers are the first of them", "scoring.scored_place", "ScoredPlace.peers", after(lambda peers: peers[:1])),
    Fault(
        "a place has the points of the next one",
        "rules.nodes.bonus",
        "RankBonus.at",
        lambda right: lambda bonus, places: right(bonus, places._replace(first=places.first + 1, last=places.last + 1)),
    ),
    Fault("what is carried weighs half", "scoring.score", "with_carried", before(half_carried)),
    Fault(
        "the score of a carried unit is forgotten",
        "scoring.score",
        "with_carried",
        lambda _: lambda __, parts, ___: parts,
    ),
    # several periods
    Fault(
        "periods are put together the other way round",
        "scoring.together",
        "_year",
        lambda right: lambda parts, *rest: right(tuple(reversed(parts)), *rest),
    ),
    Fault("the round of the whole time is left out", "scoring.together", "round_of_its_own", returning(())),
    Fault(
        "nothing stands for a period that does not apply",
        "scoring.together",
        "_with_fixed",
        lambda _: lambda __, pairs: pairs,
    ),
    Fault("a period that failed fails no year", "rules.nodes.standing", "periods_of", returning(())),
    # what is published
    Fault("scores are rounded otherwise", "basics.publication", "Publication.publish", before(rounded_otherwise)),
    Fault("a place is shifted", "scoring.placing", "Rivals.place", after(lambda place: place + 1)),
    Fault("the best place is the first", "scoring.placing", "Rivals.best", returning(1)),
    Fault("printed ties are told apart", "rules.assessment", "Assessment.deciding", lambda _: lambda __, value: value),
    Fault(
        "whoever has a score has a place",
        "scoring.ranked",
        "_no_place",
        lambda right: lambda book, unit, part: right(book, unit, part) if part.value is None else ("", ""),
    ),
    Fault(
        "a grade is that of the high end",
        "rules.nodes.standing",
        "graded",
        after(lambda part: part if part.grades is None else evolve(part, grades=(part.grades[1], part.grades[1]))),
    ),
    Fault(
        "a grade by place goes by the next place",
        "rules.nodes.grade",
        "Leading.has",
        lambda right: lambda by, place, units, score: right(by, place and place + 1, units, score),
    ),
    Fault("a share of the units is one more", "rules.nodes.grade", "Leading.places", after(lambda places: places + 1)),
    Fault("the coverage is told as whole", "scoring.scorecard", "Scorecard.coverage", returning(Fraction(1))),
    Fault("nobody is warned", "scoring.scorecard", "Scorecard.warnings", returning(())),
    Fault("a half goes the other way", "basics.publication", "Publication.publish", before(half_otherwise)),
    Fault("a unit stands after those that have the same", "scoring.placing", "Rivals.place", after_its_equals),
    Fault("a place counts scores and not units", "scoring.placing", "Rivals.place", by_scores),
    Fault("the worst place counts the unit itself", "scoring.placing", "Rivals.worst", after(lambda place: place + 1)),
    Fault("ties are broken by nothing", "scoring.placing", "_breaking", returning((Fraction(-1),) * 3)),
    Fault("places are left free", "scoring.ranked", "is_dense", returning(False)),
    Fault(
        "those who are tied share nothing",
        "rules.nodes.bonus",
        "RankBonus.at",
        lambda right: lambda bonus, places: right(bonus, places._replace(last=places.first)),
    ),
    # what makes a score
    Fault("an entry is left out", "scoring.scorecard", "break_down", without("entries")),
    Fault("what does not count is left out", "scoring.scorecard", "break_down", without("uncounted")),
    Fault("two entries are exchanged", "scoring.scorecard", "break_down", after(booked_on_the_next)),
    Fault(
        "the first finding takes what the last took",
        "rules.deductions.rule",
        "DeductionRule.itemise",
        after(first_line_takes_all),
    ),
    Fault(
        "a quantity is told tenfold",
        "rules.deductions.rule",
        "DeductionRule._quantity",
        after(lambda quantity: 10 * quantity),
    ),
    Fault(
        "a finding elsewhere lies on one sheet alone",
        "scoring.spreading",
        "Spreading.sheets",
        after(lambda sheets: min(sheets, 1)),
    ),
    # what is passed on
    Fault(
        "a handover names other rules",
        "scoring.handover",
        "_handover",
        after(lambda handed: evolve(handed, rules="0" * 64)),
    ),
    Fault(
        "a handover names another version",
        "scoring.handover",
        "_handover",
        after(lambda handed: evolve(handed, rule_set_version=f"{handed.rule_set_version}a")),
    ),
    Fault(
        "a host forgets what was found before",
        "scoring.handover",
        "passed_on",
        after(lambda handed: evolve(handed, earlier=())),
    ),
    Fault("a host hands over twice the points", "scoring.handover", "passed_on", after(dearer)),
    Fault(
        "a host hands over one status less",
        "scoring.handover",
        "_handover",
        after(lambda handed: evolve(handed, entries=handed.entries[1:])),
    ),
)
