"""Observations that answer nothing that is asked: what is told of each, and what was perhaps meant."""

from datetime import date

import pytest

from samples import crosswalk, indicator, match
from survey import city, planned, seen, site
from tristandard.survey.bad_observation import misplaced

HERE = indicator("a.litter", where="zone=village"), indicator("b.litter", where="zone=village"), indicator("c.lamps", "lamps.lit >= 90 %"), indicator("d.lamps", "lamps.lit >= 90 %")
PLAN = planned(city(*HERE, crosswalks=(crosswalk(match("a.litter", "b.litter")), crosswalk(match("c.lamps", "d.lamps"), code="cd", host="c"))), site("site1"), site("site2"))


@pytest.mark.parametrize(
    ("observation", "en", "zh"),
    [
        (
            seen(3, "SITE1", id_="1"),
            "observation '1' of 'team' is of site 'SITE1', which is not in the plan; add the site to the plan, or mend its code (did you mean site1?)",
            "来源“team”的记录“1”的点位“SITE1”不在计划中；请把该点位列入计划，或改正其代码（是不是 site1？）",
        ),
        (
            seen(3, "nowhere", id_="1"),
            "observation '1' of 'team' is of site 'nowhere', which is not in the plan; add the site to the plan, or mend its code",
            "来源“team”的记录“1”的点位“nowhere”不在计划中；请把该点位列入计划，或改正其代码",
        ),
        (
            seen(3, "site1", "c.lamps+d.lamp", id_="1"),
            "observation '1' of 'team' is of 'c.lamps+d.lamp' at 'site1', where nobody asks that; mend the code (did you mean c.lamps+d.lamps or c.lamps?), or widen the scope in the rule set",
            "来源“team”的记录“1”的指标“c.lamps+d.lamp”在点位“site1”没有考核询问；请改正代码（是否指 c.lamps+d.lamps 或 c.lamps？），或在规则集中扩大适用范围",
        ),
        (
            seen(3, "site1", "a.litter", id_="1"),
            "observation '1' of 'team' is of 'a.litter' at 'site1', where nobody asks that; mend the code, or widen the scope in the rule set",
            "来源“team”的记录“1”的指标“a.litter”在点位“site1”没有考核询问；请改正代码，或在规则集中扩大适用范围",
        ),
        (
            seen(3, "site1", "a.litter+c.lamps", id_="1"),
            "observation '1' of 'team' is of 'a.litter+c.lamps' at 'site1', where nobody asks that; mend the code, or widen the scope in the rule set",
            "来源“team”的记录“1”的指标“a.litter+c.lamps”在点位“site1”没有考核询问；请改正代码，或在规则集中扩大适用范围",
        ),
        (
            seen(3, "site1", "c.lamps+d.lamps", id_="1", made=date(2022, 7, 1)),
            "observation '1' of 'team' was made on 2022-07-01, outside 2022Q2; register it in its own period, or mend the day",
            "来源“team”的记录“1”在 2022-07-01 作出，不在 2022Q2 内；请登记到它所在的期间，或改正日期",
        ),
    ],
)
def test_what_answers_nothing_that_is_asked(observation, en, zh):
    """The site, the indicator there, or the day; a code that is not declared is told with what was perhaps meant, one that is declared is not."""
    problem = misplaced(PLAN, observation)

    assert (en, zh) == (str(problem), problem.text("zh"))
