"""The pages as a whole: that they are complete, agree with the code, and promise no block that nobody runs."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import pages
import tristandard as ts
from tristandard.testing import laws

ROOT = pages.DOCS.parent
PAGES = sorted([*ROOT.glob("*.md"), *pages.DOCS.glob("*.md")])
FENCE = re.compile("^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text(name: str) -> str:
    """Return a page of the site."""
    return (pages.DOCS / name).read_text(encoding="utf-8")


def test_every_public_name_is_on_the_reference() -> None:
    """The reference lists each name of `__all__` once, as what it is, and no other."""
    kinds = {name: kind for kind, name in re.findall("^[.][.] auto([a-z]+):: ([A-Za-z_]+)$", text("api.md"), re.MULTILINE)}

    assert sorted(ts.__all__) == sorted(re.findall("^[.][.] auto(?:[a-z]+):: ([A-Za-z_]+)$", text("api.md"), re.MULTILINE))
    for name, kind in kinds.items():
        thing = getattr(ts, name)
        wanted = "function" if inspect.isfunction(thing) else "data" if not inspect.isclass(thing) else "exception" if issubclass(thing, Exception) else "class"

        assert wanted == kind, name


@pytest.mark.parametrize("page", sorted(pages.DOCS.glob("*.md")), ids=lambda page: page.name)
def test_made_parts_are_as_the_code_has_them(page: Path) -> None:
    """What a page tells of the laws and of the bundled rule set is what they are; `python tests/pages.py` writes it."""
    written = page.read_text(encoding="utf-8")

    assert pages.made(written) == written


def test_every_law_stands_on_its_page_with_a_reason() -> None:
    """Each number of a law has one section, which says why the law matters before it lists it."""
    told = re.findall("^## ([0-9]+)[.] .+\n\nWhy: .+\n\n<!-- made: law ([0-9]+) -->$", text("laws.md"), re.MULTILINE)

    assert [(str(number), str(number)) for number in sorted({law.number for law in laws.LAWS})] == told
    assert {law.number for law in laws.LAWS} <= {int(number) for number, _ in told}


def test_the_two_tutorials_have_the_same_blocks() -> None:
    """Whoever reads the tutorial in Chinese writes the same files and the same lines; only the explanation is told in the reader's language."""
    english, chinese = (FENCE.findall(text(name)) for name in ("tutorial.md", "tutorial.zh.md"))
    differ = [(one[1].splitlines()[0], other[1].splitlines()[0]) for one, other in zip(english, chinese, strict=True) if one != other]
    explain = '>>> print(ts.explain(results["civilized"]["east"]).text("{}"))'

    assert [(explain.format("en"), explain.format("zh"))] == differ


#: What stands in the one README and has another name in the other.
_SAME = {"README.zh.md": "README.md", "docs/tutorial.zh.md": "docs/tutorial.md", "docs/year.zh.md": "docs/year.md"}


def _bare(language: str, block: str) -> str:
    """Return a block without what is told in the reader's language: comments, and the labels of a drawing."""
    return re.sub(" *#.*", "", block) if language == "python" else re.sub('"[^"]*"|-- [^"]*? -->', "", block) if language == "mermaid" else block


def test_the_two_readmes_say_the_same() -> None:
    """The Chinese README does not lag behind: it has the headings, the blocks, the code words, the numbers and the links of the English one."""
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))
    blocks = [[(language, _bare(language, block)) for language, block in FENCE.findall(page)] for page in (english, chinese)]
    prose = [FENCE.sub("", page) for page in (english, chinese)]
    links = [sorted(_SAME.get(link, link) for link in re.findall(r"\]\(([^)]+)\)", page)) for page in prose]

    assert [line.partition(" ")[0] for line in prose[0].splitlines() if line.startswith("#")] == [line.partition(" ")[0] for line in prose[1].splitlines() if line.startswith("#")]
    assert blocks[0] == blocks[1]
    assert links[0] == links[1]
    assert set(re.findall("`([^`]+)`", prose[0])) == set(re.findall("`([^`]+)`", prose[1]))
    assert [len(re.findall("(?m)^- ", page)) for page in prose] == [len(re.findall("(?m)^- ", prose[0]))] * 2


