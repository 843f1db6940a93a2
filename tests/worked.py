"""Worked cases, run: a rule set in the format's own words, what was seen, and what comes of it by hand.

A case file holds the tables of `ruleset.toml`, a row for each line of `indicators.csv` and of
`crosswalk.csv` (`[[indicators]]`, `[[matches]]`), and what was seen: either one quarter (`sites`,
`observations`, and the scores `expected`), or `[[cases]]`, each one place seen once, with the points
that it loses, or a quarter again. A file or a case may instead hold `[[periods]]`, one after another, each with what is
`expected` of it and carrying what those before it decide; beside them stands what is `expected` of all
together. What a file leaves out is as in `samples`: the measures, places and units, one item of
100, a sheet of 100, one site of Wujin on a main road. A finding without an id or a measure has its
place in the list and the sole measure that its indicator asks about.
"""

import tomllib
from datetime import timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import tomli_w

from survey import Q2, city
from tristandard.basics.errors import Refused, TristandardError, refuse
from tristandard.basics.outcome import Measured, Observation
from tristandard.basics.period import Period
from tristandard.basics.place import Site
from tristandard.basics.points import exact, plain
from tristandard.codec.convert import Reader
from tristandard.codec.files import csv_text
from tristandard.codec.folder import load_ruleset, write_ruleset
from tristandard.codec.survey import survey_converter
from tristandard.merging import check, merge
from tristandard.results.certificate import certify
from tristandard.results.edition import bottom, carried, together
from tristandard.results.scorecard import score
from tristandard.survey.ledger import history, share
from tristandard.survey.plan import plan
from tristandard.survey.register import register

CASES = Path(__file__).parent / "cases"
#: The keys of a case file that are no part of `ruleset.toml`.
OURS = {"name", "source", "host", "indicators", "matches", "sites", "units_of_the_site", "observations", "given", "expected", "periods", "cases", "problems", "remarks"}
INDICATOR = {
    "code": "", "item": "item", "zh": "", "en": "", "standard": "", "scope": "any", "subjects": "any", "each": "", "per": "", "parts": "", "counting": "", "at_most": "",
    "tariff": "", "clauses": "", "standard_provenance": "illustrative", "points_provenance": "illustrative",
}
MATCH = {"crosswalk": "matched", "first": "", "second": "", "relation": "equal", "measures": "", "rationale": "同一问题"}
SITE = {"code": "s1", "zh": "s1", "area": "wujin", "zone": "built_up", "site_type": "main_road", "units": "wujin"}


def read(text):
    """Return a case from its text; numbers are decimals."""
    return tomllib.loads(text, parse_float=Decimal)


@cache
def base():
    """Return the tables of the sample rule set that case files may leave out."""
    with TemporaryDirectory() as folder:
        write_ruleset(city(), folder)
        table = read((Path(folder) / "ruleset.toml").read_text(encoding="utf-8"))
    return {key: table[key] for key in ("format", "code", "version", "zh", "en", "clauses", "measures", "areas", "zones", "site_types", "kinds", "units")}


def assessment(code, table):
    """Return the table of an assessment, completed."""
    plainly = {"zh": code, "en": code, "office": code, "items": {"item": {"zh": "项目", "full": 100}}, "score": {"total": {"full": 100}}}
    return {**plainly, **table}


def rules(case):
    """Return the rule set of a case, written as a folder and loaded."""
    rows = [{**INDICATOR, "zh": row["code"], "en": row["code"], **row} for row in case.get("indicators", [])]
    matches = [{**MATCH, **row} for row in case.get("matches", [])]
    written = case.get("assessments", {})
    codes = sorted({row["code"].partition(".")[0] for row in rows} | written.keys())
    table = {**base(), **{key: value for key, value in case.items() if key not in OURS}, "zh": case["name"]}
    table["assessments"] = {code: assessment(code, written.get(code, {})) for code in codes}
    if matches:
        table["crosswalks"] = {"matched": {"zh": "对照", "en": "matched", "host": case.get("host", codes[0])}}
    with TemporaryDirectory() as folder:
        tables = {"ruleset.toml": tomli_w.dumps(table), "indicators.csv": csv_text("indicators.csv", tuple(INDICATOR), rows), "crosswalk.csv": csv_text("crosswalk.csv", tuple(MATCH), matches)}
        for name, text in tables.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        return load_ruleset(folder)


def told(rule_set, rows, kind):
    """Return sites or observations from rows as JSON holds them, or refuse what cannot be read."""
    reader = Reader(survey_converter(rule_set))
    found = [reader.take(row, kind, "case", f"entry {place}") for place, row in enumerate(rows, 1)]
    refuse("the case cannot be read", reader.problems)
    return found


