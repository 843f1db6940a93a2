"""What cannot be registered, and what earlier periods cannot have found: every refusal whole, in both languages."""

import pytest
from attrs import evolve

from samples import indicator, refusal
from survey import LITTER, Q2, city, finding, found, planned, priced, registered, seen, site
from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Measured, NotApplicable
from tristandard.basics.period import Month, Quarter
from tristandard.codec.text import read_where
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.policy import Policy, Settlement
from tristandard.survey.history import history
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

HEAD = "the observations for 2022Q2 cannot be registered (1 to mend):\n  - ", "2022Q2 的记录不能登记（须改 1 处）：\n  - "
VISIT = registered(seen(1, visit="v1"))
CLOSED = register(VISIT.plan, [], onto=VISIT, closing=[("team", "v1")])
CHOSEN = city(indicator("a.litter", "queue.wait <= 0 min; litter.spots any", DeductionRule(measures=("queue.wait",), tariff=Chosen("litter.spots", {read_where("= 0"): (0, 1), read_where("> 0"): (2, 5)}))))
AGAIN = DeductionRule(measures=("litter.spots",), tariff=Steps("0.5"), where={"repeated": ["1.."]}, look_back=1)
HELD = registered(seen(found(finding("f1")), what="a.litter"), rules=city(indicator("a.litter", "litter.spots <= 0 处", priced(1), AGAIN)))
CITY = city(indicator("a.litter", "litter.spots <= 0 处", DeductionRule(measures=("litter.spots",), tariff=Steps(1), where={"found_by": ["city"]})))
QUEUE = city(indicator("a.queue", "queue.wait <= 9 min; litter.spots <= 0 处", priced(1, None, 1, "queue.wait", "litter.spots")))


def reg(*told, rules=None, **more):
    """Return what registers some observations."""
    return lambda: register(planned(rules), told, **more)


def q(minutes, count, **more):
    """Return how long a queue was, and how much litter there was."""
    return seen(Measured({"queue.wait": minutes, "litter.spots": count}), what="a.queue", **more)


