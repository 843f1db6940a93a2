"""Files in and out: sizes, encodings, shapes of tables, formula cells, and how a mistake is told."""

import csv
import io
import json
import os
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from errno import EACCES, EDQUOT, EFBIG, ENAMETOOLONG, ENOSPC
from os import getpid
from pathlib import Path
from shutil import Error as CopyError
from stat import S_IMODE

import pytest

from samples import lacking
from tristandard.basics.errors import BadValue, Refused, TristandardError
from tristandard.basics.marks import flat
from tristandard.basics.shown import shown
from tristandard.codec.bad_input import BadInput
from tristandard.codec.csv_table import csv_text, escaped, read_csv, unescaped
from tristandard.codec.entries import read_entries
from tristandard.codec.files import is_full, path_of, path_remedy, read_table, read_text, reason_of
from tristandard.codec.output import json_text, write_all
from tristandard.codec.toml_json import read_json, read_toml


def file(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rows(folder, content, **more):
    table = read_csv(file(folder, "t.csv", content), ("code", "zh"), ("en",), **more)
    return list(table.rows), table.problems


@pytest.mark.parametrize(
    ("name", "content", "fragments"),
    [
        ("t.csv", "", ["t.csv: '' is not a file with something in it", "it is empty"]),
        ("t.csv", " \n\n", ["t.csv: '' is not a file with something in it"]),
        ("t.toml", b"\xef\xbb\xbf", ["t.toml: '' is not a file with something in it"]),
        ("t.csv", b"PK\x03\x04\x00\x00", ["t.csv, byte 4: bytes 50 4B 03 04 00 00 is not text", "it is a binary file", "save the table as CSV in UTF-8"]),
        ("t.csv", "code,zh\n".encode("utf-16"), ["t.csv, byte 3", "text in UTF-16; save the table as CSV in UTF-8"]),
        ("t.toml", 'zh = "区"'.encode("gb18030"), ["t.toml, byte 6", "is not text in UTF-8; it looks like GB18030: save it as UTF-8"]),
        ("t.json", b"\xed\xa0\xff\n", ["t.json, byte 0", "is not text in UTF-8; save it as UTF-8"]),
    ],
)
def test_what_is_no_text(tmp_path, name, content, fragments):
    """Empty, binary and wrongly encoded files are refused with the place and what to save instead."""
    with pytest.raises(BadInput) as caught:
        read_text(file(tmp_path, name, content), limit=1000)

    assert lacking(str(caught.value), *fragments) == []


def test_a_huge_file_is_refused_by_its_size(tmp_path, monkeypatch):
    """A file of 200 MB is refused without reading a byte of it."""
    path = tmp_path / "t.csv"
    with path.open("wb") as sparse:
        sparse.truncate(200_000_000)
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda _: pytest.fail("the file was read"))
    with pytest.raises(BadInput) as caught:
        read_csv(path, ("code",))

    assert str(caught.value) == "t.csv: '200000000 bytes' is not a file of at most 4000000 bytes; check that it is the file you meant; split it if it is"


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("none.csv", "is not a file; check the path"), ("", "is not a file; it is a folder: name a file in it"), ("x" * 300, "is not a file that can be read; give it a shorter name")],
)
def test_what_is_no_file(tmp_path, name, remedy):
    """A missing file, a folder and a name that is too long are refused with the path and what to do; of a long name its beginning is told."""
    path = tmp_path / name
    with pytest.raises(BadInput) as caught:
        read_text(path, limit=10)

    assert lacking(str(caught.value), name[:120], shown(str(path)), remedy) == []
    assert len(str(caught.value)) < 400


def test_a_file_that_cannot_be_read(tmp_path, monkeypatch):
    """What the system says of an unreadable file is told."""

    def unreadable(*_):
        raise PermissionError(13, "Permission denied")

    path = file(tmp_path, "t.csv", "x")
    monkeypatch.setattr("pathlib.Path.open", unreadable)
    with pytest.raises(BadInput) as caught:
        read_text(path, limit=10)

    assert lacking(str(caught.value), "t.csv:", "is not a file that can be read; check the path (Permission denied)") == []


def test_an_unknown_encoding(tmp_path):
    """Only the encodings that are named can be."""
    with pytest.raises(BadInput) as caught:
        read_table(file(tmp_path, "t.csv", "x"), limit=10, encoding="latin-1")

    assert str(caught.value) == "t.csv, encoding: 'latin-1' is not a known encoding; name one of utf-8, gb18030, gbk, gb2312, or leave it out"


@pytest.mark.parametrize("encoding", [None, "utf-8", "gb18030", "GBK"])
@pytest.mark.parametrize(
    "content",
    ["code,zh\na,区\n", "\ufeffcode,zh\na,区\n", "code,zh\na,区\n".encode("gb18030"), "code,zh\r\na,区\r\n", "\n,\ncode,zh\n\na,区\n,\n", "\ufeffcode,zh\na,区\n".encode()],
)
def test_tables_of_every_kind(tmp_path, content, encoding):
    """UTF-8 with or without a byte-order mark and GB18030 are told apart by the bytes of each file, whatever is named; any line end and blank rows read the same."""
    assert ([{"code": "a", "zh": "区", "en": ""}], []) == ([row for _, row in rows(tmp_path, content, encoding=encoding)[0]], rows(tmp_path, content, encoding=encoding)[1])


