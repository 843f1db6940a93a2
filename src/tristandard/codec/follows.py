"""Whether what stands in a file is what its own inputs lead to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tristandard.basics.shown import shown
from tristandard.codec.account import Pieces, ledger_pieces, plan_pieces, results_pieces
from tristandard.codec.bad_input import NOWHERE, Position, bad, in_file
from tristandard.codec.cattrs_errors import THERE
from tristandard.codec.held import Held
from tristandard.codec.identity import is_digest
from tristandard.codec.layout import grown
from tristandard.codec.output import json_text
from tristandard.codec.sealed_file import converter_for
from tristandard.scoring.results import Results
from tristandard.survey.ledger import Ledger
from tristandard.survey.plan import Plan
from tristandard.words.sentence import Sentence, Told


def pieces_of(made: Plan | Ledger | Results) -> Pieces:
    """Return what a file of a plan, a ledger or results holds."""
    match made:
        case Plan():
            return plan_pieces(made, converter_for(made.rules))
        case Ledger():
            return ledger_pieces(made, converter_for(made.register.rules))
        case Results():
            return results_pieces(made, converter_for(made.ledger.register.rules))


def content(made: Plan | Ledger | Results) -> dict[str, Any]:
    """Return what a file of a plan, a ledger or results says, as reading it gives it."""
    return {key: grown(piece) for key, piece in pieces_of(made).items()}


def check_follows(path: Path | Held, made: Plan | Ledger | Results, table: Mapping[str, Any]) -> None:
    """Refuse a file whose content is not what its own inputs lead to, at the first place that differs."""
    follows = content(made)
    del follows["kind"]
    _equal(path, follows, table)


_WHAT_FOLLOWS = Sentence("由文件中所据内容得出的：{made}", "what follows from the inputs in the file: {made}")
#: Of a digest, never which one it is.
_THE_DIGEST_THAT_FOLLOWS = Told("由文件中所据内容得出的摘要", "the digest of the inputs in the file")
_WRITE_IT_AGAIN = Told("文件被改动过，请重新写出", "write the file again; someone or something changed it")


def _equal(path: Path | Held, made: object, table: object, where: Position = NOWHERE) -> None:
    if isinstance(made, dict) and isinstance(table, dict):
        for key in sorted(made.keys() | table.keys()):
            if key not in table:
                raise bad(path.name, where, key, THERE, _WRITE_IT_AGAIN)
            _equal(path, made.get(key), table.get(key), where.inside(key))
        if made.keys() == table.keys():
            return
    elif isinstance(made, list) and isinstance(table, list) and len(made) == len(table):
        for place, (one, other) in enumerate(zip(made, table, strict=True)):
            _equal(path, one, other, where.inside(place))
        return
    elif json_text(made) == json_text(table):
        return
    expected = _THE_DIGEST_THAT_FOLLOWS if is_digest(made) else _WHAT_FOLLOWS(made=shown(in_file(made)))
    raise bad(path.name, where, table, expected, _WRITE_IT_AGAIN)
