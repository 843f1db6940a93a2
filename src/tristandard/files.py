"""Whatever is loaded and written: tables, JSON and rule-set folders, from paths, open files or rows."""

from tristandard.codec.available import AvailableRuleSet
from tristandard.codec.calendar import chinese_calendar
from tristandard.codec.drives import load_checks, load_drives, write_checks
from tristandard.codec.findings import write_findings
from tristandard.codec.handed import load_handover, load_notices, write_handover, write_notices
from tristandard.codec.issued import load_certificate, write_bulletin, write_certificate, write_statement
from tristandard.codec.results import load_ledger, load_plan, load_results, write_ledger, write_plan, write_results
from tristandard.codec.rows import to_json, to_rows
from tristandard.codec.schema import schema
from tristandard.codec.survey import write_areas, write_observations, write_sites, write_units
from tristandard.codec.tables import to_tables

__all__ = [
    "AvailableRuleSet",
    "chinese_calendar",
    "load_certificate",
    "load_checks",
    "load_drives",
    "load_handover",
    "load_ledger",
    "load_notices",
    "load_plan",
    "load_results",
    "schema",
    "to_json",
    "to_rows",
    "to_tables",
    "write_areas",
    "write_bulletin",
    "write_certificate",
    "write_checks",
    "write_findings",
    "write_handover",
    "write_ledger",
    "write_notices",
    "write_observations",
    "write_plan",
    "write_results",
    "write_sites",
    "write_statement",
    "write_units",
]
