"""What Python and the system say of a file is told in Chinese too."""

import ast
import inspect
import json
import os
import tomllib
from errno import EACCES, EEXIST, ENOENT, ENOSPC

import pytest

import tristandard as ts
from tristandard.codec.reasons import tell_reason

TOML = ["a = ", "a = [1", "a = 1\na = 2", "[a]\n[a]", "a", "a = 1 b", 'a = "x', "a = {b = 1, b = 2}", "a = 2022-13-01"]
JSON = ["[1 2]", '{"a" 1}', "{a: 1}", "[", '"\\x"', '"a', '["a\tb"]', '"\\u12"', "[1] 2"]


def chinese(text):
    """Whether a text has a Chinese character."""
    return any("\u4e00" <= mark <= "\u9fff" for mark in text)


@pytest.mark.parametrize("text", TOML)
def test_what_python_says_of_toml_is_told_in_chinese(text):
    """Each mistake of TOML has its reason in Chinese; the English is Python's own."""
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    said = str(caught.value).partition(" (at ")[0]

    assert chinese(tell_reason(said)[0])
    assert tell_reason(said)[1] == said


@pytest.mark.parametrize("text", JSON)
def test_what_python_says_of_json_is_told_in_chinese(text):
    """Each mistake of JSON has its reason in Chinese; the English is Python's own."""
    with pytest.raises(json.JSONDecodeError) as caught:
        json.loads(text)

    assert chinese(tell_reason(caught.value.msg)[0])
    assert tell_reason(caught.value.msg)[1] == caught.value.msg


def said_by(module, name):
    """Return every text that a module gives an error of this name."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == name:
            for given in node.args:
                if isinstance(given, ast.JoinedStr):
                    parts = [part.value if isinstance(part, ast.Constant) else "'x'" for part in given.values]
                    yield "".join(parts)
                elif isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value


def test_no_reason_of_this_python_is_missing():
    """Every text with which this Python's readers of TOML and JSON refuse a file has its Chinese."""
    parser = pytest.importorskip("tomllib._parser")
    texts = [text for text in said_by(parser, "suffixed_err") if " " in text]
    texts += [text for text in said_by(json.decoder, "JSONDecodeError") if " " in text]

    assert len(texts) > 20
    assert [] == [text for text in texts if not chinese(tell_reason(text)[0])]


@pytest.mark.parametrize("number", [ENOENT, EACCES, EEXIST, ENOSPC])
def test_what_the_system_says_is_told_in_chinese(number):
    """The errors that files meet most have their reason in Chinese."""
    assert chinese(tell_reason(os.strerror(number))[0])


def test_what_nobody_knows_stays_as_it_is():
    """A reason that has no Chinese is told as it came, whole."""
    assert tell_reason("the moon is full") == ("the moon is full", "the moon is full")


def test_a_faulty_file_says_why_in_chinese(tmp_path):
    """The reason stands in the message of the file, in the language that is asked for."""
    path = tmp_path / "ruleset.toml"
    path.write_text("a = [1", encoding="utf-8")
    with pytest.raises(ts.TristandardError) as caught:
        ts.load_ruleset(tmp_path)

    assert "数组没有写完" in caught.value.text("zh")
    assert "Unclosed array" in caught.value.text("en")
