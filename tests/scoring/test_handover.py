"""What offices pass to each other: a whole handover from which a score can be computed, and notices."""

from fractions import Fraction

import pytest
from attrs import evolve

from samples import MEASURES, crosswalk, indicator, match
from survey import (
    LITTER,
    MEAN,
    NOBODY_LOOKED,
    changed,
    city,
    finding,
    found,
    litter,
    messages,
    priced,
    registered,
    scored,
    seen,
    site,
)
from tristandard.basics.errors import BadValue, Refused
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.model import Model
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.policy import Policy, Reading
from tristandard.rules.standard import Ask, Standard
from tristandard.scoring.handover import handover, handovers
from tristandard.scoring.notice import notices
from tristandard.scoring.receive import receive
from tristandard.scoring.score import score
from tristandard.survey.entry import Status
from tristandard.survey.sharing import share

ADS = indicator("a.ads", "notice.count >= 1 处", priced(7, None, 1, "notice.count"))
RULES = city(*city().indicators.values(), ADS, crosswalks=city().crosswalks, models={"a": MEAN, "b": MEAN})
SITES = (site("s1"), site("s2", {"wujin": "0.2", "hutang": "0.8"}), site("s3"), site("s4", units=()))
SURVEY = (
    seen(3, "s1"),
    seen(Measured({"notice.count": 0}), "s1", "a.ads"),
    seen(found(finding("f1", "bureau"), finding("f2"), finding("f3", "hutang")), "s2"),
    seen(NotApplicable("拆迁"), "s3"),
    seen(9, "s4"),
)


def quarter(*observations, **more):
    return scored(*(observations or SURVEY), **{"rules": RULES, "sites": SITES, **more})


def merged_of(results):
    return results.ledger.register.plan.merged


def exact(result):
    return {unit: card.exact for unit, card in result.items()}


def test_a_handover_holds_every_status_with_outcome_bar_and_points():
    """Met or breached, not applicable and not measured: everything the consumer needs, and no indicator that is not shared."""
    handed = handover(quarter(), "b", "a")

    assert ("sample", "1", "", "2022Q2", "b", "a") == (handed.rule_set, handed.rule_set_version, handed.variant, str(handed.period), handed.host, handed.consumer)
    assert list(SITES) == list(handed.sites)
    assert {LITTER} == handed.indicators
    assert [
        ("s1", Status.BREACHED, litter(3), (("wujin", Fraction("1.5")),)),
        ("s2", Status.BREACHED, SURVEY[2].outcome, (("bureau", Fraction("0.5")), ("hutang", Fraction("0.9")), ("wujin", Fraction("0.1")))),
        ("s3", Status.NOT_APPLICABLE, NotApplicable("拆迁"), ()),
        ("s4", Status.BREACHED, litter(9), (("", Fraction("4.5")),)),
    ] == [(entry.site, entry.status, entry.outcome, entry.points) for entry in handed.entries]
    assert {"litter.spots <= 0 处"} == {entry.bar for entry in handed.entries}


def test_points_are_handed_over_in_no_order():
    """What several units lost at one site is the same in whatever order it is told."""
    results = scored(seen(4), rules=city(), sites=(site("s1", {"wujin": "1/3", "hutang": "2/3"}),))
    handed = handover(results, "b", "a")
    (entry,) = handed.entries

    assert [unit for unit, _ in entry.points] == ["hutang", "wujin"]
    assert handed == evolve(handed, entries=[evolve(entry, points=entry.points[::-1], gained=entry.gained[::-1])])


def test_what_was_not_measured_is_handed_over_as_such():
    """That nobody looked is passed on, with the reason or because nothing came."""
    handed = handover(quarter(seen(NOBODY_LOOKED, "s1")), "b", "a")

    assert {Status.NOT_MEASURED} == {entry.status for entry in handed.entries}
    assert [NOBODY_LOOKED, NotMeasured("no observation came")] == [entry.outcome for entry in handed.entries[:2]]


@pytest.mark.parametrize("survey", [SURVEY, SURVEY[:1], (seen(NOBODY_LOOKED, "s1"), *SURVEY[2:])])
def test_the_consumers_part_follows_from_the_handover_alone(survey):
    """The merged part of the consumer's score from the handover equals the one from the ledger, exactly."""
    results = quarter(*survey)
    handed = handover(results, "b", "a")

    assert exact(score(results.ledger, only=handed.indicators)["a"]) == exact(receive(handed, merged_of(results))["a"])


