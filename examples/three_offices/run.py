"""Three offices that share no system: what the urban and the rural office hand over, the command office scores with; two appeals are upheld.

    python examples/three_offices/run.py [FOLDER]

It runs the commands that officials would run, each office in a folder of its own. What goes from one to another is a
file of `out/handover/`, which a courier carries. Districts and rules are those of `changzhou-2022`; the survey is made
up. It needs the extra `desk`.
"""

from __future__ import annotations

import shutil
import sys
from contextlib import chdir
from pathlib import Path
from tempfile import mkdtemp

import openpyxl

from tristandard.desk.command.main import main as tristandard

#: The offices by the assessment that each is in charge of, and the folder in which each works.
OFFICES = {"urban": "城管局", "rural": "农业农村局", "civilized": "文明办"}
BOOK = "survey/测评.xlsx"


def run(place: Path, *arguments: str, code: int = 0) -> None:
    """Run a command in the folder of an office, as somebody there would, and print both; it must end with a code."""
    print(f"\n{place.name}> tristandard {' '.join(arguments)}", flush=True)
    with chdir(place):
        ended = tristandard([*arguments, "--lang", "zh"])
    if ended != code:
        raise SystemExit(f"{place.name}: tristandard {arguments[0]} ended with {ended}, not with {code}")


def carry(root: Path, sender: str, receiver: str, edition: int) -> str:
    """Carry a handed-over file to the other office, and return its name: nothing else is ever shared."""
    name = f"{sender}-{receiver}-2022Q3-{edition}.json"
    shutil.copy(root / OFFICES[sender] / "out/handover" / name, root / OFFICES[receiver] / name)
    return name


def uphold(book: Path, row: int) -> None:
    """Write into a row of 问题清单 that an appeal was upheld, as a person does in Excel: the appeal, the decision, and the next 版次."""
    made = openpyxl.load_workbook(book)
    sheet = made["问题清单"]
    heads = [cell.value for cell in sheet[1]]
    for head, text in (("申诉", "2022-07-25 天宁区: 不在本区范围"), ("撤销", "2022-07-29 测评单位: 属实"), ("版次", "2")):
        sheet.cell(row, heads.index(head) + 1, text)
    made.save(book)


def main(root: Path) -> None:
    """Run the quarter of three offices, with one correction."""
    for office, name in OFFICES.items():
        run(root, "new", name, "--office", office)
    places = {office: root / name for office, name in OFFICES.items()}

    print("\n== 第一版：两个单位移交，文明办接收、计分 ==")
    for office in ("urban", "rural"):
        run(places[office], "check")
        run(places[office], "score")
        run(places[office], "handover")
        run(places["civilized"], "receive", carry(root, office, "civilized", 1))
    run(places["civilized"], "score")
    run(places["civilized"], "certify")

    print("\n== 申诉成立：三个单位各出第二版 ==")
    for office in ("urban", "rural"):
        uphold(places[office] / BOOK, 2)
        run(places[office], "correct", "--reason", "申诉成立，撤销一处问题")
        run(places[office], "handover")
        run(places["civilized"], "receive", carry(root, office, "civilized", 2))
    run(places["civilized"], "correct", "--reason", "城管局、农业农村局更正")
    run(places["civilized"], "compare")

    print("\n== 不予接收的：旧版、途中被改动的、交错单位的 ==")
    run(places["civilized"], "receive", "urban-civilized-2022Q3-1.json", code=1)
    changed = places["civilized"] / carry(root, "urban", "civilized", 2)
    changed.write_text(changed.read_text(encoding="utf-8").replace('"breached"', '"met"', 1), encoding="utf-8")
    run(places["civilized"], "receive", changed.name, code=1)
    shutil.copy(places["urban"] / "out/handover/urban-civilized-2022Q3-2.json", places["rural"])
    run(places["rural"], "receive", "urban-civilized-2022Q3-2.json", code=1)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(mkdtemp()))
