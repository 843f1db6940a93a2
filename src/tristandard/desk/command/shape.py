"""What a command is: its words, what it takes, what it does, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import Any, final

from attrs import define, field, frozen

from tristandard.basics.errors import TristandardError, refuse
from tristandard.desk.labels import assessments_of, units_of
from tristandard.desk.mistakes import NotDone
from tristandard.desk.project import Project, load_project
from tristandard.words.sentence import Sentence, Told

_NO_ASSESSMENT = Sentence(
    "没有测评“{text}”；请写其中之一的名称或编码：{known}",
    "there is no assessment {text!r}; write the label or the code of one of {known}",
)
_UNKNOWN = Told("没有这样的单位", "there is no such unit")
_NO_UNIT = Sentence(
    "“{text}”没有计分；请写其中之一的名称或编码：{known}",
    "{text!r} is not scored; write the label or the code of one of {known}",
)
_WRITTEN = Sentence("已写出 {paths}", "written: {paths}")
_TAKEN = Sentence(
    "{path} 已经在那里，不是程序写的；请另取一个名称",
    "{path} is there, and is not what this program wrote; give another name",
)
#: Where a file was not written over.
_BESIDE = Sentence(
    "{path} 有人填过或改过，没有覆盖；新的另存为别的名称",
    "{path} was filled in or changed by somebody, and is not replaced; the new one has another name",
)
#: Exit codes: done; refused, and nothing is written; called wrongly; a package is missing; something does not hold;
#: a mistake in the program; the system does not read or write; stopped by the user.
DONE, REFUSED, MISUSED, MISSING, NOT_HELD, BROKEN, SYSTEM, STOPPED = 0, 1, 2, 3, 4, 70, 74, 130


@final
@frozen
class Taken:
    """An option or an argument of a command.

    Attributes:
        name: `--reason` for an option, `unit` for an argument.
        told: What it means.
        shown: What stands for its value in the help; "" for an option without one.
        needed: Whether it must be given.
        many: Whether it may be given several times.
        whole: Whether it is a whole number.
    """

    name: str
    told: Told
    shown: Told = field(default=Told("", ""))
    needed: bool = False
    many: bool = False
    whole: bool = False

    @property
    def key(self) -> str:
        """Its name in what was given."""
        return self.name.lstrip("-").replace("-", "_")


#: What stands for values in the help of several commands; the option that names an edition.
A_UNIT, A_FILE, A_FOLDER = Told("单位", "UNIT"), Told("文件", "FILE"), Told("文件夹", "DIR")
A_CODE, A_TEXT, AN_ASSESSMENT = Told("编码", "CODE"), Told("文字", "TEXT"), Told("测评", "ASSESSMENT")
EDITION = Taken(
    "--edition", Told("哪一版，默认最后一版", "which edition; by default the last"), Told("版次", "N"), whole=True
)


@final
@frozen
class Done:
    """What came of a command.

    Attributes:
        told: What is printed.
        rows: What a program gets with `--json`.
        written: The files that were written.
        code: The exit code.
        problems: What is wrong, where it was refused.
    """

    told: str = ""
    rows: Sequence[Mapping[str, Any]] = ()
    written: Sequence[Path] = ()
    code: int = DONE
    problems: Sequence[TristandardError] = ()


@final
@define(slots=False)
class Call:
    """One call of a command: where, with what, and in which language."""

    folder: Path
    given: Mapping[str, Any]
    language: str
    tell: Callable[[Told], object]

    @cached_property
    def project(self) -> Project:
        """The project folder."""
        return load_project(self.folder, tell=self.tell)

    def assessment(self, text: str) -> str:
        """Return the code of an assessment by its code, its label or that of its office."""
        rules = self.project.merged.rule_set
        labels, known = assessments_of(rules), [one.code for one in rules.assessments]
        if (code := labels.code(text)) not in known:
            raise NotDone(_NO_ASSESSMENT(text=text, known=list(map(labels.told, known))))
        return code

    def units(self, texts: Iterable[str], scored: Iterable[str]) -> list[str]:
        """Return the codes of units by their codes or labels.

        Raises:
            Refused: With each that is none of those that are scored.
        """
        labels, known = units_of(self.project.merged.rule_set), sorted(scored)
        found = {text: labels.code(text) for text in texts}
        told = list(map(labels.told, known))
        strange = [text for text, code in found.items() if code not in known]
        refuse(_UNKNOWN, [NotDone(_NO_UNIT(text=text, known=told)) for text in strange])
        return list(found.values())

    def alone(self) -> AbstractContextManager[None]:
        """Let no other program write into the project: where it is read what stands there, and written after it."""
        return self.project.kept.alone(self.tell)

    def place(self, usual: Path, *, named: bool = False) -> tuple[Path, list[str]]:
        """Return where a file of the project is written, so that nobody's work is written over; with what is told where
        that is not where it usually is.

        Raises:
            NotDone: When somebody named the path, and what is there was not written by this program.
        """
        path = self.project.kept.free(usual)
        if named and path != usual:
            raise NotDone(_TAKEN(path=str(usual)))
        return path, [] if path == usual else [self.say(_BESIDE(path=str(usual)))]

    def say(self, told: Told) -> str:
        """Return what is said in the language of the call."""
        return told.text(self.language)

    def say_written(self, *paths: Path) -> str:
        """Return that files were written, each in a line."""
        return "\n".join(self.say(_WRITTEN(paths=[str(path)])) for path in paths)

    def wrote(self, paths: Sequence[Path], rows: Sequence[Mapping[str, Any]] = ()) -> Done:
        """Return that files were written, and nothing else is told."""
        return Done(self.say_written(*paths), rows, paths)


@final
@frozen
class Command:
    """A command: what it is called, what it does, what it takes, and lines that show how it is called."""

    name: str
    told: Told
    run: Callable[[Call], Done]
    examples: Sequence[Told]
    takes: Sequence[Taken] = ()
    #: Whether it is about a project folder.
    on_project: bool = True
