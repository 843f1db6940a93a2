"""What cannot be scored, put together, corrected or handed over: every refusal whole, in both languages."""

import pytest
from attrs import evolve

from samples import indicator, refusal
from scoring.quarters import TOWNS, other_rules, rules_of
from scoring.quarters import given as figs
from survey import LITTER, changed, city, litter, priced, scored, seen, site
from tristandard.basics.period import Month, Quarter
from tristandard.rules.model import Model
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet
from tristandard.scoring.carrying import bottom
from tristandard.scoring.changes import changes
from tristandard.scoring.edition import editions
from tristandard.scoring.handed_over import HandedOver
from tristandard.scoring.handover import handover
from tristandard.scoring.score import score
from tristandard.scoring.together import together
from tristandard.survey.entry import Status

ONE, TWO = figs({"wujin": 80}, Quarter(2022, 1)), figs({"wujin": 90}, Quarter(2022, 2))
OWN = rules_of(Model({"total": Given(by="测评组"), "year": Mean(over="period", of="total", own=20)}))
SEEN, OTHER = scored(seen(3)), other_rules()
EDITIONS = "the editions do not follow each other (1 to mend):\n  - ", "各版不能前后衔接（须改 1 处）：\n  - "
FIGURES = "the given figures cannot be scored (1 to mend):\n  - ", "给定数据不能计分（须改 1 处）：\n  - "

