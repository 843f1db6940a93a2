"""The letter that goes with a delivery, for whoever opens an envelope: what is handed over, and every breach in it."""

from __future__ import annotations

from attrs import evolve

from tristandard.desk.delivery import Outgoing
from tristandard.rules.wording.names import tell_office
from tristandard.scoring.headline import tell_headline
from tristandard.scoring.results import Results
from tristandard.words.sentence import Language, Lines, Sentence, Told

_LETTER = Sentence(
    "移交函\n\n{sender} → {receiver}\n{headline}\n\n"
    "文件：{file}\n校验码：{seal}\n收到后运行：tristandard receive {file}\n\n{handed}{notices}\n",
    "Handover\n\n{sender} → {receiver}\n{headline}\n\n"
    "file: {file}\nseal: {seal}\nat the receiver: tristandard receive {file}\n\n{handed}{notices}\n",
)
_NOTHING = Told("没有移交测评结果。", "No results are handed over.")
_NOTICES = Sentence(
    "\n\n问题通报 {count} 条（没有融合的指标，不影响得分）：\n{notices}",
    "\n\n{count:notice|notices} (indicators that are not merged; they move no score):\n{notices}",
)
_TEXT = Sentence("{text}", "{text}")


def letter_of(results: Results, sender: str, sent: Outgoing, file: str, language: str | Language = "zh") -> str:
    """Return the letter that goes with what is sent, in "zh" or "en".

    Args:
        results: The edition that is handed over.
        sender: The assessment whose office sends it.
        sent: What it sends.
        file: The name of the file that is sent.
        language: Which language.
    """
    rules, merged = results.rules, results.ledger.plan.merged
    told = Lines(_TEXT(text=evolve(one, notice="", notice_en="").text(language)) for one in sent.notices)
    letter = _LETTER(
        sender=tell_office(rules.assessment(sender)), receiver=tell_office(rules.assessment(sent.receiver)),
        headline=tell_headline(results.identity), file=file, seal=sent.seal,
        handed=_TEXT(text=sent.handover.text(language, merged)) if sent.handover else _NOTHING,
        notices=_NOTICES(count=len(sent.notices), notices=told) if sent.notices else "",
    )  # fmt: skip
    return letter.text(language)
