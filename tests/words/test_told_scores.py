"""What is wrong with plans, reports, scores and insight is told in Chinese as in English, with its values."""

from string import Formatter

import pytest
from attrs import evolve

from samples import indicator
from survey import Q2, city, finding, found, planned, priced, registered, scored, seen, shared, site
from tristandard.basics.clause import Provenance
from tristandard.basics.errors import BadValue, Refused
from tristandard.basics.outcome import Measured, NotApplicable
from tristandard.basics.period import Quarter
from tristandard.insight.bad_drive import BadDrive, Mistake
from tristandard.insight.burden import burden
from tristandard.insight.candidates import candidates
from tristandard.insight.drive import DriveStage
from tristandard.insight.trend import trend
from tristandard.insight.uplift import uplift
from tristandard.insight.uplift_since import since
from tristandard.insight.whatif import least
from tristandard.insight.whatif_found import Place
from tristandard.insight.whatif_more import firm, one_more
from tristandard.proof.certificate import certify
from tristandard.proof.disagreement import ISSUED, Disagreement
from tristandard.reports.explanation import explain
from tristandard.reports.statement import statement
from tristandard.scoring.carrying import bottom
from tristandard.scoring.changes import changes
from tristandard.scoring.edition import editions
from tristandard.scoring.handover import handover
from tristandard.scoring.receive import receive
from tristandard.scoring.score import score
from tristandard.scoring.together import together
from tristandard.survey.history import history
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share
from words.test_told_rules import _ENGLISH, raised, told_in_chinese

LITTER = "a.litter"
RULES = city(indicator(LITTER, "litter.spots <= 0 处", priced(1)))
RESULTS = scored(seen(3, what=LITTER), rules=RULES)


def told(*reports, **more):
    """Return what registers some reports of litter."""
    return lambda: registered(*reports, rules=RULES, **more)


def later():
    """Return the results of a later quarter in which nothing was seen."""
    return score(share(register(plan(planned(RULES).merged, [site()], Quarter(2022, 3)), [])))


