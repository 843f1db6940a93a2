"""Fuzzing: files changed by chance, which every loader of the codec takes whole or refuses in our words.

    nice python tests/fuzz.py 100000 1     # so many files, from a seed: the same files each time

Every file is a valid one (the tiny rule set, the published cases, and what is written of two small
quarters) with one to three changes: of bytes, of lines and cells, of single values in the text, or of
the tables that it reads as. A file passes when it

* loads to a value that is written and read back equal, with as many things as the file has rows, or
* is refused with a `TristandardError`, or with a `Refused` of nothing else, whose message can be told,

within `SECONDS`, and without more memory than `TIMES` the file and `ALLOWANCE`.

The converters of cattrs, which take most of the time of a load, are made once for the same words.
"""

import csv
import io
import json
import resource
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import tomli_w
from attrs import frozen

from samples import TINY
from survey import city, finding, found, planned, seen, site
from tristandard.basics.errors import Refused, TristandardError
from tristandard.basics.event import Event, Stage
from tristandard.basics.outcome import NotMeasured
from tristandard.basics.period import Period
from tristandard.codec import (
    folder,
    folder_reader,
    handed,
    issued,
    results,
    rules_converter,
    sealed_file,
    survey,
    survey_converter,
)
from tristandard.merging.merged import merge
from tristandard.proof.certificate import certify
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.sum import Sum
from tristandard.scoring.handover import handover
from tristandard.scoring.notice import notices
from tristandard.scoring.score import score
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

#: The longest that one small file may take, in seconds of processor time.
SECONDS = 5
#: What loading may take in memory: so many times the file, and beside it so many bytes.
TIMES, ALLOWANCE = 10, 8_000_000

#: Texts that a cell or a value is replaced by.
NASTY = (
    "", " ", "0", "-1", "1e999999", "-1e-999999", "NaN", "Infinity", "9" * 30, "9" * 5000, "0." + "1" * 5000, "1/0", "1/3", "0/0", "５", "٣", "½", "1_000", "0x10", "true", "null",
    "any", "none", "nowhere", "present", "required", "open", "2022-02-30", "2022-05-10", "9999-12-31", "0001-01-01", "2022-05-10T00:00:00Z", "2022Q9", "2022Q2", "=1+1", "+1", "-x", "@x", "'x", "''=",
    "\t=x", "\ufeff", "\x00", "\x01", "\x1f", "\x7f", "\x85", "\u2028", "\u202e", "\ud800", "\udfff", "\U0001f600", "é", "垃圾", "a,b", 'a"b', "a;b", "a|b", "a=b", "a=b; a=b", "{panel}", "{}", "}{", "[", "..",
    "1..2", "2..1", ">= 1 and <= 0", "< 1 and < 1", "= 5 %", "litter.spots <= 1 处; litter.spots >= 3 处", "ads.density >= 5 处/0 m", "ads.density >= 5 处/1e9 m", "zone=village|zone=village", "a.b.c", "a" * 200_000,
    ".", "..", "/", "../x", "a\nb", "a\r\nb", "a\rb", "civilized.litter+civilized.litter", "a+b", "+", "hutang 0.5; hutang 0.5", "hutang 2/1", "hutang -1; 320412 2", "s1", "s2", "1",
)  # fmt: skip
#: Tokens that a value in TOML or JSON is replaced by as they stand.
RAW = (
    "1e999999", "-1e-999999", "NaN", "nan", "inf", "-0", "-0.0", "0.1", "1e3", "9" * 30, "9" * 5000, "0." + "1" * 5000, "true", "false", "null", "[]", "{}", '""', '[""]', "[1, 2]", "[[]]", "[" * 500 + "]" * 500, "[" * 30 + "]" * 30,
    "[" * 100_000, '{"a":' * 30 + "1" + "}" * 30, '{"a": 1, "a": 2}', "{a = {b = {c = 1}}}", '"\\ud800"', '"\\udc00\\ud800"', '"\\ud83d\\ude00"', '"\\u0000"', "2022-05-10", "2022-05-10T07:32:00Z", "07:32:00", "'''a'''", '"""a"""', "1979-13-01", "0x1F", "0o7", "0b1", "1_0", "{", "}", "[", "]", ",", ":", "#",
)  # fmt: skip
#: Values that a part of a table is replaced by.
VALUES: tuple[Any, ...] = (None, True, False, 0, -1, 1, 10**30, 0.5, "", "1", "x", [], [[]], {}, {"": ""}, {"a": {"b": {"c": 1}}}, ["a", "a"], [None], {"a": None}, date(2022, 5, 10), *NASTY)


