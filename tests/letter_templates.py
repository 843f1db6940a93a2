"""The templates of letters that come with the library, made with python-docx.

    python tests/letter_templates.py

writes them anew into `src/tristandard/desk/templates/`; `tests/desk/test_letters.py` compares. An office edits its own
copies in Word, and needs nothing of this.
"""

from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

TEMPLATES = Path(__file__).parent.parent / "src" / "tristandard" / "desk" / "templates"
BODY, HEAD, TITLE = "仿宋", "黑体", "方正小标宋简体"
RED, BLACK = RGBColor(0xC0, 0, 0), RGBColor(0, 0, 0)
#: What Word may put where a font is not installed.
INSTEAD = {BODY: "FangSong", HEAD: "SimHei", TITLE: "STZhongsong"}

#: What was seen, with the evidence where there is any.
SEEN_ZH = "{{ 行.所见 }}{% if 行.证据 %}（证据：{{ 行.证据 }}）{% endif %}"
SEEN_EN = "{{ row.seen }}{% if row.evidence %} (evidence: {{ row.evidence }}){% endif %}"


def element(name, **attributes):
    """Return an element of Word's XML."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def font(run, name, size, color=BLACK):
    """Give a run a font for Chinese and Latin letters."""
    run.font.name, run.font.size, run.font.color.rgb = name, Pt(size), color
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def line(document, text, *, name=BODY, size=16, align=None, indent=True, color=BLACK):
    """Write one paragraph."""
    made = document.add_paragraph()
    font(made.add_run(text), name, size, color)
    made.alignment = align
    form = made.paragraph_format
    form.space_after, form.space_before, form.line_spacing = Pt(0), Pt(size / 4), 1.3
    form.first_line_indent = Pt(2 * size) if indent else None
    return made


def tag(document, text):
    """Write a paragraph that holds a tag alone, which leaves no line."""
    return line(document, text, size=10, indent=False)


def rule(paragraph):
    """Draw a red line below a paragraph."""
    borders = element("w:pBdr")
    borders.append(element("w:bottom", val="single", sz="18", space="6", color="C00000"))
    paragraph._p.get_or_add_pPr().append(borders)


def fill(cell, text, *, name=BODY, size=10.5, align=None):
    """Write into a cell."""
    made = cell.paragraphs[0]
    font(made.add_run(text), name, size)
    made.alignment, made.paragraph_format.space_after = align, Pt(0)


def mark(row, name):
    """Say of a row that it is a head on each page, or stays on one page."""
    row._tr.get_or_add_trPr().append(element(name))


def table(document, columns, each, rows):
    """Write a table: heads on each page, then a row for each of some rows. `columns` are head, tag and width."""
    made = document.add_table(rows=4, cols=len(columns), style="Table Grid")
    made.autofit = False
    section = document.sections[-1]
    room, whole = section.page_width - section.left_margin - section.right_margin, sum(width for *_, width in columns)
    for place, (head, cell, width) in enumerate(columns):
        made.columns[place].width = Emu(room * width // whole)
        fill(made.rows[0].cells[place], head, name=HEAD, align=ALIGN.CENTER)
        fill(made.rows[2].cells[place], cell)
    mark(made.rows[0], "w:tblHeader")
    for row in made.rows:
        mark(row, "w:cantSplit")
    fill(made.rows[1].cells[0], f"{{%tr for {each} in {rows} %}}")
    fill(made.rows[3].cells[0], "{%tr endfor %}")


def wide(document, heads, cells, rows, size=9):
    """Write a table with as many columns as there are heads."""
    made = document.add_table(rows=4, cols=3, style="Table Grid")
    for row, (each, text, name) in ((0, (heads, "head", HEAD)), (2, (cells, "cell", BODY))):
        for place, part in enumerate((f"{{%tc for {text} in {each} %}}", f"{{{{ {text} }}}}", "{%tc endfor %}")):
            fill(made.rows[row].cells[place], part, name=name, size=size, align=ALIGN.CENTER)
    mark(made.rows[0], "w:tblHeader")
    for row in made.rows:
        mark(row, "w:cantSplit")
    fill(made.rows[1].cells[0], f"{{%tr for row in {rows} %}}")
    fill(made.rows[3].cells[0], "{%tr endfor %}")


def number(section):
    """Write the number of the page below it."""
    made = section.footer.paragraphs[0]
    made.alignment = ALIGN.CENTER
    font(made.add_run("— "), BODY, 12)
    field = element("w:fldSimple", instr="PAGE")
    inner = element("w:r")
    inner.append(element("w:t"))
    field.append(inner)
    made._p.append(field)
    font(made.add_run(" —"), BODY, 12)


def begin():
    """Return an empty letter on A4."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    style = document.styles["Normal"]
    style.font.name, style.font.size = BODY, Pt(16)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    core = document.core_properties
    core.author = core.title = core.comments = ""
    number(section)
    return document


