"""The sheets of a rule set as a workbook: what each row is of, and what stands in each column."""

from __future__ import annotations

from collections.abc import Mapping

from tristandard.codec.tables import CROSSWALK, INDICATORS
from tristandard.desk.columns import CODE, OF, Column, Layout, Part
from tristandard.desk.notation import ANSWERS, BANDS, LINES, LIST, NUMBER, PAIRS, TABLE, TABLES, TEXT, TRUTH, choice

#: The column that says what a row is of, where a sheet has several kinds.
KIND = "类别"
#: The heads of the first sheet.
BASICS_HEADS = "项", "内容", "怎样填"
#: What the tables of files are called as sheets.
NAMES = {INDICATORS: "指标", CROSSWALK: "对照"}
#: What a note says before the words of a provenance; of a kind of row.
KNOWN_HOW, WHAT_ROW = "怎样知道的，颜色与此一致：", "这一行写的是什么"
#: How well something is known, each with its word and the colour behind it.
PROVENANCE = {
    "plan": "方案公布", "drive": "攻坚行动公布", "published": "公开发布", "practice": "公开工作文件",
    "inferred": "推断", "illustrative": "示例",
}  # fmt: skip
COLOURS = {
    "plan": "#C6E0B4", "drive": "#B4E5D6", "published": "#BDD7EE", "practice": "#DDEBF7",
    "inferred": "#FFE699", "illustrative": "#E7E6E6",
}  # fmt: skip
READING = {"uniform": "统一", "pointwise": "逐点"}
SETTLEMENT = {"refuse": "一律退回", "worst": "从严", "latest": "取最后一次", "first": "取最先一次"}
RELATION = {"equal": "相同", "subset_of": "甲是乙的一部分", "superset_of": "乙是甲的一部分", "intersects": "部分重合"}
PARTS = {"exact": "按比例", "whole": "不足一档不计", "begun": "不足一档按一档"}
COUNTING = {"beyond": "超出标准的", "all": "全部"}
ROUNDING = {"half_up": "四舍五入", "half_even": "GB/T 8170 修约", "down": "舍去"}
AFTER_TIES = {"skip": "空出", "dense": "不空出"}
TIES = {"exact": "按精确得分", "published": "按公布得分"}
RANKS = {"complete": "测全才排名", "scored": "有得分即排名"}
UNMEASURED = {"drop": "按已测的计", "blank": "不计得分"}
ABSENT = {
    "drop": "不计", "peers": "取其他单位平均", "blank": "不计得分", "keep": "保留分值", "leave": "不计也不折算",
}  # fmt: skip
TAKE = {"mean": "平均", "median": "中位数", "worst": "最低分", "best": "最高分"}
CHARGED = {"each": "各考核都扣", "host": "只由主办方扣"}
LEVEL = {"item": "项目零分", "site": "点位零分", "unit": "单位零分"}
OVER = {
    "site": "点位", "site_type": "点位类型", "zone": "地带", "area": "区域", "item": "项目", "unit": "下属单位",
    "period": "期间",
}  # fmt: skip
MET = {"site": "点位", "sample": "项次"}


def _chosen(head: str, path: str, words: Mapping[str, str], note: str = "") -> Column:
    told = "、".join(words.values())
    return Column(head, tuple(path.split(".")), choice(words), note or f"可填：{told}", words)


_ZH, _EN = Column("名称", ("zh",)), Column("英文名", ("en",))
_CLAUSES = Column("依据", ("clauses",), LIST, "依据表中的编码，几条之间用分号隔开", source="依据")
_LISTED = "几项之间用分号隔开"
_CODE = Column("编码", (CODE,), TEXT, "英文、数字和点，不重复；改名称不必改编码")

BASICS = Layout("基本信息", (Part("", ""),), (
    Column("格式", ("format",), TEXT, "固定为 1"),
    Column("编码", (CODE,)), Column("版本", ("version",)), _ZH, _EN,
    Column("说明", ("notice_zh",), LINES, "随排名、通报等一起印出"), Column("英文说明", ("notice_en",), LINES),
    Column("变体", ("variant",), TEXT, "按哪一个变体读出；一般不填"),
    Column("施行日期", ("valid", "start")), Column("截止日期", ("valid", "end"), TEXT, "不填为长期有效"),
    _chosen("读法", "policy.reading", READING),
    _chosen("记录不一致时", "policy.settlement", SETTLEMENT),
))  # fmt: skip

