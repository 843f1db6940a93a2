"""What Excel, WPS, other programs and people do to a workbook that changes nothing of what it says.

Each habit takes a `Pack` and a source of chance, and says whether it found anything to do.
"""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal

from desk.packed import LINKS, MAIN, SPACE, tag
from tristandard.desk.mistakes import letters
from tristandard.desk.vocabulary import NO, YES

#: The heads of columns in which people type values and days.
TYPED = {"结果", "处数", "日期", "发现日期", "整改期限", "测评日期"}
_CANONICAL = re.compile(r"-?(0|[1-9][0-9]{0,12})(\.[0-9]{0,5}[1-9])?")
_EIGHT = re.compile(r"20[0-9]{6}")
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_CONTENT = "[Content_Types].xml"
WITHOUT_CODES = {"survey", "checklist"}


def _chosen(random, found, most=6):
    """Return some of what was found."""
    found = list(found)
    return random.sample(found, min(len(found), random.randint(1, most)))


def _bodies(pack, wanted=lambda *_: True):
    """Return the cells below the heads that are as wanted."""
    heads = {sheet: pack.head_row(sheet) for sheet in pack.sheets}
    return [(sheet, cell) for sheet in pack.sheets for cell in pack.cells(sheet) if cell.row > heads[sheet] and wanted(sheet, cell)]


def _typed(pack):
    """Return the cells in which people type values and days."""
    heads = {sheet: pack.heads(sheet) for sheet in pack.sheets}
    return _bodies(pack, lambda sheet, cell: pack.kind in WITHOUT_CODES and (heads[sheet].get(cell.column) in TYPED or sheet.startswith("宽表")))


def hidden(random, pack):
    """Rows and columns are hidden."""
    sheet = random.choice(list(pack.sheets))
    for row in _chosen(random, pack.data(sheet)):
        row.set("hidden", "1")
    root = pack.tree(pack.sheets[sheet])
    cols = ET.Element(tag("cols"))
    ET.SubElement(cols, tag("col"), {"min": "2", "max": "3", "hidden": "1", "width": "0"})
    for old in root.findall(tag("cols")):
        root.remove(old)
    root.insert(list(root).index(pack.data(sheet)), cols)
    return True


def trailing(random, pack):
    """Empty rows with formats stand below, some of them at the very end of the sheet."""
    sheet = random.choice(list(pack.sheets))
    last = max(int(row.get("r")) for row in pack.data(sheet))
    for number in sorted({last + 1, last + 7, *_chosen(random, [last + 100, 65_536, 1_048_576])}):
        row = ET.SubElement(pack.data(sheet), tag("row"), {"r": str(number)})
        for column in range(1, 9):
            cell = ET.SubElement(row, tag("c"), {"r": f"{letters(column)}{number}", "s": "0"})
            if random.random() < 0.3:
                cell.set("t", "inlineStr")
                ET.SubElement(ET.SubElement(cell, tag("is")), tag("t")).text = "  "
    return True


def totals(random, pack):
    """A row of totals stands below a table of a survey."""
    if pack.kind != "survey":
        return False
    sheet = random.choice(list(pack.sheets))
    last = max(int(row.get("r")) for row in pack.data(sheet)) + random.randint(1, 3)
    row = ET.SubElement(pack.data(sheet), tag("row"), {"r": str(last)})
    for column, text in ((1, random.choice(["合计", "总 计", "小计："])), (4, "12")):
        cell = ET.SubElement(row, tag("c"), {"r": f"{letters(column)}{last}", "t": "inlineStr" if column == 1 else "n"})
        if column == 1:
            ET.SubElement(ET.SubElement(cell, tag("is")), tag("t")).text = text
        else:
            ET.SubElement(cell, tag("f")).text = "SUM(D2:D9)"
            ET.SubElement(cell, tag("v")).text = text
    return True


def numbers_as_text(random, pack):
    """Numbers, percents and days are stored as text."""
    found = [cell for _, cell in _bodies(pack, lambda _, cell: cell.number)]
    for cell in _chosen(random, found):
        text = cell.shown
        if cell.format.day and pack.kind in WITHOUT_CODES:
            year, month, day = text.split("-")
            text = random.choice([text, f"{year}/{int(month)}/{int(day)}", f"{year}年{int(month)}月{int(day)}日", f"{year}.{month}.{day}", f"{year}{month}{day}"])
        cell.put(random.choice(["inlineStr", "str"]), text)
    return bool(found)


def texts_as_numbers(random, pack):
    """Texts that are plain numbers are stored as numbers."""
    found = [cell for _, cell in _bodies(pack, lambda _, cell: cell.is_text and _CANONICAL.fullmatch(cell.text))]
    for cell in _chosen(random, found):
        cell.put("n", cell.text, 0)
    return bool(found)


