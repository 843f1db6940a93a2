"""Letters of one period as .docx: bulletins (通报), what each unit lost (扣分通报) and must rectify (整改通知单).

They are made from templates that an office edits in Word or WPS.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tristandard.basics.clause import a_date
from tristandard.basics.errors import BadValue, said, wanted
from tristandard.basics.marks import flat
from tristandard.codec.files import content_of, is_folder, is_there, path_of
from tristandard.codec.output import write_all
from tristandard.desk.letter_fields import Letters, units_of
from tristandard.desk.safe_names import safe_name
from tristandard.desk.template import Template
from tristandard.desk.vocabulary import LETTERS
from tristandard.scoring.results import Results
from tristandard.words.sentence import Language, Sentence, Told

#: The templates that come with the library.
_BUNDLED = Path(__file__).parent / "templates"
_NAMED = Sentence("{letter} {whose}", "{letter} {whose}")
_WITH_CODE = Sentence("{whose}（{code}）", "{whose} ({code})")
_A_FOLDER = Sentence("放模板的文件夹（{path}）", "a folder of templates ({path})")
_TAKE_OUT = Told(
    "请先用 write_templates 取出模板，再给出那个文件夹",
    "take the templates out with write_templates, and give that folder",
)
_EACH_PERIOD = Told("请分别写所合并的各期的通报", "write the letters of each period that these put together")


def write_letters(
    folder: str | Path, results: Results, *, language: str | Language = "zh", templates: str | Path | None = None,
    day: date | None = None,
) -> tuple[Path, ...]:  # fmt: skip
    """Write all letters of one period as .docx, all of them or none, and return their paths.

    A bulletin (通报) for each assessment; for each unit that was scored what it lost (扣分通报), and where there is
    anything to rectify what that is, until when (整改通知单).

    Args:
        folder: Where.
        results: The results of one period.
        language: "zh" or "en".
        templates: The folder of an office's own templates, from `write_templates`; one that is not there is the
            bundled one.
        day: The day of the letters; a gap to be filled in by hand where it is left out.

    Raises:
        NotRead: When the extra `desk` is not installed.
        BadTemplate: When a template is broken; it names the file and the tag.
        BadValue: When the results are of several periods, or the language is another.
        BadInput: When a file cannot be read or written.
    """
    target = path_of(folder)
    results = Results.of_one_period(results, _EACH_PERIOD)
    wanted(results, Results)
    letters = Letters(results, language, a_date(day))
    made, taken = dict[str, bytes](), set[str]()
    read = {letter: _template(letter, language, templates) for letter in LETTERS}
    for letter, whose, code, fields in _letters(letters):
        name = _file_name(letter, whose, language)
        if name.casefold() in taken:
            name = _file_name(letter, _WITH_CODE(whose=whose, code=code), language)
        taken.add(name.casefold())
        made[name] = read[letter].fill(fields)
    write_all(target, made, limit=None)
    return tuple(target / name for name in made)


def write_templates(folder: str | Path, *, language: str | Language = "zh") -> tuple[Path, ...]:
    """Write the templates of letters into a folder, to be edited in Word or WPS, and return their paths.

    Whatever stands between {{ and }} is filled in; move it and format it as you like.

    Raises:
        BadValue: When the language is another.
        BadInput: When a template is there already, or the folder cannot be written to.
    """
    target = path_of(folder)
    files = {f"{_called(letter, language)}.docx": content_of(_bundled(letter, language), None) for letter in LETTERS}
    if there := [name for name in files if is_there(target / name)]:
        raise BadValue(there, _NEW_FILES(folder=str(target)), _ANOTHER_FOLDER)
    write_all(target, files, limit=None)
    return tuple(target / name for name in files)


_NEW_FILES = Sentence("{folder} 里还没有的文件", "files that are not there yet in {folder}")
_ANOTHER_FOLDER = Told(
    "请换一个文件夹，或先移走改过的模板", "name another folder, or move the edited templates away first"
)


def _letters(letters: Letters) -> Iterator[tuple[str, Told, str, Mapping[str, Any]]]:
    """Yield each letter: its kind, for whom or of what it is, the code of that, and its fields."""
    results = letters.results
    for code, result in results.items():
        yield "bulletin", Told(result.assessment.zh, result.assessment.en), code, letters.bulletin(code)
    for unit in units_of(results):
        name = results.rules.unit_names[unit]
        yield "deductions", name, unit, letters.deductions(unit)
        if (fields := letters.rectification(unit)) is not None:
            yield "rectification", name, unit, fields


def _called(letter: str, language: str | Language) -> str:
    return said(Told(*LETTERS[letter]), language)


def _file_name(letter: str, whose: Told, language: str | Language) -> str:
    named = said(_NAMED(letter=_called(letter, language), whose=whose), language)
    return f"{safe_name(flat(named))}.docx"


def _bundled(letter: str, language: str | Language) -> Path:
    return _BUNDLED / f"{letter}.{'zh' if language == 'zh' else 'en'}.docx"


def _template(letter: str, language: str | Language, templates: str | Path | None) -> Template:
    """Return the template of a letter: an office's own where it has one."""
    if templates is not None:
        folder = path_of(templates)
        if not is_folder(folder):
            raise BadValue(str(folder), _A_FOLDER(path=str(folder)), _TAKE_OUT)
        own = folder / f"{_called(letter, language)}.docx"
        if is_there(own):
            return Template.read(own)
    return Template.read(_bundled(letter, language))