@frozen
class Sample:
    """A valid file, how it is loaded, and how what was loaded is written again."""

    name: str
    content: bytes
    load: Callable[[Path], Any]
    write: Callable[[Any, Path], None]
    #: What stands beside the file in its folder.
    beside: tuple[tuple[str, bytes], ...] = ()
    encoding: str = "utf-8"


class Broken(AssertionError):
    """A file that was neither taken whole nor refused in our words."""


def once(make):
    """Return a maker that gives what it made of equal arguments before."""
    kept = []

    def made(*given):
        same = [place for place, (before, _) in enumerate(kept) if all(one is other or one == other for one, other in zip(before, given, strict=True))]
        kept.insert(0, kept.pop(same[0]) if same else (given, make(*given)))
        del kept[40:]
        return kept[0][1]

    return made


def lent(make):
    """Return a maker that lends one converter, whose words it exchanges for those it is given."""
    words = [{}, {}, {}]
    lending = make(*words)

    def made(*given):
        for own, new in zip(words, given, strict=True):
            own.clear()
            own.update(new)
        return lending

    return made


#: Where a converter is asked for, and who makes it.
MADE = [(folder_reader, "converter"), (survey_converter, "survey_converter"), (sealed_file, "survey_converter")]
_KEPT = {"converter": lent(rules_converter.converter), "survey_converter": once(survey_converter.survey_converter)}


class KeptConverters:
    """For a while, let loaders share the converters of the same words."""

    def __enter__(self):
        self._before = [getattr(module, name) for module, name in MADE]
        for module, name in MADE:
            setattr(module, name, _KEPT[name])

    def __exit__(self, *_):
        for (module, name), before in zip(MADE, self._before, strict=True):
            setattr(module, name, before)


# What is changed: every kind of file that the codec loads.


def rule_sets():
    """Yield the three files of each small rule set there is, as people wrote them and as they are written again."""
    written = [TINY, *(path.parent for path in sorted((Path(__file__).parent / "cases/published").glob("*/ruleset.toml")))]
    for source in written:
        texts = {name: (source / name).read_bytes() for name in ("ruleset.toml", "indicators.csv", "crosswalk.csv")}
        yield from _of_folder(texts)
        with TemporaryDirectory() as place:
            folder.write_ruleset(folder.load_ruleset(source), place)
            yield from _of_folder({name: (Path(place) / name).read_bytes() for name in texts})


def _of_folder(texts):
    for name, content in texts.items():
        beside = tuple((other, text) for other, text in texts.items() if other != name)
        yield Sample(name, content, lambda path: folder.load_ruleset(path.parent), lambda value, path: folder.write_ruleset(value, path.parent), beside)


def quarters():
    """Yield the results of two small quarters: of the tiny rule set, and of one with figures, findings, a visit, a revision and a dispute."""
    rules = folder.load_ruleset(TINY)
    asked = plan(merge(rules), survey.load_sites(TINY / "sites.csv", rules), Period(date(2022, 5, 10), date(2022, 6, 30)))
    yield score(share(register(asked, survey.load_observations(TINY / "observations.csv", rules))))
    blend = Model({"total": Sum(parts=["field", "extra"]), "field": Blend(weights={"sheet": 80, "night": 20}), "sheet": Sheet(), "night": Given(by="夜查组"), "extra": Given(20, by="组")})
    asked = planned(merge(city(models={"a": blend})), site("s1"), site("s2", {"wujin": "1/3", "hutang": "2/3"}, external={"grid": "1"}), site("s3", units=()))
    life = [Event(Stage.FOUND, date(2022, 5, 10)), Event(Stage.NOTIFIED, date(2022, 5, 11), "城管局"), Event(Stage.DUE, date(2022, 5, 20))]
    told = found(finding("f1", evidence="photo:1", life=life), finding("f2", "bureau", place="西侧", circumstances={"found_by": "city"}))
    held = register(asked, [seen(told, id_="1", visit="v1", external={"case": "17"}), seen(4, "s2", revision=2), seen(9, "s2"), seen(NotMeasured("封闭"), "s3")], closing=[("team", "v1")])
    yield score(share(held), givens={("a", "night", "wujin"): "62.5"})


