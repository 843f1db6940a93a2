"""Between offices that share no system: what each hands over, takes over, and refuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import final

from attrs import frozen

from tristandard.basics.errors import refuse, said, wanted
from tristandard.basics.language import NOTHING_SAID
from tristandard.codec.files import content_of, path_of
from tristandard.codec.output import write_all
from tristandard.desk.cover import letter_of
from tristandard.desk.delivery import Delivery, Outgoing, deliveries, load_delivery, opened_delivery
from tristandard.desk.mistakes import NotDone
from tristandard.desk.project import Project
from tristandard.desk.safe_names import safe_name
from tristandard.scoring.handover import receive
from tristandard.scoring.scorecard import Results
from tristandard.words.sentence import Sentence, Told

_NO_OFFICE = Told(
    '移交和接收要知道本单位是谁；请在 project.toml 里写 office = "测评的编码"',
    'to hand over and to receive, an office must be named; write office = "code of an assessment" in project.toml',
)
_NOTHING = Told("没有要移交的内容：本单位没有替其他测评测的指标，也没有要通报的问题", "there is nothing to hand over")
_NOT_RECEIVED = Sentence("{file} 未予接收", "{file} is not received")
_FOR_ANOTHER = Sentence(
    "这是移交给{to}的，本单位是{office}；请转给对方",
    "it is for {to}, and this is the office of {office}; pass it on",
)
_OWN = Told("这是本单位自己移交出去的文件", "it is what this office handed over itself")
_OTHER_PERIOD = Sentence(
    "这是 {theirs} 的，本项目是 {ours}；请索取本期的文件",
    "it is of {theirs}, and this project is of {ours}; ask for the file of this period",
)
_OTHER_RULES = Sentence(
    "它依据的规则（{theirs}，摘要 {digest}…）与本项目的（{ours}，摘要 {own}…）不同；请双方核对规则集、区域表和单位表",
    "it was made under other rules ({theirs}, digest {digest}…) than those here ({ours}, digest {own}…); compare the "
    "rule sets, areas and units of both offices",
)
_OLDER = Sentence(
    "这是第 {edition} 版，已接收过第 {known} 版；请索取最新一版",
    "it is edition {edition}, and edition {known} is received already; ask for the latest one",
)
_SAME_NUMBER = Sentence(
    "第 {edition} 版已接收过，内容与这一份不同；同一版不能有两份内容，请向移交单位核实",
    "edition {edition} is received already, with other content; ask the office that sent it which one stands",
)
_GAP = Sentence(
    "第 {edition} 版不是接着已接收的第 {known} 版更正的；请索取中间各版",
    "edition {edition} does not follow on edition {known}, which is received; ask for those between",
)
_OTHER_SITE = Sentence(
    "点位 {site} 与本项目的不同（区域、类型或责任单位）；请双方核对点位表",
    "the site {site} is another than here (area, type or unit); compare the tables of sites of both offices",
)
_LETTER = Sentence("移交函-{sender}-{receiver}-第{edition}版", "letter-{sender}-{receiver}-edition-{edition}")


@final
@frozen(kw_only=True)
class TakenOver:
    """What came of a delivery: the delivery, the merged part of the scores, and where it is kept.

    Attributes:
        delivery: What was received.
        part: The scores of what was handed over alone; None where there is nothing but notices.
        path: Where it is kept.
        known: Whether the very same was received before.
    """

    delivery: Delivery
    part: Results | None
    path: Path
    known: bool


def hand_over(project: Project, *, language: str = "zh") -> tuple[Path, ...]:
    """Write what an office passes to each other one, of its last edition: a file for the program, a letter to read.

    Raises:
        NotDone: When no office is named, nothing is scored, or there is nothing to hand over.
    """
    wanted(project, Project)
    said(NOTHING_SAID, language)  # refuses any other language
    sender, every = _office(project), project.every()
    texts, seals, found = dict[str, str](), dict[str, str](), list[Outgoing]()
    for made in every:
        found = list(deliveries(made, sender, seals))
        seals = {one.receiver: one.seal for one in found}
    last = every[-1]
    for one in found:
        stem = safe_name(f"{sender}-{one.receiver}-{last.period}-{last.edition}")
        names = {"sender": project.office_name(sender), "receiver": project.office_name(one.receiver)}
        letter = _LETTER(edition=last.edition, **names).text(language)
        texts[f"{stem}.json"] = one.text
        texts[f"{safe_name(letter)}.txt"] = letter_of(last, sender, one, f"{stem}.json", language)
    if not texts:
        raise NotDone(_NOTHING)
    folder = project.out / "handover"
    write_all(folder, texts, limit=None)
    return tuple(folder / name for name in texts)


def take_over(project: Project, path: str | Path) -> TakenOver:
    """Receive a delivery: check it, compute the merged part of each score from it, and keep it in `received/`.

    Raises:
        NotDone: When no office is named.
        BadInput: When it is none, or was changed on its way.
        Refused: When it is for another office, of another period, of other rules, or of an older edition; when its
            sites are others than here, or it contradicts itself. Nothing is kept.
    """
    wanted(project, Project)
    file = path_of(path)
    office = _office(project)
    table = opened_delivery(file)
    wrong = [NotDone(why) for why in _unfit(project, office, table)]
    refuse(_NOT_RECEIVED(file=file.name), wrong)
    one = load_delivery(file, project.merged)
    held = next((other for other in project.received if other.sender == one.sender), None)
    refuse(_NOT_RECEIVED(file=file.name), [NotDone(why) for why in (*_sequence(one, held), *_sites(project, one))])
    part = receive(one.handover, project.merged, givens=_givens(project, one)) if one.handover else None
    folder, name = project.folder / "received", f"{safe_name(one.sender)}-{one.edition}.json"
    known = held is not None and held.seal == one.seal
    if not known:
        write_all(folder, {name: content_of(file, None)}, limit=None)
    return TakenOver(delivery=one, part=part, path=folder / name, known=known)


def _office(project: Project) -> str:
    if not project.settings.office:
        raise NotDone(_NO_OFFICE)
    assert project.base is not None
    return project.settings.office


def _givens(project: Project, one: Delivery) -> dict[tuple[str, str, str], object]:
    """Return the receiver's own figures, which its model may weigh by."""
    return {key: value for key, value in project.settings.givens.items() if key[0] == one.receiver}


