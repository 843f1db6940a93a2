"""Rows of observations without the converter: the same as with it, or none; and the same text."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from samples import TINY
from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation
from tristandard.codec.folder import load_ruleset
from tristandard.codec.quick import Lines, Rows, compact
from tristandard.codec.survey_converter import survey_converter

RULES = load_ruleset(TINY)
ROW = {"source": "team", "id": "1", "site": "s1", "indicator": "urban.litter", "made": "2022-05-11", "outcome": {"measured": {"litter.spots": 3}}}


def learned(*rows):
    """Return what has read some rows, and the converter that it learned from."""
    convert = survey_converter(RULES)
    quick = Rows(convert)
    for row in rows or (ROW,):
        quick.learn(row, convert.structure(row, Observation))
    return quick, convert


@pytest.mark.parametrize(
    "row",
    [
        ROW,
        {**ROW, "id": "2", "site": "s9", "source": "b"},
        {**ROW, "outcome": {"measured": {"litter.spots": "4 处"}}},
        {**ROW, "outcome": {"measured": {"litter.spots": 3, "lamps.lit": "96 %"}}},
        {**ROW, "outcome": {"not_measured": "未去"}},
        {**ROW, "outcome": {"not_applicable": "没有"}},
        {**ROW, "outcome": {"measured": {}, "findings": [{"id": "f", "measure": "litter.spots"}]}},
        {**ROW, "revision": 2, "visit": "v", "external": {"grid": "0423"}},
        {**ROW, "external": "grid=0423; case=17"},
    ],
)
def test_a_row_whose_parts_are_known_is_read_as_the_converter_reads_it(row):
    """Its indicator and its day were read before; the observation is the same, with its external names."""
    quick, convert = learned()
    one, other = quick.take(row), convert.structure(row, Observation)

    assert one == other
    assert (one.external, one.revision, one.visit, one.source, one.site) == (other.external, other.revision, other.visit, other.source, other.site)


@pytest.mark.parametrize(
    "row",
    [
        3,
        [],
        {key: value for key, value in ROW.items() if key != "id"},
        {**ROW, "colour": "red"},
        {**ROW, "indicator": "civilized.litter"},
        {**ROW, "made": "2022-05-12"},
        {**ROW, "made": date(2022, 5, 12)},
        {**ROW, "revision": "2"},
        {**ROW, "source": 3},
        {**ROW, "site": ""},
        {**ROW, "visit": 3},
        {**ROW, "external": [1]},
        {**ROW, "external": "grid"},
        {**ROW, "external": {"grid": 3}},
        {**ROW, "outcome": 3},
        {**ROW, "outcome": {}},
        {**ROW, "outcome": {"measured": "3"}},
        {**ROW, "outcome": {"measured": {"litter.spots": "many"}}},
        {**ROW, "outcome": {"measured": {"litter.spots": [3]}}},
    ],
)
def test_any_other_row_is_left_to_the_converter(row):
    """What is not known, or is a mistake, is not read here."""
    assert learned()[0].take(row) is None


def test_what_was_learned_is_known():
    """Days, revisions and indicators as text, and the value in the cell of an indicator, are known once they were read."""
    cell = {**ROW, "made": "2022-05-12", "revision": "2", "indicator": "rural.litter", "outcome": {"measured": "3"}}
    quick, convert = learned()

    assert quick.take(cell) is None
    quick.learn(cell, convert.structure(cell, Observation))
    assert convert.structure(cell, Observation) == quick.take(cell)
    assert (date(2022, 5, 12), 2, Measured({"litter.spots": 3})) == (quick.take(cell).made, quick.take(cell).revision, quick.take(cell).outcome)
    assert quick.take({**cell, "indicator": "urban.litter"}) is None  # whose cell may mean another measure


def test_equal_parts_are_one():
    """Sources, sites, visits, names and outcomes that many rows share are kept once; values of another type are others."""
    quick, _ = learned()
    rows = [{**ROW, "id": str(number), "site": "".join(["s", "5"]), "visit": "".join(["v", "5"]), "external": {"".join(["g", "5"]): "1"}, "outcome": {"measured": {"litter.spots": value}}} for number, value in enumerate((3, 3, "3", "4"))]
    one, same, text, other = (quick.take(row) for row in rows)

    assert one.outcome is same.outcome
    assert text.outcome == one.outcome != other.outcome
    assert (one.site is same.site, one.visit is same.visit, one.source is same.source, next(iter(one.external)) is next(iter(same.external))) == (True,) * 4
    assert quick.take({**ROW, "outcome": {"measured": {"litter.spots": True}}}) is None


def test_no_more_is_remembered_than_so_much():
    """What was read long ago is forgotten, and read again as it was."""
    quick, convert = learned()
    for number in range(9000):
        quick.take({**ROW, "id": str(number), "site": f"s{number}"})

    assert len(quick._texts) <= 8192
    assert convert.structure(ROW, Observation) == quick.take(ROW)


HEAD = {"source": "te\"am", "id": "1", "site": "区", "indicator": "urban.litter", "made": date(2022, 5, 11)}


@pytest.mark.parametrize(
    ("observation", "text"),
    [
        (Observation(**HEAD, outcome=Measured({"litter.spots": 3})), '{"id":"1","indicator":"urban.litter","made":"2022-05-11","outcome":{"measured":{"litter.spots":3}},"site":"区","source":"te\\"am"}'),
        (
            Observation(**HEAD, revision=2, visit="v\\1", external={"b": "2", "a": "1"}, outcome=NotMeasured("未去")),
            '{"external":{"a":"1","b":"2"},"id":"1","indicator":"urban.litter","made":"2022-05-11","outcome":{"not_measured":"未去"},"revision":2,"site":"区","source":"te\\"am","visit":"v\\\\1"}',
        ),
        (
            Observation(**HEAD, outcome=Measured({"queue.wait": Fraction(1, 3)}, [Finding(id="f", measure="litter.spots", at=["1.5"])])),
            '{"id":"1","indicator":"urban.litter","made":"2022-05-11","outcome":{"findings":[{"at":["1.5"],"id":"f","measure":"litter.spots"}],"measured":{"litter.spots":1,"queue.wait":"1/3"}},"site":"区","source":"te\\"am"}',
        ),
        (Observation(**HEAD, outcome=NotApplicable("没有")), '{"id":"1","indicator":"urban.litter","made":"2022-05-11","outcome":{"not_applicable":"没有"},"site":"区","source":"te\\"am"}'),
    ],
)
def test_an_observation_is_a_line_of_json(observation, text):
    """Its keys stand in their order, what is as usual is left out, and it is what the converter gives."""
    convert = survey_converter(RULES)
    lines = Lines(convert)

    assert [text, text] == [lines.line(observation), lines.line(observation)]
    assert compact(convert.unstructure(observation)) == text


def test_compact_json():
    """Keys in their order, no blanks, letters as they are, and decimals and days as text."""
    assert '{"a":[1,"区"],"b":"1.50","c":"2022-05-11"}' == compact({"b": Decimal("1.50"), "a": [1, "区"], "c": date(2022, 5, 11)})
