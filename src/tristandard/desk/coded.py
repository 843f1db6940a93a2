"""Codes in the place of what people write in a cell of a survey: labels, shares, answers, values with their units."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tristandard.desk.cells import half, in_units, share_text
from tristandard.desk.labels import Known


def codes_in(told: str, names: str, known: Known, cells: Mapping[str, str]) -> str:
    """Return what a cell says, with codes.

    Args:
        told: What it says.
        names: Of what its labels are, as a column of a survey says; "" for a text without any.
        known: What labels stand for.
        cells: What is read of its row so far.

    Raises:
        NoSite: When the site of the row is not known.
        NotRead: When a label stands for nothing, or for several things.
    """
    match names:
        case "":
            return told
        case "shares":
            labels = known.by_axis["unit"]
            return "; ".join(f"{labels.code(unit)} {share}".strip() for unit, share in share_text(told))
        case "circumstances":
            return "; ".join(_answer(part, known) for part in re.split("[;\n]", half(told)) if part.strip())
        case "values" if "=" in told:
            labels = known.by_axis["measure"]
            named = [part.partition("=") for part in told.split(";") if part.strip()]
            values = [(labels.code(one.strip()), in_units(value.strip(), known.units)) for one, _, value in named]
            return "; ".join(f"{code}={value}" for code, value in values)
        case "values":
            return in_units(told, known.units)
        case "figure":
            return known.figures(cells.get("assessment", "")).code(told)
        case "indicator":
            return known.indicator(told, cells.get("site", ""))
        case _:
            return known.by_axis[names].code(told)


def _answer(part: str, known: Known) -> str:
    """Return 来源=媒体曝光 as codes; an answer alone is one to the only circumstance that there is."""
    circumstance, mark, answer = (piece.strip() for piece in re.sub("[:=]", "=", part, count=1).partition("="))
    if not mark and len(known.rules.circumstances) == 1:
        circumstance, answer = known.rules.circumstances[0].code, circumstance
    code = known.by_axis["circumstance"].code(circumstance)
    return f"{code}={known.answer(code, answer)}"
