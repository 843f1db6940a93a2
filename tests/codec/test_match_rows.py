"""The rows of matches, and rulings: read, and told where they are wrong without what only follows."""

import pytest

from samples import TINY, mistakes
from tristandard.codec.folder import load_ruleset

CROSSWALK, TOML = "crosswalk.csv", "ruleset.toml"
FIRST = "streets,civilized.litter,urban.litter,equal,,同问路面垃圾"
RULING = 'members = ["civilized.notices", "rural.notices"]'


def test_where_matches_and_rulings_stand():
    """Each is known by its row, or its place in the list."""
    known = load_ruleset(TINY).locations.known

    assert (CROSSWALK, 2) == (known["matches", "civilized.litter", "urban.litter"].file, known["matches", "civilized.litter", "urban.litter"].row)
    assert ("rulings", 0) == known["rulings", "civilized.notices", "rural.notices"].steps


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        ((CROSSWALK, FIRST, FIRST.replace("streets", "street")), ["crosswalk.csv, row 2, column crosswalk: 'street' is not a declared crosswalk; declare it in the rule set, or mend the code (did you mean streets?)"]),
        ((CROSSWALK, FIRST, FIRST.replace("equal", "like")), ["crosswalk.csv, row 2, column relation: 'like' is not one of equal, subset_of, superset_of, intersects; write one of them"]),
        ((CROSSWALK, FIRST, f"{FIRST}\n{FIRST}"), ["crosswalk.csv, row 3: 'civilized.litter ~ urban.litter' is not a match of its own; row 2 has it too; drop one"]),
        ((CROSSWALK, FIRST, FIRST.replace("同问路面垃圾", "")), ["crosswalk.csv, row 2, column rationale: '' is not a text for `rationale` (Match); write one that is not blank"]),
        ((CROSSWALK, FIRST, FIRST.replace("equal,", "subset_of,none; other")), None),
        ((TOML, "[[rulings]]", "[rulings]"), ["ruleset.toml, rulings: {'members': ["]),
        ((TOML, RULING, "members = 3"), ["ruleset.toml, rulings, entry 1.members: 3 is not a list; write [ value, … ]"]),
        ((TOML, RULING, 'members = ["civilized.notices", 3]'), ["ruleset.toml, rulings, entry 1.members, entry 2: 3 is not text; write it in quotes"]),
        ((TOML, RULING, ""), ["ruleset.toml, rulings, entry 1: 'members' is not there; add it"]),
        ((TOML, 'clause = "plan"\nwhy', 'clause = "plane"\nwhy'), ["ruleset.toml, rulings, entry 1.clause: 'plane' is not a declared clause; declare it in the rule set, or mend the code (did you mean plan?)"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_alone(tmp_path, edit, told):
    """A row or a ruling that cannot be read leaves what it joins unsettled: nothing that only follows from that is told."""
    found = mistakes(tmp_path, edit)
    if told is None:
        assert all(one.startswith("crosswalk.csv, row 2") for one in found)
    else:
        assert [True] * len(told) == [one.startswith(start) for one, start in zip(found, told, strict=True)], found
