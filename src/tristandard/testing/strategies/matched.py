"""Strategies for what is matched: shared indicators, matches, crosswalks, rulings, policies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from tristandard.basics.clause import Clause, Provenance
from tristandard.basics.measure import Measure, Value
from tristandard.grouping.shared import Contribution, SharedIndicator
from tristandard.rules.crosswalk import Crosswalk, Match, Relation, Ruling
from tristandard.rules.indicator import Indicator
from tristandard.rules.policy import Policy, Reading, Settlement
from tristandard.rules.scope import Scope
from tristandard.rules.standard import Standard
from tristandard.testing.strategies.basics import labels
from tristandard.testing.strategies.scopes import scopes, subjects
from tristandard.testing.strategies.standards import meetable, standards

ASSESSMENTS = ("civilized", "urban", "rural", "hygiene")

Goal = Mapping[Measure, Value]


@composite
def contributions(
    draw: DrawFn, *, code: str = "urban.one", standard: SearchStrategy[Standard] | None = None
) -> Contribution:
    """Return what one assessment brings to a shared indicator; its standard may be one that nobody can meet."""
    asked = draw(standards() if standard is None else standard)
    indicator = Indicator(
        code=code,
        zh="示例",
        en="example",
        item="item_one",
        standard=asked,
        scope=draw(scopes()),
        subjects=draw(subjects()),
        deductions=(),
        standard_provenance=Provenance.ILLUSTRATIVE,
        points_provenance=Provenance.ILLUSTRATIVE,
    )
    return Contribution(indicator=indicator, measures=asked.measures)


@composite
def shared_indicators(draw: DrawFn, *, min_size: int = 1) -> SharedIndicator:
    """Return shared indicators of one to four assessments, hosted by the first."""
    count = draw(st.integers(min_size, len(ASSESSMENTS)))
    members = [draw(contributions(code=f"{assessment}.one")) for assessment in ASSESSMENTS[:count]]
    return SharedIndicator(contributions=members, host=ASSESSMENTS[0])


def matches(
    *,
    codes: Sequence[str] = ("civilized.one", "urban.one", "rural.one"),
    covered: Sequence[str] = ("litter.spots", "lamps.lit"),
) -> SearchStrategy[Match]:
    """Return matches of any relation between two of the codes given."""
    relation, some = st.sampled_from(Relation), st.frozensets(st.sampled_from(covered), min_size=1)
    pair = st.lists(st.sampled_from(codes), min_size=2, max_size=2, unique=True)
    return st.builds(
        lambda pair, relation, measures, rationale: Match(
            first=pair[0],
            second=pair[1],
            relation=relation,
            measures=measures if relation in _PARTS else frozenset(),
            rationale=rationale,
        ),
        pair,
        relation,
        some,
        labels(),
    )


_PARTS = (Relation.SUBSET_OF, Relation.SUPERSET_OF)


def crosswalks(
    *,
    code: str = "agreed",
    hosts: Sequence[str] = ASSESSMENTS,
    agreed: Sequence[Match] = (),
    where: Scope | None = None,
) -> SearchStrategy[Crosswalk]:
    """Return crosswalks with a given code around the matches given."""
    order = st.lists(st.sampled_from(hosts), min_size=1, max_size=2, unique=True)
    return st.builds(
        Crosswalk,
        code=st.just(code),
        zh=labels(),
        en=st.just(code),
        hosts=order,
        where=st.just(where),
        matches=st.just(agreed),
    )


@composite
def rulings(draw: DrawFn, *, members: Iterable[str], clause: Clause, goal: Goal) -> Ruling:
    """Return rulings for exactly the members given, whose standard accepts the values given."""
    return Ruling(members=frozenset(members), standard=draw(meetable(goal=goal)), clause=clause, why=draw(labels()))


def policies(*, reading: Reading | None = None) -> SearchStrategy[Policy]:
    """Return policies, of one reading or of either."""
    return st.builds(
        Policy, st.sampled_from(Reading) if reading is None else st.just(reading), st.sampled_from(Settlement)
    )
