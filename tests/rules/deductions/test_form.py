"""What all deduction forms have in common: each in a module of its own, told by a key, with one sentence in two languages."""

import ast
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from attrs import fields

import tristandard
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.form import DeductionForm
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.deductions.tariff import Tariff
from tristandard.rules.deductions.veto import Veto

FORMS = get_args(Tariff)
HOME = Path(tristandard.__file__).parent
#: Where forms may be told apart: their own room, and the independent readings, which must not share their behaviour.
#: The compiler of frames has a table for each form, or leaves a form to the core.
ALLOWED = ("rules/deductions/", "testing/", "proof/", "frames/", "__init__.py")


EXAMPLES = [Steps(1), Bands({"A": 0}), Chosen("gaps.count", {"A": (0, 1)}), Gain(1), Veto(Level.SITE)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda form: type(form).__name__)
def test_a_form_fills_its_sentence(example):
    """The sentence of a form has the fields that the form gives, in Chinese and in English."""
    assert {name for _, name, _, _ in Formatter().parse(example.says.en) if name} == example.in_words([], {}).keys()


def test_each_form_has_a_key_of_its_own():
    """The codec tells forms by their keys, none of which is an attribute of another form."""
    keys = [form.key for form in FORMS]

    assert len(set(keys)) == len(keys)
    assert set(keys).isdisjoint(attribute.name for form in FORMS for attribute in fields(form)[1:])


def test_every_form_is_listed():
    """A form that is defined and not listed would be read by nobody."""
    assert {form.__name__ for form in FORMS} == {form.__name__ for form in DeductionForm.__subclasses__()}


def test_no_module_outside_tells_forms_apart():
    """Forms answer for themselves: no module outside their room names one, so that a new form changes none of them."""
    names = {form.__name__ for form in FORMS}
    found = []
    for path in sorted(HOME.rglob("*.py")):
        place = path.relative_to(HOME).as_posix()
        if not place.startswith(ALLOWED):
            tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            found += [f"{place}: {node.id}" for node in tree if isinstance(node, ast.Name) and node.id in names]

    assert [] == found
