"""Revisions of a report: the highest stands, the lower ones are kept, and none has two meanings."""

from datetime import date
from itertools import permutations

import pytest

from samples import lacking
from survey import (
    LITTER,
    NOBODY_LOOKED,
    finding,
    found,
    litter,
    messages,
    planned,
    refused,
    registered,
    seen,
    site,
    superseded,
)
from tristandard.basics.errors import Refused
from tristandard.basics.outcome import Measured, Observation
from tristandard.survey.registering import register


@pytest.mark.parametrize("order", list(permutations([1, 2, 3])))
def test_the_highest_revision_stands_in_any_order(order):
    """A correction may arrive before what it corrects; lower revisions are kept as superseded."""
    held = registered(*(seen(revision, id_="r", revision=revision) for revision in order))

    assert litter(3) == held.outcome("s1", LITTER)
    assert [("r", "revision 3 took its place")] * 2 == superseded(held)
    assert [1, 2] == [found.observation.revision for found in held.superseded]
    assert [1, 2, 3] == [observation.revision for observation in held.observations()]


def test_an_older_revision_again_changes_nothing():
    """What was superseded may be sent again, if it is the same."""
    held = registered(seen(1, revision=1), seen(2, revision=2), seen(1, revision=1))

    assert registered(seen(1, revision=1), seen(2, revision=2)) == held


@pytest.mark.parametrize("before", [[], [seen(7, revision=2)]])
def test_one_revision_with_two_contents_is_refused(before):
    """The same id and revision must be equal, whether it is the latest or superseded."""
    told = refused(*before, seen(1), seen(2))

    assert [
        "observation 's1/a.litter+b.litter' of 'team' was given twice as revision 1, with different content; raise the revision of the later one"
    ] == told


def test_a_revision_may_move_a_report_to_another_site():
    """A report of the wrong site is mended by its next revision, even where the wrong site is not in the plan."""
    held = registered(seen(3, "s9", id_="r"), seen(3, "s1", id_="r", revision=2))

    assert litter(3) == held.outcome("s1", LITTER)


def test_a_correction_is_compared_with_its_own_report(monkeypatch):
    """A revision is compared with its own report, not with every other one that was ever corrected."""
    places = tuple(site(f"s{number}") for number in range(200))
    reports = [seen(1, place.code, id_=place.code, revision=revision) for place in places for revision in (1, 2)]
    compared, equal = [], Observation.__eq__
    monkeypatch.setattr(Observation, "__eq__", lambda one, other: compared.append(one) or equal(one, other))
    registered(*reports, *reports, sites=places)

    assert len(compared) <= len(reports)


def test_all_that_does_not_stand_is_kept():
    """Revisions that were replaced, and reports that yield to others, are kept with why."""
    held = registered(seen(3, revision=2), seen(2), seen(NOBODY_LOOKED, id_="x"), sites=(site(),))

    assert [(f"s1/{LITTER}", "revision 2 took its place"), ("x", "another observation did measure it")] == superseded(held)


@pytest.mark.parametrize("revision", [1, 2])
def test_a_clash_is_told_alike_in_any_order(revision):
    """Which of two contents of one revision came first changes no reason."""
    reports = [seen(3, id_="r"), seen(Measured({"litter.spots": "no"}), id_="r"), seen(2, "s9", id_="r"), seen(1, id_="r", revision=revision)]

    assert 1 == len({tuple(refused(*order)) for order in permutations(reports)})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"what": "a.liter"}, "observation '1' of 'team' names the indicator 'a.liter', which is not declared"),
        ({"outcome": found(finding("f1", "nobody"))}, "finding 'f1' names the unit 'nobody', which is not declared"),
        ({"outcome": Measured({"litter.spots": -1})}, "'-1' is not a value of litter.spots"),
    ],
)
def test_a_lower_revision_in_unknown_words(change, told):
    """A revision that another took the place of is kept with the rest, in files too: in words that the rules do not declare it is refused, whichever comes first; what the plan does not ask, or on another day, is only superseded."""
    lower, higher = seen(**{"outcome": 2, "id_": "1", **change}), seen(3, id_="1", revision=2)
    for reports in ([lower, higher], [higher, lower]):
        with pytest.raises(Refused) as caught:
            register(planned(), reports)

        assert lacking("; ".join(messages(caught)), f"observation '1' of 'team' has a revision 1 that no file could hold: {told}", "leave that revision out") == []
    other = [seen(2, "s9", id_="1"), seen(2, id_="1", made=date(2021, 1, 1)), seen(Measured({"lamps.lit": 3}), id_="1")]
    assert [1, 1, 1] == [len(register(planned(), [one, higher]).superseded) for one in other]
