"""Runs a command line: `tristandard`, or `python -m tristandard`."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from tristandard.basics.errors import TristandardError
from tristandard.desk.command.console import language_of, progress, readied
from tristandard.desk.command.parsing import help_of, lacking, misuse, parse
from tristandard.desk.command.shape import BROKEN, DONE, MISSING, MISUSED, REFUSED, STOPPED, Call, Command, Done
from tristandard.desk.command.table import COMMANDS
from tristandard.desk.extra import is_missing
from tristandard.desk.mistakes import BadCell, flat
from tristandard.words.sentence import Sentence, Told

_STOPPED = Told("已中止", "stopped")
_BROKEN = Sentence(
    "程序本身出错了，不是您的文件有误；请把以上内容报告给维护人员（{kind}）",
    "the program itself is wrong, not your files; report what stands above ({kind})",
)
_LANGUAGES = Told("--lang 只能是 zh 或 en", "--lang is zh or en")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line, and return its exit code; see `shape` for these."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    readied()
    language = language_of(given)
    try:
        return parse(COMMANDS, given, lambda command, taken: _run(command, taken, language))
    except TristandardError as error:  # click itself is not installed
        return _refused(error, language, as_json="--json" in given)
    except KeyboardInterrupt:
        return _complain(_STOPPED.text(language), STOPPED)
    except BrokenPipeError:  # whoever reads has read enough
        with suppress(BrokenPipeError):
            sys.stdout.close()
        return DONE
    except Exception as error:
        if type(error).__module__.startswith("click"):
            stopped = type(error).__name__ == "Abort"
            return _complain((_STOPPED if stopped else misuse(error)).text(language), STOPPED if stopped else MISUSED)
        traceback.print_exc()
        return _complain(_BROKEN(kind=type(error).__name__).text(language), BROKEN)


def _run(command: Command | None, given: Mapping[str, Any], language: str) -> int:
    """Run one command, or print the help that is asked for."""
    if given["lang"] not in (None, "zh", "en"):
        return _complain(_LANGUAGES.text(language), MISUSED)
    if command is None or given["help"]:
        return _print(help_of(COMMANDS, command, language))
    if lack := lacking(command, given):
        return _complain(lack.text(language), MISUSED)
    try:
        with progress(language, quiet=given["json"]) as tell:
            done = command.run(Call(Path(given.get("project") or "."), given, language, tell))
    except TristandardError as error:
        return _refused(error, language, as_json=given["json"])
    if given["json"]:
        return _print(_as_json(done), done.code)
    return _complain(done.told, done.code) if done.code == REFUSED else _print(done.told, done.code)


def _print(text: str, code: int = DONE) -> int:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
    return code


def _complain(text: str, code: int) -> int:
    sys.stderr.write(f"{text}\n")
    return code


def _as_json(done: Done) -> str:
    """Return what came of a command for a program, in plain ASCII, which every console prints."""
    written, problems = [path.as_posix() for path in done.written], list(map(_problem, done.problems))
    table = {"exit": done.code, "written": written, "rows": list(done.rows), "problems": problems}
    return json.dumps(table, default=str, indent=1)


def _refused(error: TristandardError, language: str, *, as_json: bool) -> int:
    """Say what was refused: on the error stream, or as JSON."""
    code = MISSING if is_missing(error) else REFUSED
    if as_json:
        return _print(_as_json(Done(code=code, problems=list(flat(error)))), code)
    return _complain(error.text(language), code)


def _problem(error: TristandardError) -> dict[str, str]:
    where = {"file": error.file, "cell": error.where} if isinstance(error, BadCell) else {"file": "", "cell": ""}
    return {"zh": error.text("zh"), "en": error.text("en"), **where}
