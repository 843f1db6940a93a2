"""The rows of matches, and the rulings that settle them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tristandard.basics.errors import BadValue
from tristandard.basics.location import Location
from tristandard.codec.available import TOML
from tristandard.codec.bad_input import in_row, under
from tristandard.codec.cells import pieces
from tristandard.codec.rule_files import RuleFiles, TableRows
from tristandard.codec.tables import CROSSWALK
from tristandard.codec.undeclared import Undeclared
from tristandard.rules.crosswalk import Match, Ruling
from tristandard.words.sentence import Sentence, Told

_A_LIST = Told("列表", "a list")
_RULINGS_BEFORE_EACH = Told("请在每条前写 [[rulings]]", "write [[rulings]] before each")
_A_MATCH_OF_ITS_OWN = Told("不重复的对照", "a match of its own")
_DROP_ONE = Sentence("{where}已写过；请删去一个", "{where} has it too; drop one")


def read_matches(files: RuleFiles, rows: TableRows, known: Iterable[str]) -> defaultdict[str, list[Match]]:
    """Return the matches of each crosswalk, and gather what is wrong with their rows."""
    found: defaultdict[str, list[Match]] = defaultdict(list)
    for line, row in rows:
        if files.reader.full:
            break
        where = in_row(line)
        if row["crosswalk"] not in known:
            unknown = Undeclared("crosswalk", row["crosswalk"], tuple(known))
            files.reader.note(CROSSWALK, where.inside("crosswalk"), unknown)
        raw = {
            **{column: row[column] for column in ("first", "second", "relation", "rationale")},
            "measures": pieces(row["measures"], ";"),
        }
        match = files.reader.take(raw, Match, CROSSWALK, where)
        alone = row["first"] == row["second"]  # it joins nothing, so that nothing else depends on it
        if (match is None and not alone) or row["crosswalk"] not in known:
            files.reader.broken |= {("match", code or None) for code in (row["first"], row["second"])}
        if match is None:
            continue
        address = ("matches", match.first, match.second)
        first = files.known.setdefault(address, Location(files.names[CROSSWALK], line)).row
        if first == line:
            found[row["crosswalk"]].append(match)
        else:
            remedy = _DROP_ONE(where=in_row(first).told)
            problem = BadValue(f"{match.first} ~ {match.second}", _A_MATCH_OF_ITS_OWN, remedy)
            files.reader.note(CROSSWALK, where, problem)
    return found


def read_rulings(files: RuleFiles, raw: object) -> list[Ruling]:
    """Return the rulings; one that cannot be read leaves its members unsettled."""
    if not isinstance(raw, list):
        files.reader.note(TOML, under("rulings"), BadValue(raw, _A_LIST, _RULINGS_BEFORE_EACH))
        files.reader.broken.add(("match", None))
        return []
    found = list[Ruling]()
    for place, entry in enumerate(raw):
        where = under("rulings", place)
        ruling = files.reader.take(entry, Ruling, TOML, where)
        if ruling is None:
            members = entry.get("members") if isinstance(entry, Mapping) else None
            named = [code for code in members if isinstance(code, str)] if isinstance(members, list) else []
            files.reader.broken |= {("match", code) for code in named} or {("match", None)}
        else:
            found.append(ruling)
            files.known.setdefault(("rulings", *sorted(ruling.members)), Location(TOML, steps=where.steps))
    return found
