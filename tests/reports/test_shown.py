"""What a console and a notebook show of things that hold others by the thousand."""

from html.parser import HTMLParser

import pytest
from attrs import evolve

from samples import indicator
from survey import city, planned, priced, scored, seen, site
from tristandard.basics.errors import Refused
from tristandard.checks.report import check
from tristandard.codec.folder import load_ruleset
from tristandard.merging.merged import merge
from tristandard.reports.explanation import explain
from tristandard.reports.tree import Explanation

LITTER = indicator("a.litter", "litter.spots <= 0 处", priced(1))
SITES = (site("s1"), site("s2", "tianning"))
RESULTS = scored(seen(3, "s1", "a.litter"), seen(1, "s2", "a.litter"), rules=city(LITTER), sites=SITES)
LEDGER = RESULTS.ledger


class Shown(HTMLParser):
    """What a browser prints, piece by piece, and whether each element is closed where it must be."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.open, self.tags = [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, _):
        self.open.append(tag)
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert tag == self.open.pop()

    def handle_data(self, data):
        self.texts.append(data)


def shown(thing):
    """Return the texts of what a notebook shows of a thing, every element closed."""
    found = Shown(thing._repr_html_())
    assert [] == found.open
    return found.texts


@pytest.mark.parametrize(
    ("thing", "expected"),
    [
        (LEDGER.rules, "<RuleSet sample 1: 1 assessments, 1 indicators>"),
        (LEDGER.register.plan.merged, "<MergedRules sample 1: 0 shared indicators, 1 of one assessment>"),
        (LEDGER.register.plan, "<Plan sample 2022Q2: 2 sites, 2 measurements>"),
        (LEDGER.register, "<Register sample 2022Q2: 2 measurements, 2 observations>"),
        (LEDGER, "<Ledger sample 2022Q2: 2 entries>"),
        (RESULTS, "<Results sample 2022Q2, edition 1: a 2>"),
        (RESULTS["a"], "<AssessmentResult a 2022Q2: 2 scorecards>"),
        (RESULTS["a"].ranking(), "<Ranking a 2022Q2: 2 scorecards>"),
        (RESULTS["a"]["wujin"], "<Scorecard a wujin 2022Q2: 97.0, place 2>"),
    ],
)
def test_what_holds_thousands_is_one_line(thing, expected):
    """A console shows what it is, whose and how much it holds, and not all that it holds."""
    assert expected == repr(thing)


def test_the_bundled_rules_are_one_line():
    """However large a rule set is, its line is short."""
    rules = load_ruleset("changzhou-2022")

    assert [True, True] == [len(repr(one)) < 100 and "\n" not in repr(one) for one in (rules, merge(rules))]


def test_a_ranking_as_a_table():
    """A notebook shows the ranking as a table: place, unit, score, remarks."""
    assert ["名次", "单位", "得分", "备注", "1", "天宁区", "99.0", "2", "武进区", "97.0"] == shown(RESULTS["a"].ranking())[1:]


def test_a_ranking_under_a_notice():
    """What the rule set says of its numbers stands above the table too, behind the headline."""
    noted = scored(seen(3, "s1", "a.litter"), seen(1, "s2", "a.litter"), rules=evolve(city(LITTER), notice_zh="分值仅作示例"), sites=SITES)

    assert shown(noted["a"].ranking())[0] == f"{shown(RESULTS['a'].ranking())[0]}。说明：分值仅作示例"


def test_a_scorecard_as_a_table():
    """A notebook shows of a scorecard the full mark and what each item took."""
    assert ["考核项目", "扣分", "满分", "100", "项", "−3"] == shown(RESULTS["a"]["wujin"])[1:]


def test_an_explanation_as_a_tree():
    """A notebook shows an explanation as a tree of the same sentences."""
    told = explain(RESULTS["a"]["wujin"])

    assert [line.strip() for line in told.text().splitlines()] == shown(told)


def test_the_first_level_of_a_tree_is_open():
    """What stands below a sentence can be opened; the first level is open from the start, and a sentence alone has nothing to open."""
    told = Explanation("一", (Explanation("二", (Explanation("三"),)), Explanation("四")))
    below = "<details><summary>二</summary><ul><li>三</li></ul></details>"

    assert told._repr_html_() == f"<details open><summary>一</summary><ul><li>{below}</li><li>四</li></ul></details>"
    assert Explanation("一")._repr_html_() == "一"


def test_problems_as_a_list():
    """A notebook shows what `check` found, and what was refused, as lists."""
    report = check(city(indicator("a.litter", "litter.spots <= 0 处")))
    with pytest.raises(Refused) as caught:
        planned(city(LITTER), site("s1"), site("s1"))

    assert report.text().replace("  - ", "").splitlines() == shown(report)
    assert [f"{caught.value.message} (1 to mend)", str(caught.value.exceptions[0])] == shown(caught.value)


def test_nothing_in_a_label_is_markup():
    """A label that holds tags is shown as it is written."""
    rules = city(evolve(LITTER, zh="<b>垃圾</b> & <script>"))
    told = explain(scored(seen(3, "s1", "a.litter"), rules=rules)["a"]["wujin"])

    assert any("<b>垃圾</b> & <script>" in line for line in shown(told))
    assert {"details", "summary", "ul", "li"} == set(Shown(told._repr_html_()).tags)