def test_deductions_alone_would_not_do():
    """One breach of ten on one visited site is 90, on two it is 95: the statuses that were met decide."""
    rules = city(*(indicator(f"{code}.litter", "litter.spots <= 0 处", priced(1)) for code in "ab"), crosswalks=city().crosswalks, models={"a": MEAN, "b": MEAN})
    parts = []
    for visited in (1, 2):
        results = scored(*(seen(count, f"s{place}") for place, count in enumerate((10, 0)[:visited], 1)), rules=rules, sites=(site("s1"), site("s2"))[:visited])
        handed = handover(results, "b", "a")
        parts.append(([entry.points for entry in handed.entries if entry.points], receive(handed, merged_of(results))["a"]["wujin"].exact))

    assert [([(("wujin", 10),)], 90), ([(("wujin", 10),)], 95)] == parts


def test_a_unit_that_is_named_in_what_is_not_shared_changes_no_handover():
    """Findings of an assessment's own indicator name units there alone."""
    own = indicator("a.own", "notice.count <= 0 处", priced(1, None, 1, "notice.count"))
    rules = changed(city(*RULES.indicators.values(), own, crosswalks=RULES.crosswalks, models={"a": MEAN}), a={"named": ["department"]})
    named = seen(found(evolve(finding("f9", "bureau"), measure="notice.count")), "s1", "a.own")
    results = quarter(*SURVEY[:2], named, rules=rules)
    handed = handover(results, "b", "a")

    assert Fraction(99) == results["a"]["bureau"].exact
    assert exact(score(results.ledger, only=handed.indicators)["a"]) == exact(receive(handed, merged_of(results))["a"]) == {"bureau": Fraction(100), "hutang": None, "wujin": Fraction(97)}


def test_a_host_hands_over_what_it_measures_for_others_alone():
    """Pointwise, a host may measure where it does not count itself; the consumer's status and points are passed on."""
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(2, 5)), indicator("b.litter", "litter.spots <= 2 处", priced("0.5", 5), where="zone=village"),
                 crosswalks=city().crosswalks, policy=Policy(Reading.POINTWISE))  # fmt: skip
    results = scored(seen(3, "s1"), seen(3, "s2"), rules=rules, sites=(site("s1"), site("s2", zone="village")))
    handed = handover(results, "b", "a")

    assert [("s1", 5), ("s2", Fraction("1.5"))] == [(entry.site, entry.points[0][1]) for entry in handed.entries]
    assert exact(score(results.ledger, only=handed.indicators)["a"]) == exact(receive(handed, merged_of(results))["a"])


@pytest.mark.parametrize(("host", "consumer"), [("a", "b"), ("b", "b"), ("b", "ghost"), ("ghost", "a")])
def test_without_shared_indicators_there_is_nothing_to_hand_over(host, consumer):
    """Only the host of a shared indicator hands over, and to another assessment that uses it."""
    with pytest.raises(BadValue) as caught:
        handover(quarter(), host, consumer)

    assert str(caught.value) == f"'{host} → {consumer}' is not a handover; name a host and a consumer that share measured indicators"


def rich():
    """Return the results of a quarter in which lamps gain, litter zeroes, and a line looks back; `b` hosts for `a`."""
    gain = DeductionRule(measures=("lamps.lit",), tariff=Gain(1), at_most=5)
    again = DeductionRule(measures=("litter.spots",), tariff=Steps("0.5"), where={"repeated": ["1.."]}, look_back=2)
    vetoes = [DeductionRule(measures=("litter.spots",), tariff=Veto(level)) for level in (Level.UNIT, Level.ITEM)]
    asks = "lamps.lit >= 90 %; litter.spots <= 0 处"
    lines = priced(1, None, 1, "lamps.lit", "litter.spots"), gain, again
    rules = city(
        indicator("a.street", asks, *lines), indicator("b.street", asks, *lines, *vetoes), indicator("a.other", "notice.count <= 0 处", priced(1, None, 1, "notice.count")),
        crosswalks=(crosswalk(match("a.street", "b.street"), host="b"),), models={"a": Model({"total": Sheet(bonus=5)})}, notice_zh="示例",
    )  # fmt: skip
    told = (seen(Measured({"lamps.lit": 92}, [finding("f1")]), "s1", "a.street"), seen(Measured({"lamps.lit": 93, "litter.spots": 0}), "s2", "a.street"))
    before = {"s1": {"litter.spots": (1, 3), "lamps.lit": (2,), "notice.count": (1,)}}
    return score(share(registered(*told, rules=rules, sites=(site("s1"), site("s2"))), history=before))


