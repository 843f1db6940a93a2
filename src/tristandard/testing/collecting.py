"""The checks of rule sets as pytest collects them, once `--ruleset` is given (see `plugin`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tristandard.testing.check import Check, NotHeld
from tristandard.testing.conformance import EXAMPLES, checks
from tristandard.words.sentence import Told

#: Where to name an encoding that a message asks for.
_NAMED_BY = Told(
    "pytest 用 --ruleset-encoding NAME 写明字符编码", "pytest names the encoding by --ruleset-encoding NAME"
)
#: What such a message has, in any language.
_ASKS_FOR_IT = re.compile("encoding=")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.File | None:
    """Return the file of a rule set that `--ruleset` names."""
    folders = [
        Path(parent.config.invocation_params.dir, folder) for folder in parent.config.getoption("--ruleset") or ()
    ]
    named = {file.resolve() for folder in folders for file in files_in(folder)}
    return RuleSetFile.from_parent(parent, path=file_path) if file_path.resolve() in named else None


def files_in(folder: Path) -> list[Path]:
    """Return the file that stands for the rule set in a folder, or those of its versions."""
    file = folder / "ruleset.toml"
    return [file] if file.exists() else sorted(folder.glob("*/ruleset.toml")) or [file]


class RuleSetFile(pytest.File):
    """The `ruleset.toml` of a rule set, for all that is checked of it."""

    def collect(self) -> Iterator[CheckItem]:
        """Yield a test for each check; one that is listed to fail must fail."""
        examples: int | None = self.config.getoption("--ruleset-examples")
        encoding: str | None = self.config.getoption("--ruleset-encoding")
        for check in checks(
            self.path.parent,
            strict=bool(self.config.getoption("--ruleset-strict")),
            examples=EXAMPLES if examples is None else examples,
            encoding=encoding,
        ):
            item = CheckItem.from_parent(self, name=check.name, check=check)
            if check.expected:
                item.add_marker(pytest.mark.xfail(reason=check.expected, raises=NotHeld, strict=True))
            yield item


class CheckItem(pytest.Item):
    """One check as a test."""

    def __init__(self, *, check: Check, **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        self.check = check

    def runtest(self) -> None:
        """Run the check; what it remarks is a section of the report."""
        if remarks := self.check.hold().remarks:
            self.add_report_section("call", "remarks", "\n".join(remark.text("en") for remark in remarks))

    def repr_failure(  # type: ignore[override]
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: object = None,  # noqa: ARG002 - as pytest calls it
    ) -> object:
        """Return what does not hold, without the way through the code."""
        if not isinstance(excinfo.value, NotHeld):
            return super().repr_failure(excinfo)
        told = str(excinfo.value)
        return f"{told}\n  {_NAMED_BY.text('en')}" if _ASKS_FOR_IT.search(told) else told

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return where the test stands."""
        return self.path, None, self.name
