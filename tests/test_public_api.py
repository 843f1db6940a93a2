"""What is public: the names, their homes, and what importing the package costs."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import cache
from os import PathLike
from pathlib import Path
from types import UnionType
from typing import Any, TextIO, Union, get_args, get_origin, get_type_hints

import pytest

import tristandard as ts
from pages import PUBLIC, TOPICS
from survey import Q2, city, planned, seen, site


def _tree() -> ast.Module:
    return ast.parse(Path(ts.__file__).read_text(encoding="utf-8"))


def test_every_public_name_is_there() -> None:
    """Each name can be used, at the top or under its topic, and `dir` shows those at the top."""
    for name, home in PUBLIC.items():
        assert getattr(home, name) is not None
    assert sorted(ts.__all__) == dir(ts)


def test_some_seventy_names_stand_at_the_top() -> None:
    """At the top stand the road, what you write by hand and the errors that you catch; each other name under one topic."""
    topics = [getattr(ts, topic).__all__ for topic in TOPICS]

    assert {*TOPICS} == set(ts.__all__) - ts._HOME.keys()
    assert 60 <= len(ts.__all__) <= 80
    assert len(PUBLIC) == len(ts.__all__) - len(TOPICS) + sum(map(len, topics))


def test_names_are_declared_once_for_readers_checkers_and_run_time() -> None:
    """`__all__` holds just what type checkers see and what run time imports, and the topics; each name once."""
    seen = [alias.name for node in ast.walk(_tree()) if isinstance(node, ast.ImportFrom) and str(node.module).startswith("tristandard") for alias in node.names]

    assert sorted(ts.__all__) == sorted(seen) == sorted({*ts._HOME, *TOPICS})


def test_names_come_from_where_checkers_see_them() -> None:
    """The module that a name is imported from at run time is the one in the type checkers' block."""
    told = {
        alias.name: str(node.module) for node in ast.walk(_tree()) if isinstance(node, ast.ImportFrom) and str(node.module).startswith("tristandard") for alias in node.names
    }

    homes = {name: f"tristandard.{home}" for name, home in ts._HOME.items()}

    assert told == {**dict.fromkeys(TOPICS, "tristandard"), **homes}


def test_an_unknown_name_is_an_attribute_error() -> None:
    """What is not public is refused in plain words."""
    with pytest.raises(AttributeError, match="no public name 'nothing'"):
        ts.nothing  # noqa: B018


def test_importing_reads_nothing_but_the_package_itself() -> None:
    """`import tristandard` loads neither attrs nor cattrs: it costs next to nothing until a name is used."""
    code = "import sys, tristandard; print(sorted({name.partition('.')[0] for name in sys.modules} & {'attr', 'attrs', 'cattrs'}))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert told.strip() == "[]"


