"""Codes in the place of what people write in a cell of a survey: labels, shares, answers, values with their units."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tristandard.basics.measure import Measure
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
            labels, measures = known.by_axis["measure"], known.rules.measures_by_code
            named = [part.partition("=") for part in told.split(";") if part.strip()]
            values = [(labels.code(one.strip()), value.strip()) for one, _, value in named]
            return "; ".join(f"{code}={value_in(value, measures.get(code), known)}" for code, value in values)
        case "values":
            return value_in(told, _asked(cells.get("indicator", ""), known), known)
        case "figure":
            return known.figures(cells.get("assessment", "")).code(told)
        case "indicator":
            return known.indicator(told, cells.get("site", ""))
        case _:
            return known.by_axis[names].code(told)


def value_in(text: str, measure: Measure | None, known: Known) -> str:
    """Return a value with its units as the library writes them, and the labels of forms as forms.

    A form has the label that the measure's own label has right behind it: “便民设施（water饮水 seat座椅）”.

    Args:
        text: The value.
        measure: What is measured; None where that is not known.
        known: The units of the rule set.
    """
    if measure is None or not measure.forms:
        return in_units(text, known.units)
    called = {form: form for form in measure.forms}
    for form in sorted(measure.forms):
        label = re.search(rf"(?<![A-Za-z0-9_]){re.escape(form)}([^\W\da-zA-Z_]+)", measure.zh)
        if label and called.setdefault(label[1], form) != form:
            return text  # two forms of one label: their codes alone tell them apart
    parts = [part for part in re.split(r"[\s,、;]+", half(text).strip("{}")) if part]
    return "{" + ", ".join(called[part] for part in parts) + "}" if parts and {*parts} <= {*called} else text


def _asked(indicator: str, known: Known) -> Measure | None:
    """Return the measure of an indicator, or of a shared one by the codes of its members, that asks one alone."""
    members = [known.rules.indicators[code] for code in indicator.split("+") if code in known.rules.indicators]
    found = {ask.measure.code: ask.measure for one in members for ask in one.standard.asks}
    return next(iter(found.values())) if len(found) == 1 else None


def _answer(part: str, known: Known) -> str:
    """Return 来源=媒体曝光 as codes; an answer alone is one to the only circumstance that there is."""
    circumstance, mark, answer = (piece.strip() for piece in re.sub("[:=]", "=", part, count=1).partition("="))
    if not mark and len(known.rules.circumstances) == 1:
        circumstance, answer = known.rules.circumstances[0].code, circumstance
    code = known.by_axis["circumstance"].code(circumstance)
    return f"{code}={known.answer(code, answer)}"
