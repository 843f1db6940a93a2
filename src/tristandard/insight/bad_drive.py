"""What may be wrong with drives and their checks: each mistake with its value, and its sentence in both languages."""

from __future__ import annotations

from enum import Enum
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import TristandardError
from tristandard.basics.location import Address
from tristandard.basics.marks import flat
from tristandard.words.sentence import Sentence, Told


@final
class Mistake(Enum):
    """A kind of mistake, with its sentence."""

    NO_STAGE = Sentence(
        "“{value}”不是已写明的阶段；请写其中之一：{known}",
        "{value!r} is not a declared stage; write one of {known}",
    )
    NO_KIND = Sentence(
        "“{value}”不是已写明的督查方式；请写其中之一：{known}",
        "{value!r} is not a declared way to check; write one of {known}",
    )
    NO_DRIVE = Sentence(
        "“{value}”不是已写明的行动；请写其中之一：{known}",
        "{value!r} is not a declared drive; write one of {known}",
    )
    NO_TASK = Sentence(
        "“{value}”不是行动“{drive}”的任务；请写其中之一：{known}",
        "{value!r} is not a task of the drive {drive!r}; write one of {known}",
    )
    NO_UNIT = Sentence(
        "规则集没有单位“{value}”；请改代码，或在规则集中声明该单位",
        "{value!r} is not a unit of the rule set; mend the code, or declare the unit there",
    )
    NOT_OF_DRIVE = Sentence(
        "“{value}”不是行动“{drive}”的落实单位；请改代码，或把它写进该行动的 units",
        "{value!r} does not carry out the drive {drive!r}; mend the code, or name it in the drive's `units`",
    )
    NO_WHOM = Sentence(
        "“{value}”既不是单位类别，也不是单位；请写规则集中的类别或单位",
        "{value!r} is neither a kind of unit nor a unit; write one of the rule set",
    )
    NO_INDICATOR = Sentence(
        "规则集没有指标“{value}”；请改代码，或用“*”代表任意一段",
        '{value!r} is not an indicator of the rule set; mend the code, or write "*" for any part of it',
    )
    NO_ASSESSMENT = Sentence(
        "“{value}”不是规则集的考核；请写其中之一：{known}",
        "{value!r} is not an assessment of the rule set; write one of {known}",
    )
    TWICE = Sentence(
        "“{value}”写了两次；请给每一个不同的代码，或删去一个",
        "{value!r} stands twice; give each a code of its own, or drop one",
    )
    BACKWARDS = Sentence(
        "{value} 不是一段日期：先止后起；请对调或改正",
        "{value} is no span of days: its end comes before its start; mend one of them",
    )
    OVERLAP = Sentence(
        "阶段“{value}”从 {start} 开始，而“{other}”到 {end} 才结束；请让各阶段依次相接、互不重叠",
        "the stage {value!r} starts on {start}, and {other!r} ends only on {end}; let stages follow each "
        "other without a common day",
    )
    OPEN = Sentence(
        "阶段“{value}”没有写起止日；只有第一个阶段可以没有起日，最后一个可以没有止日",
        "the stage {value!r} lacks a day; only the first may have no start, and only the last no end",
    )
    OUTSIDE_YEAR = Sentence(
        "{value} 不在 {year} 年内；请改日期，或改 year",
        "{value} does not lie in {year}; mend the day, or `year`",
    )
    NO_EVALUATION = Sentence(
        "写明参加评价（evaluates）的阶段有 {value} 个；请只在一个阶段写 evaluates = true",
        "{value} stages are marked `evaluates`; write evaluates = true at one alone",
    )
    OUTSIDE_STAGE = Sentence(
        "{value} 不在阶段“{stage}”（{days}）内；请改日期或阶段",
        "{value} does not lie in the stage {stage!r} ({days}); mend the day or the stage",
    )
    MORE_MET = Sentence(
        "合格 {value} 处多于检查的 {checked} 处；请改其中之一",
        "{value} places meet it of {checked} that were checked; mend one of the two",
    )
    CROSSED = Sentence(
        "黑榜线 {value} % 高于红榜线 {red} %，同一得分会同时上红黑榜；请把黑榜线降到红榜线或以下",
        "the black list begins below {value} %, above the {red} % of the red one, so that a score would stand"
        " on both; lower it to that or less",
    )
    TOO_HIGH = Sentence(
        "{value} % 超过满分；请写不超过 100 的数",
        "{value} % is more than the full mark; write at most 100",
    )
    WEIGHTS = Sentence(
        "权重合计 {value}，不是 100；请让 quarters 与 drives 合计 100",
        "the weights add up to {value}, not to 100; let `quarters` and `drives` add up to 100",
    )
    NO_FIGURE = Sentence(
        "评价读取“{value}”，督查记录没有这个数；可用的是 {known}",
        "the score reads {value!r}, which checks do not give; they give {known}",
    )
    NO_SHEET = Sentence(
        "评价节点“{value}”要逐点扣分或分摊，行动没有点位得分；请用比率、给定数和加权",
        "the node {value!r} adds up sheets or folds over an axis, and a drive has no sites; use rates and weights",
    )
    NO_MODEL = Sentence(
        "评价写法有误：{value}；请照计分写法改正",
        "the score cannot be evaluated: {value}; mend it as scoring models are written",
    )


@final
@frozen
class BadDrive(TristandardError):
    """Something about drives, or about a check of them, that does not hold together.

    Attributes:
        mistake: What is wrong.
        value: What was written.
        fields: What else its sentence names, by the name of the field.
        at: Where it stands: the section, the code, and the key; of a check "checks", its id, and the column.
    """

    mistake: Mistake
    value: str
    fields: tuple[tuple[str, str], ...] = ()
    at: Address = field(default=(), kw_only=True)

    @property
    def told(self) -> Told:
        """What is wrong, and what to do, in both languages."""
        sentence: Sentence = self.mistake.value
        return sentence(value=flat(self.value), **{name: flat(one) for name, one in self.fields})

    def __str__(self) -> str:
        return self.told[1]