@pytest.mark.parametrize(
    ("content", "one", "other"),
    [("code,zh\na,学校\n".encode("gb18030"), "ѧУ", "学校"), ("code,zh\na,两河\n", "两河", "涓ゆ渤")],
)
def test_a_table_that_fits_two_encodings(tmp_path, content, one, other):
    """Bytes that are text in both encodings, with different words, are not guessed: they are read as the one that is named, and refused where none is."""
    with pytest.raises(BadInput) as caught:
        rows(tmp_path, content)
    named = {encoding: rows(tmp_path, content, encoding=encoding)[0][0][1]["zh"] for encoding in ("utf-8", "gb18030", "gbk")}

    assert str(caught.value) == (
        f"t.csv, line 2: 'a,{one} in UTF-8 and a,{other} in GB18030' is not text in one encoding alone; "
        'load it with encoding="utf-8" or encoding="gb18030", whichever reads well, or save it as UTF-8 with a byte-order mark ("CSV UTF-8" in a spreadsheet)'
    )
    assert {"utf-8": one, "gb18030": other, "gbk": other} == named


@pytest.mark.parametrize("label", ["东区", "道路", "全部亮灯"])
@pytest.mark.parametrize("encoding", [None, "gb18030"])
def test_rare_characters_are_no_second_reading(tmp_path, label, encoding):
    """UTF-8 that GB18030 would read as rare characters outside GB 2312 is UTF-8."""
    assert label == rows(tmp_path, f"code,zh\na,{label}\n", encoding=encoding)[0][0][1]["zh"]


def test_rare_characters_are_read_where_the_bytes_are_no_utf8(tmp_path):
    """A table in GB18030 may hold any of its characters."""
    assert "镕𠮷" == rows(tmp_path, "code,zh\na,镕𠮷\n".encode("gb18030"))[0][0][1]["zh"]


def test_a_byte_order_mark_decides(tmp_path):
    """A table with a byte-order mark is UTF-8, also where its other bytes fit both encodings."""
    assert "两河" == rows(tmp_path, "\ufeffcode,zh\na,两河\n")[0][0][1]["zh"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"code,zh\na,\xff\xff\n", "t.csv, byte 10: bytes FF FF 0A is not text in UTF-8 (nor is byte 10 in GB18030)"),
        (b"\xef\xbb\xbf" + "code,zh\na,区\n".encode("gb18030"), "t.csv, byte 13: bytes C7 F8 0A is not text in UTF-8, as its byte-order mark says"),
        (b"\xef\xbb\xbf", "t.csv: '' is not a file with something in it"),
        ("code,zh\na,propreté\n".encode("cp1252"), "t.csv, line 2: bytes 70 72 6F 70 72 65 74 E9 is not text in UTF-8 or GB18030: it reads as Windows-1252 (propreté); save the whole table as UTF-8"),
    ],
)
def test_a_table_in_no_encoding(tmp_path, content, told):
    """A table that is text in neither encoding is refused with where it fails in each."""
    with pytest.raises(BadInput) as caught:
        rows(tmp_path, content)

    assert lacking(str(caught.value), told) == []


UTF8, GB = "code,zh\na,道路\nb,东区\n".encode(), "c,学校\nd,公园\n".encode("gb18030")


@pytest.mark.parametrize("encoding", [None, "utf-8", "gb18030"])
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (UTF8 + GB, "t.csv, line 5: bytes B9 AB D4 B0 is not text in one encoding: bytes E9 81 93 E8 B7 AF on line 2 is UTF-8 (道路), bytes B9 AB D4 B0 on line 5 is not (公园 in GB18030)"),
        (b"code,zh\n" + GB + "a,道路\n".encode(), "t.csv, line 4: bytes E9 81 93 E8 B7 AF is not text in one encoding: bytes E9 81 93 E8 B7 AF on line 4 is UTF-8 (道路), bytes B9 AB D4 B0 on line 3 is not"),
        ("code,zh\na,区\n".encode() + "b,区\n".encode("gb18030"), "t.csv, line 3: bytes C7 F8 is not text in one encoding"),
        (b"code,zh\na," + "道路".encode() + " 公园 ".encode("gb18030"), "t.csv, line 2: bytes "),
        (GB + "a,區域\nb,㙦村\n".encode(), "is UTF-8 (區域)"),
    ],
)
def test_a_table_in_two_encodings(tmp_path, content, told, encoding):
    """A table of which some words are UTF-8 and others are not is refused, whichever encoding is named, with a word of each and its line."""
    with pytest.raises(BadInput) as caught:
        rows(tmp_path, content, encoding=encoding)

    assert lacking(str(caught.value), told, 'save the whole table as UTF-8 ("CSV UTF-8" in a spreadsheet)') == []


