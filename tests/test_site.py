"""The pages as a whole: that they are complete, agree with the code, and promise no block that nobody runs."""

from __future__ import annotations

import inspect
import re
import unicodedata
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import pages
from tristandard.testing import laws

ROOT = pages.DOCS.parent
PAGES = sorted([*ROOT.glob("*.md"), *pages.DOCS.glob("*.md")])
FENCE = re.compile("^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text(name: str) -> str:
    """Return a page of the site."""
    return (pages.DOCS / name).read_text(encoding="utf-8")


def test_every_public_name_is_on_the_reference() -> None:
    """The reference that the build makes lists each public name once, as what it is, and no other."""
    told = re.findall("(?m)^[.][.] auto([a-z]+):: ([A-Za-z_]+)$", pages.built(text("api.md")))

    assert sorted(pages.PUBLIC) == sorted(name for _, name in told)
    for kind, name in told:
        thing = getattr(pages.PUBLIC[name], name)
        wanted = "function" if inspect.isfunction(thing) else "data" if not inspect.isclass(thing) else "exception" if issubclass(thing, Exception) else "class"

        assert wanted == kind, name


@pytest.mark.parametrize("page", sorted(pages.DOCS.glob("*.md")), ids=lambda page: page.name)
def test_made_parts_are_as_the_code_has_them(page: Path) -> None:
    """What a page tells of the laws and of the bundled rule set is what they are; `python tests/pages.py` writes it, or the build of the site puts it in."""
    written = page.read_text(encoding="utf-8")

    assert pages.made(written) == written
    assert [] == [what for what, number in pages.AT_BUILD.findall(written) if not pages.MAKERS[what](number)]


def test_every_law_stands_on_its_page_with_a_reason() -> None:
    """Each number of a law has one section, which says why the law matters before it lists it."""
    told = re.findall("^## ([0-9]+)[.] .+\n+Why: (?:.+\n)+\n<!-- made at build: law ([0-9]+) -->$", text("laws.md"), re.MULTILINE)

    assert [(str(number), str(number)) for number in sorted({law.number for law in laws.LAWS})] == told
    assert {law.number for law in laws.LAWS} <= {int(number) for number, _ in told}


def test_the_two_tutorials_have_the_same_blocks() -> None:
    """Whoever reads the tutorial in Chinese writes the same files and the same lines; only the explanation is told in the reader's language."""
    english, chinese = (FENCE.findall(text(name)) for name in ("tutorial.md", "tutorial.zh.md"))
    differ = [(one[1].splitlines()[0], other[1].splitlines()[0]) for one, other in zip(english, chinese, strict=True) if one != other]
    explain = '>>> print(*ts.explain(results["civilized"]["east"]).text("{}").splitlines()[4:12], sep="\\n")'

    assert [(explain.format("en"), explain.format("zh"))] == differ


#: What stands in the one README and has another name in the other.
_SAME = {
    "README.zh.md": "README.md",
    "docs/howto_points.zh.md": "docs/howto_points.md",
    "docs/year.zh.md": "docs/year.md",
    "docs/howto_workbooks.zh.md": "docs/howto_workbooks.md",
    "docs/howto_page.zh.md": "docs/howto_page.md",
    "docs/howto_desk.zh.md": "docs/howto_desk.md",
    "docs/trust.zh.md": "docs/trust.md",
}


def _bare(language: str, block: str) -> str:
    """Return a block without what is told in the reader's language: comments, and the labels of a drawing."""
    return re.sub(" *#.*", "", block) if language == "python" else re.sub('"[^"]*"|-- [^"]*? -->', "", block) if language == "mermaid" else block


def test_the_two_readmes_say_the_same() -> None:
    """The Chinese README does not lag behind: it has the headings, the blocks, the code words, the numbers and the links of the English one."""
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))
    blocks = [[(language, _bare(language, block)) for language, block in FENCE.findall(page)] for page in (english, chinese)]
    prose = [re.sub("(`[^`]*)\n *", r"\1 ", FENCE.sub("", page)) for page in (english, chinese)]
    links = [sorted(_SAME.get(link, link) for link in re.findall(r"\]\(([^)]+)\)", page)) for page in prose]

    assert [line.partition(" ")[0] for line in prose[0].splitlines() if line.startswith("#")] == [line.partition(" ")[0] for line in prose[1].splitlines() if line.startswith("#")]
    assert blocks[0] == blocks[1]
    assert links[0] == links[1]
    assert set(re.findall("`([^`]+)`", prose[0])) == set(re.findall("`([^`]+)`", prose[1]))
    assert [len(re.findall("(?m)^- ", page)) for page in prose] == [len(re.findall("(?m)^- ", prose[0]))] * 2


