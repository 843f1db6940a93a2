"""Logic hands over values and never puts a sentence together: sentences stand in `Sentence` and `Told` alone."""

import ast
import re
from pathlib import Path

import pytest

import pages
import tristandard

SOURCE = Path(tristandard.__file__).parent
#: Its few messages are for whoever writes a sentence.
WORDS = {"words"}
#: What a regular expression matches is read by nobody; that a name is not there, Python says in English alone.
NO_SPEECH = {"re.compile", "AttributeError"}
#: What is drawn for the laws, and the witnesses against what does not hold, are made-up surveys and rules: data.
DATA = {
    *("testing/strategies", "testing/laws/locks.py", "testing/laws/locked_scores.py", "testing/laws/witnesses.py"),
    *("desk/layout.py", "desk/kinds.py", "desk/vocabulary.py"),  # the heads and the words of workbooks
    "frames/duck.py",  # SQL
}
_PROSE = re.compile(r"[\u4e00-\u9fff]|[A-Za-z]{2,}\W+[A-Za-z]+\W+[A-Za-z]{2,}")
#: A text without blanks is the path of a module, a key or an address.
_PATH = re.compile(r"[!-~]+")
#: Three English words in a row, or with what is filled in between them.
_FILLED = re.compile(r"[A-Za-z]{2,}[ \0]+[A-Za-z]+[ \0]+[A-Za-z]{2,}")
#: What a certificate holds against a result is kept in its file, in English.
KEPT = {"\0 with \0 statuses and \0 prices"}


def sentences_in(code):
    """Return the lines and texts of a module that speak to people outside its templates and docstrings."""
    tree = ast.parse(code)
    spoken = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            spoken.update(map(id, ast.walk(node.value)) if isinstance(node.value, ast.Constant) else ())
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Sentence", "Told", *NO_SPEECH}:
            spoken.update(id(part) for argument in node.args for part in ast.walk(argument))
    found = {
        id(node): (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in spoken and _PROSE.search(node.value) and not _PATH.fullmatch(node.value)
    }
    filled = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) and id(node) not in spoken]
    beside = [node for node in filled if not any(id(part) in found for part in node.values)]
    return [*found.values(), *((node.lineno, text) for node in beside if _FILLED.search(text := whole(node)))]


def whole(node):
    """Return a text that is filled in, with a mark for each part that is not written down."""
    return "".join(part.value if isinstance(part, ast.Constant) else "\0" for part in node.values)


def templates_in(code):
    """Return the English texts of the templates that a module writes down, wherever they stand."""
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Sentence", "Told"}]
    literal = [call.args[1] for call in calls if len(call.args) == 2 and isinstance(call.args[0], ast.Constant)]
    return {argument.value for argument in literal if isinstance(argument, ast.Constant)}


def modules(room):
    """Return the modules of a room that are no data."""
    found = sorted((SOURCE / room).rglob("*.py")) if room else sorted(SOURCE.glob("*.py"))
    return [path for path in found if not any(path.is_relative_to(SOURCE / data) for data in DATA)]


def names(room):
    """Return by what English names a room calls its laws, what these take, and its faults: as codes do, a name stands
    in every language, and beside it what is said of it.
    """
    if room != "testing":
        return set()
    laws, faults = (pytest.importorskip(f"tristandard.testing.{name}") for name in ("laws", "faults"))
    return {
        *(name for law in laws.LAWS for name in (law.name, *law.takes)),
        *(fault.name for fault in (*faults.FAULTS, *faults.UNFOUND)),
        *pytest.importorskip("tristandard.testing.strategies.derived").DERIVED,
    }


@pytest.mark.parametrize(
    "room", sorted({"", *(one.name for one in SOURCE.iterdir() if (one / "__init__.py").exists())} - WORDS)
)
def test_sentences_are_templates(room):
    """Outside templates and docstrings no text of a room has a Chinese character or three English words."""
    found = [(path.name, *one) for path in modules(room) for one in sentences_in(path.read_text(encoding="utf-8"))]

    assert [] == [one for one in found if one[-1] not in {*names(room), *KEPT}]


@pytest.mark.parametrize("room", pages.ROOMS)
def test_templates_stand_where_the_page_of_all_messages_finds_them(room):
    """Each template is a constant of its module or an attribute of a class: none is written inside a function."""
    found = {}
    for path in modules(room):
        name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
        listed = {en for _, en in pages.templates(name)}
        found[path.name] = templates_in(path.read_text(encoding="utf-8")) - listed

    assert {} == {name: hidden for name, hidden in found.items() if hidden}


def test_a_sentence_in_the_logic_is_found():
    """A text put together in the logic is seen, and one of a template, a docstring, a code or a pattern is not."""
    code = (
        '"""Some words here."""\nSAID = Sentence("路", "a lit road")\ncodes = ["main_road", "rules.nodes.blend"]\n'
        'DAY = re.compile("[0-9]+日")\n'
    )

    assert [] == sentences_in(code)
    assert [(5, "三处")] == sentences_in(f'{code}told = "三处"')
    assert [(5, "there are three ")] == sentences_in(f'{code}told = f"there are three {{codes}}"')
    assert [(5, "a unit that \0 scored")] == sentences_in(f'{code}told = f"a unit that {{codes}} scored"')
