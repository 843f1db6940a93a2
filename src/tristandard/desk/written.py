"""What stands in `out/` of a project: a file for each edition, and what is printed of them."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import rmtree
from typing import final

from attrs import frozen

from tristandard.basics.shown import shown
from tristandard.codec.toml_json import read_json
from tristandard.desk.kept import Kept
from tristandard.desk.mistakes import NotDone
from tristandard.desk.other_rules import load_edition
from tristandard.desk.settings import FILE
from tristandard.merging.merged import MergedRules
from tristandard.scoring.results import Results
from tristandard.words.sentence import Sentence, Told

_EDITION = re.compile(r"results-([1-9][0-9]{0,8})\.json")
_OTHER_PERIOD = Sentence(
    "out/ 里是 {theirs} 的结果，{file} 写的是 {ours}；新的一期请另建项目（tristandard new），往期结果写在它的 before "
    "里；期间写错了的，请改回去，或先把 out/ 移走",
    "out/ holds results of {theirs}, and {file} says {ours}; make a project for another period (tristandard new), and "
    "name the earlier results under before; where the period is a mistake, mend it, or move out/ away",
)
_MEANWHILE = Sentence(
    "第 {edition} 版刚刚由别人写出，这次没有更正；请看一看它改了什么，再运行一次",
    "edition {edition} was written meanwhile, so nothing was corrected; see what it changed, and run it again",
)
_NOT_SCORED = Told("还没有计分；请先运行 tristandard score", "nothing is scored yet; run tristandard score first")
_NO_EDITION = Sentence("没有第 {edition} 版；现有的是 {known}", "there is no edition {edition}; there are {known}")
_HANDED_OVER = Sentence(
    "第 1 版已经写成移交件（{folder}），不能重新计分；对方已收到的，请用 tristandard correct 更正；"
    "没有送出的，请先删去这个文件夹",
    "edition 1 is written as a handover ({folder}), so it is not replaced; where another office has it, use "
    "tristandard correct; where it was not sent, delete that folder first",
)
_NOT_REMOVED = Sentence(
    "{path} 不能删去，没有重新计分；请先关闭打开的文件，再试一次",
    "{path} cannot be removed, and nothing was scored; close it where it is open, and try again",
)
#: The folder of what is printed of an edition.
PRINTED = Sentence("第{edition}版", "edition-{edition}")
#: How the pages that compare are called.
_COMPARISONS = Told("对照*.html", "comparison*.html")


@final
@frozen
class Written:
    """The editions that are written in a folder.

    Attributes:
        folder: `out/` of a project.
        kept: Which files are as they were written.
    """

    folder: Path
    kept: Kept

    def editions(self) -> tuple[int, ...]:
        """Return their numbers, in their order."""
        names = [path.name for path in self.folder.iterdir()] if self.folder.is_dir() else []
        return tuple(sorted(int(found[1]) for name in names if (found := _EDITION.fullmatch(name))))

    def number(self, edition: int | None) -> int:
        """Return the number of an edition, of the last where none is named.

        Raises:
            NotDone: When there is none.
        """
        known = self.editions()
        if not known:
            raise NotDone(_NOT_SCORED)
        if edition is not None and (type(edition) is not int or edition not in known):
            raise NotDone(_NO_EDITION(edition=shown(edition), known=[str(one) for one in known]))
        return known[-1] if edition is None else edition

    def check_last(self, last: tuple[int, ...]) -> None:
        """Refuse to write the next edition where one was written since: `last` is the one that was the last.

        Raises:
            NotDone: When one was.
        """
        if (found := self.editions()[-1:]) != last:
            raise NotDone(_MEANWHILE(edition=found[0]) if found else _NOT_SCORED)

    def results_path(self, edition: int) -> Path:
        """Return where an edition is written."""
        return self.folder / f"results-{edition}.json"

    def results(self, edition: int, merged: MergedRules) -> Results:
        """Return an edition, made again from its observations.

        Raises:
            BadInput: When its file does not follow from its own inputs, or was made under other rules; what to do then
                depends on whether others have it.
        """
        published = self.editions()[-1:] > (1,) or self.handed_over()
        return load_edition(self.results_path(edition), merged, edition, published=published)

    def certificate_path(self, edition: int) -> Path:
        """Return where the certificate of an edition is written."""
        return self.folder / f"certificate-{edition}.json"

    def printed_folders(self, edition: int) -> tuple[Path, ...]:
        """Return where an edition is printed, in either language."""
        return tuple(self.folder / name for name in PRINTED(edition=edition))

    def check_period(self, ours: str) -> None:
        """Refuse editions that are of another period than `project.toml` says.

        Raises:
            NotDone: When they are.
        """
        if self.editions() and (period := self._scored_period()) != ours:
            raise NotDone(_OTHER_PERIOD(theirs=period, ours=ours, file=FILE))

    def _scored_period(self) -> str:
        """Return the period that the first written edition says, as text."""
        table = read_json(self.results_path(self.editions()[0]), limit=None)
        identity = table.get("identity") if isinstance(table, dict) else None
        return str(identity.get("period", "")) if isinstance(identity, dict) else ""

    def drop_printed(self) -> None:
        """Remove what was printed of edition 1, which is to be replaced.

        Raises:
            NotDone: When it was handed over, or cannot be removed.
        """
        if self.handed_over():
            raise NotDone(_HANDED_OVER(folder=str(self.folder / "handover")))
        pages = [path for name in _COMPARISONS for path in self.folder.glob(name)]
        try:
            for path in (self.certificate_path(1), *pages):
                path.unlink(missing_ok=True)
            for folder, language in zip(self.printed_folders(1), ("zh", "en"), strict=True):
                if folder.is_dir():
                    self._drop(folder, language)
        except OSError as error:
            raise NotDone(_NOT_REMOVED(path=str(error.filename))) from None

    def handed_over(self) -> bool:
        """Return whether one is written to be handed over."""
        return any((self.folder / "handover").glob("*.json"))

    def _drop(self, folder: Path, language: str) -> None:
        """Remove a folder of what was printed, but for what a person changed in it."""
        left = folder.with_name(f".{folder.name}-left")
        rmtree(left, ignore_errors=True)
        self.kept.rescue(folder, left, language)
        rmtree(folder)
        if left.is_dir():
            left.rename(folder)
