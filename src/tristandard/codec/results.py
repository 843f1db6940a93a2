"""Plans, ledgers, results, handovers, notices, certificates and statements in and out.

Each file says of which kind it is. A written plan, ledger or result holds what it was made from,
and the digest of that. Loading makes it again under the rules given and compares: a file that does
not follow from its own inputs is refused. Each file ends with its seal, the digest of all else in
it: what nothing follows from cannot be changed unseen either, but by somebody who makes the seal anew.

What the library wrote is read whatever its size, and is nested as deep as it ever is: parts of a
score stand in a list, each with its level, however deep the model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from attrs import asdict, evolve
from cattrs import BaseValidationError, Converter
from cattrs.gen import override

from tristandard.basics.errors import BadValue, TristandardError, all_of, is_code, is_line, refuse, shown, wanted
from tristandard.basics.marks import flat
from tristandard.basics.outcome import Observation
from tristandard.basics.period import Period
from tristandard.basics.place import Site, UnknownTerm
from tristandard.basics.points import plain, summed
from tristandard.codec.account import Pieces, ledger_pieces, plan_pieces, results_pieces
from tristandard.codec.bad_input import NOWHERE, Position, bad, under
from tristandard.codec.convert import A_KNOWN_KEY, A_TABLE, MEND_OR_TAKE_OUT, Reader, mapped, plain_converter, strict
from tristandard.codec.csv_table import csv_cells
from tristandard.codec.held import Held
from tristandard.codec.layout import as_written, grown, scanned, sealed
from tristandard.codec.output import json_text, seal
from tristandard.codec.quick import Rows
from tristandard.codec.sources import Document, Writable, document_from, target_of
from tristandard.codec.survey import CANNOT_BE_LOADED, survey_converter
from tristandard.codec.toml_json import read_json
from tristandard.merging.merged import MergedRules
from tristandard.proof.certificate import Certificate
from tristandard.reports.bulletin import Bulletin
from tristandard.reports.statement import Statement
from tristandard.reports.statement_rows import StatementRow
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.handover import HandedOver, Handover, Notice
from tristandard.scoring.scorecard import SEVERAL_TOGETHER, Results, score
from tristandard.survey.ledger import Ledger, share
from tristandard.survey.plan import Plan, plan
from tristandard.survey.register import register
from tristandard.words.sentence import Sentence, Told

_STATEMENT = (
    "assessment", "item", "item_zh", "site", "site_zh", "indicator", "zh", "finding", "seen", "bar", "points", "gained",
    "counted", "extrapolated", "rounding", "reason", "clause", "provenance", "notice",
)  # fmt: skip

_A_WRITTEN_FILE = Told("请读入本库写出的文件", "load a file that this library wrote")
_ASK_FOR_FILE = Told("请重新索取该文件", "ask for the file again")
_THE_HANDOVER, _THE_NOTICE = Told("移交", "the handover"), Told("问题通报", "the notice")
_ASK_FOR_CERTIFICATE = Told("请重新索取核验书", "ask for the certificate again")

_Made = TypeVar("_Made", Plan, Ledger, Results)

#: What each kind of file is loaded with.
_LOADERS = {kind: f"load_{kind}" for kind in ("plan", "ledger", "results", "handover", "notices", "certificate")}
#: What a certificate must name of the results that it speaks of; then what it names beside, "" where there is none.
_NAMED = ("edition", "inputs", "library_version", "period", "rule_set", "rule_set_version")
_BESIDE = ("notice_en", "notice_zh", "only", "reason", "supersedes", "variant")
_DIGEST = re.compile("[0-9a-f]{64}")
#: What a certificate counts, the measurements first, of which some may be without a value or breaches.
_COUNTS = ("measurements", "unmeasured", "breaches", "postings", "unassessed", "handovers")


@cache
def _writing() -> Converter:
    """Return a converter that writes what has no measured values, and reads what names no words of a rule set."""
    return survey_converter(None)


#: What reads the words of the rule sets that were read last, by their digest: making it takes longer
#: than reading a small file.
_KEPT: dict[str, Converter] = {}
_MOST = 8


def _converter(rules: RuleSet) -> Converter:
    """Return the converter of what is written and read under a rule set."""
    convert = _KEPT.get(rules.digest) or _made(rules)
    if len(_KEPT) >= _MOST and rules.digest not in _KEPT:
        _KEPT.clear()
    _KEPT[rules.digest] = convert
    return convert


def _made(rules: RuleSet) -> Converter:
    convert, sums = survey_converter(rules), plain_converter()
    convert.register_structure_hook(Period, lambda value, _: Period.parse(value))
    sums.register_structure_hook(Fraction, lambda value, _: summed(value))
    earlier = override(struct_hook=lambda value, _: tuple(convert.structure(value, dict[str, tuple[int, ...]]).items()))
    borne = override(struct_hook=lambda value, _: tuple(sums.structure(mapped(value), dict[str, Fraction]).items()))
    convert.register_structure_hook(
        HandedOver, strict(convert, HandedOver, earlier=earlier, points=borne, gained=borne)
    )
    return convert


def _pieces(made: Plan | Ledger | Results) -> Pieces:
    """Return what a file of a plan, a ledger or results holds."""
    match made:
        case Plan():
            return plan_pieces(made, _converter(made.rules))
        case Ledger():
            return ledger_pieces(made, _converter(made.register.rules))
        case Results():
            return results_pieces(made, _converter(made.ledger.register.rules))


def content(made: Plan | Ledger | Results) -> dict[str, Any]:
    """Return what a file of a plan, a ledger or results says, as reading it gives it."""
    return {key: grown(piece) for key, piece in _pieces(made).items()}


def from_inputs(path: Path | Held, table: Mapping[str, Any], merged: MergedRules) -> Plan | Ledger | Results:
    """Return what the inputs in the file of a plan, a ledger or else results lead to, whatever else stands in it.

    Raises:
        Refused: With every mistake of the inputs.
        BadInput: When one of them is not there.
    """
    match table.get("kind"):
        case "plan":
            return _plan(path, table, merged)
        case "ledger":
            return _ledger(path, table, merged)
        case _:
            return _results(path, table, merged)


def _write_account(made: Plan | Ledger | Results, path: Writable) -> None:
    target_of(path, (".json",)).write(sealed(_pieces(made)), limit=None)


def _write(kind: str, table: Mapping[str, Any], path: Writable) -> None:
    target, table = target_of(path, (".json",)), {"kind": kind, **table}
    target.write(json_text({**table, "seal": seal(table)}), limit=None)


_OF_THE_KIND = Sentence("{kind!r}", "{kind!r}")
_LOAD_IT_WITH = Sentence("请用 {loader} 读入", "load it with {loader}")
_THE_SEAL = Sentence("文件内容的校验码（{seal}）", "the seal of what stands in the file ({seal})")
_SOMETHING_CHANGED_IT = Told("文件被改动过，请重新索取", "ask for the file again; someone or something changed it")


@contextmanager
def _opened(kind: str, path: Path | Held) -> Iterator[dict[str, Any]]:
    """Give the table in a file of one kind; refuse it afterwards, where nothing else was found wrong, if its seal is
    not that of its content.
    """
    table = read_json(path, limit=None)
    if not isinstance(table, dict):
        raise bad(path.name, NOWHERE, table, A_TABLE, _A_WRITTEN_FILE)
    written, made = table.pop("seal", None), seal(table, lambda number: [str(number)])
    found = table.pop("kind", None)
    if found != kind:
        loader = _LOADERS.get(found) if isinstance(found, str) else None
        remedy = _LOAD_IT_WITH(loader=loader) if loader else _A_WRITTEN_FILE
        raise bad(path.name, under("kind"), found, _OF_THE_KIND(kind=kind), remedy)
    yield table
    if written != made:
        raise bad(path.name, under("seal"), written, _THE_SEAL(seal=made), _SOMETHING_CHANGED_IT)


def write_plan(planned: Plan, path: Writable) -> None:
    """Write a plan as JSON: its rules' identity, period, sites and every task."""
    wanted(planned, Plan)
    _write_account(planned, path)


