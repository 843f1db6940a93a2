"""What of a deduction line does not fit its indicator."""

import pytest
from attrs import evolve

from samples import (
    indicator,
    lacking,
    measure,
    rule_set,
)
from samples.wrong import AGAIN, BY_CITY, FREE_CHOICE, READ_WHERE, lined, priced, told, with_line
from tristandard.codec.text import read_where
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Counting, Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.standard import Ask, Standard


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (
            rule_set(indicator("a.x", "litter.spots <= 0 处", DeductionRule(measures=("lamps.lit",), tariff=Steps(1)))),
            "indicator 'a.x' prices lamps.lit, which its standard does not ask about; price a measure of its standard, or let the standard ask about it too, such as lamps.lit any",
        ),
        (priced("litter.spots <= 0 处"), "indicator 'a.x' asks about litter.spots but no rule of its own prices it; add a rule, or drop what it asks"),
        (
            priced("toilet.grade >= B", Bands({"C": 2, "A": 0, "D": 1})),
            "indicator 'a.x' has bands for toilet.grade that do not fit: B has no band; let the bands cover each value once, and a worse one cost no less",
        ),
        (
            priced("litter.spots <= 0 处", Bands({"C": 2})),
            'indicator \'a.x\' has bands for litter.spots that do not fit: C is no range of numbers, such as "1..5", "> 5" or "= 0"; let the bands cover each value once, and a worse one cost no less',
        ),
        (
            priced("litter.spots <= 0 处", Steps(1, None)),
            "indicator 'a.x' deducts by the uncompleted share of litter.spots, of which nothing is required; ask for at least something above zero, or write a step",
        ),
        (
            priced("notice.form requires {panel}", Steps(1, None)),
            "indicator 'a.x' deducts by the uncompleted share of notice.form, of which nothing is required; ask for at least something above zero, or write a step",
        ),
        (
            priced("lamps.lit >= 99 %", Steps(1, counting=Counting.ALL)),
            "indicator 'a.x' counts all occurrences of lamps.lit, which has no upper end; count what lies beyond the bar",
        ),
    ],
)
def test_what_keeps_lines_from_pricing(rules, message):
    """Each measure that lines cannot price is told with its indicator and the remedy."""
    assert lacking("\n".join(told(rules)), message) == []


