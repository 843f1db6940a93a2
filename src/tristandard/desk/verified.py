"""What came of checking a file: fact by fact what was worked out anew, whether it fits, and where it does not."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import said
from tristandard.basics.marks import flat, page
from tristandard.words.sentence import Language, Sentence, Told

_FITS, _DIFFERS, _UNSEEN = Told("相符", "fits"), Told("不符", "differs"), Told("未核", "not checked")
_LINE = Sentence("  [{mark}] {fact}：{found}", "  [{mark}] {fact}: {found}")
_ALL = Sentence("{count} 项", "{count}")
_SO_MANY_WRONG = Sentence("{count} 项中 {wrong} 项不符；", "{wrong} of {count} differ; ")
_FIRST = Sentence(
    "{wrong}先看 {where}：文件写的是“{written}”，算出来是“{follows}”",
    "{wrong}the first is {where}: the file says {written!r}, what follows is {follows!r}",
)
_NOT_ITS_SEAL = Sentence(
    "文件写的是“{written}”，不是由其内容算出的", "the file says {written!r}, which is not made of its content"
)
_HOLDS = Told("结论：核对的各项都相符。", "It holds: all that was checked fits.")
_WRONG = Told("结论：不相符，见上。", "It does not hold: see above.")
_NO_MORE = Told(
    "这里核对的是结果是否由所报内容得出；不证明文件出自谁手（没有签名），也不证明所报的属实。",
    "This says whether results follow from what was reported. It proves neither who made the file, for there is no "
    "signature, nor that what was reported is true.",
)
_NOTHING = Told("无", "nothing")


@final
class Fact(Enum):
    """What can be checked of a file."""

    SEAL = "seal"
    RULES = "rules"
    INPUTS = "inputs"
    PLAN = "plan"
    POSTINGS = "postings"
    SCORES = "scores"
    READING = "reading"
    REPORTS = "reports"
    GIVENS = "givens"
    SCORES_OF_REPORTS = "scores_of_reports"
    STATUSES = "statuses"
    STATUSES_OF_REPORTS = "statuses_of_reports"
    CERTIFICATE = "certificate"


FACTS: Mapping[Fact, Told] = {
    Fact.SEAL: Told("校验码，由文件的全部内容算出", "the seal, made of all that stands in the file"),
    Fact.RULES: Told("规则", "the rules"),
    Fact.INPUTS: Told("输入摘要和所据内容", "the digest of the inputs, and the inputs"),
    Fact.PLAN: Told("测评计划", "the plan"),
    Fact.POSTINGS: Told("扣分记录", "the postings"),
    Fact.SCORES: Told("得分和名次", "scores and places"),
    Fact.READING: Told("由另一套算法从测评记录算一遍", "a second reading of the observations"),
    Fact.REPORTS: Told("测评记录，与所给的逐条对照", "the observations, held against those given"),
    Fact.GIVENS: Told("别的部门给出的数，与所给的逐个对照", "figures of other offices, held against those given"),
    Fact.SCORES_OF_REPORTS: Told("得分和名次，由所给的测评记录算出", "scores and places of the observations given"),
    Fact.STATUSES: Told("移交的状态，由文件中的测评结果算出", "the statuses, from the outcomes in the file"),
    Fact.STATUSES_OF_REPORTS: Told("移交的状态，由所给的测评记录算出", "the statuses, from the observations given"),
    Fact.CERTIFICATE: Told("核验书，重新做一份对照", "the certificate, made anew"),
}


@final
@frozen(kw_only=True)
class Check:
    """One fact of a file that was checked.

    Attributes:
        fact: What was checked.
        fits: Whether all of it fits; None where it was not checked.
        count: How many things were compared.
        wrong: How many of them differ.
        where: The first that differs; or, where nothing was checked, why not.
        written: What the file says there.
        follows: What follows instead; of a seal, nothing: whoever changed the file is not told the one that would fit.
    """

    fact: Fact
    fits: bool | None
    count: int = 0
    wrong: int = 0
    where: Told = field(default=Told("", ""))
    written: str = ""
    follows: str = ""

    @property
    def told(self) -> Told:
        """It as a line, in both languages."""
        mark = _UNSEEN if self.fits is None else _FITS if self.fits else _DIFFERS
        return _LINE(mark=mark, fact=FACTS[self.fact], found=self._found())

    def _found(self) -> Told:
        if self.fits is None:
            return self.where
        if self.fits:
            return _ALL(count=self.count)
        if self.fact is Fact.SEAL:
            return _NOT_ITS_SEAL(written=_short(self.written))
        many = _SO_MANY_WRONG(count=self.count, wrong=self.wrong) if self.count > 1 else Told("", "")
        written, follows = (_short(one) for one in (self.written, self.follows))
        return _FIRST(wrong=many, where=self.where, written=written, follows=follows)


#: So much of a value is shown.
_LONG = 80


def _short(text: str) -> str | Told:
    told = flat(text)
    return (told if len(told) <= _LONG else f"{told[:_LONG]}…") or _NOTHING


@final
@frozen(kw_only=True)
class Verification:
    """Whether a file follows from its rules and observations, fact by fact.

    Attributes:
        headline: Which file, and of what.
        checks: What was checked, in the order in which one rests on the other.
    """

    headline: Told
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing that was checked differs."""
        return all(one.fits is not False for one in self.checks)

    def text(self, language: str | Language = "zh") -> str:
        """Return it as text, in "zh" or "en"."""
        told = [self.headline, *(one.told for one in self.checks), _HOLDS if self.holds else _WRONG, _NO_MORE]
        return page(said(one, language) for one in told)

    def __str__(self) -> str:
        return self.text("zh")
