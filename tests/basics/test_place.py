"""Trees of terms, sites, and the units that answer for them."""

from fractions import Fraction

import pytest

from samples import AREAS, UNITS, lacking
from tristandard.basics.errors import BadValue, Refused, TristandardError
from tristandard.basics.lookup import UnknownKey
from tristandard.basics.place import SharesOff, Site
from tristandard.basics.terms import Term, Tree, Unit


def tree(*terms):
    return Tree("area", [Term(code=code, zh="区", parent=parent) for code, parent in terms])


def site(units, **more):
    return Site(code="s1", area=("a",), zone=("z",), site_type=("t",), units=units, **more)


def test_a_path_names_the_ancestors_first():
    """A term is said by its path, so that whatever names an ancestor holds for all below it."""
    assert (AREAS.path("wujin"), UNITS.path("hutang")) == (("city", "wujin"), ("wujin", "hutang"))


def test_a_tree_is_the_same_in_any_order():
    """The order of terms means nothing."""
    assert tree(("a", None), ("b", "a")) == tree(("b", "a"), ("a", None))


@pytest.mark.parametrize(
    ("terms", "reasons"),
    [
        ([("a", "b"), ("b", "a")], ["the area a → b → a lies inside itself; give one of them another parent, or none"]),
        ([("a", "a")], ["the area a → a lies inside itself; give one of them another parent, or none"]),
        ([("a", "b"), ("b", "c"), ("c", "b")], ["the area b → c → b lies inside itself; give one of them another parent, or none"]),
        ([("a", "b"), ("b", "a"), ("c", "a")], ["the area a → b → a lies inside itself; give one of them another parent, or none"]),
        ([("a", "x")], ["the area 'a' names the area 'x', which is not declared; declare it, or mend the code"]),
        ([("a", None), ("a", None)], ["the area 'a' is declared twice; give each its own code, or drop one"]),
        (
            [("a", "x"), ("b", "b"), ("c", None), ("c", "a")],
            [
                "the area 'a' names the area 'x', which is not declared; declare it, or mend the code",
                "the area 'c' is declared twice; give each its own code, or drop one",
                "the area b → b lies inside itself; give one of them another parent, or none",
            ],
        ),
    ],
)
def test_a_tree_that_cannot_stand(terms, reasons):
    """Cycles, unknown parents and duplicates are told all at once, a cycle once."""
    with pytest.raises(Refused) as caught:
        tree(*terms)

    assert [str(reason) for reason in caught.value.exceptions] == reasons


def chain(deep):
    """Return terms of which each lies in the one before."""
    return [(f"a{number:06}", f"a{number - 1:06}" if number else None) for number in range(deep)]


def test_how_deep_a_tree_may_be():
    """A term may have fifteen ancestors; the first that has more is refused, however many lie below it."""
    assert 16 == len(tree(*chain(16)).path("a000015"))
    for deep in (17, 1_000, 100_000):
        with pytest.raises(Refused) as caught:
            tree(*chain(deep))
        assert ["'a000016' is not a term (area) at most 16 deep; let it lie higher: give it one of its ancestors as parent, or none"] == [str(reason) for reason in caught.value.exceptions]


def test_an_unknown_term():
    """A code that a tree does not have is refused with those it has."""
    with pytest.raises(UnknownKey) as caught:
        AREAS.path("wuxi")

    assert str(caught.value) == "'wuxi' is not a known area; give one of city, tianning, wujin"


def test_a_large_tree_names_some_of_its_terms():
    """The message of a large tree does not list them all."""
    with pytest.raises(UnknownKey, match=r"give one of t10, t11, .* …$"):
        tree(*((f"t{number}", None) for number in range(10, 40))).path("x")


@pytest.mark.parametrize(("count", "end"), [(12, "t20, t21"), (13, "t20, t21 …")])
def test_a_dozen_terms_are_named(count, end):
    """A tree of twelve terms names them all, one of thirteen the first twelve."""
    with pytest.raises(UnknownKey) as caught:
        tree(*((f"t{number}", None) for number in range(10, 10 + count))).path("x")

    assert f"'x' is not a known area; give one of t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, {end}" == str(caught.value)


def test_a_tree_is_a_collection():
    """A tree gives its terms by code, knows which it has, and how many."""
    assert (AREAS["wujin"].zh, "wujin" in AREAS, "wuxi" in AREAS, len(AREAS), [term.code for term in AREAS]) == ("武进区", True, False, 3, ["city", "tianning", "wujin"])


def test_a_tree_grows():
    """More terms join; one that is there already and equal changes nothing."""
    grown = AREAS.grown([Term(code="hutang", zh="湖塘镇", parent="wujin"), AREAS["wujin"]])

    assert (grown.path("hutang"), len(grown)) == (("city", "wujin", "hutang"), 4)


