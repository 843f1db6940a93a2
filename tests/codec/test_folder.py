"""A rule set as a folder: every way to write it wrong, told with its place, all at once, and nothing loaded."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from attrs import evolve

from samples import TINY, changed, lacking, measure
from tristandard.basics.clause import OutOfForce
from tristandard.basics.errors import BadValue, Refused, TristandardError
from tristandard.basics.lookup import UnknownKey
from tristandard.codec.available import codes
from tristandard.codec.bad_input import BadInput
from tristandard.codec.convert import plain_converter
from tristandard.codec.folder import load_ruleset, write_ruleset
from tristandard.merging.merged import merge
from tristandard.rules.policy import Policy, Reading, Settlement

TOML, ROWS, MATCHES = "ruleset.toml", "indicators.csv", "crosswalk.csv"
TEXT = {name: (TINY / name).read_text(encoding="utf-8") for name in (TOML, ROWS, MATCHES)}
LITTER = next(line for line in TEXT[ROWS].splitlines() if line.startswith("civilized.litter"))
SHEET = "[assessments.civilized.score.sheet]\nfull = 100"
OFFICE = 'office = "文明办"'
CITY = '[areas.320400]\nzh = "常州市"'
BAR = 'write for example "litter.spots <= 0 处", "lamps.lit >= 99 %", "ads.density >= 5 处/300 m", "toilet.grade >= B" or "notice.form accepts {panel, board}"'
NOT_EXACT = 'is not an exact number; write a plain decimal such as "0.5", or a fraction such as "5/3"'


def toml(old, new):
    """Return an edit of the TOML file."""
    return (TOML, old, new)


def row(old, new, code="civilized.litter"):
    """Return an edit of the row of an indicator, by default of civilized.litter, which is row 2."""
    line = next(line for line in TEXT[ROWS].splitlines() if line.startswith(code))
    assert old in line, old
    return (ROWS, line, line.replace(old, new, 1))


def match(new):
    """Return an edit of the first match, which is row 2."""
    return (MATCHES, TEXT[MATCHES].splitlines()[1], new)


def refusal(folder, *edits, **more):
    """Return the message with which the changed folder is refused."""
    with pytest.raises(Refused) as caught:
        load_ruleset(changed(folder, *edits), **more)
    assert all(isinstance(problem, BadInput) for problem in caught.value.exceptions)
    return str(caught.value)


#: What is wrong, how the tiny folder is changed, and the one mistake that is told.
ONE_MISTAKE = {
    "unknown key": (toml('version = "1"', 'version = "1"\nversoin = "2"'), "ruleset.toml: 'versoin' is not a known key; mend it, or take it out"),
    "unknown key of a measure": (toml("whole = true", "hole = true"), "ruleset.toml, measures.'litter.spots': 'hole' is not a known key; mend it, or take it out"),
    "unknown key of a term": (toml('parent = "320400"', 'parrent = "320400"'), "ruleset.toml, areas.320412: 'parrent' is not a known key; mend it, or take it out"),
    "unknown key of a node": (toml(SHEET, SHEET + "\nfill = 3"), "ruleset.toml, assessments.civilized.score.sheet: 'fill' is not a known key; mend it, or take it out"),
    "unknown key of the dates": (toml("end = 2023-12-31", "until = 2023-12-31"), "ruleset.toml, valid: 'until' is not a known key; mend it, or take it out"),
    "unknown key of the policy": (toml('reading = "uniform"', 'raeding = "uniform"'), "ruleset.toml, policy: 'raeding' is not a known key; mend it, or take it out"),
    "unknown key of a tariff": (toml("A = 0 }", "A = 0 }\neach = 2"), "ruleset.toml, tariffs.grade, entry 1: ['each', 'points'] is not one price of a line; write one of each, points, chosen, gain, veto, noted, and no other beside it"),
    "code without quotes": (toml('[measures."queue.wait"]', "[measures.queue.wait]"), "ruleset.toml, measures.queue: 'wait' is not a known key; mend it, or take it out; put a code with a dot in quotes"),
    "code as a key": (toml("[zones.village]", '[zones.village]\ncode = "other"'), "ruleset.toml, zones.village: 'code' is not a known key; the key 'village' is the code already; take the other out"),
    "missing label": (toml('zh = "垃圾"\n', ""), "ruleset.toml, measures.'litter.spots': 'zh' is not there; add it"),
    "missing code": (toml('code = "tiny"\n', ""), "ruleset.toml: 'code' is not there; add it"),
    "missing score": (toml('office = "城管局"\nitems.looks = { zh = "市容", full = 20 }\nscore', 'office = "城管局"\nitems.looks = { zh = "市容", full = 20 }\nscroe'), "ruleset.toml, assessments.urban: 'score' is not there; add it"),
    "blank Chinese label": (toml('zh = "建成区"', 'zh = " "'), "ruleset.toml, zones.built_up.zh: ' ' is not a text for `zh` (Term); write one that is not blank"),
    "blank label of the rule set": (toml('zh = "小规则集"', 'zh = ""'), "ruleset.toml, zh: '' is not a text for `zh` (RuleSet); write one that is not blank"),
    "line break in a label": (toml('zh = "垃圾"', 'zh = "垃圾\\n第 1 名"'), "ruleset.toml, measures.'litter.spots'.zh: '垃圾\\n第 1 名' is not a text on one line for `zh` (Measure); take out the line break U+000A"),
    "line break in a code": (toml("[zones.village]", '["zones"."vil\\nlage"]\nparrent = "x"'), "ruleset.toml, zones.vil lage: 'parrent' is not a known key; mend it, or take it out"),
    "unseen mark in a label": (toml('zh = "建成区"', 'zh = "建成\\u202E区"'), "ruleset.toml, zones.built_up.zh: '建成\\u202e区' is not a text on one line for `zh` (Term); take out U+202E RIGHT-TO-LEFT OVERRIDE"),
    "blank office": (toml(OFFICE, 'office = ""'), "ruleset.toml, assessments.civilized.office: '' is not a text for `office` (Assessment); write one that is not blank"),
    "number for text": (toml('zh = "垃圾"', "zh = 3"), "ruleset.toml, measures.'litter.spots'.zh: 3 is not text; write it in quotes"),
    "code with a blank": (toml('code = "tiny"', 'code = "the tiny"'), "ruleset.toml, code: 'the tiny' is not a code for `code` (RuleSet); write ASCII letters"),
    "NaN": (toml("high = 100", "high = nan"), f"ruleset.toml, measures.'lamps.lit'.high: NaN {NOT_EXACT}"),
    "infinity": (toml("high = 100", "high = inf"), f"ruleset.toml, measures.'lamps.lit'.high: Infinity {NOT_EXACT}"),
    "huge exponent": (toml("high = 100", "high = 1e999999999"), f"ruleset.toml, measures.'lamps.lit'.high: 1E+999999999 {NOT_EXACT}"),
    "huge exponent as text": (toml("high = 100", 'high = "1e999999999"'), f"ruleset.toml, measures.'lamps.lit'.high: '1e999999999' {NOT_EXACT}"),
    "huge integer": (toml("high = 100", "high = " + "9" * 400), "ruleset.toml, measures.'lamps.lit'.high: 999"),
    "truth for a number": (toml("high = 100", "high = true"), f"ruleset.toml, measures.'lamps.lit'.high: true {NOT_EXACT}"),
    "text for truth": (toml("whole = true", 'whole = "yes"'), "ruleset.toml, measures.'litter.spots'.whole: 'yes' is not true or false; write true or false, without quotes"),
    "negative full mark": (toml("full = 20 }", "full = -20 }"), "ruleset.toml, assessments.civilized.items.order.full: -20 is not a number above zero for `full` (Item)"),
    "full mark of nothing": (toml(SHEET, SHEET.replace("100", "0")), "ruleset.toml, assessments.civilized.score.sheet.full: 0 is not a number above zero for `full` (Sheet)"),
    "unknown format": (toml("format = 1", "format = 2"), "ruleset.toml, format: 2 is not a format that this version reads; write format = 1"),
    "format of another kind": (toml("format = 1", "format = true"), "ruleset.toml, format: true is not a format that this version reads; write format = 1"),
    "no format": (toml("format = 1\n", ""), "ruleset.toml: 'format' is not there; write format = 1"),
    "datetime": (toml("start = 2022-05-10\nend", "start = 2022-05-10T08:00:00\nend"), "ruleset.toml, valid.start: 2022-05-10 08:00:00 is not a date; write year-month-day, such as 2022-05-10, without an hour"),
    "date in another way": (toml("start = 2022-05-10\nend", 'start = "2022/05/10"\nend'), "ruleset.toml, valid.start: '2022/05/10' is not a date"),
    "week date": (toml("start = 2022-05-10\nend", 'start = "2022-W19-2"\nend'), "ruleset.toml, valid.start: '2022-W19-2' is not a date"),
    "impossible date": (toml("end = 2023-12-31", "end = 2023-02-30"), "ruleset.toml, line 12: 'end = 2023-02-30' is not TOML (Invalid date or datetime); mend the line"),
    "dates turned round": (toml("end = 2023-12-31", "end = 2021-12-31"), "ruleset.toml, valid: 'from 2022-05-10 to 2021-12-31' is not a span of dates; let the first day come before the last"),
    "key twice": (toml('version = "1"', 'version = "1"\nversion = "2"'), "ruleset.toml, line 5: 'version = \"2\"' is not TOML (Cannot overwrite a value); mend the line; write each key once"),
    "table twice": (toml("[zones.village]", "[zones.built_up]"), "'[zones.built_up]' is not TOML (Cannot declare ('zones', 'built_up') twice)"),
    "broken line": (toml("[zones.village]", "[zones.village"), "'[zones.village' is not TOML"),
    "deep nesting": (toml("whole = true", "whole." + "a." * 3000 + "b = 1"), "ruleset.toml: 'nested deeper than 20' is not a depth that is read here"),
    "cyclic areas": (toml(CITY, f'{CITY}\nparent = "320412"'), "ruleset.toml, areas.320400.parent: the area 320400 → 320412 → 320400 lies inside itself; give one of them another parent, or none"),
    "area inside itself": (toml(CITY, f'{CITY}\nparent = "320400"'), "ruleset.toml, areas.320400.parent: the area 320400 → 320400 lies inside itself"),
    "cyclic units": (toml('kind = "district"\n', 'kind = "district"\nparent = "hutang"\n'), "ruleset.toml, units.320412.parent: the unit 320412 → hutang → 320412 lies inside itself"),
    "unknown parent": (toml('parent = "320400"', 'parent = "320499"'), "ruleset.toml, areas.320412.parent: the area '320412' names the area '320499', which is not declared; declare it, or mend the code"),
    "parent without quotes": (toml('parent = "320400"', "parent = 320400"), "ruleset.toml, areas.320412.parent: 320400 is not text; write it in quotes"),
    "unknown kind of unit": (toml('kind = "town"', 'kind = "twon"'), "ruleset.toml, units.hutang.kind: unit 'hutang' names the kind of unit 'twon', which is not declared"),
    "unknown provenance": (toml('provenance = "plan"', 'provenance = "guess"'), "ruleset.toml, clauses.plan.provenance: 'guess' is not one of plan, drive, published, practice, inferred, illustrative; write one of them"),
    "clause without a document": (toml('document = "融合考核工作方案"\n', ""), "ruleset.toml, clauses.plan: 'document' is not there; add it"),
    "unit of nothing": (toml('unit = "处"', 'unit = "3处"'), "ruleset.toml, measures.'litter.spots'.unit: '3处' is not a unit"),
    "rate per nothing": (toml('unit = "处/100 m"', 'unit = "处/0 m"'), "ruleset.toml, measures.'ads.density'.unit: '处/0 m' is not a unit"),
    "rungs and forms": (toml('rungs = ["C", "B", "A"]', 'rungs = ["C", "B", "A"]\nforms = ["x"]'), "ruleset.toml, measures.'toilet.grade': 'toilet.grade' is not a measure with one kind of answer"),
    "rung twice": (toml('rungs = ["C", "B", "A"]', 'rungs = ["C", "B", "B"]'), "ruleset.toml, measures.'toilet.grade': ('C', 'B', 'B') is not a ladder; name each rung once, the lowest first"),
    "rungs in one word": (toml('rungs = ["C", "B", "A"]', 'rungs = "CBA"'), "ruleset.toml, measures.'toilet.grade'.rungs: 'CBA' is not a list; write [ value, … ]"),
    "form twice": (toml('"board", "banner"]', '"panel"]'), "ruleset.toml, measures.'notice.form'.forms: ['panel', 'panel'] is not a list that names each once; drop what stands twice"),
    "form that no cell can hold": (toml('"banner"]', '"ban,ner"]'), "ruleset.toml, measures.'notice.form': ['ban,ner'] is not a list of answers to notice.form"),
    "domain turned round": (toml("high = 100", "high = 10\nlow = 20"), "ruleset.toml, measures.'lamps.lit': '20..10' is not a domain; let low come before high"),
    "weights that do not add up": (toml("hall = 40", "hall = 30"), "ruleset.toml, assessments.civilized.score.total: 'hall 30 + main_road 40 + road 20 = 90' is not a set of weights; let written weights be 0 or more and add up to exactly 100"),
    "negative weight": (toml("road = 20, hall = 40", "road = 120, hall = -60"), "ruleset.toml, assessments.civilized.score.total: 'hall -60 + main_road 40 + road 120 = 100' is not a set of weights"),
    "weight of an unknown type": (toml("hall = 40", "hal = 40"), "ruleset.toml, assessments.civilized.score.total.weights.hal: score node 'total' of civilized names the site type 'hal', which is not declared"),
    "weight in words": (toml("hall = 40", 'hall = "forty"'), f"ruleset.toml, assessments.civilized.score.total.weights.hall: 'forty' {NOT_EXACT}"),
    "weights in a list": (toml("{ main_road = 40, road = 20, hall = 40 }", "[60, 40]"), "ruleset.toml, assessments.civilized.score.total.weights: [60, 40] is not a table; write { key = value, … }"),
    "unknown axis": (toml('over = "site_type"', 'over = "street"'), "ruleset.toml, assessments.civilized.score.total: 'street' is not an axis of a mean; give one of site, site_type, zone, area, item, unit, period"),
    "mean of nothing": (toml('of = "type"\n', ""), "ruleset.toml, assessments.civilized.score.total: 'of' is not there; add it"),
    "unknown node": (toml('of = "type"', 'of = "tpye"'), "ruleset.toml, assessments.civilized.score.total: score node 'civilized.total' names the node 'tpye', which is not there; declare it, or mend the name"),
    "circular nodes": (toml('over = "site"\nof = "sheet"\n\n[assessments.civilized.score.sheet]\nfull = 100\n', 'over = "zone"\nof = "total"\n'), "ruleset.toml, assessments.civilized.score.total: score node 'civilized.total' stands below itself (total → type → total); break the circle"),
    "score of another kind": (toml("score = { total = { over = \"site\", of = \"sheet\" }, sheet = { full = 100 } }", "score = 3"), "ruleset.toml, assessments.urban.score: 3 is not a table; write { key = value, … }"),
    "unknown rounding": (toml(OFFICE, f'{OFFICE}\npublication = {{ rounding = "bankers" }}'), "ruleset.toml, assessments.civilized.publication.rounding: 'bankers' is not one of half_up, half_even, down; write one of them"),
    "interval of nothing": (toml(OFFICE, f"{OFFICE}\npublication = {{ interval = 0 }}"), "ruleset.toml, assessments.civilized.publication.interval: 0 is not an interval of 0.000001 or more"),
    "interval without end": (toml(OFFICE, f"{OFFICE}\npublication = {{ interval = 1e999999 }}"), f"ruleset.toml, assessments.civilized.publication.interval: 1E+999999 {NOT_EXACT}"),
    "interval of many digits": (toml(OFFICE, f"{OFFICE}\npublication = {{ interval = {10**45} }}"), f"ruleset.toml, assessments.civilized.publication.interval: {10**45} {NOT_EXACT}"),
    "unknown tie rule": (toml(OFFICE, f'{OFFICE}\nties = "none"'), "ruleset.toml, assessments.civilized.ties: 'none' is not one of exact, published; write one of them"),
    "unknown reading": (toml('reading = "uniform"', 'reading = "both"'), "ruleset.toml, policy.reading: 'both' is not one of uniform, pointwise; write one of them"),
    "host of no assessment": (toml('hosts = ["urban"]', 'hosts = ["city"]'), "ruleset.toml, crosswalks.streets.hosts: the list hosts of crosswalk 'streets' names the assessment 'city', which is not declared"),
    "unknown clause": (toml('clauses = ["plan"]', 'clauses = ["paln"]'), "ruleset.toml, crosswalks.streets.clauses: 'paln' is not a declared clause; declare it in the rule set, or mend the code (did you mean plan?)"),
    "clauses of another kind": (toml('clauses = ["plan"]', "clauses = 3"), "ruleset.toml, crosswalks.streets.clauses: 3 is not a list; write [ value, … ]"),
    "unknown zone of a variant": (toml('"zone=built_up"', '"zone=bult_up"'), "ruleset.toml, variants.inside.where.streets: 'bult_up' is not a declared zone; declare it in the rule set, or mend the code (did you mean built_up?)"),
    "unknown crosswalk of a variant": (toml('streets = "zone', 'strets = "zone'), "ruleset.toml, variants.inside.where.strets: variant 'inside' names the crosswalk 'strets', which is not declared"),
    "unknown variant": (toml('version = "1"', 'version = "1"\nvariant = "outside"'), "ruleset.toml, variant: rule set 'tiny' names the variant 'outside', which is not declared"),
    "ruling for one": (toml('["civilized.notices", "rural.notices"]', '["civilized.notices"]'), "ruleset.toml, rulings, entry 1.members: ['civilized.notices'] is not the members that a ruling settles; name two or more indicators"),
    "ruling without a reason": (toml('why = "两项各问一面，一并要求"', 'why = ""'), "ruleset.toml, rulings, entry 1.why: '' is not a text for `why` (Ruling); write one that is not blank"),
    "ruling of an unknown indicator": (toml('"rural.notices"]', '"rural.notice"]'), "ruleset.toml, rulings, entry 1.members: a ruling names the indicator 'rural.notice', which is not declared"),
    "rulings in a table": (toml("[[rulings]]", "[rulings]"), "ruleset.toml, rulings: {'members': "),
    "tariff without measures": (toml('measures = ["toilet.grade"]\n', ""), "ruleset.toml, tariffs.grade, entry 1: 'measures' is not there; add it"),
    "grade without points": (toml("B = 1, A = 0", "A = 0"), "indicators.csv, row 10, column standard; ruleset.toml, tariffs.grade: indicator 'urban.toilet' has bands for toilet.grade that do not fit: B has no band; let the bands cover each value once, and a worse one cost no less"),
    "negative points": (toml("C = 2", "C = -2"), "ruleset.toml, tariffs.grade, entry 1.points: -2 is not the points that C loses; write what is taken off as a number of 0 or more"),
    "points that are no number": (toml("C = 2", "C = nan"), f"ruleset.toml, tariffs.grade, entry 1.points.C: NaN {NOT_EXACT}"),
    "tariff in a table": (toml("[[tariffs.grade]]", "[tariffs.grade]"), "ruleset.toml, tariffs.grade: {'measures': ['toilet.grade'], 'points': {'C': 2, 'B': 1, 'A': 0}} is not a list; write [ value, … ]"),
    "tariff that nobody names": (toml("[[rulings]]", '[[tariffs.spare]]\nmeasures = ["litter.spots"]\neach = 1\n[[rulings]]'), "ruleset.toml, tariffs.spare: 'spare' is not named by any row; name it in the column tariff of indicators.csv, or drop it"),
    "section of another kind": (toml('[kinds.district]\nzh = "区"\n\n[kinds.town]\nzh = "镇"\n', "[[kinds]]\n"), "ruleset.toml, kinds: [{}] is not a table; write { key = value, … }"),
    "entry of another kind": (toml('[zones.built_up]\nzh = "建成区"', '[zones]\nbuilt_up = "建成区"'), "ruleset.toml, zones.built_up: '建成区' is not a table; write { key = value, … }"),
    "unknown measure": (row("litter.spots", "litter.spot"), "indicators.csv, row 2, column standard: 'litter.spot' is not a declared measure; declare it in the rule set, or mend the code (did you mean litter.spots?)"),
    "no standard": (row("litter.spots <= 0 处", ""), "indicators.csv, row 2, column standard: '' is not a standard"),
    "negative count": (row("<= 0 处", "<= -1 处"), "indicators.csv, row 2, column standard: indicator 'civilized.litter' has a standard that nothing can meet: litter.spots none; mend what it asks of litter.spots (give a whole number from 0 in 处)"),
    "more than everything": (row("litter.spots <= 0 处", "lamps.lit >= 101 %"), "indicators.csv, row 2, column standard: indicator 'civilized.litter' has a standard that nothing can meet: lamps.lit none"),
    "no unit": (row("<= 0 处", "<= 0"), "indicators.csv, row 2, column standard: '0' is not a number with its unit; write for example \"1 处\""),
    "mixed units": (row("<= 0 处", "<= 0 %"), "indicators.csv, row 2, column standard: '%' is not a unit that converts to 处; write the value in 处"),
    "sign of another script": (row("<= 0 处", "≤ 0 处"), "indicators.csv, row 2, column standard: '≤ 0 处' is not a bar for litter.spots; write for example"),
    "no scope": (row("site_type=road", ""), "indicators.csv, row 2, column scope: '' is not a scope; write \"any\""),
    "scope of nothing": (row("site_type=road", "nowhere"), "indicators.csv, row 2, column scope: indicator 'civilized.litter' holds nowhere, or for nobody; name at least one extent, or write any"),
    "unknown site type": (row("site_type=road", "site_type=raod"), "indicators.csv, row 2, column scope: 'raod' is not a declared site type; declare it in the rule set, or mend the code (did you mean road?)"),
    "unknown coordinate": (row("site_type=road", "sitetype=road"), "indicators.csv, row 2, column scope: 'sitetype=road' is not a coordinate; write each of area, zone, site_type at most once"),
    "place for a subject": (row("kind=district", "zone=built_up"), "indicators.csv, row 2, column subjects: 'zone=built_up' is not a coordinate; write each of kind, unit at most once"),
    "no points": (row("kind=district,1", "kind=district,"), "indicators.csv, row 2, column each: '' is not there; write the points that each step loses, or name a tariff"),
    "points below zero": (row("kind=district,1", "kind=district,-1"), "indicators.csv, row 2, column each: -1 is not a number above zero for `each` (Steps); write its size; what is taken off has no minus sign"),
    "points that are NaN": (row("kind=district,1", "kind=district,NaN"), f"indicators.csv, row 2, column each: 'NaN' {NOT_EXACT}"),
    "points with an exponent": (row("kind=district,1", "kind=district,1e999999999"), f"indicators.csv, row 2, column each: '1e999999999' {NOT_EXACT}"),
    "points in full width": (row("kind=district,1", "kind=district,１"), f"indicators.csv, row 2, column each: '１' {NOT_EXACT}"),
    "step without its unit": (row("kind=district,1,", "kind=district,1,3"), "indicators.csv, row 2, column per: '3' is not a step with its unit; write \"3 处\""),
    "step in another unit": (row("kind=district,1,", "kind=district,1,3 %"), "indicators.csv, row 2, column per: '%' is not a unit that converts to 处; write the value in 处"),
    "step of nothing": (row("kind=district,1,", "kind=district,1,0 处"), "indicators.csv, row 2, column per: 0 is not a number above zero for `per` (Steps)"),
    "share of nothing required": (row("kind=district,1,", "kind=district,1,required"), "indicators.csv, row 2, columns standard and each: indicator 'civilized.litter' deducts by the uncompleted share of litter.spots, of which nothing is required"),
    "one step for two units": (row("litter.spots <= 0 处,site_type=road,kind=district,1,", '"litter.spots <= 0 处; ads.density >= 5 处/300 m",site_type=road,kind=district,1,1 处'), "indicators.csv, row 2, column per: '处' is not a unit that converts to 处/100 m; write the value in 处/100 m"),
    "unknown parts": (row("kind=district,1,,", "kind=district,1,,half"), "indicators.csv, row 2, column parts: 'half' is not one of exact, whole, begun; write one of them"),
    "unknown counting": (row("kind=district,1,,,", "kind=district,1,,,some"), "indicators.csv, row 2, column counting: 'some' is not one of beyond, all; write one of them"),
    "cap of nothing": (row(",5,,plan", ",0,,plan"), "indicators.csv, row 2, column at_most: 0 is not a number above zero for `at_most` (DeductionRule)"),
    "unknown tariff": (row(",1,,,,5,,plan", ",,,,,,grad,plan"), "indicators.csv, row 2, column tariff: 'grad' is not a declared tariff; declare [[tariffs.grad]] in ruleset.toml, or mend the name"),
    "tariff and points": (row(",1,,,,5,,plan", ",1,,,,5,grade,plan"), "indicators.csv, row 2, column tariff: 'grade' is not alone: each, at_most stand beside it; name a tariff, or write its columns, not both"),
    "unknown clause of a row": (row(",5,,plan,", ",5,,paln,"), "indicators.csv, row 2, column clauses: 'paln' is not a declared clause"),
    "no provenance": (row("practice", ""), "indicators.csv, row 2, column standard_provenance: '' is not one of plan, drive, published, practice, inferred, illustrative; write one of them"),
    "unknown item": (row(",order,", ",ordre,"), "indicators.csv, row 2, column item: indicator 'civilized.litter' names the item 'ordre', which is not declared"),
    "blank label of a row": (row("路面垃圾", ""), "indicators.csv, row 2, column zh: '' is not a text for `zh` (Indicator); write one that is not blank"),
    "ragged row": (row("illustrative", "illustrative,x"), "is not a row of 16 cells, it has 17; give each column one cell; quote a cell that holds a comma, and write numbers without one"),
    "code twice": ((ROWS, TEXT[ROWS], TEXT[ROWS] + LITTER + "\n"), "indicators.csv, row 11, column code: 'civilized.litter' is not a code of its own; row 2 has it too; give each indicator its own, or drop one"),
    "missing column": ((ROWS, "code,item,", "code,"), "is not a head with the columns item; add them"),
    "empty table": ((ROWS, None, ""), "indicators.csv: '' is not a file with something in it; it is empty; check that it is the file you meant"),
    "binary table": ((ROWS, None, b"PK\x03\x04\0\0"), "indicators.csv, byte 4: bytes 50 4B 03 04 00 00 is not text; it is a binary file, or text in UTF-16"),
    "mistake in a table in GB18030": ((ROWS, None, TEXT[ROWS].replace(",order,", ",ordr,", 1).encode("gb18030")), "indicators.csv (GB18030), row "),
    "TOML in GB18030": ((TOML, None, TEXT[TOML].encode("gb18030")), "is not text in UTF-8; it looks like GB18030: save it as UTF-8"),
    "empty TOML": ((TOML, None, ""), "ruleset.toml: '' is not a file with something in it"),
    "unknown crosswalk": (match("street,civilized.litter,urban.litter,equal,,同问"), "crosswalk.csv, row 2, column crosswalk: 'street' is not a declared crosswalk; declare it in the rule set, or mend the code (did you mean streets?)"),
    "match of an unknown indicator": (match("streets,civilized.liter,urban.litter,equal,,同问"), "crosswalk.csv, row 2: the match of 'civilized.liter' and 'urban.litter' names the indicator 'civilized.liter', which is not declared"),
    "unknown relation": (match("streets,civilized.litter,urban.litter,same,,同问"), "crosswalk.csv, row 2, column relation: 'same' is not one of equal, subset_of, superset_of, intersects; write one of them"),
    "match of one": (match("streets,civilized.litter,civilized.litter,equal,,同问"), "crosswalk.csv, row 2: 'civilized.litter' is not a match of two indicators; match an indicator with one of another assessment"),
    "no rationale": (match("streets,civilized.litter,urban.litter,equal,,"), "crosswalk.csv, row 2, column rationale: '' is not a text for `rationale` (Match); write one that is not blank"),
    "part of nothing": (match("streets,civilized.litter,urban.litter,subset_of,,同问"), "crosswalk.csv, row 2: [] is not the measures of a match with relation subset_of; name the measures that the smaller indicator covers"),
    "part of another measure": (match("streets,civilized.litter,urban.litter,subset_of,litter.spot,同问"), "crosswalk.csv, row 2, column measures; indicators.csv, row 3, column standard: the match of 'civilized.litter' and 'urban.litter' covers litter.spot, which the larger one does not ask about"),
    "larger one first": (match("streets,urban.toilet,urban.litter,subset_of,toilet.grade,同问"), "the match of 'urban.toilet' and 'urban.litter' covers toilet.grade, which the larger one does not ask about; name measures of the larger one; where 'urban.toilet' is the larger one, swap the two or write superset_of"),
    "match twice": (match("streets,civilized.litter,urban.litter,equal,,同问\nstreets,urban.litter,civilized.litter,equal,,同问"), "crosswalk.csv, row 3: 'civilized.litter ~ urban.litter' is not a match of its own; row 2 has it too; drop one"),
    "full-width percent": (row(">= 95 %", ">= 95％", "civilized.lamps"), "indicators.csv, row 5, column standard: '％' is not a unit that converts to %; write the value in %; write half-width characters: % for ％"),
    "full-width semicolon": (row("<= 0 处", "<= 0 处；lamps.lit >= 95 %"), "'处；lamps.lit >= 95 %' is not a unit; write a unit such as \"处\" or \"%\", or a rate such as \"处/100 m\"; write half-width characters: ; for ；"),
    "mathematical sign": (row("lamps.lit >= 95 %", "lamps.lit ≥ 95 %", "civilized.lamps"), f"'≥ 95 %' is not a bar for lamps.lit; {BAR}; write half-width characters: >= for ≥"),
    "no blank before the sign": (row("lamps.lit >= 95 %", "lamps.lit>=95%", "civilized.lamps"), f"'lamps.lit>=95%' is not a demand; put a blank between the measure and the sign; {BAR}"),
    "no blank before the sign, but after": (row("lamps.lit >= 95 %", "lamps.lit≤ 95 %", "civilized.lamps"), f"'lamps.lit≤ 95 %' is not a demand; put a blank between the measure and the sign; {BAR}; write half-width characters: <= for ≤"),
    "full-width comma of a scope": (row("zone=built_up, site_type=road", "zone=built_up，site_type=road", "urban.litter"), "'built_up，site_type=road' is not a declared zone; declare it in the rule set, or mend the code (known: built_up, village); write half-width characters: , for ，"),
    "full-width sign of a scope": (row("site_type=road", "site_type＝road"), "'site_type＝road' is not a coordinate; write each of area, zone, site_type at most once, for example \"area=…\"; write half-width characters: = for ＝"),
    "full-width digits": (row(",1,,,,5,", ",１,,,,5,"), "column each: '１' is not an exact number; write a plain decimal such as \"0.5\", or a fraction such as \"5/3\"; write half-width characters: 1 for １"),
    "matches in another table": ((MATCHES, "crosswalk,first", "crosswalk;first"), "crosswalk.csv, row 1: "),
}


@pytest.mark.parametrize(("edit", "message"), ONE_MISTAKE.values(), ids=ONE_MISTAKE)
def test_each_mistake(tmp_path, edit, message):
    """Each mistake names file, row or key, value, what was expected and what to do, and nothing is loaded."""
    assert lacking(refusal(tmp_path, edit), message, "the rule set in 'tiny' cannot be loaded") == []


#: Mistakes that others name: only the first is told, not what follows from it.
FOLLOWED = [
    "unknown key of a measure",
    "missing label",
    "NaN",
    "clause without a document",
    "cyclic areas",
    "unknown parent",
    "negative full mark",
    "weights that do not add up",
    "points that are no number",
    "section of another kind",
    "unknown measure",
    "no points",
    "tariff and points",
    "ragged row",
    "missing column",
    "empty table",
    "unknown relation",
]


@pytest.mark.parametrize("name", FOLLOWED)
def test_what_follows_from_a_mistake_is_not_told(tmp_path, name):
    """A measure with a mistake is not also told as undeclared in every row that asks about it."""
    assert lacking(refusal(tmp_path, ONE_MISTAKE[name][0]), "(1 to mend)") == []


def test_mistakes_of_all_files_are_told_together(tmp_path):
    """Several mistakes in all three files come in one refusal, in the order of file and row."""
    message = refusal(
        tmp_path,
        toml("whole = true", "hole = true"),
        toml("high = 100", "high = nan"),
        toml("hall = 40", "hall = 30"),
        toml('kind = "town"', 'kind = "twon"'),
        toml('why = "两项各问一面，一并要求"', 'why = ""'),
        (ROWS, "queue.wait <= 15 min", "queue.wait <= 15"),
        (ROWS, "zone=village,any,2", "zone=vilage,any,-2"),
        (ROWS, "rural.notices,village", "rural.notices,vilage"),
        (ROWS, "urban.toilet,looks", "urban.toilet,look"),
        (ROWS, ",any,any,,,,,,grade", ",any,any,1,1 级,,,,"),
        match("streets,civilized.litter,urban.litter,same,,同问"),
        (MATCHES, "notices,", "notice,"),
    )

    assert [line[4:].split(": ")[0] for line in message.splitlines()[1:]] == [
        "crosswalk.csv, row 2, column relation",
        "crosswalk.csv, row 5, column crosswalk",
        "indicators.csv, row 8, column each",
        "indicators.csv, row 8, column item",
        "indicators.csv, row 8, column scope",
        "indicators.csv, row 9, column standard",
        "indicators.csv, row 10, column item",
        "ruleset.toml, assessments.civilized.score.total",
        "ruleset.toml, measures.'lamps.lit'.high",
        "ruleset.toml, measures.'litter.spots'",
        "ruleset.toml, rulings, entry 1.why",
        "ruleset.toml, tariffs.grade",
        "ruleset.toml, units.hutang.kind",
    ]


def test_contradictions_are_told_beside_unreadable_cells(tmp_path):
    """An unknown item in one row and an unreadable standard in another are told together."""
    message = refusal(tmp_path, row(",order,", ",ordre,"), (ROWS, "queue.wait <= 15 min", "queue.wait <= 15"), toml('code = "tiny"\n', ""))

    assert lacking(message, "(3 to mend)", "names the item 'ordre'", "'15' is not a number with its unit", "'code' is not there") == []


def test_a_table_of_200_mb(tmp_path):
    """A file of 200 MB in the place of a table is refused by its size, beside what else is wrong."""
    tiny = changed(tmp_path, toml('version = "1"\n', ""))
    with (tiny / ROWS).open("wb") as sparse:
        sparse.truncate(200_000_000)
    with pytest.raises(Refused) as caught:
        load_ruleset(tiny)

    assert lacking(str(caught.value), "indicators.csv: '200000000 bytes' is not a file of at most 4000000 bytes", "ruleset.toml: 'version' is not there", "(2 to mend)") == []


@pytest.mark.parametrize("name", [TOML, ROWS, MATCHES])
def test_a_missing_file(tmp_path, name):
    """A folder without one of its files is refused with the path of the file."""
    tiny = changed(tmp_path)
    (tiny / name).unlink()
    with pytest.raises(Refused) as caught:
        load_ruleset(tiny)

    assert lacking(str(caught.value), f"{name}: ", "is not a file; check the path", "(1 to mend)") == []


def test_a_broken_toml_beside_a_broken_table(tmp_path):
    """Where the TOML cannot be read, the shape of the tables is told all the same."""
    assert lacking(refusal(tmp_path, toml("[zones.village]", "[zones.village"), (MATCHES, None, "")), "(2 to mend)", "is not TOML", "crosswalk.csv: ''") == []


def test_a_toml_of_comments(tmp_path):
    """A TOML file that says nothing lacks everything."""
    assert lacking(refusal(tmp_path, (TOML, None, "# nothing\n")), "ruleset.toml: 'format' is not there", "ruleset.toml: 'code' is not there", "row 2, column standard") == []


def test_tariffs_of_another_kind(tmp_path):
    """A number in the place of the tariffs is refused."""
    edits = toml('[[tariffs.grade]]\nmeasures = ["toilet.grade"]\npoints = { C = 2, B = 1, A = 0 }\n', ""), toml("format = 1", "format = 1\ntariffs = 3")

    assert lacking(refusal(tmp_path, *edits), "ruleset.toml, tariffs: 3 is not a table; write [[tariffs.NAME]] before each line") == []


def test_a_standard_that_nothing_can_meet_together(tmp_path):
    """Two standards of which each can be met but not both are refused by the merge, with the sources."""
    rules = load_ruleset(changed(tmp_path, row("<= 0 处", ">= 4 处")))
    with pytest.raises(Refused) as caught:
        merge(rules)

    assert lacking(str(caught.value), "nothing can meet their joined standard of litter.spots (civilized.litter: litter.spots >= 4 处;", "settle it with a ruling") == []


@pytest.mark.parametrize(
    "edits",
    [
        [],
        [(ROWS, None, TEXT[ROWS].encode("utf-8-sig")), (TOML, None, TEXT[TOML].encode("utf-8-sig"))],
        [(ROWS, None, TEXT[ROWS].replace("\n", "\r\n"))],
        [(ROWS, None, "\n" + TEXT[ROWS] + ",,,,,,,,,,,,,,,\n\n")],
        [row("civilized.litter", " civilized.litter ")],
        [(ROWS, None, "\n".join([TEXT[ROWS].splitlines()[0], *reversed(TEXT[ROWS].splitlines()[1:])]))],
        [toml('clauses = ["plan"]', 'clauses = "plan"')],
        [toml("start = 2022-05-10\nend", 'start = "2022-05-10"\nend')],
        [toml("high = 100", "high = 1e2")],
    ],
    ids=["as it is", "byte-order mark", "line ends", "blank rows", "blanks", "order of rows", "clauses in one text", "date in quotes", "decimal"],
)
def test_ways_of_writing_the_same(tmp_path, edits):
    """Byte-order marks, line ends, blanks, blank rows and the order of rows mean nothing."""
    assert load_ruleset(changed(tmp_path, *edits)) == load_ruleset(TINY)


@pytest.mark.parametrize(("source", "told"), [("a" * 5000, "is not a rule set; give a folder, or one of"), ("a\0b", "is not a path; take out the mark U+0000")])
def test_a_name_that_no_folder_can_have(source, told):
    """Where the system takes no such name, there is no such rule set; of a long name its beginning is told."""
    with pytest.raises(TristandardError) as caught:
        load_ruleset(source)

    assert lacking(str(caught.value), told) == []
    assert len(str(caught.value)) < 400


def test_a_clause_out_of_force_on_the_day(tmp_path):
    """A rule set is not loaded for a day on which a clause that it cites does not hold."""
    tiny = changed(tmp_path, toml("valid = { start = 2022-05-10 }", "valid = { start = 2022-05-10, end = 2023-06-30 }"))
    with pytest.raises(Refused) as caught:
        load_ruleset(tiny, on=date(2023, 7, 1))

    assert load_ruleset(tiny, on=date(2023, 6, 30)) == load_ruleset(tiny)
    assert lacking(str(caught.value), "clause 'plan', cited by", "is not in force on 2023-07-01, but from", "to 2023-06-30; the nearest day is 2023-06-30: cite the clause that follows it") == []


def test_tables_in_gb18030(tmp_path):
    """Tables saved in GB18030 load equal, all of them or one beside another in UTF-8, whatever encoding is named."""
    for place, names in enumerate(((ROWS, MATCHES), (ROWS,), (MATCHES,))):
        tiny = changed(tmp_path / str(place), *((name, None, TEXT[name].encode("gb18030")) for name in names))

        assert [load_ruleset(TINY)] * 3 == [load_ruleset(tiny, encoding=encoding) for encoding in (None, "utf-8", "gb18030")]


def test_an_unknown_encoding(tmp_path):
    """An encoding that cannot be named is refused for both tables."""
    assert lacking(refusal(tmp_path, encoding="latin-1"), "indicators.csv, encoding: 'latin-1' is not a known encoding; name one of utf-8, gb18030") == []


def test_formula_cells_in_a_label(tmp_path):
    """A label that a spreadsheet would take for a formula is escaped in the file and comes back as it was."""
    rules = load_ruleset(changed(tmp_path, row("路面垃圾", "'=1+1")))
    write_ruleset(rules, tmp_path / "out")
    written = (tmp_path / "out" / ROWS).read_text(encoding="utf-8-sig")

    assert (rules.indicators["civilized.litter"].zh, ",'=1+1," in written, load_ruleset(tmp_path / "out")) == ("=1+1", True, rules)


def test_what_is_written_reads_back(tmp_path):
    """A rule set reads back equal, and writes again the same bytes."""
    rules = load_ruleset(TINY)
    write_ruleset(rules, tmp_path / "one")
    again = load_ruleset(tmp_path / "one")
    write_ruleset(again, tmp_path / "two")
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))

    assert (again, one, sorted(one)) == (rules, two, sorted([TOML, ROWS, MATCHES]))


def test_other_ways_to_score_read_back(tmp_path):
    """Given figures, blends, grades of rounding, tariffs with caps and other policies read back equal."""
    tiny = changed(
        tmp_path,
        toml("[assessments.civilized.score.sheet]", '[assessments.civilized.score.survey]\ngiven = 100\nby = "统计局"\n\n[assessments.civilized.score.sheet]'),
        toml('over = "site_type"\nof = "type"\nweights = { main_road = 40, road = 20, hall = 40 }', "weights = { type = 60, survey = 40 }"),
        toml(OFFICE, f'{OFFICE}\nties = "published"\nclauses = ["plan"]\npublication = {{ interval = "0.01", rounding = "half_even" }}'),
        toml('settlement = "worst"', 'settlement = "latest"'),
        toml('high = 100', 'low = "open"\nhigh = 100'),
        toml("A = 0 }", "A = 0 }\nat_most = 1.5"),
        (ROWS, "2,required,,,10", "2,1 处/300 m,whole,,10/3"),
    )
    rules = load_ruleset(tiny)
    write_ruleset(rules, tmp_path / "out")

    assert (load_ruleset(tmp_path / "out"), rules.measures[1].low, rules.policy) == (rules, None, Policy(Reading.UNIFORM, Settlement.LATEST))


def test_a_row_of_two_measures(tmp_path):
    """One straight line prices all measures of a row where they share a step, and a tariff prices each by itself."""
    two = '"litter.spots <= 0 处; notice.count >= 2 处"'
    tiny = changed(
        tmp_path,
        toml('[measures."queue.wait"]', '[measures."notice.count"]\nzh = "数"\nen = "count"\nunit = "处"\nwhole = true\n\n[measures."queue.wait"]'),
        row("litter.spots <= 0 处", two),
    )
    rules = load_ruleset(tiny)
    write_ruleset(rules, tmp_path / "out")

    assert (load_ruleset(tmp_path / "out"), rules.indicators["civilized.litter"].deductions[0].measures) == (rules, ("litter.spots", "notice.count"))


def test_two_measures_with_two_steps(tmp_path):
    """A step that is another number in each measure's unit cannot be one column."""
    measure_of_hours = toml('[measures."queue.wait"]', '[measures."stay.time"]\nzh = "时"\nen = "time"\nunit = "h"\n\n[measures."queue.wait"]')
    two = row("litter.spots <= 0 处,site_type=road,kind=district,1,", "queue.wait <= 15 min; stay.time <= 1 h,site_type=road,kind=district,1,30 min")

    assert lacking(refusal(tmp_path, measure_of_hours, two), "indicators.csv, row 2, column per: '30 min' is not one step for all measures of the row; name a tariff with a line for each measure") == []


