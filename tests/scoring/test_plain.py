"""Codes given as members of an Enum of texts, and days of a library of dates, make the same quarter as plain ones."""

from datetime import date
from enum import Enum, IntEnum

from survey import LITTER, Q2, WEIGHTED, city, finding, found, site
from tristandard.basics.outcome import Observation
from tristandard.codec.handed import write_handover
from tristandard.codec.results import write_results
from tristandard.codec.survey import write_observations, write_sites
from tristandard.merging.merged import merge
from tristandard.reports.explanation import explain
from tristandard.reports.statement import statement
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.given import Given
from tristandard.scoring.handover import handover
from tristandard.scoring.receive import receive
from tristandard.scoring.score import score
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share


class E(str, Enum):  # noqa: UP042 - a StrEnum prints as its value
    S1 = "s1"
    TEAM = "team"
    VISIT = "v1"
    UNIT = "wujin"
    NAMED = "tianning"
    FOUND = "f1"
    LITTER = LITTER
    SPOTS = "litter.spots"
    A = "a"
    B = "b"
    SURVEY = "survey"


class One(IntEnum):
    ONE = 1


class Day(date):
    pass


MODEL = Model({"total": Blend(weights={"streets": 50, "survey": 50}), "streets": WEIGHTED["total"], "type": WEIGHTED["type"], "sheet": WEIGHTED["sheet"], "survey": Given(by="统计局")})
RULES = city(models={"a": MODEL})


def quarter(*, plainly):
    """Return the observation, the sites and the results of a quarter, with plain values or with members of an Enum."""
    as_is = str.__str__ if plainly else lambda member: member
    day = date(2022, 5, 10) if plainly else Day(2022, 5, 10)
    sites = [site(as_is(E.S1), as_is(E.UNIT), external={as_is(E.TEAM): as_is(E.S1)}), site("s2", "tianning")]
    report = Observation(
        source=as_is(E.TEAM), id=as_is(E.FOUND), revision=1 if plainly else One.ONE, site=as_is(E.S1), indicator=as_is(E.LITTER), made=day, visit=as_is(E.VISIT),
        outcome=found(finding(as_is(E.FOUND), as_is(E.NAMED))),
    )  # fmt: skip
    held = register(plan(merge(RULES), sites, Q2), [report], closing=[(as_is(E.TEAM), as_is(E.VISIT))])
    ledger = share(held, history={as_is(E.S1): {as_is(E.SPOTS): [1]}})
    results = score(ledger, givens={(as_is(E.A), as_is(E.SURVEY), as_is(E.UNIT)): 90}, only=[as_is(E.LITTER)])
    return [report], sites, results


def within(results):
    """Return everything that results hold, as text that tells an enum from the text that it equals."""
    held = results.ledger.register
    cards = [(card.part, card.place, card.reason) for result in results.values() for card in result.values()]
    return repr((cards, held.latest, held.plan.sites, results.ledger.entries, results.ledger.history, results.givens, results.only))


def test_members_of_an_enum_are_the_texts_that_they_equal(tmp_path):
    """The digest, what is written and what is printed are those of plain texts, dates and numbers."""
    one, other = quarter(plainly=True), quarter(plainly=False)
    for name, (reports, sites, results) in (("one", one), ("other", other)):
        (tmp_path / name).mkdir()
        write_sites(sites, tmp_path / name / "s.csv")
        write_observations(reports, tmp_path / name / "o.json", RULES)
        write_results(results, tmp_path / name / "r.json")
        write_handover(handover(results, E.B, E.A), tmp_path / name / "h.json", merge(RULES))

    assert one[2].digest == other[2].digest
    assert {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()} == {path.name: path.read_bytes() for path in (tmp_path / "other").iterdir()}
    for tell in (lambda found: str(explain(found["a"]["wujin"])), lambda found: str(statement(found, "wujin")), within):
        assert tell(one[2]) == tell(other[2])
    received = [
        receive(handover(one[2], "b", "a"), merge(RULES), givens=one[2].givens),
        receive(handover(other[2], E.B, E.A), merge(RULES), givens=other[2].givens),
    ]
    assert within(received[0]) == within(received[1])
