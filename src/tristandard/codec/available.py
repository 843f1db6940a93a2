"""Which rule sets there are: those that come along, and those that installed packages bring.

A package names its folder of data under the entry-point group `tristandard.rulesets`, by the code
of the rule set. The folder holds one rule set, or a folder for each version of it. Nothing of the
package is imported or run: its folder is looked up, and its files are read.
"""

from __future__ import annotations

from datetime import date
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any, final

from attrs import evolve, field, frozen
from cattrs import Converter

from tristandard.basics.clause import OutOfForce, Validity
from tristandard.basics.errors import TristandardError, refuse
from tristandard.basics.fields import coded, filled
from tristandard.codec.bad_input import NOWHERE, BadInput, bad, under
from tristandard.codec.convert import plain_converter
from tristandard.codec.reader import Reader
from tristandard.codec.toml_json import read_toml
from tristandard.words.sentence import Clauses, Sentence, Told

BUNDLED = Path(__file__).parent.parent / "rulesets"

#: The entry-point group under which packages name their rule sets.
GROUP = "tristandard.rulesets"
TOML = "ruleset.toml"


@final
@frozen(kw_only=True)
class AvailableRuleSet:
    """One version of a rule set that can be loaded: its name, its dates in force, and where it stands.

    `base` is the rule set that it is laid over, where it is an overlay. An overlay is in force only
    while its base is.
    """

    code: str = field(validator=coded)
    version: str = field(validator=filled)
    zh: str = field(validator=filled)
    en: str = field(validator=filled)
    valid: Validity = Validity()
    base: str = ""
    folder: Path

    def __str__(self) -> str:
        return f"{self.code} {self.version} ({self.valid})"


_NOT_EVERY_ONE = Told("规则集未能全部列出", "not every rule set can be listed")


def available_rulesets() -> tuple[AvailableRuleSet, ...]:
    """Return every version of every rule set that comes along or that a package brings, by code, then by dates.

    Raises:
        Refused: With every one whose head cannot be read, or whose folder is not there.
    """
    found: list[AvailableRuleSet] = []
    problems: list[TristandardError] = []
    for code in sorted(_places()):
        try:
            found += versions(code)
        except TristandardError as problem:
            problems.append(problem)
    refuse(_NOT_EVERY_ONE, problems)
    return tuple(found)


def codes() -> tuple[str, ...]:
    """Return the codes of the rule sets that there are."""
    return tuple(sorted(_places()))


_THERE = Told("有文件的规则集", "a rule set that is there")
_REINSTALL = Told("请重新安装写明它的包", "reinstall the package that names it")
_NAMED_SO = Sentence("编码 {code!r}（{where} 这样称呼它）", "the code {code!r}, by which {where} names it")
_LET_THEM_AGREE = Told("请使两者一致", "let the two agree")


def versions(code: str) -> list[AvailableRuleSet]:
    """Return the versions of one rule set that there are, the oldest first."""
    found: list[AvailableRuleSet] = []
    for where, folder in _places()[code]:
        if folder is None:
            raise bad(where, under(code), code, _THERE, _REINSTALL)
        for head in versions_in(folder):
            if head.code != code:
                expected = _NAMED_SO(code=code, where=where)
                raise bad(f"{head.folder.name}/{TOML}", under("code"), head.code, expected, _LET_THEM_AGREE)
            found.append(head)
    return sorted(found, key=by_date)


_CANNOT_BE_TOLD = Sentence("“{folder}”中的规则集无法辨认", "the rule set in {folder!r} cannot be told")


