"""How the power of the certificate is measured: what is changed, where, and what counts as found; `.ci/run` runs a sample."""

import os
from functools import cache

import pytest

from proof.grounds import Ground, grounds
from proof.mutants import SOURCE, functions, mutants
from proof.power import STANDS, Reached, changes, in_a_fork, judged, reached, share, verdicts
from tristandard.rules.deductions.tariff import Tariff
from tristandard.rules.nodes.kinds import ScoreNode

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a mutant is planted in a fork")


@cache
def quarters() -> list[Ground]:
    """Return the quarters of the measure."""
    return grounds()


@cache
def some() -> list[Reached]:
    """Return a few of them, with what they reach."""
    return reached([one for one in quarters() if one.name in {"points_doubled 1", "points_split 3", "rates 2", "ties 1", "bonus_by_rank 1", "drawn 3", "drawn 8"}])


def of(file, function, before):
    """Return the mutants of one place of a function."""
    found = [one for one in mutants([SOURCE / file]) if one.function == function and one.before == before]
    assert found
    return found


def test_the_quarters_use_every_form_and_node():
    """Whatever a line may be priced by, and whatever a model may be made of, stands in the rules of some quarter."""
    forms, nodes = set(), set()
    for one in quarters():
        rules = one.papers.rules
        forms |= {type(line.tariff) for indicator in rules.indicators.values() for line in indicator.deductions}
        nodes |= {type(node) for book in rules.assessments for _, node in book.model.nodes}

    assert set(Tariff.__args__) <= forms
    assert set(ScoreNode.__args__) <= nodes


def test_every_kind_of_change_is_made():
    """The mutants are of the kinds that mutation runs have, and each can be planted: its code is found in the module that is loaded."""
    planted = changes()

    assert {"comparison", "operation", "condition", "argument", "constant", "returned", "assigned"} == {one.kind for one in planted}
    assert len(planted) > 8000
    for one in planted[::400]:
        assert one.code() is not None
        assert functions()[str(one.file), one.function, one.first]


@pytest.mark.parametrize(
    ("file", "function", "before", "after"),
    [
        ("rules/deductions/steps.py", "Steps.price", "self.taken(ask, value) * self.each", "self.taken(ask, value) / self.each"),
        ("scoring/placing.py", "Rivals.place", None, None),
        ("survey/posting.py", "use_of", "len(mine) > 1", None),
        ("basics/publication.py", "Publication.publish", None, None),
    ],
)
def test_a_mutant_that_changes_results_is_found(file, function, before, after):
    """A step that divides, a place that is shifted, a score that is rounded otherwise: whatever changes results leaves no certificate that holds."""
    chosen = [one for one in mutants([SOURCE / file]) if one.function == function and before in (None, one.before) and after in (None, one.after)]
    found = [one.what for one in verdicts(chosen, some())]

    assert "found" in found
    assert "missed" not in found


def test_a_mutant_that_drops_what_was_given_is_counted_apart():
    """Results that say of figures that nobody gave any follow from that: it is neither found nor missed."""
    chosen = of("scoring/score.py", "score", "{} if givens is None else givens")
    found = {one.what for one in verdicts(chosen, [one for one in some() if one.ground.name == "rates 2"])}

    assert "given" in found
    assert found <= {"given", "broken", "same"}


def test_what_stands_is_a_mutant():
    """Each mutant that is known not to be found is one that is made, so that the list does not outlive the code."""
    made = {(one.file.name, one.function, one.before) for one in changes()}

    assert made >= STANDS


def test_a_mutant_is_planted_in_its_fork_alone():
    """After a mutant was judged the library is what it was."""
    (mutant,) = [one for one in of("rules/deductions/steps.py", "Steps.price", "self.taken(ask, value) * self.each") if one.kind == "operation"]
    (held,) = functions()[str(mutant.file), mutant.function, mutant.first][:1]
    before = held.__code__
    told = in_a_fork(lambda: judged(mutant, some()), 60)

    assert ("found", before) == (told[0], held.__code__)


def test_the_share_is_of_those_that_change_results():
    """What breaks, changes nothing or is not reached is counted apart; of none all are found."""
    assert [3 / 4, 1] == [share({"found": 3, "missed": 1, "broken": 9, "same": 9}), share({"found": 0, "missed": 0})]


def test_what_takes_too_long_or_dies_is_nothing():
    """A fork that raises, or does not come back in time, gives nothing."""

    def forever():
        while True:
            pass

    assert [None, None] == [in_a_fork(lambda: 1 / 0, 5), in_a_fork(forever, 0)]
