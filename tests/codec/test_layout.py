"""How a file that nobody edits is laid out, and read again line by line."""

import json

import pytest

from tristandard.codec.held import Held
from tristandard.codec.layout import Keyed, Listed, as_written, grown, scanned, sealed
from tristandard.codec.output import seal

PIECES = {
    "zh": '"数字\\u007f均为虚构"',
    "empty": Listed([]),
    "none": Keyed([]),
    "rows": Listed(["1", '{"a":"区"}', Listed(["2"])]),
    "table": Keyed([("a", Keyed([("x", "null")])), ("b", "[1,2]")]),
    "one": "3",
}
TEXT = """{
 "empty":[],
 "none":{},
 "one":3,
 "rows":[
  1,
  {"a":"区"},
  [
   2
  ]
 ],
 "table":{
  "a":{
   "x":null
  },
  "b":[1,2]
 },
 "zh":"数字\\u007f均为虚构",
"""


def held(text):
    """Return a text as a file."""
    return Held("f.json", ".json", text.encode())


def test_a_file_is_its_keys_in_order_and_its_seal():
    """Each entry of a list and each key of a table stands on a line, one deeper than what holds it; the seal is that of
    the table, however it is laid out.
    """
    table = grown(Keyed(PIECES.items()))

    assert {**table, "seal": 0} == json.loads(f'{TEXT} "seal":0\n}}')
    assert f'{TEXT} "seal":"{seal(table)}"\n}}\n' == "".join(sealed(PIECES))


@pytest.mark.parametrize("many", [499, 500, 501, 2000])
def test_many_entries_come_in_few_blocks(many):
    """Pieces are put together before they are written: none is lost, and none comes twice."""
    blocks = list(sealed({"rows": Listed(str(number) for number in range(many))}))

    assert list(range(many)) == json.loads("".join(blocks))["rows"]
    assert len(blocks) <= 3 + 2 * many // 500


def test_a_file_that_was_written_so():
    """It is the same to the last byte, or it is another."""
    text = "".join(sealed(PIECES))

    assert as_written(held(text), [text[:7], text[7:]])
    assert not as_written(held(text), [text[:7]])
    assert not as_written(held(text[:-1]), [text])
    assert not as_written(held(text.replace("3", "4")), [text])


def test_what_is_read_line_by_line():
    """Values of one line are read, and of lists those that are asked for, each entry by itself; tables and other lists are passed over."""
    found = scanned(held('{\n "a":[\n  1,\n  {"b":2.50}\n ],\n "c":{\n  "d":3\n },\n "e":[\n  4\n ],\n "f":[],\n "g":"x:y",\n "h":null\n}\n'), {"a": repr})

    assert {"a": ["1", "{'b': Decimal('2.50')}"], "f": [], "g": "x:y", "h": None} == found


@pytest.mark.parametrize("text", ["", "{}", '{"a":1}', '{\n "a"\n}\n', '[\n "a":1\n]'])
def test_what_is_laid_out_otherwise(text):
    """It is not read line by line."""
    with pytest.raises(ValueError, match=r"f\.json"):
        scanned(held(text), {})