REFUSED = [
    pytest.param(
        lambda: editions([]),
        EDITIONS[0] + "'' is not a list of editions; give every edition, the first included",
        EDITIONS[1] + "'' 不是各版的清单；请给每一版，包括第 1 版",
        id="editions of nothing",
    ),
    pytest.param(
        lambda: editions([ONE, evolve(figs({"wujin": 1}, Quarter(2022, 3)), edition=2, supersedes=ONE.digest, reason="复核")]),
        EDITIONS[0] + "'2022Q3' is not the period of edition 1, which edition 2 supersedes (2022Q1); give editions of the same results",
        EDITIONS[1] + "'2022Q3' 不是第 2 版所更正的第 1 版的期间（2022Q1）；请给同一结果的各版",
        id="an edition of another period",
    ),
    pytest.param(
        lambda: editions([TWO, evolve(OTHER, edition=2, supersedes=TWO.digest, reason="复核")]),
        EDITIONS[0] + "'other' is not the rule set of edition 1, which edition 2 supersedes (sample); give editions of the same results",
        EDITIONS[1] + "'other' 不是第 2 版所更正的第 1 版的规则集（sample）；请给同一结果的各版",
        id="an edition of another rule set",
    ),
    pytest.param(
        lambda: editions([ONE, evolve(ONE, edition=2, supersedes="0", reason="复核")]),
        EDITIONS[0] + "'0' is not the digest of edition 1, which edition 2 supersedes; one of the two was altered, or is of another chain; ask for both again",
        EDITIONS[1] + "'0' 不是第 2 版所更正的第 1 版的摘要；两版之一被改动过，或属于另一串版本；请重新索取这两版",
        id="an edition that was altered",
    ),
    pytest.param(
        lambda: score(ONE.ledger, givens=ONE.givens, supersedes=ONE, reason="复核"),
        "'edition 2' is not a correction: nothing was reported or given otherwise than in edition 1; report or give something otherwise first; what is published stands",
        "“第 2 版” 不是更正：上报和给定的内容与第 1 版没有不同；请先改正上报或给定的内容；已公布的保持不变",
        id="a correction of nothing",
    ),
    pytest.param(
        lambda: score(ONE.ledger, givens={}, supersedes=ONE),
        "'' is not a reason; say why the published results are corrected",
        "'' 不是更正理由；请写明为何更正已公布的结果",
        id="a correction without a reason",
    ),
    pytest.param(
        lambda: score(ONE.ledger, givens={}, reason="复核"),
        "'复核' is not a reason; give the published results that are corrected as supersedes, or leave the reason out",
        "'复核' 不是更正理由；请把所更正的已公布结果写在 supersedes，或去掉理由",
        id="a reason without a correction",
    ),
    pytest.param(
        lambda: score(TWO.ledger, givens={}, supersedes=ONE, reason="复核"),
        "'2022Q1' is not the period of the results that correct it (2022Q2); supersede results of the same period",
        "'2022Q1' 不是更正它的结果的期间（2022Q2）；请取代同一期间的结果",
        id="a correction of another period",
    ),
    pytest.param(
        lambda: score(OTHER.ledger, givens={}, supersedes=TWO, reason="复核"),
        "'sample' is not the rule set of the results that correct it (other); supersede results of the same rule set",
        "'sample' 不是更正它的结果的规则集（other）；请取代同一规则集的结果",
        id="a correction of other rules",
    ),
    pytest.param(
        lambda: score(ONE.ledger, givens=[80]),
        "[80] is not a table of given figures; give {(assessment, node, unit): figure, …}",
        "[80] 不是给定数据的对应表；请写 {(考核, 节点, 单位): 数, …}",
        id="figures that are no table",
    ),
    pytest.param(
        lambda: score(ONE.ledger, givens={"wujin": 80}),
        FIGURES[0] + "'wujin' is not what a figure is given for; write (assessment, node, unit)",
        FIGURES[1] + "'wujin' 不是给定数据所属的对象；请写 (考核, 节点, 单位)",
        id="a figure for nothing",
    ),
    pytest.param(
        lambda: score(ONE.ledger, givens={("a", "totl", "wujin"): 80}),
        FIGURES[0] + "a given figure names the given node 'a.totl', which is not declared; declare it, or mend the code (did you mean a.total?)",
        FIGURES[1] + "给定数据写了给定节点“a.totl”，规则集没有声明；请声明，或改正编码（是否指 a.total？）",
        id="a figure of no node",
    ),
    pytest.param(
        lambda: score(ONE.ledger, givens={("a", "total", "ghost"): 80}),
        FIGURES[0] + "the figure given for a.total names the unit 'ghost', which is not declared; declare it, or mend the code",
        FIGURES[1] + "a.total 的给定数据写了责任单位“ghost”，规则集没有声明；请声明，或改正编码",
        id="a figure of no unit",
    ),
    pytest.param(
        lambda: score(ONE.ledger, givens={("a", "total", "wujin"): 101}),
        FIGURES[0] + "'101' is not a figure for a.total from 0 to 100; mend the figure",
        FIGURES[1] + "'101' 不是a.total 从 0 到 100 的数；请改正这个数",
        id="a figure beyond its mark",
    ),
    pytest.param(
        lambda: score(SEEN.ledger, only=["a.ads"]),
        '{\'a.ads\'} is not a list of indicators of the plan; give the codes of shared indicators, their members joined by "+"',
        "{'a.ads'} 不是计划中指标的清单；请写重复指标的代码，其成员以“+”相连",
        id="indicators that are not planned",
    ),
    pytest.param(
        lambda: score(SEEN.ledger, only=[LITTER], onto=SEEN),
        "'2022Q2' is not results that agree in the list of indicators; score onto earlier results of the same plan, history and `only`, or leave `onto` out",
        "'2022Q2' 不是指标清单一致的结果；请在计划、往期和 only 都相同的此前结果上续算，或去掉 onto",
        id="onto other indicators",
    ),
    pytest.param(
        lambda: score(ONE.ledger, onto=TWO),
        "'2022Q2' is not results that agree in the plan; score onto earlier results of the same plan, history and `only`, or leave `onto` out",
        "'2022Q2' 不是计划一致的结果；请在计划、往期和 only 都相同的此前结果上续算，或去掉 onto",
        id="onto another plan",
    ),
    pytest.param(
        lambda: together([]),
        "'' is not results of at least one period; give the results of each period",
        "'' 不是至少一期的结果；请给各期的结果",
        id="no periods",
    ),
    pytest.param(
        lambda: together([score(SEEN.ledger, only=[LITTER])]),
        "'2022Q2' is not whole results of one period: they are of 1 indicators alone; give the results of each period by itself, of all indicators",
        "'2022Q2' 不是一期的完整结果：它们只计 1 项指标；请分别给各期的结果，包括全部指标",
        id="periods of parts",
    ),
    pytest.param(
        lambda: together([together([ONE])]),
        "'2022Q1' is not whole results of one period: they are put together already; give the results of each period by itself, of all indicators",
        "'2022Q1' 不是一期的完整结果：它们已经合并；请分别给各期的结果，包括全部指标",
        id="a year of years",
    ),
    pytest.param(
        lambda: together([ONE, ONE]),
        "'2022Q1' is not a period after 2022Q1; give each period once, and none that overlap",
        "'2022Q1' 不是2022Q1 之后的期间；请每期只给一次，且互不重叠",
        id="the same period twice",
    ),
    pytest.param(
        lambda: together([ONE, OTHER]),
        "'sample' is not the rule set of the last period (other); give results of one rule set",
        "'sample' 不是最后一期的规则集（other）；请给同一规则集的结果",
        id="another rule set",
    ),
    pytest.param(
        lambda: together([ONE, TWO], supersedes=ONE, reason="复核"),
        "'2022Q1' is not results of several periods to supersede; correct the results of one period by score, and put the editions together",
        "'2022Q1' 不是要取代的多期结果；一期的结果请用 score 更正，再合并各版",
        id="a year that corrects a quarter",
    ),
    pytest.param(
        lambda: together([ONE, TWO], reason="复核"),
        "'复核' is not a reason for a correction of the same time; give supersedes and reason together, or neither, and supersede results of the same periods",
        "'复核' 不是同一时段更正的理由；请同时写 supersedes 和 reason，或都不写，并取代相同各期的结果",
        id="a year of a reason alone",
    ),
    pytest.param(
        lambda: together([ONE], own=ONE),
        "'2022Q1' is not the results of a round of 2022Q1; give `own`, whole results of the time of all periods; none where no node `year` counts them",
        "'2022Q1' 不是2022Q1 自身一轮的结果；请给 own：与各期合起来同一时段、未合并的结果；没有节点 year 写 own 的，不要给",
        id="a round that nobody counts",
    ),
    pytest.param(
        lambda: together([figs({"wujin": 80}, Quarter(2022, 1), OWN)]),
        "'' is not the results of a round of 2022Q1; give `own`, whole results of the time of all periods; none where no node `year` counts them",
        "'' 不是2022Q1 自身一轮的结果；请给 own：与各期合起来同一时段、未合并的结果；没有节点 year 写 own 的，不要给",
        id="a round that is missing",
    ),
    pytest.param(
        lambda: together([ONE, figs({"wujin": 1}, Month(2022, 4))]),
        "'2022-04' is not a period as long as 2022Q1, for a.year lets all count alike; put periods of one length together, or write weights for each in the node `year`",
        "'2022-04' 不是与 2022Q1 一样长的期间：a.year 让各期同样计入；请合并同样长短的期间，或在节点 year 中写明各期的权重",
        id="periods of two lengths",
    ),
    pytest.param(
        lambda: bottom(ONE["a"], 0),
        "0 is not a number of last places; give a whole number from 1",
        "0 不是末位的名次数；请给不小于 1 的整数",
        id="places from none",
    ),
    pytest.param(
        lambda: handover(together([ONE, TWO]), "a", "b"),
        "'2022-01-01/2022-06-30' is not results of one period: they put several together; hand over the results of each period that these put together",
        "'2022-01-01/2022-06-30' 不是一期的测评结果：其中合有几期；请分别移交所合并的各期结果",
        id="handover of a year",
    ),
    pytest.param(
        lambda: HandedOver(site="s", indicator="i", status=Status.MET, bar="b", outcome=litter(0), vetoes=["x"]),
        '[\'x\'] is not a list of pairs; give (("unit", "level"), …)',
        '[x] 不是一对一对的列表；请写 (("单位", "层级"), …)',
        id="pairs",
    ),
    pytest.param(
        lambda: changes(ONE, TWO),
        "'2022Q1' is not the period of the other edition (2022Q2); compare editions of the same results",
        "'2022Q1' 不是另一版的期间（2022Q2）；请对照同一结果的各版",
        id="changes of other",
    ),
    pytest.param(
        lambda: ONE["c"],
        "'c' is not an assessment of the rule set; give one of a",
        "'c' 不是规则集的考核；请写其中之一：a",
        id="no assessment",
    ),
    pytest.param(
        lambda: ONE["a"]["tianning"],
        "'tianning' is not a unit that a scored; give one of wujin",
        "'tianning' 不是a 计了分的单位；请写其中之一：wujin",
        id="no unit",
    ),
]


