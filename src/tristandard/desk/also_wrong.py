"""What else is wrong in a project whose workbooks report something that is wrong: all that does not rest on it."""

from __future__ import annotations

from collections.abc import Iterator

from tristandard.basics.errors import TristandardError
from tristandard.desk.inputs import Inputs, quiet
from tristandard.desk.mistakes import failures
from tristandard.desk.workbooks import filled_checklists, read_workbooks


def also_wrong(inputs: Inputs) -> Iterator[TristandardError]:
    """Yield, each once, what is named that is not there; and where the areas, units and sites are as they should be,
    what is wrong with checklists, figures, earlier results and what was received, which all rest on these.
    """
    found = [*inputs.strays(), *_beside_reports(inputs)]
    yield from {str(one): one for one in found}.values()


def _beside_reports(inputs: Inputs) -> Iterator[TristandardError]:
    try:
        held, _ = read_workbooks(inputs.folder / "survey", inputs.base, inputs.names)
    except TristandardError:
        return
    rest = Inputs(inputs.folder, inputs.settings, quiet, held)
    yield from failures(
        lambda: rest.earlier, lambda: rest.checked_givens, lambda: filled_checklists(held.checklists, rest.plan)
    )
