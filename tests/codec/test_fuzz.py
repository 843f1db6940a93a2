"""Fuzzing, a short run: a few hundred files changed by chance. `python tests/fuzz.py` runs as many as one likes."""

from random import Random

import pytest

from fuzz import Broken, KeptConverters, Sample, changed, run, samples, verdict
from tristandard.basics.errors import BadValue, Refused


def test_every_file_that_is_changed_is_valid(tmp_path):
    """Before it is changed, each file loads to a value that is the whole of it and that reads back equal."""
    with KeptConverters():
        told = [verdict(sample, sample.content, tmp_path) for sample in samples()]

    assert ["loaded"] * len(told) == told
    assert {sample.name.partition(".")[0] for sample in samples()} == {
        *("ruleset", "indicators", "crosswalk", "areas", "units", "sites", "observations"),
        *("plan", "ledger", "results", "handover", "notices", "certificate"),
    }


def test_changed_files_are_taken_whole_or_refused():
    """Of some hundred changed files each is loaded whole or refused in our words, in time and in little memory."""
    told, _ = run(400, "0")

    assert (told.total(), sum(count for (_, how), count in told.items() if how == "loaded") > 20, sum(count for (_, how), count in told.items() if how == "refused") > 200) == (400, True, True)


def test_the_same_seed_changes_the_same_files():
    """A file that failed can be made again from its seed and its number."""
    one, two, other = ([changed(Random(f"{seed}/{turn}"), sample) for turn, sample in enumerate(samples())] for seed in (1, 1, 2))

    assert (one == two, one == other) == (True, False)


@pytest.mark.parametrize("error", [ValueError("x"), BadValue("x", "", ""), Refused("x", [BadValue("x", "a", "b")])])
def test_what_counts_as_ours(tmp_path, error):
    """Our errors are a refusal, another exception is none."""

    def load(_):
        raise error

    sample = Sample("t.csv", b"x", load, print)
    if isinstance(error, ValueError):
        with pytest.raises(Broken) as caught:
            verdict(sample, b"x", tmp_path)

        assert str(caught.value) == "t.csv: ValueError: x"
    else:
        assert verdict(sample, b"x", tmp_path) == "refused"


@pytest.mark.parametrize(("load", "message"), [(lambda _: (1,), "t.csv: 1 of 2 rows were loaded"), (lambda path: (1, path.stat().st_size), "t.csv: what was loaded reads back another")])
def test_what_counts_as_whole(tmp_path, load, message):
    """Rows that are missing, and a value that reads back another, are found."""
    sample = Sample("t.csv", b"", load, lambda _, path: path.write_bytes(b"more than was there"))
    with pytest.raises(Broken) as caught:
        verdict(sample, b"a\nb\nc\n", tmp_path)

    assert str(caught.value) == message
