"""Deductions in common: one breach, a posting for every entitled assessment and unit."""

from fractions import Fraction

import pytest

from samples import crosswalk, indicator, match
from survey import (
    LITTER,
    MEAN,
    NOBODY_LOOKED,
    changed,
    city,
    finding,
    found,
    litter,
    priced,
    registered,
    seen,
    shared,
    site,
)
from tristandard.basics.errors import BadValue
from tristandard.basics.outcome import Measured, NotApplicable
from tristandard.merging.merged import merge
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.model import Model
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.policy import Policy, Reading
from tristandard.survey.entry import Status
from tristandard.survey.planning import plan
from tristandard.survey.posting import Posting, told_price
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

LAMPS = (
    indicator("a.lamps", "lamps.lit >= 95 %", priced(1, None, 1, "lamps.lit")),
    indicator("b.lamps", "lamps.lit >= 99 %", priced("0.5", None, "0.5", "lamps.lit")),
)
LAMPS_MATCH = (crosswalk(match("a.lamps", "b.lamps"), host="b"),)
#: A district's score is the mean of its towns.
TOWNS = Model({"total": Mean(over="unit", of="sheet"), "sheet": Sheet()})
#: The litter rules, by which departments are answerable by name in both assessments.
NAMING = changed(city(), a={"named": ["department"]}, b={"named": ["department"]})


def statuses(ledger):
    return {(where, question.code, user.assessment): status for where, question, user, status in ledger.statuses()}


def lost(ledger, *, unassessed=False):
    """Return the points by assessment and unit; each pair must be there once."""
    postings = list(ledger.unassessed() if unassessed else ledger.postings())
    by_key = {(posting.assessment, posting.unit): str(posting.points) for posting in postings}

    assert len(postings) == len(by_key)
    return by_key


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (0, Status.MET),
        (1, Status.BREACHED),
        (NotApplicable("窗口关闭"), Status.NOT_APPLICABLE),
        (NOBODY_LOOKED, Status.NOT_MEASURED),
        (None, Status.NOT_MEASURED),
    ],
)
def test_every_entitled_assessment_learns_what_a_measurement_means(outcome, status):
    """Met, breached, not applicable and not measured are told for each user, also where nothing came."""
    ledger = shared(*([] if outcome is None else [seen(outcome)]))

    assert {("s1", LITTER, "a"): status, ("s1", LITTER, "b"): status} == statuses(ledger)
    assert (status is Status.BREACHED) == bool(list(ledger.postings()))


def test_one_breach_is_posted_once_to_each_assessment_by_its_own_rule():
    """Each assessment prices the same breach by its own rule, with a stable key."""
    one, other = shared(seen(3, what="a.litter")).postings()

    assert Posting(period="2022Q2", site="s1", indicator=LITTER, assessment="a", member="a.litter", item="item", unit="wujin", points=Fraction(3)) == one
    assert ("b", "b.litter", Fraction("1.5")) == (other.assessment, other.member, other.points)
    assert ["2022Q2/s1/a.litter+b.litter/a/wujin", "2022Q2/s1/a.litter+b.litter/b/wujin"] == [one.key, other.key]


def test_there_is_one_bar():
    """Lamps at 96 % under a merged 99 %: an assessment that alone asked for 95 % loses its points all the same."""
    ledger = shared(seen(Measured({"lamps.lit": 96}), what="a.lamps"), rules=city(*LAMPS, crosswalks=LAMPS_MATCH))

    assert {("a", "wujin"): "3", ("b", "wujin"): "3"} == lost(ledger)


def test_pointwise_the_bar_is_that_of_those_whose_scope_covers_the_site():
    """Outside the scope of the stricter assessment, the other is held to its own bar, and alone."""
    rules = city(LAMPS[0], indicator("b.lamps", "lamps.lit >= 99 %", *LAMPS[1].deductions, where="zone=built_up"), crosswalks=LAMPS_MATCH)
    sites = (site("s1"), site("s2", zone="village"))
    observations = [seen(Measured({"lamps.lit": 94}), where, "a.lamps") for where in ("s1", "s2")]

    told = {}
    for reading in Reading:
        merged = merge(city(*rules.indicators.values(), crosswalks=LAMPS_MATCH, policy=Policy(reading)))
        from_all = share(register(plan(merged, sites, shared().register.plan.period), observations))
        told[reading] = {(posting.site, posting.assessment): str(posting.points) for posting in from_all.postings()}

    assert {("s1", "a"): "5", ("s1", "b"): "5", ("s2", "a"): "5", ("s2", "b"): "5"} == told[Reading.UNIFORM]
    assert {("s1", "a"): "5", ("s1", "b"): "5", ("s2", "a"): "1"} == told[Reading.POINTWISE]


