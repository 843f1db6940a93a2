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
DAY = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?(?:\s+[0-9]{1,2}:[0-9:]+)?")
#: What is written in the place of a value, with its reason.
STATE = re.compile(r"(不适用|未测评?|未测量)\s*(?:[:：,，(（]\s*(.*?)\s*[)）]?)?")
STATES = {"不适用": "not_applicable"}
OUTCOMES = {"已测": "measured", "不适用": "not_applicable", "未测": "not_measured"}
#: How a message names another row.
ROW_NAMED = re.compile(r"\brow ([0-9]+)|第 ?([0-9]+) ?行")
