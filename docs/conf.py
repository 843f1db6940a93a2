"""How Sphinx builds these pages: `sphinx-build -W --keep-going -n -b html docs build/html`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx
from sphinx.ext.napoleon import Config, GoogleDocstring

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import pages  # what the build makes stands beside what the tests compare

project = "tristandard"
copyright = "the tristandard authors"  # noqa: A001
language = "en"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
html_theme = "furo"
html_title = "tristandard"
html_show_copyright = False
html_show_sourcelink = False
#: Headings down to this depth can be linked to, and a link to one that is not there is an error.
myst_heading_anchors = 4

autodoc_default_options = {"members": True, "undoc-members": True, "member-order": "bysource"}
autodoc_typehints_format = "short"
default_role = "code"
#: Every name in a signature is on the reference pages, but for those of other libraries, and these few.
nitpick_ignore_regex = [  # what the signatures of public names use, and what is reached through its own module
    (
        "py:class",
        r"Figures|Fraction|Grade|Held|Judged|Path|Told|Vital|(hypothesis\.strategies|collections\.abc|datetime|decimal|fractions|pathlib|io|os|typing)\.\w+"
        r"|collections\.abc\.Iterable\[tuple\[str"
        r"|tristandard\.(survey\.(plan\.Ground|bad_observation\.Unfit)|survey\.posting\.PostingLine|basics\.terms\.T|words\.placed\.Placed|basics\.location\.Locations?)"
        r"|tristandard\.(checks\.pricing\.Priced|codec\.bad_input\.Position)"
        r"|tristandard\.scoring\.(tally\.(Line|Stand)|evaluation\.Scorer|posted\.Basis|breakdown\.(Breakdown|Uncounted))"
        r"|tristandard\.rules\.(nodes\.node\.(Named|Place|Node)|nodes\.bonus\.Span|nodes\.tally\.Judged|nodes\.target\.(Target|TargetShare)|deductions\.(form\.Flaw|price\.LinePrice|bound\.Bound))"
        r"|tristandard\.(insight\.\w+\.\w+|reports\.(rule_book\.RulebookBlock|(statement_row\.ToldRow|statement_section\.Section))|desk\.(given\.GivenCell|workbooks\.Surveyed|trial\.Trial|kept\.Kept))"
        r"|tristandard\.testing\.strategies\.made_of\.Noun",
    ),
]

NAPOLEON = Config(napoleon_use_ivar=True)


def google(app: Sphinx, what: str, name: str, thing: object, options: Any, lines: list[str]) -> None:
    """Read a docstring in Google style; that of an attribute is a sentence, whose colon ends no type."""
    kind = "method" if what in {"attribute", "property", "data"} else what
    lines[:] = GoogleDocstring(lines, NAPOLEON, app, kind, name, thing, options).lines()


def public(_app: Sphinx, env: Any, node: Any, content: Any) -> Any:
    """Return the link to a public name that is spoken of from another topic than its own."""
    name = node.get("reftarget", "").rpartition(".")[2]
    if node.get("refdomain") != "py" or name not in pages.PUBLIC:
        return None
    named = f"{pages.PUBLIC[name].__name__}.{name}"
    return env.domains["py"].resolve_xref(env, node["refdoc"], _app.builder, "obj", named, node, content)


def build(_app: Sphinx, name: str, source: list[str]) -> None:
    """Put in what a page has made when the site is built, and join the lines of a Chinese one."""
    source[0] = pages.built(source[0])
    if name.endswith(".zh"):
        source[0] = pages.joined(source[0])


def setup(app: Sphinx) -> None:
    """Add what these pages need."""
    app.add_lexer("csv", TextLexer)
    app.connect("source-read", build)
    app.connect("missing-reference", public)
    app.connect("autodoc-process-docstring", google)
