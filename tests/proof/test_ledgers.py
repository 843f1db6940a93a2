"""Ledgers, held against what follows: every disagreement in its words."""

from functools import cache

import pytest
from attrs import evolve

import tristandard as ts
from proof.test_certificate import LITTER, looking_back, quarter
from samples import standard
from survey import finding, found, litter
from tristandard.proof import ledgers
from tristandard.proof.certificate import papers_of
from tristandard.proof.reading.settling import standing
from tristandard.proof.reading.worked import work_out
from tristandard.rules.deductions.price import Level
from tristandard.survey.entry import Status


@cache
def worked(made):
    """Return results, what follows of them, and the questions of each place."""
    results = made()
    by_hand = work_out(papers_of(results)).standing
    return results, by_hand, {(site.code, asked.code): asked for site in by_hand.papers.sites for asked in by_hand.asking.at(standing(site))}


def told(disagreements):
    """Return disagreements in English, shortened."""
    return [str(one).replace(" follows from the observations, ", " / ").removesuffix(" was found") for one in disagreements]


# ---- entries


def entries(made, where, **changes):
    """Return in what a ledger differs whose entry at a place is another."""
    results, by_hand, questions = worked(made)
    held, (site_, code) = {site: dict(rows) for site, rows in results.ledger.entries.items()}, where
    entry = held.get(site_, {}).get(code) or results.ledger.entries["s1"][LITTER]
    held.setdefault(site_, {})[code] = evolve(entry, **changes)
    return told(ledgers.entries(evolve(results.ledger, entries=held), by_hand, questions))


BREACHED, MET, UNMEASURED, AWAY = Status.BREACHED, Status.MET, Status.NOT_MEASURED, Status.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("where", "changes", "differing"),
    [
        pytest.param(("s1", LITTER), {}, [], id="as it follows"),
        pytest.param(("s1", LITTER), {"outcome": litter(2)}, [f"entry at s1 {LITTER}: measured litter.spots = 3 / measured litter.spots = 2"], id="another outcome"),
        pytest.param(("s2", LITTER), {"outcome": found(finding("f1", "bureau"), finding("f2"), finding("f4", "hutang"))}, [f"entry at s2 {LITTER}: measured litter.spots = 3 (f1 1 bureau, f2 1, f3 1 hutang) / measured litter.spots = 3 (f1 1 bureau, f2 1, f4 1 hutang)"], id="other findings"),
        pytest.param(("s1", LITTER), {"outcome": ts.NotMeasured("x")}, [f"entry at s1 {LITTER}: measured litter.spots = 3 / not measured (x)"], id="not measured"),
        pytest.param(("s9", LITTER), {}, [f"entry at s9 {LITTER}: none / measured litter.spots = 3"], id="at a place that is not there"),
        pytest.param(("s1", "c.own"), {}, ["entry at s1 c.own: none / measured litter.spots = 3"], id="of what nobody asks"),
        pytest.param(("s3", "a.ads"), {"outcome": ts.Measured({"notice.count": 1})}, ["entry at s3 a.ads: none / measured notice.count = 1"], id="where nobody looked"),
        pytest.param(("s1", LITTER), {"statuses": (MET, BREACHED)}, [f"status at s1 {LITTER} a: breached / met"], id="another status"),
        pytest.param(("s1", LITTER), {"statuses": (MET, AWAY)}, [f"status at s1 {LITTER} a: breached / met", f"status at s1 {LITTER} b: breached / not_applicable"], id="two other statuses"),
        pytest.param(("s3", LITTER), {"statuses": (UNMEASURED, AWAY)}, [f"status at s3 {LITTER} a: not_applicable / not_measured"], id="not measured, where it does not apply"),
        pytest.param(("s5", LITTER), {"statuses": (BREACHED, MET)}, [f"status at s5 {LITTER} a: met / breached"], id="breached, where it is met"),
        pytest.param(("s1", LITTER), {"statuses": (BREACHED,)}, [f"shared once at s1 {LITTER}: a+b / a+b with 1 statuses and 2 prices"], id="a status dropped"),
        pytest.param(("s1", LITTER), {"charges": ((), (), ())}, [f"shared once at s1 {LITTER}: a+b / a+b with 2 statuses and 3 prices"], id="a price too many"),
    ],
)  # fmt: skip
def test_what_an_entry_says_otherwise(where, changes, differing):
    """Its outcome, its users and what it means for each of them, each once, with its place."""
    assert entries(quarter, where, **changes) == differing


