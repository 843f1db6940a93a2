"""TOML and JSON: what is read, and where it is told that something is not."""

import tomllib
from datetime import date
from decimal import Decimal

import pytest

from tristandard.basics.errors import Refused, TristandardError
from tristandard.codec.entries import read_entries
from tristandard.codec.held import Held
from tristandard.codec.toml_json import DEPTH, read_json, read_toml, shallow

MEND = "mend the line; write each key once"
DEEP = "f.json: 'nested deeper than 20' is not a depth that is read here; check that it is the file you meant"
LONG = "9" * 4400


def held(text):
    """Return a text as a file of JSON."""
    return Held("f.json", ".json", text.encode())


def told(call):
    """Return the messages with which something is refused."""
    with pytest.raises(TristandardError) as caught:
        call()
    return [str(problem) for problem in caught.value.reasons]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[]", []),
        (" \t\r\n[ 1 , 2.50,\n\"x\" ,true , null,{}\t] \n", [1, Decimal("2.50"), "x", True, None, {}]),
        ('\ufeff[{"a": {"b": [1]}}]', [{"a": {"b": [1]}}]),
        ("[1e3,-0.10]", [Decimal("1e3"), Decimal("-0.10")]),
        ('["\\ud83d\\ude00", "\\\\ud800"]', ["😀", "\\ud800"]),
        ("[" * DEPTH + "]" * DEPTH, eval("[" * DEPTH + "]" * DEPTH)),
        ('["' + "[" * 30 + '"]', ["[" * 30]),
    ],
)
def test_json_is_read(text, value):
    """Numbers with a point are decimals, to their last digit; a list is read whole or one entry after another alike."""
    assert repr(value) == repr(read_json(held(text))) == repr(list(read_entries(held(text))))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1", f"f.json, line 1: '[1' is not JSON (Expecting ',' delimiter); {MEND}"),
        ("[1] 2", f"f.json, line 1: '[1] 2' is not JSON (Extra data); {MEND}"),
        ("[1]\n\n 2", f"f.json, line 3: '2' is not JSON (Extra data); {MEND}"),
        ("[1] 2\n\n", f"f.json, line 1: '[1] 2' is not JSON (Extra data); {MEND}"),
        ("[1,2 3]", f"f.json, line 1: '[1,2 3]' is not JSON (Expecting ',' delimiter); {MEND}"),
        (" [1 2\n\n", f"f.json, line 1: '[1 2' is not JSON (Expecting ',' delimiter); {MEND}"),
        ("[1,\n2,\n3 4]", f"f.json, line 3: '3 4]' is not JSON (Expecting ',' delimiter); {MEND}"),
        ('[1,\n{"a" 1}]', f"f.json, line 2: '{{\"a\" 1}}]' is not JSON (Expecting ':' delimiter); {MEND}"),
        ("[1,\n\n,]", f"f.json, line 3: ',]' is not JSON (Expecting value); {MEND}"),
        ('[{"a":1,"a":2}]', "f.json, entry 1: 'a' is not a key that stands once; it has the values 1 and 2: keep one of them"),
        ('[1, {"b": {"a":1,"a":2,"a":3}}]', "f.json, entry 2.b: 'a' is not a key that stands once; it has the values 1 and 2 and 3: keep one of them"),
        (f"[1, {LONG}]", f"f.json, entry 2: '{LONG[:79]}… (4402 characters) is not a number that can be read; write at most 40 digits on either side of the point"),
        ('["a", "\\ud800"]', None),
        ('[["a", 1.5, "\\ud800"]]', None),
        ('[' + '{"a":' * DEPTH + "1" + "}" * DEPTH + "]", DEEP),
        ("[" * (DEPTH + 1) + "]" * (DEPTH + 1), DEEP),
        ("[" * 100_000, DEEP),
    ],
)
def test_json_is_not_read(text, message):
    """A mistake has its line, or the entry and key at which it stands; a list is told so whole or entry by entry."""
    whole, one = told(lambda: read_json(held(text))), told(lambda: list(read_entries(held(text))))
    if message is None:
        (message,) = one
        assert message.endswith("' is not text that UTF-8 can hold; take out the broken character")
        assert whole[0].endswith(message[-40:])
    else:
        assert [message] == whole == one


