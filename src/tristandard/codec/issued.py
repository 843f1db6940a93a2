"""Certificates in and out; statements and bulletins out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import asdict

from tristandard.basics.errors import BadValue, TristandardError, refuse, said, wanted
from tristandard.basics.fields import is_code
from tristandard.basics.language import NOTHING_SAID
from tristandard.basics.marks import flat
from tristandard.basics.period import Period
from tristandard.basics.points import plain
from tristandard.codec.bad_input import bad, under
from tristandard.codec.convert import A_KNOWN_KEY
from tristandard.codec.csv_table import csv_cells
from tristandard.codec.identity import COUNT, NAMED, SEQUENCE, unfit
from tristandard.codec.reader import Reader
from tristandard.codec.sealed_file import check_there, key_of, opened_as, plain_writing, write_sealed
from tristandard.codec.sources import Document, document_from
from tristandard.codec.survey import CANNOT_BE_LOADED
from tristandard.codec.target import Writable, target_of
from tristandard.proof.certificate import Certificate
from tristandard.reports.bulletin import Bulletin
from tristandard.reports.statement import Statement
from tristandard.reports.statement_line import tell_uncounted
from tristandard.reports.statement_row import StatementRow
from tristandard.scoring.scorecard import Scorecard
from tristandard.words.sentence import Language, Sentence, Told

#: The columns of a statement, each with its head in Chinese and the key that programs read.
_STATEMENT = (
    Told("考核编码", "assessment"), Told("项目编码", "item"), Told("项目", "item_zh"), Told("点位编码", "site"),
    Told("点位", "site_zh"), Told("指标编码", "indicator"), Told("指标", "zh"), Told("问题序号", "finding"),
    Told("所见", "seen"), Told("标准", "bar"), Told("扣分", "points"), Told("加分", "gained"),
    Told("计入得分", "counted"), Told("未测推及", "extrapolated"), Told("修约差", "rounding"),
    Told("不计的原因", "reason"), Told("依据", "clause"), Told("来历", "provenance"), Told("说明", "notice"),
)  # fmt: skip
_ASK_FOR_CERTIFICATE = Told("请重新索取核验书", "ask for the certificate again")
_BESIDE = ("notice_en", "notice_zh", "only", "reason", "supersedes", "variant")

#: What a certificate counts, the measurements first, of which some may be without a value or breaches.
_COUNTS = ("measurements", "unmeasured", "breaches", "postings", "unassessed", "handovers")
_COMPLETE = Sentence("完整的：它缺 {missing}", "complete: it lacks {missing}")
_CODE_OF_A_RULE_SET = Told("规则集的编码", "the code of a rule set")
_HOW_MANY = Told("指标的个数", "a number of indicators")
_NUMBER_OF_AN_EDITION = Told("版次", "the number of an edition")


def _unsaid(identity: Mapping[str, str]) -> Iterator[tuple[str, TristandardError]]:
    """Yield what is wrong with the whole identity that a certificate names: what it lacks, and what
    results cannot be named by.
    """
    missing = [key for key in NAMED if not identity.get(key)] + [key for key in _BESIDE if key not in identity]
    if missing:
        yield (
            "",
            BadValue(sorted(identity), _COMPLETE(missing=missing), _ASK_FOR_CERTIFICATE),
        )
        return
    yield from (
        (key, BadValue(key, A_KNOWN_KEY, _ASK_FOR_CERTIFICATE)) for key in sorted(identity.keys() - {*NAMED, *_BESIDE})
    )
    yield from unfit(identity)
    try:
        Period.parse(identity["period"])
    except BadValue as problem:
        yield "period", problem
    if not is_code(identity["rule_set"]):
        yield "rule_set", BadValue(identity["rule_set"], _CODE_OF_A_RULE_SET, _ASK_FOR_CERTIFICATE)
    if identity["only"] and not COUNT.fullmatch(identity["only"]):
        yield "only", BadValue(identity["only"], _HOW_MANY, _ASK_FOR_CERTIFICATE)
    if not COUNT.fullmatch(identity["edition"]):
        yield "edition", BadValue(identity["edition"], _NUMBER_OF_AN_EDITION, _ASK_FOR_CERTIFICATE)
    elif {identity["edition"] != "1"} != {bool(identity["supersedes"]), bool(identity["reason"].strip())}:
        yield "edition", BadValue(identity["edition"], *SEQUENCE)


def write_certificate(certificate: Certificate, path: Writable) -> None:
    """Write a certificate as JSON, so that it loads equal."""
    wanted(certificate, Certificate)
    write_sealed("certificate", {**asdict(certificate), "holds": certificate.holds}, path)


_HOW_MANY_THINGS = Told("个数", "a number of things")
_FROM_0 = Told("请写 0 以上的整数", "write a whole number from 0")
_FROM_0_TO = Sentence("请写 0 到 {most} 的整数", "write a whole number from 0 to {most}")
_AS_DISAGREEMENTS_SAY = Sentence("{holds}（其中的不一致有 {count} 项）", "{holds}, as its {count} disagreements say")


def load_certificate(source: Document) -> Certificate:
    """Load a certificate, as it was issued; `Certificate.against` says whether it is that of some results. Raises
    `Refused` with every mistake of the file.
    """
    path = document_from(source)
    with opened_as("certificate", path) as table:
        reader = Reader(plain_writing())
        check_there(path, table, "holds", _ASK_FOR_CERTIFICATE)
        holds = table.pop("holds")
        for count in _COUNTS:
            key_of(path, table, count, int)
        found = reader.take(table, Certificate, path.name)
        if found is not None:
            for key, problem in _unsaid(found.identity):
                reader.note(path.name, under("identity", *filter(None, [key])), problem)
            for count in _COUNTS:
                most = found.measurements if count in ("unmeasured", "breaches") else None
                if getattr(found, count) < 0 or (most is not None and getattr(found, count) > most):
                    remedy = _FROM_0 if most is None else _FROM_0_TO(most=most)
                    reader.note(path.name, under(count), BadValue(getattr(found, count), _HOW_MANY_THINGS, remedy))
        refuse(CANNOT_BE_LOADED(name=path.name), reader.problems)
        assert isinstance(found, Certificate)
        if holds is not found.holds:
            expected = _AS_DISAGREEMENTS_SAY(holds=str(found.holds).lower(), count=len(found.disagreements))
            raise bad(path.name, under("holds"), holds, expected, _ASK_FOR_CERTIFICATE)
    return found


def write_statement(statement: Statement, path: Writable, *, ending: str = "", language: str | Language = "en") -> None:
    """Write a statement: its lines as CSV, or the whole as Chinese text, by the ending of the path.

    Args:
        statement: The statement.
        path: Where.
        ending: Of an open file whose name does not tell, ".csv" or ".txt".
        language: Of the heads and the reasons of the table: "en" for those that programs read, "zh" for people.
    """
    wanted(statement, Statement)
    said(NOTHING_SAID, language)  # refuses any other language
    target = target_of(path, (".csv", ".txt"), ending)
    if target.suffix == ".csv":
        chinese, notice, rows = language == "zh", statement.identity["notice_zh"], list[list[str]]()
        for card in statement.cards:
            mine = [row for row in (*statement.rows, *statement.beside) if row.assessment == card.assessment.code]
            rows += [_statement_row(row, notice, card if chinese else None) for row in mine]
        heads = [head.text(language) for head in _STATEMENT]
        target.write(csv_cells(target.name, heads, map(_printed, rows)))
    else:
        target.write(statement.text() + "\n")


def _statement_row(row: StatementRow, notice: str, card: Scorecard | None) -> list[str]:
    """Return the cells of a row; with its card, the reason in Chinese."""
    told = {name: getattr(row, name, notice) for _, name in _STATEMENT}
    told["points"] = "" if row.points is None else plain(row.points)
    told |= {name: plain(getattr(row, name)) for name in ("gained", "counted", "extrapolated", "rounding")}
    told["reason"] = row.reason.value if row.reason else ""
    if card is not None and row.reason is not None:
        told["reason"] = tell_uncounted(card, row.reason)[0]
    return list(told.values())


def _printed(cells: Iterable[str]) -> list[str]:
    """Return the cells of a table that is printed and not read again: each on one line, without blanks about it."""
    return [flat(cell).strip() for cell in cells]


#: The heads of the columns that stand before and after those of a bulletin.
_BEFORE = (Told("规则集", "rule set"), Told("版本", "version"), Told("期间", "period"), Told("版次", "edition"))
_AFTER = (Told("说明", "notice"),)


def write_bulletin(bulletin: Bulletin, path: Writable, *, ending: str = "") -> None:
    """Write a bulletin as Markdown, or its table as CSV, by the ending of the path.

    Of an open file whose name does not tell, `ending` says which: ".md" or ".csv".
    """
    wanted(bulletin, Bulletin)
    target = target_of(path, (".md", ".csv"), ending)
    if target.suffix == ".csv":
        before, after = ([head.text("zh") for head in heads] for heads in (_BEFORE, _AFTER))
        heads = (*before, *bulletin.columns, *after)
        identity = [bulletin.identity[key] for key in ("rule_set", "rule_set_version", "period", "edition")]
        rows = [(*identity, *bulletin.cells(row), bulletin.identity["notice_zh"]) for row in bulletin.rows]
        target.write(csv_cells(target.name, _printed(heads), map(_printed, rows)))
    else:
        target.write(bulletin.text())
