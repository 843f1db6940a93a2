"""The rows of indicators, read with the lines that price them: columns of their own, or a tariff by its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, final

from attrs import evolve, frozen

from tristandard.basics.errors import BadValue
from tristandard.basics.location import Location
from tristandard.basics.measure import Measure
from tristandard.basics.points import plain
from tristandard.codec.available import TOML
from tristandard.codec.bad_input import Position, in_row, under
from tristandard.codec.cells import pieces, read_amount
from tristandard.codec.plain_values import A_TABLE
from tristandard.codec.reader import Reader, instead
from tristandard.codec.rule_files import NO_TEXT, RuleFiles, TableRows
from tristandard.codec.tables import COLUMNS, INDICATORS, TARIFF
from tristandard.codec.undeclared import Undeclared
from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import REQUIRED
from tristandard.rules.indicator import Indicator
from tristandard.rules.standard import Standard
from tristandard.words.sentence import Sentence, Told

_TARIFFS_BEFORE_EACH = Told("请在每条前写 [[tariffs.名称]]", "write [[tariffs.NAME]] before each line")
_A_CODE_OF_ITS_OWN = Told("不重复的编码", "a code of its own")
_EACH_ITS_OWN = Sentence(
    "{where}也用了它；请给每个指标各用一个编码，或删去一个",
    "{where} has it too; give each indicator its own, or drop one",
)
_NAMED_BY_A_ROW = Told("有行写到的扣分标准", "named by any row")
_NAME_OR_DROP = Sentence(
    "请在 {file} 的 tariff 列写上它，或删去它", "name it in the column tariff of {file}, or drop it"
)
_POINTS_OF_A_STEP = Told(
    "请写每档扣几分，或写扣分标准的名称", "write the points that each step loses, or name a tariff"
)
_WRITTEN = Told("已填的值", "there")
_ALONE = Sentence("单独写的：{columns} 也写了", "alone: {columns} stand beside it")
_TARIFF_OR_COLUMNS = Told("请写扣分标准的名称，或写这几列，不要都写", "name a tariff, or write its columns, not both")
_A_DECLARED_TARIFF = Told("已声明的扣分标准", "a declared tariff")
_DECLARE_TARIFF = Sentence(
    "请在 {file} 中写 [[tariffs.{name}]]，或改正名称", "declare [[tariffs.{name}]] in {file}, or mend the name"
)
_ONE_STEP = Told("这一行所有测量项目共用的一档", "one step for all measures of the row")
_LINE_FOR_EACH = Told("请改用扣分标准，每个测量项目各写一条", "name a tariff with a line for each measure")


def read_tariffs(files: RuleFiles, table: object) -> dict[str, tuple[DeductionRule, ...] | None]:
    """Return the tariffs that are declared, by name; None for one that cannot be read."""
    if not isinstance(table, Mapping):
        files.reader.note(TOML, under("tariffs"), BadValue(table, A_TABLE, _TARIFFS_BEFORE_EACH))
        return {}
    return {
        name: files.reader.take(lines, tuple[DeductionRule, ...], TOML, under("tariffs", name))
        for name, lines in table.items()
    }


@final
@frozen
class IndicatorRows:
    """Reads the rows of indicators, with the lines that price them.

    Attributes:
        files: The files that they stand in, with the converter for their cells.
        measures: What may be measured, by code.
        tariffs: The tariffs that are declared, by name; None for one that cannot be read.
        needing: By assessment the items that count only when all is met.
    """

    files: RuleFiles
    measures: Mapping[str, Measure]
    tariffs: Mapping[str, tuple[DeductionRule, ...] | None]
    needing: Mapping[str, set[str]]

    @property
    def _reader(self) -> Reader:
        """What reads the values of the files, and gathers every mistake."""
        return self.files.reader

    def read(self, rows: TableRows) -> defaultdict[str, list[Indicator]]:
        """Return the indicators of each assessment, and gather what is wrong with their rows."""
        found: defaultdict[str, list[Indicator]] = defaultdict(list)
        first: dict[str, int] = {}
        for line, row in rows:
            if self._reader.full:
                break
            where, code = in_row(line), row["code"]
            rules = self._written(where, row)
            raw: dict[str, Any] = {column: row[column] for column in (*COLUMNS, "clauses")}
            indicator = self._reader.take({**raw, "deductions": []}, Indicator, INDICATORS, where)
            if first.setdefault(code, line) != line:
                remedy = _EACH_ITS_OWN(where=in_row(first[code]).told)
                self._reader.note(INDICATORS, where.inside("code"), BadValue(code, _A_CODE_OF_ITS_OWN, remedy))
                continue
            if indicator is None or rules is None:
                self._reader.broken.add(("indicator", code))
                if rules is None:
                    self._reader.unread.add(self._priced_at(line, row["tariff"]))
                if indicator is None:
                    indicator = self._spared(line, raw)
            if indicator is None:
                continue
            if indicator.assessment not in self.needing:
                unknown = Undeclared("assessment", indicator.assessment, tuple(self.needing))
                self._reader.note(INDICATORS, where.inside("code"), unknown)
                self._reader.broken.add(("indicator", code))
            else:
                found[indicator.assessment].append(evolve(indicator, deductions=rules or ()))
                self.files.known["indicators", code] = Location(self.files.names[INDICATORS], line)
                self.files.known["indicators", code, "deductions"] = self._priced_at(line, row["tariff"])
        used = {row["tariff"] for _, row in rows}
        for name in sorted(self.tariffs.keys() - used) if ("tariff", None) not in self._reader.broken else ():
            problem = BadValue(name, _NAMED_BY_A_ROW, _NAME_OR_DROP(file=INDICATORS))
            self._reader.note(TOML, under("tariffs", name), problem)
        return found

    def _priced_at(self, line: int, tariff: str) -> Location:
        """Return where the lines of an indicator are written: in a tariff, or in a row."""
        if tariff:
            return Location(TOML).inside(("tariffs", tariff))
        return Location(self.files.names[INDICATORS], line, ("each",))

    def _spared(self, line: int, raw: Mapping[str, Any]) -> Indicator | None:
        """Return an indicator of which some columns cannot be read, for the rest to be checked all the same."""
        at = Location(self.files.names[INDICATORS], line)
        anything = instead(f"{next(iter(self.measures), 'none')} any")
        anywhere, unproven = instead("any"), instead("illustrative")
        spare = {
            **dict.fromkeys(("item", "zh", "en"), NO_TEXT),
            **dict.fromkeys(("scope", "subjects"), anywhere),
            **dict.fromkeys(("standard_provenance", "points_provenance"), unproven),
            "standard": anything,
        }
        indicator: Indicator | None = self._reader.spared({**raw, "deductions": []}, Indicator, at, spare)
        if indicator is not None and at.inside(("standard",)) in self._reader.unread:
            return evolve(indicator, standard=Standard())
        return indicator

    def _written(self, where: Position, row: Mapping[str, str]) -> tuple[DeductionRule, ...] | None:
        """Return the rules of a row: none where it writes none, and its item counts only when all is met."""
        return () if _is_bare(row, self.needing) else self._priced(where, row)

    def _priced(self, where: Position, row: Mapping[str, str]) -> tuple[DeductionRule, ...] | None:
        """Return the rules of a row: those of a tariff it names, or one straight line over all
        that its standard asks.
        """
        columns = {column: row[column] for column in TARIFF if row[column] and column != "tariff"}
        if row["tariff"]:
            return self._named(where.inside("tariff"), row["tariff"], columns)
        line: dict[str, Any] = {
            "each": "1",
            **columns,
            "measures": [part.split()[0] for part in pieces(row["standard"], ";")],
        }
        whole = "each" in columns
        if not whole:
            self._reader.note(INDICATORS, where.inside("each"), BadValue("", _WRITTEN, _POINTS_OF_A_STEP))
        if columns.get("per", REQUIRED) != REQUIRED:
            step = self._one_step(
                where, columns["per"], [self.measures[code] for code in line["measures"] if code in self.measures]
            )
            whole, line["per"] = whole and step is not None, step or "1"
        rule = self._reader.take(line, DeductionRule, INDICATORS, where)
        return (rule,) if rule and whole else None

    def _named(self, where: Position, name: str, columns: Iterable[str]) -> tuple[DeductionRule, ...] | None:
        """Return the rules of a tariff that a row names; None where it is not declared, or columns stand beside it."""
        if columns:
            expected = _ALONE(columns=list(columns))
            self._reader.note(INDICATORS, where, BadValue(name, expected, _TARIFF_OR_COLUMNS))
        if name not in self.tariffs:
            remedy = _DECLARE_TARIFF(name=name, file=TOML)
            self._reader.note(INDICATORS, where, BadValue(name, _A_DECLARED_TARIFF, remedy))
        return None if columns else self.tariffs.get(name)

    def _one_step(self, where: Position, per: str, measures: list[Measure]) -> str | None:
        """Return the one size of a step that a row writes, in the units of its measures; None where
        there are several, or none.
        """
        sizes = self._reader.made(
            lambda: {_step(per, measure) for measure in measures}, per, INDICATORS, where.inside("per")
        )
        if sizes is not None and len(sizes) > 1:
            self._reader.note(INDICATORS, where.inside("per"), BadValue(per, _ONE_STEP, _LINE_FOR_EACH))
            return None
        return None if sizes is None else min(sizes or {"1"})


def all_met_items(books: Iterable[Assessment]) -> dict[str, set[str]]:
    """Return the items of each assessment that count only when all is met."""
    return {book.code: {item.code for item in book.items if item.all_met} for book in books}


def _is_bare(row: Mapping[str, str], needing: Mapping[str, set[str]]) -> bool:
    """Return whether a row writes no line, and needs none: its item counts only when all is met."""
    return row["item"] in needing.get(row["code"].partition(".")[0], ()) and not any(row[column] for column in TARIFF)


_WITH_ITS_UNIT = Told("带单位的一档", "a step with its unit")
_WRITE_IT_SO = Sentence('请写 "{text}"', 'write "{text}"')


def _step(text: str, measure: Measure) -> str:
    """Return a step in the measure's unit."""
    try:
        return plain(read_amount(text, measure.unit))
    except BadValue:
        if text.replace(".", "").replace("/", "").isdecimal():
            raise BadValue(text, _WITH_ITS_UNIT, _WRITE_IT_SO(text=f"{text} {measure.unit}")) from None
        raise