def many_digits(random, pack):
    """A number is stored with the seventeen digits, or the power of ten, that programs write."""
    found = [cell for _, cell in _bodies(pack, lambda _, cell: cell.number)]
    for cell in _chosen(random, found):
        cell.element.find(tag("v")).text = random.choice([f"{float(cell.text):.17g}", f"{Decimal(cell.text):E}", f"{cell.text}.0" if cell.text.isdigit() else cell.text])
    return bool(found)


def full_width(random, pack):
    """What was typed has full-width digits and marks."""
    found = [cell for _, cell in _typed(pack) if cell.is_text and not re.search(r"[:：]", cell.text)]
    for cell in _chosen(random, found):
        cell.put("inlineStr", cell.text.translate(WIDE))
    return bool(found)


def thousands(random, pack):
    """Numbers are shown with thousands set apart, or typed so; not days that are written as eight digits."""
    found = [cell for _, cell in _typed(pack) if cell.number and not (cell.format.day or cell.format.percent or cell.format.zeros or _EIGHT.fullmatch(cell.text))]
    for cell in _chosen(random, found):
        if random.random() < 0.5:
            cell.put("n", cell.text, pack.style("#,##0_ "))
        else:
            cell.put("inlineStr", f"{Decimal(cell.text):,f}")
    return bool(found)


def percents(random, pack):
    """A percent that was typed as text is a number that is shown as a percent."""
    found = [cell for _, cell in _typed(pack) if re.fullmatch(r"[0-9.]+ ?%", cell.text)]
    for cell in _chosen(random, found):
        stored = Decimal(cell.text.rstrip("% ")) / 100
        cell.put("n", str(stored), pack.style(random.choice(["0.0000%", "0.0000\\ %", "[Red]0.0000%", "0.0000%;[Red]-0.0000%"])))
    return bool(found)


def units(random, pack):
    """A number is shown with its unit behind it."""
    found = [cell for _, cell in _typed(pack) if re.fullmatch(r"[0-9]+ ?处", cell.text)]
    for cell in _chosen(random, found):
        cell.put("n", cell.text.rstrip("处 "), pack.style('0"处"'))
    return bool(found)


def rich(random, pack):
    """A text has parts in other fonts, and how it is pronounced."""
    found = [cell for _, cell in pack.all_cells() if cell.is_text and len(cell.text) > 1]
    for cell in _chosen(random, found):
        text = cell.text
        cell.put("inlineStr", "")
        inside = cell.element.find(tag("is"))
        inside.clear()
        cut = random.randint(1, len(text) - 1)
        for part in (text[:cut], text[cut:]):
            run = ET.SubElement(inside, tag("r"))
            ET.SubElement(ET.SubElement(run, tag("rPr")), tag("b"))
            told = ET.SubElement(run, tag("t"))
            told.set(SPACE, "preserve")
            told.text = part
        if random.random() < 0.5:
            ET.SubElement(ET.SubElement(inside, tag("rPh"), {"sb": "0", "eb": "1"}), tag("t")).text = "xyz"
    return bool(found)


def inline(random, pack):
    """Texts stand in their cells, not in the shared list."""
    found = [cell for _, cell in pack.all_cells() if cell.element.get("t") == "s"]
    for cell in found if random.random() < 0.5 else _chosen(random, found):
        cell.put("inlineStr", cell.text)
    return bool(found)


def formulas(random, pack):
    """A value is what a formula came to."""
    found = [cell for _, cell in _bodies(pack)]
    for cell in _chosen(random, found):
        cell.put("n" if cell.number else "str", cell.text, formula=random.choice(["A1+1", 'TEXT(B2,"0")', "VLOOKUP(A2,表!A:B,2,0)"]))
    return True


def truths(random, pack):
    """是 and 否 are TRUE and FALSE."""
    found = [cell for _, cell in _bodies(pack, lambda _, cell: cell.text in (YES, NO))]
    for cell in _chosen(random, found):
        cell.put("b", {YES: random.choice(["1", "true"]), NO: random.choice(["0", "false"])}[cell.text])
    return bool(found)


def days_of_1904(random, pack):
    """Days are counted from 1904, as Excel for the Mac did."""
    if pack.epoch_1904:
        return False
    book = pack.tree("xl/workbook.xml")
    found = book.find(tag("workbookPr"))
    if found is None:
        found = ET.Element(tag("workbookPr"))
        book.insert(0, found)
    found.set("date1904", "1")
    for _, cell in pack.all_cells():
        if cell.number and cell.format.day:
            cell.put("n", str(int(float(cell.text)) - 1462), cell.element.get("s"))
    pack.epoch_1904 = True
    return True


