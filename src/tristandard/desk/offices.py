"""Between offices that share no system: what each hands over, takes over, and refuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import final

from attrs import frozen

from tristandard.basics.errors import TristandardError, refuse, said, wanted
from tristandard.basics.fields import listed
from tristandard.basics.language import CODED, NOTHING_SAID
from tristandard.codec.files import content_of, path_of
from tristandard.codec.output import write_all
from tristandard.desk.cover import letter_of
from tristandard.desk.delivery import Delivery, Outgoing, deliveries, load_delivery, opened_delivery
from tristandard.desk.mistakes import NotDone
from tristandard.desk.project import Project
from tristandard.desk.safe_names import safe_name
from tristandard.scoring.receive import receive
from tristandard.scoring.results import Results
from tristandard.words.sentence import Sentence, Told

_NO_OFFICE = Told(
    '移交和接收要知道本单位是谁；请在 project.toml 里写 office = "测评的编码"',
    'to hand over and to receive, an office must be named; write office = "code of an assessment" in project.toml',
)
_NOTHING = Told("没有要移交的内容：本单位没有替其他测评测的指标，也没有要通报的问题", "there is nothing to hand over")
_NOT_RECEIVED = Sentence("{file} 未予接收", "{file} is not received")
_NONE_RECEIVED = Sentence(
    "{files} 一份也没有接收；请改正后一起重新接收",
    "none of {files} is received; mend this, and receive them together again",
)
_FOR_ANOTHER = Sentence(
    "这是移交给{to}的，本单位是{office}；请转给对方",
    "it is for {to}, and this is the office of {office}; pass it on",
)
_OWN = Told("这是本单位自己移交出去的文件", "it is what this office handed over itself")
_NO_OFFICE_OF_THAT = Sentence(
    "没有测评“{sender}”，不知道是谁移交的；请向移交单位重新索取",
    "there is no assessment {sender!r}, so nobody knows who sent it; ask for the file again",
)
_TWO_ADDRESSES = Told(
    "移交的内容与文件开头写的移交单位、接收单位或期间不一致；请向移交单位重新索取",
    "what is handed over names another sender, receiver or period than the file does; ask for the file again",
)
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
    "点位 {site} 与{where}的不同（区域、类型或责任单位）；请双方核对点位表",
    "the site {site} is another than {where} (area, type or unit); compare the tables of sites of both offices",
)
_HERE, _HANDED_BY = Told("本项目", "here"), Sentence("{sender}移交", "what {sender} handed over")
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
    """Write what an office passes to each other one, of its last edition: a file for the program, a letter to read; a
    letter in which somebody wrote stays, and the new one has another name.

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
    last, folder = every[-1], project.out / "handover"
    with project.kept.alone(project.tell):
        for one in found:
            stem = safe_name(f"{sender}-{one.receiver}-{last.period}-{last.edition}")
            names = {"sender": project.office_name(sender), "receiver": project.office_name(one.receiver)}
            letter = _LETTER(edition=last.edition, **names).text(language)
            texts[f"{stem}.json"] = one.text
            told = letter_of(last, sender, one, f"{stem}.json", language)
            texts[project.kept.free(folder / f"{safe_name(letter)}.txt").name] = told
        if not texts:
            raise NotDone(_NOTHING)
        write_all(folder, texts, limit=None)
        project.kept.note(written := tuple(folder / name for name in texts))
    return written


def take_over(project: Project, path: str | Path) -> TakenOver:
    """Receive a delivery: check it, compute the merged part of each score from it, and keep it in `received/`.

    Raises:
        NotDone: When no office is named.
        BadInput: When it is none, or was changed on its way.
        Refused: When it is for another office, of another period, of other rules, or of an older edition; when its
            sites are others than here, or it contradicts itself. Nothing is kept.
    """
    return take_over_all(project, [path])[0]


def take_over_all(project: Project, paths: Iterable[str | Path]) -> tuple[TakenOver, ...]:
    """Receive deliveries together: all of them are kept, or none; later editions of one office may come along.

    Raises:
        NotDone: When no office is named.
        BadInput: When there is one, and it is none, or was changed on its way.
        Refused: With everything that is wrong with any of them, as for one. Nothing is kept.
    """
    wanted(project, Project)
    files, office = [path_of(path) for path in listed(paths)], _office(project)
    with project.kept.alone(project.tell):
        return _all_taken(project, office, files)