def test_the_core_needs_attrs_and_cattrs_alone() -> None:
    """Using every public name imports no other third-party package, but for the writer of TOML and the calendar where they are installed."""
    code = (
        "import sys, tristandard as ts\n"
        "for name in ts.__all__: dir(getattr(ts, name))\n"
        "known = {'attr', 'attrs', 'cattrs', 'tristandard', 'tomli_w', 'typing_extensions', 'exceptiongroup', 'chinese_calendar'}\n"
        "top = {name.partition('.')[0] for name, module in sys.modules.items() if 'site-packages' in (getattr(module, '__file__', None) or '')}\n"
        "print(sorted(name for name in top - known if not name.startswith(('_', 'sitecustomize'))))\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert told.strip() == "[]"


def test_nothing_reads_a_clock_or_the_network_and_the_codec_alone_opens_files() -> None:
    """No module outside `testing` imports what reaches the network, starts programs or draws at random, or asks for today; files are opened in the codec alone."""
    found, home = set(), Path(ts.__file__).parent
    for path in set(home.rglob("*.py")) - set(home.glob("testing/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                found |= {name.partition(".")[0] for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [str(node.module)])}
            if isinstance(node, ast.Call):
                found.add(called := node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
                assert called not in {"open", "read_bytes", "write_bytes", "read_text", "write_text"} or path.parent.name == "codec", path

    assert set() == found & {"socket", "ssl", "http", "urllib", "asyncio", "subprocess", "today", "now", "utcnow", "time", "random", "secrets", "uuid"}


@cache
def _examples() -> dict[Any, Any]:
    """Return a value of every kind that a public verb must be given."""
    plan = planned()
    results = ts.score(ts.share(ts.register(plan, [seen(ts.Measured({"litter.spots": 3}))])))
    result = next(iter(results.values()))
    made = [plan, plan.merged, results, result, results.ledger, results.ledger.register, ts.certify(results), ts.bulletin(result), ts.handover(results, "b", "a"), ts.insight.uplift(results)]
    made += [ts.statement(results, "wujin"), next(iter(result.values())), site(), next(iter(plan.rules.areas)), next(iter(plan.rules.units)), seen(ts.NotMeasured("rain"))]
    drives = ts.files.load_drives("changzhou-2022", ts.load_ruleset("changzhou-2022"))
    made += [drives, ts.insight.evaluate(drives)]
    made += [ts.changing.Overlay(code="o", version="1", zh="o", en="o", base="b", base_version="1"), "text", 2022]
    made += [ts.desk.BadCell("a.xlsx", "", 0, 0, ts.BadValue(1, "a day", "write one"))]
    made += [ts.desk.Project(Path("nowhere"), ts.desk.Settings(period=Q2, rules="nowhere")), ts.desk.Beside(merged=plan.merged)]
    return {**{type(one): one for one in made}, ts.RuleSet: city(), ts.Period: Q2, date: date(2022, 5, 1), Path: Path("nowhere.json"), ts.Notice: None}


def _kinds(hint: Any) -> tuple[Any, ...]:
    """Return the kinds that an annotation names; what takes any object takes numbers and text, and every source and target a path."""
    if hint is object:
        return (int, str)
    kinds = tuple(get_origin(one) or one for one in get_args(hint)) if get_origin(hint) in (UnionType, Union) else (hint,)
    return (*(one for one in kinds if one not in (TextIO, PathLike)), Path) if PathLike in kinds else kinds


def _right(hint: Any) -> Any:
    """Return a value that fits an annotation, none of a list."""
    if PathLike in [get_origin(one) for one in get_args(hint)]:
        return Path("nowhere.json")
    return [] if get_origin(hint) not in (None, UnionType, Union) else _examples()[_kinds(hint)[-1]]


def _wrong(hint: Any) -> list[Any]:
    """Return values that do not fit an annotation: nothing, lists of the wrong things, and whatever other verbs make or take."""
    if get_origin(hint) not in (None, UnionType, Union):
        return [None, object(), [None], [object()], 3, "text", Path("a.csv"), *({} if one is None else [one] for one in _examples().values() if not isinstance(one, get_args(hint)[0]))]
    return [one for one in [None, object(), [], {}, [None], 0.5, *_examples().values()] if one is None or not isinstance(one, _kinds(hint))]


_VERBS = {name: found for name, home in PUBLIC.items() if inspect.isfunction(found := getattr(home, name))}
_REQUIRED = [(name, place) for name, verb in _VERBS.items() for place, one in enumerate(inspect.signature(verb).parameters.values()) if one.default is one.empty]


@pytest.mark.parametrize(("name", "place"), _REQUIRED)
def test_whatever_is_of_a_wrong_kind_is_refused_in_words(name: str, place: int) -> None:
    """Each argument that a public verb must be given refuses what is of another kind, before any file is read or written."""
    hints = get_type_hints(_VERBS[name])
    told = [hints[one] for one in inspect.signature(_VERBS[name]).parameters][: max(place + 1, sum(verb == name for verb, _ in _REQUIRED))]
    failed = []
    for wrong in _wrong(told[place]):
        try:
            _VERBS[name](*(wrong if here == place else _right(hint) for here, hint in enumerate(told)))
            failed.append(f"{wrong!r:.60}: taken")
        except ts.TristandardError as error:
            failed += [f"{wrong!r:.60}: {error}"] if isinstance(error, ts.BadInput) else []
        except Exception as error:
            failed.append(f"{wrong!r:.60}: {error!r}")

    assert [] == failed


_OPTIONS = [(name, one.name) for name, verb in _VERBS.items() for one in inspect.signature(verb).parameters.values() if one.default is not one.empty]
_ALIEN: list[Any] = [object(), 5, 0.5, True, "x", b"x", [], [["x"]], [None], [object()], {}, {"x": object()}, {"x": 5}, {1: 2}, {("a",): 1}, {("a", "b", "c"): 1}, Path("a.csv"), (1, 2), {1}, lambda: 1]


@pytest.mark.parametrize(("name", "option"), _OPTIONS)
def test_whatever_an_option_is_given_nothing_alien_comes_of_it(name: str, option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each option of a public verb takes what it can use, and refuses all else in words of this library."""
    monkeypatch.chdir(tmp_path)
    hints, given = get_type_hints(_VERBS[name]), inspect.signature(_VERBS[name]).parameters.values()
    needed = [_right(hints[one.name]) for one in given if one.default is one.empty]
    failed = []
    for alien in _ALIEN:
        try:
            _VERBS[name](*needed, **{option: alien})
        except ts.TristandardError:
            pass
        except Exception as error:
            failed.append(f"{alien!r:.60}: {error!r}")

    assert [] == failed


_SOUGHT: dict[str, tuple[Callable[[], Any], Callable[[Any, Any], Any]]] = {
    "results[…]": (lambda: _examples()[ts.Results], lambda results, key: results[key]),
    "results[assessment][…]": (lambda: _examples()[ts.AssessmentResult], lambda result, key: result[key]),
    "rules.assessment(…)": (city, lambda rules, key: rules.assessment(key)),
    "rules.varied(…)": (city, lambda rules, key: rules.varied(key)),
    "rules.subject(…)": (city, lambda rules, key: rules.subject(key)),
    "rules.extended(areas=…)": (city, lambda rules, key: rules.extended(areas=key)),
    "rules.extended(units=…)": (city, lambda rules, key: rules.extended(units=key)),
    "rules.areas[…]": (city, lambda rules, key: rules.areas[key]),
    "rules.areas.path(…)": (city, lambda rules, key: rules.areas.path(key)),
    "rules.areas.grown(…)": (city, lambda rules, key: rules.areas.grown(key)),
    "model[…]": (lambda: city().assessments[0].model, lambda model, key: model[key]),
    "model.marks(…)": (lambda: city().assessments[0].model, lambda model, key: model.marks(key)),
    "merged.source(…)": (lambda: _examples()[ts.MergedRules], lambda merged, key: merged.source(key)),
    "merged.questions(…)": (lambda: _examples()[ts.MergedRules], lambda merged, key: merged.questions(key)),
    "scope.covers(…)": (ts.rules.Scope.of, lambda scope, key: scope.covers(key)),
    "scope.union(…)": (ts.rules.Scope.of, lambda scope, key: scope.union(key)),
    "register.outcome(…, …)": (lambda: _examples()[ts.Register], lambda register, key: register.outcome(key, "a.litter")),
    "register.outcome('s1', …)": (lambda: _examples()[ts.Register], lambda register, key: register.outcome("s1", key)),
    "register.sources(…, …)": (lambda: _examples()[ts.Register], lambda register, key: register.sources(key, "a.litter")),
    "register.sources('s1', …)": (lambda: _examples()[ts.Register], lambda register, key: register.sources("s1", key)),
    "register.holds(…)": (lambda: _examples()[ts.Register], lambda register, key: register.holds(key)),
    "explain(card).text(…)": (lambda: ts.explain(_examples()[ts.Scorecard]), lambda explained, key: explained.text(key)),
    "explain(card).text(depth=…)": (lambda: ts.explain(_examples()[ts.Scorecard]), lambda explained, key: explained.text(depth=key)),
    "check(rules).text(…)": (lambda: ts.check(city()), lambda report, key: report.text(key)),
    "Crosswalk(hosts=…)": (dict, lambda _, key: ts.rules.Crosswalk(code="c", zh="c", en="c", hosts=key)),
    "Crosswalk(matches=…)": (dict, lambda _, key: ts.rules.Crosswalk(code="c", zh="c", en="c", hosts=["a"], matches=key)),
    "Model(…)": (dict, lambda _, key: ts.rules.Model(key).problems()),
    "Ruling(members=…)": (dict, lambda _, key: ts.rules.Ruling(members=key, standard=ts.rules.Standard(), clause=None, why="why")),
}


@pytest.mark.parametrize("sought", _SOUGHT)
def test_whatever_is_sought_nothing_alien_comes_of_it(sought: str) -> None:
    """What is looked up by a code, a place or a language, and what values of this layer are made of: whatever does not fit is refused in words of this library."""
    make, act = _SOUGHT[sought]
    value, failed = make(), []
    for alien in _ALIEN:
        try:
            act(value, alien)
        except ts.TristandardError:
            pass
        except Exception as error:
            failed.append(f"{alien!r:.60}: {error!r}")

    assert [] == failed


def test_what_is_one_stage_too_early_is_told_the_verb_between() -> None:
    """Whoever gives a rule set for merged rules is told to merge it, and so for each stage after."""
    rules, merged, plan, results = city(), _examples()[ts.MergedRules], planned(), _examples()[ts.Results]
    steps: list[tuple[Any, str]] = [
        (lambda: ts.files.load_results("results.json", rules), "the kind MergedRules; merge the rule set first: give merge(rule_set)"),
        (lambda: ts.receive(ts.handover(results, "b", "a"), rules), "the kind MergedRules; merge the rule set first: give merge(rule_set)"),
        (lambda: ts.register(merged, []), "the kind Plan; give plan(merged, sites, period)"),
        (lambda: ts.share(plan), "the kind Register; give register(plan, observations)"),
        (lambda: ts.notices(results), "the kind Ledger; give share(register)"),
        (lambda: ts.certify(results.ledger), "the kind Results; give score(ledger)"),
        (lambda: ts.bulletin(results), "the kind AssessmentResult; give the results of one assessment: results[code]"),
        (lambda: ts.explain(results), "the kind Scorecard; give the card of one unit: results[assessment][unit]"),
    ]
    for act, message in steps:
        with pytest.raises(ts.BadValue) as caught:
            act()
        assert message in str(caught.value)


def test_a_path_is_no_list_of_units() -> None:
    """Areas and units of one's own are given as lists, not as the path of a file."""
    with pytest.raises(ts.BadValue, match=r"'units\.csv' is not a list of values of the kind Unit"):
        city().extended(units="units.csv")