def test_shares_come_after_the_cap_of_the_place():
    """Eight problems under a cap of 5, owned 20:80, are 1 and 4 points."""
    ledger = shared(seen(8), sites=(site(units={"wujin": "0.2", "tianning": "0.8"}),))

    assert {("a", "wujin"): "1", ("a", "tianning"): "4", ("b", "wujin"): "4/5", ("b", "tianning"): "16/5"} == lost(ledger)


def test_findings_of_another_unit_are_priced_by_themselves():
    """Three problems of the owner and two of a bureau: each by itself, and together what the place loses."""
    ledger = shared(seen(found(*(finding(f"o{n}") for n in range(3)), *(finding(f"b{n}", "bureau") for n in range(2)))), rules=NAMING)

    assert {("a", "wujin"): "3", ("a", "bureau"): "2", ("b", "wujin"): "3/2", ("b", "bureau"): "1"} == lost(ledger)


def test_each_units_findings_have_the_whole_cap_and_the_bar_is_that_of_the_place():
    """Of eight problems under a bar of two the first two, a bureau's, lie within it; the owner's six have a cap of their own."""
    rules = changed(city(indicator("a.litter", "litter.spots <= 2 处", priced(2, 5))), a={"named": ["department"]})
    ledger = shared(seen(found(*(finding(f"o{n}") for n in range(6)), *(finding(f"b{n}", "bureau") for n in range(2))), what="a.litter"), rules=rules)
    other = shared(seen(found(*(finding(f"o{n}") for n in range(6)), *(finding(f"p{n}", "bureau") for n in range(2))), what="a.litter"), rules=rules)

    assert {("a", "wujin"): "5"} == lost(ledger)
    assert {("a", "wujin"): "5", ("a", "bureau"): "4"} == lost(other)


def test_findings_that_name_one_of_several_owners_lie_on_it_alone():
    """The rest of the place is shared; what names an owner is its own."""
    ledger = shared(seen(found(finding("f1", "wujin"), finding("f2"), finding("f3"))), sites=(site(units={"wujin": "0.5", "hutang": "0.5"}),))

    assert {("a", "wujin"): "2", ("a", "hutang"): "1", ("b", "wujin"): "1", ("b", "hutang"): "1/2"} == lost(ledger)


def test_what_names_a_unit_that_answers_for_nothing_is_unassessed():
    """A bureau without sites bears nothing where its kind is not answerable by name: its points are listed, and nobody else bears them."""
    ledger = shared(seen(found(finding("f1"), finding("f2", "bureau"))), rules=changed(city(), a={"named": ["department"]}))

    assert {("a", "wujin"): "1", ("a", "bureau"): "1", ("b", "wujin"): "1/2"} == lost(ledger)
    assert {("b", "bureau"): "1/2"} == lost(ledger, unassessed=True)


def test_what_names_a_unit_with_sites_elsewhere_is_posted_where_it_was_found():
    """A bureau with a site of its own bears what names it at another's, under that site."""
    ledger = shared(seen(found(finding("f1"), finding("f2", "bureau"))), sites=(site("s1"), site("s2", "bureau")))

    assert [("s1", "a", "wujin", 1), ("s1", "a", "bureau", 1), ("s1", "b", "wujin", Fraction(1, 2)), ("s1", "b", "bureau", Fraction(1, 2))] == [
        (one.site, one.assessment, one.unit, one.points) for one in ledger.postings()
    ]
    assert [] == list(ledger.unassessed())


