"""What is public: the names, their homes, and what importing the package costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import tristandard as ts


def _tree() -> ast.Module:
    return ast.parse(Path(ts.__file__).read_text(encoding="utf-8"))


def test_every_public_name_is_there() -> None:
    """Each name of `__all__` can be used, and `dir` shows them."""
    for name in ts.__all__:
        assert getattr(ts, name) is not None
    assert sorted(ts.__all__) == dir(ts)


def test_names_are_declared_once_for_readers_checkers_and_run_time() -> None:
    """`__all__` holds just what type checkers see and what run time imports, each name once."""
    seen = [alias.name for node in ast.walk(_tree()) if isinstance(node, ast.ImportFrom) and str(node.module).startswith("tristandard") for alias in node.names]

    assert sorted(ts.__all__) == sorted(seen) == sorted(ts._HOME)


def test_names_come_from_where_checkers_see_them() -> None:
    """The module that a name is imported from at run time is the one in the type checkers' block."""
    told = {
        alias.name: str(node.module) for node in ast.walk(_tree()) if isinstance(node, ast.ImportFrom) and str(node.module).startswith("tristandard") for alias in node.names
    }

    assert told == {name: f"tristandard.{home}" for name, home in ts._HOME.items()}


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
        "for name in ts.__all__: getattr(ts, name)\n"
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
