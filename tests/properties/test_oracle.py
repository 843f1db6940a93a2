"""The oracle reads the rules as written: it knows the nouns alone, and none of the algebra that it is held against."""

import ast
from pathlib import Path

import pytest
from hypothesis import given

from properties import FEW
from tristandard.basics.outcome import Measured
from tristandard.basics.place import Site
from tristandard.rules.acceptance import Forms, Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.factor import Factor
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.indicator import Indicator
from tristandard.rules.scope import Scope
from tristandard.rules.standard import Ask, Standard
from tristandard.testing import (
    adjusting,
    averaging,
    bearing,
    bounds,
    deciding,
    figures,
    line,
    lines,
    made_of,
    marks,
    oracle,
    pricing,
    sheet_total,
    totals,
    tried,
)
from tristandard.testing import strategies as some

#: Those of what is asked, of a single line, of who bears what, of the values that are tried, of what an open line can take, of a line on a unit's sheet, of all its lines, of a sheet, of figures from outside, of what decides, of what nodes can come to, and of the scores; each reads the ones before.
ALL = (oracle, pricing, bearing, tried, bounds, line, lines, sheet_total, figures, deciding, adjusting, marks, made_of, averaging, totals)
TREES = [ast.parse(Path(module.__file__).read_text(encoding="utf-8")) for module in ALL]
TREE = ast.Module([node for tree in TREES for node in tree.body], [])

#: What the library decides by, and the oracle must not.
ALGEBRA = {
    Range: ("__or__", "__le__", "accepts", "distance", "surplus", "within", "empty"),
    Forms: ("__or__", "__le__", "accepts", "distance", "within", "empty"),
    Ask: ("__or__", "accepts", "distance", "surplus"),
    Standard: ("__or__", "__le__", "accepts", "judge", "only", "measures", "unmeetable"),
    Scope: ("__or__", "__le__", "covers", "union"),
    DeductionRule: ("price", "itemise", "reads"),
    Indicator: ("price", "lines"),
    Steps: ("distance", "price", "taken"),
    Bands: ("price",),
    Chosen: ("price",),
    Gain: ("price",),
    Parts: ("of",),
    Factor: ("of",),
}


def test_the_oracle_imports_nouns_alone():
    """It imports the standard library, attrs and the nouns: nothing that merges, surveys, scores or reads files."""
    modules = {alias.name for node in ast.walk(TREE) if isinstance(node, ast.Import) for alias in node.names}
    modules |= {str(node.module) for node in ast.walk(TREE) if isinstance(node, ast.ImportFrom)}
    ours = {module for module in modules if module.startswith("tristandard")}

    assert {"__future__", "attrs", "collections", "datetime", "fractions", "functools", "itertools", "math", "statistics", "typing"} >= {module.partition(".")[0] for module in modules - ours}
    assert all(module.startswith(("tristandard.basics.", "tristandard.rules.")) for module in ours - {module.__name__ for module in ALL})


def test_the_oracle_names_no_algebra():
    """Its text calls none of the methods that it is held against, and joins nothing."""
    forbidden = {"accepts", "judge", "covers", "union", "price", "itemise", "lines", "lost", "gained", "marks", "distance", "surplus", "within", "only", "unmeetable", "empty", "point", "matches", "entitles", "questions"}
    called = {node.func.attr for node in ast.walk(TREE) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}
    typed = [node.annotation for node in ast.walk(TREE) if isinstance(node, (ast.arg, ast.AnnAssign)) and node.annotation]
    typed += [node.returns for node in ast.walk(TREE) if isinstance(node, ast.FunctionDef) and node.returns]
    typed += [node.value for node in TREE.body if isinstance(node, ast.Assign)]
    in_types = {part for annotation in typed for part in ast.walk(annotation)}
    joins = [node for node in ast.walk(TREE) if isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ast.BitOr) and node not in in_types]

    assert (set(), []) == (called & forbidden, joins)


def test_the_oracle_is_short():
    """A civil servant can read it: at most three hundred lines each, blank ones aside, now and later."""
    assert all(len([line for line in Path(module.__file__).read_text(encoding="utf-8").splitlines() if line.strip()]) <= 300 for module in ALL)


def refused(*_):
    """Stand for a part of the library that the oracle must not use."""
    raise AssertionError("the oracle used the algebra that it is held against")


@FEW
@given(some.rule_sets(), some.site_points(), some.unit_points())
def test_the_oracle_works_without_the_algebra(rules, point, unit):
    """With the whole algebra taken away it answers as before."""
    with pytest.MonkeyPatch.context() as patch:
        for noun, names in ALGEBRA.items():
            for name in names:
                patch.setattr(noun, name, property(refused) if isinstance(vars(noun)[name], property) else refused)
        answers = [(oracle.verdict(asked.demands, {}), oracle.entitled(rules, asked, unit)) for asked in oracle.asked(rules, point).values()]
        sites = [Site(code="s1", area=point[0], zone=point[1], site_type=point[2])]
        seen = {(site.code, members): Measured({demand[0].code: 0 for demand in asked.demands if demand[0].whole}) for site in sites for members, asked in oracle.asked(rules, point).items()}
        answers += [bearing.postings(rules, sites, seen) is not None]
        answers += [(members, oracle.business(rules, members, code)) for code, members in oracle.groups(rules).items()]

    assert all(answers)
