"""What the pages say beside names and numbers, by the name that their templates use."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Final

from tristandard.basics.errors import said
from tristandard.words.sentence import Language, Sentence, Told

TITLE = Sentence("{rules} · {period} 测评通报", "{rules} · {period}: results")
COMPARED = Sentence("{rules} · {before} 与 {after} 对照", "{rules} · {before} and {after} compared")
RULES = Sentence("{code} {version}", "{code} {version}")
RULES_VARIANT = Sentence("{code} {version}（{variant}）", "{code} {version} ({variant})")
EDITION_OF = Sentence("{period} 第 {edition} 版", "{period}, edition {edition}")
NTH_EDITION = Sentence("第 {edition} 版", "{edition}")
PLACES = Sentence("{best}–{worst}", "{best}–{worst}")
INTERVAL = Sentence("{low}–{high}", "{low}–{high}")
DRAWN = Sentence("得分 {score}，区间 {low}–{high}", "score {score}, interval {low}–{high}")
DRAWN_OPEN = Sentence("无得分，区间 {low}–{high}", "no score, interval {low}–{high}")
DRAWN_TWICE = Sentence("前 {before}，后 {after}", "before {before}, after {after}")
WARNED = Sentence("预警：{items}", "warning: {items}")
CAPTION = Sentence("{assessment} · {kind}", "{assessment} · {kind}")
UNIT_SCORE = Sentence("{score} 分", "{score}")
UNIT_PLACE = Sentence("第 {place} 名", "place {place}")
ROWS = Sentence("{count} 条", "{count:row|rows}")
NOT_COUNTED = Sentence("不计入得分（{why}）", "not in the score ({why})")
ILLUSTRATIVE = Sentence(
    "本页用到 {all} 条标准：标准为示例的 {standards} 条，分值为示例的 {points} 条；明细中逐条标明“示例”。",
    "This page uses {all:standard|standards}: {standards} with a made-up bar, {points} with made-up points; each is "
    "marked as illustrative where it stands.",
)
MORE_LINES = Sentence("另有 {count} 行", "{count:more line|more lines}")

TEXTS: Final[Mapping[str, Told]] = {
    "lang": Told("zh-CN", "en"),
    "identity": Told("版本信息", "Which results these are"),
    "rule_set": Told("规则", "Rules"),
    "period": Told("时段", "Period"),
    "edition": Told("版次", "Edition"),
    "reason": Told("更正理由", "Reason of the correction"),
    "supersedes": Told("所更正版本的摘要", "Digest of what it supersedes"),
    "only": Told("只计其中的指标（项），不是全部成绩", "Indicators that alone count: not the whole score"),
    "inputs": Told("输入摘要", "Digest of the inputs"),
    "library": Told("软件版本", "Software"),
    "certificate": Told("核验", "Certificate"),
    "holds": Told("相符", "holds"),
    "wrong": Told("不符", "does not hold"),
    "notice": Told("说明", "Notice"),
    "once": Told("只测一次", "Measured once"),
    "apart": Told("各自考核", "apart"),
    "hosts": Told("融合后", "merged"),
    "team": Told("一支队伍", "one team"),
    "measurements": Told("测量项次", "Measurements"),
    "visits": Told("上门点位次数", "Visits to sites"),
    "used_by_several": Told("两套以上考核共用的测量", "Measurements that several assessments use"),
    "used_by": Told("由谁使用", "Used by"),
    "by_user": Told("测量由谁使用", "Who uses the measurements"),
    "by_unit": Told("各责任单位的负担", "The burden on each unit"),
    "unit": Told("单位", "Unit"),
    "standings": Told("名次与得分", "Places and scores"),
    "standings_note": Told(
        "圆点为公布得分；浅色条为未测的项补测之后得分可能落入的区间。可能名次指补测之后仍可能的名次。",
        "The dot is the published score; the pale bar is where the score may still lie once everything is measured. "
        "Possible places are those that may still come of it.",
    ),
    "no_scores": Told("没有单位参加这项考核", "No unit is scored in this assessment"),
    "place": Told("名次", "Place"),
    "score": Told("得分", "Score"),
    "grade": Told("等次", "Grade"),
    "chart": Told("得分与区间", "Score and interval"),
    "interval": Told("区间", "Interval"),
    "possible": Told("可能名次", "Possible places"),
    "remarks": Told("备注", "Remarks"),
    "losses": Told("各单位各项扣分", "What each item took"),
    "losses_note": Told(
        "按公布的位数列出，每行：满分 − 各项 − 其他 − 未测推及 ＋ 加分 ＋ 尾差 ＝ 得分。"
        "颜色越深扣得越多，以同一考核中最大的扣分为准；空白为没有测到；粗框为预警。",
        "Rounded as scores are; in each row: full mark − items − other − put for what is open + gained + rounding "
        "difference = score. The darker, the more was lost, beside the largest loss of the assessment; a blank is what "
        "was not measured; a thick frame is a warning.",
    ),
    "full": Told("满分", "Full mark"),
    "other": Told("其他", "Other"),
    "extrapolated": Told("未测推及", "Put for what is open"),
    "gained": Told("加分", "Gained"),
    "vetoed": Told("其他：一票否决", "Other: vetoes"),
    "rounding_difference": Told("尾差", "Rounding difference"),
    "uplift": Told("融合的影响", "What the merge costs or gives"),
    "merged_score": Told("融合后得分", "Merged"),
    "apart_score": Told("各自考核应得", "Apart"),
    "difference": Told("相差", "Difference"),
    "moves": Told("名次还会不会变", "What moves a place"),
    "least": Told("前进一名至少整改什么", "The least that moves a place"),
    "firm": Told("相邻名次是否已定", "Whether neighbouring places are firm"),
    "firm_note": Told(
        "未定指两单位未测的项补测之后先后仍可能调换；其他单位点位上的问题点名本单位的，不在其内。",
        "Open means that what is not measured at the sites of the two can still swap them; what findings at another "
        "unit's site may lay on one stands outside.",
    ),
    "details": Told("得分溯源", "From the score down to the clause"),
    "details_note": Told(
        "点开单位，再点开项目：点位、所见、现行标准、由谁要求、扣分规则、依据。每个单位的各行相加减，恰为其得分。",
        "Open a unit, then an item: site, what was seen, the standard in force, who asked for it, how it is priced, "
        "the clause. The lines of a unit add up to its score, exactly.",
    ),
    "details_script": Told(
        "逐条明细由本页内嵌的脚本列出，不联网；浏览器禁用脚本时只显示各项合计。",
        "The rows are listed by a script inside this page, without a network; where scripts are off, the sums alone "
        "are shown.",
    ),
    "site": Told("点位", "Site"),
    "seen": Told("所见", "Seen"),
    "posted": Told("台账（分）", "In the ledger"),
    "counted": Told("计入得分", "In the score"),
    "bar": Told("现行标准", "Standard in force"),
    "asked": Told("由谁要求", "Who asked"),
    "rule": Told("扣分规则", "Priced by"),
    "clause": Told("依据", "Clause"),
    "provenance": Told("来历", "Source"),
    "finding": Told("问题", "Finding"),
    "made_up": Told("示例", "illustrative"),
    "printed": Told(
        "生成自本页所列输入；同样的输入得到同样的页面。",
        "Made from the inputs named above: the same inputs give the same page.",
    ),
    "before": Told("前", "Before"),
    "after": Told("后", "After"),
    "change": Told("变化", "Change"),
    "scores": Told("得分与名次", "Scores and places"),
    "scores_note": Told(
        "空心点为前，实心点为后；变化按精确得分计，保留四位小数。",
        "The hollow dot is before, the solid one after; the change is that of the exact scores, with four decimals.",
    ),
    "items": Told("各项扣分的变化", "What each item took, after less before"),
    "items_note": Told(
        "＋为多扣，−为少扣，保留四位小数；颜色越深变化越大；空白为两次都没有扣，或没有测到。",
        "+ is more lost, − is less, with four decimals; the darker, the larger the change. A blank took nothing either "
        "time, or was not measured.",
    ),
    "differs": Told("有何不同", "What differs"),
    "alike": Told("没有不同", "Nothing differs"),
    "problems": Told("问题与整改", "Problems and rectification"),
    "repeated": Told("重复问题", "Repeated problems"),
    "rectified": Told("整改", "Rectified"),
    "on_time": Told("按期", "In time"),
    "since": Told("各单位的变化从哪里来", "What moved each unit's score"),
    "rules_differ": Told("规则有何不同", "How the rules differ"),
    "rules_changed": Told("规则有变", "Rules changed"),
}  # fmt: skip


def texts(language: str | Language) -> SimpleNamespace:
    """Return every text of the pages in "zh", "en" or a language that is laid over them, each under its name."""
    return SimpleNamespace(**{name: said(told, language) for name, told in TEXTS.items()})
