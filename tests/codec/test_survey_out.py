"""Areas, units, sites and observations out: as rows, as cells, and what is not written."""

from fractions import Fraction
from io import StringIO

import pytest
from attrs import evolve

from samples import TINY
from survey import finding, found, seen, site
from tristandard.basics.errors import BadValue, Refused
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured
from tristandard.basics.terms import Term, Unit
from tristandard.codec.folder import load_ruleset
from tristandard.codec.survey import (
    load_observations,
    load_sites,
    write_areas,
    write_observations,
    write_sites,
    write_units,
)
from tristandard.codec.survey_out import rows_of

RULES = load_ruleset(TINY)
SITES = load_sites(TINY / "sites.csv", RULES)
JSON = "write to a path that ends in .json"


def written(write, things, *more):
    """Return the table that is written."""
    file = StringIO()
    write(things, file, *more, ending=".csv")
    return file.getvalue().splitlines()


def told(call):
    """Return each reason why something is not written, in both languages."""
    with pytest.raises(Refused) as caught:
        call()
    return [(one.text("zh"), str(one)) for one in caught.value.exceptions]


def test_tables_of_words_and_sites():
    """In the order of their codes, each once; shares and labels as cells have them."""
    one = site("s2", {"wujin": "1/3", "tianning": "2/3"}, zh="路", external={"b": "2", "a": "1"})
    area, unit = Term(code="b", zh="区"), Unit(code="u", zh="镇", en="town", kind="town", parent="p", external={"a": "1"})

    assert ["code,zh,en,parent", "a,区,area,b", "b,区,,"] == written(write_areas, [area, Term(code="a", zh="区", en="area", parent="b"), area])
    assert ["code,zh,kind,en,parent,external", "u,镇,town,town,p,a=1"] == written(write_units, [unit])
    assert ["code,area,zone,site_type,units,zh,external", "s1,wujin,built_up,main_road,wujin,,", "s2,wujin,built_up,main_road,tianning 2/3; wujin 1/3,路,a=1; b=2"] == written(write_sites, [one, site("s1")])


def test_a_table_of_observations():
    """A value alone, values by measure, forms in braces, and reasons."""
    where = {"what": "civilized.notices"}
    reports = [
        seen(Measured({"litter.spots": 3}), what="urban.litter", id_="1", external={"case": "17"}, revision=2, visit="v"), seen(NotMeasured("未去"), id_="2", **where), seen(NotApplicable("没有"), id_="3", **where),
        seen(Measured({"ads.density": Fraction(5, 3), "notice.form": {"panel", "board"}}), id_="4", **where), seen(Measured({"lamps.lit": 96}), what="urban.lamps", id_="5"),
    ]  # fmt: skip
    rows = written(write_observations, reports, RULES)

    assert [
        "source,id,site,indicator,made,outcome,revision,values,reason,visit,external",
        "team,1,s1,urban.litter,2022-05-10,measured,2,litter.spots=3,,v,case=17",
        "team,2,s1,civilized.notices,2022-05-10,not_measured,,,未去,,",
        "team,3,s1,civilized.notices,2022-05-10,not_applicable,,,没有,,",
        'team,4,s1,civilized.notices,2022-05-10,measured,,"ads.density=5/3; notice.form={board, panel}",,,'.replace('"', ""),
        "team,5,s1,urban.lamps,2022-05-10,measured,,lamps.lit=96 %,,,",
    ] == [row.replace('"', "") for row in rows]
    assert sorted(reports, key=lambda one: one.id) == sorted(load_observations(StringIO("\n".join(rows)), RULES), key=lambda one: one.id)


def test_what_is_not_written():
    """Two that differ under one code, what a table cannot hold, and what could not be loaded again: all at once, by what they are called."""
    other = evolve(SITES[0], zh="x")
    findings, nothing = seen(found(finding("f")), what="urban.litter", id_="1"), seen(Measured({}), what="urban.litter", id_="2")

    assert [("text：'s1' 不是不重复的编码；两项内容不同而编码相同；请各用各的，或删去一个", "text: 's1' is not a code of its own; two that differ have it; give each its own, or drop one")] == told(lambda: written(write_sites, [SITES[0], other]))
    assert [
        ("text team 1：'findings' 不是表格装得下的内容；请把带有问题的测评记录写到扩展名为 .json 的文件", "text, team 1: 'findings' is not something that a table holds; write observations with findings to a path that ends in .json"),
        ("text team 2：{} 不是表格装得下的已测结果；请给出测量值，或写到扩展名为 .json 的文件", f"text, team 2: {{}} is not a measured outcome that a table holds; give a value, or {JSON}"),
    ] == told(lambda: written(write_observations, [findings, nothing], RULES))
    assert [True] == [one.startswith("rows, s1: ") and "'nobody'" in one for _, one in told(lambda: rows_of([evolve(SITES[0], units={"nobody": 1})], RULES))]


def test_rows_of_observations_need_rules():
    """Sites and words are written without."""
    with pytest.raises(BadValue) as caught:
        rows_of([seen(3)], None)

    assert ("None 不是测评记录所依的规则集；请给出将来读入时所依的规则集", "None is not the rules of observations; give the rule set under which they will be loaded") == (caught.value.text("zh"), str(caught.value))
    assert [{"code": "s1", "area": "wujin", "zone": "built_up", "site_type": "main_road", "units": {"wujin": 1}}] == rows_of([site("s1")], None)
    assert [{"code": "a", "zh": "区"}] == rows_of(iter([Term(code="a", zh="区")]), RULES)
