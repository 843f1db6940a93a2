"""Each column of the rows of scores: a card, a cause in a score, and a unit as it is printed."""


from fractions import Fraction

from attrs import asdict

from survey import LITTER, MEAN, changed, city, finding, found, scored, seen, site
from tristandard.codec.row_text import cells
from tristandard.codec.score_rows import breakdown_row, bulletin_rows, scorecard_rows
from tristandard.reports.bulletin import bulletin
from tristandard.rules.nodes.gate import Mark


def test_each_column_of_a_cause():
    """A finding at one of two sites costs a point of the ledger, and half a point of their mean; what was not measured is taken to cost as much."""
    results = scored(seen(found(finding("f1"))), sites=(site("s1"), site("s2")), rules=city(models={"a": MEAN}))
    rows = {row.cause: row for row in map(breakdown_row, results["a"]["wujin"].breakdown.entries)}
    posted = {
        "cause": "posting", "points": Fraction(1, 2), "weight": Fraction(1, 2), "node": "sheet", "member": "s1", "axis": "site", "item": "item", "unit": "wujin", "period": "", "site": "s1",
        "indicator": LITTER, "line": 1, "measure": "litter.spots", "finding": "f1", "ledger_points": 1, "reason": "", "imputed": "",
    }  # fmt: skip

    assert posted == asdict(rows["posting"])


def test_the_rows_of_a_breakdown_as_text():
    """In one sheet, what was seen at the first of two sites counts for the second too, which nobody measured."""
    results = scored(seen(3), sites=(site("s1"), site("s2")))
    rows = [cells(breakdown_row(entry)) for entry in results["a"]["wujin"].breakdown.entries]

    assert [("posting", "3", "s1", "1"), ("extrapolated", "3", "s2", ""), ("rounding", "0", "", "")] == [(row["cause"], row["points"], row["site"], row["line"]) for row in rows]
    assert {""} == {row["finding"] for row in rows}


def test_each_column_of_what_is_printed():
    """Numbers are rounded as scores are; items by their codes, warnings and remarks in Chinese."""
    results = scored(seen(3), seen(0, "s2"), sites=(site(), site("s2", "tianning")), rules=changed(city(), a={"warning": Mark(1, share=True)}))
    first, second = (asdict(row) for row in bulletin_rows(bulletin(results["a"])))

    assert {
        "assessment": "a", "kind": "district", "place": "2", "unit": "武进区", "score": "97.0", "grade": "", "full": "100", "losses": (("item", "3.0"),), "other": "", "extrapolated": "", "gained": "",
        "rounding_difference": "", "warnings": ("项",), "remark": second["remark"],
    } == second  # fmt: skip
    assert ("天宁区", "1", "100.0", ()) == (first["unit"], first["place"], first["score"], first["warnings"])


def test_the_rows_of_results_are_those_of_every_ranking():
    """One assessment after another, each in the order of its places."""
    results = scored(seen(3), seen(0, "s2"), sites=(site(), site("s2", "tianning")))

    assert [("a", "tianning", 1), ("a", "wujin", 2), ("b", "tianning", 1), ("b", "wujin", 2)] == [(row.assessment, row.unit, row.place) for row in scorecard_rows(results)]
