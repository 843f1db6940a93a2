"""What one office passes to another as files: read under the same rules, and told where it says otherwise than they do."""

import io
import json

import pytest
from attrs import evolve

from samples import indicator
from survey import city, priced, scored, seen
from tristandard.basics.errors import TristandardError
from tristandard.codec.handed import load_handover, load_notices, write_handover, write_notices
from tristandard.codec.output import seal
from tristandard.merging.merged import merge
from tristandard.scoring.handover import handover
from tristandard.scoring.notice import notices

ALONE = evolve(city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), indicator("b.lamps", "lamps.lit >= 99 %")), notice_zh="虚构", notice_en="made up")
NOTICES = notices(scored(seen(3, what="a.litter"), rules=ALONE).ledger)
SHARED = evolve(city(), notice_zh="虚构")
HANDED = handover(scored(seen(3), rules=SHARED), "b", "a")
ASK = "ask for the file again"


def table(write, thing, rules, change):
    """Return the table of a file with a change, and a seal of its own."""
    file = io.StringIO()
    write(thing, file, merge(rules))
    found = json.loads(file.getvalue())
    del found["seal"]
    change(found)
    return {**found, "seal": seal(found)}


def told(load, given, rules):
    """Return what is told of a table."""
    with pytest.raises(TristandardError) as caught:
        load(given, merge(rules))
    return [str(one) for one in caught.value.reasons]


def test_a_notice_in_its_file():
    """Where, of what, by whom it was found, to whom it goes, who answers for it, and what was seen."""
    found = table(write_notices, NOTICES, ALONE, lambda _: None)

    assert {"kind", "notices", "seal"} == found.keys()
    assert [{
        "period": "2022Q2", "site": "s1", "indicator": "a.litter", "zh": "a.litter", "en": "a.litter", "found_by": "a", "to": ["b"], "units": ["wujin"], "outcome": {"measured": {"litter.spots": 3}},
        "seen": "litter.spots 3 处，标准 litter.spots <= 0 处", "seen_en": "litter.spots 3 处, bar litter.spots <= 0 处", "rules": ALONE.digest, "notice": "虚构", "notice_en": "made up",
    }] == found["notices"]  # fmt: skip
    assert NOTICES == load_notices(found, merge(ALONE))


def first(key, value):
    """Return what changes the first notice."""
    return lambda found: found["notices"][0].update({key: value})


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        (first("found_by", "c"), ["table, notices, entry 1.found_by: the notice names the assessment 'c', which is not declared; declare it, or mend the code"]),
        (first("to", ["b", "c"]), ["table, notices, entry 1.to: the notice names the assessment 'c', which is not declared; declare it, or mend the code"]),
        (first("units", ["wujing"]), ["table, notices, entry 1.units: the notice names the unit 'wujing', which is not declared; declare it, or mend the code (did you mean wujin?)"]),
        (first("indicator", "a.liter"), ["table, notices, entry 1.indicator: the notice names the indicator 'a.liter', which is not declared; declare it, or mend the code (did you mean a.litter?)"]),
        (first("zh", "垃圾"), [f"table, notices, entry 1.zh: '垃圾' is not what the rules given say: 'a.litter'; {ASK}"]),
        (first("en", "waste"), [f"table, notices, entry 1.en: 'waste' is not what the rules given say: 'a.litter'; {ASK}"]),
        (first("notice", "x"), [f"table, notices, entry 1.notice: 'x' is not what the rules given say: '虚构'; {ASK}"]),
        (first("notice_en", "x"), [f"table, notices, entry 1.notice_en: 'x' is not what the rules given say: 'made up'; {ASK}"]),
        (first("rules", "0" * 64), [f"table, notices, entry 1.rules: '{'0' * 64}' is not the digest of the rules given; load it with the rules that it was made under: these are called sample 1 too, and say something else"]),
        (lambda found: found.update(more=1, also=2), ["table: 'also' is not a known key; mend it, or take it out", "table: 'more' is not a known key; mend it, or take it out"]),
        (lambda found: found.update(notices=3), ["table, notices: 3 is not a list; load a file that this library wrote"]),
    ],
)  # fmt: skip
def test_what_a_notice_says_otherwise(change, messages):
    """Each is told with its key, and what to do."""
    assert messages == told(load_notices, table(write_notices, NOTICES, ALONE, change), ALONE)


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        (lambda found: found.update(host="c"), ["table, host: the handover names the assessment 'c', which is not declared; declare it, or mend the code"]),
        (lambda found: found.update(consumer="c"), ["table, consumer: the handover names the assessment 'c', which is not declared; declare it, or mend the code"]),
        (lambda found: found.update(notice="x"), [f"table, notice: 'x' is not what the rules given say: '虚构'; {ASK}"]),
        (lambda found: found.update(rule_set="other"), ["table, rule_set: 'other' is not 'sample', as in the rules given; load it with the rules that it was made under"]),
        (lambda found: found.update(variant="v"), ["table, variant: 'v' is not '', as in the rules given; load it with the rules that it was made under"]),
        (lambda found: found.pop("rules") and None, ["table: 'rules' is not there; load it with the rules that it was made under"]),
    ],
)  # fmt: skip
def test_what_a_handover_says_otherwise(change, messages):
    """Who measured, who uses it, and what the rules say of their numbers."""
    assert messages == told(load_handover, table(write_handover, HANDED, SHARED, change), SHARED)


def test_a_handover_in_its_file():
    """Each status with its points, as they were taken; it loads equal."""
    found = table(write_handover, HANDED, SHARED, lambda _: None)

    assert ("handover", "b", "a", "2022Q2") == tuple(found[key] for key in ("kind", "host", "consumer", "period"))
    assert [("s1", "breached", {"measured": {"litter.spots": 3}}, {"wujin": "1.5"}, {}, {})] == [tuple(one[key] for key in ("site", "status", "outcome", "points", "gained", "earlier")) for one in found["entries"]]
    assert HANDED == load_handover(found, merge(SHARED))
