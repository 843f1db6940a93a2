"""The entries of a list in a file of JSON, one after another: as the whole file has them, up to the first mistake."""

import pytest

from codec.test_toml_json import MEND, held, told
from tristandard.codec.entries import read_entries
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
