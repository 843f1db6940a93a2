"""Reports as they come in: of each the latest revision, and the lower ones that are kept beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import final

from attrs import define, field

from tristandard.basics.digest import canonical
from tristandard.basics.outcome import Observation
from tristandard.survey.admission import Words
from tristandard.survey.bad_observation import BadObservation, Unfit
from tristandard.survey.register import Register, key, order
from tristandard.survey.settlement import Superseded
from tristandard.words.sentence import Sentence, Told

_GIVEN_TWICE = Sentence(
    "以修订 {revision} 报了两次，内容不同", "was given twice as revision {revision}, with different content"
)
_RAISE_REVISION = Told("请提高后一次的修订号", "raise the revision of the later one")
_NO_FILE = Sentence(
    "有一次修订（{revision}）无法写入文件：{unknown}", "has a revision {revision} that no file could hold: {unknown}"
)
_LEAVE_REVISION_OUT = Told("请去掉这次修订", "leave that revision out")


@final
@define(eq=False)
class Reports:
    """What was reported before, and what is added to it: of each report the latest revision, and the older ones."""

    before: Register
    latest: dict[str, dict[str, Observation]]
    older: dict[tuple[str, str, int], Observation]
    #: The sites of which something new was reported.
    moved: set[str] = field(factory=set)
    #: The revisions that were given two meanings.
    clashes: set[tuple[str, str, int]] = field(factory=set)

    @classmethod
    def of(cls, before: Register) -> Reports:
        """Return what an earlier register holds."""
        latest = {source: dict(reports) for source, reports in before.latest.items()}
        older = {key(observation): observation for observation in before.older}
        return cls(before, latest, older)

    def add(self, observation: Observation) -> None:
        """Add a report, or a revision of one."""
        reports = self.latest.get(observation.source)
        if reports is None:
            reports = self.latest[observation.source] = {}
        known = reports.setdefault(observation.id, observation)
        if self.before.latest and not self.before.has(observation):
            self.moved |= {observation.site, known.site}
        if known is not observation:
            reports[observation.id] = _revised(known, observation, self.older, self.clashes)

    def anew(self, *, whole: bool) -> list[Observation]:
        """Return the latest reports of the sites of which something new was reported, or all of them."""
        every = (one for reports in self.latest.values() for one in reports.values())
        return list(every) if whole else [one for one in every if one.site in self.moved]

    def settled_elsewhere(self) -> list[Superseded]:
        """Return what did not stand at the other sites, but for older revisions."""
        lost = (one for one in self.before.superseded if one.observation.site not in self.moved)
        return [one for one in lost if key(one.observation) not in self.older]

    def every(self) -> Iterable[Observation]:
        """Return every revision of every report."""
        return chain(self.older.values(), *(reports.values() for reports in self.latest.values()))

    def problems(self, words: Words) -> Iterator[BadObservation]:
        """Yield the revisions that were given two meanings, and the older ones that no file could hold."""
        for source, id_, revision in sorted(self.clashes):
            yield BadObservation(Unfit.TWICE, source, id_, _GIVEN_TWICE(revision=revision), _RAISE_REVISION)
        for old in [old for old in self.older.values() if old not in self.before.older]:
            for unknown in words.unknown(old):
                why = _NO_FILE(revision=old.revision, unknown=unknown.told)
                yield BadObservation(Unfit.WORDS, old.source, old.id, why, _LEAVE_REVISION_OUT)

    def revised(self) -> list[Superseded]:
        """Return the older revisions, each with the one that took its place."""
        ordered = sorted(self.older.values(), key=lambda old: (*order(old), old.revision))
        return [Superseded(old, self.latest[old.source][old.id].revision) for old in ordered]


def _revision(observation: Observation) -> int:
    return observation.revision


def _revised(
    known: Observation,
    new: Observation,
    older: dict[tuple[str, str, int], Observation],
    clashes: set[tuple[str, str, int]],
) -> Observation:
    """Return the higher of two revisions of one report, and keep the lower one; of two that clash the
    same one, whichever came first.
    """
    same = known if known.revision == new.revision else older.get(key(new))
    if same is None:
        lower, higher = sorted((known, new), key=_revision)
        older[key(lower)] = lower
        return higher
    if same == new:
        return known
    clashes.add(key(new))
    kept = min(same, new, key=canonical)
    if same is known:
        return kept
    older[key(new)] = kept
    return known
