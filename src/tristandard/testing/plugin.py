"""The option `--ruleset DIR` of pytest, and three that go with it: the checks of a rule set, each a test.

Without the option this costs next to nothing: what collects is imported when the option is given.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("tristandard")
    told = "run the conformance checks of the rule set in DIR, alone where no other path is given; repeatable"
    group.addoption("--ruleset", action="append", default=[], metavar="DIR", help=told)
    group.addoption("--ruleset-examples", type=int, metavar="N", help="draw so many examples for each law")
    group.addoption(
        "--ruleset-encoding",
        default=None,
        metavar="NAME",
        help='the encoding of tables whose bytes fit two: "utf-8", or "gb18030" (GBK is taken for it)',
    )
    group.addoption("--ruleset-strict", action="store_true", help="let what would only be remarked fail")


def pytest_configure(config: pytest.Config) -> None:
    """Let the folders given be collected: alone, or beside the paths that the command line names."""
    folders: list[str] = config.getoption("--ruleset") or []
    examples: int | None = config.getoption("--ruleset-examples")
    if examples is not None and examples < 1:
        raise pytest.UsageError(f"--ruleset-examples: {examples} is no number of examples; give 1 or more")
    if not folders:
        return
    places = [Path(config.invocation_params.dir, folder) for folder in folders]
    if missing := [str(place) for place in places if not place.is_dir()]:
        raise pytest.UsageError(f"--ruleset: {', '.join(missing)}: no folder is there; give the folder of a rule set")
    try:
        config.pluginmanager.register(import_module("tristandard.testing.collecting"))
    except ImportError as error:
        raise pytest.UsageError(f'--ruleset needs the extra: pip install "tristandard[testing]" ({error})') from None
    named = config.args if config.args_source is pytest.Config.ArgsSource.ARGS else []
    config.args = [*named, *(str(file) for place in places for file in files_in(place))]


def files_in(folder: Path) -> list[Path]:
    """Return the file that stands for the rule set in a folder, or those of its versions."""
    file = folder / "ruleset.toml"
    return [file] if file.exists() else sorted(folder.glob("*/ruleset.toml")) or [file]
