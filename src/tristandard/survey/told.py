"""The canonical text of reports, of which there are many: that of an outcome which many of them hold is made once."""

from __future__ import annotations

from typing import final

from attrs import define, field

from tristandard.basics.digest import canonical
from tristandard.basics.outcome import Observation, Outcome


@final
@define
class Texts:
    """Writes reports as `canonical` does, each as one text."""

    #: The text of each outcome, with the outcome itself, by its id in memory.
    _outcomes: dict[int, tuple[Outcome, str]] = field(factory=dict)

    def text(self, report: Observation) -> str:
        """Return the canonical text of a report, whose fields are what `Observation` makes them."""
        outcome = self._outcomes.get(id(report.outcome))
        if outcome is None:
            outcome = self._outcomes[id(report.outcome)] = report.outcome, _text(report.outcome)
        external = _text(report.external) if report.external else "{\n}"
        return (
            f"Observation(\nstr {len(report.source)}:{report.source}\nstr {len(report.id)}:{report.id}\n"
            f"int:{report.revision}\nstr {len(report.site)}:{report.site}\n"
            f"str {len(report.indicator)}:{report.indicator}\ndate:{report.made}\n{outcome[1]}\n"
            f"str {len(report.visit)}:{report.visit}\n{external}\n)"
        )


def _text(value: object) -> str:
    return "\n".join(canonical(value))
