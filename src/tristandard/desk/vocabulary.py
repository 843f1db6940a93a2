"""The words of workbooks that are no heads: what people write in cells, and what sheets for people are called."""

import re

#: A sheet that lists mistakes, and who wrote the notes on cells; sheets and columns that begin so are not read.
TOLD, AUTHOR, REMARKS = "问题", "tristandard 问题", "备注"
#: The heads of the list of mistakes, by language.
LIST_HEADS = {
    "zh": ("序号", "表", "单元格", "内容", "问题和怎样改"),
    "en": ("number", "sheet", "cell", "content", "what is wrong, and what to do"),
}
YES, NO = "是", "否"
TRUTHS = {YES: True, NO: False, "true": True, "false": False}
#: What stands first in a row of totals.
TOTALS = frozenset({"合计", "总计", "小计", "共计", "总数", "合计数"})
#: A day as people write it, and the time of it, which is left out.
DAY = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})(?:\s*日)?(?:\s+[0-9]{1,2}:[0-9:]+)?")
#: What is written in the place of a value, with its reason.
STATE = re.compile(r"(不适用|未测评?|未测量)\s*(?:[:：,，(（]\s*(.*?)\s*[)）]?)?")
STATES = {"不适用": "not_applicable"}
OUTCOMES = {"已测": "measured", "不适用": "not_applicable", "未测": "not_measured"}
#: Units as people write them, by the way the library writes them; a rule set may have one of its own called so.
_UNIT_WORDS = {
    "h": "小时 个小时 个钟头 钟头 H hr hrs hour hours", "min": "分钟 mins minute minutes", "s": "秒 秒钟 seconds",
    "d": "天 日 day days", "m²": "平方米 ㎡ m2", "km": "公里 千米", "cm": "厘米", "km²": "平方公里",
}  # fmt: skip
UNITS = {word: unit for unit, words in _UNIT_WORDS.items() for word in words.split()}
#: A value each day, and half an hour.
EACH_DAY, HALVES = ("每天", "每日"), {"半小时": "0.5 h", "半个小时": "0.5 h", "半个钟头": "0.5 h"}
#: How a message names another row.
ROW_NAMED = re.compile(r"\brow ([0-9]+)|第 ?([0-9]+) ?行")
#: What the library's own words are called in workbooks, where a message has them.
SAID = {
    "made": "日期", "found": "发现日期", "visit": "批次", "report": "报告", "revision": "版次", "external": "外部编码",
    "source": "来源", "id": "编号", "not_applicable": "不适用", "not_measured": "未测", "measured": "已测",
    "Finding": "问题", "Observation": "记录", "NotMeasured": "未测", "NotApplicable": "不适用", "Site": "点位",
    "reason": "原因", "outcome": "结论", "values": "结果", "policy": "规则", "settlement": "取舍办法",
    "RuleSet.extended": "单位表、区域表",
}  # fmt: skip
#: What is written where a figure from outside does not apply; the notes on the heads of these figures.
NO_FIGURE = "不适用"
FIGURE_NOTES = {"数值": "别的部门给出的数；不适用的写“不适用”；不填为还没有给出", "数据项": "考核里要别的部门给出的数"}
_ROUND = {"来源": "谁来测评，如 巡查", "批次": "同一来源的第几次测评；同一批次的问题合并计算"}
_APPEAL = "日期 单位: 理由，如 2022-07-25 天宁区: 不在本区范围"
#: The notes on the heads of the tables of a new project, by sheet.
SURVEY_NOTES = {
    "点位表": {
        "区域": "名称或编码；规则里没有的，先填在区域表", "地带": "规则里的名称或编码",
        "点位类型": "规则里的名称或编码",
        "责任单位": "一个单位，或写各自的比例：北区 0.8；园林局 20%；规则里没有的，先填在单位表",
    },
    "问题清单": {
        "序号": "同一批次、同一点位、同一指标里不重复", "处数": "不填为 1；填 3 就是三个问题",
        "责任单位": "不填为点位的责任单位", "申诉": _APPEAL, "撤销": _APPEAL, "版次": "改了以前报过的，写更高的数",
        **_ROUND,
    },
    "测评记录": {
        "结果": "如 3、97 %、B；不适用写“不适用：原因”，没有测写“未测：原因”；问题写在问题清单里的，这里不写",
        **_ROUND,
    },
}  # fmt: skip
#: A checklist: what it was made from and by whom it is filled in.
ABOUT, ABOUT_HEADS = "检查表", ("项", "内容", "怎样填")
SOURCE, VISIT, DATE, PLAN = "来源", "批次", "测评日期", "计划"
ABOUT_NOTES = {
    "规则集": "", "期间": "", PLAN: "计划的摘要，用来核对；请勿改动",
    SOURCE: "谁来测评，如 巡查", VISIT: "同一来源的第几次测评；同一批次的问题合并计算",
    DATE: "年-月-日；个别点位不在这一天的，写在各行的“日期”里",
}  # fmt: skip
#: Its columns: the codes that it comes back by stand last.
SITE_CODE, SITE_ZH, ASKED, BAR, MEASURE, RESULT, ROW_DATE, INDICATOR_CODE, MEASURE_CODE = (
    "点位编码", "点位", "检查内容", "标准", "测量项目", "结果", "日期", "指标编码", "测量编码",
)  # fmt: skip
CHECK_HEADS = {
    SITE_CODE: 12, SITE_ZH: 20, ASKED: 24, BAR: 26, MEASURE: 16, RESULT: 16, ROW_DATE: 12, INDICATOR_CODE: 24,
    MEASURE_CODE: 18,
}  # fmt: skip
#: A column that may be added to correct what is published.
CHECK_REVISION = "版次"
CHECK_NOTES = {
    RESULT: "如 3、97 %、B；不适用写“不适用：原因”，没有测写“未测：原因”；问题逐条写在问题清单里的，这里可以不填",
    ROW_DATE: "不填为测评日期",
}
#: The columns of its list of problems, of those that a list of problems has.
PROBLEM_HEADS = "序号", "点位", "指标", "测量项目", "处数", "位置", "责任单位", "情形", "证据", "发现日期", "整改期限"
UNTYPED = "点位"
#: The list of pairs of a crosswalk: what is written in each column, and what is only shown.
PAIRS_SHEET, NO_MATCH = "对照清单", "不对照"
CROSSWALK_HEAD, FIRST, SECOND, RELATION_HEAD, SHARED, RATIONALE = "对照表", "甲", "乙", "关系", "共有测量项目", "理由"
PAIR_HEADS = {
    CROSSWALK_HEAD: 12, FIRST: 26, "甲名称": 20, "甲标准": 28, SECOND: 26, "乙名称": 20, "乙标准": 28,
    RELATION_HEAD: 14, SHARED: 18, RATIONALE: 30, "要定什么": 50, "点位数": 8,
}  # fmt: skip
PAIR_NOTES = {
    CROSSWALK_HEAD: "对照表的编码；只有一张时可以不填", RELATION_HEAD: "问的是不是同一件事；不填为还没有定",
    SHARED: "是一部分的，写明共有的测量项目的编码", RATIONALE: "为什么这样定", "点位数": "计划里两边都管的点位有几个",
}  # fmt: skip
ASK_MATCH = "两套考核在同样的地方测同样的项目，还没有对照：是不是同一件事？"
#: The fonts of documents by name; where one is not installed, Word and WPS put another for it.
BODY_FONT, HEAD_FONT = "仿宋", "黑体"
#: The columns of a rule book, in Chinese and in English, and how wide each is beside the others.
BOOK_HEADS = (
    ("序号", "no.", 4), ("测评指标", "indicator", 14), ("执行标准", "standard in force", 16),
    ("测评和使用", "measured and used by", 12), ("各考核原要求", "asked by each", 18),
    ("各考核扣分", "lost in each", 20), ("对象", "subjects", 12), ("依据", "clauses", 20),
)  # fmt: skip
#: The sheets of a rule book, and the head above types of site.
BOOK_SHEETS = ("说明", "about"), ("融合测评体系", "rule book"), ("点位类型", "site type")
#: Letters: by their kind the name of the template's file, in Chinese and in English.
LETTERS = {
    "bulletin": ("通报", "bulletin"), "deductions": ("扣分通报", "deductions"),
    "rectification": ("整改通知单", "rectification"),
}  # fmt: skip
#: What stands in the templates of letters, by the Chinese name of a field the English one; both may be used.
FIELDS = {
    "标题": "title", "考核": "assessment", "期间": "period", "单位": "unit", "发文机关": "office", "日期": "day",
    "规则": "rules", "版次": "edition", "更正": "reason", "说明": "notice", "类别": "kinds", "类别名称": "kind",
    "名次": "place", "得分": "score", "等次": "grade", "备注": "remark", "预警": "warnings", "表头": "heads",
    "各行": "rows", "各格": "cells", "各考核": "parts", "结果": "result", "未测": "open", "计算": "account",
    "序号": "number", "点位": "site", "指标": "indicator", "所见": "seen", "标准": "bar", "扣分": "points",
    "计入": "counted", "依据": "clause", "发现日期": "found", "整改期限": "due", "项数": "count",
    "处数": "quantity", "分担": "share", "证据": "evidence",
}  # fmt: skip
#: The workbook of a new project; the columns of its sheets with their widths; who measures, in the data of examples.
SURVEY_BOOK, EXAMPLE_HOST = "测评.xlsx", "测评方"
EXAMPLE_HEADS = {
    "区域表": {"编码": 12, "名称": 20, "英文名": 16, "上级": 16},
    "单位表": {"编码": 12, "名称": 20, "英文名": 16, "类别": 12, "上级": 16},
    "点位表": {"编码": 12, "名称": 24, "区域": 14, "地带": 20, "点位类型": 14, "责任单位": 24},
    "问题清单": {
        "序号": 8, "点位": 20, "指标": 30, "处数": 8, "责任单位": 14, "位置": 18, "发现日期": 14, "整改期限": 14,
        "整改日期": 14, "申诉": 24, "撤销": 24, "版次": 8, "来源": 12, "批次": 12,
    },
    "测评记录": {"点位": 20, "指标": 36, "结果": 24, "日期": 14, "来源": 12},
}  # fmt: skip
