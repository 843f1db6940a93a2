"""`python -m tristandard new-ruleset DIR`: a small, complete rule set to start one's own from."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from tristandard.basics.errors import TristandardError
from tristandard.codec.starter import new_ruleset
from tristandard.words.sentence import Sentence, Told

_COMMAND = " ".join(("python", "-m", "tristandard"))
_PROGRAM = Told("三标融合规则", "Merged evaluation rules (三标融合).")
_WRITE_A_RULE_SET = Told("写出一个小而完整、可以照着改的规则集", "write a small, complete rule set to start from")
_THE_FOLDER = Told(
    "还不存在的文件夹，其名称即规则集的编码",
    "a folder that is not there yet; its name becomes the code of the rule set",
)
_MADE = Sentence(
    "{folder}：规则集“{code}”，有 {count} 个指标，算例在 cases/；"
    "请照需要修改，并用 pytest --ruleset {folder} 核对各条定律",
    "{folder}: the rule set {code!r} with {count} indicators and worked cases in cases/; "
    "change it, and hold it against the laws: pytest --ruleset {folder}",
)


def main(arguments: list[str] | None = None) -> int:
    """Run the command, and return its exit code."""
    parser = ArgumentParser(prog=_COMMAND, description=_PROGRAM.text("en"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    new = commands.add_parser("new-ruleset", help=_WRITE_A_RULE_SET.text("en"))
    new.add_argument("folder", type=Path, metavar="DIR", help=_THE_FOLDER.text("en"))
    given = parser.parse_args(arguments)
    try:
        rules = new_ruleset(given.folder)
    except TristandardError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    print(_MADE(folder=str(given.folder), code=rules.code, count=len(rules.indicators)).text("en"))  # noqa: T201
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
