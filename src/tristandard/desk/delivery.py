"""What one office passes to another (移交件): the handover and the notices of one edition, sealed, in one file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any, final

from attrs import frozen

from tristandard.basics.errors import BadValue
from tristandard.basics.order import key_of
from tristandard.basics.outcome import NotMeasured, Observation
from tristandard.codec.bad_input import NOWHERE, bad, under
from tristandard.codec.handed import load_handover, load_notices, write_handover, write_notices
from tristandard.codec.output import json_text, seal, seal_of_read
from tristandard.codec.toml_json import read_json
from tristandard.merging.merged import MergedRules
from tristandard.scoring.handed_over import Handover
from tristandard.scoring.handover import handover
from tristandard.scoring.notice import Notice, notices
from tristandard.scoring.results import Results
from tristandard.survey.source import handed_by
from tristandard.words.sentence import Told

KIND = "delivery"
#: The keys of the file, all of them texts; then what is handed over.
_TEXTS = "from", "to", "period", "rule_set", "rule_set_version", "rules", "results", "supersedes", "reason", "edition"
_A_DELIVERY = Told("移交件", "a delivery")
_ASK_AGAIN = Told("请向移交单位重新索取文件", "ask the office that sent it for the file again")
#: Never which one it is: whoever changed the file would only have to write it in.
_THE_SEAL = Told("与文件内容相符的校验码", "the seal of what stands in the file")
_CHANGED = Told(
    "文件在途中被改动过，未予接收；请向移交单位重新索取",
    "the file was changed on its way and is not received; ask the office that sent it for it again",
)
_A_NUMBER = Told("版次", "the number of an edition")


@final
@frozen(kw_only=True)
class Delivery:
    """What one office passes to another for one period.

    Attributes:
        sender: The assessment whose office sends it.
        receiver: The one whose office it is for.
        period: Of which it speaks, as text.
        rules: The digest of the rules.
        edition: Of the sender's results.
        results: Their digest.
        reason: Why they were corrected; "" for the first edition.
        supersedes: The seal of the delivery of the edition before; "" for the first.
        handover: What is handed over; None where the sender measures nothing for the receiver.
        notices: The problems that the receiver is told of.
        seal: The digest of all of this, as its file has it.
    """

    sender: str
    receiver: str
    period: str
    rules: str
    edition: int
    results: str
    reason: str
    supersedes: str
    handover: Handover | None
    notices: tuple[Notice, ...]
    seal: str


@final
@frozen
class Outgoing:
    """What an office passes to another: whom it is for, what is handed over and told, and both as a sealed file.

    Attributes:
        receiver: The assessment whose office it is for.
        handover: What is handed over, if anything.
        notices: The problems that it is told of.
        text: Of the file.
        seal: Of the file.
    """

    receiver: str
    handover: Handover | None
    notices: tuple[Notice, ...]
    text: str
    seal: str


def deliveries(results: Results, sender: str, before: Mapping[str, str]) -> Iterator[Outgoing]:
    """Yield what an office passes on, each to one other office.

    Args:
        results: The edition.
        sender: The assessment whose office sends it.
        before: The seals of the deliveries of the edition before, by whom they are for.
    """
    ledger = results.ledger
    merged, told = ledger.plan.merged, notices(ledger)
    for receiver in sorted(one.code for one in ledger.rules.assessments if one.code != sender):
        try:
            handed = handover(results, sender, receiver)
        except BadValue:
            handed = None  # it measures nothing for that office
        mine = tuple(one for one in told if one.found_by == sender and receiver in one.to)
        if handed is None and not mine:
            continue
        table: dict[str, Any] = {
            "kind": KIND, "from": sender, "to": receiver, "period": str(results.period),
            "rule_set": ledger.rules.code, "rule_set_version": ledger.rules.version, "rules": ledger.rules.digest,
            "results": results.digest, "edition": str(results.edition), "reason": results.reason,
            "supersedes": before.get(receiver, ""), "handover": None, "notices": None,
        }  # fmt: skip
        if handed is not None:
            write_handover(handed, file := StringIO(), merged)
            table["handover"] = json.loads(file.getvalue())
        write_notices(mine, file := StringIO(), merged)
        table["notices"] = json.loads(file.getvalue())
        sealed = seal(table)
        yield Outgoing(receiver, handed, mine, json_text({**table, "seal": sealed}), sealed)


def load_delivery(path: Path, merged: MergedRules) -> Delivery:
    """Load a delivery that was made under the rules given.

    Raises:
        BadInput: When it is none, was changed on its way, or was made under other rules.
        Refused: With every mistake of what is handed over.
    """
    table = opened_delivery(path)
    parts = {}
    for key in ("handover", "notices"):
        if table[key] is not None:
            parts[key] = _Part(json.dumps(table[key], ensure_ascii=False, default=str))
            parts[key].name = path.name
    return Delivery(
        sender=table["from"], receiver=table["to"], period=table["period"], rules=table["rules"],
        edition=int(table["edition"]), results=table["results"], reason=table["reason"],
        supersedes=table["supersedes"], seal=table["seal"],
        handover=load_handover(parts["handover"], merged) if "handover" in parts else None,
        notices=load_notices(parts["notices"], merged) if "notices" in parts else (),
    )  # fmt: skip


def latest_deliveries(folder: Path, merged: MergedRules) -> tuple[Delivery, ...]:
    """Return the latest delivery of each office in a folder; none where there is no folder."""
    latest = dict[str, Delivery]()
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        one = load_delivery(path, merged)
        if one.sender not in latest or latest[one.sender].edition < one.edition:
            latest[one.sender] = one
    return tuple(latest[sender] for sender in sorted(latest))


class _Part(StringIO):
    """A part of a file, which messages call by the name of the file."""

    name: str = ""


def opened_delivery(path: Path) -> dict[str, Any]:
    """Return what stands in the file of a delivery that nobody changed; what is handed over is not looked at yet."""
    table = read_json(path, limit=None)
    if not isinstance(table, dict) or table.get("kind") != KIND:
        found = table.get("kind") if isinstance(table, dict) else table
        raise bad(path.name, under("kind"), found, _A_DELIVERY, _ASK_AGAIN)
    written = table.get("seal")
    if written != seal_of_read(table):
        raise bad(path.name, under("seal"), written, _THE_SEAL, _CHANGED)
    if table.keys() != {"kind", "seal", "handover", "notices", *_TEXTS}:
        raise bad(path.name, NOWHERE, sorted(table), _A_DELIVERY, _ASK_AGAIN)
    wrong = next((key for key in _TEXTS if not isinstance(table[key], str)), None)
    if wrong:
        raise bad(path.name, under(wrong), table[wrong], _A_DELIVERY, _ASK_AGAIN)
    if not table["edition"].isdecimal() or len(table["edition"]) > 9 or table["edition"].startswith("0"):
        raise bad(path.name, under("edition"), table["edition"], _A_NUMBER, _ASK_AGAIN)
    return table


def source_of(one: Delivery) -> str:
    """Return the source that reports what was handed over."""
    return handed_by(one.sender)


def delivered(one: Delivery) -> Iterator[Observation]:
    """Yield what was handed over as reports of the office that measured, each edition a revision of the one before."""
    for entry in one.handover.entries if one.handover else ():
        if one.edition == 1 and isinstance(entry.outcome, NotMeasured):
            continue
        assert one.handover is not None
        yield Observation(
            source=source_of(one), id=key_of(entry.site, entry.indicator), revision=one.edition,
            site=entry.site, indicator=entry.indicator, made=one.handover.period.start, outcome=entry.outcome,
        )  # fmt: skip