def test_an_entry_under_another_question():
    """Users that are left out and a bar that is another are told; an entry that is dropped as one that is not there."""
    question = quarter().ledger.entries["s1"][LITTER].question

    assert entries(quarter, ("s1", LITTER), question=evolve(question, users=question.users[:1])) == [f"shared once at s1 {LITTER}: a+b / a with 2 statuses and 2 prices"]
    assert entries(quarter, ("s1", LITTER), question=evolve(question, users=question.users[:1]), statuses=(BREACHED,), charges=((),)) == [f"shared once at s1 {LITTER}: a+b / a with 1 statuses and 1 prices"]
    assert entries(quarter, ("s1", LITTER), question=evolve(question, bar=standard("litter.spots <= 2 处"))) == [f"bar at s1 {LITTER}: litter.spots <= 0 处 / litter.spots <= 2 处"]
    assert entries(quarter, ("s1", LITTER), question=evolve(question, bar=question.bar.only(frozenset()))) == [f"bar at s1 {LITTER}: litter.spots <= 0 处 / none"]


def test_an_entry_that_is_missing():
    """It is told with its outcome; where nothing was seen nothing is missed."""
    results, by_hand, questions = worked(quarter)
    left = {site: {} for site in results.ledger.entries}

    found_ = told(ledgers.entries(evolve(results.ledger, entries=left), by_hand, questions))

    assert found_ == [
        "entry at s1 a.ads: measured notice.count = 0 / none",
        f"entry at s1 {LITTER}: measured litter.spots = 3 / none",
        f"entry at s2 {LITTER}: measured litter.spots = 3 / none",
        f"entry at s3 {LITTER}: not applicable (拆迁) / none",
        f"entry at s4 {LITTER}: measured litter.spots = 9 / none",
        "entry at s5 a.ads: measured notice.count = 1 / none",
        f"entry at s5 {LITTER}: measured litter.spots = 0 / none",
    ]


# ---- postings


def posted(made, change):
    """Return in what a ledger's postings differ where each is changed; those that become None are dropped."""
    results, by_hand, _ = worked(made)

    class Changed:
        """A ledger that posts otherwise."""

        def postings(self):
            return [one for each in results.ledger.postings() for one in change(each, True)]

        def unassessed(self):
            return [one for each in results.ledger.unassessed() for one in change(each, False)]

    return told(ledgers.postings(Changed(), ledgers.owed(by_hand), str(by_hand.papers.period)))


def at(site, member, bearer, **changes):
    """Return the change of one posting."""

    def change(one, _):
        mine = (one.site, one.member, one.unit) == (site, member, bearer)
        return [evolve(one, **changes) if mine else one]

    return change


POSTING = f"posting at s1 {LITTER} a.litter wujin"