def test_all_mistakes_of_a_row(tmp_path):
    """No cell of a row hides another: each is read, and checked, by itself, also those of the deduction."""
    message = refusal(tmp_path, row(LITTER, 'Civilized.litter,order,,,litter.spots <= 0 %,raod,kind=district,,0 处,half,most,-5,,paln,guessed,'))

    assert [line[4:].split(": ")[0].removeprefix("indicators.csv, row 2, column ") for line in message.splitlines()[1:] if "indicators.csv, row 2" in line] == [
        "at_most", "clauses", "code", "counting", "each", "en", "parts", "per", "points_provenance", "scope", "standard", "standard_provenance", "zh",
    ]


NO_TABLE = "is not a table; write { key = value, … }"
ANOTHER_KIND = {
    "valid": (toml('[clauses.plan]\ndocument = "融合考核工作方案"\narticle = "第二条"\nprovenance = "plan"\nvalid = { start = 2022-05-10 }', '[clauses.plan]\ndocument = "融合考核工作方案"\narticle = "第二条"\nprovenance = "plan"\nvalid = 5'), f"ruleset.toml, clauses.plan.valid: 5 {NO_TABLE}"),
    "policy": (toml("[valid]\nstart = 2022-05-10\nend = 2023-12-31\n\n[policy]\nreading = \"uniform\"\nsettlement = \"worst\"\n", 'policy = "uniform"\nvalid = 5\n'), f"ruleset.toml, policy: 'uniform' {NO_TABLE}"),
    "publication": (toml(OFFICE, f"{OFFICE}\npublication = 5"), f"ruleset.toml, assessments.civilized.publication: 5 {NO_TABLE}"),
    "policy of a variant": (toml('policy = { reading = "pointwise" }', 'policy = "pointwise"'), f"ruleset.toml, variants.inside.policy: 'pointwise' {NO_TABLE}"),
    "where": (toml('where = { streets = "zone=built_up" }', 'where = "x"'), f"ruleset.toml, variants.inside.where: 'x' {NO_TABLE}"),
    "external": (toml('kind = "town"', 'kind = "town"\nexternal = "grid=1"'), f"ruleset.toml, units.hutang.external: 'grid=1' {NO_TABLE}"),
    "score": (toml(SHEET, "[assessments.civilized.score]\nsheet = 3"), f"ruleset.toml, assessments.civilized.score.sheet: 3 {NO_TABLE}"),
}


