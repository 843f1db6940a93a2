"""What the worked cases of this project leave out: the measures, places and units of `samples`, one item of 100, a sheet of 100, one site of Wujin on a main road in the second quarter of 2022."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from survey import Q2, city
from tristandard.codec.folder import write_ruleset

CASES = Path(__file__).parent / "cases"
#: The keys that only the cases of this project have.
SHORT = {"host", "units_of_the_site"}
INDICATOR = {"item": "item", "scope": "any", "subjects": "any", "standard_provenance": "illustrative", "points_provenance": "illustrative"}
MATCH = {"crosswalk": "matched", "relation": "equal", "rationale": "同一问题"}
SITE = {"code": "s1", "zh": "s1", "area": "wujin", "zone": "built_up", "site_type": "main_road", "units": "wujin"}


def read(text):
    """Return the tables of a text; numbers are decimals."""
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


def case_of(text):
    """Return the case file of a text, with all that it leaves out."""
    case = read(text)
    rows = [{**INDICATOR, "zh": row["code"], "en": row["code"], **row} for row in case.get("indicators", [])]
    matches = [{**MATCH, **row} for row in case.get("matches", [])]
    written = case.get("assessments", {})
    codes = sorted({row["code"].partition(".")[0] for row in rows} | written.keys())
    whole = {**base(), "zh": case["name"], "period": str(Q2), "sites": [{}], **{key: value for key, value in case.items() if key not in SHORT}}
    whole.update(assessments={code: assessment(code, written.get(code, {})) for code in codes}, indicators=rows, matches=matches)
    if matches:
        written_too = case.get("crosswalks", {}).get("matched", {})
        whole["crosswalks"] = {"matched": {"zh": "对照", "en": "matched", "hosts": [case.get("host", codes[0])], **written_too}}
    owner = {"units": case.get("units_of_the_site", SITE["units"])}
    whole["sites"] = [{**SITE, **owner, **site} for site in whole["sites"]]
    if "cases" in case:
        whole["cases"] = [placed(one, whole["sites"], owner) for one in case["cases"]]
    if "periods" in case:
        whole["periods"] = [placed(row, whole["sites"], {}) for row in case["periods"]]
    return whole


def placed(one, sites, owner):
    """Return a case with the whole of its sites; one that names other units has the sites of its file, in their hands."""
    found = {key: value for key, value in one.items() if key != "units"}
    if "units" in one:
        owner = {"units": one["units"]}
        found["sites"] = [{**site, **owner} for site in sites]
    if "sites" in one:
        found["sites"] = [{**SITE, **owner, **site} for site in one["sites"]]
    if "periods" in one:
        found["periods"] = [placed(row, sites, {}) for row in one["periods"]]
    return found
