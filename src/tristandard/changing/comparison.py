"""Whether one rule set asks at least as much as another, decided thing by thing.

Law 15 stands on it: where the sources tighten, the merged rules tighten.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from tristandard.basics.errors import wanted
from tristandard.basics.language import label_and_code
from tristandard.basics.terms import Path
from tristandard.changing.compared_questions import compare_indicators, compare_matches, tell_asked
from tristandard.changing.compared_scores import compare_assessments
from tristandard.changing.difference import Comparison, Difference, Effect
from tristandard.changing.parts import ABSENT, AXES, LISTED, PARTS, aside, difference, differing, effect_of, told_part
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.wording.names import name_indicator, name_path
from tristandard.words.sentence import Sentence, Told


def tightens(base: RuleSet, result: RuleSet) -> Comparison:
    """Return whether a rule set asks at least as much as its base, line by line.

    An indicator that is there asks more than none; a match can only raise a bar, so that one more
    tightens and one less loosens. Standards, scopes, subjects and what rulings settle are compared
    by inclusion; a ruling that came or is gone, and a policy that changed, may ask less somewhere.
    Whatever else of assessments, their items, indicators and score nodes, and of crosswalks differs,
    and the dates in force, have no direction and are listed beside; the clauses and the provenance
    of an indicator only where nothing else of it differs. Not listed are what a rule set is called,
    its notices and variants, reasons, what terms, measures and circumstances are called, and terms
    that are new.
    """
    wanted(base, RuleSet)
    wanted(result, RuleSet)
    return Comparison(
        tuple(
            chain(
                compare_indicators(base, result),
                compare_matches(base, result),
                compare_assessments(base, result),
                _terms(base, result),
                _settled(base, result),
            )
        )
    )


_TERM = Sentence("{axis}{term}", "{axis} {term}")
_KIND_OF = Sentence("责任单位{unit}的类别", "the kind of {unit}")


def _terms(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    for (axis, code), one, other in differing(_vocabulary(base), _vocabulary(result)):
        if one:
            name = name_path(result if other else base, axis or "unit", (code,))
            term = label_and_code(name[0], code)
            thing = _TERM(axis=AXES[axis], term=term) if axis else _KIND_OF(unit=term)
            was, now = (name_path(rules, axis or "kind", path or ()) for rules, path in ((base, one), (result, other)))
            yield difference(Effect.CROSSES if other else Effect.LOOSENS, thing, ABSENT, was, now)


def _vocabulary(rules: RuleSet) -> dict[tuple[str | None, str], Path]:
    """Return where every term and unit stands, for whatever names an ancestor holds for it; and under no coordinate of
    which kind each unit is.
    """
    stands: dict[tuple[str | None, str], Path] = {
        (axis, code): path for axis, known in rules.paths.items() for code, path in known.items()
    }
    return stands | {(None, unit.code): rules.paths["kind"].get(unit.kind, ()) for unit in rules.units}


_RULING = Sentence("对{members}的裁定", "the ruling for {members}")
_MERGING = Told("融合", "policy")
_DISAGREEMENT = Told("测评记录不一致时", "policy")
_RULE_SET = Told("规则集", "the rule set")


def _settled(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    bars = [{ruling.members: ruling.standard for ruling in rules.rulings} for rules in (base, result)]
    for members, one, other in differing(*bars):
        names = [name_indicator(result if other else base, code) for code in sorted(members)]
        thing = _RULING(members=Told(LISTED(listed=names)[0], " + ".join(sorted(members))))
        was, now = (tell_asked(rules, bar) if bar else ABSENT for rules, bar in ((base, one), (result, other)))
        yield difference(effect_of(one, other) if one and other else Effect.CROSSES, thing, ABSENT, was, now)
    for thing, part in ((_MERGING, "reading"), (_DISAGREEMENT, "settlement")):
        if getattr(base.policy, part) is not getattr(result.policy, part):
            was, now = told_part(base, None, base.policy, part), told_part(result, None, result.policy, part)
            yield difference(Effect.CROSSES, thing, PARTS[part], was, now)
    yield from aside(_RULE_SET, (base, None, base), (result, None, result), ("valid",))
