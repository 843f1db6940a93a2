"""What goes wrong with a workbook: in its cells, its sheets, its parts and its bytes.

Each kind of damage takes a `Pack` and a source of chance; `of_bytes` takes what was packed.
"""

import copy
import re
import xml.etree.ElementTree as ET

from desk.habits import _bodies, _chosen
from desk.packed import MAIN, tag
from tristandard.desk.mistakes import letters

ODD = (
    "", "0", "-1", "1e308", "1e-320", "NaN", "INF", "9" * 20, "0.1", "0.30000000000000004", "true", "TRUE", "=1+1", "2026-02-30", "９７％", "\u202e", "\ufeff", "<", "_x0000_", "_x0007_a", "_x005F_x0041_", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "合计", "#REF!", "n1", "编码", "civilized.road.lamps", "a; b", "{", "[1", "[" * 3000, '{"a": 1}', "a=b; a=c", "a.b.c.d=1", "字" * 9000, "1,234", "12,34", "１２", "3处", "97", "97 %", "0.97", "46143", "2026年5月1日", "2026-05-01; 2026-05-02",
    "不适用", "未测：雨", "未测", "相同", "不对照", "是", "first 3 and >= 90", "1/3", "-0", "007", "  ", "a\nb", "a\tb", "x" * 32_767,
)  # fmt: skip
PLACES = ("A0", "A1048577", "XFE1", "A99999999999", "1A", "", "a1", "A1", "B2", "XFD1048576", "$B$2", "A1:B2", "Ａ１")


def _any(random, pack):
    return random.choice([cell for _, cell in pack.all_cells()])


def odd_text(random, pack):
    """A cell holds some other text."""
    _any(random, pack).put(random.choice(["inlineStr", "str"]), random.choice(ODD))


def odd_value(random, pack):
    """What a cell stores is put in as it is, whatever its kind."""
    cell = _any(random, pack).element
    value = cell.find(tag("v"))
    if value is None:
        value = ET.SubElement(cell, tag("v"))
    value.text = random.choice(ODD)


def odd_number(random, pack):
    """A number is another, or is shown in another way."""
    cell = _any(random, pack)
    shown = random.choice(["General", "0%", "0.0%", "yyyy/m/d", "hh:mm", "[h]:mm", "0.00", "#,##0", "000000", '0"处"', "0.00E+00", "m月d日", "@", "[DBNum1]0", '0;-0;"零"', "# ?/?", ";;;", "0_)", ""])
    cell.put("n", random.choice(["0", "1", "-3", "0.5", "0.985", "12.3", "1234567", "46143", "46143.5", "60", "1E+2", "1e-7", "123456789012345678", "2958466", "0.1"]), pack.style(shown))


def other_kind(random, pack):
    """A cell says that it holds something of another kind."""
    _any(random, pack).element.set("t", random.choice(["s", "str", "inlineStr", "e", "b", "d", "n", "x", ""]))


def other_style(random, pack):
    """A cell names a style that is not there."""
    _any(random, pack).element.set("s", random.choice(["-1", "99999", "x", "", "0.5", "1"]))


def shared_far(random, pack):
    """A cell names a shared text that is not there."""
    cell = _any(random, pack)
    cell.put("s", random.choice(["99999", "-1", "x", "", "1.0", "９", "1e3", " 1 ", "0"]))


def unsaved(random, pack):
    """A formula has no stored value."""
    for _, cell in _chosen(random, _bodies(pack), 2):
        cell.put("n", "", formula="1+1")
        value = cell.element.find(tag("v"))
        if random.random() < 0.7:
            cell.element.remove(value)


def errors(random, pack):
    """A cell is an error."""
    cell = _any(random, pack)
    cell.put("e", random.choice(["#REF!", "#N/A", "#DIV/0!", "#VALUE!", ""]), formula=random.choice([None, "A1"]))


def swapped(random, pack):
    """Two cells have changed places."""
    sheet = random.choice(list(pack.sheets))
    one, other = (random.choice(pack.cells(sheet)).element for _ in range(2))
    ours, theirs = one.get("r"), other.get("r")
    one.set("r", theirs)
    other.set("r", ours)


