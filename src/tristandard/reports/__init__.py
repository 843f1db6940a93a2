"""What officials read: bulletins, statements and explanations."""

from tristandard.reports.bulletin import BulletinRow
from tristandard.reports.statement_rows import StatementRow

__all__ = [
    "BulletinRow",
    "StatementRow",
]
