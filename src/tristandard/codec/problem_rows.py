"""What is wrong, as rows: the problems and remarks of a check, and the mistakes of a refusal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import final

from attrs import frozen

from tristandard.basics.errors import TristandardError
from tristandard.checks.report import Report
from tristandard.codec.bad_input import BadInput


@final
@frozen(kw_only=True)
class ReportRow:
    """One problem or remark of a check.

    Attributes:
        weight: "problem", which keeps the rules from being merged, or "remark", which does not.
        kind: What kind of problem it is: the name of its class.
        where: The files, rows and columns that it names; empty where the rules were made in Python.
        zh: The sentence in Chinese, with the places in front.
        en: The sentence in English.
    """

    weight: str
    kind: str
    where: str
    zh: str
    en: str


def report_rows(report: Report) -> Iterator[ReportRow]:
    """Yield the problems and the remarks of a check."""
    for weight, found in (("problem", report.problems), ("remark", report.remarks)):
        for one in found:
            zh, en = one.told
            yield ReportRow(weight=weight, kind=type(one).__name__, where=one.placed.where, zh=zh, en=en)


@final
@frozen(kw_only=True)
class MistakeRow:
    """One mistake of a refusal.

    Attributes:
        kind: What kind of mistake it is: the name of its class.
        file: What the file is called; "text" or "rows" where it was given as such, empty where it came from none.
        row: The row of a table or the entry of a list, from 1; empty where it stands in none.
        key: The column, or the key with dots; empty for the whole.
        where: All of that, as messages in English tell it.
        zh: The message in Chinese, with the place in front.
        en: The message in English.
    """

    kind: str
    file: str
    row: int | None
    key: str
    where: str
    zh: str
    en: str


def mistake_rows(problem: TristandardError) -> Iterator[MistakeRow]:
    """Yield the mistakes of a refusal."""
    for one in problem.reasons:
        place, wrong = one.placed, one.reason if isinstance(one, BadInput) else one
        zh, en = one.told
        yield MistakeRow(
            kind=type(wrong).__name__, file=place.file, row=place.row or None, key=place.key, where=place.where,
            zh=zh, en=en,
        )  # fmt: skip