def test_the_two_pages_on_points_run_the_same() -> None:
    """Both pages on lost points have the same headings and run the same lines; each asks for its own language, and shows what comes out in it."""
    english, chinese = (text(name) for name in ("howto_points.md", "howto_points.zh.md"))
    own = {"told[1]": "told[0]", '"en"': '"zh"', ".lead.en": ".lead.zh"}
    ran = []
    for page in (english, chinese):
        blocks = [block for _, block in FENCE.findall(page)]
        lines = [line for block in blocks for line in block.splitlines() if ">>>" not in block or line.startswith((">>> ", "... "))]
        ran.append([re.sub("|".join(map(re.escape, own)), lambda found: own[found[0]], line) for line in lines])

    assert ran[0] == ran[1]
    assert len(re.findall("(?m)^#", english)) == len(re.findall("(?m)^#", chinese))
    assert len(re.findall("(?m)^- ", english)) == len(re.findall("(?m)^- ", chinese))


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
    linked = set(re.findall(r"\]\((docs/[a-z_.]+)[)#]", "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))))

    assert pages_ == linked
    assert pages_ == {f"docs/{name}.md" for name in re.findall("(?m)^([a-z_.]+)$", text("index.md"))}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_block_is_only_shown(page: Path) -> None:
    """A block is in a language that the tests run, or is a directive of the site; what a shell runs stands where CI runs it: in the root's pages in the how-to that `outsider.sh` follows, in that of the desk, and in the one on trust; a diff in CONTRIBUTING is applied by `test_contributing`."""
    ran = {"python", "toml", "csv", "json", "sql"} | ({"sh", "mermaid", "diff"} if page.parent == ROOT else {"sh"} if page.name in {"howto_local.md", "howto_desk.md", "howto_desk.zh.md", "trust.md", "trust.zh.md"} else set())
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
        thing = getattr(pages.PUBLIC[owner], owner)
        parts = {*dir(thing), *getattr(thing, "__annotations__", ())} if part else {""}

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


#: What no line of a page may be wider than; a table, a quotation and what comes out keep their lines.
WIDTH = 120


def _columns(line: str) -> int:
    """Return how many columns a line takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


@pytest.mark.parametrize("page", [path for path in PAGES if path.name not in {"CHANGELOG.md", "CONTRIBUTING.md"}], ids=lambda page: page.name)
def test_a_page_is_at_most_so_wide(page: Path) -> None:
    """Outside of tables and blocks no line of a page takes more than 120 columns."""
    lines = FENCE.sub("", page.read_text(encoding="utf-8")).splitlines()

    assert [] == [line for line in lines if _columns(line) > WIDTH and not line.startswith("|")]


def test_the_pages_are_short() -> None:
    """The README has at most 150 lines, in either language, and the pages together at most 4,700, one in two languages counted once, as the longer."""
    lengths = {page.name: len(page.read_text(encoding="utf-8").splitlines()) for page in [*pages.DOCS.glob("*.md"), *ROOT.glob("README*.md")]}
    readmes = [lengths.pop(name) for name in ("README.md", "README.zh.md")]
    once = {}
    for name, length in lengths.items():
        english = name.replace(".zh.", ".")
        once[english] = max(once.get(english, 0), length)

    assert max(readmes) <= 150
    assert sum(once.values()) <= 4700


def test_a_chinese_paragraph_is_joined() -> None:
    """The site shows a Chinese paragraph without a blank where a line ended, and leaves lists, tables and blocks as they are."""
    written = "## 题目\n一句，\n二句。\n- 一项；\n  仍是它\n- 二项\n\n| 表 |\n```toml\n甲\n乙\n```\n"

    assert pages.joined(written) == "## 题目\n一句，二句。\n- 一项；仍是它\n- 二项\n\n| 表 |\n```toml\n甲\n乙\n```\n"
