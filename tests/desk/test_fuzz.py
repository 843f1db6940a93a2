"""Workbooks that are changed by chance: each is read whole, or refused in the library's own words.

    nice python tests/desk/test_fuzz.py 10000 1     # so many workbooks, from a seed: the same workbooks each time

Every workbook is a valid one (a rule set, a survey, a checklist that is filled in, a list of pairs) to which one to
five things are done. Where these are habits alone, it must load equal to what it was. Where it is damaged too, it must
be refused, or load equal to a plain new workbook of the values that openpyxl, another reader, sees in it. Each refusal
is a `BadCell` that names the workbook, and its sheet unless it is of the whole file; of every seventh the marked copy is
written, or refused so too. No workbook takes more than
`SECONDS`, or more memory than `TIMES` what is unpacked of it and `ALLOWANCE`.
"""

import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from datetime import time as clock
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import pytest
from attrs import field, frozen

pytest.importorskip("openpyxl", reason="the extra desk")
pytest.importorskip("xlsxwriter", reason="the extra desk")

import openpyxl

import tristandard as ts
from desk.damage import DAMAGE, bomb, of_bytes
from desk.habits import HABITS, more_parts
from desk.packed import Pack
from fuzz import KeptConverters
from tristandard.desk import (
    BadCell,
    load_checklist,
    load_rules,
    load_survey,
    load_worklist,
    write_marked,
    write_rules,
    write_worklist,
)

#: The longest that one workbook may take, in seconds of the processor.
SECONDS = 10
#: What loading may take in memory: so many times what is unpacked, and beside it so many bytes.
TIMES, ALLOWANCE = 12, 60_000_000
ROOT = Path(__file__).parents[2]
#: Of so many workbooks, those that have habits alone; are damaged in their bytes; are large.
HABITS_ALONE, BYTES, BOMBS = 0.4, 0.04, 0.005


class Broken(AssertionError):
    """A workbook that was neither read whole nor refused in our words."""


@frozen
class Sample:
    """A valid workbook, how it is loaded, and what it holds."""

    kind: str
    content: bytes
    load: Callable[[Path], Any]
    held: Any = field(eq=False)


def samples(folder):
    """Return a workbook of each kind."""
    from desk.test_checklist import PLAN, filled, write_checklists
    from desk.test_survey import NAMES, SITES, UNITS, made

    second = ts.load_ruleset(ROOT / "examples/second_city/rules")
    (folder / "names.toml").write_text(NAMES, encoding="utf-8")
    wide = [["点位", "日期", "来源", "无店外经营", "appearance.street.lamps"], ["n1", DAY, "巡查", None, "100 %"], ["n2", "2026-04-08", "健康办", "不适用：休市", None]]
    made(folder, units=UNITS, sites=[*SITES, ["s1", "南门街", "南区", "建成区", "街道", "南区"]], records=RECORDS, 宽表=wide)
    write_rules(ts.load_ruleset(ROOT / "docs/cities/two_assessments"), folder / "规则集.xlsx")
    write_rules(second, folder / "second.xlsx")
    write_worklist(second, folder / "对照清单.xlsx")
    write_checklists(PLAN, folder / "检查表.xlsx", source="巡查", visit="第一次", day=ts.Quarter(2026, 2).start)
    filled(
        folder / "检查表.xlsx",
        {("n1", "lamps.lit"): "96.5 %", ("n3", "toilet.grade"): "B", ("n2", "bins.gap"): "62 m", ("n2", "bins.density"): "3 个/200 m", ("n2", "stalls.outside"): 2, ("n1", "notices.count"): "未测：施工", ("s1", "notices.count"): 1250},
        [[1, "钟楼街", "街道无垃圾", None, 2, "东侧", "北区", "来源=媒体曝光", None, "2026-04-01"], [2, "北门市场", "无店外经营"], [3, "北门市场", "无店外经营"]],
    )  # fmt: skip
    loads = {
        "survey": ("测评.xlsx", lambda path: _survey(load_survey(path, second, names=folder / "names.toml"))), "rules": ("规则集.xlsx", load_rules),
        "checklist": ("检查表.xlsx", lambda path: _sorted(load_checklist(path, PLAN))), "more rules": ("second.xlsx", load_rules),
        "worklist": ("对照清单.xlsx", lambda path: load_worklist(path, second)),
    }  # fmt: skip
    return [Sample(kind.removeprefix("more "), (folder / name).read_bytes(), load, load(folder / name)) for kind, (name, load) in loads.items()]


DAY = date(2026, 4, 8)
RECORDS = [
    ["编号", "点位", "指标", "结果", "日期", "来源", "版次"],
    [None, "钟楼街", "路灯亮灯率", "96.5%", "2026-04-08", "巡查", 1],
    [None, "北门市场", "appearance.market.bins", "果壳箱间距=62 m；果壳箱密度=３ 个/200 m", "20260408", "巡查", None],
    [7, "北门市场", "无店外经营", "2处", "2026.4.8", "巡查", 2],
    [8, "北门市场", "防鼠设施完好", 87, DAY, "健康办", None],
    ["0012", "钟楼公厕", "appearance.toilet.grade", "未测：停水", "2026-04-08", "巡查", None],
    ["A1", "钟楼公厕", "health.toilet.grade", "A", "2026-04-09", "健康办", None],
    [None, "南门街", "civic.street.notices", 1250, DAY, "巡查", None],
    [None, "钟楼街", "civic.street.notices", 3, DAY, "志愿者", None],
]


def _survey(survey):
    return survey.areas, survey.units, survey.sites, _sorted(survey.observations)


def _sorted(observations):
    return sorted(observations, key=lambda one: (one.source, one.id, one.revision))


