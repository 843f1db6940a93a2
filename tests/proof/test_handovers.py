"""What hosts pass on, held against what follows: every disagreement in its words."""

from functools import cache

import pytest
from attrs import evolve

import tristandard as ts
from proof.test_certificate import LITTER, SITES, looking_back, quarter
from survey import finding, found, litter, scored, seen
from tristandard.proof.certificate import papers_of
from tristandard.proof.handovers import Statuses, due
from tristandard.proof.reading.settling import standing
from tristandard.proof.reading.worked import work_out
from tristandard.scoring import handover
from tristandard.survey.entry import Status
from tristandard.testing.worked import rules_of
from worked import CASES, case_of

STREET = "a.street+b.street"


@cache
def handed(made):
    """Return what a host passes on of a quarter, with what holds it."""
    results = made()
    (one,) = handover.handovers(results)
    worked = work_out(papers_of(results)).standing
    questions = {(site.code, asked.code): asked for site in worked.papers.sites for asked in worked.asking.at(standing(site))}
    return one, worked, questions


def differing(made, change, pair=("b", "a")):
    """Return in what an altered handover differs, in English, without what all have in common."""
    one, worked, questions = handed(made)
    found_, head = [str(each) for each in Statuses(worked, questions).wrong(pair, due(worked, questions)[pair], change(one))], f"handover at {pair[0]} → {pair[1]}"
    assert all(each.startswith(head) and each.endswith(" was found") for each in found_)
    return [each.removeprefix(head).removesuffix(" was found").strip().replace(" follows from the observations, ", " / ") for each in found_]


def entry(place, **changes):
    """Return the change of one status."""

    def change(one):
        return evolve(one, entries=[evolve(each, **changes) if number == place else each for number, each in enumerate(one.entries)])

    return change


@pytest.mark.parametrize("made", [quarter, looking_back])
def test_what_follows_is_passed_on(made):
    """A handover that follows differs in nothing."""
    assert differing(made, lambda one: one) == []


@pytest.mark.parametrize(
    ("made", "change", "told"),
    [
        pytest.param(quarter, entry(0, status=Status.MET), [f"s1 {LITTER} status: breached / met"], id="a status"),
        pytest.param(quarter, entry(0, bar="any"), [f"s1 {LITTER} bar: litter.spots <= 0 处 / any"], id="a bar"),
        pytest.param(quarter, entry(0, points={"wujin": ts.exact(2)}), [f"s1 {LITTER} points: wujin 1.5 / wujin 2"], id="points"),
        pytest.param(quarter, entry(1, points={"wujin": ts.exact("0.1"), "hutang": ts.exact("0.9")}), [f"s2 {LITTER} points: bureau 0.5 hutang 0.9 wujin 0.1 / hutang 0.9 wujin 0.1"], id="points of a named unit"),
        pytest.param(quarter, entry(4, points={"wujin": ts.exact(1)}), [f"s5 {LITTER} points: none / wujin 1"], id="points of nothing"),
        pytest.param(quarter, entry(3, points={}), [f"s4 {LITTER} points: none 4.5 / none"], id="points of nobody"),
        pytest.param(quarter, entry(4, gained={"wujin": ts.exact(1)}), [f"s5 {LITTER} gained: none / wujin 1"], id="gains"),
        pytest.param(quarter, entry(4, vetoes=[("wujin", "unit")]), [f"s5 {LITTER} vetoes: none / wujin unit"], id="vetoes"),
        pytest.param(quarter, entry(4, earlier={"litter.spots": (1,)}), [f"s5 {LITTER} earlier: none / litter.spots 1"], id="what was found before"),
        pytest.param(quarter, entry(0, outcome=litter(2)), [f"s1 {LITTER} outcome: measured litter.spots = 3 / measured litter.spots = 2"], id="an outcome"),
        pytest.param(quarter, entry(0, status=Status.MET, outcome=litter(0), points={}), [f"s1 {LITTER} status: breached / met", f"s1 {LITTER} points: wujin 1.5 / none", f"s1 {LITTER} outcome: measured litter.spots = 3 / measured litter.spots = 0"], id="all of a status"),
        pytest.param(quarter, lambda one: evolve(one, entries=one.entries[1:]), [f"s1 {LITTER}: 1 / 0"], id="a status dropped"),
        pytest.param(quarter, lambda one: evolve(one, entries=[*one.entries, one.entries[0]]), [f"s1 {LITTER}: 1 / 2"], id="a status doubled"),
        pytest.param(quarter, lambda one: evolve(one, entries=[*one.entries, evolve(one.entries[0], site="s9")]), [f"s9 {LITTER}: 0 / 1"], id="a status too many"),
        pytest.param(quarter, lambda one: evolve(one, entries=[*one.entries, evolve(one.entries[0], indicator="a.ads")]), ["s1 a.ads: 0 / 1"], id="a status of what only the consumer asks"),
        pytest.param(quarter, lambda one: evolve(one, sites=one.sites[1:]), ["s1: one / none"], id="a site dropped"),
        pytest.param(quarter, lambda one: evolve(one, sites=[evolve(one.sites[0], units="hutang"), *one.sites[1:]]), ["s1: one / another"], id="another owner"),
        pytest.param(quarter, lambda one: evolve(one, sites=[*one.sites, evolve(one.sites[0], code="s9")]), ["s9: none / another"], id="a site too many"),
        pytest.param(quarter, lambda one: evolve(one, period=ts.Quarter(2022, 3)), [": 2022Q2 / 2022Q3"], id="another period"),
        pytest.param(quarter, lambda one: evolve(one, rule_set="x"), ["rule set: sample / x"], id="another rule set"),
        pytest.param(quarter, lambda one: evolve(one, rule_set_version="x"), ["version: 1 / x"], id="another version"),
        pytest.param(quarter, lambda one: evolve(one, variant="x"), ["variant: none / x"], id="another variant"),
        pytest.param(quarter, lambda one: evolve(one, notice="x"), ["notice: none / x"], id="another notice"),
        pytest.param(lambda: quarter(notice_zh="示例"), lambda one: evolve(one, notice=""), ["notice: 示例 / none"], id="a notice dropped"),
        pytest.param(looking_back, entry(0, points={"hutang": ts.exact("2.8")}), [f"s1 {STREET} points: hutang 2.8 wujin 0.7 / hutang 2.8"], id="points of one of two owners"),
        pytest.param(looking_back, entry(0, gained={"wujin": ts.exact("0.6")}), [f"s1 {STREET} gained: hutang 2.4 wujin 0.6 / wujin 0.6"], id="gains of one of two owners"),
        pytest.param(looking_back, entry(1, gained={}), [f"s2 {STREET} gained: wujin 2 / none"], id="gains where nothing was lost"),
        pytest.param(looking_back, entry(1, earlier={"litter.spots": (1,)}), [f"s2 {STREET} earlier: litter.spots 2 / litter.spots 1"], id="what was found before, otherwise"),
        pytest.param(looking_back, entry(1, earlier={}), [f"s2 {STREET} earlier: litter.spots 2 / none"], id="what was found before, dropped"),
    ],
)  # fmt: skip
def test_what_is_passed_on_otherwise(made, change, told):
    """Each alteration is told once: where, what follows, and what was passed on."""
    assert differing(made, change) == told


