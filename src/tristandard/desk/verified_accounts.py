"""Whether a plan, a ledger or results follow from the inputs in their file, and these from what was reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from tristandard.basics.points import plain
from tristandard.codec.follows import content
from tristandard.codec.made_again import from_inputs
from tristandard.codec.survey_out import rows_of
from tristandard.desk.beside import Beside
from tristandard.desk.matched import Key, Said, by_keys, compared
from tristandard.desk.verified import Check, Fact
from tristandard.desk.vocabulary import NO_FIGURE
from tristandard.proof.certificate import Certificate, certify
from tristandard.rules.wording.names import name_scored
from tristandard.scoring.results import Results
from tristandard.scoring.score import score
from tristandard.survey.ledger import Ledger
from tristandard.survey.plan import Plan
from tristandard.survey.register import Register
from tristandard.survey.registering import register
from tristandard.survey.sharing import share
from tristandard.words.sentence import Sentence, Told

_NOT_GIVEN = Told(
    "没有给测评记录；测评记录是文件自己所写的",
    "no observations were given; those are taken that stand in the file",
)
_NO_FIGURES = Sentence(
    "{count} 个数没有给，是文件自己所写的，如 {first}",
    "{count:figure was|figures were} not given, and are what the file says, such as {first}",
)
_AT = Sentence("{keys}（{cell}）", "{keys} ({cell})")
_PLAN = frozenset({"period", "sites", "questions", "tasks"})


def account(path: Path, table: dict[str, Any], beside: Beside) -> Iterator[Check]:
    """Yield whether a plan, a ledger or results follow from their own inputs; and from what was reported elsewhere."""
    made = from_inputs(path, table, beside.merged)
    says, due = {key: value for key, value in table.items() if key != "seal"}, content(made)
    shown = frozenset({"postings", "results"}) | _PLAN
    yield compared(Fact.INPUTS, _tops(says, shown), _tops(due, shown), by_keys)
    yield compared(Fact.PLAN, _planned(says), _planned(due), by_keys)
    if isinstance(made, Plan):
        return
    yield compared(Fact.POSTINGS, _postings(says), _postings(due), by_keys)
    if isinstance(made, Results):
        yield compared(Fact.SCORES, _cards(says), _cards(due), _named(made))
        yield _read(certify(made))
    yield from _reported(made, says, beside)


def _tops(table: Mapping[str, Any], shown: frozenset[str]) -> Said:
    """Return what stands under each key, but for those that are shown by themselves."""
    found: dict[Key, object] = {}
    for key, value in table.items():
        if isinstance(value, dict) and key not in shown:
            found |= {(key, one): other for one, other in value.items()}
        elif key not in shown:
            found[key,] = value
    return found


def _planned(table: Mapping[str, Any]) -> Said:
    """Return the period, each site, each question and the tasks of each site."""
    found: dict[Key, object] = {("period",): table.get("period")}
    for key in ("sites", "questions"):
        listed = table.get(key)
        for number, one in enumerate(listed if isinstance(listed, list) else [listed]):
            code = one.get("code", number) if isinstance(one, dict) else number
            found[key, str(code)] = one
    tasks = table.get("tasks")
    by_site = tasks if isinstance(tasks, dict) else {"": tasks}
    return found | {("tasks", site): asked for site, asked in by_site.items()}


def _postings(table: Mapping[str, Any]) -> Said:
    """Return each posting: where, of what, in which assessment, on whom; then points, points gained, vetoes."""
    questions, postings = table.get("questions"), table.get("postings")
    codes = [one.get("indicator", "") if isinstance(one, dict) else "" for one in questions or ()]
    found: dict[Key, list[object]] = {}
    for site, listed in (postings if isinstance(postings, dict) else {"": [postings]}).items():
        for one in listed if isinstance(listed, list) else [listed]:
            row = [*one] if isinstance(one, list) and len(one) > 3 else [None, "", "", one]
            number, book, unit, *rest = row
            asked = codes[number] if isinstance(number, int) and 0 <= number < len(codes) else ""
            found.setdefault((str(site), str(asked), str(book), str(unit)), []).append(rest)
    return {key: rest[0] if len(rest) == 1 else rest for key, rest in found.items()}


def _cards(table: Mapping[str, Any]) -> Said:
    """Return each scorecard, by assessment and unit."""
    found: dict[Key, object] = {}
    results = table.get("results")
    for book, units in (results if isinstance(results, dict) else {"": results}).items():
        found |= {(book, unit): card for unit, card in (units if isinstance(units, dict) else {"": units}).items()}
    return found


def _named(results: Results) -> Callable[[Key], Told]:
    """Return who is named by the keys of a scorecard: by labels where the rules have them."""
    rules = results.rules
    books = {one.code: one for one in rules.assessments}

    def name(key: Key) -> Told:
        book, unit = key
        if book in books and unit in rules.units:
            told: Told = name_scored(books[book], rules.units[unit])
            return told
        return by_keys(key)

    return name


def _read(found: Certificate) -> Check:
    """Return whether the independent reading comes to the same."""
    wrong = found.disagreements
    if not wrong:
        return Check(fact=Fact.READING, fits=True, count=found.measurements)
    first, where = wrong[0], wrong[0].told
    return Check(
        fact=Fact.READING, fits=False, count=found.measurements, wrong=len(wrong), where=where, written=first.found,
        follows=first.expected,
    )  # fmt: skip


def _reported(made: Ledger | Results, says: Mapping[str, Any], beside: Beside) -> Iterator[Check]:
    """Yield whether the observations in a file are those that were given, and what these come to."""
    ledger = made.ledger if isinstance(made, Results) else made
    held = ledger.register
    if beside.reported is None:
        yield Check(fact=Fact.REPORTS, fits=None, where=_NOT_GIVEN)
        return
    again = register(held.plan, beside.observations(held.plan), closing=held.closed)
    yield compared(Fact.REPORTS, _reports(held), _reports(again), by_keys)
    if isinstance(made, Results):
        yield from _given(made, beside)
        fresh, givens = share(again, history=ledger.history), {**made.givens, **beside.figures}
        scored = score(fresh, givens=givens, only=made.only, carried=made.carried or beside.nobody_carried)
        yield compared(Fact.SCORES_OF_REPORTS, _cards(says), _cards(content(scored)), _named(made))


def _given(made: Results, beside: Beside) -> Iterator[Check]:
    """Yield whether the figures in a file are those that were given, and that others were not given."""
    if beside.givens:
        written: Said = {key: _figure(made.givens[key]) for key in beside.givens if key in made.givens}
        given: Said = {key: _figure(figure) for key, figure in beside.figures.items()}
        yield compared(Fact.GIVENS, written, given, lambda key: _in_cell(beside, key))
    if rest := sorted(made.givens.keys() - beside.givens.keys()):
        where = _NO_FIGURES(count=len(rest), first=by_keys(rest[0]))
        yield Check(fact=Fact.GIVENS, fits=None, where=where)


def _figure(figure: Fraction | None) -> str:
    """Return a figure as a workbook has it."""
    return NO_FIGURE if figure is None else plain(figure)


def _in_cell(beside: Beside, key: Key) -> Told:
    """Return a figure by its keys, and the cell in which it stands."""
    assessment, name, unit = key
    return _AT(keys=by_keys(key), cell=beside.givens[assessment, name, unit].where)


def _reports(held: Register) -> Said:
    """Return each report, by its source, its id and its revision."""
    found = list(held.observations())
    rows = rows_of(found, held.plan.rules) if found else []
    return {(row["source"], row["id"], str(row.get("revision", 1))): row for row in rows}