def _all_taken(project: Project, office: str, files: Sequence[Path]) -> tuple[TakenOver, ...]:
    opened, problems = list[tuple[int, Path]](), list[TristandardError]()
    for file in files:
        try:
            opened.append((_fitting(project, office, file), file))
        except TristandardError as problem:
            problems.append(problem)
    held = {one.sender: one for one in project.received}
    found = dict[Path, TakenOver]()
    for _, file in sorted(opened, key=lambda one: one[0]):
        try:
            found[file] = made = _taken(project, file, held)
            held[made.delivery.sender] = made.delivery
        except TristandardError as problem:
            problems.append(problem)
    if len(files) == 1 and problems:
        raise problems[0]
    refuse(_NONE_RECEIVED(files=[file.name for file in files]), problems)
    texts = {one.path.name: content_of(file, None) for file, one in found.items() if not one.known}
    if texts:
        write_all(project.folder / "received", texts, limit=None)
    return tuple(found[file] for file in files)


def _fitting(project: Project, office: str, file: Path) -> int:
    """Return the edition of a delivery that is for this project; refuse any other."""
    table = opened_delivery(file)
    refuse(_NOT_RECEIVED(file=file.name), [NotDone(why) for why in _unfit(project, office, table)])
    return int(table["edition"])


def _taken(project: Project, file: Path, held: Mapping[str, Delivery]) -> TakenOver:
    """Return what comes of a delivery beside those that are held, by their senders; nothing is kept yet."""
    one = load_delivery(file, project.merged)
    before = held.get(one.sender)
    wrong = [*_addresses(one), *_sequence(one, before), *_sites(project, one, held)]
    refuse(_NOT_RECEIVED(file=file.name), [NotDone(why) for why in wrong])
    part = receive(one.handover, project.merged, givens=_givens(project, one)) if one.handover else None
    path = project.folder / "received" / f"{safe_name(one.sender)}-{one.edition}.json"
    return TakenOver(delivery=one, part=part, path=path, known=before is not None and before.seal == one.seal)


def _office(project: Project) -> str:
    if not project.settings.office:
        raise NotDone(_NO_OFFICE)
    return project.office


def _givens(project: Project, one: Delivery) -> dict[tuple[str, str, str], object]:
    """Return the receiver's own figures, which its model may weigh by."""
    return {key: value for key, value in project.givens.items() if key[0] == one.receiver}


def _unfit(project: Project, office: str, table: dict[str, str]) -> Iterator[Told]:
    """Yield why a delivery is not for this project."""
    rules = project.merged.rule_set
    if table["from"] == office:
        yield _OWN
    elif table["to"] != office:
        yield _FOR_ANOTHER(to=project.office_name(table["to"]), office=project.office_name(office))
    if table["from"] not in {one.code for one in rules.assessments}:
        yield _NO_OFFICE_OF_THAT(sender=table["from"])
    if table["period"] != str(project.settings.period):
        yield _OTHER_PERIOD(theirs=table["period"], ours=str(project.settings.period))
    if table["rules"] != rules.digest:
        theirs, ours = f"{table['rule_set']} {table['rule_set_version']}", f"{rules.code} {rules.version}"
        yield _OTHER_RULES(theirs=theirs, digest=table["rules"][:12], ours=ours, own=rules.digest[:12])


def _addresses(one: Delivery) -> Iterator[Told]:
    """Yield that what is handed over is of other offices or another period than the file says."""
    inside = one.handover
    outside = one.sender, one.receiver, one.period
    if inside is not None and (inside.host, inside.consumer, str(inside.period)) != outside:
        yield _TWO_ADDRESSES


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


def _sites(project: Project, one: Delivery, held: Mapping[str, Delivery]) -> Iterator[Told]:
    """Yield each site that is another than the one of the same code here, or in what another office handed over."""
    known = {site.code: (site, _HERE) for site in project.surveyed.sites}
    for other in held.values():
        if other.sender != one.sender and other.handover is not None:
            where = _HANDED_BY(sender=project.office_name(other.sender))
            known = {**{site.code: (site, where) for site in other.handover.sites}, **known}
    for site in one.handover.sites if one.handover else ():
        mine, where = known.get(site.code, (site, _HERE))
        if (mine.point, mine.units) != (site.point, site.units):
            yield _OTHER_SITE(site=CODED(label=site.zh, code=site.code) if site.zh else site.code, where=where)