def iso_days(random, pack):
    """A day is stored as text of its own kind."""
    found = [cell for _, cell in _typed(pack) if cell.number and cell.format.day]
    for cell in _chosen(random, found):
        cell.put("d", cell.shown + random.choice(["", "T00:00:00"]))
    return bool(found)


def columns_moved(random, pack):
    """The columns stand in another order, with an empty one between."""
    sheet = random.choice([name for name in pack.sheets if name not in ("检查表", "基本信息")])
    columns = list(pack.heads(sheet))
    if len(columns) < 2:
        return False
    moved = [1, *random.sample(range(2, len(columns) + 2), len(columns) - 1)]  # 合计 stands in the first
    pack.move(sheet, columns=dict(zip(columns, moved, strict=True)))
    return True


def rows_apart(random, pack):
    """Empty rows stand between the rows."""
    sheet = random.choice(list(pack.sheets))
    numbers = sorted(int(row.get("r")) for row in pack.data(sheet))
    added, moved = 0, {}
    for number in numbers:
        moved[number] = number + added
        added += random.random() < 0.2
    pack.move(sheet, rows=moved)
    return True


def titled(random, pack):
    """A title, merged over all columns, stands above the heads."""
    if pack.kind != "survey":
        return False
    sheet = random.choice(list(pack.sheets))
    numbers = sorted(int(row.get("r")) for row in pack.data(sheet))
    below = random.randint(1, 3)
    pack.move(sheet, rows={number: number + below for number in numbers})
    row = ET.Element(tag("row"), {"r": "1"})
    cell = ET.SubElement(row, tag("c"), {"r": "A1", "t": "inlineStr"})
    ET.SubElement(ET.SubElement(cell, tag("is")), tag("t")).text = "2026 年第二季度"
    pack.data(sheet).insert(0, row)
    root = pack.tree(pack.sheets[sheet])
    merged = ET.Element(tag("mergeCells"))
    ET.SubElement(merged, tag("mergeCell"), {"ref": random.choice(["A1:I1", "A1:XFD1", f"A1:F{below}"])})
    root.insert(list(root).index(pack.data(sheet)) + 1, merged)
    return True


def merged_down(random, pack):
    """Equal cells in rows that follow each other are one merged cell."""
    if pack.kind not in WITHOUT_CODES:
        return False
    sheet = random.choice(list(pack.sheets))
    at = {(cell.row, cell.column): cell for name, cell in _bodies(pack) if name == sheet}
    same = [(row, column) for row, column in at if (row + 1, column) in at and at[row, column].shown == at[row + 1, column].shown]
    if not same or pack.tree(pack.sheets[sheet]).find(tag("mergeCells")) is not None:
        return False
    row, column = random.choice(same)
    lower = at[row + 1, column].element
    for child in list(lower):
        lower.remove(child)
    lower.attrib.pop("t", None)
    root = pack.tree(pack.sheets[sheet])
    merged = ET.Element(tag("mergeCells"))
    ET.SubElement(merged, tag("mergeCell"), {"ref": f"{letters(column)}{row}:{letters(column)}{row + 1}"})
    root.insert(list(root).index(pack.data(sheet)) + 1, merged)
    return True


def loose_heads(random, pack):
    """Heads have blanks, marks and remarks in brackets."""
    if pack.kind != "survey":
        return False
    sheet = random.choice([name for name in pack.sheets if not name.startswith("宽表")])
    row = pack.head_row(sheet)
    for cell in _chosen(random, [cell for cell in pack.cells(sheet) if cell.row == row]):
        cell.put("inlineStr", random.choice(["* {}", "{}（必填）", "{} ：", "{}\n(填写)", " {}"]).format(cell.text))
    return True


def remarks(random, pack):
    """A column of remarks, and a sheet of them, hold whatever, errors too."""
    if pack.kind == "survey":
        sheet = random.choice(list(pack.sheets))
        place, first = letters(max(pack.heads(sheet)) + 2), pack.head_row(sheet)
        for row in pack.data(sheet):
            number = int(row.get("r"))
            if number >= first:
                cell = ET.SubElement(row, tag("c"), {"r": f"{place}{number}"})
                head = number == first
                cell.set("t", "inlineStr" if head else "e")
                if head:
                    ET.SubElement(ET.SubElement(cell, tag("is")), tag("t")).text = "备注"
                else:
                    ET.SubElement(cell, tag("v")).text = "#REF!"
    return _sheet(pack, "备注一")