def test_a_table_is_asked_for_whatever_was_read_before():
    """What is no table is refused in words of this library, also where tables of that kind were read, and other kinds after them."""
    convert = plain_converter()
    assert {"grid": "1"} == convert.structure({"grid": "1"}, Mapping[str, str])
    assert {"grid": 1} == convert.structure({"grid": 1}, Mapping[str, int])

    with pytest.raises(BadValue, match="'grid=1' is not a table"):
        convert.structure("grid=1", Mapping[str, str])


@pytest.mark.parametrize("case", ANOTHER_KIND)
def test_a_value_of_another_kind(tmp_path, case):
    """A number or a text in the place of a table is refused in words of this library, with its key."""
    edit, message = ANOTHER_KIND[case]

    assert (lacking(told := refusal(tmp_path, edit), message), "usable here" in told) == ([], False)


def test_an_assessment_that_is_not_declared(tmp_path):
    """A row whose code starts with no declared assessment is told with its row and the near ones."""
    assert lacking(refusal(tmp_path, row("civilized.litter", "civilised.litter")), "indicators.csv, row 2, column code: 'civilised' is not a declared assessment; declare it in the rule set, or mend the code (did you mean civilized?)") == []


@pytest.mark.parametrize("source", ["no-such-rule-set", TINY / TOML, Path("no/such/folder")])
def test_what_is_no_rule_set(source):
    """What is neither bundled nor a folder is refused with those that come along."""
    with pytest.raises(BadInput) as caught:
        load_ruleset(source)

    assert lacking(str(caught.value), str(source), "is not a rule set; give a folder, or one of ") == []