def placed(random, pack):
    """A cell or a row says that it stands where it cannot, or where another does."""
    cell = _any(random, pack)
    if random.random() < 0.5:
        cell.element.set("r", random.choice(PLACES))
    else:
        random.choice(list(pack.data(random.choice(list(pack.sheets))))).set("r", random.choice(["0", "-1", "2", "3", "1048577", "99999999999", "x", "", "1048576"]))


def doubled(random, pack):
    """A cell, or a row, stands twice in the sheet."""
    data = pack.data(random.choice(list(pack.sheets)))
    row = random.choice(list(data))
    if random.random() < 0.5:
        data.insert(random.randrange(len(data)), copy.deepcopy(row))
    elif len(row):
        twin = copy.deepcopy(random.choice(list(row)))
        row.insert(random.randrange(len(row)), twin)
        value = twin.find(tag("v"))
        if value is not None:
            value.text = random.choice(["0", "1", "2", "3"])


def row_lost(random, pack):
    """A row is gone."""
    data = pack.data(random.choice(list(pack.sheets)))
    data.remove(random.choice(list(data)))


def column_lost(random, pack):
    """A column is gone, or its head is, or it is called otherwise."""
    sheet = random.choice(list(pack.sheets))
    place = random.choice(list(pack.heads(sheet)))
    head = random.choice([None, "", "标谁", random.choice(list(pack.heads(sheet).values())), "备注"])
    row = pack.head_row(sheet)
    for cell in pack.cells(sheet):
        if cell.column == place and (head is None or cell.row == row):
            cell.put("inlineStr", head or "")


def sheet_lost(random, pack):
    """A sheet is gone, or called otherwise, or stands twice."""
    sheets = pack.tree("xl/workbook.xml").find(tag("sheets"))
    one = random.choice(list(sheets))
    match random.randrange(4):
        case 0:
            sheets.remove(one)
        case 1:
            one.set("name", random.choice([*pack.sheets, "表1", "问题", "备注", "", " 点位表 ", "点位表\u3000"]))
        case 2:
            twin = copy.deepcopy(one)
            twin.set("name", random.choice([one.get("name"), "表1", "备注"]))
            sheets.append(twin)
        case _:
            one.attrib.pop(random.choice(sorted(one.attrib)))


def merged(random, pack):
    """Cells are merged over columns, rows or both, or over what is no range."""
    sheet = random.choice(list(pack.sheets))
    root = pack.tree(pack.sheets[sheet])
    old = root.find(tag("mergeCells"))
    found = old if old is not None else ET.Element(tag("mergeCells"))
    if old is None:
        root.insert(list(root).index(pack.data(sheet)) + 1, found)
    row, column = random.randint(1, 6), random.randint(1, 6)
    top = f"{letters(column)}{row}"
    ref = random.choice([f"{top}:{letters(column + random.randint(0, 3))}{row + random.randint(0, 3)}", f"{top}:{letters(column + 1)}{row}", f"A{row}:XFD{row}", "B2:A1", "x", ""])
    ET.SubElement(found, tag("mergeCell"), {"ref": ref})


def epoch(random, pack):
    """The workbook says that days count from 1904, and none was changed."""
    book = pack.tree("xl/workbook.xml")
    found = book.find(tag("workbookPr"))
    if found is not None:
        found.set("date1904", "1")


def styled(random, pack):
    """The list of styles is shorter, or shows numbers in another way."""
    styles = list(pack.styles)
    if random.random() < 0.5:
        pack.styles.remove(random.choice(styles))
    else:
        random.choice(styles).set("numFmtId", random.choice(["0", "9", "14", "20", "x", "", "9999", "-1"]))


def part_lost(random, pack):
    """A part is gone, empty, another one, or there twice."""
    name = random.choice([name for name in pack.parts if "theme" not in name and "docProps" not in name])
    match random.randrange(4):
        case 0:
            pack.raw(name)
            pack.parts.pop(name)
        case 1:
            pack.raw(name)
            pack.parts[name] = b""
        case 2:
            pack.raw(name)
            pack.parts[name] = pack.raw(random.choice(list(pack.parts)))
        case _:
            pack.more.append((random.choice([name, name.upper(), f"/{name}"]), random.choice([pack.raw(name), b"", b"<a/>"])))


