"""Who asked for the standard in force."""

from __future__ import annotations

from collections import defaultdict

from tristandard.basics.language import either
from tristandard.merging.question import Question
from tristandard.reports.wording import RULED, clauses
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.wording.lines import tell_bar
from tristandard.words.sentence import Sentence, Told

_ASKED_BY = Sentence("{assessments} {bar}", "{assessments} {bar}")


def tell_askers(rules: RuleSet, question: Question) -> Told:
    """Return which assessments asked for what, and how a ruling settled it."""
    asked = defaultdict[Told, list[Told]](list)
    for user in question.users:
        book = rules.assessment(user.assessment)
        asked[tell_bar(user.indicator.standard)].append(either(book.zh, book.en))
    told = [_ASKED_BY(assessments=list(dict.fromkeys(books)), bar=bar) for bar, books in asked.items()]
    ruling = question.indicator.ruling
    return clauses([*told, RULED(why=ruling.why)] if ruling else told)
