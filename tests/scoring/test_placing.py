"""Places among rivals, some of them open: whatever comes of these, a place lies between the best and the worst that were told."""

from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from properties import SOME
from survey import city
from tristandard.basics.period import Quarter
from tristandard.insight.annual import annual
from tristandard.merging.merged import merge
from tristandard.proof.certificate import certify
from tristandard.rules.assessment import Assessment, Ranks
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import RankBonus, Span, TiedBonus
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.weighted import Take
from tristandard.scoring.placing import Marks, Rivals
from tristandard.scoring.score import score
from tristandard.scoring.together import together
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

LEVELS = st.integers(0, 4)


@st.composite
def completed(draw):
    """Return the ends of some units, and what each came to between them."""
    found = []
    for _ in range(draw(st.integers(1, 5))):
        low, value, high = sorted(draw(st.tuples(LEVELS, LEVELS, LEVELS)))
        found.append(Marks((Fraction(low),), (Fraction(value),), (Fraction(high),)))
    return found


def after(units, *, dense):
    """Return the rivals when everything came to what it came to."""
    firm = [Marks(one.value, one.value, one.value) for one in units]
    return Rivals.of(firm, firm, dense=dense)


@SOME
@given(completed(), st.booleans())
def test_a_place_lies_between_the_best_and_the_worst(units, dense):
    """Whatever comes of the rivals and of the unit itself, skipped or dense, its place is one that was told."""
    before, then = Rivals.of(units, (), dense=dense), after(units, dense=dense)

    for one in units:
        assert before.best(one.high) <= then.place(one.value) <= before.worst(one.low, one.high)


@SOME
@given(completed(), st.booleans())
def test_firm_marks_have_one_place(units, dense):
    """Where nothing is open the best, the place and the worst are one, and a place counts the units, or the marks, that are higher."""
    then = after(units, dense=dense)

    for one in units:
        higher = [other.value for other in units if other.value > one.value]

        assert 1 + len(set(higher) if dense else higher) == then.place(one.value) == then.best(one.value) == then.worst(one.value, one.value)


@SOME
@given(completed())
def test_a_shared_bonus_lies_between_its_ends(units):
    """What ties share of the points of their places lies between what was told at worst and at best, and what all get is what the places have."""
    bonus, before, then = RankBonus(of="total", points=(4, 3, 1), ties=TiedBonus.SHARED), Rivals.of(units, ()), after(units, dense=False)
    shared = []
    for one in units:
        firm = one.low == one.high
        worst = bonus.at(Span(before.worst(one.low, one.high), before.last_at_worst(one.low)))
        best = bonus.at(Span(before.best(one.high), before.last_at_best(one.high, firm=firm)))
        shared.append(bonus.at(Span(then.place(one.value), then.last(one.value))))

        assert worst <= shared[-1] <= best

    assert sum((Fraction(4), Fraction(3), Fraction(1))[: len(units)]) == sum(shared)


def year_of(*quarters, ranks=Ranks.COMPLETE, **more):
    """Return a year whose ties are broken by one of two figures: of each quarter the two figures of each unit."""
    nodes = {"total": Blend(weights={"one": 50, "two": 50}), "one": Given(by="组"), "two": Given(by="组")}
    model = Model(nodes | ({"year": Mean(over="period", of="total", **more)} if more else {}))
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=model, ties_by=["one"], ranks=ranks)
    rules = evolve(city(), assessments=[book], crosswalks=())
    found = []
    for number, quarter in enumerate(quarters, 1):
        givens = {("a", name, unit): figure for unit, both in quarter.items() for name, figure in zip(("one", "two"), both, strict=True) if figure != "open"}
        found.append(score(share(register(plan(merge(rules), [], Quarter(2022, number)), [])), givens=givens))
    return together(found)


def test_ties_of_a_year_are_broken_by_the_mean_of_the_part():
    """Of two equal years the one comes first whose part was better on average; a unit that had none in one quarter stands behind."""
    year = year_of({"wujin": (90, 80), "tianning": (85, 85), "xinbei": (None, 85)}, {"wujin": (80, 90), "tianning": (86, 84), "xinbei": (99, 71)})

    assert {"wujin": 2, "tianning": 1, "xinbei": 3} == {unit: card.place for unit, card in year["a"].items()}
    assert {"wujin": 2, "tianning": 1, "xinbei": 3} == {unit: one.place for unit, one in annual(year)["a"].items()}


def test_ties_of_a_year_are_broken_by_all_periods_whichever_is_taken():
    """Where the worst quarter is the year's score, ties are broken by the mean of all quarters: which of them is the worst may still change, and a place that was told stays among those that were possible."""
    alike = {"tianning": (45, 45)}
    before = year_of({**alike, "wujin": (10, "open")}, {**alike, "wujin": (90, 0)}, ranks=Ranks.SCORED, take=Take.WORST)
    then = year_of({**alike, "wujin": (10, 80)}, {**alike, "wujin": (90, 0)}, ranks=Ranks.SCORED, take=Take.WORST)
    low = year_of({**alike, "wujin": (0, 90)}, {**alike, "wujin": (80, 10)}, ranks=Ranks.SCORED, take=Take.WORST)

    assert (45, 1) == (then["a"]["wujin"].exact, then["a"]["wujin"].place)  # (10 + 90) / 2 = 50 before 45
    assert (45, 2) == (low["a"]["wujin"].exact, low["a"]["wujin"].place)  # (0 + 80) / 2 = 40 behind 45
    assert before["a"]["wujin"].places[0] <= 1 <= before["a"]["wujin"].places[1]
    assert all(certify(one).holds for one in (before, then, low))


def test_dense_places_of_many_marks():
    """Where places follow without a gap, each of twelve marks that two have each has the place of its rank."""
    marks = [Marks(*[(Fraction(number, 7),)] * 3) for number in range(12) for _ in range(2)]
    rivals = Rivals.of(marks, marks, dense=True)

    assert list(range(12, 0, -1)) == [rivals.place(one.value) for one in marks[::2]] == [rivals.best(one.high) for one in marks[::2]] == [rivals.worst(one.low, one.high) for one in marks[::2]]


def test_places_that_are_taken_together_at_best():
    """A score between 40 and 90 beside 95 and 85: at the best it is second alone and has two points, at the worst third; where it may reach 95 it shares the
    first two places at the best."""
    model = Model({"total": Blend(weights={"both": 100}, bonuses=[RankBonus(of="both", points=[6, 2, 1], ties=TiedBonus.SHARED)]), "both": Blend(weights={"one": 50, "other": 50}), "one": Given(by="组"), "other": Given(by="组")})
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=model)
    ledger = share(register(plan(merge(evolve(city(), assessments=[book], crosswalks=())), [], Quarter(2022, 2)), []))
    intervals = []
    for figure in (80, 90):
        told = {("one", "wujin"): 95, ("other", "wujin"): 95, ("one", "tianning"): 85, ("other", "tianning"): 85, ("one", "xinbei"): figure}
        intervals.append(score(ledger, givens={("a", *key): number for key, number in told.items()})["a"]["xinbei"].interval)

    assert [(41, 92), (46, Fraction(99))] == intervals
