"""The tables as columns, for whichever engine."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any

from tristandard.frames.duck import Columns
from tristandard.frames.prices import HIGH, accepted, along, answers, bare, by_value, is_number
from tristandard.frames.tables import Tables
from tristandard.merging.question import Question
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.nodes.missing import Unmeasured
from tristandard.rules.standard import Ask
from tristandard.scoring.line import Line
from tristandard.scoring.stand import Stand

#: The measure of a row that says "not applicable".
NOTHING = "-"

_HEADS = {
    "kind": ("kind", "ground"),
    "word": ("indicator", "measure", "asked", "parts", "whole", "bare_lo", "bare_hi", "unit"),
    "answer": ("measure", "text", "place"),
    "bar": ("at", "qm", "lo", "hi", "who"),
    "code": ("who", "source"),
    "ask": ("ground", "q", "asks"),
    "size": ("ground", "n"),
    "post": ("kind", "post", "stratum", "above", "below"),
    "line": ("stratum", "q", "item", "worth", "open"),
    "price": (
        "stratum",
        "qm",
        "item",
        "line",
        "cap",
        "lo",
        "hi",
        "floor",
        "limit",
        "each",
        "per",
        "add",
        "least",
        "steps",
    ),
    "point": ("stratum", "qm", "v", "item", "line", "cap", "lost"),
    "item": ("item", "book", "mark"),
    "fold": ("book", "fold", "full", "blank", "grain"),
    "base": ("stratum", "book", "worth", "lines"),
}


#: Forms of which no more are present are read in any order; more, as they are sorted.
_IN_ANY_ORDER = 4


def _written(forms: Any) -> Iterator[str]:
    """Yield how people write forms that are present, with braces and without."""
    listed = sorted(forms)
    for order in permutations(listed) if len(listed) <= _IN_ANY_ORDER else (listed,):
        text = ", ".join(order)
        yield f"{{{text}}}"
        if text:
            yield text


class Written:
    """The tables while they are written, row by row."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.columns: dict[str, dict[str, list[Any]]] = {
            name: {head: [] for head in heads} for name, heads in _HEADS.items()
        }
        #: The number of each (indicator, measure) that may be asked, wherever the sites are.
        self.words = _words(tables)
        self._lines: dict[tuple[object, ...], int] = {}
        self._codes: dict[str, int] = {}
        for write in (self._grounds, self._words, self._places, self._items):
            write()

    def done(self) -> dict[str, Columns]:
        """Return the tables, by name."""
        return dict(self.columns)

    def _add(self, table: str, *cells: object) -> None:
        for column, cell in zip(self.columns[table].values(), cells, strict=True):
            column.append(cell)

    def _grounds(self) -> None:
        """Write what is asked on each ground, and from where to where an answer is good enough."""
        tables = self.tables
        rows = list[tuple[int, int, int, int, int, int]]()
        for number, ground in tables.grounds.values():
            self._add("size", number, sum(len(question.bar.asks) for question in ground.questions))
            for code, question in ground.by_code.items():
                who = self._who(code, question)
                q = tables.questions[question] * tables.breadth
                rows.append((number, self.words[code, NOTHING], q + tables.breadth - 1, 1, 0, who))
                for ask in question.bar.asks:
                    measure = ask.measure.code
                    ends = accepted(ask, tables.parts[measure])
                    rows.append((number, self.words[code, measure], q + tables.measures[measure], *ends, who))
            for question in ground.questions:
                self._add("ask", number, tables.questions[question], len(question.bar.asks))
        for ground_at, word, *cells in rows:
            self._add("bar", ground_at * len(self.words) + word, *cells)
        sources: dict[str, int] = {}
        for code, who in self._codes.items():
            self._add("code", who, sources.setdefault(code.partition(".")[0], len(sources)))

    def _who(self, code: str, question: Question) -> int:
        """Return the number of a code under which a question is told; 0 where it is the only one."""
        alone = {question.code, *(one.indicator.code for one in question.indicator.contributions)} == {code}
        return 0 if alone else self._codes.setdefault(code, len(self._codes) + 1)

    def _words(self) -> None:
        """Write what a row may name, and what texts stand for."""
        measures = self.tables.plan.rules.measures_by_code
        for (indicator, code), at in self.words.items():
            measure = measures.get(code)
            number = measure is not None and is_number(measure)
            parts = self.tables.parts[code] if number else 0
            whole, unit = (measure.whole, str(measure.unit)) if measure is not None and number else (False, "")
            self._add("word", indicator, code, at, parts, int(whole), *bare(measure, parts), unit)
        for code in sorted({code for _, code in self.words} - {NOTHING}):
            if not is_number(measures[code]):
                for place, value in enumerate(answers(measures[code])):
                    for told in (value,) if isinstance(value, str) else _written(value):
                        self._add("answer", code, told, place)

    def _places(self) -> None:
        """Write what each unit at each kind of place bears, and what its lines cost and leave open."""
        tables = self.tables
        posts = {post: at for at, post in enumerate(tables.units)}
        for kind in tables.plan.sites:
            self._add("kind", int(kind), tables.ground(kind))
        known: dict[object, int] = {}
        for (kind, unit), stands in tables.units.items():
            part = dict(tables.plan.sites[kind].units)[unit]
            key = self._key(kind, stands)
            new = key not in known
            stratum = known.setdefault(key, len(known))
            self._add("post", int(kind), posts[kind, unit], stratum, part.numerator, part.denominator)
            for book, stand in stands.items() if new else ():
                self._add("base", stratum, tables.books[book], stand.worth, stand.many)
                for code, (line,) in stand.lines.items():
                    self._line(stratum, book, tables.plan.question(kind, code), line)

    def _key(self, kind: str, stands: dict[str, Stand]) -> object:
        """Return what units that bear the very same have in common."""
        return self.tables.ground(kind), *(
            (book, stand.share, tuple((code, line) for code, line in stand.lines.items()))
            for book, stand in stands.items()
        )

    def _line(self, stratum: int, book: str, question: Question, line: Line) -> None:
        tables, item = self.tables, self.tables.items[book, line.item]
        q = tables.questions[question]
        self._add("line", stratum, q, item, int(line.worth), int(line.open))
        user, bar = question.users[line.user], question.bars[line.user]
        for rule in user.indicator.lines(bar, host=question.hosted_by(user)):
            asks = [ask for ask in bar.asks if ask.measure.code in rule.measures]
            number = self._lines.setdefault((question, line.user, id(rule)), len(self._lines)) if len(asks) > 1 else -1
            cap = HIGH if rule.at_most is None else int(rule.at_most * tables.scale)
            for ask in asks:
                qm = q * tables.breadth + tables.measures[ask.measure.code]
                for cells in self._priced(rule, ask, item):
                    table = "point" if len(cells) == 2 else "price"
                    lead = (stratum, qm, cells[0]) if table == "point" else (stratum, qm)
                    self._add(table, *lead, item, number, cap, *(cells[1:] if table == "point" else cells))

    def _priced(self, rule: DeductionRule, ask: Ask, item: int) -> Iterator[tuple[int, ...]]:
        """Yield what one demand costs by a line; of steps no more than take all that there is to take."""
        scale, parts = self.tables.scale, self.tables.parts[ask.measure.code]
        yield from by_value(rule, ask, scale)
        for one in along(rule, ask, scale, parts):
            yield *one, -(-self.tables.most[item] // one.each)

    def _items(self) -> None:
        tables = self.tables
        for (book, item), at in tables.items.items():
            self._add("item", at, tables.books[book], tables.tallies.marks[book][item])
        for (book, _), (at, sheet) in tables.folds.items():
            blank = int(sheet.unmeasured is Unmeasured.BLANK)
            self._add("fold", tables.books[book], at, int(sheet.full * tables.scale), blank, tables.grain[book])


def _words(tables: Tables) -> dict[tuple[str, str], int]:
    """Return each pair of an indicator and a measure that may be asked, numbered; the codes of matches among them."""
    merged, found = tables.plan.merged, set[tuple[str, str]]()
    for shared in (*merged.shared, *merged.own):
        members = [one.indicator for one in shared.contributions]
        measures = shared.standard.measures.union(*(one.standard.measures for one in members))
        for code in (shared.code, *(one.code for one in members)):
            found |= {(code, measure) for measure in (NOTHING, *measures)}
    return {word: at for at, word in enumerate(sorted(found))}