def _sheet(pack, name):
    """Add a sheet."""
    book, links = pack.tree("xl/workbook.xml"), pack.tree("xl/_rels/workbook.xml.rels")
    if any(one.get("Id") == "rIdMore" for one in links):
        return False
    ET.SubElement(links, f"{links.tag.partition('}')[0]}}}Relationship", {"Id": "rIdMore", "Type": f"{LINKS}/worksheet", "Target": "worksheets/more.xml"})
    ET.SubElement(book.find(tag("sheets")), tag("sheet"), {"name": name, "sheetId": "99", f"{{{LINKS}}}id": "rIdMore"})
    kinds = pack.tree(_CONTENT)
    ET.SubElement(kinds, f"{kinds.tag.partition('}')[0]}}}Override", {"PartName": "/xl/worksheets/more.xml", "ContentType": "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"})
    pack.parts["xl/worksheets/more.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData><row r="2"><c r="B2" t="e"><v>#N/A</v></c></row></sheetData></worksheet>'.encode()
    return True


def more_parts(random, pack):
    """Comments, pictures and what other programs keep stand beside the sheets."""
    for name in ("xl/comments1.xml", "xl/media/image1.png", "customXml/item1.xml", "xl/calcChain.xml", "xl/externalLinks/externalLink1.xml"):
        if random.random() < 0.6 and name not in pack.parts:
            pack.parts[name] = random.randbytes(200) if name.endswith("png") else b"<a><b>=1+1</b></a>"
    return True


def bare_places(random, pack):
    """Rows and cells do not say where they stand, as some programs write them."""
    sheet = random.choice(list(pack.sheets))
    data = pack.data(sheet)
    for number, row in enumerate(data, 1):
        columns = [re.sub("[0-9]", "", cell.get("r", "")) for cell in row]
        if row.get("r", str(number)) != str(number) or columns != [letters(column) for column in range(1, len(columns) + 1)]:
            return False
    for row in data:
        row.attrib.pop("r", None)
        for cell in row:
            cell.attrib.pop("r", None)
    pack.raw(pack.sheets[sheet])
    return True


def encoded(random, pack):
    """Parts are written in UTF-16, or with a byte-order mark."""
    for part in _chosen(random, [*pack.sheets.values(), "xl/sharedStrings.xml"]):
        if part not in pack.parts:
            continue
        text = pack.raw(part).decode("utf-8-sig")
        text = re.sub(r"^<\?xml[^>]*\?>", "", text)
        wide = random.random() < 0.5
        pack.parts[part] = f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16") if wide else text.encode("utf-8-sig")
    return True


def prefixed(random, pack):
    """Elements have a prefix."""
    for part in _chosen(random, [*pack.sheets.values(), "xl/workbook.xml", "xl/styles.xml"]):
        text = pack.raw(part)
        if b"encoding=\"UTF-16\"" in text or b"<x:" in text or b"\x00" in text or f'xmlns="{MAIN}"'.encode() not in text:
            continue
        text = text.replace(f'xmlns="{MAIN}"'.encode(), f'xmlns:x="{MAIN}"'.encode())
        pack.parts[part] = re.sub(rb"<(/?)([A-Za-z])(?=[A-Za-z0-9]*[\s/>])", rb"<\1x:\2", text)
    return True


def absolute(random, pack):
    """Links to parts are written from the root."""
    for one in pack.tree("xl/_rels/workbook.xml.rels"):
        if not one.get("Target").startswith("/"):
            one.set("Target", f"/xl/{one.get('Target')}")
    return True


def packed_otherwise(random, pack):
    """Parts stand in another order, and are not packed."""
    names = list(pack.parts)
    for part in names:
        pack.raw(part)
    random.shuffle(names)
    pack.parts = {name: pack.parts[name] for name in names}
    pack.stored = random.random() < 0.5
    return True


def sheets_moved(random, pack):
    """The sheets stand in another order, some hidden."""
    sheets = pack.tree("xl/workbook.xml").find(tag("sheets"))
    found = list(sheets)
    random.shuffle(found)
    sheets[:] = found
    random.choice(found).set("state", random.choice(["hidden", "veryHidden"]))
    return True


#: The ones that change places or bytes come last, since others look for what they change.
HABITS = (
    hidden, totals, numbers_as_text, texts_as_numbers, many_digits, full_width, thousands, percents, units, rich, inline, formulas, truths,
    iso_days, days_of_1904, loose_heads, remarks, columns_moved, rows_apart, titled, merged_down, trailing, more_parts, absolute, sheets_moved,
    bare_places, encoded, prefixed, packed_otherwise,
)  # fmt: skip
