"""Results of which the tests make pages, and the check that a page says what the library says."""

from collections import Counter
from contextlib import suppress
from fractions import Fraction
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from random import Random

import tristandard as ts
from desk.parsed import details, rows
from differential.quarters import case_of
from test_cases import FILES, held
from tristandard.basics.marks import flat
from tristandard.basics.order import key_of
from tristandard.basics.publication import short_decimal
from tristandard.desk.page.texts import TEXTS
from tristandard.rules.wording.names import name_items
from tristandard.testing import worked
from tristandard.testing.worked.case_file import with_file
from tristandard.testing.worked.seen import figures_of, ledger_of

ROOT = Path(__file__).parents[2]


@cache
def second_city(*, withdrawn=()):
    """Return the quarter of the second city; without some of its observations, by their ids."""
    city = ROOT / "examples" / "second_city"
    rules = ts.load_ruleset(city / "rules").extended(areas=ts.load_areas(city / "survey" / "areas.csv"), units=ts.load_units(city / "survey" / "units.csv"))
    plan = ts.plan(ts.merge(rules), ts.load_sites(city / "survey" / "sites.csv", rules), ts.Quarter(2026, 2))
    seen = [one for name in ("observations.csv", "findings.json") for one in ts.load_observations(city / "survey" / name, rules)]
    return ts.score(ts.share(ts.register(plan, [one for one in seen if one.id not in withdrawn])), givens={("civic", "survey", "south"): 58})


@cache
def example():
    """Return the example quarter of Changzhou, of 1,848 sites."""
    spec = spec_from_file_location("changzhou_quarter", ROOT / "examples" / "changzhou_quarter.py")
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    draw, rules = Random(made.SEED), ts.load_ruleset("changzhou-2022")
    plan = ts.plan(ts.merge(rules), made.made_up_sites(rules, draw), made.QUARTER)
    return ts.score(ts.share(ts.register(plan, made.made_up_survey(plan, draw))))


def drawn(seed):
    """Return a quarter that the naive reading is held against."""
    case = case_of(seed)
    register = ts.register(ts.plan(ts.merge(case.rules), case.sites, case.period), case.observations)
    return ts.score(ts.share(register, history=case.history), givens=case.givens, carried=case.carried)


def worked_cases():
    """Yield the results of each worked case of one period that is scored, with its name."""
    for path in FILES:
        case, rules = held(path)
        for one in worked.cases_of(case):
            whole = with_file(case, one)
            with suppress(ts.TristandardError):  # a case that is refused, as its own test says
                if "periods" not in whole:
                    yield path.stem, ts.score(ledger_of(rules, case, whole), givens=figures_of(whole))


def said(points):
    """Return points as the details print them."""
    return "0" if not points else f"−{short_decimal(points)}" if points > 0 else f"+{short_decimal(-points)}"


def differences(page, results, language="zh"):
    """Return in what a page differs from the results: rankings, tables of items, and details, card by card."""
    found, groups = [], details(page)
    ranked, heat = rows(page, "standings", "ranking"), rows(page, "losses", "heat")
    boxes = {one.attributes["id"].removeprefix("at-"): one for one in page.one("section", id="details").all("details") if "card-of" in one.kinds}
    for code, result in results.items():
        laid = ts.bulletin(result)
        for card, row in zip(laid.cards, laid.rows_in(language), strict=True):
            key = key_of(code, card.unit.code)
            found += [(key, what) for what in (*_ranked(card, row, *ranked[key]), *_heated(row, heat[key]), *_detailed(results, card, boxes[key], groups, language))]
    cards = [key_of(code, unit) for code, result in results.items() for unit in result]
    return found + [one for one in (ranked, heat, boxes) if sorted(one) != sorted(cards)]


