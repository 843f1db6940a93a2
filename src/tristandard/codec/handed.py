"""Handovers and notices in and out: what one office tells another, under the rules that both have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attrs import asdict
from cattrs import Converter

from tristandard.basics.errors import BadValue, all_of, refuse, wanted
from tristandard.basics.period import Period
from tristandard.basics.points import plain
from tristandard.basics.terms import UnknownTerm
from tristandard.codec.bad_input import NOWHERE, Position, under
from tristandard.codec.cattrs_errors import MEND_OR_TAKE_OUT
from tristandard.codec.convert import A_KNOWN_KEY
from tristandard.codec.held import Held
from tristandard.codec.reader import Reader
from tristandard.codec.sealed_file import (
    check_same_rules,
    check_says,
    converter_for,
    key_of,
    made_under,
    opened_as,
    write_sealed,
)
from tristandard.codec.sources import Document, document_from
from tristandard.codec.survey import CANNOT_BE_LOADED
from tristandard.codec.target import Writable
from tristandard.merging.merged import MergedRules
from tristandard.scoring.handed_over import HandedOver, Handover
from tristandard.scoring.notice import Notice
from tristandard.words.sentence import Told

_THE_HANDOVER, _THE_NOTICE = Told("移交", "the handover"), Told("问题通报", "the notice")


def write_handover(handed: Handover, path: Writable, merged: MergedRules) -> None:
    """Write a handover as JSON, so that it loads equal under the rules given."""
    wanted(handed, Handover)
    wanted(merged, MergedRules)
    convert = converter_for(merged.rule_set)
    table = asdict(handed, recurse=False)
    entries = [_handed_table(entry, convert) for entry in handed.entries]
    write_sealed(
        "handover",
        {
            **table,
            "period": str(handed.period),
            "sites": [convert.unstructure(site) for site in handed.sites],
            "entries": entries,
        },
        path,
    )


def _handed_table(entry: HandedOver, convert: Converter) -> dict[str, Any]:
    return {
        **asdict(entry, recurse=False),
        "status": entry.status.value,
        "outcome": convert.unstructure(entry.outcome),
        "points": {unit: plain(lost) for unit, lost in entry.points},
        "gained": {unit: plain(gained) for unit, gained in entry.gained},
        "earlier": {code: list(times) for code, times in entry.earlier},
    }


def load_handover(source: Document, merged: MergedRules) -> Handover:
    """Load a handover that was made under the rules given.

    Raises:
        Refused: With every mistake of the file.
        BadInput: When it was made under other rules.
    """
    path = document_from(source)
    with made_under("handover", path, merged) as table:
        reader = Reader(converter_for(merged.rule_set))
        handed = reader.take(table, Handover, path.name)
        if handed is not None:
            known = [book.code for book in merged.rule_set.assessments]
            for key in ("host", "consumer"):
                if getattr(handed, key) not in known:
                    unknown = UnknownTerm("assessment", getattr(handed, key), _THE_HANDOVER, tuple(known))
                    reader.note(path.name, under(key), unknown)
            check_says(reader, path, under("notice"), handed.notice, merged.rule_set.notice_zh)
        refuse(CANNOT_BE_LOADED(name=path.name), reader.problems)
    return handed  # type: ignore[no-any-return]


def write_notices(found: tuple[Notice, ...], path: Writable, merged: MergedRules) -> None:
    """Write notices as JSON, so that they load equal under the rules given."""
    wanted(merged, MergedRules)
    convert = converter_for(merged.rule_set)
    write_sealed(
        "notices",
        {
            "notices": [
                {**asdict(notice, recurse=False), "outcome": convert.unstructure(notice.outcome)}
                for notice in all_of(found, Notice)
            ]
        },
        path,
    )


def load_notices(source: Document, merged: MergedRules) -> tuple[Notice, ...]:
    """Load notices that were made under the rules given. Raises as `load_handover` does."""
    wanted(merged, MergedRules)
    path = document_from(source)
    with opened_as("notices", path) as table:
        reader = Reader(converter_for(merged.rule_set))
        found: tuple[Notice, ...] = reader.take(
            key_of(path, table, "notices", list), tuple[Notice, ...], path.name, under("notices")
        )
        for key in sorted(table.keys() - {"notices"}):
            reader.note(path.name, NOWHERE, BadValue(key, A_KNOWN_KEY, MEND_OR_TAKE_OUT))
        refuse(CANNOT_BE_LOADED(name=path.name), reader.problems)
        for place, notice in enumerate(found):
            where = under("notices", place)
            check_same_rules(path, where.inside("rules"), notice.rules, merged.rule_set)
            _notified(reader, path, where, notice, merged)
        refuse(CANNOT_BE_LOADED(name=path.name), reader.problems)
    return found


def _notified(reader: Reader, path: Path | Held, where: Position, notice: Notice, merged: MergedRules) -> None:
    """Note what a notice names that its rules do not declare, and what it says otherwise than they do."""
    rules = merged.rule_set
    reader.made(lambda: Period.parse(notice.period), notice.period, path.name, where.inside("period"))
    books = tuple(book.code for book in rules.assessments)
    named = [
        ("found_by", "assessment", notice.found_by, books),
        *(("to", "assessment", one, books) for one in notice.to),
    ]
    named += [("units", "unit", unit, tuple(one.code for one in rules.units)) for unit in notice.units if unit]
    codes = notice.indicator.split("+")  # of several where an assessment counts it in several items
    named += [("indicator", "indicator", code, tuple(rules.indicators)) for code in codes]
    for key, kind, code, known in named:
        if code not in known:
            reader.note(path.name, where.inside(key), UnknownTerm(kind, code, _THE_NOTICE, known))
    if codes[0] in rules.indicators:
        known_as = rules.indicators[codes[0]]
        check_says(reader, path, where.inside("zh"), notice.zh, known_as.zh)
        check_says(reader, path, where.inside("en"), notice.en, known_as.en)
    check_says(reader, path, where.inside("notice"), notice.notice, rules.notice_zh)
    check_says(reader, path, where.inside("notice_en"), notice.notice_en, rules.notice_en)
