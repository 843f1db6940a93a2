"""Where an indicator holds, and who is assessed: unions of boxes in normal form."""

import pytest
from attrs import evolve

from samples import crosswalk, indicator, point, refusal, scope, subjects, who
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


@pytest.mark.parametrize(
    ("call", "en", "zh"),
    [
        (lambda: evolve(indicator("a.x"), scope=3), "3 is not a scope over area, zone, site_type for `scope` (Indicator); make it by Scope.of(area=…)", "3 不是area、zone、site_type 上的范围（指标的 `scope`）；请用 Scope.of(area=…) 写出"),
        (lambda: evolve(indicator("a.x"), scope=None), "None is not a scope over area, zone, site_type for `scope` (Indicator); make it by Scope.of(area=…)", "None 不是area、zone、site_type 上的范围（指标的 `scope`）；请用 Scope.of(area=…) 写出"),
        (lambda: evolve(indicator("a.x"), scope=subjects("any")), "Scope(axes=('kind', 'unit'), extents=frozenset({((), ())})) is not a scope over area, zone, site_type for `scope` (Indicator); make it by Scope.of(area=…)", "Scope(axes=('kind', 'unit'), extents=frozenset({((), ())})) 不是area、zone、site_type 上的范围（指标的 `scope`）；请用 Scope.of(area=…) 写出"),
        (lambda: evolve(indicator("a.x"), subjects=scope("any")), "Scope(axes=('area', 'zone', 'site_type'), extents=frozenset({((), (), ())})) is not a scope over kind, unit for `subjects` (Indicator); make it by Scope.who(kind=…)", "Scope(axes=('area', 'zone', 'site_type'), extents=frozenset({((), (), ())})) 不是kind、unit 上的范围（指标的 `subjects`）；请用 Scope.who(kind=…) 写出"),
        (lambda: evolve(crosswalk(), where=subjects("any")), "Scope(axes=('kind', 'unit'), extents=frozenset({((), ())})) is not a scope over area, zone, site_type for `where` (Crosswalk); make it by Scope.of(area=…)", "Scope(axes=('kind', 'unit'), extents=frozenset({((), ())})) 不是area、zone、site_type 上的范围（对照表的 `where`）；请用 Scope.of(area=…) 写出"),
        (lambda: Scope.union([]), "[] is not a list of scopes to join; give at least one", "[] 不是要合并的范围的列表；请至少给出一个"),
        (lambda: Scope(("area",)), "('area',) is not the coordinates of a scope; give ('area', 'zone', 'site_type') for places, or ('kind', 'unit') for subjects", "[area] 不是范围的坐标；地点请写 ('area', 'zone', 'site_type')，对象请写 ('kind', 'unit')"),
        (lambda: Scope.of(area="wujin"), "('wujin', (), ()) is not an extent of paths, each at most 16 deep; give for each coordinate its codes in a tuple, the ancestors first; the empty path is any", "('wujin', (), ()) 不是由路径组成的范围，每条路径不超过 16 级；请为每个坐标写出由上到下的编码元组；空路径为不限"),
        (lambda: Scope.of(area=("a b\n",)), "'a b\\n' is not a text on one line; take out the line break U+000A", "'a b\\n' 不是单行文字；请删去换行符 U+000A"),
        (lambda: scope("any").covers(((), ())), "((), ()) is not an extent over ('area', 'zone', 'site_type'); give one path for each coordinate; the empty path is any", "((), ()) 不是('area', 'zone', 'site_type') 上的范围；请为每个坐标写一条路径；空路径为不限"),
    ],
)
def test_what_is_no_scope_is_told_whole(call, en, zh):
    """Whatever stands where places or subjects are meant is refused with its field, and with how to make one."""
    assert (en, zh) == refusal(call)
