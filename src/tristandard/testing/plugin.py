"""The option `--ruleset DIR` of pytest: the checks of a rule set, each a test.

Without the option this costs next to nothing: what collects is imported when the option is given.
"""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.getgroup("tristandard").addoption(
        "--ruleset",
        action="append",
        default=[],
        metavar="DIR",
        help="run the conformance checks of the rule set in DIR, alone where no other path is given; repeatable",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Let the folders given be collected: alone, or beside the paths that the command line names."""
    folders: list[str] = config.getoption("--ruleset")
    if not folders:
        return
    files = [Path(config.invocation_params.dir, folder, "ruleset.toml") for folder in folders]
    if missing := [str(file.parent) for file in files if not file.parent.is_dir()]:
        raise pytest.UsageError(f"--ruleset: {', '.join(missing)}: no folder is there; give the folder of a rule set")
    config.pluginmanager.import_plugin("tristandard.testing.collecting")
    named = config.args if config.args_source is pytest.Config.ArgsSource.ARGS else []
    config.args = [*named, *map(str, files)]
