"""What shows whether a task is done: every check, and every measurement of what the task names, unit by unit."""

from datetime import date

import pytest
from attrs import evolve

import tristandard as ts
from insight.test_drives import CLEAN, LITTER, check, made
from samples import crosswalk, indicator, match
from survey import NOBODY_LOOKED, city, priced, scored, seen, site
from tristandard.insight.driven import evaluate
from tristandard.insight.evidence import Evidence

STREET = "a.street+b.litter"
LAMPS = evolve(LITTER, code="lamps", indicators=["a.*"])


def rules():
    """Return rules in which `b` asks for litter, a part of what `a` asks of a street."""
    street = indicator("a.street", "litter.spots <= 0 处; lamps.lit >= 95 %", priced(1, None, 1, "litter.spots", "lamps.lit"))
    litter = indicator("b.litter", "litter.spots <= 2 处", priced(1))
    return city(street, litter, crosswalks=(crosswalk(match("a.street", "b.litter", "superset_of", "litter.spots"), host="a"),))


def street(where, lamps, **more):
    """Return a report of a street without litter, of which so many lamps are lit."""
    return seen(ts.Measured({"litter.spots": 0, "lamps.lit": lamps}), where, "a.street", **more)


@pytest.fixture(scope="module")
def driven():
    """What came of a drive of three tasks: one reads the litter of `b`, one whatever `a` asks, one is checked by hand."""
    sites = site("s1", {"wujin": "1/2", "bureau": "1/2"}), site("s2", "tianning"), site("s3", "xinbei"), site("s4", "xinbei")
    told = street("s1", 90, day=9), street("s1", 90, id_="again", source="x", day=12), street("s2", 99, day=9), seen(NOBODY_LOOKED, "s3", "a.street")
    tasks = [evolve(LITTER, indicators=["b.litter"]), LAMPS, CLEAN.tasks[1]]
    drives = made(rules=rules(), drives=[evolve(CLEAN, tasks=tasks)])
    return evaluate(drives, [check(met=2, checked=3), check("0", "tianning", day=date(2022, 4, 30), stage="work")], [scored(*told, rules=rules(), sites=sites).ledger])


def test_every_piece_of_evidence(driven):
    """Each check is evidence as it was made. A measurement is a place at each of its owners that carry the drive out, met where
    what the task names is met, on the last day that reports carry; what nobody measured is none. The earliest come first.
    """
    tianning, wujin = ({"drive": "clean", "unit": unit} for unit in ("tianning", "wujin"))
    there, here = ({"checked": 1, "source": f"{where}/{STREET}"} for where in ("s2", "s1"))

    assert (
        Evidence(**tianning, task="signs", day=date(2022, 4, 30), met=1, checked=1, source="0", kind="own"),
        Evidence(**wujin, task="signs", day=date(2022, 5, 3), met=2, checked=3, source="1", kind="own"),
        Evidence(**tianning, **there, task="lamps", day=date(2022, 5, 9), met=1),
        Evidence(**tianning, **there, task="litter", day=date(2022, 5, 9), met=1),
        Evidence(**wujin, **here, task="lamps", day=date(2022, 5, 12), met=0),
        Evidence(**wujin, **here, task="litter", day=date(2022, 5, 12), met=1),
    ) == driven.evidence


def test_what_was_seen_in_the_stage_that_evaluates(driven):
    """Places that meet a task, and places looked at, by drive and unit, of May alone."""
    assert {
        ("clean", "wujin"): {"signs": (2, 3), "lamps": (0, 1), "litter": (1, 1)},
        ("clean", "tianning"): {"lamps": (1, 1), "litter": (1, 1)},
    } == driven.looked


def test_tasks_done_of_those_looked_at(driven):
    """Wujin did one task of three, Tianning both that were looked at; nobody else has a score."""
    cards = driven.cards("clean")

    assert {"tianning": (100, 1), "wujin": (ts.exact("100/3"), 2)} == {unit: (card.exact, card.place) for unit, card in cards.items()}
    assert {"tianning": 1, "wujin": ts.exact("1/3"), "xinbei": None} == {unit: driven.share("clean", unit) for unit in ("tianning", "wujin", "xinbei")}
    assert ("清洁行动", "cleaning", "城管局") == (driven.results["clean"].assessment.zh, driven.results["clean"].assessment.en, driven.results["clean"].assessment.office)


def test_both_lists_with_their_reasons(driven):
    """Tianning is red with all it did; Wujin is black, with what it did not do."""
    red, black = driven.listed()

    assert ("tianning", "red", 1, 1, ()) == (red.unit, red.side.value, red.score, red.place, red.undone)
    assert ("wujin", "black", ts.exact("1/3"), 2, ("lamps", "signs")) == (black.unit, black.side.value, black.score, black.place, black.undone)
    assert ("得满分的 33.3 %，低于黑榜线 60 %；未完成：无垃圾；有标识", "33.3 % of the full mark, below the 60 % of the black list; not done: 无垃圾; signs") == black.reason