def write_ledger(ledger: Ledger, path: Writable) -> None:
    """Write a ledger as JSON: the plan, every observation, and every posting."""
    wanted(ledger, Ledger)
    _write_account(ledger, path)


_EACH_PERIOD = Told(
    "请分别写出各期间的结果；together() 可再合在一起",
    "write the results of each period; together() puts them together again",
)


def write_results(results: Results, path: Writable) -> None:
    """Write results of one period as JSON: the ledger, the identity, and every scorecard, exact and published.

    Raises:
        BadInput: When the path cannot be written to, or the results put several periods together.
    """
    wanted(results, Results)
    if results.periods:
        name = target_of(path, (".json",)).name
        raise bad(name, NOWHERE, str(results.period), SEVERAL_TOGETHER, _EACH_PERIOD)
    _write_account(results, path)


def load_plan(source: Document, merged: MergedRules) -> Plan:
    """Load a plan and check that its tasks follow from the rules given.

    Raises:
        Refused: With every mistake of the file.
        BadInput: When it was written under other rules, or its tasks are not those that follow.
    """
    path = document_from(source)
    if planned := _as_written(path, merged, _plan):
        return planned
    with _made_under("plan", path, merged) as table:
        planned = _plan(path, table, merged)
        _follows(path, planned, table)
    return planned