@pytest.mark.parametrize(
    ("model", "units", "points"),
    [
        (TOWNS, "hutang", {("a", "hutang"): "2"}),
        (TOWNS, {"hutang": "0.5", "wujin": "0.5"}, {("a", "hutang"): "1", ("a", "wujin"): "1"}),
        (MEAN, "hutang", {("a", "hutang"): "1", ("a", "wujin"): "1"}),
        (MEAN, {"hutang": "0.5", "wujin": "0.5"}, {("a", "hutang"): "1/2", ("a", "wujin"): "3/2"}),
    ],
)
def test_where_towns_make_up_the_district_naming_it_names_nobody(model, units, points):
    """At the site of a town, findings that name its district fall on the owners where the district's score is the mean of its towns; elsewhere on the district."""
    rules = changed(city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), models={"a": model}), a={"named": ["district"]})

    assert points == lost(shared(seen(found(finding("f1"), finding("f2", "wujin")), what="a.litter"), rules=rules, sites=(site(units=units),)))


def test_a_breach_by_findings_of_others_alone_is_a_breach():
    """The owner met the bar, the place did not."""
    ledger = shared(seen(found(finding("f1", "bureau"))), rules=NAMING)

    assert {Status.BREACHED} == set(statuses(ledger).values())
    assert {("a", "bureau"): "1", ("b", "bureau"): "1/2"} == lost(ledger)


def test_what_nobody_answers_for_is_listed():
    """At a site without a unit the points are priced and listed, and nobody loses them."""
    ledger = shared(seen(3), sites=(site(units=()),))

    assert {} == lost(ledger)
    assert {("a", None): "3", ("b", None): "3/2"} == lost(ledger, unassessed=True)
    assert "2022Q2/s1/a.litter+b.litter/a/" == next(iter(ledger.unassessed())).key


def test_what_is_not_assessed_is_listed():
    """The share of a unit that is no subject of the assessment is lost by nobody."""
    rules = city(indicator("a.litter", of="kind=district"))
    ledger = shared(seen(3, what="a.litter"), rules=rules, sites=(site(units={"wujin": "0.5", "hutang": "0.5"}),))

    assert {("a", "wujin"): "3/2"} == lost(ledger)
    assert {("a", "hutang"): "3/2"} == lost(ledger, unassessed=True)


@pytest.mark.parametrize(
    "units", [("wujin",), {"wujin": "0.2", "hutang": "0.8"}, {"wujin": "1/3", "tianning": "1/3", "hutang": "1/3"}, ()]
)
@pytest.mark.parametrize("outcome", [litter(8), found(finding("f1"), finding("f2", "bureau"), finding("f3", "hutang"))])
def test_no_point_is_won_or_lost_by_sharing(units, outcome):
    """Over all units, assessed or not, the postings of a breach add up to the price of each unit's own part."""
    units = units if isinstance(units, dict) else dict.fromkeys(units, 1)
    ledger = shared(seen(outcome), sites=(site(units=units),))
    totals = {"a": Fraction(0), "b": Fraction(0)}
    for posting in (*ledger.postings(), *ledger.unassessed()):
        totals[posting.assessment] += posting.points

    expected = Fraction(5) if not outcome.findings else Fraction(3)
    assert {"a": expected, "b": Fraction(4) if not outcome.findings else Fraction("1.5")} == totals


def test_no_order_of_observations_matters():
    """The ledger of the same observations is equal in any order."""
    sites = (site("s1"), site("s2"))
    one, other = seen(3, "s1"), seen(0, "s2")

    assert shared(one, other, sites=sites) == shared(other, one, sites=sites)


def test_a_breach_that_a_rule_lets_pass_costs_nothing():
    """A rule that does not price the distance posts nothing; the status tells the breach all the same."""
    rules = city(
        indicator("a.toilet", "toilet.grade >= B", DeductionRule(measures=("toilet.grade",), tariff=Bands({"C": 2, "B": 0, "A": 0}))),
        indicator("b.toilet", "toilet.grade >= A", DeductionRule(measures=("toilet.grade",), tariff=Bands({"C": 2, "B": 1, "A": 0}))),
        crosswalks=(crosswalk(match("a.toilet", "b.toilet"), host="b"),),
    )
    ledger = shared(seen(Measured({"toilet.grade": "B"}), what="a.toilet"), rules=rules)

    assert [Status.BREACHED, Status.BREACHED] == list(statuses(ledger).values())
    assert {("b", "wujin"): "1"} == lost(ledger)


