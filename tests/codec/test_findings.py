"""Findings in JSON: where they lay, what is said of them and what became of them, read, written back, and every way to write one wrong."""

import json

import pytest

from samples import TINY, changed, lacking
from tristandard.basics.errors import Refused
from tristandard.codec.folder import load_ruleset
from tristandard.codec.survey import load_observations, write_observations

RULES = load_ruleset(TINY)
LIFE = [
    {"stage": "found", "day": "2022-05-11"},
    {"stage": "notified", "day": "2022-05-11"},
    {"stage": "due", "day": "2022-05-14"},
    {"stage": "rectified", "day": "2022-05-13"},
    {"stage": "sent_back", "day": "2022-05-14"},
    {"stage": "appealed", "day": "2022-05-15", "authority": "湖塘镇", "reason": "不在辖区"},
    {"stage": "struck", "day": "2022-05-20", "authority": "市城管委", "reason": "属实"},
]
WHOLE = {"id": "f1", "measure": "litter.spots", "place": "东侧", "at": ["2.5", "1/3"], "unit": "hutang", "circumstances": {"found_by": "city"}, "life": LIFE, "evidence": "photo:1"}


def written(folder, *findings):
    """Return the path of an observation with findings."""
    folder.mkdir(exist_ok=True)
    path = folder / "observations.json"
    row = {"source": "team", "id": "1", "site": "s1", "indicator": "urban.litter", "made": "2022-05-13", "outcome": {"measured": {}, "findings": findings}}
    path.write_text(json.dumps([row], ensure_ascii=False), encoding="utf-8")
    return path


def test_every_key_of_a_finding_reads_back(tmp_path):
    """A finding with everything that can be said of it reads back equal, and writes again the same bytes."""
    (told,) = load_observations(written(tmp_path, WHOLE), RULES)
    for name in ("one", "two"):
        write_observations([told], tmp_path / f"{name}.json", RULES)
        assert (told,) == load_observations(tmp_path / f"{name}.json", RULES)

    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    finding = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))[0]["outcome"]["findings"][0]
    assert {"id", "measure", "place", "at", "unit", "circumstances", "life", "evidence"} == finding.keys()
    assert LIFE[5] in finding["life"]
    assert ["2.5", "1/3"] == finding["at"]


def test_what_is_left_out_stays_out(tmp_path):
    """A finding of which nothing more is said is written with its id and its measure alone."""
    (told,) = load_observations(written(tmp_path, {"id": "f1", "measure": "litter.spots"}), RULES)
    write_observations([told], tmp_path / "out.json", RULES)

    assert [{"id": "f1", "measure": "litter.spots"}] == json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))[0]["outcome"]["findings"]


FINDING = "observations.json, entry 1.outcome.findings, entry 1"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"life": [{"stage": "lost", "day": "2022-05-11"}]}, f"{FINDING}.life, entry 1.stage: 'lost' is not one of found, notified, due, rectified, sent_back, verified, appealed, upheld, struck"),
        ({"life": [{"stage": "found", "day": "11.5.2022"}]}, f"{FINDING}.life, entry 1.day: '11.5.2022' is not a date; write year-month-day"),
        ({"life": [{"stage": "found", "day": "2022-05-11T09:00"}]}, f"{FINDING}.life, entry 1.day: '2022-05-11T09:00' is not a date"),
        ({"life": [{"stage": "found"}]}, f"{FINDING}.life, entry 1: 'day' is not there; add it"),
        ({"life": [{"stage": "found", "day": "2022-05-11", "by": "team"}]}, f"{FINDING}.life, entry 1: 'by' is not a known key"),
        ({"life": [{"stage": "struck", "day": "2022-05-11"}]}, f"{FINDING}.life, entry 1: 'struck' is not an event with its authority and reason"),
        ({"life": [{"stage": "sent_back", "day": "2022-05-11"}]}, f"{FINDING}: 'sent_back' is not the next event of finding 'f1'; give the day on which it was rectified, on or before it"),
        ({"life": {"stage": "found"}}, f"{FINDING}.life: "),
        ({"at": [1, 2, 3]}, f"{FINDING}.at: ['1', '2', '3'] is not a position"),
        ({"at": 35}, f"{FINDING}.at: 35 is not a list"),
        ({"at": ["far"]}, f"{FINDING}"),
        ({"circumstances": {"channel": "media"}}, f"{FINDING}.circumstances: 'channel' is not a declared circumstance"),
        ({"circumstances": {"found_by": "mayor"}}, f"{FINDING}.circumstances: 'mayor' is not a declared answer to found_by"),
        ({"unit": "nobody"}, f"{FINDING}.unit: 'nobody' is not a declared unit"),
        ({"measure": "litter.spot"}, "'litter.spot' is not a declared measure"),
        ({"id": " "}, f"{FINDING}.id: ' ' is not a text"),
    ],
)
def test_each_mistake_of_a_finding(tmp_path, change, message):
    """A finding that cannot be is told with its place, its value and what to do."""
    with pytest.raises(Refused) as caught:
        load_observations(written(tmp_path, {"id": "f1", "measure": "litter.spots", **change}), RULES)

    assert [] == lacking(str(caught.value), message)


def test_what_counts_nothing_takes_no_room_in_the_domain(tmp_path):
    """Three stairwells looked at, of which at most two may be dirty: an exempt finding does not go beyond the measure's upper end."""
    edits = [("ruleset.toml", "whole = true", 'whole = true\nhigh = 2\ncounting = { by = "found_by", forms = { district = { counts = 0, why = "不计" } } }')]
    rules = load_ruleset(changed(tmp_path / "rules", *edits))
    found = [{"id": f"f{place}", "measure": "litter.spots", "circumstances": {"found_by": who}} for place, who in enumerate(("city", "district", "district"))]

    assert 1 == len(load_observations(written(tmp_path / "seen", *found), rules))