@pytest.mark.parametrize(("day", "loads"), [(date(2022, 5, 9), False), (date(2022, 5, 10), True), (date(2023, 12, 31), True), (date(2024, 1, 1), False)])
def test_dates_out_of_force(day, loads):
    """A rule past its date is not loaded silently for the day asked."""
    if loads:
        assert load_ruleset(TINY, on=day) == load_ruleset(TINY)
        return
    with pytest.raises(OutOfForce) as caught:
        load_ruleset(TINY, on=day)

    nearest = min(max(day, date(2022, 5, 10)), date(2023, 12, 31))
    assert str(caught.value) == (
        f"rule set 'tiny' is not in force on {day}, but from 2022-05-10 to 2023-12-31; the nearest day is {nearest}: ask for a day in force, or load the version for the day asked"
    )


def test_a_day_is_not_a_datetime():
    """The day asked is a date."""
    with pytest.raises(BadValue, match="is not a date; give"):
        load_ruleset(TINY, on=datetime(2022, 6, 1))  # noqa: DTZ001 - what is refused


def test_a_variant():
    """A variant is loaded by its code, and an unknown one is refused with those that are there."""
    with pytest.raises(UnknownKey) as caught:
        load_ruleset(TINY, variant="outside")

    assert (load_ruleset(TINY, variant="inside").policy.reading, str(caught.value)) == (Reading.POINTWISE, "'outside' is not a variant of tiny; give one of inside")