def test_gains_vetoes_and_what_was_found_before_are_handed_over():
    """Beside the points: what was gained, what was zeroed, and how many periods back the same was found, of the measures of the bar."""
    results = rich()
    handed = handover(results, "b", "a")

    assert [
        ((("wujin", Fraction("1.5")),), (("wujin", Fraction(2)),), (("wujin", "item"), ("wujin", "unit")), (("lamps.lit", (2,)), ("litter.spots", (1, 3)))),
        ((), (("wujin", Fraction(3)),), (), ()),
    ] == [(entry.points, entry.gained, entry.vetoes, entry.earlier) for entry in handed.entries]
    assert "示例" == handed.notice
    assert exact(score(results.ledger, only=handed.indicators)["a"]) == exact(receive(handed, merged_of(results))["a"]) == {"wujin": Fraction("103.5")}


HERE = "; load the rules that it was made under, or ask for it again"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"gained": ()}, "the handover's gained of a.street+b.street at s1 is 'none', here it is 'wujin 2'"),
        ({"vetoes": (("", "site"),)}, "the handover's vetoes of a.street+b.street at s1 is 'nobody site', here it is 'wujin item, wujin unit'"),
        ({"bar": "none"}, "the handover's bar of a.street+b.street at s1 is 'none', here it is 'lamps.lit >= 90 %; litter.spots <= 0 处'"),
        ({"earlier": ()}, "the handover's points of a.street+b.street at s1 is 'wujin 1.5', here it is 'wujin 1'"),
    ],
)
def test_each_fact_of_a_handover_is_worked_out_again(change, told):
    """What was gained, zeroed, in force and found before is told with what follows here."""
    results = rich()
    with pytest.raises(Refused) as caught:
        receive(altered(handover(results, "b", "a"), **change), merged_of(results))

    assert f"the handover contradicts itself (1 to mend):\n  - {told}{HERE}" == str(caught.value)


def test_a_handover_of_other_rules_says_which():
    """Rule set, version and variant are compared first, and all at once."""
    results = quarter()
    handed = handover(results, "b", "a")
    with pytest.raises(Refused) as other:
        receive(evolve(handed, rule_set="other", rule_set_version="2", variant="v"), merged_of(results))
    with pytest.raises(Refused) as part:
        receive(evolve(handed, entries=handed.entries[1:]), merged_of(results))

    assert str(other.value) == (
        "the handover cannot be received (3 to mend):\n"
        f"  - the handover's rule set is 'other', here it is 'sample'{HERE}\n"
        f"  - the handover's variant is 'v', here it is ''{HERE}\n"
        f"  - the handover's version is '2', here it is '1'{HERE}"
    )
    assert str(part.value).startswith("the handover is not whole (1 to mend):")


def test_a_notice_in_full():
    """A notice has what was seen by the Chinese labels, all other offices or none, whoever answers or nobody, the outcome and the notice of the rules."""
    litter_, book = evolve(MEASURES["litter.spots"], zh="垃圾", en="litter"), indicator("a.litter", "litter.spots <= 0 处", priced(1))
    asked = evolve(book, standard=Standard([Ask(litter_, book.standard.asks[0].acceptance)]))
    rules = city(asked, indicator("b.ads", "notice.count >= 1 处", where="zone=built_up"), indicator("c.ads", "notice.count >= 1 处", where="zone=built_up"), notice_zh="示例")
    rules = evolve(rules, measures=[litter_ if one.code == litter_.code else one for one in rules.measures])
    ledger = scored(seen(2, "s1", "a.litter"), seen(1, "s2", "a.litter"), rules=rules, sites=(site("s1"), site("s2", zone="village", units=()))).ledger
    first, second = notices(ledger)

    assert ["2022Q2 s1 a.litter（a.litter）：垃圾 2 处，标准 垃圾 <= 0 处；a → b、c\n说明：示例", "2022Q2 s2 a.litter（a.litter）：垃圾 1 处，标准 垃圾 <= 0 处；a → 无\n说明：示例"] == [str(first), str(second)]
    assert (litter(2), ("wujin",), ("",), "示例") == (first.outcome, first.units, second.units, first.notice)


# ---- receiving


def altered(handed, place=0, **change):
    entries = list(handed.entries)
    entries[place] = evolve(entries[place], **change)
    return evolve(handed, entries=entries)