def outcome(row, indicator):
    """Return what a row says was seen, as JSON holds it."""
    states = {state: row[state] for state in ("not_applicable", "not_measured") if state in row}
    if states:
        return states
    values = row.get("values", {})
    if not isinstance(values, dict):
        values = str(values)
    found = [{"id": f"f{place}", "measure": min(indicator.standard.measures), **finding} for place, finding in enumerate(row.get("findings", ()), 1)]
    return {"measured": values, **({"findings": found} if found else {})}


def observed(rule_set, rows, period):
    """Return observations, forty days into a period where a row gives no day."""
    asked = []
    for place, row in enumerate(rows, 1):
        kept = {key: row[key] for key in ("visit", "made", "source", "id", "revision") if key in row}
        asked.append({
            "source": "检查组", "id": str(place), "made": min(period.start + timedelta(days=39), period.end), **kept,
            "site": row.get("site", SITE["code"]), "indicator": row["indicator"], "outcome": outcome(row, rule_set.indicators[row["indicator"]]),
        })  # fmt: skip
    return told(rule_set, asked, Observation)


def rows_of(case, one):
    """Return the rows of observations of one case: as written, or what was seen of the file's first indicator."""
    if "observations" in one:
        return one["observations"]
    seen = {key: one[key] for key in ("values", "findings", "not_applicable", "not_measured") if key in one}
    return [{"indicator": case["indicators"][0]["code"], **seen}] if seen else []


def ledger(rule_set, case, one):
    """Return the ledger of one case: merged, planned, registered and shared."""
    merged = merge(rule_set)
    owner = {"units": one.get("units", case.get("units_of_the_site", SITE["units"]))}
    sites = told(rule_set, [{**SITE, **owner, **row} for row in one.get("sites", case.get("sites", [{}]))], Site)
    periods = [Q2]
    for _ in one.get("earlier", ()):
        periods.append(periods[-1].before())
    quarters = [register(plan(merged, sites, period), observed(rule_set, rows_of(case, seen), period)) for period, seen in zip(periods, [one, *one.get("earlier", ())], strict=True)]
    return share(quarters[0], history=history(quarters[1:], Q2) if "earlier" in one else None)


def spread(number, codes, owner):
    """Return numbers by assessment and unit: one alone is what each assessment takes of the sole owner."""
    per = number if isinstance(number, dict) and number.keys() <= set(codes) else dict.fromkeys(codes, number)
    return {(code, unit): value for code, part in per.items() for unit, value in (part if isinstance(part, dict) else {owner: part}).items() if value}


def texts(numbers):
    """Return numbers as texts that compare exactly."""
    return {key: plain(exact(number)) for key, number in numbers.items()}


def outcomes(case, one, rule_set=None):
    """Return what a case expects, and what came of it: two tables that are equal where it holds."""
    rule_set = rule_set or rules(case)
    report = check(rule_set)
    expected, found = {}, {}
    for kind, reasons in (("problems", report.problems), ("remarks", () if report.problems else report.remarks)):
        wanted = case.get(kind, [])
        expected[kind], found[kind] = wanted, [next((text for text in wanted if text in str(reason)), str(reason)) for reason in reasons]
    if report.problems:
        return expected, found
    if "periods" in one:
        _periods(case, one, rule_set, expected, found)
        return expected, found
    try:
        held = ledger(rule_set, case, one)
        results = score(held, givens=figures(one))
    except Refused as refusal:
        expected["refused"], found["refused"] = one.get("refused", "nothing"), _matching(one, *refusal.exceptions)
        return expected, found
    except TristandardError as refusal:
        expected["refused"], found["refused"] = one.get("refused", "nothing"), _matching(one, refusal)
        return expected, found
    expected.update(refused=one.get("refused"), certificate=())
    found.update(refused=None, certificate=certify(results).disagreements)
    if "expected" in one:
        _scores(one["expected"], results, expected, found)
    else:
        _postings(one, held, expected, found, case)
    _cards(one, results, expected, found)
    return expected, found


def figures(one):
    """Return the figures that are given, None for one that is not applicable."""
    return {tuple(row["for"]): None if row["points"] == "not applicable" else row["points"] for row in one.get("given", ())}