def versions_in(folder: Path) -> list[AvailableRuleSet]:
    """Return the rule set in a folder, or the versions of one in its folders, the oldest first.

    Raises:
        Refused: With every head that has mistakes.
    """
    folders = [folder] if (folder / TOML).is_file() else sorted(file.parent for file in folder.glob(f"*/{TOML}"))
    reader = Reader(_heads())
    found = []
    for one in folders or [folder]:
        file = f"{one.name}/{TOML}" if len(folders) > 1 else TOML
        try:
            table = read_toml(one / TOML)
        except BadInput as problem:
            reader.gather(evolve(problem, file=file))
            continue
        head: dict[str, Any] = {
            key: table[key] for key in ("code", "version", "zh", "en", "valid", "base") if key in table
        }
        found.append(reader.take({**head, "folder": one}, AvailableRuleSet, file))
    refuse(_CANNOT_BE_TOLD(folder=folder.name), reader.problems)
    return sorted(found, key=by_date)


def several(folder: Path) -> bool:
    """Return whether a folder holds versions of a rule set, each in a folder of its own, and none itself."""
    return not (folder / TOML).exists() and any(folder.glob(f"*/{TOML}"))


_A_VERSION = Sentence("版本 {version} {valid}，在 {folder}", "version {version} {valid} in {folder}")
_OF_A_RULE_SET = Sentence("规则集“{code}”", "rule set {code!r}")
_NEAREST = Sentence("{day}（版本 {version}）", "{day} (version {version})")
_NO_DAY = Told("没有日期", "no day")
_A_DAY_THAT_TELLS = Sentence(
    "能确定哪个版本的日期（{versions}）", "a day that tells which version is meant ({versions})"
)
_NO_OVERLAP = Told("请使各版本的施行日期互不重叠", "let their dates not overlap")
_SAY_WHICH_DAY = Told("请用 on 写明哪一天", "say `on` which day")


_VERSIONS = Sentence("{versions}", "{versions}")


def _told(one: AvailableRuleSet) -> Told:
    return _A_VERSION(version=one.version, valid=one.valid.told, folder=one.folder.name)


def chosen(found: list[AvailableRuleSet], on: date | None) -> AvailableRuleSet:
    """Return the version in force on a day; without a day, the only one.

    Raises:
        OutOfForce: When none is in force on that day; it names the nearest.
        BadInput: When there are several and no day is given, or several are in force on it.
    """
    if len(found) == 1:
        return found[0]
    there = [one for one in found if on is not None and one.valid.holds(on, on)]
    told = _VERSIONS(versions=Clauses(map(_told, found)))
    if on is not None and not there:
        near = min(found, key=lambda one: abs(one.valid.nearest(on) - on))
        nearest = _NEAREST(day=str(near.valid.nearest(on)), version=near.version)
        raise OutOfForce(_OF_A_RULE_SET(code=near.code), str(on), told, nearest)
    if len(there) != 1:
        remedy = _NO_OVERLAP if there else _SAY_WHICH_DAY
        raise bad(found[0].code, NOWHERE, str(on) if on else _NO_DAY, _A_DAY_THAT_TELLS(versions=told), remedy)
    return there[0]


def by_date(one: AvailableRuleSet) -> tuple[date, str, str]:
    """Return the key by which versions stand in order: the oldest first."""
    return one.valid.start or date.min, one.version, str(one.folder)


def _heads() -> Converter:
    convert = plain_converter()
    convert.register_structure_hook(Path, lambda value, _: value)
    return convert


def _places() -> dict[str, list[tuple[str, Path | None]]]:
    """Return where the rule sets of every code stand, by who names them; None where the folder is not there."""
    found: dict[str, list[tuple[str, Path | None]]] = {}
    for folder in BUNDLED.iterdir():
        if (folder / TOML).is_file():
            found.setdefault(folder.name, []).append(("tristandard", folder))
    for point in entry_points(group=GROUP):
        found.setdefault(point.name, []).append((point.value, _named(point)))
    return found


def _named(point: EntryPoint) -> Path | None:
    """Return the folder that an entry point names, which need hold no code; None where there is none."""
    if not EntryPoint.pattern.match(point.value):
        return None
    package, *parts = point.module.split(".")
    try:
        spec = find_spec(package)
    except ValueError:  # nameless, or the program that runs
        return None
    folders = (Path(root, *parts) for root in (spec.submodule_search_locations if spec else None) or ())
    return next((folder for folder in folders if folder.is_dir()), None)
