"""Large files and what loading them takes: most memory at once, as so many times the file, and seconds.

    nice python tests/large_files.py 2     # files of about two million bytes, each traced, then timed

The first table is of files as people have them, the second of garbage, the third of what takes more
than `TIMES` its size: rule sets, whose values alone are larger than their text, and tables of TOML,
of which Python's own reader keeps notes. `RULES_LIMIT` bounds what they take.
"""

import gc
import json
import sys
import time
import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen

from samples import TINY
from tristandard.basics.errors import TristandardError
from tristandard.codec.folder import load_ruleset
from tristandard.codec.survey import load_areas, load_observations, load_sites, load_units

#: What loading may take: so many times the file, and beside it so many bytes, of which a thousand mistakes take the most,
#: each with its text in two languages.
TIMES, ALLOWANCE = 10, 8_000_000

RULES = load_ruleset(TINY)
TEXT = {name: (TINY / name).read_text(encoding="utf-8") for name in ("ruleset.toml", "indicators.csv", "crosswalk.csv")}
OBSERVATIONS = "source,id,revision,site,indicator,made,outcome,values,reason,visit,external\n"
SITES = "code,zh,area,zone,site_type,units,external\n"


@frozen
class Large:
    """A kind of file: its name, what stands first in it, and its rows one after another, by their number."""

    name: str
    head: str
    row: str
    tail: str = ""


def entry(**more):
    """Return an observation as JSON holds it, with the place for its number."""
    told = {"source": "team", "id": "N", "site": "s1", "indicator": "civilized.litter", "made": "2022-05-11", "outcome": {"measured": {"litter.spots": 3}}, **more}
    return json.dumps(told, ensure_ascii=False) + ", "


FOUND = {"measured": {"litter.spots": 1}, "findings": [{"id": "f1", "measure": "litter.spots", "place": "东侧", "circumstances": {"found_by": "city"}, "evidence": "photo:N"}]}
LAST = entry().removesuffix(", ") + "]"