def test_a_variant_reads_back(tmp_path):
    """A rule set read as a variant is written as that variant."""
    varied = load_ruleset(TINY, variant="inside")
    write_ruleset(varied, tmp_path)

    assert load_ruleset(tmp_path) == varied


@pytest.mark.parametrize("code", codes())
def test_bundled_rule_sets_merge(code):
    """Every rule set that comes along loads and merges."""
    assert merge(load_ruleset(code)).rule_set.code == code


def test_an_open_end_of_a_domain_is_written(tmp_path):
    """A measure without a lowest value reads back without one."""
    rules = load_ruleset(TINY)
    rules = evolve(rules, measures=[*rules.measures, measure("depth", "m", low=None, high="1/3")])
    write_ruleset(rules, tmp_path)

    assert load_ruleset(tmp_path) == rules


def test_writing_where_nothing_can_be(tmp_path):
    """A rule set is not written where there is a file already."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(TristandardError) as caught:
        write_ruleset(load_ruleset(TINY), tmp_path / "file")

    assert lacking(str(caught.value), "is not a folder that can be written to") == []


def test_a_label_that_a_table_would_lose():
    """A label with blanks around it, which a table would lose, is refused where it is given."""
    (first, *_) = load_ruleset(TINY).assessments
    with pytest.raises(BadValue) as caught:
        evolve(first.indicators[0], zh="亮灯率 ")

    assert str(caught.value) == "'亮灯率 ' is not a text on one line for `zh` (Indicator); take out the blanks around it"


def test_a_match_of_an_indicator_with_itself_hides_nothing(tmp_path):
    """Beside a row that matches an indicator with itself, what is wrong with the group of that indicator is told."""
    rows = "\nstreets,civilized.litter,civilized.notices,equal,,x\nstreets,civilized.litter,civilized.litter,equal,,x\n"
    crosswalk = (TINY / "crosswalk.csv").read_text(encoding="utf-8").rstrip() + rows
    with pytest.raises(Refused) as caught:
        load_ruleset(changed(tmp_path, ("crosswalk.csv", None, crosswalk)))
    told = "\n".join(map(str, caught.value.exceptions))

    assert lacking(told, "is not a match of two indicators", "the assessment 'civilized' is there twice") == []


def test_writing_rules_needs_an_extra(tmp_path, monkeypatch):
    """Without it, it is said what to install, and nothing is written."""
    monkeypatch.setattr("tristandard.codec.folder.tomli_w", None)
    with pytest.raises(BadInput) as caught:
        write_ruleset(load_ruleset(TINY), tmp_path / "out")

    assert ("ruleset.toml：'tomli-w' 不是已安装的包；写出规则集需要附加包：pip install \"tristandard[write]\"", "ruleset.toml: 'tomli-w' is not installed; writing a rule set needs the extra: pip install \"tristandard[write]\"") == (caught.value.text("zh"), str(caught.value))
    assert [] == list(tmp_path.iterdir())


def test_what_cannot_be_loaded_is_named(tmp_path):
    """A folder by its name, tables as what they are."""
    for source, name in ((changed(tmp_path, ("ruleset.toml", "format = 1", "format = 2")), "tiny"), ({"ruleset": {}, "indicators": [], "crosswalk": []}, "ruleset")):
        with pytest.raises(Refused) as caught:
            load_ruleset(source)

        assert f"the rule set in '{name}' cannot be loaded" == caught.value.message


@pytest.mark.parametrize("edit", [("ruleset.toml", None, "x = ["), ("ruleset.toml", None, "")])
def test_a_head_that_cannot_be_read_is_told_beside_the_tables(tmp_path, edit):
    """What is wrong with the shape of the tables is told too; nothing that the head declares is."""
    folder = changed(tmp_path, edit, ("indicators.csv", "code,item", "kode,item"), ("crosswalk.csv", "crosswalk,first", "walk,first"))
    with pytest.raises(Refused) as caught:
        load_ruleset(folder)

    assert ["crosswalk.csv, row 1", "crosswalk.csv, row 1", "indicators.csv, row 1", "indicators.csv, row 1", "ruleset.toml"] == [str(one).partition(":")[0] for one in caught.value.exceptions]
