"""Workbooks that are changed by chance: each is read whole, or refused in the library's own words.

    nice python tests/desk/test_fuzz.py 10000 1     # so many workbooks, from a seed
"""

import re
import sys
from collections import Counter
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

pytest.importorskip("openpyxl", reason="the extra desk")
pytest.importorskip("xlsxwriter", reason="the extra desk")

import tristandard as ts
from tristandard.desk import load_rules, load_survey, write_rules

RULES = ts.load_ruleset(Path(__file__).parents[2] / "docs/cities/two_assessments")
ODD = [
    b"", b"0", b"-1", b"1e308", b"1e-320", b"NaN", b"99999999999999999999", b"0.1", b"true", b"=1+1", b"2026-02-30", "９７％".encode(), b"&#x202E;", b"&lt;", b"_x0000_",
    b"A1048577", b"XFD1", b"A0", b"s", b"str", b"inlineStr", b"e", b"b", b"d", b"n", "编码".encode(), b"civilized.road.lamps", b"a; b", b"{", b"[1", b"a=b; a=c", b"x" * 9000,
]  # fmt: skip


def _changed(random, content):
    """Return a text of XML with a value, an attribute, an element or some bytes changed."""
    values = list(re.finditer(rb'(?<=>)[^<>]+(?=<)|(?<==")[^"]*(?=")|<[a-z]+[^>]*/>|<c [^>]*>.*?</c>|<row .*?</row>', content, re.DOTALL))
    if not values or random.random() < 0.1:
        place = random.randrange(len(content))
        return content[:place] + bytes(random.randrange(256) for _ in range(random.randrange(3))) + content[place + random.randrange(4) :]
    one, other = random.choice(values), random.choice(values)
    new = random.choice([random.choice(ODD), other[0], b"", one[0] * 2])
    return content[: one.start()] + new + content[one.end() :]


def changed(random, packed):
    """Return a workbook with one to three changes: in a part, or now and then in the bytes of the zip file."""
    if random.random() < 0.1:
        place = random.randrange(len(packed))
        return packed[:place] + bytes([random.randrange(256)]) + packed[place + random.randrange(1, 3) :]
    with ZipFile(BytesIO(packed)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for _ in range(random.randrange(1, 4)):
        name = random.choice([name for name in parts if "theme" not in name and "docProps" not in name])
        parts[name] = _changed(random, parts[name])
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


def samples(folder):
    """Return valid workbooks, each with what loads it."""
    from desk.test_survey import NAMES, UNITS, made

    write_rules(RULES, folder / "rules.xlsx")
    second = ts.load_ruleset(Path(__file__).parents[2] / "examples/second_city/rules")
    (folder / "names.toml").write_text(NAMES, encoding="utf-8")
    survey = made(folder, units=UNITS)
    return [
        ((folder / "rules.xlsx").read_bytes(), load_rules),
        (survey.read_bytes(), lambda path: load_survey(path, second, names=folder / "names.toml")),
    ]


def run(times, seed):
    """Return how many changed workbooks were loaded, and how many refused; anything else is raised."""
    told = Counter()
    with TemporaryDirectory() as name:
        folder = Path(name)
        known = samples(folder)
        for number in range(times):
            random = Random(f"{seed}/{number}")
            content, load = known[number % len(known)]
            (folder / "a.xlsx").write_bytes(changed(random, content))
            try:
                load(folder / "a.xlsx")
                told["loaded"] += 1
            except ts.TristandardError as problem:
                told["refused" if problem.text("zh") and str(problem) else "silent"] += 1
            except Exception as error:
                raise AssertionError(f"{seed}/{number}: {error!r}") from error
    return told


def test_changed_workbooks_are_read_whole_or_refused():
    """Of some dozens of changed workbooks each is loaded, or refused in our words."""
    told = run(40, "0")

    assert (40, True) == (told.total(), told["refused"] > 5)


if __name__ == "__main__":
    print(run(int(sys.argv[1]), sys.argv[2]))
