"""What cattrs says of a value, in our words, each with its place."""

import pytest
from cattrs import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError
from cattrs.errors import AttributeValidationNote, IterableValidationNote

from tristandard.basics.errors import BadValue, Refused
from tristandard.codec.bad_input import NOWHERE, under
from tristandard.codec.cattrs_errors import key_of, mistakes_of
from tristandard.codec.convert import BESIDE
from tristandard.words.sentence import Told


def bad(value):
    """Return an error of a value: a new one, for it is told where it stands."""
    return BadValue(value, Told("文字", "text"), Told("加引号", "quote it"))


def noted(error, note):
    """Return an error that says where it stands."""
    error.__notes__ = [note]
    return error


def at(name, error):
    """Return an error of an attribute."""
    return noted(error, AttributeValidationNote(f"at {name}", name, str))


def entry(place, error):
    """Return an error of an entry of a list, or of a table."""
    return noted(error, IterableValidationNote(f"at {place}", place, str))


@pytest.mark.parametrize(
    ("error", "raw", "told"),
    [
        (bad(3), 3, [("", "3 is not text; quote it")]),
        (Refused("both", [bad(3), bad(4)]), {}, [("", "3 is not text; quote it"), ("", "4 is not text; quote it")]),
        (ValueError("no such day"), "x", [("", "'x' is not usable here; mend it (no such day)")]),
        (KeyError("zh"), {}, [("", "{} is not usable here; mend it ('zh')")]),
        (ForbiddenExtraKeysError("", str, {"b", "a"}), {"a": {}, "b": 1}, [("", "'a' is not a known key; mend it, or take it out; put a code with a dot in quotes"), ("", "'b' is not a known key; mend it, or take it out")]),
        (ClassValidationError("", [at("zh", bad(3)), at("en", KeyError("en")), bad(4)], str), {"zh": 3}, [("zh", "3 is not text; quote it"), ("", "'en' is not there; add it"), ("", "4 is not text; quote it")]),
        (ClassValidationError("", [at("model", bad(3))], str), {"score": 3}, [("score", "3 is not text; quote it")]),
        (ClassValidationError("", [at("tariff", ClassValidationError("", [at("each", bad(3))], str))], str), {"each": 3}, [("each", "3 is not text; quote it")]),
        (IterableValidationError("", [entry(1, ValueError("odd")), entry("k", bad(3))], str), ["a", "b"], [("entry 2", "'b' is not usable here; mend it (odd)"), ("k", "3 is not text; quote it")]),
        (ClassValidationError("", [at("a", IterableValidationError("", [entry(0, ValueError("odd"))], str))], str), {"a": [7]}, [("a, entry 1", "7 is not usable here; mend it (odd)")]),
        (ClassValidationError("", [at("a", ValueError("odd"))], str), 5, [("a", "5 is not usable here; mend it (odd)")]),
    ],
)  # fmt: skip
def test_each_error_has_its_place_and_its_value(error, raw, told):
    """A value inside a table or a list is told with its key or entry; what is missing or unknown, where it would stand."""
    assert told == [(where.told[1], str(problem)) for where, problem in mistakes_of(error, raw, NOWHERE)]


def test_a_place_is_that_of_what_holds_it():
    """What stands under a key is told under that key."""
    (found,) = mistakes_of(ClassValidationError("", [at("zh", bad(3))], str), {"zh": 3}, under("measures", "litter"))

    assert ("measures.litter.zh", "3 is not text; quote it") == (found[0].told[1], str(found[1]))


@pytest.mark.parametrize(
    ("raw", "name", "key"),
    [({"zh": 1}, "zh", "zh"), ({}, "zh", "zh"), ({"score": 1}, "model", "score"), ({}, "model", "score"), ({"model": 1}, "model", "model"), ({"places": []}, "points", "places"), ({"points": []}, "points", "points"), ({"line": 1}, "kind", "line"), ({}, "to", "else"), ({}, "tariff", BESIDE), ({"each": 1}, "each", "each"), ({"veto": 1}, "level", "veto"), ({"rate": 1}, "of", "rate"), ({"noted": 1}, "why", "noted")],
)  # fmt: skip
def test_what_an_attribute_is_called_in_a_file(raw, name, key):
    """By its own name where it stands there; by the key that stands for it in such a table; else by that which would."""
    assert key == key_of(raw, name)
