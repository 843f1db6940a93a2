"""What stays in the core, and why: what looks at more than one value of one site at a time."""

from __future__ import annotations

from collections.abc import Iterator

from tristandard.basics.counting import PLAIN
from tristandard.grouping.group import declared
from tristandard.grouping.shared import Contribution
from tristandard.merging.question import Question
from tristandard.rules.acceptance import Forms
from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.noted import Noted
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.indicator import Indicator
from tristandard.rules.model import Model
from tristandard.rules.nodes.gate import EVERY_ITEM
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.met import Met
from tristandard.rules.nodes.missing import Absent
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.sheet import AbsentItem, Sheet
from tristandard.rules.ruleset import RuleSet
from tristandard.words.sentence import Sentence, Told

#: A measure of more forms is not written out as a table of all their sets.
FORMS_AT_MOST = 10

_NEEDED = Told("任何不达标都扣去整个项目", "any breach of it takes its whole item")
_USED_OFTEN = Told("一次测评计入几个考核项目", "counts in several items of its assessment")
_FINDINGS = Told("要看逐个问题的情形", "reads the circumstances of single findings")
_HISTORY = Told("要看往期", "looks back to earlier periods")
_FORM = Sentence("扣分形式“{form}”不只看一个值", "its line {form!r} reads more than one value, or gives or zeroes")
_COUNTING = Sentence("{measure} 按规则计数", "{measure} is counted by a rule")
_MANY_FORMS = Sentence("{measure} 的形式多于 {most} 种", "{measure} has more than {most} forms")
_NOTHING = Told("没有可满足的标准", "nothing can meet its bar")
_NAMED = Told("有按姓名担责的单位", "has units that are answerable by name")
_PICKS = Sentence("{node} 在点位中取舍或加权", "{node} weighs single sites, or takes some of them")
_PEERS = Sentence("{node} 用其他单位的得分补缺", "{node} takes what other units have where nothing applies")
_ABOVE_SITES = Sentence("{node} 在按点位的平均之上分项目", "{node} stands above a mean over sites, item by item")
_BELOW_SITES = Sentence("按点位的平均 {node} 之下不是单纯的计分表", "{node} is a mean over sites of no plain sheet")
_JUDGES = Sentence("{node} 看各点位是否达标", "{node} reads whether each site is up to standard")
_GATED = Sentence("{node} 的否决条件看点位计分表的项目", "a gate on {node} reads items of the sheets of sites")


def reasons_of(rules: RuleSet) -> dict[str, Told]:
    """Return what of some rules stays in the core, by the code of the assessment or the indicator, with the reason."""
    found: dict[str, Told] = {}
    for assessment in rules.assessments:
        why = next(_of_assessment(assessment), None)
        if why is not None:
            found[assessment.code] = why
    for code, indicator in rules.indicators.items():
        why = next(_of_indicator(indicator), None)
        if why is not None:
            found[code] = why
    for code in declared(rules):
        found.setdefault(code, _USED_OFTEN)
    return found


def _of_indicator(indicator: Indicator) -> Iterator[Told]:
    for rule in indicator.deductions:
        if rule.look_back:
            yield _HISTORY
        if rule.where or rule.times:
            yield _FINDINGS
        if not isinstance(rule.tariff, (Steps, Bands, Noted)):
            yield _FORM(form=rule.tariff.key)
    if indicator.needed and not indicator.informs:
        yield _NEEDED
    for ask in indicator.standard.asks:
        if ask.measure.counting != PLAIN:
            yield _COUNTING(measure=ask.measure.code)
        if isinstance(ask.acceptance, Forms) and len(ask.measure.forms) > FORMS_AT_MOST:
            yield _MANY_FORMS(measure=ask.measure.code, most=FORMS_AT_MOST)


def nothing_meets(question: Question) -> bool:
    """Return whether a bar asks nothing, or what nothing can meet: the core alone says what that costs."""
    return not question.bar.asks or any(ask.acceptance.empty for ask in question.bar.asks)


def in_core(question: Question, users: tuple[Contribution, ...], reasons: dict[str, Told]) -> bool:
    """Return whether a question stays in the core."""
    codes = {user.indicator.code for user in users} | {user.assessment for user in users}
    return nothing_meets(question) or not codes.isdisjoint(reasons)


def _of_assessment(assessment: Assessment) -> Iterator[Told]:
    if assessment.named:
        yield _NAMED
    model = assessment.model
    yield from (_JUDGES(node=name) for name, node in model.nodes if isinstance(node, Met))
    folds = site_means(model)
    for fold, mean in folds:
        yield from _of_site_mean(model, fold, mean)
    for name, node in model.nodes if folds else ():
        if any(gate.of == EVERY_ITEM or gate.item for gate in node.gates):
            yield _GATED(node=name)
        if node.axis == "item" and any(one in model.below(name) for one, _ in folds):
            yield _ABOVE_SITES(node=name)


def site_means(model: Model) -> list[tuple[str, Mean]]:
    """Return the means over sites of a model, with their names."""
    return [(name, node) for name, node in model.nodes if isinstance(node, Mean) and node.over == "site"]


def _of_site_mean(model: Model, name: str, node: Mean) -> Iterator[Told]:
    if node.weights or node.chooses:
        yield _PICKS(node=name)
    if node.absent is Absent.PEERS:
        yield _PEERS(node=name)
    sheet = model[node.of]
    if not isinstance(sheet, Sheet) or sheet.absent is not AbsentItem.KEEP or _bears(sheet):
        yield _BELOW_SITES(node=name)


def _bears(node: Node) -> bool:
    """Return whether something stands on a node."""
    return bool(node.gates or node.bonuses or node.adjustments or node.grades)
