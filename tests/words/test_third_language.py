"""A made-up third language, laid over the two, tells everything: no sentence is put together beside the templates."""

import re
from datetime import date
from itertools import chain
from pathlib import Path
from pkgutil import walk_packages

import pytest

import pages
import tristandard as ts

CITY = Path(__file__).parents[2] / "examples" / "second_city"


def _every_template():
    for room in pages.ROOMS:
        home = f"tristandard.{room}"
        for _, name, _ in walk_packages([str(Path(ts.__file__).parent / room)], f"{home}."):
            yield from (en for _, en in pages.templates(name))


#: Each template stands between two marks: what stands outside of them was not told in this language.
MADE_UP = ts.words.Language({en: f"⟦{en}⟧" for en in _every_template()}, joint=" & ")
#: Whatever a rule set calls itself is told as it is, and codes, keys and numbers are of no language.
_OWN = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}")


def outside(text):
    """Return what of a text stands between no marks."""
    rest = text
    while (inner := re.sub("⟦[^⟦⟧]*⟧", "", rest)) != rest:
        rest = inner
    return rest


@pytest.fixture(scope="module")
def results():
    """Return the scores of the small city."""
    survey = CITY / "survey"
    rules = ts.load_ruleset(CITY / "rules").extended(
        areas=ts.load_areas(survey / "areas.csv"), units=ts.load_units(survey / "units.csv")
    )
    plan = ts.plan(ts.merge(rules), ts.load_sites(survey / "sites.csv", rules), ts.Quarter(2026, 2))
    seen = [ts.load_observations(survey / name, rules) for name in ("observations.csv", "findings.json")]
    return ts.score(ts.share(ts.register(plan, [*seen[0], *seen[1]])), givens={("civic", "survey", "south"): 58})


def test_refusals_are_told_in_a_third_language(tmp_path):
    """What is wrong with files, with where it stands, and with rules is told by the templates alone."""
    tables = ts.files.to_tables(ts.load_ruleset("changzhou-2022"))
    tables["indicators"][0]["standard"] = "nonsense"
    tables["indicators"][1]["scope"] = "zone=nowhere"
    tables["indicators"][2]["code"] = tables["indicators"][3]["code"]
    tables["crosswalk"][1] = {**tables["crosswalk"][1], "relation": "like"}
    tables["ruleset"]["surplus"] = 1
    with pytest.raises(ts.Refused) as caught:
        ts.load_ruleset(tables)

    assert len(caught.value.exceptions) >= 5
    assert None is _OWN.search(outside(caught.value.text(MADE_UP)))


def test_remarks_and_scores_are_told_in_a_third_language(results):
    """Reports, explanations, certificates and insight are told by the templates alone."""
    rules = results.ledger.rules
    told = [ts.check(rules).text(MADE_UP), ts.certify(results).text(MADE_UP), ts.insight.convergence(results).text(MADE_UP)]
    told += [ts.explain(card).text(MADE_UP) for result in results.values() for card in result.values()]
    told += [ts.insight.burden(results.ledger.register.plan).text(MADE_UP), ts.insight.uplift(results).text(MADE_UP)]
    tables = [one.text(MADE_UP) for result in results.values() for one in (result.ranking(), ts.bulletin(result))]
    told += [text.replace("Gardens Bureau", "") for text in tables]  # what a unit calls itself stands in a cell
    told += [ts.statement(results, unit).text(MADE_UP) for unit in sorted({unit for result in results.values() for unit in result})]

    assert len(list(chain(told))) > 5
    for text in told:
        assert "⟦" in text
        assert None is _OWN.search(outside(text.replace(rules.notice_en, ""))), outside(text)


def test_what_a_template_lacks_is_told_in_english():
    """A language with no templates tells everything in English; date and number are of no language."""
    with pytest.raises(ts.TristandardError) as caught:
        ts.load_ruleset("changzhou-2022", on=date(1999, 1, 1))

    assert str(caught.value) == caught.value.text(ts.words.Language({}))
