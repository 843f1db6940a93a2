"""How messages tell what was seen, or that nothing was, with the codes of its measures."""

from __future__ import annotations

from tristandard.basics.outcome import Measured, NotApplicable, Outcome
from tristandard.words.sentence import Sentence, Told

_MEASURED = Sentence("已测 {values}", "measured {values}")
_NOT_APPLICABLE = Sentence("不适用（{reason}）", "not applicable ({reason})")
_NOT_MEASURED = Sentence("未测（{reason}）", "not measured ({reason})")

#: Why a planned measurement of which nobody reported is not measured.
NO_OBSERVATION = Told("没有测评记录", "no observation came")


def tell_seen(outcome: Outcome) -> Told:
    """Return an outcome as messages tell it: its values by the codes of their measures, or why there are none."""
    if isinstance(outcome, Measured):
        return _MEASURED(values=str(outcome).removeprefix("measured "))
    sentence = _NOT_APPLICABLE if isinstance(outcome, NotApplicable) else _NOT_MEASURED
    return sentence(reason=NO_OBSERVATION if outcome.reason == NO_OBSERVATION[1] else outcome.reason)
