"""In which encoding bytes are read, and in both languages why they are not."""

import pytest

from tristandard.codec.encoding import Misread, decode, guessed

SAVE = ("请把整张表另存为 UTF-8（电子表格软件中选“CSV UTF-8”）", 'save the whole table as UTF-8 ("CSV UTF-8" in a spreadsheet)')
NAME = ('；如果按 GB18030 读得通，请在读入时写明 encoding="gb18030"', ', or load it with encoding="gb18030" if that reads well')
NEITHER = ("这张表既不是 UTF-8 也不是 GB18030，或已损坏：", "the table is in neither UTF-8 nor GB18030, or was damaged: ")
#: Bytes that are one character in UTF-8, and two in GB 2312, the second a middle dot, which GB18030 reads as that of names.
DOTTED = b"\xf1\xa1\xa1\xa4"


def gb(text):
    """Return a text in GB18030."""
    return text.encode("gb18030")


@pytest.mark.parametrize(
    ("content", "named", "text", "detected"),
    [
        (b"code", None, "code", False),
        ("区".encode(), None, "区", False),
        ("\ufeff区".encode(), None, "区", False),
        (gb("区"), None, "区", True),
        (gb("区"), "GBK", "区", True),
        (gb("区"), "utf-8", "区", True),
        ("两河".encode(), "UTF-8", "两河", False),
        (DOTTED, "gb2312", "瘛·", True),
        (DOTTED, "utf-8", "\U00061864", False),
        ("\ufeff".encode() + DOTTED, "gb18030", "\U00061864", False),
        ("武進區\n".encode("big5"), "gb18030", "猌秈跋\n", True),
        (gb("区\U00020000\U0003fffd"), None, "区\U00020000\U0003fffd", True),  # hanzi that may come to be
    ],
)
def test_what_is_read(content, named, text, detected):
    """A table reads as what its bytes are; what is named decides where they fit both, and says that rare characters are meant."""
    assert (text, detected) == decode(content, named)


@pytest.mark.parametrize(
    ("content", "where", "zh", "en"),
    [
        (b"\xef\xbb\xbfa\xff", "byte 4", r"b'\xff' 不是标记所说的 UTF-8 文本；请另存为 UTF-8（电子表格软件中选“CSV UTF-8”）", r"""b'\xff' is not text in UTF-8, as its byte-order mark says; save it as UTF-8 ("CSV UTF-8" in a spreadsheet)"""),
        (gb("区") + b"\xff12345678", "byte 0", r"b'\xc7\xf8\xff12345' 不是以 UTF-8 编码的文本（按 GB18030 第 2 字节也读不出）；请另存为 UTF-8（电子表格软件中选“CSV UTF-8”）", r"""b'\xc7\xf8\xff12345' is not text in UTF-8 (nor is byte 2 in GB18030); save it as UTF-8 ("CSV UTF-8" in a spreadsheet)"""),
        (gb("区\n\u0378"), "line 2", rf"b'\x810\xc86' 不是表格中的字符（GB18030 中 U+0378 是私用字符，或没有这个字符）；{NEITHER[0]}{SAVE[0]}", rf"b'\x810\xc86' is not a character of a table (U+0378 in GB18030 is for private use, or none); {NEITHER[1]}{SAVE[1]}"),
        (gb("区\U0001fffd"), "line 1", rf"b'\x952\x823' 不是表格中的字符（GB18030 中 U+1FFFD 是私用字符，或没有这个字符）；{NEITHER[0]}{SAVE[0]}", rf"b'\x952\x823' is not a character of a table (U+1FFFD in GB18030 is for private use, or none); {NEITHER[1]}{SAVE[1]}"),
        (gb("区\U00040000"), "line 1", rf"b'\x9f6\x858' 不是表格中的字符（GB18030 中 U+40000 是私用字符，或没有这个字符）；{NEITHER[0]}{SAVE[0]}", rf"b'\x9f6\x858' is not a character of a table (U+40000 in GB18030 is for private use, or none); {NEITHER[1]}{SAVE[1]}"),
        (b"a\n" + DOTTED, "line 2", "“按 UTF-8 是 \U00061864，按 GB18030 是 瘛·” 不是只符合一种字符编码的文本；请在读入时写明 encoding=\"utf-8\" 或 encoding=\"gb18030\"，哪一种读得通就写哪一种；也可以另存为带标记的 UTF-8（电子表格软件中选“CSV UTF-8”）", "'\\U00061864 in UTF-8 and 瘛· in GB18030' is not text in one encoding alone; load it with encoding=\"utf-8\" or encoding=\"gb18030\", whichever reads well, or save it as UTF-8 with a byte-order mark (\"CSV UTF-8\" in a spreadsheet)"),
        ("东区\n".encode() + gb("河街"), "line 2", rf"b'\xba\xd3\xbd\xd6' 不是同一种字符编码的文本：第 1 行的 字节 E4 B8 9C E5 8C BA 是 UTF-8（东区），第 2 行的 字节 BA D3 BD D6 不是（按 GB18030 是 河街）；{SAVE[0]}", rf"b'\xba\xd3\xbd\xd6' is not text in one encoding: bytes E4 B8 9C E5 8C BA on line 1 is UTF-8 (东区), bytes BA D3 BD D6 on line 2 is not (河街 in GB18030); {SAVE[1]}"),
        (gb("河街,") + "\r\n\r东区".encode(), "line 3", rf"b'\xe4\xb8\x9c\xe5\x8c\xba' 不是同一种字符编码的文本：第 3 行的 字节 E4 B8 9C E5 8C BA 是 UTF-8（东区），第 1 行的 字节 BA D3 BD D6 不是（按 GB18030 是 河街）；{SAVE[0]}", rf"b'\xe4\xb8\x9c\xe5\x8c\xba' is not text in one encoding: bytes E4 B8 9C E5 8C BA on line 3 is UTF-8 (东区), bytes BA D3 BD D6 on line 1 is not (河街 in GB18030); {SAVE[1]}"),
        ("武進區,a".encode("big5"), "line 1", rf"b'\xaaZ\xb6i\xb0\xcf' 不是以 UTF-8 或 GB18030 编码的文本：按 Big5 读作“武進區”，比按 GB18030（猌秈跋）通顺；{SAVE[0]}{NAME[0]}", rf"b'\xaaZ\xb6i\xb0\xcf' is not text in UTF-8 or GB18030: it reads as Big5 (武進區), better than as GB18030 (猌秈跋); {SAVE[1]}{NAME[1]}"),
        (b"a,propret\xe9\n", "line 1", rf"b'propret\xe9' 不是以 UTF-8 或 GB18030 编码的文本：按 Windows-1252 读作“propreté”；{SAVE[0]}", rf"b'propret\xe9' is not text in UTF-8 or GB18030: it reads as Windows-1252 (propreté); {SAVE[1]}"),
    ],
)  # fmt: skip
def test_what_is_not_read(content, where, zh, en):
    """Each refusal says where the bytes stand, what they are, and how to save or load the table."""
    with pytest.raises(Misread) as caught:
        decode(content)

    assert (where, zh, en) == (caught.value.where.told[1], caught.value.reason.text("zh"), str(caught.value.reason))


@pytest.mark.parametrize(("content", "name"), [(gb("区"), "GB18030"), ("武進區".encode("big5"), "Big5"), (b"num\xe9ro", "Windows-1252"), (b"\xff\xff", None)])
def test_what_bytes_look_like(content, name):
    """The encoding in which they are usual, or any text."""
    assert name == guessed(content)
