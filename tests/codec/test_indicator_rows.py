"""The rows of indicators with the lines that price them: what is read, and what is told of a row."""

import pytest

from samples import TINY, mistakes
from tristandard.codec.folder import load_ruleset

ROWS, TOML = "indicators.csv", "ruleset.toml"
LITTER = "civilized.litter,order,路面垃圾,litter on the road,litter.spots <= 0 处,site_type=road,kind=district,1,,,,5,,plan,practice,illustrative"
LAMPS = "civilized.lamps,order,亮灯率,lamps lit,lamps.lit >= 95 %,site_type=road,kind=district,1,1 %,,,10,,plan,practice,illustrative"
PRICE = ",1,,,,5,,plan,practice,illustrative"
NO_PRICE = "is not there; write the points that each step loses, or name a tariff"


def test_where_indicators_and_their_lines_stand():
    """Each is known by its row; its lines by the column that prices it, or by its tariff."""
    known = load_ruleset(TINY).locations.known
    toilet = known["indicators", "urban.toilet", "deductions"]

    assert (ROWS, 2, ()) == (known["indicators", "civilized.litter"].file, known["indicators", "civilized.litter"].row, known["indicators", "civilized.litter"].steps)
    assert (ROWS, 2, ("each",)) == (known["indicators", "civilized.litter", "deductions"].file, known["indicators", "civilized.litter", "deductions"].row, known["indicators", "civilized.litter", "deductions"].steps)
    assert (TOML, 0, ("tariffs", "grade")) == (toilet.file, toilet.row, toilet.steps)


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ([(ROWS, LITTER, LITTER.replace(PRICE, ",,,,,5,,plan,practice,illustrative"))], [f"indicators.csv, row 2, column each: '' {NO_PRICE}"]),
        ([(ROWS, LITTER, LITTER.replace(PRICE, ",1,,,,5,grade,plan,practice,illustrative"))], ["indicators.csv, row 2, column tariff: 'grade' is not alone: each, at_most stand beside it; name a tariff, or write its columns, not both"]),
        ([(ROWS, LITTER, LITTER.replace(PRICE, ",,,,,,grad,plan,practice,illustrative"))], ["indicators.csv, row 2, column tariff: 'grad' is not a declared tariff; declare [[tariffs.grad]] in ruleset.toml, or mend the name"]),
        ([(ROWS, LITTER, LITTER.replace(",1,", ",one,"))], ["indicators.csv, row 2, column each: 'one' is not an exact number; write a plain decimal such as \"0.5\", or a fraction such as \"5/3\""]),
        ([(ROWS, LITTER, LITTER.replace(",5,", ",five,"))], ["indicators.csv, row 2, column at_most: 'five' is not an exact number; write a plain decimal such as \"0.5\", or a fraction such as \"5/3\""]),
        ([(ROWS, LAMPS, LAMPS.replace("1 %", "2"))], ["indicators.csv, row 5, column per: '2' is not a step with its unit; write \"2 %\""]),
        ([(ROWS, LAMPS, LAMPS.replace("1 %", "some"))], ["indicators.csv, row 5, column per: 'some' is not a number with its unit; write for example \"1 %\""]),
        ([(ROWS, LAMPS, LAMPS.replace("1 %", "1 处"))], ["indicators.csv, row 5, column per: '处' is not a unit that converts to %; write the value in %"]),
        ([(ROWS, LITTER, LITTER.replace("<= 0 处", "<= 0 处; ads.density >= 5 处/100 m").replace(",1,,,,5", ",1,1 处,,,5"))], ["indicators.csv, row 2, column per: '处' is not a unit that converts to 处/100 m; write the value in 处/100 m"]),
        ([(ROWS, LITTER, f"{LITTER}\n{LITTER}")], ["indicators.csv, row 3, column code: 'civilized.litter' is not a code of its own; row 2 has it too; give each indicator its own, or drop one"]),
        ([(ROWS, LITTER, f"{LITTER}\n{LITTER.replace('civilized', 'civilised')}")], ["indicators.csv, row 3, column code: 'civilised' is not a declared assessment; declare it in the rule set, or mend the code (did you mean civilized?)"]),
        ([(ROWS, LITTER, LITTER.replace("路面垃圾", ""))], ["indicators.csv, row 2, column zh: '' is not a text for `zh` (Indicator); write one that is not blank"]),
        ([(ROWS, LITTER, LITTER.replace("litter.spots <= 0 处", "litter.spot <= 0 处"))], ["indicators.csv, row 2, column standard: 'litter.spot' is not a declared measure; declare it in the rule set, or mend the code (did you mean litter.spots?)"]),
        ([(ROWS, LITTER, LITTER.replace("site_type=road", "site_type=rode"))], ["indicators.csv, row 2, column scope: 'rode' is not a declared site type; declare it in the rule set, or mend the code (did you mean road?)"]),
        ([(ROWS, LITTER, LITTER.replace("practice", "law"))], ["indicators.csv, row 2, column standard_provenance: 'law' is not one of plan, drive, published, practice, inferred, illustrative; write one of them"]),
        ([(TOML, "[[tariffs.grade]]", '[[tariffs.more]]\nmeasures = ["litter.spots"]\neach = 1\n\n[[tariffs.grade]]')], ["ruleset.toml, tariffs.more: 'more' is not named by any row; name it in the column tariff of indicators.csv, or drop it"]),
        ([(TOML, "[[tariffs.grade]]", "[tariffs.grade]")], ["ruleset.toml, tariffs.grade: {'measures': ['toilet.grade'], 'points': {'C': 2, 'B': 1, 'A': 0}} is not a list; write [ value, … ]"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_row_is_told_alone(tmp_path, edits, told):
    """Its row and column, what stands there, what was expected and what to write; and nothing that only follows from it."""
    assert told == mistakes(tmp_path, *edits)


def test_tariffs_that_are_no_table(tmp_path):
    """It is said how they are written."""
    found = mistakes(tmp_path, (TOML, "format = 1", "format = 1\ntariffs = 3"), (TOML, '[[tariffs.grade]]\nmeasures = ["toilet.grade"]\npoints = { C = 2, B = 1, A = 0 }\n', ""))

    assert "ruleset.toml, tariffs: 3 is not a table; write [[tariffs.NAME]] before each line" in found