BIG5 = "code,zh\na,常州市武進區\nb,道路環境\nc,垃圾處數\n".encode("big5")
SHIFT_JIS = "code,zh\na,横浜市中区\nb,駅前のごみ\n".encode("cp932")
LATIN = "code,zh\na,numéro\nb,éclairage\n".encode("cp1252")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (BIG5, "t.csv, line 2: bytes B1 60 A6 7B A5 AB AA 5A B6 69 B0 CF is not text in UTF-8 or GB18030: it reads as Big5 (常州市武進區), better than as GB18030 ("),
        (SHIFT_JIS, "it reads as Shift-JIS (横浜市中区), better than as GB18030 ("),
        (LATIN, "it reads as Windows-1252 (numéro), better than as GB18030 (num閞o)"),
    ],
)
def test_a_table_in_another_encoding(tmp_path, content, told):
    """What is everyday text in another encoding, and rare characters in GB18030, is not read as GB18030 unless that is named."""
    for encoding in (None, "utf-8"):
        with pytest.raises(BadInput) as caught:
            rows(tmp_path, content, encoding=encoding)

        assert lacking(str(caught.value), told, "save the whole table as UTF-8", 'or load it with encoding="gb18030" if that reads well') == []


@pytest.mark.parametrize("content", [SHIFT_JIS, LATIN])
def test_gb18030_that_is_named_is_read(tmp_path, content):
    """Rare characters of GB18030 are read where it is named, though another encoding fits better."""
    assert content.decode("gb18030").splitlines()[1:] == [f"{row['code']},{row['zh']}" for _, row in rows(tmp_path, content, encoding="gbk")[0]]


@pytest.mark.parametrize("encoding", [None, "gb18030"])
@pytest.mark.parametrize(("code", "told"), [(b"\xaa\xa1", "U+E000"), (b"\xfe\x59", "U+E81E"), (b"\xf8\xa1", "U+E234")])
def test_characters_that_no_table_has(tmp_path, code, told, encoding):
    """A table whose bytes are GB18030 only with characters for private use is refused, whatever is named."""
    with pytest.raises(BadInput) as caught:
        rows(tmp_path, "code,zh\na,东区".encode("gb18030") + code + b"\n", encoding=encoding)

    assert lacking(str(caught.value), f"t.csv, line 2: bytes {code.hex(' ').upper()} is not a character of a table ({told} in GB18030 is for private use, or none)", "save the whole table as UTF-8") == []


@pytest.mark.parametrize("name", ["㙦", "䶮", "㙦镇", "䶮村", "王堃", "张喆", "李玥", "堃", "镕", "𠮷", "刘䶮㙦", "〇〇一号", "½㎡·Ⅳ級"])
def test_rare_names_in_gb18030(tmp_path, name):
    """A name of rare characters is read in a table in GB18030, also where no other character of the table is everyday."""
    assert name == rows(tmp_path, f"code,zh\na,{name}\n".encode("gb18030"))[0][0][1]["zh"]


def test_a_table_in_traditional_characters(tmp_path):
    """A table in GB18030 may be in traditional characters."""
    labels = ["道路環境衛生", "垃圾處數", "亮燈率", "農貿市場", "責任單位", "建成區"]

    assert labels == [row["zh"] for _, row in rows(tmp_path, "code,zh\n" + "".join(f"a{place},{label}\n" for place, label in enumerate(labels)), encoding=None)[0]]
    assert labels == [row["zh"] for _, row in rows(tmp_path, ("code,zh\n" + "".join(f"a{place},{label}\n" for place, label in enumerate(labels))).encode("gb18030"))[0]]


def test_what_was_detected_is_told(tmp_path):
    """The mistakes of a table in GB18030 say that it was read so."""
    table = read_csv(file(tmp_path, "t.csv", "code,zh\na,区,x\n".encode("gb18030")), ("code", "zh"))

    assert [] == list(table.rows)
    assert ["t.csv (GB18030), row 2: 'a, 区, x' is not a row of 2 cells, it has 3"] == [str(problem).partition(";")[0] for problem in table.problems]


@pytest.mark.parametrize(
    ("content", "messages"),
    [
        ("code\na\n", ["t.csv, row 1: 'code' is not a head with the columns zh; add them"]),
        ("code,zh,name\na,区,\n", ["t.csv, row 1: 'name' is not a known column; use code, zh, en; put commas between them"]),
        ("code,zh,zh\na,区,区\n", ["t.csv, row 1: 'zh' is not a column that stands once; drop one of the two"]),
        ("\ncode;zh\na;区\n", ["t.csv, row 2: 'code;zh' is not a known column; use code, zh, en; put commas between them", "t.csv, row 2: 'code;zh' is not a head with the columns code, zh; add them"]),
        ("code,zh\na,区,x\nb\n", ["t.csv, row 2: 'a, 区, x' is not a row of 2 cells, it has 3; give each column one cell; quote a cell that holds a comma, and write numbers without one", "t.csv, row 3: 'b' is not a row of 2 cells, it has 1; give each column one cell; quote a cell that holds a comma, and write numbers without one"]),
        ('code,zh\n"a\nb",区\nc,"区\n', ["t.csv, row 3: 'unexpected end of data' is not CSV; quote cells with commas, quotes or line breaks, and double the quotes inside"]),
        ('code,zh\na,"区"x\n', ["t.csv, row 2: '\\',\\' expected after \\'\"\\'' is not CSV; quote cells with commas, quotes or line breaks, and double the quotes inside"]),
        ("code,zh\na," + "区" * 200_000, ["t.csv, row 2: 'field larger than field limit (131072)' is not CSV; quote cells with commas, quotes or line breaks, and double the quotes inside"]),
    ],
)
def test_tables_of_the_wrong_shape(tmp_path, content, messages):
    """Missing, unknown and doubled columns, ragged rows and broken quotes are told with their row as a spreadsheet counts it."""
    _, problems = rows(tmp_path, content)

    assert sorted(map(str, problems)) == sorted(messages)