def head(document, office, title):
    """Write what stands above a letter: the office in red, a red line, the title."""
    rule(line(document, office, name=TITLE, size=26, align=ALIGN.CENTER, indent=False, color=RED))
    line(document, "", indent=False)
    line(document, title, name=TITLE, size=22, align=ALIGN.CENTER, indent=False)
    line(document, "", size=10, indent=False)


def foot(document, notice, office, day):
    """Write what stands below a letter: the notice of the rules, the office and the day."""
    tag(document, f"{{%p if {notice[1]} %}}")
    line(document, notice[0], size=12)
    tag(document, "{%p endif %}")
    for text in ("", office):
        line(document, text, align=ALIGN.RIGHT, indent=False).paragraph_format.keep_with_next = True
    line(document, day, align=ALIGN.RIGHT, indent=False)


def landscape(document):
    """Begin a page on its side."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(28), Mm(26), Mm(20), Mm(20)


def bulletin_zh():
    """Return the template of 通报."""
    made = begin()
    head(made, "{{ 发文机关 }}", "关于{{ 期间 }}{{ 考核 }}结果的通报")
    line(made, "各有关单位：", indent=False)
    line(made, "现将{{ 期间 }}{{ 考核 }}结果通报如下。规则为{{ 规则 }}，本次为第 {{ 版次 }} 版{% if 更正 %}，更正理由：{{ 更正 }}{% endif %}。")
    tag(made, "{%p for 类 in 类别 %}")
    line(made, "{{ loop.index }}. {{ 类.类别名称 }}", name=HEAD)
    columns = [("名次", "{{ 行.名次 }}", 6), ("单位", "{{ 行.单位 }}", 16), ("得分", "{{ 行.得分 }}", 8), ("等次", "{{ 行.等次 }}", 10), ("备注", "{{ 行.备注 }}", 30)]
    table(made, columns, "行", "类.各行")
    tag(made, "{%p endfor %}")
    tag(made, "{%p if 预警 %}")
    line(made, "下列项目扣分超过预警比例，请有关单位重视：")
    tag(made, "{%p for 条 in 预警 %}")
    line(made, "{{ 条 }}")
    tag(made, "{%p endfor %}")
    tag(made, "{%p endif %}")
    line(made, "附表：得分构成")
    foot(made, ("说明：{{ 说明 }}", "说明"), "{{ 发文机关 }}", "{{ 日期 }}")
    landscape(made)
    line(made, "附表", name=HEAD, indent=False)
    line(made, "{{ 期间 }}{{ 考核 }}得分构成", name=TITLE, size=18, align=ALIGN.CENTER, indent=False)
    wide(made, "表头", "row.各格", "各行")
    line(made, "满分减去各项扣分、其他、未测推及，加上加分和尾差，等于得分。", size=12)
    return made


def bulletin_en():
    """Return the template of a bulletin in English."""
    made = begin()
    head(made, "{{ office }}", "Bulletin: {{ assessment }}, {{ period }}")
    line(made, "To all units,", indent=False)
    line(made, "these are the results of {{ assessment }} for {{ period }}, under {{ rules }}, edition {{ edition }}{% if reason %}, corrected: {{ reason }}{% endif %}.")
    tag(made, "{%p for one in kinds %}")
    line(made, "{{ loop.index }}. {{ one.kind }}", name=HEAD)
    columns = [("place", "{{ row.place }}", 6), ("unit", "{{ row.unit }}", 16), ("score", "{{ row.score }}", 8), ("grade", "{{ row.grade }}", 10), ("remarks", "{{ row.remark }}", 30)]
    table(made, columns, "row", "one.rows")
    tag(made, "{%p endfor %}")
    tag(made, "{%p if warnings %}")
    line(made, "These items lost more than the share at which the rules warn:")
    tag(made, "{%p for one in warnings %}")
    line(made, "{{ one }}")
    tag(made, "{%p endfor %}")
    tag(made, "{%p endif %}")
    line(made, "Annex: what makes the scores")
    foot(made, ("Notice: {{ notice }}", "notice"), "{{ office }}", "{{ day }}")
    landscape(made)
    line(made, "Annex", name=HEAD, indent=False)
    line(made, "{{ assessment }}, {{ period }}: what makes the scores", name=TITLE, size=18, align=ALIGN.CENTER, indent=False)
    wide(made, "heads", "row.cells", "rows")
    line(made, "The full mark less what was lost, other and what was put for what is open, with what was gained and the rounding difference, is the score.", size=12)
    return made


def deductions_zh():
    """Return the template of 扣分通报."""
    made = begin()
    head(made, "{{ 发文机关 }}", "{{ 期间 }}扣分通报")
    line(made, "{{ 单位 }}：", indent=False)
    line(made, "现将你单位{{ 期间 }}各套考核的扣分情况通报如下。规则为{{ 规则 }}，本次为第 {{ 版次 }} 版{% if 更正 %}，更正理由：{{ 更正 }}{% endif %}。")
    tag(made, "{%p for 部分 in 各考核 %}")
    line(made, "{{ loop.index }}. {{ 部分.考核 }}：{{ 部分.结果 }}", name=HEAD)
    tag(made, "{%p if 部分.各行 %}")
    columns = [
        ("序号", "{{ 行.序号 }}", 5), ("点位", "{{ 行.点位 }}", 12), ("指标", "{{ 行.指标 }}", 12), ("所见", SEEN_ZH, 16), ("标准", "{{ 行.标准 }}", 14),
        ("扣分", "{{ 行.扣分 }}", 7), ("计入得分", "{{ 行.计入 }}", 8), ("依据", "{{ 行.依据 }}", 20),
    ]  # fmt: skip
    table(made, columns, "行", "部分.各行")
    tag(made, "{%p else %}")
    line(made, "点位上没有扣分。")
    tag(made, "{%p endif %}")
    tag(made, "{%p if 部分.未测 %}")
    line(made, "未测：{{ 部分.未测 | join('；') }}。", size=12)
    tag(made, "{%p endif %}")
    line(made, "{{ 部分.计算 }}", size=12)
    tag(made, "{%p endfor %}")
    line(made, "如有异议，请在规定期限内申诉。")
    foot(made, ("说明：{{ 说明 }}", "说明"), "{{ 发文机关 }}", "{{ 日期 }}")
    return made


def deductions_en():
    """Return the template of a letter of deductions in English."""
    made = begin()
    head(made, "{{ office }}", "What was lost in {{ period }}")
    line(made, "{{ unit }}:", indent=False)
    line(made, "this is what your unit lost in each assessment for {{ period }}, under {{ rules }}, edition {{ edition }}{% if reason %}, corrected: {{ reason }}{% endif %}.")
    tag(made, "{%p for part in parts %}")
    line(made, "{{ loop.index }}. {{ part.assessment }}: {{ part.result }}", name=HEAD)
    tag(made, "{%p if part.rows %}")
    columns = [
        ("no.", "{{ row.number }}", 5), ("site", "{{ row.site }}", 12), ("indicator", "{{ row.indicator }}", 12), ("seen", SEEN_EN, 16), ("standard", "{{ row.bar }}", 14),
        ("lost", "{{ row.points }}", 7), ("counts in the score", "{{ row.counted }}", 8), ("clauses", "{{ row.clause }}", 20),
    ]  # fmt: skip
    table(made, columns, "row", "part.rows")
    tag(made, "{%p else %}")
    line(made, "Nothing was lost at any site.")
    tag(made, "{%p endif %}")
    tag(made, "{%p if part.open %}")
    line(made, "Not measured: {{ part.open | join('; ') }}.", size=12)
    tag(made, "{%p endif %}")
    line(made, "{{ part.account }}", size=12)
    tag(made, "{%p endfor %}")
    line(made, "You may appeal within the time that the rules give.")
    foot(made, ("Notice: {{ notice }}", "notice"), "{{ office }}", "{{ day }}")
    return made


def rectification_zh():
    """Return the template of 整改通知单."""
    made = begin()
    head(made, "{{ 发文机关 }}", "整改通知单")
    line(made, "{{ 单位 }}：", indent=False)
    line(made, "{{ 期间 }}测评发现你单位负责的下列问题，共 {{ 项数 }} 项，请在整改期限内完成整改，并报送整改情况。")
    columns = [
        ("序号", "{{ 行.序号 }}", 5), ("点位", "{{ 行.点位 }}", 11), ("指标", "{{ 行.指标 }}", 12), ("所见", SEEN_ZH, 17), ("处数", "{{ 行.处数 }}", 5), ("标准", "{{ 行.标准 }}", 13),
        ("分担", "{{ 行.分担 }}", 7), ("发现日期", "{{ 行.发现日期 }}", 9), ("整改期限", "{{ 行.整改期限 }}", 9), ("整改情况", "", 9),
    ]  # fmt: skip
    table(made, columns, "行", "各行")
    line(made, "整改期限空着的，按本次通知要求的期限办理。", size=12)
    foot(made, ("说明：{{ 说明 }}", "说明"), "{{ 发文机关 }}", "{{ 日期 }}")
    return made


def rectification_en():
    """Return the template of a letter of what must be rectified in English."""
    made = begin()
    head(made, "{{ office }}", "To be rectified")
    line(made, "{{ unit }}:", indent=False)
    line(made, "your unit answers for these problems ({{ count }}), which were found in {{ period }}. Rectify each by its day, and report it.")
    columns = [
        ("no.", "{{ row.number }}", 5), ("site", "{{ row.site }}", 11), ("indicator", "{{ row.indicator }}", 12), ("seen", SEEN_EN, 17), ("counts", "{{ row.quantity }}", 5), ("standard", "{{ row.bar }}", 13),
        ("borne", "{{ row.share }}", 7), ("found", "{{ row.found }}", 9), ("due", "{{ row.due }}", 9), ("done", "", 9),
    ]  # fmt: skip
    table(made, columns, "row", "rows")
    line(made, "Where no day is given, the day that this letter sets holds.", size=12)
    foot(made, ("Notice: {{ notice }}", "notice"), "{{ office }}", "{{ day }}")
    return made


def instead(document):
    """Say in the document which font may stand for one that is not installed."""
    part = next(one for one in document.part.package.iter_parts() if str(one.partname).endswith("fontTable.xml"))
    fonts = "".join(f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>' for name, other in INSTEAD.items())
    part._blob = part.blob.replace(b"</w:fonts>", fonts.encode() + b"</w:fonts>")
    return document


MADE = {f"{letter}.{language}": f"{letter}_{language}" for letter in ("bulletin", "deductions", "rectification") for language in ("zh", "en")}


def made(name):
    """Return a template by the name of its file."""
    return instead(globals()[MADE[name]]())


if __name__ == "__main__":
    for each in MADE:
        made(each).save(TEMPLATES / f"{each}.docx")
