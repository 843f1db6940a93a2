"""A local rule set that conforms, and one that does not: the tiny one with worked cases, and with mistakes planted in it."""

from pathlib import Path

from samples import changed

#: The tiny rule set declares a circumstance that nothing reads, which a local rule set may not.
UNREAD = """[circumstances.found_by]
zh = "发现主体"
en = "found by"
values = { city = "市级", district = "区级" }
"""

CASES = """name = "路面垃圾：三个测评共用一次测量，按同一标准"
source = "数字均为虚构"
period = "2022Q3"
indicator = "civilized.litter"
sites = [{ code = "s1", area = "320412", zone = "built_up", site_type = "main_road", units = "320412" }]

# 标准就高是 0 处：文明 3 × 1，长效 3 × 0.5，农村 3 × 1
[[cases]]
name = "3 处"
values = "3"
lost = { civilized = 3, urban = 1.5, rural = 3 }

# 各自封顶 5 分
[[cases]]
name = "12 处"
values = "12"
lost = { civilized = 5, urban = 5, rural = 5 }
"""


def local(folder: Path, *edits: tuple[str, str | None, str | bytes], cases: str = CASES, expected: str = "") -> Path:
    """Return a local rule set that conforms, but for the edits: file, old text (None: all of it), new text."""
    tiny = changed(folder, ("ruleset.toml", UNREAD, ""), *edits)
    (tiny / "cases").mkdir()
    (tiny / "cases" / "litter.toml").write_text(cases, encoding="utf-8")
    if expected:
        (tiny / "conformance.toml").write_text(expected, encoding="utf-8")
    return tiny


#: A folder with two mistakes, a case that was worked out wrong, and what is listed of them.
MISTAKES = (
    ("ruleset.toml", "valid = { start = 2022-05-10 }", "valid = { start = 2022-05-10, end = 2023-06-30 }"),
    ("ruleset.toml", '[measures."lamps.lit"]', '[measures."dust.share"]\nzh = "积尘"\nen = "dust"\nunit = "%"\n\n[measures."lamps.lit"]'),
)
WRONG = CASES.replace("lost = { civilized = 3,", "lost = { civilized = 2,")
LISTED = """[expected_failures]
"dates" = "the scheme of 2023 is not published yet"
"""

HEAD = """format = 1
code = "place"
version = "1"
zh = "地方细则"
en = "local rules"
notice_zh = "数字均为虚构"
notice_en = "every number is made up"
base = "tiny"
base_version = "1"

[valid]
start = 2022-07-01
end = 2023-12-31

[clauses.local]
document = "示例市细则"
provenance = "illustrative"
"""


def laid(folder: Path, *lines: str, more: str = "", cases: str = "") -> Path:
    """Return an overlay of some lines over the local rule set, which stands beside it."""
    local(folder)
    place = folder / "place"
    (place / "cases").mkdir(parents=True)
    (place / "ruleset.toml").write_text(HEAD + more, encoding="utf-8")
    (place / "overlay.csv").write_text("\n".join(("line,code,part,value,clause,why", *lines, "")), encoding="utf-8")
    if cases:
        (place / "cases" / "lamps.toml").write_text(cases, encoding="utf-8")
    return place
