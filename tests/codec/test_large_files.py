"""What loading takes in memory: never more than ten times the file and a little, whatever stands in it."""

import pytest

from fuzz import KeptConverters
from large_files import ALLOWANCE, GARBAGE, LARGER, REAL, TIMES, load, taken, written
from tristandard.basics.errors import TristandardError


@pytest.fixture(autouse=True)
def _kept_converters():
    with KeptConverters():
        yield


@pytest.mark.parametrize("name", REAL)
def test_what_people_have(tmp_path, name):
    """Observations, sites, areas and units take less than ten times their file."""
    load(written(REAL[name], 1000, tmp_path))
    path = written(REAL[name], 60_000, tmp_path)
    told, most = taken(path)

    assert (told, most < TIMES * path.stat().st_size + 300_000) == ("loaded", True)


@pytest.mark.parametrize("name", GARBAGE)
def test_garbage(tmp_path, name):
    """Garbage is refused within ten times its size and a fixed allowance, in a message that is no book."""
    path = written(GARBAGE[name], 80_000, tmp_path)
    told, most = taken(path)

    assert (told.startswith("refused"), most < TIMES * path.stat().st_size + ALLOWANCE, len(told) < 40) == (True, True, True)


def test_nothing_is_read_after_a_thousand_mistakes(tmp_path):
    """A mistake in every row is told a thousand times, and then that there are more."""
    with pytest.raises(TristandardError) as caught:
        load(written(GARBAGE["observations, CSV, wrong values"], 100_000, tmp_path))

    told = [str(problem) for problem in caught.value.exceptions]
    assert (len(told), told[-1]) == (1001, "observations.csv: 'more than 1000 mistakes' is not a file that is read to its end; mend those that are told, and load it again")
    assert told[0].startswith("observations.csv, row 2, column values: '-12' is not a value of litter.spots")


def mistakes(path):
    """Return how many mistakes of a file are told."""
    try:
        load(path)
    except TristandardError as error:
        return len(getattr(error, "exceptions", [error]))
    return 0


@pytest.mark.parametrize("name", LARGER)
def test_a_thousand_mistakes_of_every_file(tmp_path, name):
    """No file, however it is broken, is told by more than a thousand mistakes."""
    told = mistakes(written(LARGER[name], 30_000, tmp_path))

    assert (told > 0, told <= 1001) == (name not in {"rule set, indicators", "rule set, clauses", "rule set, areas", "areas, CSV, rows of nine bytes"}, True)
