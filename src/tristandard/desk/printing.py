"""What is printed of an edition, each kind into files of its own: rankings, bulletins, statements, the certificate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import final

from attrs import define

from tristandard.basics.language import either
from tristandard.basics.publication import short_decimal
from tristandard.codec.issued import write_bulletin, write_certificate, write_statement
from tristandard.codec.output import write_all
from tristandard.desk.book import write_rulebook
from tristandard.desk.letters import write_letters
from tristandard.desk.page.report import write_page
from tristandard.desk.project import Project
from tristandard.desk.safe_names import safe_name, safe_names
from tristandard.desk.writing import Head, Written, write_sheets
from tristandard.proof.certificate import Certificate, certify
from tristandard.reports.bulletin import Bulletin, bulletin
from tristandard.reports.statement import statement
from tristandard.rules.wording.lines import tell_outcome
from tristandard.scoring.edition import editions
from tristandard.scoring.headline import headline, notice_of
from tristandard.scoring.notice import notices
from tristandard.scoring.results import AssessmentResult, Results
from tristandard.scoring.scorecard import Scorecard
from tristandard.words.sentence import Sentence, Told

_RANKING, _NOTICES = Told("排名.xlsx", "ranking.xlsx"), Told("问题通报.xlsx", "notices.xlsx")
_BULLETIN, _STATEMENT = Sentence("通报-{name}", "bulletin-{name}"), Sentence("扣分明细-{name}", "statement-{name}")
_TABLE, _ABOUT = Told("通报", "bulletin"), Told("说明", "about")
_PAGE, _LETTERS = Told("结果.html", "results.html"), Told("文书", "letters")
#: What the rule book is called, without its ending.
BOOK = Told("融合测评体系", "rulebook")
_PAGING, _WRITING_LETTERS = Told("生成网页", "making the page"), Told("生成文书", "writing the letters")
_CERTIFICATE = Told("核验书.txt", "certificate.txt")
_HEADS = (
    Told("类别", "kind"), Told("名次", "place"), Told("单位", "unit"), Told("得分", "score"), Told("精确值", "exact"),
    Told("已测", "measured"), Told("最低", "lowest"), Told("最高", "highest"), Told("等次", "grade"),
    Told("说明", "reason"),
)  # fmt: skip
#: Of these, those whose numbers are numbers, and show the digits that are published.
_NUMBERS = frozenset({"place", "score", "exact", "lowest", "highest"})
#: The columns of a bulletin that hold words: kind, unit, grade, warnings and remarks.
_WORDS = 0, 2, 4, -2, -1
_TOLD_HEADS = (
    Told("点位编码", "site"), Told("点位", "name of the site"), Told("指标", "indicator"), Told("测得", "seen"),
    Told("责任单位", "units"), Told("通报给", "to"),
)  # fmt: skip


def told_ranking(result: AssessmentResult, language: str) -> str:
    """Return a ranking as text, without the notice of the rules, which stands once below several."""
    text = result.ranking().text(language)
    return text.removesuffix("\n".join(["", *notice_of(result.identity, language)]))


@final
@define(slots=False)
class Printing:
    """What is printed where, in which language."""

    project: Project
    results: Results
    folder: Path
    language: str

    @cached_property
    def certificate(self) -> Certificate:
        """The certificate of the results, made once for all that prints it."""
        return certify(self.results)


def _ranked(card: Scorecard, language: str) -> list[str]:
    kind, unit, grade = card.rules.kinds[card.unit.kind], card.rules.unit_names[card.unit.code], card.tell_grade()
    publish = card.publish
    return [
        either(kind.zh, kind.en).text(language), "" if card.place is None else str(card.place),
        unit.text(language), "" if card.published is None else str(card.published),
        "" if card.exact is None else short_decimal(card.exact),
        f"{card.part.measured}/{card.part.measured + card.part.unmeasured}", str(publish(card.part.low)),
        str(publish(card.part.high)), grade.text(language) if grade else "",
        card.reason.text(language) if card.place is None else "",
    ]  # fmt: skip


def _statements(at: Printing) -> list[Path]:
    """Write a statement for each unit, as a text and as a table."""
    results = at.project.printed(at.results)
    units = sorted({unit for code in at.project.own for unit in results[code]})
    names = safe_names([results.rules.unit_names[unit].text(at.language) for unit in units])
    texts = dict[str, str]()
    for unit in units:
        name = _STATEMENT(name=names[results.rules.unit_names[unit].text(at.language)]).text(at.language)
        made = statement(results, unit)
        write_statement(made, file := StringIO(), ending=".csv", language=at.language)
        texts |= {f"{name}.txt": f"{made.text(at.language)}\n", f"{name}.csv": file.getvalue()}
    return _all(at.folder, texts)


def _notices(at: Printing) -> list[Path]:
    """Write the problems that other offices are told of; nothing where there are none."""
    rules, plan = at.results.rules, at.results.ledger.plan
    rows = [
        [
            one.site, plan.sites[one.site].zh, _lead(at.results, one.site, one.indicator).text(at.language),
            tell_outcome(one.outcome, plan.question(one.site, one.indicator).bar).text(at.language),
            "; ".join(rules.unit_names[unit].text(at.language) for unit in one.units if unit),
            "; ".join(_assessment(at.results, code).text(at.language) for code in one.to),
        ]
        for one in notices(at.results.ledger)
        if one.found_by in at.project.own
    ]  # fmt: skip
    path = at.folder / _NOTICES.text(at.language)
    if not rows:
        return []
    sheets = [_sheet(path.stem, _TOLD_HEADS, rows, at.language), _about(at.results.identity, at.language)]
    return [_book(path, sheets)]


def _lead(results: Results, site: str, indicator: str) -> Told:
    lead = results.ledger.plan.question(site, indicator).indicator.lead
    return either(lead.zh, lead.en)


def _assessment(results: Results, code: str) -> Told:
    found = results.rules.assessment(code)
    return either(found.zh, found.en)


def _sheet(name: str, heads: Iterable[Told], rows: list[list[str]], language: str) -> Written:
    columns = [Head(head.text(language), 18, number=head[1] in _NUMBERS, published=True) for head in heads]
    return Written(name[:31], columns, rows, spare=0, printed=True)


def _book(path: Path, sheets: list[Written]) -> Path:
    write_sheets(path, sheets)
    return path


def _all(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    write_all(folder, texts)
    return [folder / name for name in texts]


def _ranking(at: Printing) -> list[Path]:
    labels = {code: _assessment(at.results, code).text(at.language) for code in at.project.own}
    about = _ABOUT.text(at.language)
    names = safe_names([*labels.values(), about])
    sheets = [
        _sheet(names[label], _HEADS, [_ranked(card, at.language) for card in at.results[code].ranking()], at.language)
        for code, label in labels.items()
    ]
    return [_book(at.folder / _RANKING.text(at.language), [*sheets, _about(at.results.identity, at.language)])]


def _bulletins(at: Printing) -> list[Path]:
    """Write a bulletin for each assessment: a workbook for people, and a table for programs."""
    texts, books = dict[str, str](), list[Path]()
    for code in at.project.own:
        made = bulletin(at.results[code])
        named = _assessment(at.results, code)[0] if at.language == "zh" else code
        name = safe_name(_BULLETIN(name=named).text(at.language))
        write_bulletin(made, file := StringIO(), ending=".csv")
        texts[f"{name}.csv"] = file.getvalue()
        books.append(_book(at.folder / f"{name}.xlsx", [_table(made, at.language), _about(made.identity, at.language)]))
    return [*books, *_all(at.folder, texts)]


def _table(made: Bulletin, language: str) -> Written:
    """Return the table of a bulletin as a sheet, whose numbers are numbers."""
    columns = made.columns_in(language)
    words = {place % len(columns) for place in _WORDS}
    heads = [
        Head(title, 36 if place == len(columns) - 1 else 12, number=place not in words, published=True)
        for place, title in enumerate(columns)
    ]
    rows = [made.cells(row, language) for row in made.rows_in(language)]
    return Written(_TABLE.text(language), heads, rows, spare=0, frozen=3, printed=True)


def _about(identity: Mapping[str, str], language: str) -> Written:
    """Return of what a table is, with the notice of the rules, as a sheet."""
    lines = [headline(identity, language), *notice_of(identity, language)]
    name = _ABOUT.text(language)
    return Written(name, [Head(name, 100)], [[one] for one in lines], spare=0, printed=True)


def _certificate(at: Printing) -> list[Path]:
    editions(at.project.every())  # each follows on the one before
    path = at.project.certificate_path(at.results.edition)
    write_certificate(at.certificate, path)
    return [path, *_all(at.folder, {_CERTIFICATE.text(at.language): f"{at.certificate.text(at.language)}\n"})]


def _page(at: Printing) -> list[Path]:
    path = at.folder / _PAGE.text(at.language)
    at.project.tell(_PAGING)
    write_page(path, at.project.printed(at.results), language=at.language, certificate=at.certificate)
    return [path]


def _letters(at: Printing) -> list[Path]:
    """Write the letters, by the office's own templates where the project has some in `templates/`."""
    path = at.project.folder / "templates"
    at.project.tell(_WRITING_LETTERS)
    templates = path if path.is_dir() else None
    own = at.project.printed(at.results)
    return list(write_letters(at.folder / _LETTERS.text(at.language), own, language=at.language, templates=templates))


def _rulebook(at: Printing) -> list[Path]:
    path = at.project.kept.free(at.project.out / f"{BOOK.text(at.language)}.docx")
    write_rulebook(path, at.project.merged, language=at.language)
    return [path]


#: By what `write` of `project.toml` names, what writes it, and returns the paths.
WRITERS: Mapping[str, Callable[[Printing], list[Path]]] = {
    "ranking": _ranking, "bulletin": _bulletins, "statement": _statements,
    "notices": _notices, "certificate": _certificate, "page": _page, "letters": _letters, "rulebook": _rulebook,
}  # fmt: skip
