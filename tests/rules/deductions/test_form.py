"""What all deduction forms have in common: each in a module of its own, told by a key, with one sentence in two languages."""

import ast
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from attrs import fields

import tristandard
from tristandard.rules.deductions.form import DeductionForm
from tristandard.rules.deductions.tariff import Tariff

FORMS = get_args(Tariff)
HOME = Path(tristandard.__file__).parent
#: Where forms may be told apart: their own room, and the independent readings, which must not share their behaviour.
ALLOWED = ("rules/deductions/", "testing/", "proof/", "__init__.py")


def blanks(template):
    """Return the names of the fields of a template."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_both_templates_of_a_form_have_the_same_fields(form):
    """Each sentence of a form is there in Chinese and in English, and both are filled with the same values."""
    pairs = [(form.zh, form.en)]
    pairs += [(getattr(form, name), getattr(form, f"{name[:-3]}_en")) for name in dir(form) if name.endswith("_zh")]
    pairs += [value for value in (getattr(form, name) for name in dir(form)) if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str)]

    assert [blanks(zh) for zh, _ in pairs] == [blanks(en) for _, en in pairs]


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
