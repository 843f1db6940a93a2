"""A rule set as a folder: `ruleset.toml`, `indicators.csv` and `crosswalk.csv`; an overlay has `overlay.csv` too.

All mistakes of the files are told together, and nothing is loaded where there is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tristandard.basics.clause import OutOfForce, a_date
from tristandard.basics.errors import for_argument, refuse, wanted
from tristandard.changing.overlay import Overlay
from tristandard.codec.available import TOML
from tristandard.codec.bad_input import NOWHERE, bad, under
from tristandard.codec.cattrs_errors import THERE
from tristandard.codec.csv_table import csv_text
from tristandard.codec.files import RULES_LIMIT, path_of
from tristandard.codec.folder_reader import FolderReader
from tristandard.codec.meant_folder import folder_of
from tristandard.codec.output import write_all
from tristandard.codec.rule_files import RuleFiles
from tristandard.codec.sources import no_encoding
from tristandard.codec.tables import CROSSWALK, INDICATORS, MATCH, WRITTEN_COLUMNS, Tables, tables_from, tables_of
from tristandard.rules.ruleset import RuleSet
from tristandard.words.sentence import Sentence, Told

try:
    import tomli_w
except ImportError:  # pragma: no cover - the extra is there in every test environment
    tomli_w = None  # type: ignore[assignment]


_THE_RULE_SET = Sentence("规则集“{code}”", "rule set {code!r}")
_NOT_IN_FORCE = Sentence(
    "规则集“{code}”的依据有的已不施行", "the rule set {code!r} stands on clauses that are not in force"
)


def load_ruleset(
    source: Mapping[str, Any] | str | Path,
    *,
    variant: str | None = None,
    on: date | None = None,
    encoding: str | None = None,
) -> RuleSet:
    """Load a rule set by its code from `available_rulesets`, or one of your own, by its folder or from its tables.

    An overlay is laid over its base, which is loaded too: by its code, or from a folder beside it.

    Args:
        source: A code, or the path of a folder: of a rule set, or of the versions of one. Or its tables, as
            `to_tables` returns them: "ruleset", and the rows of "indicators" and "crosswalk".
        variant: A named reading that replaces declared parts.
        on: A day on which the rule set must be in force; it tells the version where there are several.
        encoding: Of those CSV tables whose bytes fit both UTF-8 and GB18030 with different text: "utf-8" or
            "gb18030" (GBK is taken for it); of every other table it is detected.

    Raises:
        BadInput: When there is no such rule set, or several versions and no day.
        Refused: With every mistake of the files; or with every clause that the rules cite and that is
            not in force on the day given.
        OutOfForce: When the rule set is not in force on the day given; it names the nearest.
    """
    on = a_date(on)
    if isinstance(source, Mapping):
        no_encoding("ruleset", encoding)
        rule_set = ruleset_from("ruleset", tables_from(source))
    else:
        rule_set = FolderReader(RuleFiles(folder_of(source, on), encoding)).read()
    if variant is not None:
        rule_set = rule_set.varied(variant)
    if on is not None and not rule_set.valid.holds(on, on):
        subject, nearest = _THE_RULE_SET(code=rule_set.code), str(rule_set.valid.nearest(on))
        raise OutOfForce(subject, str(on), rule_set.valid.told, nearest)
    if on is not None:
        refuse(_NOT_IN_FORCE(code=rule_set.code), rule_set.lapsed(on, on, str(on)))
    return rule_set


_NAME_THE_BASE = Told(
    "请写明它所依的规则集，或用 load_ruleset 读入",
    "name the rule set that it is laid over, or load it with load_ruleset",
)


def load_overlay(folder: str | Path, *, base: RuleSet | None = None, encoding: str | None = None) -> Overlay:
    """Load an overlay by itself, to lay it over its base together with others (see `overlay`).

    Args:
        folder: Of the overlay.
        base: The rule set whose words it uses; by default the one that it names.
        encoding: Of its CSV tables, as for `load_ruleset`.

    Raises:
        BadInput: When there is no such folder, or it holds no overlay.
        Refused: With every mistake of the files.
    """
    if base is not None:
        wanted(base, RuleSet, for_argument("base"))
    reader = FolderReader(RuleFiles(folder_of(path_of(folder)), encoding), base=base)
    found = reader.parts()
    reader.files.stop()
    if not isinstance(found, Overlay):
        raise bad(TOML, under("base"), "", THERE, _NAME_THE_BASE)
    return found


_INSTALLED = Told("已安装的包", "installed")
_THE_EXTRA = Told(
    '写出规则集需要附加包：pip install "tristandard[write]"',
    'writing a rule set needs the extra: pip install "tristandard[write]"',
)


def write_ruleset(rule_set: RuleSet, folder: str | Path) -> None:
    """Write a rule set as a folder of three files that reads back equal, and writes again the same bytes.

    Raises:
        BadInput: When the extra `write` is not installed.
    """
    wanted(rule_set, RuleSet)
    path = path_of(folder)
    if tomli_w is None:  # pragma: no cover - the extra is there in every test environment
        raise bad(TOML, NOWHERE, "tomli-w", _INSTALLED, _THE_EXTRA)
    tables = tables_of(rule_set)
    write_all(
        path,
        {
            TOML: tomli_w.dumps(tables.table),
            INDICATORS: csv_text(INDICATORS, WRITTEN_COLUMNS, [row for _, row in tables.indicators]),
            CROSSWALK: csv_text(CROSSWALK, MATCH, [row for _, row in tables.matches]),
        },
        limit=RULES_LIMIT,
    )


def ruleset_from(name: str, tables: Tables) -> RuleSet:
    """Return the rule set that is held in tables, read as its files are; see `load_ruleset`.

    Args:
        name: What it is called in the refusal.
        tables: The table of `ruleset.toml` and the rows of the others; what is wrong is told by their numbers.

    Raises:
        Refused: With every mistake.
    """
    return FolderReader(RuleFiles(Path(name), None, tables)).read()
