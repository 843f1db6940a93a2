"""A check for each worked case of a rule set: that it comes out as it was worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from tristandard.basics.errors import TristandardError
from tristandard.codec.bad_input import NOWHERE, bad
from tristandard.testing import worked
from tristandard.testing.check import Check
from tristandard.testing.examined import ExaminedRules
from tristandard.testing.worked.case_file import Case
from tristandard.words.sentence import Sentence, Told

_A_FOLDER_OF_CASES = Told("存放算例的文件夹", "a folder of worked cases")
_CHECK_THE_PATH = Told("请检查路径；给出文件的，请放进列表", "check the path; give files in a list")
_CAN_BE_READ = Told("算例可以读入", "the case can be read")
_IN_THE_FILE = Sentence("{file}：{difference}", "{file}: {difference}")


def _paths(of: ExaminedRules, cases: str | Path | Iterable[Path] | None) -> list[Path]:
    """Return the files of worked cases: those given, or all in the folder given, or in the rule set's
    own, if it has one.
    """
    match cases:
        case None:
            folder = of.folder / "cases" if of.folder else None
        case str() | Path():
            folder = Path(cases)
            if not folder.is_dir():
                raise bad(str(cases), NOWHERE, str(cases), _A_FOLDER_OF_CASES, _CHECK_THE_PATH)
        case _:
            return [Path(path) for path in cases]
    return [path for path in folder.glob("*") if path.suffix.lower() in (".toml", ".json")] if folder else []


def case_checks(of: ExaminedRules, cases: str | Path | Iterable[Path] | None) -> Iterator[Check]:
    """Yield a check for each worked case."""
    for path in sorted(_paths(of, cases)):
        try:
            case = worked.read_case(path)
            listed = worked.cases_of(case)
        except TristandardError as error:
            yield Check(f"case {path.name}", _CAN_BE_READ, of, partial(lambda told: [told], error.told))
            continue
        for place, one in enumerate(listed, 1):
            name = f"case {path.name}" if one is case else f"case {path.name}, {place}"
            shown = str(case.get("name", "")) if one is case else f"{case.get('name', '')} · {one.get('name', '')}"
            faults = partial(_differences, of, path.name, case, one)
            yield Check(name, Told(shown, shown), of, faults, "" if "format" in case else "merged")


def _differences(of: ExaminedRules, file: str, case: Case, one: Case) -> list[Told]:
    found = worked.differences(case, one, None if "format" in case else of.rules)
    return [_IN_THE_FILE(file=file, difference=line) for line in found]
