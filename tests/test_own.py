"""A frozen noun is its own: no change of a table that it was made of reaches it."""

from datetime import date

import pytest

import tristandard as ts
from samples import rule_set
from survey import scored, seen

#: By noun, what is made of a table, and what it holds of that.
MADE = {
    "Observation": (lambda table: ts.Observation(source="a", id="1", site="s", indicator="i", made=date(2026, 5, 1), outcome=ts.NotMeasured("x"), external=table), lambda made: made.external),
    "Unit": (lambda table: ts.Unit(code="a", zh="区", kind="district", external=table), lambda made: made.external),
    "Site": (lambda table: ts.Site(code="a", area=("x",), zone=("x",), site_type=("x",), units="u", external=table), lambda made: made.external),
    "Language": (lambda table: ts.words.Language(table), lambda made: made.templates),
}  # fmt: skip
DESK = {
    "heads": (lambda table: ts.desk.SheetNames(heads=table), lambda made: made.heads),
    "always": (lambda table: ts.desk.SheetNames(always=table), lambda made: made.always),
    "kinds": (lambda table: ts.desk.Names(kinds=table), lambda made: made.kinds),
    "values": (lambda table: ts.desk.Names(values={"指标": table}), lambda made: made.values["指标"]),
    "givens": (lambda table: ts.desk.Settings(period=ts.Quarter(2026, 2), rules="x", givens=table), lambda made: made.givens),
    "Beside": (lambda table: ts.desk.Beside(merged=ts.merge(rule_set()), givens=table), lambda made: made.givens),
}


@pytest.mark.parametrize("name", [*MADE, *DESK])
def test_a_noun_keeps_no_table_of_somebody_else(name):
    """What is put into a table after a noun was made of it does not stand in the noun."""
    if name in DESK:
        pytest.importorskip("openpyxl", reason="the extra desk")
    make, held = (MADE | DESK)[name]
    value = ts.desk.SheetNames() if name == "kinds" else "b"
    table = {"a": value}
    made = make(table)
    table["c"] = value

    assert {"a": value} == held(made)


def test_names_are_lists_of_texts():
    """A text in the place of a list of sheets, and a list in the place of a table of heads, are refused; names are values that have a hash."""
    pytest.importorskip("openpyxl", reason="the extra desk")
    for wrong in ({"kinds": ["问题清单"]}, {"kinds": {"问题清单": {}}}, {"values": None}, {"values": {"指标": ["a"]}}, {"ignore": "说明"}):
        with pytest.raises(ts.TristandardError):
            ts.desk.Names(**wrong)
    for wrong in ({"sheets": "巡查台账"}, {"ignore": "照片"}, {"heads": ["点位"]}, {"always": {"来源": 3}}):
        with pytest.raises(ts.BadValue):
            ts.desk.SheetNames(**wrong)

    assert 1 == len({ts.desk.Names(kinds={"问题清单": ts.desk.SheetNames(sheets=["巡查台账"])}) for _ in range(2)})


def test_identities_are_made_anew():
    """Who changes what results, a certificate or a report are named by changes nothing that others read."""
    results = scored(seen(3))
    known = dict(results.identity)
    for made in (results, ts.certify(results), ts.bulletin(results["a"]), ts.statement(results, "wujin"), results["a"].ranking()):
        made.identity["reason"] = "made up"

    assert known == results.identity
