"""Results that were made under other rules than are in force in a project now: under which, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tristandard.basics.errors import TristandardError
from tristandard.codec.bad_input import NOWHERE, BadInput, Position
from tristandard.codec.results import load_results
from tristandard.codec.sealed_file import opened_as
from tristandard.desk.mistakes import NotDone
from tristandard.merging.merged import MergedRules
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.results import Results
from tristandard.words.sentence import Sentence, Told

#: The keys of a file of results that say under which rules it was made.
_NAMED = "rule_set", "rule_set_version", "variant"
_DIGEST = "rules"
#: So much of a digest is told: enough to tell two apart, and not enough to write it into a file.
_TOLD = 12
_MADE = Sentence(
    "按规则 {theirs}（摘要 {digest}…）计的，现在的规则是 {ours}（摘要 {own}…）：规则、单位表或区域表改过",
    "made under the rules {theirs} (digest {digest}…), and the project has {ours} now (digest {own}…): the rules, or "
    "the sheets 单位表 or 区域表, were changed",
)
_NOBODY_HAS_IT = Sentence(
    "第 {edition} 版是{made}；还没有公布的，请按现在的规则重新计分：tristandard score --again；已经公布的，"
    "请把原来的规则和表放回去，本期照原来的规则更正，新规则从下一期的项目用起",
    "edition {edition} was {made}. Where nobody has it yet, score it under the rules of now: tristandard score "
    "--again. Where it is published, put the former rules and sheets back, for this period is corrected under those; "
    "the new ones hold from the project of the next period on",
)
_OTHERS_HAVE_IT = Sentence(
    "第 {edition} 版是{made}；请把原来的规则和表放回去，本期照原来的规则更正，新规则从下一期的项目用起",
    "edition {edition} was {made}. Put the former rules and sheets back, for this period is corrected under those; the "
    "new ones hold from the project of the next period on",
)
_EARLIER = Sentence(
    "是{made}；规则不同，往期结果不能查用；请从 before 里删去，或改用当时的规则",
    "it was {made}. Results of other rules are not looked back on: leave it out of before, or use the rules of "
    "then",
)


def load_edition(path: Path, merged: MergedRules, edition: int, *, published: bool) -> Results:
    """Load an edition of a project, as `load_results` does.

    Args:
        path: Of its file.
        merged: The rules of the project.
        edition: Its number.
        published: Whether it is known that others have it, so that nobody may score it again.

    Raises:
        BadInput: When it was made under other rules too; it says under which, and what to do.
    """
    why = _OTHERS_HAVE_IT if published else _NOBODY_HAS_IT
    return _loaded(path, merged, lambda made: why(edition=edition, made=made))


def load_earlier(path: Path, merged: MergedRules) -> Results:
    """Load the results of an earlier period, as `load_results` does.

    Raises:
        BadInput: When they were made under other rules too; it says under which, and what to do.
    """
    return _loaded(path, merged, lambda made: _EARLIER(made=made))


def _loaded(path: Path, merged: MergedRules, why: Callable[[Told], Told]) -> Results:
    """Load results; of those that were made under other rules, tell why they are not used."""
    try:
        return load_results(path, merged)
    except BadInput as problem:
        if (made := _made_under(problem, path, merged.rule_set)) is None:
            raise
        raise BadInput(path.name, NOWHERE, NotDone(why(made))) from None


def _made_under(problem: BadInput, path: Path, rules: RuleSet) -> Told | None:
    """Return under which rules a file was made, and which there are now; None where something else is wrong with it."""
    if not isinstance(problem.at, Position) or problem.at.key not in (*_NAMED, _DIGEST):
        return None
    try:
        with opened_as("results", path) as table:
            theirs, digest = " ".join(str(table[key]) for key in _NAMED if table[key]), str(table[_DIGEST])[:_TOLD]
    except (TristandardError, KeyError):
        return None
    ours = " ".join(filter(None, (rules.code, rules.version, rules.variant)))
    told: Told = _MADE(theirs=theirs, digest=digest, ours=ours, own=rules.digest[:_TOLD])
    return told
