"""What officials read: bulletins, statements, explanations and the rule book."""

from tristandard.reports.bulletin import BulletinRow
from tristandard.reports.rule_book import Rulebook, RulebookRow, rulebook
from tristandard.reports.statement_row import StatementRow

__all__ = [
    "BulletinRow",
    "Rulebook",
    "RulebookRow",
    "StatementRow",
    "rulebook",
]