def part_bytes(random, pack):
    """Some bytes of a part are others, or a part breaks off."""
    name = random.choice([*pack.sheets.values(), "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"])
    if name not in pack.parts:
        return
    content, place = pack.raw(name), random.randrange(len(pack.raw(name)) or 1)
    new = random.choice([b"", bytes(random.randrange(256) for _ in range(2)), b"&#1;", b"\x00", b"<", b"</c>", b"&amp;", "路".encode("gbk"), b"<c/>", b"]]>", b"<!-- -->", b"<?x?>"])
    pack.parts[name] = content[:place] if random.random() < 0.2 else content[:place] + new + content[place + random.randrange(4) :]


def part_values(random, pack):
    """A value, an attribute or an element of a part is another, or is there twice."""
    name = random.choice([name for name in pack.parts if name.endswith((".xml", ".rels")) and "theme" not in name and "docProps" not in name])
    content = pack.raw(name)
    values = list(re.finditer(rb'(?<=>)[^<>]+(?=<)|(?<==")[^"]*(?=")|<[a-z]+[^>]*/>|<c [^>]*>.*?</c>|<row .*?</row>', content, re.DOTALL))
    if values:
        one, other = random.choice(values), random.choice(values)
        text = random.choice(ODD).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").encode()
        new = random.choice([text, other[0], b"", one[0] * 2])
        pack.parts[name] = content[: one.start()] + new + content[one.end() :]


def declared(random, pack):
    """A part says that it is written in another encoding, or declares entities."""
    name = random.choice([*pack.sheets.values(), "xl/workbook.xml"])
    content = re.sub(rb"^<\?xml[^>]*\?>", b"", pack.raw(name))
    head = random.choice([b'<?xml version="1.0" encoding="GBK"?>', b'<?xml version="1.0" encoding="x"?>', b'<?xml version="1.1"?>', b'<?xml version="1.0" encoding="ISO-8859-1"?>', b'<!DOCTYPE a [<!ENTITY b "c">]>', b"\xff\xfe"])
    pack.parts[name] = head + content


def bomb(random, pack):
    """A part is large, and packed small: blanks, cells, merged ranges, texts, links."""
    name = random.choice([*pack.sheets.values(), "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml"])
    name = name if name in pack.parts else "xl/styles.xml"
    head = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
    many = random.choice([10_000, 100_000])
    pack.raw(name)
    pack.parts[name] = random.choice([
        b" " * random.choice([1_000_000, 30_000_000]), head + b'<row r="1"><c r="A1"><v>1</v></c></row>' * many + b"</sheetData></worksheet>", head + b"<c><v>1</v></c>" * many + b"</sheetData></worksheet>",
        head + b'<row r="2"><c r="A2"><v>1</v></c></row></sheetData><mergeCells>' + b'<mergeCell ref="A2:XFD2"/>' * (many // 100) + b"</mergeCells></worksheet>",
        f'<sst xmlns="{MAIN}">'.encode() + b"<si><t>a</t></si>" * many + b"</sst>", b"<a>" * many + b"</a>" * many,
        head + b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(1, many // 10)) + b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
    ])  # fmt: skip


DAMAGE = (
    odd_text, odd_text, odd_value, odd_value, odd_number, odd_number, other_kind, other_style, shared_far, unsaved, errors, swapped, placed, doubled,
    row_lost, column_lost, column_lost, sheet_lost, merged, epoch, styled, part_lost, part_bytes, part_bytes, part_values, part_values, declared,
)  # fmt: skip


def of_bytes(random, packed):
    """Return a zip file that is cut off, or some of whose bytes are others."""
    place = random.randrange(len(packed))
    match random.randrange(4):
        case 0:
            return packed[:place]
        case 1:
            return packed[place:]
        case 2:
            return packed[:place] + bytes(random.randrange(256) for _ in range(3)) + packed[place + random.randrange(1, 5) :]
        case _:  # in the directory of its parts
            place = len(packed) - random.randrange(1, min(len(packed), 900))
            return packed[:place] + bytes([random.randrange(256)]) + packed[place + 1 :]
