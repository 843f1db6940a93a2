"""A rule set loads from its tables as from its files, with the same mistakes."""

from pathlib import Path

import pytest

import tristandard as ts

CITIES = Path(__file__).parents[2] / "docs" / "cities"
LOADED = ["changzhou-2022", *sorted(str(path.parent) for path in CITIES.glob("*/indicators.csv"))]


@pytest.mark.parametrize("source", LOADED, ids=lambda source: Path(source).name)
def test_a_rule_set_loads_from_its_tables(source):
    """The tables of a rule set load equal, and change nothing that was given."""
    rules = ts.load_ruleset(source)
    tables = ts.files.to_tables(rules)

    assert rules == ts.load_ruleset(tables)
    assert tables == ts.files.to_tables(rules)


def test_mistakes_of_tables_are_told_by_their_rows():
    """All mistakes of all tables come together, each by its table, row and column, in both languages."""
    tables = ts.files.to_tables(ts.load_ruleset("changzhou-2022"))
    tables["ruleset"]["surplus"] = 1
    tables["indicators"][0]["standard"] = "nonsense"
    tables["crosswalk"][1] = {**tables["crosswalk"][1], "more": "1"}
    tables["crosswalk"].append(3)
    with pytest.raises(ts.Refused) as caught:
        ts.load_ruleset(tables)
    en, zh = str(caught.value), caught.value.text("zh")

    for told in ("ruleset", "indicators, row 1, column standard: 'nonsense'", "crosswalk, row 2", "3 is not a row"):
        assert told in en
    for told in ("indicators 第 1 行 standard 列：'nonsense'", "crosswalk 第 2 行", "3 不是一行"):
        assert told in zh


@pytest.mark.parametrize(
    "given",
    [{}, {"ruleset": {}, "indicators": [], "crosswalk": [], "more": []}, {"ruleset": [], "indicators": [], "crosswalk": []}, {"ruleset": {}, "indicators": "a", "crosswalk": []}],
    ids=["nothing", "more", "no table", "no rows"],
)
def test_what_is_no_tables_is_refused(given):
    """A part that is missing, one too many, or one that is no table or rows, is refused with what to give."""
    with pytest.raises(ts.BadValue, match='give "ruleset", the table of ruleset'):
        ts.load_ruleset(given)


def test_tables_have_no_encoding():
    """What is given as values has no encoding to name."""
    tables = ts.files.to_tables(ts.load_ruleset("changzhou-2022"))
    with pytest.raises(ts.TristandardError, match="given is text already"):
        ts.load_ruleset(tables, encoding="utf-8")


def test_what_is_given_in_the_place_of_tables_is_named():
    """The parts that were given stand in the message, in both languages."""
    for given in ({"ruleset": {}}, {"ruleset": {}, "indicators": "a", "crosswalk": []}):
        with pytest.raises(ts.BadValue) as caught:
            ts.load_ruleset(given)

        assert f"{list(given)} is not the tables of a rule set; give \"ruleset\", the table of ruleset.toml, and \"indicators\" and \"crosswalk\", a list of rows each; nothing else" == str(caught.value)
        assert f"[{'、'.join(given)}] 不是规则集的各张表；请给出 \"ruleset\"（ruleset.toml 的内容）、\"indicators\" 和 \"crosswalk\"（各为一行一行的列表），不写别的" == caught.value.text("zh")
