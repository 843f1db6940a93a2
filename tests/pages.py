"""The parts of pages that are made from the code and from the bundled rule set.

    python tests/pages.py

writes those between `<!-- made: what -->` and `<!-- end -->` anew; `tests/test_site.py` compares.
Those marked `<!-- made at build: what -->` are stored nowhere: the site's build puts them in.
"""

import inspect
import re
from collections import Counter
from collections.abc import Mapping
from enum import Enum
from importlib import import_module
from itertools import chain
from operator import attrgetter
from pathlib import Path
from pkgutil import walk_packages

from attrs import asdict

import tristandard as ts
from tristandard.testing import faults, laws
from tristandard.testing.fault import Fault
from tristandard.testing.laws import Law, Lock
from tristandard.words import Sentence, Told

DOCS = Path(__file__).parent.parent / "docs"
MADE = re.compile("(<!-- made: ([a-z]+) ?([0-9]*) -->\n).*?(<!-- end -->)", re.DOTALL)
#: The topics that have public names beside those at the top, in the order of the data.
TOPICS = ("words", "rules", "checks", "merging", "changing", "survey", "scoring", "proof", "insight", "reports", "files", "desk")
#: The rooms in which something is told, in the order of the data.
ROOMS = ("words", "basics", "rules", "grouping", "checks", "merging", "changing", "survey", "scoring", "proof", "insight", "reports", "codec", "testing")
#: The module that each public name is reached through: the library itself, or a topic of it.
PUBLIC = {
    **{name: ts for name in ts.__all__ if not inspect.ismodule(getattr(ts, name))},
    **{name: topic for topic in (getattr(ts, one) for one in TOPICS) for name in topic.__all__},
}
AT_BUILD = re.compile("^<!-- made at build: ([a-z]+) ?([a-z0-9]*) -->$", re.MULTILINE)
#: What the reference shows of each module of `tristandard.testing`.
TESTING = {
    "laws": ("Law", "Lock", "LawBroken", "LAWS", "OF_QUARTERS", "LOCKS"),
    "strategies": (
        *("rule_sets", "merged_rules", "reordered", "tightened", "without", "rulings_beside", "reports", "comparisons"),
        *("Survey", "surveys", "derived", "quarters", "made"),
    ),
    "oracle": ("verdict", "lies_in", "groups", "Asked", "asked", "entitled"),
    "bearing": ("postings",),
    "conformance": ("check_ruleset", "checks", "parameters", "Conformance"),
    "check": ("Check", "Result", "State", "NotHeld"),
    "worked": ("read_case", "cases_of", "differences", "outcomes", "rules_of", "cards.TOLD", "case_file.VECTORS"),
}


def law(number):
    """Return the laws of one number of the design, as a list."""
    return [f"- *{one.name}*: {one.statement.text('en')}." for one in laws.LAWS if one.number == int(number)]


def locks(_):
    """Return what one might expect and what does not hold, as a list."""
    return [f"- Law {one.number}. One might expect that {one.expectation.text('en')}. It does not hold: {one.because.text('en')}." for one in laws.LOCKS]


def unfound(_):
    """Return the planted faults that a certificate cannot find, each with the reason, as a list."""
    return [f"- {one.name[0].upper()}{one.name[1:]}: {one.unfound.text('en')}." for one in faults.UNFOUND]


def columns(_):
    """Return the columns of whatever `to_rows` makes rows of, as a table."""
    made = {
        "tasks": "a plan", "postings": "a ledger", "scorecards": "results, a ranking, a scorecard", "breakdown": "a breakdown", "bulletin": "a bulletin", "statement": "a statement", "rulebook": "a rule book",
        "changes": "changes", "differences": "a comparison", "report": "the report of a check", "mistakes": "what was refused", "handed_over": "a handover", "notified": "notices",
    }  # fmt: skip
    rows = [f"| `{name}` | {what} | {', '.join(f'`{column}`' for column in ts.files.schema(name)['items']['properties'])} |" for name, what in made.items()]
    return ["| schema | made of | columns |", "| --- | --- | --- |", *rows]


def sources(_):
    """Return the documents that the bundled rule set cites, as a table."""
    rules = ts.load_ruleset("changzhou-2022")
    holders = chain(rules.indicators.values(), rules.assessments, rules.crosswalks, rules.variants)
    cited = Counter(clause.code for holder in holders for clause in holder.clauses)
    order = list(ts.rules.Provenance)
    rows = [
        f"| {clause.provenance.value} | {clause.cite()} | {cited[clause.code]} | {f'<{clause.link}>' if clause.link else ''} |"
        for clause in sorted(rules.clauses, key=lambda clause: (order.index(clause.provenance), clause.code))
    ]
    return ["| provenance | document, and the words read | cited | link |", "| --- | --- | --- | --- |", *rows]


def provenances(_):
    """Return how many standards and points of the bundled rule set are of which provenance, as a table."""
    indicators = ts.load_ruleset("changzhou-2022").indicators.values()
    standards, points = Counter(one.standard_provenance for one in indicators), Counter(one.points_provenance for one in indicators)
    rows = [f"| {kind.value} | {standards[kind]} | {points[kind]} |" for kind in ts.rules.Provenance]
    return ["| provenance | standards | points |", "| --- | --- | --- |", *rows, f"| all | {standards.total()} | {points.total()} |"]


