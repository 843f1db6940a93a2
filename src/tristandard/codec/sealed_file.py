"""Files that say of which kind they are and end with their seal, and the rules that they were made under.

The seal is the digest of all else in the file: what nothing follows from cannot be changed unseen
either, but by somebody who makes the seal anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from cattrs import Converter
from cattrs.gen import override

from tristandard.basics.errors import BadValue, wanted
from tristandard.basics.period import Period
from tristandard.basics.points import summed
from tristandard.basics.shown import shown
from tristandard.codec.bad_input import NOWHERE, Position, bad, under
from tristandard.codec.cattrs_errors import THERE
from tristandard.codec.convert import plain_converter, strict
from tristandard.codec.held import Held
from tristandard.codec.output import json_text, seal, seal_of_read
from tristandard.codec.plain_values import A_TABLE, mapped
from tristandard.codec.reader import Reader
from tristandard.codec.survey_converter import survey_converter
from tristandard.codec.target import Writable, target_of
from tristandard.codec.toml_json import read_json
from tristandard.merging.merged import MergedRules
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.handed_over import HandedOver
from tristandard.words.sentence import Sentence, Told

A_WRITTEN_FILE = Told("请读入本库写出的文件", "load a file that this library wrote")
ASK_FOR_FILE = Told("请重新索取该文件", "ask for the file again")

#: What each kind of file is loaded with.
LOADERS = {kind: f"load_{kind}" for kind in ("plan", "ledger", "results", "handover", "notices", "certificate")}


@cache
def plain_writing() -> Converter:
    """Return a converter that writes what has no measured values, and reads what names no words of a rule set."""
    return survey_converter(None)


#: What reads the words of the rule sets that were read last, by their digest: making it takes longer
#: than reading a small file.
_KEPT: dict[str, Converter] = {}
_MOST = 8


def converter_for(rules: RuleSet) -> Converter:
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


def write_sealed(kind: str, table: Mapping[str, Any], path: Writable) -> None:
    """Write the table of a file of one kind, and its seal."""
    target, table = target_of(path, (".json",)), {"kind": kind, **table}
    target.write(json_text({**table, "seal": seal(table)}), limit=None)


_OF_THE_KIND = Sentence("{kind!r}", "{kind!r}")
_LOAD_IT_WITH = Sentence("请用 {loader} 读入", "load it with {loader}")
#: Never which one it is: whoever changed the file would only have to write it in.
_THE_SEAL = Told("与文件内容相符的校验码", "the seal of what stands in the file")
_SOMETHING_CHANGED_IT = Told("文件被改动过，请重新索取", "ask for the file again; someone or something changed it")


@contextmanager
def opened_as(kind: str, path: Path | Held) -> Iterator[dict[str, Any]]:
    """Give the table in a file of one kind; refuse it afterwards, where nothing else was found wrong, if its seal is
    not that of its content.
    """
    table = read_json(path, limit=None)
    if not isinstance(table, dict):
        raise bad(path.name, NOWHERE, table, A_TABLE, A_WRITTEN_FILE)
    made, written = seal_of_read(table), table.pop("seal", None)
    check_there(path, table, "kind", A_WRITTEN_FILE)
    found = table.pop("kind")
    if found != kind:
        loader = LOADERS.get(found) if isinstance(found, str) else None
        remedy = _LOAD_IT_WITH(loader=loader) if loader else A_WRITTEN_FILE
        raise bad(path.name, under("kind"), found, _OF_THE_KIND(kind=kind), remedy)
    yield table
    if written != made:
        raise bad(path.name, under("seal"), written, _THE_SEAL, _SOMETHING_CHANGED_IT)


def check_there(path: Path | Held, table: Mapping[str, Any], key: str, remedy: Told) -> None:
    """Refuse a file in which a key is not there."""
    if key not in table:
        raise bad(path.name, NOWHERE, key, THERE, remedy)


A_WHOLE_NUMBER = Told("整数", "a whole number")
_KINDS: Mapping[type, Told] = {
    dict: A_TABLE,
    list: Told("列表", "a list"),
    str: Told("文字", "text"),
    int: A_WHOLE_NUMBER,
}


def key_of(path: Path | Held, table: Mapping[str, Any], key: str, kind: type) -> Any:
    """Return what stands under a key, or refuse what is not there or of another kind."""
    check_there(path, table, key, A_WRITTEN_FILE)
    if not isinstance(found := table[key], kind):
        raise bad(path.name, under(key), found, _KINDS[kind], A_WRITTEN_FILE)
    return found


_AS_IN_THE_RULES = Sentence("{known!r}（依所给的规则集）", "{known!r}, as in the rules given")
_WITH_ITS_RULES = Told("请用生成它的规则集读入", "load it with the rules that it was made under")


@contextmanager
def made_under(kind: str, path: Path | Held, merged: MergedRules) -> Iterator[dict[str, Any]]:
    """Give the table in a file of one kind, as `opened_as` does, if it was made under the rules given."""
    wanted(merged, MergedRules)
    rules = merged.rule_set
    with opened_as(kind, path) as table:
        for key, known in (
            ("rule_set", rules.code),
            ("rule_set_version", rules.version),
            ("variant", rules.variant or ""),
        ):
            check_there(path, table, key, _WITH_ITS_RULES)
            if table[key] != known:
                raise bad(path.name, under(key), table[key], _AS_IN_THE_RULES(known=known), _WITH_ITS_RULES)
        check_there(path, table, "rules", _WITH_ITS_RULES)
        check_same_rules(path, under("rules"), table["rules"], rules)
        yield table


_DIGEST_OF_RULES = Told("所给规则集的摘要", "the digest of the rules given")
_CALLED_SO_TOO = Sentence(
    "请用生成它的规则集读入：所给的也叫 {code} {version}，而内容不同",
    "load it with the rules that it was made under: these are called {code} {version} too, and say something else",
)


def check_same_rules(path: Path | Held, where: Position, written: object, rules: RuleSet) -> None:
    """Refuse what was made under other rules than those given, even if they are called the same."""
    if written != rules.digest:
        remedy = _CALLED_SO_TOO(code=rules.code, version=rules.version)
        raise bad(path.name, where, written, _DIGEST_OF_RULES, remedy)


_WHAT_RULES_SAY = Sentence("所给规则集的写法：{known}", "what the rules given say: {known}")


def check_says(reader: Reader, path: Path | Held, where: Position, told: str, known: str) -> None:
    """Note what a file says otherwise than the rules given."""
    if told != known:
        reader.note(path.name, where, BadValue(told, _WHAT_RULES_SAY(known=shown(known)), ASK_FOR_FILE))
