"""The sheets of a survey: what each kind is called, and its columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import final

from attrs import frozen

from tristandard.desk.cells import code_text, day_text, value_text
from tristandard.desk.grid import Value


@final
@frozen
class SurveyColumn:
    """A column of a survey.

    Attributes:
        head: What stands above it.
        key: The column of the library's own rows.
        read: The text of a cell of it.
        needed: Whether it must be there, or be said in the mapping file.
        names: The kind of thing whose codes, or labels, stand in it; empty for none.
    """

    head: str
    key: str
    read: Callable[[Value], str] = code_text
    needed: bool = False
    names: str = ""


@final
@frozen
class SurveyKind:
    """A kind of sheet, by what it is called."""

    name: str
    columns: tuple[SurveyColumn, ...]
    #: Whether every other head is an indicator.
    wide: bool = False

    def column(self, key: str) -> SurveyColumn:
        """Return a column by its key."""
        return next(column for column in self.columns if column.key == key)


_CODE = SurveyColumn("编码", "code", needed=True)
_ZH, _EN = SurveyColumn("名称", "zh"), SurveyColumn("英文名", "en")
_EXTERNAL = SurveyColumn("外部编码", "external")
_SOURCE, _VISIT = SurveyColumn("来源", "source", needed=True), SurveyColumn("批次", "visit")
_SITE = SurveyColumn("点位", "site", needed=True, names="site")
_INDICATOR = SurveyColumn("指标", "indicator", needed=True, names="indicator")
_REVISION = SurveyColumn("版次", "revision")

AREAS, UNITS, SITES, FINDINGS, RECORDS, WIDE = "区域表", "单位表", "点位表", "问题清单", "测评记录", "宽表"
#: The figures from outside.
GIVENS = "给定数据"
#: How many problems a row of 问题清单 stands for; the value of a row of 测评记录.
COUNT, VALUE = "count", "values"

KINDS: Mapping[str, SurveyKind] = {
    kind.name: kind
    for kind in (
        SurveyKind(AREAS, (_CODE, _ZH, _EN, SurveyColumn("上级", "parent", names="area"))),
        SurveyKind(UNITS, (
            _CODE, _ZH, _EN, SurveyColumn("类别", "kind", needed=True, names="kind"),
            SurveyColumn("上级", "parent", names="unit"), _EXTERNAL,
        )),
        SurveyKind(SITES, (
            _CODE, _ZH, SurveyColumn("区域", "area", needed=True, names="area"),
            SurveyColumn("地带", "zone", needed=True, names="zone"),
            SurveyColumn("点位类型", "site_type", needed=True, names="site_type"),
            SurveyColumn("责任单位", "units", needed=True, names="shares"), _EXTERNAL,
        )),
        SurveyKind(FINDINGS, (
            SurveyColumn("序号", "id", needed=True), _SITE, _INDICATOR, SurveyColumn("处数", COUNT, value_text),
            SurveyColumn("测量项目", "measure", names="measure"), SurveyColumn("责任单位", "unit", names="unit"),
            SurveyColumn("位置", "place"), SurveyColumn("坐标", "at"),
            SurveyColumn("情形", "circumstances", names="circumstances"), SurveyColumn("证据", "evidence"),
            SurveyColumn("发现日期", "found", day_text), SurveyColumn("交办日期", "notified", day_text),
            SurveyColumn("整改期限", "due", day_text), SurveyColumn("整改日期", "rectified", day_text),
            SurveyColumn("退回日期", "sent_back", day_text), SurveyColumn("核验日期", "verified", day_text),
            SurveyColumn("申诉", "appealed", day_text), SurveyColumn("维持", "upheld", day_text),
            SurveyColumn("撤销", "struck", day_text),
            _SOURCE, _VISIT, SurveyColumn("报告", "report"), SurveyColumn("报告日期", "made", day_text),
            _REVISION, _EXTERNAL,
        )),
        SurveyKind(RECORDS, (
            SurveyColumn("编号", "id"), _SITE, _INDICATOR, SurveyColumn("结果", VALUE, value_text, True, "values"),
            SurveyColumn("结论", "outcome"), SurveyColumn("原因", "reason"),
            SurveyColumn("日期", "made", day_text, needed=True), _SOURCE, _VISIT, _REVISION, _EXTERNAL,
        )),
        SurveyKind(WIDE, (
            _SITE, SurveyColumn("日期", "made", day_text, needed=True), _SOURCE, _VISIT, _REVISION,
        ), wide=True),
        SurveyKind(GIVENS, (
            SurveyColumn("测评", "assessment", needed=True, names="assessment"),
            SurveyColumn("数据项", "figure", needed=True, names="figure"),
            SurveyColumn("单位", "unit", needed=True, names="unit"),
            SurveyColumn("数值", VALUE, value_text, needed=True),
        )),
    )
}  # fmt: skip