def load_ledger(source: Document, merged: MergedRules) -> Ledger:
    """Load a ledger and check that its postings follow from its observations. Raises as `load_plan` does."""
    path = document_from(source)
    if ledger := _as_written(path, merged, _ledger):
        return ledger
    with _made_under("ledger", path, merged) as table:
        ledger = _ledger(path, table, merged)
        _follows(path, ledger, table)
    return ledger


def load_results(source: Document, merged: MergedRules) -> Results:
    """Load results and check that every score follows from the observations, by this version of the library, and all
    else from its seal. Raises as `load_plan` does.
    """
    path = document_from(source)
    if (results := _as_written(path, merged, _results)) is not None:
        return results
    with _made_under("results", path, merged) as table:
        results = _results(path, table, merged)
        _follows(path, results, table)
    return results


def _as_written(
    path: Path | Held, merged: MergedRules, make: Callable[[Path | Held, Mapping[str, Any], MergedRules], _Made]
) -> _Made | None:
    """Return what a file was written of, if what is made of its inputs is written as the file stands,
    to the last byte; else None.

    Then nothing else in it need be read. A file that is laid out otherwise, or in which something is
    wrong, is read as a whole.
    """
    wanted(merged, MergedRules)
    convert = _converter(merged.rule_set)
    rows = Rows(convert)

    def observation(row: Any) -> Observation:
        known = rows.take(row)
        if known is None:
            known = convert.structure(row, Observation)
            rows.learn(row, known)
        return known

    try:
        made = make(path, scanned(path, {"sites": dict, "observations": observation}), merged)
        return made if as_written(path, sealed(_pieces(made))) else None
    except (
        TristandardError,
        BaseValidationError,
        OSError,
        RecursionError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
    ):
        return None