@pytest.mark.parametrize(("cell", "written"), [("1/3", "'1/3"), ("12/5", "'12/5"), ("'1/3", "''1/3"), ("1/3 %", "1/3 %"), ("5/3 处", "5/3 处"), ("12; 1/3", "12; 1/3")])
def test_a_fraction_is_no_date(tmp_path, cell, written):
    """A fraction alone in its cell, which a spreadsheet would open as a day, is written with an apostrophe that reading takes away again; one with its unit is safe."""
    (_, row), *_ = rows(tmp_path, csv_text("t.csv", ("code", "zh"), [{"code": "a", "zh": cell}]))[0]

    assert (written, cell) == (escaped(cell), row["zh"])


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-5", "@home", "'quoted", "''twice", "'=x", "＝1", "＋86", "－5", "＠home", "\ttab", "a=b", "", "区", "plain"])
def test_formula_cells_are_escaped_reversibly(tmp_path, cell):
    """A cell that a spreadsheet would take for a formula is written with an apostrophe, which reading takes away again."""
    content = csv_text("t.csv", ("code", "zh"), [{"code": "a", "zh": cell}])
    written = next(iter(list(csv.reader(io.StringIO(content)))[1:]))[1]
    (line, row), *_ = rows(tmp_path, content)[0]

    assert (written[:1] not in ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t"), unescaped(escaped(cell)), row["zh"], line) == (True, cell, cell, 2)


@pytest.mark.parametrize("cell", ["a,b", 'say "x"', "two\nlines", "；，"])
def test_any_text_reads_back(tmp_path, cell):
    """Commas, quotes and line breaks in a cell come back as they were."""
    assert rows(tmp_path, csv_text("t.csv", ("code", "zh"), [{"code": "a", "zh": cell}]))[0][0][1]["zh"] == cell


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_line_break_in_a_cell(tmp_path, ending):
    """A line break in a cell is read as a line feed, whichever it was, and so is written again."""
    (_, row), *_ = rows(tmp_path, f'code,zh\n"a","一{ending}二"\n')[0]

    assert row["zh"] == "一\n二"
    assert rows(tmp_path, csv_text("t.csv", ("code", "zh"), [row]))[0][0][1]["zh"] == "一\n二"


@pytest.mark.parametrize("content", ["[", "[1", "[1,", "[1 2]", "[1]]", '[{"a": 1, "a": 2}]', "[" + "9" * 5000 + "]", "[" * 30, "x", "[1e99999999999999999999999]"])
def test_entries_are_refused_as_the_whole_is(tmp_path, content):
    """A list that is read one entry after another is refused in the words in which it is as a whole."""
    path = file(tmp_path, "t.json", content)
    with pytest.raises(BadInput) as whole:
        read_json(path)
    with pytest.raises(BadInput) as caught:
        list(read_entries(path))

    assert str(whole.value) == str(caught.value)


@pytest.mark.parametrize("content", ["[]", " [ ]\n", "[1]", '[1, {"a": [0.5, "\\ud83d\\ude00"]} ,\n null]\n'])
def test_entries_are_those_of_the_whole(tmp_path, content):
    """A list that is read one entry after another has the entries of the whole."""
    path = file(tmp_path, "t.json", content)

    assert read_json(path) == list(read_entries(path))


@pytest.mark.parametrize("text", [" 区", "区\n", "a\rb", "\ra", "\t", "a\0b", "区" * 131_073])
def test_nothing_is_lost_silently(text):
    """Reading takes blanks around a cell away, and a carriage return for a new row; it refuses zero bytes and huge cells: such a text is not written to a table that is read again."""
    with pytest.raises(Refused) as caught:
        csv_text("t.csv", ("code", "zh"), [{"code": "a", "zh": "区"}, {"code": " a", "zh": text}])

    assert [
        "t.csv, row 3, column code: ' a' is not a text of at most 131072 characters that reads back as it is; take away blanks around it, carriage returns and zero bytes",
        f"t.csv, row 3, column zh: {shown(text)} is not a text of at most 131072 characters that reads back as it is; take away blanks around it, carriage returns and zero bytes",
    ] == [str(problem) for problem in caught.value.exceptions]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a = 1\na = 2\n", "t.toml, line 2: 'a = 2' is not TOML (Cannot overwrite a value); mend the line; write each key once"),
        ("[a]\n[a]\n", "t.toml, line 2: '[a]' is not TOML (Cannot declare ('a',) twice); mend the line; write each key once"),
        ("[a\nb = 1", "t.toml, line 1: '[a' is not TOML (Expected ']' at the end of a table declaration); mend the line; write each key once"),
        ("a = 2022-02-30", "t.toml, line 1: 'a = 2022-02-30' is not TOML (Invalid date or datetime); mend the line; write each key once"),
        ('a = "', "t.toml: 'Unterminated string (at end of document)' is not TOML; mend what it speaks of"),
        ("a = 1e99999999999999999999999", "t.toml, line 1: '1e99999999999999999999999' is not a number that can be read; write at most 40 digits on either side of the point"),
        ("a = " + "[" * 5000 + "]" * 5000, "t.toml: 'nested deeper than 20' is not a depth that is read here; check that it is the file you meant"),
        ("a" + ".a" * 3000 + " = 1", "t.toml: 'nested deeper than 20' is not a depth that is read here; check that it is the file you meant"),
        ("a" + ".a" * 1_000_000 + " = 1", "t.toml: 'nested deeper than 20' is not a depth that is read here; check that it is the file you meant"),
        ("[" + '"a b" . ' * 100_000 + "a]", "t.toml: 'nested deeper than 20' is not a depth that is read here; check that it is the file you meant"),
        ("a = " + "[" * 21 + "]" * 21, "t.toml: 'nested deeper than 20' is not a depth that is read here; check that it is the file you meant"),
    ],
)
def test_what_is_no_toml(tmp_path, content, message):
    """Doubled keys, broken lines, impossible dates and deep nesting are refused with the line, a key of a million parts without taking it apart."""
    with pytest.raises(BadInput) as caught:
        read_toml(file(tmp_path, "t.toml", content))

    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"a":\n"b" "c"}', "t.json, line 2: '\"b\" \"c\"}' is not JSON (Expecting ',' delimiter); mend the line; write each key once"),
        ('["\u2028\x85",\n"b" "c"]', "t.json, line 2: '\"b\" \"c\"]' is not JSON (Expecting ',' delimiter); mend the line; write each key once"),
        ("[1] 2", "t.json, line 1: '[1] 2' is not JSON (Extra data); mend the line; write each key once"),
        ("[1,", "t.json, line 1: '[1,' is not JSON (Expecting value); mend the line; write each key once"),
        ('[{"code": "a", "code": "b"}]', "t.json, entry 1: 'code' is not a key that stands once; it has the values 'a' and 'b': keep one of them"),
        ('{"a": {"b": [{}, {"c": 1, "c": [2, 2]}]}}', "t.json, a.b, entry 2: 'c' is not a key that stands once; it has the values 1 and [2, 2]: keep one of them"),
        ("[1e99999999999999999999999]", "t.json, entry 1: '1e99999999999999999999999' is not a number that can be read; write at most 40 digits on either side of the point"),
        ('{"a": 1, "a": 2} x', "t.json: 'a' is not a key that stands once; it has the values 1 and 2: keep one of them"),
        ('[{"a": 1, "a": 2}, x]', "t.json, line 1: '[{\"a\": 1, \"a\": 2}, x]' is not JSON (Expecting value); mend the line; write each key once"),
        ("[" * 100_000 + "]" * 100_000, "t.json: 'nested deeper than 20' is not a depth that is read here; check that it is the file you meant"),
        ("[" * 30 + "]" * 30, "t.json: 'nested deeper than 20' is not a depth that is read here; check that it is the file you meant"),
    ],
)
def test_what_is_no_json(tmp_path, content, message):
    """Doubled keys, broken lines and deep nesting are refused with the line."""
    with pytest.raises(BadInput) as caught:
        read_json(file(tmp_path, "t.json", content))

    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ('[{"a": ' + "9" * 5000 + "}]", "entry 1.a"),
        ("a = 1\n[b]\nc = " + "9" * 5000, "line 3"),
        ("a = 1\nb = 1e9999999999999999999", "line 2"),
        ("a = " + "9_" * 5000 + "9", "line 1"),
    ],
)
def test_numbers_of_thousands_of_digits(tmp_path, content, where):
    """A number too long to read is refused with the file, its key or line, its first digits and what to write."""
    path = file(tmp_path, "t.json" if content.startswith("[") else "t.toml", content)
    with pytest.raises(BadInput) as caught:
        (read_json if path.suffix == ".json" else read_toml)(path)

    assert str(caught.value).startswith(f"{path.name}, {where}: '")
    assert str(caught.value).endswith(" is not a number that can be read; write at most 40 digits on either side of the point")
    assert len(str(caught.value)) < 250


