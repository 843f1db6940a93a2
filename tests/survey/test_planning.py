"""What keeps a quarter from being planned, in both languages."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from survey import Q2, WEIGHTED, city, planned, site
from tristandard.basics.clause import OutOfForce, Validity
from tristandard.basics.errors import Refused
from tristandard.basics.place import Site
from tristandard.merging.merged import merge
from tristandard.survey.planning import plan


def refused(*sites, rules=None, **more):
    """Return why sites cannot be planned, in English and in Chinese."""
    with pytest.raises(Refused) as caught:
        plan(merge(rules or city()), sites, Q2, **more)

    assert caught.value.message == "the sites cannot be planned for 2022Q2"
    return [(str(one), one.text("zh")) for one in caught.value.reasons]


def test_rules_that_are_not_in_force():
    """The dates in force are told in the language of the message, with the nearest day."""
    with pytest.raises(OutOfForce) as caught:
        planned(evolve(city(), valid=Validity(start=date(2022, 5, 10))))

    assert caught.value.text("zh") == "规则集“sample”在 2022Q2 内并非每天施行，施行期为2022-05-10 起；最近的施行日是 2022-05-10：请改问施行期内的日期，或载入当时施行的版本"
    assert str(caught.value) == (
        "rule set 'sample' is not in force in 2022Q2, but from 2022-05-10 to further notice; the nearest day is 2022-05-10: ask for a day in force, or load the version for the day asked"
    )


def test_all_that_is_wrong_with_sites():
    """A code twice, a place and a unit that nobody declared, a place that lies elsewhere, and a unit that must not be left out: each by itself."""
    elsewhere = Site(code="s2", area=("wujin",), zone=("nowhere",), site_type=("road", "main_road"), units="lake")

    assert refused(site("s1"), site("s1"), elsewhere, include=["hutang", "wujin", "bureau"]) == [
        ("'bureau' is not a unit that answers for a site of the plan; add one of its sites: it must be looked at this time", "'bureau' 不是在计划中有点位的单位；请补上它的点位：这一次必须看到它"),
        ("'hutang' is not a unit that answers for a site of the plan; add one of its sites: it must be looked at this time", "'hutang' 不是在计划中有点位的单位；请补上它的点位：这一次必须看到它"),
        (
            "'wujin' is not the path of the area 'wujin' in this rule set (site 's2'); it is city/wujin: give rules.paths['area']['wujin']",
            "'wujin' 不是本规则集中区域“wujin”的路径（点位“s2”）；它的路径是 city/wujin：请给 rules.paths['area']['wujin']",
        ),
        ("site 's2' names the unit 'lake', which is not declared; declare it, or mend the code", "点位“s2”写了责任单位“lake”，规则集没有声明；请声明，或改正编码"),
        ("site 's2' names the zone 'nowhere', which is not declared; declare it, or mend the code", "点位“s2”写了地带“nowhere”，规则集没有声明；请声明，或改正编码"),
        ("the site 's1' is declared twice; give each its own code, or drop one", "点位“s1”声明了两次；请各用一个编码，或删去一个"),
    ]


def test_a_unit_that_is_included_by_its_towns():
    """A district whose town answers for a site is there."""
    assert {"s1"} == plan(merge(city()), [site(units="hutang")], Q2, include=["wujin"]).sites.keys()


def test_shares_that_cannot_be_added_up():
    """Shares without a common denominator of a thousand digits are told with the worst three of them."""
    parts = [Fraction(1, 10**39 + 2 * number + 1) for number in range(26)]
    sites = [site(f"s{number:02}", {"wujin": part, "hutang": 1 - part}) for number, part in enumerate(parts)]
    ((en, zh),) = refused(*sites)

    assert en == (
        "'26 sites' is not a list of sites whose shares have a common denominator of at most 1000 digits; write shares as decimals or in percent, so that those of a site add up to 1, "
        "above all those of hutang at s25, wujin at s25, hutang at s24"
    )
    assert zh.startswith("“26 个点位” 不是一份各点位份额的公分母不超过 1000 位数的点位清单；")


def test_sites_without_a_weight():
    """A model that weighs site types gives each a weight of which there are sites at which it asks something."""
    told = refused(site("s1"), site("s2", kind="road"), rules=city(models={"a": WEIGHTED}))

    assert told == [
        (
            "score node 'a.total' gives no weight to road, of which there are sites; give each a weight, 0 where it shall not count; a weight holds for its own code alone",
            "计分节点“a.total”没有给 road 写权重，而计划中有这样的点位；请给每一个写上权重，不计的写 0；一个权重只对它自己的代码有效",
        )
    ]
