"""The page of one period: one HTML file with the results, how they came about, and what proves them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tristandard.basics.errors import BadValue, all_of, for_argument, said, wanted
from tristandard.basics.language import either
from tristandard.desk.page.burdens import once
from tristandard.desk.page.details import Details
from tristandard.desk.page.identity import identity_of
from tristandard.desk.page.moves import lifts, moves
from tristandard.desk.page.rendering import page_path, write_html
from tristandard.desk.page.standings import standings
from tristandard.desk.page.texts import ILLUSTRATIVE, MORE_LINES, TITLE, texts
from tristandard.insight.uplift import Uplift
from tristandard.insight.whatif_found import LeastSet
from tristandard.insight.whatif_more import Neighbours
from tristandard.proof.certificate import Certificate, certify
from tristandard.scoring.headline import notice_of
from tristandard.scoring.results import Results
from tristandard.words.sentence import Language, Told

#: So many lines of a certificate stand on a page.
_LINES = 200
_OF_EACH = Told("请分别生成各期的页面", "write a page of each period by itself")
_OF_THESE = Told("本页结果的核验", "the certificate of these very results")
_CERTIFY = Told("请用 certify(results)，或不写 certificate", "give certify(results), or leave `certificate` out")


def write_page(
    path: str | Path,
    results: Results,
    *,
    language: str | Language = "zh",
    certificate: Certificate | None = None,
    uplift: Uplift | None = None,
    least: Iterable[LeastSet] = (),
    firm: Iterable[Neighbours] = (),
) -> None:
    """Write the results of one period as one HTML file that needs no network, and prints on A4.

    It holds who measured what once, rankings with their intervals, what each item took, and for every unit the way
    from the score to site, finding, standard, clause; all numbers are those of the library, to the last digit printed.

    Args:
        path: Of an .html.
        results: Of one period.
        language: "zh", "en", or a language that is laid over them.
        certificate: Of these results; made anew where none is given, which takes longer than the page.
        uplift: What the merge costs or gives, of these results; left out where none is given.
        least: The least sets that move a place, likewise.
        firm: Whether neighbouring places are firm, likewise.

    Raises:
        NotRead: When the extra `desk` is not installed.
        BadValue: When the results put several periods together, or what is handed in is not of these results.
        BadInput: When the file cannot be written.
    """
    target, results = page_path(path), Results.of_one_period(results, _OF_EACH)
    t = texts(language)
    wanted(certificate, Certificate | None, for_argument("certificate"))
    wanted(uplift, Uplift | None, for_argument("uplift"))
    lists = all_of(least, LeastSet), all_of(firm, Neighbours)
    if certificate is not None and dict(certificate.identity) != results.identity:
        raise BadValue(certificate.identity["inputs"], _OF_THESE, _CERTIFY)
    details = Details(results, language)
    values = {
        "t": t,
        "title": _title(results, language),
        "identity": identity_of(results, language),
        "notice": notice_of(results.identity, language),
        "books": [standings(result, language) for result in results.values()],
        "once": once(results, language),
        "lifts": None if uplift is None else lifts(results, uplift, language),
        "moves": moves(results, *lists, language) if any(lists) else None,
        "details": [(_label(result.assessment, language), details.of(result)) for result in results.values()],
        "certificate": _proof(certificate or certify(results), language),
    }
    values["illustrative"] = _illustrative(details, language)
    write_html(target, "page.html.j2", values, details.packed())


def _title(results: Results, language: str | Language) -> str:
    rules = results.rules
    return said(TITLE(rules=either(rules.zh, rules.en), period=str(results.period)), language)


def _label(book: Any, language: str | Language) -> str:
    return said(either(book.zh, book.en), language)


def _illustrative(details: Details, language: str | Language) -> str:
    """Return how many of the standards that the page names are made up; empty where none is."""
    standards, points = (sum(one[place] for one in details.made_up) for place in (0, 1))
    if not standards and not points:
        return ""
    return said(ILLUSTRATIVE(all=len(details.made_up), standards=standards, points=points), language)


def _proof(certificate: Certificate, language: str | Language) -> Mapping[str, Any]:
    """Return whether a certificate holds, and what it says line by line: its facts, then what disagrees."""
    above = 1 + len(notice_of(certificate.identity, language))
    lines = certificate.text(language).splitlines()[above:]
    if (more := len(lines) - _LINES) > 0:
        lines = [*lines[:_LINES], said(MORE_LINES(count=more), language)]
    return {"holds": certificate.holds, "lines": lines}