def test_every_doubled_key_and_long_number_is_told(tmp_path):
    """All that keeps a file from being read is told at once, each with its entry and key."""
    content = '{"list": [{"a": 1, "a": 2, "b": ' + "9" * 5000 + '}], "x": {"y": 1, "y": 1}}'
    with pytest.raises(Refused) as caught:
        read_json(file(tmp_path, "t.json", content))

    assert [
        "t.json, list, entry 1.b: '99999", "t.json, list, entry 1: 'a' is not a key that stands once; it has the values 1 and 2: keep one of them",
        "t.json, x: 'y' is not a key that stands once; it has the values 1 and 1: keep one of them",
    ] == [str(problem)[: None if "once" in str(problem) else 31] for problem in caught.value.exceptions]


def test_numbers_are_read_as_decimals(tmp_path):
    """No number of a file becomes a float; NaN and infinity are left for their place to refuse."""
    toml = read_toml(file(tmp_path, "t.toml", "a = 0.1\nb = 2"))
    found = read_json(file(tmp_path, "t.json", "[0.1, 2, NaN]"))

    assert (toml, found[:2], found[2].is_nan()) == ({"a": Decimal("0.1"), "b": 2}, [Decimal("0.1"), 2], True)


@pytest.mark.parametrize("content", ['["\\ud800"]', '{"\\uDFFF": 1}', '["a\\ud83d"]'])
def test_half_a_character(tmp_path, content):
    """One half of a character, which no file can hold again, is refused when it is read; two halves are one character."""
    with pytest.raises(BadInput) as caught:
        read_json(file(tmp_path, "t.json", content))

    assert lacking(str(caught.value), "t.json: ", "is not text that UTF-8 can hold; take out the broken character") == []
    assert read_json(file(tmp_path, "t.json", '["\\ud83d\\ude00"]')) == ["😀"]