REFUSED = [
    pytest.param(
        reg(seen(1), closing=["v1"]),
        HEAD[0] + '\'v1\' is not a visit to close; give pairs of a source and a visit: closing=[("team", "v1")]',
        HEAD[1] + '\'v1\' 不是要结束的检查；请写来源和检查的名称：closing=[("team", "v1")]',
        id="a visit that is no pair",
    ),
    pytest.param(
        reg(seen(1), closing=[("team", "")]),
        HEAD[0] + '(\'team\', \'\') is not a visit to close; give pairs of a source and a visit: closing=[("team", "v1")]',
        HEAD[1] + '[team、] 不是要结束的检查；请写来源和检查的名称：closing=[("team", "v1")]',
        id="a visit without a name",
    ),
    pytest.param(
        reg(seen(1), closing=3),
        HEAD[0] + '3 is not a visit to close; give pairs of a source and a visit: closing=[("team", "v1")]',
        HEAD[1] + '3 不是要结束的检查；请写来源和检查的名称：closing=[("team", "v1")]',
        id="visits that are no list",
    ),
    pytest.param(
        reg(seen(1), closing=[("team", "v9")]),
        HEAD[0] + "('team', 'v9') is not a visit that was reported; give its source and its name as the observations do",
        HEAD[1] + "[team、v9] 不是已有记录的检查；请按记录中的写法写它的来源和名称",
        id="a visit that nobody reported",
    ),
    pytest.param(
        lambda: register(VISIT.plan, [seen(2, id_="new", visit="v1")], onto=CLOSED),
        HEAD[0] + "observation 'new' of 'team' adds to the visit 'v1', which is closed; register all of it anew, register(plan, [*earlier.observations(), …], closing=…): another visit is another measurement, and one of them stands",
        HEAD[1] + "来源“team”的记录“new”并入的检查“v1”已结束；请连同原有记录重新登记：register(plan, [*earlier.observations(), …], closing=…)；另起的检查是另一次测量，二者只取其一",
        id="a report for a closed visit",
    ),
    pytest.param(
        lambda: register(VISIT.plan, [seen(2, revision=2)], onto=CLOSED),
        HEAD[0] + "observation 's1/a.litter+b.litter' of 'team' revises a report of the visit 'v1', which is closed; register all of it anew, register(plan, [*earlier.observations(), …], closing=…): another visit is another measurement, and one of them stands",
        HEAD[1] + "来源“team”的记录“s1/a.litter+b.litter”修订的记录属于检查“v1”，该次检查已结束；请连同原有记录重新登记：register(plan, [*earlier.observations(), …], closing=…)；另起的检查是另一次测量，二者只取其一",
        id="a revision of a closed visit",
    ),
    pytest.param(
        reg(seen(1), seen(2)),
        HEAD[0] + "observation 's1/a.litter+b.litter' of 'team' was given twice as revision 1, with different content; raise the revision of the later one",
        HEAD[1] + "来源“team”的记录“s1/a.litter+b.litter”以修订 1 报了两次，内容不同；请提高后一次的修订号",
        id="a revision given twice",
    ),
    pytest.param(
        reg(seen(found(finding("f1", "ghost"))), seen(1, revision=2)),
        HEAD[0] + "observation 's1/a.litter+b.litter' of 'team' has a revision 1 that no file could hold: finding 'f1' names the unit 'ghost', which is not declared; declare it, or mend the code; leave that revision out",
        HEAD[1] + "来源“team”的记录“s1/a.litter+b.litter”有一次修订（1）无法写入文件：问题“f1”写了责任单位“ghost”，规则集没有声明；请声明，或改正编码；请去掉这次修订",
        id="a lower revision that no file could hold",
    ),
    pytest.param(
        reg(seen(1, what="c.x"), seen(1, revision=2, id_="s1/c.x")),
        HEAD[0] + "observation 's1/c.x' of 'team' has a revision 1 that no file could hold: observation 's1/c.x' of 'team' names the indicator 'c.x', which is not declared; declare it, or mend the code; leave that revision out",
        HEAD[1] + "来源“team”的记录“s1/c.x”有一次修订（1）无法写入文件：来源“team”的记录“s1/c.x”写了指标“c.x”，规则集没有声明；请声明，或改正编码；请去掉这次修订",
        id="a lower revision of an unknown indicator",
    ),
    *(
        pytest.param(
            reg(seen(outcome, what=what), seen(1, what=what, revision=2)),
            f"{HEAD[0]}observation 's1/{what}' of 'team' has a revision 1 that no file could hold: {en}; leave that revision out",
            f"{HEAD[1]}来源“team”的记录“s1/{what}”有一次修订（1）无法写入文件：{zh}；请去掉这次修订",
            id=f"a lower revision of {en}",
        )
        for what, outcome, en, zh in (
            (LITTER, Measured({"litter.spot": 1}), f"observation 's1/{LITTER}' of 'team' names the measure 'litter.spot', which is not declared; declare it, or mend the code (did you mean litter.spots?)", f"来源“team”的记录“s1/{LITTER}”写了测量项目“litter.spot”，规则集没有声明；请声明，或改正编码（是否指 litter.spots？）"),
            (LITTER, Measured({"lamps.lit": 101}), "'101' is not a value of lamps.lit; give a number from 0 to 100 in %", "'101' 不是lamps.lit 的值；请写 0 到 100 的数，单位为 %"),
            (LITTER, found(Finding(id="f1", measure="lamps.lit")), "'lamps.lit' is not a measure that is counted (finding 'f1'); leave the findings out, and give a number from 0 to 100 in %", "'lamps.lit' 不是可以计数的测量项目（问题“f1”）；请去掉这些问题；请写 0 到 100 的数，单位为 %"),
            (LITTER, found(finding("f1", circumstances={"weather": "rain"})), "finding 'f1' names the circumstance 'weather', which is not declared; declare it, or mend the code", "问题“f1”写了问题情形“weather”，规则集没有声明；请声明，或改正编码"),
            (LITTER, found(finding("f1", circumstances={"found_by": "x"})), "finding 'f1' names the answer to found_by 'x', which is not declared; declare it, or mend the code", "问题“f1”写了“found_by”的答案“x”，规则集没有声明；请声明，或改正编码"),
        )
    ),
    pytest.param(
        reg(seen(Measured({"litter.spot": 1}))),
        HEAD[0] + "observation 's1/a.litter+b.litter' of 'team' of 'a.litter+b.litter' at 's1': ['litter.spot'] is not complete: it lacks litter.spots; give a value for every measure of the bar (did you mean litter.spots?), or report it as not measured",
        HEAD[1] + "来源“team”的记录“s1/a.litter+b.litter”（点位“s1”的“a.litter+b.litter”）中，[litter.spot] 不是完整的结果：缺 litter.spots；请给标准中每个测量项目的值（是否指 litter.spots？），或报为未测",
        id="measures that lack",
    ),
    pytest.param(
        reg(seen(Measured({"litter.spots": 1, "notice.count": 2}))),
        HEAD[0] + "observation 's1/a.litter+b.litter' of 'team' of 'a.litter+b.litter' at 's1': ['notice.count'] is not asked there: the bar speaks of litter.spots; leave out what nobody asks",
        HEAD[1] + "来源“team”的记录“s1/a.litter+b.litter”（点位“s1”的“a.litter+b.litter”）中，[notice.count] 不是那里所问的：标准只涉及 litter.spots；请去掉没有人问的值",
        id="measures that nobody asks",
    ),
    pytest.param(
        reg(seen(Measured({"queue.wait": 2, "litter.spots": 0}), what="a.litter"), rules=CHOSEN),
        HEAD[0] + "observation 's1/a.litter' of 'team' of 'a.litter' at 's1': 'measured litter.spots = 0, queue.wait = 2' is not free of contradiction: queue.wait may be 0 to 1 where litter.spots is = 0; mend the points chosen, or what was seen",
        HEAD[1] + "来源“team”的记录“s1/a.litter”（点位“s1”的“a.litter”）中，“已测 litter.spots = 0、queue.wait = 2” 不是前后一致的结果：queue.wait 可以是0 到 1（litter.spots 为 = 0）；请改正所选的扣分，或所见的结果",
        id="points that the facts do not allow",
    ),
    pytest.param(
        reg(seen(found(finding("f1", "ghost")))),
        HEAD[0] + "observation 's1/a.litter+b.litter' of 'team' of 'a.litter+b.litter' at 's1': 'ghost' is not a known unit (finding 'f1'); declare the unit, or mend its code",
        HEAD[1] + "来源“team”的记录“s1/a.litter+b.litter”（点位“s1”的“a.litter+b.litter”）中，'ghost' 不是规则集中的单位（问题“f1”）；请声明该单位，或改正其代码",
        id="a unit that nobody declared",
    ),
    pytest.param(
        reg(seen(found(Finding(id="f1", measure="lamps.lit")), what="a.lamps"), rules=city(indicator("a.lamps", "lamps.lit >= 90 %"))),
        HEAD[0] + "observation 's1/a.lamps' of 'team' of 'a.lamps' at 's1': 'f1' is not a finding of what is counted (lamps.lit is not); leave the findings out, and give a number from 0 to 100 in %",
        HEAD[1] + "来源“team”的记录“s1/a.lamps”（点位“s1”的“a.lamps”）中，'f1' 不是可以计数的测量项目的问题（lamps.lit 不计数）；请去掉这些问题；请写 0 到 100 的数，单位为 %",
        id="a finding of what is not counted",
    ),
    pytest.param(
        reg(seen(found(finding("f1", circumstances={"weather": "rain"})))),
        HEAD[0] + "observation 's1/a.litter+b.litter' of 'team' of 'a.litter+b.litter' at 's1': 'weather=rain' is not a declared circumstance (finding 'f1'); declare it in the rule set, or give one of found_by",
        HEAD[1] + "来源“team”的记录“s1/a.litter+b.litter”（点位“s1”的“a.litter+b.litter”）中，'weather=rain' 不是已声明的问题情形（问题“f1”）；请在规则集中声明，或写其中之一：found_by",
        id="a circumstance that nobody declared",
    ),
    pytest.param(
        reg(seen(found(finding("f1", circumstances={"found_by": "x"})))),
        HEAD[0] + "observation 's1/a.litter+b.litter' of 'team' of 'a.litter+b.litter' at 's1': 'found_by=x' is not a declared circumstance (finding 'f1'); declare it in the rule set, or give one of bureau, city, district",
        HEAD[1] + "来源“team”的记录“s1/a.litter+b.litter”（点位“s1”的“a.litter+b.litter”）中，'found_by=x' 不是已声明的问题情形（问题“f1”）；请在规则集中声明，或写其中之一：bureau、city、district",
        id="an answer that nobody declared",
    ),
    pytest.param(
        reg(seen(1, what="a.litter"), rules=CITY),
        HEAD[0] + "observation 's1/a.litter' of 'team' of 'a.litter' at 's1': '1 处' is not priced by found_by, which only findings tell; report each as a finding with its circumstances; their number is the value",
        HEAD[1] + "来源“team”的记录“s1/a.litter”（点位“s1”的“a.litter”）中，'1 处' 不是能按 found_by 计分的结果：这要逐个问题才能看出；请逐个报告问题并写明情形，问题的个数就是所测的值",
        id="a number where findings are priced",
    ),
    pytest.param(
        reg(seen(found(finding("f1"), finding("f2")), what="a.litter"), rules=CITY),
        HEAD[0] + "observation 's1/a.litter' of 'team' of 'a.litter' at 's1': ['f1', 'f2'] is not findings that all say their found_by; give it as a circumstance: one of city, or another that is declared",
        HEAD[1] + "来源“team”的记录“s1/a.litter”（点位“s1”的“a.litter”）中，[f1、f2] 不是都写明了 found_by 的问题；请写明这一情形：city 之一，或其他已声明的答案",
        id="findings that do not say",
    ),
    pytest.param(
        reg(seen(1, id_="1"), seen(2, id_="2", source="city")),
        HEAD[0] + "'a.litter+b.litter' at 's1' was measured more than once in 2022Q2, as measured litter.spots = 2 by 'city' '2' on 2022-05-10 and as measured litter.spots = 1 by 'team' '1' on 2022-05-10; keep one: report the other again with a higher revision, as not measured or as the same; or choose a settlement in the policy (每季度重复指标只测一次)",
        HEAD[1] + "点位“s1”的“a.litter+b.litter”在 2022Q2 测了不止一次：已测 litter.spots = 2（来源“city”的“2”，2022-05-10）；已测 litter.spots = 1（来源“team”的“1”，2022-05-10）；请只保留一个：把其余的以更高的修订号重报为未测，或报得一致；或在 policy 中选定取舍办法 settlement（每季度重复指标只测一次）",
        id="two outcomes",
    ),
    pytest.param(
        reg(seen(1, id_="1"), seen(2, id_="2")),
        HEAD[0] + "'a.litter+b.litter' at 's1' was measured more than once in 2022Q2, as measured litter.spots = 1 by 'team' '1' on 2022-05-10 and as measured litter.spots = 2 by 'team' '2' on 2022-05-10; one source gave them under different ids, so each is a report of its own: give what one visit counted the same visit, or the problems as findings of one report, or what corrects a report its id and a higher revision; or choose a settlement in the policy (每季度重复指标只测一次)",
        HEAD[1] + "点位“s1”的“a.litter+b.litter”在 2022Q2 测了不止一次：已测 litter.spots = 1（来源“team”的“1”，2022-05-10）；已测 litter.spots = 2（来源“team”的“2”，2022-05-10）；同一来源用了不同的编号，各算一条记录：同一次检查所数的请写同一 visit，或把问题作为一条记录的问题上报，更正记录的请用原编号和更高的修订号；或在 policy 中选定取舍办法 settlement（每季度重复指标只测一次）",
        id="two outcomes of one source",
    ),
    pytest.param(
        reg(*(seen(n, id_=str(n), source=f"s{n}") for n in range(1,9))),
        HEAD[0] + "'a.litter+b.litter' at 's1' was measured more than once in 2022Q2, as measured litter.spots = 1 by 's1' '1' on 2022-05-10 and as measured litter.spots = 2 by 's2' '2' on 2022-05-10 and as measured litter.spots = 3 by 's3' '3' on 2022-05-10 and as measured litter.spots = 4 by 's4' '4' on 2022-05-10 and as measured litter.spots = 5 by 's5' '5' on 2022-05-10 and as measured litter.spots = 6 by 's6' '6' on 2022-05-10 and as 2 more; keep one: report the other again with a higher revision, as not measured or as the same; or choose a settlement in the policy (每季度重复指标只测一次)",
        HEAD[1] + "点位“s1”的“a.litter+b.litter”在 2022Q2 测了不止一次：已测 litter.spots = 1（来源“s1”的“1”，2022-05-10）；已测 litter.spots = 2（来源“s2”的“2”，2022-05-10）；已测 litter.spots = 3（来源“s3”的“3”，2022-05-10）；已测 litter.spots = 4（来源“s4”的“4”，2022-05-10）；已测 litter.spots = 5（来源“s5”的“5”，2022-05-10）；已测 litter.spots = 6（来源“s6”的“6”，2022-05-10）；另有 2 条；请只保留一个：把其余的以更高的修订号重报为未测，或报得一致；或在 policy 中选定取舍办法 settlement（每季度重复指标只测一次）",
        id="many outcomes",
    ),
    pytest.param(
        reg(seen(1, id_="1"), seen(NotApplicable("拆迁"), id_="2", source="city")),
        HEAD[0] + "'a.litter+b.litter' at 's1' was measured more than once in 2022Q2, as not applicable (拆迁) by 'city' '2' on 2022-05-10 and as measured litter.spots = 1 by 'team' '1' on 2022-05-10; it cannot both apply and not apply; keep one: report the other again with a higher revision, as not measured or as the same",
        HEAD[1] + "点位“s1”的“a.litter+b.litter”在 2022Q2 测了不止一次：不适用（拆迁）（来源“city”的“2”，2022-05-10）；已测 litter.spots = 1（来源“team”的“1”，2022-05-10）；不能既适用又不适用；请只保留一个：把其余的以更高的修订号重报为未测，或报得一致",
        id="measured, and not applicable",
    ),
    pytest.param(
        reg(*(q(*pair, id_=str(n), source=f"s{n}") for n, pair in enumerate(((8, 2), (9, 1)))), rules=evolve(QUEUE, policy=Policy(settlement=Settlement.WORST))),
        HEAD[0] + "'a.queue' at 's1' was measured more than once in 2022Q2, as measured litter.spots = 2, queue.wait = 8 by 's0' '0' on 2022-05-10 and as measured litter.spots = 1, queue.wait = 9 by 's1' '1' on 2022-05-10; the settlement 'worst' does not decide between them; keep one: report the other again with a higher revision, as not measured or as the same",
        HEAD[1] + "点位“s1”的“a.queue”在 2022Q2 测了不止一次：已测 litter.spots = 2、queue.wait = 8（来源“s0”的“0”，2022-05-10）；已测 litter.spots = 1、queue.wait = 9（来源“s1”的“1”，2022-05-10）；取舍办法“worst”在它们之间定不了；请只保留一个：把其余的以更高的修订号重报为未测，或报得一致",
        id="a settlement that does not decide",
    ),
    pytest.param(
        reg(seen(1, id_="1", visit="v"), seen(found(finding("f1")), id_="2", visit="v")),
        HEAD[0] + "'a.litter+b.litter' at 's1' was measured more than once in 2022Q2, as measured litter.spots = 1 by 'team' '1' on 2022-05-10 and as measured litter.spots = 1 by 'team' '2' on 2022-05-10; one visit ('v') cannot say all of that: 1 is not a number of findings of litter.spots, as the visit reports others of them; report each as a finding, or all of them as counts",
        HEAD[1] + "点位“s1”的“a.litter+b.litter”在 2022Q2 测了不止一次：已测 litter.spots = 1（来源“team”的“1”，2022-05-10）；已测 litter.spots = 1（来源“team”的“2”，2022-05-10）；同一次检查（“v”）不能都这样说：1 不是litter.spots 的问题个数，而这次检查的其他记录是逐个问题报的；请都逐个报为问题，或都报为计数",
        id="a visit that counts and lists",
    ),
    pytest.param(
        reg(q(8, 1, id_="1", visit="v"), q(9, 1, id_="2", visit="v"), rules=QUEUE),
        HEAD[0] + "'a.queue' at 's1' was measured more than once in 2022Q2, as measured litter.spots = 1, queue.wait = 8 by 'team' '1' on 2022-05-10 and as measured litter.spots = 1, queue.wait = 9 by 'team' '2' on 2022-05-10; one visit ('v') cannot say all of that: 9 is not what the visit says of queue.wait in another report; report what is no count once in a visit, and a correction of it as a higher revision of its own report",
        HEAD[1] + "点位“s1”的“a.queue”在 2022Q2 测了不止一次：已测 litter.spots = 1、queue.wait = 8（来源“team”的“1”，2022-05-10）；已测 litter.spots = 1、queue.wait = 9（来源“team”的“2”，2022-05-10）；同一次检查（“v”）不能都这样说：9 不是同次检查的另一条记录所说的 queue.wait；不是计数的值请在一次检查中只报一次，更正请用原记录的更高修订号",
        id="a visit of what is no count",
    ),
    pytest.param(
        lambda: register(planned(), [], onto=registered(sites=(site("s9"),))),
        "'a register of another plan' is not one of the plan given: it differs in the sites (s1, s9); register onto an earlier register of the same plan",
        "“另一份计划的登记” 不是所给计划的登记：两份计划的点位（s1、s9）不同；请在同一份计划此前的登记上续登",
        id="another plan",
    ),
    pytest.param(
        lambda: history([HELD], Q2),
        "'2022Q2' is not a period some whole periods before 2022Q2; give registers of earlier periods of the same length",
        "'2022Q2' 不是早于 2022Q2 整数个期间的期间；请给此前同样长短的期间的登记",
        id="a history of the period itself",
    ),
    pytest.param(
        lambda: history([HELD], Quarter(2022, 1)),
        "'2022Q2' is not a period some whole periods before 2022Q1; give registers of earlier periods of the same length",
        "'2022Q2' 不是早于 2022Q1 整数个期间的期间；请给此前同样长短的期间的登记",
        id="a history of a later period",
    ),
    pytest.param(
        lambda: history([HELD], Month(2022, 7)),
        "'2022Q2' is not a period some whole periods before 2022-07; give registers of earlier periods of the same length",
        "'2022Q2' 不是早于 2022-07 整数个期间的期间；请给此前同样长短的期间的登记",
        id="a history of another length",
    ),
    pytest.param(
        lambda: history([HELD, HELD], Quarter(2022, 3)),
        "'s1' is not a site of one register of 2022Q2 alone; give one register for each period and site; of a corrected period the corrected one alone",
        "'s1' 不是只在 2022Q2 一份登记里的点位；每期每个点位只给一份登记；更正过的，只给更正后的",
        id="a site in two registers",
    ),
    pytest.param(
        lambda: share(HELD, history={"s1": 5}),
        "what earlier periods found cannot be read (1 to mend):\n  - 5 is not a history of site 's1'; give what history([earlier registers], period) returned: by site and measure, how many periods back",
        "往期记录无法读取（须改 1 处）：\n  - 5 不是点位 's1' 的往期记录；请给 history([此前各期的登记], period) 的结果：按点位和测量项目写明几期之前查出",
        id="a history that is none",
    ),
    pytest.param(
        lambda: share(HELD, history={"s1": {"litter.spots": [0]}}),
        "what earlier periods found cannot be read (1 to mend):\n  - {'litter.spots': [0]} is not a history of site 's1'; give what history([earlier registers], period) returned: by site and measure, how many periods back",
        "往期记录无法读取（须改 1 处）：\n  - {'litter.spots': [0]} 不是点位 's1' 的往期记录；请给 history([此前各期的登记], period) 的结果：按点位和测量项目写明几期之前查出",
        id="a history by measure that is none",
    ),
    pytest.param(
        lambda: share(HELD, history=[1]),
        "[1] is not what earlier periods found; give what history([earlier registers], period) returned",
        "[1] 不是此前各期所查出的问题；请给 history([此前各期的登记], period) 的结果",
        id="a history that is no table",
    ),
    pytest.param(
        lambda: share(HELD),
        "'' is not a history, which a.litter looks back to; give share(register, history=history([earlier registers], period)), or history={} for the first period",
        "'' 不是a.litter 要回看的往期记录；请写 share(register, history=history([此前各期的登记], period))，首期写 history={}",
        id="no history",
    ),
    pytest.param(
        lambda: share(HELD, history={}, onto=share(HELD, history={"s1": {"litter.spots": [1]}})),
        "'a ledger of another history' is not one of the same history; share onto a ledger that knows the same earlier periods, or leave `onto` out",
        "“另一份往期记录的台账” 不是同一份往期记录的台账；请在往期相同的台账上续算，或去掉 onto",
        id="another history",
    ),
    pytest.param(
        lambda: share(registered(), onto=share(registered(sites=(site("s9"),)))),
        "'a ledger of another plan' is not one of the plan of the register; share onto an earlier ledger of the same plan",
        "“另一份计划的台账” 不是这份登记所属计划的台账；请在同一份计划此前的台账上续算",
        id="another plan's ledger",
    ),
    pytest.param(
        lambda: registered().outcome("s9", LITTER),
        "'a.litter+b.litter at s9' is not a measurement planned for 2022Q2; ask for a site and an indicator of the plan",
        "“点位 s9 的 a.litter+b.litter” 不是2022Q2 计划中的测量；请查计划中的点位和指标",
        id="an outcome that nobody planned",
    ),
]


@pytest.mark.parametrize(("call", "en", "zh"), REFUSED)
def test_what_is_refused_is_told_whole(call, en, zh):
    """What it is, what was expected, and what to do, and of which report."""
    assert (en, zh) == refusal(call)
