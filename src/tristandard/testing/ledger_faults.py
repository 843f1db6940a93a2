"""Faults on the way to a ledger: in what was measured, what is asked, what it costs and who bears it."""

from __future__ import annotations

from attrs import evolve

from tristandard.rules.deductions.price import FREE
from tristandard.testing.fault import Fault, after, before, returning
from tristandard.testing.wrongs import doubled, naming_nobody, others, told_as_met

#: Faults in what was measured, what is asked, what it costs and who bears it.
OF_LEDGERS = (
    # what was measured
    Fault("an older revision of a report stands", "survey.revisions", "_revision", after(lambda number: -number)),
    Fault("another report than the one that is settled stands", "survey.settlement", "_chosen", others),
    Fault(
        "a visit is its first report", "survey.settlement", "accumulated", lambda _: lambda __, part: part[0].outcome
    ),
    Fault("what an appeal struck out counts", "basics.counting", "_struck", returning({})),
    Fault("what lies beyond the walk counts", "basics.counting", "_within", returning({})),
    Fault("every form counts one", "basics.counting", "_formed", returning({})),
    Fault("what lies close together counts one by one", "basics.counting", "_close", returning({})),
    Fault(
        "a finding names the sole owner beside it", "survey.admission", "_owned", lambda _: lambda outcome, __: outcome
    ),
    Fault("nothing is overdue", "basics.finding", "Finding.as_of", lambda _: lambda finding, __: finding),
    # what is asked
    Fault(
        "the bar is that of one member",
        "grouping.shared",
        "SharedIndicator.join",
        before(lambda members: list(members)[:1]),
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
        after(lambda members: members[:1]),
    ),
    Fault(
        "each assesses its own subjects alone",
        "merging.merged",
        "MergedRules.subjects",
        lambda _: lambda __, ___, user: user.indicator.subjects,
    ),
    # what it costs
    Fault("every step counts three times", "rules.deductions.steps", "Steps.taken", after(lambda steps: 3 * steps)),
    Fault(
        "begun and whole steps count as they are",
        "rules.deductions.parts",
        "Parts.of",
        lambda _: lambda __, steps: steps,
    ),
    Fault("a band costs a point more", "rules.deductions.bands", "Bands.price", after(lambda points: points + 1)),
    Fault("a gain is twice as much", "rules.deductions.gain", "Gain.price", after(lambda points: 2 * points)),
    Fault("a veto is overlooked", "rules.deductions.veto", "Veto.as_price", returning(FREE)),
    Fault(
        "the cap of a line is dropped",
        "rules.deductions.rule",
        "DeductionRule._priced",
        before(lambda line: evolve(line, at_most=None)),
    ),
    Fault(
        "findings of every sort are priced",
        "rules.deductions.factor",
        "Weighing.weight",
        before(lambda weighing: weighing._replace(where=())),
    ),
    Fault(
        "a finding counts once, whatever it tells",
        "rules.deductions.factor",
        "Weighing.weight",
        before(lambda weighing: weighing._replace(times=())),
    ),
    Fault("nothing was found before", "rules.deductions.factor", "Weighing._repeated", returning("0")),
    Fault(
        "a surcharge of the host is everybody's",
        "rules.indicator",
        "Indicator.charged",
        lambda right: lambda indicator, host: right(indicator, host=True),  # noqa: ARG005
    ),
    Fault(
        "a number upon an open end is accepted",
        "rules.acceptance",
        "Range.accepts",
        lambda right: (
            lambda where, value: (
                right(where, value) or value in [end.value for end in (where.floor, where.limit) if end]
            )
        ),
    ),
    # who bears it
    Fault("a breach is told as met", "survey.sharing", "weigh", after(told_as_met)),
    Fault("the share of the last owner is lost", "survey.ledger", "spread", after(lambda borne: list(borne)[:-1])),
    Fault("a posting is doubled", "survey.ledger", "Ledger.postings", after(doubled)),
    Fault("what nobody bears is not listed", "survey.ledger", "Ledger.unassessed", after(lambda _: iter(()))),
    Fault("findings name nobody", "survey.entry", "counted_for", naming_nobody),
    Fault("findings lay nothing on units elsewhere", "scoring.tally", "Tallies.blames", after(lambda _: {})),
    Fault("units answerable by name stand nowhere", "scoring.drawing", "Drawing.answerable", after(lambda _: {})),
)
