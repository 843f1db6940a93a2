"""The mutation run counts honestly: what is killed is killed by a test that fails, and nothing else is."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mutation import Reach, between, drawn, lines_of, ordered, room, within
from proof.mutants import SOURCE, mutants

pytest.importorskip("coverage", reason="the dependency group dev")
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a mutant is planted in a fork")
ROOT = Path(__file__).parents[1]


def run(tmp_path, tests, only):
    """Return how many mutants of some lines were killed and survived under some tests, and what was printed."""
    given = ["--rooms", "basics", "--tests", tests, "--only", only, "--many", "9999", "--show", "--scratch", str(tmp_path)]
    done = subprocess.run([sys.executable, "tests/mutation.py", *given], cwd=ROOT, capture_output=True, text=True, check=True)
    killed, late, survived = map(int, re.search("[|] `all` [|] [0-9]+ [|] [0-9]+ [|] ([0-9]+) [|] ([0-9]+) [|] ([0-9]+) ", done.stdout).groups())
    return killed, late, survived, done.stdout


def some():
    """Return a mutant of the room `basics`."""
    return next(mutants([SOURCE / "basics" / "points.py"]))


def test_known_tests_kill_known_mutants(tmp_path):
    """Under the tests of its module every mutant of whether a place lies within another is killed."""
    killed, late, survived, told = run(tmp_path, "tests/basics/test_location.py", "Location.within")

    assert (0, 0) == (late, survived), told
    assert killed > 0


def test_what_no_test_reaches_survives(tmp_path):
    """Under tests that do not reach them the same mutants survive, all of them, and it is said that no test reached them."""
    killed, late, survived, told = run(tmp_path, "tests/basics/test_clause.py", "Location.within")

    assert (0, 0) == (killed, late)
    assert survived == told.count("survived (0 tests)") > 0


def test_a_lot_is_the_same_each_time_and_in_proportion():
    """A seed names one lot; each room has its share of it, and no mutant is drawn twice."""
    lot, every = drawn(["merging", "grouping"], 40, 3)

    assert lot == drawn(["merging", "grouping"], 40, 3)[0]
    assert lot != drawn(["merging", "grouping"], 40, 4)[0]
    assert len(lot) == len(set(lot))
    for one in ("merging", "grouping"):
        assert sum(room(mutant) == one for mutant in lot) == round(40 * every[one] / every.total())


def test_tests_of_its_own_module_come_first():
    """A mutant meets the tests of its module, then by turns one of its room and one of the others; of each the quick ones first."""
    own, mine, others = ([f"tests/{name}::{one}" for one in ("quick", "slow")] for name in ("basics/test_points.py", "basics/test_marks.py", "rules/test_model.py"))
    reach = {name: Reach(float(name.endswith("slow")), {}, True) for name in (*others, *mine, *own)}

    assert ordered(some(), reach, reach) == [*own, mine[0], others[0], mine[1], others[1]]


def test_as_many_tests_as_the_seconds_suffice_for():
    """A test that would take too long is left out and a quicker one after it is not; where all would, the quickest is run."""
    reach = {name: Reach(seconds, {}, True) for name, seconds in (("a", 5.0), ("b", 1.0), ("c", 9.0), ("d", 2.0))}

    assert within("bcd", reach, 3.5) == ["b", "d"]
    assert within("ca", reach, 3.5) == ["a"]


def test_a_mutant_is_reached_by_the_lines_of_its_statement():
    """Whoever runs the statement of a mutant reaches it, also where that has several lines; the body of a condition is not of its head."""
    for mutant in mutants([SOURCE / "survey" / "settlement.py"]):
        assert lines_of(mutant) >> mutant.line & 1


@pytest.mark.parametrize(("killed", "many", "low", "high"), [(97, 100, 91.5, 99.0), (970, 1000, 95.7, 97.9), (10, 10, 72.2, 100.0)])
def test_the_range_of_a_share(killed, many, low, high):
    """The range of a share is Wilson's at 95 %: narrower for a larger lot, and never above all."""
    assert (low, high) == tuple(round(end, 1) for end in between(killed, many))