RAISING = {
    "no site": told(seen(1, "s9", LITTER)),
    "nobody asks": told(seen(1, what="a.none")),
    "another day": told(evolve(seen(1, what=LITTER), made=Quarter(2022, 3).end)),
    "twice": told(seen(1, what=LITTER), seen(2, what=LITTER, id_="2", source="other")),
    "apart": told(seen(1, what=LITTER, id_="1"), seen(2, what=LITTER, id_="2")),
    "both": told(seen(1, what=LITTER), seen(NotApplicable("封闭"), what=LITTER, id_="2", source="other")),
    "one visit": told(seen(1, what=LITTER, id_="1", visit="v"), seen(found(finding("f1")), what=LITTER, id_="2", visit="v")),
    "two contents": told(seen(1, what=LITTER), seen(2, what=LITTER)),
    "not complete": told(seen(Measured({"lamps.lit": 1}), what=LITTER)),
    "no unit": told(seen(found(finding("f1", "gone")), what=LITTER)),
    "no circumstance": told(seen(found(finding("f1", circumstances={"a": "b"})), what=LITTER)),
    "too late": lambda: register(planned(RULES), [seen(1, what=LITTER, id_="2", visit="v")], onto=register(planned(RULES), [seen(1, what=LITTER, id_="1", visit="v")], closing=[("app", "v")])),
    "no visit": lambda: register(planned(RULES), [], closing=[("app", "v"), "v"]),
    "another plan": lambda: register(planned(RULES), [], onto=registered()),
    "no such plan": lambda: planned(RULES).merged and registered(rules=RULES).outcome("s9", LITTER),
    "unit left out": lambda: plan(planned(RULES).merged, [site(), site(), site("s2", "gone")], Q2, include=["hutang"]),
    "history": lambda: history([registered(rules=RULES)], Q2),
    "no history": lambda: share(registered(rules=RULES), history=[]),
    "another ledger": lambda: share(registered(rules=RULES), onto=shared()),
    "figures": lambda: score(shared(rules=RULES), givens={("a", "none", "gone"): 1, "a": 2}),
    "no figures": lambda: score(shared(rules=RULES), givens=[]),
    "only": lambda: score(shared(rules=RULES), only=["a.none"]),
    "carried": lambda: score(shared(rules=RULES), carried={"a": ["gone"]}),
    "no reason": lambda: score(shared(rules=RULES), supersedes=RESULTS),
    "reason alone": lambda: score(shared(rules=RULES), reason="复核"),
    "no correction": lambda: score(RESULTS.ledger, supersedes=RESULTS, reason="复核"),
    "onto": lambda: score(shared(rules=RULES), onto=scored()),
    "no assessment": lambda: RESULTS["none"],
    "changes": lambda: changes(RESULTS, later()),
    "editions": lambda: editions([RESULTS, RESULTS]),
    "no editions": lambda: editions([]),
    "together": lambda: together([]),
    "overlap": lambda: together([RESULTS, RESULTS]),
    "bottom": lambda: bottom(RESULTS["a"], 0),
    "handover": lambda: handover(RESULTS, "a", "b"),
    "received": lambda: receive(evolve(handover(scored(seen(3)), "a", "b"), rules="0"), planned().merged),
    "half received": lambda: receive(evolve(handover(scored(seen(3)), "a", "b"), entries=()), planned().merged),
    "several": lambda: statement(together([RESULTS, later()]), "wujin"),
    "statement": lambda: statement(RESULTS, "gone"),
    "explained": lambda: explain(RESULTS),
    "burden": lambda: burden(planned(RULES), register=registered()),
    "candidates": lambda: candidates([]),
    "trend": lambda: trend([]),
    "trend of": lambda: trend([RESULTS]).changes("a", "gone"),
    "uplift of": lambda: uplift(RESULTS).of("a", "gone"),
    "since": lambda: since(uplift(RESULTS), uplift(RESULTS)),
    "least": lambda: least(RESULTS, "a", "gone", 100),
    "no score": lambda: least(RESULTS, "a", "wujin", 500),
    "no place": lambda: least(RESULTS, "a", "wujin", Place(9)),
    "place": lambda: Place(0),
    "firm": lambda: firm(together([RESULTS, later()])),
    "one more": lambda: one_more(scored(seen(found(finding("f1")), what=LITTER), rules=RULES), "s1", LITTER),
    "stage": lambda: DriveStage(code="甲", zh="甲", provenance=Provenance.PLAN),
}  # fmt: skip


@pytest.mark.parametrize("act", RAISING.values(), ids=RAISING)
def test_every_refusal_is_told_in_chinese(act):
    """Whatever a plan, a register, a score or a reading of it refuses is told in Chinese, nothing of it in English."""
    problem = raised(act)
    told_in_chinese(problem)

    assert isinstance(problem, (Refused, BadValue)) or problem.told[1] == str(problem)


@pytest.mark.parametrize("mistake", Mistake)
def test_every_mistake_of_a_drive_is_told_in_chinese(mistake):
    """Each mistake of a drive has its sentence in both languages."""
    names = {name for _, name, _, _ in Formatter().parse(mistake.value.zh) if name} - {"value"}

    told_in_chinese(BadDrive(mistake, "x", tuple((name, "y") for name in names)))


def test_what_does_not_follow_is_told_in_a_chosen_language():
    """A disagreement names its fact, and what stands for a thing or for none, in the language that is asked for."""
    found_, issued = Disagreement("status", "s1", "met", ""), Disagreement(ISSUED, "postings", "1", "")

    assert ("达标状态（s1）：按测评记录应为达标，现为无", "status at s1: met follows from the observations, none was found") == (found_.text("zh"), found_.text("en"))
    assert "postings：核验书为无，成绩得出“1”" == issued.text("zh")


@pytest.mark.parametrize("shown", [lambda: explain(RESULTS["a"]["wujin"]).text("zh"), lambda: str(statement(RESULTS, "wujin")), lambda: certify(RESULTS).text("zh"), lambda: uplift(RESULTS).text("zh")], ids=["explanation", "statement", "certificate", "uplift"])
def test_what_is_read_of_a_score_is_told_in_chinese(shown):
    """Explanations, statements, certificates and uplift are told in Chinese; no line of them is English."""
    assert [] == _ENGLISH.findall(shown())
