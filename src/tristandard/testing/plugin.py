"""The option `--ruleset DIR` of pytest, and three that go with it: the checks of a rule set, each a test.

Without the option this costs next to nothing: what collects is imported when the option is given.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from tristandard.words.sentence import Sentence, Told

_RUN_THE_CHECKS = Told(
    "运行 DIR 中规则集的符合性检查；没有给出其他路径时只运行它；可以重复给出",
    "run the conformance checks of the rule set in DIR, alone where no other path is given; repeatable",
)
_SO_MANY_EXAMPLES = Told("每条定律举这么多例", "draw so many examples for each law")
_THE_ENCODING = Told(
    "同时符合两种字符编码的表格按哪一种读：“utf-8”或“gb18030”（GBK 按它读）",
    'the encoding of tables whose bytes fit two: "utf-8", or "gb18030" (GBK is taken for it)',
)
_LET_REMARKS_FAIL = Told("只须知悉的也算不通过", "let what would only be remarked fail")
_NO_EXAMPLES = Sentence(
    "--ruleset-examples：{examples} 不是举例的次数；请给 1 以上",
    "--ruleset-examples: {examples} is no number of examples; give 1 or more",
)
_NO_FOLDER = Sentence(
    "--ruleset：{folders}：没有这个文件夹；请给出规则集的文件夹",
    "--ruleset: {folders}: no folder is there; give the folder of a rule set",
)
_THE_EXTRA = Sentence(
    '--ruleset 需要附加包：pip install "tristandard[testing]"（{reason}）',
    '--ruleset needs the extra: pip install "tristandard[testing]" ({reason})',
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("tristandard")
    group.addoption("--ruleset", action="append", default=[], metavar="DIR", help=_RUN_THE_CHECKS.text("en"))
    group.addoption("--ruleset-examples", type=int, metavar="N", help=_SO_MANY_EXAMPLES.text("en"))
    group.addoption("--ruleset-encoding", default=None, metavar="NAME", help=_THE_ENCODING.text("en"))
    group.addoption("--ruleset-strict", action="store_true", help=_LET_REMARKS_FAIL.text("en"))


def pytest_configure(config: pytest.Config) -> None:
    """Let the folders given be collected: alone, or beside the paths that the command line names."""
    folders: list[str] = config.getoption("--ruleset") or []
    examples: int | None = config.getoption("--ruleset-examples")
    if examples is not None and examples < 1:
        raise pytest.UsageError(_NO_EXAMPLES(examples=examples).text("en"))
    if not folders:
        return
    places = [Path(config.invocation_params.dir, folder) for folder in folders]
    if missing := [str(place) for place in places if not place.is_dir()]:
        raise pytest.UsageError(_NO_FOLDER(folders=missing).text("en"))
    try:
        collecting = import_module("tristandard.testing.collecting")
    except ImportError as error:
        raise pytest.UsageError(_THE_EXTRA(reason=str(error)).text("en")) from None
    config.pluginmanager.register(collecting)
    named = config.args if config.args_source is pytest.Config.ArgsSource.ARGS else []
    config.args = [*named, *(str(file) for place in places for file in collecting.files_in(place))]
