"""Overlays: laid in one step no order decides, what they did is told, and those that only tighten loosen nothing that is merged."""

from attrs import evolve
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from properties import SOME
from tristandard.basics.errors import Refused
from tristandard.changing.comparison import tightens
from tristandard.changing.difference import Effect
from tristandard.changing.laying import overlay
from tristandard.changing.overlay import LineKind
from tristandard.testing import strategies as some

#: What a line may do to what is asked, by its kind.
MAY = {LineKind.TIGHTEN: {Effect.TIGHTENS}, LineKind.LOOSEN: {Effect.LOOSENS, Effect.CROSSES}, LineKind.RETIRE: {Effect.LOOSENS}, LineKind.RELABEL: {Effect.ASIDE}, LineKind.WEIGH: {Effect.ASIDE}}


@SOME
@given(some.quarter_rules(ruled=False), st.data())
def test_every_line_is_told_for_what_it_did(rules, data):
    """Each line of an overlay shows as one difference of the direction that it claims, and beside them only matches and uses of what was retired."""
    layer = data.draw(some.overlays(rules))
    done = {(one.subject, one.part): one.effect for one in tightens(rules, overlay(rules, layer)).differences}
    claimed = {(line.code, line.part): MAY[line.kind] for line in layer.lines}
    retired = {line.code for line in layer.lines if line.kind is LineKind.RETIRE}
    dropped = {f"the match of {match.first} and {match.second}" for _, match in rules.matches() if retired & {match.first, match.second}}

    left = {walk.code: walk.uses for walk in overlay(rules, layer).crosswalks}
    fewer = {(f"crosswalk {walk.code}", "uses") for walk in rules.crosswalks if walk.uses != left[walk.code]}

    assert retired or not fewer
    assert done.keys() == {*claimed, *((subject, "") for subject in dropped), *fewer}
    assert all(done[target] in effects for target, effects in claimed.items())


@SOME
@given(some.quarter_rules(ruled=False), st.data())
def test_no_order_of_overlays_decides(rules, data):
    """Two overlays laid in one step give the same in either order, or are refused with both lines named."""
    one, other = data.draw(some.overlays(rules)), data.draw(some.overlays(rules, code="county"))

    def laid(*layers):
        try:
            return overlay(rules, *layers)
        except Refused as refusal:
            return sorted(str(reason) for reason in refusal.exceptions)

    collide = [(line, another) for line in one.lines for another in other.lines if line.code == another.code and (LineKind.RETIRE in (line.kind, another.kind) or (line.part == another.part and not line.kind is another.kind is LineKind.TIGHTEN))]
    found = laid(one, other)

    assert found == laid(other, one)
    assert isinstance(found, list) >= bool(collide)
    assert all(any(str(line) in reason and str(another) in reason for reason in found) for line, another in collide)


@SOME
@given(some.quarter_rules(ruled=False), st.data())
def test_lines_on_different_codes_commute(rules, data):
    """The lines of one overlay may be split into two, laid in one step, and give the same rules."""
    layer = data.draw(some.overlays(rules, kinds=(LineKind.TIGHTEN, LineKind.LOOSEN, LineKind.RETIRE, LineKind.RELABEL)))
    cut = data.draw(st.integers(0, len(layer.lines)))
    whole = overlay(rules, layer)
    parts = overlay(rules, evolve(layer, lines=layer.lines[:cut]), evolve(layer, code="county", lines=layer.lines[cut:]))

    assert evolve(parts, code=whole.code, version=whole.version, zh=whole.zh, en=whole.en) == whole


@SOME
@given(some.rule_sets(), st.data())
def test_what_tightens_is_told(before, data):
    """Where sources are only tightened the comparison holds, and tells nothing that loosens."""
    found = tightens(before, data.draw(some.tightened(before)))

    assert found.holds
    assert {one.effect for one in found.differences} <= {Effect.TIGHTENS, Effect.ASIDE}



@SOME
@given(some.quarter_rules(ruled=False), st.data())
def test_what_loosens_is_never_silent(rules, data):
    """An overlay that says only tighten never gives rules that ask less anywhere."""
    laid = overlay(rules, data.draw(some.overlays(rules, kinds=(LineKind.TIGHTEN,))))

    assert tightens(rules, laid).holds


def test_every_kind_of_line_is_drawn():
    """The strategy reaches every kind of line."""
    kinds = set()

    @settings(SOME, phases=[Phase.generate])
    @given(some.quarter_rules(ruled=False).flatmap(some.overlays))
    def draw(layer):
        kinds.update(line.kind for line in layer.lines)

    draw()

    assert set(LineKind) == kinds
