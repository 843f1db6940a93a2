"""The parser of the command line, made with click, and its help, both in the language of the call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from tristandard.basics.language import width
from tristandard.desk.command.shape import A_FOLDER, Command, Taken
from tristandard.desk.extra import needed
from tristandard.words.sentence import Sentence, Told

PROGRAM = "tristandard"
PROJECT = Taken(
    "--project",
    Told("项目文件夹，默认是当前文件夹", "the project folder; by default where you are"),
    A_FOLDER,
)
LANG = Taken("--lang", Told("zh 或 en，默认随系统", "zh or en; by default that of the system"), Told("zh|en", "zh|en"))
JSON = Taken("--json", Told("把结果写成 JSON，供程序读取", "write what came of it as JSON, for programs"))
HELP = Taken("--help", Told("显示这页说明", "show this page"))

_USAGE = Sentence("用法：{line}", "usage: {line}")
_COMMANDS, _TAKES, _EXAMPLES = (
    Told("命令：", "commands:"),
    Told("参数和选项：", "arguments and options:"),
    Told("例子：", "examples:"),
)
_COMMAND, _OPTIONS = Told("命令", "COMMAND"), Told("[选项]", "[OPTIONS]")
_WHAT = Told(
    "三标融合：从测评工作簿到得分、排名、移交和核验。每个命令在一个测评项目文件夹里进行，先运行 tristandard new。",
    "Merged evaluation (三标融合): from workbooks to scores, rankings, handovers and a certificate. Each "
    "command works "
    "on a project folder; begin with tristandard new.",
)
_EXITS = Told(
    "退出码：0 完成；1 给的内容有误，什么也没有写出；2 命令写法有误；3 没有安装附加组件；4 核验或核对不成立；"
    "70 程序本身出错；74 磁盘已满等，系统不让读写或显示；130 被中止。",
    "Exit codes: 0 done; 1 something given is wrong, and nothing was written; 2 called wrongly; 3 an extra is not "
    "installed; 4 a certificate or a check does not hold; 70 the program is wrong; 74 the system does not let it read, "
    "write or print, as on a full disk; 130 stopped.",
)
_NO_OPTION = Sentence(
    "没有选项 {option}；运行 {program} --help 查看", "there is no option {option}; see {program} --help"
)
_NO_COMMAND = Sentence(
    "没有命令“{command}”；运行 {program} --help 查看", "there is no command {command!r}; see {program} --help"
)
_LACKS = Sentence("缺少 {what}；运行 {program} --help 查看", "{what} is missing; see {program} --help")
_NO_VALUE = Sentence(
    "{option} 后面要写内容；运行 {program} --help 查看", "{option} needs a value; see {program} --help"
)
_NOT_WHOLE = Sentence("{what} 应是整数", "{what} is to be a whole number")
_TOO_MANY = Sentence("多出了内容；运行 {program} --help 查看", "there is more than it takes; see {program} --help")


def parse(
    commands: Sequence[Command], arguments: Sequence[str], run: Callable[[Command | None, Mapping[str, Any]], int]
) -> int:
    """Read a command line, and run the command that it names; None where it names none.

    Raises:
        NotRead: When click is not installed.
        click.exceptions.UsageError: When it is called wrongly; see `misuse`.
    """
    click: Any = needed("click")

    def called(command: Command | None) -> Callable[..., int]:
        def call(**given: Any) -> int:
            before = click.get_current_context().obj or {}
            return run(command, {**given, "json": given["json"] or before.get("json", False)})

        return call

    group = click.Group(
        PROGRAM, params=_params(click, [LANG, JSON, HELP]), add_help_option=False, invoke_without_command=True,
        callback=click.pass_context(lambda context, **given: _alone(context, given, run)),
    )  # fmt: skip
    for one in commands:
        params = _params(click, takes_of(one))
        group.add_command(click.Command(one.name, callback=called(one), params=params, add_help_option=False))
    return int(group.main(list(arguments), prog_name=PROGRAM, standalone_mode=False) or 0)


def _alone(context: Any, given: Mapping[str, Any], run: Callable[[None, Mapping[str, Any]], int]) -> int:
    if given["help"] or context.invoked_subcommand is None:
        context.exit(run(None, {**given, "help": True}))
    context.obj = dict(given)
    return 0


def takes_of(command: Command) -> list[Taken]:
    """Return all that a command takes."""
    return [*command.takes, *([PROJECT] if command.on_project else []), LANG, JSON, HELP]


def _params(click: Any, takes: Iterable[Taken]) -> list[Any]:
    found = []
    for one in takes:
        kind = {"type": click.INT} if one.whole else {}
        if not one.name.startswith("-"):
            found.append(click.Argument([one.key], required=False, nargs=-1 if one.many else 1, **kind))
        elif not one.shown[0]:
            found.append(click.Option([one.name], is_flag=True))
        else:
            found.append(click.Option([one.name], multiple=one.many, **kind))
    return found


def lacking(command: Command, given: Mapping[str, Any]) -> Told | None:
    """Return what a command needs and was not given, or was given with nothing in it; None where there is none."""
    program = f"{PROGRAM} {command.name}"
    for one in takes_of(command):
        value, option = given.get(one.key), one.name.startswith("-")
        if one.needed and not value:
            return _LACKS(what=one.name if option else one.shown, program=program)
        if any(isinstance(each, str) and not each.strip() for each in (value if one.many else [value]) or ()):
            return (_NO_VALUE(option=one.name, program=program) if option else _LACKS(what=one.shown, program=program))
    return None


def misuse(error: Any) -> Told:
    """Return what is wrong with a command line, as click found it."""
    kind, program = type(error).__name__, _program(error)
    if kind == "NoSuchOption":
        return _NO_OPTION(option=error.option_name, program=program)
    if kind == "BadOptionUsage":
        return _NO_VALUE(option=error.option_name, program=program)
    if kind == "BadParameter" and error.param is not None:
        return _NOT_WHOLE(what=(error.param.opts or [error.param.name])[0])
    if kind == "NoSuchCommand" or (program == PROGRAM and "command" in str(error).lower()):
        return _NO_COMMAND(command=_named(error), program=program)
    return _TOO_MANY(program=program)


def _program(error: Any) -> str:
    context = getattr(error, "ctx", None)
    return context.command_path if context is not None else PROGRAM


def _named(error: Any) -> str:
    """Return the command that there is not, from the message that quotes it."""
    return str(getattr(error, "command_name", "") or str(error).partition("'")[2].partition("'")[0])


def help_of(commands: Sequence[Command], command: Command | None, language: str) -> str:
    """Return the page of a command, or of the program."""
    return "\n".join(_page(command, language) if command else _front(commands, language))


def _front(commands: Sequence[Command], language: str) -> Iterator[str]:
    line = f"{PROGRAM} {_COMMAND.text(language)} {_OPTIONS.text(language)}"
    yield from (_USAGE(line=line).text(language), "", _WHAT.text(language), "", _COMMANDS.text(language))
    yield from _columns([(one.name, one.told.text(language)) for one in commands])
    yield from ("", _EXITS.text(language))


def _page(command: Command, language: str) -> Iterator[str]:
    takes = takes_of(command)
    named = [f"{one.shown.text(language)}{'…' if one.many else ''}" for one in takes if not one.name.startswith("-")]
    line = " ".join([PROGRAM, command.name, *named, _OPTIONS.text(language)])
    yield from (_USAGE(line=line).text(language), "", command.told.text(language), "", _TAKES.text(language))
    yield from _columns([(_shown(one, language), one.told.text(language)) for one in takes])
    yield from ("", _EXAMPLES.text(language), *(f"  {example.text(language)}" for example in command.examples))


def _shown(one: Taken, language: str) -> str:
    value = one.shown.text(language)
    return f"{one.name} {value}".strip() if one.name.startswith("-") else value


def _columns(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    widest = max(width(first) for first, _ in pairs)
    for first, second in pairs:
        yield f"  {first}{' ' * (widest - width(first))}  {second}"
