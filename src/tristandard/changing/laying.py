"""How overlays are laid over a rule set: every line checked against the base, then carried out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any, final

from attrs import define, evolve

from tristandard.basics.clause import Validity
from tristandard.basics.errors import TristandardError, all_of, refuse, wanted
from tristandard.basics.location import Locations
from tristandard.basics.terms import Tree
from tristandard.changing.clashes import WORDS, collisions, ground, reweighed, twice, unbalanced
from tristandard.changing.fitting import TREES, unfit
from tristandard.changing.overlay import BadLine, LineKind, Overlay, OverlayLine
from tristandard.grouping.group import groups
from tristandard.rules.assessment import Assessment
from tristandard.rules.crosswalk import Crosswalk, Ruling
from tristandard.rules.indicator import Indicator
from tristandard.rules.nodes.weighted import Weighted
from tristandard.rules.ruleset import RuleSet
from tristandard.words.sentence import Both, Sentence

_CANNOT_LAY = Sentence("{base} {version} 不能叠加 {layers}", "{base} {version} cannot be overlaid by {layers}")


def overlay(base: RuleSet, *layers: Overlay) -> RuleSet:
    """Return a rule set with overlays laid over it, all of them in one step.

    Whether the result can be merged is for `check` to say; what each line did, for `tightens`.

    Raises:
        Refused: With every line that cannot be carried out, every two that collide, everything that
            is added twice, and every overlay that is written for another base.

    Laws: the order of overlays that are laid in one step never decides.
    """
    wanted(base, RuleSet)
    listed = sorted(all_of(layers, Overlay), key=lambda layer: layer.code)
    layered = Both(layer.code for layer in listed)
    refuse(_CANNOT_LAY(base=base.code, version=base.version, layers=layered), unlaid(base, listed))
    return _Laying(base, listed, [line for layer in listed for line in layer.lines]).result() if listed else base


def unlaid(base: RuleSet, layers: list[Overlay], *, whole: bool = True) -> list[TristandardError]:
    """Return what keeps overlays from being laid over a base.

    Args:
        base: The rule set below.
        layers: The overlays.
        whole: Whether these are all their lines; where some could not be read, nothing is said of what weights add up
            to.
    """
    lines = [(layer.code, line) for layer in layers for line in layer.lines]
    wrong = {(code, line): bad for code, line in lines if (bad := unfit(base, layers, line))}
    return [
        *ground(base, layers),
        *twice(base, layers),
        *collisions(lines),
        *(BadLine(code, line, *bad) for (code, line), bad in wrong.items()),
        *(unbalanced(base, [one for one in lines if one not in wrong]) if whole else ()),
    ]


@final
@define(slots=False, frozen=True, eq=False)
class _Laying:
    """Overlays that are laid over a base, with their lines, all of which can be carried out."""

    base: RuleSet
    layers: list[Overlay]
    lines: list[OverlayLine]

    @cached_property
    def retired(self) -> set[str]:
        """The indicators that lines retire."""
        return {line.code for line in self.lines if line.kind is LineKind.RETIRE}

    @cached_property
    def single(self) -> set[str]:
        """The indicators that lines retire, and those that these leave as the only use of a measurement."""
        several = [set(codes) for group in groups(self.base) for codes in group.several.values()]
        return self.retired.union(*(codes for codes in several if len(codes - self.retired) == 1))

    @cached_property
    def on(self) -> Mapping[str, list[OverlayLine]]:
        """The lines on each indicator and assessment, those that weigh aside."""
        found: defaultdict[str, list[OverlayLine]] = defaultdict(list)
        for line in self.lines:
            if line.kind is not LineKind.WEIGH:
                found[line.code].append(line)
        return found

    def result(self) -> RuleSet:
        """Return the base with every line carried out, and with all that the overlays add."""
        trees: dict[str, Any] = {name: Tree(getattr(self.base, name).kind, self.grown(name)) for name in TREES}
        words: dict[str, Any] = {name: self.grown(name) for name in WORDS}
        return evolve(
            self.base,
            code="+".join(layer.code for layer in self.layers),
            version="+".join(layer.version for layer in self.layers),
            zh="、".join(layer.zh for layer in self.layers),
            en=", ".join(layer.en for layer in self.layers),
            notice_zh="".join([self.base.notice_zh, *(layer.notice_zh for layer in self.layers)]),
            notice_en=" ".join(filter(None, [self.base.notice_en, *(layer.notice_en for layer in self.layers)])),
            valid=Validity.common([self.base.valid, *(layer.valid for layer in self.layers)]) or self.base.valid,
            **words,
            **trees,
            rulings=self.rulings(),
            locations=_written(self.base, self.layers),
            assessments=self.assessments(),
            crosswalks=self.crosswalks(),
        )

    def grown(self, section: str) -> list[Any]:
        """Return what the base has under codes of one kind, and what overlays add to it."""
        added = (one for layer in self.layers for one in getattr(layer, section))
        return list({one.code: one for one in (*getattr(self.base, section), *added)}.values())

    def indicators(self) -> Iterable[Indicator]:
        """Return the indicators that stay, with the lines on them carried out, and those that are added."""
        there = [(code, one) for code, one in self.base.indicators.items() if code not in self.retired]
        stay = [_amended(one, self.on.get(code, [])) for code, one in there]
        return dict.fromkeys([*stay, *(one for layer in self.layers for one in layer.indicators)])

    def assessments(self) -> list[Assessment]:
        """Return the assessments, relabelled and weighed anew, and those that are added, with their indicators."""
        weights, indicators = reweighed(self.base, self.lines), self.indicators()
        books = {book.code: _renamed(book, self.on.get(book.code, []), weights) for book in self.base.assessments}
        books.update((one.code, one) for layer in self.layers for one in layer.assessments)
        mine = {code: [one for one in indicators if one.assessment == code] for code in books}
        return [evolve(book, indicators=mine[code]) for code, book in books.items()]

    def crosswalks(self) -> list[Crosswalk]:
        """Return the crosswalks with the matches that stay, and those that are added."""
        there = [(walk.code, match) for walk, match in self.base.matches()]
        stay = [(code, match) for code, match in there if self.retired.isdisjoint((match.first, match.second))]
        agreed = dict.fromkeys([*stay, *(pair for layer in self.layers for pair in layer.matches)])
        walks: list[Crosswalk] = self.grown("crosswalks")
        return [
            evolve(
                walk,
                matches=[match for code, match in agreed if code == walk.code],
                uses=[(code, why) for code, why in walk.uses if code not in self.single],
            )
            for walk in walks
        ]

    def rulings(self) -> Iterable[Ruling]:
        """Return the rulings whose members all stay, but those that an added one settles wider, and
        those that are added.
        """
        settled = [ruling for layer in self.layers for ruling in layer.rulings]
        stay = [one for one in self.base.rulings if self.retired.isdisjoint(one.members)]
        standing = [one for one in stay if not any(one.members < other.members for other in settled)]
        return dict.fromkeys([*standing, *settled])


def _written(base: RuleSet, layers: list[Overlay]) -> Locations:
    """Return where the parts of a base and of what is laid over it are written."""
    found = base.locations.beside(base.code)
    for layer in layers:
        found |= layer.locations if len(layers) == 1 else layer.locations.beside(layer.code)
    return found


def _amended(indicator: Indicator, lines: list[OverlayLine]) -> Indicator:
    """Return an indicator with the lines on it carried out; what asks for more or less cites its clause."""
    for line in lines:
        value: Any = line.value
        changed: dict[str, Any] = {
            line.part: getattr(indicator, line.part) | value if line.kind is LineKind.TIGHTEN else value
        }
        if line.part == "standard":
            changed["standard_provenance"] = line.clause.provenance
        if line.clause not in indicator.clauses:
            changed["clauses"] = (*indicator.clauses, line.clause)
        indicator = evolve(indicator, **changed)
    return indicator


def _renamed(book: Assessment, lines: list[OverlayLine], weights: Mapping[str, Mapping[str, Fraction]]) -> Assessment:
    """Return an assessment with its labels and the weights of its score nodes changed."""
    model = dict(book.model.nodes)
    for name, node in model.items():
        if (changed := weights.get(f"{book.code}.{name}")) and isinstance(node, Weighted):
            model[name] = evolve(node, weights=changed)
    labels: dict[str, Any] = {line.part: line.value for line in lines}
    return evolve(book, **labels, model=evolve(book.model, nodes=model))
