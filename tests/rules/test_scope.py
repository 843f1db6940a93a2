"""Where an indicator holds, and who is assessed: unions of boxes in normal form."""

import pytest

from samples import point, scope, subjects, who
from tristandard.basics.errors import BadValue
from tristandard.rules.scope import SITE_AXES, Scope, spoken


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("any", "any"),
        ("nowhere", "nowhere"),
        ("site_type=road | site_type=main_road", "site_type=road"),
        ("site_type=main_road | any", "any"),
        ("zone=built_up, site_type=road | site_type=road", "site_type=road"),
        ("zone=built_up | zone=village", "zone=built_up | zone=village"),
        ("area=city, zone=built_up | area=wujin, zone=built_up", "area=city, zone=built_up"),
        ("area=wujin | zone=built_up", "area=wujin | zone=built_up"),
        ("area=wujin | area=tianning", "area=tianning | area=wujin"),
    ],
)
def test_normal_form(text, normal):
    """What another extent includes is dropped; every area known today is still not any."""
    assert (str(scope(text)), scope(normal)) == (normal, scope(text))


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("any", True),
        ("nowhere", False),
        ("site_type=road", True),
        ("site_type=market", False),
        ("area=city", True),
        ("area=tianning", False),
        ("zone=village | area=wujin, site_type=road", True),
        ("zone=village, area=wujin", False),
    ],
)
def test_what_a_scope_covers(text, covered):
    """A scope that names an ancestor covers all below it."""
    assert scope(text).covers(point(site_type="main_road")) is covered


@pytest.mark.parametrize(("text", "covered"), [("any", True), ("kind=town", True), ("kind=district", False), ("unit=wujin", True), ("unit=hutang", True)])
def test_whom_subjects_cover(text, covered):
    """Subjects that name a district cover its towns; kinds are apart from units."""
    assert subjects(text).covers(who("hutang")) is covered


def test_the_wider_of_two():
    """The join covers what either covers (范围就宽), and inclusion is its order."""
    road, built_up = scope("site_type=road"), scope("zone=built_up")

    assert (str(road | built_up), road <= road | built_up, road <= built_up, Scope.union([road, built_up])) == (
        "site_type=road | zone=built_up",
        True,
        False,
        road | built_up,
    )


def test_one_extent_of_each_kind():
    """A scope of one extent is made by its coordinates; what is left out is any."""
    assert (Scope.of(site_type=("road",)), Scope.who(kind=("town",))) == (scope("site_type=road"), subjects("kind=town"))


def test_scopes_and_subjects_do_not_join():
    """Places and units are different coordinates."""
    with pytest.raises(BadValue) as caught:
        scope("any") | subjects("any")

    assert str(caught.value) == "('kind', 'unit') is not a scope over ('area', 'zone', 'site_type'); join scopes with scopes and subjects with subjects"


def test_an_extent_has_every_coordinate():
    """A box with too few sides is refused."""
    with pytest.raises(BadValue) as caught:
        Scope(SITE_AXES, frozenset({((), ("built_up",))}))

    assert "((), ('built_up',)) is not an extent over ('area', 'zone', 'site_type'); give one path for each coordinate; the empty path is any" == str(caught.value)


def test_coordinates_in_words():
    """Messages call coordinates by their names."""
    assert [spoken(axis) for axis in ("area", "site_type", "kind")] == ["area", "site type", "kind of unit"]


@pytest.mark.parametrize("area", ["wujin", ["wujin"], (1,), ("a",) * 17, None])
def test_what_is_no_path(area):
    """A coordinate is a path of at most sixteen codes, in a tuple: a text is no path."""
    with pytest.raises(BadValue, match="is not an extent of paths, each at most 16 deep; give for each coordinate its codes in a tuple"):
        Scope.of(area=area)


@pytest.mark.parametrize("extents", [None, 3, [[]], ["any"], [(("a",), None, ())]])
def test_what_is_no_list_of_extents(extents):
    """A scope is made of extents, each one path for each coordinate."""
    with pytest.raises(BadValue, match="is not an extent of paths"):
        Scope(SITE_AXES, extents)