def _unfit(project: Project, office: str, table: dict[str, str]) -> Iterator[Told]:
    """Yield why a delivery is not for this project."""
    rules = project.merged.rule_set
    if table["from"] == office:
        yield _OWN
    elif table["to"] != office:
        yield _FOR_ANOTHER(to=project.office_name(table["to"]), office=project.office_name(office))
    if table["period"] != str(project.settings.period):
        yield _OTHER_PERIOD(theirs=table["period"], ours=str(project.settings.period))
    if table["rules"] != rules.digest:
        theirs, ours = f"{table['rule_set']} {table['rule_set_version']}", f"{rules.code} {rules.version}"
        yield _OTHER_RULES(theirs=theirs, digest=table["rules"][:12], ours=ours, own=rules.digest[:12])


def _sequence(one: Delivery, held: Delivery | None) -> Iterator[Told]:
    """Yield why a delivery does not follow on the one that is held of the same office."""
    if held is None or held.seal == one.seal:
        return
    if one.edition < held.edition:
        yield _OLDER(edition=one.edition, known=held.edition)
    elif one.edition == held.edition:
        yield _SAME_NUMBER(edition=one.edition)
    elif one.supersedes != held.seal:
        yield _GAP(edition=one.edition, known=held.edition)


def _sites(project: Project, one: Delivery) -> Iterator[Told]:
    """Yield each site that is another than the one of the same code here."""
    known = {site.code: site for site in project.surveyed.sites}
    for site in one.handover.sites if one.handover else ():
        mine = known.get(site.code, site)
        if (mine.point, mine.units) != (site.point, site.units):
            yield _OTHER_SITE(site=site.code)
