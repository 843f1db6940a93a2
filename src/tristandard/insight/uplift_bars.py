"""The bars that the merge changed: what an assessment asks by itself, and what is in force since."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import reduce
from typing import final

from attrs import frozen

from tristandard.basics.language import either
from tristandard.rules.assessment import Assessment
from tristandard.rules.indicator import Indicator
from tristandard.rules.standard import Standard
from tristandard.rules.wording.lines import tell_bar
from tristandard.survey.plan import Plan
from tristandard.words.sentence import Sentence, Told

_CHANGED = Sentence(
    "{book} · {indicator}（{code}）：本考核标准为{own}，融合后执行{bars}",
    "{book} · {indicator} ({code}): its own bar is {own}; in force since the merge is {bars}",
)
_OR = Sentence("{one}，或{other}", "{one}, or {other}")


@final
@frozen(kw_only=True)
class ChangedBar:
    """A bar of one assessment that is not its own since the merge.

    Attributes:
        assessment: The assessment.
        indicator: Its own indicator, with the standard that it asks by itself.
        in_force: The merged bar as far as the assessment counts it; several where the policy reads site by site.
    """

    assessment: Assessment
    indicator: Indicator
    in_force: tuple[Standard, ...]

    @property
    def told(self) -> Told:
        """The indicator, the bar of the assessment itself, and the merged bar that is in force."""
        book, own = self.assessment, self.indicator
        bars: Told = reduce(lambda one, other: _OR(one=one, other=other), map(tell_bar, self.in_force))
        return _CHANGED(
            book=Told(book.zh, book.en), indicator=either(own.zh, own.en), code=own.code,
            own=tell_bar(own.standard), bars=bars,
        )  # fmt: skip


def changed_bars(plan: Plan, assessment: Assessment, shared: Collection[str]) -> Iterator[ChangedBar]:
    """Yield the bars of an assessment that are other ones since the merge, of some shared indicators by their code, in
    the order of its own codes.
    """
    grounds = dict.fromkeys(plan.grounds.values())
    questions = dict.fromkeys(question for ground in grounds for question in ground.questions)
    found: dict[str, tuple[Indicator, dict[Standard, None]]] = {}
    for question in questions:
        for member in question.indicator.contributions if question.code in shared else ():
            if member.assessment == assessment.code:
                bars = found.setdefault(member.indicator.code, (member.indicator, {}))[1]
                bars[question.bar.only(member.measures)] = None
    for _, (indicator, bars) in sorted(found.items()):
        if set(bars) != {indicator.standard}:
            yield ChangedBar(assessment=assessment, indicator=indicator, in_force=tuple(bars))