def _results(path: Path | Held, table: Mapping[str, Any], merged: MergedRules) -> Results:
    ledger = _ledger(path, table, merged)
    identity, givens = _key(path, table, "identity", dict), _key(path, table, "givens", list)
    reader = Reader(_writing())
    figures = reader.take(givens, tuple[tuple[str, str, str, Fraction | None], ...], path.name, under("givens"))
    carried = reader.take(_key(path, table, "carried", dict), dict[str, tuple[str, ...]], path.name, under("carried"))
    only = None if table.get("only") is None else reader.take(table["only"], tuple[str, ...], path.name, under("only"))
    written = identity.get("edition")
    edition = reader.made(lambda: _edition(written), written, path.name, under("identity", "edition"))
    named = {
        key: reader.take(identity.get(key), str, path.name, under("identity", key))
        for key in ("supersedes", "reason", "library_version")
    }
    for key, problem in _unfit({key: told for key, told in named.items() if told is not None}):
        reader.note(path.name, under("identity", key), problem)
    refuse(CANNOT_BE_LOADED(name=path.name), reader.problems)
    first = reader.made(
        lambda: score(ledger, givens={tuple(key): figure for *key, figure in figures}, only=only, carried=carried),
        givens,
        path.name,
        under("givens"),
    )
    refuse(CANNOT_BE_LOADED(name=path.name), reader.problems)
    assert first is not None
    assert edition is not None
    results = evolve(first, edition=edition, **named)
    if not results.in_sequence:
        raise bad(path.name, under("identity"), edition, *_SEQUENCE)
    return results


_A_WHOLE_NUMBER = Told("整数", "a whole number")
_EDITION_IN_QUOTES = Told('请给版次的数字加上引号，例如 "2"', 'write the digits of the edition in quotes, such as "2"')
_A_LINE = Told("单行文字", "a text on one line")
_A_TEXT = Told("文字", "a text")
_A_DIGEST = Told("由 64 个数字和字母 a 至 f 组成的摘要", "a digest of 64 digits and letters from a to f")


def _edition(written: object) -> int:
    if isinstance(written, str) and (_COUNT.fullmatch(written) or written == "0"):
        return int(written)
    raise BadValue(written, _A_WHOLE_NUMBER, _EDITION_IN_QUOTES)


def _unfit(identity: Mapping[str, str]) -> Iterator[tuple[str, BadValue]]:
    """Yield what is wrong with what results are named by, each with its key."""
    for key, told in identity.items():
        if key not in ("notice_zh", "notice_en") and not is_line(told):
            yield key, BadValue(told, _A_LINE, _ASK_FOR_FILE)
        elif key in _NAMED and not told:
            yield key, BadValue(told, _A_TEXT, _ASK_FOR_FILE)
        elif key in ("inputs", "supersedes") and told and not _DIGEST.fullmatch(told):
            yield key, BadValue(told, _A_DIGEST, _ASK_FOR_FILE)


_COMPLETE = Sentence("完整的：它缺 {missing}", "complete: it lacks {missing}")
_CODE_OF_A_RULE_SET = Told("规则集的编码", "the code of a rule set")
_HOW_MANY = Told("指标的个数", "a number of indicators")
_NUMBER_OF_AN_EDITION = Told("版次", "the number of an edition")


def _unsaid(identity: Mapping[str, str]) -> Iterator[tuple[str, TristandardError]]:
    """Yield what is wrong with the whole identity that a certificate names: what it lacks, and what
    results cannot be named by.
    """
    missing = [key for key in _NAMED if not identity.get(key)] + [key for key in _BESIDE if key not in identity]
    if missing:
        yield (
            "",
            BadValue(sorted(identity), _COMPLETE(missing=missing), _ASK_FOR_CERTIFICATE),
        )
        return
    yield from (
        (key, BadValue(key, A_KNOWN_KEY, _ASK_FOR_CERTIFICATE)) for key in sorted(identity.keys() - {*_NAMED, *_BESIDE})
    )
    yield from _unfit(identity)
    try:
        Period.parse(identity["period"])
    except BadValue as problem:
        yield "period", problem
    if not is_code(identity["rule_set"]):
        yield "rule_set", BadValue(identity["rule_set"], _CODE_OF_A_RULE_SET, _ASK_FOR_CERTIFICATE)
    if identity["only"] and not _COUNT.fullmatch(identity["only"]):
        yield "only", BadValue(identity["only"], _HOW_MANY, _ASK_FOR_CERTIFICATE)
    if not _COUNT.fullmatch(identity["edition"]):
        yield "edition", BadValue(identity["edition"], _NUMBER_OF_AN_EDITION, _ASK_FOR_CERTIFICATE)
    elif {identity["edition"] != "1"} != {bool(identity["supersedes"]), bool(identity["reason"].strip())}:
        yield "edition", BadValue(identity["edition"], *_SEQUENCE)


