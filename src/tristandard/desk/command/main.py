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
from tristandard.codec.files import is_full, reason_of
from tristandard.desk.command.console import language_of, progress, readied
from tristandard.desk.command.parsing import help_of, lacking, misuse, parse
from tristandard.desk.command.shape import (
    BROKEN,
    DONE,
    MISSING,
    MISUSED,
    REFUSED,
    STOPPED,
    SYSTEM,
    Call,
    Command,
    Done,
)
from tristandard.desk.command.table import COMMANDS
from tristandard.desk.extra import is_missing
from tristandard.desk.mistakes import BadCell, NotDone
from tristandard.words.sentence import Sentence, Told

_STOPPED = Told("已中止", "stopped")
_BROKEN = Sentence(
    "程序本身出错了，不是您的文件有误；请把以上内容报告给维护人员（{kind}）",
    "the program itself is wrong, not your files; report what stands above ({kind})",
)
_NO_SPACE = Sentence(
    "磁盘已满，写不下：{file}（{reason}）；请腾出空间，再运行一次",
    "the disk is full: {file} ({reason}); make room, and run it again",
)
_SYSTEM = Sentence(
    "系统没有让程序读写：{file}（{reason}）；请核对后再运行一次",
    "the system did not let a file be read or written: {file} ({reason}); check it, and run it again",
)
_NOT_PRINTED = Sentence(
    "结果没有显示出来（{reason}）；要写的文件已经写好",
    "what came of it could not be printed ({reason}); the files that it writes are written",
)
_CLOSED = Told("标准输出已关闭", "the standard output is closed")
_LANGUAGES = Told("--lang 只能是 zh 或 en", "--lang is zh or en")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line, and return its exit code; see `shape` for these."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = "en"
    try:
        language = language_of(given)
        readied()
        return parse(COMMANDS, given, lambda command, taken: _run(command, taken, language))
    except TristandardError as error:  # click itself is not installed
        return _refused(error, language, as_json=_as_object(given))
    except KeyboardInterrupt:
        return _complain(_STOPPED, STOPPED, given, language)
    except OSError as error:  # the system: a full disk, a file that vanished
        why = (_NO_SPACE if is_full(error) else _SYSTEM)(file=str(error.filename or ""), reason=reason_of(error))
        return _complain(why, SYSTEM, given, language)
    except Exception as error:
        if type(error).__module__.startswith("click"):
            stopped = type(error).__name__ == "Abort"
            return _complain(*((_STOPPED, STOPPED) if stopped else (misuse(error), MISUSED)), given, language)
        traceback.print_exc()
        return _complain(_BROKEN(kind=type(error).__name__), BROKEN, given, language)


def _as_object(given: Sequence[str]) -> bool:
    """Return whether a command line asks for an object of JSON, be it right or wrong otherwise."""
    return "--json" in given


def _run(command: Command | None, given: Mapping[str, Any], language: str) -> int:
    """Run one command, or print the help that is asked for."""
    words = ["--json"] if given["json"] else []
    if given["lang"] not in (None, "zh", "en"):
        return _complain(_LANGUAGES, MISUSED, words, language)
    if command is None or given["help"]:
        return _print(help_of(COMMANDS, command, language), DONE, language)
    if lack := lacking(command, given):
        return _complain(lack, MISUSED, words, language)
    try:
        with progress(language, quiet=given["json"]) as tell:
            done = command.run(Call(Path(given.get("project") or "."), given, language, tell))
    except TristandardError as error:
        return _refused(error, language, as_json=given["json"])
    if given["json"]:
        return _print(_as_json(done), done.code, language)
    return _err(done.told, done.code) if done.code == REFUSED else _print(done.told, done.code, language)


def _print(text: str, code: int, language: str) -> int:
    """Print what came of a command; a reader that has read enough is no mistake, a full device is."""
    if sys.stdout is None:
        return _err(_NOT_PRINTED(reason=_CLOSED).text(language), SYSTEM)
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        _close(sys.stdout)
    except (OSError, ValueError) as error:
        _close(sys.stdout)
        return _err(_NOT_PRINTED(reason=reason_of(error)).text(language), SYSTEM)
    return code


def _close(stream: Any) -> None:
    """Close a stream that takes nothing any more, so that the interpreter does not try again as it ends."""
    with suppress(OSError, ValueError):
        stream.close()


def _err(text: str, code: int) -> int:
    """Write to the error stream, where there is one that takes it."""
    try:
        if sys.stderr is not None:
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()
    except (OSError, ValueError):
        _close(sys.stderr)
    return code


def _complain(told: Told, code: int, given: Sequence[str], language: str) -> int:
    """Say why nothing was done: on the error stream, or as JSON where the command line asks for it."""
    if _as_object(given):
        return _print(_as_json(Done(code=code, problems=[NotDone(told)])), code, language)
    return _err(told.text(language), code)


def _as_json(done: Done) -> str:
    """Return what came of a command for a program, in plain ASCII, which every console prints."""
    written, problems = [path.as_posix() for path in done.written], list(map(_problem, done.problems))
    table = {"exit": done.code, "written": written, "rows": list(done.rows), "problems": problems}
    return json.dumps(table, default=str, indent=1)


def _refused(error: TristandardError, language: str, *, as_json: bool) -> int:
    """Say what was refused: on the error stream, or as JSON."""
    code = MISSING if is_missing(error) else REFUSED
    if as_json:
        return _print(_as_json(Done(code=code, problems=list(error.reasons))), code, language)
    return _err(error.text(language), code)


def _problem(error: TristandardError) -> dict[str, str]:
    where = {"file": error.file, "cell": error.where} if isinstance(error, BadCell) else {"file": "", "cell": ""}
    return {"zh": error.text("zh"), "en": error.text("en"), **where}