TAMPERED = {
    "rule set": lambda handed: evolve(handed, rule_set="other"),
    "version": lambda handed: evolve(handed, rule_set_version="2"),
    "variant": lambda handed: evolve(handed, variant="newspaper"),
    "a status altered": lambda handed: altered(handed, status=Status.MET),
    "a bar altered": lambda handed: altered(handed, bar="litter.spots <= 9 处"),
    "points altered": lambda handed: altered(handed, points=(("wujin", Fraction(1)),)),
    "points dropped": lambda handed: altered(handed, points=()),
    "an outcome altered": lambda handed: altered(handed, outcome=litter(2)),
    "an outcome withdrawn": lambda handed: altered(handed, outcome=NOBODY_LOOKED),
    "an entry dropped": lambda handed: evolve(handed, entries=handed.entries[1:]),
    "an entry doubled": lambda handed: evolve(handed, entries=(*handed.entries, handed.entries[0])),
    "an entry of an unknown site": lambda handed: altered(handed, site="s9", outcome=NOBODY_LOOKED),
    "an entry of another indicator": lambda handed: altered(handed, indicator="a.ads", outcome=NOBODY_LOOKED),
    "another host": lambda handed: evolve(handed, host="a"),
    "another consumer": lambda handed: evolve(handed, consumer="c"),
    "a site dropped": lambda handed: evolve(handed, sites=handed.sites[1:]),
    "a site of other units": lambda handed: evolve(handed, sites=(evolve(handed.sites[0], units="hutang"), *handed.sites[1:])),
    "an impossible value": lambda handed: altered(handed, outcome=litter(-1)),
}


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED)
def test_a_handover_that_was_tampered_with_is_refused(tamper):
    """Whatever is dropped, doubled or altered is found before a score is made from it."""
    results = quarter()
    with pytest.raises(Refused):
        receive(tamper(handover(results, "b", "a")), merged_of(results))


def test_a_refused_handover_tells_what_and_what_to_do():
    """The message names the fact, what was handed over, and what follows here."""
    results = quarter()
    handed = handover(results, "b", "a")
    with pytest.raises(Refused) as caught:
        receive(altered(altered(handed, 1, points=()), 3, status=Status.MET), merged_of(results))
    with pytest.raises(Refused) as dropped:
        receive(evolve(handed, entries=handed.entries[1:]), merged_of(results))

    ending = "; load the rules that it was made under, or ask for it again"
    assert [
        f"the handover's points of {LITTER} at s2 is 'none', here it is 'bureau 0.5, hutang 0.9, wujin 0.1'{ending}",
        f"the handover's status of {LITTER} at s4 is 'met', here it is 'breached'{ending}",
    ] == messages(caught)
    assert [f"the handover's number of statuses of {LITTER} at s1 is '0', here it is '1'{ending}"] == messages(dropped)


# ---- notices


def test_a_problem_that_nobody_shares_is_a_notice():
    """A breach of an assessment's own indicator is told to the other offices, as a candidate for a later merge."""
    (notice,) = notices(quarter().ledger)

    assert ("2022Q2", "s1", "a.ads", "a.ads", "a", ("b",), ("wujin",)) == (
        notice.period, notice.site, notice.indicator, notice.zh, notice.found_by, notice.to, notice.units,
    )  # fmt: skip
    assert str(notice) == "2022Q2 s1 a.ads（a.ads）：notice.count 0 处，标准 notice.count >= 1 处；a → b"


def test_outside_the_ground_of_a_match_a_problem_is_a_notice_too():
    """Where the match does not hold, each assessment stays alone and tells the others."""
    rules = city(*city().indicators.values(), crosswalks=(crosswalk(match("a.litter", "b.litter"), host="b", where="zone=built_up"),))
    results = scored(seen(3, "s1"), seen(3, "s2", "a.litter"), seen(0, "s2", "b.litter"), rules=rules, sites=(site("s1"), site("s2", zone="village")))

    assert [("s2", "a.litter", "a", ("b",))] == [(notice.site, notice.indicator, notice.found_by, notice.to) for notice in notices(results.ledger)]


def test_what_was_met_or_not_measured_is_no_notice():
    """Only problems are told."""
    assert () == notices(quarter(seen(Measured({"notice.count": 1}), "s1", "a.ads"), seen(NOBODY_LOOKED, "s2", "a.ads")).ledger)


def test_what_a_host_does_not_count_is_each_consumers_own():
    """Pointwise, a host that does not count a site itself passes on to each of two consumers what that one takes for it."""
    points = {"a": 2, "b": "0.5", "c": 1}
    rules = city(
        *(indicator(f"{code}.litter", "litter.spots <= 0 处", priced(each, 9), where="zone=village" if code == "b" else "any") for code, each in points.items()),
        crosswalks=(crosswalk(match("a.litter", "b.litter"), match("b.litter", "c.litter"), host="b"),), policy=Policy(Reading.POINTWISE),
    )  # fmt: skip
    what = "a.litter+b.litter+c.litter"
    results = scored(seen(3, "s1", what), seen(2, "s2", what), rules=rules, sites=(site("s1"), site("s2", zone="village")))
    passed = {(one.host, one.consumer): [(entry.site, entry.points) for entry in one.entries] for one in handovers(results)}

    assert {
        ("b", "a"): [("s1", (("wujin", 6),)), ("s2", (("wujin", 1),))],
        ("b", "c"): [("s1", (("wujin", 3),)), ("s2", (("wujin", 1),))],
    } == passed
