"""All commands, in the order in which a quarter goes."""

from __future__ import annotations

from tristandard.desk.command.between import CORRECT, HANDOVER, RECEIVE
from tristandard.desk.command.explaining import COMPARE, EXPLAIN, RULEBOOK
from tristandard.desk.command.own import CERTIFY, NOTICE, REPORT, SCORE, STATEMENT
from tristandard.desk.command.preparing import CHECK, CHECKLIST, PLAN
from tristandard.desk.command.starting import NEW, NEW_RULESET
from tristandard.desk.command.verify import VERIFY
from tristandard.desk.command.worklist import WORKLIST

COMMANDS = (
    NEW, NEW_RULESET, WORKLIST, CHECK, PLAN, CHECKLIST, SCORE, REPORT, STATEMENT, NOTICE, EXPLAIN, COMPARE, RULEBOOK,
    HANDOVER, RECEIVE, CORRECT, CERTIFY, VERIFY,
)  # fmt: skip
