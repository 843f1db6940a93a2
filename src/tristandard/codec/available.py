"""Which rule sets there are: those that come along, and those that installed packages bring.

A package names its folder of data under the entry-point group `tristandard.rulesets`, by the code
of the rule set. The folder holds one rule set, or a folder for each version of it. Nothing of the
package is imported or run: its folder is looked up, and its files are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from typing import Any, final

from attrs import evolve, field, frozen
from cattrs import Converter

from tristandard.basics.clause import OutOfForce, Validity
from tristandard.basics.errors import TristandardError, coded, filled, refuse
from tristandard.codec.convert import Reader, plain_converter
from tristandard.codec.files import BadInput, bad, read_toml

BUNDLED = Path(__file__).parent.parent / "rulesets"

#: The entry-point group under which packages name their rule sets.
GROUP = "tristandard.rulesets"
TOML = "ruleset.toml"
_DAY = timedelta(days=1)


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
    refuse("not every rule set can be listed", problems)
    return tuple(found)


def codes() -> tuple[str, ...]:
    """Return the codes of the rule sets that there are."""
    return tuple(sorted(_places()))


def versions(code: str) -> list[AvailableRuleSet]:
    """Return the versions of one rule set that there are, the oldest first."""
    found: list[AvailableRuleSet] = []
    for where, folder in _places()[code]:
        if folder is None:
            raise bad(where, code, code, "a rule set that is there", "reinstall the package that names it")
        for head in versions_in(folder):
            if head.code != code:
                raise bad(
                    f"{head.folder.name}/{TOML}",
                    "code",
                    head.code,
                    f"the code {code!r}, by which {where} names it",
                    "let the two agree",
                )
            found.append(head)
    return sorted(found, key=_by_date)


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
    refuse(f"the rule set in {folder.name!r} cannot be told", reader.problems)
    return sorted(found, key=_by_date)


def several(folder: Path) -> bool:
    """Return whether a folder holds versions of a rule set, each in a folder of its own, and none itself."""
    return not (folder / TOML).exists() and any(folder.glob(f"*/{TOML}"))


def chosen(found: list[AvailableRuleSet], on: date | None) -> AvailableRuleSet:
    """Return the version in force on a day; without a day, the only one.

    Raises:
        OutOfForce: When none is in force on that day; it names the nearest.
        BadInput: When there are several and no day is given, or several are in force on it.
    """
    if len(found) == 1:
        return found[0]
    there = [one for one in found if on is not None and one.valid.holds(on, on)]
    told = "; ".join(f"version {one.version} {one.valid} in {one.folder.name}" for one in found)
    if on is not None and not there:
        near = min(found, key=lambda one: abs(one.valid.nearest(on) - on))
        raise OutOfForce(f"rule set {near.code!r}", str(on), told, f"{near.valid.nearest(on)} (version {near.version})")
    if len(there) != 1:
        raise bad(
            found[0].code,
            "",
            str(on or "no day"),
            f"a day that tells which version is meant ({told})",
            "let their dates not overlap" if there else "say `on` which day",
        )
    return there[0]


def gaps(found: Iterable[AvailableRuleSet]) -> Iterator[TristandardError]:
    """Yield where the versions of one rule set leave days without rules, or with two, or have one name."""
    by_version: defaultdict[str, list[AvailableRuleSet]] = defaultdict(list)
    for one in sorted(found, key=_by_date):
        by_version[one.version].append(one)
    for version, same in by_version.items():
        if len(same) > 1:
            file = " and ".join(f"{one.folder.name}/{TOML}" for one in same)
            held = f"{len(same)} folders hold version {version} of {same[0].code}"
            remedy = "keep one, or give each its own version"
            yield bad(file, "version", version, f"the version of one folder alone: {held}", remedy)
    distinct = {(one.version, one.valid): one for same in by_version.values() for one in reversed(same)}
    ordered = sorted(distinct.values(), key=_by_date)  # a copy is told as one
    lasting = accumulate(ordered, _longer)
    for one, other in zip(lasting, ordered[1:], strict=False):
        yield from _overlap_or_gap(one, other)


def _overlap_or_gap(one: AvailableRuleSet, other: AvailableRuleSet) -> Iterator[TristandardError]:
    """Yield that two versions, the second of which starts later, are in force on one day, or
    neither is between them.
    """
    file = f"{one.folder.name}/{TOML} and {other.folder.name}/{TOML}"
    end, start = one.valid.end, other.valid.start
    told = f"(version {one.version} is in force {one.valid}, version {other.version} {other.valid})"
    if end is None or start is None or start <= end:
        remedy = "let one of them end on the day before the other starts"
        if start and start > (one.valid.start or date.min):
            remedy = f"let version {one.version} end on {start - _DAY}"
        expected = f"a day on which one version alone is in force {told}"
        yield bad(file, "valid", str(start or "the beginning"), expected, remedy)
    elif (days := (start - end).days - 1) > 0:
        none = f"no rules are in force for {days} day{'' if days == 1 else 's'} after {end}"
        expected = f"the day before another version starts: {none} {told}"
        remedy = (
            f"let version {other.version} start on {end + _DAY}, or version {one.version} last until {start - _DAY}"
        )
        yield bad(file, "valid", str(end), expected, remedy)


def _longer(one: AvailableRuleSet, other: AvailableRuleSet) -> AvailableRuleSet:
    """Return the version of two that stays in force the longer."""
    return max(one, other, key=lambda version: version.valid.end or date.max)


def _by_date(one: AvailableRuleSet) -> tuple[date, str, str]:
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