def _periods(case, one, rule_set, expected, found):
    """Score one period after another, each with what the ones before it decide, then all together."""
    merged, before = merge(rule_set), []
    carries = any(assessment.carry for assessment in rule_set.assessments)
    for row in one["periods"]:
        period = Period.parse(row["period"])
        sites = told(rule_set, [{**SITE, **place} for place in row.get("sites", case.get("sites", [{}]))], Site)
        last = row.get("include", {})
        include = [unit for code, count in last.items() for unit in bottom(before[-1][code], count)]
        try:
            planned = plan(merged, sites, period, include=include)
        except Refused as refusal:
            expected["refused", str(period)], found["refused", str(period)] = row.get("refused", "nothing"), _matching(row, *refusal.exceptions)
            return
        kept = {unit for units in row.get("carried", {}).values() for unit in units}
        down = carried(before)
        results = score(share(register(planned, observed(rule_set, row.get("observations", ()), period))), givens=figures(row), carried=down if carries else None)
        before.append(results)
        expected["carried", str(period)], found["carried", str(period)] = kept, {unit for units in down.values() for unit in units}
        expected["certificate", str(period)], found["certificate", str(period)] = (), certify(results).disagreements
        if "bottom" in row:
            expected["bottom", str(period)], found["bottom", str(period)] = row["bottom"], {code: list(bottom(results[code], len(units))) for code, units in row["bottom"].items()}
        if "expected" in row:
            _scores(row["expected"], results, expected, found, str(period))
    if "expected" in one:
        _scores(one["expected"], together(before), expected, found)


def _matching(one, *reasons):
    """Return the refusal that is expected where it was told, else all that was told."""
    wanted = one.get("refused")
    return wanted if wanted and any(wanted in str(reason) for reason in reasons) else [str(reason) for reason in reasons]


def _owner(held):
    owners = {units[0][0] if len(units := site.units) == 1 else "" for site in held.register.plan.sites.values()}
    return owners.pop() if len(owners) == 1 else ""


def _postings(one, held, expected, found, case):
    codes = [assessment.code for assessment in held.register.plan.merged.rule_set.assessments]
    for key, take in (("lost", lambda posting: posting.points), ("gained", lambda posting: posting.gained)):
        totals = {}
        for posting in held.postings():
            totals[posting.assessment, posting.unit] = totals.get((posting.assessment, posting.unit), 0) + take(posting)
        expected[key], found[key] = texts(spread(one.get(key, 0), codes, _owner(held))), texts({who: total for who, total in totals.items() if total})
    expected["vetoes"], found["vetoes"] = sorted(one.get("vetoes", [])), sorted({veto for posting in held.postings() for veto in posting.vetoes})
    expected["unassessed"], found["unassessed"] = plain(exact(one.get("unassessed", 0))), plain(exact(sum(posting.points for posting in held.unassessed())))
    expected["unowned"], found["unowned"] = tuple(one.get("unowned", ())), held.register.plan.unowned
    if "counted" in one:
        values = {code: value for _, _, seen in held.register if isinstance(seen, Measured) for code, value in seen.values}
        wanted = one["counted"] if isinstance(one["counted"], dict) else {min(held.register.plan.merged.rule_set.indicators[case["indicators"][0]["code"]].standard.measures): one["counted"]}
        expected["counted"], found["counted"] = texts(wanted), texts({code: values.get(code, "-1") for code in wanted})


def _shown(number):
    return "" if number is None else plain(number)


#: What a case may expect of a unit, and how it is told.
TOLD = {
    "score": lambda card: _shown(card.exact),
    "published": lambda card: "" if card.published is None else str(card.published),
    "interval": lambda card: [plain(end) for end in card.interval],
    "place": lambda card: "—" if card.place is None else card.place,
    "reason": lambda card: card.reason_zh,
    "grade": lambda card: card.grade,
    "parts": lambda card: {part.member or part.node: _shown(part.value) for part in card.part.parts},
    "weights": lambda card: {part.member or part.node: plain(100 * weight) for part, weight in zip(card.part.parts, card.part.weights, strict=True)},
    "imputed": lambda card: {part.member or part.node: part.imputed for part in card.imputed},
    "failed": lambda card: [of for part in card.part.walk() for of in part.failed],
    "added": lambda card: {of: plain(points) for part in card.part.walk() for of, points in part.added},
    "losses": lambda card: {item: plain(lost) for item, lost in card.losses.items()},
    "warnings": lambda card: list(card.warnings),
}


def _scores(wanted, results, expected, found, *when):
    expected["units", *when], found["units", *when] = {code: set(units) for code, units in wanted.items()}, {result.assessment.code: set(result) for result in results}
    for code, units in wanted.items():
        for unit, row in units.items():
            card = results[code][unit]
            expected[code, unit, *when], found[code, unit, *when] = row, {key: TOLD[key](card) for key in row}


def _cards(one, results, expected, found):
    """Compare scores, and what each item loses after its own full mark caps it, where the case gives them."""
    codes = [result.assessment.code for result in results]
    owner = _owner(results.ledger)
    for key in {"score", "items"} & one.keys():
        if key == "score":
            wanted = spread(one["score"], codes, owner) if one["score"] else {(code, owner): 0 for code in codes}
            expected[key], found[key] = texts(wanted), {(code, unit): _shown(results[code][unit].exact) for code, unit in wanted}
        else:
            card = results[codes[0]][owner]
            expected[key], found[key] = texts(one["items"]), texts({item: after for part in card.part.walk() for item, _, after in part.items if after})
