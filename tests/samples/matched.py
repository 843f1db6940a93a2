"""Small rule sets whose indicators are matched, for the tests of grouping, checks and merging."""

from samples import crosswalk, indicator, match, rule_set
from tristandard.checks.doubt import Doubt
from tristandard.checks.report import check
from tristandard.merging.merged import merge
from tristandard.rules.deductions.rule import DeductionRule

LITTER, LAMPS, DENSITY = "litter.spots <= 0 处", "lamps.lit >= 99 %", "ads.density >= 5 处/300 m"
BOTH = f"{LITTER}; {LAMPS}"
QUOTAS = "values.density >= 3 处/500 m; manners.density >= 3 处/500 m"


def pair(one="litter.spots <= 0 处", other="litter.spots <= 3 处", *matches, **more):
    """Return a rule set of two matched indicators, a.x and b.x."""
    return rule_set(indicator("a.x", one), indicator("b.x", other), crosswalks=(crosswalk(*(matches or (match("a.x", "b.x"),))),), **more)


def three(*matches, asks=(LITTER, LITTER, LITTER), host="a", **more):
    """Return a rule set of a.x, b.x and c.x with matches among them."""
    indicators = [indicator(f"{letter}.x", text) for letter, text in zip("abc", asks, strict=True)]
    return rule_set(*indicators, crosswalks=(crosswalk(*matches, host=host),), **more)


def of_prices(report):
    """Return the remarks of a report without what it doubts: the lines here have no caps."""
    return [remark for remark in report.remarks if not isinstance(remark, Doubt)]


def shared(rules, place=0):
    return merge(rules).shared[place]


def rule(tariff, *measures, **more):
    return DeductionRule(measures=measures, tariff=tariff, **more)


def on_two_grounds(*grounds, hosts=("a", "a")):
    """Return a rule set of a.x, b.x and c.x, matched by two crosswalks."""
    matches = match("a.x", "b.x"), match("b.x", "c.x")
    walks = [
        crosswalk(found, code=code, host=host, where=where) for found, code, host, where in zip(matches, ("ab", "bc"), hosts, grounds, strict=True)
    ]
    return rule_set(*(indicator(f"{letter}.x") for letter in "abc"), crosswalks=tuple(walks))


def remarks(rules):
    """Return what a check remarks of prices: the member, its measure and why."""
    return [(remark.member, remark.measure, remark.why[1]) for remark in of_prices(check(rules))]