def surveys(rules, things):
    """Yield areas, units, sites and observations: the tiny ones as people wrote them, and others as they are written."""
    ways = {
        "areas": (survey.load_areas, survey.write_areas),
        "units": (survey.load_units, survey.write_units),
        "sites": (lambda path, **more: survey.load_sites(path, rules, **more), survey.write_sites),
        "observations": (lambda path, **more: survey.load_observations(path, rules, **more), lambda things, path: survey.write_observations(things, path, rules)),
    }
    for kind, (load, write) in ways.items():
        for suffix in (".csv", ".json"):
            path = Path(f"{kind}{suffix}")
            contents = [(TINY / path).read_bytes()] if things is None and (TINY / path).exists() else []
            if things is not None and kind in things:
                try:
                    contents = [_bytes(lambda path, kind=kind, write=write: write(things[kind], path), path)]
                except TristandardError:  # findings, which a table cannot hold
                    continue
            for content in contents:
                yield Sample(path.name, content, load, write)
                if suffix == ".csv":
                    text = content.decode("utf-8-sig").encode("gb18030")
                    yield Sample(path.name, text, lambda path, load=load: load(path, encoding="gb18030"), write, encoding="gb18030")


def made(held):
    """Yield what is written of the results of a quarter."""
    merged = held.ledger.register.plan.merged
    ways = {
        "plan": (held.ledger.register.plan, lambda path: results.load_plan(path, merged), results.write_plan),
        "ledger": (held.ledger, lambda path: results.load_ledger(path, merged), results.write_ledger),
        "results": (held, lambda path: results.load_results(path, merged), results.write_results),
        "handover": (handover(held, *merged_pair(merged)), lambda path: handed.load_handover(path, merged), lambda thing, path: handed.write_handover(thing, path, merged)),
        "notices": (notices(held.ledger), lambda path: handed.load_notices(path, merged), lambda thing, path: handed.write_notices(thing, path, merged)),
        "certificate": (certify(held), issued.load_certificate, issued.write_certificate),
    }
    for kind, (thing, load, write) in ways.items():
        yield Sample(f"{kind}.json", _bytes(lambda path, thing=thing, write=write: write(thing, path), Path(f"{kind}.json")), load, write)


def merged_pair(merged):
    """Return a host and a consumer that shares something with it."""
    codes = {assessment.code for assessment in merged.rule_set.assessments}
    return ("urban", "civilized") if "urban" in codes else ("b", "a")


def _bytes(write, path):
    with TemporaryDirectory() as place:
        write(Path(place) / path)
        return (Path(place) / path).read_bytes()


@cache
def samples():
    """Return every valid file that is changed."""
    with KeptConverters():
        found = list(rule_sets())
        found += surveys(folder.load_ruleset(TINY), None)
        for held in quarters():
            plan_ = held.ledger.register.plan
            rules = plan_.rules
            things = {"areas": rules.areas.terms, "units": rules.units.terms, "sites": plan_.sites.values(), "observations": tuple(held.ledger.register.observations())}
            found += [*surveys(rules, things), *made(held)]
    return tuple(found)


# How a file is changed.


def of_bytes(rng, content, _):
    """Change bytes: flip, delete, insert, double, cut, or take some of another place."""
    at = rng.randrange(len(content) + 1)
    till = min(len(content), at + rng.choice((1, 1, 2, 3, 8, 50, 500)))
    match rng.randrange(7):
        case 0:
            return content[:at] + bytes(byte ^ 1 << rng.randrange(8) for byte in content[at : at + 1]) + content[at + 1 :]
        case 1:
            return content[:at] + content[till:]
        case 2:
            return content[:at] + rng.randbytes(rng.choice((1, 1, 2, 4))) + content[at:]
        case 3:
            return content[:till] + content[at:till] * rng.choice((1, 1, 2, 100)) + content[till:]
        case 4:
            return content[:at]
        case 5:
            other = rng.randrange(len(content) + 1)
            return content[:at] + content[other : other + till - at] + content[till:]
        case _:
            return content[:at] + rng.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", b"\xed\xa0\x80", b"\x81", b"\x84\x31\xa4\x37", b"\r", b"\n", b'"', b"'", b",", b"#", b"\\")) + content[at:]