def test_rules_of_another_text():
    """The digest of the rules tells that they are others."""
    (one,) = differing(quarter, lambda one: evolve(one, rules="x"))

    assert one == f"digest of the rules: {handed(quarter)[1].papers.rules.digest} / x"


def test_findings_are_passed_on_one_by_one():
    """Findings that name another unit are another outcome, though they count the same; both are told with their findings."""
    named = found(finding("f1", "hutang"), finding("f2"), finding("f3", "hutang"))
    (one,) = differing(quarter, entry(1, outcome=named))

    assert one == f"s2 {LITTER} outcome: measured litter.spots = 3 (f1 1 bureau, f2 1, f3 1 hutang) / measured litter.spots = 3 (f1 1 hutang, f2 1, f3 1 hutang)"


def test_what_a_host_passes_to_whom():
    """Every measurement that the host makes and another uses goes to that one, and what one asks alone to nobody."""
    _, worked, questions = handed(quarter)

    assert due(worked, questions) == {("b", "a"): [(f"s{number}", LITTER) for number in range(1, 6)]}


def test_a_status_that_several_take_over_is_looked_at_once():
    """What was found right for one consumer is not asked again; what was wrong is told to each."""
    one, worked, questions = handed(quarter)
    statuses, wrong = Statuses(worked, questions), entry(0, bar="any")(one)
    places = due(worked, questions)["b", "a"]

    assert list(statuses.wrong(("b", "a"), places, one)) == []
    assert list(statuses.wrong(("b", "c"), places, one)) == []
    assert [str(each) for pair in (("b", "c"), ("b", "d")) for each in statuses.wrong(pair, places, wrong)] == [
        f"handover at b → {code} s1 {LITTER} bar: litter.spots <= 0 处 follows from the observations, any was found" for code in "cd"
    ]


def test_a_handover_of_no_breach_has_no_points():
    """Where nothing was lost or gained, nothing is said of it."""

    def clean():
        return scored(seen(0, "s1"), sites=SITES[:1])

    assert differing(clean, lambda one: one) == []
    assert differing(clean, entry(0, status=Status.BREACHED)) == [f"s1 {LITTER} status: met / breached"]


def test_what_several_uses_cost_is_passed_on_together():
    """What two uses of the host take for one measurement is one sum, for the owner of a site, and where there is none for nobody."""
    rules = rules_of(case_of((CASES / "several_uses.toml").read_text(encoding="utf-8")))
    rules = evolve(rules, crosswalks=[evolve(one, hosts=["a"]) for one in rules.crosswalks])
    where = {"area": rules.paths["area"]["wujin"], "zone": rules.paths["zone"]["built_up"], "site_type": rules.paths["site_type"]["main_road"]}
    sites = [ts.Site(code="s1", units="wujin", **where), ts.Site(code="s2", units=(), **where)]
    told = [ts.Observation(source="x", id=one.code, site=one.code, indicator="a.dark", made=ts.Quarter(2022, 2).start, outcome=ts.Measured({"lamps.lit": 95})) for one in sites]
    plan = ts.plan(ts.merge(rules), sites, ts.Quarter(2022, 2))
    results = ts.score(ts.share(ts.register(plan, told)))
    what = "a.dark+a.lamps+b.lamps"

    assert {("s1", (("wujin", 9),)), ("s2", (("", 9),))} == {(entry.site, entry.points) for entry in handover.handover(results, "a", "b").entries}
    assert differing(lambda: results, lambda one: one, ("a", "b")) == []
    assert differing(lambda: results, lambda one: evolve(one, entries=[evolve(each, points={"x": ts.exact(1)}) for each in one.entries]), ("a", "b")) == [
        f"s1 {what} points: wujin 9 / x 1", f"s2 {what} points: none 9 / x 1",
    ]  # fmt: skip