def _ranked(card, row, where):
    """Yield in what a row of a ranking differs from that of the bulletin."""
    cells, publish = where[1].cells, card.assessment.publication.publish
    low, high = map(publish, card.interval)
    interval = "—" if card.part.absent else f"{low}–{high}"
    graded = [row.grade or "—"] if len(cells) == 8 else []
    expected = [row.place or "—", row.unit, row.score or "—", *graded, "", interval]
    if cells[: len(expected)] != expected or row.remark not in cells[-1]:
        yield cells, expected


def _heated(row, tables):
    """Yield in what the rows of a unit in the tables of items differ from that of the bulletin; and that they do not add up."""
    cells = [cell for _, line in tables for cell in line.within[1:] if not isinstance(cell, str)]
    shown = [cell.text for cell in cells]
    sums = [text for text in (row.other, row.extrapolated, row.gained, row.rounding_difference) if text]
    if [shown[0], *shown[1 : 1 + len(row.losses)], shown[-1]] != [row.full or "—", *row.losses, row.score or "—"] or [text for text in shown[1 + len(row.losses) : -1] if text] != sums:
        yield shown, row
    if row.score:
        lost, gained = (sum((Fraction(text or 0) for text in texts), Fraction(0)) for texts in ((*row.losses, row.other, row.extrapolated), (row.gained, row.rounding_difference)))
        if Fraction(shown[0]) - lost + gained != Fraction(shown[-1]):
            yield "does not add up", shown


def _detailed(results, card, box, groups, language):
    """Yield in what the details of a card differ from its statement: row by row, and in what they add up to."""
    statement = ts.statement(results, card.unit.code)
    mine = [row for row in statement.told if row.assessment == card.assessment.code]
    beside = [row for row in statement.told_beside if row.assessment == card.assessment.code]
    expected = Counter(
        (
            row.site.code if row.site else "", *(flat(told.text(language)) for told in (row.label, row.bar, row.clause, row.provenance, row.seen)),
            row.finding.id if row.finding else "", "" if row.points is None else said(row.points - row.gained), said(row.counted + row.extrapolated),
        )
        for row in mine
    )  # fmt: skip
    shown = [groups[int(one.attributes["data-group"])] for one in box.all("details")]
    told = Counter((site, label, bar, clause, source, seen, finding, posted, counted) for _, group in shown for site, label, bar, _, _, clause, source, seen, finding, posted, counted in group)
    if told != expected:
        yield "rows", told - expected, expected - told
    lines = [[one.text for one in line.all("span") if "n" in one.kinds or line.tag == "p"] for line in box.all("p") if "line" in line.kinds]
    wanted = [(row.label.text(language), said(row.counted + row.extrapolated - row.rounding)) for row in beside]
    if [tuple(line) for line in lines[1:-1]] != wanted:
        yield "beside", lines, wanted
    if card.published is not None:
        parts = [row.counted + row.extrapolated - row.rounding for row in (*mine, *beside)]
        if card.part.full - sum(parts, Fraction(0)) != Fraction(card.published) or lines[-1][-1] != str(card.published):
            yield "does not add up", lines
    for one in box.all("details"):
        kind, _ = groups[int(one.attributes["data-group"])]
        if kind != "aside" and card.exact is not None:
            label = one.one("summary").within[0].within[0].strip()
            yield from _summed(card, kind, label, one.one("summary").within[1].text, mine, language)


def _summed(card, kind, label, shown, rows_, language):
    """Yield that what stands beside a group is not what its rows come to."""
    open_ = [row for row in rows_ if row.points is None]
    gains = [row for row in rows_ if row.points is not None and (row.counted < 0 or (row.gained and not row.points))]
    labels = {code: told.text(language) for code, told in name_items(card.assessment).items()}
    takes = [row for row in rows_ if row.points is not None and row not in gains and row.item and (TEXTS["vetoed"].text(language) if row.beside else labels[row.item]) == label]
    mine = {"open": open_, "gives": gains, "takes": [row for row in takes if row.reason is None or row.reason.value == "no_score"]}[kind]
    points = sum((row.counted + row.extrapolated for row in mine), Fraction(0))
    if shown != said(points):
        yield kind, label, shown, said(points)
