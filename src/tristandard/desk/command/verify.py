"""The command of whoever has a file and no project: does it follow from the rules and from what was reported?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attrs import evolve

from tristandard.desk.beside import laid_beside
from tristandard.desk.command.shape import A_FILE, DONE, NOT_HELD, Call, Command, Done, Taken
from tristandard.desk.rules_in import rules_for
from tristandard.desk.verified import Check
from tristandard.desk.verifying import opened, period_of, verify
from tristandard.words.sentence import Told

_RULES = Told("读入规则和测评记录", "loading the rules and the observations")
_ANEW = Told("重新核算", "working everything out anew")


def verified(call: Call) -> Done:
    """Check a file that an office gave."""
    given, path = call.given, Path(call.given["file"])
    period = period_of(path, opened(path))
    call.tell(_RULES)
    beside = laid_beside(
        rules_for(given["rules"], given["variant"], period), given["observations"], sites=given["sites"],
        areas=given["areas"], units=given["units"],
    )  # fmt: skip
    if not given["observations"]:
        beside = evolve(beside, reported=None)
    call.tell(_ANEW)
    found = verify(path, beside, results=given["results"])
    return Done(found.text(call.language), [_row(one) for one in found.checks], code=DONE if found.holds else NOT_HELD)


def _row(one: Check) -> dict[str, Any]:
    """Return a fact for a program."""
    return {
        "fact": one.fact.value, "fits": one.fits, "count": one.count, "wrong": one.wrong, "where": one.where[1],
        "written": one.written, "follows": one.follows, "zh": one.told[0].strip(), "en": one.told[1].strip(),
    }  # fmt: skip


_TABLE, _RULE_SET = Told("表.csv", "TABLE"), Told("规则集", "RULES")
#: The command, with its words.
VERIFY = Command(
    "verify",
    Told(
        "核对别人给的结果、移交件或核验书：用规则和测评记录重新算一遍，逐项说明是否相符；不相符时退出码为 4",
        "check results, a delivery or a certificate that somebody gave: work it out anew from the rules and the "
        "observations, and say fact by fact what fits; exit code 4 where something does not",
    ),
    verified,
    (
        Told(
            "tristandard verify out/results-2.json --rules changzhou-2022 --observations survey",
            "tristandard verify out/results-2.json --rules changzhou-2022 --observations survey",
        ),
        Told(
            "tristandard verify ../c/urban-civilized-2022Q3-1.json --rules changzhou-2022",
            "tristandard verify ../c/urban-civilized-2022Q3-1.json --rules changzhou-2022",
        ),
    ),
    (
        Taken("file", Told("对方给的 .json 文件", "the .json file that was given"), A_FILE, needed=True),
        Taken(
            "--rules",
            Told("规则集：编码、文件夹或工作簿", "the rule set: its code, its folder, or a workbook"),
            _RULE_SET,
            needed=True,
        ),
        Taken("--variant", Told("规则集的变体", "the variant of the rule set"), Told("变体", "NAME")),
        Taken(
            "--observations",
            Told(
                "测评记录：.csv、.json、工作簿、别的单位交来的移交件，或装着工作簿的文件夹",
                "what was reported: .csv, .json, workbooks, deliveries of other offices, or a folder of workbooks",
            ),
            A_FILE,
            many=True,
        ),
        Taken("--sites", Told("点位表，工作簿里没有时", "the sites, where no workbook has them"), _TABLE),
        Taken("--areas", Told("规则集没有的区域", "areas that the rules lack"), _TABLE),
        Taken("--units", Told("规则集没有的单位", "units that the rules lack"), _TABLE),
        Taken("--results", Told("核验书所据的结果", "the results that a certificate is of"), A_FILE),
    ),
    on_project=False,
)
