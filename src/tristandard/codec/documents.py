"""What stands in the files that nobody edits, as types: `schema` is written from them.

A test holds what the library writes to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NewType, final

from attrs import frozen

from tristandard.basics.outcome import Observation
from tristandard.basics.place import Site
from tristandard.proof.disagreement import Disagreement
from tristandard.rules.deductions.price import Level
from tristandard.scoring.handed_over import HandedOver
from tristandard.scoring.notice import Notice

#: An exact number as text: "5", "0.25" or "5/3".
Exact = NewType("Exact", str)
#: A SHA-256 in hexadecimal.
Digest = NewType("Digest", str)
#: The number of a question, the assessment, the unit and the points lost; then what was gained, and what was zeroed.
PostingEntry = tuple[int, str, str, Exact] | tuple[int, str, str, Exact, Exact, tuple[str, ...]]


@final
@frozen
class UserEntry:
    """Who uses a question: the assessment, and its own indicator and item."""

    assessment: str
    indicator: str
    item: str


@final
@frozen
class QuestionEntry:
    """What is asked, which tasks and postings name by its place in the list, from 0."""

    indicator: str
    zh: str
    bar: str
    host: str
    users: tuple[UserEntry, ...]


@frozen
class Rules:
    """The rules under which a file was made."""

    rule_set: str
    rule_set_version: str
    variant: str
    #: Of the rules.
    rules: Digest


@frozen
class PlanContent(Rules):
    """What every file of a plan, a ledger or results holds."""

    notice_zh: str
    notice_en: str
    #: The digest of what it was made from.
    inputs: Digest
    period: str
    sites: tuple[Site, ...]
    questions: tuple[QuestionEntry, ...]
    #: By site the numbers of its questions.
    tasks: Mapping[str, tuple[int, ...]]
    seal: Digest


@final
@frozen
class PlanFile(PlanContent):
    """A plan: what is measured where."""

    kind: Literal["plan"]


@frozen
class LedgerContent(PlanContent):
    """What every file of a ledger or results holds."""

    observations: tuple[Observation, ...]
    #: The visits that were closed, by source and name.
    closed: tuple[tuple[str, str], ...]
    history: Mapping[str, Mapping[str, tuple[int, ...]]]
    #: By site.
    postings: Mapping[str, tuple[PostingEntry, ...]]


@final
@frozen
class LedgerFile(LedgerContent):
    """A ledger: the observations, and what they cost."""

    kind: Literal["ledger"]


@final
@frozen
class ItemEntry:
    """What an item lost, before and after its full mark caps it."""

    lost: Exact
    counted: Exact


@final
@frozen(kw_only=True)
class PartEntry:
    """A part of a score, at its level below the first; see `Part`."""

    level: int
    weight: Exact = Exact("1")
    node: str
    member: str
    full: Exact
    low: Exact
    value: Exact | None
    high: Exact
    measured: int
    unmeasured: int
    items: Mapping[str, ItemEntry] = {}
    failed: tuple[str, ...] = ()
    grade: str = ""
    grades: tuple[str, str] = ("", "")
    imputed: str = ""
    carried: bool = False
    added: tuple[tuple[str, Exact], ...] = ()
    adjusted: tuple[tuple[str, Exact], ...] = ()
    awaited: tuple[str, ...] = ()
    targets: tuple[tuple[str, Exact], ...] = ()
    open: Mapping[str, Exact] = {}
    gained: Exact = Exact("0")
    bonus: Exact = Exact("0")
    extrapolated: Mapping[str, Exact] = {}
    gone: Mapping[str, Exact] = {}
    times: Exact = Exact("1")
    judged: tuple[int, int, int] = (0, 0, 0)
    vetoed: tuple[str, ...] = ()
    zeroed: Level = Level.SITE


@final
@frozen
class CardEntry:
    """A scorecard."""

    unit: str
    zh: str
    exact: Exact | None
    published: Exact | None
    place: int | None
    places: tuple[int, int] | None
    reason: str
    coverage: Exact
    low: Exact
    high: Exact
    score: tuple[PartEntry, ...]


@final
@frozen
class ResultsFile(LedgerContent):
    """The results of one period, with all that they were made from."""

    kind: Literal["results"]
    identity: Mapping[str, str]
    #: The assessment, the node, the unit and the figure.
    givens: tuple[tuple[str, str, str, Exact | None], ...]
    carried: Mapping[str, tuple[str, ...]]
    only: tuple[str, ...] | None
    #: By assessment and unit.
    results: Mapping[str, Mapping[str, CardEntry]]


@final
@frozen
class HandoverFile(Rules):
    """A handover: what a host passes to a consumer."""

    kind: Literal["handover"]
    period: str
    host: str
    consumer: str
    notice: str
    sites: tuple[Site, ...]
    entries: tuple[HandedOver, ...]
    seal: Digest


@final
@frozen
class NoticesFile:
    """Notices for the other offices."""

    kind: Literal["notices"]
    notices: tuple[Notice, ...]
    seal: Digest


@final
@frozen
class CertificateFile:
    """A certificate; see `Certificate`."""

    kind: Literal["certificate"]
    identity: Mapping[str, str]
    measurements: int
    unmeasured: int
    breaches: int
    postings: int
    unassessed: int
    handovers: int
    disagreements: tuple[Disagreement, ...]
    holds: bool
    seal: Digest