@pytest.mark.parametrize("content", ["3", "null", "true", '"text"'])
def test_a_bare_value(tmp_path, content):
    """A file that is one number or word is JSON; whoever asks for a list or a table refuses it."""
    assert read_json(file(tmp_path, "t.json", content)) == json.loads(content)


@pytest.mark.parametrize("content", [",,\n", '""\n', "\n,\n"])
def test_a_table_without_a_head(tmp_path, content):
    """Empty cells are no empty table: the columns are asked for."""
    _, problems = rows(tmp_path, content)

    assert [str(problem) for problem in problems] == ["t.csv, row 1: '' is not a head with the columns code, zh; write the columns into the first row"]


def test_json_is_written_in_one_way():
    """The same value gives the same bytes, in any order of its keys."""
    assert json_text({"b": "区", "a": 1}) == json_text({"a": 1, "b": "区"}) == '{\n "a": 1,\n "b": "区"\n}\n'


def test_tables_are_written_with_a_byte_order_mark(tmp_path):
    """A table starts with the mark that spreadsheets need, other files do not, and nothing else stays behind."""
    write_all(tmp_path / "new", {"t.csv": "code\n", "t.json": "{}"})

    assert {path.name: path.read_bytes() for path in (tmp_path / "new").iterdir()} == {"t.csv": b"\xef\xbb\xbfcode\n", "t.json": b"{}"}


def test_where_nothing_can_be_written(tmp_path):
    """A folder that cannot be is refused with its path."""
    with pytest.raises(BadInput) as caught:
        write_all(file(tmp_path, "t.csv", "x") / "inside", {"t.json": "{}"})

    assert lacking(str(caught.value), "inside:", "is not a folder that can be written to; check the path") == []


def test_all_files_are_written_or_none(tmp_path):
    """Where one file cannot be replaced the others stay as they were, and no part is left behind."""
    file(tmp_path, "a.csv", "old")
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(BadInput) as caught:
        write_all(tmp_path, {"a.csv": "new", "b.csv": "new"})

    assert lacking(str(caught.value), "b.csv: ", "is not a file that can be replaced; move away what stands there; nothing was written") == []
    assert (sorted(path.name for path in tmp_path.iterdir()), (tmp_path / "a.csv").read_text(encoding="utf-8")) == (["a.csv", "b.csv"], "old")


@pytest.mark.parametrize(("name", "remedy"), [("a\0b.json", "check the path (embedded null byte)"), ("a" * 260 + ".json", "give it a shorter name")])
def test_a_name_that_no_file_can_have(tmp_path, name, remedy):
    """Where the system takes no such name, the file is refused by its name, and the others are not written either."""
    with pytest.raises(BadInput) as caught:
        write_all(tmp_path, {"t.json": "{}", name: "{}"})

    assert (lacking(str(caught.value), flat(name)[:100], f"is not a file that can be written; {remedy}"), list(tmp_path.iterdir())) == ([], [])


def test_a_path_with_a_mark_that_no_name_has():
    """A path in which the mark U+0000 stands is refused before anything is looked for."""
    with pytest.raises(BadValue) as caught:
        path_of("a\0b.csv")

    assert "'a\\x00b.csv' is not a path; take out the mark U+0000: no file can be called so" == str(caught.value)


def test_two_writers_at_once(tmp_path):
    """Whoever reads while several write the same file reads what one of them wrote, whole; nothing stays behind."""
    texts = [json_text([mark * 50_000]) for mark in "abcd"]
    write_all(tmp_path, {"t.json": texts[0]})

    def write(text):
        for _ in range(25):
            write_all(tmp_path, {"t.json": text})

    with ThreadPoolExecutor(len(texts)) as pool:
        writers = [pool.submit(write, text) for text in texts]
        found = set()
        while not all(writer.done() for writer in writers):
            found.add((tmp_path / "t.json").read_text(encoding="utf-8"))

    assert ([None] * 4, ["t.json"]) == ([writer.result() for writer in writers], [path.name for path in tmp_path.iterdir()])
    assert found <= set(texts)


