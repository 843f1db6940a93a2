"""A rule set under its checks: loaded and merged once, with what each check finds wrong in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import final

from attrs import define, evolve

import tristandard as ts
from tristandard.basics.errors import TristandardError, refuse
from tristandard.basics.location import located
from tristandard.checks.cannot import CannotMerge
from tristandard.checks.contradictions import contradictions
from tristandard.checks.report import Report
from tristandard.codec.available import TOML, versions_in
from tristandard.codec.meant_folder import folder_of
from tristandard.codec.version_gaps import gaps
from tristandard.merging.merged import MergedRules
from tristandard.rules.ruleset import RuleSet
from tristandard.testing import static
from tristandard.testing.defects import Defect, WrittenParts
from tristandard.testing.held import Held
from tristandard.testing.laws import Law
from tristandard.words.sentence import Sentence, Told

_CONTRADICTS = Sentence("规则集“{code}”自相矛盾", "the rule set {code!r} contradicts itself")
_NOT_LOADED = Told("规则集无法读入；请先改正", "the rule set cannot be loaded; mend that first")
_NOT_MERGED = Told("规则集无法融合；请先改正", "the rule set cannot be merged; mend that first")
_AS_THE_VARIANT = Sentence("按变体“{code}”读，{problem}", "read as the variant {code!r}, {problem}")


@final
@define(slots=False)
class ExaminedRules:
    """A rule set under its checks: loaded and merged once, when the first check needs it."""

    source: str | Path | RuleSet
    on: date | None
    encoding: str | None
    examples: int

    @cached_property
    def folder(self) -> Path | None:
        """Its folder; None where it is a value, or cannot be found."""
        try:
            return None if isinstance(self.source, RuleSet) else folder_of(self.source, self.on)
        except TristandardError:  # told when the rule set is loaded
            return None

    @cached_property
    def parts(self) -> WrittenParts:
        """Where in its files its parts stand."""
        return WrittenParts(self.folder, self.encoding)

    @cached_property
    def _loaded(self) -> RuleSet | TristandardError:
        try:
            if not isinstance(self.source, RuleSet):
                return ts.load_ruleset(self.source, on=self.on, encoding=self.encoding)
            refuse(_CONTRADICTS(code=self.source.code), contradictions(self.source))
        except TristandardError as error:
            return error
        return self.source

    @property
    def rules(self) -> RuleSet:
        """The rule set as loaded, or the error why it is not."""
        if isinstance(self._loaded, TristandardError):
            raise self._loaded
        return self._loaded

    @cached_property
    def report(self) -> Report:
        """What `check` says of it."""
        return ts.check(self.rules)

    @cached_property
    def merged(self) -> MergedRules:
        """Its merged rules."""
        return ts.merge(self.rules)

    def missing(self, needs: str) -> Told | None:
        """Return why a check cannot be run, if it cannot."""
        if needs and isinstance(self._loaded, TristandardError):
            return _NOT_LOADED
        return _NOT_MERGED if needs == "merged" and self.report.problems else None

    def mistakes(self) -> Iterator[Told]:
        """Yield every mistake of its files."""
        match self._loaded:
            case TristandardError(reasons=reasons):
                yield from (reason.told for reason in reasons)
            case _:
                pass

    def problems(self) -> Iterator[Told]:
        """Yield what keeps the rules from being merged, as they stand and as each variant reads them."""
        yield from (problem.told for problem in self.report.problems)
        if self.report.problems or self.rules.variant is not None:
            return
        for one in self.rules.variants:
            for problem in ts.check(self.rules.varied(one.code)).problems:
                locations = problem.locations if isinstance(problem, CannotMerge) else ()
                own = evolve(problem, locations=()) if isinstance(problem, CannotMerge) else problem
                yield located(locations, _AS_THE_VARIANT(code=one.code, problem=own.told))

    def unpriced(self) -> Iterator[Told]:
        """Yield what an assessment lets pass, or prices less where it is worse."""
        for remark in self.report.remarks:
            if isinstance(remark, (ts.checks.Unpriced, ts.checks.PricedBackwards)):
                yield remark.told

    def alike(self) -> Iterator[Told]:
        """Yield the things of one kind that have one label."""
        for remark in self.report.remarks:
            if isinstance(remark, ts.checks.EqualLabels):
                yield remark.told

    def orphans(self) -> Iterator[Told]:
        """Yield what nothing names; of an overlay, what it declares itself, for it cannot drop what its base does."""
        defects = static.orphans(self.rules, cited=self.parts.cited)
        return self.told(defect for defect in defects if not self.parts.laid or self.parts.of(defect.parts))

    def dates(self) -> Iterator[Told]:
        """Yield the clauses that lapse before it does, and the gaps between its versions."""
        yield from self.told(static.dates(self.rules))
        if self.folder:
            beside = (one for file in self.folder.parent.glob(f"*/{TOML}") for one in self._heads(file.parent))
            yield from (gap.told for gap in gaps(one for one in beside if one.code == self.rules.code))

    @staticmethod
    def _heads(folder: Path) -> list[ts.files.AvailableRuleSet]:
        try:
            return versions_in(folder)
        except TristandardError:  # a neighbour that cannot be read is no version of this one
            return []

    def told(self, defects: Iterable[Defect]) -> Iterator[Told]:
        """Yield defects, each with its place in front."""
        return map(self.parts.told, defects)

    @cached_property
    def _held(self) -> Held:
        return Held(self.rules, self.merged)

    def broken(self, law: Law) -> Iterator[Told]:
        """Yield why a law does not hold, at the rows of what it speaks of."""
        for codes, told in self._held.broken(law, self.examples):
            yield located(self.parts.of_members(codes), told)