@pytest.mark.parametrize(
    ("rules", "problems"),
    [
        (with_line("queue.wait <= 0 min; litter.spots any", "queue.wait", FREE_CHOICE), []),
        (with_line("queue.wait <= 5 min; litter.spots any", "queue.wait", FREE_CHOICE), ['takes the points chosen as queue.wait, which are not at most 0; write "queue.wait <= 0 min"']),
        (with_line("queue.wait any; litter.spots any", "queue.wait", FREE_CHOICE), ['takes the points chosen as queue.wait, which are not at most 0; write "queue.wait <= 0 min"']),
        (with_line("notice.count <= 0 处; litter.spots any", "notice.count", FREE_CHOICE), ['takes the points chosen as notice.count, a measure of whole numbers; leave `whole` out of notice.count: points may have decimals']),
        (with_line("queue.wait <= 0 min", "queue.wait", FREE_CHOICE), ['chooses points by litter.spots, which its standard does not ask about; write "litter.spots any" into its standard']),
        (
            with_line("queue.wait <= 0 min; litter.spots any", "queue.wait", Chosen("litter.spots", {read_where("1..2"): (0, 1)})),
            ["has bands for litter.spots that do not fit: nothing says what lies below >= 1 and <= 2; let the bands cover each value once", "has bands for litter.spots that do not fit: nothing says what lies above >= 1 and <= 2; let the bands cover each value once"],
        ),
        (with_line("lamps.lit any", "lamps.lit", Gain(1), at_most=1), ['gains by lamps.lit, of which no end is asked: all its values are at least 0 %; ask for at least, or at most, something beyond that, or write low = "open" for the measure, so that ">= 0 %" asks something']),
        (with_line("lamps.lit any", "lamps.lit", Gain(1)), ['gains by lamps.lit, of which no end is asked: all its values are at least 0 %; ask for at least, or at most, something beyond that, or write low = "open" for the measure, so that ">= 0 %" asks something', "gains without a ceiling; write at_most"]),
        (with_line("notice.count >= 1 处", "notice.count", Steps(1, None)), []),
        (with_line("lamps.lit >= 95 %", "lamps.lit", Steps(1), where=BY_CITY), [f"reads circumstances to price lamps.lit, which is not a number of findings with an upper end; {READ_WHERE}"]),
        (with_line("litter.spots >= 3 处 and <= 8 处", "litter.spots", Steps(1), where=BY_CITY), [f"reads circumstances to price litter.spots, which is not a number of findings with an upper end; {READ_WHERE}"]),
        (
            with_line("litter.spots <= 0 处", "litter.spots", Bands({read_where("= 0"): 0, read_where("> 0"): 1}), where=BY_CITY),
            [f"reads circumstances to price litter.spots, which is not a number of findings with an upper end; {READ_WHERE}"],
        ),
        (with_line("litter.spots <= 0 处", "litter.spots", Steps(1), where={"repeated": ["1.."]}), ["reads 'repeated' without saying how far back; write look_back with 'repeated', and only there"]),
        (with_line("litter.spots <= 0 处", "litter.spots", Steps(1), look_back=2), ["looks back 2 periods; write look_back with 'repeated', and only there"]),
        (with_line("litter.spots <= 0 处", "litter.spots", Steps(1), times=(AGAIN,), look_back=2), []),
        (with_line("litter.spots <= 0 处", "litter.spots", Steps(1, 2), times=(AGAIN,), look_back=1), ["counts findings by circumstance in steps other than one; price each finding: leave `per` out"]),
        (with_line("litter.spots <= 0 处", "litter.spots", Steps(1, 2), where=BY_CITY), ["counts findings by circumstance in steps other than one; price each finding: leave `per` out"]),
        (with_line("litter.spots <= 0 处", "litter.spots", Steps(5), at_most=5), []),
        (with_line("litter.spots <= 0 处", "litter.spots", Steps(5), at_most="4.5"), ["stops at 4.5, below one step of 5; let the cap be at least one step"]),
        (with_line("lamps.lit >= 90 %; litter.spots <= 0 处", "litter.spots", Veto(Level.ITEM), at_most=5), ["has a veto with a cap, which means nothing; leave at_most out"]),
        (with_line("litter.spots <= 0 处", "litter.spots", Veto(Level.SITE)), ["may zero a site, where no score stands for one; take the mean over 'site' above every sheet, or let it zero the item or the unit"]),
        (lined({"tariff": Steps(1)}, {"tariff": Steps(1)}, asks="litter.spots <= -1 处; notice.count <= -1 处"), ["has a standard that nothing can meet: litter.spots none; notice.count none; mend what it asks of litter.spots (give a whole number from 0 in 处), notice.count (give a whole number from 0 in 处)"]),
        (
            rule_set(evolve(indicator("a.x"), deductions=(DeductionRule(measures=("litter.spots", "lamps.lit", "queue.wait"), tariff=Steps(1)),))),
            ["prices lamps.lit, queue.wait, which its standard does not ask about; price a measure of its standard, or let the standard ask about it too, such as lamps.lit any"],
        ),
    ],
)
def test_lines_that_do_not_fit(rules, problems):
    """A line that chooses, gains, looks back, stops or zeroes where it cannot is told with what to write; a cap of exactly one step holds."""
    assert [f"indicator 'a.x' {problem}" for problem in problems] == told(rules)


def test_the_uncompleted_share_of_nothing():
    """Where at least nothing is required of what may be negative, no share of it can be missing."""
    depth = measure("depth.change", "cm", low=None)
    asked = evolve(indicator("a.x"), standard=Standard([Ask(depth, Range(floor=End(0)))]), deductions=(DeductionRule(measures=(depth.code,), tariff=Steps(1, None)),))

    assert ["indicator 'a.x' deducts by the uncompleted share of depth.change, of which nothing is required; ask for at least something above zero, or write a step"] == told(evolve(rule_set(asked), measures=[depth]))
