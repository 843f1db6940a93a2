"""What keeps overlays from being laid: another base, what is added twice, lines that collide or leave weights off."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from tristandard.basics.clause import Validity
from tristandard.basics.errors import TristandardError
from tristandard.basics.location import Address
from tristandard.basics.nouns import KIND_OF_UNIT, noun
from tristandard.basics.points import plain
from tristandard.changing.fitting import TREES, weights_of
from tristandard.changing.overlay import BadLine, LineKind, LinesCollide, Overlay, OverlayLine
from tristandard.checks.misfit import Misfit
from tristandard.rules.crosswalk import Match, Ruling
from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.subjects import INDICATOR, MATCH, RULE_SET
from tristandard.words.sentence import Both, Clauses, Sentence, Told

#: What can be added under a code of its own, as `Overlay` and `RuleSet` both call it.
WORDS = ("clauses", "measures", "circumstances", "variants")


#: A line with the code of the overlay that it stands in.
Line = tuple[str, OverlayLine]


_OVERLAY = Sentence("地方规则“{code}”", "overlay {code!r}")
_LAID_TWICE = Sentence("叠加了 {count} 次", "is laid {count} times")
_LAY_ONCE = Told("请只叠加一次，或各用一个编码", "lay it once, or give each a code of its own")
_FOR_ANOTHER = Sentence(
    "是为 {base} {base_version} 写的，而这里是 {code} {version}",
    "is written for {base} {base_version}, and this is {code} {version}",
)
_SEE_WHAT_CHANGED = Told(
    "请用 tightens 查看两个版本有何不同，改正各行，再写明它现在所依据的规则集和版本",
    "see what changed between the two with `tightens`, mend the lines, and write the base and version that it now "
    "stands on",
)
_NEVER_TOGETHER = Sentence(
    "与叠加其上的规则从不同时施行（{dates}）", "and what is laid over it are never in force together ({dates})"
)
_LET_THEM_MEET = Told("请使施行日期有重合", "let their dates meet")
_IN_FORCE = Sentence("{code} {dates}", "{code} {dates}")


def ground(base: RuleSet, layers: list[Overlay]) -> Iterator[TristandardError]:
    """Yield what keeps overlays from lying on this base at all."""
    counts = Counter(layer.code for layer in layers)
    yield from (
        Misfit(_OVERLAY(code=code), _LAID_TWICE(count=count), _LAY_ONCE) for code, count in counts.items() if count > 1
    )
    for layer in layers:
        if (layer.base, layer.base_version) != (base.code, base.version):
            why = _FOR_ANOTHER(base=layer.base, base_version=layer.base_version, code=base.code, version=base.version)
            yield Misfit(_OVERLAY(code=layer.code), why, _SEE_WHAT_CHANGED)
    if Validity.common([base.valid, *(layer.valid for layer in layers)]) is None:
        dates = [_IN_FORCE(code=base.code, dates=base.valid.told)]
        dates += [_IN_FORCE(code=layer.code, dates=layer.valid.told) for layer in layers]
        yield Misfit(RULE_SET(code=base.code), _NEVER_TOGETHER(dates=Clauses(dates)), _LET_THEM_MEET)


_CALLED = Sentence("{kind}“{code}”", "{kind} {code!r}")
_RULING = Sentence("裁定“{code}”", "ruling {code!r}")


def _parts(of: RuleSet | Overlay) -> Iterator[tuple[Told, Address, Any]]:
    """Yield everything that may stand once: what it is called, its address, and itself."""
    for section in (*WORDS, *TREES, "assessments", "crosswalks"):
        for one in getattr(of, section):
            yield _CALLED(kind=_kind(section), code=one.code), (section, one.code), one
    for ruling in of.rulings:
        yield _RULING(code=ruling.code), ("rulings", *sorted(ruling.members)), ruling
    for match in (match for _, match in (of.matches() if isinstance(of, RuleSet) else of.matches)):
        subject = MATCH(first=match.first, second=match.second)
        yield subject, ("matches", match.first, match.second), match
    for indicator in of.indicators.values() if isinstance(of, RuleSet) else of.indicators:
        yield INDICATOR(code=indicator.code), ("indicators", indicator.code), indicator


def _kind(section: str) -> Told:
    """Return what one of a section of a rule set is called."""
    written = section.replace("_", " ").removesuffix("s")
    called = noun({"kind": KIND_OF_UNIT[1]}.get(written, written))
    return Told(called[0], written)


_ADDED_TWICE = Sentence("在 {overlay} 中增加了 {count} 次", "is added {count} times by {overlay}")
_DROP_ALL_BUT_ONE = Told("请只保留一个", "drop all but one")
_THERE_ALREADY = Sentence("由 {overlay} 增加，而 {base} 已有", "is added by {overlay}, and {base} has it")
_ANOTHER_CODE = Told("请另取编码，或用一行改动已有的", "give it another code, or change what is there by a line")
_DROP_IT = Told("请删去；已有的随停用的指标失效", "drop it; what is there goes with a member that is retired")
_MEANS_ELSE = Sentence(
    "由 {overlay} 增加，而 {other} 中的同名者不同", "is added by {overlay}, and {other} means something else by it"
)
_SAY_THE_SAME = Told("请使二者相同，或给其中一个另取编码", "let both say the same, or give one of them another code")


def twice(base: RuleSet, layers: list[Overlay]) -> Iterator[TristandardError]:
    """Yield what an overlay adds that the base has, or that another overlay adds and means something else by."""
    had = {subject for subject, _, _ in _parts(base)}
    first: dict[Told, tuple[Overlay, Any]] = {}
    for layer in layers:
        counts = Counter(subject for subject, _, _ in _parts(layer))
        for subject, count in counts.items():
            if count > 1:
                yield Misfit(subject, _ADDED_TWICE(count=count, overlay=layer.code), _DROP_ALL_BUT_ONE)
        for subject, address, one in _parts(layer):
            before, other = first.setdefault(subject, (layer, one))
            where = layer.locations.of(address)
            if subject in had:
                remedy = _DROP_IT if isinstance(one, (Match, Ruling)) else _ANOTHER_CODE
                there = base.locations.beside(base.code).of(address)
                why = _THERE_ALREADY(overlay=layer.code, base=base.code)
                yield Misfit(subject, why, remedy, locations=(*where, *there))
            elif other != one:
                why = _MEANS_ELSE(overlay=layer.code, other=before.code)
                there = before.locations.beside(before.code).of(address)
                yield Misfit(subject, why, _SAY_THE_SAME, locations=(*where, *there))


def collisions(lines: Iterable[Line]) -> Iterator[TristandardError]:
    """Yield every line of which the order would decide, with the first other that it meets: on one target, unless two
    overlays tighten it; and beside a retirement.
    """
    by_code: defaultdict[str, list[Line]] = defaultdict(list)
    for code, line in lines:
        by_code[line.code].append((code, line))
    for found in by_code.values():
        retired = [(place, one) for place, one in enumerate(found) if one[1].kind is LineKind.RETIRE][:1]
        before: defaultdict[str, list[tuple[int, Line]]] = defaultdict(list)
        for place, one in enumerate(found):
            if met := next(
                (
                    other
                    for other in (*retired, *before[one[1].part])
                    if other[0] != place and not _commute(one, other[1])
                ),
                None,
            ):
                (_, (code, line)), (_, (another, other)) = sorted(((place, one), met), key=lambda placed: placed[0])
                yield LinesCollide(line, other, (code, another))
            before[one[1].part].append((place, one))


def _commute(one: Line, other: Line) -> bool:
    return one[0] != other[0] and one[1].kind is other[1].kind is LineKind.TIGHTEN


def reweighed(base: RuleSet, lines: Iterable[OverlayLine]) -> dict[str, dict[str, Fraction]]:
    """Return the weights of every score node that lines change, as they leave them."""
    found: dict[str, dict[str, Fraction]] = {}
    for line in lines:
        if line.kind is LineKind.WEIGH and isinstance(line.value, Fraction):
            found.setdefault(line.code, weights_of(base, line.code))[line.part] = line.value
    return found


_LEAVES = Sentence(
    "使 {node} 的权重合计为 {after}，原来是 {before}",
    "leaves the weights of {node} at {after}, where they were {before}",
)
_LEAVES_AFTER = Sentence(
    "连同{beside}，使 {node} 的权重合计为 {after}，原来是 {before}",
    "leaves the weights of {node} at {after}, where they were {before}, after {beside}",
)
_CHANGE_OTHERS = Sentence("请把 {node} 的其他权重改动 {by}", "change other weights of {node} by {by}")


def unbalanced(base: RuleSet, lines: list[Line]) -> Iterator[TristandardError]:
    """Yield the last line on every score node whose weights no longer add up to what they did."""
    last = {line.code: (code, line) for code, line in lines}
    for node, weights in reweighed(base, [line for _, line in lines]).items():
        before, after = sum_of(weights_of(base, node).values()), sum_of(weights.values())
        if before and before != after:
            code, line = last[node]
            beside = Both(other.told for _, other in lines if other.code == node and other != line)
            sums = {"node": node, "after": plain(after), "before": plain(before)}
            why = _LEAVES_AFTER(**sums, beside=beside) if beside else _LEAVES(**sums)
            yield BadLine(code, line, why, _CHANGE_OTHERS(node=node, by=plain(before - after)))
