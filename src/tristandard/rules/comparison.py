"""Whether one rule set asks at least as much as another, decided thing by thing.

Law 15 stands on it: where the sources tighten, the merged rules tighten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, final

from attrs import frozen

from tristandard.basics.errors import wanted
from tristandard.basics.points import plain
from tristandard.rules.assessment import Assessment, Indicator
from tristandard.rules.node import Fold
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope, spoken


@final
class Effect(Enum):
    """What a difference does to what is asked."""

    #: Asks more, of more places or of more units.
    TIGHTENS = "tightens"
    #: Asks less, of fewer places or of fewer units.
    LOOSENS = "loosens"
    #: Asks more here and less there: neither includes the other.
    CROSSES = "tightens and loosens"
    #: Has no direction: a label, a price, a weight, the way to read or to publish.
    ASIDE = "has no direction"


@final
@frozen
class Difference:
    """One thing in which two rule sets differ, as text, and what that does to what is asked."""

    subject: str
    part: str
    before: str
    after: str
    effect: Effect

    def __str__(self) -> str:
        told = " ".join(filter(None, (self.subject, self.part)))
        return f"{self.effect.value}: {told}: {self.before or 'not there'} → {self.after or 'gone'}"


@final
@frozen
class Comparison:
    """Every difference of two rule sets in what is asked, where, of whom, at what price and weight."""

    differences: tuple[Difference, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is asked less, of fewer places or of fewer units."""
        return not self.loosened

    @property
    def loosened(self) -> tuple[Difference, ...]:
        """The differences that ask less somewhere."""
        return tuple(one for one in self.differences if one.effect in (Effect.LOOSENS, Effect.CROSSES))

    def __str__(self) -> str:
        """Return the verdict, and a line for each difference."""
        verdict = "asks at least as much everywhere" if self.holds else f"asks less in {len(self.loosened)} of {len(self.differences)}"
        return "\n  - ".join([verdict, *map(str, self.differences)])


def tightens(base: RuleSet, result: RuleSet) -> Comparison:
    """Return whether a rule set asks at least as much as its base, line by line.

    An indicator that is there asks more than none; a match can only raise a bar, so that one more
    tightens and one less loosens. Standards, scopes and subjects are compared by inclusion. Labels,
    prices and weights have no direction and are listed beside; a ruling or a policy that changed
    may ask less somewhere.
    """
    wanted(base, RuleSet)
    wanted(result, RuleSet)
    found: list[Difference] = []
    for code, one, other in _differing(base.indicators, result.indicators):
        found += _indicator(one, other) if one and other else [_there(code, one, other)]
    for pair, one, other in _differing(*(_agreed(rules) for rules in (base, result))):
        found.append(Difference("the match of " + " and ".join(pair), "", one or "", other or "", _presence(one, other)))
    for pair, one, other in _differing(*({(match.first, match.second): walk for walk, match in rules.matches()} for rules in (base, result))):
        if one and other and one.code != other.code and one.where != other.where:
            before, after = one.where or Scope.of(), other.where or Scope.of()
            found.append(Difference("the match of " + " and ".join(pair), "where", str(before), str(after), _effect(before, after)))
    for code, one, other in _differing(*({walk.code: walk.where or Scope.of() for walk in rules.crosswalks} for rules in (base, result))):
        found += [Difference(f"crosswalk {code}", "where", str(one), str(other), _effect(one, other))] if one and other else []
    for code, one, other in _differing(*({book.code: book for book in rules.assessments} for rules in (base, result))):
        found += _assessment(one, other) if one and other else [_there(code, one, other)]
    for (axis, code), one, other in _differing(_vocabulary(base), _vocabulary(result)):
        found += [Difference(f"{axis} {code}", "", one, other or "", Effect.CROSSES if other else Effect.LOOSENS)] if one else []
    for members, one, other in _differing(*({ruling.members: str(ruling.standard) for ruling in rules.rulings} for rules in (base, result))):
        found.append(Difference("the ruling for " + " + ".join(sorted(members)), "", one or "", other or "", Effect.CROSSES))
    for part, one, other in _differing(*({"reading": rules.policy.reading.value, "settlement": rules.policy.settlement.value} for rules in (base, result))):
        found.append(Difference("policy", part, str(one), str(other), Effect.CROSSES))
    return Comparison(tuple(found))


def _differing(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> Iterator[tuple[Any, Any, Any]]:
    """Yield every key under which two tables hold different things, in their order, with both (None: not there)."""
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield key, before.get(key), after.get(key)


def _vocabulary(rules: RuleSet) -> dict[tuple[str, str], str]:
    """Return where every term and unit stands, for whatever names an ancestor holds for it; and of which kind each unit is."""
    stands = {(spoken(axis), code): path for axis, known in rules.paths.items() for code, path in known.items()}
    stands.update((("the kind of", unit.code), rules.paths["kind"].get(unit.kind, ())) for unit in rules.units)
    return {key: "/".join(path) for key, path in stands.items()}


def _agreed(rules: RuleSet) -> dict[tuple[str, str], str]:
    """Return how the two of every match stand to each other."""
    return {(match.first, match.second): " ".join([match.relation.value, *sorted(match.measures)]) for _, match in rules.matches()}


def _presence(before: object, after: object) -> Effect:
    if before and after:
        return Effect.CROSSES
    return Effect.LOOSENS if before else Effect.TIGHTENS


def _there(code: str, before: Indicator | Assessment | None, after: Indicator | Assessment | None) -> Difference:
    """Return the difference of what only one of the two has."""
    return Difference(code, "", before.zh if before else "", after.zh if after else "", _presence(before, after))


def _effect(before: Any, after: Any) -> Effect:
    """Return what it does to put one of two different standards, scopes or subjects in the place of the other."""
    if before <= after:
        return Effect.TIGHTENS
    return Effect.LOOSENS if after <= before else Effect.CROSSES


def _indicator(before: Indicator, after: Indicator) -> Iterator[Difference]:
    for part in ("standard", "scope", "subjects"):
        one, other = getattr(before, part), getattr(after, part)
        if one != other:
            beside = ", of a measure that is declared otherwise" if str(one) == str(other) else ""
            yield Difference(before.code, part, str(one), f"{other}{beside}", _effect(one, other))
    yield from _aside(before.code, before, after, ("zh", "en", "item"))
    if before.deductions != after.deductions:
        one, other = (f"{count} line{'s' if count != 1 else ''}" for count in (len(before.deductions), len(after.deductions)))
        yield Difference(before.code, "deductions", one, other if other != one else f"{other}, priced otherwise", Effect.ASIDE)


def _assessment(before: Assessment, after: Assessment) -> Iterator[Difference]:
    yield from _aside(before.code, before, after, ("zh", "en", "office"))
    for name, one, other in _differing(dict(before.model.nodes), dict(after.model.nodes)):
        weights = [dict(node.weights) if isinstance(node, Fold) else {} for node in (one, other)]
        shown = [{member: plain(weight) for member, weight in table.items()} for table in weights]
        changed = list(_differing(*shown)) or [("", "one node", "another")]
        yield from (Difference(f"{before.code}.{name}", member, was or "", now or "", Effect.ASIDE) for member, was, now in changed)


def _aside(code: str, before: object, after: object, parts: Iterable[str]) -> Iterator[Difference]:
    for part in parts:
        one, other = getattr(before, part), getattr(after, part)
        if one != other:
            yield Difference(code, part, one, other, Effect.ASIDE)
