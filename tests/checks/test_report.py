"""All that is wrong with a rule set, and what an office must know of it."""


import pytest
from attrs import evolve

from samples import AREAS, UNITS, crosswalk, indicator, match, rule_set, ruling
from samples.matched import DENSITY, LAMPS, LITTER, QUOTAS, of_prices, pair, remarks, rule
from tristandard.basics.errors import BadValue, Refused
from tristandard.basics.finding import Circumstance
from tristandard.basics.terms import Term, Tree, Unit
from tristandard.checks.report import check
from tristandard.merging.merged import merge
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.steps import Steps


def test_a_report_in_either_language():
    """A report counts what keeps the rules from being merged and what is to be known, then tells each, in Chinese or in English; as text it is English."""
    found = check(pair(DENSITY, QUOTAS))
    listed = [*found.problems, *found.remarks]

    assert ["须解决 1 项，须知悉 3 项", *(f"  - {one.text('zh')}" for one in listed)] == found.text("zh").splitlines() == found.text().splitlines()
    assert ["1 to mend, 3 to know", *(f"  - {one}" for one in listed)] == found.text("en").splitlines() == str(found).splitlines()
    with pytest.raises(BadValue, match="'de' is not one of the two languages"):
        found.text("de")


def test_mistakes_in_the_tables_are_told_in_chinese():
    """What is wrong in the tables before anything is merged is told in Chinese as everything else is."""
    report = check(rule_set(indicator("a.x"), crosswalks=(crosswalk(match("a.x", "b.x")),)))

    assert [
        "须解决 1 项，须知悉 0 项",
        "  - “a.x”与“b.x”的对照写了指标“b.x”，规则集没有声明；请声明，或改正编码（是否指 a.x？）",
    ] == report.text("zh").splitlines()


def test_check_lists_what_merge_raises():
    """Several reasons in several groups are raised together, and are the same that `check` lists."""
    rules = rule_set(
        indicator("a.x", DENSITY),
        indicator("b.x", QUOTAS),
        indicator("a.y"),
        indicator("b.y"),
        indicator("c.y"),
        crosswalks=(crosswalk(match("a.x", "b.x"), match("a.y", "b.y", "intersects")),),
        rulings=[ruling(LITTER, "b.y", "c.y")],
    )
    with pytest.raises(Refused) as caught:
        merge(rules)
    raised = [str(problem) for problem in caught.value.exceptions]

    assert (len(raised), [str(problem) for problem in check(rules).problems]) == (3, raised)


def test_a_rule_set_that_contradicts_itself_is_not_merged():
    """What is wrong before the merge is told by both in the same way."""
    rules = rule_set(indicator("a.x"), crosswalks=(crosswalk(match("a.x", "b.x")),))
    with pytest.raises(Refused) as caught:
        merge(rules)

    assert [str(problem) for problem in check(rules).problems] == [str(problem) for problem in caught.value.exceptions]


def test_things_with_one_label_are_remarked():
    """Units, areas, items and whatever else a report calls by its label are remarked where two are called alike; indicators stand with their sites, and are not."""
    rules = rule_set(indicator("a.x"), evolve(indicator("a.y"), zh="a.x"), areas=Tree("area", [*AREAS, Term(code="new", zh="武进区")]), units=Tree("unit", [*UNITS, Unit(code="east", zh="湖塘镇", kind="town")]))
    (book,) = rules.assessments
    rules = evolve(rules, assessments=[evolve(book, items=[*book.items, evolve(book.items[0], code="more")])])
    report = check(rules)

    assert () == report.problems
    assert [
        "areas: 'new' and 'wujin' are called '武进区' alike; give each a label of its own, or accept that codes tell them apart",
        "units: 'east' and 'hutang' are called '湖塘镇' alike; give each a label of its own, or accept that codes tell them apart",
        "assessments.a.items: 'item' and 'more' are called '项' alike; give each a label of its own, or accept that codes tell them apart",
    ] == [str(remark) for remark in of_prices(report)]
    assert "责任单位east、hutang同名“湖塘镇”：请各取其名，或确认只凭代码区分" in report.text("zh")


def test_answers_with_one_label_are_remarked():
    """Circumstances, and the answers to one, are remarked where two are called alike: a workbook could not tell them apart."""
    asked = [Circumstance(code="by", zh="来源", values={"patrol": "巡查", "team": "巡查"}), Circumstance(code="via", zh="来源", values={"app": "巡查"})]
    report = check(evolve(rule_set(indicator("a.x")), circumstances=asked))

    assert [
        "circumstances: 'by' and 'via' are called '来源' alike; give each a label of its own, or accept that codes tell them apart",
        "circumstances.by.values: 'patrol' and 'team' are called '巡查' alike; give each a label of its own, or accept that codes tell them apart",
    ] == [str(remark) for remark in of_prices(report)]
    assert "情形“来源”的答案patrol、team同名“巡查”：请各取其名，或确认只凭代码区分" in report.text("zh")


def test_remarks_are_of_what_can_be_merged():
    """An assessment's own indicator is remarked too; while something is to be mended, what is in no match waits."""
    loose = rule(Steps(1, parts=Parts.WHOLE), "lamps.lit")
    sound = rule_set(indicator("a.x", LAMPS, loose))
    broken = rule_set(indicator("a.x", LAMPS, loose), indicator("a.y"), indicator("b.y"), crosswalks=(crosswalk(match("a.y", "b.y", "intersects")),))
    wrong = rule_set(indicator("a.x", LAMPS, loose), crosswalks=(crosswalk(match("a.x", "c.x")),))

    assert ([("a.x", "lamps.lit", "less than a whole step loses nothing")], [], ()) == (remarks(sound), remarks(broken), check(wrong).remarks)


def test_a_report_as_text():
    """How many there are of each, then the problems in the order of their numbers, then the remarks."""
    rules = rule_set(*(evolve(indicator(f"a.x{number}"), item="none") for number in (10, 2)))

    assert str(check(rules)) == (
        "2 to mend, 0 to know\n"
        "  - indicator 'a.x2' names the item 'none', which is not declared; declare it, or mend the code\n"
        "  - indicator 'a.x10' names the item 'none', which is not declared; declare it, or mend the code"
    )
    assert str(check(rule_set(indicator("a.x", LAMPS, rule(Steps(1, parts=Parts.WHOLE), "lamps.lit"))))) == (
        "0 to mend, 1 to know\n  - 'a.x' does not price every breach of 'lamps.lit' in a.x: less than a whole step loses nothing; extend its rule, or accept that it loses nothing there"
    )


@pytest.mark.parametrize("act", [merge, check])
def test_what_is_no_rule_set(act):
    """Only a rule set can be merged or checked."""
    with pytest.raises(BadValue) as caught:
        act(None)

    assert str(caught.value) == "None is not a value of the kind RuleSet; give one RuleSet"


def test_a_report_in_a_notebook():
    """Both lists are shown in Chinese, below how many there are of each."""
    assert check(rule_set(indicator("a.x"), crosswalks=(crosswalk(match("a.x", "b.x")),)))._repr_html_() == (
        "<p>须解决 1 项，须知悉 0 项</p><ul><li>“a.x”与“b.x”的对照写了指标“b.x”，规则集没有声明；请声明，或改正编码（是否指 a.x？）</li></ul>"
    )
    assert check(rule_set())._repr_html_() == "<p>须解决 0 项，须知悉 0 项</p><ul></ul>"