def of_lines(rng, content, _):
    """Change lines: swap, double, drop, blank, join, or many more of one."""
    lines = content.split(b"\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(6):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines.insert(other, lines[one])
        case 2:
            del lines[one]
        case 3:
            lines[one] = rng.choice((b"", b" ", b",,,,,,", b"\r", b"# x", b'"'))
        case 4:
            lines[one : one + 2] = [b"".join(lines[one : one + 2])]
        case _:
            lines[one:one] = [lines[one]] * 50
    return rng.choice((b"\n", b"\n", b"\n", b"\r\n", b"\r")).join(lines)


def of_values(rng, content, sample):
    """Change one value, quoted or not, where it stands in the text."""
    text = content.decode(sample.encoding, "surrogateescape")
    found = list(_tokens(text))
    if not found:
        return content
    start, end = rng.choice(found)
    if rng.random() < 0.3:
        other = rng.choice(found)
        new = text[slice(*other)]
    elif rng.random() < 0.5:
        new = rng.choice(RAW)
    else:
        new = rng.choice((json.dumps(rng.choice(NASTY), ensure_ascii=rng.random() < 0.5), rng.choice(NASTY)))
    return _encoded(text[:start] + new + text[end:], sample.encoding)


def _tokens(text):
    """Yield where a quoted text or a bare word stands."""
    at = 0
    while at < len(text):
        end = at + 1
        if text[at] == '"':
            end = text.find('"', at + 1) + 1 or len(text)
            yield at, end
        elif text[at].isalnum() or text[at] in "-._":
            while end < len(text) and (text[end].isalnum() or text[end] in "-._"):
                end += 1
            yield at, end
        at = end


def of_cells(rng, content, sample):
    """Change the cells of a table: another value, two swapped, one more or less, a column named twice or dropped."""
    text = content.decode(sample.encoding, "replace").removeprefix("\ufeff")
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error:
        return content
    rows = [row for row in rows if row]
    if not rows:
        return content
    row, other = rng.choice(rows), rng.choice(rows)
    place = rng.randrange(len(row))
    match rng.randrange(8):
        case 0 | 1 | 2:
            row[place] = rng.choice(NASTY)
        case 3:
            row[place] = rng.choice(other)
        case 4:
            del row[place]
        case 5:
            row.insert(place, rng.choice(NASTY))
        case 6:
            for each in rows:
                if place < len(each):
                    each.insert(rng.randrange(len(each) + 1), each.pop(place))
        case _:
            row[place] += rng.choice(NASTY)
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n", quoting=rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)), escapechar="\\").writerows(rows)
    return _encoded(out.getvalue(), sample.encoding)


def of_tables(rng, content, sample):
    """Change what a TOML or JSON file reads as: a key renamed, doubled, moved or dropped, or another value."""
    toml = sample.name.endswith(".toml")
    try:
        table = tomllib.loads(content.decode()) if toml else json.loads(content.decode("utf-8-sig"))
    except ValueError:
        return content
    except RecursionError:
        return content
    for _ in range(rng.choice((1, 1, 2))):
        holders = list(_holders(table))
        if not holders:
            return content
        holder, key = rng.choice(holders)
        match rng.randrange(8):
            case 0 | 1 | 2:
                holder[key] = rng.choice(VALUES)
            case 3:
                del holder[key]
            case 4:
                other, there = rng.choice(holders)
                if isinstance(other, dict) or there < len(other):
                    holder[key] = json.loads(json.dumps(other.get(there) if isinstance(other, dict) else other[there], default=str))
            case 5:
                holder[key] = rng.choice(([holder[key]], {"x": holder[key]}, [holder[key]] * 2))
            case 6 if isinstance(holder, dict):
                holder[str(rng.choice((key + "x", key.upper(), *NASTY)))] = holder.pop(key)
            case 6:
                holder.insert(key, holder[key])
            case _ if isinstance(holder, dict):
                holder[str(rng.choice(NASTY))] = rng.choice(VALUES)
            case _:
                holder.reverse()
    try:
        text = tomli_w.dumps(table) if toml else json.dumps(table, ensure_ascii=rng.random() < 0.5, default=str)
    except (TypeError, ValueError, AttributeError):
        return content
    return _encoded(text, "utf-8")


def _holders(table):
    """Yield every place in a table: what holds it, and its key or index."""
    inner = table.items() if isinstance(table, dict) else enumerate(table) if isinstance(table, list) else ()
    for key, value in inner:
        yield table, key
        yield from _holders(value)


def _encoded(text, encoding):
    """Return text as bytes, half characters and all."""
    try:
        return text.encode(encoding, "surrogatepass" if encoding == "utf-8" else "replace")
    except UnicodeEncodeError:
        return text.encode(encoding, "replace")


def changed(rng, sample):
    """Return the content of a sample with one to three changes."""
    ways = [of_bytes, of_lines, of_values, of_values, of_cells if sample.name.endswith(".csv") else of_tables, of_cells if sample.name.endswith(".csv") else of_tables]
    content = sample.content
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        content = rng.choice(ways)(rng, content, sample)
    return content


# What must hold.


def verdict(sample, content, place):
    """Return "loaded" or "refused", or raise `Broken` for a file that is neither."""
    for name, text in sample.beside:
        (place / name).write_bytes(text)
    path = place / sample.name
    path.write_bytes(content)
    before, start = peak(), time.process_time()
    try:
        thing = sample.load(path)
    except TristandardError as error:
        _ours(error)
        return "refused"
    except BaseException as error:
        raise Broken(f"{sample.name}: {type(error).__name__}: {str(error)[:200]}") from error
    finally:
        took, grown = time.process_time() - start, peak() - before
        if took > SECONDS:
            raise Broken(f"{sample.name}: {len(content)} bytes took {took:.1f} s")
        if grown > TIMES * len(content) + ALLOWANCE:
            raise Broken(f"{sample.name}: {len(content)} bytes took {grown} bytes of memory")
    _whole(sample, thing, content, path)
    return "loaded"


def peak():
    """Return the most memory that this process ever held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _ours(error):
    """Refuse an error whose reasons are not ours, or that cannot be told."""
    if isinstance(error, Refused):
        for inner in error.exceptions:
            _ours(inner)
    if not isinstance(error, TristandardError) or not str(error).strip():
        raise Broken(f"not an error of ours: {error!r}")
    str(error).encode("utf-8", "backslashreplace")


def _whole(sample, thing, content, path):
    """Refuse a value that is not the whole of its file, or that does not read back equal."""
    if isinstance(thing, tuple) and not sample.name.startswith("notices"):
        rows = _rows(sample, content)
        if len(thing) != rows or not all(thing):
            raise Broken(f"{sample.name}: {len(thing)} of {rows} rows were loaded")
    try:
        sample.write(thing, path)
        back = sample.load(path)
    except Exception as error:
        raise Broken(f"{sample.name}: what was loaded cannot be written and read again: {type(error).__name__}: {str(error)[:500]}") from error
    if back != thing and not (isinstance(thing, tuple) and len(back) == len(thing) and all(one in back for one in thing)):
        raise Broken(f"{sample.name}: what was loaded reads back another")


def _rows(sample, content):
    """Return how many rows a file has: counted by others than its loader."""
    if sample.name.endswith(".json"):
        return len(json.loads(content.decode("utf-8-sig")))
    text = content.decode("utf-8-sig" if sample.encoding == "utf-8" else sample.encoding)
    return sum(any(cell.strip() for cell in row) for row in csv.reader(io.StringIO(text, newline=""))) - 1


def run(number, seed):
    """Change so many files and judge each; return how many of each kind were loaded and refused, and the slowest."""
    told, slowest = Counter(), (0.0, "", 0)
    with KeptConverters(), TemporaryDirectory() as place:
        for turn in range(number):
            rng = Random(f"{seed}/{turn}")
            sample = rng.choice(samples())
            content = changed(rng, sample)
            start = time.process_time()
            try:
                told[sample.name, verdict(sample, content, Path(place))] += 1
            except Broken as broken:
                raise Broken(f"file {turn} of seed {seed}: {broken}") from broken
            slowest = max(slowest, (time.process_time() - start, sample.name, turn))
    return told, slowest


def main(number, seed="1"):
    """Run so many files and print what came of them."""
    samples()
    before, start = peak(), time.process_time()
    told, slowest = run(int(number), seed)
    took = time.process_time() - start
    for name in sorted({name for name, _ in told}):
        print(f"{name:20} {told[name, 'loaded']:7} loaded {told[name, 'refused']:7} refused")
    print(f"{number} files of seed {seed}: {took:.0f} s, {took / int(number) * 1000:.1f} ms each; the slowest {slowest[0]:.2f} s ({slowest[1]}, file {slowest[2]}); peak memory {(peak() - before) / 1e6:.1f} MB above the start")


if __name__ == "__main__":
    main(*sys.argv[1:])
