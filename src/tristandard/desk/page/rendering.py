"""A template with what it shows into one HTML file, which fetches nothing: everything that it needs is inside."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from tristandard.basics.errors import BadValue
from tristandard.basics.marks import flat
from tristandard.codec.files import path_of
from tristandard.codec.output import write_all
from tristandard.desk.extra import needed
from tristandard.words.sentence import Told

_AN_HTML_PATH = Told("以 .html 结尾的路径", "a path that ends in .html")
_END_SO = Told("文件名请以 .html 结尾", "give the file a name that ends in .html")
#: What would end a script, or a line of one.
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def page_path(path: object) -> Path:
    """Return the path of a page, or refuse one that ends otherwise."""
    target = path_of(path)
    if target.suffix.lower() not in (".html", ".htm"):
        raise BadValue(target.name, _AN_HTML_PATH, _END_SO)
    return target


def write_html(target: Path, template: str, values: Mapping[str, Any], data: Mapping[str, Any] | None = None) -> None:
    """Write a page, whole or not at all.

    Args:
        target: Where.
        template: The name of its template.
        values: What the template shows; in it every text is text, whatever it holds.
        data: What the script of the page reads; without it the page has no script.

    Raises:
        NotRead: When the extra `desk` is not installed.
        BadInput: When the file cannot be written.
    """
    known, markup = _templates(), needed("markupsafe").Markup
    style, script = (known.loader.get_source(known, name)[0].strip() for name in ("page.css", "page.js"))
    text = known.get_template(template).render(
        values,
        style=markup(style),
        style_hash=_hash(style),
        script=markup(script) if data else "",
        script_hash=_hash(script),
        data=markup(_as_json(data)) if data else "",
    )
    write_all(target.parent, {target.name: f"{text.strip()}\n"})


@cache
def _templates() -> Any:
    """Return what reads the templates, made once."""
    jinja = needed("jinja2")
    known = jinja.Environment(
        loader=jinja.PackageLoader("tristandard.desk.page"), autoescape=True, undefined=jinja.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_shown,
    )  # fmt: skip
    known.filters["thousands"] = "{:,}".format
    return known


def _shown(value: object) -> object:
    """Return a value as a template prints it: a text on one line, its unseen marks by their codes."""
    return flat(value) if type(value) is str else value


def _hash(text: str) -> str:
    """Return by which a browser knows that a style or a script is the page's own."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _as_json(data: Mapping[str, Any]) -> str:
    """Return data as JSON that ends no script, whatever its texts hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for mark, code in _UNSAFE.items():
        text = text.replace(mark, code)
    return text