#: A whole number from 1, as it is written, of at most 18 digits.
_COUNT = re.compile("[1-9][0-9]{0,17}")
_SEQUENCE = (
    Told("带有理由的版次", "an edition with its reason"),
    Told(
        "第一版为 1，不取代什么；以后各版请写明取代哪一版、为什么",
        "the first is 1 and supersedes nothing; a later one names what it supersedes, and why",
    ),
)
_KINDS: Mapping[type, Told] = {
    dict: A_TABLE,
    list: Told("列表", "a list"),
    str: Told("文字", "text"),
    int: _A_WHOLE_NUMBER,
}


def _key(path: Path | Held, table: Mapping[str, Any], key: str, kind: type) -> Any:
    if not isinstance(table.get(key), kind):
        raise bad(path.name, under(key), table.get(key), _KINDS[kind], _A_WRITTEN_FILE)
    return table[key]


def _plan(path: Path | Held, table: Mapping[str, Any], merged: MergedRules) -> Plan:
    reader = Reader(_converter(merged.rule_set))
    sites = reader.take(_key(path, table, "sites", list), list[Site], path.name, under("sites"))
    written = _key(path, table, "period", str)
    period = reader.made(lambda: Period.parse(written), written, path.name, under("period"))
    refuse(CANNOT_BE_LOADED(name=path.name), reader.problems)
    assert period is not None
    planned = reader.made(lambda: plan(merged, sites, period), sites, path.name, under("sites"))
    refuse(CANNOT_BE_LOADED(name=path.name), reader.problems)
    assert planned is not None
    return planned


_AS_IN_THE_RULES = Sentence("{known!r}（依所给的规则集）", "{known!r}, as in the rules given")
_WITH_ITS_RULES = Told("请用生成它的规则集读入", "load it with the rules that it was made under")


@contextmanager
def _made_under(kind: str, path: Path | Held, merged: MergedRules) -> Iterator[dict[str, Any]]:
    """Give the table in a file of one kind, as `_opened` does, if it was made under the rules given."""
    wanted(merged, MergedRules)
    rules = merged.rule_set
    with _opened(kind, path) as table:
        for key, known in (
            ("rule_set", rules.code),
            ("rule_set_version", rules.version),
            ("variant", rules.variant or ""),
        ):
            if table.get(key) != known:
                raise bad(path.name, under(key), table.get(key), _AS_IN_THE_RULES(known=known), _WITH_ITS_RULES)
        _same_rules(path, under("rules"), table.get("rules"), rules)
        yield table


_DIGEST_OF_RULES = Sentence("所给规则集的摘要（{digest}）", "the digest of the rules given ({digest})")
_CALLED_SO_TOO = Sentence(
    "请用生成它的规则集读入：所给的也叫 {code} {version}，而内容不同",
    "load it with the rules that it was made under: these are called {code} {version} too, and say something else",
)


def _same_rules(path: Path | Held, where: Position, written: object, rules: RuleSet) -> None:
    """Refuse what was made under other rules than those given, even if they are called the same."""
    if written != rules.digest:
        remedy = _CALLED_SO_TOO(code=rules.code, version=rules.version)
        raise bad(path.name, where, written, _DIGEST_OF_RULES(digest=rules.digest), remedy)


def _ledger(path: Path | Held, table: Mapping[str, Any], merged: MergedRules) -> Ledger:
    planned = _plan(path, table, merged)
    reader, observations = Reader(_converter(merged.rule_set)), _key(path, table, "observations", list)
    if not all(isinstance(one, Observation) for one in observations):
        observations = reader.take(observations, list[Observation], path.name, under("observations"))
    closed, told = _key(path, table, "closed", list), _key(path, table, "history", dict)
    history = reader.take(told, dict[str, dict[str, tuple[int, ...]]], path.name, under("history"))
    visits = reader.take(closed, tuple[tuple[str, str], ...], path.name, under("closed"))
    refuse(CANNOT_BE_LOADED(name=path.name), reader.problems)
    ledger = reader.made(
        lambda: share(register(planned, observations, closing=visits), history=history),
        observations,
        path.name,
        under("observations"),
    )
    refuse(CANNOT_BE_LOADED(name=path.name), reader.problems)
    assert ledger is not None
    return ledger


