"""The entries of a list in a file of JSON, one after another: as the whole file has them, up to the first mistake."""

from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace

import pytest

from codec.test_toml_json import MEND, held, told
from tristandard.codec import entries as reading
from tristandard.codec.entries import _Pieces, read_entries
from tristandard.codec.toml_json import read_json


def test_what_is_no_list():
    """Where a list is asked for, the beginning of what stands there is told."""
    assert ["f.json: '{\"a\":1}' is not a list; write [ {…}, {…} ]"] == told(lambda: list(read_entries(held(' {"a":1}'))))
    assert ["f.json: 3 is not a list; write [ {…}, {…} ]"] == told(lambda: list(read_entries(held("3"))))
    assert [f"f.json, line 1: 'x' is not JSON (Expecting value); {MEND}"] == told(lambda: list(read_entries(held("x"))))


def test_entries_before_a_mistake_are_read():
    """They are given one after another, each once, until the mistake is told."""
    found = []
    for entry in (entries := read_entries(held('[1, {"a": 2}, 3, x'))):
        found.append(entry)
        if entry == 3:
            break

    assert [1, {"a": 2}, 3] == found
    assert [f"f.json, line 1: '[1, {{\"a\": 2}}, 3, x' is not JSON (Expecting value); {MEND}"] == told(lambda: next(entries))


@pytest.mark.parametrize("text", ["[1]", '[{"a": "' + "区" * 100_000 + '"}, 2]', "[" + ", ".join(f'{{"n": {n}.50, "t": "区{n}"}}' for n in range(12_000)) + "\n]\n"], ids=["short", "a long entry", "many entries"])
def test_a_list_is_the_same_in_pieces(tmp_path, text):
    """However many pieces of a file are read, and wherever they part, each entry is what the whole file has."""
    path = tmp_path / "f.json"
    path.write_text(text, encoding="utf-8")

    assert read_json(path) == list(read_entries(path)) == list(read_entries(held(text)))


def test_a_list_is_no_larger_than_its_limit(tmp_path):
    """A file of just so many bytes is read, one of more is refused; so is one that is not there, empty, binary or no UTF-8."""
    path = tmp_path / "f.json"
    path.write_bytes(b"[1, 2]")

    assert [1, 2] == list(read_entries(path, limit=6))
    assert ["f.json: '6 bytes' is not a file of at most 5 bytes; check that it is the file you meant; split it if it is"] == told(lambda: list(read_entries(path, limit=5)))
    for content, message in ((b" ", "f.json: '' is not a file with something in it; it is empty; check that it is the file you meant"), (b"[1, 2, \0]", "f.json, byte 7: bytes 5B 31 2C 20 32 2C 20 00 5D is not text; it is a binary file, or text in UTF-16; save the table as CSV in UTF-8, or write TOML or JSON"), (b'[1, "\xff"]', "f.json, byte 5: bytes FF 22 5D is not text in UTF-8; save it as UTF-8"), (b'[1]\xe5\x8c', "f.json, byte 3: bytes E5 8C is not text in UTF-8; ")):
        path.write_bytes(content)
        assert [True] == [one.startswith(message) for one in told(lambda: list(read_entries(path)))], told(lambda: list(read_entries(path)))


TEXT = '\ufeff [ 12 , {"a" : "区 ]" }, "x,",\n[2.50],345 ,true\n]\n '


def pieces_of(monkeypatch, text, size):
    """Return a text as a file that is read so many bytes at once."""
    monkeypatch.setattr(reading, "_PIECE", size)
    return _Pieces("f", BytesIO(text if isinstance(text, bytes) else text.encode()), size=size)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 64])
def test_entries_may_part_anywhere(monkeypatch, size):
    """A piece may end in a character, a number, a text, or between two entries: all are read, to the end of the list."""
    pieces = pieces_of(monkeypatch, TEXT, size)

    assert [12, {"a": "区 ]"}, "x,", [Decimal("2.50")], 345, True] == list(pieces.entries())
    assert pieces.whole


@pytest.mark.parametrize("size", [1, 64])
@pytest.mark.parametrize(("text", "found"), [("", []), (" ", []), ("{}", []), ("[", []), ("[1, 2", [1, 2]), ("[1 2]", [1]), ("[1,]", [1]), ("[1,,2]", [1]), ("[1] 2", [1]), ("[1]]", [1]), ('[1, "a', [1])])
def test_a_list_that_is_not_whole(monkeypatch, text, size, found):
    """What stands before the mistake is read, and the list is not whole."""
    pieces = pieces_of(monkeypatch, text, size)

    assert (found, False) == (list(pieces.entries()), pieces.whole)


@pytest.mark.parametrize("text", ["[]", " [ ] \n", "[1]", "[1,2 , 3]", '[{"a": 1.50}]', TEXT])
def test_a_file_without_a_mistake_is_never_held_as_a_whole(monkeypatch, text):
    """It is read piece by piece, up to the last byte that it may have; the whole is read for the place of a mistake alone."""
    monkeypatch.setattr(reading, "read_text", None)
    whole = read_json(held(text))

    assert whole == list(read_entries(held(text), limit=len(text.encode())))


def test_a_long_entry_is_read_in_pieces_that_double(monkeypatch):
    """So that it is not looked at again for each piece of it."""
    pieces = pieces_of(monkeypatch, '["' + "x" * 1000 + '"]', 10)
    reads = list[int]()
    file = pieces.file
    pieces.file = SimpleNamespace(read=lambda size: reads.append(size) or file.read(size))

    assert ["x" * 1000] == list(pieces.entries())
    assert 10 > len(reads)


def test_text_that_is_no_utf8_is_not_taken_apart():
    """Nothing of it is given before that is told."""
    for content in (b'[1, "\xff"]', b"[1]\xe5\x8c", b"[1, 2, \0]"):
        assert not reading._is_text(reading.Held("f", ".json", content), 99)
    assert not reading._is_text(held("[1]"), 2)
    assert reading._is_text(held("[1]"), 3)
