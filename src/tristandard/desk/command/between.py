"""The commands between offices: hand over, receive, correct."""

from __future__ import annotations

from attrs import evolve

from tristandard.codec.rows import to_rows
from tristandard.desk.command.own import ranked
from tristandard.desk.command.shape import A_FILE, A_TEXT, Call, Command, Done, Taken
from tristandard.desk.offices import TakenOver, hand_over, take_over_all
from tristandard.desk.printing import told_ranking
from tristandard.scoring.changes import changes
from tristandard.words.sentence import Sentence, Told

_HANDED = Sentence(
    "已写出移交件和移交函：\n{paths}\n请把两份文件一起交给对方：.json 由程序接收（tristandard receive），.txt 给人看",
    "what is handed over, each with its letter:\n{paths}\ngive both to the other office, which runs "
    "tristandard receive",
)
_RECEIVED = Sentence(
    "{file}：已接收{sender}移交的第 {edition} 版{again}，问题通报 {notices} 条，存为 {path}\n校验码 {seal}，"
    "请打电话与移交函上的核对；不一致的，文件被人换过{part}",
    "{file}: edition {edition} from {sender} is received{again}, with {notices:notice|notices}, and kept as {path}\n"
    "seal {seal}: compare it with the sender's letter by telephone; where it differs, somebody exchanged the "
    "file{part}",
)
_AGAIN = Told("（以前已接收过同一份）", " (the very same was received before)")
_PART = Sentence(
    "\n融合部分的得分（只按移交的第 {edition} 版）：\n{lines}",
    "\nscores of the merged part, from edition {edition} of the handover alone:\n{lines}",
)
_SCORE = Told(
    "接下来：本期结果还没有公布的，运行 tristandard score（试算过的加 --again）；已经公布的，运行 "
    "tristandard correct --reason 理由",
    "Next: where nothing of the period is published yet, tristandard score (--again after a trial); else tristandard "
    "correct --reason REASON",
)


def passed(call: Call) -> Done:
    """Write what is handed over."""
    written = hand_over(call.project, language=call.language)
    return Done(call.say(_HANDED(paths="\n".join(f"  {path}" for path in written))), written=written)


def received(call: Call) -> Done:
    """Receive what other offices handed over."""
    texts, rows, written = [], list[dict[str, object]](), []
    files = call.given["file"]
    for file, found in zip(files, take_over_all(call.project, files), strict=True):
        texts.append(_told(call, file, found))
        rows += to_rows(found.part[found.delivery.receiver]) if found.part else []
        written += [] if found.known else [found.path]
    return Done("\n\n".join([*texts, call.say(_SCORE)]), rows, written)


def _told(call: Call, file: str, found: TakenOver) -> str:
    one, part = found.delivery, ""
    if found.part is not None:
        lines = told_ranking(found.part[one.receiver], call.language).partition("\n")[2]  # its head names no edition
        part = _PART(edition=one.edition, lines=lines).text(call.language)
    return call.say(
        _RECEIVED(
            file=file,
            sender=call.project.office_name(one.sender),
            edition=one.edition,
            again=_AGAIN if found.known else "",
            notices=len(one.notices),
            path=str(found.path),
            seal=one.seal,
            part=part,
        )
    )


def corrected(call: Call) -> Done:
    """Score what is reported now as the next edition, and list what that changes."""
    project = call.project
    made = project.correct(call.given["reason"])
    before = project.results(made.edition - 1)
    done = ranked(call, made)
    changed = changes(project.printed(before), project.printed(made)).text(call.language)
    return evolve(done, told=f"{done.told}\n\n{changed}")


#: The commands, with their words.
HANDOVER = Command(
    "handover",
    Told(
        "写出移交给其他单位的文件和移交函，在 out/handover/",
        "write what is handed over, with a letter, into out/handover/",
    ),
    passed,
    (Told("tristandard handover", "tristandard handover"),),
)
RECEIVE = Command(
    "receive",
    Told(
        "接收其他单位移交的文件；被改动的、不是本期的、规则不同的、旧版的都不接收",
        "receive what was handed over; refused are files that were changed, of another period, other "
        "rules, or an "
        "older edition",
    ),
    received,
    (Told("tristandard receive urban-civilized-2022Q3-1.json", "tristandard receive urban-civilized-2022Q3-1.json"),),
    (Taken("file", Told("对方交来的 .json 文件", "the .json files that were given"), A_FILE, needed=True, many=True),),
)
CORRECT = Command(
    "correct",
    Told(
        "更正：按工作簿和接收文件的现状计分，写成下一版，原来各版不动",
        "correct: score what is reported now as the next edition; those before it stay",
    ),
    corrected,
    (
        Told(
            "tristandard correct --reason 申诉成立，撤销一处问题",
            "tristandard correct --reason 'an appeal was upheld'",
        ),
    ),
    (Taken("--reason", Told("为什么更正", "why"), A_TEXT, needed=True),),
)
