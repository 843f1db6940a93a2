"""Published tables, computed again: each printed cell is reproduced, unseen, or not reproducible by a stated difference.

A folder of `cases/published` is a rule set with the inputs that were printed (figures, or sites and
observations) and `printed.csv`: by assessment and unit what was printed, and what becomes of it.
"""

import csv
import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from tristandard.basics.period import Period
from tristandard.basics.points import exact, plain
from tristandard.checks.report import check
from tristandard.codec.folder import load_ruleset
from tristandard.codec.survey import load_observations, load_sites
from tristandard.merging.merged import merge
from tristandard.proof.certificate import certify
from tristandard.reports.bulletin import bulletin
from tristandard.scoring.score import score
from tristandard.scoring.together import together
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

FOLDERS = sorted(path.parent for path in (Path(__file__).parent / "cases" / "published").glob("*/case.toml"))


def rows(path):
    """Return the rows of a table, none where there is no file."""
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) if path.exists() else []


def results_of(folder):
    """Return the results of a folder: of its one period, or of several together."""
    case, rules = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8")), load_ruleset(folder)
    assert () == check(rules).problems
    merged, found = merge(rules), []
    for period in case["periods"]:
        sites = load_sites(folder / "sites.csv", rules) if (folder / "sites.csv").exists() else ()
        observations = load_observations(folder / "observations.csv", rules) if (folder / "observations.csv").exists() else ()
        figures = {(row["assessment"], row["name"], row["unit"]): row["value"] for row in rows(folder / "figures.csv") if row.get("period", period) == period}
        found.append(score(share(register(plan(merged, sites, Period.parse(period)), observations)), givens=figures))
    return found[0] if len(found) == 1 else together(found)


def computed(card, what):
    """Return what a cell comes to, as it is printed; "" where there is nothing to print."""
    publish = card.assessment.publication.publish
    match what.split():
        case ["score"]:
            return "" if card.published is None else str(card.published)
        case ["place"]:
            return "" if card.place is None else str(card.place)
        case ["item", code]:
            (part,) = [part for part in card.part.parts if part.member == code]
            return str(publish(part.value))
        case ["lost", code]:
            return plain(sum((lost for part in card.sheets() for item, lost, _ in part.items if item == code), exact(0)))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_published_table(folder):
    """Every printed cell comes out as it is said to: the same, or different by exactly the difference that is given, with its reason."""
    results, wrong = results_of(folder), []
    for row in rows(folder / "printed.csv"):
        found = computed(results[row["assessment"]][row["unit"]], row["what"])
        match row["state"]:
            case "reproduced":
                fits = found == row["printed"] and not row["computed"]
            case "not reproducible":
                fits = found == row["computed"] != row["printed"] and Decimal(row["printed"]) - Decimal(found) == Decimal(row["difference"]) and row["why"]
            case "unseen":
                fits = not row["computed"] and row["why"]
            case _:
                fits = False
        if not fits:
            wrong.append((row, found))

    assert [] == wrong
    assert results.periods or certify(results).holds


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_bulletin_is_laid_out_from_the_results_alone(folder):
    """Each unit stands in the bulletin with its score and place; the notice stands below."""
    for result in results_of(folder).values():
        text = str(bulletin(result))

        assert all(f"| {card.unit.zh} | {card.published or ''} |" in text for card in result.values())
        assert "说明：" in text


def test_nothing_is_skipped():
    """How many cells there are, and what becomes of them."""
    told = Counter((folder.name, row["state"]) for folder in FOLDERS for row in rows(folder / "printed.csv"))

    assert told == {
        ("bozhou_2014_06", "reproduced"): 11,
        ("bozhou_2014_06", "not reproducible"): 2,
        ("changzhou_2010_08", "reproduced"): 26,
        ("changzhou_2010_08", "unseen"): 2,
        ("hengyang_2019_02", "reproduced"): 21,
        ("nantong_2017_08", "reproduced"): 35,
        ("nantong_2017_08", "not reproducible"): 3,
        ("nantong_2017_08", "unseen"): 2,
        ("shenzhen_2023_07", "reproduced"): 1,
        ("three_year_cycle", "reproduced"): 2,
    }