SHEETS = (
    Layout("依据", (Part("", "clauses"),), (
        _CODE, Column("文件", ("document",)), Column("条款", ("article",)),
        Column("原文", ("words",), LINES, "照录，不转述；没有见到原文就不填"), Column("网址", ("link",)),
        _chosen("来历", "provenance", PROVENANCE),
        Column("施行日期", ("valid", "start")), Column("截止日期", ("valid", "end")),
    )),
    Layout("地域", (
        Part("区域", "areas"), Part("地带", "zones"), Part("点位类型", "site_types"), Part("单位类别", "kinds"),
        Part("单位", "units"),
    ), (
        _CODE, _ZH, _EN, Column("上级", ("parent",), TEXT, "同类中上级的编码", source="地域"),
        Column("单位类别编码", ("kind",), TEXT, "单位必填", source="地域"),
        Column("外部编码", ("external",), PAIRS, "系统名=编码，几项之间用分号隔开"),
    )),
    Layout("词表", (Part("测量项目", "measures"), Part("问题情形", "circumstances")), (
        _CODE, _ZH, _EN, Column("计量单位", ("unit",), TEXT, "处、%、min，或 处/100 m"),
        Column("最小值", ("low",), NUMBER, "不填为 0，没有下限填 open"), Column("最大值", ("high",), NUMBER),
        Column("只取整数", ("whole",), TRUTH, words={"true": "是", "false": "否"}),
        Column("等级", ("rungs",), LIST, f"由差到好，{_LISTED}"), Column("形式", ("forms",), LIST, _LISTED),
        Column("答案", ("values",), PAIRS, "问题情形的答案：编码=名称"),
        Column("同处合并距离", ("counting", "within"), TEXT, "如 20 m"),
        Column("相连合并距离", ("counting", "together"), TEXT, "如 20 m"),
        Column("间隔", ("counting", "spacing"), TEXT, "如 20 m"),
        Column("折算情形", ("counting", "by")), Column("折算", ("counting", "forms"), TABLE),
        Column("抽样数", ("counting", "sample"), NUMBER),
        Column("抽样取自", ("counting", "among"), TEXT, "记录共有几个的测量项目；不足抽样数的全部检查", source="词表"),
    )),
    Layout("指标", (Part("", INDICATORS),), (
        Column("编码", (CODE,), TEXT, "英文、以点分隔，开头是所属考核"), Column("项目", ("item",)), _ZH, _EN,
        Column("标准", ("standard",), TEXT, "如 litter.spots <= 0 处；几项之间用分号隔开"),
        Column("范围", ("scope",), TEXT, "如 zone=built_up, site_type=road，几处之间用竖线隔开；any 为全部"),
        Column("对象", ("subjects",), TEXT, "如 kind=district；any 为全部"),
        Column("每档扣分", ("each",), NUMBER, "超出标准每一档扣几分"),
        Column("一档", ("per",), TEXT, "一档多大，带单位，如 1 %；required 为应有的全部"),
        _chosen("不足一档", "parts", PARTS), _chosen("计数", "counting", COUNTING),
        Column("最多扣", ("at_most",), NUMBER),
        Column("扣分标准", ("tariff",), TEXT, "写不进前面几列的，填扣分表中的名称，前面几列空着", source="扣分"),
        Column("依据", ("clauses",), TEXT, "依据表中的编码，几条之间用分号隔开"),
        _chosen("标准来历", "standard_provenance", PROVENANCE), _chosen("分值来历", "points_provenance", PROVENANCE),
    )),
    Layout("扣分", (Part("", "tariffs", listed=True, key=OF),), (
        Column("名称", (OF,), TEXT, "同一名称的几行合为一条扣分标准"),
        Column("测量项目", ("measures",), LIST, _LISTED),
        Column("每档扣分", ("each",), NUMBER),
        Column("一档", ("per",), TEXT, "在计量单位下的大小；required 为应有的全部"),
        _chosen("不足一档", "parts", PARTS), _chosen("计数", "counting", COUNTING),
        Column("分档扣分", ("points",), BANDS, "如 A: 0; B: 5; > 2: 10"),
        Column("酌情依据", ("chosen",), TEXT, "由哪种问题情形或谁来定"),
        Column("酌情幅度", ("bands",), BANDS, "如 = 0: 0..1"),
        Column("酌扣取整", ("whole",), TRUTH, words={"true": "是", "false": "否"}),
        Column("每档加分", ("gain",), NUMBER), _chosen("一票否决", "veto", LEVEL),
        Column("只通报", ("noted",), TEXT, "只通报、不计分的，填理由"),
        Column("最多", ("at_most",), NUMBER, "最多扣（加）几分"),
        Column("仅限情形", ("where",), ANSWERS, "如 channel=media | patrol"),
        Column("加倍", ("times",), TABLES, "一行一项，如 by=channel; factors.media=2; other=1"),
        Column("回看期数", ("look_back",), NUMBER), _chosen("由谁扣", "charged", CHARGED),
    )),
    Layout("计分", (
        Part("考核", "assessments", key=OF), Part("项目", "assessments", "items"), Part("节点", "assessments", "score"),
    ), (
        Column("考核", (OF,), TEXT, "所属考核的编码；本行是考核的，就是它的编码"),
        Column("编码", (CODE,), TEXT, "项目或节点的编码；本行是考核的不填。得分是节点 total 的得分"),
        _ZH, _EN, Column("满分", ("full",), NUMBER), _chosen("来历", "provenance", PROVENANCE),
        _chosen("平均", "over", OVER, "节点：在什么上平均"), Column("取自", ("of",), TEXT, "节点：平均哪个节点"),
        Column("权重", ("weights",), PAIRS, "如 road=70; toilet=30，合计 100"),
        Column("按何加权", ("weigh_by",), TEXT, "count 为点位数，或一个数值的名称"),
        Column("相加", ("sum",), LIST, "节点：相加的各节点，几个之间用分号隔开"), _chosen("取", "take", TAKE),
        Column("自身一轮", ("own",), NUMBER, "按期间平均：整段时间自身一轮占百分之几"),
        Column("去掉最低", ("drop_lowest",), NUMBER, "去掉几个最低分"), Column("去掉最高", ("drop_highest",), NUMBER),
        _chosen("未测时", "unmeasured", UNMEASURED),
        _chosen("不适用时", "absent", ABSENT, "可填所列各项，或一个得分；计分表填保留分值、不计、不计也不折算"),
        Column("给定满分", ("given",), NUMBER, "由别的部门给出的得分，满分是多少"),
        _chosen("达标率", "met", MET), Column("比率分子", ("rate",)), Column("比率分母", ("out_of",)),
        Column("至多算满", ("capped",), TRUTH, words={"true": "是", "false": "否"}), Column("由谁给出", ("by",)),
        Column("满分起扣", ("from_full",), TRUTH, "从满分起，只按次扣分", words={"true": "是", "false": "否"}),
        Column("加分上限", ("bonus",), NUMBER),
        Column("加分条合计", ("gains_at_most",), NUMBER, "各条加分合计至多几分"),
        Column("门槛", ("gates",), TABLES, "一行一项，如 of=survey; at_least=60 %; else=0"),
        Column("等次", ("grades",), BANDS, "如 合格: >= 60; 不合格: < 60"),
        Column("加分", ("bonuses",), TABLES, "一行一项"),
        Column("按次加减", ("adjustments",), TABLES, "一行一项，如 count=rate; against=>= 90; lose=1; by=统计局"),
        Column("加分合计", ("added_at_most",), NUMBER, "加分和按次加分合计至多几分"),
        Column("主管部门", ("office",)), _CLAUSES,
        Column("公布到", ("publication", "interval"), NUMBER, "如 0.1"),
        _chosen("修约", "publication.rounding", ROUNDING),
        _chosen("并列", "ties", TIES), Column("并列看", ("ties_by",), LIST, "区分并列的节点，先看的在前"),
        _chosen("并列之后", "after_ties", AFTER_TIES), _chosen("排名", "ranks", RANKS),
        Column("不排名的单位类别", ("unranked",), LIST, _LISTED), Column("点名的单位类别", ("named",), LIST, _LISTED),
        Column("预警线", ("warning",), TEXT, "如 30 %"),
        Column("结转末位", ("carry", "bottom"), NUMBER, "如 1，或 10 % rounded up"),
        Column("结转期数", ("carry", "periods"), NUMBER),
        Column("结转权重", ("carry", "weight"), NUMBER, "%；不填：与上级自身得分同等计入"),
        Column("全部达标方得分", ("all_met",), TRUTH, "有一项不达标即不得分", words={"true": "是", "false": "否"}),
    )),
    Layout("对照", (Part("对照表", "crosswalks", key=OF), Part("配对", CROSSWALK)), (
        Column("对照表", (OF,), TEXT, "对照表的编码；配对写所属的对照表"), _ZH, _EN,
        Column("由谁测", ("hosts",), LIST, "考核的编码，首选在前"),
        Column("融合范围", ("where",), TEXT, "如 zone=built_up；不填为全部"), _CLAUSES,
        Column("甲", ("first",), TEXT, "指标的编码", source="指标"),
        Column("乙", ("second",), TEXT, "指标的编码", source="指标"),
        _chosen("关系", "relation", RELATION), Column("共有测量项目", ("measures",), TEXT, _LISTED),
        Column("理由", ("rationale",)),
        Column("多处使用", ("uses",), PAIRS, "一套考核几处使用一次测评的，逐项写：指标=理由；…"),
    )),
    Layout("裁定", (Part("裁定", "rulings", listed=True, key=""), Part("变体", "variants")), (
        Column("编码", (CODE,), TEXT, "变体的编码；裁定不填"), _ZH, _EN,
        Column("指标", ("members",), LIST, "就哪些指标，编码，几个之间用分号隔开"),
        Column("标准", ("standard",)), Column("裁定依据", ("clause",), TEXT, "依据表中的编码", source="依据"),
        Column("理由", ("why",)), _CLAUSES, Column("融合范围", ("where",), PAIRS, "对照表=范围"),
        _chosen("读法", "policy.reading", READING), _chosen("记录不一致时", "policy.settlement", SETTLEMENT),
    )),
)  # fmt: skip