def test_no_link_is_followed(tmp_path, monkeypatch):
    """A link that waits under a temporary name is not written through, and a file of another writer is left alone."""
    (victim := tmp_path / "victim").write_text("kept", encoding="utf-8")
    folder = tmp_path / "out"
    folder.mkdir()
    others = [folder / ".t.json.part", *(folder / f".{getpid()}.{number}.part" for number in range(3))]
    for waiting in others[:-1]:
        waiting.symlink_to(victim)
    others[-1].write_text("of another", encoding="utf-8")
    write_all(folder, {"t.json": "{}"})

    assert ("kept", "of another", "{}") == (victim.read_text(encoding="utf-8"), others[-1].read_text(encoding="utf-8"), (folder / "t.json").read_text(encoding="utf-8"))
    assert sorted(["t.json", *(path.name for path in others)]) == sorted(path.name for path in folder.iterdir())


def test_a_file_is_as_open_to_others_as_any(tmp_path):
    """What is written can be read by whoever could read a file that was written plainly."""
    (plain := tmp_path / "plain.json").write_text("{}", encoding="utf-8")
    write_all(tmp_path, {"t.json": "{}"})

    assert plain.stat().st_mode == (tmp_path / "t.json").stat().st_mode


POSIX = pytest.mark.skipif(os.name != "posix", reason="of files that have modes")
LINKS = pytest.mark.skipif(os.name != "posix", reason="where anybody may make links")


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o755])
def test_a_file_keeps_its_mode(tmp_path, monkeypatch, mode):
    """A file that is written anew may be read by those alone who could read it before, also while it is written."""
    file(tmp_path, "t.json", "old").chmod(mode)
    modes = set()
    replace = Path.replace
    monkeypatch.setattr(Path, "replace", lambda part, target: (modes.add(S_IMODE(part.stat().st_mode)), replace(part, target)))
    write_all(tmp_path, {"t.json": "new"})

    assert ({mode}, mode, "new") == (modes, S_IMODE((tmp_path / "t.json").stat().st_mode), (tmp_path / "t.json").read_text(encoding="utf-8"))


@POSIX
def test_a_new_part_is_never_open_to_more(tmp_path, monkeypatch):
    """The file under the temporary name is made with the mode of the one that it replaces, not opened to all and closed afterwards."""
    file(tmp_path, "t.json", "old").chmod(0o600)
    made = []
    opened = os.open
    monkeypatch.setattr(os, "open", lambda path, flags, mode=0o777, **more: (made.append(mode), opened(path, flags, mode, **more))[1])
    write_all(tmp_path, {"t.json": "new"})

    assert [0o600] == made


@POSIX
def test_a_file_that_may_only_be_read(tmp_path, monkeypatch):
    """A file that may not be written is not replaced by another that may."""
    file(tmp_path, "t.json", "old").chmod(0o400)
    monkeypatch.setattr(os, "access", lambda *_: False)  # whoever runs the tests may be allowed everything
    with pytest.raises(BadInput) as caught:
        write_all(tmp_path, {"t.json": "new", "u.json": "new"})

    assert lacking(str(caught.value), "t.json: ", "is not a file that may be replaced (it may only be read); let it be written to, or name another; nothing was written") == []
    assert {"t.json": "old"} == {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}


@LINKS
@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_written_through(tmp_path, there):
    """Where a link stands the file that it names is written, or made, and keeps its mode; the link stays, and nothing else is left beside either."""
    (tmp_path / "far").mkdir()
    (tmp_path / "near").mkdir()
    if there:
        file(tmp_path / "far", "kept.json", "old").chmod(0o640)
    (tmp_path / "near" / "middle.json").symlink_to(Path("..") / "far" / "kept.json")
    (tmp_path / "near" / "t.json").symlink_to("middle.json")
    write_all(tmp_path / "near", {"t.json": "new"})

    assert ("new", True) == ((tmp_path / "far" / "kept.json").read_text(encoding="utf-8"), (tmp_path / "near" / "t.json").is_symlink())
    assert (["kept.json"], ["middle.json", "t.json"]) == ([path.name for path in (tmp_path / "far").iterdir()], sorted(path.name for path in (tmp_path / "near").iterdir()))
    assert not there or S_IMODE((tmp_path / "far" / "kept.json").stat().st_mode) == 0o640


@LINKS
@pytest.mark.parametrize("names", ["t.json", "."])
def test_a_link_to_nothing_that_can_be_written(tmp_path, names):
    """A link that names itself or a folder is refused, and stays."""
    (tmp_path / "t.json").symlink_to(names)
    with pytest.raises(BadInput) as caught:
        write_all(tmp_path, {"a.json": "new", "t.json": "new"})

    assert lacking(str(caught.value), "t.json: ", "is not a file that can be replaced; move away what stands there; nothing was written") == []
    assert ["t.json"] == [path.name for path in tmp_path.iterdir()]


