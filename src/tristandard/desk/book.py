"""The rule book as a file to print or to hand on: a Word document, a workbook or a page of HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import final

from attrs import evolve, frozen

from tristandard.basics.clause import Provenance
from tristandard.basics.errors import BadValue, said, wanted
from tristandard.basics.marks import flat
from tristandard.codec.files import content_of, path_of
from tristandard.codec.output import write_all
from tristandard.desk.extra import needed
from tristandard.desk.vocabulary import BOOK_HEADS, BOOK_SHEETS
from tristandard.desk.word import MADE_UP, Row, Word
from tristandard.desk.writing import Head, Written, write_sheets
from tristandard.merging.merged import MergedRules
from tristandard.reports.rule_book import Rulebook, rulebook
from tristandard.reports.rule_book_entries import Asked, RulebookEntry
from tristandard.reports.wording import RULED
from tristandard.rules.wording.values import tell_known
from tristandard.words.sentence import Language, Sentence, Told

_PAGE = Path(__file__).parent / "templates" / "rulebook.html"
_BLOCK = Sentence("{type}（{count} 项）", "{type} ({count:indicator|indicators})")
_PLACED = Sentence("{told}（{where}）", "{told} ({where})")
_HOST = Sentence("测评：{host}", "measured by {host}")
_USERS = Sentence("使用：{users}", "used by {users}")
_USERS_THERE = Sentence("使用（{where}）：{users}", "used in {where} by {users}")
_ASKED = Sentence("{label}：{told}（{known}）", "{label}: {told} ({known})")
_CHARGED = Sentence("{label} · {item}：{told}（{known}）", "{label} · {item}: {told} ({known})")
_OF_EACH = Sentence("{label}：{told}", "{label}: {told}")
_HEADS = tuple(Told(zh, en) for zh, en, _ in BOOK_HEADS)
_ENDINGS = (".docx", ".xlsx", ".html")
_KIND_OF_FILE = Told("能写出的文件类型", "a kind of file that is written here")
_GIVE_AN_ENDING = Told("请给出以 .docx、.xlsx 或 .html 结尾的路径", "give a path that ends in .docx, .xlsx or .html")


@final
@frozen
class _Page:
    """A rule book as it is printed, in one language.

    Attributes:
        blocks: By type of site its head, and its rows: the lines of each cell, and which cells are made up.
    """

    language: str | Language
    title: str
    lines: tuple[str, ...]
    heads: tuple[str, ...]
    blocks: tuple[tuple[str, list[Row]], ...]


def write_rulebook(path: str | Path, merged: MergedRules, *, language: str | Language = "zh") -> None:
    """Write the rule book of merged rules (融合测评体系): by type of site each indicator once, as it is computed.

    Args:
        path: Ends in .docx for Word and WPS, .xlsx for Excel and WPS, or .html for any browser; each prints on A4.
        merged: The merged rules.
        language: "zh" or "en".

    Raises:
        BadValue: When the path ends otherwise, or the language is another.
        NotRead: When the extra `desk` is not installed.
        BadInput: When the file cannot be written.
    """
    target = path_of(path)
    wanted(merged, MergedRules)
    write = _WRITERS.get(target.suffix.lower())
    if write is None:
        raise BadValue(target.name, _KIND_OF_FILE, _GIVE_AN_ENDING)
    write(target, _page(rulebook(merged), language))


def _page(book: Rulebook, language: str | Language) -> _Page:
    def text(told: Told) -> str:
        return flat(said(told, language))

    def row(number: int, entry: RulebookEntry) -> Row:
        made_up = {_ASKED_AT: "standard_provenance", _CHARGED_AT: "points_provenance"}
        found = {
            place for place, name in made_up.items()
            if any(getattr(own, name) is Provenance.ILLUSTRATIVE for own in entry.asked)
        }  # fmt: skip
        return [[str(number)], *([text(line) for line in cell] for cell in _cells(book, entry))], found

    blocks = tuple(
        (text(_BLOCK(type=one.label, count=len(one.entries))), [row(*pair) for pair in enumerate(one.entries, 1)])
        for one in book.blocks
    )
    lines, heads = (tuple(map(text, told)) for told in (book.lines, _HEADS))
    return _Page(language, text(book.title), lines, heads, blocks)


#: The columns that may be made up.
_ASKED_AT, _CHARGED_AT = 4, 5


def _cells(book: Rulebook, entry: RulebookEntry) -> Iterator[list[Told]]:
    """Yield the cells of an entry after its number, line by line."""
    names, several = book.assessments, len(entry.in_force) > 1
    yield [entry.label, Told(entry.code, entry.code)]
    bars = [_PLACED(told=one.bar, where=one.where) for one in entry.in_force]
    yield [*bars, *([RULED(why=entry.ruling)] if entry.ruling[0] else []), *([entry.apart] if entry.outside else [])]
    users = [(one.where, [names[code] for code in one.users]) for one in entry.in_force]
    used = [_USERS_THERE(where=where, users=who) if several else _USERS(users=who) for where, who in users]
    yield [_HOST(host=names[entry.host]), *used]
    yield [_ASKED(label=own.label, told=own.standard, known=tell_known(own.standard_provenance)) for own in entry.asked]
    yield [_charged(own) for own in entry.asked]
    alike = len({own.subjects for own in entry.asked}) == 1
    subjects = (_OF_EACH(label=own.label, told=own.subjects) for own in entry.asked)
    yield [entry.asked[0].subjects] if alike else list(subjects)
    yield [_OF_EACH(label=own.label, told=own.clauses) for own in entry.asked if own.clauses[0]]


def _charged(own: Asked) -> Told:
    known = tell_known(own.points_provenance)
    told: Told = _CHARGED(label=own.label, item=own.item, told=own.deductions, known=known)
    return told


def _write_docx(path: Path, page: _Page) -> None:
    word = Word.blank(landscape=True)
    word.title(page.title)
    for line in page.lines:
        word.paragraph(line)
    for head, rows in page.blocks:
        word.heading(head)
        word.table(page.heads, rows, [share for *_, share in BOOK_HEADS])
    content = BytesIO()
    word.save(content)
    write_all(path.parent, {path.name: content.getvalue()}, limit=None)


def _write_xlsx(path: Path, page: _Page) -> None:
    first, second, kind = (said(Told(*names), page.language) for names in BOOK_SHEETS)
    about = Written(first, [Head(page.title, 100)], [[line] for line in page.lines], spare=0, printed=True)
    widths = [2 * share for *_, share in BOOK_HEADS]
    heads = [Head(kind, 14), *(Head(*pair) for pair in zip(page.heads, widths, strict=True))]
    heads[1] = evolve(heads[1], number=True)
    rows, colours = list[list[str]](), dict[tuple[int, int], str]()
    for head, entries in page.blocks:
        for cells, made_up in entries:
            colours |= dict.fromkeys(((len(rows), column + 1) for column in made_up), f"#{MADE_UP}")
            rows.append([head, *("\n".join(lines) for lines in cells)])
    write_sheets(path, [about, Written(second, heads, rows, colours, spare=0, frozen=3, printed=True)])


def _write_html(path: Path, page: _Page) -> None:
    jinja = needed("jinja2")
    made = jinja.Environment(autoescape=True, undefined=jinja.StrictUndefined, trim_blocks=True)
    told = {name: getattr(page, name) for name in ("title", "lines", "heads", "blocks")}
    code = page.language if isinstance(page.language, str) else "en"
    text = made.from_string(content_of(_PAGE, None).decode()).render(language=code, **told)
    write_all(path.parent, {path.name: text}, limit=None)


_WRITERS: Mapping[str, Callable[[Path, _Page], None]] = dict(
    zip(_ENDINGS, (_write_docx, _write_xlsx, _write_html), strict=True)
)
