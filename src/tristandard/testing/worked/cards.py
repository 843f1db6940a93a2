"""What a case expects of scorecards and of scores, beside what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from tristandard.basics.errors import BadValue
from tristandard.basics.points import exact, plain
from tristandard.scoring.results import Results
from tristandard.scoring.scorecard import Scorecard
from tristandard.survey.ledger import Ledger
from tristandard.testing.worked.case_file import Case
from tristandard.words.sentence import Either, Sentence, Told

#: What comes of a case: by what it is of, the text or table that was expected or found.
Table = dict[object, object]


_AN_ASSESSMENT = Told("规则集中的考核", "an assessment of the rule set")
_WRITE = Sentence("请写 {known}", "write {known}")


def spread_over(number: Any, codes: Iterable[str], owner: str) -> dict[tuple[str, str], Any]:
    """Return numbers by assessment and unit: one alone is what each assessment takes of the sole owner."""
    known = set(codes)
    if isinstance(number, dict) and not known.isdisjoint(number) and (strange := sorted(number.keys() - known)):
        raise BadValue(", ".join(strange), _AN_ASSESSMENT, _WRITE(known=Either(sorted(known))))
    per = number if isinstance(number, dict) and number.keys() <= known else dict.fromkeys(known, number)
    return {
        (code, unit): value
        for code, part in per.items()
        for unit, value in (part if isinstance(part, dict) else {owner: part}).items()
        if value
    }


def as_texts(numbers: Mapping[Any, object]) -> dict[object, str]:
    """Return numbers as texts that compare exactly."""
    return {key: plain(exact(number)) for key, number in numbers.items()}


def sole_owner(held: Ledger) -> str:
    """Return the unit that alone answers for every site; "" where there is none."""
    owners = {units[0][0] if len(units := site.units) == 1 else "" for site in held.plan.sites.values()}
    return owners.pop() if len(owners) == 1 else ""


def _shown(number: Fraction | None) -> str:
    return "" if number is None else plain(number)


#: What a case may expect of a unit's scorecard, and how it is told: numbers exact, as text, "" where there is none.
TOLD: Mapping[str, Callable[[Scorecard], object]] = {
    "score": lambda card: _shown(card.exact),
    "published": lambda card: "" if card.published is None else str(card.published),
    "interval": lambda card: [plain(end) for end in card.interval],
    "coverage": lambda card: plain(card.coverage),
    "place": lambda card: "—" if card.place is None else card.place,
    "reason": lambda card: card.reason.text("zh"),
    "grade": lambda card: card.grade or "",
    "grades": lambda card: list(card.grades or ()),
    "parts": lambda card: {part.member or part.node: _shown(part.value) for part in card.part.parts},
    "weights": lambda card: {
        part.member or part.node: plain(100 * weight)
        for part, weight in zip(card.part.parts, card.part.weights, strict=True)
    },
    "imputed": lambda card: {part.member or part.node: part.imputed for part in card.imputed},
    "failed": lambda card: [of for part in card.part.walk() for of in part.failed],
    "added": lambda card: {of: plain(points) for part in card.part.walk() for of, points in part.added},
    "losses": lambda card: {item: plain(lost) for item, lost in card.losses.items()},
    "warnings": lambda card: list(card.warnings),
}


_NOTHING_TOLD = Sentence("不是可以写的；请写 {known}", "nothing that is told: write {known}")


def compare_cards(
    wanted: Mapping[str, Mapping[str, Mapping[str, object]]],
    results: Results,
    expected: Table,
    found: Table,
    *when: str,
) -> None:
    """Compare what is expected of the scorecards of each assessment, and of which units there are."""
    scored = {result.assessment.code: set(result) for result in results.values() if len(result)}
    expected["units", *when], found["units", *when] = (
        {code: set(units) for code, units in wanted.items() if units},
        scored,
    )
    for code, units in wanted.items():
        for unit, row in units.items():
            if unit in scored.get(code, ()):
                card = results[code][unit]
                expected[code, unit, *when], found[code, unit, *when] = (
                    row,
                    {key: TOLD[key](card) if key in TOLD else _NOTHING_TOLD(known=list(TOLD)) for key in row},
                )


def compare_scores(one: Case, results: Results, expected: Table, found: Table) -> None:
    """Compare scores, and what each item loses after its own full mark caps it, where the case gives them."""
    codes = list(results)
    owner = sole_owner(results.ledger)
    for key in sorted({"score", "items"} & one.keys()):
        if key == "score":
            wanted = spread_over(one["score"], codes, owner) if one["score"] else {(code, owner): 0 for code in codes}
            expected[key], found[key] = (
                as_texts(wanted),
                {(code, unit): _shown(results[code][unit].exact) for code, unit in wanted},
            )
        else:
            card = results[codes[0]][owner]
            expected[key], found[key] = (
                as_texts(one["items"]),
                as_texts({item: after for part in card.part.walk() for item, _, after in part.items if after}),
            )