def _follows(path: Path | Held, made: Plan | Ledger | Results, table: Mapping[str, Any]) -> None:
    """Refuse a file whose content is not what its own inputs lead to, at the first place that differs."""
    follows = content(made)
    del follows["kind"]
    _equal(path, follows, table)


_WHAT_FOLLOWS = Sentence("由文件中所据内容得出的：{made}", "what follows from the inputs in the file: {made}")
_WRITE_IT_AGAIN = Told("文件被改动过，请重新写出", "write the file again; someone or something changed it")


def _equal(path: Path | Held, made: object, table: object, where: Position = NOWHERE) -> None:
    if isinstance(made, dict) and isinstance(table, dict):
        for key in sorted(made.keys() | table.keys()):
            _equal(path, made.get(key), table.get(key), where.inside(key))
        if made.keys() == table.keys():
            return
    elif isinstance(made, list) and isinstance(table, list) and len(made) == len(table):
        for place, (one, other) in enumerate(zip(made, table, strict=True)):
            _equal(path, one, other, where.inside(place))
        return
    elif json_text(made) == json_text(table):
        return
    raise bad(path.name, where, table, _WHAT_FOLLOWS(made=shown(made)), _WRITE_IT_AGAIN)


def write_handover(handed: Handover, path: Writable, merged: MergedRules) -> None:
    """Write a handover as JSON, so that it loads equal under the rules given."""
    wanted(handed, Handover)
    wanted(merged, MergedRules)
    convert = _converter(merged.rule_set)
    table = asdict(handed, recurse=False)
    entries = [_handed_table(entry, convert) for entry in handed.entries]
    _write(
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
    with _made_under("handover", path, merged) as table:
        reader = Reader(_converter(merged.rule_set))
        handed = reader.take(table, Handover, path.name)
        if handed is not None:
            known = [book.code for book in merged.rule_set.assessments]
            for key in ("host", "consumer"):
                if getattr(handed, key) not in known:
                    unknown = UnknownTerm("assessment", getattr(handed, key), _THE_HANDOVER, tuple(known))
                    reader.note(path.name, under(key), unknown)
            _says(reader, path, under("notice"), handed.notice, merged.rule_set.notice_zh)
        refuse(CANNOT_BE_LOADED(name=path.name), reader.problems)
    return handed  # type: ignore[no-any-return]


def write_notices(found: tuple[Notice, ...], path: Writable, merged: MergedRules) -> None:
    """Write notices as JSON, so that they load equal under the rules given."""
    wanted(merged, MergedRules)
    convert = _converter(merged.rule_set)
    _write(
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
    with _opened("notices", path) as table:
        reader = Reader(_converter(merged.rule_set))
        found: tuple[Notice, ...] = reader.take(
            _key(path, table, "notices", list), tuple[Notice, ...], path.name, under("notices")
        )
        for key in sorted(table.keys() - {"notices"}):
            reader.note(path.name, NOWHERE, BadValue(key, A_KNOWN_KEY, MEND_OR_TAKE_OUT))
        refuse(CANNOT_BE_LOADED(name=path.name), reader.problems)
        for place, notice in enumerate(found):
            where = under("notices", place)
            _same_rules(path, where.inside("rules"), notice.rules, merged.rule_set)
            _notified(reader, path, where, notice, merged.rule_set)
        refuse(CANNOT_BE_LOADED(name=path.name), reader.problems)
    return found


def _notified(reader: Reader, path: Path | Held, where: Position, notice: Notice, rules: RuleSet) -> None:
    """Note what a notice names that its rules do not declare, and what it says otherwise than they do."""
    reader.made(lambda: Period.parse(notice.period), notice.period, path.name, where.inside("period"))
    books = tuple(book.code for book in rules.assessments)
    named = [
        ("found_by", "assessment", notice.found_by, books),
        *(("to", "assessment", one, books) for one in notice.to),
    ]
    named += [("units", "unit", unit, tuple(one.code for one in rules.units)) for unit in notice.units if unit]
    named.append(("indicator", "indicator", notice.indicator, tuple(rules.indicators)))
    for key, kind, code, known in named:
        if code not in known:
            reader.note(path.name, where.inside(key), UnknownTerm(kind, code, _THE_NOTICE, known))
    if notice.indicator in rules.indicators:
        known_as = rules.indicators[notice.indicator]
        _says(reader, path, where.inside("zh"), notice.zh, known_as.zh)
        _says(reader, path, where.inside("en"), notice.en, known_as.en)
    _says(reader, path, where.inside("notice"), notice.notice, rules.notice_zh)
    _says(reader, path, where.inside("notice_en"), notice.notice_en, rules.notice_en)


_WHAT_RULES_SAY = Sentence("所给规则集的写法：{known}", "what the rules given say: {known}")


def _says(reader: Reader, path: Path | Held, where: Position, told: str, known: str) -> None:
    """Note what a file says otherwise than the rules given."""
    if told != known:
        reader.note(path.name, where, BadValue(told, _WHAT_RULES_SAY(known=shown(known)), _ASK_FOR_FILE))


def write_certificate(certificate: Certificate, path: Writable) -> None:
    """Write a certificate as JSON, so that it loads equal."""
    wanted(certificate, Certificate)
    _write("certificate", {**asdict(certificate), "holds": certificate.holds}, path)


_HOW_MANY_THINGS = Told("个数", "a number of things")
_FROM_0 = Told("请写 0 以上的整数", "write a whole number from 0")
_FROM_0_TO = Sentence("请写 0 到 {most} 的整数", "write a whole number from 0 to {most}")
_AS_DISAGREEMENTS_SAY = Sentence("{holds}（其中的不一致有 {count} 项）", "{holds}, as its {count} disagreements say")


def load_certificate(source: Document) -> Certificate:
    """Load a certificate, as it was issued; `Certificate.against` says whether it is that of some results. Raises
    `Refused` with every mistake of the file.
    """
    path = document_from(source)
    with _opened("certificate", path) as table:
        reader = Reader(_writing())
        holds = table.pop("holds", None)
        for count in _COUNTS:
            _key(path, table, count, int)
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
            expected = _AS_DISAGREEMENTS_SAY(holds=str(found.holds), count=len(found.disagreements))
            raise bad(path.name, under("holds"), holds, expected, _ASK_FOR_CERTIFICATE)
    return found


def write_statement(statement: Statement, path: Writable, *, ending: str = "") -> None:
    """Write a statement: its lines as CSV, or the whole as Chinese text, by the ending of the path.

    Of an open file whose name does not tell, `ending` says which: ".csv" or ".txt".
    """
    wanted(statement, Statement)
    target = target_of(path, (".csv", ".txt"), ending)
    if target.suffix == ".csv":
        notice, rows = statement.identity["notice_zh"], list[list[str]]()
        for card in statement.cards:
            mine = [row for row in (*statement.rows, *statement.beside) if row.assessment == card.assessment.code]
            rows += [_statement_row(row, notice) for row in mine]
        target.write(csv_cells(target.name, _STATEMENT, map(_printed, rows)))
    else:
        target.write(statement.text() + "\n")


def _statement_row(row: StatementRow, notice: str) -> list[str]:
    told = {name: getattr(row, name, notice) for name in _STATEMENT}
    told["points"] = "" if row.points is None else plain(row.points)
    told |= {name: plain(getattr(row, name)) for name in ("gained", "counted", "extrapolated", "rounding")}
    told["reason"] = row.reason.value if row.reason else ""
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