def test_all_that_keeps_json_from_being_read():
    """Keys that stand twice and numbers that are too long are told together, in their order."""
    text = f'{{"x": [{{"a":1,"a":"b"}},\n{LONG}], "y": {{"c": {LONG}, "c": 2}}}}'
    with pytest.raises(Refused) as caught:
        read_json(held(text))

    assert "f.json cannot be read" == caught.value.message
    assert [
        "f.json, x, entry 1: 'a' is not a key that stands once; it has the values 1 and 'b': keep one of them",
        f"f.json, x, entry 2: '{LONG[:79]}… (4402 characters) is not a number that can be read; write at most 40 digits on either side of the point",
        f"f.json, y: 'c' is not a key that stands once; it has the values {LONG[:20]} and 2: keep one of them",
    ] == told(lambda: read_json(held(text)))[:3]


def toml(folder, text):
    """Return what a text is read as."""
    (folder / "r.toml").write_text(text, encoding="utf-8")
    return read_toml(folder / "r.toml")


@pytest.mark.parametrize(
    "text",
    [
        "a = 1.50\nb = 2022-05-01\n[c.d]\ne = [1, 2]",
        "a = '" + "b." * 30 + "'",
        'a = "' + "b." * 30 + '"',
        'a = """\n' + "b." * 30 + '\n"""',
        "a = '''\n" + "b." * 30 + "\n'''",
        "# " + "b." * 30,
        ".".join("a" * DEPTH) + " = 1",
        "a = " + "[" * (DEPTH - 1) + "]" * (DEPTH - 1),
    ],
)
def test_toml_is_read(tmp_path, text):
    """Numbers with a point are decimals; dots in texts and comments are no keys."""
    assert repr(tomllib.loads(text, parse_float=Decimal)) == repr(toml(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n\na = 1 b", f"r.toml, line 3: 'a = 1 b' is not TOML (Expected newline or end of document after a statement); {MEND}"),
        ("a = [1", "r.toml: 'Unclosed array (at end of document)' is not TOML; mend what it speaks of"),
        (f"\na = {LONG}", f"r.toml, line 2: '{LONG[:79]}… (4402 characters) is not a number that can be read; write at most 40 digits on either side of the point"),
        ("a = 1e" + "9" * 30, "r.toml, line 1: '1e" + "9" * 30 + "' is not a number that can be read; write at most 40 digits on either side of the point"),
        (".".join("a" * (DEPTH + 2)) + " = 1", DEEP.replace("f.json", "r.toml")),
        ('"a"' + " . 'b'" * 25 + " = 1", DEEP.replace("f.json", "r.toml")),
        ("a = " + "[" * DEPTH + "]" * DEPTH, DEEP.replace("f.json", "r.toml")),
        ("a = " + "[" * 100_000, DEEP.replace("f.json", "r.toml")),
    ],
)
def test_toml_is_not_read(tmp_path, text, message):
    """A mistake has its line, where it is known."""
    assert [message] == told(lambda: toml(tmp_path, text))


def test_what_is_shallow():
    """Tables and lists may stand in each other so often and no more; what is none of them is shallow."""
    value = 1
    for _ in range(DEPTH):
        value = {"a": 2, "b": value}

    assert value is shallow(value, "f")
    assert (3, date(2022, 5, 1)) == (shallow(3, "f"), shallow(date(2022, 5, 1), "f"))
    assert ["f: 'nested deeper than 20' is not a depth that is read here; check that it is the file you meant"] == told(lambda: shallow([value], "f"))


def test_what_is_too_large(tmp_path):
    """A file of rules has at most four million bytes; one of JSON no more than is said."""
    assert ["r.toml: '4000001 bytes' is not a file of at most 4000000 bytes; check that it is the file you meant; split it if it is"] == told(lambda: toml(tmp_path, "#" * 4_000_001))
    assert {} == toml(tmp_path, "#" * 4_000_000)
    assert ["f.json: '3 bytes' is not a file of at most 2 bytes; check that it is the file you meant; split it if it is"] == told(lambda: read_json(held("[1]"), limit=2))
    assert [1] == read_json(held("[1]"), limit=3)
