"""`project.toml`: of which period, under which rules, whose, and what is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time
from fractions import Fraction
from pathlib import Path
from typing import Any, final

from attrs import define, field, frozen

from tristandard.basics.errors import BadValue, TristandardError
from tristandard.basics.fields import own_table
from tristandard.basics.period import Period
from tristandard.basics.points import exact
from tristandard.basics.shown import meant, shown
from tristandard.codec.bad_input import BadInput, under
from tristandard.codec.toml_json import read_toml
from tristandard.words.sentence import Sentence, Told

#: What the file is called, and what may stand in it.
FILE = "project.toml"
_KEYS = "period", "rules", "variant", "office", "names", "write", "before", "givens"
#: What `report` can write, and what it writes where nothing is said.
KINDS = "ranking", "bulletin", "statement", "notices", "certificate", "page", "letters", "rulebook"
USUAL = KINDS[:7]

_A_KEY = Told("可用的键", "a known key")
_WRITE_ONE = Sentence("请写其中之一：{known}{meant}", "write one of {known}{meant}")
_A_TEXT = Told("加了引号的文字", "a text in quotes")
_SUCH_AS = Sentence("请写成 {example}", "write it as {example}")
_TEXTS = Told("由加了引号的文字组成的列表", "a list of texts in quotes")
_A_TABLE = Told("一张表", "a table")
_A_RULE_SET = Told("规则集的编码，或项目里的文件夹或工作簿", "the code of a rule set, or a folder or workbook here")
_A_FILE_OF_RESULTS = Told("往期结果的文件", "a file of earlier results")
_MISSING = Told("已写明的内容", "given")
_ADD = Sentence("请加上一行：{example}", "add a line: {example}")
_EXAMPLES: Mapping[str, Told] = {
    "period": Told('period = "2022Q3"', 'period = "2022Q3"'),
    "rules": Told('rules = "changzhou-2022"', 'rules = "changzhou-2022"'),
    "variant": Told('variant = "…"', 'variant = "…"'),
    "office": Told('office = "urban"', 'office = "urban"'),
    "names": Told('names = "names.toml"', 'names = "names.toml"'),
    "write": Told('write = ["ranking", "bulletin"]', 'write = ["ranking", "bulletin"]'),
    "before": Told('before = ["../2022Q2/out/results-1.json"]', 'before = ["../2022Q2/out/results-1.json"]'),
    "givens": Told('[givens.civic.survey]  north = "92"', '[givens.civic.survey]  north = "92"'),
}


@final
@frozen(kw_only=True)
class Settings:
    """What `project.toml` says.

    Attributes:
        period: That is scored.
        rules: The code of a rule set, or the name of a folder or a workbook in the project.
        variant: Of the rule set; None for none.
        office: The assessment whose office this is; "" where one office does all.
        names: The name of a file of a city's own names; "" for none.
        write: What `report` writes.
        before: The results of earlier periods, as paths.
        givens: Figures from outside, by assessment, node and unit; None for one that is not applicable.
    """

    period: Period
    rules: str
    variant: str | None = None
    office: str = ""
    names: str = ""
    write: tuple[str, ...] = USUAL
    before: tuple[str, ...] = ()
    givens: Mapping[tuple[str, str, str], Fraction | None] = field(factory=dict, hash=False, converter=own_table)


def read_settings(path: Path) -> tuple[Settings | None, list[TristandardError]]:
    """Return what `project.toml` says, as far as it can be read, and everything in it that is not known or not as it
    should be. Where the period or the rules cannot be read there are no settings.

    Raises:
        BadInput: When the file is missing or is no TOML.
    """
    table, reading = read_toml(path), _Reading(path.name)
    for key in table.keys() - set(_KEYS):
        remedy = _WRITE_ONE(known=list(_KEYS), meant=meant(key, _KEYS))
        reading.note(key, BadValue(key, _A_KEY, remedy))
    texts = {key: reading.text(table, key) for key in ("period", "rules", "variant", "office", "names")}
    period = reading.period(texts["period"])
    for key in ("period", "rules"):
        if key not in table or (isinstance(table[key], str) and not texts[key]):
            reading.note(key, BadValue("", _MISSING, _ADD(example=_EXAMPLES[key])))
    write = reading.texts(table, "write", USUAL)
    for kind in write:
        if kind not in KINDS:
            reading.note("write", BadValue(kind, _A_KEY, _WRITE_ONE(known=list(KINDS), meant=meant(kind, KINDS))))
    texts["rules"] = reading.rules(texts["rules"])
    before, givens = reading.before(table), dict(reading.givens(table.get("givens", {})))
    if period is None or not texts["rules"]:
        return None, reading.problems
    settings = Settings(
        period=period, rules=texts["rules"], variant=texts["variant"] or None, office=texts["office"],
        names=texts["names"], write=write, before=before, givens=givens,
    )  # fmt: skip
    return settings, reading.problems


@final
@frozen(repr=False)
class _Toml:
    """A value as TOML writes it."""

    text: str

    def __repr__(self) -> str:
        return self.text


def _as_toml(value: object) -> object:
    """Return a value that is told as TOML writes it; a text or a number as it is."""
    if isinstance(value, bool):
        return _Toml(str(value).lower())
    if isinstance(value, (date, time)):
        return _Toml(value.isoformat())
    if isinstance(value, list) and not all(isinstance(one, str) for one in value):
        return _Toml(f"[{', '.join(shown(_as_toml(one)) for one in value)}]")
    return value


@final
@define
class _Reading:
    """Takes the keys of the file, and gathers what is wrong with them."""

    file: str
    problems: list[TristandardError] = field(factory=list)

    def note(self, key: str, problem: TristandardError) -> None:
        """Gather a mistake."""
        self.problems.append(BadInput(self.file, under(key), problem))

    def text(self, table: Mapping[str, Any], key: str) -> str:
        """Return a text; nothing where it is none, which is noted."""
        value = table.get(key, "")
        if isinstance(value, str):
            return value.strip()
        self.note(key, BadValue(_as_toml(value), _A_TEXT, _SUCH_AS(example=_EXAMPLES[key])))
        return ""

    def texts(self, table: Mapping[str, Any], key: str, usual: tuple[str, ...]) -> tuple[str, ...]:
        """Return a list of texts; the usual one where there is none."""
        value = table.get(key, list(usual))
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        self.note(key, BadValue(_as_toml(value), _TEXTS, _SUCH_AS(example=_EXAMPLES[key])))
        return ()

    def rules(self, text: str) -> str:
        """Return the name of the rules; nothing where it names none, such as ".", which is noted."""
        if text and not Path(text).name:
            self.note("rules", BadValue(text, _A_RULE_SET, _SUCH_AS(example=_EXAMPLES["rules"])))
            return ""
        return text

    def before(self, table: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the paths of earlier results; one that is empty is noted."""
        found = self.texts(table, "before", ())
        for path in found:
            if not path.strip():
                self.note("before", BadValue(path, _A_FILE_OF_RESULTS, _SUCH_AS(example=_EXAMPLES["before"])))
        return tuple(path for path in found if path.strip())

    def period(self, text: str) -> Period | None:
        """Return the period; None where it is none, which is noted."""
        try:
            return Period.parse(text) if text else None
        except BadValue as problem:
            self.note("period", problem)
            return None

    def givens(self, raw: Any) -> Iterator[tuple[tuple[str, str, str], Fraction | None]]:
        """Yield the figures from outside; "" is one that is not applicable."""
        for assessment, nodes in self._pairs("givens", raw):
            for node, units in self._pairs(f"givens.{assessment}", nodes):
                for unit, value in self._pairs(f"givens.{assessment}.{node}", units):
                    try:
                        yield (assessment, node, unit), None if value == "" else exact(_as_toml(value))
                    except TristandardError as problem:
                        self.note(f"givens.{assessment}.{node}.{unit}", problem)

    def _pairs(self, key: str, raw: Any) -> Iterator[tuple[str, Any]]:
        if isinstance(raw, Mapping):
            yield from raw.items()
        else:
            self.note(key, BadValue(_as_toml(raw), _A_TABLE, _SUCH_AS(example=_EXAMPLES["givens"])))
