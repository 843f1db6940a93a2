"""The reading of the rules shares the nouns with the library, and nothing that decides: what it imports, and what it calls."""

import ast
import sys
from pathlib import Path
from typing import get_args

import pytest

import tristandard as ts
from differential.comparing import register
from differential.quarters import case_of
from tristandard.proof import reading
from tristandard.proof.certificate import papers_of
from tristandard.proof.reading.papers import Papers
from tristandard.proof.reading.worked import work_out
from tristandard.rules.deductions.tariff import Tariff
from tristandard.rules.nodes.kinds import ScoreNode

NAME = reading.__name__
FILES = sorted(Path(reading.__file__).parent.glob("*.py"))
TREES = {path.stem: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}

#: What the reading may import of the library: values that are written down or reported, and what kinds of them there are.
NOUNS = {
    "tristandard.basics.counting": {"CountingRule"},
    "tristandard.basics.event": {"Event", "Stage"},
    "tristandard.basics.finding": {"Finding"},
    "tristandard.basics.measure": {"Measure", "Value"},
    "tristandard.basics.outcome": {"Measured", "NotApplicable", "NotMeasured", "Observation", "Outcome"},
    "tristandard.basics.period": {"Period"},
    "tristandard.basics.place": {"Site"},
    "tristandard.basics.publication": {"Publication", "Rounding"},
    "tristandard.basics.terms": {"Unit"},
    "tristandard.rules.acceptance": {"Acceptance", "End", "Forms", "Range"},
    "tristandard.rules.assessment": {"AfterTies", "Assessment", "Ranks", "TieRule"},
    "tristandard.rules.crosswalk": {"Crosswalk", "Match", "Relation"},
    "tristandard.rules.deductions.parts": {"Parts"},
    "tristandard.rules.deductions.price": {"Level"},
    "tristandard.rules.deductions.rule": {"Charged", "DeductionRule"},
    "tristandard.rules.deductions.steps": {"Counting"},
    "tristandard.rules.deductions.tariff": {"Tariff"},
    "tristandard.rules.indicator": {"Indicator", "Item"},
    "tristandard.rules.nodes.adjustment": {"Adjustment"},
    "tristandard.rules.nodes.bonus": {"RankBonus", "StepBonus", "TiedBonus"},
    "tristandard.rules.nodes.gate": {"Gate", "Mark", "Passed"},
    "tristandard.rules.nodes.grade": {"Cut", "Leading"},
    "tristandard.rules.nodes.kinds": {"ScoreNode"},
    "tristandard.rules.nodes.missing": {"Absent", "Unmeasured"},
    "tristandard.rules.nodes.node": {"Node"},
    "tristandard.rules.nodes.sheet": {"AbsentItem"},
    "tristandard.rules.nodes.target": {"Target", "TargetShare"},
    "tristandard.rules.nodes.weighted": {"Take"},
    "tristandard.rules.nodes.tally": {"Each"},
    "tristandard.rules.policy": {"Reading", "Settlement"},
    "tristandard.rules.ruleset": {"RuleSet"},
    "tristandard.rules.scope": {"Scope"},
    "tristandard.rules.standard": {"Standard"},
    "tristandard.words.sentence": {"Sentence", "Told"},
}
for kind in (*get_args(Tariff), *get_args(ScoreNode)):  # every form and every node
    NOUNS.setdefault(kind.__module__, set()).add(kind.__name__)
#: What it may call of a noun: making one, comparing two, and telling one as text, or in a sentence, where reports cannot stand.
METHODS = {"__init__", "__eq__", "__ne__", "__hash__", "__str__", "__call__", "told"}
STANDARD = {"__future__", "attrs", "bisect", "collections", "datetime", "enum", "fractions", "functools", "math", "typing"}


def imported():
    """Yield what each module imports: its module, and the names."""
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                yield str(node.module), {alias.name for alias in node.names}
            elif isinstance(node, ast.Import):
                yield from ((alias.name, set()) for alias in node.names)


def test_it_imports_nouns_alone():
    """It imports the standard library, attrs, and the nouns that are listed here: nothing that merges, surveys, scores or reads files."""
    found = {}
    for module, names in imported():
        if not module.startswith(NAME):
            found.setdefault(module, set()).update(names)
    ours = {module: names for module, names in found.items() if module.startswith("tristandard")}

    assert {module.partition(".")[0] for module in found.keys() - ours.keys()} <= STANDARD
    assert NOUNS == ours


def test_what_it_imports_is_a_value_or_a_kind():
    """No function of the library is among what it imports."""
    made = [getattr(sys.modules[module], name) for module, names in NOUNS.items() for name in names]

    assert [] == [one for one in made if not isinstance(one, type) and not hasattr(one, "__args__")]


def calls(work):
    """Return what of the library the reading calls while some work is done: module and method."""
    found = set()

    def called(frame, event, _):
        caller = frame.f_back.f_globals.get("__name__", "") if frame.f_back else ""
        module = frame.f_globals.get("__name__", "")
        if event == "call" and caller.startswith(NAME) and module.startswith("tristandard") and not module.startswith(NAME):
            found.add((module, frame.f_code.co_name))

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(before)
    return found


def papers(seed):
    """Return the papers of a drawn quarter, as its register holds the reports, or as they came where it refuses them."""
    case = case_of(seed)
    try:
        held = register(case)
    except ts.Refused:
        return Papers(rules=case.rules, sites=case.sites, period=case.period, observations=case.observations)
    ledger = ts.share(held, history=case.history)
    return papers_of(ts.score(ledger, givens=case.givens, only=case.only, carried=case.carried))


@pytest.mark.parametrize("first", [1, 21, 41])
def test_it_calls_no_method_that_decides(first):
    """Whatever is drawn, it makes nouns, compares them and tells them, and calls nothing else of the library."""
    given = [papers(seed) for seed in range(first, first + 20)]
    found = calls(lambda: [work_out(one) for one in given])

    assert {method for _, method in found} <= METHODS
    assert {module for module, _ in found} <= NOUNS.keys()


@pytest.mark.parametrize("name", sorted(TREES))
def test_it_can_be_read(name):
    """An official reads it module by module: none has more than two hundred and fifty lines, and each function says what it returns."""
    lines = (Path(reading.__file__).parent / f"{name}.py").read_text(encoding="utf-8").splitlines()
    made = [node for node in ast.walk(TREES[name]) if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")]

    assert len(lines) <= 250
    assert [] == [node.name for node in made if ast.get_docstring(node) is None and node.name not in ("left", "wake", "called")]
