"""What the things are called whose fields are checked."""

from __future__ import annotations

from collections.abc import Mapping

from tristandard.words.sentence import Told

#: What things are called in Chinese, by their class; of one that only programs make, the class is told.
OWNERS: Mapping[str, Told] = {
    owner[1]: owner
    for owner in (
        Told("依据", "Clause"), Told("计数规则", "CountingRule"), Told("形式", "Form"), Told("事项", "Event"),
        Told("问题情形", "Circumstance"), Told("问题", "Finding"), Told("测量项目", "Measure"),
        Told("计量单位", "MeasureUnit"), Told("不适用", "NotApplicable"), Told("未测", "NotMeasured"),
        Told("记录", "Observation"), Told("点位", "Site"), Told("公布方式", "Publication"), Told("词条", "Term"),
        Told("责任单位", "Unit"), Told("地方规则", "Overlay"), Told("地方规则", "OverlayLine"),
        Told("年度加分", "AnnualEntry"), Told("检查类别", "CheckKind"), Told("攻坚行动", "Drive"),
        Told("检查", "DriveCheck"), Told("阶段", "DriveStage"), Told("任务", "DriveTask"),
        Told("红黑榜", "RedAndBlack"), Told("攻坚行动", "Drives"), Told("考核", "Assessment"), Told("结转", "Carry"),
        Told("对照表", "Crosswalk"), Told("对照", "Match"), Told("裁定", "Ruling"), Told("酌情扣分", "Chosen"),
        Told("加倍", "Factor"), Told("加分标准", "Gain"), Told("只通报", "Noted"), Told("扣分标准", "DeductionRule"),
        Told("按档扣分", "Steps"), Told("一票否决", "Veto"), Told("指标", "Indicator"), Told("考核项目", "Item"),
        Told("按次加减", "Adjustment"), Told("计分节点", "Blend"), Told("名次加分", "RankBonus"),
        Told("按档加分", "StepBonus"), Told("门槛", "Gate"), Told("门槛", "Mark"), Told("计分节点", "Given"),
        Told("等次", "Leading"), Told("末位比例", "UnitShare"), Told("计分节点", "Mean"), Told("计分节点", "Met"),
        Told("计分节点", "Rate"), Told("计分表", "Sheet"), Told("计分节点", "Sum"), Told("目标", "Target"),
        Told("目标比例", "TargetShare"), Told("融合政策", "Policy"), Told("规则集", "RuleSet"), Told("范围", "Scope"),
        Told("标准", "Ask"), Told("变体", "Variant"),
    )
}  # fmt: skip


def owner_of(thing: object) -> Told:
    """Return what a thing that has fields is called: in English by its class."""
    name = type(thing).__name__
    return OWNERS.get(name) or Told(name, name)