def changed(random, sample):
    """Return a changed workbook, whether that changes nothing of what it says, and what was done to it."""
    pack, chance = Pack(sample.content, sample.kind), random.random()
    wanted = random.sample(HABITS, random.randint(1, 4))
    damaged = chance >= HABITS_ALONE
    if damaged:
        wanted = [habit for habit in wanted[1:] if HABITS.index(habit) < HABITS.index(more_parts)]
    done = [habit for habit in sorted(wanted, key=HABITS.index) if habit(random, pack)]
    if damaged:
        for damage in [bomb] if chance > 1 - BOMBS else random.sample(DAMAGE, random.randint(1, 2)):
            done.append(damage)
            try:
                damage(random, pack)
            except Exception:
                continue
    packed = pack.bytes()
    if 1 - BOMBS - BYTES < chance <= 1 - BOMBS:
        done, packed = [*done, of_bytes], of_bytes(random, packed)
    return packed, not damaged, [one.__name__ for one in done]


def plain(content):
    """Return a new workbook of the values that openpyxl sees in another; None where it reads nothing."""
    try:
        return _copied(openpyxl.load_workbook(BytesIO(content), data_only=True))
    except Exception:
        return None


def _copied(seen):
    """Return a new workbook of the values of another."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for page in seen.worksheets:
        new = made.create_sheet()
        new.title = page.title
        for cell in page._cells.values():  # iter_rows would make each empty one of a million rows
            if cell.value is not None and cell.value != "":
                if isinstance(cell.value, clock):
                    raise TypeError  # where days count from 1904, the first is told as a time
                put = new.cell(cell.row, cell.column)
                put.value = cell.value
                if isinstance(cell.value, str):
                    put.data_type = "e" if cell.data_type == "e" else "s"
                put.number_format = cell.number_format
        for one in page.merged_cells.ranges:
            new.merge_cells(one.coord)
    packed = BytesIO()
    made.save(packed)
    return packed.getvalue()


def check(sample, content, *, habit, path, beside=True, marked=True):
    """Return "read", or as what it was refused: of the "file", a "sheet" or a "cell"; raise `Broken` for anything else."""
    path.write_bytes(content)
    before, begun = _memory(), time.process_time()
    try:
        found, problem = sample.load(path), None
    except ts.TristandardError as refused:
        found, problem = None, refused
    except Exception as error:
        raise Broken(f"{type(error).__name__}: {error}") from error
    seconds, grown = time.process_time() - begun, _memory() - before
    if seconds > SECONDS:
        raise Broken(f"it took {seconds:.1f} s")
    if grown > TIMES * _unpacked(content) + ALLOWANCE:
        raise Broken(f"it took {grown} bytes for {_unpacked(content)}")
    if problem is not None:
        if habit:
            raise Broken(f"a habit is refused: {problem}")
        if marked:
            _mark(path, problem)
        return _refused(problem, path.name)
    if not habit:
        fresh = plain(content) if beside else None
        if fresh is None:
            return "read alone"
        path.write_bytes(fresh)
        try:
            other = sample.load(path)
        except ts.TristandardError as refused:
            raise Broken(f"what another reader sees is refused: {refused}") from None
        if other != found:
            raise Broken(f"read otherwise than another reader does: {found}\n{other}")
    elif found != sample.held:
        raise Broken(f"a habit changes what is read: {found}\n{sample.held}")
    return "read"


def _mark(path, problem):
    """Write the marked copy of a workbook that was refused, or have that refused."""
    try:
        write_marked(path, problem, path.with_name("表-问题.xlsx"))
    except ts.TristandardError as refused:
        _refused(refused, path.name)
    except Exception as error:
        raise Broken(f"not marked: {type(error).__name__}: {error}") from error


def _refused(problem, name):
    """Return how precisely a refusal names what is wrong; each part of it is a `BadCell` of this workbook."""
    found = problem.reasons
    for one in found:
        if not isinstance(one, BadCell) or one.file != name or not one.text("zh").strip() or not str(one).strip():
            raise Broken(f"refused without a place: {one!r}")
    return "cell" if any(one.column for one in found) else "sheet" if any(one.sheet for one in found) else "file"


def _memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _unpacked(content):
    try:
        with ZipFile(BytesIO(content)) as packed:
            return max(len(content), sum(one.file_size for one in packed.infolist()))
    except Exception:
        return len(content)


def run(times, seed, told=print):
    """Return how many changed workbooks were read and refused, by kind; tell what does neither, or raise it."""
    counts = Counter()
    with TemporaryDirectory() as name, KeptConverters():
        folder = Path(name)
        known = samples(folder)
        for number in range(times):
            random, sample = Random(f"{seed}/{number}"), known[number % len(known)]
            content, habit, done = changed(random, sample)
            try:
                counts[check(sample, content, habit=habit, path=folder / "表.xlsx", beside=bomb.__name__ not in done, marked=number % 7 == 0)] += 1
            except Broken as broken:
                counts["broken"] += 1
                told(f"{seed}/{number} {sample.kind}, {', '.join(done)}: {str(broken)[:1500]}")
    return counts


def test_changed_workbooks_are_read_whole_or_refused():
    """Of some hundreds of changed workbooks, of each kind, each is read as another reader does, or refused at its place."""
    broken = []
    counts = run(300, "0", broken.append)

    assert broken == []
    assert counts["read"] > 100
    assert counts["cell"] > 30


if __name__ == "__main__":
    begun = time.perf_counter()
    print(dict(run(int(sys.argv[1]), sys.argv[2])), f"{time.perf_counter() - begun:.0f} s")