def test_the_two_pages_on_a_year_have_the_same_parts() -> None:
    """Both pages on a year have the same sections, the same blocks in the same order, the same table of checks, and tables of as many rows."""
    english, chinese = (text(name) for name in ("year.md", "year.zh.md"))
    blocks = [FENCE.findall(page) for page in (english, chinese)]

    assert [line.partition(" ")[0] for line in english.splitlines() if line.startswith("#")] == [line.partition(" ")[0] for line in chinese.splitlines() if line.startswith("#")]
    assert [language for language, _ in blocks[0]] == [language for language, _ in blocks[1]]
    assert [block for language, block in blocks[0] if language == "csv"] == [block for language, block in blocks[1] if language == "csv"]
    assert len(re.findall("(?m)^[|]", english)) == len(re.findall("(?m)^[|]", chinese))


def test_every_page_is_linked_from_the_readme() -> None:
    """Whoever reads the README finds every page of `docs/`, through it or through the index."""
    pages_ = {f"docs/{page.name}" for page in pages.DOCS.glob("*.md")} - {"docs/index.md"}
    linked = set(re.findall(r"\]\((docs/[a-z_.]+)", "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))))

    assert pages_ == linked
    assert pages_ == {f"docs/{name}" for name in re.findall(r"\]\(([a-z_.]+[.]md)", text("index.md"))} | {f"docs/{name}.md" for name in re.findall("(?m)^([a-z_.]+)$", text("index.md"))} | {
        f"docs/{page.name}" for page in pages.DOCS.glob("howto_*.md")
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_block_is_only_shown(page: Path) -> None:
    """A block is in a language that the tests run, or is a directive of the site; what a shell runs stands where CI runs it: in the root's pages and in the how-to that `outsider.sh` follows; a diff in CONTRIBUTING is applied by `test_contributing`."""
    ran = {"python", "toml", "csv", "json", "sql"} | ({"sh", "mermaid", "diff"} if page.parent == ROOT else {"sh"} if page.name == "howto_local.md" else set())
    languages = {language for language, _ in FENCE.findall(page.read_text(encoding="utf-8"))}

    assert {language for language in languages if not re.fullmatch("[{][a-z-]+[}]", language)} <= ran


def test_the_changelog_begins_with_results() -> None:
    """Each version says first which results it changes."""
    versions = re.split("^## .+$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]

    assert versions
    assert ["Results changed"] * len(versions) == [re.findall("^### (.+)$", version, re.MULTILINE)[0] for version in versions]


def test_glossary_names_are_names() -> None:
    """Every name in the third column of the glossary is public, or a part of what is."""
    cells = re.findall("^[|][^|]*[|][^|]*[|]([^|]*)[|]$", text("glossary.md"), re.MULTILINE)
    names = [name for cell in cells for name in re.findall("`([A-Za-z_.]+)`", cell)]

    assert len(names) > 80
    for name in names:
        owner, _, part = name.partition(".")
        assert owner in ts.__all__
        parts = {*dir(getattr(ts, owner)), *getattr(getattr(ts, owner), "__annotations__", ())} if part else {""}

        assert part in parts, name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_external_links_are_well_formed(page: Path) -> None:
    """A link that leaves the project has a scheme and a host; nobody opens it here, because the tests have no network."""
    for link in re.findall(r"https?://[^\s)>\]\"`]*", page.read_text(encoding="utf-8")):
        parts = urlsplit(link)

        assert parts.scheme in {"http", "https"}
        assert re.fullmatch(r"[A-Za-z0-9.-]+\.[A-Za-z0-9]+(:[0-9]+)?", parts.netloc), link


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")), ids=lambda page: page.name)
def test_links_of_the_roots_pages_lead_somewhere(page: Path) -> None:
    """What a page outside the site links to is there, heading and all; Sphinx checks those of the site."""
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)#?([^)\s]*)\)", page.read_text(encoding="utf-8")):
        path = page.parent / target if target else page

        assert path.exists(), target
        if anchor:
            heads = re.findall("^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)

            assert anchor in {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}, anchor