def test_a_tree_keeps_its_terms():
    """Another term with a code that is there is refused."""
    with pytest.raises(Refused) as caught:
        AREAS.grown([Term(code="wujin", zh="别的区")])

    assert lacking(str(caught.value), "the area 'wujin' is declared twice") == []


def test_shares_of_one():
    """Units answer for shares that add up to exactly one; one code means the whole, none that nobody is known."""
    told = [site({"b": "2/3", "a": "1/3"}).units, site("a").units, site(()).units]

    assert told == [(("a", Fraction(1, 3)), ("b", Fraction(2, 3))), (("a", Fraction(1)),), ()]


@pytest.mark.parametrize(
    ("units", "told"),
    [
        ({"a": "0.5", "b": "0.4"}, "a 0.5 + b 0.4 = 0.9"),
        ({"a": "1/3", "b": "1/3", "c": "0.33"}, "a 1/3 + b 1/3 + c 0.33 = 299/300"),
        ({"a": "1.2", "b": "-0.2"}, "a 1.2 + b -0.2 = 1"),
        ({"a": 1, "b": 0}, "a 1 + b 0 = 1"),
    ],
)
def test_shares_that_do_not_add_up(units, told):
    """Shares that are not positive, or do not add up to one, are refused with the sum."""
    with pytest.raises(SharesOff) as caught:
        site(units)

    assert str(caught.value) == f"the units of site 's1' answer for {told}, not 1; let positive shares add up to exactly 1, or name no unit"


def test_many_shares_that_do_not_add_up():
    """Of many shares the first twelve are told, and a sum of thousands of digits is not."""
    with pytest.raises(SharesOff) as caught:
        site({f"u{number:03}": Fraction(1, 10**39 + 2 * number + 1) for number in range(600)})

    assert ["u000", "u011", " + … = a number of thousands of digits, not 1; let"] == [part for part in ("u000", "u011", "u012", " + … = a number of thousands of digits, not 1; let") if part in str(caught.value)]
    assert len(str(caught.value)) < 2000


def test_shares_are_exact():
    """A float share is refused."""
    with pytest.raises(BadValue, match="is not an exact number"):
        site({"a": 0.5, "b": 0.5})


def test_a_unit_is_named_once():
    """A site that names one unit twice is refused."""
    with pytest.raises(BadValue) as caught:
        site([("a", "0.5"), ("a", "0.5")])

    assert str(caught.value) == "['a', 'a'] is not a list of the units of site 's1'; name each unit once, with its whole share"


def test_where_a_site_stands():
    """The point of a site is its place in the coordinates of a scope; codes of other systems do not matter to its hash."""
    place = site("a", external={"grid": "0423"})

    assert (place.point, hash(place)) == ((("a",), ("z",), ("t",)), hash(site("a")))


def test_a_unit_has_a_kind():
    """A unit without a kind is refused."""
    with pytest.raises(BadValue, match=r"'' is not a code for `kind` \(Unit\)"):
        Unit(code="u", zh="镇", kind="")


PLACE = {"code": "s1", "area": ("city", "north"), "zone": ("built_up",), "site_type": ("road",)}
NO_TABLE = 'is not a table; give {"name": value, …}, or pairs of a name and its value'


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"area": None}, "None is not a path for `area` (Site); give its codes, the ancestors first: rules.paths[\"area\"][code] has them"),
        ({"area": "north"}, "'north' is not a path for `area` (Site); give its codes, the ancestors first: rules.paths[\"area\"][code] has them"),
        ({"site_type": (1,)}, "(1,) is not a path for `site_type` (Site); give its codes, the ancestors first: rules.paths[\"site_type\"][code] has them"),
        ({"zone": ("z",) * 17}, f"{str(('z',) * 17)[:80]}… (85 characters) is not a path for `zone` (Site); give its codes, the ancestors first: rules.paths[\"zone\"][code] has them"),
        ({"units": None}, f"None {NO_TABLE}"),
        ({"units": ["wujin"]}, f"['wujin'] {NO_TABLE}"),
        ({"external": {"grid": 1}}, "{'grid': 1} is not a table of texts for `external` (Site); give {\"name\": \"value\", …}"),
    ],
)
def test_what_a_site_cannot_be_made_of(given, message):
    """Whatever is no path, no table of shares or no table of texts is refused in words of this library."""
    with pytest.raises(TristandardError) as caught:
        Site(**{**PLACE, **given})

    assert str(caught.value) == message


@pytest.mark.parametrize("terms", [None, 3, ["city"]])
def test_what_is_no_list_of_terms(terms):
    """A tree is made of terms, in a list."""
    with pytest.raises(BadValue) as caught:
        Tree("area", terms)

    assert f"{terms!r} is not a list of things with codes; give the declared values themselves, in a list" == str(caught.value)