def test_a_part_of_a_larger_question_prices_only_its_measures():
    """Who is matched as a part has the joined bar for its own measures, and is met where only the others fail."""
    rules = city(
        indicator("a.street", "litter.spots <= 0 处; notice.form requires {panel}", priced(1), priced(2, None, 1, "notice.form")),
        indicator("b.litter", "litter.spots <= 2 处", priced("0.5")),
        crosswalks=(crosswalk(match("b.litter", "a.street", "subset_of", "litter.spots")),),
    )
    bad_notice = shared(seen(Measured({"litter.spots": 0, "notice.form": {"board"}}), what="a.street"), rules=rules)
    littered = shared(seen(Measured({"litter.spots": 3, "notice.form": {"panel"}}), what="b.litter"), rules=rules)

    assert {"a": Status.BREACHED, "b": Status.MET} == {assessment: status for (_, _, assessment), status in statuses(bad_notice).items()}
    assert {("a", "wujin"): "2"} == lost(bad_notice)
    assert {("a", "wujin"): "3", ("b", "wujin"): "3/2"} == lost(littered)


def test_every_posting_is_a_whole_number_of_the_ledgers_parts():
    """One scale makes all points of a quarter whole numbers, so that no sum is rounded."""
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced("0.7")))
    ledger = shared(seen(7, what="a.litter"), sites=(site(units={"wujin": "1/3", "hutang": "2/3"}),), rules=rules)

    assert {1} == {(posting.points * ledger.scale).denominator for posting in ledger.postings()}
    assert 1 == shared().scale


def test_postings_of_gains_and_vetoes():
    """A posting has what was lost, what was gained, and what is zeroed, in the order of the words; the site's own units come before those that findings name."""
    gain = DeductionRule(measures=("lamps.lit",), tariff=Gain(1), at_most=5)
    vetoes = [DeductionRule(measures=("litter.spots",), tariff=Veto(level)) for level in (Level.UNIT, Level.ITEM)]
    rules = city(indicator("a.street", "lamps.lit >= 90 %; litter.spots <= 0 处", priced(1, None, 1, "lamps.lit", "litter.spots"), gain, *vetoes))
    rules = changed(rules, a={"named": ["department", "town"]})
    told = found(finding("f1"), finding("f2", "hutang"), finding("f3", "bureau"))
    ledger = shared(seen(Measured({"lamps.lit": 92}, told.findings), what="a.street"), rules=rules)

    assert [("wujin", 1, 2, ("item", "unit")), ("bureau", 1, 0, ("item", "unit")), ("hutang", 1, 0, ("item", "unit"))] == [(one.unit, one.points, one.gained, one.vetoes) for one in ledger.postings()]
    assert [None, "bureau", "hutang"] == [unit for unit, _ in ledger.entries["s1"]["a.street"].charges[0]]


def lines_of(ledger):
    """Return the lines of each posting, with the unit and the assessment."""
    return [((posting.unit, posting.assessment), list(lines)) for posting, lines in ledger.itemised()]


def test_each_posting_has_its_lines():
    """An owner of a fifth has its fifth of each line, a unit that findings name the whole of its own; the cap of a place cuts its findings alike."""
    rules = changed(city(indicator("a.litter", "litter.spots <= 0 处", priced(2, 5), DeductionRule(measures=("litter.spots",), tariff=Veto(Level.ITEM)))), a={"named": ["department"]})
    told = found(finding("f1"), finding("f2"), finding("f3"), finding("f4", "bureau"))
    ledger = shared(seen(told, what="a.litter"), rules=rules, sites=(site(units={"wujin": "0.2", "tianning": "0.8"}),))
    (_, second), (wujin, first), (bureau, third) = lines_of(ledger)

    assert (("wujin", "a"), ("bureau", "a")) == (wujin, bureau)
    assert [(one.line, one.finding, one.named, one.share) for one in first[:3]] == [(1, f"f{n}", False, Fraction(1, 5)) for n in (1, 2, 3)]
    assert [(one.quantity, one.before, one.after, one.points) for one in first[:3]] == [(1, 2, Fraction(5, 3), Fraction(1, 3))] * 3
    assert {(one.line, one.measure, one.points, one.vetoes) for one in first[3:]} == {(2, "litter.spots", 0, ("item",))}
    assert [sum(one.points for one in lines) for lines in (first, second, third)] == [1, 4, 2]
    assert [(one.finding, one.named, one.share, one.points) for one in third if one.points] == [("f4", True, 1, 2)]


