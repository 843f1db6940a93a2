"""The life of a register: whatever is submitted in whatever order, it agrees with the rules as written."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from properties import FEW
from tristandard.basics.errors import Refused
from tristandard.basics.outcome import Measured, NotMeasured, Observation
from tristandard.basics.period import Quarter
from tristandard.basics.place import Site
from tristandard.codec.folder import load_ruleset
from tristandard.merging.merged import merge
from tristandard.proof.certificate import certify
from tristandard.rules.policy import Policy
from tristandard.scoring.score import score
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share
from tristandard.testing import bearing, lines, totals
from tristandard.testing import strategies as some
from tristandard.testing.survey import posted, seen

RULES = evolve(load_ruleset(Path(__file__).parent.parent / "samples" / "tiny"), policy=Policy())
UNITS = ("320412", "hutang")


def _site(code, zone, site_type, units):
    paths = RULES.paths
    return Site(code=code, area=paths["area"]["320412"], zone=paths["zone"][zone], site_type=paths["site_type"][site_type], units=units)


#: Three assessments share some indicators on roads and have some for themselves; one site is shared by two units, one is unowned.
PLAN = plan(
    merge(RULES),
    [_site("s1", "built_up", "main_road", "320412"), _site("s2", "village", "main_road", {"320412": "0.8", "hutang": "0.2"}), _site("s3", "built_up", "hall", ())],
    Quarter(2022, 3),
)

#: What is done to a register: the places of a question, of a day, of a member.
PICKS = st.integers(0, 50)


class RegisterLife(RuleBasedStateMachine):
    """Submits, re-submits, contradicts, corrects and re-scores; keeps by hand what should stand."""

    def __init__(self):
        super().__init__()
        self.plan = PLAN
        self.asked = [(site, question) for site, ground in self.plan.grounds.items() for question in ground.questions]
        self.register = register(self.plan, [])
        self.reports: dict[tuple[str, str], Observation] = {}
        self.told: dict[tuple[str, str], Measured | NotMeasured] = {}

    def observation(self, pick, outcome, day, **more):
        """Return a report of one planned question, under the code of one of its members."""
        site, question = self.asked[pick % len(self.asked)]
        members = question.indicator.contributions
        return Observation(
            source="app", id=f"{site}/{question.code}", site=site, indicator=members[pick % len(members)].indicator.code, made=date(2022, 7, 1 + day % 9), outcome=outcome, **more
        )

    def add(self, observation):
        """Register one more observation."""
        self.register = register(self.plan, [observation], onto=self.register)

    @rule(pick=PICKS, day=PICKS, data=st.data())
    def submit(self, pick, day, data):
        """Report a question for the first time."""
        site, question = self.asked[pick % len(self.asked)]
        if (site, question.code) in self.told:
            return
        outcome = data.draw(some.measured(rules=RULES, question=question, units=UNITS, period=PLAN.period) | st.just(NotMeasured("示例")))
        self.reports[site, question.code] = self.observation(pick, outcome, day)
        self.add(self.reports[site, question.code])
        self.told[site, question.code] = outcome

    @precondition(lambda self: self.reports)
    @rule(pick=PICKS, source=st.sampled_from(["app", "again"]))
    def submit_again(self, pick, source):
        """Report the same again: from the same source, or word for word from another."""
        known = sorted(self.reports)[pick % len(self.reports)]
        if source == "app" or not isinstance(self.told[known], NotMeasured):
            before = self.register.outcomes
            self.add(self.reports[known] if source == "app" else evolve(self.reports[known], source=f"again {self.reports[known].revision}"))

            assert before == self.register.outcomes

    @precondition(lambda self: self.reports)
    @rule(pick=PICKS, data=st.data())
    def contradict(self, pick, data):
        """Report something else of what was measured: it is refused, and nothing of it is kept."""
        known = sorted(self.reports)[pick % len(self.reports)]
        site, code = known
        other = data.draw(some.measured(rules=RULES, question=self.plan.question(site, code), units=UNITS, period=PLAN.period))
        if isinstance(self.told[known], NotMeasured) or other == self.told[known]:
            return
        before = self.register
        with pytest.raises(Refused) as caught:
            self.add(evolve(self.reports[known], source="rival", outcome=other))

        assert "measured more than once" in str(caught.value)
        assert before is self.register

    @precondition(lambda self: self.reports)
    @rule(pick=PICKS, data=st.data())
    def correct(self, pick, data):
        """Correct a report by a higher revision, where no other source repeated the old one."""
        known = sorted(self.reports)[pick % len(self.reports)]
        site, code = known
        if any(source != "app" and observation.site == site and observation.id == self.reports[known].id for source, told in self.register.latest.items() for observation in told.values()):
            return
        outcome = data.draw(some.measured(rules=RULES, question=self.plan.question(site, code), units=UNITS, period=PLAN.period))
        self.reports[known] = evolve(self.reports[known], revision=self.reports[known].revision + 1, outcome=outcome)
        self.add(self.reports[known])
        self.told[known] = outcome

    @invariant()
    def agrees_with_the_oracle(self):
        """Outcomes, postings and scores are those that follow by hand from what stands."""
        rules, sites = self.plan.rules, list(self.plan.sites.values())
        outcomes = {(site, frozenset(code.split("+"))): outcome for (site, code), outcome in self.told.items()}
        results = score(share(self.register))

        assert {key for key, outcome in outcomes.items() if isinstance(outcome, Measured)} == {
            key for key, outcome in seen(self.register).items() if isinstance(outcome, Measured)
        }
        assert Counter(bearing.postings(rules, sites, outcomes).items()) == Counter(posted((*results.ledger.postings(), *results.ledger.unassessed())))
        for result in results.values():
            book = lines.book(rules, sites, outcomes, result.assessment)
            for unit, card in result.cards.items():
                assert totals.score(book, unit) == (card.part.low, card.exact, card.part.high)

    def teardown(self):
        """At the end of its life the register is certified."""
        assert certify(score(share(self.register))).holds


TestRegisterLife = RegisterLife.TestCase
TestRegisterLife.settings = settings(FEW, stateful_step_count=15)
