"""Rules compiled over the sites of a frame, ready for observations on the same engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, final

from attrs import define

from tristandard.basics.errors import BadValue, all_of, wanted, whole_from
from tristandard.basics.outcome import Observation
from tristandard.basics.period import Period
from tristandard.frames.compiled import Compiled
from tristandard.frames.duck import Columns
from tristandard.frames.encoding import encoded
from tristandard.frames.engine import Engine
from tristandard.frames.extra import BadFrame, needed
from tristandard.frames.partials import Partials
from tristandard.frames.pipeline import run
from tristandard.frames.site_kinds import KIND, planned
from tristandard.frames.tables import Tables
from tristandard.merging.merged import MergedRules
from tristandard.words.sentence import Sentence, Told

_SITES = Told("点位", "the sites")
_OBSERVATIONS = Told("测评记录", "the observations")
_OTHER_CODES = Sentence(
    "点位表的 code 是 {mine}，测评记录的 site 是 {theirs}；请都用文字，或都用整数",
    "the code of the sites is {mine} and the site of the observations is {theirs}; use texts in both, or whole numbers",
)
_NO_REVISION = Sentence(
    "测评记录的 revision 是 {kind}，不是整数（文字的“10”会排在“9”之前）；请改为整数，空着的作 1",
    "the revision of the observations is {kind}, and no column of whole numbers (of texts '10' comes before '9'); make "
    "it whole numbers, empty for 1",
)
_TWICE = Sentence(
    "点位表有 {rows} 行，而只有 {codes} 个不同的编码；每个点位请写一行",
    "the sites have {rows} rows and only {codes} different codes; write each site once",
)

_DECIMALS = Told("小数位数（参数 `decimals`）", "a number of decimals for `decimals`")
_FROM_ZERO = Told("请给不小于 0 的整数", "give a whole number from 0")


@final
@define(slots=False, eq=False, repr=False)
class Program(Compiled):
    """Merged rules, compiled over the sites of a frame: score observations with it, batch by batch."""

    _remedy = Told("请给 compile(merged, sites, period) 的结果", "give compile(merged, sites, period)")

    def __repr__(self) -> str:
        sites = sum(self.counts.values())
        return f"<Program {self.rules.code} {self.period}: {sites} sites, {len(self.counts)} kinds>"

    def reasons(self) -> Mapping[str, Told]:
        """Return what stays in the core, by the code of the assessment or the indicator, with the reason."""
        return self.tables.reasons

    def encode(self, observations: Any) -> Any:
        """Return observations as whole numbers, on their own engine: columns site, asked and v, and what tells reports
        apart.

        Rows that cannot be told as numbers are kept, with a null, so that `partials` counts them. Encode once and keep
        the result: reading it again is several times as fast.

        Raises:
            BadFrame: For what is no frame of the engine of the sites, or lacks a column.
        """
        return encoded(self.on_engine, self.frame(observations), self.period).to_native()

    def partials(self, observations: Any, *, told: Iterable[Observation] = ()) -> Partials:
        """Return what observations come to before anything is divided: sums that add up, and bad rows counted.

        Args:
            observations: Rows as they came, or encoded ones; all rows of a site in one frame.
            told: What a frame cannot hold, such as findings; the core scores the sites that it names.

        Raises:
            BadFrame: For what is no frame of the engine of the sites, or lacks a column.
            BadValue: When something told is no observation.
        """
        return run(self, self.frame(observations), tuple(all_of(told, Observation)))

    def frame(self, observations: Any) -> Any:
        """Return observations as narwhals holds them, whose sites are named as those of the program are."""
        frame = self.engine.same(observations, _OBSERVATIONS, ("site",))
        schema = frame.collect_schema()
        mine, theirs = self.sites.collect_schema()["code"], schema["site"]
        if mine.is_integer() is not theirs.is_integer():
            raise BadFrame(_OTHER_CODES(mine=str(mine), theirs=str(theirs)))
        if "revision" in schema and not schema["revision"].is_integer():
            raise BadFrame(_NO_REVISION(kind=str(schema["revision"])))
        return frame


def compile_rules(merged: MergedRules, sites: Any, period: Period, *, decimals: int = 4) -> Program:
    """Compile merged rules over the sites of a frame, for one period.

    One site of each kind (area, zone, site type and units) is planned by the core; what its lines cost, and leave open,
    becomes a table of whole numbers.

    Args:
        merged: The rules after the merge.
        sites: A frame of Polars, DuckDB, pandas, PyArrow or PySpark: columns code, area, zone, site_type, units.
        period: When.
        decimals: How many decimals a measured number may have that is no whole one.

    Raises:
        BadFrame: For what is no frame, lacks a column, has a site twice, or may not fit 64 bits.
        Refused: As `plan` and `load_sites` do, of the first site of each kind.
    """
    wanted(merged, MergedRules)
    wanted(period, Period)
    if not whole_from(decimals, 0):
        raise BadValue(decimals, _DECIMALS, _FROM_ZERO)
    nw = needed()
    engine, frame = Engine.of(sites, _SITES, ("code", *KIND))
    plain = frame.select("code", *(nw.col(name).cast(nw.String).fill_null("") for name in KIND))
    found = sorted(engine.rows(plain.group_by(*KIND).agg(n=nw.len())))
    counts = {str(at): int(row[-1]) for at, row in enumerate(found)}
    _unique(engine, plain, sum(counts.values()))
    rows = [dict(zip(KIND, row, strict=False)) for row in found]
    tables = Tables(planned(engine, plain, rows, merged, period), decimals)
    cells = {name: [row[name] for row in rows] for name in KIND}
    kinds: Columns = {**cells, "kind": list(range(len(found))), "ground": [tables.ground(code) for code in counts]}
    placed = _numbered(plain).join(engine.table(kinds), on=list(KIND), how="inner")
    kept = engine.keep(placed.select("code", "number", "kind", "ground"))
    program = Program(merged, period, tables, counts, engine, kept)
    program.check_bounds()
    _ = program.on_engine, program.digest  # which every batch reads
    return program


def _unique(engine: Engine, sites: Any, rows: int) -> None:
    nw = needed()
    codes = int(engine.rows(sites.select(nw.col("code").n_unique().alias("n")))[0][0])
    if codes < rows:
        raise BadFrame(_TWICE(rows=rows, codes=codes))


def _numbered(sites: Any) -> Any:
    """Return sites with a number each, in the order of their codes."""
    nw = needed()
    if isinstance(sites, nw.LazyFrame):
        return sites.with_row_index("number", order_by="code").with_columns(nw.col("number").cast(nw.Int64))
    return sites.sort("code").with_row_index("number").with_columns(nw.col("number").cast(nw.Int64))