REAL = {
    "observations, JSON": Large("observations.json", "[", entry(), LAST),
    "observations, JSON, with findings": Large("observations.json", "[", entry(outcome=FOUND), LAST),
    "observations, JSON, wide characters": Large("observations.json", "[", entry(source="😀"), LAST),
    "observations, CSV": Large("observations.csv", OBSERVATIONS, "检查组,N,1,s1,civilized.litter,2022-05-11,measured,12 处,,vN,case=N\n"),
    "sites, CSV": Large("sites.csv", SITES, "sN,和平路第N号,320412,built_up,main_road,320412 0.2; hutang 0.8,grid=N\n"),
    "areas, CSV": Large("areas.csv", "code,zh,en,parent\n", "320412N,湖塘镇第N村,Hutang N,320412\n"),
    "units, CSV": Large("units.csv", "code,zh,en,kind,parent,external\n", "uN,湖塘镇第N村民委员会,Hutang N,town,320412,\n"),
}
GARBAGE = {
    "observations, JSON, wrong sites": Large("observations.json", "[", entry(site=3), LAST),
    "observations, JSON, half a character": Large("observations.json", "[", entry(source="\\ud800").replace("\\\\", "\\"), LAST),
    "observations, CSV, wrong values": Large("observations.csv", OBSERVATIONS, "team,N,1,s1,civilized.litter,2022-05-11,measured,-12,,,\n"),
    "observations, CSV, all the same": Large("observations.csv", OBSERVATIONS, "team,1,1,s1,civilized.litter,2022-05-11,measured,12,,,\n"),
    "sites, CSV, unknown areas": Large("sites.csv", SITES, "sN,和平路,3204N,built_up,main_road,,\n"),
    "JSON, zeros": Large("observations.json", "[", "0,", "0]"),
    "JSON, empty lists": Large("observations.json", "[", "[],", "0]"),
    "JSON, one text": Large("observations.json", '["', "x", '"]'),
    "JSON, one number": Large("observations.json", "[", "9", "]"),
    "JSON, deep": Large("observations.json", "", "[", "]"),
    "JSON, lines without an end": Large("observations.json", "[1", "\n"),
    "JSON, a table": Large("observations.json", "{", '"N":0,', '"":0}'),
    "CSV, short rows": Large("observations.csv", OBSERVATIONS, "a\n"),
    "CSV, empty rows": Large("observations.csv", OBSERVATIONS, ",,,,,,,,,,\n", "a\n"),
    "CSV, rows of one cell": Large("observations.csv", OBSERVATIONS, "a,,,,,,,,,,\n"),
    "CSV, a quote without an end": Large("observations.csv", OBSERVATIONS + '"', "a\n"),
    "CSV, line ends": Large("observations.csv", OBSERVATIONS, "\n", "a\n"),
    "indicators, short rows": Large("indicators.csv", TEXT["indicators.csv"], "x\n"),
    "TOML, one text": Large("ruleset.toml", 'a = "', "x", '"\n' + TEXT["ruleset.toml"]),
    "TOML, dots": Large("ruleset.toml", TEXT["ruleset.toml"] + "[a", ".a", "]\n"),
    "TOML, deep": Large("ruleset.toml", "a = ", "["),
    "TOML, lines": Large("ruleset.toml", TEXT["ruleset.toml"], "#\n", "!"),
}
LARGER = {
    "rule set, indicators": Large(
        "indicators.csv", TEXT["indicators.csv"],
        'urban.litterN,looks,路面垃圾,litter on the road,litter.spots <= 2 处,"zone=built_up, site_type=road",kind=district,0.5,,,,5,,plan,practice,illustrative\n',
    ),
    "rule set, matches of nothing": Large("crosswalk.csv", TEXT["crosswalk.csv"], "streets,urban.litterN,rural.litterN,equal,,同问垃圾\n"),
    "rule set, clauses": Large("ruleset.toml", TEXT["ruleset.toml"], '[clauses.aN]\ndocument = "融合考核工作方案"\narticle = "第N条"\nprovenance = "plan"\n'),
    "rule set, areas": Large("ruleset.toml", TEXT["ruleset.toml"], '[areas.aN]\nzh = "区"\n'),
    "TOML, unknown tables": Large("ruleset.toml", TEXT["ruleset.toml"], "[aN]\n"),
    "TOML, unknown dotted keys": Large("ruleset.toml", "", "aN.b.c = 0\n", TEXT["ruleset.toml"]),
    "TOML, a list of lists": Large("ruleset.toml", "a = [", "[],", "]\n" + TEXT["ruleset.toml"]),
    "JSON, one row of many keys": Large("observations.json", "[{", '"N":0,', '"":0}]'),
    "CSV, one row of commas": Large("observations.csv", "", ","),
    "CSV, a head of many columns": Large("observations.csv", "", "cN,", "c"),
    "areas, CSV, rows of nine bytes": Large("areas.csv", "code,zh\n", "sN,a\n"),
}  # fmt: skip


def load(path):
    """Load a file by its name; those of a rule set stand beside the others of the tiny one."""
    match path.stem:
        case "observations":
            return load_observations(path, RULES)
        case "sites":
            return load_sites(path, RULES)
        case "areas":
            return load_areas(path)
        case "units":
            return load_units(path)
        case _:
            for name, text in TEXT.items():
                if name != path.name:
                    (path.parent / name).write_text(text, encoding="utf-8")
            return load_ruleset(path.parent)


def written(large, size, place):
    """Write a file of about so many bytes, and return its path."""
    path = place / large.name
    rows = max(1, size // len(large.row.replace("N", "12345").encode()))
    path.write_text(large.head + "".join(large.row.replace("N", str(number)) for number in range(rows)) + large.tail, encoding="utf-8")
    return path


def taken(path):
    """Return what became of a file, and the most bytes that were held at once: traced, the message of a refusal included."""
    gc.collect()
    tracemalloc.start()
    try:
        return _told(path), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _told(path):
    try:
        load(path)
    except TristandardError as error:
        return f"refused, {len(str(error))} characters"
    return "loaded"


def main(millions="2"):
    """Print a row for every kind of file."""
    with TemporaryDirectory() as folder:
        for title, kinds in (("As people have them", REAL), ("Garbage", GARBAGE), (f"What takes more than {TIMES} times its size", LARGER)):
            print(f"\n{title}")
            for name, large in kinds.items():
                _told(written(large, 1000, Path(folder)))  # what is made once is no part of the measure
                path = written(large, int(float(millions) * 1_000_000), Path(folder))
                size = path.stat().st_size
                start = time.process_time()
                _told(path)
                seconds = time.process_time() - start
                told, most = taken(path)
                print(f"{name:40} {size / 1e6:6.2f} MB {most / size:6.1f} times, {max(0, most - TIMES * size) / 1e6:6.2f} MB above {TIMES} times; {seconds:5.1f} s; {told}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