@pytest.mark.parametrize(("call", "en", "zh"), REFUSED)
def test_what_is_refused_is_told_whole(call, en, zh):
    """What it is, what was expected, and what to do."""
    assert (en, zh) == refusal(call)


def test_an_edition_that_corrects_nothing_is_told_by_its_digest():
    """The digest that it has in common with what it corrects stands first; a second mistake of the same edition beside it."""
    both = refusal(lambda: editions([ONE, evolve(ONE, edition=2, supersedes=ONE.digest)]))

    assert both == (
        "the editions do not follow each other (2 to mend):\n"
        f"  - '{ONE.digest}' is not the digest of other inputs than those of edition 1, which edition 2 supersedes; drop it: it corrects nothing\n"
        f"  - '{ONE.digest}' is not what edition 2 supersedes; the first supersedes nothing; a later one names what it supersedes, and why",
        "各版不能前后衔接（须改 2 处）：\n"
        f"  - '{ONE.digest}' 不是依据不同于第 2 版所更正的第 1 版的摘要；请去掉它：它没有更正什么\n"
        f"  - '{ONE.digest}' 不是第 2 版所更正的版本；第 1 版不更正任何版本；其后各版请写明更正哪一版及理由",
    )


@pytest.mark.parametrize(
    ("figures", "en", "zh"),
    [
        ({}, "weighs 'hutang' by 'people', which nobody gave", "以“people”为“hutang”的权重，而没有人给定它"),
        ({("a", "people", "hutang"): None}, "weighs 'hutang' by 'people', which was given as None: that it does not apply", "以“people”为“hutang”的权重，而它给定为不适用（None）"),
    ],
)
def test_a_child_without_its_weight(figures, en, zh):
    """Where child units weigh by a figure each of them needs one, by name."""
    model = Model({"total": Mean(over="unit", of="sheet", weigh_by="people", by="统计局"), "sheet": Sheet()})
    rules = evolve(changed(city(indicator("a.litter", "litter.spots <= 0 处", priced(1))), a={"model": model}), units=TOWNS)
    told = refusal(lambda: scored(seen(1, what="a.litter"), rules=rules, sites=(site("s1", "hutang"), site("s2", "niutang")), givens=figures))

    assert told == (f"score node 'a.total' {en}; give a number for each child unit; 0 where it shall not count", f"计分节点“a.total”{zh}；请给每个下属单位一个数，不计的写 0")