def test_a_write_that_fails_leaves_nothing(tmp_path, monkeypatch):
    """Where the disk is full in the middle, what stood there stands, and no part of the new is left."""
    file(tmp_path, "t.json", "old")
    replace = Path.replace

    def full(part, target):
        if target.name == "u.json":
            raise OSError(28, "No space left on device")
        return replace(part, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(BadInput, match="No space left on device"):
        write_all(tmp_path, {"u.json": "new", "t.json": "new"})

    assert {"t.json": "old"} == {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}


def test_what_would_not_be_read_is_not_written(tmp_path):
    """A file has the same limit on the way out as on the way in, in bytes and with its mark."""
    write_all(tmp_path, {"t.csv": "co\n区"}, limit=9)
    assert "co\n区" == read_text(tmp_path / "t.csv", limit=9)
    with pytest.raises(BadInput) as caught:
        write_all(tmp_path, {"a.csv": "", "t.csv": "cod\n区"}, limit=9)

    assert str(caught.value) == "t.csv: '10 bytes' is not a file of at most 9 bytes, which is the most that is read again; write it in several files; nothing was written"
    assert ["t.csv"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("content", ['a = "{}"', "a = '{}'", 'a = """\n{}"""', "a = \'\'\'\n{}\'\'\'", "# {}\na = 1", '"{}" = 1', 'a = "\\"{}"', 'a = """ \\""" {}"""'])
def test_dots_in_a_text_nest_nothing(tmp_path, content):
    """A text of many dots, such as the numbers of paragraphs one after another, is no deep key."""
    dots = " ".join(f"{number}." for number in range(40)) + " a" + ".a" * 40

    assert read_toml(file(tmp_path, "t.toml", content.replace("{}", dots)))
    with pytest.raises(BadInput, match="nested deeper than 20"):
        read_toml(file(tmp_path, "t.toml", f'{content.replace("{}", dots)}\n["{dots}"{".a" * 21}]'))


def test_what_utf8_cannot_hold(tmp_path):
    """A broken character is refused before any file is written."""
    with pytest.raises(BadInput) as caught:
        write_all(tmp_path / "new", {"a.json": "{}", "t.json": json.dumps("\ud800", ensure_ascii=False)})

    assert (lacking(str(caught.value), "t.json", "\\ud800", "is not text that UTF-8 can hold; take out the broken character"), (tmp_path / "new").exists()) == ([], False)


def test_a_mistake_names_its_file():
    """The error of a file is one of this library's, and says file, place and reason."""
    problem = BadInput("t.csv", "row 2", BadValue("x", "a code", "mend it"))

    assert (isinstance(problem, TristandardError), str(problem)) == (True, "t.csv, row 2: 'x' is not a code; mend it")


FULL = ("磁盘已满，请腾出空间再试一次（{}）", "the disk is full: make room, and try again ({})")
CHECK = ("请检查路径（{}）", "check the path ({})")


@pytest.mark.parametrize(
    ("error", "full", "remedy", "reason"),
    [
        (OSError(ENOSPC, "No space left on device"), True, FULL, ("磁盘已满", "No space left on device")),
        (OSError(EDQUOT, "Disk quota exceeded"), True, FULL, ("磁盘配额已满", "Disk quota exceeded")),
        (OSError(EFBIG, "File too large"), True, FULL, ("文件太大", "File too large")),
        (OSError(EACCES, "Permission denied"), False, CHECK, ("没有权限", "Permission denied")),
        (OSError(ENAMETOOLONG, "File name too long"), False, ("请换一个较短的名称", "give it a shorter name"), ("文件名太长", "File name too long")),
        (ValueError("embedded null byte"), False, CHECK, ("路径中有零字节", "embedded null byte")),
        (OSError("odd"), False, CHECK, ("odd", "odd")),
        (CopyError([("a", "b", "[Errno 13] Permission denied: 'a'"), ("c", "d", "[Errno 28] No space left on device: 'c' -> 'd'")]), True, FULL, ("磁盘已满", "No space left on device")),
        (CopyError([("c", "d", "[Errno 28] No space left on device"), ("a", "b", "[Errno 13] Permission denied: 'a'")]), True, FULL, ("没有权限", "Permission denied")),
        (CopyError([("a", "b", "[Errno 13] Permission denied: 'a'")]), False, CHECK, ("没有权限", "Permission denied")),
    ],
)  # fmt: skip
def test_what_to_do_where_the_system_refuses(error, full, remedy, reason):
    """Room is to be made on a full disk, a long name to be shortened, any other path to be checked; of a folder that could not be copied the last reason is told."""
    assert (full, reason) == (is_full(error), reason_of(error))
    assert tuple(text.format(told) for text, told in zip(remedy, reason, strict=True)) == path_remedy(error)


def test_a_table_that_changes_while_it_is_read(tmp_path):
    """It was read a moment ago, and is refused where its bytes are others now."""
    path = file(tmp_path, "t.csv", "code,zh\na,区\n")
    table = read_csv(path, ("code", "zh"))
    path.write_bytes(b"code,zh\na,\xff\n")
    with pytest.raises(BadInput) as caught:
        list(table.rows)

    assert ("t.csv：“与刚才不同的内容” 不是读取时保持不变的文件；请等它写完再读取", "t.csv: 'other bytes than a moment ago' is not a file that stays as it is while it is read; load it again once it is written") == (caught.value.text("zh"), str(caught.value))