@pytest.mark.parametrize(
    ("made", "change", "differing"),
    [
        pytest.param(quarter, lambda one, _: [one], [], id="as they follow"),
        pytest.param(looking_back, lambda one, _: [one], [], id="as gains follow"),
        pytest.param(quarter, at("s1", "a.litter", "wujin", points=ts.exact(2)), [f"{POSTING}: 3 / 2"], id="other points"),
        pytest.param(quarter, at("s1", "a.litter", "wujin", gained=ts.exact(2)), [f"{POSTING}: 3 / 3 +2"], id="a gain"),
        pytest.param(quarter, at("s1", "a.litter", "wujin", vetoes=("item", "unit")), [f"{POSTING}: 3 / 3 veto of the item veto of the unit"], id="vetoes"),
        pytest.param(quarter, at("s1", "a.litter", "wujin", item="x"), [f"{POSTING}: 3 a a.litter item 2022Q2 assessed / 3 a a.litter x 2022Q2 assessed"], id="another item"),
        pytest.param(quarter, at("s1", "a.litter", "wujin", period="2022Q3"), [f"{POSTING}: 3 a a.litter item 2022Q2 assessed / 3 a a.litter item 2022Q3 assessed"], id="another period"),
        pytest.param(quarter, at("s1", "a.litter", "wujin", unit="hutang"), [f"posting at s1 {LITTER} a.litter hutang: none / 3", f"{POSTING}: 3 / none"], id="another unit"),
        pytest.param(quarter, at("s4", "a.litter", None, unit="wujin"), [f"posting at s4 {LITTER} a.litter : 5 / none", f"posting at s4 {LITTER} a.litter wujin: none / 5"], id="of nobody, moved to a unit"),
        pytest.param(quarter, lambda one, _: [one, one] if (one.site, one.member, one.unit) == ("s1", "a.litter", "wujin") else [one], [f"{POSTING}: 3 / 3 and 3"], id="doubled"),
        pytest.param(quarter, lambda one, _: [] if (one.site, one.member, one.unit) == ("s1", "a.litter", "wujin") else [one], [f"{POSTING}: 3 / none"], id="dropped"),
        pytest.param(looking_back, at("s1", "a.street", "wujin", gained=ts.exact(0)), ["posting at s1 a.street+b.street a.street wujin: 0.3 +0.6 / 0.3"], id="a gain dropped"),
    ],
)  # fmt: skip
def test_what_is_posted_otherwise(made, change, differing):
    """Each posting with its place, what follows, and what was posted; where the points are the same, all else."""
    assert posted(made, change) == differing


def test_a_posting_that_counts_for_nobody():
    """Whether a posting counts for somebody is told where its points are the same."""
    results, by_hand, _ = worked(quarter)

    class Turned:
        """A ledger in which what counts for nobody counts, and the other way round."""

        def postings(self):
            return results.ledger.unassessed()

        def unassessed(self):
            return results.ledger.postings()

    found_ = told(ledgers.postings(Turned(), ledgers.owed(by_hand), "2022Q2"))

    assert len(found_) == 11
    assert f"{POSTING}: 3 a a.litter item 2022Q2 assessed / 3 a a.litter item 2022Q2 not assessed" in found_
    assert f"posting at s4 {LITTER} b.litter : 4.5 b b.litter item 2022Q2 not assessed / 4.5 b b.litter item 2022Q2 assessed" in found_


def test_prices_in_words():
    """What is taken, given and zeroed; levels by name."""
    levels = ledgers.levels(frozenset({Level.UNIT, Level.ITEM}))

    assert (levels, ledgers.levels(frozenset())) == (("item", "unit"), ())
    assert ledgers.price(ts.exact("1.5"), ts.exact(2), levels) == "1.5 +2 veto of the item veto of the unit"
    assert ledgers.price(ts.exact(0), ts.exact(0), ()) == "0"


@pytest.mark.parametrize(
    ("outcome", "breached", "status"),
    [(litter(1), True, BREACHED), (litter(1), False, MET), (ts.NotApplicable("x"), False, AWAY), (ts.NotMeasured("x"), False, UNMEASURED), (None, False, UNMEASURED)],
)
def test_what_a_measurement_means(outcome, breached, status):
    """Met or breached, not applicable, or not measured."""
    assert ledgers.status(outcome, breached=breached) is status


def test_the_entries_that_fit():
    """An entry where nobody asked anything, and one that has no price for a user, are put aside: nothing can be posted by them."""
    results, _, questions = worked(quarter)
    held = {site: dict(rows) for site, rows in results.ledger.entries.items()}
    entry = held["s1"][LITTER]
    held |= {"s1": {**held["s1"], "c.own": entry}, "s2": {LITTER: evolve(held["s2"][LITTER], charges=entry.charges[:1])}, "s9": {LITTER: entry}}
    fitting = ledgers.fitting(evolve(results.ledger, entries=held), questions)

    assert {site: set(rows) for site, rows in fitting.items()} == {"s1": {LITTER, "a.ads"}, "s3": {LITTER}, "s4": {LITTER}, "s5": {LITTER, "a.ads"}}
