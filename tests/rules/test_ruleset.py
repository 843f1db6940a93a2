"""A rule set as one value."""

from datetime import date

import pytest
from attrs import evolve

from samples import AREAS, MEASURES, PLAN, UNITS, crosswalk, indicator, match, refusal, rule_set, ruling
from samples.placed import everywhere
from tristandard.basics.clause import Validity
from tristandard.basics.lookup import UnknownKey
from tristandard.basics.terms import Term, Unit
from tristandard.rules.variant import Variant


def test_rulings_have_an_order():
    """Rulings stand by their members, in whatever order they were made."""
    rulings = [ruling("litter.spots any", *members) for members in (("a.y", "b.y"), ("b.x", "a.x"))]

    assert [{"a.x", "b.x"}, {"a.y", "b.y"}] == [one.members for one in rule_set(indicator("a.x"), rulings=rulings).rulings]


def test_more_areas_and_units():
    """A user's own towns and villages extend a rule set, and stand in it like its own."""
    rules = rule_set(indicator("a.x")).extended(areas=[Term(code="hutang", zh="湖塘镇", parent="wujin")], units=[Unit(code="niutang", zh="牛塘镇", kind="town", parent="wujin")])

    assert (rules.paths["area"]["hutang"], rules.subject("niutang")) == (("city", "wujin", "hutang"), (("town",), ("wujin", "niutang")))


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda rules: rules.varied("v"), "'v' is not a variant of sample; give one of (it has none)"),
        (lambda rules: rules.assessment("b"), "'b' is not an assessment of sample; give one of a"),
        (lambda rules: rules.subject("x"), "'x' is not a known unit; give one of hutang, wujin"),
        (lambda rules: rules.paths["unit"]["x"], "'x' is not a known unit; give one of hutang, wujin"),
    ],
)
def test_unknown_names(ask, message):
    """A variant, an assessment or a unit that is not there is refused with those that are."""
    with pytest.raises(UnknownKey) as caught:
        ask(rule_set(indicator("a.x")))

    assert str(caught.value) == message


def test_the_order_of_writing_means_nothing():
    """A rule set is the same in any order of its parts."""
    one = rule_set(indicator("a.x"), indicator("b.x"), crosswalks=(crosswalk(), crosswalk(code="cd")))
    other = rule_set(indicator("b.x"), indicator("a.x"), crosswalks=(crosswalk(code="cd"), crosswalk()))

    assert (one, list(one.measures) == sorted(MEASURES.values(), key=lambda found: found.code), len(one.areas)) == (other, True, len(AREAS))


def lapsing(**more):
    """Return rules of which everything cites a clause that lapsed, or one that is in force."""
    lapsed, sound = evolve(PLAN, code="old", valid=Validity(end=date(2021, 12, 31))), evolve(PLAN, code="new")
    variants = [Variant(code=code, zh="式", en="v", clauses=[lapsed, sound]) for code in ("v", "w")]
    walk = evolve(crosswalk(match("a.x", "b.x")), clauses=[lapsed])
    rules = rule_set(evolve(indicator("a.x"), clauses=[sound, lapsed]), indicator("b.x"), crosswalks=(walk,), variants=variants, **more)
    return evolve(rules, assessments=[evolve(book, clauses=[lapsed]) for book in rules.assessments])


def test_clauses_that_are_not_in_force():
    """A clause that has lapsed is told with what cites it, the first three and how many more, its dates, the nearest day in force, and where its dates are written."""
    (told,) = everywhere(lapsing()).lapsed(date(2021, 12, 31), date(2022, 1, 1), "2022-01-01")
    (varied,) = everywhere(lapsing().varied("w")).lapsed(date(2022, 1, 1), date(2022, 3, 31), "2022Q1")

    assert str(told) == (
        "clauses/old/valid: clause 'old', cited by indicator 'a.x', assessment 'a', assessment 'b' and 1 more, is not in force on 2022-01-01, "
        "but from the beginning to 2021-12-31; the nearest day is 2021-12-31: cite the clause that follows it, or retire what stands on it"
    )
    assert "and 2 more" in str(varied)
    assert [] == list(lapsing().lapsed(date(2021, 1, 1), date(2021, 12, 31), "2021"))


def test_what_cites_each_clause():
    """Indicators, assessments, crosswalks, rulings and the variant that stands cite; a variant that was not asked for does not."""
    rules = lapsing(rulings=[ruling("litter.spots any", "b.x", "a.x")])
    told = {clause.code: [str(one()[1]) for one in citing] for clause, citing in rules.varied("w").cited.items()}

    assert {
        "new": ["indicator 'a.x'", "variant 'w'"],
        "old": ["indicator 'a.x'", "assessment 'a'", "assessment 'b'", "crosswalk 'ab'", "variant 'w'"],
        "plan": ["the ruling on a.x+b.x"],
    } == told
    assert "variant 'w'" not in [str(one()[1]) for citing in rules.cited.values() for one in citing]


@pytest.mark.parametrize(
    ("call", "en", "zh"),
    [
        (lambda: evolve(rule_set(indicator("a.x")), areas=[]), "[] is not a value of the kind Tree for `areas` (RuleSet); give one Tree", "[] 不是Tree 类型的值（规则集的 `areas`）；请给出一个 Tree"),
        (lambda: evolve(rule_set(indicator("a.x")), areas=UNITS), "Unit(code='hutang', zh='湖塘镇', en='', kind='town', parent='wujin', external={}) is not a value of the kind Term for `areas` (RuleSet); give one Term", "Unit(code='hutang', zh='湖塘镇', en='', kind='town', parent='wujin', external={}) 不是Term 类型的值（规则集的 `areas`）；请给出一个 Term"),
        (lambda: evolve(rule_set(indicator("a.x")), units=AREAS), "Term(code='city', zh='市', en='', parent=None) is not a value of the kind Unit for `units` (RuleSet); give one Unit", "Term(code='city', zh='市', en='', parent=None) 不是Unit 类型的值（规则集的 `units`）；请给出一个 Unit"),
    ],
)
def test_what_is_no_tree_of_terms_is_told_whole(call, en, zh):
    """Areas, zones and kinds are trees of terms, and units are a tree of units: anything else is refused with its field."""
    assert (en, zh) == refusal(call)
