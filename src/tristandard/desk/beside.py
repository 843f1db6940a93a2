"""What is laid beside a file to check it: the rules, and what was reported, in files of any of our kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import final

from attrs import evolve, field, frozen

from tristandard.basics.errors import all_of, refuse, wanted
from tristandard.basics.fields import own_table
from tristandard.basics.outcome import Observation
from tristandard.basics.place import Site
from tristandard.codec.files import is_folder, path_of
from tristandard.codec.survey import load_areas, load_observations, load_sites, load_units
from tristandard.codec.toml_json import read_json
from tristandard.desk.delivery import KIND, delivered, load_delivery
from tristandard.desk.given import GivenCell, Key, given_twice
from tristandard.desk.names import Names
from tristandard.desk.survey import read_survey
from tristandard.desk.workbooks import CANNOT_LOAD, filled_checklists, load_workbooks
from tristandard.merging.merged import MergedRules, merge
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.figures import Figures
from tristandard.survey.plan import Plan


@final
@frozen(kw_only=True)
class Beside:
    """What a file is held against.

    Attributes:
        merged: The rules, with the areas and units of tables and workbooks.
        reported: What was reported; None where nothing was given.
        sites: Those of tables and workbooks.
        checklists: The checklists that inspectors filled in, to be read under a plan.
        givens: The figures from outside of workbooks, each in its cell.
    """

    merged: MergedRules
    reported: tuple[Observation, ...] | None = None
    sites: tuple[Site, ...] = ()
    checklists: tuple[Path, ...] = ()
    givens: Mapping[Key, GivenCell] = field(factory=dict, hash=False, converter=own_table)

    @property
    def figures(self) -> Figures:
        """The figures from outside, as `score` takes them."""
        return {key: one.figure for key, one in self.givens.items()}

    @property
    def nobody_carried(self) -> Mapping[str, Iterable[str]] | None:
        """Whose scores are carried where nobody's are: nobody's, of rules with an assessment that carries."""
        return {} if any(book.carry for book in self.merged.rule_set.assessments) else None

    def observations(self, plan: Plan) -> Iterator[Observation]:
        """Yield all that was reported, checklists too."""
        yield from self.reported or ()
        yield from filled_checklists(self.checklists, plan)


def laid_beside(
    rules: RuleSet, observations: Iterable[str | Path] | None = None, *, sites: str | Path | None = None,
    areas: str | Path | None = None, units: str | Path | None = None,
) -> Beside:  # fmt: skip
    """Return what a file is held against.

    Args:
        rules: The rule set, as it was written.
        observations: Tables (CSV, JSON), workbooks, files that other offices handed over, or folders of workbooks.
        sites: A table of sites.
        areas: A table of areas that the rules lack.
        units: A table of units that the rules lack.

    Raises:
        BadInput: When a file is missing or cannot be read.
        Refused: With every mistake in one.
    """
    wanted(rules, RuleSet)
    files = [path_of(one) for one in all_of(observations or (), object)]
    rules = rules.extended(areas=load_areas(areas) if areas else (), units=load_units(units) if units else ())
    found = Beside(merged=merge(rules), sites=tuple(load_sites(sites, rules)) if sites else ())
    for path in sorted(files, key=_workbooks_first):
        found = _with(found, path)
    return found


def _workbooks_first(path: Path) -> bool:
    return not (is_folder(path) or path.suffix.lower() == ".xlsx")


def _with(found: Beside, path: Path) -> Beside:
    """Return what is laid beside a file, with another file of reports."""
    rules, known = found.merged.rule_set, found.reported or ()
    if is_folder(path):
        held = load_workbooks(path, rules, Names())
        return evolve(
            found, merged=merge(held.rules), sites=(*found.sites, *held.sites),
            reported=(*known, *held.observations), checklists=(*found.checklists, *held.checklists),
            givens=_together(found, held.givens),
        )  # fmt: skip
    if path.suffix.lower() == ".xlsx":
        read = read_survey(path, rules, sites=found.sites)
        survey = read.survey
        return evolve(
            found, merged=merge(survey.rules), sites=(*found.sites, *survey.sites),
            reported=(*known, *survey.observations), givens=_together(found, read.givens),
        )  # fmt: skip
    if path.suffix.lower() == ".json" and _kind(path) == KIND:
        return evolve(found, reported=(*known, *delivered(load_delivery(path, found.merged))))
    return evolve(found, reported=(*known, *load_observations(path, rules)))


def _together(found: Beside, cells: Mapping[Key, GivenCell]) -> Mapping[Key, GivenCell]:
    """Return the figures of all workbooks so far. Raises `Refused` with each that stands in two of them."""
    refuse(CANNOT_LOAD, list(given_twice(cells, found.givens)))
    return {**found.givens, **cells}


def _kind(path: Path) -> object:
    table = read_json(path, limit=None)
    return table.get("kind") if isinstance(table, dict) else None