def test_the_lines_of_each_user_are_its_own():
    """Of a shared indicator each user's posting has the lines of its rule; what nobody answers for has them too, borne whole by nobody."""
    ledger = shared(seen(3), sites=(site(units=()),))

    assert [(of, [(one.line, one.finding, one.quantity, one.points, one.share) for one in lines]) for of, lines in lines_of(ledger)] == [
        ((None, "a"), [(1, "", 3, 3, 1)]),
        ((None, "b"), [(1, "", 3, Fraction("1.5"), 1)]),
    ]


def test_a_line_that_gains():
    """What a line gains stands after its cap, and the unit has its share of it."""
    gain = DeductionRule(measures=("lamps.lit",), tariff=Gain(1), at_most=5)
    rules = city(indicator("a.lamps", "lamps.lit >= 90 %", priced(1, None, 1, "lamps.lit"), gain))
    ((_, (line,)),) = lines_of(shared(seen(Measured({"lamps.lit": 92}), what="a.lamps"), rules=rules, sites=(site(units={"wujin": "0.5", "tianning": "0.5"}),)))[:1]

    assert (line.line, line.after, line.points, line.gained) == (2, 2, 0, 1)


def test_points_that_cannot_be_added_up():
    """Values whose points have no common denominator of a thousand digits are refused where they are priced; twenty-five of forty digits can be added up."""
    rules = city(indicator("a.lamps", "lamps.lit >= 99 %"))
    sites = [site(f"s{number}") for number in range(26)]
    told = [seen(Measured({"lamps.lit": Fraction(1, 10**39 + 2 * number + 1)}), f"s{number}", "a.lamps") for number in range(26)]

    assert 25 == len(shared(*told[:25], rules=rules, sites=sites).entries)
    with pytest.raises(BadValue) as caught:
        shared(*told, rules=rules, sites=sites)
    assert "'2022Q2' is not a list of breaches whose points have a common denominator of at most 1000 digits; report values as decimals, and write points and steps as decimals, above all of line 1 of a.lamps at s25, line 1 of a.lamps at s24, line 1 of a.lamps at s23" == str(caught.value)


@pytest.mark.parametrize(("price", "told"), [((3, 0, ()), "3"), ((Fraction(1, 3), "0.5", ("item", "site")), "1/3 +0.5 veto of the item veto of the site"), ((0, 2, ()), "0 +2")])
def test_a_posting_as_text(price, told):
    """What is taken, then what is given where anything is, then what is zeroed."""
    points, gained, vetoes = price

    assert told == told_price(Fraction(points), Fraction(gained), vetoes)


def test_each_assessment_meets_a_unit_by_what_it_asks_itself():
    """At a unit's own site one of two assessments asks something: what findings elsewhere lay on the unit counts for that one alone."""
    rules = city(
        indicator("a.litter", "litter.spots <= 0 处", where="zone=built_up"), indicator("b.litter", "litter.spots <= 0 处", where="zone=built_up"), indicator("a.lamps", "lamps.lit >= 90 %"),
        crosswalks=city().crosswalks,
    )  # fmt: skip
    ledger = shared(seen(found(finding("f1", "tianning"))), rules=rules, sites=(site("s1"), site("s2", "tianning", zone="village")))

    assert ([("a", "tianning")], [("b", "tianning")]) == tuple([(one.assessment, one.unit) for one in some] for some in (ledger.postings(), ledger.unassessed()))


def test_the_lines_of_what_was_found_before():
    """A line that looks back takes what it takes of a problem that was found before, in the posting and in its lines."""
    again = DeductionRule(measures=("litter.spots",), tariff=Steps("0.5"), where={"repeated": ["1.."]}, look_back=2)
    held = registered(seen(found(finding("f1"), finding("f2")), what="a.litter"), rules=city(indicator("a.litter", "litter.spots <= 0 处", priced(1), again)))
    told = [[(posting.points, [(one.line, one.points) for one in lines]) for posting, lines in share(held, history=before).itemised()] for before in ({}, {"s1": {"litter.spots": (2,)}})]

    assert [[(2, [(1, 1), (1, 1)])], [(3, [(1, 1), (1, 1), (2, Fraction(1, 2)), (2, Fraction(1, 2))])]] == told