def codes(_):
    """Return the codes of the bundled rule set with their labels, as a table."""
    rules = ts.load_ruleset("changzhou-2022")
    kinds = {"测评 assessment": rules.assessments, "地带 zone": rules.zones, "点位类型 site type": rules.site_types, "单位类别 kind of unit": rules.kinds}
    rows = [f"| {kind} | {term.zh} | {term.en} | `{term.code}` |" for kind, terms in kinds.items() for term in terms]
    return ["| | 中文 | English | code |", "| --- | --- | --- | --- |", *rows]


def directive(name, home=ts):
    """Return the lines of the reference for a name of a module, or of a module in it, as what it is."""
    thing = attrgetter(name)(home)
    name = f"{home.__name__}.{name}" if "." in name else name
    if inspect.isfunction(thing):
        return [f".. autofunction:: {name}"]
    if not inspect.isclass(thing):
        return [f".. autodata:: {name}", "   :no-value:"]
    return [f".. autoexception:: {name}" if issubclass(thing, Exception) else f".. autoclass:: {name}"]


def shown(module):
    """Return the reference of a module of `tristandard.testing`."""
    home = import_module(f"tristandard.testing.{module}")
    lines = [f".. automodule:: {home.__name__}", "   :no-members:", f".. currentmodule:: {home.__name__}"]
    return ["```{eval-rst}", *lines, *chain.from_iterable(directive(name, home) for name in TESTING[module]), "```"]


def names(_=None):
    """Return the reference of the public names: those at the top, then each topic in the order of the data."""
    lines = []
    for home in (ts, *(getattr(ts, topic) for topic in TOPICS)):
        told = inspect.getdoc(home).partition("\n")[0]
        here = sorted((name for name, one in PUBLIC.items() if one is home), key=str.lower)
        lines += [f"## {home.__name__}", "", told, "", "```{eval-rst}", f".. currentmodule:: {home.__name__}", ""]
        lines += [*chain.from_iterable(directive(name, home) for name in here), "```", ""]
    return lines


def spoken(thing):
    """Yield what is told in two languages and stands in a value: a template, what it says, or a table of these."""
    if isinstance(thing, (Sentence, Told)):
        yield (thing.zh, thing.en) if isinstance(thing, Sentence) else tuple(thing)
    elif isinstance(thing, Mapping):
        yield from chain.from_iterable(map(spoken, thing.values()))
    elif isinstance(thing, (tuple, list)):
        yield from chain.from_iterable(map(spoken, thing))
    elif isinstance(thing, (Law, Lock, Fault)):
        yield from chain.from_iterable(map(spoken, asdict(thing, recurse=False).values()))
    elif inspect.isclass(thing) and issubclass(thing, Enum):
        yield from chain.from_iterable(spoken(one.value) for one in thing)


def templates(module):
    """Return what a module tells in two languages, at its top and in its classes, each pair once."""
    home = import_module(module)
    own = [thing for thing in vars(home).values() if inspect.isclass(thing) and thing.__module__ == module]
    things = [*vars(home).values(), *chain.from_iterable(vars(one).values() for one in own)]
    return list(dict.fromkeys(chain.from_iterable(map(spoken, things))))


def messages(_=None):
    """Return every template of the library in both languages, each where it is first told, as a table a room."""
    lines, told = [], set()
    for room in ROOMS:
        rows = []
        for _, module, _ in walk_packages(import_module(f"tristandard.{room}").__path__, f"tristandard.{room}."):
            for pair in templates(module):
                if pair not in told:
                    told.add(pair)
                    rows.append(f"| {' | '.join(cell(text) for text in pair)} |")
        lines += [f"## {room}", "", "| 中文 | English |", "| --- | --- |", *rows, ""] if rows else []
    return lines


def cell(text):
    """Return a text as the cell of a table: on one line, and nothing in it is a mark of the page."""
    return "`` " + text.replace("\n", "⏎").replace("|", "\\|") + " ``" if text.strip() else ""


MAKERS = {
    "columns": columns, "law": law, "locks": locks, "unfound": unfound, "sources": sources, "provenances": provenances, "codes": codes,
    "names": names, "testing": shown, "messages": messages,
}  # fmt: skip


def made(text):
    """Return the text of a page with its made parts as they ought to be."""
    return MADE.sub(lambda part: "\n".join([part[1], *MAKERS[part[2]](part[3]), "", part[4]]), text)


def built(text):
    """Return the text of a page with what the build of the site puts in."""
    return AT_BUILD.sub(lambda part: "\n".join(MAKERS[part[1]](part[2])), text)


def joined(text):
    """Return a Chinese page with each paragraph on one line: a line that ends would leave a blank between characters."""
    lines, block = [], False
    for line in text.split("\n"):
        begins = not line or line.startswith(("-", "|", "#", "<", "```"))
        if block or begins or not lines or not re.search(r"^[^#|`].*[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]$", lines[-1]):
            lines.append(line)
        else:
            lines[-1] += line.lstrip()
        block ^= line.startswith("```")
    return "\n".join(lines)


if __name__ == "__main__":
    for page in DOCS.glob("*.md"):
        page.write_text(made(page.read_text(encoding="utf-8")), encoding="utf-8")
